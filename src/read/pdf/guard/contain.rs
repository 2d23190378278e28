//! Work on a stranger's file by a library that may panic: what it panics with is an answer about the file, and nothing is printed.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::thread;

use crate::limits::MAX_PDF_STACK;
use crate::read::ReadError;

/// Why work was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// It would take too much time or memory.
    Work,
    /// Objects go on inside one another.
    Depth,
}

thread_local! {
    /// How deep the stack may grow where this thread works on a stranger's file; nothing elsewhere. There, a panic is no bug of ours.
    static ROOM: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Whether this thread works on a stranger's file, where a panic is an answer about the file. A panic hook keeps silent then.
pub(crate) fn is_contained() -> bool {
    room().is_some()
}

/// How deep the stack may grow.
pub(super) fn room() -> Option<usize> {
    ROOM.with(Cell::get)
}

/// Leaves the work. No panic hook is run.
pub(super) fn stop(stop: Stop) -> ! {
    resume_unwind(Box::new(stop))
}

/// Does work that may be left, or panic, on a stack large enough for it.
///
/// # Errors
/// Where it was left, what that says about the file; where it panicked, that the file is damaged.
pub(in super::super) fn contained<T: Send>(work: impl FnOnce() -> Result<T, ReadError> + Send) -> Result<T, ReadError> {
    if is_contained() {
        return work();
    }
    // Where there are no threads, the work stays here, with the little room there is.
    let work = Mutex::new(Some(work));
    let take = || work.lock().ok().and_then(|mut work| work.take());
    let done = thread::scope(|scope| {
        let apart = thread::Builder::new().stack_size(MAX_PDF_STACK + SPARE).spawn_scoped(scope, || Some(caught(take()?, MAX_PDF_STACK)));
        apart.ok().and_then(|apart| apart.join().ok().flatten())
    });
    done.or_else(|| Some(caught(take()?, SPARE))).unwrap_or(Err(ReadError::DamagedFile { name: "PDF" }))
}

/// What the stack may take besides: where the work begins, and what the library does between two look-ups.
const SPARE: usize = 1 << 20;

fn caught<T>(work: impl FnOnce() -> Result<T, ReadError>, room: usize) -> Result<T, ReadError> {
    ROOM.with(|cell| cell.set(Some(room)));
    let done = catch_unwind(AssertUnwindSafe(work));
    ROOM.with(|cell| cell.set(None));
    done.unwrap_or_else(|thrown| Err(answer(thrown.as_ref())))
}

fn answer(thrown: &(dyn Any + Send)) -> ReadError {
    match thrown.downcast_ref() {
        Some(Stop::Work) => ReadError::TooMuchWork,
        Some(Stop::Depth) => ReadError::TooDeep,
        None => ReadError::DamagedFile { name: "PDF" },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_left_or_fails_with_an_answer() {
        assert_eq!(contained(|| Ok(1)), Ok(1));
        assert_eq!(contained(|| stop(Stop::Work)), Err::<(), _>(ReadError::TooMuchWork));
        assert_eq!(contained(|| contained(|| stop(Stop::Depth))), Err::<(), _>(ReadError::TooDeep));
        assert_eq!(contained(|| Err::<(), _>(ReadError::Bomb)), Err(ReadError::Bomb));
        assert!(!is_contained());
        assert_eq!(contained(|| Ok(is_contained())), Ok(true));
    }
}
