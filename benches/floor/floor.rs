//! The least that any tool must do with the same files: find them and read them. `scripts/bench` compiles it with `rustc` alone and gives every
//! figure as a multiple of its time.
//!
//! `floor PATH [THREADS]` reads one file, or every file below a folder, and prints how many bytes that was.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;

/// How many files a thread takes at a time.
const BATCH: usize = 16;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = PathBuf::from(arguments.next().unwrap_or_default());
    let threads = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    let mut files = Vec::new();
    find(&path, &mut files)?;
    files.sort_unstable();
    let (next, sum) = (AtomicUsize::new(0), AtomicU64::new(0));
    let work = || {
        let mut buffer = Vec::new();
        while let Some(batch) = files.get(next.fetch_add(BATCH, Ordering::Relaxed)..).filter(|rest| !rest.is_empty()) {
            for file in batch.iter().take(BATCH) {
                sum.fetch_add(read(file, &mut buffer).unwrap_or(0), Ordering::Relaxed);
            }
        }
    };
    if threads <= 1 {
        work();
    } else {
        thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    }
    println!("{}", sum.load(Ordering::Relaxed));
    Ok(())
}

/// Every file below a path, told apart from folders without asking the system again.
fn find(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let Ok(entries) = fs::read_dir(path) else {
        files.push(path.to_owned());
        return Ok(());
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() { find(&entry.path(), files)? } else { files.push(entry.path()) }
    }
    Ok(())
}

/// Reads a file into a buffer that is used again; how many bytes it has.
fn read(path: &Path, buffer: &mut Vec<u8>) -> io::Result<u64> {
    buffer.clear();
    let mut file = File::open(path)?;
    // A small file is read in one call into room that is there already.
    buffer.reserve(64 * 1024);
    file.read_to_end(buffer).map(|bytes| bytes as u64)
}
