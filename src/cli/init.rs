//! `init`: sets a folder of reports up, so that it is checked on every change. What is written where is for [`plan`]; here it is shown or written, and
//! what to do next is said.
//!
//! What exists is left alone, and that is no mistake: the command can be given again, and then writes what is still missing.

mod cover;
mod plan;
#[cfg(test)]
mod tests;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::output::Output;
use super::{Common, OK, WRONG, World, complain, print, settings, terminal};
use crate::lang::{Lang, Start, io_error};
use cover::Gap;
use plan::{Held, Plan, Planned, Role};
pub(super) use plan::{baseline_of, quoted};

/// What checks every change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    /// A workflow of GitHub.
    Github,
    /// A job of GitLab.
    Gitlab,
    /// A hook of pre-commit.
    PreCommit,
    /// Nothing.
    None,
}

/// What `init` is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InitArgs {
    /// The folder of the reports.
    pub(crate) folder: PathBuf,
    /// What is to check every change; empty where it is not said.
    pub(crate) gates: Vec<Gate>,
    /// Whether files are only shown.
    pub(crate) dry_run: bool,
}

impl InitArgs {
    /// From the command line.
    pub(crate) fn of(given: &ArgMatches) -> InitArgs {
        let gate = |name: &String| match name.as_str() {
            "github" => Gate::Github,
            "gitlab" => Gate::Gitlab,
            "pre-commit" => Gate::PreCommit,
            _ => Gate::None,
        };
        InitArgs {
            folder: given.get_one("folder").cloned().unwrap_or_else(|| PathBuf::from(".")),
            gates: given.get_many("ci").map(|names| names.map(gate).collect()).unwrap_or_default(),
            dry_run: given.get_flag("dry-run"),
        }
    }
}

/// Writes what is missing, or shows it; the exit status.
pub(crate) fn run(args: &InitArgs, common: &Common, world: &mut World<'_>) -> u8 {
    let lang = common.lang;
    if args.gates.contains(&Gate::None) && args.gates.iter().any(|gate| *gate != Gate::None) {
        complain(Start::NoneAlone.say(lang), None, &[], common, world);
        return WRONG;
    }
    if let Some(why) = unfit(&args.folder, lang) {
        let name = terminal::shown(&args.folder.to_string_lossy());
        let message = Start::NoFolder.with(lang, &[("path", &name), ("why", &why)]);
        complain(&message, None, &[Start::NoFolderHelp.say(lang).to_owned()], common, world);
        return WRONG;
    }
    let plan = plan::plan(args, lang);
    if args.dry_run {
        return print(&shown(&plan, lang), OK, common, world);
    }
    match write(&plan) {
        Ok(()) => print(&told(&plan, args, common, world), OK, common, world),
        Err((path, error)) => {
            let holes = [("path", settings::shown(&path)), ("why", io_error(&error, lang))];
            let message = Start::CannotWrite.with(lang, &holes.each_ref().map(|(hole, value)| (*hole, value.as_str())));
            complain(&message, None, &[Start::CannotWriteHelp.say(lang).to_owned()], common, world);
            WRONG
        }
    }
}

/// Why a folder cannot be set up.
fn unfit(folder: &Path, lang: Lang) -> Option<String> {
    match fs::metadata(folder) {
        Ok(metadata) if metadata.is_dir() => None,
        Ok(_) => Some(Start::NotAFolder.say(lang).to_owned()),
        Err(error) => Some(io_error(&error, lang)),
    }
}

/// Writes the files that are not there: all of them beside their places first, so that where one cannot be written, none is.
fn write(plan: &Plan) -> Result<(), (PathBuf, io::Error)> {
    let mut ready = Vec::new();
    for file in plan.missing() {
        let failed = |error| (file.path.clone(), error);
        if let Some(folder) = file.path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut output = Output::open(Some(&file.path)).map_err(failed)?;
        output.writer(&mut io::sink()).write_all(file.text.as_bytes()).map_err(failed)?;
        ready.push((file, output));
    }
    ready.into_iter().try_for_each(|(file, output)| output.finish().map_err(|error| (file.path.clone(), error)))
}

/// A line that is told: one that is broken where it is too long, or one to be copied, which is not.
enum Line {
    Sentence(String),
    Copied(String),
}

