//! `numbered`: every unit has a number.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case, column_is_there};
use crate::report::State;
use crate::report::field::{Column, Field};

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbered {}

impl Check for Numbered {
    fn cases(&self) -> &'static [Case] {
        const { &[case("blank", &[]), case("other", &[])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        let field = Field::Unit(Column::Number);
        if !column_is_there(ctx.report, field) {
            return;
        }
        for ((subject, slot), unit) in ctx.report.slots(field).zip(&ctx.report.units) {
            if unit.continues {
                continue;
            }
            out.examined();
            match slot.state {
                State::Blank => _ = out.report("blank", subject, slot.at),
                // A number of several levels («2.1») is a number.
                _ if ctx.said(&slot).number().is_none() && !ctx.text(&slot).starts_with(|c: char| c.is_ascii_digit()) => _ = out.report("other", subject, slot.at),
                _ => {}
            }
        }
    }
}
