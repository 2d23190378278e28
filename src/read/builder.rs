//! Puts a [`Document`] together row by row, for the formats whose cells are not simply stretches of a text.
//!
//! A reader stores the text of a cell, then says where it stands; the builder keeps the bounds, fills the gaps between cells, drops what is empty and
//! remembers which cells are merged downward. Nothing here knows a format.

use super::{Format, ReadError};
use crate::document::{Cell, CellId, Document, Markup, Part, ReadNote, Row, RowId};
use crate::inline::{self, Cleaner};
use crate::limits::{MAX_ADDRESS, MAX_CELLS, MAX_NAME, MAX_SEGMENTS, MAX_SHEETS, MAX_SHOWN, MAX_STORED};
use crate::place::{Area, Place, TextRange};

/// How many rows and columns of an area that is a link are searched for its text.
const LINKED_ROWS: usize = 16;
const LINKED_COLUMNS: usize = 64;

/// A document under construction.
pub(super) struct Builder {
    document: Document,
    /// The sheets.
    parts: Vec<Part>,
    /// Clean texts, which come after the decoded text.
    clean: String,
    /// How many bytes of decoded text come before them.
    decoded: usize,
    segments: usize,
    /// Whether more text was to be stored than may be.
    overfull: bool,
    /// How many bytes the cells show so far, and the addresses of their links.
    shown: usize,
    row: Option<OpenRow>,
    /// The rows of the table at hand: the number each goes by in its table.
    keys: Vec<u32>,
    /// Merged cells of the table at hand.
    merges: Vec<Merge>,
    /// Links that cells of the table at hand were given apart from their text.
    links: Vec<(At, At, String)>,
}

/// Row and column in the table at hand, from 0.
type At = (u32, u32);

/// The clean text of a cell, kept in the document; several cells may share one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stored {
    text: TextRange,
    markup: u32,
}

impl Stored {
    /// Whether there is no text.
    pub(super) fn is_empty(self) -> bool {
        self.text.start == self.text.end
    }
}

/// Where a row stands, in the terms of its format. All count from 0 but lines.
#[derive(Debug, Clone, Copy)]
pub(super) enum RowPlace {
    /// A row of a sheet.
    Sheet {
        /// Index of the sheet.
        sheet: u16,
        /// Row.
        row: u32,
    },
    /// A row of a word-processor table.
    Table {
        /// Which table.
        table: u16,
        /// Row.
        row: u32,
    },
    /// A paragraph outside all tables.
    Paragraph {
        /// Which paragraph.
        number: u32,
    },
    /// A row of a table on a page, or a line of it. Its cells say their own places.
    Page {
        /// Which page.
        page: u16,
        /// The row of its table, for cells that are merged downward.
        row: u32,
        /// What a person calls the row: the number of the row on its page, from 1.
        number: u32,
        /// The box of the row.
        area: Area,
    },
    /// A row of a table written in a text, or a line of it.
    Text {
        /// The row of its table, for cells that are merged downward.
        row: u32,
        /// The number of the line it starts on, from 1.
        line: u32,
        /// The bytes of the decoded text from the beginning of that line to the end of the row.
        bytes: TextRange,
    },
}

struct OpenRow {
    place: RowPlace,
    first_cell: usize,
    /// Whether any of its cells holds something.
    filled: bool,
}

struct Merge {
    from: At,
    to: At,
}

impl Builder {
    /// Starts a document; `decoded` is the length of the decoded text that [`Builder::finish`] will be given.
    pub(super) fn new(format: &'static Format, decoded: usize) -> Builder {
        Builder {
            document: Document::empty(format),
            parts: Vec::new(),
            clean: String::new(),
            decoded,
            segments: 0,
            overfull: false,
            shown: 0,
            row: None,
            keys: Vec::new(),
            merges: Vec::new(),
            links: Vec::new(),
        }
    }

    /// Says something about the reading.
    pub(super) fn note(&mut self, note: ReadNote) {
        self.document.notes.push(note);
    }

    /// Adds a sheet; its index.
    pub(super) fn part(&mut self, mut name: String, hidden: bool) -> u16 {
        let end = (0..=MAX_NAME.min(name.len())).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
        name.truncate(end);
        name.shrink_to_fit();
        self.parts.push(Part { name, hidden });
        u16::try_from(self.parts.len() - 1).unwrap_or(u16::MAX)
    }

    /// Stores the text of a cell of a format without text of its own.
    pub(super) fn store(&mut self, raw: &str) -> Stored {
        // Texts that no cell shows are stored as well: past the bound nothing more is, and the next cell says so.
        if self.is_full(raw.len()) {
            return Stored::default();
        }
        let raw = raw.trim_ascii();
        if inline::is_plain(raw) {
            let start = self.clean.len();
            self.clean.push_str(raw);
            return Stored { text: self.range_from(start), markup: 0 };
        }
        self.compose(|cell| cell.text(raw, 0)).without_offsets(self)
    }

