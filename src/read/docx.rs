//! DOCX documents (DOCM and DOTX too, whose macros are never looked at): paragraphs, tables, page headers.
//!
//! This file finds the parts of the package and decides which are read. `story` walks the XML of a part and writes it down on a `tape`, which is then turned
//! into rows; `table`, `paragraph`, `field`, `styles` and `numbering` hold what their names say.

mod element;
mod field;
mod numbering;
mod paragraph;
mod story;
mod styles;
mod table;
mod tape;
mod walk;

use std::collections::HashSet;

use super::builder::Builder;
use super::heading::{Heading, first_words, is_labelled};
use super::relations::Relations;
use super::sight::contains;
use super::xml::{Ns, Piece, Xml};
use super::zipped::Package;
use super::{Format, ReadError, Reader, Sight};
use crate::document::Document;
use crate::source::Source;
use numbering::Numbering;
use story::{Context, Margin, Story};
use styles::{Styles, switch};
use tape::{Rows, Tape};

/// Reads DOCX.
pub(super) struct Docx;

static FORMAT: Format = Format {
    id: "docx",
    extensions: &["docx", "docm", "dotx", "dotm"],
    media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    method: "cells",
};

/// What the file is called in errors.
const NAME: &str = "DOCX";

/// Where the body stands in nearly every package.
const BODY: &str = "word/document.xml";

/// The list of what each part of a package is.
const TYPES: &str = "[Content_Types].xml";

impl Reader for Docx {
    fn format(&self) -> &'static Format {
        &FORMAT
    }

    fn knows(&self, sight: &Sight<'_>) -> bool {
        let has = |name: &str| sight.members().is_some_and(|members| members.iter().any(|member| member.eq_ignore_ascii_case(name)));
        has(BODY) || has(TYPES) && has("_rels/.rels") && Package::open(sight.bytes(), NAME).is_ok_and(|mut package| is_word(&mut package))
    }

    fn read(&self, source: Source) -> Result<Document, ReadError> {
        let mut package = Package::open(&source.bytes, NAME)?;
        let body = main_part(&mut package)?;
        let relations = Relations::read(&mut package, &body)?;
        let text = package.required(&body)?;
        let mut parts = Parts::open(&mut package, &relations, &text)?;
        let mut story = parts.story(&text, &relations)?;
        drop(text);
        if !story.known {
            return Err(ReadError::DamagedFile { name: NAME });
        }
        let margins = std::mem::take(&mut story.margins);
        let mut builder = Builder::new(&FORMAT, 0);
        let mut rows = Rows::new(&mut builder);
        let known: HashSet<Heading> = story.tape.paragraphs().filter_map(Heading::of).collect();
        if known.len() < Heading::COUNT {
            let wanted = |line: &str| Heading::of(line).is_some_and(|heading| !known.contains(&heading));
            parts.margins(&margins, true, &relations, |tape| rows.margin(tape, wanted))?;
        }
        let mut footers = Vec::new();
        parts.margins(&margins, false, &relations, |tape| {
            footers.push(std::mem::take(tape));
            Ok(())
        })?;
        let known: HashSet<String> =
            if footers.is_empty() { HashSet::new() } else { story.tape.paragraphs().filter_map(first_words).collect() };
        rows.body(&mut story.tape)?;
        for tape in &mut footers {
            rows.margin(tape, |line| is_labelled(line) && first_words(line).is_some_and(|words| !known.contains(&words)))?;
        }
        Ok(builder.finish(String::new()))
    }
}

/// The name of the part that holds the body.
fn main_part(package: &mut Package<'_>) -> Result<String, ReadError> {
    Ok(Relations::read(package, "")?.of_type("officeDocument").next().unwrap_or(BODY).to_owned())
}

/// Whether the package holds a word-processor document under some other name.
fn is_word(package: &mut Package<'_>) -> bool {
    let (Ok(body), Ok(Some(types))) = (main_part(package), package.text(TYPES)) else { return false };
    let mut xml = Xml::new(&types, NAME);
    while let Ok(piece) = xml.next() {
        match piece {
            Piece::Open if xml.local() == "Override" => {
                let named =
                    xml.attribute(Ns::None, "PartName").is_some_and(|name| name.trim_start_matches('/').eq_ignore_ascii_case(&body));
                let word = |kind: &str| kind.contains("wordprocessingml") || kind.contains("ms-word");
                if named && xml.attribute(Ns::None, "ContentType").is_some_and(|kind| word(&kind)) {
                    return true;
                }
            }
            Piece::End => break,
            Piece::Open | Piece::Close | Piece::Text(_) => {}
        }
    }
    false
}

/// The parts beside the body that tell how to read it.
struct Parts<'p, 'z> {
    package: &'p mut Package<'z>,
    styles: Styles,
    numbering: Numbering,
}

impl<'p, 'z> Parts<'p, 'z> {
    /// Opens those that the body has a use for.
    fn open(package: &'p mut Package<'z>, relations: &Relations, body: &str) -> Result<Self, ReadError> {
        let names = |word: &str| contains(body.as_bytes(), word.as_bytes());
        let mut parts = Parts { package, styles: Styles::default(), numbering: Numbering::default() };
        let mut numbered = names("numPr");
        if (names("pStyle") || names("rStyle"))
            && let Some(text) = parts.other(relations, "styles")?
        {
            // Most styles say nothing of what concerns us, and templates have hundreds.
            numbered |= contains(text.as_bytes(), b"numPr");
            if numbered || ["caps", "vanish"].iter().any(|word| contains(text.as_bytes(), word.as_bytes())) {
                parts.styles = Styles::read(&text, NAME)?;
            }
        }
        if numbered && let Some(text) = parts.other(relations, "numbering")? {
            parts.numbering = Numbering::read(&text, NAME)?;
        }
        Ok(parts)
    }

    fn other(&mut self, relations: &Relations, kind: &str) -> Result<Option<String>, ReadError> {
        match relations.of_type(kind).next() {
            Some(part) => self.package.text(part),
            None => Ok(None),
        }
    }

    fn story(&mut self, text: &str, relations: &Relations) -> Result<Story, ReadError> {
        story::read(text, Context { relations, styles: &self.styles, numbering: &mut self.numbering }, NAME)
    }

    /// Reads the page headers or the page footers that are shown, each once.
    fn margins(
        &mut self,
        margins: &[Margin],
        headers: bool,
        relations: &Relations,
        mut take: impl FnMut(&mut Tape) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let mut done = HashSet::new();
        let mut even_shown = None;
        for margin in margins.iter().filter(|margin| margin.header == headers) {
            let Some(part) = relations.target(&margin.relation).filter(|part| !done.contains(*part)) else { continue };
            if margin.even && !even_shown.map_or_else(|| self.even_pages_differ(relations), Ok)? {
                even_shown = Some(false);
                continue;
            }
            even_shown = even_shown.or(margin.even.then_some(true));
            done.insert(part);
            if let Some(text) = self.package.text(part)? {
                let relations = Relations::read(self.package, part)?;
                take(&mut self.story(&text, &relations)?.tape)?;
            }
        }
        Ok(())
    }

    /// Whether even pages have headers of their own.
    fn even_pages_differ(&mut self, relations: &Relations) -> Result<bool, ReadError> {
        let Some(text) = self.other(relations, "settings")? else { return Ok(false) };
        let mut xml = Xml::new(&text, NAME);
        loop {
            match xml.next()? {
                Piece::Open if xml.is(Ns::Word, "evenAndOddHeaders") => return Ok(switch(&xml)),
                Piece::End => return Ok(false),
                Piece::Open | Piece::Close | Piece::Text(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
