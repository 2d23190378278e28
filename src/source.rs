//! A file or standard input: its bytes and its name.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

/// What came in.
#[derive(Debug)]
pub struct Source {
    /// How it is called in every output: the path as given, with `/` between its parts.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Source {
    /// A source under a name.
    pub fn named(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Source {
        Source { name: name.into(), bytes: bytes.into() }
    }

    /// The extension of its name, lower case, without the dot; empty where there is none.
    pub fn extension(&self) -> String {
        Path::new(&self.name).extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
    }
}

/// What stands before a byte of a name that is no text.
const NO_TEXT: char = char::REPLACEMENT_CHARACTER;

/// A path as a name: `/` between its parts, and what is no text as U+FFFD and the byte in hexadecimal (`a4-<U+FFFD>FE.txt`), so that two files never
/// share a name. The rare name that holds such a sign by itself has the bytes of the sign written in the same way.
pub fn name_of(path: &Path) -> String {
    let mut name = String::with_capacity(path.as_os_str().len());
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        let text = chunk.valid();
        for (at, letter) in text.char_indices() {
            if letter == NO_TEXT && escaped(text.get(at..).unwrap_or_default()).is_some() {
                NO_TEXT.to_string().bytes().for_each(|byte| escape(byte, &mut name));
            } else {
                name.push(if letter == MAIN_SEPARATOR { '/' } else { letter });
            }
        }
        chunk.invalid().iter().for_each(|byte| escape(*byte, &mut name));
    }
    name
}

/// The path that [`name_of`] gave that name.
pub fn path_of(name: &str) -> PathBuf {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some(letter) = rest.chars().next() {
        let length = if let Some(byte) = escaped(rest) {
            bytes.push(byte);
            ESCAPED
        } else {
            bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            letter.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    #[cfg(unix)]
    let path = PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes));
    #[cfg(not(unix))]
    let path = PathBuf::from(String::from_utf8_lossy(&bytes).into_owned());
    path
}

/// How many bytes of a name stand for one that is no text.
pub(crate) const ESCAPED: usize = NO_TEXT.len_utf8() + 2;

fn escape(byte: u8, name: &mut String) {
    name.push(NO_TEXT);
    for half in [byte >> 4, byte & 15] {
        name.extend(char::from_digit(u32::from(half), 16).map(|digit| digit.to_ascii_uppercase()));
    }
}

/// The byte that the beginning of a name stands for, where it is no text.
pub(crate) fn escaped(name: &str) -> Option<u8> {
    let digits = name.strip_prefix(NO_TEXT)?.get(..2)?;
    let plain = digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'A'..=b'F'));
    u8::from_str_radix(digits, 16).ok().filter(|_| plain)
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[test]
    fn no_two_paths_share_a_name_and_each_is_had_back() {
        for (bytes, name) in [
            (b"2021/a\xC3\xB1o/a4.txt".as_slice(), "2021/año/a4.txt"),
            (b"a4-\xFE.txt", "a4-\u{FFFD}FE.txt"),
            (b"a4-\xFF.txt", "a4-\u{FFFD}FF.txt"),
            (b"\xEF\xBF\xBD.txt", "\u{FFFD}.txt"),
            (b"\xEF\xBF\xBDFE.txt", "\u{FFFD}EF\u{FFFD}BF\u{FFFD}BDFE.txt"),
            (b"\xEF\xBF\xBDfe\xC3", "\u{FFFD}fe\u{FFFD}C3"),
            (b"a%FE.txt", "a%FE.txt"),
        ] {
            let path = Path::new(OsStr::from_bytes(bytes));
            assert_eq!(name_of(path), name);
            assert_eq!(path_of(name), path);
        }
    }
}
