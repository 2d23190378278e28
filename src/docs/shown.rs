//! An example as a table: the lines it changes in the model report, before and after, cut to a readable length, with what is marked in bold.

use std::fmt::Write as _;

use std::ops::Range;

use super::markdown::{Table, escape, push};
use crate::config::FILE_NAME;
use crate::diagnostic::Outcome;
use crate::document::{Anchor, Document};
use crate::lang::Lang;
use crate::place::Place;
use crate::rules::MODEL;
use crate::rules::rule::Example;

/// How many characters of a line are shown.
const ROOM: usize = 110;

/// How many lines of a document of its own are shown besides the marked ones.
const FIRST_LINES: usize = 4;

/// What a rule marks in a line, in bytes of the line; `first` tells its own mark from the one that explains it.
struct Mark {
    range: Range<usize>,
    first: bool,
}

/// A line before and after; either may be absent.
#[derive(Debug, PartialEq, Eq)]
struct Change {
    before: Option<usize>,
    after: Option<usize>,
}

/// Caption and table of an example.
pub(super) fn example(rule: usize, example: &Example, outcome: &Outcome, lang: Lang) -> String {
    let given = example.document().unwrap_or_default();
    let document = outcome.document();
    let text = document.map_or(given.as_str(), Document::decoded);
    let lines: Vec<&str> = text.lines().collect();
    let (marks, gaps) = marks(rule, outcome, text);
    let mut out = format!("{}{}\n\n", escape(lang.pick(&example.es, &example.en)), conditions(example, lang));
    let number = |line: usize| (line + 1).to_string();
    let on_config = outcome.name == FILE_NAME;
    if let Some(config) = example.config.as_ref().filter(|_| !on_config) {
        let _ = write!(out, "`{FILE_NAME}`\n\n```toml\n{}\n```\n\n", config.trim_end());
    }
    if example.given.is_some() || on_config {
        if text.trim().is_empty() {
            out.push_str(lang.pick("*(nada)*\n\n", "*(nothing)*\n\n"));
            return out;
        }
        let mut table = Table::new(&lang.pick(["Línea", "En el documento"], ["Line", "In the document"]));
        let filled = lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(|(index, _)| index);
        for (count, index) in filled.enumerate() {
            if count < FIRST_LINES || !marks[index].is_empty() {
                table.row(&[number(index), line(lines[index], &marks[index], &(0..0), gaps.contains(&index))]);
            }
        }
        out.push_str(&table.finish());
        out.push('\n');
        return out;
    }
    let model: Vec<&str> = MODEL.lines().collect();
    let mut table =
        Table::new(&lang.pick(["Línea", "En la matriz modelo", "En el ejemplo"], ["Line", "In the model matrix", "In the example"]));
    let nothing = || "–".to_owned();
    for change in compare(&model, &lines) {
        match (change.before, change.after) {
            (Some(before), Some(after)) => {
                let (old, new) = (model[before], lines[after]);
                let marked = !marks[after].is_empty() || gaps.contains(&after);
                if old == new && !marked {
                    continue;
                }
                let (was, is) = differing(old, new);
                let focus = marks[after].first().map_or(is, |mark| mark.range.clone());
                let before = if old == new { nothing() } else { line(old, &[], &was, false) };
                table.row(&[number(after), before, line(new, &marks[after], &focus, gaps.contains(&after))]);
            }
            (Some(before), None) if !model[before].trim().is_empty() => {
                table.row(&[nothing(), line(model[before], &[], &(0..0), false), lang.pick("*(quitada)*", "*(removed)*").to_owned()]);
            }
            (None, Some(after)) if !lines[after].trim().is_empty() => {
                table.row(&[number(after), nothing(), line(lines[after], &marks[after], &(0..0), gaps.contains(&after))]);
            }
            _ => {}
        }
    }
    if table.is_empty() {
        out.push_str(lang.pick("*(la diferencia no se ve)*\n\n", "*(the difference cannot be seen)*\n\n"));
        return out;
    }
    out.push_str(&table.finish());
    out.push('\n');
    out
}

/// The day and month of the check, where the example names them, and the other rules that rightly speak.
fn conditions(example: &Example, lang: Lang) -> String {
    let mut parts = Vec::new();
    if let Some(day) = example.as_of {
        parts.push(format!("{} {}", lang.pick("revisado el", "checked as of"), lang.date(day)));
    }
    if let Some(month) = example.period {
        parts.push(format!("{} {}", lang.pick("matriz de", "matrix of"), lang.month(month)));
    }
    if !example.also.is_empty() {
        let codes: Vec<String> = example.also.iter().map(|code| format!("[{code}]({code}.md)")).collect();
        parts.push(format!("{} {}", lang.pick("habla también", "also speaking:"), lang.list(&codes)));
    }
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) }
}

/// What the rule marks in each line of the text, and the lines after which something is missing.
fn marks(rule: usize, outcome: &Outcome, text: &str) -> (Vec<Vec<Mark>>, Vec<usize>) {
    let mut marks: Vec<Vec<Mark>> = Vec::new();
    marks.resize_with(text.lines().count(), Vec::new);
    let mut gaps = Vec::new();
    let Some(document) = outcome.document() else { return (marks, gaps) };
    let own = outcome.diagnostics.iter().filter(|d| d.rule == rule);
    for (at, first) in own.flat_map(|d| [(Some(d.at), true), (d.also, false)]) {
        let Some(at) = at else { continue };
        let Some(Place::Text(range)) = document.place(at) else { continue };
        let (start, end) = (range.start as usize, range.end as usize);
        let before = text.get(..start).unwrap_or(text);
        let index = before.matches('\n').count();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        match at {
            Anchor::Gap { after: Some(_) } => gaps.push(index),
            Anchor::Gap { after: None } | Anchor::Document => {}
            _ => {
                if let Some(list) = marks.get_mut(index) {
                    list.push(Mark { range: start - line_start..end.max(start) - line_start, first });
                }
            }
        }
    }
    for list in &mut marks {
        list.sort_by_key(|mark| mark.range.start);
    }
    (marks, gaps)
}

