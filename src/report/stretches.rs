//! Which stretches of a document without sheets are matrices of their own: a PDF or a text document may hold those of several literals one after the
//! other, or the same matrix of several months.
//!
//! They are told by their titles, and by having tables; a menu or a letter that names other literals has none. A title that only comes again on every
//! page begins nothing, whether or not the footer is repeated as well. Which of the stretches are a4 matrices is decided as for sheets.

use std::ops::Range;

use super::field::FooterField;
use super::matrix::Matrix;
use super::recognize::{Headline, headline, recognize};
use super::sheets::Candidate;
use super::value::fold::fold_into;
use super::{Report, State, label};
use crate::document::Document;
use crate::limits::MAX_LABEL;

/// From how many different fields on a footer has come.
const FOOTER: usize = 3;

/// A stretch of rows below a title.
struct Stretch {
    rows: Range<u32>,
    /// Whether its title is that of this matrix; none for what comes before all titles.
    own: Option<bool>,
    /// Whether it has a row of several cells.
    table: bool,
    /// The fields of the footer that it has.
    footer: Vec<FooterField>,
}

/// Whether what was recognized of a whole document may come from several matrices.
pub(super) fn may_be_several(report: &Report) -> bool {
    let first = report.footer_rows.first().map(|row| row.row);
    let again = || !report.repeats.is_empty() && report.units.last().zip(first).is_some_and(|(unit, footer)| unit.row > footer);
    report.found && (report.other.is_some() || again())
}

/// The stretches, where there are several with tables.
pub(super) fn stretches(document: &mut Document, matrix: &Matrix) -> Vec<Range<u32>> {
    let mut parts = titled(document, matrix);
    // Rows below a title without a table belong to what follows, those at the end to what comes before.
    let mut joined: Vec<Stretch> = Vec::with_capacity(parts.len());
    for part in parts.drain(..) {
        match joined.last_mut() {
            Some(before) if !before.table => *before = Stretch { rows: before.rows.start..part.rows.end, ..part },
            Some(before) if !part.table && part.own != Some(false) => {
                before.rows.end = part.rows.end;
            }
            _ => joined.push(part),
        }
    }
    let mut found: Vec<Stretch> = Vec::with_capacity(joined.len());
    for part in joined {
        match found.last_mut() {
            Some(before) if before.own == part.own && !is_another(document, matrix, &before.rows, &part.rows) => {
                before.rows.end = part.rows.end;
            }
            _ => found.push(part),
        }
    }
    let tables = found.iter().filter(|part| part.table).count();
    if tables < 2 { Vec::new() } else { found.into_iter().map(|part| part.rows).collect() }
}

/// The stretches from one title to the next that is another literal's, or the same one's after a footer.
fn titled(document: &Document, matrix: &Matrix) -> Vec<Stretch> {
    let blank = |start: u32, own| Stretch { rows: start..start, own, table: false, footer: Vec::new() };
    let mut found = vec![blank(0, None)];
    // Where the lines begin that cite the law above a title.
    let mut cited: Option<u32> = None;
    let mut folded = String::new();
    for row in document.rows() {
        let mut cells = document.cells(row).filter(|cell| !document.text(*cell).is_empty());
        let Some(first) = cells.next() else { continue };
        let several = cells.next().is_some();
        let text = document.text(first);
        folded.clear();
        if text.len() <= MAX_LABEL {
            fold_into(text, &mut folded);
        }
        let headline = if several { None } else { headline(matrix, text, &folded) };
        let Some(last) = found.last_mut() else { break };
        match headline {
            Some(Headline::Citation) => cited = cited.or(Some(row.0)),
            Some(Headline::Title { own }) => {
                let start = cited.take().unwrap_or(row.0);
                if last.own.is_none() && !last.table {
                    last.own = Some(own);
                } else if last.own != Some(own) || !own || last.footer.len() >= FOOTER {
                    last.rows.end = start;
                    found.push(blank(start, Some(own)));
                }
            }
            None => {
                cited = None;
                last.table |= several;
                if let Some(label) = label::exact(matrix, text, &folded)
                    && !last.footer.contains(&label.field)
                {
                    last.footer.push(label.field);
                }
            }
        }
        if let Some(last) = found.last_mut() {
            last.rows.end = row.0 + 1;
        }
    }
    if let Some(last) = found.last_mut() {
        last.rows.end = u32::try_from(document.rows().len()).unwrap_or(u32::MAX);
    }
    found
}

/// Whether a stretch is another matrix than the one before, of which both have the title: it counts its units anew, and was brought up to date on some
/// other day.
fn is_another(document: &mut Document, matrix: &Matrix, before: &Range<u32>, after: &Range<u32>) -> bool {
    let mut seen = |rows: &Range<u32>| {
        let part = document.lend(std::slice::from_ref(rows));
        let report = recognize(&part, matrix);
        let date = &report.footer[FooterField::UpdateDate.index()];
        let date = (date.state == State::Given).then(|| part.marked(date.at).to_owned());
        let candidate = Candidate::new(&part, &report, rows.clone(), false);
        document.take_back(part);
        (candidate, date)
    };
    let ((before, one), (after, other)) = (seen(before), seen(after));
    after.is_matrix() && before.is_matrix() && after.begins_anew(&before) && one.zip(other).is_some_and(|(one, other)| one != other)
}
