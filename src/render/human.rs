//! For people at a terminal: findings document by document, each with a window of the document, the law and what to write instead; then what was
//! checked.
//!
//! This decides what is said and in which order. How a finding is drawn is left to [`super::graphic`].

mod notice;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;
use std::io::{self, Write};

pub(crate) use notice::render_pack_error;
pub(super) use notice::spots;

use notice::Notice;

use super::certainty;
use super::graphic::{Drawn, Graphic, measure};
use super::paint::{Canvas, Ink};
use super::said::Said;
use super::{Renderer, Run, Summary};
use crate::columns::{columns, printable, wrap};
use crate::diagnostic::{Compliance, Outcome, Verdict};
use crate::document::ReadNote;
use crate::lang::{Gate, Lang, Text, exchange};
use crate::report::State;

/// From more files than these on, documents without findings are only counted: what is to be done must not be buried under what is done.
const FEW: usize = 20;

/// How many of the most frequent findings are named.
const COMMONEST: usize = 3;

/// For people at a terminal.
pub(super) struct Human;

impl Renderer for Human {
    fn name(&self) -> &'static str {
        "human"
    }

    fn about(&self, lang: Lang) -> &'static str {
        lang.pick(
            "Para personas: cada observación con las filas alrededor y lo que hay que escribir",
            "For people: each finding with the rows around it and what to write instead",
        )
    }

    fn document(&self, run: &Run<'_>, outcome: &Outcome, out: &mut Vec<u8>) {
        let bearing = || outcome.document().is_some_and(|document| document.notes.iter().any(certainty::bears));
        if outcome.diagnostics.is_empty() && (run.quiet || are_many(run) && !bearing()) {
            return;
        }
        let mut text = heading(run, outcome);
        let graphic = Graphic { lang: run.lang, style: run.style };
        let mut quoted = Vec::new();
        let mut first = Canvas::new(run.style);
        if !outcome.diagnostics.is_empty() {
            notes(run, outcome, certainty::comes_first, &mut first);
            let said = first.finish();
            if !said.is_empty() {
                text.push_str(&said);
                text.push('\n');
            }
        }
        for diagnostic in &outcome.diagnostics {
            let notice = Notice::of(run, outcome, diagnostic, &mut quoted);
            // Writing to memory cannot fail.
            let _ = writeln!(text, "{}", Drawn(&graphic, &notice));
        }
        if !run.quiet {
            let mut canvas = Canvas::new(run.style);
            if outcome.diagnostics.is_empty() && is_brief(run) {
                notes(run, outcome, certainty::bears, &mut canvas);
            } else {
                if outcome.diagnostics.is_empty() {
                    checked(run, outcome, &mut canvas);
                }
                remarks(run, outcome, &mut canvas);
            }
            held_back(run, outcome, &mut canvas);
            if run.verbose {
                verdicts(run, outcome, &mut canvas);
            }
            let said = canvas.finish();
            text.push_str(&said);
            if !said.is_empty() || outcome.diagnostics.is_empty() {
                text.push('\n');
            }
        }
        out.extend_from_slice(text.as_bytes());
    }

    fn end(&self, run: &Run<'_>, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if run.quiet || summary.documents == 0 {
            return Ok(());
        }
        let (lang, mut canvas) = (run.lang, Canvas::new(run.style));
        let (ink, sign) = match summary {
            Summary { fails: 0, unverifiable: 0, .. } => (Ink::Good, "✓"),
            _ => (Ink::Error, "✗"),
        };
        canvas.put(ink, sign);
        hanging(&mut canvas, run, 2, Ink::Strong, &format!("{} · {}", documents(summary, lang), super::counts(summary, lang)));
        // Which law a document is judged by depends on its month, and is said of each.
        let pack = run.ruleset.pack().title.in_lang(lang);
        hanging(&mut canvas, run, 2, Ink::Plain, &Text::AsOf.with(lang, &[("day", &lang.date(run.as_of)), ("pack", pack)]));
        if summary.documents > 1 {
            commonest(&mut canvas, run, summary);
        }
        if are_many(run) && summary.complies > 0 {
            hanging(&mut canvas, run, 2, Ink::Plain, Text::QuietOnes.say(lang));
        }
        if summary.errors + summary.warnings + summary.advice > 0 {
            hanging(&mut canvas, run, 2, Ink::Dim, &format!("{}: {}", Text::MoreWord.say(lang), Text::More.say(lang)));
        }
        out.write_all(canvas.finish().as_bytes())
    }
}

