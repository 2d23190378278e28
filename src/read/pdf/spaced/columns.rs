//! Where the columns of a table stand that has no lines between them: between the words of its header, where the least text is.

use super::super::page::Word;
use super::bands::Bar;
use super::header::{Header, header, is_number};
use super::pieces::{Span, median};

/// How much room in parts of the font's size parts two pieces of text for sure.
const APART: f32 = 0.5;

/// How many texts that begin at one place tell that a column does.
const SURE: i32 = 4;

/// How many texts that begin at one place count at most.
const MANY: i32 = 12;

/// The most columns that a table has.
const MOST: usize = 24;

/// The columns of a table.
pub(super) struct Columns {
    /// Where they begin and end, one more than there are columns.
    pub(super) edges: Vec<f32>,
    /// Where the text of each column begins, if most of its lines begin there.
    pub(super) starts: Vec<Option<f32>>,
    /// Left edge and baseline of the first words of the header's cells, from left to right; none if the page has no header.
    pub(super) keys: Vec<(f32, f32)>,
    /// Where at the latest the values beside labels begin.
    pub(super) label: f32,
    /// Whether they are those of the page before, so that its table goes on here.
    pub(super) go_on: bool,
}

/// What a line across the page runs under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Under {
    /// Not much: it belongs to a word or to the page.
    Little,
    /// Some of the columns, but not the first: cells before these are merged downward.
    Some,
    /// The first column and others.
    All,
}

impl Columns {
    /// The column in which something stands that begins here.
    pub(super) fn at(&self, left: f32) -> usize {
        let inner = self.edges.get(1..self.edges.len().saturating_sub(1)).unwrap_or(&[]);
        inner.iter().take_while(|edge| left >= **edge - 0.5).count()
    }

    /// What lines at one height run under.
    pub(super) fn under(&self, bars: &[Bar]) -> Under {
        let is_under = |pair: &[f32]| {
            let drawn: f32 = bars.iter().map(|bar| (bar.to.min(pair[1]) - bar.from.max(pair[0])).max(0.0)).sum();
            drawn >= 0.6 * (pair[1] - pair[0])
        };
        let columns = self.edges.windows(2).filter(|pair| is_under(pair)).count();
        match self.edges.get(..2) {
            Some(first) if columns * 2 >= self.count() && is_under(first) => Under::All,
            _ if columns > 1 => Under::Some,
            _ => Under::Little,
        }
    }

    /// How many columns there are.
    pub(super) fn count(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }
}

/// The columns of a page's table: by its header, by the page before, or by gaps that many lines leave open.
pub(super) fn find(words: &[Word], spans: &[Vec<usize>], bars: &[Bar], known: Option<&[f32]>) -> Option<Columns> {
    let segments = segments(words, spans);
    let header = header(words);
    let known =
        known.filter(|known| known.len() > 2 && fits(&segments, known) && header.as_ref().is_none_or(|header| header.stands_in(known)));
    let go_on = known.is_some();
    let mut inner = match (known, &header) {
        // This page may show better where a column ends.
        (Some(known), _) => {
            let drawn = |around: &[f32]| drawn_near(bars, (around[0], around[1], around[2]));
            known.windows(3).map(|around| drawn(around).unwrap_or_else(|| refined(&segments, bars, around[1], known))).collect()
        }
        (None, Some(header)) => between(words, &segments, bars, header),
        (None, None) => gutters(words, spans, &segments, bars),
    };
    inner.dedup_by(|one, other| (*one - *other).abs() < 1.0);
    if inner.is_empty() || inner.len() >= MOST {
        return None;
    }
    let (first, last) = (inner[0], inner[inner.len() - 1]);
    let left = segments.iter().filter(|one| one.left < first).map(|one| one.left).fold(first - 4.0, f32::min);
    let right = segments.iter().filter(|one| one.right > last).map(|one| one.right).fold(last + 4.0, f32::max);
    let mut edges = vec![left - 2.0];
    edges.append(&mut inner);
    edges.push(right + 2.0);
    let starts = starts(words, spans, &edges);
    let keys = header.map(|header| header.keys.iter().map(|key| (key.left, key.base)).collect()).unwrap_or_default();
    Some(Columns { edges, starts, keys, label: f32::MAX, go_on })
}

/// Text without a wide gap on one baseline.
struct Segment {
    left: f32,
    right: f32,
}

