//! Plain and tab-separated text with stray markup: the form in which a report is copied out of its file.
//!
//! Lines are rows, tabs separate cells, and a cell may hold tags, entities, emphasis and links. Lines without anything but white space make no row;
//! line numbers are those of the file all the same.

use std::sync::OnceLock;

use super::{Format, ReadError, Reader, Sight, decode, foreign};
use crate::document::{Cell, Document, Row};
use crate::inline;
use crate::limits::{MAX_CELLS, MAX_SEGMENTS};
use crate::place::{Place, TextRange};
use crate::source::Source;

/// The longest cell, in bytes, that is looked through for its closing quotation mark.
const MAX_QUOTED: usize = 4096;

/// How many quotation marks of it are looked at.
const MAX_MARKS: usize = 16;

/// Reads text and tab-separated values.
pub(super) struct Text;

static FORMAT: Format = Format { id: "text", extensions: &["txt", "tsv", "tab"], media_type: "text/plain", method: "text" };

impl Reader for Text {
    fn format(&self) -> &'static Format {
        &FORMAT
    }

    /// What no other reader knows and is no format known by sight is tried as text; decoding refuses what is none.
    fn knows(&self, sight: &Sight<'_>) -> bool {
        foreign::refusal(sight).is_none()
    }

    fn read(&self, source: Source) -> Result<Document, ReadError> {
        let (text, note) = decode::decode(source.bytes)?;
        let text_len = text.len();
        let mut document = Document {
            format: &FORMAT,
            notes: note.into_iter().collect(),
            parts: Vec::new(),
            decoded: narrow(text.len()),
            arena: text,
            // A report has a row for every 200 bytes or so, of five cells; a guess too small only costs a move.
            rows: Vec::with_capacity(text_len / 256 + 8),
            cells: Vec::with_capacity(text_len / 64 + 32),
            markups: Vec::new(),
            tall: Vec::new(),
            milestones: OnceLock::new(),
        };
        fill(&mut document)?;
        Ok(document)
    }
}

fn fill(document: &mut Document) -> Result<(), ReadError> {
    let text = std::mem::take(&mut document.arena);
    let mut cleaned = String::new();
    let mut segments = 0;
    // Old Macintosh files end their lines with a carriage return alone.
    let line_end = if text.contains('\n') || !text.contains('\r') { b'\n' } else { b'\r' };
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut number = 1;
    while start < bytes.len() {
        let mut end = memchr::memchr(line_end, &bytes[start..]).map_or(bytes.len(), |at| start + at);
        let row_number = number;
        let first_cell = narrow(document.cells.len());
        let mut from = start;
        if text[start..end].trim_ascii().is_empty() {
            from = end + 1;
        }
        while from <= end {
            if document.cells.len() >= MAX_CELLS {
                return Err(ReadError::TooManyCells);
            }
            // A cell copied with its quotation marks may run over several lines, which belong to one row.
            if let Some(close) = quoted(bytes, from) {
                push_cell(document, &text[from + 1..close], from + 1, text.len(), &mut cleaned, &mut segments);
                number += memchr::memchr_iter(line_end, &bytes[from..close]).count();
                if close > end {
                    end = memchr::memchr(line_end, &bytes[close..]).map_or(bytes.len(), |at| close + at);
                }
                from = memchr::memchr(b'\t', &bytes[close..end]).map_or(end, |at| close + at) + 1;
                continue;
            }
            let stop = memchr::memchr(b'\t', &bytes[from..end]).map_or(end, |at| from + at);
            push_cell(document, &text[from..stop], from, text.len(), &mut cleaned, &mut segments);
            from = stop + 1;
        }
        let cell_count = narrow(document.cells.len()) - first_cell;
        if cell_count > 0 {
            let without_return = text[start..end].strip_suffix('\r').map_or(end, |line| start + line.len());
            document.rows.push(Row {
                number: narrow(row_number),
                start: narrow(start),
                end: narrow(without_return),
                first_cell,
                cell_count,
            });
        }
        start = end + 1;
        number += 1;
    }
    document.arena = text;
    document.arena.push_str(&cleaned);
    Ok(())
}

/// Where the quotation mark stands that closes a cell opened by one at `from`, as spreadsheets copy a cell with a line break in it: before a tab or a line
/// end, with no tab between the two.
fn quoted(bytes: &[u8], from: usize) -> Option<usize> {
    if bytes.get(from) != Some(&b'"') {
        return None;
    }
    let limit = (from + MAX_QUOTED).min(bytes.len());
    let window = bytes.get(from + 1..limit)?;
    let window = &window[..memchr::memchr(b'\t', window).unwrap_or(window.len())];
    let closes = |at: &usize| matches!(bytes.get(from + 1 + at + 1), None | Some(b'\t' | b'\n' | b'\r'));
    // A doubled mark stands for a mark of the text.
    let doubled = |at: &usize| *at > 0 && window[at - 1] == b'"';
    memchr::memchr_iter(b'"', window).take(MAX_MARKS).find(|at| closes(at) && !doubled(at)).map(|at| from + 1 + at)
}

/// Adds one cell whose raw text starts at byte `at`; `decoded` is where the clean copies start in the arena.
fn push_cell(document: &mut Document, raw: &str, at: usize, decoded: usize, cleaned: &mut String, segments: &mut usize) {
    let trimmed = raw.trim_ascii_start();
    let at = at + raw.len() - trimmed.len();
    let trimmed = trimmed.trim_ascii_end();
    let place = TextRange { start: narrow(at), end: narrow(at + trimmed.len()) };
    let (text, markup) = if inline::is_plain(trimmed) {
        (place, 0)
    } else {
        let from = cleaned.len();
        let room = MAX_SEGMENTS.saturating_sub(*segments);
        let markup = inline::clean(trimmed, place.start, room, cleaned);
        *segments += markup.offsets.len();
        if markup.links.is_empty() && cleaned[from..] == *trimmed {
            // What looked like markup was text: «º», a lone star.
            cleaned.truncate(from);
            (place, 0)
        } else {
            document.markups.push(markup);
            (TextRange { start: narrow(decoded + from), end: narrow(decoded + cleaned.len()) }, narrow(document.markups.len()))
        }
    };
    document.cells.push(Cell { text, place: Place::Text(place), markup });
}

/// Offsets fit 32 bits because [`crate::limits::MAX_BYTES`] is below 2³² and composing accents at most doubles a character.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
