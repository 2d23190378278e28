//! Text as a terminal shows it: without what could move the cursor, and measured in columns for cropping, for the surroundings of a mark, and for lines.
//!
//! Everything that is cut here is also made printable, so that no text of a document reaches the terminal by another way. The cost of a cut depends on
//! the room there is, never on the length of the text.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How far a cut may move at most, in columns, to fall between two words.
const WORD: usize = 14;

/// How many columns a text takes up.
pub(crate) fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { UnicodeWidthStr::width(text) }
}

/// How many columns a character takes up as it is shown. A text takes up at most the sum of its characters: a variation selector, which has no width
/// itself, is counted because it can widen the character before it.
fn columns_of(c: char) -> usize {
    match c {
        ' '..='~' | '\u{FE00}'..='\u{FE0F}' => 1,
        '\t' => TAB.len(),
        c if hidden(c) => c.escape_default().len(),
        c => UnicodeWidthChar::width(c).unwrap_or(1),
    }
}

/// What a tab is shown as.
const TAB: &str = "    ";

/// How many bytes a character takes up as it is shown.
fn bytes_of(c: char) -> usize {
    match c {
        '\t' => TAB.len(),
        c if hidden(c) => c.escape_default().len(),
        c => c.len_utf8(),
    }
}

fn push(out: &mut String, c: char) {
    match c {
        '\t' => out.push_str(TAB),
        c if hidden(c) => out.extend(c.escape_default()),
        c => out.push(c),
    }
}

/// How many columns a text takes up as it is shown, counted up to `limit`.
pub(crate) fn measure(text: &str, limit: usize) -> usize {
    let mut sum = 0;
    for c in text.chars() {
        sum += columns_of(c);
        if sum >= limit {
            return limit;
        }
    }
    sum
}

/// The part of a text that is shown, and how to find its bytes in it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// As shown, with an ellipsis on each side that was cut.
    pub(crate) text: String,
    from: usize,
    to: usize,
    cut: [bool; 2],
}

impl Piece {
    /// The whole text, or as much of it around the marked bytes as there is room for; cut between words where possible.
    pub(crate) fn around(text: &str, mark: Range<usize>, room: usize) -> Piece {
        let mark = if text.get(mark.clone()).is_some() { mark } else { 0..0 };
        let (mut from, mut to) = (0, text.len());
        if measure(text, room + 1) > room {
            // Where there is little room, a broken word says more than none.
            let reach = WORD.min(room / 3);
            // An ellipsis on each side.
            let inside = room.saturating_sub(2);
            let marked = measure(&text[mark.clone()], inside);
            let spare = inside - marked;
            let right = measure(&text[mark.end..], spare);
            let left = measure_back(&text[..mark.start], spare.saturating_sub(right.min(spare - spare / 2)));
            from = back(text, mark.start, left);
            // What the left side does not need goes to the right, and so does the ellipsis of a side that is not cut.
            to = forth(text, mark.start, marked + spare - left + usize::from(from == 0));
            if to == text.len() && from > 0 {
                from = back(text, from, 1);
            }
            if from > 0 {
                let start = word_start(text, from, mark.start, reach);
                // What a broken word gives up goes to the right.
                to = forth(text, to, measure(&text[from..start], WORD + 1));
                from = start;
            }
            if to < text.len() {
                to = word_end(text, to, mark.end.min(to).max(from), reach);
            }
        }
        let cut = [from > 0, to < text.len()];
        let mut out = String::new();
        if cut[0] {
            out.push('…');
        }
        text[from..to].chars().for_each(|c| push(&mut out, c));
        if cut[1] {
            out.push('…');
        }
        Piece { text: out, from, to, cut }
    }

    /// The bytes of the piece that show these bytes of the text it was cut from. A mark that goes on past a cut takes the ellipsis with it.
    pub(crate) fn find(&self, text: &str, mark: &Range<usize>) -> Range<usize> {
        let lead = if self.cut[0] { '…'.len_utf8() } else { 0 };
        let at = |byte: usize| match byte {
            b if b < self.from => 0,
            b if b > self.to => self.text.len(),
            b => lead + text.get(self.from..b).unwrap_or("").chars().map(bytes_of).sum::<usize>(),
        };
        at(mark.start)..at(mark.end)
    }
}

