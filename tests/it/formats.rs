//! One made-up report in every format, from many programs: one model, the same findings, and every place in the terms of its file.
//!
//! `fixtures/formats/expected.tsv` says of each file what is expected: `same` as its source, with further codes where a file has one more fault;
//! `unreadable`; or `no-matrix`. How each file was made stands in `fixtures/formats/README.md`.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use lotaip::diagnostic::Outcome;
use lotaip::document::{Anchor, Document};
use lotaip::engine::{self, Options};
use lotaip::lang::Lang;
use lotaip::place::Place;
use lotaip::read;
use lotaip::report::field::{Field, Subject};
use lotaip::rules::select::Selection;
use lotaip::source::Source;

use crate::whole::RULESET;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats")
}

/// Checks a file, as of a day on which October's report is long overdue.
fn check(path: &Path) -> Outcome {
    let selection = Selection::all(&RULESET);
    let as_of = NaiveDate::from_ymd_opt(2024, 8, 15).expect("a day");
    let options = Options { period: "2021-10".parse().ok(), ..Options::new(as_of, &selection) };
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    engine::check(Source::named(path.to_string_lossy(), bytes), &RULESET, &options)
}

/// What a report says, field by field, without any place.
fn model(outcome: &Outcome) -> Vec<String> {
    let (Some(document), Some(report)) = (outcome.document(), outcome.report()) else { return vec![format!("{:?}", outcome.reading)] };
    let mut lines = Vec::new();
    for field in Field::all().filter(|field| !matches!(field, Field::Document | Field::Sections | Field::Units)) {
        for (subject, slot) in report.slots(field) {
            // Of the row of names as a whole only that it is there can be compared.
            let text = if field == Field::Columns { "" } else { document.marked(slot.at) };
            lines.push(format!("{} {:?} {text}", subject_name(subject), slot.state));
        }
    }
    for section in &report.sections {
        lines.push(format!(
            "section {:?} {:?} {:?}",
            section.official,
            section.units,
            section.notes.iter().map(|cell| document.text(*cell)).collect::<Vec<_>>()
        ));
    }
    lines.extend(report.units.iter().enumerate().filter(|(_, unit)| unit.continues).map(|(index, _)| format!("unit {index} continues")));
    lines
}

fn subject_name(subject: Subject) -> String {
    format!("{}[{}]", subject.field.name(), subject.index)
}

/// Every finding: its code, its subject and the text it marks.
fn findings(outcome: &Outcome) -> Vec<String> {
    let told = outcome.diagnostics.iter().map(|diagnostic| {
        let code = &RULESET.rules[diagnostic.rule].head.code;
        let found = outcome.document().map_or("", |document| document.marked(diagnostic.at));
        format!("{code} {} {found}", subject_name(diagnostic.subject))
    });
    told.collect()
}

/// A line of the list.
struct Expectation {
    path: PathBuf,
    shown: String,
    what: String,
    source: PathBuf,
}

fn expectations() -> Vec<Expectation> {
    let list = fs::read_to_string(folder().join("expected.tsv")).expect("the list is there");
    let lines = list.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    lines
        .map(|cells| Expectation {
            path: folder().join(cells[0]),
            shown: cells[0].to_owned(),
            what: cells[1].to_owned(),
            source: folder().join(cells[2]),
        })
        .collect()
}

