//! Pieces of text: what stands on one baseline in one column, or runs across several.

use super::super::page::Word;
use super::columns::Columns;
use super::header::{fold, is_number};

/// Words on one baseline, from left to right, as indices.
pub(super) type Span = Vec<usize>;

/// How far apart in parts of the font's size the baselines of one line are at most.
const BASELINE: f32 = 0.12;

/// Words on one baseline in one column.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Its words, from left to right.
    pub(super) words: Vec<usize>,
    /// The column it begins in.
    pub(super) column: usize,
    /// The last column it reaches into.
    pub(super) reach: usize,
    /// Left edge.
    pub(super) left: f32,
    /// Right edge.
    pub(super) right: f32,
    /// Its baseline.
    pub(super) base: f32,
    /// The size of its font.
    pub(super) size: f32,
    /// Whether it begins in the first column and runs across others, or is a title in the middle: it belongs to no column.
    pub(super) wide: bool,
    /// Whether it is a unit's number, or the header of the numbers.
    pub(super) number: bool,
}

/// The lines of a page from top to bottom.
pub(super) fn spans(words: &[Word]) -> Vec<Span> {
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by(|one, other| words[*one].base.total_cmp(&words[*other].base));
    let mut spans: Vec<Span> = Vec::new();
    let mut base = f32::MIN;
    for index in order {
        let word = &words[index];
        match spans.last_mut() {
            Some(span) if word.base - base <= BASELINE * word.size => span.push(index),
            _ => {
                base = word.base;
                spans.push(vec![index]);
            }
        }
    }
    for span in &mut spans {
        span.sort_by(|one, other| words[*one].rect.left.total_cmp(&words[*other].rect.left));
    }
    spans
}

/// The pieces of a page, line by line.
pub(super) fn pieces(words: &[Word], spans: &[Span], columns: &mut Columns) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(words.len() / 3);
    for span in spans {
        split(words, span, columns, &mut pieces);
    }
    let values = value_starts(columns, &pieces);
    widen(words, columns, &values, &mut pieces);
    move_values(columns, &mut pieces);
    pieces
}

/// Where values begin that stand beside labels before the columns of values: at least two beside different labels.
fn value_starts(columns: &Columns, pieces: &[Piece]) -> Vec<f32> {
    let values = columns.count().saturating_sub(2).max(1);
    let beside = |pair: &&[Piece]| {
        let (label, value) = (&pair[0], &pair[1]);
        label.wide && !value.wide && value.column > 0 && value.column < values && (label.base - value.base).abs() < 0.5 && label.right < value.left
    };
    let mut lefts: Vec<f32> = pieces.windows(2).filter(beside).map(|pair| pair[1].left).collect();
    lefts.sort_by(f32::total_cmp);
    lefts.windows(2).filter(|pair| pair[1] - pair[0] < 1.0).map(|pair| pair[0]).collect()
}

/// Puts values that begin beside their labels before the columns of values into the first of these.
fn move_values(columns: &mut Columns, pieces: &mut [Piece]) {
    let values = columns.count().saturating_sub(2).max(1);
    let mut at: Option<f32> = None;
    for index in 1..pieces.len() {
        let (before, piece) = (&pieces[index - 1], &pieces[index]);
        if piece.wide || piece.number {
            at = at.filter(|_| !piece.number);
        } else if piece.column < values && piece.column > 0 {
            let beside = before.wide && (before.base - piece.base).abs() < 0.5 && before.right < piece.left;
            if beside {
                at = Some(piece.left);
                columns.label = columns.label.min(piece.left);
            }
            if at.is_some_and(|at| (at - piece.left).abs() < 1.0) {
                let piece = &mut pieces[index];
                (piece.column, piece.reach) = (values, columns.count() - 1);
            }
        }
    }
}

