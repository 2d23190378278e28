//! `free-of`: no cell holds what somebody meant to replace: `xxx`, «por definir», `____`.

use std::cell::OnceCell;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::document::Anchor;
use crate::report::field::Fields;
use crate::report::value::fold::{first_folded, fold};

/// The largest compiled size of one pattern, in bytes: a pack from disk cannot ask for more.
const PATTERN_BYTES: usize = 1 << 20;

/// The fields, the whole cells, and the patterns that may not stand in them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreeOf {
    fields: Fields,
    /// Whole cells, folded, in order.
    #[serde(default, deserialize_with = "folded")]
    words: Vec<String>,
    #[serde(default)]
    patterns: Vec<Pattern>,
    /// The patterns for whole cells as one expression, so that a cell is searched once, and the others as another.
    #[serde(skip)]
    compiled: [OnceLock<Option<Regex>>; 2],
    /// What the patterns for parts of cells need, as one expression of plain letters; `None` where one of them needs nothing.
    #[serde(skip)]
    pieces: OnceLock<Option<Regex>>,
    /// The letters that the words begin with.
    #[serde(skip)]
    initials: OnceLock<Box<[bool; 256]>>,
}

/// A regular expression, without regard to case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pattern {
    #[serde(rename = "pattern")]
    text: String,
    /// Whether it must match the whole cell.
    #[serde(default)]
    whole: bool,
    /// Pieces of text, letter for letter, of which every match holds one: without any of them in a document the pattern is not even compiled.
    #[serde(default)]
    needs: Vec<String>,
}

impl Check for FreeOf {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &[])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        let longest = self.words.iter().map(String::len).max().unwrap_or(0);
        // Where texts are remembered, few are left to look at, and each is asked by itself.
        let whole = OnceCell::new();
        let inside = |text| if ctx.known.remembers() { self.may_hold(text) } else { *whole.get_or_init(|| self.may_hold(ctx.document.all_text())) };
        for field in &self.fields.0 {
            let mut clean = "";
            for (subject, slot) in ctx.given(*field) {
                out.examined();
                let said = ctx.said(&slot);
                let text = said.text;
                // Units often repeat one another's words, and reports those of others.
                if text == clean || said.is_clean(out.rule) {
                    continue;
                }
                // Accents and signs fold away: a cell twice as long as the longest word cannot be it. Most others begin with another letter.
                let may_be_word = text.len() <= longest * 2 + 8 && self.may_be_word(text);
                if may_be_word && self.words.binary_search_by(|word| word.as_str().cmp(said.folded())).is_ok() {
                    out.report("", subject, slot.at);
                    continue;
                }
                if let Some(range) = self.find(text, inside(text)) {
                    let at = if range == (0..text.len()) { slot.at } else { Anchor::part(slot.at, &range) };
                    out.report("", subject, at);
                } else {
                    said.note_clean(out.rule);
                    clean = text;
                }
            }
        }
    }
}

impl FreeOf {
    /// The first placeholder of a text; `inside` where the document holds what the patterns for parts of cells need.
    fn find(&self, text: &str, inside: bool) -> Option<std::ops::Range<usize>> {
        let search = |whole: bool| {
            let build = || self.expression(whole).and_then(|expression| build(&expression).ok());
            self.compiled[usize::from(whole)].get_or_init(build).as_ref()?.find(text).map(|found| found.range())
        };
        search(true).or_else(|| if inside { search(false) } else { None })
    }

    /// Whether a text begins with the letter of a word.
    fn may_be_word(&self, text: &str) -> bool {
        let initials = self.initials.get_or_init(|| {
            let mut initials = Box::new([false; 256]);
            self.words.iter().filter_map(|word| word.bytes().next()).for_each(|byte| initials[usize::from(byte)] = true);
            initials
        });
        first_folded(text).is_none_or(|byte| initials[usize::from(byte)])
    }

    /// Whether a document can hold a match of the patterns for parts of cells.
    fn may_hold(&self, text: &str) -> bool {
        let pieces = self.pieces.get_or_init(|| {
            let inside = || self.patterns.iter().filter(|pattern| !pattern.whole);
            if inside().any(|pattern| pattern.needs.is_empty()) {
                return None;
            }
            let mut pieces: Vec<String> = inside().flat_map(|pattern| &pattern.needs).map(|piece| regex::escape(piece)).collect();
            pieces.sort_unstable();
            pieces.dedup();
            Regex::new(&pieces.join("|")).ok()
        });
        pieces.as_ref().is_none_or(|pieces| pieces.is_match(text))
    }

    /// The patterns for whole cells, or the others, as one expression.
    fn expression(&self, whole: bool) -> Option<String> {
        let expressions: Vec<String> = self.patterns.iter().filter(|pattern| pattern.whole == whole).map(Pattern::expression).collect();
        (!expressions.is_empty()).then(|| expressions.join("|"))
    }

    /// The first pattern that is no regular expression, and what is wrong with it. Patterns are compiled when they are first used, so a pack from
    /// disk is asked when it is loaded.
    pub(crate) fn broken_pattern(&self) -> Option<(&str, String)> {
        let broken = |p: &Pattern| build(&p.expression()).err().map(|error| error.to_string());
        let alone = self.patterns.iter().find_map(|p| broken(p).map(|why| (p.text.as_str(), why.lines().last().unwrap_or("").to_owned())));
        // Patterns that are right one by one may still not go together: two groups of one name, or too large in all.
        let together = || {
            let error = [true, false].into_iter().find_map(|whole| build(&self.expression(whole)?).err())?;
            self.patterns.first().map(|p| (p.text.as_str(), error.to_string()))
        };
        alone.or_else(together)
    }
}

impl Pattern {
    fn expression(&self) -> String {
        if self.whole { format!("^(?:{})$", self.text) } else { format!("(?:{})", self.text) }
    }
}

fn build(expression: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(expression).case_insensitive(true).size_limit(PATTERN_BYTES).build()
}

fn folded<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let mut words: Vec<String> = Vec::<String>::deserialize(deserializer)?.iter().map(|word| fold(word)).collect();
    words.sort_unstable();
    Ok(words)
}
