//! Office files, web pages and separated values that could hurt: bombs, repetitions to the edge of the sheet, tables inside tables, what is written once
//! and meant a hundred thousand times.
//!
//! Each must have an answer: the matrix that stands beside the mischief, or the refusal that fits. Files whose size matters are given to the program itself
//! with a bound on its memory (on Linux), taken from `src/limits.rs`; passing it ends the program, and the test fails. Nothing here measures time: quadratic
//! code would not come back. `LOTAIP_HOSTILE=full` makes the large ones ten times as large; `LOTAIP_HOSTILE_KEEP=FOLDER` leaves the files there.

use std::path::PathBuf;
use std::process::Command;

use lotaip::diagnostic::{Compliance, Outcome};
use lotaip::limits::{MAX_CELLS, MAX_SEGMENTS, MAX_UNPACKED};
use lotaip::read::ReadError;
use lotaip::rules::MODEL;

use crate::office::{
    self, Member, PACKED, Part, Workbook, check, docx, fods, hold, model_html, model_in, model_odf, model_sheet, model_word, odf, odf_table, pack,
    pack_raw, part, relationships,
};

/// What the program may take besides what the bounds of `limits.rs` give: itself, its stacks, its tables, and what the system's allocator keeps.
const PROGRAM: usize = 192 << 20;

/// What one document may take at most: its bytes and what is unpacked of them, four times; its cells, and their markup.
fn most(file: usize, unpacked: usize) -> usize {
    4 * (file + unpacked.min(MAX_UNPACKED)) + 160 * MAX_CELLS + 16 * MAX_SEGMENTS + PROGRAM
}

/// What the program says of a file.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    Complies,
    Fails,
    /// Not read, and the code that says why.
    Refused(String),
}

use Answer::{Complies, Fails};

fn unread() -> Answer {
    Answer::Refused("A4-R01".into())
}

/// A tenth of a size, or the whole of it where `LOTAIP_HOSTILE=full` asks for it.
fn size(full: usize) -> usize {
    if is_full() { full } else { full / 10 }
}

fn is_full() -> bool {
    std::env::var_os("LOTAIP_HOSTILE").is_some_and(|wanted| wanted == "full")
}

/// Gives a file to the program, with as much memory as a document may take of which so many bytes are unpacked.
fn bounded(name: &str, bytes: &[u8], unpacked: usize) -> Answer {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = std::env::var_os("LOTAIP_HOSTILE_KEEP").map(PathBuf::from);
    let path = kept.as_deref().unwrap_or(folder.path()).join(name);
    std::fs::write(&path, bytes).expect("the file is written");
    let limit = if cfg!(target_os = "linux") { format!("ulimit -v {}; ", most(bytes.len(), unpacked) >> 10) } else { String::new() };
    let run = format!(r#"{limit}exec "$0" check "$1" -f json --quiet -j 1 --as-of 2021-11-08"#);
    let done = Command::new("sh").args(["-c", &run, env!("CARGO_BIN_EXE_lotaip")]).arg(&path).output().expect("there is a shell");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(matches!(done.status.code(), Some(0 | 1 | 4)), "{name}: {:?} {}", done.status, said.lines().next().unwrap_or_default());
    let told: serde_json::Value = serde_json::from_slice(&done.stdout).expect("it is JSON");
    let document = &told["documents"][0];
    match document["verdict"].as_str() {
        Some("complies") => Complies,
        Some("fails") => Fails,
        _ => Answer::Refused(document["diagnostics"][0]["code"].as_str().expect("a refusal says why").to_owned()),
    }
}

/// Checks a file here, and its error where it has one.
fn error(name: &str, bytes: impl Into<Vec<u8>>) -> Option<ReadError> {
    hold(name, bytes).reading.err()
}

fn complies(outcome: &Outcome) -> bool {
    outcome.compliance == Compliance::Complies && outcome.report().is_some_and(|report| report.units.len() == 8)
}

/// The parts of the model in a format, one of them replaced.
fn with_part(format: &str, name: &str, text: &str) -> Vec<Part> {
    let mut parts = model_in(format);
    parts.retain(|(other, _)| other != name);
    parts.push(part(name, text));
    parts
}

fn main_text(format: &str, main: &str) -> String {
    let parts = model_in(format);
    let (_, bytes) = parts.iter().find(|(name, _)| name == main).expect("the main part");
    String::from_utf8(bytes.clone()).expect("it is text")
}

#[test]
fn the_model_complies_in_every_form_that_is_written_here() {
    for (format, _) in PACKED {
        for compressed in [false, true] {
            let outcome = hold(&format!("a4.{format}"), pack(&model_in(format), compressed));
            assert!(complies(&outcome), "{format}: {:?} {:?}", outcome.reading.err(), outcome.diagnostics);
        }
    }
    let html = format!("<html><body><table>{}</table></body></html>", model_html());
    for (name, text) in [("a4.html", html), ("a4.fods", fods(&odf_table(&model_odf())))] {
        let outcome = hold(name, text);
        assert!(complies(&outcome), "{name}: {:?} {:?}", outcome.reading.err(), outcome.diagnostics);
    }
}

/// A part of a gigabyte of blanks in seven megabytes, whether its directory says so or lies.
#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    for (format, main) in PACKED {
        for (kind, said) in [("honest", 1 << 30), ("lying", 4096)] {
            // Inflating takes a moment without optimization.
            if kind == "lying" && format != "xlsx" && !is_full() {
                continue;
            }
            let member = |part: &Part| if part.0 == main { Member::blanks(main, 1 << 30, said) } else { Member::stored(part) };
            let file = pack_raw(&model_in(format).iter().map(member).collect::<Vec<_>>());
            assert_eq!(bounded(&format!("bomb-{kind}.{format}"), &file, MAX_UNPACKED), unread(), "{format}, {kind}");
        }
    }
}

