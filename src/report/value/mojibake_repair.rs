//! The repairs behind `mojibake`: each finds the letters that one wrong decoding garbles, and gives the text without them.
//!
//! Every repair answers `None` when it finds nothing, so that plain text is never rewritten. Here is UTF-8 that was read byte by byte; [`signs`] has the
//! letters of one byte, [`lost`] those that are gone.

mod lost;
mod signs;

pub(super) use lost::lost_letters;
pub(super) use signs::misread_pages;

/// Bytes 80 to BF, those that follow in UTF-8, as three encodings show them. What Windows-1252 shows is in [`windows`].
const DOS_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐";
const DOS_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐";
const MAC_ROMAN: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø";

/// How an encoding shows the bytes that follow: the byte, for those from 80 to BF.
type Table = fn(char) -> Option<u8>;

/// UTF-8 read in an encoding of one byte a letter: the text with every letter so garbled decoded once.
pub(super) fn misread_utf8(text: &str) -> Option<String> {
    let mut out = String::new();
    let (mut kept, mut at) = (0, 0);
    while let Some((found, lead)) = text.get(at..)?.char_indices().find(|(_, c)| !leads(*c).is_empty()) {
        let (before, after) = text.split_at_checked(at + found)?;
        at = before.len() + lead.len_utf8();
        if let Some((letter, length)) = decode(before, lead, &after[lead.len_utf8()..]) {
            out.push_str(before.get(kept..)?);
            out.extend(letter);
            at += length;
            kept = at;
        }
    }
    out.push_str(text.get(kept..)?);
    (kept > 0).then_some(out)
}

/// The bytes that may begin a letter and are shown as this character, each with how the encoding that does so shows what follows.
fn leads(c: char) -> &'static [(u8, Table)] {
    const DOS: Table = |c| shown(DOS_850, c);
    const OLD_DOS: Table = |c| shown(DOS_437, c);
    const MAC: Table = |c| shown(MAC_ROMAN, c);
    match c {
        'Ã' => &[(0xC3, windows)],
        'Â' => &[(0xC2, windows)],
        'Å' => &[(0xC5, windows)],
        'Æ' => &[(0xC6, windows)],
        'Ë' => &[(0xCB, windows)],
        'â' => &[(0xE2, windows)],
        'ï' => &[(0xEF, windows)],
        '├' => &[(0xC3, DOS), (0xC3, OLD_DOS)],
        '┬' => &[(0xC2, DOS), (0xC2, OLD_DOS)],
        'Ô' => &[(0xE2, DOS), (0xEF, MAC)],
        '´' => &[(0xEF, DOS)],
        'Γ' => &[(0xE2, OLD_DOS)],
        '∩' => &[(0xEF, OLD_DOS)],
        '√' => &[(0xC3, MAC)],
        '¬' => &[(0xC2, MAC)],
        '‚' => &[(0xE2, MAC)],
        _ => &[],
    }
}

/// The character garbled at a place (none for a byte order mark or a lost blank) and the bytes of text that it takes behind its lead.
fn decode(before: &str, lead: char, after: &str) -> Option<(Option<char>, usize)> {
    let last = before.chars().next_back().unwrap_or(' ');
    if let Some(rest) =
        after.strip_prefix("ƒÂ").filter(|rest| lead == 'Ã' && !rest.starts_with(|c| windows(c).is_some_and(|byte| byte >= 0x80)))
    {
        // Garbled twice, a soft hyphen leaves its first half only.
        if let Some(letter) = half_letter(before, rest) {
            return Some((Some(letter), after.len() - rest.len()));
        }
    }
    let whole = leads(lead).iter().find_map(|(byte, table)| sequence(last, *byte, after, *table));
    whole.or_else(|| match lead {
        'Ã' => half_letter(before, after).map(|letter| (Some(letter), 0)),
        // The second half was a blank that must not break, folded since.
        'Â' => (matches!(after.chars().next(), None | Some(' ')) && (last.is_lowercase() || last.is_ascii_digit())).then_some((None, 0)),
        _ => None,
    })
}

/// The character that a first byte and what follows it stand for, and the bytes of text that follow.
fn sequence(last: char, lead: u8, after: &str, table: Table) -> Option<(Option<char>, usize)> {
    let mut chars = after.chars();
    let mut next = || chars.next().and_then(table).filter(|byte| (0x80..0xC0).contains(byte)).map(|byte| u32::from(byte) - 0x80);
    let is_line = |c: char| matches!(c, '\u{2500}'..='\u{257F}');
    let letter = match lead {
        0xC3 if !is_line(last) => char::from_u32(0xC0 + next()?),
        // Below A0 are controls, which were garbled once already.
        0xC2 if !is_line(last) => char::from_u32(0x80 + next()?).filter(|c| !c.is_control() || after.starts_with(char::is_control)),
        // The signs that Windows-1252 has in place of controls: they stand for them in what was garbled once already.
        0xC5 | 0xC6 | 0xCB if matches!(last, 'Ã' | 'Â' | 'â') || windows(last).is_some_and(|byte| (0x80..0xC0).contains(&byte)) => {
            char::from_u32(u32::from(lead - 0xC0) * 64 + next()?).filter(|c| "ŠšŒœŽžŸƒˆ˜".contains(*c))
        }
        // Typographic signs, arrows and the lines of tables; anything else that decodes so was not garbled text.
        0xE2 => char::from_u32(0x2000 + next()? * 64 + next()?).filter(|c| *c < '\u{2600}'),
        0xEF => char::from_u32(0xF000 + next()? * 64 + next()?).filter(|c| *c == '\u{FEFF}'),
        _ => None,
    }?;
    let length = after.len() - chars.as_str().len();
    Some((Some(letter).filter(|c| *c != '\u{FEFF}'), length))
}

/// A letter whose second byte was an invisible character that some program dropped: a soft hyphen (í) or a control (Á, Í).
fn half_letter(before: &str, after: &str) -> Option<char> {
    let next = after.chars().next()?;
    match before.chars().next_back() {
        Some(last) if last.is_lowercase() && next.is_lowercase() => Some('í'),
        Some(last) if last.is_uppercase() && next.is_uppercase() => {
            lost::letter(lost::word_end(before), lost::word_start(after)).filter(|letter| matches!(letter, 'Á' | 'Í'))
        }
        Some(last) if last.is_alphabetic() => None,
        _ => next.is_lowercase().then_some('Á'),
    }
}

/// The byte that is shown as this character, of those from 80 to BF.
fn shown(table: &str, c: char) -> Option<u8> {
    table.chars().position(|known| known == c).and_then(|at| u8::try_from(0x80 + at).ok())
}

/// The byte that Windows-1252 (or Latin-1, where that has nothing) shows as this character.
fn windows(c: char) -> Option<u8> {
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
