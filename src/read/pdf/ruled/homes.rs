//! Which cell each word stands in. What the cells are is told by their borders; texts may run over them.

use super::super::page::{Rect, Word};

/// The widest space between words of one text, in parts of the font's size.
const ORDINARY: f32 = 0.5;

/// The cell each word stands in: where it begins. Where a word runs over the side of its cell, what is written after it on its line runs over as well.
pub(super) fn homes(words: &[Word], rect: Rect, field: impl Fn(f32, f32) -> Option<usize>) -> Vec<Option<usize>> {
    let mut homes: Vec<Option<usize>> = Vec::with_capacity(words.len());
    let mut start = 0;
    while start < words.len() {
        let run = &words[start..start + words[start..].iter().take_while(|word| word.run == words[start].run).count()];
        let mut last: Option<(&Word, Option<usize>)> = None;
        let over = run.iter().any(|word| {
            let (left, right, middle) = sides(word);
            field(left, middle) != field(right, middle) && rect.holds(left, middle)
        });
        // A text may also run over where a space happens to stand: it is no wider than the others.
        let usual = run.windows(2).map(|pair| pair[1].rect.left - pair[0].rect.right).fold(f32::MAX, f32::min) * 1.1;
        for word in run {
            let (left, _, middle) = sides(word);
            let own = if rect.holds(left, middle) { field(left, middle) } else { None };
            let home = match last {
                Some((before, home)) if runs_on(word.rect.left - before.rect.right, word.size, over, usual) => home,
                _ => own,
            };
            last = Some((word, home));
            homes.push(home);
        }
        start += run.len();
    }
    homes
}

/// Whether a word belongs to the text before it, even over the side of a cell.
fn runs_on(gap: f32, size: f32, over: bool, usual: f32) -> bool {
    gap <= ORDINARY * size && (over || gap <= usual && gap < 0.35 * size)
}

/// Where a word begins and ends, a little inside, and its middle height.
fn sides(word: &Word) -> (f32, f32, f32) {
    let inside = (0.3 * word.size).min(word.rect.width() / 2.0);
    (word.rect.left + inside, word.rect.right - inside, f32::midpoint(word.rect.top, word.rect.bottom))
}
