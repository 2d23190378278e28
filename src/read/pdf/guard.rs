//! The guard before the library that reads PDF files, which has no limits of its own.
//!
//! A file of a kilobyte can ask for gigabytes, or for years. Before it is opened, its bytes are gone through ([`survey`], [`streams`], [`locked`]); once
//! it is open, its fonts and forms are looked at ([`resources`]); while it is read, all is counted ([`budget`]), and what goes wrong is caught
//! ([`contain`]). What passes all this takes little more memory than its size and what [`crate::limits`] allows. Who checks files of strangers in large
//! numbers may still want a process of its own for each, which no program can leave.

mod budget;
mod contain;
mod content;
mod lexis;
mod locked;
mod resources;
mod streams;
mod survey;
mod unpack;

use std::sync::Arc;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf, PdfData};

pub(super) use budget::{Budget, Watch};
pub(super) use contain::contained;
pub(crate) use contain::is_contained;
pub(super) use content::{Contents, settings};

use super::ReadError;
use crate::limits::{MAX_PDF_COLUMNS, MAX_PDF_ENTRIES, MAX_PDF_KIDS, MAX_PDF_PAGES, MAX_PDF_RESOURCES};
use budget::Watched;
use lexis::{Exhausted, Text};
use streams::Streams;
use survey::Facts;

/// Opens a file, once its bytes have been gone through. To be called within [`contained`].
///
/// # Errors
/// When it asks for more than it may, is damaged beyond repair, or is locked.
pub(super) fn open(mut bytes: Vec<u8>, watch: &Arc<Watch>) -> Result<Pdf, ReadError> {
    for at in before(&bytes, watch)? {
        if let Some(byte) = bytes.get_mut(at) {
            *byte = b'X';
        }
    }
    watch.settle();
    let pdf = Pdf::new(PdfData::from(Arc::new(Watched::new(bytes, watch)))).map_err(refusal)?;
    if pdf.pages().len() > MAX_PDF_PAGES {
        return Err(ReadError::TooManyPages);
    }
    resources::verify(&pdf)?;
    Ok(pdf)
}

/// Why the library could not open a file.
fn refusal(error: LoadPdfError) -> ReadError {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => ReadError::DamagedFile { name: "PDF" },
    }
}

/// Goes through the bytes of a file before it is opened; which of them are to be struck out.
fn before(bytes: &[u8], watch: &Watch) -> Result<Vec<usize>, ReadError> {
    let mut text = Text { bytes, left: bytes.len().saturating_mul(8) + (1 << 20) };
    let too_long = |_: Exhausted| ReadError::TooMuchWork;
    let facts = survey::of(&mut text).map_err(too_long)?;
    if facts.columns > MAX_PDF_COLUMNS {
        return Err(ReadError::TooMuchWork);
    }
    let mut streams = Streams::new(bytes, &facts, watch);
    streams.unlock()?;
    let struck = streams.verify()?;
    let mut inner = Facts::default();
    for (text, first) in streams.packed()? {
        let mut reader = Text { bytes: &text, left: text.len().saturating_mul(4) + (1 << 20) };
        survey::packed(&mut reader, first, &mut inner).map_err(too_long)?;
    }
    costs(facts, inner)?;
    Ok(struck)
}

/// Whether opening the file, with what it holds, stays within its bounds.
fn costs(mut facts: Facts, packed: Facts) -> Result<(), ReadError> {
    facts.absorb(packed);
    let each: usize = facts.resources.iter().sum();
    let pages = facts.kids.max(facts.contents);
    let too_wide = facts.columns > MAX_PDF_COLUMNS || facts.widest > MAX_PDF_ENTRIES;
    let too_much = facts.kids > MAX_PDF_KIDS || pages.saturating_mul(each) > MAX_PDF_RESOURCES;
    if too_wide || too_much { Err(ReadError::TooMuchWork) } else { Ok(()) }
}
