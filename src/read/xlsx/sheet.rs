//! The cells of one sheet.

use std::collections::{HashMap, HashSet};

use super::strings::{Strings, rich_text, unescaped};
use super::styles::Styles;
use super::{NAME, is_true};
use crate::document::ReadNote;
use crate::read::ReadError;
use crate::read::builder::{Builder, RowPlace, Stored};
use crate::read::hyperlink;
use crate::read::relations::Relations;
use crate::read::xml::{Ns, Piece, Xml};

/// The last row and column that a sheet can have, from 0: XFD1048576.
const LAST: (u32, u32) = (1_048_575, 16_383);

/// How many columns of a merged cell are looked at for one that is shown.
const MERGED_COLUMNS: u32 = 256;

/// Row and column, from 0.
type At = (u32, u32);

/// Reads a sheet into the builder.
///
/// # Errors
/// When it is damaged or has too many cells.
pub(super) fn read(
    text: &str,
    sheet: u16,
    strings: &Strings,
    styles: &Styles,
    links: &Relations,
    builder: &mut Builder,
) -> Result<(), ReadError> {
    let mut reading = Reading {
        xml: Xml::new(text, NAME),
        sheet,
        strings,
        styles,
        builder,
        hidden_columns: Vec::new(),
        passed_rows: 0,
        passed_columns: HashSet::new(),
        merged: if memchr::memmem::find(text.as_bytes(), b"hidden=").is_some() { merged(text)? } else { HashMap::new() },
        moved: HashMap::new(),
        moved_aside: HashMap::new(),
        waiting: Vec::new(),
        cells: Vec::new(),
        value: String::new(),
        formula: String::new(),
    };
    reading.run(links)
}

struct Reading<'a, 'x> {
    xml: Xml<'x>,
    sheet: u16,
    strings: &'a Strings,
    styles: &'a Styles,
    builder: &'a mut Builder,
    /// Whether each column is hidden; as long as the last one that is.
    hidden_columns: Vec<bool>,
    /// Hidden rows that hold something.
    passed_rows: u32,
    /// Hidden columns that hold something.
    passed_columns: HashSet<u32>,
    /// Where each merged cell begins and ends, for sheets that hide anything.
    merged: HashMap<At, At>,
    /// Merged cells that begin in a hidden row or column, and the first of their cells that is shown.
    moved: HashMap<At, At>,
    /// Those of the row at hand, by the column to which they moved.
    moved_aside: HashMap<u32, u32>,
    /// Texts of merged cells that begin in hidden rows, until a row is shown.
    waiting: Vec<Waiting>,
    /// The cells of the row at hand.
    cells: Vec<(u32, Stored)>,
    value: String,
    formula: String,
}

/// The text of a merged cell whose first rows are hidden.
struct Waiting {
    from: (u32, u32),
    column: u32,
    last_row: u32,
    stored: Stored,
}

/// What a cell's attributes say.
struct Head {
    column: u32,
    kind: Kind,
    style: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Boolean,
    Date,
}

impl Reading<'_, '_> {
    fn run(&mut self, links: &Relations) -> Result<(), ReadError> {
        let mut next_row = 0;
        loop {
            match self.xml.next()? {
                Piece::Open if self.xml.ns() != Ns::Sheet => {}
                Piece::Open => match self.xml.local() {
                    "col" => self.column(),
                    "row" => next_row = self.row(next_row)? + 1,
                    "mergeCell" => {
                        if let Some((from, to)) = self.xml.attribute(Ns::None, "ref").and_then(|range| area(&range)) {
                            self.builder.merge(self.moved.get(&from).copied().unwrap_or(from), to);
                        }
                    }
                    "hyperlink" => self.link(links),
                    _ => {}
                },
                Piece::End => break,
                Piece::Close | Piece::Text(_) => {}
            }
        }
        let columns = u32::try_from(self.passed_columns.len()).unwrap_or(u32::MAX);
        if self.passed_rows + columns > 0 {
            self.builder.note(ReadNote::Hidden { part: self.sheet, rows: self.passed_rows, columns });
        }
        self.builder.end_table();
        Ok(())
    }

    fn column(&mut self) {
        let number = |name| self.xml.attribute(Ns::None, name).and_then(|n| n.parse::<u32>().ok());
        let hidden = self.xml.attribute(Ns::None, "hidden").is_some_and(|value| is_true(&value));
        let narrow = self.xml.attribute(Ns::None, "width").and_then(|width| width.parse::<f64>().ok()).is_some_and(|width| width <= 0.0);
        if let (true, Some(min), Some(max)) = (hidden || narrow, number("min"), number("max")) {
            let (first, last) = (min.saturating_sub(1).min(LAST.1) as usize, max.saturating_sub(1).min(LAST.1) as usize);
            // Stretches follow one another; what a later one says of the same columns is not looked at again and again.
            let from = first.max(self.hidden_columns.len());
            self.hidden_columns.resize(from.max(self.hidden_columns.len()), false);
            self.hidden_columns.resize((last + 1).max(self.hidden_columns.len()), true);
        }
    }

