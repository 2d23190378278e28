//! From glyphs to words: what stands without space between, in the order it was drawn.
//!
//! A file may draw whole lines, words or single signs, in any order; it may write spaces or only leave room, set letters apart, print a sign twice to make
//! it bold, and draw an accent apart from its letter.

use std::borrow::Cow;
use std::collections::HashMap;

use unicode_normalization::char::compose;

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

/// How much room is left between letters that are set apart, in parts of the font's size, at least.
const APART: f32 = 0.06;

/// The advance of most signs, in parts of the font's size; text that is squeezed has less.
const ADVANCE: f32 = 0.52;

/// From how many words on a page in disorder is told.
const ENOUGH: usize = 24;

/// The words of a page that run from left to right, in the order they were drawn.
pub(super) fn words(ink: &Ink) -> Vec<Word> {
    let mut glyphs: Vec<&Glyph> = ink.glyphs.iter().filter(|glyph| glyph.heading == 0 && is_on_page(ink, glyph)).collect();
    let words = ordered(ink, &glyphs);
    let single = words.iter().filter(|word| word.text.chars().nth(1).is_none()).count();
    let accents = words.iter().filter(|word| accent(&word.text).is_some()).count();
    if words.len() >= ENOUGH && single * 5 > words.len() * 3 || accents > 2 {
        sort(&mut glyphs);
        return ordered(ink, &glyphs);
    }
    words
}

/// The words of signs that follow one another.
fn ordered(ink: &Ink, glyphs: &[&Glyph]) -> Vec<Word> {
    let mut stretches = Vec::new();
    let mut start = 0;
    while start < glyphs.len() {
        let end = end_of_stretch(ink, glyphs, start);
        let stretch = &glyphs[start..end];
        stretches.push((stretch, usual_gap(ink, stretch)));
        start = end;
    }
    // A short stretch cannot tell whether its letters are set apart; the others of the page can.
    let mut usual: Vec<f32> = stretches.iter().filter_map(|(_, gap)| *gap).collect();
    let middle = usual.len() / 2;
    let page = if usual.is_empty() { 0.0 } else { *usual.select_nth_unstable_by(middle, f32::total_cmp).1 };
    let mut words = Vec::with_capacity(glyphs.len() / 5);
    for (run, (stretch, gap)) in stretches.into_iter().enumerate() {
        let usual = gap.unwrap_or(page);
        let space = SPACE * squeeze(stretch);
        let room = if usual > APART { usual + space * 0.8 } else { space };
        stretch_to_words(ink, stretch, room, u32::try_from(run).unwrap_or(u32::MAX), &mut words);
    }
    drop_doubles(&mut words);
    words
}

/// Brings signs that were drawn in no order into that of reading: line by line, from left to right.
fn sort(glyphs: &mut [&Glyph]) {
    glyphs.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut start = 0;
    while start < glyphs.len() {
        let first = glyphs[start];
        let length = glyphs[start..].iter().take_while(|glyph| glyph.base - first.base <= BASELINE * first.size).count();
        let line = &mut glyphs[start..start + length.max(1)];
        line.sort_by(|one, other| one.left.total_cmp(&other.left));
        start += length.max(1);
    }
}

fn is_on_page(ink: &Ink, glyph: &Glyph) -> bool {
    let middle = f32::midpoint(glyph.left, glyph.right);
    middle > -1.0 && middle < ink.width + 1.0 && glyph.base > -1.0 && glyph.base - glyph.size * 0.7 < ink.height + 1.0 && glyph.size > 0.5
}

/// Where a stretch of signs ends that were drawn from left to right on one baseline, none far from the one before.
fn end_of_stretch(ink: &Ink, glyphs: &[&Glyph], start: usize) -> usize {
    let mut last = glyphs[start];
    // The last sign on the baseline itself.
    let mut main = last;
    for (index, glyph) in glyphs.iter().enumerate().skip(start + 1) {
        let size = last.size.max(glyph.size);
        let gap = glyph.left - last.right;
        let far = gap > ORDINARY * size;
        let drop = (glyph.base - main.base).abs();
        if !far && accent(text(ink, glyph)).is_some() && glyph.left > last.left - 0.3 * size && drop <= 0.6 * size {
            continue;
        }
        let small = glyph.size <= 0.8 * main.size && gap.abs() <= 0.4 * main.size && drop <= 0.6 * main.size;
        let same = drop <= BASELINE * main.size.max(glyph.size);
        let back = glyph.left < last.left - 0.02 * size && !is_twice(last, glyph) && accent(text(ink, last)).is_none();
        if far || back || !(same || small) {
            return index;
        }
        last = glyph;
        if same {
            main = glyph;
        }
    }
    glyphs.len()
}

