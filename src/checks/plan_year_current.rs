//! `plan-year-current`: the year named beside an annual plan is the year of the report.

use chrono::Datelike;
use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::diagnostic::Hole;
use crate::report::field::Fields;
use crate::report::value::plan_year::Plan;

/// The fields where plans are named.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanYearCurrent {
    fields: Fields,
}

impl Check for PlanYearCurrent {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &["year", "expected"])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        // A date that is itself wrong says nothing about the year of the plans.
        let year = ctx.period.map(|(month, _)| month.year()).or_else(|| ctx.credible_date().map(|date| date.year()));
        for field in &self.fields.0 {
            for (subject, slot) in ctx.given(*field) {
                for named in ctx.said(&slot).plan_years().iter() {
                    if named.plan != Plan::Operating {
                        continue;
                    }
                    let Some(expected) = year else { return out.unknown() };
                    out.examined();
                    if !(named.year..=named.last).contains(&expected) {
                        let finding = out.report("", subject, slot.at.part(&named.span));
                        finding.fill("year", Hole::Number(named.year.into())).fill("expected", Hole::Number(expected.into()));
                    }
                }
            }
        }
    }
}