/// The beginning of a text, as much of it as there is room for.
pub(crate) fn crop(text: &str, room: usize) -> String {
    let mut out = String::new();
    if measure(text, room + 1) <= room {
        text.chars().for_each(|c| push(&mut out, c));
        return out;
    }
    if room > 0 {
        let to = forth(text, 0, room - 1);
        text[..to].trim_end().chars().for_each(|c| push(&mut out, c));
        out.push('…');
    }
    out
}

/// The end of a text, as much of it as there is room for: of a path, the name of the file.
pub(crate) fn crop_start(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let from = back(text, text.len(), room.saturating_sub(1));
    format!("…{}", &text[from..])
}

/// Lines of at most `room` columns, the first of at most `first`. Words longer than a line are broken.
pub(crate) fn wrap(text: &str, first: usize, room: usize) -> Vec<String> {
    lines(text, first, room, Long::Broken)
}

/// Prose in lines of at most so many columns, each with an indent and an end; the ends of lines in the text stay. A word longer than a line stands alone,
/// so that a path or an address can still be taken whole.
pub(crate) fn set(text: &str, width: usize, indent: &str) -> String {
    let room = width.saturating_sub(columns(indent));
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for line in text.lines().flat_map(|paragraph| lines(paragraph, room, room, Long::Whole)) {
        if !line.is_empty() {
            out.push_str(indent);
            out.push_str(&line);
        }
        out.push('\n');
    }
    out
}

/// What becomes of a word longer than a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Long {
    Broken,
    Whole,
}

