//! Shapes that could hurt: tables inside tables, separators without end, pages of very many cells, texts of every length.

use lotaip::limits::MAX_CELLS;
use lotaip::rules::MODEL;

use super::{Answer::Complies, bounded, is_full, listed, size, unread};
use crate::office::{Workbook, docx, fods, model_html, model_odf, model_sheet, model_word, odf, odf_table, pack};

/// Tables, blocks and quotations inside one another.
#[test]
fn tables_inside_tables() {
    let deep = if is_full() { 200_000 } else { 20_000 };
    let nested = |open: &str, inside: &str, close: &str| format!("{}{inside}{}", open.repeat(deep), close.repeat(deep));
    let word = nested("<w:tbl><w:tr><w:tc>", "<w:p/>", "</w:tc></w:tr></w:tbl>");
    assert_eq!(bounded("nested.docx", &pack(&docx(&format!("{word}<w:tbl>{}</w:tbl>", model_word())), false), word.len()), unread());
    let table = nested("<table:table><table:table-row><table:table-cell>", "", "</table:table-cell></table:table-row></table:table>");
    for format in ["ods", "odt"] {
        let body = odf_table(&model_odf()) + &table;
        assert_eq!(bounded(&format!("nested.{format}"), &pack(&odf(format, &body), false), table.len()), unread());
    }
    assert_eq!(bounded("nested.fods", fods(&table).as_bytes(), 0), unread());
    let sections =
        nested("<text:section><text:list><text:list-item>", "<text:p>x</text:p>", "</text:list-item></text:list></text:section>");
    bounded("nested-lists.odt", &pack(&odf("odt", &sections), false), sections.len());
    let spans = nested("<text:span>", "x", "</text:span>");
    bounded("nested-spans.odt", &pack(&odf("odt", &format!("<text:p>{spans}</text:p>")), false), spans.len());
    for (name, open, close) in [
        ("tables", "<table><tr><td>", "</td></tr></table>"),
        ("tables-open", "<table><tr><td>", ""),
        ("div", "<div>", "</div>"),
        ("div-open", "<div>", ""),
        ("b", "<b>", "</b>"),
        ("links", "<a href='mailto:a@b.ec'>", "</a>"),
        ("closing", "</table></td>", ""),
        ("lists", "<ul><li>", ""),
        ("templates", "<template><select>", ""),
        ("script", "<script><!--<script>", ""),
        ("rows", "<tr>", "</tr>"),
    ] {
        let page = format!("<html><body>{}<table>{}</table></body></html>", nested(open, "x", close), model_html());
        bounded(&format!("nested-{name}.html"), page.as_bytes(), 0);
        // Before the mischief, the matrix is read; after it, it may be what is too deep.
        let cell = format!("<html><body><table>{}<tr><td>{}</td></tr></table></body></html>", model_html(), nested(open, "x", close));
        bounded(&format!("nested-{name}-inside.html"), cell.as_bytes(), 0);
    }
    for (name, piece) in [
        ("quotations", "> "),
        ("bare-quotations", ">"),
        ("lists", "- "),
        ("numbers", "1. "),
        ("brackets", "["),
        ("images", "!["),
        ("stars", "*a "),
        ("both", "_*"),
    ] {
        let text = format!("{}x\n\n{MODEL}", piece.repeat(deep));
        bounded(&format!("nested-{name}.md"), text.as_bytes(), 0);
    }
    let ladder = listed(0..size(20_000), |n| format!("{}- x\n", "  ".repeat(n % 2_000)));
    bounded("ladder.md", ladder.as_bytes(), 0);
}

/// Separators and quotation marks by the million.
#[test]
fn separators_and_quotation_marks_without_end() {
    let long = size(30 << 20);
    for (name, piece) in [
        ("commas", ","),
        ("semicolons", ";"),
        ("quotes", "\""),
        ("quoted", "\"\","),
        ("opened", ",\"a"),
        ("opened-lines", "\"a\n"),
        ("quotes-lines", "a,\"\n"),
        ("doubled", "\"\"\n"),
        ("returns", "\r"),
        ("lines", "\r\n"),
        ("zeros", ",\0"),
        ("words", "a,"),
        ("words-lines", "a;\"b\",\"c\n"),
        ("sep", "sep=,\n"),
    ] {
        bounded(&format!("{name}.csv"), piece.repeat(long / piece.len()).as_bytes(), 0);
        if is_full() {
            let after = format!("{}\n{}", MODEL.replace('\t', ";"), piece.repeat(long / piece.len() / 3));
            bounded(&format!("{name}-after.csv"), after.as_bytes(), 0);
        }
    }
    for (name, piece) in [
        ("pipes", "|"),
        ("pipes-lines", "|\n"),
        ("cells", "|a"),
        ("dashes", "|-"),
        ("tables", "|a|b|\n|-|-|\n\n"),
        ("escaped", "\\|"),
        ("ticks", "`"),
        ("ticks-apart", "`a``b```"),
        ("brackets", "[a]("),
        ("references", "[a]: b\n"),
        ("rules", "---\n"),
        ("tags", "<a "),
        ("comments", "<!--\n"),
        ("entities", "&#"),
        ("fences", "```\n"),
        ("headings", "#\n"),
        ("underlines", "a\n=\n"),
        ("links", "<http:"),
    ] {
        bounded(&format!("{name}.md"), piece.repeat(long / 3 / piece.len()).as_bytes(), 0);
    }
}

