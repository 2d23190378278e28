//! Tables drawn with lines of `+---+---+`, as pandoc, reStructuredText and database programs draw them; cells may have several lines, and be merged.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::super::ReadError;
use super::lines::{Line, Lines, Part, Sink, TableCell, TableRow};

/// How many columns a drawn table may have.
const MAX_COLUMNS: usize = 64;

/// How many bars and crossings of a line are looked at.
const MAX_MARKS: usize = 1024;

/// Whether a line is a border: `+---+===+`.
pub(super) fn is_border(content: &str) -> bool {
    content.len() >= 3 && content.starts_with('+') && content.ends_with('+') && content.contains(['-', '=']) && is_drawn(content)
}

/// Hands on the rows of a drawn table that begins with a line; where the text goes on behind it.
pub(super) fn read(lines: &Lines<'_>, first: &Line, sink: &mut impl Sink) -> Result<Option<usize>, ReadError> {
    if !is_border(lines.content(first)) {
        return Ok(None);
    }
    let Some(shape) = Shape::of(lines, first) else { return Ok(None) };
    if shape.edges.len() < 2 || !sink.wants_rows() {
        return Ok(Some(shape.end));
    }
    let columns = shape.edges.len() - 1;
    let mut grid =
        Grid { lines: *lines, edges: shape.edges, open: vec![Open::default(); columns], done: Vec::new(), before: 0, row: 0, start: None };
    let mut at = first.bytes.start;
    while at < shape.end
        && let Some(line) = lines.line(at)
    {
        at = line.next;
        let drawn = Drawn::of(lines, &line);
        grid.line(&drawn);
        if drawn.is_border || shape.row_per_line {
            grid.close(0..columns);
            grid.advance(if drawn.is_border { line.bytes.start } else { line.bytes.end });
        }
        grid.hand_on(sink)?;
    }
    grid.close(0..columns);
    grid.advance(shape.end.min(lines.text.len()));
    grid.hand_on(sink)?;
    Ok(Some(shape.end))
}

/// What a drawn table is like as a whole.
struct Shape {
    /// Where columns begin and end, in columns of the screen.
    edges: Vec<usize>,
    /// Where the text goes on.
    end: usize,
    /// Database programs draw a line below the names of the columns and none between the rows.
    row_per_line: bool,
}

impl Shape {
    fn of(lines: &Lines<'_>, first: &Line) -> Option<Shape> {
        let mut edges: Vec<usize> = Vec::new();
        let (mut borders, mut beginnings) = (0, 0);
        let mut line = first.clone();
        let end = loop {
            let drawn = Drawn::of(lines, &line);
            borders += usize::from(drawn.is_border);
            if drawn.is_border {
                let known = edges.len();
                edges.extend(drawn.marks.iter().map(|(column, _)| *column));
                edges.sort_unstable();
                edges.dedup();
                if edges.len() > MAX_COLUMNS + 1 {
                    // The table ends above what is no line of one.
                    edges.truncate(known);
                    break line.bytes.start;
                }
            } else if borders >= 2 && edges.len() >= 2 {
                beginnings += usize::from(Part::trimmed(lines.text, drawn.inside(edges[0]..edges[1])).is_some());
            }
            match lines.line(line.next).filter(|next| lines.content(next).starts_with(['+', '|'])) {
                Some(next) => line = next,
                None => break line.next,
            }
        };
        (end > first.bytes.start).then_some(Shape { edges, end, row_per_line: borders <= 3 && beginnings >= 2 })
    }
}

/// A line of a drawn table.
struct Drawn {
    /// Where the line begins.
    start: usize,
    /// Where each bar and crossing stands: its column on the screen, and its byte.
    marks: Vec<(usize, usize)>,
    is_border: bool,
}

impl Drawn {
    fn of(lines: &Lines<'_>, line: &Line) -> Drawn {
        let content = lines.content(line);
        let is_border = is_border(content) || content.len() > 2 && content.contains("--") && content.starts_with('|') && is_drawn(content);
        let start = lines.place(content).start;
        let (mut column, mut marks) = (0, Vec::new());
        for (at, c) in content.char_indices() {
            if matches!(c, '|' | '+') && marks.len() < MAX_MARKS {
                marks.push((column, start + at));
            }
            column += c.width().unwrap_or(0);
        }
        Drawn { start: line.bytes.start, marks, is_border }
    }

    /// The byte of the mark that stands at a column.
    fn mark(&self, column: usize) -> Option<usize> {
        self.marks.binary_search_by_key(&column, |(at, _)| *at).ok().map(|index| self.marks[index].1)
    }

