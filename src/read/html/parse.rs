//! From tags to a [`Page`]: what a browser does to tell which text stands where, whatever tags are missing, in so far as it matters here.
//!
//! Only that is kept on a stack which changes what is shown: tables (in [`tables`]), and elements that hide something or keep their lines (in
//! [`effects`]). All else may stand inside one another as deep as it likes and costs nothing.

mod effects;
mod fields;
mod tables;

use std::ops::Range;

use super::super::ReadError;
use super::elements::{Element, Look, Part, number, unmixed};
use super::page::{Item, Page, Piece, Target, is_blank};
use super::tokens::{Attribute, BUCKETS, Tag, Token, tokens};
use crate::limits::{MAX_CELLS, MAX_SEGMENTS};
use effects::Effect;
use fields::Select;
use tables::Open;

/// How many bytes at the beginning of a page tell which program wrote it.
const HEAD: usize = 4096;

/// How many places of all grids together may be looked at: a cell may reach over a thousand columns and as many rows as there are.
const MAX_PLACES: usize = 8 * MAX_CELLS;

impl<'t> Page<'t> {
    /// Reads a page.
    ///
    /// # Errors
    /// When there are too many cells, or tables too deep inside one another.
    pub(super) fn read(text: &'t str) -> Result<Page<'t>, ReadError> {
        let mut parser = Parser::new(text);
        for token in tokens(text) {
            match token {
                Token::Text(bytes) => parser.text(bytes)?,
                Token::Start(tag) => parser.start(&tag)?,
                Token::End(tag) => parser.end(&tag)?,
            }
        }
        parser.finish()
    }
}

/// A page that is being read.
struct Parser<'t> {
    page: Page<'t>,
    /// The tables that are open, each inside a cell or caption of the one before.
    open: Vec<Open>,
    /// Elements that matter, and those inside them.
    effects: Vec<Effect>,
    /// How many of them have names of each box.
    names: [u16; BUCKETS],
    /// How many of them are paragraphs.
    paragraphs: usize,
    /// How many open elements and parts of tables hide what is in them.
    hidden: usize,
    /// How many open elements keep their lines.
    preformatted: usize,
    /// Whether a link is open.
    linked: bool,
    select: Option<Select>,
    producer: Producer,
    /// How much there is of all tables together.
    size: usize,
    /// How many places of all grids may still be looked at.
    places: usize,
}

