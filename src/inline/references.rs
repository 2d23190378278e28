//! Character references: `&ntilde;`, `&#241;`, `&#xF1;`, with and without their semicolon.

use super::entities;

/// The longest number of a character reference that is read, in digits.
const MAX_DIGITS: usize = 12;

/// What the numbers 128 to 159 of character references stand for: editors that wrote Windows-1252 left them in pages, and every browser shows these.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Which character references are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum References {
    /// Those that end with their semicolon: a text may hold «R&D» and «&copia».
    Closed,
    /// Also the old ones without, as browsers do in the text of a page.
    Open,
    /// As browsers do in an attribute: without semicolon only where no letter, digit or `=` follows, for an address may hold `&copy=1`.
    Attribute,
}

/// The value of an attribute of a web page, character references resolved.
pub(crate) fn attribute(raw: &str) -> String {
    unescaped(raw, References::Attribute)
}

/// A text, character references resolved.
pub(super) fn unescaped(value: &str, references: References) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let (c, len) = entity(&rest[at..], references).unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[at + len..];
    }
    out.push_str(rest);
    out
}

/// A character reference at the start of `rest`: the character and the reference's length in bytes.
pub(super) fn entity(rest: &str, references: References) -> Option<(char, usize)> {
    if let Some(number) = rest.strip_prefix("&#") {
        let (hex, digits) = number.strip_prefix(['x', 'X']).map_or((false, number), |digits| (true, digits));
        let is_digit = |byte: &u8| if hex { byte.is_ascii_hexdigit() } else { byte.is_ascii_digit() };
        let len = digits.bytes().take(MAX_DIGITS).take_while(is_digit).count();
        let closed = digits.as_bytes().get(len) == Some(&b';');
        let code = u32::from_str_radix(&digits[..len], if hex { 16 } else { 10 }).ok()?;
        let c = match code {
            0x80..=0x9F => WINDOWS[code as usize - 0x80],
            _ => char::from_u32(code).filter(|c| *c != '\0')?,
        };
        return (closed || references != References::Closed).then_some((c, 2 + usize::from(hex) + len + usize::from(closed)));
    }
    let len = rest.bytes().skip(1).take(entities::LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let name = rest.get(1..=len)?;
    if rest.as_bytes().get(1 + len) == Some(&b';')
        && let Some(c) = entities::named(name)
    {
        return Some((c, len + 2));
    }
    if references == References::Closed {
        return None;
    }
    let (c, known) = entities::beginning(name)?;
    let goes_on = rest.as_bytes().get(1 + known).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'=');
    (references == References::Open || !goes_on).then_some((c, known + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::Cleaner;

    #[test]
    fn references_are_read_as_browsers_read_them() {
        let mut page = String::new();
        let mut cleaner = Cleaner::new(99, &mut page);
        cleaner.as_page();
        cleaner.text("Informaci&oacuten P&uacute;blica &copy 2021 &#150; &#x93;a&#148 R&D &nada &ndash &notit;", 0);
        cleaner.finish();
        assert_eq!(page, "Información Pública © 2021 – “a” R&D &nada &ndash ¬it;");
        assert_eq!(unescaped("R&D &oacute &#150; &numero; &permil;", References::Closed), "R&D &oacute – № ‰");
        assert_eq!(attribute("a?x=1&amp;y=2&copy=3&reg;&lt"), "a?x=1&y=2&copy=3®<");
    }
}
