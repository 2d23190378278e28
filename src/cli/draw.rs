//! `inspect --draw`: the pages of a PDF with boxes round what was understood of them, as one SVG.
//!
//! The pages stand one below the other under a legend. What a box holds is told three times, so that nobody needs to tell colors apart: by its color, by a
//! letter at its corner, and by a text that shows when one points at it. The colors are those that Okabe and Ito chose for eyes that cannot tell all colors
//! apart, the light ones darkened; all stand on white, so that they are the same on dark and on light ground.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::inspect::View;
use crate::columns::{columns as columns_of, crop_start};
use crate::document::{Anchor, CellId};
use crate::lang::{Lang, Text};
use crate::place::{Area, Place};
use crate::read::Picture;
use crate::report::field::{Column, Field, FooterField};
use crate::report::{Slot, State};

/// What stands between pages, and round them, in points.
const MARGIN: f32 = 18.0;

/// How wide an entry of the legend is, and how high, in points.
const ENTRY: (f32, f32) = (190.0, 15.0);

/// How wide a letter of the title of the legend is, in points, at most on average.
const LETTER: f32 = 6.0;

/// The most letters of a text that a box shows when one points at it.
const LONGEST: usize = 400;

/// The widest and highest a page is drawn: the largest that PDF 1.7 allows, in points.
const LARGEST: f32 = 14_400.0;

/// A page of which nothing is known, in points: A4 lying.
const PAGE: (f32, f32) = (842.0, 595.0);

/// What a box holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Read,
    Heading,
    Columns,
    Section,
    Number,
    Name,
    Objective,
    Indicator,
    Target,
    Footer,
    Note,
    Stray,
}

impl Kind {
    /// Those of the legend, in its order.
    const ALL: [Kind; 12] = [
        Kind::Heading,
        Kind::Columns,
        Kind::Section,
        Kind::Number,
        Kind::Name,
        Kind::Objective,
        Kind::Indicator,
        Kind::Target,
        Kind::Footer,
        Kind::Note,
        Kind::Stray,
        Kind::Read,
    ];

    /// The kind of a field.
    fn of(field: Field) -> Kind {
        match field {
            Field::LegalBasis | Field::Literal => Kind::Heading,
            Field::Columns | Field::Column(_) => Kind::Columns,
            Field::Sections | Field::SectionTitle => Kind::Section,
            Field::Units | Field::Unit(Column::Number) => Kind::Number,
            Field::Unit(Column::Name) => Kind::Name,
            Field::Unit(Column::Objective) => Kind::Objective,
            Field::Unit(Column::Indicator) => Kind::Indicator,
            Field::Unit(Column::Target) => Kind::Target,
            Field::Footer(_) => Kind::Footer,
            Field::Document => Kind::Read,
        }
    }

    fn color(self) -> &'static str {
        match self {
            Kind::Heading | Kind::Objective | Kind::Footer => "#0072b2",
            Kind::Columns => "#000000",
            Kind::Section | Kind::Note => "#9a6a00",
            Kind::Number | Kind::Indicator => "#00805d",
            Kind::Name | Kind::Target => "#a8488b",
            Kind::Stray => "#d55e00",
            Kind::Read => "#767676",
        }
    }

    /// The letter at the corner of its boxes.
    fn letter(self, lang: Lang) -> &'static str {
        match self {
            Kind::Heading => lang.pick("E", "H"),
            Kind::Columns => "C",
            Kind::Section => "S",
            Kind::Number => "1",
            Kind::Name => "2",
            Kind::Objective => "3",
            Kind::Indicator => "4",
            Kind::Target => "5",
            Kind::Footer => lang.pick("P", "F"),
            Kind::Note => "N",
            Kind::Stray => "?",
            Kind::Read => "·",
        }
    }

    fn name(self, lang: Lang) -> &'static str {
        let text = match self {
            Kind::Heading => Text::PartHeading,
            Kind::Columns => Text::DrawColumns,
            Kind::Section => Text::DrawSection,
            Kind::Number => Text::DrawNumber,
            Kind::Name => Text::DrawName,
            Kind::Objective => Text::DrawObjective,
            Kind::Indicator => Text::DrawIndicator,
            Kind::Target => Text::DrawTarget,
            Kind::Footer => Text::PartFooter,
            Kind::Note => Text::DrawNote,
            Kind::Stray => Text::PartStrays,
            Kind::Read => Text::DrawRead,
        };
        text.say(lang)
    }

    /// What was not understood, or only read, has broken lines.
    fn dashes(self) -> &'static str {
        match self {
            Kind::Stray => " stroke-dasharray=\"4 2\"",
            Kind::Read => " stroke-dasharray=\"1 2\"",
            _ => "",
        }
    }
}

