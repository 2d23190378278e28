//! Tables by their lines: where lines across and down the page meet, they make a grid, and what no line parts is one cell.
//!
//! Lines are drawn in many ways: once for the whole table or piece by piece, doubled, dashed, as thin rectangles, a little apart where cells have
//! borders of their own. All become tracks first, each a line with the stretches of it that are drawn.

mod homes;
mod overflow;

use self::homes::homes;
use self::overflow::{run_below, run_over, settle, usual_pitch};
use super::page::{Cell, Ink, Rect, Row, Rule, Word};
use super::page::{Method, Table};
use super::words;

/// How far apart lines may be drawn that are one, in points: the two of a doubled border, or the borders of cells that stand a little apart.
const SNAP: f32 = 3.2;

/// The widest gap in a line that is still one, in points: between dashes, or between the borders of cells.
const GAP: f32 = 5.0;

/// What share of the side of a cell must be drawn to part it from its neighbor.
const DRAWN: f32 = 0.6;

/// How far from one another two lines may end that meet, in points: the frames of cells may stand apart.
const MEET: f32 = 5.0;

/// How far apart two lines may be with nothing between them that are the borders of neighbors, in points.
const APART: f32 = 7.0;

/// How far apart two lines are that leave no room for a letter, in points.
const THIN: f32 = 4.0;

/// How much of the sides of a row must be drawn from its one line on that has no other, in points: where a page ends, they end at different heights.
const STUB: f32 = 12.0;

/// How many columns a table has at least that is worth reading by its lines.
const FEWEST: usize = 3;

/// The most stretches of lines of a page that are looked at; real pages have some hundreds.
const MOST: usize = 6000;

/// The most filled rectangles of a page that are looked at.
const MOST_FILLS: usize = MOST / 4;

/// The most cells of the grids of one page.
const MOST_CELLS: usize = 60_000;

/// The parts of a line across or down the page that are drawn.
#[derive(Debug)]
struct Track {
    at: f32,
    stretches: Vec<(f32, f32)>,
}

impl Track {
    /// Whether it is drawn at a place along it.
    fn covers(&self, along: f32) -> bool {
        let after = self.stretches.partition_point(|stretch| stretch.0 <= along);
        after.checked_sub(1).and_then(|index| self.stretches.get(index)).is_some_and(|stretch| along <= stretch.1)
    }
}

/// A drawn stretch of a track.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    track: usize,
    from: f32,
    to: f32,
}

/// Lines that meet.
struct Grid {
    /// Lines down the page, from left to right.
    xs: Vec<Track>,
    /// Lines across the page, from top to bottom.
    ys: Vec<Track>,
    open_top: bool,
    open_bottom: bool,
}

/// How many words near lines are looked at, on one page: those of a dense page stand near some 10 000 lines, two or three each.
const MOST_NEAR: usize = 4_000_000;

/// The tables of a page that lines make, from top to bottom. The words in them are taken out of `words`.
pub(super) fn tables(page: u16, ink: &Ink, words: &mut Vec<Word>) -> Vec<Table> {
    let mut found = Vec::new();
    let mut budget = MOST_CELLS;
    let mut rules = borders(&ink.rules, words);
    rules.extend(framed(ink, &rules));
    let mut grids = grids(&rules);
    if !grids.iter().any(|grid| grid.xs.len() > FEWEST) {
        // Cells without borders, each with a background of its own, make a grid as well.
        grids = tiled(ink).filter(|grids| grids.iter().any(|grid| grid.xs.len() > FEWEST)).unwrap_or(grids);
    }
    for mut grid in grids {
        collapse(&mut grid, words);
        let (columns, rows) = (grid.xs.len().saturating_sub(1), grid.ys.len().saturating_sub(1));
        if columns == 0 || rows == 0 {
            continue;
        }
        let Some(left) = budget.checked_sub(columns * rows) else { break };
        budget = left;
        if let Some(table) = table(page, &grid, words) {
            found.push(table);
        }
    }
    found.sort_by(|one, other| one.rect.top.total_cmp(&other.rect.top));
    found
}

