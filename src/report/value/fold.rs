//! Folding of text for comparison, and the cutting of text into words.
//!
//! Officials write the same word with and without accents, in capitals and in small letters; every reader that
//! looks for words compares folded forms. What the words mean is left to the readers.

use std::ops::Range;

/// The text in lower case, without accents, with every run of other characters turned into one blank, trimmed.
///
/// `ñ` becomes `n`; letters outside the Latin alphabet keep their shape and are only lower-cased.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Like [`fold`], into a string whose former content is discarded, so that a loop can reuse one allocation.
pub fn fold_into(text: &str, out: &mut String) {
    // Bytes are pushed, not characters: this runs over every label of every report.
    let mut folded = std::mem::take(out).into_bytes();
    folded.clear();
    folded.reserve(text.len());
    let bytes = text.as_bytes();
    let mut gap = false;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        // Nearly all text is ASCII and the accented letters of Latin-1, whose UTF-8 begins with C3: both are looked up.
        let (letter, width) = match byte {
            0..=0x7F => (ASCII[usize::from(byte)], 1),
            0xC3 => (bytes.get(at + 1).map_or(0, |next| LATIN_1[usize::from(next & 0x3F)]), 2),
            _ => (0, 0),
        };
        if letter != 0 {
            open_word(&mut folded, &mut gap);
            folded.push(letter);
            at += width;
        } else if byte.is_ascii() {
            gap = true;
            at += 1;
        } else {
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            at += c.len_utf8();
            if is_mark(c) {
                // A stray combining accent belongs to the letter before it and is dropped like any accent.
            } else if c.is_alphanumeric() {
                open_word(&mut folded, &mut gap);
                push_folded(c, |part| folded.extend_from_slice(part.as_bytes()));
            } else {
                gap = true;
            }
        }
    }
    // Only whole characters were pushed.
    *out = String::from_utf8(folded).unwrap_or_default();
}

/// Like [`fold_into`], with the ñ kept, for names: «Caña» and «Cana» are two. A letter of another alphabet stands for it, since folding takes its tilde.
pub fn fold_name(text: &str, out: &mut String) {
    if text.contains(['ñ', 'Ñ']) { fold_into(&text.replace(['ñ', 'Ñ'], "ν"), out) } else { fold_into(text, out) }
}

/// The first byte of the folded text, read without folding the rest; `None` where there is nothing, or only folding tells.
pub fn first_folded(text: &str) -> Option<u8> {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let letter = match byte {
            0..=0x7F => ASCII[usize::from(byte)],
            0xC3 => bytes.next().map_or(0, |next| LATIN_1[usize::from(next & 0x3F)]),
            _ => return None,
        };
        if letter != 0 {
            return Some(letter);
        }
        if !byte.is_ascii() {
            return None;
        }
    }
    None
}

/// What an ASCII byte folds to; 0 for what ends a word.
const ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte: u8 = 0;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// What the letters U+00C0 to U+00FF fold to where that is one letter; 0 for the others, which are looked at one by one.
const LATIN_1: [u8; 64] = *b"aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0\0aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0y";

/// The words of a text, in order: runs of letters and digits, each with its byte span.
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// Iterator over the words of a text; see [`words`].
#[derive(Debug, Clone)]
pub struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Words<'a> {
    type Item = (Range<usize>, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.pass_over(self.at, false);
        let end = self.pass_over(start, true);
        self.at = end;
        let word = self.text.get(start..end)?;
        (!word.is_empty()).then_some((start..end, word))
    }
}

impl Words<'_> {
    /// Leaves out the words that hold no byte `find` finds: the next word is one that does. `find` is given bytes, and says where among them it is.
    pub fn skip_to(&mut self, find: impl Fn(&[u8]) -> Option<usize>) {
        let Some(at) = self.text.as_bytes().get(self.at..).and_then(find).map(|at| self.at + at) else {
            self.at = self.text.len();
            return;
        };
        // Back to where the word begins.
        let is_inside = |c: &char| c.is_alphanumeric() || is_mark(*c);
        let lead = self.text.get(self.at..at).unwrap_or("");
        self.at = at - lead.chars().rev().take_while(is_inside).map(char::len_utf8).sum::<usize>();
    }

    /// The first place from `at` on where a word ends, if `inside` one, or begins; ASCII is looked up, for speed.
    fn pass_over(&self, mut at: usize, inside: bool) -> usize {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(at) {
            let (is_word, width) = if byte.is_ascii() {
                (ASCII[usize::from(byte)] != 0, 1)
            } else {
                let c = self.text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
                (c.is_alphanumeric() || inside && is_mark(c), c.len_utf8())
            };
            if is_word != inside {
                break;
            }
            at += width;
        }
        at
    }
}

/// Bytes that a [`Key`] can hold; the longest word any reader looks for has sixteen.
const KEY_BYTES: usize = 24;

/// One word folded without allocating, for comparison with known words.
///
/// A word longer than 24 folded bytes is cut there; no reader knows a word that long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    bytes: [u8; KEY_BYTES],
    length: usize,
}

