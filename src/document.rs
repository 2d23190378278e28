//! What every reader returns: rows of cells, each cell with its clean text and its [`Place`].
//!
//! This is the only code that understands places: it finds the place of an [`Anchor`], names it for a person (`naming`), and turns it into line and column.
//! It knows nothing of what the cells mean.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::place::{Area, LineColumn, Place, TextRange};
use crate::read::Format;

mod naming;

pub(crate) use naming::{Naming, PartOf};

/// A document as read: one text arena, and rows of cells that point into it.
///
/// The arena starts with the decoded text of the file (for text formats), followed by the clean copies of those cells whose text differs from
/// their raw bytes. Offsets are 32 bits wide; [`crate::limits::MAX_BYTES`] keeps them so.
#[derive(Debug)]
pub struct Document {
    /// The format it was read as.
    pub format: &'static Format,
    /// How the table was found; what `inspect` calls the method.
    pub method: &'static str,
    /// What a person should know about the reading, in order.
    pub notes: Vec<ReadNote>,
    /// Its sheets, for formats that have them.
    pub parts: Arc<[Part]>,
    pub(crate) arena: String,
    pub(crate) decoded: u32,
    pub(crate) rows: Vec<Row>,
    pub(crate) cells: Vec<Cell>,
    pub(crate) markups: Vec<Markup>,
    /// Cells that are merged with cells below them, in order, each with the last row it reaches.
    pub(crate) tall: Vec<(CellId, RowId)>,
    /// What stands before every so many bytes of the decoded text; counted when a place far from the beginning of its row first asks.
    pub(crate) milestones: OnceLock<Vec<Milestone>>,
}

/// How many bytes lie between two milestones.
const STRIDE: usize = 4096;

/// What stands before a byte of the decoded text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Milestone {
    /// How many characters.
    characters: usize,
    /// How many line ends.
    lines: usize,
    /// Where the line begins that the byte stands in.
    line: usize,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Whether the program that opens the file does not show it.
    pub hidden: bool,
}

/// Something about the reading that changes how far the findings can be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadNote {
    /// No byte order mark and not UTF-8: this encoding was assumed.
    Assumed {
        /// The name of the encoding.
        encoding: &'static str,
    },
    /// Mostly UTF-8, with this many bytes that are not; they became U+FFFD.
    InvalidUtf8 {
        /// How many byte sequences were replaced.
        count: u32,
    },
    /// Rows and columns that are not shown to whoever opens the file, and were not read.
    Hidden {
        /// The sheet, as an index of the document's parts.
        part: u16,
        /// How many rows that hold something.
        rows: u32,
        /// How many columns that hold something.
        columns: u32,
    },
    /// A damaged file, read from what was found of it.
    Repaired,
    /// Pages whose drawing is damaged: what could be unpacked of it was read, and the rest is lost.
    Damaged {
        /// Their numbers, from 1, in order.
        pages: Vec<u32>,
    },
    /// The text was recognized in pictures of pages by a program, and may be misread.
    Recognized {
        /// How many pages.
        pages: u32,
    },
    /// The table has no lines: its columns and rows were told by the white space between the words.
    Guessed,
    /// Signs for two or three letters that the file names wrongly; what they are was told by their neighbors.
    Ligatures {
        /// How many.
        count: u32,
    },
    /// Signs whose letters the file does not tell; they became U+FFFD.
    Unmapped {
        /// How many.
        count: u32,
    },
    /// Pages that are too narrow for what is written on them: lines go on beyond their edge, where nobody sees them and nothing is read.
    Beyond {
        /// Their numbers, from 1, in order.
        pages: Vec<u32>,
    },
    /// Pages that are pictures without text, beside others with text; they were not read.
    Pictures {
        /// Their numbers, from 1, in order.
        pages: Vec<u32>,
    },
}

/// A row of cells: a line of a text file, a row of a sheet or table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// What a person calls it: the number of the line it starts on, the row number of the sheet or table; from 1.
    pub number: u32,
    /// Where the line it starts on begins in the decoded text (text formats).
    pub(crate) start: u32,
    /// Where the row ends in the decoded text, without its line end.
    pub(crate) end: u32,
    pub(crate) first_cell: u32,
    pub(crate) cell_count: u32,
}

