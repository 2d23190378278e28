//! Rows by the order in which a page was painted: most programs write a table cell by cell and row by row.

use super::columns::Columns;
use super::pieces::Piece;
use super::rows::Levels;

/// The rows of a page in the order they were painted, if that order can be trusted: each row has one number, and none begins above the one before.
pub(super) fn rows(pieces: &[Piece], columns: &Columns, levels: &Levels<'_>) -> Option<Vec<Vec<usize>>> {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by_key(|index| pieces[*index].words.iter().min().copied());
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut last: Option<&Piece> = None;
    for index in order {
        let piece = &pieces[index];
        let goes_on = last.is_some_and(|last| follows(last, piece, levels));
        match rows.last_mut() {
            Some(row) if goes_on => row.push(index),
            _ => rows.push(vec![index]),
        }
        last = Some(piece);
    }
    is_sound(pieces, columns, &rows).then_some(rows)
}

/// Whether a piece that was painted after another stands in the same row: further down in the same cell, or in a later column.
fn follows(last: &Piece, piece: &Piece, levels: &Levels<'_>) -> bool {
    let down = piece.base - last.base;
    let next_line = down > 0.5 * last.size && down < 1.7 * levels.pitch;
    match (last.wide, piece.wide) {
        (true, true) => next_line && levels.seam(last, piece) <= 0.0,
        (false, true) => false,
        (true, false) => piece.column > 0 && down.abs() < 12.0 * levels.pitch || next_line && super::rows::belongs(piece, last),
        (false, false) if piece.column == last.column => next_line && !piece.number,
        (false, false) => piece.column > last.column,
    }
}

/// Whether rows by order of painting look like rows of a table.
fn is_sound(pieces: &[Piece], columns: &Columns, rows: &[Vec<usize>]) -> bool {
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
    let _ = columns;
    one >= 1 && one >= 3 * other && upward <= 1 + rows.len() / 20
}
