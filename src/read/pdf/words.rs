//! From glyphs to words: what stands without space between, in the order it was drawn.
//!
//! A file may draw whole lines, words or single signs; it may write spaces or only leave room; it may print a sign twice to make it bold.

use std::collections::HashMap;

use super::page::{Glyph, Ink, Line, Rect, Word};

/// How much room between two signs is a space, in parts of the font's size, where signs usually touch.
const SPACE: f32 = 0.18;

/// How far apart in parts of the font's size two baselines are that belong to one line.
const BASELINE: f32 = 0.3;

/// How near to each other in parts of the font's size two equal signs are one that was printed twice.
const TWICE: f32 = 0.12;

/// How far above the baseline a font reaches, and how far below, in parts of its size.
const ASCENT: f32 = 0.8;
const DESCENT: f32 = 0.22;

/// The widest space between the words of one run, in parts of the font's size.
const ORDINARY: f32 = 0.9;

/// The words of a page that run from left to right, in the order they were drawn.
pub(super) fn words(ink: &Ink) -> Vec<Word> {
    let glyphs: Vec<&Glyph> = ink.glyphs.iter().filter(|glyph| glyph.heading == 0 && is_on_page(ink, glyph)).collect();
    let mut words = Vec::with_capacity(glyphs.len() / 5);
    let mut run = 0;
    let mut start = 0;
    while start < glyphs.len() {
        let end = end_of_stretch(&glyphs, start);
        let stretch = &glyphs[start..end];
        let usual = usual_gap(ink, stretch);
        let room = if usual > 0.06 { usual + SPACE * 0.8 } else { SPACE };
        stretch_to_words(ink, stretch, room, run, &mut words);
        run += 1;
        start = end;
    }
    drop_doubles(&mut words);
    words
}

fn is_on_page(ink: &Ink, glyph: &Glyph) -> bool {
    let middle = f32::midpoint(glyph.left, glyph.right);
    middle > -1.0 && middle < ink.width + 1.0 && glyph.base > -1.0 && glyph.base - glyph.size * 0.7 < ink.height + 1.0 && glyph.size > 0.5
}

/// Where a stretch of signs ends that were drawn from left to right on one baseline, none far from the one before.
fn end_of_stretch(glyphs: &[&Glyph], start: usize) -> usize {
    let mut last = glyphs[start];
    for (index, glyph) in glyphs.iter().enumerate().skip(start + 1) {
        let size = last.size.max(glyph.size);
        let gap = glyph.left - last.right;
        let same = (glyph.base - last.base).abs() <= BASELINE * size;
        let twice = (glyph.left - last.left).abs() <= TWICE * size;
        if !same || gap > ORDINARY * size || gap < -0.6 * size && !twice {
            return index;
        }
        last = glyph;
    }
    glyphs.len()
}

/// How much room this stretch leaves between signs that belong together, in parts of the font's size: the middle of all, if most leave some.
fn usual_gap(ink: &Ink, stretch: &[&Glyph]) -> f32 {
    let mut gaps: Vec<f32> = stretch
        .windows(2)
        .filter(|pair| !is_space(ink, pair[0]) && !is_space(ink, pair[1]) && pair[0].size > 0.0)
        .map(|pair| (pair[1].left - pair[0].right) / pair[0].size)
        .collect();
    if gaps.len() < 4 {
        return 0.0;
    }
    let middle = gaps.len() * 2 / 5;
    let (_, gap, _) = gaps.select_nth_unstable_by(middle, f32::total_cmp);
    *gap
}

fn is_space(ink: &Ink, glyph: &Glyph) -> bool {
    text(ink, glyph).chars().all(char::is_whitespace)
}

fn text<'i>(ink: &'i Ink, glyph: &Glyph) -> &'i str {
    ink.text.get(glyph.text.0 as usize..glyph.text.1 as usize).unwrap_or("")
}

