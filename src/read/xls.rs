//! XLS workbooks, as Excel wrote them until 2003: BIFF8, and BIFF5 of 1995 as far as it is the same.
//!
//! This file finds the stream of records; what holds for the whole workbook is read in `globals`, the cells in `sheet`. Macros, charts, drawings and
//! comments are passed over. The container and the records are read here rather than by a library: those there are give neither links nor number
//! formats, and lay out every cell up to the last one, so that one cell at IV65536 takes half a gigabyte.

mod code_page;
mod compound;
mod formats;
mod formula;
mod globals;
mod link;
mod records;
mod sheet;

use std::borrow::Cow;

use super::builder::Builder;
use super::{Format, ReadError, Reader, Sight};
use crate::document::Document;
use crate::source::Source;
use compound::Compound;
use globals::Globals;
use sheet::Book;

/// Reads XLS.
pub(super) struct Xls;

static FORMAT: Format = Format { id: "xls", extensions: &["xls", "xlt"], media_type: "application/vnd.ms-excel", method: "cells" };

/// What the file is called in errors.
const NAME: &str = "XLS";

/// The streams that hold a workbook: since 1997, and before. Files for both have both.
const STREAMS: [&str; 2] = ["Workbook", "Book"];

impl Reader for Xls {
    fn format(&self) -> &'static Format {
        &FORMAT
    }

    fn knows(&self, sight: &Sight<'_>) -> bool {
        let has_workbook = || Compound::open(sight.bytes()).is_some_and(|file| STREAMS.iter().any(|name| file.has(name)));
        sight.is_compound() && has_workbook() || is_bare(sight.head())
    }

    fn read(&self, source: Source) -> Result<Document, ReadError> {
        let stream = workbook(&source.bytes).ok_or(ReadError::DamagedFile { name: NAME })?;
        let globals = Globals::read(&stream)?;
        let mut builder = Builder::new(&FORMAT, 0);
        Book::new(&stream, globals).read(&mut builder)?;
        Ok(builder.finish(String::new()))
    }
}

/// The stream of records.
fn workbook(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    if is_bare(bytes) {
        return Some(Cow::Borrowed(bytes));
    }
    let file = Compound::open(bytes)?;
    let name = STREAMS.into_iter().find(|name| file.has(name))?;
    file.stream(name)
}

/// Whether a file is a stream of records without a container, as web applications used to write: it begins with the BOF of a worksheet or workbook.
fn is_bare(bytes: &[u8]) -> bool {
    let Some(head) = bytes.first_chunk::<8>() else { return false };
    let number = |at: usize| u16::from_le_bytes([head[at], head[at + 1]]);
    number(0) == records::id::BOF
        && matches!(number(2), 8 | 16)
        && matches!(number(4), 0 | 0x0500 | 0x0600)
        && matches!(number(6), 0x0005 | 0x0010)
}

#[cfg(test)]
mod tests;
