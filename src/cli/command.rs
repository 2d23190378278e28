//! The commands and their options, as the library for command lines wants them, in the language that help is shown in. What they come to is in
//! [`super::args`].
//!
//! The words are in [`Help`]; how help is laid out is for [`super::help`].

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgAction, Command, ValueHint};

use super::values;
use crate::lang::{Help, Lang};
use crate::{read, render};

/// The shells that completions are written for.
const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

/// The commands, each with its Spanish name, where it has one, and what it is for.
pub(crate) const COMMANDS: [(&str, Option<&str>, Help); 8] = [
    ("check", Some("revisar"), Help::Check),
    ("explain", Some("explicar"), Help::Explain),
    ("rules", Some("reglas"), Help::Rules),
    ("inspect", Some("ver"), Help::Inspect),
    ("baseline", Some("base"), Help::BaselineCommand),
    ("init", Some("iniciar"), Help::Init),
    ("completions", None, Help::Completions),
    ("man", None, Help::Man),
];

/// Values with a Spanish name, and that name.
pub(crate) const SPANISH_VALUES: [(&str, &str); 6] =
    [("create", "crear"), ("prune", "podar"), ("show", "mostrar"), ("none", "ninguno"), ("always", "siempre"), ("never", "nunca")];

/// The whole command line in one language, its help wrapped at a width.
pub(crate) fn command(lang: Lang, width: usize) -> Command {
    let root = base(Command::new("lotaip"), lang, width)
        .version(env!("CARGO_PKG_VERSION"))
        .about(Help::About.say(lang))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .arg(
            option(lang, "lang", Help::General, Help::NameLang)
                .help(Help::Language.say(lang))
                .global(true)
                .value_parser(names(&["es", "en"])),
        )
        .arg(
            option(lang, "color", Help::General, Help::NameWhen)
                .help(Help::Color.say(lang))
                .global(true)
                .value_parser(in_both(&["auto", "always", "never"])),
        )
        .arg(flag(lang, "help", Help::General, Help::HelpFlag).short('h').action(ArgAction::Help).global(true))
        .arg(flag(lang, "version", Help::General, Help::Version).short('V').action(ArgAction::Version));
    let subcommands = [
        check(lang, width),
        explain(lang, width),
        rules(lang, width),
        inspect(lang, width),
        baseline(lang, width),
        init(lang, width),
        base(Command::new("completions"), lang, width)
            .arg(positional("shell", lang, Help::NameShell).help(SHELLS.join(", ")).required(true).value_parser(names(&SHELLS))),
        base(Command::new("man"), lang, width),
    ];
    let named =
        subcommands.into_iter().zip(COMMANDS).map(|(command, (_, alias, about))| command.visible_aliases(alias).about(about.say(lang)));
    let help = base(Command::new("help"), lang, width)
        .alias("ayuda")
        .hide(true)
        .about(Help::HelpCommand.say(lang))
        .arg(positional("command", lang, Help::NameCommand).help(Help::WhichCommand.say(lang)));
    super::help::lay_out(root.subcommands(named).subcommand(help), lang)
}

/// What all commands share.
fn base(command: Command, lang: Lang, width: usize) -> Command {
    command
        .term_width(width)
        .max_term_width(width)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand_value_name(Help::CommandWord.say(lang))
        .styles(super::help::STYLES)
}

fn check(lang: Lang, width: usize) -> Command {
    let formats: Vec<&'static str> = render::RENDERERS.iter().map(|renderer| renderer.name()).collect();
    let command = base(Command::new("check"), lang, width)
        .long_about(Help::CheckLong.say(lang))
        .arg(paths(lang))
        .arg(format(lang, &formats))
        .arg(
            option(lang, "output-file", Help::Output, Help::NameFile)
                .short('o')
                .help(Help::OutputFile.say(lang))
                .value_parser(clap::value_parser!(PathBuf))
                .value_hint(ValueHint::FilePath),
        )
        .arg(
            option(lang, "report", Help::Output, Help::NameReport)
                .action(ArgAction::Append)
                .help(Help::Report.say(lang))
                .value_parser(values::report(lang))
                .value_hint(ValueHint::FilePath),
        )
        .arg(flag(lang, "quiet", Help::Output, Help::Quiet).short('q').conflicts_with("verbose"))
        .arg(flag(lang, "verbose", Help::Output, Help::Verbose).short('v'))
        .arg(option(lang, "fail-on", Help::Output, Help::NameLevel).help(Help::FailOn.say(lang)).value_parser(values::fail_on(lang)));
    what_is_checked(command, lang)
}

