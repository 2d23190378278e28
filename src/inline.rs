//! From the raw bytes of a cell to the text a person reads: tags, entities and emphasis gone, white space folded, accents composed, links kept aside.
//!
//! Every stretch of clean text remembers the raw bytes it came from, so that a mark in the clean text can be drawn in the file. It is one pass
//! without recursion: nesting costs nothing.

mod entities;
mod references;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::document::{Link, Markup, Segment};
use crate::limits::{MAX_ADDRESS, MAX_TAG};
pub(crate) use references::attribute;
use references::{References, entity, unescaped};

/// Tags that only dress text; anything else in angle brackets is text («< 5 %», «<nombre>»).
const TAGS: [&str; 26] = [
    "a", "abbr", "b", "big", "br", "center", "cite", "code", "div", "em", "font", "i", "ins", "li", "mark", "p", "s", "small", "span",
    "strike", "strong", "sub", "sup", "tt", "u", "ul",
];

/// Tags that end a line, so that the words on both sides stay apart.
const BREAKS: [&str; 5] = ["br", "div", "li", "p", "ul"];

/// Whether a raw cell, already trimmed of blanks, is its own clean text.
///
/// The scan looks at bytes only: markup, entities, control characters, doubled blanks, and the lead bytes of the blocks that hold special blanks,
/// invisible characters and combining accents.
#[expect(clippy::needless_bitwise_bool, reason = "lazy operators would branch on every byte")]
pub(crate) fn is_plain(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    // No early exit inside: straight comparisons over all bytes are what the compiler turns into vector instructions.
    let marked = bytes.iter().fold(false, |found, byte| found | is_special(*byte));
    let doubled = bytes.iter().zip(bytes.get(1..).unwrap_or(&[])).fold(false, |found, (a, b)| found | ((*a == b' ') & (*b == b' ')));
    !(marked | doubled)
}

/// Whether every cell of a line without doubled blanks is plain once it is trimmed: [`is_plain`] of all of them in one look, which is quicker than one at
/// each. `separator` stands between the cells.
#[expect(clippy::needless_bitwise_bool, reason = "lazy operators would branch on every byte")]
pub(crate) fn is_plain_line(line: &str, separator: u8) -> bool {
    let is_marked = |block: &[u8; 16]| block.iter().fold(false, |found, byte| found | (is_special(*byte) & (*byte != separator)));
    let (blocks, rest) = line.as_bytes().as_chunks();
    // What is left is filled up to a block, so that nothing is looked at byte by byte.
    let mut last = [b'a'; 16];
    last[..rest.len()].copy_from_slice(rest);
    !(blocks.iter().any(is_marked) || is_marked(&last))
}

/// Bytes that clean text does not simply copy: markup, entities, control characters, and the lead bytes of special blanks, invisible characters and
/// combining accents.
#[expect(clippy::needless_bitwise_bool, reason = "lazy operators would branch on every byte")]
const fn is_special(byte: u8) -> bool {
    (byte < 0x20)
        | (byte == 0x7F)
        | (byte == b'<')
        | (byte == b'&')
        | (byte == b'*')
        | (byte == 0xC2)
        | (byte == 0xCC)
        | (byte == 0xCD)
        | (byte.wrapping_sub(0xE1) < 3)
        | (byte >= 0xEF)
}

/// [`is_special`], looked up: for where bytes are looked at one by one.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        // The index fits a byte, since the table has 256 places.
        table[byte] = is_special(byte.to_le_bytes()[0]);
        byte += 1;
    }
    table
};

/// Cleans a raw cell that starts at byte `at` of the decoded text, appending to `out`; returns what the clean text leaves behind, with at most `room`
/// segments: what comes after them can be marked only as a whole.
pub(crate) fn clean(raw: &str, at: u32, room: usize, out: &mut String) -> Markup {
    let mut cleaner = Cleaner::new(room, out);
    cleaner.text(raw, at);
    cleaner.finish()
}

