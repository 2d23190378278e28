//! The examples of rule files, checked as a run checks reports: with every rule, and with the configuration that an example gives. Tests, the generated pages
//! and `explain` ask for it; what an example is stands in [`crate::rules`], which knows nothing of runs.

use std::path::Path;

use crate::config::{Config, FILE_NAME, Parsed, Wishes};
use crate::diagnostic::Outcome;
use crate::engine::{self, House, Options};
use crate::rules::Ruleset;
use crate::rules::example::DAY;
use crate::rules::rule::Example;
use crate::rules::select::Selection;
use crate::source::Source;
use crate::suppress::{self, Ledger};

/// Checks an example with every rule of the ruleset.
///
/// # Errors
/// As [`Example::document`].
pub fn check(example: &Example, ruleset: &Ruleset) -> Result<Outcome, (String, usize)> {
    let source = Source::named("ejemplo.txt", example.document()?);
    let selection = Selection::all(ruleset);
    let as_of = example.as_of.or(DAY).unwrap_or_default();
    let options = Options { period: example.period, ..Options::new(as_of, &selection) };
    let Some(text) = &example.config else { return Ok(engine::check(source, ruleset, &options)) };
    Ok(configured(text, source, &options, ruleset))
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
