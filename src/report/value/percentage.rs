//! Percentages in a target: their value, and whether they speak of compliance.
//!
//! Which values are possible is left to the rules: an increase may exceed 100 %, compliance may not.

use std::ops::Range;

use super::fold::{Key, words};

/// A number with its percent sign.
#[derive(Debug, Clone, PartialEq)]
pub struct Percentage {
    /// Bytes from the minus sign or first digit to the end of the percent sign (or of the words `por ciento`).
    pub span: Range<usize>,
    /// The number, in percent.
    pub value: f64,
    /// Whether `de cumplimiento`, `de ejecución` or `de avance` follows (also with `del` and `de la`).
    pub of_compliance: bool,
}

/// The percentages of a text, in order; only those written with digits.
///
/// A comma is a decimal comma. A point before exactly three digits separates thousands when one digit stands before it
/// (`1.200 %`), and is a decimal point otherwise (`99.500 %`), so that no reading accuses without need.
/// A hyphen between two numbers is a range and not a minus.
pub fn percentages(text: &str) -> Vec<Percentage> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((sign, end)) = next_sign(text, from) {
        if let Some((start, value)) = number_before(text, from, sign) {
            found.push(Percentage { span: start..end, value, of_compliance: speaks_of_compliance(text.get(end..).unwrap_or("")) });
        }
        from = end;
    }
    found
}

/// Whether the text is one percentage and nothing else but punctuation: it does not say of what.
pub fn is_only_percentage(text: &str) -> bool {
    let found = percentages(text);
    let [only] = found.as_slice() else {
        return false;
    };
    let bare = |part: Option<&str>| part.is_some_and(|part| !part.contains(char::is_alphanumeric));
    bare(text.get(..only.span.start)) && bare(text.get(only.span.end..))
}

/// Whether an indicator measures compliance: `% de cumplimiento…`, `Porcentaje de avance…`.
pub fn measures_compliance(indicator: &str) -> bool {
    let start = indicator.trim_start();
    if let Some(after) = start.strip_prefix('%') {
        return speaks_of_compliance(after);
    }
    let word = words(start).next().filter(|(span, word)| span.start == 0 && Key::of(word).as_str() == "porcentaje");
    word.is_some_and(|(span, _)| speaks_of_compliance(start.get(span.end..).unwrap_or("")))
}

/// The next percent sign, or the words `por ciento`, as start and end.
fn next_sign(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let sign = rest.find('%').map(|at| (from + at, from + at + 1));
    let limit = sign.map_or(rest.len(), |(at, _)| at - from);
    let head = rest.get(..limit)?;
    // Few targets write the sign in words, so the words are looked at only when their letters are there.
    let mut runs = head.as_bytes().windows(6);
    if runs.any(|run| run.eq_ignore_ascii_case(b"ciento")) {
        let mut start = None;
        for (span, word) in words(head) {
            match (Key::of(word).as_str(), start) {
                ("por", _) => {
                    start = Some(span.start);
                    continue;
                }
                ("ciento", Some(start)) => return Some((from + start, from + span.end)),
                ("porciento", _) => return Some((from + span.start, from + span.end)),
                _ => {}
            }
            start = None;
        }
    }
    sign
}

/// The number that ends right before a sign, as its start and value.
fn number_before(text: &str, from: usize, sign: usize) -> Option<(usize, f64)> {
    let head = text.get(from..sign)?.trim_end();
    let bytes = head.as_bytes();
    let mut start = bytes.len();
    while let Some(&byte) = start.checked_sub(1).and_then(|at| bytes.get(at)) {
        let digit_follows = bytes.get(start).is_some_and(u8::is_ascii_digit);
        let digit_before = start >= 2 && bytes.get(start - 2).is_some_and(u8::is_ascii_digit);
        if byte.is_ascii_digit() || (matches!(byte, b'.' | b',') && digit_follows && digit_before) {
            start -= 1;
        } else {
            break;
        }
    }
    let digits = head.get(start..)?;
    let lead = head.get(..start)?;
    if digits.is_empty() || lead.ends_with(char::is_alphabetic) {
        return None;
    }
    let value = value(digits)?;
    if let Some(before) = lead.strip_suffix(['-', '\u{2212}']) {
        let open = before.is_empty() || before.ends_with([' ', '(', ':', '=']);
        let ranged = before.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == '%');
        if open && !ranged && (from == 0 || !before.trim_end().is_empty()) {
            return Some((from + before.len(), -value));
        }
    }
    Some((from + start, value))
}

