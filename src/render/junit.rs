//! `JUnit` XML, for the test reports of CI systems: a suite for each document, a case for each rule that ran.
//!
//! What Jenkins accepts is written, by both of its schemas, which is what others read as well; no times, so that the same inputs give the same bytes.
//! `JUnit` knows no warnings: a rule with findings fails, and says how much they weigh.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

use super::certainty::{self, Certainty};
use super::{Renderer, Run, Summary};
use crate::columns::hidden;
use crate::diagnostic::{Compliance, Diagnostic, Outcome, Severity, Suppressed, Verdict};
use crate::lang::{Exchange, Lang, exchange};

/// `JUnit` XML.
pub(super) struct Junit;

/// What becomes of a rule in a suite.
enum Fate {
    Passes,
    /// Has findings: how much they weigh, the first in one line, all in full.
    Fails { weight: &'static str, message: String, text: String },
    /// Has nothing to say, and why.
    Skipped(String),
}

/// A case: its name, what became of it, and findings that do not count.
struct Case {
    name: String,
    fate: Fate,
    held: Vec<String>,
}

impl Renderer for Junit {
    fn name(&self) -> &'static str {
        "junit"
    }

    fn about(&self, lang: Lang) -> &'static str {
        lang.pick(
            "JUnit XML, para los informes de pruebas de Jenkins, GitLab y otros: cada regla es una prueba",
            "JUnit XML, for the test reports of Jenkins, GitLab and others: each rule is a test",
        )
    }

    fn begin(&self, _run: &Run<'_>, _summary: Option<&Summary>, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\">", env!("CARGO_PKG_NAME"))
    }

    fn document(&self, run: &Run<'_>, outcome: &Outcome, out: &mut Vec<u8>) {
        let mut writer = Writer::new_with_indent(&mut *out, b' ', 2);
        // Writing to memory cannot fail.
        let _ = suite(run, outcome, &mut writer);
        out.push(b'\n');
    }

    fn end(&self, _run: &Run<'_>, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"</testsuites>\n")
    }
}

fn suite(run: &Run<'_>, outcome: &Outcome, writer: &mut Writer<&mut Vec<u8>>) -> io::Result<()> {
    let name = match &outcome.sheet {
        Some(sheet) => plain(&format!("{} › {sheet}", outcome.name)),
        None => plain(&outcome.name),
    };
    let cases = cases(run, outcome);
    let count = |wanted: fn(&Fate) -> bool| cases.iter().filter(|case| wanted(&case.fate)).count().to_string();
    let mut start = BytesStart::new("testsuite");
    start.push_attribute(("name", name.as_str()));
    start.push_attribute(("tests", cases.len().to_string().as_str()));
    start.push_attribute(("failures", count(|fate| matches!(fate, Fate::Fails { .. })).as_str()));
    start.push_attribute(("errors", "0"));
    start.push_attribute(("skipped", count(|fate| matches!(fate, Fate::Skipped(_))).as_str()));
    start.push_attribute(("file", plain(&outcome.name).as_str()));
    writer.write_event(Event::Start(start))?;
    properties(run, outcome, writer)?;
    // Jenkins takes what stands before the last period for a package, and the rest for a class.
    let class = format!("{}.{}", env!("CARGO_PKG_NAME"), name.replace('.', "·"));
    for case in &cases {
        write_case(case, &class, writer)?;
    }
    // What a person should know about the reading.
    if let Some(document) = outcome.document().filter(|document| !document.notes.is_empty()) {
        let notes: Vec<String> = document.notes.iter().map(|note| plain(&certainty::say(note, document, run.lang))).collect();
        element(BytesStart::new("system-out"), "system-out", &notes.join("\n"), writer)?;
    }
    writer.write_event(Event::End(BytesEnd::new("testsuite")))
}

