//! What speaks for it that a row of a table ends between two levels of text: lines, room, and how the texts above and below end and begin.

use super::bands::Bar;
use super::columns::Under;
use super::header::fold;
use super::painted;
use super::pieces::{Piece, is_capital};
use super::rows::{Levels, lane};

/// Words of the header that may stand below the first ones of its cells.
const HEADER: &[&str] = &[
    "de",
    "la",
    "las",
    "unidad",
    "unidades",
    "administrativa",
    "administrativas",
    "cuantificable",
    "cuantificables",
    "o",
    "y",
    "del",
    "(s)",
];

/// Words after which a text goes on.
const LINKING: &[&str] = &[
    "de", "la", "el", "los", "las", "del", "y", "e", "o", "u", "a", "al", "en", "con", "por", "para", "que", "sin", "su", "sus", "un",
    "una", "como", "sobre", "entre", "según", "hasta", "desde", "se", "lo",
];

impl Levels<'_> {
    /// What speaks for a cut below each level but the last.
    pub(super) fn weigh_cuts(&self, bars: &[Bar]) -> Vec<f32> {
        let drawn = self.drawn(bars);
        // Lines say it all if they part nearly all numbers from each other.
        let (mut parted, mut mixed, mut open) = (0, 0, 0);
        for (level, drawn) in drawn.iter().enumerate() {
            open += self.numbers[level + 1] - self.numbers[level];
            if *drawn || level + 1 == self.ends.len() {
                parted += u32::from(open == 1);
                mixed += if open > 1 { open } else { 0 };
                open = 0;
            }
        }
        let complete = parted >= 2 && parted >= 4 * mixed;
        let painted = painted::seams(self.pieces, &self.ends);
        let header = self.header();
        (0..self.ends.len().saturating_sub(1))
            .map(|level| {
                let line = if drawn[level] {
                    6.0
                } else if complete {
                    // Titles, notes and labels may go without.
                    let wide = |level: usize| !self.lane(self.columns.count(), level, level + 1).is_empty();
                    if wide(level) || wide(level + 1) { -0.5 } else { -6.0 }
                } else {
                    0.0
                };
                line + self.gap(level) + self.seams(level) + painted[level] + if header == Some(level) { 6.0 } else { 0.0 }
            })
            .collect()
    }

    /// Below which levels there is a line from the first column on, or the edge of a background.
    fn drawn(&self, bars: &[Bar]) -> Vec<bool> {
        let mut drawn = vec![false; self.ends.len()];
        let mut level = 0;
        // Bars come from top to bottom.
        for group in bars.chunk_by(|one, other| other.at - one.at < 1.0) {
            let at = group[0].at;
            while level < self.ends.len() && self.pieces[self.ends[level] - 1].base - 0.1 * self.pitch < at {
                level += 1;
            }
            let Some(above) = level.checked_sub(1) else { continue };
            let below = self.pieces.get(self.ends[above]);
            if below.is_some_and(|below| at < below.base - 0.3 * below.size) {
                drawn[above] |= self.columns.under(group) == Under::All;
            }
        }
        drawn
    }

    /// The last level of the header.
    pub(super) fn header(&self) -> Option<usize> {
        let bottom = self.columns.keys.iter().map(|key| key.1).reduce(f32::max)?;
        let mut level = self.ends.iter().position(|end| self.pieces[end - 1].base >= bottom - 0.1)?;
        let is_header = |index: &usize| HEADER.contains(&fold(&self.words[*index].text).trim_end_matches('.'));
        for (next, ends) in self.ends.windows(2).enumerate().skip(level).take(3) {
            if !self.pieces[ends[0]..ends[1]].iter().all(|piece| piece.words.iter().all(is_header)) {
                break;
            }
            level = next + 1;
        }
        Some(level)
    }

    /// What the room below a level says.
    fn gap(&self, level: usize) -> f32 {
        let above = self.pieces[self.ends[level] - 1].base;
        let below = self.pieces[self.ends[level]].base;
        let ratio = (below - above) / self.pitch;
        if ratio <= 1.12 { -0.4 } else { ((ratio - 1.12) * 4.0).min(6.0) }
    }

    /// What the texts on both sides of a cut say, column by column.
    fn seams(&self, level: usize) -> f32 {
        let next = &self.starts[level + 1];
        let mut sum = 0.0;
        for (lane, start) in next.iter().enumerate() {
            let (Some(above), Some(below)) =
                (start.checked_sub(1).and_then(|above| self.lanes[lane].get(above)), self.lanes[lane].get(*start))
            else {
                continue;
            };
            let (above, below) = (&self.pieces[*above], &self.pieces[*below]);
            if below.base - above.base <= 1.6 * self.pitch {
                sum += self.seam(above, below);
            }
        }
        sum
    }

    /// Whether a text ends with one line and another begins with the next: above 0 if so.
    pub(super) fn seam(&self, above: &Piece, below: &Piece) -> f32 {
        let lane = lane(above, self.columns.count());
        let first = &self.words[below.words[0]];
        let last = &self.words[above.words[above.words.len() - 1]];
        let mut room = self.widths[lane];
        if above.wide && above.right < self.label && below.right < self.label {
            room = room.min(self.label - self.columns.edges[0] - 4.0);
        }
        let fits = above.right - above.left + 0.26 * above.size + first.rect.width() <= room - 0.3;
        let full = above.wide && above.right - above.left > 0.9 * room && !is_capital(self.words, above);
        let mut sum = if fits {
            1.5
        } else if full {
            -1.2
        } else {
            -0.5
        };
        let (end, start) = (last.text.chars().next_back().unwrap_or(' '), first.text.chars().next().unwrap_or(' '));
        let lower = last.text.to_lowercase();
        let value = || !below.words.iter().any(|index| self.words[*index].text.ends_with(':'));
        if end == ':' && above.wide && !fits && value() {
            // There was no room for the value beside its label.
            sum -= 1.0;
        } else if matches!(end, '.' | ':') {
            sum += if end == ':' && above.wide { 2.0 } else { 0.6 };
        } else if matches!(end, ',' | ';' | '-' | '–' | '/' | '(' | '\u{AD}') {
            sum -= 1.5;
        } else if LINKING.contains(&lower.as_str()) {
            sum -= 2.0;
        }
        if start.is_lowercase() && !first.text.contains('@') {
            sum -= 1.5;
        } else if matches!(start, '(' | ')' | ',' | '/' | '-') {
            sum -= 0.5;
        }
        if above.wide && below.wide {
            // A label ends with a colon.
            let ends = self.words[below.words[below.words.len() - 1]].text.ends_with(':');
            sum -= if ends && !matches!(end, ':' | ')' | '.') { 1.0 } else { 0.0 };
            sum -= if LINKING.contains(&first.text.to_lowercase().as_str()) { 1.5 } else { 0.0 };
        }
        let capitals = (is_capital(self.words, above), is_capital(self.words, below));
        if start.is_uppercase() && !capitals.0 {
            sum += 0.4;
        }
        if above.wide && capitals.0 != capitals.1 && !matches!(start, '(' | ')') {
            sum += if capitals.1 { 2.0 } else { 1.5 };
        }
        sum
    }
}
