//! What is written once and meant very often: repeated cells, shared texts, areas over the whole sheet, sheets that are one part.

use lotaip::limits::{MAX_SHEETS, MAX_UNPACKED};

use super::{Answer::Complies, bounded, complies, is_full, listed, main_text, size, unread, with_part};
use crate::office::{PACKED, Workbook, fods, hold, model_odf, model_sheet, odf, odf_table, pack};

/// Sheets that are one part, read a thousand times: each time counts, and none takes a copy of what the others share.
#[test]
fn one_part_for_a_thousand_sheets() {
    let sheets = |count: usize, rows: &str, shared: &str| {
        let workbook =
            Workbook { sheets: vec![format!("<sheetData>{rows}</sheetData>")], shared: shared.to_owned(), ..Workbook::default() };
        let mut parts = workbook.parts();
        for (name, bytes) in &mut parts {
            let text = String::from_utf8(std::mem::take(bytes)).expect("text");
            let one = text.find("<sheet ").map(|start| (start, start + text[start..].find("/>").expect("its end") + 2));
            *bytes = match one {
                Some((start, end)) if name == "xl/workbook.xml" => {
                    let list = listed(0..count, |n| text[start..end].replace("Hoja 1", &format!("Hoja {n}")));
                    format!("{}{list}{}", &text[..start], &text[end..]).into_bytes()
                }
                _ => text.into_bytes(),
            };
        }
        pack(&parts, true)
    };
    let file = sheets(size(1000), &model_sheet(), "");
    assert_eq!(bounded("matrices.xlsx", &file, 8_000_000), Complies);
    // The text that no cell shows belongs to all of the matrices.
    let shared = format!("<si><t>{}</t></si>", "x".repeat(size(30 << 20)));
    let file = sheets(size(1000), &model_sheet(), &shared);
    assert_eq!(bounded("matrices-and-a-long-text.xlsx", &file, (8 << 20) + shared.len()), Complies);
    if is_full() {
        let file = sheets(1000, &" ".repeat(1 << 20), "");
        assert_eq!(bounded("one-part-too-often.xlsx", &file, MAX_UNPACKED), unread());
    }
}

/// As many sheets as a workbook may have, and far more: a part that is not there is not searched for among all that are.
#[test]
fn very_many_sheets() {
    let sheets = |count: usize| {
        let mut workbook = Workbook { sheets: vec!["<sheetData/>".to_owned(); count - 1], ..Workbook::default() };
        workbook.sheets.push(format!("<sheetData>{}</sheetData>", model_sheet()));
        pack(&workbook.parts(), false)
    };
    assert_eq!(bounded("many-sheets.xlsx", &sheets(MAX_SHEETS), 1 << 20), Complies);
    assert_eq!(bounded("too-many-sheets.xlsx", &sheets(size(60_000)), 40 << 20), unread());
}

