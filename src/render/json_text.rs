//! JSON that stays one line for whoever reads it: besides what the standard asks for, it escapes the characters that some readers take for the end of a
//! line (U+0085, U+2028, U+2029) and those that a terminal obeys (U+007F to U+009F).

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// Escapes what ends a line somewhere.
struct OneLine;

impl Formatter for OneLine {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| matches!(c, '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}')) {
            let (before, after) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            // All of them are in the first plane: four digits suffice.
            write!(writer, "\\u{:04x}", u32::from(c))?;
            rest = after.get(c.len_utf8()..).unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }
}

/// Writes a value as one line, without its end.
///
/// # Errors
/// When `out` cannot be written.
pub(super) fn write_line<T: Serialize>(out: &mut dyn io::Write, value: &T) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(out, OneLine))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_line_ends_it_and_all_of_it_comes_back() {
        for text in
            ["", "año 😀 e\u{301}", "a\u{2028}b\u{2029}", "\u{85}", "\r\n\t\u{b}\u{c}\u{1c}\u{1b}[31m\u{7f}\u{9b}", "\"\\\u{2028}\""]
        {
            let mut out = Vec::new();
            write_line(&mut out, &text).unwrap();
            let line = String::from_utf8(out).unwrap();
            assert!(!line.contains(|c: char| c.is_control() || "\u{2028}\u{2029}".contains(c)), "{line:?}");
            assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
        }
    }
}