/// What a command that checks is asked about documents and rules.
fn what_is_checked(command: Command, lang: Lang) -> Command {
    command
        .arg(option(lang, "as-of", Help::When, Help::NameDay).help(Help::AsOf.say(lang)).value_parser(values::day(lang)))
        .arg(option(lang, "period", Help::When, Help::NameMonth).help(Help::Period.say(lang)).value_parser(values::month(lang)))
        .arg(many(lang, "select", Help::NameRules).help(Help::Select.say(lang)))
        .arg(many(lang, "ignore", Help::NameRules).help(Help::Ignore.say(lang)))
        .arg(many(lang, "severity", Help::NameRuleLevel).help(Help::Severity.say(lang)).value_parser(values::level_of_rule(lang)))
        .arg(rules_folder(lang))
        .arg(file_option(lang, "config", Help::Config).conflicts_with("no-config"))
        .arg(flag(lang, "no-config", Help::WhichRules, Help::NoConfig))
        .arg(file_option(lang, "baseline", Help::Baseline))
        .arg(stdin_filename(lang))
        .arg(input_format(lang))
        .arg(flag(lang, "skip-others", Help::Input, Help::SkipOthers))
        .arg(flag(lang, "allow-empty", Help::Input, Help::AllowEmpty))
        .arg(option(lang, "jobs", Help::Input, Help::Number).short('j').help(Help::Jobs.say(lang)).value_parser(values::count(lang)))
}

/// `baseline`: what it checks is chosen as for `check`; it has no outputs, and no finding fails it.
fn baseline(lang: Lang, width: usize) -> Command {
    let command = base(Command::new("baseline"), lang, width)
        .long_about(Help::BaselineLong.say(lang))
        .arg(
            positional("step", lang, Help::NameStep)
                .help(Help::BaselineSteps.say(lang))
                .required(true)
                .value_parser(in_both(&["create", "prune", "show"]))
                .display_order(0),
        )
        .arg(paths(lang).display_order(1));
    what_is_checked(command, lang).mut_arg("baseline", |arg| arg.help(Help::BaselineFile.say(lang)))
}

fn explain(lang: Lang, width: usize) -> Command {
    base(Command::new("explain"), lang, width)
        .long_about(Help::ExplainLong.say(lang))
        .arg(positional("names", lang, Help::NameRule).help(Help::RuleNames.say(lang)).num_args(1..).required(true))
        .arg(format(lang, &["human", "json"]))
        .arg(rules_folder(lang))
}

fn rules(lang: Lang, width: usize) -> Command {
    base(Command::new("rules"), lang, width).arg(format(lang, &["table", "json", "markdown"])).arg(rules_folder(lang))
}

fn inspect(lang: Lang, width: usize) -> Command {
    let file = positional("file", lang, Help::NameFile).help(Help::OneFile.say(lang)).required(true);
    base(Command::new("inspect"), lang, width)
        .long_about(Help::InspectLong.say(lang))
        .arg(file.value_parser(clap::value_parser!(OsString)).value_hint(ValueHint::FilePath))
        .arg(format(lang, &["table", "json"]))
        .arg(
            option(lang, "draw", Help::Output, Help::NameFile)
                .help(Help::Draw.say(lang))
                .value_parser(values::svg(lang))
                .value_hint(ValueHint::FilePath),
        )
        .arg(stdin_filename(lang))
        .arg(input_format(lang))
}

