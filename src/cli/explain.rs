//! `explain`: everything a rule file says, for people: when the rule speaks, on what ground, what it says, and an example of each side.

use std::fmt::Write as _;

use super::args::ExplainArgs;
use super::example;
use super::json_rule::{self, JsonRule};
use super::{Common, OK, WRONG, World, complain, print, terminal};
use crate::diagnostic::Severity;
use crate::examples;
use crate::lang::{Lang, Text};
use crate::near::nearest;
use crate::render::{self, Style};
use crate::rules::Ruleset;
use crate::rules::rule::{Example, FindingWords};
use terminal::wrap;

/// Explains the rules named; the exit status.
pub(crate) fn run(args: &ExplainArgs, common: &Common, world: &mut World<'_>) -> u8 {
    let ruleset = match super::ruleset(&args.rules, common, world) {
        Ok(ruleset) => ruleset,
        Err(status) => return status,
    };
    let mut wanted = Vec::with_capacity(args.names.len());
    for name in &args.names {
        match ruleset.find(name).or_else(|| ruleset.find(&name.to_lowercase())) {
            Some(index) if wanted.contains(&index) => {}
            Some(index) => wanted.push(index),
            None => return unknown(name, &ruleset, common, world),
        }
    }
    let text = if args.format == "json" {
        let rules: Vec<JsonRule<'_>> = wanted.iter().map(|index| JsonRule::whole(&ruleset, &ruleset.rules[*index], common.lang)).collect();
        json_rule::document(&rules)
    } else {
        let page = Page { ruleset: &ruleset, lang: common.lang, style: prose(terminal::out_style(common, world)) };
        let pages: Vec<String> = wanted.iter().map(|index| page.rule(*index)).collect();
        pages.join(&format!("\n{}\n\n", "─".repeat(page.style.width)))
    };
    print(&text, OK, common, world)
}

/// Says that no rule bears a name, and which may have been meant.
fn unknown(name: &str, ruleset: &Ruleset, common: &Common, world: &mut World<'_>) -> u8 {
    let names = || ruleset.rules.iter().flat_map(|rule| [rule.head.code.as_str(), rule.head.slug.as_str()]);
    let near = nearest(&name.to_uppercase(), names()).or_else(|| nearest(&name.to_lowercase(), names()));
    let advice = match near {
        Some(near) => Text::DidYouMean.with(common.lang, &[("name", &common.lang.quote(near))]),
        None => Text::ListTheRules.say(common.lang).to_owned(),
    };
    let message = Text::UnknownRule.with(common.lang, &[("name", &common.lang.quote(&terminal::shown(name)))]);
    complain(&message, None, &[advice], common, world);
    WRONG
}

/// Lines of prose are no wider than they are good to read.
fn prose(style: Style) -> Style {
    Style { width: style.width.min(terminal::MAX_PROSE), ..style }
}

/// Writes the page of a rule.
struct Page<'a> {
    ruleset: &'a Ruleset,
    lang: Lang,
    style: Style,
}

