//! Letters of one byte read in the wrong table of one byte: the sign that each becomes, and where no writer would put that sign.

/// One letter as a wrong table shows it.
struct Sign {
    shown: char,
    letter: char,
    /// Which table was taken for which.
    mistake: Mistake,
    /// Where the sign cannot be what it is.
    clear: Where,
    /// Where it is taken for the letter in a text that was garbled by this mistake.
    known: Where,
}

/// Which table was taken for which.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mistake {
    /// DOS (pages 437 and 850) read as Windows-1252.
    DosAsWindows,
    /// Mac Roman read as Windows-1252.
    MacAsWindows,
    /// Windows-1252 read as page 850 or 437.
    WindowsAsDos,
    /// Windows-1252 read as Mac Roman.
    WindowsAsMac,
    /// Mac Roman read as page 850.
    MacAsDos,
    /// DOS read as Mac Roman, and Windows-1252 read as Latin-1.
    Other,
}

/// What a place must be like.
type Where = fn(&Around<'_>) -> bool;

/// A character and what stands beside it: a blank at the ends.
struct Around<'t> {
    before: char,
    after: char,
    /// The text before it.
    head: &'t str,
    /// The text behind it.
    rest: &'t str,
}

const NEVER: Where = |_| false;
const ALWAYS: Where = |_| true;
/// Behind a letter, before a small one.
const SMALL: Where = |at| at.before.is_alphabetic() && at.after.is_lowercase();
/// Behind a small letter, before a small letter or at the end of the word: no capital stands there.
const BEHIND_SMALL: Where = |at| at.before.is_lowercase() && (at.after.is_lowercase() || !at.after.is_alphanumeric());
/// Between small letters.
const INSIDE: Where = |at| at.before.is_lowercase() && at.after.is_lowercase();
/// Between capitals: no small letter and no punctuation stands there.
const CAPITAL: Where = |at| at.before.is_uppercase() && at.after.is_uppercase();
/// Between letters.
const LETTERS: Where = |at| at.before.is_alphabetic() && at.after.is_alphabetic();
/// Before a letter, and not behind a line of a table.
const BEFORE_LETTER: Where = |at| at.after.is_alphabetic() && !matches!(at.before, '\u{2500}'..='\u{259F}');
/// Behind a number or its sign, before none.
const ORDINAL: Where = |at| (at.before.is_ascii_digit() || matches!(at.before, 'N' | 'n' | '.')) && !at.after.is_alphanumeric();

