//! The program as a function: a command line and a world in, an exit status out. It can be called many times in one process.
//!
//! One file per command. What the commands do is elsewhere in the library; here are options, streams and exit status.

mod args;
mod baseline;
mod check;
mod command;
mod draw;
mod example;
mod explain;
mod files;
mod help;
mod init;
mod inspect;
mod json_report;
mod json_rule;
mod mistake;
mod named;
mod output;
mod pass;
mod progress;
mod rules;
mod scripts;
mod settings;
mod sinks;
mod table;
mod targets;
mod terminal;
mod turn;
mod values;

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use chrono::NaiveDate;

use crate::lang::{Lang, Text};
use crate::render;
use crate::rules::Ruleset;
use crate::toml_mistake::TomlMistake;
use args::Action;

/// Done, and nothing to object to.
pub(crate) const OK: u8 = 0;
/// The command line or a rule pack is wrong, or the output could not be written.
pub(crate) const WRONG: u8 = 2;
/// There are findings at or above `--fail-on`.
pub(crate) const FINDINGS: u8 = 1;
/// There was nothing to check.
pub(crate) const EMPTY: u8 = 3;
/// A document could not be read.
pub(crate) const UNREADABLE: u8 = 4;
/// The exit status of a bug, after `EX_SOFTWARE` of BSD's sysexits.
pub const BUG: u8 = 70;

/// All that the program sees of the world, so that tests can give it another one.
pub struct World<'w> {
    /// Standard output.
    pub out: &'w mut dyn Write,
    /// Standard error.
    pub err: &'w mut dyn Write,
    /// Standard input.
    pub input: &'w mut dyn Read,
    /// The value of an environment variable.
    pub env: &'w dyn Fn(&str) -> Option<OsString>,
    /// Whether a person reads standard output.
    pub out_is_terminal: bool,
    /// Whether a person reads standard error.
    pub err_is_terminal: bool,
    /// The terminal's columns, where there is one.
    pub width: Option<usize>,
    /// The day it is in Ecuador.
    pub today: NaiveDate,
}

/// When to use colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum ColorChoice {
    /// Where a terminal shows them and nobody objects.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What all commands are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Common {
    /// The language of texts.
    pub(crate) lang: Lang,
    /// Whether a person asked for that language, so that no configuration changes it.
    pub(crate) lang_is_asked: bool,
    /// When to use colors.
    pub(crate) color: ColorChoice,
}

/// Runs a command line, the program's name included, and returns the exit status.
pub fn run(args: impl IntoIterator<Item = OsString>, world: &mut World<'_>) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    let (lang, lang_is_asked) = language(&args, world);
    let mut common = Common { lang, lang_is_asked, color: color(&args) };
    let status = match args::parse(&args, common.lang, terminal::help_width(world)) {
        Ok((action, lang, color)) => {
            common = Common { lang: lang.unwrap_or(common.lang), color, ..common };
            act(action, &args, &common, world)
        }
        Err(error) => mistake::tell(&error, &args, &common, world),
    };
    match world.out.flush() {
        Ok(()) => status,
        // What is left in a buffer cannot be written either, and that has been told.
        Err(_) if status == WRONG => WRONG,
        Err(error) => write_failed(&error, status, &common, world),
    }
}

/// Does what is asked; the exit status.
fn act(action: Action, line: &[OsString], common: &Common, world: &mut World<'_>) -> u8 {
    match action {
        Action::Check(args) => check::run(&args, common, world),
        Action::Explain(args) => explain::run(&args, common, world),
        Action::Rules(args) => rules::run(&args, common, world),
        Action::Inspect(args) => inspect::run(&args, common, world),
        Action::Baseline(args) => baseline::run(&args, common, world),
        Action::Init(args) => init::run(&args, common, world),
        Action::Completions(shell) => scripts::completions(shell, common, world),
        Action::Man => scripts::man(common, world),
        Action::Help(command) => mistake::help(command.as_deref(), line, common, world),
    }
}

/// The day of Ecuador (UTC−5, all year) at a moment given in seconds since 1970.
pub fn day_in_ecuador(seconds: i64) -> NaiveDate {
    check::day_in_ecuador(seconds)
}

/// Writes a text to standard output; the exit status to end with.
pub(crate) fn print(text: &str, status: u8, common: &Common, world: &mut World<'_>) -> u8 {
    match world.out.write_all(text.as_bytes()) {
        Ok(()) => status,
        Err(error) => write_failed(&error, status, common, world),
    }
}