#[test]
fn every_format_gives_one_model_and_the_same_findings() {
    let mut sources = HashMap::new();
    let mut wrong = Vec::new();
    let mut formats = BTreeSet::new();
    for Expectation { path, shown, what, source } in expectations().into_iter().filter(|expected| expected.what.starts_with("same")) {
        let (expected_model, expected_findings) = &*sources.entry(source.clone()).or_insert_with(|| {
            let reference = check(&source);
            (model(&reference), findings(&reference))
        });
        assert!(expected_findings.len() >= 8, "the report has faults: {expected_findings:#?}");
        let outcome = check(&path);
        formats.extend(outcome.document().map(|document| document.format.id));
        let further: Vec<&str> = what.split([' ', ',']).filter_map(|word| word.strip_prefix('+')).collect();
        let mut found = findings(&outcome);
        for code in &further {
            match found.iter().position(|finding| finding.starts_with(code) && !expected_findings.contains(finding)) {
                Some(at) => _ = found.remove(at),
                None => wrong.push(format!("{shown}: no {code}")),
            }
        }
        if found != *expected_findings {
            let only = |a: &[String], b: &[String]| a.iter().filter(|x| !b.contains(x)).cloned().collect::<Vec<_>>();
            wrong.push(format!("{shown}: besides {:?}, without {:?}", only(&found, expected_findings), only(expected_findings, &found)));
        }
        let seen = model(&outcome);
        let differs = |(expected, seen): &(&String, &String)| expected != seen;
        let differences: Vec<_> = expected_model.iter().zip(&seen).filter(differs).collect();
        // A cell with an error says something else there, and nowhere else.
        if seen.len() != expected_model.len() || differences.len() > further.iter().filter(|code| **code == "A4-R05").count() {
            wrong.push(format!("{shown}: {} lines for {}; {differences:#?}", seen.len(), expected_model.len()));
        }
        if let Some(document) = outcome.document() {
            places_are_in_the_terms_of_the_file(document, &shown, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let all: BTreeSet<&str> = read::formats().map(|format| format.id).collect();
    assert_eq!(formats, all, "every format that is read has a file");
}

/// Text formats have lines and columns, sheets have cells, tables have rows, pages have boxes; no two cells of a grid share a place.
fn places_are_in_the_terms_of_the_file(document: &Document, shown: &str, wrong: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for cell in document.all_cells() {
        let place = document.cell(cell).place;
        let fits = match document.format.id {
            "xlsx" | "xls" | "ods" | "fods" => matches!(place, Place::Sheet { .. }),
            "docx" | "odt" | "fodt" => matches!(place, Place::Table { .. } | Place::Paragraph { .. }),
            "pdf" => matches!(place, Place::Page { .. }),
            _ => matches!(place, Place::Text(range) if range.end as usize <= document.decoded().len()),
        };
        if !fits {
            wrong.push(format!("{shown}: {place:?} is no place of {}", document.format.id));
        }
        if matches!(place, Place::Sheet { .. } | Place::Table { .. }) && !seen.insert(place) {
            wrong.push(format!("{shown}: {place:?} twice"));
        }
        for lang in [Lang::Es, Lang::En] {
            if document.place_name(Anchor::Cell(cell), lang).is_none() {
                wrong.push(format!("{shown}: {place:?} has no name"));
            }
        }
    }
}

#[test]
fn what_cannot_be_read_says_so() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for Expectation { path, shown, what, .. } in expectations().into_iter().filter(|expected| !expected.what.starts_with("same")) {
        let outcome = check(&path);
        let code = |word| match word {
            "unreadable" => "A4-R01",
            "scanned" => "A4-R02",
            "no-matrix" => "A4-R03",
            other => panic!("{shown}: {other:?} is no expectation"),
        };
        let codes: Vec<&str> = outcome.diagnostics.iter().map(|d| RULESET.rules[d.rule].head.code.as_str()).collect();
        if !what.split('|').any(|word| codes == [code(word)]) {
            wrong.push(format!("{shown}: {codes:?}, not {what}"));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 15, "only {count} files that cannot be read");
}

#[test]
fn every_file_is_in_the_list() {
    let listed: BTreeSet<PathBuf> = expectations().into_iter().map(|expected| expected.path).collect();
    let mut unlisted = Vec::new();
    for name in ["same", "quirks", "quirks/variant", "broken"] {
        for entry in fs::read_dir(folder().join(name)).expect("the folder is there") {
            let path = entry.expect("an entry").path();
            let is_source = name == "quirks/variant" && path.extension().is_some_and(|extension| extension == "txt");
            if path.is_file() && !listed.contains(&path) && !is_source {
                unlisted.push(path);
            }
        }
    }
    assert!(unlisted.is_empty(), "{unlisted:#?}");
}
