//! How large a stream becomes when it is unpacked, found without keeping what comes out.
//!
//! Each filter has a ratio that it cannot pass, so a short stream needs no look. A longer one is unpacked piece by piece until it ends or passes its
//! bound. Where the library would go on after an error in a manner of its own, the rest is taken at the worst ratio.

use flate2::{Decompress, FlushDecompress, Status};

use crate::limits::MAX_PDF_STREAM;

/// How a stream is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// Deflate.
    Flate,
    /// LZW.
    Lzw,
    /// Runs of equal bytes.
    Runs,
    /// Base 85.
    Base85,
    /// Hexadecimal digits.
    Hex,
    /// A picture or a cipher, which the library does not unpack where it reads text.
    Opaque,
}

impl Packing {
    /// The packing that a name stands for; what has none is left as it is.
    pub(super) fn named(name: &[u8]) -> Option<Packing> {
        Some(match name {
            b"FlateDecode" | b"Fl" => Packing::Flate,
            b"LZWDecode" | b"LZW" => Packing::Lzw,
            b"RunLengthDecode" | b"RL" => Packing::Runs,
            b"ASCII85Decode" | b"A85" => Packing::Base85,
            b"ASCIIHexDecode" | b"AHx" => Packing::Hex,
            b"CCITTFaxDecode" | b"CCF" | b"JBIG2Decode" | b"DCTDecode" | b"DCT" | b"JPXDecode" | b"Crypt" => Packing::Opaque,
            _ => return None,
        })
    }

    /// How many bytes can come of one.
    fn ratio(self) -> usize {
        match self {
            // 258 bytes of two bits.
            Packing::Flate => 1032,
            // The longest of 3 838 new entries of nine to twelve bits.
            Packing::Lzw => 2560,
            Packing::Runs => 64,
            Packing::Base85 => 4,
            Packing::Hex | Packing::Opaque => 1,
        }
    }
}

/// The most that can come of so many bytes.
pub(super) fn possible(length: usize, packings: &[Packing]) -> usize {
    packings.iter().fold(length, |length, packing| length.saturating_mul(packing.ratio())).saturating_add(packings.len())
}

/// Why the length of a stream is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Excess {
    /// It passes its bound.
    Over,
    /// It is damaged, and what the library makes of the rest could pass its bound.
    Doubtful,
}

/// How many bytes come of these at the most.
///
/// # Errors
/// Where that, or what comes on the way to it, passes the bound.
pub(super) fn measure(bytes: &[u8], packings: &[Packing], bound: usize) -> Result<usize, Excess> {
    let within = |length: usize| if length <= bound { Ok(length) } else { Err(Excess::Over) };
    let Some((first, rest)) = packings.split_first() else { return within(bytes.len()) };
    if possible(bytes.len(), packings) <= bound {
        return Ok(possible(bytes.len(), packings));
    }
    let mut sink = Sink { kept: Vec::new(), keeps: !rest.is_empty(), length: 0, bound };
    match first {
        Packing::Flate => inflate(bytes, &mut sink)?,
        Packing::Lzw => widened(bytes, &mut sink)?,
        Packing::Runs => runs(bytes, &mut sink)?,
        Packing::Base85 => base85(bytes, &mut sink)?,
        Packing::Hex => hex(bytes, &mut sink)?,
        Packing::Opaque => sink.take(bytes)?,
    }
    // Where only the length is known, of LZW or of what follows an error, what would come next is taken at its worst.
    if rest.is_empty() || sink.kept.len() < sink.length {
        return within(possible(sink.length, rest));
    }
    measure(&sink.kept, rest, bound)
}

/// Whether nothing is lost of a stream that was packed this way: what is deflated comes to its end, with the checksum that follows it.
///
/// A checksum that is missing is no damage, since some programs leave it out. Of filters that have none, nothing can be told.
pub(super) fn is_whole(bytes: &[u8], packings: &[Packing]) -> bool {
    let outer = |packing: &Packing| matches!(packing, Packing::Base85 | Packing::Hex | Packing::Runs);
    let mut held = None;
    for packing in packings {
        let packed: &[u8] = held.as_deref().unwrap_or(bytes);
        if *packing == Packing::Flate {
            return is_inflated(packed);
        }
        if !outer(packing) {
            return true;
        }
        let mut sink = Sink { kept: Vec::new(), keeps: true, length: 0, bound: MAX_PDF_STREAM };
        let taken = match packing {
            Packing::Base85 => base85(packed, &mut sink),
            Packing::Hex => hex(packed, &mut sink),
            _ => runs(packed, &mut sink),
        };
        if taken.is_err() {
            return true;
        }
        held = Some(sink.kept);
    }
    true
}

