//! What an element does to the page: by its name, and by those attributes that hide it or make a table of it.

use super::tokens::{Attribute, Tag};

/// What an element is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    /// A part of a table.
    Part(Part),
    /// The columns of a table, not their cells.
    Column,
    /// Stands on lines of its own.
    Block,
    /// A paragraph, which ends where any other block begins.
    Paragraph,
    /// A list whose items are not numbered, or have names.
    List,
    /// The whole page, which scripts may show late but nobody hides.
    Whole,
    /// The name and the description of a definition list.
    Term,
    /// See [`Element::Term`].
    Detail,
    /// An item of a list.
    Item,
    /// A list that numbers its items.
    Ordered,
    /// Text whose lines and tabs are kept.
    Preformatted,
    /// The end of a line.
    Line,
    /// A link, or the target of one.
    Anchor,
    /// A field to fill in.
    Input,
    /// A list to choose from.
    Select,
    /// One of its choices.
    Choice,
    /// Something whose contents are not shown.
    Unseen,
    /// Something without contents.
    Void,
    /// Anything else: it only dresses its text.
    Inline,
}

/// A part of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The table.
    Table,
    /// Its caption.
    Caption,
    /// A group of its rows.
    Group(Group),
    /// A row.
    Row,
    /// A cell.
    Cell {
        /// Whether it is a heading.
        head: bool,
    },
}

/// A group of rows; groups are shown in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// Rows at the top, wherever they are written.
    Head,
    /// Rows.
    Body,
    /// Rows at the bottom.
    Foot,
}

impl Element {
    /// What an element of this name is.
    pub(super) fn named(name: &[u8]) -> Element {
        match name {
            b"table" => Element::Part(Part::Table),
            b"caption" => Element::Part(Part::Caption),
            b"thead" => Element::Part(Part::Group(Group::Head)),
            b"tbody" => Element::Part(Part::Group(Group::Body)),
            b"tfoot" => Element::Part(Part::Group(Group::Foot)),
            b"tr" => Element::Part(Part::Row),
            b"td" => Element::Part(Part::Cell { head: false }),
            b"th" => Element::Part(Part::Cell { head: true }),
            b"col" | b"colgroup" => Element::Column,
            b"address" | b"article" | b"aside" | b"blockquote" | b"center" | b"details" | b"dialog" | b"div" | b"fieldset"
            | b"figcaption" | b"figure" | b"footer" | b"form" | b"frameset" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"head"
            | b"header" | b"hgroup" | b"hr" | b"legend" | b"main" | b"optgroup" | b"search" | b"section" | b"summary" => Element::Block,
            b"p" => Element::Paragraph,
            b"dir" | b"dl" | b"menu" | b"ul" => Element::List,
            b"body" | b"html" => Element::Whole,
            b"dt" => Element::Term,
            b"dd" => Element::Detail,
            b"li" => Element::Item,
            b"ol" => Element::Ordered,
            b"pre" | b"listing" | b"plaintext" | b"xmp" => Element::Preformatted,
            b"br" => Element::Line,
            b"a" => Element::Anchor,
            b"input" => Element::Input,
            b"select" => Element::Select,
            b"option" => Element::Choice,
            // Scripts and styles; what stands in for media; phonetic guides; deleted text; what office programs tell one another; and what is for finding
            // one's way about a web site, not a part of its documents.
            b"applet" | b"audio" | b"button" | b"canvas" | b"comment" | b"datalist" | b"del" | b"iframe" | b"nav" | b"noembed"
            | b"noframes" | b"noscript" | b"object" | b"rp" | b"rt" | b"script" | b"style" | b"svg" | b"template" | b"title" | b"video"
            | b"xml" => Element::Unseen,
            b"area" | b"base" | b"basefont" | b"bgsound" | b"embed" | b"frame" | b"img" | b"keygen" | b"link" | b"meta" | b"param"
            | b"source" | b"track" | b"wbr" => Element::Void,
            _ => Element::Inline,
        }
    }

