//! JSON lines: the head, a line for each document as JSON version 1 has it, and the counts.

use std::path::Path;

use lotaip::lang::Lang;
use serde_json::Value;

use super::{checked, held, hostile, on, with, written};
use crate::generated::root;

/// Compares a run with its JSON.
fn assert_same(path: &Path) {
    let json: Value = serde_json::from_str(&on("check -f json", path).out).expect("JSON");
    let out = on("check -f json-lines", path).out;
    // However a reader cuts lines.
    assert_eq!(out.lines().count(), out.split_terminator(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']).count());
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let [head, documents @ .., last] = lines.as_slice() else { panic!("{out}") };
    for key in ["version", "tool", "as_of", "lang"] {
        assert_eq!(head[key], json[key], "{key}");
    }
    assert_eq!(head.as_object().expect("an object").len(), 4);
    assert_eq!(documents, json["documents"].as_array().expect("documents").as_slice());
    assert_eq!(last, &serde_json::json!({"summary": json["summary"]}));
}

#[test]
fn a_line_is_what_json_says_of_the_document() {
    assert_same(hostile().path());
    assert_same(&root().join("fixtures/reports"));
    assert_same(&root().join("fixtures/formats"));
    assert_same(&root().join("fixtures/packs"));
}

#[test]
fn a_line_is_written_as_soon_as_its_document_is_checked() {
    assert!(!lotaip::render::named("json-lines").expect("a format").waits());
}

#[test]
fn what_is_held_back_stands_apart_and_is_counted() {
    let outcome = checked(&with("x"));
    let all = outcome.diagnostics.len();
    let out = written("json-lines", &[held(outcome)], Lang::Es);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let counts = ["diagnostics", "suppressed"].map(|key| lines[1][key].as_array().expect("a list").len());
    assert_eq!((counts, &lines[2]["summary"]["suppressed"]), ([all - 1, 1], &Value::from(1)));
}
