//! Where one row of a table ends and the next begins, where no lines say so: the division for which most speaks.
//!
//! Rows are cut where no text stands in the way. What speaks for a cut: a line or the edge of a background, more room than between lines, text
//! that would have had room on the line above, a sentence that ends. What speaks for a row: one number, and cells that begin, stand or end at one height.

use super::super::page::Word;
use super::bands::Bar;
use super::columns::Columns;
use super::pieces::{Piece, median};

/// The most levels that one row is looked for in.
const TALLEST: usize = 90;

/// What speaks for a row at the top of a page in which only one column has text.
const TAIL: f32 = -1.0;

/// How a column's text stands in its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Top,
    Middle,
    Bottom,
}

/// The pieces of a page as levels: between two levels a row may end.
pub(super) struct Levels<'p> {
    pub(super) words: &'p [Word],
    pub(super) pieces: &'p [Piece],
    pub(super) columns: &'p Columns,
    /// Up to which piece, in order of baselines, each level reaches.
    pub(super) ends: Vec<usize>,
    /// For each column, and for what is wide after them, its pieces from top to bottom.
    pub(super) lanes: Vec<Vec<usize>>,
    /// For each level and lane, the first piece of the lane in or below the level.
    pub(super) starts: Vec<Vec<usize>>,
    /// How many numbers stand above each level.
    pub(super) numbers: Vec<u32>,
    /// How far apart the lines of a text are.
    pub(super) pitch: f32,
    /// How wide the text of each lane gets.
    pub(super) widths: Vec<f32>,
    /// How far a label before values may reach.
    pub(super) label: f32,
    /// What speaks for a cut below each level.
    cuts: Vec<f32>,
    /// The first level below the header, where a row may go on from the page before; past all levels on a page that begins a table.
    top: usize,
}