/// The clean text of one cell as it grows, for readers that meet it piece by piece.
pub(crate) struct Cleaner<'o> {
    out: &'o mut String,
    /// Where this cell's clean text starts in `out`.
    base: usize,
    /// Where the piece at hand starts in the decoded text.
    at: u32,
    markup: Markup,
    /// White space seen since the last letter, as bytes of the decoded text: written as one blank once another letter comes.
    pending_blank: Option<(u32, u32)>,
    open_link: Option<(String, usize)>,
    /// How many segments may be kept.
    room: usize,
    /// Up to where the piece at hand is known to hold no end of a comment, so that many beginnings without an end are not searched one by one.
    searched: usize,
    /// Which character references are read.
    references: References,
}

impl<'o> Cleaner<'o> {
    /// Starts a cell at the end of `out`, of which at most `room` segments are remembered.
    pub(crate) fn new(room: usize, out: &'o mut String) -> Self {
        let base = out.len();
        Cleaner {
            out,
            base,
            at: 0,
            markup: Markup::default(),
            pending_blank: None,
            open_link: None,
            room,
            searched: 0,
            references: References::Closed,
        }
    }

    /// Reads character references as browsers do: the old ones also without their semicolon.
    pub(crate) fn as_page(&mut self) {
        self.references = References::Open;
    }

    /// Adds a piece of raw text that starts at byte `at` of the decoded text: tags, entities and emphasis in it go.
    pub(crate) fn text(&mut self, raw: &str, at: u32) {
        self.at = at;
        self.searched = 0;
        self.run(raw);
    }

    /// Adds a text that a reader sees in place of `raw_len` bytes that start at byte `at` of the decoded text. It stands or falls as a whole.
    pub(crate) fn shown(&mut self, text: &str, at: u32, raw_len: usize) {
        if text.is_empty() {
            return;
        }
        self.at = at;
        self.blank();
        // Equal lengths would say that it was copied letter for letter. What it stands for ends with the `>` of a tag, which can be left out.
        self.segment(text.len(), at, if raw_len == text.len() { raw_len - 1 } else { raw_len });
        self.out.push_str(text);
    }

    /// Sets what follows apart by a blank: the end of a line or paragraph, at byte `at` of the decoded text.
    pub(crate) fn gap(&mut self, at: u32) {
        self.pending_blank.get_or_insert((at, at));
    }

    /// What follows, up to [`Cleaner::close_link`], is a link.
    pub(crate) fn open_link(&mut self, target: String) {
        self.close_link();
        if target.len() > MAX_ADDRESS {
            return;
        }
        // Blanks before a link are not part of it.
        let blank = usize::from(self.pending_blank.is_some() && self.out.len() > self.base);
        self.open_link = Some((target, self.out.len() - self.base + blank));
    }

    /// Ends the cell.
    pub(crate) fn finish(mut self) -> Markup {
        self.close_link();
        self.markup
    }
}

