//! `consistent`: a footer field that stands more than once has one value.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::report::State;
use crate::report::field::{Field, FooterField, Subject};
use crate::report::value::fold::fold;

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consistent {}

impl Check for Consistent {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &["first"])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        for field in FooterField::ALL {
            let mut values = ctx.report.footer_rows.iter().filter(|row| row.field == field && row.value.state != State::Blank).map(|row| row.value);
            let Some(first) = values.next() else { continue };
            out.examined();
            let differs = values.find(|value| ctx.text(value) != ctx.text(&first) && fold(ctx.text(value)) != fold(ctx.text(&first)));
            if let Some(value) = differs {
                out.report("", Subject::only(Field::Footer(field)), value.at).also(first.at).text("first", ctx.text(&first));
            }
        }
    }
}