/// Whether of a document without findings only that is said: there are others.
fn is_brief(run: &Run<'_>) -> bool {
    run.files > 1 && !run.verbose
}

/// Whether documents without findings are only counted.
fn are_many(run: &Run<'_>) -> bool {
    is_brief(run) && run.files > FEW
}

/// The findings that most documents have.
fn commonest(canvas: &mut Canvas, run: &Run<'_>, summary: &Summary) {
    let first = summary.commonest().into_iter().filter(|(_, count)| count.documents > 1).take(COMMONEST);
    let each = first.map(|(rule, count)| {
        let rule = &run.ruleset.rules[rule];
        let documents = run.lang.count(count.documents, Text::Documents);
        let title = rule.file().title.in_lang(run.lang);
        Text::CommonestOne.with(run.lang, &[("code", &rule.head.code), ("title", title), ("count", &documents)])
    });
    let list: Vec<String> = each.collect();
    if !list.is_empty() {
        hanging(canvas, run, 2, Ink::Plain, &Text::Commonest.with(run.lang, &[("list", &list.join(" · "))]));
    }
}

/// The document's name, the month it reports, and a rule across the terminal; for a document without findings, a mark that all is well.
fn heading(run: &Run<'_>, outcome: &Outcome) -> String {
    let mut canvas = Canvas::new(run.style);
    let measure = measure(run.style.width);
    let clean = outcome.diagnostics.is_empty() && outcome.compliance == Compliance::Complies;
    let mut name = printable(&outcome.name);
    if let Some(sheet) = &outcome.sheet {
        name = format!("{name} › {}", printable(sheet));
    }
    let month = super::month(outcome, run.lang).map_or(String::new(), |month| format!(" · {month}"));
    if clean {
        canvas.put(Ink::Good, "✓ ");
    } else {
        canvas.put(Ink::Dim, "── ");
    }
    let lead = if clean { 2 } else { 3 };
    let used = lead + columns(&name) + columns(&month);
    if used <= measure {
        canvas.put(Ink::Strong, &name);
        canvas.put(Ink::Plain, &month);
        if !clean && used + 3 < measure {
            canvas.put(Ink::Dim, &format!(" {}", "─".repeat(measure - used - 1)));
        }
        canvas.end();
    } else {
        hanging(&mut canvas, run, lead, Ink::Strong, &name);
        if let Some(month) = month.strip_prefix(" · ") {
            hanging(&mut canvas, run, lead, Ink::Plain, month);
        }
    }
    if !outcome.diagnostics.is_empty() {
        canvas.end();
    }
    canvas.finish()
}

/// What a person should know about the reading, of some kinds.
fn notes(run: &Run<'_>, outcome: &Outcome, wanted: impl Fn(&ReadNote) -> bool, canvas: &mut Canvas) {
    let Some(document) = outcome.document() else { return };
    for read in document.notes.iter().filter(|read| wanted(read)) {
        note(run, canvas, &certainty::say(read, document, run.lang));
    }
}

/// One such note.
fn note(run: &Run<'_>, canvas: &mut Canvas, words: &str) {
    canvas.column(2);
    canvas.put(Ink::Strong, Text::Note.say(run.lang));
    canvas.put(Ink::Plain, ":");
    hanging(canvas, run, 4 + columns(Text::Note.say(run.lang)), Ink::Plain, words);
}

/// What a person should know about the reading, and which rules could not be evaluated.
fn remarks(run: &Run<'_>, outcome: &Outcome, canvas: &mut Canvas) {
    let lang = run.lang;
    let is_told = |read: &ReadNote| !outcome.diagnostics.is_empty() && certainty::comes_first(read);
    notes(run, outcome, |read| !is_told(read), canvas);
    // Of a document that could not be read, no rule could be evaluated: the finding says why.
    if outcome.compliance == Compliance::Unverifiable {
        return;
    }
    let codes: Vec<&str> = with_verdict(run, outcome, Verdict::NotEvaluated).map(|rule| rule.head.code.as_str()).collect();
    if !codes.is_empty() {
        note(run, canvas, &super::needed(outcome).with(lang, &[("codes", &lang.list(&codes))]));
    }
}

