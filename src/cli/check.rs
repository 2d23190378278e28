//! `check`: reads, checks and renders every document, on several threads where there are many, and writes the results in order.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use chrono::NaiveDate;

use super::args::{CheckArgs, FailOn};
use super::files::{self, Input};
use super::sinks::{Face, Sink};
use super::turn::Turn;
use super::{Common, OK, UNREADABLE, WRONG, World, complain, terminal};
use crate::checks::Kind;
use crate::diagnostic::{Compliance, Outcome, Severity};
use crate::engine::{self, Options};
use crate::lang::{Text, io_error};
use crate::read::ReadError;
use crate::render::{self, Run, Summary};
use crate::rules::select::Selection;
use crate::source::Source;

/// Findings at or above `--fail-on`.
const FINDINGS: u8 = 1;
/// Nothing to check.
const EMPTY: u8 = 3;

/// From how many files on another thread is worth starting.
const FILES_PER_THREAD: usize = 64;

/// How many files a thread takes at a time.
const BATCH: usize = 16;

/// How many batches for each thread may be begun before their turn to be written. One slow document holds the writer up for so long.
const AHEAD: usize = 8;

/// Checks and says what was found; the exit status.
pub(crate) fn run(args: &CheckArgs, common: &Common, world: &mut World<'_>) -> u8 {
    let ruleset = match super::ruleset(&args.rules, common, world) {
        Ok(ruleset) => ruleset,
        Err(status) => return status,
    };
    let selection = match Selection::new(&ruleset, &args.select, &args.ignore, &args.severities) {
        Ok(selection) => selection,
        Err(unknown) => {
            let message = Text::UnknownRule.with(common.lang, &[("name", &common.lang.quote(&terminal::shown(&unknown.name)))]);
            let advice = match &unknown.nearest {
                Some(name) => Text::DidYouMean.with(common.lang, &[("name", &common.lang.quote(name))]),
                None => Text::ListTheRules.say(common.lang).to_owned(),
            };
            complain(&message, None, &[advice], common, world);
            return WRONG;
        }
    };
    if selection.0.iter().all(Option::is_none) {
        complain(Text::NoRuleLeft.say(common.lang), None, &[Text::NoRuleLeftHelp.say(common.lang).to_owned()], common, world);
        return WRONG;
    }
    let threads = args.jobs.or_else(|| thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
    let inputs = match files::list(&args.paths, threads) {
        Ok(inputs) => inputs,
        Err((path, error)) => {
            let name = terminal::shown(&path.to_string_lossy());
            let holes = [("path", name.as_str()), ("why", &io_error(&error, common.lang))];
            complain(&Text::NoSuchPath.with(common.lang, &holes), None, &[Text::NoSuchPathHelp.say(common.lang).to_owned()], common, world);
            return WRONG;
        }
    };
    let files = args.output_file.iter().chain(args.reports.iter().map(|(_, path)| path));
    if let Some(path) = files.clone().find(|path| files::would_overwrite(&inputs, path)) {
        let name = terminal::shown(&path.to_string_lossy());
        let message = Text::OutputIsInput.with(common.lang, &[("path", &name)]);
        complain(&message, None, &[Text::OutputIsInputHelp.say(common.lang).to_owned()], common, world);
        return WRONG;
    }
    let mut named: Vec<&PathBuf> = files.collect();
    named.sort_unstable();
    if let Some([path, _]) = named.windows(2).find(|pair| pair[0] == pair[1]) {
        let message = Text::OutputTwice.with(common.lang, &[("path", &terminal::shown(&path.to_string_lossy()))]);
        complain(&message, None, &[Text::OutputTwiceHelp.say(common.lang).to_owned()], common, world);
        return WRONG;
    }
    let style = terminal::out_style(common, world);
    let mut sinks = Vec::new();
    let wanted = [(&args.format, args.output_file.as_deref())].into_iter();
    for (format, path) in wanted.chain(args.reports.iter().map(|(format, path)| (format, Some(path.as_path())))) {
        let Some(renderer) = render::named(format) else { return WRONG };
        match Sink::open(renderer, path, style, common.color == super::ColorChoice::Always) {
            Ok(sink) => sinks.push(sink),
            Err(error) => return cannot_write(&error, path, common, world),
        }
    }
    let pages = pages();
    let check = Check {
        inputs: &inputs,
        faces: sinks.iter().map(Sink::face).collect(),
        digest: sinks.iter().any(Sink::needs_digest),
        run: Run {
            ruleset: &ruleset,
            selection: &selection,
            lang: common.lang,
            as_of: args.as_of.unwrap_or(world.today),
            style,
            quiet: args.quiet,
            verbose: args.verbose,
            pages: pages.as_deref(),
        },
        args,
    };
    let threads = args.jobs.unwrap_or_else(|| threads.min(inputs.len().div_ceil(FILES_PER_THREAD))).clamp(1, inputs.len().max(1));
    let stdin = inputs.contains(&Input::Stdin).then(|| {
        let mut bytes = Vec::new();
        files::read(&Input::Stdin, world.input, &mut bytes).map(|()| bytes)
    });
    let mut tally = Tally::default();
    let written = {
        let mut standard = BufWriter::with_capacity(1 << 16, &mut *world.out);
        check.write(stdin, threads, &mut tally, sinks, &mut standard).and_then(|()| standard.flush().map_err(|error| (None, error)))
    };
    let status = tally.status(args);
    if let Err((file, error)) = written {
        if file.is_none() && error.kind() == io::ErrorKind::BrokenPipe {
            return status;
        }
        let path =
            file.and_then(|index| if index == 0 { args.output_file.as_deref() } else { Some(args.reports.get(index - 1)?.1.as_path()) });
        return cannot_write(&error, path, common, world);
    }
    check.afterword(&tally, status, common, world);
    status
}

/// What all threads share.
struct Check<'a> {
    inputs: &'a [Input],
    /// How each output shows a document.
    faces: Vec<Face>,
    digest: bool,
    run: Run<'a>,
    args: &'a CheckArgs,
}

