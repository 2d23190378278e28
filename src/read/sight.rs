//! What can be seen of a file before it is read: how it begins, what it is called, what is packed in it. Readers say by it whether a file is theirs.

use std::cell::OnceCell;
use std::io::Cursor;

use memchr::memmem;
use zip::ZipArchive;

use crate::source::Source;

/// How many bytes are looked at to tell what a file is.
const HEAD: usize = 1 << 16;

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
            let archive = self.is_zip().then(|| ZipArchive::new(Cursor::new(self.bytes)).ok()).flatten()?;
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

    /// Whether it begins as a web page does.
    pub(super) fn is_html(&self) -> bool {
        let head = self.head();
        let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        let start = text.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(text.len());
        let text = &text[start..];
        let starts = |tag: &[u8]| text.len() >= tag.len() && text[..tag.len()].eq_ignore_ascii_case(tag);
        starts(b"<!doctype html") || starts(b"<html") || (starts(b"<?xml") && contains(text, b"<html")) || starts(b"<head") || starts(b"<body")
    }
}

/// Whether a stretch of bytes is in another.
pub(super) fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    memmem::find(haystack, needle).is_some()
}
