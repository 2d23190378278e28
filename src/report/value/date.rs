//! Reading of calendar dates as Ecuadorian officials write them.
//!
//! The reader understands numbers and Spanish month names, anywhere in the text (a weekday or a place before the
//! date and a time after it are common). Whether the date is timely, or written as the form wants, is left to the rules.

use std::ops::{Range, RangeInclusive};

use chrono::{Datelike, NaiveDate};

use super::fold::Key;

/// A date understood in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateReading {
    /// The day meant; day first where day and month could be exchanged.
    pub date: NaiveDate,
    /// Bytes of the date itself, without weekday, place or time.
    pub span: Range<usize>,
    /// Whether the whole text is exactly `dd/mm/aaaa`, the way the published matrices write it.
    pub canonical: bool,
}

/// Why no date could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateError {
    /// Nothing in the text has the shape of a date: words, a bare year, a month without a day, a spreadsheet's serial number.
    NotADate,
    /// A date by its shape, but the calendar has no such day, or its year lies outside 1990–2100.
    Impossible {
        /// Bytes of the impossible date.
        span: Range<usize>,
        /// The day meant if day and month were exchanged (`10/31/2021`), where that gives a real one.
        month_first: Option<NaiveDate>,
    },
}

/// Years that a report can speak of; a year outside them (`0021`, `1021`) is a slip of the pen.
const YEARS: RangeInclusive<i32> = 1990..=2100;

/// Reads the date in a text.
///
/// Where several stand in it, the first that the calendar knows is taken; two-digit years are of this century.
///
/// # Errors
///
/// [`DateError::NotADate`] when nothing has the shape of a date, [`DateError::Impossible`] when something has,
/// but no such day exists.
pub fn read(text: &str) -> Result<DateReading, DateError> {
    if let Some(reading) = read_canonical(text) {
        return Ok(reading);
    }
    let tokens = tokens(text);
    let mut impossible = None;
    for first in 0..tokens.len() {
        let Some(shape) = shape_at(text, &tokens, first) else {
            continue;
        };
        match shape.date() {
            Some(date) => {
                return Ok(DateReading { date, span: shape.span, canonical: false });
            }
            None if impossible.is_none() => impossible = Some(shape),
            None => {}
        }
    }
    match impossible {
        Some(shape) => Err(DateError::Impossible { month_first: shape.exchanged(), span: shape.span }),
        None => Err(DateError::NotADate),
    }
}

/// `dd/mm/aaaa` and nothing else: nearly every report, so it is read without taking the text apart.
fn read_canonical(text: &str) -> Option<DateReading> {
    let &[d1, d2, b'/', m1, m2, b'/', y1, y2, y3, y4] = text.as_bytes() else {
        return None;
    };
    let mut values = [0_i32; 8];
    for (value, byte) in values.iter_mut().zip([d1, d2, m1, m2, y1, y2, y3, y4]) {
        if !byte.is_ascii_digit() {
            return None;
        }
        *value = i32::from(byte - b'0');
    }
    let [d1, d2, m1, m2, y1, y2, y3, y4] = values;
    let date = calendar_day(y1 * 1000 + y2 * 100 + y3 * 10 + y4, u32::try_from(m1 * 10 + m2).ok()?, u32::try_from(d1 * 10 + d2).ok()?)?;
    Some(DateReading { date, span: 0..text.len(), canonical: true })
}

/// Something written like a date, before the calendar is asked.
struct Shape {
    day: u32,
    month: u32,
    year: i32,
    /// Whether all three parts are numbers, so that day and month may have been exchanged.
    numeric: bool,
    span: Range<usize>,
}

impl Shape {
    fn date(&self) -> Option<NaiveDate> {
        calendar_day(self.year, self.month, self.day)
    }

    fn exchanged(&self) -> Option<NaiveDate> {
        if self.numeric { calendar_day(self.year, self.day, self.month) } else { None }
    }
}

fn calendar_day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|date| YEARS.contains(&date.year()))
}

