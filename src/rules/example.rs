//! The examples of rule files: changes to the model report, run as tests and shown in the documentation.

use std::path::Path;

use chrono::NaiveDate;

use super::rule::Example;
use super::select::Selection;
use super::{MODEL, Ruleset};
use crate::config::{Config, FILE_NAME, Parsed, Wishes};
use crate::diagnostic::Outcome;
use crate::engine::{self, House, Options};
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
        let options = Options { period: self.period, ..Options::new(as_of, &selection) };
        let Some(text) = &self.config else { return Ok(engine::check(source, ruleset, &options)) };
        Ok(configured(text, source, &options, ruleset))
    }
}

/// Checks a document with a configuration. Where the configuration itself has findings, they are the answer.
fn configured(text: &str, source: Source, options: &Options<'_>, ruleset: &Ruleset) -> Outcome {
    let (folder, document) = (Path::new("/"), Path::new("/ejemplo.txt"));
    let parsed = Parsed::new(folder.join(FILE_NAME), text.to_owned());
    let config = parsed.and_then(|parsed| Config::new(&[parsed], ruleset)).unwrap_or_default();
    let wishes = Wishes { select: &[], ignore: &[], severities: &[], fail_on: None };
    let settings = config.settings(document, wishes, ruleset).ok();
    let institution = settings.as_ref().map(|settings| &settings.institution);
    let house = House { institution, ..House::default() };
    let mut outcome = engine::check(source, ruleset, &Options { house, ..*options });
    let ledger = Ledger::new(&config.exceptions, options.as_of);
    ledger.apply(document, &mut outcome);
    ledger.settle(document, &outcome);
    let stale = suppress::stale(&[ledger], |_, _| true);
    let stale: Vec<_> = stale.into_iter().map(|(_, exception, fault)| (exception, fault)).collect();
    suppress::faults(FILE_NAME.to_owned(), text.to_owned(), &stale, ruleset, options.selection).unwrap_or(outcome)
}
