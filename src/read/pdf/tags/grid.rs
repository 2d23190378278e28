//! Lays the tables of the tree out: which column each cell stands in, and which tables are no tables but a way to lay out a page.

use super::super::page::Word;
use super::walk::{Owner, Plan, Slot, Survey};

/// The most places that the cells of all tables may take up. A report of 50 000 units takes 250 000.
const MOST: usize = 2_000_000;

/// Gives every cell its column and every table its number of columns, and says whose the content of each cell is: its own; that of the cell that the
/// whole table stands in; or, where the table only lays out a page, a block's. `None` if the tables are too large.
pub(super) fn lay_out(survey: &mut Survey) -> Option<Vec<Owner>> {
    let mut left = MOST;
    for plan in &mut survey.tables {
        place(plan, &mut survey.cells, &mut left)?;
    }
    // How many cells stand in the tables inside each table, at any depth. Inner tables come after outer ones.
    let mut inside = vec![0_usize; survey.tables.len()];
    for (index, plan) in survey.tables.iter().enumerate().rev() {
        let own: usize = plan.rows.iter().map(Vec::len).sum();
        if let Some(outer) = plan.parent.and_then(|cell| survey.cells.get(cell)) {
            inside[outer.table] += own + inside[index];
        }
    }
    let mut owners: Vec<Owner> = (0..survey.cells.len()).map(Owner::Cell).collect();
    for (index, plan) in survey.tables.iter().enumerate() {
        let own: usize = plan.rows.iter().map(Vec::len).sum();
        let outer = plan.parent.and_then(|cell| owners.get(cell).copied()).filter(|owner| matches!(owner, Owner::Cell(_)));
        let lays_out = plan.columns < 2 || inside[index] > own;
        for cell in plan.rows.iter().flatten() {
            if let Some(outer) = outer {
                owners[*cell] = outer;
            } else if lays_out {
                owners[*cell] = Owner::Unit(survey.units);
                survey.units += 1;
            }
        }
    }
    Some(owners)
}

/// Puts the heading of a table before the rows that come before it in the tree, if it is drawn above them: a browser prints the head of a table first,
/// wherever it is written. The words are those of the table's first page, by their cells.
pub(super) fn head_first(survey: &mut Survey, table: usize, words: &[(usize, Vec<Word>)]) {
    let Survey { tables, cells, .. } = survey;
    let Some(plan) = tables.get_mut(table) else { return };
    let is_head = |row: &Vec<usize>| !row.is_empty() && row.iter().all(|id| cells.get(*id).is_some_and(|cell| cell.heading));
    let Some(first) = plan.rows.iter().position(is_head).filter(|first| *first > 0) else { return };
    let end = first + plan.rows.iter().skip(first).take_while(|row| is_head(row)).count();
    let (mut lowest, mut highest, mut seen) = (f32::MIN, f32::MAX, 0);
    for (id, words) in words {
        let Some(cell) = cells.get(*id) else { continue };
        if (first..end).contains(&cell.row) {
            seen += 1;
            lowest = words.iter().map(|word| word.base).fold(lowest, f32::max);
        } else if cell.row < first {
            highest = words.iter().map(|word| word.base).fold(highest, f32::min);
        }
    }
    if seen < 2 || highest >= f32::MAX || lowest >= highest {
        return;
    }
    plan.rows.get_mut(..end).unwrap_or_default().rotate_right(end - first);
    for (row, ids) in plan.rows.iter().enumerate().take(end) {
        for id in ids {
            if let Some(cell) = cells.get_mut(*id) {
                cell.row = row;
            }
        }
    }
}

