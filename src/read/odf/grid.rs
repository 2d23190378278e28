//! Finished tables: rows of cells on one grid, also where tables split cells of the table around them.

use std::collections::BTreeMap;

use super::lines;
use super::out::Out;
use super::table::Row;
use super::words::Words;
use crate::read::builder::{Builder, Stored};

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
    pub(super) number: u32,
    pub(super) width: u32,
    pub(super) cells: Vec<Piece>,
    pub(super) after: Vec<Out>,
}

/// A cell of a finished table.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) column: u32,
    pub(super) last: u32,
    pub(super) content: Content,
}

impl Grid {
    /// The table that has these rows. Cells that other tables split are spread over as many rows and columns.
    pub(super) fn of(rows: Vec<Row>) -> Grid {
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

    /// How many rows it has, those without any text included.
    fn height(&self) -> u32 {
        self.rows.last().map_or(0, |line| line.number.saturating_add(1))
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
    if row.repeat == 1 && inner.is_empty() {
        line.after = row.after;
        grid.rows.push(line);
        return;
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

    pub(super) fn is_empty(&self) -> bool {
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
