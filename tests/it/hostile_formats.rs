//! Office files, web pages and separated values that could hurt: bombs, repetitions to the edge of the sheet, tables inside tables, what is written once
//! and meant a hundred thousand times.
//!
//! Each must have an answer: the matrix that stands beside the mischief, or the refusal that fits. Files whose size matters are given to the program itself
//! with a bound on its memory (on Linux), taken from `src/limits.rs`; passing it ends the program, and the test fails. Nothing here measures time: quadratic
//! code would not come back. `LOTAIP_HOSTILE=full` makes the large ones forty times as large; `LOTAIP_HOSTILE_KEEP=FOLDER` leaves the files there.

mod repeated;
mod shapes;

use std::ops::Range;
use std::path::PathBuf;
use std::process::Command;

use lotaip::diagnostic::{Compliance, Outcome};
use lotaip::limits::{MAX_CELLS, MAX_SEGMENTS, MAX_SHOWN, MAX_UNPACKED};
use lotaip::read::ReadError;

use crate::office::{
    Member, PACKED, Part, check, fods, hold, model_html, model_in, model_odf, odf_table, pack, pack_raw, part, relationships,
};

/// What the program may take besides what the bounds of `limits.rs` give: itself, its stacks, its tables, and what the system's allocator keeps.
const PROGRAM: usize = 192 << 20;

/// What one document may take at most: its bytes and what is unpacked of them, four times; its cells, their texts and their markup.
fn most(file: usize, unpacked: usize) -> usize {
    4 * (file + unpacked.min(MAX_UNPACKED)) + 160 * MAX_CELLS + MAX_SHOWN + 16 * MAX_SEGMENTS + PROGRAM
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

/// A fortieth of a size, or the whole of it where `LOTAIP_HOSTILE=full` asks for it.
fn size(full: usize) -> usize {
    if is_full() { full } else { full / 40 }
}

/// What is made for each number of a range, together.
fn listed(range: Range<usize>, each: impl Fn(usize) -> String) -> String {
    range.map(each).collect()
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

/// A document type that declares entities is refused in whatever part it stands; one that only names its definition is passed over.
#[test]
fn entities_of_ones_own() {
    let laughs = listed(1..10, |n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)));
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
        let text =
            if name.ends_with("Strings.xml") || name.ends_with("styles.xml") { "<a></a>".to_owned() } else { main_text(format, name) };
        for (declared, used) in [(&*laughs, "&l9;"), (outside, "&e;"), (r#"<!DOCTYPE x SYSTEM "file:///etc/passwd">"#, "&e;")] {
            let at = text.rfind("</").expect("an end");
            let file = pack(&with_part(format, name, &format!("{declared}{}{used}{}", &text[..at], &text[at..])), true);
            assert_eq!(error(&format!("a4.{format}"), file), Some(ReadError::Entities), "{format}, {name}, {declared:.40}");
        }
        let file = pack(&with_part(format, name, &format!(r#"<!DOCTYPE x SYSTEM "file:///etc/passwd">{text}"#)), true);
        assert!(complies(&check(&format!("a4.{format}"), file)), "{format}, {name}");
    }
    for (declared, used) in [(&*laughs, "&l9;"), (outside, "&e;")] {
        let text = fods(&odf_table(&model_odf())).replacen("?>", &format!("?>{declared}"), 1).replacen(
            "</text:p>",
            &format!("{used}</text:p>"),
            1,
        );
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
        for other in
            ["../../x", "/etc/passwd", "C:\\x", "xl/vbaProject.bin", "word/vbaProject.bin", "Basic/Standard/Module1.xml", "", "\u{1F4A3}"]
        {
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
    for target in [
        "workbook.xml",
        "_rels/workbook.xml.rels",
        "/_rels/.rels",
        "../../../../etc/passwd",
        "http://x.ec/sheet.xml",
        "",
        ".",
        "/",
        "sheet\0.xml",
    ] {
        for (kind, list) in [
            ("worksheet", "xl/_rels/workbook.xml.rels"),
            ("officeDocument", "_rels/.rels"),
            ("sharedStrings", "xl/_rels/workbook.xml.rels"),
        ] {
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
