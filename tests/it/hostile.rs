//! Files that could hurt: each test is about a size or a shape at which careless code takes quadratic time, unbounded memory, a deep stack, or panics.
//!
//! Nothing here measures time. The sizes are such that linear code answers at once and quadratic code would not come back; each test says what grows.
//! `LOTAIP_HOSTILE=full` multiplies the slowest ones: a line of 300 MB, 50 000 units with a fault in every cell.

use lotaip::diagnostic::{Compliance, Outcome};
use lotaip::lang::Lang;
use lotaip::limits::MAX_CELLS;
use lotaip::read::ReadError;
use lotaip::rules::MODEL;

use crate::whole::{RULESET, check, hold, rendered};

/// The model with `rows` in place of its units.
fn with_rows(rows: &str) -> String {
    let (head, rest) = MODEL.split_at(MODEL.find("1\tCONCEJO").expect("the first unit"));
    let foot = &rest[rest.find("<b>LINK PARA").expect("the footer")..];
    format!("{head}{rows}{foot}")
}

/// The model with `text` in place of one of its cells.
fn with_cell(cell: &str, text: &str) -> String {
    assert_eq!(MODEL.matches(cell).count(), 1, "{cell}");
    MODEL.replacen(cell, text, 1)
}

/// Rows made one by one, counted from 1.
fn repeated(count: usize, row: impl Fn(usize) -> String) -> String {
    (1..=count).map(row).collect()
}

/// A tenth of a size, or the whole of it where `LOTAIP_HOSTILE=full` asks for it.
fn size(full: usize) -> usize {
    if std::env::var_os("LOTAIP_HOSTILE").is_some_and(|wanted| wanted == "full") { full } else { full / 10 }
}

fn found(outcome: &Outcome, code: &str) -> usize {
    outcome.diagnostics.iter().filter(|d| RULESET.rules[d.rule].head.code == code).count()
}

fn error(bytes: &[u8]) -> Option<ReadError> {
    hold(bytes).reading.err()
}

#[test]
fn what_is_no_report_is_refused_for_what_it_is() {
    let junk: Vec<u8> = (0..1u32 << 16).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[2]).collect();
    assert_eq!(error(&junk), Some(ReadError::Binary));
    assert_eq!(error(b""), Some(ReadError::Empty));
    assert_eq!(error(b" \r\n\t\n"), Some(ReadError::Empty));
    assert_eq!(error(b"<!DOCTYPE html>\n<html><body>404 Not Found</body></html>"), Some(ReadError::Html));
    assert_eq!(error(b"\xFF\xFEa\0b"), Some(ReadError::Damaged));
    let other = MODEL.replace("Literal a4)", "Literal b1)").replace(
        "Las metas y objetivos de las unidades administrativas de conformidad con sus programas operativos",
        "Directorio completo de la institución",
    );
    let outcome = hold(other.split_once("No.").map_or(&other[..], |(head, _)| head).as_bytes());
    assert_eq!((found(&outcome, "A4-R03"), outcome.compliance), (1, Compliance::Unverifiable));
}

/// One line of 30 MB: it is copied once, and not looked through again for every word in it.
#[test]
fn one_endless_line() {
    let line = "Una línea sin fin, a4 ".repeat(size(300 << 20) / 23);
    hold(line.as_bytes());
    let markup = "<b>ñ</b> a4 ".repeat(size(30 << 20) / 13);
    hold(with_cell("12 ordenanzas aprobadas", &markup).as_bytes());
}

/// 200 000 rows of every kind: what is kept for a row does not grow with the rows before it.
#[test]
fn very_many_rows() {
    let rows = repeated(200_000, |n| format!("{n}\tUNIDAD {n}\tAtender {n}\tTrámites del año\t{n} trámites\n"));
    let outcome = check(with_rows(&rows));
    assert_eq!(outcome.report().map(|report| report.units.len()), Some(200_000));
    assert_eq!(outcome.compliance, Compliance::Complies);
}

/// Numbers that repeat in every order: the first row with a number is remembered, not searched for.
#[test]
fn very_many_repeated_numbers() {
    let rows = repeated(50_000, |n| format!("{}\tUNIDAD {n}\tAtender\tTrámites {n}\t{n} trámites\n", (n * 7919) % 25_000 + 1));
    assert!(found(&check(with_rows(&rows)), "A4-U08") > 20_000);
}

/// Thousands of units of which every cell is wrong, in every output: a finding costs the same however many there are.
#[test]
fn very_many_findings_in_every_output() {
    let units = size(50_000);
    let outcome = check(with_rows(&"x\tUNIDAD\t\tPOA 2019\tpor definir xxx\n".repeat(units)));
    assert!(outcome.diagnostics.len() > units * 4, "{}", outcome.diagnostics.len());
    for (name, out) in rendered(&outcome, Lang::Es) {
        // A page that a browser can show leaves findings out, and says so.
        let bounded = name == "html";
        assert!(bounded && out.len() < 32 << 20 || out.len() > units * 4 * 40, "{name}: {}", out.len());
    }
}

/// Tags open and never close, or the other way round: nothing recurs and nothing is kept for an open tag.
#[test]
fn deeply_nested_tags() {
    let nested = format!("{}12 leyes{}", "<b>".repeat(100_000), "</b>".repeat(100_000));
    let outcome = hold(with_cell("12 ordenanzas aprobadas", &nested).as_bytes());
    assert_eq!(outcome.diagnostics, []);
}

