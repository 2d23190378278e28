//! From the parts of a Markdown text to the rows of a document.
//!
//! What stands in cells and paragraphs is read by `pulldown_cmark`, in pieces of some kilobytes that are put together for it: rows become those of a
//! well-formed table, paragraphs stand apart. Its events say which bytes are text, which are links and which are marks that nobody sees.

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::super::builder::{Builder, RowPlace, Stored};
use super::super::html::Html;
use super::super::{ReadError, Reader};
use super::bits::Bits;
use super::lines::{Lines, Part, Sink, TableRow};
use super::scratch::Scratch;
use super::survey::Survey;
use crate::place::TextRange;
use crate::source::Source;

/// How many bytes are read as Markdown at a time.
const MAX_CHUNK: usize = 1 << 13;

/// The longest row and the longest line of prose that are read as Markdown, in bytes; longer ones are taken as they stand.
const MAX_MARKED: usize = 1 << 14;

/// The most columns of a table whose cells are read as Markdown.
const MAX_COLUMNS: usize = 256;

/// How many stretches of HTML are read as a web page; what comes after them is taken as it stands.
const MAX_PAGES: usize = 1000;

/// Writes the rows of a text as its parts come in.
pub(super) struct Writer<'t> {
    lines: Lines<'t>,
    survey: Survey<'t>,
    builder: Builder,
    scratch: Scratch,
    /// The rows of tables that stand in the scratch text.
    waiting: VecDeque<Waiting>,
    /// How many columns the table has that the scratch text ends with.
    columns: usize,
    /// How many rows of tables were met.
    rows: u32,
    pages: usize,
    line: At,
}

/// A row of a table that waits to be read.
struct Waiting {
    key: u32,
    lines: Range<usize>,
    /// The column of each cell, and where it stands.
    cells: Vec<(usize, TextRange)>,
}

/// The line up to which lines were counted.
struct At {
    number: u32,
    start: usize,
    end: usize,
    next: usize,
}

/// A piece that is being read.
struct Reading<'s> {
    scratch: &'s Scratch,
    survey: &'s Survey<'s>,
    bits: Bits,
    /// The cell of the row at hand.
    cell: usize,
    in_row: bool,
    in_head: bool,
    /// How many things that nobody sees are open.
    unseen: usize,
    /// How many emphases are open.
    emphasis: usize,
}

impl<'t> Writer<'t> {
    pub(super) fn new(text: &'t str, survey: Survey<'t>, builder: Builder) -> Self {
        let lines = Lines::of(text);
        let first = lines.line(0).map_or(At { number: 1, start: 0, end: 0, next: 0 }, |line| At {
            number: 1,
            start: 0,
            end: line.bytes.end,
            next: line.next,
        });
        Writer { lines, survey, builder, scratch: Scratch::default(), waiting: VecDeque::new(), columns: 0, rows: 0, pages: 0, line: first }
    }

    /// Ends the text.
    ///
    /// # Errors
    /// When there are too many cells.
    pub(super) fn finish(mut self) -> Result<Builder, ReadError> {
        self.flush()?;
        Ok(self.builder)
    }

    /// Reads what was put together so far.
    fn flush(&mut self) -> Result<(), ReadError> {
        let scratch = std::mem::take(&mut self.scratch);
        let survey = std::mem::take(&mut self.survey);
        let done = self.read(&scratch, &survey);
        self.survey = survey;
        self.scratch = scratch;
        self.scratch.clear();
        self.waiting.clear();
        self.columns = 0;
        done
    }

    fn read(&mut self, scratch: &Scratch, survey: &Survey<'_>) -> Result<(), ReadError> {
        let mut reading =
            Reading { scratch, survey, bits: Bits::default(), cell: 0, in_row: false, in_head: false, unseen: 0, emphasis: 0 };
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_HEADING_ATTRIBUTES;
        let mut named =
            |link: BrokenLink<'_>| survey.target(&link.reference).map(|target| (CowStr::from(target.to_owned()), CowStr::from("")));
        let parser = Parser::new_with_broken_link_callback(scratch.text(), options, Some(&mut named));
        for (event, range) in parser.into_offset_iter() {
            self.event(&mut reading, event, range)?;
        }
        self.end_prose(&mut reading)
    }

