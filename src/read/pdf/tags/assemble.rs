//! From what the pages have of the tree's tables to whole tables: repeated heads go, rows get their cells, tables of several pages the same columns.

use std::ops::Range;

use super::super::page::{Cell, Line, Method, Rect, Row, Table};
use super::sheet::Edge;
use super::{Doubt, Found, Tree, pass};

/// How many tables of one row are no accident.
const SINGLE: usize = 3;

/// How far apart in points edges of columns are the same on two pages.
const SAME_EDGE: f32 = 6.0;

/// A table where it stands.
pub(super) struct Standing {
    /// Its first page.
    pub(super) page: u16,
    /// The edges of its columns there.
    pub(super) xs: Vec<Edge>,
    /// The table itself.
    pub(super) table: Table,
}

impl Tree {
    /// Leaves out what later pages have of rows that are repeated on them, and looks whether the other rows follow one another over the pages.
    ///
    /// A row that is cut by the page break is the last of its page. One that has others after it, or before it on a later page, is a head or foot that is
    /// printed on each page, and says the same there.
    ///
    /// # Errors
    /// When rows do not follow one another.
    pub(super) fn drop_repeated(&mut self, table: usize) -> Result<(), Doubt> {
        let Some(plan) = self.survey.tables.get(table) else { return Ok(()) };
        let pages: Vec<Vec<u16>> = plan.rows.iter().map(|row| pages_of(row, &self.cells)).collect();
        // The first page of the rows from each on.
        let mut after = vec![u16::MAX; pages.len() + 1];
        for (row, of) in pages.iter().enumerate().rev() {
            after[row] = of.first().copied().unwrap_or(u16::MAX).min(after[row + 1]);
        }
        // The same of the cells that end before each row.
        let mut ended = vec![0; pages.len() + 1];
        let mut latest = 0;
        pages.iter().flat_map(|of| of.iter().skip(1)).for_each(|page| pass(&mut self.passed, *page));
        for (index, (of, row)) in pages.iter().zip(&plan.rows).enumerate() {
            ended[index] = if index > 0 { ended[index].max(ended[index - 1]) } else { 0 };
            let Some(first) = of.first().copied() else { continue };
            let tall = row.iter().filter_map(|cell| self.survey.cells.get(*cell)).map(|slot| slot.rows).max().unwrap_or(1);
            let end = (index + tall).min(pages.len());
            let said = text_on(row, &self.cells, first);
            let mut repeated = false;
            for later in of.iter().skip(1) {
                let again = text_on(row, &self.cells, *later);
                let must = after[end] < *later || ended[index] > first;
                let same = again == said && (must || said.iter().filter(|text| !text.is_empty()).count() > 1);
                if must && !same {
                    return Err(Doubt::Order);
                }
                repeated |= same;
            }
            if repeated {
                for cell in row {
                    if let Some(found) = self.cells.get_mut(*cell) {
                        found.lines.retain(|line| line.page == first);
                    }
                }
            } else if first < latest {
                return Err(Doubt::Order);
            } else {
                latest = first;
            }
            ended[end] = ended[end].max(if repeated { first } else { of.last().copied().unwrap_or(first) });
        }
        Ok(())
    }

    /// A table with all that was found of it.
    pub(super) fn table(&mut self, index: usize) -> Option<Standing> {
        let (plan, spread) = (self.survey.tables.get(index)?, self.tables.get_mut(index)?);
        let (first, rect) = spread.place?;
        let mut rows = Vec::with_capacity(plan.rows.len());
        // Rows without words that are on no page stand where the row above ends.
        let mut end = (first, Rect { bottom: rect.top, ..rect });
        for (ids, place) in plan.rows.iter().zip(&spread.rows) {
            let (page, rect) = place.map_or((end.0, Rect { top: end.1.bottom, ..end.1 }), |(page, rect, _)| (page, rect));
            end = (page, rect);
            let mut cells = Vec::with_capacity(ids.len());
            for id in ids {
                let (Some(slot), Some(found)) = (self.survey.cells.get_mut(*id), self.cells.get_mut(*id)) else { continue };
                let (page, rect) = found.place.map_or((page, rect), |(page, rect, _)| (page, rect));
                let lines = spoken(std::mem::take(&mut found.lines), slot.actual.take());
                cells.push(Cell { column: slot.column, columns: slot.columns, rows: slot.rows, page, rect, lines, ended: false });
            }
            rows.push(Row { page, rect, cells });
        }
        let (open_top, open_bottom) = (spread.open_top, spread.open_bottom);
        let table = Table { method: Method::Tags, rect, columns: plan.columns, edges: Vec::new(), rows, open_top, open_bottom };
        Some(Standing { page: first, xs: std::mem::take(&mut spread.xs), table })
    }
}

fn pages_of(row: &[usize], cells: &[Found]) -> Vec<u16> {
    let mut pages: Vec<u16> =
        row.iter().filter_map(|cell| cells.get(*cell)).flat_map(|found| found.lines.iter().map(|line| line.page)).collect();
    pages.sort_unstable();
    pages.dedup();
    pages
}

