//! The bounds of the page, over documents that were written by hand.

use chrono::NaiveDate;

use super::*;
use crate::render::Style;
use crate::rules::Ruleset;
use crate::rules::select::Selection;

/// A page of documents as `document` writes them.
fn page(documents: Vec<Vec<u8>>) -> String {
    let ruleset = Ruleset::embedded();
    let selection = Selection::all(&ruleset);
    let as_of = NaiveDate::from_ymd_opt(2021, 11, 8).unwrap();
    let style = Style { color: false, links: false, width: 80 };
    let run = Run { ruleset: &ruleset, selection: &selection, lang: Lang::Es, as_of, style, quiet: false, verbose: false, pages: None, files: 1 };
    let (mut kept, mut bytes) = (Vec::new(), 0);
    for (index, rendered) in documents.into_iter().enumerate() {
        let rendered = Html.keep(index, bytes, rendered);
        bytes += rendered.len();
        kept.push(rendered);
    }
    String::from_utf8(Html.arrange(&run, &Summary::default(), kept).concat()).unwrap()
}

fn written(index: usize, quiet: bool, section: &str) -> Vec<u8> {
    let mut out = Vec::new();
    Record::write(quiet, &[format!("{index}.txt"), "<td>x</td>".to_owned(), section.to_owned()], &mut out);
    out
}

#[test]
fn of_many_documents_those_without_findings_are_a_list() {
    let few = page((0..FEW).map(|index| written(index, true, "<h3>x</h3>")).collect());
    assert_eq!((few.matches("<article").count(), few.matches("<tr><th scope=\"row\">").count()), (FEW, FEW));
    let many = page((0..3000).map(|index| written(index, index != 7, "<h3>x</h3>")).collect());
    assert_eq!((many.matches("<article id=\"d1\">").count(), many.matches("<article").count()), (1, 1));
    assert!(many.contains("<summary>2999 informes sin observaciones</summary>") && many.contains("y otros 999, que no se nombran aquí"));
}

#[test]
fn a_page_that_grows_too_large_says_what_it_leaves_out() {
    let section = "x".repeat(FULL / 10);
    let page = page((0..3000)
            .map(|index| written(index, false, if index < 12 { &section } else { "y" })).collect());
    assert_eq!(page.matches("<article").count(), 10);
    assert!(page.contains("solo 10 informes de arriba") && page.contains("de 2990 informes queda su fila"), "{}", &page[..2000]);
    assert!(page.contains("La tabla tiene 2000 filas; faltan en ella 1000 informes con observaciones."));
    assert_eq!(page.matches("href=\"#d").count(), 10);
    assert!(page.len() < FULL * 2);
}
