//! What a PDF file holds, found by walking over all of it once: objects, streams, and the numbers that decide how much memory and time opening it takes.
//!
//! The library looks an object up wherever a table says it is, and where the table is wrong it goes through the file from the beginning. So this goes
//! through the file in the same manner, and then looks at whatever else could be named: each place where the word `obj` stands.

use std::collections::HashMap;

use super::lexis::{Exhausted, Listener, Text, Value, is_blank};

/// The dictionaries of resources that each page has, by the keys they stand under.
const RESOURCES: [&[u8]; 7] = [b"ExtGState", b"Font", b"Properties", b"ColorSpace", b"XObject", b"Pattern", b"Shading"];

/// Sizes of objects below this are not worth remembering.
const SMALL: usize = 16;

/// What is known of a stream before it is unpacked.
#[derive(Debug, Default, Clone)]
pub(super) struct Head {
    /// Its number; zero for what has none.
    pub(super) number: u32,
    /// Where its object begins, after the heading.
    pub(super) object: usize,
    /// Where its bytes begin.
    pub(super) data: usize,
    /// Where the names of its filters begin, behind their keys; the keys are before them.
    pub(super) filters: Vec<(usize, Value)>,
    /// Where the keys of its filters begin.
    pub(super) filter_keys: Vec<usize>,
    /// Its length, or the object that says it.
    pub(super) length: Option<Value>,
    /// Whether it says it is packed objects.
    pub(super) packed: bool,
    /// Whether it says it is a picture, or a file that is attached: nothing that is read here.
    pub(super) aside: bool,
    /// Whether it says it is a shading.
    pub(super) shading: Option<usize>,
    /// The widths of the fields of a table of objects.
    pub(super) widths: Option<Vec<i64>>,
    /// Whether its parameters name a predictor.
    pub(super) predicted: bool,
}

/// What is known of a whole file, or of the objects packed in a stream of it.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The streams.
    pub(super) streams: Vec<Head>,
    /// The numbers of all objects and the places after their headings.
    pub(super) objects: Vec<(u32, usize)>,
    /// The most entries of one dictionary.
    pub(super) widest: usize,
    /// How many items all arrays of kids have together: at least as many as there are pages.
    pub(super) kids: usize,
    /// How many dictionaries have contents, as pages have.
    pub(super) contents: usize,
    /// The most entries of the dictionaries of resources of each kind.
    pub(super) resources: [usize; 7],
    /// The widest row of a predictor.
    pub(super) columns: i64,
    /// Where the values of the keys `Encrypt` stand.
    pub(super) locks: Vec<usize>,
    /// Where the values of the keys `ID` stand.
    pub(super) ids: Vec<usize>,
    /// Objects whose sizes matter: by their numbers, what they stand for.
    awaited: Vec<(u32, Role)>,
    /// Sizes of objects that are dictionaries or arrays.
    sizes: HashMap<u32, usize>,
}

/// What the size of an object counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Kids,
    Resource(usize),
}

/// Listens to one object.
struct Ear<'f> {
    facts: &'f mut Facts,
    head: Head,
    /// How many entries or items the outermost dictionary or array had.
    size: usize,
}

impl Listener for Ear<'_> {
    fn value(&mut self, key: &[u8], at: usize, depth: usize, value: Value) {
        let mut plain = [0; 24];
        let key = unescaped(key, &mut plain);
        match key {
            b"Columns" => match value {
                Value::Number(columns) => self.facts.columns = self.facts.columns.max(columns),
                _ => self.facts.columns = i64::MAX,
            },
            b"Predictor" => self.head.predicted = true,
            b"Contents" => self.facts.contents += 1,
            b"Encrypt" => self.facts.locks.push(at),
            b"ID" if value == Value::Array => self.facts.ids.push(at),
            b"Kids" => {
                if let Value::Reference(number) = value {
                    self.facts.awaited.push((number, Role::Kids));
                }
            }
            _ => {
                if let Value::Reference(number) = value
                    && let Some(kind) = RESOURCES.iter().position(|name| *name == key)
                {
                    self.facts.awaited.push((number, Role::Resource(kind)));
                }
            }
        }
        if depth == 1 {
            self.of_stream(key, at, value);
        } else if depth == 2 && key == b"W" && let (Value::Number(width), Some(widths)) = (value, &mut self.head.widths) {
            widths.push(width);
        }
    }

    fn dict(&mut self, key: &[u8], entries: usize) {
        self.size = entries;
        self.facts.widest = self.facts.widest.max(entries);
        let mut plain = [0; 24];
        let key = unescaped(key, &mut plain);
        if let Some(kind) = RESOURCES.iter().position(|name| *name == key) {
            self.facts.resources[kind] = self.facts.resources[kind].max(entries);
        }
    }

    fn array(&mut self, key: &[u8], items: usize) {
        self.size = items;
        if unescaped(key, &mut [0; 24]) == b"Kids" {
            self.facts.kids = self.facts.kids.saturating_add(items);
        }
    }
}

