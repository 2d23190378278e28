//! `pages-alike`: a title or column name repeated on a later page is the same as the first.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::document::RowId;
use crate::report::field::{Field, Subject};
use crate::report::label;
use crate::report::recognize::is_citation;
use crate::report::value::fold::fold;
use crate::report::value::mojibake;

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PagesAlike {}

/// Whether a repeated title or name is as the form has it.
fn is_official(ctx: &Context<'_>, field: Field, text: &str) -> bool {
    match field {
        Field::Column(column) => label::column(ctx.matrix, text).is_some_and(|m| m.column == column && !m.near),
        Field::Literal => {
            let spec = &ctx.matrix.title;
            let words = label::literal_in(text).and_then(|(at, id)| (id == spec.literal).then(|| fold(text.get(at.end..).unwrap_or(""))));
            words.is_some_and(|words| words == spec.folded)
        }
        _ => is_citation(&fold(text)),
    }
}

impl Check for PagesAlike {
    fn cases(&self) -> &'static [Case] {
        const { &[case("title", &["first"]), case("column", &["first"])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        let mut swapped: Option<(RowId, String)> = None;
        for repeat in &ctx.report.repeats {
            let subject = Subject::only(repeat.field);
            let first = ctx.report.slot(subject);
            let text = ctx.document.marked(repeat.at);
            if !first.is_given() || mojibake::looks_garbled(text).is_some() {
                continue;
            }
            if text == ctx.text(&first) {
                out.examined();
                continue;
            }
            // Where this page is right it is the first that is wrong, and the rules on the first say so.
            if is_official(ctx, repeat.field, text) {
                out.examined();
                continue;
            }
            out.examined();
            if fold(text) != fold(ctx.text(&first)) && mojibake::looks_garbled(ctx.text(&first)).is_none() {
                let row = ctx.document.row_of_anchor(repeat.at);
                // Two columns in each other's place are one fault.
                if swapped.take().is_some_and(|(at, name)| Some(at) == row && name == fold(text)) {
                    continue;
                }
                swapped = row.map(|row| (row, fold(ctx.text(&first))));
                let name = if matches!(repeat.field, Field::Column(_)) { "column" } else { "title" };
                out.report(name, subject, repeat.at).also(first.at).text("first", ctx.text(&first));
            }
        }
    }
}
