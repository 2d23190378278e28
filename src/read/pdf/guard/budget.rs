//! What reading one PDF file may cost, and how the reading is left when that is used up.
//!
//! The library that reads PDF files knows no limits and cannot be stopped from outside. It does ask for the bytes of the file each time it looks an
//! object up, and it tells the one who draws each thing that is drawn: at both points the work is counted, and where it is too much, the reading is
//! left by unwinding. Counts decide, so that the same file gets the same answer everywhere; the clock only stops what no count foresees, far above what
//! an ordinary file takes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use super::contain::{Stop, room, stop};
use crate::limits::{
    MAX_PDF_DRAWN, MAX_PDF_DRAWN_PAGE, MAX_PDF_LETTERS, MAX_PDF_LOOKUPS, MAX_PDF_LOOKUPS_PAGE, MAX_PDF_PIECES, MAX_PDF_SEEN, MAX_PDF_TIME, MAX_PDF_TIME_PAGE,
};

/// The counts of one file, shared by all who work on it.
#[derive(Debug)]
pub(in super::super) struct Watch {
    /// Where the stack was when the reading began.
    base: AtomicUsize,
    start: Instant,
    lookups: AtomicU64,
    allowed: AtomicU64,
    pages: AtomicU32,
}

impl Watch {
    /// Begins to watch.
    pub(in super::super) fn new() -> Arc<Watch> {
        let (start, allowed) = (Instant::now(), AtomicU64::new(MAX_PDF_LOOKUPS));
        Arc::new(Watch { base: AtomicUsize::new(here()), start, lookups: AtomicU64::new(0), allowed, pages: AtomicU32::new(0) })
    }

    /// Notes that the reading goes on from here.
    pub(super) fn settle(&self) {
        self.base.store(here(), Ordering::Relaxed);
    }

    /// Notes that another page begins, which may cost as much as a page does.
    fn page(&self) {
        self.pages.fetch_add(1, Ordering::Relaxed);
        self.allowed.fetch_add(MAX_PDF_LOOKUPS_PAGE, Ordering::Relaxed);
        self.time();
    }

    /// Counts that an object is looked up.
    fn lookup(&self) {
        let lookups = self.lookups.fetch_add(1, Ordering::Relaxed);
        if lookups > self.allowed.load(Ordering::Relaxed) {
            stop(Stop::Work);
        }
        if room().is_some_and(|room| self.base.load(Ordering::Relaxed).abs_diff(here()) > room) {
            stop(Stop::Depth);
        }
        self.time();
    }

    /// Looks at the clock. For steps of our own that take long as well.
    pub(in super::super) fn time(&self) {
        let allowed = MAX_PDF_TIME.saturating_add(MAX_PDF_TIME_PAGE.saturating_mul(self.pages.load(Ordering::Relaxed)));
        // Without optimization everything takes many times as long.
        let factor = if cfg!(debug_assertions) { 30 } else { 1 };
        if self.start.elapsed() > allowed.saturating_mul(factor) {
            stop(Stop::Work);
        }
    }
}

/// About where the stack is.
fn here() -> usize {
    let marker = 0_u8;
    std::ptr::from_ref(std::hint::black_box(&marker)).addr()
}

/// The bytes of a file that is watched.
pub(super) struct Watched {
    bytes: Vec<u8>,
    watch: Arc<Watch>,
}

impl Watched {
    /// The bytes, and who counts.
    pub(super) fn new(bytes: Vec<u8>, watch: &Arc<Watch>) -> Watched {
        Watched { bytes, watch: Arc::clone(watch) }
    }
}

impl AsRef<[u8]> for Watched {
    fn as_ref(&self) -> &[u8] {
        self.watch.lookup();
        &self.bytes
    }
}

/// What may be drawn: on a page, and in all.
#[derive(Debug)]
pub(in super::super) struct Budget {
    watch: Arc<Watch>,
    page: u64,
    left: u64,
    letters: usize,
    pieces: usize,
    seen: usize,
    ticks: u64,
}

impl Budget {
    /// The budget of a file.
    pub(in super::super) fn new(watch: &Arc<Watch>) -> Budget {
        Budget { watch: Arc::clone(watch), page: 0, left: MAX_PDF_DRAWN, letters: 0, pieces: MAX_PDF_PIECES, seen: MAX_PDF_SEEN, ticks: 0 }
    }

    /// Begins a page.
    pub(in super::super) fn page(&mut self) {
        (self.page, self.letters) = (MAX_PDF_DRAWN_PAGE, MAX_PDF_LETTERS);
        self.watch.page();
    }

    /// Glyphs are drawn.
    pub(in super::super) fn glyphs(&mut self, glyphs: usize) {
        self.spend(glyphs as u64 + 2);
    }

    /// Letters are kept.
    pub(in super::super) fn letters(&mut self, bytes: usize) {
        self.letters = self.letters.checked_sub(bytes).unwrap_or_else(|| stop(Stop::Work));
    }

    /// What was drawn on a page is kept: its words, lines and backgrounds take so many bytes.
    pub(in super::super) fn see(&mut self, bytes: usize) {
        self.seen = self.seen.checked_sub(bytes).unwrap_or_else(|| stop(Stop::Work));
    }

    /// What was understood of a page is kept: cells and lines.
    pub(in super::super) fn keep(&mut self, pieces: usize) {
        self.pieces = self.pieces.checked_sub(pieces).unwrap_or_else(|| stop(Stop::Work));
    }

    /// A path of so many elements is drawn, or cuts out what follows.
    pub(in super::super) fn path(&mut self, elements: usize) {
        self.spend(elements as u64 + 4);
    }

    /// A group, a picture or a marked content begins: often a form, which is unpacked anew each time.
    pub(in super::super) fn group(&mut self) {
        self.spend(8);
    }

    fn spend(&mut self, units: u64) {
        let left = |budget: u64| budget.checked_sub(units).unwrap_or_else(|| stop(Stop::Work));
        (self.page, self.left) = (left(self.page), left(self.left));
        self.ticks += units;
        if self.ticks > 4096 {
            self.ticks = 0;
            self.watch.time();
        }
    }
}
