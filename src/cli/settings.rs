//! Configurations: which of them holds for which file, found upward from each, and what it comes to together with the command line.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use super::args::CheckArgs;
use super::files::{Input, Listing};
use super::terminal;
use crate::calendar::Calendar;
use crate::config::{Config, FILE_NAME, Parsed, Settings};
use crate::rules::select::{Selection, UnknownRule};
use crate::rules::{Rule, Ruleset};
use crate::source;
use crate::suppress::Baseline;
use crate::suppress::baseline::BaselineError;
use crate::toml_mistake::{Problem, TomlMistake};

/// The largest configuration that is read, in bytes.
const MAX_CONFIG: u64 = 1 << 20;

/// The largest baseline that is read, in bytes: some 300 000 findings.
const MAX_BASELINE: u64 = 64 << 20;

/// How many configurations may extend one another.
const MAX_CHAIN: usize = 16;

/// Why there are no settings.
pub(super) enum Refusal {
    /// A mistake in a configuration.
    Config(Box<TomlMistake>),
    /// A name on the command line that no rule bears.
    Rule(UnknownRule),
    /// A baseline that cannot be read, and who names it.
    Baseline(PathBuf, Naming, BaselineFault),
}

/// Who says where a baseline is.
#[derive(Debug, Clone)]
pub(super) enum Naming {
    /// The command line, in these words.
    Option(PathBuf),
    /// A configuration file.
    Key(PathBuf),
    /// Nobody: it was looked for where it usually is.
    Usual,
}

/// What is the matter with a baseline.
pub(super) enum BaselineFault {
    Io(io::Error),
    Form(BaselineError),
}

impl From<Box<TomlMistake>> for Refusal {
    fn from(mistake: Box<TomlMistake>) -> Refusal {
        Refusal::Config(mistake)
    }
}

/// A configuration with what belongs to it.
pub(super) struct House {
    /// The configuration.
    pub(super) config: Config,
    /// The calendar with its local days, where it gives any.
    pub(super) calendar: Option<Calendar>,
    /// The findings that were there already.
    pub(super) baseline: Option<Kept>,
}

/// A baseline and where it is kept.
pub(super) struct Kept {
    /// The file; absolute.
    pub(super) file: PathBuf,
    /// What it holds.
    pub(super) baseline: Baseline,
}

impl Kept {
    /// The name of a file in the baseline: its path as seen from the baseline's folder, so that it is the same in every clone.
    pub(super) fn name_of(&self, path: &Path) -> String {
        source::name_of(&seen_from(self.folder(), path))
    }

    /// The absolute path of a file that the baseline names.
    pub(super) fn path_of(&self, name: &str) -> PathBuf {
        absolute(&self.folder().join(source::path_of(name)))
    }

    fn folder(&self) -> &Path {
        self.file.parent().unwrap_or(Path::new("/"))
    }
}

impl House {
    /// Whether something in it depends on a document's path.
    pub(super) fn asks_for_paths(&self) -> bool {
        self.config.period.is_some() || !self.config.exclude.is_empty() || !self.config.exceptions.is_empty() || self.baseline.is_some()
    }
}

/// What holds for each input of a run.
pub(super) struct Houses {
    /// The configurations.
    pub(super) each: Vec<House>,
    /// Settings that some files share, each with the index of its configuration.
    pub(super) groups: Vec<(usize, Settings)>,
    /// For each input, the index of its group.
    of: Vec<usize>,
}

impl Houses {
    /// The configuration and the settings of an input.
    pub(super) fn of(&self, input: usize) -> Option<(usize, &House, &Settings)> {
        let (house, settings) = self.groups.get(*self.of.get(input)?)?;
        Some((*house, self.each.get(*house)?, settings))
    }

    /// What each rule weighs over all files: nothing where it runs for none, and what it weighs by itself where they differ.
    pub(super) fn selection(&self, ruleset: &Ruleset) -> Selection {
        let weight = |(index, rule): (usize, &Rule)| {
            let mut given = self.groups.iter().filter_map(|(_, settings)| settings.selection.0.get(index).copied().flatten());
            let first = given.next()?;
            Some(if given.all(|other| other == first) { first } else { rule.head.severity })
        };
        Selection(ruleset.rules.iter().enumerate().map(weight).collect())
    }

