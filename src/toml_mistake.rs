//! Mistakes in the TOML files that people write for us, rule files and configurations: which file, where in it, what is wrong, and what may have been meant.

mod keys;

use std::ops::Range;
use std::{fmt, io};

pub use self::keys::Misfit;
pub(crate) use self::keys::misfit;
use self::keys::missing_help;
use crate::lang::{Lang, Setup, Text};
use crate::near::nearest;

/// A mistake in a file: which one, where in it, what is wrong, and what may have been meant.
#[derive(Debug)]
pub struct TomlMistake {
    /// The file or folder.
    pub path: String,
    /// The text of the file; empty where it could not be read.
    pub text: String,
    /// The bytes that are wrong.
    pub span: Option<Range<usize>>,
    /// What is wrong with them.
    pub problem: Problem,
    /// What may have been meant.
    pub suggestion: Option<String>,
}

/// What is wrong in a rule file or a configuration.
#[derive(Debug)]
pub enum Problem {
    /// The file or folder cannot be read.
    Io(io::Error),
    /// The folder holds no rule files.
    NoRules,
    /// A key, kind or value that is not known.
    Unknown {
        /// What was written.
        name: String,
        /// What may stand there.
        known: Vec<String>,
    },
    /// A key that must be there and is not.
    Missing(String),
    /// Something else about the TOML, in the parser's own words.
    Toml(String),
    /// A code or slug that another rule bears.
    Taken(String),
    /// A code that is not letters, a hyphen, a letter and two digits.
    BadCode(String),
    /// A provision that no pack defines.
    NoSuchProvision(String),
    /// A rule that it yields to and that does not exist.
    NoSuchRule(String),
    /// A case that the kind does not have, or words missing for one that it has.
    NoSuchCase(String),
    /// Words are missing for a case of the kind.
    NoWordsFor(String),
    /// A hole that the kind does not fill.
    NoSuchHole(String),
    /// A pattern that is no regular expression.
    BadPattern(String),
    /// A rule without a bad example, or without a good one.
    NoExamples,
    /// A configuration that cannot be read.
    ConfigUnreadable(io::Error),
    /// Something else about the TOML of a configuration, in the parser's own words.
    ConfigToml(String),
    /// Something of another kind than belongs to its key.
    ConfigKind(Misfit),
    /// A key that a configuration must have and has not.
    ConfigMissing(String),
    /// A key of a configuration that is not known, nor what may stand there.
    ConfigKey(String),
    /// A rule that a configuration names and that does not exist.
    ConfigNoRule(String),
    /// A configuration that another extends and that cannot be read.
    ExtendUnreadable(String, io::Error),
    /// A list of rules to keep to without any.
    SelectsNothing,
    /// A list of paths without any.
    NoPaths,
    /// A pattern of paths that means no file.
    BadPath(PathFault),
    /// A pattern of months that is none.
    BadPeriodPattern(PatternFault),
    /// A subject that names no field.
    NoSuchSubject(String),
    /// An exception without a reason.
    NoReason,
    /// A day that is none.
    NotADay(String),
    /// A day of the calendar, once or every year, that is none.
    NotADayOfYears(String),
    /// A configuration that extends itself, or too many.
    ExtendsItself(String),
}

/// Why a pattern of paths means no file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathFault {
    /// It says nothing.
    Empty,
    /// It begins at the root of the file system.
    Absolute,
    /// It leaves the folder of the configuration.
    Outside,
    /// It is not well-formed, in the parser's own words.
    Malformed(String),
}

/// What is wrong with a pattern of months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatternFault {
    /// It lacks `{year}`, or has it twice.
    Year,
    /// It lacks `{month}`, or has it twice.
    Month,
    /// It has braces round something else.
    Brace,
    /// It is too long, or comes to an expression that is.
    Long,
}

/// What is written in TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// A rule file.
    Rule,
    /// A configuration.
    Config,
}

impl TomlMistake {
    /// Puts the parser's words into ours, and looks for what may have been meant.
    pub(crate) fn of_parser(path: &str, text: &str, error: &toml::de::Error, written: Written) -> Box<TomlMistake> {
        let message = error.message();
        let mut ticked = message.split('`').skip(1).step_by(2);
        let name = ticked.next().unwrap_or_default().to_owned();
        let others: Vec<&str> = ticked.collect();
        let suggestion = nearest(&name, others.iter().copied()).map(str::to_owned);
        let problem = match message {
            m if m.starts_with("unknown field") || m.starts_with("unknown variant") => {
                Problem::Unknown { name, known: others.iter().map(|other| (*other).to_owned()).collect() }
            }
            m if m.starts_with("missing field") && written == Written::Config => Problem::ConfigMissing(name),
            m if m.starts_with("missing field") => Problem::Missing(name),
            m if written == Written::Config => Problem::ConfigToml(m.to_owned()),
            m => Problem::Toml(m.to_owned()),
        };
        // What is missing from the file as a whole has no place in it.
        let span = error.span().filter(|_| {
            !matches!(problem, Problem::Missing(_) | Problem::ConfigMissing(_))
                || text.get(error.span().unwrap_or_default()).is_some_and(|at| at.len() > 1)
        });
        Box::new(TomlMistake { path: path.to_owned(), text: text.to_owned(), span, problem, suggestion })
    }

