//! Tables without a full grid, drawn word by word.

use super::super::page::{Block, Cell, Ink, Rect, Rule, Table, Word};
use super::blocks;

/// Words of a text that begins here; every sign is 4 points wide.
fn text(words: &mut Vec<Word>, left: f32, base: f32, text: &str) {
    let mut at = left;
    let run = u32::try_from(words.len()).unwrap();
    let count = text.split(' ').count();
    for (index, part) in text.split(' ').enumerate() {
        let width = 4.0 * f32::from(u16::try_from(part.chars().count()).unwrap());
        let rect = Rect { left: at, top: base - 6.4, right: at + width, bottom: base + 1.8 };
        let space = index + 1 < count;
        words.push(Word { text: part.to_owned(), rect, base, size: 8.0, first: 4.0, mark: -1, space, run });
        at += width + 2.5;
    }
}

const LEFTS: [f32; 5] = [20.0, 45.0, 150.0, 330.0, 440.0];

/// The signs that fit into each column.
const WIDTHS: [usize; 5] = [4, 22, 40, 22, 22];

/// Breaks a text into lines of so many signs.
fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Rows as they are laid out, cells standing at the top (0), in the middle (1) or at the bottom (2) of their rows, without room between rows.
fn laid(rows: &[[&str; 5]], stand: u8, pad: f32) -> (Vec<Word>, Vec<f32>) {
    let mut words = Vec::new();
    let mut base = 40.0;
    let mut bounds = vec![base - 9.0];
    for row in rows {
        let cells: Vec<Vec<String>> = row.iter().zip(WIDTHS).map(|(cell, width)| broken(cell, width)).collect();
        let is_wide = row[0].len() > 4;
        let high = if is_wide { 1 } else { cells.iter().map(Vec::len).max().unwrap() };
        let lines = |count: usize| f32::from(u16::try_from(count).unwrap()) * 10.0;
        for (column, cell) in cells.iter().enumerate() {
            let cell = if is_wide && column == 0 { &vec![row[0].to_owned()] } else { cell };
            let spare = lines(high - cell.len().min(high));
            let offset = match stand {
                0 => 0.0,
                1 => spare / 2.0,
                _ => spare,
            };
            for (index, line) in cell.iter().enumerate() {
                text(&mut words, LEFTS[column], base + offset + lines(index), line);
            }
        }
        base += lines(high) + pad;
        bounds.push(base - 9.0);
    }
    (words, bounds)
}

const ROWS: [[&str; 5]; 8] = [
    ["No.", "Descripción de la unidad", "Objetivo de la unidad", "Indicador", "Meta cuantificable"],
    ["PROCESOS GOBERNANTES", "", "", "", ""],
    [
        "1",
        "CONCEJO CANTONAL",
        "Legislar y fiscalizar en beneficio de los habitantes del cantón y rendir cuentas de su gestión a la ciudadanía",
        "Número de ordenanzas aprobadas",
        "8 ordenanzas aprobadas",
    ],
    ["2", "DIRECCIÓN DE OBRAS PÚBLICAS Y FISCALIZACIÓN", "Mantener la vialidad", "Kilómetros de vía", "40 km"],
    [
        "3",
        "ALCALDÍA",
        "Dirigir la administración municipal y coordinar la ejecución del plan de desarrollo cantonal",
        "% de cumplimiento del plan operativo anual",
        "85 % de cumplimiento del plan operativo anual",
    ],
    ["4", "VICEALCALDÍA", "Subrogar a la primera autoridad en caso de ausencia temporal", "Delegaciones", "100 %"],
    ["FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:", "", "", "31/10/2020", ""],
    ["PERIODICIDAD DE ACTUALIZACIÓN DE LA INFORMACIÓN:", "", "", "Mensual", ""],
];

fn table(words: Vec<Word>, ink: &Ink) -> Table {
    let found = blocks(0, ink, words, None).into_iter().find_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    found.unwrap()
}

fn texts(table: &Table) -> Vec<[String; 5]> {
    let mut rows = Vec::new();
    for row in &table.rows {
        let mut texts: [String; 5] = Default::default();
        for cell in &row.cells {
            texts[cell.column] = cell.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        }
        rows.push(texts);
    }
    rows
}

