//! The text of paragraphs as it grows: words, blanks, links. Also which elements of a text are shown, for sheets and texts alike.

use std::ops::Range;

use super::styles::{Family, Styles};
use crate::limits::MAX_ADDRESS;
use crate::read::builder::{Builder, Stored};
use crate::read::xml::{Ns, Xml};

/// A text under construction. Tabs and line ends in it were put there by elements; those between the words of the file are blanks.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) text: String,
    links: Vec<(Range<usize>, String)>,
    open_link: Option<(usize, String)>,
}

impl Words {
    /// Adds characters of the file.
    pub(super) fn push(&mut self, text: &str) {
        if text.bytes().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r')) {
            self.text.extend(text.chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }));
        } else {
            self.text.push_str(text);
        }
    }

    /// Sets what follows apart from what there is.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
    }

    /// What follows, up to [`Words::close_link`], is a link.
    pub(super) fn open_link(&mut self, target: String) {
        self.close_link();
        self.open_link = Some((self.text.len(), target));
    }

    /// Ends the link that is open, if one is.
    pub(super) fn close_link(&mut self) {
        if let Some((start, target)) = self.open_link.take()
            && start < self.text.len()
            && (1..=MAX_ADDRESS).contains(&target.len())
        {
            self.links.push((start..self.text.len(), target));
        }
    }

    /// Adds another text on a line of its own.
    pub(super) fn append(&mut self, other: Words) {
        if self.text.is_empty() && self.links.is_empty() {
            *self = other;
            return;
        }
        self.text.push('\n');
        let at = self.text.len();
        self.text.push_str(&other.text);
        self.links.extend(other.links.into_iter().map(|(range, target)| (range.start + at..range.end + at, target)));
    }

    /// Whether nothing but white space is in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    /// Forgets everything, and keeps the room.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.links.clear();
        self.open_link = None;
    }

    /// Stores the whole text.
    pub(super) fn store(&self, builder: &mut Builder) -> Stored {
        self.store_part(0..self.text.len(), builder)
    }

    /// Stores a part of it that ends between two characters.
    pub(super) fn store_part(&self, part: Range<usize>, builder: &mut Builder) -> Stored {
        let text = |range: Range<usize>| self.text.get(range).unwrap_or("");
        // Links stand in order, one after another.
        let first = self.links.partition_point(|(range, _)| range.end <= part.start);
        let last = self.links.partition_point(|(range, _)| range.start < part.end);
        let links = self.links.get(first..last).unwrap_or(&[]);
        if links.is_empty() {
            return builder.store(text(part));
        }
        builder.compose_foreign(|cell| {
            let mut at = part.start;
            for (range, target) in links {
                let (start, end) = (range.start.max(part.start), range.end.min(part.end));
                cell.text(text(at..start), 0);
                // Blanks around the words of a link are not part of it.
                let words = text(start..end);
                let leading = words.len() - words.trim_start().len();
                cell.text(&words[..leading], 0);
                cell.open_link(target.clone());
                cell.text(words.trim(), 0);
                cell.close_link();
                cell.text(&words[leading + words.trim().len()..], 0);
                at = end;
            }
            cell.text(text(at..part.end), 0);
        })
    }
}

/// What an element of a text or table is to whoever reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Paragraph,
    Link,
    Blank,
    Tab,
    Line,
    /// The number of a list item, written out.
    Number,
    List,
    Item,
    /// A part of a list without a number.
    ItemHeader,
    Table,
    Column,
    ColumnGroup,
    Row,
    RowGroup,
    Cell,
    Covered,
    /// What holds columns or rows and means nothing more.
    Several,
    /// A frame or shape, which may hold paragraphs.
    Shape,
    /// Its paragraph is not shown.
    HiddenParagraph,
    /// Not shown, or nothing to read.
    Passed,
    /// Words with a style of their own.
    Span,
    /// What is in it is shown.
    Shown,
}

impl Tag {
    /// What the element that has just begun is.
    pub(super) fn of(xml: &Xml<'_>, styles: &Styles) -> Tag {
        match xml.ns() {
            Ns::Text => Tag::of_text(xml, styles),
            Ns::Table => match xml.local() {
                "table" => Tag::Table,
                "table-column" => Tag::Column,
                "table-column-group" => Tag::ColumnGroup,
                "table-row" => Tag::Row,
                "table-row-group" => Tag::RowGroup,
                "table-cell" => Tag::Cell,
                "covered-table-cell" => Tag::Covered,
                "table-rows" | "table-header-rows" | "table-columns" | "table-header-columns" => Tag::Several,
                _ => Tag::Passed,
            },
            Ns::Draw => match xml.local() {
                "image" | "object" | "object-ole" | "plugin" | "applet" | "floating-frame" | "image-map" | "control" => Tag::Passed,
                _ if xml.attribute(Ns::Draw, "display").is_some_and(|display| display == "none") => Tag::Passed,
                // A link around a frame.
                "a" => Tag::Shown,
                _ => Tag::Shape,
            },
            Ns::Office => match xml.local() {
                "annotation" | "annotation-end" | "binary-data" | "forms" | "event-listeners" | "change-info" | "scripts" => Tag::Passed,
                _ => Tag::Shown,
            },
            // The alternative text of a picture.
            Ns::Other if matches!(xml.local(), "title" | "desc") => Tag::Passed,
            _ => Tag::Shown,
        }
    }

    fn of_text(xml: &Xml<'_>, styles: &Styles) -> Tag {
        let says = |name: &str, value: &str| xml.attribute(Ns::Text, name).is_some_and(|said| said == value);
        let style = || xml.attribute(Ns::Text, "style-name");
        match xml.local() {
            "p" | "h" if styles.hide(Family::Paragraph, style().as_deref()) => Tag::Passed,
            "p" | "h" => Tag::Paragraph,
            "span" if styles.hide(Family::Text, style().as_deref()) => Tag::Passed,
            "span" => Tag::Span,
            "a" => Tag::Link,
            "s" => Tag::Blank,
            "tab" => Tag::Tab,
            "line-break" => Tag::Line,
            "number" => Tag::Number,
            "list" => Tag::List,
            "list-item" | "numbered-paragraph" => Tag::Item,
            "list-header" => Tag::ItemHeader,
            "hidden-paragraph" if says("is-hidden", "false") => Tag::Passed,
            "hidden-paragraph" => Tag::HiddenParagraph,
            "hidden-text" if !says("is-hidden", "false") => Tag::Passed,
            "note" | "ruby-text" | "tracked-changes" | "script" => Tag::Passed,
            // Indexes only repeat what the text says, with the numbers of pages.
            name if name.ends_with("-index") || matches!(name, "table-of-content" | "bibliography") => Tag::Passed,
            _ if says("display", "none") || says("display", "condition") && says("is-hidden", "true") => Tag::Passed,
            _ => Tag::Shown,
        }
    }
}
