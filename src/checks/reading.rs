//! `reading`: the document can be opened and holds an a4 matrix.
//!
//! The one kind that speaks about documents that have no report; the engine asks it apart from the others.

use serde::Deserialize;

use super::{Case, Check, Context, Finding, Findings, Unread, case};
use crate::document::Anchor;
use crate::limits::{MAX_BYTES, MAX_CELLS, MAX_DEPTH, MAX_PDF_PAGES, MAX_SHEETS, MAX_UNPACKED};
use crate::read::ReadError;
use crate::report::field::{Field, Subject};

/// Which fault of the reading the rule is about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    fault: Fault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Fault {
    Unreadable,
    Scanned,
    MatrixNotFound,
}

impl Check for Reading {
    fn cases(&self) -> &'static [Case] {
        match self.fault {
            Fault::Unreadable => {
                const {
                    &[
                        case("empty", &[]),
                        case("binary", &[]),
                        case("html", &[]),
                        case("zip", &["format"]),
                        case("image", &["format"]),
                        case("too-large", &["limit"]),
                        case("too-many-cells", &["limit"]),
                        case("bomb", &["limit"]),
                        case("too-many-sheets", &["limit"]),
                        case("too-deep", &["limit"]),
                        case("too-much-work", &[]),
                        case("too-many-pages", &["limit"]),
                        case("damaged", &[]),
                        case("damaged-file", &["name"]),
                        case("encrypted", &[]),
                        case("entities", &[]),
                        case("no-unicode", &[]),
                        case("blank-pages", &[]),
                        case("no-permission", &[]),
                        case("io", &["message"]),
                        case("unsupported", &["name", "instead"]),
                        case("slides", &["name"]),
                    ]
                }
            }
            Fault::Scanned => const { &[case("pictures", &[]), case("outlined", &[])] },
            Fault::MatrixNotFound => const { &[case("nothing", &[]), case("other-literal", &["literal"])] },
        }
    }

    /// A recognized report has passed.
    fn run(&self, _: &Context<'_>, out: &mut Findings<'_>) {
        if self.fault != Fault::Scanned {
            out.examined();
        }
    }
}

impl Reading {
    /// What the rule says of a document without a report.
    pub(crate) fn speak(&self, unread: &Unread<'_>, out: &mut Findings<'_>) {
        let name = match unread {
            Unread::Error(ReadError::Scanned) => (self.fault == Fault::Scanned).then_some("pictures"),
            Unread::Error(ReadError::Outlined) => (self.fault == Fault::Scanned).then_some("outlined"),
            Unread::Error(error) => (self.fault == Fault::Unreadable).then(|| case_of(error)),
            Unread::NoMatrix(other) => {
                (self.fault == Fault::MatrixNotFound).then_some(if other.is_some() { "other-literal" } else { "nothing" })
            }
        };
        let Some(name) = name else {
            // A document that could be opened has passed the rule on opening.
            if self.fault == Fault::Unreadable && matches!(unread, Unread::NoMatrix(_)) {
                out.examined();
            }
            return;
        };
        let finding: &mut Finding = out.report(name, Subject::only(Field::Document), Anchor::Document);
        match unread {
            Unread::Error(ReadError::TooLarge) => _ = finding.text("limit", format!("{} MiB", MAX_BYTES >> 20)),
            Unread::Error(ReadError::TooManyCells) => _ = finding.number("limit", MAX_CELLS),
            Unread::Error(ReadError::Bomb) => _ = finding.text("limit", format!("{} MiB", MAX_UNPACKED >> 20)),
            Unread::Error(ReadError::TooManySheets) => _ = finding.number("limit", MAX_SHEETS),
            Unread::Error(ReadError::TooManyPages) => _ = finding.number("limit", MAX_PDF_PAGES),
            Unread::Error(ReadError::TooDeep) => _ = finding.number("limit", MAX_DEPTH),
            Unread::Error(ReadError::DamagedFile { name }) => _ = finding.text("name", *name),
            Unread::Error(error @ ReadError::Unsupported { name, instead }) => match case_of(error) {
                "unsupported" => _ = finding.text("name", *name).text("instead", *instead),
                "slides" => _ = finding.text("name", *name),
                _ => _ = finding.text("format", *name),
            },
            Unread::Error(ReadError::Io { message }) => _ = finding.text("message", message.clone()),
            Unread::NoMatrix(Some(literal)) => _ = finding.text("literal", *literal),
            _ => {}
        }
    }
}

fn case_of(error: &ReadError) -> &'static str {
    match error {
        ReadError::Empty => "empty",
        ReadError::Binary | ReadError::Scanned | ReadError::Outlined => "binary",
        ReadError::NoUnicode => "no-unicode",
        ReadError::BlankPages => "blank-pages",
        ReadError::Html => "html",
        ReadError::TooLarge => "too-large",
        ReadError::TooManyCells => "too-many-cells",
        ReadError::Bomb => "bomb",
        ReadError::TooManySheets => "too-many-sheets",
        ReadError::TooDeep => "too-deep",
        ReadError::TooMuchWork => "too-much-work",
        ReadError::TooManyPages => "too-many-pages",
        ReadError::Damaged => "damaged",
        ReadError::DamagedFile { .. } => "damaged-file",
        ReadError::Encrypted => "encrypted",
        ReadError::Entities => "entities",
        ReadError::NoPermission => "no-permission",
        ReadError::Io { .. } => "io",
        ReadError::Unsupported { name, .. } => match *name {
            "ZIP" | "RAR" | "7z" | "GZIP" => "zip",
            "PNG" | "JPEG" | "GIF" | "TIFF" | "HEIC" => "image",
            "PPT" | "PPTX" | "ODP" => "slides",
            _ => "unsupported",
        },
    }
}
