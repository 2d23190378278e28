//! Pages as programs and people write them, and pages that could hurt.

use crate::document::{Anchor, Document};
use crate::lang::Lang;
use crate::limits::MAX_DEPTH;
use crate::place::Place;
use crate::read::{ReadError, read};
use crate::source::Source;

fn page(name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    read(Source::named(name, bytes), None)
}

fn document(text: &str) -> Document {
    page("a4.html", text.as_bytes()).unwrap()
}

/// The rows of a page, each with its cells between bars.
fn rows(text: &str) -> Vec<String> {
    let document = document(text);
    let row = |row| document.cells(row).map(|cell| document.text(cell)).collect::<Vec<_>>().join("|");
    document.rows().map(row).collect()
}

#[track_caller]
fn reads(text: &str, expected: &[&str]) {
    assert_eq!(rows(text), expected, "{text}");
}

#[test]
fn tables_are_rows_of_cells() {
    reads("<table><tr><td>1</td><td>a</td></tr><tr><td></td><td>b</td></tr></table>", &["1|a", "|b"]);
    // What is not closed, in capitals, without a table, without rows.
    reads("<TABLE><TR><TD>1<TD>a<P>b<TR><TD><B>2</B></TABLE>x", &["1|a b", "2", "x"]);
    reads("<p>x<tr><td>1<td>a</tr>y<tr><td>2", &["x", "1|a", "y", "2"]);
    reads("<td>1<td>a", &["1|a"]);
    // Text between cells is shown beside them, what is empty not at all.
    reads("<table>x<tr><form><td>1</form><td>a<tr>y<tr><td> <td>&nbsp;</table>", &["x", "1|a", "y"]);
    reads("<table><tbody><tr><td>1<table></td></table><td>a</table>", &["1|a"]);
}

#[test]
fn heads_and_feet_stand_where_they_are_shown() {
    reads("<table><tfoot><tr><td>z<tbody><tr><td>1<thead><tr><th>n<tbody><tr><td>2<caption>c</table>", &["c", "n", "1", "2", "z"]);
    // Only the first of each.
    reads("<table><tr><td>1<tfoot><tr><td>y<tfoot><tr><td>z<tr><td>x</table>", &["1", "z", "x", "y"]);
}

#[test]
fn merged_cells_hold_their_text_once() {
    reads("<table><tr><td colspan=2>t<tr><td rowspan=2>1<td>a<td>b<tr><td>c<td>d<tr><td>2<td>e</table>", &["t", "1|a|b", "|c|d", "2|e"]);
    // Nought columns are one, nought rows are all of the group.
    reads("<table><tr><td colspan=0>1<td rowspan=0>a<td>b<tr><td>2<td>c<tbody><tr><td>3<td>d</table>", &["1|a|b", "2||c", "3|d"]);
    // A cell that reaches over columns that no other cell begins in moves nothing.
    reads("<table><tr><td colspan=16384>t<td>u<tr><td colspan=3>1<td>a</table>", &["t||u", "1|a"]);
    let tall = document("<table><tr><td rowspan=3>1<td>a<tr><td>b<tr><td>c</table>");
    let first = tall.all_cells().next().unwrap();
    assert_eq!(Some(tall.reach(first)), tall.rows().last());
}

#[test]
fn what_is_not_shown_is_not_read() {
    reads("<html><head><title>t</title><style>p{}</style></head><body><!-- c --><script>'<p>'</script><p>a<img alt=x></body>", &["a"]);
    reads("<p>a<span style='display:none'>b<span>c</span>d</span>e</p><p hidden>f<p>g<div hidden><p>h</div>i", &["ae", "g", "i"]);
    reads("<table><tr style='display: none'><td>0<tr><td>1<td hidden>x<td>a<tbody hidden><tr><td>2</table>", &["1|a"]);
    reads("<table><col><col style=visibility:collapse><tr><td>1<td>x<td>a<tr><td colspan=2>2<td>b</table>", &["1|a", "2|b"]);
    reads("<body style=display:none><table><tr><td>1<td style='visibility:hidden'>x<td>a</table>", &["1||a"]);
    reads("<table hidden><tr><td>0<table><tr><td>1</table></table><p>a<del>b</del><o:p>c</o:p>", &["ac"]);
    // What hides is closed by the end of what it stands in.
    reads("<div><p>a<span hidden>b</p>c</div>d", &["a", "c", "d"]);
    reads("<table><tr><td>1<font style=display:none>x<td>a</table>b", &["1|a", "b"]);
    reads("<p>a<a style='mso-footnote-id:ftn1' href='#_ftn1'>[1]</a></p><div style='mso-element:footnote-list'><p>b</div>", &["a"]);
    reads(
        "<nav><p>x</nav><ul><li><a href=/a>Inicio</a><li><div><a href=/b>a1)</a></div><li>b<li><a href=mailto:a@b.ec>a@b.ec</a></ul>",
        &["b", "a@b.ec"],
    );
}

