//! Texts: paragraphs outside tables, tables with all that can stand in their cells, and the headers and footers of pages.
//!
//! One loop over the elements with a stack of what is open; nothing recurses. Paragraphs and tables become a list in reading order, which goes into the
//! document at the end, once it is known whether a page's header only repeats what the text says.

use std::ops::Range;

use super::lists::Lists;
use super::sheet::count;
use super::styles::{Family, Styles};
use super::table::{Content, Grid, Out, Table};
use super::value::Value;
use super::words::{Tag, Words};
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
    words: Words,
    in_paragraph: bool,
    /// Whether the paragraph at hand turned out not to be shown, or to number the page.
    hidden: bool,
    /// Whether this is the header or footer of a page.
    in_margin: bool,
    /// The number that a list puts before the paragraph at hand.
    number: Option<String>,
    marks: Vec<Mark>,
    /// What paragraphs go into, innermost last: frames and cells.
    flows: Vec<Flow>,
    tables: Vec<Table>,
    lists: Lists,
    out: Vec<Out>,
    /// What stands in frames that are anchored in the paragraph at hand.
    late: Vec<Out>,
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
    List,
    Item,
    Frame,
    Table,
    Row,
    Cell,
}

#[derive(Debug)]
enum Flow {
    Frame(Box<Frame>),
    Cell(Box<Cell>),
}

/// A frame, and the paragraph it is anchored in.
#[derive(Debug)]
struct Frame {
    words: Words,
    in_paragraph: bool,
    hidden: bool,
    number: Option<String>,
    late: Vec<Out>,
    out: Vec<Out>,
}

/// A cell of a table.
#[derive(Debug)]
struct Cell {
    repeat: u32,
    across: u32,
    down: u32,
    value: Option<Value>,
    words: Words,
    /// Where its paragraphs end.
    ends: Vec<usize>,
    number: Option<String>,
    /// Whether its paragraphs are rows of their own, since it is the frame of a page rather than a cell.
    is_page: bool,
    rows: Vec<Out>,
    /// The table that splits it.
    grid: Option<Box<Grid>>,
}

/// How many pages are told apart.
const MAX_MASTERS: usize = 8;

impl<'a, 'x> Body<'a, 'x> {
    pub(super) fn new(xml: &'a mut Xml<'x>, styles: &'a Styles, builder: &'a mut Builder) -> Self {
        Body {
            xml,
            styles,
            builder,
            words: Words::default(),
            in_paragraph: false,
            hidden: false,
            in_margin: false,
            number: None,
            marks: Vec::new(),
            flows: Vec::new(),
            tables: Vec::new(),
            lists: Lists::default(),
            out: Vec::new(),
            late: Vec::new(),
            begun: 0,
            cells: 0,
            masters: Vec::new(),
        }
    }

