//! The two languages: every sentence is in both, says it with the same holes and in its own manner, and no output mixes them.
//!
//! Whether a sentence is a good one no test can tell; these find what was forgotten, copied, or let through from a library.

use std::collections::BTreeSet;

use lotaip::diagnostic::Severity;
use lotaip::lang::{Exchange, Gate, Help, Lang, Page, Setup, Start, Text};
use lotaip::rules::rule::SpannedWords;
use lotaip::rules::{Ruleset, template};

use crate::cli::{Given, run};

/// A sentence in both languages, and where it comes from.
struct Pair {
    from: String,
    es: String,
    en: String,
    /// Whether it is a phrase on its own, which has no final period.
    phrase: bool,
}

/// Sentences of the interface that are the same in both languages, each with its reason.
const SAME: [(&str, &str); 6] = [
    ("Text::ErrorWord", "«error» is a word of both"),
    ("Help::Number", "a letter for a number"),
    ("Help::ExplainExamples", "nothing but commands"),
    ("Help::InspectExamples", "nothing but commands"),
    ("Help::CompletionsExamples", "nothing but commands"),
    ("Help::ManExamples", "nothing but commands"),
];

/// Words of English sentences that no Spanish one has; those of clap, the regex crate and the operating system among them.
const ENGLISH: &str = "\
    the of and is are not with without this that which where what must should would cannot found usage options commands arguments unexpected \
    argument tip similar possible values invalid required expected unrecognized subcommand help warning: unclosed file directory such print \
    default aliases";

/// Words of Spanish sentences that no English one has.
const SPANISH: &str = "\
    el la los las de del que y una con sin para por según está falta aviso avisos consejo consejos errores ayuda ley uso opciones órdenes regla \
    documento celda escriba archivo carpeta revisado informe fecha ninguna";

/// Command lines whose output quotes documents and the law.
const DOCUMENTS: [&str; 4] = ["check fixtures/", "check fixtures ", "check fixtures/formats/broken/", "check Cargo.toml"];

/// Names that an English sentence keeps as they are, those of the official matrix among them.
const NAMES: [&str; 9] = [
    "Defensoría del Pueblo",
    "Portal Nacional de Transparencia",
    "Los Ríos",
    "El Oro",
    "Gobierno por Resultados",
    "Descripción de la unidad",
    "Objetivo de la unidad",
    "PROCESOS AGREGADORES DE VALOR",
    "NIVEL DE APOYO",
];

/// Every sentence of the interface, of the rules and of the law.
fn pairs() -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut add = |from: String, es: &str, en: &str, phrase: bool| pairs.push(Pair { from, es: es.to_owned(), en: en.to_owned(), phrase });
    for text in Text::ALL {
        add(format!("Text::{text:?}"), text.say(Lang::Es), text.say(Lang::En), false);
    }
    for sentence in Setup::ALL {
        add(format!("Setup::{sentence:?}"), sentence.say(Lang::Es), sentence.say(Lang::En), false);
    }
    for sentence in Start::ALL {
        add(format!("Start::{sentence:?}"), sentence.say(Lang::Es), sentence.say(Lang::En), false);
    }
    for gate in Gate::ALL {
        add(format!("Gate::{gate:?}"), gate.say(Lang::Es), gate.say(Lang::En), false);
    }
    for help in Help::ALL {
        add(format!("Help::{help:?}"), help.say(Lang::Es), help.say(Lang::En), false);
    }
    for sentence in Exchange::ALL {
        add(format!("Exchange::{sentence:?}"), sentence.say(Lang::Es), sentence.say(Lang::En), false);
    }
    for page in Page::ALL {
        add(format!("Page::{page:?}"), page.say(Lang::Es), page.say(Lang::En), false);
    }
    let ruleset = Ruleset::embedded();
    for rule in &ruleset.rules {
        let (file, code) = (rule.file(), &rule.head.code);
        add(format!("{code} title"), &file.title.es, &file.title.en, true);
        add(format!("{code} when"), &file.when.es, &file.when.en, false);
        add(format!("{code} why"), &file.why.es, &file.why.en, false);
        for words in &file.findings {
            let parts: [(&str, Option<&SpannedWords>); 4] = [
                ("message", Some(&words.message)),
                ("label", words.label.as_ref()),
                ("help", Some(&words.help)),
                ("also", words.also.as_ref()),
            ];
            for (part, words) in parts {
                let Some(words) = words else { continue };
                add(format!("{code} {part}"), words.in_lang(Lang::Es), words.in_lang(Lang::En), true);
            }
        }
        for example in &file.examples {
            add(format!("{code} example"), &example.es, &example.en, true);
        }
    }
    for instrument in &ruleset.pack().instruments {
        add(instrument.id.clone(), &instrument.title.es, &instrument.title.en, true);
        add(instrument.id.clone(), &instrument.short.es, &instrument.short.en, true);
        for provision in &instrument.provisions {
            let from = format!("{}.{}", instrument.id, provision.id);
            add(from.clone(), &provision.title.es, &provision.title.en, true);
            add(from, &provision.summary.es, &provision.summary.en, false);
        }
    }
    pairs
}

