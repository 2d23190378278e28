//! What holds of any bytes, and of any text made of the pieces that reports are made of.
//!
//! The second kind reaches further in: random bytes seldom get past the reader. Failing cases are kept beside this file by proptest.

use lotaip::diagnostic::Outcome;
use lotaip::document::Anchor;
use lotaip::lang::Lang;
use lotaip::rules::MODEL;
use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization;

use crate::whole::{RULESET, all_lead_back, all_words_lead_back, check, hold, rendered};

/// What stands in cells: values good and bad, markup whole and torn, blanks and accents of every kind.
const PIECES: &[&str] = &[
    "1",
    "2",
    "3.",
    "12",
    "x",
    "2021",
    "2019-2023",
    "80 %",
    "150 % de cumplimiento",
    "POA 2021",
    "POA 2019",
    "31/10/2021",
    "31/13/2021",
    "octubre de 2021",
    "Mensual",
    "mensualmente",
    "trimestral",
    "No aplica",
    "N/A",
    "-",
    "S/N",
    "(no se encuentra enlazado)",
    "por definir",
    "xxx",
    "____",
    "#REF!",
    "=A1",
    "Dirección Financiera",
    "DIRECCIÓN DE OBRAS PÚBLICAS",
    "Administrar los recursos",
    "Número de trámites",
    "ñandú",
    "Inés Amparo Quishpe Larrea, Arq.",
    "(03) 2555-014",
    "2555014",
    "099123456",
    "EXTENSIÓN 118",
    "ext.",
    "ana@x.gob.ec",
    "ana@gmail.com",
    "ana@x",
    "@",
    "https://gpr.gob.ec/x",
    "www.x.ec",
    "Literal a4)",
    "literal c)",
    "LITERAL a4):",
    "Art. 7 de la LOTAIP",
    "Art. 8",
    "InformaciÃ³n",
    "Instituci¢n",
    "\u{FFFD}",
    "<b>",
    "</b>",
    "<br/>",
    "<a href=\"mailto:ana@x.gob.ec\">",
    "<a href='https://x.ec'>",
    "</a>",
    "<!--",
    "-->",
    "<",
    ">",
    "&",
    "&nbsp;",
    "&oacute;",
    "&#233;",
    "&#x;",
    "**",
    "*",
    "\u{A0}",
    "\u{200B}",
    "\u{AD}",
    " ",
    "  ",
    ":",
    ";",
    ",",
    ".",
    "(",
    ")",
    "/",
    "{found}",
    "\u{1F600}",
    "漢字",
];

/// Lines that stand on their own.
const LINES: &[&str] = &[
    "",
    " ",
    "Art. 7 de la Ley Orgánica de Transparencia y Acceso a la Información Pública - LOTAIP",
    "**Art. 7 de la LOTAIP**",
    "Literal a4) Las metas y objetivos de las unidades administrativas de conformidad con sus programas operativos",
    "Literal a3) Metas",
    "Literal a4)",
    "No.\tDescripción de la unidad\tObjetivo de la unidad\tIndicador\tMeta cuantificable",
    "No.\tUnidad\tMeta cuantificable\tIndicador",
    "No.\tDescripción de la unidad",
    "<b>PROCESOS GOBERNANTES / NIVEL DIRECTIVO</b>",
    "PROCESOS DESCONCENTRADOS",
    "NIVEL DE APOYO / ASESORÍA",
    "No constan procesos desconcentrados en el Estatuto",
    "1\tALCALDÍA\tDirigir la gestión\t% de ejecución del POA 2021\t80 % de ejecución del POA 2021",
    "2\t\t\t\t",
    "\t\tOtro objetivo\tOtro indicador\t5 obras",
];

/// Labels of the footer, whose value follows.
const LABELS: &[&str] = &[
    "<b>LINK PARA DESCARGAR EL REPORTE DE GOBIERNO POR RESULTADOS (GPR)</b>\t\t\t\t",
    "FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:\t\t\t",
    "PERIODICIDAD DE ACTUALIZACIÓN DE LA INFORMACIÓN:\t\t\t",
    "PERIODISIDAD DE ACTUALIZACION DE LA INFORMACION: ",
    "UNIDAD POSEEDORA DE LA INFORMACION - LITERAL a4):\t\t\t",
    "RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN DEL LITERAL c):\t\t\t",
    "CORREO ELECTRÓNICO DEL O LA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:\t",
    "NÚMERO TELEFÓNICO DEL O LA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:\t\t\t",
    "Correo:",
    "Teléfono\t",
];

/// A cell's content.
fn piece() -> impl Strategy<Value = String> {
    prop::collection::vec(select(PIECES), 0..4)
        .prop_map(|pieces| pieces.join(" "))
        .boxed()
        .prop_union(prop::collection::vec(select(PIECES), 0..4).prop_map(|pieces| pieces.concat()).boxed())
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(LINES).prop_map(str::to_owned),
        3 => (select(LABELS), piece()).prop_map(|(label, value)| format!("{label}{value}")),
        4 => prop::collection::vec(piece(), 0..8).prop_map(|cells| cells.join("\t")),
        2 => (0..40u32, prop::collection::vec(piece(), 4)).prop_map(|(number, cells)| format!("{number}\t{}", cells.join("\t"))),
    ]
}

