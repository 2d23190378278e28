//! `consistent`: a footer field that stands more than once has one value.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::report::State;
use crate::report::field::{Field, FooterField, Subject};
use crate::report::value::{date, email, fold::fold, periodicity};

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consistent {}

/// Whether two texts give one value, however it is written.
fn same(field: FooterField, a: &str, b: &str) -> bool {
    if a == b || fold(a) == fold(b) {
        return true;
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    match field {
        FooterField::UpdateDate => matches!((date::read(a), date::read(b)), (Ok(a), Ok(b)) if a.date == b.date),
        FooterField::Phone => digits(a) == digits(b) && !digits(a).is_empty(),
        FooterField::Email => email::same(a, b),
        FooterField::Periodicity => periodicity::is_monthly(a) && periodicity::is_monthly(b),
        _ => false,
    }
}

impl Check for Consistent {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &["first"])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        for field in FooterField::ALL {
            let mut values = ctx.report.footer_rows.iter().filter(|row| row.field == field && row.value.state != State::Blank).map(|row| row.value);
            let Some(first) = values.next() else { continue };
            out.examined();
            let differs = values.find(|value| !same(field, ctx.text(value), ctx.text(&first)));
            if let Some(value) = differs {
                out.report("", Subject::only(Field::Footer(field)), value.at).also(first.at).text("first", ctx.text(&first));
            }
        }
    }
}
