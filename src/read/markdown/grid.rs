//! Tables drawn with lines of `+---+---+`, as pandoc, reStructuredText and database programs draw them; cells may have several lines, and be merged.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::blocks::{Line, Part, TableCell, TableRow};

/// Words that stand on a line of their own before a long one, and are not its beginning.
const SMALL: [&str; 24] = [
    "a", "al", "cada", "como", "con", "de", "del", "e", "el", "en", "la", "las", "los", "no", "o", "para", "plan", "por", "que", "se", "sin", "su",
    "sus", "y",
];

/// Whether a line is a border: `+---+===+`.
pub(super) fn is_border(content: &str) -> bool {
    content.len() >= 3
        && content.starts_with('+')
        && content.ends_with('+')
        && content.contains(['-', '='])
        && content.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'))
}

/// The rows of a drawn table; `None` where nothing stands between its lines.
pub(super) fn rows(text: &str, lines: &[Line]) -> Option<Vec<TableRow>> {
    let drawn: Vec<Drawn> = lines.iter().map(|line| Drawn::of(text, line)).collect();
    let mut edges: Vec<usize> = drawn.iter().filter(|line| line.is_border).flat_map(|line| line.crossings.iter().copied()).collect();
    edges.sort_unstable();
    edges.dedup();
    if edges.len() < 2 || drawn.iter().all(|line| line.is_border) {
        return None;
    }
    let by_line = has_row_per_line(text, &drawn, &edges);
    let mut grid = Grid { text, edges, rows: Vec::new(), open: Vec::new(), row: 0, start: 0 };
    grid.open = vec![Open::default(); grid.edges.len() - 1];
    for line in &drawn {
        grid.line(line);
        if by_line && !line.is_border {
            grid.close(0..grid.edges.len() - 1);
            grid.advance(line.bytes.end);
        }
    }
    grid.close(0..grid.edges.len() - 1);
    grid.advance(lines.last()?.bytes.end);
    let mut rows = grid.rows;
    rows.retain(|row| !row.cells.is_empty());
    rows.iter_mut().for_each(|row| row.cells.sort_by_key(|cell| cell.column));
    (!rows.is_empty()).then_some(rows)
}

/// Database programs draw a line below the names of the columns and none between the rows.
fn has_row_per_line(text: &str, drawn: &[Drawn], edges: &[usize]) -> bool {
    if drawn.iter().filter(|line| line.is_border).count() > 3 {
        return false;
    }
    let Some(second) = drawn.iter().enumerate().filter(|(_, line)| line.is_border).nth(1).map(|(at, _)| at) else { return false };
    let first_column = edges[0]..edges[1];
    let begins = |line: &&Drawn| !line.is_border && Part::trimmed(text, line.inside(&first_column)).is_some();
    drawn[second..].iter().filter(begins).count() >= 2
}

/// A line of a drawn table.
struct Drawn {
    bytes: Range<usize>,
    /// Where each bar and crossing stands: its column on the screen, and its byte.
    marks: Vec<(usize, usize)>,
    /// The columns of the crossings.
    crossings: Vec<usize>,
    is_border: bool,
}

impl Drawn {
    fn of(text: &str, line: &Line) -> Drawn {
        let raw = text.get(line.bytes.clone()).unwrap_or("");
        let indent = raw.len() - raw.trim_start_matches(['>', ' ', '\t']).len();
        let is_border = {
            let content = raw[indent..].trim_end();
            is_border(content) || content.starts_with('|') && content.len() > 2 && content.bytes().all(|byte| matches!(byte, b'|' | b'+' | b'-' | b'=' | b':'))
        };
        let (mut column, mut marks, mut crossings) = (0, Vec::new(), Vec::new());
        for (at, c) in raw[indent..].char_indices() {
            if matches!(c, '|' | '+') {
                marks.push((column, line.bytes.start + indent + at));
                if is_border {
                    crossings.push(column);
                }
            }
            column += c.width().unwrap_or(0);
        }
        Drawn { bytes: line.bytes.clone(), marks, crossings, is_border }
    }