/// A run of digits or a run of letters.
struct Token {
    span: Range<usize>,
    kind: Kind,
}

enum Kind {
    /// Value and number of digits; a run of more than four digits is part of no date.
    Number {
        value: u32,
        digits: usize,
    },
    Month(u32),
    /// A word that may stand between the parts of a date (`de`, `del`, `mes`, `año`…).
    Filler,
    /// `primero`, the only day commonly written as a word.
    First,
    Word,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let digit = c.is_ascii_digit();
        if !digit && !c.is_alphabetic() {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            let same = if digit { next.is_ascii_digit() } else { next.is_alphabetic() };
            if !same {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let run = text.get(start..end).unwrap_or("");
        let kind = if digit {
            Kind::Number { value: if run.len() <= 4 { run.parse().unwrap_or(0) } else { 0 }, digits: run.len() }
        } else {
            word_kind(run)
        };
        found.push(Token { span: start..end, kind });
    }
    found
}

fn word_kind(word: &str) -> Kind {
    let key = Key::of(word);
    Kind::Month(match key.as_str() {
        "enero" | "ene" | "jan" => 1,
        "febrero" | "feb" => 2,
        "marzo" | "mar" => 3,
        "abril" | "abr" | "apr" => 4,
        "mayo" | "may" => 5,
        "junio" | "jun" => 6,
        "julio" | "jul" => 7,
        "agosto" | "ago" | "aug" => 8,
        "septiembre" | "setiembre" | "sept" | "sep" | "set" => 9,
        "octubre" | "oct" => 10,
        "noviembre" | "nov" => 11,
        "diciembre" | "dic" | "dec" => 12,
        "de" | "del" | "mes" | "dia" | "dias" | "ano" | "o" | "ro" | "ero" | "er" => {
            return Kind::Filler;
        }
        "primero" => return Kind::First,
        _ => return Kind::Word,
    })
}

/// The date shape that begins at a token, if one does.
fn shape_at(text: &str, tokens: &[Token], first: usize) -> Option<Shape> {
    match tokens.get(first)?.kind {
        Kind::Number { .. } => numbers(text, tokens, first).or_else(|| named_month(text, tokens, first)),
        Kind::First => named_month(text, tokens, first),
        Kind::Month(month) => month_then_day(text, tokens, first, month),
        Kind::Filler | Kind::Word => None,
    }
}

/// `31/10/2021`, `31-10-21`, `31 10 2021`, `2021-10-31`.
fn numbers(text: &str, tokens: &[Token], first: usize) -> Option<Shape> {
    let (a, a_digits) = number(tokens, first)?;
    let (b, b_digits) = number(tokens, first + 1)?;
    let (c, c_digits) = number(tokens, first + 2)?;
    let one = separator(text, tokens, first)?;
    let two = separator(text, tokens, first + 1)?;
    // Blanks between numbers join too much (`12:30 31/10`), so they are trusted only when both are blanks.
    if (one == ' ') != (two == ' ') || b_digits > 2 {
        return None;
    }
    let before = first.checked_sub(1).and_then(|i| separator(text, tokens, i));
    let after = separator(text, tokens, first + 2);
    let joined = |s: Option<char>| one != ' ' && s == Some(one);
    let (day, month, year) = match (a_digits, c_digits) {
        (4, 1..=2) => (c, b, a),
        (1..=2, 4) => (a, b, c),
        (1..=2, 2) if one != ' ' => (a, b, c + 2000),
        _ => return None,
    };
    // A fourth number joined by the same sign makes it something else, such as the number of a resolution.
    let tight_before = joined(before) && number(tokens, first.wrapping_sub(1)).is_some();
    let tight_after = joined(after) && number(tokens, first + 3).is_some();
    if tight_before || tight_after {
        return None;
    }
    Some(Shape { day, month, year: i32::try_from(year).ok()?, numeric: true, span: span(tokens, first, first + 2)? })
}

/// `31 de octubre de 2021`, `31-oct-21`, `1ro. de mayo del año 2021`, `2021-oct-31`.
fn named_month(text: &str, tokens: &[Token], first: usize) -> Option<Shape> {
    let (a, a_digits) = match tokens.get(first)?.kind {
        Kind::First => (1, 1),
        _ => number(tokens, first)?,
    };
    let at = skip_fillers(text, tokens, first)?;
    let Kind::Month(month) = tokens.get(at)?.kind else {
        return None;
    };
    let next = skip_fillers(text, tokens, at)?;
    let (day, year, last) = if a_digits == 4 {
        let (day, digits) = number(tokens, next)?;
        if digits > 2 {
            return None;
        }
        (day, a, next)
    } else if a_digits <= 2 {
        let (year, last) = year_at(text, tokens, next)?;
        (a, year, last)
    } else {
        return None;
    };
    Some(Shape { day, month, year: i32::try_from(year).ok()?, numeric: false, span: span(tokens, first, last)? })
}

/// `octubre 31 de 2021`, `oct-31-2021`.
fn month_then_day(text: &str, tokens: &[Token], first: usize, month: u32) -> Option<Shape> {
    let at = skip_fillers(text, tokens, first)?;
    let (day, digits) = number(tokens, at)?;
    if digits > 2 {
        return None;
    }
    let next = skip_fillers(text, tokens, at)?;
    let (year, last) = year_at(text, tokens, next)?;
    let bare_blank = next == at + 1 && separator(text, tokens, at) == Some(' ');
    if bare_blank && number(tokens, next)?.1 == 2 {
        return None;
    }
    Some(Shape { day, month, year: i32::try_from(year).ok()?, numeric: false, span: span(tokens, first, last)? })
}

/// The year at a token, two-digit years completed, and the last token it takes (`2.021` takes two).
fn year_at(text: &str, tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let end = tokens.get(at)?.span.end;
    let rest = text.get(end..)?;
    match number(tokens, at)? {
        (year, 4) => Some((year, at)),
        // `31 oct 10:30` is a time, not a year.
        (year, 2) if !rest.starts_with(':') => Some((year + 2000, at)),
        (2, 1) if rest.starts_with('.') => match number(tokens, at + 1)? {
            (part, 3) if tokens.get(at + 1)?.span.start == end + 1 => Some((2000 + part, at + 1)),
            _ => None,
        },
        _ => None,
    }
}

/// The first token after `at` that is no filler, with nothing but light punctuation on the way.
fn skip_fillers(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    // `31 días del mes de octubre`: four words are the most that stand between two parts.
    for next in at + 1..at + 6 {
        separator(text, tokens, next - 1)?;
        if !matches!(tokens.get(next)?.kind, Kind::Filler) {
            return Some(next);
        }
    }
    None
}

fn number(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    match tokens.get(at)?.kind {
        Kind::Number { value, digits } => Some((value, digits)),
        _ => None,
    }
}

/// The sign between a token and the next: a blank also where nothing but blanks, or nothing, stands there.
fn separator(text: &str, tokens: &[Token], at: usize) -> Option<char> {
    let gap = text.get(tokens.get(at)?.span.end..tokens.get(at + 1)?.span.start)?;
    let mut signs = gap.chars().filter(|c| !c.is_whitespace());
    let mut sign = signs.next().unwrap_or(' ');
    if let Some(second) = signs.next() {
        // `31-oct.-2021`: the period of the abbreviation, then the separator.
        if sign != '.' || signs.next().is_some() {
            return None;
        }
        sign = second;
    }
    match sign {
        ' ' | '/' | '-' | '.' | ',' | '\\' | '°' => Some(sign),
        '–' | '—' | '\u{2010}' | '\u{2011}' | '\u{2212}' => Some('-'),
        _ => None,
    }
}

fn span(tokens: &[Token], first: usize, last: usize) -> Option<Range<usize>> {
    Some(tokens.get(first)?.span.start..tokens.get(last)?.span.end)
}
