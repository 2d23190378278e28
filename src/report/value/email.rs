//! Reading of e-mail addresses: where each stands in a cell, what is wrong with it, and what was probably meant.
//!
//! An own pass finds the addresses and the slips that people make, because a parser of addresses gives neither place nor
//! reason; the `email_address` crate then has the last word on the syntax. Whether an address is personal, or agrees with its
//! link, is left to the rules.

use std::ops::Range;

use email_address::{EmailAddress, Options};

use super::email_fault::{self, Verdict};
use super::fold::Key;

pub use super::email_fault::EmailFault;

/// Everything read in an e-mail cell; `addresses` is never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailReading {
    /// The addresses in the order written, good and bad.
    pub addresses: Vec<Address>,
}

/// One address, or what stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Bytes of the address, without `mailto:`, brackets and punctuation around it.
    pub span: Range<usize>,
    /// Why it cannot be an address.
    pub fault: Option<EmailFault>,
    /// The address probably meant, where the slip leaves no doubt.
    pub suggestion: Option<String>,
}

/// Reads an e-mail cell: one address or several, with names or labels beside them.
///
/// A text that holds no address gives one [`EmailFault::NoAt`] over the whole trimmed text.
pub fn read(text: &str) -> EmailReading {
    let pieces = pieces(text);
    let mut addresses = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let (span, used) = gather(text, &pieces, at);
        let written = text.get(span.clone()).unwrap_or("");
        if written.contains(['@', '＠']) {
            let handle = written.starts_with('@') && !written.contains('.') && !addresses.is_empty();
            if !handle {
                addresses.push(judge(written, span));
            }
        }
        at += used.max(1);
    }
    parted_by_blank(text, &pieces, &mut addresses);
    without_at(text, &pieces, &mut addresses);
    if addresses.is_empty() {
        addresses.push(look_alike(text));
    }
    EmailReading { addresses }
}

/// The domain of an address: what follows its last `@`, if anything does.
pub fn domain(address: &str) -> Option<&str> {
    let (_, domain) = address.rsplit_once('@')?;
    let domain = domain.split(['?', '>']).next().unwrap_or(domain).trim();
    (!domain.is_empty()).then_some(domain)
}

/// Whether two spellings name one address: case, `mailto:`, a query and percent-encoding do not count.
pub fn same(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// An address or link in the form in which [`same`] compares it.
pub(crate) fn plain(link: &str) -> String {
    let link = link.trim();
    let bare = match link.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => link.get(7..).unwrap_or(""),
        _ => link,
    };
    let bare = bare.split('?').next().unwrap_or(bare).as_bytes();
    let mut bytes = Vec::with_capacity(bare.len());
    let mut at = 0;
    while let Some(&byte) = bare.get(at) {
        let code = bare
            .get(at + 1..at + 3)
            .filter(|_| byte == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&bytes).trim().to_lowercase()
}

/// The pieces of a text between blanks and signs that part addresses, without punctuation around them.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let parts = |c: char| c.is_whitespace() || "/;,|<>()[]{}\":«»“”*".contains(c);
    let mut found = Vec::new();
    let mut start = 0;
    let ends = text.char_indices().filter(|&(_, c)| parts(c)).map(|(at, c)| (at, c.len_utf8()));
    for (end, width) in ends.chain([(text.len(), 0)]) {
        let piece = text.get(start..end).unwrap_or("");
        let kept = piece.trim_end_matches(['.', '!', '\'', '’']).len();
        let lead = piece.len() - piece.trim_start_matches(['\'', '‘']).len();
        if kept > lead {
            found.push(start + lead..start + kept);
        }
        start = end + width;
    }
    found
}

/// The span of the address that begins at a piece, torn parts joined, and how many pieces it takes.
fn gather(text: &str, pieces: &[Range<usize>], at: usize) -> (Range<usize>, usize) {
    let Some(first) = pieces.get(at) else {
        return (0..0, 1);
    };
    let mut span = first.clone();
    let mut used = 1;
    while let Some(next) = pieces.get(at + used) {
        let left = text.get(span.clone()).unwrap_or("");
        let right = text.get(next.clone()).unwrap_or("");
        let between = text.get(span.end..next.start).unwrap_or("");
        if !torn(left, between, right) {
            break;
        }
        span.end = next.end;
        used += 1;
        if used == 6 {
            // A blank or comma at every joint of an address; anything longer is a sentence.
            break;
        }
    }
    (span, used)
}

/// Whether one address was torn in two by what stands between the pieces.
fn torn(left: &str, between: &str, right: &str) -> bool {
    let (left_at, right_at) = (left.contains('@'), right.contains('@'));
    let incomplete = left_at && !left.rsplit('@').next().is_some_and(|domain| domain.contains('.'));
    let domain_like = !right_at && !right.starts_with("www.") && right.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
    let ending = domain_like && is_ending(right);
    match between {
        // `nombre @entidad.gob.ec`, `nombre@ entidad.gob.ec`, `nombre@entidad .gob.ec`, `nombre@entidad gob.ec`.
        " " | ". " | " ." if left_at => {
            (left.ends_with('@') && domain_like)
                || (domain_like && right.starts_with('.') && right.len() > 1)
                || (between == ". " && ending)
                || (incomplete && ending)
        }
        " " => (right.starts_with('@') && !right_is_handle(right) && is_local(left)) || (right == "@" && is_local(left)),
        // `nombre@entidad,gob.ec`, `nombre,apellido@entidad.gob.ec`.
        "," if left_at => ending || (incomplete && domain_like && right.contains('.')),
        "," => right_at && !right.starts_with('@') && is_local(left) && !left.contains('.'),
        _ => false,
    }
}

