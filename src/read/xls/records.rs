//! The records of a workbook stream (\[MS-XLS\] 2.1.4), and the values in them. A record has a number, a length and data; what does not fit goes on in
//! CONTINUE records, and a text that is cut there may change from 8 to 16 bits a character.

use super::code_page::CodePage;

/// The kinds of records that are read (\[MS-XLS\] 2.3.2).
pub(super) mod id {
    pub(in super::super) const FORMULA: u16 = 0x0006;
    pub(in super::super) const EOF: u16 = 0x000A;
    pub(in super::super) const DATEMODE: u16 = 0x0022;
    pub(in super::super) const FILEPASS: u16 = 0x002F;
    pub(in super::super) const CONTINUE: u16 = 0x003C;
    pub(in super::super) const CODEPAGE: u16 = 0x0042;
    pub(in super::super) const COLINFO: u16 = 0x007D;
    pub(in super::super) const BOUNDSHEET: u16 = 0x0085;
    pub(in super::super) const MULRK: u16 = 0x00BD;
    pub(in super::super) const RSTRING: u16 = 0x00D6;
    pub(in super::super) const XF: u16 = 0x00E0;
    pub(in super::super) const MERGEDCELLS: u16 = 0x00E5;
    pub(in super::super) const SST: u16 = 0x00FC;
    pub(in super::super) const LABELSST: u16 = 0x00FD;
    pub(in super::super) const HLINK: u16 = 0x01B8;
    pub(in super::super) const NUMBER: u16 = 0x0203;
    pub(in super::super) const LABEL: u16 = 0x0204;
    pub(in super::super) const BOOLERR: u16 = 0x0205;
    pub(in super::super) const STRING: u16 = 0x0207;
    pub(in super::super) const ROW: u16 = 0x0208;
    pub(in super::super) const RK: u16 = 0x027E;
    pub(in super::super) const FORMAT: u16 = 0x041E;
    pub(in super::super) const BOF: u16 = 0x0809;
}

/// A 16-bit character in a text's options.
const WIDE: u8 = 1;

/// The records of a stream, in order. A record that is cut off ends them.
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

/// A record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    /// What kind it is.
    pub(super) id: u16,
    /// Its own data, without that of CONTINUE records.
    pub(super) data: &'a [u8],
    rest: &'a [u8],
}

/// The data of a record and of the CONTINUE records after it, read from front to back.
pub(super) struct Data<'a> {
    data: &'a [u8],
    after: &'a [u8],
}

/// How texts are written in a workbook.
#[derive(Debug, Clone, Copy)]
pub(super) enum Script {
    /// BIFF8: UTF-16, without the high bytes where they are all zero.
    Unicode,
    /// BIFF5: bytes of a code page.
    Bytes(CodePage),
}

impl<'a> Records<'a> {
    /// The records from a byte of the stream on.
    pub(super) fn of(stream: &'a [u8], at: usize) -> Self {
        Records { stream, at }
    }

    /// Whether a record is cut off at the end.
    pub(super) fn is_cut(&self) -> bool {
        self.at != self.stream.len()
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (id, data, rest) = split(self.stream.get(self.at..)?)?;
        self.at = self.stream.len() - rest.len();
        Some(Record { id, data, rest })
    }
}

impl<'a> Record<'a> {
    /// Its data, to be read from front to back.
    pub(super) fn read(&self) -> Data<'a> {
        Data { data: self.data, after: self.rest }
    }
}

impl<'a> Data<'a> {
    /// Data that no record goes on with.
    pub(super) fn of(data: &'a [u8]) -> Self {
        Data { data, after: &[] }
    }

    /// The next byte.
    pub(super) fn u8(&mut self) -> Option<u8> {
        self.refill()?;
        let (first, rest) = self.data.split_first()?;
        self.data = rest;
        Some(*first)
    }

