//! Tables that are being read: which columns of the grid a cell takes, which cells are merged, and what lays out a page rather than holding data.

use std::collections::HashMap;
use std::ops::Range;

use super::tape::Token;
use crate::read::ReadError;

/// The widest cell, in columns. Word has 63 columns at most.
const MAX_SPAN: u16 = 63;

/// How many lines of a grid are remembered.
const MAX_LINES: usize = 1024;

/// How far apart, in twentieths of a point, two lines may stand that are meant as one: 7 mm.
const NEAR: u32 = 400;

/// A table that has begun.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// How many rows have begun.
    rows: u32,
    /// The row before, among those that are shown.
    last_row: Option<u32>,
    /// Where the lines of the grid stand, in twentieths of a point.
    lines: Vec<u32>,
    /// The cell of each column that is merged downward.
    merges: Vec<Option<Merge>>,
    row: Option<Row>,
    /// The tokens of the cells, and for each row that is done its first cell and the column where its last one ends.
    cells: Vec<u32>,
    done: Vec<(u32, u16)>,
    inner: Inner,
}

/// What a table is, seen from the cell it stands in.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Inner {
    /// Whether any text stands in it.
    filled: bool,
    /// Whether it lays out a page itself.
    layout: bool,
    /// How many rows hold text, and how many cells the longest row has.
    rows: u32,
    columns: usize,
}

#[derive(Debug)]
struct Row {
    token: usize,
    number: u32,
    /// Its first cell, among those of the table.
    first: usize,
    /// The next column of the grid.
    column: u16,
    deleted: bool,
    /// How many cells hold text of their own.
    texts: u32,
    /// Whether a cell holds a table that is no part of a text, or is a page if it is alone in its row.
    holds_table: bool,
    is_page: bool,
    cell: Option<Cell>,
}

#[derive(Debug, Default)]
struct Cell {
    span: u16,
    down: Merged,
    across: Merged,
    deleted: bool,
    placed: Placed,
    holds: Holds,
    /// How many of its paragraphs hold text, and how many of those a label and what follows it.
    texts: u32,
    labelled: u32,
}

/// Whether a cell has its place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Placed {
    /// Its properties are not known yet.
    #[default]
    NotYet,
    /// It has.
    Shown,
    /// What stands in it is not shown.
    Muted,
}

/// What a cell holds besides paragraphs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Holds {
    /// Nothing, or tables that are part of its text.
    #[default]
    Text,
    /// A table of a single row.
    Strip,
    /// A whole table.
    Table,
}

/// Whether a cell is merged with others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Merged {
    /// It is not.
    #[default]
    No,
    /// It begins a merged cell.
    Begins,
    /// It is covered by the one before or above.
    Continues,
}

impl Merged {
    /// What a `w:vMerge` or `w:hMerge` of this value says.
    pub(super) fn of(value: Option<&str>) -> Merged {
        if matches!(value, Some("restart" | "rest")) { Merged::Begins } else { Merged::Continues }
    }
}

#[derive(Debug, Clone, Copy)]
struct Merge {
    cell: u32,
    row: u32,
    last: u32,
}

impl Table {
    /// One more column of the grid.
    pub(super) fn grid_column(&mut self, width: u32) {
        if self.lines.len() < MAX_LINES {
            let last = self.lines.last().copied().unwrap_or(0);
            self.lines.push(last.saturating_add(width));
        }
    }

    /// Begins a row; false where one is open.
    pub(super) fn begin_row(&mut self, tokens: &mut Vec<Token>) -> bool {
        if self.row.is_some() {
            return false;
        }
        let (token, number) = (tokens.len(), self.rows);
        self.rows = self.rows.saturating_add(1);
        tokens.push(Token::Row { row: number, layout: false });
        self.row = Some(Row {
            token,
            number,
            first: self.cells.len(),
            column: 0,
            deleted: false,
            texts: 0,
            holds_table: false,
            is_page: false,
            cell: None,
        });
        true
    }

    /// The row at hand begins so many columns into the grid.
    pub(super) fn grid_before(&mut self, columns: u16) {
        if let Some(row) = self.row.as_mut().filter(|row| row.first == self.cells.len()) {
            row.column = columns.min(MAX_SPAN);
        }
    }

    /// The row at hand was deleted; false where that was known.
    pub(super) fn delete_row(&mut self) -> bool {
        self.row.as_mut().is_some_and(|row| !std::mem::replace(&mut row.deleted, true))
    }

    /// Begins a cell; false where one is open or no row is.
    pub(super) fn begin_cell(&mut self) -> bool {
        let Some(row) = self.row.as_mut().filter(|row| row.cell.is_none()) else { return false };
        row.cell = Some(Cell { span: 1, ..Cell::default() });
        true
    }

