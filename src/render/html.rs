//! One web page for whoever never saw a terminal: to be opened by a double click, understood, printed on A4 and sent on.
//!
//! It is one file without scripts that asks nothing of anywhere; its style stands inside, and a policy forbids the browser everything else. This decides
//! what stands where in the whole; `page` writes what stands round the documents, `section` a document, `window` the rows round a finding, and `record`
//! keeps the pieces of a document apart until all are there.

mod page;
mod record;
mod section;
#[cfg(test)]
mod tests;
mod window;

use std::fmt::Write as _;
use std::io::{self, Write};

use maud::{Markup, PreEscaped, html};

use super::{Renderer, Run, Summary};
use crate::diagnostic::{Compliance, Outcome, Severity};
use crate::lang::{Lang, Page};
use record::Record;

/// The most bytes of documents that a page holds with their findings, so that a telephone can open it: some five hundred reports.
const FULL: usize = 10 << 20;

/// Up to so many documents, those without findings are shown like the others.
const FEW: usize = 25;

/// The most rows of the table of documents, and the most names in the list of those without findings.
const ROWS: usize = 2000;

/// The web page.
pub(super) struct Html;

impl Renderer for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn about(&self, lang: Lang) -> &'static str {
        lang.pick(
            "Una página web sin nada de afuera, para leer, imprimir y enviar",
            "One web page with nothing from outside, to read, print and send on",
        )
    }

    fn waits(&self) -> bool {
        true
    }

    fn begin(&self, run: &Run<'_>, summary: Option<&Summary>, out: &mut dyn Write) -> io::Result<()> {
        let none = Summary::default();
        out.write_all(page::before(run, summary.unwrap_or(&none)).into_string().as_bytes())
    }

    fn document(&self, run: &Run<'_>, outcome: &Outcome, out: &mut Vec<u8>) {
        let quiet = outcome.diagnostics.is_empty() && outcome.suppressed.is_empty();
        let pieces = [section::name(outcome), row(run, outcome), section::section(run, outcome)];
        Record::write(quiet, &pieces.map(PreEscaped::into_string), out);
    }

    fn separator(&self) -> &'static [u8] {
        record::BETWEEN
    }

    /// Past the bounds only the name and the row of a document are kept.
    fn keep(&self, index: usize, bytes: usize, rendered: Vec<u8>) -> Vec<u8> {
        if bytes >= FULL {
            record::shorten(&rendered, |_| true)
        } else if index >= FEW {
            record::shorten(&rendered, |record| record.quiet)
        } else {
            rendered
        }
    }

    /// The table of documents, then those that are shown with their findings: one piece, since what parts records is no part of the page.
    fn arrange(&self, run: &Run<'_>, _summary: &Summary, documents: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        let records: Vec<Record<'_>> = documents.iter().flat_map(|rendered| record::read(rendered)).collect();
        let (quiet, told): (Vec<&Record<'_>>, Vec<&Record<'_>>) = records.iter().partition(|record| record.quiet && records.len() > FEW);
        let mut out = String::new();
        if records.len() > 1 {
            out.push_str(&table(run, &told, &quiet).into_string());
        }
        let back = if records.len() > 1 {
            html! { p.back { a href="#resultado" { (Page::Back.say(run.lang)) } } }.into_string()
        } else {
            String::new()
        };
        let heading = if records.len() == 1 { Page::DetailsOfOne } else { Page::Details };
        let mut shown = told.iter().enumerate().filter(|(_, record)| !record.section.is_empty()).peekable();
        if shown.peek().is_some() {
            out.push_str(&html! { h2 #detalle { (heading.say(run.lang)) } }.into_string());
        }
        for (index, record) in shown {
            // Writing to memory cannot fail.
            let _ = write!(out, "<article id=\"d{}\">{}{back}</article>", index + 1, record.section);
        }
        vec![out.into_bytes()]
    }

    fn end(&self, run: &Run<'_>, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(page::after(run, summary).into_string().as_bytes())?;
        out.write_all(b"\n")
    }
}

/// The result of a document in words.
fn verdict(compliance: Compliance, lang: Lang) -> &'static str {
    let words = match compliance {
        Compliance::Complies => Page::Complies,
        Compliance::Fails => Page::Fails,
        Compliance::Unverifiable => Page::Unverifiable,
        Compliance::NoReport => Page::Configuration,
    };
    words.say(lang)
}

