//! What a Markdown text is made of, line by line: tables in all the ways they are drawn, HTML tables, and all else.
//!
//! The rules of Markdown for what is a table are strict: a row of dashes below the first, as many columns as it, nothing right above. People forget them, and
//! what they typed is a table all the same. So tables are found here, with the places of their cells, and [`super::write`] has what stands in the cells
//! read as Markdown. Lines lose their indentation and the marks of quotations; fences around code, front matter and comments are no lines at all.

use std::ops::Range;

use memchr::memmem;

use super::grid;
use super::ruled;

/// How many bytes of prose make one block: paragraphs longer than this are cut at the end of a line.
const MAX_PROSE: usize = 1 << 13;

/// How many rows make one block.
const MAX_ROWS: usize = 256;

/// How many lines of front matter are looked through for its end.
const MAX_FRONT: usize = 100;

/// How often the end of an HTML table or comment is looked for in vain before none is looked for any more.
const MAX_FAILURES: u32 = 16;

/// A part of the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Lines that follow one another, each without its indentation and its end.
    Prose(Vec<Range<usize>>),
    /// Rows of a table.
    Rows(Vec<TableRow>),
    /// HTML with a table in it.
    Html(Range<usize>),
}

/// A row of a table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TableRow {
    /// From the beginning of its first line to the end of its last, without the line end.
    pub(super) lines: Range<usize>,
    /// The cells that hold something, and for tables with bars also the others.
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
    /// Its lines.
    pub(super) parts: Vec<Part>,
}

/// What stands in a cell on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) bytes: Range<usize>,
    /// Whether it goes on in the middle of a word that the line before was too narrow for.
    pub(super) glued: bool,
}

impl Part {
    /// The stretch of a line, without blanks around it; `None` where nothing is left.
    pub(super) fn trimmed(text: &str, bytes: Range<usize>) -> Option<Part> {
        let raw = text.get(bytes.clone())?;
        let left = raw.trim_start();
        let start = bytes.end - left.len();
        let end = start + left.trim_end().len();
        (start < end).then_some(Part { bytes: start..end, glued: false })
    }
}

/// A line: its bytes without the line end, and where the next one begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) bytes: Range<usize>,
    pub(super) next: usize,
}

/// Walks the blocks of a text.
pub(super) struct Blocks<'t> {
    text: &'t str,
    line_end: u8,
    at: usize,
    /// How many rows of the table at hand were met; 0 outside of one.
    rows: usize,
    failures: u32,
}

