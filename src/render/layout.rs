//! Rows of a document as lines of a terminal: cells in columns, fitted to the room there is, with the marked cells given most of it.
//!
//! Rows can have millions of cells and cells millions of letters, so only what stands near a mark is looked at: the cost of a line depends on the room.
//! Sheets, the tables of word processors and those on pages, whose rows all have the same columns, are left to [`grid`].

pub(super) mod cells;
mod grid;
mod plan;

use std::ops::Range;

use crate::columns::{Piece, columns, crop, measure};
use crate::document::{Document, PartOf, RowId};
use plan::{Column, MARKED, Plan};

/// The widest a quiet column is shown, in terminal columns.
const QUIET: usize = 22;

/// The widest that a row of a single cell is shown: a line that is longer is tiring to read.
const LINE: usize = 100;

/// How many columns of the document are looked at on each side of a marked one.
const NEAR: usize = 8;

/// How many columns at most are looked through for the first that hold something; the old format of spreadsheets had no more.
const LEADING: usize = 256;

/// Rows longer than this are never looked at as a whole.
const LONG_ROW: usize = 32;

/// What stands between two cells.
pub(super) const BETWEEN: &str = " │ ";

/// What stands for an empty cell that is marked.
const EMPTY: &str = "␣";

/// A row to be shown, and what is marked in it.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// The row; `None` for what is missing between the row before and the row after or, where nothing is marked, for rows that are left out.
    pub(super) row: Option<RowId>,
    /// What a person calls it; `None` for a row that only stands beside those that the window is of.
    pub(super) number: Option<u32>,
    /// Marks: which label, which column, which bytes of the cell's text.
    pub(super) marks: Vec<Mark>,
    /// The page that begins here; such a line is no row.
    pub(super) page: Option<String>,
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

/// The names of the columns over the rows of a window, with the bytes of those in which something is marked.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) text: String,
    pub(super) marked: Vec<Range<usize>>,
}

/// Lays rows out, one line each, none wider than `room` columns; over them the names of their columns, where these have any.
pub(super) fn lines(document: &Document, rows: &[Shown], room: usize) -> (Option<Names>, Vec<Line>) {
    let names = |index| grid::column_name(document, rows, index);
    let on_pages = || rows.iter().filter_map(|shown| shown.row).any(|row| matches!(document.part_of(row), PartOf::Page(_)));
    if names(0).is_some() || on_pages() { grid::lines(document, rows, room, names) } else { (None, plain_lines(document, rows, room)) }
}

/// Rows of one kind share their columns; a row of another kind beside them, such as the footer under the last unit, would only tear these apart.
fn plain_lines(document: &Document, rows: &[Shown], room: usize) -> Vec<Line> {
    let kinds: Vec<Kind> = rows.iter().map(|shown| Kind::of(document, shown)).collect();
    let plan = |kind: Kind| {
        let alike: Vec<&Shown> = rows.iter().zip(&kinds).filter(|(_, other)| **other == kind).map(|(shown, _)| shown).collect();
        let columns = candidates(document, &alike);
        let after = columns.last().map_or(0, |column| column.index + 1);
        let tail = alike.iter().filter_map(|shown| shown.row).any(|row| goes_on(document, row, after));
        Plan::new(columns, tail, room)
    };
    let plans = [Kind::Full, Kind::Labeled].map(|kind| kinds.contains(&kind).then(|| plan(kind)));
    let lay = |(shown, kind): (&Shown, &Kind)| match (shown.row, kind) {
        (Some(row), Kind::Full | Kind::Labeled) => {
            let plan = plans[usize::from(*kind == Kind::Labeled)].as_ref();
            plan.map_or_else(Line::default, |plan| line(plan, document, row, &shown.marks))
        }
        _ => alone(document, shown, room),
    };
    rows.iter().zip(&kinds).map(lay).collect()
}

/// A line without columns: a row of one cell, what is missing, or what is left out.
fn alone(document: &Document, shown: &Shown, room: usize) -> Line {
    let mut line = Line::default();
    match shown.row {
        Some(row) => line.cell(text(document, row, 0), &shown.marks.iter().collect::<Vec<_>>(), room.min(LINE)),
        None if shown.page.is_some() => line.text.push_str(&crop(shown.page.as_deref().unwrap_or_default(), room)),
        None if shown.marks.is_empty() => line.text.push('⋮'),
        None => line.marks.extend(shown.marks.iter().map(|mark| (mark.label, 0..0))),
    }
    line
}

