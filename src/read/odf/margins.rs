//! What stands above and below every page of a text: some offices put the title of the report there, and most their letterhead.
//!
//! Only headings and labelled values that the text itself lacks are read; addresses and telephones below a letterhead are the office's, not the report's.

use std::collections::{HashMap, HashSet};

use super::body::Body;
use super::heading::{Heading, first_words, is_labelled};
use super::out::Out;
use super::styles::Styles;
use crate::read::ReadError;
use crate::read::builder::{Builder, Stored};
use crate::read::xml::{Ns, Piece, Xml};

/// The page that a text has where it does not say otherwise.
const DEFAULT: &str = "Standard";

/// The headers and footers of a file's pages.
#[derive(Debug, Default)]
pub(super) struct Margins {
    pages: HashMap<String, Page>,
    /// The first page there is.
    first: Option<String>,
}

/// What stands above and below one kind of page.
#[derive(Debug, Default)]
struct Page {
    header: Vec<Out>,
    footer: Vec<Out>,
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
                    // The first page may have its own, which older programs put under another namespace.
                    let above = matches!(xml.local(), "header" | "header-first");
                    let below = matches!(xml.local(), "footer" | "footer-first");
                    let known = shown && (above || below) && matches!(xml.ns(), Ns::Style | Ns::Other);
                    let Some(page) = name.as_ref().filter(|_| known) else {
                        xml.skip()?;
                        continue;
                    };
                    let out = Body::new(xml, styles, builder).read()?;
                    let page = self.pages.entry(page.clone()).or_default();
                    if above { page.header.extend(out) } else { page.footer.extend(out) }
                }
                Piece::Text(_) => {}
                Piece::Close if name.is_some() => name = None,
                Piece::Close | Piece::End => return Ok(()),
            }
        }
    }

    /// A text between what it lacks of the header and of the footer of its pages.
    pub(super) fn around(&mut self, text: Vec<Out>, masters: &[Option<String>], builder: &Builder) -> Vec<Out> {
        let mut pages = std::mem::take(&mut self.pages);
        if pages.is_empty() {
            return text;
        }
        let default = if pages.contains_key(DEFAULT) { Some(DEFAULT) } else { self.first.as_deref() };
        let mut names: Vec<&str> = masters.iter().filter_map(|master| master.as_deref().or(default)).collect();
        if names.is_empty() {
            names.extend(default);
        }
        let pages: Vec<Page> = names.into_iter().filter_map(|name| pages.remove(name)).collect();
        let known: HashSet<Heading> = texts(&text).filter_map(|stored| Heading::of(builder.text(stored))).collect();
        let fresh = |stored: &Stored| Heading::of(builder.text(*stored)).is_some_and(|heading| !known.contains(&heading));
        let above = pages.iter().flat_map(|page| texts(&page.header)).filter(fresh).map(|stored| Out::Paragraph(vec![(0, stored)]));
        let below = below(&pages, &text, builder);
        above.chain(text).chain(below).collect()
    }
}

/// The labelled values of footers that a text lacks.
fn below(pages: &[Page], text: &[Out], builder: &Builder) -> Vec<Out> {
    if pages.iter().all(|page| page.footer.is_empty()) {
        return Vec::new();
    }
    let known: HashSet<String> = texts(text).filter_map(|stored| first_words(builder.text(stored))).collect();
    let lacked = |cells: &&Vec<(u32, Stored)>| {
        let line: Vec<&str> = cells.iter().map(|(_, stored)| builder.text(*stored)).collect();
        let line = line.join("\t");
        is_labelled(&line) && first_words(&line).is_some_and(|words| !known.contains(&words))
    };
    let rows = pages.iter().flat_map(|page| &page.footer).filter_map(cells);
    rows.filter(lacked).map(|cells| Out::Paragraph(cells.clone())).collect()
}

/// The texts of all cells.
fn texts(out: &[Out]) -> impl Iterator<Item = Stored> {
    out.iter().filter_map(cells).flatten().map(|(_, stored)| *stored)
}

/// The cells of a row or paragraph.
fn cells(out: &Out) -> Option<&Vec<(u32, Stored)>> {
    match out {
        Out::Paragraph(cells) | Out::Row { cells, .. } => Some(cells),
        Out::Merge { .. } | Out::Edge => None,
    }
}
