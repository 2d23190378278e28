//! What stands in for text on a page: fields to fill in, lists to choose from, and e-mail addresses that are hidden from programs.

use super::super::super::ReadError;
use super::super::elements::Element;
use super::super::page::Target;
use super::super::tokens::{Attribute, Tag};
use super::Parser;
use super::effects::Effect;

/// An open list to choose from: the choice is what is shown.
pub(super) struct Select {
    /// How many items came before it.
    items: usize,
    /// Whether a choice has been met.
    any: bool,
    /// Whether the choice at hand is the one that is shown.
    pub(super) taking: bool,
}

impl Select {
    /// A list that begins after so many items of the page.
    pub(super) fn new(items: usize) -> Select {
        Select { items, any: false, taking: false }
    }
}

impl Parser<'_> {
    /// An e-mail address that is hidden from programs: a person sees it, not the words that stand there.
    pub(super) fn hidden_address(&mut self, element: Element, tag: &Tag, address: String) -> Result<(), ReadError> {
        if element == Element::Anchor {
            self.close_link(tag.bytes.start)?;
            self.link(Target::Address(address.as_str().into()), tag)?;
        }
        self.show(address, tag.bytes.clone())?;
        self.enter(tag, Effect { hides: true, ..Effect::plain(tag) });
        Ok(())
    }

    /// A field shows its value.
    pub(super) fn input(&mut self, tag: &Tag) -> Result<(), ReadError> {
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
    pub(super) fn choice(&mut self, tag: &Tag) {
        let Some(select) = &mut self.select else { return };
        if tag.has(Attribute::Selected) {
            self.page.items.truncate(select.items.max(self.open.last().map_or(0, |open| open.item + 1)));
            (select.any, select.taking) = (true, true);
        } else {
            select.taking = !select.any;
            select.any = true;
        }
    }
}
