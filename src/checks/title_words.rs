//! `title-words`: the words after the literal are the official title, or a spelling that is as good.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::report::field::{Field, Subject};
use crate::report::label;
use crate::report::value::fold::fold;

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleWords {}

impl Check for TitleWords {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &["official"])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        let spec = &ctx.matrix.title;
        let Some(title) = ctx.report.heading.title else { return };
        let named = title.literal.and_then(|at| label::literal_named(ctx.document.marked(at)));
        // Another literal, or another matrix's words, is a greater fault with a rule of its own.
        if named.is_some_and(|id| id != spec.literal) {
            return;
        }
        let Some(at) = title.words.or(title.literal) else { return };
        if ctx.document.marked(at) == spec.official {
            return out.examined();
        }
        let folded = if title.words.is_some() { fold(ctx.document.marked(at)) } else { String::new() };
        if ctx.matrix.other_titled(&folded).is_some() {
            return;
        }
        out.examined();
        if folded != spec.folded && !spec.accepted.iter().any(|words| words.0 == folded) {
            out.report("", Subject::only(Field::Literal), at).text("official", spec.official.clone());
        }
    }
}