impl<'t> Blocks<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let line_end = if text.contains('\n') || !text.contains('\r') { b'\n' } else { b'\r' };
        let mut blocks = Blocks { text, line_end, at: 0, rows: 0, failures: 0 };
        blocks.at = blocks.front_matter().unwrap_or(0);
        blocks
    }

    /// The line that begins at a byte.
    pub(super) fn line(&self, at: usize) -> Option<Line> {
        let rest = self.text.as_bytes().get(at..).filter(|rest| !rest.is_empty())?;
        let len = memchr::memchr(self.line_end, rest).unwrap_or(rest.len());
        let shown = if len > 0 && rest[len - 1] == b'\r' { len - 1 } else { len };
        Some(Line { bytes: at..at + shown, next: at + len + 1 })
    }

    /// A line without indentation and marks of quotation.
    fn content(&self, line: &Line) -> &'t str {
        self.text.get(line.bytes.clone()).unwrap_or("").trim_start_matches(['>', ' ', '\t', '\u{A0}']).trim_end()
    }

    fn next_content(&self, line: &Line) -> &'t str {
        self.line(line.next).map_or("", |next| self.content(&next))
    }

    /// Where the text begins behind front matter: lines of names and values between two lines of dashes.
    fn front_matter(&self) -> Option<usize> {
        let mut line = self.line(0)?;
        if self.content(&line) != "---" || !self.next_content(&line).contains(':') {
            return None;
        }
        for _ in 0..MAX_FRONT {
            line = self.line(line.next)?;
            if matches!(self.content(&line), "---" | "...") {
                return Some(line.next);
            }
        }
        None
    }

    /// A block of table rows, where one begins with the line at hand.
    fn table(&mut self, line: &Line) -> Option<Block> {
        let content = self.content(line);
        if content.starts_with('+') && grid::is_border(content) {
            let lines = self.lines_while(line, |content| content.starts_with(['+', '|']));
            if let Some(rows) = grid::rows(self.text, &lines) {
                self.at = lines.last()?.next;
                return Some(Block::Rows(rows));
            }
        }
        if let Some((rows, next)) = ruled::rows(self, line) {
            self.at = next;
            return Some(Block::Rows(rows));
        }
        if bars(content) == 0 || self.rows == 0 && !self.begins_rows(line) {
            self.rows = 0;
            return None;
        }
        let mut rows = Vec::new();
        let mut line = line.clone();
        while rows.len() < MAX_ROWS && bars(self.content(&line)) > 0 {
            if !is_delimiter(self.content(&line), self.rows == 1) {
                rows.push(self.row(&line));
            }
            self.rows += 1;
            self.at = line.next;
            let Some(next) = self.line(line.next) else { break };
            line = next;
        }
        Some(Block::Rows(rows))
    }

    /// Whether a line with bars begins a table: one bar may stand in any sentence.
    fn begins_rows(&self, line: &Line) -> bool {
        let content = self.content(line);
        content.starts_with('|') || bars(content) >= 2 || bars(self.next_content(line)) > 0
    }

    /// The row that a line with bars between its cells is.
    fn row(&self, line: &Line) -> TableRow {
        let content = self.content(line);
        let start = content.as_ptr() as usize - self.text.as_ptr() as usize;
        let mut cells: Vec<Range<usize>> = Vec::new();
        let mut from = start + usize::from(content.starts_with('|'));
        for bar in unescaped_bars(content).map(|at| start + at).filter(|at| *at > start) {
            cells.push(from..bar);
            from = bar + 1;
        }
        let end = start + content.len();
        if from < end || cells.is_empty() {
            cells.push(from..end);
        }
        let cell = |(column, bytes): (usize, Range<usize>)| TableCell { column, down: 0, parts: Part::trimmed(self.text, bytes).into_iter().collect() };
        TableRow { lines: line.bytes.clone(), cells: cells.into_iter().enumerate().map(cell).collect(), escaped: true }
    }

    /// HTML with a table in it that begins with a line: up to the end of the table, and of the lines that follow it without a blank one between.
    fn html(&mut self, line: &Line) -> Option<Block> {
        if !self.content(line).starts_with('<') || self.failures >= MAX_FAILURES {
            return None;
        }
        let mut paragraph = self.paragraph_end(line);
        let start = line.bytes.start;
        let first = find_tag(&self.text.as_bytes()[start..paragraph], b"<table")? + start;
        let (mut depth, mut at) = (1, first + 6);
        while depth > 0 {
            let Some(tag) = memchr::memchr(b'<', self.text.as_bytes().get(at..)?).map(|found| at + found) else {
                self.failures += 1;
                return None;
            };
            let rest = &self.text.as_bytes()[tag..];
            depth += usize::from(find_tag(&rest[..rest.len().min(6)], b"<table").is_some());
            depth -= usize::from(find_tag(&rest[..rest.len().min(7)], b"</table").is_some());
            at = tag + 1;
        }
        if at > paragraph {
            let behind = Line { bytes: at..at, next: at };
            paragraph = self.paragraph_end(&behind);
        }
        self.at = paragraph;
        Some(Block::Html(start..paragraph.min(self.text.len())))
    }

    /// Where the first blank line from a line on begins.
    fn paragraph_end(&self, line: &Line) -> usize {
        let mut at = line.bytes.start;
        while let Some(next) = self.line(at) {
            if at > line.bytes.start && self.content(&next).is_empty() {
                return at;
            }
            at = next.next;
        }
        self.text.len()
    }

    /// Passes over a comment that begins with a line.
    fn comment(&mut self, line: &Line) -> bool {
        if !self.content(line).starts_with("<!--") || self.failures >= MAX_FAILURES {
            return false;
        }
        let Some(end) = memmem::find(&self.text.as_bytes()[line.bytes.start..], b"-->") else {
            self.failures = MAX_FAILURES;
            return false;
        };
        let behind = line.bytes.start + end + 3;
        // What stands behind it on its line is text.
        self.at = behind;
        true
    }

    /// The lines from one on as long as their contents are of a kind.
    fn lines_while(&self, first: &Line, kind: impl Fn(&str) -> bool) -> Vec<Line> {
        let mut lines = vec![first.clone()];
        while let Some(next) = lines.last().and_then(|last| self.line(last.next)).filter(|next| kind(self.content(next))) {
            lines.push(next);
        }
        lines
    }

    /// Lines that are none of the other kinds.
    fn prose(&mut self, first: &Line) -> Block {
        let mut lines = Vec::new();
        let mut line = first.clone();
        let mut len = 0;
        loop {
            let content = self.content(&line);
            let start = content.as_ptr() as usize - self.text.as_ptr() as usize;
            lines.push(start..start + content.len());
            len += content.len() + 1;
            self.at = line.next;
            let Some(next) = self.line(line.next) else { break };
            let content = self.content(&next);
            let other = content.is_empty()
                || is_fence(content)
                || content.starts_with('+') && grid::is_border(content)
                || bars(content) > 0 && self.begins_rows(&next)
                || content.starts_with('<') && (content.starts_with("<!--") || find_tag(content.as_bytes(), b"<table").is_some())
                || ruled::is_ruler(self.next_content(&next));
            if other || len >= MAX_PROSE {
                break;
            }
            line = next;
        }
        Block::Prose(lines)
    }
}

