//! What a finding is known by from one run to the next, whatever else changes in its report: for baselines, and for whoever keeps our results.

use std::cell::OnceCell;
use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Hole, Outcome};
use crate::document::Document;
use crate::report::field::{Column, Field};
use crate::report::value::absence;
use crate::report::value::{fold::fold, mojibake};
use crate::report::{Report, Unit};
use crate::rules::Ruleset;

/// The fingerprints of one outcome's findings.
///
/// They stay the same when lines are inserted, rows move or another finding is fixed: they are made of the rule, the field, the marked text and, for a
/// unit, its name and which of the rows of that name it is, so that two goals of a unit are two. A unit without a name goes by what its row says
/// elsewhere, but for the field that the finding is about.
pub struct Fingerprints<'a> {
    ruleset: &'a Ruleset,
    outcome: &'a Outcome,
    /// What each unit is known by, for a finding on each of the columns; made when the first such finding comes.
    units: [OnceCell<Vec<Known>>; 5],
}

/// What a unit is known by.
struct Known {
    by: String,
    /// Which of the rows known by the same, from 0.
    ordinal: u32,
}

impl<'a> Fingerprints<'a> {
    /// Those of an outcome.
    pub fn new(ruleset: &'a Ruleset, outcome: &'a Outcome) -> Fingerprints<'a> {
        Fingerprints { ruleset, outcome, units: Default::default() }
    }

    /// That of one of its findings.
    pub fn of(&self, diagnostic: &Diagnostic) -> String {
        let mut digest = Sha256::new();
        let mut part = |text: &str| {
            digest.update(text.as_bytes());
            digest.update([0]);
        };
        part(&self.ruleset.rules[diagnostic.rule].head.code);
        part(diagnostic.subject.field.name());
        if let (Some(document), Some(report)) = (self.outcome.document(), self.outcome.report()) {
            match diagnostic.subject.field {
                Field::Unit(column) => {
                    let known = self.units[column.index()].get_or_init(|| units(document, report, column));
                    if let Some(known) = known.get(diagnostic.subject.index as usize) {
                        part(&known.by);
                        part(&known.ordinal.to_string());
                    }
                }
                Field::SectionTitle => part(&fold(document.marked(report.slot(diagnostic.subject).at))),
                _ => {}
            }
            part(&fold(document.marked(diagnostic.at)));
            // A gap marks nothing: what is missing is told by the words that fill the message.
            for (name, hole) in &diagnostic.holes {
                if matches!(*name, "title" | "column")
                    && let Hole::Text(text) = hole
                {
                    part(text);
                }
            }
        }
        hex(&digest.finalize()[..16])
    }
}

/// What each unit is known by where a finding is about one of its columns.
fn units(document: &Document, report: &Report, column: Column) -> Vec<Known> {
    let mut met: HashMap<String, u32> = HashMap::new();
    let known = report.units.iter().map(|unit| {
        let by = known_by(document, unit, column);
        let times = met.entry(by.clone()).or_insert(0);
        *times += 1;
        Known { by, ordinal: *times - 1 }
    });
    known.collect()
}

/// A unit by its name; else by what else its row says, since its number changes when another is inserted above.
fn known_by(document: &Document, unit: &Unit, column: Column) -> String {
    let text = |column| document.marked(unit.cell(column).at);
    let name = text(Column::Name);
    if unit.cell(Column::Name).is_given() && absence::read(name).is_none() {
        // A name garbled on its way into the file is the same name once it is mended.
        let repaired = mojibake::looks_garbled(name).and_then(|garbled| garbled.repaired);
        let name = fold(repaired.as_deref().unwrap_or(name));
        if !name.is_empty() {
            return name;
        }
    }
    let others = [Column::Objective, Column::Indicator, Column::Target].into_iter().filter(|other| *other != column);
    // The sign before it parts it from a name.
    let said = others.map(|other| fold(text(other))).find(|said| !said.is_empty()).map(|said| format!("={said}"));
    said.unwrap_or_else(|| format!("#{}", fold(text(Column::Number))))
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|n| char::from_digit(u32::from(n), 16).unwrap_or('0')).collect()
}
