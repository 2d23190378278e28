//! The repairs behind `mojibake`: each finds the letters that one wrong decoding garbles, and gives the text without them.
//!
//! Every repair answers `None` when it finds nothing, so that plain text is never rewritten.

/// UTF-8 read as Windows-1252 or Latin-1: the place of the first garbled letter and the text with all of them decoded once.
pub(super) fn misread_utf8(text: &str) -> Option<(usize, String)> {
    let mut out = String::new();
    let mut first = None;
    let mut kept = 0;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['Ã', 'Â', 'â', 'ï'])).map(|i| at + i) {
        let Some((repair, length)) = decode(text, found) else {
            at = found + 2;
            continue;
        };
        first.get_or_insert(found);
        out.push_str(text.get(kept..found)?);
        out.extend(repair);
        at = found + length;
        kept = at;
    }
    out.push_str(text.get(kept..)?);
    first.map(|first| (first, out))
}

/// The character garbled at a place (none for a byte order mark or a lost blank) and the bytes of text it takes.
fn decode(text: &str, at: usize) -> Option<(Option<char>, usize)> {
    let mut chars = text.get(at..)?.chars();
    let lead = chars.next()?;
    let before = text.get(..at).and_then(|head| head.chars().next_back());
    let second = chars.next();
    let one = second.and_then(byte).filter(|b| (0x80..0xC0).contains(b));
    let width = |extra: usize| 2 + second.map_or(0, char::len_utf8) + extra;
    match (lead, one, second) {
        ('Ã', Some(low), _) => Some((char::from_u32(0xC0 + u32::from(low) - 0x80), width(0))),
        ('Â', Some(low), _) if low >= 0xA0 => Some((Some(char::from(low)), width(0))),
        ('â', Some(mid), _) => {
            let third = chars.next()?;
            let low = byte(third).filter(|b| (0x80..0xC0).contains(b))?;
            let code = 0x2000 + (u32::from(mid) - 0x80) * 64 + u32::from(low) - 0x80;
            // Typographic signs and arrows; anything else that decodes so was not garbled text.
            (code < 0x2300).then_some((char::from_u32(code), width(third.len_utf8())))
        }
        ('ï', Some(0xBB), _) if chars.next() == Some('¿') => Some((None, width(2))),
        // The second byte was an invisible character that some program dropped: a soft hyphen (í) or a control (Á).
        ('Ã', None, Some(next)) if next.is_lowercase() => match before {
            Some(before) if before.is_lowercase() => Some((Some('í'), 2)),
            Some(before) if before.is_alphabetic() => None,
            _ => Some((Some('Á'), 2)),
        },
        // The second half was a no-break blank, folded since.
        ('Â', None, None | Some(' ')) if before.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit()) => Some((None, 2)),
        _ => None,
    }
}

/// The byte that Windows-1252 (or Latin-1, where that has nothing) shows as this character.
fn byte(c: char) -> Option<u8> {
    Some(match c {
        '€' => 0x80,
        '‚' => 0x82,
        'ƒ' => 0x83,
        '„' => 0x84,
        '…' => 0x85,
        '†' => 0x86,
        '‡' => 0x87,
        'ˆ' => 0x88,
        '‰' => 0x89,
        'Š' => 0x8A,
        '‹' => 0x8B,
        'Œ' => 0x8C,
        'Ž' => 0x8E,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '˜' => 0x98,
        '™' => 0x99,
        'š' => 0x9A,
        '›' => 0x9B,
        'œ' => 0x9C,
        'ž' => 0x9E,
        'Ÿ' => 0x9F,
        _ => u8::try_from(u32::from(c)).ok()?,
    })
}

/// DOS pages 437 and 850, and Mac Roman, read as Windows-1252: the first garbled letter and the text repaired.
pub(super) fn misread_pages(text: &str) -> Option<(usize, String)> {
    let mut first = None;
    let mut mac = false;
    walk(text, |at, before, c, after, rest| {
        let letter = dos(before, c, after, rest).or_else(|| {
            let letter = mac_clear(before, c, after, rest);
            mac |= letter.is_some();
            letter
        });
        if letter.is_some() {
            first.get_or_insert(at);
        }
    });
    let first = first?;
    let mut out = String::with_capacity(text.len());
    walk(text, |_, before, c, after, rest| {
        let letter = dos(before, c, after, rest)
            .or_else(|| mac_clear(before, c, after, rest))
            .or_else(|| if mac { mac_other(before, c, after) } else { None });
        out.push(letter.unwrap_or(c));
    });
    Some((first, out))
}

