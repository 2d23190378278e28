//! One document in SARIF: its file, what is to be known about the reading, and its findings, those that do not count marked as suppressed.

use std::collections::{BTreeMap, HashMap};

use super::super::certainty::{self, Certainty};
use super::super::json_place::JsonPlace;
use super::super::Run;
use super::model::{
    Artifact, ArtifactLocation, ComponentReference, DescriptorReference, Finding, FindingProperties, Fingerprints, Location, LogicalLocation,
    Message, Notification, PhysicalLocation, Region, Suppressed,
};
use super::{List, level, push, sentences, uri};
use crate::diagnostic::{Diagnostic, Outcome, Suppression};
use crate::document::{Anchor, Document, ReadNote};
use crate::fingerprint::{Fingerprints as Prints, hex};
use crate::lang::{Lang, exchange};
use crate::place::{Place, TextRange};

/// The most of a marked text that is repeated as a snippet, in bytes.
const SNIPPET: usize = 2000;

/// Where a document is, and how often each fingerprint was met in it.
struct Scene<'a> {
    run: &'a Run<'a>,
    outcome: &'a Outcome,
    file: ArtifactLocation<'a>,
    prints: Prints<'a>,
    /// What tells the matrix from others of the file, as a part of a name.
    within: String,
    met: HashMap<String, usize>,
}

/// Adds the elements of one document to its buffer.
pub(super) fn document(run: &Run<'_>, outcome: &Outcome, out: &mut Vec<u8>) {
    let (address, inside) = uri::uri(&outcome.name);
    let file = ArtifactLocation { uri: &address, uri_base_id: inside.then_some("%SRCROOT%") };
    let within = Some(outcome.within()).filter(|within| !within.is_empty());
    let within = within.map_or(String::new(), |within| format!("-{}", uri::uri(&within).0));
    let mut scene = Scene { run, outcome, file, prints: Prints::new(run.ruleset, outcome), within, met: HashMap::new() };
    push(List::Artifacts, &artifact(outcome, file), out);
    if let Some(document) = outcome.document() {
        for note in &document.notes {
            let message = Message::plain(sentences([certainty::say(note, document, run.lang)]));
            let place = PhysicalLocation { artifact_location: file, region: None, context_region: None };
            let locations = [Location { physical_location: place, logical_locations: Vec::new(), message: None }];
            push(List::Notifications, &Notification { level: "note", message, locations }, out);
        }
    }
    for diagnostic in &outcome.diagnostics {
        push(List::Results, &scene.finding(diagnostic, Vec::new()), out);
    }
    for suppressed in &outcome.suppressed {
        let why = vec![suppression(&suppressed.by, run.lang)];
        push(List::Results, &scene.finding(&suppressed.diagnostic, why), out);
    }
}

fn artifact<'a>(outcome: &'a Outcome, location: ArtifactLocation<'a>) -> Artifact<'a> {
    // The encoding is known where it was told by the letters; what a byte order mark said is not kept.
    let encoding = outcome.document().and_then(|document| {
        document.notes.iter().find_map(|note| match note {
            ReadNote::Assumed { encoding } => Some(*encoding),
            ReadNote::InvalidUtf8 { .. } => Some("UTF-8"),
            _ => None,
        })
    });
    Artifact {
        location,
        length: outcome.size,
        mime_type: outcome.document().map(|document| document.format.media_type),
        encoding,
        hashes: outcome.sha256.map(|digest| BTreeMap::from([("sha-256", hex(&digest))])),
        roles: ["analysisTarget"],
    }
}

