//! Tables by the structure tree: a tagged file says itself what its rows and cells are, whatever its pages look like.
//!
//! [`walk`] reads whose each piece of marked content is, [`role`] what the elements are, [`grid`] puts the cells into columns. Then come the pages, one
//! by one: their words go to their cells, and the page is held against the tree ([`sheet`]). What is outside all tables is kept as lines ([`outside`]).
//!
//! A tree may be wrong: written by a program that guesses, or for another look of the page. It is not believed at all ([`Doubt`]) when what it says
//! cannot be seen so: then lines and white space decide for the whole file.

mod grid;
mod lines;
mod outside;
mod role;
mod sheet;
mod walk;

use std::collections::HashSet;

use hayro_syntax::Pdf;

use self::lines::Lines;
use self::outside::{Known, Text};
use self::sheet::{Edge, Piece, Sheet};
use self::walk::{Owner, Survey};
use super::page::{Block, Cell, Ink, Line, Method, Rect, Row, Table, Word};
use super::words;

/// How many texts outside tables may stand beside one another before they are cells that the tree does not have. Two signatures side by side are three;
/// the footer of the matrix has seven.
const BESIDE: usize = 4;

/// How much larger than the letters of a table those of a stamp over it are.
const STAMP: f32 = 2.0;

/// How many tables of one row are no accident.
const SINGLE: usize = 3;

/// The most steps of all pages together that rows without text may cost.
const MOST: usize = 20_000_000;

/// How far apart in points edges of columns are the same on two pages.
const SAME_EDGE: f32 = 6.0;

/// Why a tree is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// A piece of content belongs to a cell and to something else as well.
    Shared,
    /// Cells do not stand in rows from top to bottom and columns from left to right.
    Order,
    /// A drawn border parts the words of one cell.
    Parted,
    /// Text is drawn inside a table that is not in it.
    LeftOut,
    /// Text outside the tables stands in columns, as the cells of a table do.
    Beside,
    /// Lines of text are rows of their own, where borders show larger rows.
    Lines,
    /// Each row is a table of its own.
    Rows,
    /// No table has two rows with text in two cells.
    NoTable,
    /// It is too large.
    TooLarge,
}

/// What the structure tree of a file says, and what was found of it on the pages so far.
#[derive(Debug)]
pub(super) struct Tree {
    survey: Survey,
    /// Whose the content of each cell is.
    owners: Vec<Owner>,
    cells: Vec<Found>,
    tables: Vec<Spread>,
    /// The texts outside tables of each page.
    texts: Vec<Vec<Line>>,
    known: Known,
    counted: HashSet<u64>,
    beside: usize,
    drawn: (usize, usize),
    lines: usize,
    left: usize,
    doubt: Option<Doubt>,
}

/// What was found of a cell.
#[derive(Debug, Default)]
struct Found {
    lines: Vec<Line>,
    /// Its page and box, and whether they are those of its words.
    place: Option<(u16, Rect, bool)>,
}

/// What was found of a table.
#[derive(Debug, Default)]
struct Spread {
    /// Page and box of each row, and whether they are those of its words.
    rows: Vec<Option<(u16, Rect, bool)>>,
    /// The edges of its columns on its first page.
    xs: Vec<Edge>,
    /// Its first page, and its box there.
    place: Option<(u16, Rect)>,
    open_top: bool,
    open_bottom: bool,
}

/// A table where it stands.
struct Standing {
    /// Its first page.
    page: u16,
    /// The edges of its columns there.
    xs: Vec<Edge>,
    table: Table,
}

impl Tree {
    /// Reads the tree of a file. `None` if there is none, or none with a table.
    pub(super) fn of(pdf: &Pdf) -> Option<Tree> {
        let mut survey = walk::survey(pdf)?;
        let owners = grid::lay_out(&mut survey)?;
        if !owners.iter().any(|owner| matches!(owner, Owner::Cell(_))) || survey.owners.is_empty() {
            return None;
        }
        let cells = std::iter::repeat_with(Found::default).take(survey.cells.len()).collect();
        let tables = survey.tables.iter().map(|plan| Spread { rows: vec![None; plan.rows.len()], ..Spread::default() }).collect();
        let doubt = survey.clash.then_some(Doubt::Shared);
        Some(Tree {
            survey,
            owners,
            cells,
            tables,
            texts: Vec::new(),
            known: Known::default(),
            counted: HashSet::new(),
            beside: 0,
            drawn: (0, 0),
            lines: 0,
            left: MOST,
            doubt,
        })
    }

