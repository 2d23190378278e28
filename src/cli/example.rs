//! An example of a rule, as lines: what it changes in the model report, before and after, or the document it gives.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::terminal::{crop, pad, shown};
use crate::config::FILE_NAME;
use crate::lang::{Lang, Text};
use crate::rules::MODEL;
use crate::rules::rule::Example;

/// The most lines that are shown of an example; more would bury the point.
const MAX_LINES: usize = 8;

/// How many columns are shown before the first difference of a line.
const BEFORE: usize = 24;

/// The lines that an example is about, indented.
pub(crate) fn show(example: &Example, lang: Lang, width: usize) -> String {
    let config = example.config.as_ref().map_or(String::new(), |config| format!("  {FILE_NAME}:\n{}\n", given_lines(config, lang, width)));
    config + &report(example, lang, width)
}

fn report(example: &Example, lang: Lang, width: usize) -> String {
    if let Some(given) = &example.given {
        return given_lines(given, lang, width);
    }
    // An example whose changes do not fit the model is refused by the tests.
    let Ok(changed) = example.document() else { return String::new() };
    let pairs = differences(MODEL, &changed);
    if pairs.is_empty() {
        return format!("  {}\n", Text::ExampleUnchanged.say(lang));
    }
    let labels = [Text::ExampleModel, Text::ExampleItself].map(|text| text.say(lang));
    let wide = labels.iter().map(|label| label.width()).max().unwrap_or(0);
    let room = width.saturating_sub(wide + 4);
    let mut out = String::new();
    for (index, (old, new)) in pairs.iter().enumerate() {
        if index * 2 >= MAX_LINES {
            out.push_str(&more(pairs.len() - index, lang));
            break;
        }
        let from = old.zip(*new).map_or(0, |(old, new)| first_difference(old, new));
        for (label, line) in labels.iter().zip([old, new]) {
            let words = line.map_or_else(|| Text::ExampleNoLine.say(lang).to_owned(), |line| window(line, from, room));
            let _ = writeln!(out, "  {}  {words}", pad(label, wide));
        }
    }
    out
}

fn given_lines(given: &str, lang: Lang, width: usize) -> String {
    let lines: Vec<&str> = given.lines().filter(|line| !line.trim().is_empty()).collect();
    if lines.is_empty() {
        return format!("  {}\n", Text::ExampleEmpty.say(lang));
    }
    let mut out = String::new();
    for line in lines.iter().take(MAX_LINES) {
        let _ = writeln!(out, "  {}", window(line, 0, width.saturating_sub(2)));
    }
    if lines.len() > MAX_LINES {
        out.push_str(&more(lines.len() - MAX_LINES, lang));
    }
    out
}

fn more(count: usize, lang: Lang) -> String {
    format!("  … {}\n", lang.count(count, Text::MoreLines))
}

/// The lines that differ, each with what it becomes: by the longest common sequence of lines, since the model is short.
fn differences<'t>(old: &'t str, new: &'t str) -> Vec<(Option<&'t str>, Option<&'t str>)> {
    let says = |line: &&str| !line.trim().is_empty();
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().filter(says).collect(), new.lines().filter(says).collect());
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    let mut pairs = Vec::new();
    loop {
        let same = i < old.len() && j < new.len() && old[i] == new[j];
        let done = i == old.len() && j == new.len();
        if same || done {
            // The lines of one stretch belong together in their order.
            let count = gone.len().max(come.len());
            pairs.extend((0..count).map(|at| (gone.get(at).copied(), come.get(at).copied())));
            (gone, come) = (Vec::new(), Vec::new());
            if done {
                return pairs;
            }
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            gone.push(old[i]);
            i += 1;
        } else {
            come.push(new[j]);
            j += 1;
        }
    }
}

/// The characters that two lines begin with alike.
fn first_difference(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// A line cut to so many columns so that the character `from` is seen, with its cell from the start where that is near; cells are parted by a bar.
fn window(line: &str, from: usize, room: usize) -> String {
    let cell = line.chars().take(from).enumerate().filter(|(_, c)| *c == '\t').last().map_or(0, |(at, _)| at + 1);
    let start = match () {
        () if line.width() <= room => 0,
        () if from - cell <= BEFORE => cell,
        () => from - BEFORE,
    };
    // What stands before is shown where there is room for it; a tab becomes three columns.
    let whole = line.width() + 2 * line.matches('\t').count() + 1;
    let start = start.min(whole.saturating_sub(room));
    let skipped: String = line.chars().skip(start).collect();
    let cells: Vec<String> = skipped.split('\t').map(shown).collect();
    let joined = cells.join(" │ ");
    let text = joined.trim_end_matches([' ', '│']);
    crop(&if start > 0 { format!("…{text}") } else { text.to_owned() }, room)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_that_differ_are_shown() {
        assert_eq!(differences("a\nb\nc\nd", "a\nB\nc\nd\ne"), [(Some("b"), Some("B")), (None, Some("e"))]);
        assert_eq!(differences("a\nb", "b"), [(Some("a"), None)]);
        assert!(differences("a\n\nb", "a\nb").is_empty());
    }

    #[test]
    fn the_difference_is_in_the_window() {
        let line = format!("{}\tñandú {}", "x".repeat(200), "y".repeat(60));
        assert_eq!(
            [window(&line, 201, 20), window(&line, 200, 40)],
            ["…ñandú yyyyyyyyyyyy…".to_owned(), format!("…{} │ ñandú yyyyy…", "x".repeat(24))]
        );
        assert_eq!(window("xxxxxxxxxx\tñandú", 12, 12), "…xxx │ ñandú");
        assert_eq!(window("a\tb\t\t", 0, 40), "a │ b");
    }
}
