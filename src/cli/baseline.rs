//! `baseline`: keeps the findings that are there already, so that only new ones count. Each configuration has its own, as when reports are checked.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::args::{BaselineArgs, BaselineStep, CheckArgs};
use super::check::{self, Prepared};
use super::output::Output;
use super::settings::{self, BaselineFault, House, Kept, Naming, Refusal};
use super::{Common, EMPTY, OK, WRONG, World, complain, init, print, targets, terminal};
use crate::lang::{Lang, Setup, Text, io_error};
use crate::source::name_of;
use crate::suppress::baseline::BaselineError;
use crate::suppress::{Baseline, Seen};

/// The baseline's name where neither the command line nor a configuration gives one.
pub(super) const FILE_NAME: &str = "lotaip-baseline.json";

/// Does what is asked of baselines; the exit status.
pub(crate) fn run(args: &BaselineArgs, common: &Common, world: &mut World<'_>) -> u8 {
    let mut checked = args.check.clone();
    checked.baseline_is_written = args.step == BaselineStep::Create;
    let done = match args.step {
        BaselineStep::Show => show(&checked, common, world),
        BaselineStep::Create | BaselineStep::Prune => write(&checked, common, world),
    };
    done.unwrap_or_else(|status| status)
}

/// Writes baselines anew, or without what was mended.
fn write(args: &CheckArgs, common: &Common, world: &mut World<'_>) -> Result<u8, u8> {
    let mut prepared = check::prepare(args, common, world)?;
    let common = prepared.common.clone();
    // Where nobody names a baseline, all that is found goes to the one file that is to be named.
    let is_named = args.baseline.is_some() || prepared.houses.each.iter().any(|house| house.baseline.is_some());
    if !is_named {
        for house in &mut prepared.houses.each {
            house.baseline = Some(unnamed(args).map_err(|refusal| check::refuse(refusal, &common, world))?);
        }
    }
    spare(args, &mut prepared, world)?;
    let kept: BTreeMap<&Path, &Kept> =
        prepared.houses.each.iter().filter_map(|house| house.baseline.as_ref()).map(|kept| (kept.file.as_path(), kept)).collect();
    let tally = check::collect(args, &prepared, world);
    if tally.summary.documents == 0 {
        return Ok(nothing(args, &common, world));
    }
    let (mut of_file, mut unkept) = (BTreeMap::<&Path, Seen>::new(), Vec::new());
    for (house, seen) in tally.seen {
        match prepared.houses.each.get(house).and_then(|house| house.baseline.as_ref()) {
            Some(kept) => of_file.entry(&kept.file).or_default().join(seen),
            None => unkept.push((house, seen)),
        }
    }
    let mut said = String::new();
    for (file, seen) in &of_file {
        let Some(before) = kept.get(file) else { continue };
        said.push_str(&write_one(args, before, seen, &prepared, world)?);
        if args.baseline_is_written {
            said.push_str(&how_used(file, args, &prepared.houses.each, common.lang));
        }
    }
    let status = print(&said, OK, &common, world);
    for (house, seen) in unkept.iter().filter(|(_, seen)| args.baseline_is_written && !seen.counted.is_empty()) {
        tell_unkept(prepared.houses.each.get(*house).and_then(|house| house.config.files.first()), seen, &common, world);
    }
    Ok(status)
}

/// Sees to it that nothing is lost: no file is written over that this run reads, or that never was a baseline; and what one created anew takes the place
/// of is known.
fn spare(args: &CheckArgs, prepared: &mut Prepared, world: &mut World<'_>) -> Result<(), u8> {
    let (common, lang) = (prepared.common.clone(), prepared.common.lang);
    let files: BTreeSet<PathBuf> =
        prepared.houses.each.iter().filter_map(|house| house.baseline.as_ref()).map(|kept| kept.file.clone()).collect();
    for file in files {
        let name = settings::shown(&file);
        let mut refuse = |message: Setup, help: Setup, why: &str| {
            complain(&message.with(lang, &[("path", &name), ("why", why)]), None, &[help.say(lang).to_owned()], &common, world);
            WRONG
        };
        if let Some((message, help)) = targets::baseline_objection(&file, args, prepared) {
            return Err(refuse(message, help, ""));
        }
        if !args.baseline_is_written {
            continue;
        }
        let before = settings::replaced(&file).map_err(|error| match error {
            None => refuse(Setup::BaselineIsOther, Setup::BaselineOtherHelp, ""),
            Some(error) => refuse(Setup::BaselineIsClosed, Setup::BaselineOtherHelp, &io_error(&error, lang)),
        })?;
        for kept in prepared.houses.each.iter_mut().filter_map(|house| house.baseline.as_mut()).filter(|kept| kept.file == file) {
            kept.baseline = before.clone();
        }
    }
    Ok(())
}

