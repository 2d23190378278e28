//! JSON, version 1: structs of its own, so that the inside can change without the outside.

use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::certainty::{self, Certainty, JsonNote};
use super::json_place::JsonPlace;
use super::{Renderer, Run, Summary};
use crate::diagnostic::{Compliance, Diagnostic, Outcome, Severity, Verdict};
use crate::document::Anchor;
use crate::lang::Lang;
use crate::report::field::{Column, Field, Subject};
use crate::report::value::{fold::fold, mojibake};

/// JSON, version 1.
pub(super) struct Json;

#[derive(Serialize)]
struct Head<'a> {
    version: u32,
    tool: Tool,
    as_of: String,
    lang: &'a str,
    summary: JsonSummary,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct JsonSummary {
    documents: usize,
    complies: usize,
    fails: usize,
    unverifiable: usize,
    errors: usize,
    warnings: usize,
    advice: usize,
}

#[derive(Serialize)]
struct JsonDocument<'a> {
    path: &'a str,
    sheet: Option<&'a str>,
    format: Option<&'a str>,
    method: Option<&'a str>,
    certainty: Option<&'a str>,
    notes: Vec<JsonNote>,
    sha256: Option<String>,
    period: Option<String>,
    period_from: Option<&'a str>,
    verdict: &'a str,
    diagnostics: Vec<JsonDiagnostic<'a>>,
    rules: Rules<'a>,
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'a str,
    slug: &'a str,
    severity: Severity,
    subject: String,
    message: String,
    help: String,
    law: Vec<Law<'a>>,
    found: Option<&'a str>,
    place: JsonPlace,
    related: Vec<Related>,
    certainty: &'static str,
    caution: Option<String>,
    fingerprint: String,
}

#[derive(Serialize)]
struct Law<'a> {
    id: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct Related {
    message: Option<String>,
    place: JsonPlace,
}

#[derive(Serialize, Default)]
struct Rules<'a> {
    passed: Vec<&'a str>,
    failed: Vec<&'a str>,
    not_applicable: Vec<&'a str>,
    not_evaluated: Vec<&'a str>,
}

impl Renderer for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn about(&self, lang: Lang) -> &'static str {
        lang.pick("Para programas: JSON versión 1, cuyas claves no cambian", "For programs: JSON version 1, whose keys do not change")
    }

    fn summary_first(&self) -> bool {
        true
    }

    fn needs_digest(&self) -> bool {
        true
    }

    fn begin(&self, run: &Run<'_>, summary: Option<&Summary>, out: &mut dyn Write) -> io::Result<()> {
        let Summary { documents, complies, fails, unverifiable, errors, warnings, advice } = summary.copied().unwrap_or_default();
        let head = Head {
            version: 1,
            tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
            as_of: run.as_of.to_string(),
            lang: run.lang.id(),
            summary: JsonSummary { documents, complies, fails, unverifiable, errors, warnings, advice },
        };
        // The head is an object that the documents are put into, before its closing brace.
        let text = serde_json::to_string(&head)?;
        write!(out, "{},\"documents\":[", text.strip_suffix('}').unwrap_or(&text))
    }

    fn document(&self, run: &Run<'_>, outcome: &Outcome, out: &mut Vec<u8>) {
        // Writing to memory cannot fail, and no map here has keys that are not strings.
        let _ = serde_json::to_writer(out, &document(run, outcome));
    }

    fn separator(&self) -> &'static [u8] {
        b",\n"
    }

    fn end(&self, _run: &Run<'_>, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"]}\n")
    }
}

