//! Values separated by commas, semicolons, bars or tabs, as spreadsheets save them: which of these stands between the cells of a file, and which files are
//! such a table. How lines become cells is told in [`super::separated`].

use super::separated::{self, Fields, Layout};
use super::{Format, ReadError, Reader, Sight, decode, foreign};
use crate::document::Document;
use crate::source::Source;

/// Reads separated values.
pub(super) struct Csv;

static FORMAT: Format = Format { id: "csv", extensions: &["csv"], media_type: "text/csv", method: "text" };

/// What may stand between cells; of those that explain a file equally well, the first.
const SEPARATORS: [u8; 4] = [b'\t', b';', b'|', b','];

/// How many rows, and how many bytes, are looked at to tell what separates the cells.
const LOOKED_AT: (usize, usize) = (500, 1 << 18);

/// Rows of more fields than this count as if they had this many.
const MOST_FIELDS: usize = 32;

impl Reader for Csv {
    fn format(&self) -> &'static Format {
        &FORMAT
    }

    fn knows(&self, sight: &Sight<'_>) -> bool {
        (sight.extension() == "csv" || announced(sight.head()).is_some() || is_table(sight.head())) && foreign::refusal(sight).is_none()
    }

    fn read(&self, source: Source) -> Result<Document, ReadError> {
        let (text, note) = decode::decode(source.bytes)?;
        let layout = match announced(text.as_bytes()) {
            Some((separator, start)) => layout(separator, start, 1),
            None => layout(separator(text.as_bytes()), 0, 0),
        };
        separated::read(text, layout, &FORMAT, note)
    }
}

fn layout(separator: u8, start: usize, lines_before: usize) -> Layout {
    Layout { separator, holds_separator: true, start, lines_before }
}

/// The separator that a first line `sep=;` announces, as Excel writes and reads it, and where the next line begins.
fn announced(text: &[u8]) -> Option<(u8, usize)> {
    let head = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let end = memchr::memchr2(b'\n', b'\r', &head[..head.len().min(64)])?;
    let line = head[..end].strip_prefix(b"\"").unwrap_or(&head[..end]);
    let (&separator, rest) = line.get(..4).filter(|name| name.eq_ignore_ascii_case(b"sep=")).and(line.get(4..)?.split_first())?;
    // A program that does not know the line takes it for a row and fills it up with separators.
    let alone = rest.iter().all(|byte| *byte == separator || matches!(byte, b'"' | b' '));
    let usable = separator.is_ascii_punctuation() && separator != b'"' || separator == b'\t';
    let next = end + if head[end..].starts_with(b"\r\n") { 2 } else { 1 };
    (alone && usable).then_some((separator, text.len() - head.len() + next))
}

/// How well a separator explains a text.
#[derive(Debug, Clone, Copy)]
struct Tally {
    separator: u8,
    /// The number of fields that most rows have, of those that have more than one.
    fields: usize,
    /// How many rows have so many.
    alike: usize,
    /// How many rows hold anything.
    rows: usize,
}

impl Tally {
    fn of(bytes: &[u8], separator: u8) -> Tally {
        let fields = Fields::of(bytes, layout(separator, 0, 0));
        let mut counts = [0; MOST_FIELDS + 1];
        let (mut start, mut rows) = (0, 0);
        while start < bytes.len() && rows < LOOKED_AT.0 {
            let mut end = fields.line_end_from(start);
            if !fields.is_blank(start..end) {
                let (mut from, mut count) = (start, 0);
                while from <= end {
                    from = fields.next(from, &mut end).end + 1;
                    count += 1;
                }
                rows += 1;
                counts[count.min(MOST_FIELDS)] += 1;
            }
            start = end + 1;
        }
        let (mut most, mut alike) = (1, 0);
        for (count, seen) in counts.iter().enumerate().skip(2) {
            // What is weighed is how many separators stand where a table has them: rows of one length, not single commas of prose.
            if seen * (count - 1) > alike * (most - 1) {
                (most, alike) = (count, *seen);
            }
        }
        Tally { separator, fields: most, alike, rows }
    }

    fn weight(&self) -> usize {
        self.alike * (self.fields - 1)
    }
}

/// What separates the cells of a text.
fn separator(text: &[u8]) -> u8 {
    let any = || SEPARATORS.into_iter().find(|separator| memchr::memchr(*separator, text).is_some());
    likeliest(text).map(|tally| tally.separator).or_else(any).unwrap_or(b'\t')
}

/// The separator that explains a text best; `None` where none stands in its rows.
fn likeliest(text: &[u8]) -> Option<Tally> {
    // A sheet may begin with very many empty rows.
    let is_filler = |byte: &u8| SEPARATORS.contains(byte) || matches!(byte, b' ' | b'"' | b'\r' | b'\n');
    let filled = text.iter().position(|byte| !is_filler(byte))?;
    let start = memchr::memrchr2(b'\n', b'\r', &text[..filled]).map_or(0, |end| end + 1);
    let head = &text[start..text.len().min(start.saturating_add(LOOKED_AT.1))];
    let mut best: Option<Tally> = None;
    for separator in SEPARATORS {
        let tally = Tally::of(head, separator);
        if tally.alike > 0 && best.is_none_or(|best| tally.weight() > best.weight()) {
            best = Some(tally);
        }
    }
    best
}

