//! A rule file as types. The file is the whole rule: what it demands, on what ground, what it says in both languages, and the examples that test it.

use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::checks::Kind;
use crate::diagnostic::Severity;
use crate::lang::Lang;
use crate::period::Month;

/// A sentence in both languages.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Spanish.
    pub es: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The sentence in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Es => &self.es,
            Lang::En => &self.en,
        }
    }
}

/// What decides: the part of a rule file that every run needs.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Head {
    /// `A4-F14`.
    pub code: String,
    /// `email-malformed`.
    pub slug: String,
    /// What a finding weighs.
    pub severity: Severity,
    /// Rules whose finding on the same field explains this one's.
    #[serde(default)]
    pub yields: Vec<String>,
    /// The algorithm and its parameters.
    pub check: Kind,
}

/// A rule file, whole.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleFile {
    /// As [`Head::code`].
    pub code: String,
    /// As [`Head::slug`].
    pub slug: String,
    /// As [`Head::severity`].
    pub severity: Severity,
    /// The version that brought the rule.
    pub since: String,
    /// Provisions it rests on, as `instrument.provision`.
    #[serde(default)]
    pub law: Vec<toml::Spanned<String>>,
    /// As [`Head::yields`].
    #[serde(default)]
    pub yields: Vec<String>,
    /// Whether it depends on where a cell begins and ends, so that its findings are less sure where a document does not say so.
    #[serde(default)]
    pub borders: bool,
    /// As [`Head::check`].
    pub check: Kind,
    /// What is wrong, in a few words.
    pub title: Words,
    /// Exactly when the rule speaks.
    pub when: Words,
    /// Why it matters.
    pub why: Words,
    /// What it says, one entry for each case of its kind.
    #[serde(rename = "finding")]
    pub findings: Vec<FindingWords>,
    /// Examples, run as tests.
    #[serde(rename = "example")]
    pub examples: Vec<Example>,
}

/// The words of one case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingWords {
    /// The case of the kind; left out where the kind has only one.
    pub case: Option<toml::Spanned<String>>,
    /// The provisions this case rests on, where they are not those of the rule: none, where the fault is this program's limit and not the document's.
    pub law: Option<Vec<toml::Spanned<String>>>,
    /// The fact.
    pub message: SpannedWords,
    /// A few words under the mark.
    pub label: Option<SpannedWords>,
    /// What to write instead.
    pub help: SpannedWords,
    /// A few words under the second mark.
    pub also: Option<SpannedWords>,
}

/// A template in both languages, each with its place in the rule file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpannedWords {
    /// Spanish.
    pub es: toml::Spanned<String>,
    /// English.
    pub en: toml::Spanned<String>,
}

impl SpannedWords {
    /// The template in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Es => self.es.get_ref(),
            Lang::En => self.en.get_ref(),
        }
    }
}

/// An example: changes to the model report, or a whole document, and what the rule marks in it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Example {
    /// Caption in Spanish.
    pub es: String,
    /// Caption in English.
    pub en: String,
    /// Pairs of words of the model report and what replaces them.
    #[serde(default)]
    pub change: Vec<(String, String)>,
    /// A whole document instead.
    pub given: Option<String>,
    /// The configuration that it is checked with, and that the rule is about.
    pub config: Option<String>,
    /// The day of the check.
    pub as_of: Option<NaiveDate>,
    /// The month reported.
    pub period: Option<Month>,
    /// The marked text of each finding, in the order of the document.
    pub underlined: Vec<String>,
    /// Codes of other rules that rightly speak as well.
    #[serde(default)]
    pub also: Vec<String>,
}

/// A rule ready to run. Its words are parsed when they are first shown.
#[derive(Debug)]
pub struct Rule {
    /// What decides.
    pub head: Head,
    /// Where its file is.
    pub path: String,
    pub(crate) text: std::borrow::Cow<'static, str>,
    pub(crate) file: OnceLock<RuleFile>,
}

impl Rule {
    /// The whole rule file.
    ///
    /// Every embedded file is parsed by a test and every file from disk when it is loaded, so that parsing cannot fail here.
    pub fn file(&self) -> &RuleFile {
        self.file.get_or_init(|| match toml::from_str(&self.text) {
            Ok(file) => file,
            Err(error) => unreachable!("{}: {error}", self.path),
        })
    }

    /// The kind of its check and its parameters as the rule file writes them: short values with their keys, long ones by their keys alone.
    pub fn check_as_written(&self) -> (String, Vec<String>) {
        let file: toml::Table = self.text.parse().unwrap_or_default();
        let check = file.get("check").and_then(toml::Value::as_table).and_then(|check| check.iter().next());
        let Some((kind, parameters)) = check else { return (String::new(), Vec::new()) };
        let shown = |(key, value): (&String, &toml::Value)| match value {
            toml::Value::Array(_) | toml::Value::Table(_) => format!("`{key}`"),
            value => format!("`{key} = {value}`"),
        };
        (kind.clone(), parameters.as_table().into_iter().flatten().map(shown).collect())
    }

    /// The words of one case, as given by [`crate::diagnostic::Diagnostic::case`].
    pub fn words(&self, case: u8) -> &FindingWords {
        let name = self.head.check.cases().get(usize::from(case)).map_or("", |case| case.name);
        let findings = &self.file().findings;
        let named = |words: &&FindingWords| words.case.as_ref().map_or("", |case| case.get_ref().as_str()) == name;
        match findings.iter().find(named).or(findings.first()) {
            Some(words) => words,
            None => unreachable!("{}: a rule without words is refused when it is loaded", self.path),
        }
    }
}