    /// The configurations that are files, each with how many inputs it holds for.
    pub(super) fn used(&self) -> impl Iterator<Item = (&Path, usize)> {
        let mut held = vec![0; self.each.len()];
        for (house, _) in self.of.iter().filter_map(|group| self.groups.get(*group)) {
            held[*house] += 1;
        }
        self.each.iter().zip(held).filter_map(|(house, held)| Some((house.config.files.first()?.as_path(), held)))
    }
}

/// A configuration and what it extends, as files; the nearest first.
pub(super) fn chain(path: &Path) -> Result<Vec<Parsed>, Box<TomlMistake>> {
    let mut chain: Vec<Parsed> = Vec::new();
    let mut seen = Vec::new();
    let mut next = Some(absolute(path));
    while let Some(path) = next {
        let text = read(&path, MAX_CONFIG).map_err(|error| match chain.last() {
            Some(from) => from.bad_extend(Problem::ExtendUnreadable(path.display().to_string(), error)),
            None => unreadable(&path, error),
        })?;
        seen.push(path.clone());
        let parsed = Parsed::new(path, text)?;
        next = parsed.extends().map(|path| absolute(&path));
        if next.as_ref().is_some_and(|path| seen.contains(path) || seen.len() >= MAX_CHAIN) {
            let name = next.unwrap_or_default().display().to_string();
            return Err(parsed.bad_extend(Problem::ExtendsItself(name)));
        }
        chain.push(parsed);
    }
    Ok(chain)
}

/// The configuration that says what a run can have only one of, its language and its rules: that of `--config`, else the first one upward of all that is
/// to be checked; where there are several, the one upward of where the program was started.
pub(super) fn root(args: &CheckArgs) -> Option<PathBuf> {
    if args.no_config {
        return None;
    }
    if args.config.is_some() {
        return args.config.clone();
    }
    let folder = |path: &OsString| {
        let path = if path == "-" { Path::new(args.stdin_filename.as_deref().unwrap_or(".")) } else { Path::new(path) };
        let whole = absolute(path);
        if path.is_dir() { whole } else { whole.parent().map(Path::to_owned).unwrap_or(whole) }
    };
    let mut found = args.paths.iter().map(|path| upward(&folder(path)));
    let first = found.next().flatten();
    if first.is_some() && found.all(|other| other == first) { first } else { upward(&absolute(Path::new("."))) }
}

/// The settings of every input.
pub(super) fn houses(
    args: &CheckArgs,
    root: Option<&(PathBuf, Vec<Parsed>)>,
    listing: &Listing,
    ruleset: &Ruleset,
) -> Result<Houses, Refusal> {
    let searched = vec![None; listing.folders.len()];
    let mut finder =
        Finder { args, root, ruleset, listing, searched, at: 0, folders: HashMap::new(), files: HashMap::new(), houses: Vec::new() };
    let mut groups: Vec<(usize, Settings)> = Vec::new();
    let mut known: HashMap<(usize, Vec<bool>), usize> = HashMap::new();
    let mut of = Vec::with_capacity(listing.inputs.len());
    let wishes = args.wishes();
    let here = Here::new();
    for input in &listing.inputs {
        let house = finder.house(input)?;
        let config = &finder.houses[house].config;
        let path = if config.has_overrides() { here.path_of(input, args) } else { PathBuf::new() };
        let key = (house, config.key(&path));
        let group = if let Some(group) = known.get(&key) {
            *group
        } else {
            groups.push((house, config.settings(&path, wishes, ruleset).map_err(Refusal::Rule)?));
            known.insert(key, groups.len() - 1);
            groups.len() - 1
        };
        of.push(group);
    }
    Ok(Houses { each: finder.houses, groups, of })
}

/// Where the program was started, asked for once and not again for every file.
pub(super) struct Here(PathBuf);

impl Here {
    /// Asks the system.
    pub(super) fn new() -> Here {
        Here(absolute(Path::new(".")))
    }

