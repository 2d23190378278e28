//! A table of a page: which column a cell stands in, by the cells that reach over several rows and columns; what is hidden or the program's own is left out.

use std::cell::OnceCell;
use std::ops::Range;

use super::super::ReadError;
use super::elements::Group;
use super::headings;
use super::page::Page;

/// A table.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    pub(super) cells: Vec<Cell>,
    /// The items of its caption.
    pub(super) caption: Option<Range<u32>>,
    /// Items between its cells, each with the row they stand before.
    pub(super) loose: Vec<(u32, Range<u32>)>,
    /// All its items.
    pub(super) items: Range<u32>,
    /// Its rows in the order in which they are shown.
    pub(super) order: Vec<u32>,
    /// How many columns hold something.
    pub(super) width: u32,
    /// How many rows do.
    filled_rows: u32,
    /// How many have three cells or more that do.
    wide_rows: u32,
    /// How many columns there are, whatever they hold.
    pub(super) columns: u32,
    /// Whether it lays out the page, and whether its rows stand in order; found out when its rows are first written.
    pub(super) lays_out: OnceCell<bool>,
    pub(super) sorted: OnceCell<bool>,
    hidden_columns: Vec<Range<u32>>,
    next_column: u32,
}

/// A row.
#[derive(Debug)]
pub(super) struct Row {
    /// Where its tag begins.
    pub(super) start: u32,
    /// Where its last cell ends.
    pub(super) end: u32,
    /// Its first cell.
    pub(super) first: u32,
    pub(super) group: Group,
    pub(super) group_id: u32,
    pub(super) hides: bool,
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    /// What is shown in it.
    pub(super) items: Range<u32>,
    /// Its contents in the text.
    pub(super) bytes: Range<u32>,
    pub(super) colspan: u32,
    /// How many rows it reaches over; 0 for all that are left in its group.
    pub(super) rowspan: u32,
    pub(super) hides: bool,
    /// Whether it is a heading.
    pub(super) head: bool,
    /// Whether anything is shown in it.
    pub(super) filled: bool,
    /// How many columns the widest table inside it has.
    pub(super) inner: u32,
    /// How many columns the widest one inside it has that is a table in its own right, with rows and columns.
    pub(super) whole: u32,
    pub(super) column: u32,
    /// The last row it reaches, in the order shown.
    pub(super) last: u32,
}

impl Table {
    /// Adds columns, of which only those that are hidden matter.
    pub(super) fn add_columns(&mut self, span: u32, hides: bool) {
        let from = self.next_column;
        self.next_column = from.saturating_add(span);
        if hides && span > 0 {
            self.hidden_columns.push(from..self.next_column);
        }
    }

    /// The cells of a row.
    pub(super) fn row(&self, row: u32) -> &[Cell] {
        self.cells.get(self.range(row)).unwrap_or(&[])
    }

    /// Where the cells of a row stand among all.
    pub(super) fn range(&self, row: u32) -> Range<usize> {
        let first = |index: usize| self.rows.get(index).map_or(self.cells.len(), |row| row.first as usize);
        first(row as usize)..first(row as usize + 1)
    }

    /// Whether it is a table in its own right, and not one cell's worth of text set in a frame.
    pub(super) fn is_whole(&self) -> bool {
        self.width >= 2 && self.filled_rows >= 2 || self.cells.iter().any(|cell| cell.whole > 0)
    }

    /// Whether it may be a matrix: four columns, and more than one row that fills most of them.
    pub(super) fn is_wide(&self) -> bool {
        self.width >= 4 && self.wide_rows >= 2
    }

    /// Gives every cell its column once all are known. With `all`, what is hidden keeps its place in the grid, as office programs mean it; browsers close
    /// the gap. `budget` is how many places of the grid may still be looked at.
    ///
    /// # Errors
    /// When there are too many places.
    pub(super) fn settle(&mut self, page: &Page<'_>, all: bool, budget: &mut usize) -> Result<(), ReadError> {
        let mut order: Vec<u32> = (0..).zip(&self.rows).filter(|(_, row)| all || !row.hides).map(|(index, _)| index).collect();
        if self.rows.iter().any(|row| row.group != Group::Body) {
            order.sort_by_key(|row| self.rows[*row as usize].group);
        }
        self.order = order;
        let mut from = 0;
        while let Some(first) = self.order.get(from) {
            let group = self.rows[*first as usize].group_id;
            let same = |row: &&u32| self.rows[**row as usize].group_id == group;
            let past = from + self.order[from..].iter().take_while(same).count();
            self.place(from..past, all || !self.hidden_columns.is_empty(), budget)?;
            from = past;
        }
        headings::strip(self, page);
        self.close_ranks();
        Ok(())
    }

    /// Finds the columns of a group of rows: each cell takes the first one that no cell above reaches into.
    fn place(&mut self, group: Range<usize>, all: bool, budget: &mut usize) -> Result<(), ReadError> {
        // For each column, the first row that no cell above reaches.
        let mut free: Vec<u32> = Vec::new();
        let mut spend = |count: usize| {
            *budget = budget.checked_sub(count).ok_or(ReadError::TooManyCells)?;
            Ok(())
        };
        for index in group.clone() {
            let row = narrow(index);
            let mut column = 0;
            for cell in self.range(self.order[index]) {
                let Some(cell) = self.cells.get_mut(cell).filter(|cell| all || !cell.hides) else { continue };
                while free.get(column).is_some_and(|first| *first > row) {
                    column += 1;
                    spend(1)?;
                }
                cell.column = narrow(column);
                let last = narrow(group.end - 1);
                cell.last = if cell.rowspan == 0 { last } else { last.min(row.saturating_add(cell.rowspan - 1)) };
                let past = column + cell.colspan as usize;
                if cell.last > row {
                    spend(cell.colspan as usize + past.saturating_sub(free.len()))?;
                    if free.len() < past {
                        free.resize(past, 0);
                    }
                    free[column..past].fill(cell.last + 1);
                }
                column = past;
            }
        }
        Ok(())
    }

    /// Hides the cells of hidden columns, and leaves out columns in which no cell begins: a cell that reaches over a thousand of them moves nothing.
    fn close_ranks(&mut self) {
        for cell in &mut self.cells {
            let own = cell.column..cell.column.saturating_add(cell.colspan);
            cell.hides |= self.hidden_columns.iter().take(64).any(|hidden| hidden.start <= own.start && own.end <= hidden.end);
        }
        let shown = |row: &&u32| !self.rows[**row as usize].hides;
        let rows: Vec<Range<usize>> = self.order.iter().filter(shown).map(|row| self.range(*row)).collect();
        let mut starts: Vec<u32> =
            rows.iter().flat_map(|row| &self.cells[row.clone()]).filter(|cell| !cell.hides).map(|cell| cell.column).collect();
        starts.sort_unstable();
        starts.dedup();
        self.columns = narrow(starts.len());
        let dense = starts.last().is_none_or(|last| last + 1 == self.columns);
        let mut filled = vec![false; starts.len()];
        for row in rows {
            let mut count = 0;
            for cell in self.cells[row].iter_mut().filter(|cell| !cell.hides) {
                if !dense {
                    cell.column = starts.binary_search(&cell.column).map_or(cell.column, narrow);
                }
                if cell.filled
                    && let Some(filled) = filled.get_mut(cell.column as usize)
                {
                    *filled = true;
                    count += 1;
                }
            }
            self.filled_rows += u32::from(count > 0);
            self.wide_rows += u32::from(count > 2);
        }
        self.width = narrow(filled.iter().filter(|filled| **filled).count());
    }
}

fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