impl Ear<'_> {
    fn of_stream(&mut self, key: &[u8], at: usize, value: Value) {
        match key {
            b"Filter" | b"F" => self.head.filters.push((at, value)),
            b"Length" => self.head.length = Some(value),
            b"W" if value == Value::Array => self.head.widths = Some(Vec::new()),
            b"ShadingType" => self.head.shading = Some(at),
            _ => {}
        }
    }
}

/// Goes through a file.
///
/// # Errors
/// When going through it as the library does would take too long.
pub(super) fn of(text: &mut Text<'_>) -> Result<Facts, Exhausted> {
    let mut facts = Facts::default();
    let mut seen = Vec::new();
    let mut at = 0;
    let mut number = 0;
    while let Some(byte) = text.bytes.get(at) {
        if byte.is_ascii_digit()
            && let Some((found, end)) = text.heading(at)?
        {
            number = found;
            seen.push(end);
            let place = text.blank(end);
            at = object(text, number, place, &mut facts)?.unwrap_or(end);
        } else if text.bytes[at..].starts_with(b"<<")
            && let Some(end) = object(text, number, at, &mut facts)?
        {
            at = end;
        } else {
            let length = text.bytes[at..].iter().position(|byte| is_blank(*byte)).unwrap_or(text.bytes.len() - at);
            at += length.max(1);
        }
    }
    for place in memchr::memmem::find_iter(text.bytes, b"obj") {
        let end = place + 3;
        let apart = place.checked_sub(1).is_some_and(|before| is_blank(text.bytes[before]));
        if apart && seen.binary_search(&end).is_err() {
            let place = text.blank(end);
            text.charge(place - end)?;
            object(text, 0, place, &mut facts)?;
        }
    }
    Ok(facts)
}

/// Looks at the object at a place; the offset after it, where the walk goes on.
fn object(text: &mut Text<'_>, number: u32, at: usize, facts: &mut Facts) -> Result<Option<usize>, Exhausted> {
    facts.objects.push((number, at));
    let mut ear = Ear { facts, head: Head { number, object: at, ..Head::default() }, size: 0 };
    let Some((end, value)) = text.object(at, &mut ear)? else { return Ok(None) };
    let Ear { mut head, size, .. } = ear;
    if size > SMALL {
        let known = facts.sizes.entry(number).or_default();
        *known = size.max(*known);
    }
    // The library meets again what stands in an array, and goes on behind a dictionary.
    if value != Value::Dict {
        return Ok(None);
    }
    let next = text.blank(end);
    text.charge(next - end)?;
    if text.bytes[next..].starts_with(b"stream") {
        head.data = next + 6;
        facts.streams.push(head);
    }
    Ok(Some(end))
}

impl Facts {
    /// Takes the sizes of objects for what they are used as, once all of them are known.
    pub(super) fn settle(&mut self) {
        self.objects.sort_unstable();
        self.awaited.sort_unstable_by_key(|(number, role)| (*number, matches!(role, Role::Kids)));
        for (number, role) in std::mem::take(&mut self.awaited) {
            // What stands at a place that only a table could name may be any object.
            let size = [number, 0].iter().filter_map(|number| self.sizes.get(number)).max().copied().unwrap_or(SMALL);
            match role {
                Role::Kids => self.kids = self.kids.saturating_add(size),
                Role::Resource(kind) => self.resources[kind] = self.resources[kind].max(size),
            }
        }
    }
}

/// A name without its escapes, as far as it is worth knowing.
fn unescaped<'n>(name: &'n [u8], plain: &'n mut [u8; 24]) -> &'n [u8] {
    if !name.contains(&b'#') {
        return name;
    }
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok());
    let mut length = 0;
    let mut at = 0;
    while at < name.len() && length < plain.len() {
        let hex = if name[at] == b'#' { digit(name.get(at + 1)).zip(digit(name.get(at + 2))) } else { None };
        plain[length] = hex.map_or(name[at], |(high, low)| high << 4 | low);
        at += if hex.is_some() { 3 } else { 1 };
        length += 1;
    }
    &plain[..length]
}
