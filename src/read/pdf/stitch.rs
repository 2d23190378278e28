//! From the pages to one document: running heads and page numbers are left out, a table that goes on over pages is one, and a row that a page break
//! cut in two is whole again.

use super::guard::Watch;
use super::heads::{is_page_number, shape};
use super::page::{Block, Cell, Line, Method, Row, Table};

/// How near to each other in points the columns of two tables are that are one table on two pages.
const SAME_COLUMN: f32 = 6.0;

/// How near to each other in points lines of several pages stand that are a running head.
const SAME_HEIGHT: f32 = 4.0;

/// What share of a page at its top and bottom may hold running heads.
const MARGIN: f32 = 0.14;

/// The most running heads that are kept in mind.
const HEADS: usize = 200;

/// How many letters a text has at least that is prose: it may go on with a name in capitals.
const PROSE: usize = 120;

/// How wide a space is at least, in parts of the font's size.
const SPACE: f32 = 0.2;

/// How much of a line may be left, in parts of the font's size, where a word did not fit.
const ROOM: f32 = 1.5;

/// How many rows a cell may reach over that a page break cuts.
const TALLEST: usize = 64;

/// How much must speak for it that two rows are one.
const CUT: i32 = 3;

/// The words on a page, and how high it is.
#[derive(Debug)]
pub(super) struct Laid {
    /// Height in points.
    pub(super) height: f32,
    /// What stands on it.
    pub(super) blocks: Vec<Block>,
    /// How many rows are seen at its top that are none of its own: what repeats the head of the table, and the rest of a row of the page before.
    pub(super) passed: u32,
}

/// Puts the pages together: the blocks of the whole document, in reading order; and how many rows are seen at the top of each page that are none of
/// its own.
pub(super) fn stitch(mut pages: Vec<Laid>, watch: &Watch) -> (Vec<Block>, Vec<u32>) {
    drop_running_heads(&mut pages);
    let mut whole: Vec<Block> = Vec::new();
    let mut passed = Vec::with_capacity(pages.len());
    for page in pages {
        watch.time();
        let mut first = true;
        let mut above = page.passed;
        for block in page.blocks {
            match block {
                Block::Table(table) if first => above += go_on(&mut whole, table),
                other => whole.push(other),
            }
            first = false;
        }
        passed.push(above);
    }
    (whole, passed)
}

/// Adds a table that stands at the top of a page: to the table that the page before ends with, where it goes on from there. How many rows it had that
/// are none of its own.
fn go_on(whole: &mut Vec<Block>, mut table: Table) -> u32 {
    if let Some(Block::Table(before)) = whole.last_mut()
        && is_below(before, &table)
        && align(before, &mut table)
    {
        let heads = repeated_heads(before, &table);
        // A head that is said again has a line of its own above the rest of the row.
        let open = before.open_bottom && (table.open_top || heads > 0);
        // The rows near the break tell it: all rows, at each of a thousand breaks, would be too many.
        let padding = super::emit::padding_in(&before.rows[before.rows.len().saturating_sub(TALLEST)..]);
        // The head stands between the halves of what was cut; the first page has it as well.
        let seen = |rows: &[Row]| u32::try_from(rows.iter().filter(|row| !is_blank(row)).count()).unwrap_or(u32::MAX);
        let (above, all) = (seen(&table.rows[..heads]), seen(&table.rows[..table.rows.len().min(heads + 1)]));
        let passed = match table.rows.get_mut(heads).map_or(Mended::Nothing, |next| mend(&mut before.rows, next, open, padding)) {
            Mended::Row => {
                table.rows.drain(..=heads);
                all
            }
            Mended::Cells => {
                table.rows.drain(..heads);
                above
            }
            Mended::Nothing => 0,
        };
        before.open_bottom = table.open_bottom;
        before.rows.append(&mut table.rows);
        passed
    } else {
        whole.push(Block::Table(table));
        0
    }
}

/// Whether a table begins on a later page than the one before ends: a table of a structure tree has all its rows, also those on the page of the next.
fn is_below(before: &Table, table: &Table) -> bool {
    table.method != Method::Tags || before.rows.last().zip(table.rows.first()).is_none_or(|(last, first)| last.page < first.page)
}

