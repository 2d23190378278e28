//! What a finding is known by from one run to the next, whatever else changes in its report: for baselines, and for whoever keeps our results.

use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Hole, Outcome};
use crate::report::field::{Column, Field, Subject};
use crate::report::value::{fold::fold, mojibake};
use crate::rules::Ruleset;

/// What stays the same when lines are inserted, rows move or another finding is fixed: the rule, the field, the unit by its name, and the marked text.
pub fn fingerprint(ruleset: &Ruleset, outcome: &Outcome, diagnostic: &Diagnostic) -> String {
    let subject = diagnostic.subject;
    let mut digest = Sha256::new();
    let mut part = |text: &str| {
        digest.update(text.as_bytes());
        digest.update([0]);
    };
    part(&ruleset.rules[diagnostic.rule].head.code);
    part(subject.field.name());
    if let (Some(document), Some(report)) = (outcome.document(), outcome.report()) {
        let text = |field| document.marked(report.slot(Subject { field, index: subject.index }).at);
        match subject.field {
            Field::Unit(column) => {
                // A name garbled on its way into the file is the same name once it is mended.
                let name = text(Field::Unit(Column::Name));
                let repaired = mojibake::looks_garbled(name).and_then(|garbled| garbled.repaired);
                let name = fold(repaired.as_deref().unwrap_or(name));
                // A finding on the name itself, or a unit without one, is known by the number.
                let by_number = name.is_empty() || column == Column::Name;
                part(&if by_number { format!("{}#{name}", text(Field::Unit(Column::Number))) } else { name });
            }
            Field::SectionTitle => part(&fold(text(Field::SectionTitle))),
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

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|n| char::from_digit(u32::from(n), 16).unwrap_or('0')).collect()
}
