//! Reading of telephone numbers as Ecuadorian officials write them: several in one cell, with labels and extensions.
//!
//! Digits are compared, never their grouping: `(032) 555-014` is `(03) 2555-014`. The numbering plan itself is in
//! `phone_plan`; what is reported about a reading is left to the rules.

use std::ops::Range;

pub use super::phone_extension::{Extension, ExtensionFault};
pub use super::phone_plan::{PhoneError, PhoneKind};

use super::fold::Key;
use super::phone_extension::{extensions, is_extension_word};
use super::phone_plan::{MAX_DIGITS, kind_of};
use super::phone_token::{Digits, Token, gap, is_grouping, is_label, same_number, slice, tokens};

/// Everything read in a telephone cell; `numbers` is never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneReading {
    /// The numbers in the order written.
    pub numbers: Vec<PhoneNumber>,
    /// The extensions in the order written; each of a list is one.
    pub extensions: Vec<Extension>,
}

/// One number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    /// Bytes of the number as written, with its sign and brackets but without a label.
    pub span: Range<usize>,
    /// What it is, or why it can be none.
    pub kind: PhoneKind,
}

/// Groups of one number; more than this is taken as one malformed number rather than searched for several.
const MAX_GROUPS: usize = 24;

/// Reads a telephone cell.
///
/// Numbers may be separated by `/ , ;`, words, or blanks where each side is complete. One to four digits behind a complete
/// fixed number (`2555-014 / 154`) are the usual short form of a second line. A text without digits gives one malformed number
/// over the whole trimmed text.
pub fn read(text: &str) -> PhoneReading {
    let mut reading = PhoneReading { numbers: Vec::new(), extensions: Vec::new() };
    let tokens = tokens(text);
    let mut at = 0;
    let mut number: Vec<Token> = Vec::new();
    while let Some(token) = tokens.get(at) {
        if token.digits {
            if let Some(last) = number.last()
                && !same_number(text, last, token)
            {
                close(text, &mut number, &mut reading.numbers);
            }
            number.push(token.clone());
            at += 1;
            continue;
        }
        let typo = number.last().is_some_and(|last| last.span.end == token.span.start) && letter_for_digit(text, &tokens, at);
        if typo {
            number.push(token.clone());
            at += 1;
            continue;
        }
        let vanity = vanity(text, &tokens, at, &number);
        if let Some((span, used)) = vanity {
            number.clear();
            reading.numbers.push(PhoneNumber { span, kind: PhoneKind::Toll });
            at += used;
            continue;
        }
        close(text, &mut number, &mut reading.numbers);
        at = if is_extension_word(text, &tokens, at) { extensions(text, &tokens, at, &mut reading.extensions) } else { at + 1 };
    }
    close(text, &mut number, &mut reading.numbers);
    finish(text, &mut reading);
    reading
}