fn segments(words: &[Word], spans: &[Vec<usize>]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::with_capacity(words.len() / 3);
    for span in spans {
        let mut last: Option<&Word> = None;
        let spaced = span.iter().any(|index| words[*index].space);
        // A text ends without a space after its last word.
        let is_near = |last: &Word, word: &Word, gap: f32| {
            gap <= APART * last.size.max(word.size) && (!spaced || last.space || gap <= 0.05 * word.size)
        };
        for word in span.iter().map(|index| &words[*index]) {
            match segments.last_mut() {
                Some(open) if last.is_some_and(|last| is_near(last, word, word.rect.left - open.right)) => {
                    open.right = open.right.max(word.rect.right);
                }
                _ => segments.push(Segment { left: word.rect.left, right: word.rect.right }),
            }
            last = Some(word);
        }
    }
    segments
}

/// The edges between the words of a header.
fn between(words: &[Word], segments: &[Segment], bars: &[Bar], header: &Header) -> Vec<f32> {
    let mut edges = Vec::new();
    let first = &header.keys[0];
    let numbers = words.iter().filter(|word| word.rect.right < first.left && word.base > first.base && is_number(&word.text));
    let rights: Vec<f32> = numbers.map(|word| word.rect.right).collect();
    if !header.numbered && rights.len() > 1 {
        edges.push(emptiest(segments, bars, (rights.into_iter().fold(f32::MIN, f32::max), first.left), None, false));
    }
    for (index, pair) in header.keys.windows(2).enumerate() {
        // Numbers begin at one place of their own.
        let aligned = index > 0 || !header.numbered;
        edges.push(emptiest(segments, bars, (pair[0].right, pair[1].left), None, aligned));
    }
    edges
}

/// Where a column that ended here on the page before ends on this one, by its text.
fn refined(segments: &[Segment], bars: &[Bar], edge: f32, known: &[f32]) -> f32 {
    emptiest(segments, bars, (edge - 8.0, edge + 8.0), Some(known), false)
}

/// The line nearest to an edge that was only reckoned, which stands between two others.
fn drawn_near(bars: &[Bar], (before, edge, after): (f32, f32, f32)) -> Option<f32> {
    let reach = (0.35 * (edge - before).min(after - edge)).min(24.0);
    let far = |at: f32| (at - edge).abs();
    bars.iter().map(|bar| bar.at).filter(|at| far(*at) <= reach).min_by(|one, other| far(*one).total_cmp(&far(*other)))
}

/// Where between two places the least text stands; `aligned` if it counts as well where most texts of the next column begin.
fn emptiest(segments: &[Segment], bars: &[Bar], (from, to): (f32, f32), known: Option<&[f32]>, aligned: bool) -> f32 {
    let drawn = bars.iter().filter(|bar| bar.at > from - 1.0 && bar.at < to + 1.0);
    if let Some(bar) = drawn.max_by(|one, other| one.covered.total_cmp(&other.covered)) {
        return bar.at;
    }
    // A text that covers all between says nothing about where in between.
    let inside: Vec<&Segment> =
        segments.iter().filter(|one| one.left < to && one.right > from && !(one.left <= from && one.right >= to)).collect();
    let mut events: Vec<(f32, i32)> = Vec::with_capacity(inside.len() * 2 + 2);
    for one in &inside {
        events.push((one.left.max(from), 1));
        events.push((one.right.min(to), -1));
    }
    events.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let mut stretches: Vec<(f32, f32, i32)> = Vec::new();
    let (mut last, mut depth) = (from, 0);
    for (at, step) in events.into_iter().chain([(to, 0)]) {
        if at > last + 0.05 {
            stretches.push((last, at, depth));
            last = at;
        }
        depth += step;
    }
    let fewest = stretches.iter().map(|one| one.2).min().unwrap_or(0);
    let spare = i32::try_from(inside.len() / 40).unwrap_or(0);
    let mut best = (to - 0.1, to);
    let mut open: Option<(f32, f32)> = None;
    let mut rank = (i32::MIN, f32::MIN);
    let mut lefts: Vec<f32> = segments.iter().map(|one| one.left).collect();
    lefts.sort_by(f32::total_cmp);
    for (left, right, depth) in stretches {
        let deep = depth > fewest + spare;
        let whole = if deep { (left, right) } else { (open.map_or(left, |open| open.0), right) };
        open = if deep { None } else { Some(whole) };
        let width = whole.1 - whole.0;
        // Where the lines of the next column begin, a few texts in the way do not count.
        let begins = if aligned && width >= 1.0 { begun(&lefts, whole.1) } else { 0 };
        let own = (if begins >= SURE { begins.min(MANY) } else { 0 } - if deep { 2 * (depth - fewest) } else { 0 }, width);
        if own.0 > rank.0 || own.0 == rank.0 && own.1 > rank.1 {
            (rank, best) = (own, whole);
        }
    }
    if let Some(edge) = known.and_then(|known| known.iter().find(|edge| **edge >= best.0 - 0.5 && **edge <= best.1 + 0.5)) {
        return *edge;
    }
    // Text mostly stands at the left of its column.
    if begun(&lefts, best.1) > 1 { best.1 - (best.1 - best.0).min(3.0) / 2.0 } else { f32::midpoint(best.0, best.1) }
}

