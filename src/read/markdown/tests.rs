use proptest::prelude::*;

use super::*;
use crate::document::Anchor;
use crate::limits::MAX_CELLS;
use crate::place::Place;

fn document(text: &str) -> Document {
    Markdown.read(Source::named("a4.md", text)).unwrap()
}

fn texts(text: &str) -> Vec<Vec<String>> {
    let document = document(text);
    document.rows().map(|row| document.cells(row).map(|cell| document.text(cell).to_owned()).collect()).collect()
}

fn is_known(name: &str, text: &str) -> bool {
    Markdown.knows(&Sight::of(&Source::named(name, text)))
}

#[test]
fn tables_with_bars_are_read_however_they_are_typed() {
    let expected = [["No.", "Unidad", "Meta"], ["1", "ALCALDÍA", "80 %"], ["2", "", "a | b"]];
    for text in [
        "| No. | Unidad | Meta |\n|---|:--:|--:|\n| 1 | ALCALDÍA | 80 % |\n| 2 | | a \\| b |",
        "No. | Unidad | Meta\n---|---|---\n1 | ALCALDÍA | 80 %\n2 | | a \\| b",
        "|**No.**|*Unidad*|__Meta__|\r\n|-|-|-|\r\n|1|<b>ALCALDÍA</b>|80&nbsp;%|\r\n|2||a \\| b|\r\n",
        "|No.|Unidad|Meta|\r|-|-|-|\r|1|ALCALDÍA|80 %|\r|2||a \\| b|",
        // Not a table by the rules: no row of dashes, too short a one, none below the first row, right below a line of text.
        "| No. | Unidad | Meta |\n| 1 | ALCALDÍA | 80 % |\n| 2 | | a \\| b |",
        "| No. | Unidad | Meta |\n|---|---|\n| 1 | ALCALDÍA | 80 % |\n| 2 | | a \\| b |",
        "| No. | Unidad | Meta |\n|---+---+---|\n| 1 | ALCALDÍA | 80 % |\n|---|---|---|\n| 2 | | a \\| b |",
        "> | No. | Unidad | Meta |\n> |---|---|---|\n>   | 1 | **ALCALDÍA** | 80 % |\n> | 2 | | a \\| b |",
        "```\n| No. | Unidad | Meta |\n|---|---|---|\n| 1 | ALCALDÍA | 80\\ % |\n| 2 | | a \\| b |\n```",
        "---\ntitle: x\n---\n<!-- no\n\nleer -->\n    | No. | Unidad | Meta |\n    |---|---|---|\n    | 1 | ALCALDÍA | 80 % |\n    | 2 | | a \\| b |",
        "No.|Unidad|Meta\n-|-|-\n1|**ALCALDÍA** |80 %\n2|<!-- x -->|a &#124; b",
    ] {
        assert_eq!(texts(text), expected, "{text}");
    }
    assert_eq!(texts("Título\n| a | b |\n|---|---|\n| c |\nfin"), [vec!["Título"], vec!["a", "b"], vec!["c"], vec!["fin"]]);
    assert_eq!(texts("| a | b |\n|-|-|\n| - | - |\n| c | d | e |"), [vec!["a", "b"], vec!["-", "-"], vec!["c", "d", "e"]]);
    assert_eq!(texts("a | b\n---+---\n1 | 2\n{: .tabla}"), [["a", "b"], ["1", "2"]]);
    assert_eq!(texts("uno | dos\n\n| tres\n\n|"), [["uno | dos"], ["tres"]]);
}

