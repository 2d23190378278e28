//! `check`: what is asked, what is read and where results go; then the findings are counted, and what else there is to say is said.
//!
//! How documents are checked on several threads and written in order is in [`super::pass`].

use std::io;
use std::path::{Path, PathBuf};
use std::thread;

use chrono::NaiveDate;

use super::args::CheckArgs;
use super::files::{self, Input, Listing};
use super::pass::{FILES_PER_THREAD, Pass, Tally, is_empty};
use super::progress::Progress;
use super::settings::{self, Houses, Refusal};
use super::sinks::{Sink, Sinks};
use super::{Common, EMPTY, WRONG, World, baseline, complain, targets, terminal};
use crate::config::Parsed;
use crate::lang::{Gate, Setup, Start, Text, io_error};
use crate::render::{self, Run};
use crate::rules::Ruleset;
use crate::rules::select::{Selection, UnknownRule};

/// All that is known before the first document is read.
pub(super) struct Prepared {
    /// What all commands are asked, in the language of the configuration.
    pub(super) common: Common,
    /// The rules.
    pub(super) ruleset: Ruleset,
    /// The files.
    pub(super) listing: Listing,
    /// What holds for each of them.
    pub(super) houses: Houses,
    /// How many threads there may be.
    threads: usize,
}

/// Finds rules, files and configurations.
///
/// # Errors
/// The exit status, once what is wrong has been told.
pub(super) fn prepare(args: &CheckArgs, common: &Common, world: &mut World<'_>) -> Result<Prepared, u8> {
    let mut common = common.clone();
    let chain = |path: PathBuf| settings::chain(&path).map(|chain| (settings::absolute(&path), chain));
    let root: Option<(PathBuf, Vec<Parsed>)> = match settings::root(args).map(chain).transpose() {
        Ok(root) => root,
        Err(mistake) => return Err(super::tell_mistake(&mistake, &common, world)),
    };
    let mut folders = args.rules.clone();
    if let Some((_, chain)) = &root {
        if let Some(lang) = chain.iter().find_map(Parsed::lang).filter(|_| !common.lang_is_asked) {
            common.lang = lang;
        }
        folders.extend(chain.iter().flat_map(Parsed::rules));
    }
    let ruleset = super::ruleset(&folders, &common, world)?;
    let threads = args.jobs.or_else(|| thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
    let mut listing = files::list(&args.paths, &ruleset.matrix.title.literal, threads).map_err(|(path, error)| {
        let name = terminal::shown(&path.to_string_lossy());
        let holes = [("path", name.as_str()), ("why", &io_error(&error, common.lang))];
        complain(&Text::NoSuchPath.with(common.lang, &holes), None, &[Text::NoSuchPathHelp.say(common.lang).to_owned()], &common, world);
        WRONG
    })?;
    targets::spare(&mut listing, args, &ruleset);
    // Names of the command line are proved even where there is no file to check.
    let wished = Selection::new(&ruleset, &args.select, &args.ignore, &args.severities).map_err(Refusal::Rule);
    let wished = wished.map_err(|refusal| refuse(refusal, &common, world))?;
    let houses = settings::houses(args, root.as_ref(), &listing, &ruleset).map_err(|refusal| refuse(refusal, &common, world))?;
    if is_empty(&wished, &ruleset) {
        complain(Text::NoRuleLeft.say(common.lang), None, &[Text::NoRuleLeftHelp.say(common.lang).to_owned()], &common, world);
        return Err(WRONG);
    }
    Ok(Prepared { common, ruleset, listing, houses, threads })
}

/// The baseline that the configuration names where the program was started, after the file that names it.
///
/// # Errors
/// The exit status, once a mistake in the configuration has been told.
pub(super) fn root_baseline(args: &CheckArgs, common: &Common, world: &mut World<'_>) -> Result<Option<(PathBuf, PathBuf)>, u8> {
    let chain = settings::root(args).map(|path| settings::chain(&path)).transpose();
    let chain = chain.map_err(|mistake| super::tell_mistake(&mistake, common, world))?;
    Ok(chain.and_then(|chain| chain.iter().find_map(|parsed| Some((parsed.path().to_owned(), parsed.baseline()?)))))
}

/// Says why there are no settings.
pub(super) fn refuse(refusal: Refusal, common: &Common, world: &mut World<'_>) -> u8 {
    let lang = common.lang;
    match refusal {
        Refusal::Config(mistake) => return super::tell_mistake(&mistake, common, world),
        Refusal::Rule(UnknownRule { name, nearest }) => {
            let message = Text::UnknownRule.with(lang, &[("name", &lang.quote(&terminal::shown(&name)))]);
            let advice = match &nearest {
                Some(name) => Text::DidYouMean.with(lang, &[("name", &lang.quote(name))]),
                None => Text::ListTheRules.say(lang).to_owned(),
            };
            complain(&message, None, &[advice], common, world);
        }
        Refusal::Baseline(path, naming, fault) => baseline::tell_unreadable(&path, &naming, fault, common, world),
    }
    WRONG
}

/// Checks and says what was found; the exit status.
pub(crate) fn run(args: &CheckArgs, common: &Common, world: &mut World<'_>) -> u8 {
    match prepare(args, common, world) {
        Ok(prepared) => check(args, &prepared, world),
        Err(status) => status,
    }
}

fn check(args: &CheckArgs, prepared: &Prepared, world: &mut World<'_>) -> u8 {
    let common = &prepared.common;
    if let Some((message, help, path)) = targets::objection(args, prepared) {
        let message = message.with(common.lang, &[("path", &terminal::shown(&path.to_string_lossy()))]);
        complain(&message, None, &[help.say(common.lang).to_owned()], common, world);
        return WRONG;
    }
    let style = terminal::out_style(common, world);
    let mut sinks = Vec::new();
    let wanted = [(&args.format, args.output_file.as_deref())].into_iter();
    for (format, path) in wanted.chain(args.reports.iter().map(|(format, path)| (format, Some(path.as_path())))) {
        let Some(renderer) = render::named(format) else { return WRONG };
        match Sink::open(renderer, path, style, common.color == super::ColorChoice::Always) {
            Ok(sink) => sinks.push(sink),
            Err(error) => return cannot_write(&error, path, option_of(sinks.len()), common, world),
        }
    }
    let (tally, written) = pass(args, prepared, style, sinks, false, world);
    let status = tally.status(args);
    if let Err((file, error)) = written {
        if file.is_none() && error.kind() == io::ErrorKind::BrokenPipe {
            return status;
        }
        let path =
            file.and_then(|index| if index == 0 { args.output_file.as_deref() } else { Some(args.reports.get(index - 1)?.1.as_path()) });
        return cannot_write(&error, path, option_of(file.unwrap_or_default()), common, world);
    }
    afterword(&tally, status, args, prepared, world);
    status
}

/// What a run sees, for baselines.
pub(super) fn collect(args: &CheckArgs, prepared: &Prepared, world: &mut World<'_>) -> Tally {
    let style = terminal::out_style(&prepared.common, world);
    // Without outputs nothing can fail to be written.
    let (tally, _) = pass(args, prepared, style, Vec::new(), true, world);
    tally
}

fn pass(
    args: &CheckArgs,
    prepared: &Prepared,
    style: render::Style,
    sinks: Vec<Sink>,
    collect: bool,
    world: &mut World<'_>,
) -> (Tally, Result<(), super::sinks::Unwritten>) {
    let inputs = &prepared.listing.inputs;
    let selection = prepared.houses.selection(&prepared.ruleset);
    let pages = pages();
    let run = Run {
        ruleset: &prepared.ruleset,
        selection: &selection,
        lang: prepared.common.lang,
        as_of: args.as_of.unwrap_or(world.today),
        style,
        quiet: args.quiet,
        verbose: args.verbose,
        files: inputs.len(),
        pages: pages.as_deref(),
    };
    let threads = args.jobs.unwrap_or_else(|| prepared.threads.min(inputs.len().div_ceil(FILES_PER_THREAD))).clamp(1, inputs.len().max(1));
    let stdin = inputs.contains(&Input::Stdin).then(|| {
        let mut bytes = Vec::new();
        files::read(&Input::Stdin, world.input, &mut bytes).map(|()| bytes)
    });
    let mut tally = Tally::default();
    let progress = Progress::new(inputs.len(), !args.quiet, &prepared.common, world);
    // It has a buffer of its own; another one here would only hold lines back from whoever waits for them.
    let mut standard = progress.above(&mut *world.out);
    let sinks = Sinks::new(sinks, &mut standard);
    let pass = Pass::new(&prepared.listing, &prepared.houses, &sinks, run, args, collect);
    let written = pass.write(stdin, threads, &mut tally, sinks, &progress);
    progress.end();
    (tally, written)
}

/// What is said besides the findings, on standard error.
fn afterword(tally: &Tally, status: u8, args: &CheckArgs, prepared: &Prepared, world: &mut World<'_>) {
    let (common, lang) = (&prepared.common, prepared.common.lang);
    for (path, inputs) in prepared.houses.used().filter(|_| args.verbose) {
        let name = settings::shown(path);
        let note = Setup::ConfigUsed.with(lang, &[("path", &name), ("count", &lang.count(inputs, Text::Files))]);
        let _ = writeln!(world.err, "{note}");
    }
    if tally.summary.others > 0 && !args.quiet {
        let count = lang.count(tally.summary.others, Text::Files);
        let holes = [("count", count.as_str())];
        let note = if args.skip_others { Start::OthersNamed.with(lang, &holes) } else { Text::OthersLeftAlone.with(lang, &holes) };
        // Standard error may be closed: then nobody wants to know.
        let _ = writeln!(world.err, "{note}");
    }
    let formats = std::iter::once(&args.format).chain(args.reports.iter().map(|(format, _)| format));
    let untold = formats.filter_map(|format| render::named(format)).all(|renderer| !renderer.counts_suppressed());
    if tally.summary.excluded > 0 && !args.quiet {
        let count = lang.count(tally.summary.excluded, Text::Files);
        let _ = writeln!(world.err, "{}", Text::ExcludedLeftAlone.with(lang, &[("count", &count)]));
    }
    if tally.summary.suppressed > 0 && untold && !args.quiet {
        let _ = writeln!(world.err, "{}", Gate::held_back(tally.summary.suppressed, lang));
    }
    if status == EMPTY {
        let formats: Vec<String> = crate::read::formats().flat_map(|f| f.extensions).map(|e| format!(".{e}")).collect();
        let help = Text::NothingToCheckHelp.with(lang, &[("formats", &lang.list(&formats))]);
        complain(Text::NothingToCheck.say(lang), None, &[help], common, world);
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

/// The option that names the file of an output: the first is that of `--format`.
fn option_of(output: usize) -> &'static str {
    if output == 0 { "--output-file" } else { "--report" }
}

/// Says that the results could not be written, and where, by the option that names the file.
pub(super) fn cannot_write(error: &io::Error, path: Option<&Path>, option: &str, common: &Common, world: &mut World<'_>) -> u8 {
    let (Some(path), lang) = (path, common.lang) else { return super::write_failed(error, WRONG, common, world) };
    let name = terminal::shown(&path.to_string_lossy());
    let lost = path.parent().filter(|folder| error.kind() == io::ErrorKind::NotFound && !folder.as_os_str().is_empty() && !folder.exists());
    let (why, help) = match lost.map(|folder| terminal::shown(&folder.to_string_lossy())) {
        Some(folder) => (Text::NoSuchFolder.with(lang, &[("folder", &folder)]), Text::NoSuchFolderHelp),
        None => (io_error(error, lang), Text::CannotWriteFileHelp),
    };
    let message = Text::CannotWriteFile.with(lang, &[("path", &name), ("why", &why)]);
    complain(&message, None, &[help.with(lang, &[("option", option)])], common, world);
    WRONG
}

/// The day of Ecuador (UTC−5, all year) at a moment given in seconds since 1970.
pub(crate) fn day_in_ecuador(seconds: i64) -> NaiveDate {
    const UTC_MINUS_5: i64 = -5 * 3600;
    chrono::DateTime::from_timestamp(seconds.saturating_add(UTC_MINUS_5), 0).map_or_else(NaiveDate::default, |moment| moment.date_naive())
}