    /// Why the tree is not believed, as far as the pages so far tell: further ones need not be handed over.
    pub(super) fn doubt(&self) -> Option<Doubt> {
        self.doubt
    }

    /// Takes the words of a page. Pages come in order, each once.
    pub(super) fn page(&mut self, index: u16, words: Vec<Word>, ink: &Ink) {
        if self.doubt.is_none() {
            self.doubt = self.agrees(index, words, &Lines::of(ink)).err();
        }
    }

    /// What the file holds, by the page on which it begins, each in reading order; or why the tree is not to be believed.
    pub(super) fn finish(mut self) -> Result<Vec<Vec<Block>>, Doubt> {
        if let Some(doubt) = self.doubt {
            return Err(doubt);
        }
        if self.beside >= BESIDE {
            return Err(Doubt::Beside);
        }
        if self.lines >= 2 && self.drawn.1 * 2 >= self.drawn.0 {
            return Err(Doubt::Lines);
        }
        for table in 0..self.tables.len() {
            self.drop_repeated(table)?;
        }
        let mut tables: Vec<Standing> = Vec::new();
        for table in 0..self.tables.len() {
            tables.extend(self.table(table));
        }
        believable(&tables)?;
        tables.sort_by(|one, other| one.page.cmp(&other.page).then(one.table.rect.top.total_cmp(&other.table.rect.top)));
        share_edges(&mut tables);
        let last = tables.iter().map(|one| usize::from(one.page) + 1).max().unwrap_or(0);
        let mut pages: Vec<Vec<Block>> = self.texts.into_iter().map(|lines| lines.into_iter().map(Block::Line).collect()).collect();
        pages.resize_with(pages.len().max(last), Vec::new);
        for Standing { page, table, .. } in tables {
            pages[usize::from(page)].push(Block::Table(table));
        }
        for blocks in &mut pages {
            blocks.sort_by(|one, other| order(one).total_cmp(&order(other)));
        }
        Ok(pages)
    }

    /// Gives the words of a page to their owners and holds the page against the tree.
    fn agrees(&mut self, index: u16, words: Vec<Word>, lines: &Lines) -> Result<(), Doubt> {
        let mut inside: Vec<(usize, usize, Word)> = Vec::new();
        let mut outside: Vec<(Option<usize>, Word)> = Vec::new();
        for word in words {
            let owner = self.survey.owners.get(&(index, word.mark)).map(|owner| match *owner {
                Owner::Cell(cell) => self.owners.get(cell).copied().unwrap_or(Owner::Nobody),
                other => other,
            });
            match owner {
                Some(Owner::Cell(cell)) => inside.push((self.survey.cells.get(cell).map_or(0, |slot| slot.table), cell, word)),
                Some(Owner::Unit(unit)) => outside.push((Some(unit), word)),
                Some(Owner::Nobody) | None => outside.push((None, word)),
            }
        }
        let texts = outside::texts(index, outside, &self.known);
        self.beside += outside::beside(&texts, lines, &mut self.counted);
        inside.sort_by_key(|(table, cell, _)| (*table, *cell));
        let mut rest = inside.into_iter().peekable();
        while let Some((table, cell, word)) = rest.next() {
            let mut cells = vec![(cell, vec![word])];
            while let Some((_, cell, word)) = rest.next_if(|(other, ..)| *other == table) {
                match cells.last_mut() {
                    Some((last, words)) if *last == cell => words.push(word),
                    _ => cells.push((cell, vec![word])),
                }
            }
            self.table_on(index, table, cells, &texts, lines)?;
        }
        let mut kept: Vec<Line> = texts.into_iter().flat_map(|text| text.lines).collect();
        kept.sort_by(|one, other| one.base.total_cmp(&other.base).then(one.rect.left.total_cmp(&other.rect.left)));
        self.texts.resize_with(self.texts.len().max(usize::from(index) + 1), Vec::new);
        self.texts[usize::from(index)] = kept;
        Ok(())
    }

