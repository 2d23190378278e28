//! Reading of telephone numbers as Ecuadorian officials write them: several in one cell, with labels and extensions.
//!
//! Digits are compared, never their grouping: `(032) 555-014` is `(03) 2555-014`. The numbering plan itself is in
//! `phone_plan`; what is reported about a reading is left to the rules.

use std::ops::Range;

pub use super::phone_plan::{PhoneError, PhoneKind};

use super::fold::Key;
use super::phone_plan::{MAX_DIGITS, kind_of};

/// Everything read in a telephone cell; `numbers` is never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneReading {
    /// The numbers in the order written.
    pub numbers: Vec<PhoneNumber>,
    /// The extensions in the order written; each of a list is one.
    pub extensions: Vec<Extension>,
}

impl PhoneReading {
    /// Whether every number is well formed, whatever its kind.
    pub fn is_well_formed(&self) -> bool {
        !self
            .numbers
            .iter()
            .any(|number| matches!(number.kind, PhoneKind::Malformed(_)))
    }
}

/// One number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    /// Bytes of the number as written, with its sign and brackets but without a label.
    pub span: Range<usize>,
    /// What it is, or why it can be none.
    pub kind: PhoneKind,
}

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

/// Groups of one number; more than this is taken as one malformed number rather than searched for several.
const MAX_GROUPS: usize = 24;

/// Reads a telephone cell.
///
/// Numbers may be separated by `/ , ;`, words, or blanks where each side is complete. One to four digits behind a complete
/// fixed number (`2555-014 / 154`) are the usual short form of a second line. A text without digits gives one malformed number
/// over the whole trimmed text.
pub fn read(text: &str) -> PhoneReading {
    let mut reading = PhoneReading {
        numbers: Vec::new(),
        extensions: Vec::new(),
    };
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
        let typo = number
            .last()
            .is_some_and(|last| last.span.end == token.span.start)
            && letter_for_digit(text, &tokens, at);
        if typo {
            number.push(token.clone());
            at += 1;
            continue;
        }
        let vanity = vanity(text, &tokens, at, &number);
        if let Some((span, used)) = vanity {
            number.clear();
            reading.numbers.push(PhoneNumber {
                span,
                kind: PhoneKind::Toll,
            });
            at += used;
            continue;
        }
        close(text, &mut number, &mut reading.numbers);
        at = if is_extension_word(text, &tokens, at) {
            extensions(text, &tokens, at, &mut reading.extensions)
        } else {
            at + 1
        };
    }
    close(text, &mut number, &mut reading.numbers);
    finish(text, &mut reading);
    reading
}

/// A run of digits or a run of letters.
#[derive(Debug, Clone)]
struct Token {
    span: Range<usize>,
    digits: bool,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    for (start, c) in text.char_indices() {
        let digits = c.is_ascii_digit();
        if !digits && !c.is_alphabetic() {
            continue;
        }
        let end = start + c.len_utf8();
        match found.last_mut() {
            Some(last) if last.digits == digits && last.span.end == start => last.span.end = end,
            _ => found.push(Token {
                span: start..end,
                digits,
            }),
        }
    }
    found
}

fn slice<'a>(text: &'a str, token: &Token) -> &'a str {
    text.get(token.span.clone()).unwrap_or("")
}

fn gap<'a>(text: &'a str, left: &Token, right: &Token) -> &'a str {
    text.get(left.span.end..right.span.start).unwrap_or("")
}

/// Whether only grouping signs stand between two runs of digits.
fn same_number(text: &str, left: &Token, right: &Token) -> bool {
    gap(text, left, right).chars().all(is_grouping)
}

fn is_grouping(c: char) -> bool {
    matches!(
        c,
        ' ' | '-' | '.' | '(' | ')' | '+' | '_' | '–' | '—' | '\u{2010}' | '\u{2011}' | '\u{2212}'
    )
}

