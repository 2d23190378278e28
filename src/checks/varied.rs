//! `varied`: units do not all share one indicator and one target. One finding for the matrix.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::report::field::{Column, Field, Subject};
use crate::report::value::fold::fold;

/// From how many units on it speaks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Varied {
    at_least: usize,
}

impl Check for Varied {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &["count"])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        let units = &ctx.report.units;
        // A further goal of a unit is no further unit.
        let count = units.iter().filter(|unit| !unit.continues).count();
        if count < self.at_least {
            return;
        }
        out.examined();
        let first = units[0];
        let same = |column: Column| {
            let model = first.cell(column);
            let text = ctx.text(&model);
            // Equal letters are the common case of equal words; folding is for the rest.
            let equal = |other: &str| other == text || fold(other) == fold(text);
            model.is_given() && units.iter().all(|unit| unit.cell(column).is_given() && equal(ctx.text(&unit.cell(column))))
        };
        if same(Column::Indicator) && same(Column::Target) {
            out.report("", Subject::only(Field::Units), first.cell(Column::Indicator).at).number("count", count);
        }
    }
}
