//! Field codes: `HYPERLINK "mailto:…"` and the choice of a drop-down list. Of all other fields only the result is of interest, which is text.

/// A field that has begun.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// Its code.
    pub(super) code: String,
    /// Whether what follows is its result and no longer its code.
    pub(super) shows: bool,
    /// Whether it opened a link.
    pub(super) linked: bool,
    /// How long the text of the paragraph was when it began.
    pub(super) start: usize,
    /// A drop-down list of a form.
    pub(super) choice: Choice,
}

/// The entry of a drop-down list that is chosen, which stands in no run.
#[derive(Debug, Default)]
pub(super) struct Choice {
    /// Which entry, and whether it was chosen or is the one to begin with.
    index: usize,
    chosen: bool,
    /// How many entries have come.
    seen: usize,
    text: String,
}

impl Choice {
    /// Which entry is chosen, or is to begin with.
    pub(super) fn choose(&mut self, index: usize, chosen: bool) {
        if chosen || !self.chosen {
            (self.index, self.chosen) = (index, chosen);
        }
    }

    /// The next entry of the list.
    pub(super) fn entry(&mut self, text: &str) {
        if self.seen == self.index {
            text.clone_into(&mut self.text);
        }
        self.seen += 1;
    }

    /// The chosen entry.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// Where the code of a field leads outside the document: the target of `HYPERLINK "…"`.
pub(super) fn hyperlink(code: &str) -> Option<String> {
    let code = code.trim_start();
    let rest = code.get(..9).filter(|word| word.eq_ignore_ascii_case("HYPERLINK")).map(|_| &code[9..])?;
    let mut words = Words(rest);
    while let Some((word, quoted)) = words.next() {
        match word.as_str() {
            // These switches have a value: a place within the target, a tip, a frame.
            "\\l" | "\\o" | "\\t" if !quoted => {
                words.next();
            }
            switch if !quoted && switch.starts_with('\\') => {}
            "" => {}
            _ => return Some(word),
        }
    }
    None
}

/// The words of a code: between quotation marks, where a backslash protects the next sign, or up to a blank.
struct Words<'c>(&'c str);

impl Iterator for Words<'_> {
    type Item = (String, bool);

    fn next(&mut self) -> Option<(String, bool)> {
        self.0 = self.0.trim_start();
        let first = self.0.chars().next()?;
        // Typing turns quotation marks into curly ones, which Word takes as well.
        let quoted = matches!(first, '"' | '“' | '”');
        if !quoted {
            let end = self.0.find(char::is_whitespace).unwrap_or(self.0.len());
            let (word, rest) = self.0.split_at(end);
            self.0 = rest;
            return Some((word.to_owned(), false));
        }
        let mut word = String::new();
        let mut characters = self.0[first.len_utf8()..].char_indices();
        while let Some((at, c)) = characters.next() {
            match c {
                '"' | '“' | '”' => {
                    self.0 = &self.0[first.len_utf8() + at + c.len_utf8()..];
                    return Some((word, true));
                }
                '\\' => word.extend(characters.next().map(|(_, c)| c)),
                c => word.push(c),
            }
        }
        self.0 = "";
        Some((word, true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_of_a_link_is_found_in_its_code() {
        for (code, target) in [
            (r#" HYPERLINK "mailto:ana@x.ec" "#, Some("mailto:ana@x.ec")),
            (r"hyperlink mailto:ana@x.ec \h", Some("mailto:ana@x.ec")),
            (r#" HYPERLINK \o "una \"ayuda\"" \t "_blank" "http://x.ec/a\\b""#, Some(r"http://x.ec/a\b")),
            (" HYPERLINK “http://x.ec”", Some("http://x.ec")),
            (r#" HYPERLINK \l "_Toc1" \h "#, None),
            (r#" HYPERLINK "sin fin"#, Some("sin fin")),
            (" HYPERLINK", None),
            (" PAGE ", None),
            ("ñandúñandú", None),
        ] {
            assert_eq!(hyperlink(code).as_deref(), target, "{code}");
        }
    }
}
