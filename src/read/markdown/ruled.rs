//! Tables whose columns are told by a line of dashes, as pandoc writes them: simple ones with a row on each line, and those whose rows have several lines
//! and stand apart by blank lines. reStructuredText draws the first kind with `=`.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::super::ReadError;
use super::lines::{Line, Lines, Part, Sink, TableCell, TableRow};

/// How many lines may stand between the line above the names of the columns and the one below them.
const MAX_HEADER: usize = 16;

/// How many columns are told apart.
const MAX_COLUMNS: usize = 64;

/// How many lines one row may have.
const MAX_LINES: usize = 1000;

/// Whether a line tells columns: two stretches of dashes or more.
pub(super) fn is_ruler(content: &str) -> bool {
    stretches(content) >= 2
}

/// Whether a line tells columns beyond doubt: several long stretches of dashes.
pub(super) fn draws_table(content: &str) -> bool {
    content.len() >= 20 && stretches(content) >= 3
}

/// Hands on the rows of a table that begins with a line; where the text goes on behind it.
pub(super) fn read(lines: &Lines<'_>, first: &Line, sink: &mut impl Sink) -> Result<Option<usize>, ReadError> {
    let Some((header, ruler, edged)) = header(lines, first) else { return Ok(None) };
    let starts = starts(lines.raw(&ruler));
    let row = |of: &[Line]| row(lines.text, of, &starts);
    let end = if edged || header.is_empty() { end(lines, &ruler, edged, starts[0]) } else { None };
    let (end, apart) = end.unwrap_or_else(|| simple_end(lines, &ruler));
    if !sink.wants_rows() {
        return Ok(Some(end));
    }
    if edged {
        sink.row(&row(&header))?;
    } else {
        header.iter().try_for_each(|line| sink.row(&row(std::slice::from_ref(line))))?;
    }
    let mut at = ruler.next;
    let mut together: Vec<Line> = Vec::new();
    while at < end
        && let Some(line) = lines.line(at)
    {
        at = line.next;
        let raw = lines.raw(&line);
        let ends_row = !apart || raw.is_empty() || together.len() >= MAX_LINES;
        if !raw.is_empty() && !is_ruler(raw) && !is_edge(raw) {
            together.push(line);
        }
        if ends_row || at >= end {
            sink.row(&row(&together))?;
            together.clear();
        }
    }
    Ok(Some(end))
}

/// The lines that name the columns, the line that tells them apart, and whether a line stands above the names too.
fn header(lines: &Lines<'_>, first: &Line) -> Option<(Vec<Line>, Line, bool)> {
    let edged = is_edge(lines.raw(first));
    let mut ruler = if edged { lines.line(first.next)? } else { first.clone() };
    let mut header = Vec::new();
    while !is_ruler(lines.raw(&ruler)) {
        if lines.raw(&ruler).is_empty() || header.len() >= if edged { MAX_HEADER } else { 1 } {
            return None;
        }
        let next = lines.line(ruler.next)?;
        header.push(std::mem::replace(&mut ruler, next));
    }
    Some((header, ruler, edged))
}

/// Where a table ends whose last line is one of dashes, and whether its rows stand apart by blank lines; `None` where no such line comes.
fn end(lines: &Lines<'_>, ruler: &Line, edged: bool, indent: usize) -> Option<(usize, bool)> {
    let mut at = ruler.next;
    let mut apart = false;
    loop {
        let line = lines.line(at)?;
        let raw = lines.raw(&line);
        at = line.next;
        if raw.is_empty() {
            apart = true;
        } else if is_edge(raw) || !edged && is_ruler(raw) {
            break;
        } else if raw.len() - raw.trim_start().len() < indent {
            return None;
        }
        if apart && indent == 0 && !edged {
            return None;
        }
    }
    // Between two lines of dashes may stand the names of the columns: then a third one ends the table.
    while !apart
        && !edged
        && let Some(line) = lines.line(at).filter(|line| !lines.raw(line).is_empty())
    {
        at = line.next;
        if is_ruler(lines.raw(&line)) {
            break;
        }
    }
    Some((at, apart))
}

/// Where a table ends that ends with a blank line or one of dashes.
fn simple_end(lines: &Lines<'_>, ruler: &Line) -> (usize, bool) {
    let mut at = ruler.next;
    while let Some(line) = lines.line(at).filter(|line| !lines.raw(line).is_empty()) {
        at = line.next;
        if stretches(lines.raw(&line)) > 0 {
            break;
        }
    }
    (at, false)
}

/// How many stretches of dashes a line is made of; 0 where there is something else on it.
fn stretches(raw: &str) -> usize {
    let content = raw.trim_start_matches(' ');
    let Some(fill) = content.bytes().next().filter(|byte| matches!(byte, b'-' | b'=')) else { return 0 };
    if !content.bytes().all(|byte| byte == fill || byte == b' ') {
        return 0;
    }
    let groups = content.split(' ').filter(|group| !group.is_empty());
    let (count, shortest) = groups.fold((0, usize::MAX), |(count, shortest), group| (count + 1, shortest.min(group.len())));
    if count > MAX_COLUMNS || shortest < 2 { 0 } else { count }
}

/// Whether a line is one long stretch of dashes.
fn is_edge(raw: &str) -> bool {
    raw.len() >= 10 && stretches(raw) == 1
}

/// Where columns begin below a ruler, in columns of the screen.
fn starts(ruler: &str) -> Vec<usize> {
    let bytes = ruler.as_bytes();
    (0..bytes.len()).filter(|at| bytes[*at] != b' ' && (*at == 0 || bytes[at - 1] == b' ')).collect()
}

/// The row that some lines are.
fn row(text: &str, lines: &[Line], starts: &[usize]) -> TableRow {
    let mut cells: Vec<TableCell> = Vec::new();
    for line in lines {
        for (column, bytes) in cut(text, line, starts).into_iter().enumerate() {
            let Some(part) = Part::trimmed(text, bytes) else { continue };
            match cells.iter_mut().find(|cell| cell.column == column) {
                Some(cell) => cell.parts.push(part),
                None => cells.push(TableCell { column, down: 0, parts: vec![part] }),
            }
        }
    }
    cells.sort_by_key(|cell| cell.column);
    let bytes = lines.first().map_or(0, |line| line.bytes.start)..lines.last().map_or(0, |line| line.bytes.end);
    TableRow { lines: bytes, cells, escaped: false }
}

/// The stretches of a line between the beginnings of columns. Where a word stands across such a beginning, as it may in a line typed by hand, the whole of
/// it belongs to the column on the right.
fn cut(text: &str, line: &Line, starts: &[usize]) -> Vec<Range<usize>> {
    let raw = text.get(line.bytes.clone()).unwrap_or("");
    let mut cuts = vec![0];
    let (mut column, mut word) = (0, 0);
    for (at, c) in raw.char_indices() {
        while cuts.len() < starts.len() && column >= starts[cuts.len()] {
            let before = cuts.last().copied().unwrap_or(0);
            cuts.push(if word > before { word } else { at });
        }
        column += c.width().unwrap_or(0);
        if c == ' ' {
            word = at + 1;
        }
    }
    let start = line.bytes.start;
    let ends = cuts.iter().skip(1).copied().chain([raw.len()]);
    cuts.iter().zip(ends).map(|(from, to)| start + from..start + to).collect()
}