/// The model with some of its lines replaced, dropped or doubled, or lines of every kind after one another.
fn text() -> impl Strategy<Value = String> {
    let changed =
        prop::collection::vec((any::<prop::sample::Index>(), prop::option::of(line()), any::<bool>()), 0..5).prop_map(|changes| {
            let mut lines: Vec<String> = MODEL.lines().map(str::to_owned).collect();
            for (at, new, replace) in changes {
                let at = at.index(lines.len());
                match new {
                    Some(new) if replace => lines[at] = new,
                    Some(new) => lines.insert(at, new),
                    None if replace => drop(lines.remove(at)),
                    None => lines.insert(at, lines[at].clone()),
                }
            }
            lines.join("\n")
        });
    prop_oneof![2 => changed, 1 => prop::collection::vec(line(), 0..30).prop_map(|lines| lines.join("\n"))]
}

/// A finding as JSON tells it, without where it stands in the file.
fn told(outcome: &Outcome) -> Vec<[String; 5]> {
    let json = rendered(outcome, Lang::En).into_iter().find(|(name, _)| *name == "json").expect("JSON is a format").1;
    let whole: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
    let findings = whole["documents"][0]["diagnostics"].as_array().expect("a list").iter();
    findings.map(|d| ["code", "subject", "message", "found", "fingerprint"].map(|key| d[key].to_string())).collect()
}

/// The line of every finding, and whether the finding stands at the very beginning of the file, whatever stands there.
fn lines(outcome: &Outcome) -> Vec<Option<(u32, bool)>> {
    let line = |at: Anchor| {
        let lotaip::place::Place::Text(range) = outcome.document()?.place(at)? else { return None };
        Some((outcome.document()?.line_column(range.start).line, at == Anchor::Gap { after: None }))
    };
    outcome.diagnostics.iter().map(|d| line(d.at)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: Some(Box::new(proptest::test_runner::FileFailurePersistence::WithSource("regressions"))), ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_have_an_outcome(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        hold(&bytes);
    }

    #[test]
    fn any_characters_have_an_outcome(cells in prop::collection::vec("\\PC{0,12}|[<>&*/a-b ;=\"'#!-]{0,20}", 0..60)) {
        let outcome = hold(cells.join("\t").replace('~', "\n").as_bytes());
        if let Some(document) = outcome.document() {
            all_lead_back(document);
        }
    }

    #[test]
    fn any_report_has_an_outcome_whose_places_lead_back(text in text()) {
        let outcome = hold(text.as_bytes());
        if let Some(document) = outcome.document() {
            all_lead_back(document);
            all_words_lead_back(document);
        }
    }

    #[test]
    fn the_same_bytes_give_the_same_output(text in text()) {
        let (one, other) = (check(text.clone()), check(text));
        for lang in [Lang::Es, Lang::En] {
            prop_assert_eq!(rendered(&one, lang), rendered(&other, lang));
        }
    }

    /// Findings stand in the order of the document, and each rule that has one is among the failed.
    #[test]
    fn findings_and_verdicts_agree(text in text()) {
        let outcome = check(text);
        let mut failed = vec![false; RULESET.rules.len()];
        outcome.diagnostics.iter().for_each(|d| failed[d.rule] = true);
        for (index, verdict) in outcome.verdicts.iter().enumerate() {
            prop_assert_eq!(*verdict == Some(lotaip::diagnostic::Verdict::Failed), failed[index], "{}", RULESET.rules[index].head.code);
        }
        let rows: Vec<_> = outcome.diagnostics.iter().map(|d| outcome.document().and_then(|document| document.row_of_anchor(d.at))).collect();
        prop_assert!(rows.is_sorted());
    }

    #[test]
    fn a_blank_line_moves_line_numbers_only(text in text(), at in any::<prop::sample::Index>(), blank in select(&["", " ", "\t", "\u{20}\t\t "][..])) {
        let mut with: Vec<&str> = text.split('\n').collect();
        let at = at.index(with.len());
        with.insert(at, blank);
        let (before, after) = (check(text.clone()), check(with.join("\n")));
        prop_assert_eq!(told(&before), told(&after));
        for (old, new) in lines(&before).into_iter().zip(lines(&after)) {
            let moved = old.map(|(line, start)| (line + u32::from(!start && line as usize > at), start));
            prop_assert_eq!(moved, new);
        }
    }

    #[test]
    fn how_a_file_is_written_does_not_matter(text in text()) {
        let plain = told(&check(text.clone()));
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let variants = [
            ("CRLF", text.replace('\n', "\r\n").into_bytes()),
            ("BOM", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
            ("UTF-16LE", [&b"\xFF\xFE"[..], &le].concat()),
            ("UTF-16BE", [&b"\xFE\xFF"[..], &be].concat()),
            ("NFD", text.nfd().collect::<String>().into_bytes()),
        ];
        // An empty text is an empty file; with a byte order mark, it is not.
        prop_assume!(!text.trim_ascii().is_empty());
        for (name, bytes) in variants {
            prop_assert_eq!(&told(&check(bytes)), &plain, "{}", name);
        }
    }
}
