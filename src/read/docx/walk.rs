//! The steps of the walk that begin and end paragraphs, fields, links, tables and cells.

use std::borrow::Cow;

use super::element::Element;
use super::field::{Field, hyperlink};
use super::paragraph::Paragraph;
use super::story::{Margin, Open, Walk};
use super::styles::{switch, value};
use super::table::{Merged, Table};
use super::tape::{Tape, Token};
use crate::limits::{MAX_ADDRESS, MAX_DEPTH};
use crate::read::ReadError;
use crate::read::xml::{Ns, Xml};

/// How many bytes the targets of links may take together. Many links may name one long address.
const MAX_TARGETS: usize = 1 << 26;

/// The one font of signs that has digits and marks.
const SYMBOL: &str = "Symbol";

impl Walk<'_, '_> {
    pub(super) fn begin_paragraph(&mut self) -> Result<Open, ReadError> {
        self.settle_cell()?;
        self.paragraphs.begin(&mut self.story.tape, self.muted == 0);
        Ok(Open::Paragraph)
    }

    pub(super) fn end_paragraph(&mut self) {
        // A code that has no end by now has none at all.
        while self.fields.len() > self.first_field && self.fields.last().is_some_and(|field| !field.shows) {
            self.fields.pop();
            self.codes -= 1;
        }
        self.stop_running_on();
        if self.paragraphs.end()
            && let Some(paragraph) = self.paragraphs.ended()
        {
            finish(paragraph, self.tables.last_mut(), &mut self.story.tape);
        }
    }

    /// Ends a paragraph with which none goes on.
    pub(super) fn stop_running_on(&mut self) {
        if let Some(paragraph) = self.paragraphs.stop_running_on() {
            finish(paragraph, self.tables.last_mut(), &mut self.story.tape);
        }
    }

