//! Where the gate runs: `init` writes what it says and overwrites nothing, and the commands in its files, in the action and in the template run as a CI
//! system would run them. What the programs of these systems say of the files is for `scripts/judge integrations`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use yaml_rust2::{Yaml, YamlLoader};

use crate::cli::{Given, Ran, run};
use crate::generated::root;
use crate::readme::reports;

/// The files of each kind of automatic check.
const FILES: [(&str, &str); 3] =
    [("github", ".github/workflows/lotaip.yml"), ("gitlab", ".gitlab-ci.yml"), ("pre-commit", ".pre-commit-config.yaml")];

/// The lines of `run` and `script` in a YAML text that call the program.
pub(crate) fn commands(text: &str) -> Result<Vec<String>, yaml_rust2::ScanError> {
    let mut found = Vec::new();
    for document in YamlLoader::load_from_str(text)? {
        each(&document, &mut |key, value| {
            if matches!(key, "run" | "script" | "before_script") {
                found.extend(scripts(value).iter().flat_map(|script| script.lines()).map(|line| line.trim().to_owned()));
            }
        });
    }
    found.retain(|line| line.starts_with("lotaip "));
    Ok(found)
}

/// Runs a command in a shell, in a folder, with the program in its path, as on a machine of GitHub.
pub(crate) fn shell(command: &str, folder: &Path, lang: &str) -> Output {
    ci("sh", command, folder, lang).output().expect("a shell")
}

fn ci(shell: &str, script: &str, folder: &Path, lang: &str) -> Command {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_lotaip"));
    let mut path = program.parent().expect("a folder").as_os_str().to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    let mut command = Command::new(shell);
    command.args(["-e", "-c", script]).current_dir(folder).env("PATH", path).env("LOTAIP_LANG", lang);
    command.env("GITHUB_STEP_SUMMARY", folder.join("summary.hidden")).env("NO_COLOR", "1");
    command
}

fn each(value: &Yaml, take: &mut impl FnMut(&str, &Yaml)) {
    match value {
        Yaml::Hash(table) => {
            for (key, value) in table {
                take(key.as_str().unwrap_or_default(), value);
                each(value, take);
            }
        }
        Yaml::Array(list) => list.iter().for_each(|value| each(value, take)),
        _ => {}
    }
}

fn scripts(value: &Yaml) -> Vec<&str> {
    match value {
        Yaml::Array(list) => list.iter().filter_map(Yaml::as_str).collect(),
        value => value.as_str().into_iter().collect(),
    }
}

fn load(text: &str) -> Yaml {
    let mut documents = YamlLoader::load_from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(documents.len(), 1, "{text}");
    documents.remove(0)
}

fn project(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn init(folder: &Path, line: &str) -> Ran {
    let words = std::iter::once("init").chain(line.split_whitespace()).map(std::ffi::OsString::from);
    run(words.chain([folder.as_os_str().to_owned()]), Given::default())
}

#[test]
fn init_writes_what_runs() {
    for lang in ["es", "en"] {
        for (kind, path) in FILES {
            let reports = reports();
            let ran = init(reports.path(), &format!("--lang {lang} --ci {kind}"));
            assert!(ran.status == 0 && ran.err.is_empty() && ran.out.contains(path), "{ran:?}");
            let text = fs::read_to_string(reports.path().join(path)).unwrap();
            assert!(text.contains(env!("CARGO_PKG_VERSION")) && !text.contains("{version}") && !text.contains("{path}"), "{text}");
            let shown = load(&text);
            for command in commands(&text).unwrap() {
                assert_eq!(shell(&command, reports.path(), lang).status.code(), Some(1), "{command}");
            }
            if kind == "pre-commit" {
                let hook = &shown["repos"][0]["hooks"][0];
                hook_judges(hook, reports.path(), lang);
                assert_eq!(hook["additional_dependencies"][0].as_str(), Some(concat!("cli:lotaip:", env!("CARGO_PKG_VERSION"))));
            } else {
                assert_eq!(commands(&text).unwrap().len(), 1, "{text}");
            }
        }
    }
}

/// A hook takes the report for what it is and lets a text pass that is none, when pre-commit gives both by name.
fn hook_judges(hook: &Yaml, folder: &Path, lang: &str) {
    let entry = hook["entry"].as_str().expect("an entry");
    let report = shell(&format!("{entry} informes/2021/10/a4.txt informes/leame.txt"), folder, lang);
    assert_eq!(report.status.code(), Some(1));
    let found = String::from_utf8_lossy(&report.stdout).into_owned();
    assert!(found.contains("A4-F14") && !found.contains("leame"), "{found}");
    assert_eq!(shell(&format!("{entry} informes/leame.txt"), folder, lang).status.code(), Some(0));
    let files = hook["files"].as_str().expect("a pattern");
    let pattern = regex::Regex::new(files).expect("a pattern");
    for (path, expected) in [("2021/10/A4.PDF", true), ("informes/a4.xlsx", true), ("a4.doc", false), ("txt", false), ("x.py", false)] {
        assert_eq!(pattern.is_match(path), expected, "{path}");
    }
}

#[test]
fn init_never_changes_what_is_there() {
    let reports = reports();
    for (_, path) in FILES {
        let path = reports.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "mine").unwrap();
    }
    fs::write(reports.path().join("lotaip.toml"), "lang = 'en'").unwrap();
    let ran = init(reports.path(), "--ci github,gitlab,pre-commit");
    assert_eq!(ran.status, 0, "{ran:?}");
    for (_, path) in FILES {
        assert_eq!(fs::read_to_string(reports.path().join(path)).unwrap(), "mine", "{path}");
    }
    // A job beside the one that is there, and how to include it.
    assert!(reports.path().join(".gitlab/lotaip.yml").is_file() && ran.out.contains("- local: .gitlab/lotaip.yml"), "{ran:?}");
    let again = init(reports.path(), "--ci github,gitlab,pre-commit");
    assert!(again.status == 0 && again.out.contains("No se escribió nada"), "{again:?}");
}

