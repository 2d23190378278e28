//! ODF files, packed or flat: what they are, their parts, and which of the two kinds of body they hold.
//!
//! Spreadsheets are read in `sheet`, texts in `body`. Which of the two a file is, its body says; what it is called matters to no one.

mod body;
mod flow;
mod grid;
mod lines;
mod lists;
mod margins;
mod out;
mod sheet;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod value;
mod words;

use memchr::memmem;

use super::builder::Builder;
use super::heading;
use super::sight::{Sight, contains};
use super::xml::{Ns, Piece, Xml};
use super::zipped::Package;
use super::{Format, ReadError, decode};
use crate::document::Document;
use crate::source::Source;
use body::Body;
use margins::Margins;
use styles::Styles;

/// What an ODF file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Sheets,
    Text,
}

/// The last column that a sheet or table can have, from 0: XFD.
const LAST_COLUMN: u32 = 16_383;

/// How many bytes of a packed part are looked at to tell what a file is whose first member does not say it.
const HEAD: usize = 1 << 22;

/// How many bytes after the beginning of the body are looked at for what it holds.
const BODY: usize = 1024;

impl Kind {
    fn of_media_type(says: impl Fn(&str) -> bool) -> Option<Kind> {
        // Templates, and documents made of several, say more after these words.
        match () {
            () if says("opendocument.spreadsheet") => Some(Kind::Sheets),
            () if says("opendocument.text") => Some(Kind::Text),
            () => None,
        }
    }

    /// By the element after that of the body.
    fn of_body(bytes: &[u8]) -> Option<Kind> {
        let body = &bytes[memmem::find(bytes, b":body")?..];
        let body = &body[..body.len().min(BODY)];
        let ends = |after: &[u8]| after.first().is_some_and(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace());
        let begins = |name: &[u8]| memmem::find_iter(body, name).any(|at| ends(&body[at + name.len()..]));
        match () {
            () if begins(b":spreadsheet") => Some(Kind::Sheets),
            () if begins(b":text") => Some(Kind::Text),
            () => None,
        }
    }
}

/// What a packed file holds, where it is an ODF file.
pub(super) fn packed(sight: &Sight<'_>) -> Option<Kind> {
    if !sight.is_zip() {
        return None;
    }
    // The first member says it, before anything is packed; it is readable even where the file is cut off.
    if let Some(kind) = Kind::of_media_type(|words| sight.has_media_type(words)) {
        return Some(kind);
    }
    if !sight.has_member("content.xml") {
        return None;
    }
    // Packed again by someone, so that the order of the members is lost.
    let mut package = Package::open(sight.bytes(), "").ok()?;
    let mut head = |name: &str| package.head(name, HEAD).unwrap_or_default();
    match head("mimetype") {
        said if !said.is_empty() => Kind::of_media_type(|words| contains(&said, words.as_bytes())),
        _ => Kind::of_body(&head("content.xml")),
    }
}

/// What a flat file holds, where it is an ODF file.
pub(super) fn flat(sight: &Sight<'_>) -> Option<Kind> {
    let head = sight.head();
    let narrow: Vec<u8>;
    let head = if head.iter().take(64).any(|byte| *byte == 0) {
        // UTF-16: the letters that matter here are all ASCII.
        narrow = head.iter().copied().filter(|byte| *byte != 0).collect();
        &narrow
    } else {
        head
    };
    let root = root(head)?;
    let name = root.split(|byte| byte.is_ascii_whitespace() || *byte == b'>').next()?;
    if !(name == b"document" || name.ends_with(b":document")) || !contains(root, b"urn:oasis:names:tc:opendocument:xmlns:office:1.0") {
        return None;
    }
    Kind::of_media_type(|words| contains(root, words.as_bytes())).or_else(|| Kind::of_body(sight.bytes()))
}

/// The first tag of an XML file, without its brackets.
fn root(mut text: &[u8]) -> Option<&[u8]> {
    loop {
        text = &text[memchr::memchr(b'<', text)? + 1..];
        match text.first()? {
            b'!' if text.starts_with(b"!--") => text = &text[memmem::find(text, b"-->")?..],
            b'?' | b'!' => text = &text[memchr::memchr(b'>', text)?..],
            _ => return Some(&text[..memchr::memchr(b'>', text)?]),
        }
    }
}

