//! Every place leads back: the raw bytes it names, cleaned once more, are the text that its anchor marks; and its line and column are those that
//! counting gives.

use lotaip::document::Anchor;
use lotaip::place::Place;
use lotaip::rules::MODEL;

use crate::whole::{self, all_lead_back, all_words_lead_back};

/// One document in which every form of markup, every special blank and every way to write an accent stands beside the others.
const EVERY_FORM: &str = "  Art. 7 de la <b>LOTAIP</b>  \n\n\
    Literal a4) <i>Las <u>metas</u></i> y objetivos de las unidades administrativas de conformidad con sus programas operativos\n\
    No.\tDescripci&oacute;n de la unidad\tObjetivo&nbsp;de la unidad\t <span class=\"x\">Indicador</span> \tMeta\u{A0}\u{A0}cuantificable\n\
    **1**\tDIRECCIO\u{301}N\u{200B} <br> FINANCIERA\tAdministrar &lt;todo&gt; & más;  < 5 % y <nombre> ** una nota\tA\u{301}e\u{308}\u{301} n\u{303} \u{344}x\t80&#160;&#x25; <!-- nada --> del\u{AD} plan\n\
    2\t<p>ALCALDÍA</p><p>DEL CANTÓN</p>\t<a href='x'>uno</a>, <a href=\"mailto:a@b.ec?x=1&amp;y\"> dos </a>y tres\t\u{FEFF}Número\t&nada; &#0; &#xD800; 3\n\
    <!-- sin fin\t<b\t</b>\t<a href=>x</a>\t&\n\
    CORREO ELECTRÓNICO DEL O LA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN: <a href=\"mailto:a@b.gob.ec\">a@b.gob.ec</a>\n\
    \t\t\t\u{2003}\t\u{3000}x\u{2800}y\t漢字 \u{1F600} fin";

/// The documents, each in every way that a file is written.
fn documents() -> Vec<Vec<u8>> {
    let fixture =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/ejemplo/2021/10/a4.txt")).expect("the fixture is text");
    let mut all = Vec::new();
    for text in [MODEL, &fixture, EVERY_FORM] {
        for line_end in ["\n", "\r\n", "\r", "\n\n", "\r\n \t\r\n"] {
            let text = text.replace('\n', line_end);
            all.push(text.clone().into_bytes());
            all.push([b"\xEF\xBB\xBF", text.as_bytes()].concat());
            all.push([0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect());
            all.push([0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect());
            all.push(encoding_rs::WINDOWS_1252.encode(&text).0.into_owned());
            all.push(unicode_normalization::UnicodeNormalization::nfd(text.as_str()).collect::<String>().into_bytes());
        }
    }
    all
}

#[test]
fn every_cell_word_link_and_line_end_leads_back() {
    for bytes in documents() {
        let outcome = whole::hold(&bytes);
        let document = outcome.document().expect("each is text");
        assert!(document.all_cells().len() > 20);
        all_lead_back(document);
        all_words_lead_back(document);
    }
}

/// What the clean text says, mark by mark: whether places lead back would mean little if the text were wrong.
#[test]
fn every_form_of_markup_gives_the_text_a_person_reads() {
    let document = whole::document(EVERY_FORM).expect("it is text");
    let texts: Vec<&str> = document.all_cells().map(|cell| document.text(cell)).collect();
    for expected in [
        "Art. 7 de la LOTAIP",
        "Descripción de la unidad",
        "Objetivo de la unidad",
        "Indicador",
        "Meta cuantificable",
        "1",
        "DIRECCIÓN FINANCIERA",
        "Administrar <todo> & más; < 5 % y <nombre> ** una nota",
        "80 % del plan",
        "ALCALDÍA DEL CANTÓN",
        "uno, dos y tres",
        "Número",
        "<!-- sin fin",
        "漢字 \u{1F600} fin",
    ] {
        assert!(texts.contains(&expected), "{expected:?} is not among {texts:#?}");
    }
}

/// A part inside a link, after an entity and after an accent of two characters: the bytes that are underlined, by hand.
#[test]
fn a_part_underlines_its_own_raw_bytes() {
    let raw = "M&aacute;s <b>informacio\u{301}n</b>: <a href=\"mailto:x@y.ec\">ana@y.ec</a>";
    let document = whole::document(raw).expect("it is text");
    let cell = document.all_cells().next().expect("one cell");
    let text = document.text(cell);
    assert_eq!(text, "Más información: ana@y.ec");
    for (part, underlined) in [
        ("Más", "M&aacute;s"),
        ("ás", "&aacute;s"),
        ("información", "informacio\u{301}n"),
        ("ión", "io\u{301}n"),
        ("ana@y", "ana@y"),
        ("ec", "ec"),
    ] {
        let start = text.rfind(part).expect("it is there");
        let place = document.place(Anchor::Cell(cell).part(&(start..start + part.len())));
        let Some(Place::Text(range)) = place else { panic!("{part} has no place") };
        assert_eq!(&raw[range.indices()], underlined);
    }
}

/// Columns count characters, lines count line ends of the file's own kind, and lines without anything count too.
#[test]
fn lines_and_columns_are_those_of_the_file() {
    for line_end in ["\n", "\r\n", "\r"] {
        let text = format!("\u{FEFF}uno{line_end}{line_end}\tÑandú\t<b>sí</b>{line_end}");
        let document = whole::document(&text).expect("it is text");
        let seen: Vec<_> = document
            .all_cells()
            .map(|cell| (document.text(cell), document.place_name(Anchor::Cell(cell), lotaip::lang::Lang::Es)))
            .collect();
        let named = |text, name: &str| (text, Some(name.to_owned()));
        assert_eq!(seen, [named("uno", "1:1"), named("", "3:1"), named("Ñandú", "3:2"), named("sí", "3:8")]);
    }
}
