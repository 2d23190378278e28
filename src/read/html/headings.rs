//! The row of letters and the column of numbers that a spreadsheet program sets around its cells when it publishes them: they are the program's own, not the
//! document's, and the numbers are not those of the units.

use super::page::{Page, Piece};
use super::table::{Cell, Table};
use crate::inline::Cleaner;

/// The longest cell, in items and in bytes of raw text, that may be such a letter or number.
const SHORT: (usize, u32) = (6, 240);

/// Hides the cells of a table that are the program's own.
pub(super) fn strip(table: &mut Table, page: &Page<'_>) {
    let Some(top) =
        table.order.iter().copied().find(|row| !table.rows[*row as usize].hides && table.row(*row).iter().any(|cell| cell.filled))
    else {
        return;
    };
    let lettered = letters(table, page, top);
    if let Some(Letters { numbered: false }) = lettered {
        table.rows[top as usize].hides = true;
    } else if numbers(table, page, top, lettered.is_some()) {
        if lettered.is_some() {
            table.rows[top as usize].hides = true;
        }
        for row in table.order.clone() {
            let first = table.range(row).start;
            if let Some(cell) = table.cells.get_mut(first).filter(|cell| cell.column == 0) {
                cell.hides = true;
            }
        }
    }
}

/// A row of letters.
struct Letters {
    /// Whether there is an empty corner before them, below which the numbers stand.
    numbered: bool,
}

/// Whether a row names columns as a program does: `A`, `B`, `C`, or `0`, `1`, `2` as some libraries count them.
fn letters(table: &Table, page: &Page<'_>, row: u32) -> Option<Letters> {
    let mut names = Vec::new();
    for cell in table.row(row).iter().filter(|cell| !cell.hides && cell.filled) {
        names.push((cell.column, short(page, cell)?));
    }
    let rank = |name: &str| match name.as_bytes() {
        letters @ ([_] | [_, _]) if letters.iter().all(u8::is_ascii_uppercase) => {
            Some(letters.iter().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1))
        }
        _ => None,
    };
    let count = |name: &str| name.parse::<u32>().ok().filter(|_| name.len() <= 5);
    let rising = |ranks: &[u32]| ranks.is_sorted_by(|a, b| a < b);
    let numbered = names.first().is_some_and(|(column, _)| *column > 0);
    let ranks: Option<Vec<u32>> = names.iter().map(|(_, name)| rank(name)).collect();
    if ranks.is_some_and(|ranks| ranks.len() >= 3 && rising(&ranks)) {
        return Some(Letters { numbered });
    }
    let counts: Option<Vec<u32>> = names.iter().map(|(_, name)| count(name)).collect();
    let from_nought = |counts: &[u32]| counts.len() >= 3 && counts[0] == 0 && counts.windows(2).all(|two| two[0] + 1 == two[1]);
    (numbered && counts.is_some_and(|counts| from_nought(&counts))).then_some(Letters { numbered })
}

/// Whether the first column counts the rows. Without letters above it that takes headings that count every row, one by one, and a row that holds nothing
/// else but one text, as a title does and a unit does not.
fn numbers(table: &Table, page: &Page<'_>, top: u32, lettered: bool) -> bool {
    let mut counts: Vec<u32> = Vec::new();
    let mut titled = false;
    for row in table.order.iter().copied().filter(|row| !table.rows[*row as usize].hides) {
        let cells = table.row(row);
        let others = cells.iter().filter(|cell| cell.filled && !cell.hides && cell.column > 0).count();
        let first = cells.first().filter(|cell| cell.column == 0 && !cell.hides && cell.filled);
        let Some(cell) = first else {
            // Only the row of names may lack a number.
            if others > 0 && row != top {
                return false;
            }
            continue;
        };
        let Some(number) = short(page, cell).and_then(|text| text.parse::<u32>().ok()) else { return false };
        let follows = match counts.last() {
            Some(last) if lettered => *last < number,
            Some(last) => last + 1 == number,
            None => lettered || number <= 1,
        };
        if !follows || !(lettered || cell.head) {
            return false;
        }
        titled |= others == 1;
        counts.push(number);
    }
    lettered || titled && counts.len() >= 3
}

/// The text of a cell, where it is short.
fn short(page: &Page<'_>, cell: &Cell) -> Option<String> {
    let items = page.items.get(cell.items.start as usize..cell.items.end as usize)?;
    if items.len() > SHORT.0 || cell.bytes.end - cell.bytes.start > SHORT.1 {
        return None;
    }
    let mut text = String::new();
    let mut cleaner = Cleaner::new(0, &mut text);
    for item in items.iter().filter(|item| item.piece == Piece::Text) {
        cleaner.text(page.text.get(item.start as usize..item.end as usize)?, 0);
    }
    cleaner.finish();
    Some(text)
}