/// Calls back with each character, the ones beside it (a blank at the ends) and the text behind it.
fn walk(text: &str, mut each: impl FnMut(usize, char, char, char, &str)) {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let rest = text.get(at + c.len_utf8()..).unwrap_or("");
        each(at, before, c, rest.chars().next().unwrap_or(' '), rest);
        before = c;
    }
}

/// A letter of the DOS pages, where no writer would put the sign it became.
fn dos(before: char, c: char, after: char, rest: &str) -> Option<char> {
    let lower = before.is_alphabetic() && after.is_lowercase();
    let upper = before.is_uppercase() && after.is_uppercase();
    match c {
        '¢' if lower => Some('ó'),
        '¢' if before.is_lowercase() && !after.is_alphanumeric() => Some('ó'),
        '¡' if lower => Some('í'),
        '£' if lower => Some('ú'),
        '¤' if lower => Some('ñ'),
        '‚' if lower => Some('é'),
        '¥' if upper => Some('Ñ'),
        'à' | 'î' if upper => Some('Ó'),
        'µ' if upper => Some('Á'),
        // German has Ö too, but no German word ends in ÖA.
        'Ö' if upper && after == 'A' => {
            let end = rest.trim_start_matches('A').trim_start_matches('S');
            (!end.starts_with(char::is_alphabetic)).then_some('Í')
        }
        '\u{81}' if before.is_alphabetic() && after.is_alphabetic() => Some('ü'),
        '\u{82}' if before.is_alphabetic() && after.is_alphabetic() => Some('é'),
        '\u{90}' if before.is_alphabetic() || after.is_alphabetic() => Some('É'),
        '\u{85}' => Some('…'),
        '\u{91}' => Some('‘'),
        '\u{92}' => Some('’'),
        '\u{93}' => Some('“'),
        '\u{94}' => Some('”'),
        '\u{95}' => Some('•'),
        '\u{96}' => Some('–'),
        '\u{97}' => Some('—'),
        _ => None,
    }
}

/// A letter of Mac Roman where its sign cannot be punctuation.
fn mac_clear(before: char, c: char, after: char, rest: &str) -> Option<char> {
    let inside = before.is_lowercase() && after.is_lowercase();
    match c {
        '‡' if inside => Some('á'),
        'Ž' if inside => Some('é'),
        // French has œ before vowels and in `fœtus`; `pœblica` is neither.
        'œ' if inside && "bcdglmnpr".contains(after) => Some('ú'),
        '—' if inside && before == 'i' => {
            let end = rest.strip_prefix('n')?;
            (!end.starts_with(char::is_alphanumeric)).then_some('ó')
        }
        _ => None,
    }
}

/// Further letters of Mac Roman, trusted only in a text where a clear one was found.
fn mac_other(before: char, c: char, after: char) -> Option<char> {
    if !(before.is_lowercase() && after.is_lowercase()) {
        return None;
    }
    match c {
        '—' => Some('ó'),
        '’' => Some('í'),
        '–' => Some('ñ'),
        _ => None,
    }
}

/// The text with every U+FFFD replaced by the letter its word must have had; `None` if one cannot be known.
pub(super) fn lost_letters(text: &str) -> Option<String> {
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

/// Letters right before the gap, at most as many as the table looks at.
fn word_end(text: &str) -> &str {
    let start = text.char_indices().rev().take(8).take_while(|(_, c)| c.is_alphabetic()).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or("")
}

/// Letters right behind the gap.
fn word_start(text: &str) -> &str {
    let end = text.char_indices().take(10).take_while(|(_, c)| c.is_alphabetic()).last().map_or(0, |(at, c)| at + c.len_utf8());
    text.get(..end).unwrap_or("")
}

/// The lost letter between two parts of a word, in the case of its neighbors.
fn letter(before: &str, after: &str) -> Option<char> {
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