impl Page<'_> {
    fn rule(&self, index: usize) -> String {
        let rule = &self.ruleset.rules[index];
        let (file, lang) = (rule.file(), self.lang);
        let mut out = format!("{} · {} · {}\n", self.bold(&file.code), file.slug, self.severity(file.severity));
        out.push_str(&self.bold(&wrap(file.title.in_lang(lang), self.style.width, "")));
        self.section(&mut out, Text::ExplainWhen);
        out.push_str(&self.paragraph(file.when.in_lang(lang)));
        self.section(&mut out, Text::ExplainWhy);
        out.push_str(&self.paragraph(file.why.in_lang(lang)));
        if !file.law.is_empty() {
            self.section(&mut out, Text::ExplainLaw);
            let provisions: Vec<String> = file.law.iter().filter_map(|id| self.provision(id.get_ref())).collect();
            out.push_str(&provisions.join("\n"));
        }
        self.section(&mut out, Text::ExplainSays);
        let says: Vec<String> = file.findings.iter().map(|words| self.finding(words)).collect();
        out.push_str(&says.join("\n"));
        let bad = file.examples.iter().find(|example| example.is_bad());
        if let Some(bad) = bad {
            self.example(&mut out, Text::ExplainBad, bad);
            self.spoken(&mut out, index, bad);
        }
        // An example that changes something shows more than the model as it is.
        let good = || file.examples.iter().filter(|example| !example.is_bad());
        if let Some(good) = good().find(|example| !example.change.is_empty()).or_else(|| good().next()) {
            self.example(&mut out, Text::ExplainGood, good);
        }
        out
    }

    fn section(&self, out: &mut String, title: Text) {
        let _ = writeln!(out, "\n{}", self.bold(title.say(self.lang)));
    }

    fn paragraph(&self, text: &str) -> String {
        wrap(text.trim(), self.style.width, "  ")
    }

    /// A provision: its title, the instrument it belongs to, its words where they are quoted, and what it says.
    fn provision(&self, id: &str) -> Option<String> {
        let (instrument, provision) = self.ruleset.provision(id)?;
        let (lang, width) = (self.lang, self.style.width);
        let mut out = self.paragraph(provision.title.in_lang(lang));
        out.push_str(&wrap(instrument.title.in_lang(lang), width, "    "));
        if let Some(quote) = &provision.quote {
            // The words of the law are Spanish in either language.
            out.push_str(&wrap(&Lang::Es.quote(quote.trim()), width, "    "));
        }
        out.push_str(&wrap(provision.summary.in_lang(lang).trim(), width, "    "));
        Some(out)
    }

    /// What one case says; what a finding fills in is left open.
    fn finding(&self, words: &FindingWords) -> String {
        let message = self.paragraph(&open(words.message.in_lang(self.lang)));
        let help = wrap(&format!("→ {}", open(words.help.in_lang(self.lang))), self.style.width, "    ");
        format!("{message}{help}")
    }

    fn example(&self, out: &mut String, title: Text, example: &Example) {
        self.section(out, title);
        let mut caption = self.lang.pick(&example.es, &example.en).clone();
        if let Some(day) = example.as_of {
            let _ = write!(caption, " · {}", Text::ExampleDay.with(self.lang, &[("day", &self.lang.date(day))]));
        }
        if let Some(month) = example.period {
            let _ = write!(caption, " · {}", Text::ExamplePeriod.with(self.lang, &[("month", &self.lang.month(month))]));
        }
        out.push_str(&self.paragraph(&caption));
        out.push('\n');
        out.push_str(&example::show(example, self.lang, self.style.width));
    }

    /// What the rule really says of an example.
    fn spoken(&self, out: &mut String, index: usize, example: &Example) {
        let Ok(outcome) = examples::check(example, self.ruleset) else { return };
        let Some(diagnostic) = outcome.diagnostics.iter().find(|diagnostic| diagnostic.rule == index) else { return };
        let phrases = self.ruleset.phrases(&outcome, diagnostic, self.lang);
        let (message, help) = (terminal::shown(&phrases.message), terminal::shown(&phrases.help));
        out.push('\n');
        out.push_str(&self.paragraph(&format!("{}: {message}", render::severity(diagnostic.severity, self.lang))));
        out.push_str(&self.paragraph(&format!("{} {help}", Text::HelpWord.say(self.lang))));
    }

    fn bold(&self, text: &str) -> String {
        let line = text.trim_end();
        let end = text.get(line.len()..).unwrap_or("");
        if self.style.color { format!("\u{1b}[1m{line}\u{1b}[0m{end}") } else { text.to_owned() }
    }

    fn severity(&self, severity: Severity) -> String {
        colored(severity, self.lang, self.style.color)
    }
}

/// A template with its holes left open: an ellipsis each, with the noun that it counts.
fn open(template: &str) -> String {
    let mut parts = template.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let Some((hole, after)) = part.split_once('}') else {
            out.push('{');
            out.push_str(part);
            continue;
        };
        out.push('…');
        if let Some((_, many)) = hole.split_once('|') {
            out.push(' ');
            out.push_str(many);
        }
        out.push_str(after);
    }
    out
}

/// A severity in words, in its color.
pub(crate) fn colored(severity: Severity, lang: Lang, color: bool) -> String {
    let word = render::severity(severity, lang);
    match (color, severity) {
        (false, _) => word.to_owned(),
        (true, Severity::Error) => format!("\u{1b}[31;1m{word}\u{1b}[0m"),
        (true, Severity::Warning) => format!("\u{1b}[33;1m{word}\u{1b}[0m"),
        (true, Severity::Advice) => format!("\u{1b}[36;1m{word}\u{1b}[0m"),
    }
}