    /// Whether an element of this name ends no line and begins none.
    pub(super) fn is_inline(self) -> bool {
        matches!(
            self,
            Element::Anchor
                | Element::Input
                | Element::Select
                | Element::Choice
                | Element::Unseen
                | Element::Void
                | Element::Inline
                | Element::Line
                | Element::Term
                | Element::Detail
        )
    }
}

/// What the attributes of an element say of how it is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// It is not shown, or is no part of the document's own text: a footnote or its mark, a comment, a menu.
    pub(super) hidden: bool,
    /// It is not shown, but keeps its place, as a cell can.
    pub(super) kept: bool,
    /// It is a part of a table although its name does not say so.
    pub(super) part: Option<Part>,
}

/// Classes that office programs and converters give to footnotes, comments, deleted text, and the marks that lead to them.
const ASIDES: [&str; 14] = [
    "comment-indicator",
    "footnote-back",
    "footnote-ref",
    "footnotes",
    "MsoCommentReference",
    "MsoEndnoteReference",
    "MsoFootnoteReference",
    "msocomanchor",
    "msocomoff",
    "msocomtxt",
    "msodel",
    "msoDel",
    "sdendnoteanc",
    "sdfootnoteanc",
];

/// How the addresses of footnotes, endnotes and comments begin that a program has written below the text.
const NOTES: [&str; 10] = ["_ftn", "_edn", "_msocom", "_cmnt", "cmnt", "ftnt", "sdfootnote", "sdendnote", "fnref", "footnote-"];

impl Look {
    /// Reads the attributes of a tag.
    pub(super) fn of(tag: &Tag, text: &str) -> Look {
        let mut look = Look { hidden: tag.has(Attribute::Hidden), ..Look::default() };
        if let Some(role) = tag.attribute(text, Attribute::Role) {
            look.role(role.trim_ascii());
        }
        if let Some(style) = tag.attribute(text, Attribute::Style) {
            look.style(style);
        }
        if let Some(classes) = tag.attribute(text, Attribute::Class) {
            look.hidden |= classes.split_ascii_whitespace().any(|class| ASIDES.contains(&class));
        }
        if let Some(target) = tag.attribute(text, Attribute::Href).and_then(|target| target.strip_prefix('#')) {
            let numbered = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
            look.hidden |= NOTES.iter().any(|note| target.starts_with(note)) || target.strip_prefix("fn").is_some_and(numbered);
        }
        if let Some(id) = tag.attribute(text, Attribute::Id) {
            look.hidden |= ["sdfootnote", "sdendnote"].iter().any(|note| id.starts_with(note));
        }
        look
    }

    fn role(&mut self, role: &str) {
        self.part = match role {
            "table" | "grid" | "treegrid" => Some(Part::Table),
            "rowgroup" => Some(Part::Group(Group::Body)),
            "row" => Some(Part::Row),
            "cell" | "gridcell" => Some(Part::Cell { head: false }),
            "columnheader" | "rowheader" => Some(Part::Cell { head: true }),
            _ => None,
        };
        self.hidden |= matches!(
            role,
            "button"
                | "doc-backlink"
                | "doc-endnotes"
                | "doc-footnote"
                | "doc-noteref"
                | "menu"
                | "menubar"
                | "navigation"
                | "search"
                | "tab"
                | "tablist"
        );
    }

    /// Reads the declarations of a `style` attribute.
    fn style(&mut self, style: &str) {
        for declaration in style.split(';') {
            let Some((property, value)) = declaration.split_once(':') else { continue };
            let (property, value) = (property.trim_ascii(), value.trim_ascii());
            let is = |name: &str| property.eq_ignore_ascii_case(name);
            // «none !important»
            let word = value.split(['!', ' ']).next().unwrap_or("");
            let says = |word_wanted: &str| word.eq_ignore_ascii_case(word_wanted);
            if is("display") {
                self.hidden |= says("none");
                self.part = Look::display(word).or(self.part);
            } else if is("visibility") {
                self.kept |= says("hidden") || says("collapse");
            } else if is("mso-hide") {
                self.hidden |= says("all");
            } else if is("mso-element") {
                self.hidden |= ["comment", "footnote", "endnote"]
                    .iter()
                    .any(|note| word.get(..note.len()).is_some_and(|w| w.eq_ignore_ascii_case(note)));
            } else {
                self.hidden |= is("mso-footnote-id") || is("mso-endnote-id") || is("mso-comment-reference");
            }
        }
    }

