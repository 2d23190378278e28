//! What is recognized in reports as they are really written: the model, changed as officials change it, and what was understood, without places.

use std::fmt::Write as _;

use lotaip::report::field::{Column, Field, FooterField, Subject};
use lotaip::report::{Slot, State, recognize};
use lotaip::rules::MODEL;

use crate::whole::{RULESET, document};

/// What was understood, a line for each thing that has a name.
fn understood(text: &str) -> String {
    let document = document(text).expect("it is text");
    let report = recognize(&document, &RULESET.matrix);
    let show = |slot: &Slot| match slot.state {
        State::Given => document.marked(slot.at).chars().take(24).collect(),
        State::Blank => "(blank)".to_owned(),
        State::Absent => "(absent)".to_owned(),
        State::NotApplicable { explained } => format!("(not applicable, {})", if explained { "explained" } else { "bare" }),
        State::Unreadable => "(unreadable)".to_owned(),
    };
    let mut out = String::new();
    let mut say = |name: &str, what: &str| writeln!(out, "{name}: {what}").expect("memory takes every byte");
    say("found", &report.found.to_string());
    for field in [Field::LegalBasis, Field::Literal].into_iter().chain(Column::ALL.map(Field::Column)) {
        say(field.name(), &show(&report.slot(Subject::only(field))));
    }
    for section in &report.sections {
        say("section", &format!("{}, {} notes, units {:?}", show(&section.title), section.notes.len(), section.units));
    }
    for unit in &report.units {
        say(if unit.continues { "goal" } else { "unit" }, &unit.cells.iter().map(&show).collect::<Vec<_>>().join(" | "));
    }
    for field in FooterField::ALL {
        say(Field::Footer(field).name(), &show(&report.slot(Subject::only(Field::Footer(field)))));
    }
    say("footer rows", &report.footer_rows.len().to_string());
    say("strays", &report.strays.iter().map(|cell| document.text(*cell)).collect::<Vec<_>>().join(" | "));
    out
}

/// The lines of what was understood that a change of the text changes: `-` before, `+` after.
fn changed(text: &str) -> Vec<String> {
    let (before, after) = (understood(MODEL), understood(text));
    let missing = |from: &str, other: &str, sign: &str| {
        let mut left: Vec<String> = other.lines().map(str::to_owned).collect();
        let mut gone = Vec::new();
        for line in from.lines() {
            match left.iter().position(|l| l == line) {
                Some(at) => drop(left.remove(at)),
                None => gone.push(format!("{sign} {line}")),
            }
        }
        gone
    };
    [missing(&before, &after, "-"), missing(&after, &before, "+")].concat()
}

/// A text with each of its lines written anew.
fn each_line(text: &str, write: impl Fn(&str) -> String) -> String {
    text.lines().map(write).collect()
}

fn with(old: &str, new: &str) -> String {
    assert!(MODEL.contains(old), "{old}");
    MODEL.replace(old, new)
}

#[test]
fn the_model_is_understood_whole() {
    insta::assert_snapshot!(understood(MODEL));
}

/// How a table reaches a text file changes its blanks, its markup and its pages, and nothing that is understood.
#[test]
fn what_copying_does_to_a_table_changes_nothing() {
    let (first, second) = MODEL.split_once("**Art. 7").expect("two pages");
    let one_page = format!("{}{}", first, &second[second.find("7\tSECRETARÍA").expect("the next unit")..]);
    for (name, text) in [
        ("one page", one_page),
        ("no bold", MODEL.replace("<b>", "").replace("</b>", "")),
        ("stars for bold", MODEL.replace("<b>", "**").replace("</b>", "**")),
        ("cells padded with blanks", MODEL.replace('\t', "  \t ")),
        ("cells padded with hard blanks", MODEL.replace('\t', "\u{A0}\t\u{A0}")),
        ("empty cells at the end of every row", MODEL.replace('\n', "\t\t\t\n")),
        ("footer values in the second column", MODEL.replace(":</b>\t\t\t", ":</b>\t")),
        ("footer values in the label's cell", MODEL.replace(":</b>\t\t\t", ":</b> ")),
        (
            "a column in front",
            each_line(&MODEL.replace("\nNo.", "\n\tNo.").replace("\n1\t", "\n\t1\t"), |line| {
                if line.as_bytes().first().is_some_and(u8::is_ascii_digit) { format!("\t{line}\n") } else { format!("{line}\n") }
            }),
        ),
    ] {
        let mut differences = changed(&text);
        // A page less has no second heading; and the last line of the file may bring the number of empty cells.
        differences.retain(|line| !line.contains("footer rows"));
        assert_eq!(differences, Vec::<String>::new(), "{name}");
    }
}

/// What officials change, and what is understood then.
#[test]
fn what_officials_change_is_understood_for_what_it_is() {
    let cases: [(&str, String, &[&str]); 8] = [
        (
            "a footer row is gone",
            each_line(MODEL, |line| if line.contains("PERIODICIDAD") { String::new() } else { format!("{line}\n") }),
            &["- footer.periodicity: Mensual", "- footer rows: 7", "+ footer.periodicity: (absent)", "+ footer rows: 6"],
        ),
        ("a value is blank", with("Mensual", ""), &["- footer.periodicity: Mensual", "+ footer.periodicity: (blank)"]),
        (
            "a reason is left out",
            with("No aplica (el GAD Municipal de San Aurelio no se encuentra enlazado al sistema GPR)", "No aplica"),
            &["- footer.gpr: (not applicable, explained)", "+ footer.gpr: (not applicable, bare)"],
        ),
        (
            "a spreadsheet's error",
            with("3 días", "#REF!"),
            &[
                "- unit: 7 | SECRETARÍA GENERAL | Certificar los actos del | Días para despachar un t | 3 días",
                "+ unit: 7 | SECRETARÍA GENERAL | Certificar los actos del | Días para despachar un t | (unreadable)",
            ],
        ),
        (
            "another goal of the unit above",
            with("<b>PROCESOS DESCONCENTRADOS", "\t\tCuidar los ríos\tRíos limpios\t4 ríos\n<b>PROCESOS DESCONCENTRADOS"),
            &[
                "- section: PROCESOS AGREGADORES DE , 0 notes, units 2..5",
                "- section: PROCESOS DESCONCENTRADOS, 1 notes, units 5..5",
                "- section: NIVEL DE APOYO / ASESORÍ, 0 notes, units 5..8",
                "+ section: PROCESOS AGREGADORES DE , 0 notes, units 2..6",
                "+ section: PROCESOS DESCONCENTRADOS, 1 notes, units 6..6",
                "+ section: NIVEL DE APOYO / ASESORÍ, 0 notes, units 6..9",
                "+ goal: 5 | DIRECCIÓN DE GESTIÓN AMB | Cuidar los ríos | Ríos limpios | 4 ríos",
            ],
        ),
        (
            "a mistyped label",
            with("PERIODICIDAD DE ACTUALIZACIÓN DE LA INFORMACIÓN", "PERIODISIDAD DE ACTUALISACION DE LA INFORMACION"),
            &[],
        ),
        (
            "a line below everything",
            format!("{MODEL}Elaborado por la Dirección de Planificación\n"),
            &["- strays: ", "+ strays: Elaborado por la Dirección de Planificación"],
        ),
        ("a wider first column name", with("No.\t", "N°\t"), &["- columns.number: No.", "+ columns.number: N°"]),
    ];
    for (name, text, expected) in cases {
        assert_eq!(changed(&text), expected, "{name}");
    }
}
