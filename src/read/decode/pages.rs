//! Texts of one byte a letter, without a word about which letters: told apart by where accented letters, quotation marks and ordinals would stand.
//!
//! Windows-1252 (and ISO-8859-1 within it) is what office programs save; code page 850 is that of DOS and of the Windows console, whose Spanish small
//! letters are those of page 437; Mac Roman is that of old Macintosh programs. The same byte is `ó` in one and `¢` or `—` in another, so a Spanish text in
//! the wrong one has signs inside its words.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// How many bytes above 127 are looked at. A report has some hundreds.
const LOOKED_AT: usize = 20_000;

/// Words that stand around a blank that must not break, and are never the half of a word with an accent in its middle.
const SMALL: [&str; 12] = ["de", "la", "los", "las", "del", "para", "con", "por", "que", "sin", "sus", "una"];

/// The upper half of code page 850.
#[rustfmt::skip]
pub(in crate::read) const CP850: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å',
    'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ',
    'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '®', '¬', '½', '¼', '¡', '«', '»',
    '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'À', '©', '╣', '║', '╗', '╝', '¢', '¥', '┐',
    '└', '┴', '┬', '├', '─', '┼', 'ã', 'Ã', '╚', '╔', '╩', '╦', '╠', '═', '╬', '¤',
    'ð', 'Ð', 'Ê', 'Ë', 'È', 'ı', 'Í', 'Î', 'Ï', '┘', '┌', '█', '▄', '¦', 'Ì', '▀',
    'Ó', 'ß', 'Ô', 'Ò', 'õ', 'Õ', 'µ', 'þ', 'Þ', 'Ú', 'Û', 'Ù', 'ý', 'Ý', '¯', '´',
    '\u{AD}', '±', '‗', '¾', '¶', '§', '÷', '¸', '°', '¨', '·', '¹', '³', '²', '■', '\u{A0}',
];

/// A text decoded in the likeliest of the three, and the name of that.
pub(super) fn decode(bytes: &[u8]) -> (String, &'static str) {
    let pages = [("Windows-1252", table(WINDOWS_1252)), ("cp850", CP850), ("Mac Roman", table(MACINTOSH))];
    let mut best = (i64::MIN, &pages[0]);
    for page in &pages {
        let worth = worth(bytes, &page.1);
        if worth > best.0 {
            best = (worth, page);
        }
    }
    let (name, table) = best.1;
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    let mut rest = bytes;
    while let Some(&first) = rest.first() {
        let plain = rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        if plain > 0 {
            text.push_str(std::str::from_utf8(&rest[..plain]).unwrap_or_default());
            rest = &rest[plain..];
        } else {
            text.push(letter(first, table));
            rest = &rest[1..];
        }
    }
    (text, name)
}

/// The upper half of an encoding.
fn table(encoding: &'static Encoding) -> [char; 128] {
    std::array::from_fn(|at| {
        let byte = [u8::try_from(at + 128).unwrap_or(u8::MAX)];
        encoding.decode_without_bom_handling(&byte).0.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
    })
}

fn letter(byte: u8, table: &[char; 128]) -> char {
    if byte.is_ascii() { char::from(byte) } else { table[usize::from(byte & 0x7F)] }
}

/// How much sense the bytes above 127 make as the characters of a table.
fn worth(bytes: &[u8], table: &[char; 128]) -> i64 {
    let at = |index: Option<usize>| index.and_then(|index| bytes.get(index)).map_or(' ', |byte| letter(*byte, table));
    let high = bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()).take(LOOKED_AT);
    high.map(|(index, byte)| {
        let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
        let sense = sense(before, letter(*byte, table), after);
        if sense > 0 && (is_between_words(bytes, index) || is_capital_lost(before, letter(*byte, table), &bytes[index + 1..])) {
            0
        } else {
            sense
        }
    })
    .sum()
}

