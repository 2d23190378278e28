//! ODF texts and their templates; they are read in [`super::odf`].

use super::odf::{self, Kind};
use super::{Format, ReadError, Reader, Sight};
use crate::document::Document;
use crate::source::Source;

/// Reads ODT.
pub(super) struct Odt;

static FORMAT: Format =
    Format { id: "odt", extensions: &["odt", "ott"], media_type: "application/vnd.oasis.opendocument.text", method: "cells" };

impl Reader for Odt {
    fn format(&self) -> &'static Format {
        &FORMAT
    }

    fn knows(&self, sight: &Sight<'_>) -> bool {
        odf::packed(sight) == Some(Kind::Text)
    }

    fn read(&self, source: Source) -> Result<Document, ReadError> {
        odf::read(source, &FORMAT, "ODT")
    }
}
