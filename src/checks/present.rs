//! `present`: a field is there and has a value.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case, column_is_there};
use crate::calendar::Form;
use crate::report::State;
use crate::report::field::{Field, FooterField};
use crate::report::value::fold::words;

/// The field that must have a value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Present {
    field: Field,
}

/// Whether a line cites article 19, which took the place of article 7, in a month when it was in force.
fn cites_new_law(ctx: &Context<'_>, text: &str) -> bool {
    let in_force = ctx.month().is_some_and(|month| ctx.calendar.regime_of(month).form != Form::A4Matrix);
    in_force && words(text).any(|(_, word)| word == "19")
}

impl Check for Present {
    fn cases(&self) -> &'static [Case] {
        match self.field {
            Field::LegalBasis => const { &[case("absent", &[]), case("other", &[])] },
            Field::Footer(FooterField::Holder) => const { &[case("absent", &[]), case("blank", &[]), case("declared", &[])] },
            Field::Footer(_) => const { &[case("absent", &[]), case("blank", &[])] },
            Field::Unit(_) => const { &[case("blank", &[])] },
            _ => const { &[case("absent", &[])] },
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
                State::Unreadable if self.field == Field::LegalBasis && cites_new_law(ctx, ctx.text(&slot)) => {}
                State::Unreadable if self.field == Field::LegalBasis => _ = out.report("other", subject, slot.at),
                // Only a holder can be declared away; any other blank value with a text repeats its own label.
                State::Blank if self.field == Field::Footer(FooterField::Holder) && !ctx.text(&slot).is_empty() => _ = out.report("declared", subject, slot.at),
                State::Blank => _ = out.report("blank", subject, slot.at),
                _ => {}
            }
        }
    }
}
