use std::fmt::Write as _;

use hayro_interpret::kurbo::Rect as Shape;
use hayro_interpret::util::TransformExt;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};

use super::super::page::Cell;
use super::super::{ink, words};
use super::assemble::spoken;
use super::*;

/// A file with these pages and this structure tree. Pages are objects 10, 12…
fn file(pages: &[String], tree: &str, more: &[(usize, &str)]) -> Vec<u8> {
    let mut kids = String::new();
    let mut objects: Vec<(usize, String)> = Vec::new();
    for (index, content) in pages.iter().enumerate() {
        let number = 10 + 2 * index;
        let _ = write!(kids, "{number} 0 R ");
        let resources = "/Resources<</Font<</F 4 0 R>>>>/MediaBox[0 0 400 300]";
        objects.push((number, format!("<</Type/Page/Parent 2 0 R{resources}/Contents {} 0 R>>", number + 1)));
        objects.push((number + 1, format!("<</Length {}>>stream\n{content}\nendstream", content.len())));
    }
    objects.push((1, "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R>>".into()));
    objects.push((2, format!("<</Type/Pages/Count {}/Kids[{kids}]>>", pages.len())));
    objects.push((3, format!("<</Type/StructTreeRoot{tree}>>")));
    objects.push((4, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".into()));
    objects.extend(more.iter().map(|(number, text)| (*number, (*text).to_owned())));
    let mut file = String::from("%PDF-1.7\n");
    let mut table = String::new();
    for (number, text) in &objects {
        let _ = write!(table, "{number} 1\n{:010} 00000 n \n", file.len());
        let _ = write!(file, "{number} 0 obj\n{text}\nendobj\n");
    }
    let start = file.len();
    let _ = write!(file, "xref\n0 1\n0000000000 65535 f \n{table}trailer<</Size 1000/Root 1 0 R>>\nstartxref\n{start}\n%%EOF");
    file.into_bytes()
}

/// A word on a page, so far from its left and its top, in marked content if its number is not negative.
fn word(mark: i32, left: i32, top: i32, text: &str) -> String {
    let show = format!("BT /F 10 Tf {left} {} Td ({text}) Tj ET\n", 300 - top);
    if mark < 0 { show } else { format!("/P<</MCID {mark}>>BDC {show}EMC\n") }
}

/// A line across or down the page.
fn line(from: (i32, i32), to: (i32, i32)) -> String {
    format!("{} {} m {} {} l S\n", from.0, 300 - from.1, to.0, 300 - to.1)
}

fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| format!("<</S/TD{cell}>>")).collect();
    format!("<</S/TR/K[{}]>>", cells.concat())
}

fn table(rows: &[String]) -> String {
    format!("/K<</S/Document/K<</S/Table/Pg 10 0 R/K[{}]>>>>", rows.concat())
}

/// What a file is read as: lines as they are, rows with a `|` before each cell and the numbers of columns and rows that it spans if they are not 1.
fn read(file: Vec<u8>) -> Result<Vec<String>, Option<Doubt>> {
    let pdf = Pdf::new(file).unwrap();
    let mut tree = Tree::of(&pdf).ok_or(None)?;
    let cache = InterpreterCache::new();
    for (index, page) in (0..).zip(pdf.pages().iter()) {
        let (width, height) = page.render_dimensions();
        let area = Shape::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = Context::new(page.initial_transform(true).to_kurbo(), area, &cache, pdf.xref(), InterpreterSettings::default());
        let watch = super::super::guard::Watch::new();
        let mut budget = super::super::guard::Budget::new(&watch);
        let mut collector = ink::Collector::new((width, height), &mut budget);
        interpret_page(page, &mut context, &mut collector);
        let ink = collector.finish();
        tree.page(index, words::words(&ink), &ink);
    }
    let mut shown = Vec::new();
    for block in tree.finish().map_err(Some)?.0.into_iter().flatten() {
        match block {
            Block::Line(line) => shown.push(line.text),
            Block::Table(table) => shown.extend(table.rows.iter().map(|row| row.cells.iter().map(cell).collect::<String>())),
        }
    }
    Ok(shown)
}

