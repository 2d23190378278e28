//! What stands round the documents: the head of the page, the verdict on the whole, the commonest findings, and at the end the norms.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::columns::printable;
use crate::diagnostic::Severity;
use crate::lang::{Lang, Page, Text};
use crate::render::{Run, Summary, findings, severity};
use crate::rules::pack::{Instrument, Provision};

/// The style of the page.
const STYLE: &str = include_str!("style.css");

/// How many of the commonest findings are shown.
const COMMONEST: usize = 10;

/// The page up to the documents.
pub(super) fn before(run: &Run<'_>, summary: &Summary) -> Markup {
    let lang = run.lang;
    // The style is let in by a nonce. It need not be secret where no text gets in as markup, so it is made of the style: the same run gives the same page.
    let nonce = base64(&Sha256::digest(STYLE));
    let policy = format!("default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'");
    let verdict = verdict(summary, lang);
    let title = Page::Title.say(lang);
    let day = lang.date(run.as_of);
    let window =
        Page::WindowTitle.with(lang, &[("verdict", verdict.trim_end_matches('.')), ("day", &day)]);
    let pack = run.ruleset.pack();
    let opened = html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            meta name="generator" content={ (env!("CARGO_PKG_NAME")) " " (env!("CARGO_PKG_VERSION")) };
            title { (window) }
            style nonce=(nonce) { (PreEscaped(STYLE)) }
        }
    };
    let top = html! {
        a.skip href="#resultado" { (Page::Skip.say(lang)) }
        header { p.title { (title) } }
    };
    let result = html! {
        h1 #resultado tabindex="-1" { (verdict) }
        p.lead { (found(summary, lang)) }
        dl.facts {
            div { dt { (Page::Day.say(lang)) } dd { time datetime=(run.as_of) { (day) } } }
            div { dt { (Page::Against.say(lang)) } dd { (pack.title.in_lang(lang)) } }
            @if summary.documents > 1 { div { dt { (Page::Norms.say(lang)) } dd { (Page::NormsByMonth.say(lang)) } } }
        }
        p.meaning {
            (Page::Meaning.say(lang))
            @if summary.suppressed > 0 { " " (Page::MeaningHeld.say(lang)) }
        }
        @if summary.documents > 1 {
            (contents(summary, lang))
            (commonest(run, summary))
        }
    };
    // What begins here ends in `after`.
    PreEscaped(format!(
        "{}<html lang=\"{}\">{}<body>{}<main>{}",
        DOCTYPE.into_string(),
        lang.id(),
        opened.into_string(),
        top.into_string(),
        result.into_string()
    ))
}

/// Links to the parts of the page.
fn contents(summary: &Summary, lang: Lang) -> Markup {
    let some = summary.errors + summary.warnings + summary.advice > 0;
    let parts = [("frecuentes", Page::Commonest, some), ("informes", Page::Documents, true), ("normas", Page::Law, some)];
    html! {
        nav aria-label=(Page::Contents.say(lang)) {
            ul { @for (id, words, there) in parts { @if there { li { a href={ "#" (id) } { (words.say(lang)) } } } } }
        }
    }
}

/// The page after the documents.
pub(super) fn after(run: &Run<'_>, summary: &Summary) -> Markup {
    let lang = run.lang;
    let norms = norms(run, summary);
    let law = html! {
        @if !norms.is_empty() {
            section.law aria-labelledby="normas" {
                h2 #normas { (Page::Law.say(lang)) }
                @for (instrument, provisions) in &norms {
                    h3 { (instrument.title.in_lang(lang)) }
                    dl {
                        @for (id, provision) in provisions {
                            dt id=(anchor(id)) { (provision.title.in_lang(lang)) }
                            dd {
                                @if let Some(words) = &provision.quote { blockquote lang="es" { p { "«" (words) "»" } } }
                                p { (provision.summary.in_lang(lang)) }
                            }
                        }
                    }
                }
            }
        }
    };
    let first = summary.commonest().first().and_then(|(rule, _)| run.ruleset.rules.get(*rule)).map(|rule| printable(&rule.head.code));
    let foot = html! {
        footer {
            @if let Some(code) = first {
                @let parts = Page::More.with(lang, &[("code", &code)]);
                @let (words, rest) = parts.split_once("{command}").unwrap_or((&parts, ""));
                p { (words) code { (Page::Explain.with(lang, &[("code", &code)])) } (rest) }
            }
            p {
                (Page::MadeBy.say(lang)) " " (env!("CARGO_PKG_NAME")) " " (env!("CARGO_PKG_VERSION")) ". " (Page::NotOfficial.say(lang))
            }
        }
    };
    PreEscaped(format!("{}</main>{}</body></html>", law.into_string(), foot.into_string()))
}

/// The verdict on the whole, in a sentence.
fn verdict(summary: &Summary, lang: Lang) -> String {
    let fates = [(Text::Comply, summary.complies), (Text::Fail, summary.fails), (Text::Unverifiable, summary.unverifiable)];
    let some: Vec<&(Text, usize)> = fates.iter().filter(|(_, count)| *count > 0).collect();
    let reports = lang.count(summary.documents, Page::Reports);
    match (summary.documents, some.as_slice()) {
        (0, _) | (_, []) => Page::NoReports.say(lang).to_owned(),
        (1, _) if summary.complies == 1 => Page::OneComplies.say(lang).to_owned(),
        (1, _) if summary.fails == 1 => Page::OneFails.say(lang).to_owned(),
        (1, _) => Page::OneUnverifiable.say(lang).to_owned(),
        (_, [(fate, count)]) => Page::AllOne.with(lang, &[("reports", &reports), ("fate", lang.form(*count, *fate))]),
        (_, some) => {
            let fates: Vec<String> = some.iter().map(|(fate, count)| lang.count(*count, *fate)).collect();
            Page::Several.with(lang, &[("reports", &reports), ("fates", &lang.list(&fates))])
        }
    }
}

