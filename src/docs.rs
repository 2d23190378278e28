//! The documentation that follows from data: a page for each rule, their index, the law behind them, and the tables inside hand-written pages.
//!
//! Everything here is Markdown as GitHub shows it, written from the ruleset and from the lists of readers and renderers, so that it cannot say
//! anything else than the program does. Words that only these pages say stand here, in both languages side by side. A test compares the result with
//! the files under `docs/` and in the READMEs, and rewrites them on request; nothing here touches a file.

pub(crate) mod markdown;
mod pages;
mod rule_page;
mod shown;

use crate::lang::{Lang, Text};
use crate::read;
use crate::render::RENDERERS;
use crate::rules::{FAMILIES, Rule, Ruleset};

use markdown::Table;
pub use markdown::anchor;

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it belongs, from the root of the project, with `/` between its parts.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// Every file that is generated as a whole, in order of path.
pub fn pages(ruleset: &Ruleset) -> Vec<Page> {
    let mut all: Vec<Page> = ruleset.rules.iter().enumerate().map(|(index, rule)| rule_page::page(ruleset, index, rule)).collect();
    all.push(pages::rules(ruleset));
    all.push(pages::law(ruleset));
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

/// A hand-written page with the parts between `<!-- generated: NAME LANG -->` and `<!-- end -->` written anew.
///
/// # Errors
/// The first mark that names no known part, or that has no end.
pub fn refresh(text: &str, ruleset: &Ruleset) -> Result<String, String> {
    const START: &str = "<!-- generated: ";
    const END: &str = "<!-- end -->";
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(START) {
        let (before, from) = rest.split_at(at);
        let line = from.lines().next().unwrap_or_default();
        let name = line.strip_prefix(START).and_then(|name| name.strip_suffix(" -->"));
        let part = name.and_then(|name| part(name, ruleset)).ok_or_else(|| line.to_owned())?;
        let end = from.find(END).ok_or_else(|| line.to_owned())?;
        out.push_str(before);
        out.push_str(line);
        out.push_str("\n\n");
        out.push_str(&part);
        out.push('\n');
        rest = &from[end..];
    }
    out.push_str(rest);
    Ok(out)
}

/// A part of a hand-written page by its name, such as `families en`.
fn part(name: &str, ruleset: &Ruleset) -> Option<String> {
    let (name, lang) = name.split_once(' ')?;
    let lang = match lang {
        "es" => Lang::Es,
        "en" => Lang::En,
        _ => return None,
    };
    Some(match name {
        "families" => families(ruleset, lang),
        "inputs" => inputs(lang),
        "outputs" => outputs(lang),
        "kinds" => kinds(ruleset, lang),
        _ => return None,
    })
}

/// The families of rules with a link, their number and their severities.
fn families(ruleset: &Ruleset, lang: Lang) -> String {
    use crate::diagnostic::Severity;
    let head = lang.pick(["Familia", "Reglas", "Errores", "Avisos", "Consejos"], ["Family", "Rules", "Errors", "Warnings", "Advice"]);
    let mut table = Table::new(&head);
    let row = |title: String, rules: &[&Rule]| {
        let count = |severity| rules.iter().filter(|rule| rule.head.severity == severity).count().to_string();
        [title, rules.len().to_string(), count(Severity::Error), count(Severity::Warning), count(Severity::Advice)]
    };
    let mut all = Vec::new();
    for (letter, title) in FAMILIES {
        let rules: Vec<&Rule> = family(ruleset, letter).collect();
        let anchor = markdown::anchor(&family_heading(letter, title));
        table.row(&row(format!("[{letter} · {}](docs/rules/README.md#{anchor})", title.say(lang)), &rules));
        all.extend(rules);
    }
    table.row(&row(lang.pick("**Todas**", "**All**").to_owned(), &all));
    table.finish()
}

/// The formats that are read.
fn inputs(lang: Lang) -> String {
    let mut table = Table::new(&lang.pick(["`--input-format`", "Archivos", "Tipo"], ["`--input-format`", "Files", "Media type"]));
    for format in read::formats() {
        let names: Vec<String> = format.extensions.iter().map(|extension| format!("`.{extension}`")).collect();
        table.row(&[format!("`{}`", format.id), names.join(" "), format!("`{}`", format.media_type)]);
    }
    table.finish()
}

/// The kinds of check as the rules use them: what each may be set to, and which holes its words may have.
fn kinds(ruleset: &Ruleset, lang: Lang) -> String {
    let head =
        lang.pick(["Clase", "Parámetros", "Casos y huecos", "Por ejemplo"], ["Kind", "Parameters", "Cases and holes", "For example"]);
    let mut rows: Vec<([String; 3], Vec<&str>)> = Vec::new();
    for rule in &ruleset.rules {
        let (kind, parameters) = rule.check_as_written();
        let cases = rule.head.check.cases().iter().map(|case| {
            let name = if case.name.is_empty() { "–".to_owned() } else { format!("`{}`", case.name) };
            let holes: Vec<String> = case.holes.iter().map(|hole| format!("`{{{hole}}}`")).collect();
            [name, holes.join(" ")].join(" ").trim_end().to_owned()
        });
        let row = [format!("`{kind}`"), parameters.join(" · "), cases.collect::<Vec<_>>().join("; ")];
        match rows.iter_mut().find(|(known, _)| *known == row) {
            Some((_, codes)) => codes.push(&rule.head.code),
            None => rows.push((row, vec![&rule.head.code])),
        }
    }
    rows.sort();
    let mut table = Table::new(&head);
    for ([kind, parameters, cases], codes) in rows {
        table.row(&[kind, parameters, cases, codes.join(" ")]);
    }
    table.finish()
}

/// The formats that are written.
fn outputs(lang: Lang) -> String {
    let mut table = Table::new(&lang.pick(["`--format`", "Para qué"], ["`--format`", "What for"]));
    for renderer in RENDERERS {
        table.row(&[format!("`{}`", renderer.name()), renderer.about(lang).to_owned()]);
    }
    table.finish()
}

/// The rules of a family, in order of their codes.
fn family(ruleset: &Ruleset, letter: char) -> impl Iterator<Item = &Rule> {
    ruleset.rules.iter().filter(move |rule| letter_of(&rule.head.code) == Some(letter))
}

/// The heading under which a family stands in the index.
fn family_heading(letter: char, title: Text) -> String {
    format!("{letter} · {} · {}", title.say(Lang::Es), title.say(Lang::En))
}

/// The letter of a code's family: `F` of `A4-F14`.
fn letter_of(code: &str) -> Option<char> {
    code.split_once('-').and_then(|(_, rest)| rest.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_belongs_to_a_family() {
        let ruleset = Ruleset::embedded();
        let in_families: usize = FAMILIES.iter().map(|(letter, _)| family(&ruleset, *letter).count()).sum();
        assert_eq!(in_families, ruleset.rules.len());
    }

    #[test]
    fn parts_are_written_anew_and_the_rest_is_left_alone() {
        let ruleset = Ruleset::embedded();
        let page = "a\n<!-- generated: inputs en -->\nold\n<!-- end -->\nb\n";
        let fresh = refresh(page, &ruleset).unwrap();
        assert!(fresh.starts_with("a\n<!-- generated: inputs en -->\n\n| `--input-format` |"), "{fresh}");
        assert!(fresh.ends_with("|\n\n<!-- end -->\nb\n"), "{fresh}");
        assert_eq!(refresh(&fresh, &ruleset).as_deref(), Ok(fresh.as_str()));
        assert_eq!(refresh("<!-- generated: nothing en -->\n<!-- end -->", &ruleset), Err("<!-- generated: nothing en -->".to_owned()));
        assert_eq!(refresh("<!-- generated: inputs en -->\n", &ruleset), Err("<!-- generated: inputs en -->".to_owned()));
    }
}
