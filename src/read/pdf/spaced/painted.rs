//! Rows by the order in which a page was painted: most programs write a table cell by cell and row by row.

/// How many pieces above and below a cut are looked at.
const NEAR: usize = 24;

use super::columns::Columns;
use super::pieces::Piece;
use super::rows::Levels;

/// What the order of painting says for a cut below each level: much for one before which all above was painted, if most numbers are parted by such.
pub(super) fn seams(pieces: &[Piece], ends: &[usize]) -> Vec<f32> {
    let order = |piece: &Piece| piece.words.iter().min().copied().unwrap_or(0);
    let cuts = &ends[..ends.len().saturating_sub(1)];
    let clean: Vec<bool> = cuts
        .iter()
        .map(|end| {
            let above = pieces[end.saturating_sub(NEAR)..*end].iter().map(order).max();
            let below = pieces[*end..pieces.len().min(end + NEAR)].iter().map(order).min();
            above < below
        })
        .collect();
    let (mut parted, mut mixed, mut start) = (0_u32, 0_u32, 0);
    let mut seen = false;
    let mut open = false;
    for (end, clean) in ends.iter().zip(clean.iter().chain([&true])) {
        for _ in pieces[start..*end].iter().filter(|piece| piece.number) {
            if seen {
                let count = if open { &mut parted } else { &mut mixed };
                *count = count.saturating_add(1);
            }
            (seen, open) = (true, false);
        }
        open |= clean;
        start = *end;
    }
    let share = clean.iter().filter(|clean| **clean).count() * 4 / clean.len().max(1);
    if parted < 2 || mixed.saturating_mul(4) > parted {
        return vec![0.0; clean.len()];
    }
    // Where nearly all was painted from top to bottom, only what was not tells anything.
    let cut = if share >= 3 { 0.0 } else { 1.0 };
    clean.into_iter().map(|clean| if clean { cut } else { -2.0 }).collect()
}

/// Whether lines of the same column overlap: their rows are not as high as their text.
pub(super) fn is_crowded(pieces: &[Piece], columns: &Columns) -> bool {
    let mut last: Vec<Option<&Piece>> = vec![None; columns.count()];
    let mut crowded = 0;
    for piece in pieces.iter().filter(|piece| !piece.wide) {
        let above = last[piece.column].replace(piece);
        crowded += usize::from(
            above.is_some_and(|above| piece.base - above.base < 0.7 * piece.size && above.left < piece.right && piece.left < above.right),
        );
    }
    crowded > 0
}

/// The rows of a page in the order they were painted, if that order can be trusted: each row has one number, and none begins above the one before.
pub(super) fn rows(pieces: &[Piece], levels: &Levels<'_>) -> Option<Vec<Vec<usize>>> {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by_key(|index| pieces[*index].words.iter().min().copied());
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for index in order {
        match rows.last_mut() {
            Some(row) if follows(pieces, row, &pieces[index], levels) => row.push(index),
            _ => rows.push(vec![index]),
        }
    }
    is_sound(pieces, &rows).then_some(rows)
}

/// Whether a piece that was painted after those of a row stands in the same row: further down in the same cell, or in a later column.
fn follows(pieces: &[Piece], row: &[usize], piece: &Piece, levels: &Levels<'_>) -> bool {
    let Some(last) = row.last().map(|last| &pieces[*last]) else { return false };
    let own = || row.iter().map(|index| &pieces[*index]);
    let down = piece.base - last.base;
    let next_line = down > 0.5 * last.size && down < 1.7 * levels.pitch;
    let is_beside = || {
        let (top, bottom) = own().fold((f32::MAX, f32::MIN), |(top, bottom), one| (top.min(one.base), bottom.max(one.base)));
        piece.base > top - 0.8 * levels.pitch && piece.base < bottom + 0.8 * levels.pitch
    };
    match (last.wide, piece.wide) {
        (true, true) => next_line && levels.seam(last, piece) <= 0.0,
        // A value may be painted before its label.
        (false, true) => own().all(|one| !one.wide && !one.number && one.column + 2 >= levels.count()) && is_beside(),
        (true, false) if piece.column + 2 < levels.count() => next_line && super::rows::belongs(piece, last),
        (true, false) => {
            own().all(|one| one.wide || one.base > last.base - 0.5 * levels.pitch && one.column < piece.column) && down < 2.5 * levels.pitch
        }
        (false, false) if piece.column == last.column => next_line && !piece.number,
        (false, false) => piece.column > last.column,
    }
}

/// Whether rows by order of painting look like rows of a table.
fn is_sound(pieces: &[Piece], rows: &[Vec<usize>]) -> bool {
    let (mut one, mut other) = (0, 0);
    let mut tops: Vec<f32> = Vec::with_capacity(rows.len());
    for row in rows {
        let numbers = row.iter().filter(|index| pieces[**index].number).count();
        let wide = row.iter().any(|index| pieces[*index].wide);
        let first = pieces[row[0]].column;
        if numbers > 1 || wide && numbers > 0 {
            return false;
        }
        if !wide && row.iter().any(|index| pieces[*index].column > first) {
            one += usize::from(numbers == 1);
            other += usize::from(numbers == 0);
        }
        tops.push(row.iter().map(|index| pieces[*index].base).fold(f32::MAX, f32::min));
    }
    let upward = tops.windows(2).filter(|pair| pair[1] < pair[0] - 0.5).count();
    one >= 1 && one >= 3 * other && upward <= 1 + rows.len() / 20
}
