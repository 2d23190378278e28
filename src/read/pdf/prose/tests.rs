//! Cells made up line by line, in a font of 10 points whose letters are all 5 wide.

use super::super::page::Rect;
use super::*;

/// A line with a space at its end if its text has one.
fn line(text: &str) -> Line {
    let bare = text.trim_end();
    let count = u16::try_from(bare.chars().filter(|sign| *sign != '\u{AD}').count()).unwrap_or(0);
    let width = 5.0 * f32::from(count);
    Line {
        rect: Rect { left: 0.0, top: 0.0, right: width, bottom: 10.0 },
        size: 10.0,
        text: bare.to_owned(),
        first: 5.0,
        space: bare.len() < text.len(),
        ..Line::default()
    }
}

/// The lines of a cell, apart by `|`.
fn cell(text: &str) -> Vec<Line> {
    text.split('|').map(line).collect()
}

/// The text of the last of these cells, in whose columns so many letters fit.
fn joined(cells: &[&str], letters: u16) -> String {
    let room = 5.0 * f32::from(letters);
    let cells: Vec<Vec<Line>> = cells.iter().map(|text| cell(text)).collect();
    let mut habits = Habits::default();
    for lines in &cells {
        habits.see(lines, room);
    }
    habits.join(cells.last().map_or(&[], Vec::as_slice), room)
}

/// A document that divides words by hyphens, in columns of 16 letters.
const DIVIDED: [&str; 4] = ["la adminis-|tración del", "administración", "el presupues-|to anual", "de la rendi-|ción de cuentas"];

#[test]
fn hyphens_that_divide_are_told_from_hyphens_that_join() {
    for (text, plain, divided) in [
        ("procesos intra-|cantonales", "procesos intra-cantonales", "procesos intra-cantonales"),
        ("coordina-|ción de obras", "coordinación de obras", "coordinación de obras"),
        ("las auto-|nomías locales", "las auto-nomías locales", "las autonomías locales"),
        ("del PDOT 2019-|2023", "del PDOT 2019-2023", "del PDOT 2019-2023"),
        ("Plan Anual -|POA 2021", "Plan Anual - POA 2021", "Plan Anual - POA 2021"),
        ("código PE-|01", "código PE-01", "código PE-01"),
        ("código LP-|GADM-21", "código LP-GADM-21", "código LP-GADM-21"),
        ("(03) 2930-|153", "(03) 2930-153", "(03) 2930-153"),
        ("respaldo off-|line", "respaldo off-line", "respaldo off-line"),
        ("técnico-|administrativo", "técnico-administrativo", "técnico-administrativo"),
        // The rule of Spanish, which Typst keeps: the hyphen of a compound is written again.
        ("intra-|-cantonal y", "intra-cantonal y", "intra-cantonal y"),
        ("me\u{AD}|tas", "metas", "metas"),
        ("me\u{2010}|tas", "metas", "metas"),
    ] {
        assert_eq!(joined(&["el obrero", text], 16), plain, "plain: {text}");
        let cells: Vec<&str> = DIVIDED.iter().copied().chain([text]).collect();
        assert_eq!(joined(&cells, 16), divided, "divided: {text}");
    }
    // What was seen elsewhere decides.
    let cells: Vec<&str> = DIVIDED.iter().copied().chain(["el plan sub-regional", "un plan sub-|regional"]).collect();
    assert_eq!(joined(&cells, 20), "un plan sub-regional");
    assert_eq!(joined(&["Plan Anual- POA 2021", "Plan Anual-|POA 2021"], 20), "Plan Anual- POA 2021");
    // A font that calls all its hyphens soft.
    assert_eq!(joined(&["el plan 2019\u{AD}2023", "la intra\u{AD}cantonal", "del 2019\u{AD}|2023"], 20), "del 2019-2023");
}