impl Key {
    /// Folds one word; characters that are neither letters nor digits are dropped.
    pub fn of(word: &str) -> Self {
        let mut key = Self { bytes: [0; KEY_BYTES], length: 0 };
        let bytes = word.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at)
            && let Some(place) = key.bytes.get_mut(key.length)
        {
            if byte.is_ascii() {
                let letter = ASCII[usize::from(byte)];
                *place = letter;
                key.length += usize::from(letter != 0);
                at += 1;
                continue;
            }
            let Some(c) = word.get(at..).and_then(|rest| rest.chars().next()) else { break };
            if c.is_alphanumeric() {
                push_folded(c, |part| key.push(part.as_bytes()));
            }
            at += c.len_utf8();
        }
        key
    }

    /// The folded word.
    pub fn as_str(&self) -> &str {
        // Only whole characters are pushed, so the bytes are always valid.
        self.bytes.get(..self.length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }

    fn push(&mut self, part: &[u8]) {
        if let Some(room) = self.bytes.get_mut(self.length..self.length + part.len()) {
            room.copy_from_slice(part);
            self.length += part.len();
        }
    }
}

/// The letter without its accent, in the same case; other characters unchanged.
pub fn unaccented(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let mut lower = c.to_lowercase();
    let plain = lower.next().and_then(plain).and_then(|letters| letters.chars().next());
    match plain {
        Some(letter) if c.is_uppercase() => letter.to_ascii_uppercase(),
        Some(letter) => letter,
        None => c,
    }
}

fn open_word(out: &mut Vec<u8>, gap: &mut bool) {
    if *gap && !out.is_empty() {
        out.push(b' ');
    }
    *gap = false;
}

fn push_folded(c: char, mut push: impl FnMut(&str)) {
    let mut buffer = [0; 4];
    for lower in c.to_lowercase() {
        if is_mark(lower) {
            continue;
        }
        match plain(lower) {
            Some(letters) => push(letters),
            None => push(lower.encode_utf8(&mut buffer)),
        }
    }
}

/// Combining diacritical marks (Unicode block 0300–036F).
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// The base letters of a lower-case letter of Latin-1 or Latin Extended-A, by hand: a table of the two blocks
/// is smaller and faster than full Unicode decomposition, and no other accents occur in Spanish text.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ª' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĳ' => "ij",
        'ĵ' => "j",
        'ķ' | 'ĸ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŉ' | 'ŋ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'º' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ſ' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        for (text, folded) in [
            ("", ""),
            ("Mensual.", "mensual"),
            ("  FECHA ACTUALIZACIÓN:  ", "fecha actualizacion"),
            ("Año – niñez/ÑANDÚ", "ano ninez nandu"),
            ("PROCESOS / NIVEL", "procesos nivel"),
            ("Łódź Œuvre Straße", "lodz oeuvre strasse"),
            ("e\u{301}tica", "etica"),
            ("İstanbul", "istanbul"),
            ("Ωmega", "ωmega"),
            ("1º", "1o"),
            ("—", ""),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
        }
        let mut out = String::from("former");
        fold_into("Sí", &mut out);
        assert_eq!(out, "si");
    }

    #[test]
    fn the_first_letter_is_that_of_the_folded_text() {
        for text in ["Por definir", "«Ñandú»", " - [Óptimo]", "80 %", "xxx", "ŁÓDŹ", "ß", "…", "", "× 3", "Ωmega"] {
            if let Some(first) = first_folded(text) {
                assert_eq!(fold(text).bytes().next(), Some(first), "{text}");
            }
        }
        assert_eq!(["Por definir", "-(Óptimo)", "80 %"].map(first_folded), [Some(b'p'), Some(b'o'), Some(b'8')]);
    }

    #[test]
    fn cutting_into_words() {
        let text = "¿Qué? POA-2021, año";
        let found: Vec<_> = words(text).collect();
        assert_eq!(found.iter().map(|(_, w)| *w).collect::<Vec<_>>(), ["Qué", "POA", "2021", "año"]);
        for (span, word) in found {
            assert_eq!(&text[span], word);
        }
        assert_eq!(words("— …").count(), 0);
        let mut skipped = words("Qué tal, e\u{301}x 2021");
        skipped.skip_to(|bytes| memchr::memchr(b'x', bytes));
        assert_eq!(skipped.next().map(|(_, word)| word), Some("e\u{301}x"));
        skipped.skip_to(|bytes| memchr::memchr(b'x', bytes));
        assert_eq!(skipped.next(), None);
    }

    #[test]
    fn keys_are_folded_words() {
        assert_eq!(Key::of("DIRECCIÓN").as_str(), "direccion");
        assert_eq!(Key::of("P.O.A.").as_str(), "poa");
        assert_eq!(Key::of(&"ñ".repeat(40)).as_str(), "n".repeat(24));
        assert_eq!(Key::of(&"ω".repeat(40)).as_str(), "ω".repeat(12));
        assert_eq!(unaccented('Ñ'), 'N');
        assert_eq!(unaccented('é'), 'e');
        assert_eq!(unaccented('?'), '?');
    }
}
