//! What `lotaip.toml` means: settings for the reports below its folder, put together from the files that it extends.
//!
//! Pure: files are found and read by the command line. A mistake is told with its place in the file, and a suggestion where one is near.

mod file;
mod pattern;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use toml::Spanned;

pub use file::FailOn;
use file::{CalendarFile, ConfigFile, Day, ExceptionFile, InstitutionFile, Language, OverrideFile};
pub use pattern::{PatternFault, PeriodPattern};

use crate::calendar::holiday::{Added, Decreed, Name};
use crate::diagnostic::Severity;
use crate::lang::Lang;
use crate::report::field::{Field, Subject};
use crate::rules::Ruleset;
use crate::rules::select::{Selection, UnknownRule};
use crate::toml_mistake::{Problem, TomlMistake};

/// The name of a configuration file.
pub const FILE_NAME: &str = "lotaip.toml";

/// Files that match patterns, relative to the folder of the configuration that gives them.
#[derive(Debug, Clone)]
pub struct Paths {
    base: PathBuf,
    /// The part of the only pattern, relative to the folder, that holds no sign with a meaning; empty where there are several.
    lead: PathBuf,
    set: GlobSet,
    /// All files, also those outside the folder.
    everything: bool,
}

impl Paths {
    /// Whether a file is one of them; its path is absolute.
    pub fn contain(&self, path: &Path) -> bool {
        self.everything || path.strip_prefix(&self.base).is_ok_and(|path| self.set.is_match(path))
    }

    /// The folder, or the file, that holds all of them: an absolute path.
    pub fn scope(&self) -> PathBuf {
        self.base.join(&self.lead)
    }

    /// Lets them be seen from the folder of the configuration that extends theirs, where that does not lie below their own.
    fn seen_from(&mut self, home: &Path) {
        if !home.starts_with(&self.base) {
            home.clone_into(&mut self.base);
        }
    }
}

/// The institution that publishes reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Institution {
    /// Its name.
    pub name: Option<String>,
    /// Its canton.
    pub canton: Option<String>,
    /// The domains of its e-mail addresses, in lower case; empty where they are not known.
    pub email_domains: Vec<String>,
    /// Whether it reports in the GPR system, where that is known.
    pub gpr: Option<bool>,
}

