//! What stands in one cell or line, bit by bit, until it is known to be whole: stretches of text, ends of lines within, and links.

use std::ops::Range;

use super::super::builder::{Builder, Stored};
use super::scratch::Scratch;
use super::survey::Survey;
use crate::inline::{self, Cleaner};
use crate::place::TextRange;

/// The longest address between angle brackets, in bytes.
const MAX_ADDRESS: usize = 254;

/// The bits, as places of the scratch text.
#[derive(Debug, Default)]
pub(super) struct Bits {
    bits: Vec<Bit>,
    in_link: bool,
}

#[derive(Debug)]
enum Bit {
    Text(Range<usize>),
    Gap(usize),
    Open(String),
    Close,
}

impl Bits {
    pub(super) fn clear(&mut self) {
        self.bits.clear();
        self.in_link = false;
    }

    /// Adds a stretch of text.
    pub(super) fn text(&mut self, range: Range<usize>) {
        match self.bits.last_mut() {
            Some(Bit::Text(last)) if last.end == range.start => last.end = range.end,
            _ => self.bits.push(Bit::Text(range)),
        }
    }

    /// Adds the end of a line, within a sentence.
    pub(super) fn gap(&mut self, at: usize) {
        self.bits.push(Bit::Gap(at));
    }

    pub(super) fn open_link(&mut self, target: String) {
        self.bits.push(Bit::Open(target));
        self.in_link = true;
    }

    pub(super) fn close_link(&mut self) {
        self.bits.push(Bit::Close);
        self.in_link = false;
    }

    /// Whether a link was begun and not ended.
    pub(super) fn is_in_link(&self) -> bool {
        self.in_link
    }

    fn texts(&self) -> impl DoubleEndedIterator<Item = Range<usize>> + '_ {
        self.bits.iter().filter_map(|bit| match bit {
            Bit::Text(range) => Some(range.clone()),
            _ => None,
        })
    }

    /// The bytes of the source from the first letter to the last; `None` where there is none.
    pub(super) fn place(&self, scratch: &Scratch) -> Option<TextRange> {
        let is_filled = |range: &Range<usize>| !scratch.text().get(range.clone()).unwrap_or("").trim().is_empty();
        let first = self.texts().find(is_filled)?;
        let last = self.texts().rfind(is_filled)?;
        let raw = scratch.text().get(first.clone())?;
        let start = scratch.origin(first.start + raw.len() - raw.trim_start().len());
        let end = scratch.origin_end(last.start + scratch.text().get(last.clone())?.trim_end().len());
        Some(TextRange { start: narrow(start), end: narrow(end.max(start)) })
    }

    /// Stores the text of the cell or line.
    pub(super) fn store(&self, source: &str, scratch: &Scratch, survey: &Survey<'_>, builder: &mut Builder) -> Stored {
        if let [Bit::Text(range)] = &self.bits[..]
            && let mut stretches = scratch.stretches(range.clone())
            && let (Some((stretch, origin)), None) = (stretches.next(), stretches.next())
            && let Some(raw) = source.get(origin..origin + stretch.len())
            && inline::is_plain(raw.trim())
            && !raw.contains(['\\', '['])
        {
            let start = origin + raw.len() - raw.trim_start().len();
            return Builder::as_written(TextRange { start: narrow(start), end: narrow(start + raw.trim().len()) });
        }
        let text = scratch.text();
        // Stars that are no emphasis by the rules of Markdown are emphasis all the same where they come in pairs.
        let stars: usize = self.texts().map(|range| text.get(range).unwrap_or("").matches("**").count()).sum();
        let mut stars = stars - stars % 2;
        let stored = builder.compose(|cleaner| {
            for bit in &self.bits {
                match bit {
                    Bit::Text(range) => {
                        let mut done = range.start;
                        for (stretch, origin) in scratch.stretches(range.clone()) {
                            // Between two lines of a cell stands a blank that is not in the source, or nothing.
                            if text[done..stretch.start].contains(' ') {
                                cleaner.gap(narrow(origin));
                            }
                            done = stretch.end;
                            feed(cleaner, &text[stretch], origin, &mut stars, survey);
                        }
                        if text[done..range.end].contains(' ') {
                            cleaner.gap(narrow(scratch.origin_end(range.end)));
                        }
                    }
                    Bit::Gap(at) => cleaner.gap(narrow(scratch.origin_end(*at))),
                    Bit::Open(target) => cleaner.open_link(target.clone()),
                    Bit::Close => cleaner.close_link(),
                }
            }
        });
        if stored.is_empty() { Stored::default() } else { stored }
    }
}

/// Adds a stretch of text without what Markdown's own rules leave in it: stars in pairs, addresses between angle brackets, references to notes, and the
/// backslash that stands before a blank that must not break.
fn feed(cleaner: &mut Cleaner<'_>, raw: &str, origin: usize, stars: &mut usize, survey: &Survey<'_>) {
    let bytes = raw.as_bytes();
    let (mut kept, mut at) = (0, 0);
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| matches!(byte, b'*' | b'\\' | b'<' | b'['))) {
        at += found;
        let rest = &raw[at..];
        let skipped = match bytes[at] {
            b'*' if *stars > 0 && rest.starts_with("**") => {
                *stars -= 1;
                2
            }
            b'\\' if rest.starts_with("\\ ") || rest.starts_with("\\|") => 1,
            b'[' if survey.has_notes() => note(rest, survey),
            b'<' => {
                let len = address(rest);
                if len > 0 {
                    cleaner.text(&raw[kept..at], narrow(origin + kept));
                    let inner = &rest[1..len - 1];
                    cleaner.open_link(format!("mailto:{inner}"));
                    cleaner.text(inner, narrow(origin + at + 1));
                    cleaner.close_link();
                    kept = at + len;
                }
                len
            }
            _ => 0,
        };
        if skipped > 0 && kept <= at {
            cleaner.text(&raw[kept..at], narrow(origin + kept));
            kept = at + skipped;
        }
        at += skipped.max(1);
    }
    cleaner.text(&raw[kept..], narrow(origin + kept));
}

/// The length of a reference to a note at the beginning of a text: `[^1]`.
fn note(rest: &str, survey: &Survey<'_>) -> usize {
    let name =
        rest.strip_prefix("[^").and_then(|rest| rest.bytes().take(MAX_ADDRESS).position(|byte| byte == b']').map(|end| &rest[..end]));
    name.filter(|name| survey.is_note(name)).map_or(0, |name| name.len() + 3)
}

/// The length of an address between angle brackets at the beginning of a text. Markdown knows only well-formed ones, and people's are not.
fn address(rest: &str) -> usize {
    let inside = |byte: &u8| !matches!(byte, b'<' | b'>' | b' ' | b'/' | b'=' | b'"');
    let len = rest.bytes().skip(1).take(MAX_ADDRESS).take_while(inside).count();
    let closed = rest.as_bytes().get(len + 1) == Some(&b'>');
    if closed && rest[1..=len].contains('@') { len + 2 } else { 0 }
}

/// Offsets fit 32 bits because what is read is bounded in [`crate::limits`].
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
