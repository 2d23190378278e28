//! The program from the outside: streams, exit status, output files, threads, colors. What it says word for word is in `tests/cmd/*.md`.
//!
//! Where the operating system matters, the real program runs; elsewhere the library's door with a world in memory.

mod draw;
mod json;
#[cfg(target_os = "linux")]
mod stream;

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::NaiveDate;
use lotaip::cli::{self, World};
use lotaip::render::RENDERERS;
use lotaip::rules::MODEL;
use tempfile::TempDir;

use crate::generated::root;

/// What came of a run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) status: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// What a run is given besides its words.
#[derive(Default, Clone, Copy)]
pub(crate) struct Given<'g> {
    pub(crate) input: &'g [u8],
    pub(crate) env: &'g [(&'g str, &'g str)],
    /// The columns of the terminal, if there is one.
    pub(crate) terminal: Option<usize>,
}

/// Runs a command line in memory on the 8th of November 2021.
pub(crate) fn run<S: Into<OsString>>(args: impl IntoIterator<Item = S>, given: Given<'_>) -> Ran {
    let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), given.input);
    let mut world = World {
        out: &mut out,
        err: &mut err,
        input: &mut input,
        env: &|name| given.env.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into()),
        out_is_terminal: given.terminal.is_some(),
        err_is_terminal: given.terminal.is_some(),
        width: given.terminal,
        today: NaiveDate::from_ymd_opt(2021, 11, 8).expect("a day"),
    };
    let words = std::iter::once("lotaip".into()).chain(args.into_iter().map(Into::into));
    let status = cli::run(words, &mut world);
    Ran { status, out: String::from_utf8(out).expect("UTF-8"), err: String::from_utf8(err).expect("UTF-8") }
}

/// Runs a line of words without blanks in them, and a path after them.
fn on(line: &str, path: &Path) -> Ran {
    run(line.split_whitespace().map(OsString::from).chain([path.into()]), Given::default())
}

/// The program itself, in a folder, with nothing of the person's own system.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lotaip"));
    command.current_dir(folder).env("LOTAIP_LANG", "es").stdin(Stdio::null());
    for variable in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"] {
        command.env_remove(variable);
    }
    command
}

/// The faultless report with the month in its path, and so many more with a fault, below a folder made for the test.
fn reports(faulty: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder, "bien/2021/10/a4.txt", MODEL);
    for index in 0..faulty {
        let text = MODEL.replacen("ines.quishpe@sanaurelio.gob.ec</a>", &format!("ines.quishpe{index}@sanaurelio</a>"), 1);
        write(&folder, &format!("mal/{index:03}/2021/10/a4.txt"), &text);
    }
    folder
}

