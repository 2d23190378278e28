//! Matching of Spanish labels: case, accents, spaces, literals in them, near misses.
//!
//! All comparison is on folded text (see [`super::value::fold`]): lower case, no accents, single blanks.

use std::ops::Range;

use super::field::{Column, FooterField};
use super::matrix::{Matrix, Named};
use super::value::fold::{Key, fold};

/// How alike a label must be to an official one to be taken for it: normalized Levenshtein on folded text. Measured on eleven mistyped labels of
/// published reports, 0.90 with this lead over the second best told right from wrong.
const LIKENESS: f64 = 0.90;
const LEAD: f64 = 0.08;

/// Column names are short, so one wrong letter weighs more than in a label.
const COLUMN_LIKENESS: f64 = 0.8;

/// The longest text, in bytes, that can name a column; the longest official name has 24.
const MAX_COLUMN_NAME: usize = 80;

/// Which field a label names, and how surely.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelMatch {
    /// The field.
    pub field: FooterField,
    /// Recognized by nearness only.
    pub near: bool,
    /// Which part of the label names a literal, and the literal, folded, without blanks.
    pub literal: Option<(Range<usize>, String)>,
    /// Which part of the text is the label; the rest, after a colon, may be its value.
    pub label: Range<usize>,
}

/// Matches the text of a cell against the footer's labels, exactly or by a known spelling; `folded` is the text, folded.
pub(crate) fn exact(matrix: &Matrix, text: &str, folded: &str) -> Option<LabelMatch> {
    labelled(matrix, text, folded, |matrix, folded| {
        let base = without_literal(folded);
        let official = matrix.fields.iter().find(|f| f.folded == base || f.accepted.iter().any(|s| s.0 == base));
        let near = || matrix.fields.iter().find(|f| f.near.iter().any(|s| s.0 == base));
        official.map(|f| (f.id, false)).or_else(|| near().map(|f| (f.id, true)))
    })
}

/// Matches by likeness: mistyped and garbled labels; `folded` is the text, folded.
pub(crate) fn near(matrix: &Matrix, text: &str, folded: &str) -> Option<LabelMatch> {
    labelled(matrix, text, folded, |matrix, folded| {
        let base = without_literal(folded);
        if base.len() < 12 {
            return None;
        }
        let spellings = |f: &Named<FooterField>| -> f64 {
            let near = f.near.iter().map(|s| s.0.as_str()).filter(|s| s.len() >= 12);
            near.chain([f.folded.as_str()]).map(|s| likeness(base, s)).fold(0.0, f64::max)
        };
        let mut scores: Vec<(f64, FooterField)> = matrix.fields.iter().map(|f| (spellings(f), f.id)).collect();
        scores.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (best, second) = (scores.first()?, scores.get(1)?);
        (best.0 >= LIKENESS && best.0 - second.0 >= LEAD).then_some((best.1, true))
    })
}

/// Matches by the first words: a label shortened or reworded, but plain to a person. Only for rows below the table.
pub(crate) fn begins(matrix: &Matrix, text: &str, folded: &str) -> Option<LabelMatch> {
    let starts = |words: &str| folded.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let field = matrix.fields.iter().find(|f| f.begins.iter().any(|words| starts(&words.0)))?;
    let end = text.find(':').unwrap_or(text.len());
    Some(LabelMatch { field: field.id, near: true, literal: literal_in(text), label: 0..end })
}

/// Matches an official label that its value follows in the same cell without a colon.
pub(crate) fn followed(matrix: &Matrix, text: &str, folded: &str) -> Option<LabelMatch> {
    let goes_on = |f: &&Named<FooterField>| folded.strip_prefix(f.folded.as_str()).is_some_and(|rest| rest.starts_with(' '));
    let field = matrix.fields.iter().filter(goes_on).max_by_key(|f| f.folded.len())?;
    // Labels of several fields begin alike, and only a long one is sure to be meant as a label.
    let count = field.folded.split(' ').count();
    let (last, _) = super::value::fold::words(text).nth(count.checked_sub(1)?)?;
    let rest = text.get(last.end..)?;
    let close = rest.chars().take_while(|c| !c.is_alphanumeric() && *c != ' ').map(char::len_utf8).sum::<usize>();
    (count >= 5).then(|| LabelMatch { field: field.id, near: false, literal: None, label: 0..last.end + close })
}