    /// Writes the number of a list before the paragraph at hand, now that its properties are known.
    pub(super) fn number(&mut self) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let style = paragraph.style.as_deref().unwrap_or("");
        if !style.is_empty() {
            paragraph.look = self.context.styles.look(style);
        }
        let (number, level) = match (paragraph.number, self.context.styles.number(style)) {
            (Some(number), _) => (number, paragraph.level),
            (None, Some((number, level, style))) => {
                let of_style = || self.context.numbering.level_of_style(number, style);
                (number, paragraph.level.or_else(of_style).or(level))
            }
            (None, None) => return,
        };
        if number > 0 && self.muted == 0 && self.codes == 0 && !paragraph.runs_on && paragraph.text.is_empty() {
            self.context.numbering.count(number, level.unwrap_or(0), &mut paragraph.text);
        }
    }

    pub(super) fn begin_run(&mut self) -> Open {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.begin_run();
        }
        Open::Run
    }

    pub(super) fn begin_text(&mut self) -> Open {
        let keep = self.xml.attribute(Ns::Other, "space").as_deref() == Some("preserve");
        Open::Text { start: self.paragraphs.last().map_or(0, |paragraph| paragraph.text.len()), keep }
    }

    /// What follows is a link; whether it was opened.
    pub(super) fn open_link(&mut self, target: Option<String>) -> bool {
        let Some(target) = target.filter(|target| (1..=MAX_ADDRESS).contains(&target.len()) && !target.starts_with('#')) else {
            return false;
        };
        self.targets += target.len();
        let shown = self.muted == 0 && self.codes == 0 && self.targets <= MAX_TARGETS;
        match self.paragraphs.last_mut().filter(|_| shown) {
            Some(paragraph) => paragraph.open_link(target),
            None => return false,
        }
        true
    }

    pub(super) fn close_link(&mut self) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.close_link();
        }
    }

    /// The beginning of a field, of its result, or its end.
    pub(super) fn field_mark(&mut self) -> Result<Open, ReadError> {
        let kind = self.xml.attribute(Ns::Word, "fldCharType").unwrap_or_default().into_owned();
        let inner = self.fields.len() > self.first_field;
        match kind.as_str() {
            "begin" if self.fields.len() >= MAX_DEPTH => return Err(ReadError::TooDeep),
            "begin" => {
                let start = self.paragraphs.last().map_or(0, |paragraph| paragraph.text.len());
                self.fields.push(Field { start, ..Field::default() });
                self.codes += 1;
            }
            "separate" if inner => {
                let field = self.fields.last_mut().filter(|field| !field.shows);
                let target = field.and_then(|field| {
                    field.shows = true;
                    self.codes -= 1;
                    hyperlink(&field.code)
                });
                let linked = self.open_link(target);
                if let Some(field) = self.fields.last_mut() {
                    field.linked |= linked;
                }
            }
            "end" if inner => {
                if let Some(field) = self.fields.pop() {
                    self.codes -= usize::from(!field.shows);
                    if field.linked {
                        self.close_link();
                    }
                    if self.paragraphs.last().is_some_and(|paragraph| paragraph.text.len() == field.start) {
                        self.push(field.choice.text());
                    }
                }
            }
            _ => {}
        }
        Ok(Open::Other)
    }

    /// Leaves a cell or text box: fields that began in it end with it.
    pub(super) fn drop_fields(&mut self, outside: usize) {
        for field in self.fields.drain(self.first_field.min(self.fields.len())..) {
            self.codes -= usize::from(!field.shows);
        }
        self.first_field = outside;
    }

    pub(super) fn begin_table(&mut self) -> Result<Open, ReadError> {
        self.settle_cell()?;
        self.stop_running_on();
        self.story.tape.tokens.push(Token::Table);
        self.tables.push(Table::default());
        Ok(Open::Table)
    }

    pub(super) fn end_table(&mut self) {
        self.stop_running_on();
        let Some(table) = self.tables.pop() else { return };
        let tokens = &mut self.story.tape.tokens;
        let inner = table.end(tokens);
        if tokens.last() == Some(&Token::Table) {
            tokens.pop();
        } else {
            tokens.push(Token::TableEnd);
        }
        if let Some(outer) = self.tables.last_mut() {
            outer.hold(inner);
        }
    }

    pub(super) fn begin_row(&mut self) -> Open {
        let begun = self.tables.last_mut().is_some_and(|table| table.begin_row(&mut self.story.tape.tokens));
        if begun { Open::Row } else { Open::Other }
    }

    pub(super) fn begin_cell(&mut self) -> Open {
        if self.tables.last_mut().is_some_and(Table::begin_cell) {
            Open::Cell(std::mem::replace(&mut self.first_field, self.fields.len()))
        } else {
            Open::Other
        }
    }

    /// Gives the cell at hand its place, now that its properties are known.
    pub(super) fn settle_cell(&mut self) -> Result<(), ReadError> {
        if let Some(table) = self.tables.last_mut() {
            self.muted += usize::from(table.settle_cell(&mut self.story.tape.tokens)?);
        }
        Ok(())
    }

    pub(super) fn end_cell(&mut self, outside: usize) -> Result<(), ReadError> {
        self.stop_running_on();
        self.settle_cell()?;
        self.drop_fields(outside);
        if let Some(table) = self.tables.last_mut() {
            self.muted -= usize::from(table.end_cell());
        }
        Ok(())
    }

    /// Takes note of an element that stands for a property or for a sign.
    pub(super) fn property(&mut self, element: Element, inside: Open) {
        match inside {
            Open::Run => self.sign(element),
            Open::ParagraphProperties | Open::NumberProperties | Open::RunProperties => self.paragraph_property(element, inside),
            Open::RowProperties | Open::CellProperties => self.cell_property(element),
            Open::Choices => self.choice(element),
            Open::Section => self.section_property(element),
            _ if element == Element::GridColumn => {
                let width = self.xml.attribute(Ns::Word, "w").and_then(|width| width.parse().ok());
                if let Some(table) = self.tables.last_mut() {
                    table.grid_column(width.unwrap_or(0));
                }
            }
            _ => {}
        }
    }

    fn paragraph_property(&mut self, element: Element, inside: Open) {
        let xml = &self.xml;
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match (inside, element) {
            (Open::ParagraphProperties, Element::ParagraphStyle) => paragraph.style = value(xml).map(Cow::into_owned),
            (Open::NumberProperties, Element::NumberId) => paragraph.number = number(xml),
            (Open::NumberProperties, Element::NumberLevel) => paragraph.level = number(xml).and_then(|level| usize::try_from(level).ok()),
            (Open::RunProperties, Element::RunStyle) => paragraph.run_style = self.context.styles.look(&value(xml).unwrap_or_default()),
            (Open::RunProperties, Element::Fonts) => {
                paragraph.in_symbols = xml.attribute(Ns::Word, "ascii").is_some_and(|font| font.eq_ignore_ascii_case(SYMBOL));
            }
            (Open::RunProperties, Element::Hidden) => paragraph.run.hidden = Some(switch(xml)),
            (Open::RunProperties, Element::Capitals) => paragraph.run.caps = Some(switch(xml)),
            _ => {}
        }
    }

    fn cell_property(&mut self, element: Element) {
        let xml = &self.xml;
        let Some(table) = self.tables.last_mut() else { return };
        let columns = || number(xml).and_then(|columns| u16::try_from(columns).ok());
        match element {
            Element::GridBefore => table.grid_before(columns().unwrap_or(0)),
            Element::GridSpan => table.span(columns().unwrap_or(1)),
            Element::MergedDown => table.merged_down(Merged::of(value(xml).as_deref())),
            Element::MergedAcross => table.merged_across(Merged::of(value(xml).as_deref())),
            Element::MergeTracked => {
                if let Some(merged) = xml.attribute(Ns::Word, "vMerge") {
                    table.merged_down(Merged::of(Some(&merged)));
                }
            }
            Element::CellDeleted => table.delete_cell(),
            _ => {}
        }
    }

    fn choice(&mut self, element: Element) {
        let index = || number(&self.xml).and_then(|index| usize::try_from(index).ok()).unwrap_or(0);
        let Some(field) = self.fields.last_mut() else { return };
        match element {
            Element::ChoiceResult => field.choice.choose(index(), true),
            Element::ChoiceDefault => field.choice.choose(index(), false),
            Element::ChoiceEntry => field.choice.entry(&value(&self.xml).unwrap_or_default()),
            _ => {}
        }
    }

    fn section_property(&mut self, element: Element) {
        let xml = &self.xml;
        match element {
            Element::TitlePage => self.title_page = switch(xml),
            Element::HeaderReference | Element::FooterReference => {
                let kind = xml.attribute(Ns::Word, "type").unwrap_or_default();
                let relation = xml.attribute(Ns::Relation, "id").unwrap_or_default().into_owned();
                let header = element == Element::HeaderReference;
                self.section.push(Margin { header, first: kind == "first", even: kind == "even", relation });
            }
            _ => {}
        }
    }

    /// A sign in a run that is no letter.
    fn sign(&mut self, element: Element) {
        match element {
            Element::Tab => self.push("\t"),
            Element::Break => self.push("\n"),
            Element::Hyphen => self.push("-"),
            Element::Symbol => {
                let font = self.xml.attribute(Ns::Word, "font").unwrap_or_default();
                let code = self.xml.attribute(Ns::Word, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                if let Some(sign) = code.and_then(|code| symbol(&font, code)) {
                    self.push(sign.encode_utf8(&mut [0; 4]));
                }
            }
            Element::NoteReference => {
                // What else stands in this run is a mark of the writer's own.
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.run.hidden = Some(true);
                }
            }
            _ => {}
        }
    }
}

