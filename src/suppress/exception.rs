//! Exceptions of a configuration: which findings they hold back, and which of them say what is no longer so.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};

use chrono::NaiveDate;

use super::hold_back;
use crate::checks::{Fault, Kind};
use crate::config::Exception;
use crate::diagnostic::{Compliance, Diagnostic, Hole, Outcome, Recognized, Suppression, Verdict};
use crate::document::{Anchor, Document};
use crate::place::Place;
use crate::report::field::{Field, Subject};
use crate::report::{self};
use crate::rules::Ruleset;
use crate::source::Source;

/// What a run knows of an exception, as bits.
mod known {
    /// Its rule was evaluated in a document that it is about.
    pub(super) const EVALUATED: u8 = 1;
    /// It holds a finding back, or would if it were not over.
    pub(super) const MATCHED: u8 = 2;
    /// Of some document that it is about nobody knows: the rule could not be evaluated there.
    pub(super) const UNKNOWN: u8 = 4;
    /// It is over, and a finding counts again that neither another exception holds back nor the baseline.
    pub(super) const MISSED: u8 = 8;
}

/// Exceptions of one configuration, and what this run knows of them. Shared by all threads.
#[derive(Debug)]
pub struct Ledger<'a> {
    exceptions: &'a [Exception],
    /// What is known of each; see [`known`].
    met: Vec<AtomicU8>,
    as_of: NaiveDate,
}

impl<'a> Ledger<'a> {
    /// Exceptions as they are on a day.
    pub fn new(exceptions: &'a [Exception], as_of: NaiveDate) -> Ledger<'a> {
        Ledger { exceptions, met: exceptions.iter().map(|_| AtomicU8::new(0)).collect(), as_of }
    }

    /// Holds back what the exceptions are about. The document's path is absolute.
    pub fn apply(&self, path: &Path, outcome: &mut Outcome) {
        let about: Vec<(usize, &Exception)> =
            self.exceptions.iter().enumerate().filter(|(_, exception)| exception.paths.contain(path)).collect();
        for (index, exception) in &about {
            // A rule that did not run has nothing to hold back, and says nothing about the exception.
            for verdict in exception.rules.iter().filter_map(|rule| *outcome.verdicts.get(*rule)?) {
                self.meet(*index, if verdict == Verdict::NotEvaluated { known::UNKNOWN } else { known::EVALUATED });
            }
        }
        if about.is_empty() {
            return;
        }
        hold_back(outcome, |_, diagnostic| {
            let found: Vec<&(usize, &Exception)> = about.iter().filter(|(_, exception)| is_about(exception, diagnostic)).collect();
            let holds = found.iter().find(|(_, exception)| !is_over(exception, self.as_of));
            for (index, _) in &found {
                self.meet(*index, known::MATCHED);
            }
            let (_, exception) = holds?;
            Some(Suppression::Exception {
                reason: exception.reason.clone(),
                responsible: exception.responsible.clone(),
                until: exception.until,
            })
        });
    }

    /// Takes note of the exceptions that are over and whose findings count again: once all is held back that is, the baseline's findings too.
    pub fn settle(&self, path: &Path, outcome: &Outcome) {
        let over = self.exceptions.iter().enumerate().filter(|(_, exception)| is_over(exception, self.as_of));
        for (index, exception) in over.filter(|(_, exception)| exception.paths.contain(path)) {
            if outcome.diagnostics.iter().any(|diagnostic| is_about(exception, diagnostic)) {
                self.meet(index, known::MISSED);
            }
        }
    }

    fn meet(&self, index: usize, what: u8) {
        if let Some(met) = self.met.get(index) {
            met.fetch_or(what, Ordering::Relaxed);
        }
    }
}

/// The exceptions that say what is no longer so, each with the index of the ledger that knows it first: those past their last day whose findings count
/// again, and those that match nothing, although all that they are about was checked (`whole`, which is given that index). One that several configurations
/// extend is one exception.
pub fn stale<'a>(ledgers: &[Ledger<'a>], whole: impl Fn(usize, &Exception) -> bool) -> Vec<(usize, &'a Exception, Fault)> {
    // The same exception in each of the ledgers that have it, with what these know.
    type Same<'e> = Vec<(usize, &'e Exception, u8)>;
    let mut all: BTreeMap<(&Path, usize), Same<'_>> = BTreeMap::new();
    for (index, ledger) in ledgers.iter().enumerate() {
        for (exception, met) in ledger.exceptions.iter().zip(&ledger.met) {
            let met = met.load(Ordering::Relaxed);
            all.entry((&exception.file, exception.span.start)).or_default().push((index, exception, met));
        }
    }
    let each = all.into_values().filter_map(|same| {
        let met = same.iter().fold(0, |met, (.., more)| met | more);
        let (index, exception, _) = *same.first()?;
        let fault = if met & known::MISSED != 0 {
            Fault::Expired
        } else if met & known::MATCHED == 0
            && met & (known::EVALUATED | known::UNKNOWN) != known::UNKNOWN
            && same.iter().all(|(index, exception, _)| whole(*index, exception))
        {
            Fault::Unmatched
        } else {
            return None;
        };
        Some((index, exception, fault))
    });
    each.collect()
}

