//! The baseline: findings that were there when it was made. Known by what they say and of what, not by where they stand, so that rows may move; counted, so
//! that a new finding is never taken for one that was mended.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::hold_back;
use crate::diagnostic::{Outcome, Suppression};
use crate::fingerprint::fingerprint;
use crate::rules::Ruleset;

/// The version of the file's form.
const VERSION: u32 = 1;

/// Findings that were there already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<Key, Entry>,
}

/// Which finding: the document's path from the baseline's folder, its sheet, and the fingerprint.
type Key = (String, String, String);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    code: String,
    subject: String,
    count: usize,
}

/// The file as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    findings: Vec<Line>,
}

/// One finding, as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The document's path from the baseline's folder.
    pub path: String,
    /// Its sheet, where it is a workbook with several matrices.
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
    Version(u32),
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn parse(text: &str) -> Result<Baseline, BaselineError> {
        let file: File = serde_json::from_str(text).map_err(|error| BaselineError::Malformed(error.to_string()))?;
        if file.version != VERSION {
            return Err(BaselineError::Version(file.version));
        }
        let mut baseline = Baseline::default();
        for line in file.findings {
            let entry = Entry { code: line.code, subject: line.subject, count: 0 };
            baseline.entries.entry((line.path, line.sheet, line.fingerprint)).or_insert(entry).count += line.count;
        }
        Ok(baseline)
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
        self.entries.values().map(|entry| entry.count).sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds the findings of a document that count.
    pub fn add(&mut self, path: &str, outcome: &Outcome, ruleset: &Ruleset) {
        for diagnostic in &outcome.diagnostics {
            let code = &ruleset.rules[diagnostic.rule].head.code;
            let key = (path.to_owned(), outcome.sheet.clone().unwrap_or_default(), fingerprint(ruleset, outcome, diagnostic));
            let entry = Entry { code: code.clone(), subject: diagnostic.subject.to_string(), count: 0 };
            self.entries.entry(key).or_insert(entry).count += 1;
        }
    }

    /// Adds what another holds.
    pub fn join(&mut self, other: Baseline) {
        for (key, entry) in other.entries {
            self.entries.entry(key).or_insert(Entry { count: 0, ..entry.clone() }).count += entry.count;
        }
    }

    /// What of this baseline is still there: of each finding at most as many as `now` holds. Documents for which `checked` is not true keep theirs.
    #[must_use]
    pub fn pruned(&self, now: &Baseline, checked: impl Fn(&str) -> bool) -> Baseline {
        let mut left = Baseline::default();
        for (key, entry) in &self.entries {
            let count = if checked(&key.0) { now.entries.get(key).map_or(0, |there| there.count.min(entry.count)) } else { entry.count };
            if count > 0 {
                left.entries.insert(key.clone(), Entry { count, ..entry.clone() });
            }
        }
        left
    }

    /// Holds back the findings of a document that were there already, of those that are alike as many as there were.
    pub fn apply(&self, path: &str, outcome: &mut Outcome, ruleset: &Ruleset) {
        let sheet = outcome.sheet.clone().unwrap_or_default();
        let mut left: BTreeMap<String, usize> = BTreeMap::new();
        for ((_, _, print), entry) in
            self.entries.range((path.to_owned(), sheet.clone(), String::new())..).take_while(|((of, on, _), _)| of == path && *on == sheet)
        {
            left.insert(print.clone(), entry.count);
        }
        if left.is_empty() {
            return;
        }
        hold_back(outcome, |outcome, diagnostic| {
            let count = left.get_mut(&fingerprint(ruleset, outcome, diagnostic)).filter(|count| **count > 0)?;
            *count -= 1;
            Some(Suppression::Baseline)
        });
    }
}
