//! What a run saw, to be written as a baseline or compared with one: which findings there are, and what was looked at at all.

use std::collections::BTreeMap;

use super::Baseline;
use crate::diagnostic::{Outcome, Verdict};
use crate::rules::Ruleset;

/// What a run saw of the documents of one baseline.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// The findings that count.
    pub counted: Baseline,
    /// How many documents there were.
    pub documents: usize,
    /// Findings that exceptions hold back: they are still there.
    excepted: Baseline,
    /// By path and sheet, which rules were evaluated.
    judged: BTreeMap<(String, String), Vec<bool>>,
}

impl Seen {
    /// Adds a document, under its path from the baseline's folder. Nothing of the baseline has been held back from it.
    pub fn add(&mut self, path: &str, outcome: &Outcome, ruleset: &Ruleset) {
        self.documents += 1;
        self.counted.add(path, outcome, &outcome.diagnostics, ruleset);
        self.excepted.add(path, outcome, outcome.suppressed.iter().map(|suppressed| &suppressed.diagnostic), ruleset);
        let evaluated = |verdict: &Option<Verdict>| verdict.is_some_and(|verdict| verdict != Verdict::NotEvaluated);
        let judged = outcome.verdicts.iter().map(evaluated).collect();
        self.judge((path.to_owned(), outcome.within()), judged);
    }

    /// Adds what another part of the run saw.
    pub fn join(&mut self, other: Seen) {
        self.documents += other.documents;
        self.counted.join(other.counted);
        self.excepted.join(other.excepted);
        for (key, judged) in other.judged {
            self.judge(key, judged);
        }
    }

    fn judge(&mut self, key: (String, String), judged: Vec<bool>) {
        let there = self.judged.entry(key).or_insert_with(|| vec![false; judged.len()]);
        for (there, judged) in there.iter_mut().zip(judged) {
            *there |= judged;
        }
    }

    /// What is left of a baseline without what was mended. A finding is taken for mended only where its rule was evaluated on its document and did not
    /// find it again, or where its document is `gone`; of what is alike, as many stay as were found.
    #[must_use]
    pub fn pruned(&self, before: &Baseline, ruleset: &Ruleset, gone: impl Fn(&str) -> bool) -> Baseline {
        let mut left = Baseline::default();
        for (key, entry) in &before.entries {
            let still = |there: &Baseline| there.entries.get(key).map_or(0, |entry| entry.count);
            let count = match () {
                () if self.has_judged(&key.0, &key.1, ruleset.find(&entry.code)) => {
                    entry.count.min(still(&self.counted).saturating_add(still(&self.excepted)))
                }
                () if gone(&key.0) => 0,
                () => entry.count,
            };
            if count > 0 {
                left.put(key.clone(), entry.clone(), count);
            }
        }
        left
    }

    /// A baseline anew: the findings that count, and of the baseline before what this run says nothing about, as when it is [pruned](Seen::pruned); and
    /// how many of these there are.
    #[must_use]
    pub fn renewed(&self, before: &Baseline, ruleset: &Ruleset, gone: impl Fn(&str) -> bool) -> (Baseline, usize) {
        let mut left = Baseline::default();
        for (key, entry) in &before.entries {
            if !self.has_judged(&key.0, &key.1, ruleset.find(&entry.code)) && !gone(&key.0) {
                left.put(key.clone(), entry.clone(), entry.count);
            }
        }
        let kept = left.len();
        left.join(self.counted.clone());
        (left, kept)
    }

    /// Whether a rule was evaluated on a sheet of a document; on any of its sheets, where that one is not there any more.
    fn has_judged(&self, path: &str, sheet: &str, rule: Option<usize>) -> bool {
        let Some(rule) = rule else { return false };
        let evaluated = |judged: &Vec<bool>| judged.get(rule).copied().unwrap_or_default();
        if let Some(judged) = self.judged.get(&(path.to_owned(), sheet.to_owned())) {
            return evaluated(judged);
        }
        let sheets = self.judged.range((path.to_owned(), String::new())..).take_while(|((of, _), _)| of == path);
        sheets.into_iter().any(|(_, judged)| evaluated(judged))
    }
}
