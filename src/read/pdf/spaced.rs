//! Tables by white space: for pages on which lines do not make a full grid.
//!
//! Columns are found first ([`columns`]), by the words of the header ([`header`]) and the gaps between texts; then what stands on one baseline in one
//! column ([`pieces`]); then rows, by all that speaks for one division or another ([`rows`], [`seams`]): lines and backgrounds that there are
//! ([`bands`]), the order of painting ([`painted`]), room, and the texts themselves. Rows of units with several goals are parted last ([`goals`]).

mod bands;
mod columns;
mod goals;
mod header;
mod painted;
mod pieces;
mod rows;
mod seams;
#[cfg(test)]
mod tests;

use super::page::{Block, Cell, Ink, Method, Rect, Row, Table, Word};
use super::words;

use self::columns::Columns;
use self::pieces::Piece;

/// How many lines apart something stands from a table that does not belong to it.
const AWAY: f32 = 2.6;

/// How far apart the edges of columns on two pages are at most that are the same columns, found by what stands in them.
const SAME: f32 = 15.0;

/// How far below each other, in parts of the font's size, texts stand at most that are beside each other.
const BESIDE: f32 = 0.8;

/// Everything on a page in reading order: its table as far as white space tells one, and the lines outside it. `known` is where the columns of the
/// table on the page before begin and end, for a table that goes on without a header.
pub(super) fn blocks(page: u16, ink: &Ink, words: Vec<Word>, known: Option<&[f32]>) -> Vec<Block> {
    let mut spans = pieces::spans(&words);
    let foot = numbered_foot(&words, &mut spans);
    let height = spans.last().map_or(0.0, |last| words[last[0]].base) - spans.first().map_or(0.0, |first| words[first[0]].base);
    let mut down = bands::down(ink, (height * 0.3).max(20.0));
    if down.is_empty() {
        down = bands::joints(ink);
    }
    let Some(mut columns) = columns::find(&words, &spans, &down, known) else {
        return plain(page, words);
    };
    let pieces = pieces::pieces(&words, &spans, &mut columns);
    let bars = bands::across(ink);
    let mut levels = rows::Levels::new(&words, &pieces, &columns);
    let painted = if painted::is_crowded(&pieces, &columns) { painted::rows(&pieces, &levels) } else { None };
    let rows = painted.unwrap_or_else(|| levels.rows(&bars));
    let mut rows: Vec<Draft> = rows
        .into_iter()
        .flat_map(|members| goals::parted(members, &pieces, &columns, &levels, &bars))
        .map(|(members, rows)| Draft::new(members, rows, &pieces))
        .collect();
    rows.sort_by(|one, other| one.top.total_cmp(&other.top));
    let inside = extent(&rows, &pieces, &columns, levels.pitch);
    if inside.is_empty() {
        return plain(page, words);
    }
    let mut sheet =
        Sheet { page, words: words.into_iter().map(Some).collect(), pieces: &pieces, columns: &columns, limits: limits(&pieces, &columns) };
    let mut blocks = Vec::new();
    for row in &rows[..inside.start] {
        blocks.extend(sheet.lines(&row.members));
    }
    let mut table = sheet.table(&rows[inside.clone()], &bars);
    // Where a table without lines begins and ends is only where its longest texts do.
    let last = table.edges.len().saturating_sub(1);
    let is_outer = |index: usize| last > 2 && (index == 0 || index == last);
    if let Some(known) = known.filter(|known| known.len() == table.edges.len())
        && known.iter().zip(&table.edges).enumerate().all(|(index, (one, other))| is_outer(index) || (one - other).abs() <= SAME)
    {
        table.edges = known.to_vec();
    }
    blocks.push(Block::Table(table));
    for row in &rows[inside.end..] {
        blocks.extend(sheet.lines(&row.members));
    }
    blocks.extend(plain(page, foot.into_iter().filter_map(|index| sheet.words[index].take()).collect()));
    blocks
}

/// How many rows of a table begin with one number: those that are surely rows of a matrix.
pub(super) fn numbered(table: &Table) -> usize {
    let is_numbered =
        |row: &&Row| row.cells.first().is_some_and(|cell| matches!(cell.lines.as_slice(), [line] if header::is_number(&line.text)));
    table.rows.iter().filter(is_numbered).count()
}

/// In how many rows of a table several cells have text.
pub(super) fn filled(table: &Table) -> usize {
    table.rows.iter().filter(|row| row.cells.iter().filter(|cell| !cell.lines.is_empty()).count() > 1).count()
}