/// More cells than a document may have: the answer comes before the memory is asked for.
#[test]
fn too_many_cells() {
    assert_eq!(check("\t".repeat(MAX_CELLS) + "x").reading.err(), Some(ReadError::TooManyCells));
    assert_eq!(check(with_rows(&("\t".repeat(63) + "x\n").repeat(MAX_CELLS / 64 + 1))).reading.err(), Some(ReadError::TooManyCells));
    let just = check("x".to_owned() + &"\t".repeat(MAX_CELLS - 1));
    assert_eq!(just.document().map(|document| document.all_cells().len()), Some(MAX_CELLS));
}

/// Beginnings of markup without an end, by the million: what is no tag, comment, reference or emphasis is found out by looking a bounded way ahead.
#[test]
fn beginnings_without_an_end() {
    for piece in [
        "<",
        "<a ",
        "<b <i>",
        "<!--",
        "<!--ñ",
        "<!---->",
        "&",
        "&amp",
        "&#x",
        "**",
        "* ",
        "<a href=\"",
        "</",
        "\u{301}",
        " \u{301}",
        "\u{AD}",
        "\u{A0}a",
        "Ã",
    ] {
        let text = piece.repeat(size(10_000_000) / piece.len());
        assert!(check(text.as_bytes()).document().is_some());
        hold(with_cell("Número de ordenanzas aprobadas en el año", &text).as_bytes());
    }
}

/// Words that readers look for, over and over, in every cell where they are looked for.
#[test]
fn words_that_are_looked_for_without_end() {
    let cells = [
        "Legislar y fiscalizar para el bien común de la población del cantón San Aurelio.",
        "Número de ordenanzas aprobadas en el año",
        "12 ordenanzas aprobadas",
        "No aplica (el GAD Municipal de San Aurelio no se encuentra enlazado al sistema GPR)",
        "31/10/2021",
        "Inés Amparo Quishpe Larrea, Arq.",
        "<a href=\"mailto:ines.quishpe@sanaurelio.gob.ec\">ines.quishpe@sanaurelio.gob.ec</a>",
        "(03) 2555-014 EXTENSIÓN 118",
    ];
    for word in [
        "literal ",
        "POA 2019 ",
        "150 % de cumplimiento ",
        "No aplica ",
        "2021 ",
        "31/",
        "a@b ",
        "ext. ",
        "(03) ",
        "Ã³ ",
        "xxx",
        "1",
        "Dr. ",
        "de ",
        "<a href='mailto:a@b.ec'>c@d.ec</a> ",
    ] {
        for cell in cells {
            hold(with_cell(cell, &word.repeat(size(100_000) / word.len())).as_bytes());
        }
    }
}

/// Labels as long as one may be, mistyped, and rows of the footer by the ten thousand: each is compared with the official ones once.
#[test]
fn very_many_labels() {
    let long = format!("{}\tx\n", "PERIODICIDAD DE ACTUALIZACION DE LA ".repeat(11));
    hold(format!("{MODEL}{}", long.repeat(10_000)).as_bytes());
    let near = "PERIODISIDAD DE ACTUALIZACION DE LA INFORMACION:\t\t\tMensual\n".repeat(5_000);
    // Under its own label the field would have been met, and the others would be remarks below the footer.
    let without = MODEL.replace("PERIODICIDAD DE", "PERIODISIDAD DE");
    assert_eq!(found(&hold(format!("{without}{near}").as_bytes()), "A4-F08"), 5_001);
}

/// Footers by the ten thousand, one field after another, with faults that ask for the field a cell belongs to.
#[test]
fn very_many_footer_rows() {
    let gpr = "LINK PARA DESCARGAR EL REPORTE DE GOBIERNO POR RESULTADOS (GPR)\t\t\thttps://gpr.gob.ec/a\n".repeat(25_000);
    let phone = "NÚMERO TELEFÓNICO DEL O LA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:\t\t\t#REF!\n".repeat(25_000);
    let outcome = check(format!("{MODEL}{gpr}{phone}"));
    assert_eq!(found(&outcome, "A4-R05"), 25_000);
    assert_eq!(outcome.report().map(|report| report.footer_rows.len()), Some(50_007));
}

/// Sections and notes by the ten thousand, with a fault in each.
#[test]
fn very_many_sections_and_notes() {
    let sections = repeated(50_000, |n| format!("PROCESOS AGREGADORES DE VALOR {n}\n"));
    let outcome = check(with_rows(&sections));
    assert_eq!(outcome.report().map(|report| report.sections.len()), Some(50_001));
    let notes = "PROCESOS AGREGADORES DE VALOR\n".to_owned() + &"Una nota cualquiera\n#REF!\n".repeat(20_000);
    assert_eq!(found(&check(with_rows(&notes)), "A4-R05"), 20_000);
}

/// One row with thousands of cells, each with a fault. Every finding counts its column along the line, which is what this size allows for.
#[test]
fn one_very_wide_row() {
    let row = format!("1\tUNIDAD\tAtender\tTrámites\t3{}\n", "\t#REF!".repeat(10_000));
    let outcome = hold(with_rows(&row).as_bytes());
    assert_eq!(found(&outcome, "A4-R05"), 10_000);
}
