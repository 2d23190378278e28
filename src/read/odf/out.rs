//! What a text comes to, in reading order, and how it becomes rows of the document.

use super::grid::{Content, Grid, Piece};
use crate::read::ReadError;
use crate::read::builder::{Builder, RowPlace, Stored};

/// How many empty cells at the end of a row are kept, to be seen.
const MAX_EMPTY: u32 = 64;

/// What a text comes to, in reading order.
#[derive(Debug)]
pub(super) enum Out {
    /// A paragraph outside all tables, split at its tabs.
    Paragraph(Vec<(u32, Stored)>),
    /// A row of a table, with the number of columns it has.
    Row { table: u16, row: u32, width: u32, cells: Vec<(u32, Stored)> },
    /// The cell at this row and column of the table at hand reaches down to the row `last`.
    Merge { row: u32, column: u32, last: u32 },
    /// A table begins or ends.
    Edge,
}

impl Grid {
    /// What the table comes to, in reading order.
    pub(super) fn out(self, table: u16, builder: &mut Builder) -> Vec<Out> {
        let mut out = Vec::with_capacity(self.rows.len() + 2);
        out.push(Out::Edge);
        for line in self.rows {
            let (number, width) = (line.number, line.width);
            let mut cells = Vec::with_capacity(line.cells.len());
            let alone = line.cells.iter().filter(|piece| !piece.content.is_empty()).count() == 1;
            for Piece { column, last, content } in line.cells {
                let content = if let Content::Raw(words) = content { Content::of(&words, builder) } else { content };
                if last > number {
                    out.push(Out::Merge { row: number, column, last });
                }
                match content {
                    // Each heading has a row of its own, as it has a line of its own.
                    Content::Headings(_, parts) if alone => {
                        out.extend(parts.into_iter().map(|part| Out::Row { table, row: number, width: 0, cells: vec![(column, part)] }));
                    }
                    Content::Stored(stored) | Content::Headings(stored, _) => cells.push((column, stored)),
                    Content::Raw(_) | Content::Table(_) => {}
                }
            }
            out.push(Out::Row { table, row: number, width, cells });
            if !line.after.is_empty() {
                out.push(Out::Edge);
                out.extend(line.after);
                out.push(Out::Edge);
            }
        }
        out.push(Out::Edge);
        out
    }
}

/// Puts what a text comes to into the document.
///
/// # Errors
/// When there are too many cells.
pub(super) fn emit(out: Vec<Out>, builder: &mut Builder) -> Result<(), ReadError> {
    let mut number = 0u32;
    for out in out {
        match out {
            Out::Paragraph(cells) => {
                builder.begin_row(RowPlace::Paragraph { number });
                for (column, stored) in &cells {
                    builder.cell(*column as usize, *stored, None)?;
                }
                builder.end_row(false);
                number = number.saturating_add(u32::from(cells.iter().any(|(_, stored)| !stored.is_empty())));
            }
            Out::Row { table, row, width, cells } => {
                builder.begin_row(RowPlace::Table { table, row });
                for (column, stored) in cells {
                    builder.cell(column as usize, stored, None)?;
                }
                let next = builder.next_column();
                if (1..=MAX_EMPTY).contains(&width) && next < width as usize {
                    builder.cell(width as usize - 1, Stored::default(), None)?;
                }
                builder.end_row(true);
            }
            Out::Merge { row, column, last } => builder.merge_down(row, column as usize, last),
            Out::Edge => builder.end_table(),
        }
    }
    Ok(())
}
