//! Packs from disk: read, checked whole, and refused with the mistake underlined.
//!
//! What a run relies on is proved here: words for every case in both languages, holes that the kind fills, provisions that exist, patterns that compile.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;
use std::{fs, io};

use super::pack::Pack;
use super::rule::{Head, Rule, RuleFile, SpannedWords};
use super::{Ruleset, template};
use crate::lang::{Lang, Text};
use crate::near::nearest;

/// The largest rule file that is read, in bytes.
const MAX_RULE_FILE: u64 = 1 << 20;

/// Holes that every kind can fill.
const COMMON_HOLES: [&str; 3] = ["found", "unit", "field"];

/// A mistake in a pack: which file, where in it, what is wrong, and what may have been meant.
#[derive(Debug)]
pub struct PackError {
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

/// What is wrong in a pack.
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
}

impl PackError {
    /// What is wrong, in one language.
    pub fn message(&self, lang: Lang) -> String {
        let (text, name) = match &self.problem {
            Problem::Io(error) => {
                let why = crate::lang::io_error(error, lang);
                return Text::PackUnreadable.with(lang, &[("name", &lang.quote(&self.path)), ("why", &why)]);
            }
            Problem::NoRules => (Text::PackEmpty, &self.path),
            Problem::Unknown { name, .. } => (Text::PackUnknown, name),
            Problem::Missing(name) => (Text::PackKeyMissing, name),
            Problem::Toml(words) => (Text::PackToml, words),
            Problem::Taken(name) => (Text::PackTaken, name),
            Problem::BadCode(name) => (Text::PackBadCode, name),
            Problem::NoSuchProvision(name) => (Text::PackNoProvision, name),
            Problem::NoSuchRule(name) => (Text::PackNoRule, name),
            Problem::NoSuchCase(name) => (Text::PackNoCase, name),
            Problem::NoWordsFor(name) => (Text::PackNoWords, name),
            Problem::NoSuchHole(name) => (Text::PackNoHole, name),
            Problem::BadPattern(words) => (Text::PackBadPattern, words),
            Problem::NoExamples => return Text::PackNoExamples.say(lang).to_owned(),
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
            _ => Text::PackFormat.say(lang).to_owned(),
        }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message(Lang::En))
    }
}

impl std::error::Error for PackError {}

/// Reads every rule of a folder into the ruleset.
pub(super) fn load(ruleset: &mut Ruleset, folder: &Path) -> Result<(), Box<PackError>> {
    let mut paths = list(folder)?;
    paths.sort();
    if let Some(at) = paths.iter().position(|path| path.ends_with("pack.toml")) {
        let path = paths.remove(at);
        let text = read(&path)?;
        let pack: Pack = toml::from_str(&text).map_err(|error| toml_error(&path.to_string_lossy(), &text, &error))?;
        ruleset.further.push(pack);
    }
    if paths.is_empty() {
        return Err(Box::new(PackError {
            path: shown(folder),
            text: String::new(),
            span: None,
            problem: Problem::NoRules,
            suggestion: None,
        }));
    }
    let first = ruleset.rules.len();
    for path in &paths {
        let text = read(path)?;
        let rule = rule(&shown(path), text)?;
        prove(ruleset, &rule)?;
        ruleset.rules.push(rule);
    }
    // A rule may yield to one that comes after it, so this is asked last.
    for rule in &ruleset.rules[first..] {
        for code in &rule.head.yields {
            if ruleset.find(code).is_none() {
                let suggestion = nearest(code, ruleset.rules.iter().map(|r| r.head.code.as_str())).map(str::to_owned);
                return Err(fault(rule, find(&rule.text, code), Problem::NoSuchRule(code.clone()), suggestion));
            }
        }
    }
    Ok(())
}

/// Parses a rule file.
pub(super) fn rule(path: &str, text: String) -> Result<Rule, Box<PackError>> {
    let file: RuleFile = toml::from_str(&text).map_err(|error| toml_error(path, &text, &error))?;
    let head: Head = toml::from_str(&text).map_err(|error| toml_error(path, &text, &error))?;
    let cell = OnceLock::new();
    // A new cell takes the value.
    let _ = cell.set(file);
    Ok(Rule { head, path: path.to_owned(), text: Cow::Owned(text), file: cell })
}

/// Proves of a rule what a run relies on.
///
/// # Errors
/// The first mistake, in the order of the file.
pub fn prove(ruleset: &Ruleset, rule: &Rule) -> Result<(), Box<PackError>> {
    let file = rule.file();
    let text = rule.text.as_ref();
    if !is_code(&file.code) {
        return Err(fault(rule, find(text, &file.code), Problem::BadCode(file.code.clone()), None));
    }
    for name in [&file.code, &file.slug] {
        if ruleset.find(name).is_some_and(|index| !std::ptr::eq(&raw const ruleset.rules[index], rule)) {
            return Err(fault(rule, find(text, name), Problem::Taken(name.clone()), None));
        }
    }
    for law in file.law.iter().chain(file.findings.iter().filter_map(|words| words.law.as_ref()).flatten()) {
        if ruleset.provision(law.get_ref()).is_none() {
            let known: Vec<String> = std::iter::once(ruleset.pack()).chain(&ruleset.further).flat_map(Pack::provision_ids).collect();
            let suggestion = nearest(law.get_ref(), known.iter().map(String::as_str)).map(str::to_owned);
            return Err(fault(rule, Some(law.span()), Problem::NoSuchProvision(law.get_ref().clone()), suggestion));
        }
    }
    if let Some((pattern, why)) = file.check.broken_pattern() {
        return Err(fault(rule, find(text, pattern), Problem::BadPattern(why), None));
    }
    prove_words(rule, file)?;
    let (bad, good): (Vec<_>, Vec<_>) = file.examples.iter().partition(|example| example.is_bad());
    if bad.is_empty() || good.is_empty() {
        return Err(fault(rule, None, Problem::NoExamples, None));
    }
    Ok(())
}

