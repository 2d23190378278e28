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
    /// Rendered configurations, where the format sets them apart.
    apart: Vec<Vec<u8>>,
}

impl Sink {
    /// An output in a format, into a file or to standard output; what a terminal can show is for standard output alone.
    ///
    /// # Errors
    /// When the file cannot be created.
    pub(super) fn open(renderer: &'static dyn Renderer, path: Option<&Path>, style: Style, color: bool) -> io::Result<Sink> {
        let output = Output::open(path)?;
        let style = if output.is_file() { Style { color, links: false, ..style } } else { style };
        Ok(Sink { renderer, output, style, waiting: Vec::new(), held: 0, begun: false, apart: Vec::new() })
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

    /// Takes one rendered configuration; they come after all documents.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn take_configuration(&mut self, rendered: Vec<u8>, standard: &mut dyn Write) -> io::Result<()> {
        if self.renderer.sets_apart() {
            self.apart.push(rendered);
            return Ok(());
        }
        self.take(rendered, standard)
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
        self.renderer.configurations(&self.apart, out)?;
        self.renderer.end(&run, summary, out)?;
        out.flush()?;
        self.output.finish()
    }
}

/// An output that could not be written, by its index where it is a file, and why.
pub(super) type Unwritten = (Option<usize>, io::Error);

/// All outputs of a run. When nobody reads standard output any more, the files among them are still written.
pub(super) struct Sinks<'w> {
    each: Vec<Sink>,
    standard: &'w mut dyn Write,
    /// Whether standard output was closed.
    closed: bool,
}

impl<'w> Sinks<'w> {
    /// Outputs, with what standard output is.
    pub(super) fn new(each: Vec<Sink>, standard: &'w mut dyn Write) -> Sinks<'w> {
        Sinks { each, standard, closed: false }
    }

    /// How documents are rendered for each of them.
    pub(super) fn faces(&self) -> Vec<Face> {
        self.each.iter().map(Sink::face).collect()
    }

    /// Whether one of them shows the digest of the bytes.
    pub(super) fn need_digest(&self) -> bool {
        self.each.iter().any(Sink::needs_digest)
    }

    /// Whether nobody is there for any of them.
    pub(super) fn are_unwanted(&self) -> bool {
        self.closed && self.each.iter().all(Sink::is_standard)
    }

    /// Writes what stands before the documents.
    ///
    /// # Errors
    /// When one cannot be written; so for all of these.
    pub(super) fn begin(&mut self, run: &Run<'_>) -> Result<(), Unwritten> {
        self.each(std::iter::repeat(()), |sink, (), standard| sink.begin(run, standard))
    }

    /// Takes one document as each of them shows it.
    pub(super) fn take(&mut self, rendered: Vec<Vec<u8>>) -> Result<(), Unwritten> {
        self.each(rendered, Sink::take)
    }

    /// Takes one configuration as each of them shows it; they come after all documents.
    pub(super) fn take_configuration(&mut self, rendered: Vec<Vec<u8>>) -> Result<(), Unwritten> {
        self.each(rendered, Sink::take_configuration)
    }

    /// Does something with standard output.
    pub(super) fn on_standard(&mut self, act: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Unwritten> {
        if self.closed {
            return Ok(());
        }
        let done = act(self.standard);
        self.told(None, done)
    }

    /// Writes what is left, and gives files their names.
    pub(super) fn finish(mut self, run: &Run<'_>, summary: &Summary) -> Result<(), Unwritten> {
        let sinks = std::mem::take(&mut self.each);
        for (index, sink) in sinks.into_iter().enumerate() {
            let file = (!sink.is_standard()).then_some(index);
            if file.is_some() || !self.closed {
                let done = sink.finish(run, summary, self.standard);
                self.told(file, done)?;
            }
        }
        self.on_standard(|standard| standard.flush())?;
        if self.closed { Err((None, io::ErrorKind::BrokenPipe.into())) } else { Ok(()) }
    }

    fn each<T>(
        &mut self,
        given: impl IntoIterator<Item = T>,
        mut act: impl FnMut(&mut Sink, T, &mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Unwritten> {
        let mut sinks = std::mem::take(&mut self.each);
        let each = sinks.iter_mut().zip(given).enumerate();
        let done = each.into_iter().try_for_each(|(index, (sink, given))| {
            let file = (!sink.is_standard()).then_some(index);
            if file.is_none() && self.closed {
                return Ok(());
            }
            let done = act(sink, given, self.standard);
            self.told(file, done)
        });
        self.each = sinks;
        done
    }

    /// What came of writing one of them: standard output may be closed.
    fn told(&mut self, file: Option<usize>, done: io::Result<()>) -> Result<(), Unwritten> {
        match done {
            Err(error) if file.is_none() && error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            done => done.map_err(|error| (file, error)),
        }
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
