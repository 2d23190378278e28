//! `present`: a field is there and has a value.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case, column_is_there};
use crate::report::State;
use crate::report::field::Field;

/// The field that must have a value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Present {
    field: Field,
}

impl Check for Present {
    fn cases(&self) -> &'static [Case] {
        match self.field {
            Field::LegalBasis => const { &[case("absent", &[]), case("other", &[])] },
            Field::Literal => const { &[case("absent", &[])] },
            Field::Footer(_) => const { &[case("absent", &[]), case("blank", &[])] },
            _ => const { &[case("blank", &[])] },
        }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        if !column_is_there(ctx.report, self.field) {
            return;
        }
        let is_unit = matches!(self.field, Field::Unit(_));
        for (subject, slot) in ctx.report.slots(self.field) {
            out.examined();
            match slot.state {
                State::Absent if !is_unit => _ = out.report("absent", subject, slot.at),
                State::Unreadable if self.field == Field::LegalBasis => _ = out.report("other", subject, slot.at),
                State::Blank => _ = out.report("blank", subject, slot.at),
                _ => {}
            }
        }
    }
}