    /// The cell at hand takes so many columns.
    pub(super) fn span(&mut self, columns: u16) {
        self.change_cell(|cell| cell.span = columns.clamp(1, MAX_SPAN));
    }

    /// How the cell at hand is merged with those above and below.
    pub(super) fn merged_down(&mut self, merged: Merged) {
        self.change_cell(|cell| cell.down = merged);
    }

    /// How the cell at hand is merged with those beside it.
    pub(super) fn merged_across(&mut self, merged: Merged) {
        self.change_cell(|cell| cell.across = merged);
    }

    /// The cell at hand was deleted.
    pub(super) fn delete_cell(&mut self) {
        self.change_cell(|cell| cell.deleted = true);
    }

    /// A paragraph in the cell at hand holds text.
    pub(super) fn fill(&mut self, text: &str) {
        let labelled = text.trim().contains([':', '\t']);
        self.change_cell(|cell| {
            cell.texts = cell.texts.saturating_add(1);
            cell.labelled = cell.labelled.saturating_add(u32::from(labelled));
        });
    }

    /// A table stands in the cell at hand.
    pub(super) fn hold(&mut self, inner: Inner) {
        // A table of one column or one row within a cell is a list, part of its text.
        let whole = inner.filled && (inner.layout || inner.columns >= 2 && inner.rows >= 2);
        self.change_cell(|cell| {
            let strip = inner.filled && inner.columns >= 3;
            cell.holds = cell.holds.max(if whole {
                Holds::Table
            } else if strip {
                Holds::Strip
            } else {
                Holds::Text
            });
            cell.texts = cell.texts.saturating_add(u32::from(inner.filled && !whole));
        });
    }

    fn change_cell(&mut self, change: impl FnOnce(&mut Cell)) {
        if let Some(cell) = self.row.as_mut().and_then(|row| row.cell.as_mut()) {
            change(cell);
        }
    }

    /// Gives the cell at hand its place, once its properties are known; whether what stands in it is not shown.
    ///
    /// # Errors
    /// When the row is too long.
    pub(super) fn settle_cell(&mut self, tokens: &mut Vec<Token>) -> Result<bool, ReadError> {
        let Some(row) = &mut self.row else { return Ok(false) };
        let Some(cell) = row.cell.as_mut().filter(|cell| cell.placed == Placed::NotYet) else { return Ok(false) };
        cell.placed = Placed::Shown;
        if row.deleted {
            return Ok(false);
        }
        let mut muted = cell.deleted;
        if !cell.deleted {
            let column = row.column;
            row.column = column.checked_add(cell.span).ok_or(ReadError::TooManyCells)?;
            let at = usize::from(column);
            if cell.down != Merged::No && self.merges.len() <= at {
                self.merges.resize(at + 1, None);
            }
            let merge = self.merges.get_mut(at);
            let above = merge.and_then(Option::as_mut).filter(|merge| cell.down == Merged::Continues && Some(merge.last) == self.last_row);
            let continued = above.is_some();
            if let Some(merge) = above {
                merge.last = row.number;
            } else if let Some(merge) = self.merges.get_mut(at) {
                // A cell that continues nothing shows what stands in it.
                finish_merge(merge.take(), tokens);
                *merge = (cell.down != Merged::No).then_some(Merge { cell: narrow(tokens.len()), row: row.number, last: row.number });
            }
            muted = continued || cell.across == Merged::Continues;
            self.cells.push(narrow(tokens.len()));
            tokens.push(Token::Cell { column, span: cell.span });
        }
        if muted {
            cell.placed = Placed::Muted;
        }
        Ok(muted)
    }

    /// Ends the cell at hand; whether what stands in it was not shown.
    pub(super) fn end_cell(&mut self) -> bool {
        let Some(row) = &mut self.row else { return false };
        let Some(cell) = row.cell.take() else { return false };
        row.texts += u32::from(cell.texts > 0 && cell.holds != Holds::Table);
        row.holds_table |= cell.holds == Holds::Table;
        row.is_page |= cell.holds == Holds::Strip || cell.labelled > 1 && cell.labelled == cell.texts;
        cell.placed == Placed::Muted
    }

    /// Ends the row at hand; whether it was deleted.
    pub(super) fn end_row(&mut self, tokens: &mut Vec<Token>) -> bool {
        let Some(row) = self.row.take() else { return false };
        let count = self.cells.len() - row.first;
        if row.deleted || count == 0 {
            // A row may say only after its cells that it was deleted.
            tokens.truncate(row.token);
            self.cells.truncate(row.first);
            for merge in &mut self.merges {
                if merge.is_some_and(|merge| merge.cell as usize >= row.token) {
                    *merge = None;
                }
            }
            return row.deleted;
        }
        self.done.push((narrow(row.first), row.column));
        // A cell that holds a whole table is a page, unless the row has the many texts of a row of data beside it. So is a lone cell of several labelled lines.
        let layout = row.holds_table && row.texts <= u32::from(count < 4) || row.is_page && count == 1;
        if let Some(Token::Row { layout: known, .. }) = tokens.get_mut(row.token) {
            *known = layout;
        }
        tokens.push(Token::RowEnd);
        self.last_row = Some(row.number);
        let filled = row.texts > 0 || row.holds_table;
        self.inner.filled |= filled;
        self.inner.layout |= layout;
        self.inner.rows += u32::from(filled);
        self.inner.columns = self.inner.columns.max(count);
        false
    }

