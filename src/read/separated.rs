//! Text whose cells are set apart by one character: a line for each row, and a tab, a comma, a semicolon or a bar between cells.
//!
//! A cell that begins with a quotation mark may hold the separator, line ends and doubled marks. Which separator a text has, and which files are such a
//! text, is for the readers of each form. Every cell remembers its bytes; the work is linear, for what opens no quoted cell is found out by looking no
//! further than the next opening.

#[cfg(test)]
mod tests;

use super::{Format, ReadError};
use crate::document::{Cell, Document, Markup, ReadNote, Row, Segment};
use crate::inline;
use crate::limits::{MAX_CELLS, MAX_SEGMENTS};
use crate::place::{Place, TextRange};
use std::ops::Range;

/// How the cells of a text are set apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// What stands between two cells.
    pub(super) separator: u8,
    /// Whether a quoted cell may hold the separator. In a text that was not written as a table of values, a mark without its twin is more likely.
    pub(super) holds_separator: bool,
    /// Where the first row begins, in bytes.
    pub(super) start: usize,
    /// How many lines stand before it.
    pub(super) lines_before: usize,
}

/// Reads a decoded text.
///
/// # Errors
/// [`ReadError::TooManyCells`].
pub(super) fn read(text: String, layout: Layout, format: &'static Format, note: Option<ReadNote>) -> Result<Document, ReadError> {
    // A report has a row for every 200 bytes or so, of five cells; a guess too small only costs a move.
    let (rows, cells, cleaned) = (text.len() / 256 + 8, text.len() / 40 + 64, text.len() / 8);
    let document = Document {
        notes: note.into_iter().collect(),
        decoded: narrow(text.len()),
        rows: Vec::with_capacity(rows),
        cells: Vec::with_capacity(cells),
        markups: Vec::with_capacity(rows),
        ..Document::empty(format)
    };
    let mut table = Table { text: &text, document, cleaned: String::with_capacity(cleaned), segments: 0 };
    table.fill(layout)?;
    let Table { mut document, cleaned, .. } = table;
    document.arena = text;
    document.arena.push_str(&cleaned);
    Ok(document)
}

/// Walks the fields of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'t> {
    bytes: &'t [u8],
    layout: Layout,
    /// What ends a line.
    pub(super) line_end: u8,
}

/// One field of a line.
pub(super) struct Field {
    /// Its bytes, without the marks around them.
    inside: Range<usize>,
    /// The separator, or the end of the line, that ends it.
    pub(super) end: usize,
    /// Whether marks in it are doubled.
    doubled: bool,
}

