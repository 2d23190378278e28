//! The letters that a font gives for one sign: ligatures are taken apart, and what a program noted wrongly is put right.
//!
//! Ghostscript notes a ligature of several letters as one number: the first letter in its highest byte, the sum of the others two bytes below. For two
//! letters these are the letters with their bytes swapped (`ti` is U+7400 U+6900); for three, whose sum may reach into the byte between, other signs
//! (`ffi` is U+6600 U+CF00, `ffí` U+6601 U+5300). The number says which letters they are, for few letters join at all.

/// What the ligatures of Unicode stand for, from U+FB00.
const LIGATURES: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

/// What ligatures of three letters end in, most usual first.
const TAILS: [[char; 2]; 12] = [
    ['f', 'i'],
    ['f', 'l'],
    ['t', 'i'],
    ['f', 'í'],
    ['t', 'í'],
    ['f', 't'],
    ['f', 'j'],
    ['f', 'b'],
    ['f', 'h'],
    ['f', 'k'],
    ['f', 'ï'],
    ['t', 'ï'],
];

/// What came of the letters of a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelled {
    /// There are none.
    Nothing,
    /// They are those that the font gives.
    Given,
    /// They were noted wrongly, and put right.
    Mended,
}

/// Writes the letters that a font gives for one sign.
pub(super) fn spell(letters: &str, text: &mut String) -> Spelled {
    if let Some([first, rest @ ..]) = summed(letters) {
        text.push(first);
        text.extend(rest.into_iter().filter(|letter| *letter != '\0'));
        return Spelled::Mended;
    }
    if letters.chars().any(is_swapped) && letters.chars().all(|letter| is_swapped(letter) || letter.is_ascii_alphabetic()) {
        text.extend(letters.chars().map(|letter| if is_swapped(letter) { swapped(letter) } else { letter }));
        return Spelled::Mended;
    }
    let start = text.len();
    for letter in letters.chars() {
        match letter {
            '\u{FB00}'..='\u{FB06}' => text.push_str(LIGATURES[letter as usize - 0xFB00]),
            '\u{0}' | '\u{FFFD}' => {}
            '\u{1}'..='\u{1F}' | '\u{7F}' => text.push(' '),
            other => text.push(other),
        }
    }
    if text.len() > start { Spelled::Given } else { Spelled::Nothing }
}

/// The letters of a ligature that is noted as one number; the third is none where there are two.
fn summed(letters: &str) -> Option<[char; 3]> {
    let mut signs = letters.chars();
    let (Some(high), Some(low), None) = (signs.next(), signs.next(), signs.next()) else { return None };
    let (high, low) = (u16::try_from(high as u32).ok()?, u16::try_from(low as u32).ok()?);
    let ([first, carry], [sum, 0]) = (high.to_be_bytes(), low.to_be_bytes()) else { return None };
    let first = char::from(first);
    if !first.is_alphabetic() {
        return None;
    }
    // The second of two letters is small, as a capital does not join.
    let second = char::from(sum);
    if carry == 0 && second.is_lowercase() && second != 'ª' && second != 'º' {
        return Some([first, second, '\0']);
    }
    let sum = u32::from(u16::from_be_bytes([carry, sum]));
    let [second, third] = TAILS.into_iter().find(|[second, third]| *second as u32 + *third as u32 == sum)?;
    Some([first, second, third])
}

/// Whether a sign is a Latin letter whose two bytes were swapped: `琀` (U+7400) for `t` (U+0074).
fn is_swapped(letter: char) -> bool {
    matches!(letter as u32, 0x6100..=0x7A00) && (letter as u32).is_multiple_of(0x100)
}

/// The Latin letter whose bytes were swapped.
fn swapped(letter: char) -> char {
    char::from_u32(letter as u32 >> 8).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ligatures_noted_as_one_number_are_put_right() {
        for (noted, expected) in [
            ("\u{7400}\u{6900}", "ti"),
            ("\u{7400}\u{ED00}", "tí"),
            ("\u{6600}\u{ED00}", "fí"),
            ("\u{6600}\u{6600}", "ff"),
            ("\u{6600}\u{CF00}", "ffi"),
            ("\u{6600}\u{D200}", "ffl"),
            ("\u{6601}\u{5300}", "ffí"),
            ("\u{7401}\u{6100}", "ttí"),
            ("\u{5400}\u{6800}", "Th"),
            ("\u{7400}i", "ti"),
        ] {
            let mut text = String::from("a");
            assert_eq!(spell(noted, &mut text), Spelled::Mended, "{expected}");
            assert_eq!(text, format!("a{expected}"));
        }
    }

    #[test]
    fn what_is_no_such_number_stays_as_it_is() {
        for (noted, expected, what) in [
            ("ffi", "ffi", Spelled::Given),
            ("\u{FB03}", "ffi", Spelled::Given),
            ("琀文", "琀文", Spelled::Given),
            // No letters of a ligature have this sum.
            ("\u{6600}\u{C500}", "\u{6600}\u{C500}", Spelled::Given),
            ("\u{0}", "", Spelled::Nothing),
            ("\u{FFFD}", "", Spelled::Nothing),
            ("\t", " ", Spelled::Given),
        ] {
            let mut text = String::new();
            assert_eq!((spell(noted, &mut text), text.as_str()), (what, expected), "{noted:?}");
        }
    }
}
