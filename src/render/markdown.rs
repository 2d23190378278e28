//! Markdown for the summary of a job on GitHub: the verdict and the counts, each document with what became of it, what is most frequent, and the findings.
//!
//! GitHub throws away a summary of more than 1 MiB, so the whole is put together at the end, with as much as there is room for. How texts of others are
//! kept from being markup is left to [`escape`].

mod escape;

use std::fmt::Write as _;

use super::said::{Lines, Said, cell, page};
use super::{Renderer, Run, Summary, certainty};
use crate::diagnostic::{Compliance, Diagnostic, Outcome, Severity};
use crate::lang::{Gate, Lang, Page, Text};
use escape::{code, code_in_cell, text};

/// The most that is written, in bytes: GitHub's 1 MiB, less what a step may have written before.
const LIMIT: usize = 1_000_000;
/// The most that the table of documents takes of it.
const LIMIT_DOCUMENTS: usize = LIMIT / 4;
/// What is kept free for the other parts.
const RESERVE: usize = 32_000;
/// How many of the most frequent rules are told.
const COMMONEST: usize = 10;

/// Between documents: signs that no text has once it is printable.
const DOCUMENT: u8 = 0x1E;
/// Between the parts of a document: its row, its heading, each of its findings.
const PART: u8 = 0x1F;

/// Marks a document with findings, or that could not be read.
const TOLD: u8 = b'-';
/// Marks a document that complies without findings.
const QUIET: u8 = b'+';

/// From more documents than these on, those that comply without findings are folded away.
const FEW: usize = 20;

/// Markdown for the summary of a job.
pub(super) struct Markdown;

impl Renderer for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn about(&self, lang: Lang) -> &'static str {
        lang.pick("Resumen en Markdown, por ejemplo el de un trabajo de GitHub Actions", "A summary in Markdown, for example of a GitHub Actions job")
    }

    fn waits(&self) -> bool {
        true
    }

    /// The row of the document, and where there is something to say, its heading and each finding; put in their places when all are there.
    fn document(&self, run: &Run<'_>, outcome: &Outcome, out: &mut Vec<u8>) {
        out.push(DOCUMENT);
        let is_quiet = outcome.diagnostics.is_empty() && outcome.compliance == Compliance::Complies;
        out.push(if is_quiet { QUIET } else { TOLD });
        out.extend_from_slice(row(run, outcome).as_bytes());
        let bears = || outcome.document().is_some_and(|document| document.notes.iter().any(certainty::bears));
        if outcome.diagnostics.is_empty() && !bears() {
            return;
        }
        out.push(PART);
        out.extend_from_slice(heading(run, outcome).as_bytes());
        for diagnostic in &outcome.diagnostics {
            out.push(PART);
            out.extend_from_slice(finding(run, outcome, diagnostic).as_bytes());
        }
    }

    /// Once more is kept than is ever written, only the row of a document is: its findings would come after those that find no room.
    fn keep(&self, _index: usize, bytes: usize, rendered: Vec<u8>) -> Vec<u8> {
        if bytes < 2 * LIMIT {
            return rendered;
        }
        let rows = rendered.split(|byte| *byte == DOCUMENT).filter(|document| !document.is_empty());
        rows.flat_map(|document| [&[DOCUMENT], document.split(|byte| *byte == PART).next().unwrap_or(document)]).flatten().copied().collect()
    }

    fn arrange(&self, run: &Run<'_>, summary: &Summary, documents: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        let each = || documents.iter().flat_map(|rendered| rendered.split(|byte| *byte == DOCUMENT)).filter_map(<[u8]>::split_first);
        let mut out = head(run, summary).into_bytes();
        let folded = each().filter(|(mark, _)| **mark == QUIET).count() * usize::from(each().count() > FEW);
        let lang = run.lang;
        if each().count() > folded {
            let told = each().filter(|(mark, _)| folded == 0 || **mark == TOLD).map(|(_, document)| document);
            out.extend_from_slice(format!("\n### {}\n\n", Gate::TitleDocuments.say(lang)).as_bytes());
            table(run, told, LIMIT_DOCUMENTS, &mut out);
        }
        out.extend_from_slice(commonest(run, summary).as_bytes());
        findings(run, summary, each().map(|(_, document)| document), &mut out);
        if folded > 0 {
            let quiet = each().filter(|(mark, _)| **mark == QUIET).map(|(_, document)| document);
            let title = lang.count(folded, Gate::QuietOnes);
            out.extend_from_slice(format!("\n<details><summary>{title}</summary>\n\n").as_bytes());
            table(run, quiet, LIMIT, &mut out);
            out.extend_from_slice(b"\n</details>\n");
        }
        vec![out]
    }
}

