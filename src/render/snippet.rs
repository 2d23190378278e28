//! What a finding shows of its document, as a source that miette's protocol can read: one or more windows of a few rows round the marks.
//!
//! A window is text of its own, already laid out for the terminal; the rows keep their real numbers, and the window is named by the place of its first
//! mark. How it is drawn is left to [`super::graphic`].

use std::ops::Range;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::graphic::gutter;
use super::layout::{Line, Mark, Shown, lines};
use crate::columns::{Piece, crop};
use crate::document::{Anchor, Document, PartOf, RowId};
use crate::lang::Lang;

/// How many rows are shown before and after the marked ones.
const CONTEXT: u32 = 1;

/// Marks no farther apart than this many rows share a window.
const TOGETHER: u32 = 3;

/// What a line without a number says its number is: the one, counted from 0, that has no next.
pub(super) const UNNUMBERED: usize = usize::MAX;

/// A place to be marked.
#[derive(Debug)]
pub(super) struct Spot {
    /// What is marked.
    pub(super) at: Anchor,
    /// The name of the place, file and all.
    pub(super) name: String,
    /// A few words under the mark.
    pub(super) label: Option<String>,
    /// The row it is about, where the mark stands above that row in a cell merged downward.
    pub(super) row: Option<RowId>,
}

/// Windows, and what is marked in them.
#[derive(Debug, Default)]
pub(super) struct Snippet {
    text: String,
    windows: Vec<Window>,
    /// The marks, the first being the main one.
    pub(super) labels: Vec<LabeledSpan>,
}

#[derive(Debug)]
struct Window {
    name: String,
    bytes: Range<usize>,
    /// Where each line starts, and its number; none for what is no row of what the window is of.
    lines: Vec<(usize, Option<u32>)>,
}

impl Snippet {
    /// The rows of a document round one or more places, fitted to a terminal of `width` columns. `None` where the places have no rows.
    pub(super) fn of(document: &Document, spots: &[Spot], lang: Lang, width: usize) -> Option<Snippet> {
        let shown = windows(document, spots, lang);
        let highest = shown.iter().flat_map(|(_, rows)| rows).filter_map(|row| row.number).max()?;
        let room = width.saturating_sub(gutter(highest));
        let mut snippet = Snippet::default();
        let mut labels: Vec<Option<LabeledSpan>> = vec![None; spots.len()];
        let mut names = Vec::new();
        for (name, rows) in shown {
            let (over, laid) = lines(document, &rows, room);
            // The names of the columns are a line of their own, of which some are brought out.
            let over =
                over.map(|names| Line { text: names.text, marks: names.marked.into_iter().map(|bytes| (usize::MAX, bytes)).collect() });
            let lines = over.into_iter().map(|line| (line, None)).chain(laid.into_iter().zip(rows.iter().map(|row| row.number)));
            snippet.window(name, lines, |label, bytes| {
                let span = SourceSpan::from(bytes);
                let Some(spot) = spots.get(label) else { return names.push(LabeledSpan::new_with_span(None, span)) };
                let words = spot.label.clone();
                labels[label] = Some(if label == 0 {
                    LabeledSpan::new_primary_with_span(words, span)
                } else {
                    LabeledSpan::new_with_span(words, span)
                });
            });
        }
        snippet.labels = labels.into_iter().flatten().chain(names).collect();
        Some(snippet)
    }

    /// The lines of a text round some of its bytes; `name` is put before line and column.
    pub(super) fn of_text(name: &str, text: &str, span: &Range<usize>, width: usize) -> Snippet {
        let at = (0..=span.start.min(text.len())).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or(0);
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let number = u32::try_from(text[..start].bytes().filter(|b| *b == b'\n').count() + 1).unwrap_or(u32::MAX);
        let column = text[start..at].chars().count() + 1;
        let room = width.saturating_sub(gutter(number + CONTEXT));
        let mut laid = Vec::new();
        if let Some(before) = start.checked_sub(1) {
            let from = text[..before].rfind('\n').map_or(0, |end| end + 1);
            laid.push((Line { text: crop(text[from..before].trim_end(), room), marks: Vec::new() }, Some(number - 1)));
        }
        let mut after = text[start..].split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
        let line = after.next().unwrap_or("");
        let mark = at - start..span.end.clamp(at, start + line.len().max(at - start)) - start;
        let marked = if line.is_empty() {
            Line { text: "␣".to_owned(), marks: vec![(0, 0.."␣".len())] }
        } else {
            let piece = Piece::around(line, mark.clone(), room);
            Line { marks: vec![(0, piece.find(line, &mark))], text: piece.text }
        };
        laid.push((marked, Some(number)));
        if let Some(next) = after.next().filter(|next| !next.is_empty()) {
            laid.push((Line { text: crop(next, room), marks: Vec::new() }, Some(number + 1)));
        }
        let mut snippet = Snippet::default();
        let mut labels = Vec::new();
        snippet.window(format!("{name}:{number}:{column}"), laid, |_, bytes| {
            labels.push(LabeledSpan::new_primary_with_span(None, SourceSpan::from(bytes)));
        });
        snippet.labels = labels;
        snippet
    }

