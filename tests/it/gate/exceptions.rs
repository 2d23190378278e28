//! Exceptions: what they hold back, and when they are told to be no longer needed.

use lotaip::rules::MODEL;

use super::{Folder, with_short_phone, without_periodicity};

const HELD: &str = "[[exception]]\nrule = \"A4-F03\"\npath = \"malos/**\"\nreason = \"se corrige\"\n";

#[test]
fn an_exception_is_blamed_only_when_all_that_it_is_about_was_checked() {
    let folder = Folder::of(&[
        ("lotaip.toml", HELD),
        ("malos/2021/10/a4.txt", &without_periodicity()),
        ("malos/2021/09/a4.txt", &MODEL.replace("31/10/2021", "30/09/2021")),
        ("2021/10/a4.txt", MODEL),
    ]);
    assert_eq!(folder.codes("."), Vec::<String>::new());
    assert_eq!(folder.codes("malos/2021/09/a4.txt --period 2021-09").iter().filter(|code| code.contains("CFG")).count(), 0);
    assert_eq!(folder.codes("2021"), Vec::<String>::new());
    folder.put("malos/2021/10/a4.txt", MODEL);
    for line in [".", "malos", "2021/10 malos"] {
        assert_eq!(folder.codes(line).last().map(String::as_str), Some("lotaip.toml CFG-E02"), "{line}");
    }
    assert_eq!(folder.codes(". --ignore A4-F03"), Vec::<String>::new(), "the rule did not run");
    folder.put("malos/2021/10/a4.txt", [0, 1, 2, 3]);
    folder.put("malos/2021/09/a4.txt", [0, 1, 2, 3]);
    assert!(!folder.codes(".").iter().any(|code| code.contains("CFG")), "of reports that cannot be read nobody knows");
}

#[test]
fn a_renewed_exception_holds_and_the_old_one_is_not_blamed() {
    let over = HELD.replace("reason", "until = 2021-10-31\nreason");
    let folder = Folder::of(&[("lotaip.toml", &format!("{over}{HELD}")), ("malos/2021/10/a4.txt", &without_periodicity())]);
    assert_eq!(folder.codes("."), Vec::<String>::new());
    folder.put("lotaip.toml", &over);
    assert_eq!(folder.codes("."), ["malos/2021/10/a4.txt A4-F03", "lotaip.toml CFG-E01"]);
}

#[test]
fn an_exception_that_is_over_says_so_only_when_its_finding_counts_again() {
    let over = HELD.replace("reason", "until = 2021-10-31\nreason");
    let folder = Folder::of(&[("lotaip.toml", &over), ("malos/2021/10/a4.txt", &without_periodicity())]);
    assert_eq!(folder.run("baseline create").status, 0);
    assert_eq!(folder.codes("--baseline lotaip-baseline.json"), Vec::<String>::new());
    // One of two reports is new.
    folder.put("malos/2021/09/a4.txt", without_periodicity());
    let found = folder.codes("--baseline lotaip-baseline.json");
    assert_eq!(found.iter().filter(|code| code.starts_with("lotaip.toml")).collect::<Vec<_>>(), ["lotaip.toml CFG-E01"], "{found:?}");
}

