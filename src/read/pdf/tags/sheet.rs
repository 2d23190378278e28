//! What a table of the tree looks like on one page: where its rows and columns begin and end, and whether its cells stand as the tree says.
//!
//! Rows must stand below one another and columns beside one another: whatever ends above a border stands above whatever begins below it. So a cell that
//! was left out, moved to another row, or given the words of another is seen, whether or not the table has lines.

use super::super::page::{Line, Rect, Rule, Word};
use super::lines::{Lines, between, borders};

/// By how much of the font's size texts of two rows may overlap.
const SLACK: f32 = 0.35;

/// By how much of the font's size the text of a column begins before the next column does, at least: the width of a narrow letter.
const LETTER: f32 = 0.25;

/// How far in points a border may stand behind the beginning of a text.
const INTO: f32 = 1.0;

/// How far from the text the outer border of a table may stand, in points: columns are wide, rows are not.
const WIDE: f32 = 150.0;
const HIGH: f32 = 60.0;

/// The most that the text of a cell keeps from its sides where no lines tell, in points.
const PADDING: f32 = 6.0;

/// How far from the text a table without lines is drawn, in points.
const AIR: f32 = 2.0;

/// What share of the longest border beside it a border must have.
const LONG: f32 = 0.5;

/// The widest space between words, in parts of the font's size, where the text of a cell runs on over a border.
const RUNNING: f32 = 0.6;

/// How near to each other, in parts of the font's size, rows stand that may be lines of one row.
const NEAR: f32 = 0.5;

/// How far below one another, in parts of the font's size, lines stand that surely belong together.
const LEADING: f32 = 1.35;

/// How wide a strip of white through a cell is, in parts of the font's size, that may part two cells.
const GUTTER: f32 = 1.0;

/// How much wider than the other spaces of its line a strip of white is that was not stretched with them.
const STRETCHED: f32 = 1.5;

/// How many letters a mark before the items of a list has at most.
const MARK: usize = 4;

/// The most lines through one cell that are looked at.
const MOST: usize = 64;

/// The words of a cell on a page.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The cell.
    pub(super) cell: usize,
    /// The first and the last of the rows on this page that it spans.
    pub(super) rows: (usize, usize),
    /// The first and the last of the columns that it spans.
    pub(super) columns: (usize, usize),
    /// The box of its words.
    pub(super) rect: Rect,
    /// The size of its letters.
    pub(super) size: f32,
    /// Whether its lines follow one another as the lines of one text do.
    pub(super) solid: bool,
    /// Where what stands beside the rest begins, if a strip of white goes through it.
    pub(super) gutter: Option<f32>,
}

/// Where a row or a column begins or ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    /// Where it is drawn, or in the middle between the texts.
    pub(super) at: f32,
    /// Where it might stand.
    pub(super) room: (f32, f32),
    /// Whether it is drawn.
    pub(super) drawn: bool,
}

/// A table on a page.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The edges of its columns, one more than there are columns.
    pub(super) xs: Vec<Edge>,
    /// The edges of its rows on this page, one more than there are rows.
    pub(super) ys: Vec<Edge>,
    /// How many edges between rows there are, and how many of them are drawn.
    pub(super) drawn: (usize, usize),
    /// How many rows may be further lines of the row above.
    pub(super) lines: usize,
    /// How many cells run over into the row below.
    pub(super) over: usize,
}

/// What takes part in finding edges: from which to which row or column it reaches, up to where it must come before what follows, where it ends and begins.
#[derive(Clone, Copy)]
struct Span {
    first: usize,
    last: usize,
    key: f32,
    start: f32,
    end: f32,
}

impl Piece {
    /// Its rows. A text that runs over into the row below, as Chromium lets one that it cut at the end of a page, at least begins in its own.
    fn down(&self) -> Span {
        let Rect { top, bottom, .. } = self.rect;
        let key = if self.solid { bottom.min(top + self.size) } else { bottom };
        Span { first: self.rows.0, last: self.rows.1, key, start: top, end: bottom }
    }
}

/// How many spans end after something begins that follows them.
fn count_over(count: usize, spans: &[Span], slack: f32) -> usize {
    let after = starts(count, spans);
    spans.iter().filter(|span| after.get(span.last + 1).is_some_and(|start| span.end > *start + slack)).count()
}