/// An output that could not be written, by its index where it is a file, and why.
type Unwritten = (Option<usize>, io::Error);

/// What became of one document, without the document.
struct Done {
    /// As each output shows it.
    rendered: Vec<Vec<u8>>,
    summary: Summary,
    /// Whether a finding other than on the reading reaches `--fail-on`.
    fails: bool,
}

impl Done {
    /// Renders and counts one matrix.
    fn add(&mut self, check: &Check<'_>, outcome: &Outcome) {
        for (face, rendered) in check.faces.iter().zip(&mut self.rendered) {
            if self.summary.documents > 0 {
                rendered.extend_from_slice(face.renderer.separator());
            }
            face.renderer.document(&face.run(&check.run), outcome, rendered);
        }
        self.summary.add(outcome);
        self.fails |= check.fails(outcome);
    }
}

/// What the exit status is made of.
#[derive(Default)]
struct Tally {
    summary: Summary,
    fails: bool,
}

impl Tally {
    fn add(&mut self, done: &Done) {
        self.summary.merge(&done.summary);
        self.fails |= done.fails;
    }

    fn status(&self, args: &CheckArgs) -> u8 {
        match () {
            () if self.fails => FINDINGS,
            () if self.summary.unverifiable > 0 => UNREADABLE,
            () if self.summary.documents == 0 && !args.allow_empty => EMPTY,
            () => OK,
        }
    }
}

