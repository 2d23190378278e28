//! Text documents that hold several matrices one after the other. They are the model report, changed; what sheets do is for [`crate::workbooks`].

use chrono::NaiveDate;
use lotaip::diagnostic::Outcome;
use lotaip::engine::{self, Options};
use lotaip::rules::select::Selection;
use lotaip::source::Source;

use crate::office::{docx, model_word, pack};
use crate::whole::RULESET;

/// What a document comes to whose body holds tables of these rows.
fn check(tables: &[&str]) -> Vec<Outcome> {
    let body = tables.iter().map(|rows| format!("<w:tbl>{rows}</w:tbl><w:p/>")).collect::<Vec<_>>().concat();
    let selection = Selection::all(&RULESET);
    let as_of = NaiveDate::from_ymd_opt(2021, 11, 8).expect("a day");
    let options = Options::new(as_of, &selection);
    let (first, others) = engine::check_each(Source::named("a4.docx", pack(&docx(&body), true)), &RULESET, &options);
    [first].into_iter().chain(others).collect()
}

/// What is found in each matrix, and in which month.
fn told(found: &[Outcome]) -> Vec<(String, Vec<&str>)> {
    found
        .iter()
        .map(|outcome| {
            let codes = outcome.diagnostics.iter().map(|diagnostic| RULESET.rules[diagnostic.rule].head.code.as_str()).collect();
            (outcome.period.map(|(month, _)| month.to_string()).unwrap_or_default(), codes)
        })
        .collect()
}

fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")).collect();
    format!("<w:tr>{}</w:tr>", cells.concat())
}

/// The matrix of some other literal, with a title of one line or of two.
fn other(title: &[&str]) -> String {
    let title: String = title.iter().map(|line| row(&[line])).collect();
    format!("{title}{}{}{}", row(&["No.", "Tipo", "Ingresos"]), row(&["1", "Corriente", "1.234,56"]), row(&["2", "Inversión", "234,56"]))
}

const LAW: &str = "Art. 7 de la Ley Orgánica de Transparencia y Acceso a la Información Pública - LOTAIP";

#[test]
fn a_matrix_stands_among_those_of_other_literals() {
    let one_line = format!("{LAW} · Literal a1) Organigrama de la institución");
    let (before, after) = (other(&[&one_line]), other(&[LAW, "Literal g) Información total sobre el presupuesto anual"]));
    let model = model_word();
    for tables in [vec![&*before, &*model], vec![&*model, &*after], vec![&*before, &*before, &*model, &*after]] {
        assert_eq!(told(&check(&tables)), [("2021-10".to_owned(), vec![])], "{} tables", tables.len());
    }
}

#[test]
fn matrices_of_several_months_are_checked_each() {
    let (october, september) = (model_word(), model_word().replace("31/10/2021", "30/09/2021"));
    let found = check(&[&september, &october]);
    assert_eq!(told(&found)[1], ("2021-10".to_owned(), vec![]));
    assert_eq!(told(&found)[0].0, "2021-09");
    assert_eq!(found.len(), 2);
}

#[test]
fn a_title_that_comes_again_begins_no_other_matrix() {
    let model = model_word();
    let rows: Vec<&str> = model.split_inclusive("</w:tr>").collect();
    let footer = rows.iter().position(|row| row.contains("LINK PARA")).expect("the model has a footer");
    let unit = rows.iter().position(|row| row.contains(">5<")).expect("the model has the unit");
    // Title, columns and footer on both pages, the units in one count.
    let first = format!("{}{}", rows[..unit].concat(), rows[footer..].concat());
    let second = format!("{}{}", rows[..3].concat(), rows[unit..].concat());
    let found = check(&[&first, &second]);
    assert_eq!(found.len(), 1, "{:?}", told(&found));
    let report = &found[0].reading.as_ref().expect("it is read").report;
    assert_eq!(report.units.len(), check(&[&model])[0].reading.as_ref().expect("it is read").report.units.len());
}

#[test]
fn the_end_of_a_label_on_the_next_page_is_no_note() {
    let model = model_word();
    let rows: Vec<&str> = model.split_inclusive("</w:tr>").collect();
    let label = "DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:";
    let last = rows.iter().rposition(|row| row.contains(label)).expect("the model has the label");
    let broken = rows[last].replace(label, "DE LA UNIDAD POSEEDORA DE LA");
    let rest = row(&["INFORMACIÓN:"]);
    let again = format!("{}{broken}{}{rest}", rows[..last].concat(), rows[..3].concat());
    let found = check(&[&again]);
    assert_eq!(told(&found), [("2021-10".to_owned(), vec![])]);
    let report = &found[0].reading.as_ref().expect("it is read").report;
    assert!(report.strays.is_empty(), "{report:?}");
    let whole = check(&[&model]);
    let notes = |found: &[Outcome]| {
        let report = &found[0].reading.as_ref().expect("it is read").report;
        report.sections.iter().map(|section| section.notes.len()).sum::<usize>()
    };
    assert_eq!(notes(&found), notes(&whole));
}