/// How much room this stretch leaves between signs that belong together, in parts of the font's size: that of most, if most leave some. Nothing if the
/// stretch is too short to tell.
fn usual_gap(ink: &Ink, stretch: &[&Glyph]) -> Option<f32> {
    let mut gaps: Vec<f32> = stretch
        .windows(2)
        .filter(|pair| !is_space(ink, pair[0]) && !is_space(ink, pair[1]) && pair[0].size > 0.0 && !is_twice(pair[0], pair[1]))
        .map(|pair| (pair[1].left - pair[0].right) / pair[0].size)
        .collect();
    if gaps.len() < 4 {
        return None;
    }
    let middle = gaps.len() * 2 / 5;
    Some(*gaps.select_nth_unstable_by(middle, f32::total_cmp).1)
}

/// How much narrower or wider than usual the signs of a stretch are for their size; 1 where that is within the ordinary.
fn squeeze(stretch: &[&Glyph]) -> f32 {
    if stretch.len() < 8 {
        return 1.0;
    }
    let mut advances: Vec<f32> = stretch.iter().map(|glyph| (glyph.right - glyph.left) / glyph.size).collect();
    let middle = advances.len() / 2;
    let ratio = *advances.select_nth_unstable_by(middle, f32::total_cmp).1 / ADVANCE;
    if (0.05..0.75).contains(&ratio) || ratio > 1.6 { ratio.clamp(0.3, 8.0) } else { 1.0 }
}

/// Whether a sign lies so exactly on the one before that it may be the same, printed again.
fn is_twice(last: &Glyph, glyph: &Glyph) -> bool {
    let reach = (TWICE * glyph.size).min(0.6 * (last.right - last.left).abs().max(0.05 * glyph.size));
    (glyph.left - last.left).abs() <= reach
}

fn is_space(ink: &Ink, glyph: &Glyph) -> bool {
    text(ink, glyph).chars().all(char::is_whitespace)
}

fn text<'i>(ink: &'i Ink, glyph: &Glyph) -> &'i str {
    ink.text.get(glyph.text.0 as usize..glyph.text.1 as usize).unwrap_or("")
}

#[expect(clippy::too_many_lines, reason = "one walk over the signs, each looked at in the light of the one before")]
fn stretch_to_words(ink: &Ink, stretch: &[&Glyph], room: f32, run: u32, words: &mut Vec<Word>) {
    let first = words.len();
    let mut last: Option<&Glyph> = None;
    let mut open = false;
    // The accent of the next letter.
    let mut mark = None;
    let mut rest = stretch.iter().enumerate();
    while let Some((index, &glyph)) = rest.next() {
        let letters = text(ink, glyph);
        let next = stretch.get(index + 1);
        if last.is_some_and(|before| text(ink, before) == letters && is_twice(before, glyph)) || letters.chars().all(is_nothing) {
            continue;
        }
        if letters == "\u{AD}" && is_unseen(glyph, next) {
            // Where the line ends, the hyphen that is drawn for it says no more.
            let is_drawn = next.is_some_and(|next| is_hyphen(ink, next));
            if let Some(word) = words.last_mut().filter(|_| open && is_drawn) {
                word.text.push('\u{AD}');
                if let Some((_, &hyphen)) = rest.next() {
                    word.rect.right = word.rect.right.max(hyphen.right);
                    last = Some(hyphen);
                }
            }
            continue;
        }
        let has_gap = last.is_some_and(|before| glyph.left - before.right > room * glyph.size);
        let spaced = letters.starts_with(char::is_whitespace);
        if spaced
            && open
            && let Some(word) = words.last_mut()
        {
            word.space = true;
        }
        // A ligature round a soft hyphen that is not drawn.
        let whole = letters.len() > 2 && letters.contains('\u{AD}');
        let bare = if whole { Cow::Owned(letters.replace('\u{AD}', "")) } else { Cow::Borrowed(letters) };
        let bare = bare.trim();
        if bare.is_empty() {
            (open, last) = (false, Some(glyph));
            continue;
        }
        if let Some((combining, own)) = accent(bare) {
            let over = |letter: &Glyph| {
                let (middle, reach) = (f32::midpoint(glyph.left, glyph.right), 0.1 * letter.size);
                middle >= letter.left - reach && middle <= letter.right + reach
            };
            let before = last.is_some_and(over) && open;
            let after = next.is_some_and(|next| over(next) && text(ink, next).starts_with(char::is_alphabetic));
            if before && (own || !after) {
                let word = words.last_mut();
                if word.is_some_and(|word| with_accent(&mut word.text, combining)) {
                    continue;
                }
            } else if after {
                mark = Some(combining);
                continue;
            }
        }
        let shifted = last.is_some_and(|before| before.mark != glyph.mark);
        if !open || has_gap || shifted || spaced {
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
            let mut signs = bare.chars();
            if let (Some(combining), Some(letter)) = (mark.take(), signs.next()) {
                word.text.push(letter);
                with_accent(&mut word.text, combining);
            } else {
                signs = bare.chars();
            }
            word.text.push_str(signs.as_str());
            // A small sign above the line belongs to the line.
            if glyph.size > word.size {
                (word.size, word.base) = (glyph.size, glyph.base);
            }
            word.rect.left = word.rect.left.min(glyph.left);
            word.rect.right = word.rect.right.max(glyph.right);
            word.rect.top = word.rect.top.min(glyph.base - ASCENT * glyph.size);
            word.rect.bottom = word.rect.bottom.max(glyph.base + DESCENT * glyph.size);
            if letters.ends_with(char::is_whitespace) {
                word.space = true;
                open = false;
            }
            if whole && letters.ends_with('\u{AD}') && next.is_some_and(|next| is_hyphen(ink, next)) {
                word.text.push('\u{AD}');
                rest.next();
            }
        }
        last = Some(glyph);
    }
    // A raised word within the stretch stands on the baseline of the words beside it.
    let tallest = words[first..].iter().map(|word| word.size).fold(0.0, f32::max);
    if let Some(base) = words[first..].iter().find(|word| word.size >= tallest).map(|word| word.base) {
        for word in words[first..].iter_mut().filter(|word| word.size <= 0.8 * tallest) {
            word.base = base;
        }
    }
}

