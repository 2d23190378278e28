//! Which rules run, and how much their findings weigh: codes, slugs and prefixes of codes.

use super::Ruleset;
use crate::diagnostic::Severity;

/// For each rule of a ruleset, its severity in this run; `None` where it does not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection(pub Vec<Option<Severity>>);

/// A name that is no code, slug or prefix of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRule {
    /// As written.
    pub name: String,
    /// The nearest known name.
    pub nearest: Option<String>,
}

impl Selection {
    /// All rules, each with its own severity.
    pub fn all(ruleset: &Ruleset) -> Selection {
        Selection(ruleset.rules.iter().map(|rule| Some(rule.head.severity)).collect())
    }

    /// Selects, ignores and weighs, in this order. An empty `select` means all.
    ///
    /// # Errors
    /// A name that no rule bears.
    pub fn new(
        ruleset: &Ruleset,
        select: &[String],
        ignore: &[String],
        severities: &[(String, Severity)],
    ) -> Result<Selection, UnknownRule> {
        let mut selection = Selection::all(ruleset);
        if !select.is_empty() {
            let mut kept = vec![false; ruleset.rules.len()];
            for name in select {
                Selection::matching(ruleset, name)?.into_iter().for_each(|index| kept[index] = true);
            }
            for (severity, kept) in selection.0.iter_mut().zip(kept) {
                *severity = severity.filter(|_| kept);
            }
        }
        for name in ignore {
            Selection::matching(ruleset, name)?.into_iter().for_each(|index| selection.0[index] = None);
        }
        for (name, severity) in severities {
            for index in Selection::matching(ruleset, name)? {
                selection.0[index] = selection.0[index].map(|_| *severity);
            }
        }
        Ok(selection)
    }
}

impl Selection {
    /// The rules a name means: one by its code or slug, or all whose code begins with it.
    ///
    /// # Errors
    /// A name that no rule bears.
    pub fn matching(ruleset: &Ruleset, name: &str) -> Result<Vec<usize>, UnknownRule> {
        let name = name.trim();
        if let Some(index) = ruleset.find(name) {
            return Ok(vec![index]);
        }
        let upper = name.to_ascii_uppercase();
        let prefixed = |(_, rule): &(usize, &super::Rule)| !name.is_empty() && rule.head.code.starts_with(&upper);
        let found: Vec<usize> = ruleset.rules.iter().enumerate().filter(prefixed).map(|(index, _)| index).collect();
        if found.is_empty() {
            let names = ruleset.rules.iter().flat_map(|rule| [rule.head.code.as_str(), rule.head.slug.as_str()]);
            // A code without its pack is the commonest slip.
            let whole = names.clone().find(|known| known.split_once('-').is_some_and(|(_, short)| short == upper));
            let near = |written: &str| crate::near::nearest(written, names.clone());
            let nearest = whole.or_else(|| near(&upper)).or_else(|| near(&name.to_lowercase()));
            return Err(UnknownRule { name: name.to_owned(), nearest: nearest.map(str::to_owned) });
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(select: &[&str], ignore: &[&str]) -> Vec<String> {
        let ruleset = Ruleset::embedded();
        let own = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let selection = Selection::new(&ruleset, &own(select), &own(ignore), &[]).unwrap();
        let kept = ruleset.rules.iter().zip(&selection.0).filter(|(_, severity)| severity.is_some());
        kept.map(|(rule, _)| rule.head.code.clone()).collect()
    }

    #[test]
    fn codes_slugs_and_prefixes_select() {
        assert_eq!(codes(&["A4-F14", "date-malformed"], &[]), ["A4-F14", "A4-T01"]);
        assert_eq!(codes(&["a4-h"], &["title-misworded"]), ["A4-H01", "A4-H02", "A4-H03"]);
        assert!(codes(&[], &[]).len() > 50);
    }

    #[test]
    fn an_unknown_name_is_an_error_with_a_suggestion() {
        let error = Selection::new(&Ruleset::embedded(), &["email-malfromed".into()], &[], &[]).unwrap_err();
        assert_eq!(error.nearest.as_deref(), Some("email-malformed"));
        for (name, near) in [("EMAIL-malformed", "email-malformed"), ("a4-f144", "A4-F14"), ("f14", "A4-F14")] {
            let error = Selection::matching(&Ruleset::embedded(), name).unwrap_err();
            assert_eq!(error.nearest.as_deref(), Some(near), "{name}");
        }
    }
}
