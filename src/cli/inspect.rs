//! Stub.
use super::args::InspectArgs;
use super::{Common, World, OK};
pub(crate) fn run(_args: &InspectArgs, _common: &Common, _world: &mut World<'_>) -> u8 { OK }
