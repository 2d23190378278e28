//! Plain and tab-separated text with stray markup: the form in which a report is copied out of its file.
//!
//! Lines are rows, tabs separate cells, and a cell may hold tags, entities, emphasis and links. Lines without anything but white space make no row;
//! line numbers are those of the file all the same. How lines become cells is told in [`super::separated`].

use super::separated::{self, Layout};
use super::{Format, ReadError, Reader, Sight, decode, foreign};
use crate::document::Document;
use crate::source::Source;

/// Reads text and tab-separated values.
pub(super) struct Text;

static FORMAT: Format = Format { id: "text", extensions: &["txt", "tsv", "tab"], media_type: "text/plain", method: "text" };

impl Reader for Text {
    fn format(&self) -> &'static Format {
        &FORMAT
    }

    /// What no other reader knows and is no format known by sight is tried as text; decoding refuses what is none.
    fn knows(&self, sight: &Sight<'_>) -> bool {
        foreign::refusal(sight).is_none()
    }

    fn read(&self, source: Source) -> Result<Document, ReadError> {
        // Under these names a program wrote the file, and what it quoted may hold tabs. Elsewhere a lone mark at the beginning of a cell is one of the text.
        let holds_separator = matches!(source.extension().as_str(), "tsv" | "tab");
        let (text, note) = decode::decode(source.bytes)?;
        let layout = Layout { separator: b'\t', holds_separator, start: 0, lines_before: 0 };
        separated::read(text, layout, &FORMAT, note)
    }
}
