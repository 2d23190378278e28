//! The header of a matrix: the words that its columns begin with, which tell where they stand.

use super::super::page::Word;

/// How far above or below each other, in parts of the font's size, the words of one header stand.
const HEADER_REACH: f32 = 3.2;

/// The header of a matrix: the first words of its columns.
pub(super) struct Header {
    /// The words, from left to right.
    pub(super) keys: Vec<Key>,
    /// Whether the first of them heads the column of numbers.
    pub(super) numbered: bool,
}

impl Header {
    /// Whether each of its words stands in a column of its own.
    pub(super) fn stands_in(&self, known: &[f32]) -> bool {
        let column = |key: &Key| known.windows(2).position(|pair| key.left >= pair[0] - 1.0 && key.right <= pair[1] + 1.0);
        let columns: Vec<usize> = self.keys.iter().filter_map(column).collect();
        columns.len() == self.keys.len() && columns.windows(2).all(|pair| pair[0] < pair[1])
    }
}

/// The first word of a header's cell.
pub(super) struct Key {
    /// Left edge.
    pub(super) left: f32,
    /// Right edge.
    pub(super) right: f32,
    /// Baseline.
    pub(super) base: f32,
}

/// What the header of a column begins with, without accents; the official form's columns, and words that officials write for them.
const KEYS: [&[&str]; 4] = [&["descripcion", "unidad", "direccion"], &["objetivo", "mision"], &["indicador"], &["meta"]];

/// What the header of the column of numbers says.
const NUMBER_KEYS: &[&str] =
    &["no", "no.", "n°", "nº", "n.°", "n.º", "nro", "nro.", "num", "num.", "numero", "#", "n", "ord.", "item", "orden"];

/// The header of a page, if it has one.
pub(super) fn header(words: &[Word]) -> Option<Header> {
    let marked: Vec<(usize, &Word)> = words
        .iter()
        .filter(|word| word.text.chars().next().is_some_and(char::is_uppercase))
        .filter_map(|word| {
            let text = fold(&word.text);
            KEYS.iter().position(|keys| keys.iter().any(|key| is_key(&text, key))).map(|kind| (kind, word))
        })
        .collect();
    let mut pivots: Vec<&Word> = marked.iter().filter(|(kind, _)| *kind == 2 || *kind == 0).map(|(_, word)| *word).collect();
    pivots.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut best: Option<(f32, Header)> = None;
    // A page of nothing but such words is no matrix.
    for pivot in pivots.iter().take(64) {
        let reach = HEADER_REACH * pivot.size;
        let mut keys: Vec<&Word> = Vec::new();
        let mut score = 0.0;
        for kind in 0..KEYS.len() {
            let near = marked.iter().filter(|(other, word)| *other == kind && (word.base - pivot.base).abs() <= reach);
            let rank = |word: &Word| (word.base - pivot.base).abs() + if is_main(kind, &word.text) { 0.0 } else { 2.0 * reach };
            let nearest =
                near.min_by(|one, other| rank(one.1).total_cmp(&rank(other.1)).then(one.1.rect.left.total_cmp(&other.1.rect.left)));
            if let Some((_, word)) = nearest {
                score += 1.0 - rank(word) / (4.0 * reach);
                keys.push(word);
            }
        }
        keys.sort_by(|one, other| one.rect.left.total_cmp(&other.rect.left));
        let room = |pair: &[&Word]| pair[1].rect.left > pair[0].rect.right;
        if keys.len() < 3 || !keys.windows(2).all(room) {
            continue;
        }
        let number = words
            .iter()
            .filter(|word| (word.base - pivot.base).abs() <= reach && word.rect.right < keys[0].rect.left)
            .filter(|word| NUMBER_KEYS.contains(&fold(&word.text).as_str()))
            .min_by(|one, other| one.rect.left.total_cmp(&other.rect.left));
        let numbered = number.is_some();
        score += number.map_or(0.0, |number| 1.0 - (number.base - pivot.base).abs() / (4.0 * reach));
        keys.splice(0..0, number);
        if best.as_ref().is_none_or(|best| score > best.0 + 0.01) {
            let key = |word: &&Word| Key { left: word.rect.left, right: word.rect.right, base: word.base };
            best = Some((score, Header { keys: keys.iter().map(key).collect(), numbered }));
        }
    }
    best.map(|best| best.1)
}

fn is_key(text: &str, key: &str) -> bool {
    // A narrow column may break the word.
    text.starts_with(key) || text.len() >= 5 && key.starts_with(text) || text.starts_with("desc") && *key == *"descripcion"
}

fn is_main(kind: usize, text: &str) -> bool {
    KEYS[kind].first().is_some_and(|key| is_key(&fold(text), key))
}

/// A text in small letters without accents.
pub(super) fn fold(text: &str) -> String {
    text.chars()
        .filter(|letter| *letter != '\u{AD}')
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'á' | 'à' => 'a',
            'é' | 'è' => 'e',
            'í' | 'ì' => 'i',
            'ó' | 'ò' => 'o',
            'ú' | 'ù' | 'ü' => 'u',
            other => other,
        })
        .collect()
}

/// Whether a text is a unit's number.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.trim_end_matches(['.', ')', '-', '°', 'º']);
    (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}
