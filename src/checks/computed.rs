//! `computed`: no cell holds a spreadsheet's error, or a formula in place of its value.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::document::Anchor;
use crate::report::value::formula::{self, Formula};

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Computed {}

impl Check for Computed {
    fn cases(&self) -> &'static [Case] {
        const { &[case("error", &[]), case("formula", &[])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        out.examined();
        let all = ctx.document.all_text().as_bytes();
        // Without these signs anywhere there is nothing to look for in the cells.
        if memchr::memchr2(b'#', b'=', all).is_none() && memchr::memchr(b'+', all).is_none() {
            return;
        }
        for cell in ctx.document.all_cells() {
            if let Some(formula) = formula::read(ctx.document.text(cell)) {
                let name = match formula {
                    Formula::Error => "error",
                    Formula::Source => "formula",
                };
                out.report(name, ctx.report.subject_of(ctx.document, cell), Anchor::Cell(cell));
            }
        }
    }
}
