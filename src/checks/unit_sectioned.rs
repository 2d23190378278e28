//! `unit-sectioned`: every unit stands under a section's title. One finding for a run of units.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::report::State;
use crate::report::field::{Column, Field, Subject};

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitSectioned {}

impl Check for UnitSectioned {
    fn cases(&self) -> &'static [Case] {
        const { &[case("before", &["count"]), case("none", &["count"])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        if ctx.report.units.is_empty() {
            return;
        }
        out.examined();
        let untitled = ctx.report.sections.first().filter(|s| s.title.state == State::Absent);
        let Some(section) = untitled else { return };
        let name = if ctx.report.sections.len() == 1 { "none" } else { "before" };
        let index = u32::try_from(section.units.start).unwrap_or(u32::MAX);
        let at = |column| {
            let subject = Subject { field: Field::Unit(column), index };
            (subject, ctx.report.slot(subject))
        };
        let number = at(Column::Number);
        let (subject, slot) = if number.1.is_given() { number } else { at(Column::Name) };
        out.report(name, subject, slot.at).number("count", section.units.len());
    }
}