/// Writes one baseline; what is said about it.
fn write_one(args: &CheckArgs, before: &Kept, seen: &Seen, prepared: &Prepared, world: &mut World<'_>) -> Result<String, u8> {
    let (common, lang) = (&prepared.common, prepared.common.lang);
    // What lay where was looked and does not any more was mended by going away.
    let folders: Vec<PathBuf> = prepared.listing.folders.iter().map(|folder| settings::absolute(folder)).collect();
    let gone = |name: &str| {
        let path = before.path_of(name);
        folders.iter().any(|folder| path.starts_with(folder)) && path.symlink_metadata().is_err_and(|error| is_not_there(&error))
    };
    let (kept, unseen) = if args.baseline_is_written {
        seen.renewed(&before.baseline, &prepared.ruleset, gone)
    } else {
        (seen.pruned(&before.baseline, &prepared.ruleset, gone), 0)
    };
    let written = Output::open(Some(&before.file)).and_then(|mut output| {
        output.writer(&mut *world.out).write_all(kept.to_text().as_bytes())?;
        output.finish()
    });
    if let Err(error) = written {
        return Err(check::cannot_write(&error, Some(&settings::relative_to_here(&before.file)), "--baseline", common, world));
    }
    let name = settings::shown(&before.file);
    let count = |findings: usize| lang.count(findings, Text::Findings);
    let mut said = if args.baseline_is_written {
        let (count, documents) = (count(kept.len().saturating_sub(unseen)), lang.count(seen.documents, Text::Documents));
        Setup::BaselineCreated.with(lang, &[("count", &count), ("documents", &documents), ("path", &name)])
    } else {
        let gone = before.baseline.len().saturating_sub(kept.len());
        Setup::BaselinePruned.with(lang, &[("gone", &gone.to_string()), ("count", &count(kept.len())), ("path", &name)])
    };
    said.push('\n');
    if unseen > 0 {
        said.push_str(&Setup::BaselineKept.with(lang, &[("count", &count(unseen))]));
        said.push('\n');
    }
    Ok(said)
}