    fn event(&mut self, reading: &mut Reading<'_>, event: Event<'_>, range: Range<usize>) -> Result<(), ReadError> {
        match event {
            Event::Start(Tag::Image { .. }) => reading.unseen += 1,
            Event::Start(Tag::FootnoteDefinition(_)) => {
                self.end_prose(reading)?;
                reading.unseen += 1;
            }
            Event::End(TagEnd::Image | TagEnd::FootnoteDefinition | TagEnd::HtmlBlock) => reading.unseen = reading.unseen.saturating_sub(1),
            _ if reading.unseen > 0 => {}
            Event::Start(Tag::TableHead) => reading.in_head = true,
            Event::End(TagEnd::TableHead) => reading.in_head = false,
            _ if reading.in_head => {}
            Event::Start(Tag::TableRow) => self.begin_row(reading),
            Event::Start(Tag::TableCell) => reading.bits.clear(),
            Event::End(TagEnd::TableCell) => self.cell(reading)?,
            Event::End(TagEnd::TableRow) => {
                self.builder.end_row(true);
                self.waiting.pop_front();
                reading.bits.clear();
                reading.in_row = false;
            }
            Event::Start(Tag::HtmlBlock) => {
                self.end_prose(reading)?;
                self.page(reading.scratch.origin(range.start)..reading.scratch.origin_end(range.end))?;
                reading.unseen += 1;
            }
            Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, .. }) => reading.bits.open_link(format!("mailto:{dest_url}")),
            Event::Start(Tag::Link { dest_url, .. }) => reading.bits.open_link(dest_url.into_string()),
            Event::End(TagEnd::Link) => reading.bits.close_link(),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => reading.emphasis += 1,
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => reading.emphasis = reading.emphasis.saturating_sub(1),
            Event::InlineHtml(tag) if !reading.in_row && is_break(&tag) => self.end_prose(reading)?,
            Event::Code(_) => {
                let raw = &reading.scratch.text()[range.clone()];
                let marks = raw.bytes().take_while(|byte| *byte == b'`').count();
                reading.bits.text(range.start + marks..(range.end - marks).max(range.start + marks));
            }
            Event::Text(_) | Event::InlineHtml(_) | Event::Html(_) => {
                let ends_line = reading.scratch.text()[range.clone()].ends_with('\n');
                reading.bits.text(range);
                if ends_line {
                    self.end_prose(reading)?;
                }
            }
            Event::SoftBreak if reading.goes_on(&range) => reading.bits.gap(range.start),
            Event::SoftBreak | Event::HardBreak | Event::Rule | Event::Start(_) | Event::End(_) => self.end_prose(reading)?,
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
        Ok(())
    }

    fn begin_row(&mut self, reading: &mut Reading<'_>) {
        (reading.in_row, reading.cell) = (true, 0);
        reading.bits.clear();
        let Some(row) = self.waiting.front() else { return };
        let (key, lines) = (row.key, row.lines.clone());
        self.begin(key, lines);
    }

    /// Starts a row that stands on some lines.
    fn begin(&mut self, key: u32, lines: Range<usize>) {
        let (line, start) = self.line_of(lines.start);
        self.builder.begin_row(RowPlace::Text { row: key, line, bytes: TextRange { start: narrow(start), end: narrow(lines.end) } });
    }

    fn cell(&mut self, reading: &mut Reading<'_>) -> Result<(), ReadError> {
        let cell = self.waiting.front().and_then(|row| row.cells.get(reading.cell)).copied();
        reading.cell += 1;
        let Some((column, place)) = cell else { return Ok(()) };
        let stored = reading.bits.store(self.lines.text, reading.scratch, reading.survey, &mut self.builder);
        reading.bits.clear();
        self.builder.cell(column, stored, Some(place))
    }

    /// Ends the line of prose at hand.
    fn end_prose(&mut self, reading: &mut Reading<'_>) -> Result<(), ReadError> {
        if reading.in_row {
            return Ok(());
        }
        if let Some(place) = reading.bits.place(reading.scratch) {
            let stored = reading.bits.store(self.lines.text, reading.scratch, reading.survey, &mut self.builder);
            self.line_of(place.end as usize);
            let end = self.line.end;
            self.lone(place, end, stored)?;
        }
        reading.bits.clear();
        Ok(())
    }

    /// Adds a row of one cell.
    fn lone(&mut self, place: TextRange, end: usize, stored: Stored) -> Result<(), ReadError> {
        let key = self.next_key();
        self.begin(key, place.start as usize..end);
        self.builder.cell(0, stored, Some(place))?;
        self.builder.end_row(false);
        Ok(())
    }

    /// Reads HTML as a web page.
    fn page(&mut self, bytes: Range<usize>) -> Result<(), ReadError> {
        let Some(raw) = self.lines.text.get(bytes.clone()) else { return Ok(()) };
        let (number, _) = self.line_of(bytes.start);
        self.pages += 1;
        if self.pages <= MAX_PAGES
            && let Ok(document) = Html.read(Source::named("a4.html", raw))
        {
            return self.builder.adopt(document, narrow(bytes.start), number - 1);
        }
        let mut at = bytes.start;
        while at < bytes.end
            && let Some(line) = self.lines.line(at)
        {
            self.unmarked(line.bytes)?;
            at = line.next;
        }
        Ok(())
    }

    /// Adds a line of prose as it stands.
    fn unmarked(&mut self, bytes: Range<usize>) -> Result<(), ReadError> {
        let Some(part) = Part::trimmed(self.lines.text, bytes.clone()) else { return Ok(()) };
        let stored = self.store(std::slice::from_ref(&part));
        self.lone(part.place(), bytes.end, stored)
    }

    /// Stores a cell as it stands.
    fn store(&mut self, parts: &[Part]) -> Stored {
        self.builder.compose(|cleaner| {
            for part in parts {
                if !part.glued {
                    cleaner.gap(narrow(part.bytes.start));
                }
                cleaner.text(self.lines.text.get(part.bytes.clone()).unwrap_or(""), narrow(part.bytes.start));
            }
        })
    }

    fn next_key(&mut self) -> u32 {
        self.rows += 1;
        self.rows - 1
    }

    /// The number of the line on which a byte stands, and where that line begins. Bytes are asked for in order.
    fn line_of(&mut self, at: usize) -> (u32, usize) {
        while at > self.line.end
            && let Some(line) = self.lines.line(self.line.next)
        {
            self.line = At { number: self.line.number + 1, start: line.bytes.start, end: line.bytes.end, next: line.next };
        }
        (self.line.number, self.line.start)
    }
}