/// What a suite says of its document beside the cases.
fn properties(run: &Run<'_>, outcome: &Outcome, writer: &mut Writer<&mut Vec<u8>>) -> io::Result<()> {
    let verdict = match outcome.compliance {
        Compliance::Complies => Some("complies"),
        Compliance::Fails => Some("fails"),
        Compliance::Unverifiable => Some("unverifiable"),
        Compliance::NoReport => None,
    };
    let pack = run.ruleset.pack();
    let known = [
        ("as_of", Some(run.as_of.to_string())),
        ("verdict", verdict.map(str::to_owned)),
        ("period", outcome.period.map(|(month, _)| month.to_string())),
        ("suppressed", Some(outcome.suppressed.len().to_string())),
        ("pack", Some(format!("{} {}", pack.id, pack.version))),
    ];
    writer.write_event(Event::Start(BytesStart::new("properties")))?;
    for (name, value) in known {
        let Some(value) = value else { continue };
        let mut property = BytesStart::new("property");
        property.push_attribute(("name", name));
        property.push_attribute(("value", plain(&value).as_str()));
        writer.write_event(Event::Empty(property))?;
    }
    writer.write_event(Event::End(BytesEnd::new("properties")))
}

/// A case for each rule that ran, in the order of the rules.
fn cases(run: &Run<'_>, outcome: &Outcome) -> Vec<Case> {
    let lang = run.lang;
    let mut findings: Vec<Vec<&Diagnostic>> = vec![Vec::new(); run.ruleset.rules.len()];
    for diagnostic in &outcome.diagnostics {
        findings.get_mut(diagnostic.rule).into_iter().for_each(|of_rule| of_rule.push(diagnostic));
    }
    let mut held: Vec<Vec<&Suppressed>> = vec![Vec::new(); run.ruleset.rules.len()];
    for suppressed in &outcome.suppressed {
        held.get_mut(suppressed.diagnostic.rule).into_iter().for_each(|of_rule| of_rule.push(suppressed));
    }
    let mut cases = Vec::new();
    for (((rule, verdict), findings), held) in run.ruleset.rules.iter().zip(&outcome.verdicts).zip(findings).zip(held) {
        if verdict.is_none() && findings.is_empty() && held.is_empty() {
            continue;
        }
        let fate = match (findings.first(), held.first(), verdict) {
            (Some(first), _, _) => {
                let message = line(run, outcome, first);
                let message = match findings.len() {
                    1 => message,
                    many => Exchange::AndMore.with(lang, &[("count", &(many - 1).to_string()), ("first", &message)]),
                };
                let text: Vec<String> = findings.iter().map(|finding| full(run, outcome, finding)).collect();
                let heaviest = findings.iter().map(|finding| finding.severity).max().unwrap_or(first.severity);
                Fate::Fails { weight: weight(heaviest), message, text: text.join("\n\n") }
            }
            (None, Some(first), _) => Fate::Skipped(Exchange::AllHeldBack.with(lang, &[("why", &reason(first, lang))])),
            (None, None, Some(Verdict::NotApplicable)) => Fate::Skipped(Exchange::NothingToJudge.say(lang).to_owned()),
            (None, None, Some(Verdict::NotEvaluated)) if outcome.compliance == Compliance::Unverifiable => {
                Fate::Skipped(Exchange::NotRead.say(lang).to_owned())
            }
            (None, None, Some(Verdict::NotEvaluated)) => Fate::Skipped(Exchange::NotKnown.say(lang).to_owned()),
            _ => Fate::Passes,
        };
        let held = held.iter().map(|suppressed| {
            let finding = line(run, outcome, &suppressed.diagnostic);
            plain(&Exchange::HeldBack.with(lang, &[("why", &reason(suppressed, lang)), ("finding", &finding)]))
        });
        let name = plain(&format!("{} {}", rule.head.code, rule.file().title.in_lang(lang)));
        cases.push(Case { name, fate, held: held.collect() });
    }
    cases
}

