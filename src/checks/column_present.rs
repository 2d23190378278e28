//! `column-present`: each of the five columns has its name in the header row.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::report::State;
use crate::report::field::{Column, Field, Subject};

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnPresent {}

impl Check for ColumnPresent {
    fn cases(&self) -> &'static [Case] {
        const { &[case("column", &["column"]), case("row", &[])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        out.examined();
        if !ctx.report.header.is_given() {
            out.report("row", Subject::only(Field::Columns), ctx.report.header.at);
            return;
        }
        for column in Column::ALL {
            let subject = Subject::only(Field::Column(column));
            let slot = ctx.report.slot(subject);
            if slot.state == State::Absent {
                out.report("column", subject, slot.at).text("column", ctx.matrix.column(column));
            }
        }
    }
}