/// The sides of backgrounds that continue the lines there are: a head in color over a table with borders.
fn framed(ink: &Ink, rules: &[Rule]) -> Vec<Rule> {
    let places = |across: bool| {
        let mut places: Vec<f32> = rules.iter().filter(|rule| rule.across == across).map(|rule| rule.at).collect();
        places.sort_by(f32::total_cmp);
        places
    };
    let (rows, columns) = (places(true), places(false));
    let near = |across: bool, at: f32| {
        let places = if across { &rows } else { &columns };
        places.get(places.partition_point(|place| at - place > SNAP)).is_some_and(|place| place - at <= SNAP)
    };
    let mut sides = Vec::new();
    for fill in ink.fills.iter().take(if rules.is_empty() { 0 } else { MOST_FILLS }) {
        if near(false, fill.left) && near(false, fill.right) && (near(true, fill.top) || near(true, fill.bottom)) {
            sides.extend(sides_of(fill));
        }
    }
    sides
}

fn sides_of(rect: &Rect) -> [Rule; 4] {
    let side = |across, at, from, to| Rule { across, at, from, to };
    [
        side(true, rect.top, rect.left, rect.right),
        side(true, rect.bottom, rect.left, rect.right),
        side(false, rect.left, rect.top, rect.bottom),
        side(false, rect.right, rect.top, rect.bottom),
    ]
}

/// The grids that the backgrounds of cells make together with the lines there are.
fn tiled(ink: &Ink) -> Option<Vec<Grid>> {
    let fills = ink.fills.iter().chain(&ink.blanks);
    let tiles: Vec<&Rect> = fills.filter(|fill| fill.width() < 0.9 * ink.width || fill.height() < 0.2 * ink.height).take(MOST_FILLS).collect();
    if tiles.len() < FEWEST && ink.pale.len() < FEWEST {
        return None;
    }
    let mut rules = ink.rules.clone();
    rules.extend(&ink.pale);
    rules.extend(tiles.into_iter().flat_map(sides_of));
    Some(grids(&rules))
}

/// Joins lines between which nothing is written and hardly anything could be: the borders of cells that stand apart.
fn collapse(grid: &mut Grid, words: &[Word]) {
    let area = |word: &&Word| {
        let x = word.rect.left + (0.3 * word.size).min(word.rect.width() / 2.0);
        let y = f32::midpoint(word.rect.top, word.rect.bottom);
        (x, y)
    };
    // Where the words are: to the left of which line they begin, and how high they stand.
    let mut places: Vec<(f32, f32)> = words.iter().map(|word| area(&word)).collect();
    places.sort_by(|one, other| one.0.total_cmp(&other.0));
    join_near(&mut grid.xs, |one, other| are_borders(one, other, &places));
    for place in &mut places {
        *place = (place.1, place.0);
    }
    places.sort_by(|one, other| one.0.total_cmp(&other.0));
    join_near(&mut grid.ys, |one, other| are_borders(one, other, &places));
}

/// Whether two lines are the borders of neighbors: no word stands between them where both are drawn. `places` are the words in the order of the lines.
fn are_borders(one: &Track, other: &Track, places: &[(f32, f32)]) -> bool {
    let gap = other.at - one.at;
    let between = || places[places.partition_point(|place| place.0 < one.at)..].iter().take_while(|place| place.0 <= other.at);
    gap <= THIN || gap <= APART && !between().any(|(_, along)| one.covers(*along) && other.covers(*along))
}

fn join_near(tracks: &mut Vec<Track>, near: impl Fn(&Track, &Track) -> bool) {
    let mut joined: Vec<Track> = Vec::with_capacity(tracks.len());
    for track in tracks.drain(..) {
        match joined.last_mut() {
            Some(last) if near(last, &track) => {
                last.at = f32::midpoint(last.at, track.at);
                last.stretches.extend(track.stretches);
                last.stretches.sort_by(|one, other| one.0.total_cmp(&other.0));
                let mut whole: Vec<(f32, f32)> = Vec::new();
                for (from, to) in last.stretches.drain(..) {
                    match whole.last_mut() {
                        Some(part) if from <= part.1 + GAP => part.1 = part.1.max(to),
                        _ => whole.push((from, to)),
                    }
                }
                last.stretches = whole;
            }
            _ => joined.push(track),
        }
    }
    *tracks = joined;
}

/// The lines that are no underlines of words.
fn borders(rules: &[Rule], words: &[Word]) -> Vec<Rule> {
    let mut by_base: Vec<&Word> = words.iter().collect();
    by_base.sort_by(|one, other| one.base.total_cmp(&other.base));
    let highest = by_base.iter().map(|word| word.size).fold(0.0, f32::max);
    let left = std::cell::Cell::new(MOST_NEAR);
    let underlines = |rule: &Rule| {
        let from = by_base.partition_point(|word| word.base < rule.at - 0.35 * highest);
        // Words as large as the page are near every line.
        let near = by_base[from..].iter().take(left.get()).take_while(|word| word.base <= rule.at).inspect(|_| left.set(left.get() - 1));
        let over = near.filter(|word| rule.at <= word.base + 0.35 * word.size && word.rect.left >= rule.from - 1.0 && word.rect.right <= rule.to + 1.0);
        let (left, right) = over.fold((f32::MAX, f32::MIN), |(left, right), word| (left.min(word.rect.left), right.max(word.rect.right)));
        left - rule.from <= 1.5 && rule.to - right <= 1.5
    };
    rules.iter().filter(|rule| !(rule.across && underlines(rule))).copied().collect()
}