    /// The next two bytes as a number.
    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.array()?))
    }

    /// The next four bytes as a number.
    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.array()?))
    }

    /// The next so many bytes.
    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        if let Some((here, rest)) = self.data.split_first_chunk::<N>() {
            self.data = rest;
            return Some(*here);
        }
        let mut bytes = [0; N];
        for byte in &mut bytes {
            *byte = self.u8()?;
        }
        Some(bytes)
    }

    /// Passes over so many bytes.
    pub(super) fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            self.refill()?;
            let here = count.min(self.data.len());
            self.data = &self.data[here..];
            count -= here;
        }
        Some(())
    }

    /// The rest of the record itself.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.data
    }

    /// A text with its length before it: 16 bits of length in cells, 8 bits in names and formulas.
    pub(super) fn text(&mut self, script: Script, short: bool) -> Option<String> {
        let length = if short { u16::from(self.u8()?) } else { self.u16()? };
        let mut text = String::new();
        match script {
            Script::Unicode => self.unicode(length, &mut text)?,
            Script::Bytes(page) => {
                let mut bytes = Vec::new();
                while bytes.len() < usize::from(length) {
                    self.refill()?;
                    let (now, later) = self.data.split_at(self.data.len().min(usize::from(length) - bytes.len()));
                    bytes.extend_from_slice(now);
                    self.data = later;
                }
                text = page.decode(&bytes);
            }
        }
        Some(text)
    }

    /// So many characters of Unicode with their options before them; runs of formats and phonetic guides after them are passed over.
    pub(super) fn unicode(&mut self, length: u16, out: &mut String) -> Option<()> {
        let options = self.u8()?;
        let runs = if options & 8 == 0 { 0 } else { usize::from(self.u16()?) * 4 };
        let extension = if options & 4 == 0 { 0 } else { self.u32()? as usize };
        self.characters(usize::from(length), options & WIDE != 0, out)?;
        self.skip(runs)?;
        self.skip(extension)
    }

    fn characters(&mut self, mut count: usize, mut wide: bool, out: &mut String) -> Option<()> {
        let mut high = None;
        while count > 0 {
            if self.data.is_empty() {
                self.refill()?;
                // Where a text goes on in another record, that record says anew how wide its characters are.
                wide = self.u8()? & WIDE != 0;
                continue;
            }
            let here = count.min(if wide { self.data.len() / 2 } else { self.data.len() });
            let width = if wide { 2 } else { 1 };
            if here == 0 {
                return None;
            }
            let (now, later) = self.data.split_at(here * width);
            self.data = later;
            count -= here;
            if wide {
                let pairs = now.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
                let mut units: Vec<u16> = high.take().into_iter().chain(pairs).collect();
                // Half a character at the end finds its other half in the next record.
                high = units.pop_if(|last| count > 0 && (0xD800..0xDC00).contains(last));
                out.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
            } else if let Some(ascii) = now.is_ascii().then(|| std::str::from_utf8(now).ok()).flatten() {
                out.push_str(ascii);
            } else {
                out.extend(now.iter().map(|byte| char::from(*byte)));
            }
        }
        Some(())
    }

    /// Goes on with the next record where this one is at its end.
    fn refill(&mut self) -> Option<()> {
        while self.data.is_empty() {
            let (kind, data, after) = split(self.after)?;
            if kind != id::CONTINUE {
                return None;
            }
            (self.data, self.after) = (data, after);
        }
        Some(())
    }
}

/// The first record of a stretch of the stream, and what comes after it.
fn split(stream: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let (head, rest) = stream.split_first_chunk::<4>()?;
    let (data, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes([head[2], head[3]])))?;
    Some((u16::from_le_bytes([head[0], head[1]]), data, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record as it stands in a stream.
    fn record(id: u16, data: &[u8]) -> Vec<u8> {
        [&id.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
    }

    #[test]
    fn texts_go_on_in_further_records() {
        let pieces: [&[u8]; 5] = [b"\x09\0\0ab", b"\x01\xF3\0\x3D\xD8", b"\x01\x00\xDE", b"", b"\0\xF1o12"];
        let stream: Vec<u8> =
            pieces.iter().enumerate().flat_map(|(at, piece)| record(if at == 0 { id::SST } else { id::CONTINUE }, piece)).collect();
        let first = Records::of(&stream, 0).next().unwrap();
        assert_eq!(first.read().text(Script::Unicode, false).unwrap(), "abó😀ño12");
        let ids: Vec<u16> = Records::of(&stream, 0).map(|record| record.id).collect();
        assert_eq!(ids[1..], [id::CONTINUE; 4]);
    }

    #[test]
    fn runs_and_phonetic_guides_are_passed_over() {
        let rich = b"\x02\0\x0C\x01\0\x03\0\0\0ab....xyz\x01\0\0c";
        let mut data = Data::of(rich);
        assert_eq!(data.text(Script::Unicode, false).as_deref(), Some("ab"));
        assert_eq!(data.text(Script::Unicode, false).as_deref(), Some("c"));
        assert_eq!(data.u8(), None);
    }

    #[test]
    fn what_is_cut_off_is_not_read() {
        for bytes in [&b"\x05\0\0ab"[..], b"\x05\0\x01a", b"\x05", b"\x01\0\x08\xFF\xFFa", b"\x01\0\x04\xFF\xFF\xFF\xFFa"] {
            assert_eq!(Data::of(bytes).text(Script::Unicode, false), None, "{bytes:?}");
        }
        assert_eq!(Data::of(b"\x05\0ab").text(Script::Bytes(CodePage::of(1252)), false), None);
        let mut records = Records::of(b"\x0A\0\0\0\x09\x08\xFF\0", 0);
        assert_eq!(records.by_ref().count(), 1);
        assert!(records.is_cut());
    }
}
