//! Markdown as GitHub shows it: text that stays text, tables, and the anchors of headings.

use std::fmt::Write as _;

/// A table under construction.
pub(super) struct Table {
    text: String,
    rows: usize,
}

impl Table {
    /// A table with these column heads, which are Markdown already.
    pub(super) fn new(heads: &[&str]) -> Table {
        let text = format!("| {} |\n|{}\n", heads.join(" | "), "---|".repeat(heads.len()));
        Table { text, rows: 0 }
    }

    /// Adds a row of cells, which are Markdown already; a bar in one would have to be escaped, as [`push`] does.
    pub(super) fn row(&mut self, cells: &[String]) {
        // Writing to memory cannot fail.
        let _ = writeln!(self.text, "| {} |", cells.join(" | "));
        self.rows += 1;
    }

    /// Whether it has no row yet.
    pub(super) fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The whole table.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// Text that is shown letter for letter, wherever it stands.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    text.chars().for_each(|c| push(&mut out, c));
    out
}

/// Adds one character so that it is shown as itself: no markup, no HTML, no control character.
pub(super) fn push(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
            out.push('\\');
            out.push(c);
        }
        '\n' => out.push(' '),
        c if crate::columns::hidden(c) => c.escape_default().for_each(|part| push_plain(out, part)),
        c => out.push(c),
    }
}

/// Adds a character of an escape, whose backslash needs one of its own.
fn push_plain(out: &mut String, c: char) {
    if c == '\\' {
        out.push('\\');
    }
    out.push(c);
}

/// Makes rule codes links to their pages, which stand in the folder `folder` (empty, or with a `/` at its end).
pub(super) fn link_codes<'c>(text: &str, codes: impl Iterator<Item = &'c str>, folder: &str) -> String {
    codes.fold(
        text.to_owned(),
        |text, code| if text.contains(code) { text.replace(code, &format!("[{code}]({folder}{code}.md)")) } else { text },
    )
}

/// The anchor GitHub gives a heading: lower case, blanks as hyphens, punctuation gone.
pub fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (text, shown) in [
            ("% de avance", "% de avance"),
            ("a|b", "a\\|b"),
            ("<b>x</b> & y", "&lt;b&gt;x&lt;/b&gt; &amp; y"),
            ("**negrita** [x]", "\\*\\*negrita\\*\\* \\[x\\]"),
            ("a\u{7}b", "a\\\\u{7}b"),
        ] {
            assert_eq!(escape(text), shown);
        }
    }

    #[test]
    fn anchors_are_those_of_github() {
        assert_eq!(anchor("F · Pie · Footer"), "f--pie--footer");
        assert_eq!(anchor("Qué está mal"), "qué-está-mal");
    }
}
