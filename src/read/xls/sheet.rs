//! The cells of one worksheet.

use std::collections::{HashMap, HashSet};

use super::NAME;
use super::formula::{self, Term};
use super::globals::{Globals, SheetHead};
use super::link::{self, Area};
use super::records::{Data, Record, Records, id};
use crate::document::ReadNote;
use crate::limits::{MAX_CELLS, MAX_SHOWN};
use crate::read::ReadError;
use crate::read::builder::{Builder, RowPlace, Stored};
use crate::read::hyperlink::{self, Hyperlink};

/// The last column of a sheet, from 0: IV.
const LAST_COLUMN: u16 = 255;

/// How many rows of merged cells are looked at for one that is shown.
const MAX_LOOKED_AT: usize = 64;

/// `HYPERLINK` among the tokens of a formula.
const HYPERLINK: [u8; 2] = 359u16.to_le_bytes();

/// A workbook while its sheets are read.
pub(super) struct Book<'s> {
    stream: &'s [u8],
    globals: Globals,
    /// The texts that cells share, where one was already stored.
    shared: Vec<Option<Stored>>,
    /// Whether the program that wrote the workbook computed its formulas, once that was asked.
    computed: Option<bool>,
    /// How many bytes of text may still be made of numbers and formulas.
    room: usize,
}

/// Where a cell stands, and its style.
#[derive(Debug, Clone, Copy)]
struct At {
    row: u16,
    column: u16,
    style: u16,
}

/// A cell that holds something.
#[derive(Debug, Clone, Copy)]
struct Found {
    row: u16,
    column: u16,
    stored: Stored,
}

/// A formula that joins texts and has no result yet: the cells it joins may come after it.
struct Joined<'s> {
    at: At,
    tokens: &'s [u8],
}

struct Reading<'b, 's> {
    book: &'b mut Book<'s>,
    builder: &'b mut Builder,
    cells: Vec<Found>,
    merges: Vec<Area>,
    hidden_rows: HashSet<u16>,
    hidden_columns: HashSet<u16>,
    /// A formula whose text comes in a record of its own, and the link it makes.
    pending: Option<(At, Option<Hyperlink>)>,
    joined: Vec<Joined<'s>>,
}

impl<'s> Book<'s> {
    /// Starts to read a workbook.
    pub(super) fn new(stream: &'s [u8], globals: Globals) -> Self {
        let shared = vec![None; globals.texts.len()];
        Book { stream, globals, shared, computed: None, room: MAX_SHOWN }
    }

    /// Reads its sheets.
    ///
    /// # Errors
    /// When one is damaged, or there are too many cells.
    pub(super) fn read(&mut self, builder: &mut Builder) -> Result<(), ReadError> {
        for head in std::mem::take(&mut self.globals.sheets) {
            let part = builder.part(head.name.clone(), head.hidden);
            let mut reading = Reading {
                book: self,
                builder,
                cells: Vec::new(),
                merges: Vec::new(),
                hidden_rows: HashSet::new(),
                hidden_columns: HashSet::new(),
                pending: None,
                joined: Vec::new(),
            };
            reading.records(&head)?;
            reading.finish(part)?;
        }
        Ok(())
    }

    /// Whether any formula of the workbook has a result. Programs that cannot compute leave all of them empty.
    fn is_computed(&mut self) -> bool {
        let stream = self.stream;
        *self.computed.get_or_insert_with(|| {
            let result = |record: Record<'_>| record.data.get(6..14).is_some_and(|result| result[6..] != [0xFF; 2] || result[0] != 3);
            Records::of(stream, 0).any(|record| record.id == id::FORMULA && result(record))
        })
    }
}