fn right_is_handle(right: &str) -> bool {
    right.len() > 1 && !right.contains('.')
}

/// The endings of domains seen on Ecuadorian addresses, whole or as the parts that slips leave.
fn is_ending(word: &str) -> bool {
    let word = Key::of(word.trim_start_matches('.'));
    matches!(
        word.as_str(),
        "ec" | "com"
            | "gob"
            | "gov"
            | "org"
            | "net"
            | "edu"
            | "es"
            | "info"
            | "gobec"
            | "govec"
            | "comec"
            | "orgec"
            | "eduec"
            | "netec"
            | "finec"
    )
}

/// Whether a word can be the part before the `@`, and is no label of the field.
fn is_local(word: &str) -> bool {
    let key = Key::of(word);
    let label = ["correo", "email", "mail", "electronic", "institucional", "y", "e", "o"];
    !label.iter().any(|l| key.as_str() == *l || (l.len() > 3 && key.as_str().starts_with(l)))
        && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-+".contains(&b))
}

/// What is wrong with one address as written.
fn judge(written: &str, span: Range<usize>) -> Address {
    let (written, span) = without_query(written, span);
    let Verdict { mut fault, suggestion } = email_fault::of(written);
    if fault.is_none() {
        let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
        if EmailAddress::parse_with_options(written, options).is_err() {
            fault = Some(EmailFault::BadLocal);
        }
    }
    let suggestion = suggestion.filter(|better| email_fault::of(better).fault.is_none());
    Address { span, fault, suggestion }
}

fn without_query(written: &str, span: Range<usize>) -> (&str, Range<usize>) {
    let after = written.find('@').unwrap_or(0);
    let query = written.get(after..).and_then(|tail| tail.find('?'));
    match query.and_then(|at| written.get(..after + at)) {
        Some(bare) => (bare, span.start..span.start + bare.len()),
        None => (written, span),
    }
}

/// `maria paz@entidad.gob.ec`, and nothing else in the cell: the blank fell inside the address, since a name would have capitals.
fn parted_by_blank(text: &str, pieces: &[Range<usize>], addresses: &mut [Address]) {
    let ([first, second], [only]) = (pieces, &mut *addresses) else {
        return;
    };
    let word = text.get(first.clone()).unwrap_or("");
    let blank = text.get(first.end..second.start) == Some(" ");
    let lower = word.bytes().all(|b| b.is_ascii_lowercase() || b"._-".contains(&b));
    let lead = text.get(..first.start).unwrap_or("");
    if blank && lower && lead.trim().is_empty() && is_local(word) && only.fault.is_none() && second.start == only.span.start {
        only.span.start = first.start;
        only.fault = Some(EmailFault::Blank);
    }
}

/// Beside good addresses, a piece that ends in one of their domains but has no `@`: `ana@entidad.ec / luis.entidad.ec`.
fn without_at(text: &str, pieces: &[Range<usize>], addresses: &mut Vec<Address>) {
    let Some(known) = addresses.iter().find(|a| a.fault.is_none()).and_then(|a| text.get(a.span.clone())).and_then(domain) else {
        return;
    };
    let before = addresses.len();
    for span in pieces {
        let piece = text.get(span.clone()).unwrap_or("");
        let local = piece.strip_suffix(known).and_then(|rest| rest.strip_suffix('.'));
        let named = local.is_some_and(|local| !local.is_empty() && !local.starts_with("www") && !piece.contains('@'));
        if named && !text.get(..span.start).is_some_and(|lead| lead.ends_with("//")) {
            addresses.push(Address {
                span: span.clone(),
                fault: Some(EmailFault::NoAt),
                suggestion: local.map(|local| format!("{local}@{known}")),
            });
        }
    }
    if addresses.len() > before {
        addresses.sort_by_key(|a| a.span.start);
    }
}

/// A text without `@`: a spelled-out sign (`nombre(at)entidad.ec`) tells what was meant.
fn look_alike(text: &str) -> Address {
    let start = text.len() - text.trim_start().len();
    let mut address = Address { span: start..start + text.trim().len(), fault: Some(EmailFault::NoAt), suggestion: None };
    let lower = text.to_ascii_lowercase();
    for sign in ["(at)", "[at]", "{at}", "(arroba)", "[arroba]", "{arroba}", "<at>", " arroba ", " at "] {
        let Some(at) = lower.find(sign) else { continue };
        let end = at + sign.len();
        let local = text.get(..at).unwrap_or("").trim_end();
        let from = local.rfind([' ', ':', '<', '/', ';']).map_or(0, |at| at + 1);
        let rest = text.get(end..).unwrap_or("");
        let host = rest.trim_start();
        let lead = end + rest.len() - host.len();
        let length = host.find([' ', '>', '/', ';', ',']).unwrap_or(host.len());
        let host = host.get(..length).unwrap_or("").trim_end_matches('.');
        let local = local.get(from..).unwrap_or("");
        let better = format!("{local}@{host}");
        if email_fault::of(&better).fault.is_none() {
            address.span = from..lead + host.len();
            address.suggestion = Some(better);
            break;
        }
    }
    address
}
