//! What a finding says, ready to be written by any format: the rule's words with long quotations cut short and nothing in them that could move a cursor,
//! turn the direction of writing or begin a line.
//!
//! How that is escaped for a format is left to the format.

use std::borrow::Cow;

use super::Run;
use super::certainty::Certainty;
use crate::columns::{crop, printable};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::lang::Lang;
use crate::place::Place;
use crate::rules::Rule;

/// The longest quotation of the document in a message, in columns.
const FOUND: usize = 120;

/// A finding in words.
pub(super) struct Said<'r> {
    /// Its rule.
    pub(super) rule: &'r Rule,
    /// What is wrong, in a few words.
    pub(super) title: String,
    /// The fact.
    pub(super) message: String,
    /// What to write instead.
    pub(super) help: String,
    /// The provisions it rests on, by their titles.
    pub(super) law: Vec<String>,
    /// What to see to before it is believed.
    pub(super) caution: Option<String>,
}

impl<'r> Said<'r> {
    /// What a finding says.
    pub(super) fn of(run: &Run<'r>, outcome: &Outcome, diagnostic: &Diagnostic) -> Said<'r> {
        let rule = &run.ruleset.rules[diagnostic.rule];
        let phrases = run.ruleset.phrases(outcome, diagnostic, run.lang);
        let found = outcome.document().map_or("", |document| document.marked(diagnostic.at));
        let provisions = run.ruleset.law_of(diagnostic).into_iter().filter_map(|id| run.ruleset.provision(id));
        Said {
            rule,
            title: printable(rule.file().title.in_lang(run.lang)),
            message: printable(&shorten(phrases.message, found)),
            help: printable(&shorten(phrases.help, found)),
            law: provisions.map(|(_, provision)| printable(provision.title.in_lang(run.lang))).collect(),
            caution: Certainty::caution(run.ruleset, outcome, diagnostic, run.lang),
        }
    }
}

/// The sentence with a long quotation of the document cut short.
pub(super) fn shorten(sentence: String, found: &str) -> String {
    if found.len() <= FOUND {
        return sentence;
    }
    let short = crop(found, FOUND);
    if short.len() < found.len() { sentence.replacen(found, &short, 1) } else { sentence }
}

/// The page of a rule that comes with the program, where the pages are to be had.
pub(super) fn page(run: &Run<'_>, rule: &Rule) -> Option<String> {
    let pages = run.pages?;
    matches!(rule.text, Cow::Borrowed(_)).then(|| format!("{pages}{}.md", rule.head.code))
}

/// The lines and columns that a finding marks, from 1 and with the end outside; none where the format has no lines, or nothing is marked.
pub(super) struct Lines {
    /// The line where it begins.
    pub(super) line: u32,
    /// The column where it begins, in characters of the decoded text.
    pub(super) column: u32,
    /// The line where it ends.
    pub(super) end_line: u32,
    /// The first column that is no longer part of it.
    pub(super) end_column: u32,
}

impl Lines {
    /// Where a finding stands in a text.
    pub(super) fn of(outcome: &Outcome, diagnostic: &Diagnostic) -> Option<Lines> {
        let document = outcome.document()?;
        let Some(Place::Text(range)) = document.place(diagnostic.at) else { return None };
        let (start, end) = (document.line_column(range.start), document.line_column(range.end));
        Some(Lines { line: start.line, column: start.column, end_line: end.line, end_column: end.column })
    }
}

/// What is said of where a finding stands besides its file and its line: its cell, or the sheet where the file holds several matrices.
pub(super) fn whereabouts(outcome: &Outcome, diagnostic: &Diagnostic, lang: Lang) -> Option<String> {
    cell(outcome, diagnostic, lang).or_else(|| outcome.sheet.as_deref().map(printable))
}

/// Where a finding stands in a file without lines, in words: `Matriz!E14`; none for a text, where its line says so.
pub(super) fn cell(outcome: &Outcome, diagnostic: &Diagnostic, lang: Lang) -> Option<String> {
    let document = outcome.document()?;
    match document.place(diagnostic.at)? {
        Place::Text(_) => None,
        _ => document.place_name(diagnostic.at, lang).map(|name| printable(&name)),
    }
}
