//! `footer-ordered`: the footer's fields stand in the form's order. One finding, at the first that does not.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::report::field::{Field, Subject};

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FooterOrdered {}

impl Check for FooterOrdered {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &["before"])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        let rows = &ctx.report.footer_rows;
        if rows.len() < 2 {
            return;
        }
        out.examined();
        // A footer repeated on the next page starts over, so only the first row of each field counts.
        let mut seen = [false; 7];
        let firsts: Vec<_> = rows.iter().filter(|row| !std::mem::replace(&mut seen[row.field.index()], true)).collect();
        for pair in firsts.windows(2) {
            let [above, below] = pair else { continue };
            if below.field < above.field {
                let finding = out.report("", Subject::only(Field::Footer(below.field)), below.label);
                finding.text("before", ctx.matrix.field(above.field).trim_end_matches(':')).also(above.label);
                return;
            }
        }
    }
}