impl Iterator for Blocks<'_> {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        loop {
            let line = self.line(self.at)?;
            let content = self.content(&line);
            if content.is_empty() || is_fence(content) {
                self.at = line.next;
                self.rows = 0;
                continue;
            }
            if self.comment(&line) {
                continue;
            }
            if let Some(block) = self.html(&line).or_else(|| self.table(&line)) {
                return Some(block);
            }
            return Some(self.prose(&line));
        }
    }
}

/// Whether a line opens or closes a block of code.
fn is_fence(content: &str) -> bool {
    content.starts_with("```") && !content[3..].trim_start_matches('`').contains('`') || content.starts_with("~~~")
}

/// The bars of a line that no backslash stands before.
fn unescaped_bars(content: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = content.as_bytes();
    let is_escaped = |at: usize| bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1;
    memchr::memchr_iter(b'|', bytes).filter(move |at| !is_escaped(*at))
}

/// How many bars a line has, up to two.
fn bars(content: &str) -> usize {
    unescaped_bars(content).take(2).count()
}

/// Whether a line is the row of dashes below the names of the columns: `|---|:-:|`, `--- | ---`, `|---+---|`.
fn is_delimiter(content: &str, second: bool) -> bool {
    let fill = |c: char| matches!(c, '-' | ':' | '|' | '+' | ' ' | '\t');
    // Elsewhere than below the first row, single dashes are cells that someone left blank.
    content.contains(if second { "-" } else { "--" }) && content.chars().all(fill)
}

/// Whether a line stands in a text only where a table is drawn: for a look at a text of which no more is known.
pub(super) fn draws_table(line: &str) -> bool {
    let content = line.trim_start_matches(['>', ' ', '\t']).trim_end();
    content.contains('|') && content.len() >= 5 && is_delimiter(content, false) || content.starts_with('+') && grid::is_border(content)
}

/// Where a tag begins, whatever its case.
fn find_tag(bytes: &[u8], tag: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'<', bytes).find(|at| bytes.get(*at..at + tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag)))
}
