//! Rows of a document as the cells of a table that somebody else draws: which columns are shown, under which names, and what of each text.
//!
//! Columns are chosen as for a terminal; how wide they come out is left to whoever draws the table.

use std::ops::Range;

use super::Shown;
use super::grid::{Filled, candidates, column_name};
use super::plan::{Column, Plan};
use crate::columns::{Piece, crop};
use crate::document::Document;

/// How many terminal columns the chosen columns would fill: as many as a sheet of paper shows in small letters.
const ROOM: usize = 100;

/// The most that is shown of a cell in which something is marked, in letters.
const MARKED: usize = 360;

/// The most that is shown of another cell, in letters.
const QUIET: usize = 120;

/// Rows with the same columns.
#[derive(Debug)]
pub(in crate::render) struct Table {
    /// The names of the columns in the terms of the file; `None` where columns have no names.
    pub(in crate::render) names: Option<Vec<Head>>,
    /// How many columns there are, those for what is left out included.
    pub(in crate::render) width: usize,
    /// The rows.
    pub(in crate::render) rows: Vec<Row>,
}

/// What stands over a column.
#[derive(Debug)]
pub(in crate::render) struct Head {
    /// The name; `None` over an ellipsis.
    pub(in crate::render) name: Option<String>,
    /// Whether something in the column is marked.
    pub(in crate::render) marked: bool,
}

/// A row of such a table.
#[derive(Debug)]
pub(in crate::render) enum Row {
    /// Cells.
    Cells {
        /// What a person calls the row; `None` for one that only stands beside the others.
        number: Option<u32>,
        /// Its cells.
        cells: Vec<Cell>,
    },
    /// Something is missing between the row before and the row after: the labels that say what.
    Gap(Vec<usize>),
    /// Rows are left out.
    LeftOut,
    /// A page begins.
    Page(String),
}

/// A cell of such a table.
#[derive(Debug, Default)]
pub(in crate::render) struct Cell {
    /// What is shown of its text.
    pub(in crate::render) text: String,
    /// The bytes of it that are marked, in order and apart from one another.
    pub(in crate::render) marked: Vec<Range<usize>>,
    /// The labels of its marks, whether there is text to mark or not.
    pub(in crate::render) labels: Vec<usize>,
    /// How many columns it takes up.
    pub(in crate::render) span: usize,
}

/// The cells of some rows.
pub(in crate::render) fn table(document: &Document, rows: &[Shown]) -> Table {
    let shown: Vec<&Shown> = rows.iter().filter(|shown| shown.number.is_some()).collect();
    let filled: Vec<Filled<'_>> = shown.iter().filter_map(|shown| Filled::of(document, shown)).collect();
    let name = |index| column_name(document, rows, index);
    let candidates = candidates(document, &filled, &shown, |index| name(index).unwrap_or_default());
    let tail = filled.iter().any(|row| row.goes_on(&candidates));
    let columns = Plan::new(candidates, tail, ROOM).columns;
    let tail = filled.iter().any(|row| row.goes_on(&columns));
    let width = (across(&columns) + usize::from(tail)).max(1);
    let lay = |shown: &Shown| match Filled::of(document, shown) {
        Some(row) => Row::Cells { number: shown.number, cells: cells(&row, &columns, tail) },
        None => match shown.row {
            Some(row) => {
                let text = document.cells(row).next().map_or("", |cell| document.text(cell));
                Row::Cells { number: None, cells: vec![Cell { text: crop(text, MARKED), span: width, ..Cell::default() }] }
            }
            None if shown.page.is_some() => Row::Page(shown.page.clone().unwrap_or_default()),
            None if shown.marks.is_empty() => Row::LeftOut,
            None => Row::Gap(shown.marks.iter().map(|mark| mark.label).collect()),
        },
    };
    let rows = rows.iter().map(lay).collect();
    let names = name(0).is_some().then(|| {
        let over = |column: &Column| {
            let ellipsis = column.skips.then_some(Head { name: None, marked: false });
            ellipsis.into_iter().chain([Head { name: name(column.index), marked: column.marked }])
        };
        columns.iter().flat_map(over).chain(tail.then_some(Head { name: None, marked: false })).collect()
    });
    Table { names, width, rows }
}

/// How many columns of the table these take up.
fn across(columns: &[Column]) -> usize {
    columns.iter().map(|column| 1 + usize::from(column.skips)).sum()
}

fn cells(row: &Filled<'_>, columns: &[Column], tail: bool) -> Vec<Cell> {
    let ellipsis = || Cell { text: "…".to_owned(), span: 1, ..Cell::default() };
    let mut cells = Vec::new();
    let mut at = 0;
    while let Some(column) = columns.get(at) {
        if column.skips {
            cells.push(ellipsis());
        }
        let end = row.end(columns, at).max(at + 1);
        let own: Vec<(usize, Range<usize>)> =
            row.marks.iter().filter(|mark| mark.column == column.index).map(|mark| (mark.label, mark.range.clone())).collect();
        cells.push(Cell { span: 1 + across(&columns[at + 1..end]), ..cell(row.text(column.index), &own) });
        at = end;
    }
    if tail {
        cells.push(if row.goes_on(columns) { ellipsis() } else { Cell { span: 1, ..Cell::default() } });
    }
    cells
}

/// A text cut round its first mark, with the bytes that are marked.
fn cell(text: &str, marks: &[(usize, Range<usize>)]) -> Cell {
    let Some((_, first)) = marks.first() else { return Cell { text: crop(text, QUIET), ..Cell::default() } };
    let piece = Piece::around(text, first.clone(), MARKED);
    let mut found: Vec<Range<usize>> = marks.iter().map(|(_, range)| piece.find(text, range)).collect();
    found.sort_by_key(|range| (range.start, range.end));
    let mut marked: Vec<Range<usize>> = Vec::new();
    for range in found {
        let start = range.start.max(marked.last().map_or(0, |last| last.end));
        if start < range.end {
            marked.push(start..range.end);
        }
    }
    Cell { text: piece.text, marked, labels: marks.iter().map(|(label, _)| *label).collect(), span: 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_apart_and_on_whole_letters() {
        let text = "Año\tdos: ñandú 🦙";
        let marks = [(0, 0..4), (1, 0..9), (0, 15..text.len())];
        let cell = cell(text, &marks);
        let shown: Vec<&str> = cell.marked.iter().map(|range| &cell.text[range.clone()]).collect();
        assert_eq!(shown, ["Año", "    dos:", "ú 🦙"]);
        assert_eq!(cell.labels, [0, 1, 0]);
    }

    #[test]
    fn an_empty_cell_is_marked_without_text() {
        let cell = cell("", &[(0, 0..0)]);
        assert!(cell.text.is_empty() && cell.marked.is_empty());
        assert_eq!(cell.labels, [0]);
    }
}
