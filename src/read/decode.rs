//! Bytes to text: by byte order mark, else UTF-8, else UTF-16 by its zeros, else one byte a letter ([`pages`]), saying what was assumed.
//!
//! All places refer to the text decoded here. The byte order mark is not part of it.

pub(super) mod pages;

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::ReadError;
use crate::document::ReadNote;

/// Up to how many bytes of text are copied.
const COPIED: usize = 1 << 20;

/// The decoded text and what had to be assumed.
///
/// # Errors
/// [`ReadError::Binary`] for bytes that are no text, [`ReadError::Damaged`] for UTF-16 that breaks off.
pub(super) fn decode(mut bytes: Vec<u8>) -> Result<(String, Option<ReadNote>), ReadError> {
    // The mark of UTF-32 begins like that of UTF-16.
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) {
        return utf32(&bytes[4..], u32::from_le_bytes);
    }
    if bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return utf32(&bytes[4..], u32::from_be_bytes);
    }
    if bytes.starts_with(&[0xFF, 0xFE]) {
        return utf16(UTF_16LE, &bytes[2..]);
    }
    if bytes.starts_with(&[0xFE, 0xFF]) {
        return utf16(UTF_16BE, &bytes[2..]);
    }
    if let Some(encoding) = utf16_without_mark(&bytes) {
        return utf16(encoding, &bytes);
    }
    if looks_binary(&bytes) {
        return Err(ReadError::Binary);
    }
    let marks = marks(&bytes);
    // Proving and copying a text of usual size takes a fraction of the time that the library's own proof takes; a large one is not to be held twice.
    if bytes.len() <= COPIED
        && let Ok(text) = simdutf8::basic::from_utf8(&bytes[marks..])
    {
        // As much room as there was: clean copies of cells come after the text, and later the next file.
        let mut copy = String::with_capacity(bytes.capacity());
        copy.push_str(text);
        return Ok((copy, None));
    }
    bytes.drain(..marks);
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, None)),
        Err(error) => {
            let bytes = error.into_bytes();
            let (valid, invalid) = sequences(&bytes);
            // One broken byte in a file full of good UTF-8 is damage; in a file without, every accent is a byte of its own.
            if valid > invalid {
                Ok((String::from_utf8_lossy(&bytes).into_owned(), Some(ReadNote::InvalidUtf8 { count: invalid })))
            } else {
                let (text, encoding) = pages::decode(&bytes);
                Ok((text, Some(ReadNote::Assumed { encoding })))
            }
        }
    }
}

/// The text of an XML file, by its byte order mark, else the encoding it declares, else UTF-8; `None` where it is no text in that encoding.
pub(super) fn xml(mut bytes: Vec<u8>) -> Option<String> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        if encoding == encoding_rs::UTF_8 {
            bytes.drain(..mark);
            return String::from_utf8(bytes).ok();
        }
        return encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]).map(std::borrow::Cow::into_owned);
    }
    if let Some(encoding) = utf16_without_mark(&bytes) {
        return encoding.decode_without_bom_handling_and_without_replacement(&bytes).map(std::borrow::Cow::into_owned);
    }
    let declared = declared_encoding(&bytes).filter(|encoding| encoding.is_ascii_compatible()).unwrap_or(encoding_rs::UTF_8);
    if declared == encoding_rs::UTF_8 {
        return String::from_utf8(bytes).ok();
    }
    declared.decode_without_bom_handling_and_without_replacement(&bytes).map(std::borrow::Cow::into_owned)
}

/// The encoding that an XML declaration names: `<?xml version="1.0" encoding="ISO-8859-1"?>`.
fn declared_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes.get(..bytes.len().min(256))?;
    let head = &head[..memchr::memmem::find(head, b"?>").filter(|_| head.starts_with(b"<?xml"))?];
    let value = &head[memchr::memmem::find(head, b"encoding")? + 8..];
    let start = value.iter().position(|byte| matches!(byte, b'"' | b'\''))?;
    let end = value[start + 1..].iter().position(|byte| *byte == value[start])?;
    encoding_rs::Encoding::for_label(&value[start + 1..start + 1 + end])
}