impl<'t> Fields<'t> {
    /// Looks at the fields of a text.
    pub(super) fn of(bytes: &'t [u8], layout: Layout) -> Fields<'t> {
        // Old Macintosh files end their lines with a carriage return alone.
        let unix =
            memchr::memchr2(b'\n', b'\r', bytes).is_none_or(|at| bytes[at] == b'\n' || memchr::memchr(b'\n', &bytes[at..]).is_some());
        Fields { bytes, layout, line_end: if unix { b'\n' } else { b'\r' } }
    }

    /// Where the line ends on which a byte stands.
    pub(super) fn line_end_from(&self, at: usize) -> usize {
        memchr::memchr(self.line_end, &self.bytes[at..]).map_or(self.bytes.len(), |end| at + end)
    }

    /// Whether a line holds nothing but blanks and separators.
    pub(super) fn is_blank(&self, line: Range<usize>) -> bool {
        self.bytes[line].iter().all(|byte| byte.is_ascii_whitespace() || *byte == self.layout.separator)
    }

    /// The field at a byte; `line_end` is where the line ends on which it stands, and is moved on where a quoted field runs over it.
    pub(super) fn next(&self, from: usize, line_end: &mut usize) -> Field {
        if let Some(open) = self.opening(from, *line_end)
            && let Some((close, doubled)) = self.closing(open, *line_end)
        {
            if close > *line_end {
                *line_end = self.line_end_from(close);
            }
            return Field { inside: open + 1..close, end: self.separator_in(close..*line_end), doubled };
        }
        let end = self.separator_in(from..*line_end);
        Field { inside: from..end, end, doubled: false }
    }

    fn separator_in(&self, range: Range<usize>) -> usize {
        memchr::memchr(self.layout.separator, &self.bytes[range.clone()]).map_or(range.end, |at| range.start + at)
    }

    /// The quotation mark that a field begins with; some put a blank before it.
    fn opening(&self, from: usize, line_end: usize) -> Option<usize> {
        match self.bytes.get(from)? {
            b'"' => Some(from),
            b' ' => {
                let at = from + self.bytes[from..line_end].iter().position(|byte| *byte != b' ')?;
                (self.bytes[at] == b'"').then_some(at)
            }
            _ => None,
        }
    }

    /// Where the mark stands that closes a field opened by one at `open`, and whether marks between them are doubled.
    ///
    /// A mark closes where the field can end behind it, and every mark of the text itself is doubled, as programs write it; such a field may run over
    /// several lines. People leave the marks of the text single: then the field ends on its line. The opening of another field means that this one was
    /// never opened, which is also what keeps the work linear.
    fn closing(&self, open: usize, line_end: usize) -> Option<(usize, bool)> {
        let bytes = self.bytes;
        let mut at = open + 1;
        let mut doubled = false;
        loop {
            at += memchr::memchr(b'"', &bytes[at..])?;
            if bytes.get(at + 1) != Some(&b'"') {
                break;
            }
            doubled = true;
            at += 2;
        }
        while !self.ends_field(at + 1) {
            if at > line_end || self.begins_field(at) {
                return None;
            }
            at += 1 + memchr::memchr(b'"', &bytes[at + 1..line_end.max(at + 1)])?;
        }
        let lone = !self.layout.holds_separator && memchr::memchr(self.layout.separator, &bytes[open..at]).is_some();
        (!lone).then_some((at, doubled))
    }

    /// Whether a field can end before a byte.
    fn ends_field(&self, at: usize) -> bool {
        let rest = self.bytes.get(at..).unwrap_or(&[]);
        let next = rest.iter().find(|byte| **byte != b' ');
        next.is_none_or(|next| matches!(next, b'\n' | b'\r') || *next == self.layout.separator)
    }

    /// Whether a field can begin with a byte.
    fn begins_field(&self, at: usize) -> bool {
        self.bytes[..at].last().is_some_and(|last| matches!(last, b'\n' | b'\r') || *last == self.layout.separator)
    }
}

/// A document under construction.
struct Table<'t> {
    text: &'t str,
    document: Document,
    /// Clean texts, which come after the decoded text.
    cleaned: String,
    segments: usize,
}

impl Table<'_> {
    fn fill(&mut self, layout: Layout) -> Result<(), ReadError> {
        let fields = Fields::of(self.text.as_bytes(), layout);
        let may_be_plain = memchr::memmem::find(self.text.as_bytes(), b"  ").is_none();
        let mut start = layout.start;
        let mut number = layout.lines_before + 1;
        while start < self.text.len() {
            let first_line_end = fields.line_end_from(start);
            let mut end = first_line_end;
            let first_cell = self.document.cells.len();
            let mut from = if fields.is_blank(start..end) { end + 1 } else { start };
            let line = &self.text[start..end];
            let plain = may_be_plain && inline::is_plain_line(line.strip_suffix('\r').unwrap_or(line), layout.separator);
            while from <= end {
                if self.document.cells.len() >= MAX_CELLS {
                    return Err(ReadError::TooManyCells);
                }
                let field = fields.next(from, &mut end);
                // A quoted cell may hold a separator, or run on over lines that were not looked at.
                let plain = plain && field.inside.end == field.end && end == first_line_end;
                self.cell(field.inside, field.doubled, plain);
                from = field.end + 1;
            }
            let row_number = number;
            number += 1;
            if end > first_line_end {
                number += memchr::memchr_iter(fields.line_end, &self.text.as_bytes()[first_line_end..end]).count();
            }
            self.row(row_number, start..end, first_cell);
            start = end + 1;
        }
        Ok(())
    }

    /// Ends a row; one in which nothing stands is dropped.
    fn row(&mut self, number: usize, line: Range<usize>, first_cell: usize) {
        let cells = &mut self.document.cells;
        if cells[first_cell..].iter().all(|cell| cell.text.start == cell.text.end) {
            cells.truncate(first_cell);
            return;
        }
        let without_return = self.text[line.clone()].strip_suffix('\r').map_or(line.end, |text| line.start + text.len());
        self.document.rows.push(Row {
            number: narrow(number),
            start: narrow(line.start),
            end: narrow(without_return),
            first_cell: narrow(first_cell),
            cell_count: narrow(cells.len() - first_cell),
        });
    }

    /// Adds the cell whose raw text stands at `inside`; `plain` where it is known to be its own clean text.
    fn cell(&mut self, inside: Range<usize>, doubled: bool, plain: bool) {
        let raw = &self.text[inside.clone()];
        let trimmed = raw.trim_ascii_start();
        let at = inside.start + raw.len() - trimmed.len();
        let trimmed = trimmed.trim_ascii_end();
        let place = TextRange { start: narrow(at), end: narrow(at + trimmed.len()) };
        let (text, markup) = if doubled && trimmed.contains("\"\"") {
            let (single, pairs) = undoubled(trimmed);
            let from = self.cleaned.len();
            let mut markup = inline::clean(&single, 0, self.room(), &mut self.cleaned);
            spread(&mut markup, place.start, &pairs, self.room());
            (self.clean_range(from), self.keep(markup))
        } else if plain || inline::is_plain(trimmed) {
            (place, 0)
        } else {
            let from = self.cleaned.len();
            let markup = inline::clean(trimmed, place.start, self.room(), &mut self.cleaned);
            if markup.links.is_empty() && self.cleaned[from..] == *trimmed {
                // What looked like markup was text: «º», a lone star.
                self.cleaned.truncate(from);
                (place, 0)
            } else {
                (self.clean_range(from), self.keep(markup))
            }
        };
        self.document.cells.push(Cell { text, place: Place::Text(place), markup });
    }

    fn room(&self) -> usize {
        MAX_SEGMENTS.saturating_sub(self.segments)
    }

    fn clean_range(&self, from: usize) -> TextRange {
        TextRange { start: narrow(self.text.len() + from), end: narrow(self.text.len() + self.cleaned.len()) }
    }

    fn keep(&mut self, markup: Markup) -> u32 {
        self.segments += markup.offsets.len();
        self.document.markups.push(markup);
        narrow(self.document.markups.len())
    }
}