    /// Takes what a page has of a table.
    fn table_on(&mut self, page: u16, table: usize, cells: Vec<(usize, Vec<Word>)>, texts: &[Text], lines: &Lines) -> Result<(), Doubt> {
        let rows = self.rows_on(table, &cells)?;
        let mut pieces = Vec::with_capacity(cells.len());
        for (cell, words) in &cells {
            let (Some(rect), Some(slot)) = (words.iter().map(|word| word.rect).reduce(Rect::union), self.survey.cells.get(*cell)) else { continue };
            if sheet::is_cut(words, rect, lines) {
                return Err(Doubt::Parted);
            }
            let size = words.iter().map(|word| word.size).fold(0.0, f32::max);
            let columns = (slot.column, slot.column + slot.columns - 1);
            pieces.push(Piece { cell: *cell, rows: reach(&rows, slot.row, slot.rows), columns, rect, size });
        }
        let columns = self.survey.tables.get(table).map_or(0, |plan| plan.columns);
        let sheet = Sheet::of(&pieces, rows.len(), columns, lines).ok_or(Doubt::Order)?;
        let whole = pieces.iter().map(|piece| piece.rect).reduce(Rect::union).unwrap_or_default();
        let size = sheet::middle_size(&pieces);
        let is_inside = |text: &Text| {
            let middle = f32::midpoint(text.rect.top, text.rect.bottom);
            middle > whole.top && middle < whole.bottom && text.size < STAMP * size && text.speaks()
        };
        if texts.iter().any(is_inside) {
            return Err(Doubt::LeftOut);
        }
        self.drawn = (self.drawn.0 + sheet.drawn.0, self.drawn.1 + sheet.drawn.1);
        self.lines += sheet.lines;
        self.remember(page, table, &rows, &pieces, &sheet);
        for (cell, words) in cells {
            for word in &words {
                self.known.add(word);
            }
            if let Some(found) = self.cells.get_mut(cell) {
                found.lines.extend(words::lines(page, words));
            }
        }
        Ok(())
    }

    /// Which rows of a table stand on a page: those with words, and those without any between them that are on no page yet.
    fn rows_on(&mut self, table: usize, cells: &[(usize, Vec<Word>)]) -> Result<Vec<usize>, Doubt> {
        let slots = || cells.iter().filter_map(|(cell, _)| self.survey.cells.get(*cell));
        let mut full: Vec<usize> = slots().filter(|slot| slot.rows == 1).map(|slot| slot.row).collect();
        full.sort_unstable();
        full.dedup();
        // A cell over several rows shows that it is there, but not which of them; its first row, if nothing else tells.
        let tall = slots().filter(|slot| slot.rows > 1 && full.partition_point(|row| *row < slot.row) == full.partition_point(|row| *row < slot.row + slot.rows));
        let mut all: Vec<usize> = tall.map(|slot| slot.row).collect();
        all.extend(full);
        all.sort_unstable();
        all.dedup();
        let mut rows = Vec::with_capacity(all.len());
        for row in all {
            let known = self.tables.get(table).map_or(&[][..], |spread| &spread.rows);
            if let Some(last) = rows.last() {
                let gap = last + 1..row;
                self.left = self.left.checked_sub(gap.len()).ok_or(Doubt::TooLarge)?;
                rows.extend(gap.filter(|between| known.get(*between).is_some_and(Option::is_none)));
            }
            rows.push(row);
        }
        Ok(rows)
    }

    /// Writes down where rows and cells stand, those without words as well.
    fn remember(&mut self, page: u16, table: usize, rows: &[usize], pieces: &[Piece], sheet: &Sheet) {
        let (Some(spread), Some(plan)) = (self.tables.get_mut(table), self.survey.tables.get(table)) else { return };
        let all = (0, plan.columns.saturating_sub(1));
        if spread.place.is_none() {
            spread.place = Some((page, sheet.rect((0, rows.len().saturating_sub(1)), all)));
            spread.xs.clone_from(&sheet.xs);
            spread.open_top = is_open(sheet.ys.first(), sheet);
        }
        spread.open_bottom = is_open(sheet.ys.last(), sheet);
        let mut full = vec![false; rows.len()];
        for piece in pieces {
            full[piece.rows.0] = true;
            if let Some(found) = self.cells.get_mut(piece.cell)
                && !found.place.is_some_and(|(_, _, sure)| sure)
            {
                found.place = Some((page, sheet.rect(piece.rows, piece.columns), true));
            }
        }
        for (at, row) in rows.iter().enumerate() {
            let Some(place) = spread.rows.get_mut(*row) else { continue };
            if place.is_some_and(|(_, _, sure)| sure) || place.is_some() && !full[at] {
                continue;
            }
            *place = Some((page, sheet.rect((at, at), all), full[at]));
            for cell in plan.rows.get(*row).into_iter().flatten() {
                if let (Some(slot), Some(found)) = (self.survey.cells.get(*cell), self.cells.get_mut(*cell))
                    && !found.place.is_some_and(|(_, _, sure)| sure)
                {
                    let columns = (slot.column, slot.column + slot.columns - 1);
                    found.place = Some((page, sheet.rect(reach(rows, slot.row, slot.rows), columns), false));
                }
            }
        }
    }