impl Cleaner<'_> {
    fn run(&mut self, raw: &str) {
        let stars = if raw.contains('*') { raw.matches("**").count() } else { 0 };
        // A lone pair of stars is a footnote mark; paired ones are emphasis.
        let mut emphasis = stars - stars % 2;
        let mut i = 0;
        while let Some(c) = raw.get(i..).and_then(|rest| rest.chars().next()) {
            let run = plain_run(&raw[i..]);
            if run > 0 {
                self.push_run(&raw[i..i + run], i);
                i += run;
                continue;
            }
            let width = c.len_utf8();
            match c {
                '<' => {
                    if let Some(len) = self.tag(&raw[i..], i) {
                        i += len;
                        continue;
                    }
                    self.push(c, i, width);
                }
                '&' => {
                    if let Some((decoded, len)) = entity(&raw[i..], self.references) {
                        self.character(decoded, i, len);
                        i += len;
                        continue;
                    }
                    self.push(c, i, width);
                }
                '*' if emphasis > 0 && raw[i..].starts_with("**") => {
                    emphasis -= 1;
                    i += 2;
                    continue;
                }
                _ => {
                    let marks: usize = raw[i + width..].chars().take_while(|m| is_combining_mark(*m)).map(char::len_utf8).sum();
                    if marks > 0 && !c.is_whitespace() {
                        for composed in raw[i..i + width + marks].nfc() {
                            self.push(composed, i, width + marks);
                        }
                        i += width + marks;
                        continue;
                    }
                    self.character(c, i, width);
                }
            }
            i += width;
        }
    }

    /// One character as a reader sees it: white space is folded, invisible characters vanish.
    fn character(&mut self, c: char, raw: usize, raw_len: usize) {
        if matches!(c, '\u{80}'..='\u{9F}') && self.out[self.base..].ends_with(|last| matches!(last, 'Ã' | 'Â' | 'â' | '\u{80}'..='\u{9F}'))
        {
            // The second half of a letter garbled by a wrong encoding: the two together tell which letter it was.
            self.push(c, raw, raw_len);
        } else if c.is_whitespace() || c.is_control() || matches!(c, '\u{2800}') {
            let here = self.at + narrow(raw);
            let start = self.pending_blank.map_or(here, |(start, _)| start);
            self.pending_blank = Some((start, here + narrow(raw_len)));
        } else if is_invisible(c) && !(c == '\u{AD}' && self.out[self.base..].ends_with('Ã')) {
            // Dropped. A soft hyphen after «Ã» is kept: the two are one garbled «í».
        } else {
            self.push(c, raw, raw_len);
        }
    }

    /// A stretch that is its own clean text and neither begins nor ends with a blank.
    fn push_run(&mut self, run: &str, raw: usize) {
        self.blank();
        self.segment(run.len(), self.at + narrow(raw), run.len());
        self.out.push_str(run);
    }

    fn push(&mut self, c: char, raw: usize, raw_len: usize) {
        self.blank();
        self.segment(c.len_utf8(), self.at + narrow(raw), raw_len);
        self.out.push(c);
    }

    /// Writes the blank that is due before the next letter.
    fn blank(&mut self) {
        if let Some((start, end)) = self.pending_blank.take()
            && self.out.len() > self.base
        {
            self.segment(1, start, end.saturating_sub(start) as usize);
            self.out.push(' ');
        }
    }

    /// Notes that `clean_len` bytes about to be written came from `raw_len` bytes at byte `raw` of the decoded text.
    fn segment(&mut self, clean_len: usize, raw: u32, raw_len: usize) {
        let clean = narrow(self.out.len() - self.base);
        let (clean_len, raw_len) = (narrow(clean_len), narrow(raw_len));
        if let Some(last) = self.markup.offsets.last_mut()
            && last.clean_len == last.raw_len
            && clean_len == raw_len
            && last.raw + last.raw_len == raw
        {
            last.clean_len += clean_len;
            last.raw_len += raw_len;
        } else if self.markup.offsets.len() >= self.room
            && let Some(last) = self.markup.offsets.last_mut()
        {
            last.clean_len = clean + clean_len - last.clean;
            last.raw_len = (raw + raw_len).saturating_sub(last.raw);
        } else {
            self.markup.offsets.push(Segment { clean, clean_len, raw, raw_len });
        }
    }

    /// Reads a tag at the start of `rest`; its length in bytes, or `None` where it is text.
    fn tag(&mut self, rest: &str, at: usize) -> Option<usize> {
        if rest.starts_with("<!--") {
            let window = rest.as_bytes().get(..rest.len().min(MAX_TAG))?;
            let from = self.searched.saturating_sub(at).min(window.len());
            let Some(end) = window[from..].windows(3).position(|three| three == b"-->") else {
                self.searched = at + window.len().saturating_sub(2);
                return None;
            };
            return Some(from + end + 3);
        }
        let window = rest.as_bytes().get(..rest.len().min(MAX_TAG))?;
        let end = 1 + window.iter().skip(1).position(|b| matches!(b, b'<' | b'>'))?;
        if window[end] != b'>' {
            return None;
        }
        let inside = &rest[1..end];
        let (closing, inside) = inside.strip_prefix('/').map_or((false, inside), |name| (true, name));
        let name_len = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = &inside[..name_len];
        if !TAGS.iter().any(|known| name.eq_ignore_ascii_case(known))
            || !matches!(inside.as_bytes().get(name_len), None | Some(b'/' | b' ' | b'\r' | b'\n'))
        {
            return None;
        }
        if name.eq_ignore_ascii_case("a") {
            self.close_link();
            if !closing && let Some(target) = href(&inside[name_len..]) {
                self.open_link(target);
            }
        } else if BREAKS.iter().any(|b| name.eq_ignore_ascii_case(b)) {
            self.character(' ', at, end + 1);
        }
        Some(end + 1)
    }

    /// Ends the link that is open, if one is.
    pub(crate) fn close_link(&mut self) {
        if let Some((target, start)) = self.open_link.take() {
            let end = self.out.len() - self.base;
            self.markup.links.push(Link { target, text: start.min(end)..end });
        }
    }
}