#[test]
fn text_outside_tables_is_a_row_for_each_line() {
    reads("<h1>a\n b</h1><p>c<b>d</b> e<div>f</div>g<ul><li>h<li>i</ul><hr>j", &["a b", "cd e", "f", "g", "h", "i", "j"]);
    // A line that is broken by hand goes on.
    reads(
        "Art. 7 de la<br>LOTAIP<br>Literal a4) Las metas<br>y objetivos<br><br>FECHA:<br>31/10/2021<br/>MES: x",
        &["Art. 7 de la LOTAIP", "Literal a4) Las metas y objetivos", "FECHA: 31/10/2021", "MES: x"],
    );
    reads("<dl><dt>FECHA:</dt>\n<dd>31/10/2021</dd><dt><p>MES:<dd><p>x</p><dd>y<dt>z</dl>w", &["FECHA:|31/10/2021", "MES:|x|y", "z", "w"]);
    reads("<pre>a\n1\tb\t\tc\r\n\n\t2</pre>", &["a", "1|b||c", "|2"]);
}

#[test]
fn tables_inside_tables() {
    let matrix = "<table><tr><td>1<td>a<tr><td>2<td>b</table>";
    // A table that lays out the page.
    reads(
        &format!("<table><tr><td colspan=2>t<tr><td><table><tr><td>m<tr><td>n</table><td><p>u<p>v{matrix}w<tr><td>x<td>y</table>"),
        &["t", "m", "n", "u", "v", "1|a", "2|b", "w", "x|y"],
    );
    reads("<table><tr><td><table><tr><td>1<td>a</table><tr><td><table><tr><td>2<td>b</table></table>", &["1|a", "2|b"]);
    // A frame around the text of a cell.
    reads("<table><tr><td>1<td><table><tr><td>a<td>b</table><td>c<td><table><tr><td>d<tr><td>e</table></table>", &["1|a b|c|d e"]);
    reads("<table><tr><td><p>a<p>b</table>", &["a", "b"]);
}

#[test]
fn what_stands_in_for_text_is_shown() {
    reads("<p>a <input value='b &amp; c'> <input type=hidden value=x><input type=date value=2021-10-31>", &["a b & c 31/10/2021"]);
    reads(
        "<p><textarea>a<b>&oacute</textarea> <select><option>x<option selected>y<option>z</select><select><option>1<option>2</select>",
        &["aó y1"],
    );
    reads("<table><tr><td><ol start=3><li></ol><td>a<tr><td><ol><li value=4></li><li>b</ol><td>c</table>", &["3|a", "4 b|c"]);
    let mail = document("<p>c: <a href=/cdn-cgi/l/email-protection class=x data-cfemail=422c232f2702276c2521>[email&#160;protected]</a>.");
    let cell = mail.all_cells().next().unwrap();
    assert_eq!(mail.text(cell), "c: name@e.gc.");
    assert_eq!(mail.links(cell)[0].target, "mailto:name@e.gc");
}

