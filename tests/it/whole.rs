//! Bytes through the whole pipeline, and what must hold of every outcome, whatever the bytes: shared by the tests here and the fuzz target.
//!
//! A place *leads back* when the raw bytes it names, cleaned once more, are the text that the finding claims to mark. Nothing is said here about which
//! findings there should be.

use std::sync::LazyLock;

use chrono::NaiveDate;
use lotaip::diagnostic::Outcome;
use lotaip::document::{Anchor, CellId, Document};
use lotaip::engine::{self, Options};
use lotaip::lang::Lang;
use lotaip::place::{LineColumn, Place, TextRange};
use lotaip::read;
use lotaip::render::{RENDERERS, Run, Style, Summary};
use lotaip::rules::Ruleset;
use lotaip::rules::select::Selection;
use lotaip::source::Source;

/// The embedded rules, made once: a run of thousands of documents shares them as the program does.
pub(crate) static RULESET: LazyLock<Ruleset> = LazyLock::new(Ruleset::embedded);

static SELECTION: LazyLock<Selection> = LazyLock::new(|| Selection::all(&RULESET));

/// The day of every check here: two days before October's report is due.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 11, 8).unwrap_or_default()
}

/// Checks bytes under a name that tells no month.
pub(crate) fn check(bytes: impl Into<Vec<u8>>) -> Outcome {
    let options = Options::new(today(), &SELECTION);
    engine::check(Source::named("a4.txt", bytes), &RULESET, &options)
}

/// Reads text as text, whatever it looks like.
pub(crate) fn document(text: &str) -> Option<Document> {
    read::read(Source::named("a4.txt", text), Some("text")).ok()
}

/// The outcome in every output format, each under its name.
pub(crate) fn rendered(outcome: &Outcome, lang: Lang) -> Vec<(&'static str, Vec<u8>)> {
    let mut summary = Summary::default();
    summary.add(outcome);
    let style = Style { color: false, links: false, width: 100 };
    let run =
        Run { ruleset: &RULESET, selection: &SELECTION, lang, as_of: today(), style, quiet: false, verbose: true, pages: None, files: 1 };
    let render = |renderer: &&'static dyn lotaip::render::Renderer| {
        let mut out = Vec::new();
        renderer.begin(&run, Some(&summary), &mut out).expect("memory takes every byte");
        let mut document = Vec::new();
        renderer.document(&run, outcome, &mut document);
        let documents = if renderer.waits() { renderer.arrange(&run, &summary, vec![document]) } else { vec![document] };
        out.extend_from_slice(&documents.concat());
        renderer.end(&run, &summary, &mut out).expect("memory takes every byte");
        (renderer.name(), out)
    };
    RENDERERS.iter().map(render).collect()
}

/// All that must hold of any bytes: an outcome, every output, and places that lead back.
pub(crate) fn hold(bytes: &[u8]) -> Outcome {
    let outcome = check(bytes);
    for lang in [Lang::Es, Lang::En] {
        for (name, out) in rendered(&outcome, lang) {
            assert!(std::str::from_utf8(&out).is_ok(), "{name} is UTF-8");
        }
    }
    if let Some(document) = outcome.document() {
        for diagnostic in &outcome.diagnostics {
            leads_back(document, diagnostic.at);
            diagnostic.also.into_iter().for_each(|at| leads_back(document, at));
        }
    }
    outcome
}

/// Every cell, every link, and the end of every row.
pub(crate) fn all_lead_back(document: &Document) {
    for cell in document.all_cells() {
        leads_back(document, Anchor::Cell(cell));
        for link in document.links(cell) {
            leads_back(document, Anchor::Cell(cell).part(&link.text));
        }
    }
    for row in document.rows() {
        leads_back(document, Anchor::Past { row, column: 9 });
        leads_back(document, Anchor::Gap { after: Some(row) });
    }
    leads_back(document, Anchor::Gap { after: None });
}

