//! Small files, honest and hostile, and the rows that come of them.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::document::{Anchor, ReadNote, RowId};
use crate::lang::Lang;
use crate::limits::MAX_DEPTH;

const SPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0""#;

static FORMAT: Format = Format { id: "odf", extensions: &[], media_type: "", method: "cells" };

/// A flat file with these styles, pages and body.
fn flat_of(kind: &str, styles: &str, pages: &str, body: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><office:document {SPACES} office:mimetype="application/vnd.oasis.opendocument.{kind}"><office:automatic-styles>{styles}</office:automatic-styles><office:master-styles>{pages}</office:master-styles><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"#
    )
}

fn open(bytes: impl Into<Vec<u8>>) -> Result<Document, ReadError> {
    read(Source::named("a4", bytes), &FORMAT, "ODF")
}

fn open_sheet(rows: &str) -> Result<Document, ReadError> {
    open(flat_of("spreadsheet", "", "", &format!(r#"<table:table table:name="H">{rows}</table:table>"#)))
}

fn open_text(body: &str) -> Result<Document, ReadError> {
    open(flat_of("text", "", "", body))
}

/// Each row with its place: `B2: a|b` in a sheet, `1.2: a|b` in a table, `3: a` for a paragraph.
fn shown(document: &Document) -> Vec<String> {
    let row = |row: RowId| {
        let texts: Vec<&str> = document.cells(row).map(|cell| document.text(cell)).collect();
        let name = document.place_name(Anchor::Cell(document.cells(row).next().unwrap()), Lang::Es).unwrap();
        let name = match name.split_once('!') {
            Some((_, cell)) => cell.to_owned(),
            None => name.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).take(2).collect::<Vec<_>>().join("."),
        };
        format!("{name}: {}", texts.join("|"))
    };
    document.rows().map(row).collect()
}

fn sheet(rows: &str) -> Vec<String> {
    shown(&open_sheet(rows).unwrap())
}

fn text(body: &str) -> Vec<String> {
    shown(&open_text(body).unwrap())
}

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

fn cell(text: &str) -> String {
    with("", text)
}

fn with(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
}

fn p(text: &str) -> String {
    format!("<text:p>{text}</text:p>")
}

fn table(rows: &str) -> String {
    format!("<table:table>{rows}</table:table>")
}

const COVERED: &str = "<table:covered-table-cell/>";

#[test]
fn cells_stand_where_the_sheet_shows_them() {
    let empty =
        r#"<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="9"/></table:table-row>"#;
    let repeated = row(&(with(r#"table:number-columns-repeated="2""#, "a") + &with(r#"table:number-columns-repeated="-1""#, "b")));
    assert_eq!(sheet(&(empty.to_owned() + &repeated + empty)), ["A4: a|a|b"]);
    let merged = with(r#"table:number-columns-spanned="2" table:number-rows-spanned="2""#, "m");
    let below = row(&(COVERED.repeat(2) + &cell("d")));
    // Some programs leave covered cells out, and some keep texts in them that no one sees.
    for covered in ["", "<table:covered-table-cell><text:p>x</text:p></table:covered-table-cell>"] {
        let document = open_sheet(&(row(&(merged.clone() + covered + &cell("c"))) + &below)).unwrap();
        assert_eq!(shown(&document), ["A1: m||c", "A2: ||d"]);
        assert_eq!(document.reach(document.cells(RowId(0)).next().unwrap()), RowId(1));
    }
}

#[test]
fn what_is_hidden_is_not_read_but_told() {
    let columns = r#"<table:table-column table:visibility="collapse"/><table:table-column-group table:display="false"><table:table-column/></table:table-column-group>"#;
    let hidden = |rows: &str| rows.replace("<table:table-row>", r#"<table:table-row table:visibility="filter">"#);
    let three = row(&(cell("a") + &cell("b") + &cell("c")));
    let rows = columns.to_owned()
        + &hidden(&three)
        + &three
        + &format!(r#"<table:table-row-group table:display="false">{three}</table:table-row-group>"#);
    let document = open_sheet(&rows).unwrap();
    assert_eq!(shown(&document), ["A2: ||c"]);
    assert_eq!(document.notes, [ReadNote::Hidden { part: 0, rows: 2, columns: 2 }]);
    // The text of merged cells is seen as long as any of them is.
    let wide = row(&(with(r#"table:number-columns-spanned="3""#, "w") + &COVERED.repeat(2)));
    assert_eq!(sheet(&(columns.to_owned() + &wide)), ["A1: ||w"]);
    let tall = hidden(&row(&(with(r#"table:number-rows-spanned="3""#, "t") + &cell("x"))));
    assert_eq!(sheet(&(tall + &row(&(COVERED.to_owned() + &cell("y"))))), ["A2: t|y"]);
}

#[test]
fn sheets_that_are_not_shown_are_marked_and_copies_of_others_left_out() {
    let styles = r#"<style:style style:name="t" style:family="table"><style:table-properties table:display="false"/></style:style>"#;
    let one = |name: &str, style: &str| {
        format!(r#"<table:table table:name="{name}" table:style-name="{style}">{}</table:table>"#, row(&cell("a")))
    };
    let body = one("A", "t") + &one("'file:///b.ods'#B", "u") + &one("C", "u");
    let document = open(flat_of("spreadsheet", styles, "", &body)).unwrap();
    let parts: Vec<_> = document.parts.iter().map(|part| (&*part.name, part.hidden)).collect();
    assert_eq!(parts, [("A", true), ("C", false)]);
}

#[test]
fn cells_show_their_text_their_value_or_their_formula() {
    for (attributes, inside, expected) in [
        (r#"office:value-type="date" office:date-value="2021-10-31""#, "<text:p>oct-21</text:p>", "31/10/2021"),
        (r#"office:value-type="float" office:value="80""#, "<text:p>80,00</text:p>", "80,00"),
        (r#"office:value-type="percentage" office:value="0.8""#, "", "80%"),
        (r#"office:value-type="string" office:string-value="a""#, "", "a"),
        (r#"table:formula="of:=SUM([.A1:.A3])""#, "", "=SUM(A1:A3)"),
        (r#"table:formula="of:=A()" office:value-type="string" calcext:value-type="error""#, "<text:p>Err:508</text:p>", "#VALUE!"),
        ("", "<text:p>a</text:p><text:p>b<text:s/>c<text:tab/>d<text:line-break/>e</text:p>", "a b c d e"),
        ("", "<office:annotation><text:p>x</text:p></office:annotation><text:p>a<text:note><text:p>y</text:p></text:note></text:p>", "a"),
        (
            "",
            "<draw:custom-shape><text:p>x</text:p></draw:custom-shape><text:p><text:span>a<text:span>b</text:span></text:span></text:p>",
            "ab",
        ),
        (
            "",
            "<text:p>&lt;b&gt;a&lt;/b&gt; &amp;nbsp; <text:ruby><text:ruby-base>b</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby></text:p>",
            "a b",
        ),
    ] {
        let cell = row(&format!("<table:table-cell {attributes}>{inside}</table:table-cell>"));
        assert_eq!(sheet(&cell), [format!("A1: {expected}")], "{attributes} {inside}");
    }
}

#[test]
fn links_are_those_of_the_text_or_of_a_formula() {
    for content in [
        r#"<table:table-cell><text:p>ver <text:a xlink:href="mailto:a@x.ec">a@x.ec </text:a></text:p></table:table-cell>"#,
        r#"<table:table-cell table:formula="of:=HYPERLINK(&quot;mailto:a@x.ec&quot;;&quot;a@x.ec&quot;)"/>"#,
    ] {
        let document = open_sheet(&row(content)).unwrap();
        let cell = document.cells(RowId(0)).next().unwrap();
        let link = &document.links(cell)[0];
        assert_eq!((&*link.target, &document.text(cell)[link.text.clone()]), ("mailto:a@x.ec", "a@x.ec"));
    }
}

#[test]
fn paragraphs_are_rows_and_so_are_lines_that_say_something_of_their_own() {
    let element = |c| match c {
        '|' => "<text:tab/>".to_owned(),
        '/' => "<text:line-break/>".to_owned(),
        c => String::from(c),
    };
    for (paragraph, expected) in [
        ("uno|dos||tres", &["1: uno|dos||tres"][..]),
        ("|uno|", &["1: uno"]),
        ("uno/dos", &["1: uno dos"]),
        ("Art. 7 de la/Ley/Literal a4)|Las|metas", &["1: Art. 7 de la Ley", "2: Literal a4) Las metas"]),
        ("1|a|b/2|c|d", &["1: 1|a|b", "2: 2|c|d"]),
        ("FECHA: hoy/CORREO: a", &["1: FECHA: hoy", "2: CORREO: a"]),
    ] {
        assert_eq!(text(&p(&paragraph.chars().map(element).collect::<String>())), expected, "{paragraph}");
    }
}

#[test]
fn tables_of_texts_are_read_on_their_grid() {
    let columns = r#"<table:table-column table:number-columns-repeated="3"/>"#;
    let two = with(r#"table:number-rows-spanned="2""#, "a") + &cell("b") + &cell("");
    let header = format!("<table:table-header-rows>{}</table:table-header-rows><text:soft-page-break/>", row(&two));
    // Covered cells may be left out.
    for covered in [COVERED, ""] {
        let rows = columns.to_owned() + &header + &row(&(covered.to_owned() + &cell("c") + &cell("d")));
        let document = open_text(&(p("x") + &table(&rows) + &p("y"))).unwrap();
        assert_eq!(shown(&document), ["1: x", "1.1: a|b|", "1.2: |c|d", "2: y"]);
        assert_eq!(document.reach(document.cells(RowId(1)).next().unwrap()), RowId(2));
    }
    assert_eq!(text(&table(&row(&(with(r#"table:number-columns-spanned="2""#, "a") + &cell("b"))))), ["1.1: a||b"]);
}

#[test]
fn tables_that_split_cells_are_rows_and_columns_of_the_table_around_them() {
    let split = |rows: &str| format!(r#"<table:table-cell><table:table table:is-sub-table="true">{rows}</table:table></table:table-cell>"#);
    let goals = row(&(cell("b") + &cell("c"))) + &row(&(cell("d") + &cell("e")));
    let rows = row(&(cell("1") + &split(&row(&(cell("x") + &cell("y")))) + &cell("z"))) + &row(&(cell("a") + &split(&goals) + &cell("f")));
    let document = open_text(&table(&(rows + &row(&(cell("g") + &cell("h") + &cell("i")))))).unwrap();
    assert_eq!(shown(&document), ["1.1: 1|x|y|z", "1.2: a|b|c|f", "1.3: |d|e|", "1.4: g|h||i"]);
    assert_eq!(document.reach(document.cells(RowId(1)).next().unwrap()), RowId(2));
}

#[test]
fn tables_inside_cells_are_text_or_rows_of_their_own() {
    let holding = |inside: &str| format!("<table:table-cell>{inside}</table:table-cell>");
    let list = table(&(row(&cell("b")) + &row(&cell("c"))));
    assert_eq!(text(&table(&row(&(holding(&(p("a") + &list)) + &cell("d"))))), ["1.1: a b c|d"]);
    let real = table(&(row(&(cell("1") + &cell("2"))) + &row(&(cell("3") + &cell("4")))));
    let layout = table(&row(&(cell("") + &holding(&(p("a") + &p("b") + &real + &p("c"))))));
    assert_eq!(text(&layout), ["1.1: a", "1.1: b", "2.1: 1|2", "2.2: 3|4", "1.1: c"]);
    // Two headings in one cell are two rows, as they are two lines.
    let title = holding(&(p("Art. 7 de la Ley") + &p("Literal a4) Las") + &p("metas")));
    assert_eq!(text(&table(&row(&title))), ["1.1: Art. 7 de la Ley", "1.1: Literal a4) Las metas"]);
    let deep = (0..40).fold(p("x"), |inside, _| table(&row(&holding(&inside))));
    assert_eq!(text(&deep), ["1.1: x"]);
}

#[test]
fn frames_come_after_what_they_are_anchored_in() {
    let frame = |inside: &str| {
        format!("<draw:frame><draw:text-box>{inside}</draw:text-box><draw:image><text:p>x</text:p></draw:image></draw:frame>")
    };
    let anchored = format!("<text:p>a{}b</text:p>", frame(&(p("c") + &table(&row(&(cell("d") + &cell("e")))))));
    assert_eq!(text(&anchored), ["1: ab", "2: c", "1.1: d|e"]);
    let in_cell = table(&(row(&format!("<table:table-cell><text:p>a{}</text:p></table:table-cell>", frame(&p("c")))) + &row(&cell("b"))));
    assert_eq!(text(&in_cell), ["1.1: a", "1.2: b", "1: c"]);
}

#[test]
fn what_a_text_does_not_show_is_not_read() {
    let styles = r#"<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style><style:style style:name="I" style:family="text" style:parent-style-name="H"/><style:style style:name="C" style:family="paragraph"><style:text-properties fo:text-transform="uppercase"/></style:style><style:style style:name="N" style:family="text"><style:text-properties fo:text-transform="none"/></style:style>"#;
    let body = r#"<text:tracked-changes><text:changed-region><text:deletion><text:p>x</text:p></text:deletion></text:changed-region></text:tracked-changes>
        <text:section text:display="none"><text:p>x</text:p></text:section>
        <text:table-of-content><text:index-body><text:p>Literal a4) Metas 1</text:p></text:index-body></text:table-of-content>
        <text:section text:display="condition" text:is-hidden="true"><text:p>x</text:p></text:section>
        <text:p><text:span text:style-name="I">x</text:span>a<text:change-start/>b<text:change-end/><text:hidden-text text:is-hidden="true">x</text:hidden-text></text:p>
        <text:p><text:hidden-paragraph text:is-hidden="true"/>x</text:p>
        <text:p text:style-name="C">título <text:span text:style-name="N">a4</text:span></text:p>"#;
    assert_eq!(shown(&open(flat_of("text", styles, "", body)).unwrap()), ["1: ab", "2: TÍTULO a4"]);
}

#[test]
fn automatic_numbers_are_read_where_a_cell_has_nothing_else() {
    let styles = r#"<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/></text:list-style><style:style style:name="P" style:family="paragraph" style:list-style-name="L"/>"#;
    let numbered = |attributes: &str, item: &str| {
        let item = format!("<text:list-item {item}><text:p text:style-name=\"P\"/></text:list-item>");
        format!("<table:table-cell><text:list {attributes}>{item}</text:list></table:table-cell>")
    };
    let rows = [
        numbered(r#"text:style-name="L" xml:id="l1""#, ""),
        numbered(r#"text:style-name="L" text:continue-list="l1""#, ""),
        numbered(r#"text:style-name="L" text:continue-numbering="true""#, r#"text:start-value="7""#),
        numbered(r#"text:continue-numbering="true""#, ""),
        "<table:table-cell><text:list text:style-name=\"L\" text:continue-list=\"l1\"><text:list-item><text:list><text:list-item><text:p/></text:list-item></text:list></text:list-item></text:list></table:table-cell>".to_owned(),
        "<table:table-cell><text:list text:style-name=\"L\"><text:list-item><text:number>IX</text:number><text:p/></text:list-item></text:list></table:table-cell>".to_owned(),
        "<table:table-cell><text:list text:style-name=\"L\"><text:list-item><text:p>a</text:p></text:list-item></text:list></table:table-cell>".to_owned(),
    ];
    let rows: String = rows.iter().map(|first| row(&(first.clone() + &cell("u")))).collect();
    let document = open(flat_of("text", styles, "", &table(&rows))).unwrap();
    assert_eq!(shown(&document), ["1.1: 1.|u", "1.2: 2.|u", "1.3: 7.|u", "1.4: 1.|u", "1.5: 7.a)|u", "1.6: IX|u", "1.7: a|u"]);
}

#[test]
fn of_page_headers_only_the_headings_are_read_that_the_text_lacks() {
    let styles = r#"<style:style style:name="P" style:family="paragraph" style:master-page-name="M"/>"#;
    let header = p("GAD Municipal") + &p("ART. 7 DE LA LEY") + &p("Literal a4) Metas");
    let page = |name: &str, inside: &str| {
        format!(
            r#"<style:master-page style:name="{name}"><style:header>{inside}</style:header><style:footer>{}</style:footer></style:master-page>"#,
            p("Teléfono: 1") + &p("FECHA DE ACTUALIZACIÓN: hoy")
        )
    };
    let pages = page("Standard", &header) + &page("M", &p("Literal c)"));
    let read = |body: &str| shown(&open(flat_of("text", styles, &pages, body)).unwrap());
    assert_eq!(read(&p("Art. 7 de la Ley")), ["1: Literal a4) Metas", "2: Art. 7 de la Ley", "3: FECHA DE ACTUALIZACIÓN: hoy"]);
    assert_eq!(
        read(r#"<text:p text:style-name="P">FECHA DE ACTUALIZACIÓN: ayer</text:p>"#),
        ["1: Literal c)", "2: FECHA DE ACTUALIZACIÓN: ayer"]
    );
}

#[test]
fn the_styles_of_a_package_are_read_where_they_matter() {
    let part = |root: &str, inside: &str| format!("<office:{root} {SPACES}>{inside}</office:{root}>");
    let body = |inside: &str| part("document-content", &format!("<office:body><office:text>{inside}</office:text></office:body>"));
    let header =
        format!(r#"<style:master-page style:name="A"><style:header>{}</style:header></style:master-page>"#, p("Literal a4) Metas"));
    let list = r#"<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="A"/></text:list-style>"#;
    let numbered = table(&row(
        &(r#"<table:table-cell><text:list text:style-name="L"><text:list-item><text:p/></text:list-item></text:list></table:table-cell>"#
            .to_owned()
            + &cell("a")),
    ));
    for (styles, inside, expected) in [
        (format!("<office:master-styles>{header}</office:master-styles>"), p("a"), &["1: Literal a4) Metas", "2: a"][..]),
        (format!("<office:styles>{list}</office:styles>"), numbered, &["1.1: A|a"]),
        ("<office:styles><style:header-style/></office:styles></x>".into(), p("a"), &["1: a"]),
    ] {
        let members = [("content.xml", body(&inside)), ("styles.xml", part("document-styles", &styles))];
        assert_eq!(shown(&open(package(&members)).unwrap()), expected);
    }
}

#[test]
fn files_are_known_by_what_they_hold() {
    let body = |kind: &str| flat_of(kind, "", "", "");
    let utf16: Vec<u8> = body("text").encode_utf16().flat_map(u16::to_be_bytes).collect();
    let bare = body("spreadsheet").replace(r#" office:mimetype="application/vnd.oasis.opendocument.spreadsheet""#, "");
    for (bytes, kind) in [
        (body("spreadsheet").into_bytes(), Some(Kind::Sheets)),
        (bare.into_bytes(), Some(Kind::Sheets)),
        (utf16, Some(Kind::Text)),
        (b"<html><body>office:document</body></html>".to_vec(), None),
        (b"Art. 7".to_vec(), None),
    ] {
        assert_eq!(flat(&Sight::of(&Source::named("a4.txt", bytes))), kind);
    }
    let mimetype = |kind: &str| ("mimetype", format!("application/vnd.oasis.opendocument.{kind}"));
    let content = |kind: &str| ("content.xml", body(kind));
    for (members, kind) in [
        (vec![mimetype("text-template"), content("text")], Some(Kind::Text)),
        (vec![content("spreadsheet"), mimetype("spreadsheet")], Some(Kind::Sheets)),
        (vec![content("text")], Some(Kind::Text)),
        (vec![content("presentation"), mimetype("presentation")], None),
        (vec![("word/document.xml", String::new())], None),
    ] {
        assert_eq!(packed(&Sight::of(&Source::named("a4.docx", package(&members)))), kind, "{members:?}");
    }
    assert!(open(package(&[content("text")])).is_ok());
}

fn package(members: &[(&str, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let damaged = Some(ReadError::DamagedFile { name: "ODF" });
    let manifest = ("META-INF/manifest.xml", "<m:manifest><m:encryption-data/></m:manifest>".to_owned());
    let whole = flat_of("text", "", "", &p("a"));
    for (bytes, error) in [
        (package(&[("content.xml", "\u{0}locked".into()), manifest.clone()]), Some(ReadError::Encrypted)),
        (package(&[("encrypted-package", String::new()), manifest]), Some(ReadError::Encrypted)),
        (package(&[("content.xml", "<html><body/></html>".into())]), damaged.clone()),
        (package(&[("mimetype", String::new())]), damaged.clone()),
        (package(&[("content.xml", whole.clone())])[..300].to_vec(), damaged.clone()),
        (whole.as_bytes()[..whole.len() - 40].to_vec(), damaged.clone()),
        (whole.replace("<office:document ", "<!DOCTYPE a [<!ENTITY e 'e'>]><office:document ").into_bytes(), Some(ReadError::Entities)),
        (whole.replace("office:body", "office:meta").into_bytes(), damaged),
        (whole.into_bytes(), None),
    ] {
        assert_eq!(open(bytes).err(), error);
    }
}

#[test]
fn counts_beyond_all_bounds_are_refused_at_once_and_empty_ones_cost_nothing() {
    let cells = |count: &str, text: &str| format!(r#"<table:table-cell table:number-columns-repeated="{count}">{text}</table:table-cell>"#);
    let rows = |count: &str, cells: &str| format!(r#"<table:table-row table:number-rows-repeated="{count}">{cells}</table:table-row>"#);
    let (most, x) = ("4294967295", &*p("x"));
    for body in [rows("1048576", &cells("16384", x)), row(&cells(most, x)), row(&(cells(most, "") + &cell("x"))), rows(most, &cell("x"))] {
        assert_eq!(open_sheet(&body).err(), Some(ReadError::TooManyCells), "{body}");
        assert_eq!(open_text(&table(&body)).err(), Some(ReadError::TooManyCells), "{body}");
    }
    assert_eq!(open_sheet(&(rows(most, "") + &row(&cell("x")))).err(), Some(ReadError::TooManyCells));
    assert_eq!(sheet(&(rows("1048575", &cells("16384", "")) + &row(&cell("x")))), ["A1048576: x"]);
    assert_eq!(sheet(&row(&(cells("0", x) + &cells("abc", x) + &cells("-1", x)))), ["A1: x|x|x"]);
    let spans = format!(r#"table:number-columns-spanned="{most}" table:number-rows-spanned="{most}""#);
    // What a merged cell covers is not seen.
    assert_eq!(text(&table(&(row(&with(&spans, "x")) + &row(&cell("y"))))), ["1.1: x", "1.2: "]);
    let hidden = format!(r#"<table:table-column table:visibility="collapse" table:number-columns-repeated="{most}"/>"#);
    assert_eq!(open_sheet(&(hidden + &rows("9999", &cells("16384", x)).repeat(200))).err(), Some(ReadError::TooManyCells));
}

#[test]
fn depth_is_bounded_and_what_stands_in_the_wrong_place_is_passed_over() {
    let deep = "<table:table><table:table-row><table:table-cell>".repeat(MAX_DEPTH);
    assert_eq!(open_text(&deep).err(), Some(ReadError::TooDeep));
    assert_eq!(text(&(row(&cell("a")) + &cell("b") + COVERED)), Vec::<String>::new());
    assert_eq!(text(&format!("<text:p>a<text:p>b</text:p>{}</text:p>", table(&row(&cell("c"))))), ["1: a b"]);
    assert_eq!(text(&table(&(p("a") + &row(&(p("b") + &row(&cell("c")))) + "<text:list-item/>"))), ["1: a", "2: b"]);
}
