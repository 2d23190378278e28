//! The arrows between modules point one way, as ARCHITECTURE.md draws them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The modules of the library, the lowest first: each may name those before it, and none after it.
const ORDER: [&str; 27] = [
    "limits",
    "near",
    "columns",
    "period",
    "place",
    "source",
    "institution",
    "calendar",
    "document",
    "inline",
    "read",
    "report",
    "diagnostic",
    "lang",
    "toml_mistake",
    "checks",
    "rules",
    "engine",
    "fingerprint",
    "config",
    "suppress",
    "examples",
    "render",
    "docs",
    "cli",
    "main",
    "lib",
];

/// The few names that point the other way, and why: nothing more than the word is taken.
const UPWARD: [(&str, &str); 3] = [
    // A document says in which format it was read.
    ("src/document.rs", "read"),
    // The name of a place is words, and there are two languages.
    ("src/document/naming.rs", "lang"),
    // How a text is written in Markdown, for the help of a rule in SARIF.
    ("src/render/sarif/head.rs", "docs"),
];

/// Modules of the library, and those before them that nothing in them may name all the same.
const APART: [(&str, &[&str]); 8] = [
    ("report", &["read", "place", "source", "calendar"]),
    ("calendar", &["document", "report"]),
    ("checks", &["place", "lang", "columns", "source"]),
    ("engine", &["lang", "columns", "place"]),
    ("fingerprint", &["lang", "columns", "place", "engine", "checks"]),
    ("config", &["document", "read", "checks", "engine", "place"]),
    ("suppress", &["lang", "columns", "engine"]),
    ("render", &["read", "checks", "engine", "config", "suppress", "examples"]),
];

/// What touches the world, and where alone it may stand.
const WORLD: [&str; 6] = ["std::fs", "std::env", "SystemTime", "Instant", "std::net", "std::process"];
/// The last one reads a clock to stop what no count foresees; the answer is always the same one.
const ENDS: [&str; 4] = ["src/cli", "src/main.rs", "src/rules/disk.rs", "src/read/pdf/guard/budget.rs"];

fn files(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            // Tests below the code may look anywhere.
            let text = fs::read_to_string(&path).expect("sources are UTF-8");
            let code =
                text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("").lines().filter(|line| !line.trim_start().starts_with("//"));
            found.push((name, code.collect::<Vec<_>>().join("\n")));
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 60, "the sources were not found");
    found
}

/// The module that a file belongs to.
fn module(name: &str) -> &str {
    name.strip_prefix("src/").unwrap_or(name).split(['/', '.']).next().unwrap_or_default()
}

/// The modules that a text names.
fn named(code: &str) -> BTreeSet<&str> {
    let word = |rest: &'_ str| rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
    code.split("crate::").skip(1).map(|rest| &rest[..word(rest)]).filter(|name| !name.is_empty()).collect()
}

#[test]
fn arrows_point_one_way() {
    let rank = |module: &str| ORDER.iter().position(|other| *other == module);
    let mut wrong = Vec::new();
    let mut upward = BTreeSet::new();
    let sources = sources();
    for (name, code) in sources.iter().filter(|(name, _)| !name.contains("/tests")) {
        let own = module(name);
        let Some(place) = rank(own) else {
            wrong.push(format!("{name}: the module is not in the order"));
            continue;
        };
        if own != "cli" && code.contains("crate::{") {
            wrong.push(format!("{name} names several modules at once, which this test does not read"));
        }
        for other in named(code).into_iter().filter(|other| *other != own) {
            let is_apart = APART.iter().any(|(of, others)| *of == own && others.contains(&other));
            // What is no module is a macro.
            let points_up = rank(other).is_some_and(|rank| rank > place);
            if points_up && UPWARD.contains(&(name.as_str(), other)) {
                upward.insert((name.clone(), other));
            } else if points_up || is_apart {
                wrong.push(format!("{name} names {other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(upward.len(), UPWARD.len(), "what no longer points up: {upward:?}");
}

#[test]
fn what_a_text_names_is_read() {
    let code = "use crate::report::{self};\nlet x = crate::lang::Text::X; pub(in crate::cli) fn f(m: crate::period);";
    assert_eq!(named(code), BTreeSet::from(["report", "lang", "cli", "period"]));
    assert_eq!(["src/cli/init/plan.rs", "src/engine.rs", "src/main.rs"].map(module), ["cli", "engine", "main"]);
}

#[test]
fn only_the_ends_touch_the_world() {
    let mut wrong = Vec::new();
    for (name, code) in sources() {
        if !ENDS.iter().any(|end| name.starts_with(end)) && !name.contains("/tests") {
            wrong.extend(WORLD.iter().filter(|word| code.contains(**word)).map(|word| format!("{name} names {word}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
