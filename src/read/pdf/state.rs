//! What kind of PDF a file is, where it cannot be read or only in part: pictures, letters turned into shapes, fonts without letters, text from pictures.

use std::collections::HashSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::Dict;

use super::super::ReadError;
use super::super::builder::Builder;
use super::page::{Glyph, Ink};
use crate::document::ReadNote;

/// Fewer glyphs than this on a page are no text: a page number over a picture.
const FEW: usize = 8;

/// What share of a page a picture covers that may be the page itself.
const PICTURE: f32 = 0.3;

/// What share of a page a picture covers that holds what the page is about, where little else stands on it.
const SCAN: f32 = 0.5;

/// Fewer glyphs than this on such a page are what a program stamped on the picture: its number, who signed it. The columns of a matrix alone have more.
const STAMPED: usize = 200;

/// Fewer glyphs than this are what is shown in place of a form or of attached files where they cannot be shown; a matrix has more without any unit.
const COVER: u64 = 800;

/// How many shapes a page has whose letters were turned into them. A line of text has some fifty letters.
const SHAPES: u64 = 100;

/// How many lines at least go on beyond the edge of a page that is too narrow for its table.
const LINES_BEYOND: usize = 4;

/// How much of the text may have no letters before it is unreadable: one sign of so many.
const UNMAPPED: u64 = 4;

/// What the pages are made of.
#[derive(Debug, Default)]
pub(super) struct State {
    glyphs: u64,
    unmapped: u64,
    symbols: u64,
    mended: u64,
    shapes: u64,
    recognized: u32,
    written: u32,
    /// How many pages were looked at.
    pages: u32,
    /// The numbers of the pages that are pictures, and of those with a picture and a few words.
    pictures: Vec<u32>,
    stamped: Vec<u32>,
    /// Pages with a picture and a whole text: a background.
    backed: u32,
    /// The numbers of the pages whose drawing could not be unpacked, or not all of it.
    damaged: Vec<u32>,
    /// The numbers of the pages whose lines go on beyond their edge.
    beyond: Vec<u32>,
}

/// How the file ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// Where its end says it does, with the table of its objects.
    Sound,
    /// With an end that does not fit the rest.
    Askew,
    /// In the middle of its objects.
    Cut,
}

impl State {
    /// Looks at the next page, and at whether all that it draws could be unpacked.
    pub(super) fn see(&mut self, ink: &Ink, whole: bool) {
        self.pages += 1;
        if !whole {
            self.damaged.push(self.pages);
        }
        if goes_beyond(ink) {
            self.beyond.push(self.pages);
        }
        let glyphs = ink.glyphs.len();
        self.glyphs += glyphs as u64;
        self.unmapped += u64::from(ink.unmapped);
        self.mended += u64::from(ink.mended);
        self.shapes += u64::from(ink.shapes);
        self.symbols += ink.text.chars().filter(|letter| is_symbol(*letter)).count() as u64;
        let recognized = u64::from(ink.hidden) * 2 > glyphs as u64;
        if glyphs < FEW && ink.pictures > PICTURE {
            self.pictures.push(self.pages);
        } else if glyphs < STAMPED && ink.pictures > SCAN && !recognized {
            self.stamped.push(self.pages);
        } else if glyphs >= FEW {
            self.written += 1;
            self.recognized += u32::from(recognized);
            self.backed += u32::from(ink.pictures > SCAN && !recognized);
        }
    }

