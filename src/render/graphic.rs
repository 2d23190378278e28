//! Draws a miette diagnostic for the terminal, in the language of the run: header, windows with their marks, the law, what to do, and what to see to
//! before it is believed.
//!
//! miette's own handlers print source lines unbroken, count columns in bytes and speak English; this one fits every line to the width of the terminal and
//! measures in its columns. It knows miette's protocol and nothing of documents, so it draws our own mistakes as well.

use std::fmt;

use miette::{Diagnostic, LabeledSpan, ReportHandler, SourceCode, SourceSpan};

use super::Style;
use super::layout::BETWEEN;
use super::paint::{Canvas, Ink};
use super::snippet::UNNUMBERED;
use crate::columns::{columns, crop_start, wrap};
use crate::diagnostic::Severity;
use crate::lang::{Lang, Text};

/// The narrowest terminal that is drawn for, in columns.
pub(super) const NARROWEST: usize = 40;

/// The longest line of prose, in columns: longer ones are tiring to read.
const MEASURE: usize = 100;

/// The least room beside a mark in which its words are broken over several lines, rather than put below.
const BESIDE: usize = 28;

/// How many lines are quoted of a law.
const QUOTED: usize = 3;

/// The columns before the text of a window whose highest row number is this.
pub(super) fn gutter(highest: u32) -> usize {
    digits(highest as usize) + 4
}

fn digits(number: usize) -> usize {
    number.checked_ilog10().map_or(1, |log| log as usize + 1).max(2)
}

/// The columns that prose may fill.
pub(super) fn measure(width: usize) -> usize {
    width.clamp(NARROWEST, MEASURE)
}

/// Draws diagnostics.
#[derive(Debug, Clone, Copy)]
pub(super) struct Graphic {
    /// The language of the words that are not the diagnostic's own.
    pub(super) lang: Lang,
    /// What the terminal can show.
    pub(super) style: Style,
}

impl ReportHandler for Graphic {
    fn debug(&self, error: &dyn Diagnostic, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut canvas = Canvas::new(self.style);
        self.header(&mut canvas, error);
        let (labels, source) = (error.labels().map(Iterator::collect::<Vec<_>>).unwrap_or_default(), error.source_code());
        if let Some(source) = source {
            // A window that cannot be read shows nothing: what is said about it still stands.
            let _ = self.windows(&mut canvas, source, &labels, ink(error));
        }
        self.law(&mut canvas, error);
        if let Some(help) = error.help() {
            self.entry(&mut canvas, Text::Help, &help.to_string());
        }
        if let Some(caution) = error.diagnostic_source() {
            self.entry(&mut canvas, Text::Note, &caution.to_string());
        }
        f.write_str(&canvas.finish())
    }
}

/// A diagnostic as this handler draws it.
pub(super) struct Drawn<'a>(pub(super) &'a Graphic, pub(super) &'a dyn Diagnostic);

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.debug(self.1, f)
    }
}

/// A mark on a line, in columns.
struct OnLine<'l> {
    start: usize,
    width: usize,
    ink: Ink,
    label: Option<&'l str>,
}

impl OnLine<'_> {
    /// The column its label hangs from.
    fn stem(&self) -> usize {
        self.start + if self.width > 2 { self.width / 2 } else { 0 }
    }

    fn label_columns(&self) -> usize {
        self.label.map_or(0, columns)
    }
}

impl Graphic {
    /// `error[A4-F14] the message`, with the message hanging from where it begins.
    fn header(&self, canvas: &mut Canvas, error: &dyn Diagnostic) {
        let word = super::severity(severity(error), self.lang);
        let mut used = word.len();
        canvas.put(ink(error), word);
        if let Some(code) = error.code().map(|code| code.to_string()) {
            canvas.put(ink(error), "[");
            canvas.link(ink(error), &code, error.url().map(|url| url.to_string()).as_deref());
            canvas.put(ink(error), "]");
            used += columns(&code) + 2;
        }
        let colon = if error.code().is_some() { " " } else { ": " };
        canvas.put(ink(error), colon);
        used += colon.len();
        let measure = measure(self.style.width);
        let indent = if measure < 72 { 2 } else { used };
        for (i, line) in wrap(&error.to_string(), measure - used, measure - indent).iter().enumerate() {
            canvas.column(if i == 0 { used } else { indent });
            canvas.put(Ink::Strong, line);
            canvas.end();
        }
    }