fn split(words: &[Word], span: &Span, columns: &Columns, pieces: &mut Vec<Piece>) {
    let usual = usual_gap(words, span);
    let inner = &columns.edges[1..columns.count()];
    let crosses = |word: &Word| inner.iter().any(|edge| word.rect.left < edge - 1.0 && word.rect.right > edge + 1.0);
    let crossing = span.iter().filter(|index| crosses(&words[**index])).count();
    let first = pieces.len();
    for index in span {
        let word = &words[*index];
        let column = columns.at(word.rect.left);
        if let Some(open) = pieces[first..].last_mut() {
            let before = &words[open.words[open.words.len() - 1]];
            let heads = columns.keys.iter().any(|key| (key.0 - word.rect.left).abs() < 0.1 && (key.1 - word.base).abs() < 0.1);
            let new = column > open.column
                && column > columns.at(before.rect.left)
                && (heads || {
                    let edge = columns.edges[column];
                    let gap = (word.rect.left - open.right) / word.size.max(before.size);
                    let aligned = columns.starts[column].is_some_and(|start| (word.rect.left - start).abs() <= 1.2);
                    let gap = match gap / usual {
                        ratio if ratio > 2.4 => 3.0,
                        ratio if ratio > 1.7 => 1.5,
                        ratio if ratio > 1.3 => 0.5,
                        _ => -1.0,
                    };
                    let spaced = span.iter().any(|index| words[*index].space);
                    let others = crossing - usize::from(crosses(before) && before.rect.right > edge);
                    let signs = [
                        gap,
                        if aligned {
                            1.5
                        } else if columns.starts[column].is_some() {
                            -2.0
                        } else {
                            0.0
                        },
                        if word.run == before.run { -0.5 } else { 0.5 },
                        if before.rect.right > edge + 1.0 { -1.0 } else { 0.0 },
                        if others > 0 { -1.0 } else { 0.0 },
                        // A text ends without a space after its last word.
                        if spaced && !before.space && word.rect.left > before.rect.right { 1.0 } else { 0.0 },
                    ];
                    signs.iter().sum::<f32>() > 0.0
                });
            // The values beside labels may stand at a place of their own.
            let far = open.column == 0 && word.run != before.run && word.rect.left - open.right > 1.6 * word.size.max(before.size);
            if !(new || far && (word.rect.left - open.right) / word.size > 2.4 * usual) {
                open.words.push(*index);
                open.right = open.right.max(word.rect.right);
                open.size = open.size.max(word.size);
                continue;
            }
        }
        pieces.push(Piece {
            words: vec![*index],
            column,
            reach: column,
            left: word.rect.left,
            right: word.rect.right,
            base: word.base,
            size: word.size,
            wide: false,
            number: false,
        });
    }
    for piece in &mut pieces[first..] {
        piece.reach = columns.at(piece.right - 2.0).max(piece.column);
        // What is set in the middle of its column may begin a little before it.
        if piece.reach == piece.column + 1
            && let [from, edge, ..] = columns.edges[piece.column..]
            && f32::midpoint(piece.left, piece.right) > edge
            && piece.left > edge - 0.3 * (edge - from)
            && columns.starts[piece.column].is_none_or(|start| (piece.left - start).abs() > 1.5)
        {
            piece.column = piece.reach;
        }
        let alone = piece.words.len() == 1;
        let text = &words[piece.words[0]].text;
        let heads = columns.keys.first().is_some_and(|key| (piece.left - key.0).abs() < 0.1 && (piece.base - key.1).abs() < 0.1);
        piece.number =
            piece.column == 0 && alone && (is_number(text) || heads || matches!(fold(text).as_str(), "no." | "no" | "nro." | "n°" | "nº"));
        piece.wide = piece.column == 0 && piece.reach > 0 && !piece.number;
    }
}

/// The usual gap between the words of a line, in parts of the font's size.
fn usual_gap(words: &[Word], span: &Span) -> f32 {
    let mut gaps: Vec<f32> =
        span.windows(2).map(|pair| (words[pair[1]].rect.left - words[pair[0]].rect.right) / words[pair[0]].size.max(1.0)).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() * 3 / 10).map_or(0.25, |gap| gap.clamp(0.22, 0.8))
}

