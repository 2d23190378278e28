//! Whether an automatic check that is there already checks a folder too, and if not, what to change in its file.
//!
//! A person may have written the file anew: what is not found in it is said to be missing, and never written.

use regex::Regex;

use super::plan::{Role, quoted};

/// What to change, so that a folder is checked as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Gap {
    /// The line that calls the program, with the folder in it.
    Line(String),
    /// A part of the pattern of files, and what goes in its place.
    Pattern(String, String),
    /// What it is cannot be told.
    Somewhere,
    /// The file has nothing of ours in it.
    Everything,
}

/// What a file lacks for a folder, both as seen from the root of the repository; nothing, where the folder is checked.
pub(super) fn gap(role: Role, text: &str, folder: &str) -> Option<Gap> {
    match role {
        Role::Config => None,
        Role::Github | Role::Gitlab | Role::GitlabIncluded => of_commands(text, folder),
        Role::PreCommit => of_hook(text, folder),
    }
}

/// What the lines lack that call the program.
fn of_commands(text: &str, folder: &str) -> Option<Gap> {
    let calls: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.starts_with('#') && line.contains(CHECK)).collect();
    let Some(first) = calls.first() else {
        // The action and the template check everything, unless folders are named.
        let names = text.contains("paths:") || text.contains("LOTAIP_PATHS");
        let is_checked =
            text.contains("lotaip") && if names { !folder.is_empty() && text.contains(folder) } else { text.contains("uses:") };
        return (!is_checked).then_some(Gap::Somewhere);
    };
    let named: Vec<Vec<(String, usize)>> = calls.iter().map(|call| paths(call)).collect();
    if named.iter().any(|paths| paths.is_empty() || paths.iter().any(|(path, _)| holds(path, folder))) {
        return None;
    }
    let (line, last) = (first, named.first()?.last()?);
    if last.0.starts_with('$') {
        return Some(Gap::Somewhere);
    }
    let word = if folder.is_empty() { ".".to_owned() } else { quoted(folder) };
    let (before, after) = line.split_at_checked(last.1)?;
    Some(Gap::Line(format!("{before} {word}{after}")))
}

/// How the program is called.
const CHECK: &str = "lotaip check";

/// The paths that a line gives to the program before its options, each with the byte after it.
fn paths(line: &str) -> Vec<(String, usize)> {
    let from = line.find(CHECK).map_or(line.len(), |at| at + CHECK.len());
    let (mut paths, mut word, mut quote, mut begun) = (Vec::new(), String::new(), None, false);
    let rest = line.get(from..).unwrap_or_default();
    for (at, letter) in rest.char_indices().chain([(rest.len(), ' ')]) {
        match quote {
            Some(end) if letter == end => quote = None,
            Some(_) => word.push(letter),
            None if letter == '\'' || letter == '"' => (quote, begun) = (Some(letter), true),
            None if letter.is_whitespace() => {
                if begun {
                    if word.starts_with(['-', '|', '>', '&', ';']) {
                        break;
                    }
                    paths.push((std::mem::take(&mut word), from + at));
                    begun = false;
                }
            }
            None => {
                word.push(letter);
                begun = true;
            }
        }
    }
    paths
}

