//! Boils the data under `rules/` down for embedding: what every run needs (heads of rules, the matrix, the calendar) becomes JSON that parses in
//! microseconds; the words stay TOML and are parsed when they are shown.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Keys of a rule file that every run needs.
const HEAD: [&str; 5] = ["code", "slug", "severity", "yields", "check"];

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed=rules");
    let mut code = String::new();
    let mut heads = Vec::new();
    let mut files = String::new();
    let mut paths = Vec::new();
    // The rules on reports, then those on configurations, each in the order of their codes.
    for folder in ["rules/a4", "rules/config"] {
        let first = paths.len();
        paths.extend(fs::read_dir(root.join(folder)).expect(folder).map(|e| e.expect("entry").path()));
        paths[first..].sort();
    }
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "toml") && !is_data(p)) {
        let table = parse(path);
        let head: toml::Table = table.into_iter().filter(|(key, _)| HEAD.contains(&key.as_str())).collect();
        heads.push(head);
        let name = path.file_name().and_then(|n| n.to_str()).expect("UTF-8 file name");
        let folder = path.parent().and_then(|p| p.file_name()).and_then(|n| n.to_str()).expect("UTF-8 folder name");
        write!(files, "(\"rules/{folder}/{name}\", include_str!({:?})), ", path.display().to_string()).expect("string");
    }
    writeln!(code, "/// Rule files by path, in order of their names.\npub(super) const FILES: &[(&str, &str)] = &[{files}];")
        .expect("string");
    constant(&mut code, "HEADS", "What decides of each rule file, in the same order.", &serde_json::to_string(&heads).expect("JSON"));
    let json = |path: &str| serde_json::to_string(&parse(&root.join(path))).expect("JSON");
    constant(&mut code, "MATRIX", "`rules/a4/matrix.toml`.", &json("rules/a4/matrix.toml"));
    constant(&mut code, "HOLIDAYS", "`rules/calendar/holidays.toml`.", &json("rules/calendar/holidays.toml"));
    constant(&mut code, "REGIMES", "`rules/calendar/regimes.toml`.", &json("rules/calendar/regimes.toml"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("embedded.rs"), code).expect("write embedded.rs");
}

/// Files of the pack that are no rules.
fn is_data(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "pack.toml" || name == "matrix.toml")
}

fn parse(path: &Path) -> toml::Table {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn constant(code: &mut String, name: &str, doc: &str, value: &str) {
    writeln!(code, "/// {doc}\npub(super) const {name}: &str = {value:?};").expect("string");
}
