//! `plan-years-agree`: the indicator and the target of a row name the same year of a plan.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::report::field::{Column, Field};

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanYearsAgree {}

impl Check for PlanYearsAgree {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &["indicator", "target"])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        // Rows that repeat the words of the row before agree as it does, when it does.
        let mut agreed = ("", "");
        for ((subject, target), unit) in ctx.report.slots(Field::Unit(Column::Target)).zip(&ctx.report.units) {
            let indicator = unit.cell(Column::Indicator);
            let words = (ctx.text(&indicator), ctx.text(&target));
            if !target.is_given() || !indicator.is_given() || words.0 == words.1 || words == agreed {
                continue;
            }
            let in_target = ctx.said(&target).plan_years();
            if in_target.is_empty() {
                continue;
            }
            let in_indicator = ctx.said(&indicator).plan_years();
            agreed = words;
            // Only years of the same kind of plan can disagree.
            for year in in_target.iter() {
                let same: Vec<_> = in_indicator.iter().filter(|other| other.plan == year.plan).collect();
                let Some(other) = same.first() else { continue };
                out.examined();
                if same.iter().all(|o| (o.year, o.last) != (year.year, year.last)) {
                    let finding = out.report("", subject, target.at.part(&year.span));
                    let named = |text: &str, at: &std::ops::Range<usize>| text.get(at.clone()).unwrap_or("").to_owned();
                    finding.text("target", named(words.1, &year.span)).text("indicator", named(words.0, &other.span));
                    finding.also(indicator.at.part(&other.span));
                    agreed = ("", "");
                    break;
                }
            }
        }
    }
}
