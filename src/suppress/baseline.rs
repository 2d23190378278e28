//! The baseline: findings that were there when it was made. Known by what they say and of what, not by where they stand, so that rows may move; counted, so
//! that a new finding is never taken for one that was mended.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::hold_back;
use crate::diagnostic::{Diagnostic, Outcome, Suppression};
use crate::fingerprint::Fingerprints;
use crate::limits::MAX_CELLS;
use crate::rules::Ruleset;

/// The version of the file's form.
const VERSION: u64 = 1;

/// The most findings of a document that are alike: no document has more cells.
const MOST: usize = MAX_CELLS;

/// Findings that were there already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    pub(super) entries: BTreeMap<Key, Entry>,
}

/// Which finding: the document's path from the baseline's folder, the matrix within it, and the fingerprint.
pub(super) type Key = (String, String, String);

/// What is kept of a finding besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) code: String,
    subject: String,
    pub(super) count: usize,
}

/// The file as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u64,
    findings: Vec<Line>,
}

/// The part of the file that every version has: what else it holds another version may write otherwise.
#[derive(Deserialize)]
struct Head {
    version: u64,
}

/// One finding, as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The document's path from the baseline's folder.
    pub path: String,
    /// What tells its matrix from others of the document: the sheet of a workbook, or the number of a later one of a text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// The rule.
    pub code: String,
    /// The field.
    pub subject: String,
    /// What it is known by.
    pub fingerprint: String,
    /// How many there are that are alike.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: usize,
}

fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_one(count: &usize) -> bool {
    *count == 1
}

/// Why a baseline cannot be read.
#[derive(Debug)]
pub enum BaselineError {
    /// It is not JSON of that form, in the parser's own words.
    Malformed(String),
    /// It is of a version that this program does not know.
    Version(u64),
    /// It says of a document's findings that there are so many alike: none, or more than a document can hold.
    Count {
        /// The document.
        path: String,
        /// How many.
        count: usize,
    },
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn parse(text: &str) -> Result<Baseline, BaselineError> {
        let file: File = serde_json::from_str(text).map_err(|error| match serde_json::from_str(text) {
            Ok(Head { version }) if version != VERSION && text.trim_start().starts_with('{') => BaselineError::Version(version),
            _ => BaselineError::Malformed(error.to_string()),
        })?;
        if file.version != VERSION {
            return Err(BaselineError::Version(file.version));
        }
        let mut baseline = Baseline::default();
        for line in file.findings {
            if !(1..=MOST).contains(&line.count) {
                return Err(BaselineError::Count { path: line.path, count: line.count });
            }
            let entry = Entry { code: line.code, subject: line.subject, count: 0 };
            baseline.put((line.path, line.sheet, line.fingerprint), entry, line.count);
        }
        Ok(baseline)
    }