/// Every word of every cell, each as a part of it.
pub(crate) fn all_words_lead_back(document: &Document) {
    for cell in document.all_cells() {
        let text = document.text(cell);
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            leads_back(document, Anchor::Cell(cell).part(&(start..start + word.len())));
        }
    }
}

/// The anchor's place holds what the anchor marks, and has the line and column that counting gives.
pub(crate) fn leads_back(document: &Document, anchor: Anchor) {
    let text = document.decoded();
    let Some(Place::Text(range)) = document.place(anchor) else {
        assert!(anchor == Anchor::Document || document.rows().len() == 0, "{anchor:?} has a place");
        return;
    };
    let raw = text.get(range.indices()).unwrap_or_else(|| panic!("{range:?} of {anchor:?} cuts a character or lies outside the text"));
    for byte in [range.start, range.end] {
        assert_eq!(document.line_column(byte), counted(text, byte), "byte {byte} of {text:?}");
    }
    let marked = document.marked(anchor);
    match anchor {
        Anchor::Document => {}
        Anchor::Gap { after: None } => assert_eq!(range, TextRange::default()),
        Anchor::Past { .. } | Anchor::Gap { .. } => {
            let rest = &text[range.indices().end..];
            assert!(raw.is_empty() && (rest.is_empty() || rest.starts_with(['\r', '\n'])), "{anchor:?} lies at the end of its line");
        }
        // What has no markup is copied letter for letter.
        Anchor::Cell(_) | Anchor::Part { .. } if raw == marked => {}
        Anchor::Cell(_) => {
            let again = cleaned(raw);
            // In a quoted cell a doubled mark stands for one.
            let single = || cleaned(&raw.replace("\"\"", "\""));
            assert!(
                again.as_deref().is_none_or(|again| again == marked) || single().is_none_or(|single| single == marked),
                "{raw:?} is {again:?} and not {marked:?}"
            );
        }
        Anchor::Part { cell, .. } => part_leads_back(document, cell, raw, marked),
    }
}

/// A part may begin or end inside emphasis, so that its raw bytes hold one half of a pair of stars; and where several letters of clean text come from
/// one stretch of raw bytes (a letter under many accents), the place is the whole stretch.
fn part_leads_back(document: &Document, cell: CellId, raw: &str, marked: &str) {
    let Some(again) = cleaned(raw) else { return };
    // A soft hyphen counts only after the letter that it garbles.
    let plain = |text: &str| text.replace("**", "").replace('\u{AD}', "");
    let (again, wanted) = (plain(&again), plain(marked));
    assert!(again.contains(wanted.trim()), "{raw:?} is {again:?}, which lacks {wanted:?} of {:?}", document.text(cell));
}

/// What raw bytes of one cell are once they are cleaned: they are read as a document of their own. `None` where they hold what no text does.
fn cleaned(raw: &str) -> Option<String> {
    if raw.contains('\0') {
        return None;
    }
    // An empty tag before them asks for the whole cleaning; the line end says that a carriage return inside them is none.
    // A cell that runs over several lines reads as if they were one.
    let one_line = raw.replace(['\n', '\r'], " ");
    let lone = document(&format!("<b></b>{one_line}\n{}", " ".repeat(512)))?;
    assert!(lone.all_cells().len() <= 1, "{raw:?} is one cell");
    Some(lone.all_cells().next().map_or("", |cell| lone.text(cell)).to_owned())
}

/// Line and column by counting from the beginning.
fn counted(text: &str, byte: u32) -> LineColumn {
    let line_end = if text.contains('\n') || !text.contains('\r') { '\n' } else { '\r' };
    let before = &text[..byte as usize];
    let count = |n: usize| u32::try_from(n + 1).expect("a test is no larger");
    let line = count(before.matches(line_end).count());
    let column = count(before.rsplit(line_end).next().map_or(0, |last| last.chars().count()));
    LineColumn { line, column }
}
