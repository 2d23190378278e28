//! Annotations on GitHub, read back as the runner of GitHub Actions reads them.

use std::collections::BTreeMap;
use std::path::Path;

use lotaip::lang::Lang;

use super::{checked, findings, held, hostile, on, with, written};
use crate::generated::root;

/// A workflow command as the runner understands it.
#[derive(Debug)]
struct Command {
    name: String,
    properties: BTreeMap<String, String>,
    message: String,
}

impl Command {
    fn read(line: &str) -> Command {
        let (head, message) =
            line.strip_prefix("::").and_then(|rest| rest.split_once("::")).unwrap_or_else(|| panic!("no command: {line:?}"));
        let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
        let properties = properties.split(',').filter_map(|property| property.split_once('='));
        Command {
            name: name.to_owned(),
            properties: properties.map(|(name, value)| (name.to_owned(), unescaped(value, true))).collect(),
            message: unescaped(message, false),
        }
    }

    fn get(&self, name: &str) -> &str {
        self.properties.get(name).map_or("", String::as_str)
    }
}

fn unescaped(text: &str, property: bool) -> String {
    let text = text.replace("%0D", "\r").replace("%0A", "\n");
    let text = if property { text.replace("%3A", ":").replace("%2C", ",") } else { text };
    text.replace("%25", "%")
}

fn commands(path: &Path) -> Vec<Command> {
    let out = on("check -f github", path).out;
    // The runner ends lines at a carriage return as well.
    out.split_terminator(['\n', '\r']).map(Command::read).collect()
}

/// Compares a run with its JSON, finding by finding; how many had a line.
fn assert_same(path: &Path) -> usize {
    let (mut commands, mut findings) = (commands(path), findings(path));
    let rank =
        |severity: &str| ["error", "warning", "advice", "notice"].iter().position(|name| *name == severity).expect("a severity").min(2);
    assert!(commands.iter().map(|command| rank(&command.name)).is_sorted(), "the worst come first");
    commands.retain(|command| command.properties.contains_key("file"));
    findings.sort_by_key(|(_, found)| rank(found["severity"].as_str().expect("a severity")));
    assert_eq!(commands.len(), findings.len());
    let mut lines = 0;
    for (command, (path, found)) in commands.iter().zip(&findings) {
        assert_eq!(command.get("file"), path);
        assert!(command.get("title").starts_with(found["code"].as_str().expect("a code")), "{command:?}");
        assert!(!command.message.contains(['\u{1b}', '\u{2028}', '\u{202E}']), "{command:?}");
        let place = &found["place"];
        let number = |key: &str| place[key].as_u64().map(|number| number.to_string()).unwrap_or_default();
        assert_eq!([command.get("line"), command.get("endLine")], [number("line").as_str(), number("end_line").as_str()]);
        lines += usize::from(!number("line").is_empty());
        if place["line"] == place["end_line"] {
            assert_eq!([command.get("col"), command.get("endColumn")], [number("column").as_str(), number("end_column").as_str()]);
        } else {
            assert_eq!([command.get("col"), command.get("endColumn")], ["", ""], "GitHub refuses columns on several lines");
        }
    }
    lines
}

#[test]
fn every_finding_is_one_command_that_reads_back_whole() {
    assert!(assert_same(hostile().path()) > 0);
    assert!(assert_same(&root().join("fixtures/reports")) > 0);
    // A spreadsheet has no lines, and none is invented.
    let sheets = root().join("fixtures/formats/same/libreoffice.xlsx");
    assert_eq!(assert_same(&sheets), 0);
    let commands = commands(&sheets);
    assert!(
        !commands.is_empty() && commands.iter().all(|command| command.message.contains('!')),
        "the cell is told in words: {commands:?}"
    );
}

#[test]
fn what_github_hides_is_told_where_it_is_seen() {
    let commands = commands(&root().join("fixtures/formats"));
    let remark = commands.iter().position(|command| !command.properties.contains_key("file")).expect("more than ten of a kind");
    assert_eq!(commands[remark].name, "notice");
    let before = commands[..remark].iter().filter(|command| command.name == "notice").count();
    assert!(before < 10, "GitHub shows ten");
    let count = |name: &str| commands.iter().filter(|command| command.name == name).count();
    for hidden in [format!("{} errores", count("error") - 10), format!("{} avisos", count("warning") - 10)] {
        assert!(commands[remark].message.replace('\u{A0}', "").contains(&hidden), "{hidden}: {}", commands[remark].message);
    }
    assert!(!on("check -q -f github", &root().join("fixtures/formats")).out.contains("title=lotaip"));
}

#[test]
fn what_is_held_back_is_counted_and_not_annotated() {
    let outcome = checked(&with("x"));
    let all = outcome.diagnostics.len();
    let out = written("github", &[held(outcome)], Lang::En);
    assert_eq!(out.lines().filter(|line| line.contains(",file=")).count(), all - 1);
    assert!(out.ends_with("::1 finding does not count, because of an exception or the baseline\n"), "{out}");
}