/// Whether most words of these tables stand in cells over all columns whose text leaves room where columns meet: a frame round what has columns of its own.
pub(super) fn hidden(tables: &[Table], words: &[Word]) -> bool {
    let cells = |least: usize| {
        let tables = tables.iter().filter(|table| table.columns >= 3);
        tables.flat_map(move |table| table.rows.iter().flat_map(|row| &row.cells).filter(move |cell| cell.columns >= least.min(table.columns)).map(move |cell| (table, cell)))
    };
    let signs = |cell: &Cell| cell.lines.iter().map(|line| line.text.len()).sum::<usize>();
    let all: usize = cells(1).map(|(_, cell)| signs(cell)).sum();
    let framed: usize = cells(usize::MAX).filter(|(_, cell)| signs(cell) * 8 > all).filter(|(table, cell)| is_parted(table, cell, words)).map(|(_, cell)| signs(cell)).sum();
    framed * 2 > all
}

/// Whether texts stand beside each other in a cell, with room between them where columns of its table meet.
fn is_parted(table: &Table, cell: &Cell, words: &[Word]) -> bool {
    let is_inside = |word: &Word| word.base > cell.rect.top && word.base < cell.rect.bottom && word.rect.left > cell.rect.left - 1.0;
    let mut own: Vec<&Word> = words.iter().filter(|word| is_inside(word)).collect();
    own.sort_by(|one, other| one.base.total_cmp(&other.base));
    let inner = &table.edges[1..table.edges.len().saturating_sub(1).max(1)];
    own.chunk_by(|one, other| other.base - one.base < BESIDE * one.size).any(|line| {
        let mut line: Vec<&&Word> = line.iter().collect();
        line.sort_by(|one, other| one.rect.left.total_cmp(&other.rect.left));
        let mut right = f32::MAX;
        line.into_iter().any(|word| {
            let room = (right, word.rect.left);
            right = if right < f32::MAX { right.max(word.rect.right) } else { word.rect.right };
            room.1 - room.0 > word.size && inner.iter().any(|edge| *edge > room.0 - 1.0 && *edge < room.1 + 1.0)
        })
    })
}

/// A page without a table.
fn plain(page: u16, words: Vec<Word>) -> Vec<Block> {
    words::lines(page, words).into_iter().map(Block::Line).collect()
}

/// A row before its words are put in.
struct Draft {
    members: Vec<usize>,
    /// Its first and last baseline.
    top: f32,
    bottom: f32,
    /// Whether a text runs across its columns.
    wide: bool,
    /// In how many columns something stands.
    filled: usize,
    number: bool,
    /// How many rows each of its cells spans.
    rows: Vec<usize>,
}

impl Draft {
    fn new(members: Vec<usize>, rows: Vec<usize>, pieces: &[Piece]) -> Draft {
        let own = || members.iter().map(|index| &pieces[*index]);
        let mut columns: Vec<usize> = own().map(|piece| piece.column).collect();
        columns.sort_unstable();
        columns.dedup();
        Draft {
            top: own().map(|piece| piece.base).fold(f32::MAX, f32::min),
            bottom: own().map(|piece| piece.base).fold(f32::MIN, f32::max),
            wide: own().any(|piece| piece.wide),
            filled: columns.len(),
            number: own().any(|piece| piece.number),
            members,
            rows,
        }
    }
}

/// How far the text of each column reaches, and as much again as it keeps from the left.
fn limits(pieces: &[Piece], columns: &Columns) -> Vec<f32> {
    let own = |column: usize| pieces.iter().filter(move |piece| !piece.wide && piece.column == column && piece.reach == column);
    (0..columns.count())
        .map(|column| {
            let left = own(column).map(|piece| piece.left).fold(f32::MAX, f32::min);
            own(column).map(|piece| piece.right).fold(f32::MIN, f32::max) + (left - columns.edges[column]).max(0.0)
        })
        .map(|limit| if limit.is_finite() { limit } else { f32::MAX })
        .collect()
}

/// Which rows are the table's: all but what stands apart above and below.
fn extent(rows: &[Draft], pieces: &[Piece], columns: &Columns, pitch: f32) -> std::ops::Range<usize> {
    let sure = !columns.keys.is_empty() || columns.go_on || columns.count() == 2;
    let is_row = |row: &Draft| row.filled > 1 && (sure || row.number || row.wide || row.filled > 2);
    let (Some(first), Some(last)) = (rows.iter().position(is_row), rows.iter().rposition(is_row)) else { return 0..0 };
    let (mut start, mut end) = (first, last + 1);
    // Titles and notes next to the table belong to it.
    let text = |row: &Draft| row.wide || row.members.iter().all(|index| pieces[*index].column == pieces[row.members[0]].column);
    while start > 0 && text(&rows[start - 1]) && rows[start].top - rows[start - 1].bottom <= AWAY * pitch {
        start -= 1;
    }
    while end < rows.len() && text(&rows[end]) && rows[end].top - rows[end - 1].bottom <= AWAY * pitch {
        end += 1;
    }
    start..end
}

