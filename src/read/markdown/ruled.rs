//! Tables whose columns are told by a line of dashes, as pandoc writes them: simple ones with a row on each line, and those whose rows have several lines
//! and stand apart by blank lines. reStructuredText draws the first kind with `=`.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::blocks::{Blocks, Line, Part, TableCell, TableRow};

/// How many lines may stand between the line above the names of the columns and the one below them.
const MAX_HEADER: usize = 16;

/// How many columns are told apart.
const MAX_COLUMNS: usize = 64;

/// Whether a line tells columns: two stretches of dashes or more.
pub(super) fn is_ruler(content: &str) -> bool {
    stretches(content) >= 2
}

/// How many stretches of dashes a line is made of; 0 where there is something else on it.
fn stretches(content: &str) -> usize {
    let fill = content.bytes().find(|byte| matches!(byte, b'-' | b'=')).unwrap_or(b'-');
    if !content.starts_with([' ', '-', '=']) || !content.bytes().all(|byte| byte == fill || byte == b' ') {
        return 0;
    }
    let groups = content.split(' ').filter(|group| !group.is_empty());
    let (count, shortest) = groups.fold((0, usize::MAX), |(count, shortest), group| (count + 1, shortest.min(group.len())));
    if count > MAX_COLUMNS || count > 0 && shortest < 2 { 0 } else { count }
}

/// Whether a line is one long stretch of dashes.
fn is_edge(content: &str) -> bool {
    content.len() >= 10 && stretches(content) == 1
}

/// The rows of a table that begins with a line, and where the text goes on behind it.
pub(super) fn rows(blocks: &Blocks<'_>, first: &Line) -> Option<(Vec<TableRow>, usize)> {
    let text = blocks.text();
    let raw = |line: &Line| text.get(line.bytes.clone()).unwrap_or("").trim_end();
    let (mut above, mut ruler) = (Vec::new(), first.clone());
    let edged = is_edge(raw(first).trim_start());
    if edged {
        ruler = blocks.line(first.next)?;
    }
    // The names of the columns, down to the line that tells them apart.
    while !is_ruler(raw(&ruler)) {
        if above.len() >= if edged { MAX_HEADER } else { 1 } || raw(&ruler).is_empty() {
            return None;
        }
        let next = blocks.line(ruler.next)?;
        above.push(std::mem::replace(&mut ruler, next));
    }
    let mut table = Table { text, starts: starts(raw(&ruler)), rows: Vec::new() };
    if edged {
        table.row(&above);
    } else {
        above.iter().for_each(|line| table.row(std::slice::from_ref(line)));
    }
    let next = if edged || above.is_empty() { table.ruled(blocks, &ruler, edged) } else { None };
    let next = next.unwrap_or_else(|| table.simple(blocks, &ruler));
    (!table.rows.is_empty()).then_some((table.rows, next))
}

/// Where columns begin below a ruler, in columns of the screen.
fn starts(ruler: &str) -> Vec<usize> {
    let bytes = ruler.as_bytes();
    (0..bytes.len()).filter(|at| bytes[*at] != b' ' && (*at == 0 || bytes[at - 1] == b' ')).collect()
}

struct Table<'t> {
    text: &'t str,
    starts: Vec<usize>,
    rows: Vec<TableRow>,
}

impl Table<'_> {
    /// Rows that end with another line of dashes: apart by blank lines where there are any, else one on each line. `None` where no such line comes.
    fn ruled(&mut self, blocks: &Blocks<'_>, ruler: &Line, edged: bool) -> Option<usize> {
        let raw = |line: &Line| self.text.get(line.bytes.clone()).unwrap_or("").trim();
        let mut lines = Vec::new();
        let mut at = ruler.next;
        let mut end = loop {
            let line = blocks.line(at)?;
            at = line.next;
            let is_end = if edged { is_edge(raw(&line)) } else { is_ruler(raw(&line)) || is_edge(raw(&line)) };
            if is_end {
                break line;
            }
            // A table drawn with bars, or a heading, is not part of this one.
            if raw(&line).starts_with(['|', '#']) {
                return None;
            }
            lines.push(line);
        };
        let apart = lines.iter().any(|line| raw(line).is_empty());
        // Below the names of the columns comes another line of dashes, and a last one.
        while !apart && let Some(line) = blocks.line(end.next).filter(|line| !raw(line).is_empty()) {
            if is_ruler(raw(&line)) {
                end = line;
                break;
            }
            lines.push(std::mem::replace(&mut end, line));
        }
        let body: Vec<Line> = lines.into_iter().filter(|line| !is_ruler(raw(line))).collect();
        if apart {
            body.split(|line| raw(line).is_empty()).for_each(|row| self.row(row));
        } else {
            body.iter().for_each(|line| self.row(std::slice::from_ref(line)));
            if !is_ruler(raw(&end)) && !is_edge(raw(&end)) {
                self.row(std::slice::from_ref(&end));
            }
        }
        Some(end.next)
    }

    /// Rows of one line each, down to a blank line or another line of dashes.
    fn simple(&mut self, blocks: &Blocks<'_>, ruler: &Line) -> usize {
        let mut at = ruler.next;
        while let Some(line) = blocks.line(at) {
            let raw = self.text.get(line.bytes.clone()).unwrap_or("").trim();
            if raw.is_empty() {
                break;
            }
            at = line.next;
            if is_ruler(raw) || is_edge(raw) {
                break;
            }
            self.row(std::slice::from_ref(&line));
        }
        at
    }

    /// Adds a row of some lines.
    fn row(&mut self, lines: &[Line]) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
        let mut cells: Vec<TableCell> = Vec::new();
        for line in lines {
            for (column, bytes) in cut(self.text, line, &self.starts) {
                let Some(part) = Part::trimmed(self.text, bytes) else { continue };
                match cells.iter_mut().find(|cell| cell.column == column) {
                    Some(cell) => cell.parts.push(part),
                    None => cells.push(TableCell { column, down: 0, parts: vec![part] }),
                }
            }
        }
        if !cells.is_empty() {
            cells.sort_by_key(|cell| cell.column);
            self.rows.push(TableRow { lines: first.bytes.start..last.bytes.end, cells, escaped: false });
        }
    }
}

/// The stretches of a line between the beginnings of columns. Where a word stands across such a beginning, it belongs to the column it begins in.
fn cut(text: &str, line: &Line, starts: &[usize]) -> Vec<(usize, Range<usize>)> {
    let raw = text.get(line.bytes.clone()).unwrap_or("");
    let mut cuts = vec![0];
    let (mut column, mut blank) = (0, 0);
    for (at, c) in raw.char_indices() {
        while cuts.len() < starts.len() && column >= starts[cuts.len()] {
            // Words end before a column begins; where one does not, its line was typed by hand.
            let before = cuts.last().copied().unwrap_or(0);
            cuts.push(if blank == at || blank <= before { at } else { blank });
        }
        column += c.width().unwrap_or(0);
        if c == ' ' {
            blank = at + 1;
        }
    }
    let ends = cuts.iter().skip(1).copied().chain([raw.len()]).collect::<Vec<_>>();
    cuts.into_iter().zip(ends).enumerate().map(|(column, (from, to))| (column, line.bytes.start + from..line.bytes.start + to)).collect()
}