#[test]
fn rows_are_found_without_lines_wherever_text_stands_in_its_cells() {
    for stand in 0..3 {
        for pad in [0.0, 3.0, 12.0] {
            let (words, _) = laid(&ROWS, stand, pad);
            let table = table(words, &Ink::default());
            assert_eq!(table.columns, 5);
            assert_eq!(texts(&table), ROWS.map(|row| row.map(str::to_owned)), "stand {stand}, pad {pad}");
        }
    }
}

#[test]
fn the_order_of_painting_does_not_matter() {
    let (mut words, _) = laid(&ROWS, 1, 0.0);
    words.reverse();
    assert_eq!(texts(&table(words, &Ink::default())), ROWS.map(|row| row.map(str::to_owned)));
}

#[test]
fn lines_across_the_page_part_rows() {
    let (words, bounds) = laid(&ROWS, 1, 6.0);
    let dashes = bounds.iter().flat_map(|at| (0..130_u16).map(|dash| (*at, 18.0 + 4.0 * f32::from(dash))));
    let rules: Vec<Rule> = dashes.map(|(at, from)| Rule { across: true, at: at - 3.0, from, to: from + 2.0 }).collect();
    let table = table(words, &Ink { rules, ..Ink::default() });
    assert_eq!(texts(&table), ROWS.map(|row| row.map(str::to_owned)));
    for (row, pair) in table.rows.iter().zip(bounds.windows(2)) {
        assert!((row.rect.top - pair[0] + 3.0).abs() < 0.5 && (row.rect.bottom - pair[1] + 3.0).abs() < 0.5, "{:?} {pair:?}", row.rect);
    }
}

#[test]
fn goals_beside_one_objective_are_rows() {
    let mut words = Vec::new();
    for (left, head) in LEFTS.iter().zip(ROWS[0]) {
        text(&mut words, *left, 40.0, head);
    }
    text(&mut words, LEFTS[0], 60.0, "1");
    text(&mut words, LEFTS[1], 60.0, "CONCEJO CANTONAL");
    for (line, part) in
        ["Legislar y fiscalizar en beneficio de los", "habitantes del cantón, y rendir cuentas", "de su gestión a la ciudadanía"]
            .iter()
            .enumerate()
    {
        text(&mut words, LEFTS[2], 60.0 + 10.0 * f32::from(u8::try_from(line).unwrap()), part);
    }
    text(&mut words, LEFTS[3], 60.0, "Ordenanzas");
    text(&mut words, LEFTS[4], 60.0, "8 ordenanzas");
    text(&mut words, LEFTS[3], 80.0, "Informes");
    text(&mut words, LEFTS[4], 80.0, "2 informes");
    text(&mut words, LEFTS[0], 92.0, "2");
    text(&mut words, LEFTS[1], 92.0, "ALCALDÍA");
    text(&mut words, LEFTS[2], 92.0, "Dirigir la administración");
    text(&mut words, LEFTS[3], 92.0, "Planes");
    text(&mut words, LEFTS[4], 92.0, "1 plan");
    let table = table(words, &Ink::default());
    let rows = texts(&table);
    assert_eq!(rows.len(), 4, "{rows:?}");
    assert_eq!(rows[1][3..], ["Ordenanzas", "8 ordenanzas"]);
    assert_eq!(rows[2], ["", "", "", "Informes", "2 informes"]);
    assert_eq!(table.rows[1].cells.iter().map(|cell| cell.rows).collect::<Vec<_>>(), [2, 2, 2, 1, 1]);
    assert_eq!(table.rows[2].cells.iter().map(|cell| cell.column).collect::<Vec<_>>(), [3, 4]);
}

