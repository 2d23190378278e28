//! What a part of a word-processor file holds, in reading order: one flat list of paragraphs, tables, rows and cells, and the way from it to rows.
//!
//! Only when a row has ended is it known whether it is a row of data or lays out a page, with a whole table inside one of its cells; so the part is first
//! written down, then turned into rows. The list is flat: tables inside tables need no recursion.

use crate::document::Link;
use crate::place::TextRange;
use crate::read::ReadError;
use crate::read::builder::{Builder, RowPlace, Stored};
use crate::read::heading::Heading;

/// A part written down.
#[derive(Debug, Default)]
pub(super) struct Tape {
    /// The text of its paragraphs. A tab is a tab, a line end within a paragraph is a line feed.
    pub(super) text: String,
    /// The links of its paragraphs; their ranges are bytes of the paragraph's text.
    pub(super) links: Vec<Link>,
    pub(super) tokens: Vec<Token>,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A paragraph.
    Paragraph {
        /// Its text, as bytes of the tape's.
        text: TextRange,
        /// Its links, as indices of the tape's.
        links: TextRange,
    },
    /// A table begins.
    Table,
    /// A row of the table begins.
    Row {
        /// Which row, from 0.
        row: u32,
        /// Whether it lays out a page rather than holding data.
        layout: bool,
    },
    /// A cell begins; the one before it in the row ends.
    Cell {
        /// Its first column of the grid, from 0.
        column: u16,
        /// How many columns it takes.
        span: u16,
    },
    /// A cell of the table reaches down to a row.
    Tall {
        /// The token that stands for it.
        cell: u32,
        /// The row it begins in.
        row: u32,
        /// The last row it reaches.
        last: u32,
    },
    /// The row ends.
    RowEnd,
    /// The table ends.
    TableEnd,
}

impl Tape {
    /// The texts of the paragraphs that hold anything, outside tables and inside.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().filter_map(|token| match token {
            Token::Paragraph { text, .. } if text.start < text.end => self.text.get(text.indices()),
            _ => None,
        })
    }
}

/// Turns tapes into rows.
pub(super) struct Rows<'b> {
    builder: &'b mut Builder,
    /// How many tables have begun.
    tables: u16,
    /// How many paragraphs outside tables have come.
    paragraphs: u32,
    /// The text and the links of the cell at hand.
    cell: String,
    links: Links,
    /// Where in it a heading begins that is not the first of its lines, and where what has not been made rows of begins.
    headings: Vec<usize>,
    start: usize,
}

/// The links of a text, used up from its beginning to its end.
#[derive(Default)]
struct Links {
    list: Vec<Link>,
    /// How many are used up.
    used: usize,
}

impl<'b> Rows<'b> {
    pub(super) fn new(builder: &'b mut Builder) -> Self {
        Rows { builder, tables: 0, paragraphs: 0, cell: String::new(), links: Links::default(), headings: Vec::new(), start: 0 }
    }

    /// Makes rows of the body: a row of a table is a row, and so is a paragraph.
    ///
    /// # Errors
    /// When there are too many cells.
    pub(super) fn body(&mut self, tape: &mut Tape) -> Result<(), ReadError> {
        let mut open = Vec::new();
        let mut at = 0;
        while let Some(token) = tape.tokens.get(at).copied() {
            at += 1;
            match (token, open.last().copied()) {
                (Token::Paragraph { text, links }, _) => self.paragraph(tape, text, links)?,
                (Token::Table, _) => {
                    self.builder.end_table();
                    open.push(self.tables);
                    self.tables = self.tables.saturating_add(1);
                }
                (Token::Row { row, layout: false }, Some(table)) => at = self.row(tape, at, RowPlace::Table { table, row })?,
                // What such a row holds are paragraphs and tables like those of a page.
                (Token::Row { layout: true, .. } | Token::RowEnd, _) => self.builder.end_table(),
                (Token::Tall { cell, row, last }, _) => self.merge_down(tape, cell, row, last),
                (Token::TableEnd, _) => {
                    self.builder.end_table();
                    open.pop();
                }
                (Token::Cell { .. } | Token::Row { .. }, _) => {}
            }
        }
        Ok(())
    }

