//! Tables by the structure tree: a tagged file says itself what its rows and cells are, whatever its pages look like.
//!
//! [`walk`] reads whose each piece of marked content is, [`role`] what the elements are, [`grid`] puts the cells into columns. Then come the pages, one
//! by one: their words go to their cells, and the page is held against the tree ([`sheet`]). What is outside all tables is kept as lines ([`outside`]).
//!
//! A tree may be wrong: written by a program that guesses, or for another look of the page. It is not believed at all ([`Doubt`]) when what it says
//! cannot be seen so: then lines and white space decide for the whole file.

mod assemble;
mod grid;
mod lines;
mod outside;
mod role;
mod sheet;
mod walk;

use std::collections::HashSet;

use hayro_syntax::Pdf;

use self::assemble::{Standing, believable, share_edges};
use self::lines::Lines;
use self::outside::{Known, Text};
use self::sheet::{Edge, Piece, Sheet};
use self::walk::{Owner, Survey};
use super::page::{Block, Ink, Line, Rect, Word};
use super::words;

/// How many texts may run over into the next row, and one of how many may.
const OVER: usize = 2;
const OVER_SHARE: usize = 20;

/// Through how many cells of a column a strip of white goes that makes two columns of it, and how far apart in points it may stand in them.
const GUTTERS: usize = 3;
const SAME_GUTTER: f32 = 2.0;

/// How much larger than the letters of a table those of a stamp over it are.
const STAMP: f32 = 2.0;

/// The most steps of all pages together that rows without text may cost.
const MOST: usize = 20_000_000;

/// Why a tree is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// A piece of content belongs to a cell and to something else as well.
    Shared,
    /// Cells do not stand in rows from top to bottom and columns from left to right.
    Order,
    /// A drawn border or a strip of white parts the words of one cell.
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
    /// The words of each paragraph outside tables of the page before.
    parts: Vec<(usize, Vec<Word>)>,
    known: Known,
    counted: HashSet<u64>,
    beside: usize,
    drawn: (usize, usize),
    lines: usize,
    /// How many texts run over into the next row, of how many.
    over: (usize, usize),
    /// Where strips of white go through cells: the table, the column, and where the words behind the strip begin.
    gutters: Vec<(usize, usize, f32)>,
    /// How many rows are seen on each page that begin on another or repeat what stands on another.
    passed: Vec<u32>,
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

/// Counts a row on a page that begins on another or repeats what stands on another.
fn pass(passed: &mut Vec<u32>, page: u16) {
    let page = usize::from(page);
    passed.resize(passed.len().max(page + 1), 0);
    if let Some(rows) = passed.get_mut(page) {
        *rows += 1;
    }
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
            parts: Vec::new(),
            known: Known::default(),
            counted: HashSet::new(),
            beside: 0,
            drawn: (0, 0),
            lines: 0,
            over: (0, 0),
            gutters: Vec::new(),
            passed: Vec::new(),
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

    /// What the file holds, by the page on which it begins, each in reading order. There may be fewer entries than pages.
    ///
    /// # Errors
    /// Why the tree is not to be believed.
    pub(super) fn finish(mut self) -> Result<(Vec<Vec<Block>>, Vec<u32>), Doubt> {
        if let Some(doubt) = self.doubt {
            return Err(doubt);
        }
        if self.over.0 > OVER && self.over.0 * OVER_SHARE > self.over.1 {
            return Err(Doubt::Order);
        }
        if have_gutter(&mut self.gutters) {
            return Err(Doubt::Parted);
        }
        if self.beside >= outside::BESIDE {
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
        Ok((pages, self.passed))
    }

    /// Gives the words of a page to their owners and holds the page against the tree.
    fn agrees(&mut self, index: u16, words: Vec<Word>, lines: &Lines) -> Result<(), Doubt> {
        let (left, right) =
            words.iter().fold((f32::MAX, f32::MIN), |(left, right), word| (left.min(word.rect.left), right.max(word.rect.right)));
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
        let parts = outside::parts(&outside);
        if let Some(before) = usize::from(index).checked_sub(1).and_then(|before| self.texts.get_mut(before)) {
            outside::drop_shaved(before, &self.parts, &parts);
        }
        self.parts = parts;
        let (texts, repeated) = outside::texts(index, outside, &self.known, right - left);
        if repeated {
            pass(&mut self.passed, index);
        }
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
        if self.tables.get(table).is_some_and(|spread| spread.place.is_none()) {
            grid::head_first(&mut self.survey, table, &cells);
        }
        let rows = self.rows_on(table, &cells)?;
        let mut pieces = Vec::with_capacity(cells.len());
        for (cell, words) in &cells {
            let (Some(rect), Some(slot)) = (words.iter().map(|word| word.rect).reduce(Rect::union), self.survey.cells.get(*cell)) else {
                continue;
            };
            let leading = sheet::leading(words, self.cells.get(*cell).map_or(&[], |found| &found.lines));
            if sheet::is_cut(words, rect, lines, leading) {
                return Err(Doubt::Parted);
            }
            let (solid, gutter) = (sheet::is_solid(words, leading), sheet::gutter(words));
            self.gutters.extend(gutter.map(|gutter| (table, slot.column, gutter)));
            let size = words.iter().map(|word| word.size).fold(0.0, f32::max);
            let columns = (slot.column, slot.column + slot.columns - 1);
            pieces.push(Piece { cell: *cell, rows: reach(&rows, slot.row, slot.rows), columns, rect, size, solid, gutter });
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
        self.over = (self.over.0 + sheet.over, self.over.1 + pieces.len());
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
        let tall = slots().filter(|slot| {
            slot.rows > 1 && full.partition_point(|row| *row < slot.row) == full.partition_point(|row| *row < slot.row + slot.rows)
        });
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
}

/// Whether a strip of white goes through several cells of a column at the same place, as between two columns.
fn have_gutter(gutters: &mut [(usize, usize, f32)]) -> bool {
    gutters.sort_by(|one, other| (one.0, one.1).cmp(&(other.0, other.1)).then(one.2.total_cmp(&other.2)));
    gutters
        .windows(GUTTERS)
        .any(|some| matches!(some, [one, .., other] if (one.0, one.1) == (other.0, other.1) && other.2 - one.2 <= SAME_GUTTER))
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

/// What blocks of a page are ordered by.
fn order(block: &Block) -> f32 {
    match block {
        Block::Line(line) => line.rect.top,
        Block::Table(table) => table.rect.top,
    }
}

#[cfg(test)]
mod tests;
