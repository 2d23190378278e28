//! What a command line comes to, as plain data. Which commands and options there are is in [`super::command`], and what is said of a mistake in
//! [`super::mistake`].

use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

use chrono::NaiveDate;
use clap::ArgMatches;
use clap_complete::Shell;

use super::ColorChoice;
use super::command::command;
use super::init::InitArgs;
use crate::config::{FailOn, Wishes};
use crate::diagnostic::Severity;
use crate::lang::Lang;
use crate::period::Month;

/// What `check` is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct CheckArgs {
    /// Files, folders, or `-`; never empty.
    pub(crate) paths: Vec<OsString>,
    /// The name of an output format.
    pub(crate) format: String,
    /// Where the output goes, if not to standard output.
    pub(crate) output_file: Option<PathBuf>,
    /// Further outputs of the same run: the name of a format, and the file it goes to.
    pub(crate) reports: Vec<(String, PathBuf)>,
    /// The day of the check.
    pub(crate) as_of: Option<NaiveDate>,
    /// The month that reports must cover.
    pub(crate) period: Option<Month>,
    /// Codes, slugs, or beginnings of codes.
    pub(crate) select: Vec<String>,
    /// Codes, slugs, or beginnings of codes.
    pub(crate) ignore: Vec<String>,
    /// Levels of rules in this run.
    pub(crate) severities: Vec<(String, Severity)>,
    /// Folders of further rules.
    pub(crate) rules: Vec<PathBuf>,
    /// From which level on findings decide the exit status.
    pub(crate) fail_on: Option<FailOn>,
    /// The configuration for all files.
    pub(crate) config: Option<PathBuf>,
    /// Whether no configuration is looked for.
    pub(crate) no_config: bool,
    /// The baseline for all files.
    pub(crate) baseline: Option<PathBuf>,
    /// Whether baselines are written anew, whatever they hold.
    pub(crate) baseline_is_written: bool,
    /// The name of what comes from standard input.
    pub(crate) stdin_filename: Option<String>,
    /// The name of an input format.
    pub(crate) input_format: Option<String>,
    /// Whether files named that hold no a4 matrix are left alone, as those of a folder are.
    pub(crate) skip_others: bool,
    /// Whether having nothing to check is fine.
    pub(crate) allow_empty: bool,
    /// Findings only.
    pub(crate) quiet: bool,
    /// Also what passed.
    pub(crate) verbose: bool,
    /// How many documents at once.
    pub(crate) jobs: Option<usize>,
}

impl CheckArgs {
    /// What the command line says of rules.
    pub(crate) fn wishes(&self) -> Wishes<'_> {
        Wishes { select: &self.select, ignore: &self.ignore, severities: &self.severities, fail_on: self.fail_on }
    }
}

/// What `explain` is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExplainArgs {
    /// Codes or slugs; never empty.
    pub(crate) names: Vec<String>,
    /// Folders of further rules.
    pub(crate) rules: Vec<PathBuf>,
    /// `human` or `json`.
    pub(crate) format: String,
}

/// What `rules` is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RulesArgs {
    /// Folders of further rules.
    pub(crate) rules: Vec<PathBuf>,
    /// `table`, `json` or `markdown`.
    pub(crate) format: String,
}

/// What `inspect` is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InspectArgs {
    /// The file, or `-`.
    pub(crate) file: OsString,
    /// `table` or `json`.
    pub(crate) format: String,
    /// Where the pages are drawn to.
    pub(crate) draw: Option<PathBuf>,
    /// The name of what comes from standard input.
    pub(crate) stdin_filename: Option<String>,
    /// The name of an input format.
    pub(crate) input_format: Option<String>,
}

/// What is to be done with a baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BaselineStep {
    /// Write it anew, with all that is found.
    Create,
    /// Take out what is no longer found.
    Prune,
    /// Say what it holds.
    Show,
}

/// What `baseline` is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BaselineArgs {
    /// What is to be done.
    pub(crate) step: BaselineStep,
    /// What is checked, and how.
    pub(crate) check: CheckArgs,
}

