//! What is wrong with one e-mail address, and what was probably meant.
//!
//! Only what cannot be right is a fault: a rare but real domain passes. Finding the addresses in a cell is left to `email`.

use super::fold::unaccented;

/// Why something cannot be an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailFault {
    /// There is no `@`.
    NoAt,
    /// There is more than one `@`, or two addresses run into one another.
    TwoAts,
    /// A blank stands inside.
    Blank,
    /// A comma stands inside, mostly for a period.
    Comma,
    /// A letter has an accent, or is an `ñ`: mail systems carry plain letters only.
    Accent,
    /// Another character that no address has: a typographic hyphen, an invisible character, a quotation mark.
    StrangeCharacter,
    /// The domain is one word without a top-level domain (`entidad`).
    NoTld,
    /// The domain ends in something that is no top-level domain (`.con`, `.gob.e`, `.gob`).
    BadTld,
    /// The domain is empty or its parts are not made of letters, digits and inner hyphens.
    BadDomain,
    /// The part before the `@` is empty or not well formed.
    BadLocal,
}

/// The verdict on one address.
pub(super) struct Verdict {
    pub(super) fault: Option<EmailFault>,
    pub(super) suggestion: Option<String>,
}

/// Judges one address as written; a suggestion may itself need judging.
pub(super) fn of(written: &str) -> Verdict {
    let fault = |fault, suggestion| Verdict { fault: Some(fault), suggestion };
    if written.contains(char::is_whitespace) {
        return fault(EmailFault::Blank, Some(written.split_whitespace().collect()));
    }
    if written.contains(',') {
        return fault(EmailFault::Comma, Some(written.replace(',', ".")));
    }
    if !written.is_ascii() {
        let kind =
            if written.chars().any(|c| !c.is_ascii() && c.is_alphabetic()) { EmailFault::Accent } else { EmailFault::StrangeCharacter };
        return fault(kind, Some(written.chars().filter_map(ascii).collect()));
    }
    if written.contains("@@") {
        return fault(EmailFault::TwoAts, Some(written.replace("@@", "@")));
    }
    let Some((local, domain)) = written.split_once('@') else {
        return fault(EmailFault::NoAt, None);
    };
    if domain.contains('@') {
        return fault(EmailFault::TwoAts, None);
    }
    if let Err(suggestion) = check_local(local) {
        return fault(EmailFault::BadLocal, suggestion.map(|better| format!("{better}@{domain}")));
    }
    match bad_domain(domain) {
        Some((kind, better)) => fault(kind, better.map(|better| format!("{local}@{better}"))),
        None => Verdict { fault: None, suggestion: None },
    }
}

/// The plain form of a character, `None` for an invisible one.
fn ascii(c: char) -> Option<char> {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '＠' => Some('@'),
        '．' => Some('.'),
        _ => Some(unaccented(c)),
    }
}

/// Checks the part before the `@`; the error is a better one, where there is no doubt.
fn check_local(local: &str) -> Result<(), Option<String>> {
    // The characters of an unquoted local part: RFC 5322, section 3.2.3 ("atext"), and the period.
    let atext = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b);
    if local.is_empty() || local.len() > 64 || !local.bytes().all(atext) {
        return Err(None);
    }
    if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
        let better: Vec<&str> = local.split('.').filter(|part| !part.is_empty()).collect();
        return Err((!better.is_empty()).then(|| better.join(".")));
    }
    Ok(())
}

fn bad_domain(domain: &str) -> Option<(EmailFault, Option<String>)> {
    let labels = || domain.split('.');
    if labels().any(str::is_empty) {
        let better: Vec<&str> = labels().filter(|label| !label.is_empty()).collect();
        let doubt = better.len() < 2 || domain.starts_with('.');
        return Some((EmailFault::BadDomain, (!doubt).then(|| better.join("."))));
    }
    let sound = |label: &str| {
        label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if domain.len() > 253 || !labels().all(sound) {
        return Some((EmailFault::BadDomain, None));
    }
    let Some((head, last)) = domain.rsplit_once('.') else {
        return Some((EmailFault::NoTld, run_together(domain)));
    };
    let lower = last.to_ascii_lowercase();
    let public = head.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    let official = matches!(public.as_str(), "gob" | "gov" | "com" | "edu" | "org") && head.contains('.');
    let better = match lower.as_str() {
        // None of these is a top-level domain, and the slip is plain.
        "con" | "cmo" | "ocm" | "vom" | "xom" | "comm" | "coom" | "cim" | "conm" => Some("com"),
        "gob" | "bog" | "gobec" | "gobe" => Some("gob.ec"),
        "comec" => Some("com.ec"),
        "eduec" => Some("edu.ec"),
        "ce" | "e" | "c" | "ecc" | "ecu" | "ect" | "eec" | "ed" | "ev" | "ex" | "rc" if official => Some("ec"),
        _ => None,
    };
    let short = last.len() < 2 || (!last.bytes().all(|b| b.is_ascii_alphabetic()) && !lower.starts_with("xn--"));
    if better.is_some() || short || lower == "ce" {
        return Some((EmailFault::BadTld, better.map(|tld| format!("{head}.{tld}"))));
    }
    None
}

/// `gmailcom`: the providers whose period people forget.
fn run_together(domain: &str) -> Option<String> {
    let head = domain.strip_suffix("com")?;
    matches!(head, "gmail" | "hotmail" | "outlook" | "yahoo").then(|| format!("{head}.com"))
}