/// Gives two tables that are as wide and stand one below the other the same columns: those of both. Whether they are such. Tables of a structure tree
/// with other columns are no one table: the tree would say so, or have the same columns on each page.
fn align(before: &mut Table, table: &mut Table) -> bool {
    let same = |one: f32, other: f32| (one - other).abs() <= SAME_COLUMN;
    let (Some(left), Some(right)) = (before.edges.first(), before.edges.last()) else { return false };
    let (Some(start), Some(end)) = (table.edges.first(), table.edges.last()) else { return false };
    if !same(*left, *start) || !same(*right, *end) || before.method != table.method {
        return false;
    }
    if before.edges.len() == table.edges.len() && before.edges.iter().zip(&table.edges).all(|(one, other)| same(*one, *other)) {
        return true;
    }
    if before.method == Method::Tags {
        return false;
    }
    let mut edges = before.edges.clone();
    edges.extend(table.edges.iter().filter(|edge| !before.edges.iter().any(|known| same(*known, **edge))));
    edges.sort_by(f32::total_cmp);
    regrid(before, &edges);
    regrid(table, &edges);
    true
}

/// Counts the columns of a table by other edges, among which its own are.
fn regrid(table: &mut Table, edges: &[f32]) {
    let nearest = |edge: f32| {
        let found = edges.iter().enumerate().min_by(|one, other| (one.1 - edge).abs().total_cmp(&(other.1 - edge).abs()));
        found.map_or(0, |(index, _)| index)
    };
    let new: Vec<usize> = table.edges.iter().map(|edge| nearest(*edge)).collect();
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        let (Some(start), Some(end)) = (new.get(cell.column), new.get(cell.column + cell.columns)) else { continue };
        (cell.column, cell.columns) = (*start, end.saturating_sub(*start).max(1));
    }
    table.columns = edges.len().saturating_sub(1);
    table.edges = edges.to_vec();
}

/// How many rows at the top of a table say what the first rows of the table on the pages before say.
fn repeated_heads(before: &Table, table: &Table) -> usize {
    let starts = (0..before.rows.len().min(6)).filter(|start| !is_blank(&before.rows[*start]));
    starts.map(|start| before.rows[start..].iter().zip(&table.rows).take_while(|(one, other)| says_the_same(one, other)).count()).max().unwrap_or(0)
}

fn is_blank(row: &Row) -> bool {
    row.cells.iter().all(|cell| cell.lines.is_empty())
}

fn says_the_same(one: &Row, other: &Row) -> bool {
    !is_blank(one) && letters_of(one) == letters_of(other)
}

fn letters_of(row: &Row) -> String {
    let lines = row.cells.iter().flat_map(|cell| &cell.lines);
    lines.flat_map(|line| line.text.chars()).filter(|letter| !letter.is_whitespace()).collect()
}

/// What was joined over a page break.
enum Mended {
    /// Nothing.
    Nothing,
    /// Cells that reach over several rows.
    Cells,
    /// A whole row: nothing is left of it after the break.
    Row,
}

