//! For people at a terminal.

use super::{Renderer, Run};
use crate::diagnostic::Outcome;

/// For people at a terminal.
pub(super) struct Human;

impl Renderer for Human {
    fn name(&self) -> &'static str {
        "human"
    }

    fn document(&self, _run: &Run<'_>, _outcome: &Outcome, _out: &mut Vec<u8>) {}
}