impl Scene<'_> {
    fn finding<'s>(&'s mut self, diagnostic: &'s Diagnostic, suppressions: Vec<Suppressed>) -> Finding<'s> {
        let (run, outcome) = (self.run, self.outcome);
        let ours = self.prints.of(diagnostic);
        let times = self.met.entry(ours.clone()).and_modify(|times| *times += 1).or_insert(1);
        // Matrices of one workbook may have the same fault in the same unit.
        let primary_location_line_hash = format!("{ours}{}:{times}", self.within);
        let rule = &run.ruleset.rules[diagnostic.rule];
        let phrases = run.ruleset.phrases(outcome, diagnostic, run.lang);
        let caution = Certainty::caution(run.ruleset, outcome, diagnostic, run.lang);
        let also = diagnostic.also.map(|at| Location {
            message: phrases.also.as_ref().map(|words| Message::plain(sentences([self.at(at, words)]))),
            ..self.location(at)
        });
        let mut location = self.location(diagnostic.at);
        location.logical_locations = vec![LogicalLocation { fully_qualified_name: diagnostic.subject.to_string(), kind: "member" }];
        let fact = self.at(diagnostic.at, &phrases.message);
        let place = outcome.document().filter(|document| !matches!(document.place(diagnostic.at), None | Some(Place::Text(_))));
        Finding {
            rule_id: &rule.head.code,
            rule_index: diagnostic.rule,
            level: level(diagnostic.severity),
            message: Message::plain(sentences([Some(fact), Some(phrases.help), caution].into_iter().flatten())),
            locations: [location],
            related_locations: also.into_iter().collect(),
            partial_fingerprints: Fingerprints { primary_location_line_hash, ours },
            suppressions,
            taxa: run.ruleset.law_of(diagnostic).into_iter().filter_map(|id| taxon(run, id)).collect(),
            properties: FindingProperties {
                certainty: Certainty::of_finding(run.ruleset, outcome, diagnostic).name(),
                place: place.map(|document| JsonPlace::new(&outcome.name, Some(document), diagnostic.at, run.lang)),
            },
        }
    }

    /// Words about a place; in a file without lines they begin with its name, since no region can tell it.
    fn at(&self, at: Anchor, words: &str) -> String {
        let document = self.outcome.document().filter(|document| !matches!(document.place(at), Some(Place::Text(_))));
        match document.and_then(|document| document.place_name(at, self.run.lang)) {
            Some(place) => format!("{place}: {words}"),
            None => words.to_owned(),
        }
    }

    fn location(&self, at: Anchor) -> Location<'_> {
        let (region, context_region) = match self.outcome.document() {
            Some(document) if !document.decoded().is_empty() => in_text(document, at),
            // The file as a whole: no line is made up for a format that has none.
            _ => (Region { byte_offset: Some(0), byte_length: Some(self.outcome.size.unwrap_or(0)), ..Region::default() }, None),
        };
        let physical_location = PhysicalLocation { artifact_location: self.file, region: Some(region), context_region };
        Location { physical_location, logical_locations: Vec::new(), message: None }
    }
}

/// A place in lines and columns, and the lines around it where there are any.
fn in_text(document: &Document, at: Anchor) -> (Region, Option<Region>) {
    let text = document.decoded();
    let end_of_text = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let whole = TextRange { start: 0, end: end_of_text };
    let range = match document.place(at) {
        Some(Place::Text(range)) => range,
        _ => whole,
    };
    let (start, end) = (document.line_column(range.start), document.line_column(range.end));
    let last = document.line_column(end_of_text).line;
    let snippet = text.get(range.indices()).filter(|marked| !marked.is_empty() && marked.len() <= SNIPPET);
    let around = (start.line.saturating_sub(1).max(1), end.line.saturating_add(1).min(last));
    let region = Region {
        start_line: Some(start.line),
        start_column: Some(start.column),
        end_line: Some(end.line),
        end_column: Some(end.column),
        snippet: snippet.map(Message::plain),
        ..Region::default()
    };
    let context = Region { start_line: Some(around.0), end_line: Some(around.1), ..Region::default() };
    (region, (around.0 < start.line || around.1 > end.line).then_some(context))
}

/// A provision as a reference into its taxonomy, by their names.
fn taxon<'a>(run: &Run<'a>, id: &str) -> Option<DescriptorReference<'a>> {
    let (instrument, provision) = run.ruleset.provision(id)?;
    let component = ComponentReference { name: &instrument.id, index: None };
    Some(DescriptorReference { id: &provision.id, index: None, tool_component: Some(component) })
}

/// Why a finding does not count.
fn suppression(by: &Suppression, lang: Lang) -> Suppressed {
    Suppressed { kind: "external", status: "accepted", justification: sentences(exchange::why(by, lang)) }
}