/// Joins what a page break cut: a whole row, or those cells of it that reach over several rows.
fn mend(rows: &mut [Row], next: &mut Row, open: bool, padding: f32) -> Mended {
    if next.cells.iter().all(|cell| cell.lines.is_empty()) {
        // Nothing but the end of a frame.
        return if open { Mended::Row } else { Mended::Nothing };
    }
    let Some(first) = next.cells.first() else { return Mended::Nothing };
    let Some((row, index)) = above(rows, first.column) else { return Mended::Nothing };
    let number = &rows[row].cells[index];
    // A row across the whole table is a title or a note.
    if first.columns > 1 && !first.lines.is_empty() && number.columns != first.columns {
        return Mended::Nothing;
    }
    let mut evidence = if open { 2 } else { 0 };
    let unnumbered = first.lines.is_empty() && !number.lines.is_empty();
    match (number.lines.is_empty(), first.lines.is_empty()) {
        (false, true) => evidence += 2,
        (empty, false) if is_number(&text_of(first)) => evidence -= if empty && open { 0 } else { 4 },
        (false, false) if continuation(number, first, padding) == Continuation::Sure => evidence += 2,
        (false, false) => evidence -= 3,
        _ => {}
    }
    // What has a number and gaps waits for what fills them: a number alone for its unit, cells set lower than others for their texts.
    let beside = |cell: &Cell| above(rows, cell.column).is_some_and(|(row, index)| !rows[row].cells[index].lines.is_empty());
    let texts = || next.cells.iter().filter(|cell| !cell.lines.is_empty());
    let fills = unnumbered && row + 1 == rows.len() && !texts().any(beside);
    evidence += if fills { 2 } else { 0 };
    // Another goal of the unit has an indicator.
    let lone = unnumbered && texts().count() == 1;
    // The rows of the footer have labels, so one without goes on; one of the table may be another goal of the unit above.
    let labelled = number.columns > 1;
    let tall = unnumbered && (rows.len() - row > 1 || first.rows > 1);
    let (mut going, mut fresh) = (Vec::new(), 0);
    for (at, cell) in next.cells.iter().enumerate().skip(1).filter(|(_, cell)| !cell.lines.is_empty()) {
        let before = above(rows, cell.column).map(|(row, index)| &rows[row].cells[index]);
        match before.map(|before| (before, continuation(before, cell, padding))) {
            Some((before, _)) if before.lines.is_empty() => {}
            Some((before, _)) if before.ended => fresh += 1,
            Some((_, Continuation::Sure)) => going.push(at),
            Some((before, Continuation::Possible)) if labelled || is_elsewhere(rows, before, cell) || (open || lone) && !tall => going.push(at),
            _ => fresh += 1,
        }
    }
    // A text whose label stands on the next page, beside nothing.
    let waits = number.lines.is_empty() && !first.lines.is_empty() && row + 1 == rows.len() && !is_blank(&rows[row]);
    evidence += if waits && !texts().any(beside) { CUT } else { 0 };
    evidence += if going.is_empty() { 0 } else { 2 };
    evidence -= if fresh > 0 && going.is_empty() { 2 } else { 0 };
    let whole = fresh == 0 && evidence >= CUT;
    // Goals of a unit that go on over the page stand beside the unit's number and name, which are merged downward.
    if !(whole || tall || unnumbered && !going.is_empty()) {
        return Mended::Nothing;
    }
    for (at, cell) in next.cells.iter_mut().enumerate() {
        let Some((row, index)) = above(rows, cell.column) else { continue };
        let reach = rows.len() - row + if whole { 0 } else { cell.rows.max(1) };
        let moved = whole || going.contains(&at);
        let own = &mut rows[row].cells[index];
        if moved {
            if own.lines.is_empty() && !cell.lines.is_empty() {
                (own.page, own.rect) = (cell.page, cell.rect);
            }
            own.lines.append(&mut cell.lines);
        }
        if whole {
            // What is left of it stands beside the goals below.
            own.rows = own.rows.max(reach + cell.rows.max(1) - 1);
        } else if cell.lines.is_empty() {
            // The cell goes on beside the goals on the next page.
            own.rows = own.rows.max(reach);
        }
    }
    if whole { Mended::Row } else { Mended::Cells }
}

/// The cell of a column that reaches down to the last row.
fn above(rows: &[Row], column: usize) -> Option<(usize, usize)> {
    let count = rows.len();
    let near = rows.iter().enumerate().rev().take(TALLEST);
    let mut cells = near.flat_map(|(row, found)| found.cells.iter().enumerate().map(move |(index, cell)| (row, index, cell)));
    cells.find(|(row, _, cell)| cell.column == column && row + cell.rows.max(1) >= count).map(|(row, index, _)| (row, index))
}

/// Whether the text of a cell goes on in another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Continuation {
    /// It stands for itself.
    No,
    /// There was no room for more, but what comes looks like a beginning.
    Possible,
    /// It breaks off in the middle of a sentence.
    Sure,
}

fn continuation(before: &Cell, after: &Cell, padding: f32) -> Continuation {
    let (Some(last), Some(next)) = (before.lines.last(), after.lines.first()) else { return Continuation::No };
    if text_of(after).is_empty() { Continuation::No } else { continues(&text_of(before), last, next, super::emit::room(before, padding)) }
}

/// Whether a text whose last line this is goes on in another line. `room` is how wide a line may be.
pub(super) fn continues(text: &str, last: &Line, next: &Line, room: f32) -> Continuation {
    let rest = next.text.as_str();
    let Some(first) = rest.chars().find(|letter| !letter.is_whitespace()) else { return Continuation::No };
    if text.ends_with(['.', ':']) {
        return Continuation::No;
    }
    let left = left_of(last, next, room);
    if left > ROOM * last.size {
        return Continuation::No;
    }
    let word = text.split_whitespace().next_back().unwrap_or("");
    let waits = word.ends_with([',', ';', '-', '/', '(', '%']) || word.chars().count() <= 3 && word.chars().all(char::is_lowercase);
    // Capitals go on in capitals, as names of units do; a sentence goes on in small letters, or in names.
    let capitals = !text.chars().any(char::is_lowercase) && !rest.chars().any(char::is_lowercase) && rest.chars().any(char::is_alphabetic);
    let long = text.chars().count() > PROSE;
    // No sentence begins with a parenthesis.
    if first.is_lowercase() || first == '(' || waits || capitals || long && left < 0.0 {
        Continuation::Sure
    } else {
        Continuation::Possible
    }
}

