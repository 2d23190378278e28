//! The XML inside office files, event by event: namespaces told apart, entities resolved, depth bounded.
//!
//! No document type with entities of its own is accepted, so nothing can be expanded. Readers walk the events with a loop and their own small state; nothing
//! here recurses.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::name::QName;

use super::ReadError;
use crate::limits::{MAX_BINDINGS, MAX_DEPTH, MAX_TAGS, TAG_BYTES};

/// The namespaces that readers look for. The transitional and the strict addresses of Office Open XML are the same to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ns {
    /// No namespace.
    None,
    /// Some other one.
    Other,
    /// `SpreadsheetML`.
    Sheet,
    /// `WordprocessingML`.
    Word,
    /// `DrawingML`.
    Drawing,
    /// Markup compatibility: alternate contents.
    Compatibility,
    /// `r:id` and its like.
    Relation,
    /// The list of relationships of a package part.
    Relations,
    /// ODF: documents, bodies, values.
    Office,
    /// ODF: tables.
    Table,
    /// ODF: text.
    Text,
    /// ODF: styles.
    Style,
    /// ODF: drawings and frames.
    Draw,
    /// ODF: number formats.
    Number,
    /// Links.
    Xlink,
}

impl Ns {
    fn of(address: &str) -> Ns {
        match address {
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main" | "http://purl.oclc.org/ooxml/spreadsheetml/main" => Ns::Sheet,
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main" | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Ns::Word,
            "http://schemas.openxmlformats.org/drawingml/2006/main" | "http://purl.oclc.org/ooxml/drawingml/main" => Ns::Drawing,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Ns::Compatibility,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            | "http://purl.oclc.org/ooxml/officeDocument/relationships" => Ns::Relation,
            "http://schemas.openxmlformats.org/package/2006/relationships" => Ns::Relations,
            "urn:oasis:names:tc:opendocument:xmlns:office:1.0" => Ns::Office,
            "urn:oasis:names:tc:opendocument:xmlns:table:1.0" => Ns::Table,
            "urn:oasis:names:tc:opendocument:xmlns:text:1.0" => Ns::Text,
            "urn:oasis:names:tc:opendocument:xmlns:style:1.0" => Ns::Style,
            "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" => Ns::Draw,
            "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" => Ns::Number,
            "http://www.w3.org/1999/xlink" => Ns::Xlink,
            _ => Ns::Other,
        }
    }
}

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'x> {
    /// An element begins; [`Xml::is`] and [`Xml::attribute`] tell about it. An element without contents begins and closes.
    Open,
    /// An element closes; [`Xml::is`] tells which.
    Close,
    /// Text, entities resolved; a text may come in several pieces.
    Text(Cow<'x, str>),
    /// The end.
    End,
}

/// Walks an XML text.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    /// What the file is called in errors.
    format: &'static str,
    depth: usize,
    /// What its tags cost so far.
    tags: usize,
    /// The prefixes declared by the elements that are open, and at which depth. Most files declare all of theirs at the root.
    bindings: Vec<Binding>,
    ns: Ns,
    /// Where the local name begins in the name of the tag at hand.
    local: usize,
    tag: Tag<'x>,
}

struct Binding {
    prefix: String,
    ns: Ns,
    depth: usize,
}

