//! Tables of a text as they grow: rows, and cells on the grid of their columns.

use super::LAST_COLUMN;
use super::grid::{Content, Grid};
use super::out::Out;
use crate::read::ReadError;

/// How many merged cells of rows above are looked at to place the cells of a row that leaves covered cells out.
const MAX_SPANS: usize = 64;

/// A table under construction.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) index: u16,
    /// How many frames and cells it stands in.
    pub(super) depth: usize,
    /// How many columns it says it has.
    pub(super) columns: u32,
    /// Whether it splits the cell it stands in.
    pub(super) splits: bool,
    rows: Vec<Row>,
    /// The row that has begun.
    pub(super) open: Option<Row>,
    next_row: u32,
    spans: Vec<Span>,
    /// What stands in frames anchored in its cells.
    pub(super) late: Vec<Out>,
}

/// Cells of coming rows that a merged cell covers.
#[derive(Debug, Clone, Copy)]
struct Span {
    column: u32,
    across: u32,
    last: u32,
}

impl Span {
    fn covers(&self, column: u32) -> bool {
        (self.column..self.column.saturating_add(self.across)).contains(&column)
    }
}

/// A row under construction, or finished.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) number: u32,
    pub(super) repeat: u32,
    pub(super) cells: Vec<Cell>,
    /// The next column.
    pub(super) column: u32,
    /// How many covered cells should come next. Some programs leave them out.
    owed: u32,
    /// How many columns its cells take, without covered ones.
    taken: u32,
    /// Tables inside its cells, and what surrounds them.
    pub(super) after: Vec<Out>,
}

/// A cell that holds something or reaches further than itself.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) column: u32,
    pub(super) across: u32,
    pub(super) down: u32,
    pub(super) content: Content,
}

impl Table {
    /// A table begins.
    pub(super) fn new(index: u16, depth: usize, splits: bool) -> Self {
        Table { index, depth, splits, ..Table::default() }
    }

    /// Which table it is, and which row of it is being read.
    pub(super) fn at(&self) -> (u16, u32) {
        (self.index, self.open.as_ref().map_or(0, |row| row.number))
    }

    /// How many cells of the row that has begun hold something.
    pub(super) fn filled(&self) -> usize {
        self.open.as_ref().map_or(0, |row| row.cells.iter().filter(|cell| !cell.content.is_empty()).count())
    }

    /// A row begins, that stands for `repeat` rows.
    pub(super) fn begin_row(&mut self, repeat: u32) {
        self.open = Some(Row { number: self.next_row, repeat, ..Row::default() });
        self.next_row = self.next_row.saturating_add(repeat);
    }

    /// The row that has begun ends; how many cells its repetitions add.
    pub(super) fn end_row(&mut self) -> usize {
        let Some(mut row) = self.open.take() else { return 0 };
        row.column = row.column.saturating_add(row.owed);
        if self.spans.iter().any(|span| row.cells.iter().any(|cell| span.covers(cell.column))) && self.has_room(&row) {
            self.shift(&mut row);
        }
        self.spans.retain(|span| span.last > row.number);
        for cell in row.cells.iter().filter(|cell| cell.down > 1) {
            if self.spans.len() < MAX_SPANS {
                self.spans.push(Span { column: cell.column, across: cell.across, last: row.number.saturating_add(cell.down - 1) });
            }
        }
        let added = row.cells.len().saturating_mul(row.repeat as usize);
        self.rows.push(row);
        added
    }

    /// Whether the cells of a row and those that merged cells above cover fit beside one another.
    fn has_room(&self, row: &Row) -> bool {
        let covered = self.spans.iter().fold(0u32, |sum, span| sum.saturating_add(span.across));
        row.taken.saturating_add(covered) <= self.columns
    }

    /// Moves the cells of a row past those that merged cells above cover.
    fn shift(&mut self, row: &mut Row) {
        let covering = |column: u32| self.spans.iter().find(|span| span.covers(column)).map(|span| span.column.saturating_add(span.across));
        let mut moved = 0u32;
        for cell in &mut row.cells {
            cell.column = cell.column.saturating_add(moved);
            while let Some(free) = covering(cell.column) {
                moved = moved.saturating_add(free - cell.column);
                cell.column = free;
            }
        }
        row.column = row.column.saturating_add(moved);
    }

    /// The finished table.
    pub(super) fn finish(&mut self) -> Grid {
        Grid::of(std::mem::take(&mut self.rows))
    }
}

impl Row {
    /// Adds a cell, which may stand for several; `room` is how many there may be.
    ///
    /// # Errors
    /// When a text is repeated beyond all bounds.
    pub(super) fn cell(&mut self, (repeat, across, down): (u32, u32, u32), content: Content, room: usize) -> Result<(), ReadError> {
        self.column = self.column.saturating_add(self.owed);
        self.owed = if repeat == 1 { across - 1 } else { 0 };
        let column = self.column;
        self.column = column.saturating_add(repeat);
        self.taken = self.taken.saturating_add(repeat.max(across));
        if content.is_empty() && down == 1 {
            return Ok(());
        }
        if repeat as usize > room || column.saturating_add(repeat - 1) > LAST_COLUMN {
            return Err(ReadError::TooManyCells);
        }
        if repeat > 1
            && let Content::Stored(stored) | Content::Headings(stored, _) = content
        {
            self.cells.extend((0..repeat).map(|at| Cell {
                column: column.saturating_add(at),
                across,
                down,
                content: Content::Stored(stored),
            }));
            return Ok(());
        }
        self.cells.push(Cell { column, across, down, content });
        Ok(())
    }

    /// Passes over cells that a merged one covers.
    pub(super) fn covered(&mut self, repeat: u32) {
        self.owed = self.owed.saturating_sub(repeat);
        self.column = self.column.saturating_add(repeat);
    }
}