#[test]
fn a_page_goes_on_with_goals_whose_number_stands_before_it() {
    let mut words = Vec::new();
    for (left, head) in LEFTS.iter().zip(ROWS[0]) {
        text(&mut words, *left, 40.0, head);
    }
    // The objective stands in the middle beside both goals, and backgrounds run across all columns.
    text(&mut words, LEFTS[2], 65.0, "de su gestión a la ciudadanía");
    text(&mut words, LEFTS[3], 60.0, "Ordenanzas aprobadas");
    text(&mut words, LEFTS[4], 60.0, "8 ordenanzas");
    text(&mut words, LEFTS[3], 72.0, "Informes");
    text(&mut words, LEFTS[4], 72.0, "2 informes");
    text(&mut words, LEFTS[0], 90.0, "2");
    text(&mut words, LEFTS[1], 90.0, "ALCALDÍA");
    text(&mut words, LEFTS[2], 90.0, "Dirigir la administración");
    text(&mut words, LEFTS[3], 90.0, "Planes");
    text(&mut words, LEFTS[4], 90.0, "1 plan");
    let fills = vec![Rect { left: 18.0, top: 63.0, right: 530.0, bottom: 80.0 }];
    let rows = texts(&table(words, &Ink { fills, ..Ink::default() }));
    let goals: Vec<&str> = rows.iter().map(|row| row[4].as_str()).collect();
    assert_eq!(goals, ["Meta cuantificable", "8 ordenanzas", "2 informes", "1 plan"], "{rows:?}");
}

#[test]
fn columns_meet_where_the_lines_of_their_cells_do() {
    let (words, bounds) = laid(&ROWS, 0, 6.0);
    let edges = [18.0, 43.0, 142.0, 328.0, 438.0, 530.0];
    let across = |at: &f32| {
        let at = *at - 3.0;
        edges.windows(2).map(move |pair| Rule { across: true, at, from: pair[0], to: pair[1] }).collect::<Vec<_>>()
    };
    let rules = bounds.iter().flat_map(across).collect();
    let found = table(words, &Ink { rules, ..Ink::default() }).edges;
    assert_eq!(found[1..5], edges[1..5]);
}