/// Finds the titles, notes and labels that are set in the middle of the columns they run across.
fn widen(words: &[Word], columns: &Columns, values: &[f32], pieces: &mut [Piece]) {
    let (left, right) = extent(pieces);
    let count = columns.count();
    let label = count.saturating_sub(2);
    let whole = f32::midpoint(left, right);
    let before_values = f32::midpoint(left, columns.edges[label] - 2.0);
    let slack = (right - left) * 0.012;
    let labels = label_middle(words, columns, pieces, label);
    let header = columns.keys.iter().map(|key| key.1).reduce(f32::min);
    let before_header = |piece: &Piece| header.is_some_and(|header| piece.base < header - 0.8 * piece.size);
    let titled = !pieces.iter().any(|piece| piece.number && before_header(piece));
    let mut after_wide = false;
    let mut open: Option<(f32, f32, f32)> = None;
    for index in 0..pieces.len() {
        let piece = &pieces[index];
        let near = |other: &&Piece| (other.base - piece.base).abs() < 0.75 * piece.size;
        let others = || {
            let above = pieces[index.saturating_sub(8)..index].iter().filter(near);
            above.chain(pieces[index + 1..pieces.len().min(index + 9)].iter().filter(near))
        };
        let mut wide = piece.wide;
        // What begins right below a text of its own column goes on with it.
        let hangs = pieces[index.saturating_sub(8)..index].iter().any(|above| {
            !above.wide
                && above.column == piece.column
                && (above.left - piece.left).abs() < 1.0
                && piece.base - above.base < 1.7 * piece.size
        });
        // Nor is the first of several such lines, at the top of a page, a title.
        let heads = || {
            let mut base = piece.base;
            let below = pieces[index + 1..].iter().take(24).filter(|below| below.column == piece.column && (below.left - piece.left).abs() < 1.0);
            let step = |below: &&Piece| below.base - std::mem::replace(&mut base, below.base) < 1.7 * piece.size;
            piece.reach == piece.column && below.take_while(step).count() > 1
        };
        let is_value = values.iter().any(|at| (at - piece.left).abs() < 1.0);
        if !wide && piece.column > 0 && !piece.number && !is_value && !hangs && !heads() {
            let middle = f32::midpoint(piece.left, piece.right);
            let capital = is_capital(words, piece);
            let crosses = piece.reach > piece.column;
            let own = f32::midpoint(columns.edges[piece.column], columns.edges[piece.column + 1]);
            // What stands in the middle of its own column, or begins where its texts do, tells nothing by standing in the middle.
            let begins = columns.starts[piece.column].is_some_and(|start| (piece.left - start).abs() <= 0.5);
            let is_own = |other: f32| !crosses && (begins || (own - other).abs() < 2.0 * slack);
            let at = |other: f32| (middle - other).abs() <= slack && !is_own(other);
            if others().next().is_none() {
                wide = titled && before_header(piece)
                    || at(whole) && (capital || after_wide || crosses)
                    || crosses && (capital || piece.reach > piece.column + 1);
            }
            let link = is_link(words, piece) && piece.reach + 1 < count;
            if !wide
                && label > 1
                && (piece.reach < label || link)
                && capital
                && others().all(|other| other.column > piece.reach.max(label - 1))
            {
                wide = at(before_values) || crosses || labels.is_some_and(at) || link;
            }
        }
        // The end of a wide text may be short.
        if !wide && !piece.number && !is_value && others().all(|other| other.column >= label) {
            let goes_on = |(base, left, right): (f32, f32, f32)| {
                let down = piece.base - base;
                let centered = (piece.left + piece.right - left - right).abs() < 2.0 && piece.column > 0;
                down > 0.5 * piece.size
                    && down < 1.7 * piece.size
                    && piece.right < right
                    && ((piece.left - left).abs() < 1.0 && piece.column == 0 || centered)
            };
            wide = piece.column < label.max(1) && open.is_some_and(goes_on);
        }
        if wide {
            open = Some((piece.base, piece.left, piece.right));
        }
        pieces[index].wide = wide;
        after_wide = wide;
    }
}

/// The middle that at least two texts in capitals share which stand between no others before the columns of values.
fn label_middle(words: &[Word], columns: &Columns, pieces: &[Piece], label: usize) -> Option<f32> {
    let mut middles = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let near = |other: &&Piece| (other.base - piece.base).abs() < 0.75 * piece.size;
        let (above, below) = (&pieces[index.saturating_sub(8)..index], &pieces[index + 1..pieces.len().min(index + 9)]);
        let mut others = above.iter().chain(below).filter(near).peekable();
        if columns.starts[piece.column].is_some_and(|start| (start - piece.left).abs() < 1.0) {
            continue;
        }
        if piece.column > 0
            && piece.reach < label
            && others.peek().is_some()
            && others.all(|other| other.column >= label)
            && is_capital(words, piece)
        {
            middles.push((f32::midpoint(piece.left, piece.right), piece.left));
        }
    }
    middles.sort_by(|one, other| one.0.total_cmp(&other.0));
    middles.windows(2).find(|pair| pair[1].0 - pair[0].0 < 1.0 && (pair[1].1 - pair[0].1).abs() > 2.0).map(|pair| pair[0].0)
}

/// Whether a piece begins as the label of the link to the results system does, which stands across more columns than other labels.
fn is_link(words: &[Word], piece: &Piece) -> bool {
    matches!(fold(&words[piece.words[0]].text).as_str(), "link" | "enlace")
}

/// From where to where the pieces of a table reach.
fn extent(pieces: &[Piece]) -> (f32, f32) {
    let mut lefts: Vec<f32> = pieces.iter().filter(|piece| piece.column == 0).map(|piece| piece.left).collect();
    let left = if lefts.is_empty() {
        pieces.iter().map(|piece| piece.left).fold(f32::MAX, f32::min)
    } else {
        median(&{
            lefts.sort_by(f32::total_cmp);
            lefts
        })
    };
    let right = pieces.iter().map(|piece| piece.right).fold(f32::MIN, f32::max);
    (left, right)
}

/// Whether a piece is written in capitals.
pub(super) fn is_capital(words: &[Word], piece: &Piece) -> bool {
    let letters = piece.words.iter().flat_map(|index| words[*index].text.chars()).filter(|letter| letter.is_alphabetic());
    let (all, small) = letters.fold((0, 0), |(all, small), letter| (all + 1, small + u32::from(letter.is_lowercase())));
    all >= 5 && small * 8 <= all
}

/// The middle one of sorted numbers; 0 of none.
pub(super) fn median(sorted: &[f32]) -> f32 {
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}
