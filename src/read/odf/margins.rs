//! What stands above every page of a text: some offices put the title of the report there, and most their letterhead.
//!
//! It is read only where the text itself has no heading, and without lines of addresses and telephones: those are the office's, not the report's. What
//! stands below every page is never part of a report, and is not read.

use std::collections::{HashMap, HashSet};

use super::body::Body;
use super::styles::Styles;
use super::table::Out;
use crate::read::ReadError;
use crate::read::builder::{Builder, Stored};
use crate::read::xml::{Ns, Piece, Xml};

/// The page that a text has where it does not say otherwise.
const DEFAULT: &str = "Standard";

/// How many lines of headers are read. Letterheads have three or four.
const MAX_LINES: usize = 64;

/// How many letters and digits above its table a text needs to have a heading of its own. The citation of the law and the title of the matrix have 160
/// together, and less than 100 each.
const HEADING: usize = 150;

/// How many cells a row of a table has that is no heading.
const WIDE: usize = 3;

/// How many digits a line has that is an address or a telephone.
const DIGITS: usize = 6;

/// How many bytes of the text are searched for what headers say.
const MAX_SAID: usize = 1 << 20;

/// The headers of a file's pages.
#[derive(Debug, Default)]
pub(super) struct Margins {
    pages: HashMap<String, Vec<Out>>,
    /// The first page there is.
    first: Option<String>,
}

impl Margins {
    /// Reads the pages in the element that has just begun, up to its end.
    ///
    /// # Errors
    /// When the file is damaged.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, styles: &Styles, builder: &mut Builder) -> Result<(), ReadError> {
        let mut name = None;
        loop {
            match xml.next()? {
                Piece::Open if name.is_none() && xml.is(Ns::Style, "master-page") => {
                    let page = xml.attribute(Ns::Style, "name").unwrap_or_default().into_owned();
                    self.first.get_or_insert_with(|| page.clone());
                    name = Some(page);
                }
                Piece::Open => {
                    let shown = xml.attribute(Ns::Style, "display").is_none_or(|display| display != "false");
                    // The first page may have a header of its own, which older programs put under another namespace.
                    let above = matches!(xml.local(), "header" | "header-first") && matches!(xml.ns(), Ns::Style | Ns::Other);
                    let Some(page) = name.as_ref().filter(|_| shown && above) else {
                        xml.skip()?;
                        continue;
                    };
                    let out = Body::margin(xml, styles, builder).read()?;
                    self.pages.entry(page.clone()).or_default().extend(out);
                }
                Piece::Text(_) => {}
                Piece::Close if name.is_some() => name = None,
                Piece::Close | Piece::End => return Ok(()),
            }
        }
    }

    /// A text below the header of its pages, which stands there once, without what only repeats the text.
    pub(super) fn above(&mut self, text: Vec<Out>, masters: &[Option<String>], builder: &Builder) -> Vec<Out> {
        let mut pages = std::mem::take(&mut self.pages);
        if pages.is_empty() || has_heading(&text, builder) {
            return text;
        }
        let default = if pages.contains_key(DEFAULT) { Some(DEFAULT) } else { self.first.as_deref() };
        let mut names: Vec<&str> = masters.iter().filter_map(|master| master.as_deref().or(default)).collect();
        if names.is_empty() {
            names.extend(default);
        }
        let mut lines: Vec<_> =
            names.into_iter().filter_map(|name| pages.remove(name)).flatten().filter_map(line).take(MAX_LINES).collect();
        if lines.is_empty() {
            return text;
        }
        let mut said = String::new();
        for cells in text.iter().filter_map(cells) {
            fold(cells, builder, &mut said);
            said.push('\n');
            if said.len() > MAX_SAID {
                break;
            }
        }
        let mut known = HashSet::new();
        lines.retain(|cells| {
            let mut words = String::new();
            fold(cells, builder, &mut words);
            let address = cells.iter().any(|(_, stored)| is_address(builder.text(*stored)));
            !words.is_empty() && !address && !said.contains(&words) && known.insert(words)
        });
        lines.into_iter().map(Out::Paragraph).chain(text).collect()
    }
}

/// Whether a text has words of some length before the first row of its table.
fn has_heading(text: &[Out], builder: &Builder) -> bool {
    let filled = |cells: &&Vec<(u32, Stored)>| cells.iter().filter(|(_, stored)| !stored.is_empty()).count();
    let mut words = String::new();
    for cells in text.iter().filter_map(cells).take_while(|cells| filled(cells) < WIDE) {
        fold(cells, builder, &mut words);
        if words.chars().count() >= HEADING {
            return true;
        }
    }
    false
}

/// Whether a line is an address of some kind, or a telephone.
fn is_address(text: &str) -> bool {
    text.contains('@') || text.contains("www.") || text.contains("://") || text.bytes().filter(u8::is_ascii_digit).count() >= DIGITS
}

/// The cells of a row or paragraph.
fn cells(out: &Out) -> Option<&Vec<(u32, Stored)>> {
    match out {
        Out::Paragraph(cells) | Out::Row { cells, .. } => Some(cells),
        Out::Merge { .. } | Out::Edge => None,
    }
}

/// The cells of a row or paragraph, as a paragraph.
fn line(out: Out) -> Option<Vec<(u32, Stored)>> {
    match out {
        Out::Paragraph(cells) | Out::Row { cells, .. } => Some(cells),
        Out::Merge { .. } | Out::Edge => None,
    }
}

/// Adds the letters and digits of some cells, in lower case.
fn fold(cells: &[(u32, Stored)], builder: &Builder, into: &mut String) {
    for (_, stored) in cells {
        into.extend(builder.text(*stored).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
    }
}
