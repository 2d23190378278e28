//! The footer: labelled rows, found by their label wherever they stand, and the gaps where missing ones belong.

use super::field::FooterField;
use super::known::Known;
use super::label::{self, LabelMatch};
use super::matrix::Matrix;
use super::value::fold::fold;
use super::{FooterRow, Report, Slot, State};
use crate::document::{Anchor, CellId, Document, RowId};

/// How many columns after its label a value of the form stands: what a blank value points at when no other row says.
const VALUE_COLUMN: usize = 3;

/// The rows of the footer as they are met.
#[derive(Debug, Default)]
pub(super) struct FooterRows(Vec<FooterRow>);

impl FooterRows {
    /// Adds a row whose label was recognized; `garbled` where the label had to be repaired first, so that its parts cannot be marked.
    pub(super) fn push(&mut self, known: &Known<'_>, row: RowId, first: CellId, found: &LabelMatch, garbled: bool) {
        let label = Anchor::Cell(first);
        let part = |range: &std::ops::Range<usize>| if garbled { label } else { label.part(range) };
        let literal = found.literal.as_ref().map(|(range, id)| (part(range), *id == known.matrix.title.literal));
        let value = value(known, row, first, found.label.end, found.field, garbled);
        let near = found.near && !garbled;
        self.0.push(FooterRow { field: found.field, row, label: part(&found.label), near, literal, value });
    }

    /// Whether a line is the end of the last label, which was broken where a page ends or a line of a table without lines: `… POSEEDORA DE LA` and below
    /// its value `INFORMACIÓN:`. The label is whole then.
    pub(super) fn completes(&mut self, document: &Document, matrix: &Matrix, text: &str) -> bool {
        let Some(last) = self.0.last_mut() else { return false };
        let whole = format!("{} {text}", document.marked(last.label));
        let found = label::exact(matrix, &whole, &fold(&whole)).filter(|found| found.field == last.field && !found.near);
        let completes = found.is_some_and(|found| whole.get(found.label.end..).unwrap_or("").trim_matches([':', ' ']).is_empty());
        if completes {
            last.near = false;
        }
        completes
    }

    /// Whether a field was met.
    pub(super) fn has(&self, field: FooterField) -> bool {
        self.0.iter().any(|row| row.field == field)
    }

    /// Whether a field was met under its own label.
    pub(super) fn has_exactly(&self, field: FooterField) -> bool {
        self.0.iter().any(|row| row.field == field && !row.near)
    }

    /// Fills the report's footer: the first row with a value speaks for a field, else its first row, else the gap where it belongs.
    pub(super) fn finish(self, report: &mut Report, last_row: Option<RowId>) {
        for field in FooterField::ALL {
            let rows = || self.0.iter().filter(|row| row.field == field);
            let spoken = rows().find(|row| row.value.state != State::Blank).or_else(|| rows().next());
            report.footer[field.index()] = spoken.map_or_else(|| Slot::absent(self.gap(field, last_row)), |row| row.value);
        }
        report.footer_rows = self.0;
    }

    /// The row after which a missing field belongs: that of the nearest field before it in the form, else the row before the first one after it.
    fn gap(&self, field: FooterField, last_row: Option<RowId>) -> Option<RowId> {
        let before = self.0.iter().filter(|row| row.field < field).max_by_key(|row| (row.field, row.row));
        let after = || self.0.iter().filter(|row| row.field > field).map(|row| row.row).min();
        match before {
            Some(row) => Some(row.row),
            None => after().map_or(last_row, |row| row.0.checked_sub(1).map(RowId)),
        }
    }
}

/// The value of a labelled row: the first cell after the label that holds something, else what follows the label in its own cell.
fn value(known: &Known<'_>, row: RowId, label: CellId, label_end: usize, field: FooterField, garbled: bool) -> Slot {
    let document = known.document;
    let text = document.text(label);
    let mut after = document.cells(row).filter(|cell| *cell > label);
    let expected = u16::try_from(document.column_of(label) + VALUE_COLUMN).unwrap_or(u16::MAX);
    let other = after.find(|cell| !document.text(*cell).is_empty() && document.text(*cell) != text);
    let at = match other {
        Some(cell) => Anchor::Cell(cell),
        None if garbled => return blank(document, row, expected),
        None => {
            let rest = text.get(label_end..).unwrap_or("");
            let skipped = rest.chars().take_while(|c| matches!(c, ':' | ' ')).map(char::len_utf8).sum::<usize>();
            if skipped == rest.len() {
                return blank(document, row, expected);
            }
            Anchor::Cell(label).part(&(label_end + skipped..text.len()))
        }
    };
    // Only two fields can be declared not to apply: the link, which the law asks of few, and the holder, for which such words are no value at all.
    let state = match (known.marked(at).state(), field) {
        (State::NotApplicable { .. }, FooterField::Holder) => State::Blank,
        (state @ State::NotApplicable { .. }, FooterField::Gpr) => state,
        (State::NotApplicable { .. }, _) => State::Given,
        (state, _) => state,
    };
    Slot { state, at }
}

fn blank(document: &Document, row: RowId, column: u16) -> Slot {
    let at = document.cell_at(row, usize::from(column)).map_or(Anchor::Past { row, column }, Anchor::Cell);
    Slot { state: State::Blank, at }
}

/// Moves blank values to the column where the other values of this footer stand.
pub(super) fn mend_blanks(document: &Document, report: &mut Report) {
    let column_of = |slot: &Slot| match slot.at {
        Anchor::Cell(cell) if slot.state != State::Blank => Some(document.column_of(cell)),
        _ => None,
    };
    let mut columns: Vec<usize> = report.footer_rows.iter().filter_map(|row| column_of(&row.value)).collect();
    columns.sort_unstable();
    let usual =
        columns.chunk_by(|a, b| a == b).max_by_key(|run| run.len()).and_then(|run| run.first()).and_then(|c| u16::try_from(*c).ok());
    let Some(column) = usual else { return };
    for row in &mut report.footer_rows {
        if row.value.state == State::Blank && document.marked(row.value.at).is_empty() {
            row.value = blank(document, row.row, column);
        }
    }
    for slot in &mut report.footer {
        if slot.state == State::Blank
            && document.marked(slot.at).is_empty()
            && let Some(row) = document.row_of_anchor(slot.at)
        {
            *slot = blank(document, row, column);
        }
    }
}