/// One cell. Its text is reached through [`Document::text`].
#[derive(Debug, Clone, Copy)]
pub struct Cell {
    /// Clean text, as a range of the arena.
    pub(crate) text: TextRange,
    /// Where the cell stands in the file.
    pub place: Place,
    /// Index + 1 into the document's markups; 0 for a cell without.
    pub(crate) markup: u32,
}

/// What markup a cell held: its links, and how its clean text relates to its raw bytes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Markup {
    pub(crate) links: Vec<Link>,
    pub(crate) offsets: Vec<Segment>,
}

/// A link inside a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it goes, entities decoded.
    pub target: String,
    /// Which part of the cell's clean text it covers.
    pub text: Range<usize>,
}

/// A stretch of clean text and the raw bytes it came from. Equal lengths mean a letter-for-letter copy; unequal ones stand or fall as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) clean: u32,
    pub(crate) clean_len: u32,
    pub(crate) raw: u32,
    pub(crate) raw_len: u32,
}

/// A row of a [`Document`]; valid for that document only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub(crate) u32);

/// A cell of a [`Document`]; valid for that document only. The only handle later stages hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId(pub(crate) u32);

/// What a value or a finding is attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The document as a whole.
    Document,
    /// A whole cell.
    Cell(CellId),
    /// A part of a cell's clean text, in bytes.
    Part {
        /// The cell.
        cell: CellId,
        /// First byte of the clean text.
        start: u32,
        /// One past the last byte.
        end: u32,
    },
    /// A cell that should be in this row, at this column (from 0), but the row is shorter.
    Past {
        /// The row.
        row: RowId,
        /// The column where the cell belongs, from 0.
        column: u16,
    },
    /// The gap where something absent belongs: after this row, or at the very beginning.
    Gap {
        /// The row after which it belongs.
        after: Option<RowId>,
    },
}

impl Anchor {
    /// The part of this cell or part that `range` (bytes of its text) covers; other anchors are returned as they are.
    #[must_use]
    pub fn part(self, range: &Range<usize>) -> Anchor {
        match self {
            Anchor::Cell(cell) => Anchor::Part { cell, start: narrow(range.start), end: narrow(range.end) },
            Anchor::Part { cell, start, .. } => Anchor::Part { cell, start: start + narrow(range.start), end: start + narrow(range.end) },
            other => other,
        }
    }
}

impl Document {
    /// A document of a format, without anything in it.
    pub(crate) fn empty(format: &'static Format) -> Document {
        Document {
            format,
            method: format.method,
            notes: Vec::new(),
            parts: [].into(),
            arena: String::new(),
            decoded: 0,
            rows: Vec::new(),
            cells: Vec::new(),
            markups: Vec::new(),
            tall: Vec::new(),
            milestones: OnceLock::new(),
        }
    }