/// A box, and what is said when one points at it.
struct Frame {
    page: u16,
    area: Area,
    kind: Kind,
    words: String,
}

/// Roughly where a box begins: its page, and its left and upper edge in steps of [`STEP`].
type Corner = (u16, u16, u16);

/// How near boxes stand that touch, in tenths of a point.
const STEP: u16 = 30;

fn corner(page: u16, x: u16, y: u16) -> Corner {
    (page, x / STEP, y / STEP)
}

impl Frame {
    /// Whether another box begins where this one ends.
    fn meets(&self, corners: &BTreeSet<Corner>) -> bool {
        let (page, x, y) = corner(self.page, self.area.x.saturating_add(self.area.width), self.area.y);
        (x.saturating_sub(1)..=x.saturating_add(1))
            .any(|x| corners.range((page, x, y.saturating_sub(1))..=(page, x, y.saturating_add(1))).next().is_some())
    }
}

/// The pages with their boxes; `pictures` are the pages themselves, in order. A page that could not be drawn is white.
pub(super) fn document(view: &View<'_>, mut pictures: Vec<Picture>) -> String {
    let lang = view.lang;
    let frames = frames(view);
    let pages = frames.iter().map(|frame| usize::from(frame.page) + 1).max().unwrap_or(0);
    let (width, height) = pictures.last().map_or(PAGE, |last| (last.width, last.height));
    pictures.resize_with(pages.max(pictures.len()), || Picture { width, height, elements: String::new() });
    let corners: BTreeSet<Corner> = frames.iter().map(|frame| corner(frame.page, frame.area.x, frame.area.y)).collect();
    let size = |picture: &Picture| (sane(picture.width), sane(picture.height));
    let wide = pictures.iter().map(|picture| size(picture).0).fold(ENTRY.0 + 2.0 * MARGIN, f32::max);
    let columns = (1..=Kind::ALL.len()).rev().find(|columns| MARGIN + ENTRY.0 * float(*columns) <= wide).unwrap_or(1);
    let legend = MARGIN + ENTRY.1 * (float(Kind::ALL.len().div_ceil(columns)) + 1.0);
    let high: f32 = pictures.iter().map(|picture| size(picture).1 + 2.0 * MARGIN).sum();
    let (width, height) = (wide + 2.0 * MARGIN, MARGIN + legend + high + MARGIN);
    let mut out = String::new();
    // Writing to memory cannot fail, here and below.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}pt\" height=\"{height:.0}pt\" viewBox=\"0 0 {width:.1} {height:.1}\" \
         font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\" lang=\"{}\">",
        lang.id()
    );
    let _ = writeln!(out, "<title>{}</title>", escape(view.name));
    let _ = writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"#8a8f98\"/>");
    draw_legend(view, (wide, legend), columns, &mut out);
    let mut top = MARGIN + legend + MARGIN;
    let mut by_page: Vec<Vec<&Frame>> = vec![Vec::new(); pictures.len()];
    for frame in &frames {
        by_page[usize::from(frame.page)].push(frame);
    }
    for (index, (picture, frames)) in pictures.iter().zip(by_page).enumerate() {
        let (width, height) = size(picture);
        let page = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let _ = writeln!(out, "<text x=\"{MARGIN}\" y=\"{:.1}\" font-size=\"10\" fill=\"#ffffff\">{}</text>", top - 4.0, lang.page(page));
        // An element of its own cuts off what is drawn beside the page.
        let _ = writeln!(
            out,
            "<svg x=\"{MARGIN}\" y=\"{top:.1}\" width=\"{width:.2}\" height=\"{height:.2}\" viewBox=\"0 0 {width:.2} {height:.2}\">\n<rect width=\"100%\" \
             height=\"100%\" fill=\"#ffffff\"/>"
        );
        out.push_str(&picture.elements);
        for frame in frames {
            draw_frame(frame, !frame.meets(&corners), lang, &mut out);
        }
        out.push_str("</svg>\n");
        top += height + 2.0 * MARGIN;
    }
    out.push_str("</svg>\n");
    out
}

