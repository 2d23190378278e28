//! What a page of a PDF comes to: glyphs and lines, then words, then lines of text and tables. The words that the steps of reading share.
//!
//! All measures are in points (1/72 inch) from the top left corner of the page, turned so that its text runs from left to right.

/// A rectangle on a page.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Rect {
    /// Left edge.
    pub(super) left: f32,
    /// Top edge.
    pub(super) top: f32,
    /// Right edge.
    pub(super) right: f32,
    /// Bottom edge.
    pub(super) bottom: f32,
}

impl Rect {
    /// Its width.
    pub(super) fn width(self) -> f32 {
        self.right - self.left
    }

    /// Its height.
    pub(super) fn height(self) -> f32 {
        self.bottom - self.top
    }

    /// The smallest rectangle round both.
    pub(super) fn union(self, other: Rect) -> Rect {
        Rect {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Whether a point is in it.
    pub(super) fn holds(self, x: f32, y: f32) -> bool {
        self.left <= x && x <= self.right && self.top <= y && y <= self.bottom
    }
}

/// A sign of a font where it was drawn, or several that make a ligature.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// Its letters, as a range of [`Ink::text`].
    pub(super) text: (u32, u32),
    /// Where it begins on its baseline.
    pub(super) left: f32,
    /// Where the next one would begin.
    pub(super) right: f32,
    /// Its baseline.
    pub(super) base: f32,
    /// The size of its font.
    pub(super) size: f32,
    /// The marked content it stands in, which the structure tree names; −1 for none.
    pub(super) mark: i32,
    /// Into which quarter its text runs: 0 right, 1 down, 2 left, 3 up; 4 askew. Where the page is read, those of the page itself are 0.
    pub(super) heading: u8,
}

/// A straight line across or down the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Whether it runs across the page.
    pub(super) across: bool,
    /// Where it stands: its height on the page if it runs across, else its distance from the left edge.
    pub(super) at: f32,
    /// Where it begins.
    pub(super) from: f32,
    /// Where it ends.
    pub(super) to: f32,
}

/// What is drawn on one page.
#[derive(Debug, Default)]
pub(super) struct Ink {
    /// Width of the page as it is read.
    pub(super) width: f32,
    /// Height of the page as it is read.
    pub(super) height: f32,
    /// By how many quarters the page was turned counterclockwise so that its text runs from left to right.
    pub(super) turned: u8,
    /// Its glyphs in the order they were drawn.
    pub(super) glyphs: Vec<Glyph>,
    /// Their letters.
    pub(super) text: String,
    /// Straight lines: strokes, and thin filled rectangles. Dashed ones are whole.
    pub(super) rules: Vec<Rule>,
    /// Straight lines in white: they part cells that have a background.
    pub(super) pale: Vec<Rule>,
    /// Filled rectangles that are no lines: the backgrounds of cells.
    pub(super) fills: Vec<Rect>,
    /// Rectangles that are filled with white: some programs paint each cell before its text.
    pub(super) blanks: Vec<Rect>,
    /// What share of the page is covered by pictures.
    pub(super) pictures: f32,
    /// How many shapes were drawn that are no straight lines.
    pub(super) shapes: u32,
    /// How many glyphs have no letters.
    pub(super) unmapped: u32,
    /// How many glyphs are not shown, as a text under the picture of a page.
    pub(super) hidden: u32,
    /// How many glyphs had letters that were mended.
    pub(super) mended: u32,
}

/// A word, or a piece of one: what stands without space between.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Its letters.
    pub(super) text: String,
    /// Its box: from the ascenders to the descenders.
    pub(super) rect: Rect,
    /// Its baseline.
    pub(super) base: f32,
    /// The size of its font.
    pub(super) size: f32,
    /// The advance of its first glyph.
    pub(super) first: f32,
    /// The marked content it stands in; −1 for none.
    pub(super) mark: i32,
    /// Whether a space was written after it.
    pub(super) space: bool,
    /// Which run of words it belongs to: those drawn one after the other on one baseline with ordinary spaces between.
    pub(super) run: u32,
}

impl Word {
    /// How many bytes it takes, about: its letters stand apart, with what that costs.
    pub(super) fn bytes(&self) -> usize {
        size_of::<Word>() + self.text.capacity() + 2 * size_of::<usize>()
    }
}

impl Ink {
    /// How many bytes its lines and backgrounds take, about.
    pub(super) fn bytes(&self) -> usize {
        let (rules, tiles) = (self.rules.len() + self.pale.len(), self.fills.len() + self.blanks.len());
        rules * size_of::<Rule>() + tiles * size_of::<Rect>()
    }
}

/// A line of text: words on one baseline.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Its page, from 0.
    pub(super) page: u16,
    /// Its box.
    pub(super) rect: Rect,
    /// Its baseline.
    pub(super) base: f32,
    /// The size of its font.
    pub(super) size: f32,
    /// Its text, words apart by one space.
    pub(super) text: String,
    /// The advance of its first glyph: what would have had to fit on the line before.
    pub(super) first: f32,
    /// Whether a space was written at its end.
    pub(super) space: bool,
}

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    /// Its column, from 0.
    pub(super) column: usize,
    /// How many columns it spans, at least 1.
    pub(super) columns: usize,
    /// How many rows it spans, at least 1.
    pub(super) rows: usize,
    /// Its page, from 0.
    pub(super) page: u16,
    /// Its box: borders where there are any, else the text.
    pub(super) rect: Rect,
    /// Its text.
    pub(super) lines: Vec<Line>,
    /// Whether it ends with its page: a line is drawn below it, but none below other cells of the row, which go on.
    pub(super) ended: bool,
}

/// A row of a table: the cells that begin in it, from left to right.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// Its page, from 0.
    pub(super) page: u16,
    /// Its box.
    pub(super) rect: Rect,
    /// Its cells.
    pub(super) cells: Vec<Cell>,
}

/// How a table was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Method {
    /// By the structure tree.
    Tags,
    /// By its lines.
    Ruled,
    /// By white space.
    Spaced,
}

/// A table on a page, or a part of one that goes on over pages.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// How it was found.
    pub(super) method: Method,
    /// Its box on its first page.
    pub(super) rect: Rect,
    /// How many columns its grid has.
    pub(super) columns: usize,
    /// Where its columns begin and end, from left to right, one more than there are columns; empty where that is not known.
    pub(super) edges: Vec<f32>,
    /// Its rows.
    pub(super) rows: Vec<Row>,
    /// Whether its first row has no line above it: it may go on from the page before.
    pub(super) open_top: bool,
    /// Whether its last row has no line below it.
    pub(super) open_bottom: bool,
}

/// What stands on a page, in reading order.
#[derive(Debug, Clone)]
pub(super) enum Block {
    /// A line of text outside all tables.
    Line(Line),
    /// A table.
    Table(Table),
}

impl Block {
    /// Of how many cells and lines it is made.
    pub(super) fn pieces(&self) -> usize {
        match self {
            Block::Line(_) => 1,
            Block::Table(table) => table.rows.iter().flat_map(|row| &row.cells).map(|cell| 1 + cell.lines.len()).sum(),
        }
    }
}
