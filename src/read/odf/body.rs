//! Texts: paragraphs outside tables, tables with all that can stand in their cells, and the headers and footers of pages.
//!
//! One loop over the elements with a stack of what is open; nothing recurses. Paragraphs and tables become a list in reading order, which goes into the
//! document at the end, once it is known whether a page's header only repeats what the text says.

use super::flow::{Cell, Flow, Frame, Paragraph};
use super::grid::Content;
use super::lines;
use super::lists::Lists;
use super::out::Out;
use super::sheet::count;
use super::styles::{Family, Styles};
use super::table::Table;
use super::value::Value;
use super::words::Tag;
use crate::limits::MAX_CELLS;
use crate::read::ReadError;
use crate::read::builder::Builder;
use crate::read::xml::{Ns, Piece, Xml};

/// Reads a text, or the header of a page.
pub(super) struct Body<'a, 'x> {
    xml: &'a mut Xml<'x>,
    styles: &'a Styles,
    builder: &'a mut Builder,
    /// The paragraph at hand.
    paragraph: Paragraph,
    /// Whether a number is being read that a list's item has written out, and what was read of it.
    numbered: bool,
    number: String,
    marks: Vec<Mark>,
    /// What paragraphs go into, innermost last: frames and cells.
    flows: Vec<Flow>,
    tables: Vec<Table>,
    lists: Lists,
    out: Vec<Out>,
    /// How many tables have begun.
    begun: u16,
    /// How many cells the tables hold.
    cells: usize,
    /// The pages that paragraphs and tables begin, in order, each once; the first is none where the text begins with the default page.
    pub(super) masters: Vec<Option<String>>,
}

/// What an open element is to this reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Nothing of its own.
    Plain,
    Paragraph,
    Link,
    /// Words in capitals, or not; with what was said before of those after them.
    Capitals(bool),
    /// The number of an item, written out.
    Number,
    List,
    Item,
    Frame,
    Table,
    Row,
    Cell,
}

/// How many pages are told apart.
const MAX_MASTERS: usize = 8;

impl<'a, 'x> Body<'a, 'x> {
    pub(super) fn new(xml: &'a mut Xml<'x>, styles: &'a Styles, builder: &'a mut Builder) -> Self {
        Body {
            xml,
            styles,
            builder,
            paragraph: Paragraph::default(),
            numbered: false,
            number: String::new(),
            marks: Vec::new(),
            flows: Vec::new(),
            tables: Vec::new(),
            lists: Lists::default(),
            out: Vec::new(),
            begun: 0,
            cells: 0,
            masters: Vec::new(),
        }
    }

    /// Reads the element that has just begun, up to its end.
    ///
    /// # Errors
    /// When the file is damaged or has too many cells.
    pub(super) fn read(&mut self) -> Result<Vec<Out>, ReadError> {
        loop {
            match self.xml.next()? {
                Piece::Open => {
                    if let Some(mark) = self.open()? {
                        self.marks.push(mark);
                    } else {
                        self.xml.skip()?;
                    }
                }
                Piece::Text(text) if self.numbered => self.number.push_str(&text),
                Piece::Text(text) => self.paragraph.push(&text),
                Piece::Close => match self.marks.pop() {
                    Some(mark) => self.close(mark)?,
                    None => break,
                },
                Piece::End => break,
            }
        }
        Ok(std::mem::take(&mut self.out))
    }

