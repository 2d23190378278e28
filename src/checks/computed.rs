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
        let may_hold_errors = memchr::memchr(b'#', all).is_some();
        if !may_hold_errors && memchr::memchr2(b'=', b'+', all).is_none() {
            return;
        }
        for cell in ctx.document.all_cells() {
            let text = ctx.document.text(cell);
            // A formula begins with its sign.
            if !may_hold_errors && !matches!(text.as_bytes().first(), Some(b'=' | b'+')) {
                continue;
            }
            if let Some(formula) = formula::read(text) {
                let name = match formula {
                    Formula::Error => "error",
                    Formula::Source => "formula",
                };
                out.report(name, ctx.report.subject_of(ctx.document, cell), Anchor::Cell(cell));
            }
        }
    }
}
