//! What `lotaip.toml` means: settings for the reports below its folder, put together from the files that it extends.
//!
//! Pure: files are found and read by the command line. A mistake is told with its place in the file, and a suggestion where one is near.

mod file;
mod parsed;
mod paths;
mod pattern;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

pub use file::FailOn;
use file::{CalendarFile, InstitutionFile};
pub use parsed::Parsed;
pub use paths::Paths;
pub use pattern::PeriodPattern;

use crate::calendar::holiday::{Added, Decreed, Name};
use crate::diagnostic::Severity;
use crate::institution::Institution;
use crate::report::field::{Field, Subject};
use crate::rules::Ruleset;
use crate::rules::select::{Selection, UnknownRule};
use crate::source::name_of;
use crate::toml_mistake::{Problem, TomlMistake};

/// The name of a configuration file.
pub const FILE_NAME: &str = "lotaip.toml";

impl InstitutionFile {
    /// What is said here wins over what is known so far.
    fn tell(self, institution: &mut Institution) {
        institution.name = self.name.or(institution.name.take());
        institution.canton = self.canton.or(institution.canton.take());
        institution.gpr = self.gpr.or(institution.gpr);
        if let Some(domains) = self.email_domains {
            institution.email_domains = domains.iter().map(|domain| domain.trim().trim_start_matches('@').to_lowercase()).collect();
        }
    }
}

/// Which rules run, as a configuration says: one layer of it.
#[derive(Debug, Clone, Default)]
struct Layer {
    /// For which files; for all, where it is not said.
    paths: Option<Paths>,
    select: Option<Vec<String>>,
    ignore: Vec<String>,
    severities: Vec<(String, Severity)>,
    fail_on: Option<FailOn>,
    institution: InstitutionFile,
}

/// A finding that does not count.
#[derive(Debug, Clone)]
pub struct Exception {
    /// The configuration file that it stands in.
    pub file: PathBuf,
    /// What that file held when it was read.
    pub text: Arc<str>,
    /// Where in it.
    pub span: Range<usize>,
    /// The rules that it is about, as indices of the ruleset.
    pub rules: Vec<usize>,
    /// The rule as written.
    pub rule: String,
    /// Which files; all below the configuration's folder, where it is not said.
    pub paths: Paths,
    /// The field; any, where it is not said.
    pub subject: Option<SubjectPattern>,
    /// Why it does not count.
    pub reason: String,
    /// Who answers for it.
    pub responsible: Option<String>,
    /// Its last day.
    pub until: Option<NaiveDate>,
}

/// A subject, or all of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectPattern {
    field: Field,
    /// Which one, from 0; any, where it is not said.
    index: Option<u32>,
}

impl SubjectPattern {
    /// Reads `footer.email`, `units[4].target`, `units[].target`.
    pub fn parse(text: &str) -> Option<SubjectPattern> {
        let Some((before, rest)) = text.split_once('[') else {
            return Field::named(text).map(|field| SubjectPattern { field, index: None });
        };
        let (number, after) = rest.split_once(']')?;
        let field = Field::named(&format!("{before}[]{after}"))?;
        let index = match number.trim() {
            "" | "*" => None,
            number => Some(number.parse::<u32>().ok()?.checked_sub(1)?),
        };
        Some(SubjectPattern { field, index })
    }

    /// Whether a subject is meant.
    pub fn is(&self, subject: Subject) -> bool {
        self.field == subject.field && self.index.is_none_or(|index| index == subject.index)
    }
}

/// A configuration with all that it extends, for the files below its folder.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The files it was read from, the nearest first.
    pub files: Vec<PathBuf>,
    /// How paths name the month reported.
    pub period: Option<(PathBuf, PeriodPattern)>,
    /// The file with the findings that were there already.
    pub baseline: Option<PathBuf>,
    /// Files of folders that are left alone.
    pub exclude: Vec<Paths>,
    /// The configuration file that names it.
    pub names_baseline: Option<PathBuf>,
    /// Findings that do not count.
    pub exceptions: Vec<Exception>,
    /// Days off that the national calendar does not know.
    pub holidays: Vec<Added>,
    /// Days worked that the national calendar does not know.
    pub worked: Vec<Decreed>,
    layers: Vec<Layer>,
}

/// What holds for one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The rules that run.
    pub selection: Selection,
    /// From which level on findings decide the exit status.
    pub fail_on: FailOn,
    /// The institution.
    pub institution: Institution,
}

/// What the command line says of rules: it wins over every configuration.
#[derive(Debug, Clone, Copy)]
pub struct Wishes<'a> {
    /// Only these, where there are any.
    pub select: &'a [String],
    /// Not these.
    pub ignore: &'a [String],
    /// Levels.
    pub severities: &'a [(String, Severity)],
    /// From which level on findings decide the exit status.
    pub fail_on: Option<FailOn>,
}

