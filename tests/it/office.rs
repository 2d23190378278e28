//! Small office files for tests: the model report, or anything else, as the parts of a package, and packages that no honest program writes.
//!
//! What a file should come to is for the tests that ask for it. XLS is not written here: its files lie in `fixtures/formats`.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use lotaip::diagnostic::Outcome;
use lotaip::document::{Anchor, Document};
use lotaip::engine::{self, Options};
use lotaip::lang::Lang;
use lotaip::place::Place;
use lotaip::rules::MODEL;
use lotaip::rules::select::Selection;
use lotaip::source::Source;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use crate::whole::{self, RULESET, rendered};

const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const ODF: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:xlink="http://www.w3.org/1999/xlink""#;

/// A part of a package: its name and its contents.
pub(crate) type Part = (String, Vec<u8>);

/// The formats whose files are packages, each with the part that holds its text.
pub(crate) const PACKED: [(&str, &str); 4] =
    [("xlsx", "xl/worksheets/sheet1.xml"), ("ods", "content.xml"), ("docx", "word/document.xml"), ("odt", "content.xml")];

/// Checks a file, read as what its contents and its name say it is.
pub(crate) fn check(name: &str, bytes: impl Into<Vec<u8>>) -> Outcome {
    check_as(name, bytes, None)
}

/// Checks a file, read as one format, in a month for which the model is right.
pub(crate) fn check_as(name: &str, bytes: impl Into<Vec<u8>>, format: Option<&str>) -> Outcome {
    let selection = Selection::all(&RULESET);
    let as_of = chrono::NaiveDate::from_ymd_opt(2021, 11, 8).expect("a day");
    let options = Options { format, ..Options::new(as_of, &selection) };
    engine::check(Source::named(name, bytes), &RULESET, &options)
}

/// Checks a file and renders its outcome in every way: an outcome that cannot be shown is none.
pub(crate) fn hold(name: &str, bytes: impl Into<Vec<u8>>) -> Outcome {
    let outcome = check(name, bytes);
    for (name, out) in rendered(&outcome, Lang::Es) {
        assert!(std::str::from_utf8(&out).is_ok(), "{name} is UTF-8");
    }
    sound(&outcome);
    outcome
}

/// The rows of the model report, each with its clean cells.
pub(crate) fn model() -> Vec<Vec<String>> {
    let document = whole::document(MODEL).expect("the model is text");
    document.rows().map(|row| document.cells(row).map(|cell| document.text(cell).to_owned()).collect()).collect()
}

/// A text with the characters that mean something in XML written out.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Rows joined: each row's cells made by one function, the row around them by another, which is told the row's number, from 1.
pub(crate) fn rows(list: &[Vec<String>], cell: impl Fn(usize, usize, &str) -> String, around: impl Fn(usize, String) -> String) -> String {
    let made = |(at, cells): (usize, &Vec<String>)| {
        let inside = cells.iter().enumerate().map(|(column, text)| cell(at + 1, column, text)).collect();
        around(at + 1, inside)
    };
    list.iter().enumerate().map(made).collect()
}

/// The name of a cell of the first 26 columns.
pub(crate) fn cell_name(row: usize, column: usize) -> String {
    format!("{}{row}", char::from(b'A' + u8::try_from(column).expect("a narrow test")))
}