/// The verdict, the counts and the day.
fn head(run: &Run<'_>, summary: &Summary) -> String {
    let lang = run.lang;
    let verdict = match summary {
        Summary { documents: 0, .. } => format!("– {}", Gate::NothingChecked.say(lang)),
        Summary { fails: 0, unverifiable: 0, .. } => format!("✓ {}", super::human::documents(summary, lang)),
        _ => format!("✗ {}", super::human::documents(summary, lang)),
    };
    let columns = [
        (Gate::TitleDocuments, summary.documents),
        (Gate::HeadComply, summary.complies),
        (Gate::HeadFail, summary.fails),
        (Gate::HeadUnverifiable, summary.unverifiable),
        (Gate::HeadErrors, summary.errors),
        (Gate::HeadWarnings, summary.warnings),
        (Gate::HeadAdvice, summary.advice),
        (Gate::HeadHeld, summary.suppressed),
    ];
    let titles = columns.map(|(title, _)| title.say(lang)).join(" | ");
    let counts = columns.map(|(_, count)| lang.amount(count)).join(" | ");
    let mut out = format!("## {verdict}\n\n| {titles} |\n|{}\n| {counts} |\n\n", "--:|".repeat(columns.len()));
    let pack = text(run.ruleset.pack().title.in_lang(lang));
    let mut said = vec![format!("{}.", Text::AsOf.with(lang, &[("day", &lang.date(run.as_of)), ("pack", &pack)]))];
    if summary.suppressed > 0 {
        said.push(Gate::HeldFootnote.say(lang).to_owned());
    }
    if summary.others > 0 {
        said.push(Gate::LeftAlone.with(lang, &[("count", &lang.count(summary.others, Text::Files))]));
    }
    if summary.excluded > 0 {
        said.push(Gate::Excluded.with(lang, &[("count", &lang.count(summary.excluded, Text::Files))]));
    }
    // Writing to memory cannot fail.
    let _ = writeln!(out, "{}", said.join(" "));
    out
}

/// A row for each document, up to so many bytes in all.
fn table<'d>(run: &Run<'_>, documents: impl Iterator<Item = &'d [u8]>, limit: usize, out: &mut Vec<u8>) {
    let lang = run.lang;
    let columns = [
        Gate::HeadDocument,
        Gate::HeadMonth,
        Gate::HeadResult,
        Gate::HeadErrors,
        Gate::HeadWarnings,
        Gate::HeadAdvice,
        Gate::HeadHeld,
    ];
    let titles = columns.map(|title| title.say(lang)).join(" | ");
    out.extend_from_slice(format!("| {titles} |\n|---|---|---|--:|--:|--:|--:|\n").as_bytes());
    let mut left = 0;
    for row in documents.filter_map(|document| document.split(|byte| *byte == PART).next()) {
        if left > 0 || out.len() + row.len() > limit {
            left += 1;
        } else {
            out.extend_from_slice(row);
        }
    }
    if left > 0 {
        let count = lang.count(left, Text::Documents);
        out.extend_from_slice(format!("\n{}\n", Gate::NoRoomDocuments.with(lang, &[("count", &count)])).as_bytes());
    }
}

/// The rules that speak most, where there is more than one document to compare.
fn commonest(run: &Run<'_>, summary: &Summary) -> String {
    let (lang, rules) = (run.lang, summary.commonest());
    let mut out = String::new();
    if rules.is_empty() || summary.documents < 2 {
        return out;
    }
    let columns = [(Gate::HeadRule, "---"), (Gate::TitleFindings, "--:"), (Gate::TitleDocuments, "--:")];
    // Writing to memory cannot fail.
    let _ = writeln!(out, "\n### {}\n", Gate::TitleCommonest.say(lang));
    let titles = columns.map(|(title, _)| title.say(lang));
    let _ = writeln!(out, "| {} | {} | {} | {} |\n|---|---|--:|--:|", titles[0], Text::HeadTitle.say(lang), titles[1], titles[2]);
    for (index, count) in rules.into_iter().take(COMMONEST) {
        let Some(rule) = run.ruleset.rules.get(index) else { continue };
        let title = text(rule.file().title.in_lang(lang));
        let (findings, documents) = (lang.amount(count.findings), lang.amount(count.documents));
        let _ = writeln!(out, "| {} | {title} | {findings} | {documents} |", linked(run, rule));
    }
    out
}

