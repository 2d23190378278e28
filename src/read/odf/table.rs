//! Tables of a text as they grow: rows of cells on a grid, tables that split a cell, and the rows that a finished table comes to.

use std::collections::BTreeMap;

use super::LAST_COLUMN;
use super::lines;
use super::words::Words;
use crate::read::ReadError;
use crate::read::builder::{Builder, RowPlace, Stored};

/// How many merged cells of rows above are looked at to place the cells of a row that leaves covered cells out.
const MAX_SPANS: usize = 64;

/// How many empty cells at the end of a row are kept, to be seen.
const MAX_EMPTY: u32 = 64;

/// What a text comes to, in reading order.
#[derive(Debug)]
pub(super) enum Out {
    /// A paragraph outside all tables, split at its tabs.
    Paragraph(Vec<(u32, Stored)>),
    /// A row of a table, with the number of columns it has.
    Row { table: u16, row: u32, width: u32, cells: Vec<(u32, Stored)> },
    /// The cell at this row and column of the table at hand reaches down to the row `last`.
    Merge { row: u32, column: u32, last: u32 },
    /// A table begins or ends.
    Edge,
}

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
    pub(super) rows: Vec<Row>,
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
    number: u32,
    repeat: u32,
    cells: Vec<Cell>,
    /// The next column.
    column: u32,
    /// How many covered cells should come next. Some programs leave them out.
    owed: u32,
    /// How many columns its cells take, without covered ones.
    taken: u32,
    /// Tables inside its cells, and what surrounds them.
    pub(super) after: Vec<Out>,
}

/// A cell that holds something or reaches further than itself.
#[derive(Debug)]
struct Cell {
    column: u32,
    across: u32,
    down: u32,
    content: Content,
}

/// What is in a cell.
#[derive(Debug)]
pub(super) enum Content {
    Stored(Stored),
    /// A text with several headings in it, whole and taken apart at them.
    Headings(Stored, Vec<Stored>),
    /// Not stored, since its table may yet turn out to be part of a cell's text.
    Raw(Box<Words>),
    /// A table that splits the cell.
    Table(Box<Grid>),
}

/// A finished table: rows in order, each with the cells that hold something.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<Line>,
    pub(super) width: u32,
}

/// A row of a finished table.
#[derive(Debug, Default)]
pub(super) struct Line {
    number: u32,
    width: u32,
    pub(super) cells: Vec<Piece>,
    pub(super) after: Vec<Out>,
}

/// A cell of a finished table.
#[derive(Debug)]
pub(super) struct Piece {
    column: u32,
    last: u32,
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

    /// The finished table. Cells that other tables split are spread over as many rows and columns.
    pub(super) fn finish(&mut self) -> Grid {
        let rows = std::mem::take(&mut self.rows);
        let width = rows.iter().map(|row| row.column).max().unwrap_or(0);
        // How many more columns each column takes, and how many more rows each row.
        let mut wider: BTreeMap<u32, u32> = BTreeMap::new();
        let mut taller: Vec<(u32, u32)> = Vec::new();
        for row in &rows {
            let mut tallest = 1;
            for cell in &row.cells {
                if let Content::Table(grid) = &cell.content {
                    tallest = tallest.max(grid.height());
                    let more = wider.entry(cell.column.saturating_add(cell.across - 1)).or_default();
                    *more = (*more).max(grid.width.saturating_sub(cell.across));
                }
            }
            if tallest > 1 {
                taller.push((row.number, tallest - 1));
            }
        }
        let wider = sums(wider.into_iter());
        let taller = sums(taller.into_iter());
        let mut grid = Grid { rows: Vec::with_capacity(rows.len()), width: moved(&wider, width) };
        for row in rows {
            spread(row, &wider, &taller, &mut grid);
        }
        grid
    }
}

/// Puts the rows that one row comes to into a finished table.
fn spread(row: Row, wider: &[(u32, u32)], taller: &[(u32, u32)], grid: &mut Grid) {
    let number = moved(taller, row.number);
    let height = moved(taller, row.number.saturating_add(1)).saturating_sub(number).max(1);
    let width = moved(wider, row.column);
    let mut line = Line { number, width, cells: Vec::with_capacity(row.cells.len()), after: Vec::new() };
    let mut inner: Vec<(u32, Grid)> = Vec::new();
    for cell in row.cells {
        let column = moved(wider, cell.column);
        let last = moved(taller, row.number.saturating_add(cell.down)).saturating_sub(1).max(number);
        match cell.content {
            Content::Table(inside) => inner.push((column, *inside)),
            content => line.cells.push(Piece { column, last, content }),
        }
    }
    // The same row again and again: only cells that are stored can be.
    let again: Vec<(u32, Stored)> = if row.repeat > 1 { line.cells.iter().filter_map(Piece::stored).collect() } else { Vec::new() };
    let mut lines = BTreeMap::from([(0, line)]);
    for index in 1..row.repeat.min(if again.is_empty() { 1 } else { u32::MAX }) {
        let number = number.saturating_add(index);
        let cells =
            again.iter().map(|(column, stored)| Piece { column: *column, last: number, content: Content::Stored(*stored) }).collect();
        lines.insert(index, Line { number, width, cells, after: Vec::new() });
    }
    for (column, inside) in inner {
        let lowest = inside.rows.last().map_or(0, |line| line.number);
        for mut from in inside.rows {
            let at = number.saturating_add(from.number);
            let into = lines.entry(from.number).or_insert_with(|| Line { number: at, width, ..Line::default() });
            for piece in from.cells {
                let last = if from.number == lowest { number.saturating_add(height - 1) } else { number.saturating_add(piece.last) };
                into.cells.push(Piece { column: column.saturating_add(piece.column), last, content: piece.content });
            }
            into.after.append(&mut from.after);
        }
    }
    for (_, mut line) in lines {
        line.cells.sort_by_key(|piece| piece.column);
        grid.rows.push(line);
    }
    if let Some(line) = grid.rows.last_mut() {
        line.after.extend(row.after);
    }
}

