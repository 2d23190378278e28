//! ODF spreadsheets and their templates; they are read in [`super::odf`].

use super::odf::{self, Kind};
use super::{Format, ReadError, Reader, Sight};
use crate::document::Document;
use crate::source::Source;

/// Reads ODS.
pub(super) struct Ods;

static FORMAT: Format =
    Format { id: "ods", extensions: &["ods", "ots"], media_type: "application/vnd.oasis.opendocument.spreadsheet", method: "cells" };

impl Reader for Ods {
    fn format(&self) -> &'static Format {
        &FORMAT
    }

    fn knows(&self, sight: &Sight<'_>) -> bool {
        odf::packed(sight) == Some(Kind::Sheets)
    }

    fn read(&self, source: Source) -> Result<Document, ReadError> {
        odf::read(source, &FORMAT, "ODS")
    }
}