/// `293O153`: a letter that looks like a digit, glued between digits.
fn letter_for_digit(text: &str, tokens: &[Token], at: usize) -> bool {
    let (Some(token), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else {
        return false;
    };
    next.span.start == token.span.end && matches!(slice(text, token), "O" | "o" | "l" | "I" | "S" | "B")
}

/// `1800 ECUADOR`: a toll-free number whose last six or seven digits are spelled; its span and the words used.
fn vanity(text: &str, tokens: &[Token], at: usize, number: &[Token]) -> Option<(Range<usize>, usize)> {
    let last = number.last()?;
    let spelled_after = match number {
        [only] => matches!(slice(text, only), "1800" | "1700"),
        [one, rest] => slice(text, one) == "1" && matches!(slice(text, rest), "800" | "700"),
        _ => false,
    };
    if !spelled_after {
        return None;
    }
    let mut letters = 0;
    let mut end = last.span.end;
    let mut used = 0;
    while let Some(token) = tokens.get(at + used).filter(|token| !token.digits) {
        let between = text.get(end..token.span.start)?;
        if is_extension_word(text, tokens, at + used) || !between.chars().all(is_grouping) {
            break;
        }
        letters += slice(text, token).chars().count();
        end = token.span.end;
        used += 1;
        if letters >= 6 {
            break;
        }
    }
    let start = number.first()?.span.start;
    (letters == 6 || letters == 7).then_some((start..end, used))
}

/// Ends the run of digit groups gathered so far and reads it as one number or several.
fn close(text: &str, groups: &mut Vec<Token>, found: &mut Vec<PhoneNumber>) {
    if groups.is_empty() {
        return;
    }
    let run = std::mem::take(groups);
    if run.iter().any(|token| !token.digits) {
        found.push(number(text, &run, PhoneKind::Malformed(PhoneError::Letter)));
        return;
    }
    let whole = kind(text, &run);
    if !matches!(whole, PhoneKind::Malformed(_)) {
        found.push(number(text, &run, whole));
    } else if !split_complete(text, &run, found) && !split_tail(text, &run, found) {
        split_strong(text, &run, whole, found);
    }
}

fn kind(text: &str, groups: &[Token]) -> PhoneKind {
    let mut digits = Digits::default();
    for group in groups {
        digits.add(slice(text, group));
    }
    let plus =
        groups.first().and_then(|first| text.get(..first.span.start)).is_some_and(|lead| lead.trim_end_matches(['(', ' ']).ends_with('+'));
    if digits.length > MAX_DIGITS {
        return PhoneKind::Malformed(PhoneError::TooLong);
    }
    kind_of(digits.as_slice(), plus)
}

/// A number from its groups, its sign and brackets included in the span.
fn number(text: &str, groups: &[Token], kind: PhoneKind) -> PhoneNumber {
    let mut span = match (groups.first(), groups.last()) {
        (Some(first), Some(last)) => first.span.start..last.span.end,
        _ => 0..0,
    };
    while text.get(..span.start).is_some_and(|lead| lead.ends_with(['(', '+'])) {
        span.start -= 1;
    }
    let inside = text.get(span.clone()).unwrap_or("");
    let open = inside.matches('(').count();
    if open > inside.matches(')').count() {
        let closes = text.get(span.end..).is_some_and(|rest| rest.starts_with(')'));
        if closes {
            span.end += 1;
        } else if inside.starts_with('(') {
            // A bracket opened before the number and closed after something else is not part of it.
            span.start += 1;
        }
    }
    PhoneNumber { span, kind }
}

/// `0991234567 032555014`: splits at blanks and signs where every part is complete; false if it cannot.
fn split_complete(text: &str, run: &[Token], found: &mut Vec<PhoneNumber>) -> bool {
    let count = run.len();
    if !(2..=MAX_GROUPS).contains(&count) {
        return false;
    }
    // `next[i]` is where the part that begins at group `i` ends, if the rest can be cut into complete parts.
    let mut next = [0_usize; MAX_GROUPS + 1];
    if let Some(end) = next.get_mut(count) {
        *end = count;
    }
    for start in (0..count).rev() {
        for end in (start + 1..=count.min(start + 8)).rev() {
            let reachable = next.get(end).is_some_and(|&n| n != 0);
            let breaks = end == count || (loose(text, run, end));
            if !reachable || !breaks {
                continue;
            }
            let part = run.get(start..end).unwrap_or(&[]);
            if !matches!(kind(text, part), PhoneKind::Malformed(_)) {
                if let Some(slot) = next.get_mut(start) {
                    *slot = end;
                }
                break;
            }
        }
    }
    if next.first() == Some(&0) {
        return false;
    }
    let mut start = 0;
    while start < count {
        let end = next.get(start).copied().unwrap_or(count).max(start + 1);
        let part = run.get(start..end).unwrap_or(&[]);
        found.push(number(text, part, kind(text, part)));
        start = end;
    }
    true
}

/// Whether a new number may begin at a group: blanks, a bracket or a plus sign stand before it.
fn loose(text: &str, run: &[Token], at: usize) -> bool {
    match (at.checked_sub(1).and_then(|i| run.get(i)), run.get(at)) {
        (Some(left), Some(right)) => gap(text, left, right).contains([' ', '(', '+']),
        _ => false,
    }
}

/// `2555014-154`: a complete fixed number and the last digits of the next line.
fn split_tail(text: &str, run: &[Token], found: &mut Vec<PhoneNumber>) -> bool {
    let Some((last, head)) = run.split_last() else {
        return false;
    };
    let first = kind(text, head);
    let dashed = head.last().is_some_and(|left| left.span.len() >= 3 && gap(text, left, last).contains(['-', '–']));
    if !dashed || !is_line(first) || !is_tail(slice(text, last)) || head.iter().all(|group| group.span.len() < 6) {
        return false;
    }
    found.push(number(text, head, first));
    found.push(PhoneNumber { span: last.span.clone(), kind: first });
    true
}

/// Splits at ` - `, brackets and plus signs if that saves part of the run; otherwise the whole is one malformed number.
fn split_strong(text: &str, run: &[Token], whole: PhoneKind, found: &mut Vec<PhoneNumber>) {
    let known = found.len();
    let mut start = 0;
    let mut saved = false;
    for end in 1..=run.len() {
        let strong = end == run.len()
            || match (run.get(end - 1), run.get(end)) {
                (Some(left), Some(right)) => {
                    let gap = gap(text, left, right);
                    (gap.starts_with(' ') && gap.ends_with(' ') && gap.len() > 2) || gap.contains(['(', '+'])
                }
                _ => false,
            };
        if strong {
            let part = run.get(start..end).unwrap_or(&[]);
            let kind = kind(text, part);
            saved |= !matches!(kind, PhoneKind::Malformed(_));
            found.push(number(text, part, kind));
            start = end;
        }
    }
    if !saved {
        found.truncate(known);
        found.push(number(text, run, whole));
    }
}

fn is_line(kind: PhoneKind) -> bool {
    matches!(kind, PhoneKind::Fixed { .. } | PhoneKind::Local)
}

/// Whether digits can be the last ones of a neighbouring line: one to three, or four that are no trunk prefix.
fn is_tail(digits: &str) -> bool {
    (1..=3).contains(&digits.len()) || (digits.len() == 4 && !digits.starts_with('0'))
}

/// Joins an area code to the number it was parted from, takes short forms as lines, and drops numbers of something else.
fn finish(text: &str, reading: &mut PhoneReading) {
    let found = std::mem::take(&mut reading.numbers);
    let complete = found.iter().any(|n| !matches!(n.kind, PhoneKind::Malformed(_)));
    for (i, mut one) in found.iter().cloned().enumerate() {
        let written = text.get(one.span.clone()).unwrap_or("");
        let short = written.len() <= 4 && written.bytes().all(|b| b.is_ascii_digit());
        let lead = text.get(..one.span.start).unwrap_or("");
        if let (PhoneKind::Malformed(_), Some(previous)) = (one.kind, reading.numbers.last()) {
            let between = text.get(previous.span.end..one.span.start).unwrap_or("");
            let listed = matches!(between.trim(), "/" | "-" | "–" | "," | ";" | "y" | "o" | "e");
            if short && listed && is_line(previous.kind) && is_tail(written) {
                one.kind = previous.kind;
            }
        }
        let parted = found.get(i + 1).is_some_and(|next| area_before(text, &one, next).is_some());
        if parted {
            // The next turn takes this area code into its number.
            continue;
        }
        if let Some((start, area)) =
            i.checked_sub(1).and_then(|i| found.get(i)).and_then(|before| Some((before.span.start, area_before(text, before, &one)?)))
        {
            one.span.start = start;
            one.kind = PhoneKind::Fixed { area };
        }
        // A list gives the area once: `(03) 2555-014 / 2555-015`.
        if let (PhoneKind::Local, Some(PhoneKind::Fixed { area })) = (one.kind, reading.numbers.last().map(|n| n.kind)) {
            one.kind = PhoneKind::Fixed { area };
        }
        let other = matches!(one.kind, PhoneKind::Malformed(_)) && short && complete && counts_something_else(lead);
        if !other {
            reading.numbers.push(one);
        }
    }
    if reading.numbers.is_empty() {
        let start = text.len() - text.trim_start().len();
        let error = if reading.extensions.is_empty() { PhoneError::NoDigits } else { PhoneError::OnlyExtension };
        reading.numbers.push(PhoneNumber { span: start..start + text.trim().len(), kind: PhoneKind::Malformed(error) });
    }
}

/// `03 / 2555-014`: the area of a number parted from its area code by a sign.
fn area_before(text: &str, code: &PhoneNumber, number: &PhoneNumber) -> Option<u8> {
    let digits = text.get(code.span.clone())?.trim_matches(['(', ')']).as_bytes();
    let between = text.get(code.span.end..number.span.start)?.trim();
    match digits {
        [b'0', area @ b'2'..=b'7'] if number.kind == PhoneKind::Local && matches!(between, "/" | "," | ":" | ";") => Some(area - b'0'),
        _ => None,
    }
}

/// `oficina 204`, `piso 2`: a word that is no label of a telephone stands right before the digits.
fn counts_something_else(lead: &str) -> bool {
    let lead = lead.trim_end_matches([' ', '.', ':', '#', '°', '(']);
    let start = lead.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last().map_or(lead.len(), |(at, _)| at);
    let word = lead.get(start..).unwrap_or("");
    !word.is_empty() && !is_label(word) && !matches!(Key::of(word).as_str(), "y" | "o" | "e" | "u")
}