/// Every case has words, no words are for a case that does not exist, and every hole is filled, in both languages alike.
fn prove_words(rule: &Rule, file: &RuleFile) -> Result<(), Box<PackError>> {
    let cases = file.check.cases();
    for words in &file.findings {
        let name = words.case.as_ref().map_or("", |case| case.get_ref().as_str());
        let Some(case) = cases.iter().find(|case| case.name == name) else {
            let suggestion = nearest(name, cases.iter().map(|case| case.name)).map(str::to_owned);
            let span = words.case.as_ref().map_or_else(|| words.message.es.span(), toml::Spanned::span);
            return Err(fault(rule, Some(span), Problem::NoSuchCase(name.to_owned()), suggestion));
        };
        let templates: [Option<&SpannedWords>; 4] = [Some(&words.message), words.label.as_ref(), Some(&words.help), words.also.as_ref()];
        for template in templates.into_iter().flatten().flat_map(|words| [&words.es, &words.en]) {
            let filled = |hole: &str| COMMON_HOLES.contains(&hole) || case.holes.contains(&hole);
            if let Some(hole) = template::holes(template.get_ref()).find(|hole| !filled(hole)) {
                let suggestion =
                    nearest(hole, COMMON_HOLES.into_iter().chain(case.holes.iter().copied())).map(|near| format!("{{{near}}}"));
                return Err(fault(rule, Some(template.span()), Problem::NoSuchHole(format!("{{{hole}}}")), suggestion));
            }
        }
    }
    for case in cases {
        let has = |words: &&super::rule::FindingWords| words.case.as_ref().map_or("", |name| name.get_ref().as_str()) == case.name;
        if file.findings.iter().find(has).is_none() {
            return Err(fault(rule, None, Problem::NoWordsFor(case.name.to_owned()), None));
        }
    }
    Ok(())
}

/// `A4-F14`: a pack of capital letters and digits, a hyphen, a family's letter, two digits.
fn is_code(code: &str) -> bool {
    let Some((pack, number)) = code.rsplit_once('-') else { return false };
    let pack_ok = !pack.is_empty() && pack.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
    let (letter, digits) = number.split_at(usize::from(number.starts_with(|c: char| c.is_ascii_uppercase())));
    pack_ok && !letter.is_empty() && digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())
}

fn fault(rule: &Rule, span: Option<Range<usize>>, problem: Problem, suggestion: Option<String>) -> Box<PackError> {
    Box::new(PackError { path: rule.path.clone(), text: rule.text.to_string(), span, problem, suggestion })
}

/// Where a value that carries no span of its own stands in its file: as a quoted string.
fn find(text: &str, value: &str) -> Option<Range<usize>> {
    let start = text.find(&format!("\"{value}\"")).or_else(|| text.find(&format!("'{value}'")))?;
    Some(start..start + value.len() + 2)
}

/// Puts the parser's words into ours, and looks for what may have been meant.
fn toml_error(path: &str, text: &str, error: &toml::de::Error) -> Box<PackError> {
    let message = error.message();
    let mut ticked = message.split('`').skip(1).step_by(2);
    let name = ticked.next().unwrap_or_default().to_owned();
    let others: Vec<&str> = ticked.collect();
    let suggestion = nearest(&name, others.iter().copied()).map(str::to_owned);
    let problem = match message {
        m if m.starts_with("unknown field") || m.starts_with("unknown variant") => {
            Problem::Unknown { name, known: others.iter().map(|other| (*other).to_owned()).collect() }
        }
        m if m.starts_with("missing field") => Problem::Missing(name),
        m => Problem::Toml(m.to_owned()),
    };
    // What is missing from the file as a whole has no place in it.
    let span = error
        .span()
        .filter(|_| !matches!(problem, Problem::Missing(_)) || text.get(error.span().unwrap_or_default()).is_some_and(|at| at.len() > 1));
    Box::new(PackError { path: path.to_owned(), text: text.to_owned(), span, problem, suggestion })
}

fn list(folder: &Path) -> Result<Vec<std::path::PathBuf>, Box<PackError>> {
    let entries = fs::read_dir(folder).map_err(|error| io_fault(folder, error))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| io_fault(folder, error))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    Ok(paths)
}

fn read(path: &Path) -> Result<String, Box<PackError>> {
    let size = fs::metadata(path).map_err(|error| io_fault(path, error))?.len();
    if size > MAX_RULE_FILE {
        return Err(io_fault(path, io::Error::from(io::ErrorKind::FileTooLarge)));
    }
    fs::read_to_string(path).map_err(|error| io_fault(path, error))
}

fn io_fault(path: &Path, error: io::Error) -> Box<PackError> {
    Box::new(PackError { path: shown(path), text: String::new(), span: None, problem: Problem::Io(error), suggestion: None })
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whether_a_rule_depends_on_cells_is_yes_or_no() {
        let text = include_str!("../../rules/a4/U05-target-blank.toml");
        assert!(rule("U05.toml", text.to_owned()).unwrap().file().borders);
        assert!(!rule("U05.toml", text.replace("borders  = true\n", "")).unwrap().file().borders);
        for (wrong, marked) in [("borders = \"sí\"", "\"sí\""), ("border = true", "border")] {
            let text = text.replace("borders  = true", wrong);
            let error = rule("U05.toml", text.clone()).unwrap_err();
            assert_eq!(error.span.as_ref().map(|span| &text[span.clone()]), Some(marked), "{error}");
        }
    }
}