impl Config {
    /// Puts a configuration together with those that it extends, the nearest first.
    ///
    /// # Errors
    /// What is wrong in one of them, and where.
    pub fn new(chain: &[Parsed], ruleset: &Ruleset) -> Result<Config, Box<TomlMistake>> {
        let mut config = Config::default();
        // The farthest first, so that what is nearer wins.
        for parsed in chain.iter().rev() {
            config.take(parsed, ruleset)?;
        }
        if let Some(nearest) = chain.first() {
            config.seen_from(nearest.folder());
        }
        config.files = chain.iter().map(|parsed| parsed.path.clone()).collect();
        Ok(config)
    }

    /// What stands in a configuration that is shared, beside or elsewhere, is said of the folder of the one that extends it.
    fn seen_from(&mut self, home: &Path) {
        let of_layers = self.layers.iter_mut().filter_map(|layer| layer.paths.as_mut());
        of_layers.chain(self.exceptions.iter_mut().map(|exception| &mut exception.paths)).for_each(|paths| paths.seen_from(home));
        self.exclude.iter_mut().for_each(|paths| paths.seen_from(home));
        if let Some((base, _)) = self.period.as_mut().filter(|(base, _)| !home.starts_with(base)) {
            home.clone_into(base);
        }
    }

    fn take(&mut self, parsed: &Parsed, ruleset: &Ruleset) -> Result<(), Box<TomlMistake>> {
        let file = &parsed.file;
        let folder = parsed.folder();
        if let Some(baseline) = parsed.baseline() {
            (self.baseline, self.names_baseline) = (Some(baseline), Some(parsed.path.clone()));
        }
        if let Some(written) = &file.period_pattern {
            let wrong = |why| parsed.mistake(Some(written.span()), Problem::BadPeriodPattern(why), None);
            self.period = Some((folder.to_owned(), PeriodPattern::parse(written.get_ref()).map_err(wrong)?));
        }
        if !file.exclude.is_empty() {
            self.exclude.push(parsed.paths(&file.exclude)?);
        }
        let CalendarFile { holidays, worked } = &file.calendar;
        for day in holidays {
            let name = day.name.clone().unwrap_or_else(|| day.source.clone());
            self.holidays.push(Added { on: parsed.when(&day.on)?, name: Name { es: name.clone(), en: name }, source: day.source.clone() });
        }
        for day in worked {
            self.worked.push(Decreed { on: parsed.when(&day.on)?, source: day.source.clone() });
        }
        self.layers.push(Layer {
            paths: None,
            select: parsed.select(file.select.as_ref(), ruleset)?,
            ignore: parsed.names(&file.ignore, ruleset)?,
            severities: parsed.severities(&file.severity, ruleset)?,
            fail_on: file.fail_on,
            institution: file.institution.clone(),
        });
        for given in &file.overrides {
            self.layers.push(parsed.layer(given, ruleset)?);
        }
        for given in &file.exceptions {
            self.exceptions.push(parsed.exception(given, ruleset)?);
        }
        Ok(())
    }

    /// What holds for the file at an absolute path. Nearer configurations win over those they extend, overrides over what holds for all files, and the
    /// command line over all.
    ///
    /// # Errors
    /// A name of the command line that no rule bears.
    pub fn settings(&self, path: &Path, wishes: Wishes<'_>, ruleset: &Ruleset) -> Result<Settings, UnknownRule> {
        let (mut select, mut ignore, mut severities): (Vec<String>, Vec<String>, Vec<(String, Severity)>) = Default::default();
        let (mut fail_on, mut institution) = (FailOn::default(), Institution::default());
        for layer in self.layers.iter().filter(|layer| layer.paths.as_ref().is_none_or(|paths| paths.contain(path))) {
            if let Some(names) = &layer.select {
                // What is selected anew is not ignored for what was said before.
                (select, ignore) = (names.clone(), Vec::new());
            }
            ignore.extend_from_slice(&layer.ignore);
            severities.extend_from_slice(&layer.severities);
            fail_on = layer.fail_on.unwrap_or(fail_on);
            layer.institution.clone().tell(&mut institution);
        }
        if !wishes.select.is_empty() {
            (select, ignore) = (wishes.select.to_vec(), Vec::new());
        }
        ignore.extend_from_slice(wishes.ignore);
        severities.extend_from_slice(wishes.severities);
        let selection = Selection::new(ruleset, &select, &ignore, &severities)?;
        Ok(Settings { selection, fail_on: wishes.fail_on.unwrap_or(fail_on), institution })
    }

    /// Whether a file is left alone where it is met in a folder.
    pub fn excludes(&self, path: &Path) -> bool {
        self.exclude.iter().any(|paths| paths.contain(path))
    }

    /// Whether some files have settings of their own.
    pub fn has_overrides(&self) -> bool {
        self.layers.iter().any(|layer| layer.paths.is_some())
    }

    /// For which overrides a path counts: files with the same answer have the same settings.
    pub fn key(&self, path: &Path) -> Vec<bool> {
        self.layers.iter().filter_map(|layer| layer.paths.as_ref()).map(|paths| paths.contain(path)).collect()
    }

    /// The month that a path names by the period pattern.
    pub fn period(&self, path: &Path) -> Option<crate::period::Month> {
        let (base, pattern) = self.period.as_ref()?;
        pattern.month(&name_of(path.strip_prefix(base).ok()?))
    }
}
