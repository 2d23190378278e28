//! From a page to the rows of a document: a table's rows are rows, a table that only lays out the page is read cell by cell, and text outside tables makes
//! a row for each of its lines.

use std::ops::Range;
use std::slice;

use super::super::ReadError;
use super::super::builder::{Builder, RowPlace, Stored};
use super::page::{Page, Piece, is_blank};
use super::table::{Cell, Row, Table};
use crate::inline::{self, Cleaner};
use crate::place::TextRange;

/// How many cells a row has that is not looked at as one that lays out the page, unless the table inside it is wider.
const FEW: usize = 2;

/// Words after which a line goes on, wherever it is broken.
const UNFINISHED: [&str; 20] =
    ["a", "al", "con", "de", "del", "e", "el", "en", "la", "las", "lo", "los", "o", "para", "por", "que", "su", "sus", "u", "y"];

/// Writes the rows of a page; whether there was a table of four columns or more among them.
///
/// # Errors
/// When there are too many cells.
pub(super) fn write(page: &Page<'_>, builder: &mut Builder) -> Result<bool, ReadError> {
    let line_end = if page.text.contains('\n') || !page.text.contains('\r') { b'\n' } else { b'\r' };
    let mut writer = Writer { page, builder, row: 0, line_end, line: Line { number: 1, start: 0, counted: 0 }, wide: 0 };
    let mut work = vec![Work::Flow(0..page.items.len())];
    while let Some(next) = work.pop() {
        match next {
            Work::Flow(items) => writer.flow(items, &mut work)?,
            Work::Rows { table, from, loose } => writer.rows(table, from, loose, &mut work)?,
        }
    }
    Ok(writer.wide >= 2 || page.tables.iter().any(Table::is_wide))
}

/// What is still to be written, the next last.
enum Work {
    /// Items outside tables, and the tables among them.
    Flow(Range<usize>),
    /// The rows of a table from one on, and its loose texts from one on.
    Rows { table: usize, from: usize, loose: usize },
}

struct Writer<'p, 't, 'b> {
    page: &'p Page<'t>,
    builder: &'b mut Builder,
    /// How many rows were met.
    row: u32,
    line_end: u8,
    line: Line,
    /// How many rows outside tables have four cells or more.
    wide: usize,
}

/// The line up to which lines were counted.
struct Line {
    number: u32,
    start: usize,
    counted: usize,
}