/// What the program is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    Check(Box<CheckArgs>),
    Explain(ExplainArgs),
    Rules(RulesArgs),
    Inspect(InspectArgs),
    Baseline(Box<BaselineArgs>),
    Init(InitArgs),
    Completions(Shell),
    Man,
    /// The long help of a command, or of the program.
    Help(Option<String>),
}

/// Parses a command line, the program's name included.
///
/// # Errors
/// A mistake, or a wish for help or the version.
pub(crate) fn parse(args: &[OsString], lang: Lang, width: usize) -> Result<(Action, Option<Lang>, ColorChoice), clap::Error> {
    let matches = command(lang, width).try_get_matches_from(args)?;
    let chosen = matches.get_one::<String>("lang").map(|name| Lang::of_locale(name));
    let color = match matches.get_one::<String>("color").map(String::as_str) {
        Some("always" | "siempre") => ColorChoice::Always,
        Some("never" | "nunca") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    };
    let action = match matches.subcommand() {
        Some(("check", given)) => Action::Check(Box::new(check_args(given))),
        Some(("explain", given)) => {
            Action::Explain(ExplainArgs { names: list(given, "names"), rules: list(given, "rules"), format: one(given, "format") })
        }
        Some(("rules", given)) => Action::Rules(RulesArgs { rules: list(given, "rules"), format: one(given, "format") }),
        Some(("inspect", given)) => Action::Inspect(InspectArgs {
            file: given.get_one::<OsString>("file").cloned().unwrap_or_default(),
            format: one(given, "format"),
            draw: given.get_one("draw").cloned(),
            stdin_filename: given.get_one("stdin-filename").cloned(),
            input_format: given.get_one("input-format").cloned(),
        }),
        Some(("baseline", given)) => {
            let step = match given.get_one::<String>("step").map(String::as_str) {
                Some("prune" | "podar") => BaselineStep::Prune,
                Some("show" | "mostrar") => BaselineStep::Show,
                _ => BaselineStep::Create,
            };
            Action::Baseline(Box::new(BaselineArgs { step, check: check_args(given) }))
        }
        Some(("init", given)) => Action::Init(InitArgs::of(given)),
        Some(("completions", given)) => Action::Completions(Shell::from_str(&one(given, "shell")).unwrap_or(Shell::Bash)),
        Some(("man", _)) => Action::Man,
        Some(("help", given)) => Action::Help(given.get_one("command").cloned()),
        _ => Action::Help(None),
    };
    Ok((action, chosen, color))
}

fn check_args(given: &ArgMatches) -> CheckArgs {
    let paths = list(given, "paths");
    CheckArgs {
        paths: if paths.is_empty() { vec![OsString::from(".")] } else { paths },
        format: one(given, "format"),
        output_file: maybe(given, "output-file"),
        reports: list(given, "report"),
        as_of: given.get_one("as-of").copied(),
        period: given.get_one("period").copied(),
        select: list(given, "select"),
        ignore: list(given, "ignore"),
        severities: list(given, "severity"),
        rules: list(given, "rules"),
        fail_on: maybe(given, "fail-on"),
        config: given.get_one("config").cloned(),
        no_config: given.get_flag("no-config"),
        baseline: given.get_one("baseline").cloned(),
        baseline_is_written: false,
        stdin_filename: given.get_one("stdin-filename").cloned(),
        input_format: given.get_one("input-format").cloned(),
        skip_others: given.get_flag("skip-others"),
        allow_empty: given.get_flag("allow-empty"),
        quiet: has(given, "quiet"),
        verbose: has(given, "verbose"),
        jobs: given.get_one("jobs").copied(),
    }
}

// What a command does not ask at all was not given.

fn list<T: Clone + Send + Sync + 'static>(given: &ArgMatches, id: &str) -> Vec<T> {
    given.try_get_many::<T>(id).ok().flatten().map(|values| values.cloned().collect()).unwrap_or_default()
}

fn maybe<T: Clone + Send + Sync + 'static>(given: &ArgMatches, id: &str) -> Option<T> {
    given.try_get_one::<T>(id).ok().flatten().cloned()
}

fn one(given: &ArgMatches, id: &str) -> String {
    maybe(given, id).unwrap_or_default()
}

fn has(given: &ArgMatches, id: &str) -> bool {
    maybe(given, id).unwrap_or_default()
}
