//! What is said when a command line cannot be run: clap finds the mistake, the words are ours, in both languages.

use std::error::Error as _;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use unicode_width::UnicodeWidthStr;

use super::command::{self, COMMANDS, SPANISH_VALUES};
use super::values::ValueError;
use super::{Common, OK, WRONG, World, complain, help, print, terminal};
use crate::lang::{Help, Lang, Text};
use crate::near::nearest;

/// What is wrong with a command line.
struct Mistake {
    message: String,
    /// The word to underline.
    word: Option<String>,
    advice: Vec<String>,
}

/// Shows the help or version asked for, or tells the mistake; returns the exit status.
pub(crate) fn tell(error: &clap::Error, args: &[OsString], common: &Common, world: &mut World<'_>) -> u8 {
    let color = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => terminal::out_style(common, world).color,
        _ => terminal::err_style(common, world).color,
    };
    let rendered = if color { error.render().ansi().to_string() } else { error.render().to_string() };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => print(&rendered, OK, common, world),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // Nobody is left to tell where standard error cannot be written.
            let _ = world.err.write_all(rendered.as_bytes());
            WRONG
        }
        _ => {
            explain(mistake(error, args, common), args, common, world);
            WRONG
        }
    }
}

/// The long help of a command, or of the program.
pub(crate) fn help(command: Option<&str>, args: &[OsString], common: &Common, world: &mut World<'_>) -> u8 {
    let mut root = command::command(common.lang, terminal::help_width(world));
    // Gives the commands what they share with the program.
    root.build();
    let found = match command {
        None => Some(&mut root),
        Some(name) => root.find_subcommand_mut(name),
    };
    let Some(found) = found else {
        let name = command.unwrap_or_default();
        explain(unknown_command(name, common), args, common, world);
        return WRONG;
    };
    let rendered = found.render_long_help();
    let text = if terminal::out_style(common, world).color { rendered.ansi().to_string() } else { rendered.to_string() };
    print(&text, OK, common, world)
}

/// Tells a mistake with the command line underlined, and how the command is called.
fn explain(mistake: Mistake, args: &[OsString], common: &Common, world: &mut World<'_>) {
    let command = command_of(args).unwrap_or_default();
    let width = terminal::err_style(common, world).width;
    let excerpt = mistake.word.and_then(|word| underlined(args, &word, width));
    complain(&mistake.message, excerpt.as_deref(), &mistake.advice, common, world);
    let called = if command.is_empty() { "lotaip".to_owned() } else { format!("lotaip {command}") };
    let usage = format!("{} {}", Help::Usage.say(common.lang), help::usage_line(command, common.lang));
    let more = Help::More.with(common.lang, &[("command", &called)]);
    let _ = world.err.write_all(format!("\n{usage}\n{more}\n").as_bytes());
}

fn mistake(error: &clap::Error, args: &[OsString], common: &Common) -> Mistake {
    let lang = common.lang;
    let text = |kind| first(error, kind).map(|text| terminal::shown(&text)).unwrap_or_default();
    // An option is given with the name of its value: only its own name is wanted.
    let option = text(ContextKind::InvalidArg).split([' ', '=']).next().unwrap_or_default().trim_end_matches("...").to_owned();
    let value = text(ContextKind::InvalidValue);
    let holes = [("name", lang.quote(&option)), ("value", lang.quote(&value)), ("option", option.clone())];
    let holes: Vec<(&str, &str)> = holes.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let meant = |kind| first(error, kind).map(|name| Text::DidYouMean.with(lang, &[("name", &lang.quote(&name))]));
    let choices = || {
        let named = |name: String| match SPANISH_VALUES.into_iter().find(|(value, _)| *value == name && lang == Lang::Es) {
            Some((_, alias)) => format!("{name} ({alias})"),
            None => name,
        };
        let valid: Vec<String> = all(error, ContextKind::ValidValue).into_iter().map(named).collect();
        (!valid.is_empty()).then(|| Text::Choices.with(lang, &[("list", &valid.join(", "))]))
    };
    match error.kind() {
        ErrorKind::UnknownArgument if option.starts_with('-') => Mistake {
            message: Text::UnknownOption.with(lang, &holes),
            advice: vec![meant(ContextKind::SuggestedArg).unwrap_or_else(|| Text::AfterHyphens.with(lang, &holes))],
            word: Some(option),
        },
        ErrorKind::UnknownArgument => Mistake {
            message: Text::TooMuch.with(lang, &[("name", &lang.quote(&text(ContextKind::InvalidArg)))]),
            advice: Vec::new(),
            word: Some(text(ContextKind::InvalidArg)),
        },
        ErrorKind::InvalidSubcommand => unknown_command(&text(ContextKind::InvalidSubcommand), common),
        ErrorKind::InvalidValue if value.is_empty() => {
            Mistake { message: Text::ValueMissing.with(lang, &holes), advice: choices().into_iter().collect(), word: Some(option) }
        }
        ErrorKind::InvalidValue => Mistake {
            message: Text::NoSuchChoice.with(lang, &holes),
            advice: [meant(ContextKind::SuggestedValue), choices()].into_iter().flatten().collect(),
            word: Some(value),
        },
        ErrorKind::ValueValidation => {
            let fault = error.source().and_then(|source| source.downcast_ref::<ValueError>());
            let why = fault.map(|fault| fault.why.clone()).unwrap_or_default();
            let message = Text::BadValue.with(lang, &[("value", &lang.quote(&value)), ("option", &option), ("why", &why)]);
            Mistake { message, advice: fault.map(|fault| fault.help.clone()).into_iter().collect(), word: Some(value) }
        }
        ErrorKind::TooManyValues => Mistake { message: Text::NoValueWanted.with(lang, &holes), advice: Vec::new(), word: Some(option) },
        ErrorKind::ArgumentConflict => {
            let other = text(ContextKind::PriorArg).split(' ').next().unwrap_or_default().to_owned();
            let twice = other == option || other.is_empty();
            let message = if twice {
                Text::GivenTwice.with(lang, &holes)
            } else {
                Text::NotTogether.with(lang, &[("option", &option), ("other", &other)])
            };
            Mistake { message, advice: vec![Text::KeepOne.say(lang).to_owned()], word: Some(option) }
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = all(error, ContextKind::InvalidArg);
            let names: Vec<&str> = missing.iter().map(|name| name.trim_end_matches("...")).collect();
            Mistake { message: Text::Missing.with(lang, &[("list", &lang.list(&names))]), advice: Vec::new(), word: None }
        }
        ErrorKind::InvalidUtf8 => {
            let word = args.iter().find(|arg| arg.to_str().is_none()).map(|arg| arg.to_string_lossy().into_owned());
            Mistake { message: Text::NotUtf8.say(lang).to_owned(), advice: Vec::new(), word }
        }
        _ => Mistake { message: Text::NotUnderstood.say(lang).to_owned(), advice: Vec::new(), word: None },
    }
}

