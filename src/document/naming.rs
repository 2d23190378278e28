//! What a person calls a place: by line and column in a text, by sheet and cell, by table and row, by page.
//!
//! Where the file's name stands before it, and how that is set apart, is left to whoever shows it.

use super::{Anchor, Document, RowId};
use crate::lang::Lang;
use crate::place::{Place, cell_name, column_letters};

/// How much of a place is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Naming {
    /// The sheet, table or page.
    pub(crate) part: bool,
    /// The column of a table. A cell of a sheet has one name for row and column.
    pub(crate) column: bool,
}

impl Document {
    /// What a person calls the place of an anchor, after the file's name: `40:80`, `Matriz!E14`, `página 2, fila 14`. `None` for the document as a whole.
    pub fn place_name(&self, anchor: Anchor, lang: Lang) -> Option<String> {
        self.name_of(anchor, lang, Naming { part: true, column: true })
    }

    /// As [`Document::place_name`], saying only so much: `E14`, `fila 14`.
    pub(crate) fn name_of(&self, anchor: Anchor, lang: Lang, naming: Naming) -> Option<String> {
        Some(match self.place(anchor)? {
            Place::Text(range) => {
                let at = self.line_column(range.start);
                format!("{}:{}", at.line, at.column)
            }
            Place::Sheet { sheet, row, col } => match self.parts.get(usize::from(sheet)) {
                Some(part) if naming.part => format!("{}!{}", part.name, cell_name(row, col)),
                _ => cell_name(row, col),
            },
            Place::Table { table, row, col } => {
                let table = naming.part.then_some(u32::from(table) + 1);
                lang.table_cell(table, row.saturating_add(1), naming.column.then_some(u32::from(col) + 1))
            }
            Place::Paragraph { number } => lang.paragraph(number.saturating_add(1)),
            Place::Page { page, .. } => {
                let page = naming.part.then_some(u32::from(page) + 1);
                // Before the first row stands nothing that could be named.
                let row = self.row_of_anchor(anchor).unwrap_or(RowId(0));
                lang.page_row(page, self.row(row).number)
            }
        })
    }

    /// What a person calls a column, from 0, of the sheet or table that a row stands in: `E`, `5`. `None` where columns have no names.
    pub(crate) fn column_name(&self, row: RowId, column: usize) -> Option<String> {
        match self.cell(self.cells(row).next()?).place {
            Place::Sheet { .. } => u16::try_from(column).ok().map(column_letters),
            Place::Table { .. } => Some((column + 1).to_string()),
            Place::Text(_) | Place::Paragraph { .. } | Place::Page { .. } => None,
        }
    }

    /// What a row stands in; only rows of the same part are neighbors.
    pub(crate) fn part_of(&self, row: RowId) -> PartOf {
        match self.cells(row).next().map(|cell| self.cell(cell).place) {
            None | Some(Place::Text(_)) => PartOf::Text,
            Some(Place::Paragraph { .. }) => PartOf::Paragraphs,
            Some(Place::Sheet { sheet, .. }) => PartOf::Sheet(sheet),
            Some(Place::Table { table, .. }) => PartOf::Table(table),
            Some(Place::Page { page, .. }) => PartOf::Page(page),
        }
    }
}

/// What a row stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartOf {
    /// A text.
    Text,
    /// What a word-processor file holds outside its tables.
    Paragraphs,
    /// A sheet, by its index.
    Sheet(u16),
    /// A table of a word-processor file, by its index.
    Table(u16),
    /// A page, by its index.
    Page(u16),
}
