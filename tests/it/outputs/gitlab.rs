//! Code Quality on GitLab: what its reader asks for, and fingerprints.

use std::collections::BTreeSet;
use std::path::Path;

use lotaip::lang::Lang;
use lotaip::rules::MODEL;
use serde_json::Value;

use super::{checked, findings, held, hostile, on, with, written};
use crate::generated::root;

fn issues(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Compares a run with its JSON, finding by finding.
fn assert_same(path: &Path) {
    let out = on("check -f gitlab", path).out;
    let (issues, findings) = (issues(&out), findings(path));
    assert_eq!(issues.len(), findings.len());
    let mut fingerprints = BTreeSet::new();
    for (issue, (path, found)) in issues.iter().zip(&findings) {
        assert_eq!((&issue["location"]["path"], &issue["check_name"]), (&Value::from(path.as_str()), &found["code"]));
        let line = if found["place"]["line"].is_null() { &Value::from(1) } else { &found["place"]["line"] };
        assert_eq!(&issue["location"]["lines"]["begin"], line);
        let severity = [("error", "major"), ("warning", "minor"), ("advice", "info")];
        assert!(severity.iter().any(|(ours, theirs)| found["severity"] == *ours && issue["severity"] == *theirs), "{issue}");
        assert!(issue["description"].as_str().is_some_and(|text| !text.is_empty() && !text.contains(char::is_control)), "{issue}");
        assert!(fingerprints.insert(issue["fingerprint"].as_str().expect("a text").to_owned()), "twice: {issue}");
    }
    assert!(!out.contains(|c: char| c != '\n' && c.is_control() || c == '\u{2028}'));
}

#[test]
fn every_finding_is_one_entry_with_a_fingerprint_of_its_own() {
    assert_same(hostile().path());
    assert_same(&root().join("fixtures/reports"));
    assert_same(&root().join("fixtures/formats"));
    assert_eq!(on("check -f gitlab", &root().join("fixtures/san-aurelio-2021-10")).out, "[]\n", "nothing is an empty list");
}

#[test]
fn a_fingerprint_stays_when_another_finding_is_mended_and_lines_move() {
    let fingerprints = |text: &str| -> BTreeSet<String> {
        let issues = issues(&written("gitlab", &[checked(text)], Lang::Es));
        issues.iter().map(|issue| issue["fingerprint"].as_str().expect("a text").to_owned()).collect()
    };
    // The same fault in two units that are alike in everything else, and one more.
    let twice = MODEL.replace("12 ordenanzas", "por definir").replace("ines.quishpe@sanaurelio.gob.ec</a>", "x</a>");
    let row = twice.lines().find(|line| line.contains("por definir")).expect("the row");
    let twice = twice.replace(row, &format!("{row}\n{row}"));
    let before = fingerprints(&twice);
    assert!(before.len() > 2, "{before:?}");
    assert_eq!(fingerprints(&format!("\n\n{twice}")), before, "lines moved");
    let mended = fingerprints(&twice.replace("x</a>", "ines.quishpe@sanaurelio.gob.ec</a>"));
    assert!(mended.is_subset(&before) && mended.len() == before.len() - 1);
    let mended = fingerprints(&twice.replacen("por definir", "12 ordenanzas", 1));
    let gone = before.difference(&mended).count();
    assert!(gone >= 1 && mended.intersection(&before).count() == before.len() - gone && mended.len() < before.len());
    assert_eq!(mended.difference(&before).count(), 0, "no other finding changed its fingerprint");
}

#[test]
fn what_is_held_back_is_no_entry() {
    let outcome = checked(&with("x"));
    let all = outcome.diagnostics.len();
    assert_eq!(issues(&written("gitlab", &[held(outcome)], Lang::Es)).len(), all - 1);
}