fn write_case(case: &Case, class: &str, writer: &mut Writer<&mut Vec<u8>>) -> io::Result<()> {
    let mut start = BytesStart::new("testcase");
    start.push_attribute(("name", case.name.as_str()));
    start.push_attribute(("classname", class));
    if matches!(case.fate, Fate::Passes) && case.held.is_empty() {
        return writer.write_event(Event::Empty(start));
    }
    writer.write_event(Event::Start(start))?;
    match &case.fate {
        Fate::Passes => {}
        Fate::Skipped(why) => {
            let mut skipped = BytesStart::new("skipped");
            skipped.push_attribute(("message", plain(why).as_str()));
            writer.write_event(Event::Empty(skipped))?;
        }
        Fate::Fails { weight, message, text } => {
            let mut failure = BytesStart::new("failure");
            failure.push_attribute(("message", plain(message).as_str()));
            failure.push_attribute(("type", *weight));
            element(failure, "failure", text, writer)?;
        }
    }
    if !case.held.is_empty() {
        element(BytesStart::new("system-out"), "system-out", &case.held.join("\n"), writer)?;
    }
    writer.write_event(Event::End(BytesEnd::new("testcase")))
}

fn element(start: BytesStart<'_>, name: &str, text: &str, writer: &mut Writer<&mut Vec<u8>>) -> io::Result<()> {
    writer.write_event(Event::Start(start))?;
    writer.write_event(Event::Text(BytesText::new(text)))?;
    writer.write_event(Event::End(BytesEnd::new(name)))
}

/// A finding in one line: its place and the fact.
fn line(run: &Run<'_>, outcome: &Outcome, diagnostic: &Diagnostic) -> String {
    let place = super::place_name(outcome, diagnostic.at, run.lang);
    format!("{place}: {}", run.ruleset.phrases(outcome, diagnostic, run.lang).message)
}

/// A finding in full, in lines: what and where, what to write instead, by which provision, and how far it can be trusted.
fn full(run: &Run<'_>, outcome: &Outcome, diagnostic: &Diagnostic) -> String {
    let lang = run.lang;
    let phrases = run.ruleset.phrases(outcome, diagnostic, lang);
    let place = super::place_name(outcome, diagnostic.at, lang);
    let code = &run.ruleset.rules[diagnostic.rule].head.code;
    let severity = super::severity(diagnostic.severity, lang);
    let mut lines = vec![
        format!("{place}: {severity}[{code}] {}", phrases.message),
        Exchange::Help.with(lang, &[("help", &phrases.help)]),
    ];
    let law = run.ruleset.law_of(diagnostic).into_iter().filter_map(|id| run.ruleset.provision(id));
    let law: Vec<&str> = law.map(|(_, provision)| provision.title.in_lang(lang)).collect();
    if !law.is_empty() {
        lines.push(Exchange::Law.with(lang, &[("law", &law.join("; "))]));
    }
    lines.extend(Certainty::caution(run.ruleset, outcome, diagnostic, lang));
    let lines: Vec<String> = lines.iter().map(|line| plain(line)).collect();
    lines.join("\n")
}

/// How much a finding weighs, by the same name in every language.
fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    }
}

/// Why a finding does not count, in one line.
fn reason(suppressed: &Suppressed, lang: Lang) -> String {
    exchange::why(&suppressed.by, lang).join(". ")
}

/// One line of text that XML 1.0 can hold, with nothing in it that cannot be seen: other characters are shown as escapes.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // The two that are no characters are not allowed in XML either.
        if hidden(c) || matches!(c, '\u{FFFE}' | '\u{FFFF}') {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_shown_as_escapes() {
        assert_eq!(plain("a\u{0}\u{1b}[1m\n\u{2028}\u{FFFF}ñ\u{FFFD}😀"), "a\\u{0}\\u{1b}[1m\\n\\u{2028}\\u{ffff}ñ\u{FFFD}😀");
    }
}
