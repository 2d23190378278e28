//! From blocks to the document: every row with its number on its page, every cell with its box, its text in one piece and its links.

mod values;

use super::super::ReadError;
use super::super::builder::{Builder, RowPlace};
use super::guard::Watch;
use super::ink::turned_rect;
use super::page::{Block, Cell, Line, Rect, Row, Table};
use super::prose::Habits;
use super::stitch::{self, Continuation};
use crate::place::Area;

/// The most lines of a title.
const LONGEST: usize = 6;

/// How much further from the line above the first line of a paragraph stands than its other lines from one another.
const WIDER: f32 = 1.1;

/// How a page lies: how it was turned to be read, and its size as it is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lie {
    /// By how many quarters it was turned counterclockwise.
    pub(super) turned: u8,
    /// Its width in points.
    pub(super) width: f32,
    /// Its height in points.
    pub(super) height: f32,
}

/// Writes blocks into a document.
pub(super) struct Writer<'p> {
    /// How each page lies.
    pub(super) lies: &'p [Lie],
    /// The links of each page and where they are, on the page as it is read.
    pub(super) links: &'p [Vec<(Rect, String)>],
    /// How many rows are seen at the top of each page that are none of its own, but count where a person counts rows there.
    pub(super) passed: &'p [u32],
    /// How this file breaks its lines.
    pub(super) habits: &'p Habits,
    /// The clock.
    pub(super) watch: &'p Watch,
}

impl Writer<'_> {
    /// Writes everything.
    ///
    /// # Errors
    /// When there are too many cells.
    pub(super) fn write(&self, blocks: Vec<Block>, builder: &mut Builder) -> Result<(), ReadError> {
        let mut numbers: Vec<u32> = self.passed.to_vec();
        numbers.resize(self.lies.len(), 0);
        let mut number = |page: u16| {
            let last = numbers.get_mut(usize::from(page))?;
            *last += 1;
            Some(*last)
        };
        let blocks = values::join(blocks, self.lies.len());
        let bounds = bounds(&blocks, self.lies.len());
        let apart = apart(&blocks);
        let mut rest = blocks.into_iter().zip(apart).peekable();
        while let Some((block, _)) = rest.next() {
            match block {
                Block::Line(line) => {
                    let number = number(line.page).unwrap_or(1);
                    let room = bounds.get(usize::from(line.page)).map_or(f32::INFINITY, |(left, right)| right - left);
                    let mut cell = Cell { columns: 1, rows: 1, page: line.page, rect: line.rect, lines: vec![line], ..Cell::default() };
                    while let Some((Block::Line(next), _)) = rest
                        .next_if(|(block, apart)| !apart && matches!(block, Block::Line(next) if flows(&cell.lines, next, room)))
                    {
                        cell.rect = cell.rect.union(next.rect);
                        cell.lines.push(next);
                    }
                    let area = self.area(cell.page, cell.rect);
                    builder.begin_row(RowPlace::Page { page: cell.page, row: 0, number, area });
                    self.cell(&cell, f32::INFINITY, builder)?;
                    builder.end_row(false);
                    builder.end_table();
                }
                Block::Table(table) => self.table(&table, &mut number, builder)?,
            }
        }
        Ok(())
    }

    fn table(&self, table: &Table, number: &mut impl FnMut(u16) -> Option<u32>, builder: &mut Builder) -> Result<(), ReadError> {
        let padding = padding(table);
        for (index, row) in (0..).zip(&table.rows) {
            if row.cells.iter().all(|cell| cell.lines.is_empty()) {
                continue;
            }
            let number = number(row.page).unwrap_or(1);
            builder.begin_row(RowPlace::Page { page: row.page, row: index, number, area: self.area(row.page, row.rect) });
            for cell in &row.cells {
                self.cell(cell, room(cell, padding), builder)?;
                if cell.rows > 1 {
                    let last = index.saturating_add(u32::try_from(cell.rows - 1).unwrap_or(0));
                    builder.merge_down(index, cell.column, last);
                }
            }
            self.rest(row, table.columns, builder)?;
            builder.end_row(true);
        }
        builder.end_table();
        Ok(())
    }

    /// The columns after the last cell of a row: they hold nothing, and stand at the end of the row.
    fn rest(&self, row: &Row, columns: usize, builder: &mut Builder) -> Result<(), ReadError> {
        let reach = row.cells.iter().map(|cell| cell.column + cell.columns).max().unwrap_or(0);
        let last = row.cells.last().map_or(row.rect, |cell| cell.rect);
        let end = Rect { left: last.right.min(row.rect.right), right: row.rect.right, ..row.rect };
        for column in reach.max(builder.next_column())..columns {
            builder.cell_on_page(column, super::super::builder::Stored::default(), row.page, self.area(row.page, end))?;
        }
        Ok(())
    }

    fn cell(&self, cell: &Cell, room: f32, builder: &mut Builder) -> Result<(), ReadError> {
        self.watch.time();
        let text = self.habits.join(&cell.lines, room);
        let mut stored = builder.store(&text);
        if !stored.is_empty()
            && let Some(target) = self.links.get(usize::from(cell.page)).and_then(|links| super::links::covering(links, cell.rect, &cell.lines, cell.page))
        {
            stored = builder.linked(stored, target.to_owned());
        }
        builder.cell_on_page(cell.column, stored, cell.page, self.area(cell.page, cell.rect))
    }

    /// A box on the page as it is shown, in tenths of a point.
    fn area(&self, page: u16, rect: Rect) -> Area {
        let Some(lie) = self.lies.get(usize::from(page)) else { return Area::default() };
        let shown = turned_rect(rect, 4 - lie.turned % 4, lie.width, lie.height);
        let (left, top) = (tenths(shown.left), tenths(shown.top));
        Area { x: left, y: top, width: tenths(shown.right).saturating_sub(left), height: tenths(shown.bottom).saturating_sub(top) }
    }
}