fn is_about(exception: &Exception, diagnostic: &Diagnostic) -> bool {
    exception.rules.contains(&diagnostic.rule) && exception.subject.as_ref().is_none_or(|subject| subject.is(diagnostic.subject))
}

fn is_over(exception: &Exception, as_of: NaiveDate) -> bool {
    exception.until.is_some_and(|until| as_of > until)
}

/// The findings on one configuration file: an outcome whose document is the configuration. Nothing where there are none, or where the rules on exceptions
/// do not run.
pub fn faults(
    name: String,
    text: String,
    stale: &[(&Exception, Fault)],
    ruleset: &Ruleset,
    selection: &crate::rules::select::Selection,
) -> Option<Outcome> {
    let document = crate::read::read(Source::named(name.clone(), text), Some("text")).ok()?;
    let mut diagnostics = Vec::new();
    for (exception, fault) in stale {
        let rule = ruleset.rules.iter().position(|rule| matches!(&rule.head.check, Kind::Exception(check) if check.fault() == *fault))?;
        let Some(severity) = selection.0.get(rule).copied().flatten() else { continue };
        let at = anchor(&document, &exception.span);
        let mut holes = vec![("rule", Hole::Text(exception.rule.clone())), ("reason", Hole::Text(exception.reason.clone()))];
        holes.extend(exception.until.map(|until| ("until", Hole::Date(until))));
        diagnostics.push(Diagnostic { rule, severity, subject: Subject::only(Field::Document), case: 0, at, also: None, holes });
    }
    if diagnostics.is_empty() {
        return None;
    }
    let report = report::recognize(&document, &ruleset.matrix);
    let mut verdicts = vec![None; ruleset.rules.len()];
    for diagnostic in &diagnostics {
        verdicts[diagnostic.rule] = Some(Verdict::Failed);
    }
    Some(Outcome {
        name,
        sheet: None,
        ordinal: 0,
        sha256: None,
        size: None,
        reading: Ok(Recognized { document, report }),
        period: None,
        diagnostics,
        suppressed: Vec::new(),
        verdicts,
        compliance: Compliance::NoReport,
    })
}

/// The words of a configuration at some bytes of it; the cell that they stand in, where it is shown in other words than it is written.
fn anchor(document: &Document, span: &Range<usize>) -> Anchor {
    let cells = document.rows().flat_map(|row| document.cells(row));
    let found = cells.filter_map(|cell| match document.place(Anchor::Cell(cell)) {
        Some(Place::Text(range)) if range.indices().contains(&span.start) => Some((cell, range.indices())),
        _ => None,
    });
    let Some((cell, range)) = found.into_iter().next() else { return Anchor::Document };
    let as_written = document.decoded().get(range.clone()).is_some_and(|written| written == document.text(cell));
    if as_written && span.end <= range.end {
        return Anchor::Cell(cell).part(&(span.start - range.start..span.end - range.start));
    }
    Anchor::Cell(cell)
}
