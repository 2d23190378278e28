//! What `init` writes and where: the configuration in the folder, the automatic check at the root of the repository that it belongs to.
//!
//! The files are templates beside this one, in both languages, with holes for the version, the folder and the names of files. Only this module looks at
//! what is there already.

use std::fs;
use std::path::{Path, PathBuf};

use super::cover::{Gap, gap};
use super::{Gate, InitArgs};
pub(super) use crate::cli::baseline::FILE_NAME as BASELINE;
use crate::cli::settings::{self, Naming};
use crate::config::FILE_NAME;
use crate::lang::Lang;
use crate::read::formats;
use crate::source::name_of;

/// The most that is read of a file that tells where a repository lives, in bytes.
const MOST: u64 = 1 << 20;

/// What GitLab runs.
pub(super) const GITLAB: &str = ".gitlab-ci.yml";

/// What pre-commit runs.
pub(super) const PRE_COMMIT: &str = ".pre-commit-config.yaml";

/// The line of the configuration by which a baseline is named, once its mark is taken away.
pub(super) const BASELINE_COMMENT: &str = r#"#baseline = "lotaip-baseline.json""#;

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The configuration.
    Config,
    /// The workflow of GitHub.
    Github,
    /// The job of GitLab, as all that GitLab runs here.
    Gitlab,
    /// The job of GitLab, for others to include.
    GitlabIncluded,
    /// The hook of pre-commit.
    PreCommit,
}

/// A file to be written.
#[derive(Debug)]
pub(super) struct Planned {
    /// What it is for.
    pub(super) role: Role,
    /// Where it goes.
    pub(super) path: PathBuf,
    /// What it holds.
    pub(super) text: String,
    /// Whether something is there already.
    pub(super) exists: bool,
    /// What that lacks, so that the folder is checked.
    pub(super) gap: Option<Gap>,
}

/// How the configuration of a folder stands to a baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// It names one.
    Named,
    /// It has the line that would, as a comment.
    Comment,
    /// It has no such line.
    Nowhere,
}

/// All that is to be written.
#[derive(Debug)]
pub(super) struct Plan {
    /// The folder of the reports.
    pub(super) folder: PathBuf,
    /// The root of its repository; the folder itself where it is in none.
    root: PathBuf,
    /// Whether there is a repository.
    pub(super) has_repository: bool,
    /// The keys of the configuration that are in use.
    pub(super) used: Vec<&'static str>,
    /// How the configuration stands to a baseline.
    pub(super) baseline: Held,
    /// The files.
    pub(super) files: Vec<Planned>,
}

impl Plan {
    /// The files that are not there.
    pub(super) fn missing(&self) -> impl Iterator<Item = &Planned> {
        self.files.iter().filter(|file| !file.exists)
    }

    /// The folder as the repository names it; nothing, where it is its root.
    pub(super) fn folder_seen_from_root(&self) -> String {
        name_of(self.folder.strip_prefix(&self.root).unwrap_or(&self.folder))
    }

    /// A file as the repository names it.
    pub(super) fn seen_from_root(&self, file: &Planned) -> String {
        name_of(file.path.strip_prefix(&self.root).unwrap_or(&file.path))
    }
}

/// Finds out what is to be written.
pub(super) fn plan(args: &InitArgs, lang: Lang) -> Plan {
    let folder = settings::absolute(&args.folder);
    let repository = repository(&folder);
    let root = repository.unwrap_or(&folder).to_owned();
    let (text, used) = configuration(&folder, repository, lang);
    let config = planned(Role::Config, folder.join(FILE_NAME), text, "");
    let baseline = held(&config);
    // Where there is no repository yet, nobody can tell where its root will be.
    let usual = || if repository.is_some() { vec![usual(&root)] } else { Vec::new() };
    let gates = if args.gates.is_empty() { usual() } else { args.gates.clone() };
    let mut files = vec![config];
    let seen = folder.strip_prefix(&root).unwrap_or(Path::new(""));
    for gate in gates {
        let (role, path) = match gate {
            Gate::None => continue,
            Gate::Github => (Role::Github, ".github/workflows/lotaip.yml"),
            Gate::Gitlab => gitlab(&root),
            Gate::PreCommit => (Role::PreCommit, PRE_COMMIT),
        };
        if files.iter().all(|file| file.role != role) {
            files.push(planned(role, root.join(path), gate_text(role, seen, lang), &name_of(seen)));
        }
    }
    let has_repository = repository.is_some();
    Plan { folder, root, has_repository, used, baseline, files }
}

/// The baseline that `init` puts to use for a folder: the one in it, else one above, in the folder where the program was started or at the root of the
/// repository, that holds a finding of a report in the folder.
pub(in crate::cli) fn baseline_of(folder: &Path) -> Option<PathBuf> {
    let own = folder.join(BASELINE);
    if own.is_file() {
        return Some(own);
    }
    let (here, repository) = (settings::absolute(Path::new(".")), repository(folder));
    let is_above = |above: &PathBuf| folder.starts_with(above) && repository.is_none_or(|repository| above.starts_with(repository));
    let above = [Some(here), repository.map(Path::to_owned)].into_iter().flatten().filter(is_above).map(|above| above.join(BASELINE));
    let is_about_it = |path: &PathBuf| {
        let kept = settings::baseline(path, Naming::Usual).ok();
        kept.is_some_and(|kept| kept.baseline.lines().any(|line| kept.path_of(&line.path).starts_with(folder)))
    };
    above.filter(|path| path.is_file()).find(is_about_it)
}

