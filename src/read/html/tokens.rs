//! A page as tags and stretches of text, each with where it stands: `html5gum` cuts, and what it says is kept as places in the text.
//!
//! Nothing is copied but the names of tags. Of the attributes only those are kept that say how a page reads.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::ops::Range;

use html5gum::{Emitter, Error, State, Tokenizer, naive_next_state};

/// A stretch of text between tags, or a tag. Comments and declarations are none.
#[derive(Debug)]
pub(super) enum Token {
    /// Raw text: its bytes.
    Text(Range<usize>),
    /// A tag that begins an element.
    Start(Tag),
    /// A tag that ends one.
    End(Tag),
}

/// A tag.
#[derive(Debug)]
pub(super) struct Tag {
    /// Its name.
    pub(super) name: Name,
    /// Its bytes, from `<` to `>`.
    pub(super) bytes: Range<usize>,
    /// Whether it ends the element that it begins: `<br/>`.
    pub(super) closed: bool,
    attributes: [(u32, u32); ATTRIBUTES],
}

impl Tag {
    /// The raw value of an attribute.
    pub(super) fn attribute<'t>(&self, text: &'t str, attribute: Attribute) -> Option<&'t str> {
        let bytes = self.range(attribute)?;
        text.get(bytes)
    }

    /// Where the raw value of an attribute stands.
    pub(super) fn range(&self, attribute: Attribute) -> Option<Range<usize>> {
        let (start, end) = self.attributes[attribute as usize];
        (start > 0).then_some(start as usize..end as usize)
    }

    /// Whether it has an attribute, with a value or without.
    pub(super) fn has(&self, attribute: Attribute) -> bool {
        self.attributes[attribute as usize].0 > 0
    }
}

/// The attributes that are kept.
#[derive(Debug, Clone, Copy)]
pub(super) enum Attribute {
    Class,
    Colspan,
    Email,
    Hidden,
    Href,
    Id,
    Name,
    Role,
    Rowspan,
    Selected,
    Span,
    Start,
    Style,
    Type,
    Value,
}

const ATTRIBUTES: usize = 15;

impl Attribute {
    fn named(name: Name) -> Option<Attribute> {
        Some(match name.as_bytes() {
            b"class" => Attribute::Class,
            b"colspan" => Attribute::Colspan,
            b"data-cfemail" => Attribute::Email,
            b"hidden" => Attribute::Hidden,
            b"href" => Attribute::Href,
            b"id" => Attribute::Id,
            b"name" => Attribute::Name,
            b"role" => Attribute::Role,
            b"rowspan" => Attribute::Rowspan,
            b"selected" => Attribute::Selected,
            b"span" => Attribute::Span,
            b"start" => Attribute::Start,
            b"style" => Attribute::Style,
            b"type" => Attribute::Type,
            b"value" => Attribute::Value,
            _ => return None,
        })
    }
}

/// The longest name that is told from others, in bytes.
const NAME: usize = 15;

/// How many boxes [`Name::bucket`] has.
pub(super) const BUCKETS: usize = 64;

/// The name of a tag or attribute, lower case. Names longer than any that matters are all alike.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Name {
    letters: [u8; NAME],
    len: u8,
}

impl Name {
    /// Its letters; nothing for a name that is too long.
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.letters.get(..usize::from(self.len)).unwrap_or(&[])
    }

    /// Which of a few boxes it is sorted into, so that it need not be looked for in an empty one.
    pub(super) fn bucket(&self) -> usize {
        let [a, b, ..] = self.letters;
        (usize::from(a) * 5 + usize::from(b) * 3 + usize::from(self.len)) % BUCKETS
    }

    fn push(&mut self, more: &[u8]) {
        for byte in more {
            if let Some(letter) = self.letters.get_mut(usize::from(self.len)) {
                *letter = byte.to_ascii_lowercase();
            }
            self.len = self.len.saturating_add(1);
        }
    }
}

/// Cuts a page.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token> {
    Tokenizer::new_with_emitter(text, Places { text, ..Places::default() }).map(|Ok::<_, Infallible>(token)| token)
}

/// What the tokenizer has said of the tag at hand.
#[derive(Debug, Default)]
struct Places<'t> {
    text: &'t str,
    ready: VecDeque<Token>,
    /// How far it has read.
    at: usize,
    /// Where the last tag or comment ended, and up to where there was text since.
    text_from: usize,
    text_to: usize,
    /// Where the last `<` stood.
    opened: usize,
    is_end: bool,
    closed: bool,
    name: Name,
    last_start: Name,
    attributes: [(u32, u32); ATTRIBUTES],
    attribute: Option<(Name, usize)>,
}

impl Places<'_> {
    /// Hands on the text before byte `end`.
    fn flush_text(&mut self, end: usize) {
        let end = self.text_to.min(end).min(self.text.len());
        if self.text_from < end && self.text.is_char_boundary(self.text_from) && self.text.is_char_boundary(end) {
            self.ready.push_back(Token::Text(self.text_from..end));
        }
    }

    /// Keeps the attribute at hand, if it matters and is the first of its name.
    fn flush_attribute(&mut self) {
        let Some((name, value)) = self.attribute.take() else { return };
        let Some(attribute) = Attribute::named(name).filter(|kept| self.attributes[*kept as usize].0 == 0) else { return };
        let rest = self.text.as_bytes().get(value..).unwrap_or_default();
        let before = value.checked_sub(1).and_then(|at| self.text.as_bytes().get(at));
        let len = match before {
            Some(quote @ (b'"' | b'\'')) => memchr::memchr(*quote, rest),
            Some(b'=' | b' ' | b'\t' | b'\r' | b'\n' | 0x0C) => rest.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>'),
            _ => Some(0),
        };
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.attributes[attribute as usize] = (narrow(value), narrow(value + len.unwrap_or(0)));
    }

    fn reset(&mut self, is_end: bool) {
        self.is_end = is_end;
        self.closed = false;
        self.name = Name::default();
        self.attributes = Default::default();
        self.attribute = None;
    }

    /// Ends a comment or declaration.
    fn pass(&mut self) {
        self.flush_text(self.opened);
        self.text_from = self.at;
    }
}