/// From where to where the blocks of each page reach.
fn bounds(blocks: &[Block], pages: usize) -> Vec<(f32, f32)> {
    let mut bounds = vec![(f32::MAX, f32::MIN); pages];
    for block in blocks {
        let (page, rect) = match block {
            Block::Line(line) => (line.page, line.rect),
            Block::Table(table) => (table.rows.first().map_or(0, |row| row.page), table.rect),
        };
        if let Some(found) = bounds.get_mut(usize::from(page)) {
            *found = (found.0.min(rect.left), found.1.max(rect.right));
        }
    }
    bounds
}

/// Of each block whether it is a line that stands further from the one above than lines of one paragraph do here: than that one from its own, or than
/// the next one from it.
fn apart(blocks: &[Block]) -> Vec<bool> {
    let step = |index: usize| match (blocks.get(index.checked_sub(1)?)?, blocks.get(index)?) {
        (Block::Line(one), Block::Line(other)) if one.page == other.page && (one.size - other.size).abs() <= 0.1 * one.size => {
            Some(other.base - one.base).filter(|step| *step > 0.5 * one.size)
        }
        _ => None,
    };
    let least = |index: usize| index.checked_sub(1).and_then(step).into_iter().chain(step(index + 1)).fold(f32::MAX, f32::min);
    (0..blocks.len()).map(|index| step(index).is_some_and(|step| step > WIDER * least(index))).collect()
}

/// Whether a line outside all tables goes on in the next: a title that is too long for one line.
fn flows(lines: &[Line], next: &Line, room: f32) -> bool {
    let Some(last) = lines.last().filter(|_| is_next(lines, next)) else { return false };
    if opens_anew(&last.text, &next.text) {
        return false;
    }
    let text: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let text = text.join(" ");
    let below = (last.rect.left - next.rect.left).abs() <= 1.5;
    stitch::continues(&text, last, next, room) == Continuation::Sure || below && goes_on(&text, &next.text, stitch::fits(last, next, room))
}

/// Whether a line stands right below others, as the next one of a text does.
fn is_next(lines: &[Line], next: &Line) -> bool {
    lines.last().is_some_and(|last| {
        let step = (next.base - last.base) / last.size;
        last.page == next.page && lines.len() < LONGEST && (last.size - next.size).abs() <= 0.1 * last.size && (0.5..=1.7).contains(&step)
    })
}

/// Whether a labelled value goes on in the line right below that has no label: a name that is too long for its line, an address below its label. So does
/// a label in capitals up to its colon. What would have fitted on the line above was not put below it for want of room.
fn goes_on(text: &str, next: &str, fits: bool) -> bool {
    let is_small = |part: &str| part.chars().any(char::is_lowercase);
    match (text.split_once(':'), next.split_once(':')) {
        // Capitals below a label that had room for them may be another label.
        (Some((_, "")), _) => !fits || is_small(next),
        (Some((_, value)), _) => value.starts_with(' ') && !fits,
        (None, Some((label, _))) => !fits && !is_small(text) && !is_small(label) && label.contains(char::is_alphabetic),
        (None, None) => false,
    }
}