/// The holes of a sentence, each with its plural forms where it has them.
fn holes(text: &str) -> BTreeSet<&str> {
    template::holes(text).collect()
}

/// The words of a text in small letters. What stands in quotation marks is somebody else's, in either language; codes and paths are no words.
fn words(text: &str) -> Vec<String> {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '«' | '“' => depth += 1,
            '»' | '”' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    for name in NAMES {
        out = out.replace(name, "");
    }
    let words = out.split(|c: char| c.is_whitespace() || "()[],;│·╭╰─┬┴┤<>|".contains(c));
    let plain = words.filter(|word| !word.contains(['/', '=', '@', '_']) && !word.starts_with(['-', '.', '\\']));
    plain
        .map(|word| word.trim_end_matches(['.', ':', '?', '!', '…']).trim_start_matches('¿').to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

fn foreign<'w>(text: &str, list: &'w str) -> Vec<&'w str> {
    let words = words(text);
    list.split_whitespace().filter(|foreign| words.iter().any(|word| word == foreign)).collect()
}

#[test]
fn no_sentence_is_the_same_in_both_languages() {
    let allowed = |from: &str| SAME.iter().any(|(name, _)| *name == from);
    let same: Vec<String> =
        pairs().iter().filter(|pair| pair.es == pair.en && !allowed(&pair.from)).map(|pair| pair.from.clone()).collect();
    assert!(same.is_empty(), "not translated: {same:?}");
    for (name, reason) in SAME {
        assert!(pairs().iter().any(|pair| pair.from == name && pair.es == pair.en), "{name} ({reason}) is no exception any more");
    }
}

#[test]
fn both_languages_fill_the_same_holes() {
    for Pair { from, es, en, .. } in pairs() {
        assert_eq!(holes(&es), holes(&en), "{from}\n{es}\n{en}");
        for text in [&es, &en] {
            assert_eq!(text.matches('{').count(), template::holes(text).count(), "{from}: a hole is not closed\n{text}");
        }
    }
}

#[test]
fn every_plural_has_both_forms() {
    for Pair { from, es, en, .. } in pairs() {
        for text in [&es, &en] {
            for hole in text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(hole, _)| hole) {
                let Some((name, forms)) = hole.split_once(':') else { continue };
                let forms: Vec<&str> = forms.split('|').collect();
                assert!(forms.len() == 2 && forms.iter().all(|form| !form.trim().is_empty()), "{from}: {{{hole}}}");
                assert!(!name.is_empty(), "{from}: {{{hole}}}");
            }
        }
        // In the interface, a whole sentence is a pair of forms.
        if from.starts_with("Text::") && (es.contains('|') || en.contains('|')) {
            let forms = |text: &str| text.split('|').filter(|form| !form.trim().is_empty()).count();
            assert_eq!((forms(&es), forms(&en)), (2, 2), "{from}");
        }
    }
}

