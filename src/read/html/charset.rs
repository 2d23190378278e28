//! The text of a page: by its byte order mark, else UTF-8 where it is that, else the encoding that it names itself, else as any other text.

use encoding_rs::{Encoding, UTF_8};
use memchr::memmem;

use super::super::{ReadError, decode};
use crate::document::ReadNote;

/// Where in a page its encoding is looked for, in bytes from the beginning. Browsers look at 1024; office programs put their styles first.
const HEAD: usize = 1 << 14;

/// The decoded text and what had to be assumed.
///
/// # Errors
/// As [`decode::decode`].
pub(super) fn decode(bytes: Vec<u8>) -> Result<(String, Option<ReadNote>), ReadError> {
    let marked = Encoding::for_bom(&bytes).is_some();
    if marked || bytes[..bytes.len().min(HEAD)].contains(&0) || std::str::from_utf8(&bytes).is_ok() {
        return decode::decode(bytes);
    }
    match named(&bytes).filter(|encoding| encoding.is_ascii_compatible() && *encoding != UTF_8) {
        Some(encoding) => Ok((encoding.decode_without_bom_handling(&bytes).0.into_owned(), None)),
        None => decode::decode(bytes),
    }
}

/// The encoding that a page names: `<meta charset=…>`, `<meta http-equiv=Content-Type content="text/html; charset=…">`, or an XML declaration.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.starts_with(b"<?xml")
        && let Some(end) = memmem::find(head, b"?>")
        && let Some(encoding) = label_after(&head[..end], b"encoding")
    {
        return Some(encoding);
    }
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'<', &head[from..]).map(|at| from + at) {
        let tag = &head[at..at + memchr::memchr(b'>', &head[at..]).unwrap_or(head.len() - at)];
        if tag.get(1..5).is_some_and(|name| name.eq_ignore_ascii_case(b"meta"))
            && let Some(encoding) = label_after(tag, b"charset")
        {
            return Some(encoding);
        }
        from = at + 1;
    }
    None
}

/// The encoding whose name follows a word and an equals sign.
fn label_after(tag: &[u8], word: &[u8]) -> Option<&'static Encoding> {
    let at = tag.windows(word.len()).position(|window| window.eq_ignore_ascii_case(word))?;
    let value = tag[at + word.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value).trim_ascii_start();
    let len = value.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.')).count();
    Encoding::for_label(&value[..len])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_how_it_is_written() {
        let text = |bytes: &[u8]| decode(bytes.to_vec()).unwrap().0;
        for (page, expected) in [
            (&b"<META http-equiv=Content-Type content='text/html; charset=windows-1252'>\xD1o\x96"[..], "Ño–"),
            (b"<meta charset=\"iso-8859-1\">\xF1", "ñ"),
            (b"<meta charset = macintosh>\x96", "ñ"),
            (b"<?xml version='1.0' encoding='ISO-8859-15'?><p>\xA4", "€"),
            (b"<meta charset=iso-8859-1>\xC3\xB1", "ñ"),
            (b"<meta charset=utf-8>a\xF1o", "año"),
            (b"<!-- charset=macintosh --><p>\xF1", "ñ"),
            (b"\xEF\xBB\xBF<meta charset=macintosh>\xC3\xB1", "ñ"),
        ] {
            assert!(text(page).ends_with(expected), "{}", text(page));
        }
        let wide: Vec<u8> = "<p>año</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide), "<p>año</p>");
    }
}