/// Whether the first word of a line would have fitted on the line before: then it was not put below it for want of room.
pub(super) fn fits(last: &Line, next: &Line, room: f32) -> bool {
    left_of(last, next, room) > ROOM * last.size
}

/// How much would be left of the room of a line if the first word of the next one stood on it as well.
fn left_of(last: &Line, next: &Line, room: f32) -> f32 {
    let word = next.text.split(' ').next().unwrap_or("").chars().count();
    #[expect(clippy::cast_precision_loss, reason = "a line has some hundred letters")]
    let width = next.rect.width() * word as f32 / next.text.chars().count().max(1) as f32;
    room - last.rect.width() - SPACE * last.size - width
}

/// Whether two texts together are what another cell of their column says: the same indicator of another unit.
fn is_elsewhere(rows: &[Row], before: &Cell, after: &Cell) -> bool {
    let letters = |cells: &[&Cell]| -> String {
        let lines = cells.iter().flat_map(|cell| &cell.lines);
        lines.flat_map(|line| line.text.chars()).filter(|letter| !letter.is_whitespace()).collect()
    };
    let whole = letters(&[before, after]);
    rows.iter().rev().take(TALLEST).flat_map(|row| &row.cells).any(|cell| cell.column == before.column && letters(&[cell]) == whole)
}