    /// The absolute path of an input, for patterns of a configuration.
    pub(super) fn path_of(&self, input: &Input, args: &CheckArgs) -> PathBuf {
        self.absolute(input.path().unwrap_or(Path::new(args.stdin_filename.as_deref().unwrap_or("-"))))
    }

    /// A path from the root of the file system; see [`absolute`].
    pub(super) fn absolute(&self, path: &Path) -> PathBuf {
        clean(&self.0.join(path))
    }
}

/// Looks configurations up, each folder and each file once.
struct Finder<'a> {
    args: &'a CheckArgs,
    root: Option<&'a (PathBuf, Vec<Parsed>)>,
    ruleset: &'a Ruleset,
    listing: &'a Listing,
    /// For each folder that was searched, the configuration in it or above it.
    searched: Vec<Option<usize>>,
    /// The index of the one that the last file was found in; the next one is mostly in the same.
    at: usize,
    /// The configuration of each other folder.
    folders: HashMap<PathBuf, usize>,
    /// The index of each configuration file; of none, under the empty path.
    files: HashMap<PathBuf, usize>,
    houses: Vec<House>,
}

impl Finder<'_> {
    fn house(&mut self, input: &Input) -> Result<usize, Refusal> {
        if self.args.no_config || self.args.config.is_some() {
            return self.of_file(self.root.map(|(path, _)| path.clone()));
        }
        let path = match (input.path(), &self.args.stdin_filename) {
            (Some(path), _) => path,
            (None, Some(name)) => Path::new(name),
            (None, None) => Path::new("-"),
        };
        let folder = path.parent().unwrap_or(Path::new(""));
        if matches!(input, Input::Found(_))
            && let Some(house) = self.found(folder)?
        {
            return Ok(house);
        }
        if let Some(house) = self.folders.get(folder) {
            return Ok(*house);
        }
        let house = self.of_file(upward(&absolute(folder)))?;
        self.folders.insert(folder.to_owned(), house);
        Ok(house)
    }

    /// The configuration of a folder that was met in a search: those inside were met as well, so the system is asked once for all of them, about what is
    /// above the folder that was searched.
    fn found(&mut self, folder: &Path) -> Result<Option<usize>, Refusal> {
        let folders = &self.listing.folders;
        let is_in = |index: &usize| folders.len() == 1 || folders.get(*index).is_some_and(|root| folder.starts_with(root));
        let Some(index) = std::iter::once(self.at).chain(0..folders.len()).find(is_in) else { return Ok(None) };
        let root = &folders[index];
        self.at = index;
        if !self.listing.configs.is_empty() {
            let inside = folder.ancestors().take_while(|folder| folder.starts_with(root) && *folder != root);
            let met = inside.map(|folder| folder.join(FILE_NAME)).find(|path| self.listing.configs.contains(path));
            if let Some(met) = met {
                return self.of_file(Some(absolute(&met))).map(Some);
            }
        }
        if let Some(house) = self.searched.get(index).copied().flatten() {
            return Ok(Some(house));
        }
        let house = self.of_file(upward(&absolute(root)))?;
        if let Some(searched) = self.searched.get_mut(index) {
            *searched = Some(house);
        }
        Ok(Some(house))
    }

    fn of_file(&mut self, file: Option<PathBuf>) -> Result<usize, Refusal> {
        let key = file.unwrap_or_default();
        if let Some(house) = self.files.get(&key) {
            return Ok(*house);
        }
        let config = match self.root {
            _ if key.as_os_str().is_empty() => Config::default(),
            Some((path, chain)) if *path == key => Config::new(chain, self.ruleset)?,
            _ => Config::new(&chain(&key)?, self.ruleset)?,
        };
        let given = self.args.baseline.as_ref().map(|path| (path, Naming::Option(path.clone())));
        let of_key = || Some((config.baseline.as_ref()?, Naming::Key(config.names_baseline.clone()?)));
        let baseline = match given.or_else(of_key) {
            // What is written anew need not be there, nor be well-formed.
            Some((path, _)) if self.args.baseline_is_written => Some(Kept { file: absolute(path), baseline: Baseline::default() }),
            Some((path, naming)) => Some(baseline(path, naming)?),
            None => None,
        };
        let calendar = (!config.holidays.is_empty() || !config.worked.is_empty())
            .then(|| self.ruleset.calendar.with_local(&config.holidays, &config.worked));
        self.houses.push(House { config, calendar, baseline });
        self.files.insert(key, self.houses.len() - 1);
        Ok(self.houses.len() - 1)
    }
}