/// Whether a path is a folder or holds it.
fn holds(path: &str, folder: &str) -> bool {
    let path = path.trim_start_matches("./").trim_end_matches('/');
    path.is_empty() || path == "." || folder.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What the hook lacks.
fn of_hook(text: &str, folder: &str) -> Option<Gap> {
    let mut lines = text.lines().map(str::trim).skip_while(|line| !line.starts_with("- id: lotaip"));
    if lines.next().is_none() {
        return Some(Gap::Everything);
    }
    let of_hook = lines.take_while(|line| !line.starts_with("- "));
    // A hook without a pattern takes all files.
    let written = of_hook.filter_map(|line| line.strip_prefix("files:")).map(|value| value.trim().trim_matches(['\'', '"'])).next()?;
    let report = if folder.is_empty() { "2021/10/a4.pdf".to_owned() } else { format!("{folder}/2021/10/a4.pdf") };
    match Regex::new(&written.replace("''", "'")) {
        Ok(pattern) if pattern.is_match(&report) => return None,
        Ok(_) => {}
        Err(_) => return Some(Gap::Somewhere),
    }
    let Some((_, rest)) = written.split_once('^') else { return Some(Gap::Somewhere) };
    let Some((folders, _)) = rest.split_once("/.*") else { return Some(Gap::Somewhere) };
    let several = folders.strip_prefix("(?:").and_then(|inner| inner.strip_suffix(')')).unwrap_or(folders);
    let name = regex::escape(folder).replace('\'', "''");
    let fresh = if folder.is_empty() { "^".to_owned() } else { format!("^(?:{several}|{name})/") };
    Some(Gap::Pattern(format!("^{folders}/"), fresh))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_checks_the_folders_that_it_names_and_what_is_in_them() {
        for (line, folder, gap) in [
            ("lotaip check uno --format github", "uno", None),
            ("lotaip check uno --format github", "uno/dos", None),
            ("lotaip check ./uno/", "uno", None),
            ("lotaip check . --format github", "dos", None),
            ("lotaip check --format github", "dos", None),
            ("lotaip check", "", None),
            ("lotaip check uno --format github", "dos", Some("lotaip check uno dos --format github")),
            ("lotaip check uno", "unos", Some("lotaip check uno unos")),
            ("lotaip check uno tres", "", Some("lotaip check uno tres .")),
            ("lotaip check 'mis informes' --quiet", "otros informes", Some("lotaip check 'mis informes' 'otros informes' --quiet")),
            ("lotaip check 'mis informes' --quiet", "mis informes", None),
        ] {
            let text = format!("jobs:\n  # lotaip check dos\n  - run: |\n      {line}\n");
            let expected = gap.map(|line| Gap::Line(line.to_owned()));
            assert_eq!(super::gap(Role::Github, &text, folder), expected, "{line} {folder}");
        }
    }

    #[test]
    fn a_pattern_takes_the_files_of_a_folder() {
        let hook = |pattern: &str| format!("repos:\n  - repo: local\n    hooks:\n      - id: lotaip\n        files: '{pattern}'\n");
        let of = |pattern: &str, folder: &str| gap(Role::PreCommit, &hook(pattern), folder);
        assert_eq!(of(r"(?i)^uno/.*\.(pdf|txt)$", "uno"), None);
        assert_eq!(of(r"(?i)\.(pdf|txt)$", "dos"), None);
        for (pattern, folder) in [(r"(?i)^uno/.*\.(pdf|txt)$", "dos"), (r"(?i)^(?:uno|tres)/.*\.(pdf)$", "dos.x"), (r"^uno/.*\.pdf$", "")] {
            let Some(Gap::Pattern(from, to)) = of(pattern, folder) else { panic!("{pattern} {folder}") };
            let changed = pattern.replacen(&from, &to, 1);
            // What is proposed takes the folder, and still the others.
            assert_eq!((of(&changed, folder), of(&changed, "uno")), (None, None), "{pattern} → {changed}");
        }
        assert_eq!(gap(Role::PreCommit, "repos: []\n", "uno"), Some(Gap::Everything));
        assert_eq!(of("^otro$", "uno"), Some(Gap::Somewhere));
    }

    #[test]
    fn what_is_written_otherwise_is_looked_through() {
        for (text, folder, gap) in [
            ("steps:\n  - uses: gad/lotaip@v1\n", "dos", None),
            ("steps:\n  - uses: gad/lotaip@v1\n    with:\n      paths: uno\n", "dos", Some(Gap::Somewhere)),
            ("steps:\n  - uses: gad/lotaip@v1\n    with:\n      paths: uno\n", "uno", None),
            ("run: lotaip check $RUTAS\n", "dos", Some(Gap::Somewhere)),
            ("mine", "", Some(Gap::Somewhere)),
        ] {
            assert_eq!(super::gap(Role::Github, text, folder), gap, "{text} {folder}");
        }
    }
}
