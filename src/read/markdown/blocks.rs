//! What a Markdown text is made of, line by line: tables in all the ways they are drawn, HTML tables, and all else.
//!
//! The rules of Markdown for what is a table are strict: a row of dashes below the first, as many columns as it, nothing right above. People forget them, and
//! what they typed is a table all the same. So tables are found here, with the places of their cells, and [`super::write`] has what stands in the cells
//! read as Markdown. Lines lose their indentation and the marks of quotations; fences around code, front matter and comments are no lines at all.

use std::ops::Range;

use memchr::memmem;

use super::super::ReadError;
use super::lines::{Line, Lines, Part, Sink, TableCell, TableRow};
use super::{grid, ruled};
use crate::limits::MAX_CELLS;

/// How many bytes of prose make one block: paragraphs longer than this are cut at the end of a line.
const MAX_PROSE: usize = 1 << 13;

/// How many lines of front matter are looked through for its end.
const MAX_FRONT: usize = 100;

/// How often the end of an HTML table is looked for in vain before none is looked for any more.
const MAX_FAILURES: u32 = 16;

/// Finds the parts of a text and hands them on in order.
///
/// # Errors
/// Those of the one who takes them.
pub(super) fn walk(text: &str, sink: &mut impl Sink) -> Result<(), ReadError> {
    let lines = Lines::of(text);
    let mut blocks = Blocks { lines, at: front_matter(&lines).unwrap_or(0), failures: 0, tables_from: 0, endless_comment: false };
    while let Some(line) = lines.line(blocks.at) {
        let content = lines.content(&line);
        if content.is_empty() || is_fence(content) || is_attribute(content) {
            blocks.at = line.next;
        } else if content.starts_with("<!--") && blocks.comment(&line) {
        } else if content.starts_with('<')
            && let Some(html) = blocks.html(&line)
        {
            sink.html(html)?;
        } else if let Some(next) = grid::read(&lines, &line, sink)? {
            blocks.at = next;
        } else if let Some(next) = ruled::read(&lines, &line, sink)? {
            blocks.at = next;
        } else if bars(content) > 0 && begins_rows(&lines, &line) {
            blocks.at = rows(&lines, &line, sink)?;
        } else {
            blocks.prose(&line, sink)?;
        }
    }
    Ok(())
}

/// Whether a line stands in a text only where a table is drawn: for a look at a text of which no more is known.
pub(super) fn draws_table(line: &str) -> bool {
    let content = line.trim_start_matches(['>', ' ', '\t']).trim_end();
    let barred = content.contains('|') && content.len() >= 5 && is_delimiter(content, false);
    barred || is_crossed(content) || grid::is_border(content) || ruled::draws_table(content)
}

struct Blocks<'t> {
    lines: Lines<'t>,
    at: usize,
    failures: u32,
    /// Up to where there is no HTML table.
    tables_from: usize,
    endless_comment: bool,
}

impl Blocks<'_> {
    /// HTML that begins with a line and that holds a table or what no line of Markdown is: up to the end of the table, and of the lines that follow it
    /// without a blank one between.
    fn html(&mut self, line: &Line) -> Option<Range<usize>> {
        let start = line.bytes.start;
        if is_raw(self.lines.content(line)) {
            self.at = self.paragraph_end(start);
            return Some(start..self.at);
        }
        if self.failures >= MAX_FAILURES || start < self.tables_from {
            return None;
        }
        let bytes = self.lines.text.as_bytes();
        let paragraph = self.paragraph_end(start);
        let Some(first) = find_tag(&bytes[start..paragraph], b"<table") else {
            self.tables_from = paragraph;
            return None;
        };
        let (mut depth, mut at) = (1usize, start + first + 1);
        while depth > 0 {
            let Some(tag) = memchr::memchr(b'<', bytes.get(at..)?).map(|found| at + found) else {
                self.failures += 1;
                self.tables_from = paragraph;
                return None;
            };
            let rest = &bytes[tag..];
            depth += usize::from(is_tag(rest, b"<table"));
            depth -= usize::from(is_tag(rest, b"</table"));
            at = tag + 1;
        }
        self.at = if at > paragraph { self.paragraph_end(at) } else { paragraph };
        Some(start..self.at)
    }

    /// Where the first blank line behind a byte begins.
    fn paragraph_end(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(next) = self.lines.line(at) {
            if at > start && self.lines.content(&next).is_empty() {
                return at;
            }
            at = next.next;
        }
        self.lines.text.len()
    }

    /// Passes over a comment that begins with a line; what stands behind it on its last line is text.
    fn comment(&mut self, line: &Line) -> bool {
        if self.endless_comment {
            return false;
        }
        let end = memmem::find(&self.lines.text.as_bytes()[line.bytes.start..], b"-->");
        self.at = end.map_or(self.at, |end| line.bytes.start + end + 3);
        self.endless_comment = end.is_none();
        end.is_some()
    }

    /// Lines that are none of the other kinds.
    fn prose(&mut self, first: &Line, sink: &mut impl Sink) -> Result<(), ReadError> {
        let mut found = Vec::new();
        let mut line = first.clone();
        let mut len = 0;
        loop {
            let content = self.lines.content(&line);
            found.push(self.lines.place(content));
            len += content.len() + 1;
            self.at = line.next;
            let Some(next) = self.lines.line(line.next).filter(|next| len < MAX_PROSE && self.goes_on(next)) else { break };
            line = next;
        }
        sink.prose(&found)
    }

    /// Whether a line belongs to the prose above it.
    fn goes_on(&self, line: &Line) -> bool {
        let content = self.lines.content(line);
        let other = content.is_empty()
            || is_fence(content)
            || is_attribute(content)
            || grid::is_border(content)
            || bars(content) > 0 && begins_rows(&self.lines, line)
            || content.starts_with('<')
                && (is_raw(content) || content.starts_with("<!--") || find_tag(content.as_bytes(), b"<table").is_some())
            || ruled::is_ruler(self.lines.content_behind(line));
        !other
    }
}

