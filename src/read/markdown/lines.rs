//! The lines of a Markdown text, and what the parts of a table found in them are.

use std::ops::Range;

use super::super::ReadError;
use crate::place::TextRange;

/// The lines of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines<'t> {
    pub(super) text: &'t str,
    pub(super) line_end: u8,
}

/// A line: its bytes without the line end, and where the next one begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) bytes: Range<usize>,
    pub(super) next: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let line_end = if text.contains('\n') || !text.contains('\r') { b'\n' } else { b'\r' };
        Lines { text, line_end }
    }

    /// The line that begins at a byte.
    pub(super) fn line(&self, at: usize) -> Option<Line> {
        let rest = self.text.as_bytes().get(at..).filter(|rest| !rest.is_empty())?;
        let len = memchr::memchr(self.line_end, rest).unwrap_or(rest.len());
        let shown = if len > 0 && rest[len - 1] == b'\r' { len - 1 } else { len };
        Some(Line { bytes: at..at + shown, next: at + len + 1 })
    }

    /// A line as it stands, without blanks at its end.
    pub(super) fn raw(&self, line: &Line) -> &'t str {
        self.text.get(line.bytes.clone()).unwrap_or("").trim_end()
    }

    /// A line without indentation and marks of quotation.
    pub(super) fn content(&self, line: &Line) -> &'t str {
        self.raw(line).trim_start_matches(['>', ' ', '\t', '\u{A0}'])
    }

    /// The content of the line behind a line.
    pub(super) fn content_behind(&self, line: &Line) -> &'t str {
        self.line(line.next).map_or("", |next| self.content(&next))
    }

    /// Where in the text a part of it stands.
    pub(super) fn place(&self, part: &str) -> Range<usize> {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        start..start + part.len()
    }
}

/// Takes the parts of a text as they are found.
pub(super) trait Sink {
    /// Lines that follow one another, each without its indentation and its end.
    fn prose(&mut self, lines: &[Range<usize>]) -> Result<(), ReadError>;

    /// Whether rows are of interest.
    fn wants_rows(&self) -> bool;

    /// A row of a table.
    fn row(&mut self, row: &TableRow) -> Result<(), ReadError>;

    /// HTML with a table in it.
    fn html(&mut self, bytes: Range<usize>) -> Result<(), ReadError>;
}

/// A row of a table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TableRow {
    /// From the beginning of its first line to the end of its last, without the line end.
    pub(super) lines: Range<usize>,
    /// Its cells in order; those in which nothing stands may be left out.
    pub(super) cells: Vec<TableCell>,
    /// Whether bars in the cells are marked with a backslash.
    pub(super) escaped: bool,
}

/// A cell of a table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TableCell {
    pub(super) column: usize,
    /// How many rows below it are merged with it.
    pub(super) down: usize,
    /// What stands in it, line by line.
    pub(super) parts: Vec<Part>,
}

impl TableCell {
    /// Where the cell stands: its first line, for between its lines stand those of other cells. An empty one stands at the end of its row.
    pub(super) fn place(&self, row: &TableRow) -> TextRange {
        self.parts.first().map_or(Part { bytes: row.lines.end..row.lines.end, glued: false }.place(), Part::place)
    }
}

/// What stands in a cell on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) bytes: Range<usize>,
    /// Whether it goes on in the middle of a word that the line before was too narrow for.
    pub(super) glued: bool,
}

impl Part {
    /// Where it stands.
    pub(super) fn place(&self) -> TextRange {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        TextRange { start: narrow(self.bytes.start), end: narrow(self.bytes.end) }
    }

    /// A stretch of the text without blanks around it; `None` where nothing is left.
    pub(super) fn trimmed(text: &str, bytes: Range<usize>) -> Option<Part> {
        let raw = text.get(bytes.clone())?;
        let left = raw.trim_start();
        let start = bytes.end - left.len();
        let end = start + left.trim_end().len();
        (start < end).then_some(Part { bytes: start..end, glued: false })
    }
}
