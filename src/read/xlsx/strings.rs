//! The texts that the cells of all sheets share, each stored once.

use crate::read::ReadError;
use crate::read::builder::{Builder, Stored};
use crate::read::xml::{Ns, Piece, Xml};

/// The shared texts, in the order in which cells number them.
#[derive(Debug, Default)]
pub(super) struct Strings(Vec<Stored>);

impl Strings {
    /// Reads the part that holds them.
    ///
    /// # Errors
    /// When it is damaged.
    pub(super) fn read(text: &str, builder: &mut Builder) -> Result<Strings, ReadError> {
        let mut xml = Xml::new(text, super::NAME);
        let mut strings = Strings::default();
        let mut buffer = String::new();
        loop {
            match xml.next()? {
                Piece::Open if xml.is(Ns::Sheet, "si") => {
                    buffer.clear();
                    rich_text(&mut xml, &mut buffer)?;
                    strings.0.push(builder.store(&unescaped(&buffer)));
                }
                Piece::End => return Ok(strings),
                _ => {}
            }
        }
    }

    /// The text with a number.
    pub(super) fn get(&self, index: usize) -> Option<Stored> {
        self.0.get(index).copied()
    }
}

/// Reads the runs of a text up to the end of the element that holds them; phonetic guides are passed over.
///
/// # Errors
/// When the part is damaged.
pub(super) fn rich_text(xml: &mut Xml<'_>, into: &mut String) -> Result<(), ReadError> {
    let (mut open, mut in_text) = (1usize, false);
    while open > 0 {
        match xml.next()? {
            Piece::Open if xml.is(Ns::Sheet, "rPh") => xml.skip()?,
            Piece::Open => {
                open += 1;
                in_text = xml.is(Ns::Sheet, "t");
            }
            Piece::Close => {
                open -= 1;
                in_text = false;
            }
            Piece::Text(text) if in_text => into.push_str(&text),
            Piece::Text(_) => {}
            Piece::End => break,
        }
    }
    Ok(())
}

/// A text with the characters that the format writes as `_x000D_` put back.
pub(super) fn unescaped(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|_| rest[at..].get(6..7) == Some("_"));
        let character = code.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        if let Some(character) = character {
            out.push(character);
            rest = &rest[at + 7..];
        } else {
            out.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    out.push_str(rest);
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_characters_come_back() {
        for (raw, expected) in
            [("a_x000D_b", "a\rb"), ("_x0041_", "A"), ("_x", "_x"), ("_x00", "_x00"), ("_xzzzz_", "_xzzzz_"), ("año_xñññ", "año_xñññ")]
        {
            assert_eq!(unescaped(raw), expected, "{raw}");
        }
    }
}
