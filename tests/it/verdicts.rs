//! Verdicts on what officials do to a report: each line was once judged wrongly.

use lotaip::engine::{self, Options};
use lotaip::rules::select::Selection;
use lotaip::rules::{self, Ruleset};
use lotaip::source::Source;

/// What it is about, what is changed in the model (pairs of old and new words), and the codes that must be found, in the order of the document.
type Case = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

const CASES: &[Case] = &[
    ("the model", &[], &[]),
    (
        "a stray garbled word hides no other fault",
        &[
            (
                "Art. 7 de la Ley Orgánica de Transparencia y Acceso a la Información Pública - LOTAIP\n\nLiteral",
                "MunicipiÃ³ de San Aurelio\nArt. 7 de la Ley Orgánica de Transparencia y Acceso a la Información Pública - LOTAIP\n\nLiteral",
            ),
            ("quishpe@sanaurelio.gob.ec</a>", "quishpe@sanaurelio</a>"),
        ],
        &["A4-R04", "A4-F14"],
    ),
    (
        "the law's own «literal a)» is no title",
        &[(
            "Art. 7 de la Ley Orgánica de Transparencia y Acceso a la Información Pública - LOTAIP\n\nLiteral",
            "Art. 7 literal a) de la Ley Orgánica de Transparencia y Acceso a la Información Pública - LOTAIP\n\nLiteral",
        )],
        &[],
    ),
    (
        "a heading beside the name of the institution",
        &[(
            "Art. 7 de la Ley Orgánica de Transparencia y Acceso a la Información Pública - LOTAIP\n\nLiteral",
            "GAD San Aurelio\tArt. 7 de la Ley Orgánica de Transparencia y Acceso a la Información Pública - LOTAIP\n\nLiteral",
        )],
        &[],
    ),
    (
        "a percentage in capital words",
        &[(
            "85 % de cumplimiento del Plan Operativo Anual - POA 2021",
            "185 POR CIENTO DE CUMPLIMIENTO DEL PLAN OPERATIVO ANUAL - POA 2021",
        )],
        &["A4-U14"],
    ),
    ("a signature above the footer", &[("<b>LINK PARA", "Elaborado por:\tInés Quishpe\n<b>LINK PARA")], &[]),
    ("a total above the footer", &[("<b>LINK PARA", "\tTOTAL\t\t\t8 unidades\n<b>LINK PARA")], &[]),
    (
        "a further goal of a unit",
        &[(
            "5\tDIRECCIÓN DE GESTIÓN AMBIENTAL",
            "\t\tReforestar las riberas del cantón.\tHectáreas reforestadas\t12 hectáreas\n5\tDIRECCIÓN DE GESTIÓN AMBIENTAL",
        )],
        &[],
    ),
    (
        "one value written in two ways is one value",
        &[("<b>PERIODICIDAD DE ACT", "<b>FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:</b>\t\t\t31 de octubre de 2021\t\n<b>PERIODICIDAD DE ACT")],
        &[],
    ),
    ("the first page is wrong, not the second", &[("LOTAIP\n\nLiteral a4) Las metas", "LOTAIP\n\nLiteral a3) Las metas")], &["A4-H03"]),
    (
        "a note in capitals is a note",
        &[("No constan procesos desconcentrados en el Estatuto", "NO EXISTEN PROCESOS DESCONCENTRADOS EN EL ESTATUTO")],
        &[],
    ),
    (
        "a label in other words",
        &[("CORREO ELECTRÓNICO DEL O LA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:", "CORREO DE LA PERSONA RESPONSABLE:")],
        &["A4-F08"],
    ),
    ("only the date is wrong", &[("31/10/2021", "31/10/2020")], &["A4-T04"]),
    (
        "a public body's own machine",
        &[(
            "\"mailto:ines.quishpe@sanaurelio.gob.ec\">ines.quishpe@sanaurelio.gob.ec",
            "\"mailto:a@outlook.sanaurelio.gob.ec\">a@outlook.sanaurelio.gob.ec",
        )],
        &[],
    ),
    (
        "a cell copied with a line break",
        &[
            ("Construir y mantener la obra pública cantonal, según", "\"Construir y mantener la obra pública\ncantonal, según"),
            ("la normativa vigente.\tKil", "la normativa vigente.\"\tKil"),
        ],
        &[],
    ),
    (
        "a spreadsheet's error is one fault",
        &[("No aplica (el GAD Municipal de San Aurelio no se encuentra enlazado al sistema GPR)", "#N/A")],
        &["A4-R05"],
    ),
];

fn codes(ruleset: &Ruleset, text: &str, as_of: &str, period: Option<&str>) -> Vec<String> {
    let selection = Selection::all(ruleset);
    let period = period.map(|period| period.parse().expect("a month"));
    let options = Options { period, ..Options::new(as_of.parse().expect("a day"), &selection) };
    let outcome = engine::check(Source::named("a4.txt", text), ruleset, &options);
    outcome.diagnostics.iter().map(|d| ruleset.rules[d.rule].head.code.clone()).collect()
}

#[test]
fn what_officials_do_is_judged_rightly() {
    let ruleset = Ruleset::embedded();
    let mut wrong = Vec::new();
    for (what, changes, expected) in CASES {
        let mut text = rules::MODEL.to_owned();
        for (old, new) in *changes {
            assert!(text.contains(old), "{what}: {old:?} is not in the model");
            text = text.replacen(old, new, 1);
        }
        let found = codes(&ruleset, &text, "2021-11-08", None);
        if found != *expected {
            wrong.push(format!("{what}: {found:?} instead of {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_month_is_judged_by_its_own_regime() {
    let ruleset = Ruleset::embedded();
    let of = |date: &str, year: &str| rules::MODEL.replace("31/10/2021", date).replace("POA 2021", &format!("POA {year}"));
    // From May 2024 on three files are due on the 15th, and contents may be yearly.
    let half_yearly = of("30/06/2024", "2024").replace("Mensual<", "Semestral<").replace("\tMensual\t", "\tSemestral\t");
    assert_eq!(codes(&ruleset, &half_yearly, "2024-07-10", Some("2024-06")), ["A4-T08"]);
    // Between the two laws no deadline is known, so nothing is late; that the day is no closing day is advice.
    assert_eq!(codes(&ruleset, &of("20/07/2023", "2023"), "2023-08-01", Some("2023-05")), ["A4-T06"]);
    assert_eq!(codes(&ruleset, &of("20/04/2023", "2023"), "2023-08-01", Some("2023-05")), ["A4-T05"]);
}