/// Whether deflated bytes, with the header of zlib or without, come to their end without an error.
fn is_inflated(bytes: &[u8]) -> bool {
    let mut piece = vec![0; 1 << 15];
    // An empty stream draws nothing, and nothing of it is lost.
    bytes.is_empty() || [true, false].into_iter().any(|header| {
        // Without its header, a stream with one is taken for a stream that ends wherever its first bits say.
        if !header && has_header(bytes) {
            return false;
        }
        let mut inflater = Decompress::new(header);
        loop {
            let (read, written) = (inflater.total_in(), inflater.total_out());
            let rest = bytes.get(usize::try_from(read).unwrap_or(usize::MAX)..).unwrap_or(&[]);
            match inflater.decompress(rest, &mut piece, FlushDecompress::None) {
                Ok(Status::StreamEnd) => return true,
                Ok(_) if inflater.total_out() > written || inflater.total_in() > read => {}
                _ => return header && ends_bare(bytes, &mut piece),
            }
        }
    })
}

/// Whether deflated bytes with a header come to their end, and only their checksum is not there.
fn ends_bare(bytes: &[u8], piece: &mut [u8]) -> bool {
    let Some(body) = bytes.get(2..) else { return false };
    let mut inflater = Decompress::new(false);
    loop {
        let (read, written) = (inflater.total_in(), inflater.total_out());
        let rest = body.get(usize::try_from(read).unwrap_or(usize::MAX)..).unwrap_or(&[]);
        match inflater.decompress(rest, piece, FlushDecompress::None) {
            // A line may end between the stream and the word after it.
            Ok(Status::StreamEnd) => return body.get(usize::try_from(inflater.total_in()).unwrap_or(usize::MAX)..).is_none_or(|rest| rest.len() < 4),
            Ok(_) if inflater.total_out() > written || inflater.total_in() > read => {}
            _ => return false,
        }
    }
}

/// Whether bytes begin with the header of zlib.
fn has_header(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 15 == 8 && second & 32 == 0 && u16::from_be_bytes([*first, *second]) % 31 == 0)
}

/// What comes out.
struct Sink {
    kept: Vec<u8>,
    keeps: bool,
    length: usize,
    bound: usize,
}

impl Sink {
    fn take(&mut self, bytes: &[u8]) -> Result<(), Excess> {
        if self.keeps && self.kept.len() == self.length && bytes.len() <= self.bound {
            self.kept.extend_from_slice(bytes);
        }
        self.count(bytes.len())
    }

    fn count(&mut self, length: usize) -> Result<(), Excess> {
        self.length = self.length.saturating_add(length);
        if self.length <= self.bound { Ok(()) } else { Err(Excess::Over) }
    }
}

/// Deflate with the header of zlib, else without. Where both fail, the library goes on in a manner of its own, of which only the worst is known.
fn inflate(bytes: &[u8], sink: &mut Sink) -> Result<(), Excess> {
    let has_header = has_header(bytes);
    let mut doubtful = 0;
    for header in [true, false] {
        sink.kept.clear();
        sink.length = 0;
        let mut inflater = Decompress::new(header);
        let mut piece = vec![0; 1 << 15];
        let position = |inflater: &Decompress| usize::try_from(inflater.total_in()).unwrap_or(usize::MAX);
        loop {
            let (read, written) = (inflater.total_in(), inflater.total_out());
            let status = inflater.decompress(bytes.get(position(&inflater)..).unwrap_or(&[]), &mut piece, FlushDecompress::None);
            let new = usize::try_from(inflater.total_out() - written).unwrap_or(usize::MAX).min(piece.len());
            sink.take(&piece[..new])?;
            match status {
                Ok(Status::StreamEnd) => return Ok(()),
                Ok(_) if new > 0 || inflater.total_in() > read => {}
                Ok(_) | Err(_) => break,
            }
        }
        if header == has_header {
            doubtful = sink.length.saturating_add(possible(bytes.len().saturating_sub(position(&inflater)), &[Packing::Flate]));
        }
    }
    sink.kept.clear();
    sink.length = doubtful.max(1);
    if doubtful > sink.bound { Err(Excess::Doubtful) } else { Ok(()) }
}

