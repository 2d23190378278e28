//! Rows of a document as lines of a terminal: cells in columns, fitted to the room there is, with the marked cells given most of it.
//!
//! Rows can have millions of cells and cells millions of letters, so only what stands near a mark is looked at: the cost of a line depends on the room.

use std::ops::Range;

use crate::columns::{Piece, columns, crop, measure};
use crate::document::{Document, RowId};

/// The widest a quiet column is shown, in terminal columns.
const QUIET: usize = 22;

/// The widest a marked cell is shown.
const MARKED: usize = 56;

/// The widest that a row of a single cell is shown: a line that is longer is tiring to read.
const LINE: usize = 100;

/// How many columns of the document are looked at on each side of a marked one.
const NEAR: usize = 8;

/// Rows longer than this are never looked at as a whole.
const LONG_ROW: usize = 32;

/// What stands between two cells.
pub(super) const BETWEEN: &str = " │ ";

/// What stands for an empty cell that is marked.
const EMPTY: &str = "␣";

/// A row to be shown, and what is marked in it.
#[derive(Debug)]
pub(super) struct Shown {
    /// The row; `None` for the gap between the row before and the row after.
    pub(super) row: Option<RowId>,
    /// Marks: which label, which column, which bytes of the cell's text.
    pub(super) marks: Vec<Mark>,
}

/// A mark in a row.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// Which of the labels.
    pub(super) label: usize,
    /// The column of the cell, from 0. It may lie past the end of the row.
    pub(super) column: usize,
    /// The bytes of the cell's text.
    pub(super) range: Range<usize>,
}

/// A line as it is shown, with the bytes that each label marks.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) marks: Vec<(usize, Range<usize>)>,
}

/// Lays rows out, one line each, none wider than `room` columns.
///
/// Rows of one kind share their columns; a row of another kind beside them, such as the footer under the last unit, would only tear these apart.
pub(super) fn lines(document: &Document, rows: &[Shown], room: usize) -> Vec<Line> {
    let kinds: Vec<Kind> = rows.iter().map(|shown| Kind::of(document, shown)).collect();
    let plan = |kind: Kind| {
        let alike: Vec<&Shown> = rows.iter().zip(&kinds).filter(|(_, other)| **other == kind).map(|(shown, _)| shown).collect();
        Plan::new(document, &alike, room)
    };
    let plans = [Kind::Full, Kind::Labeled].map(|kind| kinds.contains(&kind).then(|| plan(kind)));
    let lay = |(shown, kind): (&Shown, &Kind)| match (shown.row, kind) {
        (None, _) => Line { text: String::new(), marks: shown.marks.iter().map(|mark| (mark.label, 0..0)).collect() },
        (Some(row), Kind::Alone) => {
            let mut line = Line::default();
            line.cell(text(document, row, 0), &shown.marks.iter().collect::<Vec<_>>(), room.min(LINE));
            line
        }
        (Some(row), kind) => {
            let plan = plans[usize::from(*kind == Kind::Labeled)].as_ref();
            plan.map_or_else(Line::default, |plan| plan.line(document, row, &shown.marks))
        }
    };
    rows.iter().zip(&kinds).map(lay).collect()
}

/// How a row is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Cell by cell, like a unit.
    Full,
    /// A label, and a value somewhere to the right of it, like a row of the footer.
    Labeled,
    /// Its first cell only: a heading, a note, a line of a plain text.
    Alone,
}

impl Kind {
    fn of(document: &Document, shown: &Shown) -> Kind {
        let Some(row) = shown.row else { return Kind::Alone };
        if stands_alone(document, row, &shown.marks) {
            return Kind::Alone;
        }
        let second = !text(document, row, 1).is_empty() || shown.marks.iter().any(|mark| mark.column == 1);
        if second || text(document, row, 0).is_empty() { Kind::Full } else { Kind::Labeled }
    }
}

/// Whether the row says something in its first cell only: a heading, a note, a line of a plain text.
fn stands_alone(document: &Document, row: RowId, marks: &[Mark]) -> bool {
    let cells = document.cells(row);
    marks.iter().all(|mark| mark.column == 0) && cells.len() <= LONG_ROW && cells.skip(1).all(|cell| document.text(cell).is_empty())
}

fn text(document: &Document, row: RowId, column: usize) -> &str {
    document.cell_at(row, column).map_or("", |cell| document.text(cell))
}

/// Which columns of the document are shown, and how wide.
struct Plan {
    columns: Vec<Column>,
    /// Whether something stands after the last of the columns.
    tail: bool,
}

#[derive(Debug, Clone)]
struct Column {
    index: usize,
    marked: bool,
    /// How wide it would like to be.
    natural: usize,
    /// How wide it is.
    width: usize,
}

impl Plan {
    /// First everything grows narrower; then the columns far from the marks go; at last the marked cells take what is left.
    fn new(document: &Document, rows: &[&Shown], room: usize) -> Plan {
        let columns = candidates(document, rows);
        let after = columns.last().map_or(0, |column| column.index + 1);
        let tail = rows.iter().filter_map(|shown| shown.row).any(|row| goes_on(document, row, after));
        let mut plan = Plan { columns, tail };
        if plan.shrink(QUIET, 10, room) {
            return plan;
        }
        while !plan.fits(8, room) && plan.drop_farthest() {}
        if plan.shrink(14, 8, room) {
            return plan;
        }
        let marked = || plan.columns.iter().filter(|column| column.marked);
        let taken = plan.total() - marked().map(|column| column.width).sum::<usize>();
        let share = (room.saturating_sub(taken) / marked().count().max(1)).max(3);
        plan.columns.iter_mut().filter(|column| column.marked).for_each(|column| column.width = column.width.min(share));
        plan
    }

