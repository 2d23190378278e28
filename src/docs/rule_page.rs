//! The page of a rule: Spanish, then English, under the same headings.

use std::fmt::Write as _;

use super::markdown::{Table, escape, link_codes};
use super::{Page, pages, shown};
use crate::diagnostic::Outcome;
use crate::examples;
use crate::lang::{Lang, Setup};
use crate::render;
use crate::rules::rule::{Example, FindingWords, RuleFile};
use crate::rules::{Rule, Ruleset, template};

/// `docs/rules/<CODE>.md`.
pub(super) fn page(ruleset: &Ruleset, index: usize, rule: &Rule) -> Page {
    let code = &rule.head.code;
    let mut text = pages::notice(&rule.path);
    let _ = write!(text, "# {code} · {}\n\n", rule.head.slug);
    text.push_str("[Español](#español) · [English](#english) · [Todas las reglas · All rules](README.md)\n\n");
    let examples: Vec<(&Example, Option<Outcome>)> =
        rule.file().examples.iter().map(|example| (example, examples::check(example, ruleset).ok())).collect();
    for (lang, heading) in [(Lang::Es, "Español"), (Lang::En, "English")] {
        let _ = write!(text, "## {heading}\n\n");
        section(ruleset, index, rule, &examples, lang, &mut text);
    }
    Page { path: format!("docs/rules/{code}.md"), text: format!("{}\n", text.trim_end()) }
}

fn section(ruleset: &Ruleset, index: usize, rule: &Rule, examples: &[(&Example, Option<Outcome>)], lang: Lang, text: &mut String) {
    let file = rule.file();
    let others = || ruleset.rules.iter().map(|other| other.head.code.as_str()).filter(|code| *code != rule.head.code);
    let prose = |words: &str| link_codes(&escape(words), others(), "");
    let (severity, since) = lang.pick(("Gravedad", "Desde la versión"), ("Severity", "Since version"));
    let _ = write!(text, "**{}**\n\n", escape(file.title.in_lang(lang)));
    let _ = write!(text, "{severity}: {} · {since}: {}\n\n", render::severity(rule.head.severity, lang), file.since);

    text.push_str(lang.pick("### Cuándo habla\n\n", "### When it speaks\n\n"));
    let _ = write!(text, "{}\n\n", prose(file.when.in_lang(lang)));
    if !file.yields.is_empty() {
        let codes: Vec<String> = file.yields.iter().map(|code| format!("[{code}]({code}.md)")).collect();
        let gives_way = lang.pick("Sobre un mismo campo, cede la palabra a", "On one and the same field it gives way to");
        let _ = write!(text, "{gives_way} {}.\n\n", lang.list(&codes));
    }

    if file.borders {
        text.push_str(lang.pick(
            "Depende de dónde empieza y termina cada celda: en un PDF sin líneas de tabla, cada hallazgo pide comprobarlo.\n\n",
            "It depends on where each cell begins and ends: in a PDF without table lines, each finding asks to see to it.\n\n",
        ));
    }

    text.push_str(lang.pick("### Por qué importa\n\n", "### Why it matters\n\n"));
    let _ = write!(text, "{}\n\n", prose(file.why.in_lang(lang)));

    text.push_str(lang.pick("### Base legal\n\n", "### Legal basis\n\n"));
    if file.law.is_empty() {
        let _ = write!(text, "{}\n\n", Setup::NoLaw.say(lang));
    }
    law(ruleset, file, lang, text);

    text.push_str(lang.pick("### Qué dice y qué escribir en su lugar\n\n", "### What it says, and what to write instead\n\n"));
    let mut table = Table::new(&lang.pick(["Dice", "Escriba en su lugar"], ["It says", "Write instead"]));
    for words in &file.findings {
        let real = examples.iter().find_map(|(_, outcome)| real_words(ruleset, index, rule, words, outcome.as_ref()?, lang));
        let (message, help) = real.unwrap_or_else(|| (open(words.message.in_lang(lang)), open(words.help.in_lang(lang))));
        table.row(&[message, help]);
    }
    text.push_str(&table.finish());
    text.push('\n');

    for (bad, heading) in [
        (true, lang.pick("### Ejemplos con la falta\n\n", "### Examples with the fault\n\n")),
        (false, lang.pick("### Ejemplos sin la falta\n\n", "### Examples without the fault\n\n")),
    ] {
        text.push_str(heading);
        for (example, outcome) in examples.iter().filter(|(example, _)| example.is_bad() == bad) {
            let Some(outcome) = outcome else { continue };
            text.push_str(&shown::example(index, example, outcome, lang));
        }
    }
}

/// The provisions a rule rests on, each with its words, what it says, and the full title of its instrument.
fn law(ruleset: &Ruleset, file: &RuleFile, lang: Lang, text: &mut String) {
    for id in &file.law {
        let Some((instrument, provision)) = ruleset.provision(id.get_ref()) else { continue };
        let title = escape(provision.title.in_lang(lang));
        let _ = write!(text, "**[{title}](../law.md#{})**", pages::law_anchor(provision));
        let _ = write!(text, " · {}\n\n", pages::named(instrument, lang));
        if let Some(quote) = &provision.quote {
            let _ = write!(text, "> «{}»\n\n", escape(quote));
        }
        let _ = write!(text, "{}\n\n", escape(provision.summary.in_lang(lang)));
    }
}

/// What a case says in an example that shows it.
fn real_words(
    ruleset: &Ruleset,
    index: usize,
    rule: &Rule,
    words: &FindingWords,
    outcome: &Outcome,
    lang: Lang,
) -> Option<(String, String)> {
    let speaks = |d: &&crate::diagnostic::Diagnostic| d.rule == index && std::ptr::eq(rule.words(d.case), words);
    let diagnostic = outcome.diagnostics.iter().find(speaks)?;
    let phrases = ruleset.phrases(outcome, diagnostic, lang);
    Some((escape(&phrases.message), escape(&phrases.help)))
}

/// A template whose holes are shown open: `*name*`.
fn open(template: &str) -> String {
    let names: Vec<&str> = template::holes(template).collect();
    names.iter().fold(escape(template), |text, name| {
        let plain = text.replace(&format!("{{{name}}}"), &format!("*{name}*"));
        match plain.find(&format!("{{{name}:")) {
            // A plural, `{count:celda|celdas}`: the second form is the one that needs no number to be read.
            Some(start) => {
                let end = plain[start..].find('}').map_or(plain.len(), |end| start + end + 1);
                let many = plain[start..end].trim_end_matches('}').rsplit("\\|").next().unwrap_or_default().to_owned();
                format!("{}*{name}* {many}{}", &plain[..start], &plain[end..])
            }
            None => plain,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_holes_are_shown_by_name() {
        assert_eq!(open("«{found}» no es {expected}"), "«*found*» no es *expected*");
        assert_eq!(open("Hay {count:celda|celdas} así"), "Hay *count* celdas así");
    }
}
