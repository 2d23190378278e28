//! `inspect` as a table: the report as a person reads it, each line with the place it comes from.

use std::fmt::Write as _;

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::inspect::{Seen, View};
use super::terminal::{MAX_PROSE, crop, pad, shown};
use crate::columns::{crop_start, wrap};
use crate::document::{Anchor, Naming, PartOf};
use crate::lang::{Lang, Text};
use crate::render::{Style, certainty};
use crate::report::Section;
use crate::report::State;
use crate::report::field::{Column, Field, FooterField};
use crate::report::value::fold::fold;

/// The width of a unit's number, in columns.
const NUMBER: usize = 3;

/// The least room that a place leaves for words, in columns, and for each cell of a unit; else there is no place.
const LEAST: usize = 8;
const LEAST_CELL: usize = 3;

/// The widest that the name of a sheet is shown beside each row, in columns.
const SHEET: usize = 12;

/// How much of it is its end.
const SHEET_END: usize = 4;

/// The report as a table.
pub(crate) fn document(view: &View<'_>, style: Style) -> String {
    let report = &view.recognized.report;
    let mut table = Table { view, style, out: String::new(), places: Places::new(view) };
    let (lang, format) = (view.lang, view.document().format);
    let units = lang.count(report.units.len(), Text::Units);
    let sections = lang.count(report.sections.len(), Text::Sections);
    let name = match table.places.sheet {
        Some(sheet) => format!("{} › {}", shown(view.name), shown(sheet)),
        None => shown(view.name),
    };
    let counts = format!("{} · {}", format.id, lang.list(&[units, sections]));
    if name.width() + 3 + counts.width() <= style.width {
        table.bold(&format!("{name} · {counts}"));
    } else {
        table.bold(&name);
        table.bold(&counts);
    }
    table.title(Text::PartHeading.say(lang));
    table.fields(&[(Field::LegalBasis, report.heading.legal_basis), (Field::Literal, report.heading.literal)]);
    table.title(Text::PartColumns.say(lang));
    table.row(&Column::ALL.map(|column| view.seen(report.columns[column.index()], Field::Column(column))));
    for section in &report.sections {
        table.section(section);
    }
    table.title(Text::PartFooter.say(lang));
    table.fields(&FooterField::ALL.map(|field| (Field::Footer(field), report.footer[field.index()])));
    if !report.strays.is_empty() {
        table.title(Text::PartStrays.say(lang));
        for cell in &report.strays {
            let seen = view.cell(*cell);
            table.line("  ", &shown(seen.text.unwrap_or_default()), &seen);
        }
    }
    table.notes();
    table.out
}

struct Table<'a> {
    view: &'a View<'a>,
    style: Style,
    out: String,
    places: Places<'a>,
}

/// How places are named at the right edge.
struct Places<'a> {
    /// The sheet that everything stands in: it is named once, in the heading.
    sheet: Option<&'a str>,
    /// Whether there are several sheets, tables or pages, so that each place has to name its own.
    several: bool,
    /// How wide the longest name is; `None` for word-processor files and PDFs, whose places are named in words, of as many columns as they take.
    width: Option<usize>,
    /// How wide the longest name of a unit's place is.
    units: usize,
}