fn cell(cell: &Cell) -> String {
    let text: Vec<&str> = cell.lines.iter().map(|line| line.text.as_str()).collect();
    let span = if (cell.columns, cell.rows) == (1, 1) { String::new() } else { format!("{}x{}:", cell.columns, cell.rows) };
    format!("|{span}{}", text.join("/"))
}

/// Three rows of three cells, numbered from left to right and from top to bottom.
fn nine() -> String {
    (0..9).map(|index| word(index, 50 + 100 * (index % 3), 100 + 20 * (index / 3), &format!("w{index}"))).collect()
}

fn marks(first: i32) -> String {
    row(&[&format!("/K {first}"), &format!("/K {}", first + 1), &format!("/K {}", first + 2)])
}

#[test]
fn cells_are_those_of_the_tree_in_every_way_to_write_it() {
    let plain = [marks(0), marks(3), marks(6)];
    let expected = ["|w0|w1|w2", "|w3|w4|w5", "|w6|w7|w8"];
    let ways = [
        table(&plain),
        // Content named with its page, in elements inside the cell; a list of one; kids by reference.
        table(&[
            row(&["/K[<</Type/MCR/Pg 10 0 R/MCID 0>>]", "/K<</S/P/K[<</S/Span/K[1]>>]>>", "/K 20 0 R"]),
            plain[1].clone(),
            format!("<</S/TBody/K<</S/Div/K {}>>>>", plain[2]),
        ]),
        // Types of the file's own, over two steps; and a ring of them, which is nothing.
        table(&plain).replace("/S/TD", "/S/Celda").replace("/S/TR", "/S/Fila") + "/RoleMap<</Celda/Casilla/Casilla/TD/Fila/TR/A/B/B/A>>",
        // A name space with types of its own.
        table(&plain).replace("/S/TR", "/NS 21 0 R/S/P").replace("/S/TD", "/NS 21 0 R/S/x"),
        // A ring, and an element that is given twice.
        format!("/K[{}22 0 R 22 0 R 3 0 R]", table(&plain).trim_start_matches("/K")),
    ];
    let space = "<</NS(http://example.org/x)/RoleMapNS<</P/TR/x[/TD<</NS(http://iso.org/pdf2/ssn)>>]>>>>";
    for way in ways {
        let more = [(20, "<</S/P/K[2]>>"), (21, space), (22, "<</S/Sect/K[22 0 R 3 0 R]>>")];
        assert_eq!(read(file(&[nine()], &way, &more)).unwrap(), expected, "{way}");
    }
}

#[test]
fn cells_span_what_their_attributes_or_classes_say() {
    let page = word(0, 50, 100, "title over all of the columns") + &nine().replace("MCID ", "MCID 1").replace("w2", "").replace("w6", "");
    let tree = table(&[
        row(&["/K 0/C[/wide 0]"]),
        row(&["/K 10/A<</O/Table/RowSpan 1>>", "/K 11/A[<</O/Layout>>0<</O/Table/ColSpan 2>>]"]),
        row(&["/K 13/A[<</RowSpan 2>>]", "/K 14", "/K 15"]),
        row(&["/K 17", "/K 18/A<</ColSpan 1000000000>>"]),
    ]) + "/ClassMap<</wide[<</O/Table/ColSpan 3>>]>>";
    let page = page.replacen("200 Td", "220 Td", 1);
    let expected = ["|3x1:title over all of the columns", "|w0|2x1:w1", "|1x2:w3|w4|w5", "|w7|w8"];
    assert_eq!(read(file(&[page], &tree, &[])).unwrap(), expected);
}

