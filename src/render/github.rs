//! Annotations on GitHub: a workflow command for each finding, the worst first, since GitHub shows only the first ten of each kind.
//!
//! A command has the form that GitHub's own library for actions (`@actions/core`) gives it, byte by byte.

use std::fmt::Write as _;

use super::said::{Lines, Said, whereabouts};
use super::{Renderer, Run, Summary, place_name};
use crate::diagnostic::{Diagnostic, Outcome, Severity};
use crate::lang::{Gate, Lang, Text};

/// How many annotations of each kind GitHub shows of a step (`docs/problem-matchers.md` of github.com/actions/toolkit). It shows 50 of a job, which the
/// three kinds of one step never are.
const SHOWN: usize = 10;

/// What a step's annotations are called, the worst first.
const KINDS: [(Severity, &str); 3] = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Advice, "notice")];

/// Annotations on GitHub.
pub(super) struct GitHub;

impl Renderer for GitHub {
    fn name(&self) -> &'static str {
        "github"
    }

    fn about(&self, lang: Lang) -> &'static str {
        lang.pick(
            "Anotaciones de GitHub Actions junto a la línea, lo más grave primero",
            "GitHub Actions annotations beside the line, the worst first",
        )
    }

    fn waits(&self) -> bool {
        true
    }

    fn document(&self, run: &Run<'_>, outcome: &Outcome, out: &mut Vec<u8>) {
        for diagnostic in &outcome.diagnostics {
            out.extend_from_slice(annotation(run, outcome, diagnostic).as_bytes());
        }
    }

    /// The commands by their kind, in the order of the documents within each; and one more annotation, where there is something to say besides. It is the
    /// last, unless notices would push it out of sight.
    fn arrange(&self, run: &Run<'_>, summary: &Summary, documents: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        let mut sorted = KINDS.map(|_| Vec::new());
        for line in documents.iter().flat_map(|rendered| rendered.split_inclusive(|byte| *byte == b'\n')) {
            let kind = KINDS.iter().position(|(_, name)| line.get(2..).is_some_and(|rest| rest.starts_with(name.as_bytes())));
            if let Some(lines) = sorted.get_mut(kind.unwrap_or(0)) {
                lines.extend_from_slice(line);
            }
        }
        let [errors, warnings, notices] = sorted;
        let remark = if run.quiet { String::new() } else { remark(run.lang, summary) }.into_bytes();
        if summary.advice < SHOWN { vec![errors, warnings, notices, remark] } else { vec![errors, warnings, remark, notices] }
    }
}

/// The command for one finding.
fn annotation(run: &Run<'_>, outcome: &Outcome, diagnostic: &Diagnostic) -> String {
    let said = Said::of(run, outcome, diagnostic);
    let kind = KINDS.iter().find(|(severity, _)| *severity == diagnostic.severity).map_or("error", |(_, name)| name);
    let title = format!("{} · {}", said.rule.head.code, said.title);
    // What came through standard input is no file of the repository.
    let is_file = outcome.name != "-";
    let place = if is_file { whereabouts(outcome, diagnostic, run.lang) } else { Some(place_name(outcome, diagnostic.at, run.lang)) };
    let mut message = place.map_or(String::new(), |place| format!("{place}: "));
    message.push_str(&said.message);
    for further in [Some(said.help), said.caution].into_iter().flatten() {
        message.push('\n');
        message.push_str(&further);
    }
    let mut properties = vec![("title", title)];
    if is_file {
        properties.push(("file", outcome.name.clone()));
        if let Some(lines) = Lines::of(outcome, diagnostic) {
            properties.extend([("line", lines.line.to_string()), ("endLine", lines.end_line.to_string())]);
            // GitHub refuses an annotation with columns on several lines.
            if lines.line == lines.end_line {
                properties.extend([("col", lines.column.to_string()), ("endColumn", lines.end_column.to_string())]);
            }
        }
    }
    command(kind, &properties, &message)
}

/// What is to be said besides the findings; nothing where all is shown and all counts.
fn remark(lang: Lang, summary: &Summary) -> String {
    let held = (summary.suppressed > 0).then(|| Gate::held_back(summary.suppressed, lang));
    let counts = [(summary.errors, Text::Errors), (summary.warnings, Text::Warnings), (summary.advice, Text::PiecesOfAdvice)];
    let is_beyond = counts.iter().any(|(count, _)| *count > SHOWN);
    if !is_beyond && held.is_none() {
        return String::new();
    }
    // This annotation is a notice itself.
    let room = |noun: Text| if noun == Text::PiecesOfAdvice { SHOWN - 1 } else { SHOWN };
    let beyond = counts.map(|(count, noun)| (count.saturating_sub(room(noun)), noun));
    let beyond: Vec<String> = beyond.iter().filter(|(count, _)| *count > 0).map(|(count, noun)| lang.count(*count, *noun)).collect();
    let beyond = (!beyond.is_empty()).then(|| Gate::Beyond.with(lang, &[("counts", &lang.list(&beyond))]));
    let title = if beyond.is_some() { Gate::MoreThanShown } else { Gate::NotCounted };
    let message: Vec<String> = [beyond, held].into_iter().flatten().collect();
    command("notice", &[("title", format!("lotaip · {}", title.say(lang)))], &message.join("\n"))
}

/// A workflow command.
fn command(kind: &str, properties: &[(&str, String)], message: &str) -> String {
    let mut line = format!("::{kind}");
    for (index, (name, value)) in properties.iter().enumerate() {
        line.push(if index == 0 { ' ' } else { ',' });
        // Writing to memory cannot fail.
        let _ = write!(line, "{name}=");
        escape(value, true, &mut line);
    }
    line.push_str("::");
    escape(message, false, &mut line);
    line.push('\n');
    line
}

/// What would end the line or begin something else, as the runner reads it back. A property ends at a comma or a colon, too.
fn escape(text: &str, property: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            ':' if property => out.push_str("%3A"),
            ',' if property => out.push_str("%2C"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_written_as_the_library_of_github_does() {
        let file = "80 %, a:b\r\n\u{1b}::error::ñ.txt".to_owned();
        assert_eq!(
            command("error", &[("title", "A4-F14 · ñ".to_owned()), ("file", file)], "80 % de: a, b\n::warning::x\r"),
            "::error title=A4-F14 · ñ,file=80 %25%2C a%3Ab%0D%0A\u{1b}%3A%3Aerror%3A%3Añ.txt::80 %25 de: a, b%0A::warning::x%0D\n"
        );
        assert_eq!(command("notice", &[], ""), "::notice::\n");
    }

    #[test]
    fn the_last_line_says_what_is_not_shown_and_what_does_not_count() {
        let said = |errors, warnings, advice, suppressed| {
            remark(Lang::En, &Summary { errors, warnings, advice, suppressed, ..Summary::default() })
        };
        assert_eq!(said(10, 10, 10, 0), "", "all is shown");
        assert!(said(11, 10, 9, 0).contains("not shown: 1 error. "));
        // Of the ten notices this is one.
        assert!(said(11, 32, 10, 0).contains("not shown: 1 error, 22 warnings and 1 piece of advice. "));
        assert!(said(0, 0, 0, 1).ends_with("::1 finding does not count, because of an exception or the baseline\n"));
        assert_eq!(said(11, 0, 0, 2).matches("%0A").count(), 1);
    }
}
