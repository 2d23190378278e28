//! What workbooks do that a single table does not: several sheets, merged cells, hidden rows and columns. The sheets are the model report, changed.

use chrono::NaiveDate;
use lotaip::diagnostic::{Compliance, Outcome, PeriodFrom};
use lotaip::document::ReadNote;
use lotaip::engine::{self, Options};
use lotaip::rules::select::Selection;
use lotaip::source::Source;

use crate::office::{Workbook, model, model_sheet};
use crate::whole::RULESET;

/// Everything that a workbook holds, checked under a name.
fn check(name: &str, workbook: &[u8]) -> Vec<Outcome> {
    let selection = Selection::all(&RULESET);
    let as_of = NaiveDate::from_ymd_opt(2021, 11, 8).expect("a day");
    let options = Options::new(as_of, &selection);
    let (first, others) = engine::check_each(Source::named(name, workbook.to_vec()), &RULESET, &options);
    [first].into_iter().chain(others).collect()
}

fn codes(outcome: &Outcome) -> Vec<&str> {
    outcome.diagnostics.iter().map(|diagnostic| RULESET.rules[diagnostic.rule].head.code.as_str()).collect()
}

/// Sheets in order, each the inside of its `sheetData`.
fn book(sheets: &[&str]) -> Workbook {
    let sheets = sheets.iter().map(|rows| format!("<sheetData>{rows}</sheetData>")).collect();
    Workbook { sheets, ..Workbook::default() }
}

