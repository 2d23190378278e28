//! The tables of a page while it is read: which tag begins or ends a table, a row or a cell, and what it closes that was left open.

use super::super::super::ReadError;
use super::super::elements::{Group, Look, Part, number};
use super::super::page::{Item, Piece};
use super::super::table::{Cell, Row, Table};
use super::super::tokens::{Attribute, Tag};
use super::{Parser, Producer};
use crate::limits::{MAX_CELLS, MAX_DEPTH};

/// The most columns a cell may reach over, as browsers have it.
const MAX_COLSPAN: u32 = 1000;

/// The most rows a cell may reach over, as browsers have it.
const MAX_ROWSPAN: u32 = 65_534;

/// How much of the bound on cells a table takes: what is kept of one is as much as of so many cells.
const TABLE_WEIGHT: usize = 8;

/// An open table.
pub(super) struct Open {
    table: Table,
    /// Its place among the items.
    pub(super) item: usize,
    pub(super) begun: Begun,
    /// How many effects were open when it began.
    base: usize,
    hides: bool,
    group: Group,
    group_id: u32,
    group_hides: bool,
    /// Whether a head and a foot have begun: only the first of each is moved to where it belongs.
    moved: (bool, bool),
    row: Option<Scope>,
    cell: Option<Scope>,
    caption: Option<Scope>,
    /// Where text between its cells begins.
    pub(super) loose: Option<usize>,
    /// How many columns the open column group has, and whether it is hidden.
    columns: (u32, bool),
}

/// How a table began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begun {
    /// By its tag.
    Written,
    /// By a tag that makes a table by its attributes.
    Looks,
    /// By a row or cell without it.
    Implied,
    /// By a row or cell without it that is one by its attributes.
    ImpliedLooks,
}

impl Begun {
    /// Whether its rows came without it.
    pub(super) fn is_implied(self) -> bool {
        matches!(self, Begun::Implied | Begun::ImpliedLooks)
    }

    /// Whether it is a table by attributes.
    pub(super) fn looks(self) -> bool {
        matches!(self, Begun::Looks | Begun::ImpliedLooks)
    }
}

/// An open part of a table.
#[derive(Debug, Clone, Copy)]
struct Scope {
    hides: bool,
    /// How many effects were open when it began.
    base: usize,
    /// How many items came before it.
    items: usize,
}

impl Open {
    /// Whether what comes next stands in none of its cells, nor beside them.
    pub(super) fn is_between(&self) -> bool {
        self.cell.is_none() && self.caption.is_none() && self.loose.is_none()
    }

    /// Notes that something is shown in the open cell.
    pub(super) fn fill(&mut self) {
        if self.cell.is_some()
            && let Some(cell) = self.table.cells.last_mut()
        {
            cell.filled = true;
        }
    }

    /// How many effects belong to what is outside its innermost part.
    pub(super) fn base(&self) -> usize {
        self.cell.or(self.caption).or(self.row).map_or(self.base, |scope| scope.base)
    }
}