    /// A reader for the header or footer of a page.
    pub(super) fn margin(xml: &'a mut Xml<'x>, styles: &'a Styles, builder: &'a mut Builder) -> Self {
        Body { in_margin: true, ..Body::new(xml, styles, builder) }
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
                Piece::Text(text) if self.in_paragraph => self.words.push(&text),
                Piece::Text(_) => {}
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
            Tag::Paragraph if self.in_paragraph => {
                self.words.gap();
                Mark::Plain
            }
            Tag::Paragraph => {
                self.open_paragraph();
                Mark::Paragraph
            }
            Tag::Link if self.in_paragraph => {
                self.words.open_link(self.xml.attribute(Ns::Xlink, "href").unwrap_or_default().into_owned());
                Mark::Link
            }
            Tag::Blank if self.in_paragraph => {
                self.words.gap();
                return Ok(None);
            }
            Tag::Tab if self.in_paragraph => {
                self.words.text.push('\t');
                return Ok(None);
            }
            Tag::Line if self.in_paragraph => {
                self.words.text.push('\n');
                return Ok(None);
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
            Tag::Table if !self.in_paragraph => {
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
                self.hidden = true;
                return Ok(None);
            }
            Tag::Page => {
                // «Página 1 de 3» is no part of a report.
                self.hidden |= self.in_margin;
                Mark::Plain
            }
            Tag::Number | Tag::Passed | Tag::Table => return Ok(None),
            _ => Mark::Plain,
        }))
    }

    fn close(&mut self, mark: Mark) -> Result<(), ReadError> {
        match mark {
            Mark::Plain => {}
            Mark::Paragraph => self.close_paragraph(),
            Mark::Link => self.words.close_link(),
            Mark::List => self.lists.close(),
            Mark::Item => self.lists.close_item(),
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
        self.in_paragraph = true;
        self.hidden = false;
        let style = self.xml.attribute(Ns::Text, "style-name");
        self.number = self.lists.number(self.flows.len(), style.as_deref(), self.styles);
        if self.flows.is_empty() {
            let master = style.and_then(|style| self.styles.master(Family::Paragraph, &style));
            begin_page(&mut self.masters, master);
        }
    }

    fn close_paragraph(&mut self) {
        self.in_paragraph = false;
        self.words.close_link();
        let mut words = std::mem::take(&mut self.words);
        if self.hidden {
            words.clear();
        }
        match self.flows.last_mut() {
            Some(Flow::Cell(cell)) => {
                if !words.is_blank() {
                    cell.words.append(std::mem::take(&mut words));
                    cell.ends.push(cell.words.text.len());
                } else if !self.hidden {
                    cell.number = cell.number.take().or_else(|| self.number.take());
                }
            }
            flow => {
                let out = match flow {
                    Some(Flow::Frame(frame)) => &mut frame.out,
                    _ => &mut self.out,
                };
                lines(&words, self.builder, out);
            }
        }
        words.clear();
        if self.words.text.capacity() < words.text.capacity() {
            self.words = words;
        }
        self.number = None;
        let late = std::mem::take(&mut self.late);
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
        self.flows.push(Flow::Frame(Box::new(Frame {
            words: std::mem::take(&mut self.words),
            in_paragraph: std::mem::take(&mut self.in_paragraph),
            hidden: std::mem::take(&mut self.hidden),
            number: self.number.take(),
            late: std::mem::take(&mut self.late),
            out: Vec::new(),
        })));
    }

    fn close_frame(&mut self) {
        let Some(Flow::Frame(frame)) = self.flows.pop() else { return };
        let Frame { words, in_paragraph, hidden, number, late, out } = *frame;
        (self.words, self.in_paragraph, self.hidden, self.number, self.late) = (words, in_paragraph, hidden, number, late);
        if in_paragraph {
            self.late.extend(out);
        } else {
            self.put_late(out);
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
        if let Some(outer) = self.tables.last_mut() {
            outer.late.append(&mut table.late);
        }
        if table.splits && cell.grid.is_none() {
            cell.grid = Some(Box::new(grid));
        } else if grid.width <= 1 || grid.rows.len() <= 1 && !cell.is_page {
            // A list or a pair of values inside a cell is part of what the cell says.
            for line in &mut grid.rows {
                for piece in line.cells.drain(..) {
                    if let Content::Raw(words) = piece.content
                        && !words.is_blank()
                    {
                        cell.words.append(*words);
                        cell.ends.push(cell.words.text.len());
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
        self.flows.push(Flow::Cell(Box::new(Cell {
            repeat,
            across,
            down,
            value,
            words: Words::default(),
            ends: Vec::new(),
            number: None,
            is_page,
            rows: Vec::new(),
            grid: None,
        })));
    }

    fn close_cell(&mut self) -> Result<(), ReadError> {
        let Some(Flow::Cell(mut cell)) = self.flows.pop() else { return Ok(()) };
        let nested = matches!(self.flows.last(), Some(Flow::Cell(_)));
        let at = self.tables.last().map_or((0, 0), Table::at);
        if cell.words.is_blank() {
            if let Some(number) = cell.number.take() {
                cell.words.text = number;
            } else if let Some(value) = &cell.value {
                cell.words.text = value.shown("").into_owned();
            }
            cell.ends = vec![cell.words.text.len()];
        }
        if cell.is_page && (!cell.rows.is_empty() || !nested && cell.ends.len() > 1) {
            cell.paragraphs(at, self.builder);
        }
        let content = match cell.grid.take() {
            Some(grid) => Content::Table(grid),
            None if nested => Content::Raw(Box::new(std::mem::take(&mut cell.words))),
            None => Content::Stored(cell.words.store(self.builder)),
        };
        let room = MAX_CELLS.saturating_sub(self.cells);
        let Some(row) = self.tables.last_mut().and_then(|table| table.open.as_mut()) else { return Ok(()) };
        row.after.append(&mut cell.rows);
        row.cell(cell.repeat, cell.across, cell.down, content, room)?;
        Ok(())
    }
}

impl Cell {
    /// Makes rows of the paragraphs so far, at the place of the cell.
    fn paragraphs(&mut self, (table, row): (u16, u32), builder: &mut Builder) {
        let mut start = 0;
        for end in self.ends.drain(..) {
            let stored = self.words.store_part(start..end, builder);
            if !stored.is_empty() {
                self.rows.push(Out::Row { table, row, width: 0, cells: vec![(0, stored)] });
            }
            start = end;
        }
        self.words.clear();
    }
}

/// Notes that a page of this kind begins; none where nothing says so.
fn begin_page(masters: &mut Vec<Option<String>>, master: Option<&str>) {
    let known = masters.iter().any(|known| known.as_deref() == master);
    if !known && masters.len() < MAX_MASTERS && (master.is_some() || masters.is_empty()) {
        masters.push(master.map(str::to_owned));
    }
}

/// Makes rows of a paragraph outside tables. Its lines are rows of their own where they are rows of a table, values with labels, or begin with something
/// numbered («Literal a4) …»); otherwise they are one sentence. Tabs separate cells where there are several, or one after a label; a lone one in a
/// sentence is a blank.
fn lines(words: &Words, builder: &mut Builder, out: &mut Vec<Out>) {
    let text = &words.text;
    let labelled = || text.split('\n').filter(|line| line.contains(':')).count() > 1;
    let apart = text.contains('\n') && (text.contains('\t') || labelled());
    let numbered = |line: &str| line.split_whitespace().take(3).any(|word| word.bytes().any(|byte| byte.is_ascii_digit()));
    let (mut start, mut end) = (0, 0);
    for line in text.split('\n') {
        if end > start && (apart || numbered(line)) {
            cells(words, start..end, builder, out);
            start = end;
        }
        end = (end + line.len() + 1).min(text.len());
    }
    cells(words, start..end, builder, out);
}

/// Makes a row of a part of a paragraph.
fn cells(words: &Words, part: Range<usize>, builder: &mut Builder, out: &mut Vec<Out>) {
    let line = words.text.get(part.clone()).unwrap_or("");
    let inner = line.trim();
    let label = || inner.split_once('\t').is_some_and(|(label, _)| label.trim_end().ends_with(':'));
    let tabbed = inner.bytes().filter(|byte| *byte == b'\t').count() > 1 || label();
    let mut cells = Vec::new();
    let mut from = part.start;
    for (column, cell) in line.split(|c| tabbed && c == '\t').enumerate() {
        let stored = words.store_part(from..from + cell.len(), builder);
        if !stored.is_empty() {
            cells.push((u32::try_from(column).unwrap_or(u32::MAX), stored));
        }
        from += cell.len() + 1;
    }
    if !cells.is_empty() {
        out.push(Out::Paragraph(cells));
    }
}
