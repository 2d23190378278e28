//! The runs of digits and letters of a telephone cell, shared by the readers of numbers and of extensions.
//!
//! What the runs mean is left to `phone` and `phone_extension`.

use std::ops::Range;

use super::fold::Key;
use super::phone_plan::MAX_DIGITS;

/// A run of digits or a run of letters.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) span: Range<usize>,
    pub(super) digits: bool,
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    for (start, c) in text.char_indices() {
        let digits = c.is_ascii_digit();
        if !digits && !c.is_alphabetic() {
            continue;
        }
        let end = start + c.len_utf8();
        match found.last_mut() {
            Some(last) if last.digits == digits && last.span.end == start => last.span.end = end,
            _ => found.push(Token { span: start..end, digits }),
        }
    }
    found
}

pub(super) fn slice<'a>(text: &'a str, token: &Token) -> &'a str {
    text.get(token.span.clone()).unwrap_or("")
}

pub(super) fn gap<'a>(text: &'a str, left: &Token, right: &Token) -> &'a str {
    text.get(left.span.end..right.span.start).unwrap_or("")
}

/// Whether only grouping signs stand between two runs of digits.
pub(super) fn same_number(text: &str, left: &Token, right: &Token) -> bool {
    gap(text, left, right).chars().all(is_grouping)
}

pub(super) fn is_grouping(c: char) -> bool {
    matches!(c, ' ' | '-' | '.' | '(' | ')' | '+' | '_' | '–' | '—' | '\u{2010}' | '\u{2011}' | '\u{2212}')
}

/// Words that announce a telephone.
pub(super) fn is_label(word: &str) -> bool {
    let key = Key::of(word);
    let key = key.as_str();
    ["tel", "cel", "fax", "movil", "whats", "conv", "fijo", "pbx", "central", "numero", "nro", "wsp", "contact"]
        .iter()
        .any(|label| key.starts_with(label))
}

/// The digits of a number, without allocation; more than it holds are only counted.
#[derive(Default)]
pub(super) struct Digits {
    bytes: [u8; MAX_DIGITS],
    pub(super) length: usize,
}

impl Digits {
    pub(super) fn add(&mut self, run: &str) {
        for byte in run.bytes() {
            if let Some(place) = self.bytes.get_mut(self.length) {
                *place = byte;
            }
            self.length = self.length.saturating_add(1);
        }
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        self.bytes.get(..self.length.min(MAX_DIGITS)).unwrap_or(&[])
    }
}