impl Parser<'_> {
    /// Begins a part of a table, by its name or because it `looks` like one.
    pub(super) fn start_part(&mut self, part: Part, tag: &Tag, look: Look, looks: bool) -> Result<(), ReadError> {
        let hides = look.hidden || look.kept;
        let at = tag.bytes.start;
        if part == Part::Table {
            if self.open.last().is_some_and(|open| open.cell.is_none() && open.caption.is_none()) {
                self.close_table(at)?;
            }
            return self.open_table(tag, hides, if looks { Begun::Looks } else { Begun::Written });
        }
        if self.open.is_empty() {
            self.open_table(tag, false, if looks { Begun::ImpliedLooks } else { Begun::Implied })?;
        }
        match part {
            Part::Table => {}
            Part::Caption => {
                self.close_row(at)?;
                self.close_loose();
                let scope = self.scope(hides || self.producer == Producer::Gnumeric);
                if let Some(open) = self.open.last_mut() {
                    open.caption = Some(scope);
                }
            }
            Part::Group(group) => {
                self.close_row(at)?;
                self.close_loose();
                self.close_group();
                if let Some(open) = self.open.last_mut() {
                    let moved = match group {
                        Group::Head => std::mem::replace(&mut open.moved.0, true),
                        Group::Body => false,
                        Group::Foot => std::mem::replace(&mut open.moved.1, true),
                    };
                    open.group = if moved { Group::Body } else { group };
                    open.group_hides = hides;
                    self.hidden += usize::from(hides);
                }
            }
            Part::Row => self.open_row(tag, hides)?,
            Part::Cell { head } => self.open_cell(tag, look, head)?,
        }
        Ok(())
    }

    /// Ends a part of a table, and what is open in it.
    pub(super) fn end_part(&mut self, part: Part, tag: &Tag) -> Result<(), ReadError> {
        let at = tag.bytes.start;
        match part {
            Part::Table if self.open.is_empty() => {}
            Part::Table => {
                self.close_table(at)?;
                self.boundary(Piece::Block, tag)?;
            }
            Part::Caption => self.close_caption()?,
            Part::Group(_) => {
                self.close_row(at)?;
                self.close_group();
            }
            Part::Row => self.close_row(at)?,
            Part::Cell { .. } => {
                self.close_cell(at)?;
                // The row reaches up to behind its last cell.
                if let Some(open) = self.open.last_mut().filter(|open| open.row.is_some())
                    && let Some(row) = open.table.rows.last_mut()
                {
                    row.end = narrow(tag.bytes.end);
                }
            }
        }
        Ok(())
    }

    /// Begins a part of a table that may hide what is in it.
    fn scope(&mut self, hides: bool) -> Scope {
        self.hidden += usize::from(hides);
        Scope { hides, base: self.effects.len(), items: self.page.items.len() }
    }

    fn count(&mut self, weight: usize) -> Result<(), ReadError> {
        self.size += weight;
        if self.size > MAX_CELLS { Err(ReadError::TooManyCells) } else { Ok(()) }
    }

    fn open_table(&mut self, tag: &Tag, hides: bool, begun: Begun) -> Result<(), ReadError> {
        self.count(TABLE_WEIGHT)?;
        if self.open.len() >= MAX_DEPTH {
            return Err(ReadError::TooDeep);
        }
        self.close_link(tag.bytes.start)?;
        let item = self.page.items.len();
        self.push(Piece::Table(u32::MAX), tag.bytes.clone())?;
        self.hidden += usize::from(hides);
        self.open.push(Open {
            table: Table::default(),
            item,
            begun,
            base: self.effects.len(),
            hides,
            group: Group::Body,
            group_id: 0,
            group_hides: false,
            moved: (false, false),
            row: None,
            cell: None,
            caption: None,
            loose: None,
            columns: (0, false),
        });
        Ok(())
    }

    /// Ends the innermost table, before byte `at`.
    pub(super) fn close_table(&mut self, at: usize) -> Result<(), ReadError> {
        self.close_row(at)?;
        self.close_loose();
        self.close_group();
        let Some(base) = self.open.last().map(|open| open.base) else { return Ok(()) };
        self.drop_effects(base)?;
        let Some(mut open) = self.open.pop() else { return Ok(()) };
        self.reveal(open.hides);
        let empty = open.table.caption.is_none() && open.table.loose.is_empty() && !open.table.cells.iter().any(|cell| cell.filled);
        if empty {
            self.page.items.truncate(open.item + 1);
            match self.page.items.last_mut() {
                Some(item) if self.hidden == 0 => item.piece = Piece::Block,
                _ => self.page.items.truncate(open.item),
            }
            return Ok(());
        }
        open.table.items = narrow(open.item)..narrow(self.page.items.len());
        open.table.settle(&self.page, self.producer == Producer::Microsoft, &mut self.places)?;
        let columns = open.table.width;
        let whole = if open.table.is_whole() { columns } else { 0 };
        if let Some(item) = self.page.items.get_mut(open.item) {
            item.piece = Piece::Table(narrow(self.page.tables.len()));
        }
        self.page.tables.push(open.table);
        if let Some(outer) = self.open.last_mut().filter(|outer| outer.cell.is_some())
            && let Some(cell) = outer.table.cells.last_mut()
        {
            cell.filled = true;
            cell.inner = cell.inner.max(columns);
            cell.whole = cell.whole.max(whole);
        }
        Ok(())
    }

    fn open_row(&mut self, tag: &Tag, hides: bool) -> Result<(), ReadError> {
        self.close_row(tag.bytes.start)?;
        self.close_loose();
        self.end_columns();
        self.count(1)?;
        let scope = self.scope(hides);
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        open.row = Some(scope);
        open.table.rows.push(Row {
            start: narrow(tag.bytes.start),
            end: narrow(tag.bytes.end),
            first: narrow(open.table.cells.len()),
            group: open.group,
            group_id: open.group_id,
            hides: hides || open.group_hides,
        });
        Ok(())
    }

    fn close_row(&mut self, at: usize) -> Result<(), ReadError> {
        self.close_cell(at)?;
        self.close_caption()?;
        let Some(scope) = self.open.last_mut().and_then(|open| open.row.take()) else { return Ok(()) };
        self.drop_effects(scope.base)?;
        self.reveal(scope.hides);
        Ok(())
    }

    fn open_cell(&mut self, tag: &Tag, look: Look, head: bool) -> Result<(), ReadError> {
        self.close_cell(tag.bytes.start)?;
        if self.open.last().is_none_or(|open| open.row.is_none()) {
            self.open_row(tag, false)?;
        }
        self.close_loose();
        self.count(1)?;
        self.linked = false;
        if self.open.len() > 1 {
            // Where the table is read as a part of a cell's text, its cells stand apart.
            self.boundary_before_cell(tag)?;
        }
        let scope = self.scope(look.hidden || look.kept);
        let span = |attribute| tag.attribute(self.page.text, attribute);
        let colspan = span(Attribute::Colspan).and_then(|value| number(value, MAX_COLSPAN)).unwrap_or(1).max(1);
        let rowspan = span(Attribute::Rowspan).and_then(|value| number(value, MAX_ROWSPAN)).unwrap_or(1);
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        open.cell = Some(scope);
        let bytes = narrow(tag.bytes.end)..narrow(tag.bytes.end);
        let items = narrow(scope.items)..narrow(scope.items);
        open.table.cells.push(Cell { items, bytes, colspan, rowspan, hides: look.hidden, head, ..Cell::default() });
        Ok(())
    }

    fn boundary_before_cell(&mut self, tag: &Tag) -> Result<(), ReadError> {
        if self.hidden > 0 || matches!(self.page.items.last(), Some(Item { piece: Piece::Block, .. })) {
            return Ok(());
        }
        self.push(Piece::Block, tag.bytes.clone())
    }

    fn close_cell(&mut self, at: usize) -> Result<(), ReadError> {
        let Some(scope) = self.open.last().and_then(|open| open.cell) else { return Ok(()) };
        self.select = None;
        self.drop_effects(scope.base)?;
        self.linked = false;
        self.reveal(scope.hides);
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        open.cell = None;
        if let Some(cell) = open.table.cells.last_mut() {
            cell.items.end = narrow(self.page.items.len()).max(cell.items.start);
            cell.bytes.end = narrow(at).max(cell.bytes.start);
        }
        if let Some(row) = open.table.rows.last_mut() {
            row.end = row.end.max(narrow(at));
        }
        Ok(())
    }

    fn close_caption(&mut self) -> Result<(), ReadError> {
        let Some(scope) = self.open.last().and_then(|open| open.caption) else { return Ok(()) };
        self.drop_effects(scope.base)?;
        self.linked = false;
        self.reveal(scope.hides);
        let items = narrow(scope.items)..narrow(self.page.items.len());
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        open.caption = None;
        if open.table.caption.is_none() && items.start < items.end {
            open.table.caption = Some(items);
        }
        Ok(())
    }

    fn close_group(&mut self) {
        let Some(open) = self.open.last_mut() else { return };
        open.group = Group::Body;
        open.group_id += 1;
        let hid = std::mem::take(&mut open.group_hides);
        self.reveal(hid);
    }

    /// Ends text between cells; it is shown before the row that follows.
    fn close_loose(&mut self) {
        let items = self.page.items.len();
        let Some(open) = self.open.last_mut() else { return };
        if let Some(from) = open.loose.take() {
            self.linked = false;
            let row = narrow(open.table.rows.len());
            open.table.loose.push((row, narrow(from)..narrow(items)));
        }
    }

    /// Notes columns, of which only those that are hidden matter.
    pub(super) fn column(&mut self, tag: &Tag, hides: bool) {
        let span = tag.attribute(self.page.text, Attribute::Span).and_then(|value| number(value, MAX_COLSPAN)).unwrap_or(1).max(1);
        let is_group = tag.name.as_bytes() == b"colgroup";
        if is_group {
            self.end_columns();
        }
        let Some(open) = self.open.last_mut().filter(|open| open.cell.is_none() && open.table.rows.is_empty()) else { return };
        if is_group {
            open.columns = (span, hides);
        } else {
            // The columns of a group count, not its own span.
            open.columns.0 = 0;
            let hides = hides || open.columns.1;
            open.table.add_columns(span, hides);
        }
    }

    /// Ends a group of columns.
    pub(super) fn end_columns(&mut self) {
        let Some(open) = self.open.last_mut() else { return };
        let (span, hides) = std::mem::take(&mut open.columns);
        open.table.add_columns(span, hides);
    }
}

/// Offsets fit 32 bits because [`crate::limits::MAX_BYTES`] is below 2³².
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
