//! What the project says about itself: generated pages are what the data gives, links lead somewhere, and the JSON reference names every key.
//!
//! `UPDATE=1 cargo test` writes the generated files anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use lotaip::docs;
use lotaip::rules::Ruleset;

/// Hand-written pages with generated parts.
const WITH_PARTS: [&str; 5] = ["README.md", "README.es.md", "docs/formats.md", "docs/outputs.md", "rules/README.md"];

/// Held while pages are written anew: tests run at the same time.
pub(crate) static WRITING: Mutex<()> = Mutex::new(());

#[test]
fn generated_pages_are_what_the_data_gives() {
    let _writing = WRITING.lock();
    let ruleset = Ruleset::embedded();
    let mut pages = docs::pages(&ruleset);
    let known: BTreeSet<PathBuf> = pages.iter().map(|page| root().join(&page.path)).collect();
    for path in WITH_PARTS {
        let text = fs::read_to_string(root().join(path)).unwrap_or_default();
        let text =
            docs::refresh(&text, &ruleset).unwrap_or_else(|mark| panic!("{path}: {mark} is no mark of a generated part, or has no end"));
        pages.push(docs::Page { path: path.to_owned(), text });
    }
    let mut stale = Vec::new();
    for page in &pages {
        let path = root().join(&page.path);
        if fs::read_to_string(&path).is_ok_and(|text| text == page.text) {
            continue;
        }
        if update() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &page.text).unwrap();
        } else {
            stale.push(page.path.clone());
        }
    }
    for entry in fs::read_dir(root().join("docs/rules")).unwrap() {
        let path = entry.unwrap().path();
        if known.contains(&path) {
            continue;
        }
        if update() {
            fs::remove_file(&path).unwrap();
        } else {
            stale.push(format!("{} (no rule has this page)", path.display()));
        }
    }
    assert!(stale.is_empty(), "not what the rules say; `UPDATE=1 cargo test` writes them anew:\n{}", stale.join("\n"));
}

#[test]
fn every_link_between_pages_leads_somewhere() {
    let mut broken = Vec::new();
    for page in pages_on_disk() {
        let text = fs::read_to_string(&page).unwrap();
        for target in links(&text) {
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let path = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            let shown = page.strip_prefix(root()).unwrap().display();
            if !path.exists() {
                broken.push(format!("{shown}: {target}"));
            } else if !anchor.is_empty() && !anchors(&fs::read_to_string(&path).unwrap_or_default()).contains(anchor) {
                broken.push(format!("{shown}: {target} (no such heading)"));
            }
        }
    }
    assert!(broken.is_empty(), "broken links:\n{}", broken.join("\n"));
}

#[test]
fn the_reference_names_every_key_of_the_json_output() {
    let reference = fs::read_to_string(root().join("docs/outputs.md")).unwrap();
    let mut keys = BTreeSet::new();
    for args in [&["check", "fixtures", "--format", "json"][..], &["inspect", "fixtures/ejemplo/2021/10/a4.txt", "--format", "json"]] {
        let output = crate::readme::lotaip(args, "en");
        collect(&serde_json::from_slice(&output.stdout).unwrap(), &mut keys);
    }
    assert!(keys.contains("fingerprint"), "the fixtures hold no finding: {keys:?}");
    let missing: Vec<&String> = keys.iter().filter(|key| !reference.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "docs/outputs.md does not name {missing:?}");
}

#[test]
fn the_changelog_lists_every_rule() {
    let changelog = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    let ruleset = Ruleset::embedded();
    let missing: Vec<&str> = ruleset.rules.iter().map(|rule| rule.head.code.as_str()).filter(|code| !changelog.contains(code)).collect();
    assert!(missing.is_empty(), "CHANGELOG.md does not list {missing:?}");
}

#[test]
fn the_fixtures_hold_what_their_index_says() {
    let index = fs::read_to_string(root().join("fixtures/README.md")).unwrap();
    let mut listed = 0;
    for line in index.lines().filter(|line| line.starts_with("| [")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let path = cells[1].split(['(', ')']).nth(1).unwrap();
        let words = format!("{} {}", cells[2], cells[3]);
        let expected: Vec<&str> = words.split([' ', ',', '`', '(', ')', '.', ';']).filter(|word| word.starts_with("A4-")).collect();
        let file = format!("fixtures/{path}");
        let output = crate::readme::lotaip(&["check", &file, "--format", "json", "--as-of", "2024-08-15"], "en");
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let found: Vec<&str> =
            json["documents"][0]["diagnostics"].as_array().unwrap().iter().map(|d| d["code"].as_str().unwrap()).collect();
        assert_eq!(found, expected, "{file}");
        listed += 1;
    }
    // The report in every format has an index of its own.
    let formats = root().join("fixtures/formats");
    let reports = |path: &&PathBuf| path.extension().is_some_and(|e| e == "txt") && !path.starts_with(&formats);
    let on_disk = below(&root().join("fixtures")).iter().filter(reports).count();
    assert_eq!(listed, on_disk, "fixtures/README.md lists every report");
}

/// Whether files are to be written anew instead of compared.
pub(crate) fn update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| !value.is_empty())
}

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Markdown page that belongs to the documentation.
fn pages_on_disk() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = fs::read_dir(root()).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    for folder in ["docs", "rules", "fixtures"] {
        pages.extend(below(&root().join(folder)));
    }
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages
}

/// Every file below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut waiting = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { waiting.push(path) } else { files.push(path) }
        }
    }
    files
}

/// The targets of a page's links to other pages of the project, outside of code.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in prose(text) {
        for (at, _) in line.match_indices("](") {
            let target = line[at + 2..].split(')').next().unwrap_or_default();
            if !target.contains("://") && !target.starts_with("mailto:") {
                found.push(target.to_owned());
            }
        }
    }
    found
}

/// The anchors of a page's headings, as GitHub makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = prose(text).filter_map(|line| line.strip_prefix('#')).map(|line| line.trim_start_matches('#').trim().to_owned());
    headings.map(|heading| docs::anchor(&heading)).collect()
}

/// The lines of a page that are not code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    text.lines().filter(move |line| {
        let fence = line.starts_with("```");
        code ^= fence;
        !code && !fence
    })
}

fn collect(value: &serde_json::Value, keys: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(object) => {
            for (key, value) in object {
                keys.insert(key.clone());
                collect(value, keys);
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| collect(value, keys)),
        _ => {}
    }
}
