//! From the paths of the command line to the files to check, and from a file to its bytes.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::limits::MAX_BYTES;
use crate::read::formats;

/// What is read at a time; most reports fit whole.
const BUFFER: usize = 64 * 1024;

/// A file to check.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Input {
    /// Standard input.
    Stdin,
    /// A file named on the command line: always checked.
    Named(PathBuf),
    /// A file found in a folder: left alone when it is no a4 matrix.
    Found(PathBuf),
}

impl Input {
    /// Its name in every output: the path as given, with `/` between its parts, and U+FFFD for bytes that are no text.
    pub(super) fn name(&self) -> String {
        match self {
            Input::Stdin => "-".to_owned(),
            Input::Named(path) | Input::Found(path) => {
                let shown = path.strip_prefix(".").unwrap_or(path).to_string_lossy();
                if std::path::MAIN_SEPARATOR == '/' { shown.into_owned() } else { shown.replace(std::path::MAIN_SEPARATOR, "/") }
            }
        }
    }
}

/// The files that the paths mean, in order: named ones as given, those of a folder by their path. Each once.
///
/// # Errors
/// The first path that cannot be looked up.
pub(super) fn list(paths: &[OsString], threads: usize) -> Result<Vec<Input>, (PathBuf, io::Error)> {
    let mut inputs = Vec::new();
    for path in paths {
        if path == "-" {
            inputs.push(Input::Stdin);
            continue;
        }
        let path = PathBuf::from(path);
        let metadata = std::fs::metadata(&path).map_err(|error| (path.clone(), error))?;
        if metadata.is_dir() {
            inputs.extend(search(&path, threads));
        } else {
            inputs.push(Input::Named(path));
        }
    }
    if paths.len() > 1 {
        let mut seen = std::collections::HashSet::new();
        inputs.retain(|input| seen.insert(input.name()));
    }
    Ok(inputs)
}

/// The files below a folder whose names are of a format that is read. Ignore files are respected and hidden files passed over; links are not followed,
/// so no loop can be walked into.
fn search(folder: &Path, threads: usize) -> Vec<Input> {
    let found = std::sync::Mutex::new(Vec::new());
    let walk = WalkBuilder::new(folder).require_git(false).threads(threads).build_parallel();
    walk.run(|| {
        Box::new(|entry| {
            if let Ok(entry) = entry
                && entry.file_type().is_some_and(|kind| kind.is_file())
                && is_ours(entry.path())
                && let Ok(mut found) = found.lock()
            {
                found.push(Input::Found(entry.into_path()));
            }
            ignore::WalkState::Continue
        })
    });
    let mut found = found.into_inner().unwrap_or_default();
    found.sort_unstable();
    found
}

fn is_ours(path: &Path) -> bool {
    let Some(extension) = path.extension().and_then(|e| e.to_str()) else { return false };
    formats().any(|format| format.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

/// Reads a file into a buffer that may be used again; stops past the limit, so that the answer can say so.
///
/// # Errors
/// When the file cannot be opened or read.
pub(super) fn read(input: &Input, stdin: &mut dyn Read, buffer: &mut Vec<u8>) -> io::Result<()> {
    buffer.clear();
    match input {
        Input::Stdin => fill(stdin, buffer, || None),
        Input::Named(path) | Input::Found(path) => {
            let file = File::open(path)?;
            fill(&file, buffer, || file.metadata().ok().map(|metadata| metadata.len()))
        }
    }
}

/// Reads to the end or just past [`MAX_BYTES`]. The size is asked for only once the first bufferful did not suffice: most files fit it, and asking costs
/// as much as reading them.
fn fill<R: Read>(from: R, buffer: &mut Vec<u8>, size: impl FnOnce() -> Option<u64>) -> io::Result<()> {
    let mut from = from.take(MAX_BYTES + 1);
    if buffer.capacity() < BUFFER {
        buffer.reserve_exact(BUFFER);
    }
    let first = buffer.capacity();
    if (&mut from).take(first as u64).read_to_end(buffer)? == first {
        let whole = size().unwrap_or(0).min(MAX_BYTES + 1);
        buffer.reserve_exact(usize::try_from(whole).unwrap_or(0).saturating_sub(first) + 1);
        from.read_to_end(buffer)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_paths_as_given() {
        for (path, name) in [("./2021/10/a4.txt", "2021/10/a4.txt"), ("a4.txt", "a4.txt"), ("/x/a4.txt", "/x/a4.txt")] {
            assert_eq!(Input::Named(path.into()).name(), name);
        }
    }

    #[test]
    fn files_of_any_size_are_read_whole() {
        for size in [0, 1, BUFFER - 1, BUFFER, BUFFER + 1, 5 * BUFFER + 3] {
            let bytes: Vec<u8> = (0..size).map(|i| u8::try_from(i % 251).unwrap()).collect();
            let mut buffer = vec![9; 10];
            read(&Input::Stdin, &mut bytes.as_slice(), &mut buffer).unwrap();
            assert!(buffer == bytes, "{size}");
        }
    }
}
