//! Automatic numbers of lists: a column numbered `1.`, `2.`, `3.` has no text in its cells, and whoever reads the file sees the numbers all the same.

use std::collections::HashMap;

use super::styles::{LEVELS, Level, Styles};
use crate::place::column_letters;
use crate::read::ordinal::roman;

/// The largest number written in Roman numerals.
const MAX_ROMAN: u32 = 3999;

/// The lists of a text, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    counts: Vec<[u32; LEVELS]>,
    /// Which count belongs to the list of this identifier.
    ids: HashMap<String, usize>,
    /// Which count the last list of this style used.
    latest: HashMap<String, usize>,
    open: Vec<Open>,
    items: Vec<Item>,
}

/// A list that has begun.
#[derive(Debug)]
struct Open {
    style: String,
    count: usize,
    level: usize,
    /// How many frames and cells it stands in.
    depth: usize,
}

/// An item that has begun.
#[derive(Debug)]
struct Item {
    counted: bool,
    start: Option<u32>,
    depth: usize,
}

impl Lists {
    /// A list begins, `depth` frames and cells deep. `continues` names the list it goes on with, `goes_on` says that it is the last one of its style.
    pub(super) fn open(&mut self, depth: usize, style: Option<&str>, id: Option<&str>, continues: Option<&str>, goes_on: bool) {
        if let Some(outer) = self.open.last().filter(|outer| outer.depth == depth) {
            let style = style.unwrap_or(&outer.style).to_owned();
            let (count, level) = (outer.count, (outer.level + 1).min(LEVELS - 1));
            self.open.push(Open { style, count, level, depth });
            return;
        }
        let style = style.unwrap_or("").to_owned();
        let before = continues.and_then(|id| self.ids.get(id)).or_else(|| self.latest.get(&style).filter(|_| goes_on)).copied();
        let count = before.unwrap_or(self.counts.len());
        if count == self.counts.len() {
            self.counts.push([0; LEVELS]);
        }
        if let Some(id) = id {
            self.ids.insert(id.to_owned(), count);
        }
        self.latest.insert(style.clone(), count);
        self.open.push(Open { style, count, level: 0, depth });
    }

    /// The list at hand ends.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// An item begins; `numbered` unless it is one without a number.
    pub(super) fn open_item(&mut self, depth: usize, numbered: bool, start: Option<u32>) {
        self.items.push(Item { counted: !numbered, start, depth });
    }

    /// The item at hand ends.
    pub(super) fn close_item(&mut self) {
        self.items.pop();
    }

    /// A paragraph begins: the number that stands before it, where it is the first of an item that has one.
    pub(super) fn number(&mut self, depth: usize, paragraph: Option<&str>, styles: &Styles) -> Option<String> {
        let item = self.items.last_mut().filter(|item| item.depth == depth && !item.counted)?;
        let list = self.open.last().filter(|list| list.depth == depth)?;
        item.counted = true;
        let style = if list.style.is_empty() { paragraph.and_then(|name| styles.list_of(name))? } else { &list.style };
        let level = styles.level(style, list.level)?;
        let counts = self.counts.get_mut(list.count)?;
        let (upper, lower) = counts.split_at_mut(list.level + 1);
        lower.fill(0);
        let count = upper.last_mut()?;
        *count = item.start.unwrap_or(if *count == 0 { level.start } else { count.saturating_add(1) });
        if level.format.is_empty() {
            return None;
        }
        let mut label = level.prefix.clone();
        for (at, count) in counts.iter().enumerate().take(list.level + 1).skip((list.level + 1).saturating_sub(level.shown)) {
            let format = if at == list.level { &level.format } else { styles.level(style, at).map_or("1", |level: &Level| &level.format) };
            let number = written((*count).max(1), format);
            label.push_str(&number);
            if at < list.level && !number.is_empty() {
                label.push('.');
            }
        }
        label.push_str(&level.suffix);
        Some(label)
    }
}

/// The letters of a number, as a spreadsheet writes its columns: Z, AA, AB; nothing for zero.
fn letters(number: u32) -> String {
    number.checked_sub(1).map_or_else(String::new, column_letters)
}

/// A number in the form that a list asks for.
fn written(number: u32, format: &str) -> String {
    match format {
        "" => String::new(),
        "a" => letters(number).to_lowercase(),
        "A" => letters(number),
        "i" if number <= MAX_ROMAN => roman(number).to_lowercase(),
        "I" if number <= MAX_ROMAN => roman(number),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_lists_write_them() {
        for (number, format, expected) in
            [(3, "1", "3"), (28, "a", "ab"), (2, "A", "B"), (14, "i", "xiv"), (1999, "I", "MCMXCIX"), (4000, "I", "4000"), (1, "", "")]
        {
            assert_eq!(written(number, format), expected);
        }
    }
}
