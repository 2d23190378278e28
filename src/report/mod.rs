//! What a document says, in the form's terms: heading, columns, sections, units, footer.
//!
//! A [`Report`] holds no text of its own: every [`Slot`] points at the place in the document that fills it, or at the gap where it belongs.
//! It knows nothing of formats or rules.

pub mod field;
mod footer;
pub(crate) mod known;
pub mod label;
pub mod matrix;
pub(crate) mod recognize;
mod sheets;
mod stretches;
pub mod value;

pub use known::{Memory, Places};
pub use recognize::recognize;
pub use sheets::matrices;

use crate::document::{Anchor, CellId, Document, RowId};
use field::{Column, Field, FooterField, Subject};

/// What became of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It has a value.
    Given,
    /// Its cell is there and empty.
    Blank,
    /// Its row, line or column is not there.
    Absent,
    /// It is declared not to apply.
    NotApplicable {
        /// Whether a reason is given.
        explained: bool,
    },
    /// Something stands there that is not a value: a spreadsheet error, a line that cites another article.
    Unreadable,
}

/// A field: what became of it, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// What became of it.
    pub state: State,
    /// The cell or part that fills it, or the gap where it belongs.
    pub at: Anchor,
}

impl Slot {
    /// A slot with nothing in the document for it.
    pub(crate) fn absent(after: Option<RowId>) -> Slot {
        Slot { state: State::Absent, at: Anchor::Gap { after } }
    }

    /// Whether it has a value that can be judged.
    pub fn is_given(&self) -> bool {
        self.state == State::Given
    }
}

/// The lines above the table.
#[derive(Debug, Clone, Copy)]
pub struct Heading {
    /// The line citing the law.
    pub legal_basis: Slot,
    /// The line naming the literal.
    pub literal: Slot,
    /// The parts of the literal line.
    pub title: Option<Title>,
}

/// A line that names a literal: «Literal a4) Las metas y objetivos…».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Title {
    /// The words `Literal a4)`, where they are there.
    pub literal: Option<Anchor>,
    /// The words after it.
    pub words: Option<Anchor>,
}

/// A repeated heading or column name that can be compared with the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeat {
    /// What is repeated.
    pub field: Field,
    /// Where it stands.
    pub at: Anchor,
}

/// A section of the matrix.
#[derive(Debug)]
pub struct Section {
    /// Its title; absent for the units before any title.
    pub title: Slot,
    /// Which of the official sections it is, by its index in the matrix, where it is one.
    pub official: Option<usize>,
    /// Lines of prose in place of units, or beside them.
    pub notes: Vec<CellId>,
    /// Its units, as indices of [`Report::units`].
    pub units: std::ops::Range<usize>,
}

/// A row of the matrix: a unit, or one more goal of the unit above.
#[derive(Debug, Clone, Copy)]
pub struct Unit {
    /// The row it stands in.
    pub row: RowId,
    /// Its cells, in the form's order of columns.
    pub cells: [Slot; 5],
    /// Whether it is a further goal of the unit above, whose number and name it repeats.
    pub continues: bool,
}

impl Unit {
    /// One of its cells.
    pub fn cell(&self, column: Column) -> Slot {
        self.cells[column.index()]
    }
}

/// A row of the footer, as it stands.
#[derive(Debug, Clone, Copy)]
pub struct FooterRow {
    /// Which field it gives.
    pub field: FooterField,
    /// Its row.
    pub row: RowId,
    /// Its label.
    pub label: Anchor,
    /// Whether the label was recognized by nearness only.
    pub near: bool,
    /// The words naming a literal in the label, and whether they name this matrix's.
    pub literal: Option<(Anchor, bool)>,
    /// Its value.
    pub value: Slot,
}