fn stretch_to_words(ink: &Ink, stretch: &[&Glyph], room: f32, run: u32, words: &mut Vec<Word>) {
    let mut open = false;
    let mut last: Option<&Glyph> = None;
    for glyph in stretch {
        let letters = text(ink, glyph);
        if let Some(before) = last
            && text(ink, before) == letters
            && (glyph.left - before.left).abs() <= TWICE * glyph.size
        {
            continue;
        }
        if is_space(ink, glyph) {
            if open && let Some(word) = words.last_mut() {
                word.space = true;
            }
            open = false;
            last = Some(glyph);
            continue;
        }
        let gap = last.map_or(0.0, |before| glyph.left - before.right);
        let shifted = last.is_some_and(|before| before.mark != glyph.mark);
        if !open || gap > room * glyph.size || shifted {
            words.push(Word {
                text: String::new(),
                rect: Rect { left: glyph.left, top: f32::MAX, right: glyph.right, bottom: f32::MIN },
                base: glyph.base,
                size: glyph.size,
                first: glyph.right - glyph.left,
                mark: glyph.mark,
                space: false,
                run,
            });
            open = true;
        }
        if let Some(word) = words.last_mut() {
            word.text.push_str(letters);
            word.size = word.size.max(glyph.size);
            word.rect.left = word.rect.left.min(glyph.left);
            word.rect.right = word.rect.right.max(glyph.right);
            word.rect.top = word.rect.top.min(glyph.base - ASCENT * glyph.size);
            word.rect.bottom = word.rect.bottom.max(glyph.base + DESCENT * glyph.size);
        }
        last = Some(glyph);
    }
}

/// Drops the second of two equal words on one another: they were printed twice to look bold.
fn drop_doubles(words: &mut Vec<Word>) {
    let mut seen: HashMap<(i32, i32), Vec<usize>> = HashMap::new();
    let mut keep = vec![true; words.len()];
    #[expect(clippy::cast_possible_truncation, reason = "a page has some thousands of points")]
    let cell = |word: &Word| ((word.rect.left / 8.0).floor() as i32, (word.base / 8.0).floor() as i32);
    for index in 0..words.len() {
        let word = &words[index];
        let (x, y) = cell(word);
        let near = |at: &usize| {
            let other = &words[*at];
            let reach = TWICE * word.size;
            (other.rect.left - word.rect.left).abs() <= reach && (other.base - word.base).abs() <= reach && other.text == word.text
        };
        let twice = (x - 1..=x + 1).any(|x| (y - 1..=y + 1).any(|y| seen.get(&(x, y)).is_some_and(|here| here.iter().any(near))));
        if twice {
            keep[index] = false;
        } else {
            seen.entry((x, y)).or_default().push(index);
        }
    }
    let mut kept = keep.into_iter();
    words.retain(|_| kept.next().unwrap_or(true));
}

/// Words that stand together, as lines from top to bottom.
pub(super) fn lines(page: u16, mut words: Vec<Word>) -> Vec<Line> {
    words.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut lines = Vec::new();
    let mut rest = words.into_iter().peekable();
    while let Some(first) = rest.next() {
        let (base, size) = (first.base, first.size);
        let mut together = vec![first];
        while let Some(next) = rest.next_if(|next| next.base - base <= BASELINE * size.max(next.size)) {
            together.push(next);
        }
        together.sort_by(|one, other| one.rect.left.total_cmp(&other.rect.left));
        lines.push(line(page, &together));
    }
    lines
}

/// Words on one baseline, from left to right, as a line.
fn line(page: u16, words: &[Word]) -> Line {
    let mut line = Line { page, ..Line::default() };
    let mut last: Option<&Word> = None;
    for word in words {
        match last {
            None => {
                (line.rect, line.base, line.first) = (word.rect, word.base, word.first);
            }
            Some(before) => {
                line.rect = line.rect.union(word.rect);
                let gap = word.rect.left - before.rect.right;
                if before.space || before.run == word.run && before.mark == word.mark || gap > SPACE * before.size.max(word.size) {
                    line.text.push(' ');
                }
            }
        }
        line.size = line.size.max(word.size);
        line.text.push_str(&word.text);
        line.space = word.space;
        last = Some(word);
    }
    line
}