/// The grids that lines make: at least two cells each.
fn grids(rules: &[Rule]) -> Vec<Grid> {
    let (across, down) = (tracks(rules, true), tracks(rules, false));
    let (rows, columns) = (stretches(&across), stretches(&down));
    if rows.len() + columns.len() > MOST {
        return Vec::new();
    }
    // Which lines meet: those across come first, those down after them.
    let mut groups: Vec<usize> = (0..rows.len() + columns.len()).collect();
    for (index, row) in rows.iter().enumerate() {
        let y = across[row.track].at;
        for (other, column) in columns.iter().enumerate() {
            let x = down[column.track].at;
            let meet = x >= row.from - MEET && x <= row.to + MEET && y >= column.from - MEET && y <= column.to + MEET;
            if meet {
                unite(&mut groups, index, rows.len() + other);
            }
        }
    }
    let roots: Vec<usize> = (0..groups.len()).map(|index| root(&mut groups, index)).collect();
    let mut order: Vec<usize> = roots.clone();
    order.sort_unstable();
    order.dedup();
    let mut grids = Vec::new();
    for group in order {
        let ys = of_group(&across, &rows, &roots[..rows.len()], group);
        let xs = of_group(&down, &columns, &roots[rows.len()..], group);
        if xs.len() >= 2 && ys.len() + xs.len() >= 5 || xs.len() >= 3 && !ys.is_empty() {
            grids.extend(closed(xs, ys));
        }
    }
    grids
}

/// Lines that stand at about the same place, as one.
fn tracks(rules: &[Rule], across: bool) -> Vec<Track> {
    let mut lines: Vec<&Rule> = rules.iter().filter(|rule| rule.across == across).collect();
    lines.sort_by(|one, other| one.at.total_cmp(&other.at));
    let mut tracks = Vec::new();
    let mut rest = lines.as_slice();
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|rule| rule.at - first.at <= SNAP).count();
        let (together, after) = rest.split_at(count);
        rest = after;
        let length: f32 = together.iter().map(|rule| rule.to - rule.from).sum();
        let at = if length > 0.0 { together.iter().map(|rule| rule.at * (rule.to - rule.from)).sum::<f32>() / length } else { first.at };
        let mut parts: Vec<(f32, f32)> = together.iter().map(|rule| (rule.from, rule.to)).collect();
        parts.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut stretches: Vec<(f32, f32)> = Vec::new();
        for (from, to) in parts {
            match stretches.last_mut() {
                Some(last) if from - last.1 <= GAP => last.1 = last.1.max(to),
                _ => stretches.push((from, to)),
            }
        }
        // Dots and short strokes that nothing joins are marks in the text: an underscore, a bullet.
        stretches.retain(|(from, to)| to - from > GAP);
        if !stretches.is_empty() {
            tracks.push(Track { at, stretches });
        }
    }
    tracks
}

fn stretches(tracks: &[Track]) -> Vec<Stretch> {
    let of = |(track, line): (usize, &Track)| line.stretches.iter().map(move |(from, to)| Stretch { track, from: *from, to: *to }).collect::<Vec<_>>();
    tracks.iter().enumerate().flat_map(of).collect()
}

fn root(groups: &mut [usize], mut index: usize) -> usize {
    while groups[index] != index {
        groups[index] = groups[groups[index]];
        index = groups[index];
    }
    index
}

fn unite(groups: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(groups, one), root(groups, other));
    groups[one.max(other)] = one.min(other);
}

/// The tracks of a group, each with the stretches that belong to it.
fn of_group(tracks: &[Track], stretches: &[Stretch], roots: &[usize], group: usize) -> Vec<Track> {
    let mut found: Vec<(usize, Track)> = Vec::new();
    for (stretch, _) in stretches.iter().zip(roots).filter(|(_, root)| **root == group) {
        let part = (stretch.from, stretch.to);
        match found.last_mut() {
            Some((track, last)) if *track == stretch.track => last.stretches.push(part),
            _ => found.push((stretch.track, Track { at: tracks[stretch.track].at, stretches: vec![part] })),
        }
    }
    found.into_iter().map(|(_, track)| track).collect()
}

