//! JSON version 1 as lines: a head, each document as soon as it is checked, and the counts at the end. Nothing waits, so that a run of any length can be
//! read while it goes on.
//!
//! What a document holds is that of [`super::json`].

use std::io::{self, Write};

use serde::Serialize;

use super::json::{Head, JsonConfiguration, JsonSummary, configuration, document};
use super::json_text::write_line;
use super::{Renderer, Run, Summary};
use crate::diagnostic::Outcome;
use crate::lang::Lang;

/// JSON version 1, a line for each document.
pub(super) struct JsonLines;

/// The last line.
#[derive(Serialize)]
struct Last {
    summary: JsonSummary,
}

/// A line that is no document.
#[derive(Serialize)]
struct Aside<'a> {
    configuration: JsonConfiguration<'a>,
}

impl Renderer for JsonLines {
    fn name(&self) -> &'static str {
        "json-lines"
    }

    fn about(&self, lang: Lang) -> &'static str {
        lang.pick(
            "Para programas: una línea de JSON por documento, apenas se revisa",
            "For programs: one line of JSON for each document, as soon as it is checked",
        )
    }

    fn needs_digest(&self) -> bool {
        true
    }

    fn begin(&self, run: &Run<'_>, _summary: Option<&Summary>, out: &mut dyn Write) -> io::Result<()> {
        write_line(out, &Head::of(run))?;
        writeln!(out)
    }

    fn document(&self, run: &Run<'_>, outcome: &Outcome, out: &mut Vec<u8>) {
        // Writing to memory cannot fail, and no map here has keys that are not strings.
        let _ = write_line(out, &document(run, outcome));
        out.push(b'\n');
    }

    fn configuration(&self, run: &Run<'_>, outcome: &Outcome, out: &mut Vec<u8>) {
        // Writing to memory cannot fail, and no map here has keys that are not strings.
        let _ = write_line(out, &Aside { configuration: configuration(run, outcome) });
        out.push(b'\n');
    }

    fn end(&self, _run: &Run<'_>, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        write_line(out, &Last { summary: JsonSummary::of(summary) })?;
        writeln!(out)
    }
}
