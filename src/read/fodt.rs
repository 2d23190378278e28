//! ODF texts as one XML file; they are read in [`super::odf`].

use super::odf::{self, Kind};
use super::{Format, ReadError, Reader, Sight};
use crate::document::Document;
use crate::source::Source;

/// Reads FODT.
pub(super) struct Fodt;

static FORMAT: Format =
    Format { id: "fodt", extensions: &["fodt"], media_type: "application/vnd.oasis.opendocument.text-flat-xml", method: "cells" };

impl Reader for Fodt {
    fn format(&self) -> &'static Format {
        &FORMAT
    }

    fn knows(&self, sight: &Sight<'_>) -> bool {
        odf::flat(sight) == Some(Kind::Text)
    }

    fn read(&self, source: Source) -> Result<Document, ReadError> {
        odf::read(source, &FORMAT, "FODT")
    }
}
