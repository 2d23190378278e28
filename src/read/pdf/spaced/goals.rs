//! Units with several goals: number, name and objective stand in cells merged downward beside rows of indicators and targets.

use super::bands::Bar;
use super::columns::{Columns, Under};
use super::pieces::Piece;
use super::rows::Levels;

/// The most goals of a unit on one page.
const MOST: usize = 200;

/// The rows that a row is made of, each with its pieces and with how many rows its cells span; a row without further goals as it is.
pub(super) fn parted(
    members: Vec<usize>,
    pieces: &[Piece],
    columns: &Columns,
    levels: &Levels<'_>,
    bars: &[Bar],
) -> Vec<(Vec<usize>, Vec<usize>)> {
    let count = columns.count();
    let heads = |piece: &Piece| columns.keys.iter().any(|key| (key.0 - piece.left).abs() < 0.1 && (key.1 - piece.base).abs() < 0.1);
    if count < 4 || members.iter().any(|index| pieces[*index].wide || heads(&pieces[*index])) {
        return vec![(members, Vec::new())];
    }
    let mut cells: Vec<Vec<usize>> = vec![Vec::new(); count];
    for index in &members {
        cells[pieces[*index].column].push(*index);
    }
    for cell in &mut cells {
        cell.sort_by(|one, other| pieces[*one].base.total_cmp(&pieces[*other].base));
    }
    let cuts = cuts(&cells, pieces, columns, levels, bars);
    if cuts.is_empty() || cuts.len() > MOST {
        return vec![(members, Vec::new())];
    }
    let mut rows: Vec<(Vec<usize>, Vec<usize>)> = vec![(Vec::new(), vec![1; count]); cuts.len() + 1];
    for (column, cell) in cells.iter().enumerate() {
        // The last two columns are always parted; others where lines run under them, or where all cuts find the end of a text.
        let own: Option<Vec<f32>> = cuts
            .iter()
            .map(|cut| match cut.drawn {
                _ if column + 2 >= count => Some(f32::midpoint(cut.from, cut.to)),
                Some(left) => (left < columns.edges[column] + 6.0).then_some(cut.to),
                None if column == 0 => None,
                None => end_of_text(cell, pieces, levels, cut),
            })
            .collect();
        for index in cell {
            let row = own.iter().flatten().take_while(|at| pieces[*index].base > **at).count();
            rows[row].0.push(*index);
        }
        if own.is_none() {
            rows[0].1[column] = cuts.len() + 1;
        }
    }
    rows
}

/// Where the last two columns begin anew.
struct Cut {
    /// The last baseline above.
    from: f32,
    /// The first baseline below.
    to: f32,
    /// Where the line begins that parts them, if there is one; it stands at `from` and `to` then.
    drawn: Option<f32>,
}

/// Where a text of a cell ends and another begins, next to a cut.
fn end_of_text(cell: &[usize], pieces: &[Piece], levels: &Levels<'_>, cut: &Cut) -> Option<f32> {
    let slack = 0.6 * levels.pitch;
    let seams = cell.windows(2).filter_map(|pair| {
        let (above, below) = (&pieces[pair[0]], &pieces[pair[1]]);
        let at = f32::midpoint(above.base, below.base);
        let far = below.base - above.base > 1.5 * levels.pitch;
        let aligned = (below.base - cut.to).abs() < 0.2 * levels.pitch;
        let seam = levels.seam(above, below) + if far { 2.0 } else { 0.0 } + if aligned { 1.0 } else { 0.0 };
        (at > cut.from - slack && at < cut.to + slack && seam > 0.4).then_some((seam, at))
    });
    seams.max_by(|one, other| one.0.total_cmp(&other.0)).map(|seam| seam.1)
}

/// At which heights the last two columns begin anew, both of them.
fn cuts(cells: &[Vec<usize>], pieces: &[Piece], columns: &Columns, levels: &Levels<'_>, bars: &[Bar]) -> Vec<Cut> {
    let count = cells.len();
    let (one, other) = (&cells[count - 2], &cells[count - 1]);
    // On a page that goes on with a goal, nothing may be left of its indicator.
    let bases = || cells.iter().flatten().map(|index| pieces[*index].base);
    let (top, bottom) = (bases().fold(f32::MAX, f32::min), bases().fold(f32::MIN, f32::max));
    let mut cuts = Vec::new();
    let from = bars.partition_point(|bar| bar.at < top);
    let within = &bars[from..from + bars[from..].partition_point(|bar| bar.at < bottom)];
    // How high the columns from each on reach, and how far down.
    let mut reach: Vec<(f32, f32)> = vec![(f32::MAX, f32::MIN); count + 1];
    for column in (0..count).rev() {
        let bases = cells[column].iter().map(|index| pieces[*index].base);
        reach[column] = bases.fold(reach[column + 1], |(top, bottom), base| (top.min(base), bottom.max(base)));
    }
    let is_parted = |from: usize, at: f32| reach[from].0 < at && reach[from].1 > at;
    for group in within.chunk_by(|one, other| other.at - one.at < 1.0) {
        let at = group[0].at;
        match columns.under(group) {
            Under::Some => {
                let left = group.iter().map(|bar| bar.from).fold(f32::MAX, f32::min);
                let first = columns.edges[..count].iter().take_while(|edge| left >= **edge + 6.0).count();
                if is_parted(first.min(count - 2), at) {
                    cuts.push(Cut { from: at, to: at, drawn: Some(left) });
                }
            }
            // The background of a row is painted behind cells that are merged downward as well.
            Under::All if is_parted(count - 2, at) => cuts.push(Cut { from: at, to: at, drawn: None }),
            _ => {}
        }
    }
    if !cuts.is_empty() {
        return cuts;
    }
    let middle = |pair: &[usize]| f32::midpoint(pieces[pair[0]].base, pieces[pair[1]].base);
    // From top to bottom, as the pieces of a cell are.
    let middles: Vec<f32> = other.windows(2).map(middle).collect();
    for pair in one.windows(2) {
        let (above, below) = (&pieces[pair[0]], &pieces[pair[1]]);
        let at = middle(pair);
        let next = middles.partition_point(|middle| *middle < at);
        let last = middles[..next].last().map(|last| middles.partition_point(|middle| middle < last));
        let far = |index: &usize| middles.get(*index).map_or(f32::MAX, |middle| (middle - at).abs());
        let nearest = last.filter(|last| far(last) <= far(&next)).unwrap_or(next);
        let beside = other.get(nearest).zip(other.get(nearest + 1)).map(|(one, other)| (&pieces[*one], &pieces[*other]));
        let Some((beside_above, beside_below)) = beside else { continue };
        // The texts that end here stand beside each other, and so do those that begin.
        let (from, to) = (above.base.max(beside_above.base), below.base.min(beside_below.base));
        let gaps = (below.base - above.base).min(beside_below.base - beside_above.base) > 1.5 * levels.pitch;
        let seams = (levels.seam(above, below), levels.seam(beside_above, beside_below));
        let fresh = seams.0 + seams.1 > 1.2 && seams.0.min(seams.1) > -0.6;
        if from < to - 0.7 * levels.pitch && (gaps || fresh) {
            cuts.push(Cut { from, to, drawn: None });
        }
    }
    cuts
}
