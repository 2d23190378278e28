//! `quantified`: a target names a quantity.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::report::field::Field;
use crate::report::value::quantity;

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
            if !quantity::has_quantity(ctx.text(&slot)) {
                out.report("", subject, slot.at);
            }
        }
    }
}
