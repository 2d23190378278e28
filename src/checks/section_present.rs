//! `section-present`: each official section is there, or one that stands for it.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::document::{Anchor, RowId};
use crate::report::Section;
use crate::report::field::{Field, Subject};

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionPresent {}

impl Check for SectionPresent {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &["title"])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        let titled: Vec<&Section> = ctx.report.sections.iter().filter(|s| s.title.is_given()).collect();
        // No sections at all is one fault, with a rule of its own.
        if titled.is_empty() {
            return;
        }
        out.examined();
        for (index, spec) in ctx.matrix.sections.iter().enumerate() {
            // Units before any title have a rule of their own, and most often it is the first title that is gone.
            let opens_untitled = index == 0 && ctx.report.sections.first().is_some_and(|s| !s.title.is_given());
            if opens_untitled || titled.iter().any(|s| s.official == Some(index)) {
                continue;
            }
            // It belongs after the last row of the section before it in the form's order.
            let before = titled.iter().rev().find(|s| s.official.is_some_and(|i| i < index));
            let after = before.map_or_else(|| first_row(ctx).and_then(|row| row.0.checked_sub(1)).map(RowId), |s| last_row(ctx, s));
            out.report("", Subject::only(Field::Sections), Anchor::Gap { after }).text("title", spec.official.clone());
        }
    }
}

fn first_row(ctx: &Context<'_>) -> Option<RowId> {
    ctx.report.sections.first().and_then(|s| ctx.document.row_of_anchor(s.title.at))
}

fn last_row(ctx: &Context<'_>, section: &Section) -> Option<RowId> {
    let title = ctx.document.row_of_anchor(section.title.at);
    let unit = ctx.report.units.get(section.units.clone()).and_then(|units| units.last()).map(|unit| unit.row);
    let note = section.notes.last().map(|cell| ctx.document.row_of(*cell));
    title.max(unit).max(note)
}