    /// The byte of the mark that stands at a column, or right before or behind it where letters were counted otherwise.
    fn mark(&self, column: usize) -> Option<usize> {
        let index = self.marks.partition_point(|(at, _)| *at < column);
        self.marks.get(index).filter(|(at, _)| *at == column).map(|(_, byte)| *byte)
    }

    /// What stands between two columns.
    fn inside(&self, columns: &Range<usize>) -> Range<usize> {
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
    /// The column it was begun in, where it is merged with those to its left.
    parts: Vec<Part>,
}

struct Grid<'t> {
    text: &'t str,
    edges: Vec<usize>,
    rows: Vec<TableRow>,
    open: Vec<Open>,
    row: usize,
    /// Where the row at hand begins.
    start: usize,
}

impl Grid<'_> {
    fn line(&mut self, line: &Drawn) {
        if line.is_border {
            self.close(0..self.edges.len() - 1);
            self.advance(line.bytes.start);
            return;
        }
        if self.start == 0 {
            self.start = line.bytes.start;
        }
        // Stretches between marks that stand on the edges of columns; edges without a mark lie inside a merged cell.
        let mut closes = Vec::new();
        let mut from: Option<(usize, usize)> = None;
        for index in 0..self.edges.len() {
            if line.marks.last().is_none_or(|(last, _)| self.edges[index] > *last) {
                break;
            }
            let Some(byte) = line.mark(self.edges[index]) else { continue };
            if let Some((column, start)) = from {
                let inside = start + 1..byte;
                let raw = self.text.get(inside.clone()).unwrap_or("");
                if raw.len() >= 3 && raw.contains(['-', '=']) && raw.bytes().all(|byte| matches!(byte, b'-' | b'=' | b':' | b'+')) {
                    closes.push(column..index);
                } else if let Some(part) = Part::trimmed(self.text, inside) {
                    let width = self.edges[index] - self.edges[column];
                    let glued = self.open[column].parts.last().is_some_and(|last| is_glued(self.text, &self.open[column].parts, last, &part, width));
                    self.open[column].parts.push(Part { glued, ..part });
                }
            }
            from = Some((index, byte));
        }
        if !closes.is_empty() {
            closes.into_iter().for_each(|columns| self.close(columns));
            self.advance(line.bytes.start);
        }
    }

    /// Ends the cells of some columns.
    fn close(&mut self, columns: Range<usize>) {
        for column in columns {
            let open = std::mem::take(&mut self.open[column]);
            if !open.parts.is_empty() {
                while self.rows.len() <= open.row {
                    self.rows.push(TableRow { lines: self.start..self.start, cells: Vec::new(), escaped: false });
                }
                self.rows[open.row].cells.push(TableCell { column, down: self.row - open.row, parts: open.parts });
            }
            self.open[column].row = self.row + 1;
        }
    }

    /// Ends the row at hand before a byte.
    fn advance(&mut self, end: usize) {
        if self.start > 0 {
            while self.rows.len() <= self.row {
                self.rows.push(TableRow { lines: self.start..self.start, cells: Vec::new(), escaped: false });
            }
            let shown = self.text.get(self.start..end).unwrap_or("").trim_end().len();
            self.rows[self.row].lines = self.start..self.start + shown;
        }
        self.row += 1;
        self.start = 0;
        for open in self.open.iter_mut().filter(|open| open.parts.is_empty()) {
            open.row = self.row;
        }
    }
}

/// Whether a part is the rest of a word that pandoc broke because its column is too narrow for it: the rest fills the column, and the beginning stands alone.
fn is_glued(text: &str, before: &[Part], last: &Part, part: &Part, columns: usize) -> bool {
    let width = |part: &Part| text[part.bytes.clone()].chars().map(|c| c.width().unwrap_or(0)).sum::<usize>();
    let room = columns.saturating_sub(3);
    let beginning = &text[last.bytes.clone()];
    if width(part) != room || text[part.bytes.clone()].contains(' ') || beginning.contains(' ') {
        return false;
    }
    let fits = before.len() >= 2 && width(&before[before.len() - 2]) + 1 + width(last) <= room;
    fits || !SMALL.contains(&beginning.to_lowercase().as_str()) && beginning.chars().count() <= 5
}