#[test]
fn init_given_again_writes_nothing_more() {
    let reports = reports();
    for (kind, _) in FILES {
        assert_eq!(init(reports.path(), &format!("--ci {kind}")).status, 0);
        let again = init(reports.path(), &format!("--ci {kind}"));
        assert!(again.status == 0 && again.out.contains("No se escribió nada"), "{again:?}");
    }
    assert!(!reports.path().join(".gitlab").exists());
}

#[test]
fn init_only_shows_what_it_would_write() {
    let reports = reports();
    let before = fs::read_dir(reports.path()).unwrap().count();
    let ran = init(reports.path(), "--dry-run --ci gitlab,pre-commit");
    assert!(
        ran.status == 0 && ran.out.contains("#[institution]") && ran.out.contains("gl-code-quality") && ran.out.contains("- repo: local")
    );
    assert_eq!(fs::read_dir(reports.path()).unwrap().count(), before);
}

#[test]
fn the_check_goes_to_the_root_of_the_repository_and_checks_the_folder() {
    let reports = reports();
    let root = reports.path();
    fs::create_dir_all(root.join(".git")).unwrap();
    fs::rename(root.join("informes"), root.join("mis informes")).unwrap();
    fs::write(root.join(".git/config"), "[remote \"origin\"]\n\turl = git@gitlab.ejemplo.invalid:a/b.git\n").unwrap();
    fs::write(root.join("lotaip.toml"), "ignore = ['A4-F14']").unwrap();
    let ran = init(&root.join("mis informes"), "");
    assert!(ran.status == 0 && root.join("mis informes/lotaip.toml").is_file(), "{ran:?}");
    let text = fs::read_to_string(root.join(".gitlab-ci.yml")).expect("GitLab is recognized by the remote");
    let command = commands(&text).unwrap().remove(0);
    // The folder alone is checked, and what held for it holds still.
    let output = shell(&format!("{command} -f brief --fail-on never"), root, "es");
    let found = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(found.contains("mis informes/2021/10/a4.txt") && !found.lines().any(|line| line.starts_with("2021/")), "{found}");
    assert!(!found.contains("A4-F14") && found.contains("A4-F17"), "{found}");
}

