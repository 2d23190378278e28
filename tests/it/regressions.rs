//! Inputs that once broke something, kept small: found by the fuzz target, by the property tests, or by reading.

use lotaip::rules::MODEL;

use crate::whole::{RULESET, all_lead_back, all_words_lead_back, document, hold};

/// Each with what it broke.
const INPUTS: &[(&str, &[u8])] =
    &[("the window of a comment's beginning ended inside a character, and the whole rest was searched", b"<!--\xC3\xB1<!--\xC3\xB1 a\tb")];

#[test]
fn what_once_broke_holds() {
    for (_, bytes) in INPUTS {
        let outcome = hold(bytes);
        if let Some(document) = outcome.document() {
            all_lead_back(document);
            all_words_lead_back(document);
        }
    }
}

/// A comment whose end lies beyond the window is text; one whose end lies inside it is gone, also after beginnings without an end.
#[test]
fn the_end_of_a_comment_is_looked_for_in_a_window() {
    let far = format!("<!--{}--> x", "ñ".repeat(3000));
    let near = format!("{}<!-- a --> x", "<!-- b <!-- ".repeat(2));
    let texts = [far, near]
        .map(|text| document(&text).map(|document| document.all_cells().map(|cell| document.text(cell).to_owned()).collect::<String>()));
    assert_eq!(texts[0].as_deref().map(str::len), Some(4 + 6000 + 5));
    assert_eq!(texts[1].as_deref(), Some("x"));
}

/// A footer row that repeats its label where the value should be, as merged cells sometimes come out, has a blank value and is not missing.
#[test]
fn a_value_that_shows_its_label_is_blank() {
    let label = "PERIODICIDAD DE ACTUALIZACIÓN DE LA INFORMACIÓN:";
    let outcome = hold(MODEL.replace("\tMensual\t", &format!("\t{label}\t")).as_bytes());
    let found: Vec<_> = outcome.diagnostics.iter().map(|d| (&*RULESET.rules[d.rule].head.code, d.case)).collect();
    // The cases of a footer field: the row is absent, or its value is blank.
    assert_eq!(found, [("A4-F03", 1)]);
}
