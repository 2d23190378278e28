//! One pass over all files: each is read, checked and rendered, on several threads where there are many, and the results are written in order.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::args::CheckArgs;
use super::files::{self, Input, Listing};
use super::named;
use super::progress::Progress;
use super::settings::{self, Here, House, Houses};
use super::sinks::{Face, Sinks, Unwritten};
use super::turn::Turn;
use super::{EMPTY, FINDINGS, OK, UNREADABLE};
use crate::checks::Kind;
use crate::config::{Exception, FailOn, Settings};
use crate::diagnostic::{Compliance, Outcome, Severity};
use crate::engine::{self, Options};
use crate::read::ReadError;
use crate::render::{Run, Summary};
use crate::report::Memory;
use crate::rules::select::Selection;
use crate::rules::{Rule, Ruleset};
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
    here: Here,
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

/// What a thread takes along from one file to the next.
struct Desk<'a> {
    /// The room that the last file was read into.
    buffer: Vec<u8>,
    /// Room for what is read at a time.
    piece: Box<[u8]>,
    /// What is known of the texts of the files before; none where there is only one.
    memory: Option<Memory<'a>>,
}

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
    fn judge(&mut self, pass: &Pass<'_>, outcome: &Outcome, fail_on: FailOn) {
        for (face, rendered) in pass.faces.iter().zip(&mut self.rendered) {
            face.renderer.configuration(&face.run(&pass.run), outcome, rendered);
        }
        self.summary.add(outcome);
        self.fails |= pass.fails(outcome, fail_on);
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
        sinks: &Sinks<'_>,
        run: Run<'a>,
        args: &'a CheckArgs,
        collect: bool,
    ) -> Pass<'a> {
        Pass {
            inputs: &listing.inputs,
            listing,
            houses,
            here: Here::new(),
            ledgers: houses.each.iter().map(|house| Ledger::new(&house.config.exceptions, run.as_of)).collect(),
            faces: sinks.faces(),
            digest: sinks.need_digest(),
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
        mut sinks: Sinks<'_>,
        progress: &Progress,
    ) -> Result<(), Unwritten> {
        sinks.begin(&self.run)?;
        self.each(stdin, threads, |mut done| {
            tally.add(&done);
            if let Some((house, seen)) = done.seen.take() {
                tally.seen.entry(house).or_default().join(seen);
            }
            if done.summary.documents > 0 {
                sinks.take(done.rendered)?;
            }
            if sinks.are_unwanted() && tally.fails {
                // Nobody reads on, and nothing that is still to come can change the exit status.
                return Err((None, io::ErrorKind::BrokenPipe.into()));
            }
            sinks.on_standard(|standard| progress.step(standard))
        })?;
        for (outcome, fail_on) in self.stale() {
            let mut done = Done::new(self.faces.len());
            done.judge(self, &outcome, fail_on);
            tally.add(&done);
            sinks.take_configuration(done.rendered)?;
        }
        tally.summary.status = tally.status(self.args);
        progress.end();
        sinks.finish(&self.run, &tally.summary)
    }

    /// Calls `take` with every document's result, in order, however many threads there are. Only so many results are held at once, however slow a
    /// document is or `take`.
    fn each(
        &self,
        mut stdin: Option<io::Result<Vec<u8>>>,
        threads: usize,
        mut take: impl FnMut(Done) -> Result<(), Unwritten>,
    ) -> Result<(), Unwritten> {
        if threads <= 1 {
            let mut desk = self.desk();
            for (index, input) in self.inputs.iter().enumerate() {
                take(self.one(index, input, if *input == Input::Stdin { stdin.take() } else { None }, &mut desk))?;
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
                    let mut desk = self.desk();
                    loop {
                        let batch = next.fetch_add(1, Ordering::Relaxed);
                        let Some(inputs) = self.inputs.get(batch * BATCH..).filter(|rest| !rest.is_empty()) else { break };
                        ahead.wait(batch);
                        let done = (batch * BATCH..).zip(inputs.iter().take(BATCH)).map(|(index, input)| {
                            let piped = if *input == Input::Stdin { stdin.lock().ok().and_then(|mut stdin| stdin.take()) } else { None };
                            self.one(index, input, piped, &mut desk)
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

    fn desk(&self) -> Desk<'_> {
        let memory = (self.inputs.len() > 1).then(|| Memory::new(&self.run.ruleset.matrix));
        Desk { buffer: Vec::new(), piece: files::piece(), memory }
    }

    /// Reads, checks and renders one file.
    fn one(&self, index: usize, input: &Input, piped: Option<io::Result<Vec<u8>>>, desk: &mut Desk<'_>) -> Done {
        let mut done = Done::new(self.faces.len());
        let Some((number, house, settings)) = self.houses.of(index) else { return done };
        // Most runs have no configuration that asks for it.
        let path = if self.collect || house.asks_for_paths() { self.here.path_of(input, self.args) } else { PathBuf::new() };
        let may_be_excluded = matches!(input, Input::Found(_)) || self.args.skip_others;
        // Where all rules are ignored for a file, nobody can say that it complies.
        if is_empty(&settings.selection, self.run.ruleset) || may_be_excluded && house.config.excludes(&path) {
            done.summary.excluded = 1;
            return done;
        }
        let name = match (input, &self.args.stdin_filename) {
            (Input::Stdin, Some(name)) => name.clone(),
            _ => input.name(),
        };
        let bytes = match piped {
            Some(bytes) => bytes,
            None => files::read_by(&mut desk.piece, input, &mut io::empty(), &mut desk.buffer).map(|()| std::mem::take(&mut desk.buffer)),
        };
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
            memory: desk.memory.as_ref(),
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
            desk.buffer = recognized.document.into_buffer();
        }
        done
    }

    /// Whether a file is left alone: one found in a folder, or one given where others are to be skipped, that is no report of this literal.
    fn is_other(&self, input: &Input, outcome: &Outcome) -> bool {
        let path = match input {
            Input::Found(path) => path,
            Input::Named(path) if self.args.skip_others => path,
            _ => return false,
        };
        !named::is_report(path, outcome, &self.run.ruleset.matrix)
    }

    /// Takes out of an outcome what exceptions and the baseline hold back.
    fn hold_back(&self, house: usize, path: &Path, outcome: &mut Outcome) {
        let ledger = self.ledgers.get(house);
        if let Some(ledger) = ledger {
            ledger.apply(path, outcome);
        }
        // What is gathered anew is not held back by what was gathered before.
        let wanted = !self.collect && !outcome.diagnostics.is_empty();
        if let Some(kept) = self.houses.each.get(house).and_then(|house| house.baseline.as_ref()).filter(|_| wanted) {
            kept.baseline.apply(&self.relative(house, path), outcome, self.run.ruleset);
        }
        if let Some(ledger) = ledger {
            ledger.settle(path, outcome);
        }
    }

    /// A path as a baseline has it.
    fn relative(&self, house: usize, path: &Path) -> String {
        let kept = self.houses.each.get(house).and_then(|house| house.baseline.as_ref());
        kept.map_or_else(|| name_of(path), |kept| kept.name_of(path))
    }

    /// The findings on configurations, exceptions that say what is no longer so; each with the level from which on it decides.
    fn stale(&self) -> Vec<(Outcome, FailOn)> {
        let mut outcomes = Vec::new();
        let stale = suppress::stale(&self.ledgers, |house, exception| self.is_checked_whole(house, exception));
        for of_file in stale.chunk_by(|(_, one, _), (_, other, _)| one.file == other.file) {
            let Some((house, exception, _)) = of_file.first() else { continue };
            let Some(House { config, .. }) = self.houses.each.get(*house) else { continue };
            let file = &exception.file;
            let Ok(settings) = config.settings(file, self.args.wishes(), self.run.ruleset) else { continue };
            let name = Input::Named(settings::relative_to_here(file)).name();
            let of_file: Vec<_> = of_file.iter().map(|(_, exception, fault)| (*exception, *fault)).collect();
            let outcome = suppress::faults(name, exception.text.as_ref().to_owned(), &of_file, self.run.ruleset, &settings.selection);
            outcomes.extend(outcome.map(|outcome| (outcome, settings.fail_on)));
        }
        outcomes
    }

    /// Whether all was checked that an exception is about, by a rule that it names.
    fn is_checked_whole(&self, house: usize, exception: &Exception) -> bool {
        let runs = |settings: &Settings| exception.rules.iter().any(|rule| settings.selection.0.get(*rule).copied().flatten().is_some());
        if !self.houses.groups.iter().any(|(of, settings)| *of == house && runs(settings)) {
            return false;
        }
        let scope = exception.paths.scope();
        self.listing.folders.iter().any(|folder| scope.starts_with(self.here.absolute(folder)))
            || self.inputs.iter().any(|input| matches!(input, Input::Named(path) if self.here.absolute(path) == scope))
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

/// Whether no rule on reports is selected.
pub(super) fn is_empty(selection: &Selection, ruleset: &Ruleset) -> bool {
    let runs = |(level, rule): (&Option<Severity>, &Rule)| level.is_some() && !matches!(rule.head.check, Kind::Exception(_));
    !selection.0.iter().zip(&ruleset.rules).any(runs)
}