impl Writer<'_, '_, '_> {
    /// Writes the rows of a table from one on, up to one that lays out the page: what stands in its cells comes before the rest.
    fn rows(&mut self, index: usize, from: usize, loose: usize, work: &mut Vec<Work>) -> Result<(), ReadError> {
        let table = &self.page.tables[index];
        let lays_out = |row: u32| lays_out(table.row(row), table.width);
        let layout = *table.lays_out.get_or_init(|| table.columns <= 1 || table.order.iter().any(|row| lays_out(*row)));
        // Where heads or feet are moved, no row comes before a text that stood before it.
        let sorted = *table.sorted.get_or_init(|| table.order.is_sorted());
        let first = self.row;
        let key = |at: usize| first.saturating_add(narrow(at - from.min(at)));
        for (at, row) in table.order.iter().copied().enumerate().skip(from) {
            if let Some((before, items)) = table.loose.get(loose)
                && (!sorted || *before <= row)
            {
                self.row = key(at);
                work.push(Work::Rows { table: index, from: at, loose: loose + 1 });
                work.push(Work::Flow(indices(items)));
                return Ok(());
            }
            let cells = || table.row(row).iter().filter(|cell| !cell.hides);
            let filled = cells().filter(|cell| cell.filled).count();
            if table.rows[row as usize].hides || filled == 0 {
                continue;
            }
            if layout && (filled == 1 || lays_out(row)) {
                self.row = key(at + 1);
                work.push(Work::Rows { table: index, from: at + 1, loose });
                work.extend(cells().rev().map(|cell| Work::Flow(indices(&cell.items))));
                return Ok(());
            }
            let Row { start, end, .. } = table.rows[row as usize];
            self.begin_row(key(at), start as usize, end as usize);
            for cell in cells() {
                let stored = self.store(indices(&cell.items));
                self.builder.cell(cell.column as usize, stored, Some(self.trimmed(&cell.bytes)))?;
                if !layout && cell.last as usize > at {
                    self.builder.merge_down(key(at), cell.column as usize, key(cell.last as usize));
                }
            }
            self.builder.end_row(true);
        }
        self.row = key(table.order.len());
        if let Some((_, items)) = table.loose.get(loose) {
            work.push(Work::Rows { table: index, from: table.order.len(), loose: loose + 1 });
            work.push(Work::Flow(indices(items)));
        }
        Ok(())
    }

    /// Writes items outside tables up to the first table, a row for each line.
    fn flow(&mut self, items: Range<usize>, work: &mut Vec<Work>) -> Result<(), ReadError> {
        let page = self.page;
        // The cells of the row at hand that are complete, and where the one after them begins.
        let mut cells: Vec<Range<usize>> = Vec::new();
        let mut from = items.start;
        // Whether the row began with the name of a definition list, and whether it is complete unless a description follows.
        let (mut term, mut held) = (false, false);
        // Up to where the row at hand was looked at for content.
        let mut looked = from;
        for index in items.clone() {
            let item = page.items[index];
            match item.piece {
                Piece::Text | Piece::Shown(_) | Piece::Number(_) | Piece::Link(_) => {
                    if held && !(item.piece == Piece::Text && is_blank(page.raw(item))) {
                        self.lines(&mut cells, from..index)?;
                        (from, term, held) = (index, false, false);
                    }
                }
                Piece::Unlink | Piece::Line => {}
                Piece::Block if term => {
                    held |= (looked.max(from)..index).any(|at| self.is_content(at));
                    looked = index;
                }
                Piece::Detail if term => {
                    cells.push(from..index);
                    (from, held) = (index + 1, false);
                }
                Piece::Tab => {
                    cells.push(from..index);
                    from = index + 1;
                }
                Piece::Block | Piece::Row | Piece::Term | Piece::Detail => {
                    self.lines(&mut cells, from..index)?;
                    (from, term, held) = (index + 1, item.piece == Piece::Term, false);
                }
                Piece::Table(table) => {
                    self.lines(&mut cells, from..index)?;
                    let table = table as usize;
                    let Some(inner) = page.tables.get(table) else { continue };
                    work.push(Work::Flow(indices(&inner.items).end.clamp(index + 1, items.end)..items.end));
                    work.push(Work::Rows { table, from: 0, loose: 0 });
                    work.extend(inner.caption.iter().map(|caption| Work::Flow(indices(caption))));
                    return Ok(());
                }
            }
        }
        self.lines(&mut cells, from..items.end)
    }

    /// Writes a row whose cells are complete but the last; a row of one cell may be several lines, each a row.
    fn lines(&mut self, cells: &mut Vec<Range<usize>>, last: Range<usize>) -> Result<(), ReadError> {
        if !cells.is_empty() {
            cells.push(last);
            let written = self.line_row(cells);
            cells.clear();
            return written;
        }
        if self.is_menu(&last) {
            return Ok(());
        }
        let breaks: Vec<usize> = last.clone().filter(|at| self.page.items[*at].piece == Piece::Line).collect();
        let mut from = last.start;
        if !breaks.is_empty() {
            let mut before = String::new();
            let mut start = last.start;
            for end in breaks.into_iter().chain([last.end]) {
                let text = self.plain(start..end);
                if !text.is_empty() {
                    if !before.is_empty() && !goes_on(&before, &text) {
                        self.line_row(slice::from_ref(&(from..start)))?;
                        from = start;
                    }
                    before = text;
                }
                start = end + 1;
            }
        }
        self.line_row(slice::from_ref(&(from..last.end)))
    }

    /// Whether a line is an item of a list that is nothing but a link, as menus are made of; an e-mail address is none.
    fn is_menu(&self, line: &Range<usize>) -> bool {
        let page = self.page;
        let item = line.start.checked_sub(1).map(|before| page.items[before]);
        let listed = item
            .is_some_and(|item| item.piece == Piece::Block && page.raw(item).get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<li")));
        let mut linked = false;
        listed
            && line.clone().all(|at| match page.items[at].piece {
                Piece::Link(target) => {
                    let target = page.target(target);
                    linked = !target.contains('@') && !target.starts_with("tel:");
                    true
                }
                Piece::Unlink => {
                    linked = false;
                    true
                }
                _ => linked || !self.is_content(at),
            })
    }

    /// Writes one row of cells outside tables.
    fn line_row(&mut self, cells: &[Range<usize>]) -> Result<(), ReadError> {
        let place = |cell: &Range<usize>| {
            let first = cell.clone().find(|at| self.is_content(*at))?;
            let last = cell.clone().rev().find(|at| self.is_content(*at))?;
            let (start, end) = (self.page.items[first].start, self.page.items[last].end);
            Some(self.trimmed(&(start..end)))
        };
        let places: Vec<Option<TextRange>> = cells.iter().map(place).collect();
        let (Some(first), Some(last)) = (places.iter().flatten().next(), places.iter().flatten().next_back()) else { return Ok(()) };
        self.wide += usize::from(places.iter().flatten().count() >= 4);
        self.begin_row(self.row, first.start as usize, last.end as usize);
        self.row = self.row.saturating_add(1);
        for (column, (cell, place)) in cells.iter().zip(&places).enumerate().filter(|(_, (_, place))| place.is_some()) {
            let stored = self.store(cell.clone());
            self.builder.cell(column, stored, *place)?;
        }
        self.builder.end_row(true);
        Ok(())
    }

    fn begin_row(&mut self, row: u32, start: usize, end: usize) {
        // What is shown after a later part of the text keeps the line of that part: lines never go back.
        let new = self.page.text.as_bytes().get(self.line.counted..start).unwrap_or_default();
        if let Some(last) = memchr::memrchr(self.line_end, new) {
            self.line.number = self.line.number.saturating_add(narrow(memchr::memchr_iter(self.line_end, new).count()));
            self.line.start = self.line.counted + last + 1;
        }
        self.line.counted = self.line.counted.max(start);
        let bytes = TextRange { start: narrow(self.line.start), end: narrow(end.max(self.line.start)) };
        self.builder.begin_row(RowPlace::Text { row, line: self.line.number, bytes });
    }

    /// Whether an item shows something other than a blank.
    fn is_content(&self, at: usize) -> bool {
        let item = self.page.items[at];
        match item.piece {
            Piece::Text => !is_blank(self.page.raw(item)),
            Piece::Shown(_) | Piece::Number(_) => true,
            _ => false,
        }
    }

    /// Stores the text of a cell.
    fn store(&mut self, items: Range<usize>) -> Stored {
        let page = self.page;
        if let [item] = page.items[items.clone()]
            && item.piece == Piece::Text
        {
            let place = self.trimmed(&(item.start..item.end));
            if page.text.get(place.indices()).is_some_and(inline::is_plain) {
                return Builder::as_written(place);
            }
        }
        self.builder.compose(|cleaner| clean(page, items, cleaner))
    }

    /// The text of a cell, to be looked at only.
    fn plain(&self, items: Range<usize>) -> String {
        let mut text = String::new();
        let mut cleaner = Cleaner::new(0, &mut text);
        clean(self.page, items, &mut cleaner);
        cleaner.finish();
        text
    }

    /// A range without the white space at its ends.
    fn trimmed(&self, bytes: &Range<u32>) -> TextRange {
        let raw = self.page.text.get(bytes.start as usize..bytes.end as usize).unwrap_or("");
        let start = bytes.start + narrow(raw.len() - raw.trim_ascii_start().len());
        TextRange { start, end: start + narrow(raw.trim_ascii().len()) }
    }
}

