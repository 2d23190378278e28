//! Findings that do not count: exceptions of a configuration, each with its reason, and the baseline of what was there already.
//!
//! What is held back stays in the outcome, with why; what an exception says that is no longer so is a finding of its own, on the configuration.

pub mod baseline;
mod exception;
mod seen;

pub use baseline::Baseline;
pub use exception::{Ledger, faults, stale};
pub use seen::Seen;

use crate::diagnostic::{Compliance, Diagnostic, Outcome, Severity, Suppressed, Suppression};

/// Takes findings out of those that count, and judges the document anew by those that are left.
fn hold_back(outcome: &mut Outcome, mut why: impl FnMut(&Outcome, &Diagnostic) -> Option<Suppression>) {
    let diagnostics = std::mem::take(&mut outcome.diagnostics);
    let mut standing = Vec::with_capacity(diagnostics.len());
    let mut held = Vec::new();
    for diagnostic in diagnostics {
        match why(outcome, &diagnostic) {
            Some(by) => held.push(Suppressed { diagnostic, by }),
            None => standing.push(diagnostic),
        }
    }
    outcome.diagnostics = standing;
    if held.is_empty() {
        return;
    }
    outcome.suppressed.append(&mut held);
    if outcome.compliance == Compliance::Fails && outcome.count(Severity::Error) == 0 {
        outcome.compliance = Compliance::Complies;
    }
}