/// Takes away the last line of a page if it is nothing but the page's number.
fn numbered_foot(words: &[Word], spans: &mut Vec<pieces::Span>) -> Vec<usize> {
    let [.., above, last] = spans.as_slice() else { return Vec::new() };
    let apart = words[last[0]].base - words[above[0]].base > 1.5 * words[last[0]].size;
    let named = last.len() > 1 || words[last[0]].text.contains(['/', '-', '|']);
    if is_page_number(words, last) && (apart || named) { spans.pop().unwrap_or_default() } else { Vec::new() }
}

/// Whether a line is nothing but the number of its page.
fn is_page_number(words: &[Word], span: &[usize]) -> bool {
    let own = || span.iter().map(|index| words[*index].text.as_str());
    let counts = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-' | b'|' | b'.'));
    let names = |text: &str| matches!(header::fold(text).trim_end_matches('.'), "pagina" | "pag" | "page" | "hoja" | "de" | "of");
    own().count() <= 5 && own().all(|text| counts(text) || names(text)) && own().any(|text| text.bytes().any(|byte| byte.is_ascii_digit()))
}

/// The words of a page, taken one row at a time.
struct Sheet<'p> {
    page: u16,
    words: Vec<Option<Word>>,
    pieces: &'p [Piece],
    columns: &'p Columns,
    /// How far the text of each column reaches, and as much again as it keeps from the left.
    limits: Vec<f32>,
}

impl Sheet<'_> {
    fn take(&mut self, members: &[usize]) -> Vec<Word> {
        let indices = members.iter().flat_map(|piece| &self.pieces[*piece].words);
        indices.filter_map(|index| self.words.get_mut(*index).and_then(Option::take)).collect()
    }

    fn lines(&mut self, members: &[usize]) -> Vec<Block> {
        let words = self.take(members);
        plain(self.page, words)
    }

    fn table(&mut self, drafts: &[Draft], bars: &[bands::Bar]) -> Table {
        let columns = self.columns.count();
        let edges = self.columns.edges.clone();
        let bounds = bounds(drafts, self.pieces, bars, &self.columns.edges);
        let merged = self.middle_of_values(drafts);
        let mut rows: Vec<Row> =
            drafts.iter().zip(bounds.windows(2)).map(|(draft, bounds)| self.row(draft, (bounds[0], bounds[1]), merged)).collect();
        drop_covered(&mut rows, columns);
        let rect = Rect {
            left: edges[0],
            right: edges[columns],
            top: bounds.first().copied().unwrap_or(0.0),
            bottom: bounds.last().copied().unwrap_or(0.0),
        };
        let is_ruled = |at: f32| bars.iter().any(|bar| (bar.at - at).abs() < 0.1);
        Table { method: Method::Spaced, rect, columns, edges, rows, open_top: !is_ruled(rect.top), open_bottom: !is_ruled(rect.bottom) }
    }

    /// The middle of the values beside labels, if they are set in the middle of the last two columns together.
    fn middle_of_values(&self, drafts: &[Draft]) -> Option<f32> {
        let count = self.columns.count();
        if count < 4 {
            return None;
        }
        let pieces = |wide: bool| {
            drafts.iter().filter(move |draft| draft.wide == wide).flat_map(|draft| &draft.members).map(|index| &self.pieces[*index])
        };
        let middle = |piece: &Piece| f32::midpoint(piece.left, piece.right);
        let own = |column: usize| {
            let mut middles: Vec<f32> = pieces(false).filter(|piece| piece.column == column).map(middle).collect();
            middles.sort_by(f32::total_cmp);
            if middles.is_empty() {
                f32::midpoint(self.columns.edges[column], self.columns.edges[column + 1])
            } else {
                pieces::median(&middles)
            }
        };
        let mut values: Vec<(f32, f32)> =
            pieces(true).filter(|piece| !piece.wide && piece.column + 2 >= count).map(|piece| (middle(piece), piece.left)).collect();
        values.sort_by(|one, other| one.0.total_cmp(&other.0));
        let own = (own(count - 2) + 6.0, own(count - 1) - 6.0);
        let same = |pair: &&[(f32, f32)]| pair[1].0 - pair[0].0 < 1.5 && (pair[1].1 - pair[0].1).abs() > 2.0;
        let at = values.windows(2).filter(same).map(|pair| pair[0].0).find(|at| *at > own.0 && *at < own.1);
        at.filter(|at| values.iter().filter(|value| (value.0 - at).abs() < 2.0).count() * 2 >= values.len())
    }

    fn row(&mut self, draft: &Draft, (top, bottom): (f32, f32), merged: Option<f32>) -> Row {
        let count = self.columns.count();
        let mut cells: Vec<(usize, usize, Vec<usize>)> = Vec::new();
        let values = count.saturating_sub(2).max(1);
        if draft.wide {
            let has_value = draft.members.iter().any(|index| !self.pieces[*index].wide && self.pieces[*index].column >= values);
            let label = if has_value { values } else { count };
            let members = |from: usize, to: usize| -> Vec<usize> {
                draft
                    .members
                    .iter()
                    .copied()
                    .filter(|index| {
                        let piece = &self.pieces[*index];
                        !piece.wide && piece.column >= from && piece.column < to
                    })
                    .collect()
            };
            let mut own: Vec<usize> = draft.members.iter().copied().filter(|index| self.pieces[*index].wide).collect();
            own.extend(members(0, label));
            cells.push((0, label, own));
            if has_value {
                let over = members(values, count)
                    .iter()
                    .any(|index| self.pieces[*index].reach > self.pieces[*index].column && self.pieces[*index].column == values);
                let is_at = |index: &usize, at: f32| (f32::midpoint(self.pieces[*index].left, self.pieces[*index].right) - at).abs() < 4.0;
                let centered = merged.is_some_and(|at| members(values, count).iter().all(|index| is_at(index, at)));
                if over && members(values + 1, count).is_empty() || centered {
                    cells.push((values, count - values, members(values, count)));
                } else {
                    cells.extend((values..count).map(|column| (column, 1, members(column, column + 1))));
                }
            }
        } else {
            cells.extend((0..count).map(|column| {
                let own = draft.members.iter().copied().filter(|index| self.pieces[*index].column == column).collect();
                (column, 1, own)
            }));
        }
        let cells = cells
            .into_iter()
            .map(|(column, columns, members)| {
                let right = self.columns.edges[column + columns].min(self.limits[column + columns - 1]);
                let rect = Rect { left: self.columns.edges[column], right, top, bottom };
                let words = self.take(&members);
                Cell {
                    column,
                    columns,
                    rows: draft.rows.get(column).copied().unwrap_or(1),
                    page: self.page,
                    rect,
                    lines: words::lines(self.page, words),
                    ended: false,
                }
            })
            .collect();
        let rect = Rect { left: self.columns.edges[0], right: self.columns.edges[count], top, bottom };
        Row { page: self.page, rect, cells }
    }
}