/// The part of a line around what matters in it, with its marks; a gap after it is shown at its end.
fn line(text: &str, marks: &[Mark], focus: &Range<usize>, gap: bool) -> String {
    let window = window(text, focus);
    let mut out = String::new();
    if window.start > 0 {
        out.push('…');
    }
    let mut open: Option<(usize, &str)> = None;
    for (index, c) in text[window.clone()].char_indices().map(|(at, c)| (window.start + at, Some(c))).chain([(window.end, None)]) {
        if let Some((_, tag)) = open.take_if(|(end, _)| *end <= index) {
            out.push_str(tag);
        }
        for mark in marks {
            if mark.range.start != index || open.is_some() {
                continue;
            }
            let (start, end) = if mark.first { ("<b>", "</b>") } else { ("<i>", "</i>") };
            out.push_str(start);
            if mark.range.is_empty() {
                out.push('␣');
                out.push_str(end);
            } else {
                open = Some((mark.range.end, end));
            }
        }
        match c {
            Some('\t') => out.push_str(" │ "),
            Some(c) => push(&mut out, c),
            None => {}
        }
    }
    if let Some((_, tag)) = open {
        out.push_str(tag);
    }
    let mut out = out.trim_end_matches([' ', '│']).to_owned();
    if window.end < text.len() {
        out.push('…');
    }
    if gap {
        out.push_str(" ↵ <b>␣</b>");
    }
    out
}

/// The bytes of a line that are shown: all of it, or [`ROOM`] characters round the focus.
fn window(text: &str, focus: &Range<usize>) -> Range<usize> {
    let count = text.chars().count();
    if count <= ROOM {
        return 0..text.len();
    }
    let chars_before = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
    let (start, end) = (chars_before(focus.start), chars_before(focus.end.max(focus.start)));
    let spare = ROOM.saturating_sub(end - start);
    let from = start.saturating_sub(spare / 2).min(count - ROOM);
    let byte = |index: usize| text.char_indices().nth(index).map_or(text.len(), |(at, _)| at);
    byte(from)..byte(from + ROOM)
}

/// The part in which two lines differ, in bytes of each.
fn differing(old: &str, new: &str) -> (Range<usize>, Range<usize>) {
    let same = |(a, b): &(char, char)| a == b;
    let start: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (rest_old, rest_new) = (&old[start..], &new[start..]);
    let end: usize = rest_old.chars().rev().zip(rest_new.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    (start..old.len() - end, start..new.len() - end)
}

/// Which lines of one text became which of another. Lines removed and lines added at one place are paired in order.
fn compare(old: &[&str], new: &[&str]) -> Vec<Change> {
    // Lengths of the longest common subsequences of what follows; the model has some thirty lines.
    let mut common = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let mut changes = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            changes.push(Change { before: Some(i), after: Some(j) });
            (i, j) = (i + 1, j + 1);
            continue;
        }
        // The lines up to the next common one.
        let (from_i, from_j) = (i, j);
        while (i < old.len() || j < new.len()) && !(i < old.len() && j < new.len() && old[i] == new[j]) {
            if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
                i += 1;
            } else {
                j += 1;
            }
        }
        for k in 0..(i - from_i).max(j - from_j) {
            let at = |from: usize, to: usize| (from + k < to).then_some(from + k);
            changes.push(Change { before: at(from_i, i), after: at(from_j, j) });
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_lines_are_paired() {
        let pairs = |old: &[&str], new: &[&str]| compare(old, new).into_iter().map(|c| (c.before, c.after)).collect::<Vec<_>>();
        assert_eq!(pairs(&["a", "b", "c"], &["a", "x", "c"]), [(Some(0), Some(0)), (Some(1), Some(1)), (Some(2), Some(2))]);
        assert_eq!(pairs(&["a", "b"], &["a"]), [(Some(0), Some(0)), (Some(1), None)]);
        assert_eq!(pairs(&["a"], &["b", "a"]), [(None, Some(0)), (Some(0), Some(1))]);
    }

    #[test]
    fn marks_survive_cropping_and_tabs() {
        let mark = |range| [Mark { range, first: true }];
        assert_eq!(line("5\tOBRAS\t\t", &mark(8..8), &(0..0), false), "5 │ OBRAS │ <b>␣</b>");
        assert_eq!(line("a <i>x</i>", &mark(5..6), &(0..0), false), "a &lt;i&gt;<b>x</b>&lt;/i&gt;");
        let long = format!("{}ÑU{}", "á".repeat(200), "é".repeat(200));
        let shown = line(&long, &mark(400..403), &(400..403), false);
        assert!(shown.starts_with("…á") && shown.contains("<b>ÑU</b>") && shown.ends_with("é…"), "{shown}");
        assert_eq!(shown.chars().filter(|c| "áéÑU".contains(*c)).count(), ROOM);
    }

    #[test]
    fn the_differing_part_is_found_between_letters() {
        assert_eq!(differing("día", "dia"), (1..3, 1..2));
        assert_eq!(differing("35 km", "35 km de vía"), (5..5, 5..13));
    }
}
