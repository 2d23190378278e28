//! The program: the real world handed to [`lotaip::cli::run`], and a calm word where the program itself is at fault.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::NaiveDate;
use lotaip::cli::{self, World};
use lotaip::lang::{Lang, Text};

fn main() -> ExitCode {
    panic::set_hook(Box::new(tell_bug));
    let status = panic::catch_unwind(AssertUnwindSafe(|| {
        let (stdout, mut stderr) = (io::stdout(), io::stderr());
        let err_is_terminal = stderr.is_terminal();
        let mut world = World {
            out: &mut BufWriter::with_capacity(1 << 16, stdout.lock()),
            // Not locked: a thread that panics must be able to say so.
            err: &mut stderr,
            input: &mut io::stdin().lock(),
            env: &|name| std::env::var_os(name),
            out_is_terminal: stdout.is_terminal(),
            err_is_terminal,
            width: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
            today: today(),
        };
        cli::run(std::env::args_os(), &mut world)
    }));
    ExitCode::from(status.unwrap_or(cli::BUG))
}

/// The day it is in Ecuador.
fn today() -> NaiveDate {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    cli::day_in_ecuador(i64::try_from(seconds).unwrap_or(i64::MAX))
}

/// Says once, in both languages, that this is a bug and how to report it. A thread's panic is passed on by the one that waits for it, so the first is
/// the one that counts.
fn tell_bug(info: &panic::PanicHookInfo<'_>) {
    static TOLD: AtomicBool = AtomicBool::new(false);
    // What a library stumbles over in a stranger's file is an answer about the file. So is what our own code does, but whoever works on it is told.
    let is_ours = cfg!(debug_assertions) && info.location().is_some_and(|at| !at.file().contains("registry"));
    if lotaip::read::is_contained() && !is_ours {
        return;
    }
    if TOLD.swap(true, Ordering::Relaxed) {
        return;
    }
    let what = info.payload_as_str().unwrap_or("?");
    let place = info.location().map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
    let words = [Lang::Es, Lang::En].map(|lang| Text::Bug.say(lang));
    let wants_trace = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
    let trace = if wants_trace { format!("\n{}", std::backtrace::Backtrace::force_capture()) } else { String::new() };
    // Nobody is left to tell where standard error cannot be written.
    let _ = writeln!(io::stderr(), "{}\n{}\n  lotaip {}: {what}{place}{trace}", words[0], words[1], env!("CARGO_PKG_VERSION"));
}
