//! HLINK records: which cells are links, and where they lead (\[MS-XLS\] 2.4.140, \[MS-OSHARED\] 2.3.7).

use super::records::Data;

/// Where links lead that have an address: `mailto:`, `http:`.
const URL_MONIKER: [u8; 16] = *b"\xE0\xC9\xEA\x79\xF9\xBA\xCE\x11\x8C\x82\x00\xAA\x00\x4B\xA9\x0B";

/// Where links lead that name a file.
const FILE_MONIKER: [u8; 16] = *b"\x03\x03\x00\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46";

/// The parts a link has, as bits.
const HAS_MONIKER: u32 = 0x1;
const HAS_LOCATION: u32 = 0x8;
const HAS_DISPLAY_NAME: u32 = 0x10;
const HAS_FRAME_NAME: u32 = 0x80;
const MONIKER_IS_TEXT: u32 = 0x100;

/// Cells from one corner to the other, rows and columns from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    /// The first row and column.
    pub(super) from: (u32, u32),
    /// The last row and column.
    pub(super) to: (u32, u32),
}

impl Area {
    /// An area as records give it: rows, then columns.
    pub(super) fn read(data: &mut Data<'_>) -> Option<Area> {
        let mut number = || data.u16().map(u32::from);
        let (first_row, last_row, first_column, last_column) = (number()?, number()?, number()?, number()?);
        Some(Area { from: (first_row, first_column), to: (last_row, last_column) })
    }
}

/// The cells of a link, and where it leads; `None` where the record is damaged, or leads nowhere outside its sheet.
pub(super) fn read(data: &mut Data<'_>) -> Option<(Area, String)> {
    let area = Area::read(data)?;
    data.skip(16 + 4)?;
    let parts = data.u32()?;
    for part in [HAS_DISPLAY_NAME, HAS_FRAME_NAME] {
        if parts & part != 0 {
            wide_text(data)?;
        }
    }
    let target = match parts & (HAS_MONIKER | MONIKER_IS_TEXT) {
        HAS_MONIKER => moniker(data)?,
        0 | MONIKER_IS_TEXT => return None,
        _ => wide_text(data)?,
    };
    let location = if parts & HAS_LOCATION == 0 { None } else { wide_text(data) };
    let target = location.map_or_else(|| target.clone(), |location| format!("{target}#{location}"));
    (!target.is_empty()).then_some((area, target))
}

/// An address or a file's path.
fn moniker(data: &mut Data<'_>) -> Option<String> {
    match data.array::<16>()? {
        URL_MONIKER => {
            let length = data.u32()? as usize;
            let bytes = data.rest();
            let text = utf16(bytes.get(..length.min(bytes.len()))?);
            data.skip(length)?;
            Some(text)
        }
        FILE_MONIKER => {
            data.skip(2)?;
            let length = data.u32()? as usize;
            let short: String = data.rest().get(..length)?.iter().take_while(|byte| **byte != 0).map(|byte| char::from(*byte)).collect();
            data.skip(length + 24)?;
            // The path is there again in Unicode where the bytes cannot say it.
            let length = data.u32()? as usize;
            let long = data.rest().get(..length).and_then(|long| long.get(6..)).map(utf16);
            data.skip(length)?;
            Some(long.unwrap_or(short))
        }
        _ => None,
    }
}

/// A text with its length before it, in characters.
fn wide_text(data: &mut Data<'_>) -> Option<String> {
    let length = (data.u32()? as usize).checked_mul(2)?;
    let text = utf16(data.rest().get(..length)?);
    data.skip(length)?;
    Some(text)
}

/// UTF-16 up to the first zero.
fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).take_while(|unit| *unit != 0);
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
