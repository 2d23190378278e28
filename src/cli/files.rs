//! From the paths of the command line to the files to check, and from a file to its bytes.

use std::cmp::Ordering;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use std::sync::{Mutex, PoisonError};

use ignore::WalkBuilder;

use super::named::{NamedAs, named_as};
use super::settings::Here;
use crate::config::FILE_NAME;
use crate::limits::MAX_BYTES;
use crate::read::{UNREAD, formats};

/// How much is read before the size is asked for; most reports fit whole.
const BUFFER: usize = 64 * 1024;

/// What is read at a time until then; most reports fit whole.
const PIECE: usize = 16 * 1024;

/// A file to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    /// Standard input.
    Stdin,
    /// A file named on the command line: always checked.
    Named(PathBuf),
    /// A file found in a folder: left alone when it is no a4 matrix.
    Found(PathBuf),
    /// Something in a folder that could not be looked into, and how that failed: its reading fails in the same way, so that nobody takes it for checked.
    Closed(PathBuf, io::ErrorKind),
}

impl Input {
    /// Its name in every output: the path as given.
    pub(super) fn name(&self) -> String {
        match self {
            Input::Stdin => "-".to_owned(),
            Input::Named(path) | Input::Found(path) | Input::Closed(path, _) => {
                crate::source::name_of(path.strip_prefix(".").unwrap_or(path))
            }
        }
    }

    /// Its path, but for standard input.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Input::Stdin => None,
            Input::Named(path) | Input::Found(path) | Input::Closed(path, _) => Some(path),
        }
    }
}

/// What the paths of a command line come to.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// The files, in the order in which they are first met: named ones as given, those of a folder by their path. Each once.
    pub(super) inputs: Vec<Input>,
    /// The folders that were searched.
    pub(super) folders: Vec<PathBuf>,
    /// The configurations that were met there.
    pub(super) configs: HashSet<PathBuf>,
}

/// The files that the paths mean.
///
/// # Errors
/// The first path that cannot be looked up.
pub(super) fn list(paths: &[OsString], literal: &str, threads: usize) -> Result<Listing, (PathBuf, io::Error)> {
    let mut listing = Listing::default();
    let inputs = &mut listing.inputs;
    for path in paths {
        if path == "-" {
            inputs.push(Input::Stdin);
            continue;
        }
        let path = PathBuf::from(path);
        let metadata = fs::metadata(&path).map_err(|error| (path.clone(), error))?;
        if metadata.is_dir() {
            let (found, configs) = search(&path, literal, threads);
            inputs.extend(found);
            listing.configs.extend(configs);
            listing.folders.push(path);
        } else {
            inputs.push(Input::Named(path));
        }
    }
    if paths.len() > 1 {
        listing.inputs = once(std::mem::take(&mut listing.inputs));
    }
    Ok(listing)
}

/// Each input once, where it is first met, however its path is written; a link is another file than what it leads to. A file that is both named and found in a folder is a named one: it was asked for.
fn once(inputs: Vec<Input>) -> Vec<Input> {
    let mut places: HashMap<Option<PathBuf>, usize> = HashMap::with_capacity(inputs.len());
    let mut kept: Vec<Input> = Vec::with_capacity(inputs.len());
    let here = Here::new();
    for input in inputs {
        // `./a4.txt` is `a4.txt`, and so is `2021/../a4.txt`.
        match places.entry(input.path().map(|path| here.absolute(path))) {
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(input);
            }
            Entry::Occupied(place) => {
                if let (Input::Named(_), Some(before @ Input::Found(_))) = (&input, kept.get_mut(*place.get())) {
                    *before = input;
                }
            }
        }
    }
    kept
}

/// Whether writing to a path would overwrite one of the inputs.
pub(super) fn would_overwrite(inputs: &[Input], path: &Path) -> bool {
    // What is not there yet can be none of them, and a device holds nothing that would be lost.
    let Ok(target) = fs::canonicalize(path) else { return false };
    if !target.is_file() {
        return false;
    }
    inputs.iter().any(|input| {
        // No link is followed in a folder, so what is found there goes by its own name, and most need not be looked up.
        let may_be = match input {
            Input::Stdin | Input::Closed(..) => false,
            Input::Named(_) => true,
            Input::Found(found) => found.file_name() == target.file_name(),
        };
        may_be && input.path().and_then(|path| fs::canonicalize(path).ok()).is_some_and(|path| path == target)
    })
}

