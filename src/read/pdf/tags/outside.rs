//! The text outside all tables: what the tree gives as paragraphs, and what is drawn but not in the tree.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::super::page::{Line, Rect, Word};
use super::super::words;
use super::lines::{Lines, between};

/// The widest space inside a line, in parts of the font's size; what stands further apart are two texts.
const APART: f32 = 1.0;

/// What a word is broken at: signs that stand at the end of a line only.
const BREAKS: [char; 2] = ['\u{AD}', '\u{2010}'];

/// How far apart in points the same word of a heading stands on two pages.
const SAME: f32 = 2.0;

/// How many texts outside tables may stand beside one another before they are cells that the tree does not have. Two signatures side by side are three;
/// the footer of the matrix has seven.
pub(super) const BESIDE: usize = 4;

/// By how much of the height of the smaller one texts overlap that stand beside one another.
const OVERLAP: f32 = 0.2;

/// How many texts below one another are looked at for one that stands beside.
const NEIGHBORS: usize = 40;

/// How many lines between texts are looked at, on one page.
const MOST: usize = 4_000_000;

/// A text outside all tables on a page.
#[derive(Debug)]
pub(super) struct Text {
    /// Its box.
    pub(super) rect: Rect,
    /// The size of its letters.
    pub(super) size: f32,
    /// Its lines.
    pub(super) lines: Vec<Line>,
}

impl Text {
    fn of(page: u16, words: Vec<Word>) -> Option<Text> {
        let rect = words.iter().map(|word| word.rect).reduce(Rect::union)?;
        let size = words.iter().map(|word| word.size).fold(0.0, f32::max);
        Some(Text { rect, size, lines: words::lines(page, words) })
    }

    /// A paragraph. What was broken into lines because the page is no wider becomes one line; a line that was ended on purpose stays one.
    fn paragraph(page: u16, words: Vec<Word>, width: f32) -> Option<Text> {
        let mut starts: Vec<(f32, f32, f32)> = words.iter().map(|word| (word.base, word.rect.left, word.rect.width())).collect();
        starts.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut text = Text::of(page, words)?;
        let mut lines: Vec<Line> = Vec::with_capacity(text.lines.len());
        let mut last = Rect::default();
        for line in text.lines {
            let from = starts.partition_point(|(base, ..)| line.base - base > 0.3 * line.size);
            let near = starts[from..].iter().take_while(|(base, ..)| base - line.base <= 0.3 * line.size);
            let first = near.filter(|(_, left, _)| (left - line.rect.left).abs() < 0.01);
            let first = first.map(|(_, _, width)| *width).fold(0.0, f32::max);
            let rect = line.rect;
            match lines.last_mut() {
                Some(open) if last.width() + 0.25 * line.size + first > width && !is_broken(&open.text) => {
                    if open.text.ends_with(BREAKS) {
                        open.text.pop();
                    } else if !is_number_broken(&open.text, &line.text) {
                        open.text.push(' ');
                    }
                    open.text.push_str(&line.text);
                    (open.rect, open.space) = (open.rect.union(line.rect), line.space);
                }
                _ => lines.push(line),
            }
            last = rect;
        }
        text.lines = lines;
        Some(text)
    }

    /// Whether it says anything: it has a letter or a digit.
    pub(super) fn speaks(&self) -> bool {
        self.lines.iter().any(|line| line.text.chars().any(char::is_alphanumeric))
    }
}

/// Whether a line may end inside a word: only a dictionary tells whether the hyphen belongs to it.
fn is_broken(line: &str) -> bool {
    line.strip_suffix('-').is_some_and(|rest| rest.ends_with(char::is_alphabetic))
}

/// Whether a line ends after a hyphen inside a number, as of a telephone.
pub(super) fn is_number_broken(line: &str, next: &str) -> bool {
    line.strip_suffix('-').is_some_and(|rest| rest.ends_with(|letter: char| letter.is_ascii_digit())) && next.starts_with(|letter: char| letter.is_ascii_digit())
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
    // A hyphen at the end of a line may be written in another way.
    for letter in text.chars().filter(|letter| letter.is_alphanumeric()) {
        letter.hash(&mut hasher);
    }
    hasher.finish()
}

/// The texts outside all tables: each paragraph by itself, and what is not in the tree line by line. What repeats the heading of a table is left out; the
/// second part tells whether anything does. The text of the page is so wide.
pub(super) fn texts(page: u16, mut outside: Vec<(Option<usize>, Word)>, known: &Known, width: f32) -> (Vec<Text>, bool) {
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
            texts.extend(Text::paragraph(page, std::mem::take(&mut words), width));
            unit = owner;
        }
        words.push(word);
    }
    texts.extend(Text::paragraph(page, words, width));
    let mut repeated = false;
    for piece in pieces(loose) {
        if piece.iter().all(|word| known.has(word)) {
            repeated = true;
        } else {
            texts.extend(Text::of(page, piece));
        }
    }
    (texts, repeated)
}

