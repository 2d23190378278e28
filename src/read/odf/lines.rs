//! Which lines of a paragraph or cell are rows of their own, and where tabs separate cells.

use std::ops::Range;

use super::heading::Heading;
use super::out::Out;
use super::words::Words;
use crate::read::builder::Builder;

/// Where headings begin in a text that stand on a line of their own, but for the first line.
pub(super) fn headings(text: &str) -> impl Iterator<Item = usize> {
    let mut start = 0;
    let starts = text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line)
    });
    starts.skip(1).filter(|(_, line)| Heading::stands_apart(line)).map(|(at, _)| at)
}

/// Makes rows of a paragraph outside tables. Its lines are rows of their own where they are rows of a table, values with labels, or headings; otherwise
/// they are one sentence.
pub(super) fn of_paragraph(words: &Words, builder: &mut Builder, out: &mut Vec<Out>) {
    let text = &words.text;
    let filled = || text.split('\n').filter(|line| !line.trim().is_empty());
    let tabbed = |line: &str| line.bytes().filter(|byte| *byte == b'\t').count() > 1 && Heading::of(line).is_none();
    let labelled = || filled().count() > 1 && filled().all(|line| line.trim().contains(['\t', ':']));
    let apart = text.contains('\n') && (filled().any(tabbed) || labelled());
    let (mut start, mut end) = (0, 0);
    for line in text.split_inclusive('\n') {
        if end > start && (apart || Heading::stands_apart(line)) {
            of_line(words, start..end, builder, out);
            start = end;
        }
        end += line.len();
    }
    of_line(words, start..end, builder, out);
}

/// Makes a row of a part of a paragraph, in which tabs separate cells.
fn of_line(words: &Words, part: Range<usize>, builder: &mut Builder, out: &mut Vec<Out>) {
    let line = words.text.get(part.clone()).unwrap_or("");
    let heading = Heading::of(line);
    // Tabs before or after a lone text only move it.
    let alone = line.split('\t').filter(|cell| !cell.trim().is_empty()).count() < 2;
    let mut cells = Vec::new();
    let mut add = |column: usize, range: Range<usize>| {
        let stored = words.store_part(range, builder);
        if !stored.is_empty() {
            cells.push((u32::try_from(column).unwrap_or(u32::MAX), stored));
        }
    };
    let (mut column, mut count, mut start, mut end) = (0, 0, part.start, part.start);
    for (index, cell) in line.split('\t').enumerate() {
        if index > 0 && !alone && !heading.is_some_and(|heading| heading.goes_on(count, cell)) {
            add(column, start..end - 1);
            column += 1;
            start = end;
        }
        count += cell.split_whitespace().count();
        end += cell.len() + 1;
    }
    add(column, start..part.end);
    if !cells.is_empty() {
        out.push(Out::Paragraph(cells));
    }
}