/// Whether a text under some other name is a table all the same: no tabs, and rows of one length. Prose has commas, but not the same number on every line.
fn is_table(head: &[u8]) -> bool {
    if memchr::memchr(b'\t', head).is_some() || memchr::memchr3(b';', b'|', b',', head).is_none() {
        return false;
    }
    // Of UTF-16 the signs in question are left when the zeros go.
    let narrow: Vec<u8>;
    let head = if memchr::memchr(0, head).is_some() {
        narrow = head.iter().copied().filter(|byte| *byte != 0).collect();
        &narrow
    } else {
        head
    };
    likeliest(head).is_some_and(|tally| {
        let fewest = if tally.separator == b',' { 4 } else { 3 };
        tally.fields >= fewest && tally.alike >= 3 && tally.alike * 3 >= tally.rows
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(name: &str, bytes: &[u8]) -> Vec<Vec<String>> {
        let document = Csv.read(Source::named(name, bytes)).unwrap();
        document.rows().map(|row| document.cells(row).map(|cell| document.text(cell).to_owned()).collect()).collect()
    }

    fn is_known(name: &str, bytes: &[u8]) -> bool {
        Csv.knows(&Sight::of(&Source::named(name, bytes)))
    }

    const PROSE: &str =
        "Art. 7, de la Ley; y su reglamento\nDirigir, coordinar, evaluar; y controlar, siempre\nEn fin, nada\nUno, dos; tres, cuatro\n";

    #[test]
    fn the_separator_is_the_one_that_makes_rows_alike() {
        let rows = |separator: &str| {
            let units = (1..4)
                .map(|n| [n.to_string(), "ALCALDÍA".into(), "Dirigir, coordinar; y evaluar, todo".into(), "a|b".into(), "80,5 %".into()]);
            let quoted = |field: String| if field.contains(separator) { format!("\"{field}\"") } else { field };
            units.map(|row| row.map(quoted).join(separator)).collect::<Vec<_>>().join("\n")
        };
        for (name, separator) in
            [("a.csv", ";"), ("a.csv", ","), ("a.csv", "|"), ("a.csv", "\t"), ("a.txt", ";"), ("a.txt", ","), ("a.txt", "|")]
        {
            let text = format!("Art. 7, de la Ley\n{}\nMarta Chicaiza, Ing.{separator}x\n", rows(separator));
            assert_eq!(
                texts(name, text.as_bytes())[2][..4],
                ["2", "ALCALDÍA", "Dirigir, coordinar; y evaluar, todo", "a|b"],
                "{separator}"
            );
            assert!(is_known(name, text.as_bytes()), "{name} {separator}");
        }
        assert_eq!(texts("a.csv", b"Art. 7, de la Ley\nnada")[0], ["Art. 7", "de la Ley"]);
        let late = ";;;;\n".repeat(100_000) + "1;a;b;c;d\n";
        assert_eq!(texts("a.csv", late.as_bytes()), [["1", "a", "b", "c", "d"]]);
        assert!(texts("a.csv", ",,,\n".repeat(9).as_bytes()).is_empty());
        assert_eq!(texts("a.csv", b"solo\nuna columna")[1], ["una columna"]);
    }

    #[test]
    fn a_separator_may_be_announced() {
        for text in [
            "sep=;\na;b,c",
            "SEP=;\r\na;b,c",
            "\"sep=;\"\na;b,c",
            "\u{FEFF}sep=;\ra;b,c",
            "sep=;;;;\na;b,c",
            "sep=^\na^b,c",
            "sep=\t\na\tb,c",
        ] {
            assert_eq!(texts("a.csv", text.as_bytes()), [["a", "b,c"]], "{text}");
            assert!(is_known("a.txt", text.as_bytes()), "{text}");
            let document = Csv.read(Source::named("a.csv", text)).unwrap();
            assert_eq!(document.rows().map(|row| document.row(row).number).collect::<Vec<_>>(), [2]);
        }
        assert_eq!(texts("a.csv", b"sep=ab\nx")[0], ["sep=ab"]);
        assert!(!is_known("a.txt", b"sep=\n\n"));
    }

    #[test]
    fn text_is_not_taken_for_a_table() {
        assert!(!is_known("a.txt", PROSE.as_bytes()));
        assert!(!is_known("a.txt", "1\ta,b,c\n2\ta,b,c\n3\ta,b,c\n".as_bytes()));
        assert!(!is_known("a.txt", crate::rules::MODEL.as_bytes()));
        assert!(!is_known("a.csv", b"PK\x03\x04...."));
        assert!(!is_known("a.csv", b"<html><body>404"));
        assert!(is_known("a.csv", PROSE.as_bytes()));
        let wide: Vec<u8> = "a;b;c\nd;e;f\ng;h;i\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(is_known("a.txt", &[b"\xFF\xFE", &wide[..]].concat()));
        assert_eq!(texts("a.txt", &wide)[2], ["g", "h", "i"]);
    }
}