/// Tries the whole text, then the text up to its first colon, after which the value may stand.
fn labelled(matrix: &Matrix, text: &str, folded: &str, find: impl Fn(&Matrix, &str) -> Option<(FooterField, bool)>) -> Option<LabelMatch> {
    let literal = |label: &str| if folded.contains("literal") { literal_in(label) } else { None };
    let matched = |(field, near), label: &str| LabelMatch { field, near, literal: literal(label), label: 0..label.len() };
    if let Some(found) = find(matrix, folded) {
        return Some(matched(found, text));
    }
    let (label, value) = text.split_once(':')?;
    if value.is_empty() {
        return None;
    }
    find(matrix, &fold(label)).map(|found| matched(found, label))
}

/// The label without the words that name a literal: `unidad poseedora de la informacion` of `… literal a4`.
pub(crate) fn without_literal(folded: &str) -> &str {
    const WORD: &[u8] = b" literal";
    // Only at the very end: what comes after the word is a blank and four letters at most.
    let tail = folded.len().saturating_sub(WORD.len() + 5);
    let found = folded.as_bytes()[tail..].windows(WORD.len()).rposition(|word| word == WORD);
    let Some(at) = found.map(|at| tail + at) else { return folded };
    let after = &folded[at + WORD.len()..];
    if !(after.is_empty() || after.starts_with(' ')) {
        return folded;
    }
    let base = folded[..at].trim_end();
    base.strip_suffix(" del").or_else(|| base.strip_suffix(" de")).unwrap_or(base)
}