/// A word as a shell takes it.
pub(in crate::cli) fn quoted(word: &str) -> String {
    let plain = word.chars().all(|c| c.is_alphanumeric() || "-_./".contains(c)) && !word.starts_with('-');
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// The root of the repository that a folder lies in.
fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(".git").exists())
}

/// A file, and what the one that is there in its place lacks for a folder as seen from the root.
fn planned(role: Role, path: PathBuf, text: String, folder: &str) -> Planned {
    // A link that leads nowhere is something as well.
    let exists = fs::symlink_metadata(&path).is_ok();
    let gap = exists.then(|| gap(role, &read(&path).unwrap_or_default(), folder)).flatten();
    Planned { role, path, text, exists, gap }
}

/// Whether a configuration, or one that it extends, names a baseline.
fn names_baseline(config: &Path) -> bool {
    settings::chain(config).is_ok_and(|chain| chain.iter().any(|parsed| parsed.baseline().is_some()))
}

/// How a configuration stands to a baseline: the one that is there, with what it goes on from, or the one to be written.
fn held(config: &Planned) -> Held {
    let is_named = |text: &str| text.lines().any(|line| line.starts_with("baseline ="));
    let is_comment = |text: &str| text.lines().any(|line| line.starts_with("#baseline ="));
    let there = if config.exists { read(&config.path) } else { None };
    let text = there.as_deref().unwrap_or(&config.text);
    match () {
        () if is_named(text) || config.exists && names_baseline(&config.path) => Held::Named,
        () if is_comment(text) => Held::Comment,
        () => Held::Nowhere,
    }
}

/// The configuration, and which of its keys are in use. Where another one held so far, the new one goes on from it: else it would undo it, being nearer.
/// One outside of the repository is not there where the repository is checked. Where there is a baseline, it is named: it was created in order to be used.
fn configuration(folder: &Path, repository: Option<&Path>, lang: Lang) -> (String, Vec<&'static str>) {
    let mut text = lang.pick(include_str!("es/lotaip.toml"), include_str!("en/lotaip.toml")).to_owned();
    let mut used = Vec::new();
    let inside = |above: &&Path| repository.is_none_or(|repository| above.starts_with(repository));
    let above = folder.ancestors().skip(1).take_while(inside).map(|above| above.join(FILE_NAME)).find(|config| config.is_file());
    if let Some(above) = &above {
        let path = name_of(&settings::seen_from(folder, above));
        text = text.replacen("#extend = \"../lotaip.toml\"", &format!("extend = \"{path}\""), 1);
        used.push("extend");
    }
    // What the other names holds here as well.
    let inherits = above.is_some_and(|above| names_baseline(&above));
    if let Some(path) = baseline_of(folder).filter(|path| !inherits || path.starts_with(folder)) {
        let seen = toml::Value::from(name_of(&settings::seen_from(folder, &path)));
        text = text.replacen(BASELINE_COMMENT, &format!("baseline = {seen}"), 1);
        used.push("baseline");
    }
    (text, used)
}

/// The file of an automatic check, for a folder as seen from the root.
fn gate_text(role: Role, folder: &Path, lang: Lang) -> String {
    let text = match role {
        Role::Config | Role::Github => lang.pick(include_str!("es/github.yml"), include_str!("en/github.yml")),
        Role::Gitlab | Role::GitlabIncluded => lang.pick(include_str!("es/gitlab.yml"), include_str!("en/gitlab.yml")),
        Role::PreCommit => lang.pick(include_str!("es/pre-commit.yaml"), include_str!("en/pre-commit.yaml")),
    };
    let folder = name_of(folder);
    // A name that a line of a file cannot hold is left to the person: the whole repository is checked.
    let fits = !folder.is_empty() && !folder.chars().any(|c| c.is_control() || c == char::REPLACEMENT_CHARACTER);
    let path = if fits { quoted(&folder) } else { ".".to_owned() };
    let below = if fits { format!("^{}/.*", regex::escape(&folder)) } else { String::new() };
    let files = format!("(?i){below}\\.({})$", extensions()).replace('\'', "''");
    text.replace("{version}", env!("CARGO_PKG_VERSION")).replace("{path}", &path).replace("{files}", &files)
}

/// The extensions of the formats that are read, for a pattern.
fn extensions() -> String {
    let mut all: Vec<&str> = formats().flat_map(|format| format.extensions.iter().copied()).collect();
    all.sort_unstable();
    all.join("|")
}

/// Where the job of GitLab goes: where there is none yet, it is all that GitLab runs; else it is for that file to include.
fn gitlab(root: &Path) -> (Role, &'static str) {
    let there = root.join(GITLAB);
    let ours = || read(&there).is_some_and(|text| text.lines().any(|line| line.starts_with("lotaip:")));
    if fs::symlink_metadata(&there).is_err() || ours() { (Role::Gitlab, GITLAB) } else { (Role::GitlabIncluded, ".gitlab/lotaip.yml") }
}

/// What checks every change where nobody says: GitLab where the repository shows signs of it, else GitHub.
fn usual(root: &Path) -> Gate {
    let remote = |text: String| text.lines().any(|line| line.trim_start().starts_with("url") && line.to_lowercase().contains("gitlab"));
    let signs = root.join(GITLAB).exists() || root.join(".gitlab").exists() || read(&root.join(".git/config")).is_some_and(remote);
    if signs && !root.join(".github").exists() { Gate::Gitlab } else { Gate::Github }
}

/// A small text file.
fn read(path: &Path) -> Option<String> {
    let small = fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() <= MOST);
    small.then(|| fs::read_to_string(path).ok()).flatten()
}
