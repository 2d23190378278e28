//! Reading of extensions: the word, its digits, and lists of them (`ext. 2525 / 2528 y 2531`).
//!
//! Where a list ends and the next telephone number begins is decided here; the numbers themselves are left to `phone`.

use std::ops::Range;

use super::fold::Key;
use super::phone_plan::{MAX_DIGITS, PhoneKind, kind_of};
use super::phone_token::{Digits, Token, gap, is_label, same_number, slice};

/// One extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// Bytes of the word and its digits; of the second and later ones of a list, the digits alone.
    pub span: Range<usize>,
    /// Why it can be no extension.
    pub fault: Option<ExtensionFault>,
}

/// Why an extension cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExtensionFault {
    /// The word stands without digits.
    NoDigits,
    /// Something other than a number follows the word.
    NotDigits,
    /// More than six digits: no exchange numbers its extensions so.
    TooLong,
}

/// The most digits an extension can have.
const MAX_EXTENSION: usize = 6;

/// Whether a run of letters announces an extension.
pub(super) fn is_extension_word(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else {
        return false;
    };
    let next = tokens.get(at + 1);
    let key = Key::of(slice(text, token));
    match key.as_str() {
        "ext" | "exts" | "extn" | "extension" | "extensiones" | "extencion" | "anexo" | "anexos" => {
            // `sin extensión` and `no tiene extensión` say that there is none.
            !at.checked_sub(1)
                .and_then(|i| tokens.get(i))
                .is_some_and(|before| matches!(Key::of(slice(text, before)).as_str(), "sin" | "tiene" | "posee" | "no" | "ninguna"))
        }
        // These words also qualify telephones (`Teléfono interno: 2555-014`), so they need a short number behind them.
        "int" | "interno" | "internos" | "opcion" | "opc" => {
            next.is_some_and(|next| next.digits && next.span.len() <= MAX_EXTENSION)
                && !next.is_some_and(|next| begins_number(text, tokens, at + 1, next))
        }
        "x" => next.is_some_and(|next| next.digits && next.span.start == token.span.end),
        _ => false,
    }
}

/// Reads one extension word and its list; gives the token after it.
pub(super) fn extensions(text: &str, tokens: &[Token], at: usize, found: &mut Vec<Extension>) -> usize {
    let Some(word) = tokens.get(at) else {
        return at + 1;
    };
    let start = word.span.start;
    let mut next = at + 1;
    while tokens
        .get(next)
        .is_some_and(|token| !token.digits && matches!(Key::of(slice(text, token)).as_str(), "n" | "no" | "nro" | "num" | "numero" | "o"))
    {
        next += 1;
    }
    let Some(first) = tokens.get(next).filter(|token| token.digits) else {
        let stated = tokens.get(at + 1).filter(|token| {
            !gap(text, word, token).contains([',', ';', '/', '(', ')'])
                && !is_label(slice(text, token))
                && !is_extension_word(text, tokens, at + 1)
        });
        found.push(match stated {
            Some(token) => Extension { span: start..token.span.end, fault: Some(ExtensionFault::NotDigits) },
            None => Extension { span: word.span.clone(), fault: Some(ExtensionFault::NoDigits) },
        });
        return at + 1;
    };
    let (fault, end, used) = extension(text, tokens, next, first);
    found.push(Extension { span: start..end, fault });
    next += used;
    // The rest of the list: digits behind `/ , ; -` or a conjunction, until a whole number begins.
    loop {
        let mut item = next;
        let mut last = end_of(tokens, next);
        if tokens
            .get(item)
            .is_some_and(|token| !token.digits && matches!(Key::of(slice(text, token)).as_str(), "y" | "o" | "e" | "a" | "al" | "u"))
        {
            last = end_of(tokens, item + 1);
            item += 1;
        }
        let Some(token) = tokens.get(item).filter(|token| token.digits) else {
            return next;
        };
        let before = text.get(last..token.span.start).unwrap_or("");
        let listed = before.chars().all(|c| matches!(c, ' ' | '/' | ',' | ';' | '-' | '–' | '.'));
        if !listed || begins_number(text, tokens, item, token) {
            return next;
        }
        let (fault, end, used) = extension(text, tokens, item, token);
        found.push(Extension { span: token.span.start..end, fault });
        next = item + used;
    }
}

/// Where the token before an index ends.
fn end_of(tokens: &[Token], next: usize) -> usize {
    next.checked_sub(1).and_then(|i| tokens.get(i)).map_or(0, |token| token.span.end)
}

/// The fault of one extension, where it ends, and how many tokens it takes (`20A` takes two).
fn extension(text: &str, tokens: &[Token], at: usize, first: &Token) -> (Option<ExtensionFault>, usize, usize) {
    let glued = tokens
        .get(at + 1)
        .filter(|next| next.span.start == first.span.end && !matches!(slice(text, next), "y" | "o" | "x") && !is_label(slice(text, next)));
    match glued {
        Some(letters) => (Some(ExtensionFault::NotDigits), letters.span.end, 2),
        None if first.span.len() > MAX_EXTENSION => (Some(ExtensionFault::TooLong), first.span.end, 1),
        None => (None, first.span.end, 1),
    }
}

/// Whether a whole telephone number begins here, so that a list of extensions has ended.
fn begins_number(text: &str, tokens: &[Token], at: usize, first: &Token) -> bool {
    let lead = text.get(..first.span.start).unwrap_or("");
    if lead.ends_with(['(', '+']) || first.span.len() > MAX_EXTENSION {
        return true;
    }
    let mut digits = Digits::default();
    let mut sizes = [0_usize; 4];
    let mut last = first;
    for (i, token) in tokens.iter().skip(at).enumerate() {
        let joined = i == 0 || (same_number(text, last, token) && !gap(text, last, token).contains(" - "));
        if !token.digits || !joined || digits.length > MAX_DIGITS {
            break;
        }
        digits.add(slice(text, token));
        if let Some(size) = sizes.get_mut(i) {
            *size = token.span.len();
        }
        last = token;
        let valid = !matches!(kind_of(digits.as_slice(), false), PhoneKind::Malformed(_));
        let written = digits.as_slice().first() == Some(&b'0') || matches!(sizes, [3, 4, 0, 0] | [4, 3, 0, 0] | [3 | 2, 2, 2 | 3, 0]);
        if valid && written {
            return true;
        }
    }
    false
}