/// What was found over all, what does not count, and what was left alone.
fn found(summary: &Summary, lang: Lang) -> String {
    let counted = |count: usize, words: Page| format!("{}.", lang.count(count, words));
    let mut sentences = Vec::new();
    if summary.errors + summary.warnings + summary.advice > 0 {
        sentences.push(Page::Found.with(lang, &[("counts", &findings(summary, lang))]));
    } else if summary.documents > 0 {
        sentences.push(Page::FoundNothing.say(lang).to_owned());
    }
    if summary.suppressed > 0 {
        sentences.push(counted(summary.suppressed, Page::Suppressed));
    }
    if summary.others > 0 {
        sentences.push(counted(summary.others, Page::LeftAlone));
    }
    if summary.excluded > 0 {
        sentences.push(counted(summary.excluded, Page::Excluded));
    }
    sentences.join(" ")
}

/// The commonest findings over all documents.
fn commonest(run: &Run<'_>, summary: &Summary) -> Markup {
    let lang = run.lang;
    let commonest = summary.commonest();
    let columns = [Page::What, Page::InReports, Page::Times, Page::Code];
    html! {
        @if !commonest.is_empty() {
            section aria-labelledby="frecuentes" {
                h2 #frecuentes { (Page::Commonest.say(lang)) }
                table.cards {
                    caption.heard { (Page::CommonestCaption.say(lang)) }
                    thead { tr { @for column in columns { th scope="col" { (column.say(lang)) } } } }
                    tbody {
                        @for (index, count) in commonest.iter().take(COMMONEST) {
                            @if let Some(rule) = run.ruleset.rules.get(*index) {
                                tr {
                                    th scope="row" { (printable(rule.file().title.in_lang(lang))) }
                                    td.number data-name=(Page::InReports.say(lang)) { (lang.amount(count.documents)) }
                                    td.number data-name=(Page::Times.say(lang)) { (lang.amount(count.findings)) }
                                    td data-name=(Page::Code.say(lang)) { span.code { (printable(&rule.head.code)) } }
                                }
                            }
                        }
                    }
                }
                @if commonest.len() > COMMONEST {
                    p { (Page::CommonestMore.with(lang, &[("count", &lang.amount(commonest.len() - COMMONEST))])) }
                }
            }
        }
    }
}

/// A provision under the id that rules cite it by.
type Cited<'r> = (&'r str, &'r Provision);

/// The provisions that the rules with findings cite, by instrument, in the order in which they are first cited.
fn norms<'r>(run: &Run<'r>, summary: &Summary) -> Vec<(&'r Instrument, Vec<Cited<'r>>)> {
    let mut norms: Vec<(&Instrument, Vec<Cited<'_>>)> = Vec::new();
    for (index, _) in summary.commonest() {
        let Some(rule) = run.ruleset.rules.get(index) else { continue };
        let file = rule.file();
        let cases = file.findings.iter().filter_map(|words| words.law.as_ref()).flatten();
        for id in file.law.iter().chain(cases).map(|id| id.get_ref().as_str()) {
            let Some((instrument, provision)) = run.ruleset.provision(id) else { continue };
            let at = norms.iter().position(|(known, _)| known.id == instrument.id).unwrap_or(norms.len());
            if at == norms.len() {
                norms.push((instrument, Vec::new()));
            }
            if let Some((_, provisions)) = norms.get_mut(at).filter(|(_, provisions)| provisions.iter().all(|(known, _)| *known != id)) {
                provisions.push((id, provision));
            }
        }
    }
    norms
}

/// The name under which a provision is linked to: letters, digits and hyphens, whatever a pack from disk calls it.
pub(super) fn anchor(id: &str) -> String {
    let plain = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    "norma-".chars().chain(plain).collect()
}

/// The severity in words, with a class for its color.
pub(super) fn chip(level: Severity, lang: Lang) -> Markup {
    html! { span.chip.(super::level(level)) { (severity(level, lang)) } }
}

/// Bytes in base 64, as policies write digests (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let value = (0..3).fold(0_u32, |value, at| value << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4_usize {
            let sign = SIGNS[(value >> (18 - 6 * at)) as usize & 63];
            out.push(if at <= three.len() { char::from(sign) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_written_as_policies_want_them() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("ÿþ", "w7/Dvg==")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn the_verdict_is_a_sentence() {
        let summary = |complies, fails, unverifiable| Summary {
            documents: complies + fails + unverifiable,
            complies,
            fails,
            unverifiable,
            ..Summary::default()
        };
        for (summary, es) in [
            (summary(0, 0, 0), "No había ningún informe que revisar."),
            (summary(1, 0, 0), "El informe cumple."),
            (summary(0, 1, 0), "El informe no cumple."),
            (summary(0, 0, 1), "El informe no se pudo verificar."),
            (summary(0, 4, 0), "Los 4 informes no cumplen."),
            (summary(1, 2, 0), "De 3 informes, 1 cumple y 2 no cumplen."),
            (summary(12000, 1, 1), "De 12\u{a0}002 informes, 12\u{a0}000 cumplen, 1 no cumple y 1 no se pudo verificar."),
        ] {
            assert_eq!(verdict(&summary, Lang::Es), es);
        }
    }
}