/// A pipe stands for the report: once the program opens it, the configuration has been read.
#[cfg(target_os = "linux")]
#[test]
fn a_configuration_that_goes_away_meanwhile_is_judged_by_what_was_read() {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    use std::time::{Duration, Instant};

    /// `O_NONBLOCK`: a pipe that nobody reads yet is not waited for.
    const AT_ONCE: i32 = 0o4000;

    for after in [None, Some("# otra cosa\n")] {
        let unneeded = HELD.replace("malos/**", "2021/10/a4.txt");
        let folder = Folder::of(&[("lotaip.toml", &unneeded), ("2021/10/x", "")]);
        let pipe = folder.path().join("2021/10/a4.txt");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
        let mut program = folder.program("check 2021/10/a4.txt --as-of 2021-11-08 --format brief --fail-on advice");
        let child = program.stdout(std::process::Stdio::piped()).spawn().expect("it runs");
        let begun = Instant::now();
        let mut writer = loop {
            match std::fs::OpenOptions::new().write(true).custom_flags(AT_ONCE).open(&pipe) {
                Ok(writer) => break writer,
                Err(error) => assert!(begun.elapsed() < Duration::from_mins(1), "nobody reads the report: {error}"),
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        match after {
            None => std::fs::remove_file(folder.path().join("lotaip.toml")).expect("removed"),
            Some(text) => folder.put("lotaip.toml", text),
        }
        writer.write_all(MODEL.as_bytes()).expect("room in the pipe");
        drop(writer);
        let done = child.wait_with_output().expect("it ends");
        let out = String::from_utf8_lossy(&done.stdout).into_owned();
        assert!(done.status.code() == Some(1) && out.contains("lotaip.toml:2:8: ") && out.contains("[CFG-E02]"), "{after:?}: {out}");
    }
}

#[test]
fn what_is_shared_holds_below_each_configuration_that_extends_it() {
    let shared = format!("{}\n[[override]]\npaths = [\"2021/10/**\"]\nignore = [\"A4-F17\"]\n", HELD.replace("path = \"malos/**\"\n", ""));
    let both = with_short_phone().replacen("Mensual", "", 1);
    let folder = Folder::of(&[
        ("compartida/base.toml", &shared),
        ("a/lotaip.toml", "extend = \"../compartida/base.toml\"\n"),
        ("b/lotaip.toml", "extend = \"../compartida/base.toml\"\n"),
        ("a/2021/10/a4.txt", &both),
        ("b/2021/10/a4.txt", MODEL),
    ]);
    // It matches in one of the two: it is one exception, and needed.
    assert_eq!(folder.codes("."), Vec::<String>::new());
    folder.put("a/2021/10/a4.txt", MODEL);
    assert_eq!(folder.codes("."), ["compartida/base.toml CFG-E02"], "once, not once for each");
}

#[test]
fn findings_on_a_configuration_are_no_document_and_have_its_own_level() {
    let unneeded = "fail-on = \"warning\"\n".to_owned() + &HELD.replace("malos/**", ".");
    let folder = Folder::of(&[
        ("a/lotaip.toml", "fail-on = \"never\"\n"),
        ("b/lotaip.toml", &unneeded),
        ("a/2021/10/a4.txt", MODEL),
        ("b/2021/10/a4.txt", MODEL),
    ]);
    for line in ["check a b", "check b a"] {
        assert_eq!(folder.run(line).status, 1, "{line}");
    }
    let json = folder.json(".");
    assert_eq!((json["summary"]["documents"].as_u64(), json["documents"].as_array().map(Vec::len)), (Some(2), Some(2)));
    assert_eq!(json["configurations"][0]["path"], "b/lotaip.toml");
    for format in ["html", "markdown"] {
        let out = folder.run(&format!("check b --format {format}")).out;
        assert!(out.contains("Configuración") && !out.contains("lotaip.toml` | ✓"), "{format}");
    }
    assert!(folder.run("check b --format json-lines").out.contains("\n{\"configuration\":{\"path\":\"b/lotaip.toml\""));
}

#[test]
fn a_scan_that_is_excepted_does_not_close_the_gate() {
    let folder = Folder::of(&[]);
    folder.put("2021/10/a4.png", b"\x89PNG");
    assert_eq!(folder.run("check .").status, 4);
    folder.put("lotaip.toml", "[[exception]]\nrule = \"A4-R01\"\nreason = \"archivo histórico\"\n");
    let ran = folder.run("check .");
    assert_eq!(ran.status, 0, "{}", ran.out);
    assert!(ran.out.contains("1 observación no cuenta"), "{}", ran.out);
}

#[test]
fn a_format_without_a_place_for_what_is_held_back_has_it_said_beside() {
    let folder = Folder::of(&[("lotaip.toml", HELD), ("malos/2021/10/a4.txt", &without_periodicity())]);
    let held = "1 observación no cuenta por una excepción o por la línea base\n";
    let ran = folder.run("check . --format gitlab");
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, "[]\n", held));
    assert_eq!(folder.run("check . --format gitlab --report json=todo.json").err, "");
}

#[test]
fn the_configuration_of_what_is_checked_gives_the_language() {
    let folder = Folder::of(&[("x/lotaip.toml", "lang = \"en\"\n"), ("x/2021/10/a4.txt", MODEL)]);
    let mut program = folder.program("check x --as-of 2021-11-08");
    let out = program.env_remove("LOTAIP_LANG").env("LANG", "es_EC.UTF-8").output().expect("the program runs").stdout;
    assert!(String::from_utf8_lossy(&out).contains("1 document: complies"));
    let shown = folder.run("check x --verbose").err;
    assert!(shown.contains("x/lotaip.toml"), "{shown}");
}

#[test]
fn from_another_folder_a_configuration_is_named_as_one_would_from_there() {
    let folder = Folder::of(&[("a/lotaip.toml", &HELD.replace("malos/**", ".")), ("a/2021/10/a4.txt", MODEL), ("b/x", "")]);
    let done = folder.program("check ../a --as-of 2021-11-08 -f brief").current_dir(folder.path().join("b")).output().expect("it runs");
    let out = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(out.starts_with("../a/lotaip.toml:"), "{out}");
}

#[test]
fn a_folder_called_like_a_configuration_is_none() {
    let folder = Folder::of(&[("2021/lotaip.toml/leame.txt", "nada"), ("2021/10/a4.txt", MODEL)]);
    assert_eq!(folder.run("check .").status, 0);
}

#[test]
fn what_a_configuration_lets_pass_does_not_depend_on_which_file_comes_first() {
    let text = format!("fail-on = \"warning\"\n[[override]]\npaths = [\"2020\"]\nfail-on = \"never\"\n{HELD}");
    let folder = Folder::of(&[
        ("lotaip.toml", &text),
        ("2020/10/a4.txt", &MODEL.replace("31/10/2021", "31/10/2020").replace("POA 2021", "POA 2020")),
        ("2021/10/a4.txt", MODEL),
        ("malos/x", ""),
    ]);
    assert!(folder.codes(".").contains(&"lotaip.toml CFG-E02".to_owned()));
    assert_eq!(folder.run("check .").status, 1);
}
