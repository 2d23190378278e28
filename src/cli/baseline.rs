//! `baseline`: keeps the findings that are there already, so that only new ones count.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::args::{BaselineArgs, BaselineStep, CheckArgs};
use super::check::{self, Prepared};
use super::output::Output;
use super::{Common, EMPTY, OK, WRONG, World, complain, print, settings, terminal};
use crate::lang::{Lang, Setup, Text, io_error};
use crate::suppress::Baseline;

/// The baseline's name where neither the command line nor a configuration gives one.
pub(super) const FILE_NAME: &str = "lotaip-baseline.json";

/// Does what is asked of the baseline; the exit status.
pub(crate) fn run(args: &BaselineArgs, common: &Common, world: &mut World<'_>) -> u8 {
    let mut checked = args.check.clone();
    let named = match check::root_baseline(&checked, common, world) {
        Ok(named) => named,
        Err(status) => return status,
    };
    let path = checked.baseline.clone().or(named.clone()).unwrap_or_else(|| PathBuf::from(FILE_NAME));
    checked.baseline = Some(path.clone());
    checked.baseline_may_lack = args.step == BaselineStep::Create;
    if args.step == BaselineStep::Show {
        return match settings::baseline(&path) {
            Ok((_, baseline)) => show(&baseline, common, world),
            Err(refusal) => check::refuse(refusal, common, world),
        };
    }
    let prepared = match check::prepare(&checked, common, world) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let (tally, found) = check::collect(&checked, &prepared, world);
    let common = &prepared.common;
    let lang = common.lang;
    let (kept, gone) = if args.step == BaselineStep::Create {
        (found, 0)
    } else {
        let before = prepared.houses.each.iter().find_map(|house| house.baseline.as_ref());
        let Some((folder, before)) = before else { return nothing(&checked, common, world) };
        let was_checked = covered(&prepared, &checked);
        let kept = before.pruned(&found, |path| was_checked(&folder.join(path)));
        let gone = before.len().saturating_sub(kept.len());
        (kept, gone)
    };
    if tally.summary.documents == 0 {
        return nothing(&checked, common, world);
    }
    let written = Output::open(Some(&path)).and_then(|mut output| {
        output.writer(&mut *world.out).write_all(kept.to_text().as_bytes())?;
        output.finish()
    });
    let name = terminal::shown(&path.to_string_lossy());
    if let Err(error) = written {
        let message = Text::CannotWriteFile.with(lang, &[("path", &name), ("why", &io_error(&error, lang))]);
        complain(&message, None, &[Text::CannotWriteFileHelp.say(lang).to_owned()], common, world);
        return WRONG;
    }
    let count = lang.count(kept.len(), Text::Findings);
    let mut said = if args.step == BaselineStep::Create {
        let documents = lang.count(tally.summary.documents, Text::Documents);
        Setup::BaselineCreated.with(lang, &[("count", &count), ("documents", &documents), ("path", &name)])
    } else {
        Setup::BaselinePruned.with(lang, &[("gone", &gone.to_string()), ("count", &count), ("path", &name)])
    };
    if named.is_none() && args.step == BaselineStep::Create {
        said.push('\n');
        said.push_str(&Setup::BaselineUse.with(lang, &[("path", &name)]));
    }
    said.push('\n');
    print(&said, OK, common, world)
}

/// Says that there was nothing to check, so that the baseline stays as it is.
fn nothing(args: &CheckArgs, common: &Common, world: &mut World<'_>) -> u8 {
    if args.allow_empty {
        return OK;
    }
    complain(Text::NothingToCheck.say(common.lang), None, &[Setup::BaselineUntouched.say(common.lang).to_owned()], common, world);
    EMPTY
}

/// Whether a file was checked, or would have been if it were there still.
fn covered(prepared: &Prepared, args: &CheckArgs) -> impl Fn(&Path) -> bool {
    let here = settings::Here::new();
    let folders: Vec<PathBuf> = prepared.listing.folders.iter().map(|folder| settings::absolute(folder)).collect();
    let files: HashSet<PathBuf> = prepared.listing.inputs.iter().map(|input| here.path_of(input, args)).collect();
    move |path| files.contains(path) || folders.iter().any(|folder| path.starts_with(folder))
}

/// What a baseline holds, document by document.
fn show(baseline: &Baseline, common: &Common, world: &mut World<'_>) -> u8 {
    let lang = common.lang;
    let mut text = String::new();
    let mut last = None;
    for line in baseline.lines() {
        let document = if line.sheet.is_empty() { line.path.clone() } else { format!("{} › {}", line.path, line.sheet) };
        if last.as_ref() != Some(&document) {
            text.push_str(&terminal::shown(&document));
            text.push('\n');
            last = Some(document);
        }
        let times = if line.count > 1 { format!(" ×{}", line.count) } else { String::new() };
        text.push_str(&terminal::shown(&format!("  {} {}{times}", line.code, line.subject)));
        text.push('\n');
    }
    text.push_str(&total(baseline, lang));
    print(&text, OK, common, world)
}

fn total(baseline: &Baseline, lang: Lang) -> String {
    format!("{}\n", lang.count(baseline.len(), Text::Findings))
}