    /// Stores a text all of which is a link to `target`.
    pub(super) fn store_link(&mut self, raw: &str, target: String) -> Stored {
        if target.len() > MAX_ADDRESS {
            return self.store(raw);
        }
        let linked = |cell: &mut Cleaner<'_>| {
            cell.open_link(target);
            cell.text(raw, 0);
        };
        self.compose(linked).without_offsets(self)
    }

    /// Whether so many more bytes of text are too many.
    fn is_full(&mut self, more: usize) -> bool {
        self.overfull |= self.clean.len() + more > MAX_STORED;
        self.overfull
    }

    /// A stored text again, as a link to `target`.
    pub(super) fn linked(&mut self, stored: Stored, target: String) -> Stored {
        if target.len() > MAX_ADDRESS {
            return stored;
        }
        let length = (stored.text.end - stored.text.start) as usize;
        let link = crate::document::Link { target, text: 0..length };
        self.document.markups.push(Markup { links: vec![link], offsets: Vec::new() });
        Stored { text: stored.text, markup: narrow(self.document.markups.len()) }
    }

    /// Stores a text that is put together piece by piece. Its parts can be found again in the decoded text, so only formats with text leave it so.
    pub(super) fn compose(&mut self, fill: impl FnOnce(&mut Cleaner<'_>)) -> Stored {
        if self.is_full(0) {
            return Stored::default();
        }
        let start = self.clean.len();
        let room = MAX_SEGMENTS.saturating_sub(self.segments);
        let mut cleaner = Cleaner::new(room, &mut self.clean);
        fill(&mut cleaner);
        let markup = cleaner.finish();
        self.segments += markup.offsets.len();
        if markup.links.is_empty() && markup.offsets.is_empty() {
            return Stored { text: self.range_from(start), markup: 0 };
        }
        self.document.markups.push(markup);
        Stored { text: self.range_from(start), markup: narrow(self.document.markups.len()) }
    }

    /// A text that stands in the decoded text just as a person reads it.
    pub(super) fn as_written(bytes: TextRange) -> Stored {
        Stored { text: bytes, markup: 0 }
    }

    /// Stores a text of a format without text of its own, put together piece by piece.
    pub(super) fn compose_foreign(&mut self, fill: impl FnOnce(&mut Cleaner<'_>)) -> Stored {
        self.compose(fill).without_offsets(self)
    }

    /// The text of a stored cell.
    pub(super) fn text(&self, stored: Stored) -> &str {
        let base = narrow(self.decoded);
        self.clean.get((stored.text.start - base) as usize..(stored.text.end - base) as usize).unwrap_or("")
    }

    /// Starts a row.
    pub(super) fn begin_row(&mut self, place: RowPlace) {
        self.row = Some(OpenRow { place, first_cell: self.document.cells.len(), filled: false });
    }

    /// Which column comes next in the row at hand.
    pub(super) fn next_column(&self) -> usize {
        self.row.as_ref().map_or(0, |row| self.document.cells.len() - row.first_cell)
    }

    /// Adds a cell at a column, with empty cells before it where there is a gap. `bytes` is where it stands in a text; other formats give `None`.
    ///
    /// # Errors
    /// When there are too many cells.
    pub(super) fn cell(&mut self, column: usize, stored: Stored, bytes: Option<TextRange>) -> Result<(), ReadError> {
        let next = self.next_column();
        let Some(row) = &mut self.row else { return Ok(()) };
        if column < next {
            return Ok(());
        }
        if self.document.cells.len() + (column - next) >= MAX_CELLS {
            return Err(ReadError::TooManyCells);
        }
        if self.parts.len() > MAX_SHEETS {
            return Err(ReadError::TooManySheets);
        }
        self.shown += (stored.text.end - stored.text.start) as usize;
        if self.shown > MAX_SHOWN || self.overfull {
            return Err(ReadError::Bomb);
        }
        row.filled |= !stored.is_empty();
        let place = row.place;
        for gap in next..column {
            let before = (gap > next).then(|| self.document.cells.last()).flatten();
            let end = before.map_or(bytes.map(|b| b.start), |cell| match cell.place {
                Place::Text(range) => Some(range.end),
                _ => None,
            });
            let place = place.of_cell(gap, end.map(|end| TextRange { start: end, end }));
            self.document.cells.push(Cell { text: TextRange::default(), place, markup: 0 });
        }
        self.document.cells.push(Cell { text: stored.text, place: place.of_cell(column, bytes), markup: stored.markup });
        Ok(())
    }

    /// Adds a cell of a row on a page, which stands in a box of its own, on that page or on the one before.
    ///
    /// # Errors
    /// As [`Builder::cell`].
    pub(super) fn cell_on_page(&mut self, column: usize, stored: Stored, page: u16, area: Area) -> Result<(), ReadError> {
        let next = self.next_column();
        self.cell(column, stored, None)?;
        if column >= next
            && let Some(cell) = self.document.cells.last_mut()
        {
            cell.place = Place::Page { page, area };
        }
        Ok(())
    }

    /// Says how the table was found, where that differs from file to file.
    pub(super) fn method(&mut self, method: &'static str) {
        self.document.method = method;
    }

    /// Says that the cells from one corner to the other are one, of which the first holds the text; what the others hold is not shown. It may be said of
    /// cells that are yet to come, and of cells that are not there.
    pub(super) fn merge(&mut self, from: (u32, u32), to: (u32, u32)) {
        if from.0 <= to.0 && from.1 <= to.1 && from != to && self.merges.len() < MAX_CELLS {
            self.merges.push(Merge { from, to });
        }
    }

    /// Says that the cell at a row and column of the table at hand is merged with those below it, down to the row `last`.
    pub(super) fn merge_down(&mut self, row: u32, column: usize, last: u32) {
        let column = narrow(column);
        self.merge((row, column), (last, column));
    }

    /// Says that the first cell with a text in an area of the table at hand is a link. It may be said of cells that are yet to come.
    pub(super) fn link(&mut self, from: (u32, u32), to: (u32, u32), target: &str) {
        if target.len() <= MAX_ADDRESS && self.shown + target.len() <= MAX_SHOWN {
            self.shown += target.len();
            self.links.push((from, to, target.to_owned()));
        }
    }

    /// Ends the row at hand; it is dropped where nothing stands in it. Empty cells at its end stay where `keep_empty` says so: they are there to be seen.
    pub(super) fn end_row(&mut self, keep_empty: bool) {
        let Some(row) = self.row.take() else { return };
        let cells = &mut self.document.cells;
        if !row.filled {
            cells.truncate(row.first_cell);
            return;
        }
        if !keep_empty {
            let filled = cells[row.first_cell..].iter().rposition(|cell| cell.text.start < cell.text.end).map_or(0, |at| at + 1);
            cells.truncate(row.first_cell + filled);
        }
        let (key, number, bytes) = match row.place {
            RowPlace::Sheet { row, .. } | RowPlace::Table { row, .. } => (row, row.saturating_add(1), TextRange::default()),
            RowPlace::Paragraph { number } => (number, number.saturating_add(1), TextRange::default()),
            RowPlace::Page { row, number, .. } => (row, number, TextRange::default()),
            RowPlace::Text { row, line, bytes } => (row, line, bytes),
        };
        self.keys.push(key);
        let first_cell = narrow(row.first_cell);
        let cell_count = narrow(self.document.cells.len()) - first_cell;
        self.document.rows.push(Row { number, start: bytes.start, end: bytes.end, first_cell, cell_count });
    }

    /// Adds the rows of a document that was read from a stretch of this one's text, which begins at byte `at` with `lines` lines before it.
    ///
    /// # Errors
    /// When there are too many cells.
    pub(super) fn adopt(&mut self, other: Document, at: u32, lines: u32) -> Result<(), ReadError> {
        self.end_row(true);
        self.end_table();
        let document = &mut self.document;
        if document.cells.len() + other.cells.len() > MAX_CELLS {
            return Err(ReadError::TooManyCells);
        }
        let (rows, cells, markups) = (narrow(document.rows.len()), narrow(document.cells.len()), narrow(document.markups.len()));
        let (theirs, ours) = (other.decoded, narrow(self.decoded + self.clean.len()));
        let moved = |range: TextRange| TextRange { start: range.start + at, end: range.end + at };
        let text = |range: TextRange| {
            if range.start < theirs {
                moved(range)
            } else {
                TextRange { start: range.start - theirs + ours, end: range.end - theirs + ours }
            }
        };
        self.clean.push_str(&other.arena[theirs as usize..]);
        document.markups.extend(other.markups.into_iter().map(|mut markup| {
            markup.offsets.iter_mut().for_each(|segment| segment.raw += at);
            self.segments += markup.offsets.len();
            markup
        }));
        document.cells.extend(other.cells.into_iter().map(|cell| Cell {
            text: text(cell.text),
            place: if let Place::Text(range) = cell.place { Place::Text(moved(range)) } else { cell.place },
            markup: if cell.markup > 0 { cell.markup + markups } else { 0 },
        }));
        document.rows.extend(other.rows.into_iter().map(|row| Row {
            number: row.number + lines,
            start: row.start + at,
            end: row.end + at,
            first_cell: row.first_cell + cells,
            ..row
        }));
        document.tall.extend(other.tall.into_iter().map(|(cell, row)| (CellId(cell.0 + cells), RowId(row.0 + rows))));
        Ok(())
    }

    /// Ends a sheet or table: what is merged and linked in it is settled, and rows are counted anew.
    pub(super) fn end_table(&mut self) {
        let keys = std::mem::take(&mut self.keys);
        let first = self.document.rows.len() - keys.len();
        // Areas do not overlap in a sound file, so all of them together cover no cell twice.
        let mut budget = MAX_CELLS;
        let merges = std::mem::take(&mut self.merges);
        // Where areas overlap all the same, the first cell of each keeps its text.
        let mut origins: Vec<(u32, u32)> = merges.iter().map(|merge| merge.from).collect();
        origins.sort_unstable();
        for Merge { from, to } in merges {
            let (top, below) = (keys.partition_point(|key| *key < from.0), keys.partition_point(|key| *key <= to.0));
            for (index, key) in keys.iter().enumerate().take(below).skip(top) {
                let row = self.document.rows[first + index];
                let columns = from.1.min(row.cell_count)..to.1.saturating_add(1).min(row.cell_count);
                budget = budget.saturating_sub(columns.len() + 1);
                if budget == 0 {
                    break;
                }
                for column in columns.filter(|column| origins.binary_search(&(*key, *column)).is_err()) {
                    let cell = &mut self.document.cells[(row.first_cell + column) as usize];
                    (cell.text, cell.markup) = (TextRange::default(), 0);
                }
            }
            if keys.get(top) == Some(&from.0) && below > top + 1 {
                let row = self.document.rows[first + top];
                if from.1 < row.cell_count {
                    self.document.tall.push((CellId(row.first_cell + from.1), RowId(narrow(first + below - 1))));
                }
            }
        }
        for (from, to, target) in std::mem::take(&mut self.links) {
            let rows = &self.document.rows[first..];
            let (top, below) = (keys.partition_point(|key| *key < from.0), keys.partition_point(|key| *key <= to.0));
            let cells = rows[top..below.max(top)].iter().take(LINKED_ROWS).flat_map(|row| {
                let columns = from.1.min(row.cell_count)..to.1.saturating_add(1).min(row.cell_count);
                columns.take(LINKED_COLUMNS).map(|column| row.first_cell + column)
            });
            let filled = |cell: &u32| self.document.cells[*cell as usize].text.start < self.document.cells[*cell as usize].text.end;
            if let Some(index) = cells.into_iter().find(filled) {
                let cell = self.document.cells[index as usize];
                let linked = self.linked(Stored { text: cell.text, markup: cell.markup }, target);
                self.document.cells[index as usize].markup = linked.markup;
            }
        }
    }

    /// The document; `decoded` is the text that cells and rows point into, empty for formats without.
    pub(super) fn finish(mut self, decoded: String) -> Document {
        self.end_row(true);
        self.end_table();
        self.document.tall.sort_unstable();
        self.document.tall.dedup_by_key(|(cell, _)| *cell);
        self.document.parts = self.parts.into();
        self.document.decoded = narrow(decoded.len());
        self.document.arena = decoded;
        if self.document.arena.is_empty() {
            self.document.arena = self.clean;
        } else {
            self.document.arena.push_str(&self.clean);
        }
        self.document
    }

    fn range_from(&self, start: usize) -> TextRange {
        TextRange { start: narrow(self.decoded + start), end: narrow(self.decoded + self.clean.len()) }
    }
}

impl Stored {
    /// Forgets where the parts of the text just stored stood: in a format without text they stood nowhere.
    fn without_offsets(mut self, builder: &mut Builder) -> Stored {
        let markups = &mut builder.document.markups;
        if self.markup as usize == markups.len()
            && let Some(last) = markups.last_mut()
        {
            builder.segments -= last.offsets.len();
            last.offsets = Vec::new();
            if last.links.is_empty() {
                markups.pop();
                self.markup = 0;
            }
        }
        self
    }
}

impl RowPlace {
    fn of_cell(self, column: usize, bytes: Option<TextRange>) -> Place {
        let col = u16::try_from(column).unwrap_or(u16::MAX);
        match self {
            RowPlace::Sheet { sheet, row } => Place::Sheet { sheet, row, col },
            RowPlace::Table { table, row } => Place::Table { table, row, col },
            RowPlace::Paragraph { number } => Place::Paragraph { number },
            RowPlace::Page { page, area, .. } => Place::Page { page, area },
            RowPlace::Text { bytes: row, .. } => Place::Text(bytes.unwrap_or(TextRange { start: row.end, end: row.end })),
        }
    }
}

/// Offsets fit 32 bits because what is read is bounded in [`crate::limits`].
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
