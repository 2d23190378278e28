//! Spreadsheets: tables as sheets, with what is repeated, merged, covered or hidden in them.

use std::collections::{BTreeMap, HashSet};

use super::LAST_COLUMN;
use super::styles::{Family, Styles};
use super::value::Value;
use super::words::{Tag, Words};
use crate::document::ReadNote;
use crate::limits::{MAX_CELLS, MAX_SHEETS};
use crate::read::ReadError;
use crate::read::builder::{Builder, RowPlace, Stored};
use crate::read::hyperlink;
use crate::read::xml::{Ns, Piece, Xml};

/// The last row that a sheet can have in any program, from 0. Most end at 1048576.
const LAST_ROW: u32 = (1 << 24) - 1;

/// Reads the sheets in the element that has just begun, up to its end.
///
/// # Errors
/// When the file is damaged or has too many cells.
pub(super) fn read(xml: &mut Xml<'_>, styles: &Styles, builder: &mut Builder) -> Result<(), ReadError> {
    let mut words = Words::default();
    let mut sheets = 0;
    loop {
        match xml.next()? {
            Piece::Open if xml.is(Ns::Table, "table") && !is_copy(xml) => {
                sheets += 1;
                if sheets > MAX_SHEETS {
                    return Err(ReadError::TooManySheets);
                }
                let name = xml.attribute(Ns::Table, "name").unwrap_or_default().into_owned();
                let hidden = styles.hide(Family::Table, xml.attribute(Ns::Table, "style-name").as_deref());
                let part = builder.part(name, hidden);
                let mut sheet = Sheet {
                    xml,
                    styles,
                    builder,
                    words: &mut words,
                    part,
                    row: 0,
                    column: 0,
                    hidden: Vec::new(),
                    passed_rows: 0,
                    passed_columns: HashSet::new(),
                    passed: 0,
                    cells: Vec::new(),
                    carried: BTreeMap::new(),
                };
                sheet.read()?;
            }
            Piece::Open => xml.skip()?,
            Piece::Text(_) => {}
            Piece::Close | Piece::End => return Ok(()),
        }
    }
}

/// Whether the table that has just begun is a copy of one in another file, kept for formulas and never shown: `'file:///c:/poa.ods'#Hoja1`.
fn is_copy(xml: &Xml<'_>) -> bool {
    xml.attribute(Ns::Table, "name").is_some_and(|name| name.starts_with('\'') && name.contains("'#"))
}

struct Sheet<'a, 'x> {
    xml: &'a mut Xml<'x>,
    styles: &'a Styles,
    builder: &'a mut Builder,
    words: &'a mut Words,
    part: u16,
    /// The next row.
    row: u32,
    /// The next column, while columns are declared.
    column: u32,
    /// Columns that are not shown, first and last, in order and apart from one another.
    hidden: Vec<(u32, u32)>,
    /// Hidden rows that hold something.
    passed_rows: u32,
    /// Hidden columns that hold something.
    passed_columns: HashSet<u32>,
    /// How many cells were passed over in them.
    passed: usize,
    /// What the row at hand shows.
    cells: Vec<(u32, Stored)>,
    /// Merged cells that begin in a hidden row, by column: their text is seen in the first row of them that is shown. With the last row of each.
    carried: BTreeMap<u32, (u32, Stored)>,
}

/// Where a cell stands and how far it reaches.
struct Extent {
    column: u32,
    repeat: u32,
    across: u32,
    down: u32,
}

