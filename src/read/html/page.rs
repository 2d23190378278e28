//! What is left of a page: texts and the ends of lines in the order in which they are written, links, and tables. [`super::parse`] fills it.

use std::ops::Range;

use super::table::Table;
use crate::inline;

/// A page.
#[derive(Debug)]
pub(super) struct Page<'t> {
    /// Its raw text.
    pub(super) text: &'t str,
    /// What is shown, in order; what stands in a table lies between its beginning and its end.
    pub(super) items: Vec<Item>,
    /// Where links lead.
    pub(super) targets: Vec<Target>,
    /// Texts that stand for tags.
    pub(super) shown: Vec<String>,
    /// Its tables; those inside others come before them.
    pub(super) tables: Vec<Table>,
}

/// Where a link leads.
#[derive(Debug, Clone)]
pub(super) enum Target {
    /// The raw value of its attribute.
    Raw(Range<usize>),
    /// An e-mail address that the page hides from programs.
    Address(Box<str>),
}

/// Something that is shown, and the bytes of the text it stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) piece: Piece,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// Raw text.
    Text,
    /// A text that stands for a tag: an index of [`Page::shown`].
    Shown(u32),
    /// The number of an item of a list.
    Number(u32),
    /// The beginning of a link: an index of [`Page::targets`].
    Link(u32),
    /// The end of a link.
    Unlink,
    /// The beginning or end of a block.
    Block,
    /// The end of a line within a block.
    Line,
    /// The end of a line of preformatted text.
    Row,
    /// A tab of preformatted text.
    Tab,
    /// The beginning of a name in a definition list.
    Term,
    /// The beginning of its description.
    Detail,
    /// A table: an index of [`Page::tables`].
    Table(u32),
}

impl<'t> Page<'t> {
    /// The raw text of an item.
    pub(super) fn raw(&self, item: Item) -> &'t str {
        self.text.get(item.start as usize..item.end as usize).unwrap_or("")
    }

    /// Where a link leads.
    pub(super) fn target(&self, index: u32) -> String {
        match self.targets.get(index as usize) {
            Some(Target::Raw(bytes)) => inline::attribute(self.text.get(bytes.clone()).unwrap_or("").trim_ascii()),
            Some(Target::Address(address)) => format!("mailto:{address}"),
            None => String::new(),
        }
    }
}

/// Whether raw text shows nothing: white space, and no-break spaces in the ways they are written.
pub(super) fn is_blank(raw: &str) -> bool {
    let mut rest = raw.trim_start();
    while !rest.is_empty() {
        let known = ["&nbsp;", "&nbsp", "&#160;", "&#xa0;", "&#xA0;", "&#32;"];
        let Some(shorter) = known.iter().find_map(|blank| rest.strip_prefix(blank)) else { return false };
        rest = shorter.trim_start();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_known_however_they_are_written() {
        for blank in ["", " \n", "&nbsp;", "\u{A0} &#160;\t&nbsp &#xA0;"] {
            assert!(is_blank(blank), "{blank}");
        }
        for text in ["a", "&nbsp;a", "&", "&#161;"] {
            assert!(!is_blank(text), "{text}");
        }
    }
}
