//! The examples of rule files: changes to the model report, run as tests and shown in the documentation.

use std::path::Path;

use chrono::NaiveDate;

use super::rule::Example;
use super::select::Selection;
use super::{MODEL, Ruleset};
use crate::config::{Config, FILE_NAME, Parsed};
use crate::diagnostic::Outcome;
use crate::engine::{self, Options};
use crate::source::Source;
use crate::suppress::{self, Ledger};

/// The day on which examples are checked unless they say another: the 8th of November 2021, two days before October's report is due.
pub const DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2021, 11, 8);

impl Example {
    /// The document of the example.
    ///
    /// # Errors
    /// The words to change that do not stand in the model exactly once, with how often they do.
    pub fn document(&self) -> Result<String, (String, usize)> {
        if let Some(given) = &self.given {
            return Ok(given.clone());
        }
        let mut text = MODEL.to_owned();
        for (old, new) in &self.change {
            let times = text.matches(old.as_str()).count();
            if times != 1 {
                return Err((old.clone(), times));
            }
            text = text.replacen(old.as_str(), new, 1);
        }
        Ok(text)
    }

    /// Whether it shows a fault.
    pub fn is_bad(&self) -> bool {
        !self.underlined.is_empty()
    }

    /// Checks the example with every rule of the ruleset.
    ///
    /// # Errors
    /// As [`Example::document`].
    pub fn check(&self, ruleset: &Ruleset) -> Result<Outcome, (String, usize)> {
        let source = Source::named("ejemplo.txt", self.document()?);
        let selection = Selection::all(ruleset);
        let as_of = self.as_of.or(DAY).unwrap_or_default();
        let mut outcome = engine::check(source, ruleset, &Options { period: self.period, ..Options::new(as_of, &selection) });
        if let Some(text) = &self.config {
            outcome = on_configuration(text, outcome, as_of, ruleset).unwrap_or_else(|outcome| outcome);
        }
        Ok(outcome)
    }
}

/// The findings on a configuration once a document was checked with it; the document's own where there are none, or the configuration is wrong.
fn on_configuration(text: &str, mut outcome: Outcome, as_of: NaiveDate, ruleset: &Ruleset) -> Result<Outcome, Outcome> {
    let folder = Path::new("/");
    let parsed = Parsed::new(folder.join(FILE_NAME), text.to_owned());
    let Ok(config) = parsed.and_then(|parsed| Config::new(&[parsed], ruleset)) else { return Err(outcome) };
    let ledger = Ledger::new(&config.exceptions, as_of);
    ledger.apply(&folder.join("ejemplo.txt"), &mut outcome);
    let stale = ledger.stale(|_| false);
    suppress::faults(FILE_NAME.to_owned(), text.to_owned(), &stale, ruleset, &Selection::all(ruleset)).ok_or(outcome)
}
