//! `monthly`: the periodicity is monthly.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::calendar::Form;
use crate::report::field::Field;
use crate::report::value::periodicity;

/// The field that gives the periodicity.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Monthly {
    field: Field,
}

impl Check for Monthly {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &[])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        // In the regime of three files contents may be yearly or half-yearly.
        if ctx.month().is_some_and(|month| ctx.calendar.regime_of(month).form == Form::ThreeFiles) {
            return;
        }
        for (subject, slot) in ctx.given(self.field) {
            out.examined();
            if !periodicity::is_monthly(ctx.text(&slot)) {
                out.report("", subject, slot.at);
            }
        }
    }
}