    /// What stands between two columns.
    fn inside(&self, columns: Range<usize>) -> Range<usize> {
        match (self.mark(columns.start), self.mark(columns.end)) {
            (Some(start), Some(end)) => start + 1..end,
            _ => 0..0,
        }
    }
}

/// The cell that is open in a column.
#[derive(Clone, Default)]
struct Open {
    row: usize,
    parts: Vec<Part>,
}

struct Grid<'t> {
    lines: Lines<'t>,
    edges: Vec<usize>,
    open: Vec<Open>,
    /// Rows that were begun and not yet handed on.
    done: Vec<TableRow>,
    /// How many rows come before them.
    before: usize,
    /// The row at hand.
    row: usize,
    /// Where it begins.
    start: Option<usize>,
}

impl Grid<'_> {
    fn line(&mut self, line: &Drawn) {
        if line.is_border {
            return;
        }
        self.start.get_or_insert(line.start);
        // Stretches between marks that stand on the edges of columns; an edge without a mark lies inside a merged cell.
        let mut closed = Vec::new();
        let mut from: Option<(usize, usize)> = None;
        for (index, edge) in self.edges.iter().enumerate() {
            let Some(byte) = line.mark(*edge) else { continue };
            if let Some((column, start)) = from.replace((index, byte)) {
                let inside = start + 1..byte;
                let raw = self.lines.text.get(inside.clone()).unwrap_or("");
                if raw.len() >= 3 && raw.contains(['-', '=']) && is_drawn(raw) {
                    closed.push(column..index);
                } else if let Some(part) = Part::trimmed(self.lines.text, inside) {
                    let parts = &mut self.open[column].parts;
                    let glued = is_glued(self.lines.text, parts, &part, edge - self.edges[column]);
                    parts.push(Part { glued, ..part });
                }
            }
        }
        // Some columns have a line here and others a cell that goes on: the next row begins, in which those are merged with the one above.
        if !closed.is_empty() {
            for columns in closed {
                self.close(columns);
            }
            self.advance(line.start);
        }
    }

    /// Ends the cells of some columns.
    fn close(&mut self, columns: Range<usize>) {
        for column in columns {
            let open = std::mem::replace(&mut self.open[column], Open { row: self.row + 1, parts: Vec::new() });
            if !open.parts.is_empty() {
                self.begin(open.row);
                self.done[open.row - self.before].cells.push(TableCell { column, down: self.row - open.row, parts: open.parts });
            }
        }
    }

    /// Sees that a row is there to take cells.
    fn begin(&mut self, row: usize) {
        while self.before + self.done.len() <= row {
            let start = self.start.unwrap_or(0);
            self.done.push(TableRow { lines: start..start, cells: Vec::new(), escaped: false });
        }
    }

    /// Ends the row at hand before a byte, where anything stands in it.
    fn advance(&mut self, end: usize) {
        if let Some(start) = self.start.take() {
            self.begin(self.row);
            let shown = self.lines.text.get(start..end).unwrap_or("").trim_end().len();
            self.done[self.row - self.before].lines = start..start + shown;
            self.row += 1;
        }
        for open in self.open.iter_mut().filter(|open| open.parts.is_empty()) {
            open.row = self.row;
        }
    }

    /// Hands on the rows all of whose cells are closed.
    fn hand_on(&mut self, sink: &mut impl Sink) -> Result<(), ReadError> {
        let first_open = self.open.iter().map(|open| open.row).min().unwrap_or(self.row).min(self.row);
        for mut row in self.done.drain(..first_open.saturating_sub(self.before).min(self.done.len())) {
            row.cells.sort_by_key(|cell| cell.column);
            sink.row(&row)?;
            self.before += 1;
        }
        Ok(())
    }
}

/// Whether there is nothing but lines.
fn is_drawn(raw: &str) -> bool {
    raw.bytes().all(|byte| matches!(byte, b'|' | b'+' | b'-' | b'=' | b':'))
}

/// Whether a part is the rest of a word that pandoc broke because its column is too narrow for it: the rest fills the column, and the beginning, alone on the
/// line before, would have fit on the one before that if it were a word. Other broken words look like two.
fn is_glued(text: &str, before: &[Part], part: &Part, columns: usize) -> bool {
    let raw = |part: &Part| text.get(part.bytes.clone()).unwrap_or("");
    let width = |part: &Part| raw(part).chars().map(|c| c.width().unwrap_or(0)).sum::<usize>();
    let room = columns.saturating_sub(3);
    let Some(last) = before.last().filter(|last| !raw(last).contains(' ')) else { return false };
    if raw(part).contains(' ') || width(part) != room {
        return false;
    }
    let fits = before.len() >= 2 && width(&before[before.len() - 2]) + 1 + width(last) <= room;
    fits || raw(last).bytes().all(|byte| byte == b'*')
}
