//! One pass over all files: each is read, checked and rendered, on several threads where there are many, and the results are written in order.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::args::CheckArgs;
use super::files::{self, Input, Listing};
use super::named::{self, NamedAs};
use super::progress::Progress;
use super::settings::{self, Houses};
use super::sinks::{Face, Sink};
use super::turn::Turn;
use super::{EMPTY, FINDINGS, OK, UNREADABLE};
use crate::checks::Kind;
use crate::config::FailOn;
use crate::diagnostic::{Compliance, Outcome, Severity};
use crate::engine::{self, Options};
use crate::read::ReadError;
use crate::render::{Run, Summary};
use crate::source::{Source, name_of};
use crate::suppress::{self, Ledger, Seen};

/// From how many files on another thread is worth starting.
pub(super) const FILES_PER_THREAD: usize = 64;

/// How many files a thread takes at a time.
const BATCH: usize = 16;

/// How many batches for each thread may be begun before their turn to be written. One slow document holds the writer up for so long.
const AHEAD: usize = 8;

/// What all threads share.
pub(super) struct Pass<'a> {
    inputs: &'a [Input],
    listing: &'a Listing,
    houses: &'a Houses,
    /// For each configuration, its exceptions and which of them were met.
    ledgers: Vec<Ledger<'a>>,
    /// How each output shows a document.
    faces: Vec<Face>,
    digest: bool,
    run: Run<'a>,
    args: &'a CheckArgs,
    /// Whether what was seen is gathered.
    collect: bool,
}

/// An output that could not be written, by its index where it is a file, and why.
pub(super) type Unwritten = (Option<usize>, io::Error);

/// What became of one file, without the document.
struct Done {
    /// As each output shows it.
    rendered: Vec<Vec<u8>>,
    summary: Summary,
    /// Whether a finding other than on the reading reaches `--fail-on`.
    fails: bool,
    /// Whether a document could not be read, and nobody answers for that.
    unread: bool,
    /// The configuration of the file and what was seen of it, where that is gathered.
    seen: Option<(usize, Seen)>,
    begun: bool,
}

impl Done {
    fn new(outputs: usize) -> Done {
        Done { rendered: vec![Vec::new(); outputs], summary: Summary::default(), fails: false, unread: false, seen: None, begun: false }
    }

    /// Renders one matrix and counts it.
    fn add(&mut self, pass: &Pass<'_>, outcome: &Outcome, fail_on: FailOn) {
        self.render(pass, outcome);
        self.summary.add(outcome);
        self.fails |= pass.fails(outcome, fail_on);
        // The finding that says so may be excepted or in the baseline; then the gate is not closed by it.
        self.unread |= outcome.compliance == Compliance::Unverifiable && outcome.suppressed.is_empty();
    }

    /// Renders the findings on a configuration and counts them: it is no document.
    fn judge(&mut self, pass: &Pass<'_>, outcome: &Outcome) {
        self.render(pass, outcome);
        self.summary.add_findings(outcome);
        let fail_on = pass.args.fail_on.or(pass.houses.groups.first().map(|(_, settings)| settings.fail_on));
        self.fails |= pass.fails(outcome, fail_on.unwrap_or_default());
    }

    fn render(&mut self, pass: &Pass<'_>, outcome: &Outcome) {
        let again = std::mem::replace(&mut self.begun, true);
        for (face, rendered) in pass.faces.iter().zip(&mut self.rendered) {
            if again {
                rendered.extend_from_slice(face.renderer.separator());
            }
            face.renderer.document(&face.run(&pass.run), outcome, rendered);
        }
    }
}

/// What the exit status is made of.
#[derive(Default)]
pub(super) struct Tally {
    /// Counts over all documents.
    pub(super) summary: Summary,
    /// Whether a finding reaches `--fail-on`.
    pub(super) fails: bool,
    /// Whether a document could not be read, and nobody answers for that.
    pub(super) unread: bool,
    /// For each configuration, what was seen of its files, where that is gathered.
    pub(super) seen: BTreeMap<usize, Seen>,
}

impl Tally {
    fn add(&mut self, done: &Done) {
        self.summary.merge(&done.summary);
        self.fails |= done.fails;
        self.unread |= done.unread;
    }

    /// The exit status.
    pub(super) fn status(&self, args: &CheckArgs) -> u8 {
        match () {
            () if self.fails => FINDINGS,
            () if self.unread => UNREADABLE,
            () if self.summary.documents == 0 && !args.allow_empty => EMPTY,
            () => OK,
        }
    }
}