#[test]
fn drawn_tables_have_cells_of_several_lines() {
    let text = "+-----+-----------+------------+\n| No. | **Unidad** | Meta       |\n+=====+===========+============+\n| 1   | ALCALDÍA  | 80 % de    |\n|     | DEL       | la meta \\| |\n|     | CANTÓN    |            |\n+-----+-----------+------------+\n| 2   | a | b     | <x@y.ec>   |\n+-----+-----------+------------+\n";
    let text = text.replace("| **Unidad** |", "| **Unidad**|");
    assert_eq!(texts(&text), [["No.", "Unidad", "Meta"], ["1", "ALCALDÍA DEL CANTÓN", "80 % de la meta |"], ["2", "a | b", "x@y.ec"]]);
    let psql = "+---+------+\n| a | b    |\n|---+------|\n| 1 | uno  |\n| 2 | dos  |\n+---+------+\n";
    for text in [psql.to_owned(), psql.replace("|---+------|", "+---+------+")] {
        assert_eq!(texts(&text), [["a", "b"], ["1", "uno"], ["2", "dos"]]);
    }
    let merged = "+---+---+---+\n| título    |\n+---+---+---+\n| 1 | a | b |\n|   +---+---+\n|   | c | d |\n+---+---+---+\n";
    assert_eq!(texts(merged), [vec!["título"], vec!["1", "a", "b"], vec!["", "c", "d"]]);
    let document = document(merged);
    let tall = document.all_cells().find(|cell| document.text(*cell) == "1").unwrap();
    assert_eq!(document.reach(tall), document.rows().nth(2).unwrap());
}

#[test]
fn tables_ruled_with_dashes_are_read() {
    let expected = [["No.", "Unidad", "Meta"], ["1", "ALCALDÍA", "80 % del plan"], ["2", "", "más"]];
    for text in [
        "  No.  Unidad     Meta\n  ---- ---------- --------------\n  1    ALCALDÍA   80 % del plan\n  2               más\n\n",
        "  ------------------------------\n  No.  Unidad     Meta\n  ---- ---------- ----------\n  1    ALCALDÍA   80 % del\n                  plan\n\n  2               más\n  ------------------------------\n",
        "====  ========  =============\nNo.   Unidad    Meta\n====  ========  =============\n1     ALCALDÍA  80 % del plan\n2               más\n====  ========  =============\n",
        "  ---- ---------- --------------\n  No.  Unidad     Meta\n  1    ALCALDÍA   80 % del plan\n  2               más\n  ---- ---------- --------------\n",
    ] {
        assert_eq!(texts(text), expected, "{text}");
    }
    assert_eq!(texts("uno\n---\ndos\n\n- - -\n\n***\n\ntres"), [["uno"], ["dos"], ["tres"]]);
}

#[test]
fn prose_is_read_line_by_line() {
    for (text, expected) in [
        ("# Art. 7 #\n\nLiteral a4)\n===\n## **Metas** {#metas}", &["Art. 7", "Literal a4)", "Metas"][..]),
        (
            "- **FECHA:** 31/10/2021\n- PERIODICIDAD: Mensual\n\n* [a](b)\n1. uno\n   - dos\n> tres",
            &["FECHA: 31/10/2021", "PERIODICIDAD: Mensual", "a", "uno", "dos", "tres"],
        ),
        ("uno  \ndos\\\ntres<br>cuatro\ncinco", &["uno", "dos", "tres", "cuatro", "cinco"]),
        ("**Art. 7\nde la Ley** &amp; <x@y.ec> `a|b` \\*\\*", &["Art. 7 de la Ley & x@y.ec a|b **"]),
        ("** Nota: ** a **b:**c ~~d~~ ![logo](x.png) e[^1] <!-- f -->\n\n[^1]: pie", &["Nota: a b:c d e"]),
        ("[correo] y [web][1]\n\n[correo]: mailto:x@y.ec\n[1]: https://x.ec", &["correo y web"]),
        ("<p align=\"center\">Art. 7<br>Literal a4)</p>\n\nfin", &["Art. 7", "Literal a4)", "fin"]),
        ("Del 80\\ % al 2019--2023, \\<5 \\# \\_ 1\\.", &["Del 80 % al 2019--2023, <5 # _ 1."]),
        ("<nombre> y < 5 % & más", &["<nombre> y < 5 % & más"]),
    ] {
        let found: Vec<String> = texts(text).into_iter().map(|row| row.join("¦")).collect();
        assert_eq!(found, expected, "{text}");
    }
    let wrapped = "Literal a4) Las metas y objetivos de las unidades administrativas de\nconformidad con sus programas operativos\n\nFECHA: 31/10/2021\nMensual";
    assert_eq!(texts(wrapped).len(), 3);
}