/// Sizes in the directory that are a lie make no memory be asked for.
#[test]
fn sizes_that_are_a_lie() {
    for (format, main) in PACKED {
        for said in [0, 1, 1 << 27, u32::MAX] {
            let lie = |part: &Part| Member { size: if part.0 == main { said } else { Member::stored(part).size }, ..Member::stored(part) };
            let file = pack_raw(&model_in(format).iter().map(lie).collect::<Vec<_>>());
            hold(&format!("a4.{format}"), file);
        }
    }
}

/// Sheets that are one part, read a thousand times: each time counts, and none takes a copy of what the others share.
#[test]
fn one_part_for_a_thousand_sheets() {
    let sheets = |count: usize, rows: &str, shared: &str| {
        let workbook = Workbook { sheets: vec![format!("<sheetData>{rows}</sheetData>")], shared: shared.to_owned(), ..Workbook::default() };
        let mut parts = workbook.parts();
        for (name, bytes) in &mut parts {
            let text = String::from_utf8(std::mem::take(bytes)).expect("text");
            let one = text.find("<sheet ").map(|start| (start, start + text[start..].find("/>").expect("its end") + 2));
            *bytes = match one {
                Some((start, end)) if name == "xl/workbook.xml" => {
                    let list: String = (0..count).map(|n| text[start..end].replace("Hoja 1", &format!("Hoja {n}"))).collect();
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

/// Very many sheets, each a part with no relationships of its own: a part that is not there is not searched for among all that are.
#[test]
fn very_many_sheets() {
    let mut workbook = Workbook { sheets: vec!["<sheetData/>".to_owned(); size(60_000)], ..Workbook::default() };
    workbook.sheets.push(format!("<sheetData>{}</sheetData>", model_sheet()));
    assert_eq!(bounded("very-many-sheets.xlsx", &pack(&workbook.parts(), false), 40 << 20), Complies);
}

/// The last cell that a sheet can have, a million empty rows, eight million: the matrix beside them is read.
#[test]
fn sheets_to_their_edge() {
    let edge = r#"<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>"#;
    assert!(complies(&hold("a4.xlsx", Workbook::of(&(model_sheet() + edge), "").file())));
    let wide = model_sheet().replacen("</row>", r#"<c r="XFD1" t="inlineStr"><is><t> </t></is></c></row>"#, 1);
    assert!(complies(&hold("a4.xlsx", Workbook::of(&wide, "").file())));
    for (name, count) in [("million-rows.xlsx", 1_000_000), ("eight-million-rows.xlsx", 8_000_000)] {
        let empty: String = (100..100 + size(count)).map(|row| format!(r#"<row r="{row}"/>"#)).collect();
        let file = Workbook::of(&(model_sheet() + &empty), "").file();
        assert_eq!(bounded(name, &file, file.len()), Complies);
    }
    let styled: String = (100..100 + size(300_000)).map(|row| format!(r#"<row r="{row}"><c r="A{row}" s="1"/><c r="E{row}" s="1"/></row>"#)).collect();
    let file = Workbook::of(&(model_sheet() + &styled), "").file();
    assert_eq!(bounded("styled-rows.xlsx", &file, file.len()), Complies);
    // Every row reaches the last column: that is too many cells, and is said before they are made.
    let reaching: String = (100..1100).map(|row| format!(r#"<row r="{row}"><c r="XFD{row}" t="inlineStr"><is><t>x</t></is></c></row>"#)).collect();
    let file = Workbook::of(&(model_sheet() + &reaching), "").file();
    assert_eq!(bounded("every-row-to-the-edge.xlsx", &file, file.len()), unread());
}

/// Rows and cells of an ODF sheet that are said to be repeated, with and without something in them.
#[test]
fn repeated_cells_of_an_ods() {
    let cell = |columns: &str, text: &str| format!(r#"<table:table-cell table:number-columns-repeated="{columns}" office:value-type="string">{text}</table:table-cell>"#);
    let row = |rows: &str, columns: &str, text: &str| format!(r#"<table:table-row table:number-rows-repeated="{rows}">{}</table:table-row>"#, cell(columns, text));
    let column = r#"<table:table-column table:number-columns-repeated="16384"/>"#;
    for (name, more, expected) in [
        ("empty", row("1048576", "16384", ""), Complies),
        ("empty-beyond", row("4294967295", "4294967295", "") + &row("-1", "99999999999999999999", ""), Complies),
        ("blank", row("1048576", "16384", "<text:p> </text:p>"), Complies),
        ("full", row("1048576", "16384", "<text:p>x</text:p>"), unread()),
        ("full-row", row("1", "16384", "<text:p>x</text:p>"), Complies),
        ("full-beyond", row("4294967295", "4294967295", "<text:p>x</text:p>"), unread()),
        ("full-column", row("1048576", "1", "<text:p>x</text:p>"), Complies),
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
    let rows: String = (100..100 + often).map(|row| format!(r#"<row r="{row}"><c r="E{row}" t="s"><v>0</v></c></row>"#)).collect();
    book.sheets = vec![format!("<sheetData>{}{rows}</sheetData>", model_sheet())];
    let file = book.file();
    bounded("shared-text.xlsx", &file, file.len());
    // A number format with a long text, worn by every cell.
    let code = "x".repeat(long / 30);
    book.shared = String::new();
    book.styles = format!(r#"<numFmts><numFmt numFmtId="170" formatCode="&quot;{code}&quot;0"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>"#);
    let rows: String = (100..100 + often).map(|row| format!(r#"<row r="{row}"><c r="E{row}" s="0"><v>1</v></c></row>"#)).collect();
    book.sheets = vec![format!("<sheetData>{}{rows}</sheetData>", model_sheet())];
    let file = book.file();
    bounded("number-format.xlsx", &file, file.len());
    // A number that is shown with all its zeros.
    book.styles = format!(r#"<numFmts><numFmt numFmtId="170" formatCode="{}"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>"#, "0".repeat(long / 300));
    let file = book.file();
    bounded("number-format-of-zeros.xlsx", &file, file.len());
    // One long address to which every cell leads.
    book.styles = String::new();
    book.links = format!(
        r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="mailto:{}" TargetMode="External"/>"#,
        "x".repeat(long / 30)
    );
    let links: String = (1..=often).map(|row| format!(r#"<hyperlink ref="A{row}" r:id="rId1"/>"#)).collect();
    book.sheets = vec![format!("<sheetData>{}</sheetData><hyperlinks>{links}</hyperlinks>", model_sheet())];
    let file = book.file();
    bounded("long-address.xlsx", &file, file.len());
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
    bounded("repeated-long-row.ods", &file, file.len());
}

/// Merged cells and links by the ten thousand, each over the whole sheet.
#[test]
fn areas_over_the_whole_sheet() {
    let often = size(100_000);
    let rows: String = (100..100 + often).map(|row| format!(r#"<row r="{row}"><c r="B{row}"><v>{row}</v></c></row>"#)).collect();
    let rows = model_sheet() + &rows;
    let links = r#"<Relationship Id="rId1" Type="http://x/hyperlink" Target="mailto:ana@sanaurelio.gob.ec" TargetMode="External"/>"#.to_owned();
    for (name, area) in [("merges", r#"<mergeCell ref="A1:XFD1048576"/>"#), ("links", r#"<hyperlink ref="A1:XFD1048576" r:id="rId1"/>"#)] {
        let book = Workbook { links: links.clone(), ..Workbook::of(&rows, &area.repeat(often)) };
        let file = book.file();
        bounded(&format!("{name}.xlsx"), &file, file.len());
    }
    let apart: String = (1..=often).map(|row| format!(r#"<mergeCell ref="B{row}:B{}"/><mergeCell ref="C{row}:XFD{row}"/>"#, row + 50_000)).collect();
    let file = Workbook::of(&rows, &apart).file();
    bounded("merges-that-overlap.xlsx", &file, file.len());
    let columns: String = (1..=often).map(|n| format!(r#"<col min="{}" max="{}" hidden="1"/>"#, n + 100, n + 100)).collect();
    let mut book = Workbook::of(&rows, "");
    book.sheets[0].insert_str(0, &format!("<cols>{columns}</cols>"));
    let file = book.file();
    bounded("hidden-columns.xlsx", &file, file.len());
}

/// Names of namespaces and attributes by the ten thousand, and elements below them.
#[test]
fn very_many_names_on_one_element() {
    let often = size(100_000);
    let spaces: String = (0..often).map(|n| format!(r#" xmlns:n{n}="http://x.ec/{n}""#)).collect();
    let attributes: String = (0..often).map(|n| format!(r#" a{n}="{n}""#)).collect();
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

/// Tables, blocks and quotations inside one another.
#[test]
fn tables_inside_tables() {
    let deep = 200_000;
    let nested = |open: &str, inside: &str, close: &str| format!("{}{inside}{}", open.repeat(deep), close.repeat(deep));
    let word = nested("<w:tbl><w:tr><w:tc>", "<w:p/>", "</w:tc></w:tr></w:tbl>");
    assert_eq!(bounded("nested.docx", &pack(&docx(&format!("{word}<w:tbl>{}</w:tbl>", model_word())), false), word.len()), unread());
    let table = nested("<table:table><table:table-row><table:table-cell>", "", "</table:table-cell></table:table-row></table:table>");
    for format in ["ods", "odt"] {
        let body = odf_table(&model_odf()) + &table;
        assert_eq!(bounded(&format!("nested.{format}"), &pack(&odf(format, &body), false), table.len()), unread());
    }
    assert_eq!(bounded("nested.fods", fods(&table).as_bytes(), 0), unread());
    let sections = nested("<text:section><text:list><text:list-item>", "<text:p>x</text:p>", "</text:list-item></text:list></text:section>");
    bounded("nested-lists.odt", &pack(&odf("odt", &sections), false), sections.len());
    let spans = nested("<text:span>", "x", "</text:span>");
    bounded("nested-spans.odt", &pack(&odf("odt", &format!("<text:p>{spans}</text:p>")), false), spans.len());
    for (name, open, close) in [
        ("tables", "<table><tr><td>", "</td></tr></table>"),
        ("tables-open", "<table><tr><td>", ""),
        ("div", "<div>", "</div>"),
        ("div-open", "<div>", ""),
        ("b", "<b>", "</b>"),
        ("links", "<a href='mailto:a@b.ec'>", "</a>"),
        ("closing", "</table></td>", ""),
        ("lists", "<ul><li>", ""),
        ("templates", "<template><select>", ""),
        ("script", "<script><!--<script>", ""),
        ("rows", "<tr>", "</tr>"),
    ] {
        let page = format!("<html><body>{}<table>{}</table></body></html>", nested(open, "x", close), model_html());
        bounded(&format!("nested-{name}.html"), page.as_bytes(), 0);
        // Before the mischief, the matrix is read; after it, it may be what is too deep.
        let cell = format!("<html><body><table>{}<tr><td>{}</td></tr></table></body></html>", model_html(), nested(open, "x", close));
        bounded(&format!("nested-{name}-inside.html"), cell.as_bytes(), 0);
    }
    for (name, piece) in
        [("quotations", "> "), ("bare-quotations", ">"), ("lists", "- "), ("numbers", "1. "), ("brackets", "["), ("images", "!["), ("stars", "*a "), ("both", "_*")]
    {
        let text = format!("{}x\n\n{MODEL}", piece.repeat(deep));
        bounded(&format!("nested-{name}.md"), text.as_bytes(), 0);
    }
    let ladder: String = (0..size(20_000)).map(|n| format!("{}- x\n", "  ".repeat(n % 2_000))).collect();
    bounded("ladder.md", ladder.as_bytes(), 0);
}

/// A document type that declares entities is refused in whatever part it stands; one that only names its definition is passed over.
#[test]
fn entities_of_ones_own() {
    let laughs: String = (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let laughs = format!("<!DOCTYPE x [<!ENTITY l0 \"ja\">{laughs}]>");
    let outside = r#"<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>"#;
    let parts = [
        ("xlsx", "xl/worksheets/sheet1.xml"),
        ("xlsx", "xl/workbook.xml"),
        ("xlsx", "xl/_rels/workbook.xml.rels"),
        ("xlsx", "xl/sharedStrings.xml"),
        ("xlsx", "xl/styles.xml"),
        ("docx", "word/document.xml"),
        ("ods", "content.xml"),
        ("odt", "content.xml"),
    ];
    for (format, name) in parts {
        let text = if name.ends_with("Strings.xml") || name.ends_with("styles.xml") { "<a></a>".to_owned() } else { main_text(format, name) };
        for (declared, used) in [(&*laughs, "&l9;"), (outside, "&e;"), (r#"<!DOCTYPE x SYSTEM "file:///etc/passwd">"#, "&e;")] {
            let at = text.rfind("</").expect("an end");
            let file = pack(&with_part(format, name, &format!("{declared}{}{used}{}", &text[..at], &text[at..])), true);
            assert_eq!(error(&format!("a4.{format}"), file), Some(ReadError::Entities), "{format}, {name}, {declared:.40}");
        }
        let file = pack(&with_part(format, name, &format!(r#"<!DOCTYPE x SYSTEM "file:///etc/passwd">{text}"#)), true);
        assert!(complies(&check(&format!("a4.{format}"), file)), "{format}, {name}");
    }
    for (declared, used) in [(&*laughs, "&l9;"), (outside, "&e;")] {
        let text = fods(&odf_table(&model_odf())).replacen("?>", &format!("?>{declared}"), 1).replacen("</text:p>", &format!("{used}</text:p>"), 1);
        assert_eq!(error("a4.fods", text), Some(ReadError::Entities));
    }
}

#[test]
fn a_locked_part() {
    for (format, main) in PACKED {
        let locked = |part: &Part| Member { flags: u16::from(part.0 == main), ..Member::stored(part) };
        let file = pack_raw(&model_in(format).iter().map(locked).collect::<Vec<_>>());
        assert_eq!(error(&format!("a4.{format}"), file), Some(ReadError::Encrypted), "{format}");
    }
}

/// The files of real programs, cut off at every twentieth of their length, and with a byte turned here and there.
#[test]
fn cut_off_and_damaged() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/formats/same");
    for name in ["openpyxl.xlsx", "libreoffice.ods", "libreoffice.fods", "python-docx.docx", "odfpy.odt", "xlwt.xls", "libreoffice.xls"] {
        let whole = std::fs::read(format!("{folder}/{name}")).expect("the fixture is there");
        let diagnostics = hold(name, &*whole).diagnostics;
        for twentieth in 0..20 {
            // What was cut off may be nothing that a reader needs.
            let outcome = hold(name, &whole[..whole.len() * twentieth / 20]);
            assert!(outcome.reading.is_err() || outcome.diagnostics == diagnostics, "{name} cut off at {twentieth}/20 is another report");
        }
        for at in (0..whole.len()).step_by(whole.len() / if is_full() { 2000 } else { 100 } + 1) {
            let mut turned = whole.clone();
            turned[at] ^= 0x55;
            hold(name, turned);
        }
    }
}

/// Names that occur twice, lead out of the package, or are not names at all; macros. None of them is looked at.
#[test]
fn members_that_no_program_packs() {
    for (format, main) in PACKED {
        let name = format!("a4.{format}");
        let mut members: Vec<Member> = model_in(format).iter().map(Member::stored).collect();
        for other in ["../../x", "/etc/passwd", "C:\\x", "xl/vbaProject.bin", "word/vbaProject.bin", "Basic/Standard/Module1.xml", "", "\u{1F4A3}"] {
            members.push(Member::stored(&part(other, "\0\u{1}<x")));
        }
        assert!(complies(&hold(&name, pack_raw(&members))), "{format}");
        for (twice, text) in [(main, "<x"), (main, "<x/>"), ("mimetype", "x"), ("_rels/.rels", "<x/>"), ("[Content_Types].xml", "<x/>")] {
            let mut members: Vec<Member> = model_in(format).iter().map(Member::stored).collect();
            members.insert(0, Member::stored(&part(twice, text)));
            hold(&name, pack_raw(&members));
            members.rotate_left(1);
            hold(&name, pack_raw(&members));
        }
    }
}

/// Relationships that lead in circles, outside, or nowhere.
#[test]
fn relationships_that_lead_astray() {
    for target in ["workbook.xml", "_rels/workbook.xml.rels", "/_rels/.rels", "../../../../etc/passwd", "http://x.ec/sheet.xml", "", ".", "/", "sheet\0.xml"] {
        for (kind, list) in [("worksheet", "xl/_rels/workbook.xml.rels"), ("officeDocument", "_rels/.rels"), ("sharedStrings", "xl/_rels/workbook.xml.rels")] {
            let type_ = format!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}");
            let relation = format!(r#"<Relationship Id="rId1" Type="{type_}" Target="{target}"/>"#);
            hold("a4.xlsx", pack(&with_part("xlsx", list, &relationships(&relation)), false));
        }
        let relation = format!(r#"<Relationship Id="rId1" Type="http://x/officeDocument" Target="{target}"/>"#);
        hold("a4.docx", pack(&with_part("docx", "_rels/.rels", &relationships(&relation)), false));
        let header = format!(r#"<Relationship Id="rId1" Type="http://x/header" Target="{target}"/>"#);
        hold("a4.docx", pack(&with_part("docx", "word/_rels/document.xml.rels", &relationships(&header)), false));
    }
}

/// Separators and quotation marks by the million.
#[test]
fn separators_and_quotation_marks_without_end() {
    let long = size(30 << 20);
    for (name, piece) in [
        ("commas", ","),
        ("semicolons", ";"),
        ("quotes", "\""),
        ("quoted", "\"\","),
        ("opened", ",\"a"),
        ("opened-lines", "\"a\n"),
        ("quotes-lines", "a,\"\n"),
        ("doubled", "\"\"\n"),
        ("returns", "\r"),
        ("lines", "\r\n"),
        ("zeros", ",\0"),
        ("words", "a,"),
        ("words-lines", "a;\"b\",\"c\n"),
        ("sep", "sep=,\n"),
    ] {
        bounded(&format!("{name}.csv"), piece.repeat(long / piece.len()).as_bytes(), 0);
        let after = format!("{}\n{}", MODEL.replace('\t', ";"), piece.repeat(long / piece.len() / 3));
        bounded(&format!("{name}-after.csv"), after.as_bytes(), 0);
    }
    for (name, piece) in [
        ("pipes", "|"),
        ("pipes-lines", "|\n"),
        ("cells", "|a"),
        ("dashes", "|-"),
        ("tables", "|a|b|\n|-|-|\n\n"),
        ("escaped", "\\|"),
        ("ticks", "`"),
        ("ticks-apart", "`a``b```"),
        ("brackets", "[a]("),
        ("references", "[a]: b\n"),
        ("rules", "---\n"),
        ("tags", "<a "),
        ("comments", "<!--\n"),
        ("entities", "&#"),
        ("fences", "```\n"),
        ("headings", "#\n"),
        ("underlines", "a\n=\n"),
        ("links", "<http:"),
    ] {
        bounded(&format!("{name}.md"), piece.repeat(long / 3 / piece.len()).as_bytes(), 0);
    }
}

/// Pages with a million cells, and cells that say they are a thousand million wide.
#[test]
fn pages_of_very_many_cells() {
    let page = |rows: &str| format!("<html><body><table>{}{rows}</table></body></html>", model_html());
    let row = format!("<tr>{}</tr>", "<td>x</td>".repeat(100));
    let million = page(&row.repeat(size(10_000)));
    assert_eq!(bounded("million-cells.html", million.as_bytes(), 0), Complies);
    let beyond = page(&row.repeat(MAX_CELLS / 100 + 1));
    if is_full() {
        assert_eq!(bounded("too-many-cells.html", beyond.as_bytes(), 0), unread());
    }
    for (name, more) in [
        ("colspan", "<tr><td colspan=1000000000>x</td></tr>".to_owned()),
        ("colspans", "<tr><td colspan=1000000000>x</td><td colspan=99999999999999999999>y</td></tr>".repeat(size(10_000))),
        ("rowspan", "<tr><td rowspan=1000000000>x</td></tr>".to_owned()),
        ("both", "<tr><td rowspan=65534 colspan=1000>x</td></tr>".repeat(size(10_000))),
        ("none", "<tr><td rowspan=0 colspan=0>x<td rowspan=-1 colspan=-1>y</tr>".repeat(size(10_000))),
        ("wide", format!("<tr>{}</tr>", "<td rowspan=2 colspan=3>x".repeat(size(100_000)))),
        ("wide-rows", format!("<tr>{}</tr>", "<td rowspan=65534>x".repeat(1000)) + &"<tr><td>y</td></tr>".repeat(size(10_000))),
    ] {
        let page = page(&more);
        bounded(&format!("{name}.html"), page.as_bytes(), 0);
    }
    let cells = |width: &str| format!("<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"{width}\"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>y</w:t></w:r></w:p></w:tc></w:tr>");
    let before = |width: &str| format!("<w:tr><w:trPr><w:gridBefore w:val=\"{width}\"/></w:trPr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>");
    for (name, more) in [
        ("span", cells("1000000000")),
        ("spans", cells("60000").repeat(size(10_000))),
        ("before", before("1000000000")),
        ("befores", before("60000").repeat(size(10_000))),
        ("beyond", cells("99999999999999999999") + &before("-1") + &cells("-1")),
    ] {
        let file = pack(&docx(&format!("<w:tbl>{}{more}</w:tbl>", model_word())), false);
        bounded(&format!("{name}.docx"), &file, file.len());
    }
    let spanned = r#"<table:table-row><table:table-cell table:number-columns-spanned="1000000000" table:number-rows-spanned="1000000000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>"#;
    for format in ["ods", "odt"] {
        let file = pack(&odf(format, &odf_table(&(model_odf() + &spanned.repeat(size(10_000))))), true);
        bounded(&format!("spanned.{format}"), &file, size(10_000) * spanned.len());
    }
}

/// One text that fills the file, and texts of one letter by the million.
#[test]
fn one_long_text_and_very_many_short_ones() {
    let long = "Una línea sin fin, a4 ".repeat(size(200 << 20) / 23);
    let run = "<w:r><w:t>a</w:t></w:r>".repeat(size(1_000_000));
    let span = "<text:span>a</text:span>".repeat(size(1_000_000));
    let paragraphs = "<w:p><w:r><w:t>a</w:t></w:r></w:p>".repeat(size(1_000_000));
    let strings = "<si/>".repeat(size(10_000_000));
    let amps = "&amp;&#65;".repeat(size(1_000_000));
    let cell = |text: &str| format!(r#"<row r="100"><c r="A100" t="inlineStr"><is><t>{text}</t></is></c></row>"#);
    let files = [
        ("long.xlsx", Workbook::of(&(model_sheet() + &cell(&long)), "").file()),
        ("references.xlsx", Workbook::of(&(model_sheet() + &cell(&amps)), "").file()),
        ("strings.xlsx", Workbook { shared: strings, ..Workbook::of(&model_sheet(), "") }.file()),
        ("long.docx", pack(&docx(&format!("<w:p><w:r><w:t>{long}</w:t></w:r></w:p><w:tbl>{}</w:tbl>", model_word())), false)),
        ("runs.docx", pack(&docx(&format!("<w:p>{run}</w:p><w:tbl>{}</w:tbl>", model_word())), false)),
        ("paragraphs.docx", pack(&docx(&format!("{paragraphs}<w:tbl>{}</w:tbl>", model_word())), false)),
        ("long.odt", pack(&odf("odt", &format!("<text:p>{long}</text:p>{}", odf_table(&model_odf()))), false)),
        ("spans.odt", pack(&odf("odt", &format!("<text:p>{span}</text:p>{}", odf_table(&model_odf()))), false)),
        ("long.html", format!("<html><body><p>{long}</p><table>{}</table></body></html>", model_html()).into_bytes()),
        ("long.md", format!("{long}\n\n{MODEL}").into_bytes()),
    ];
    for (name, file) in files {
        bounded(name, &file, file.len());
    }
}
