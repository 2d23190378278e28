//! Findings, and mistakes in our own rule files, as miette diagnostics.
//!
//! The domain's diagnostic holds no sentence and no text of the document; this one holds all that is shown, ready to be drawn by [`super::super::graphic`].

use std::fmt;

use miette::{LabeledSpan, SourceCode};

use super::super::certainty::Certainty;
use super::super::graphic::{Drawn, Graphic, NARROWEST};
use super::super::said::{page, shorten};
use super::super::snippet::{Snippet, Spot};
use super::super::{Run, Style, place_name};
use crate::columns::printable;
use crate::diagnostic::{Diagnostic, Outcome, Severity};
use crate::document::{Anchor, RowId};
use crate::lang::Lang;
use crate::report::field::Field;
use crate::rules::{Phrases, Rule};
use crate::toml_mistake::TomlMistake;

/// Something to say, with all that is shown of it.
#[derive(Debug)]
pub(super) struct Notice {
    message: String,
    code: Option<String>,
    url: Option<String>,
    severity: Severity,
    help: String,
    caution: Option<Caution>,
    law: Vec<Cited>,
    snippet: Option<Snippet>,
}

/// A provision of the law that is cited.
#[derive(Debug)]
struct Cited {
    title: String,
    words: Option<String>,
}

/// What to see to before a finding is believed.
#[derive(Debug)]
struct Caution(String);

impl Notice {
    /// What a finding says. An error quotes each provision the first time it is cited in the document, which `quoted` remembers.
    pub(super) fn of<'r>(run: &Run<'r>, outcome: &Outcome, diagnostic: &Diagnostic, quoted: &mut Vec<&'r str>) -> Notice {
        let rule: &'r Rule = &run.ruleset.rules[diagnostic.rule];
        let phrases = run.ruleset.phrases(outcome, diagnostic, run.lang);
        let mut law = Vec::new();
        for id in run.ruleset.law_of(diagnostic) {
            let Some((_, provision)) = run.ruleset.provision(id) else { continue };
            let first = diagnostic.severity == Severity::Error && !quoted.contains(&id);
            let words = provision.quote.clone().filter(|_| first);
            if words.is_some() {
                quoted.push(id);
            }
            law.push(Cited { title: provision.title.in_lang(run.lang).to_owned(), words });
        }
        let spots = spots(outcome, diagnostic, &phrases, run.lang);
        let found = outcome.document().map_or("", |document| document.marked(diagnostic.at));
        Notice {
            message: shorten(phrases.message, found),
            code: Some(rule.head.code.clone()),
            url: page(run, rule),
            severity: diagnostic.severity,
            help: shorten(phrases.help, found),
            caution: Certainty::caution(run.ruleset, outcome, diagnostic, run.lang).map(Caution),
            law,
            snippet: outcome.document().and_then(|document| Snippet::of(document, &spots, run.lang, run.style.width.max(NARROWEST))),
        }
    }

    /// A mistake in a rule pack, with the place in its file underlined.
    fn of_pack(error: &TomlMistake, lang: Lang, style: Style) -> Notice {
        let name = printable(&error.path);
        let snippet = error.span.as_ref().filter(|_| !error.text.is_empty());
        Notice {
            // Without a place to show, the file is named in the sentence.
            message: match snippet {
                None if !error.text.is_empty() => format!("{name}: {}", error.message(lang)),
                _ => error.message(lang),
            },
            code: None,
            url: None,
            severity: Severity::Error,
            help: error.help(lang),
            caution: None,
            law: Vec::new(),
            snippet: snippet.map(|span| Snippet::of_text(&name, &error.text, span, style.width.max(NARROWEST))),
        }
    }
}

/// A mistake in a rule pack as it is shown at a terminal.
pub(crate) fn render_pack_error(error: &TomlMistake, lang: Lang, style: Style) -> String {
    Drawn(&Graphic { lang, style }, &Notice::of_pack(error, lang, style)).to_string()
}

/// The places that a finding marks, the main one first.
pub(in crate::render) fn spots(outcome: &Outcome, diagnostic: &Diagnostic, phrases: &Phrases, lang: Lang) -> Vec<Spot> {
    let spot = |at, label: &Option<String>| {
        let label = label.as_deref().map(printable);
        Spot { at, name: place_name(outcome, at, lang), label, row: None }
    };
    let mut spots = vec![Spot { row: row_below(outcome, diagnostic), ..spot(diagnostic.at, &phrases.label) }];
    spots.extend(diagnostic.also.map(|at| spot(at, &phrases.also)));
    spots
}

/// The row of the unit that a finding is about, where the mark stands in a cell above that is merged down to it.
fn row_below(outcome: &Outcome, diagnostic: &Diagnostic) -> Option<RowId> {
    let (document, report) = (outcome.document()?, outcome.report()?);
    let (Anchor::Cell(cell) | Anchor::Part { cell, .. }) = diagnostic.at else { return None };
    let Field::Unit(_) = diagnostic.subject.field else { return None };
    let row = report.units.get(diagnostic.subject.index as usize)?.row;
    (document.row_of(cell) < row && row <= document.reach(cell)).then_some(row)
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Notice {}

impl miette::Diagnostic for Notice {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Advice => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.help))
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.url.as_ref().map(|url| Box::new(url) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.snippet.as_ref().map(|snippet| snippet as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.snippet.as_ref().map(|snippet| Box::new(snippet.labels.iter().cloned()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }

    /// What to see to before it is believed.
    fn diagnostic_source(&self) -> Option<&dyn miette::Diagnostic> {
        self.caution.as_ref().map(|caution| caution as &dyn miette::Diagnostic)
    }

    /// The provisions it rests on, each a diagnostic whose help is its words.
    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        Some(Box::new(self.law.iter().map(|cited| cited as &dyn miette::Diagnostic)))
    }
}

impl fmt::Display for Caution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Caution {}

impl miette::Diagnostic for Caution {}

impl fmt::Display for Cited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)
    }
}

impl std::error::Error for Cited {}

impl miette::Diagnostic for Cited {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.words.as_ref().map(|words| Box::new(words) as Box<dyn fmt::Display>)
    }
}
