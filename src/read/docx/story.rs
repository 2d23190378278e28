//! Walks the XML of the body, a page header or a page footer, and writes down what a person reads there.
//!
//! One loop over the events and a stack of what is open; nothing recurses. What is not shown (deleted, hidden, placeholders of empty controls, cells that
//! others cover) is passed over here, so that the tape holds only what counts.

use super::element::Element;
use super::field::{Field, hyperlink};
use super::numbering::Numbering;
use super::paragraph::Paragraphs;
use super::styles::{Styles, switch};
use super::table::Table;
use super::tape::Tape;
use super::walk::with_symbols;
use crate::limits::{MAX_CELLS, MAX_TAG, MAX_UNPACKED};
use crate::read::ReadError;
use crate::read::relations::Relations;
use crate::read::xml::{Ns, Piece, Xml};

/// What a part of the document is read with.
pub(super) struct Context<'c> {
    pub(super) relations: &'c Relations,
    pub(super) styles: &'c Styles,
    pub(super) numbering: &'c mut Numbering,
}

/// What a part holds.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) tape: Tape,
    /// The page headers and footers it names, in order.
    pub(super) margins: Vec<Margin>,
    /// Whether it is a part of a word-processor file at all.
    pub(super) known: bool,
}

/// A page header or footer, as a section names it.
#[derive(Debug)]
pub(super) struct Margin {
    pub(super) header: bool,
    /// Whether it stands on the first page of a section only, or on even pages only.
    pub(super) first: bool,
    pub(super) even: bool,
    /// The relationship that leads to it.
    pub(super) relation: String,
}

/// Reads a part.
///
/// # Errors
/// When it is no XML, is nested too deep or holds too much.
pub(super) fn read(text: &str, context: Context<'_>, format: &'static str) -> Result<Story, ReadError> {
    let mut walk = Walk {
        xml: Xml::new(text, format),
        context,
        story: Story::default(),
        open: Vec::new(),
        tables: Vec::new(),
        paragraphs: Paragraphs::default(),
        fields: Vec::new(),
        first_field: 0,
        codes: 0,
        muted: 0,
        targets: 0,
        section: Vec::new(),
        title_page: false,
    };
    loop {
        match walk.xml.next()? {
            Piece::Open => walk.begin()?,
            Piece::Close => walk.end()?,
            Piece::Text(text) => walk.text(&text),
            Piece::End => break,
        }
        if walk.story.tape.tokens.len() > 3 * MAX_CELLS {
            return Err(ReadError::TooManyCells);
        }
        if walk.story.tape.text.len() > MAX_UNPACKED {
            return Err(ReadError::Bomb);
        }
    }
    walk.stop_running_on();
    Ok(walk.story)
}

/// What has been read, and what is open.
pub(super) struct Walk<'x, 'c> {
    pub(super) xml: Xml<'x>,
    pub(super) context: Context<'c>,
    pub(super) story: Story,
    /// The elements that are open.
    pub(super) open: Vec<Open>,
    pub(super) tables: Vec<Table>,
    pub(super) paragraphs: Paragraphs,
    pub(super) fields: Vec<Field>,
    /// The first field of the cell or text box at hand. A field does not reach over its edge.
    pub(super) first_field: usize,
    /// How many fields show their code, which nobody sees.
    pub(super) codes: usize,
    /// How many of the open elements hide what stands in them.
    pub(super) muted: usize,
    /// How many bytes the targets of links take.
    pub(super) targets: usize,
    /// The margins of the section at hand.
    pub(super) section: Vec<Margin>,
    pub(super) title_page: bool,
}

/// An element that is open, and what to do at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    Other,
    Paragraph,
    ParagraphProperties,
    MarkProperties,
    NumberProperties,
    Run,
    RunProperties,
    /// Begins at a byte of the paragraph; whether its line ends are to stay.
    Text {
        start: usize,
        keep: bool,
    },
    Code,
    Choices,
    /// Whether it opened a link.
    Link(bool),
    Table,
    Row,
    RowProperties,
    /// The first field outside.
    Cell(usize),
    CellProperties,
    /// Whether it hides what stands in it.
    Control(bool),
    ControlProperties,
    /// The first field outside.
    Box(usize),
    /// Whether one of the alternates was read.
    Alternates(bool),
    Section,
}