/// What to do when standard output cannot be written: a closed pipe ends the program quietly with the status reached so far, anything else is told.
pub(crate) fn write_failed(error: &io::Error, status: u8, common: &Common, world: &mut World<'_>) -> u8 {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return status;
    }
    let reason = crate::lang::io_error(error, common.lang);
    complain(&Text::CannotWrite.with(common.lang, &[("reason", &reason)]), None, &[], common, world);
    WRONG
}

/// Tells a mistake on standard error: what is wrong, where, and what to do.
///
/// Nobody is left to tell where standard error itself cannot be written.
pub(crate) fn complain(message: &str, excerpt: Option<&str>, advice: &[String], common: &Common, world: &mut World<'_>) {
    let style = terminal::err_style(common, world);
    let (red, bold, reset) = if style.color { ("\u{1b}[31;1m", "\u{1b}[1m", "\u{1b}[0m") } else { ("", "", "") };
    // A person's terminal is given lines that fit; a log is given one line for each sentence.
    let width = if world.err_is_terminal { style.width.min(terminal::MAX_PROSE) } else { usize::MAX };
    let entry = |color: &str, keyword: Text, sentence: &str| {
        let keyword = keyword.say(common.lang);
        let indent = " ".repeat(keyword.chars().count() + 1);
        let set = terminal::wrap(sentence, width, &indent);
        format!("{color}{keyword}{reset} {}", set.trim_start_matches(' '))
    };
    let mut text = entry(red, Text::ErrorWord, message);
    if let Some(excerpt) = excerpt {
        text.push('\n');
        text.push_str(excerpt);
        if !advice.is_empty() {
            text.push('\n');
        }
    }
    for sentence in advice {
        text.push_str(&entry(bold, Text::HelpWord, sentence));
    }
    let _ = world.err.write_all(text.as_bytes());
    let _ = world.err.flush();
}

/// The rules of the program and of the folders given.
///
/// # Errors
/// The exit status, once a mistake in a pack has been told.
pub(crate) fn ruleset(folders: &[PathBuf], common: &Common, world: &mut World<'_>) -> Result<Ruleset, u8> {
    let mut ruleset = Ruleset::embedded();
    for folder in folders {
        if let Err(error) = ruleset.add_from_disk(folder) {
            return Err(tell_mistake(&error, common, world));
        }
    }
    Ok(ruleset)
}

/// Tells a mistake in a rule file or a configuration; the exit status.
pub(crate) fn tell_mistake(mistake: &TomlMistake, common: &Common, world: &mut World<'_>) -> u8 {
    let told = render::render_pack_error(mistake, common.lang, terminal::err_style(common, world));
    // Nobody is left to tell where standard error cannot be written.
    let _ = world.err.write_all(told.as_bytes());
    WRONG
}

/// The language, found even where the command line is wrong: `--lang`, else `LOTAIP_LANG`, else the locale, else Spanish; and whether it is one of the
/// first two.
fn language(args: &[OsString], world: &World<'_>) -> (Lang, bool) {
    let known = |name: &str| match name {
        "es" => Some(Lang::Es),
        "en" => Some(Lang::En),
        _ => None,
    };
    let variable = |name: &str| (world.env)(name).and_then(|value| value.into_string().ok()).filter(|value| !value.is_empty());
    let given = last_value(args, "--lang").and_then(|name| known(&name));
    let locale = || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(variable);
    let asked = given.or_else(|| variable("LOTAIP_LANG").map(|name| Lang::of_locale(&name)));
    (asked.unwrap_or_else(|| locale().map_or(Lang::Es, |name| Lang::of_locale(&name))), asked.is_some())
}

/// The choice of colors, found even where the command line is wrong.
fn color(args: &[OsString]) -> ColorChoice {
    match last_value(args, "--color").as_deref() {
        Some("always" | "siempre") => ColorChoice::Always,
        Some("never" | "nunca") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

/// The last value of an option, as `--name value` or `--name=value`, before `--`.
fn last_value(args: &[OsString], name: &str) -> Option<String> {
    let args: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).take_while(|arg| arg != "--").collect();
    let with_equals = |arg: &str| arg.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')).map(str::to_owned);
    (0..args.len()).rev().find_map(|index| {
        with_equals(&args[index]).or_else(|| (args[index] == name).then(|| args.get(index + 1).map(ToString::to_string)).flatten())
    })
}

#[cfg(test)]
pub(crate) mod tests;