    /// What is wrong, in one language.
    pub fn message(&self, lang: Lang) -> String {
        let (text, name) = match &self.problem {
            Problem::Io(error) | Problem::ConfigUnreadable(error) => {
                let why = crate::lang::io_error(error, lang);
                return Text::PackUnreadable.with(lang, &[("name", &lang.quote(&self.path)), ("why", &why)]);
            }
            Problem::NoRules => (Text::PackEmpty, &self.path),
            Problem::ExtendUnreadable(name, error) => {
                let why = crate::lang::io_error(error, lang);
                return Text::PackUnreadable.with(lang, &[("name", &lang.quote(name)), ("why", &why)]);
            }
            Problem::Unknown { name, .. } | Problem::ConfigKey(name) => (Text::PackUnknown, name),
            Problem::Missing(name) | Problem::ConfigMissing(name) => (Text::PackKeyMissing, name),
            Problem::Toml(words) => (Text::PackToml, words),
            Problem::Taken(name) => (Text::PackTaken, name),
            Problem::BadCode(name) => (Text::PackBadCode, name),
            Problem::NoSuchProvision(name) => (Text::PackNoProvision, name),
            Problem::NoSuchRule(name) | Problem::ConfigNoRule(name) => (Text::PackNoRule, name),
            Problem::NoSuchCase(name) => (Text::PackNoCase, name),
            Problem::NoWordsFor(name) => (Text::PackNoWords, name),
            Problem::NoSuchHole(name) => (Text::PackNoHole, name),
            Problem::BadPattern(words) => (Text::PackBadPattern, words),
            Problem::NoExamples => return Text::PackNoExamples.say(lang).to_owned(),
            Problem::ConfigToml(words) => return Setup::ConfigToml.with(lang, &[("name", &lang.quote(words))]),
            Problem::ConfigKind(misfit) => return misfit.message(lang),
            Problem::SelectsNothing => return Setup::SelectsNothing.say(lang).to_owned(),
            Problem::NoPaths => return Setup::NoPaths.say(lang).to_owned(),
            Problem::BadPath(PathFault::Malformed(words)) => return Setup::BadGlob.with(lang, &[("name", &lang.quote(words))]),
            Problem::BadPath(PathFault::Empty) => return Setup::NoPath.say(lang).to_owned(),
            Problem::BadPath(PathFault::Absolute) => return Setup::AbsolutePath.say(lang).to_owned(),
            Problem::BadPath(PathFault::Outside) => return Setup::PathOutside.say(lang).to_owned(),
            Problem::BadPeriodPattern(fault) => {
                let said = match fault {
                    PatternFault::Year => Setup::PatternYear,
                    PatternFault::Month => Setup::PatternMonth,
                    PatternFault::Brace => Setup::PatternBrace,
                    PatternFault::Long => Setup::PatternLong,
                };
                return said.say(lang).to_owned();
            }
            Problem::NoSuchSubject(name) => return Setup::NoSuchSubject.with(lang, &[("name", &lang.quote(name))]),
            Problem::NoReason => return Setup::NoReason.say(lang).to_owned(),
            Problem::NotADay(name) | Problem::NotADayOfYears(name) => return Setup::NotADay.with(lang, &[("name", &lang.quote(name))]),
            Problem::ExtendsItself(name) => return Setup::ExtendsItself.with(lang, &[("name", &lang.quote(name))]),
        };
        text.with(lang, &[("name", &lang.quote(name))])
    }

    /// What to do about it, in one language.
    pub fn help(&self, lang: Lang) -> String {
        match (&self.suggestion, &self.problem) {
            (Some(name), _) => Text::PackDidYouMean.with(lang, &[("name", &lang.quote(name))]),
            (None, Problem::Unknown { known, .. }) if !known.is_empty() => {
                let names: Vec<String> = known.iter().map(|name| lang.quote(name)).collect();
                Text::PackOneOf.with(lang, &[("names", &names.join(", "))])
            }
            (None, problem) => match problem {
                Problem::NoReason => Setup::NoReasonHelp.say(lang).to_owned(),
                Problem::NotADayOfYears(_) => Setup::NotADayOfYearsHelp.say(lang).to_owned(),
                Problem::ConfigKind(misfit) => misfit.help(lang),
                Problem::ConfigMissing(name) => missing_help(name, lang).unwrap_or_else(|| Setup::ConfigFormat.say(lang).to_owned()),
                Problem::ConfigUnreadable(error) if is_another_path(error) => Setup::ConfigPathHelp.say(lang).to_owned(),
                Problem::ConfigUnreadable(_) => Setup::ConfigUnreadableHelp.say(lang).to_owned(),
                Problem::ConfigNoRule(_) => Setup::RulesAre.say(lang).to_owned(),
                Problem::ExtendUnreadable(..) => Setup::ExtendHelp.say(lang).to_owned(),
                Problem::SelectsNothing => Setup::SelectsNothingHelp.say(lang).to_owned(),
                Problem::NoPaths | Problem::BadPath(PathFault::Empty) => Setup::NoPathHelp.say(lang).to_owned(),
                Problem::BadPath(_) => Setup::PathHelp.say(lang).to_owned(),
                Problem::NotADay(_) => Setup::NotADayHelp.say(lang).to_owned(),
                Problem::NoSuchSubject(_) => Setup::NoSuchSubjectHelp.say(lang).to_owned(),
                Problem::BadPeriodPattern(_) => Setup::PatternHelp.say(lang).to_owned(),
                Problem::ExtendsItself(_) => Setup::ExtendsItselfHelp.say(lang).to_owned(),
                Problem::ConfigToml(_) | Problem::ConfigKey(_) => Setup::ConfigFormat.say(lang).to_owned(),
                _ => Text::PackFormat.say(lang).to_owned(),
            },
        }
    }
}

/// Whether what cannot be read lies elsewhere, or is no file of a disk.
fn is_another_path(error: &io::Error) -> bool {
    use io::ErrorKind::{IsADirectory, NotADirectory, NotFound, NotSeekable};
    matches!(error.kind(), NotFound | NotADirectory | IsADirectory | NotSeekable)
}

impl fmt::Display for TomlMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message(Lang::En))
    }
}

impl std::error::Error for TomlMistake {}