/// The files below a folder whose names are of a format that is read, and what could not be looked into; and the configurations there. Ignore files are respected and hidden files
/// passed over; links are not followed, so no loop can be walked into.
fn search(folder: &Path, literal: &str, threads: usize) -> (Vec<Input>, Vec<PathBuf>) {
    let (found, configs) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let walk = WalkBuilder::new(folder).require_git(false).threads(threads).build_parallel();
    walk.run(|| {
        Box::new(|entry| {
            let input = match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && is_ours(entry.path(), literal) => {
                    Input::Found(entry.into_path())
                }
                Ok(entry) => {
                    if entry.file_name() == FILE_NAME && entry.path().is_file() {
                        configs.lock().unwrap_or_else(PoisonError::into_inner).push(entry.into_path());
                    }
                    return ignore::WalkState::Continue;
                }
                Err(error) => closed(&error, folder),
            };
            found.lock().unwrap_or_else(PoisonError::into_inner).push(input);
            ignore::WalkState::Continue
        })
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_unstable_by(|a, b| in_order(a.path().unwrap_or(folder), b.path().unwrap_or(folder)));
    (found, configs.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// The order of paths, part by part. All that a search finds is written alike, so bytes can be compared, which is several times quicker than parts.
fn in_order(a: &Path, b: &Path) -> Ordering {
    let (a, b) = (a.as_os_str().as_encoded_bytes(), b.as_os_str().as_encoded_bytes());
    // A part that ends comes before one that goes on.
    let rank = |byte: &u8| if std::path::is_separator(char::from(*byte)) { 0 } else { u16::from(*byte) + 1 };
    let differ = a.iter().zip(b).find(|(a, b)| a != b);
    differ.map_or_else(|| a.len().cmp(&b.len()), |(a, b)| rank(a).cmp(&rank(b)))
}

/// What could not be looked into; the folder itself, where the error does not name it.
fn closed(error: &ignore::Error, folder: &Path) -> Input {
    let kind = error.io_error().map_or(io::ErrorKind::Other, io::Error::kind);
    let mut inner = error;
    loop {
        inner = match inner {
            ignore::Error::WithPath { path, .. } | ignore::Error::Loop { child: path, .. } => return Input::Closed(path.clone(), kind),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            _ => return Input::Closed(folder.to_owned(), kind),
        };
    }
}

/// Whether a file in a folder is looked at: its name is of a format that is read, or says that it is the report in one that is not, so that somebody is
/// told; and it is not what an office program leaves beside a file that is open.
fn is_ours(path: &Path, literal: &str) -> bool {
    if path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"~$")) {
        return false;
    }
    let Some(extension) = path.extension().and_then(|e| e.to_str()) else { return false };
    let is = |known: &&str| known.eq_ignore_ascii_case(extension);
    formats().any(|format| format.extensions.iter().any(is)) || UNREAD.iter().any(is) && named_as(path, literal) == NamedAs::Own
}

/// Reads a file into a buffer that may be used again; stops past the limit, so that the answer can say so.
///
/// # Errors
/// When the file cannot be opened or read, or could not be looked into before.
pub(super) fn read(input: &Input, stdin: &mut dyn Read, buffer: &mut Vec<u8>) -> io::Result<()> {
    read_by(&mut piece(), input, stdin, buffer)
}

/// Room for what is read at a time. Whoever reads many files keeps it, since filling it with zeros costs as much as reading a report.
pub(super) fn piece() -> Box<[u8]> {
    vec![0; PIECE].into_boxed_slice()
}

/// Like [`read`], by pieces of a size that was made ready.
///
/// # Errors
/// Those of [`read`].
pub(super) fn read_by(piece: &mut [u8], input: &Input, stdin: &mut dyn Read, buffer: &mut Vec<u8>) -> io::Result<()> {
    buffer.clear();
    match input {
        Input::Stdin => fill(stdin, piece, buffer, || None),
        Input::Closed(_, kind) => Err((*kind).into()),
        Input::Named(path) | Input::Found(path) => {
            let file = File::open(path)?;
            fill(&file, piece, buffer, || file.metadata().ok().map(|metadata| metadata.len()))
        }
    }
}

/// Reads to the end or just past [`MAX_BYTES`]. The size is asked for only once the first bufferful did not suffice: most files fit it, and asking costs
/// as much as reading them.
fn fill<R: Read>(from: R, piece: &mut [u8], buffer: &mut Vec<u8>, size: impl FnOnce() -> Option<u64>) -> io::Result<()> {
    let mut from = from.take(MAX_BYTES + 1);
    if buffer.capacity() < BUFFER {
        buffer.reserve_exact(BUFFER);
    }
    // The library's own way begins with small pieces: a report would take three calls.
    while buffer.len() <= BUFFER - PIECE {
        match from.read(piece) {
            Ok(0) => return Ok(()),
            Ok(length) => buffer.extend_from_slice(&piece[..length]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let whole = size().unwrap_or(0).min(MAX_BYTES + 1);
    buffer.reserve_exact(usize::try_from(whole).unwrap_or(0).saturating_sub(buffer.len()) + 1);
    from.read_to_end(buffer).map(drop)
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
    fn files_are_looked_at_by_their_names() {
        for (name, expected) in [
            ("2021/a4.xlsx", true),
            ("a4.TXT", true),
            ("~$a4.xlsx", false),
            ("a4.exe", false),
            ("a4", false),
            ("a4.doc", true),
            ("oficio.doc", false),
        ] {
            assert_eq!(is_ours(Path::new(name), "a4"), expected, "{name}");
        }
    }

    #[test]
    fn a_file_is_checked_once_and_as_named_if_it_was_named() {
        let (named, found) = (|path: &str| Input::Named(path.into()), |path: &str| Input::Found(path.into()));
        assert_eq!(once(vec![found("./a.txt"), found("./b.txt"), named("b.txt")]), [found("./a.txt"), named("b.txt")]);
        assert_eq!(once(vec![named("x/b.txt"), found("./x/a.txt"), found("./x/b.txt")]), [named("x/b.txt"), found("./x/a.txt")]);
        assert_eq!(
            once(vec![named("./-"), Input::Stdin, named("./a.txt"), named("a.txt")]),
            [named("./-"), Input::Stdin, named("./a.txt")]
        );
        let whole = std::path::absolute("x/a.txt").unwrap();
        assert_eq!(once(vec![found("./x/a.txt"), Input::Found(whole.clone()), found("x/y/../a.txt")]), [found("./x/a.txt")]);
        assert_eq!(once(vec![found("x/y/../a.txt"), Input::Named(whole.clone())]), [Input::Named(whole)]);
    }

    #[test]
    fn what_cannot_be_looked_into_is_an_input_that_cannot_be_read() {
        let denied = || Box::new(ignore::Error::Io(io::ErrorKind::PermissionDenied.into()));
        let at = Box::new(ignore::Error::WithPath { path: "x/2021".into(), err: denied() });
        for (error, path) in
            [(ignore::Error::WithDepth { depth: 1, err: at }, "x/2021"), (ignore::Error::WithDepth { depth: 0, err: denied() }, "x")]
        {
            let input = closed(&error, Path::new("x"));
            assert_eq!(input, Input::Closed(path.into(), io::ErrorKind::PermissionDenied));
            let mut buffer = Vec::new();
            assert_eq!(read(&input, &mut io::empty(), &mut buffer).unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        }
    }

    #[test]
    fn what_is_found_is_in_the_order_of_its_paths() {
        let paths = ["x/a/b.txt", "x/a b/c.txt", "x/a-b.txt", "x/a", "x/ñ/1.txt", "x/n.txt", "x/a/b", "x/a/b.txt2", "x/a/é.txt", "x/a.txt"]
            .map(Path::new);
        for a in paths {
            for b in paths {
                assert_eq!(in_order(a, b), a.cmp(b), "{} {}", a.display(), b.display());
            }
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