fn is_hyphen(ink: &Ink, glyph: &Glyph) -> bool {
    matches!(text(ink, glyph), "-" | "\u{2010}")
}

/// Whether a sign has no width and no shape.
fn is_nothing(sign: char) -> bool {
    matches!(sign, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Whether a soft hyphen is not drawn: it has no width, or the next sign stands in its place.
fn is_unseen(glyph: &Glyph, next: Option<&&Glyph>) -> bool {
    let width = glyph.right - glyph.left;
    width < 0.05 * glyph.size || next.is_some_and(|next| next.left < glyph.left + 0.5 * width)
}

/// The combining accent that a lone accent stands for, and whether it is one that by itself follows its letter.
fn accent(text: &str) -> Option<(char, bool)> {
    if text.len() > 2 {
        return None;
    }
    let mut signs = text.chars();
    let (Some(sign), None) = (signs.next(), signs.next()) else { return None };
    match sign {
        '\u{300}'..='\u{303}' | '\u{308}' | '\u{327}' => Some((sign, true)),
        '`' | '\u{2CB}' => Some(('\u{300}', false)),
        '\u{B4}' | '\u{2CA}' => Some(('\u{301}', false)),
        '\u{2C6}' => Some(('\u{302}', false)),
        '\u{2DC}' => Some(('\u{303}', false)),
        '\u{A8}' => Some(('\u{308}', false)),
        '\u{B8}' => Some(('\u{327}', false)),
        _ => None,
    }
}

/// Puts an accent on the last letter of a text; whether there is such a letter.
fn with_accent(text: &mut String, accent: char) -> bool {
    let Some(last) = text.pop() else { return false };
    let letter = if last == 'ı' { 'i' } else { last };
    let composed = compose(letter, accent);
    text.push(composed.unwrap_or(last));
    composed.is_some()
}

/// Drops the second of two equal words on one another: they were printed twice to look bold.
fn drop_doubles(words: &mut Vec<Word>) {
    let mut seen: HashMap<(&str, i32, i32), usize> = HashMap::with_capacity(words.len());
    let mut keep = vec![true; words.len()];
    #[expect(clippy::cast_possible_truncation, reason = "a page has some thousands of points")]
    let place = |at: f32| (at / 8.0).floor() as i32;
    for (index, word) in words.iter().enumerate() {
        let reach = TWICE * word.size;
        let near = |other: &Word| (other.rect.left - word.rect.left).abs() <= reach && (other.base - word.base).abs() <= reach;
        // A word near the edge of its square may have its double in the next.
        let (x, y) = (place(word.rect.left), place(word.base));
        let (left, right) = (place(word.rect.left - reach).max(x - 1), place(word.rect.left + reach).min(x + 1));
        let (top, bottom) = (place(word.base - reach).max(y - 1), place(word.base + reach).min(y + 1));
        let twice =
            (left..=right).any(|x| (top..=bottom).any(|y| seen.get(&(word.text.as_str(), x, y)).is_some_and(|other| near(&words[*other]))));
        if twice {
            keep[index] = false;
        } else {
            seen.insert((word.text.as_str(), x, y), index);
        }
    }
    drop(seen);
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

#[cfg(test)]
mod tests;
