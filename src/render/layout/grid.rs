//! Rows of a sheet, or of a table of a word processor or a page, as lines of a terminal: all of them in the same columns, under the names these have in
//! the file.
//!
//! A text that is longer than its column runs on over the empty cells after it, as in a spreadsheet: so a footer row, whose label is merged over three
//! columns, can stand under a unit, whose number needs one letter. Columns in which no row of the window holds anything are left out.

use super::plan::{Column, Plan};
use super::{BETWEEN, LEADING, LINE, Line, Mark, Names, QUIET, Shown, alone, goes_on, indices, leading, natural, next_filled, pad, text};
use crate::columns::{columns, crop, measure};
use crate::document::{Document, RowId};

/// What stands for a cell that is one with the cell above.
const AS_ABOVE: &str = "↑";

/// How many rows above a cell are looked at for one that it is merged with.
const ABOVE: u32 = 32;

/// What a person calls a column, from 0, of the rows of a window; `None` where these have no columns with names.
pub(super) fn column_name(document: &Document, rows: &[Shown], index: usize) -> Option<String> {
    let row = rows.iter().find_map(|shown| shown.row.filter(|_| shown.number.is_some()))?;
    document.column_name(row, index)
}

/// The rows, and the line of names that stands over them.
pub(super) fn lines(
    document: &Document,
    rows: &[Shown],
    room: usize,
    name: impl Fn(usize) -> Option<String>,
) -> (Option<Names>, Vec<Line>) {
    let name = |index| name(index).unwrap_or_default();
    let shown: Vec<&Shown> = rows.iter().filter(|shown| shown.number.is_some()).collect();
    let filled: Vec<Filled<'_>> = shown.iter().filter_map(|shown| Filled::of(document, shown)).collect();
    let candidates = candidates(document, &filled, &shown, name);
    let tail = filled.iter().any(|row| row.goes_on(&candidates));
    let plan = Plan::new(candidates, tail, room);
    let lay = |shown: &Shown| match Filled::of(document, shown) {
        Some(row) => row.line(&plan.columns, room),
        None => alone(document, shown, room),
    };
    (names(&plan.columns, name), rows.iter().map(lay).collect())
}

/// The columns in which the rows hold something, of those that are worth looking at.
pub(super) fn candidates(document: &Document, rows: &[Filled<'_>], shown: &[&Shown], name: impl Fn(usize) -> String) -> Vec<Column> {
    let marked: Vec<usize> = rows.iter().flat_map(|row| row.marks.iter().map(|mark| mark.column)).collect();
    let leading = leading(document, shown);
    let mut found: Vec<Column> = Vec::new();
    let mut next = 0;
    for index in indices(&leading, &marked) {
        if rows.iter().any(|row| row.says(index)) {
            let skips = rows.iter().any(|row| row.may_hold(next, index));
            let natural = columns(&name(index));
            found.push(Column { index, marked: marked.contains(&index), leads: leading.contains(&index), skips, natural, width: natural });
            next = index + 1;
        }
    }
    let at_most = |row: &Filled<'_>, at: usize| row.end(&found, at) - at;
    let runs: Vec<Vec<usize>> = rows.iter().map(|row| (0..found.len()).map(|at| at_most(row, at)).collect()).collect();
    let both = || rows.iter().zip(&runs);
    for (at, column) in found.iter_mut().enumerate() {
        let alone = both().filter(|(_, runs)| runs[at] == 1).map(|(row, _)| row.natural(column.index));
        column.natural = alone.max().unwrap_or(0).max(column.natural);
    }
    // A text that runs on asks for what the columns it runs over leave it short of.
    for (row, runs) in both() {
        for (at, run) in runs.iter().enumerate().filter(|(_, run)| **run > 1) {
            let has = Plan::across(&found[at..at + run], |column| column.natural);
            found[at].natural += row.natural(found[at].index).saturating_sub(has);
        }
    }
    found
}

/// The names of the columns, each where its cells begin; none where the columns have no names.
fn names(shown: &[Column], name: impl Fn(usize) -> String) -> Option<Names> {
    let mut names = Names::default();
    for (at, column) in shown.iter().enumerate() {
        if at > 0 {
            names.text.push_str(BETWEEN);
        }
        if column.skips {
            names.text.push('…');
            names.text.push_str(BETWEEN);
        }
        let start = names.text.len();
        names.text.push_str(&crop(&name(column.index), column.width));
        if column.marked {
            names.marked.push(start..names.text.len());
        }
        if at + 1 < shown.len() {
            pad(&mut names.text, start, column.width);
        }
    }
    shown.iter().any(|column| !name(column.index).is_empty()).then_some(names)
}

/// A row of the sheet, table or page that the window is of.
pub(super) struct Filled<'d> {
    document: &'d Document,
    row: RowId,
    pub(super) marks: &'d [Mark],
    /// The first column that holds something: only what stands there runs on.
    first: Option<usize>,
    /// The first column after it that holds something or is marked: its text stops before.
    stop: Option<usize>,
}

