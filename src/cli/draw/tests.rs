//! Drawings of documents that were put together by hand.

use super::*;
use crate::diagnostic::Recognized;
use crate::document::{Cell, Document, Row};
use crate::place::TextRange;
use crate::read::{self, Format};
use crate::report::recognize;
use crate::rules::{MODEL, Ruleset};
use crate::source::Source;

/// The model with words changed, its rows ten points high on pages of so many.
fn model(changes: &[(&str, &str)], rows_per_page: u16) -> Recognized {
    static FORMAT: Format = Format { id: "pdf", extensions: &["pdf"], media_type: "application/pdf", method: "ruled" };
    let text = changes.iter().fold(MODEL.to_owned(), |text, (old, new)| text.replacen(old, new, 1));
    let read = read::read(Source::named("a4.txt", text), None).unwrap();
    let mut document = Document::empty(&FORMAT);
    for (index, row) in (0..).zip(read.rows()) {
        let first_cell = u32::try_from(document.cells.len()).unwrap();
        for (at, cell) in (0..).zip(read.cells(row)) {
            let start = u32::try_from(document.arena.len()).unwrap();
            document.arena.push_str(read.text(cell));
            let text = TextRange { start, end: u32::try_from(document.arena.len()).unwrap() };
            let area = Area { x: 400 + at * 1000, y: 100 * (index % rows_per_page), width: 1000, height: 100 };
            document.cells.push(Cell { text, place: Place::Page { page: index / rows_per_page, area }, markup: 0 });
        }
        let cell_count = u32::try_from(read.cells(row).len()).unwrap();
        document.rows.push(Row { number: u32::from(index % rows_per_page) + 1, start: 0, end: 0, first_cell, cell_count });
    }
    let report = recognize(&document, &Ruleset::embedded().matrix);
    Recognized { document, report }
}

fn drawn(recognized: &Recognized, name: &str, lang: Lang, pages: usize) -> String {
    let picture = Picture { width: 600.0, height: 800.0, elements: "<path d=\"M0 0L1 1\"/>\n".to_owned() };
    document(&View { name, recognized, lang }, vec![picture; pages])
}

/// The texts that show when one points at something.
fn titles(drawn: &str) -> Vec<&str> {
    drawn.split("<g><title>").skip(1).map(|rest| rest.split("</title>").next().unwrap()).collect()
}

#[test]
fn every_value_has_one_box_on_its_page() {
    let recognized = model(&[], 20);
    let drawn = drawn(&recognized, "a4.pdf", Lang::Es, 2);
    let titles = titles(&drawn);
    let given = |word: &str| titles.iter().filter(|title| title.contains(word)).count();
    let units = recognized.report.units.len();
    assert_eq!(given(": la meta cuantificable\n"), units, "{titles:#?}");
    assert_eq!(given("el correo electrónico\nines.quishpe@sanaurelio.gob.ec"), 1);
    assert!(titles.iter().any(|title| title.starts_with("página 2, fila 1\n")), "{titles:#?}");
    assert_eq!(drawn.matches("<path d=\"M0 0L1 1\"/>").count(), 2);
    quick_xml_holds(&drawn);
}

#[test]
fn what_is_in_neither_report_nor_page_breaks_nothing() {
    let changes = [("Art. 7 de la Ley", "</title><script>alert(1)</script>\u{202E}&Art. 7 de la Ley")];
    let recognized = model(&changes, 50);
    for lang in [Lang::Es, Lang::En] {
        let drawn = drawn(&recognized, "<b>\"a4\u{7}.pdf", lang, 1);
        assert!(!drawn.contains("<script") && !drawn.contains('\u{202E}') && !drawn.contains('\u{7}'), "{drawn}");
        assert!(drawn.contains("<title>&lt;b&gt;&quot;a4.pdf</title>"), "{drawn}");
        quick_xml_holds(&drawn);
    }
    // Pages of no size, and none at all.
    let odd = Picture { width: f32::NAN, height: f32::INFINITY, elements: String::new() };
    quick_xml_holds(&document(&View { name: "a4.pdf", recognized: &recognized, lang: Lang::Es }, vec![odd]));
    let blank = drawn(&recognized, "a4.pdf", Lang::Es, 0);
    assert!(titles(&blank).len() > 30 && blank.contains("página 1</text>"), "{blank}");
    quick_xml_holds(&blank);
}

#[test]
fn the_legend_names_every_kind_in_both_languages() {
    let recognized = model(&[], 50);
    for lang in [Lang::Es, Lang::En] {
        let drawn = drawn(&recognized, "a4.pdf", lang, 1);
        assert!(Kind::ALL.iter().all(|kind| drawn.contains(&format!(">{}</text>", kind.name(lang)))), "{drawn}");
        let letters: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.letter(lang)).collect();
        assert_eq!(letters.len(), Kind::ALL.len());
    }
}

/// Whether a text is well-formed XML.
fn quick_xml_holds(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return,
            Ok(_) => {}
            Err(error) => unreachable!("{error} at {}\n{text}", reader.error_position()),
        }
    }
}
