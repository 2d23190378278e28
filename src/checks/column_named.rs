//! `column-named`: a column in its place bears its official name.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::report::field::{Column, Field, Subject};
use crate::report::label;

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnNamed {}

impl Check for ColumnNamed {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &["official"])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        for column in Column::ALL {
            let subject = Subject::only(Field::Column(column));
            let slot = ctx.report.slot(subject);
            if !slot.is_given() {
                continue;
            }
            out.examined();
            let official = label::column(ctx.matrix, ctx.text(&slot)).is_some_and(|m| m.column == column && !m.near);
            if !official {
                out.report("", subject, slot.at).text("official", ctx.matrix.column(column));
            }
        }
    }
}