/// Puts the text of items together. Lines, blocks and cells of tables inside stand apart by a blank.
fn clean(page: &Page<'_>, items: Range<usize>, cleaner: &mut Cleaner<'_>) {
    cleaner.as_page();
    for item in page.items.get(items).unwrap_or_default() {
        match item.piece {
            Piece::Text => cleaner.text(page.raw(*item), item.start),
            Piece::Shown(index) => {
                let text = page.shown.get(index as usize).map_or("", String::as_str);
                cleaner.shown(text, item.start, (item.end - item.start) as usize);
            }
            Piece::Number(number) => cleaner.shown(&number.to_string(), item.start, (item.end - item.start) as usize),
            Piece::Link(index) => cleaner.open_link(page.target(index)),
            Piece::Unlink => cleaner.close_link(),
            _ => cleaner.gap(item.start),
        }
    }
}

/// Whether a row only lays out the page: a table in its own right stands in one of its few cells, or some row of a table in its only one. `width` is that of
/// the table it stands in: where others of its rows hold data, the table in its only cell is a frame.
fn lays_out(cells: &[Cell], width: u32) -> bool {
    let filled = || cells.iter().filter(|cell| !cell.hides && cell.filled);
    let count = filled().count();
    let framed = |cell: &Cell| count == 1 && cell.inner >= 2 && width < 4;
    filled().any(|cell| cell.whole > 0 && (count <= FEW || cell.whole as usize >= count) || framed(cell))
}

/// Whether a line outside tables is the rest of the one before: people break lines by hand to make a heading look well.
fn goes_on(before: &str, line: &str) -> bool {
    let word = line.split(' ').next().unwrap_or("");
    let lower = word.starts_with(char::is_lowercase) && !word.contains(|c: char| c.is_ascii_digit());
    let last = before.rsplit(' ').next().unwrap_or("");
    let unfinished = last.len() <= 4 && UNFINISHED.contains(&last.to_lowercase().as_str());
    let valued = before.ends_with(':') && !line.contains(':');
    lower || unfinished || valued || before.ends_with([',', '-', '/', '(']) || line.starts_with('(')
}

fn indices(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// Offsets fit 32 bits because [`crate::limits::MAX_BYTES`] is below 2³².
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