/// Pages with a million cells, and cells that say they are a thousand million wide.
#[test]
fn pages_of_very_many_cells() {
    let page = |rows: &str| format!("<html><body><table>{}{rows}</table></body></html>", model_html());
    let row = format!("<tr>{}</tr>", "<td>x</td>".repeat(100));
    let million = page(&row.repeat(size(10_000)));
    assert_eq!(bounded("million-cells.html", million.as_bytes(), 0), Complies);
    let beyond = page(&row.repeat(MAX_CELLS / 100 + 1));
    if is_full() {
        assert_eq!(bounded("too-many-cells.html", beyond.as_bytes(), 0), unread());
    }
    for (name, more) in [
        ("colspan", "<tr><td colspan=1000000000>x</td></tr>".to_owned()),
        ("colspans", "<tr><td colspan=1000000000>x</td><td colspan=99999999999999999999>y</td></tr>".repeat(size(10_000))),
        ("rowspan", "<tr><td rowspan=1000000000>x</td></tr>".to_owned()),
        ("both", "<tr><td rowspan=65534 colspan=1000>x</td></tr>".repeat(size(10_000))),
        ("none", "<tr><td rowspan=0 colspan=0>x<td rowspan=-1 colspan=-1>y</tr>".repeat(size(10_000))),
        ("wide", format!("<tr>{}</tr>", "<td rowspan=2 colspan=3>x".repeat(size(100_000)))),
        ("wide-rows", format!("<tr>{}</tr>", "<td rowspan=65534>x".repeat(1000)) + &"<tr><td>y</td></tr>".repeat(size(10_000))),
    ] {
        let page = page(&more);
        bounded(&format!("{name}.html"), page.as_bytes(), 0);
    }
    let cells = |width: &str| {
        format!(
            "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"{width}\"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>y</w:t></w:r></w:p></w:tc></w:tr>"
        )
    };
    let before = |width: &str| {
        format!("<w:tr><w:trPr><w:gridBefore w:val=\"{width}\"/></w:trPr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>")
    };
    for (name, more) in [
        ("span", cells("1000000000")),
        ("spans", cells("60000").repeat(size(10_000))),
        ("before", before("1000000000")),
        ("befores", before("60000").repeat(size(10_000))),
        ("beyond", cells("99999999999999999999") + &before("-1") + &cells("-1")),
    ] {
        let file = pack(&docx(&format!("<w:tbl>{}{more}</w:tbl>", model_word())), false);
        bounded(&format!("{name}.docx"), &file, file.len());
    }
    let spanned = r#"<table:table-row><table:table-cell table:number-columns-spanned="1000000000" table:number-rows-spanned="1000000000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>"#;
    for format in ["ods", "odt"] {
        let file = pack(&odf(format, &odf_table(&(model_odf() + &spanned.repeat(size(10_000))))), true);
        bounded(&format!("spanned.{format}"), &file, size(10_000) * spanned.len());
    }
}

/// One text that fills the file, and texts of one letter by the million.
#[test]
fn one_long_text_and_very_many_short_ones() {
    let long = "Una línea sin fin, a4 ".repeat(size(200 << 20) / 23);
    let run = "<w:r><w:t>a</w:t></w:r>".repeat(size(1_000_000));
    let span = "<text:span>a</text:span>".repeat(size(1_000_000));
    let paragraphs = "<w:p><w:r><w:t>a</w:t></w:r></w:p>".repeat(size(1_000_000));
    let strings = "<si/>".repeat(size(10_000_000));
    let amps = "&amp;&#65;".repeat(size(1_000_000));
    let cell = |text: &str| format!(r#"<row r="100"><c r="A100" t="inlineStr"><is><t>{text}</t></is></c></row>"#);
    let files = [
        ("long.xlsx", Workbook::of(&(model_sheet() + &cell(&long)), "").file()),
        ("references.xlsx", Workbook::of(&(model_sheet() + &cell(&amps)), "").file()),
        ("strings.xlsx", Workbook { shared: strings, ..Workbook::of(&model_sheet(), "") }.file()),
        ("long.docx", pack(&docx(&format!("<w:p><w:r><w:t>{long}</w:t></w:r></w:p><w:tbl>{}</w:tbl>", model_word())), false)),
        ("runs.docx", pack(&docx(&format!("<w:p>{run}</w:p><w:tbl>{}</w:tbl>", model_word())), false)),
        ("paragraphs.docx", pack(&docx(&format!("{paragraphs}<w:tbl>{}</w:tbl>", model_word())), false)),
        ("long.odt", pack(&odf("odt", &format!("<text:p>{long}</text:p>{}", odf_table(&model_odf()))), false)),
        ("spans.odt", pack(&odf("odt", &format!("<text:p>{span}</text:p>{}", odf_table(&model_odf()))), false)),
        ("long.html", format!("<html><body><p>{long}</p><table>{}</table></body></html>", model_html()).into_bytes()),
        ("long.md", format!("{long}\n\n{MODEL}").into_bytes()),
    ];
    for (name, file) in files {
        bounded(name, &file, file.len());
    }
}
