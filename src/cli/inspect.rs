//! `inspect`: what was understood of one file, field by field, without judging it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::args::InspectArgs;
use super::files::{self, Input};
use super::output::Output;
use super::{Common, OK, UNREADABLE, WRONG, World, complain, draw, json_report, print, table, terminal};
use crate::diagnostic::{Outcome, Recognized};
use crate::document::{Anchor, CellId, Document};
use crate::engine::{self, Options};
use crate::lang::{Lang, Text, io_error};
use crate::read::{self, ReadError};
use crate::report::field::{Column, Field, FooterField};
use crate::report::recognize::number;
use crate::report::value::{date, email, periodicity, phone};
use crate::report::{Slot, State};
use crate::rules::Ruleset;
use crate::rules::select::Selection;
use crate::source::Source;

/// Shows what was understood of a file; the exit status.
pub(crate) fn run(args: &InspectArgs, common: &Common, world: &mut World<'_>) -> u8 {
    let ruleset = Ruleset::embedded();
    let mut bytes = Vec::new();
    let (outcome, others) = match open(args, &ruleset, &mut bytes, world) {
        Ok(outcomes) => outcomes,
        Err((path, error)) => return no_such_path(&path, &error, common, world),
    };
    let Ok(recognized) = &outcome.reading else {
        refuse(&outcome, &ruleset, common, world);
        return UNREADABLE;
    };
    let view = View { name: &outcome.name, recognized, lang: common.lang };
    if let Some(path) = &args.draw
        && let Err(status) = draw(&view, bytes, path, args, common, world)
    {
        return status;
    }
    let mut text =
        if args.format == "json" { json_report::document(&view) } else { table::document(&view, terminal::out_style(common, world)) };
    let further = others.iter().filter_map(|outcome| outcome.reading.as_ref().ok());
    for recognized in further.filter(|_| args.format != "json") {
        let view = View { name: &outcome.name, recognized, lang: common.lang };
        text.push('\n');
        text.push_str(&table::document(&view, terminal::out_style(common, world)));
    }
    let status = if recognized.report.found { OK } else { UNREADABLE };
    let status = print(&text, status, common, world);
    if !recognized.report.found {
        refuse(&outcome, &ruleset, common, world);
    }
    if let (Some(sheet), "json") = (&outcome.sheet, args.format.as_str()) {
        // JSON version 1 holds one report.
        let count = common.lang.count(others.len() + 1, Text::Matrices);
        let sheet = common.lang.quote(&terminal::shown(sheet));
        let holes = [("path", &*terminal::shown(&outcome.name)), ("count", &count), ("sheet", &sheet)];
        // Standard error may be closed: then nobody wants to know.
        let _ = writeln!(world.err, "{}: {}", Text::Note.say(common.lang), Text::FirstMatrixOnly.with(common.lang, &holes));
    }
    status
}

/// Draws the pages of a PDF.
///
/// # Errors
/// The exit status, once it has been told why they cannot be drawn.
fn draw(view: &View<'_>, bytes: Vec<u8>, path: &Path, args: &InspectArgs, common: &Common, world: &mut World<'_>) -> Result<(), u8> {
    let lang = common.lang;
    let mut refuse = |message: String, help: Text| {
        complain(&message, None, &[help.say(lang).to_owned()], common, world);
        WRONG
    };
    let format = view.document().format.id;
    if format != "pdf" {
        let holes = [("path", &*terminal::shown(view.name)), ("format", format)];
        return Err(refuse(Text::CannotDraw.with(lang, &holes), Text::CannotDrawHelp));
    }
    let name = terminal::shown(&path.to_string_lossy());
    if files::would_overwrite(&[input(args)], path) {
        return Err(refuse(Text::DrawIsInput.with(lang, &[("path", &name)]), Text::DrawIsInputHelp));
    }
    let drawing = draw::document(view, read::pictures(bytes));
    let written = Output::open(Some(path)).and_then(|mut output| {
        output.writer(&mut *world.out).write_all(drawing.as_bytes())?;
        output.finish()
    });
    written.map_err(|error| {
        let holes = [("path", &*name), ("why", &*io_error(&error, lang))];
        complain(&Text::CannotWriteDrawing.with(lang, &holes), None, &[Text::CannotWriteDrawingHelp.say(lang).to_owned()], common, world);
        WRONG
    })
}

/// What is named on the command line.
fn input(args: &InspectArgs) -> Input {
    if args.file == "-" { Input::Stdin } else { Input::Named(PathBuf::from(&args.file)) }
}

