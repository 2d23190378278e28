//! `section-filled`: a section holds units, or a note saying why it holds none.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionFilled {}

impl Check for SectionFilled {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &[])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        // A table without any unit has a rule of its own, which explains every empty section at once.
        if ctx.report.units.is_empty() {
            return;
        }
        for ((subject, slot), section) in ctx.report.slots(crate::report::field::Field::SectionTitle).zip(&ctx.report.sections) {
            out.examined();
            if slot.is_given() && section.units.is_empty() && section.notes.is_empty() {
                out.report("", subject, slot.at);
            }
        }
    }
}
