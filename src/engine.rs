//! From a source to an outcome: read, recognize, run the selected rules, settle which findings stand, and say what became of each rule.
//!
//! Pure and total: the day comes in as an argument, and a bad report is a good input.

use std::cell::OnceCell;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::calendar::Calendar;
use crate::checks::{self, Context, Finding, Findings, Kind, Unread};
use crate::diagnostic::{Compliance, Diagnostic, Outcome, PeriodFrom, Recognized, Severity, Verdict};
use crate::document::{Anchor, CellId, Document, ReadNote};
use crate::institution::Institution;
use crate::period::Month;
use crate::read::{self, ReadError};
use crate::report::known::Known;
use crate::report::{self, Memory, Places, Report};
use crate::rules::Ruleset;
use crate::rules::select::Selection;
use crate::source::Source;

/// What one check is asked.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The day of the check.
    pub as_of: NaiveDate,
    /// The month that the report must cover, where it is given.
    pub period: Option<Month>,
    /// The rules that run.
    pub selection: &'a Selection,
    /// The format to read as; by content and name where it is not given.
    pub format: Option<&'a str>,
    /// Whether the digest of the bytes is wanted.
    pub digest: bool,
    /// What a configuration says.
    pub house: House<'a>,
    /// What is known of the texts of other documents; it saves time and decides nothing.
    pub memory: Option<&'a Memory<'a>>,
}

/// What a configuration says of a document's institution, calendar and month.
#[derive(Debug, Clone, Copy, Default)]
pub struct House<'a> {
    /// The institution.
    pub institution: Option<&'a Institution>,
    /// The calendar with local days; the national one, where it is not given.
    pub calendar: Option<&'a Calendar>,
    /// The month that the path names by the configuration's pattern.
    pub period: Option<Month>,
}