/// Whether a line opens with what its value is called, as `CORREO ELECTRÓNICO: …` below `Mensual`: words in capitals after a line in other letters, or
/// before a colon after a line that has one of its own. A name in capitals may itself run over two lines.
fn opens_anew(last: &str, next: &str) -> bool {
    let named = |line: &str| line.split_once(':').is_some_and(|(_, value)| value.is_empty() || value.starts_with(' '));
    let is_capital = |word: &&str| word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase);
    let capitals = next.split(' ').take_while(is_capital).count() >= 2;
    let small = |line: &str| line.split(' ').any(|word| word.chars().filter(|letter| letter.is_lowercase()).count() >= 2);
    let begins = next.chars().next().is_some_and(char::is_uppercase);
    capitals && small(last) || begins && named(last) && named(next)
}

/// How far the text of a table keeps from the sides of its cells: the smallest distance on the left.
pub(super) fn padding(table: &Table) -> f32 {
    padding_in(&table.rows)
}

/// The same, as some rows of the table show it.
pub(super) fn padding_in(rows: &[Row]) -> f32 {
    let cells = rows.iter().flat_map(|row| &row.cells);
    let gaps = cells.flat_map(|cell| cell.lines.iter().map(|line| line.rect.left - cell.rect.left));
    gaps.fold(f32::MAX, f32::min).clamp(0.0, 12.0)
}

/// How wide a line of a cell may be.
pub(super) fn room(cell: &Cell, padding: f32) -> f32 {
    (cell.rect.width() - 2.0 * padding).max(0.0)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped; pages are at most 14 400 units wide")]
fn tenths(points: f32) -> u16 {
    (points * 10.0).round().clamp(0.0, f32::from(u16::MAX)) as u16
}

#[cfg(test)]
mod tests {
    use super::{Block, Line, apart, goes_on, opens_anew};

    #[test]
    fn a_line_with_a_name_of_its_own_begins_a_paragraph() {
        for (last, next) in [
            ("CORREO ELECTRÓNICO: ana@ejemplo.gob.ec", "NÚMERO TELEFÓNICO DEL O LA RESPONSABLE DE LA"),
            ("PERIODICIDAD: MENSUAL", "UNIDAD POSEEDORA: PLANIFICACIÓN"),
            ("Periodicidad: Mensual", "Unidad poseedora: Planificación"),
            ("PERIODICIDAD:", "UNIDAD POSEEDORA: PLANIFICACIÓN"),
        ] {
            assert!(opens_anew(last, next), "{next}");
        }
        for (last, next) in [
            ("NÚMERO TELEFÓNICO DEL O LA RESPONSABLE DE LA", "INFORMACIÓN: (03) 255-514"),
            ("UNIDAD POSEEDORA DE LA INFORMACIÓN - LITERAL a4):", "DIRECCIÓN DE PLANIFICACIÓN"),
            ("Literal a4) Las metas y objetivos de las unidades", "administrativas de conformidad con sus programas"),
            ("Responsable de la unidad poseedora de la", "información: Ana Pérez"),
            ("LINK PARA DESCARGAR EL REPORTE: https://gpr", "ejemplo.gob.ec/a:b"),
        ] {
            assert!(!opens_anew(last, next), "{next}");
        }
    }
    #[test]
    fn a_value_goes_on_below_its_label() {
        for (text, next, fits) in [
            ("RESPONSABLE DEL LITERAL a4): Ana María", "Pérez Soto, Ing.", false),
            ("CORREO ELECTRÓNICO:", "ana@ejemplo.gob.ec", true),
            ("UNIDAD POSEEDORA:", "DIRECCIÓN DE PLANIFICACIÓN", false),
            ("CORREO ELECTRÓNICO DEL O LA RESPONSABLE DE LA", "INFORMACIÓN: ana@ejemplo.gob.ec", false),
        ] {
            assert!(goes_on(text, next, fits), "{next}");
        }
        for (text, next, fits) in [
            ("RESPONSABLE DEL LITERAL a4): Ana María", "Elaborado por secretaría", true),
            ("PERIODICIDAD:", "UNIDAD POSEEDORA DE LA", true),
            ("Las metas y objetivos de las unidades", "Nota: sin novedad", false),
            ("ALCALDÍA DEL CANTÓN", "DIRECCIÓN DE PLANIFICACIÓN", false),
        ] {
            assert!(!goes_on(text, next, fits), "{next}");
        }
    }
    #[test]
    fn paragraphs_stand_further_apart_than_their_lines() {
        let line = |base: f32| Block::Line(Line { base, size: 10.0, ..Line::default() });
        let of = |bases: &[f32]| apart(&bases.iter().map(|base| line(*base)).collect::<Vec<_>>());
        assert_eq!(of(&[35.0, 49.2, 60.5]), [false, true, false]);
        assert_eq!(of(&[35.0, 46.3, 60.5]), [false, false, true]);
        assert_eq!(of(&[35.0, 46.3, 57.6]), [false; 3]);
        assert_eq!(of(&[35.0, 49.2]), [false; 2], "nothing tells");
    }
}