/// What was written, what was there, and what to do next.
fn told(plan: &Plan, args: &InitArgs, common: &Common, world: &World<'_>) -> String {
    let lang = common.lang;
    let mut lines: Vec<Line> = plan.files.iter().map(|file| Line::Sentence(outcome(plan, file, lang))).collect();
    if plan.missing().next().is_none() {
        lines.push(Line::Sentence(Start::Nothing.say(lang).to_owned()));
    }
    plan.files.iter().for_each(|file| further(plan, file, lang, &mut lines));
    let written: Vec<String> = plan.missing().filter(|file| file.role != Role::Config).map(|file| settings::shown(&file.path)).collect();
    if !written.is_empty() {
        let paths = lang.list(&written);
        let say = |sentence: Start| Line::Sentence(sentence.with(lang, &[("path", &paths), ("version", env!("CARGO_PKG_VERSION"))]));
        if !plan.has_repository {
            lines.push(say(Start::AtTheRoot));
        }
        lines.push(say(Start::Unpublished));
    } else if !plan.has_repository && args.gates.is_empty() {
        lines.push(Line::Sentence(Start::NoRepository.say(lang).to_owned()));
    }
    let folder = quoted(&settings::shown(&plan.folder));
    let check = if folder.is_empty() { "lotaip check".to_owned() } else { format!("lotaip check {folder}") };
    lines.push(Line::Sentence(Start::Next.with(lang, &[("command", &check)])));
    if plan.missing().next().is_some() && plan.baseline != Held::Named {
        let own = quoted(&settings::shown(&plan.folder.join(plan::BASELINE)));
        let options = if folder.is_empty() { String::new() } else { format!(" {folder} --baseline {own}") };
        let config = settings::shown(&plan.folder.join(crate::config::FILE_NAME));
        let (second, line) = match plan.baseline {
            Held::Comment => (Start::BaselineUncomment, plan::BASELINE_COMMENT),
            _ => (Start::BaselineWrite, plan::BASELINE_COMMENT.trim_start_matches('#')),
        };
        lines.push(Line::Sentence(Start::NextBaseline.say(lang).to_owned()));
        lines.push(Line::Copied(format!("  1. lotaip baseline create{options}")));
        lines.push(Line::Copied(format!("  2. {}", second.with(lang, &[("config", &config)]))));
        lines.push(Line::Copied(format!("     {line}")));
    }
    let width = terminal::help_width(world);
    let set = |line: Line| match line {
        Line::Sentence(text) => terminal::wrap(&text, width, "  ").trim_start_matches(' ').to_owned(),
        Line::Copied(text) => text + "\n",
    };
    lines.into_iter().map(set).collect()
}

/// What else is to be done about a file.
fn further(plan: &Plan, file: &Planned, lang: Lang, lines: &mut Vec<Line>) {
    let path = settings::shown(&file.path);
    let folder = seen_from_root(plan, lang);
    let mut say = |sentence: Start, holes: &[(&str, &str)]| lines.push(Line::Sentence(sentence.with(lang, holes)));
    match (file.role, &file.gap) {
        (_, Some(Gap::Line(line))) => {
            say(Start::GapLine, &[("path", &path)]);
            lines.push(Line::Copied(format!("  {}", terminal::shown(line))));
        }
        (_, Some(Gap::Pattern(from, to))) => {
            let holes = [("path", path.as_str()), ("from", &lang.quote(&terminal::shown(from))), ("to", &lang.quote(&terminal::shown(to)))];
            say(Start::GapPattern, &holes);
        }
        (_, Some(Gap::Somewhere)) => say(Start::GapSomewhere, &[("path", &path), ("folder", &folder)]),
        (_, Some(Gap::Everything)) => say(Start::PreCommitAdd, &[("file", plan::PRE_COMMIT)]),
        (Role::GitlabIncluded, None) => {
            let line = format!("- local: {}", plan.seen_from_root(file));
            say(Start::GitlabInclude, &[("file", plan::GITLAB), ("line", &line)]);
        }
        (Role::PreCommit, None) if !file.exists => say(Start::PreCommitInstall, &[]),
        _ => {}
    }
}

/// The folder as a sentence names it.
fn seen_from_root(plan: &Plan, lang: Lang) -> String {
    let seen = plan.folder_seen_from_root();
    if seen.is_empty() { Start::Whole.say(lang).to_owned() } else { lang.quote(&terminal::shown(&seen)) }
}

/// What became of a file.
fn outcome(plan: &Plan, file: &Planned, lang: Lang) -> String {
    let keys: Vec<String> = plan.used.iter().map(|key| lang.quote(key)).collect();
    let folder = seen_from_root(plan, lang);
    let sentence = match file.role {
        _ if file.gap.is_some() => Start::ExistsWithout,
        _ if file.exists => Start::Exists,
        Role::Config if keys.is_empty() => Start::Config,
        Role::Config => Start::ConfigUses,
        Role::Github => Start::Github,
        Role::Gitlab | Role::GitlabIncluded => Start::Gitlab,
        Role::PreCommit => Start::PreCommit,
    };
    sentence.with(lang, &[("path", &settings::shown(&file.path)), ("keys", &lang.list(&keys)), ("folder", &folder)])
}

/// All files as they would be.
fn shown(plan: &Plan, lang: Lang) -> String {
    let one = |file: &Planned| {
        let title = if file.exists { Start::WouldStay } else { Start::WouldBe };
        let title = title.with(lang, &[("path", &settings::shown(&file.path))]);
        format!("{title}\n\n{}", file.text)
    };
    plan.files.iter().map(one).collect::<Vec<_>>().join("\n")
}
