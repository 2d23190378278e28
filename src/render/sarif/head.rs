//! What a SARIF run says before its results: the tool with its rules, the law as taxonomies, both in the other language too, and how the run ended.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::json::JsonSummary;
use super::super::{Run, Summary};
use super::model::{
    Automation, Component, ComponentReference, Configuration, Described, Descriptor, DescriptorReference, Invocation, Message, Named, Override,
    Relationship, RuleProperties, RunHead, RunProperties, Tool,
};
use super::{SECTIONS, level, other, sentences};
use crate::diagnostic::Severity;
use crate::docs::markdown::escape;
use crate::lang::{Exchange, Lang};
use crate::rules::pack::{Instrument, Provision};
use crate::rules::{FAMILIES, Rule};

/// The name of the tool.
const NAME: &str = env!("CARGO_PKG_NAME");

/// The source of law and those of its provisions that the rules cite, in the order in which they do.
struct Source<'a> {
    instrument: &'a Instrument,
    provisions: Vec<&'a Provision>,
}

/// What stands before the lists of a run.
pub(super) fn head<'a>(run: &Run<'a>, summary: &Summary) -> RunHead<'a> {
    let law = law(run);
    // All of them: what ran differs from file to file, and results name rules by their place in this list.
    let rules: Vec<&Rule> = run.ruleset.rules.iter().collect();
    let lang = run.lang;
    let version = env!("CARGO_PKG_VERSION");
    let driver = Component {
        name: NAME.into(),
        full_name: Some(format!("{NAME} {version}")),
        version: Some(version),
        semantic_version: Some(version),
        // The tool is named where it has no address yet: a reader of the log needs something to tell it by.
        information_uri: Some(match env!("CARGO_PKG_REPOSITORY") { "" => "urn:lotaip", address => address }),
        short_description: Some(Message::plain(Exchange::Tool.say(lang))),
        language: Some(lang.id()),
        contents: Some(["localizedData"]),
        supported_taxonomies: (0..).zip(&law).map(|(index, source)| reference(index, source)).collect(),
        rules: rules.iter().map(|rule| described(run, rule, &law)).collect(),
        ..Component::default()
    };
    let mut translations = vec![Component {
        rules: rules.iter().map(|rule| words(run, rule, other(lang))).collect(),
        ..translation(lang, Exchange::Tool.say(other(lang)).to_owned(), ComponentReference { name: NAME, index: None })
    }];
    translations.extend((0..).zip(&law).map(|(index, source)| Component {
        taxa: source.provisions.iter().map(|provision| taxon(provision, other(lang))).collect(),
        ..translation(lang, sentences([source.instrument.title.in_lang(other(lang))]), reference(index, source))
    }));
    let root = Described { description: Message::plain(Exchange::Root.say(lang)) };
    RunHead {
        tool: Tool { driver },
        translations,
        taxonomies: law.iter().map(|source| taxonomy(source, lang)).collect(),
        language: lang.id(),
        column_kind: "unicodeCodePoints",
        // What stands before the last bar is the category, under which a new run takes the place of the one before; the day tells the runs apart.
        automation_details: Automation { id: format!("{NAME}/a4/{}", run.as_of) },
        original_uri_base_ids: BTreeMap::from([("%SRCROOT%", root)]),
        properties: RunProperties { as_of: run.as_of.to_string(), summary: JsonSummary::of(summary) },
    }
}

/// How the run ended, and which rules weigh otherwise in it than by themselves.
pub(super) fn invocation<'a>(run: &Run<'a>, summary: &Summary) -> Invocation<'a> {
    let weighed = run.ruleset.rules.iter().zip(&run.selection.0).enumerate();
    let otherwise = weighed.filter_map(|(index, (rule, severity))| Some((index, rule, (*severity)?))).filter(|(_, rule, severity)| *severity != rule.head.severity);
    Invocation {
        // A document that cannot be read is a finding, not a failure of the tool.
        execution_successful: true,
        exit_code: summary.status,
        rule_configuration_overrides: otherwise
            .map(|(index, rule, severity)| Override {
                descriptor: DescriptorReference { id: &rule.head.code, index: Some(index), tool_component: None },
                configuration: Configuration { level: level(severity) },
            })
            .collect(),
    }
}

/// Everything that the rules cite.
fn law<'a>(run: &Run<'a>) -> Vec<Source<'a>> {
    let mut law: Vec<Source<'a>> = Vec::new();
    for rule in &run.ruleset.rules {
        let file = rule.file();
        let cases = file.findings.iter().filter_map(|words| words.law.as_ref()).flatten();
        for id in file.law.iter().chain(cases) {
            let Some((instrument, provision)) = run.ruleset.provision(id.get_ref()) else { continue };
            match law.iter_mut().find(|source| source.instrument.id == instrument.id) {
                Some(source) if source.provisions.iter().any(|known| known.id == provision.id) => {}
                Some(source) => source.provisions.push(provision),
                None => law.push(Source { instrument, provisions: vec![provision] }),
            }
        }
    }
    law
}

fn reference<'a>(index: usize, source: &Source<'a>) -> ComponentReference<'a> {
    ComponentReference { name: &source.instrument.id, index: Some(index) }
}

