//! `regime`: the month reported is one for which the a4 matrix is the form in force.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::calendar::Form;
use crate::diagnostic::Hole;
use crate::document::Anchor;
use crate::period::Month;
use crate::report::field::{Field, FooterField, Subject};

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regime {}

impl Check for Regime {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &["period"])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        // A date after the day of the check says nothing about the month; that it lies in the future is a rule of its own.
        let month = ctx.period.map(|(month, _)| month).or_else(|| ctx.date().filter(|date| *date <= ctx.today).map(Month::of));
        let Some(month) = month else { return out.unknown() };
        out.examined();
        if ctx.calendar.regime_of(month).form == Form::ThreeFiles {
            let at = ctx.update_date().map_or(Anchor::Document, |(slot, reading)| reading.as_ref().map_or(slot.at, |r| slot.at.part(&r.span)));
            out.report("", Subject::only(Field::Footer(FooterField::UpdateDate)), at).fill("period", Hole::Month(month));
        }
    }
}
