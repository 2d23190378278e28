//! Where results go: standard output, or a file that is written whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// How many names are tried for a file that is being written; others are taken only by what a run that was cut off left behind.
const MAX_NAMES: usize = 100;

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
        let target = through_link(path);
        let (temporary, file) = create_beside(&target)?;
        Ok(Output { file: Some(Pending { target, temporary: Some(temporary), file: BufWriter::new(file) }) })
    }

    /// Whether results go to a file.
    pub(super) fn is_file(&self) -> bool {
        self.file.is_some()
    }

    /// Where to write, standard output being as given.
    pub(super) fn writer<'w>(&'w mut self, standard: &'w mut dyn Write) -> &'w mut dyn Write {
        match &mut self.file {
            Some(pending) => &mut pending.file,
            None => standard,
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

/// Where a link leads, also to a file that is not there yet: the link stays, and what it leads to is written.
fn through_link(path: &Path) -> PathBuf {
    let followed =
        fs::canonicalize(path).or_else(|_| fs::read_link(path).map(|to| path.parent().map_or(to.clone(), |folder| folder.join(to))));
    followed.unwrap_or_else(|_| path.to_owned())
}

/// A new file in the same folder, so that it can be renamed, under a name that nothing bears.
fn create_beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let name = target.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let mut tries = 0;
    loop {
        let mut temporary = name.to_owned();
        temporary.push(format!(".{}-{tries}.tmp", std::process::id()));
        let path = target.with_file_name(temporary);
        match File::create_new(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < MAX_NAMES => tries += 1,
            file => return Ok((path, file?)),
        }
    }
}