    /// The windows in the order of the labels, each with the labels it holds.
    fn windows(&self, canvas: &mut Canvas, source: &dyn SourceCode, labels: &[LabeledSpan], main: Ink) -> Result<(), miette::MietteError> {
        let mut windows: Vec<(SourceSpan, Vec<&LabeledSpan>)> = Vec::new();
        for label in labels {
            let span = *source.read_span(label.inner(), 1, 1)?.span();
            match windows.iter_mut().find(|(known, _)| *known == span) {
                Some((_, list)) => list.push(label),
                None => windows.push((span, vec![label])),
            }
        }
        let mut parts = Vec::new();
        let mut highest = 0;
        for (span, labels) in windows {
            let contents = source.read_span(&span, 1, 1)?;
            let data = String::from_utf8_lossy(contents.data()).into_owned();
            let mut lines = Vec::new();
            let mut offset = span.offset();
            for line in data.split('\n') {
                let number = source.read_span(&SourceSpan::from((offset, 0)), 0, 0)?.line();
                let number = (number != UNNUMBERED).then(|| number + 1);
                highest = highest.max(number.unwrap_or(0));
                lines.push((number, offset, line.to_owned()));
                offset += line.len() + 1;
            }
            let name = labels.first().and_then(|label| source.read_span(label.inner(), 0, 0).ok()?.name().map(str::to_owned));
            parts.push((name.unwrap_or_default(), lines, labels));
        }
        let digits = digits(highest);
        for (name, lines, labels) in parts {
            canvas.column(digits + 2);
            canvas.put(Ink::Dim, "╭─[");
            canvas.put(Ink::Plain, &crop_start(&name, self.style.width.max(NARROWEST) - digits - 6));
            canvas.put(Ink::Dim, "]");
            canvas.end();
            for (number, offset, line) in lines {
                self.line(canvas, digits, number, (offset, &line), &labels, main);
            }
            canvas.column(digits + 2);
            canvas.put(Ink::Dim, "╰────");
            canvas.end();
        }
        Ok(())
    }

    /// A line of a window, and below it what marks it. A line without number is quiet, and what is marked in it is brought out without a line below.
    fn line(
        &self,
        canvas: &mut Canvas,
        digits: usize,
        number: Option<usize>,
        (offset, line): (usize, &str),
        labels: &[&LabeledSpan],
        main: Ink,
    ) {
        let end = offset + line.len();
        let mut here: Vec<(&LabeledSpan, Ink)> = Vec::new();
        for label in labels.iter().filter(|label| label.offset() >= offset && label.offset() + label.len() <= end) {
            here.push((label, if label.primary() { main } else { Ink::Second }));
        }
        here.sort_by_key(|(label, _)| label.offset());
        if line.is_empty() && !here.is_empty() {
            for (label, ink) in here {
                self.gap(canvas, digits, label.label(), ink);
            }
            return;
        }
        let number_shown = number.map_or(String::new(), |number| number.to_string());
        canvas.put(Ink::Dim, &format!(" {number_shown:>digits$} │"));
        canvas.column(digits + 4);
        let quiet = if number.is_none() { Ink::Dim } else { Ink::Plain };
        let mut from = 0;
        for (label, _) in &here {
            let (start, stop) = (label.offset() - offset, label.offset() - offset + label.len());
            if let (Some(before), Some(marked)) = (line.get(from..start), line.get(start..stop)) {
                cells(canvas, before, quiet);
                canvas.put(Ink::Strong, marked);
                from = stop;
            }
        }
        cells(canvas, line.get(from..).unwrap_or(""), quiet);
        canvas.end();
        if number.is_none() {
            return;
        }
        let marks: Vec<OnLine<'_>> = here
            .iter()
            .map(|(label, ink)| {
                let (start, stop) = (label.offset() - offset, label.offset() - offset + label.len());
                let before = columns(line.get(..start).unwrap_or(""));
                OnLine { start: before, width: columns(line.get(start..stop).unwrap_or("")).max(1), ink: *ink, label: label.label() }
            })
            .collect();
        let room = self.style.width.max(NARROWEST).saturating_sub(digits + 4);
        match marks.as_slice() {
            [left, right]
                if left.start + left.width <= right.start
                    && [left, right].iter().all(|mark| mark.stem() + 4 + mark.label_columns() <= room) =>
            {
                Self::pair(canvas, digits + 2, left, right);
            }
            marks => marks.iter().for_each(|mark| Self::mark(canvas, digits + 2, mark, room)),
        }
    }

