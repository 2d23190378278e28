//! One configuration file: what is written in it, proved word for word, each mistake with its place.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;

use super::file::{ConfigFile, Day, ExceptionFile, Language, OverrideFile};
use super::{Exception, Layer, Paths, SubjectPattern};
use crate::calendar::When;
use crate::diagnostic::Severity;
use crate::lang::Lang;
use crate::report::field::Field;
use crate::rules::Ruleset;
use crate::rules::select::{Selection, UnknownRule};
use crate::toml_mistake::{Problem, TomlMistake, Written, misfit};

/// One configuration file, read and not yet put together with what it extends.
pub struct Parsed {
    pub(super) path: PathBuf,
    text: Arc<str>,
    pub(super) file: ConfigFile,
}

impl Parsed {
    /// Reads the text of a configuration file at an absolute path.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn new(path: PathBuf, text: String) -> Result<Parsed, Box<TomlMistake>> {
        match toml::from_str(&text) {
            Ok(file) => Ok(Parsed { path, text: text.into(), file }),
            Err(error) => Err(mistake_of(&path.display().to_string(), &text, &error)),
        }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
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

    pub(super) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    pub(super) fn mistake(&self, span: Option<Range<usize>>, problem: Problem, suggestion: Option<String>) -> Box<TomlMistake> {
        let path = self.path.display().to_string();
        Box::new(TomlMistake { path, text: self.text.as_ref().to_owned(), span, problem, suggestion })
    }

    pub(super) fn paths(&self, patterns: &[Spanned<String>]) -> Result<Paths, Box<TomlMistake>> {
        let written = patterns.iter().map(|pattern| pattern.get_ref().as_str());
        Paths::new(self.folder().to_owned(), written).map_err(|(index, fault)| {
            let span = patterns.get(index).map(Spanned::span);
            self.mistake(span, Problem::BadPath(fault), None)
        })
    }

    /// The rules to which a configuration keeps; a list of none would say that there is nothing to check.
    pub(super) fn select(
        &self,
        given: Option<&Spanned<Vec<Spanned<String>>>>,
        ruleset: &Ruleset,
    ) -> Result<Option<Vec<String>>, Box<TomlMistake>> {
        let Some(names) = given else { return Ok(None) };
        if names.get_ref().is_empty() {
            return Err(self.mistake(Some(names.span()), Problem::SelectsNothing, None));
        }
        self.names(names.get_ref(), ruleset).map(Some)
    }

    /// A day of the calendar, once or every year.
    pub(super) fn when(&self, day: &Spanned<Day>) -> Result<When, Box<TomlMistake>> {
        let when = match day.get_ref() {
            Day::Date(date) => Ok(When::Once(*date)),
            Day::Text(text) => text.parse().map_err(|_| text.clone()),
            Day::Other(written) => Err(written.clone()),
        };
        when.map_err(|written| self.mistake(Some(day.span()), Problem::NotADayOfYears(written), None))
    }

    /// The names of rules, each of which must be known.
    pub(super) fn names(&self, names: &[Spanned<String>], ruleset: &Ruleset) -> Result<Vec<String>, Box<TomlMistake>> {
        for name in names {
            self.known(name, ruleset)?;
        }
        Ok(names.iter().map(|name| name.get_ref().clone()).collect())
    }

    fn known(&self, name: &Spanned<String>, ruleset: &Ruleset) -> Result<Vec<usize>, Box<TomlMistake>> {
        Selection::matching(ruleset, name.get_ref())
            .map_err(|UnknownRule { name: written, nearest }| self.mistake(Some(name.span()), Problem::ConfigNoRule(written), nearest))
    }

