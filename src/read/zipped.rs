//! The parts of a packed office file, unpacked one at a time within a bound on all of them together.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::ReadError;
use crate::limits::MAX_UNPACKED;

/// A packed file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// What it is called in errors.
    format: &'static str,
    /// How many bytes may still be unpacked.
    left: usize,
}

impl<'a> Package<'a> {
    /// Opens a packed file; `format` is what it is called in errors.
    ///
    /// # Errors
    /// When its directory is damaged or cut off.
    pub(super) fn open(bytes: &'a [u8], format: &'static str) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::DamagedFile { name: format })?;
        Ok(Package { archive, format, left: MAX_UNPACKED })
    }

    /// What it is called in errors.
    pub(super) fn format(&self) -> &'static str {
        self.format
    }

    /// A part as it is; `None` where it is not there.
    ///
    /// # Errors
    /// When it is damaged or locked, or there is more in it than may be unpacked.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let damaged = ReadError::DamagedFile { name: self.format };
        let name = name.trim_start_matches('/');
        // Some programs write names with other capitals or with backslashes.
        let index = self.archive.index_for_name(name).or_else(|| {
            let same = |other: &[u8]| {
                other.len() == name.len() && other.iter().zip(name.bytes()).all(|(a, b)| a.eq_ignore_ascii_case(&b) || (*a == b'\\' && b == b'/'))
            };
            self.archive.file_names_raw().position(same)
        });
        let Some(index) = index else { return Ok(None) };
        let part = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => ReadError::Encrypted,
            _ => damaged.clone(),
        })?;
        // What the directory says of the size may be a lie: it is used as a hint only.
        let expected = usize::try_from(part.size()).unwrap_or(usize::MAX);
        if expected > self.left {
            return Err(ReadError::Bomb);
        }
        let packed = usize::try_from(part.compressed_size()).unwrap_or(usize::MAX);
        let mut bytes = Vec::with_capacity(expected.min(packed.saturating_mul(16)).min(self.left));
        let read = part.take(self.left as u64 + 1).read_to_end(&mut bytes).map_err(|_| damaged)?;
        if read > self.left {
            return Err(ReadError::Bomb);
        }
        self.left -= read;
        Ok(Some(bytes))
    }

    /// A part as text; `None` where it is not there.
    ///
    /// # Errors
    /// As [`Package::bytes`]; also when it is no text.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        super::decode::xml(bytes).map(Some).ok_or(ReadError::DamagedFile { name: self.format })
    }

    /// A part as text that has to be there.
    ///
    /// # Errors
    /// As [`Package::text`]; also when it is not there.
    pub(super) fn required(&mut self, name: &str) -> Result<String, ReadError> {
        self.text(name)?.ok_or(ReadError::DamagedFile { name: self.format })
    }
}
