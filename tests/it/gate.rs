//! The gate on a repository of reports: what is found in folders, what configurations and exceptions make of it, and where outputs go. The real program
//! runs, each time in a folder made for it.

mod baselines;
mod configurations;
mod exceptions;
mod finding;
mod identity;
mod keeping;
mod pruning;
mod targets;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use lotaip::rules::MODEL;
use serde_json::Value;
use tempfile::TempDir;

use crate::cli::Ran;

/// A folder with files in it, in which the program runs.
pub(crate) struct Folder(TempDir);

impl Folder {
    /// A folder with these files.
    pub(crate) fn of(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(tempfile::tempdir().expect("a folder"));
        for (path, text) in files {
            folder.put(path, text);
        }
        folder
    }

    /// Writes a file, and the folders it stands in.
    pub(crate) fn put(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).expect("a file")
    }

    pub(crate) fn read_bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.path().join(path)).expect("a file")
    }

    /// The program, ready to run a line of words on the 8th of November 2021.
    pub(crate) fn program(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lotaip"));
        command.current_dir(self.path()).env("LOTAIP_LANG", "es").env_remove("COLUMNS").stdin(Stdio::null());
        command.args(line.split_whitespace());
        command
    }

    /// Runs a line of words; `check` is given the day.
    pub(crate) fn run(&self, line: &str) -> Ran {
        let line =
            if line.starts_with("check") || line.starts_with("baseline") { format!("{line} --as-of 2021-11-08") } else { line.to_owned() };
        let done = self.program(&line).output().expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let status = done.status.code().and_then(|code| u8::try_from(code).ok()).expect("a status");
        Ran { status, out: text(done.stdout), err: text(done.stderr) }
    }

    /// What a run says as JSON.
    pub(crate) fn json(&self, line: &str) -> serde_json::Value {
        let ran = self.run(&format!("check {line} --format json"));
        serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err))
    }

    /// The codes of all findings of a run, those on configurations included, each after its file.
    pub(crate) fn codes(&self, line: &str) -> Vec<String> {
        self.findings(line).into_iter().map(|[path, code, _]| format!("{path} {code}")).collect()
    }

    /// All findings of a run, those on configurations included: the file, the code and the subject of each.
    pub(crate) fn findings(&self, line: &str) -> Vec<[String; 3]> {
        let json = self.json(line);
        let list = |key: &str| json[key].as_array().expect("a list").clone();
        let of = |document: Value| {
            let found = document["diagnostics"].as_array().expect("a list").clone();
            found.into_iter().map(move |finding| {
                [&document["path"], &finding["code"], &finding["subject"]].map(|value| value.as_str().unwrap_or_default().to_owned())
            })
        };
        list("documents").into_iter().chain(list("configurations")).flat_map(of).collect()
    }
}

/// The model report with nothing in its periodicity: A4-F03.
pub(crate) fn without_periodicity() -> String {
    MODEL.replacen("Mensual", "", 1)
}

/// The model report with a telephone that is too short: A4-F17.
pub(crate) fn with_short_phone() -> String {
    let changed = MODEL.replacen("2555-014", "2555-0", 1);
    assert_ne!(changed, MODEL);
    changed
}

/// The target of unit 4 left out.
const TARGET: (&str, &str) = ("\t35 km de vía rural con mantenimiento", "\t");

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

/// Runs the program where it must do what it is asked.
fn done(folder: &Folder, line: &str) -> String {
    let ran = folder.run(line);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{line}: {}", ran.out);
    ran.out
}

/// The findings of a run that count, as `path code subject`.
fn counted(folder: &Folder, line: &str) -> Vec<String> {
    folder.findings(line).iter().map(|finding| finding.join(" ")).collect()
}

/// The findings that a baseline holds, as `path code`.
fn kept(folder: &Folder, path: &str) -> Vec<String> {
    let text = fs::read_to_string(folder.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let json: Value = serde_json::from_str(&text).expect("JSON");
    let findings = json["findings"].as_array().expect("a list").iter();
    findings.map(|finding| format!("{} {}", finding["path"].as_str().unwrap_or("?"), finding["code"].as_str().unwrap_or("?"))).collect()
}
