//! What paragraphs go into while a text is read: frames, and cells of tables.

use super::grid::Grid;
use super::out::Out;
use super::value::Value;
use super::words::{Tag, Words};
use crate::read::builder::Builder;

/// What paragraphs go into.
#[derive(Debug)]
pub(super) enum Flow {
    Frame(Box<Frame>),
    Cell(Box<Cell>),
}

/// A frame.
#[derive(Debug)]
pub(super) struct Frame {
    /// The paragraph it is anchored in.
    pub(super) paragraph: Paragraph,
    pub(super) out: Vec<Out>,
}

/// A paragraph under construction.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Whether there is one.
    pub(super) open: bool,
    pub(super) words: Words,
    /// Whether it turned out not to be shown.
    pub(super) hidden: bool,
    /// Whether the words that come next are shown in capitals.
    pub(super) capitals: bool,
    /// The number that a list puts before it.
    number: Option<String>,
    /// What stands in frames that are anchored in it.
    pub(super) late: Vec<Out>,
}

/// A cell of a table.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// How often it is repeated, and how many columns and rows it takes.
    pub(super) extent: (u32, u32, u32),
    pub(super) value: Option<Value>,
    pub(super) words: Words,
    /// Where its paragraphs end.
    pub(super) ends: Vec<usize>,
    number: Option<String>,
    /// Whether its paragraphs are rows of their own, since it is the frame of a page rather than a cell.
    pub(super) is_page: bool,
    /// Those rows, and those of the tables among them.
    pub(super) rows: Vec<Out>,
    /// The table that splits it.
    pub(super) grid: Option<Box<Grid>>,
}

impl Paragraph {
    /// A paragraph begins.
    pub(super) fn begin(&mut self, number: Option<String>, capitals: bool) {
        self.words.clear();
        (self.open, self.hidden, self.capitals, self.number) = (true, false, capitals, number);
    }

    /// It ends; whether it is shown.
    pub(super) fn end(&mut self) -> bool {
        self.open = false;
        self.words.close_link();
        !self.hidden
    }

    /// Adds characters of the file.
    pub(super) fn push(&mut self, text: &str) {
        if self.open && self.capitals {
            self.words.push(&text.to_uppercase());
        } else if self.open {
            self.words.push(text);
        }
    }

    /// Sets what follows apart: by a blank, a tab or the end of the line.
    pub(super) fn set_apart(&mut self, by: Tag) {
        if self.open {
            self.words.text.push(match by {
                Tag::Tab => '\t',
                Tag::Line => '\n',
                _ => ' ',
            });
        }
    }
}

impl Cell {
    /// A cell begins.
    pub(super) fn new(extent: (u32, u32, u32), value: Option<Value>, is_page: bool) -> Self {
        Cell { extent, value, is_page, ..Cell::default() }
    }

    /// Adds a paragraph.
    pub(super) fn add(&mut self, paragraph: &mut Paragraph) {
        if paragraph.words.is_blank() {
            self.number = self.number.take().or_else(|| paragraph.number.take());
        } else {
            self.append(std::mem::take(&mut paragraph.words));
        }
    }

    /// Adds a text as a paragraph of its own.
    pub(super) fn append(&mut self, words: Words) {
        self.words.append(words);
        self.ends.push(self.words.text.len());
    }

    /// All its paragraphs were added: where none says anything, the number of a list does, or the value the cell keeps.
    pub(super) fn settle(&mut self) {
        if !self.words.is_blank() {
            return;
        }
        if let Some(number) = self.number.take() {
            self.words.text = number;
        } else if let Some(value) = &self.value {
            self.words.text = value.shown("").into_owned();
        }
        self.ends = vec![self.words.text.len()];
    }

    /// Makes rows of the paragraphs so far, at the place of the cell.
    pub(super) fn paragraphs(&mut self, (table, row): (u16, u32), builder: &mut Builder) {
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