#[test]
fn what_is_outside_tables_keeps_its_place_and_repeated_heads_go() {
    let first = word(20, 50, 40, "Title of the report") + &nine() + &word(-1, 180, 280, "page 1");
    // The head again, not in the tree; the rest of the last row; a row that is new.
    let second = word(-1, 50, 40, "w0") + &word(-1, 150, 40, "w1") + &word(-1, 250, 40, "w2");
    let second = second + &word(0, 150, 60, "w7b") + &word(1, 50, 80, "x0") + &word(2, 250, 80, "x2") + &word(3, 50, 120, "End");
    let next = |mark: i32| format!("<</Type/MCR/Pg 12 0 R/MCID {mark}>>");
    let rows = [
        marks(0),
        marks(3),
        row(&["/K 6", &format!("/K[7{}]", next(0)), "/K 8"]),
        row(&[&format!("/K{}", next(1)), "", &format!("/K{}", next(2))]),
    ];
    let tree = format!("/K[<</S/H1/Pg 10 0 R/K 20>><</S/P/K[{}]>>{}]", next(3), table(&rows).trim_start_matches("/K"));
    let expected = ["Title of the report", "|w0|w1|w2", "|w3|w4|w5", "|w6|w7/w7b|w8", "|x0||x2", "page 1", "End"];
    assert_eq!(read(file(&[first, second], &tree, &[])).unwrap(), expected);
}

#[test]
fn a_head_that_is_in_the_tree_on_each_page_is_one_row() {
    let second = nine().replace("MCID ", "MCID 1").replace("(w3)", "(y3)").replace("(w4)", "(y4)").replace("(w5)", "(y5)");
    let second = second.replace("(w6)", "()").replace("(w7)", "()").replace("(w8)", "()");
    let on = |mark: i32| format!("<</Type/MCR/Pg 12 0 R/MCID {mark}>>");
    let head: Vec<String> = (0..3).map(|mark| format!("/K[{mark}{}]", on(10 + mark))).collect();
    let last: Vec<String> = (13..16).map(|mark| format!("/K{}", on(mark))).collect();
    let of = |cells: &[String]| row(&cells.iter().map(String::as_str).collect::<Vec<_>>());
    let tree = table(&[of(&head), marks(3), marks(6), of(&last)]);
    assert_eq!(read(file(&[nine(), second.clone()], &tree, &[])).unwrap(), ["|w0|w1|w2", "|w3|w4|w5", "|w6|w7|w8", "|y3|y4|y5"]);
    // Another text in its place is no head: the rows do not follow one another.
    assert_eq!(read(file(&[nine(), second.replace("(w1)", "(z1)")], &tree, &[])), Err(Some(Doubt::Order)));
}

#[test]
fn a_tree_that_the_page_gainsays_is_not_believed() {
    let plain = [marks(0), marks(3), marks(6)];
    let all = table(&plain);
    let page = nine();
    let cases = [
        ("rows in another order", page.clone(), table(&[marks(3), marks(0), marks(6)]), Doubt::Order),
        (
            "cells in another order",
            page.clone(),
            table(&[plain[0].clone(), row(&["/K 3", "/K 5", "/K 4"]), plain[2].clone()]),
            Doubt::Order,
        ),
        (
            "an empty cell left out",
            page.replace("(w4)", "()"),
            table(&[plain[0].clone(), row(&["/K 3", "/K 5"]), plain[2].clone()]),
            Doubt::Order,
        ),
        ("a text left out", page.clone(), table(&[plain[0].clone(), row(&["/K 3", "", "/K 5"]), plain[2].clone()]), Doubt::LeftOut),
        ("the last column left out", page.clone(), table(&[marks(0), row(&["/K 3", "/K 4"]), row(&["/K 6", "/K 7"])]), Doubt::LeftOut),
        ("two cells as one", page.clone(), table(&[plain[0].clone(), row(&["/K 3", "/K[4 5]", ""]), plain[2].clone()]), Doubt::Order),
        ("two rows as one", page.clone(), table(&[plain[0].clone(), row(&["/K[3 6]", "/K[4 7]", "/K[5 8]"])]), Doubt::Parted),
        ("a text twice", page.clone(), table(&[plain[0].clone(), row(&["/K 3", "/K 4", "/K[5 4]"]), plain[2].clone()]), Doubt::Shared),
        (
            "rows as tables",
            page.clone(),
            format!("/K[{}]", plain.each_ref().map(|row| format!("<</S/Table/Pg 10 0 R/K {row}>>")).concat()),
            Doubt::Rows,
        ),
        ("one row", word(0, 50, 100, "a") + &word(1, 150, 100, "b"), table(&[row(&["/K 0", "/K 1"])]), Doubt::NoTable),
        (
            "the foot as paragraphs",
            page.clone()
                + &(0..4)
                    .map(|index| word(20 + 2 * index, 50, 180 + 20 * index, "name") + &word(21 + 2 * index, 150, 180 + 20 * index, "value"))
                    .collect::<String>(),
            format!(
                "/K[{}{}]",
                all.trim_start_matches("/K"),
                (20..28).map(|mark| format!("<</S/P/Pg 10 0 R/K {mark}>>")).collect::<Vec<_>>().concat()
            ),
            Doubt::Beside,
        ),
    ];
    // Lines below each row, and between the columns.
    let ruled: String = (0..4)
        .map(|index| line((45, 86 + 20 * index), (345, 86 + 20 * index)) + &line((45 + 100 * index, 86), (45 + 100 * index, 146)))
        .collect();
    assert!(read(file(&[page + &ruled], &all, &[])).is_ok());
    for (name, page, tree, doubt) in cases {
        let lines = if doubt == Doubt::Parted { ruled.as_str() } else { "" };
        assert_eq!(read(file(&[page + lines], &tree, &[])), Err(Some(doubt)), "{name}");
    }
}

