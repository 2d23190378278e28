//! A text put together from stretches of another, which remembers where each of them stood.

use std::ops::Range;

/// The text and its stretches.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    text: String,
    /// In order of both the text and, but for cells over several lines, the source.
    pieces: Vec<Piece>,
}

/// A stretch that was copied letter for letter.
#[derive(Debug, Clone, Copy)]
struct Piece {
    at: usize,
    origin: usize,
    len: usize,
}

impl Scratch {
    /// The text so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Starts anew.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
    }

    /// Adds a stretch of the source; line ends in it become blanks.
    pub(super) fn copy(&mut self, source: &str, range: Range<usize>) {
        let Some(raw) = source.get(range.clone()).filter(|raw| !raw.is_empty()) else { return };
        let at = self.text.len();
        if raw.contains(['\r', '\n']) {
            self.text.extend(raw.chars().map(|c| if matches!(c, '\r' | '\n') { ' ' } else { c }));
        } else {
            self.text.push_str(raw);
        }
        match self.pieces.last_mut() {
            Some(last) if last.at + last.len == at && last.origin + last.len == range.start => last.len += raw.len(),
            _ => self.pieces.push(Piece { at, origin: range.start, len: raw.len() }),
        }
    }

    /// Adds what does not stand in the source.
    pub(super) fn insert(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Where in the source a byte of the text, or the first one behind it that was copied, stands.
    pub(super) fn origin(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.at + piece.len <= at);
        match self.pieces.get(index) {
            Some(piece) => piece.origin + at.saturating_sub(piece.at),
            None => self.pieces.last().map_or(0, |piece| piece.origin + piece.len),
        }
    }

    /// One past the last byte of the source that was copied before a byte of the text.
    pub(super) fn origin_end(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.at < at);
        index.checked_sub(1).map_or(0, |index| self.pieces[index].origin + (at - self.pieces[index].at).min(self.pieces[index].len))
    }

    /// The copied stretches of a part of the text, each with where it stood.
    pub(super) fn stretches(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, usize)> + '_ {
        let first = self.pieces.partition_point(|piece| piece.at + piece.len <= range.start);
        let within = self.pieces[first..].iter().take_while(move |piece| piece.at < range.end);
        within.map(move |piece| {
            let start = piece.at.max(range.start);
            (start..(piece.at + piece.len).min(range.end), piece.origin + start - piece.at)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_remembers_where_it_stood() {
        let source = "| uno\r\n| dos |";
        let mut scratch = Scratch::default();
        scratch.insert("|");
        scratch.copy(source, 2..6);
        scratch.insert(" ");
        scratch.copy(source, 9..12);
        scratch.copy(source, 12..13);
        scratch.insert("|");
        assert_eq!(scratch.text(), "|uno  dos |");
        assert_eq!((0..12).map(|at| scratch.origin(at)).collect::<Vec<_>>(), [2, 2, 3, 4, 5, 9, 9, 10, 11, 12, 13, 13]);
        assert_eq!((0..12).map(|at| scratch.origin_end(at)).collect::<Vec<_>>(), [0, 0, 3, 4, 5, 6, 6, 10, 11, 12, 13, 13]);
        assert_eq!(scratch.stretches(3..8).collect::<Vec<_>>(), [(3..5, 4), (6..8, 9)]);
    }
}
