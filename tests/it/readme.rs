//! The commands that the pages show: they run, and they print what the page says they print.
//!
//! In a page, a block `sh` holds commands, and a block `text` right after it the output of the last one; a line `…` in it stands for any lines.
//! `UPDATE=1 cargo test` writes such outputs anew, with as many paragraphs at the beginning and at the end as before.

use std::fs;
use std::process::{Command, Output};

use crate::generated::{WRITING, root, update};

/// Pages whose commands are run, each with the language it is read in.
const PAGES: [(&str, &str); 4] = [("README.md", "en"), ("README.es.md", "es"), ("docs/formats.md", "en"), ("docs/outputs.md", "en")];

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
    for (page, lang) in PAGES {
        let _writing = WRITING.lock();
        let path = root().join(page);
        let text = fs::read_to_string(&path).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let blocks = blocks(&text);
        // From the last to the first, so that the places of the others stay true.
        for (index, block) in blocks.iter().enumerate().rev().filter(|(_, block)| block.language == "sh") {
            let outputs: Vec<Output> = block.lines.iter().filter_map(|line| run(page, line, lang)).collect();
            let Some(shown) =
                blocks.get(index + 1).filter(|next| next.language == "text" && next.from == block.from + block.lines.len() + 3)
            else {
                continue;
            };
            let output = String::from_utf8_lossy(&outputs.last().unwrap().stdout).into_owned();
            let fresh = shorten(&output, &shown.lines);
            if update() {
                lines.splice(shown.from..shown.from + shown.lines.len(), fresh);
            } else if fresh != shown.lines {
                wrong.push(format!("{page}: {}\nprints\n{}", block.lines.join("\n"), fresh.join("\n")));
            }
        }
        let fresh = lines.join("\n") + "\n";
        if update() && fresh != text {
            fs::write(&path, fresh).unwrap();
        }
    }
    assert!(wrong.is_empty(), "not what is printed; `UPDATE=1 cargo test` writes it anew:\n{}", wrong.join("\n\n"));
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
    let mut command = Command::new(env!("CARGO_BIN_EXE_lotaip"));
    command.args(args).current_dir(root()).env("LOTAIP_LANG", lang);
    for variable in ["COLUMNS", "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR"] {
        command.env_remove(variable);
    }
    command.output().expect("the program runs")
}

/// A line of a page without its comment.
fn command(line: &str) -> &str {
    line.split_once(" #").map_or(line, |(command, _)| command).trim()
}

/// Runs a line of a page; `None` for what is left alone.
fn run(page: &str, line: &str, lang: &str) -> Option<Output> {
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
    let output = lotaip(args, lang);
    let status = output.status.code();
    assert!(matches!(status, Some(0 | 1)), "{page}: `{line}` ends with {status:?}\n{}", String::from_utf8_lossy(&output.stderr));
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
