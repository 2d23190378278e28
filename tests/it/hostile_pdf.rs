//! PDF files that could hurt: a kilobyte that asks for gigabytes, what is written once and meant a billion times, what goes round in circles.
//!
//! Each must have an answer within the memory that `src/limits.rs` promises, which the program is bounded to (on Linux); passing it ends the program, and
//! the test fails. So does passing a number of seconds that only what is quadratic takes, even without optimization. `LOTAIP_HOSTILE_KEEP=FOLDER` leaves the files there.

mod files;
mod fonts;
mod pages;
mod raw;
mod shared;
mod streams;
mod tables;

use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, OnceLock};

use lotaip::read::ReadError;

use crate::office::hold;
use files::{Fate, Hostile};
use raw::{CONTENT, PAGES, Raw, deflated};

/// What the program may take: what is promised, and the room that is set aside and never filled.
const MOST: usize = (256 + 192) << 20;

/// How long the processor may work on one file.
const SECONDS: u32 = 20;

/// Gives a file to the program, and says what it comes to.
fn fate(name: &str, bytes: &[u8]) -> Fate {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = std::env::var_os("LOTAIP_HOSTILE_KEEP").map(PathBuf::from);
    let path = kept.as_deref().unwrap_or(folder.path()).join(format!("{name}.pdf"));
    std::fs::write(&path, bytes).expect("the file is written");
    let limit = if cfg!(target_os = "linux") {
        format!("ulimit -v {}; ulimit -t {SECONDS}; ", (MOST + 2 * bytes.len()) >> 10)
    } else {
        String::new()
    };
    let run = format!(r#"{limit}exec "$0" check "$1" -f json --quiet -j 1 --as-of 2021-11-08"#);
    let done = Command::new("sh").args(["-c", &run, env!("CARGO_BIN_EXE_lotaip")]).arg(&path).output().expect("there is a shell");
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!((done.status.code(), &*said), (Some(4), ""), "{name}: {:?}", done.status);
    let told: serde_json::Value = serde_json::from_slice(&done.stdout).expect("it is JSON");
    match told["documents"][0]["diagnostics"][0]["code"].as_str() {
        Some("A4-R01") => Fate::Refused,
        Some("A4-R02" | "A4-R03") => Fate::Opened,
        other => panic!("{name}: {other:?}"),
    }
}

fn meet(files: Vec<Hostile>) {
    for (name, bytes, expected) in files {
        let found = fate(name, &bytes);
        assert!(expected == Fate::Answered || expected == found, "{name} is {found:?}");
    }
}

#[test]
fn streams_that_become_large() {
    meet(streams::streams());
}

#[test]
fn tables_of_objects_and_trees_of_pages() {
    meet(tables::tables());
}

#[test]
fn objects_without_end() {
    meet(tables::endless());
}

#[test]
fn fonts_and_forms() {
    meet(fonts::fonts_and_forms());
}

#[test]
fn functions_and_colors() {
    meet(fonts::colors());
}

#[test]
fn what_pages_draw() {
    meet(pages::contents());
}

#[test]
fn tags_and_texts() {
    meet(pages::texts());
}

#[test]
fn what_streams_share() {
    meet(shared::streams());
}

#[test]
fn words_and_lines_held_against_each_other() {
    meet(shared::words());
}

#[test]
fn offsets() {
    meet(shared::offsets());
}

/// What only looks hostile is read.
#[test]
fn large_and_harmless() {
    let line = "BT /F 10 Tf 50 500 Td (PLAN) Tj ET ";
    let fonts = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>";
    // As many pages as may be.
    let mut raw = Raw::new(line, fonts);
    let page = format!("<</Type/Page/Parent 2 0 R/Contents {CONTENT} 0 R/Resources<<{fonts}>>>>");
    let kids = files::listed(2_000, |_| format!("{} 0 R ", raw.add(&page)));
    raw.set(PAGES, &format!("<</Type/Pages/Kids[{kids}]/Count 2000>>"));
    assert_eq!(hold("a4.pdf", raw.file()).reading.err(), None);
    // A content of three megabytes that draws next to nothing.
    let mut raw = Raw::new(line, fonts);
    let rest = raw.add_stream("/Filter/FlateDecode", &deflated(b"\n", 3 << 20));
    raw.set(3, &format!("<</Type/Page/Parent 2 0 R/Contents[{CONTENT} 0 R {rest} 0 R]/Resources<<{fonts}>>>>"));
    assert_eq!(hold("a4.pdf", raw.file()).reading.err(), None);
    // One page more than may be.
    let mut raw = Raw::new(line, fonts);
    let kids = files::listed(2_001, |_| format!("{} 0 R ", raw.add(&page)));
    raw.set(PAGES, &format!("<</Type/Pages/Kids[{kids}]/Count 2001>>"));
    assert_eq!(hold("a4.pdf", raw.file()).reading.err(), Some(ReadError::TooManyPages));
}

/// The places in code of our own that panic while a stranger's file is read, from now on. What is read contains panics, so that a file which a library
/// stumbles over is damaged; our own code must not hide behind that.
fn own_faults() -> &'static Mutex<Vec<String>> {
    static FAULTS: OnceLock<Mutex<Vec<String>>> = OnceLock::new();
    FAULTS.get_or_init(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !lotaip::read::is_contained() {
                return report(panic);
            }
            let place = panic.location().map_or_else(String::new, ToString::to_string);
            if !place.contains("registry")
                && let Ok(mut faults) = FAULTS.get_or_init(Mutex::default).lock()
            {
                faults.push(place);
            }
        }));
        Mutex::default()
    })
}

/// The files of real programs, cut off at every twentieth of their length, and with bytes turned here and there: an answer, and no panic.
#[test]
fn cut_off_and_damaged() {
    let faults = own_faults();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/formats/same");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the fixtures are there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "pdf") {
            continue;
        }
        let whole = std::fs::read(&path).expect("a fixture");
        if whole.len() > 80_000 {
            continue;
        }
        seen += 1;
        for twentieth in 0..20 {
            hold("a4.pdf", &whole[..whole.len() * twentieth / 20]);
        }
        for at in (0..whole.len()).step_by(whole.len() / 12 + 1) {
            let mut turned = whole.clone();
            turned[at] ^= 0x55;
            hold("a4.pdf", turned);
        }
    }
    assert!(seen > 2, "no fixtures");
    let faults = faults.lock().expect("nobody panics with it");
    assert!(faults.is_empty(), "{faults:?}");
}
