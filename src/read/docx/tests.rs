//! Small documents, honest and hostile, and the rows that come of them.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::document::RowId;
use crate::lang::Lang;

const WORD: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#;

/// A package of these parts, whose body is the first of them.
fn package(parts: &[(&str, String)]) -> Vec<u8> {
    package_of("wordprocessingml.document", parts)
}

fn package_of(kind: &str, parts: &[(&str, String)]) -> Vec<u8> {
    let relations = |inside: String| {
        format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>"#)
    };
    let main = parts[0].0;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut write = |name: &str, text: &str| {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    };
    write("_rels/.rels", &relations(format!(r#"<Relationship Id="a" Type="x/officeDocument" Target="{main}"/>"#)));
    write(TYPES, &format!(r#"<Types><Override PartName="/{main}" ContentType="x.{kind}.main+xml"/></Types>"#));
    let (folder, name) = main.rsplit_once('/').unwrap();
    let links = r#"<Relationship Id="L" Type="x/hyperlink" Target="mailto:ana@x.ec" TargetMode="External"/>"#.to_owned();
    let listed = parts[1..].iter().map(|(part, _)| {
        let name = part.rsplit_once('/').unwrap().1;
        let relation = name.split(|c: char| c.is_ascii_digit() || c == '.').next().unwrap();
        format!(r#"<Relationship Id="{name}" Type="x/{relation}" Target="/{part}"/>"#)
    });
    write(&format!("{folder}/_rels/{name}.rels"), &relations(links + &listed.collect::<String>()));
    for (name, text) in parts {
        write(name, text);
    }
    writer.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!("<w:document {WORD}><w:body>{body}</w:body></w:document>")
}

fn read(bytes: Vec<u8>) -> Result<Document, ReadError> {
    let source = Source::named("a4.docx", bytes);
    assert!(Docx.knows(&Sight::of(&source)));
    Docx.read(source)
}

/// Each row with its place: `1.2: a|b` is the second row of the first table, `3: a` the third paragraph.
fn shown(document: &Document) -> Vec<String> {
    let row = |row: RowId| {
        let cells: Vec<_> = document.cells(row).collect();
        let name = document.place_name(crate::document::Anchor::Cell(cells[0]), Lang::Es).unwrap();
        let numbers: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).take(2).collect();
        format!("{}: {}", numbers.join("."), cells.iter().map(|cell| document.text(*cell)).collect::<Vec<_>>().join("|"))
    };
    document.rows().map(row).collect()
}

fn rows_of(parts: &[(&str, String)]) -> Vec<String> {
    shown(&read(package(parts)).unwrap())
}

fn rows(body: &str) -> Vec<String> {
    rows_of(&[(BODY, document(body))])
}

fn t(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", t(text))
}

fn tc(properties: &str, inside: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>")
}

/// A row of a table: cells between bars, `3*` before a cell that takes three columns.
fn tr(cells: &str) -> String {
    let cell = |cell: &str| match cell.split_once('*') {
        Some((span, text)) => tc(&format!(r#"<w:gridSpan w:val="{span}"/>"#), &p(text)),
        None => tc("", &p(cell)),
    };
    format!("<w:tr>{}</w:tr>", cells.split('|').map(cell).collect::<String>())
}

fn tbl(rows: &str) -> String {
    format!("<w:tbl>{rows}</w:tbl>")
}

#[test]
fn paragraphs_and_tables_have_places() {
    let tab = "<w:r><w:tab/></w:r>";
    let body = [
        p("Literal a4)"),
        "<w:p/>".into(),
        tbl(&(tr("1|a|b") + &tr("3*SECCIÓN") + &tr("||") + &tr("2*x|y"))),
        tbl(&tr("z")),
        format!("<w:p>{tab}{}{tab}</w:p>", t("solo")),
        format!("<w:p>{}{tab}{tab}{}</w:p>", t("FECHA:"), t("hoy")),
        format!("<w:p>{}<w:r><w:br/></w:r>{}<w:r><w:cr/></w:r>{}</w:p>", t("a: 1"), t("b: 2"), t("c: 3")),
        format!("<w:p>{}<w:r><w:br/></w:r>{}</w:p>", t("una frase"), t("en dos líneas")),
        format!("<w:p>{}{tab}{}</w:p>", t("Literal a4)"), t("Las metas")),
    ];
    assert_eq!(
        rows(&body.concat()),
        [
            "1: Literal a4)",
            "1.1: 1|a|b",
            "1.2: SECCIÓN||",
            "1.4: x||y",
            "2.1: z",
            "2: solo",
            "3: FECHA:||hoy",
            "4: a: 1",
            "4: b: 2",
            "4: c: 3",
            "5: una frase en dos líneas",
            "6: Literal a4) Las metas",
        ]
    );
}

#[test]
fn what_is_not_shown_is_not_read() {
    let deleted = "<w:del><w:r><w:delText>no</w:delText><w:t>no</w:t></w:r></w:del><w:moveFrom><w:r><w:t>no</w:t></w:r></w:moveFrom>";
    let hidden = r#"<w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>sí</w:t></w:r>"#;
    let placeholder = |inside: &str| format!("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>");
    let body = [
        format!("<w:p>{deleted}<w:ins>{}</w:ins><w:moveTo>{}</w:moveTo>{hidden}</w:p>", t("a"), t("b")),
        format!("<w:p>{}{}</w:p>", t("x"), placeholder(&t("Haga clic"))),
        format!("<w:p>{}<w:r><w:footnoteReference w:customMarkFollows=\"1\"/><w:t>*</w:t></w:r></w:p>", t("y")),
        format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>", t("par")) + &p("tido"),
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>no</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>z</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
            .into(),
        tbl(&(tr("1|2|3")
            + "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>no</w:t></w:r></w:p></w:tc></w:tr>"
            + &format!("<w:tr>{}{}{}</w:tr>", tc("", &p("a")), tc("<w:cellDel/>", &p("no")), tc("", &p("b")))
            + &format!("<w:tr>{}{}</w:tr>", placeholder(&tc("", &p("Haga clic"))), tc("", &p("c"))))),
    ];
    assert_eq!(rows(&body.concat()), ["1: absí", "2: x", "3: y", "4: partido", "5: z", "1.1: 1|2|3", "1.3: a|b", "1.4: |c"]);
}

#[test]
fn merged_cells_hold_their_text_once() {
    let cell = |merged: &str, text: &str| tc(merged, &p(text));
    let (begins, goes_on) = (r#"<w:vMerge w:val="restart"/>"#, "<w:vMerge/>");
    let body = tbl(&[
        format!("<w:tr>{}{}</w:tr>", cell("", "1"), cell(begins, "a")),
        format!("<w:tr>{}{}</w:tr>", cell("", "2"), cell(goes_on, "no")),
        format!("<w:tr>{}{}</w:tr>", cell("", "3"), cell(begins, "b")),
        format!("<w:tr>{}{}</w:tr>", cell(goes_on, "4"), cell("", "c")),
        format!("<w:tr>{}{}</w:tr>", cell(r#"<w:hMerge w:val="restart"/>"#, "5"), cell("<w:hMerge/>", "no")),
        format!("<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}</w:tr>", cell("", "d")),
    ]
    .concat());
    let document = read(package(&[(BODY, document(&body))])).unwrap();
    assert_eq!(shown(&document), ["1.1: 1|a", "1.2: 2|", "1.3: 3|b", "1.4: 4|c", "1.5: 5|", "1.6: |d"]);
    let reach = |row| document.reach(document.cell_at(RowId(row), 1).unwrap());
    assert_eq!([reach(0), reach(2)], [RowId(1), RowId(2)]);
}

#[test]
fn links_come_from_relationships_and_fields() {
    let field = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let code = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let nested = [field("begin"), code("PAGE"), field("separate"), t("9"), field("end")].concat();
    let body = [
        format!(r#"<w:p>{}<w:hyperlink r:id="L">{}{}</w:hyperlink></w:p>"#, t("a "), t("ana"), t("@x.ec")),
        format!("<w:p>{}{}{nested}{}{}{}</w:p>", field("begin"), code("HYPERLINK \"mailto:"), code("b@x.ec\""), field("separate"), t("b@x.ec") + &field("end")),
        format!(r#"<w:p><w:fldSimple w:instr="HYPERLINK &quot;http://x.ec&quot;">{}</w:fldSimple>{}</w:p>"#, t("x"), t(" y")),
        format!(r#"<w:p><w:hyperlink w:anchor="aqui">{}</w:hyperlink>{}{}</w:p>"#, t("z"), field("begin"), code("SIN FIN")),
        tbl(&format!("<w:tr>{}</w:tr>", tc("", &(p("ver:") + &format!(r#"<w:p><w:hyperlink r:id="L">{}</w:hyperlink></w:p>"#, t("ana")))))),
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"a\"/><w:listEntry w:val=\"b\"/></w:ddList></w:ffData></w:fldChar></w:r>".to_owned()
            + &field("end") + "</w:p>",
    ];
    let document = read(package(&[(BODY, document(&body.concat()))])).unwrap();
    assert_eq!(shown(&document), ["1: a ana@x.ec", "2: b@x.ec", "3: x y", "4: z", "1.1: ver: ana", "5: b"]);
    let links: Vec<_> =
        document.all_cells().flat_map(|cell| document.links(cell)).map(|link| (link.target.as_str(), link.text.clone())).collect();
    assert_eq!(links, [("mailto:ana@x.ec", 2..10), ("mailto:b@x.ec", 0..6), ("http://x.ec", 0..1), ("mailto:ana@x.ec", 5..8)]);
}

#[test]
fn tables_inside_tables_are_told_apart() {
    let data = tbl(&(tr("1|a|b") + &tr("2|c|d")));
    let layout = tbl(&format!("<w:tr>{}{}</w:tr>", tc("", ""), tc("", &(p("Título") + &data + &p("fin")))));
    let list = tbl(&(tr("uno") + &tr("dos")));
    let cell = tbl(&format!("<w:tr>{}{}{}</w:tr>", tc("", &p("1")), tc("", &(p("lista:") + &list)), tc("", &p("z"))));
    let deep = tbl(&format!("<w:tr>{}</w:tr>", tc("", &layout)));
    let strips = tbl(&format!("<w:tr>{}</w:tr>", tc("", &tbl(&tr("5|e|f")))));
    assert_eq!(rows(&(layout.clone() + &cell)), ["1: Título", "2.1: 1|a|b", "2.2: 2|c|d", "2: fin", "3.1: 1|lista: uno dos|z"]);
    assert_eq!(rows(&(deep + &strips)), ["1: Título", "3.1: 1|a|b", "3.2: 2|c|d", "2: fin", "5.1: 5|e|f"]);
}

#[test]
fn cells_drawn_askew_stand_in_the_columns_a_person_sees() {
    let line = |width: &u32| format!(r#"<w:gridCol w:w="{width}"/>"#);
    let grid = |widths: &[u32]| format!("<w:tblGrid>{}</w:tblGrid>", widths.iter().map(line).collect::<Vec<_>>().concat());
    let askew = grid(&[640, 60, 2440, 60, 3500, 4000]);
    let body = tbl(&(askew + &tr("2*No.|2*Unidad|Objetivo|Meta") + &tr("1|2*A|2*O|M") + &tr("2|2*B|2*O|M") + &tr("5*FECHA|hoy")));
    assert_eq!(rows(&body), ["1.1: No.|Unidad|Objetivo|Meta", "1.2: 1|A|O|M", "1.3: 2|B|O|M", "1.4: FECHA|||hoy"]);
    // Nothing is askew where one cell takes the room of two.
    let body = tbl(&(tr("No.|Unidad|Objetivo|Indicador|Meta") + &tr("1|A|2*O|M")));
    assert_eq!(rows(&body), ["1.1: No.|Unidad|Objetivo|Indicador|Meta", "1.2: 1|A|O||M"]);
}

#[test]
fn lists_are_numbered_as_they_are_shown() {
    let numbered = |properties: &str, text: &str| format!("<w:p><w:pPr>{properties}</w:pPr>{text}</w:p>");
    let number = |id: u8| numbered(&format!(r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{id}"/></w:numPr>"#), "");
    let by_style = numbered(r#"<w:pStyle w:val="Fila"/>"#, &t("cuatro"));
    let row = |first: &str| format!("<w:tr>{}{}</w:tr>", tc("", first), tc("", &p("x")));
    let covered = format!("<w:tr>{}{}</w:tr>", tc("<w:vMerge/>", &number(1)), tc("", &p("x")));
    let begins = format!("<w:tr>{}{}</w:tr>", tc(r#"<w:vMerge w:val="restart"/>"#, &number(1)), tc("", &p("x")));
    let body = tbl(&(row(&number(1)) + &begins + &covered + &row(&number(1)) + &row(&number(2)) + &row(&by_style)));
    let numbering = format!(
        r#"<w:numbering {WORD}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#
    );
    let styles = format!(
        r#"<w:styles {WORD}><w:style w:styleId="Fila"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:caps/></w:rPr></w:style></w:styles>"#
    );
    let parts = [(BODY, document(&body)), ("word/numbering.xml", numbering), ("word/styles.xml", styles)];
    assert_eq!(rows_of(&parts), ["1.1: 1.|x", "1.2: 2.|x", "1.3: |x", "1.4: 3.|x", "1.5: |x", "1.6: 4. CUATRO|x"]);
}

#[test]
fn signs_breaks_and_boxes_are_read_as_they_are_shown() {
    let text_box = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let both = format!(
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        text_box("caja"),
        text_box("no")
    );
    let body = [
        r#"<w:p><w:r><w:t>80 </w:t><w:sym w:font="Symbol" w:char="F025"/><w:sym w:font="Wingdings" w:char="F0FC"/><w:noBreakHyphen/><w:softHyphen/><w:t>&#xF0B7;x</w:t></w:r></w:p>"#.into(),
        format!("<w:p>{}<w:r>{both}</w:r>{}</w:p>", t("antes "), t("después")),
        tbl(&format!("<w:tr>{}</w:tr>", tc("", &("<w:p><w:r>".to_owned() + &text_box("dentro") + "</w:r></w:p>" + &p("a") + "<w:p><w:r><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>")))),
        tbl(&format!("<w:tr>{}</w:tr>", tc("", &(p("Art. 7 de la Ley") + &p("Literal a4) Las metas") + &p("y objetivos"))))),
        tbl(&format!("<w:tr>{}</w:tr>", tc("", &(p("FECHA: hoy") + &p("CORREO: x"))))),
        "<w:p>\n  <w:r>\n    <w:t>\n      lindo\n    </w:t>\n  </w:r>\n</w:p>".into(),
    ];
    assert_eq!(
        rows(&body.concat()),
        [
            "1: 80 %-x",
            "2: antes después",
            "3: caja",
            "1.1: dentro a b c",
            "2.1: Art. 7 de la Ley",
            "2.1: Literal a4) Las metas y objetivos",
            "4: FECHA: hoy",
            "5: CORREO: x",
            "6: lindo",
        ]
    );
}

#[test]
fn page_headers_are_read_where_they_hold_the_title() {
    let section = |first: &str| {
        format!(
            r#"<w:sectPr><w:headerReference w:type="default" r:id="header1.xml"/><w:headerReference w:type="even" r:id="header2.xml"/><w:headerReference
            w:type="first" r:id="header3.xml"/><w:footerReference w:type="default" r:id="footer1.xml"/>{first}</w:sectPr>"#
        )
    };
    let header = |text: &str| format!("<w:hdr {WORD}>{}{}</w:hdr>", p("GAD MUNICIPAL – LOTAIP"), p(text));
    let footer = format!("<w:ftr {WORD}>{}{}</w:ftr>", p("Teléfono: 255-514"), p("UNIDAD POSEEDORA DE LA INFORMACIÓN: Planificación"));
    let parts = |body: &str| {
        [
            (BODY, document(body)),
            ("word/header1.xml", header("Literal a4) Las metas")),
            ("word/header2.xml", header("Literal b2) Directorio")),
            ("word/header3.xml", header("Art. 7 de la Ley")),
            ("word/footer1.xml", footer.clone()),
        ]
    };
    let below = "UNIDAD POSEEDORA DE LA INFORMACIÓN: Planificación";
    let found = rows_of(&parts(&(tbl(&tr("1|a")) + &section("<w:titlePg/>"))));
    assert_eq!(found, ["1: Literal a4) Las metas".to_owned(), "2: Art. 7 de la Ley".into(), "1.1: 1|a".into(), format!("3: {below}")]);
    let found = rows_of(&parts(&(p("Art. 7") + &p("Literal a4) Otras") + &p("Unidad poseedora: x") + &section(""))));
    assert_eq!(found, ["1: Art. 7", "2: Literal a4) Otras", "3: Unidad poseedora: x"]);
}

#[test]
fn the_body_is_found_under_any_name() {
    let text = document(&p("x"));
    assert_eq!(rows_of(&[("texto/principal.xml", text.clone())]), ["1: x"]);
    let strict =
        text.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main");
    assert_eq!(rows_of(&[(BODY, strict.replace("w:", "ns0:").replace("xmlns:w=", "xmlns:ns0="))]), ["1: x"]);
    for (kind, known) in [("wordprocessingml.template", true), ("ms-word.document.macroEnabled", true), ("spreadsheetml.sheet", false)] {
        let source = Source::named("a4.docx", package_of(kind, &[("x/y.xml", text.clone())]));
        assert_eq!(Docx.knows(&Sight::of(&source)), known, "{kind}");
    }
}

#[test]
fn hostile_documents_end_in_an_answer() {
    let error = |body: &str| read(package(&[(BODY, document(body))])).err();
    let damaged = Some(ReadError::DamagedFile { name: NAME });
    assert_eq!(error(&("<w:tbl><w:tr><w:tc>".repeat(100_000) + &"</w:tc></w:tr></w:tbl>".repeat(100_000))), Some(ReadError::TooDeep));
    assert_eq!(error(&"<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>".repeat(90)), damaged);
    assert_eq!(error(&format!("<w:p>{}</w:p>", r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#.repeat(300))), Some(ReadError::TooDeep));
    assert_eq!(error(&tbl(&format!("<w:tr>{}</w:tr>", "<w:tc/>".repeat(70_000)))), Some(ReadError::TooManyCells));
    assert_eq!(read(package(&[(BODY, "<html/>".into())])).err(), damaged);
    assert_eq!(read(package(&[(BODY, "<!DOCTYPE w [<!ENTITY a 'b'>]><w/>".into())])).err(), Some(ReadError::Entities));
    for body in [
        // Properties out of place, cells without rows, rows without tables, ends that come first.
        "<w:gridSpan w:val=\"-1\"/><w:vMerge/><w:del/><w:tc><w:tr><w:p/></w:tr></w:tc><w:t>x</w:t><w:tab/><w:showingPlcHdr/>".to_owned(),
        "<w:tbl><w:tc/><w:tr><w:tr><w:tc><w:tc><w:p/></w:tc></w:tc></w:tr></w:tr></w:tbl>".into(),
        "<w:p><w:p><w:r><w:r><w:t>x</w:t></w:r></w:r></w:p></w:p>".into(),
        r#"<w:p><w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/></w:r></w:p>"#.into(),
        tbl("<w:tr><w:trPr><w:del/><w:del/></w:trPr><w:tc><w:tcPr><w:cellDel/></w:tcPr></w:tc></w:tr><w:tr/>"),
        tbl(&format!("<w:tr>{}</w:tr>", tc(r#"<w:gridSpan w:val="99999999999999999999"/>"#, &p("x")).repeat(3))),
        // The columns left out before a row, told of after its cells.
        tbl(&(format!("<w:tr>{}<w:trPr><w:gridBefore w:val=\"0\"/></w:trPr>{}</w:tr>", tc("", "").repeat(4), tc("", "").repeat(4)) + &tr("1|2|3|4"))),
        "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:showingPlcHdr/></w:sdtPr><w:p/></w:sdt>".into(),
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:txbxContent><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p></w:txbxContent></w:r></w:p>".into(),
    ] {
        assert_eq!(error(&body), None, "{body}");
    }
}