    /// Adds a window; `marked` is told the bytes of each mark.
    fn window(&mut self, name: String, lines: impl IntoIterator<Item = (Line, Option<u32>)>, mut marked: impl FnMut(usize, Range<usize>)) {
        let first = self.text.len();
        let mut starts = Vec::new();
        for (line, number) in lines {
            let start = self.text.len();
            starts.push((start, number));
            self.text.push_str(&line.text);
            self.text.push('\n');
            line.marks.into_iter().for_each(|(label, bytes)| marked(label, start + bytes.start..start + bytes.end));
        }
        let end = self.text.len().saturating_sub(1).max(first);
        self.windows.push(Window { name, bytes: first..end, lines: starts });
    }
}

/// Answers two questions, told apart by whether lines of context are asked for: which line holds a span, and which window.
///
/// The rows of a window need not follow one another without a gap, so a reader asks for the number of each line by itself; [`UNNUMBERED`] stands for none.
/// What is missing between two rows is an empty line. A label on any other line without number brings it out.
impl SourceCode for Snippet {
    fn read_span<'a>(&'a self, span: &SourceSpan, before: usize, after: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        let window =
            self.windows.iter().find(|window| window.bytes.start <= start && end <= window.bytes.end).ok_or(MietteError::OutOfBounds)?;
        let at = window.lines.partition_point(|(from, _)| *from <= start).saturating_sub(1);
        let (from, to) = if before + after > 0 {
            (0, window.lines.len())
        } else {
            (at, window.lines.partition_point(|(from, _)| *from <= end).max(at + 1))
        };
        let (byte, number) = window.lines.get(from).copied().unwrap_or((window.bytes.start, None));
        let line = number.map_or(UNNUMBERED, |number| number.saturating_sub(1) as usize);
        let end = window.lines.get(to).map_or(window.bytes.end, |line| line.0 - 1);
        let data = self.text.as_bytes().get(byte..end).ok_or(MietteError::OutOfBounds)?;
        let covered = SourceSpan::from(byte..end);
        let contents = MietteSpanContents::new_named(window.name.clone(), data, covered, line, 0, to - from);
        Ok(Box::new(contents))
    }
}

/// The windows of a document round one or more places: the name of the first place in each, and its rows. A mark's label is the index of its spot.
pub(super) fn windows(document: &Document, spots: &[Spot], lang: Lang) -> Vec<(String, Vec<Shown>)> {
    let mut groups: Vec<Vec<(usize, &Spot)>> = Vec::new();
    for (index, spot) in spots.iter().enumerate() {
        let Some((first, last)) = rows_of(document, spot.at) else { continue };
        let near = |group: &&mut Vec<(usize, &Spot)>| {
            group.iter().filter_map(|(_, other)| rows_of(document, other.at)).all(|(from, to)| {
                are_neighbors(document.part_of(first), document.part_of(from))
                    && first.0 <= to.0.saturating_add(TOGETHER)
                    && from.0 <= last.0.saturating_add(TOGETHER)
            })
        };
        match groups.iter_mut().find(near) {
            Some(group) => group.push((index, spot)),
            None => groups.push(vec![(index, spot)]),
        }
    }
    groups.iter().filter_map(|group| Some((group.first()?.1.name.clone(), rows(document, group, lang)))).collect()
}

/// The first and last row that an anchor is about: its own, or those on both sides of a gap. `None` where it has none.
fn rows_of(document: &Document, at: Anchor) -> Option<(RowId, RowId)> {
    let count = u32::try_from(document.rows().len()).unwrap_or(u32::MAX);
    let last = RowId(count.checked_sub(1)?);
    match at {
        Anchor::Document => None,
        Anchor::Gap { after: None } => Some((RowId(0), RowId(0))),
        Anchor::Gap { after: Some(row) } => Some((row, last.min(RowId(row.0.saturating_add(1))))),
        other => document.row_of_anchor(other).map(|row| (row, row)),
    }
}

