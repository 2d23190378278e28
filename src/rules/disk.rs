//! Packs from disk: read, checked whole, and refused with the mistake underlined.
//!
//! What a run relies on is proved here: words for every case in both languages, holes that the kind fills, provisions that exist, patterns that compile.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;
use std::{fs, io};

use super::pack::Pack;
use super::rule::{Head, Rule, RuleFile, SpannedWords};
use super::{Ruleset, template};
use crate::near::nearest;
use crate::toml_mistake::{Problem, TomlMistake, Written};

/// The largest rule file that is read, in bytes.
const MAX_RULE_FILE: u64 = 1 << 20;

/// Holes that every kind can fill.
const COMMON_HOLES: [&str; 3] = ["found", "unit", "field"];

/// Reads every rule of a folder into the ruleset.
pub(super) fn load(ruleset: &mut Ruleset, folder: &Path) -> Result<(), Box<TomlMistake>> {
    let mut paths = list(folder)?;
    paths.sort();
    if let Some(at) = paths.iter().position(|path| path.ends_with("pack.toml")) {
        let path = paths.remove(at);
        let text = read(&path)?;
        let pack: Pack =
            toml::from_str(&text).map_err(|error| TomlMistake::of_parser(&path.to_string_lossy(), &text, &error, Written::Rule))?;
        ruleset.further.push(pack);
    }
    if paths.is_empty() {
        return Err(Box::new(TomlMistake {
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
pub(super) fn rule(path: &str, text: String) -> Result<Rule, Box<TomlMistake>> {
    let file: RuleFile = toml::from_str(&text).map_err(|error| TomlMistake::of_parser(path, &text, &error, Written::Rule))?;
    let head: Head = toml::from_str(&text).map_err(|error| TomlMistake::of_parser(path, &text, &error, Written::Rule))?;
    let cell = OnceLock::new();
    // A new cell takes the value.
    let _ = cell.set(file);
    Ok(Rule { head, path: path.to_owned(), text: Cow::Owned(text), file: cell })
}

/// Proves of a rule what a run relies on.
///
/// # Errors
/// The first mistake, in the order of the file.
pub fn prove(ruleset: &Ruleset, rule: &Rule) -> Result<(), Box<TomlMistake>> {
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
fn prove_words(rule: &Rule, file: &RuleFile) -> Result<(), Box<TomlMistake>> {
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

fn fault(rule: &Rule, span: Option<Range<usize>>, problem: Problem, suggestion: Option<String>) -> Box<TomlMistake> {
    Box::new(TomlMistake { path: rule.path.clone(), text: rule.text.to_string(), span, problem, suggestion })
}

/// Where a value that carries no span of its own stands in its file: as a quoted string.
fn find(text: &str, value: &str) -> Option<Range<usize>> {
    let start = text.find(&format!("\"{value}\"")).or_else(|| text.find(&format!("'{value}'")))?;
    Some(start..start + value.len() + 2)
}

fn list(folder: &Path) -> Result<Vec<std::path::PathBuf>, Box<TomlMistake>> {
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

fn read(path: &Path) -> Result<String, Box<TomlMistake>> {
    let size = fs::metadata(path).map_err(|error| io_fault(path, error))?.len();
    if size > MAX_RULE_FILE {
        return Err(io_fault(path, io::Error::from(io::ErrorKind::FileTooLarge)));
    }
    fs::read_to_string(path).map_err(|error| io_fault(path, error))
}

fn io_fault(path: &Path, error: io::Error) -> Box<TomlMistake> {
    Box::new(TomlMistake { path: shown(path), text: String::new(), span: None, problem: Problem::Io(error), suggestion: None })
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