impl Sheet<'_, '_> {
    fn read(&mut self) -> Result<(), ReadError> {
        // Which of the groups that are open are folded away.
        let mut groups: Vec<bool> = Vec::new();
        let mut folded = 0usize;
        loop {
            match self.xml.next()? {
                Piece::Open => match Tag::of(self.xml, self.styles) {
                    Tag::Column => self.columns(folded > 0)?,
                    Tag::Row => self.row(folded > 0)?,
                    Tag::ColumnGroup | Tag::RowGroup | Tag::Several => {
                        let away = self.xml.attribute(Ns::Table, "display").is_some_and(|shown| shown == "false");
                        folded += usize::from(away);
                        groups.push(away);
                    }
                    _ => self.xml.skip()?,
                },
                Piece::Text(_) => {}
                Piece::Close => match groups.pop() {
                    Some(away) => folded -= usize::from(away),
                    None => break,
                },
                Piece::End => break,
            }
        }
        let columns = u32::try_from(self.passed_columns.len()).unwrap_or(u32::MAX);
        if self.passed_rows > 0 || columns > 0 {
            self.builder.note(ReadNote::Hidden { part: self.part, rows: self.passed_rows, columns });
        }
        self.builder.end_table();
        Ok(())
    }

    fn columns(&mut self, folded: bool) -> Result<(), ReadError> {
        let end = self.column.saturating_add(count(self.xml, "number-columns-repeated"));
        if end > self.column && (folded || self.is_hidden()) {
            match self.hidden.last_mut() {
                Some((_, last)) if last.saturating_add(1) == self.column => *last = end - 1,
                _ => self.hidden.push((self.column, end - 1)),
            }
        }
        self.column = end;
        self.xml.skip()
    }

    /// Whether the row or column that has just begun is not shown.
    fn is_hidden(&self) -> bool {
        self.xml.attribute(Ns::Table, "visibility").is_some_and(|visibility| matches!(&*visibility, "collapse" | "filter"))
    }

    fn row(&mut self, folded: bool) -> Result<(), ReadError> {
        let repeat = count(self.xml, "number-rows-repeated");
        let hidden = folded || self.is_hidden();
        self.cells.clear();
        let mut held = false;
        let mut column = 0u32;
        // How many covered cells should come after the merged cell before. Some programs leave them out.
        let mut covered = 0u32;
        loop {
            match self.xml.next()? {
                Piece::Open => {
                    let tag = Tag::of(self.xml, self.styles);
                    if !matches!(tag, Tag::Cell | Tag::Covered) {
                        self.xml.skip()?;
                        continue;
                    }
                    let repeat = count(self.xml, "number-columns-repeated");
                    if tag == Tag::Covered {
                        covered = covered.saturating_sub(repeat);
                        if !hidden {
                            self.carry_over(column, repeat);
                        }
                        self.xml.skip()?;
                    } else {
                        column = column.saturating_add(covered);
                        let across = count(self.xml, "number-columns-spanned");
                        covered = if repeat == 1 { across - 1 } else { 0 };
                        let down = count(self.xml, "number-rows-spanned");
                        held |= self.cell(hidden, &Extent { column, repeat, across, down })?;
                    }
                    column = column.saturating_add(repeat);
                }
                Piece::Text(_) => {}
                Piece::Close | Piece::End => break,
            }
        }
        if hidden && held {
            self.passed_rows = self.passed_rows.saturating_add(repeat);
        } else if !self.cells.is_empty() {
            if self.row > LAST_ROW {
                return Err(ReadError::TooManyCells);
            }
            for row in self.row..self.row.saturating_add(repeat) {
                self.builder.begin_row(RowPlace::Sheet { sheet: self.part, row });
                for (column, stored) in &self.cells {
                    self.builder.cell(*column as usize, *stored, None)?;
                }
                self.builder.end_row(false);
            }
        }
        self.row = self.row.saturating_add(repeat);
        Ok(())
    }

