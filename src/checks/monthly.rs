//! `monthly`: the periodicity is monthly.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
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
        for (subject, slot) in ctx.given(self.field) {
            out.examined();
            if !periodicity::is_monthly(ctx.text(&slot)) {
                out.report("", subject, slot.at);
            }
        }
    }
}
