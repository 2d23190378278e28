//! `absence-explained`: a cell that says «No aplica» says why.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case, is_answered};
use crate::report::State;
use crate::report::field::Fields;

/// The fields that may be declared not to apply, with a reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbsenceExplained {
    fields: Fields,
}

impl Check for AbsenceExplained {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &[])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        for field in &self.fields.0 {
            for (subject, slot) in ctx.report.slots(*field) {
                if is_answered(slot.state) {
                    out.examined();
                }
                if slot.state == (State::NotApplicable { explained: false }) {
                    out.report("", subject, slot.at);
                }
            }
        }
    }
}
