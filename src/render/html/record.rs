//! The pieces of a document while the page waits for the last one: its name, its row and its section, parted by signs that no piece can hold.
//!
//! What a browser must not find in a page, whatever a file or a rule pack says, goes here, so that no piece can bring it in.

/// Between two documents: the record separator of ASCII.
pub(super) const BETWEEN: &[u8] = b"\x1e";

/// Between two pieces of a document: the unit separator of ASCII.
const WITHIN: char = '\x1f';

/// A document as it was written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record<'r> {
    /// Whether there is nothing to say of it.
    pub(super) quiet: bool,
    /// Its name.
    pub(super) name: &'r str,
    /// The cells of its row after the name.
    pub(super) row: &'r str,
    /// Its section; empty where that is not kept.
    pub(super) section: &'r str,
}

impl Record<'_> {
    /// Writes the name, the row and the section of a document.
    pub(super) fn write(quiet: bool, pieces: &[String; 3], out: &mut Vec<u8>) {
        out.push(if quiet { b'q' } else { b't' });
        for piece in pieces {
            let clean: String = piece.chars().map(|c| if forbidden(c) { char::REPLACEMENT_CHARACTER } else { c }).collect();
            out.extend(WITHIN.to_string().as_bytes());
            out.extend(clean.as_bytes());
        }
    }
}

/// What no web page may hold: controls and what is no character.
fn forbidden(c: char) -> bool {
    (c.is_control() && c != '\n') || u32::from(c) & 0xFFFE == 0xFFFE || ('\u{FDD0}'..='\u{FDEF}').contains(&c)
}

/// The documents of what was written for one file.
pub(super) fn read(rendered: &[u8]) -> impl Iterator<Item = Record<'_>> {
    rendered.split(|byte| BETWEEN.contains(byte)).filter_map(|record| {
        // Pieces are strings, so that this is always text.
        let mut pieces = std::str::from_utf8(record).ok()?.split(WITHIN);
        Some(Record { quiet: pieces.next()? == "q", name: pieces.next()?, row: pieces.next()?, section: pieces.next()? })
    })
}

/// The same without the sections of some documents.
pub(super) fn shorten(rendered: &[u8], without: impl Fn(&Record<'_>) -> bool) -> Vec<u8> {
    let mut out = Vec::new();
    for (index, record) in read(rendered).enumerate() {
        if index > 0 {
            out.extend(BETWEEN);
        }
        let section = if without(&record) { "" } else { record.section };
        Record::write(record.quiet, &[record.name, record.row, section].map(str::to_owned), &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_back_without_what_no_page_may_hold() {
        let mut out = Vec::new();
        Record::write(true, &["a\u{1e}b".to_owned(), "\u{1f}\0\u{FFFF}".to_owned(), "ñ\n".to_owned()], &mut out);
        out.extend(BETWEEN);
        Record::write(false, &["c".to_owned(), String::new(), "d".to_owned()], &mut out);
        let all: Vec<Record<'_>> = read(&out).collect();
        assert_eq!(all[0], Record { quiet: true, name: "a\u{FFFD}b", row: "\u{FFFD}\u{FFFD}\u{FFFD}", section: "ñ\n" });
        assert_eq!(all[1], Record { quiet: false, name: "c", row: "", section: "d" });
        let short = shorten(&out, |record| record.quiet);
        assert_eq!(read(&short).map(|record| record.section).collect::<Vec<_>>(), ["", "d"]);
        assert_eq!(read(b"").count(), 0);
    }
}