    /// Reads a row, which is `next` where it does not say which it is; which it was.
    fn row(&mut self, next: u32) -> Result<u32, ReadError> {
        let (mut said, mut hidden) = (next, false);
        self.xml.each_attribute(|name, value| match name {
            "r" => said = value.parse::<u32>().map_or(next, |r| r.saturating_sub(1)),
            "hidden" => hidden |= is_true(value),
            "ht" => hidden |= value.parse::<f64>().is_ok_and(|height| height <= 0.0),
            _ => {}
        });
        // Rows stand in order; one that says otherwise follows the one before.
        let row = said.max(next).min(LAST.0);
        self.cells.clear();
        self.moved_aside.clear();
        let mut column = 0;
        loop {
            match self.xml.next()? {
                Piece::Open if self.xml.is(Ns::Sheet, "c") => column = self.cell(row, column)? + 1,
                Piece::Open => self.xml.skip()?,
                Piece::Text(_) => {}
                Piece::Close | Piece::End => break,
            }
        }
        if hidden {
            self.put_off(row);
        } else {
            self.bring_back(row);
        }
        let mut cells = std::mem::take(&mut self.cells);
        if !cells.is_sorted_by_key(|(column, _)| *column) {
            cells.sort_by_key(|(column, _)| *column);
        }
        if hidden {
            self.passed_rows += u32::from(!cells.is_empty());
        } else if !cells.is_empty() {
            self.builder.begin_row(RowPlace::Sheet { sheet: self.sheet, row });
            for (column, stored) in &cells {
                self.builder.cell(*column as usize, *stored, None)?;
            }
            self.builder.end_row(false);
        }
        self.cells = cells;
        Ok(row)
    }

    /// Keeps the texts of merged cells that begin in a hidden row for the first row that is shown.
    fn put_off(&mut self, row: u32) {
        for (column, stored) in &self.cells {
            // A cell may have been moved to the side before.
            let from = (row, self.moved_aside.get(column).copied().unwrap_or(*column));
            if let Some((last_row, _)) = self.merged.get(&from).filter(|to| to.0 > row) {
                self.waiting.push(Waiting { from, column: *column, last_row: *last_row, stored: *stored });
            }
        }
    }

    /// Puts the texts that waited into the row at hand, the first that is shown.
    fn bring_back(&mut self, row: u32) {
        let waiting: Vec<Waiting> = std::mem::take(&mut self.waiting).into_iter().filter(|merged| row <= merged.last_row).collect();
        let taken: HashSet<u32> = waiting.iter().map(|merged| merged.column).collect();
        if !taken.is_empty() {
            self.cells.retain(|(column, _)| !taken.contains(column));
        }
        for Waiting { from, column, stored, .. } in waiting {
            self.cells.push((column, stored));
            self.moved.insert(from, (row, column));
        }
    }

    /// Where the text of a cell in a hidden column is shown, if it is merged with cells beside it that are not hidden.
    fn shown_beside(&mut self, row: u32, column: u32) -> Option<u32> {
        let (_, last) = *self.merged.get(&(row, column))?;
        let near = last.min(column.saturating_add(MERGED_COLUMNS));
        let beside = (column..=near).find(|column| self.hidden_columns.get(*column as usize) != Some(&true))?;
        self.moved.insert((row, column), (row, beside));
        self.moved_aside.insert(beside, column);
        Some(beside)
    }

    /// Reads a cell of a row, which stands in the column `next` where it does not say where; its column.
    fn cell(&mut self, row: u32, next: u32) -> Result<u32, ReadError> {
        let mut head = Head { column: next, kind: Kind::Number, style: 0 };
        self.xml.each_attribute(|name, value| match name {
            "r" => head.column = reference(value).map_or(next, |(_, column)| column),
            "s" => head.style = value.parse().unwrap_or(0),
            "t" => {
                head.kind = match value {
                    "s" => Kind::Shared,
                    "str" | "inlineStr" | "e" => Kind::Text,
                    "b" => Kind::Boolean,
                    "d" => Kind::Date,
                    _ => Kind::Number,
                }
            }
            _ => {}
        });
        head.column = head.column.min(LAST.1);
        self.value.clear();
        self.formula.clear();
        let mut has_formula = false;
        loop {
            match self.xml.next()? {
                Piece::Open if self.xml.is(Ns::Sheet, "v") => plain_text(&mut self.xml, &mut self.value)?,
                Piece::Open if self.xml.is(Ns::Sheet, "f") => {
                    has_formula = true;
                    plain_text(&mut self.xml, &mut self.formula)?;
                }
                Piece::Open if self.xml.is(Ns::Sheet, "is") => rich_text(&mut self.xml, &mut self.value)?,
                Piece::Open => self.xml.skip()?,
                Piece::Text(_) => {}
                Piece::Close | Piece::End => break,
            }
        }
        let stored = self.stored(&head, has_formula);
        if stored.is_empty() {
            return Ok(head.column);
        }
        if self.hidden_columns.get(head.column as usize) == Some(&true) {
            match self.shown_beside(row, head.column) {
                Some(beside) => self.cells.push((beside, stored)),
                None => _ = self.passed_columns.insert(head.column),
            }
        } else {
            self.cells.push((head.column, stored));
        }
        Ok(head.column)
    }

