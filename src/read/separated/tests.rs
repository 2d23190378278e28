use proptest::prelude::*;

use super::*;
use crate::document::Anchor;

static FORMAT: Format = Format { id: "csv", extensions: &[], media_type: "", method: "" };

fn document(text: &str, separator: u8, holds_separator: bool) -> Document {
    let layout = Layout { separator, holds_separator, start: 0, lines_before: 0 };
    read(text.to_owned(), layout, &FORMAT, None).unwrap()
}

fn texts(document: &Document) -> Vec<Vec<&str>> {
    document.rows().map(|row| document.cells(row).map(|cell| document.text(cell)).collect()).collect()
}

#[test]
fn quoted_fields_are_those_that_are_closed() {
    for (text, expected) in [
        ("\"a, b\",c", vec![vec!["a, b", "c"]]),
        ("\"a \"\"b\"\" c\",\"\"\"d\"\"\",\"\"", vec![vec!["a \"b\" c", "\"d\"", ""]]),
        ("\"a\nb\r\nc\",d\ne", vec![vec!["a b c", "d"], vec!["e"]]),
        ("a, \"b, c\" ,d", vec![vec!["a", "b, c", "d"]]),
        // Marks of the text left single.
        ("\"El \"Plan\" de vida\",b", vec![vec!["El \"Plan\" de vida", "b"]]),
        ("\"Dirigir, con el \"Plan\", todo\",b", vec![vec!["Dirigir, con el \"Plan", "todo\"", "b"]]),
        ("\"Dirigir el \"Plan de vida\"\",b", vec![vec!["Dirigir el \"Plan de vida\"", "b"]]),
        ("tubo de 5\",\"6\"\"\"", vec![vec!["tubo de 5\"", "6\""]]),
        // Marks without their twin.
        ("\"a,b\nc,d", vec![vec!["\"a", "b"], vec!["c", "d"]]),
        ("\"a,b\nc,\"d, e\"", vec![vec!["\"a", "b"], vec!["c", "d, e"]]),
        ("\"a\",\"b,\"c\"\n\"d\",\"e\",\"f\"", vec![vec!["a", "\"b", "c"], vec!["d", "e", "f"]]),
        ("\"a\",\"b,\"\",\"c\"\nd", vec![vec!["a", "\"b", "", "c"], vec!["d"]]),
        ("1,\"Vida,x\n2,El \"Plan\",y\n3,z", vec![vec!["1", "\"Vida", "x"], vec!["2", "El \"Plan\"", "y"], vec!["3", "z"]]),
        ("a\",b", vec![vec!["a\"", "b"]]),
        ("\"", vec![vec!["\""]]),
        ("\"\"\"", vec![vec!["\"\"\""]]),
        // Rows in which nothing stands.
        (",,\n\"\",\"\"\n&nbsp;,\na", vec![vec!["a"]]),
        ("a,b,\n", vec![vec!["a", "b", ""]]),
        ("<b>a</b>,\"<a href=\"\"mailto:x@y.ec\"\">x@y.ec</a>\"", vec![vec!["a", "x@y.ec"]]),
    ] {
        assert_eq!(texts(&document(text, b',', true)), expected, "{text}");
    }
}

#[test]
fn tabs_stand_in_quoted_cells_of_tables_only() {
    let text = "\"a\tb\"\t\"c\nd\"\t\"Plan\" y\t\"e\"";
    assert_eq!(texts(&document(text, b'\t', true)), [["a\tb".replace('\t', " ").as_str(), "c d", "\"Plan\" y", "e"]]);
    assert_eq!(texts(&document(text, b'\t', false)), [["\"a", "b\"", "c d", "\"Plan\" y", "e"]]);
}

#[test]
fn doubled_marks_lead_back() {
    let text = "\"5\"\" de &aacute;rea <a href=\"\"mailto:x@y.ec\"\">x</a> \"\"N\"\"\"";
    let document = document(text, b',', true);
    let cell = document.all_cells().next().unwrap();
    assert_eq!(document.text(cell), "5\" de área x \"N\"");
    assert_eq!(document.links(cell)[0].target, "mailto:x@y.ec");
    for (part, raw) in [("5", "5"), ("\" de", "\"\" de"), ("área", "&aacute;rea"), ("x", "x"), ("\"N\"", "\"\"N\"\""), ("N", "N")] {
        let start = document.text(cell).rfind(part).unwrap();
        let Some(Place::Text(range)) = document.place(Anchor::Cell(cell).part(&(start..start + part.len()))) else { panic!("{part}") };
        assert_eq!(&text[range.indices()], raw);
    }
}