/// Reads the file as `check` would; its bytes are kept where they are to be drawn.
fn open(
    args: &InspectArgs,
    ruleset: &Ruleset,
    kept: &mut Vec<u8>,
    world: &mut World<'_>,
) -> Result<(Outcome, Vec<Outcome>), (OsString, std::io::Error)> {
    let input = input(args);
    if let Input::Named(path) = &input {
        let metadata = std::fs::metadata(path).map_err(|error| (args.file.clone(), error))?;
        if metadata.is_dir() {
            return Err((args.file.clone(), std::io::ErrorKind::IsADirectory.into()));
        }
    }
    let name = match (&input, &args.stdin_filename) {
        (Input::Stdin, Some(name)) => name.clone(),
        _ => input.name(),
    };
    let selection = Selection::all(ruleset);
    let options = Options { format: args.input_format.as_deref(), ..Options::new(world.today, &selection) };
    let mut bytes = Vec::new();
    Ok(match files::read(&input, world.input, &mut bytes) {
        Ok(()) => {
            if args.draw.is_some() {
                kept.clone_from(&bytes);
            }
            engine::check_each(Source { name, bytes }, ruleset, &options)
        }
        Err(error) => (engine::unread(name, ReadError::of(&error), ruleset, &options), Vec::new()),
    })
}

fn no_such_path(path: &OsString, error: &std::io::Error, common: &Common, world: &mut World<'_>) -> u8 {
    let name = terminal::shown(&path.to_string_lossy());
    let message = Text::CannotShow.with(common.lang, &[("path", &name), ("why", &io_error(error, common.lang))]);
    let advice = if error.kind() == std::io::ErrorKind::IsADirectory { Text::OneFileHelp } else { Text::NoSuchPathHelp };
    complain(&message, None, &[advice.say(common.lang).to_owned()], common, world);
    WRONG
}

/// Says why there is no report to show, in the words of the rule about it.
fn refuse(outcome: &Outcome, ruleset: &Ruleset, common: &Common, world: &mut World<'_>) {
    if let Some(diagnostic) = outcome.diagnostics.first() {
        let phrases = ruleset.phrases(outcome, diagnostic, common.lang);
        let code = &ruleset.rules[diagnostic.rule].head.code;
        let message = format!("{}: {} [{code}]", terminal::shown(&outcome.name), terminal::shown(&phrases.message));
        complain(&message, None, &[terminal::shown(&phrases.help)], common, world);
    }
}

/// A recognized report under its name, as the outputs look at it.
pub(crate) struct View<'a> {
    pub(crate) name: &'a str,
    pub(crate) recognized: &'a Recognized,
    pub(crate) lang: Lang,
}

/// A field as it is shown.
pub(crate) struct Seen<'a> {
    /// What became of it.
    pub(crate) state: State,
    /// As a person reads it; `None` where it is not there.
    pub(crate) text: Option<&'a str>,
    /// What it means, where its text can be understood as its field demands.
    pub(crate) value: Option<Value>,
    /// Where its first link goes.
    pub(crate) link: Option<&'a str>,
    /// Where it stands.
    pub(crate) at: Anchor,
}

impl<'a> View<'a> {
    pub(crate) fn document(&self) -> &'a Document {
        &self.recognized.document
    }

    /// A field of the report.
    pub(crate) fn seen(&self, slot: Slot, field: Field) -> Seen<'a> {
        let document = self.document();
        let text = document.marked(slot.at);
        let cell = match slot.at {
            Anchor::Cell(cell) | Anchor::Part { cell, .. } => Some(cell),
            Anchor::Document | Anchor::Past { .. } | Anchor::Gap { .. } => None,
        };
        Seen {
            state: slot.state,
            text: (slot.state != State::Absent).then_some(text),
            value: if slot.state == State::Given { value(text, field) } else { None },
            link: cell.and_then(|cell| document.links(cell).first()).map(|link| link.target.as_str()),
            at: slot.at,
        }
    }

    /// A cell that is no field: a note, or something that was not understood.
    pub(crate) fn cell(&self, cell: CellId) -> Seen<'a> {
        self.seen(Slot { state: State::Given, at: Anchor::Cell(cell) }, Field::Document)
    }
}

/// What the text of a field means: a unit's number as an integer; the update date as `YYYY-MM-DD`; `monthly` for the periodicity; the first well-formed
/// e-mail address in lower case; the digits of the first well-formed telephone number, without its extension, after a plus sign where it has one. Other
/// fields mean their text.
fn value(text: &str, field: Field) -> Option<Value> {
    let text_value = match field {
        Field::Unit(Column::Number) => return number(text).map(Value::from),
        Field::Footer(FooterField::UpdateDate) => date::read(text).ok()?.date.to_string(),
        Field::Footer(FooterField::Periodicity) => periodicity::is_monthly(text).then(|| "monthly".to_owned())?,
        Field::Footer(FooterField::Email) => {
            let reading = email::read(text);
            let good = reading.addresses.iter().find(|address| address.fault.is_none())?;
            text.get(good.span.clone())?.to_lowercase()
        }
        Field::Footer(FooterField::Phone) => {
            let reading = phone::read(text);
            let good = reading.numbers.iter().find(|number| !matches!(number.kind, phone::PhoneKind::Malformed(_)))?;
            let written = text.get(good.span.clone())?;
            let digits: String = written.chars().filter(char::is_ascii_digit).collect();
            if written.starts_with('+') { format!("+{digits}") } else { digits }
        }
        _ => return None,
    };
    Some(Value::String(text_value))
}
