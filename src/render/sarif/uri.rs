//! A path as a URI reference (RFC 3986): relative to the folder of the run where it can be, else a `file:` URI.

use std::fmt::Write as _;

use crate::source::{ESCAPED, escaped};

/// The address of a file, and whether it is relative to the folder that the paths start from.
///
/// `path` has `/` between its parts. Every byte that is not plain in a path is percent-encoded, a colon among them, which would make the first part a
/// scheme. Steps back are taken where they can be; a path that leaves the folder keeps them and is relative to nothing that is known.
pub(super) fn uri(path: &str) -> (String, bool) {
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    let absolute = path.starts_with('/') || drive && path.as_bytes().get(2) == Some(&b'/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        match (part, parts.last()) {
            ("..", Some(last)) if *last != ".." => {
                parts.pop();
            }
            // Above the root is the root.
            ("..", None) if absolute => {}
            _ => parts.push(part),
        }
    }
    let mut out = String::with_capacity(path.len() + 8);
    if absolute {
        out.push_str("file://");
    }
    for (index, part) in parts.iter().enumerate() {
        if absolute || index > 0 {
            out.push('/');
        }
        let mut skip = 0;
        for (at, byte) in part.bytes().enumerate() {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            // A byte that is no text is that byte, not the sign that shows it.
            let byte = part.get(at..).and_then(escaped).inspect(|_| skip = ESCAPED - 1).unwrap_or(byte);
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
                // The drive of another system.
                b':' if absolute && drive && index == 0 => out.push(':'),
                byte => {
                    // Writing to memory cannot fail.
                    let _ = write!(out, "%{byte:02X}");
                }
            }
        }
    }
    let inside = !absolute && parts.first() != Some(&"..");
    (out, inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        for (path, expected, inside) in [
            ("2021/10/a4.txt", "2021/10/a4.txt", true),
            ("-", "-", true),
            ("año 2021/índice «a4».txt", "a%C3%B1o%202021/%C3%ADndice%20%C2%ABa4%C2%BB.txt", true),
            ("100%/a?b#c.txt", "100%25/a%3Fb%23c.txt", true),
            ("a4-\u{FFFD}FE.txt", "a4-%FE.txt", true),
            ("a4-\u{FFFD}.txt", "a4-%EF%BF%BD.txt", true),
            ("http:x/a4.txt", "http%3Ax/a4.txt", true),
            ("a\n\u{2028}b", "a%0A%E2%80%A8b", true),
            ("a//b/./c/../d", "a/b/d", true),
            ("../a4.txt", "../a4.txt", false),
            ("a/../../a4.txt", "../a4.txt", false),
            ("/srv/a b.txt", "file:///srv/a%20b.txt", false),
            ("/../srv", "file:///srv", false),
            ("C:/x y/a4.txt", "file:///C:/x%20y/a4.txt", false),
            ("[a]{b}|^`'\"\\", "%5Ba%5D%7Bb%7D%7C%5E%60%27%22%5C", true),
        ] {
            assert_eq!(uri(path), (expected.to_owned(), inside), "{path:?}");
        }
    }
}