impl<'a> Options<'a> {
    /// A day and the rules that run, and nothing else.
    pub fn new(as_of: NaiveDate, selection: &'a Selection) -> Options<'a> {
        Options { as_of, period: None, selection, format: None, digest: false, house: House::default(), memory: None }
    }
}

/// From how many signs without letters on a title may be among them: that of the matrix, in its shortest form, has some forty.
const UNLETTERED: u32 = 40;

/// Checks the a4 matrix of one source; the first one, where it is a workbook with several.
pub fn check(source: Source, ruleset: &Ruleset, options: &Options<'_>) -> Outcome {
    let (first, _) = check_each(source, ruleset, options);
    first
}

/// Checks every a4 matrix of one source: the first one, and those that a workbook may hold besides.
pub fn check_each(source: Source, ruleset: &Ruleset, options: &Options<'_>) -> (Outcome, Vec<Outcome>) {
    let sha256 = options.digest.then(|| Sha256::digest(&source.bytes).into());
    let size = u64::try_from(source.bytes.len()).ok();
    let name = source.name.clone();
    let blank = |name: String, reading| Outcome {
        name,
        sheet: None,
        ordinal: 0,
        sha256,
        size,
        reading,
        period: None,
        diagnostics: Vec::new(),
        suppressed: Vec::new(),
        verdicts: vec![None; ruleset.rules.len()],
        compliance: Compliance::Unverifiable,
    };
    let mut matrices = match read::read(source, options.format) {
        Ok(document) => report::matrices(document, &ruleset.matrix, options.memory),
        Err(error) => {
            let mut outcome = blank(name, Err(error));
            settle(&mut outcome, Places::default(), ruleset, options);
            return (outcome, Vec::new());
        }
    };
    let several = matrices.len() > 1;
    let judged = |(ordinal, (document, report, places)): (usize, (Document, Report, Places))| {
        let mut outcome = Outcome { ordinal, ..blank(name.clone(), Ok(Recognized { document, report })) };
        if several {
            outcome.sheet = outcome.sheet_name().map(str::to_owned);
        }
        settle(&mut outcome, places, ruleset, options);
        outcome
    };
    let others = matrices.split_off(1).into_iter();
    let first = matrices.swap_remove(0);
    (judged((0, first)), (1..).zip(others).map(judged).collect())
}

/// Judges a document that a test put together.
#[cfg(test)]
pub(crate) fn judge_document(name: String, document: Document, ruleset: &Ruleset, options: &Options<'_>) -> Outcome {
    let report = report::recognize(&document, &ruleset.matrix);
    let verdicts = vec![None; ruleset.rules.len()];
    let reading = Ok(Recognized { document, report });
    let (sheet, sha256, size, period, compliance) = (None, None, None, None, Compliance::Unverifiable);
    let (diagnostics, suppressed) = (Vec::new(), Vec::new());
    let mut outcome = Outcome { name, sheet, ordinal: 0, sha256, size, reading, period, diagnostics, suppressed, verdicts, compliance };
    settle(&mut outcome, Places::default(), ruleset, options);
    outcome
}

/// Judges what was read; `places` are those of the document.
fn settle(outcome: &mut Outcome, places: Places, ruleset: &Ruleset, options: &Options<'_>) {
    let period = known_period(&outcome.name, outcome.sheet.as_deref(), options);
    outcome.period = period;
    match &outcome.reading {
        Ok(recognized) if recognized.report.found => {
            let known = Known::again(&recognized.document, &ruleset.matrix, options.memory, places);
            let context = Context {
                known: &known,
                document: &recognized.document,
                report: &recognized.report,
                matrix: &ruleset.matrix,
                calendar: options.house.calendar.unwrap_or(&ruleset.calendar),
                institution: options.house.institution,
                today: options.as_of,
                period,
                date: OnceCell::new(),
                email: OnceCell::new(),
                phone: OnceCell::new(),
            };
            (outcome.diagnostics, outcome.verdicts) = judge(&context, ruleset, options.selection);
            outcome.period = period.or_else(|| context.date().map(|date| (Month::of(date), PeriodFrom::Date)));
            let fails = outcome.diagnostics.iter().any(|d| d.severity == Severity::Error);
            outcome.compliance = if fails { Compliance::Fails } else { Compliance::Complies };
        }
        Ok(recognized) => {
            let other = recognized.report.other.as_deref();
            // A title and columns that nobody can read are not missing.
            let unlettered = other.is_none() && recognized.document.notes.iter().any(is_unlettered);
            let unread = if unlettered { Unread::Error(&ReadError::NoUnicode) } else { Unread::NoMatrix(other) };
            (outcome.diagnostics, outcome.verdicts) = refuse(&unread, ruleset, options.selection);
        }
        Err(error) => (outcome.diagnostics, outcome.verdicts) = refuse(&Unread::Error(error), ruleset, options.selection),
    }
}

/// Whether so much text has no letters that a title may be among it.
fn is_unlettered(note: &ReadNote) -> bool {
    matches!(note, ReadNote::Unmapped { count: UNLETTERED.. })
}

/// The outcome for a source whose bytes could not be had.
pub fn unread(name: String, error: ReadError, ruleset: &Ruleset, options: &Options<'_>) -> Outcome {
    let (diagnostics, verdicts) = refuse(&Unread::Error(&error), ruleset, options.selection);
    let period = known_period(&name, None, options);
    let (sheet, sha256, size, suppressed, compliance) = (None, None, None, Vec::new(), Compliance::Unverifiable);
    Outcome { name, sheet, ordinal: 0, sha256, size, reading: Err(error), period, diagnostics, suppressed, verdicts, compliance }
}

/// The month reported, where it is known before the document is read. A sheet among several may name its own, in a file whose name gives the year.
fn known_period(name: &str, sheet: Option<&str>, options: &Options<'_>) -> Option<(Month, PeriodFrom)> {
    let from_option = || options.period.map(|month| (month, PeriodFrom::Option));
    let from_path = || Month::from_path(name).map(|month| (month, PeriodFrom::Path));
    let from_sheet = || {
        let file = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let month = Month::from_path(&format!("{file}/{}", sheet?))?;
        let from_folder = Month::from_path(name) == Some(month) && Month::from_path(&format!("{file}/-")) == Some(month);
        (!from_folder).then_some((month, PeriodFrom::Sheet))
    };
    // Of several matrices only one can be that of the month that is asked for.
    let from_config = || options.house.period.map(|month| (month, PeriodFrom::Config));
    from_sheet().or_else(from_option).or_else(from_config).or_else(from_path)
}

/// Runs every selected rule over a recognized report.
fn judge(context: &Context<'_>, ruleset: &Ruleset, selection: &Selection) -> (Vec<Diagnostic>, Vec<Option<Verdict>>) {
    let mut run = Run::new(ruleset, selection);
    for index in 0..ruleset.rules.len() {
        run.rule(index, |kind, out| {
            kind.run(context, out);
            true
        });
    }
    run.settle(context.document)
}

/// Asks the rules on reading about a document without a report; the others cannot be evaluated.
fn refuse(unread: &Unread<'_>, ruleset: &Ruleset, selection: &Selection) -> (Vec<Diagnostic>, Vec<Option<Verdict>>) {
    let mut run = Run { unread: true, ..Run::new(ruleset, selection) };
    for index in 0..ruleset.rules.len() {
        run.rule(index, |kind, out| match kind {
            Kind::Reading(reading) => {
                reading.speak(unread, out);
                true
            }
            _ => false,
        });
    }
    (run.diagnostics, run.verdicts)
}

/// The findings of a run as they come in.
struct Run<'r> {
    ruleset: &'r Ruleset,
    selection: &'r Selection,
    found: Vec<Finding>,
    diagnostics: Vec<Diagnostic>,
    verdicts: Vec<Option<Verdict>>,
    /// Rules with a finding on the file as a whole.
    whole: Vec<usize>,
    /// Whether the document could not be read as an a4 matrix.
    unread: bool,
}

