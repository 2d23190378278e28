//! `literal`: the literal named is this matrix's, in the title or in the labels of the footer.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::report::field::{Field, Subject};
use crate::report::label;
use crate::report::value::fold::fold;

/// Where the literal is looked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Literal {
    r#in: Where,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Where {
    Title,
    Labels,
}

impl Check for Literal {
    fn cases(&self) -> &'static [Case] {
        match self.r#in {
            Where::Title => const { &[case("literal", &["literal"]), case("words", &["literal", "title"])] },
            Where::Labels => const { &[case("", &["literal"])] },
        }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        match self.r#in {
            Where::Title => title(ctx, out),
            Where::Labels => labels(ctx, out),
        }
    }
}

fn title(ctx: &Context<'_>, out: &mut Findings<'_>) {
    let Some(title) = ctx.report.heading.title else { return };
    let subject = Subject::only(Field::Literal);
    out.examined();
    let named = title.literal.and_then(|at| label::literal_named(ctx.document.marked(at)).map(|id| (at, id)));
    if let Some((at, id)) = named
        && id != ctx.matrix.title.literal
    {
        out.report("literal", subject, at).text("literal", id);
        return;
    }
    if let Some(words) = title.words
        && let Some(other) = ctx.matrix.other_titled(&fold(ctx.document.marked(words)))
    {
        out.report("words", subject, words).text("literal", other.literal.clone()).text("title", ctx.document.marked(words));
    }
}

fn labels(ctx: &Context<'_>, out: &mut Findings<'_>) {
    for row in &ctx.report.footer_rows {
        let Some((at, own)) = row.literal else { continue };
        out.examined();
        if !own {
            let literal = label::literal_named(ctx.document.marked(at)).unwrap_or_default();
            out.report("", Subject::only(Field::Footer(row.field)), at).text("literal", literal);
        }
    }
}
