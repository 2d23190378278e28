//! A writer of small PDF files that says of itself whatever it is told.

use std::fmt::Write;

/// A file that is being written: objects by their numbers.
pub(super) struct Raw {
    objects: Vec<Vec<u8>>,
}

/// The numbers of the objects that [`Raw::new`] leaves room for.
pub(super) const CATALOG: usize = 1;
/// The tree of pages.
pub(super) const PAGES: usize = 2;
/// The one page.
pub(super) const PAGE: usize = 3;
/// What the page draws.
pub(super) const CONTENT: usize = 4;

/// A font that every reader has.
pub(super) const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

impl Raw {
    /// A file of one page with this content and these resources.
    pub(super) fn new(content: &str, resources: &str) -> Raw {
        let mut raw = Raw { objects: Vec::new() };
        raw.set(CATALOG, "<</Type/Catalog/Pages 2 0 R>>");
        raw.set(PAGES, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
        raw.set(PAGE, &format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R/Resources<<{resources}>>>>"));
        raw.set_stream(CONTENT, "", content.as_bytes());
        raw
    }

    /// Puts an object under a number.
    pub(super) fn set(&mut self, number: usize, body: &str) {
        self.put(number, body.as_bytes().to_vec());
    }

    /// Puts a stream under a number.
    pub(super) fn set_stream(&mut self, number: usize, dict: &str, data: &[u8]) {
        let mut body = format!("<</Length {}{dict}>>stream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.put(number, body);
    }

    fn put(&mut self, number: usize, body: Vec<u8>) {
        if self.objects.len() < number {
            self.objects.resize(number, b"null".to_vec());
        }
        self.objects[number - 1] = body;
    }

    /// Adds an object, and gives its number.
    pub(super) fn add(&mut self, body: &str) -> usize {
        self.set(self.objects.len() + 1, body);
        self.objects.len()
    }

    /// Adds a stream, and gives its number.
    pub(super) fn add_stream(&mut self, dict: &str, data: &[u8]) -> usize {
        self.set_stream(self.objects.len() + 1, dict, data);
        self.objects.len()
    }

    /// The file.
    pub(super) fn file(self) -> Vec<u8> {
        self.ending(|places, start| format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", places.len() + 1))
    }

    /// The file, with a trailer of one's own, which is told where the objects begin and where their table does.
    pub(super) fn ending(self, trailer: impl Fn(&[usize], usize) -> String) -> Vec<u8> {
        let mut file = b"%PDF-1.7\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        let mut places = Vec::new();
        for (index, body) in self.objects.iter().enumerate() {
            places.push(file.len());
            let _ = writeln!(table, "{:010} 00000 n ", file.len());
            file.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
            file.extend_from_slice(body);
            file.extend_from_slice(b"\nendobj\n");
        }
        let start = file.len();
        file.extend_from_slice(table.as_bytes());
        file.extend_from_slice(trailer(&places, start).as_bytes());
        file
    }
}

/// A piece so many times, as zlib packs it by hand and in no time: the piece, and then «the 258 bytes that begin one piece ago», in some 13 bits each.
/// The checksum is left out where it would take longer than the rest.
pub(super) fn deflated(piece: &[u8], repeats: usize) -> Vec<u8> {
    let mut bits = Bits { bytes: vec![0x78, 0x9C], value: 0, filled: 0 };
    bits.put(0b011, 3);
    for byte in piece {
        assert!(*byte < 144, "a letter of eight bits");
        bits.code(0x30 + u32::from(*byte), 8);
    }
    // The distance must have a code without further bits, or with zeros for them.
    let (distance, more) = match piece.len() {
        1..=4 => (piece.len() - 1, 0),
        5 => (4, 1),
        7 => (5, 1),
        9 => (6, 2),
        13 => (7, 2),
        other => panic!("{other} is no distance with a code of its own"),
    };
    let copies = repeats * piece.len() / 258;
    for _ in 0..copies {
        bits.code(0b1100_0101, 8);
        bits.code(u32::try_from(distance).expect("a code"), 5);
        bits.put(0, more);
    }
    bits.code(0, 7);
    bits.put(0, 7);
    let length = piece.len() + copies * 258;
    if length <= 8 << 20 {
        let sum = |(a, b): (u32, u32), byte: &u8| ((a + u32::from(*byte)) % 65521, (b + a + u32::from(*byte)) % 65521);
        let (a, b) = piece.iter().cycle().take(length).fold((1, 0), sum);
        bits.bytes.extend_from_slice(&(b << 16 | a).to_be_bytes());
    }
    bits.bytes
}

/// Bytes as zlib packs them without making them smaller.
pub(super) fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut file = vec![0x78, 0x01];
    let mut pieces = bytes.chunks(0xFFFF).peekable();
    while let Some(piece) = pieces.next() {
        let length = u16::try_from(piece.len()).expect("a piece");
        file.push(u8::from(pieces.peek().is_none()));
        file.extend_from_slice(&length.to_le_bytes());
        file.extend_from_slice(&(!length).to_le_bytes());
        file.extend_from_slice(piece);
    }
    file
}

/// Bits, the lowest first.
struct Bits {
    bytes: Vec<u8>,
    value: u32,
    filled: u32,
}

impl Bits {
    fn put(&mut self, value: u32, length: u32) {
        self.value |= value << self.filled;
        self.filled += length;
        while self.filled >= 8 {
            self.bytes.push(self.value.to_le_bytes()[0]);
            self.value >>= 8;
            self.filled -= 8;
        }
    }

    /// A code stands with its first bit first.
    fn code(&mut self, code: u32, length: u32) {
        self.put(code.reverse_bits() >> (32 - length), length);
    }
}