#[test]
fn words_too_wide_for_their_column_are_mended() {
    for (cells, letters, expected) in [
        // As wide as the room, and a word known to the program.
        (&["CONTRATACIÓ|N PÚBLICA"][..], 11, "CONTRATACIÓN PÚBLICA"),
        (&["TELECOMUNICA|CIONES"], 12, "TELECOMUNICACIONES"),
        (&["PROCURADURÍ|A SÍNDICA"], 11, "PROCURADURÍA SÍNDICA"),
        // A word known from elsewhere in the document.
        (&["los xilofonistas", "XILOFONI|STAS"], 8, "XILOFONISTAS"),
        // Whole words that happen to fill their lines.
        (&["DIRECCIÓN|Y ARCHIVO"], 9, "DIRECCIÓN Y ARCHIVO"),
        (&["AUDITORÍA|INTERNA A"], 9, "AUDITORÍA INTERNA A"),
        (&["ADMINISTRACIÓN|O CONTROL"], 14, "ADMINISTRACIÓN O CONTROL"),
        (&["UNIDAD|ANUAL"], 6, "UNIDAD ANUAL"),
        // There was room: it is no broken word.
        (&["CONTRATACIÓ|N PÚBLICA"], 14, "CONTRATACIÓ N PÚBLICA"),
        // A program that lets words run over does not break them.
        (&["TELECOMUNICACIONES|Y SISTEMAS"], 9, "TELECOMUNICACIONES Y SISTEMAS"),
        // Numbers.
        (&["METAS|2021"], 5, "METAS 2021"),
        (&["31/10/202|1"], 9, "31/10/2021"),
        (&["1|200"], 1, "1 200"),
        (&["1|0"], 1, "10"),
    ] {
        assert_eq!(joined(cells, letters), expected, "{cells:?}");
    }
}

#[test]
fn a_space_at_the_end_of_a_line_tells() {
    let spaced = ["la atención |de todos", "el plan |anual de obras", "los bienes |de todos", "por la vía |rural"];
    let with = |text| joined(&spaced.iter().copied().chain([text]).collect::<Vec<_>>(), 14);
    assert_eq!(with("ZARANDAJAS |Y MÁS"), "ZARANDAJAS Y MÁS");
    assert_eq!(with("ZARANDAJASOL|ES Y"), "ZARANDAJASOL ES Y");
    assert_eq!(with("Plan Anual- |POA"), "Plan Anual- POA");
    assert_eq!(with("GOBERNANTES/ |NIVEL"), "GOBERNANTES/ NIVEL");
}

#[test]
fn addresses_are_whole() {
    for (text, letters, expected) in [
        ("maria.perez@monteluz.gob|.ec", 24, "maria.perez@monteluz.gob.ec"),
        ("maria.perez@|monteluz.gob.ec", 20, "maria.perez@monteluz.gob.ec"),
        ("maria.perez|@monteluz.gob.ec", 20, "maria.perez@monteluz.gob.ec"),
        ("maria.perez@monteluz.|gob.ec", 21, "maria.perez@monteluz.gob.ec"),
        ("maria.perez@mont|eluz.gob.ec", 16, "maria.perez@monteluz.gob.ec"),
        ("maria.per|ez@monte|luz.gob.e|c", 9, "maria.perez@monteluz.gob.ec"),
        ("ana@monteluz.gob.ec|luis@monteluz.gob.ec", 20, "ana@monteluz.gob.ec luis@monteluz.gob.ec"),
        ("ana@monteluz.gob.ec|o ventanilla", 19, "ana@monteluz.gob.ec o ventanilla"),
        ("Ing. Ana Paz|ana.paz@monteluz.gob.ec", 25, "Ing. Ana Paz ana.paz@monteluz.gob.ec"),
        ("https://www.monteluz.gob.ec/|transparencia/a4.pdf", 30, "https://www.monteluz.gob.ec/transparencia/a4.pdf"),
        ("www.monteluz.gob.ec|y oficinas", 25, "www.monteluz.gob.ec y oficinas"),
        ("GOBERNANTES /|NIVEL", 14, "GOBERNANTES / NIVEL"),
        ("GOBERNANTES|/ NIVEL", 14, "GOBERNANTES / NIVEL"),
        ("rutinario y/|o periódico", 14, "rutinario y/o periódico"),
    ] {
        assert_eq!(joined(&[text], letters), expected, "{text}");
    }
}

#[test]
fn cells_without_much_to_join() {
    assert_eq!(joined(&[""], 10), "");
    assert_eq!(joined(&["|uno||dos|"], 10), "uno dos");
    let mut habits = Habits::default();
    let lines = cell("CONTRATACIÓ|N PÚBLICA");
    habits.see(&lines, f32::INFINITY);
    assert_eq!(habits.join(&lines, f32::INFINITY), "CONTRATACIÓN PÚBLICA");
    assert_eq!(habits.join(&[], 10.0), "");
}
