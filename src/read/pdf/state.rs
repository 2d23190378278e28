//! What kind of PDF a file is, where it cannot be read or only in part: pictures, letters turned into shapes, fonts without letters, text from pictures.

use super::super::ReadError;
use super::super::builder::Builder;
use super::page::Ink;
use crate::document::ReadNote;

/// Fewer glyphs than this on a page are no text: a page number over a picture.
const FEW: usize = 8;

/// What share of a page a picture covers that may be the page itself.
const PICTURE: f32 = 0.3;

/// How many shapes a page has whose letters were turned into them. A line of text has some fifty letters.
const SHAPES: u64 = 100;

/// How much of the text may have no letters before it is unreadable: one sign of so many.
const UNMAPPED: u64 = 4;

/// What the pages are made of.
#[derive(Debug, Default)]
pub(super) struct State {
    glyphs: u64,
    unmapped: u64,
    mended: u64,
    shapes: u64,
    pictures: u32,
    recognized: u32,
    written: u32,
}

impl State {
    /// Looks at a page.
    pub(super) fn see(&mut self, ink: &Ink) {
        let glyphs = ink.glyphs.len();
        self.glyphs += glyphs as u64;
        self.unmapped += u64::from(ink.unmapped);
        self.mended += u64::from(ink.mended);
        self.shapes += u64::from(ink.shapes);
        if glyphs < FEW && ink.pictures > PICTURE {
            self.pictures += 1;
        } else if glyphs >= FEW {
            self.written += 1;
            self.recognized += u32::from(u64::from(ink.hidden) * 2 > glyphs as u64);
        }
    }

    /// Says what a person should know of it.
    ///
    /// # Errors
    /// When there is no text to be read.
    pub(super) fn judge(&self, builder: &mut Builder) -> Result<(), ReadError> {
        if self.written == 0 {
            return Err(match (self.pictures, self.shapes) {
                (1.., _) => ReadError::Scanned,
                (_, SHAPES..) => ReadError::Outlined,
                _ if self.glyphs > 0 => return Ok(()),
                _ => ReadError::BlankPages,
            });
        }
        if self.unmapped * UNMAPPED > self.glyphs {
            return Err(ReadError::NoUnicode);
        }
        let count = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        if self.recognized > 0 {
            builder.note(ReadNote::Recognized { pages: self.recognized });
        }
        if self.pictures > 0 {
            builder.note(ReadNote::Pictures { pages: self.pictures });
        }
        if self.mended > 0 {
            builder.note(ReadNote::Ligatures { count: count(self.mended) });
        }
        if self.unmapped > 0 {
            builder.note(ReadNote::Unmapped { count: count(self.unmapped) });
        }
        Ok(())
    }
}

/// Whether the table of its objects is where a file says it is. What is not sound was read from what was found of it.
pub(super) fn is_sound(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    let Some(at) = memchr::memmem::rfind(tail, b"startxref") else { return false };
    let digits = tail[at + 9..].trim_ascii_start();
    let digits = &digits[..digits.iter().take_while(|byte| byte.is_ascii_digit()).count()];
    let offset = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<usize>().ok());
    // Offsets count from where the file begins, or from where the PDF in it does.
    let start = memchr::memmem::find(&bytes[..bytes.len().min(1029)], b"%PDF-").unwrap_or(0);
    let table = |offset: usize| {
        let found = bytes.get(offset..).unwrap_or_default().trim_ascii_start();
        let number = found.iter().take_while(|byte| byte.is_ascii_digit()).count();
        found.starts_with(b"xref") || number > 0 && found[number..].trim_ascii_start().first().is_some_and(u8::is_ascii_digit)
    };
    offset.is_some_and(|offset| table(offset) || start > 0 && table(offset + start))
}
