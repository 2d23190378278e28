//! Windows of sheets and of the tables of word processors: the names of columns, texts that run on, merged cells, and what stands beside a table.

use insta::assert_snapshot;

use super::{PLAIN, View, finding, finding_about, underlined};
use crate::columns::columns;
use crate::document::{Anchor, Cell, CellId, Document, Part, Row, RowId};
use crate::place::{Place, TextRange};
use crate::read::Format;
use crate::report::field::{Column, Field, Subject};

/// A row of a document and its cells.
type Given<'a> = (Place, &'a [&'a str]);

/// A document of such rows; the place is that of the first cell.
fn document(rows: &[Given<'_>]) -> Document {
    static FORMAT: Format = Format { id: "xlsx", extensions: &["xlsx"], media_type: "application/x", method: "cells" };
    let parts = [Part { name: "Matriz".to_owned(), hidden: false }].into();
    let mut document = Document { parts, ..Document::empty(&FORMAT) };
    for (first, cells) in rows {
        let first_cell = u32::try_from(document.cells.len()).unwrap();
        for (at, text) in (0..).zip(*cells) {
            let start = u32::try_from(document.arena.len()).unwrap();
            document.arena.push_str(text);
            let text = TextRange { start, end: u32::try_from(document.arena.len()).unwrap() };
            let place = match *first {
                Place::Sheet { sheet, row, .. } => Place::Sheet { sheet, row, col: at },
                Place::Table { table, row, .. } => Place::Table { table, row, col: at },
                other => other,
            };
            document.cells.push(Cell { text, place, markup: 0 });
        }
        let number = match *first {
            Place::Sheet { row, .. } | Place::Table { row, .. } => row + 1,
            Place::Paragraph { number } => number + 1,
            _ => 0,
        };
        document.rows.push(Row { number, start: 0, end: 0, first_cell, cell_count: u32::try_from(cells.len()).unwrap() });
    }
    document
}

/// A spreadsheet whose first row is the given one.
pub(super) fn sheet(first: u32, rows: &[&[&str]]) -> Document {
    let rows: Vec<Given<'_>> = (first - 1..).zip(rows).map(|(row, cells)| (Place::Sheet { sheet: 0, row, col: 0 }, *cells)).collect();
    document(&rows)
}

/// The windows of a finding about a target, without what is said of it.
fn window(document: Document, at: Anchor, view: View) -> String {
    of_window(&finding(document, "A4-U05", Field::Unit(Column::Target), at, None, view))
}

fn of_window(drawn: &str) -> String {
    let inside = |line: &&str| {
        line.split_whitespace().next().is_some_and(|word| word.contains(['│', '·', '├', '╭', '╰']) || word.parse::<u32>().is_ok())
    };
    drawn.lines().filter(inside).fold(String::new(), |all, line| all + line + "\n")
}

/// The cell at a row and column, both from 0.
fn cell(document: &Document, row: u32, column: usize) -> Anchor {
    Anchor::Cell(document.cell_at(RowId(row), column).unwrap())
}

const LABEL: &str = "LINK PARA DESCARGAR EL REPORTE DE GOBIERNO POR RESULTADOS (GPR)";

#[test]
fn a_spreadsheet_is_named_by_sheet_and_cell() {
    let rows: &[&[&str]] = &[
        &["4", "DIRECCIÓN DE PLANIFICACIÓN", "Planificar de manera participativa", "% de avance", "80 %"],
        &["5", "DIRECCIÓN DE OBRAS PÚBLICAS", "Realizar acciones tendientes al mantenimiento", "% de avance", ""],
        &["6", "DIRECCIÓN DE MOVILIDAD"],
    ];
    let drawn = finding(sheet(13, rows), "A4-U05", Field::Unit(Column::Target), Anchor::Cell(CellId(9)), None, PLAIN);
    assert_snapshot!(drawn, @r#"
    ── a4.xlsx ─────────────────────────────────────────────────────────────────────

    error[A4-U05] Está vacía la meta cuantificable de la unidad 4, «DIRECCIÓN DE
                  PLANIFICACIÓN»
        ╭─[a4.xlsx › Matriz!E14]
        │ A │ B                      │ C                      │ D           │ E
     13 │ 4 │ DIRECCIÓN DE PLANIFIC… │ Planificar de manera…  │ % de avance │ 80 %
     14 │ 5 │ DIRECCIÓN DE OBRAS PÚ… │ Realizar acciones ten… │ % de avance │ ␣
        ·                                                                     ┬
        ·                                                       celda vacía ──╯
     15 │ 6 │ DIRECCIÓN DE MOVILIDAD
        ╰────
        ley: Columnas de la matriz homologada a4: «No. · Descripción de la unidad ·
             Objetivo de la unidad · Indicador · Meta cuantificable»
             Art. 7, literal a) de la LOTAIP de 2004: «Estructura orgánica
             funcional, base legal que la rige, regulaciones y procedimientos
             internos aplicables a la entidad; las metas y objetivos de las…»
      ayuda: Escriba una cantidad con su unidad de medida, por ejemplo «35 km de vía
             rural con mantenimiento»
    "#);
    let past = finding(sheet(13, rows), "A4-U05", Field::Unit(Column::Target), Anchor::Past { row: RowId(2), column: 4 }, None, PLAIN);
    assert!(past.contains("╭─[a4.xlsx › Matriz!E15]"), "{past}");
    assert_eq!(underlined(&past), ["␣"]);
}

#[test]
fn of_a_wide_sheet_only_the_columns_that_tell_something_are_shown() {
    let wide: Vec<String> = (1..=40).map(|n| format!("celda número {n}")).collect();
    let wide: Vec<&str> = wide.iter().map(String::as_str).collect();
    let rows: &[&[&str]] = &[&wide, &wide];
    let drawn =
        |width| finding(sheet(1, rows), "A4-U05", Field::Unit(Column::Target), Anchor::Cell(CellId(60)), None, View { width, ..PLAIN });
    for width in [40, 80, 120] {
        assert_eq!(underlined(&drawn(width)), ["celda número 21"], "{}", drawn(width));
    }
    assert!(drawn(80).contains("\n  2 │ celda nú… │ celda nú… │ … │ celda nú… │ celda número 21 │ celda nú… │ …\n"), "{}", drawn(80));
}

#[test]
fn enormous_cells_and_rows_cost_no_more_than_small_ones() {
    let long = "palabra ".repeat(200_000);
    let mut cells = vec!["x"; 50_000];
    cells[30_000] = &long;
    let rows: &[&[&str]] = &[&cells, &["1", "uno"], &[&long, &long]];
    let at = |cell| Anchor::Part { cell: CellId(cell), start: 800_000, end: 800_007 };
    let drawn = finding(sheet(1, rows), "A4-U09", Field::Unit(Column::Name), at(30_000), Some(at(50_002)), PLAIN);
    assert_eq!(underlined(&drawn), ["palabra", "palabra"]);
    assert!(drawn.lines().all(|line| columns(line) <= 80), "{drawn}");
    // A message that quotes the whole cell is cut.
    let whole = finding(sheet(1, rows), "A4-U09", Field::Unit(Column::Name), Anchor::Cell(CellId(50_002)), None, PLAIN);
    assert!(whole.len() < 4000, "{}", whole.len());
}

#[test]
fn a_label_that_is_merged_over_columns_stands_under_the_units() {
    let rows: &[&[&str]] = &[
        &["8", "DIRECCIÓN FINANCIERA", "Administrar los recursos", "% de ejecución", "90 % de ejecución"],
        &[LABEL, "", "", "", "No aplica"],
        &["FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:", "", "", "31/10/2020"],
        &["PERIODICIDAD DE ACTUALIZACIÓN:", "", "", "Mensual"],
    ];
    let document = sheet(14, rows);
    let at = cell(&document, 1, 4);
    assert_snapshot!(window(document, at, PLAIN), @r#"
       ╭─[a4.xlsx › Matriz!E15]
       │ A │ B               │ C               │ D              │ E
    14 │ 8 │ DIRECCIÓN FINA… │ Administrar lo… │ % de ejecución │ 90 % de ejecución
    15 │ LINK PARA DESCARGAR EL REPORTE DE GOBIERNO POR RESULT… │ No aplica
       ·                                                          ────┬────
       ·                                                celda vacía ──╯
    16 │ FECHA ACTUALIZACIÓN DE LA INFORMACIÓ… │ 31/10/2020
       ╰────
    "#);
    // Where no unit stands beside, the columns that are empty are not shown.
    let document = sheet(14, rows);
    let at = cell(&document, 3, 3);
    assert_snapshot!(window(document, at, PLAIN), @r#"
       ╭─[a4.xlsx › Matriz!D17]
       │ A                      │ D
    16 │ FECHA ACTUALIZACIÓN D… │ 31/10/2020
    17 │ PERIODICIDAD DE ACTUA… │ Mensual
       ·                          ───┬───
       ·                             ╰── celda vacía
       ╰────
    "#);
}

#[test]
fn empty_and_hidden_columns_are_left_out_and_the_others_keep_their_letters() {
    let mut far = vec![""; 16_384];
    (far[2], far[3], far[6], far[16_383]) = ("4", "DIRECCIÓN DE OBRAS PÚBLICAS", "12 km", "x");
    let short = ["", "", "5", "DIRECCIÓN DE AGUA POTABLE", "", "", "95 %"];
    let rows: &[&[&str]] = &[&far, &short];
    let document = sheet(9, rows);
    let at = cell(&document, 1, 6);
    assert_snapshot!(window(document, at, PLAIN), @r#"
       ╭─[a4.xlsx › Matriz!G10]
       │ C │ D                      │ G
     9 │ 4 │ DIRECCIÓN DE OBRAS PÚ… │ 12 km
    10 │ 5 │ DIRECCIÓN DE AGUA POT… │ 95 %
       ·                              ──┬─
       ·                                ╰── celda vacía
       ╰────
    "#);
    // What is far away is shown where it is marked, with the columns that say which row it is.
    let document = sheet(9, rows);
    let at = cell(&document, 0, 16_383);
    assert_snapshot!(window(document, at, PLAIN), @r#"
       ╭─[a4.xlsx › Matriz!XFD9]
       │ C │ D                      │ … │ XFD
     9 │ 4 │ DIRECCIÓN DE OBRAS PÚ… │ … │ x
       ·                                  ┬
       ·                                  ╰── celda vacía
    10 │ 5 │ DIRECCIÓN DE AGUA POT…
       ╰────
    "#);
}

#[test]
fn a_cell_that_is_merged_downward_is_shown_with_the_row_it_is_about() {
    let names: Vec<(String, String)> = (1..=9).map(|n| (n.to_string(), format!("DIRECCIÓN {n}"))).collect();
    let target = |n: &str| if n == "2" { "por definir" } else { "" };
    let mut cells: Vec<[&str; 5]> = vec![["No.", "Descripción de la unidad", "Objetivo de la unidad", "Indicador", "Meta cuantificable"]];
    cells.extend(names.iter().map(|(n, name)| [n, name, "Atender", "Trámites", target(n)]));
    let rows: Vec<&[&str]> = cells.iter().map(<[&str; 5]>::as_slice).collect();
    let shown = |unit| {
        let mut document = sheet(4, &rows);
        let Anchor::Cell(tall) = cell(&document, 2, 4) else { unreachable!() };
        document.tall.push((tall, RowId(9)));
        let subject = Subject { field: Field::Unit(Column::Target), index: unit };
        of_window(&finding_about(document, "A4-U05", subject, Anchor::Cell(tall), None, PLAIN))
    };
    assert_snapshot!(shown(3), @r#"
      ╭─[a4.xlsx › Matriz!E6]
      │ A │ B           │ C       │ D        │ E
    5 │ 1 │ DIRECCIÓN 1 │ Atender │ Trámites
    6 │ 2 │ DIRECCIÓN 2 │ Atender │ Trámites │ por definir
      ·                                        ─────┬─────
      ·                                             ╰── celda vacía
    7 │ 3 │ DIRECCIÓN 3 │ Atender │ Trámites │ ↑
    8 │ 4 │ DIRECCIÓN 4 │ Atender │ Trámites │ ↑
      ╰────
    "#);
    assert_snapshot!(shown(7), @r#"
       ╭─[a4.xlsx › Matriz!E6]
       │ A │ B           │ C       │ D        │ E
     5 │ 1 │ DIRECCIÓN 1 │ Atender │ Trámites
     6 │ 2 │ DIRECCIÓN 2 │ Atender │ Trámites │ por definir
       ·                                        ─────┬─────
       ·                                             ╰── celda vacía
     7 │ 3 │ DIRECCIÓN 3 │ Atender │ Trámites │ ↑
       │ ⋮
    12 │ 8 │ DIRECCIÓN 8 │ Atender │ Trámites │ ↑
       ╰────
    "#);
}

#[test]
fn a_table_is_not_mixed_with_what_stands_beside_it() {
    let table = |table, row| Place::Table { table, row, col: 0 };
    let paragraph = |number| Place::Paragraph { number };
    let rows: &[Given<'_>] = &[
        (paragraph(0), &["Art. 7 de la Ley Orgánica de Transparencia"]),
        (table(0, 0), &["No.", "Descripción de la unidad", "Objetivo de la unidad", "Indicador", "Meta cuantificable"]),
        (table(0, 1), &["1", "CONCEJO CANTONAL", "Legislar", "Ordenanzas", ""]),
        (paragraph(1), &["PROCESOS AGREGADORES DE VALOR"]),
        (table(1, 0), &["2", "OBRAS PÚBLICAS", "Construir", "Kilómetros", "12"]),
    ];
    let shown = |at: Anchor| window(document(rows), at, PLAIN);
    // The paragraph and the other table are not neighbors of a marked cell…
    assert_snapshot!(shown(cell(&document(rows), 2, 4)), @r#"
      ╭─[a4.xlsx › tabla 1, fila 2, columna 5]
      │ 1   │ 2               │ 3               │ 4          │ 5
    1 │ No. │ Descripción de… │ Objetivo de la… │ Indicador  │ Meta cuantificable
    2 │ 1   │ CONCEJO CANTON… │ Legislar        │ Ordenanzas │ ␣
      ·                                                        ┬
      ·                                                        ╰── celda vacía
      ╰────
    "#);
    assert_snapshot!(shown(cell(&document(rows), 3, 0)), @r#"
      ╭─[a4.xlsx › párrafo 2]
    2 │ PROCESOS AGREGADORES DE VALOR
      · ──────────────┬──────────────
      ·               ╰── celda vacía
      ╰────
    "#);
    // …but show where something is missing.
    assert_snapshot!(shown(Anchor::Gap { after: Some(RowId(0)) }), @r#"
      ╭─[a4.xlsx › párrafo 1]
    1 │ Art. 7 de la Ley Orgánica de Transparencia
      ├──▶ celda vacía
      │ No. │ Descripción de…  │ Objetivo de la…  │ Indicador │ Meta cuantifica…
      ╰────
    "#);
    assert_snapshot!(shown(Anchor::Gap { after: Some(RowId(2)) }), @r#"
      ╭─[a4.xlsx › tabla 1, fila 2, columna 1]
      │ 1 │ 2                │ 3        │ 4
    2 │ 1 │ CONCEJO CANTONAL │ Legislar │ Ordenanzas
      ├──▶ celda vacía
      │ PROCESOS AGREGADORES DE VALOR
      ╰────
    "#);
}

#[test]
fn the_name_of_the_marked_column_is_brought_out_and_the_others_are_quiet() {
    let rows: &[&[&str]] = &[&["5", "DIRECCIÓN DE OBRAS PÚBLICAS", "Construir", "Kilómetros", "12 km"]];
    let document = sheet(14, rows);
    let at = cell(&document, 0, 4);
    let drawn = finding(document, "A4-U05", Field::Unit(Column::Target), at, None, View { color: true, ..PLAIN });
    let names = drawn.lines().skip_while(|line| !line.contains("╭─[")).nth(1).unwrap_or("");
    assert!(names.contains("\u{1b}[2mA\u{1b}[0m") && names.contains("\u{1b}[1mE\u{1b}[0m"), "{drawn:?}");
}

#[test]
fn names_stand_over_their_cells_at_every_width() {
    let unit: &[&str] =
        &["12", "DIRECCIÓN DE OBRAS PÚBLICAS", "Construir y mantener la vialidad del cantón", "Kilómetros de vía rural", "12 km"];
    let rows: &[&[&str]] =
        &[unit, unit, &[LABEL, "", "", "", "No aplica"], &["NIVEL DE APOYO / ASESORÍA DE TODA LA INSTITUCIÓN Y SUS EMPRESAS PÚBLICAS"]];
    for (row, column, width) in (0..4).flat_map(|row| (0..5).flat_map(move |column| (40..=140).map(move |width| (row, column, width)))) {
        let document = sheet(7, rows);
        let at = document.cell_at(RowId(row), column).map_or(Anchor::Past { row: RowId(row), column: 4 }, Anchor::Cell);
        let drawn = window(document, at, View { width, ..PLAIN });
        assert!(drawn.lines().all(|line| columns(line) <= width), "{width}\n{drawn}");
        let bars =
            |line: &str| -> Vec<usize> { line.char_indices().filter(|(_, c)| *c == '│').map(|(at, _)| columns(&line[..at])).collect() };
        let names = drawn.lines().find(|line| line.trim_start().starts_with('│')).map(bars).unwrap_or_default();
        for line in drawn.lines().filter(|line| line.contains("│ 12 │")) {
            assert!(names.starts_with(&bars(line)) || bars(line).starts_with(&names), "{width}\n{drawn}");
        }
    }
}
