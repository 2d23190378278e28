//! What keeps a repository of reports: configurations and baselines, from the outside, by the real program in folders of its own.

mod baselines;
mod configurations;
mod identity;
mod pruning;

use std::fs;

use lotaip::rules::MODEL;
use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{Ran, program, write};

/// The target of unit 4 left out.
const TARGET: (&str, &str) = ("\t35 km de vía rural con mantenimiento", "\t");

/// A folder with files in it.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        write(&folder, path, text);
    }
    folder
}

/// The model report with some words changed, each of which must be there.
fn changed(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(MODEL.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

/// Two findings: the periodicity and the address.
fn faulty() -> String {
    changed(&[("Mensual", "Trimestral"), ("ines.quishpe@sanaurelio.gob.ec<", "ines.quishpe@sanaurelio.gob,ec<")])
}

/// Runs the program in a folder, on the 8th of November 2021.
fn lotaip(folder: &TempDir, line: &str) -> Ran {
    let words = line.split_whitespace();
    let mut command = program(folder.path());
    let done = command.args(words).args(["--as-of", "2021-11-08"]).output().expect("the program runs");
    let status = u8::try_from(done.status.code().expect("a status")).expect("a small number");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ran { status, out: text(done.stdout), err: text(done.stderr) }
}

/// Runs the program where it must do what it is asked.
fn done(folder: &TempDir, line: &str) -> String {
    let ran = lotaip(folder, line);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{line}: {}", ran.out);
    ran.out
}

/// The findings of a run that count, as `path code subject`.
fn counted(folder: &TempDir, line: &str) -> Vec<String> {
    let ran = lotaip(folder, &format!("check {line} --format json"));
    let json: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{line}: {}", ran.err));
    let documents = json["documents"].as_array().expect("documents");
    let each = documents.iter().flat_map(|document| document["diagnostics"].as_array().expect("a list").iter().map(move |d| (document, d)));
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    each.map(|(document, d)| format!("{} {} {}", word(&document["path"]), word(&d["code"]), word(&d["subject"]))).collect()
}

/// The findings that a baseline holds, as `path code`.
fn kept(folder: &TempDir, path: &str) -> Vec<String> {
    let text = fs::read_to_string(folder.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let json: Value = serde_json::from_str(&text).expect("JSON");
    let findings = json["findings"].as_array().expect("a list").iter();
    findings.map(|finding| format!("{} {}", finding["path"].as_str().unwrap_or("?"), finding["code"].as_str().unwrap_or("?"))).collect()
}
