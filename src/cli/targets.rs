//! The files that a run writes: none of them may be one that it reads and that would be lost, nor may two outputs be one file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::args::CheckArgs;
use super::check::Prepared;
use super::files::{self, Input, Listing};
use super::named;
use super::settings::House;
use crate::engine::{self, Options};
use crate::lang::{Setup, Text};
use crate::rules::Ruleset;
use crate::rules::select::Selection;
use crate::source::Source;

/// What is wrong with a file to be written: the sentence, what to do, and the file as given.
pub(super) type Objection<'a> = (Text, Text, &'a Path);

/// The files that a run is asked to write, as given.
fn wanted(args: &CheckArgs) -> impl Iterator<Item = &Path> {
    args.output_file.iter().chain(args.reports.iter().map(|(_, path)| path)).map(PathBuf::as_path)
}

/// Takes out of the files found what a run before this one wrote where this one will: only if it is no report, which would be lost.
pub(super) fn spare(listing: &mut Listing, args: &CheckArgs, ruleset: &Ruleset) {
    let targets: Vec<PathBuf> = wanted(args).filter_map(real).collect();
    if targets.is_empty() {
        return;
    }
    listing.inputs.retain(|input| match input {
        Input::Found(path) => !is_one_of(path, &targets) || holds_report(input, path, ruleset),
        _ => true,
    });
}

/// Why the outputs cannot be written where they should be.
pub(super) fn objection<'a>(args: &'a CheckArgs, prepared: &Prepared) -> Option<Objection<'a>> {
    let inputs = &prepared.listing.inputs;
    let mut taken: Vec<PathBuf> = Vec::new();
    for path in wanted(args) {
        // A device holds nothing that would be lost.
        let Some(target) = real(path) else { continue };
        if files::would_overwrite(inputs, path) {
            return Some((Text::OutputIsInput, Text::OutputIsInputHelp, path));
        }
        let baselines = prepared.houses.each.iter().filter_map(|house| house.config.baseline.as_ref()).chain(&args.baseline);
        if is_config(&target, args, &prepared.houses.each) || holds(baselines, &target) {
            return Some((Text::OutputIsSetting, Text::OutputTwiceHelp, path));
        }
        if taken.contains(&target) {
            return Some((Text::OutputTwice, Text::OutputTwiceHelp, path));
        }
        taken.push(target);
    }
    None
}

/// Why a baseline cannot be written where it should be: what this run reads would be lost.
pub(super) fn baseline_objection(file: &Path, args: &CheckArgs, prepared: &Prepared) -> Option<(Setup, Setup)> {
    let target = real(file)?;
    match () {
        () if files::would_overwrite(&prepared.listing.inputs, file) => Some((Setup::BaselineIsInput, Setup::BaselineElsewhere)),
        () if is_config(&target, args, &prepared.houses.each) => Some((Setup::BaselineIsConfig, Setup::BaselineElsewhere)),
        () => None,
    }
}

/// Whether a file is a configuration of this run, or one that another extends.
fn is_config(target: &Path, args: &CheckArgs, houses: &[House]) -> bool {
    holds(houses.iter().flat_map(|house| &house.config.files).chain(&args.config), target)
}

fn holds<'f>(mut files: impl Iterator<Item = &'f PathBuf>, target: &Path) -> bool {
    files.any(|file| real(file).is_some_and(|file| file == target))
}

/// The file that is meant by a path, whether it is there yet or not; none for what is no regular file.
fn real(path: &Path) -> Option<PathBuf> {
    if let Ok(path) = fs::canonicalize(path) {
        return path.is_file().then_some(path);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    Some(folder.join(path.file_name()?))
}

fn is_one_of(path: &Path, targets: &[PathBuf]) -> bool {
    let same_name = targets.iter().any(|target| target.file_name() == path.file_name());
    same_name && real(path).is_some_and(|path| targets.contains(&path))
}

fn holds_report(input: &Input, path: &Path, ruleset: &Ruleset) -> bool {
    let mut bytes = Vec::new();
    if files::read(input, &mut io::empty(), &mut bytes).is_err() {
        return true;
    }
    let selection = Selection::all(ruleset);
    // Which day it is does not matter to what a document holds.
    let options = Options::new(NaiveDate::default(), &selection);
    let outcome = engine::check(Source { name: input.name(), bytes }, ruleset, &options);
    named::is_report(path, &outcome, &ruleset.matrix)
}