#[test]
fn tables_of_html_stand_among_the_others() {
    let text = "| a | b |\n|-|-|\n| 1 | 2 |\n\n<div>\n<table>\n<tr><td rowspan=2>x</td><td>ñ <a href=\"mailto:m@x.ec\">m@x.ec</a></td></tr>\n\n<tr><td>z</td></tr>\n</table>\n</div>\n\nfin";
    assert_eq!(texts(text), [vec!["a", "b"], vec!["1", "2"], vec!["x", "ñ m@x.ec"], vec!["", "z"], vec!["fin"]]);
    let document = document(text);
    let cell = document.all_cells().find(|cell| document.text(*cell).starts_with('ñ')).unwrap();
    assert_eq!(document.links(cell)[0].target, "mailto:m@x.ec");
    assert_eq!(document.place_name(Anchor::Cell(cell), crate::lang::Lang::Es).as_deref(), Some("7:29"));
    let tall = document.all_cells().find(|cell| document.text(*cell) == "x").unwrap();
    assert_eq!(document.reach(tall).0, 3);
    let last = document.rows().next_back().unwrap();
    assert_eq!(document.row(last).number, 13);
}

/// Every word of every cell, and every end of a row.
#[test]
fn places_lead_back() {
    let text = "# Art. 7 de la **Ley**\n\ntexto con\n| No. | **Unidad** de &oacute; |\n|---|---|\n| 1 | [marta](mailto:m@x.ec) y \\| ñandú  |\n\n+-----+------+\n| dos | tres |\n|     | más  |\n+-----+------+\n\n  a    b\n  ---- ----\n  x    y z\n\n<table><tr><td>uno<td>dos &amp; tres</table>\n\nfin\n";
    for text in [text.to_owned(), text.replace('\n', "\r\n"), text.replace('\n', "\r")] {
        let document = document(&text);
        assert!(document.rows().len() >= 9, "{text:?}");
        for cell in document.all_cells() {
            let whole = document.text(cell);
            for word in whole.split(' ').filter(|word| !word.is_empty()) {
                let start = word.as_ptr() as usize - whole.as_ptr() as usize;
                let Some(Place::Text(range)) = document.place(Anchor::Cell(cell).part(&(start..start + word.len()))) else { panic!() };
                let raw = text[range.indices()].replace("&oacute;", "ó").replace("&amp;", "&");
                assert_eq!(raw, word, "{whole:?}");
            }
        }
        for row in document.rows() {
            let row = *document.row(row);
            let line = text[..row.start as usize].split(if text.contains('\n') { '\n' } else { '\r' }).count();
            assert_eq!(row.number as usize, line);
            assert!(text[row.end as usize..].starts_with(['\r', '\n', '<']), "{:?}", &text[row.end as usize..]);
        }
    }
}

#[test]
fn a_text_with_tabs_is_no_markdown() {
    for (name, text, expected) in [
        ("a.md", "# Título", true),
        ("a.markdown", "x", true),
        ("a.md", "a\tb\tc\nd\te\tf\ng\th\ti\n", false),
        ("a.txt", "| a | b |\n|---|---|\n", true),
        ("", "a | b\n--|--\n", true),
        ("a.txt", "+---+---+\n| a | b |\n+---+---+", true),
        ("a.txt", "a|b|c\n1|2|3\n", false),
        ("a.txt", "texto --- con | barras\n- - -\n---\n", false),
        ("a.txt", "No.    Unidad     Meta\n-----  --------   ----\n1      a          b\n", true),
        ("a.csv", "a|b\n", false),
        ("a.md", "PK\x03\x04", false),
    ] {
        assert_eq!(is_known(name, text), expected, "{name} {text}");
    }
    assert!(!is_known("a.txt", crate::rules::MODEL));
}

