//! Styles of a word-processor file, as far as they change what a person reads: numbering, capitals, hidden text.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::read::ReadError;
use crate::read::xml::{Ns, Piece, Xml};

/// How many styles are followed from one to the one it is based on. Word allows eleven; a circle ends here.
const MAX_CHAIN: usize = 16;

/// The styles by their id.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

/// What one style says itself.
#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    number: Option<i64>,
    level: Option<usize>,
    look: Look,
}

/// What is said of a text's look: unsaid, yes or no.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Shown in capitals.
    pub(super) caps: Option<bool>,
    /// Not shown.
    pub(super) hidden: Option<bool>,
}

impl Look {
    /// This look, with what it leaves unsaid taken from another.
    pub(super) fn over(self, under: Look) -> Look {
        Look { caps: self.caps.or(under.caps), hidden: self.hidden.or(under.hidden) }
    }
}

impl Styles {
    /// Reads the part that holds the styles.
    ///
    /// # Errors
    /// When it is no XML.
    pub(super) fn read(text: &str, format: &'static str) -> Result<Styles, ReadError> {
        let mut styles = HashMap::new();
        let mut style = (String::new(), Style::default());
        let mut xml = Xml::new(text, format);
        loop {
            match xml.next()? {
                Piece::Open if xml.ns() == Ns::Word => match xml.local() {
                    "style" => style = (xml.attribute(Ns::Word, "styleId").unwrap_or_default().into_owned(), Style::default()),
                    // The looks of parts of tables are not those of the style.
                    "tblStylePr" | "docDefaults" | "latentStyles" => xml.skip()?,
                    "basedOn" => style.1.based_on = value(&xml).map(Cow::into_owned),
                    "numId" => style.1.number = value(&xml).and_then(|id| id.parse().ok()),
                    "ilvl" => style.1.level = value(&xml).and_then(|level| level.parse().ok()),
                    "caps" => style.1.look.caps = Some(switch(&xml)),
                    "vanish" => style.1.look.hidden = Some(switch(&xml)),
                    _ => {}
                },
                Piece::Close if xml.is(Ns::Word, "style") => {
                    let (id, done) = std::mem::take(&mut style);
                    styles.insert(id, done);
                }
                Piece::End => return Ok(Styles(styles)),
                Piece::Open | Piece::Close | Piece::Text(_) => {}
            }
        }
    }

    /// The look of a style and of those it is based on.
    pub(super) fn look(&self, id: &str) -> Look {
        self.chain(id).fold(Look::default(), |look, (_, style)| look.over(style.look))
    }

    /// The list that a paragraph style belongs to: its number, the level where one is said, and the style that says so.
    pub(super) fn number<'s>(&'s self, id: &'s str) -> Option<(i64, Option<usize>, &'s str)> {
        let level = self.chain(id).find_map(|(_, style)| style.level);
        self.chain(id).find_map(|(id, style)| Some((style.number?, level, id)))
    }

    fn chain<'s>(&'s self, id: &'s str) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let first = self.0.get(id).map(|style| (id, style));
        let next = |(_, style): &(&'s str, &'s Style)| {
            let id = style.based_on.as_deref()?;
            Some((id, self.0.get(id)?))
        };
        std::iter::successors(first, next).take(MAX_CHAIN)
    }
}

/// The `w:val` of the element that begins; some programs leave out the prefix.
pub(super) fn value<'x>(xml: &'x Xml<'_>) -> Option<Cow<'x, str>> {
    xml.attribute(Ns::Word, "val").or_else(|| xml.attribute(Ns::None, "val"))
}

/// Whether the element that begins, a switch, is on.
pub(super) fn switch(xml: &Xml<'_>) -> bool {
    value(xml).is_none_or(|value| is_on(&value))
}

/// Whether the value of a switch means that it is on.
pub(super) fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_inherit_and_circles_end() {
        let text = r#"<w:styles xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">
            <w:style w:styleId="A"><w:basedOn w:val="B"/><w:rPr><w:caps w:val="0"/></w:rPr></w:style>
            <w:style w:styleId="B"><w:basedOn w:val="C"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr><w:rPr><w:caps/><w:vanish/></w:rPr></w:style>
            <w:style w:styleId="C"><w:basedOn w:val="C"/><w:tblStylePr><w:rPr><w:caps/></w:rPr></w:tblStylePr></w:style></w:styles>"#;
        let styles = Styles::read(text, "DOCX").unwrap();
        assert_eq!(styles.look("A"), Look { caps: Some(false), hidden: Some(true) });
        assert_eq!(styles.number("A"), Some((4, Some(1), "B")));
        assert_eq!(styles.look("C"), Look::default());
        assert_eq!(styles.number("X"), None);
    }
}