/// Where a text names a literal («LITERAL a4)»), and which: folded, without blanks.
pub(crate) fn literal_in(text: &str) -> Option<(Range<usize>, String)> {
    const WORD: &[u8] = b"literal";
    let bytes = text.as_bytes();
    let alone = |at: &usize| {
        let before = text.get(..*at).and_then(|lead| lead.chars().next_back());
        let after = text.get(at + WORD.len()..).and_then(|tail| tail.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    let start = memchr::memchr2_iter(b'l', b'L', bytes)
        .find(|at| bytes.get(*at..at + WORD.len()).is_some_and(|w| w.eq_ignore_ascii_case(WORD)) && alone(at))?;
    let from = start + WORD.len();
    let words = super::value::fold::words(text.get(from..)?).map(|(at, word)| (at.start + from..at.end + from, word)).take(2);
    let rest: Vec<(Range<usize>, &str)> = words.collect();
    let (id, end) = literal_id(&rest)?;
    // The closing bracket or point belongs to the literal: «a4)».
    let tail = text.get(end..).unwrap_or("");
    let close = tail.chars().take_while(|c| matches!(c, ')' | '.' | '-')).take(1).map(char::len_utf8).sum::<usize>();
    Some((start..end + close, id))
}

/// The literal that a piece of text names («Literal a4)», «a4.»), folded, without blanks.
pub(crate) fn literal_named(text: &str) -> Option<String> {
    let named = literal_in(text).map(|(_, id)| id);
    named.or_else(|| {
        let tokens: Vec<_> = super::value::fold::words(text).take(2).collect();
        literal_id(&tokens).map(|(id, _)| id)
    })
}

/// Reads a literal's short name from words: `a4`, or `a` `4` apart; its folded form and where it ends.
pub(crate) fn literal_id(words: &[(Range<usize>, &str)]) -> Option<(String, usize)> {
    let (first_at, first) = words.first()?;
    let key = Key::of(first);
    let mut characters = key.as_str().chars();
    let letter = characters.next().filter(char::is_ascii_lowercase)?;
    let digits = characters.as_str();
    if !digits.chars().all(|c| c.is_ascii_digit()) || digits.len() > 2 {
        return None;
    }
    if digits.is_empty()
        && let Some((at, number)) = words.get(1)
        && number.len() == 1
        && number.bytes().all(|b| b.is_ascii_digit())
    {
        return Some((format!("{letter}{number}"), at.end));
    }
    Some((format!("{letter}{digits}"), first_at.end))
}

/// How alike two folded texts are, from 0 to 1; 0 where they cannot reach [`LIKENESS`].
fn likeness(a: &str, b: &str) -> f64 {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if ratio(short, long) < LIKENESS {
        return 0.0;
    }
    // Every letter that one has more often than the other costs an edit: a bound that is cheap to have and refuses nearly all.
    let mut balance = [0i32; 256];
    a.bytes().for_each(|byte| balance[usize::from(byte)] += 1);
    b.bytes().for_each(|byte| balance[usize::from(byte)] -= 1);
    let (more, less) = balance.iter().fold((0, 0), |(more, less), n| (more + n.max(&0), less - n.min(&0)));
    let edits = usize::try_from(more.max(less)).unwrap_or(usize::MAX);
    let bound = ratio(long.saturating_sub(edits), long);
    if bound < LIKENESS { 0.0 } else { strsim::normalized_levenshtein(a, b) }
}

/// A quotient of two lengths.
fn ratio(part: usize, whole: usize) -> f64 {
    let exact = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if whole == 0 { 1.0 } else { exact(part) / exact(whole) }
}

/// Which column a header cell names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ColumnMatch {
    pub(crate) column: Column,
    pub(crate) near: bool,
}

/// Matches a header cell, exactly or by a known spelling.
pub(crate) fn column(matrix: &Matrix, text: &str) -> Option<ColumnMatch> {
    if text.is_empty() || text.len() > MAX_COLUMN_NAME {
        return None;
    }
    let folded = fold(text);
    // «#» folds to nothing, and so do the signs some write for «número».
    let folded = if folded.is_empty() && text == "#" { "n".to_owned() } else { folded };
    let is = |c: &&Named<Column>| c.folded == folded || c.accepted.iter().any(|s| s.0 == folded);
    if let Some(column) = matrix.columns.iter().find(is) {
        return Some(ColumnMatch { column: column.id, near: false });
    }
    let known = matrix.columns.iter().find(|c| c.near.iter().any(|s| s.0 == folded));
    known.map(|column| ColumnMatch { column: column.id, near: true })
}

/// Matches a header cell by likeness: a mistyped name.
pub(crate) fn column_alike(matrix: &Matrix, text: &str) -> Option<ColumnMatch> {
    if text.is_empty() || text.len() > MAX_COLUMN_NAME {
        return None;
    }
    let folded = fold(text);
    let alike = |c: &&Named<Column>| c.folded.len() > 6 && strsim::normalized_levenshtein(&c.folded, &folded) >= COLUMN_LIKENESS;
    matrix.columns.iter().find(alike).map(|column| ColumnMatch { column: column.id, near: true })
}

/// Which official section a folded title stands for, as its index.
pub(crate) fn section(matrix: &Matrix, folded: &str) -> Option<usize> {
    let exact = matrix.sections.iter().position(|s| s.folded == folded);
    let stemmed = || {
        let mut words = folded.split(' ');
        words.find_map(|word| matrix.sections.iter().position(|s| s.stems.iter().any(|stem| word.starts_with(stem.as_str()))))
    };
    exact.or_else(stemmed)
}

/// Whether a folded title is, but for a slip, that of an official section.
pub(crate) fn is_near_section(matrix: &Matrix, folded: &str) -> bool {
    matrix.sections.iter().any(|s| likeness(folded, &s.folded) >= LIKENESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_read_in_every_spelling() {
        for (text, id, part) in [
            ("UNIDAD POSEEDORA - LITERAL a4):", "a4", "LITERAL a4)"),
            ("Literal a 4) Las metas", "a4", "Literal a 4)"),
            ("literal A4.- Metas", "a4", "literal A4."),
            ("DEL LITERAL c):", "c", "LITERAL c)"),
        ] {
            let (range, found) = literal_in(text).unwrap();
            assert_eq!((found.as_str(), &text[range]), (id, part));
        }
        assert_eq!(literal_in("en sentido literal"), None);
        assert_eq!(without_literal("responsable de la unidad del literal a4"), "responsable de la unidad");
        assert_eq!(without_literal("un literal de muchas palabras"), "un literal de muchas palabras");
    }
}