impl Check<'_> {
    /// Writes all outputs. Documents are written as soon as all before them are; formats that wait do so for the last one.
    fn write(
        &self,
        stdin: Option<io::Result<Vec<u8>>>,
        threads: usize,
        tally: &mut Tally,
        mut sinks: Vec<Sink>,
        standard: &mut dyn Write,
    ) -> Result<(), Unwritten> {
        let failed = |index: usize, standard: bool| move |error| (if standard { None } else { Some(index) }, error);
        for (index, sink) in sinks.iter_mut().enumerate() {
            sink.begin(&self.run, standard).map_err(failed(index, sink.is_standard()))?;
        }
        self.each(stdin, threads, |done| {
            tally.add(&done);
            if done.summary.documents == 0 {
                return Ok(());
            }
            for (index, (sink, rendered)) in sinks.iter_mut().zip(done.rendered).enumerate() {
                sink.take(rendered, standard).map_err(failed(index, sink.is_standard()))?;
            }
            Ok(())
        })?;
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
            for input in self.inputs {
                take(self.one(input, if *input == Input::Stdin { stdin.take() } else { None }, &mut buffer))?;
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
                        let done = inputs.iter().take(BATCH).map(|input| {
                            let piped = if *input == Input::Stdin { stdin.lock().ok().and_then(|mut stdin| stdin.take()) } else { None };
                            self.one(input, piped, &mut buffer)
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

    /// Reads, checks and renders one document.
    fn one(&self, input: &Input, piped: Option<io::Result<Vec<u8>>>, buffer: &mut Vec<u8>) -> Done {
        let name = match (input, &self.args.stdin_filename) {
            (Input::Stdin, Some(name)) => name.clone(),
            _ => input.name(),
        };
        let bytes = match piped {
            Some(bytes) => bytes,
            None => files::read(input, &mut io::empty(), buffer).map(|()| std::mem::take(buffer)),
        };
        let options = Options {
            as_of: self.run.as_of,
            period: self.args.period,
            selection: self.run.selection,
            format: self.args.input_format.as_deref(),
            digest: self.digest,
        };
        let (outcome, further) = match bytes {
            Ok(bytes) => engine::check_each(Source { name, bytes }, self.run.ruleset, &options),
            Err(error) => (engine::unread(name, ReadError::of(&error), self.run.ruleset, &options), Vec::new()),
        };
        let other = matches!(input, Input::Found(_)) && outcome.report().is_some_and(|report| !report.has_table());
        let mut done = Done { rendered: vec![Vec::new(); self.faces.len()], summary: Summary::default(), fails: false };
        if other {
            done.summary.others = 1;
        } else {
            done.add(self, &outcome);
        }
        for outcome in &further {
            done.add(self, outcome);
        }
        if let Ok(recognized) = outcome.reading {
            *buffer = recognized.document.into_buffer();
        }
        done
    }

    /// Whether a finding reaches `--fail-on`. That a document could not be read has an exit status of its own.
    fn fails(&self, outcome: &Outcome) -> bool {
        let least = match self.args.fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Advice => Severity::Advice,
            FailOn::Never => return false,
        };
        let unread = outcome.compliance == Compliance::Unverifiable;
        let about_reading = |rule: usize| unread && matches!(self.run.ruleset.rules[rule].head.check, Kind::Reading(_));
        outcome.diagnostics.iter().any(|d| d.severity >= least && !about_reading(d.rule))
    }

    /// What is said besides the findings, on standard error.
    fn afterword(&self, tally: &Tally, status: u8, common: &Common, world: &mut World<'_>) {
        let lang = common.lang;
        if tally.summary.others > 0 && !self.args.quiet {
            let count = lang.count(tally.summary.others, Text::Files);
            let note = Text::OthersLeftAlone.with(lang, &[("count", &count)]);
            // Standard error may be closed: then nobody wants to know.
            let _ = writeln!(world.err, "{note}");
        }
        if status == EMPTY {
            let formats: Vec<String> = crate::read::formats().flat_map(|f| f.extensions).map(|e| format!(".{e}")).collect();
            let help = Text::NothingToCheckHelp.with(lang, &[("formats", &lang.list(&formats))]);
            complain(Text::NothingToCheck.say(lang), None, &[help], common, world);
        }
    }
}

/// Where the rules' pages are to be had: at the project's address, once it has one; else in the clone that the program was built from, while it is there.
fn pages() -> Option<String> {
    let repository = env!("CARGO_PKG_REPOSITORY");
    if !repository.is_empty() {
        return Some(format!("{repository}/blob/main/docs/rules/"));
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules/");
    Path::new(folder).is_dir().then(|| format!("file://{}", folder.replace(' ', "%20")))
}

/// Says that the results could not be written, and where.
fn cannot_write(error: &io::Error, path: Option<&Path>, common: &Common, world: &mut World<'_>) -> u8 {
    let Some(path) = path else { return super::write_failed(error, WRONG, common, world) };
    let name = terminal::shown(&path.to_string_lossy());
    let message = Text::CannotWriteFile.with(common.lang, &[("path", &name), ("why", &io_error(error, common.lang))]);
    complain(&message, None, &[Text::CannotWriteFileHelp.say(common.lang).to_owned()], common, world);
    WRONG
}

/// The day of Ecuador (UTC−5, all year) at a moment given in seconds since 1970.
pub(crate) fn day_in_ecuador(seconds: i64) -> NaiveDate {
    const UTC_MINUS_5: i64 = -5 * 3600;
    chrono::DateTime::from_timestamp(seconds.saturating_add(UTC_MINUS_5), 0).map_or_else(NaiveDate::default, |moment| moment.date_naive())
}
