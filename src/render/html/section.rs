//! A document on the page: what became of it, each finding with the rows round it, and, folded, what does not count and what passed.

use maud::{Markup, html};

use super::{class, level, page, verdict, window};
use crate::columns::{crop, printable};
use crate::diagnostic::{Compliance, Diagnostic, Outcome, Severity, Suppressed, Verdict};
use crate::document::{Anchor, Document};
use crate::lang::{Lang, Page, Text, exchange};
use crate::place::{Place, cell_name};
use crate::render::certainty::{self, Certainty};
use crate::render::human::spots;
use crate::render::said::shorten;
use crate::render::{Run, Summary, counts, needed};

/// How many findings of one document are shown with their rows.
const SHOWN: usize = 100;

/// How many more are shown without.
const TOLD: usize = 900;

/// The longest place name that is shown, in letters: a sheet may be called anything.
const PLACE: usize = 200;

/// The name of the document; long paths may be broken after each folder.
pub(super) fn name(outcome: &Outcome) -> Markup {
    let name = printable(&outcome.name);
    html! {
        bdi {
            @for (index, part) in name.split('/').enumerate() {
                @if index > 0 { "/" wbr; }
                (part)
            }
            @if let Some(sheet) = &outcome.sheet { " › " (printable(sheet)) }
        }
    }
}

/// The document, up to the link that leads back.
pub(super) fn section(run: &Run<'_>, outcome: &Outcome) -> Markup {
    let lang = run.lang;
    let mut quoted = Vec::new();
    let (shown, more) = outcome.diagnostics.split_at(outcome.diagnostics.len().min(SHOWN));
    let (told, left) = more.split_at(more.len().min(TOLD));
    html! {
        h3 { (name(outcome)) }
        p.result {
            span.chip.(class(outcome.compliance)) { (verdict(outcome.compliance, lang)) } " "
            @if outcome.diagnostics.is_empty() { (Page::NothingFound.say(lang)) } @else { (found(outcome, lang)) }
        }
        (facts(run, outcome))
        @if let Some(document) = outcome.document() {
            @for note in &document.notes {
                p.note { strong { (Page::Note.say(lang)) } " " (printable(&certainty::say(note, document, lang))) }
            }
        }
        @if let Some(words) = unevaluated(run, outcome) { p.note { (words) } }
        @for diagnostic in shown { (finding(run, outcome, diagnostic, &mut quoted)) }
        @if !told.is_empty() {
            h4 { (Page::Further.say(lang)) }
            ul.told { @for diagnostic in told { li { (line(run, outcome, diagnostic)) } } }
        }
        @if !left.is_empty() { p.note { (Page::FurtherLeftOut.with(lang, &[("count", &lang.amount(left.len()))])) } }
        (suppressed(run, outcome))
        (rest(run, outcome))
    }
}

/// What was found in the document, counted.
fn found(outcome: &Outcome, lang: Lang) -> String {
    let mut summary = Summary::default();
    summary.add(outcome);
    counts(&summary, lang)
}

/// The month, and the norm that holds for it.
fn facts(run: &Run<'_>, outcome: &Outcome) -> Markup {
    let lang = run.lang;
    let regime = outcome.period.map(|(month, _)| &run.ruleset.calendar.regime_of(month).name);
    let month = crate::render::month(outcome, lang).zip(regime);
    html! {
        @if let Some((month, regime)) = month {
            dl.facts {
                div { dt { (Page::Reported.say(lang)) } dd { (month) } }
                div { dt { (Page::Norms.say(lang)) } dd { (lang.pick(&regime.es, &regime.en)) } }
            }
        }
    }
}

/// That rules could not be evaluated, and what they need.
fn unevaluated(run: &Run<'_>, outcome: &Outcome) -> Option<String> {
    if outcome.compliance == Compliance::Unverifiable {
        return None;
    }
    let codes: Vec<String> = with_verdict(run, outcome, Verdict::NotEvaluated).map(|rule| printable(&rule.head.code)).collect();
    (!codes.is_empty()).then(|| needed(outcome).with(run.lang, &[("codes", &run.lang.list(&codes))]))
}

