//! Web pages: clean ones, what office programs save as one, and what is left of tables when tags are missing.
//!
//! The document keeps the page's text, so that a place is a line and a column of it. What a person does not see is not read. [`tokens`] cuts the page,
//! [`parse`] finds which text stands in which cell, [`table`] which column a cell stands in, and [`rows`] makes rows of it all.

mod charset;
mod elements;
mod headings;
mod page;
mod parse;
mod rows;
mod table;
#[cfg(test)]
mod tests;
mod tokens;

use super::builder::Builder;
use super::{Format, ReadError, Reader, Sight};
use crate::document::Document;
use crate::source::Source;
use page::Page;

/// Reads web pages.
pub(super) struct Html;

static FORMAT: Format = Format { id: "html", extensions: &["html", "htm", "xhtml"], media_type: "text/html", method: "cells" };

/// Extensions of files that are no web pages. One that holds a page all the same is what a web site sent in place of the file, unless the matrix is on it:
/// many systems call a page with a table an Excel file.
const OTHERS: [&str; 37] = [
    "csv", "doc", "docm", "docx", "dot", "dotx", "fodp", "fods", "fodt", "gif", "jpeg", "jpg", "json", "markdown", "md", "numbers", "odp",
    "ods", "odt", "pages", "pdf", "png", "ppt", "pptx", "rar", "rtf", "tab", "tif", "tsv", "txt", "xls", "xlsb", "xlsm", "xlsx", "xml",
    "xps", "zip",
];

impl Reader for Html {
    fn format(&self) -> &'static Format {
        &FORMAT
    }

    fn knows(&self, sight: &Sight<'_>) -> bool {
        sight.is_html() || FORMAT.extensions.contains(&sight.extension()) && sight.has_tags()
    }

    fn read(&self, source: Source) -> Result<Document, ReadError> {
        let promised = OTHERS.contains(&source.extension().as_str());
        let (text, note) = charset::decode(source.bytes)?;
        let page = Page::read(&text)?;
        let mut builder = Builder::new(&FORMAT, text.len());
        if let Some(note) = note {
            builder.note(note);
        }
        if !rows::write(&page, &mut builder)? && promised {
            return Err(ReadError::Html);
        }
        drop(page);
        Ok(builder.finish(text))
    }
}