/// What a row says where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Something in its first cell only, or nothing.
    Alone,
    /// Something in its second cell: a row of a table.
    Full,
    /// Something in its first cell and nothing in the second: a label and, after the gap, its value.
    Labeled,
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

/// The first column from `from` on that holds something, if there is one within so many.
fn next_filled(document: &Document, row: RowId, from: usize, within: usize) -> Option<usize> {
    let end = document.cells(row).len().min(from.saturating_add(within));
    (from..end).find(|index| !text(document, row, *index).is_empty())
}

/// Whether something stands in the cells that follow.
fn goes_on(document: &Document, row: RowId, after: usize) -> bool {
    next_filled(document, row, after, NEAR).is_some()
}

/// The first two columns in which any of the rows holds something.
fn leading(document: &Document, rows: &[&Shown]) -> Vec<usize> {
    let first = |from: usize| {
        let filled = rows.iter().filter_map(|shown| next_filled(document, shown.row?, from, LEADING.saturating_sub(from)));
        filled.min()
    };
    let mut found: Vec<usize> = first(0).into_iter().collect();
    found.extend(found.first().copied().and_then(|index| first(index + 1)));
    found
}

/// The columns worth looking at: those that lead, and those near the marks.
fn indices(leading: &[usize], marked: &[usize]) -> Vec<usize> {
    let mut indices: Vec<usize> = leading.to_vec();
    indices.extend(marked.iter().flat_map(|at| at.saturating_sub(NEAR)..=at + NEAR));
    if marked.is_empty() {
        let first = leading.first().copied().unwrap_or(0);
        indices.extend(first..first + NEAR);
    }
    indices.sort_unstable();
    indices.dedup();
    indices
}

/// The columns worth showing, up to the last that says something.
fn candidates(document: &Document, rows: &[&Shown]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let marked: Vec<usize> = rows.iter().flat_map(|shown| shown.marks.iter().map(|mark| mark.column)).collect();
    let leading = leading(document, rows);
    let mut next = 0;
    for index in indices(&leading, &marked) {
        let marked = marked.contains(&index);
        let says = |shown: &&Shown| {
            let own = shown.marks.iter().any(|mark| mark.column == index);
            Some(natural(text(document, shown.row?, index), own))
        };
        let natural = rows.iter().filter_map(says).max().unwrap_or(0);
        // Before the first of the columns that lead there is nothing.
        let skips = index > next && !(columns.is_empty() && leading.contains(&index));
        columns.push(Column { index, marked, leads: leading.contains(&index), skips, natural, width: natural });
        next = index + 1;
    }
    let last = columns.iter().rposition(|column| column.marked || column.natural > 0);
    columns.truncate(last.map_or(0, |at| at + 1));
    columns
}

/// How wide a cell would like to be.
fn natural(text: &str, marked: bool) -> usize {
    if marked && text.is_empty() { 1 } else { measure(text, if marked { MARKED } else { QUIET }) }
}

/// A row in its columns.
fn line(plan: &Plan, document: &Document, row: RowId, marks: &[Mark]) -> Line {
    let says = |index: usize| !text(document, row, index).is_empty() || marks.iter().any(|mark| mark.column == index);
    // What is empty up to the end of the row is left out.
    let last = plan.columns.iter().rposition(|column| says(column.index));
    let after = last.map_or(0, |at| plan.columns[at].index + 1);
    let goes_on = goes_on(document, row, after);
    let mut line = Line::default();
    for (at, column) in plan.columns.iter().enumerate().take(last.map_or(0, |at| at + 1)) {
        if column.skips {
            line.skip();
        }
        let own: Vec<&Mark> = marks.iter().filter(|mark| mark.column == column.index).collect();
        let start = line.text.len();
        let width = if own.is_empty() { column.width.min(QUIET) } else { column.width };
        line.cell(text(document, row, column.index), &own, width);
        if Some(at) != last || goes_on {
            pad(&mut line.text, start, column.width);
            if Some(at) != last {
                line.text.push_str(BETWEEN);
            }
        }
    }
    if goes_on {
        line.go_on();
    }
    line
}

/// Fills what was written from `start` on with spaces up to so many columns.
fn pad(text: &mut String, start: usize, width: usize) {
    let spaces = width.saturating_sub(columns(&text[start..]));
    text.extend(std::iter::repeat_n(' ', spaces));
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

    /// Adds an ellipsis for columns that are left out before the next one.
    fn skip(&mut self) {
        self.text.push('…');
        self.text.push_str(BETWEEN);
    }

    /// Adds an ellipsis for what stands after the last column.
    fn go_on(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str(BETWEEN);
        }
        self.text.push('…');
    }
}
