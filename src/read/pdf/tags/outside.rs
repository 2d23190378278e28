//! The text outside all tables: what the tree gives as paragraphs, and what is drawn but not in the tree.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::super::page::{Line, Rect, Word};
use super::super::words;
use super::lines::{Lines, between};

/// The widest space inside a line, in parts of the font's size; what stands further apart are two texts.
const APART: f32 = 2.0;

/// How far apart in points the same word of a heading stands on two pages.
const SAME: f32 = 2.0;

/// How many texts below one another are looked at for one that stands beside.
const NEIGHBORS: usize = 40;

/// A text outside all tables on a page.
#[derive(Debug)]
pub(super) struct Text {
    /// Its box.
    pub(super) rect: Rect,
    /// The size of its letters.
    pub(super) size: f32,
    /// Whether the tree has it.
    pub(super) tagged: bool,
    /// Its lines.
    pub(super) lines: Vec<Line>,
}

impl Text {
    fn of(page: u16, tagged: bool, words: Vec<Word>) -> Option<Text> {
        let rect = words.iter().map(|word| word.rect).reduce(Rect::union)?;
        let size = words.iter().map(|word| word.size).fold(0.0, f32::max);
        Some(Text { rect, size, tagged, lines: words::lines(page, words) })
    }

    /// Whether it says anything: it has a letter or a digit.
    pub(super) fn speaks(&self) -> bool {
        self.lines.iter().any(|line| line.text.chars().any(char::is_alphanumeric))
    }
}

/// The words of the tables on the pages before, and where in the line they stand: a heading that is repeated on each page is not in the tree again.
#[derive(Debug, Default)]
pub(super) struct Known(HashSet<(u64, i32)>);

impl Known {
    /// Remembers a word.
    pub(super) fn add(&mut self, word: &Word) {
        self.0.insert((hash(&word.text), slot(word)));
    }

    fn has(&self, word: &Word) -> bool {
        let (text, slot) = (hash(&word.text), slot(word));
        (slot - 1..=slot + 1).any(|slot| self.0.contains(&(text, slot)))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a page has some thousands of points")]
fn slot(word: &Word) -> i32 {
    (word.rect.left / SAME).floor() as i32
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The texts outside all tables: each paragraph by itself, and what is not in the tree line by line. What repeats the heading of a table is left out.
pub(super) fn texts(page: u16, mut outside: Vec<(Option<usize>, Word)>, known: &Known) -> Vec<Text> {
    outside.sort_by_key(|(unit, _)| *unit);
    let mut texts = Vec::new();
    let mut unit = None;
    let mut words: Vec<Word> = Vec::new();
    let mut loose = Vec::new();
    for (owner, word) in outside {
        if owner.is_none() {
            loose.push(word);
            continue;
        }
        if owner != unit {
            texts.extend(Text::of(page, true, std::mem::take(&mut words)));
            unit = owner;
        }
        words.push(word);
    }
    texts.extend(Text::of(page, true, words));
    for piece in pieces(loose) {
        if !piece.iter().all(|word| known.has(word)) {
            texts.extend(Text::of(page, false, piece));
        }
    }
    texts
}

/// Words that stand on one line near one another.
fn pieces(mut words: Vec<Word>) -> Vec<Vec<Word>> {
    words.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut pieces: Vec<Vec<Word>> = Vec::new();
    let mut rest = words.into_iter().peekable();
    while let Some(first) = rest.next() {
        let (base, size) = (first.base, first.size);
        let mut line = vec![first];
        while let Some(next) = rest.next_if(|next| next.base - base <= 0.3 * size.max(next.size)) {
            line.push(next);
        }
        line.sort_by(|one, other| one.rect.left.total_cmp(&other.rect.left));
        let start = pieces.len();
        for word in line {
            match pieces.get_mut(start..).and_then(<[Vec<Word>]>::last_mut) {
                Some(piece) if piece.last().is_some_and(|last| word.rect.left - last.rect.right <= APART * last.size.max(word.size)) => piece.push(word),
                _ => pieces.push(vec![word]),
            }
        }
    }
    pieces
}

/// Counts the texts that stand beside another one, as the cells of a table do; those with a line between count twice. What is in the head of each page
/// counts once.
pub(super) fn beside(texts: &[Text], lines: &Lines, counted: &mut HashSet<u64>) -> usize {
    let mut order: Vec<&Text> = texts.iter().filter(|text| text.speaks()).collect();
    order.sort_by(|one, other| one.rect.top.total_cmp(&other.rect.top));
    let mut count = 0;
    for (index, one) in order.iter().enumerate() {
        let near = order[index + 1..].iter().take(NEIGHBORS).take_while(|other| other.rect.top < one.rect.bottom);
        let mut found = 0;
        for other in near {
            let overlap = one.rect.bottom.min(other.rect.bottom) - other.rect.top;
            let (left, right) = if one.rect.left <= other.rect.left { (one, other) } else { (other, one) };
            let gap = right.rect.left - left.rect.right;
            if overlap >= 0.5 * one.rect.height().min(other.rect.height()) && gap > 0.5 * one.size.min(other.size) {
                let crosses = |line: &&super::super::page::Rule| line.from <= other.rect.top + 1.0 && line.to >= other.rect.top + overlap - 1.0;
                let drawn = between(&lines.down, left.rect.right - 0.5, right.rect.left + 0.5).iter().any(|line| crosses(&line));
                found = found.max(if drawn { 2 } else { 1 });
            }
        }
        if found > 0 && counted.insert(shape(one)) {
            count += found;
        }
    }
    count
}

/// What a text says, all numbers alike.
fn shape(text: &Text) -> u64 {
    let mut hasher = DefaultHasher::new();
    for letter in text.lines.iter().flat_map(|line| line.text.chars()) {
        if letter.is_ascii_digit() { '#' } else { letter }.hash(&mut hasher);
    }
    hasher.finish()
}