impl<'a> Pass<'a> {
    /// A pass over the files of a listing, for the outputs of a run.
    pub(super) fn new(
        listing: &'a Listing,
        houses: &'a Houses,
        sinks: &[Sink],
        run: Run<'a>,
        args: &'a CheckArgs,
        collect: bool,
    ) -> Pass<'a> {
        Pass {
            inputs: &listing.inputs,
            listing,
            houses,
            ledgers: houses.each.iter().map(|house| Ledger::new(&house.config.exceptions, run.as_of)).collect(),
            faces: sinks.iter().map(Sink::face).collect(),
            digest: sinks.iter().any(Sink::needs_digest),
            run,
            args,
            collect,
        }
    }

    /// Writes all outputs. Documents are written as soon as all before them are; formats that wait do so for the last one.
    pub(super) fn write(
        &self,
        stdin: Option<io::Result<Vec<u8>>>,
        threads: usize,
        tally: &mut Tally,
        mut sinks: Vec<Sink>,
        progress: &Progress,
        standard: &mut dyn Write,
    ) -> Result<(), Unwritten> {
        let failed = |index: usize, standard: bool| move |error| (if standard { None } else { Some(index) }, error);
        for (index, sink) in sinks.iter_mut().enumerate() {
            sink.begin(&self.run, standard).map_err(failed(index, sink.is_standard()))?;
        }
        self.each(stdin, threads, |mut done| {
            tally.add(&done);
            if let Some((house, seen)) = done.seen.take() {
                tally.seen.entry(house).or_default().join(seen);
            }
            if done.summary.documents > 0 {
                for (index, (sink, rendered)) in sinks.iter_mut().zip(done.rendered).enumerate() {
                    sink.take(rendered, standard).map_err(failed(index, sink.is_standard()))?;
                }
            }
            progress.step(standard).map_err(failed(0, true))
        })?;
        for outcome in self.stale() {
            let mut done = Done::new(self.faces.len());
            done.judge(self, &outcome);
            tally.add(&done);
            for (index, (sink, rendered)) in sinks.iter_mut().zip(done.rendered).enumerate() {
                sink.take(rendered, standard).map_err(failed(index, sink.is_standard()))?;
            }
        }
        tally.summary.status = tally.status(self.args);
        for (index, sink) in sinks.into_iter().enumerate() {
            let is_standard = sink.is_standard();
            sink.finish(&self.run, &tally.summary, standard).map_err(failed(index, is_standard))?;
        }
        Ok(())
    }

    /// Calls `take` with every document's result, in order, however many threads there are. Only so many results are held at once, however slow a
    /// document is or `take`.
    fn each(
        &self,
        mut stdin: Option<io::Result<Vec<u8>>>,
        threads: usize,
        mut take: impl FnMut(Done) -> Result<(), Unwritten>,
    ) -> Result<(), Unwritten> {
        let mut buffer = Vec::new();
        if threads <= 1 {
            for (index, input) in self.inputs.iter().enumerate() {
                take(self.one(index, input, if *input == Input::Stdin { stdin.take() } else { None }, &mut buffer))?;
            }
            return Ok(());
        }
        let stdin = std::sync::Mutex::new(stdin);
        let next = AtomicUsize::new(0);
        let ahead = Turn::new(threads.saturating_mul(AHEAD));
        let (send, receive) = mpsc::channel::<(usize, Vec<Done>)>();
        thread::scope(|scope| {
            for _ in 0..threads {
                let send = send.clone();
                let (next, stdin, ahead) = (&next, &stdin, &ahead);
                scope.spawn(move || {
                    let _open = ahead.leave_open();
                    let mut buffer = Vec::new();
                    loop {
                        let batch = next.fetch_add(1, Ordering::Relaxed);
                        let Some(inputs) = self.inputs.get(batch * BATCH..).filter(|rest| !rest.is_empty()) else { break };
                        ahead.wait(batch);
                        let done = (batch * BATCH..).zip(inputs.iter().take(BATCH)).map(|(index, input)| {
                            let piped = if *input == Input::Stdin { stdin.lock().ok().and_then(|mut stdin| stdin.take()) } else { None };
                            self.one(index, input, piped, &mut buffer)
                        });
                        // The receiver is gone when the output could not be written: nothing more is wanted.
                        if send.send((batch, done.collect())).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(send);
            let _open = ahead.leave_open();
            let mut early = BTreeMap::new();
            let mut turn = 0;
            for (batch, done) in receive {
                early.insert(batch, done);
                while let Some(done) = early.remove(&turn) {
                    done.into_iter().try_for_each(&mut take)?;
                    turn += 1;
                    ahead.advance(turn);
                }
            }
            Ok(())
        })
    }

    /// Reads, checks and renders one file.
    fn one(&self, index: usize, input: &Input, piped: Option<io::Result<Vec<u8>>>, buffer: &mut Vec<u8>) -> Done {
        let mut done = Done::new(self.faces.len());
        let Some((number, house, settings)) = self.houses.of(index) else { return done };
        let name = match (input, &self.args.stdin_filename) {
            (Input::Stdin, Some(name)) => name.clone(),
            _ => input.name(),
        };
        let bytes = match piped {
            Some(bytes) => bytes,
            None => files::read(input, &mut io::empty(), buffer).map(|()| std::mem::take(buffer)),
        };
        let path = settings::path_of(input, self.args);
        let options = Options {
            as_of: self.run.as_of,
            period: self.args.period,
            selection: &settings.selection,
            format: self.args.input_format.as_deref(),
            digest: self.digest,
            house: engine::House {
                institution: Some(&settings.institution),
                calendar: house.calendar.as_ref(),
                period: house.config.period(&path),
            },
        };
        let (outcome, further) = match bytes {
            Ok(bytes) => engine::check_each(Source { name, bytes }, self.run.ruleset, &options),
            Err(error) => (engine::unread(name, ReadError::of(&error), self.run.ruleset, &options), Vec::new()),
        };
        let other = self.is_other(input, &outcome);
        let mut outcomes = vec![outcome];
        outcomes.extend(further);
        for (index, outcome) in outcomes.iter_mut().enumerate() {
            if other && index == 0 {
                done.summary.others = 1;
                continue;
            }
            self.hold_back(number, &path, outcome);
            if self.collect {
                let (_, seen) = done.seen.get_or_insert_with(|| (number, Seen::default()));
                seen.add(&self.relative(number, &path), outcome, self.run.ruleset);
            }
            done.add(self, outcome, settings.fail_on);
        }
        if let Some(Ok(recognized)) = outcomes.into_iter().next().map(|outcome| outcome.reading) {
            *buffer = recognized.document.into_buffer();
        }
        done
    }

    /// Whether a file found in a folder is left alone: it holds no matrix, and its name does not say that it should; or nobody can tell what it holds,
    /// and its name says that it is of another literal.
    fn is_other(&self, input: &Input, outcome: &Outcome) -> bool {
        let Input::Found(path) = input else { return false };
        let named = || named::named_as(path, &self.run.ruleset.matrix.title.literal);
        match outcome.report() {
            Some(report) => !report.has_table() && named() != NamedAs::Own,
            None => named() == NamedAs::Other,
        }
    }

    /// Takes out of an outcome what exceptions and the baseline hold back.
    fn hold_back(&self, house: usize, path: &Path, outcome: &mut Outcome) {
        if let Some(ledger) = self.ledgers.get(house) {
            ledger.apply(path, outcome);
        }
        // What is gathered anew is not held back by what was gathered before.
        if let Some(kept) = self.houses.each.get(house).and_then(|house| house.baseline.as_ref()).filter(|_| !self.collect) {
            kept.baseline.apply(&self.relative(house, path), outcome, self.run.ruleset);
        }
    }

    /// A path as a baseline has it.
    fn relative(&self, house: usize, path: &Path) -> String {
        let kept = self.houses.each.get(house).and_then(|house| house.baseline.as_ref());
        kept.map_or_else(|| name_of(path), |kept| kept.name_of(path))
    }

    /// The findings on configurations: exceptions that say what is no longer so.
    fn stale(&self) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for (ledger, (index, house)) in self.ledgers.iter().zip(self.houses.each.iter().enumerate()) {
            let searched = |exception: &crate::config::Exception| {
                let folder = exception.file.parent().unwrap_or(Path::new("/"));
                self.listing.folders.iter().any(|searched| folder.starts_with(settings::absolute(searched)))
            };
            let mut stale = ledger.stale(searched);
            let settings = self.houses.groups.iter().find(|(of, _)| *of == index).map(|(_, settings)| settings);
            let Some(settings) = settings else { continue };
            for file in &house.config.files {
                let (of_file, others): (Vec<_>, Vec<_>) = stale.into_iter().partition(|(exception, _)| exception.file == *file);
                stale = others;
                let Ok(text) = std::fs::read_to_string(file) else { continue };
                let name = Input::Named(settings::relative_to_here(file)).name();
                outcomes.extend(suppress::faults(name, text, &of_file, self.run.ruleset, &settings.selection));
            }
        }
        outcomes
    }

    /// Whether a finding reaches `--fail-on`. That a document could not be read has an exit status of its own.
    fn fails(&self, outcome: &Outcome, fail_on: FailOn) -> bool {
        let least = match fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Advice => Severity::Advice,
            FailOn::Never => return false,
        };
        let unread = outcome.compliance == Compliance::Unverifiable;
        let about_reading = |rule: usize| unread && matches!(self.run.ruleset.rules[rule].head.check, Kind::Reading(_));
        outcome.diagnostics.iter().any(|d| d.severity >= least && !about_reading(d.rule))
    }
}