/// The rows of a window: those of its spots with their context, each with its marks, and the gaps between them.
fn rows(document: &Document, spots: &[(usize, &Spot)], lang: Lang) -> Vec<Shown> {
    let ends = || spots.iter().filter_map(|(_, spot)| rows_of(document, spot.at));
    let (Some(first), Some(last)) = (ends().map(|(from, _)| from).min(), ends().map(|(_, to)| to).max()) else { return Vec::new() };
    let all = u32::try_from(document.rows().len()).unwrap_or(u32::MAX);
    // A gap has its neighbors on both sides already.
    let context = |row: RowId| if spots.iter().any(|(_, spot)| marked_row(document, spot.at) == Some(row)) { CONTEXT } else { 0 };
    let from = first.0.saturating_sub(context(first));
    let mut to = last.0.saturating_add(context(last)).min(all.saturating_sub(1));
    let below = spots.iter().filter_map(|(_, spot)| spot.row).filter(|row| row.0 > to).max();
    if let Some(row) = below.filter(|row| row.0 <= last.0.saturating_add(TOGETHER)) {
        to = row.0;
    }
    let gap = |after: Option<RowId>| {
        let marks = spots.iter().filter(|(_, spot)| spot.at == Anchor::Gap { after });
        let marks: Vec<Mark> = marks.map(|(label, _)| Mark { label: *label, column: 0, range: 0..0 }).collect();
        (!marks.is_empty()).then_some(Shown { marks, ..Shown::default() })
    };
    let own = document.part_of(first);
    let show = |row: RowId| {
        let here = spots.iter().filter(|(_, spot)| marked_row(document, spot.at) == Some(row));
        let number = are_neighbors(document.part_of(row), own).then(|| document.row(row).number);
        Shown { row: Some(row), number, marks: here.map(|(label, spot)| mark(document, *label, spot.at)).collect(), page: None }
    };
    let mut shown = Vec::new();
    if from == 0 {
        shown.extend(gap(None));
    }
    // What stands beside a table shows where something is missing, and would only be in the way otherwise.
    let beside_gap = |row: RowId| {
        let ends =
            spots.iter().filter(|(_, spot)| matches!(spot.at, Anchor::Gap { .. })).filter_map(|(_, spot)| rows_of(document, spot.at));
        [document.part_of(row), own].contains(&PartOf::Paragraphs) && ends.into_iter().any(|(from, to)| from == row || to == row)
    };
    let mut last = None;
    for row in (from..=to).map(RowId).filter(|row| are_neighbors(document.part_of(*row), own) || beside_gap(*row)) {
        // Rows count anew on every page, so that it has to be said where one begins.
        if let PartOf::Page(page) = document.part_of(row)
            && last.replace(page).is_some_and(|last| last != page)
        {
            let page = format!("┄┄ {} ┄┄", lang.page(u32::from(page) + 1));
            shown.push(Shown { page: Some(page), ..Shown::default() });
        }
        shown.push(show(row));
        shown.extend(gap(Some(row)));
    }
    if let Some(row) = below.filter(|row| row.0 > to) {
        shown.extend([Shown::default(), show(row)]);
    }
    shown
}

/// Whether rows of one part and of another stand in one window. A table goes on over pages.
fn are_neighbors(one: PartOf, other: PartOf) -> bool {
    one == other || matches!((one, other), (PartOf::Page(_), PartOf::Page(_)))
}

/// The row in which an anchor marks something.
fn marked_row(document: &Document, at: Anchor) -> Option<RowId> {
    match at {
        Anchor::Document | Anchor::Gap { .. } => None,
        other => document.row_of_anchor(other),
    }
}

fn mark(document: &Document, label: usize, at: Anchor) -> Mark {
    match at {
        Anchor::Cell(cell) => Mark { label, column: document.column_of(cell), range: 0..document.text(cell).len() },
        Anchor::Part { cell, start, end } => Mark { label, column: document.column_of(cell), range: start as usize..end as usize },
        Anchor::Past { column, .. } => Mark { label, column: usize::from(column), range: 0..0 },
        Anchor::Document | Anchor::Gap { .. } => Mark { label, column: 0, range: 0..0 },
    }
}