impl Institution {
    fn take(&mut self, file: InstitutionFile) {
        self.name = file.name.or(self.name.take());
        self.canton = file.canton.or(self.canton.take());
        self.gpr = file.gpr.or(self.gpr);
        if let Some(domains) = file.email_domains {
            self.email_domains = domains.iter().map(|domain| domain.trim().trim_start_matches('@').to_lowercase()).collect();
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

/// One configuration file, read and not yet put together with what it extends.
pub struct Parsed {
    path: PathBuf,
    text: String,
    file: ConfigFile,
}

impl Parsed {
    /// Reads the text of a configuration file at an absolute path.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn new(path: PathBuf, text: String) -> Result<Parsed, Box<TomlMistake>> {
        match toml::from_str(&text) {
            Ok(file) => Ok(Parsed { path, text, file }),
            Err(error) => Err(TomlMistake::of_parser(&path.display().to_string(), &text, &error, Problem::is_config)),
        }
    }

    /// The configuration that this one extends.
    pub fn extends(&self) -> Option<PathBuf> {
        self.file.extend.as_ref().map(|path| self.folder().join(path.get_ref()))
    }

    /// A mistake about what it extends.
    pub fn bad_extend(&self, problem: Problem) -> Box<TomlMistake> {
        self.mistake(self.file.extend.as_ref().map(Spanned::span), problem, None)
    }

    /// The language that it asks for.
    pub fn lang(&self) -> Option<Lang> {
        self.file.lang.map(|lang| if matches!(lang, Language::Es) { Lang::Es } else { Lang::En })
    }

    /// The baseline that it names.
    pub fn baseline(&self) -> Option<PathBuf> {
        self.file.baseline.as_ref().map(|path| self.folder().join(path))
    }

    /// The folders of further rules that it names.
    pub fn rules(&self) -> Vec<PathBuf> {
        self.file.rules.iter().map(|path| self.folder().join(path)).collect()
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    fn mistake(&self, span: Option<Range<usize>>, problem: Problem, suggestion: Option<String>) -> Box<TomlMistake> {
        let path = self.path.display().to_string();
        Box::new(TomlMistake { path, text: self.text.clone(), span, problem, suggestion })
    }

    fn paths(&self, patterns: &[&Spanned<String>]) -> Result<Paths, Box<TomlMistake>> {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            let written = pattern.get_ref().trim_start_matches("./");
            // A folder means what is in it.
            let folder = written.trim_end_matches('/');
            for text in [folder.to_owned(), format!("{folder}/**")] {
                let glob = GlobBuilder::new(&text).literal_separator(true).backslash_escape(true).build();
                set.add(glob.map_err(|error| self.mistake(Some(pattern.span()), Problem::BadGlob(error.kind().to_string()), None))?);
            }
        }
        let wrong = |error: globset::Error| {
            let span = patterns.first().map(|pattern| pattern.span());
            self.mistake(span, Problem::BadGlob(error.kind().to_string()), None)
        };
        let lead = match patterns {
            [only] => {
                let parts = only.get_ref().split('/').take_while(|part| !part.contains(['*', '?', '[', ']', '{', '}', '\\']));
                parts.filter(|part| !matches!(*part, "" | ".")).collect()
            }
            _ => PathBuf::new(),
        };
        let everything = matches!(patterns, [only] if only.span().is_empty());
        Ok(Paths { base: self.folder().to_owned(), lead, set: set.build().map_err(wrong)?, everything })
    }

    /// The names of rules, each of which must be known.
    fn names(&self, names: &[Spanned<String>], ruleset: &Ruleset) -> Result<Vec<String>, Box<TomlMistake>> {
        for name in names {
            self.known(name, ruleset)?;
        }
        Ok(names.iter().map(|name| name.get_ref().clone()).collect())
    }

    fn known(&self, name: &Spanned<String>, ruleset: &Ruleset) -> Result<Vec<usize>, Box<TomlMistake>> {
        Selection::matching(ruleset, name.get_ref())
            .map_err(|UnknownRule { name: written, nearest }| self.mistake(Some(name.span()), Problem::NoSuchRule(written), nearest))
    }

    fn severities(
        &self,
        given: &std::collections::BTreeMap<Spanned<String>, Severity>,
        ruleset: &Ruleset,
    ) -> Result<Vec<(String, Severity)>, Box<TomlMistake>> {
        for name in given.keys() {
            self.known(name, ruleset)?;
        }
        // The shorter a name, the more rules it means: those that mean fewer are said later, and win.
        let mut levels: Vec<(String, Severity)> = given.iter().map(|(name, level)| (name.get_ref().clone(), *level)).collect();
        levels.sort_by_key(|(name, _)| name.len());
        Ok(levels)
    }

    fn exception(&self, given: &Spanned<ExceptionFile>, ruleset: &Ruleset) -> Result<Exception, Box<TomlMistake>> {
        let exception = given.get_ref();
        let rules = self.known(&exception.rule, ruleset)?;
        if exception.reason.get_ref().trim().is_empty() {
            return Err(self.mistake(Some(exception.reason.span()), Problem::NoReason, None));
        }
        let subject = exception.subject.as_ref().map(|text| {
            SubjectPattern::parse(text.get_ref()).ok_or_else(|| {
                let suggestion = Field::nearest(text.get_ref()).map(str::to_owned);
                self.mistake(Some(text.span()), Problem::NoSuchSubject(text.get_ref().clone()), suggestion)
            })
        });
        let until = exception.until.as_ref().map(|day| {
            let wrong = |written: String| self.mistake(Some(day.span()), Problem::NotADay(written), None);
            match day.get_ref() {
                Day::Text(text) => text.parse().map_err(|_| wrong(text.clone())),
                Day::Date(date) => date_of(date).ok_or_else(|| wrong(date.to_string())),
            }
        });
        let everything = Spanned::new(0..0, "**".to_owned());
        Ok(Exception {
            file: self.path.clone(),
            span: exception.rule.span(),
            rules,
            rule: exception.rule.get_ref().clone(),
            paths: self.paths(&[exception.path.as_ref().unwrap_or(&everything)])?,
            subject: subject.transpose()?,
            reason: exception.reason.get_ref().trim().to_owned(),
            responsible: exception.responsible.clone(),
            until: until.transpose()?,
        })
    }

    fn layer(&self, given: &OverrideFile, ruleset: &Ruleset) -> Result<Layer, Box<TomlMistake>> {
        Ok(Layer {
            paths: Some(self.paths(&given.paths.iter().collect::<Vec<_>>())?),
            select: given.select.as_ref().map(|names| self.names(names, ruleset)).transpose()?,
            ignore: self.names(&given.ignore, ruleset)?,
            severities: self.severities(&given.severity, ruleset)?,
            fail_on: given.fail_on,
            institution: given.institution.clone(),
        })
    }
}

fn date_of(date: &toml::value::Datetime) -> Option<NaiveDate> {
    let day = date.date.filter(|_| date.time.is_none())?;
    NaiveDate::from_ymd_opt(i32::from(day.year), u32::from(day.month), u32::from(day.day))
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
        if let Some((base, _)) = self.period.as_mut().filter(|(base, _)| !home.starts_with(base)) {
            home.clone_into(base);
        }
    }

    fn take(&mut self, parsed: &Parsed, ruleset: &Ruleset) -> Result<(), Box<TomlMistake>> {
        let file = &parsed.file;
        let folder = parsed.folder();
        self.baseline = parsed.baseline().or(self.baseline.take());
        if let Some(written) = &file.period_pattern {
            let wrong = |why| parsed.mistake(Some(written.span()), Problem::BadPeriodPattern(why), None);
            self.period = Some((folder.to_owned(), PeriodPattern::parse(written.get_ref()).map_err(wrong)?));
        }
        let CalendarFile { holidays, worked } = &file.calendar;
        self.holidays.extend(holidays.iter().map(|day| {
            let name = day.name.clone().unwrap_or_else(|| day.source.clone());
            Added { on: day.on, name: Name { es: name.clone(), en: name }, source: day.source.clone() }
        }));
        self.worked.extend(worked.iter().map(|day| Decreed { on: day.on, source: day.source.clone() }));
        self.layers.push(Layer {
            paths: None,
            select: file.select.as_ref().map(|names| parsed.names(names, ruleset)).transpose()?,
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
            institution.take(layer.institution.clone());
        }
        if !wishes.select.is_empty() {
            (select, ignore) = (wishes.select.to_vec(), Vec::new());
        }
        ignore.extend_from_slice(wishes.ignore);
        severities.extend_from_slice(wishes.severities);
        let selection = Selection::new(ruleset, &select, &ignore, &severities)?;
        Ok(Settings { selection, fail_on: wishes.fail_on.unwrap_or(fail_on), institution })
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
        pattern.month(&path.strip_prefix(base).ok()?.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
    }
}
