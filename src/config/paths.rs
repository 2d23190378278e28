//! Which files a configuration means: patterns of paths as seen from its folder.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::toml_mistake::PathFault;

/// Files that match patterns, relative to the folder of the configuration that gives them.
#[derive(Debug, Clone)]
pub struct Paths {
    base: PathBuf,
    /// The part of the only pattern, as seen from the folder, that holds no sign with a meaning; empty where there are several.
    lead: PathBuf,
    set: GlobSet,
    /// All files, those outside the folder as well.
    everything: bool,
}

impl Paths {
    /// Files below a folder that match one of the patterns; `.` are all of them.
    ///
    /// # Errors
    /// Why a pattern means no file, and which one, from 0.
    pub fn new<'p>(base: PathBuf, patterns: impl IntoIterator<Item = &'p str>) -> Result<Paths, (usize, PathFault)> {
        let mut set = GlobSetBuilder::new();
        let (mut last, mut lead) = (0, PathBuf::new());
        let malformed = |error: &globset::Error| PathFault::Malformed(error.kind().to_string());
        for (index, written) in patterns.into_iter().enumerate() {
            last = index;
            let folder = from_here(written).map_err(|fault| (index, fault))?;
            lead = folder.split('/').take_while(|part| !part.contains(['*', '?', '[', ']', '{', '}', '\\'])).collect();
            // A folder means what is in it.
            for text in [folder.clone(), format!("{folder}/**")] {
                let glob = GlobBuilder::new(&text).literal_separator(true).backslash_escape(true).build();
                set.add(glob.map_err(|error| (index, malformed(&error)))?);
            }
        }
        let set = set.build().map_err(|error| (last, malformed(&error)))?;
        Ok(Paths { base, lead: if last == 0 { lead } else { PathBuf::new() }, set, everything: false })
    }

    /// All files that a configuration holds for, wherever they lie.
    pub fn all(base: PathBuf) -> Paths {
        Paths { base, lead: PathBuf::new(), set: GlobSet::empty(), everything: true }
    }

    /// The folder, or the file, that holds all of them: an absolute path.
    pub fn scope(&self) -> PathBuf {
        self.base.join(&self.lead)
    }

    /// Lets them be seen from the folder of the configuration that extends theirs, where that does not lie below their own.
    pub fn seen_from(&mut self, home: &Path) {
        if !home.starts_with(&self.base) {
            home.clone_into(&mut self.base);
        }
    }

    /// Whether a file is one of them; its path is absolute.
    pub fn contain(&self, path: &Path) -> bool {
        self.everything || path.strip_prefix(&self.base).is_ok_and(|path| self.set.is_match(path))
    }
}

/// A pattern without what says nothing: `./2021/` is `2021`, and `.` is everything.
fn from_here(pattern: &str) -> Result<String, PathFault> {
    let pattern = pattern.trim();
    let has_drive = || pattern.as_bytes().get(1) == Some(&b':') && pattern.starts_with(|letter: char| letter.is_ascii_alphabetic());
    if pattern.is_empty() {
        return Err(PathFault::Empty);
    }
    if pattern.starts_with(['/', '~']) && !pattern.starts_with("~$") || pattern.starts_with("\\\\") || has_drive() {
        return Err(PathFault::Absolute);
    }
    let parts: Vec<&str> = pattern.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if parts.contains(&"..") {
        return Err(PathFault::Outside);
    }
    Ok(if parts.is_empty() { "**".to_owned() } else { parts.join("/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_files_below_their_folder() {
        for (pattern, path, expected) in [
            (".", "2021/10/a4.txt", true),
            ("./", "a4.txt", true),
            ("./2021", "2021/10/a4.txt", true),
            ("2021/", "2021/a4.txt", true),
            ("2021/./10//", "2021/10/a4.txt", true),
            ("2021", "20211/a4.txt", false),
            ("*.txt", "a4.txt", true),
            ("*.txt", "2021/a4.txt", false),
            ("**/*.txt", "2021/a4.txt", true),
            ("~$a4.xlsx", "~$a4.xlsx", true),
        ] {
            let paths = Paths::new("/gad".into(), [pattern]).unwrap();
            assert_eq!(paths.contain(&Path::new("/gad").join(path)), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn patterns_that_can_match_nothing_are_refused() {
        for (pattern, fault) in [
            ("", PathFault::Empty),
            (" ", PathFault::Empty),
            ("/srv/2021", PathFault::Absolute),
            ("~/2021", PathFault::Absolute),
            ("C:/2021", PathFault::Absolute),
            ("C:\\2021", PathFault::Absolute),
            ("../2021/**", PathFault::Outside),
            ("2021/../2022", PathFault::Outside),
        ] {
            assert_eq!(Paths::new("/gad".into(), ["2021", pattern]).unwrap_err(), (1, fault), "{pattern}");
        }
        assert!(matches!(Paths::new("/gad".into(), ["2021/["]), Err((0, PathFault::Malformed(_)))));
    }
}