#[test]
fn the_columns_of_the_page_before_hold_where_no_header_is() {
    let (words, _) = laid(&ROWS[2..], 0, 0.0);
    let (first, _) = laid(&ROWS, 0, 0.0);
    let edges = table(first, &Ink::default()).edges;
    let found = blocks(1, &Ink::default(), words, Some(&edges));
    let [Block::Table(table)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(texts(table), ROWS[2..].iter().map(|row| row.map(str::to_owned)).collect::<Vec<_>>());
}

#[test]
fn the_rest_of_one_cell_at_the_top_of_a_page_is_a_row() {
    // The objective that goes on from the page before stands right above a row whose cells stand in the middle.
    let (first, _) = laid(&ROWS, 1, 0.0);
    let edges = table(first, &Ink::default()).edges;
    let mut rows = vec![["", "", "prevenir los conflictos de uso del suelo y facilitar a los técnicos una cartografía actualizada", "", ""]];
    rows.extend([ROWS[2], ROWS[4], ROWS[5]]);
    let (words, _) = laid(&rows, 1, 2.0);
    let found = blocks(1, &Ink::default(), words, Some(&edges));
    let [Block::Table(table)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(texts(table), rows.iter().map(|row| row.map(str::to_owned)).collect::<Vec<_>>());
}

#[test]
fn values_stand_beside_labels_of_two_lines() {
    let (mut words, bounds) = laid(&ROWS[..6], 0, 4.0);
    let mut base = bounds[bounds.len() - 1] + 9.0;
    let left = 280.0;
    for (label, value) in [("FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:", "31/10/2020"), ("PERIODICIDAD DE LA INFORMACIÓN:", "Mensual")] {
        text(&mut words, LEFTS[0], base, label);
        text(&mut words, left, base, value);
        base += 14.0;
    }
    for value in ["Rosa Elvira Guamán Tenesaca, Ingeniera", "rosa.guaman.planificacion@ejemplo.gob.ec"] {
        text(&mut words, LEFTS[0], base, "RESPONSABLE DE LA UNIDAD POSEEDORA DE LA");
        text(&mut words, left, base + 7.0, value);
        text(&mut words, LEFTS[0], base + 14.0, "INFORMACIÓN DEL LITERAL:");
        base += 28.0;
    }
    let table = table(words, &Ink::default());
    let rows = texts(&table);
    let last = &rows[rows.len() - 4..];
    assert_eq!(last[0][3], "31/10/2020", "{last:?}");
    for (row, value) in last[2..].iter().zip(["Rosa Elvira Guamán Tenesaca, Ingeniera", "rosa.guaman.planificacion@ejemplo.gob.ec"]) {
        assert_eq!((row[0].as_str(), row[3].as_str()), ("RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN DEL LITERAL:", value));
    }
}

#[test]
fn a_frame_round_columns_is_no_cell_of_them() {
    let (words, bounds) = laid(&ROWS, 0, 4.0);
    let line = |text: &str| super::super::page::Line { text: text.to_owned(), ..Default::default() };
    let frame = |lines: Vec<&str>| {
        let rect = Rect { left: 18.0, top: 60.0, right: 540.0, bottom: bounds[bounds.len() - 1] };
        Cell { columns: 5, rows: 1, rect, lines: lines.into_iter().map(line).collect(), ..Cell::default() }
    };
    let edges = vec![18.0, 43.0, 142.0, 328.0, 438.0, 540.0];
    let around = |lines| Table {
        method: super::super::page::Method::Ruled,
        rect: Rect::default(),
        columns: 5,
        edges: edges.clone(),
        rows: vec![super::super::page::Row { cells: vec![frame(lines)], ..Default::default() }],
        open_top: false,
        open_bottom: false,
    };
    assert!(super::hidden(&[around(vec!["1 CONCEJO CANTONAL Legislar y fiscalizar"])], &words));
    let mut note = Vec::new();
    text(&mut note, 20.0, 80.0, "Esta nota llena toda la tabla con una sola frase que va desde el comienzo hasta el fin de la fila");
    assert!(!super::hidden(&[around(vec!["Esta nota"])], &note));
}

#[test]
fn a_column_ends_where_the_next_begins_although_values_begin_before() {
    let (mut words, bounds) = laid(&ROWS[..6], 0, 4.0);
    let mut base = bounds[bounds.len() - 1];
    // Objectives that nearly fill their column, and values that begin inside it.
    for _ in 0..3 {
        text(&mut words, LEFTS[2], base, "Construir y mantener los caminos del cantón");
        text(&mut words, LEFTS[3], base, "Kilómetros");
        text(&mut words, LEFTS[4], base, "40 km");
        base += 14.0;
    }
    for label in ["FECHA ACTUALIZACIÓN:", "PERIODICIDAD DE LA INFORMACIÓN:", "UNIDAD POSEEDORA:", "RESPONSABLE:"] {
        text(&mut words, LEFTS[0], base, label);
        text(&mut words, 300.0, base, "Dirección de Planificación");
        base += 14.0;
    }
    let edges = table(words, &Ink::default()).edges;
    assert!(edges[3] > 322.0 && edges[3] < LEFTS[3], "{edges:?}");
}

#[test]
fn a_letter_is_no_table() {
    let mut words = Vec::new();
    for line in 0..20_u8 {
        text(
            &mut words,
            40.0,
            60.0 + 12.0 * f32::from(line),
            "Por medio del presente remito la matriz con las metas y los objetivos de las unidades",
        );
    }
    let found = blocks(0, &Ink::default(), words, None);
    assert!(found.iter().all(|block| matches!(block, Block::Line(_))), "{found:?}");
    assert_eq!(found.len(), 20);
}

#[test]
fn a_page_number_below_a_table_is_a_line() {
    let (mut words, bounds) = laid(&ROWS, 0, 0.0);
    text(&mut words, 250.0, bounds[bounds.len() - 1] + 30.0, "Página 1 de 3");
    let found = blocks(0, &Ink::default(), words, None);
    assert!(matches!(found.as_slice(), [Block::Table(_), Block::Line(_)]), "{found:?}");
}

#[test]
fn many_words_take_no_longer_than_they_should() {
    let mut words = Vec::new();
    for line in 0..1_000_u16 {
        for column in 0..20_u16 {
            text(
                &mut words,
                10.0 + 40.0 * f32::from(column),
                10.0 + 3.0 * f32::from(line),
                if column.is_multiple_of(3) { "Meta" } else { "Indicador" },
            );
        }
    }
    let start = std::time::Instant::now();
    blocks(0, &Ink::default(), words, None);
    assert!(start.elapsed().as_secs() < 4, "{:?}", start.elapsed());
}