impl<'p> Levels<'p> {
    /// Sorts the pieces of a page into levels. `pieces` are in order of their baselines.
    pub(super) fn new(words: &'p [Word], pieces: &'p [Piece], columns: &'p Columns) -> Levels<'p> {
        let count = columns.count();
        let mut lanes = vec![Vec::new(); count + 1];
        let (mut ends, mut starts, mut numbers) = (Vec::new(), vec![vec![0; count + 1]], vec![0]);
        let mut seen = 0;
        for (index, piece) in pieces.iter().enumerate() {
            if index > 0 && piece.base - pieces[index - 1].base >= 0.8 * piece.size.min(pieces[index - 1].size) {
                ends.push(index);
                starts.push(lanes.iter().map(Vec::len).collect());
                numbers.push(seen);
            }
            lanes[lane(piece, count)].push(index);
            seen += u32::from(piece.number);
        }
        ends.push(pieces.len());
        starts.push(lanes.iter().map(Vec::len).collect());
        numbers.push(seen);
        let pitch = pitch(pieces, &lanes);
        let widest = |lane: &Vec<usize>| {
            lane.iter()
                .map(|index| &pieces[*index])
                .filter(|piece| piece.wide || piece.reach == piece.column)
                .map(|piece| piece.right - piece.left)
                .fold(0.0, f32::max)
        };
        let mut widths: Vec<f32> = lanes.iter().map(widest).collect();
        // What is wide may be as wide as all columns together.
        let whole = columns.edges[count] - columns.edges[0];
        if widths[count] < 0.85 * whole {
            widths[count] = whole - 8.0;
        }
        let label = columns.label.min(columns.edges[count.saturating_sub(2)]);
        Levels { words, pieces, columns, ends, lanes, starts, numbers, pitch, widths, label, cuts: Vec::new(), top: usize::MAX }
    }

    /// How many columns there are.
    pub(super) fn count(&self) -> usize {
        self.columns.count()
    }

    /// The rows, each with its pieces, from top to bottom.
    pub(super) fn rows(&mut self, bars: &[Bar]) -> Vec<Vec<usize>> {
        self.cuts = self.weigh_cuts(bars);
        self.top = if self.columns.go_on { self.header().map_or(0, |header| header + 1) } else { usize::MAX };
        let count = self.columns.count();
        let all = |stand| vec![stand; count + 1];
        let mut mixed = all(Stand::Top);
        mixed[0] = Stand::Middle;
        let mut more = mixed.clone();
        more[count.min(2) - 1] = Stand::Middle;
        let tries = [all(Stand::Top), all(Stand::Middle), all(Stand::Bottom), mixed, more];
        let mut best: Option<(f32, Vec<usize>)> = None;
        for stands in tries {
            let divided = self.divide(&stands);
            if best.as_ref().is_none_or(|best| divided.0 > best.0 + 0.5) {
                best = Some(divided);
            }
        }
        let Some((mut score, mut ends)) = best else { return Vec::new() };
        for _ in 0..2 {
            let divided = self.divide(&self.stands(&ends));
            if divided.0 <= score {
                break;
            }
            (score, ends) = divided;
        }
        let mut start = 0;
        let mut rows = Vec::with_capacity(ends.len());
        for end in ends {
            let to = self.ends[end - 1];
            rows.push((start..to).collect());
            start = to;
        }
        rows
    }

    /// The best division into rows: what speaks for it, and after which level each row ends.
    fn divide(&self, stands: &[Stand]) -> (f32, Vec<usize>) {
        let levels = self.ends.len();
        let mut best: Vec<(f32, usize)> = vec![(f32::MIN, 0); levels + 1];
        best[0] = (0.0, 0);
        for end in 1..=levels {
            let cut = self.cuts.get(end - 1).copied().unwrap_or(0.0);
            for start in (end.saturating_sub(TALLEST)..end).rev() {
                // A row with several numbers is none, and no longer one is better.
                let numbers = self.numbers[end] - self.numbers[start];
                if numbers > 3 && end - start > 1 {
                    break;
                }
                let score = best[start].0 + self.row(start, end, stands) + cut;
                if score > best[end].0 {
                    best[end] = (score, start);
                }
            }
        }
        let mut ends = Vec::new();
        let mut end = levels;
        while end > 0 {
            ends.push(end);
            end = best[end].1;
        }
        ends.reverse();
        (best[levels].0, ends)
    }

    /// The pieces of a lane in some levels.
    pub(super) fn lane(&self, lane: usize, start: usize, end: usize) -> &[usize] {
        self.lanes[lane].get(self.starts[start][lane]..self.starts[end][lane]).unwrap_or(&[])
    }

    /// What speaks for it that these levels are one row.
    fn row(&self, start: usize, end: usize, stands: &[Stand]) -> f32 {
        let count = self.columns.count();
        let wide = self.lane(count, start, end);
        let numbers = self.numbers[end] - self.numbers[start];
        if let (Some(first), Some(last)) = (wide.first(), wide.last()) {
            return self.label_row(start, end, (*first, *last), numbers, stands[count]);
        }
        let mut score = match numbers {
            0 => -2.0,
            1 => 3.0,
            2 => -8.0,
            _ => -20.0,
        };
        let (mut top, mut bottom, mut filled) = (f32::MAX, f32::MIN, 0.0_f32);
        for lane in 0..count {
            if let [first, .., last] | [first @ last] = self.lane(lane, start, end) {
                top = top.min(self.pieces[*first].base);
                bottom = bottom.max(self.pieces[*last].base);
                filled += 1.0;
            }
        }
        if filled < 2.0 {
            // The end of a row that began on the page before may be no more than the rest of one cell.
            return if start == self.top && numbers == 0 { TAIL } else { score - 1.5 };
        }
        for (lane, stand) in stands.iter().take(count).enumerate() {
            if let [first, .., last] | [first @ last] = self.lane(lane, start, end) {
                let own = (self.pieces[*first].base, self.pieces[*last].base);
                let part = self.agreement(off(*stand, own, (top, bottom)));
                // A row that a page break cut shows only one half of what its cells stand in the middle of.
                let lower = own.0 + own.1 > top + bottom;
                let cut = *stand == Stand::Middle && (end == self.ends.len() && lower || start == 0 && !lower);
                score += if cut { part.max(0.0) } else { part };
            }
        }
        score
    }

    /// From 1 for what stands where it should to −1.5 for what does not.
    fn agreement(&self, off: f32) -> f32 {
        let part = off / (0.3 * self.pitch);
        (1.0 - part * part).max(-1.5)
    }

    /// What speaks for a row with a text across the table, with or without values after it.
    fn label_row(&self, start: usize, end: usize, (first, last): (usize, usize), numbers: u32, usual: Stand) -> f32 {
        let count = self.columns.count();
        let (first, last) = (&self.pieces[first], &self.pieces[last]);
        let mut score = match numbers {
            0 => 0.0,
            1 => -8.0,
            _ => -20.0,
        };
        let values = count.saturating_sub(2).max(1);
        for lane in 0..values {
            for piece in self.lane(lane, start, end).iter().map(|index| &self.pieces[*index]) {
                if !(piece.base > first.base && belongs(piece, first)) {
                    score -= 4.0;
                }
            }
        }
        let (mut top, mut bottom) = (first.base, last.base);
        let mut has_value = false;
        for lane in values..count {
            if let [one, .., other] | [one @ other] = self.lane(lane, start, end) {
                (top, bottom) = (top.min(self.pieces[*one].base), bottom.max(self.pieces[*other].base));
                has_value = true;
            }
        }
        if !has_value {
            return score;
        }
        // A title does not stand beside values.
        let agreement = |stand: Stand| -> f32 {
            let lanes = (values..=count).filter_map(|lane| match self.lane(lane, start, end) {
                [one, .., other] | [one @ other] => Some((self.pieces[*one].base, self.pieces[*other].base)),
                [] => None,
            });
            let parts = lanes.map(|own| 2.0 * (self.agreement(off(stand, own, (top, bottom))) - 1.0));
            parts.sum::<f32>() - if stand == usual { 0.0 } else { 0.8 }
        };
        score + 1.0 + [Stand::Top, Stand::Middle, Stand::Bottom].into_iter().map(agreement).fold(f32::MIN, f32::max)
    }

    /// How the text of each column stands in these rows, and last how labels stand beside their values.
    fn stands(&self, ends: &[usize]) -> Vec<Stand> {
        let count = self.columns.count();
        let mut sums = vec![[0.0_f32; 3]; count + 1];
        let mut start = 0;
        for end in ends {
            let lines = |lane: usize| match self.lane(lane, start, *end) {
                [first, .., last] | [first @ last] => Some((self.pieces[*first].base, self.pieces[*last].base)),
                [] => None,
            };
            let all: Vec<Option<(f32, f32)>> = (0..=count).map(lines).collect();
            let top = all.iter().flatten().map(|own| own.0).fold(f32::MAX, f32::min);
            let bottom = all.iter().flatten().map(|own| own.1).fold(f32::MIN, f32::max);
            let is_label = all[count].is_some();
            for (lane, own) in all.iter().enumerate() {
                let Some(own) = own else { continue };
                for (sum, stand) in sums[if is_label { count } else { lane }].iter_mut().zip([Stand::Top, Stand::Middle, Stand::Bottom]) {
                    *sum += self.agreement(off(stand, *own, (top, bottom)));
                }
            }
            start = *end;
        }
        sums.iter()
            .map(|[top, middle, bottom]| match () {
                () if top >= middle && top >= bottom => Stand::Top,
                () if middle >= bottom => Stand::Middle,
                () => Stand::Bottom,
            })
            .collect()
    }
}

/// The lane of a piece: its column, or the one for wide pieces after all columns.
pub(super) fn lane(piece: &Piece, columns: usize) -> usize {
    if piece.wide { columns } else { piece.column }
}

/// Whether a short piece is the end of a wide text above it.
pub(super) fn belongs(piece: &Piece, wide: &Piece) -> bool {
    (piece.left - wide.left).abs() <= 2.0 || (f32::midpoint(piece.left, piece.right) - f32::midpoint(wide.left, wide.right)).abs() <= 3.0
}

/// How far a cell is from where it should stand in its row.
fn off(stand: Stand, own: (f32, f32), row: (f32, f32)) -> f32 {
    match stand {
        Stand::Top => (own.0 - row.0).abs(),
        Stand::Middle => (own.0 + own.1 - row.0 - row.1).abs() / 2.0,
        Stand::Bottom => (own.1 - row.1).abs(),
    }
}

/// How far apart the lines of a text usually are: a low quarter of what is seen, since rows are further apart than lines.
fn pitch(pieces: &[Piece], lanes: &[Vec<usize>]) -> f32 {
    let mut steps: Vec<f32> = Vec::new();
    for lane in lanes {
        for pair in lane.windows(2) {
            let (one, other) = (&pieces[pair[0]], &pieces[pair[1]]);
            let step = other.base - one.base;
            if step > 0.85 * one.size && step < 3.0 * one.size {
                steps.push(step);
            }
        }
    }
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 4).copied().unwrap_or_else(|| {
        let mut sizes: Vec<f32> = pieces.iter().map(|piece| piece.size * 1.2).collect();
        sizes.sort_by(f32::total_cmp);
        median(&sizes).max(1.0)
    })
}