#[test]
fn what_letters_stand_for_counts_only_where_they_say_nothing() {
    let tree = table(&[row(&["/K 0/ActualText(lie)", "/K 1/Alt(lie)", "/ActualText(lie)"]), marks(3), marks(6)]);
    let read = read(file(&[nine().replace("(w2)", "()")], &tree, &[])).unwrap();
    assert_eq!(read[0], "|w0|w1|");
    let lost = Line { text: "\u{FFFD}\u{FFFD}".into(), ..Line::default() };
    assert_eq!(spoken(vec![lost.clone()], Some("Mensual".into()))[0].text, "Mensual");
    assert_eq!(spoken(vec![lost], None)[0].text, "\u{FFFD}\u{FFFD}");
}

#[test]
fn boxes_are_those_that_are_drawn_or_lie_between_the_texts() {
    let pdf = Pdf::new(file(&[nine().replace("(w4)", "()")], &table(&[marks(0), marks(3), marks(6)]), &[])).unwrap();
    let mut tree = Tree::of(&pdf).unwrap();
    let words: Vec<Word> = Vec::new();
    tree.page(0, words, &Ink::default());
    assert_eq!(tree.finish().unwrap_err(), Doubt::NoTable, "no words, no table");
    let rule = |across, at, from, to| super::super::page::Rule { across, at, from, to };
    let place = |mark: i32, left: f32, base: f32| Word {
        text: "x".into(),
        rect: Rect { left, top: base - 8.0, right: left + 40.0, bottom: base + 2.2 },
        base,
        size: 10.0,
        first: 5.0,
        mark,
        space: false,
        run: 0,
    };
    let rules = vec![
        rule(true, 88.0, 45.0, 345.0),
        rule(true, 108.0, 45.0, 345.0),
        rule(false, 45.0, 88.0, 150.0),
        rule(false, 145.0, 88.0, 150.0),
    ];
    let ink = Ink { width: 400.0, height: 300.0, rules, ..Ink::default() };
    let mut tree = Tree::of(&pdf).unwrap();
    let bases = [(0, 100.0), (3, 120.0), (6, 140.0)];
    let row = |(mark, base): (i32, f32)| [place(mark, 50.0, base), place(mark + 1, 150.0, base), place(mark + 2, 250.0, base)];
    let words = bases.into_iter().flat_map(row).filter(|word| word.mark != 4).collect();
    tree.page(0, words, &ink);
    let (pages, _) = tree.finish().unwrap();
    let [Block::Table(table)] = &pages[0][..] else { panic!("{pages:?}") };
    assert_eq!(table.edges, [45.0, 145.0, 244.0, 296.0]);
    let empty = &table.rows[1].cells[1];
    assert!(empty.lines.is_empty());
    assert_eq!((empty.rect.left, empty.rect.top, empty.rect.right), (145.0, 108.0, 244.0));
    assert_eq!(table.rows[0].cells[0].rect, Rect { left: 45.0, top: 88.0, right: 145.0, bottom: 108.0 });
}

