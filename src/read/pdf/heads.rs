//! Running heads and feet: what a program prints at the edge of every page, as the name of the file, the hour, and the number of the page.
//!
//! They are told before tables are looked for, because words that stand alone at the edge of a page would look like a row of the table: they stand apart
//! from the rest, outside all lines, and come again at the same place on other pages, with other numbers at most. Heads that stand close to the table are
//! told afterwards, when it is known where the tables are.

use std::collections::HashMap;

use super::guard::Watch;
use super::page::{Ink, Rule, Word};

/// What share of a page at its top and bottom may hold running heads.
const EDGE: f32 = 0.15;

/// How many lines a running head has at most.
const LINES: usize = 3;

/// How far a running head stands from the rest, from baseline to baseline, in parts of its font's size.
const APART: f32 = 2.2;

/// How many pieces a line of a running head has at most: what stands left, in the middle and right. More are a row of a table.
const PIECES: usize = 3;

/// The widest space within one piece of a head, in parts of its font's size.
const WITHIN: f32 = 1.5;

/// How near to each other in points pieces of several pages stand that are one head.
const SAME: f32 = 4.0;

/// How many pages have it at least that is a running head though it looks like any other text.
const OFTEN: usize = 3;

/// The most places of one text that are kept in mind.
const PLACES: usize = 16;

/// A piece of a line at the edge of a page.
struct Piece {
    /// Its words, as places among the words of the page.
    words: Vec<usize>,
    /// Its letters, with all numbers alike.
    shape: String,
    left: f32,
    right: f32,
    base: f32,
    /// Whether it stands at the top of its page.
    top: bool,
    /// Whether it says what only programs print: an address, the hour, the number of a page.
    printed: bool,
}

/// Where a text stands on several pages.
struct Place {
    left: f32,
    right: f32,
    base: f32,
    count: usize,
    shown: bool,
}

impl Place {
    fn is_of(&self, piece: &Piece) -> bool {
        let near = |one: f32, other: f32| (one - other).abs() <= SAME;
        let middle = |left: f32, right: f32| f32::midpoint(left, right);
        let beside = near(self.left, piece.left) || near(self.right, piece.right);
        near(self.base, piece.base) && (beside || near(middle(self.left, self.right), middle(piece.left, piece.right)))
    }
}

/// Takes running heads and feet out of the words of the pages. A head that may be a title stays where it stands first.
pub(super) fn drop_heads(pages: &mut [(Ink, Vec<Word>)], watch: &Watch) {
    if pages.len() < 2 {
        return;
    }
    let of_page = |(number, (ink, words)): (usize, &(Ink, Vec<Word>))| {
        watch.time();
        edges(number, ink, words)
    };
    let found: Vec<Vec<Piece>> = pages.iter().enumerate().map(of_page).collect();
    let mut seen: HashMap<String, Vec<Place>> = HashMap::new();
    for piece in found.iter().flatten() {
        let places = seen.entry(piece.shape.clone()).or_default();
        if let Some(place) = places.iter_mut().find(|place| place.is_of(piece)) {
            place.count += 1;
        } else if places.len() < PLACES {
            places.push(Place { left: piece.left, right: piece.right, base: piece.base, count: 1, shown: false });
        }
    }
    let half = pages.len().div_ceil(3);
    for (pieces, (_, words)) in found.iter().zip(pages.iter_mut()) {
        let mut heads: Vec<usize> = Vec::new();
        for piece in pieces {
            let place = seen.get_mut(&piece.shape).and_then(|places| places.iter_mut().find(|place| place.is_of(piece)));
            let Some(place) = place.filter(|place| place.count >= if piece.printed { 2 } else { OFTEN.max(half) }) else { continue };
            if piece.printed || !piece.top || place.shown {
                heads.extend(&piece.words);
            }
            place.shown = true;
        }
        watch.time();
        heads.sort_unstable();
        let mut index = 0;
        words.retain(|_| {
            index += 1;
            heads.binary_search(&(index - 1)).is_err()
        });
    }
}

