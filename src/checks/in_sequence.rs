//! `in-sequence`: the units' numbers run on by one, across sections and pages.
//!
//! A break is reported where it happens and not on every row after it. A number that repeats one seen before is another fault, with a rule of its own
//! (`distinct`), unless a whole run begins again.

use std::collections::HashMap;

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::document::Anchor;
use crate::report::field::{Column, Field, Subject};

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InSequence {}

impl Check for InSequence {
    fn cases(&self) -> &'static [Case] {
        const { &[case("gap", &["expected"]), case("back", &["expected"])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        if run_on(ctx) {
            return out.examined();
        }
        let numbers = numbers(ctx);
        let only: Vec<Option<i64>> = numbers.iter().map(|(_, number, _)| *number).collect();
        for fault in judge(&only) {
            let Break::Sequence { index, expected } = fault else { continue };
            let (subject, number, at) = numbers[index];
            let before = index.checked_sub(1).map(|i| numbers[i].2);
            let finding = out.report(if number > Some(expected) { "gap" } else { "back" }, subject, at);
            finding.number("expected", expected).also = before;
        }
        if only.iter().any(Option::is_some) {
            out.examined();
        }
    }
}

/// A fault in a run of numbers, by the index of the row where it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// A gap or a step back: the number that was expected.
    Sequence { index: usize, expected: i64 },
    /// A number that an earlier row has.
    Repeated { index: usize, first: usize },
}

/// The number of each unit, with its place; `None` where it has no whole number.
pub(super) fn numbers(ctx: &Context<'_>) -> Vec<(Subject, Option<i64>, Anchor)> {
    let units = ctx.report.slots(Field::Unit(Column::Number)).zip(&ctx.report.units);
    let own = units.filter(|(_, unit)| !unit.continues);
    own.map(|((subject, slot), _)| (subject, ctx.said(&slot).number(), slot.at)).collect()
}

/// Whether there are units, and all have numbers that go up by one from one or nought, as in nearly every report: then nothing need be gathered.
pub(super) fn run_on(ctx: &Context<'_>) -> bool {
    let own = ctx.report.units.iter().filter(|unit| !unit.continues);
    let mut numbers = own.map(|unit| ctx.said(&unit.cell(Column::Number)).number());
    let Some(Some(first @ 0..=1)) = numbers.next() else { return false };
    (first + 1..).zip(numbers).all(|(expected, number)| number == Some(expected))
}

/// Judges a run of numbers that should go up by one from row to row.
pub(super) fn judge(numbers: &[Option<i64>]) -> Vec<Break> {
    let mut faults = Vec::new();
    let Some(first) = numbers.iter().flatten().next().copied() else { return faults };
    // Two next numbers are right after a fault: the one after what stands there, and the one after what should.
    let (mut next, mut or_next) = (first.min(1), None);
    // Nearly every run is as it should be, and nothing need be remembered of it.
    if (next..).zip(numbers).all(|(expected, number)| *number == Some(expected)) {
        return faults;
    }
    // The numbers so far, each with the first row that has it.
    let mut seen: HashMap<i64, usize> = HashMap::with_capacity(numbers.len());
    let mut restarted = false;
    // A number that was passed over and comes later is a row out of its place: one fault, told where it was missed.
    let mut missed = None;
    for (index, number) in numbers.iter().enumerate() {
        let Some(number) = *number else {
            // A unit without a number is a fault of its own; it may stand for the next number or be one too many.
            (or_next, next) = (Some(next), next + 1);
            continue;
        };
        if number == next || Some(number) == or_next {
            // Within a run that began again every number was seen before: the fault is where it began.
            if let Some(first) = seen.get(&number).copied().filter(|_| !restarted) {
                faults.push(Break::Repeated { index, first });
            }
            (next, or_next) = (number + 1, None);
        } else if Some(number) == missed {
            missed = None;
        } else if let Some(first_row) = seen.get(&number).copied() {
            // A run that begins again at one and goes on is one fault; a single repeated number is another.
            let goes_on = numbers.get(index + 1).copied().flatten().is_some_and(|n| n == number + 1 && seen.contains_key(&n));
            let begins_again = number == first && index > 1 && goes_on;
            if begins_again {
                faults.push(Break::Sequence { index, expected: next });
                restarted = true;
                (next, or_next) = (number + 1, None);
            } else {
                faults.push(Break::Repeated { index, first: first_row });
                or_next = Some(next + 1);
            }
        } else {
            faults.push(Break::Sequence { index, expected: next });
            missed = (number > next).then_some(next);
            (or_next, next) = (Some(next + 1), number + 1);
        }
        seen.entry(number).or_insert(index);
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_reported_once_and_where_it_is() {
        let gap = |index, expected| Break::Sequence { index, expected };
        let again = |index, first| Break::Repeated { index, first };
        for (numbers, faults) in [
            (&[1, 2, 3, 4][..], vec![]),
            (&[1, 2, 4, 5], vec![gap(2, 3)]),
            (&[2, 3, 4], vec![gap(0, 1)]),
            (&[1, 2, 2, 3, 4], vec![again(2, 1)]),
            (&[1, 2, 2, 4, 5], vec![again(2, 1)]),
            (&[1, 2, 14, 4, 5], vec![gap(2, 3)]),
            (&[1, 2, 3, 1, 2, 3, 4], vec![gap(3, 4)]),
            (&[1, 2, 1, 4], vec![again(2, 0)]),
            (&[1, 3, 2, 4], vec![gap(1, 2)]),
            (&[1, 2, 4, 5, 3, 6], vec![gap(2, 3)]),
            (&[0, 1, 2], vec![]),
            (&[5], vec![gap(0, 1)]),
            (&[1, 2, -1, 4, 5], vec![]),
            (&[1, 2, -1, 3, 4], vec![]),
        ] {
            // -1 stands for a unit without a number.
            let numbers: Vec<Option<i64>> = numbers.iter().map(|n| (*n >= 0).then_some(*n)).collect();
            assert_eq!(judge(&numbers), faults, "{numbers:?}");
        }
    }
}
