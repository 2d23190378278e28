//! The index of the rules, and the law they rest on with the rules that cite each provision.

use std::fmt::Write as _;

use super::markdown::{Table, anchor, escape};
use super::{Page, family, family_heading};
use crate::lang::Lang;
use crate::render;
use crate::rules::FAMILIES;
use crate::rules::Ruleset;
use crate::rules::pack::{Basis, Instrument, Provision};

/// What stands at the top of a generated page; `from` is what to change instead.
pub(super) fn notice(from: &str) -> String {
    format!("<!-- Generated from {from} by `UPDATE=1 cargo test`: change that, not this page. -->\n\n")
}

/// `docs/rules/README.md`: all rules by family, in both languages.
pub(super) fn rules(ruleset: &Ruleset) -> Page {
    // Writing to memory cannot fail, here and below.
    let mut text = notice("rules/a4");
    text.push_str("# Reglas · Rules\n\n");
    text.push_str(
        "**Error**: el texto de la ley o la matriz oficial · **aviso** (*warning*): costumbre firme o inferencia · **consejo** (*advice*): buena \
         práctica, que nunca cambia el código de salida.\n\n\
         **Error**: the text of the law, or the official matrix itself · **warning**: firm habit or inference · **advice**: good practice, which never \
         changes the exit status.\n\n\
         El texto de cada norma citada está en [la ley](../law.md). · The words of each provision cited are in [the law](../law.md).\n\n",
    );
    for (letter, title) in FAMILIES {
        let _ = write!(text, "## {}\n\n", family_heading(letter, title));
        let mut table = Table::new(&["Código · Code", "Qué señala", "What it points out", "Gravedad · Severity"]);
        for rule in family(ruleset, letter) {
            let (code, file) = (&rule.head.code, rule.file());
            let severity = [Lang::Es, Lang::En].map(|lang| render::severity(rule.head.severity, lang));
            let severity = if severity[0] == severity[1] { severity[0].to_owned() } else { severity.join(" · ") };
            table.row(&[format!("[{code}]({code}.md) `{}`", rule.head.slug), escape(&file.title.es), escape(&file.title.en), severity]);
        }
        text.push_str(&table.finish());
        text.push('\n');
    }
    Page { path: "docs/rules/README.md".to_owned(), text: format!("{}\n", text.trim_end()) }
}

/// `docs/law.md`: the instruments, their provisions with the words quoted, and the rules that cite them.
pub(super) fn law(ruleset: &Ruleset) -> Page {
    let mut text = notice("rules/a4/pack.toml");
    text.push_str("# La ley · The law\n\n");
    text.push_str(
        "Todo lo que las reglas citan, y nada más. Las palabras entre comillas son las del original, siempre en español.\n\n\
         All that the rules cite, and nothing else. The words quoted are those of the original, always in Spanish.\n\n",
    );
    for instrument in &ruleset.pack().instruments {
        let _ = write!(text, "## {}\n\n", heading(&instrument.short.es, &instrument.short.en));
        for lang in [Lang::Es, Lang::En] {
            let _ = write!(text, "{}\n\n", named(instrument, lang));
        }
        for provision in &instrument.provisions {
            let _ = write!(text, "### {}\n\n", heading(&provision.title.es, &provision.title.en));
            if let Some(quote) = &provision.quote {
                let _ = write!(text, "> «{}»\n\n", escape(quote));
            }
            for lang in [Lang::Es, Lang::En] {
                let _ = write!(text, "{}\n\n", escape(provision.summary.in_lang(lang)));
            }
            let citing = citing(ruleset, &format!("{}.{}", instrument.id, provision.id));
            let _ = write!(text, "`{}.{}` · {}\n\n", instrument.id, provision.id, citing);
        }
    }
    Page { path: "docs/law.md".to_owned(), text: format!("{}\n", text.trim_end()) }
}

/// A provision's heading in `docs/law.md`, as an anchor.
pub(super) fn law_anchor(provision: &Provision) -> String {
    anchor(&heading(&provision.title.es, &provision.title.en))
}

/// The full name of an instrument, and what kind of source it is. One that was read in another source says so in its name.
pub(super) fn named(instrument: &Instrument, lang: Lang) -> String {
    let title = escape(instrument.title.in_lang(lang));
    match instrument.basis {
        Basis::Law => format!("{title}. {}.", lang.pick("Norma, leída en su texto", "Law, read in its own words")),
        Basis::Form => format!("{title}. {}.", lang.pick("La matriz oficial misma", "The official matrix itself")),
        Basis::Guide => format!("{title}."),
    }
}

fn heading(es: &str, en: &str) -> String {
    if es == en { escape(es) } else { format!("{} · {}", escape(es), escape(en)) }
}

/// The rules that cite a provision, with links from `docs/`.
fn citing(ruleset: &Ruleset, id: &str) -> String {
    let cites = |rule: &&crate::rules::Rule| rule.file().law.iter().any(|law| law.get_ref() == id);
    let links: Vec<String> = ruleset.rules.iter().filter(cites).map(|rule| format!("[{0}](rules/{0}.md)", rule.head.code)).collect();
    if links.is_empty() { "ninguna regla · no rule".to_owned() } else { links.join(" ") }
}
