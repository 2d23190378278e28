//! Cutting one folder or file name into the words and numbers that can speak of a month. Which
//! month they name together is left to the module `path`.
//!
//! A run of letters and digits is one word: `mayor`, `a4` and `10x` are nothing. The exception is a
//! month's name with nothing but its year or day on it, as in `Octubre2021`. Numbers joined by one
//! kind of sign are one date or one something else: `2021-10` is a month, `2015-2019` and
//! `0987-2021-10` are none.

use super::Month;

/// One word or number, or several numbers that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A year on its own, 1990 to 2099.
    Year(i32),
    /// `2021-10`, `10-2021` or `202110`.
    YearMonth(Month),
    /// `2021-10-31` or `31-10-2021`; the month and the day.
    Date(Month, u32),
    /// A number of one or two digits on its own, and how many digits.
    Number(u32, usize),
    /// The full name of a month, by its number.
    Month(u32),
    /// The short name of a month, by its number.
    Abbreviation(u32),
    /// «primero», «veinticuatro»: the day of a date in words.
    SpelledDay,
    /// «de», «del».
    Of,
    /// «mes».
    Mes,
    /// «a», «al», «y», «hasta»: between the ends of a stretch of time.
    Through,
    /// «n.º», «resolución»: before the number of a document.
    Numbering,
    /// A word that often stands in the names of these folders and files.
    Usual,
    /// Anything else.
    Other,
}

/// The words of a name, in order. A copy looks ahead without moving.
#[derive(Debug, Clone)]
pub(super) struct Words<'a> {
    rest: &'a str,
}

/// A number as it is written.
#[derive(Debug, Clone, Copy)]
struct Digits {
    value: u32,
    count: usize,
}

/// How many numbers the longest date has: day, month, year, and the `-1` that web servers put after
/// a copy's name.
const LONGEST: usize = 4;

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let (_, run) = self.next_run()?;
        Some(digits(run).map_or_else(|| word(run), |first| self.joined(first)))
    }
}

impl<'a> Words<'a> {
    /// The words of one folder or file name.
    pub(super) fn of(name: &'a str) -> Self {
        Self { rest: name }
    }

    /// Takes the next run of letters and digits, and gives it with the signs before it.
    fn next_run(&mut self) -> Option<(&'a str, &'a str)> {
        let start = self.rest.find(char::is_alphanumeric)?;
        let (signs, run) = self.rest.split_at(start);
        let end = run.find(|sign: char| !sign.is_alphanumeric() && !is_combining(sign)).unwrap_or(run.len());
        let (run, _) = run.split_at(end);
        let (run, _) = run.split_at(end_of_first_part(run));
        (_, self.rest) = self.rest.split_at(start + run.len());
        Some((signs, run))
    }

    /// Takes the numbers that are joined to `first` by one sign. Where a closer sign follows, the
    /// number before it is left to what comes: `3 2021-10` is 3, and October.
    fn joined(&mut self, first: Digits) -> Word {
        let mut numbers = [first; LONGEST];
        let mut count = 1;
        let mut joint = None;
        let mut before_last = self.rest;
        loop {
            let mut ahead = self.clone();
            let Some((signs, run)) = ahead.next_run() else {
                break;
            };
            let (Some(strength), Some(digits)) = (strength(signs), digits(run)) else {
                break;
            };
            match joint {
                Some((_, weaker)) if strength > weaker => {
                    self.rest = before_last;
                    count -= 1;
                    break;
                }
                Some((sign, _)) if sign != signs => break,
                _ => joint = Some((signs, strength)),
            }
            if let Some(slot) = numbers.get_mut(count) {
                *slot = digits;
            }
            before_last = self.rest;
            *self = ahead;
            count += 1;
        }
        numbers.get(..count).map_or(Word::Other, together)
    }
}

/// What numbers mean together.
fn together(numbers: &[Digits]) -> Word {
    match *numbers {
        [one] if one.count <= 2 => Word::Number(one.value, one.count),
        [one] if one.count == 6 => year_month(one.value / 100, one.value % 100).map_or(Word::Other, Word::YearMonth),
        [one] => one.year().map_or(Word::Other, Word::Year),
        [a, b] => match a.with_month(b).or_else(|| b.with_month(a)) {
            Some(month) => Word::YearMonth(month),
            None if b.is_copy() => match together(&[a]) {
                Word::Number(..) => Word::Other,
                alone => alone,
            },
            None => Word::Other,
        },
        [a, b, c] => {
            let from_year = a.with_month(b).filter(|_| c.is_day()).map(|month| (month, c));
            let from_day = c.with_month(b).filter(|_| a.is_day()).map(|month| (month, a));
            match from_year.or(from_day) {
                Some((month, day)) => Word::Date(month, day.value),
                None if c.is_copy() => b.with_month(a).map_or(Word::Other, Word::YearMonth),
                None => Word::Other,
            }
        }
        [a, b, c, copy] if copy.is_copy() => match together(&[a, b, c]) {
            date @ Word::Date(..) => date,
            _ => Word::Other,
        },
        _ => Word::Other,
    }
}

impl Digits {
    /// The year it can be, if it has four digits.
    fn year(self) -> Option<i32> {
        let possible = self.count == 4 && (1990..=2099).contains(&self.value);
        i32::try_from(self.value).ok().filter(|_| possible)
    }

    /// The month of this year, if the one can be a year and the other a month of two digits.
    fn with_month(self, month: Self) -> Option<Month> {
        if self.count == 4 && month.count == 2 { year_month(self.value, month.value) } else { None }
    }

