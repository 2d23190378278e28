//! The commands that the pages show: they run, and they print what the page says they print.
//!
//! In a page, a block `sh` holds commands, and a block `text` right after it the output of the last one; a line `…` in it stands for any lines. A comment
//! `→ N` tells the exit status. The settings of a block `toml` are used, and the commands in a block `yaml` or `groovy` are run as a CI system would.
//! `UPDATE=1 cargo test` writes such outputs anew, with as many paragraphs at the beginning and at the end as before.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::generated::{WRITING, root, update};
use crate::integrations;

/// Pages whose commands are run, each with the language it is read in, and where: in the project, or in a repository of reports made for the test.
const PAGES: [(&str, &str, Where); 6] = [
    ("README.md", "en", Where::Project),
    ("README.es.md", "es", Where::Project),
    ("docs/formats.md", "en", Where::Project),
    ("docs/outputs.md", "en", Where::Project),
    ("docs/config.md", "es", Where::Reports),
    ("docs/gate.md", "es", Where::Reports),
];

/// Where the commands of a page are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Project,
    Reports,
}

/// What begins a new repository of reports within a page.
const NEW_REPORTS: &str = "<!-- scratch: new -->";

/// Commands that are no business of a test.
const LEFT_ALONE: [&str; 5] = ["cargo test", "cargo install", "git clone", "cd ", ".ci/run"];

/// A fenced block: its language, its lines, and where they begin among the lines of the page.
struct Block<'t> {
    language: &'t str,
    lines: Vec<&'t str>,
    from: usize,
}

#[test]
fn every_command_runs_and_prints_what_is_shown() {
    let mut wrong = Vec::new();
    for (page, lang, place) in PAGES {
        let _writing = WRITING.lock();
        let path = root().join(page);
        let text = fs::read_to_string(&path).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let blocks = blocks(&text);
        let mut reports = reports();
        let mut fresh_outputs = Vec::new();
        let mut before = 0;
        for (index, block) in blocks.iter().enumerate() {
            if lines[before..block.from].iter().any(|line| line == NEW_REPORTS) {
                reports = self::reports();
            }
            before = block.from;
            if block.language != "sh" {
                continue;
            }
            let folder = if place == Where::Project { root() } else { reports.path().to_owned() };
            let outputs: Vec<Output> = block.lines.iter().filter_map(|line| run(page, line, lang, &folder)).collect();
            let Some(shown) =
                blocks.get(index + 1).filter(|next| next.language == "text" && next.from == block.from + block.lines.len() + 3)
            else {
                continue;
            };
            let output = String::from_utf8_lossy(&outputs.last().unwrap().stdout).into_owned();
            let fresh = shorten(&output, &shown.lines);
            if !update() && fresh != shown.lines {
                wrong.push(format!("{page}: {}\nprints\n{}", block.lines.join("\n"), fresh.join("\n")));
            }
            fresh_outputs.push((shown, fresh));
        }
        // From the last to the first, so that the places of the others stay true.
        for (shown, fresh) in fresh_outputs.into_iter().rev() {
            lines.splice(shown.from..shown.from + shown.lines.len(), fresh);
        }
        let fresh = lines.join("\n") + "\n";
        if update() && fresh != text {
            fs::write(&path, fresh).unwrap();
        }
    }
    assert!(wrong.is_empty(), "not what is printed; `UPDATE=1 cargo test` writes it anew:\n{}", wrong.join("\n\n"));
}

#[test]
fn every_configuration_and_every_pipeline_that_is_shown_works() {
    let (mut settings, mut commands) = (0, 0);
    for (page, lang, _) in PAGES {
        let text = fs::read_to_string(root().join(page)).unwrap();
        for block in blocks(&text) {
            let reports = reports();
            let shown = block.lines.join("\n");
            let found = match block.language {
                "toml" => {
                    fs::write(reports.path().join("lotaip.toml"), &shown).unwrap();
                    settings += 1;
                    vec!["lotaip baseline create".to_owned(), "lotaip check".to_owned()]
                }
                "yaml" => integrations::commands(&shown).unwrap_or_else(|error| panic!("{page}: {error}\n{shown}")),
                "groovy" => {
                    let quoted = |line: &str| Some(line.trim().strip_prefix("sh '")?.strip_suffix('\'')?.to_owned());
                    block.lines.iter().filter_map(|line| quoted(line)).collect()
                }
                _ => continue,
            };
            commands += found.len();
            for command in found {
                let output = integrations::shell(&command, reports.path(), lang);
                let status = output.status.code();
                let told = String::from_utf8_lossy(&output.stderr);
                assert!(matches!(status, Some(0 | 1)), "{page}: `{command}` ends with {status:?}\n{told}\n{shown}");
            }
        }
    }
    assert!(settings > 0 && commands > 4, "{settings} configurations, {commands} commands");
}

#[test]
fn every_command_within_a_sentence_works() {
    let mut run = 0;
    for (page, lang, _) in PAGES.into_iter().filter(|(page, ..)| page.starts_with("docs/")) {
        let text = fs::read_to_string(root().join(page)).unwrap();
        for command in text.split('`').skip(1).step_by(2).filter(|span| span.starts_with("lotaip ") && !span.contains('\n')) {
            // What stands for something else is in capitals, or shortened.
            let placeholder = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
            if command.split(['=', ' ']).any(placeholder) || command.contains('…') {
                continue;
            }
            let reports = reports();
            fs::write(reports.path().join("lotaip-baseline.json"), "{\"version\": 1, \"findings\": []}").unwrap();
            let output = integrations::shell(command, reports.path(), lang);
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(matches!(output.status.code(), Some(0 | 1)), "{page}: `{command}` ends with {:?}\n{told}", output.status.code());
            run += 1;
        }
    }
    assert!(run > 5, "{run} commands");
}

