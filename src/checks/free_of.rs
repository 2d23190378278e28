//! `free-of`: no cell holds what somebody meant to replace: `xxx`, «por definir», `____`.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::document::Anchor;
use crate::report::field::Fields;
use crate::report::value::fold::{fold, fold_into};

/// The largest compiled size of one pattern, in bytes: a pack from disk cannot ask for more.
const PATTERN_BYTES: usize = 1 << 20;

/// The fields, the whole cells, and the patterns that may not stand in them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreeOf {
    fields: Fields,
    /// Whole cells, folded.
    #[serde(default, deserialize_with = "folded")]
    words: Vec<String>,
    #[serde(default)]
    patterns: Vec<Pattern>,
    /// All patterns as one expression, so that a cell is searched once.
    #[serde(skip)]
    compiled: OnceLock<Option<Regex>>,
}

/// A regular expression, without regard to case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pattern {
    pattern: String,
    /// Whether it must match the whole cell.
    #[serde(default)]
    whole: bool,
}

impl Check for FreeOf {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &[])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        let longest = self.words.iter().map(String::len).max().unwrap_or(0);
        let mut folded = String::new();
        for field in &self.fields.0 {
            let mut clean = "";
            for (subject, slot) in ctx.given(*field) {
                out.examined();
                let text = ctx.text(&slot);
                // Units often repeat one another's words.
                if text == clean {
                    continue;
                }
                // Accents and signs fold away: a cell twice as long as the longest word cannot be it.
                if text.len() <= longest * 2 + 8 {
                    folded.clear();
                    fold_into(text, &mut folded);
                    if self.words.contains(&folded) {
                        out.report("", subject, slot.at);
                        continue;
                    }
                }
                if let Some(range) = self.find(text) {
                    let at = if range == (0..text.len()) { slot.at } else { Anchor::part(slot.at, &range) };
                    out.report("", subject, at);
                } else {
                    clean = text;
                }
            }
        }
    }
}

impl FreeOf {
    /// The first placeholder of a text.
    fn find(&self, text: &str) -> Option<std::ops::Range<usize>> {
        let all = || {
            if self.patterns.is_empty() { None } else { build(&self.expression()).ok() }
        };
        self.compiled.get_or_init(all).as_ref()?.find(text).map(|found| found.range())
    }

    /// All patterns as one expression.
    fn expression(&self) -> String {
        let expressions: Vec<String> = self.patterns.iter().map(Pattern::expression).collect();
        expressions.join("|")
    }

    /// The first pattern that is no regular expression, and what is wrong with it. Patterns are compiled when they are first used, so a pack from
    /// disk is asked when it is loaded.
    pub(crate) fn broken_pattern(&self) -> Option<(&str, String)> {
        let broken = |p: &Pattern| build(&p.expression()).err().map(|error| error.to_string());
        let alone = self.patterns.iter().find_map(|p| broken(p).map(|why| (p.pattern.as_str(), why.lines().last().unwrap_or("").to_owned())));
        // Patterns that are right one by one may still not go together: two groups of one name, or too large in all.
        let together = || build(&self.expression()).err().and_then(|error| self.patterns.first().map(|p| (p.pattern.as_str(), error.to_string())));
        alone.or_else(together)
    }
}

impl Pattern {
    fn expression(&self) -> String {
        if self.whole { format!("^(?:{})$", self.pattern) } else { format!("(?:{})", self.pattern) }
    }
}

fn build(expression: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(expression).case_insensitive(true).size_limit(PATTERN_BYTES).build()
}

fn folded<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(Vec::<String>::deserialize(deserializer)?.iter().map(|word| fold(word)).collect())
}
