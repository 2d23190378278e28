//! How help is laid out: templates without a word of clap's own, usage lines, and what stands below the options.

use clap::Command;
use clap::builder::styling::{AnsiColor, Style, Styles};

use super::command::COMMANDS;
use crate::lang::{Help, Lang};

/// Headings bold, what one types in green.
pub(crate) const STYLES: Styles =
    Styles::plain().header(HEADING).usage(HEADING).literal(AnsiColor::Green.on_default().bold()).placeholder(AnsiColor::Green.on_default());

const HEADING: Style = Style::new().bold();

/// The width of a command's names in the list, in columns.
const COMMANDS_WIDTH: usize = 20;

/// Gives the program and each command their templates and what stands below.
pub(crate) fn lay_out(root: Command, lang: Lang) -> Command {
    let names: Vec<String> = root.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let root = names.iter().fold(root, |root, name| root.mut_subcommand(name, |command| lay_out_command(command, lang)));
    let (usage, commands, general) = (heading(Help::Usage.say(lang)), heading(Help::Commands.say(lang)), heading(Help::General.say(lang)));
    let list = command_list(lang);
    let status = section(Help::ExitStatus, Help::StatusTable, lang);
    root.override_usage(usage_line("", lang))
        .help_template(format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{commands}\n{list}\n{general}:\n{{options}}{{after-help}}"))
        .after_help(Help::MoreCommand.say(lang))
        .after_long_help(format!("{}\n\n{status}\n\n{}", section(Help::Examples, Help::CheckExamples, lang), Help::MoreCommand.say(lang)))
}

fn lay_out_command(command: Command, lang: Lang) -> Command {
    let name = command.get_name().to_owned();
    let usage = heading(Help::Usage.say(lang));
    let (examples, status) = below(&name);
    let mut lower: Vec<String> = examples.map(|examples| section(Help::Examples, examples, lang)).into_iter().collect();
    lower.push(section(Help::ExitStatus, status, lang));
    command
        .override_usage(usage_line(&name, lang))
        .help_template(format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .after_help(Help::More.with(lang, &[("command", &format!("lotaip {name}"))]))
        .after_long_help(lower.join("\n\n"))
}

/// The examples of a command, and the table of its exit status.
pub(crate) fn below(command: &str) -> (Option<Help>, Help) {
    match command {
        "check" => (Some(Help::CheckExamples), Help::StatusTable),
        "explain" => (Some(Help::ExplainExamples), Help::StatusShort),
        "rules" => (Some(Help::RulesExamples), Help::StatusShort),
        "inspect" => (Some(Help::InspectExamples), Help::StatusInspect),
        "init" => (Some(Help::InitExamples), Help::StatusInit),
        "baseline" => (Some(Help::BaselineExamples), Help::StatusBaseline),
        "completions" => (Some(Help::CompletionsExamples), Help::StatusShort),
        "man" => (Some(Help::ManExamples), Help::StatusShort),
        _ => (None, Help::StatusShort),
    }
}

/// How a command is called; the program itself where the name is empty.
pub(crate) fn usage_line(command: &str, lang: Lang) -> String {
    let options = Help::OptionsWord.say(lang);
    let name = |help: Help| help.say(lang);
    match command {
        "check" => format!("lotaip check {options} [{}]...", name(Help::NamePath)),
        "explain" => format!("lotaip explain {options} <{}>...", name(Help::NameRule)),
        "rules" => format!("lotaip rules {options}"),
        "inspect" => format!("lotaip inspect {options} <{}>", name(Help::NameFile)),
        "baseline" => format!("lotaip baseline {options} <{}> [{}]...", name(Help::NameStep), name(Help::NamePath)),
        "init" => format!("lotaip init {options} [{}]", name(Help::NameFolder)),
        "completions" => format!("lotaip completions <{}>", name(Help::NameShell)),
        "man" => "lotaip man".to_owned(),
        "help" => format!("lotaip help [{}]", name(Help::NameCommand)),
        _ => format!("lotaip {} {options}", name(Help::CommandWord)),
    }
}

/// The commands, each with its Spanish name and what it is for.
fn command_list(lang: Lang) -> String {
    let literal = STYLES.get_literal();
    let line = |(name, alias, about): (&str, Option<&str>, Help)| {
        let names: Vec<&str> = std::iter::once(name).chain(alias).collect();
        let pad = COMMANDS_WIDTH.saturating_sub(names.join(", ").len());
        let names: Vec<String> = names.iter().map(|name| format!("{literal}{name}{literal:#}")).collect();
        format!("  {}{:pad$}{}\n", names.join(", "), "", about.say(lang))
    };
    COMMANDS.into_iter().map(line).collect()
}

fn section(title: Help, text: Help, lang: Lang) -> String {
    format!("{}\n{}", heading(title.say(lang)), text.say(lang))
}

fn heading(text: &str) -> String {
    format!("{HEADING}{text}{HEADING:#}")
}