/// The pieces of the lines that stand apart from the rest at the top and bottom of a page.
fn edges(number: usize, ink: &Ink, words: &[Word]) -> Vec<Piece> {
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by(|one, other| words[*one].base.total_cmp(&words[*other].base));
    let drawn = drawn(&ink.rules);
    let free = |index: &usize| {
        let base = words[*index].base - 0.3 * words[*index].size;
        drawn.partition_point(|stretch| stretch.1 <= base) == drawn.partition_point(|stretch| stretch.0 < base)
    };
    let top = apart(&order, words, |base| base <= EDGE * ink.height);
    let reverse: Vec<usize> = order.iter().rev().copied().collect();
    let bottom = apart(&reverse, words, |base| base >= (1.0 - EDGE) * ink.height);
    let mut found = Vec::new();
    for (lines, top) in [(top, true), (bottom, false)] {
        let lines: Vec<Vec<Piece>> = lines.into_iter().take_while(|line| line.iter().all(free)).map(|line| pieces(line, words, top)).collect();
        if lines.iter().all(|line| line.len() <= PIECES) {
            found.extend(lines.into_iter().flat_map(|line| told(line, number, words)));
        }
    }
    found
}

/// At which heights any line down the page is drawn: stretches apart from each other, from top to bottom.
fn drawn(rules: &[Rule]) -> Vec<(f32, f32)> {
    let mut drawn: Vec<(f32, f32)> = rules.iter().filter(|rule| !rule.across && rule.from < rule.to).map(|rule| (rule.from, rule.to)).collect();
    drawn.sort_by(|one, other| one.0.total_cmp(&other.0));
    drawn.dedup_by(|next, last| {
        let meet = next.0 < last.1;
        last.1 = if meet { last.1.max(next.1) } else { last.1 };
        meet
    });
    drawn
}

/// The first lines that stand apart from those after them; none if there are too many.
fn apart(order: &[usize], words: &[Word], at_edge: impl Fn(f32) -> bool) -> Vec<Vec<usize>> {
    let mut lines: Vec<Vec<usize>> = Vec::new();
    let mut last: Option<&Word> = None;
    for index in order {
        let word = &words[*index];
        let step = last.map_or(f32::MAX, |last| (word.base - last.base).abs());
        if step < 0.4 * word.size
            && let Some(line) = lines.last_mut()
        {
            line.push(*index);
            continue;
        }
        if let Some(last) = last
            && step > APART * last.size
        {
            return lines;
        }
        if lines.len() == LINES || !at_edge(word.base) {
            return Vec::new();
        }
        lines.push(vec![*index]);
        last = Some(word);
    }
    // The page has nothing else.
    Vec::new()
}

/// Parts a line where it has wide spaces.
fn pieces(mut line: Vec<usize>, words: &[Word], top: bool) -> Vec<Piece> {
    line.sort_by(|one, other| words[*one].rect.left.total_cmp(&words[*other].rect.left));
    let mut found: Vec<Piece> = Vec::new();
    for index in line {
        let word = &words[index];
        match found.last_mut() {
            Some(piece) if word.rect.left - piece.right <= WITHIN * word.size => {
                piece.words.push(index);
                piece.right = piece.right.max(word.rect.right);
            }
            _ => found.push(Piece {
                words: vec![index],
                shape: String::new(),
                left: word.rect.left,
                right: word.rect.right,
                base: word.base,
                top,
                printed: false,
            }),
        }
    }
    found
}

/// The pieces of a line with what they say. `number` is the number of the page.
fn told(mut line: Vec<Piece>, number: usize, words: &[Word]) -> Vec<Piece> {
    let alone = line.len() == 1;
    for piece in &mut line {
        let text: Vec<&str> = piece.words.iter().map(|index| words[*index].text.as_str()).collect();
        let text = text.join(" ");
        piece.shape = shape(&text);
        piece.printed = text.contains("://") || piece.shape.contains("#:#") || is_page_number(&text);
        if let Ok(said) = text.parse::<usize>() {
            // The number of a page grows with the pages, that of a unit does not.
            piece.printed = alone;
            piece.shape = format!("{}", said.wrapping_sub(number));
        }
    }
    line
}

/// A text with all its numbers alike.
pub(super) fn shape(text: &str) -> String {
    let mut shape = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            if !shape.ends_with('#') {
                shape.push('#');
            }
        } else {
            shape.push(letter);
        }
    }
    shape
}

