//! Where results go: standard output, or a file that is written whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::World;

/// The destination of results.
pub(super) struct Output {
    file: Option<Pending>,
}

/// A file being written beside its final name.
struct Pending {
    target: PathBuf,
    /// Its name while it is being written; `None` for what is no regular file (`/dev/null`), which is written in place.
    temporary: Option<PathBuf>,
    file: BufWriter<File>,
}

impl Output {
    /// Standard output, or the file at a path.
    ///
    /// # Errors
    /// When the file cannot be created.
    pub(super) fn open(path: Option<&Path>) -> io::Result<Output> {
        let Some(path) = path else { return Ok(Output { file: None }) };
        let in_place = fs::metadata(path).is_ok_and(|metadata| !metadata.is_file());
        if in_place {
            let file = File::options().write(true).open(path)?;
            return Ok(Output { file: Some(Pending { target: path.to_owned(), temporary: None, file: BufWriter::new(file) }) });
        }
        let mut name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_owned();
        name.push(format!(".{}.tmp", std::process::id()));
        let temporary = path.with_file_name(name);
        let file = File::create(&temporary)?;
        Ok(Output { file: Some(Pending { target: path.to_owned(), temporary: Some(temporary), file: BufWriter::new(file) }) })
    }

    /// Whether results go to a file.
    pub(super) fn is_file(&self) -> bool {
        self.file.is_some()
    }

    /// Where to write.
    pub(super) fn writer<'w>(&'w mut self, world: &'w mut World<'_>) -> BufWriter<&'w mut dyn Write> {
        match &mut self.file {
            Some(pending) => BufWriter::with_capacity(0, &mut pending.file),
            None => BufWriter::with_capacity(1 << 16, &mut *world.out),
        }
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// When the last bytes cannot be written, or the file cannot be renamed.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let Some(pending) = &mut self.file else { return Ok(()) };
        pending.file.flush()?;
        if let Some(temporary) = &pending.temporary {
            fs::rename(temporary, &pending.target)?;
            pending.temporary = None;
        }
        Ok(())
    }
}

impl Drop for Output {
    /// A file that was not finished leaves nothing behind.
    fn drop(&mut self) {
        if let Some(temporary) = self.file.as_ref().and_then(|pending| pending.temporary.as_ref()) {
            // There is nobody to tell, and the name is one that no one uses.
            let _ = fs::remove_file(temporary);
        }
    }
}