/// The findings by document, as many as there is room for.
fn findings<'d>(run: &Run<'_>, summary: &Summary, documents: impl Iterator<Item = &'d [u8]>, out: &mut Vec<u8>) {
    let lang = run.lang;
    let all = summary.errors + summary.warnings + summary.advice;
    let mut shown = 0;
    let mut begun = false;
    'documents: for document in documents {
        let mut parts = document.split(|byte| *byte == PART).skip(1);
        let Some(heading) = parts.next() else { continue };
        let mut waiting = heading;
        for finding in parts.by_ref().map(Some).chain([None]) {
            let length = waiting.len() + finding.map_or(0, <[u8]>::len);
            if out.len() + length > LIMIT - RESERVE {
                break 'documents;
            }
            if !std::mem::replace(&mut begun, true) {
                out.extend_from_slice(format!("\n### {}\n", Gate::TitleFindings.say(lang)).as_bytes());
            }
            out.extend_from_slice(std::mem::take(&mut waiting));
            if let Some(finding) = finding {
                out.extend_from_slice(finding);
                shown += 1;
            }
        }
    }
    let mut last = String::new();
    if shown < all {
        let count = lang.count(all - shown, Gate::Findings);
        let _ = writeln!(last, "\n{}.", Gate::NoRoomFindings.with(lang, &[("count", &count)]));
    }
    if all > 0 && !run.quiet {
        let _ = writeln!(last, "\n{}: {}", Text::MoreWord.say(lang), Text::More.say(lang));
    }
    out.extend_from_slice(last.as_bytes());
}

/// The row of a document: its name, its month, what became of it, and its counts.
fn row(run: &Run<'_>, outcome: &Outcome) -> String {
    let lang = run.lang;
    let month = outcome.period.map_or("–".to_owned(), |(month, _)| lang.month(month));
    let counts = [Severity::Error, Severity::Warning, Severity::Advice].map(|severity| lang.amount(outcome.count(severity))).join(" | ");
    let held = lang.amount(outcome.suppressed.len());
    format!("| {} | {month} | {} | {counts} | {held} |\n", name(outcome, code_in_cell), result(outcome, lang))
}

/// The name of a document, with its sheet where the file holds several matrices.
fn name(outcome: &Outcome, code: fn(&str) -> String) -> String {
    let sheet = outcome.sheet.as_ref().map_or(String::new(), |sheet| format!(" › {}", code(sheet)));
    format!("{}{sheet}", code(&outcome.name))
}

/// What became of a document.
fn result(outcome: &Outcome, lang: Lang) -> String {
    let (sign, word) = match outcome.compliance {
        Compliance::Complies => ("✓", Text::Comply),
        Compliance::Fails => ("✗", Text::Fail),
        Compliance::Unverifiable => ("✗", Text::Unverifiable),
        Compliance::NoReport => return Page::Configuration.say(lang).to_owned(),
    };
    format!("{sign} {}", lang.form(1, word))
}

/// What stands before the findings of a document: its name, what became of it, and what is to be known about its reading.
fn heading(run: &Run<'_>, outcome: &Outcome) -> String {
    let mut out = format!("\n#### {} · {}\n\n", name(outcome, code), result(outcome, run.lang));
    if let Some(document) = outcome.document() {
        for note in &document.notes {
            // Writing to memory cannot fail.
            let _ = writeln!(out, "> {}: {}\n", Text::Note.say(run.lang), text(&certainty::say(note, document, run.lang)));
        }
    }
    out
}

/// A finding as an entry of a list.
fn finding(run: &Run<'_>, outcome: &Outcome, diagnostic: &Diagnostic) -> String {
    let lang = run.lang;
    let said = Said::of(run, outcome, diagnostic);
    let lines = Lines::of(outcome, diagnostic);
    let place = lines.map_or_else(
        || cell(outcome, diagnostic, lang).map(|cell| code(&cell)),
        |lines| Some(Gate::LineColumn.with(lang, &[("line", &lines.line.to_string()), ("column", &lines.column.to_string())])),
    );
    let place = place.map_or(String::new(), |place| format!("{place} · "));
    let mut out = format!(
        "- **{}** {} · {place}{}\n",
        super::severity(diagnostic.severity, lang),
        linked(run, said.rule),
        text(&said.message)
    );
    let law = (!said.law.is_empty()).then(|| said.law.join("; "));
    for (word, words) in [(Gate::WriteInstead, Some(said.help)), (Gate::ToVerify, said.caution), (Gate::BasedOn, law)] {
        if let Some(words) = words {
            // Writing to memory cannot fail.
            let _ = writeln!(out, "  - *{}:* {}", word.say(lang), text(&words));
        }
    }
    out
}

/// The code of a rule, with a link to its page where that can be read from elsewhere.
fn linked(run: &Run<'_>, rule: &crate::rules::Rule) -> String {
    let shown = text(&rule.head.code);
    match page(run, rule).filter(|page| page.starts_with("https://")) {
        Some(page) => format!("[{shown}](<{page}>)"),
        None => shown,
    }
}
