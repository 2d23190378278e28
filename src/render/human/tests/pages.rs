//! Windows of the pages of a PDF: rows by their numbers on the page, neighbors over a page break, and what is said where cells had to be guessed.

use insta::assert_snapshot;

use super::{PLAIN, View, draw, finding};
use crate::columns::columns;
use crate::diagnostic::Outcome;
use crate::document::{Anchor, Cell, Document, ReadNote, Row, RowId};
use crate::engine::{self, Options};
use crate::lang::Lang;
use crate::place::{Area, Place, TextRange};
use crate::read::{self, Format};
use crate::render::{Run, Style, named};
use crate::report::field::{Column, Field};
use crate::rules::select::Selection;
use crate::rules::{MODEL, Ruleset, example};
use crate::source::Source;

/// A PDF whose rows stand on these pages, each row ten points below the one before.
fn pages(pages: &[&[&[&str]]], notes: &[ReadNote]) -> Document {
    static FORMAT: Format = Format { id: "pdf", extensions: &["pdf"], media_type: "application/pdf", method: "ruled" };
    let mut document = Document { notes: notes.to_vec(), ..Document::empty(&FORMAT) };
    for (page, rows) in (0..).zip(pages) {
        for (number, cells) in (1..).zip(*rows) {
            let first_cell = u32::try_from(document.cells.len()).unwrap();
            for (at, text) in (0..).zip(*cells) {
                let start = u32::try_from(document.arena.len()).unwrap();
                document.arena.push_str(text);
                let text = TextRange { start, end: u32::try_from(document.arena.len()).unwrap() };
                let area = Area { x: 400 + at * 1000, y: 100 * number, width: 1000, height: 100 };
                document.cells.push(Cell { text, place: Place::Page { page, area }, markup: 0 });
            }
            let cell_count = u32::try_from(cells.len()).unwrap();
            document.rows.push(Row { number: u32::from(number), start: 0, end: 0, first_cell, cell_count });
        }
    }
    document
}

/// The model on one page, with words changed.
fn model(changes: &[(&str, &str)], notes: &[ReadNote]) -> Document {
    let text = changes.iter().fold(MODEL.to_owned(), |text, (old, new)| text.replacen(old, new, 1));
    let read = read::read(Source::named("a4.txt", text), None).unwrap();
    let rows = read.rows().map(|row| read.cells(row).map(|cell| read.text(cell).to_owned()).collect());
    let rows: Vec<Vec<String>> = rows.collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    pages(&[&rows], notes)
}

/// What comes of a document.
fn judge(ruleset: &Ruleset, document: Document) -> Outcome {
    let selection = Selection::all(ruleset);
    let options = Options::new(example::DAY.unwrap(), &selection);
    engine::judge_document("a4.pdf".to_owned(), document, ruleset, &options)
}

const ROWS: [&[&str]; 4] = [
    &["No.", "Descripción de la unidad", "Objetivo de la unidad", "Indicador", "Meta cuantificable"],
    &["4", "DIRECCIÓN DE PLANIFICACIÓN", "Planificar de manera participativa", "% de avance", "80 %"],
    &["5", "DIRECCIÓN DE OBRAS PÚBLICAS", "Realizar acciones tendientes al mantenimiento", "% de avance", ""],
    &["6", "DIRECCIÓN DE MOVILIDAD", "Regular el tránsito", "% de avance", "90 %"],
];

fn target(document: &Document, row: u32) -> Anchor {
    Anchor::Cell(document.cell_at(RowId(row), 4).unwrap())
}

