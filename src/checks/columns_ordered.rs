//! `columns-ordered`: all five columns are there, in the form's order.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::diagnostic::Hole;
use crate::report::field::{Column, Field, Subject};

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnsOrdered {}

impl Check for ColumnsOrdered {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &["expected"])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        let positions = ctx.report.positions;
        if !ctx.report.header.is_given() || positions.iter().any(Option::is_none) {
            return;
        }
        out.examined();
        // The first column that stands after one it should precede.
        let first = (0..5).find(|i| positions[*i] != positions.iter().skip(*i).min().copied().flatten());
        if let Some(index) = first {
            let subject = Subject::only(Field::Column(Column::ALL[index]));
            // What stands in its place is what the eye meets first.
            let mut order: Vec<usize> = (0..5).collect();
            order.sort_by_key(|i| positions[*i]);
            let standing = Subject::only(Field::Column(Column::ALL[order[index]]));
            let expected = Column::ALL.map(|column| ctx.matrix.column(column).to_owned()).to_vec();
            out.report("", standing, ctx.report.slot(standing).at).fill("expected", Hole::List(expected)).also(ctx.report.slot(subject).at);
        }
    }
}