    /// Whether it can be the day of a date. That the month has so many days is not asked: the month
    /// is plain anyway.
    fn is_day(self) -> bool {
        self.count <= 2 && (1..=31).contains(&self.value)
    }

    /// Whether it can be the number of a copy, as in `2021-10-31-1`.
    fn is_copy(self) -> bool {
        self.count == 1
    }
}

fn year_month(year: u32, month: u32) -> Option<Month> {
    let year = Digits { value: year, count: 4 }.year()?;
    Month::new(year, month)
}

/// How closely signs join the numbers on both sides; `None` if they part them.
fn strength(signs: &str) -> Option<u8> {
    match signs {
        " " => Some(0),
        "_" => Some(1),
        "-" | "." => Some(2),
        _ => None,
    }
}

/// A run of ASCII digits. A number of more than nine digits is no date, whatever its value.
fn digits(run: &str) -> Option<Digits> {
    if !run.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value = if run.len() <= 9 { run.parse().ok()? } else { u32::MAX };
    Some(Digits { value, count: run.len() })
}

/// Whether a character is an accent on the letter before it: some file systems store `é` as two
/// characters.
fn is_combining(sign: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&sign)
}

/// Where the first part of a run ends: at the end of the run, unless the run is a month's full name
/// with only its year (four digits) or its day or number (one or two, before it) on it.
fn end_of_first_part(run: &str) -> usize {
    let is_digit = |sign: char| sign.is_ascii_digit();
    let name = run.trim_matches(is_digit);
    if name.is_empty() || name.len() == run.len() || !matches!(word(name), Word::Month(_)) {
        return run.len();
    }
    let before = run.len() - run.trim_start_matches(is_digit).len();
    let after = run.len() - run.trim_end_matches(is_digit).len();
    match (before, after) {
        (0, 4) => name.len(),
        (1 | 2, 0 | 4) | (4, 0) => before,
        _ => run.len(),
    }
}

/// The meaning of a run that is no number. Case and accents are ignored.
fn word(run: &str) -> Word {
    // The longest words of the list have 12 letters; a longer run is none of them.
    let mut folded = [0_u8; 12];
    let mut length = 0;
    for sign in run.chars().filter(|sign| !is_combining(*sign)) {
        let (Some(slot), Some(plain)) = (folded.get_mut(length), plain(sign)) else {
            return Word::Other;
        };
        *slot = plain;
        length += 1;
    }
    match folded.get(..length).unwrap_or_default() {
        b"enero" => Word::Month(1),
        b"febrero" => Word::Month(2),
        b"marzo" => Word::Month(3),
        b"abril" => Word::Month(4),
        b"mayo" => Word::Month(5),
        b"junio" => Word::Month(6),
        b"julio" => Word::Month(7),
        b"agosto" => Word::Month(8),
        b"septiembre" | b"setiembre" => Word::Month(9),
        b"octubre" => Word::Month(10),
        b"noviembre" => Word::Month(11),
        b"diciembre" => Word::Month(12),
        b"ene" => Word::Abbreviation(1),
        b"feb" => Word::Abbreviation(2),
        b"mar" => Word::Abbreviation(3),
        b"abr" => Word::Abbreviation(4),
        b"may" => Word::Abbreviation(5),
        b"jun" => Word::Abbreviation(6),
        b"jul" => Word::Abbreviation(7),
        b"ago" => Word::Abbreviation(8),
        b"sep" | b"sept" | b"set" => Word::Abbreviation(9),
        b"oct" => Word::Abbreviation(10),
        b"nov" => Word::Abbreviation(11),
        b"dic" => Word::Abbreviation(12),
        b"de" | b"del" => Word::Of,
        b"mes" => Word::Mes,
        b"a" | b"al" | b"y" | b"hasta" => Word::Through,
        b"no" | b"nro" | b"num" | b"numero" | b"res" | b"resolucion" | b"ordenanza" | b"acta" | b"oficio" | b"acuerdo" | b"decreto"
        | b"memorando" | b"contrato" => Word::Numbering,
        b"lotaip" | b"literal" | b"lit" | b"a4" | b"matriz" | b"informe" | b"reporte" | b"anexo" => Word::Usual,
        b"primero" | b"uno" | b"dos" | b"tres" | b"cuatro" | b"cinco" | b"seis" | b"siete" | b"ocho" | b"nueve" | b"diez" | b"once"
        | b"doce" | b"trece" | b"catorce" | b"quince" | b"dieciseis" | b"diecisiete" | b"dieciocho" | b"diecinueve" | b"veinte"
        | b"veintiuno" | b"veintidos" | b"veintitres" | b"veinticuatro" | b"veinticinco" | b"veintiseis" | b"veintisiete"
        | b"veintiocho" | b"veintinueve" | b"treinta" => Word::SpelledDay,
        _ => Word::Other,
    }
}

/// A character without its case and its Spanish accent; `None` for what is in no word of the list.
fn plain(sign: char) -> Option<u8> {
    match sign {
        'á' | 'Á' => Some(b'a'),
        'é' | 'É' => Some(b'e'),
        'í' | 'Í' => Some(b'i'),
        'ó' | 'Ó' => Some(b'o'),
        'ú' | 'Ú' | 'ü' | 'Ü' => Some(b'u'),
        _ => u8::try_from(sign).ok().filter(u8::is_ascii).map(|byte| byte.to_ascii_lowercase()),
    }
}