#[test]
fn tables_are_known_by_how_they_look() {
    let row = |cells: &str| format!("<div style='display:table-row'>{cells}</div>");
    let cell = |text: &str| format!("<div style='display:table-cell'><div>{text}</div></div>");
    let two = [row(&(cell("1") + &cell("a"))), row(&(cell("2") + &cell("b")))].concat();
    reads(&format!("x<div style='display:table'>{two}</div>y"), &["x", "1|a", "2|b", "y"]);
    reads("<x-grid role=grid><x-row role=row><b role=gridcell>1</b><b role=gridcell>a</b></x-row></x-grid>b", &["1|a", "b"]);
    reads("<table><tr><td><div style='display:table-cell'>1</div><td>a</table>", &["1|a"]);
}

#[test]
fn the_letters_and_numbers_of_a_program_are_its_own() {
    let row = |n: usize, cells: &str| format!("<tr><th>{n}</th>{cells}</tr>");
    let rows = [row(1, "<td colspan=3>t"), row(2, "<td>No.<td>x<td>y"), row(3, "<td>1<td>a<td>b")].concat();
    reads(&format!("<table><tr><th></th><th>A</th><th>B</th><th>C</th></tr>{rows}</table>"), &["t", "No.|x|y", "1|a|b"]);
    reads(&format!("<table>{rows}</table>"), &["t", "No.|x|y", "1|a|b"]);
    reads("<table><tr><td>A<td>B<td>C<tr><td>1<td>a<td>b</table>", &["1|a|b"]);
    // The numbers of units are the document's, heading or not.
    let units = "<tr><th>1<td>a<td>b<tr><th>2<td>c<td>d<tr><th>3<td>e<td>f";
    reads(&format!("<table><tr><th>No.<th>x<th>y{units}</table>"), &["No.|x|y", "1|a|b", "2|c|d", "3|e|f"]);
    reads(&format!("<table>{units}</table>"), &["1|a|b", "2|c|d", "3|e|f"]);
}

#[test]
fn places_are_lines_and_columns_of_the_page() {
    let text = "<table>\r\n<tr><td>1</td>\r\n <td> <b>Direcci&oacute;n</b> X </td></tr><tr><td></td></tr>\r\n</table><p>ñ <i>fin</i></p>";
    let document = document(text);
    let named = |anchor| document.place_name(anchor, Lang::Es).unwrap();
    let cells: Vec<_> = document.all_cells().collect();
    assert_eq!(cells.iter().map(|cell| named(Anchor::Cell(*cell))).collect::<Vec<_>>(), ["2:9", "3:7", "4:12"]);
    let at = document.text(cells[1]).find("ción").unwrap();
    let Some(Place::Text(part)) = document.place(Anchor::Cell(cells[1]).part(&(at..at + 5))) else { panic!("a text") };
    assert_eq!(&text[part.indices()], "ci&oacute;n");
    let row = document.rows().next().unwrap();
    assert_eq!((document.row(row).number, named(Anchor::Past { row, column: 4 })), (2, "3:38".to_owned()));
}

#[test]
fn a_page_under_another_name_has_to_hold_a_matrix() {
    let error = b"<!DOCTYPE html><html><body><h1>404</h1><p>No existe</body></html>";
    let matrix = b"<html><table><tr><th>No.<th>a<th>b<th>c<tr><td>1<td>x<td>y<td>z</table></html>";
    for name in ["a4.txt", "a4.pdf", "a4.xlsx", "a4.xls", "a4.docx", "a4.csv"] {
        assert_eq!(page(name, error).err(), Some(ReadError::Html), "{name}");
        assert_eq!(page(name, matrix).unwrap().rows().len(), 2, "{name}");
    }
    for name in ["a4.html", "a4.XHTML", "a4", "a4.aspx", "-"] {
        assert_eq!(page(name, error).unwrap().rows().len(), 2, "{name}");
    }
    assert_eq!(page("a4.html", b"Art. 7, 5 < 6").unwrap().format.id, "text");
}

