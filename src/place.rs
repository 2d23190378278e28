//! Where something stands in its file, in that file's own terms.
//!
//! A reader writes the [`Place`] of a cell when it makes the cell; nothing later computes one from text. How a place is *named* to a person is the
//! business of [`crate::document::Document`], which knows the file it belongs to.

use serde::Serialize;

/// A position in a file, in the terms of that file's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A range of the decoded text (text, CSV, Markdown, web pages).
    Text(TextRange),
    /// A cell of a spreadsheet. Sheets, rows and columns count from 0.
    Sheet {
        /// Index of the sheet in the document's parts.
        sheet: u16,
        /// Row, from 0.
        row: u32,
        /// Column, from 0.
        col: u16,
    },
    /// A cell of a table in a word-processor file. All count from 0, in reading order; columns are those of the table's grid.
    Table {
        /// Which table of the document.
        table: u16,
        /// Row of the table.
        row: u32,
        /// Column of the table.
        col: u16,
    },
    /// A paragraph of a word-processor file outside its tables.
    Paragraph {
        /// Which paragraph that holds anything, from 0, in reading order.
        number: u32,
    },
    /// A box on a page.
    Page {
        /// Page, from 0.
        page: u16,
        /// The box on it.
        area: Area,
    },
}

/// A half-open range of bytes in the decoded text of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TextRange {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl TextRange {
    /// The range as indices.
    pub fn indices(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A rectangle on a page, in tenths of a point from the top left corner, so that places can be compared exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Area {
    /// Left edge.
    pub x: u16,
    /// Top edge.
    pub y: u16,
    /// Width.
    pub width: u16,
    /// Height.
    pub height: u16,
}

impl Area {
    /// The smallest rectangle round both.
    #[must_use]
    pub fn union(self, other: Area) -> Area {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = self.x.saturating_add(self.width).max(other.x.saturating_add(other.width));
        let bottom = self.y.saturating_add(self.height).max(other.y.saturating_add(other.height));
        Area { x, y, width: right - x, height: bottom - y }
    }
}

/// A position in lines and columns. Both count from 1; columns are characters (Unicode scalar values) of the decoded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// The name a spreadsheet gives a cell: column letters and row number, `E14` for column 4 and row 13 counted from 0.
pub fn cell_name(row: u32, col: u16) -> String {
    column_letters(col) + &(u64::from(row) + 1).to_string()
}

/// The letters a spreadsheet gives a column: `E` for column 4 counted from 0.
pub fn column_letters(col: impl Into<u32>) -> String {
    let mut letters = Vec::new();
    let mut left = u64::from(col.into()) + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
        left /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        for (row, col, name) in [(0, 0, "A1"), (13, 4, "E14"), (8, 25, "Z9"), (8, 26, "AA9"), (1_048_575, 16_383, "XFD1048576")] {
            assert_eq!(cell_name(row, col), name);
        }
    }
}