/// Reads a baseline that somebody names.
pub(super) fn baseline(path: &Path, naming: Naming) -> Result<Kept, Refusal> {
    let file = absolute(path);
    match read(&file, MAX_BASELINE).map_err(BaselineFault::Io).and_then(|text| Baseline::parse(&text).map_err(BaselineFault::Form)) {
        Ok(baseline) => Ok(Kept { file, baseline }),
        Err(fault) => Err(Refusal::Baseline(file, naming, fault)),
    }
}

/// The baseline that one created anew takes the place of: empty where there is none, or one that is damaged.
///
/// # Errors
/// Why the file stays: it cannot be read, or (`None`) it never was a baseline.
pub(super) fn replaced(file: &Path) -> Result<Baseline, Option<io::Error>> {
    // What is no file of a disk holds nothing that would be lost, and a folder cannot be written to.
    if !fs::metadata(file).is_ok_and(|metadata| metadata.is_file()) {
        return Ok(Baseline::default());
    }
    let text = match read(file, MAX_BASELINE) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(None),
        Err(error) => return Err(Some(error)),
    };
    match Baseline::parse(&text) {
        Ok(baseline) => Ok(baseline),
        Err(_) if Baseline::was_one(&text) => Ok(Baseline::default()),
        Err(_) => Err(None),
    }
}

/// The first configuration in a folder or above it.
fn upward(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
}

/// A path from the root of the file system, without `.` and `..`; links are not followed.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(if path.as_os_str().is_empty() { Path::new(".") } else { path });
    clean(&whole.unwrap_or_else(|_| path.to_owned()))
}

/// A path without `.` and `..`.
pub(super) fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::with_capacity(path.as_os_str().len());
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = clean.pop(),
            part => clean.push(part),
        }
    }
    clean
}

/// A path as a person would write it from where the program was started.
pub(super) fn relative_to_here(path: &Path) -> PathBuf {
    seen_from(&absolute(Path::new(".")), path)
}

/// The same, ready to be printed.
pub(super) fn shown(path: &Path) -> String {
    terminal::shown(&relative_to_here(path).to_string_lossy())
}

/// A path for a person: as seen from here where it lies below, else from the root of the file system.
pub(super) fn near_name(path: &Path) -> PathBuf {
    path.strip_prefix(absolute(Path::new("."))).ok().filter(|near| !near.as_os_str().is_empty()).unwrap_or(path).to_owned()
}

/// An absolute path as seen from a folder: with `..` where it is not below it, and as it is where they share nothing.
pub(super) fn seen_from(folder: &Path, path: &Path) -> PathBuf {
    let shared = folder.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return path.to_owned();
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

/// Reads a text of at most so many bytes. What is no file of a disk may have no end, or never begin.
fn read(path: &Path, most: u64) -> io::Result<String> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() && !metadata.is_dir() {
        return Err(io::ErrorKind::NotSeekable.into());
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|read| read > most) {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").map(<[u8]>::to_vec).unwrap_or(bytes);
    String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData.into())
}

fn unreadable(path: &Path, error: io::Error) -> Box<TomlMistake> {
    Box::new(TomlMistake {
        path: near_name(path).display().to_string(),
        text: String::new(),
        span: None,
        problem: Problem::ConfigUnreadable(error),
        suggestion: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_a_folder_in_the_same_way_wherever_both_lie() {
        for (folder, path, seen) in [
            ("/gad", "/gad/2021/a4.txt", "2021/a4.txt"),
            ("/gad/.lotaip", "/gad/2021/a4.txt", "../2021/a4.txt"),
            ("/gad/a/b", "/gad/ab/a4.txt", "../../ab/a4.txt"),
            ("/gad", "/otro/a4.txt", "../otro/a4.txt"),
        ] {
            assert_eq!(seen_from(Path::new(folder), Path::new(path)), Path::new(seen));
            assert_eq!(absolute(&Path::new(folder).join(seen)), Path::new(path));
        }
    }
}