fn init(lang: Lang, width: usize) -> Command {
    let folder = positional("folder", lang, Help::NameFolder).help(Help::InitFolder.say(lang));
    base(Command::new("init"), lang, width)
        .long_about(Help::InitLong.say(lang))
        .arg(folder.value_parser(clap::value_parser!(PathBuf)).value_hint(ValueHint::DirPath))
        .arg(
            option(lang, "ci", Help::Output, Help::NameGate)
                .help(Help::Ci.say(lang))
                .action(ArgAction::Append)
                .value_delimiter(',')
                .value_parser(in_both(&["github", "gitlab", "pre-commit", "none"])),
        )
        .arg(flag(lang, "dry-run", Help::Output, Help::DryRun))
}

fn paths(lang: Lang) -> Arg {
    positional("paths", lang, Help::NamePath)
        .help(Help::Paths.say(lang))
        .num_args(0..)
        .value_parser(clap::value_parser!(OsString))
        .value_hint(ValueHint::AnyPath)
}

/// An option with a value.
fn option(lang: Lang, name: &'static str, heading: Help, value: Help) -> Arg {
    let arg = Arg::new(name).long(name).value_name(value.say(lang)).help_heading(heading.say(lang));
    arg.hide_possible_values(true).hide_default_value(true)
}

/// An option that takes a list: given again, or with commas.
fn many(lang: Lang, name: &'static str, value: Help) -> Arg {
    option(lang, name, Help::WhichRules, value).action(ArgAction::Append).value_delimiter(',')
}

/// An option without a value.
fn flag(lang: Lang, name: &'static str, heading: Help, help: Help) -> Arg {
    Arg::new(name).long(name).help(help.say(lang)).help_heading(heading.say(lang)).action(ArgAction::SetTrue)
}

fn positional(id: &'static str, lang: Lang, value: Help) -> Arg {
    Arg::new(id).value_name(value.say(lang)).help_heading(Help::What.say(lang)).hide_possible_values(true)
}

/// `--format`; the first of the names is the default.
fn format(lang: Lang, formats: &[&'static str]) -> Arg {
    let default = formats.first().copied().unwrap_or_default();
    let help = Help::Format.with(lang, &[("list", &formats.join(", ")), ("default", default)]);
    option(lang, "format", Help::Output, Help::NameFormat).short('f').help(help).default_value(default).value_parser(names(formats))
}

fn rules_folder(lang: Lang) -> Arg {
    option(lang, "rules", Help::WhichRules, Help::NameFolder)
        .help(Help::RulesFolder.say(lang))
        .action(ArgAction::Append)
        .value_parser(clap::value_parser!(PathBuf))
        .value_hint(ValueHint::DirPath)
}

/// An option that names a file.
fn file_option(lang: Lang, name: &'static str, help: Help) -> Arg {
    let parser = clap::value_parser!(PathBuf);
    option(lang, name, Help::WhichRules, Help::NameFile).help(help.say(lang)).value_parser(parser).value_hint(ValueHint::FilePath)
}

fn stdin_filename(lang: Lang) -> Arg {
    option(lang, "stdin-filename", Help::Input, Help::NamePath).help(Help::StdinFilename.say(lang)).value_hint(ValueHint::FilePath)
}

fn input_format(lang: Lang) -> Arg {
    let formats: Vec<&'static str> = read::formats().map(|format| format.id).collect();
    let help = Help::InputFormat.with(lang, &[("list", &formats.join(", "))]);
    option(lang, "input-format", Help::Input, Help::NameFormat).help(help).value_parser(names(&formats))
}

fn names(names: &[&'static str]) -> PossibleValuesParser {
    PossibleValuesParser::new(names.iter().copied())
}

/// Names of which some are taken in Spanish too.
fn in_both(names: &[&'static str]) -> PossibleValuesParser {
    let aliases = |name: &'static str| SPANISH_VALUES.into_iter().filter(move |(value, _)| *value == name).map(|(_, alias)| alias);
    PossibleValuesParser::new(names.iter().map(|name| PossibleValue::new(*name).aliases(aliases(name))))
}
