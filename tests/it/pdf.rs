//! How well the matrix is read out of PDFs of many programs: `fixtures/pdf` holds one made-up report with goals that share a unit, printed by some forty
//! programs and settings. A row counts only if every value is exactly that of the text form, in order.
//!
//! `scripts/score_pdf.py` says the same of any folder of PDFs, difference by difference, and beside other programs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use lotaip::document::Document;
use lotaip::report::field::{Column, Field};
use lotaip::report::{self, Slot};
use lotaip::source::Source;

use crate::whole::RULESET;

/// How many of a hundred rows must be right, for each way in which the cells can be told apart.
const AIMS: [(&str, usize); 3] = [("tagged", 100), ("ruled", 99), ("borderless", 97)];

/// How many rows may be read that are not there, over all files.
const MORE: usize = 5;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pdf")
}

/// The rows of a report as they are understood: what each is, and its values.
fn rows(path: &Path) -> Vec<String> {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let Ok(document) = lotaip::read::read(Source::named(path.to_string_lossy(), bytes), None) else { return Vec::new() };
    let report = report::recognize(&document, &RULESET.matrix);
    let text = |slot: Slot| folded(&document, slot);
    let mut rows = vec![text(report.heading.legal_basis), text(report.heading.literal)];
    for section in &report.sections {
        rows.push(format!("section {}", text(section.title)));
        rows.extend(section.notes.iter().map(|note| format!("note {}", document.text(*note))));
        let units = report.units[section.units.clone()].iter();
        rows.extend(units.map(|unit| Column::ALL.map(|column| text(unit.cell(column))).join(" | ")));
    }
    for field in Field::all().filter(|field| matches!(field, Field::Footer(_))) {
        rows.extend(report.slots(field).map(|(_, slot)| format!("{} {}", field.name(), text(slot))));
    }
    rows
}

/// A value with its white space made even.
fn folded(document: &Document, slot: Slot) -> String {
    document.marked(slot.at).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many rows two lists have in common, in the same order.
fn common(one: &[String], other: &[String]) -> usize {
    let mut best = vec![0; other.len() + 1];
    for row in one {
        let mut corner = 0;
        for (index, against) in other.iter().enumerate() {
            let above = best[index + 1];
            best[index + 1] = if row == against { corner + 1 } else { above.max(best[index]) };
            corner = above;
        }
    }
    best.last().copied().unwrap_or(0)
}

#[test]
fn the_rows_of_many_programs_are_those_of_the_text_form() {
    let catalog = fs::read_to_string(folder().join("catalog.tsv")).expect("the catalog is there");
    let mut sources = BTreeMap::new();
    let (mut scores, mut told, mut more) = (BTreeMap::<&str, (usize, usize)>::new(), Vec::new(), 0);
    for line in catalog.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [file, source, _, _, kind, _] = cells[..] else { panic!("{line}: six columns") };
        let expected = sources.entry(source).or_insert_with(|| rows(&folder().join(source)));
        assert!(expected.len() > 30, "{source} has {} rows", expected.len());
        let found = rows(&folder().join(file));
        let right = common(expected, &found);
        let score = scores.entry(kind).or_default();
        *score = (score.0 + right, score.1 + expected.len());
        if right < expected.len() || found.len() > expected.len() {
            let besides = found.len().saturating_sub(right);
            more += found.len().saturating_sub(expected.len());
            told.push(format!("{file}: {right} of {} rows, {besides} others", expected.len()));
        }
    }
    for (kind, aim) in AIMS {
        let (right, all) = scores.get(kind).copied().unwrap_or_default();
        assert!(all > 100 && right * 100 >= all * aim, "{kind}: {right} of {all} rows, not {aim} %\n{}", told.join("\n"));
    }
    assert!(more <= MORE, "{more} rows too many\n{}", told.join("\n"));
}