/// Where the text begins behind front matter: lines of names and values between two lines of dashes.
fn front_matter(lines: &Lines<'_>) -> Option<usize> {
    let mut line = lines.line(0)?;
    if lines.content(&line) != "---" || !lines.content_behind(&line).contains(':') {
        return None;
    }
    for _ in 0..MAX_FRONT {
        line = lines.line(line.next)?;
        if matches!(lines.content(&line), "---" | "...") {
            return Some(line.next);
        }
    }
    None
}

/// Rows with bars between their cells; where the text goes on behind them.
fn rows(lines: &Lines<'_>, first: &Line, sink: &mut impl Sink) -> Result<usize, ReadError> {
    let mut line = first.clone();
    let mut count = 0;
    loop {
        let content = lines.content(&line);
        if sink.wants_rows() && !is_delimiter(content, count == 1) && !is_crossed(content) {
            sink.row(&row(lines, &line))?;
        }
        count += 1;
        match lines.line(line.next).filter(|next| bars(lines.content(next)) > 0 || is_crossed(lines.content(next))) {
            Some(next) => line = next,
            None => return Ok(line.next),
        }
    }
}

/// The row that a line with bars between its cells is.
fn row(lines: &Lines<'_>, line: &Line) -> TableRow {
    let content = lines.content(line);
    let whole = lines.place(content);
    let mut cells = Vec::with_capacity(8);
    let mut from = whole.start + usize::from(content.starts_with('|'));
    let bars = unescaped_bars(content).map(|at| whole.start + at).filter(|at| *at > whole.start);
    for end in
        bars.take(MAX_CELLS + 1).chain((!content.ends_with('|') || content.ends_with("\\|") || content.len() == 1).then_some(whole.end))
    {
        let parts = Part::trimmed(lines.text, from..end.max(from)).into_iter().collect();
        cells.push(TableCell { column: cells.len(), down: 0, parts });
        from = end + 1;
    }
    TableRow { lines: line.bytes.clone(), cells, escaped: true }
}

/// Whether a line with bars begins a table: one bar may stand in any sentence.
fn begins_rows(lines: &Lines<'_>, line: &Line) -> bool {
    let content = lines.content(line);
    let below = lines.content_behind(line);
    content.starts_with('|') || bars(content) >= 2 || bars(below) > 0 || is_crossed(below)
}

/// Whether a line opens or closes a block of code.
fn is_fence(content: &str) -> bool {
    content.starts_with("```") && !content.trim_start_matches('`').contains('`') || content.starts_with("~~~")
}

/// Whether a line tells programs how the block above it looks: `{: .table}`.
fn is_attribute(content: &str) -> bool {
    content.ends_with('}') && ["{:", "{.", "{#"].iter().any(|start| content.starts_with(start))
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

/// Whether a line begins what Markdown leaves to the browser, down to its end.
fn is_raw(content: &str) -> bool {
    ["<!", "<?", "<pre", "<script", "<style", "<textarea"].iter().any(|start| is_tag(content.as_bytes(), start.as_bytes()))
}

/// Whether a line is a row of dashes with crossings where the rows have bars, as some database programs draw it: `---+---`.
fn is_crossed(content: &str) -> bool {
    content.contains("-+-") && content.bytes().all(|byte| matches!(byte, b'-' | b'+'))
}

/// Where a tag begins, whatever its case.
fn find_tag(bytes: &[u8], tag: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'<', bytes).find(|at| is_tag(&bytes[*at..], tag))
}

fn is_tag(bytes: &[u8], tag: &[u8]) -> bool {
    bytes.get(..tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag))
}
