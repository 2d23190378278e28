//! Work on a stranger's file by a library that may panic: what it panics with is an answer about the file, and nothing is printed.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

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
    /// Whether a panic of this thread is expected, and is no bug of ours.
    static CONTAINED: Cell<u32> = const { Cell::new(0) };
}

/// Whether this thread works on a stranger's file, where a panic is an answer about the file. A panic hook keeps silent then.
pub(crate) fn is_contained() -> bool {
    CONTAINED.with(|depth| depth.get() > 0)
}

/// Leaves the work. No panic hook is run.
pub(super) fn stop(stop: Stop) -> ! {
    resume_unwind(Box::new(stop))
}

/// Does work that may be left, or panic.
///
/// # Errors
/// Where it was left, what that says about the file; where it panicked, that the file is damaged.
pub(in super::super) fn contained<T>(work: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    let within = Within::enter();
    let done = catch_unwind(AssertUnwindSafe(work));
    drop(within);
    done.unwrap_or_else(|thrown| Err(answer(thrown.as_ref())))
}

fn answer(thrown: &(dyn Any + Send)) -> ReadError {
    match thrown.downcast_ref() {
        Some(Stop::Work) => ReadError::TooMuchWork,
        Some(Stop::Depth) => ReadError::TooDeep,
        None => ReadError::DamagedFile { name: "PDF" },
    }
}

/// Marks the thread while it lives.
struct Within;

impl Within {
    fn enter() -> Within {
        CONTAINED.with(|depth| depth.set(depth.get() + 1));
        Within
    }
}

impl Drop for Within {
    fn drop(&mut self) {
        CONTAINED.with(|depth| depth.set(depth.get().saturating_sub(1)));
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
