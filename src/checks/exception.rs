//! `exception`: an exception of the configuration still says what is so.
//!
//! It is about configurations and not about reports: it judges none, and [`crate::suppress`] makes its findings.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};

/// What the rule is about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    fault: Fault,
}

/// What is the matter with an exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// Its last day is over, and what it was about is still there.
    Expired,
    /// It holds nothing back.
    Unmatched,
}

impl Exception {
    /// What the rule is about.
    pub fn fault(&self) -> Fault {
        self.fault
    }
}

impl Check for Exception {
    fn cases(&self) -> &'static [Case] {
        match self.fault {
            Fault::Expired => const { &[case("", &["rule", "reason", "until"])] },
            Fault::Unmatched => const { &[case("", &["rule", "reason"])] },
        }
    }

    fn run(&self, _: &Context<'_>, _: &mut Findings<'_>) {}
}