impl<'d> Filled<'d> {
    pub(super) fn of(document: &'d Document, shown: &'d Shown) -> Option<Filled<'d>> {
        let row = shown.row.filter(|_| shown.number.is_some())?;
        let first = next_filled(document, row, 0, LEADING);
        let after = first.map_or(0, |first| first + 1);
        let marked = shown.marks.iter().map(|mark| mark.column).filter(|column| *column >= after).min();
        let stop = next_filled(document, row, after, LEADING).into_iter().chain(marked).min();
        Some(Filled { document, row, marks: &shown.marks, first, stop })
    }

    /// One past the last of the columns that the cell at one of them may run over.
    pub(super) fn end(&self, columns: &[Column], at: usize) -> usize {
        let own = columns.get(at).is_some_and(|column| Some(column.index) == self.first);
        // What stands before is merged with a row above.
        if !own || columns[..at].iter().any(|column| self.says(column.index)) {
            return at + 1;
        }
        let before = |index: usize| self.stop.is_none_or(|stop| index < stop);
        let over = columns[at + 1..].iter().take_while(|column| before(column.index) && !self.covered(column.index));
        at + 1 + over.count()
    }

    /// The row in its columns.
    fn line(&self, shown: &[Column], room: usize) -> Line {
        let mut line = Line::default();
        let goes_on = self.goes_on(shown);
        // What is empty up to the end of the row is left out.
        let last = if goes_on { shown.len().checked_sub(1) } else { shown.iter().rposition(|column| self.says(column.index)) };
        let mut at = 0;
        while let Some(column) = shown.get(at).filter(|_| last.is_some_and(|last| at <= last)) {
            if column.skips {
                line.skip();
            }
            let (text, start) = (self.text(column.index), line.text.len());
            let own: Vec<&Mark> = self.marks.iter().filter(|mark| mark.column == column.index).collect();
            let mut end = self.end(shown, at);
            let free = Some(column.index) == self.first && self.stop.is_none() && end == shown.len();
            let width = if measure(text, column.width + 1) <= column.width || (end == at + 1 && !free) {
                end = at + 1;
                if own.is_empty() { column.width.min(QUIET) } else { column.width }
            } else if free {
                // Nothing stands after it.
                room.saturating_sub(columns(&line.text)).min(LINE)
            } else {
                Plan::across(&shown[at..end], |column| column.width)
            };
            line.cell(text, &own, width);
            let ends = last.is_none_or(|last| end > last);
            if !ends || goes_on {
                pad(&mut line.text, start, Plan::across(&shown[at..end], |column| column.width));
            }
            if !ends {
                line.text.push_str(BETWEEN);
            }
            at = end;
        }
        if goes_on {
            line.go_on();
        }
        line
    }

    /// Whether something stands after the last of the columns.
    pub(super) fn goes_on(&self, shown: &[Column]) -> bool {
        goes_on(self.document, self.row, shown.last().map_or(0, |column| column.index + 1))
    }

    /// How wide a cell would like to be.
    fn natural(&self, index: usize) -> usize {
        natural(self.text(index), self.marks.iter().any(|mark| mark.column == index))
    }

    /// Whether there is something to be seen in a column.
    fn says(&self, index: usize) -> bool {
        !self.text(index).is_empty() || self.marks.iter().any(|mark| mark.column == index)
    }

    /// What is seen of a cell.
    pub(super) fn text(&self, index: usize) -> &'d str {
        let text = text(self.document, self.row, index);
        let marked = || self.marks.iter().any(|mark| mark.column == index);
        if text.is_empty() && !marked() && self.covered(index) { AS_ABOVE } else { text }
    }

    /// Whether a cell is one with a cell above that holds something.
    fn covered(&self, index: usize) -> bool {
        if !self.document.has_tall_cells() || !text(self.document, self.row, index).is_empty() {
            return false;
        }
        let above = (1..=ABOVE).map_while(|up| self.row.0.checked_sub(up).map(RowId));
        let filled = |row: RowId| self.document.cell_at(row, index).filter(|cell| !self.document.text(*cell).is_empty());
        above.into_iter().find_map(filled).is_some_and(|cell| self.document.reach(cell) >= self.row)
    }

    /// Whether something stands in the columns from one up to another, as far as they are looked at.
    fn may_hold(&self, from: usize, to: usize) -> bool {
        let to = to.min(self.document.cells(self.row).len());
        let wide = to.saturating_sub(from);
        wide > LEADING || next_filled(self.document, self.row, from, wide).is_some()
    }
}