/// Puts the cells of a table into columns, as a browser does: each into the first column that no cell from above reaches into.
fn place(plan: &mut Plan, cells: &mut [Slot], left: &mut usize) -> Option<()> {
    // Up to which row each column is taken.
    let mut taken: Vec<usize> = Vec::new();
    let count = plan.rows.len();
    for (row, ids) in plan.rows.iter().enumerate() {
        let mut column = 0;
        for id in ids {
            let Some(cell) = cells.get_mut(*id) else { continue };
            while taken.get(column).is_some_and(|until| *until > row) {
                column += 1;
                *left = left.checked_sub(1)?;
            }
            *left = left.checked_sub(cell.columns)?;
            cell.column = column;
            cell.rows = cell.rows.min(count - row);
            column += cell.columns;
            if taken.len() < column {
                taken.resize(column, 0);
            }
            taken[cell.column..column].fill(row + cell.rows);
        }
    }
    // A cell may say that it spans columns that there are not, and a row may end in empty cells that stand nowhere: Writer gives them where a page break
    // goes through cells over several rows.
    let ids = plan.rows.iter().flatten().filter_map(|id| cells.get(*id));
    let columns = ids.filter(|cell| cell.full).map(|cell| cell.column + 1).max().unwrap_or(0);
    plan.columns = columns;
    for row in &mut plan.rows {
        row.retain(|id| cells.get(*id).is_some_and(|cell| cell.column < columns));
        for id in row {
            if let Some(cell) = cells.get_mut(*id) {
                cell.columns = cell.columns.min(columns - cell.column);
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table whose rows are cells that span columns and rows, and may stand in a cell of another.
    fn add(survey: &mut Survey, parent: Option<usize>, rows: &[&[(usize, usize)]]) {
        let table = survey.tables.len();
        let mut plan = Plan { parent, ..Plan::default() };
        for (row, cells) in rows.iter().enumerate() {
            let first = survey.cells.len();
            survey.cells.extend(cells.iter().map(|(columns, rows)| Slot {
                table,
                row,
                columns: *columns,
                rows: *rows,
                full: true,
                ..Slot::default()
            }));
            plan.rows.push((first..survey.cells.len()).collect());
        }
        survey.tables.push(plan);
    }

    fn columns(survey: &Survey) -> Vec<(usize, usize, usize)> {
        survey.cells.iter().map(|cell| (cell.column, cell.columns, cell.rows)).collect()
    }

    #[test]
    fn cells_go_where_nothing_from_above_reaches() {
        let mut survey = Survey::default();
        add(&mut survey, None, &[&[(7, 1)], &[(1, 2), (1, 1), (2, 1)], &[(1, 1), (1, 1), (1, 9)]]);
        lay_out(&mut survey).unwrap();
        assert_eq!(survey.tables[0].columns, 4);
        assert_eq!(columns(&survey), [(0, 4, 1), (0, 1, 2), (1, 1, 1), (2, 2, 1), (1, 1, 1), (2, 1, 1), (3, 1, 1)]);
    }

    #[test]
    fn columns_without_content_at_the_end_are_none() {
        let mut survey = Survey::default();
        add(&mut survey, None, &[&[(1, 1), (4, 1)], &[(1, 1), (1, 1), (1, 1), (1, 1)]]);
        survey.cells[4].full = false;
        survey.cells[5].full = false;
        lay_out(&mut survey).unwrap();
        assert_eq!((survey.tables[0].columns, &survey.tables[0].rows), (2, &vec![vec![0, 1], vec![2, 3]]));
        assert_eq!(survey.cells[1].columns, 1);
    }

    #[test]
    fn a_table_that_holds_the_table_is_a_layout() {
        let mut survey = Survey::default();
        add(&mut survey, None, &[&[(1, 1), (1, 1)]]);
        add(&mut survey, Some(1), &[&[(1, 1), (1, 1)], &[(1, 1), (1, 1)]]);
        let owners = lay_out(&mut survey).unwrap();
        assert_eq!(owners[..2], [Owner::Unit(0), Owner::Unit(1)]);
        assert_eq!(owners[2..], [Owner::Cell(2), Owner::Cell(3), Owner::Cell(4), Owner::Cell(5)]);
    }

    #[test]
    fn a_table_in_a_cell_of_a_larger_one_is_text_of_the_cell() {
        let mut survey = Survey::default();
        add(&mut survey, None, &[&[(1, 1), (1, 1)], &[(1, 1), (1, 1)], &[(1, 1), (1, 1)]]);
        add(&mut survey, Some(3), &[&[(1, 1), (1, 1)]]);
        add(&mut survey, Some(6), &[&[(1, 1), (1, 1)]]);
        let owners = lay_out(&mut survey).unwrap();
        assert_eq!(owners[6..], [Owner::Cell(3); 4]);
    }

    #[test]
    fn tables_without_end_are_refused() {
        let mut survey = Survey::default();
        let row = [(1000, 1000); 20];
        add(&mut survey, None, &vec![row.as_slice(); 101]);
        assert!(lay_out(&mut survey).is_none());
    }
}
