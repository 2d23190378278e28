//! `percentage-possible`: a share of compliance lies between 0 and 100 %. An increase may be any percentage.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::report::field::{Column, Field};
use crate::report::value::percentage;

/// The field whose percentages are judged.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PercentagePossible {
    field: Field,
}

impl Check for PercentagePossible {
    fn cases(&self) -> &'static [Case] {
        const { &[case("above", &[]), case("below", &[])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        // Units that repeat one another's words, as many do, are read once.
        let mut possible_words = "";
        for (subject, slot) in ctx.given(self.field) {
            let said = ctx.said(&slot);
            let text = said.text;
            if text == possible_words {
                continue;
            }
            let in_words = || text.as_bytes().windows(6).any(|run| run.eq_ignore_ascii_case(b"ciento"));
            if !text.contains('%') && !in_words() {
                continue;
            }
            // A target that is a bare percentage means what its indicator measures.
            let by_indicator = || {
                let unit = subject.unit().and_then(|i| ctx.report.units.get(i)).map(|unit| unit.cell(Column::Indicator));
                unit.is_some_and(|indicator| percentage::is_only_percentage(text) && percentage::measures_compliance(ctx.text(&indicator)))
            };
            let found = said.percentages();
            if found.iter().all(|percentage| (0.0..=100.0).contains(&percentage.value)) {
                possible_words = text;
            }
            for percentage in found.iter() {
                let possible = (0.0..=100.0).contains(&percentage.value);
                if possible || !(percentage.of_compliance || by_indicator()) {
                    out.examined();
                    continue;
                }
                let name = if percentage.value < 0.0 { "below" } else { "above" };
                out.report(name, subject, slot.at.part(&percentage.span));
            }
        }
    }
}