/// LZW: the lengths of entries alone, whether codes widen early or not.
fn widened(bytes: &[u8], sink: &mut Sink) -> Result<(), Excess> {
    let mut most = 0;
    for early in [0, 1] {
        sink.length = 0;
        let mut lengths: Vec<usize> = vec![1; 258];
        let mut previous = None;
        let (mut bits, mut held) = (0_u32, 0_u32);
        let mut rest = bytes.iter();
        let width = |entries: usize| match entries + early {
            2048.. => 12,
            1024.. => 11,
            512.. => 10,
            _ => 9,
        };
        loop {
            let wanted = width(lengths.len());
            while held < wanted
                && let Some(byte) = rest.next()
            {
                bits = bits << 8 | u32::from(*byte);
                held += 8;
            }
            if held < wanted {
                break;
            }
            held -= wanted;
            let code = (bits >> held & ((1 << wanted) - 1)) as usize;
            if code == 256 {
                lengths.truncate(258);
                previous = None;
                continue;
            }
            if code == 257 || code > lengths.len() {
                break;
            }
            let new = previous.map(|previous: usize| lengths[previous] + 1);
            if let Some(new) = new
                && lengths.len() < 4096
            {
                lengths.push(new);
            }
            let Some(length) = lengths.get(code) else { break };
            sink.count(*length)?;
            previous = Some(code);
        }
        most = most.max(sink.length);
    }
    sink.length = most.max(1);
    Ok(())
}

fn runs(bytes: &[u8], sink: &mut Sink) -> Result<(), Excess> {
    let mut at = 0;
    while let Some(code) = bytes.get(at).copied().filter(|code| *code != 128) {
        let length = usize::from(code);
        if length < 128 {
            let Some(plain) = bytes.get(at + 1..at + 2 + length) else { break };
            sink.take(plain)?;
            at += 2 + length;
        } else {
            let Some(byte) = bytes.get(at + 1) else { break };
            sink.take(&[*byte; 128][..257 - length])?;
            at += 2;
        }
    }
    Ok(())
}

fn base85(bytes: &[u8], sink: &mut Sink) -> Result<(), Excess> {
    let mut group = Vec::with_capacity(5);
    for byte in bytes {
        match byte {
            b'z' => sink.take(&[0; 4])?,
            b'!'..=b'u' => {
                group.push(u32::from(byte - b'!'));
                if group.len() == 5 {
                    let value = group.drain(..).fold(0_u32, |value, digit| value.wrapping_mul(85).wrapping_add(digit));
                    sink.take(&value.to_be_bytes())?;
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    let missing = 5 - group.len();
    if missing < 4 {
        group.resize(5, 84);
        let value = group.iter().fold(0_u32, |value, digit| value.wrapping_mul(85).wrapping_add(*digit));
        sink.take(&value.to_be_bytes()[..4 - missing])?;
    }
    Ok(())
}

fn hex(bytes: &[u8], sink: &mut Sink) -> Result<(), Excess> {
    let mut high = None;
    for byte in bytes.iter().take_while(|byte| **byte != b'>') {
        let Some(digit) = char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()) else { continue };
        match high.take() {
            None => high = Some(digit),
            Some(high) => sink.take(&[high << 4 | digit])?,
        }
    }
    high.map_or(Ok(()), |high| sink.take(&[high << 4]))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// Deflated, with the header of zlib and its checksum.
    fn deflated() -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        for number in 0..400 {
            write!(encoder, "BT {number} Td (texto de la página {}) Tj ET ", number * 37 % 101).expect("memory takes it");
        }
        encoder.finish().expect("memory takes it")
    }

    #[test]
    fn what_is_lost_of_a_stream_is_noticed() {
        let sound = deflated();
        let flate = [Packing::Flate];
        assert!(is_whole(&sound, &flate) && is_whole(&[], &flate) && is_whole(&sound[..9], &[]));
        // Without its checksum, without its header, and with a line end after it.
        assert!(is_whole(&sound[..sound.len() - 4], &flate) && is_whole(&sound[2..sound.len() - 4], &flate));
        assert!(is_whole(&[&sound[..], b"\r\n"].concat(), &flate));
        for share in [10, 40, 70, 95] {
            let at = sound.len() * share / 100;
            assert!(!is_whole(&sound[..at], &flate), "cut at {share} %");
            let mut zeroed = sound.clone();
            zeroed[at..at + 30].fill(0);
            assert!(!is_whole(&zeroed, &flate), "zeroed at {share} %");
        }
        let digits = |bytes: &[u8]| bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect::<Vec<u8>>();
        let both = [Packing::Hex, Packing::Flate];
        assert!(is_whole(&digits(&sound), &both) && !is_whole(&digits(&sound[..sound.len() / 2]), &both));
    }
}
