//! What the hostile files share.

use super::raw::FONT;

/// What a file should come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is refused as one that asks for too much, is too large, or damaged: A4-R01.
    Refused,
    /// It is opened: nothing in it is an a4 matrix, or no text at all. Which of both depends on what is left of it.
    Opened,
    /// Either, as long as there is an answer.
    Answered,
}

/// A line of text that a page with a font can show.
pub(super) const LINE: &str = "BT /F 10 Tf 50 500 Td (PLAN OPERATIVO ANUAL) Tj ET\n";

/// The resources of a page with a font.
pub(super) fn fonts() -> String {
    format!("/Font<</F {FONT}>>")
}

/// What a file is called, its bytes, and what it should come to.
pub(super) type Hostile = (&'static str, Vec<u8>, Fate);

/// What is made for each number below a bound, together.
pub(super) fn listed(count: usize, each: impl FnMut(usize) -> String) -> String {
    (0..count).map(each).collect()
}
