//! Whose turn it is to be written: holds threads back that are far ahead of the writer, so that results that wait for it cannot fill the memory.

use std::sync::{Condvar, Mutex, PoisonError};

/// How far the writer has come, for threads to wait on.
pub(super) struct Turn {
    /// The batch to be written next; past all batches once nobody need wait any more.
    next: Mutex<usize>,
    moved: Condvar,
    /// How many batches may be under way or waiting to be written.
    ahead: usize,
}

impl Turn {
    /// Before the first batch.
    pub(super) fn new(ahead: usize) -> Turn {
        Turn { next: Mutex::new(0), moved: Condvar::new(), ahead: ahead.max(1) }
    }

    /// Waits until a batch may be begun. The batch whose turn it is may always be, so the writer never waits for a thread that waits for it.
    pub(super) fn wait(&self, batch: usize) {
        let next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let _next = self.moved.wait_while(next, |next| batch >= next.saturating_add(self.ahead)).unwrap_or_else(PoisonError::into_inner);
    }

    /// The writer has come to a batch.
    pub(super) fn advance(&self, to: usize) {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        // Once open, it stays open.
        *next = (*next).max(to);
        self.moved.notify_all();
    }

    /// Something that lets everyone through when it goes away: for the writer, who may stop early, and for every thread, which may panic. A thread that
    /// ends because no batch is left lets through only those that hold the last ones.
    pub(super) fn leave_open(&self) -> LeaveOpen<'_> {
        LeaveOpen(self)
    }
}

/// See [`Turn::leave_open`].
pub(super) struct LeaveOpen<'a>(&'a Turn);

impl Drop for LeaveOpen<'_> {
    fn drop(&mut self) {
        self.0.advance(usize::MAX);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::Duration;

    use super::*;

    #[test]
    fn nobody_gets_further_ahead_than_allowed() {
        let (turn, begun) = (Turn::new(3), AtomicUsize::new(0));
        thread::scope(|scope| {
            scope.spawn(|| {
                for batch in 0..20 {
                    turn.wait(batch);
                    begun.fetch_add(1, Ordering::SeqCst);
                }
            });
            for written in 1..=10 {
                turn.advance(written);
                thread::sleep(Duration::from_millis(2));
                assert!(begun.load(Ordering::SeqCst) <= written + 3);
            }
            drop(turn.leave_open());
            turn.advance(11);
        });
        assert_eq!(begun.into_inner(), 20);
    }
}