fn value(digits: &str) -> Option<f64> {
    let last = digits.rfind(['.', ',']);
    let separators = digits.bytes().filter(|b| !b.is_ascii_digit()).count();
    let mixed = digits.contains('.') && digits.contains(',');
    let decimal = last.filter(|&at| {
        let thousands = digits.as_bytes().get(at) == Some(&b'.') && digits.len() == 5 && !digits.starts_with('0');
        (separators == 1 && !thousands) || mixed
    });
    let mut plain = String::with_capacity(digits.len());
    for (at, c) in digits.char_indices() {
        if c.is_ascii_digit() {
            plain.push(c);
        } else if Some(at) == decimal {
            plain.push('.');
        }
    }
    plain.parse().ok()
}

fn speaks_of_compliance(after: &str) -> bool {
    // Punctuation between the sign and the words ends what the percentage says.
    let close = after.trim_start();
    let mut found = words(close).map(|(_, word)| Key::of(word));
    if !close.starts_with(char::is_alphabetic) {
        return false;
    }
    let mut noun = match found.next() {
        Some(key) if matches!(key.as_str(), "de" | "del") => found.next(),
        _ => return false,
    };
    if noun.is_some_and(|key| key.as_str() == "la") {
        noun = found.next();
    }
    noun.is_some_and(|key| matches!(key.as_str(), "cumplimiento" | "ejecucion" | "avance"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_meaning() {
        for (text, span, value, of_compliance) in [
            ("80 % de cumplimiento del POA", "80 %", 80.0, true),
            ("120% de ejecución", "120%", 120.0, true),
            ("120 por ciento de avance", "120 por ciento", 120.0, true),
            ("Al 120 % del cumplimiento", "120 %", 120.0, true),
            ("120 % de la ejecución", "120 %", 120.0, true),
            ("incremento de 120 %", "120 %", 120.0, false),
            ("120 % de incremento", "120 %", 120.0, false),
            ("-5 % de cumplimiento", "-5 %", -5.0, true),
            ("meta (-5 %) anual", "-5 %", -5.0, false),
            ("Meta - 5 % de cumplimiento", "5 %", 5.0, true),
            ("Meta-5 %", "5 %", 5.0, false),
            ("80-100 % de avance", "100 %", 100.0, true),
            ("80 -100 % de avance", "100 %", 100.0, true),
            ("99,5 %", "99,5 %", 99.5, false),
            ("99.5%", "99.5%", 99.5, false),
            ("1.200 %", "1.200 %", 1200.0, false),
            ("99.500 %", "99.500 %", 99.5, false),
            ("1.200,5 %", "1.200,5 %", 1200.5, false),
            ("80 %, cumplimiento", "80 %", 80.0, false),
            ("50 porciento", "50 porciento", 50.0, false),
        ] {
            let found = percentages(text);
            assert_eq!(found.len(), 1, "{text:?}");
            let one = &found[0];
            assert_eq!(&text[one.span.clone()], span);
            assert!((one.value - value).abs() < 1e-9, "{text:?}: {}", one.value);
            assert_eq!(one.of_compliance, of_compliance, "{text:?}");
        }
        let values: Vec<_> = percentages("10% y 20 % o 30%-40%").iter().map(|p| p.value).collect();
        assert_eq!(values, [10.0, 20.0, 30.0, 40.0]);
        for text in ["", "%", "% de cumplimiento", "por ciento", "A4%", "ciento diez por ciento"] {
            assert!(percentages(text).is_empty(), "{text:?}");
        }
    }

    #[test]
    fn alone() {
        for text in ["100%", "80 %.", " 5,5 % ", "100 por ciento"] {
            assert!(is_only_percentage(text), "{text:?}");
        }
        for text in ["", "%", "80 % del POA", "80", "10 % 20 %"] {
            assert!(!is_only_percentage(text), "{text:?}");
        }
    }
}