#[test]
fn both_readmes_say_the_same() {
    let [english, spanish] = ["README.md", "README.es.md"].map(|page| fs::read_to_string(root().join(page)).unwrap());
    let headings = |text: &str| -> Vec<usize> {
        let blocks = blocks(text);
        let is_code = |line: usize| blocks.iter().any(|block| (block.from..block.from + block.lines.len()).contains(&line));
        let all = text.lines().enumerate().filter(|(index, line)| line.starts_with('#') && !is_code(*index));
        all.map(|(_, line)| line.chars().take_while(|c| *c == '#').count()).collect()
    };
    assert_eq!(headings(&english), headings(&spanish), "the levels of the headings");
    let commands = |text: &str| -> Vec<String> {
        let lines = blocks(text).into_iter().filter(|block| block.language == "sh").flat_map(|block| block.lines);
        lines.map(|line| command(line).replace("--lang es", "--lang en")).collect()
    };
    assert_eq!(commands(&english), commands(&spanish));
}

#[test]
fn the_test_command_is_the_one_that_decides() {
    let script = fs::read_to_string(root().join(".ci/run")).unwrap();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let commands: Vec<&str> = blocks(&readme).into_iter().filter(|block| block.language == "sh").flat_map(|block| block.lines).collect();
    let test = commands.iter().find(|line| line.starts_with("cargo test")).expect("README.md shows how to run the tests");
    assert!(script.lines().any(|line| line.trim() == *test), "{test}");
}

/// Runs the program in the root of the project, as a person whose system is set to a language would.
pub(crate) fn lotaip(args: &[&str], lang: &str) -> Output {
    lotaip_in(&root(), args, lang)
}

/// The same in another folder.
fn lotaip_in(folder: &Path, args: &[&str], lang: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lotaip"));
    command.args(args).current_dir(folder).env("LOTAIP_LANG", lang);
    for variable in ["COLUMNS", "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR"] {
        command.env_remove(variable);
    }
    command.output().expect("the program runs")
}

/// A line of a page without its comment.
fn command(line: &str) -> &str {
    line.split_once(" #").map_or(line, |(command, _)| command).trim()
}

/// A repository of reports: one at its root and one in a folder, both with faults, and a text that is no report.
pub(crate) fn reports() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(".git")).expect("a repository");
    for path in ["2021/10", "informes/2021/10"] {
        fs::create_dir_all(folder.path().join(path)).expect("folders");
        fs::copy(root().join("fixtures/ejemplo/2021/10/a4.txt"), folder.path().join(path).join("a4.txt")).expect("a report");
    }
    fs::write(folder.path().join("informes/leame.txt"), "Nada que ver\n").expect("a file");
    folder
}

/// Runs a line of a page in a folder; `None` for what is left alone.
fn run(page: &str, line: &str, lang: &str, folder: &Path) -> Option<Output> {
    let told = line.split_once("→ ").map(|(_, status)| status.trim().parse::<i32>().expect("an exit status"));
    let line = command(line);
    if line.is_empty() || line.starts_with('#') || LEFT_ALONE.iter().any(|start| line.starts_with(start)) {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let args = match words.as_slice() {
        ["cargo", "run", rest @ ..] => &rest[rest.iter().position(|word| *word == "--").expect("`--`") + 1..],
        ["lotaip", rest @ ..] => rest,
        _ => panic!("{page}: a test cannot run `{line}`"),
    };
    let output = lotaip_in(folder, args, lang);
    let status = output.status.code();
    let as_told = told.map_or(matches!(status, Some(0 | 1)), |told| status == Some(told));
    assert!(as_told, "{page}: `{line}` ends with {status:?}\n{}", String::from_utf8_lossy(&output.stderr));
    Some(output)
}

/// An output as a page shows it: whole, or with as many paragraphs before and after the line `…` as are shown.
fn shorten(output: &str, shown: &[&str]) -> Vec<String> {
    let all: Vec<String> = output.trim_end().lines().map(|line| line.trim_end().to_owned()).collect();
    let Some(cut) = shown.iter().position(|line| *line == "…") else { return all };
    let paragraphs = |lines: &[&str]| lines.split(|line| line.is_empty()).filter(|part| !part.is_empty()).count();
    let (first, last) = (paragraphs(&shown[..cut]), paragraphs(&shown[cut + 1..]));
    let parts: Vec<&[String]> = all.split(String::is_empty).filter(|part| !part.is_empty()).collect();
    assert!(first + last <= parts.len(), "there is nothing to leave out");
    let join = |parts: &[&[String]]| parts.join(&String::new());
    let mut out = join(&parts[..first]);
    if first > 0 {
        out.push(String::new());
    }
    out.extend(["…".to_owned(), String::new()]);
    out.extend(join(&parts[parts.len() - last..]));
    out
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<Block<'_>> = None;
    for (index, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(language)) => open = Some(Block { language, lines: Vec::new(), from: index + 1 }),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => block.lines.push(line),
            (None, None) => {}
        }
    }
    blocks
}
