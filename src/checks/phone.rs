//! `phone`: a telephone can be dialled in Ecuador, and its extension too.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::period::Month;
use crate::report::field::{Field, FooterField, Subject};
use crate::report::value::phone::{ExtensionFault, PhoneError, PhoneKind};

/// The last month in which a mobile number had nine digits. Source: law.md, «Telephones».
const LAST_NINE_DIGIT_MONTH: Option<Month> = Month::new(2012, 9);

/// What is asked of the footer's telephones.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phone {
    must: Must,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Must {
    BeDialable,
    HaveArea,
    BeCurrent,
    HaveValidExtension,
}

impl Check for Phone {
    fn cases(&self) -> &'static [Case] {
        match self.must {
            Must::BeDialable => const { &[case("no-digits", &[]), case("too-short", &[]), case("too-long", &[]), case("prefix", &[])] },
            Must::HaveArea => const { &[case("", &[])] },
            Must::BeCurrent => const { &[case("", &["suggestion"])] },
            Must::HaveValidExtension => const { &[case("no-digits", &[]), case("too-long", &[])] },
        }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        let Some((slot, reading)) = ctx.phone() else { return };
        let subject = Subject::only(Field::Footer(FooterField::Phone));
        for number in &reading.numbers {
            let at = slot.at.part(&number.span);
            match (self.must, number.kind) {
                (Must::BeDialable, PhoneKind::Malformed(error)) => _ = out.report(case_of(error), subject, at),
                (Must::HaveArea, PhoneKind::Local) => _ = out.report("", subject, at),
                (Must::BeCurrent, PhoneKind::MobileOld) => match ctx.month() {
                    None => out.unknown(),
                    month if month <= LAST_NINE_DIGIT_MONTH => out.examined(),
                    Some(_) => _ = out.report("", subject, at).text("suggestion", with_tenth_digit(ctx.document.marked(at))),
                },
                (Must::HaveValidExtension, _) => {}
                _ => out.examined(),
            }
        }
        if self.must == Must::HaveValidExtension {
            for extension in &reading.extensions {
                let at = slot.at.part(&extension.span);
                match extension.fault {
                    None => out.examined(),
                    Some(ExtensionFault::TooLong) => _ = out.report("too-long", subject, at),
                    Some(ExtensionFault::NoDigits | ExtensionFault::NotDigits) => _ = out.report("no-digits", subject, at),
                }
            }
        }
    }
}

/// The number as it has been dialled since: the 9 that was put before mobile numbers.
fn with_tenth_digit(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits.strip_prefix('0').map_or(digits.clone(), |rest| format!("09{rest}"))
}

fn case_of(error: PhoneError) -> &'static str {
    match error {
        PhoneError::NoDigits | PhoneError::OnlyExtension | PhoneError::Letter => "no-digits",
        PhoneError::TooShort | PhoneError::ShortCode => "too-short",
        PhoneError::TooLong => "too-long",
        PhoneError::NoSuchPrefix | PhoneError::Foreign => "prefix",
    }
}
