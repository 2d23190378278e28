//! Letters that are gone: which one a word must have had, by what stands before and behind it.

/// The text with every U+FFFD replaced by the letter its word must have had; `None` if one cannot be known.
pub(in super::super) fn lost_letters(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\u{fffd}') {
        let (head, tail) = rest.split_at_checked(at)?;
        let after = tail.trim_start_matches('\u{fffd}');
        // A letter of two bytes leaves one or two marks; more are more than one letter.
        if tail.len() - after.len() > 6 {
            return None;
        }
        out.push_str(head);
        let letter = letter(word_end(&out), word_start(after))?;
        out.push(letter);
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// Letters right before a gap, at most as many as the table looks at.
pub(super) fn word_end(text: &str) -> &str {
    let start = text.char_indices().rev().take(8).take_while(|(_, c)| c.is_alphabetic()).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or("")
}

/// Letters right behind a gap.
pub(super) fn word_start(text: &str) -> &str {
    let end = text.char_indices().take(10).take_while(|(_, c)| c.is_alphabetic()).last().map_or(0, |(at, c)| at + c.len_utf8());
    text.get(..end).unwrap_or("")
}

/// The lost letter between two parts of a word, in the case of its neighbors.
pub(super) fn letter(before: &str, after: &str) -> Option<char> {
    let capital = match before.chars().next_back() {
        Some(c) if before.chars().count() > 1 => c.is_uppercase(),
        Some(_) => after.chars().next()?.is_uppercase(),
        None => after.chars().nth(1)?.is_uppercase(),
    };
    let (before, after) = (before.to_lowercase(), after.to_lowercase());
    let letter = LOST
        .iter()
        .find(|&&(head, tail, _)| {
            let whole_tail = tail.strip_suffix('.').map(|tail| after == tail);
            let whole_head = head.strip_prefix('.').map(|head| before == head);
            whole_head.unwrap_or_else(|| before.ends_with(head)) && whole_tail.unwrap_or_else(|| after.starts_with(tail))
        })
        .map(|&(_, _, letter)| letter)
        .or_else(|| by_ending(&before, &after))?;
    if capital { letter.to_uppercase().next() } else { Some(letter) }
}

/// `-ía` behind a consonant and `-ña`, `-ño` behind a vowel.
fn by_ending(before: &str, after: &str) -> Option<char> {
    let vowel = before.chars().next_back().is_some_and(|c| "aeiou".contains(c));
    match after {
        "a" | "as" | "o" | "os" if vowel => Some('ñ'),
        "a" | "as" if !before.is_empty() => Some('í'),
        _ => None,
    }
}

/// Words and parts of words that leave one letter possible: what stands before, what stands behind, the letter.
/// A period marks the beginning or the end of the word.
const LOST: &[(&str, &str, char)] = &[
    ("tambi", "n.", 'é'),
    ("bi", "n.", 'é'),
    ("qui", "n", 'é'),
    ("ci", "n.", 'ó'),
    ("si", "n.", 'ó'),
    ("ti", "n.", 'ó'),
    ("gi", "n.", 'ó'),
    ("ni", "n.", 'ó'),
    ("xi", "n.", 'ó'),
    ("vi", "n.", 'ó'),
    ("seg", "n.", 'ú'),
    ("ning", "n.", 'ú'),
    ("alg", "n.", 'ú'),
    ("com", "n.", 'ú'),
    ("p", "blic", 'ú'),
    ("n", "mer", 'ú'),
    ("ni", "ez.", 'ñ'),
    ("ense", "anza", 'ñ'),
    ("dise", "", 'ñ'),
    ("espa", "ol", 'ñ'),
    ("se", "or", 'ñ'),
    ("acompa", "amiento", 'ñ'),
    ("desempe", "", 'ñ'),
    ("peque", "", 'ñ'),
    ("t", "cnic", 'é'),
    ("m", "dic", 'é'),
    ("m", "todo", 'é'),
    ("cr", "dito", 'é'),
    ("tel", "fono", 'é'),
    ("estrat", "gic", 'é'),
    ("acad", "mic", 'é'),
    ("trav", "s.", 'é'),
    ("inter", "s.", 'é'),
    ("despu", "s.", 'é'),
    ("jos", ".", 'é'),
    ("jur", "dic", 'í'),
    ("pol", "tic", 'í'),
    ("log", "stic", 'í'),
    ("estad", "stic", 'í'),
    ("tur", "stic", 'í'),
    ("art", "stic", 'í'),
    ("art", "culo", 'í'),
    ("veh", "cul", 'í'),
    ("per", "odo", 'í'),
    ("f", "sic", 'í'),
    ("m", "nim", 'í'),
    ("l", "nea", 'í'),
    ("s", "ndic", 'í'),
    ("pa", "s.", 'í'),
    ("pa", "ses.", 'í'),
    ("espec", "fic", 'í'),
    (".as", ".", 'í'),
    ("m", "xim", 'á'),
    ("m", "s.", 'á'),
    ("adem", "s.", 'á'),
    ("pr", "ctic", 'á'),
    ("b", "sic", 'á'),
    ("h", "bil", 'á'),
    ("tr", "mite", 'á'),
    ("tr", "nsito", 'á'),
    ("rom", "tic", 'á'),
    ("mom", "tic", 'á'),
    ("utom", "tic", 'á'),
    ("form", "tic", 'á'),
    ("est", "n.", 'á'),
    ("est", ".", 'á'),
    ("p", "gin", 'á'),
    ("hect", "rea", 'á'),
    (".", "rea", 'á'),
    (".", "mbito", 'á'),
    (".", "gil", 'á'),
    (".", "nic", 'ú'),
    (".", "ltim", 'ú'),
    (".", "til", 'ú'),
    (".", "ndice", 'í'),
    (".", "rgano", 'ó'),
    (".", "ptim", 'ó'),
    ("electr", "nic", 'ó'),
    ("econ", "mic", 'ó'),
    ("c", "digo", 'ó'),
    ("l", "gic", 'ó'),
    ("hist", "ric", 'ó'),
    ("kil", "metro", 'ó'),
    ("c", "mo.", 'ó'),
];