/// `3`, `3 / 12`, `Página 3 de 12`, `- 3 -`.
pub(super) fn is_page_number(text: &str) -> bool {
    let lower = text.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '–' | '|' | '.')).to_lowercase();
    let rest = ["página", "pagina", "pág.", "pag.", "pág", "pag", "page", "hoja"].iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower);
    let rest = rest.trim();
    let mut parts = rest.split(|letter: char| letter.is_whitespace() || letter == '/').filter(|part| !part.is_empty());
    let number = |part: Option<&str>| part.is_some_and(|part| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()));
    let first = number(parts.next());
    let rest: Vec<&str> = parts.collect();
    first && match rest.as_slice() {
        [] => true,
        [total] => number(Some(total)),
        [of, total] => matches!(*of, "de" | "of") && number(Some(total)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::page::{Rect, Rule};

    fn word(text: &str, left: f32, base: f32) -> Word {
        let right = left + 4.0 * f32::from(u8::try_from(text.len()).unwrap());
        let rect = Rect { left, top: base - 7.0, right, bottom: base + 2.0 };
        Word { text: text.to_owned(), rect, base, size: 8.0, first: 4.0, mark: -1, space: true, run: 0 }
    }

    /// Pages of 600 × 400 points with some lines of text in the middle.
    fn pages(count: usize, edge: impl Fn(usize) -> Vec<Word>) -> Vec<(Ink, Vec<Word>)> {
        let page = |number| {
            let body = [100.0, 112.0, 124.0, 300.0].map(|base| word("texto", 50.0, base));
            (Ink { width: 600.0, height: 400.0, ..Ink::default() }, edge(number).into_iter().chain(body).collect())
        };
        (0..count).map(page).collect()
    }

    fn left(mut pages: Vec<(Ink, Vec<Word>)>) -> Vec<usize> {
        drop_heads(&mut pages, &Watch::new());
        pages.iter().map(|(_, words)| words.len() - 4).collect()
    }

    #[test]
    fn what_a_browser_prints_goes_from_two_pages_as_well() {
        let edge = |number: usize| {
            let page = format!("{}/2", number + 1);
            vec![word("11/23/26,", 20.0, 15.0), word("9:22", 60.0, 15.0), word("file:///tmp/a.html", 20.0, 390.0), word(&page, 570.0, 390.0)]
        };
        assert_eq!(left(pages(2, edge)), [0, 0]);
    }

    #[test]
    fn a_title_stays_where_it_stands_first() {
        let edge = |_| vec![word("Municipio", 20.0, 15.0)];
        assert_eq!(left(pages(3, edge)), [1, 0, 0]);
        // Two pages that say the same may be two reports.
        assert_eq!(left(pages(2, edge)), [1, 1]);
    }

    #[test]
    fn numbers_of_units_and_rows_of_tables_stay() {
        // Alone in its line, but it does not grow with the pages.
        assert_eq!(left(pages(2, |number| vec![word(["12", "22"][number], 20.0, 390.0)])), [1, 1]);
        assert_eq!(left(pages(2, |number| vec![word(["1", "2"][number], 20.0, 390.0)])), [0, 0]);
        let row = |_| [20.0, 120.0, 220.0, 320.0].map(|left| word("Meta", left, 15.0)).to_vec();
        assert_eq!(left(pages(4, row)), [4; 4]);
    }

    #[test]
    fn what_stands_between_lines_down_the_page_stays() {
        let mut drawn = pages(3, |_| vec![word("Mensual", 20.0, 15.0)]);
        for (ink, _) in &mut drawn {
            ink.rules.push(Rule { across: false, at: 10.0, from: 5.0, to: 200.0 });
        }
        assert_eq!(left(drawn), [1, 1, 1]);
        // Lines that reach over one another are one stretch; at its very end nothing is between lines.
        let rule = |from: f32, to: f32| Rule { across: false, at: 10.0, from, to };
        let across = Rule { across: true, at: 10.0, from: 5.0, to: 200.0 };
        assert_eq!(super::drawn(&[rule(40.0, 60.0), across, rule(5.0, 20.0), rule(8.0, 10.0), rule(15.0, 30.0)]), [(5.0, 30.0), (40.0, 60.0)]);
    }
}
