//! From tags to a [`Page`]: what a browser does to tell which text stands where, whatever tags are missing, in so far as it matters here.
//!
//! Only that is kept on a stack which changes what is shown: tables (in [`super::parse_tables`]), and elements that hide something or keep their lines.
//! All else may stand inside one another as deep as it likes and costs nothing.

use std::ops::Range;

use super::super::ReadError;
use super::elements::{Element, Look, Part, number, unmixed};
use super::page::{Item, Page, Piece, Target, is_blank};
use super::parse_tables::Open;
use super::tokens::{Attribute, BUCKETS, Name, Tag, Token, tokens};
use crate::limits::{MAX_CELLS, MAX_DEPTH, MAX_SEGMENTS};

/// How many bytes at the beginning of a page tell which program wrote it.
const HEAD: usize = 4096;

/// How many places of all grids together may be looked at: a cell may reach over a thousand columns and as many rows as there are.
const MAX_PLACES: usize = 8 * MAX_CELLS;

/// How many elements are kept that hide something, keep their lines, or only stand inside such a one; deeper ones belong to the deepest.
const MAX_EFFECTS: usize = MAX_DEPTH;

/// The name of a paragraph.
const PARAGRAPH: &[u8] = b"p";

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
pub(super) struct Parser<'t> {
    pub(super) page: Page<'t>,
    /// The tables that are open, each inside a cell or caption of the one before.
    pub(super) open: Vec<Open>,
    /// Elements that matter, and those inside them.
    pub(super) effects: Vec<Effect>,
    /// How many of them have names of each box.
    names: [u16; BUCKETS],
    /// How many open elements and parts of tables hide what is in them.
    pub(super) hidden: usize,
    /// How many open elements keep their lines.
    preformatted: usize,
    /// Whether a link is open.
    pub(super) linked: bool,
    pub(super) select: Option<Select>,
    /// Whether a program of the Microsoft Office family wrote the page.
    pub(super) office: bool,
    /// Whether captions are names of sheets, as Gnumeric writes them.
    pub(super) captioned: bool,
    /// Whether headings that are named after tables are names of sheets, as LibreOffice writes them.
    sheets: bool,
    /// How much there is of all tables together.
    pub(super) size: usize,
    /// How many places of all grids may still be looked at.
    pub(super) places: usize,
}

/// An open element.
pub(super) struct Effect {
    name: Name,
    hides: bool,
    preformatted: bool,
    /// The part of a table that it is by its attributes.
    part: Option<Part>,
    /// The number of the last item of a numbered list.
    count: Option<u32>,
    /// For an item of a numbered list: its number, its tag, and how many items of the page came before it.
    numbered: Option<(u32, Range<usize>, usize)>,
}

