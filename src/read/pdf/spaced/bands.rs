//! Lines and backgrounds that part a table although they make no full grid.

use super::super::page::{Ink, Rule};

/// How far apart two pieces of one dashed line are at most, in points.
const DASH_GAP: f32 = 6.0;

/// How far from one line two pieces of it stand at most, in points.
const OFF: f32 = 0.8;

/// How near to each other the ends of lines and backgrounds stand that are at one place, in points.
const SAME_END: f32 = 0.7;

/// How wide the line or background of a cell is at least: shorter ones are dashes, and underlines of single signs.
const CELL: f32 = 14.0;

/// At how many heights a line or background ends that ends with its column.
const ENDS: u32 = 2;

/// A line across or down the page, whole again if it was drawn in dashes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bar {
    /// Where it stands.
    pub(super) at: f32,
    /// Where it begins.
    pub(super) from: f32,
    /// Where it ends.
    pub(super) to: f32,
    /// How much of the page's length all bars at this place cover together.
    pub(super) covered: f32,
}

/// The lines that part rows: rules across the page and the edges of backgrounds.
pub(super) fn across(ink: &Ink) -> Vec<Bar> {
    let mut rules: Vec<Rule> = ink.rules.iter().filter(|rule| rule.across).copied().collect();
    for fill in &ink.fills {
        for at in [fill.top, fill.bottom] {
            rules.push(Rule { across: true, at, from: fill.left, to: fill.right });
        }
    }
    joined(rules)
}

/// The lines that part columns, at least this long in all.
pub(super) fn down(ink: &Ink, least: f32) -> Vec<Bar> {
    let mut bars = joined(ink.rules.iter().filter(|rule| !rule.across).copied().collect());
    bars.retain(|bar| bar.covered >= least);
    bars.dedup_by(|one, other| (one.at - other.at).abs() < 3.0);
    bars
}

/// Where columns meet by the lines and backgrounds of single cells: places at which several of them end and others begin right there.
///
/// Many programs draw the lines across a table cell by cell, and fill cell by cell, so that the edges of its columns are known to a point although no
/// line runs down.
pub(super) fn joints(ink: &Ink) -> Vec<Bar> {
    let rules = ink.rules.iter().filter(|rule| rule.across).map(|rule| (rule.from, rule.to, rule.at));
    let fills = ink.fills.iter().map(|fill| (fill.left, fill.right, fill.top));
    // The height is kept as well: one line that is drawn twice counts once.
    let mut ends: Vec<(f32, f32, bool)> = Vec::new();
    for (from, to, at) in rules.chain(fills).filter(|(from, to, _)| to - from >= CELL) {
        ends.push((from, at, true));
        ends.push((to, at, false));
    }
    ends.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut joints = Vec::new();
    for group in ends.chunk_by(|one, other| other.0 - one.0 <= SAME_END) {
        let heights = |begins: bool| {
            let mut heights: Vec<f32> = group.iter().filter(|end| end.2 == begins).map(|end| end.1).collect();
            heights.sort_by(f32::total_cmp);
            heights.dedup_by(|one, other| (*one - *other).abs() < 1.0);
            u32::try_from(heights.len()).unwrap_or(u32::MAX)
        };
        let count = heights(true).min(heights(false));
        if count >= ENDS {
            let at = group[group.len() / 2].0;
            #[expect(clippy::cast_precision_loss, reason = "only the order counts")]
            joints.push(Bar { at, from: 0.0, to: 0.0, covered: count as f32 });
        }
    }
    joints
}

/// Lines that continue each other as one.
fn joined(mut rules: Vec<Rule>) -> Vec<Bar> {
    rules.sort_by(|one, other| one.at.total_cmp(&other.at));
    let mut bars: Vec<Bar> = Vec::new();
    let mut start = 0;
    while start < rules.len() {
        let mut end = start + 1;
        while end < rules.len() && rules[end].at - rules[end - 1].at <= OFF / 2.0 && rules[end].at - rules[start].at <= OFF {
            end += 1;
        }
        let same = &mut rules[start..end];
        same.sort_by(|one, other| one.from.total_cmp(&other.from));
        let at = same[same.len() / 2].at;
        let first = bars.len();
        for rule in same.iter() {
            match bars[first..].last_mut() {
                Some(open) if rule.from <= open.to + DASH_GAP => open.to = open.to.max(rule.to),
                _ => bars.push(Bar { at, from: rule.from, to: rule.to, covered: 0.0 }),
            }
        }
        let covered = bars[first..].iter().map(|bar| bar.to - bar.from).sum();
        for bar in &mut bars[first..] {
            bar.covered = covered;
        }
        start = end;
    }
    bars
}
