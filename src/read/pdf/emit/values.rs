//! Values that go on below their labels in tables without lines: there each line of a paragraph below the table may have become a row of its own.

use super::super::page::{Block, Cell, Line, Method, Row};
use super::super::stitch;
use super::{bounds, goes_on, is_next, opens_anew};

/// Puts the lines of labelled values together, each with the row of its label. The file has so many pages.
pub(super) fn join(blocks: Vec<Block>, pages: usize) -> Vec<Block> {
    let bounds = bounds(&blocks, pages);
    let room = |page: u16| bounds.get(usize::from(page)).map_or(f32::INFINITY, |(left, right)| right - left);
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match (block, joined.last_mut()) {
            (Block::Line(line), Some(Block::Table(table))) if table.method == Method::Spaced => {
                match table.rows.last_mut().filter(|row| takes(row, &line, room(line.page))).and_then(only) {
                    Some(cell) => add(cell, vec![line]),
                    None => joined.push(Block::Line(line)),
                }
            }
            (Block::Table(mut table), _) if table.method == Method::Spaced => {
                let mut rows: Vec<Row> = Vec::with_capacity(table.rows.len());
                for mut row in table.rows {
                    let first = only(&mut row).and_then(|cell| cell.lines.first().cloned());
                    let open = first.and_then(|line| rows.last_mut().filter(|last| takes(last, &line, room(line.page)))).and_then(only);
                    match (open, only(&mut row)) {
                        (Some(open), Some(cell)) => add(open, std::mem::take(&mut cell.lines)),
                        _ => rows.push(row),
                    }
                }
                table.rows = rows;
                joined.push(Block::Table(table));
            }
            (block, _) => joined.push(block),
        }
    }
    joined
}

/// The one cell of a row that holds anything, if it reaches over no other row.
fn only(row: &mut Row) -> Option<&mut Cell> {
    let mut full = row.cells.iter_mut().filter(|cell| !cell.lines.is_empty());
    let first = full.next()?;
    (first.rows <= 1 && full.next().is_none()).then_some(first)
}

/// Whether a row holds a label and nothing else but the beginning of its value, which goes on in a line.
fn takes(row: &Row, line: &Line, room: f32) -> bool {
    let mut full = row.cells.iter().filter(|cell| !cell.lines.is_empty());
    let (Some(cell), None) = (full.next(), full.next()) else { return false };
    let Some(last) = cell.lines.last().filter(|_| cell.rows <= 1) else { return false };
    let text = cell.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
    is_next(&cell.lines, line)
        && (last.rect.left - line.rect.left).abs() <= 1.5
        && !opens_anew(&last.text, &line.text)
        && goes_on(&text, &line.text, stitch::fits(last, line, room))
}

fn add(cell: &mut Cell, lines: Vec<Line>) {
    for line in lines {
        cell.rect = cell.rect.union(line.rect);
        cell.lines.push(line);
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::page::{Rect, Table};
    use super::*;

    fn line(top: f32, text: &str) -> Line {
        let rect = Rect { left: 50.0, top, right: 50.0 + 5.0 * f32::from(u8::try_from(text.len()).unwrap()), bottom: top + 10.0 };
        Line { rect, base: top + 8.0, size: 10.0, text: text.into(), ..Line::default() }
    }

    fn row(lines: Vec<Line>) -> Row {
        let rect = lines[0].rect;
        Row { page: 0, rect, cells: vec![Cell { columns: 5, rows: 1, rect, lines, ..Cell::default() }] }
    }

    fn texts(method: Method, rows: Vec<Row>, after: Line) -> Vec<String> {
        let rect = Rect { left: 50.0, top: 0.0, right: 300.0, bottom: 100.0 };
        let table = Table { method, rect, columns: 5, edges: Vec::new(), rows, open_top: false, open_bottom: false };
        let text = |lines: &[Line]| lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("/");
        let mut found = Vec::new();
        for block in join(vec![Block::Table(table), Block::Line(after)], 1) {
            match block {
                Block::Line(line) => found.push(line.text),
                Block::Table(table) => found.extend(table.rows.iter().map(|row| text(&row.cells[0].lines))),
            }
        }
        found
    }

    #[test]
    fn a_value_below_its_label_is_in_one_row_with_it() {
        let rows = || {
            vec![
                row(vec![line(0.0, "RESPONSABLE DE LA UNIDAD DEL LITERAL a4): Ana")]),
                row(vec![line(12.0, "Pérez Soto, Ing.")]),
                row(vec![line(34.0, "CORREO ELECTRÓNICO:")]),
            ]
        };
        let after = || line(46.0, "ana@ejemplo.gob.ec");
        let expected = ["RESPONSABLE DE LA UNIDAD DEL LITERAL a4): Ana/Pérez Soto, Ing.", "CORREO ELECTRÓNICO:/ana@ejemplo.gob.ec"];
        assert_eq!(texts(Method::Spaced, rows(), after()), expected);
        assert_eq!(texts(Method::Ruled, rows(), after()).len(), 4, "lines part the rows");
        let far = line(70.0, "ana@ejemplo.gob.ec");
        assert_eq!(texts(Method::Spaced, rows(), far).len(), 3, "it stands by itself");
    }
}