/// Takes away the empty cells below such as reach over several rows.
fn drop_covered(rows: &mut [Row], columns: usize) {
    let mut covered = vec![0_usize; columns];
    for row in rows {
        let covers = |cell: &Cell| covered.get(cell.column).is_some_and(|left| *left > 0);
        row.cells.retain(|cell| !(cell.columns == 1 && cell.lines.is_empty() && covers(cell)));
        for left in &mut covered {
            *left = left.saturating_sub(1);
        }
        for cell in row.cells.iter().filter(|cell| cell.rows > 1) {
            if let Some(left) = covered.get_mut(cell.column) {
                *left = cell.rows - 1;
            }
        }
    }
}

/// Where rows begin and end: at a line between them, else halfway.
fn bounds(drafts: &[Draft], pieces: &[Piece], bars: &[bands::Bar], edges: &[f32]) -> Vec<f32> {
    let size = |draft: &Draft| draft.members.first().map_or(10.0, |index| pieces[*index].size);
    let width = edges[edges.len() - 1] - edges[0];
    let line = |from: f32, to: f32| {
        let from = bars.partition_point(|bar| bar.at < from);
        bars[from..].iter().take_while(|bar| bar.at <= to).find(|bar| bar.to - bar.from > 0.35 * width).map(|bar| bar.at)
    };
    let mut bounds = Vec::with_capacity(drafts.len() + 1);
    for (index, draft) in drafts.iter().enumerate() {
        let top = draft.top - 0.8 * size(draft);
        let above = index.checked_sub(1).map(|above| &drafts[above]);
        let bottom = above.map_or(top - 12.0, |above| above.bottom + 0.22 * size(above));
        let halfway = if above.is_some() { f32::midpoint(top, bottom) } else { top - 2.0 };
        bounds.push(line(bottom.min(top) - 0.5, top.max(bottom) + 0.5).unwrap_or(halfway));
    }
    if let Some(last) = drafts.last() {
        let bottom = last.bottom + 0.22 * size(last);
        bounds.push(line(bottom - 0.5, bottom + 12.0).unwrap_or(bottom + 2.0));
    }
    bounds
}
