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
    /// Some of the document is damaged or was not read, and may say what seems to be absent.
    Partial,
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
        } else if document.notes.iter().any(is_partial) {
            Certainty::Partial
        } else if has(|note| matches!(note, ReadNote::Guessed)) {
            Certainty::Guessed
        } else {
            Certainty::Certain
        }
    }

    /// How far a finding can be trusted: cells that were guessed matter only to rules that depend on them.
    pub(super) fn of_finding(ruleset: &Ruleset, outcome: &Outcome, diagnostic: &Diagnostic) -> Certainty {
        let Some(document) = outcome.document() else { return Certainty::Certain };
        let borders = ruleset.rules[diagnostic.rule].file().borders;
        match Certainty::of(document) {
            Certainty::Recognized => Certainty::Recognized,
            Certainty::Partial if is_about_absence(document, borders, diagnostic) => Certainty::Partial,
            Certainty::Partial | Certainty::Guessed if borders && document.notes.contains(&ReadNote::Guessed) => Certainty::Guessed,
            _ => Certainty::Certain,
        }
    }

    /// Its name in JSON.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Certainty::Certain => "certain",
            Certainty::Partial => "partial",
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
        let borders = ruleset.rules[diagnostic.rule].file().borders;
        let guessed = has(|note| matches!(note, ReadNote::Guessed)) && borders;
        let partial = is_about_absence(document, borders, diagnostic).then(|| document.notes.iter().find_map(absent_from)).flatten();
        let words = recognized.into_iter().chain(partial).chain(guessed.then_some(cell)).map(|text| text.say(lang));
        let words: Vec<&str> = words.collect();
        (!words.is_empty()).then(|| words.join("; "))
    }

    /// The same in a few words, for one line.
    pub(super) fn remark(self) -> Option<Text> {
        match self {
            Certainty::Certain => None,
            Certainty::Partial => Some(Text::RemarkPartial),
            Certainty::Guessed => Some(Text::RemarkGuessed),
            Certainty::Recognized => Some(Text::RemarkRecognized),
        }
    }
}

/// Whether a finding rests on something not being there, which a part of the document that was not read may hold: by its rule, or by where it stands.
fn is_about_absence(document: &Document, borders: bool, diagnostic: &Diagnostic) -> bool {
    match diagnostic.at {
        Anchor::Document | Anchor::Gap { .. } | Anchor::Past { .. } => true,
        at => borders || document.marked(at).is_empty(),
    }
}

/// Whether a note says that something of the document could not be read.
fn is_partial(note: &ReadNote) -> bool {
    absent_from(note).is_some()
}

/// What to see to where something was not read: of a damaged file, and of one with pictures.
fn absent_from(note: &ReadNote) -> Option<Text> {
    match note {
        ReadNote::Repaired | ReadNote::Damaged { .. } => Some(Text::CautionDamaged),
        ReadNote::Pictures { .. } => Some(Text::CautionPictures),
        ReadNote::Beyond { .. } => Some(Text::CautionBeyond),
        _ => None,
    }
}

/// Whether a note must be known before the findings are read: something was not read at all.
pub(super) fn comes_first(note: &ReadNote) -> bool {
    is_partial(note)
}

/// Whether a note bears on how far findings can be trusted, so that it is told even where only findings are.
pub(super) fn bears(note: &ReadNote) -> bool {
    is_partial(note) || matches!(note, ReadNote::Recognized { .. } | ReadNote::Guessed)
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
        ReadNote::Damaged { .. } => "damaged-pages",
        ReadNote::Recognized { .. } => "recognized",
        ReadNote::Guessed => "guessed",
        ReadNote::Ligatures { .. } => "ligatures",
        ReadNote::Unmapped { .. } => "unmapped",
        ReadNote::Pictures { .. } => "pictures",
        ReadNote::Beyond { .. } => "beyond-page",
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
        ReadNote::Damaged { pages } => Text::NoteDamaged.with(lang, &[("pages", &lang.pages(pages))]),
        ReadNote::Recognized { pages } => counted(Text::NoteRecognized, *pages, Text::Pages),
        ReadNote::Guessed => Text::NoteGuessed.say(lang).to_owned(),
        ReadNote::Ligatures { count } => counted(Text::NoteLigatures, *count, Text::Signs),
        ReadNote::Unmapped { count } => counted(Text::NoteUnmapped, *count, Text::Signs),
        ReadNote::Beyond { pages } => Text::NoteBeyond.with(lang, &[("pages", &lang.pages(pages))]),
        ReadNote::Pictures { pages } => {
            let what = lang.form(pages.len(), Text::PicturePages);
            Text::NotePictures.with(lang, &[("pages", &lang.pages(pages)), ("what", what)])
        }
    }
}
