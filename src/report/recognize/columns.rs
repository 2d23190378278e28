//! The row of column names: which column stands where, on the first page and on those after it.

use super::{Recognizer, is_number};
use crate::document::{Anchor, CellId, RowId};
use crate::report::field::{Column, Field};
use crate::report::label;
use crate::report::value::quantity;
use crate::report::{Repeat, Slot, State, Unit};

impl Recognizer<'_> {
    /// Takes a row of column names; false where it is none.
    pub(super) fn header(&mut self, row: RowId) -> bool {
        let mut found: [Option<(usize, CellId, bool)>; 5] = [None; 5];
        let mut unknown = Vec::new();
        let mut exact = 0;
        for (position, cell) in self.document.cells(row).enumerate().take(64) {
            let said = self.known.cell(cell);
            let text = said.text;
            match said.repaired().map_or_else(|| said.column(), |repaired| label::column(self.matrix, &repaired)) {
                Some(m) if found[m.column.index()].is_none() => {
                    found[m.column.index()] = Some((position, cell, m.near));
                    exact += usize::from(!m.near);
                }
                _ if !text.is_empty() => unknown.push((position, cell)),
                _ => {}
            }
        }
        // Names that are only alike are looked for where a name is known for sure, or there is no header yet.
        if exact > 0 || !self.report.header.is_given() && self.report.units.is_empty() {
            unknown.retain(|(position, cell)| match label::column_alike(self.matrix, self.document.text(*cell)) {
                Some(m) if found[m.column.index()].is_none() => {
                    found[m.column.index()] = Some((*position, *cell, true));
                    false
                }
                _ => true,
            });
        }
        let known = found.iter().flatten().count();
        if !(exact >= 2 || known >= 3) {
            return false;
        }
        adopt_by_position(&mut found, &unknown);
        self.in_footer = false;
        self.at_page_head = false;
        if self.report.header.is_given() {
            for (position, cell) in found.iter().flatten().map(|(position, cell, _)| (*position, *cell)) {
                // What is compared is what stood in the same place on the first page.
                if let Some(index) = self.report.positions.iter().position(|first| *first == Some(position)) {
                    self.report.repeats.push(Repeat { field: Field::Column(Column::ALL[index]), at: Anchor::Cell(cell) });
                }
            }
            return true;
        }
        self.report.found |= known >= 3;
        self.report.header = Slot { state: State::Given, at: self.document.cells(row).next().map_or(Anchor::Document, Anchor::Cell) };
        for (index, slot) in self.report.columns.iter_mut().enumerate() {
            self.report.positions[index] = found[index].map(|(position, _, _)| position);
            *slot = found[index].map_or(Slot::absent(Some(row)), |(_, cell, _)| Slot { state: State::Given, at: Anchor::Cell(cell) });
        }
        self.report.last_row = Some(row);
        true
    }

    /// Where the names of the columns stand in another order than the form's, the cells below may or may not have moved with them: the order in which more
    /// rows make sense is the one they are read in.
    pub(super) fn settle_columns(&mut self) {
        let named = self.report.positions;
        let mut sorted = named;
        sorted.sort_unstable();
        if sorted == named || named.contains(&None) {
            return;
        }
        let by_name = self.sensible_cells();
        self.reread(sorted);
        if by_name >= self.sensible_cells() {
            self.reread(named);
        }
        self.report.positions = named;
    }

    /// How many cells hold what their column asks for: a number, a quantity in the target, an indicator without one.
    pub(super) fn sensible_cells(&self) -> usize {
        let text = |unit: &Unit, column: Column| self.document.marked(unit.cell(column).at);
        let fits = |unit: &Unit| {
            let numbered = is_number(text(unit, Column::Number));
            let target = quantity::has_quantity(text(unit, Column::Target));
            let indicator = !quantity::has_quantity(text(unit, Column::Indicator));
            let longest = text(unit, Column::Objective).len() >= text(unit, Column::Name).len();
            [numbered, target, indicator, longest].into_iter().filter(|fits| *fits).count()
        };
        self.report.units.iter().map(fits).sum()
    }

    /// Reads the cells of every unit again, with the columns at these positions.
    pub(super) fn reread(&mut self, positions: [Option<usize>; 5]) {
        self.report.positions = positions;
        let units = std::mem::take(&mut self.report.units);
        for unit in units {
            // A cell that is merged downward is looked for in the unit above, so units are read in order.
            let again =
                if unit.continues { unit } else { Unit { cells: [0, 1, 2, 3, 4].map(|index| self.cell_slot(unit.row, index)), ..unit } };
            self.report.units.push(again);
        }
    }
}

/// Gives a column that was not found the unknown name standing where it belongs, between its neighbours.
fn adopt_by_position(found: &mut [Option<(usize, CellId, bool)>; 5], unknown: &[(usize, CellId)]) {
    for index in 0..5 {
        if found[index].is_some() {
            continue;
        }
        let before = found[..index].iter().flatten().map(|(p, _, _)| *p).max();
        let after = found[index + 1..].iter().flatten().map(|(p, _, _)| *p).min();
        let fits = |p: usize| {
            before.is_none_or(|b| p > b) && after.is_none_or(|a| p < a) && !found.iter().flatten().any(|(taken, _, _)| *taken == p)
        };
        let nearest = unknown.iter().find(|(p, _)| fits(*p) && (before.is_some_and(|b| *p == b + 1) || after.is_some_and(|a| *p + 1 == a)));
        if let Some((position, cell)) = nearest {
            found[index] = Some((*position, *cell, true));
        }
    }
}
