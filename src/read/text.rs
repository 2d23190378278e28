//! Plain and tab-separated text with stray markup: the form in which a report is copied out of its file.
//!
//! Lines are rows, tabs separate cells, and a cell may hold tags, entities, emphasis and links. Lines without anything but white space make no row;
//! line numbers are those of the file all the same.

use super::{Format, ReadError, Reader, decode};
use crate::document::{Cell, Document, Row};
use crate::inline;
use crate::limits::MAX_CELLS;
use crate::place::{Place, TextRange};
use crate::source::Source;

/// Reads text and tab-separated values.
pub(super) struct Text;

static FORMAT: Format = Format { id: "text", extensions: &["txt", "tsv", "tab"], media_type: "text/plain", method: "text" };

impl Reader for Text {
    fn format(&self) -> &'static Format {
        &FORMAT
    }

    fn knows(&self, source: &Source) -> bool {
        source.looks_like_text()
    }

    fn read(&self, source: Source) -> Result<Document, ReadError> {
        let (text, note) = decode::decode(source.bytes)?;
        let mut document = Document {
            format: &FORMAT,
            notes: note.into_iter().collect(),
            parts: Vec::new(),
            decoded: narrow(text.len()),
            arena: text,
            rows: Vec::new(),
            cells: Vec::new(),
            markups: Vec::new(),
        };
        fill(&mut document)?;
        Ok(document)
    }
}

fn fill(document: &mut Document) -> Result<(), ReadError> {
    let text = std::mem::take(&mut document.arena);
    let mut cleaned = String::new();
    // Old Macintosh files end their lines with a carriage return alone.
    let line_end = if text.contains('\n') || !text.contains('\r') { '\n' } else { '\r' };
    let mut start = 0;
    for (index, line) in text.split(line_end).enumerate() {
        let next = start + line.len() + 1;
        let line = line.strip_suffix('\r').unwrap_or(line);
        if !line.trim_ascii().is_empty() {
            let first_cell = narrow(document.cells.len());
            let ends = memchr::memchr_iter(b'\t', line.as_bytes()).chain([line.len()]);
            let mut from = 0;
            for end in ends {
                if document.cells.len() >= MAX_CELLS {
                    return Err(ReadError::TooManyCells);
                }
                push_cell(document, &line[from..end], start + from, text.len(), &mut cleaned);
                from = end + 1;
            }
            let cell_count = narrow(document.cells.len()) - first_cell;
            document.rows.push(Row { number: narrow(index + 1), start: narrow(start), end: narrow(start + line.len()), first_cell, cell_count });
        }
        start = next;
    }
    document.arena = text;
    document.arena.push_str(&cleaned);
    Ok(())
}

/// Adds one cell whose raw text starts at byte `at`; `decoded` is where the clean copies start in the arena.
fn push_cell(document: &mut Document, raw: &str, at: usize, decoded: usize, cleaned: &mut String) {
    let trimmed = raw.trim_ascii_start();
    let at = at + raw.len() - trimmed.len();
    let trimmed = trimmed.trim_ascii_end();
    let place = TextRange { start: narrow(at), end: narrow(at + trimmed.len()) };
    let (text, markup) = if inline::is_plain(trimmed) {
        (place, 0)
    } else {
        let from = cleaned.len();
        let markup = inline::clean(trimmed, place.start, cleaned);
        document.markups.push(markup);
        (TextRange { start: narrow(decoded + from), end: narrow(decoded + cleaned.len()) }, narrow(document.markups.len()))
    };
    document.cells.push(Cell { text, place: Place::Text(place), markup });
}

/// Offsets fit 32 bits because [`crate::limits::MAX_BYTES`] is below 2³² and clean text is never longer than its raw text.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
