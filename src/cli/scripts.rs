//! Stub.
use super::{Common, World, OK};
pub(crate) fn completions(_shell: clap_complete::Shell, _common: &Common, _world: &mut World<'_>) -> u8 { OK }
pub(crate) fn man(_common: &Common, _world: &mut World<'_>) -> u8 { OK }
