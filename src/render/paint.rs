//! Lines as they are built up: text with ink, put at columns.
//!
//! Only the sixteen colors that every terminal has are used, and neither black nor white, so that all is readable on dark and on light ground.

use super::Style;
use crate::columns::columns;
use crate::diagnostic::Severity;

/// What a piece of text is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// As the terminal writes.
    Plain,
    /// Bold.
    Strong,
    /// What must not be in the way.
    Dim,
    /// An error: red.
    Error,
    /// A warning: yellow.
    Warning,
    /// Advice: cyan.
    Advice,
    /// A second place: magenta.
    Second,
    /// That all is well: green.
    Good,
}

impl Ink {
    /// The ink of a severity.
    pub(super) fn of(severity: Severity) -> Ink {
        match severity {
            Severity::Error => Ink::Error,
            Severity::Warning => Ink::Warning,
            Severity::Advice => Ink::Advice,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Ink::Plain => "",
            Ink::Strong => "\u{1b}[1m",
            Ink::Dim => "\u{1b}[2m",
            Ink::Error => "\u{1b}[31;1m",
            Ink::Warning => "\u{1b}[33;1m",
            Ink::Advice => "\u{1b}[36;1m",
            Ink::Second => "\u{1b}[35;1m",
            Ink::Good => "\u{1b}[32;1m",
        }
    }
}

/// Text that is being drawn, from left to right and from top to bottom.
#[derive(Debug)]
pub(super) struct Canvas {
    out: String,
    at: usize,
    style: Style,
}

impl Canvas {
    /// An empty one.
    pub(super) fn new(style: Style) -> Canvas {
        Canvas { out: String::new(), at: 0, style }
    }

    /// Moves right to a column, from 0; does nothing where that is already passed.
    pub(super) fn column(&mut self, column: usize) {
        let spaces = column.saturating_sub(self.at);
        self.out.extend(std::iter::repeat_n(' ', spaces));
        self.at += spaces;
    }

    /// Puts text where the last one ended.
    pub(super) fn put(&mut self, ink: Ink, text: &str) {
        self.at += columns(text);
        if !self.style.color || ink == Ink::Plain || text.is_empty() {
            self.out.push_str(text);
        } else {
            self.out.push_str(ink.code());
            self.out.push_str(text);
            self.out.push_str("\u{1b}[0m");
        }
    }

    /// Puts text that leads to an address, where the terminal can follow it.
    pub(super) fn link(&mut self, ink: Ink, text: &str, address: Option<&str>) {
        match address.filter(|_| self.style.links) {
            None => self.put(ink, text),
            Some(address) => {
                self.out.push_str("\u{1b}]8;;");
                self.out.push_str(address);
                self.out.push_str("\u{1b}\\");
                self.put(ink, text);
                self.out.push_str("\u{1b}]8;;\u{1b}\\");
            }
        }
    }

    /// Ends the line; no line ends in spaces.
    pub(super) fn end(&mut self) {
        let end = self.out.trim_end_matches(' ').len();
        self.out.truncate(end);
        self.out.push('\n');
        self.at = 0;
    }

    /// What was drawn.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_written_only_where_the_terminal_has_them() {
        let drawn = |color, links| {
            let mut canvas = Canvas::new(Style { color, links, width: 80 });
            canvas.column(2);
            canvas.link(Ink::Error, "A4-F14", Some("https://example.org/F14"));
            canvas.put(Ink::Plain, " ");
            canvas.end();
            canvas.finish()
        };
        assert_eq!(drawn(false, false), "  A4-F14\n");
        assert_eq!(drawn(true, false), "  \u{1b}[31;1mA4-F14\u{1b}[0m\n");
        assert_eq!(drawn(false, true), "  \u{1b}]8;;https://example.org/F14\u{1b}\\A4-F14\u{1b}]8;;\u{1b}\\\n");
    }
}