/// Reads a packed or flat file; `name` is what it is called in errors.
///
/// # Errors
/// When it is damaged, locked or too large.
pub(super) fn read(source: Source, format: &'static Format, name: &'static str) -> Result<Document, ReadError> {
    let mut file = File { styles: Styles::default(), margins: Margins::default(), builder: Builder::new(format, 0), name, has_body: false };
    if source.bytes.starts_with(b"PK") {
        let mut package = Package::open(&source.bytes, name)?;
        match file.parts(&mut package) {
            // What is locked with a password is listed, with how it is locked, in a part that is not.
            Err(ReadError::DamagedFile { .. }) if is_locked(&mut package) => return Err(ReadError::Encrypted),
            done => done?,
        }
    } else {
        let text = decode::xml(source.bytes).ok_or(ReadError::DamagedFile { name })?;
        file.part(&text)?;
    }
    if file.has_body { Ok(file.builder.finish(String::new())) } else { Err(ReadError::DamagedFile { name }) }
}

/// Whether the list of a package's parts says how they are locked.
fn is_locked(package: &mut Package<'_>) -> bool {
    package.bytes("META-INF/manifest.xml").is_ok_and(|list| list.is_some_and(|list| contains(&list, b"encryption-data")))
}

/// Whether the part with the styles of a text says anything that bears on reading: most have hundreds of styles that do not.
fn matter(styles: &[u8], content: &[u8]) -> bool {
    let is_margin = |at: usize| {
        let (before, after) = (at.checked_sub(1).map(|before| styles[before]), styles.get(at + b"header".len()..).unwrap_or(&[]));
        // `style:header-style` says how large it is.
        matches!(before, Some(b':' | b'<')) && (!after.starts_with(b"-") || after.starts_with(b"-first"))
    };
    let has_margin = |name: &[u8]| memmem::find_iter(styles, name).any(is_margin);
    let has = |words: &[u8]| contains(styles, words);
    contains(content, b":list-item") || has(b"display=\"none\"") || has(b"\"uppercase\"") || has_margin(b"header") || has_margin(b"footer")
}

/// A file as it is read part by part.
struct File {
    styles: Styles,
    margins: Margins,
    builder: Builder,
    name: &'static str,
    has_body: bool,
}

impl File {
    /// Reads the parts of a package.
    fn parts(&mut self, package: &mut Package<'_>) -> Result<(), ReadError> {
        let content = package.required("content.xml")?;
        if Kind::of_body(content.as_bytes()) != Some(Kind::Sheets) {
            let styles = package.text("styles.xml").and_then(|styles| match styles {
                Some(styles) if matter(styles.as_bytes(), content.as_bytes()) => self.part(&styles),
                _ => Ok(()),
            });
            match styles {
                // Without its styles a text can still be read.
                Ok(()) | Err(ReadError::DamagedFile { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        self.part(&content)
    }

    /// Reads one XML part: the styles, the contents, or all of a flat file.
    fn part(&mut self, text: &str) -> Result<(), ReadError> {
        self.styles.begin_part();
        let mut xml = Xml::new(text, self.name);
        // What is no office document is not looked through.
        let root = loop {
            match xml.next()? {
                Piece::Text(_) => {}
                piece => break piece,
            }
        };
        if root != Piece::Open || xml.ns() != Ns::Office {
            return Err(ReadError::DamagedFile { name: self.name });
        }
        loop {
            match xml.next()? {
                Piece::Open if xml.ns() != Ns::Office => xml.skip()?,
                Piece::Open => match xml.local() {
                    "body" => {}
                    "styles" => self.styles.read(&mut xml, false)?,
                    "automatic-styles" => self.styles.read(&mut xml, true)?,
                    "master-styles" => self.margins.read(&mut xml, &self.styles, &mut self.builder)?,
                    "spreadsheet" => {
                        self.has_body = true;
                        sheet::read(&mut xml, &self.styles, &mut self.builder)?;
                    }
                    "text" => {
                        self.has_body = true;
                        let mut body = Body::new(&mut xml, &self.styles, &mut self.builder);
                        let out = body.read()?;
                        let masters = std::mem::take(&mut body.masters);
                        let out = self.margins.around(out, &masters, &self.builder);
                        out::emit(out, &mut self.builder)?;
                    }
                    _ => xml.skip()?,
                },
                Piece::Close | Piece::Text(_) => {}
                Piece::End => return Ok(()),
            }
        }
    }
}