/// `293O153`: a letter that looks like a digit, glued between digits.
fn letter_for_digit(text: &str, tokens: &[Token], at: usize) -> bool {
    let (Some(token), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else {
        return false;
    };
    next.span.start == token.span.end
        && matches!(slice(text, token), "O" | "o" | "l" | "I" | "S" | "B")
}

/// `1800 ECUADOR`: a toll-free number whose last six or seven digits are spelled; its span and the words used.
fn vanity(
    text: &str,
    tokens: &[Token],
    at: usize,
    number: &[Token],
) -> Option<(Range<usize>, usize)> {
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

fn is_extension_word(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else {
        return false;
    };
    let next = tokens.get(at + 1);
    let key = Key::of(slice(text, token));
    match key.as_str() {
        "ext" | "exts" | "extn" | "extension" | "extensiones" | "extencion" | "anexo"
        | "anexos" => {
            // `sin extensión` and `no tiene extensión` say that there is none.
            !at.checked_sub(1)
                .and_then(|i| tokens.get(i))
                .is_some_and(|before| {
                    matches!(
                        Key::of(slice(text, before)).as_str(),
                        "sin" | "tiene" | "posee" | "no" | "ninguna"
                    )
                })
        }
        // These words also qualify telephones (`Teléfono interno: 2555-014`), so they need a short number behind them.
        "int" | "interno" | "internos" | "opcion" => {
            next.is_some_and(|next| next.digits && next.span.len() <= MAX_EXTENSION)
                && !next.is_some_and(|next| begins_number(text, tokens, at + 1, next))
        }
        "x" => next.is_some_and(|next| next.digits && next.span.start == token.span.end),
        _ => false,
    }
}

/// Reads one extension word and its list; gives the token after it.
fn extensions(text: &str, tokens: &[Token], at: usize, found: &mut Vec<Extension>) -> usize {
    let Some(word) = tokens.get(at) else {
        return at + 1;
    };
    let start = word.span.start;
    let mut next = at + 1;
    while tokens.get(next).is_some_and(|token| {
        !token.digits
            && matches!(
                Key::of(slice(text, token)).as_str(),
                "n" | "no" | "nro" | "num" | "numero" | "o"
            )
    }) {
        next += 1;
    }
    let Some(first) = tokens.get(next).filter(|token| token.digits) else {
        let stated = tokens.get(at + 1).filter(|token| {
            !gap(text, word, token).contains([',', ';', '/', '(', ')'])
                && !is_label(slice(text, token))
                && !is_extension_word(text, tokens, at + 1)
        });
        found.push(match stated {
            Some(token) => Extension {
                span: start..token.span.end,
                fault: Some(ExtensionFault::NotDigits),
            },
            None => Extension {
                span: word.span.clone(),
                fault: Some(ExtensionFault::NoDigits),
            },
        });
        return at + 1;
    };
    let (fault, end, used) = extension(text, tokens, next, first);
    found.push(Extension {
        span: start..end,
        fault,
    });
    next += used;
    // The rest of the list: digits behind `/ , ; -` or a conjunction, until a whole number begins.
    loop {
        let mut item = next;
        let mut last = end_of(tokens, next);
        if tokens.get(item).is_some_and(|token| {
            !token.digits
                && matches!(
                    Key::of(slice(text, token)).as_str(),
                    "y" | "o" | "e" | "a" | "al" | "u"
                )
        }) {
            last = end_of(tokens, item + 1);
            item += 1;
        }
        let Some(token) = tokens.get(item).filter(|token| token.digits) else {
            return next;
        };
        let before = text.get(last..token.span.start).unwrap_or("");
        let listed = before
            .chars()
            .all(|c| matches!(c, ' ' | '/' | ',' | ';' | '-' | '–' | '.'));
        if !listed || begins_number(text, tokens, item, token) {
            return next;
        }
        let (fault, end, used) = extension(text, tokens, item, token);
        found.push(Extension {
            span: token.span.start..end,
            fault,
        });
        next = item + used;
    }
}

/// Where the token before an index ends.
fn end_of(tokens: &[Token], next: usize) -> usize {
    next.checked_sub(1)
        .and_then(|i| tokens.get(i))
        .map_or(0, |token| token.span.end)
}

/// The fault of one extension, where it ends, and how many tokens it takes (`20A` takes two).
fn extension(
    text: &str,
    tokens: &[Token],
    at: usize,
    first: &Token,
) -> (Option<ExtensionFault>, usize, usize) {
    let glued = tokens.get(at + 1).filter(|next| {
        next.span.start == first.span.end
            && !matches!(slice(text, next), "y" | "o" | "x")
            && !is_label(slice(text, next))
    });
    match glued {
        Some(letters) => (Some(ExtensionFault::NotDigits), letters.span.end, 2),
        None if first.span.len() > MAX_EXTENSION => {
            (Some(ExtensionFault::TooLong), first.span.end, 1)
        }
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
        let joined =
            i == 0 || (same_number(text, last, token) && !gap(text, last, token).contains(" - "));
        if !token.digits || !joined || digits.length > MAX_DIGITS {
            break;
        }
        digits.add(slice(text, token));
        if let Some(size) = sizes.get_mut(i) {
            *size = token.span.len();
        }
        last = token;
        let valid = !matches!(kind_of(digits.as_slice(), false), PhoneKind::Malformed(_));
        let written = digits.as_slice().first() == Some(&b'0')
            || matches!(sizes, [3, 4, 0, 0] | [4, 3, 0, 0] | [3 | 2, 2, 2 | 3, 0]);
        if valid && written {
            return true;
        }
    }
    false
}

/// The digits of a number, without allocation; more than it holds are only counted.
#[derive(Default)]
struct Digits {
    bytes: [u8; MAX_DIGITS],
    length: usize,
}

impl Digits {
    fn add(&mut self, run: &str) {
        for byte in run.bytes() {
            if let Some(place) = self.bytes.get_mut(self.length) {
                *place = byte;
            }
            self.length = self.length.saturating_add(1);
        }
    }

    fn as_slice(&self) -> &[u8] {
        self.bytes.get(..self.length.min(MAX_DIGITS)).unwrap_or(&[])
    }
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
    let plus = groups
        .first()
        .and_then(|first| text.get(..first.span.start))
        .is_some_and(|lead| lead.trim_end_matches(['(', ' ']).ends_with('+'));
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
    while text
        .get(..span.start)
        .is_some_and(|lead| lead.ends_with(['(', '+']))
    {
        span.start -= 1;
    }
    let inside = text.get(span.clone()).unwrap_or("");
    let open = inside.matches('(').count();
    if open > inside.matches(')').count() {
        let closes = text
            .get(span.end..)
            .is_some_and(|rest| rest.starts_with(')'));
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
    let dashed = head
        .last()
        .is_some_and(|left| left.span.len() >= 3 && gap(text, left, last).contains(['-', '–']));
    if !dashed
        || !is_line(first)
        || !is_tail(slice(text, last))
        || head.iter().all(|group| group.span.len() < 6)
    {
        return false;
    }
    found.push(number(text, head, first));
    found.push(PhoneNumber {
        span: last.span.clone(),
        kind: first,
    });
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
                    (gap.starts_with(' ') && gap.ends_with(' ') && gap.len() > 2)
                        || gap.contains(['(', '+'])
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
    let complete = found
        .iter()
        .any(|n| !matches!(n.kind, PhoneKind::Malformed(_)));
    for (i, mut one) in found.iter().cloned().enumerate() {
        let written = text.get(one.span.clone()).unwrap_or("");
        let short = written.len() <= 4 && written.bytes().all(|b| b.is_ascii_digit());
        let lead = text.get(..one.span.start).unwrap_or("");
        if let (PhoneKind::Malformed(_), Some(previous)) = (one.kind, reading.numbers.last()) {
            let between = text.get(previous.span.end..one.span.start).unwrap_or("");
            let listed = matches!(
                between.trim(),
                "/" | "-" | "–" | "," | ";" | "y" | "o" | "e"
            );
            if short && listed && is_line(previous.kind) && is_tail(written) {
                one.kind = previous.kind;
            }
        }
        let parted = found
            .get(i + 1)
            .is_some_and(|next| area_before(text, &one, next).is_some());
        if parted {
            // The next turn takes this area code into its number.
            continue;
        }
        if let Some((start, area)) = i
            .checked_sub(1)
            .and_then(|i| found.get(i))
            .and_then(|before| Some((before.span.start, area_before(text, before, &one)?)))
        {
            one.span.start = start;
            one.kind = PhoneKind::Fixed { area };
        }
        let other = matches!(one.kind, PhoneKind::Malformed(_))
            && short
            && complete
            && counts_something_else(lead);
        if !other {
            reading.numbers.push(one);
        }
    }
    if reading.numbers.is_empty() {
        let start = text.len() - text.trim_start().len();
        let error = if reading.extensions.is_empty() {
            PhoneError::NoDigits
        } else {
            PhoneError::OnlyExtension
        };
        reading.numbers.push(PhoneNumber {
            span: start..start + text.trim().len(),
            kind: PhoneKind::Malformed(error),
        });
    }
}

/// `03 / 2555-014`: the area of a number parted from its area code by a sign.
fn area_before(text: &str, code: &PhoneNumber, number: &PhoneNumber) -> Option<u8> {
    let digits = text
        .get(code.span.clone())?
        .trim_matches(['(', ')'])
        .as_bytes();
    let between = text.get(code.span.end..number.span.start)?.trim();
    match digits {
        [b'0', area @ b'2'..=b'7']
            if number.kind == PhoneKind::Local && matches!(between, "/" | "," | ":" | ";") =>
        {
            Some(area - b'0')
        }
        _ => None,
    }
}

/// `oficina 204`, `piso 2`: a word that is no label of a telephone stands right before the digits.
fn counts_something_else(lead: &str) -> bool {
    let lead = lead.trim_end_matches([' ', '.', ':', '#', '°', '(']);
    let start = lead
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphabetic())
        .last()
        .map_or(lead.len(), |(at, _)| at);
    let word = lead.get(start..).unwrap_or("");
    !word.is_empty() && !is_label(word) && !matches!(Key::of(word).as_str(), "y" | "o" | "e" | "u")
}

/// Words that announce a telephone.
fn is_label(word: &str) -> bool {
    let key = Key::of(word);
    let key = key.as_str();
    [
        "tel", "cel", "fax", "movil", "whats", "conv", "fijo", "pbx", "central", "numero", "nro",
        "wsp", "contact",
    ]
    .iter()
    .any(|label| key.starts_with(label))
}
