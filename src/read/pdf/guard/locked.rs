//! Streams of a file that is encrypted without a password to open it: what they hold before they are unpacked.
//!
//! Such files are common (they only forbid to copy or print), and how large a stream becomes cannot be told from its cipher. So the streams in question
//! are put into a small file of their own, with the same lock and an empty tree of pages, which the library opens without unpacking anything.

use std::collections::HashMap;
use std::fmt::Write;

use hayro_syntax::object::{ObjectIdentifier, Stream};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::content::Deaf;
use super::lexis::{Text, Value};
use super::streams::Streams;
use super::survey::{Facts, Head};
use crate::read::ReadError;

/// Streams without their cipher, by the offsets of their bytes.
pub(super) type Plain = HashMap<usize, Vec<u8>>;

/// Takes the cipher off streams of a file.
///
/// # Errors
/// When the file needs a password, or its lock cannot be made out.
pub(super) fn plain<'h>(
    bytes: &[u8],
    facts: &Facts,
    heads: impl Iterator<Item = &'h Head>,
    streams: &Streams<'_>,
) -> Result<Plain, ReadError> {
    let lock = lock(bytes, facts).ok_or(DAMAGED)?;
    let mut plain = Plain::new();
    // Streams of one file take no more than the file, unless they share their bytes.
    let mut room = bytes.len().saturating_add(SPARE);
    let mut charge = |size: usize| {
        room = room.checked_sub(size).ok_or(ReadError::TooMuchWork)?;
        Ok::<(), ReadError>(())
    };
    // A number may have several streams, of which only one fits into a file.
    let mut rounds: Vec<Vec<&Head>> = Vec::new();
    let mut seen: HashMap<u32, usize> = HashMap::new();
    for head in heads.filter(|head| head.heading.is_some()) {
        let round = seen.entry(head.number).or_default();
        if rounds.len() == *round {
            charge(ROUND.saturating_add(lock.dict.len()).saturating_add(lock.id.len()))?;
            rounds.push(Vec::new());
        }
        rounds[*round].push(head);
        *round += 1;
    }
    for round in rounds {
        streams.watch().time();
        let mut file = File::new(&lock);
        let mut names = Vec::new();
        for head in round {
            charge(streams.raw(head).len().saturating_add(head.data.saturating_sub(head.object)))?;
            names.extend(file.stream(bytes, head, streams.raw(head)).map(|name| (name, head.data)));
        }
        let pdf = Pdf::new(file.finish(&lock)).map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
            _ => DAMAGED,
        })?;
        for (name, data) in names {
            if let Some(stream) = pdf.xref().get::<Stream<'_>>(name) {
                plain.insert(data, stream.raw_data().into_owned());
            }
        }
    }
    Ok(plain)
}

/// What the streams may take besides as many bytes as the file has.
const SPARE: usize = 1 << 20;

/// What opening a small file costs, counted as bytes.
const ROUND: usize = 4096;

const DAMAGED: ReadError = ReadError::DamagedFile { name: "PDF" };

/// How a file is locked, as its trailer says.
struct Lock<'a> {
    number: Option<u32>,
    dict: &'a [u8],
    id: &'a [u8],
}

/// The lock of a file, where there is one and no other.
fn lock<'a>(bytes: &'a [u8], facts: &Facts) -> Option<Lock<'a>> {
    let mut text = Text { bytes, left: bytes.len().saturating_mul(2) };
    let mut whole = |at: usize| text.object(at, &mut Deaf).ok().flatten().and_then(|(end, _)| bytes.get(at..end));
    let id = facts.ids.last().and_then(|at| whole(*at)).unwrap_or(b"[]");
    let mut locks = facts.locks.iter().map(|at| {
        let reader = Text { bytes, left: 0 };
        match reader.reference(*at) {
            Some((number, _)) => {
                let place = facts.objects.iter().filter(|(other, _)| *other == number).map(|(_, at)| *at).next_back()?;
                Some(Lock { number: Some(number), dict: whole(place)?, id })
            }
            None => Some(Lock { number: None, dict: whole(*at)?, id }),
        }
    });
    let first = locks.next()??;
    locks.all(|other| other.is_some_and(|other| other.dict == first.dict)).then_some(first)
}

/// A small file that is being written.
struct File {
    bytes: Vec<u8>,
    /// Number, generation and offset of each object.
    places: Vec<(u32, i64, usize)>,
    pages: u32,
}

impl File {
    fn new(lock: &Lock<'_>) -> File {
        let mut file = File { bytes: b"%PDF-2.0\n".to_vec(), places: Vec::new(), pages: 0 };
        if let Some(number) = lock.number {
            file.object(number, 0, lock.dict);
        }
        file
    }

    fn object(&mut self, number: u32, generation: i64, body: &[u8]) {
        self.places.push((number, generation, self.bytes.len()));
        self.bytes.extend_from_slice(format!("{number} {generation} obj\n").as_bytes());
        self.bytes.extend_from_slice(body);
        self.bytes.extend_from_slice(b"\nendobj\n");
    }

    /// Copies a stream.
    fn stream(&mut self, bytes: &[u8], head: &Head, raw: &[u8]) -> Option<ObjectIdentifier> {
        let text = Text { bytes, left: 0 };
        let (_, end) = text.number(head.heading?)?;
        let (generation, _) = text.number(text.blank(end))?;
        let mut body = bytes.get(head.object..head.data)?.to_vec();
        body.push(b'\n');
        body.extend_from_slice(raw);
        body.extend_from_slice(b"\nendstream");
        self.object(head.number, generation, &body);
        if let Some(Value::Reference(length)) = head.length {
            self.object(length, 0, raw.len().to_string().as_bytes());
        }
        Some(ObjectIdentifier::new(head.number, i32::try_from(generation).ok()?))
    }

    fn finish(mut self, lock: &Lock<'_>) -> Vec<u8> {
        self.pages = self.places.iter().map(|(number, ..)| *number).max().unwrap_or(0).saturating_add(1);
        let (pages, root) = (self.pages, self.pages.saturating_add(1));
        self.object(pages, 0, b"<</Type/Pages/Kids[]/Count 0>>");
        self.object(root, 0, format!("<</Type/Catalog/Pages {pages} 0 R>>").as_bytes());
        let start = self.bytes.len();
        let mut table = String::from("xref\n");
        for (number, generation, place) in &self.places {
            let _ = write!(table, "{number} 1\n{place:010} {generation:05} n \n");
        }
        let dict = match lock.number {
            Some(number) => format!("{number} 0 R").into_bytes(),
            None => lock.dict.to_vec(),
        };
        let _ = write!(table, "trailer\n<</Size {}/Root {root} 0 R/Encrypt ", root.saturating_add(1));
        self.bytes.extend_from_slice(table.as_bytes());
        self.bytes.extend_from_slice(&dict);
        self.bytes.extend_from_slice(b"/ID ");
        self.bytes.extend_from_slice(lock.id);
        self.bytes.extend_from_slice(format!(">>\nstartxref\n{start}\n%%EOF\n").as_bytes());
        self.bytes
    }
}
