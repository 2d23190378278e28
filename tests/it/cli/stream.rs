//! Many files in one run: lines are written while later files are still to come, and memory does not grow with the files.
//!
//! The last file is a pipe that nobody has written to yet, so the program stands still once all the others are done and can be looked at.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use lotaip::rules::MODEL;

use super::program;

/// How long nothing at all may come before the test gives up. It measures nothing: it ends a test that would never end.
const PATIENCE: Duration = Duration::from_mins(2);

/// Checks so many reports of 20 KB and the pipe: how many lines came before it was written to, the most memory used until then in KiB, and all lines.
fn stream(reports: usize) -> (usize, u64, usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("informes");
    fs::create_dir(&place).expect("a folder");
    let mut rows = String::new();
    for n in 9..150 {
        writeln!(rows, "{n}\tUNIDAD {n}\tAtender los trámites de la ciudadanía del cantón\tTrámites atendidos en el año\t{n} trámites")
            .expect("memory takes every byte");
    }
    let text = MODEL.replacen("<b>LINK PARA", &format!("{rows}<b>LINK PARA"), 1);
    for n in 0..reports {
        fs::write(place.join(format!("{n:04}.txt")), &text).expect("a file");
    }
    let pipe = folder.path().join("ultimo.txt");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let args = ["check", "informes", "ultimo.txt", "-f", "json-lines", "-j", "2", "--as-of", "2021-11-08"];
    let mut child = program(folder.path()).args(args).stdout(Stdio::piped()).spawn().expect("the program");
    let (send, lines) = mpsc::channel();
    let out = BufReader::new(child.stdout.take().expect("its output"));
    std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
    let next = || lines.recv_timeout(PATIENCE).expect("a line before the last file is read").len() + 1;
    // The first line is no report's. What is still in the program's own buffer comes at the end, and so does the batch that the pipe is in.
    next();
    let held = 64 * 1024 / next() + 20;
    let mut early = 1;
    while early + held < reports {
        next();
        early += 1;
    }
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).expect("what the system says of it");
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .expect("a figure")
        .trim_end_matches("kB")
        .trim()
        .parse()
        .expect("a figure");
    fs::File::options().write(true).open(&pipe).expect("the pipe").write_all(MODEL.as_bytes()).expect("the pipe");
    let late = lines.iter().count();
    assert_eq!(child.wait().expect("its end").code(), Some(0));
    (early, peak, 1 + early + late)
}

#[test]
fn lines_come_before_the_last_file_and_memory_does_not_grow_with_the_files() {
    let (_, small, _) = stream(100);
    let (early, large, all) = stream(260);
    assert!(early > 150, "{early}");
    // What is said at the beginning, every report, the one in the pipe, and the counts at the end.
    assert_eq!(all, 263);
    // 160 more reports are 3 MB of text alone.
    assert!(large < small + 2 * 1024, "{small} and {large} KiB");
}