/// How what was written is put to use, where it is not yet: the line for each configuration that holds for the reports, or how to come by one.
fn how_used(file: &Path, args: &CheckArgs, houses: &[House], lang: Lang) -> String {
    let of_file = || houses.iter().filter(|house| house.baseline.as_ref().is_some_and(|kept| kept.file == file));
    let is_named = |house: &House| house.config.baseline.as_ref().is_some_and(|named| settings::absolute(named) == file);
    let mut said: Vec<String> = Vec::new();
    for house in of_file().filter(|house| !is_named(house)) {
        if let Some(config) = house.config.files.first() {
            said.push(Setup::BaselineUse.with(lang, &[("config", &settings::shown(config))]));
            said.push(line_for(file, config));
            continue;
        }
        let folder = match args.paths.as_slice() {
            [one] if Path::new(one).is_dir() => settings::absolute(Path::new(one)),
            _ => settings::absolute(Path::new(".")),
        };
        if init::baseline_of(&folder).is_some_and(|found| found == file) {
            let given = settings::shown(&folder);
            let command = if given.is_empty() { String::new() } else { format!(" {}", init::quoted(&given)) };
            said.push(Setup::BaselineInit.say(lang).to_owned());
            said.push(format!("  lotaip init{command}"));
        } else {
            let config = folder.join(crate::config::FILE_NAME);
            said.push(Setup::BaselineNewConfig.with(lang, &[("config", &settings::shown(&config))]));
            said.push(line_for(file, &config));
        }
    }
    if !said.is_empty() {
        said.push(Setup::BaselineOnce.with(lang, &[("word", &init::quoted(&settings::shown(file)))]));
    }
    said.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

/// The line by which a configuration names a baseline: the path is seen from its folder.
fn line_for(file: &Path, config: &Path) -> String {
    let seen = settings::seen_from(config.parent().unwrap_or(Path::new("/")), file);
    terminal::shown(&format!("  baseline = {}", toml::Value::from(name_of(&seen))))
}

/// Says that a baseline cannot be read, and what to do: that depends on who names it.
pub(super) fn tell_unreadable(path: &Path, naming: &Naming, fault: BaselineFault, common: &Common, world: &mut World<'_>) {
    let lang = common.lang;
    let why = match fault {
        BaselineFault::Io(error) => io_error(&error, lang),
        BaselineFault::Form(BaselineError::Malformed(words)) => Setup::BaselineMalformed.with(lang, &[("why", &terminal::shown(&words))]),
        BaselineFault::Form(BaselineError::Version(version)) => Setup::BaselineVersion.with(lang, &[("version", &version.to_string())]),
        BaselineFault::Form(BaselineError::Count { path, count }) => {
            Setup::BaselineCount.with(lang, &[("path", &terminal::shown(&path)), ("count", &count.to_string())])
        }
    };
    let name = terminal::shown(&settings::near_name(path).to_string_lossy());
    let message = Setup::BaselineUnreadable.with(lang, &[("path", &name), ("why", &why)]);
    let help = match naming {
        Naming::Option(given) => {
            let given = init::quoted(&terminal::shown(&given.to_string_lossy()));
            Setup::BaselineOptionHelp.with(lang, &[("word", &given)])
        }
        Naming::Key(config) => {
            let config = terminal::shown(&settings::near_name(config).to_string_lossy());
            Setup::BaselineKeyHelp.with(lang, &[("config", &config)])
        }
        Naming::Usual => Setup::BaselineUsualHelp.say(lang).to_owned(),
    };
    complain(&message, None, &[help], common, world);
}

/// Whether an error says that a file is not there, and not only that nobody may look.
fn is_not_there(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// The baseline that nobody named.
fn unnamed(args: &CheckArgs) -> Result<Kept, Refusal> {
    if args.baseline_is_written {
        return Ok(Kept { file: settings::absolute(Path::new(FILE_NAME)), baseline: Baseline::default() });
    }
    settings::baseline(Path::new(FILE_NAME), Naming::Usual)
}

/// Says that what was found is kept nowhere.
fn tell_unkept(config: Option<&PathBuf>, seen: &Seen, common: &Common, world: &mut World<'_>) {
    let lang = common.lang;
    let (count, documents) = (lang.count(seen.counted.len(), Text::Findings), lang.count(seen.documents, Text::Documents));
    let path = config.map(|path| settings::shown(path));
    let holes = [("count", count.as_str()), ("documents", &documents), ("path", path.as_deref().unwrap_or_default())];
    let (message, help) = match path {
        Some(_) => (Setup::BaselineNotNamed, Setup::BaselineNotNamedHelp),
        None => (Setup::BaselineNoConfig, Setup::BaselineNoConfigHelp),
    };
    // Standard error may be closed: then nobody wants to know.
    let _ = writeln!(world.err, "{}\n{}", message.with(lang, &holes), help.say(lang));
}

/// Says that there was nothing to check, so that the baseline stays as it is.
fn nothing(args: &CheckArgs, common: &Common, world: &mut World<'_>) -> u8 {
    if args.allow_empty {
        return OK;
    }
    complain(Text::NothingToCheck.say(common.lang), None, &[Setup::BaselineUntouched.say(common.lang).to_owned()], common, world);
    EMPTY
}

/// Shows the baselines of what would be checked; where there is nothing to check, that of the folder where the program was started.
fn show(args: &CheckArgs, common: &Common, world: &mut World<'_>) -> Result<u8, u8> {
    let (mut kept, mut common) = (BTreeMap::new(), common.clone());
    if args.baseline.is_none() {
        let prepared = check::prepare(args, &common, world)?;
        common = prepared.common;
        kept = prepared.houses.each.into_iter().filter_map(|house| house.baseline).map(|kept| (kept.file.clone(), kept)).collect();
    }
    if kept.is_empty() {
        let (path, naming) = match args.baseline.clone() {
            Some(path) => (path.clone(), Naming::Option(path)),
            None => match check::root_baseline(args, &common, world)? {
                Some((config, path)) => (path, Naming::Key(config)),
                None => (PathBuf::from(FILE_NAME), Naming::Usual),
            },
        };
        let one = settings::baseline(&path, naming).map_err(|refusal| check::refuse(refusal, &common, world))?;
        kept.insert(one.file.clone(), one);
    }
    let several = kept.len() > 1;
    let mut text = String::new();
    for (file, kept) in &kept {
        if several {
            text.push_str(&settings::shown(file));
            text.push_str(":\n");
        }
        held(&kept.baseline, common.lang, &mut text);
    }
    Ok(print(&text, OK, &common, world))
}

/// What a baseline holds, document by document.
fn held(baseline: &Baseline, lang: Lang, text: &mut String) {
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
    text.push_str(&lang.count(baseline.len(), Text::Findings));
    text.push('\n');
}