/// How many bytes of UTF-8 byte order marks stand at the beginning; files put together from others have more than one.
fn marks(bytes: &[u8]) -> usize {
    bytes.chunks_exact(3).take_while(|mark| mark == b"\xEF\xBB\xBF").count() * 3
}

fn utf32(bytes: &[u8], value: fn([u8; 4]) -> u32) -> Result<(String, Option<ReadNote>), ReadError> {
    let (characters, rest) = bytes.as_chunks::<4>();
    let text: Option<String> = characters.iter().map(|four| char::from_u32(value(*four)).filter(|c| *c != '\0')).collect();
    text.filter(|_| rest.is_empty()).map(|text| (text, None)).ok_or(ReadError::Damaged)
}

/// Whether the bytes are no text at all: zeros, or many control characters near the beginning.
#[expect(clippy::needless_bitwise_bool, reason = "lazy operators would branch on every byte")]
fn looks_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    // Straight comparisons, summed in bytes over short runs, are what the compiler turns into vector instructions.
    let control = |byte: u8| u8::from((byte < 9) | ((byte.wrapping_sub(0x0E) < 0x12) & (byte != 0x1B)) | (byte == 0x7F));
    let controls: usize = head.chunks(128).map(|run| usize::from(run.iter().fold(0, |sum: u8, byte| sum + control(*byte)))).sum();
    controls > 0 && (head.contains(&0) || controls * 50 > head.len() + 49)
}

fn utf16(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Result<(String, Option<ReadNote>), ReadError> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken || bytes.len() % 2 == 1 {
        return Err(ReadError::Damaged);
    }
    if text.as_bytes().iter().take(8192).any(|b| *b == 0) {
        return Err(ReadError::Binary);
    }
    Ok((text.into_owned(), None))
}

/// UTF-16 text in a Latin alphabet has a zero in every other byte, and nearly always on the same side.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    if head.len() < 8 || !head.contains(&0) {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let half = head.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    match () {
        () if odd * 10 >= half * 8 && even * 20 <= half => Some(UTF_16LE),
        () if even * 10 >= half * 8 && odd * 20 <= half => Some(UTF_16BE),
        () => None,
    }
}

/// How many multi-byte sequences are good UTF-8, and how many bytes are not.
fn sequences(bytes: &[u8]) -> (u32, u32) {
    let (mut valid, mut invalid) = (0u32, 0u32);
    for chunk in bytes.utf8_chunks() {
        let characters = chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        valid = valid.saturating_add(u32::try_from(characters).unwrap_or(u32::MAX));
        invalid = invalid.saturating_add(u32::from(!chunk.invalid().is_empty()));
    }
    (valid, invalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_encoding_gives_the_same_text() {
        let text = "Dirección, año: 80 %";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let with = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        for bytes in [
            text.into(),
            with(b"\xEF\xBB\xBF", text.as_bytes()),
            with(b"\xEF\xBB\xBF\xEF\xBB\xBF", text.as_bytes()),
            with(b"\xFF\xFE\0\0", &text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect::<Vec<_>>()),
            with(b"\0\0\xFE\xFF", &text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect::<Vec<_>>()),
            with(b"\xFF\xFE", &le),
            with(b"\xFE\xFF", &be),
            le.clone(),
            be.clone(),
            latin,
        ] {
            assert_eq!(decode(bytes).unwrap().0, text);
        }
    }

    #[test]
    fn one_broken_byte_does_not_turn_utf8_into_something_else() {
        let (text, note) = decode(b"Direcci\xC3\xB3n p\xC3\xBAblica Informaci\xF3n".to_vec()).unwrap();
        assert_eq!(text, "Dirección pública Informaci\u{FFFD}n");
        assert_eq!(note, Some(ReadNote::InvalidUtf8 { count: 1 }));
    }

    #[test]
    fn junk_is_refused() {
        assert_eq!(decode(vec![0, 1, 2, 3, 0, 0, 9, 9, 200]), Err(ReadError::Binary));
        assert_eq!(decode(b"\xFF\xFEa\0b".to_vec()), Err(ReadError::Damaged));
        assert_eq!(decode(b"\xFF\xFE\0\0a\0\0".to_vec()), Err(ReadError::Damaged));
    }
}