impl Table<'_> {
    fn title(&mut self, text: &str) {
        self.out.push('\n');
        self.bold(text);
    }

    /// What a person should know about the reading.
    fn notes(&mut self) {
        let document = self.view.document();
        let keyword = Text::Note.say(self.view.lang);
        let room = self.style.width.min(MAX_PROSE).saturating_sub(keyword.width() + 2);
        for (index, note) in document.notes.iter().enumerate() {
            let words = shown(&certainty::say(note, document, self.view.lang));
            for (line, words) in wrap(&words, room, room).iter().enumerate() {
                let lead = if line == 0 { format!("{keyword}: ") } else { " ".repeat(keyword.width() + 2) };
                let _ = writeln!(self.out, "{}{lead}{words}", if index + line == 0 { "\n" } else { "" });
            }
        }
    }

    fn bold(&mut self, text: &str) {
        let (bold, reset) = if self.style.color { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        let text = crop(text, self.style.width);
        let _ = writeln!(self.out, "{bold}{text}{reset}");
    }

    /// Labelled fields, one a line.
    fn fields(&mut self, fields: &[(Field, crate::report::Slot)]) {
        let labels: Vec<String> = fields.iter().map(|(field, _)| label(*field, self.view.lang)).collect();
        let wide = labels.iter().map(|label| label.width()).max().unwrap_or(0);
        for ((field, slot), label) in fields.iter().zip(&labels) {
            let seen = self.view.seen(*slot, *field);
            let mut words = say(&seen, self.view.lang);
            // A value that repeats the text says nothing new, and that of the periodicity is a word for programs.
            let text = seen.text.unwrap_or_default().trim();
            if let Some(Value::String(value)) = seen.value.as_ref().filter(|_| *field != Field::Footer(FooterField::Periodicity))
                && value != text
            {
                let _ = write!(words, " → {value}");
            }
            if let Some(link) = seen.link {
                let _ = write!(words, " <{}>", shown(link));
            }
            self.line(&format!("  {}  ", pad(label, wide)), &words, &seen);
        }
    }

    /// Words with the place at the right edge.
    fn line(&mut self, lead: &str, words: &str, seen: &Seen<'_>) {
        let used = lead.width() + 2;
        // A row that says one thing needs no column.
        let (place, wide) = self.place(seen, !lead.trim().is_empty(), used, LEAST);
        let room = self.style.width.saturating_sub(used + wide);
        let words = pad(&crop(words, room), room);
        self.out.push_str(format!("{lead}{words}  {}", self.places.at_edge(&place, wide)).trim_end());
        self.out.push('\n');
    }

    /// What a place is called, and in how many columns, where that leaves at least so many for words; otherwise less of it, or nothing.
    fn place(&self, seen: &Seen<'_>, column: bool, used: usize, least: usize) -> (String, usize) {
        let names = [column, false].map(|column| self.places.name(self.view, seen.at, column));
        let wide = |name: &String| self.places.width.unwrap_or(name.width());
        let found = names.into_iter().find(|name| used + wide(name) + least <= self.style.width);
        found.map_or_else(Default::default, |name| {
            let wide = wide(&name);
            (name, wide)
        })
    }

    fn section(&mut self, section: &Section) {
        let title = self.view.seen(section.title, Field::SectionTitle);
        let words =
            if title.state == State::Absent { Text::PartNoSection.say(self.view.lang).to_owned() } else { say(&title, self.view.lang) };
        self.out.push('\n');
        let start = self.out.len();
        self.line("", &words, &title);
        if self.style.color {
            let line = self.out.split_off(start);
            let _ = writeln!(self.out, "\u{1b}[1m{}\u{1b}[0m", line.trim_end());
        }
        for cell in &section.notes {
            let seen = self.view.cell(*cell);
            self.line("  ", &format!("{} {}", Text::PartNote.say(self.view.lang), shown(seen.text.unwrap_or_default())), &seen);
        }
        for unit in self.view.recognized.report.units.get(section.units.clone()).unwrap_or_default() {
            self.row(&Column::ALL.map(|column| self.view.seen(unit.cell(column), Field::Unit(column))));
        }
    }

    /// Five cells side by side, each cut to fit.
    fn row(&mut self, cells: &[Seen<'_>; 5]) {
        let used = 2 + NUMBER + 4 * 2 + 2;
        // The cells of a row stand side by side, so that its first column goes without saying. All rows leave the same room for places.
        let wide_place = self.places.width.unwrap_or(self.places.units);
        let wide_place = if used + wide_place + 4 * LEAST_CELL <= self.style.width { wide_place } else { 0 };
        let place = if wide_place > 0 { self.places.name(self.view, cells[0].at, false) } else { String::new() };
        let room = self.style.width.saturating_sub(used + wide_place);
        let (each, left) = (room / 4, room % 4);
        let mut line = "  ".to_owned();
        for (index, seen) in cells.iter().enumerate() {
            // What a division leaves over goes to the first columns.
            let wide = if index == 0 { NUMBER } else { each + usize::from(index <= left) };
            let words = match seen.state {
                // There is no room for a state in words.
                State::Blank | State::Absent if index == 0 => "–".to_owned(),
                _ => say(seen, self.view.lang),
            };
            line.push_str(&pad(&crop(&words, wide), wide));
            line.push_str("  ");
        }
        self.out.push_str(format!("{line}{}", self.places.at_edge(&place, wide_place)).trim_end());
        self.out.push('\n');
    }
}

impl<'a> Places<'a> {
    fn new(view: &View<'a>) -> Places<'a> {
        let document = view.document();
        let mut parts: Vec<PartOf> = Vec::new();
        for row in document.rows() {
            let part = document.part_of(row);
            if part != PartOf::Paragraphs && parts.last() != Some(&part) {
                parts.push(part);
            }
        }
        let sheet = match parts.as_slice() {
            [PartOf::Sheet(sheet)] => document.parts.get(usize::from(*sheet)).map(|part| part.name.as_str()),
            _ => None,
        };
        let in_words = document.rows().any(|row| matches!(document.part_of(row), PartOf::Paragraphs | PartOf::Table(_) | PartOf::Page(_)));
        // A matrix among several of one file may begin on a later page.
        let several = parts.len() > 1 || matches!(parts.as_slice(), [PartOf::Page(1..)]);
        let mut places = Places { sheet, several, width: None, units: 0 };
        let report = &view.recognized.report;
        let cells = report.strays.iter().copied().chain(report.sections.iter().flat_map(|section| section.notes.iter().copied()));
        let fields = [report.heading.legal_basis, report.heading.literal].into_iter().chain(report.footer);
        let fields = fields.chain(report.sections.iter().map(|section| section.title)).map(|slot| slot.at);
        let units = report.units.iter().map(|unit| unit.cell(Column::Number)).chain(report.columns).map(|slot| slot.at);
        places.units = units.map(|at| places.name(view, at, false).width()).max().unwrap_or(0);
        let others = fields.chain(cells.map(Anchor::Cell));
        let widest = others.map(|at| places.name(view, at, true).width()).max().unwrap_or(0).max(places.units);
        places.width = (!in_words).then_some(widest);
        places
    }

    /// What a place is called, as shortly as it can be.
    fn name(&self, view: &View<'_>, at: Anchor, column: bool) -> String {
        let name = shown(&view.document().name_of(at, view.lang, Naming { part: self.several, column }).unwrap_or_default());
        match name.rsplit_once('!') {
            Some((sheet, cell)) => format!("{}!{cell}", crop_middle(sheet, SHEET)),
            None => name,
        }
    }

    /// A place in the room there is for it. Names of cells stand under one another from their beginning, numbers from their end.
    fn at_edge(&self, place: &str, wide: usize) -> String {
        let from_start = self.sheet.is_some() || place.contains('!');
        let space = " ".repeat(wide.saturating_sub(place.width()));
        if from_start { format!("{place}{space}") } else { format!("{space}{place}") }
    }
}

/// The beginning and the end of a name, which is where those of sheets differ, in so many columns.
fn crop_middle(name: &str, room: usize) -> String {
    if name.width() <= room {
        return name.to_owned();
    }
    let end = crop_start(name, SHEET_END + 1);
    format!("{}{}", crop(name, room.saturating_sub(SHEET_END)), end.trim_start_matches('…'))
}

/// The text of a field, or its state in words.
fn say(seen: &Seen<'_>, lang: Lang) -> String {
    let text = shown(seen.text.unwrap_or_default());
    let state = match seen.state {
        State::Given => return text,
        State::Blank => Text::StateBlank,
        State::Absent => Text::StateAbsent,
        State::NotApplicable { .. } => Text::StateNotApplicable,
        State::Unreadable => Text::StateUnreadable,
    };
    let state = lang.quote(state.say(lang));
    // «No aplica» says it itself, in either language: the matrix is in Spanish.
    let said = fold(&text).starts_with(&fold(Text::StateNotApplicable.say(Lang::Es)));
    if said && matches!(seen.state, State::NotApplicable { .. }) {
        return text;
    }
    if text.is_empty() { state } else { format!("{state} {text}") }
}

/// What a field is called, without its article.
fn label(field: Field, lang: Lang) -> String {
    let name = lang.field(field);
    let bare = ["el ", "la ", "los ", "las ", "the "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name);
    let mut letters = bare.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