/// Where the first thing begins that stands in each row or column or behind it.
fn starts(count: usize, spans: &[Span]) -> Vec<f32> {
    let mut after = vec![f32::MAX; count + 1];
    for span in spans {
        if let Some(start) = after.get_mut(span.first) {
            *start = start.min(span.start);
        }
    }
    for index in (0..count).rev() {
        after[index] = after[index].min(after[index + 1]);
    }
    after
}

/// Where the last thing ends that stands before each row or column.
fn ends(count: usize, spans: &[Span]) -> Vec<f32> {
    let mut before = vec![f32::MIN; count + 1];
    for span in spans {
        if let Some(end) = before.get_mut(span.last + 1) {
            *end = end.max(span.end);
        }
    }
    for index in 1..=count {
        before[index] = before[index].max(before[index - 1]);
    }
    before
}

impl Sheet {
    /// Finds the edges of a table with so many rows and columns on a page. `None` if its cells do not stand in rows and columns.
    pub(super) fn of(pieces: &[Piece], rows: usize, columns: usize, lines: &Lines) -> Option<Sheet> {
        let whole = pieces.iter().map(|piece| piece.rect).reduce(Rect::union)?;
        let size = middle_size(pieces);
        let down: Vec<Span> = pieces.iter().map(Piece::down).collect();
        let ys =
            edges(rows, &down, (SLACK * size, SLACK * size), HIGH, |window| borders(&lines.across, window, (whole.left, whole.right)))?;
        // A text alone in its row, a title, may be wider than its column. It is looked at below.
        let mut in_row = vec![0_usize; rows];
        for piece in pieces {
            for row in in_row.get_mut(piece.rows.0..=piece.rows.1).unwrap_or_default() {
                *row += 1;
            }
        }
        let alone = |piece: &Piece| in_row.get(piece.rows.0..=piece.rows.1).is_some_and(|counts| counts.iter().all(|count| *count == 1));
        let span = |piece: &Piece| Span {
            first: piece.columns.0,
            last: piece.columns.1,
            key: piece.rect.left,
            start: piece.rect.left,
            end: piece.rect.right,
        };
        let mut across: Vec<Span> = pieces.iter().filter(|piece| !alone(piece)).map(span).collect();
        if across.is_empty() {
            across = pieces.iter().map(span).collect();
        }
        let mut xs =
            edges(columns, &across, (-LETTER * size, INTO), WIDE, |window| borders(&lines.down, window, (whole.top, whole.bottom)))?;
        pad(&mut xs);
        let (starts, ends) = (starts(columns, &across), ends(columns, &across));
        // Where no text tells where a column begins, its edge is a guess.
        let left = |index: usize, edge: &Edge| if edge.drawn && (index == 0 || ends[index] > f32::MIN) { edge.at } else { ends[index] };
        let right =
            |index: usize, edge: &Edge| if edge.drawn && (index == columns || starts[index] < f32::MAX) { edge.at } else { starts[index] };
        for piece in pieces.iter().filter(|piece| alone(piece)) {
            let (first, last) = (piece.columns.0, piece.columns.1 + 1);
            if piece.rect.right < left(first, xs.get(first)?) - SLACK * size || piece.rect.left > right(last, xs.get(last)?) + SLACK * size {
                return None;
            }
        }
        let over = count_over(rows, &down, SLACK * size);
        // What stands behind a strip of white, where the next column begins, is the text of that column.
        let beyond =
            |piece: &Piece| piece.gutter.zip(starts.get(piece.columns.1 + 1)).is_some_and(|(gutter, start)| gutter >= start - SLACK * size);
        if pieces.iter().any(beyond) {
            return None;
        }
        let mut sheet = Sheet { xs, ys, drawn: (0, 0), lines: 0, over };
        sheet.count_lines(pieces, size);
        Some(sheet)
    }

    /// Counts the borders between rows, and the rows that begin right below the one above, without a border and without a text in the first column.
    fn count_lines(&mut self, pieces: &[Piece], size: f32) {
        let rows = self.ys.len() - 1;
        let mut spanned = vec![false; rows + 1];
        let mut begins = vec![false; rows + 1];
        let mut full = vec![false; rows + 1];
        for piece in pieces {
            if let Some(inner) = spanned.get_mut(piece.rows.0 + 1..=piece.rows.1) {
                inner.fill(true);
            }
            full[piece.rows.0] = true;
            if piece.columns.0 == 0 {
                begins[piece.rows.0] = true;
            }
        }
        for (row, edge) in self.ys.iter().enumerate().take(rows).skip(1) {
            self.drawn.0 += 1;
            self.drawn.1 += usize::from(edge.drawn);
            let near = edge.room.1 - edge.room.0 <= NEAR * size;
            self.lines += usize::from(!edge.drawn && near && full[row] && full[row - 1] && !spanned[row] && !begins[row]);
        }
    }