/// Each is small for what it asks of careless code.
#[test]
fn pages_that_could_hurt() {
    let many = 20_000;
    for (text, expected) in [
        ("<table><tr><td>".repeat(many), Err(ReadError::TooDeep)),
        ("<div><b><ul><li>".repeat(many), Ok(0)),
        ("<table>".repeat(many), Ok(0)),
        ("<td colspan=100000000 rowspan=100000000>x".repeat(many), Ok(1)),
        ("<tr><td colspan=1000>x<td>y".repeat(many), Ok(many)),
        ("<table><tr>".to_owned() + &"<td rowspan=65534>x".repeat(many) + &"<tr><td>y".repeat(many), Err(ReadError::TooManyCells)),
        ("<p hidden><i>".repeat(many) + &"</u>".repeat(many), Ok(0)),
        ("<ol><li>".repeat(many), Ok(many - MAX_DEPTH / 2 + 1)),
        ("<a href=x><p>".repeat(many), Ok(0)),
        ("<select><option>a".repeat(many), Ok(1)),
        ("<!--".repeat(many), Ok(0)),
        ("<td><table><td>a</table>b".repeat(many), Ok(1)),
        (format!("<p {}>a", "x=y ".repeat(many)), Ok(1)),
        ("<tr>x<td>".repeat(many), Ok(many)),
        ("<b\n".repeat(many), Ok(0)),
    ] {
        let found = page("a4.html", text.as_bytes()).map(|document| document.rows().len());
        assert_eq!(found, expected, "{}", &text[..40]);
    }
    let deep = "<table><tr><td>".repeat(MAX_DEPTH) + "1<td>a";
    assert_eq!(rows(&deep).len(), 1);
}

/// Pieces of pages in every order, made by a small generator: whatever comes out, places lie within the text, at the boundaries of characters, and lines
/// never go back.
#[test]
fn places_of_any_page_lie_within_it() {
    const PIECES: [&str; 64] = [
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th>",
        "<td rowspan=2>",
        "<td colspan=3 rowspan=0>",
        "<thead>",
        "<tfoot>",
        "</tbody>",
        "<caption>",
        "</caption>",
        "<col style=visibility:collapse>",
        "<colgroup span=2>",
        "<p>",
        "</p>",
        "<div hidden>",
        "</div>",
        "<span style='display:none'>",
        "</span>",
        "<b>",
        "</b>",
        "<br>",
        "<a href='mailto:ñ@x.ec'>",
        "</a>",
        "<ul>",
        "<li>",
        "</ul>",
        "<ol start=4>",
        "</ol>",
        "<dl>",
        "<dt>",
        "<dd>",
        "</dl>",
        "<pre>",
        "</pre>",
        "<select>",
        "<option>",
        "<option selected>",
        "</select>",
        "<input value='ñ 1'>",
        "<input type=date value=2021-10-31>",
        "<b data-cfemail=422c232f2702276c2521>",
        "<div style=display:table-row>",
        "<div style=display:table-cell>",
        "<div role=grid>",
        "<!-- ñ -->",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "ñ",
        "A",
        "B",
        "1",
        " ",
        "\n",
        "\r\n",
        "\t",
        "&ntilde",
        "o\u{301}",
        "<",
    ];
    let mut state = 7u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0)
    };
    for _ in 0..3000 {
        let length = next() % 60;
        let text: String = "<html>".chars().chain((0..length).flat_map(|_| PIECES[next() % PIECES.len()].chars())).collect();
        let document = document(&text);
        let inside = |anchor| match document.place(anchor) {
            Some(Place::Text(range)) => assert!(text.get(range.indices()).is_some(), "{range:?} of {text:?}"),
            other => panic!("{other:?} of {text:?}"),
        };
        for cell in document.all_cells() {
            inside(Anchor::Cell(cell));
            let words = document.text(cell);
            for (start, word) in words.char_indices() {
                inside(Anchor::Cell(cell).part(&(start..start + word.len_utf8())));
            }
            assert!(document.links(cell).iter().all(|link| words.get(link.text.clone()).is_some()));
        }
        let rows: Vec<_> = document.rows().map(|row| *document.row(row)).collect();
        assert!(rows.is_sorted_by_key(|row| (row.start, row.number)), "{text:?}");
        for row in document.rows() {
            inside(Anchor::Past { row, column: 1 });
            let start = document.row(row).start as usize;
            assert!(start == 0 || text.as_bytes()[start - 1] == b'\n', "{text:?}");
        }
    }
}
