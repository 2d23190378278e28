//! `units-present`: the table holds at least one unit.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::document::Anchor;
use crate::report::field::{Field, Subject};

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitsPresent {}

impl Check for UnitsPresent {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &[])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        out.examined();
        if ctx.report.units.is_empty() {
            out.report("", Subject::only(Field::Units), Anchor::Gap { after: ctx.report.last_row });
        }
    }
}
