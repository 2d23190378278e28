//! Markdown: what people write it in and what programs export to it, with tables of every kind that either draws.
//!
//! The document keeps the text, so that a place is a line and a column of it. [`blocks`] finds tables and paragraphs, [`write`] has what stands in them read and
//! makes rows of them. Lists, headings and paragraphs make a row for each line that a reader sees; HTML is read as a web page is.

mod bits;
mod blocks;
mod grid;
mod lines;
mod ruled;
mod scratch;
mod survey;
#[cfg(test)]
mod tests;
mod write;

use super::builder::Builder;
use super::{Format, ReadError, Reader, Sight, decode, foreign};
use crate::document::Document;
use crate::source::Source;
use survey::Survey;
use write::Writer;

/// Reads Markdown.
pub(super) struct Markdown;

static FORMAT: Format = Format { id: "markdown", extensions: &["md", "markdown"], media_type: "text/markdown", method: "cells" };

/// How many bytes are looked at to see whether a table is drawn in a text.
const LOOKED_AT: usize = 1 << 14;

impl Reader for Markdown {
    fn format(&self) -> &'static Format {
        &FORMAT
    }

    /// What is called Markdown, unless it is a text with tabs all the same; and text in which a table is drawn, whatever it is called.
    fn knows(&self, sight: &Sight<'_>) -> bool {
        let named = FORMAT.extensions.contains(&sight.extension());
        let mine = match sight.extension() {
            _ if draws_table(sight.head()) => true,
            _ if named => !has_tabs(sight.head()),
            _ => false,
        };
        mine && foreign::refusal(sight).is_none()
    }

    fn read(&self, source: Source) -> Result<Document, ReadError> {
        let (text, note) = decode::decode(source.bytes)?;
        let mut builder = Builder::new(&FORMAT, text.len());
        if let Some(note) = note {
            builder.note(note);
        }
        let mut survey = Survey::of(&text);
        blocks::walk(&text, &mut survey)?;
        let mut writer = Writer::new(&text, survey, builder);
        blocks::walk(&text, &mut writer)?;
        let builder = writer.finish()?;
        Ok(builder.finish(text))
    }
}

/// Whether a table is drawn near the beginning of a text.
fn draws_table(head: &[u8]) -> bool {
    let head = &head[..head.len().min(LOOKED_AT)];
    // Nearly every other text has tabs, and no bars.
    if memchr::memchr(b'|', head).is_none() && memchr::memchr(b'\t', head).is_some() {
        return false;
    }
    head.split(|byte| matches!(byte, b'\n' | b'\r')).any(|line| std::str::from_utf8(line).is_ok_and(blocks::draws_table))
}

/// Whether a text has rows with tabs between their cells.
fn has_tabs(head: &[u8]) -> bool {
    let rows = head.split(|byte| matches!(byte, b'\n' | b'\r'));
    rows.filter(|row| memchr::memchr_iter(b'\t', row.trim_ascii()).nth(1).is_some()).nth(2).is_some()
}