/// Everything that has a box, each once: first what was only read, then what was understood, so that this lies above.
fn frames(view: &View<'_>) -> Vec<Frame> {
    let (report, lang) = (&view.recognized.report, view.lang);
    let mut frames = Frames { view, seen: BTreeSet::new(), cells: BTreeSet::new(), list: Vec::new() };
    frames.slot(report.heading.legal_basis, Field::LegalBasis, None);
    frames.slot(report.heading.literal, Field::Literal, None);
    for column in Column::ALL {
        frames.slot(report.columns[column.index()], Field::Column(column), None);
    }
    for section in &report.sections {
        frames.slot(section.title, Field::SectionTitle, None);
        section.notes.iter().for_each(|cell| frames.cell(*cell, Kind::Note));
    }
    for (index, unit) in report.units.iter().enumerate() {
        let number = view.document().marked(unit.cell(Column::Number).at);
        let number = if number.is_empty() { (index + 1).to_string() } else { number.to_owned() };
        for column in Column::ALL {
            frames.slot(unit.cell(column), Field::Unit(column), Some(lang.unit(&number, "")));
        }
    }
    for field in FooterField::ALL {
        frames.slot(report.footer[field.index()], Field::Footer(field), None);
    }
    report.strays.iter().for_each(|cell| frames.cell(*cell, Kind::Stray));
    let understood = frames.list.len();
    for cell in view.document().all_cells() {
        if !frames.cells.contains(&cell) && !view.document().text(cell).is_empty() {
            frames.cell(cell, Kind::Read);
        }
    }
    frames.list.rotate_left(understood);
    frames.list
}

struct Frames<'v> {
    view: &'v View<'v>,
    /// What has a box already. A cell that holds for several units has one.
    seen: BTreeSet<(u16, Area, Kind)>,
    cells: BTreeSet<CellId>,
    list: Vec<Frame>,
}

impl Frames<'_> {
    fn slot(&mut self, slot: Slot, field: Field, unit: Option<String>) {
        if slot.state == State::Absent {
            return;
        }
        let name = self.view.lang.field(field);
        let lead = unit.map_or_else(|| name.to_owned(), |unit| format!("{unit}: {name}"));
        self.add(slot.at, Kind::of(field), &lead);
    }

    fn cell(&mut self, cell: CellId, kind: Kind) {
        self.add(Anchor::Cell(cell), kind, kind.name(self.view.lang));
    }

    fn add(&mut self, at: Anchor, kind: Kind, lead: &str) {
        let document = self.view.document();
        if let Anchor::Cell(cell) | Anchor::Part { cell, .. } = at {
            self.cells.insert(cell);
        }
        let Some(Place::Page { page, area }) = document.place(at) else { return };
        if area.width == 0 || area.height == 0 || !self.seen.insert((page, area, kind)) {
            return;
        }
        let text = document.marked(at);
        let text = if text.is_empty() { Text::StateBlank.say(self.view.lang) } else { text };
        let place = document.place_name(at, self.view.lang).unwrap_or_default();
        let short: String = text.chars().take(LONGEST).collect();
        let more = if short.len() < text.len() { "…" } else { "" };
        self.list.push(Frame { page, area, kind, words: format!("{place}\n{lead}\n{short}{more}") });
    }
}