    /// Ends the table; what it is for the cell it stands in.
    pub(super) fn end(mut self, tokens: &mut Vec<Token>) -> Inner {
        for merge in self.merges.drain(..) {
            finish_merge(merge, tokens);
        }
        self.straighten(tokens);
        self.inner
    }

    /// Takes the columns that a person sees for those of the table. The grid has a line wherever any row has one, so where rows were drawn a little askew, or a
    /// label ends in the middle of a column, it has columns that nobody sees, and other ones in the next table of the same matrix.
    fn straighten(&self, tokens: &mut [Token]) {
        let count = self.inner.columns;
        if !(4..=usize::from(MAX_SPAN)).contains(&count) {
            return;
        }
        let ends = self.done.iter().skip(1).map(|(first, _)| *first).chain([narrow(self.cells.len())]);
        let rows = || self.done.iter().zip(ends.clone()).map(|((first, end), next)| (*first as usize..next as usize, *end));
        let drawn = |row: Range<usize>, end: u16, tokens: &[Token]| -> Vec<u16> {
            self.cells[row].iter().map(|cell| column_of(tokens, *cell)).chain([end]).collect()
        };
        let mut patterns: HashMap<Vec<u16>, usize> = HashMap::new();
        for (row, end) in rows().filter(|(row, _)| row.len() == count) {
            *patterns.entry(drawn(row, end, tokens)).or_default() += 1;
        }
        // Most of the rows with the most cells are drawn alike; of equals the leftmost, so that the choice is always the same.
        let Some((pattern, _)) = patterns.into_iter().max_by(|(a, most), (b, more)| most.cmp(more).then_with(|| b.cmp(a))) else { return };
        if pattern.windows(2).all(|lines| lines[1].saturating_sub(lines[0]) == 1) {
            return;
        }
        for (row, end) in rows() {
            let starts = drawn(row.clone(), end, tokens);
            let in_order = row.len() == count && self.near(starts[0], &pattern, 0) && self.near(end, &pattern, count);
            let mut column = 0;
            let seen: Vec<u16> = (0..starts.len())
                .map(|at| {
                    column = if in_order { at } else { self.column_under(starts[at], &pattern).max(if at > 0 { column + 1 } else { 0 }) };
                    pattern[0].saturating_add(u16::try_from(column).unwrap_or(u16::MAX))
                })
                .collect();
            for (cell, lines) in self.cells[row].iter().zip(seen.windows(2)) {
                if let Some(token) = tokens.get_mut(*cell as usize) {
                    *token = Token::Cell { column: lines[0], span: lines[1].saturating_sub(lines[0]) };
                }
            }
        }
    }

    /// Under which of the lines of a pattern a cell begins: the last one before it, or one right after it.
    fn column_under(&self, line: u16, pattern: &[u16]) -> usize {
        let after = pattern.partition_point(|known| *known <= line);
        if after < pattern.len() && self.near(line, pattern, after) { after } else { after.saturating_sub(1) }
    }

    /// Whether a line of the grid was meant as one of a pattern.
    fn near(&self, line: u16, pattern: &[u16], at: usize) -> bool {
        let place = |line: u16| if line == 0 { Some(0) } else { self.lines.get(usize::from(line) - 1).copied() };
        let width = |at: usize| Some(place(*pattern.get(at + 1)?)?.saturating_sub(place(pattern[at])?));
        let near = || {
            let narrow = width(at).into_iter().chain(at.checked_sub(1).and_then(width)).min()?;
            Some(place(line)?.abs_diff(place(pattern[at])?) <= NEAR.min(narrow / 3))
        };
        line == pattern[at] || near() == Some(true)
    }
}

/// The column of a cell, which is this token.
fn column_of(tokens: &[Token], cell: u32) -> u16 {
    match tokens.get(cell as usize) {
        Some(Token::Cell { column, .. }) => *column,
        _ => 0,
    }
}

/// Notes how far down a merged cell reaches.
fn finish_merge(merge: Option<Merge>, tokens: &mut Vec<Token>) {
    if let Some(Merge { cell, row, last }) = merge.filter(|merge| merge.last > merge.row) {
        tokens.push(Token::Tall { cell, row, last });
    }
}

/// Tokens are counted in 32 bits because [`crate::limits::MAX_CELLS`] is below 2³².
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