fn lines(text: &str, first: usize, room: usize, long: Long) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let (mut used, mut most) = (0, first.max(1));
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        let wide = word.chars().map(columns_of).sum::<usize>();
        let waits = lines.is_empty() && wide > most && wide <= room;
        if (used > 0 && used + 1 + wide > most) || (used == 0 && waits) {
            lines.push(std::mem::take(&mut line));
            (used, most) = (0, room.max(1));
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        for c in word.chars() {
            let wide = columns_of(c);
            if long == Long::Broken && used > 0 && used + wide > most {
                lines.push(std::mem::take(&mut line));
                (used, most) = (0, room.max(1));
            }
            push(&mut line, c);
            used += wide;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// A file's name for the terminal and for logs: control characters, which could move the cursor or forge lines, are shown as escapes.
pub(crate) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if hidden(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether a character is invisible or can rearrange what is around it: controls, line separators, marks of direction, characters without width.
pub(crate) fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// As [`measure`], from the end.
fn measure_back(text: &str, limit: usize) -> usize {
    let mut sum = 0;
    for c in text.chars().rev() {
        let wide = columns_of(c);
        if sum + wide > limit {
            return sum;
        }
        sum += wide;
    }
    sum
}

/// The byte that stands at most so many columns before another, never between a letter and the marks on it.
fn back(text: &str, from: usize, room: usize) -> usize {
    let mut left = room;
    let mut at = from;
    let mut whole = from;
    for (index, c) in text[..from].char_indices().rev() {
        let Some(rest) = left.checked_sub(columns_of(c)) else { return whole };
        left = rest;
        at = index;
        if columns_of(c) > 0 && !is_selector(c) {
            whole = at;
        }
    }
    at
}

/// The byte that stands at most so many columns after another.
fn forth(text: &str, from: usize, room: usize) -> usize {
    let mut left = room;
    for (index, c) in text[from..].char_indices() {
        let Some(rest) = left.checked_sub(columns_of(c)) else { return from + index };
        left = rest;
    }
    text.len()
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}')
}

/// The first beginning of a word from `from` on, if there is one near and before `limit`; else `from`.
fn word_start(text: &str, from: usize, limit: usize, reach: usize) -> usize {
    if text[..from].ends_with(' ') {
        return from;
    }
    let near = forth(text, from, reach).min(limit);
    text[from..near].find(' ').map_or(from, |at| from + at + 1)
}

/// The last end of a word up to `to`, if there is one near and not before `limit`; else `to`.
fn word_end(text: &str, to: usize, limit: usize, reach: usize) -> usize {
    if text[to..].starts_with(' ') {
        return to;
    }
    let near = back(text, to, reach).max(limit);
    text[near..to].rfind(' ').map_or(to, |at| near + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "85 % de cumplimiento del Plan Operativo Anual - POA 2020, según la programación del año";

    fn around(text: &str, marked: &str, room: usize) -> (String, String) {
        let start = text.find(marked).unwrap();
        let mark = start..start + marked.len();
        let piece = Piece::around(text, mark.clone(), room);
        let found = piece.text[piece.find(text, &mark)].to_owned();
        (piece.text, found)
    }

    #[test]
    fn a_piece_shows_its_mark_and_as_much_around_it_as_fits() {
        for (marked, room, shown) in [
            ("2020", 200, TEXT),
            ("2020", 40, "…Anual - POA 2020, según la…"),
            ("2020", 12, "…2020, segú…"),
            ("85", 20, "85 % de cumplimient…"),
            ("año", 20, "…rogramación del año"),
            ("cumplimiento", 12, "…cumplimien…"),
        ] {
            assert_eq!(around(TEXT, marked, room).0, shown, "{marked} in {room}");
        }
        assert_eq!(around(TEXT, "2020", 12).1, "2020");
    }

    #[test]
    fn no_piece_is_wider_than_its_room_and_every_mark_is_found_again() {
        let texts = [
            TEXT,
            "日本語のテキストと日本",
            "cafe\u{301} e\u{301}e\u{301}e\u{301} ñandu\u{301} cafe\u{301}",
            "❤\u{FE0F}❤\u{FE0F}a❤\u{FE0F} b\u{202E}c\u{7}d",
            "",
        ];
        for text in texts {
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for (i, start) in bounds.iter().enumerate() {
                for end in &bounds[i..] {
                    for room in 3..30 {
                        let piece = Piece::around(text, *start..*end, room);
                        assert!(columns(&piece.text) <= room, "{text:?} {start}..{end} in {room}: {:?}", piece.text);
                        assert!(!piece.text.chars().any(hidden), "{:?}", piece.text);
                        let found = piece.find(text, &(*start..*end));
                        assert!(piece.text.get(found).is_some());
                    }
                }
            }
        }
    }

    #[test]
    fn cropping_keeps_the_beginning_or_the_end() {
        assert_eq!(["año", "áéíóú", "日本語"].map(|text| crop(text, 4)), ["año", "áéí…", "日…"]);
        assert_eq!(crop("uno dos", 5), "uno…");
        assert_eq!(crop("\u{202E}x", 20), "\\u{202e}x");
        assert_eq!(crop_start("informes/2021/10/a4.txt:1:2", 12), "…/a4.txt:1:2");
    }

    #[test]
    fn prose_is_set_with_an_indent_and_long_words_whole() {
        assert_eq!(set("uno dos tres cuatro", 10, "  "), "  uno dos\n  tres\n  cuatro\n");
        assert_eq!(set("lea https://ejemplo.ec/a y\n\nya", 10, " "), " lea\n https://ejemplo.ec/a\n y\n\n ya\n");
        assert_eq!(set("uno dos", usize::MAX, ""), "uno dos\n");
    }

    #[test]
    fn lines_are_wrapped_on_words_and_long_words_are_broken() {
        assert_eq!(wrap("uno dos tres", 7, 7), ["uno dos", "tres"]);
        assert_eq!(wrap("palabralarga y", 2, 20), ["", "palabralarga y"]);
        assert_eq!(wrap("abcdefghij", 4, 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("日本語 日本", 5, 5), ["日本", "語", "日本"]);
        assert_eq!(wrap("10\u{A0}000 cosas", 8, 8), ["10\u{A0}000", "cosas"]);
        assert_eq!(wrap("", 5, 5), [""]);
    }
}