/// Whether `é` begins a word that begins with `Ú` instead, which is the same byte in another page: `éltimo`.
fn is_capital_lost(before: char, c: char, rest: &[u8]) -> bool {
    let begins = |start: &&[u8]| rest.get(..start.len()).is_some_and(|word| word.eq_ignore_ascii_case(start));
    c == 'é' && !before.is_alphabetic() && [&b"ltim"[..], b"nic", b"til", b"rsula"].iter().any(begins)
}

/// Whether a byte stands between two words rather than in one.
fn is_between_words(bytes: &[u8], index: usize) -> bool {
    let is_small = |part: &[u8]| SMALL.iter().any(|word| part.eq_ignore_ascii_case(word.as_bytes()));
    let before = &bytes[index.saturating_sub(6)..index];
    let left = before.iter().rposition(|byte| !byte.is_ascii_alphabetic()).map_or(before, |end| &before[end + 1..]);
    let after = &bytes[index + 1..bytes.len().min(index + 7)];
    let right = &after[..after.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(after.len())];
    !left.is_empty() && !right.is_empty() && (is_small(left) || is_small(right))
}

/// How much sense one character makes between its neighbors in a Spanish text: above zero for what would stand there, below for what would not.
fn sense(before: char, c: char, after: char) -> i64 {
    let (left, right) = (before.is_alphabetic(), after.is_alphabetic());
    let inside = left && right;
    match c {
        'á' | 'é' | 'í' | 'ó' | 'ú' | 'ñ' | 'ü' => match (left, right) {
            (false, false) => 0,
            (true, true) if before.is_uppercase() && after.is_uppercase() => 0,
            _ if right && after.is_uppercase() => -2,
            _ => spelled(before, c, after),
        },
        'Á' | 'É' | 'Í' | 'Ó' | 'Ú' | 'Ñ' | 'Ü' => match (left, right) {
            (false, false) => 0,
            _ if before.is_lowercase() => -4,
            (true, true) if after.is_lowercase() => -1,
            _ => 3,
        },
        '°' | 'º' | 'ª' | '»' | '”' | '…' if right => -4,
        '°' | 'º' | 'ª' if before.is_alphanumeric() || matches!(before, '.' | ' ') => 2,
        '«' | '¿' | '¡' | '“' | '‘' if left => -4,
        '«' | '¿' | '¡' | '“' | '‘' if !after.is_whitespace() => 2,
        '»' | '”' | '…' if !before.is_whitespace() => 2,
        '’' if inside => i64::from(after.is_uppercase()),
        '’' if !right => 1,
        '–' | '—' if inside => 0,
        '–' | '—' => 2,
        '\u{A0}' => 0,
        '•' | '·' if !left => 1,
        '€' | '²' | '³' if !right => 0,
        '©' | '®' | '™' | '§' | '½' | '¼' if !(left || right) => 0,
        _ if c.is_control() => -6,
        'ß' | 'þ' | 'Þ' | 'ð' | 'Ð' | 'ý' | 'Ý' | 'ø' | 'Ø' | 'æ' | 'Æ' | 'å' | 'Å' | 'š' | 'Š' | 'ž' | 'Ž' | 'ƒ' | 'ı' | 'ˆ' | 'ˇ' => {
            -4
        }
        _ if c.is_alphabetic() && inside && (c.is_uppercase() == after.is_uppercase() || before.is_uppercase() && c.is_lowercase()) => -2,
        _ if left || right => -4,
        _ => -1,
    }
}

