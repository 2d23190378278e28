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

/// An open element.
pub(super) struct Effect {
    pub(super) name: Name,
    pub(super) element: Element,
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
        let is_block = |effect: &Effect| !effect.element.is_inline() || effect.part.is_some();
        // The end of a paragraph that never began is common, and ends nothing.
        let stray = Element::named(tag.name.as_bytes()) == Element::Paragraph
            && self.effects.get(base..).is_some_and(|inside| inside.iter().any(is_block));
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
        self.paragraphs += usize::from(effect.element == Element::Paragraph);
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
            self.paragraphs -= usize::from(effect.element == Element::Paragraph);
            self.reveal(effect.hides);
            self.preformatted -= usize::from(effect.preformatted);
            if let Some((number, tag, items)) = effect.numbered
                && !self.is_between()
                && !self.page.items[items.min(self.page.items.len())..]
                    .iter()
                    .any(|item| matches!(item.piece, Piece::Text | Piece::Shown(_) | Piece::Number(_)))
            {
                // An item without words of its own: the number is all that is shown, as in a column that a word processor numbers.
                self.show_as(Piece::Number(number), tag)?;
            }
        }
        Ok(())
    }

    /// Closes what the beginning of an element ends although no tag says so: a paragraph, an item before the next.
    pub(super) fn close_implied(&mut self, element: Element, tag: &Tag) -> Result<(), ReadError> {
        let base = self.base();
        let effects = self.effects.get(base..).unwrap_or_default();
        let find = |wanted: &dyn Fn(Element) -> bool, until: &dyn Fn(Element) -> bool| {
            let at = effects.iter().rposition(|effect| wanted(effect.element) || until(effect.element))?;
            (wanted(effects[at].element) && effects[at].part.is_none()).then_some(at)
        };
        let paragraph = || if self.paragraphs > 0 { find(&|other| other == Element::Paragraph, &|_| false) } else { None };
        let found = match element {
            Element::Item => {
                find(&|other| other == Element::Item, &|other| matches!(other, Element::List | Element::Ordered)).or_else(paragraph)
            }
            Element::Term | Element::Detail => {
                find(&|other| matches!(other, Element::Term | Element::Detail), &|other| other == Element::List).or_else(paragraph)
            }
            Element::Block | Element::Paragraph | Element::List | Element::Ordered | Element::Preformatted | Element::Part(_) => {
                paragraph()
            }
            Element::Unseen if is_guide(tag.name) => effects.iter().rposition(|effect| is_guide(effect.name)),
            _ => None,
        };
        found.map_or(Ok(()), |at| self.drop_effects(base + at))
    }

    /// The number of an item, where its list is a numbered one.
    pub(super) fn number(&mut self, tag: &Tag) -> Option<(u32, Range<usize>, usize)> {
        let base = self.base();
        let own = tag.attribute(self.page.text, Attribute::Value).and_then(|value| number(value, u32::MAX));
        let lists = |effect: &&mut Effect| matches!(effect.element, Element::List | Element::Ordered);
        let count = self.effects.get_mut(base..)?.iter_mut().rev().find(lists)?.count.as_mut()?;
        *count = own.unwrap_or(count.saturating_add(1));
        Some((*count, tag.bytes.clone(), self.page.items.len()))
    }
}

impl Effect {
    /// An element that only stands inside another.
    pub(super) fn plain(tag: &Tag) -> Effect {
        Effect {
            name: tag.name,
            element: Element::named(tag.name.as_bytes()),
            hides: false,
            preformatted: false,
            part: None,
            count: None,
            numbered: None,
        }
    }
}

/// Whether an element is a part of a phonetic guide.
fn is_guide(name: Name) -> bool {
    matches!(name.as_bytes(), b"rp" | b"rt")
}