    pub(super) fn severities(
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

    pub(super) fn exception(&self, given: &Spanned<ExceptionFile>, ruleset: &Ruleset) -> Result<Exception, Box<TomlMistake>> {
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
            let day_of = |day: &Day| match day {
                Day::Date(date) => Ok(*date),
                Day::Text(text) => text.parse().map_err(|_| text.clone()),
                Day::Other(written) => Err(written.clone()),
            };
            day_of(day.get_ref()).map_err(|written| self.mistake(Some(day.span()), Problem::NotADay(written), None))
        });
        Ok(Exception {
            file: self.path.clone(),
            text: Arc::clone(&self.text),
            span: exception.rule.span(),
            rules,
            rule: exception.rule.get_ref().clone(),
            paths: match &exception.path {
                Some(path) => self.paths(std::slice::from_ref(path))?,
                None => Paths::all(self.folder().to_owned()),
            },
            subject: subject.transpose()?,
            reason: exception.reason.get_ref().trim().to_owned(),
            responsible: exception.responsible.clone(),
            until: until.transpose()?,
        })
    }

    pub(super) fn layer(&self, given: &OverrideFile, ruleset: &Ruleset) -> Result<Layer, Box<TomlMistake>> {
        let paths = given.paths.get_ref();
        if paths.is_empty() {
            return Err(self.mistake(Some(given.paths.span()), Problem::NoPaths, None));
        }
        Ok(Layer {
            paths: Some(self.paths(paths)?),
            select: self.select(given.select.as_ref(), ruleset)?,
            ignore: self.names(&given.ignore, ruleset)?,
            severities: self.severities(&given.severity, ruleset)?,
            fail_on: given.fail_on,
            institution: given.institution.clone(),
        })
    }
}

/// What the parser says, in our words: where something is of another kind than belongs there, which kind does.
fn mistake_of(path: &str, text: &str, error: &toml::de::Error) -> Box<TomlMistake> {
    let mut mistake = mistake_in_key(path, text, error);
    let is_of_kind = match &mistake.problem {
        Problem::ConfigToml(_) => true,
        // The parser takes a date for a group with one key of its own.
        Problem::Unknown { name, .. } => name.starts_with("$__toml"),
        _ => false,
    };
    if let Some(misfit) = error.span().filter(|_| is_of_kind).and_then(|span| misfit(text, &span)) {
        (mistake.problem, mistake.suggestion) = (Problem::ConfigKind(misfit), None);
    }
    mistake
}

/// The parser stops at the first letter of a key that may not stand without quotes; the key as a whole is what was meant.
fn mistake_in_key(path: &str, text: &str, error: &toml::de::Error) -> Box<TomlMistake> {
    let told = |text: &str, error: &toml::de::Error| TomlMistake::of_parser(path, text, error, Written::Config);
    let Some(key) = error.span().and_then(|span| bare_key(text, span.start)) else { return told(text, error) };
    let (before, name, after) = (text.get(..key.start), text.get(key.clone()), text.get(key.end..));
    let (Some(before), Some(name), Some(after)) = (before, name, after) else { return told(text, error) };
    // In quotes it is a key like any other, and the parser says which there are.
    let quoted = format!("{before}\"{name}\"{after}");
    let again = toml::from_str::<ConfigFile>(&quoted).err().map(|error| told(&quoted, &error));
    let known = again.filter(|mistake| matches!(&mistake.problem, Problem::Unknown { name: other, .. } if other == name));
    let (problem, suggestion) =
        known.map_or_else(|| (Problem::ConfigKey(name.to_owned()), None), |mistake| (mistake.problem, mistake.suggestion));
    Box::new(TomlMistake { path: path.to_owned(), text: text.to_owned(), span: Some(key), problem, suggestion })
}

/// The key round a byte, where it is a word with letters that TOML takes in quotes only.
fn bare_key(text: &str, at: usize) -> Option<Range<usize>> {
    let is_of_key = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
    let line = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let start =
        text.get(line..at)?.char_indices().rev().take_while(|(_, letter)| is_of_key(*letter)).last().map_or(at, |(start, _)| line + start);
    let rest = text.get(start..)?;
    let end = start + rest.find(|letter| !is_of_key(letter)).unwrap_or(rest.len());
    let head = text.get(line..start)?.trim_start();
    // A value is no key: only a table's name, or the beginning of a line or of an inline table, is.
    let is_key = head.is_empty() || head.starts_with('[') || head.trim_end().ends_with(['{', ',', '.']);
    (is_key && !text.get(start..end)?.is_ascii()).then_some(start..end)
}