/// Puts a paragraph on the tape.
fn finish(paragraph: &mut Paragraph, table: Option<&mut Table>, tape: &mut Tape) {
    if let Some(table) = table.filter(|_| paragraph.is_filled()) {
        table.fill(&paragraph.text);
    }
    paragraph.finish(tape);
}

/// The number that is the value of the element that begins.
fn number(xml: &Xml<'_>) -> Option<i64> {
    value(xml)?.trim().parse().ok()
}

/// A text with the signs of such fonts in it, as it is shown.
pub(super) fn with_symbols(text: &str, in_symbols: bool) -> Option<String> {
    let own = |c: char| ('\u{F000}'..='\u{F0FF}').contains(&c);
    // All of them begin with this byte, which no other letter of Spanish does.
    memchr::memchr(0xEF, text.as_bytes())?;
    let font = if in_symbols { SYMBOL } else { "" };
    Some(text.chars().filter_map(|c| if own(c) { symbol(font, u32::from(c)) } else { Some(c) }).collect())
}

/// The sign that a code of a font stands for. Fonts of signs have their own at U+F000 and after; of those only what may stand in a text is read, for the
/// rest are bullets and arrows.
fn symbol(font: &str, code: u32) -> Option<char> {
    let own = (0xF000..=0xF0FF).contains(&code);
    let plain = if own { code - 0xF000 } else { code };
    if font.eq_ignore_ascii_case(SYMBOL) {
        return match plain {
            0x20 | 0x21 | 0x23 | 0x25 | 0x26 | 0x28..=0x29 | 0x2B..=0x2C | 0x2E..=0x3F | 0x5B | 0x5D | 0x7B..=0x7D => char::from_u32(plain),
            0x2D => Some('-'),
            0xA3 => Some('≤'),
            0xB0 => Some('°'),
            0xB1 => Some('±'),
            0xB3 => Some('≥'),
            0xB4 => Some('×'),
            _ => None,
        };
    }
    let of_signs =
        ["wingdings", "webdings"].iter().any(|name| font.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)));
    if of_signs || own || plain < 0x20 { None } else { char::from_u32(plain) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_of_signs_hold_signs() {
        for (font, code, sign) in [
            ("Symbol", 0xF025, Some('%')),
            ("Symbol", 0xB0, Some('°')),
            ("Symbol", 0xF0B7, None),
            ("Wingdings 2", 0x50, None),
            ("Wingdings", 0xF0FC, None),
            ("Calibri", 0xBA, Some('º')),
            ("Calibri", 0x7, None),
        ] {
            assert_eq!(symbol(font, code), sign, "{font} {code:X}");
        }
    }
}
