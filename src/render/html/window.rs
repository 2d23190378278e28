//! The rows round a finding as a small table, with what is marked in it and the words under the mark.
//!
//! Which rows and which columns are shown is decided where it is decided for the terminal.

use maud::{Markup, html};

use crate::columns::crop;
use crate::document::{Document, PartOf};
use crate::lang::{Lang, Page, Text};
use crate::render::layout::cells::{Cell, Head, Row, Table, table};
use crate::render::snippet::{Spot, windows as rows_of};

/// The longest caption, in letters.
const CAPTION: usize = 200;

/// The longest word that is never broken, in letters: «RESPONSABILIDADES».
const WORD: usize = 17;

/// The windows round the places of a finding.
pub(super) fn windows(document: &Document, spots: &[Spot], lang: Lang) -> Markup {
    html! {
        @for (name, rows) in rows_of(document, spots, lang) {
            @let lines = rows.iter().find_map(|shown| shown.row).is_some_and(|row| document.part_of(row) == PartOf::Text);
            (window(&name, &table(document, &rows), spots, lines, lang))
        }
    }
}

fn window(name: &str, table: &Table, spots: &[Spot], lines: bool, lang: Lang) -> Markup {
    let head = if lines { Page::LineHead } else { Page::RowHead }.say(lang);
    html! {
        table.rows {
            caption.heard { (Page::Around.with(lang, &[("place", &crop(name, CAPTION))])) }
            @if let Some(names) = &table.names {
                thead { tr { th scope="col" { (head) } @for name in names { (over(name)) } } }
            }
            tbody { @for row in &table.rows { (tr(row, table.width, spots, head, lang)) } }
        }
    }
}

fn over(head: &Head) -> Markup {
    html! {
        @match &head.name {
            Some(name) if head.marked => th.marked scope="col" { (name) },
            Some(name) => th scope="col" { (name) },
            None => td { "…" },
        }
    }
}

fn tr(row: &Row, width: usize, spots: &[Spot], head: &str, lang: Lang) -> Markup {
    html! {
        @match row {
            Row::Cells { number, cells } => tr.marked[cells.iter().any(|cell| !cell.labels.is_empty())] {
                @match number {
                    Some(number) => th scope="row" { span.narrow { (head) " " } (number) },
                    None => td {},
                }
                @for cell in cells { (td(cell, spots, lang)) }
            },
            Row::Gap(labels) => tr.gap {
                td {}
                td colspan=(width) { @for label in labels { mark { (words(*label, spots).unwrap_or(Text::GapHere.say(lang))) } " " } }
            },
            Row::LeftOut => tr.between { td {} td colspan=(width) { span aria-hidden="true" { "⋮" } span.heard { (Page::LeftOut.say(lang)) } } },
            Row::Page(page) => tr.between { td {} td colspan=(width) { (page) } },
        }
    }
}

/// A cell with its marks. Whoever hears the page hears that something is marked, since marks are not read out.
fn td(cell: &Cell, spots: &[Spot], lang: Lang) -> Markup {
    let mut at = 0;
    let mut pieces = Vec::new();
    for range in &cell.marked {
        pieces.push((cell.text.get(at..range.start).unwrap_or_default(), cell.text.get(range.clone()).unwrap_or_default()));
        at = range.end;
    }
    let span = (cell.span > 1).then_some(cell.span);
    html! {
        td.long[has_long_word(&cell.text)] colspan=[span] {
            @for (before, marked) in pieces { (before) mark { span.heard { (Page::Marked.say(lang)) " " } (marked) } }
            (cell.text.get(at..).unwrap_or_default())
            @if !cell.labels.is_empty() && cell.text.is_empty() { mark.empty { (Page::Empty.say(lang)) } }
            @for label in cell.labels.iter().filter_map(|label| words(*label, spots)) { span.label { (label) } }
        }
    }
}

/// Whether a word is so long that it may be broken anywhere, lest it push the table off the page.
fn has_long_word(text: &str) -> bool {
    text.split_whitespace().any(|word| word.chars().count() > WORD)
}

/// The words under a mark.
fn words(label: usize, spots: &[Spot]) -> Option<&str> {
    spots.get(label)?.label.as_deref()
}