    /// Two marks under one line, the words of the right one first.
    fn pair(canvas: &mut Canvas, indent: usize, left: &OnLine<'_>, right: &OnLine<'_>) {
        margin(canvas, indent);
        underline(canvas, indent + 2, left);
        underline(canvas, indent + 2, right);
        canvas.end();
        if let Some(words) = right.label {
            margin(canvas, indent);
            if left.label.is_some() {
                canvas.column(indent + 2 + left.stem());
                canvas.put(left.ink, "│");
            }
            hang(canvas, indent + 2 + right.stem(), right.ink, words);
        }
        if let Some(words) = left.label {
            margin(canvas, indent);
            hang(canvas, indent + 2 + left.stem(), left.ink, words);
        }
    }

    /// A mark under its line, with its words to the right, to the left or below, whichever leaves room for them.
    fn mark(canvas: &mut Canvas, indent: usize, mark: &OnLine<'_>, room: usize) {
        margin(canvas, indent);
        underline(canvas, indent + 2, mark);
        canvas.end();
        let Some(words) = mark.label else { return };
        let (stem, base) = (mark.stem(), indent + 2);
        let (right, left) = (room.saturating_sub(stem + 4), stem.saturating_sub(3));
        let wide = columns(words);
        let side = right.max(left);
        if wide <= right || (wide > left && side >= BESIDE && right >= left) || stem < 2 {
            for (i, line) in wrap(words, right.max(8), right.max(8)).iter().enumerate() {
                margin(canvas, indent);
                if i == 0 {
                    hang(canvas, base + stem, mark.ink, line);
                } else {
                    canvas.column(base + stem + 4);
                    canvas.put(mark.ink, line);
                    canvas.end();
                }
            }
        } else if wide <= left || side >= BESIDE {
            // Every line ends where the arrow begins, so that the first touches it.
            for (i, line) in wrap(words, left, left).iter().enumerate() {
                margin(canvas, indent);
                canvas.column(base + stem.saturating_sub(3 + columns(line)));
                canvas.put(mark.ink, line);
                if i == 0 {
                    canvas.column(base + stem - 2);
                    canvas.put(mark.ink, "──╯");
                }
                canvas.end();
            }
        } else {
            margin(canvas, indent);
            canvas.column(base);
            canvas.put(mark.ink, &format!("╭{}╯", "─".repeat(stem - 1)));
            canvas.end();
            for (i, line) in wrap(words, room - 2, room - 2).iter().enumerate() {
                margin(canvas, indent);
                canvas.column(base);
                canvas.put(mark.ink, if i == 0 { "╰ " } else { "  " });
                canvas.put(mark.ink, line);
                canvas.end();
            }
        }
    }

    /// What belongs between the row above and the row below.
    fn gap(&self, canvas: &mut Canvas, digits: usize, label: Option<&str>, ink: Ink) {
        let words = label.unwrap_or(Text::GapHere.say(self.lang));
        let room = self.style.width.max(NARROWEST).saturating_sub(digits + 7);
        for (i, line) in wrap(words, room, room).iter().enumerate() {
            canvas.column(digits + 2);
            canvas.put(ink, if i == 0 { "├──▶ " } else { "┆    " });
            canvas.put(ink, line);
            canvas.end();
        }
    }

