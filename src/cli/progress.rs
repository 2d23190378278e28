//! How far a run has come, on a terminal, when it takes longer than a moment. What is written to the same terminal meanwhile stands above the bar.

use std::cell::Cell;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Common, World, terminal};
use crate::lang::Text;

/// A moment: nobody need be told of what takes less.
const MOMENT: Duration = Duration::from_millis(700);

/// How often the bar moves, and what was found meanwhile is shown.
const BEAT: Duration = Duration::from_millis(100);

/// A bar that is not seen before a moment has passed, and never where nobody would.
pub(super) struct Progress {
    bar: ProgressBar,
    /// When the bar is next seen to; none where there is no bar.
    next: Cell<Option<Instant>>,
    shown: Cell<bool>,
    style: ProgressStyle,
}

impl Progress {
    /// The bar of a run over so many files; hidden for ever if `wanted` is not so or standard error is no terminal that can draw one.
    pub(super) fn new(files: usize, wanted: bool, common: &Common, world: &World<'_>) -> Progress {
        let dumb = (world.env)("TERM").is_some_and(|term| term == "dumb");
        let seen = wanted && files > 1 && world.err_is_terminal && !dumb;
        let template = Text::Progress.say(common.lang);
        let style = terminal::err_style(common, world);
        let bar = if style.color { "{bar:24.green/dim}" } else { "{bar:24}" };
        Progress {
            bar: ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden()),
            next: Cell::new(seen.then(|| Instant::now() + MOMENT)),
            shown: Cell::new(false),
            style: ProgressStyle::with_template(&template.replace("{bar}", bar))
                .unwrap_or_else(|_| ProgressStyle::default_bar())
                .progress_chars("━━─"),
        }
    }

    /// One file more is done. From time to time shows how far the run has come, and what is waiting to be written.
    ///
    /// # Errors
    /// When what is waiting cannot be written.
    pub(super) fn step(&self, standard: &mut dyn Write) -> io::Result<()> {
        let Some(next) = self.next.get() else { return Ok(()) };
        self.bar.inc(1);
        let now = Instant::now();
        if now < next {
            return Ok(());
        }
        self.next.set(Some(now + BEAT));
        if !self.shown.replace(true) {
            self.bar.set_style(self.style.clone());
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.bar.enable_steady_tick(BEAT);
        }
        standard.flush()
    }

    /// Something that writes to standard output above the bar.
    pub(super) fn above<'w>(&self, inner: &'w mut dyn Write) -> Above<'w> {
        Above { inner, bar: self.bar.clone(), tail: Vec::new() }
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.next.set(None);
        self.bar.finish_and_clear();
        self.bar.set_draw_target(ProgressDrawTarget::hidden());
    }
}

/// See [`Progress::above`]. While there is a bar, it writes whole lines only: the bar stands on the line after them.
pub(super) struct Above<'w> {
    inner: &'w mut dyn Write,
    bar: ProgressBar,
    /// The beginning of a line.
    tail: Vec<u8>,
}

impl Write for Above<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.tail.is_empty() && self.bar.is_hidden() {
            return self.inner.write(bytes);
        }
        self.tail.extend_from_slice(bytes);
        let lines =
            if self.bar.is_hidden() { self.tail.len() } else { self.tail.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1) };
        let (inner, tail) = (&mut self.inner, &mut self.tail);
        self.bar.suspend(|| inner.write_all(&tail[..lines]))?;
        tail.drain(..lines);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let (inner, tail) = (&mut self.inner, &mut self.tail);
        if self.bar.is_hidden() {
            inner.write_all(tail)?;
            tail.clear();
        }
        self.bar.suspend(|| inner.flush())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn above_a_bar_only_whole_lines_are_written_and_in_the_end_all_is() {
        let bar = ProgressBar::with_draw_target(Some(9), ProgressDrawTarget::hidden());
        let mut out = Vec::new();
        let mut above = Above { inner: &mut out, bar: bar.clone(), tail: b"be".to_vec() };
        above.write_all(b"gun").unwrap();
        assert!(above.tail.is_empty(), "without a bar nothing is held back");
        bar.set_draw_target(ProgressDrawTarget::term_like(Box::new(Nowhere)));
        above.write_all(b", ended\nand be").unwrap();
        above.flush().unwrap();
        assert_eq!(above.tail, b"and be");
        bar.set_draw_target(ProgressDrawTarget::hidden());
        above.flush().unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "begun, ended\nand be");
    }

    /// A terminal that forgets.
    #[derive(Debug)]
    struct Nowhere;

    impl indicatif::TermLike for Nowhere {
        fn width(&self) -> u16 {
            80
        }
        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn write_line(&self, _: &str) -> io::Result<()> {
            Ok(())
        }
        fn write_str(&self, _: &str) -> io::Result<()> {
            Ok(())
        }
        fn clear_line(&self) -> io::Result<()> {
            Ok(())
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }
}
