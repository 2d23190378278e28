//! The straight lines of a page, whole: pieces and dashes joined, found by where they stand.

use super::super::page::{Ink, Rule};

/// How wide a gap in a line may be, in points: between dashes, or between the borders of cells.
const GAP: f32 = 5.0;

/// How far apart in points the pieces of one line may stand.
const APART: f32 = 0.6;

/// How far apart in points lines are that are drawn for one border: a doubled one, or those of two cells that stand a little apart.
const DOUBLE: f32 = 3.2;

/// The most lines of one direction that are looked at. A page of dotted borders has some hundreds when they are whole.
const MOST: usize = 20_000;

/// The lines of a page.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Across the page, from top to bottom.
    pub(super) across: Vec<Rule>,
    /// Down the page, from left to right.
    pub(super) down: Vec<Rule>,
}

/// A border: where it stands, and how much of the way asked for it is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Border {
    /// Where it stands.
    pub(super) at: f32,
    /// How much of it is drawn, in points.
    pub(super) length: f32,
}

impl Lines {
    /// The lines of this page.
    pub(super) fn of(ink: &Ink) -> Lines {
        Lines { across: whole(&ink.rules, true), down: whole(&ink.rules, false) }
    }
}

fn whole(rules: &[Rule], across: bool) -> Vec<Rule> {
    let mut pieces: Vec<Rule> = rules.iter().filter(|rule| rule.across == across).copied().collect();
    pieces.sort_by(|one, other| one.at.total_cmp(&other.at));
    let mut lines: Vec<Rule> = Vec::new();
    let mut rest = pieces.as_mut_slice();
    while let Some(first) = rest.first() {
        let at = first.at;
        let count = rest.iter().take_while(|rule| rule.at - at <= APART).count();
        let (together, after) = rest.split_at_mut(count);
        rest = after;
        together.sort_by(|one, other| one.from.total_cmp(&other.from));
        let start = lines.len();
        for piece in together.iter() {
            match lines.get_mut(start..).and_then(<[Rule]>::last_mut) {
                Some(last) if piece.from - last.to <= GAP => last.to = last.to.max(piece.to),
                _ => lines.push(*piece),
            }
        }
    }
    // Dots and short strokes that nothing joins are marks in the text.
    lines.retain(|line| line.to - line.from > GAP);
    lines.truncate(MOST);
    lines
}

/// The lines that stand between two places.
pub(super) fn between(lines: &[Rule], from: f32, to: f32) -> &[Rule] {
    let first = lines.partition_point(|line| line.at < from);
    let rest = lines.get(first..).unwrap_or_default();
    let count = rest.partition_point(|line| line.at <= to);
    rest.get(..count).unwrap_or_default()
}

/// The borders that stand between two places and run along the stretch from `start` to `end`: of lines near each other the place in the middle.
pub(super) fn borders(lines: &[Rule], (from, to): (f32, f32), (start, end): (f32, f32)) -> Vec<Border> {
    let mut borders: Vec<Border> = Vec::new();
    let mut first = f32::MIN;
    for line in between(lines, from, to) {
        let length = line.to.min(end) - line.from.max(start);
        if length <= 0.0 {
            continue;
        }
        match borders.last_mut() {
            Some(last) if line.at - first <= DOUBLE => {
                last.at = (last.at * last.length + line.at * length) / (last.length + length);
                last.length += length;
            }
            _ => {
                first = line.at;
                borders.push(Border { at: line.at, length });
            }
        }
    }
    for border in &mut borders {
        border.length = border.length.min(end - start);
    }
    borders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_are_one_line_and_doubled_lines_one_border() {
        let dash = |at: f32, from: f32| Rule { across: true, at, from, to: from + 3.0 };
        let mut rules: Vec<Rule> = (0..20_u8).map(|index| dash(100.0, 10.0 + 6.0 * f32::from(index))).collect();
        rules.push(Rule { across: true, at: 102.0, from: 10.0, to: 130.0 });
        rules.push(Rule { across: true, at: 140.0, from: 10.0, to: 130.0 });
        rules.push(dash(120.0, 50.0));
        rules.push(Rule { across: false, at: 10.0, from: 90.0, to: 150.0 });
        let lines = Lines::of(&Ink { rules, ..Ink::default() });
        assert_eq!((lines.across.len(), lines.down.len()), (3, 1));
        let found = borders(&lines.across, (90.0, 150.0), (10.0, 130.0));
        assert_eq!(found.len(), 2);
        assert!((found[0].at - 101.0).abs() < 0.1 && found[0].length > 115.0);
        assert!(borders(&lines.across, (103.0, 139.0), (10.0, 130.0)).is_empty());
    }
}