#[test]
fn each_language_has_its_own_typography() {
    for Pair { from, es, en, phrase } in pairs() {
        assert!(!es.contains(['“', '”', '"', '„']), "{from}: Spanish quotes are «»\n{es}");
        assert!(!en.contains(['«', '»', '"', '„']), "{from}: English quotes are “”\n{en}");
        assert_eq!(
            (es.matches('«').count(), en.matches('“').count()),
            (es.matches('»').count(), en.matches('”').count()),
            "{from}: quotes come in pairs"
        );
        assert_eq!(es.matches('¿').count(), es.replace("«?»", "").matches('?').count(), "{from}\n{es}");
        for text in [&es, &en] {
            assert!(!phrase || !text.trim_end().ends_with('.'), "{from}: a phrase has no final period\n{text}");
            assert!(!text.is_empty() && text.trim() == text.as_str() || text.starts_with("  "), "{from}: blanks at an end\n{text:?}");
            let inner = text.trim_start_matches(' ').replace("\n  ", "\n");
            let table = from.contains("Status") || from.contains("Examples");
            assert!(table || !inner.contains("  "), "{from}: two blanks\n{text}");
            assert!(table || !text.contains(" ,") && !text.contains(" ;") && !text.contains(" ."), "{from}\n{text}");
        }
    }
}

#[test]
fn no_sentence_holds_words_of_the_other_language() {
    let mut mixed = Vec::new();
    for Pair { from, es, en, .. } in pairs() {
        // The commands and the keys of options are English in both.
        if from.contains("Examples") {
            continue;
        }
        for (text, list) in [(&es, ENGLISH), (&en, SPANISH)] {
            // What follows is what to write in the matrix, which is in Spanish.
            let ours = text.split(", for example").next().unwrap_or_default();
            let foreign = foreign(ours, list);
            if !foreign.is_empty() {
                mixed.push(format!("{from}: {foreign:?}\n    {text}"));
            }
        }
    }
    assert!(mixed.is_empty(), "{}", mixed.join("\n"));
}

#[test]
fn dates_and_counts_are_written_as_each_language_does() {
    let summary = |rules: &str, lang: &str| {
        let words = format!("check fixtures/ejemplo -f brief --lang {lang} --select {rules}");
        run(words.split(' '), Given::default()).out.lines().last().unwrap_or_default().split_once(" · ").unwrap_or_default().1.to_owned()
    };
    assert_eq!(summary("A4-F14", "es"), "1 error · revisado con fecha 8 de noviembre de 2021");
    assert_eq!(summary("A4-F14,A4-F17", "es"), "2 errores · revisado con fecha 8 de noviembre de 2021");
    assert_eq!(summary("A4-F14,A4-U12", "es"), "1 error y 1 aviso · revisado con fecha 8 de noviembre de 2021");
    assert_eq!(summary("A4-U12,A4-S01", "es"), "2 avisos · revisado con fecha 8 de noviembre de 2021");
    assert_eq!(summary("A4-F14", "en"), "1 error · checked as of 8 November 2021");
    assert_eq!(summary("A4-F14,A4-F17,A4-U12", "en"), "2 errors and 1 warning · checked as of 8 November 2021");
    for (lang, date, month) in
        [("es", "31 de octubre de 2021", "octubre de 2021, indicado con"), ("en", "31 October 2021", "October 2021, given with")]
    {
        let line = format!("check fixtures/san-aurelio-2021-10 --period 2021-10 --as-of 2021-10-31 --lang {lang}");
        let out = run(line.split(' '), Given::default()).out;
        assert!(out.contains(date) && out.contains(month), "{out}");
    }
    let documents = |path: &str, lang: &str| run(["check", path, "--lang", lang, "-q"], Given::default());
    assert!(documents("fixtures/ejemplo", "es").err.is_empty());
    for (severity, forms) in
        [(Severity::Error, ["error", "errores"]), (Severity::Warning, ["aviso", "avisos"]), (Severity::Advice, ["consejo", "consejos"])]
    {
        let lowered = format!("check fixtures/ejemplo -f brief --select A4-F14 --severity A4-F14={}", forms[0]);
        let out = run(lowered.split(' '), Given::default()).out;
        assert!(out.lines().last().unwrap().contains(&format!(" · 1 {} ·", forms[0])), "{severity:?}\n{out}");
    }
}

