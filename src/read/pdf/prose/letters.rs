//! Words as they are compared: letters folded, hashed, without their last vowel, and about as wide as they are drawn.

/// A letter without case and accent; anything else as it is.
pub(super) fn folded(letter: char) -> char {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    match small {
        'á' | 'à' | 'ä' | 'â' => 'a',
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'í' | 'ì' | 'ï' | 'î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' => 'o',
        'ú' | 'ù' | 'ü' | 'û' => 'u',
        'ñ' => 'n',
        other => other,
    }
}

/// A text with its letters folded.
pub(super) fn fold(text: &str) -> String {
    text.chars().map(folded).collect()
}

/// The hash of a folded text (FNV-1a, 64 bits): the vocabulary of a document keeps no letters. Two words that share one are no harm worth a string each.
pub(super) fn hash(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, letter| (hash ^ u64::from(u32::from(folded(letter)))).wrapping_mul(0x0100_0000_01b3))
}

/// The hash of a word with its accents, whatever its case.
pub(super) fn exact_hash(word: &str) -> u64 {
    word.chars().fold(0xcbf2_9ce4_8422_2325, |hash, letter| {
        let small = letter.to_lowercase().next().unwrap_or(letter);
        (hash ^ u64::from(u32::from(small))).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A word without its plural and last vowel, so that its other forms are the same.
pub(super) fn stem(word: &str) -> &str {
    let one = word.strip_suffix(['s', 'S']).unwrap_or(word);
    let short = one.strip_suffix(['a', 'e', 'o', 'A', 'E', 'O']).unwrap_or(one);
    if short.len() < 4 { one } else { short }
}

/// The letters that a piece of text ends in.
pub(super) fn last_letters(text: &str) -> &str {
    let start = text.char_indices().rev().take_while(|(_, letter)| letter.is_alphabetic()).last().map_or(text.len(), |(at, _)| at);
    &text[start..]
}

/// The letters that a piece of text begins with.
pub(super) fn first_letters(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    &text[..end]
}

/// About how wide a text is, in thousandths of the size of an ordinary font without serifs.
pub(super) fn breadth(text: &str) -> f32 {
    text.chars()
        .map(|letter| {
            let base = folded(letter);
            match (letter.is_uppercase(), base) {
                (_, 'm') => 833.0,
                (true, 'w') => 944.0,
                (true, 'f' | 'l' | 't' | 'z') => 590.0,
                (true, 'g' | 'o' | 'q') => 778.0,
                (false, 'i' | 'j' | 'l') => 222.0,
                (true, 'i') | (false, 'f' | 't' | ' ' | '.' | ',' | ';' | ':' | '/' | '!' | '|') => 278.0,
                (false, 'r' | '-' | '(' | ')' | '\u{AD}' | '\u{2010}') => 333.0,
                (false, 'w') => 722.0,
                (false, '%' | '@') => 950.0,
                (true, 'j') | (false, 'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z') => 500.0,
                (true, _) => 690.0,
                (false, _) => 556.0,
            }
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (word, expected) in [
            ("contrataciones", "contratacion"),
            ("administrativas", "administrativ"),
            ("unidad", "unidad"),
            ("obra", "obra"),
            ("obras", "obra"),
        ] {
            assert_eq!(stem(word), expected, "{word}");
        }
    }

    #[test]
    fn letters_at_the_ends() {
        assert_eq!(last_letters("(LP-CONTRATACIÓ"), "CONTRATACIÓ");
        assert_eq!(last_letters("2021"), "");
        assert_eq!(first_letters("línea);"), "línea");
        assert_eq!(hash("Ó".chars()), hash("o".chars()));
    }
}
