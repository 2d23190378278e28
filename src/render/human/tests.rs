//! What a person sees, line by line: whole findings as they are drawn, and what must hold of every one of them at every width.

mod pages;
mod sheets;

use insta::assert_snapshot;

use super::super::{Renderer, Run, Style, Summary};
use super::{Human, render_pack_error};
use crate::columns::columns;
use crate::diagnostic::{Diagnostic, Outcome, Recognized};
use crate::document::{Anchor, CellId, Document};
use crate::engine::{self, Options};
use crate::lang::Lang;
use crate::report::field::{Column, Field, Subject};
use crate::rules::select::Selection;
use crate::rules::{MODEL, Ruleset, example};
use crate::toml_mistake::{Problem, TomlMistake};
use crate::source::Source;
use sheets::sheet;

/// How a test looks at an outcome.
#[derive(Clone, Copy)]
struct View {
    lang: Lang,
    width: usize,
    quiet: bool,
    verbose: bool,
    color: bool,
}

const PLAIN: View = View { lang: Lang::Es, width: 80, quiet: false, verbose: false, color: false };

fn check(ruleset: &Ruleset, name: &str, text: &str) -> Outcome {
    let selection = Selection::all(ruleset);
    let as_of = example::DAY.unwrap();
    engine::check(Source::named(name, text), ruleset, &Options::new(as_of, &selection))
}