pub(crate) fn write(folder: &TempDir, path: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
    fs::write(&path, text).expect("a file");
    path
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn sessions() {
    let cases = trycmd::TestCases::new();
    // Nothing of the person's own system: these win over what a page could set.
    cases.env("LOTAIP_LANG", "es").env("COLUMNS", "80").env("NO_COLOR", "1");
    cases.case("tests/cmd/*.md").case("tests/cmd/*.toml");
}

#[test]
fn the_exit_status_says_the_worst_that_was_found() {
    let folder = reports(1);
    let (good, bad) = (folder.path().join("bien"), folder.path().join("mal"));
    let other = write(&folder, "otros/leame.txt", "Nada que ver\n");
    let empty = write(&folder, "vacios/a4.txt", "");
    let status = |line: &str, path: &Path| on(line, path).status;
    assert_eq!(status("check", &good), 0);
    assert_eq!(status("check", &bad), 1);
    assert_eq!(status("check", &folder.path().join("no-existe")), 2);
    assert_eq!(status("check", other.parent().unwrap()), 3);
    assert_eq!(status("check --allow-empty", other.parent().unwrap()), 0);
    assert_eq!((status("check", &other), status("check --allow-empty", &other)), (4, 4), "a file named is always checked");
    assert_eq!(status("check", &empty), 4);
    assert_eq!(status("check", folder.path()), 1, "1 wins over 4");
    for format in RENDERERS.iter().map(|renderer| renderer.name()) {
        for (path, expected) in [(&good, 0), (&bad, 1), (&empty, 4)] {
            assert_eq!(status(&format!("check -f {format}"), path), expected, "{format}");
        }
    }
    // One missing path among others stops the run before anything is written.
    let ran = run(["check".into(), bad.into_os_string(), folder.path().join("no").into_os_string()], Given::default());
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
}

#[test]
fn the_level_of_fail_on_decides() {
    let report = |path: &str| root().join("fixtures").join(path);
    let cases = [
        ("A4-F14", report("ejemplo"), [1, 1, 1, 0]),
        ("A4-U12", report("ejemplo"), [0, 1, 1, 0]),
        ("A4-T08", report("reports/2024"), [0, 0, 1, 0]),
        ("A4-H02", report("ejemplo"), [0, 0, 0, 0]),
    ];
    for (rule, path, expected) in cases {
        for (level, expected) in ["error", "warning", "advice", "never"].into_iter().zip(expected) {
            assert_eq!(on(&format!("check --select {rule} --fail-on {level}"), &path).status, expected, "{rule} {level}");
        }
    }
    let raised = on("check --select A4-T08 --severity A4-T08=error", &report("reports/2024"));
    let lowered = on("check --select A4-F14 --severity A4-F14=advice", &report("ejemplo"));
    assert_eq!((raised.status, lowered.status), (1, 0));
    // That a document could not be read is no matter of levels.
    let nothing = Given { input: b"", ..Given::default() };
    assert_eq!(run(["check", "-", "--fail-on", "never"], nothing).status, 4);
}

#[test]
fn findings_go_to_standard_output_and_all_else_to_standard_error() {
    let folder = reports(1);
    write(&folder, "mal/leame.txt", "Nada que ver\n");
    let told = on("check -f brief", &folder.path().join("mal"));
    assert!(told.out.contains("A4-F14") && !told.out.contains("1 archivo"), "{told:?}");
    assert!(told.err.contains("1 archivo") && !told.err.contains("A4-F14"), "{told:?}");
    let quiet = on("check -f brief -q", &folder.path().join("mal"));
    assert_eq!((quiet.status, quiet.err.as_str(), quiet.out.lines().count()), (1, "", 1), "{quiet:?}");
    let json = on("check -f json", &folder.path().join("mal"));
    assert!(serde_json::from_str::<serde_json::Value>(&json.out).is_ok(), "{json:?}");
    let none = write(&folder, "nada/leame.rtf", "");
    for format in RENDERERS.iter().map(|renderer| renderer.name()) {
        let ran = on(&format!("check -f {format}"), none.parent().unwrap());
        assert!(ran.status == 3 && ran.err.contains("no hay nada que revisar"), "{format}: {ran:?}");
    }
}

#[test]
fn the_same_bytes_whatever_the_number_of_threads() {
    let folder = reports(199);
    for format in RENDERERS.iter().map(|renderer| renderer.name()) {
        let [one, two, eight] = [1, 2, 8].map(|jobs| on(&format!("check -f {format} -j {jobs}"), folder.path()));
        assert_eq!(one.status, 1);
        // Not `assert_eq`: hundreds of reports are no help in a message.
        assert!(one == two && one == eight, "{format}");
        let order: Vec<usize> = (0..199).filter_map(|index| one.out.find(&format!("mal/{index:03}/2021"))).collect();
        assert!(order.len() == 199 && order.is_sorted(), "{format}");
    }
}

#[test]
fn one_process_can_run_many_command_lines() {
    let folder = reports(1);
    let line = "check -f human --lang es";
    let first = on(line, folder.path());
    let english = on("check -f human --lang en", folder.path());
    let mistake = run(["check", "--nope"], Given::default());
    assert_eq!((english.status, mistake.status), (1, 2));
    assert_ne!(first.out, english.out);
    assert_eq!(on(line, folder.path()), first, "nothing is left of the runs between");
    let threads: Vec<Ran> =
        std::thread::scope(|scope| [0, 1].map(|_| scope.spawn(|| on(line, folder.path()))).map(|run| run.join().unwrap()).into());
    assert!(threads.iter().all(|ran| *ran == first));
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let folder = reports(150);
    for args in [&["check", "."][..], &["check", ".", "-f", "brief"], &["check", ".", "-f", "json", "-j", "2"]] {
        let mut child = program(folder.path()).args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::with_capacity(64, child.stdout.take().unwrap().take(64)).read_line(&mut line).unwrap();
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        let status = child.wait().unwrap();
        assert!(!line.is_empty());
        assert_eq!((status.code(), err.as_str()), (Some(1), ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_once() {
    let folder = reports(3);
    let full = || fs::File::options().write(true).open("/dev/full").expect("/dev/full");
    for args in [&["check", "."][..], &["check", ".", "-f", "json"], &["rules"], &["rules", "-f", "json"], &["man"], &["check", "--help"]] {
        let output = program(folder.path()).args(args).stdout(full()).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert_eq!(err.matches("no queda espacio en el disco").count(), 1, "{args:?}\n{err}");
    }
    let output = program(folder.path()).args(["check", ".", "-o", "/dev/full"]).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]));
    assert!(String::from_utf8_lossy(&output.stderr).contains("«/dev/full»"));
}

#[test]
fn an_output_file_is_written_whole_or_not_at_all() {
    let folder = reports(2);
    let source = folder.path().join("mal");
    let place = folder.path().join("salida");
    fs::create_dir(&place).unwrap();
    let file = place.join("resultado.json");
    let to = |file: &Path, source: &Path| {
        let words: Vec<OsString> = vec!["check".into(), "-f".into(), "json".into(), "-o".into(), file.into(), source.into()];
        run(words, Given::default())
    };
    // Written, although there are findings; standard output stays empty.
    assert_eq!(to(&file, &source), Ran { status: 1, out: String::new(), err: String::new() });
    let whole = fs::read_to_string(&file).unwrap();
    assert_eq!(whole, on("check -f json", &source).out);
    // Not touched where the run does not come to an end.
    assert_eq!(to(&file, &folder.path().join("no-existe")).status, 2);
    assert_eq!(fs::read_to_string(&file).unwrap(), whole);
    // Replaced by the next one.
    assert_eq!(to(&file, &folder.path().join("bien")).status, 0);
    assert_ne!(fs::read_to_string(&file).unwrap(), whole);
    // Folders that cannot be written leave nothing: one that is not there, one that is a file, and the name of a folder.
    for target in [place.join("no/hay.json"), file.join("x.json"), place.clone()] {
        let ran = to(&target, &source);
        assert!(ran.status == 2 && ran.out.is_empty() && ran.err.contains("no se puede escribir el resultado en"), "{ran:?}");
    }
    assert_eq!(names(&place), ["resultado.json"]);
    assert_eq!(names(folder.path()), ["bien", "mal", "salida"]);
    if cfg!(unix) {
        assert_eq!(to(Path::new("/dev/null"), &source), Ran { status: 1, out: String::new(), err: String::new() });
    }
}

#[test]
fn no_report_is_overwritten_with_its_results() {
    let folder = reports(1);
    let report = folder.path().join("mal/000/2021/10/a4.txt");
    let text = fs::read_to_string(&report).unwrap();
    let roundabout = folder.path().join("bien/../mal/000/2021/10/a4.txt");
    for (source, target) in [(&report, &report), (&report, &roundabout), (&folder.path().to_owned(), &report)] {
        let ran = run(["check".into(), "-o".into(), OsString::from(target), source.into()], Given::default());
        assert!(ran.status == 2 && ran.out.is_empty() && ran.err.contains("es uno de los archivos por revisar"), "{ran:?}");
    }
    assert_eq!(fs::read_to_string(&report).unwrap(), text);
    // A file beside it is none of them.
    let beside = report.with_file_name("a4.json");
    assert_eq!(run(["check".into(), "-o".into(), beside.into(), OsString::from(&report)], Given::default()).status, 1);
}

#[cfg(unix)]
#[test]
fn a_link_is_written_through() {
    let folder = reports(0);
    let (link, target) = (folder.path().join("enlace"), folder.path().join("resultado"));
    std::os::unix::fs::symlink("resultado", &link).unwrap();
    // First to a file that is not there yet, then to one that is.
    for expected in ["bien", "otro"] {
        write(&folder, &format!("{expected}/2021/10/a4.txt"), MODEL);
        let words = ["check".into(), "-f".into(), "json".into(), "-o".into(), OsString::from(&link), folder.path().join(expected).into()];
        assert_eq!(run(words, Given::default()).status, 0);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(fs::read_to_string(&target).unwrap().contains(expected));
    }
    // The same holds for a link to a report.
    let report = folder.path().join("bien/2021/10/a4.txt");
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(&report, &link).unwrap();
    assert_eq!(run(["check".into(), "-o".into(), OsString::from(&link), report.into()], Given::default()).status, 2);
}

#[test]
fn a_file_that_is_named_and_found_is_checked_once_and_always() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "notas.txt", "Nada que ver\n");
    write(&folder, "a4.txt", MODEL);
    let documents = |words: &[&str]| {
        let output = program(folder.path()).args(["check", "-f", "brief", "--as-of", "2021-11-08"]).args(words).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let named = documents(&["notas.txt", "."]);
    assert!(named.0 == Some(4) && named.2.is_empty(), "{named:?}");
    assert_eq!(documents(&[".", "./notas.txt"]), named);
    assert_eq!(documents(&[".", ".", "notas.txt", "./notas.txt"]), named);
    assert_eq!(documents(&["."]).0, Some(0));
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_looked_into_is_not_passed_over() {
    use std::os::unix::fs::PermissionsExt;

    let folder = reports(0);
    let closed = folder.path().join("cerrada");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever may do everything can look into it all the same.
    let expected = if fs::read_dir(&closed).is_ok() { 0 } else { 4 };
    let ran = on("check -f brief", folder.path());
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!((ran.status, ran.out.contains("cerrada")), (expected, expected == 4), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn a_path_that_is_no_text_is_checked_and_shown() {
    use std::os::unix::ffi::OsStringExt;

    let folder = reports(0);
    let mut name = folder.path().as_os_str().to_owned().into_vec();
    name.extend(b"/matriz-\xf1.txt");
    let path = PathBuf::from(OsString::from_vec(name));
    if fs::write(&path, MODEL.replacen("sanaurelio.gob.ec</a>", "sanaurelio</a>", 1)).is_err() {
        // Some file systems take only text for names.
        return;
    }
    for target in [&path, &folder.path().to_owned()] {
        let ran = on("check -f brief --select A4-F14", target);
        assert!(ran.status == 1 && ran.out.contains("matriz-\u{FFFD}F1.txt:"), "{ran:?}");
    }
    assert_eq!(on("inspect", &path).status, 0);
    let as_option = run([OsString::from("check"), "--format".into(), OsString::from_vec(b"\xff".into())], Given::default());
    assert!(as_option.status == 2 && as_option.err.contains("no es texto UTF-8"), "{as_option:?}");
}

#[test]
fn colors_are_for_terminals_that_want_them() {
    type Case<'c> = (&'c str, &'c [(&'c str, &'c str)], Option<usize>, bool);

    let colored = |line: &str, env: &[(&str, &str)], terminal: Option<usize>| {
        let words = line.split_whitespace().chain(["fixtures/ejemplo"]);
        let ran = run(words, Given { env, terminal, ..Given::default() });
        assert_eq!(ran.status, 1, "{line}");
        ran.out.contains('\u{1b}')
    };
    let cases: [Case<'_>; 13] = [
        ("check", &[], None, false),
        ("check", &[], Some(80), true),
        ("check", &[("NO_COLOR", "1")], Some(80), false),
        ("check", &[("NO_COLOR", "")], Some(80), true),
        ("check", &[("TERM", "dumb")], Some(80), false),
        ("check", &[("TERM", "xterm-256color")], None, false),
        ("check", &[("CLICOLOR", "0")], Some(80), false),
        ("check", &[("CLICOLOR", "1")], None, false),
        ("check", &[("CLICOLOR_FORCE", "1")], None, true),
        ("check", &[("CLICOLOR_FORCE", "0")], None, false),
        ("check", &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], Some(80), false),
        ("check --color always", &[("NO_COLOR", "1"), ("TERM", "dumb")], None, true),
        ("check --color never", &[("CLICOLOR_FORCE", "1")], Some(80), false),
    ];
    for (line, env, terminal, expected) in cases {
        assert_eq!(colored(line, env, terminal), expected, "{line} {env:?} {terminal:?}");
    }
    assert!(!colored("check -f brief", &[], None) && !colored("check -f json --color always", &[], Some(80)));
}

#[test]
fn colors_and_width_change_no_word() {
    let plain = |text: &str| -> String {
        let mut out = String::new();
        let mut parts = text.split('\u{1b}');
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            // `ESC [ … m` is a color, `ESC ] … ESC \` a link; what stands between is text.
            match part.chars().next() {
                Some('[') => out.push_str(part.split_once('m').map_or("", |(_, after)| after)),
                Some('\\') => out.push_str(&part[1..]),
                _ => {}
            }
        }
        out
    };
    for command in ["check", "inspect"] {
        let path = "fixtures/ejemplo/2021/10/a4.txt";
        let bare = run([command, path], Given { env: &[("COLUMNS", "80")], ..Given::default() });
        let colored = run([command, path], Given { terminal: Some(80), ..Given::default() });
        assert_ne!(bare.out, colored.out);
        assert_eq!(plain(&colored.out), bare.out, "{command}");
    }
}