#[test]
fn a_second_folder_is_added_to_what_checks_the_first() {
    for (kind, path) in FILES {
        let reports = reports();
        let root = reports.path();
        fs::rename(root.join("2021"), root.join("otros")).unwrap();
        assert_eq!(init(&root.join("informes"), &format!("--ci {kind}")).status, 0);
        let again = init(&root.join("otros"), &format!("--ci {kind}"));
        let said = again.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(again.status == 0 && said.contains("pero no revisa «otros»"), "{again:?}");
        let text = fs::read_to_string(root.join(path)).unwrap();
        let fresh = if kind == "pre-commit" {
            let (_, rest) = said.split_once("escriba «").unwrap_or_else(|| panic!("{said}"));
            let (to, rest) = rest.split_once("» en vez de «").unwrap_or_else(|| panic!("{said}"));
            text.replace(rest.split_once('»').unwrap_or_else(|| panic!("{said}")).0, to)
        } else {
            let line = again.out.lines().find(|line| line.starts_with("  lotaip check")).unwrap_or_else(|| panic!("{again:?}")).trim();
            let old = text.lines().find(|old| old.trim().starts_with("lotaip check")).expect("a line").trim();
            text.replace(old, line)
        };
        fs::write(root.join(path), fresh).unwrap();
        // What was shown does it, and is not shown again.
        let third = init(&root.join("otros"), &format!("--ci {kind}"));
        assert!(third.status == 0 && !third.out.contains("«otros»"), "{third:?}");
        for command in commands(&fs::read_to_string(root.join(path)).unwrap()).unwrap() {
            shell(&format!("{command} --report json=todo.json"), root, "es");
            let found = fs::read_to_string(root.join("todo.json")).unwrap();
            assert!(found.contains("informes/2021/10/a4.txt") && found.contains("otros/10/a4.txt"), "{found}");
        }
    }
}

#[test]
fn what_must_lie_at_the_root_of_a_repository_is_written_only_where_it_is_asked_for() {
    let reports = reports();
    let root = reports.path();
    fs::remove_dir(root.join(".git")).unwrap();
    let ran = init(&root.join("informes"), "");
    assert!(ran.status == 0 && root.join("informes/lotaip.toml").is_file() && !root.join("informes/.github").exists(), "{ran:?}");
    assert!(ran.out.contains("ningún repositorio git") && ran.out.contains("repita «lotaip init»"), "{ran:?}");
    let asked = init(&root.join("informes"), "--ci github");
    assert!(root.join("informes/.github/workflows/lotaip.yml").is_file() && asked.out.contains("raíz"), "{asked:?}");
    assert!(!init(root, "--ci none").out.contains("repositorio"));
}

#[test]
fn each_file_says_what_to_write_until_the_package_is_published() {
    for (lang, address) in [("es", "DIRECCIÓN"), ("en", "ADDRESS")] {
        for (kind, path) in FILES {
            let reports = reports();
            let ran = init(reports.path(), &format!("--lang {lang} --ci {kind}"));
            assert!(ran.out.contains(if lang == "es" { "registro de Rust" } else { "Rust registry" }), "{ran:?}");
            let text = fs::read_to_string(reports.path().join(path)).unwrap();
            let comments: Vec<&str> = text.lines().map_while(|line| line.strip_prefix('#')).collect();
            let line = comments.iter().find(|line| line.contains(address) && line.starts_with("  ")).unwrap_or_else(|| panic!("{text}"));
            // In its place, it installs the program in the same way.
            let from = |text: &str| text.split_once("install").map(|(before, _)| before.trim().to_owned());
            let installs = text.lines().filter(|line| !line.starts_with('#')).find(|line| line.contains("install lotaip"));
            assert_eq!(installs.and_then(from), from(line), "{line}");
            if kind == "pre-commit" {
                let shown: Vec<&str> = comments.iter().filter_map(|line| line.strip_prefix("   ")).collect();
                let shown = load(&shown.join("\n"));
                let hook = &shown["repos"][0]["hooks"][0];
                assert_eq!((shown["repos"][0]["repo"].as_str(), hook["id"].as_str()), (Some(address), Some("lotaip")));
                assert_eq!(hook["files"], load(&text)["repos"][0]["hooks"][0]["files"]);
            }
        }
    }
}

#[test]
fn init_says_what_will_not_do() {
    let reports = reports();
    let status = |path: &str, line: &str| {
        let ran = init(&reports.path().join(path), line);
        assert!(ran.out.is_empty() && ran.err.starts_with("error: "), "{ran:?}");
        ran.status
    };
    assert_eq!((status("no-existe", ""), status("informes/leame.txt", ""), status("", "--ci none --ci github")), (2, 2, 2));
    // Where one of the files cannot be written, none is.
    fs::write(reports.path().join(".github"), "").unwrap();
    assert_eq!(status("", "--ci github"), 2);
    assert!(!reports.path().join("lotaip.toml").exists());
}