/// What was checked in a document without findings.
fn checked(run: &Run<'_>, outcome: &Outcome, canvas: &mut Canvas) {
    let lang = run.lang;
    let Some(report) = outcome.report() else { return };
    let units = report.units.iter().filter(|unit| !unit.continues).count();
    let sections = report.sections.iter().filter(|section| section.title.is_given()).count();
    let fields = report.footer.iter().filter(|slot| matches!(slot.state, State::Given | State::NotApplicable { .. })).count();
    let what = [(Text::Units, units), (Text::Sections, sections), (Text::FooterFields, fields)];
    let what = lang.list(&what.map(|(noun, count)| lang.count(count, noun)));
    let words = match outcome.period {
        Some((month, _)) => {
            let name = &run.ruleset.calendar.regime_of(month).name;
            Text::Checked.with(lang, &[("what", &what), ("regime", lang.pick(&name.es, &name.en))])
        }
        None => Text::CheckedSomeMonth.with(lang, &[("what", &what)]),
    };
    hanging(canvas, run, 2, Ink::Plain, &words);
    let counts = [(Text::Hold, Verdict::Passed), (Text::DoNotApply, Verdict::NotApplicable), (Text::NotEvaluated, Verdict::NotEvaluated)];
    let counts = counts.map(|(verb, verdict)| (verb, with_verdict(run, outcome, verdict).count()));
    let some: Vec<String> = counts.iter().filter(|(_, count)| *count > 0).map(|(verb, count)| lang.count(*count, *verb)).collect();
    let rules = lang.count(counts.iter().map(|(_, count)| count).sum(), Text::Rules);
    hanging(canvas, run, 2, Ink::Plain, &Text::RuleCounts.with(lang, &[("rules", &rules), ("counts", &lang.list(&some))]));
}

/// How many findings do not count; and, where all is told, which and why.
fn held_back(run: &Run<'_>, outcome: &Outcome, canvas: &mut Canvas) {
    if outcome.suppressed.is_empty() {
        return;
    }
    note(run, canvas, &Gate::held_back(outcome.suppressed.len(), run.lang));
    for suppressed in outcome.suppressed.iter().filter(|_| run.verbose) {
        let diagnostic = &suppressed.diagnostic;
        let code = &run.ruleset.rules[diagnostic.rule].head.code;
        let why = exchange::why(&suppressed.by, run.lang).join(" · ");
        canvas.column(4);
        canvas.put(Ink::Dim, code);
        hanging(canvas, run, 6 + columns(code), Ink::Plain, &Said::of(run, outcome, diagnostic).message);
        hanging(canvas, run, 6 + columns(code), Ink::Dim, &printable(&why));
    }
}

/// The rules without findings, by what became of them.
fn verdicts(run: &Run<'_>, outcome: &Outcome, canvas: &mut Canvas) {
    let lists = [
        (Text::ListPassed, Verdict::Passed),
        (Text::ListNotApplicable, Verdict::NotApplicable),
        (Text::ListNotEvaluated, Verdict::NotEvaluated),
    ];
    for (title, verdict) in lists {
        let mut rules = with_verdict(run, outcome, verdict).peekable();
        if rules.peek().is_some() {
            hanging(canvas, run, 2, Ink::Strong, &format!("{}:", title.say(run.lang)));
        }
        for rule in rules {
            canvas.column(4);
            canvas.put(Ink::Dim, &rule.head.code);
            hanging(canvas, run, 6 + columns(&rule.head.code), Ink::Plain, rule.file().title.in_lang(run.lang));
        }
    }
}

fn with_verdict<'r>(run: &Run<'r>, outcome: &'r Outcome, verdict: Verdict) -> impl Iterator<Item = &'r crate::rules::Rule> {
    run.ruleset.rules.iter().zip(&outcome.verdicts).filter(move |(_, found)| **found == Some(verdict)).map(|(rule, _)| rule)
}

/// The documents, and what became of them: «3 documentos: 2 cumplen y 1 no cumple».
pub(super) fn documents(summary: &Summary, lang: Lang) -> String {
    let all = lang.count(summary.documents, Text::Documents);
    let fates = [(Text::Comply, summary.complies), (Text::Fail, summary.fails), (Text::Unverifiable, summary.unverifiable)];
    let some: Vec<&(Text, usize)> = fates.iter().filter(|(_, count)| *count > 0).collect();
    match some.as_slice() {
        [] => all,
        // All of one fate: the number need not be said twice.
        [(fate, count)] => format!("{all}: {}", lang.form(*count, *fate)),
        some => format!("{all}: {}", lang.list(&some.iter().map(|(fate, count)| lang.count(*count, *fate)).collect::<Vec<_>>())),
    }
}

/// A paragraph that hangs from a column.
fn hanging(canvas: &mut Canvas, run: &Run<'_>, column: usize, ink: Ink, words: &str) {
    let room = measure(run.style.width) - column;
    for line in wrap(words, room, room) {
        canvas.column(column);
        canvas.put(ink, &line);
        canvas.end();
    }
}