    /// Says what a person should know of it.
    ///
    /// # Errors
    /// When there is no text to be read.
    pub(super) fn judge(&self, ending: Ending, builder: &mut Builder) -> Result<(), ReadError> {
        // Where pages of text have such a picture as well, it is their background.
        let mut pictures = self.pictures.clone();
        if self.backed == 0 {
            pictures.extend(&self.stamped);
            pictures.sort_unstable();
        }
        let is_damaged = ending == Ending::Cut || !self.damaged.is_empty();
        if self.written == 0 && (self.backed == 0 || self.stamped.is_empty()) {
            return Err(match self.shapes {
                _ if !pictures.is_empty() => ReadError::Scanned,
                _ if self.glyphs == 0 && is_damaged => DAMAGED,
                SHAPES.. => ReadError::Outlined,
                _ if self.glyphs > 0 => return Ok(()),
                _ => ReadError::BlankPages,
            });
        }
        if (self.unmapped + self.symbols) * UNMAPPED > self.glyphs {
            // The letters of a file that was cut stood in what is missing.
            return Err(if is_damaged { DAMAGED } else { ReadError::NoUnicode });
        }
        if ending != Ending::Sound {
            builder.note(ReadNote::Repaired);
        }
        if !self.damaged.is_empty() {
            builder.note(ReadNote::Damaged { pages: self.damaged.clone() });
        }
        let count = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        if self.recognized > 0 {
            builder.note(ReadNote::Recognized { pages: self.recognized });
        }
        if !pictures.is_empty() {
            builder.note(ReadNote::Pictures { pages: pictures });
        }
        if !self.beyond.is_empty() {
            builder.note(ReadNote::Beyond { pages: self.beyond.clone() });
        }
        if self.mended > 0 {
            builder.note(ReadNote::Ligatures { count: count(self.mended) });
        }
        if self.unmapped > 0 {
            builder.note(ReadNote::Unmapped { count: count(self.unmapped) });
        }
        Ok(())
    }

    /// Why a file is refused that only shows a cover: a form that its program draws itself, or a bundle of attached files.
    pub(super) fn cover(&self, pdf: &Pdf) -> Option<ReadError> {
        if self.glyphs >= COVER {
            return None;
        }
        let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
        if root.contains_key(b"Collection") {
            return Some(ReadError::Unsupported { name: "PDF Portfolio", instead: "PDF/A" });
        }
        let form = root.get::<Dict<'_>>(b"AcroForm")?;
        form.contains_key(b"XFA").then_some(ReadError::Unsupported { name: "PDF XFA", instead: "PDF/A" })
    }
}

/// Whether lines of a page go on beyond its right edge: signs stand there at the height of others that are on the page.
fn goes_beyond(ink: &Ink) -> bool {
    #[expect(clippy::cast_possible_truncation, reason = "heights within the page, in halves of a point")]
    let height = |glyph: &Glyph| (glyph.base * 2.0).round() as i32;
    let rows = |wanted: &dyn Fn(&Glyph) -> bool| -> HashSet<i32> {
        let upright = ink.glyphs.iter().filter(|glyph| glyph.heading == 0 && (0.0..=ink.height).contains(&glyph.base));
        upright.filter(|glyph| wanted(glyph)).map(height).collect()
    };
    let off = rows(&|glyph| glyph.left > ink.width);
    off.len() >= LINES_BEYOND && {
        let on = rows(&|glyph| glyph.left > ink.width * 0.5 && glyph.right <= ink.width);
        off.intersection(&on).count() >= LINES_BEYOND
    }
}

/// What cannot be opened, or lacks what its pages were drawn with.
pub(super) const DAMAGED: ReadError = ReadError::DamagedFile { name: "PDF" };