/// How much sense an accented small letter makes next to another letter.
fn spelled(before: char, c: char, after: char) -> i64 {
    let vowel = |c: char| "aeiouáéíóúAEIOU".contains(c);
    match c {
        'ñ' if !vowel(after) => -2,
        'ü' if !matches!(before, 'g' | 'G') => 1,
        'á' | 'é' | 'ó' if matches!(after, 'a' | 'e' | 'o') || matches!(before, 'a' | 'e' | 'o') => 0,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text in one of the pages.
    fn encoded(text: &str, page: &str) -> Option<Vec<u8>> {
        let table = match page {
            "cp850" => CP850,
            "Mac Roman" => table(MACINTOSH),
            _ => table(WINDOWS_1252),
        };
        let byte = |c: char| {
            let high = || table.iter().position(|known| *known == c).and_then(|at| u8::try_from(at + 128).ok());
            if c.is_ascii() { u8::try_from(c).ok() } else { high() }
        };
        text.chars().map(byte).collect()
    }

    const PAGES: [&str; 3] = ["Windows-1252", "cp850", "Mac Roman"];

    #[test]
    fn one_accented_word_is_enough() {
        let words = "Información información INFORMACIÓN Dirección DIRECCIÓN gestión GESTIÓN Pública PÚBLICA público año AÑO años niñez NIÑEZ señor \
            diseño DISEÑO Compañía desempeño pequeño enseñanza más además práctica PRÁCTICA área ÁREA Área ámbito están está trámite tránsito página \
            básica máxima Orgánica ORGÁNICA técnico TÉCNICO Técnica también interés médico crédito teléfono TELÉFONO TELEFÓNICO telefónico electrónico \
            ELECTRÓNICO jurídica JURÍDICA Jurídica política POLÍTICA SÍNDICA país vía vías día Alcaldía ALCALDÍA ASESORÍA Tecnología período índice línea \
            número NÚMERO Número único última según ningún público lingüística LINGÜÍSTICA Bilingüe cigüeña código CÓDIGO económico kilómetro Órgano óptimo \
            Cantón CANTÓN Sinaí Juán Pérez López Gómez Núñez Muñoz Ibáñez Zúñiga Ñandú Peña Cañar CAÑAR Quiñónez Sánchez Benítez Chávez Ángel Óscar Íñigo \
            Úrsula Éxito él sólo qué cuándo aquí así allí Perú ejecutó aprobó cumplirá será desarrollarán planificación ejecución construcción río púa evalúa \
            continúa oír reúne maíz raíz país baúl cafés bebé después través inglés pingüino Güell aéreo línea Éste";
        let mut wrong = Vec::new();
        for word in words.split_whitespace() {
            for page in PAGES {
                for text in [format!("1\tUNIDAD\tver {word}\t80 %"), format!("{word}\tx"), format!("a {word}, b ({word}) {word}.")] {
                    let bytes = encoded(&text, page).unwrap();
                    let (read, named) = decode(&bytes);
                    if (&read, named) != (&text, page) {
                        wrong.push((page, text, named, read));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn signs_alone_are_windows() {
        for text in [
            "2019–2023",
            "norte—sur",
            "lunes–viernes",
            "Plan – 2021",
            "D’Angelo",
            "“Plan” de vida",
            "«Plan»",
            "N° 3, 2.ª, 1º",
            "de\u{A0}la unidad",
            "80\u{A0}%",
            "Plan\u{A0}Operativo",
            "unidad\u{A0}de\u{A0}apoyo",
            "¿Qu",
            "5 m² y m³",
            "São Paulo",
            "François",
            "• uno",
            "etc…",
            "20 €",
            "Müller",
        ] {
            let bytes = encoded(text, "Windows-1252").unwrap();
            assert_eq!(decode(&bytes), (text.to_owned(), "Windows-1252"), "{text}");
        }
    }

    #[test]
    fn a_line_with_signs_is_read_in_its_page() {
        for page in PAGES {
            for text in ["Metas del Nº 1: «gestión», 2.ª etapa", "¿Qué años? ¡Más de 20!", "Año 2021: 5° puesto"] {
                let bytes = encoded(text, page).unwrap();
                assert_eq!(decode(&bytes), (text.to_owned(), page));
            }
        }
        for text in ["“Gestión” – 2021… ‘así’", "Ñ — D’Angelo • niñez"] {
            for page in ["Windows-1252", "Mac Roman"] {
                let bytes = encoded(text, page).unwrap();
                assert_eq!(decode(&bytes), (text.to_owned(), page));
            }
        }
    }
}
