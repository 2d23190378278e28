//! The outputs of one run: what `--format` asks for and every `--report`, all with the same findings, each written as soon as it can be.

use std::io::{self, Write};
use std::path::Path;

use super::output::Output;
use crate::render::{Renderer, Run, Style, Summary};

/// One output.
pub(super) struct Sink {
    renderer: &'static dyn Renderer,
    output: Output,
    style: Style,
    /// Rendered documents, where the format waits for the last of them.
    waiting: Vec<Vec<u8>>,
    /// How many bytes these have.
    held: usize,
    begun: bool,
}

impl Sink {
    /// An output in a format, into a file or to standard output; what a terminal can show is for standard output alone.
    ///
    /// # Errors
    /// When the file cannot be created.
    pub(super) fn open(renderer: &'static dyn Renderer, path: Option<&Path>, style: Style, color: bool) -> io::Result<Sink> {
        let output = Output::open(path)?;
        let style = if output.is_file() { Style { color, links: false, ..style } } else { style };
        Ok(Sink { renderer, output, style, waiting: Vec::new(), held: 0, begun: false })
    }

    /// Whether the digest of the bytes is shown.
    pub(super) fn needs_digest(&self) -> bool {
        self.renderer.needs_digest()
    }

    /// Whether this is standard output.
    pub(super) fn is_standard(&self) -> bool {
        !self.output.is_file()
    }

    /// What documents are rendered with for this output.
    pub(super) fn face(&self) -> Face {
        Face { renderer: self.renderer, style: self.style }
    }

    /// Writes what stands before the documents, where that does not wait.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn begin(&mut self, run: &Run<'_>, standard: &mut dyn Write) -> io::Result<()> {
        if self.renderer.waits() {
            return Ok(());
        }
        let out = self.output.writer(standard);
        self.renderer.begin(&Run { style: self.style, ..*run }, None, out)
    }

    /// Takes one rendered document, the next in order.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn take(&mut self, rendered: Vec<u8>, standard: &mut dyn Write) -> io::Result<()> {
        if self.renderer.waits() {
            let kept = self.renderer.keep(self.waiting.len(), self.held, rendered);
            self.held += kept.len();
            self.waiting.push(kept);
            return Ok(());
        }
        let out = self.output.writer(standard);
        if std::mem::replace(&mut self.begun, true) {
            out.write_all(self.renderer.separator())?;
        }
        out.write_all(&rendered)
    }

    /// Writes what is left, and gives a file its name.
    ///
    /// # Errors
    /// When it cannot be written or renamed.
    pub(super) fn finish(mut self, run: &Run<'_>, summary: &Summary, standard: &mut dyn Write) -> io::Result<()> {
        let run = Run { style: self.style, ..*run };
        let out = self.output.writer(standard);
        if self.renderer.waits() {
            self.renderer.begin(&run, Some(summary), out)?;
            let waiting = std::mem::take(&mut self.waiting);
            for (index, rendered) in self.renderer.arrange(&run, summary, waiting).iter().enumerate() {
                if index > 0 {
                    out.write_all(self.renderer.separator())?;
                }
                out.write_all(rendered)?;
            }
        }
        self.renderer.end(&run, summary, out)?;
        out.flush()?;
        self.output.finish()
    }
}

/// A format and what its output can show.
#[derive(Clone, Copy)]
pub(super) struct Face {
    pub(super) renderer: &'static dyn Renderer,
    style: Style,
}

impl Face {
    /// A run as this output shows it.
    pub(super) fn run<'a>(&self, run: &Run<'a>) -> Run<'a> {
        Run { style: self.style, ..*run }
    }
}