/// The words of each paragraph of a page, in the order of the paragraphs.
pub(super) fn parts(outside: &[(Option<usize>, Word)]) -> Vec<(usize, Vec<Word>)> {
    let mut all: Vec<(usize, &Word)> = outside.iter().filter_map(|(unit, word)| unit.map(|unit| (unit, word))).collect();
    all.sort_by_key(|(unit, _)| *unit);
    all.chunk_by(|one, other| one.0 == other.0)
        .filter_map(|words| words.first().map(|(unit, _)| (*unit, words.iter().map(|(_, word)| (*word).clone()).collect())))
        .collect()
}

/// Leaves out of a page what the next one has again, below its end: of a line that did not fit, a program that prints letter by letter draws on both
/// pages the letters that reach over the end of the first.
pub(super) fn drop_shaved(lines: &mut Vec<Line>, before: &[(usize, Vec<Word>)], now: &[(usize, Vec<Word>)]) {
    for (unit, words) in before {
        let Ok(at) = now.binary_search_by_key(unit, |(unit, _)| *unit) else { continue };
        let Some((_, next)) = now.get(at) else { continue };
        if is_shaved(words, next) {
            lines.retain(|line| !words.iter().any(|word| (word.base - line.base).abs() < 0.5 && covers(line.rect, word.rect)));
        }
    }
}

/// Whether letters are some of those of words that stand at the same place of their line on the next page, all on its first line.
fn is_shaved(words: &[Word], next: &[Word]) -> bool {
    let Some(base) = next.iter().map(|word| word.base).min_by(f32::total_cmp) else { return false };
    let first: Vec<&Word> = next.iter().filter(|word| word.base - base < 1.0).collect();
    let letters = |words: &mut dyn Iterator<Item = &Word>| words.map(|word| word.text.chars().count()).sum::<usize>();
    letters(&mut words.iter()) < letters(&mut first.iter().copied())
        && words.iter().all(|word| first.iter().any(|whole| covers(whole.rect, word.rect) && whole.text.contains(&word.text)))
}

/// Whether one box reaches from the left of the other to its right.
fn covers(one: Rect, other: Rect) -> bool {
    one.left <= other.left + 0.5 && other.right <= one.right + 0.5
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
                Some(piece) if piece.last().is_some_and(|last| word.rect.left - last.rect.right <= APART * last.size.max(word.size)) => {
                    piece.push(word);
                }
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
    let mut left_to_see = MOST;
    for (index, one) in order.iter().enumerate() {
        let near = order[index + 1..].iter().take(NEIGHBORS).take_while(|other| other.rect.top < one.rect.bottom);
        let (mut found, mut others) = (0, 0);
        for other in near {
            let overlap = one.rect.bottom.min(other.rect.bottom) - other.rect.top;
            let (left, right) = if one.rect.left <= other.rect.left { (one, other) } else { (other, one) };
            let gap = right.rect.left - left.rect.right;
            if overlap >= OVERLAP * one.rect.height().min(other.rect.height()) && gap > 0.5 * one.size.min(other.size) {
                let crosses =
                    |line: &&super::super::page::Rule| line.from <= other.rect.top + 1.0 && line.to >= other.rect.top + overlap - 1.0;
                let between = between(&lines.down, left.rect.right - 0.5, right.rect.left + 0.5);
                left_to_see = left_to_see.saturating_sub(between.len());
                let drawn = left_to_see > 0 && between.iter().any(|line| crosses(&line));
                found = found.max(if drawn { 2 } else { 1 });
                others += 1;
            }
        }
        // Four in a row are no letterhead.
        if others > 2 && one.lines.len() == 1 {
            found = BESIDE;
        }
        if found > 0 && counted.insert(shape(one)) {
            count += found;
        }
    }
    count
}

/// Where on its page a text stands and what it says, all numbers alike.
#[expect(clippy::cast_possible_truncation, reason = "a page has some thousands of points")]
fn shape(text: &Text) -> u64 {
    let mut hasher = DefaultHasher::new();
    ((text.rect.top / SAME).round() as i32).hash(&mut hasher);
    for letter in text.lines.iter().flat_map(|line| line.text.chars()) {
        if letter.is_ascii_digit() { '#' } else { letter }.hash(&mut hasher);
    }
    hasher.finish()
}