/// A text with one mark for every two, and where in it those marks stand.
fn undoubled(raw: &str) -> (String, Vec<u32>) {
    let mut single = String::with_capacity(raw.len());
    let mut pairs = Vec::new();
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once("\"\"") {
        single.push_str(before);
        pairs.push(narrow(single.len()));
        single.push('"');
        rest = after;
    }
    single.push_str(rest);
    (single, pairs)
}

/// Leads the offsets of a text whose doubled marks were taken for one back to the text as it stands at byte `at`. What was copied letter for letter is cut at
/// every such mark, as long as there is room for so many segments.
fn spread(markup: &mut Markup, at: u32, pairs: &[u32], room: usize) {
    let mut out: Vec<Segment> = Vec::with_capacity(markup.offsets.len() + pairs.len() * 2);
    // How many doubled marks stand before the byte at hand.
    let mut before = 0;
    for segment in &markup.offsets {
        let count = |before: usize, raw: u32| before + pairs[before..].partition_point(|pair| *pair < raw);
        let copied = segment.clean_len == segment.raw_len;
        let (mut clean, mut raw, end) = (segment.clean, segment.raw, segment.raw + segment.raw_len);
        before = count(before, raw);
        while copied && let Some(&pair) = pairs.get(before).filter(|pair| **pair < end) {
            let shift = at + narrow(before);
            push(&mut out, Segment { clean, clean_len: pair - raw, raw: shift + raw, raw_len: pair - raw }, room);
            push(&mut out, Segment { clean: clean + pair - raw, clean_len: 1, raw: shift + pair, raw_len: 2 }, room);
            clean += pair - raw + 1;
            raw = pair + 1;
            before += 1;
        }
        let shift = at + narrow(before);
        let after = narrow(count(before, end) - before);
        push(
            &mut out,
            Segment { clean, clean_len: segment.clean + segment.clean_len - clean, raw: shift + raw, raw_len: after + end - raw },
            room,
        );
    }
    markup.offsets = out;
}

/// Adds a segment; where there is no room for more, the last one grows.
fn push(out: &mut Vec<Segment>, segment: Segment, room: usize) {
    if segment.clean_len == 0 {
        return;
    }
    if out.len() >= room
        && let Some(last) = out.last_mut()
    {
        last.clean_len = segment.clean + segment.clean_len - last.clean;
        last.raw_len = segment.raw + segment.raw_len - last.raw;
    } else {
        out.push(segment);
    }
}

/// Offsets fit 32 bits because [`crate::limits::MAX_BYTES`] is below 2³² and composing accents at most doubles a character.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
