//! What pages and forms draw, before it is drawn.

use hayro_interpret::{Context, Device, InterpreterSettings, RenderContent, interpret, interpret_page};
use hayro_syntax::content::TypedIter;
use hayro_syntax::object::{Array, MaybeRef, Stream};
use hayro_syntax::page::Page;

use super::lexis::{Listener, Text, Value};
use super::resources::packings;
use super::unpack::is_whole;
use crate::limits::{MAX_PDF_CONTENT, MAX_PDF_CONTENTS, MAX_PDF_CONTENTS_PAGE, MAX_PDF_PICTURES_IN_LINE};
use crate::read::ReadError;

/// What the pages draw, page by page, within a bound for each and for all.
#[derive(Debug, Default)]
pub(in super::super) struct Contents {
    pages: usize,
    bytes: usize,
}

/// How pages are to be drawn with [`Contents::draw`].
pub(in super::super) fn settings() -> InterpreterSettings {
    // What stands on the page itself is handed to the interpreter.
    InterpreterSettings { render_content: RenderContent::ANNOTATIONS, ..InterpreterSettings::default() }
}

impl Contents {
    /// Draws a page and its annotations, in a context of these [`settings`]; whether all that it draws could be unpacked.
    ///
    /// # Errors
    /// When it draws more than it may.
    pub(in super::super) fn draw<'a>(
        &mut self,
        page: &Page<'a>,
        context: &mut Context<'a>,
        device: &mut impl Device<'a>,
    ) -> Result<bool, ReadError> {
        let (drawn, whole) = self.of(page)?;
        interpret(TypedIter::new(&drawn), page.resources(), context, device);
        interpret_page(page, context, device);
        Ok(whole)
    }

    /// What a page draws, and whether that is all of it. The library would keep it for as long as the file is open, and has no bound.
    fn of(&mut self, page: &Page<'_>) -> Result<(Vec<u8>, bool), ReadError> {
        let (mut content, mut whole) = (Vec::new(), true);
        let mut add = |stream: &Stream<'_>| {
            if let Ok(bytes) = stream.decoded_data() {
                content.extend_from_slice(&bytes);
                content.push(b' ');
                whole &= is_whole(&stream.raw_data(), &packings(stream));
            } else {
                whole = false;
            }
            if content.len() > MAX_PDF_CONTENT { Err(ReadError::TooMuchWork) } else { Ok(()) }
        };
        if let Some(stream) = page.raw().get::<Stream<'_>>(b"Contents") {
            add(&stream)?;
        } else if let Some(streams) = page.raw().get::<Array<'_>>(b"Contents") {
            for stream in streams.raw_iter() {
                let stream = match stream {
                    MaybeRef::Ref(reference) => page.xref().get::<Stream<'_>>(reference.into()),
                    MaybeRef::NotRef(object) => object.into_stream(),
                };
                stream.as_ref().map_or(Ok(()), &mut add)?;
            }
        }
        pictures_in_line(&content)?;
        if clips(&content) {
            unclip(&mut content)?;
        }
        self.pages += 1;
        self.bytes += content.len();
        if self.bytes > MAX_PDF_CONTENTS + self.pages * MAX_PDF_CONTENTS_PAGE {
            return Err(ReadError::TooMuchWork);
        }
        Ok((content, whole))
    }
}

/// Whether a form, which the library unpacks itself, may be drawn.
///
/// # Errors
/// When that would take too long, or too much memory.
pub(super) fn verify(content: &[u8]) -> Result<(), ReadError> {
    pictures_in_line(content)?;
    if clips(content) { Err(ReadError::TooMuchWork) } else { Ok(()) }
}

/// Pictures that stand in a content itself: for each, the library goes through what follows to see where it ends.
fn pictures_in_line(content: &[u8]) -> Result<(), ReadError> {
    let pictures = memchr::memmem::find_iter(content, b"BI").count();
    if pictures.saturating_mul(content.len()) > MAX_PDF_PICTURES_IN_LINE { Err(ReadError::TooMuchWork) } else { Ok(()) }
}

/// Whether there is text that cuts out what is drawn after it: `4 Tr` to `7 Tr`. The library keeps the outlines of all of its letters.
fn clips(content: &[u8]) -> bool {
    memchr::memmem::find_iter(content, b"Tr").any(|at| {
        let before = content[..at].trim_ascii_end();
        matches!(before.last(), Some(b'.' | b'0' | b'4'..=b'7'))
    })
}

/// Draws text that cuts out without cutting out: letters are read all the same.
fn unclip(content: &mut [u8]) -> Result<(), ReadError> {
    let mut modes = Vec::new();
    {
        let mut text = Text { bytes: content, left: content.len().saturating_mul(4) + 1024 };
        let (mut at, mut mode) = (0, None);
        loop {
            at = text.blank(at);
            let from = at;
            let Some((end, value)) = text.object(at, &mut Deaf).map_err(|_| ReadError::TooMuchWork)? else { break };
            at = end;
            match &text.bytes[from..end] {
                b"Tr" => modes.extend(mode),
                // Where a picture in the content ends is another matter.
                b"ID" => return Err(ReadError::TooMuchWork),
                _ => {}
            }
            mode = matches!(value, Value::Number(4..)).then_some(from..end);
        }
    }
    for mode in modes {
        content[mode].fill(b'0');
    }
    Ok(())
}

/// Listens to nothing.
pub(super) struct Deaf;

impl Listener for Deaf {
    fn value(&mut self, _: &[u8], _: usize, _: usize, _: Value) {}
    fn dict(&mut self, _: &[u8], _: usize) {}
    fn array(&mut self, _: &[u8], _: usize) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_cuts_out_is_only_drawn() {
        for (before, after) in [
            ("7 Tr (7 Tr) Tj", "0 Tr (7 Tr) Tj"),
            ("BT 5.0 Tr[(6 Tr)-7(a)]TJ 2 Tr 07\nTr", "BT 000 Tr[(6 Tr)-7(a)]TJ 2 Tr 00\nTr"),
            ("3 Tr <</A 7>> BDC 1 0 0 1 7 Td (x) Tj", "3 Tr <</A 7>> BDC 1 0 0 1 7 Td (x) Tj"),
        ] {
            let mut content = before.as_bytes().to_vec();
            assert_eq!(unclip(&mut content), Ok(()), "{before}");
            assert_eq!(String::from_utf8_lossy(&content), after);
        }
        assert!(clips(b"4 Tr") && !clips(b"3 Tr") && !clips(b"BT 1 Tr (Tr) Tj"));
        assert_eq!(verify(b"7 Tr (x) Tj"), Err(ReadError::TooMuchWork));
    }

    #[test]
    fn pictures_in_line_are_few() {
        assert_eq!(verify("BI /W 1 ID x EI ".repeat(50).as_bytes()), Ok(()));
        assert_eq!(verify("BI /a(".repeat(50_000).as_bytes()), Err(ReadError::TooMuchWork));
    }
}