/// Whether a sign is an ornament, or one whose meaning only its program knows. Lost letters are sometimes noted as such.
fn is_symbol(letter: char) -> bool {
    matches!(letter, '\u{2190}'..='\u{2BFF}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// How a file ends.
pub(super) fn ending(bytes: &[u8]) -> Ending {
    if is_sound(bytes) {
        return Ending::Sound;
    }
    let last = |word| memchr::memmem::rfind(bytes, word);
    if last(b"startxref").is_none_or(|end| last(b" obj").is_some_and(|object| object > end)) { Ending::Cut } else { Ending::Askew }
}

/// Whether the table of its objects is where a file says it is. What is not sound was read from what was found of it.
fn is_sound(bytes: &[u8]) -> bool {
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
    offset.is_some_and(|offset| table(offset) || start > 0 && offset.checked_add(start).is_some_and(table))
}

#[cfg(test)]
mod tests {
    use super::super::FORMAT;
    use super::*;

    /// A page of so many signs, with pictures over this share of it.
    fn page(glyphs: usize, sign: char, pictures: f32) -> Ink {
        let glyph = Glyph { text: (0, 0), left: 0.0, right: 5.0, base: 10.0, size: 10.0, mark: -1, heading: 0 };
        Ink { glyphs: vec![glyph; glyphs], text: String::from(sign).repeat(glyphs), pictures, ..Ink::default() }
    }

    /// What is said of these pages.
    fn judged(pages: &[Ink], ending: Ending) -> Result<Vec<ReadNote>, ReadError> {
        let (mut state, mut builder) = (State::default(), Builder::new(&FORMAT, 0));
        for page in pages {
            state.see(page, true);
        }
        state.judge(ending, &mut builder)?;
        Ok(builder.finish(String::new()).notes)
    }

    #[test]
    fn pictures_with_a_stamp_on_them_are_pictures() {
        for glyphs in [0, 5, 14, 150] {
            assert_eq!(judged(&[page(glyphs, 'a', 0.9), page(glyphs, 'a', 0.9)], Ending::Sound), Err(ReadError::Scanned), "{glyphs}");
        }
        assert_eq!(judged(&[page(900, 'a', 0.0), page(14, 'a', 0.9)], Ending::Sound), Ok(vec![ReadNote::Pictures { pages: vec![2] }]));
        // A background that all pages have, the last with few words on it.
        assert_eq!(judged(&[page(900, 'a', 1.0), page(150, 'a', 1.0)], Ending::Sound), Ok(vec![]));
        // A seal beside a few words.
        assert_eq!(judged(&[page(900, 'a', 0.1), page(150, 'a', 0.2)], Ending::Sound), Ok(vec![]));
    }

    #[test]
    fn letters_that_are_lost_are_said() {
        let mut half = page(900, 'a', 0.0);
        half.unmapped = 400;
        assert_eq!(judged(&[half], Ending::Sound), Err(ReadError::NoUnicode));
        for ornament in ['\u{2701}', '\u{F041}'] {
            assert_eq!(judged(&[page(900, ornament, 0.0)], Ending::Sound), Err(ReadError::NoUnicode));
        }
        let mut cut = page(900, 'a', 0.0);
        cut.unmapped = 900;
        assert_eq!(judged(&[cut], Ending::Cut), Err(DAMAGED));
        assert_eq!(judged(&[page(900, 'a', 0.0)], Ending::Cut), Ok(vec![ReadNote::Repaired]));
        assert_eq!(judged(&[page(0, 'a', 0.0)], Ending::Cut), Err(DAMAGED));
        assert_eq!(judged(&[page(0, 'a', 0.0)], Ending::Sound), Err(ReadError::BlankPages));
    }

    #[test]
    fn lines_that_go_on_beyond_the_page_are_said() {
        let wide = |lines: u8, from: f32| {
            let mut ink = Ink { width: 600.0, height: 800.0, text: "a".to_owned(), ..Ink::default() };
            for (line, along) in (0..lines).flat_map(|line| (0..100_u8).map(move |along| (line, along))) {
                let left = from + f32::from(along) * 5.0;
                let base = 50.0 + f32::from(line) * 12.0;
                ink.glyphs.push(Glyph { text: (0, 1), left, right: left + 5.0, base, size: 10.0, mark: -1, heading: 0 });
            }
            judged(&[ink], Ending::Sound)
        };
        assert_eq!(wide(9, 400.0), Ok(vec![ReadNote::Beyond { pages: vec![1] }]));
        assert_eq!(wide(9, 50.0), Ok(vec![]));
        // One line alone may be too long, and what stands beside the page was put there for nobody to see.
        assert_eq!(wide(1, 400.0), Ok(vec![]));
        assert_eq!(wide(9, 700.0), Ok(vec![]));
    }

    #[test]
    fn an_end_is_told_from_a_cut() {
        let body = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n";
        let whole = format!("{body}xref\n0 1\ntrailer\n<<>>\nstartxref\n{}\n%%EOF\n", body.len());
        assert_eq!(ending(whole.as_bytes()), Ending::Sound);
        assert_eq!(ending(whole.replace(&format!("\n{}\n%%EOF", body.len()), "\n3\n%%EOF").as_bytes()), Ending::Askew);
        assert_eq!(ending(body.as_bytes()), Ending::Cut);
        // An offset without end, of a file that begins later.
        assert_eq!(ending(format!("%!\n{body}startxref\n{}\n%%EOF\n", usize::MAX).as_bytes()), Ending::Askew);
        // A file for the web has an end at its beginning as well.
        assert_eq!(ending(format!("{}2 0 obj\n<<>>", whole.replace(&body.len().to_string(), "9999")).as_bytes()), Ending::Cut);
    }
}