    /// Makes rows of those lines of a page's margin that are wanted, each of a single cell or of a label and what follows it.
    ///
    /// # Errors
    /// When there are too many cells.
    pub(super) fn margin(&mut self, tape: &mut Tape, wanted: impl Fn(&str) -> bool) -> Result<(), ReadError> {
        for at in 0..tape.tokens.len() {
            if let Token::Paragraph { text, links } = tape.tokens[at]
                && wanted(tape.text.get(text.indices()).unwrap_or(""))
            {
                self.paragraph(tape, text, links)?;
            }
        }
        self.builder.end_table();
        Ok(())
    }

    /// A row of data, whose tokens begin at `at`; where the tokens after it begin.
    fn row(&mut self, tape: &mut Tape, mut at: usize, place: RowPlace) -> Result<usize, ReadError> {
        self.builder.begin_row(place);
        let mut cell = None;
        let (mut depth, mut cells) = (0, 0);
        while let Some(token) = tape.tokens.get(at).copied() {
            at += 1;
            match token {
                Token::Paragraph { text, links } => self.append(tape, text, links),
                Token::Cell { column, span } if depth == 0 => {
                    self.end_cell(cell)?;
                    cell = Some((column, span));
                    cells += 1;
                }
                Token::RowEnd if depth == 0 => break,
                Token::Table => depth += 1,
                Token::TableEnd => depth -= 1,
                Token::Tall { cell, row, last } if depth == 0 => self.merge_down(tape, cell, row, last),
                // A table within a cell of data is part of its text.
                Token::Tall { .. } | Token::Row { .. } | Token::Cell { .. } | Token::RowEnd => {}
            }
        }
        if cells == 1 {
            self.split_headings(cell, place)?;
        }
        self.end_cell(cell)?;
        self.builder.end_row(true);
        Ok(at)
    }

    fn merge_down(&mut self, tape: &Tape, cell: u32, row: u32, last: u32) {
        if let Some(Token::Cell { column, .. }) = tape.tokens.get(cell as usize) {
            self.builder.merge_down(row, usize::from(*column), last);
        }
    }

    /// Adds a paragraph to the cell at hand.
    fn append(&mut self, tape: &mut Tape, text: TextRange, links: TextRange) {
        let words = tape.text.get(text.indices()).unwrap_or("");
        if !self.cell.is_empty() && !words.is_empty() {
            self.cell.push(' ');
        }
        let start = self.cell.len();
        self.cell.push_str(words);
        self.links.add(&mut tape.links, links, start);
        for line in words.split('\n').filter(|line| Heading::stands_apart(line)) {
            let at = start + (line.as_ptr() as usize - words.as_ptr() as usize);
            self.headings.extend((at > 0).then_some(at));
        }
    }

    /// Makes rows of their own of all headings but the last where they stand in the only cell of a row.
    fn split_headings(&mut self, cell: Option<(u16, u16)>, place: RowPlace) -> Result<(), ReadError> {
        let (Some((column, _)), false) = (cell, self.headings.is_empty()) else { return Ok(()) };
        let mut start = 0;
        for end in std::mem::take(&mut self.headings) {
            let stored = store(self.builder, self.cell.get(start..end).unwrap_or(""), start, &mut self.links);
            self.builder.cell(column.into(), stored, None)?;
            self.builder.end_row(true);
            self.builder.begin_row(place);
            start = end;
        }
        self.start = start;
        Ok(())
    }

    fn end_cell(&mut self, cell: Option<(u16, u16)>) -> Result<(), ReadError> {
        if let Some((column, span)) = cell {
            let (column, span) = (usize::from(column), usize::from(span));
            let stored = store(self.builder, self.cell.get(self.start..).unwrap_or(""), self.start, &mut self.links);
            self.builder.cell(column, stored, None)?;
            if span > 1 {
                self.builder.cell(column + span - 1, Stored::default(), None)?;
            }
        }
        self.cell.clear();
        self.links = Links::default();
        self.headings.clear();
        self.start = 0;
        Ok(())
    }