/// A command that does not exist; a path in its place was meant to be checked.
fn unknown_command(name: &str, common: &Common) -> Mistake {
    let names = COMMANDS.into_iter().flat_map(|(name, alias, _)| std::iter::once(name).chain(alias));
    let advice = match nearest(&name.to_lowercase(), names) {
        Some(near) => Text::DidYouMean.with(common.lang, &[("name", &common.lang.quote(&format!("lotaip {near}")))]),
        None if name.contains(['.', '/', '\\']) => Text::CheckIt.with(common.lang, &[("name", &quoted(name))]),
        None => Text::CommandsAre.with(common.lang, &[("list", &common.lang.list(&COMMANDS.map(|(name, ..)| name)))]),
    };
    Mistake {
        message: Text::UnknownCommand.with(common.lang, &[("name", &common.lang.quote(&terminal::shown(name)))]),
        advice: vec![advice],
        word: Some(name.to_owned()),
    }
}

/// The English name of the command that a command line calls.
fn command_of(args: &[OsString]) -> Option<&'static str> {
    let named = |arg: &OsString| COMMANDS.into_iter().find(|(name, alias, _)| arg == name || alias.is_some_and(|alias| arg == alias));
    args.iter().skip(1).find_map(named).map(|(name, ..)| name)
}

/// The command line with one of its words underlined, where both fit.
fn underlined(args: &[OsString], word: &str, width: usize) -> Option<String> {
    let mut line = "  lotaip".to_owned();
    let mut mark = None;
    // What is said twice is wrong as the value of an option.
    let is_value = |at: usize| {
        args.get(at).is_some_and(|arg| arg == word) && args.get(at - 1).is_some_and(|arg| arg.to_string_lossy().starts_with("--"))
    };
    let from = (2..args.len()).find(|at| is_value(*at)).unwrap_or(1);
    for (at, arg) in args.iter().enumerate().skip(1) {
        let arg = arg.to_string_lossy();
        line.push(' ');
        let shown = quoted(&terminal::shown(&arg));
        if mark.is_none()
            && at >= from
            && (arg == word || arg.strip_prefix(word).is_some_and(|rest| rest.starts_with('=')) || inside(&arg, word))
        {
            // Within a word, only the part that is wrong is marked.
            let before = shown.find(word).and_then(|at| shown.get(..at));
            let (skip, wide) = before.filter(|_| !word.is_empty()).map_or((0, shown.width()), |before| (before.width(), word.width()));
            mark = Some((line.width() + skip, wide));
        }
        line.push_str(&shown);
    }
    let (at, wide) = mark?;
    (line.width() <= width).then(|| format!("{line}\n{}{}\n", " ".repeat(at), "^".repeat(wide)))
}

/// Whether a word of the command line holds a value among other things: `--format=json`, `a,b`.
fn inside(arg: &str, value: &str) -> bool {
    let listed = || arg.split(',').flat_map(|part| [Some(part), part.split_once('=').map(|(_, value)| value)]).flatten();
    !value.is_empty()
        && (listed().any(|part| part == value) || arg.strip_prefix('-').is_some_and(|rest| rest.get(1..).is_some_and(|rest| rest == value)))
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "-_./=,:+@%".contains(c));
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

fn first(error: &clap::Error, kind: ContextKind) -> Option<String> {
    all(error, kind).into_iter().next()
}

fn all(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}