/// Offsets fit 32 bits because [`crate::limits::MAX_BYTES`] is below 2³².
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// How many bytes from the start of `rest` are their own clean text: letters, signs and single blanks between them.
fn plain_run(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut end = 0;
    while let Some(&byte) = bytes.get(end) {
        let blank = byte == b' ';
        if SPECIAL[usize::from(byte)] || blank && (end == 0 || bytes.get(end + 1).is_none_or(|next| *next == b' ' || is_special(*next))) {
            break;
        }
        end += 1;
    }
    // A combining accent may follow, which belongs to the letter before it; and a run never cuts a character in two.
    if bytes.get(end).is_some_and(|next| *next >= 0xC2) {
        end = end.saturating_sub(1);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        end = rest[..end].trim_ascii_end().len();
    }
    end
}

/// The decoded value of the `href` attribute among a tag's attributes.
fn href(attributes: &str) -> Option<String> {
    let at = attributes.as_bytes().windows(4).position(|w| w.eq_ignore_ascii_case(b"href"))?;
    let value = attributes.get(at + 4..)?.trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split_whitespace().next()?,
    };
    Some(unescaped(value, References::Closed))
}

/// Characters that take no room and mean nothing here: joiners, direction marks, byte order marks, soft hyphens.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(raw: &str) -> String {
        let mut out = String::new();
        clean(raw, 0, 99, &mut out);
        out
    }

    #[test]
    fn markup_goes_and_text_stays() {
        for (raw, expected) in [
            ("<b>FECHA:</b>", "FECHA:"),
            ("**Art. 7**", "Art. 7"),
            ("nota **", "nota **"),
            ("a<br>b<br/>c", "a b c"),
            ("Direcci&oacute;n&nbsp;&#70;inanciera &amp; m&#xE1;s", "Dirección Financiera & más"),
            ("Direccio\u{301}n", "Dirección"),
            ("uno\u{A0}\u{A0} dos\u{200B}", "uno dos"),
            ("< 5 % y <nombre>", "< 5 % y <nombre>"),
            ("a <!-- b --> c", "a c"),
            ("&nada; & ;", "&nada; & ;"),
            ("<b", "<b"),
        ] {
            assert_eq!(cleaned(raw), expected, "{raw}");
        }
    }

    #[test]
    fn links_keep_their_target_and_their_words() {
        let mut out = String::from("antes");
        let markup = clean("ver <a class='x' href=\"mailto:ana@x.ec?a=1&amp;b\"> ana@x.ec </a>.", 0, 99, &mut out);
        assert_eq!(markup.links, [Link { target: "mailto:ana@x.ec?a=1&b".into(), text: 4..12 }]);
        assert_eq!(&out[5..], "ver ana@x.ec .");
    }

    #[test]
    fn what_is_shown_in_place_of_something_stands_as_a_whole() {
        let mut out = String::new();
        let mut cleaner = Cleaner::new(99, &mut out);
        cleaner.text("a ", 0);
        cleaner.shown("ana", 2, 3);
        cleaner.text(" b", 5);
        let markup = cleaner.finish();
        assert_eq!(out, "a ana b");
        assert_eq!(markup.offsets[1], Segment { clean: 2, clean_len: 3, raw: 2, raw_len: 2 });
    }

    #[test]
    fn a_plain_cell_is_its_own_text() {
        assert!(is_plain("Dirección de Gestión, 80 %"));
        for raw in ["a  b", "a\u{A0}b", "<b>a</b>", "a &amp; b", "o\u{301}", "**a**", "a\u{200B}"] {
            assert!(!is_plain(raw), "{raw}");
        }
    }
}
