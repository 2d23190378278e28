//! How far what is said of a document can be trusted: what a person should know about the reading, and which findings rest on what had to be guessed.
//!
//! A reader says what it met, in the document's notes, and a rule file says whether its rule depends on where a cell begins and ends (`borders`). Here
//! the two are put together, for every output format alike.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Outcome};
use crate::document::{Anchor, Document, ReadNote};
use crate::lang::{Lang, Text};
use crate::rules::Ruleset;

/// How far a reading, or a finding that rests on it, can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// The file says what its letters are and where its cells end.
    Certain,
    /// Where cells end was told by the white space between words.
    Guessed,
    /// The letters were recognized in a picture, and may be misread.
    Recognized,
}

impl Certainty {
    /// How far the reading of a document can be trusted. Letters that may be misread weigh more than cells that may be miscut.
    pub(crate) fn of(document: &Document) -> Certainty {
        let has = |wanted: fn(&ReadNote) -> bool| document.notes.iter().any(wanted);
        if has(|note| matches!(note, ReadNote::Recognized { .. })) {
            Certainty::Recognized
        } else if has(|note| matches!(note, ReadNote::Guessed)) {
            Certainty::Guessed
        } else {
            Certainty::Certain
        }
    }

    /// How far a finding can be trusted: cells that were guessed matter only to rules that depend on them.
    pub(super) fn of_finding(ruleset: &Ruleset, outcome: &Outcome, diagnostic: &Diagnostic) -> Certainty {
        match outcome.document().map_or(Certainty::Certain, Certainty::of) {
            Certainty::Guessed if !ruleset.rules[diagnostic.rule].file().borders => Certainty::Certain,
            of_document => of_document,
        }
    }

    /// Its name in JSON.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Certainty::Certain => "certain",
            Certainty::Guessed => "guessed",
            Certainty::Recognized => "recognized",
        }
    }

    /// What to see to in the document before a finding is believed. Recognized text may stand in cells that were guessed.
    pub(super) fn caution(ruleset: &Ruleset, outcome: &Outcome, diagnostic: &Diagnostic, lang: Lang) -> Option<String> {
        let document = outcome.document()?;
        let has = |wanted: fn(&ReadNote) -> bool| document.notes.iter().any(wanted);
        let recognized = has(|note| matches!(note, ReadNote::Recognized { .. })).then_some(Text::CautionRecognized);
        let cell = match diagnostic.at {
            Anchor::Document | Anchor::Gap { .. } => Text::CautionAbsent,
            at if document.marked(at).is_empty() => Text::CautionBlank,
            _ => Text::CautionCell,
        };
        let guessed = has(|note| matches!(note, ReadNote::Guessed)) && ruleset.rules[diagnostic.rule].file().borders;
        let words: Vec<&str> = recognized.into_iter().chain(guessed.then_some(cell)).map(|text| text.say(lang)).collect();
        (!words.is_empty()).then(|| words.join("; "))
    }

    /// The same in a few words, for one line.
    pub(super) fn remark(self) -> Option<Text> {
        match self {
            Certainty::Certain => None,
            Certainty::Guessed => Some(Text::RemarkGuessed),
            Certainty::Recognized => Some(Text::RemarkRecognized),
        }
    }
}

/// A note as JSON gives it.
#[derive(Debug, Serialize)]
pub(crate) struct JsonNote {
    kind: &'static str,
    message: String,
}

/// The notes on the reading of a document, as JSON gives them.
pub(crate) fn json(document: &Document, lang: Lang) -> Vec<JsonNote> {
    document.notes.iter().map(|note| JsonNote { kind: name(note), message: say(note, document, lang) }).collect()
}

/// What a note is called in JSON.
fn name(note: &ReadNote) -> &'static str {
    match note {
        ReadNote::Assumed { .. } => "assumed-encoding",
        ReadNote::InvalidUtf8 { .. } => "invalid-utf-8",
        ReadNote::Hidden { .. } => "hidden",
        ReadNote::Repaired => "repaired",
        ReadNote::Recognized { .. } => "recognized",
        ReadNote::Guessed => "guessed",
        ReadNote::Ligatures { .. } => "ligatures",
        ReadNote::Unmapped { .. } => "unmapped",
        ReadNote::Pictures { .. } => "pictures",
    }
}

/// What a note tells a person.
pub(crate) fn say(note: &ReadNote, document: &Document, lang: Lang) -> String {
    let counted = |text: Text, count: u32, noun: Text| text.with(lang, &[("what", &lang.count(count as usize, noun))]);
    match note {
        ReadNote::Assumed { encoding } => Text::AssumedEncoding.with(lang, &[("encoding", encoding)]),
        ReadNote::InvalidUtf8 { count } => Text::InvalidUtf8.with(lang, &[("count", &lang.number(i64::from(*count)))]),
        ReadNote::Hidden { part, rows, columns } => {
            let counts = [(rows, Text::HiddenRows), (columns, Text::HiddenColumns)];
            let counts: Vec<String> = counts.iter().filter(|(n, _)| **n > 0).map(|(n, noun)| lang.count(**n as usize, *noun)).collect();
            let what = lang.list(&counts);
            match document.parts.get(usize::from(*part)) {
                Some(sheet) => Text::HiddenInSheet.with(lang, &[("sheet", &lang.quote(&sheet.name)), ("what", &what)]),
                None => Text::HiddenInFile.with(lang, &[("what", &what)]),
            }
        }
        ReadNote::Repaired => Text::NoteRepaired.say(lang).to_owned(),
        ReadNote::Recognized { pages } => counted(Text::NoteRecognized, *pages, Text::Pages),
        ReadNote::Guessed => Text::NoteGuessed.say(lang).to_owned(),
        ReadNote::Ligatures { count } => counted(Text::NoteLigatures, *count, Text::Signs),
        ReadNote::Unmapped { count } => counted(Text::NoteUnmapped, *count, Text::Signs),
        ReadNote::Pictures { pages } => counted(Text::NotePictures, *pages, Text::PicturePages),
    }
}