    /// What a cell shows.
    fn stored(&mut self, head: &Head, has_formula: bool) -> Stored {
        if has_formula && let Some(link) = hyperlink::read(&self.formula) {
            // The words may never have been computed, but they stand in the formula.
            let words = if self.value.is_empty() { link.words } else { unescaped(&self.value).into_owned() };
            return self.builder.store_link(&words, link.target);
        }
        if has_formula && self.value.is_empty() && head.kind != Kind::Text {
            // Nothing was computed: what whoever opens the file in another program would see.
            let formula = if self.formula.is_empty() { "FORMULA()" } else { &self.formula };
            return self.builder.store(&format!("={formula}"));
        }
        match head.kind {
            Kind::Shared => self.value.trim().parse().ok().and_then(|index| self.strings.get(index)).unwrap_or_default(),
            Kind::Text => self.builder.store(&unescaped(&self.value)),
            Kind::Boolean => self.builder.store(match self.value.trim() {
                "" => "",
                "0" | "false" => "FALSO",
                _ => "VERDADERO",
            }),
            Kind::Date => self.builder.store(&iso_day(&self.value)),
            Kind::Number => match self.value.trim().parse::<f64>() {
                Ok(value) => self.builder.store(&self.styles.show(head.style, value)),
                Err(_) => self.builder.store(&self.value),
            },
        }
    }

    fn link(&mut self, links: &Relations) {
        let target = self.xml.attribute(Ns::Relation, "id").and_then(|id| links.target(&id).map(str::to_owned));
        let range = self.xml.attribute(Ns::None, "ref").and_then(|range| area(&range));
        if let (Some(target), Some((from, to))) = (target, range) {
            self.builder.link(from, to, &target);
        }
    }
}

/// Where the merged cells of a sheet begin and end. They are listed after the cells.
fn merged(text: &str) -> Result<HashMap<At, At>, ReadError> {
    let mut xml = Xml::new(text, NAME);
    let mut found = HashMap::new();
    loop {
        match xml.next()? {
            Piece::Open if xml.is(Ns::Sheet, "mergeCell") => found.extend(xml.attribute(Ns::None, "ref").and_then(|range| area(&range))),
            Piece::End => return Ok(found),
            _ => {}
        }
    }
}

/// Adds the text of the element that has just begun, up to its end.
fn plain_text(xml: &mut Xml<'_>, into: &mut String) -> Result<(), ReadError> {
    loop {
        match xml.next()? {
            Piece::Text(text) => into.push_str(&text),
            Piece::Open => xml.skip()?,
            Piece::Close | Piece::End => return Ok(()),
        }
    }
}

/// Row and column, from 0, of a name such as `E14` or `$E$14`.
fn reference(name: &str) -> Option<(u32, u32)> {
    let mut column = 0u32;
    let mut row = 0u32;
    for byte in name.bytes().filter(|byte| *byte != b'$') {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                column = column.checked_mul(26)?.checked_add(u32::from(byte.to_ascii_uppercase() - b'A') + 1)?;
            }
            b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?.min(LAST.0), column.checked_sub(1)?.min(LAST.1)))
}

/// The first and the last cell of a range such as `A1:E1`.
fn area(range: &str) -> Option<((u32, u32), (u32, u32))> {
    let (from, to) = range.split_once(':').unwrap_or((range, range));
    Some((reference(from)?, reference(to)?))
}

/// A day that is stored as `2021-10-31T00:00:00`, as the form writes days.
fn iso_day(value: &str) -> String {
    let day = value.get(..10).and_then(|day| chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
    day.map_or_else(|| value.to_owned(), |day| day.format("%d/%m/%Y").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_their_names() {
        for (name, expected) in [
            ("A1", Some((0, 0))),
            ("$E$14", Some((13, 4))),
            ("XFD1048576", Some(LAST)),
            ("ZZZZZZZ1", None),
            ("A99999999999", None),
            ("A", None),
            ("1", None),
            ("A1B", None),
        ] {
            assert_eq!(reference(name), expected, "{name}");
        }
        assert_eq!(area("A1:E2"), Some(((0, 0), (1, 4))));
        assert_eq!(area("B2"), Some(((1, 1), (1, 1))));
    }
}
