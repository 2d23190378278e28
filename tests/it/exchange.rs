//! The outputs that other programs read: what each must hold of any run, checked without those programs. These themselves judge in `scripts/judge`.

mod junit;
mod sarif;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use lotaip::diagnostic::{Outcome, Suppressed, Suppression};
use lotaip::engine::{self, Options};
use lotaip::lang::Lang;
use lotaip::render::{self, Run, Style, Summary};
use lotaip::rules::select::Selection;
use lotaip::rules::{MODEL, Ruleset};
use lotaip::source::Source;

/// Letters that could harm a log, a page or a format: controls, escapes of a terminal, quotes, markup, separators of lines that are no line ends.
pub(crate) const HOSTILE: &str = "\u{1b}[31m%0A::error::\u{7}<b>&\"'\u{2028}\u{202e}[x](http://e.example)]]>\u{ffff}";

/// The model report with faults on lines of every kind of letter: ñ, an accent of its own, emoji, and hostile ones.
pub(crate) fn faulty() -> String {
    let name = format!("ines.quishpe@ñandú\u{301}😀{HOSTILE}</a>");
    MODEL.replacen("ines.quishpe@sanaurelio.gob.ec</a>", &name, 1)
}

/// Checks texts under names, and changes the outcomes before they are shown.
pub(crate) fn shown(format: &str, lang: Lang, files: &[(&str, Vec<u8>)], change: impl Fn(&mut Outcome)) -> String {
    let ruleset = Ruleset::embedded();
    let selection = Selection::all(&ruleset);
    let as_of = NaiveDate::from_ymd_opt(2021, 11, 8).expect("a day");
    let style = Style { color: false, links: false, width: 80 };
    let run = Run { ruleset: &ruleset, selection: &selection, lang, as_of, style, quiet: false, verbose: false, pages: None, files: 1 };
    let options = Options { digest: true, ..Options::new(as_of, &selection) };
    let renderer = render::named(format).expect("the format is there");
    let (mut summary, mut buffers) = (Summary::default(), Vec::new());
    for (name, bytes) in files {
        let mut outcome = engine::check(Source { name: (*name).to_owned(), bytes: bytes.clone() }, &ruleset, &options);
        change(&mut outcome);
        let mut out = Vec::new();
        renderer.document(&run, &outcome, &mut out);
        summary.add(&outcome);
        buffers.push(out);
    }
    let mut out = Vec::new();
    renderer.begin(&run, renderer.waits().then_some(&summary), &mut out).expect("memory");
    out.extend(renderer.arrange(&run, &summary, buffers).join(renderer.separator()));
    renderer.end(&run, &summary, &mut out).expect("memory");
    String::from_utf8(out).expect("UTF-8")
}

/// Holds back all findings of a rule.
pub(crate) fn hold_back(outcome: &mut Outcome, code: &str, by: &Suppression) {
    let index = Ruleset::embedded().find(code).expect("a rule");
    let (held, kept) = outcome.diagnostics.drain(..).partition(|diagnostic| diagnostic.rule == index);
    outcome.diagnostics = kept;
    outcome.suppressed.extend(Vec::into_iter(held).map(|diagnostic| Suppressed { diagnostic, by: by.clone() }));
}

/// An exception with all that one may have.
pub(crate) fn exception() -> Suppression {
    Suppression::Exception {
        reason: format!("el buzón se cambia {HOSTILE}"),
        responsible: Some("Secretaría General".to_owned()),
        until: NaiveDate::from_ymd_opt(2021, 12, 31),
    }
}

/// The codes of rules that a text names in this position.
pub(crate) fn codes<'t>(found: impl Iterator<Item = &'t str>) -> BTreeSet<String> {
    found.map(str::to_owned).collect()
}