/// The last cell that a sheet can have, a million empty rows, eight million: the matrix beside them is read.
#[test]
fn sheets_to_their_edge() {
    let edge = r#"<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>"#;
    assert!(complies(&hold("a4.xlsx", Workbook::of(&(model_sheet() + edge), "").file())));
    let wide = model_sheet().replacen("</row>", r#"<c r="XFD1" t="inlineStr"><is><t> </t></is></c></row>"#, 1);
    assert!(complies(&hold("a4.xlsx", Workbook::of(&wide, "").file())));
    for (name, count) in [("million-rows.xlsx", 1_000_000), ("eight-million-rows.xlsx", 8_000_000)] {
        let empty = listed(100..100 + size(count), |row| format!(r#"<row r="{row}"/>"#));
        let file = Workbook::of(&(model_sheet() + &empty), "").file();
        assert_eq!(bounded(name, &file, file.len()), Complies);
    }
    let styled = listed(100..100 + size(300_000), |row| format!(r#"<row r="{row}"><c r="A{row}" s="1"/><c r="E{row}" s="1"/></row>"#));
    let file = Workbook::of(&(model_sheet() + &styled), "").file();
    assert_eq!(bounded("styled-rows.xlsx", &file, file.len()), Complies);
    // Every row reaches the last column: that is too many cells, and is said before they are made.
    let reaching = listed(100..1100, |row| format!(r#"<row r="{row}"><c r="XFD{row}" t="inlineStr"><is><t>x</t></is></c></row>"#));
    let file = Workbook::of(&(model_sheet() + &reaching), "").file();
    assert_eq!(bounded("every-row-to-the-edge.xlsx", &file, file.len()), unread());
}

/// Rows and cells of an ODF sheet that are said to be repeated, with and without something in them.
#[test]
fn repeated_cells_of_an_ods() {
    let cell = |columns: &str, text: &str| {
        format!(r#"<table:table-cell table:number-columns-repeated="{columns}" office:value-type="string">{text}</table:table-cell>"#)
    };
    let row = |rows: &str, columns: &str, text: &str| {
        format!(r#"<table:table-row table:number-rows-repeated="{rows}">{}</table:table-row>"#, cell(columns, text))
    };
    let column = r#"<table:table-column table:number-columns-repeated="16384"/>"#;
    for (name, more, expected) in [
        ("empty", row("1048576", "16384", ""), Complies),
        ("empty-beyond", row("4294967295", "4294967295", "") + &row("-1", "99999999999999999999", ""), Complies),
        ("blank", row("1048576", "16384", "<text:p> </text:p>"), Complies),
        ("full", row("1048576", "16384", "<text:p>x</text:p>"), unread()),
        ("full-row", row("1", "16384", "<text:p>x</text:p>"), Complies),
        ("full-beyond", row("4294967295", "4294967295", "<text:p>x</text:p>"), unread()),
        ("full-column", row(&size(1_048_576).to_string(), "1", "<text:p>x</text:p>"), Complies),
    ] {
        let table = odf_table(&format!("{column}{}{more}", model_odf()));
        assert_eq!(bounded(&format!("repeated-{name}.ods"), &pack(&odf("ods", &table), true), 1 << 20), expected, "{name}");
        assert_eq!(bounded(&format!("repeated-{name}.fods"), fods(&table).as_bytes(), 0), expected, "{name}");
    }
}

/// What is written once and shown very often: texts, number formats, addresses of links, blanks.
#[test]
fn what_is_written_once_and_shown_very_often() {
    let (long, often) = (size(30 << 20), size(100_000));
    // A text in the middle of the matrix's own columns, so that every stage meets it.
    let mut book = Workbook { shared: format!("<si><t>{}</t></si>", "ab ".repeat(long / 3)), ..Workbook::default() };
    let rows = listed(100..100 + often, |row| format!(r#"<row r="{row}"><c r="E{row}" t="s"><v>0</v></c></row>"#));
    book.sheets = vec![format!("<sheetData>{}{rows}</sheetData>", model_sheet())];
    let file = book.file();
    assert_eq!(bounded("shared-text.xlsx", &file, file.len()), unread());
    // A number format with a long text, worn by every cell.
    let code = "x".repeat(long / 30);
    book.shared = String::new();
    book.styles =
        format!(r#"<numFmts><numFmt numFmtId="170" formatCode="&quot;{code}&quot;0"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>"#);
    let rows = listed(100..100 + often, |row| format!(r#"<row r="{row}"><c r="E{row}" s="0"><v>1</v></c></row>"#));
    book.sheets = vec![format!("<sheetData>{}{rows}</sheetData>", model_sheet())];
    let file = book.file();
    bounded("number-format.xlsx", &file, file.len());
    // A number that is shown with all its zeros.
    book.styles = format!(
        r#"<numFmts><numFmt numFmtId="170" formatCode="{}"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>"#,
        "0".repeat(long / 300)
    );
    let file = book.file();
    bounded("number-format-of-zeros.xlsx", &file, file.len());
    // One long address to which every cell leads.
    book.styles = String::new();
    book.links = format!(
        r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="mailto:{}" TargetMode="External"/>"#,
        "x".repeat(long / 30)
    );
    let links = listed(1..often + 1, |row| format!(r#"<hyperlink ref="A{row}" r:id="rId1"/>"#));
    book.sheets = vec![format!("<sheetData>{}</sheetData><hyperlinks>{links}</hyperlinks>", model_sheet())];
    let file = book.file();
    assert_eq!(bounded("long-address.xlsx", &file, file.len()), Complies);
    // Blanks that are counted and not written.
    let blanks = r#"<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="4294967295"/>b</text:p></table:table-cell></table:table-row>"#;
    for format in ["ods", "odt"] {
        let file = pack(&odf(format, &odf_table(&(model_odf() + &blanks.repeat(often / 10)))), true);
        bounded(&format!("counted-blanks.{format}"), &file, often / 10 * blanks.len());
    }
    // A row of long cells, repeated.
    let long_row = format!(
        r#"<table:table-row table:number-rows-repeated="100000"><table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell></table:table-row>"#,
        "ab ".repeat(long / 30)
    );
    let file = pack(&odf("ods", &odf_table(&(model_odf() + &long_row))), false);
    assert_eq!(bounded("repeated-long-row.ods", &file, file.len()), unread());
}

/// Merged cells and links by the ten thousand, each over the whole sheet.
#[test]
fn areas_over_the_whole_sheet() {
    let often = size(100_000);
    let rows = listed(100..100 + often, |row| format!(r#"<row r="{row}"><c r="B{row}"><v>{row}</v></c></row>"#));
    let rows = model_sheet() + &rows;
    let links =
        r#"<Relationship Id="rId1" Type="http://x/hyperlink" Target="mailto:ana@sanaurelio.gob.ec" TargetMode="External"/>"#.to_owned();
    for (name, area) in [("merges", r#"<mergeCell ref="A1:XFD1048576"/>"#), ("links", r#"<hyperlink ref="A1:XFD1048576" r:id="rId1"/>"#)] {
        let book = Workbook { links: links.clone(), ..Workbook::of(&rows, &area.repeat(often)) };
        let file = book.file();
        bounded(&format!("{name}.xlsx"), &file, file.len());
    }
    let apart = listed(1..often + 1, |row| format!(r#"<mergeCell ref="B{row}:B{}"/><mergeCell ref="C{row}:XFD{row}"/>"#, row + 50_000));
    let file = Workbook::of(&rows, &apart).file();
    // Every row has findings, which need room of their own.
    bounded("merges-that-overlap.xlsx", &file, MAX_UNPACKED);
    let columns = listed(1..often + 1, |n| format!(r#"<col min="{}" max="{}" hidden="1"/>"#, n + 100, n + 100));
    let mut book = Workbook::of(&rows, "");
    book.sheets[0].insert_str(0, &format!("<cols>{columns}</cols>"));
    let file = book.file();
    bounded("hidden-columns.xlsx", &file, file.len());
}

/// Names of namespaces and attributes by the ten thousand, and elements below them.
#[test]
fn very_many_names_on_one_element() {
    let often = size(100_000);
    let spaces = listed(0..often, |n| format!(r#" xmlns:n{n}="http://x.ec/{n}""#));
    let attributes = listed(0..often, |n| format!(r#" a{n}="{n}""#));
    let elements = "<n0:x/>".repeat(often);
    for (format, main) in PACKED {
        for (kind, on, below) in [("namespaces", &spaces, &elements), ("attributes", &attributes, &String::new())] {
            let text = main_text(format, main);
            let at = text.find(' ').expect("an attribute");
            let end = text.rfind("</").expect("the end of the root");
            let text = format!("{}{on}{}{below}{}", &text[..at], &text[at..end], &text[end..]);
            let file = pack(&with_part(format, main, &text), false);
            bounded(&format!("{kind}.{format}"), &file, file.len());
        }
    }
}