    /// A paragraph outside tables: a row, in which tabs set cells apart. Where each of its lines says something of its own, each is a row.
    fn paragraph(&mut self, tape: &mut Tape, text: TextRange, links: TextRange) -> Result<(), ReadError> {
        let text = tape.text.get(text.indices()).unwrap_or("");
        if text.is_empty() {
            return Ok(());
        }
        self.links = Links::default();
        self.links.add(&mut tape.links, links, 0);
        let filled = || text.split('\n').filter(|line| !line.trim().is_empty());
        let labelled = |line: &str| line.trim().contains(['\t', ':']);
        let apart = text.contains('\n') && filled().count() > 1 && filled().all(labelled);
        let (mut start, mut end) = (0, 0);
        for line in text.split_inclusive('\n') {
            if end > start && (apart || Heading::stands_apart(line)) {
                self.line(text.get(start..end).unwrap_or(""), start)?;
                start = end;
            }
            end += line.len();
        }
        self.line(text.get(start..).unwrap_or(""), start)?;
        self.paragraphs = self.paragraphs.saturating_add(1);
        Ok(())
    }

    /// A line of a paragraph, which begins at byte `at` of the paragraph.
    fn line(&mut self, line: &str, at: usize) -> Result<(), ReadError> {
        let number = self.paragraphs;
        self.builder.begin_row(RowPlace::Paragraph { number });
        let heading = Heading::of(line);
        // Tabs before or after a lone text only move it.
        let alone = line.split('\t').filter(|cell| !cell.trim().is_empty()).count() < 2;
        let (mut column, mut words, mut start, mut end) = (0, 0, 0, 0);
        for (index, cell) in line.split('\t').enumerate() {
            if index > 0 && !alone && !heading.is_some_and(|heading| heading.goes_on(words, cell)) {
                self.line_cell(line.get(start..end - 1).unwrap_or(""), at + start, column)?;
                column += 1;
                start = end;
            }
            words += cell.split_whitespace().count();
            end += cell.len() + 1;
        }
        self.line_cell(line.get(start..).unwrap_or(""), at + start, column)?;
        self.builder.end_row(true);
        Ok(())
    }

    fn line_cell(&mut self, text: &str, at: usize, column: usize) -> Result<(), ReadError> {
        let stored = store(self.builder, text, at, &mut self.links);
        self.builder.cell(column, stored, None)
    }
}

impl Links {
    /// Takes over links of a tape, whose text now begins at byte `at`.
    fn add(&mut self, from: &mut [Link], links: TextRange, at: usize) {
        for link in from.get_mut(links.indices()).into_iter().flatten() {
            self.list.push(Link { target: std::mem::take(&mut link.target), text: link.text.start + at..link.text.end + at });
        }
    }

    /// The next link that begins before a byte.
    fn next_before(&mut self, end: usize) -> Option<Link> {
        let link = self.list.get_mut(self.used).filter(|link| link.text.start < end)?;
        self.used += 1;
        Some(Link { target: std::mem::take(&mut link.target), text: link.text.clone() })
    }
}

/// Stores a text that begins at byte `at` of what the links' ranges refer to.
fn store(builder: &mut Builder, text: &str, at: usize, links: &mut Links) -> Stored {
    let end = at + text.len();
    let Some(first) = links.next_before(end) else { return builder.store(text) };
    builder.compose_foreign(|cell| {
        let mut done = 0;
        let mut next = Some(first);
        while let Some(link) = next {
            let from = link.text.start.saturating_sub(at).clamp(done, text.len());
            let to = link.text.end.saturating_sub(at).clamp(from, text.len());
            cell.text(text.get(done..from).unwrap_or(""), 0);
            cell.open_link(link.target);
            cell.text(text.get(from..to).unwrap_or(""), 0);
            cell.close_link();
            done = to;
            next = links.next_before(end);
        }
        cell.text(text.get(done..).unwrap_or(""), 0);
    })
}