/// The class of a result; colors only repeat what the words say.
fn class(compliance: Compliance) -> &'static str {
    match compliance {
        Compliance::Complies => "good",
        Compliance::Fails => "error",
        Compliance::Unverifiable | Compliance::NoReport => "warning",
    }
}

/// The class of a severity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    }
}

/// The cells of the document's row after its name.
fn row(run: &Run<'_>, outcome: &Outcome) -> Markup {
    let lang = run.lang;
    let cell = |name: Page, count: usize| html! { td.number data-name=(name.say(lang)) { (lang.amount(count)) } };
    html! {
        td.month data-name=(Page::Month.say(lang)) {
            @if let Some((month, _)) = outcome.period { (lang.month(month)) } @else { (Page::NoMonth.say(lang)) }
        }
        td data-name=(Page::Verdict.say(lang)) {
            span.chip.(class(outcome.compliance)) { (verdict(outcome.compliance, lang)) }
            @if !outcome.suppressed.is_empty() {
                " " small { (Page::NotCounted.with(lang, &[("count", &lang.amount(outcome.suppressed.len()))])) }
            }
        }
        (cell(Page::ErrorsColumn, outcome.count(Severity::Error)))
        (cell(Page::WarningsColumn, outcome.count(Severity::Warning)))
        (cell(Page::AdviceColumn, outcome.count(Severity::Advice)))
    }
}

/// The table of documents, and those without findings by name.
fn table(run: &Run<'_>, told: &[&Record<'_>], quiet: &[&Record<'_>]) -> Markup {
    let lang = run.lang;
    let columns = [Page::Document, Page::Month, Page::Verdict, Page::ErrorsColumn, Page::WarningsColumn, Page::AdviceColumn];
    let counted = |count: usize| lang.count(count, Page::Reports);
    let full = told.iter().filter(|record| !record.section.is_empty()).count();
    html! {
        section aria-labelledby="informes" {
            h2 #informes { (Page::Documents.say(lang)) }
            @if !told.is_empty() {
                table.cards {
                    caption.heard { (Page::DocumentsCaption.say(lang)) }
                    thead { tr { @for column in columns { th scope="col" { (column.say(lang)) } } } }
                    tbody {
                        @for (index, record) in told.iter().enumerate().take(ROWS) {
                            tr {
                                th scope="row" {
                                    @if record.section.is_empty() { (PreEscaped(record.name)) }
                                    @else { a href={ "#d" (index + 1) } { (PreEscaped(record.name)) } }
                                }
                                (PreEscaped(record.row))
                            }
                        }
                    }
                }
            }
            @if full < told.len() {
                p.note { (Page::RowsOnly.with(lang, &[("full", &counted(full)), ("rest", &counted(told.len() - full))])) }
            }
            @if told.len() > ROWS {
                @let rows = lang.count(ROWS, Page::Rows);
                p.note { (Page::NoRows.with(lang, &[("rows", &rows), ("rest", &counted(told.len() - ROWS))])) }
            }
            @if !quiet.is_empty() {
                details {
                    summary { (Page::QuietOnes.with(lang, &[("reports", &counted(quiet.len()))])) }
                    ul {
                        @for record in quiet.iter().take(ROWS) { li { (PreEscaped(record.name)) } }
                        @if quiet.len() > ROWS {
                            li { (Page::QuietMore.with(lang, &[("count", &lang.amount(quiet.len() - ROWS))])) }
                        }
                    }
                }
            }
        }
    }
}
