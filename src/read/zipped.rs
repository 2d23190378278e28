//! The parts of a packed office file, unpacked one at a time within a bound on all of them together.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::ReadError;
use crate::limits::{MAX_MEMBERS, MAX_UNPACKED};

/// The directory of a packed file; none where it is damaged, cut off, or lists more parts than [`MAX_MEMBERS`].
pub(super) fn archive(bytes: &[u8]) -> Option<ZipArchive<Cursor<&[u8]>>> {
    // Its end record stands at the end, before a comment of at most 65 535 bytes, and says how many there are.
    let tail = &bytes[bytes.len().saturating_sub(65_557)..];
    let end = memchr::memmem::rfind(tail, b"PK\x05\x06")?;
    let count = tail.get(end + 10..end + 12).map(|two| usize::from(u16::from_le_bytes([two[0], two[1]])))?;
    if count > MAX_MEMBERS {
        return None;
    }
    ZipArchive::new(Cursor::new(bytes)).ok()
}

/// A packed file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// What it is called in errors.
    format: &'static str,
    /// How many bytes may still be unpacked.
    left: usize,
    /// The parts by their names in small letters; made when a name is not there as it is asked for.
    names: Option<HashMap<Vec<u8>, usize>>,
}

impl<'a> Package<'a> {
    /// Opens a packed file; `format` is what it is called in errors.
    ///
    /// # Errors
    /// When its directory is damaged or cut off.
    pub(super) fn open(bytes: &'a [u8], format: &'static str) -> Result<Self, ReadError> {
        let archive = archive(bytes).ok_or(ReadError::DamagedFile { name: format })?;
        Ok(Package { archive, format, left: MAX_UNPACKED, names: None })
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
        let Some(index) = self.find(name) else { return Ok(None) };
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

    /// The beginning of a part, at most `limit` bytes of it; `None` where it is not there or is damaged. To tell what a file is before it is read.
    pub(super) fn head(&mut self, name: &str, limit: usize) -> Option<Vec<u8>> {
        let index = self.find(name)?;
        let part = self.archive.by_index(index).ok()?;
        let mut bytes = Vec::new();
        part.take(limit as u64).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// Which part goes by a name. Some programs write names with other capitals or with backslashes.
    fn find(&mut self, name: &str) -> Option<usize> {
        let name = name.trim_start_matches('/');
        if let Some(index) = self.archive.index_for_name(name) {
            return Some(index);
        }
        let folded = |raw: &[u8]| raw.iter().map(|byte| if *byte == b'\\' { b'/' } else { byte.to_ascii_lowercase() }).collect::<Vec<u8>>();
        let archive = &self.archive;
        let names =
            self.names.get_or_insert_with(|| archive.file_names_raw().enumerate().map(|(index, raw)| (folded(raw), index)).collect());
        names.get(&folded(name.as_bytes())).copied()
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