    /// The box of the cells from one row to another and from one column to another.
    pub(super) fn rect(&self, rows: (usize, usize), columns: (usize, usize)) -> Rect {
        let at = |edges: &[Edge], index: usize| edges.get(index.min(edges.len().saturating_sub(1))).map_or(0.0, |edge| edge.at);
        Rect {
            left: at(&self.xs, columns.0),
            top: at(&self.ys, rows.0),
            right: at(&self.xs, columns.1 + 1),
            bottom: at(&self.ys, rows.1 + 1),
        }
    }
}

/// The size of letters in the middle of all.
pub(super) fn middle_size(pieces: &[Piece]) -> f32 {
    let mut sizes: Vec<f32> = pieces.iter().map(|piece| piece.size).collect();
    let middle = sizes.len() / 2;
    if sizes.is_empty() { 0.0 } else { *sizes.select_nth_unstable_by(middle, f32::total_cmp).1 }
}

/// The edges of so many rows or columns. `None` if something that ends before an edge stands after something that begins behind it, by more than the first
/// slack. The border may stand behind what begins there by the second.
fn edges(
    count: usize,
    spans: &[Span],
    (order, slack): (f32, f32),
    reach: f32,
    drawn: impl Fn((f32, f32)) -> Vec<super::lines::Border>,
) -> Option<Vec<Edge>> {
    let after = starts(count, spans);
    let mut before = vec![(f32::MIN, f32::MIN); count + 1];
    for span in spans {
        let (key, end) = before.get_mut(span.last + 1)?;
        (*key, *end) = (key.max(span.key), end.max(span.end));
    }
    for index in 1..=count {
        let (key, end) = before[index - 1];
        before[index] = (before[index].0.max(key), before[index].1.max(end));
    }
    if before.iter().zip(&after).any(|((key, _), start)| *key > *start + order) {
        return None;
    }
    let mut edges = Vec::with_capacity(count + 1);
    let mut index = 0;
    while index <= count {
        // Edges with nothing between them: rows or columns without text.
        let same = |other: &usize| before[*other] == before[index] && after[*other].total_cmp(&after[index]).is_eq();
        let run = (index..=count).take_while(same).count();
        let ((key, end), start) = (before[index], after[index]);
        let side = match (key > f32::MIN, start < f32::MAX) {
            (false, _) => Side::Before,
            (true, false) => Side::After,
            (true, true) => Side::Between,
        };
        let (window, room) = match side {
            Side::Before => ((start - reach, start + INTO), (start - AIR, start)),
            Side::After => ((key, end + reach), (end, end + AIR)),
            Side::Between => {
                ((if end <= start + slack { (end - slack).max(key - INTO) } else { key - INTO }, start + slack), (end.min(start), start))
            }
        };
        place(&mut edges, run, room, side, &drawn(window));
        index += run;
    }
    Some(edges)
}

/// Puts the edges between columns that are not drawn where the text of the next column begins, less the padding of a cell: half of the narrowest white
/// between two columns, as the text on its left fills its line there. So a cell is as wide as the program that broke its lines took it to be.
fn pad(xs: &mut [Edge]) {
    let Some(last) = xs.len().checked_sub(1) else { return };
    let inner = xs.iter().take(last).skip(1).filter(|edge| !edge.drawn);
    let padding = inner.map(|edge| 0.5 * (edge.room.1 - edge.room.0)).filter(|half| *half > 0.0).fold(PADDING, f32::min);
    for index in 0..=last {
        let shares = |other: Option<&Edge>| other.is_some_and(|other| other.room == xs[index].room);
        let alone = !shares(index.checked_sub(1).and_then(|before| xs.get(before))) && !shares(xs.get(index + 1));
        let edge = &mut xs[index];
        if !edge.drawn && alone {
            edge.at = match index {
                0 => edge.room.1 - padding,
                _ if index == last => edge.room.0 + padding,
                _ => (edge.room.1 - padding).max(edge.room.0),
            };
        }
    }
}