    /// Looks for the widest quiet columns with which all fits.
    fn shrink(&mut self, most: usize, least: usize, room: usize) -> bool {
        (least..=most).rev().any(|quiet| self.fits(quiet, room))
    }

    /// Sets the widths for quiet columns of at most `quiet` columns; whether all fits.
    fn fits(&mut self, quiet: usize, room: usize) -> bool {
        // From 22 and 56 down to 8 and 24.
        let marked = (MARKED * quiet / QUIET).max(quiet).max(24);
        for column in &mut self.columns {
            column.width = column.natural.min(if column.marked { marked } else { quiet });
        }
        self.total() <= room
    }

    /// How wide the widest line can be, with an ellipsis for each stretch of columns that is left out.
    fn total(&self) -> usize {
        let mut next = 0;
        let mut sum = 0;
        for column in &self.columns {
            let gaps = usize::from(column.index > 0) + usize::from(column.index > next);
            sum += column.width + BETWEEN_COLUMNS * gaps.max(usize::from(next > 0)) + usize::from(column.index > next);
            next = column.index + 1;
        }
        sum + if self.tail { 1 + BETWEEN_COLUMNS } else { 0 }
    }

    /// Leaves out the quiet column that tells least: the farthest from the marks, the first two columns last, since they say which row it is.
    fn drop_farthest(&mut self) -> bool {
        let marked: Vec<usize> = self.columns.iter().filter(|column| column.marked).map(|column| column.index).collect();
        let distance = |column: &Column| {
            let near = marked.iter().map(|index| index.abs_diff(column.index)).min().unwrap_or(column.index);
            (column.index > 1, if column.index > 1 { near } else { column.index })
        };
        let farthest = self.columns.iter().enumerate().filter(|(_, column)| !column.marked).max_by_key(|(_, column)| distance(column));
        let Some(at) = farthest.map(|(at, _)| at) else { return false };
        self.tail |= at + 1 == self.columns.len();
        self.columns.remove(at);
        true
    }

    fn line(&self, document: &Document, row: RowId, marks: &[Mark]) -> Line {
        let says = |index: usize| !text(document, row, index).is_empty() || marks.iter().any(|mark| mark.column == index);
        // What is empty up to the end of the row is left out.
        let last = self.columns.iter().rposition(|column| says(column.index));
        let after = last.map_or(0, |at| self.columns[at].index + 1);
        let goes_on = goes_on(document, row, after);
        let mut line = Line::default();
        let mut next = 0;
        for (at, column) in self.columns.iter().enumerate().take(last.map_or(0, |at| at + 1)) {
            if column.index > next {
                line.text.push('…');
                line.text.push_str(BETWEEN);
            }
            next = column.index + 1;
            let own: Vec<&Mark> = marks.iter().filter(|mark| mark.column == column.index).collect();
            let start = line.text.len();
            let width = if own.is_empty() { column.width.min(QUIET) } else { column.width };
            line.cell(text(document, row, column.index), &own, width);
            if Some(at) != last || goes_on {
                let pad = column.width.saturating_sub(columns(&line.text[start..]));
                line.text.extend(std::iter::repeat_n(' ', pad));
                if Some(at) != last {
                    line.text.push_str(BETWEEN);
                }
            }
        }
        if goes_on {
            if !line.text.is_empty() {
                line.text.push_str(BETWEEN);
            }
            line.text.push('…');
        }
        line
    }
}

/// Whether something stands in the cells that follow.
fn goes_on(document: &Document, row: RowId, after: usize) -> bool {
    (after..after + NEAR).any(|index| !text(document, row, index).is_empty())
}

/// How wide [`BETWEEN`] is.
const BETWEEN_COLUMNS: usize = 3;

/// The columns worth showing: the first two, and those near the marks, up to the last that says something.
fn candidates(document: &Document, rows: &[&Shown]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let marked: Vec<usize> = rows.iter().flat_map(|shown| shown.marks.iter().map(|mark| mark.column)).collect();
    let mut indices: Vec<usize> = [0, 1].into_iter().chain(marked.iter().flat_map(|at| at.saturating_sub(NEAR)..=at + NEAR)).collect();
    if marked.is_empty() {
        indices.extend(0..NEAR);
    }
    indices.sort_unstable();
    indices.dedup();
    for index in indices {
        let marked = marked.contains(&index);
        let says = |shown: &&Shown| {
            let row = shown.row?;
            let text = text(document, row, index);
            let own = shown.marks.iter().any(|mark| mark.column == index);
            Some(if own && text.is_empty() { 1 } else { measure(text, if own { MARKED } else { QUIET }) })
        };
        let natural = rows.iter().filter_map(says).max().unwrap_or(0);
        columns.push(Column { index, marked, natural, width: natural });
    }
    let last = columns.iter().rposition(|column| column.marked || column.natural > 0);
    columns.truncate(last.map_or(0, |at| at + 1));
    columns
}

impl Line {
    /// Adds a cell, cut to so many columns round its first mark.
    fn cell(&mut self, text: &str, marks: &[&Mark], width: usize) {
        let start = self.text.len();
        match marks.first() {
            None => self.text.push_str(&crop(text, width)),
            Some(_) if text.is_empty() => {
                self.text.push_str(EMPTY);
                self.marks.extend(marks.iter().map(|mark| (mark.label, start..start + EMPTY.len())));
            }
            Some(first) => {
                let piece = Piece::around(text, first.range.clone(), width);
                let found = marks.iter().map(|mark| (mark.label, piece.find(text, &mark.range)));
                self.marks.extend(found.map(|(label, range)| (label, start + range.start..start + range.end)));
                self.text.push_str(&piece.text);
            }
        }
    }
}
