//! What is recognized and refused: files that are no text, told apart so that the answer can say what they are.
//!
//! Nothing here is read beyond the few bytes that name a format; the one exception is a PDF, where a search for the word `Font` tells a scan from a
//! PDF with text.

use super::ReadError;
use crate::source::Source;

/// First bytes of formats that this version knows by sight only.
const SIGNATURES: [(&[u8], &str); 12] = [
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xD0\xCF\x11\xE0", "DOC/XLS"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"Rar!", "RAR"),
    (b"7z\xBC\xAF", "7z"),
    (b"\x1F\x8B", "GZIP"),
];

/// Members that a ZIP file of an office program holds near its beginning.
const OFFICE: [(&[u8], &str); 4] =
    [(b"xl/", "XLSX"), (b"word/", "DOCX"), (b"opendocument.spreadsheet", "ODS"), (b"opendocument.text", "ODT")];

/// Refuses a source that no reader takes, saying what it is.
///
/// # Errors
/// Always, where the source is one of the formats known by sight.
pub(super) fn refuse(source: &Source) -> Result<(), ReadError> {
    let bytes = source.bytes.as_slice();
    if bytes.iter().take(1 << 16).all(u8::is_ascii_whitespace) && bytes.len() < 1 << 16 {
        return Err(ReadError::Empty);
    }
    let head = &bytes[..bytes.len().min(1 << 16)];
    if let Some(start) = head.iter().take(1024).position(|b| *b == b'%').filter(|at| head[*at..].starts_with(b"%PDF-")) {
        return Err(if is_scan(&bytes[start..]) { ReadError::Scanned } else { ReadError::Unsupported { name: "PDF" } });
    }
    if let Some((_, name)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        let inside = (*name == "ZIP").then(|| OFFICE.iter().find(|(member, _)| contains(head, member))).flatten();
        return Err(ReadError::Unsupported { name: inside.map_or(name, |(_, office)| office) });
    }
    let extension = source.extension();
    if is_html(head) {
        // A page named as one is a format of its own; under any other name it is what a server sent instead of the file.
        return Err(if matches!(extension.as_str(), "html" | "htm" | "xhtml") {
            ReadError::Unsupported { name: "HTML" }
        } else {
            ReadError::Html
        });
    }
    match extension.as_str() {
        // Under that name a spreadsheet may also have written tabs, which are read.
        "csv" if !bytes.contains(&b'\t') => Err(ReadError::Unsupported { name: "CSV" }),
        "md" | "markdown" => Err(ReadError::Unsupported { name: "Markdown" }),
        _ => Ok(()),
    }
}

fn is_html(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let start = text.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(text.len());
    let text = &text[start..];
    let starts = |tag: &[u8]| text.len() >= tag.len() && text[..tag.len()].eq_ignore_ascii_case(tag);
    starts(b"<!doctype html") || starts(b"<html") || (starts(b"<?xml") && contains(text, b"<html")) || starts(b"<head") || starts(b"<body")
}

/// A PDF that draws images and names no font anywhere holds no text. Objects packed away in a stream could hide a font, so a file with any is not called a scan.
fn is_scan(pdf: &[u8]) -> bool {
    contains(pdf, b"/Image") && !contains(pdf, b"/Font") && !contains(pdf, b"/ObjStm")
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    let Some((first, rest)) = needle.split_first() else { return true };
    let mut from = 0;
    while let Some(at) = haystack[from..].iter().position(|b| b == first) {
        from += at + 1;
        if haystack[from..].starts_with(rest) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(name: &str, bytes: &[u8]) -> Option<ReadError> {
        refuse(&Source::named(name, bytes.to_vec())).err()
    }

    #[test]
    fn formats_are_told_apart_by_content() {
        for (name, bytes, expected) in [
            ("a4.txt", &b" \r\n\t "[..], Some(ReadError::Empty)),
            ("a4.txt", b"", Some(ReadError::Empty)),
            ("a4.pdf", b"<!DOCTYPE html><p>404", Some(ReadError::Html)),
            ("a4.html", b"\n<html>", Some(ReadError::Unsupported { name: "HTML" })),
            ("a4.txt", b"PK\x03\x04....xl/workbook.xml", Some(ReadError::Unsupported { name: "XLSX" })),
            ("a4", b"%PDF-1.4 /Image", Some(ReadError::Scanned)),
            ("a4", b"%PDF-1.4 /Image /Font", Some(ReadError::Unsupported { name: "PDF" })),
            ("a4", b"%PDF-1.4 /Image /ObjStm", Some(ReadError::Unsupported { name: "PDF" })),
            ("a4.txt", b"80 % de avance", None),
        ] {
            assert_eq!(refused(name, bytes), expected, "{name}");
        }
    }
}
