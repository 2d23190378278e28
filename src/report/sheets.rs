//! Which sheets of a workbook, or stretches of another document, are a4 matrices: found by what stands in them, never by their names.
//!
//! A workbook often holds the matrices of other literals, an index, or last year's matrix on a hidden sheet; it may hold one a4 matrix for each month, or
//! one that goes on from sheet to sheet.

use std::ops::Range;

use super::field::{Column, Field, Subject};
use super::known::{Known, Memory, Places};
use super::matrix::Matrix;
use super::recognize::{number, recognize, recognize_known};
use super::{Report, State, stretches};
use crate::document::Document;

/// The a4 matrices of a document, each with a document of its own rows; always at least one. A document without sheets, and without tables of several
/// literals or months, is recognized as a whole, and so is one without any a4 matrix.
pub fn matrices(mut document: Document, matrix: &Matrix, memory: Option<&Memory<'_>>) -> Vec<(Document, Report, Places)> {
    // Most documents have no sheets at all, and need not be looked through for them.
    let sheets = if document.parts.len() < 2 { Vec::new() } else { document.sheets() };
    let parts: Vec<(Range<u32>, bool)> = if sheets.len() < 2 {
        let known = Known::new(&document, matrix, memory);
        let report = recognize_known(&known);
        let places = known.into_places();
        // A part of a document whose places are those of its own text cannot stand for itself.
        let several = document.parts.is_empty() && document.decoded().is_empty() && stretches::may_be_several(&report);
        let found = if several { stretches::stretches(&mut document, matrix) } else { Vec::new() };
        if found.len() < 2 {
            return vec![(document, report, places)];
        }
        found.into_iter().map(|rows| (rows, false)).collect()
    } else {
        let hidden = |sheet: u16| document.parts.get(usize::from(sheet)).is_some_and(|part| part.hidden);
        sheets.into_iter().map(|(sheet, rows)| (rows, hidden(sheet))).collect()
    };
    let mut candidates = Vec::new();
    for (rows, hidden) in parts {
        let part = document.lend(std::slice::from_ref(&rows));
        candidates.push(Candidate::new(&part, &recognize(&part, matrix), rows, hidden));
        document.take_back(part);
    }
    let groups = chosen(&candidates);
    let mut found = Vec::with_capacity(groups.len());
    for (index, group) in groups.iter().enumerate() {
        let mut part = document.lend(group);
        if index + 1 < groups.len() {
            // The others need their texts as well.
            part.detach(&mut document);
        }
        let report = recognize(&part, matrix);
        found.push((part, report, Places::default()));
    }
    found
}

/// What a sheet looks like.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that a sheet has or has not")]
pub(super) struct Candidate {
    rows: Range<u32>,
    hidden: bool,
    /// Whether it has the title or the columns of an a4 matrix.
    found: bool,
    /// Whether it has columns, and units below them.
    table: bool,
    /// How many fields of the footer it has.
    footer: usize,
    /// Whether it names the literal.
    titled: bool,
    /// The numbers of its first and last unit.
    numbers: (Option<i64>, Option<i64>),
}

impl Candidate {
    pub(super) fn new(document: &Document, report: &Report, rows: Range<u32>, hidden: bool) -> Candidate {
        let count = report.units.len();
        let at = |index: usize| {
            let index = u32::try_from(index).ok()?;
            number(document.marked(report.slot(Subject { field: Field::Unit(Column::Number), index }).at))
        };
        Candidate {
            rows,
            hidden,
            found: report.found,
            table: report.header.is_given() && count > 0,
            footer: report.footer.iter().filter(|slot| slot.state != State::Absent).count(),
            titled: report.heading.literal.is_given(),
            numbers: (at(0), count.checked_sub(1).and_then(at)),
        }
    }

    /// Whether it is a matrix, and not a page that only names one.
    pub(super) fn is_matrix(&self) -> bool {
        self.found && self.table
    }

    /// Whether it counts its units from where another one does, and not on from that one's last.
    pub(super) fn begins_anew(&self, before: &Candidate) -> bool {
        before.numbers.0 == self.numbers.0 || before.numbers.1.zip(self.numbers.0).is_some_and(|(last, first)| first <= last)
    }

    /// Whether it goes on where another one ends: with a later unit, or with the footer that the other lacks.
    fn continues(&self, before: &Candidate) -> bool {
        let next = before.numbers.1.zip(self.numbers.0).is_some_and(|(last, first)| first > last);
        before.footer == 0 && (next && (self.table || !self.titled) || !self.found && self.numbers.0.is_none() && self.footer >= 3)
    }
}

/// The rows of each matrix. Sheets that are shown come before hidden ones, and sheets with units before sheets without.
fn chosen(candidates: &[Candidate]) -> Vec<Vec<Range<u32>>> {
    let kinds: [&dyn Fn(&Candidate) -> bool; 4] = [
        &|sheet| !sheet.hidden && sheet.is_matrix(),
        &|sheet| sheet.hidden && sheet.is_matrix(),
        &|sheet| !sheet.hidden && sheet.found,
        &|sheet| sheet.hidden && sheet.found,
    ];
    let Some(rank) = kinds.iter().position(|kind| candidates.iter().any(kind)) else {
        return vec![candidates.iter().map(|sheet| sheet.rows.clone()).collect()];
    };
    let mut groups: Vec<Vec<Range<u32>>> = Vec::new();
    let mut last: Option<&Candidate> = None;
    for sheet in candidates.iter().filter(|sheet| sheet.hidden == (rank % 2 == 1)) {
        if let (Some(before), Some(group)) = (last, groups.last_mut())
            && sheet.continues(before)
        {
            group.push(sheet.rows.clone());
            last = Some(sheet);
        } else if kinds[rank](sheet) {
            groups.push(vec![sheet.rows.clone()]);
            last = Some(sheet);
        }
        // Without units there is nothing to tell several pages apart that only name the literal.
        if rank >= 2 && !groups.is_empty() {
            break;
        }
    }
    groups
}
