//! One line per finding: `path:line:column: severity[CODE] message`; before them, a line for each thing to know about how they were read.

use std::io::{self, Write};

use super::certainty::{self, Certainty};
use super::{Renderer, Run, Summary};
use crate::columns::printable;
use crate::diagnostic::{Outcome, Severity};
use crate::lang::{Lang, Text};

/// One line per finding.
pub(super) struct Brief;

impl Renderer for Brief {
    fn name(&self) -> &'static str {
        "brief"
    }

    fn about(&self, lang: Lang) -> &'static str {
        lang.pick("Una línea por observación, con archivo, línea y columna", "One line per finding, with file, line and column")
    }

    fn document(&self, run: &Run<'_>, outcome: &Outcome, out: &mut Vec<u8>) {
        if let Some(document) = outcome.document().filter(|_| !outcome.diagnostics.is_empty()) {
            for note in document.notes.iter().filter(|note| certainty::bears(note)) {
                let words = certainty::say(note, document, run.lang);
                // Writing to memory cannot fail.
                let _ = writeln!(out, "{}: {}: {words}", printable(&outcome.name), Text::Note.say(run.lang));
            }
        }
        for diagnostic in &outcome.diagnostics {
            let name = super::place_name(outcome, diagnostic.at, run.lang);
            let severity = super::severity(diagnostic.severity, run.lang);
            let message = printable(&run.ruleset.phrases(outcome, diagnostic, run.lang).message);
            let code = &run.ruleset.rules[diagnostic.rule].head.code;
            let color = match (run.style.color, diagnostic.severity) {
                (false, _) => "",
                (true, Severity::Error) => "\u{1b}[31;1m",
                (true, Severity::Warning) => "\u{1b}[33;1m",
                (true, Severity::Advice) => "\u{1b}[36;1m",
            };
            let certainty = Certainty::of_finding(run.ruleset, outcome, diagnostic);
            let remark = certainty.remark().map_or(String::new(), |remark| format!(" ({})", remark.say(run.lang)));
            let reset = if run.style.color { "\u{1b}[0m" } else { "" };
            // Writing to memory cannot fail.
            let _ = writeln!(out, "{name}: {color}{severity}[{code}]{reset} {message}{remark}");
        }
    }

    fn end(&self, run: &Run<'_>, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if run.quiet || summary.documents == 0 {
            return Ok(());
        }
        writeln!(out, "{}", summary_line(run.lang, summary, run))
    }
}

/// The last line: how many documents, what became of them, and on which day.
fn summary_line(lang: Lang, summary: &Summary, run: &Run<'_>) -> String {
    let documents = super::human::documents(summary, lang);
    Text::BriefSummary.with(lang, &[("documents", &documents), ("counts", &super::counts(summary, lang)), ("day", &lang.date(run.as_of))])
}