fn document<'a>(run: &Run<'a>, outcome: &'a Outcome) -> JsonDocument<'a> {
    let mut rules = Rules::default();
    for (rule, verdict) in run.ruleset.rules.iter().zip(&outcome.verdicts) {
        let list = match verdict {
            Some(Verdict::Passed) => &mut rules.passed,
            Some(Verdict::Failed) => &mut rules.failed,
            Some(Verdict::NotApplicable) => &mut rules.not_applicable,
            Some(Verdict::NotEvaluated) => &mut rules.not_evaluated,
            None => continue,
        };
        list.push(rule.head.code.as_str());
    }
    JsonDocument {
        path: &outcome.name,
        sheet: outcome.sheet.as_deref(),
        format: outcome.document().map(|document| document.format.id),
        method: outcome.document().map(|document| document.method),
        certainty: outcome.document().map(|document| Certainty::of(document).name()),
        notes: outcome.document().map_or_else(Vec::new, |document| certainty::json(document, run.lang)),
        sha256: outcome.sha256.map(|digest| hex(&digest)),
        period: outcome.period.map(|(month, _)| month.to_string()),
        period_from: outcome.period.map(|(_, from)| from.name()),
        verdict: match outcome.compliance {
            Compliance::Complies => "complies",
            Compliance::Fails => "fails",
            Compliance::Unverifiable => "unverifiable",
        },
        diagnostics: diagnostics(run, outcome),
        rules,
    }
}

fn diagnostics<'a>(run: &Run<'a>, outcome: &'a Outcome) -> Vec<JsonDiagnostic<'a>> {
    let place = |at| JsonPlace::new(&outcome.name, outcome.document(), at, run.lang);
    let json = |diagnostic: &'a Diagnostic| {
        let rule = &run.ruleset.rules[diagnostic.rule];
        let phrases = run.ruleset.phrases(outcome, diagnostic, run.lang);
        let certainty = Certainty::of_finding(run.ruleset, outcome, diagnostic);
        let law = run.ruleset.law_of(diagnostic).into_iter().filter_map(|id| {
            let (_, provision) = run.ruleset.provision(id)?;
            Some(Law { id, title: provision.title.in_lang(run.lang) })
        });
        JsonDiagnostic {
            code: &rule.head.code,
            slug: &rule.head.slug,
            severity: diagnostic.severity,
            subject: diagnostic.subject.to_string(),
            message: phrases.message,
            help: phrases.help,
            law: law.collect(),
            found: found(outcome, diagnostic.at),
            place: place(diagnostic.at),
            related: diagnostic.also.map(|at| Related { message: phrases.also, place: place(at) }).into_iter().collect(),
            certainty: certainty.name(),
            caution: Certainty::caution(run.ruleset, outcome, diagnostic, run.lang),
            fingerprint: fingerprint(run, outcome, diagnostic),
        }
    };
    outcome.diagnostics.iter().map(json).collect()
}

/// The marked text; `null` where nothing is marked.
fn found(outcome: &Outcome, at: Anchor) -> Option<&str> {
    outcome.document().map(|document| document.marked(at)).filter(|text| !text.is_empty())
}

/// What stays the same when lines are inserted, rows move or another finding is fixed: the rule, the field, the unit by its name, and the marked text.
pub(crate) fn fingerprint(run: &Run<'_>, outcome: &Outcome, diagnostic: &Diagnostic) -> String {
    let subject = diagnostic.subject;
    let mut digest = Sha256::new();
    let mut part = |text: &str| {
        digest.update(text.as_bytes());
        digest.update([0]);
    };
    part(&run.ruleset.rules[diagnostic.rule].head.code);
    part(subject.field.name());
    if let (Some(document), Some(report)) = (outcome.document(), outcome.report()) {
        let text = |field| document.marked(report.slot(Subject { field, index: subject.index }).at);
        match subject.field {
            Field::Unit(column) => {
                // A name garbled on its way into the file is the same name once it is mended.
                let name = text(Field::Unit(Column::Name));
                let repaired = mojibake::looks_garbled(name).and_then(|garbled| garbled.repaired);
                let name = fold(repaired.as_deref().unwrap_or(name));
                // A finding on the name itself, or a unit without one, is known by the number.
                let by_number = name.is_empty() || column == Column::Name;
                part(&if by_number { format!("{}#{name}", text(Field::Unit(Column::Number))) } else { name });
            }
            Field::SectionTitle => part(&fold(text(Field::SectionTitle))),
            _ => {}
        }
        part(&fold(document.marked(diagnostic.at)));
        // A gap marks nothing: what is missing is told by the words that fill the message.
        for (name, hole) in &diagnostic.holes {
            if matches!(*name, "title" | "column")
                && let crate::diagnostic::Hole::Text(text) = hole
            {
                part(text);
            }
        }
    }
    hex(&digest.finalize()[..16])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|n| char::from_digit(u32::from(n), 16).unwrap_or('0')).collect()
}
