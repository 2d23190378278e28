//! `person`: a value names a person, with given name and surname.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::report::field::Field;
use crate::report::value::person::{self, PersonFault};

/// The field that must name a person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    field: Field,
}

impl Check for Person {
    fn cases(&self) -> &'static [Case] {
        const { &[case("few-names", &[]), case("digits", &[]), case("email", &[]), case("post", &[])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        for (subject, slot) in ctx.given(self.field) {
            out.examined();
            match person::plausible(ctx.text(&slot)) {
                Ok(()) => {}
                Err(PersonFault::Digits { span }) => _ = out.report("digits", subject, slot.at.part(&span)),
                Err(PersonFault::Email { span }) => _ = out.report("email", subject, slot.at.part(&span)),
                Err(PersonFault::TooFewNames) => _ = out.report("few-names", subject, slot.at),
                Err(PersonFault::UnitName { .. }) => _ = out.report("post", subject, slot.at),
            }
        }
    }
}