/// A finding with all that is known of it. An error quotes each provision the first time it is cited in the document, which `quoted` remembers.
fn finding<'r>(run: &Run<'r>, outcome: &Outcome, diagnostic: &Diagnostic, quoted: &mut Vec<&'r str>) -> Markup {
    let lang = run.lang;
    let Some(rule) = run.ruleset.rules.get(diagnostic.rule) else { return html! {} };
    let phrases = run.ruleset.phrases(outcome, diagnostic, lang);
    let marked = outcome.document().map_or("", |document| document.marked(diagnostic.at));
    let spots = spots(outcome, diagnostic, &phrases, lang);
    let law: Vec<(&str, &str, Option<&str>)> = run
        .ruleset
        .law_of(diagnostic)
        .into_iter()
        .filter_map(|id| {
            let (_, provision) = run.ruleset.provision(id)?;
            let first = diagnostic.severity == Severity::Error && !quoted.contains(&id);
            let words = provision.quote.as_deref().filter(|_| first);
            if words.is_some() {
                quoted.push(id);
            }
            Some((id, provision.title.in_lang(lang), words))
        })
        .collect();
    html! {
        section.finding.(level(diagnostic.severity)) {
            h4 { (page::chip(diagnostic.severity, lang)) " " (printable(&shorten(phrases.message, marked))) }
            p.where { (place(outcome, diagnostic.at, lang)) " · " span.code { (printable(&rule.head.code)) } }
            @if let Some(document) = outcome.document() { (window::windows(document, &spots, lang)) }
            p.write { strong { (Page::Write.say(lang)) } " " (printable(&shorten(phrases.help, marked))) }
            @if let Some(caution) = Certainty::caution(run.ruleset, outcome, diagnostic, lang) {
                p.note { strong { (Page::Careful.say(lang)) } " " (caution) }
            }
            p.why { strong { (Page::Why.say(lang)) } " " (printable(rule.file().why.in_lang(lang).trim())) }
            @if !law.is_empty() {
                p.why { strong { (Page::RestsOn.say(lang)) } }
                ul.law {
                    @for (id, title, words) in law {
                        li {
                            a href={ "#" (page::anchor(id)) } { (printable(title)) }
                            @if let Some(words) = words { ": " q lang="es" { (printable(words)) } }
                        }
                    }
                }
            }
        }
    }
}

/// A finding in one line.
fn line(run: &Run<'_>, outcome: &Outcome, diagnostic: &Diagnostic) -> Markup {
    let marked = outcome.document().map_or("", |document| document.marked(diagnostic.at));
    let message = shorten(run.ruleset.phrases(outcome, diagnostic, run.lang).message, marked);
    html! {
        (page::chip(diagnostic.severity, run.lang)) " " (printable(&message)) " — " (place(outcome, diagnostic.at, run.lang))
        @if let Some(rule) = run.ruleset.rules.get(diagnostic.rule) { " · " span.code { (printable(&rule.head.code)) } }
    }
}

/// A place in the words of the file that it is in.
fn place(outcome: &Outcome, at: Anchor, lang: Lang) -> String {
    let named = |document: &Document| {
        Some(match document.place(at)? {
            Place::Text(range) => {
                let at = document.line_column(range.start);
                Page::Line.with(lang, &[("line", &at.line.to_string()), ("column", &at.column.to_string())])
            }
            Place::Sheet { sheet, row, col } => {
                let name = document.parts.get(usize::from(sheet)).map_or("", |part| &part.name);
                Page::SheetCell.with(lang, &[("cell", &cell_name(row, col)), ("sheet", &lang.quote(name))])
            }
            _ => document.place_name(at, lang)?,
        })
    };
    outcome.document().and_then(named).map_or_else(|| Page::Whole.say(lang).to_owned(), |name| crop(&name, PLACE))
}

/// The findings that do not count, folded.
fn suppressed(run: &Run<'_>, outcome: &Outcome) -> Markup {
    let lang = run.lang;
    let all = outcome.suppressed.len();
    let count = lang.count(all, Page::FindingsCounted);
    html! {
        @if all > 0 {
            details.held {
                summary { (Page::SuppressedOnes.with(lang, &[("count", &count)])) }
                ul.told { @for one in outcome.suppressed.iter().take(TOLD) { li { (line(run, outcome, &one.diagnostic)) br; (reason(one, lang)) } } }
                @if all > TOLD { p.note { (Page::FurtherLeftOut.with(lang, &[("count", &lang.amount(all - TOLD))])) } }
            }
        }
    }
}

/// Why a finding does not count.
fn reason(suppressed: &Suppressed, lang: Lang) -> String {
    printable(&exchange::why(&suppressed.by, lang).join(" · "))
}

/// What became of the rules without findings, folded.
fn rest(run: &Run<'_>, outcome: &Outcome) -> Markup {
    let lang = run.lang;
    let fates = [
        (Text::Hold, Text::ListPassed, Verdict::Passed),
        (Text::DoNotApply, Text::ListNotApplicable, Verdict::NotApplicable),
        (Text::NotEvaluated, Text::ListNotEvaluated, Verdict::NotEvaluated),
    ];
    let count = |verdict| with_verdict(run, outcome, verdict).count();
    let all = fates.iter().map(|(_, _, verdict)| count(*verdict)).sum();
    let some: Vec<String> = fates.iter().map(|(verb, _, verdict)| (count(*verdict), *verb)).filter(|(n, _)| *n > 0).map(|(n, verb)| lang.count(n, verb)).collect();
    html! {
        @if all > 0 && outcome.compliance != Compliance::Unverifiable {
            details {
                summary { (Page::Rest.with(lang, &[("rules", &lang.count(all, Text::Rules)), ("counts", &lang.list(&some))])) }
                @for (_, title, verdict) in fates {
                    @if count(verdict) > 0 {
                        p { strong { (title.say(lang)) ":" } }
                        ul.rules {
                            @for rule in with_verdict(run, outcome, verdict) {
                                li { (printable(rule.file().title.in_lang(lang))) " " span.code { (printable(&rule.head.code)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn with_verdict<'r>(run: &Run<'r>, outcome: &'r Outcome, verdict: Verdict) -> impl Iterator<Item = &'r crate::rules::Rule> {
    run.ruleset.rules.iter().zip(&outcome.verdicts).filter(move |(_, found)| **found == Some(verdict)).map(|(rule, _)| rule)
}