impl<'r> Run<'r> {
    fn new(ruleset: &'r Ruleset, selection: &'r Selection) -> Run<'r> {
        Run {
            ruleset,
            selection,
            found: Vec::new(),
            diagnostics: Vec::new(),
            verdicts: vec![None; ruleset.rules.len()],
            whole: Vec::new(),
            unread: false,
        }
    }

    /// Runs one rule; `ask` says whether the rule could be evaluated.
    fn rule(&mut self, index: usize, ask: impl FnOnce(&Kind, &mut Findings<'_>) -> bool) {
        let head = &self.ruleset.rules[index].head;
        let kind = &head.check;
        if matches!(kind, Kind::Exception(_)) {
            return;
        }
        // That a document cannot be read is said whatever was selected: there is nothing else to say about it.
        let always = self.unread && matches!(kind, Kind::Reading(_));
        let selected = self.selection.0.get(index).copied().flatten();
        let Some(severity) = selected.or(always.then_some(head.severity)) else { return };
        let mut out = Findings { list: &mut self.found, cases: kind.cases(), rule: index, examined: false, unknown: false };
        let evaluated = ask(kind, &mut out);
        let (examined, unknown) = (out.examined, out.unknown);
        self.verdicts[index] = Some(if evaluated { checks::verdict(self.found.len(), examined, unknown) } else { Verdict::NotEvaluated });
        if self.found.iter().any(|finding| finding.whole) {
            self.whole.push(index);
        }
        self.diagnostics.extend(self.found.drain(..).map(|finding| Diagnostic {
            rule: index,
            severity,
            subject: finding.subject,
            case: finding.case,
            at: finding.at,
            also: finding.also,
            holes: finding.holes,
        }));
    }

    /// Drops findings that another rule's explains, and puts the rest in the order of the document.
    fn settle(mut self, document: &Document) -> (Vec<Diagnostic>, Vec<Option<Verdict>>) {
        if self.diagnostics.is_empty() {
            return (self.diagnostics, self.verdicts);
        }
        let mut places: Vec<(usize, crate::report::field::Subject, Option<CellId>)> =
            self.diagnostics.iter().map(|d| (d.rule, d.subject, cell_of(d.at))).collect();
        // Findings without a cell of their own come first among those of one rule on one field.
        places.sort_unstable();
        let explained = |d: &Diagnostic| {
            self.ruleset.yields[d.rule].iter().any(|other| {
                if self.whole.contains(other) {
                    return true;
                }
                let from = places.partition_point(|(rule, subject, _)| (*rule, *subject) < (*other, d.subject));
                let Some((rule, subject, first)) = places.get(from) else { return false };
                let cell = cell_of(d.at);
                let same_field = (*rule, *subject) == (*other, d.subject);
                same_field && (first.is_none() || cell.is_none() || places[from..].binary_search(&(*other, d.subject, cell)).is_ok())
            })
        };
        let (gone, mut standing): (Vec<_>, Vec<_>) = std::mem::take(&mut self.diagnostics).into_iter().partition(explained);
        let mut stands = vec![false; self.ruleset.rules.len()];
        for diagnostic in &standing {
            stands[diagnostic.rule] = true;
        }
        for rule in gone.into_iter().map(|d| d.rule).filter(|rule| !stands[*rule]) {
            // What it found is another rule's finding: it has nothing left to judge.
            self.verdicts[rule] = Some(Verdict::NotApplicable);
        }
        standing.sort_by_cached_key(|d| position(document, d));
        (standing, self.verdicts)
    }
}

fn cell_of(at: Anchor) -> Option<CellId> {
    match at {
        Anchor::Cell(cell) | Anchor::Part { cell, .. } => Some(cell),
        Anchor::Document | Anchor::Past { .. } | Anchor::Gap { .. } => None,
    }
}

/// Where a finding stands in the order of the document: row, then what is in the row before what is after it, then column.
fn position(document: &Document, diagnostic: &Diagnostic) -> (u32, bool, u32, u32, usize) {
    let row = document.row_of_anchor(diagnostic.at).map_or(0, |row| row.0 + 1);
    let (after, cell, start) = match diagnostic.at {
        Anchor::Document => (false, 0, 0),
        Anchor::Cell(cell) => (false, cell.0, 0),
        Anchor::Part { cell, start, .. } => (false, cell.0, start),
        Anchor::Past { column, .. } => (false, u32::MAX, u32::from(column)),
        Anchor::Gap { .. } => (true, 0, 0),
    };
    (row, after, cell, start, diagnostic.rule)
}