/// Beginnings without end, by the hundred thousand, on one line and on many.
#[test]
fn hostile_texts_have_an_answer() {
    for piece in [
        "[",
        ">",
        "*a ",
        "`a",
        "<",
        "<a ",
        "![",
        "&",
        "- ",
        "1. ",
        "[a](",
        "|",
        "a|",
        "\n",
        "a\n",
        "|a|\n",
        "+-+\n",
        "+-+\n|a|\n",
        "-- --\n",
        "----------\n-- --\n",
        "<!--",
        "<table>",
        "<p>\n\n",
        "<script>\n",
        "[^1]",
        "[a]: b\n",
        "\\",
        "\\|",
        "```\n",
        "***a ",
        "<a@b>",
        "\u{301}",
        "---\n",
        "\r",
        "| \\ ",
        "~~~",
        "{",
        "](",
    ] {
        for line in [usize::MAX, 6000] {
            let mut text = piece.repeat(60_000 / piece.len());
            if line < text.len() {
                text = piece.repeat(line / piece.len()) + "\n\n";
                text = text.repeat(10);
            }
            assert!(Markdown.read(Source::named("a.md", text)).is_ok(), "{piece}");
        }
    }
    let wide = "|a".repeat(MAX_CELLS + 2);
    assert_eq!(Markdown.read(Source::named("a.md", wide)).err(), Some(ReadError::TooManyCells));
}

const PIECES: &[&str] = &[
    "|",
    " | ",
    "|---|---|\n",
    "\n",
    "\n\n",
    "\r\n",
    "+---+---+\n",
    "| a | b |\n",
    "a",
    "ñandú ",
    "o\u{301}",
    " ",
    "  ",
    "**",
    "*",
    "_",
    "`",
    "```\n",
    "~~",
    "<b>",
    "</b>",
    "<br>",
    "<table><tr><td>",
    "</td></tr></table>",
    "<!--",
    "-->",
    "<p>",
    "[",
    "](",
    ")",
    "[^1]",
    "[^1]: ",
    "[x]: y\n",
    "![",
    "<x@y.ec>",
    "\\",
    "# ",
    "- ",
    "1. ",
    "> ",
    "    ",
    "\t",
    "---\n",
    "-----  -----\n",
    "----------\n",
    "===\n",
    "&oacute;",
    "&",
    "\u{A0}",
    "漢字",
    "{#a}",
];

proptest! {
    /// Whatever is put together, every place is one of the text, and rows come in its order.
    #[test]
    fn any_pieces_have_rows_in_order(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let text = pieces.concat();
        let document = document(&text);
        let starts: Vec<u32> = document.rows().map(|row| document.row(row).start).collect();
        prop_assert!(starts.is_sorted(), "{:?} {:?}", text, starts);
        for row in document.rows() {
            prop_assert!(text.get(document.row(row).start as usize..document.row(row).end as usize).is_some(), "{:?}", text);
        }
        for cell in document.all_cells() {
            let whole = document.text(cell);
            let links = document.links(cell).iter().map(|link| link.text.clone());
            let words = whole.split(' ').map(|word| word.as_ptr() as usize - whole.as_ptr() as usize).map(|start| start..whole.len());
            for part in links.chain(words).chain(std::iter::once(0..whole.len())) {
                let Some(Place::Text(range)) = document.place(Anchor::Cell(cell).part(&part)) else { panic!() };
                prop_assert!(text.get(range.indices()).is_some(), "{:?} of {:?} in {:?}", part, whole, text);
                document.line_column(range.start);
            }
        }
    }

    /// Cells with every sign escaped are read back letter for letter.
    #[test]
    fn written_tables_are_read_back(
        rows in prop::collection::vec(prop::collection::vec("[ a-zñÁ0-9|*_<>&;:`#+.!~()\\[\\]{}\"'/=@$%^?,-]{0,12}", 2..6), 1..6),
        ruled in any::<bool>(),
    ) {
        let escaped = |cell: &str| cell.chars().flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c])).collect::<String>();
        let mut text = "Título\n\n| x | y |\n".to_owned();
        if ruled {
            text.push_str("|---|---|\n");
        }
        for row in &rows {
            let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
            text = text + "| " + &cells.join(" | ") + " |\n";
        }
        let folded = |cell: &String| cell.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let expected: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(folded).collect()).filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty())).collect();
        let found = texts(&text);
        prop_assert_eq!(&found[2..], &expected, "{}", text);
    }
}