    fn display(word: &str) -> Option<Part> {
        let word = word.strip_prefix("inline-").unwrap_or(word).strip_prefix("table")?;
        Some(match word {
            "" => Part::Table,
            "-row" => Part::Row,
            "-cell" => Part::Cell { head: false },
            "-header-group" => Part::Group(Group::Head),
            "-row-group" => Part::Group(Group::Body),
            "-footer-group" => Part::Group(Group::Foot),
            "-caption" => Part::Caption,
            _ => return None,
        })
    }
}

/// The number that an attribute of a cell gives: digits after blanks, as browsers read it, nothing above `most`.
pub(super) fn number(value: &str, most: u32) -> Option<u32> {
    let digits = value.trim_ascii_start();
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    let len = digits.bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 {
        return None;
    }
    Some(digits[..len].parse().unwrap_or(most).min(most))
}

/// An address that a web server has hidden from programs that collect them: two digits of a key, then every byte of the address mixed with it.
pub(super) fn unmixed(hex: &str) -> Option<String> {
    let pairs = hex.trim_ascii().as_bytes().chunks(2).take(256).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    let bytes: Vec<u8> = pairs.collect::<Option<_>>()?;
    let (key, mixed) = bytes.split_first()?;
    let address = String::from_utf8(mixed.iter().map(|byte| byte ^ key).collect()).ok()?;
    address.contains('@').then_some(address)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::{Token, tokens};
    use super::*;

    fn look(tag: &str) -> Look {
        match tokens(tag).next() {
            Some(Token::Start(found)) => Look::of(&found, tag),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_not_shown_is_known_by_its_attributes() {
        for tag in [
            "<p hidden>",
            "<td style='width:0; DISPLAY : none !important'>",
            "<span style=display:none;mso-hide:all>",
            "<a style='mso-footnote-id:ftn1' href='#_ftn1'>",
            "<div style='mso-element:comment-list'>",
            "<a class=\"x sdfootnoteanc\">",
            "<a href='#fn12'>",
            "<div id=sdfootnote1>",
        ] {
            assert!(look(tag).hidden, "{tag}");
        }
        assert!(look("<tr style='visibility:collapse'>").kept);
        for tag in ["<p>", "<p style='display:block;mso-element:para-border-div'>", "<a href='#fnac'>", "<p class=hidden aria-hidden=true>"]
        {
            assert!(!look(tag).hidden, "{tag}");
        }
    }

    #[test]
    fn parts_of_tables_are_known_by_their_attributes() {
        assert_eq!(look("<div role=row>").part, Some(Part::Row));
        assert_eq!(look("<div style='display:table-cell;width:9px'>").part, Some(Part::Cell { head: false }));
        assert_eq!(look("<div style='display: inline-table'>").part, Some(Part::Table));
        assert_eq!(look("<table role=presentation style='display:inline-block'>").part, None);
    }

    #[test]
    fn spans_and_hidden_addresses_are_read() {
        for (value, expected) in [("3", Some(3)), (" 07x", Some(7)), ("99999999999", Some(1000)), ("", None), ("-1", None), ("+2", Some(2))]
        {
            assert_eq!(number(value, 1000), expected, "{value}");
        }
        assert_eq!(unmixed("422c232f2702276c2521"), Some("name@e.gc".to_owned()));
        assert_eq!((unmixed("4"), unmixed("zz"), unmixed("4242"), unmixed("ñ")), (None, None, None, None));
    }
}