/// How many texts begin here, by where all texts begin from left to right.
fn begun(lefts: &[f32], at: f32) -> i32 {
    let (from, to) = (lefts.partition_point(|left| *left <= at - 1.0), lefts.partition_point(|left| *left < at + 1.0));
    i32::try_from(to.saturating_sub(from)).unwrap_or(i32::MAX)
}

/// Whether the lines of a page can stand in these columns.
fn fits(segments: &[Segment], known: &[f32]) -> bool {
    let inner = &known[1..known.len() - 1];
    let over = |one: &Segment| inner.iter().any(|edge| one.left < edge - 1.5 && one.right > edge + 1.5);
    let apart = segments
        .windows(2)
        .filter(|pair| pair[1].left > pair[0].right && inner.iter().any(|edge| pair[0].right < edge + 1.5 && pair[1].left > edge - 1.5));
    let (apart, over) = (apart.count(), segments.iter().filter(|one| over(one)).count());
    apart > 0 && over <= 3 * apart + 8
}

/// Edges where many lines leave a gap.
fn gutters(words: &[Word], spans: &[Vec<usize>], segments: &[Segment], bars: &[Bar]) -> Vec<f32> {
    let left = segments.iter().map(|one| one.left).fold(f32::MAX, f32::min);
    let right = segments.iter().map(|one| one.right).fold(f32::MIN, f32::max);
    let mut events: Vec<(f32, i32, i32)> = Vec::new();
    for span in spans {
        for pair in span.windows(2) {
            let (one, next) = (&words[pair[0]], &words[pair[1]]);
            if next.rect.left - one.rect.right > 0.9 * one.size.max(next.size) {
                events.push((one.rect.right, 1, 0));
                events.push((next.rect.left, -1, 0));
            }
        }
    }
    for one in segments.iter().filter(|one| one.right - one.left < 0.5 * (right - left)) {
        events.push((one.left, 0, 1));
        events.push((one.right, 0, -1));
    }
    events.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut open: Option<f32> = None;
    let mut edges = Vec::new();
    let (mut gaps, mut texts) = (0, 0);
    for (at, gap, text) in events {
        gaps += gap;
        texts += text;
        let is_open = gaps >= 3 && texts * 3 <= gaps;
        match open {
            None if is_open => open = Some(at),
            Some(from) if !is_open => {
                if at - from > 2.0 {
                    edges.push(at - (at - from).min(4.0) / 2.0);
                }
                open = None;
            }
            _ => {}
        }
    }
    let inside = bars.iter().map(|bar| bar.at).filter(|at| *at > left + 2.0 && *at < right - 2.0);
    edges.extend(inside);
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|one, other| (*one - *other).abs() < 6.0);
    edges
}

/// Where the lines of each column begin, if more than a third of them begin at one place.
fn starts(words: &[Word], spans: &[Span], edges: &[f32]) -> Vec<Option<f32>> {
    let columns = edges.len() - 1;
    let mut lefts: Vec<Vec<f32>> = vec![Vec::new(); columns];
    for span in spans {
        let mut before = f32::MIN;
        for word in span.iter().map(|index| &words[*index]) {
            let column = edges[1..columns].iter().take_while(|edge| word.rect.left >= **edge - 0.5).count();
            // Only the first word of a line in its column, and none that follows a word which reaches into it.
            if before < edges[column] + 0.5 {
                lefts[column].push(word.rect.left);
            }
            before = word.rect.right;
        }
    }
    lefts
        .into_iter()
        .map(|mut lefts| {
            lefts.sort_by(f32::total_cmp);
            let mut best = (0, 0.0);
            let mut start = 0;
            for end in 0..lefts.len() {
                while lefts[end] - lefts[start] > 1.0 {
                    start += 1;
                }
                if end + 1 - start > best.0 {
                    best = (end + 1 - start, median(&lefts[start..=end]));
                }
            }
            (best.0 >= 2 && best.0 * 3 > lefts.len()).then_some(best.1)
        })
        .collect()
}