#[test]
fn rows_are_named_by_page_and_number_and_neighbors_stand_over_the_break() {
    let document = || pages(&[&ROWS[..2], &ROWS[2..]], &[]);
    let drawn = finding(document(), "A4-U05", Field::Unit(Column::Target), target(&document(), 2), None, PLAIN);
    let window: String = drawn.lines().skip(4).take(8).map(|line| line.to_owned() + "\n").collect();
    assert_snapshot!(window, @r"
          ╭─[a4.xlsx › página 2, fila 1]
        2 │ 4 │ DIRECCIÓN DE PLANIFIC… │ Planificar de manera…  │ % de avance │ 80 %
          │ ┄┄ página 2 ┄┄
        1 │ 5 │ DIRECCIÓN DE OBRAS PÚ… │ Realizar acciones ten… │ % de avance │ ␣
          ·                                                                     ┬
          ·                                                       celda vacía ──╯
        2 │ 6 │ DIRECCIÓN DE MOVILIDAD │ Regular el tránsito    │ % de avance │ 90 %
          ╰────
    ");
    let english = View { lang: Lang::En, width: 120, ..PLAIN };
    let drawn = finding(document(), "A4-U05", Field::Unit(Column::Target), target(&document(), 2), None, english);
    assert!(drawn.contains("› page 2, row 1]") && drawn.contains("┄┄ page 2 ┄┄"), "{drawn}");
    assert!(drawn.lines().all(|line| columns(line) <= 120), "{drawn}");
}

#[test]
fn what_is_missing_stands_at_the_edge_of_a_row() {
    let document = pages(&[&ROWS], &[]);
    let area = |at| match document.place(at) {
        Some(Place::Page { area: Area { x, y, width, height }, .. }) => [x, y, width, height],
        other => unreachable!("{other:?}"),
    };
    assert_eq!(area(Anchor::Gap { after: Some(RowId(1)) }), [400, 300, 5000, 0]);
    assert_eq!(area(Anchor::Gap { after: None }), [400, 100, 5000, 0]);
    assert_eq!(area(Anchor::Past { row: RowId(1), column: 5 }), [5400, 200, 0, 100]);
}

#[test]
fn only_findings_that_depend_on_cells_are_guessed() {
    let ruleset = Ruleset::embedded();
    let changes = [("35 km de vía rural con mantenimiento", ""), ("ines.quishpe@sanaurelio.gob.ec</a>", "ines.quishpe@sanaurelio</a>")];
    let outcome = judge(&ruleset, model(&changes, &[ReadNote::Guessed]));
    let drawn = draw(&ruleset, &outcome, PLAIN);
    let cautions: Vec<&str> = drawn.lines().map(str::trim).filter(|line| line.starts_with("nota: el PDF no tiene")).collect();
    assert_eq!(cautions, ["nota: el PDF no tiene líneas de tabla: compruebe en él que la celda esté de"], "{drawn}");
    assert!(drawn.contains("nota: la tabla del PDF no tiene líneas"), "{drawn}");
    let certainties: Vec<(String, String)> = json(&ruleset, &outcome)["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| (found["code"].as_str().unwrap().to_owned(), found["certainty"].as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(certainties, [("A4-U05", "guessed"), ("A4-F14", "certain")].map(|(code, name)| (code.to_owned(), name.to_owned())));
    assert_eq!(json(&ruleset, &outcome)["certainty"], "guessed");
}

#[test]
fn every_finding_on_a_recognized_text_says_so() {
    let ruleset = Ruleset::embedded();
    let changes = [("35 km de vía rural con mantenimiento", ""), ("ines.quishpe@sanaurelio.gob.ec</a>", "ines.quishpe@sanaurelio</a>")];
    let outcome = judge(&ruleset, model(&changes, &[ReadNote::Recognized { pages: 1 }]));
    for lang in [Lang::Es, Lang::En] {
        let words = lang.pick("nota: texto reconocido de una imagen", "note: text recognized in a picture");
        assert_eq!(draw(&ruleset, &outcome, View { lang, ..PLAIN }).matches(words).count(), outcome.diagnostics.len());
        let brief = render(&ruleset, &outcome, "brief", lang);
        let remark = lang.pick(" (texto reconocido de una imagen)", " (text recognized in a picture)");
        assert!(brief.lines().skip(1).all(|line| line.ends_with(remark)) && brief.starts_with(lang.pick("a4.pdf: nota: 1 página", "a4.pdf: note: 1 page")), "{brief}");
    }
    let json = json(&ruleset, &outcome);
    assert!(json["diagnostics"].as_array().unwrap().iter().all(|found| found["certainty"] == "recognized"), "{json}");
}

#[test]
fn what_was_not_read_comes_first_and_only_absence_is_doubted() {
    let ruleset = Ruleset::embedded();
    let changes = [("35 km de vía rural con mantenimiento", ""), ("ines.quishpe@sanaurelio.gob.ec</a>", "ines.quishpe@sanaurelio</a>")];
    for (note, first, caution) in [
        (ReadNote::Repaired, "nota: el PDF está dañado", "el archivo está dañado: compruébelo"),
        (ReadNote::Damaged { pages: vec![1] }, "nota: el PDF está dañado", "el archivo está dañado: compruébelo"),
        (ReadNote::Pictures { pages: vec![2, 3] }, "nota: las páginas 2 y 3", "hay páginas que son imágenes"),
    ] {
        let outcome = judge(&ruleset, model(&changes, &[note]));
        let found = json(&ruleset, &outcome);
        let said = |at: usize, key: &str| found["diagnostics"][at][key].clone();
        assert_eq!([said(0, "code"), said(0, "certainty"), said(1, "code"), said(1, "certainty")], ["A4-U05", "partial", "A4-F14", "certain"]);
        assert!(said(0, "caution").as_str().is_some_and(|words| words.starts_with(caution)) && said(1, "caution").is_null(), "{found}");
        assert_eq!(found["certainty"], "partial");
        let drawn = draw(&ruleset, &outcome, View { width: 400, ..PLAIN });
        let (note, finding) = (drawn.find(first), drawn.find("error[A4-U05]"));
        assert!(note.is_some() && note < finding && drawn.matches(first).count() == 1, "{drawn}");
        let brief = render(&ruleset, &outcome, "brief", Lang::Es);
        let lines: Vec<&str> = brief.lines().collect();
        assert!(lines[0].starts_with(&format!("a4.pdf: {first}")) && lines[1].ends_with("compruébelo en el PDF)"), "{brief}");
        assert!(lines[2].contains("A4-F14") && !lines[2].ends_with(')'), "{brief}");
    }
    // What only seems odd is not told to those who want one line for each finding.
    let outcome = judge(&ruleset, model(&changes, &[ReadNote::Ligatures { count: 1 }]));
    assert!(!render(&ruleset, &outcome, "brief", Lang::Es).contains("nota"));
}

#[test]
fn every_note_is_a_sentence_in_both_languages_that_counts_right() {
    let notes = |n| {
        [
            ReadNote::Repaired,
            ReadNote::Recognized { pages: n },
            ReadNote::Guessed,
            ReadNote::Ligatures { count: n },
            ReadNote::Unmapped { count: n },
            ReadNote::Pictures { pages: (2..2 + n).collect() },
            ReadNote::Beyond { pages: (8..8 + n).collect() },
            ReadNote::Damaged { pages: (4..4 + n * n).collect() },
        ]
    };
    let ruleset = Ruleset::embedded();
    for (lang, one, two) in [
        (
            Lang::Es,
            ["1 página con", "1 signo de", "1 signo sin", "página 2 es", "fuera de la página 8, ", "de la página 4 se"],
            ["2 páginas con", "2 signos de", "2 signos sin", "páginas 2 y 3 son", "fuera de las páginas 8 y 9, ", "de las páginas 4 a 7 se"],
        ),
        (
            Lang::En,
            ["1 page with", "1 sign for", "1 sign without", "page 2 is", "edge of page 8, ", "of page 4 only"],
            ["2 pages with", "2 signs for", "2 signs without", "pages 2 and 3 are", "edge of pages 8 and 9, ", "of pages 4 to 7 only"],
        ),
    ] {
        for (n, counted) in [(1, one), (2, two)] {
            let outcome = judge(&ruleset, model(&[], &notes(n)));
            let drawn = draw(&ruleset, &outcome, View { lang, width: 400, ..PLAIN });
            let flat = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(counted.iter().all(|words| flat.contains(words)), "{flat}");
            assert_eq!(flat.matches(lang.pick("nota:", "note:")).count(), 9, "{flat}");
        }
    }
    let kinds = json(&ruleset, &judge(&ruleset, model(&[], &notes(1))))["notes"].clone();
    let kinds: Vec<&str> = kinds.as_array().unwrap().iter().filter_map(|note| note["kind"].as_str()).collect();
    assert_eq!(kinds, ["repaired", "recognized", "guessed", "ligatures", "unmapped", "pictures", "beyond-page", "damaged-pages"]);
}

#[test]
fn rules_on_what_is_blank_or_missing_depend_on_cells() {
    for rule in &Ruleset::embedded().rules {
        let blank = rule.head.check.cases().iter().any(|case| case.name == "blank");
        assert!(!blank || rule.file().borders, "{}", rule.head.code);
    }
}

fn render(ruleset: &Ruleset, outcome: &Outcome, format: &str, lang: Lang) -> String {
    let selection = Selection::all(ruleset);
    let style = Style { color: false, links: false, width: 80 };
    let as_of = example::DAY.unwrap();
    let run = Run { ruleset, selection: &selection, lang, as_of, style, quiet: false, verbose: false, pages: None, files: 1 };
    let mut out = Vec::new();
    named(format).unwrap().document(&run, outcome, &mut out);
    String::from_utf8(out).unwrap()
}

fn json(ruleset: &Ruleset, outcome: &Outcome) -> serde_json::Value {
    serde_json::from_str(&render(ruleset, outcome, "json", Lang::Es)).unwrap()
}