#[test]
fn a_head_stands_where_it_is_drawn() {
    let tree = table(&[marks(3), marks(0).replace("/S/TD", "/S/TH"), marks(6)]);
    assert_eq!(read(file(&[nine()], &tree, &[])).unwrap(), ["|w0|w1|w2", "|w3|w4|w5", "|w6|w7|w8"]);
    let tree = table(&[marks(3), marks(0), marks(6)]);
    assert_eq!(read(file(&[nine()], &tree, &[])), Err(Some(Doubt::Order)), "other rows do not move");
    let tree = table(&[marks(0), marks(3).replace("/S/TD", "/S/TH"), marks(6)]);
    assert_eq!(read(file(&[nine()], &tree, &[])).unwrap()[0], "|w0|w1|w2", "a heading in the middle stays there");
}

/// A word on a line.
fn place(text: &str, left: f32, right: f32, base: f32) -> Word {
    Word {
        text: text.into(),
        rect: Rect { left, top: base - 8.0, right, bottom: base + 2.0 },
        base,
        size: 10.0,
        first: 5.0,
        mark: 0,
        space: false,
        run: 0,
    }
}

#[test]
fn stretched_spaces_are_no_strip() {
    let word = |left: f32, right: f32, base: f32| place("xx", left, right, base);
    let last = word(0.0, 18.0, 22.0);
    assert_eq!(sheet::gutter(&[word(0.0, 20.0, 10.0), word(40.0, 60.0, 10.0), word(80.0, 100.0, 10.0), last.clone()]), None);
    assert_eq!(sheet::gutter(&[word(0.0, 20.0, 10.0), word(23.0, 43.0, 10.0), word(80.0, 100.0, 10.0), last]), Some(80.0));
    assert_eq!(sheet::gutter(&[word(0.0, 20.0, 10.0), word(80.0, 100.0, 10.0)]), Some(80.0));
}

#[test]
fn a_number_is_broken_after_its_hyphen() {
    assert!(outside::is_number_broken("Teléfono: (03) 2555-", "140 EXT. 12"));
    assert!(!outside::is_number_broken("2020 -", "2023"));
    assert!(!outside::is_number_broken("PDOT-", "2023"));
}

#[test]
fn a_tree_without_end_is_left_soon() {
    let started = std::time::Instant::now();
    // Each element has the next one twice: 2^200 paths.
    let chain: Vec<(usize, String)> =
        (100..300).map(|number| (number, format!("<</S/Sect/K[{0} 0 R {0} 0 R<</S/P/K 9>>]>>", number + 1))).collect();
    let chain: Vec<(usize, &str)> = chain.iter().map(|(number, text)| (*number, text.as_str())).collect();
    let tree = format!("/K[100 0 R{}]", table(&[marks(0), marks(3), marks(6)]).trim_start_matches("/K"));
    assert_eq!(read(file(&[nine()], &tree, &chain)).unwrap().len(), 3);
    // A million pieces of content.
    let many = format!("/K[<</S/P/K[{}]>>{}]", "1 ".repeat(1_000_000), table(&[marks(0), marks(3)]).trim_start_matches("/K"));
    assert_eq!(read(file(&[nine()], &many, &[])), Err(None));
    // Rows whose cells reach over a billion places.
    let wide = row(&["/K 0/A<</ColSpan 999999999/RowSpan 999999999>>"; 50]);
    assert_eq!(read(file(&[nine()], &table(&vec![wide; 50]), &[])), Err(None));
    assert!(started.elapsed().as_secs() < 20);
}

