//! What is recognized and refused: files that no reader takes, told apart so that the answer can say what they are and what to save them as.
//!
//! Nothing here is read beyond the few bytes that name a format.

use super::ReadError;
use super::sight::{Sight, contains};

/// Extensions of files in which reports are published and that are not read: of text processors, presentations, pictures and archives.
pub(crate) const UNREAD: [&str; 26] = [
    "doc", "dot", "rtf", "wps", "pages", "numbers", "xlsb", "ppt", "pptx", "pps", "ppsx", "odp", "odg", "jpg", "jpeg", "png", "gif", "tif",
    "tiff", "bmp", "webp", "heic", "zip", "rar", "7z", "mht",
];

/// First bytes of formats that are known by sight only, what they are called, and what to save them as.
const SIGNATURES: [(&[u8], &str, &str); 9] = [
    (b"{\\rtf", "RTF", "DOCX"),
    (b"\x89PNG", "PNG", ""),
    (b"\xFF\xD8\xFF", "JPEG", ""),
    (b"GIF8", "GIF", ""),
    (b"II*\0", "TIFF", ""),
    (b"MM\0*", "TIFF", ""),
    (b"Rar!", "RAR", ""),
    (b"7z\xBC\xAF", "7z", ""),
    (b"\x1F\x8B", "GZIP", ""),
];

/// Members by which packed files of office programs are known even when they are cut off, what they are called, and what to save them as where they
/// are not read.
const OFFICE: [(&[u8], &str, &str); 9] = [
    (b"xl/workbook.bin", "XLSB", "XLSX"),
    (b"ppt/", "PPTX", "-"),
    (b"xl/", "XLSX", ""),
    (b"word/", "DOCX", ""),
    (b"opendocument.spreadsheet", "ODS", ""),
    (b"opendocument.text", "ODT", ""),
    (b"opendocument.presentation", "ODP", "-"),
    (b"Index/Document.iwa", "Pages/Numbers", "DOCX/XLSX"),
    (b"[Content_Types].xml", "XLSX/DOCX", ""),
];

/// Streams by which compound files are known.
const COMPOUND: [(&str, &str, &str); 4] =
    [("WordDocument", "DOC", "DOCX"), ("PowerPoint Document", "PPT", "-"), ("Workbook", "XLS", ""), ("Book", "XLS", "")];

/// Why a file that no reader takes is refused, where it is a format known by sight.
pub(super) fn refusal(sight: &Sight<'_>) -> Option<ReadError> {
    let head = sight.head();
    if sight.is_compound() {
        return Some(compound(sight));
    }
    if sight.is_zip() {
        return Some(packed(sight));
    }
    // The pictures of many telephones: the brand stands after a length and the word.
    if head
        .get(4..12)
        .is_some_and(|brand| [b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"].contains(&brand.first_chunk().unwrap_or(b"        ")))
    {
        return Some(ReadError::Unsupported { name: "HEIC", instead: "" });
    }
    if let Some((_, name, instead)) = SIGNATURES.iter().find(|(signature, ..)| head.starts_with(signature)) {
        return Some(ReadError::Unsupported { name, instead });
    }
    sight.is_html().then_some(ReadError::Html)
}

fn compound(sight: &Sight<'_>) -> ReadError {
    if sight.has_stream("EncryptedPackage") {
        return ReadError::Encrypted;
    }
    match COMPOUND.iter().find(|(stream, ..)| sight.has_stream(stream)) {
        Some((_, name, "")) => ReadError::DamagedFile { name },
        Some((_, name, instead)) => ReadError::Unsupported { name, instead },
        // The directory is lost where a file is cut off; then its name is all there is.
        None => match sight.extension() {
            "doc" | "dot" => ReadError::Unsupported { name: "DOC", instead: "DOCX" },
            "xls" | "xlt" => ReadError::DamagedFile { name: "XLS" },
            _ => ReadError::DamagedFile { name: "DOC/XLS" },
        },
    }
}

fn packed(sight: &Sight<'_>) -> ReadError {
    let inside = |member: &[u8]| match sight.members() {
        Some(members) => {
            members.iter().any(|name| contains(name.as_bytes(), member)) || contains(&sight.head()[..sight.head().len().min(256)], member)
        }
        // The directory is at the end, and is lost where a file is cut off; each member is named before its contents as well.
        None => contains(sight.head(), member),
    };
    match OFFICE.iter().find(|(member, ..)| inside(member)) {
        Some((_, name, "")) => ReadError::DamagedFile { name },
        Some((_, name, instead)) => ReadError::Unsupported { name, instead },
        None => ReadError::Unsupported { name: "ZIP", instead: "" },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn formats_are_told_apart_by_content() {
        let unsupported = |name, instead| Some(ReadError::Unsupported { name, instead });
        for (name, bytes, expected) in [
            ("a4.pdf", &b"<!DOCTYPE html><p>404"[..], Some(ReadError::Html)),
            ("a4.txt", b"PK\x03\x04....xl/workbook.xml", Some(ReadError::DamagedFile { name: "XLSX" })),
            ("a4.txt", b"PK\x03\x04....fotos/1.jpg", unsupported("ZIP", "")),
            ("a4.doc", b"{\\rtf1", unsupported("RTF", "DOCX")),
            ("a4.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", unsupported("DOC", "DOCX")),
            ("a4", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Some(ReadError::DamagedFile { name: "DOC/XLS" })),
            ("a4.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Some(ReadError::DamagedFile { name: "XLS" })),
            ("a4.jpg", b"\0\0\0\x18ftypheic\0\0", unsupported("HEIC", "")),
            ("a4.txt", b"80 % de avance", None),
        ] {
            let source = Source::named(name, bytes.to_vec());
            assert_eq!(refusal(&Sight::of(&source)), expected, "{name}");
        }
    }
}