impl Walk<'_, '_> {
    fn begin(&mut self) -> Result<(), ReadError> {
        let element = Element::of(&self.xml);
        let inside = self.open.last().copied().unwrap_or(Open::Other);
        let next = match element {
            Element::Skipped => return self.xml.skip(),
            Element::Deleted => {
                self.deleted(inside);
                return self.xml.skip();
            }
            Element::Alternate => match self.open.last_mut() {
                Some(Open::Alternates(true)) => return self.xml.skip(),
                Some(Open::Alternates(read)) => {
                    *read = true;
                    Open::Other
                }
                _ => Open::Other,
            },
            Element::Alternates => Open::Alternates(false),
            Element::Root => {
                self.story.known = true;
                Open::Other
            }
            Element::Paragraph => self.begin_paragraph()?,
            Element::Run => self.begin_run(),
            Element::Text => self.begin_text(),
            Element::Table => self.begin_table()?,
            Element::Row => self.begin_row(),
            Element::Cell => self.begin_cell(),
            Element::Control => Open::Control(false),
            Element::ControlProperties => Open::ControlProperties,
            Element::Placeholder => self.placeholder(inside),
            Element::TextBox => {
                self.stop_running_on();
                Open::Box(std::mem::replace(&mut self.first_field, self.fields.len()))
            }
            Element::Section => {
                self.section.clear();
                self.title_page = false;
                Open::Section
            }
            Element::FieldCode => Open::Code,
            Element::Choices => Open::Choices,
            Element::FieldMark => self.field_mark()?,
            Element::SimpleField => {
                let target = self.xml.attribute(Ns::Word, "instr").and_then(|code| hyperlink(&code));
                Open::Link(self.open_link(target))
            }
            Element::Hyperlink => {
                let target = self.xml.attribute(Ns::Relation, "id").and_then(|id| self.context.relations.target(&id).map(str::to_owned));
                Open::Link(self.open_link(target))
            }
            Element::ParagraphProperties if inside == Open::Paragraph => Open::ParagraphProperties,
            Element::NumberProperties if inside == Open::ParagraphProperties => Open::NumberProperties,
            Element::RunProperties if inside == Open::Run => Open::RunProperties,
            Element::RunProperties if inside == Open::ParagraphProperties => Open::MarkProperties,
            Element::RowProperties if inside == Open::Row => Open::RowProperties,
            Element::CellProperties if matches!(inside, Open::Cell(_)) => Open::CellProperties,
            other => {
                self.property(other, inside);
                Open::Other
            }
        };
        self.open.push(next);
        Ok(())
    }

    fn end(&mut self) -> Result<(), ReadError> {
        match self.open.pop() {
            Some(Open::Paragraph) => self.end_paragraph(),
            Some(Open::ParagraphProperties) => self.number(),
            Some(Open::Text { start, keep }) => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.settle_text(start, keep);
                }
            }
            Some(Open::Link(true)) => self.close_link(),
            Some(Open::Table) => self.end_table(),
            Some(Open::Row) => {
                if let Some(table) = self.tables.last_mut() {
                    self.muted -= usize::from(table.end_row(&mut self.story.tape.tokens));
                }
            }
            Some(Open::CellProperties) => self.settle_cell()?,
            Some(Open::Cell(first_field)) => self.end_cell(first_field)?,
            Some(Open::Box(first_field)) => {
                self.stop_running_on();
                self.drop_fields(first_field);
            }
            Some(Open::Control(true)) => self.muted -= 1,
            Some(Open::Section) => {
                let title_page = self.title_page;
                self.story.margins.extend(self.section.drain(..).filter(|margin| title_page || !margin.first));
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        match self.open.last() {
            Some(Open::Text { .. }) => {
                let shown = with_symbols(text, self.paragraphs.last().is_some_and(|paragraph| paragraph.in_symbols));
                self.push(shown.as_deref().unwrap_or(text));
            }
            Some(Open::Code) => {
                let field = self.fields.get_mut(self.first_field..).and_then(<[Field]>::last_mut);
                if let Some(field) = field.filter(|field| !field.shows && field.code.len() + text.len() <= MAX_TAG) {
                    field.code.push_str(text);
                }
            }
            _ => {}
        }
    }

    /// Adds text to the paragraph at hand, unless something hides it.
    pub(super) fn push(&mut self, text: &str) {
        if self.muted == 0
            && self.codes == 0
            && let Some(paragraph) = self.paragraphs.last_mut()
        {
            paragraph.push(text);
        }
    }

    fn deleted(&mut self, inside: Open) {
        match inside {
            Open::RowProperties => {
                if let Some(table) = self.tables.last_mut() {
                    self.muted += usize::from(table.delete_row());
                }
            }
            Open::MarkProperties => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.runs_on = true;
                }
            }
            _ => {}
        }
    }

    /// A control that shows what to write in it is empty.
    fn placeholder(&mut self, inside: Open) -> Open {
        let control = self.open.len().checked_sub(2).and_then(|at| self.open.get_mut(at));
        if let (Open::ControlProperties, Some(Open::Control(hides @ false))) = (inside, control)
            && switch(&self.xml)
        {
            *hides = true;
            self.muted += 1;
        }
        Open::Other
    }
}