#[test]
fn a_text_alone_may_stand_in_a_column_that_nothing_else_shows() {
    let first = word(0, 50, 50, "a") + &word(1, 150, 50, "b") + &word(2, 250, 50, "c") + &word(3, 330, 50, "d");
    let second = word(0, 150, 50, "rest") + &word(1, 50, 70, "label") + &word(2, 330, 70, "value");
    let pieces = |mark: i32| format!("/K<</Type/MCR/Pg 12 0 R/MCID {mark}>>");
    let over = "/K[1<</Type/MCR/Pg 12 0 R/MCID 0>>]";
    let last = row(&[&(pieces(1) + "/A<</ColSpan 3>>"), &pieces(2)]);
    let tree = table(&[row(&["/K 0", over, "/K 2", "/K 3"]), last.clone()]);
    let read = |tree: &str, first: &str, second: &str| read(file(&[first.to_owned(), second.to_owned()], tree, &[]));
    assert!(read(&tree, &first, &second).is_ok());
    // But not where another column begins.
    let beyond = second.replace("150 250 Td (rest)", "350 250 Td (rest)");
    assert_ne!(beyond, second);
    assert_eq!(read(&tree, &first, &beyond), Err(Some(Doubt::Order)));
}

#[test]
fn letters_that_reach_over_the_end_of_a_page_are_those_of_the_next() {
    let next = vec![place("DIRECCIÓN", 10.0, 80.0, 20.0), place("ELECTRÓNICA", 85.0, 160.0, 20.0), place("y", 10.0, 14.0, 32.0)];
    let left = |before: Vec<Word>, unit: usize| {
        let mut lines = words::lines(0, before.clone());
        lines.push(Line { base: 100.0, ..Line::default() });
        outside::drop_shaved(&mut lines, &[(unit, before)], &[(7, next.clone())]);
        lines.len()
    };
    assert_eq!(left(vec![place("Ó", 66.0, 72.0, 290.0), place("Ó", 130.0, 137.0, 290.0)], 7), 1);
    assert_eq!(left(vec![place("Ó", 66.0, 72.0, 290.0), place("Ó", 130.0, 137.0, 290.0)], 6), 2, "another paragraph");
    assert_eq!(left(vec![place("Ó", 66.0, 72.0, 290.0), place("E", 130.0, 137.0, 290.0), place("Z", 10.0, 15.0, 290.0)], 7), 2);
    assert_eq!(left(vec![place("DIRECCIÓN", 10.0, 80.0, 290.0), place("ELECTRÓNICA", 85.0, 160.0, 290.0)], 7), 2, "all of it");
}

#[test]
fn pages_that_show_less_of_their_columns_have_those_of_the_others() {
    use super::assemble::{Standing, share_edges};
    let edge = |at: f32, from: f32, to: f32| Edge { at, room: (from, to), drawn: false };
    let standing = |page: u16, xs: Vec<Edge>| {
        let table = super::super::page::Table {
            method: super::super::page::Method::Tags,
            rect: Rect::default(),
            columns: 3,
            edges: Vec::new(),
            rows: Vec::new(),
            open_top: false,
            open_bottom: false,
        };
        Standing { page, xs, table }
    };
    let whole = || vec![edge(10.0, 14.0, 16.0), edge(50.0, 45.0, 55.0), edge(100.0, 95.0, 105.0), edge(150.0, 140.0, 142.0)];
    let shared = |second: Vec<Edge>| {
        let mut tables = [standing(0, whole()), standing(1, second)];
        share_edges(&mut tables);
        tables[0].table.edges == tables[1].table.edges
    };
    let end = |left: f32| vec![edge(left, left, left + 2.0); 3].into_iter().chain([edge(130.0, 120.0, 122.0)]).collect();
    assert!(shared(end(104.0)), "only the last column has text");
    assert!(!shared(end(60.0)), "it begins before that column");
    let shift = |by: f32| whole().into_iter().map(|one| edge(one.at + by, one.room.0 + by, one.room.1 + by)).collect();
    assert!(shared(shift(4.0)) && !shared(shift(30.0)));
}
