//! Pieces of text: what stands on one baseline in one column, or runs across several.

use super::super::page::Word;
use super::columns::{Columns, fold, is_number};

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
pub(super) fn pieces(words: &[Word], spans: &[Span], columns: &Columns) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(words.len() / 3);
    for span in spans {
        split(words, span, columns, &mut pieces);
    }
    widen(words, columns, &mut pieces);
    pieces
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
            let new = column > open.column && column > columns.at(before.rect.left) && {
                let edge = columns.edges[column];
                let gap = (word.rect.left - open.right) / word.size.max(before.size);
                let aligned = columns.starts[column].is_some_and(|start| (word.rect.left - start).abs() <= 1.2);
                let gap = match gap / usual {
                    ratio if ratio > 2.4 => 3.0,
                    ratio if ratio > 1.7 => 1.5,
                    ratio if ratio > 1.3 => 0.5,
                    _ => -1.0,
                };
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
                ];
                signs.iter().sum::<f32>() > 0.0
            };
            if !new {
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
        let alone = piece.words.len() == 1;
        let text = &words[piece.words[0]].text;
        let heads = columns.header.is_some_and(|(top, bottom)| piece.base >= top - 0.1 && piece.base <= bottom + 0.1);
        piece.number = piece.column == 0 && alone && (is_number(text) || heads || matches!(fold(text).as_str(), "no." | "no" | "nro." | "n°" | "nº"));
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

/// Finds the titles and notes that stand in the middle of the table.
fn widen(words: &[Word], columns: &Columns, pieces: &mut [Piece]) {
    let (left, right) = extent(pieces);
    let middle = f32::midpoint(left, right);
    let mut after_wide = false;
    for index in 0..pieces.len() {
        let piece = &pieces[index];
        let near = |other: &Piece| (other.base - piece.base).abs() < 0.75 * piece.size;
        let alone = !pieces[index.saturating_sub(8)..index].iter().any(near) && !pieces[index + 1..pieces.len().min(index + 9)].iter().any(near);
        let (mut wide, size) = (piece.wide, piece.size);
        if !wide && alone && piece.column > 0 {
            let centered = (f32::midpoint(piece.left, piece.right) - middle).abs() <= (right - left) * 0.012;
            let capital = is_capital(words, piece);
            wide = centered && (capital || after_wide || piece.reach > piece.column)
                || piece.reach > piece.column && (capital || piece.reach > piece.column + 1);
            // A title stands in the middle also of its own column only if that is the whole table's.
            let own = f32::midpoint(columns.edges[piece.column], columns.edges[piece.column + 1]);
            if piece.reach == piece.column && (own - middle).abs() < (right - left) * 0.02 && !capital {
                wide = false;
            }
        }
        let _ = size;
        pieces[index].wide = wide;
        after_wide = wide;
    }
}

/// From where to where the pieces of a table reach.
fn extent(pieces: &[Piece]) -> (f32, f32) {
    let mut lefts: Vec<f32> = pieces.iter().filter(|piece| piece.column == 0).map(|piece| piece.left).collect();
    let left = if lefts.is_empty() { pieces.iter().map(|piece| piece.left).fold(f32::MAX, f32::min) } else { median(&{ lefts.sort_by(f32::total_cmp); lefts }) };
    let right = pieces.iter().map(|piece| piece.right).fold(f32::MIN, f32::max);
    (left, right)
}

/// Whether a piece is written in capitals.
pub(super) fn is_capital(words: &[Word], piece: &Piece) -> bool {
    let letters = || piece.words.iter().flat_map(|index| words[*index].text.chars()).filter(|letter| letter.is_alphabetic());
    letters().count() >= 5 && !letters().any(char::is_lowercase)
}

/// The middle one of sorted numbers; 0 of none.
pub(super) fn median(sorted: &[f32]) -> f32 {
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}
