//! ODF spreadsheets as one XML file; they are read in [`super::odf`].

use super::odf::{self, Kind};
use super::{Format, ReadError, Reader, Sight};
use crate::document::Document;
use crate::source::Source;

/// Reads FODS.
pub(super) struct Fods;

static FORMAT: Format =
    Format { id: "fods", extensions: &["fods"], media_type: "application/vnd.oasis.opendocument.spreadsheet-flat-xml", method: "cells" };

impl Reader for Fods {
    fn format(&self) -> &'static Format {
        &FORMAT
    }

    fn knows(&self, sight: &Sight<'_>) -> bool {
        odf::flat(sight) == Some(Kind::Sheets)
    }

    fn read(&self, source: Source) -> Result<Document, ReadError> {
        odf::read(source, &FORMAT, "FODS")
    }
}
