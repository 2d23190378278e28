//! `label-official`: a footer label is the form's own, or a spelling that is as good.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::report::field::{Field, Subject};

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelOfficial {}

impl Check for LabelOfficial {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &["official"])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        for row in &ctx.report.footer_rows {
            out.examined();
            if row.near {
                let official = ctx.matrix.field(row.field).trim_end_matches(':');
                out.report("", Subject::only(Field::Footer(row.field)), row.label).text("official", official);
            }
        }
    }
}