/// Every sign, those of one character together in the order of their likelihood.
const SIGNS: &[Sign] = {
    const fn sign(shown: char, letter: char, mistake: Mistake, clear: Where, known: Where) -> Sign {
        Sign { shown, letter, mistake, clear, known }
    }
    use Mistake::{DosAsWindows, MacAsDos, MacAsWindows, Other, WindowsAsDos, WindowsAsMac};
    &[
        sign('¢', 'ó', DosAsWindows, |at| SMALL(at) || at.before.is_lowercase() && !at.after.is_alphanumeric(), BEHIND_SMALL),
        sign('¡', 'í', DosAsWindows, SMALL, SMALL),
        sign('£', 'ú', DosAsWindows, SMALL, SMALL),
        sign('¤', 'ñ', DosAsWindows, SMALL, SMALL),
        sign('‚', 'é', DosAsWindows, SMALL, BEHIND_SMALL),
        sign('¥', 'Ñ', DosAsWindows, CAPITAL, BEFORE_LETTER),
        sign('à', 'Ó', DosAsWindows, CAPITAL, CAPITAL),
        sign('µ', 'Á', DosAsWindows, CAPITAL, BEFORE_LETTER),
        sign('é', 'Ú', DosAsWindows, |at| CAPITAL(at) && is_spelled(at, 'Ú'), CAPITAL),
        // German has Ö too, but no German word ends in ÖA.
        sign('Ö', 'Í', DosAsWindows, |at| CAPITAL(at) && ends_in_a(at.rest), CAPITAL),
        sign('\u{81}', 'ü', DosAsWindows, LETTERS, LETTERS),
        sign('\u{82}', 'é', DosAsWindows, LETTERS, LETTERS),
        sign('\u{90}', 'É', DosAsWindows, |at| at.before.is_alphabetic() || at.after.is_alphabetic(), NEVER),
        // Windows-1252 read as Latin-1.
        sign('\u{85}', '…', Other, ALWAYS, NEVER),
        sign('\u{91}', '‘', Other, ALWAYS, NEVER),
        sign('\u{92}', '’', Other, ALWAYS, NEVER),
        sign('\u{93}', '“', Other, ALWAYS, NEVER),
        sign('\u{94}', '”', Other, ALWAYS, NEVER),
        sign('\u{95}', '•', Other, ALWAYS, NEVER),
        sign('\u{96}', '–', Other, ALWAYS, NEVER),
        sign('\u{97}', '—', Other, ALWAYS, NEVER),
        sign('‡', 'á', MacAsWindows, INSIDE, SMALL),
        sign('Ž', 'é', MacAsWindows, INSIDE, BEHIND_SMALL),
        // French has œ before vowels and in `fœtus`; `pœblica` is neither.
        sign('œ', 'ú', MacAsWindows, |at| INSIDE(at) && "bcdglmnpr".contains(at.after), SMALL),
        sign('—', 'ó', MacAsWindows, |at| INSIDE(at) && at.before == 'i' && is_last(at.rest, 'n'), BEHIND_SMALL),
        sign('’', 'í', MacAsWindows, NEVER, INSIDE),
        sign('–', 'ñ', MacAsWindows, NEVER, INSIDE),
        sign('ç', 'Á', MacAsWindows, |at| CAPITAL(at) && !matches!(at.after, 'A' | 'O' | 'U'), CAPITAL),
        sign('ƒ', 'É', MacAsWindows, CAPITAL, CAPITAL),
        sign('ê', 'Í', MacAsWindows, CAPITAL, CAPITAL),
        sign('î', 'Ó', MacAsWindows, CAPITAL, CAPITAL),
        sign('ò', 'Ú', MacAsWindows, CAPITAL, CAPITAL),
        sign('„', 'Ñ', MacAsWindows, CAPITAL, CAPITAL),
        sign('¾', 'ó', WindowsAsDos, |at| SMALL(at) || BEHIND_SMALL(at), SMALL),
        sign('≤', 'ó', WindowsAsDos, |at| SMALL(at) || BEHIND_SMALL(at), SMALL),
        sign('±', 'ñ', WindowsAsDos, |at| INSIDE(at) && "aeiou".contains(at.after), SMALL),
        sign('Ý', 'í', WindowsAsDos, BEHIND_SMALL, BEFORE_LETTER),
        sign('φ', 'í', WindowsAsDos, INSIDE, SMALL),
        sign('Ú', 'é', WindowsAsDos, BEHIND_SMALL, BEHIND_SMALL),
        sign('Θ', 'é', WindowsAsDos, BEHIND_SMALL, BEHIND_SMALL),
        // German has ß behind vowels only.
        sign('ß', 'á', WindowsAsDos, |at| (BEHIND_SMALL(at) || BEFORE_LETTER(at)) && !"aeiouäöüy".contains(at.before), BEHIND_SMALL),
        sign('·', 'ú', WindowsAsDos, |at| INSIDE(at) && is_spelled(at, 'ú'), INSIDE),
        sign('³', 'ü', WindowsAsDos, |at| at.before == 'g' && at.after.is_alphabetic(), NEVER),
        sign('Ë', 'Ó', WindowsAsDos, |at| CAPITAL(at) && !"AEOU".contains(at.before), BEFORE_LETTER),
        sign('╙', 'Ó', WindowsAsDos, CAPITAL, BEFORE_LETTER),
        sign('Ð', 'Ñ', WindowsAsDos, CAPITAL, BEFORE_LETTER),
        sign('╤', 'Ñ', WindowsAsDos, CAPITAL, BEFORE_LETTER),
        sign('┴', 'Á', WindowsAsDos, BEFORE_LETTER, NEVER),
        sign('╔', 'É', WindowsAsDos, BEFORE_LETTER, NEVER),
        sign('═', 'Í', WindowsAsDos, BEFORE_LETTER, NEVER),
        sign('┌', 'Ú', WindowsAsDos, BEFORE_LETTER, NEVER),
        sign('▄', 'Ü', WindowsAsDos, CAPITAL, NEVER),
        sign('░', '°', WindowsAsDos, ORDINAL, NEVER),
        sign('║', 'º', WindowsAsDos, ORDINAL, NEVER),
        sign('È', 'é', WindowsAsMac, BEHIND_SMALL, BEFORE_LETTER),
        sign('Ì', 'í', WindowsAsMac, BEHIND_SMALL, BEFORE_LETTER),
        sign('Û', 'ó', WindowsAsMac, BEHIND_SMALL, BEFORE_LETTER),
        sign('Ò', 'ñ', WindowsAsMac, BEHIND_SMALL, BEFORE_LETTER),
        sign('˙', 'ú', WindowsAsMac, SMALL, SMALL),
        sign('·', 'á', WindowsAsMac, |at| INSIDE(at) && is_spelled(at, 'á'), BEHIND_SMALL),
        sign('”', 'Ó', WindowsAsMac, CAPITAL, CAPITAL),
        sign('⁄', 'Ú', WindowsAsMac, CAPITAL, BEFORE_LETTER),
        sign('Õ', 'Í', WindowsAsMac, |at| CAPITAL(at) && ends_in_a(at.rest), CAPITAL),
        sign('¡', 'Á', WindowsAsMac, CAPITAL, CAPITAL),
        sign('…', 'É', WindowsAsMac, NEVER, CAPITAL),
        sign('—', 'Ñ', WindowsAsMac, NEVER, CAPITAL),
        sign('§', 'ñ', Other, INSIDE, NEVER),
        sign('†', 'á', Other, INSIDE, NEVER),
        sign('°', 'í', Other, INSIDE, NEVER),
        sign('Ç', 'é', Other, INSIDE, NEVER),
        sign('‡', 'Ó', Other, CAPITAL, NEVER),
        sign('÷', 'Í', Other, CAPITAL, NEVER),
        sign('•', 'Ñ', Other, CAPITAL, NEVER),
        sign('È', 'Ú', Other, |at| CAPITAL(at) && is_spelled(at, 'Ú'), NEVER),
        sign('Ä', 'é', MacAsDos, BEHIND_SMALL, BEFORE_LETTER),
        sign('Æ', 'í', MacAsDos, BEHIND_SMALL, BEFORE_LETTER),
        sign('ù', 'ó', MacAsDos, |at| INSIDE(at) && at.before == 'i' && is_last(at.rest, 'n'), SMALL),
        sign('ç', 'á', MacAsDos, NEVER, SMALL),
        sign('û', 'ñ', MacAsDos, NEVER, SMALL),
        sign('¯', 'Ó', MacAsDos, CAPITAL, CAPITAL),
        sign('þ', 'Á', MacAsDos, CAPITAL, CAPITAL),
        sign('‗', 'Ú', MacAsDos, CAPITAL, CAPITAL),
        sign('Û', 'Í', MacAsDos, |at| CAPITAL(at) && ends_in_a(at.rest), CAPITAL),
    ]
};