    /// All rows that hold anything, in reading order.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = RowId> + ExactSizeIterator + use<> {
        (0..u32::try_from(self.rows.len()).unwrap_or(u32::MAX)).map(RowId)
    }

    /// A row.
    pub fn row(&self, row: RowId) -> &Row {
        &self.rows[row.0 as usize]
    }

    /// The cells of a row, empty ones included.
    pub fn cells(&self, row: RowId) -> impl DoubleEndedIterator<Item = CellId> + ExactSizeIterator + use<> {
        let row = self.row(row);
        (row.first_cell..row.first_cell + row.cell_count).map(CellId)
    }

    /// Every cell, in reading order.
    pub fn all_cells(&self) -> impl ExactSizeIterator<Item = CellId> + use<> {
        (0..u32::try_from(self.cells.len()).unwrap_or(u32::MAX)).map(CellId)
    }

    /// The cell at a column (from 0) of a row, where the row is that long.
    pub fn cell_at(&self, row: RowId, column: usize) -> Option<CellId> {
        let found = self.row(row);
        let column = u32::try_from(column).ok()?;
        (column < found.cell_count).then(|| CellId(found.first_cell + column))
    }

    /// A cell.
    pub fn cell(&self, cell: CellId) -> &Cell {
        &self.cells[cell.0 as usize]
    }

    /// The clean text of a cell: markup gone, white space folded, accents composed.
    pub fn text(&self, cell: CellId) -> &str {
        &self.arena[self.cell(cell).text.indices()]
    }

    /// The last row that a cell reaches: its own, or one below where it is merged downward.
    pub fn reach(&self, cell: CellId) -> RowId {
        match self.tall.binary_search_by_key(&cell, |(tall, _)| *tall) {
            Ok(index) => self.tall[index].1,
            Err(_) => self.row_of(cell),
        }
    }

    /// Whether any cell is merged downward.
    pub fn has_tall_cells(&self) -> bool {
        !self.tall.is_empty()
    }

    /// The row a cell stands in.
    pub fn row_of(&self, cell: CellId) -> RowId {
        let after = self.rows.partition_point(|row| row.first_cell <= cell.0);
        // Rows without cells share their start with the next row; the last one that starts at or before the cell is the one that holds it.
        RowId(u32::try_from(after.saturating_sub(1)).unwrap_or(u32::MAX))
    }

    /// The column of a cell, from 0.
    pub fn column_of(&self, cell: CellId) -> usize {
        (cell.0 - self.row(self.row_of(cell)).first_cell) as usize
    }

    /// The links of a cell, in order.
    pub fn links(&self, cell: CellId) -> &[Link] {
        self.markup(cell).map_or(&[], |markup| &markup.links)
    }

    /// The text an anchor marks; empty for gaps and for the document.
    pub fn marked(&self, anchor: Anchor) -> &str {
        match anchor {
            Anchor::Cell(cell) => self.text(cell),
            Anchor::Part { cell, start, end } => self.text(cell).get(start as usize..end as usize).unwrap_or(""),
            Anchor::Document | Anchor::Past { .. } | Anchor::Gap { .. } => "",
        }
    }

    /// The row an anchor belongs to: its own, or the one before the gap.
    pub fn row_of_anchor(&self, anchor: Anchor) -> Option<RowId> {
        match anchor {
            Anchor::Document => None,
            Anchor::Cell(cell) | Anchor::Part { cell, .. } => Some(self.row_of(cell)),
            Anchor::Past { row, .. } => Some(row),
            Anchor::Gap { after } => after,
        }
    }

    /// Every byte of text: the decoded file and the clean copies. For a look at the whole that saves looking at each cell.
    pub(crate) fn all_text(&self) -> &str {
        &self.arena
    }

    /// The decoded text of the file, for text formats; empty for others.
    pub fn decoded(&self) -> &str {
        &self.arena[..self.decoded as usize]
    }

    /// The stretches of rows that stand in one sheet each, in order, with the sheet's index; empty for formats without sheets.
    pub fn sheets(&self) -> Vec<(u16, Range<u32>)> {
        let mut sheets: Vec<(u16, Range<u32>)> = Vec::new();
        for (index, row) in (0..).zip(&self.rows) {
            let Place::Sheet { sheet, .. } = self.cell(CellId(row.first_cell)).place else { continue };
            match sheets.last_mut() {
                Some((last, range)) if *last == sheet => range.end = index + 1,
                _ => sheets.push((sheet, index..index + 1)),
            }
        }
        sheets
    }

    /// Moves some stretches of rows into a document of their own, which takes the texts along; [`Document::take_back`] returns them.
    pub(crate) fn lend(&mut self, stretches: &[Range<u32>]) -> Document {
        let mut part = Document {
            method: self.method,
            parts: Arc::clone(&self.parts),
            arena: std::mem::take(&mut self.arena),
            decoded: self.decoded,
            markups: std::mem::take(&mut self.markups),
            ..Document::empty(self.format)
        };
        for stretch in stretches {
            let Some(rows) = self.rows.get(stretch.start as usize..stretch.end as usize) else { continue };
            let (Some(first), Some(last)) = (rows.first(), rows.last()) else { continue };
            let cells = first.first_cell..last.first_cell + last.cell_count;
            let (rows_before, cells_before) = (narrow(part.rows.len()), narrow(part.cells.len()));
            let moved = |cell: u32| cell - cells.start + cells_before;
            part.cells.extend(self.cells.get(cells.start as usize..cells.end as usize).unwrap_or_default());
            part.rows.extend(rows.iter().map(|row| Row { first_cell: moved(row.first_cell), ..*row }));
            let from = self.tall.partition_point(|(cell, _)| cell.0 < cells.start);
            let tall = self.tall[from..].iter().take_while(|(cell, _)| cell.0 < cells.end);
            part.tall.extend(tall.map(|(cell, reach)| {
                let reach = reach.0.clamp(stretch.start, stretch.end - 1) - stretch.start + rows_before;
                (CellId(moved(cell.0)), RowId(reach))
            }));
        }
        let shown = |part_index: u16| {
            part.rows.iter().any(|row| matches!(part.cell(CellId(row.first_cell)).place, Place::Sheet { sheet, .. } if sheet == part_index))
        };
        part.notes = self.notes.iter().filter(|note| !matches!(note, ReadNote::Hidden { part, .. } if !shown(*part))).cloned().collect();
        part
    }

    /// Copies the texts that the cells show out of a larger arena, so that the part stands for itself. Only for formats without text of their own.
    pub(crate) fn detach(&mut self, lender: &mut Document) {
        let arena = std::mem::take(&mut self.arena);
        let markups = std::mem::take(&mut self.markups);
        // Cells may share a text or a link; so do their copies.
        let mut texts: HashMap<TextRange, TextRange> = HashMap::new();
        let mut links: HashMap<u32, u32> = HashMap::new();
        for cell in &mut self.cells {
            cell.text = *texts.entry(cell.text).or_insert_with(|| {
                let start = narrow(self.arena.len());
                self.arena.push_str(&arena[cell.text.indices()]);
                TextRange { start, end: narrow(self.arena.len()) }
            });
            if let Some(markup) = cell.markup.checked_sub(1).and_then(|index| markups.get(index as usize)) {
                cell.markup = *links.entry(cell.markup).or_insert_with(|| {
                    self.markups.push(markup.clone());
                    narrow(self.markups.len())
                });
            }
        }
        (lender.arena, lender.markups) = (arena, markups);
    }

    /// Takes back the texts that a part was lent.
    pub(crate) fn take_back(&mut self, part: Document) {
        self.arena = part.arena;
        self.markups = part.markups;
    }

    /// Takes the document apart and hands back its largest allocation, so that the next file can be read into it.
    pub fn into_buffer(self) -> Vec<u8> {
        self.arena.into_bytes()
    }

    /// The place of an anchor. `None` for the document as a whole, and for a gap or a short row in a format whose rows have no place of their own.
    pub fn place(&self, anchor: Anchor) -> Option<Place> {
        match anchor {
            Anchor::Document => None,
            Anchor::Cell(cell) => Some(self.cell(cell).place),
            Anchor::Part { cell, start, end } => Some(self.part_place(cell, start, end)),
            Anchor::Past { row, column } => Some(self.place_on_page(row, Side::Right).unwrap_or_else(|| self.place_in_row(row, column))),
            Anchor::Gap { after: Some(row) } => Some(self.place_on_page(row, Side::Below).unwrap_or_else(|| self.place_in_row(row, 0))),
            Anchor::Gap { after: None } => self.rows.first().map(|_| match self.place_in_row(RowId(0), 0) {
                Place::Text(_) => Place::Text(TextRange::default()),
                other => self.place_on_page(RowId(0), Side::Above).unwrap_or(other),
            }),
        }
    }

    /// Line and column of a byte of the decoded text.
    pub fn line_column(&self, byte: u32) -> LineColumn {
        let after = self.rows.partition_point(|row| row.start <= byte);
        let (mut line, mut start) = after.checked_sub(1).map_or((1, 0), |i| (self.rows[i].number, self.rows[i].start as usize));
        let text = self.decoded();
        let end = (byte as usize).min(text.len());
        // A row may hold several lines (a quoted field, a row of a web page), and lines without any cell belong to no row. A line may be as long as the
        // file and hold findings by the thousand: counting each from its start would take the square of its length.
        let characters = if end - start <= STRIDE {
            let before = text.get(start..end).unwrap_or("");
            if let Some(last) = before.rfind('\n') {
                line += narrow(memchr::memchr_iter(b'\n', before.as_bytes()).count());
                start += last + 1;
            }
            text.get(start..end).map_or(0, |line| line.chars().count())
        } else {
            let (first, here) = (self.milestone(start), self.milestone(end));
            line += narrow(here.lines - first.lines);
            start = here.line.max(start);
            here.characters - self.milestone(start).characters
        };
        LineColumn { line, column: narrow(characters).saturating_add(1) }
    }

    /// What stands before a byte of the decoded text.
    fn milestone(&self, byte: usize) -> Milestone {
        let text = self.decoded().as_bytes();
        let walk = |mut at: Milestone, from: usize, bytes: &[u8]| {
            at.characters += bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
            at.lines += memchr::memchr_iter(b'\n', bytes).count();
            at.line = memchr::memrchr(b'\n', bytes).map_or(at.line, |last| from + last + 1);
            at
        };
        let marks = self.milestones.get_or_init(|| {
            let marks = text.chunks(STRIDE).enumerate().scan(Milestone::default(), |at, (index, chunk)| {
                let before = *at;
                *at = walk(before, index * STRIDE, chunk);
                Some(before)
            });
            marks.collect()
        });
        let stride = byte / STRIDE;
        // A text of a whole number of strides has no mark behind its last one.
        let index = stride.min(marks.len().saturating_sub(1));
        let before = marks.get(index).copied().unwrap_or_default();
        walk(before, index * STRIDE, text.get(index * STRIDE..byte).unwrap_or_default())
    }

    fn markup(&self, cell: CellId) -> Option<&Markup> {
        let index = self.cell(cell).markup.checked_sub(1)?;
        self.markups.get(index as usize)
    }

    fn part_place(&self, cell: CellId, start: u32, end: u32) -> Place {
        let whole = self.cell(cell);
        let Place::Text(raw) = whole.place else { return whole.place };
        let Some(markup) = self.markup(cell) else {
            // The clean text is the raw text, perhaps trimmed: both are ranges of the decoded text.
            return Place::Text(TextRange { start: whole.text.start + start, end: whole.text.start + end });
        };
        let first = raw_start(&markup.offsets, start).unwrap_or(raw.start);
        let last = raw_end(&markup.offsets, end).unwrap_or(first);
        Place::Text(TextRange { start: first, end: last.max(first) })
    }

    /// The edge of a row on a page, beside which something is missing: a box without height or width. `None` for formats without pages.
    fn place_on_page(&self, row: RowId, side: Side) -> Option<Place> {
        let boxes = || {
            self.cells(row).filter_map(|cell| match self.cell(cell).place {
                Place::Page { page, area } => Some((page, area)),
                _ => None,
            })
        };
        // A row that a page break cuts ends on the later page.
        let pages = boxes().map(|(page, _)| page);
        let page = if side == Side::Below { pages.max() } else { pages.min() }?;
        let row = boxes().filter(|(on, _)| *on == page).map(|(_, area)| area).reduce(Area::union)?;
        let area = match side {
            Side::Above => Area { height: 0, ..row },
            Side::Right => Area { x: row.x.saturating_add(row.width), width: 0, ..row },
            Side::Below => Area { y: row.y.saturating_add(row.height), height: 0, ..row },
        };
        Some(Place::Page { page, area })
    }

    fn place_in_row(&self, row: RowId, column: u16) -> Place {
        let found = self.row(row);
        // Readers make no row without cells, so the first cell tells what the places of this row are like.
        match self.cell(CellId(found.first_cell)).place {
            Place::Text(_) => Place::Text(TextRange { start: found.end, end: found.end }),
            Place::Sheet { sheet, row, .. } => Place::Sheet { sheet, row, col: column },
            Place::Table { table, row, .. } => Place::Table { table, row, col: column },
            same @ (Place::Paragraph { .. } | Place::Page { .. }) => same,
        }
    }
}

/// On which side of a row something is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Right,
    Below,
}

/// Offsets fit 32 bits because what is read is bounded in [`crate::limits`].
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// The raw position of the first byte of clean text from `clean` on.
fn raw_start(offsets: &[Segment], clean: u32) -> Option<u32> {
    let index = offsets.partition_point(|s| s.clean + s.clean_len <= clean);
    let Some(segment) = offsets.get(index) else { return offsets.last().map(|s| s.raw + s.raw_len) };
    let inside = if segment.clean_len == segment.raw_len { clean.saturating_sub(segment.clean) } else { 0 };
    Some(segment.raw + inside)
}

/// The raw position one past the last byte of clean text before `clean`.
fn raw_end(offsets: &[Segment], clean: u32) -> Option<u32> {
    let index = offsets.partition_point(|s| s.clean < clean).checked_sub(1)?;
    let segment = offsets.get(index)?;
    let whole = clean >= segment.clean + segment.clean_len || segment.clean_len != segment.raw_len;
    Some(segment.raw + if whole { segment.raw_len } else { clean - segment.clean })
}