/// The recognized report.
#[derive(Debug)]
pub struct Report {
    /// The lines above the table.
    pub heading: Heading,
    /// The row of column names as a whole.
    pub header: Slot,
    /// The columns' names, in the form's order.
    pub columns: [Slot; 5],
    /// Where each column stands in the rows, from 0, in the form's order.
    pub positions: [Option<usize>; 5],
    /// Titles and column names that stand again further down.
    pub repeats: Vec<Repeat>,
    /// Sections, in order.
    pub sections: Vec<Section>,
    /// Units, in order.
    pub units: Vec<Unit>,
    /// The footer's fields, in the form's order.
    pub footer: [Slot; 7],
    /// Every row of the footer, in the order of the document.
    pub footer_rows: Vec<FooterRow>,
    /// What was not understood.
    pub strays: Vec<CellId>,
    /// The last row of the table, after which the footer belongs.
    pub last_row: Option<RowId>,
    /// Whether a title or the columns of this matrix were found.
    pub found: bool,
    /// The literal of another matrix that the title names, as an index of the matrix's list of others, or its own word.
    pub other: Option<String>,
}

impl Report {
    /// How many times a field occurs.
    pub fn count(&self, field: Field) -> usize {
        match field {
            Field::SectionTitle => self.sections.len(),
            Field::Unit(_) => self.units.len(),
            _ => 1,
        }
    }

    /// Whether there is more of a matrix than its title: columns, units or a footer. A page that lists the literals names a4 as well.
    pub fn has_table(&self) -> bool {
        self.found && (self.header.is_given() || !self.units.is_empty() || self.footer_rows.len() >= 2)
    }

    /// One occurrence of a field.
    pub fn slot(&self, subject: Subject) -> Slot {
        let index = subject.index as usize;
        let none = Slot::absent(self.last_row);
        match subject.field {
            Field::Document | Field::Sections | Field::Units => Slot { state: State::Given, at: Anchor::Document },
            Field::LegalBasis => self.heading.legal_basis,
            Field::Literal => self.heading.literal,
            Field::Columns => self.header,
            Field::Column(column) => self.columns[column.index()],
            Field::SectionTitle => self.sections.get(index).map_or(none, |s| s.title),
            Field::Unit(column) => self.units.get(index).map_or(none, |u| u.cell(column)),
            Field::Footer(field) => self.footer[field.index()],
        }
    }

    /// All occurrences of a field, each with its subject.
    pub fn slots(&self, field: Field) -> impl Iterator<Item = (Subject, Slot)> {
        (0..self.count(field)).map(move |index| {
            let subject = Subject { field, index: u32::try_from(index).unwrap_or(u32::MAX) };
            (subject, self.slot(subject))
        })
    }

    /// The field that a cell belongs to; the document where it belongs to none.
    pub fn subject_of(&self, document: &Document, cell: CellId) -> Subject {
        let row = document.row_of(cell);
        let holds = |slot: &Slot| matches!(slot.at, Anchor::Cell(c) | Anchor::Part { cell: c, .. } if c == cell);
        if let Ok(index) = self.units.binary_search_by(|unit| unit.row.cmp(&row))
            && let Some(column) = Column::ALL.into_iter().find(|c| holds(&self.units[index].cell(*c)))
        {
            return Subject { field: Field::Unit(column), index: u32::try_from(index).unwrap_or(u32::MAX) };
        }
        // All lists are in the order of the document, and may be long: they are searched by halves.
        if let Ok(index) = self.footer_rows.binary_search_by(|entry| entry.row.cmp(&row)) {
            return Subject::only(Field::Footer(self.footer_rows[index].field));
        }
        let starts_before = |s: &Section| document.row_of_anchor(s.title.at).is_none_or(|title| title <= row);
        if let Some(index) = self.sections.partition_point(starts_before).checked_sub(1)
            && self.sections.get(index).is_some_and(|s| holds(&s.title) || s.notes.binary_search(&cell).is_ok())
        {
            return Subject { field: Field::SectionTitle, index: u32::try_from(index).unwrap_or(u32::MAX) };
        }
        let single = [Field::LegalBasis, Field::Literal].into_iter().chain(Column::ALL.map(Field::Column));
        let in_row = self.repeats.partition_point(|r| document.row_of_anchor(r.at).is_some_and(|other| other < row));
        let repeated = self.repeats[in_row..].iter().take_while(|r| document.row_of_anchor(r.at) == Some(row));
        let repeated = repeated.map(|r| (r, Slot { state: State::Given, at: r.at })).find(|(_, slot)| holds(slot)).map(|(r, _)| r.field);
        single.into_iter().find(|f| holds(&self.slot(Subject::only(*f)))).or(repeated).map_or(Subject::only(Field::Document), Subject::only)
    }
}