/// Letters of one byte read in the wrong table: the text repaired.
pub(in super::super) fn misread_pages(text: &str) -> Option<String> {
    let mut mistakes: Vec<Mistake> = Vec::new();
    walk(text, |c, at| {
        let clear = SIGNS.iter().find(|sign| sign.shown == c && (sign.clear)(at));
        mistakes.extend(clear.map(|sign| sign.mistake).filter(|mistake| !mistakes.contains(mistake)));
    });
    if mistakes.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    walk(text, |c, at| {
        let known = |sign: &Sign| mistakes.contains(&sign.mistake) && (sign.known)(at);
        let repaired = SIGNS.iter().filter(|sign| sign.shown == c).find(|sign| (sign.clear)(at) || known(sign));
        out.push(repaired.map_or(c, |sign| sign.letter));
    });
    Some(out)
}

/// Calls back with each character and what stands beside it.
fn walk(text: &str, mut each: impl FnMut(char, &Around<'_>)) {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let (head, rest) = (text.get(..at).unwrap_or(""), text.get(at + c.len_utf8()..).unwrap_or(""));
        each(c, &Around { before, after: rest.chars().next().unwrap_or(' '), head, rest });
        before = c;
    }
}

/// Whether the word around a place is known to have this letter there.
fn is_spelled(at: &Around<'_>, letter: char) -> bool {
    super::lost::letter(super::lost::word_end(at.head), super::lost::word_start(at.rest)) == Some(letter)
}

/// Whether a letter is the last of its word.
fn is_last(rest: &str, letter: char) -> bool {
    rest.strip_prefix(letter).is_some_and(|end| !end.starts_with(char::is_alphanumeric))
}

/// Whether what is left of a word is `A` or `AS`.
fn ends_in_a(rest: &str) -> bool {
    rest.strip_prefix('A').is_some_and(|end| !end.trim_start_matches(['A', 'S']).starts_with(char::is_alphabetic))
}
