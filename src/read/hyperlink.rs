//! The formula `HYPERLINK("mailto:ana@x.ec"; "ana@x.ec")`: where it leads, and the words it shows, whether they were computed or not.

/// A link that a formula makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hyperlink {
    /// Where it leads.
    pub(super) target: String,
    /// The words it shows.
    pub(super) words: String,
}

/// Reads a formula, with or without its sign; `None` where it is no link, or its target is computed.
pub(super) fn read(formula: &str) -> Option<Hyperlink> {
    let body = formula.trim_start().trim_start_matches("of:").trim_start_matches(['=', '+']).trim_start();
    let after = ["HYPERLINK", "HIPERVINCULO", "HIPERVÍNCULO"]
        .iter()
        .find_map(|name| body.get(..name.len()).filter(|head| head.to_uppercase() == *name).and(body.get(name.len()..)))?;
    let (target, rest) = quoted(after.trim_start().strip_prefix('(')?)?;
    let rest = rest.trim_start();
    let words = match rest.strip_prefix([',', ';']) {
        Some(rest) => quoted(rest).map(|(words, _)| words),
        None => None,
    };
    Some(Hyperlink { words: words.unwrap_or_else(|| target.clone()), target })
}

/// A text in quotation marks at the beginning, doubled ones undone, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start().strip_prefix('"')?;
    let mut out = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('"')?;
        out.push_str(before);
        match after.strip_prefix('"') {
            Some(further) => {
                out.push('"');
                rest = further;
            }
            None => return Some((out, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_and_words_are_read_from_the_formula() {
        let link = |target: &str, words: &str| Some(Hyperlink { target: target.into(), words: words.into() });
        for (formula, expected) in [
            (r#"HYPERLINK("mailto:a@x.ec","a@x.ec")"#, link("mailto:a@x.ec", "a@x.ec")),
            (r#"=hyperlink( "mailto:a@x.ec" ; "a ""b""" )"#, link("mailto:a@x.ec", "a \"b\"")),
            (r#"of:=HYPERLINK("http://x.ec")"#, link("http://x.ec", "http://x.ec")),
            ("HYPERLINK(A1)", None),
            ("SUM(A1)", None),
            ("HYPERLINK(\"a", None),
            ("HIPERVÍNCULO", None),
        ] {
            assert_eq!(read(formula), expected, "{formula}");
        }
    }
}
