//! JSON, version 1: structs of its own, so that the inside can change without the outside.

use std::io::{self, Write};

use serde::Serialize;

use super::certainty::{self, Certainty, JsonNote};
use super::json_place::JsonPlace;
use super::{Renderer, Run, Summary};
use crate::diagnostic::{Compliance, Diagnostic, Outcome, Severity, Suppressed, Suppression, Verdict};
use crate::document::Anchor;
use crate::fingerprint::{Fingerprints, hex};
use crate::lang::Lang;

/// JSON, version 1.
pub(super) struct Json;

/// What is known before the first document.
#[derive(Serialize)]
pub(super) struct Head {
    version: u32,
    tool: Tool,
    as_of: String,
    lang: &'static str,
}

impl Head {
    /// The head of a run.
    pub(super) fn of(run: &Run<'_>) -> Head {
        let tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
        Head { version: 1, tool, as_of: run.as_of.to_string(), lang: run.lang.id() }
    }
}

/// The head with the counts.
#[derive(Serialize)]
struct HeadAndSummary {
    #[serde(flatten)]
    head: Head,
    summary: JsonSummary,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

/// The counts of a run.
#[derive(Serialize, Default)]
pub(super) struct JsonSummary {
    documents: usize,
    complies: usize,
    fails: usize,
    unverifiable: usize,
    errors: usize,
    warnings: usize,
    advice: usize,
    suppressed: usize,
    left_alone: usize,
}

impl JsonSummary {
    /// The counts as they are told.
    pub(super) fn of(summary: &Summary) -> JsonSummary {
        JsonSummary {
            documents: summary.documents,
            complies: summary.complies,
            fails: summary.fails,
            unverifiable: summary.unverifiable,
            errors: summary.errors,
            warnings: summary.warnings,
            advice: summary.advice,
            suppressed: summary.suppressed,
            left_alone: summary.others + summary.excluded,
        }
    }
}

/// A document.
#[derive(Serialize)]
pub(super) struct JsonDocument<'a> {
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
    suppressed: Vec<JsonSuppressed<'a>>,
    rules: Rules<'a>,
}

/// A finding that does not count, and why.
#[derive(Serialize)]
struct JsonSuppressed<'a> {
    diagnostic: JsonDiagnostic<'a>,
    suppression: JsonSuppression<'a>,
}

#[derive(Serialize)]
struct JsonSuppression<'a> {
    kind: &'static str,
    reason: Option<&'a str>,
    responsible: Option<&'a str>,
    until: Option<String>,
}

impl<'a> JsonSuppression<'a> {
    fn of(suppression: &'a Suppression) -> JsonSuppression<'a> {
        match suppression {
            Suppression::Baseline => JsonSuppression { kind: "baseline", reason: None, responsible: None, until: None },
            Suppression::Exception { reason, responsible, until } => JsonSuppression {
                kind: "exception",
                reason: Some(reason),
                responsible: responsible.as_deref(),
                until: until.map(|day| day.to_string()),
            },
        }
    }
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

    fn waits(&self) -> bool {
        true
    }

    fn needs_digest(&self) -> bool {
        true
    }

    fn begin(&self, run: &Run<'_>, summary: Option<&Summary>, out: &mut dyn Write) -> io::Result<()> {
        let head = HeadAndSummary { head: Head::of(run), summary: summary.map_or_else(JsonSummary::default, JsonSummary::of) };
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

    fn configuration(&self, run: &Run<'_>, outcome: &Outcome, out: &mut Vec<u8>) {
        // Writing to memory cannot fail, and no map here has keys that are not strings.
        let _ = serde_json::to_writer(out, &configuration(run, outcome));
    }

    fn sets_apart(&self) -> bool {
        true
    }

    fn configurations(&self, rendered: &[Vec<u8>], out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"],\"configurations\":[")?;
        out.write_all(&rendered.join(self.separator()))
    }
}

/// A configuration with findings on its exceptions.
#[derive(Serialize)]
pub(super) struct JsonConfiguration<'a> {
    path: &'a str,
    diagnostics: Vec<JsonDiagnostic<'a>>,
}

/// A configuration, as every form of JSON version 1 tells it.
pub(super) fn configuration<'a>(run: &Run<'a>, outcome: &'a Outcome) -> JsonConfiguration<'a> {
    let prints = Fingerprints::new(run.ruleset, outcome);
    let diagnostics = outcome.diagnostics.iter().map(|diagnostic| json(run, outcome, diagnostic, &prints));
    JsonConfiguration { path: &outcome.name, diagnostics: diagnostics.collect() }
}

/// A document, as every form of JSON version 1 tells it.
pub(super) fn document<'a>(run: &Run<'a>, outcome: &'a Outcome) -> JsonDocument<'a> {
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
    let prints = Fingerprints::new(run.ruleset, outcome);
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
            Compliance::Unverifiable | Compliance::NoReport => "unverifiable",
        },
        diagnostics: outcome.diagnostics.iter().map(|diagnostic| json(run, outcome, diagnostic, &prints)).collect(),
        suppressed: outcome.suppressed.iter().map(|suppressed| suppressed_json(run, outcome, suppressed, &prints)).collect(),
        rules,
    }
}

fn suppressed_json<'a>(
    run: &Run<'a>,
    outcome: &'a Outcome,
    suppressed: &'a Suppressed,
    prints: &Fingerprints<'_>,
) -> JsonSuppressed<'a> {
    JsonSuppressed {
        diagnostic: json(run, outcome, &suppressed.diagnostic, prints),
        suppression: JsonSuppression::of(&suppressed.by),
    }
}

fn json<'a>(run: &Run<'a>, outcome: &'a Outcome, diagnostic: &'a Diagnostic, prints: &Fingerprints<'_>) -> JsonDiagnostic<'a> {
    let place = |at| JsonPlace::new(&outcome.name, outcome.document(), at, run.lang);
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
        fingerprint: prints.of(diagnostic),
    }
}

/// The marked text; `null` where nothing is marked.
fn found(outcome: &Outcome, at: Anchor) -> Option<&str> {
    outcome.document().map(|document| document.marked(at)).filter(|text| !text.is_empty())
}
