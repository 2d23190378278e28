//! The summary of a job in Markdown: what it says, that nothing in it is markup but ours, and that GitHub takes it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use lotaip::lang::Lang;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::{checked, findings, held, hostile, on, with, written};
use crate::generated::root;

/// What GitHub takes of a step.
const MIB: usize = 1 << 20;

/// The HTML that we write ourselves: it shows nothing.
const OURS: [&str; 3] = ["<wbr>", "<span>", "</span>"];

/// The text that a reader sees, without anything that is more than text, tables, lists and headings.
fn read(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::InlineHtml(html) => assert!(OURS.contains(&html.as_ref()), "{html}"),
            Event::Start(tag) => {
                let is_ours = matches!(
                    tag,
                    Tag::Heading { .. }
                        | Tag::Paragraph
                        | Tag::Table(_)
                        | Tag::TableHead
                        | Tag::TableRow
                        | Tag::TableCell
                        | Tag::List(_)
                        | Tag::Item
                        | Tag::Strong
                        | Tag::Emphasis
                        | Tag::BlockQuote(_)
                );
                assert!(is_ours, "{tag:?}\n{markdown}");
            }
            Event::End(_) | Event::SoftBreak => text.push(' '),
            other => panic!("{other:?}\n{markdown}"),
        }
    }
    text
}

fn assert_same(path: &Path) {
    let out = on("check -f markdown", path).out;
    let text = read(&out);
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    let findings = findings(path);
    for (_, found) in &findings {
        *codes.entry(found["code"].as_str().expect("a code").to_owned()).or_default() += 1;
    }
    let entries = || out.lines().filter(|line| line.starts_with("- **"));
    for (code, count) in codes {
        assert_eq!(entries().filter(|line| line.contains(&format!("** {code} · "))).count(), count, "{code}");
    }
    assert_eq!(entries().count(), findings.len());
    // What is shown is what is written there, but for signs without a shape and long quotations, which are cut.
    let is_shown = |c: char| !c.is_control() && !"\u{2028}\u{200B}\u{202C}\u{202E}".contains(c);
    for (_, found) in findings.iter().filter(|(_, found)| found["found"].as_str().is_none_or(|found| found.len() <= 120)) {
        for words in [&found["message"], &found["help"]].map(|words| words.as_str().expect("words")) {
            assert!(!words.chars().all(is_shown) || text.contains(words), "{words}");
        }
    }
}

#[test]
fn nothing_of_a_document_is_markup() {
    assert_same(hostile().path());
    assert_same(&root().join("fixtures/reports"));
}

#[test]
fn what_is_looked_for_in_finished_text_is_parted() {
    let out = on("check -f markdown", hostile().path()).out;
    for line in out.lines().filter(|line| line.starts_with("- ") || line.starts_with("  - ")) {
        let text: String = line.split('`').step_by(2).collect();
        for sign in ["@a", "@e", "#1", ":s", "://", "www.", "\u{1b}", "\u{2028}", "\u{202E}"] {
            assert!(!text.contains(sign), "{sign:?} in {line}");
        }
    }
}

#[test]
fn a_large_run_fits_and_says_what_does_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = with("por definir");
    for index in 0..800 {
        fs::write(folder.path().join(format!("{index:04}-{}.txt", "x".repeat(200))), &report).expect("a file");
    }
    let out = on("check -f markdown --select A4-U,A4-F", folder.path()).out;
    assert!(out.len() < MIB && out.len() > MIB / 2, "{}", out.len());
    read(&out);
    let summary = on("check -f json --select A4-U,A4-F", folder.path()).out;
    let summary: serde_json::Value = serde_json::from_str(&summary).expect("JSON");
    let all: u64 = ["errors", "warnings", "advice"].iter().map(|key| summary["summary"][key].as_u64().expect("a count")).sum();
    let shown = out.lines().filter(|line| line.starts_with("- **")).count() as u64;
    let told = format!("No se muestran, porque GitHub admite 1 MiB: {} observaciones.", all - shown);
    assert!(shown < all && out.contains(&told), "{told}: {}", &out[out.len() - 400..]);
}

#[test]
fn what_is_held_back_is_counted_and_not_shown() {
    let outcome = checked(&with("x"));
    let all = outcome.diagnostics.len();
    let out = written("markdown", &[held(outcome)], Lang::En);
    assert_eq!(out.lines().filter(|line| line.starts_with("- **")).count(), all - 1);
    assert!(out.contains("Findings covered by an exception or the baseline do not count."), "{out}");
    assert!(out.lines().any(|line| line.starts_with("| `2021/10/a4.txt`") && line.ends_with("| 1 |")), "{out}");
}