fn draw(ruleset: &Ruleset, outcome: &Outcome, view: View) -> String {
    let selection = Selection::all(ruleset);
    let style = Style { color: view.color, links: view.color, width: view.width };
    let run = Run {
        ruleset,
        selection: &selection,
        lang: view.lang,
        as_of: example::DAY.unwrap(),
        style,
        quiet: view.quiet,
        verbose: view.verbose,
        files: 1,
        pages: Some("https://ejemplo.invalid/reglas/"),
    };
    let mut out = Vec::new();
    Human.document(&run, outcome, &mut out);
    let mut summary = Summary::default();
    summary.add(outcome);
    Human.end(&run, &summary, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The model with words changed, as drawn.
fn changed(changes: &[(&str, &str)], view: View) -> String {
    let ruleset = Ruleset::embedded();
    let mut text = MODEL.to_owned();
    for (old, new) in changes {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, new, 1);
    }
    draw(&ruleset, &check(&ruleset, "2021/10/a4.txt", &text), view)
}

/// A finding of a rule on a document, as drawn.
fn finding(document: Document, code: &str, field: Field, at: Anchor, also: Option<Anchor>, view: View) -> String {
    finding_about(document, code, Subject::only(field), at, also, view)
}

/// As [`finding`], about one of several units.
fn finding_about(document: Document, code: &str, subject: Subject, at: Anchor, also: Option<Anchor>, view: View) -> String {
    static EMPTY: &str = "";
    let ruleset = Ruleset::embedded();
    let rule = ruleset.find(code).unwrap();
    let mut outcome = check(&ruleset, "a4.xlsx", EMPTY);
    let case = ruleset.rules[rule].head.check.cases().iter().position(|case| case.name == "blank").unwrap_or(0);
    let severity = ruleset.rules[rule].head.severity;
    let report = crate::report::recognize(&document, &ruleset.matrix);
    outcome.reading = Ok(Recognized { document, report });
    outcome.diagnostics = vec![Diagnostic { rule, severity, subject, case: u8::try_from(case).unwrap(), at, also, holes: Vec::new() }];
    draw(&ruleset, &outcome, View { quiet: true, ..view })
}

/// The texts that the lines under windows mark, read off the drawing by columns.
fn underlined(drawn: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut above = "";
    for line in drawn.lines() {
        let Some(marks) = line.trim_start().strip_prefix('·') else {
            above = line;
            continue;
        };
        if marks.chars().any(|c| !" ─┬".contains(c)) || !marks.contains(['─', '┬']) {
            continue;
        }
        let start = columns(&line[..line.find(['─', '┬']).unwrap()]);
        let end = columns(line);
        // Two marks on one line are read as one.
        let mut at = 0;
        let mut text = String::new();
        for c in above.chars() {
            let wide = columns(c.encode_utf8(&mut [0; 4]));
            if at >= start && at + wide <= end && (wide > 0 || at > start) {
                text.push(c);
            }
            at += wide;
        }
        found.push(text);
    }
    found
}

#[test]
fn a_malformed_address_is_shown_with_its_row_the_law_and_what_to_write() {
    let drawn = changed(&[("ines.quishpe@sanaurelio.gob.ec</a>", "ines.quishpe@sanaurelio</a>")], PLAIN);
    assert_snapshot!(drawn, @r#"
    ── 2021/10/a4.txt · octubre de 2021, según la ruta ─────────────────────────────

    error[A4-F14] «ines.quishpe@sanaurelio» no es una dirección de correo
                  electrónico
        ╭─[2021/10/a4.txt:34:140]
     33 │ RESPONSABLE DE LA UNI… │  │  │ Inés Amparo Quishpe L…
     34 │ CORREO ELECTRÓNICO DE… │  │  │ ines.quishpe@sanaurelio
        ·                                ───────────┬───────────
        ·      dirección incompleta o mal escrita ──╯
     35 │ NÚMERO TELEFÓNICO DEL… │  │  │ (03) 2555-014 EXTENSI…
        ╰────
        ley: Pie de la matriz homologada a4: «LINK PARA DESCARGAR EL REPORTE DE
             GOBIERNO POR RESULTADOS (GPR) · FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:
             · PERIODICIDAD DE ACTUALIZACIÓN DE LA INFORMACIÓN: · UNIDAD POSEEDORA…»
             Art. 5 de la Resolución 007-DPE-CGAJ: «deberá MENSUALMENTE actualizar y
             publicar el link de TRANSPARENCIA de su portal web con toda la
             información establecida en el artículo 7, utilizando para ello…»
      ayuda: Escriba la dirección completa, por ejemplo nombre@entidad.gob.ec

    ✗ 1 documento: no cumple · 1 error
      Revisado con fecha 8 de noviembre de 2021 · Matriz de transparencia, literal
      a4): metas y objetivos de las unidades administrativas
      más: lotaip explicar CÓDIGO (condición, razón, norma y ejemplos)
    "#);
}

#[test]
fn what_is_missing_is_marked_between_its_neighbors() {
    let drawn = changed(
        &[("<b>PERIODICIDAD DE ACTUALIZACIÓN DE LA INFORMACIÓN:</b>\t\t\tMensual\t\n", "")],
        View { width: 120, quiet: true, ..PLAIN },
    );
    assert_snapshot!(drawn, @r#"
    ── 2021/10/a4.txt · octubre de 2021, según la ruta ─────────────────────────────────────────────────

    error[A4-F03] En el pie no está la fila de la periodicidad de actualización
        ╭─[2021/10/a4.txt:30:60]
     30 │ FECHA ACTUALIZACIÓN D… │  │  │ 31/10/2021
        ├──▶ aquí va la fila de la periodicidad
     31 │ UNIDAD POSEEDORA DE L… │  │  │ Dirección de Planific…
        ╰────
        ley: Pie de la matriz homologada a4: «LINK PARA DESCARGAR EL REPORTE DE GOBIERNO POR RESULTADOS
             (GPR) · FECHA ACTUALIZACIÓN DE LA INFORMACIÓN: · PERIODICIDAD DE ACTUALIZACIÓN DE LA
             INFORMACIÓN: · UNIDAD POSEEDORA DE LA INFORMACION - LITERAL a4): · RESPONSABLE DE LA…»
             Art. 5 de la Resolución 007-DPE-CGAJ: «deberá MENSUALMENTE actualizar y publicar el link de
             TRANSPARENCIA de su portal web con toda la información establecida en el artículo 7,
             utilizando para ello únicamente los parámetros técnicos y las matrices homologadas…»
      ayuda: Añada la fila «PERIODICIDAD DE ACTUALIZACIÓN DE LA INFORMACIÓN:» después de la fecha y
             escriba en ella «Mensual»
    "#);
}

#[test]
fn places_far_apart_have_a_window_each_and_near_ones_share_it() {
    let far = changed(&[("8\tDIRECCIÓN FINANCIERA\t", "8\tALCALDÍA\t")], View { lang: Lang::En, quiet: true, ..PLAIN });
    assert_snapshot!(far, @r#"
    ── 2021/10/a4.txt · October 2021, from the path ────────────────────────────────

    warning[A4-U09] The unit “ALCALDÍA” is already in the matrix
        ╭─[2021/10/a4.txt:28:3]
     27 │ 7 │ SECRETARÍA GENERAL │ Certificar lo… │ Días para des… │ 3 días
     28 │ 8 │ ALCALDÍA           │ Administrar c… │ % de ejecució… │ 90 % de ejecu…
        ·     ────┬───
        ·         ╰── repeated name
     29 │ LINK PARA DESCARGAR E… │  │  │  │ No aplica (el GAD Mun…
        ╰────
        ╭─[2021/10/a4.txt:10:3]
      9 │ 1 │ CONCEJO CANTONAL │ Legislar y fis… │ Número de orde… │ 12 ordenanzas…
     10 │ 2 │ ALCALDÍA         │ Dirigir la ges… │ % de cumplimie… │ 85 % de cumpli…
        ·     ────┬───
        ·         ╰── the first time
     11 │ PROCESOS AGREGADORES DE VALOR / NIVEL OPERATIVO
        ╰────
       law: Columns of the standard matrix a4
      help: Write the name of the unit this row belongs to or, if it is the same
            one, keep a single row with all its targets
    "#);
    let near = changed(&[("2\tALCALDÍA\t", "2\tCONCEJO CANTONAL\t")], View { quiet: true, ..PLAIN });
    assert_eq!(near.matches("╭─[").count(), 1, "{near}");
    assert_eq!(underlined(&near), ["CONCEJO CANTONAL", "CONCEJO CANTONAL"]);
}

#[test]
fn marks_stand_under_wide_combining_and_invisible_letters() {
    for (before, marked) in [
        ("ñandú", "cañón"),
        ("日本語の", "日本"),
        ("cafe\u{301} e\u{301}", "n\u{303}"),
        ("a\u{202E}b\u{7}", "x\u{200B}y"),
        ("❤\u{FE0F}", "❤\u{FE0F}!"),
    ] {
        let text = format!("{before} {marked} fin");
        let rows: &[&[&str]] = &[&["1", "日本 ñ", &text, "e\u{301}"]];
        let start = u32::try_from(before.len() + 1).unwrap();
        let at = Anchor::Part { cell: CellId(2), start, end: start + u32::try_from(marked.len()).unwrap() };
        let drawn = finding(sheet(1, rows), "A4-U05", Field::Unit(Column::Objective), at, None, PLAIN);
        assert_eq!(columns(&underlined(&drawn)[0]), columns(&crate::columns::printable(marked)), "{drawn}");
        if !marked.contains(['\u{200B}', '\u{FE0F}']) {
            assert_eq!(underlined(&drawn), [marked], "{drawn}");
        }
        assert!(!drawn.chars().any(|c| c != '\n' && crate::columns::hidden(c)), "{drawn:?}");
    }
}

#[test]
fn every_finding_of_every_example_fits_and_is_underlined_where_it_stands() {
    let ruleset = Ruleset::embedded();
    for example in ruleset.rules.iter().flat_map(|rule| &rule.file().examples).filter(|example| example.is_bad()) {
        let outcome = crate::examples::check(example, &ruleset).unwrap();
        for width in [0, 40, 60, 80, 120, 200] {
            for lang in [Lang::Es, Lang::En] {
                let drawn = draw(&ruleset, &outcome, View { lang, width, verbose: width == 60, ..PLAIN });
                for line in drawn.lines() {
                    assert!(columns(line) <= width.max(40), "{width}: {line}\n{drawn}");
                    assert_eq!(line.trim_end(), line, "{drawn}");
                }
                assert!(!drawn.contains('\u{1b}'));
                // Where there is room, one reads off the drawing what the finding marks.
                for diagnostic in outcome.diagnostics.iter().filter(|d| width == 200 && d.also.is_none()) {
                    let marked = outcome.document().map_or("", |document| document.marked(diagnostic.at));
                    let shown = |text: &String| text == marked || text.strip_suffix('…').is_some_and(|start| marked.starts_with(start));
                    assert!(marked.is_empty() || underlined(&drawn).iter().any(shown), "{marked:?}\n{drawn}");
                }
            }
        }
    }
}

#[test]
fn color_changes_nothing_but_the_color() {
    let changes = [("31/10/2021", "31/09/2021"), ("8\tDIRECCIÓN FINANCIERA\t", "8\tALCALDÍA\t")];
    let mut colored = changed(&changes, View { color: true, ..PLAIN });
    assert!(colored.contains("\u{1b}]8;;https://ejemplo.invalid/reglas/A4-T01.md\u{1b}\\"), "the code is a link to its page");
    while let Some(start) = colored.find("\u{1b}]8;") {
        let length = colored[start..].find("\u{1b}\\").unwrap() + 2;
        colored.replace_range(start..start + length, "");
    }
    let mut bare = String::new();
    for (i, part) in colored.split("\u{1b}[").enumerate() {
        bare.push_str(if i == 0 { part } else { part.split_once('m').unwrap().1 });
    }
    assert!(colored.contains("\u{1b}[31;1merror"));
    let bare: Vec<&str> = bare.lines().map(str::trim_end).collect();
    assert_eq!(bare.join("\n"), changed(&changes, PLAIN).trim_end());
}

#[test]
fn a_report_without_findings_says_what_was_checked() {
    assert_snapshot!(changed(&[], PLAIN), @r#"
    ✓ 2021/10/a4.txt · octubre de 2021, según la ruta
      Revisado: 8 unidades, 4 secciones y 7 campos del pie · Matriz del literal a4
      (LOTAIP de 2004)
      De 61 reglas, 58 se cumplen y 3 no aplican

    ✓ 1 documento: cumple · sin observaciones
      Revisado con fecha 8 de noviembre de 2021 · Matriz de transparencia, literal
      a4): metas y objetivos de las unidades administrativas
    "#);
    assert_eq!(changed(&[], View { quiet: true, ..PLAIN }), "");
    let ruleset = Ruleset::embedded();
    let unknown = draw(&ruleset, &check(&ruleset, "a4.txt", MODEL), View { lang: Lang::En, ..PLAIN });
    assert_snapshot!(unknown, @r#"
    ✓ a4.txt · October 2021, from its own date
      Checked: 8 units, 4 sections and 7 footer fields · Literal a4 matrix (LOTAIP
      of 2004)
      Of 61 rules, 57 hold, 2 do not apply and 2 were not evaluated
      note: A4-T05 and A4-T06: not evaluated, because the month reported is known
            from the date alone; give it with --period YYYY-MM or in the path

    ✓ 1 document: complies · no findings
      Checked as of 8 November 2021 · Transparency matrix, literal a4): targets and
      objectives of the administrative units
    "#);
    let verbose = changed(&[], View { verbose: true, ..PLAIN });
    assert!(verbose.contains("    A4-F14  Correo electrónico mal escrito\n"), "{verbose}");
}

#[test]
fn a_document_that_cannot_be_read_is_said_without_a_window() {
    let ruleset = Ruleset::embedded();
    let drawn = draw(&ruleset, &check(&ruleset, "2021/10/a4.pdf", "<!DOCTYPE html><html><body>404</body></html>"), PLAIN);
    assert_snapshot!(drawn, @r#"
    ── 2021/10/a4.pdf · octubre de 2021, según la ruta ─────────────────────────────

    error[A4-R01] En lugar de la matriz hay una página web, como las que un sitio
                  muestra cuando no encuentra un archivo
        ley: Art. 7, literal a) de la LOTAIP de 2004: «Estructura orgánica
             funcional, base legal que la rige, regulaciones y procedimientos
             internos aplicables a la entidad; las metas y objetivos de las…»
             Art. 5 de la Resolución 007-DPE-CGAJ: «deberá MENSUALMENTE actualizar y
             publicar el link de TRANSPARENCIA de su portal web con toda la
             información establecida en el artículo 7, utilizando para ello…»
      ayuda: Revise que el enlace del portal lleve a la matriz, descárguela otra vez
             y compruebe que se abre

    ✗ 1 documento: no se pudo verificar · 1 error
      Revisado con fecha 8 de noviembre de 2021 · Matriz de transparencia, literal
      a4): metas y objetivos de las unidades administrativas
      más: lotaip explicar CÓDIGO (condición, razón, norma y ejemplos)
    "#);
}

#[test]
fn a_mistake_in_a_rule_file_is_underlined() {
    let text = "code = \"X-F01\"\n[check.date]\nmax-dayz = 31 # días\n";
    let start = text.find("max-dayz").unwrap();
    let mut error = TomlMistake {
        path: "mias/F01.toml".into(),
        text: text.into(),
        span: Some(start..start + 8),
        problem: Problem::Unknown { name: "max-dayz".into(), known: Vec::new() },
        suggestion: Some("max-days".into()),
    };
    let style = Style { color: false, links: false, width: 60 };
    assert_snapshot!(render_pack_error(&error, Lang::Es, style), @r#"
    error: No se conoce «max-dayz»
        ╭─[mias/F01.toml:3:1]
      2 │ [check.date]
      3 │ max-dayz = 31 # días
        · ────────
        ╰────
      ayuda: ¿Quiso escribir «max-days»?
    "#);
    // Spans at the end, past the end, inside a letter and over several lines are drawn as far as they go.
    for span in [0..text.len(), text.len()..text.len(), 900..901, 0..0, text.len() - 3..text.len() - 3] {
        error.span = Some(span.clone());
        let drawn = render_pack_error(&error, Lang::En, style);
        assert!(drawn.contains("╭─[mias/F01.toml:") && drawn.lines().all(|line| columns(line) <= 60), "{span:?}\n{drawn}");
    }
    error.span = None;
    assert!(!render_pack_error(&error, Lang::En, style).contains("╭─"));
}