/// The model as rows of a worksheet, its texts in the cells.
pub(crate) fn model_sheet() -> String {
    let cell = |row: usize, column: usize, text: &str| match text {
        "" => String::new(),
        _ => format!(r#"<c r="{}" t="inlineStr"><is><t>{}</t></is></c>"#, cell_name(row, column), escaped(text)),
    };
    rows(&model(), cell, |row, inside| format!(r#"<row r="{row}">{inside}</row>"#))
}

/// The model as rows of an ODF table.
pub(crate) fn model_odf() -> String {
    let cell = |_: usize, _: usize, text: &str| {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>"#, escaped(text))
    };
    rows(&model(), cell, |_, inside| format!("<table:table-row>{inside}</table:table-row>"))
}

/// The model as a table of a word-processor file.
pub(crate) fn model_word() -> String {
    let cell = |_: usize, _: usize, text: &str| format!("<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>", escaped(text));
    rows(&model(), cell, |_, inside| format!("<w:tr>{inside}</w:tr>"))
}

/// The model as rows of a web page's table.
pub(crate) fn model_html() -> String {
    rows(&model(), |_, _, text| format!("<td>{}</td>", escaped(text)), |_, inside| format!("<tr>{inside}</tr>\n"))
}

/// A workbook: for each sheet the inside of its `worksheet`, from `sheetData` on.
#[derive(Default)]
pub(crate) struct Workbook {
    pub(crate) sheets: Vec<String>,
    /// The inside of the part of shared texts.
    pub(crate) shared: String,
    /// The inside of the part of styles.
    pub(crate) styles: String,
    /// Relationships of every sheet.
    pub(crate) links: String,
}

impl Workbook {
    /// One sheet with rows, and what follows them.
    pub(crate) fn of(rows: &str, after: &str) -> Workbook {
        Workbook { sheets: vec![format!("<sheetData>{rows}</sheetData>{after}")], ..Workbook::default() }
    }

    /// The parts of the package.
    pub(crate) fn parts(&self) -> Vec<Part> {
        let (mut list, mut relations) = (String::new(), String::new());
        let mut parts = Vec::new();
        for (at, sheet) in self.sheets.iter().enumerate() {
            let n = at + 1;
            let _ = write!(list, r#"<sheet name="Hoja {n}" sheetId="{n}" r:id="rId{n}"/>"#);
            let _ = write!(relations, r#"<Relationship Id="rId{n}" Type="{RELATION}/worksheet" Target="worksheets/sheet{n}.xml"/>"#);
            parts.push(part(
                &format!("xl/worksheets/sheet{n}.xml"),
                &format!(r#"<worksheet xmlns="{SHEET}" xmlns:r="{RELATION}">{sheet}</worksheet>"#),
            ));
            if !self.links.is_empty() {
                parts.push(part(&format!("xl/worksheets/_rels/sheet{n}.xml.rels"), &relationships(&self.links)));
            }
        }
        parts.push(part("xl/_rels/workbook.xml.rels", &relationships(&relations)));
        parts.push(part(
            "xl/workbook.xml",
            &format!(r#"<workbook xmlns="{SHEET}" xmlns:r="{RELATION}"><sheets>{list}</sheets></workbook>"#),
        ));
        if !self.shared.is_empty() {
            parts.push(part("xl/sharedStrings.xml", &format!(r#"<sst xmlns="{SHEET}">{}</sst>"#, self.shared)));
        }
        if !self.styles.is_empty() {
            parts.push(part("xl/styles.xml", &format!(r#"<styleSheet xmlns="{SHEET}">{}</styleSheet>"#, self.styles)));
        }
        open_xml(parts, "xl/workbook.xml", "spreadsheetml.sheet")
    }

    /// The file, not compressed.
    pub(crate) fn file(&self) -> Vec<u8> {
        pack(&self.parts(), false)
    }
}

/// The parts of a word-processor file with this body.
pub(crate) fn docx(body: &str) -> Vec<Part> {
    let document = format!(r#"<w:document xmlns:w="{WORD}" xmlns:r="{RELATION}"><w:body>{body}</w:body></w:document>"#);
    open_xml(vec![part("word/document.xml", &document)], "word/document.xml", "wordprocessingml.document")
}

/// The parts of an ODF spreadsheet (`ods`) or text (`odt`) with this body.
pub(crate) fn odf(kind: &str, body: &str) -> Vec<Part> {
    let (kind, media_type) = if kind == "ods" { ("spreadsheet", "spreadsheet") } else { ("text", "text") };
    let media_type = format!("application/vnd.oasis.opendocument.{media_type}");
    let content = format!(
        r#"<office:document-content {ODF} office:version="1.2"><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"#
    );
    let manifest = format!(
        r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type}"/></manifest:manifest>"#
    );
    vec![part("mimetype", &media_type), part("content.xml", &content), part("META-INF/manifest.xml", &manifest)]
}

/// A spreadsheet in one XML file.
pub(crate) fn fods(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document {ODF} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document>"#
    )
}

/// An ODF table.
pub(crate) fn odf_table(rows: &str) -> String {
    format!(r#"<table:table table:name="Hoja 1">{rows}</table:table>"#)
}

/// The model in a packed format, its parts.
pub(crate) fn model_in(format: &str) -> Vec<Part> {
    match format {
        "xlsx" => Workbook::of(&model_sheet(), "").parts(),
        "docx" => docx(&format!("<w:tbl>{}</w:tbl>", model_word())),
        _ => odf(format, &odf_table(&model_odf())),
    }
}

/// A part of a package.
pub(crate) fn part(name: &str, text: &str) -> Part {
    (name.to_owned(), text.as_bytes().to_vec())
}

/// A list of relationships as a part holds it.
pub(crate) fn relationships(inside: &str) -> String {
    format!(r#"<Relationships xmlns="{RELATIONS}">{inside}</Relationships>"#)
}

/// Adds what an Open XML package holds besides: the types of its parts, and the relationship that leads to its main one.
fn open_xml(mut parts: Vec<Part>, main: &str, kind: &str) -> Vec<Part> {
    let types = format!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>"#
    );
    parts.insert(0, part("[Content_Types].xml", &types));
    parts.push(part(
        "_rels/.rels",
        &relationships(&format!(r#"<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="{main}"/>"#)),
    ));
    parts
}

/// Packs parts as office programs do.
pub(crate) fn pack(parts: &[Part], compressed: bool) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let method = if compressed && name != "mimetype" { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        writer.start_file(&**name, SimpleFileOptions::default().compression_method(method)).expect("a name that no other part has");
        writer.write_all(bytes).expect("memory takes every byte");
    }
    writer.finish().expect("memory takes every byte").into_inner()
}

/// A member of a package as its directory tells of it, true or not.
pub(crate) struct Member {
    pub(crate) name: String,
    /// The bytes as they lie in the file.
    pub(crate) packed: Vec<u8>,
    pub(crate) deflated: bool,
    pub(crate) flags: u16,
    pub(crate) crc: u32,
    /// How long it says it is when unpacked.
    pub(crate) size: u32,
}

impl Member {
    /// An honest one, not compressed.
    pub(crate) fn stored((name, bytes): &Part) -> Member {
        let size = u32::try_from(bytes.len()).expect("a small part");
        Member { name: name.clone(), packed: bytes.clone(), deflated: false, flags: 0, crc: crc(bytes), size }
    }

    /// Blanks by the gigabyte, or as many as are wanted, in a few megabytes; `size` is how many it says there are.
    pub(crate) fn blanks(name: &str, count: usize, size: u32) -> Member {
        Member { name: name.to_owned(), packed: deflated_blanks(count), deflated: true, flags: 0, crc: 0, size }
    }
}

/// Packs members as their directory tells of them.
pub(crate) fn pack_raw(members: &[Member]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        let offset = u32::try_from(file.len()).expect("a test is no larger");
        let packed = u32::try_from(member.packed.len()).expect("a test is no larger");
        let name_len = u16::try_from(member.name.len()).expect("a short name");
        let mut common = Vec::new();
        common.extend_from_slice(&20u16.to_le_bytes());
        common.extend_from_slice(&member.flags.to_le_bytes());
        common.extend_from_slice(&(if member.deflated { 8u16 } else { 0 }).to_le_bytes());
        // The first second that the format knows.
        common.extend_from_slice(&[0, 0, 0x21, 0]);
        for number in [member.crc, packed, member.size] {
            common.extend_from_slice(&number.to_le_bytes());
        }
        common.extend_from_slice(&name_len.to_le_bytes());
        common.extend_from_slice(&[0, 0]);
        file.extend_from_slice(b"PK\x03\x04");
        file.extend_from_slice(&common);
        file.extend_from_slice(member.name.as_bytes());
        file.extend_from_slice(&member.packed);
        directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        directory.extend_from_slice(&common);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(member.name.as_bytes());
    }
    let count = u16::try_from(members.len()).expect("a test has no more members");
    let start = u32::try_from(file.len()).expect("a test is no larger");
    let length = u32::try_from(directory.len()).expect("a test is no larger");
    file.extend_from_slice(&directory);
    file.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    file.extend_from_slice(&count.to_le_bytes());
    file.extend_from_slice(&count.to_le_bytes());
    file.extend_from_slice(&length.to_le_bytes());
    file.extend_from_slice(&start.to_le_bytes());
    file.extend_from_slice(&[0, 0]);
    file
}

/// Blanks compressed by hand, in no time: one letter, and then «the 258 letters that begin one letter ago», 13 bits each.
fn deflated_blanks(count: usize) -> Vec<u8> {
    let (mut out, mut bits, mut filled) = (Vec::new(), 0u32, 0);
    let mut put = |value: u32, length: u32| {
        bits |= value << filled;
        filled += length;
        while filled >= 8 {
            out.push(bits.to_le_bytes()[0]);
            bits >>= 8;
            filled -= 8;
        }
    };
    // The last block, with the codes that the format fixes; codes stand with their first bit first.
    put(0b011, 3);
    put((0x30 + u32::from(b' ')).reverse_bits() >> 24, 8);
    for _ in 0..count / 258 {
        put(0b1100_0101u32.reverse_bits() >> 24, 8);
        put(0, 5);
    }
    put(0, 7);
    put(0, 7);
    out
}

/// The checksum of a member.
fn crc(bytes: &[u8]) -> u32 {
    let mut crc = !0u32;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

/// What must hold of any outcome, whatever it was read from: every cell has a text, a place inside its file and a name for it in both languages, and so have
/// findings, links and the ends of rows.
pub(crate) fn sound(outcome: &Outcome) {
    let Some(document) = outcome.document() else { return };
    for cell in document.all_cells() {
        let text = document.text(cell);
        sound_place(document, Anchor::Cell(cell));
        for link in document.links(cell) {
            assert!(text.get(link.text.clone()).is_some(), "{link:?} lies outside {text:?}");
            sound_place(document, Anchor::Cell(cell).part(&link.text));
        }
        if let Some((start, last)) = text.char_indices().next_back() {
            sound_place(document, Anchor::Cell(cell).part(&(start..start + last.len_utf8())));
        }
    }
    for row in document.rows() {
        assert!(document.row(row).number > 0);
        sound_place(document, Anchor::Past { row, column: 4 });
        sound_place(document, Anchor::Gap { after: Some(row) });
    }
    for diagnostic in &outcome.diagnostics {
        sound_place(document, diagnostic.at);
        diagnostic.also.into_iter().for_each(|at| sound_place(document, at));
    }
}

/// A place that is inside the file, and can be told to a person.
fn sound_place(document: &Document, anchor: Anchor) {
    match document.place(anchor) {
        Some(Place::Text(range)) => {
            assert!(document.decoded().get(range.indices()).is_some(), "{range:?} of {anchor:?} cuts a character or lies outside the text");
            assert!(document.line_column(range.start) <= document.line_column(range.end));
        }
        Some(Place::Sheet { sheet, row, col }) => {
            assert!(usize::from(sheet) < document.parts.len() && row < 1 << 20 && col < 1 << 14, "{anchor:?} stands outside every sheet");
        }
        Some(Place::Table { .. } | Place::Paragraph { .. } | Place::Page { .. }) => {}
        None => {
            assert!(matches!(anchor, Anchor::Document | Anchor::Gap { .. }) || document.rows().len() == 0, "{anchor:?} has a place");
            return;
        }
    }
    for lang in [Lang::Es, Lang::En] {
        assert!(document.place_name(anchor, lang).is_some_and(|name| !name.is_empty()), "{anchor:?} can be named");
    }
}

/// The same bytes again give the same.
#[allow(dead_code, reason = "fuzz targets ask it")]
pub(crate) fn same_again(name: &str, bytes: &[u8], format: Option<&str>) -> Outcome {
    let [one, other] = [(); 2].map(|()| check_as(name, bytes, format));
    assert_eq!(one.reading.as_ref().err(), other.reading.as_ref().err());
    assert!(rendered(&one, Lang::Es) == rendered(&other, Lang::Es), "two runs differ");
    one
}
