//! The code pages of workbooks older than Unicode (BIFF5).

use encoding_rs::{Encoding, MACINTOSH, UTF_16LE, WINDOWS_1250, WINDOWS_1252};

use crate::read::decode::pages::CP850;

/// How the bytes of a text are to be taken.
#[derive(Debug, Clone, Copy)]
pub(super) enum CodePage {
    /// As one of the encodings of the web.
    Web(&'static Encoding),
    /// As DOS did in Latin America: code page 850. Page 437 has the letters of Spanish in the same places, but for capitals with accents.
    Dos,
    /// As Unicode where it must be, else as Windows does: gnumeric writes workbooks of 1995 so that hold letters which Windows then lacked.
    Mixed,
}

impl CodePage {
    /// The code page of a number, as the CODEPAGE record gives it (\[MS-XLS\] 2.4.52); what is not known is taken for that of Windows in Spanish.
    pub(super) fn of(number: u16) -> CodePage {
        match number {
            437 | 850 | 858 => CodePage::Dos,
            1200 => CodePage::Mixed,
            10000 | 0x8000 => CodePage::Web(MACINTOSH),
            1250 => CodePage::Web(WINDOWS_1250),
            _ => CodePage::Web(WINDOWS_1252),
        }
    }

    /// The text that bytes stand for.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        match self {
            CodePage::Web(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            CodePage::Mixed => {
                let is_wide = bytes.len().is_multiple_of(2) && bytes.iter().skip(1).step_by(2).any(|high| *high == 0);
                CodePage::Web(if is_wide { UTF_16LE } else { WINDOWS_1252 }).decode(bytes)
            }
            CodePage::Dos => bytes.iter().map(|byte| dos(*byte)).collect(),
        }
    }
}

fn dos(byte: u8) -> char {
    byte.checked_sub(0x80).map_or(char::from(byte), |upper| CP850[usize::from(upper)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spanish_is_read_in_every_code_page() {
        let text = "Dirección, año, Ávila, ¿Ñ?";
        let dos: Vec<u8> =
            text.chars().map(|c| CP850.iter().position(|d| *d == c).map_or(c as u8, |at| 0x80 + u8::try_from(at).unwrap())).collect();
        assert_eq!(dos[7], 0xA2);
        assert_eq!(CodePage::of(850).decode(&dos), text);
        for (number, encoding) in [(1252, WINDOWS_1252), (10000, MACINTOSH), (0, WINDOWS_1252)] {
            assert_eq!(CodePage::of(number).decode(&encoding.encode(text).0), text);
        }
        assert_eq!(CodePage::of(1200).decode(b"\x65\x22 \08\0"), "≥ 8");
        assert_eq!(CodePage::of(1200).decode(b"a\xF1o"), "año");
    }
}