    /// Leaves out what later pages have of rows that are repeated on them, and looks whether the other rows follow one another over the pages.
    ///
    /// A row that is cut by the page break is the last of its page. One that has others after it, or before it on a later page, is a head or foot that is
    /// printed on each page, and says the same there.
    fn drop_repeated(&mut self, table: usize) -> Result<(), Doubt> {
        let Some(plan) = self.survey.tables.get(table) else { return Ok(()) };
        let pages: Vec<Vec<u16>> = plan.rows.iter().map(|row| pages_of(row, &self.cells)).collect();
        // The first page of all rows after each, and the last page of all before it.
        let mut after = vec![u16::MAX; pages.len() + 1];
        for (row, of) in pages.iter().enumerate().rev() {
            after[row] = of.first().copied().unwrap_or(u16::MAX).min(after[row + 1]);
        }
        let mut before: Option<u16> = None;
        let mut latest = 0;
        for ((of, row), after) in pages.iter().zip(&plan.rows).zip(after.iter().skip(1)) {
            let Some(first) = of.first().copied() else { continue };
            let said = text_on(row, &self.cells, first);
            let mut repeated = false;
            for later in of.iter().skip(1) {
                let again = text_on(row, &self.cells, *later);
                let must = after < later || before.is_some_and(|before| before > first);
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
            before = before.max(of.last().copied());
        }
        Ok(())
    }

    /// A table with all that was found of it.
    fn table(&mut self, index: usize) -> Option<Standing> {
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
                cells.push(Cell { column: slot.column, columns: slot.columns, rows: slot.rows, page, rect, lines });
            }
            rows.push(Row { page, rect, cells });
        }
        let (open_top, open_bottom) = (spread.open_top, spread.open_bottom);
        let table = Table { method: Method::Tags, rect, columns: plan.columns, edges: Vec::new(), rows, open_top, open_bottom };
        Some(Standing { page: first, xs: std::mem::take(&mut spread.xs), table })
    }
}

/// The first and the last of the rows of a page that a cell spans.
fn reach(rows: &[usize], row: usize, count: usize) -> (usize, usize) {
    let first = rows.partition_point(|other| *other < row);
    let end = rows.partition_point(|other| *other < row + count);
    let first = first.min(rows.len().saturating_sub(1));
    (first, end.saturating_sub(1).max(first))
}

/// Whether a table that has borders between its rows has none at this edge.
fn is_open(edge: Option<&Edge>, sheet: &Sheet) -> bool {
    edge.is_some_and(|edge| !edge.drawn) && sheet.drawn.1 * 2 >= sheet.drawn.0.max(1)
}

fn pages_of(row: &[usize], cells: &[Found]) -> Vec<u16> {
    let mut pages: Vec<u16> = row.iter().filter_map(|cell| cells.get(*cell)).flat_map(|found| found.lines.iter().map(|line| line.page)).collect();
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
fn spoken(lines: Vec<Line>, actual: Option<String>) -> Vec<Line> {
    let tells = |line: &Line| line.text.chars().any(|letter| letter.is_alphanumeric());
    let lost = |line: &Line| line.text.contains(char::REPLACEMENT_CHARACTER);
    match (actual, lines.first()) {
        (Some(text), Some(first)) if lines.iter().any(lost) && !lines.iter().any(tells) => {
            let rect = lines.iter().map(|line| line.rect).fold(first.rect, Rect::union);
            vec![Line { text, rect, ..first.clone() }]
        }
        _ => lines,
    }
}

/// Whether the tables are tables, and not a way to lay out a page.
fn believable(tables: &[Standing]) -> Result<(), Doubt> {
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
fn share_edges(tables: &mut [Standing]) {
    let mut rest = tables;
    while let Some(first) = rest.first() {
        let (mut shared, mut page, mut count) = (first.xs.clone(), first.page, 1);
        for next in rest.iter().skip(1).take_while(|next| next.xs.len() == first.xs.len()) {
            let both: Option<Vec<Edge>> = shared.iter().zip(&next.xs).map(|(one, other)| meet(*one, *other)).collect();
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

/// What blocks of a page are ordered by.
fn order(block: &Block) -> f32 {
    match block {
        Block::Line(line) => line.rect.top,
        Block::Table(table) => table.rect.top,
    }
}

#[cfg(test)]
mod tests;
