//! A paragraph that is being read: its text as it grows, its links, and how its runs look.

use super::styles::Look;
use super::tape::{Tape, Token};
use crate::document::Link;
use crate::place::TextRange;

/// A paragraph that has begun.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    links: Vec<Link>,
    link: Option<(String, usize)>,
    /// The token that stands for it; none where nothing around it is shown.
    slot: Option<usize>,
    /// Its style.
    pub(super) style: Option<String>,
    /// The list it belongs to, and the level, as it says itself.
    pub(super) number: Option<i64>,
    pub(super) level: Option<usize>,
    /// Whether its end was deleted, so that the next one goes on with it.
    pub(super) runs_on: bool,
    /// The looks of the paragraph, of the style of the run at hand, and of that run itself.
    pub(super) look: Look,
    pub(super) run_style: Look,
    pub(super) run: Look,
    /// Whether that run is set in the font Symbol.
    pub(super) in_symbols: bool,
}

/// The paragraphs that are open: one may hold a text box with others.
#[derive(Debug, Default)]
pub(super) struct Paragraphs {
    /// Those that are open, then one whose end was deleted, so that the next one goes on with it; then memory for others.
    list: Vec<Paragraph>,
    open: usize,
    runs_on: bool,
}

impl Paragraphs {
    /// The innermost one.
    pub(super) fn last(&self) -> Option<&Paragraph> {
        self.list.get(self.open.checked_sub(1)?)
    }

    /// The innermost one.
    pub(super) fn last_mut(&mut self) -> Option<&mut Paragraph> {
        self.list.get_mut(self.open.checked_sub(1)?)
    }

    /// Begins a paragraph, which takes its place on the tape unless it is not shown.
    pub(super) fn begin(&mut self, tape: &mut Tape, shown: bool) {
        if self.list.len() == self.open {
            self.list.push(Paragraph::default());
        }
        self.list[self.open].begin(tape, shown);
        self.open += 1;
        self.runs_on = false;
    }

    /// Ends the innermost one; false where the next one may go on with it.
    pub(super) fn end(&mut self) -> bool {
        self.open = self.open.saturating_sub(1);
        self.runs_on = self.list.get(self.open).is_some_and(|paragraph| paragraph.runs_on);
        !self.runs_on
    }

    /// The one that has just ended.
    pub(super) fn ended(&mut self) -> Option<&mut Paragraph> {
        self.list.get_mut(self.open)
    }

    /// The one whose end was deleted, if now none can go on with it.
    pub(super) fn stop_running_on(&mut self) -> Option<&mut Paragraph> {
        if std::mem::take(&mut self.runs_on) { self.list.get_mut(self.open) } else { None }
    }
}

impl Paragraph {
    fn begin(&mut self, tape: &mut Tape, shown: bool) {
        self.style = None;
        (self.number, self.level, self.runs_on) = (None, None, false);
        self.look = Look::default();
        self.begin_run();
        if self.slot.is_none() && shown {
            self.slot = Some(tape.tokens.len());
            tape.tokens.push(Token::Paragraph { text: TextRange::default(), links: TextRange::default() });
        }
    }

    /// Begins a run.
    pub(super) fn begin_run(&mut self) {
        (self.run_style, self.run, self.in_symbols) = (Look::default(), Look::default(), false);
    }

    /// Adds text as the run at hand shows it.
    pub(super) fn push(&mut self, text: &str) {
        let look = self.run.over(self.run_style).over(self.look);
        if look.hidden == Some(true) {
            return;
        }
        if look.caps == Some(true) {
            self.text.push_str(&text.to_uppercase());
        } else {
            self.text.push_str(text);
        }
    }

    /// What follows is a link.
    pub(super) fn open_link(&mut self, target: String) {
        self.close_link();
        self.link = Some((target, self.text.len()));
    }

    /// Ends the link, if one is open.
    pub(super) fn close_link(&mut self) {
        if let Some((target, start)) = self.link.take().filter(|(_, start)| *start < self.text.len()) {
            self.links.push(Link { target, text: start..self.text.len() });
        }
    }

    /// Ends a text that began at a byte: line ends and tabs in it are those of the XML, and mean a blank. At its edges they mean nothing, unless it is to be kept.
    pub(super) fn settle_text(&mut self, start: usize, keep: bool) {
        let Some(added) = self.text.get(start..) else { return };
        if !added.contains(['\n', '\t', '\r']) {
            return;
        }
        let trimmed = |edge: &str| !keep && edge.contains('\n');
        let front = added.len() - added.trim_start().len();
        let from = if trimmed(&added[..front]) { front } else { 0 };
        let back = added.trim_end().len().max(from);
        let to = if trimmed(&added[back..]) { back } else { added.len() };
        let settled = added[from..to].replace(['\n', '\t', '\r'], " ");
        self.text.truncate(start);
        self.text.push_str(&settled);
    }

    /// Whether it holds anything.
    pub(super) fn is_filled(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// Puts the paragraph on the tape and makes it fit to be used anew.
    pub(super) fn finish(&mut self, tape: &mut Tape) {
        self.close_link();
        let filled = self.is_filled();
        if let Some(slot) = self.slot.take() {
            if filled && let Some(token) = tape.tokens.get_mut(slot) {
                let (start, first) = (tape.text.len(), tape.links.len());
                tape.text.push_str(&self.text);
                tape.links.append(&mut self.links);
                let range = |start, end| TextRange { start: narrow(start), end: narrow(end) };
                *token = Token::Paragraph { text: range(start, tape.text.len()), links: range(first, tape.links.len()) };
            } else if tape.tokens.len() == slot + 1 {
                tape.tokens.pop();
            }
        }
        self.text.clear();
        self.links.clear();
    }
}

/// Offsets fit 32 bits because [`crate::limits::MAX_UNPACKED`] is below 2³².
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_of_the_xml_are_cut_off_and_blanks_stay() {
        for (added, keep, left) in [
            (" a ", false, " a "),
            ("\n   a b\n  ", false, "a b"),
            ("\n a ", false, "a "),
            ("a\nb\tc", false, "a b c"),
            ("\n  ", false, ""),
            ("\na", true, " a"),
            ("", false, ""),
        ] {
            let mut paragraph = Paragraph { text: "x".to_owned() + added, ..Paragraph::default() };
            paragraph.settle_text(1, keep);
            assert_eq!(paragraph.text, "x".to_owned() + left, "{added:?}");
        }
    }
}
