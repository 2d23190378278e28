//! The arrows between modules point one way, as ARCHITECTURE.md draws them.

use std::fs;
use std::path::Path;

/// Folders of the library, and the modules that nothing in them may name.
const FORBIDDEN: [(&str, &[&str]); 7] = [
    ("src/report", &["crate::rules", "crate::checks", "crate::engine", "crate::render", "crate::cli", "crate::read"]),
    ("src/checks", &["crate::engine", "crate::render", "crate::cli", "crate::place"]),
    ("src/calendar", &["crate::document", "crate::report", "crate::rules", "crate::checks", "crate::render", "crate::cli"]),
    ("src/read", &["crate::report", "crate::rules", "crate::checks", "crate::engine", "crate::render", "crate::cli"]),
    ("src/render", &["crate::cli"]),
    ("src/lang", &["crate::render", "crate::cli", "crate::checks", "crate::engine"]),
    ("src/rules", &["crate::cli", "crate::render"]),
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

#[test]
fn arrows_point_one_way() {
    let mut wrong = Vec::new();
    for (name, code) in sources() {
        for (folder, modules) in FORBIDDEN {
            let inside = name.starts_with(&format!("{folder}/")) && !name.contains("/tests");
            wrong.extend(modules.iter().filter(|module| inside && code.contains(**module)).map(|module| format!("{name} names {module}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
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
