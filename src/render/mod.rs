//! Outcomes as bytes: the list of output formats, and what each is given.
//!
//! A format is one file here and one line in the list. Formats know outcomes and words, never checks. Documents are rendered one by one, each into its
//! own buffer, so that they can be rendered on several threads and written in order.

pub(crate) mod certainty;
mod graphic;
pub mod json_place;
mod json_text;
mod layout;
mod paint;
mod said;
mod snippet;

pub(crate) use human::render_pack_error;

use std::io;

use chrono::NaiveDate;

use crate::columns::printable;
use crate::diagnostic::{Compliance, Outcome, PeriodFrom, Severity};
use crate::lang::{Lang, Text};
use crate::rules::Ruleset;
use crate::rules::select::Selection;

/// What all documents of a run share.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// The rules.
    pub ruleset: &'a Ruleset,
    /// What each of them weighs in the run; nothing where it ran for no file, and what it weighs by itself where files differ.
    pub selection: &'a Selection,
    /// The language of texts.
    pub lang: Lang,
    /// The day of the check.
    pub as_of: NaiveDate,
    /// What the terminal can show.
    pub style: Style,
    /// Only findings: no summary of what was checked.
    pub quiet: bool,
    /// Also what passed.
    pub verbose: bool,
    /// How many files there are to check.
    pub files: usize,
    /// The address under which the pages of the embedded rules stand, to be linked to where the terminal can; ends in `/`.
    pub pages: Option<&'a str>,
}

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Colors.
    pub color: bool,
    /// Clickable links.
    pub links: bool,
    /// Columns.
    pub width: usize,
}

/// Counts over all documents of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many documents.
    pub documents: usize,
    /// Without an error.
    pub complies: usize,
    /// With at least one error.
    pub fails: usize,
    /// Not readable as an a4 matrix.
    pub unverifiable: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are advice.
    pub advice: usize,
    /// Findings that do not count: an exception or the baseline holds them.
    pub suppressed: usize,
    /// Files of a folder that were left alone: they are no a4 matrix.
    pub others: usize,
    /// Files that the configuration leaves out, by `exclude` or because it leaves no rule for them.
    pub excluded: usize,
    /// For each rule, its findings that count and the documents that have them. Empty where there are none.
    pub rules: Vec<RuleCount>,
    /// The exit status of the run, set when its last document is counted.
    pub status: u8,
}

/// How often a rule has something to say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RuleCount {
    /// Findings.
    pub findings: usize,
    /// Documents with a finding.
    pub documents: usize,
}

impl Summary {
    /// Adds the counts of another.
    pub fn merge(&mut self, other: &Summary) {
        self.documents += other.documents;
        self.complies += other.complies;
        self.fails += other.fails;
        self.unverifiable += other.unverifiable;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.advice += other.advice;
        self.suppressed += other.suppressed;
        self.others += other.others;
        self.excluded += other.excluded;
        if self.rules.len() < other.rules.len() {
            self.rules.resize(other.rules.len(), RuleCount::default());
        }
        for (count, more) in self.rules.iter_mut().zip(&other.rules) {
            count.findings += more.findings;
            count.documents += more.documents;
        }
    }

    /// Adds one document, or the findings on a configuration, which is none.
    pub fn add(&mut self, outcome: &Outcome) {
        self.documents += usize::from(outcome.compliance != Compliance::NoReport);
        match outcome.compliance {
            Compliance::Complies => self.complies += 1,
            Compliance::Fails => self.fails += 1,
            Compliance::Unverifiable => self.unverifiable += 1,
            Compliance::NoReport => {}
        }
        self.errors += outcome.count(Severity::Error);
        self.warnings += outcome.count(Severity::Warning);
        self.advice += outcome.count(Severity::Advice);
        self.suppressed += outcome.suppressed.len();
        self.count_rules(outcome);
    }

    fn count_rules(&mut self, outcome: &Outcome) {
        if outcome.diagnostics.is_empty() {
            return;
        }
        self.rules.resize(self.rules.len().max(outcome.verdicts.len()), RuleCount::default());
        // Each rule of the document once, whatever the order of its findings.
        let mut met: Vec<usize> = outcome.diagnostics.iter().map(|diagnostic| diagnostic.rule).collect();
        met.sort_unstable();
        for same in met.chunk_by(|one, other| one == other) {
            if let Some(count) = same.first().and_then(|rule| self.rules.get_mut(*rule)) {
                count.findings += same.len();
                count.documents += 1;
            }
        }
    }

    /// The rules with findings, those with findings in most documents first; the index of each and its counts.
    pub fn commonest(&self) -> Vec<(usize, RuleCount)> {
        let some = self.rules.iter().copied().enumerate().filter(|(_, count)| count.findings > 0);
        let mut rules: Vec<(usize, RuleCount)> = some.collect();
        rules.sort_by_key(|(index, count)| (std::cmp::Reverse((count.documents, count.findings)), *index));
        rules
    }
}

/// An output format.
pub trait Renderer: Sync {
    /// The name that `--format` takes.
    fn name(&self) -> &'static str;

    /// What the format is for, in a few words: a row of the documentation.
    fn about(&self, lang: Lang) -> &'static str;

    /// Whether the documents wait for the last of them: the summary stands before them, or they are put into another order.
    fn waits(&self) -> bool {
        false
    }

    /// Puts the rendered documents of a whole run into the order in which they are written, and leaves out what has no room, where the format
    /// [waits](Renderer::waits).
    fn arrange(&self, _run: &Run<'_>, _summary: &Summary, documents: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        documents
    }

