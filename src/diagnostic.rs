//! What was found: diagnostics without sentences. Words are chosen when a diagnostic is shown, so that one run can be told in either language.

use chrono::NaiveDate;

use crate::document::{Anchor, Document};
use crate::period::Month;
use crate::read::ReadError;
use crate::report::Report;
use crate::report::field::Subject;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good practice; never affects the exit status by itself.
    Advice,
    /// Firm habit or inference.
    Warning,
    /// The text of the law, or the official matrix itself.
    Error,
}

/// A value that fills a hole of a message, printed in the language the message is shown in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hole {
    /// Words of the document or of the form.
    Text(String),
    /// A count.
    Number(i64),
    /// A day.
    Date(NaiveDate),
    /// A month.
    Month(Month),
    /// A provision of the law, by its id in a pack.
    Law(String),
    /// A list of words.
    List(Vec<String>),
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule, as an index of the ruleset.
    pub rule: usize,
    /// Its severity in this run.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// Which of the rule's findings it is, as an index of [`crate::checks::Kind::cases`].
    pub case: u8,
    /// What it marks.
    pub at: Anchor,
    /// A second place that explains the first.
    pub also: Option<Anchor>,
    /// Values for the holes of its message.
    pub holes: Vec<(&'static str, Hole)>,
}

/// Why a finding does not count: somebody answers for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suppression {
    /// An exception of the configuration.
    Exception {
        /// Why it was made.
        reason: String,
        /// Who answers for it.
        responsible: Option<String>,
        /// Its last day.
        until: Option<NaiveDate>,
    },
    /// It was there when the baseline was made.
    Baseline,
}

/// A finding that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// Why it does not count.
    pub by: Suppression,
}

/// What became of a rule in one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It was evaluated and holds.
    Passed,
    /// It has findings.
    Failed,
    /// There was nothing for it to judge.
    NotApplicable,
    /// It could not be evaluated: the document could not be read, or something it needs is not known.
    NotEvaluated,
}

/// The verdict on a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compliance {
    /// No error.
    Complies,
    /// At least one error.
    Fails,
    /// It could not be read as an a4 matrix.
    Unverifiable,
    /// None: the findings are about a configuration.
    NoReport,
}

/// Where the reported month is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodFrom {
    /// `--period`.
    Option,
    /// The pattern of paths of the configuration.
    Config,
    /// The path of the file.
    Path,
    /// The name of the sheet, where a workbook holds several matrices.
    Sheet,
    /// The update date itself.
    Date,
}

impl PeriodFrom {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            PeriodFrom::Option => "option",
            PeriodFrom::Config => "config",
            PeriodFrom::Path => "path",
            PeriodFrom::Sheet => "sheet",
            PeriodFrom::Date => "date",
        }
    }
}

/// A document that could be opened, and what it says.
#[derive(Debug)]
pub struct Recognized {
    /// Its rows and cells.
    pub document: Document,
    /// What they mean.
    pub report: Report,
}

/// The result of checking one document.
#[derive(Debug)]
pub struct Outcome {
    /// The name of the source.
    pub name: String,
    /// The name of the sheet, where the source is a workbook that holds several a4 matrices.
    pub sheet: Option<String>,
    /// Which of the matrices of the source it is, from 0.
    pub ordinal: usize,
    /// SHA-256 of its bytes, where it was asked for.
    pub sha256: Option<[u8; 32]>,
    /// How many bytes it has; `None` where they could not be had.
    pub size: Option<u64>,
    /// What was read, or why nothing was.
    pub reading: Result<Recognized, ReadError>,
    /// The month reported, and where it is known from.
    pub period: Option<(Month, PeriodFrom)>,
    /// Findings, in the order of the document.
    pub diagnostics: Vec<Diagnostic>,
    /// Findings that do not count, in the order of the document.
    pub suppressed: Vec<Suppressed>,
    /// One verdict per rule of the ruleset; `None` for rules that were not selected.
    pub verdicts: Vec<Option<Verdict>>,
    /// The verdict on the whole.
    pub compliance: Compliance,
}

impl Outcome {
    /// The document, where it could be opened.
    pub fn document(&self) -> Option<&Document> {
        self.reading.as_ref().ok().map(|r| &r.document)
    }

    /// The recognized report, where the document could be opened.
    pub fn report(&self) -> Option<&Report> {
        self.reading.as_ref().ok().map(|r| &r.report)
    }

    /// The name of the sheet that the matrix begins on, whether or not its workbook holds others; `None` without sheets.
    pub fn sheet_name(&self) -> Option<&str> {
        let document = self.document().filter(|document| !document.parts.is_empty())?;
        let (sheet, _) = document.sheets().into_iter().next()?;
        document.parts.get(usize::from(sheet)).map(|part| part.name.as_str())
    }

    /// What tells the matrix from others of its source: its sheet, or that it is a later one of a text. The same whether or not there are others, since
    /// what a finding is known by must not change when a month is added.
    pub fn within(&self) -> String {
        match self.sheet_name() {
            Some(sheet) => sheet.to_owned(),
            None if self.ordinal == 0 => String::new(),
            None => format!("#{}", self.ordinal + 1),
        }
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }
}