/// What each cell of a row says on a page, without spaces.
fn text_on(row: &[usize], cells: &[Found], page: u16) -> Vec<String> {
    let text = |found: &Found| {
        let lines = found.lines.iter().filter(|line| line.page == page);
        lines.flat_map(|line| line.text.chars().filter(|letter| !letter.is_whitespace())).collect()
    };
    row.iter().filter_map(|cell| cells.get(*cell)).map(text).collect()
}

/// The lines of a cell, or what its letters stand for where its font does not tell any. Alternatives to pictures (/Alt) and the words behind
/// abbreviations (/E) are not what the page shows.
pub(super) fn spoken(lines: Vec<Line>, actual: Option<String>) -> Vec<Line> {
    let tells = |line: &Line| line.text.chars().any(char::is_alphanumeric);
    let lost = |line: &Line| line.text.contains(char::REPLACEMENT_CHARACTER);
    match (actual, lines.first()) {
        (Some(text), Some(first)) if lines.iter().any(lost) && !lines.iter().any(tells) => {
            let rect = lines.iter().map(|line| line.rect).fold(first.rect, Rect::union);
            vec![Line { rect, text, ..first.clone() }]
        }
        _ => lines,
    }
}

/// Whether the tables are tables, and not a way to lay out a page.
///
/// # Errors
/// When they are not.
pub(super) fn believable(tables: &[Standing]) -> Result<(), Doubt> {
    let full = |row: &&Row| row.cells.iter().filter(|cell| !cell.lines.is_empty()).count();
    let rows = |one: &Standing, least: usize| one.table.rows.iter().filter(|row| full(row) >= least).count();
    let single = tables.iter().filter(|one| rows(one, 1) == 1).count();
    let all: usize = tables.iter().map(|one| rows(one, 1)).sum();
    if single >= SINGLE && single * 2 > all {
        Err(Doubt::Rows)
    } else if tables.iter().any(|one| rows(one, 2) > 1) {
        Ok(())
    } else {
        Err(Doubt::NoTable)
    }
}

/// Gives tables of one page after the other that may have the same columns the same edges: where none are drawn, each page only shows part of where they
/// might be.
pub(super) fn share_edges(tables: &mut [Standing]) {
    let mut rest = tables;
    while let Some(first) = rest.first() {
        let (mut shared, mut page, mut count) = (first.xs.clone(), first.page, 1);
        for next in rest.iter().skip(1).take_while(|next| next.xs.len() == first.xs.len()) {
            let both = meet_all(&shared, &next.xs);
            let Some(both) = both.filter(|_| next.page > page) else { break };
            (shared, page, count) = (both, next.page, count + 1);
        }
        let (same, others) = rest.split_at_mut(count);
        for one in same {
            one.table.edges = shared.iter().map(|edge| edge.at).collect();
        }
        rest = others;
    }
}

/// Where the edges of two tables stand that may have the same columns. Where the columns at a side have no text on one page, and where the side of a table
/// is not drawn, that page only shows how far its texts reach: the edge stands there or further out.
fn meet_all(one: &[Edge], other: &[Edge]) -> Option<Vec<Edge>> {
    let last = one.len().saturating_sub(1);
    if last < 2 {
        return one.iter().zip(other).map(|(one, other)| meet(*one, *other)).collect();
    }
    let (known, others) = (known(one), known(other));
    let edges = one.iter().zip(other).enumerate().map(|(index, (one, other))| {
        let way = if index < known.start.max(others.start) { -1.0 } else { 1.0 };
        let out = |edge: &Edge| way * edge.at + SAME_EDGE;
        match (known.contains(&index), others.contains(&index)) {
            (true, true) => meet(*one, *other),
            (true, false) => (out(one) >= way * other.at).then_some(*one),
            (false, true) => (out(other) >= way * one.at).then_some(*other),
            (false, false) => Some(if out(one) >= out(other) { *one } else { *other }),
        }
    });
    edges.collect()
}

/// The edges that something shows: what is drawn, and what has text on both sides.
fn known(edges: &[Edge]) -> Range<usize> {
    let alike = |one: Option<&Edge>, other: Option<&Edge>| one.zip(other).is_some_and(|(one, other)| one.room == other.room);
    let side = |outer: Option<&Edge>, count: usize| if count > 1 || outer.is_some_and(|edge| !edge.drawn) { count } else { 0 };
    let start = side(edges.first(), edges.iter().take_while(|edge| alike(edges.first(), Some(edge))).count());
    let end = side(edges.last(), edges.iter().rev().take_while(|edge| alike(edges.last(), Some(edge))).count());
    start..(edges.len() - end).max(start)
}

/// Where two edges stand that may be the same.
fn meet(one: Edge, other: Edge) -> Option<Edge> {
    match (one.drawn, other.drawn) {
        (true, true) => ((one.at - other.at).abs() <= SAME_EDGE).then_some(one),
        (true, false) => holds(other.room, one.at).then_some(one),
        (false, true) => holds(one.room, other.at).then_some(other),
        (false, false) => {
            let room = (one.room.0.max(other.room.0), one.room.1.min(other.room.1));
            (room.0 <= room.1 + SAME_EDGE).then(|| Edge { at: f32::midpoint(room.0, room.1), room, drawn: false })
        }
    }
}

fn holds(room: (f32, f32), at: f32) -> bool {
    room.0 - SAME_EDGE <= at && at <= room.1 + SAME_EDGE
}