    /// What is kept of a rendered document of a format that [waits](Renderer::waits): all of it, unless the format bounds how much one output may hold.
    /// `index` documents with so many `bytes` are kept already.
    fn keep(&self, _index: usize, _bytes: usize, rendered: Vec<u8>) -> Vec<u8> {
        rendered
    }

    /// Whether the digest of the bytes is shown.
    fn needs_digest(&self) -> bool {
        false
    }

    /// Whether the format has a place for how many findings do not count; where it has none, that is said beside it.
    fn counts_suppressed(&self) -> bool {
        true
    }

    /// What stands before the documents. The summary is there where the format [waits](Renderer::waits).
    ///
    /// # Errors
    /// When `out` cannot be written.
    fn begin(&self, _run: &Run<'_>, _summary: Option<&Summary>, _out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }

    /// One document, into a buffer of its own.
    fn document(&self, run: &Run<'_>, outcome: &Outcome, out: &mut Vec<u8>);

    /// One configuration with what was found about its exceptions, into a buffer of its own: like a document, unless it [stands
    /// apart](Renderer::sets_apart).
    fn configuration(&self, run: &Run<'_>, outcome: &Outcome, out: &mut Vec<u8>) {
        self.document(run, outcome, out);
    }

    /// Whether configurations do not stand among the documents, but are given to [`Renderer::configurations`].
    fn sets_apart(&self) -> bool {
        false
    }

    /// What stands between the documents and the end, where configurations stand apart.
    ///
    /// # Errors
    /// When `out` cannot be written.
    fn configurations(&self, _rendered: &[Vec<u8>], _out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }

    /// What stands between two documents.
    fn separator(&self) -> &'static [u8] {
        b""
    }

    /// What stands after the documents.
    ///
    /// # Errors
    /// When `out` cannot be written.
    fn end(&self, _run: &Run<'_>, _summary: &Summary, _out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }
}

/// Declares the output formats: a module each, and its entry in the list, so that the one line cannot be half written.
macro_rules! renderers {
    ($($module:ident::$renderer:ident),* $(,)?) => {
        $(mod $module;)*

        /// The output formats, the first being the default.
        pub const RENDERERS: &[&dyn Renderer] = &[$(&$module::$renderer),*];
    };
}

renderers! {
    human::Human,
    brief::Brief,
    json::Json,
    json_lines::JsonLines,
    github::GitHub,
    gitlab::GitLab,
    markdown::Markdown,
    sarif::Sarif,
    junit::Junit,
    html::Html,
}

/// The format of that name.
pub fn named(name: &str) -> Option<&'static dyn Renderer> {
    RENDERERS.iter().copied().find(|renderer| renderer.name() == name)
}

/// The name of a place as one writes it after the file's name: `a4.txt:40:80`, `a4.xlsx › Matriz!E14`, or the file's name alone.
pub(crate) fn place_name(outcome: &Outcome, at: crate::document::Anchor, lang: Lang) -> String {
    let file = printable(&outcome.name);
    let Some(document) = outcome.document() else { return file };
    match (document.place(at), document.place_name(at, lang)) {
        (Some(crate::place::Place::Text(_)), Some(place)) => format!("{file}:{place}"),
        (Some(_), Some(place)) => format!("{file} › {}", printable(&place)),
        _ => file,
    }
}

/// The month that a document reports, and where it is known from, in words.
pub(crate) fn month(outcome: &Outcome, lang: Lang) -> Option<String> {
    let (month, from) = outcome.period?;
    let words = match from {
        PeriodFrom::Option => Text::PeriodGiven,
        PeriodFrom::Config | PeriodFrom::Path => Text::PeriodOfPath,
        PeriodFrom::Sheet => Text::PeriodOfSheet,
        PeriodFrom::Date => Text::PeriodOfDate,
    };
    Some(words.with(lang, &[("month", &lang.month(month))]))
}

/// What rules need that could not be evaluated; the sentence has a hole for their codes.
pub(crate) fn needed(outcome: &Outcome) -> Text {
    match outcome.period {
        None => Text::NeedPeriod,
        Some((_, PeriodFrom::Date)) => Text::NeedOtherPeriod,
        Some(_) => Text::NeedMore,
    }
}

/// A severity in words.
pub(crate) fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.form(1, Text::Errors),
        Severity::Warning => lang.form(1, Text::Warnings),
        Severity::Advice => Text::LevelAdvice.say(lang),
    }
}

/// What was found and what does not count: «2 errores, 1 aviso y 3 consejos · 1 observación que no cuenta».
pub(crate) fn counts(summary: &Summary, lang: Lang) -> String {
    let counted = findings(summary, lang);
    match summary.suppressed {
        0 => counted,
        held => format!("{counted} · {}", lang.count(held, Text::SuppressedCount)),
    }
}

/// What was found, counted: «2 errores, 1 aviso y 3 consejos».
pub(crate) fn findings(summary: &Summary, lang: Lang) -> String {
    let parts = [(summary.errors, Text::Errors), (summary.warnings, Text::Warnings), (summary.advice, Text::PiecesOfAdvice)];
    let some: Vec<String> = parts.iter().filter(|(count, _)| *count > 0).map(|(count, noun)| lang.count(*count, *noun)).collect();
    match (some.as_slice(), summary.suppressed) {
        ([], 0) => Text::NoFindings.say(lang).to_owned(),
        ([], _) => Text::NoneCount.say(lang).to_owned(),
        (some, _) => lang.list(some),
    }
}
