//! What ought to be so: packs of rules, embedded or from disk, and what each rule says.

mod disk;
pub mod example;
pub mod pack;
mod phrase;
pub mod rule;
pub mod select;
pub mod template;

use std::borrow::Cow;
use std::path::Path;
use std::sync::OnceLock;

pub use disk::prove;
use pack::{Instrument, Pack, Provision};
pub use phrase::Phrases;
use rule::Head;
pub use rule::Rule;

use crate::calendar::{Calendar, Holidays, Regimes};
use crate::diagnostic::{Diagnostic, Hole};
use crate::lang::Text;
use crate::report::matrix::Matrix;
use crate::toml_mistake::TomlMistake;

/// The data under `rules/`, boiled down by the build script.
mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// The model report that examples change: `rules/a4/model.txt`.
pub const MODEL: &str = include_str!("../../rules/a4/model.txt");

/// The pack's identity and law, parsed when first asked for.
const PACK: &str = include_str!("../../rules/a4/pack.toml");

/// The families of the built-in pack in the order of the matrix: the letter of their codes, and what they are about.
pub(crate) const FAMILIES: [(char, Text); 8] = [
    ('R', Text::FamilyReading),
    ('H', Text::FamilyHeading),
    ('C', Text::FamilyColumns),
    ('S', Text::FamilySections),
    ('U', Text::FamilyUnits),
    ('F', Text::FamilyFooter),
    ('T', Text::FamilyTime),
    ('E', Text::FamilyExceptions),
];

/// All rules of a run, with the data they share.
pub struct Ruleset {
    /// The rules, in order of their codes.
    pub rules: Vec<Rule>,
    /// The layout of the matrix.
    pub matrix: Matrix,
    /// Working days and due dates.
    pub calendar: Calendar,
    /// For each rule, the rules whose finding on the same field explains its own.
    pub(crate) yields: Vec<Vec<usize>>,
    pack: OnceLock<Pack>,
    /// Packs from disk that bring law of their own.
    further: Vec<Pack>,
}

impl Default for Ruleset {
    fn default() -> Ruleset {
        Ruleset::embedded()
    }
}

impl Ruleset {
    /// The pack that comes with the program.
    pub fn embedded() -> Ruleset {
        let heads: Vec<Head> = boiled(embedded::HEADS);
        let files = embedded::FILES.iter();
        let rules = heads.into_iter().zip(files).map(|(head, (path, text))| Rule {
            head,
            path: (*path).to_owned(),
            text: Cow::Borrowed(*text),
            file: OnceLock::new(),
        });
        let holidays: Holidays = boiled(embedded::HOLIDAYS);
        let regimes: Regimes = boiled(embedded::REGIMES);
        let matrix: Matrix = boiled(embedded::MATRIX);
        let mut ruleset = Ruleset {
            rules: rules.collect(),
            matrix: matrix.prepare(),
            calendar: Calendar::from_parts(holidays, regimes),
            yields: Vec::new(),
            pack: OnceLock::new(),
            further: Vec::new(),
        };
        ruleset.settle();
        ruleset
    }

    /// Adds the rules of a pack on disk: every `*.toml` of the folder, and its `pack.toml` where there is one.
    ///
    /// # Errors
    /// A file that cannot be read, or a mistake in one, with its place and, where one is near, a suggestion.
    pub fn add_from_disk(&mut self, folder: &Path) -> Result<(), Box<TomlMistake>> {
        disk::load(self, folder)?;
        self.settle();
        Ok(())
    }

    /// The rule of a code or slug.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.rules.iter().position(|rule| rule.head.code.eq_ignore_ascii_case(name) || rule.head.slug == name)
    }

    /// The embedded pack's identity and law.
    pub fn pack(&self) -> &Pack {
        self.pack.get_or_init(|| match toml::from_str(PACK) {
            Ok(pack) => pack,
            // A test parses the file before it can be released.
            Err(error) => unreachable!("rules/a4/pack.toml: {error}"),
        })
    }

    /// A provision of the law by its id.
    pub fn provision(&self, id: &str) -> Option<(&Instrument, &Provision)> {
        std::iter::once(self.pack()).chain(&self.further).find_map(|pack| pack.provision(id))
    }

    /// The provisions that a finding rests on, by their ids: those its rule cites, but of the deadlines only the one that holds for the month in question.
    pub fn law_of(&self, diagnostic: &Diagnostic) -> Vec<&str> {
        let term = diagnostic.holes.iter().find_map(|(_, hole)| match hole {
            Hole::Law(id) => Some(id.as_str()),
            _ => None,
        });
        let is_term = |id: &str| self.calendar.regimes().any(|regime| regime.due.as_ref().is_some_and(|due| due.law == id));
        let rule = &self.rules[diagnostic.rule];
        let law = rule.words(diagnostic.case).law.as_ref().unwrap_or(&rule.file().law);
        let cited = law.iter().map(|id| id.get_ref().as_str());
        cited.filter(|id| term.is_none_or(|term| term == *id || !is_term(id))).collect()
    }

    /// Finds, for each rule, the rules it yields to.
    fn settle(&mut self) {
        let index = |code: &String| self.rules.iter().position(|rule| rule.head.code == *code);
        self.yields = self.rules.iter().map(|rule| rule.head.yields.iter().filter_map(index).collect()).collect();
    }
}

/// Data that the build script wrote and a test has read.
fn boiled<T: serde::de::DeserializeOwned>(json: &str) -> T {
    match serde_json::from_str(json) {
        Ok(value) => value,
        Err(error) => unreachable!("embedded data: {error}"),
    }
}