    /// Whether a text that does not parse was a baseline all the same, of any version, and is only damaged: it begins as one, or holds nothing.
    pub fn was_one(text: &str) -> bool {
        let begins = || {
            let mut rest = text;
            for sign in ["{", "\"version\"", ":"] {
                rest = rest.trim_start().strip_prefix(sign)?;
            }
            rest = rest.trim_start().trim_start_matches(|digit: char| digit.is_ascii_digit());
            for sign in [",", "\"findings\""] {
                rest = rest.trim_start().strip_prefix(sign)?;
            }
            Some(())
        };
        let keys = || serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text).ok();
        text.trim().is_empty()
            || begins().is_some()
            || keys().is_some_and(|keys| keys.contains_key("version") && keys.contains_key("findings"))
    }

    /// The baseline as a file, a line for each finding, in an order that does not change.
    pub fn to_text(&self) -> String {
        let lines = self.lines().map(|line| serde_json::to_string(&line).unwrap_or_default());
        let lines: Vec<String> = lines.map(|line| format!("    {line}")).collect();
        if lines.is_empty() {
            return format!("{{\n  \"version\": {VERSION},\n  \"findings\": []\n}}\n");
        }
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": [\n{}\n  ]\n}}\n", lines.join(",\n"))
    }

    /// Its findings, by path.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        self.entries.iter().map(|((path, sheet, fingerprint), entry)| Line {
            path: path.clone(),
            sheet: sheet.clone(),
            code: entry.code.clone(),
            subject: entry.subject.clone(),
            fingerprint: fingerprint.clone(),
            count: entry.count,
        })
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.entries.values().fold(0, |sum, entry| sum.saturating_add(entry.count))
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds so many findings that are alike.
    pub(super) fn put(&mut self, key: Key, entry: Entry, count: usize) {
        let there = &mut self.entries.entry(key).or_insert(Entry { count: 0, ..entry }).count;
        *there = there.saturating_add(count).min(MOST);
    }

    /// Adds findings of a document.
    pub(super) fn add<'d>(
        &mut self,
        path: &str,
        outcome: &Outcome,
        diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
        ruleset: &Ruleset,
    ) {
        let prints = Fingerprints::new(ruleset, outcome);
        let sheet = outcome.within();
        for diagnostic in diagnostics {
            let code = &ruleset.rules[diagnostic.rule].head.code;
            let key = (path.to_owned(), sheet.clone(), prints.of(diagnostic));
            self.put(key, Entry { code: code.clone(), subject: diagnostic.subject.to_string(), count: 0 }, 1);
        }
    }

    /// Adds what another holds.
    pub(super) fn join(&mut self, other: Baseline) {
        for (key, entry) in other.entries {
            let count = entry.count;
            self.put(key, entry, count);
        }
    }

    /// Holds back the findings of a document that were there already, of those that are alike as many as there were.
    pub fn apply(&self, path: &str, outcome: &mut Outcome, ruleset: &Ruleset) {
        let sheet = outcome.within();
        let from = (path.to_owned(), sheet.clone(), String::new());
        let of_document = self.entries.range(from..).take_while(|((of, on, _), _)| of == path && *on == sheet);
        let mut left: BTreeMap<&str, usize> = of_document.map(|((_, _, print), entry)| (print.as_str(), entry.count)).collect();
        if left.is_empty() {
            return;
        }
        let prints = Fingerprints::new(ruleset, outcome);
        let known: Vec<String> = outcome.diagnostics.iter().map(|diagnostic| prints.of(diagnostic)).collect();
        let mut known = known.iter();
        hold_back(outcome, |_, _| {
            let count = left.get_mut(known.next()?.as_str()).filter(|count| **count > 0)?;
            *count -= 1;
            Some(Suppression::Baseline)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(counts: &[&str]) -> String {
        let line = |count: &&str| {
            format!("{{\"path\":\"a4.txt\",\"code\":\"A4-F14\",\"subject\":\"footer.email\",\"fingerprint\":\"00\",\"count\":{count}}}")
        };
        format!("{{\"version\":1,\"findings\":[{}]}}", counts.iter().map(line).collect::<Vec<_>>().join(","))
    }

    #[test]
    fn counts_are_those_that_a_document_can_have() {
        assert_eq!(Baseline::parse(&file(&["2", "3"])).unwrap().len(), 5);
        assert_eq!(Baseline::parse(&file(&["2000000", "2000000"])).unwrap().len(), MOST, "two lines on the same finding");
        for count in ["0", "2000001", "18446744073709551615"] {
            assert!(matches!(Baseline::parse(&file(&["1", count])), Err(BaselineError::Count { .. })), "{count}");
        }
        for count in ["18446744073709551616", "-1", "1.5"] {
            assert!(matches!(Baseline::parse(&file(&[count])), Err(BaselineError::Malformed(_))), "{count}");
        }
    }

    #[test]
    fn a_later_version_is_told_by_its_number_whatever_else_it_holds() {
        for text in ["{\"version\":2,\"findings\":[{\"key\":1}]}", "{\"schema\":\"x\",\"version\":2}"] {
            assert!(matches!(Baseline::parse(text), Err(BaselineError::Version(2))), "{text}");
        }
        for text in ["{\"version\":1,\"findings\":[],\"more\":1}", "{\"version\":\"2\"}", "{\"findings\":[]}", "[2]"] {
            assert!(matches!(Baseline::parse(text), Err(BaselineError::Malformed(_))), "{text}");
        }
    }

    #[test]
    fn what_was_a_baseline_is_told_from_what_never_was() {
        for text in [
            "",
            " \n",
            "{\n  \"version\": 1,\n  \"findings\": [\n<<<<<<< HEAD\n",
            "{\"version\":1,\"findings\":[{\"pa",
            "{\"version\":2,\"findings\":{}}",
            "{\"findings\":[],\"tool\":\"x\",\"version\":3}",
        ] {
            assert!(Baseline::was_one(text), "{text}");
        }
        for text in ["lang = 'es'\n", "{}", "[]", "{\"version\":1,\"tool\":{}}", "{\"findings\":[]}", "version findings", "PK\u{3}\u{4}"] {
            assert!(!Baseline::was_one(text), "{text}");
        }
    }
}