fn is_number(text: &str) -> bool {
    let digits = text.trim_end_matches(['.', ')', '-']);
    !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn text_of(cell: &Cell) -> String {
    cell.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Leaves out the lines that several pages have at the same height of their margins, and page numbers. The first of a head at the top stays.
fn drop_running_heads(pages: &mut [Laid]) {
    let mut seen: Vec<(String, f32, usize)> = Vec::new();
    for page in pages.iter() {
        let mut here: Vec<(String, f32)> = margin_lines(page).map(|line| (shape(&line.text), line.base)).collect();
        here.dedup_by(|one, other| one.0 == other.0);
        for (text, base) in here {
            let found = seen.iter().position(|(known, at, _)| *known == text && (*at - base).abs() <= SAME_HEIGHT);
            match found {
                Some(index) => seen[index].2 += 1,
                None if seen.len() < HEADS => seen.push((text, base, 1)),
                None => {}
            }
        }
    }
    let mut shown: Vec<usize> = Vec::new();
    for page in pages.iter_mut() {
        let height = page.height;
        let (top, bottom) = margins(page);
        page.blocks.retain(|block| {
            let Block::Line(line) = block else { return true };
            if line.base > top && line.base < bottom {
                return true;
            }
            if is_page_number(&line.text) {
                return false;
            }
            let text = shape(&line.text);
            let found = seen.iter().position(|(known, at, count)| *count > 1 && *known == text && (*at - line.base).abs() <= SAME_HEIGHT);
            match found {
                Some(index) if line.base < height / 2.0 && !shown.contains(&index) => {
                    shown.push(index);
                    true
                }
                Some(_) => false,
                None => true,
            }
        });
    }
}

/// Above and below which heights lines may be running heads: in the margins, and outside the tables.
fn margins(page: &Laid) -> (f32, f32) {
    let tables = || page.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    let top = tables().map(|table| table.rect.top).fold(page.height * MARGIN, f32::min);
    let bottom = tables().map(|table| table.rect.bottom).fold(page.height * (1.0 - MARGIN), f32::max);
    (top.max(page.height * 0.06), bottom.min(page.height * 0.94))
}

fn margin_lines(page: &Laid) -> impl Iterator<Item = &Line> {
    let (top, bottom) = margins(page);
    page.blocks.iter().filter_map(move |block| match block {
        Block::Line(line) if line.base <= top || line.base >= bottom => Some(line),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::page::{Method, Rect};

    fn cell(column: usize, rows: usize, lines: &[&str]) -> Cell {
        let left = 100.0 * narrow(column);
        let rect = Rect { left, top: 0.0, right: left + 100.0, bottom: 40.0 };
        let line = |(index, text): (usize, &&str)| {
            let base = 10.0 * narrow(index + 1);
            let rect = Rect { left: left + 2.0, top: base - 8.0, right: left + 96.0, bottom: base + 2.0 };
            Line { rect, base, size: 8.0, text: (*text).to_owned(), ..Line::default() }
        };
        Cell { column, columns: 1, rows, rect, lines: lines.iter().enumerate().map(line).collect(), ..Cell::default() }
    }

    fn narrow(count: usize) -> f32 {
        f32::from(u8::try_from(count).unwrap())
    }

    fn page(rows: Vec<Vec<Cell>>, open_top: bool, open_bottom: bool) -> Laid {
        let rows = rows.into_iter().map(|cells| Row { cells, ..Row::default() }).collect();
        let rect = Rect { left: 0.0, top: 100.0, right: 300.0, bottom: 400.0 };
        let table = Table { method: Method::Ruled, rect, columns: 3, edges: vec![0.0, 100.0, 200.0, 300.0], rows, open_top, open_bottom };
        Laid { height: 500.0, blocks: vec![Block::Table(table)], passed: 0 }
    }

    fn rows_of((blocks, _): (Vec<Block>, Vec<u32>)) -> Vec<Vec<(usize, String)>> {
        let table = blocks.into_iter().find_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).unwrap();
        table.rows.iter().map(|row| row.cells.iter().map(|cell| (cell.rows, text_of(cell))).collect()).collect()
    }

    fn stitched(pages: Vec<Laid>) -> (Vec<Block>, Vec<u32>) {
        stitch(pages, &Watch::new())
    }

    fn head() -> Vec<Cell> {
        vec![cell(0, 1, &["No."]), cell(1, 1, &["Objetivo"]), cell(2, 1, &["Indicador"])]
    }

    #[test]
    fn rows_of_other_pages_are_counted_where_they_are_seen() {
        let whole = |rows: Vec<Vec<Cell>>, next: Vec<Vec<Cell>>| stitched(vec![page(rows, false, true), page(next, true, false)]).1;
        let own = || vec![cell(0, 1, &["5"]), cell(1, 1, &["Construir la vialidad"]), cell(2, 1, &["Número de obras"])];
        let rest = || vec![cell(0, 1, &[]), cell(1, 1, &["gestionar el suelo"]), cell(2, 1, &[])];
        let cut = || vec![cell(0, 1, &["4"]), cell(1, 1, &["Planificar el uso y"]), cell(2, 1, &["% de avance"])];
        assert_eq!(whole(vec![head(), cut()], vec![head(), rest(), own()]), [0, 2]);
        assert_eq!(whole(vec![head(), cut()], vec![rest(), own()]), [0, 1]);
        // A head that stays is a row like any other.
        assert_eq!(whole(vec![head(), own()], vec![head(), own()]), [0, 0]);
    }

    #[test]
    fn a_cut_cell_goes_on_beside_the_goals_of_the_next_page() {
        let first = page(vec![head(), vec![cell(0, 1, &["4"]), cell(1, 1, &["Planificar el uso y"]), cell(2, 1, &["% de avance"])]], false, true);
        let rest = vec![cell(0, 2, &[]), cell(1, 2, &["gestionar el suelo"]), cell(2, 1, &["Número de fichas"])];
        let next = page(vec![head(), rest, vec![cell(2, 1, &["Número de actas"])]], false, false);
        let rows = rows_of(stitched(vec![first, next]));
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[1][0], (3, "4".to_owned()));
        assert_eq!(rows[1][1], (3, "Planificar el uso y gestionar el suelo".to_owned()));
        assert_eq!(rows[2][2].1, "Número de fichas");
    }

    #[test]
    fn the_end_of_a_cut_row_leaves_its_cells_beside_the_rows_below() {
        let first = page(vec![head(), vec![cell(0, 1, &["4"]), cell(1, 1, &["Planificar el uso y"]), cell(2, 1, &["% de avance"])]], false, true);
        let rest = vec![cell(0, 2, &[]), cell(1, 2, &["gestionar el suelo"]), cell(2, 1, &[])];
        let next = page(vec![head(), rest, vec![cell(2, 1, &["Número de actas"])]], false, false);
        let rows = rows_of(stitched(vec![first, next]));
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[1][1], (2, "Planificar el uso y gestionar el suelo".to_owned()));
        assert_eq!(rows[2], [(1, "Número de actas".to_owned())]);
    }

    #[test]
    fn a_number_alone_waits_for_its_unit() {
        let first = page(vec![head(), vec![cell(0, 1, &["13"]), cell(1, 1, &[]), cell(2, 1, &[])]], false, false);
        let next = page(vec![head(), vec![cell(0, 1, &[]), cell(1, 1, &["Certificar los actos"]), cell(2, 1, &["Fojas"])]], false, false);
        let rows = rows_of(stitched(vec![first, next]));
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1], [(1, "13".to_owned()), (1, "Certificar los actos".to_owned()), (1, "Fojas".to_owned())]);
    }

    #[test]
    fn gaps_of_a_unit_wait_for_their_texts() {
        let first = || page(vec![head(), vec![cell(0, 1, &["14"]), cell(1, 1, &[]), cell(2, 1, &["% de ejecución"])]], false, false);
        let next = |other: &[&str]| page(vec![head(), vec![cell(0, 1, &[]), cell(1, 1, &["Administrar"]), cell(2, 1, other)]], false, false);
        let rows = rows_of(stitched(vec![first(), next(&[])]));
        assert_eq!(rows[1..], [[(1, "14".to_owned()), (1, "Administrar".to_owned()), (1, "% de ejecución".to_owned())]]);
        assert!(rows_of(stitched(vec![first(), next(&["Número de actas"])])).len() > 2, "a goal of its own");
    }

    #[test]
    fn tables_of_a_tree_keep_their_columns() {
        let tagged = |number: u16, edges: &[f32]| {
            let mut laid = page(vec![vec![cell(0, 1, &["a"]), cell(1, 1, &["b"])]], false, false);
            let Block::Table(table) = &mut laid.blocks[0] else { panic!() };
            (table.method, table.edges, table.columns) = (Method::Tags, edges.to_vec(), edges.len() - 1);
            table.rows[0].page = number;
            laid
        };
        let count = |second: Laid| stitched(vec![tagged(0, &[0.0, 100.0, 300.0]), second]).0.len();
        assert_eq!(count(tagged(1, &[0.0, 100.0, 300.0])), 1);
        assert_eq!(count(tagged(1, &[0.0, 150.0, 300.0])), 2, "a footer with columns of its own");
        assert_eq!(count(tagged(0, &[0.0, 100.0, 300.0])), 2, "the first goes on to the page of the second");
    }

    #[test]
    fn a_value_waits_for_the_label_on_the_next_page() {
        let first = || page(vec![head(), vec![cell(0, 1, &[]), cell(1, 1, &["Ana Pérez"]), cell(2, 1, &[])]], false, false);
        let next = |value: &[&str]| page(vec![head(), vec![cell(0, 1, &["RESPONSABLE"]), cell(1, 1, value), cell(2, 1, &[])]], false, false);
        let rows = rows_of(stitched(vec![first(), next(&[])]));
        assert_eq!(rows[1..], [[(1, "RESPONSABLE".to_owned()), (1, "Ana Pérez".to_owned()), (1, String::new())]]);
        assert!(rows_of(stitched(vec![first(), next(&["Eva Soto"])])).len() > 2, "it has a value of its own");
    }

    #[test]
    fn a_cell_with_a_line_below_it_where_others_go_on_has_ended() {
        let ended = Cell { ended: true, ..cell(1, 1, &["Planificar el uso y"]) };
        let first = page(vec![head(), vec![cell(0, 1, &["4"]), ended, Cell { ended: true, ..cell(2, 1, &["% de avance"]) }]], false, true);
        let rest = vec![cell(0, 1, &[]), cell(1, 1, &["gestionar el suelo"]), cell(2, 1, &["Número de fichas"])];
        let rows = rows_of(stitched(vec![first, page(vec![head(), rest], false, false)]));
        assert_eq!(rows[1][1].1, "Planificar el uso y");
        assert_eq!(rows.last().unwrap()[1].1, "gestionar el suelo");
    }

    #[test]
    fn a_unit_with_a_number_of_its_own_stays_apart() {
        let first = page(vec![head(), vec![cell(0, 1, &["4"]), cell(1, 1, &["Planificar el uso y"]), cell(2, 1, &["% de avance"])]], false, true);
        let next = page(vec![head(), vec![cell(0, 1, &["5"]), cell(1, 1, &["ejecutar obras"]), cell(2, 1, &["Metros"])]], false, false);
        let rows = rows_of(stitched(vec![first, next]));
        assert_eq!(rows[1][1].1, "Planificar el uso y");
        assert_eq!(rows.last().unwrap()[1].1, "ejecutar obras");
    }
}
