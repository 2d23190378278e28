//! XLSX workbooks (and XLSM, whose macros are never looked at): sheets, shared strings, styles, merged cells, hyperlinks.
//!
//! This file finds the parts of the package and reads the list of sheets; the cells are read in `sheet`, their texts in `strings`, their formats in `styles`.

mod sheet;
mod strings;
mod styles;

use super::builder::Builder;
use super::relations::Relations;
use super::xml::{Ns, Piece, Xml};
use super::zipped::Package;
use super::{Format, ReadError, Reader, Sight};
use crate::document::Document;
use crate::limits::MAX_SHEETS;
use crate::source::Source;
use strings::Strings;
use styles::Styles;

/// Reads XLSX.
pub(super) struct Xlsx;

static FORMAT: Format = Format {
    id: "xlsx",
    extensions: &["xlsx", "xlsm", "xltx", "xltm"],
    media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    method: "cells",
};

/// What the file is called in errors.
const NAME: &str = "XLSX";

/// Where the workbook stands in nearly every package.
const WORKBOOK: &str = "xl/workbook.xml";

impl Reader for Xlsx {
    fn format(&self) -> &'static Format {
        &FORMAT
    }

    fn knows(&self, sight: &Sight<'_>) -> bool {
        let has_sheets = || sight.members().is_some_and(|members| members.iter().any(|name| name.contains("worksheets/")));
        // The same package with its parts in a binary form is XLSB, which is not read.
        !sight.has_member("xl/workbook.bin") && (sight.has_member(WORKBOOK) || sight.has_member("[Content_Types].xml") && has_sheets())
    }

    fn read(&self, source: Source) -> Result<Document, ReadError> {
        let mut package = Package::open(&source.bytes, NAME)?;
        let workbook = Relations::read(&mut package, "")?.of_type("officeDocument").next().map_or(WORKBOOK.to_owned(), str::to_owned);
        let listed = Workbook::read(&package.required(&workbook)?)?;
        if listed.sheets.len() > MAX_SHEETS {
            return Err(ReadError::TooManySheets);
        }
        let relations = Relations::read(&mut package, &workbook)?;
        let mut builder = Builder::new(&FORMAT, 0);
        let text = package.text(relations.of_type("sharedStrings").next().unwrap_or("xl/sharedStrings.xml"))?;
        let strings = text.map_or(Ok(Strings::default()), |text| Strings::read(&text, &mut builder))?;
        let text = package.text(relations.of_type("styles").next().unwrap_or("xl/styles.xml"))?;
        let styles = text.map_or(Ok(Styles::default()), |text| Styles::read(&text, listed.epoch_1904))?;
        let mut read = 0;
        for entry in &listed.sheets {
            let Some(part) = relations.target(&entry.relation).filter(|part| !is_no_worksheet(part)) else { continue };
            let Some(text) = package.text(part)? else { continue };
            let has_links = memchr::memmem::find(text.as_bytes(), b"hyperlink").is_some();
            let links = if has_links { Relations::read(&mut package, part)? } else { Relations::default() };
            let sheet = builder.part(entry.name.clone(), entry.hidden);
            sheet::read(&text, sheet, &strings, &styles, &links, &mut builder)?;
            read += 1;
        }
        if read == 0 {
            return Err(ReadError::DamagedFile { name: NAME });
        }
        Ok(builder.finish(String::new()))
    }
}

/// Charts, dialogs and macros may stand in the list of sheets.
fn is_no_worksheet(part: &str) -> bool {
    ["chartsheets/", "dialogsheets/", "macrosheets/"].iter().any(|folder| part.contains(folder))
}

/// The list of sheets.
#[derive(Debug, Default)]
struct Workbook {
    sheets: Vec<Entry>,
    /// Whether days are counted from 1904, as old Macintosh programs do.
    epoch_1904: bool,
}

#[derive(Debug)]
struct Entry {
    name: String,
    relation: String,
    hidden: bool,
}

impl Workbook {
    fn read(text: &str) -> Result<Workbook, ReadError> {
        let mut xml = Xml::new(text, NAME);
        let mut workbook = Workbook::default();
        loop {
            match xml.next()? {
                Piece::Open if xml.is(Ns::Sheet, "workbookPr") => {
                    workbook.epoch_1904 = xml.attribute(Ns::None, "date1904").is_some_and(|value| is_true(&value));
                }
                Piece::Open if xml.is(Ns::Sheet, "sheet") => {
                    let relation = xml.attribute(Ns::Relation, "id").unwrap_or_default().into_owned();
                    let name = xml.attribute(Ns::None, "name").unwrap_or_default().into_owned();
                    let hidden = xml.attribute(Ns::None, "state").is_some_and(|state| state != "visible");
                    workbook.sheets.push(Entry { name, relation, hidden });
                }
                Piece::End => return Ok(workbook),
                _ => {}
            }
        }
    }
}

/// A truth value as XML writes it.
fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}