#[test]
fn the_hook_and_the_template_are_those_of_this_version() {
    let hooks = load(&project(".pre-commit-hooks.yaml"));
    hook_judges(&hooks[0], reports().path(), "es");
    let written = reports();
    assert_eq!(init(written.path(), "--ci pre-commit").status, 0);
    let config = load(&fs::read_to_string(written.path().join(".pre-commit-config.yaml")).unwrap());
    assert_eq!(hooks[0]["files"], config["repos"][0]["hooks"][0]["files"]);
    let template = project("templates/lotaip.yml");
    let variables = &load(&template)["lotaip"]["variables"];
    assert_eq!(variables["LOTAIP_VERSION"].as_str(), Some(env!("CARGO_PKG_VERSION")));
    let script = load(&template)["lotaip"]["script"][0].as_str().expect("a script").to_owned();
    for (paths, args, status) in [
        (".", "", 1),
        ("informes", "--fail-on never", 0),
        ("informes/leame.txt\n2021\n", "", 1),
        ("mis informes", "--fail-on never --ignore A4-S03", 0),
        ("mis informes\ninformes/leame.txt", "--fail-on never", 4),
        ("informes/*", "", 2),
        ("$(touch roto)", "", 2),
    ] {
        let reports = reports();
        fs::create_dir(reports.path().join("mis informes")).unwrap();
        fs::copy(reports.path().join("informes/2021/10/a4.txt"), reports.path().join("mis informes/a4.txt")).unwrap();
        let output = ci("sh", &script, reports.path(), "es").env("LOTAIP_PATHS", paths).env("LOTAIP_ARGS", args).output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{paths} {args}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!reports.path().join("roto").exists(), "what was given was run");
    }
}

/// What came of a step of the action: its exit status, what it printed, and its outputs. An earlier step has left its results.
fn action(paths: &str, args: &str) -> (Option<i32>, String, String) {
    let reports = reports();
    let (temporary, program) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    fs::create_dir(program.path().join("bin")).expect("a folder");
    fs::copy(env!("CARGO_BIN_EXE_lotaip"), program.path().join("bin/lotaip")).expect("the program");
    for left in ["lotaip.sarif", "lotaip.html"] {
        fs::write(temporary.path().join(left), "of another check").expect("written");
    }
    let action = load(&project("action.yml"));
    let steps = action["runs"]["steps"].as_vec().expect("steps");
    let check = steps.iter().find(|step| step["id"].as_str() == Some("check")).expect("a step");
    let outputs = temporary.path().join("outputs");
    let mut command = ci("bash", check["run"].as_str().expect("a script"), reports.path(), "es");
    command
        .env("PATHS", paths)
        .env("ARGS", args)
        .env("PROGRAM", program.path())
        .env("RESULTS", temporary.path())
        .env("GITHUB_OUTPUT", &outputs);
    let output = command.output().expect("a shell");
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(!reports.path().join("roto").exists(), "what was given was run");
    (output.status.code(), told, fs::read_to_string(outputs).unwrap_or_default())
}

#[test]
fn the_action_checks_and_runs_nothing_that_it_is_given() {
    let (status, told, outputs) = action("informes\n", "--ignore 'A4-F14, A4-F17' --lang en");
    assert!(status == Some(1) && told.contains("::error") && !told.contains("A4-F14"), "{status:?} {told}");
    let named: Vec<&str> = outputs.lines().filter_map(|line| line.split('=').next()).collect();
    assert_eq!(named, ["status", "sarif", "html"], "{outputs}");
    assert!(outputs.starts_with("status=1\n"));
    assert_eq!(action("", "").0, Some(1), "without paths, everything");
    assert_eq!(action("informes", "--fail-on never").0, Some(0));
    for hostile in ["$(touch roto)", "`touch roto`", "; touch roto", "--opción\"; touch roto; \"", "'", "--output-file=roto -x"] {
        for (status, _, outputs) in [action("informes", hostile), action(hostile, "")] {
            assert!(status == Some(2) && !outputs.contains("sarif=") && !outputs.contains("html="), "{hostile}: {outputs}");
        }
    }
    assert_eq!(action("--help", "").0, Some(2), "a path is no option");
}

#[test]
fn no_script_of_the_action_holds_what_is_given() {
    let action = load(&project("action.yml"));
    each(&action, &mut |key, value| {
        let text = value.as_str().unwrap_or_default();
        assert!(key != "run" || !text.contains("${{"), "{text}");
    });
    for (_, path) in [("es", "src/cli/init/es/github.yml"), ("en", "src/cli/init/en/github.yml")] {
        each(&load(&project(path)), &mut |key, value| assert!(key != "run" || !value.as_str().unwrap_or_default().contains("${{")));
    }
}
