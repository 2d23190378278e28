//! Files made from the command line's own description: completions for shells, and the manual page.

use std::fmt::Write as _;
use std::io;

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

use super::command::{self, COMMANDS};
use super::{Common, OK, World, help, print, write_failed};
use crate::lang::{Help, Lang};

/// Manual pages are wrapped by the program that shows them.
const UNWRAPPED: usize = 0;

/// Writes the completions for a shell; the exit status.
pub(crate) fn completions(shell: Shell, common: &Common, world: &mut World<'_>) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command::command(common.lang, UNWRAPPED), "lotaip", &mut script);
    match world.out.write_all(&script) {
        Ok(()) => OK,
        Err(error) => write_failed(&error, OK, common, world),
    }
}

/// Writes the manual page, all commands in one; the exit status.
pub(crate) fn man(common: &Common, world: &mut World<'_>) -> u8 {
    match page(common.lang) {
        Ok(text) => print(&text, OK, common, world),
        Err(error) => write_failed(&error, OK, common, world),
    }
}

/// The manual page in roff. The titles that clap writes in English are replaced by ours.
fn page(lang: Lang) -> io::Result<String> {
    let mut root = command::command(lang, UNWRAPPED);
    root.build();
    let mut out = rendered(&root, |man, out| man.render_title(out))?;
    out.push_str(&section(Help::ManName, lang));
    let _ = writeln!(out, "lotaip \\- {}", escaped(Help::About.say(lang)));
    out.push_str(&section(Help::ManSynopsis, lang));
    let calls: Vec<String> = COMMANDS.iter().map(|(name, ..)| format!("{}\n", escaped(&help::usage_line(name, lang)))).collect();
    out.push_str(&calls.join(".br\n"));
    out.push_str(&section(Help::ManCommands, lang));
    for (name, alias, about) in COMMANDS {
        let names: Vec<&str> = std::iter::once(name).chain(alias).collect();
        let _ = writeln!(out, ".SS \"{}\"\n{}", names.join(", "), escaped(about.say(lang)));
        if let Some(command) = root.find_subcommand(name) {
            out.push_str(&options(command, |arg| !arg.is_global_set())?);
        }
    }
    out.push_str(&section(Help::ManOptions, lang));
    out.push_str(&options(&root, |_| true)?);
    out.push_str(&section(Help::ManStatus, lang));
    out.push_str(&verbatim(Help::StatusTable, lang));
    out.push_str(&section(Help::ManEnvironment, lang));
    for line in Help::Environment.say(lang).lines() {
        let (name, meaning) = line.split_once('\t').unwrap_or((line, ""));
        let _ = writeln!(out, ".TP\n\\fB{}\\fR\n{}", escaped(name), escaped(meaning));
    }
    out.push_str(&section(Help::ManExamplesTitle, lang));
    out.push_str(&verbatim(Help::CheckExamples, lang));
    Ok(out)
}

/// The options of a command that are wanted, without the title above them.
fn options(command: &Command, wanted: impl Fn(&clap::Arg) -> bool) -> io::Result<String> {
    let hidden = command.get_arguments().filter(|arg| !wanted(arg)).map(|arg| arg.get_id().clone()).collect::<Vec<_>>();
    let shown = hidden.into_iter().fold(command.clone(), |command, id| command.mut_arg(id, |arg| arg.hide(true)));
    let text = rendered(&shown, |man, out| man.render_options_section(out))?;
    // The page as a whole has these definitions at its top.
    let repeated = |line: &&str| line.starts_with(".SH ") || line.starts_with(".ie ") || line.starts_with(".el ");
    Ok(text.split_inclusive('\n').filter(|line| !repeated(line)).collect())
}

fn rendered(command: &Command, render: impl Fn(&Man, &mut dyn io::Write) -> io::Result<()>) -> io::Result<String> {
    let mut out = Vec::new();
    render(&Man::new(command.clone()), &mut out)?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

fn section(title: Help, lang: Lang) -> String {
    format!(".SH \"{}\"\n", title.say(lang))
}

fn verbatim(text: Help, lang: Lang) -> String {
    format!(".nf\n{}\n.fi\n", escaped(text.say(lang)))
}

/// Text as roff takes it: backslashes and hyphens escaped, and no line taken for a request.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    let lines: Vec<String> =
        text.lines().map(|line| if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line.to_owned() }).collect();
    lines.join("\n")
}