/// Command lines of every kind, right and wrong.
const LINES: &str = "\
    ; --help; -h; help; help check; check --help; check -h; explain --help; rules --help; inspect --help; completions --help; man --help; man; \
    rules; rules -f markdown; rules -f json; check fixtures --as-of 2024-08-15; check fixtures -f brief -v; check fixtures/ejemplo -v; \
    check fixtures/san-aurelio-2021-10; check fixtures/formats/broken/old-word.doc; check fixtures/formats/broken/truncated.xlsx -f brief; check fixtures/packs; check Cargo.toml; check -; inspect -; \
    inspect fixtures/ejemplo; inspect fixtures/formats/broken/old-word.doc; check --fromat json; check --format jsn; check --format; check --as-of; check --as-of ayer; \
    check --as-of 2021-13-01; check --as-of 2021-02-30; check --as-of 0000-01-01; check --period 2021; check --period 10-2021; \
    check --severity A4-F14; check --severity A4-F14=x; check --fail-on x; check -j 0; check -q -v; check --quiet=si; \
    check --as-of 2021-01-01 --as-of 2021-01-01; check --select A4-F99; check --select zzzzzzzzzz; chek; zzzzzzzzz; help zzzzz; 2021/a4.txt; \
    explain; explain zzzzzzzzzzz; explain email-malfromed; inspect; inspect a b; rules a; completions; completions csh; man man; \
    --lang fr rules; --color x rules; -x; --; check -- --nope; check no-file; check fixtures -o no-folder/x; check fixtures -o fixtures; \
    inspect no-file";

/// [`LINES`], and one for every pack and every rule.
fn lines() -> Vec<String> {
    let mut lines: Vec<String> = LINES.split(';').map(|line| line.trim().to_owned()).collect();
    for pack in std::fs::read_dir(crate::generated::root().join("fixtures/packs")).expect("an entry") {
        lines.push(format!("rules --rules fixtures/packs/{}", pack.expect("an entry").file_name().to_string_lossy()));
    }
    lines.extend(Ruleset::embedded().rules.iter().map(|rule| format!("explain {}", rule.head.code)));
    lines
}

#[test]
fn no_output_mixes_the_languages() {
    let mut mixed = Vec::new();
    for line in lines() {
        for (lang, list) in [("es", ENGLISH), ("en", SPANISH)] {
            let given = Given { env: &[("LOTAIP_LANG", lang)], ..Given::default() };
            let ran = run(line.split_whitespace(), given);
            // Reports, the law and the examples are Spanish; the rules' own words are judged one by one above.
            if lang == "en"
                && (line.starts_with("explain A4")
                    || line.starts_with("explain CFG")
                    || DOCUMENTS.iter().any(|start| line.starts_with(start)))
            {
                continue;
            }
            for text in [&ran.out, &ran.err] {
                let text = if line.ends_with("json") { sentences_of_json(text) } else { ours(text) };
                let foreign: Vec<&str> = foreign(&text, list);
                if !foreign.is_empty() {
                    let shown: Vec<&str> = text.lines().filter(|line| !self::foreign(line, list).is_empty()).take(3).collect();
                    mixed.push(format!("lotaip {line} ({lang}): {foreign:?}\n    {}", shown.join("\n    ")));
                }
            }
        }
    }
    assert!(mixed.is_empty(), "{}", mixed.join("\n"));
}

/// What is ours in an output: not the rows of a document or of a rule file, nor the command line that a person wrote.
fn ours(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.contains('│') && !line.trim_start().starts_with("lotaip "));
    lines.collect::<Vec<_>>().join("\n")
}

/// The texts in a JSON document, without its keys.
fn sentences_of_json(text: &str) -> String {
    fn collect(value: &serde_json::Value, out: &mut String) {
        match value {
            serde_json::Value::String(text) if text.contains(' ') => {
                out.push_str(text);
                out.push('\n');
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, out)),
            // The law is quoted in its own language.
            serde_json::Value::Object(map) => map.iter().filter(|(key, _)| *key != "quote").for_each(|(_, value)| collect(value, out)),
            _ => {}
        }
    }
    let mut out = String::new();
    if let Ok(value) = serde_json::from_str(text) {
        collect(&value, &mut out);
    }
    out
}