    /// What the element that has just begun is; `None` where it is passed over.
    fn open(&mut self) -> Result<Option<Mark>, ReadError> {
        let depth = self.flows.len();
        Ok(Some(match Tag::of(self.xml, self.styles) {
            Tag::Paragraph if self.paragraph.open => {
                self.paragraph.words.gap();
                Mark::Plain
            }
            Tag::Paragraph => {
                self.open_paragraph();
                Mark::Paragraph
            }
            Tag::Link if self.paragraph.open => {
                self.paragraph.words.open_link(self.xml.attribute(Ns::Xlink, "href").unwrap_or_default().into_owned());
                Mark::Link
            }
            tag @ (Tag::Blank | Tag::Tab | Tag::Line) => {
                self.paragraph.set_apart(tag);
                return Ok(None);
            }
            Tag::Span => {
                let style = self.xml.attribute(Ns::Text, "style-name");
                match self.styles.capitals(Family::Text, style.as_deref()) {
                    Some(capitals) => Mark::Capitals(std::mem::replace(&mut self.paragraph.capitals, capitals)),
                    None => Mark::Plain,
                }
            }
            Tag::List => {
                let attribute = |name| self.xml.attribute(Ns::Text, name);
                let goes_on = attribute("continue-numbering").is_some_and(|goes_on| goes_on == "true");
                // `xml:id`
                let id = self.xml.attribute(Ns::Other, "id");
                self.lists.open(depth, attribute("style-name").as_deref(), id.as_deref(), attribute("continue-list").as_deref(), goes_on);
                Mark::List
            }
            tag @ (Tag::Item | Tag::ItemHeader) => {
                let start = self.xml.attribute(Ns::Text, "start-value").and_then(|start| start.parse().ok());
                self.lists.open_item(depth, tag == Tag::Item, start);
                Mark::Item
            }
            Tag::Shape => {
                self.open_frame();
                Mark::Frame
            }
            Tag::Table if !self.paragraph.open => {
                self.open_table();
                Mark::Table
            }
            Tag::Column => {
                let columns = count(self.xml, "number-columns-repeated");
                if let Some(table) = self.tables.last_mut().filter(|table| table.depth == depth) {
                    table.columns = table.columns.saturating_add(columns);
                }
                return Ok(None);
            }
            Tag::Row => {
                let repeat = count(self.xml, "number-rows-repeated");
                let Some(table) = self.tables.last_mut().filter(|table| table.depth == depth && table.open.is_none()) else {
                    return Ok(None);
                };
                table.begin_row(repeat);
                Mark::Row
            }
            tag @ (Tag::Cell | Tag::Covered) => {
                let repeat = count(self.xml, "number-columns-repeated");
                let table = self.tables.last_mut().filter(|table| table.depth == depth);
                let Some(row) = table.and_then(|table| table.open.as_mut()) else { return Ok(None) };
                if tag == Tag::Covered {
                    row.covered(repeat);
                    return Ok(None);
                }
                self.open_cell(repeat);
                Mark::Cell
            }
            Tag::HiddenParagraph => {
                self.paragraph.hidden = true;
                return Ok(None);
            }
            Tag::Number if !self.paragraph.open => {
                self.numbered = true;
                Mark::Number
            }
            Tag::Number | Tag::Passed | Tag::Table => return Ok(None),
            _ => Mark::Plain,
        }))
    }

    fn close(&mut self, mark: Mark) -> Result<(), ReadError> {
        match mark {
            Mark::Plain => {}
            Mark::Paragraph => self.close_paragraph(),
            Mark::Link => self.paragraph.words.close_link(),
            Mark::Capitals(before) => self.paragraph.capitals = before,
            Mark::Number => self.numbered = false,
            Mark::List => self.lists.close(),
            Mark::Item => {
                self.lists.close_item();
                self.number.clear();
            }
            Mark::Frame => self.close_frame(),
            Mark::Table => self.close_table(),
            Mark::Row => {
                let added = self.tables.last_mut().map_or(0, Table::end_row);
                self.add_cells(added)?;
            }
            Mark::Cell => self.close_cell()?,
        }
        Ok(())
    }

    fn add_cells(&mut self, added: usize) -> Result<(), ReadError> {
        self.cells = self.cells.saturating_add(added);
        if self.cells > MAX_CELLS { Err(ReadError::TooManyCells) } else { Ok(()) }
    }

    fn open_paragraph(&mut self) {
        let style = self.xml.attribute(Ns::Text, "style-name");
        let style = style.as_deref();
        let counted = self.lists.number(self.flows.len(), style, self.styles);
        let number = if self.number.is_empty() { counted } else { Some(std::mem::take(&mut self.number)) };
        let capitals = self.styles.capitals(Family::Paragraph, style).unwrap_or(false);
        self.paragraph.begin(number, capitals);
        if self.flows.is_empty() {
            let master = style.and_then(|style| self.styles.master(Family::Paragraph, style));
            begin_page(&mut self.masters, master);
        }
    }

    fn close_paragraph(&mut self) {
        let shown = self.paragraph.end();
        match self.flows.last_mut() {
            Some(Flow::Cell(cell)) if shown => cell.add(&mut self.paragraph),
            Some(Flow::Frame(frame)) if shown => lines::of_paragraph(&self.paragraph.words, self.builder, &mut frame.out),
            None if shown => lines::of_paragraph(&self.paragraph.words, self.builder, &mut self.out),
            _ => {}
        }
        let late = std::mem::take(&mut self.paragraph.late);
        self.put_late(late);
    }

    /// Puts what stood in frames after what they are anchored in: a paragraph, or the table whose cell it is.
    fn put_late(&mut self, late: Vec<Out>) {
        if late.is_empty() {
            return;
        }
        match self.flows.last_mut() {
            None => self.out.extend(late),
            Some(Flow::Frame(frame)) => frame.out.extend(late),
            Some(Flow::Cell(_)) => {
                if let Some(table) = self.tables.last_mut() {
                    table.late.extend(late);
                }
            }
        }
    }