/// A grid with a line on every side: where a page ends, the last row has none below it; some tables have none at their sides.
fn closed(mut xs: Vec<Track>, mut ys: Vec<Track>) -> Option<Grid> {
    let ends = |tracks: &[Track]| {
        let all = tracks.iter().flat_map(|track| &track.stretches);
        all.fold((f32::MAX, f32::MIN), |(from, to), stretch| (from.min(stretch.0), to.max(stretch.1)))
    };
    let (left, right) = if ys.is_empty() { (xs.first()?.at, xs.last()?.at) } else { ends(&ys) };
    let (top, bottom) = ends(&xs);
    let whole = |at: f32, from: f32, to: f32| Track { at, stretches: vec![(from, to)] };
    let open_top = ys.first().is_none_or(|first| top < first.at - 2.0 * SNAP);
    if open_top {
        ys.insert(0, whole(top, left, right));
    }
    let open_bottom = ys.last().is_none_or(|last| bottom > last.at + 2.0 * SNAP);
    if open_bottom {
        ys.push(whole(bottom, left, right));
    }
    if left < xs.first()?.at - 2.0 * SNAP {
        xs.insert(0, whole(left, top, bottom));
    }
    if right > xs.last()?.at + 2.0 * SNAP {
        xs.push(whole(right, top, bottom));
    }
    Some(Grid { xs, ys, open_top, open_bottom })
}

/// Whether so much of a side is drawn that it parts two cells.
fn is_drawn(track: &Track, from: f32, to: f32) -> bool {
    let drawn: f32 = track.stretches.iter().map(|stretch| (stretch.1.min(to) - stretch.0.max(from)).max(0.0)).sum();
    drawn >= DRAWN * (to - from)
}

/// Which cell each field of the grid belongs to, as the number of its first field, and how many columns and rows each cell has.
fn fields(grid: &Grid) -> (Vec<usize>, Vec<(usize, usize)>) {
    let (columns, rows) = (grid.xs.len() - 1, grid.ys.len() - 1);
    let mut groups: Vec<usize> = (0..columns * rows).collect();
    for row in 0..rows {
        let (top, bottom) = (grid.ys[row].at, grid.ys[row + 1].at);
        let (top, bottom) = if grid.open_bottom && row + 1 == rows { (top, bottom.min(top + STUB)) } else { (top, bottom) };
        let (top, bottom) = if grid.open_top && row == 0 { (top.max(bottom - STUB), bottom) } else { (top, bottom) };
        for column in 0..columns {
            let (left, right) = (grid.xs[column].at, grid.xs[column + 1].at);
            let here = row * columns + column;
            if column + 1 < columns && !is_drawn(&grid.xs[column + 1], top, bottom) {
                unite(&mut groups, here, here + 1);
            }
            if row + 1 < rows && !is_drawn(&grid.ys[row + 1], left, right) {
                unite(&mut groups, here, here + columns);
            }
        }
    }
    let roots: Vec<usize> = (0..groups.len()).map(|index| root(&mut groups, index)).collect();
    let mut bounds: Vec<Option<Bounds>> = vec![None; roots.len()];
    for (index, first) in roots.iter().enumerate() {
        let (row, column) = (index / columns, index % columns);
        let found = bounds[*first].get_or_insert(Bounds { top: row, bottom: row, left: column, right: column, count: 0 });
        *found = Bounds { top: found.top.min(row), bottom: row, left: found.left.min(column), right: found.right.max(column), count: found.count + 1 };
    }
    let mut owner: Vec<usize> = (0..roots.len()).collect();
    let mut spans = vec![(1, 1); roots.len()];
    for index in 0..roots.len() {
        let Some(found) = bounds[roots[index]] else { continue };
        let (wide, high) = (found.right - found.left + 1, found.bottom - found.top + 1);
        let column = index % columns;
        if wide * high == found.count {
            owner[index] = found.top * columns + found.left;
            spans[owner[index]] = (wide, high);
        } else if column > 0 && roots[index - 1] == roots[index] {
            // What is no rectangle is no cell: it falls apart into its rows.
            let row = &grid.ys[index / columns..];
            if !is_drawn(&grid.xs[column], row[0].at, row[1].at) {
                owner[index] = owner[index - 1];
                spans[owner[index]].0 = column - owner[index] % columns + 1;
            }
        }
    }
    (owner, spans)
}