impl Sink for Writer<'_> {
    fn prose(&mut self, lines: &[Range<usize>]) -> Result<(), ReadError> {
        let text = self.lines.text;
        self.columns = 0;
        self.scratch.insert("\n\n");
        for line in lines {
            if line.len() > MAX_MARKED {
                self.flush()?;
                self.unmarked(line.clone())?;
                continue;
            }
            self.scratch.copy(text, line.clone());
            self.scratch.insert("\n");
        }
        if self.scratch.text().len() > MAX_CHUNK { self.flush() } else { Ok(()) }
    }

    fn wants_rows(&self) -> bool {
        true
    }

    fn row(&mut self, row: &TableRow) -> Result<(), ReadError> {
        let key = self.next_key();
        for cell in row.cells.iter().filter(|cell| cell.down > 0) {
            self.builder.merge_down(key, cell.column, key + narrow(cell.down));
        }
        if row.cells.iter().all(|cell| cell.parts.is_empty()) {
            return Ok(());
        }
        if row.cells.len() > MAX_COLUMNS || row.lines.len() > MAX_MARKED {
            self.flush()?;
            self.begin(key, row.lines.clone());
            for cell in &row.cells {
                let stored = self.store(&cell.parts);
                self.builder.cell(cell.column, stored, Some(cell.place(row)))?;
            }
            self.builder.end_row(true);
            return Ok(());
        }
        // A lone column would be no table.
        let columns = row.cells.len().max(2);
        if self.columns != columns {
            self.columns = columns;
            self.scratch.insert(&format!("\n\n{}|\n{}|\n", "|x".repeat(columns), "|-".repeat(columns)));
        }
        for cell in &row.cells {
            self.scratch.insert("| ");
            for (index, part) in cell.parts.iter().enumerate() {
                if index > 0 && !part.glued {
                    self.scratch.insert(" ");
                }
                self.copy(part, row.escaped);
            }
            self.scratch.insert(" ");
        }
        self.scratch.insert(if row.cells.len() < columns { "| |\n" } else { "|\n" });
        let cells = row.cells.iter().map(|cell| (cell.column, cell.place(row))).collect();
        self.waiting.push_back(Waiting { key, lines: row.lines.clone(), cells });
        if self.scratch.text().len() > MAX_CHUNK { self.flush() } else { Ok(()) }
    }

    fn html(&mut self, bytes: Range<usize>) -> Result<(), ReadError> {
        self.flush()?;
        self.page(bytes)
    }
}

impl Writer<'_> {
    /// Copies a part of a cell, with a backslash before every bar that has none.
    fn copy(&mut self, part: &Part, escaped: bool) {
        let text = self.lines.text;
        let mut from = part.bytes.start;
        if !escaped {
            for bar in memchr::memchr_iter(b'|', &text.as_bytes()[part.bytes.clone()]).map(|at| part.bytes.start + at) {
                self.scratch.copy(text, from..bar);
                self.scratch.insert("\\");
                from = bar;
            }
        }
        self.scratch.copy(text, from..part.bytes.end);
    }
}

impl Reading<'_> {
    /// Whether the sentence goes on behind the end of a line.
    fn goes_on(&self, range: &Range<usize>) -> bool {
        let text = self.scratch.text();
        let line = text[..range.start].rsplit('\n').next().unwrap_or("");
        let next = text[range.end..].split('\n').next().unwrap_or("");
        self.emphasis > 0 || self.bits.is_in_link() || self.survey.goes_on(line, next)
    }
}

/// Whether a tag ends a line.
fn is_break(tag: &str) -> bool {
    tag.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br"))
}

/// Offsets fit 32 bits because what is read is bounded in [`crate::limits`].
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