    fn open_frame(&mut self) {
        self.flows.push(Flow::Frame(Box::new(Frame { paragraph: std::mem::take(&mut self.paragraph), out: Vec::new() })));
    }

    fn close_frame(&mut self) {
        let Some(Flow::Frame(frame)) = self.flows.pop() else { return };
        self.paragraph = frame.paragraph;
        if self.paragraph.open {
            self.paragraph.late.extend(frame.out);
        } else {
            self.put_late(frame.out);
        }
    }

    fn open_table(&mut self) {
        let splits = matches!(self.flows.last(), Some(Flow::Cell(_)))
            && self.xml.attribute(Ns::Table, "is-sub-table").is_some_and(|splits| splits == "true");
        let style = self.xml.attribute(Ns::Table, "style-name");
        if self.flows.is_empty() {
            let master = style.and_then(|style| self.styles.master(Family::Table, &style));
            begin_page(&mut self.masters, master);
        }
        let index = self.begun;
        self.begun = self.begun.saturating_add(u16::from(!splits));
        self.tables.push(Table::new(index, self.flows.len(), splits));
    }

    fn close_table(&mut self) {
        let Some(mut table) = self.tables.pop() else { return };
        let mut grid = table.finish();
        let Some(Flow::Cell(cell)) = self.flows.last_mut() else {
            let mut out = grid.out(table.index, self.builder);
            out.append(&mut table.late);
            return self.put_late(out);
        };
        let at = self.tables.last().map_or((0, 0), Table::at);
        // Beside several texts a table is part of a row of data, and lays out no page.
        let in_data = self.tables.last().map_or(0, Table::filled) >= 2;
        if let Some(outer) = self.tables.last_mut() {
            outer.late.append(&mut table.late);
        }
        if table.splits && cell.grid.is_none() {
            cell.grid = Some(Box::new(grid));
        } else if grid.width <= 1 || (grid.rows.len() <= 1 || in_data) && !cell.is_page {
            // A list or a pair of values inside a cell is part of what the cell says.
            for line in &mut grid.rows {
                for piece in line.cells.drain(..) {
                    if let Content::Raw(words) = piece.content
                        && !words.is_blank()
                    {
                        cell.append(*words);
                    }
                }
                if !line.after.is_empty() {
                    cell.is_page = true;
                    cell.paragraphs(at, self.builder);
                    cell.rows.append(&mut line.after);
                }
            }
        } else {
            cell.is_page = true;
            cell.paragraphs(at, self.builder);
            cell.rows.extend(grid.out(table.index, self.builder));
        }
    }

    fn open_cell(&mut self, repeat: u32) {
        let across = count(self.xml, "number-columns-spanned");
        let down = count(self.xml, "number-rows-spanned");
        let value = self.xml.attribute(Ns::Office, "value-type").is_some_and(|kind| kind != "string").then(|| Value::of(self.xml));
        // Tables of a single column are frames around paragraphs.
        let is_page = self.tables.last().is_some_and(|table| table.columns == 1);
        let extent = (repeat, across, down);
        self.flows.push(Flow::Cell(Box::new(Cell::new(extent, value, is_page))));
    }

    fn close_cell(&mut self) -> Result<(), ReadError> {
        let Some(Flow::Cell(mut cell)) = self.flows.pop() else { return Ok(()) };
        let nested = matches!(self.flows.last(), Some(Flow::Cell(_)));
        let at = self.tables.last().map_or((0, 0), Table::at);
        cell.settle();
        if cell.is_page && (!cell.rows.is_empty() || !nested && cell.ends.len() > 1) {
            cell.paragraphs(at, self.builder);
        }
        let content = match cell.grid.take() {
            Some(grid) => Content::Table(grid),
            None if nested => Content::Raw(Box::new(std::mem::take(&mut cell.words))),
            None => Content::of(&cell.words, self.builder),
        };
        let room = MAX_CELLS.saturating_sub(self.cells);
        let Some(row) = self.tables.last_mut().and_then(|table| table.open.as_mut()) else { return Ok(()) };
        row.after.append(&mut cell.rows);
        row.cell(cell.extent, content, room)?;
        Ok(())
    }
}

/// Notes that a page of this kind begins; none where nothing says so.
fn begin_page(masters: &mut Vec<Option<String>>, master: Option<&str>) {
    let known = masters.iter().any(|known| known.as_deref() == master);
    if !known && masters.len() < MAX_MASTERS && (master.is_some() || masters.is_empty()) {
        masters.push(master.map(str::to_owned));
    }
}
