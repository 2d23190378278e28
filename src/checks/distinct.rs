//! `distinct`: no two units have the same number, or the same name. The label stands on both rows.

use std::collections::HashMap;
use std::collections::hash_map::{Entry, RandomState};
use std::hash::BuildHasher;

use serde::Deserialize;

use super::in_sequence::{Break, judge, numbers, run_on};
use super::{Case, Check, Context, Findings, case};
use crate::document::Anchor;
use crate::report::Slot;
use crate::report::field::{Column, Field, Subject};
use crate::report::value::fold::fold_name;

/// The field that must differ: the units' numbers or their names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Distinct {
    field: Field,
}

impl Check for Distinct {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &[])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        match self.field {
            Field::Unit(Column::Number) => repeated_numbers(ctx, out),
            field => repeated_texts(field, ctx, out),
        }
    }
}

fn repeated_numbers(ctx: &Context<'_>, out: &mut Findings<'_>) {
    if run_on(ctx) {
        return out.examined();
    }
    let numbers = numbers(ctx);
    if numbers.iter().any(|(_, number, _)| number.is_some()) {
        out.examined();
    }
    let only: Vec<Option<i64>> = numbers.iter().map(|(_, number, _)| *number).collect();
    for fault in judge(&only) {
        if let Break::Repeated { index, first } = fault {
            let (subject, _, at) = numbers[index];
            out.report("", subject, at).also(numbers[first].2);
        }
    }
}

fn repeated_texts(field: Field, ctx: &Context<'_>, out: &mut Findings<'_>) {
    let units = ctx.report.slots(field).zip(&ctx.report.units).filter(|((_, slot), unit)| slot.is_given() && !unit.continues);
    let named: Vec<(u64, Subject, Slot)> = units.map(|((subject, slot), _)| (ctx.said(&slot).name_digest(), subject, slot)).collect();
    if !named.is_empty() {
        out.examined();
    }
    let mut digests: Vec<u64> = named.iter().map(|(digest, _, _)| *digest).collect();
    digests.sort_unstable();
    if digests.windows(2).all(|two| two[0] != two[1]) {
        return;
    }
    // Digests instead of the names themselves: a matrix of many thousands of units stays small. Equal digests are compared word for word; these are others
    // than those above, such that nobody can make two names share one, and so hide that a third repeats the second.
    let mut seen: HashMap<u64, Anchor> = HashMap::with_capacity(named.len());
    let hasher = RandomState::new();
    let (mut name, mut other) = (String::new(), String::new());
    for (_, subject, slot) in named {
        fold_name(ctx.text(&slot), &mut name);
        match seen.entry(hasher.hash_one(&name)) {
            Entry::Occupied(first) => {
                fold_name(ctx.document.marked(*first.get()), &mut other);
                if name == other {
                    out.report("", subject, slot.at).also(*first.get());
                }
            }
            Entry::Vacant(entry) => _ = entry.insert(slot.at),
        }
    }
}