impl Emitter for Places<'_> {
    type Token = Token;

    fn set_last_start_tag(&mut self, last_start_tag: Option<&[u8]>) {
        self.last_start = Name::default();
        self.last_start.push(last_start_tag.unwrap_or_default());
    }

    fn emit_eof(&mut self) {
        self.flush_text(self.text.len());
    }

    fn emit_error(&mut self, _: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Token> {
        self.ready.pop_front()
    }

    fn emit_string(&mut self, _: &[u8]) {
        self.text_to = self.at;
    }

    fn init_start_tag(&mut self) {
        self.reset(false);
    }

    fn init_end_tag(&mut self) {
        self.reset(true);
    }

    fn init_comment(&mut self) {}

    fn emit_current_tag(&mut self) -> Option<State> {
        self.flush_attribute();
        self.flush_text(self.opened);
        let bytes = self.opened..self.at;
        self.text_from = self.at;
        let tag = Tag { name: self.name, bytes, closed: self.closed, attributes: self.attributes };
        if self.is_end {
            self.last_start = Name::default();
            self.ready.push_back(Token::End(tag));
            return None;
        }
        self.last_start = self.name;
        // A script or title that ends with its own tag has no contents: no page that anybody saw goes on inside it.
        let state = if tag.closed { None } else { naive_next_state(self.name.as_bytes()) };
        self.ready.push_back(Token::Start(tag));
        state
    }

    fn emit_current_comment(&mut self) {
        self.pass();
    }

    fn emit_current_doctype(&mut self) {
        self.pass();
    }

    fn set_self_closing(&mut self) {
        self.closed = true;
    }

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, name: &[u8]) {
        self.name.push(name);
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {}

    fn init_attribute(&mut self) {
        self.flush_attribute();
        self.attribute = Some((Name::default(), self.at));
    }

    fn init_attribute_value(&mut self) {
        if let Some((_, value)) = &mut self.attribute {
            *value = self.at;
        }
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        if let Some((known, value)) = &mut self.attribute {
            known.push(name);
            *value = self.at;
        }
    }

    fn push_attribute_value(&mut self, _: &[u8]) {}

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn start_open_tag(&mut self) {
        self.opened = self.at.saturating_sub(1);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && self.last_start != Name::default() && self.last_start == self.name
    }

    fn move_position(&mut self, offset: isize) {
        self.at = self.at.saturating_add_signed(offset);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every token as the raw text it stands for.
    fn cut(text: &str) -> Vec<&str> {
        let raw = |token| match token {
            Token::Text(bytes) => &text[bytes],
            Token::Start(tag) | Token::End(tag) => &text[tag.bytes],
        };
        tokens(text).map(raw).collect()
    }

    #[test]
    fn tokens_stand_where_they_say() {
        for (text, expected) in [
            ("<p>a &amp; b<BR/>ñ\r\n</p >", &["<p>", "a &amp; b", "<BR/>", "ñ\r\n", "</p >"][..]),
            ("a<!-- x --> b<![if !x]>c<![endif]><?xml ?>d", &["a", " b", "c", "d"]),
            ("<title>a</b>&lt;</title>x", &["<title>", "a</b>&lt;", "</title>", "x"]),
            ("<script>if (a<b) '</p>'</script>x<script src=a/>", &["<script>", "if (a<b) '</p>'", "</script>", "x", "<script src=a/>"]),
            ("5 < 6 & 7 &oacute", &["5 < 6 & 7 &oacute"]),
            ("&aacute;<b title='>'>é</b>&", &["&aacute;", "<b title='>'>", "é", "</b>", "&"]),
            ("\r\n<td>\r\n a\r\n</td>\r\n", &["\r\n", "<td>", "\r\n a\r\n", "</td>", "\r\n"]),
            ("a<td class=\"", &["a"]),
            ("<b>a</", &["<b>", "a</"]),
        ] {
            assert_eq!(cut(text), expected, "{text}");
        }
    }

    #[test]
    fn attributes_are_raw_values() {
        let text = "<TD COLSPAN=3 rowspan = '2' Style=\"a:&quot;ñ&quot;\" HIDDEN class= x\thref=a&amp;b? colspan=9 data-x=1 value=''>";
        let Some(Token::Start(tag)) = tokens(text).next() else { panic!("a tag") };
        let value = |attribute| tag.attribute(text, attribute);
        assert_eq!(tag.name.as_bytes(), b"td");
        assert_eq!((value(Attribute::Colspan), value(Attribute::Rowspan)), (Some("3"), Some("2")));
        assert_eq!((value(Attribute::Style), value(Attribute::Class)), (Some("a:&quot;ñ&quot;"), Some("x")));
        assert_eq!((value(Attribute::Href), value(Attribute::Value)), (Some("a&amp;b?"), Some("")));
        assert!(tag.has(Attribute::Hidden) && !tag.has(Attribute::Selected));
    }
}
