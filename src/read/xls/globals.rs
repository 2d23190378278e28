//! What holds for the whole workbook: its sheets, the texts that cells share, number formats, the epoch of its dates.

use std::collections::HashSet;

use super::NAME;
use super::code_page::CodePage;
use super::formats::Formats;
use super::records::{Record, Records, Script, id};
use crate::limits::MAX_CELLS;
use crate::read::ReadError;

/// The version that BOF gives for workbooks since 1997.
const BIFF8: u16 = 0x0600;

/// A substream that is a worksheet, in BOF.
const WORKSHEET: u16 = 0x0010;

/// What holds for the whole workbook.
pub(super) struct Globals {
    /// How texts are written.
    pub(super) script: Script,
    /// Its worksheets, in the order of their tabs.
    pub(super) sheets: Vec<SheetHead>,
    /// How numbers are shown.
    pub(super) formats: Formats,
    /// The texts that cells share.
    pub(super) texts: Texts,
}

/// A worksheet as the list of sheets has it.
#[derive(Debug)]
pub(super) struct SheetHead {
    /// Its name.
    pub(super) name: String,
    /// Whether the program that opens the file does not show it.
    pub(super) hidden: bool,
    /// Where in the stream it begins.
    pub(super) start: usize,
    /// Up to where it may reach: the beginning of the next one.
    pub(super) end: usize,
}

/// Texts, one after the other.
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Globals {
    /// Reads the first substream.
    ///
    /// # Errors
    /// When it is damaged, locked or has too many texts.
    pub(super) fn read(stream: &[u8]) -> Result<Globals, ReadError> {
        let damaged = ReadError::DamagedFile { name: NAME };
        let mut records = Records::of(stream, 0);
        let bof = records.next().filter(|record| record.id == id::BOF).ok_or(damaged.clone())?;
        let mut data = bof.read();
        let (version, kind) = data.u16().zip(data.u16()).ok_or(damaged.clone())?;
        let mut globals = Globals {
            script: if version == BIFF8 { Script::Unicode } else { Script::Bytes(CodePage::of(0)) },
            sheets: Vec::new(),
            formats: Formats::default(),
            texts: Texts::default(),
        };
        for record in records {
            match record.id {
                id::EOF => break,
                id::FILEPASS => return Err(ReadError::Encrypted),
                _ => globals.take(&record)?,
            }
        }
        if kind == WORKSHEET {
            // A worksheet alone, without a workbook around it.
            globals.sheets = vec![SheetHead { name: "Hoja1".into(), hidden: false, start: 0, end: stream.len() }];
        }
        globals.bound_sheets(stream.len());
        Ok(globals)
    }

    fn take(&mut self, record: &Record<'_>) -> Result<(), ReadError> {
        match record.id {
            id::BOUNDSHEET => self.sheets.extend(self.sheet(record)),
            id::SST => self.texts = Texts::read(record)?,
            id::DATEMODE => self.formats.epoch_1904 = record.read().u16() == Some(1),
            id::CODEPAGE => {
                if let (Script::Bytes(page), Some(number)) = (&mut self.script, record.read().u16()) {
                    *page = CodePage::of(number);
                }
            }
            id::FORMAT => {
                let mut data = record.read();
                let short = matches!(self.script, Script::Bytes(_));
                if let Some((number, code)) = data.u16().and_then(|number| Some((number, data.text(self.script, short)?))) {
                    self.formats.define(number, code);
                }
            }
            id::XF => {
                let mut data = record.read();
                self.formats.style(data.u16().and_then(|_| data.u16()).unwrap_or(0));
            }
            _ => {}
        }
        Ok(())
    }

    /// A sheet of the list, where it is a worksheet: not a chart, not macros.
    fn sheet(&self, record: &Record<'_>) -> Option<SheetHead> {
        let mut data = record.read();
        let start = data.u32()? as usize;
        let hidden = data.u8()? & 3 != 0;
        let kind = data.u8()?;
        let name = data.text(self.script, true)?;
        (kind == 0).then_some(SheetHead { name, hidden, start, end: 0 })
    }

    /// Sheets lie one after the other. Each reaches at most to the next, so that however many there are said to be, none is read twice.
    fn bound_sheets(&mut self, length: usize) {
        let mut starts: Vec<usize> = self.sheets.iter().map(|sheet| sheet.start).collect();
        starts.sort_unstable();
        let mut taken = HashSet::with_capacity(starts.len());
        for sheet in &mut self.sheets {
            let after = starts.partition_point(|start| *start <= sheet.start);
            sheet.end = starts.get(after).copied().unwrap_or(length);
            if !taken.insert(sheet.start) {
                sheet.end = sheet.start;
            }
        }
    }
}

impl Texts {
    /// The text of a number.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.all.get(start..end)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn read(record: &Record<'_>) -> Result<Texts, ReadError> {
        let mut texts = Texts::default();
        let mut data = record.read();
        let Some(count) = data.u32().and_then(|_| data.u32()) else { return Ok(texts) };
        for _ in 0..count {
            if texts.ends.len() >= MAX_CELLS {
                return Err(ReadError::TooManyCells);
            }
            // A count may promise more than there is.
            let Some(length) = data.u16() else { break };
            if data.unicode(length, &mut texts.all).is_none() {
                return Err(ReadError::DamagedFile { name: NAME });
            }
            texts.ends.push(texts.all.len());
        }
        Ok(texts)
    }
}