/// Pairs of a number and what is added after it, as running sums.
fn sums(pairs: impl Iterator<Item = (u32, u32)>) -> Vec<(u32, u32)> {
    let mut sum = 0u32;
    pairs
        .map(|(at, more)| {
            sum = sum.saturating_add(more);
            (at, sum)
        })
        .collect()
}

/// Where what stood at `at` stands once all before it has grown.
fn moved(sums: &[(u32, u32)], at: u32) -> u32 {
    let before = sums.partition_point(|(grown, _)| *grown < at);
    at.saturating_add(before.checked_sub(1).map_or(0, |index| sums[index].1))
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

impl Content {
    /// Stores a text.
    pub(super) fn of(words: &Words, builder: &mut Builder) -> Content {
        let whole = words.store(builder);
        let mut starts = lines::headings(&words.text).peekable();
        if starts.peek().is_none() {
            return Content::Stored(whole);
        }
        let (mut parts, mut start) = (Vec::new(), 0);
        for end in starts.chain([words.text.len()]) {
            parts.push(words.store_part(start..end, builder));
            start = end;
        }
        Content::Headings(whole, parts)
    }

    fn is_empty(&self) -> bool {
        match self {
            Content::Stored(stored) | Content::Headings(stored, _) => stored.is_empty(),
            Content::Raw(words) => words.is_blank(),
            Content::Table(_) => false,
        }
    }
}

impl Piece {
    fn stored(&self) -> Option<(u32, Stored)> {
        match &self.content {
            Content::Stored(stored) | Content::Headings(stored, _) => Some((self.column, *stored)),
            Content::Raw(_) | Content::Table(_) => None,
        }
    }
}

impl Grid {
    /// How many rows it has, those without any text included.
    pub(super) fn height(&self) -> u32 {
        self.rows.last().map_or(0, |line| line.number.saturating_add(1))
    }

    /// What the table comes to, in reading order.
    pub(super) fn out(self, table: u16, builder: &mut Builder) -> Vec<Out> {
        let mut out = Vec::with_capacity(self.rows.len() + 2);
        out.push(Out::Edge);
        for line in self.rows {
            let (number, width) = (line.number, line.width);
            let mut cells = Vec::with_capacity(line.cells.len());
            let alone = line.cells.iter().filter(|piece| !piece.content.is_empty()).count() == 1;
            for Piece { column, last, content } in line.cells {
                let content = if let Content::Raw(words) = content { Content::of(&words, builder) } else { content };
                if last > number {
                    out.push(Out::Merge { row: number, column, last });
                }
                match content {
                    // Each heading has a row of its own, as it has a line of its own.
                    Content::Headings(_, parts) if alone => {
                        out.extend(parts.into_iter().map(|part| Out::Row { table, row: number, width: 0, cells: vec![(column, part)] }));
                    }
                    Content::Stored(stored) | Content::Headings(stored, _) => cells.push((column, stored)),
                    Content::Raw(_) | Content::Table(_) => {}
                }
            }
            out.push(Out::Row { table, row: number, width, cells });
            if !line.after.is_empty() {
                out.push(Out::Edge);
                out.extend(line.after);
                out.push(Out::Edge);
            }
        }
        out.push(Out::Edge);
        out
    }
}

/// Puts what a text comes to into the document.
///
/// # Errors
/// When there are too many cells.
pub(super) fn emit(out: Vec<Out>, builder: &mut Builder) -> Result<(), ReadError> {
    let mut number = 0u32;
    for out in out {
        match out {
            Out::Paragraph(cells) => {
                builder.begin_row(RowPlace::Paragraph { number });
                for (column, stored) in &cells {
                    builder.cell(*column as usize, *stored, None)?;
                }
                builder.end_row(false);
                number = number.saturating_add(u32::from(cells.iter().any(|(_, stored)| !stored.is_empty())));
            }
            Out::Row { table, row, width, cells } => {
                builder.begin_row(RowPlace::Table { table, row });
                for (column, stored) in cells {
                    builder.cell(column as usize, stored, None)?;
                }
                let next = builder.next_column();
                if (1..=MAX_EMPTY).contains(&width) && next < width as usize {
                    builder.cell(width as usize - 1, Stored::default(), None)?;
                }
                builder.end_row(true);
            }
            Out::Merge { row, column, last } => builder.merge_down(row, column as usize, last),
            Out::Edge => builder.end_table(),
        }
    }
    Ok(())
}