impl<'s> Reading<'_, 's> {
    fn records(&mut self, head: &SheetHead) -> Result<(), ReadError> {
        let Some(stream) = self.book.stream.get(..head.end).filter(|stream| stream.len() > head.start) else { return Ok(()) };
        let mut records = Records::of(stream, head.start);
        // Charts lie inside a sheet with a beginning and an end of their own.
        let mut depth = 0usize;
        for record in records.by_ref() {
            match record.id {
                id::BOF => depth += 1,
                id::EOF if depth == 1 => return Ok(()),
                id::EOF => depth = depth.saturating_sub(1),
                _ if depth == 0 => break,
                _ if depth == 1 => self.take(&record)?,
                _ => {}
            }
        }
        if depth == 0 || records.is_cut() { Err(ReadError::DamagedFile { name: NAME }) } else { Ok(()) }
    }

    fn take(&mut self, record: &Record<'s>) -> Result<(), ReadError> {
        let mut data = record.read();
        match record.id {
            id::ROW => {
                let hidden = |data: &mut Data<'_>| data.skip(10).and_then(|()| data.u16()).is_some_and(|options| options & 0x20 != 0);
                if let Some(row) = data.u16().filter(|_| hidden(&mut data)) {
                    self.hidden_rows.insert(row);
                }
            }
            id::COLINFO => self.columns(&mut data),
            id::MERGEDCELLS => {
                let count = data.u16().unwrap_or(0);
                self.merges.extend((0..count).map_while(|_| Area::read(&mut data)));
            }
            id::HLINK => {
                if let Some((area, target)) = link::read(&mut data) {
                    self.builder.link(area.from, area.to, &target);
                }
            }
            id::MULRK => return self.numbers(data),
            id::STRING => {
                if let Some((at, link)) = self.pending.take()
                    && let Some(text) = data.text(self.book.globals.script, false)
                {
                    return self.text(at, &text, link);
                }
            }
            _ => {
                if let Some(at) = At::read(&mut data) {
                    return self.cell(record.id, at, data);
                }
            }
        }
        Ok(())
    }

    /// Takes a record that is one cell.
    fn cell(&mut self, kind: u16, at: At, mut data: Data<'s>) -> Result<(), ReadError> {
        match kind {
            id::LABELSST => data.u32().map_or(Ok(()), |index| self.shared(at, index as usize)),
            id::LABEL | id::RSTRING => match data.text(self.book.globals.script, false) {
                Some(text) => self.text(at, &text, None),
                None => Ok(()),
            },
            id::NUMBER => data.array().map_or(Ok(()), |value| self.number(at, f64::from_le_bytes(value))),
            id::RK => data.u32().map_or(Ok(()), |value| self.number(at, packed_number(value))),
            id::BOOLERR => match (data.u8(), data.u8()) {
                (Some(value), Some(is_error)) => self.text(at, truth_or_error(is_error != 0, value), None),
                _ => Ok(()),
            },
            id::FORMULA => self.formula(at, data).unwrap_or(Ok(())),
            _ => Ok(()),
        }
    }

    /// Several numbers side by side.
    fn numbers(&mut self, mut data: Data<'_>) -> Result<(), ReadError> {
        let Some((row, first)) = data.u16().zip(data.u16()) else { return Ok(()) };
        for column in first..=LAST_COLUMN {
            // The number of the last column stands after them.
            if data.rest().len() < 6 {
                break;
            }
            if let Some((style, value)) = data.u16().zip(data.u32()) {
                self.number(At { row, column, style }, packed_number(value))?;
            }
        }
        Ok(())
    }

    /// A formula: its result, or what can be known without one. `None` where the record is damaged.
    fn formula(&mut self, at: At, mut data: Data<'s>) -> Option<Result<(), ReadError>> {
        let result: [u8; 8] = data.array()?;
        data.skip(2 + 4)?;
        let length = usize::from(data.u16()?);
        let tokens = data.rest().get(..length)?;
        let script = self.book.globals.script;
        let is_number = result[6..] != [0xFF; 2];
        let number = f64::from_le_bytes(result);
        let may_lack_result = is_number && number == 0.0 || !is_number && result[0] > 2;
        let term = if may_lack_result || memchr::memmem::find(tokens, &HYPERLINK).is_some() {
            formula::read(tokens, script, &|_, _| None)
        } else {
            Term::default()
        };
        let link = hyperlink::read(&term.written);
        Some(match (is_number, result[0], link) {
            (false, 0, link) => {
                self.pending = Some((at, link));
                Ok(())
            }
            (false, 1, _) => self.text(at, truth_or_error(false, result[2]), None),
            (false, 2, _) => self.text(at, truth_or_error(true, result[2]), None),
            // The words of a link may never have been computed, but they stand in the formula.
            (false, _, Some(link)) => self.text(at, "", Some(link)),
            (true, _, Some(link)) if number == 0.0 => self.text(at, "", Some(link)),
            // A formula may well come to nothing, but only one that says so, and in a workbook whose formulas were computed.
            (false, _, None) if term.written.contains("\"\"") || self.book.is_computed() => Ok(()),
            (false, _, None) => self.made(at, &format!("={}", term.written)),
            (true, _, None) if may_lack_result && term.is_text => {
                self.joined.push(Joined { at, tokens });
                Ok(())
            }
            (true, ..) => self.number(at, number),
        })
    }

    fn shared(&mut self, at: At, index: usize) -> Result<(), ReadError> {
        if let Some(Some(stored)) = self.book.shared.get(index) {
            return self.keep(at, *stored);
        }
        let globals = &mut self.book.globals;
        let Some(text) = globals.texts.get(index) else { return Ok(()) };
        let shown = globals.formats.show_text(at.style, text);
        if *shown == *text {
            let stored = self.builder.store(text);
            self.book.shared[index] = Some(stored);
            return self.keep(at, stored);
        }
        let shown = shown.into_owned();
        self.made(at, &shown)
    }

    fn text(&mut self, at: At, text: &str, link: Option<Hyperlink>) -> Result<(), ReadError> {
        let Some(link) = link else {
            let shown = self.book.globals.formats.show_text(at.style, text).into_owned();
            return self.made(at, &shown);
        };
        let stored = self.builder.store_link(if text.is_empty() { &link.words } else { text }, link.target);
        self.keep(at, stored)
    }

    fn number(&mut self, at: At, value: f64) -> Result<(), ReadError> {
        let shown = self.book.globals.formats.show(at.style, value);
        self.made(at, &shown)
    }

    /// Keeps a text that the file may make much larger than itself.
    fn made(&mut self, at: At, text: &str) -> Result<(), ReadError> {
        self.book.room = self.book.room.checked_sub(text.len()).ok_or(ReadError::Bomb)?;
        let stored = self.builder.store(text);
        self.keep(at, stored)
    }

    fn keep(&mut self, at: At, stored: Stored) -> Result<(), ReadError> {
        if stored.is_empty() || at.column > LAST_COLUMN {
            return Ok(());
        }
        if self.cells.len() >= MAX_CELLS {
            return Err(ReadError::TooManyCells);
        }
        self.cells.push(Found { row: at.row, column: at.column, stored });
        Ok(())
    }

    fn columns(&mut self, data: &mut Data<'_>) {
        let mut number = || data.u16();
        if let (Some(first), Some(last), Some(width), Some(_), Some(options)) = (number(), number(), number(), number(), number())
            && (options & 1 != 0 || width == 0)
        {
            self.hidden_columns.extend(first..=last.min(LAST_COLUMN));
        }
    }

    /// Joins the texts of formulas without a result; where one of them is not known, the formula itself is shown.
    fn join(&mut self) -> Result<(), ReadError> {
        self.sort();
        let known = std::mem::take(&mut self.cells);
        for Joined { at, tokens } in std::mem::take(&mut self.joined) {
            let cell = |row: u32, column: u16| {
                let found = known.partition_point(|cell| (u32::from(cell.row), cell.column) <= (row, column)).checked_sub(1)?;
                let found = known.get(found).filter(|cell| (u32::from(cell.row), cell.column) == (row, column))?;
                let text = self.builder.text(found.stored);
                // What a format made of a number is not what is joined.
                let is_itself = text.contains(char::is_alphabetic) || text.bytes().all(|byte| byte.is_ascii_digit());
                is_itself.then(|| text.to_owned())
            };
            let term = formula::read(tokens, self.book.globals.script, &cell);
            self.made(at, &term.value.unwrap_or_else(|| format!("={}", term.written)))?;
        }
        self.cells.extend(known);
        Ok(())
    }

    /// Files are in order, but nothing holds them to it; of two cells in one place the later one counts.
    fn sort(&mut self) {
        if !self.cells.is_sorted_by_key(|cell| (cell.row, cell.column)) {
            self.cells.sort_by_key(|cell| (cell.row, cell.column));
        }
    }

    /// Hands the cells to the builder, row by row.
    fn finish(mut self, part: u16) -> Result<(), ReadError> {
        if !self.joined.is_empty() {
            self.join()?;
        }
        self.show_merged();
        for Area { from, to } in &self.merges {
            self.builder.merge(*from, *to);
        }
        self.sort();
        let cells = std::mem::take(&mut self.cells);
        let (mut rows, mut columns) = (HashSet::new(), HashSet::new());
        for row in cells.chunk_by(|a, b| a.row == b.row) {
            if self.hidden_rows.contains(&row[0].row) {
                rows.insert(row[0].row);
                continue;
            }
            self.builder.begin_row(RowPlace::Sheet { sheet: part, row: row[0].row.into() });
            for same in row.chunk_by(|a, b| a.column == b.column) {
                let Some(cell) = same.last() else { continue };
                if self.hidden_columns.contains(&cell.column) {
                    columns.insert(cell.column);
                } else {
                    self.builder.cell(cell.column.into(), cell.stored, None)?;
                }
            }
            self.builder.end_row(false);
        }
        if !(rows.is_empty() && columns.is_empty()) {
            let count = |set: HashSet<u16>| u32::try_from(set.len()).unwrap_or(u32::MAX);
            self.builder.note(ReadNote::Hidden { part, rows: count(rows), columns: count(columns) });
        }
        self.builder.end_table();
        Ok(())
    }

    /// Merged cells whose first row or column is hidden are shown in what is left of them: their text is moved there.
    fn show_merged(&mut self) {
        let (rows, columns) = (&self.hidden_rows, &self.hidden_columns);
        let shown = |set: &HashSet<u16>, from: u32, to: u32| {
            (from..=to).take(MAX_LOOKED_AT).find(|at| u16::try_from(*at).is_ok_and(|at| !set.contains(&at)))
        };
        let mut moved = HashMap::new();
        for area in &mut self.merges {
            let first = shown(rows, area.from.0, area.to.0).zip(shown(columns, area.from.1, area.to.1));
            if let Some(first) = first.filter(|first| *first != area.from) {
                moved.insert(std::mem::replace(&mut area.from, first), first);
            }
        }
        if moved.is_empty() {
            return;
        }
        let covered: HashSet<(u32, u32)> = moved.values().copied().collect();
        self.cells.retain(|cell| !covered.contains(&(cell.row.into(), cell.column.into())));
        for cell in &mut self.cells {
            if let Some((row, column)) = moved.get(&(cell.row.into(), cell.column.into())) {
                cell.row = u16::try_from(*row).unwrap_or(cell.row);
                cell.column = u16::try_from(*column).unwrap_or(cell.column);
            }
        }
    }
}

impl At {
    /// Every record of a cell begins with its place and style.
    fn read(data: &mut Data<'_>) -> Option<At> {
        Some(At { row: data.u16()?, column: data.u16()?, style: data.u16()? })
    }
}

/// A number in 32 bits (RK): the upper ones of a floating-point number, or a whole number; either may be in hundredths.
fn packed_number(packed: u32) -> f64 {
    let value = if packed & 2 == 0 { f64::from_bits(u64::from(packed & !3) << 32) } else { f64::from(packed.cast_signed() >> 2) };
    if packed & 1 == 0 { value } else { value / 100.0 }
}

fn truth_or_error(is_error: bool, value: u8) -> &'static str {
    match (is_error, value) {
        (true, code) => formula::error(code),
        (false, 0) => "FALSO",
        (false, _) => "VERDADERO",
    }
}