/// The fields that hang together: the rows and columns they reach, and how many they are.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    top: usize,
    bottom: usize,
    left: usize,
    right: usize,
    count: usize,
}

fn table(page: u16, grid: &Grid, words: &mut Vec<Word>) -> Option<Table> {
    let (columns, rows) = (grid.xs.len() - 1, grid.ys.len() - 1);
    let (owner, spans) = fields(grid);
    let rect = Rect { left: grid.xs[0].at, top: grid.ys[0].at, right: grid.xs[columns].at, bottom: grid.ys[rows].at };
    let field = |x: f32, y: f32| {
        let column = grid.xs.partition_point(|track| track.at <= x).checked_sub(1).filter(|column| *column < columns)?;
        let row = grid.ys.partition_point(|track| track.at <= y).checked_sub(1).filter(|row| *row < rows)?;
        Some(owner[row * columns + column])
    };
    let homes = homes(words, rect, field);
    let mut contents: Vec<Vec<Word>> = vec![Vec::new(); owner.len()];
    let mut homes = homes.into_iter();
    let mut outside = Vec::new();
    for word in words.drain(..) {
        match homes.next().flatten() {
            Some(home) => contents[home].push(word),
            None => outside.push(word),
        }
    }
    *words = outside;
    if contents.iter().all(Vec::is_empty) {
        return None;
    }
    run_over_borders(grid, (&owner, &spans), &mut contents, words);
    // Where a page ends, cells over several rows go on and have no line below them.
    let partly_ended = (0..columns).any(|column| !is_drawn(&grid.ys[rows], grid.xs[column].at, grid.xs[column + 1].at));
    let mut found = Vec::with_capacity(rows);
    for row in 0..rows {
        let mut cells = Vec::new();
        for column in 0..columns {
            let index = row * columns + column;
            if owner[index] != index {
                continue;
            }
            let (wide, high) = spans[index];
            let (wide, high) = (wide.clamp(1, columns - column), high.clamp(1, rows - row));
            let rect = Rect {
                left: grid.xs[column].at,
                top: grid.ys[row].at,
                right: grid.xs[column + wide].at,
                bottom: grid.ys[row + high].at,
            };
            let lines = words::lines(page, std::mem::take(&mut contents[index]));
            let ended = partly_ended && row + high == rows && is_drawn(&grid.ys[rows], rect.left, rect.right);
            cells.push(Cell { column, columns: wide, rows: high, page, rect, lines, ended });
        }
        let area = Rect { top: grid.ys[row].at, bottom: grid.ys[row + 1].at, ..rect };
        found.push(Row { page, rect: area, cells });
    }
    Some(Table {
        method: Method::Ruled,
        rect,
        columns,
        edges: grid.xs.iter().map(|track| track.at).collect(),
        rows: found,
        open_top: grid.open_top,
        open_bottom: grid.open_bottom,
    })
}

/// Gives cells the lines of their texts that stand beyond their borders: in the next cell, or outside of the table among the other `words`.
fn run_over_borders(grid: &Grid, (owner, spans): (&[usize], &[(usize, usize)]), contents: &mut [Vec<Word>], words: &mut Vec<Word>) {
    let (columns, rows) = (grid.xs.len() - 1, grid.ys.len() - 1);
    let pitch = usual_pitch(contents);
    for index in 0..(rows - 1) * columns {
        let home = owner[index];
        let (wide, high) = spans[home];
        // The last field of a cell in its first column; what stands below it there is as wide as it is.
        if index % columns != home % columns || index / columns + 1 != home / columns + high {
            continue;
        }
        let next = owner[index + columns];
        if next == index + columns && spans[next].0 == wide && home < next {
            let (before, after) = contents.split_at_mut(next);
            settle(&mut before[home], &mut after[0], grid.ys[index / columns + 1].at, pitch);
        }
    }
    for (index, home) in owner.iter().copied().enumerate() {
        let (column, last) = (home % columns, index / columns + 1 == rows);
        if index % columns != column || !last && index >= columns || words.is_empty() {
            continue;
        }
        let (left, right) = (grid.xs[column].at, grid.xs[(column + spans[home].0).min(columns)].at);
        if index < columns {
            run_over(&mut contents[home], words, left, right, grid.ys[0].at, pitch);
        }
        if last && (grid.open_bottom || spans[home].1 > 1) {
            run_below(&mut contents[home], words, left, right, grid.ys[rows].at, pitch);
        } else if last {
            run_over(&mut contents[home], words, left, right, grid.ys[rows].at, pitch);
        }
    }
}
