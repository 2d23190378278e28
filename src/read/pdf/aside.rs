//! Text that runs up or down a page, or upside down on it, in a cell of its own: the name of a unit that is turned to save room.
//!
//! The rest of the reading knows only text that runs from left to right. So such words are made on a page that is turned for them, kept aside, and put
//! into the cells that they stand in where those hold nothing else. What stands beside or across the cells, as a stamp in the margin does, is left out.

use super::ink::{turn, turned_rect};
use super::page::{Block, Cell, Glyph, Ink, Line, Rect, Word};
use super::words;

/// How far a word may reach over the sides of its cell, in points.
const OVER: f32 = 3.0;

/// The most words of a page that are kept aside; a table whose every cell is turned is a turned page.
const MOST: usize = 300;

/// The words of a page that run one way that is not that of the page.
#[derive(Debug)]
pub(super) struct Aside {
    /// The words, on the page as it is turned for them, and where each stands on the page as it is read.
    words: Vec<(Word, Rect)>,
}

/// The words of a page that do not run from left to right, by the way they run.
pub(super) fn words(ink: &Ink) -> Vec<Aside> {
    let ways = (1..4).filter(|way| ink.glyphs.iter().any(|glyph| glyph.heading == *way));
    ways.map(|way| Aside { words: turned_words(ink, way) }).collect()
}

/// Puts words into the cells of a page that they stand in and that are empty.
pub(super) fn fill(page: u16, blocks: &mut [Block], asides: Vec<Aside>) {
    for mut aside in asides {
        let tables = blocks.iter_mut().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
        for cell in tables.flat_map(|table| &mut table.rows).flat_map(|row| &mut row.cells) {
            if cell.page == page && cell.lines.is_empty() && aside.words.iter().any(|(_, shown)| holds(cell, *shown)) {
                let (inside, rest) = aside.words.into_iter().partition(|(_, shown)| holds(cell, *shown));
                aside.words = rest;
                cell.lines.extend(line(page, inside));
            }
        }
    }
}

/// Whether a word stands in a cell.
fn holds(cell: &Cell, word: Rect) -> bool {
    let Rect { left, top, right, bottom } = cell.rect;
    let around = Rect { left: left - OVER, top: top - OVER, right: right + OVER, bottom: bottom + OVER };
    cell.rect.holds(f32::midpoint(word.left, word.right), f32::midpoint(word.top, word.bottom))
        && around.holds(word.left, word.top)
        && around.holds(word.right, word.bottom)
}

/// All that words say, as one line of the cell that they stand in.
fn line(page: u16, words: Vec<(Word, Rect)>) -> Option<Line> {
    let rect = words.iter().map(|(_, shown)| *shown).reduce(Rect::union)?;
    let mut text = String::new();
    let mut size = 0.0_f32;
    for line in words::lines(page, words.into_iter().map(|(word, _)| word).collect()) {
        size = size.max(line.size);
        if text.ends_with('-') {
            // A hyphen between letters was set to part a word, one beside a digit belongs there.
            if line.text.starts_with(char::is_lowercase) {
                text.pop();
            }
        } else if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&line.text);
    }
    Some(Line { page, rect, base: rect.bottom, size, first: size, text, space: false })
}

/// The words that run one way, and where they stand on the page as it is read.
fn turned_words(ink: &Ink, way: u8) -> Vec<(Word, Rect)> {
    let (width, height) = (ink.width, ink.height);
    let turned = |glyph: &Glyph| {
        let (from, to) = match way {
            1 | 3 => ((glyph.base, glyph.left), (glyph.base, glyph.right)),
            _ => ((glyph.left, glyph.base), (glyph.right, glyph.base)),
        };
        let (from, to) = (turn(from, way, width, height), turn(to, way, width, height));
        Glyph { left: from.0, right: to.0, base: from.1, heading: 0, ..*glyph }
    };
    let glyphs = ink.glyphs.iter().filter(|glyph| glyph.heading == way).map(turned).collect();
    let (wide, high) = if way % 2 == 1 { (height, width) } else { (width, height) };
    let own = Ink { width: wide, height: high, glyphs, text: ink.text.clone(), ..Ink::default() };
    let shown = |word: &Word| turned_rect(word.rect, 4 - way, wide, high);
    let words = words::words(&own).into_iter().take(MOST);
    words.map(|word| (shown(&word), word)).map(|(shown, word)| (word, shown)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::page::{Method, Row, Table};
    use super::*;

    /// A page of 300 × 200 points with a text that runs this way from here on, each sign 5 points wide.
    fn page(way: u8, (x, y): (f32, f32), lines: &[&str]) -> Ink {
        let mut ink = Ink { width: 300.0, height: 200.0, ..Ink::default() };
        let step = if way == 1 || way == 2 { 1.0 } else { -1.0 };
        for (down, text) in (0_u8..).zip(lines) {
            for (along, letter) in (0_u8..).zip(text.chars()) {
                let start = u32::try_from(ink.text.len()).unwrap();
                ink.text.push(letter);
                let range = (start, u32::try_from(ink.text.len()).unwrap());
                let (along, down) = (f32::from(along) * 5.0, f32::from(down) * 12.0);
                // Down the page lines follow to the left, up the page to the right.
                let (left, right, base) = match way {
                    1 => (y + along, y + along + 5.0, x - down),
                    2 => (x - along, x - along - 5.0, y - down),
                    _ => (y - along, y - along - 5.0, x + down * -step),
                };
                ink.glyphs.push(Glyph { text: range, left, right, base, size: 10.0, mark: -1, heading: way });
            }
        }
        ink
    }

    fn filled(ink: &Ink, rect: Rect, before: &str) -> String {
        let lines = if before.is_empty() { Vec::new() } else { vec![Line { text: before.to_owned(), ..Line::default() }] };
        let cells = vec![Cell { columns: 1, rows: 1, rect, lines, ..Cell::default() }];
        let rows = vec![Row { page: 0, rect, cells }];
        let table = Table { method: Method::Ruled, rect, columns: 1, edges: Vec::new(), rows, open_top: false, open_bottom: false };
        let mut blocks = [Block::Table(table)];
        fill(0, &mut blocks, words(ink));
        let Block::Table(table) = &blocks[0] else { unreachable!() };
        table.rows[0].cells[0].lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn turned_text_is_that_of_its_cell() {
        let cell = Rect { left: 100.0, top: 20.0, right: 150.0, bottom: 180.0 };
        let text = ["DIRECCIÓN DE", "PLANIFI-", "cación 2021-", "2023"];
        let said = "DIRECCIÓN DE PLANIFIcación 2021-2023";
        assert_eq!(filled(&page(1, (140.0, 40.0), &text), cell, ""), said);
        assert_eq!(filled(&page(3, (110.0, 160.0), &text), cell, ""), said);
        let flat = Rect { left: 100.0, top: 20.0, right: 250.0, bottom: 80.0 };
        assert_eq!(filled(&page(2, (200.0, 70.0), &text[..1]), flat, ""), "DIRECCIÓN DE");
        // A cell with a text of its own, a stamp in the margin, and one across the cells.
        assert_eq!(filled(&page(1, (140.0, 40.0), &text), cell, "suyo"), "suyo");
        assert_eq!(filled(&page(1, (90.0, 40.0), &["COPIA"]), cell, ""), "");
        assert_eq!(filled(&page(1, (120.0, 0.0), &["UNASELLADURACOPIADADELORIGINALENTERO"]), cell, ""), "");
    }
}
