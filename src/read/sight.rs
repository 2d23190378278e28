//! What can be seen of a file before it is read: how it begins, what it is called, what is packed in it. Readers say by it whether a file is theirs.

use std::borrow::Cow;
use std::cell::OnceCell;

use memchr::memmem;

use super::zipped;
use crate::source::Source;

/// How many bytes are looked at to tell what a file is.
const HEAD: usize = 1 << 16;

/// Tags with which a part of a web page begins that was saved without the rest.
const PARTS: [&str; 32] = [
    "a", "article", "b", "big", "br", "center", "div", "em", "font", "form", "h1", "h2", "h3", "h4", "h5", "hr", "i", "img", "link",
    "main", "p", "script", "section", "small", "span", "strong", "style", "tbody", "td", "thead", "tr", "u",
];

/// A file as it can be seen from outside.
#[derive(Debug)]
pub struct Sight<'a> {
    bytes: &'a [u8],
    extension: String,
    members: OnceCell<Option<Vec<String>>>,
}

impl<'a> Sight<'a> {
    /// Looks at a source.
    pub(super) fn of(source: &'a Source) -> Self {
        Sight { bytes: &source.bytes, extension: source.extension(), members: OnceCell::new() }
    }

    /// The extension of its name, lower case, without the dot.
    pub(super) fn extension(&self) -> &str {
        &self.extension
    }

    /// Its bytes.
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Its beginning.
    pub(super) fn head(&self) -> &'a [u8] {
        &self.bytes[..self.bytes.len().min(HEAD)]
    }

    /// Whether there is nothing but white space in it.
    pub(super) fn is_blank(&self) -> bool {
        self.bytes.len() < HEAD && self.bytes.iter().all(u8::is_ascii_whitespace)
    }

    /// Whether it is packed, or was before it was cut off.
    pub(super) fn is_zip(&self) -> bool {
        self.bytes.starts_with(b"PK\x03\x04") || self.bytes.starts_with(b"PK\x05\x06")
    }

    /// Whether it is packed and holds a member of this name.
    pub(super) fn has_member(&self, name: &str) -> bool {
        self.members().is_some_and(|members| members.iter().any(|member| member.eq_ignore_ascii_case(name)))
    }

    /// Whether it is packed and begins with a member that says it is of this media type, as ODF files do.
    pub(super) fn has_media_type(&self, media_type: &str) -> bool {
        self.is_zip() && memmem::find(&self.bytes[..self.bytes.len().min(256)], media_type.as_bytes()).is_some()
    }

    /// The names of what is packed in it; `None` where it is not packed, or its directory is damaged.
    pub(super) fn members(&self) -> Option<&[String]> {
        let open = || {
            let archive = self.is_zip().then(|| zipped::archive(self.bytes)).flatten()?;
            let name = |raw: &[u8]| String::from_utf8_lossy(raw).replace('\\', "/");
            Some(archive.file_names_raw().map(name).collect())
        };
        self.members.get_or_init(open).as_deref()
    }

    /// Whether it is a compound file, as office programs wrote before 2007, that holds a stream of this name.
    pub(super) fn has_stream(&self, name: &str) -> bool {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.is_compound() && memmem::find(self.bytes, &wide).is_some()
    }

    /// Whether it is a compound file.
    pub(super) fn is_compound(&self) -> bool {
        self.bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
    }

    /// Whether it begins as a web page does, or with a part of one that holds a table.
    pub(super) fn is_html(&self) -> bool {
        let head = self.narrow_head();
        let Some(text) = after_prologue(&head) else { return false };
        let starts = |tag: &&str| text.len() >= tag.len() && text[..tag.len()].eq_ignore_ascii_case(tag.as_bytes());
        if ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<title"].iter().any(starts) {
            return true;
        }
        // These may stand at the beginning of a text as well, where they only dress it.
        let name = text[1..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let dresses = PARTS.iter().any(|part| text[1..=name].eq_ignore_ascii_case(part.as_bytes()));
        let lower = || text.to_ascii_lowercase();
        dresses && ["<html", "<body", "<tr", "<td"].iter().any(|tag| contains(&lower(), tag.as_bytes()))
    }

    /// Whether there are tags in it, and nothing that is in no text.
    pub(super) fn has_tags(&self) -> bool {
        let head = self.narrow_head();
        let begins = |at: usize| head.get(at + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'!' | b'/' | b'?'));
        !head.contains(&0) && !head.starts_with(b"%PDF-") && memchr::memchr_iter(b'<', &head).any(begins)
    }

    /// Its beginning without a byte order mark; of UTF-16 the bytes that are not zero.
    fn narrow_head(&self) -> Cow<'a, [u8]> {
        let head = self.head();
        match head {
            [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(rest),
            [0xFF, 0xFE, rest @ ..]
            | [0xFE, 0xFF, rest @ ..]
            | rest @ ([b'<' | b' ' | b'\r' | b'\n', 0, ..] | [0, b'<' | b' ' | b'\r' | b'\n', ..]) => {
                Cow::Owned(rest.iter().copied().filter(|byte| *byte != 0).collect())
            }
            _ => Cow::Borrowed(head),
        }
    }
}

/// What comes after white space, comments and declarations, where it begins with a tag.
fn after_prologue(mut text: &[u8]) -> Option<&[u8]> {
    loop {
        text = text.trim_ascii_start();
        let end: &[u8] = match text {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'?', ..] => b">",
            [b'<', ..] => return Some(text),
            _ => return None,
        };
        text = &text[memmem::find(text, end)? + end.len()..];
    }
}

/// Whether a stretch of bytes is in another.
pub(super) fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    memmem::find(haystack, needle).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_known_by_how_they_begin() {
        let is_html = |bytes: &[u8]| Sight::of(&Source::named("a4", bytes)).is_html();
        for page in [
            "<!DOCTYPE html><p>",
            "\u{FEFF} \n<!-- guardado -->\n<HTML xmlns:o='x'>",
            "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'><html>",
            "<table border=1><tr>",
            "<div class=x>\n<h1>Metas</h1><TABLE><TR>",
            "<meta charset=utf-8><p>",
        ] {
            assert!(is_html(page.as_bytes()), "{page}");
            let wide: Vec<u8> = page.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert!(is_html(&wide), "{page}");
        }
        for other in [
            "<b>Art. 7</b> de la LOTAIP",
            "Art. 7 <table><tr>",
            "<!-- x --> Art. 7",
            "<!-- <html>",
            "<?xml version='1.0'?><Workbook><tr/>",
            "<?xml version='1.0'?><office:document xmlns:html='<html'>",
            "<",
            "",
        ] {
            assert!(!is_html(other.as_bytes()), "{other}");
        }
    }
}