fn text_cell(name: &str, text: &str) -> String {
    format!(r#"<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// The number of the row of the model in which a unit stands, from 1.
fn row_of_unit(number: &str) -> usize {
    1 + model().iter().position(|cells| cells[0] == number).expect("the model has the unit")
}

#[test]
fn a_matrix_is_found_among_sheets_of_other_literals() {
    let other = format!(
        "<row r=\"1\">{}</row><row r=\"2\">{}{}{}{}</row><row r=\"3\">{}<c r=\"B3\" t=\"e\"><v>#REF!</v></c></row>",
        text_cell("A1", "b1) Directorio completo de la institución"),
        text_cell("A2", "No."),
        text_cell("B2", "Apellidos y nombres"),
        text_cell("C2", "Puesto institucional"),
        text_cell("D2", "Unidad a la que pertenece"),
        text_cell("A3", "1"),
    );
    let index = format!(
        "<row r=\"1\">{}</row>",
        text_cell("A1", "Literal a4) Las metas y objetivos de las unidades administrativas de conformidad con sus programas operativos")
    );
    let found = check("2021/10/lotaip.xlsx", &book(&[&index, &other, &model_sheet(), &other]).file());
    assert_eq!(found.len(), 1);
    // The error in the sheet of the other literal is no fault of this matrix.
    assert_eq!(codes(&found[0]), Vec::<&str>::new());
    assert_eq!(found[0].sheet, None);
}

#[test]
fn every_matrix_of_a_workbook_is_checked_for_the_month_of_its_sheet() {
    let september = model_sheet().replace("31/10/2021", "30/09/2021");
    let file = book(&[&september, &model_sheet()]);
    let mut parts = file.parts();
    for (name, bytes) in &mut parts {
        if name == "xl/workbook.xml" {
            let text = String::from_utf8(bytes.clone()).expect("it is text");
            *bytes = text.replace("Hoja 1", "SEPTIEMBRE").replace("Hoja 2", "OCTUBRE").into_bytes();
        }
    }
    let found = check("metas 2021.xlsx", &crate::office::pack(&parts, true));
    let told: Vec<_> =
        found.iter().map(|outcome| (outcome.sheet.as_deref(), outcome.period.map(|(month, from)| (month.to_string(), from)))).collect();
    let month = |month: &str| Some((month.to_owned(), PeriodFrom::Sheet));
    assert_eq!(told, [(Some("SEPTIEMBRE"), month("2021-09")), (Some("OCTUBRE"), month("2021-10"))]);
    assert!(found.iter().all(|outcome| outcome.compliance == Compliance::Complies), "{:?}", found.iter().map(codes).collect::<Vec<_>>());
    // A fault in one of them is a finding of that one alone.
    let faulty = model_sheet().replace("31/10/2021", "31/09/2021");
    let found = check("metas 2021.xlsx", &book(&[&faulty, &model_sheet()]).file());
    assert_eq!(found.iter().map(codes).collect::<Vec<_>>(), [vec!["A4-T01"], vec![]]);
}

#[test]
fn a_matrix_goes_on_in_the_next_sheet() {
    let rows = model_sheet();
    let (unit, footer) =
        (row_of_unit("5"), 1 + model().iter().position(|cells| cells[0].starts_with("LINK PARA")).expect("the model has a footer"));
    let at = |row: usize| rows.find(&format!("<row r=\"{row}\">")).expect("the row is there");
    for cut in [at(unit), at(footer)] {
        let found = check("2021/10/a4.xlsx", &book(&[&rows[..cut], &rows[cut..]]).file());
        assert_eq!(found.iter().map(codes).collect::<Vec<_>>(), [Vec::<&str>::new()], "cut at byte {cut}");
    }
}

#[test]
fn an_indicator_merged_over_several_units_holds_for_all() {
    let (first, last) = (row_of_unit("2"), row_of_unit("3"));
    let cell = |column: char, row: usize| {
        let rows = model_sheet();
        let start = rows.find(&format!("<c r=\"{column}{row}\"")).expect("the cell is there");
        let end = start + rows[start..].find("</c>").expect("it ends") + 4;
        rows[start..end].to_owned()
    };
    let without = |rows: &str| rows.replace(&cell('D', last), "").replace(&cell('E', last), "");
    let found = check("2021/10/a4.xlsx", &book(&[&without(&model_sheet())]).file());
    assert_eq!(codes(&found[0]), ["A4-U04", "A4-U05"], "not merged, the cells are empty");
    let merged = format!("<mergeCells><mergeCell ref=\"D{first}:D{last}\"/><mergeCell ref=\"E{first}:E{last}\"/></mergeCells>");
    let found = check("2021/10/a4.xlsx", &Workbook::of(&without(&model_sheet()), &merged).file());
    assert_eq!(codes(&found[0]), Vec::<&str>::new());
    // What a merged cell covers is not shown, and not read.
    let stale = model_sheet().replace(&cell('E', last), &text_cell(&format!("E{last}"), "#REF!"));
    let found = check("2021/10/a4.xlsx", &Workbook::of(&stale, &merged).file());
    assert_eq!(codes(&found[0]), Vec::<&str>::new());
}

#[test]
fn what_is_hidden_is_not_read_and_a_note_says_so() {
    let row = row_of_unit("2");
    let hidden = model_sheet().replace(&format!("<row r=\"{row}\">"), &format!("<row r=\"{row}\" hidden=\"1\">"));
    let found = check("2021/10/a4.xlsx", &book(&[&hidden]).file());
    // Whoever opens the file sees 1 and then 3.
    assert_eq!(codes(&found[0]), ["A4-U07"]);
    assert_eq!(found[0].document().expect("it was read").notes, [ReadNote::Hidden { part: 0, rows: 1, columns: 0 }]);
    // A title merged from a hidden row on is shown below it.
    let rows = format!(
        "<row r=\"1\" hidden=\"true\">{}</row>{}",
        text_cell("A1", "Art. 7 de la Ley Orgánica de Transparencia y Acceso a la Información Pública - LOTAIP"),
        &model_sheet()[model_sheet().find("<row r=\"2\">").expect("a second row")..].replacen(
            "<row r=\"2\">",
            "<row r=\"2\"/><row r=\"2\">",
            1
        ),
    );
    let merged = "<mergeCells><mergeCell ref=\"A1:E2\"/></mergeCells>";
    let below = check("2021/10/a4.xlsx", &Workbook::of(&rows, merged).file());
    assert!(!codes(&below[0]).contains(&"A4-H01"), "{:?}", codes(&below[0]));
}