    /// The provisions a finding rests on: those with their words first, each by itself, the others together.
    fn law(&self, canvas: &mut Canvas, error: &dyn Diagnostic) {
        let mut lines = Vec::new();
        let mut titles = Vec::new();
        for provision in error.related().into_iter().flatten() {
            match provision.help() {
                Some(words) => lines.extend(self.quotation(&provision.to_string(), &words.to_string())),
                None => titles.push(provision.to_string()),
            }
        }
        if !titles.is_empty() {
            lines.extend(wrap(&titles.join(" · "), self.room(), self.room()));
        }
        self.paragraph(canvas, Text::Law, &lines);
    }

    /// A provision and the beginning of its words.
    fn quotation(&self, title: &str, words: &str) -> Vec<String> {
        let room = self.room();
        let head = wrap(&format!("{title}:"), room, room);
        let used = head.last().map_or(0, |line| columns(line));
        let quoted = self.lang.quote(words);
        let mut lines = wrap(&quoted, room.saturating_sub(used + 1).max(1), room);
        if lines.len() > QUOTED {
            lines.truncate(QUOTED);
            if let Some(last) = lines.last_mut() {
                let close: String = quoted.chars().next_back().into_iter().collect();
                while columns(last) + 1 + columns(&close) > room {
                    let end = last.rfind(' ').unwrap_or(0);
                    last.truncate(end);
                }
                last.truncate(last.trim_end_matches([' ', ',', ';', '·', '-']).len());
                last.push('…');
                last.push_str(&close);
            }
        }
        let mut all: Vec<String> = head;
        if let (Some(last), Some(first)) = (all.last_mut(), lines.first()) {
            last.push(' ');
            last.push_str(first);
        }
        all.extend(lines.into_iter().skip(1));
        all
    }

    /// A keyword and what it says.
    fn entry(&self, canvas: &mut Canvas, keyword: Text, words: &str) {
        let room = self.room();
        self.paragraph(canvas, keyword, &wrap(words, room, room));
    }

    fn paragraph(&self, canvas: &mut Canvas, keyword: Text, lines: &[String]) {
        let keyword = keyword.say(self.lang);
        let indent = self.indent();
        for (i, line) in lines.iter().enumerate() {
            if i == 0 {
                canvas.column(indent.saturating_sub(columns(keyword) + 2));
                canvas.put(Ink::Strong, keyword);
                canvas.put(Ink::Plain, ":");
            }
            canvas.column(indent);
            canvas.put(Ink::Plain, line);
            canvas.end();
        }
    }

    /// Where what follows a keyword begins.
    fn indent(&self) -> usize {
        [Text::Law, Text::Help, Text::Note].map(|keyword| columns(keyword.say(self.lang))).into_iter().max().unwrap_or(0) + 4
    }

    fn room(&self) -> usize {
        measure(self.style.width) - self.indent()
    }
}

fn severity(error: &dyn Diagnostic) -> Severity {
    match error.severity() {
        Some(miette::Severity::Advice) => Severity::Advice,
        Some(miette::Severity::Warning) => Severity::Warning,
        Some(miette::Severity::Error) | None => Severity::Error,
    }
}

fn ink(error: &dyn Diagnostic) -> Ink {
    Ink::of(severity(error))
}

/// The text of a line, with what stands between its cells out of the way.
fn cells(canvas: &mut Canvas, text: &str, ink: Ink) {
    for (i, cell) in text.split(BETWEEN).enumerate() {
        if i > 0 {
            canvas.put(Ink::Dim, BETWEEN);
        }
        canvas.put(ink, cell);
    }
}

/// The edge of a window beside what is drawn under a line.
fn margin(canvas: &mut Canvas, indent: usize) {
    canvas.column(indent);
    canvas.put(Ink::Dim, "·");
}

fn underline(canvas: &mut Canvas, base: usize, mark: &OnLine<'_>) {
    canvas.column(base + mark.start);
    let left = mark.stem() - mark.start;
    let stem = if mark.label.is_some() { "┬" } else { "─" };
    canvas.put(mark.ink, &format!("{}{stem}{}", "─".repeat(left), "─".repeat(mark.width - left - 1)));
}

fn hang(canvas: &mut Canvas, column: usize, ink: Ink, words: &str) {
    canvas.column(column);
    canvas.put(ink, &format!("╰── {words}"));
    canvas.end();
}
