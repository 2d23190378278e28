//! SARIF 2.1.0, for code scanning and other collectors of findings: one run, with the rules, the law that they rest on, the files and the findings.
//!
//! Documents are rendered one by one, but the standard wants the files, the findings and the remarks of a run in a list each. So a document's buffer
//! holds lines, each one element of a list and marked with the list that it belongs to; they are sorted into these when all have come. JSON has no
//! line breaks of its own here. What stands before the lists is made in `head`, the elements in `finding`.

mod finding;
mod head;
mod model;
mod uri;

use std::io::{self, Write};

use serde::Serialize;

use super::{Renderer, Run, Summary};
use crate::diagnostic::{Outcome, Severity};
use crate::lang::{Lang, Text};

/// SARIF 2.1.0.
pub(super) struct Sarif;

/// Where the standard's own schema stands.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The list that a line belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Notifications = b'N' as isize,
    Artifacts = b'A' as isize,
    Results = b'R' as isize,
}

impl Renderer for Sarif {
    fn name(&self) -> &'static str {
        "sarif"
    }

    fn about(&self, lang: Lang) -> &'static str {
        lang.pick(
            "SARIF 2.1.0, para GitHub code scanning, Azure DevOps y otros sistemas que reúnen hallazgos",
            "SARIF 2.1.0, for GitHub code scanning, Azure DevOps and other collectors of findings",
        )
    }

    fn waits(&self) -> bool {
        true
    }

    fn needs_digest(&self) -> bool {
        true
    }

    fn begin(&self, run: &Run<'_>, summary: Option<&Summary>, out: &mut dyn Write) -> io::Result<()> {
        let nothing = Summary::default();
        let summary = summary.unwrap_or(&nothing);
        write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[")?;
        open(&head::head(run, summary), out)?;
        out.write_all(b",\n\"invocations\":[")?;
        open(&head::invocation(run, summary), out)?;
        out.write_all(b",\n\"toolExecutionNotifications\":[")
    }

    fn document(&self, run: &Run<'_>, outcome: &Outcome, out: &mut Vec<u8>) {
        finding::document(run, outcome, out);
    }

    fn arrange(&self, _run: &Run<'_>, _summary: &Summary, documents: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        let mut whole = Vec::with_capacity(documents.iter().map(Vec::len).sum::<usize>() + 64);
        gather(&documents, List::Notifications, &mut whole);
        whole.extend_from_slice(b"]}],\n\"artifacts\":[");
        gather(&documents, List::Artifacts, &mut whole);
        whole.extend_from_slice(b"],\n\"results\":[");
        gather(&documents, List::Results, &mut whole);
        vec![whole]
    }

    fn end(&self, _run: &Run<'_>, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"]}]}\n")
    }
}

/// An object that more is put into: without its closing brace.
fn open(object: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string(object)?;
    out.write_all(text.strip_suffix('}').unwrap_or(&text).as_bytes())
}

/// Adds one element of a list to a document's buffer.
fn push(list: List, element: &impl Serialize, out: &mut Vec<u8>) {
    out.push(list as u8);
    // Writing to memory cannot fail, and no map here has keys that are not strings.
    let _ = serde_json::to_writer(&mut *out, element);
    out.push(b'\n');
}

/// The elements of one list, of all documents. The matrices of one workbook name the same file, which is listed once.
fn gather(documents: &[Vec<u8>], list: List, out: &mut Vec<u8>) {
    let start = out.len();
    for document in documents {
        let mut before: &[u8] = &[];
        for line in document.split(|byte| *byte == b'\n') {
            let Some((_, element)) = line.split_first().filter(|(mark, _)| **mark == list as u8) else { continue };
            if list == List::Artifacts && element == before {
                continue;
            }
            before = element;
            out.extend_from_slice(if out.len() == start { b"\n" } else { b",\n" });
            out.extend_from_slice(element);
        }
    }
}

/// A severity as SARIF has it.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// Phrases as sentences: each begins with a capital and ends with a period, as collectors expect that show the first one alone.
fn sentences<S: AsRef<str>>(phrases: impl IntoIterator<Item = S>) -> String {
    let mut out = String::new();
    for phrase in phrases {
        let phrase = phrase.as_ref().trim();
        let mut letters = phrase.chars();
        let Some(first) = letters.next() else { continue };
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(first.to_uppercase());
        out.push_str(letters.as_str());
        if !phrase.ends_with(['.', '!', '?', '…']) {
            out.push('.');
        }
    }
    // In a message of SARIF `[words](address)` is a link, and what a document says must not become one.
    if out.contains("](") { out.replace('[', "\\[").replace(']', "\\]") } else { out }
}

/// The other language.
fn other(lang: Lang) -> Lang {
    lang.pick(Lang::En, Lang::Es)
}

/// Sections of a rule's help, and their headings.
const SECTIONS: [Text; 3] = [Text::ExplainWhen, Text::ExplainWhy, Text::ExplainLaw];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_become_sentences() {
        assert_eq!(sentences(["«x» no es un correo", "escriba otro.", "", "¿de verdad?"]), "«x» no es un correo. Escriba otro. ¿de verdad?");
        assert_eq!(sentences(["“[a](http://b)” is no name"]), "“\\[a\\](http://b)” is no name.");
    }

    #[test]
    fn lists_are_gathered_across_documents() {
        let documents = [b"Aone\nRx\nAone\nRx\n".to_vec(), b"Atwo\nNy\n".to_vec(), Vec::new()];
        let listed = |list| {
            let mut out = Vec::new();
            gather(&documents, list, &mut out);
            String::from_utf8(out).unwrap_or_default()
        };
        assert_eq!(listed(List::Artifacts), "\none,\ntwo");
        assert_eq!(listed(List::Results), "\nx,\nx");
        assert_eq!(listed(List::Notifications), "\ny");
    }
}
