//! Code Quality on GitLab: a JSON list with an entry for each finding, each known by a fingerprint that no other entry has.

use std::collections::HashMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::json_text::write_line;
use super::said::{Lines, Said, whereabouts};
use super::{Renderer, Run, Summary};
use crate::diagnostic::{Outcome, Severity};
use crate::fingerprint::{Fingerprints, hex};
use crate::lang::Lang;

/// Code Quality on GitLab.
pub(super) struct GitLab;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Begin,
}

#[derive(Serialize)]
struct Begin {
    begin: u32,
}

impl Renderer for GitLab {
    fn name(&self) -> &'static str {
        "gitlab"
    }

    fn about(&self, lang: Lang) -> &'static str {
        lang.pick("Informe de calidad de GitLab (Code Quality)", "GitLab's Code Quality report")
    }

    fn counts_suppressed(&self) -> bool {
        false
    }

    fn waits(&self) -> bool {
        true
    }

    fn document(&self, run: &Run<'_>, outcome: &Outcome, out: &mut Vec<u8>) {
        let prints = Fingerprints::new(run.ruleset, outcome);
        let within = outcome.within();
        let mut met = HashMap::new();
        for diagnostic in &outcome.diagnostics {
            let said = Said::of(run, outcome, diagnostic);
            let place = whereabouts(outcome, diagnostic, run.lang).map_or(String::new(), |place| format!("{place}: "));
            let caution = said.caution.map_or(String::new(), |caution| format!(". {caution}"));
            let fingerprint = prints.of(diagnostic);
            let before = met.entry(fingerprint.clone()).or_insert(0_u32);
            let issue = Issue {
                description: format!("{place}{}. {}{caution}", said.message, said.help),
                check_name: &said.rule.head.code,
                fingerprint: unique([&outcome.name, &within, &fingerprint], *before),
                severity: match diagnostic.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Advice => "info",
                },
                location: Location {
                    path: &outcome.name,
                    // GitLab takes no entry without a line.
                    lines: Begin { begin: Lines::of(outcome, diagnostic).map_or(1, |lines| lines.line) },
                },
            };
            *before += 1;
            // Writing to memory cannot fail, and no map here has keys that are not strings.
            let _ = write_line(out, &issue);
            out.push(b'\n');
        }
    }

    /// The entries as a list, each on a line.
    fn arrange(&self, _run: &Run<'_>, _summary: &Summary, documents: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        let mut list = vec![b'['];
        for entry in documents.iter().flat_map(|rendered| rendered.split(|byte| *byte == b'\n')).filter(|entry| !entry.is_empty()) {
            list.extend_from_slice(if list.len() == 1 { b"\n" } else { b",\n" });
            list.extend_from_slice(entry);
        }
        list.extend_from_slice(if list.len() == 1 { b"]\n" } else { b"\n]\n" });
        vec![list]
    }
}

/// A fingerprint that no other entry of the list has: that of the finding, with its file and the matrix within it. Findings of a document that are alike in all of this
/// are counted, not told apart by their lines, so that each keeps its fingerprint when lines are inserted, and one of them goes when one is mended.
fn unique(parts: [&str; 3], before: u32) -> String {
    let mut digest = Sha256::new();
    for part in parts.into_iter().chain([before.to_string().as_str()]) {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    hex(&digest.finalize()[..16])
}
