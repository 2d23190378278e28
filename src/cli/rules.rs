//! `rules`: the list of rules as a table, JSON or Markdown.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::args::RulesArgs;
use super::explain::colored;
use super::json_rule::{self, JsonRule};
use super::{Common, OK, World, print, terminal};
use crate::diagnostic::Severity;
use crate::lang::{Lang, Text};
use crate::render::{self, Style};
use crate::rules::FAMILIES;
use crate::rules::Ruleset;
use crate::rules::rule::Rule;

/// The width from which on the table has a column of slugs.
const WIDE: usize = 110;

/// Lists the rules; the exit status.
pub(crate) fn run(args: &RulesArgs, common: &Common, world: &mut World<'_>) -> u8 {
    let ruleset = match super::ruleset(&args.rules, common, world) {
        Ok(ruleset) => ruleset,
        Err(status) => return status,
    };
    let text = match args.format.as_str() {
        "json" => {
            let rules: Vec<JsonRule<'_>> = ruleset.rules.iter().map(|rule| JsonRule::listed(&ruleset, rule, common.lang)).collect();
            json_rule::document(&rules)
        }
        "markdown" => markdown(&ruleset, common.lang),
        _ => table(&ruleset, common.lang, terminal::out_style(common, world)),
    };
    print(&text, OK, common, world)
}

fn table(ruleset: &Ruleset, lang: Lang, style: Style) -> String {
    let codes = ruleset.rules.iter().map(|rule| rule.head.code.width()).max().unwrap_or(0);
    let slugs = ruleset.rules.iter().map(|rule| rule.head.slug.width()).max().unwrap_or(0);
    let levels = [Severity::Error, Severity::Warning, Severity::Advice]
        .map(|level| render::severity(level, lang).width())
        .into_iter()
        .max()
        .unwrap_or(0);
    let slugs = if style.width >= WIDE { slugs + 2 } else { 0 };
    let indent = 2 + codes + 2 + levels + 2 + slugs;
    let mut out = String::new();
    for family in families(&ruleset.rules) {
        let title = family_title(family, lang);
        let (bold, reset) = if style.color { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        let _ = writeln!(out, "{}{bold}{title}{reset}", if out.is_empty() { "" } else { "\n" });
        for rule in family {
            let level = rule.head.severity;
            let gap = " ".repeat(levels - render::severity(level, lang).width());
            let slug = if slugs > 0 { terminal::pad(&rule.head.slug, slugs) } else { String::new() };
            let title = terminal::wrap(rule.file().title.in_lang(lang), style.width, &" ".repeat(indent));
            let code = terminal::pad(&rule.head.code, codes);
            let _ = write!(out, "  {code}  {}{gap}  {slug}{}", colored(level, lang, style.color), title.trim_start_matches(' '));
        }
    }
    let counts = [Severity::Error, Severity::Warning, Severity::Advice]
        .map(|level| ruleset.rules.iter().filter(|rule| rule.head.severity == level).count());
    let holes = [("rules", ruleset.rules.len()), ("errors", counts[0]), ("warnings", counts[1]), ("advice", counts[2])];
    let holes: Vec<(&str, String)> = holes.iter().map(|(name, count)| (*name, count.to_string())).collect();
    let holes: Vec<(&str, &str)> = holes.iter().map(|(name, count)| (*name, count.as_str())).collect();
    out.push('\n');
    out.push_str(&terminal::wrap(&Text::RulesCount.with(lang, &holes), style.width, ""));
    out
}

fn markdown(ruleset: &Ruleset, lang: Lang) -> String {
    let mut out = String::new();
    for family in families(&ruleset.rules) {
        let titles = [Text::HeadCode, Text::HeadSlug, Text::HeadLevel, Text::HeadTitle].map(|text| text.say(lang));
        let blank = if out.is_empty() { "" } else { "\n" };
        let _ = writeln!(out, "{blank}## {}\n\n| {} |\n| --- | --- | --- | --- |", family_title(family, lang), titles.join(" | "));
        for rule in family {
            let (level, title) = (render::severity(rule.head.severity, lang), rule.file().title.in_lang(lang).replace('|', "\\|"));
            let _ = writeln!(out, "| {} | `{}` | {level} | {title} |", rule.head.code, rule.head.slug);
        }
    }
    out
}

/// Rules that follow each other and share the letters of their code; those of the built-in pack in the order of the form.
fn families(rules: &[Rule]) -> Vec<&[Rule]> {
    let mut families: Vec<&[Rule]> = rules.chunk_by(|a, b| family(a) == family(b)).collect();
    let rank = |rules: &&[Rule]| {
        FAMILIES.iter().position(|(letter, _)| rules.first().is_some_and(|rule| is_family(family(rule), *letter))).unwrap_or(FAMILIES.len())
    };
    families.sort_by_key(rank);
    families
}

/// The code without its number: `A4-F`.
fn family(rule: &Rule) -> &str {
    rule.head.code.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// Whether a code without its number is that of a family of the built-in pack.
fn is_family(name: &str, letter: char) -> bool {
    name.strip_prefix("A4-").is_some_and(|rest| rest.chars().eq([letter]))
}

fn family_title(rules: &[Rule], lang: Lang) -> String {
    let name = rules.first().map(family).unwrap_or_default();
    match FAMILIES.iter().find(|(letter, _)| is_family(name, *letter)) {
        Some((_, title)) => format!("{name} · {}", title.say(lang)),
        None => name.to_owned(),
    }
}