/// An open list to choose from: the choice is what is shown.
pub(super) struct Select {
    items: usize,
    any: bool,
    taking: bool,
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
            hidden: 0,
            preformatted: 0,
            linked: false,
            select: None,
            office: says("urn:schemas-microsoft-com:office"),
            captioned: says("via GPFH/"),
            sheets: says("LibreOffice") || says("OpenOffice"),
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
        if open.implied {
            self.close_table(at)?;
        } else {
            open.loose = Some(self.page.items.len());
        }
        Ok(true)
    }

    pub(super) fn push(&mut self, piece: Piece, bytes: Range<usize>) -> Result<(), ReadError> {
        if self.page.items.len() >= 2 * MAX_SEGMENTS {
            return Err(ReadError::TooManyCells);
        }
        self.page.items.push(Item { piece, start: narrow(bytes.start), end: narrow(bytes.end) });
        Ok(())
    }

    /// Shows a text in place of a tag.
    fn show(&mut self, text: String, tag: Range<usize>) -> Result<(), ReadError> {
        if self.hidden > 0 || text.is_empty() || !self.settle(false, tag.start)? {
            return Ok(());
        }
        self.page.shown.push(text);
        self.push(Piece::Shown(narrow(self.page.shown.len() - 1)), tag)
    }

    /// Notes the end of a line or block.
    pub(super) fn boundary(&mut self, piece: Piece, tag: &Tag) -> Result<(), ReadError> {
        if self.hidden > 0 || self.select.is_some() || self.is_between() {
            return Ok(());
        }
        let text = self.page.text;
        if piece == Piece::Block && let Some(last) = self.page.items.last_mut().filter(|last| last.piece == Piece::Block) {
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
        if element == Element::Anchor && self.sheets {
            look.hidden |= self.names_sheet(tag);
        }
        let hidden = (look.hidden || look.kept) && element != Element::Whole;
        if self.select.is_some() {
            match element {
                Element::Choice => return self.choice(tag),
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
        let fits = |part: &Part| *part == Part::Table || self.open.last().is_none_or(|open| open.looks);
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
            Element::Select if !hidden => self.select = Some(Select { items: self.page.items.len(), any: false, taking: false }),
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
        if !matches!(element, Element::Void | Element::Input | Element::Line | Element::Column | Element::Select) {
            self.enter(tag, effect);
        }
        Ok(())
    }

    fn end(&mut self, tag: &Tag) -> Result<(), ReadError> {
        let element = Element::named(tag.name.as_bytes());
        if element == Element::Select {
            self.select = None;
        }
        if element == Element::Choice && let Some(select) = &mut self.select {
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
    pub(super) fn base(&self) -> usize {
        self.open.last().map_or(0, Open::base)
    }

    /// The end of a block that began before all that is kept: what was not closed in it ends with it.
    fn end_outer(&mut self, tag: &Tag) -> Result<(), ReadError> {
        let base = self.base();
        let is_block = |effect: &Effect| !Element::named(effect.name.as_bytes()).is_inline() || effect.part.is_some();
        // The end of a paragraph that never began is common, and ends nothing.
        let stray = tag.name.as_bytes() == PARAGRAPH && self.effects.get(base..).is_some_and(|inside| inside.iter().any(is_block));
        if stray { Ok(()) } else { self.drop_effects(base) }
    }

    /// Enters an element, if it matters or stands in one that does.
    fn enter(&mut self, tag: &Tag, effect: Effect) {
        let matters = effect.hides || effect.preformatted || effect.part.is_some() || effect.count.is_some();
        let inside = self.effects.len() > self.base();
        if tag.closed || !(matters || inside) || self.effects.len() >= MAX_EFFECTS {
            return;
        }
        self.hidden += usize::from(effect.hides);
        self.preformatted += usize::from(effect.preformatted);
        self.names[effect.name.bucket()] += 1;
        self.effects.push(effect);
    }

    /// Shows again what an element or part of a table had hidden.
    pub(super) fn reveal(&mut self, hid: bool) {
        self.hidden = self.hidden.saturating_sub(usize::from(hid));
    }

    /// Leaves all effects but the first ones.
    pub(super) fn drop_effects(&mut self, keep: usize) -> Result<(), ReadError> {
        while self.effects.len() > keep
            && let Some(effect) = self.effects.pop()
        {
            self.names[effect.name.bucket()] -= 1;
            self.reveal(effect.hides);
            self.preformatted -= usize::from(effect.preformatted);
            if let Some((number, tag, items)) = effect.numbered
                && !self.is_between()
                && !self.page.items[items.min(self.page.items.len())..].iter().any(|item| matches!(item.piece, Piece::Text | Piece::Shown(_)))
            {
                // An item without words of its own: the number is all that is shown, as in a column that a word processor numbers.
                self.show(number.to_string(), tag)?;
            }
        }
        Ok(())
    }

    /// Closes what the beginning of an element ends although no tag says so: a paragraph, an item before the next.
    fn close_implied(&mut self, element: Element, tag: &Tag) -> Result<(), ReadError> {
        let base = self.base();
        let effects = self.effects.get(base..).unwrap_or_default();
        let find = |names: &[&[u8]], until: &[&[u8]]| {
            let stops = |effect: &Effect| until.contains(&effect.name.as_bytes());
            let inner = effects.iter().rposition(stops).map_or(0, |at| at + 1);
            effects[inner..].iter().rposition(|effect| names.contains(&effect.name.as_bytes()) && effect.part.is_none()).map(|at| inner + at)
        };
        let paragraph = || if self.names[Name::of(PARAGRAPH).bucket()] > 0 { find(&[PARAGRAPH], &[]) } else { None };
        let found = match element {
            Element::Item => find(&[b"li"], &[b"ul", b"ol", b"menu", b"dir"]).or_else(paragraph),
            Element::Term | Element::Detail => find(&[b"dt", b"dd"], &[b"dl"]).or_else(paragraph),
            Element::Block | Element::Ordered | Element::Preformatted | Element::Part(_) => paragraph(),
            Element::Unseen if matches!(tag.name.as_bytes(), b"rt" | b"rp") => find(&[b"rt", b"rp"], &[b"ruby"]),
            _ => None,
        };
        found.map_or(Ok(()), |at| self.drop_effects(base + at))
    }

    /// The number of an item, where its list is a numbered one.
    fn number(&mut self, tag: &Tag) -> Option<(u32, Range<usize>, usize)> {
        let base = self.base();
        let own = tag.attribute(self.page.text, Attribute::Value).and_then(|value| number(value, u32::MAX));
        let lists = |effect: &&mut Effect| matches!(effect.name.as_bytes(), b"ol" | b"ul" | b"menu" | b"dir");
        let count = self.effects.get_mut(base..)?.iter_mut().rev().find(lists)?.count.as_mut()?;
        *count = own.unwrap_or(count.saturating_add(1));
        Some((*count, tag.bytes.clone(), self.page.items.len()))
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

    pub(super) fn close_link(&mut self, at: usize) -> Result<(), ReadError> {
        if std::mem::take(&mut self.linked) { self.push(Piece::Unlink, at..at) } else { Ok(()) }
    }

    /// An e-mail address that is hidden from programs: a person sees it, not the words that stand there.
    fn hidden_address(&mut self, element: Element, tag: &Tag, address: String) -> Result<(), ReadError> {
        if element == Element::Anchor {
            self.close_link(tag.bytes.start)?;
            self.link(Target::Address(address.as_str().into()), tag)?;
        }
        self.show(address, tag.bytes.clone())?;
        self.enter(tag, Effect { hides: true, ..Effect::plain(tag) });
        Ok(())
    }

    /// A field shows its value.
    fn input(&mut self, tag: &Tag) -> Result<(), ReadError> {
        let text = self.page.text;
        let kind = tag.attribute(text, Attribute::Type).unwrap_or("text").trim_ascii().to_ascii_lowercase();
        let Some(bytes) = tag.range(Attribute::Value) else { return Ok(()) };
        let value = &text[bytes.clone()];
        match kind.as_str() {
            "date" => {
                let date: Vec<&str> = value.trim_ascii().split('-').collect();
                if let [year, month, day] = date[..] {
                    self.show(format!("{day}/{month}/{year}"), tag.bytes.clone())?;
                }
                Ok(())
            }
            "button" | "checkbox" | "color" | "file" | "hidden" | "image" | "password" | "radio" | "range" | "reset" | "submit" => Ok(()),
            _ if value.is_empty() => Ok(()),
            _ => self.text(bytes),
        }
    }

    /// The choice that is shown is the one that is marked, else the first.
    fn choice(&mut self, tag: &Tag) -> Result<(), ReadError> {
        let Some(select) = &mut self.select else { return Ok(()) };
        if tag.has(Attribute::Selected) {
            self.page.items.truncate(select.items.max(self.open.last().map_or(0, |open| open.item + 1)));
            (select.any, select.taking) = (true, true);
        } else {
            select.taking = !select.any;
            select.any = true;
        }
        Ok(())
    }
}

impl Effect {
    fn plain(tag: &Tag) -> Effect {
        Effect { name: tag.name, hides: false, preformatted: false, part: None, count: None, numbered: None }
    }
}

/// Offsets fit 32 bits because [`crate::limits::MAX_BYTES`] is below 2³² even when every byte becomes three.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