/// What the colors and letters mean.
fn draw_legend(view: &View<'_>, (width, height): (f32, f32), columns: usize, out: &mut String) {
    let lang = view.lang;
    let _ = writeln!(out, "<rect x=\"{MARGIN}\" y=\"{MARGIN}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"#ffffff\"/>");
    let (left, top) = (2.0 * MARGIN, 2.0 * MARGIN + 4.0);
    let method = match view.document().method {
        "tags" => Text::DrawTags,
        "spaced" => Text::DrawSpaced,
        _ => Text::DrawRuled,
    };
    // The end of a path tells more than its beginning.
    let room = (1..1000).rev().find(|letters| float(*letters) * LETTER <= width - 2.0 * MARGIN).unwrap_or(1);
    let said = Text::DrawTitle.with(lang, &[("path", ""), ("method", method.say(lang))]);
    let name = crop_start(view.name, room.saturating_sub(columns_of(&said)).max(8));
    let heading = Text::DrawTitle.with(lang, &[("path", &name), ("method", method.say(lang))]);
    let _ = writeln!(out, "<text x=\"{left}\" y=\"{top}\" font-size=\"10\" font-weight=\"bold\">{}</text>", escape(&heading));
    for (index, kind) in Kind::ALL.into_iter().enumerate() {
        let x = left + ENTRY.0 * float(index % columns);
        let y = top + ENTRY.1 * (float(index / columns) + 1.0);
        let (color, dashes) = (kind.color(), kind.dashes());
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"{:.1}\" width=\"22\" height=\"10\" fill=\"{color}\" fill-opacity=\"0.1\" stroke=\"{color}\"{dashes}/>",
            y - 8.0
        );
        tag(kind, (x + 22.0, y - 8.0), lang, out);
        let _ = writeln!(out, "<text x=\"{:.1}\" y=\"{y:.1}\" font-size=\"9\">{}</text>", x + 28.0, escape(kind.name(lang)));
    }
}

/// A box; its letter stands beside it where there is room, so that it hides nothing of the text.
fn draw_frame(frame: &Frame, beside: bool, lang: Lang, out: &mut String) {
    let Area { x, y, width, height } = frame.area;
    let [x, y, width, height] = [x, y, width, height].map(|tenths| f32::from(tenths) / 10.0);
    let (color, dashes) = (frame.kind.color(), frame.kind.dashes());
    let _ = writeln!(out, "<g><title>{}</title>", escape(&frame.words));
    let _ = writeln!(
        out,
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{color}\" fill-opacity=\"0.1\" stroke=\"{color}\" \
         stroke-width=\"0.8\"{dashes}/>"
    );
    tag(frame.kind, (x + width + if beside { 5.0 } else { 0.0 }, y), lang, out);
    out.push_str("</g>\n");
}

/// The letter of a kind, to the left of a point and below it.
fn tag(kind: Kind, (right, top): (f32, f32), lang: Lang, out: &mut String) {
    let _ = writeln!(
        out,
        "<rect x=\"{:.1}\" y=\"{top:.1}\" width=\"5\" height=\"5.5\" fill=\"{}\"/><text x=\"{:.1}\" y=\"{:.1}\" font-size=\"5\" font-weight=\"bold\" \
         text-anchor=\"middle\" fill=\"#ffffff\">{}</text>",
        right - 5.0,
        kind.color(),
        right - 2.5,
        top + 4.6,
        kind.letter(lang)
    );
}

/// A small number to reckon with.
fn float(number: usize) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

/// A measure that can be drawn.
fn sane(points: f32) -> f32 {
    if points.is_finite() { points.clamp(1.0, LARGEST) } else { 1.0 }
}

/// Text as XML holds it. What XML cannot hold, and what would turn the direction of the text round it, is left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push(letter),
            _ if letter.is_control() || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}') => {}
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests;
