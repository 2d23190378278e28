//! A first look at the whole of a Markdown text: how long its lines are, and what links and notes refer to by a name.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::super::ReadError;
use super::lines::{Sink, TableRow};

/// The longest line, in letters, of a text that is so narrow that nobody broke its lines.
const SHORTEST_BROKEN: usize = 40;

/// The longest line, in letters, at which programs and people break paragraphs. Where a line of prose is longer, the text is not broken into lines at all,
/// and every end of a line was meant.
const LONGEST_BROKEN: usize = 100;

/// The longest name that a link or note is referred to by, in bytes.
const MAX_NAME: usize = 200;

/// What was seen.
#[derive(Debug, Default)]
pub(super) struct Survey<'t> {
    text: &'t str,
    longest: usize,
    /// Where links lead that are named elsewhere: `[correo]: mailto:x@y.ec`.
    targets: HashMap<String, &'t str>,
    /// The names of notes that stand elsewhere: `[^1]: …`.
    notes: HashSet<String>,
}

impl<'t> Survey<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Survey { text, longest: 0, targets: HashMap::new(), notes: HashSet::new() }
    }

    /// Where a link with this name leads.
    pub(super) fn target(&self, name: &str) -> Option<&'t str> {
        self.targets.get(&key(name)).copied()
    }

    /// Whether a note has this name.
    pub(super) fn is_note(&self, name: &str) -> bool {
        self.notes.contains(&key(name))
    }

    /// Whether any note was seen.
    pub(super) fn has_notes(&self) -> bool {
        !self.notes.is_empty()
    }

    /// Whether a line ends because the next word did not fit on it, so that the next line goes on with its sentence.
    pub(super) fn goes_on(&self, line: &str, next: &str) -> bool {
        let word = next.split(' ').next().unwrap_or("").chars().count();
        (SHORTEST_BROKEN..=LONGEST_BROKEN).contains(&self.longest) && line.chars().count() + 1 + word > self.longest
    }
}

impl Sink for Survey<'_> {
    fn prose(&mut self, lines: &[Range<usize>]) -> Result<(), ReadError> {
        for line in lines {
            let raw = self.text.get(line.clone()).unwrap_or("");
            self.longest = self.longest.max(if raw.len() > 4 * LONGEST_BROKEN { raw.len() } else { raw.chars().count() });
            if let Some((name, target)) = definition(raw) {
                match name.strip_prefix('^') {
                    Some(name) => _ = self.notes.insert(key(name)),
                    None => _ = self.targets.entry(key(name)).or_insert(target),
                }
            }
        }
        Ok(())
    }

    fn wants_rows(&self) -> bool {
        false
    }

    fn row(&mut self, _: &TableRow) -> Result<(), ReadError> {
        Ok(())
    }

    fn html(&mut self, _: Range<usize>) -> Result<(), ReadError> {
        Ok(())
    }
}

/// A line that says where a name leads: the name and the target.
fn definition(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.strip_prefix('[')?.split_once("]:")?;
    let target = rest.trim_start().split([' ', '\t']).next().unwrap_or("");
    let target = target.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(target);
    (!name.is_empty() && name.len() <= MAX_NAME && !name.contains(['[', ']'])).then_some((name, target))
}

/// Names are the same whatever their case and blanks.
fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_where_they_were_said_to() {
        for (line, expected) in [
            ("[correo]: mailto:x@y.ec \"título\"", Some(("correo", "mailto:x@y.ec"))),
            ("[1]: <https://x.ec>", Some(("1", "https://x.ec"))),
            ("[^1]: nota al pie", Some(("^1", "nota"))),
            ("[a](b): c", None),
            ("a]: b", None),
        ] {
            assert_eq!(definition(line), expected, "{line}");
        }
    }

    #[test]
    fn lines_go_on_where_the_next_word_did_not_fit() {
        let mut survey = Survey::of("");
        survey.longest = 72;
        assert!(survey.goes_on("**Art. 7 de la Ley Orgánica de Transparencia y Acceso a la Información", "Pública - LOTAIP**"));
        assert!(!survey.goes_on("FECHA ACTUALIZACIÓN DE LA INFORMACIÓN: 31/10/2021", "PERIODICIDAD"));
        survey.longest = 110;
        assert!(!survey.goes_on(&"a".repeat(109), "b"));
    }
}
