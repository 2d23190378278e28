//! What the text of a document says between the same letters elsewhere: a space, or nothing. Asked where lines are broken wherever they are full, so that
//! a line's end tells nothing; indicators and targets, and the words of offices, come again and again, and break elsewhere.

use std::collections::HashMap;

use super::letters::folded;

/// How many letters before and after a place are compared, the most telling first.
const REACHES: [(usize, usize); 3] = [(4, 4), (2, 4), (1, 5)];

/// How many letters a word begins with that tell it from the middle of one.
const BEGINNING: (usize, usize) = (0, 5);

/// The most places that are remembered. A report of 500 pages has some 300 000 that differ.
const MOST: usize = 400_000;

/// How many times as often a space must have been seen as nothing: an address of mail has words without spaces.
const CLEARLY: u16 = 4;

/// How often what stood between letters.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    space: u16,
    nothing: u16,
}

/// What stands between letters throughout a document.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    seen: HashMap<u64, Seen>,
}

impl Gaps {
    /// Learns from one line of text. What stands at its ends is not known, and so tells nothing.
    pub(super) fn see(&mut self, line: &str) {
        let mut letters: Vec<char> = Vec::with_capacity(line.len());
        let mut spaced: Vec<bool> = Vec::with_capacity(line.len());
        let mut after_space = false;
        for letter in line.chars() {
            if letter.is_whitespace() {
                after_space = true;
            } else {
                letters.push(folded(letter));
                spaced.push(std::mem::take(&mut after_space));
            }
        }
        for (at, after_space) in spaced.iter().enumerate().skip(1) {
            for reach in REACHES.into_iter().chain([BEGINNING]) {
                let (before, after) = letters.split_at(at);
                let Some(key) = key(before, after, reach) else { continue };
                if self.seen.len() >= MOST && !self.seen.contains_key(&key) {
                    continue;
                }
                let seen = self.seen.entry(key).or_default();
                let count = if *after_space { &mut seen.space } else { &mut seen.nothing };
                *count = count.saturating_add(1);
            }
        }
    }

    /// Whether a space stands between such texts wherever they meet; none if they do not, or if it differs.
    pub(super) fn between(&self, before: &str, after: &str) -> Option<bool> {
        REACHES.into_iter().find_map(|reach| self.at(before, after, reach))
    }

    /// Whether a word begins wherever a text begins so.
    pub(super) fn begins(&self, after: &str) -> Option<bool> {
        self.at("", after, BEGINNING)
    }

    fn at(&self, before: &str, after: &str, reach: (usize, usize)) -> Option<bool> {
        let is_letter = |letter: &char| !letter.is_whitespace();
        let mut last: Vec<char> = before.chars().rev().filter(is_letter).take(reach.0).map(folded).collect();
        last.reverse();
        let next: Vec<char> = after.chars().filter(is_letter).take(reach.1).map(folded).collect();
        let seen = self.seen.get(&key(&last, &next, reach)?)?;
        match seen.space {
            0 => Some(false),
            space => (space >= CLEARLY.saturating_mul(seen.nothing)).then_some(true),
        }
    }
}

/// What stands for so many letters before and after a place, if there are as many.
fn key(before: &[char], after: &[char], reach: (usize, usize)) -> Option<u64> {
    let last = &before[before.len().checked_sub(reach.0)?..];
    let next = after.get(..reach.1)?;
    Some(super::letters::hash(last.iter().copied().chain(std::iter::once('|')).chain(next.iter().copied())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_letters_elsewhere_tell_what_stood_between() {
        let mut gaps = Gaps::default();
        for line in ["hasta su archivo definitivo", "v", "o debate", "tivo debate público", "la evaluación", "con oportunidad", "la definición"] {
            gaps.see(line);
        }
        for (before, after, expected) in [
            ("segundo y definitivo", "debate", Some(true)),
            ("temporal o de", "finitiva", Some(false)),
            ("capacitar y e", "valuar a los", Some(false)),
            ("reserva y despacho", "oportuno", None),
            ("fin de", "semana", None),
        ] {
            assert_eq!(gaps.between(before, after), expected, "{before}|{after}");
        }
        assert_eq!(gaps.begins("oportuno"), Some(true));
        assert_eq!(gaps.begins("valuar"), Some(false));
    }

    #[test]
    fn what_differs_tells_nothing() {
        let mut gaps = Gaps::default();
        gaps.see("a cargo de la unidad");
        gaps.see("acargo delaunidad");
        assert_eq!(gaps.between("cargo de", "launidad"), None);
    }
}
