//! Rules as JSON, for `rules` and `explain`: version 1, English keys, `null` for what is not there.

use serde::Serialize;

use crate::diagnostic::Severity;
use crate::lang::Lang;
use crate::rules::rule::{Example, Rule};
use crate::rules::{Ruleset, pack::Basis};

/// A rule; the parts that only `explain` gives are left out where they are not asked for.
#[derive(Serialize)]
pub(crate) struct JsonRule<'a> {
    code: &'a str,
    slug: &'a str,
    severity: Severity,
    since: &'a str,
    title: &'a str,
    when: &'a str,
    why: &'a str,
    law: Vec<Provision<'a>>,
    #[serde(flatten)]
    whole: Option<Whole<'a>>,
}

#[derive(Serialize)]
struct Whole<'a> {
    findings: Vec<Finding<'a>>,
    examples: Vec<JsonExample<'a>>,
}

#[derive(Serialize)]
struct Provision<'a> {
    id: &'a str,
    title: &'a str,
    basis: &'static str,
    instrument: &'a str,
    quote: Option<&'a str>,
    summary: &'a str,
}

#[derive(Serialize)]
struct Finding<'a> {
    case: Option<&'a str>,
    message: &'a str,
    help: &'a str,
}

#[derive(Serialize)]
struct JsonExample<'a> {
    caption: &'a str,
    as_of: Option<String>,
    period: Option<String>,
    change: &'a [(String, String)],
    given: Option<&'a str>,
    underlined: &'a [String],
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    rules: &'a [JsonRule<'a>],
}

/// The rules as a document.
pub(crate) fn document(rules: &[JsonRule<'_>]) -> String {
    // No map here has keys that are not strings, so that nothing can fail.
    serde_json::to_string_pretty(&Document { version: 1, rules }).map(|text| text + "\n").unwrap_or_default()
}

impl<'a> JsonRule<'a> {
    /// What `rules` lists of a rule.
    pub(crate) fn listed(ruleset: &'a Ruleset, rule: &'a Rule, lang: Lang) -> JsonRule<'a> {
        let file = rule.file();
        JsonRule {
            code: &file.code,
            slug: &file.slug,
            severity: file.severity,
            since: &file.since,
            title: file.title.in_lang(lang),
            when: file.when.in_lang(lang),
            why: file.why.in_lang(lang).trim(),
            law: file.law.iter().filter_map(|id| provision(ruleset, id.get_ref(), lang)).collect(),
            whole: None,
        }
    }

    /// All that a rule file says.
    pub(crate) fn whole(ruleset: &'a Ruleset, rule: &'a Rule, lang: Lang) -> JsonRule<'a> {
        let file = rule.file();
        let findings = file.findings.iter().map(|words| Finding {
            case: words.case.as_ref().map(|case| case.get_ref().as_str()),
            message: words.message.in_lang(lang),
            help: words.help.in_lang(lang),
        });
        let examples = file.examples.iter().map(|example| json_example(example, lang));
        JsonRule {
            whole: Some(Whole { findings: findings.collect(), examples: examples.collect() }),
            ..JsonRule::listed(ruleset, rule, lang)
        }
    }
}

fn provision<'a>(ruleset: &'a Ruleset, id: &'a str, lang: Lang) -> Option<Provision<'a>> {
    let (instrument, provision) = ruleset.provision(id)?;
    Some(Provision {
        id,
        title: provision.title.in_lang(lang),
        basis: match instrument.basis {
            Basis::Law => "law",
            Basis::Form => "form",
            Basis::Guide => "guide",
        },
        instrument: instrument.title.in_lang(lang),
        quote: provision.quote.as_deref(),
        summary: provision.summary.in_lang(lang),
    })
}

fn json_example(example: &Example, lang: Lang) -> JsonExample<'_> {
    JsonExample {
        caption: lang.pick(&example.es, &example.en),
        as_of: example.as_of.map(|day| day.to_string()),
        period: example.period.map(|month| month.to_string()),
        change: &example.change,
        given: example.given.as_deref(),
        underlined: &example.underlined,
    }
}
