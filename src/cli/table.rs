//! `inspect` as a table: the report as a person reads it, each line with the place it comes from.

use std::fmt::Write as _;

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::inspect::{Seen, View};
use super::terminal::{crop, pad, shown};
use crate::lang::{Lang, Text};
use crate::render::Style;
use crate::report::Section;
use crate::report::State;
use crate::report::field::{Column, Field, FooterField};
use crate::report::value::fold::fold;

/// The width of a unit's number, in columns.
const NUMBER: usize = 3;

/// The report as a table.
pub(crate) fn document(view: &View<'_>, style: Style) -> String {
    let report = &view.recognized.report;
    let mut table = Table { view, style, out: String::new(), places: places(view) };
    let (lang, format) = (view.lang, view.document().format);
    let units = lang.count(report.units.len(), Text::Units);
    let sections = lang.count(report.sections.len(), Text::Sections);
    let title = format!("{} · {} · {}", shown(view.name), format.id, lang.list(&[units, sections]));
    table.bold(&title);
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
    table.out
}

struct Table<'a> {
    view: &'a View<'a>,
    style: Style,
    out: String,
    /// How wide the names of places are.
    places: usize,
}

impl Table<'_> {
    fn title(&mut self, text: &str) {
        self.out.push('\n');
        self.bold(text);
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
        let room = self.style.width.saturating_sub(lead.width() + self.places + 2);
        let words = pad(&crop(words, room), room);
        let place = self.place(seen);
        self.out.push_str(format!("{lead}{words}  {place:>0$}", self.places).trim_end());
        self.out.push('\n');
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
        let room = self.style.width.saturating_sub(2 + NUMBER + 4 * 2 + 2 + self.places);
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
        let place = self.place(&cells[0]);
        self.out.push_str(format!("{line}{place:>0$}", self.places).trim_end());
        self.out.push('\n');
    }

    fn place(&self, seen: &Seen<'_>) -> String {
        self.view.document().place_name(seen.at, self.view.lang).unwrap_or_default()
    }
}

/// The width of the longest name of a place.
fn places(view: &View<'_>) -> usize {
    let report = &view.recognized.report;
    let heading = [report.heading.legal_basis, report.heading.literal];
    let units = report.units.iter().map(|unit| unit.cell(Column::Number));
    let cells = report.strays.iter().copied().chain(report.sections.iter().flat_map(|section| section.notes.iter().copied()));
    let anchors = heading
        .into_iter()
        .chain(report.columns)
        .chain(report.footer)
        .chain(report.sections.iter().map(|section| section.title))
        .chain(units);
    let anchors = anchors.map(|slot| slot.at).chain(cells.map(crate::document::Anchor::Cell));
    anchors.filter_map(|at| view.document().place_name(at, view.lang)).map(|name| name.width()).max().unwrap_or(0)
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