/// A rule in the run's language, with all that does not depend on it.
fn described<'a>(run: &Run<'a>, rule: &'a Rule, law: &[Source<'a>]) -> Descriptor<'a> {
    let relationships = rule.file().law.iter().filter_map(|id| {
        let (instrument, provision) = id.get_ref().split_once('.')?;
        let (index, source) = law.iter().enumerate().find(|(_, source)| source.instrument.id == instrument)?;
        let at = source.provisions.iter().position(|known| known.id == provision)?;
        let target =
            DescriptorReference { id: &source.provisions.get(at)?.id, index: Some(at), tool_component: Some(reference(index, source)) };
        Some(Relationship { target, kinds: ["relevant"] })
    });
    // A page that only this machine has is no address for others.
    let page = run.pages.filter(|pages| pages.starts_with("https://")).map(|pages| format!("{pages}{}.md", rule.head.code));
    let letter = rule.head.code.split_once('-').and_then(|(_, rest)| rest.chars().next());
    let family = FAMILIES.iter().find(|(known, _)| Some(*known) == letter).map(|(_, name)| name.say(Lang::En));
    let mut tags = vec!["transparency", "lotaip", "a4"];
    tags.extend(family);
    Descriptor {
        name: Some(pascal(&rule.head.slug)),
        help_uri: page,
        default_configuration: Some(Configuration { level: level(rule.head.severity) }),
        relationships: relationships.collect(),
        properties: Some(RuleProperties {
            tags,
            precision: if rule.file().borders { "high" } else { "very-high" },
            problem_severity: match rule.head.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Advice => "recommendation",
            },
        }),
        ..words(run, rule, run.lang)
    }
}

/// What a rule says of itself in a language.
fn words<'a>(run: &Run<'a>, rule: &'a Rule, lang: Lang) -> Descriptor<'a> {
    let file = rule.file();
    let provisions = file.law.iter().filter_map(|id| run.ruleset.provision(id.get_ref()));
    let law: Vec<&str> = provisions.map(|(_, provision)| provision.title.in_lang(lang)).collect();
    let law = law.join("; ");
    let command = format!("{NAME} explain {}", rule.head.code);
    let (mut text, mut markdown) = (String::new(), String::new());
    for (heading, words) in SECTIONS.iter().zip([file.when.in_lang(lang), file.why.in_lang(lang), &law]) {
        if words.is_empty() {
            continue;
        }
        let (heading, words) = (heading.say(lang), sentences([words]));
        // Writing to memory cannot fail.
        let _ = write!(text, "{heading}: {words}\n\n");
        let _ = write!(markdown, "**{heading}**\n\n{}\n\n", escape(&words));
    }
    text.push_str(&Exchange::Explain.with(lang, &[("command", &command)]));
    markdown.push_str(&Exchange::Explain.with(lang, &[("command", &format!("`{command}`"))]));
    Descriptor {
        id: &rule.head.code,
        short_description: Some(Message::plain(sentences([file.title.in_lang(lang)]))),
        full_description: Some(Message::plain(sentences([file.when.in_lang(lang)]))),
        help: Some(Message { text, markdown: Some(markdown) }),
        ..Descriptor::default()
    }
}

fn taxonomy<'a>(source: &Source<'a>, lang: Lang) -> Component<'a> {
    let instrument = source.instrument;
    Component {
        name: Cow::Borrowed(&instrument.id),
        short_description: Some(Message::plain(sentences([instrument.short.in_lang(lang)]))),
        full_description: Some(Message::plain(sentences([instrument.title.in_lang(lang)]))),
        release_date_utc: instrument.published.as_deref(),
        language: Some(lang.id()),
        contents: Some(["localizedData"]),
        // Only what the rules cite of it is listed.
        is_comprehensive: Some(false),
        taxa: source.provisions.iter().map(|provision| taxon(provision, lang)).collect(),
        ..Component::default()
    }
}

/// A provision, with its own words where they are quoted; these are Spanish in any language.
fn taxon(provision: &Provision, lang: Lang) -> Descriptor<'_> {
    let quote = provision.quote.as_ref().map(|quote| format!("«{quote}»"));
    Descriptor {
        id: &provision.id,
        short_description: Some(Message::plain(sentences([provision.title.in_lang(lang)]))),
        full_description: Some(Message::plain(sentences([provision.summary.in_lang(lang)]))),
        help: quote.map(|quote| Message::plain(sentences([quote]))),
        ..Descriptor::default()
    }
}

/// A translation of a component into the other language, still without its words.
fn translation(lang: Lang, about: String, of: ComponentReference<'_>) -> Component<'_> {
    let into = other(lang);
    Component {
        name: Cow::Owned(format!("{}-{}", of.name, into.id())),
        full_description: Some(Message::plain(about)),
        language: Some(into.id()),
        contents: Some(["localizedData"]),
        is_comprehensive: Some(true),
        associated_component: Some(of),
        translation_metadata: Some(Named { name: Exchange::Translation.say(into) }),
        ..Component::default()
    }
}

/// `email-malformed` as `EmailMalformed`.
fn pascal(slug: &str) -> String {
    let words = slug.split('-').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    });
    words.collect()
}