    /// Reads a cell; whether it holds something that the row it stands in would show.
    fn cell(&mut self, hidden: bool, extent: &Extent) -> Result<bool, ReadError> {
        let Extent { column, repeat, across, down } = *extent;
        let stored = self.stored()?;
        if stored.is_empty() {
            return Ok(false);
        }
        if column.saturating_add(repeat - 1) > LAST_COLUMN {
            return Err(ReadError::TooManyCells);
        }
        let last = self.row.saturating_add(down - 1);
        for column in column..column + repeat {
            let shown = self.shown_column(column).filter(|shown| *shown == column || shown - column < across);
            let Some(shown) = shown else {
                self.passed += 1;
                if self.passed > MAX_CELLS {
                    return Err(ReadError::TooManyCells);
                }
                self.passed_columns.insert(column);
                continue;
            };
            if hidden && down > 1 {
                self.carried.insert(column, (last, stored));
            } else if !hidden {
                self.cells.push((shown, stored));
                self.builder.merge_down(self.row, shown as usize, last);
            }
        }
        Ok(down == 1)
    }

    /// Shows the text of merged cells that began in hidden rows above, where this row is covered by them.
    fn carry_over(&mut self, column: u32, repeat: u32) {
        if self.carried.is_empty() {
            return;
        }
        let end = column.saturating_add(repeat);
        while let Some((&column, &(last, stored))) = self.carried.range(column..end).next() {
            self.carried.remove(&column);
            if last >= self.row
                && let Some(shown) = self.shown_column(column)
            {
                self.cells.push((shown, stored));
                self.builder.merge_down(self.row, shown as usize, last);
            }
        }
    }

    /// The first column from `column` on that is shown.
    fn shown_column(&self, column: u32) -> Option<u32> {
        let after = self.hidden.partition_point(|(first, _)| *first <= column);
        match after.checked_sub(1).map(|at| self.hidden[at]) {
            Some((_, last)) if last >= column => last.checked_add(1),
            _ => Some(column),
        }
    }

    /// Reads the text of the cell that has just begun, up to its end.
    fn stored(&mut self) -> Result<Stored, ReadError> {
        let value = Value::of(self.xml);
        self.words.clear();
        // How many elements are open inside the cell, and how many of them are paragraphs.
        let (mut open, mut paragraphs) = (0usize, 0usize);
        loop {
            match self.xml.next()? {
                Piece::Open => {
                    match Tag::of(self.xml, self.styles) {
                        Tag::Paragraph => {
                            self.words.gap();
                            paragraphs += 1;
                        }
                        Tag::Link => self.words.open_link(self.xml.attribute(Ns::Xlink, "href").unwrap_or_default().into_owned()),
                        Tag::Blank | Tag::Tab | Tag::Line => self.words.gap(),
                        Tag::List | Tag::Item | Tag::ItemHeader | Tag::Span | Tag::Shown => {}
                        // Shapes lie on the sheet, comments beside it; tables inside cells are not for sheets.
                        _ => {
                            self.xml.skip()?;
                            continue;
                        }
                    }
                    open += 1;
                }
                Piece::Text(text) if paragraphs > 0 => self.words.push(&text),
                Piece::Text(_) => {}
                Piece::Close if open == 0 => break,
                Piece::Close => {
                    open -= 1;
                    if self.xml.is(Ns::Text, "a") {
                        self.words.close_link();
                    } else if self.xml.is(Ns::Text, "p") || self.xml.is(Ns::Text, "h") {
                        paragraphs -= 1;
                    }
                }
                Piece::End => break,
            }
        }
        self.words.close_link();
        if let Some(link) = value.formula.as_deref().and_then(hyperlink::read) {
            let shown = if self.words.is_blank() { &link.words } else { &self.words.text };
            return Ok(self.builder.store_link(shown, link.target));
        }
        let shown = value.shown(&self.words.text);
        Ok(if *shown == *self.words.text.trim() { self.words.store(self.builder) } else { self.builder.store(&shown) })
    }
}

/// How often something is repeated, or how many columns or rows it spans: at least once.
pub(super) fn count(xml: &Xml<'_>, name: &str) -> u32 {
    xml.attribute(Ns::Table, name).and_then(|number| number.trim().parse().ok()).unwrap_or(1).max(1)
}