/// The tag at hand.
enum Tag<'x> {
    Begins(BytesStart<'x>),
    Ends(BytesEnd<'x>),
}

impl<'x> Xml<'x> {
    /// Starts at the beginning of a text; `format` is what the file is called in errors.
    pub(super) fn new(text: &'x str, format: &'static str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Xml { reader, format, depth: 0, tags: 0, bindings: Vec::new(), ns: Ns::None, local: 0, tag: Tag::Begins(BytesStart::new("")) }
    }

    /// The next piece.
    ///
    /// # Errors
    /// When the text is no XML, declares entities, or is nested too deep.
    pub(super) fn next(&mut self) -> Result<Piece<'x>, ReadError> {
        loop {
            let event = self.reader.read_event().map_err(|_| ReadError::DamagedFile { name: self.format })?;
            match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(ReadError::TooDeep);
                    }
                    self.tags += 1 + tag.len() / TAG_BYTES;
                    if self.tags > MAX_TAGS {
                        return Err(ReadError::TooManyCells);
                    }
                    self.declare(&tag)?;
                    (self.ns, self.local) = self.resolve(tag.name(), true);
                    self.tag = Tag::Begins(tag);
                    return Ok(Piece::Open);
                }
                Event::End(end) => {
                    (self.ns, self.local) = self.resolve(end.name(), true);
                    while self.bindings.last().is_some_and(|binding| binding.depth >= self.depth) {
                        self.bindings.pop();
                    }
                    self.depth = self.depth.saturating_sub(1);
                    self.tag = Tag::Ends(end);
                    return Ok(Piece::Close);
                }
                Event::Text(text) => return Ok(Piece::Text(text.into_inner())),
                Event::CData(text) => return Ok(Piece::Text(text.into_inner())),
                Event::GeneralRef(reference) => {
                    if let Ok(Some(character)) = reference.resolve_char_ref() {
                        return Ok(Piece::Text(Cow::Owned(character.to_string())));
                    }
                    let known = quick_xml::escape::resolve_predefined_entity(&reference.into_inner());
                    return known.map(|text| Piece::Text(Cow::Borrowed(text))).ok_or(ReadError::Entities);
                }
                Event::DocType(declaration) if declaration.contains(['[', '<']) => return Err(ReadError::Entities),
                Event::Eof if self.depth > 0 => return Err(ReadError::DamagedFile { name: self.format }),
                Event::Eof => return Ok(Piece::End),
                Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// The local name of the element at hand.
    pub(super) fn local(&self) -> &str {
        let name = match &self.tag {
            Tag::Begins(tag) => tag.name().into_inner(),
            Tag::Ends(tag) => tag.name().into_inner(),
        };
        name.get(self.local..).unwrap_or(name)
    }

    /// The namespace of the element at hand.
    pub(super) fn ns(&self) -> Ns {
        self.ns
    }

    /// Whether the element at hand is this one.
    pub(super) fn is(&self, ns: Ns, local: &str) -> bool {
        self.ns == ns && self.local() == local
    }

    /// The value of an attribute of the element that begins, references resolved.
    pub(super) fn attribute(&self, ns: Ns, local: &str) -> Option<Cow<'_, str>> {
        let Tag::Begins(tag) = &self.tag else { return None };
        for attribute in tag.attributes().with_checks(false).flatten() {
            if attribute.key.local_name().as_ref() != local {
                continue;
            }
            if self.resolve(attribute.key, false).0 == ns {
                return attribute.normalized_value(XmlVersion::Implicit1_0).ok();
            }
        }
        None
    }

    /// Calls `take` with the name and the raw value of every attribute without namespace of the element that begins: for values that hold no references.
    pub(super) fn each_attribute(&self, mut take: impl FnMut(&str, &str)) {
        let Tag::Begins(tag) = &self.tag else { return };
        for attribute in tag.attributes().with_checks(false).flatten() {
            take(attribute.key.into_inner(), &attribute.value);
        }
    }

    /// Passes over the element that has just begun, up to its end.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub(super) fn skip(&mut self) -> Result<(), ReadError> {
        let mut open = 1usize;
        while open > 0 {
            match self.next()? {
                Piece::Open => open += 1,
                Piece::Close => open -= 1,
                Piece::Text(_) => {}
                Piece::End => return Err(ReadError::DamagedFile { name: self.format }),
            }
        }
        Ok(())
    }

    /// Takes note of the prefixes that an element declares.
    fn declare(&mut self, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        if memchr::memmem::find(tag.attributes_raw().as_bytes(), b"xmlns").is_none() {
            return Ok(());
        }
        for attribute in tag.attributes().with_checks(false).flatten() {
            let name = attribute.key.into_inner();
            let prefix = match name.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => continue,
            };
            // Each name is looked up among all that are declared.
            if self.bindings.len() >= MAX_BINDINGS {
                return Err(ReadError::DamagedFile { name: self.format });
            }
            let address = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or_default();
            let ns = if address.is_empty() { Ns::None } else { Ns::of(&address) };
            self.bindings.push(Binding { prefix: prefix.to_owned(), ns, depth: self.depth });
        }
        Ok(())
    }

    /// The namespace of a name, and where its local part begins; a name without prefix is in the default namespace only where it is an element's.
    fn resolve(&self, name: QName<'_>, element: bool) -> (Ns, usize) {
        let name = name.into_inner();
        let colon = memchr::memchr(b':', name.as_bytes());
        let prefix = match colon {
            Some(at) => &name[..at],
            None if element => "",
            None => return (Ns::None, 0),
        };
        let missing = if prefix.is_empty() { Ns::None } else { Ns::Other };
        let ns = self.bindings.iter().rev().find(|binding| binding.prefix == prefix).map_or(missing, |binding| binding.ns);
        (ns, colon.map_or(0, |at| at + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_known_by_namespace_not_by_prefix() {
        let text = r#"<a:document xmlns:a="http://purl.oclc.org/ooxml/wordprocessingml/main" xmlns="http://schemas.openxmlformats.org/drawingml/2006/main"><a:t a:val="1 &amp; 2" val="3">x &lt; y</a:t><t/></a:document>"#;
        let mut xml = Xml::new(text, "DOCX");
        assert_eq!(xml.next(), Ok(Piece::Open));
        assert!(xml.is(Ns::Word, "document"));
        assert_eq!(xml.next(), Ok(Piece::Open));
        assert!(xml.is(Ns::Word, "t"));
        assert_eq!(xml.attribute(Ns::Word, "val").as_deref(), Some("1 & 2"));
        assert_eq!(xml.attribute(Ns::None, "val").as_deref(), Some("3"));
        let mut words = String::new();
        while let Ok(Piece::Text(text)) = xml.next() {
            words.push_str(&text);
        }
        assert_eq!(words, "x < y");
        assert!(xml.is(Ns::Word, "t"));
        assert_eq!(xml.next(), Ok(Piece::Open));
        assert!(xml.is(Ns::Drawing, "t"));
        assert_eq!(xml.next(), Ok(Piece::Close));
        assert_eq!(xml.next(), Ok(Piece::Close));
        assert_eq!(xml.next(), Ok(Piece::End));
    }

    #[test]
    fn what_no_office_program_writes_is_refused() {
        let all = |text: &str| {
            let mut xml = Xml::new(text, "XLSX");
            loop {
                match xml.next() {
                    Ok(Piece::End) => return Ok(()),
                    Ok(_) => {}
                    Err(error) => return Err(error),
                }
            }
        };
        assert_eq!(all("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), Err(ReadError::Entities));
        assert_eq!(all("<a>&b;</a>"), Err(ReadError::Entities));
        assert_eq!(all("<a><b></a>"), Err(ReadError::DamagedFile { name: "XLSX" }));
        assert_eq!(all("<a>"), Err(ReadError::DamagedFile { name: "XLSX" }));
        assert_eq!(all(&"<a>".repeat(MAX_DEPTH + 1)), Err(ReadError::TooDeep));
        assert_eq!(all("<!DOCTYPE a SYSTEM 'a.dtd'><a>&#65;&amp;</a>"), Ok(()));
    }
}