/// On which sides of an edge there is text.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Before,
    Between,
    After,
}

/// Puts so many edges where borders are drawn, else evenly into the room there is.
fn place(edges: &mut Vec<Edge>, run: usize, room: (f32, f32), side: Side, borders: &[super::lines::Border]) {
    let longest = borders.iter().map(|border| border.length).fold(0.0, f32::max);
    let mut long: Vec<_> = borders.iter().filter(|border| border.length >= LONG * longest).copied().collect();
    if long.len() > run {
        match side {
            Side::Before => drop(long.drain(..long.len() - run)),
            Side::After => long.truncate(run),
            Side::Between => {
                // Of those that are as long as the longest, the ones nearest to what follows.
                long.sort_by(|one, other| {
                    (one.length >= 0.9 * longest).cmp(&(other.length >= 0.9 * longest)).then(one.at.total_cmp(&other.at))
                });
                drop(long.drain(..long.len() - run));
                long.sort_by(|one, other| one.at.total_cmp(&other.at));
            }
        }
    }
    let even = |index: usize| room.0 + (room.1 - room.0) * small(index + 1) / small(run + 1);
    match (side, long.as_slice()) {
        (_, drawn) if drawn.len() == run => edges.extend(drawn.iter().map(|border| Edge { at: border.at, room, drawn: true })),
        (Side::Before, [first, ..]) => {
            edges.extend((long.len()..run).map(|_| Edge { at: first.at, room, drawn: true }));
            edges.extend(long.iter().map(|border| Edge { at: border.at, room, drawn: true }));
        }
        (Side::After, [.., last]) => {
            edges.extend(long.iter().map(|border| Edge { at: border.at, room, drawn: true }));
            edges.extend((long.len()..run).map(|_| Edge { at: last.at, room, drawn: true }));
        }
        (Side::Before, []) => edges.extend((0..run).map(|_| Edge { at: room.0, room, drawn: false })),
        (Side::After, []) => edges.extend((0..run).map(|_| Edge { at: room.1, room, drawn: false })),
        (Side::Between, _) => edges.extend((0..run).map(|index| Edge { at: even(index), room, drawn: false })),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of rows or columns")]
fn small(count: usize) -> f32 {
    count as f32
}

/// The baselines of words, from top to bottom.
fn bases(words: &[Word]) -> Vec<f32> {
    let mut bases: Vec<f32> = words.iter().map(|word| word.base).collect();
    bases.sort_by(f32::total_cmp);
    bases.dedup_by(|one, other| *one - *other < 1.0);
    bases
}

/// How far below one another the lines of a cell may stand that are one text: what is usual, or what most of its lines show, here or on the page before.
pub(super) fn leading(words: &[Word], before: &[Line]) -> f32 {
    let size = words.iter().map(|word| word.size).fold(0.0, f32::max);
    let here = bases(words);
    let gaps = |bases: &[f32]| bases.windows(2).map(|pair| pair[1] - pair[0]).fold(f32::MAX, f32::min);
    let page = before.last().map(|line| line.page);
    let there: Vec<f32> = before.iter().filter(|line| Some(line.page) == page).map(|line| line.base).collect();
    let mut least = if there.len() > 1 { gaps(&there) } else { f32::MAX };
    if here.len() > 2 {
        least = least.min(gaps(&here));
    }
    let usual = LEADING * size;
    if least < f32::MAX { usual.max(least + 1.0) } else { usual }
}

/// Whether lines stand no further below one another than this.
pub(super) fn is_solid(words: &[Word], leading: f32) -> bool {
    bases(words).windows(2).all(|pair| pair[1] - pair[0] <= leading)
}

/// Where the words behind the first strip of white through a cell begin, if words stand on both sides of it at the same height. A mark before a text, the
/// number or bullet of a list, is no text beside it.
pub(super) fn gutter(words: &[Word]) -> Option<f32> {
    let mut order: Vec<&Word> = words.iter().collect();
    order.sort_by(|one, other| one.rect.left.total_cmp(&other.rect.left));
    // How high the words from each on reach, and how far down.
    let mut rests = vec![(f32::MAX, f32::MIN); order.len()];
    let mut rest = (f32::MAX, f32::MIN);
    for (index, word) in order.iter().enumerate().rev() {
        rest = (rest.0.min(word.rect.top), rest.1.max(word.rect.bottom));
        rests[index] = rest;
    }
    let mut right = f32::MAX;
    let mut range = (f32::MAX, f32::MIN);
    let mut says = false;
    let mut strips = 0;
    for (index, word) in order.iter().enumerate() {
        if word.rect.left - right > GUTTER * word.size && says {
            let rest = rests[index];
            if range.1.min(rest.1) - range.0.max(rest.0) > 0.5 * word.size {
                strips += 1;
                if strips > MOST {
                    return None;
                }
                if is_wider(words, right, word.rect.left) {
                    return Some(word.rect.left);
                }
            }
        }
        right = if index == 0 { word.rect.right } else { right.max(word.rect.right) };
        range = (range.0.min(word.rect.top), range.1.max(word.rect.bottom));
        says |= !is_mark(&word.text);
    }
    None
}

/// Whether a strip of white is wider than the spaces of a line that it goes through: those of a line that is stretched to fill its cell are all alike. A
/// line of two words tells only if it is all there is, as the last line of a text is not stretched.
fn is_wider(words: &[Word], from: f32, to: f32) -> bool {
    let mut order: Vec<&Word> = words.iter().collect();
    order.sort_by(|one, other| one.base.total_cmp(&other.base));
    order.chunk_by_mut(|one, other| other.base - one.base < 1.0).any(|line| {
        line.sort_by(|one, other| one.rect.left.total_cmp(&other.rect.left));
        let (mut strip, mut others) = (0.0_f32, 0.0_f32);
        for pair in line.windows(2) {
            let gap = pair[1].rect.left - pair[0].rect.right;
            if pair[0].rect.right <= from + 0.1 && pair[1].rect.left >= to - 0.1 {
                strip = gap;
            } else {
                others = others.max(gap);
            }
        }
        strip > 0.0 && if others > 0.0 { strip > STRETCHED * others } else { line.len() == words.len() }
    })
}

/// Whether a word is a mark before the items of a list: `1.`, `b)`, `•`.
fn is_mark(text: &str) -> bool {
    text.chars().count() <= MARK && !text.ends_with(char::is_alphanumeric)
}

/// Whether a line of the page parts the words of one cell: then they are the words of several. A text that only runs over its border goes on below it
/// as if there were none.
pub(super) fn is_cut(words: &[Word], rect: Rect, lines: &Lines, leading: f32) -> bool {
    let size = words.iter().map(|word| word.size).fold(0.0, f32::max);
    let through = |line: &&Rule| line.from <= rect.top + 0.5 * size && line.to >= rect.bottom - 0.5 * size;
    let down = between(&lines.down, rect.left + 1.0, rect.right - 1.0).iter().take(MOST).filter(through);
    // An underline is as wide as its text; a border is wider.
    let wider = |line: &&Rule| line.from <= rect.left - 2.0 && line.to >= rect.right + 2.0;
    let mut across = between(&lines.across, rect.top + 0.5 * size, rect.bottom - 0.5 * size).iter().take(MOST).filter(wider);
    let parts = |line: &Rule| {
        let above = words.iter().map(|word| word.base).filter(|base| *base <= line.at).fold(f32::MIN, f32::max);
        let below = words.iter().filter(|word| word.base - 0.5 * word.size >= line.at).map(|word| word.base).fold(f32::MAX, f32::min);
        above > f32::MIN && below < f32::MAX && below - above > leading
    };
    parts_across(words, down) || across.any(parts)
}

/// Whether a line down the page has words on both sides, and none that run on over it.
fn parts_across<'l>(words: &[Word], lines: impl Iterator<Item = &'l Rule>) -> bool {
    for line in lines {
        let is_left = |word: &&Word| word.rect.right <= line.at + 1.0;
        let is_right = |word: &&Word| word.rect.left >= line.at - 1.0;
        if words.iter().any(|word| !is_left(&word) && !is_right(&word)) || !words.iter().any(|word| is_left(&word)) {
            continue;
        }
        let runs_on = |right: &Word| {
            let near = |left: &Word| {
                right.rect.left - left.rect.right <= RUNNING * right.size && (right.base - left.base).abs() <= 0.3 * right.size
            };
            words.iter().filter(is_left).any(near)
        };
        let mut right = words.iter().filter(is_right).peekable();
        if right.peek().is_some() && !right.any(runs_on) {
            return true;
        }
    }
    false
}