/// Which program wrote a page, where that changes how it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Producer {
    /// One of the Microsoft Office family: cells that it hides keep their place in the grid.
    Microsoft,
    /// Gnumeric: captions are names of sheets.
    Gnumeric,
    /// `LibreOffice` or one of its kin: headings that are named after tables are names of sheets.
    Libre,
    /// Any other.
    Other,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str) -> Self {
        let head = &text.as_bytes()[..text.len().min(HEAD)];
        let says = |words: &str| memchr::memmem::find(head, words.as_bytes()).is_some();
        Parser {
            page: Page { text, items: Vec::with_capacity(text.len() / 64), targets: Vec::new(), shown: Vec::new(), tables: Vec::new() },
            open: Vec::new(),
            effects: Vec::new(),
            names: [0; BUCKETS],
            paragraphs: 0,
            hidden: 0,
            preformatted: 0,
            linked: false,
            select: None,
            producer: match () {
                () if says("urn:schemas-microsoft-com:office") => Producer::Microsoft,
                () if says("via GPFH/") => Producer::Gnumeric,
                () if says("LibreOffice") || says("OpenOffice") => Producer::Libre,
                () => Producer::Other,
            },
            size: 0,
            places: MAX_PLACES,
        }
    }

    fn finish(mut self) -> Result<Page<'t>, ReadError> {
        let end = self.page.text.len();
        while !self.open.is_empty() {
            self.close_table(end)?;
        }
        self.drop_effects(0)?;
        Ok(self.page)
    }

    fn text(&mut self, bytes: Range<usize>) -> Result<(), ReadError> {
        if self.hidden > 0 || self.select.as_ref().is_some_and(|select| !select.taking) {
            return Ok(());
        }
        let raw = &self.page.text[bytes.clone()];
        let blank = is_blank(raw);
        if !self.settle(blank, bytes.start)? {
            return Ok(());
        }
        if self.preformatted == 0 || !self.open.is_empty() {
            let begins = || matches!(self.page.items.last(), None | Some(Item { piece: Piece::Block | Piece::Table(_), .. }));
            return if blank && begins() { Ok(()) } else { self.push(Piece::Text, bytes) };
        }
        let mut from = bytes.start;
        for at in memchr::memchr2_iter(b'\n', b'\t', raw.as_bytes()) {
            let at = bytes.start + at;
            if from < at {
                self.push(Piece::Text, from..at)?;
            }
            let tab = self.page.text.as_bytes().get(at) == Some(&b'\t');
            self.push(if tab { Piece::Tab } else { Piece::Row }, at..at + 1)?;
            from = at + 1;
        }
        if from < bytes.end { self.push(Piece::Text, from..bytes.end) } else { Ok(()) }
    }

    /// Finds a place for a text that begins at byte `at`: false where it has none. Text between the cells of a table is shown beside it.
    fn settle(&mut self, blank: bool, at: usize) -> Result<bool, ReadError> {
        let Some(open) = self.open.last_mut() else { return Ok(true) };
        if !open.is_between() {
            if !blank {
                open.fill();
            }
            return Ok(true);
        }
        if blank {
            return Ok(false);
        }
        if open.begun.is_implied() {
            self.close_table(at)?;
        } else {
            open.loose = Some(self.page.items.len());
        }
        Ok(true)
    }

    /// Shows something.
    fn push(&mut self, piece: Piece, bytes: Range<usize>) -> Result<(), ReadError> {
        if self.page.items.len() >= 2 * MAX_SEGMENTS {
            return Err(ReadError::TooManyCells);
        }
        self.page.items.push(Item { piece, start: narrow(bytes.start), end: narrow(bytes.end) });
        Ok(())
    }

    /// Shows a text in place of a tag.
    fn show(&mut self, text: String, tag: Range<usize>) -> Result<(), ReadError> {
        if text.is_empty() {
            return Ok(());
        }
        self.page.shown.push(text);
        self.show_as(Piece::Shown(narrow(self.page.shown.len() - 1)), tag)
    }

    /// Shows something in place of a tag.
    fn show_as(&mut self, piece: Piece, tag: Range<usize>) -> Result<(), ReadError> {
        if self.hidden > 0 || !self.settle(false, tag.start)? {
            return Ok(());
        }
        self.push(piece, tag)
    }

    /// Notes the end of a line or block.
    fn boundary(&mut self, piece: Piece, tag: &Tag) -> Result<(), ReadError> {
        if self.hidden > 0 || self.select.is_some() || self.is_between() {
            return Ok(());
        }
        let text = self.page.text;
        if piece == Piece::Block
            && let Some(last) = self.page.items.last_mut().filter(|last| last.piece == Piece::Block)
        {
            // Of blocks with nothing between them one is kept, the innermost; but that a list's item begins is told as long as its text has not begun.
            let item = |at: usize| text.get(at..at + 3).is_some_and(|start| start.eq_ignore_ascii_case("<li"));
            if !item(last.start as usize) || text[tag.bytes.clone()].starts_with("</") {
                (last.start, last.end) = (narrow(tag.bytes.start), narrow(tag.bytes.end));
            }
            return Ok(());
        }
        self.push(piece, tag.bytes.clone())
    }

    fn start(&mut self, tag: &Tag) -> Result<(), ReadError> {
        let element = Element::named(tag.name.as_bytes());
        let mut look = Look::of(tag, self.page.text);
        if element == Element::Anchor && self.producer == Producer::Libre {
            look.hidden |= self.names_sheet(tag);
        }
        let hidden = (look.hidden || look.kept) && element != Element::Whole;
        if self.select.is_some() {
            match element {
                Element::Choice => {
                    self.choice(tag);
                    return Ok(());
                }
                Element::Part(_) | Element::Input | Element::Select => self.select = None,
                _ => return Ok(()),
            }
        }
        if !self.effects.is_empty() {
            self.close_implied(element, tag)?;
        }
        if let Element::Part(part) = element {
            return self.start_part(part, tag, look, false);
        }
        // In a cell of a table that is written as one, other elements make no cells but those of a table of their own.
        let fits = |part: &Part| *part == Part::Table || self.open.last().is_none_or(|open| open.begun.looks());
        if let Some(part) = look.part.filter(fits) {
            self.start_part(part, tag, look, true)?;
            self.enter(tag, Effect { part: Some(part), ..Effect::plain(tag) });
            return Ok(());
        }
        if let Some(address) = tag.attribute(self.page.text, Attribute::Email).and_then(unmixed) {
            return self.hidden_address(element, tag, address);
        }
        let mut effect = Effect { hides: hidden || element == Element::Unseen, ..Effect::plain(tag) };
        match element {
            Element::Column => self.column(tag, hidden),
            Element::Line => self.boundary(Piece::Line, tag)?,
            Element::Term => self.boundary(Piece::Term, tag)?,
            Element::Detail => self.boundary(Piece::Detail, tag)?,
            Element::Input if !hidden => self.input(tag)?,
            Element::Select if !hidden && !tag.closed => self.select = Some(Select::new(self.page.items.len())),
            Element::Anchor => {
                self.close_link(tag.bytes.start)?;
                if !hidden && let Some(bytes) = tag.range(Attribute::Href) {
                    // A hidden address may stand in the link itself.
                    let mixed = self.page.text[bytes.clone()].split_once("/cdn-cgi/l/email-protection#").and_then(|(_, hex)| unmixed(hex));
                    let target = mixed.map_or(Target::Raw(bytes), |address| Target::Address(address.into()));
                    self.link(target, tag)?;
                }
            }
            Element::Ordered => {
                let first = tag.attribute(self.page.text, Attribute::Start).and_then(|start| number(start, u32::MAX)).unwrap_or(1);
                effect.count = Some(first.saturating_sub(1));
            }
            Element::Item => effect.numbered = self.number(tag),
            Element::Preformatted => effect.preformatted = true,
            _ => {}
        }
        if !element.is_inline() {
            self.boundary(Piece::Block, tag)?;
        }
        if !matches!(element, Element::Void | Element::Input | Element::Line | Element::Column) && self.select.is_none() {
            self.enter(tag, effect);
        }
        Ok(())
    }

    fn end(&mut self, tag: &Tag) -> Result<(), ReadError> {
        let element = Element::named(tag.name.as_bytes());
        if element == Element::Select {
            self.select = None;
        }
        if element == Element::Choice
            && let Some(select) = &mut self.select
        {
            select.taking = false;
        }
        if self.select.is_some() {
            return Ok(());
        }
        match element {
            Element::Part(part) => return self.end_part(part, tag),
            Element::Column => self.end_columns(),
            Element::Line => self.boundary(Piece::Line, tag)?,
            Element::Anchor => self.close_link(tag.bytes.start)?,
            _ => {}
        }
        let base = self.base();
        if self.names[tag.name.bucket()] > 0
            && let Some(at) = self.effects.get(base..).unwrap_or_default().iter().rposition(|effect| effect.name == tag.name)
        {
            if let Some(part) = self.effects[base + at].part {
                self.end_part(part, tag)?;
                return self.drop_effects(base + at);
            }
            self.drop_effects(base + at)?;
        } else if !element.is_inline() {
            self.end_outer(tag)?;
        }
        if element.is_inline() && element != Element::Detail { Ok(()) } else { self.boundary(Piece::Block, tag) }
    }

    /// Whether what comes next stands in a table, but in none of its cells.
    fn is_between(&self) -> bool {
        self.open.last().is_some_and(Open::is_between)
    }

    /// How many effects belong to what is outside the innermost part of a table.
    fn base(&self) -> usize {
        self.open.last().map_or(0, Open::base)
    }

    /// Whether an anchor leads to a sheet or begins its name, which are no part of the document. The heading over the list of sheets goes with them.
    fn names_sheet(&mut self, tag: &Tag) -> bool {
        let numbered = |name: &str| name.strip_prefix("table").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let leads = tag.attribute(self.page.text, Attribute::Href).and_then(|target| target.strip_prefix('#')).is_some_and(numbered);
        if leads && self.open.is_empty() && self.page.tables.is_empty() {
            self.page.items.clear();
        }
        leads || tag.attribute(self.page.text, Attribute::Name).is_some_and(numbered)
    }

    fn link(&mut self, target: Target, tag: &Tag) -> Result<(), ReadError> {
        if self.hidden > 0 || self.is_between() {
            return Ok(());
        }
        self.linked = true;
        self.page.targets.push(target);
        self.push(Piece::Link(narrow(self.page.targets.len() - 1)), tag.bytes.clone())
    }

    fn close_link(&mut self, at: usize) -> Result<(), ReadError> {
        if std::mem::take(&mut self.linked) { self.push(Piece::Unlink, at..at) } else { Ok(()) }
    }
}

/// Offsets fit 32 bits because [`crate::limits::MAX_BYTES`] is below 2³² even when every byte becomes three.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
