//! Where outputs go: nothing that is needed is overwritten, and no output is lost because of another.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use lotaip::rules::MODEL;

use super::{Folder, without_periodicity};

#[test]
fn an_output_below_the_folder_that_is_checked_can_be_written_again() {
    let folder = Folder::of(&[("2021/10/a4.txt", &without_periodicity())]);
    let line = "check . --format brief --report html=pagina.html --report markdown=resumen.md";
    let first = (folder.run(line), folder.read("pagina.html"), folder.read("resumen.md"));
    let second = (folder.run(line), folder.read("pagina.html"), folder.read("resumen.md"));
    assert_eq!(first.0.status, 1);
    assert_eq!(first, second);
    // Left there, they are no reports to another run either.
    assert_eq!(folder.codes("."), ["2021/10/a4.txt A4-F03"]);
}

#[test]
fn what_a_run_needs_is_not_overwritten() {
    let folder = Folder::of(&[("2021/10/a4.txt", MODEL), ("lotaip.toml", "lang = \"es\"\n")]);
    let before = (folder.read("2021/10/a4.txt"), folder.read("lotaip.toml"));
    for line in ["check . --report json=2021/10/a4.txt", "check . --report json=./lotaip.toml", "check . -o lotaip.toml"] {
        let ran = folder.run(line);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{line}: {}", ran.err);
    }
    assert_eq!(before, (folder.read("2021/10/a4.txt"), folder.read("lotaip.toml")));
    for line in ["check . --report json=x --report sarif=./x", "check . -o x --report sarif=2021/../x"] {
        assert_eq!(folder.run(line).status, 2, "{line}");
        assert!(!folder.path().join("x").exists());
    }
}

#[cfg(unix)]
#[test]
fn a_device_may_take_several_outputs() {
    let folder = Folder::of(&[("2021/10/a4.txt", MODEL)]);
    assert_eq!(folder.run("check . --report json=/dev/null --report sarif=/dev/null").status, 0);
}

#[test]
fn when_nobody_reads_on_files_are_still_written_and_the_status_is_true() {
    let folder = Folder::of(&[]);
    for number in 0..300 {
        folder.put(&format!("e{number:03}/2021/10/a4.txt"), if number < 299 { MODEL.to_owned() } else { without_periodicity() });
    }
    for report in ["", " --report json-lines=todo.jsonl"] {
        let line = format!("check . --as-of 2021-11-08 --verbose{report}");
        let mut child = folder.program(&line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let mut first = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        out.read_line(&mut first).expect("a line");
        drop(out);
        let done = child.wait_with_output().expect("it ends");
        assert_eq!((done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned()), (Some(1), String::new()), "{line}");
    }
    assert_eq!(folder.read("todo.jsonl").lines().count(), 302);
}

#[test]
fn sarif_names_the_rule_of_each_result_whatever_ran_for_the_first_file() {
    let config = "[[override]]\npaths = [\"2020\"]\nselect = [\"A4-U\"]\n[severity]\n\"A4-F03\" = \"warning\"\n";
    let old = MODEL.replacen("12 ordenanzas aprobadas", "", 1);
    let folder = Folder::of(&[
        ("lotaip.toml", config),
        ("2020/10/a4.txt", &old),
        ("2021/10/a4.txt", &without_periodicity()),
        ("2021/11/a4.doc", "x"),
    ]);
    let json: serde_json::Value = serde_json::from_str(&folder.run("check . --format sarif").out).expect("JSON");
    let run = &json["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert!(results.len() > 2, "{results:?}");
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let overrides = &run["invocations"][0]["ruleConfigurationOverrides"];
    assert_eq!(overrides[0]["descriptor"]["id"], "A4-F03", "{overrides}");
}