#[test]
fn lines_are_those_of_the_file() {
    for line_end in ["\n", "\r\n", "\r"] {
        let text = ["a,\"b", "c\",d", "", ",", "e", "\"f", "g\"", "h"].join(line_end);
        let document = document(&text, b',', true);
        assert_eq!(document.rows().map(|row| document.row(row).number).collect::<Vec<_>>(), [1, 5, 6, 8], "{line_end:?}");
        let ends: Vec<&str> = document.rows().map(|row| &text[document.row(row).end as usize..]).collect();
        assert!(ends.iter().all(|rest| rest.is_empty() || rest.starts_with(line_end)), "{ends:?}");
    }
}

/// Openings and marks without end: what is no quoted field is found out by looking no further than the next opening.
#[test]
fn marks_without_end() {
    for piece in
        ["\"", ",\"", ",\"a", ",\"a b\"c", ",\"\"\"a", ",\"\"a", "\"a\n", "\"\"\n", "\"a\"b,", " \"", "\" ", "\"\" ,\"", ",\"a\"\"\n"]
    {
        let text = piece.repeat(1_000_000 / piece.len());
        for holds_separator in [true, false] {
            let layout = Layout { separator: b',', holds_separator, start: 0, lines_before: 0 };
            assert!(read(text.clone(), layout, &FORMAT, None).is_ok(), "{piece}");
        }
    }
    assert!(matches!(
        read(",".repeat(MAX_CELLS) + "x", Layout { separator: b',', holds_separator: true, start: 0, lines_before: 0 }, &FORMAT, None),
        Err(ReadError::TooManyCells)
    ));
}

const PIECES: &[&str] = &[
    "\"",
    "\"\"",
    ",",
    ";",
    "|",
    "\t",
    "\n",
    "\r\n",
    " ",
    "  ",
    "a",
    "ñandú",
    "o\u{301}",
    "<b>",
    "</b>",
    "<a href=\"mailto:x@y.ec\">",
    "</a>",
    "&oacute;",
    "&",
    "**",
    "1",
    "80 %",
    "\u{A0}",
    "'",
    "漢",
];

proptest! {
    /// What another program writes is read back: the same cells, each with a place that leads back to it.
    #[test]
    fn written_tables_are_read_back(
        rows in prop::collection::vec(prop::collection::vec(prop::collection::vec(prop::sample::select(PIECES), 0..6), 1..6), 1..8),
        separator in prop::sample::select(&b",;|\t"[..]),
        always in any::<bool>(),
        windows in any::<bool>(),
    ) {
        let style = if always { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
        let terminator = if windows { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new().delimiter(separator).quote_style(style).terminator(terminator).flexible(true).from_writer(Vec::new());
        let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row.into_iter().map(|field| field.concat()).collect()).collect();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let clean = |raw: &str| {
            let mut out = String::new();
            inline::clean(raw.trim_ascii(), 0, MAX_SEGMENTS, &mut out);
            out
        };
        let expected: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|field| clean(field)).collect()).collect();
        let expected: Vec<Vec<String>> = expected.into_iter().filter(|row: &Vec<String>| row.iter().any(|text| !text.is_empty())).collect();
        let document = document(&text, separator, true);
        prop_assert_eq!(&texts(&document), &expected, "{}", text);
        for cell in document.all_cells() {
            let Place::Text(place) = document.cell(cell).place else { panic!() };
            prop_assert_eq!(clean(&text[place.indices()].replace("\"\"", "\"")), document.text(cell));
            let whole = document.text(cell);
            for word in whole.split(' ').filter(|word| !word.is_empty()) {
                let start = word.as_ptr() as usize - whole.as_ptr() as usize;
                let Some(Place::Text(range)) = document.place(Anchor::Cell(cell).part(&(start..start + word.len()))) else { panic!() };
                let again = clean(&text[range.indices()].replace("\"\"", "\"")).replace("**", "");
                prop_assert!(again.contains(&word.replace("**", "")), "{:?} of {:?} in {:?}", word, whole, &text[range.indices()]);
            }
        }
    }
}
