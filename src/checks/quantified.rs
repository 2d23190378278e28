//! `quantified`: a target names a quantity.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::report::field::Field;

/// The field that must name a quantity.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantified {
    field: Field,
}

impl Check for Quantified {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &[])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        for (subject, slot) in ctx.given(self.field) {
            out.examined();
            if !ctx.said(&slot).has_quantity() {
                out.report("", subject, slot.at);
            }
        }
    }
}
