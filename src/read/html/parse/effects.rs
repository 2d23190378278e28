//! Elements that matter while a page is read: those that hide something, keep its lines, count it or look like parts of tables, and those inside them, which
//! have to be told apart to find the end of the others.

use std::ops::Range;

use super::super::super::ReadError;
use super::super::elements::{Element, Part, number};
use super::super::page::Piece;
use super::super::tokens::{Attribute, Name, Tag};
use super::Parser;
use crate::limits::MAX_DEPTH;

/// How many elements are kept that hide something, keep their lines, or only stand inside such a one; deeper ones belong to the deepest.
const MAX_EFFECTS: usize = MAX_DEPTH;

/// The name of a paragraph.
const PARAGRAPH: &[u8] = b"p";

/// An open element.
pub(super) struct Effect {
    pub(super) name: Name,
    pub(super) hides: bool,
    pub(super) preformatted: bool,
    /// The part of a table that it is by its attributes.
    pub(super) part: Option<Part>,
    /// The number of the last item of a numbered list.
    pub(super) count: Option<u32>,
    /// For an item of a numbered list: its number, its tag, and how many items of the page came before it.
    pub(super) numbered: Option<(u32, Range<usize>, usize)>,
}

impl Parser<'_> {
    /// The end of a block that began before all that is kept: what was not closed in it ends with it.
    pub(super) fn end_outer(&mut self, tag: &Tag) -> Result<(), ReadError> {
        let base = self.base();
        let is_block = |effect: &Effect| !Element::named(effect.name.as_bytes()).is_inline() || effect.part.is_some();
        // The end of a paragraph that never began is common, and ends nothing.
        let stray = tag.name.as_bytes() == PARAGRAPH && self.effects.get(base..).is_some_and(|inside| inside.iter().any(is_block));
        if stray { Ok(()) } else { self.drop_effects(base) }
    }

    /// Enters an element, if it matters or stands in one that does.
    pub(super) fn enter(&mut self, tag: &Tag, effect: Effect) {
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
                && !self.page.items[items.min(self.page.items.len())..]
                    .iter()
                    .any(|item| matches!(item.piece, Piece::Text | Piece::Shown(_)))
            {
                // An item without words of its own: the number is all that is shown, as in a column that a word processor numbers.
                self.show(number.to_string(), tag)?;
            }
        }
        Ok(())
    }

    /// Closes what the beginning of an element ends although no tag says so: a paragraph, an item before the next.
    pub(super) fn close_implied(&mut self, element: Element, tag: &Tag) -> Result<(), ReadError> {
        let base = self.base();
        let effects = self.effects.get(base..).unwrap_or_default();
        let find = |names: &[&[u8]], until: &[&[u8]]| {
            let stops = |effect: &Effect| until.contains(&effect.name.as_bytes());
            let inner = effects.iter().rposition(stops).map_or(0, |at| at + 1);
            effects[inner..]
                .iter()
                .rposition(|effect| names.contains(&effect.name.as_bytes()) && effect.part.is_none())
                .map(|at| inner + at)
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
    pub(super) fn number(&mut self, tag: &Tag) -> Option<(u32, Range<usize>, usize)> {
        let base = self.base();
        let own = tag.attribute(self.page.text, Attribute::Value).and_then(|value| number(value, u32::MAX));
        let lists = |effect: &&mut Effect| matches!(effect.name.as_bytes(), b"ol" | b"ul" | b"menu" | b"dir");
        let count = self.effects.get_mut(base..)?.iter_mut().rev().find(lists)?.count.as_mut()?;
        *count = own.unwrap_or(count.saturating_add(1));
        Some((*count, tag.bytes.clone(), self.page.items.len()))
    }
}

impl Effect {
    /// An element that only stands inside another.
    pub(super) fn plain(tag: &Tag) -> Effect {
        Effect { name: tag.name, hides: false, preformatted: false, part: None, count: None, numbered: None }
    }
}
