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
    /// Where the heading of its object begins.
    pub(super) heading: Option<usize>,
    /// Where its object begins, after the heading.
    pub(super) object: usize,
    /// Where its bytes begin.
    pub(super) data: usize,
    /// Its filters in order, and where they are named.
    pub(super) filters: Vec<(usize, Value)>,
    /// How many keys name filters.
    pub(super) filtered: u8,
    /// Its length, or the object that says it.
    pub(super) length: Option<Value>,
    /// Whether it says it is packed objects.
    pub(super) packed: bool,
    /// Whether it says it is a picture, or a file that is attached: nothing that is read here.
    pub(super) aside: bool,
    /// Where it says which kind of shading it is.
    pub(super) shading: Option<usize>,
    /// Where it says which kind of function it is.
    pub(super) function: Option<usize>,
    /// The widths of the fields of a table of objects.
    pub(super) widths: Option<Vec<i64>>,
    /// Whether its parameters name a predictor.
    pub(super) predicted: bool,
    /// Where the first of the objects packed in it begins.
    pub(super) first: i64,
    /// Whether it has contents, as a page has, and resources.
    page: (bool, bool),
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
    /// How many dictionaries name a root, as trailers do.
    pub(super) roots: usize,
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
    bytes: &'f [u8],
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
        match depth {
            1 => self.of_stream(key, at, value),
            2 => self.of_list(key, at, value),
            _ => {}
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
            b"Filter" | b"F" => {
                self.head.filtered = self.head.filtered.saturating_add(1);
                if matches!(value, Value::Other | Value::Reference(_)) {
                    self.head.filters.push((at, value));
                }
            }
            b"Length" => self.head.length = Some(value),
            b"First" => self.head.first = if let Value::Number(first) = value { first } else { 0 },
            b"Contents" => self.head.page.0 = true,
            b"Resources" => self.head.page.1 = true,
            b"Root" => self.facts.roots += 1,
            b"W" if value == Value::Array => self.head.widths = Some(Vec::new()),
            b"ShadingType" => self.head.shading = Some(at),
            b"FunctionType" => self.head.function = Some(at),
            b"Type" | b"Subtype" => {
                let rest = &self.bytes[at..];
                self.head.packed |= rest.starts_with(b"/ObjStm");
                self.head.aside |= rest.starts_with(b"/Image") || rest.starts_with(b"/EmbeddedFile");
            }
            _ => {}
        }
    }

    /// What stands in an array of the outermost dictionary.
    fn of_list(&mut self, key: &[u8], at: usize, value: Value) {
        match (key, value, &mut self.head.widths) {
            (b"Filter" | b"F", Value::Other | Value::Reference(_), _) => self.head.filters.push((at, value)),
            (b"W", Value::Number(width), Some(widths)) => widths.push(width),
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
            at = object(text, (number, Some(at)), place, &mut facts)?.unwrap_or(end);
        } else if text.bytes[at..].starts_with(b"<<")
            && let Some(end) = object(text, (number, None), at, &mut facts)?
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
            object(text, (0, None), place, &mut facts)?;
        }
    }
    facts.objects.sort_unstable();
    Ok(facts)
}

/// Looks at the object at a place; the offset after it, where the walk goes on.
fn object(text: &mut Text<'_>, (number, heading): (u32, Option<usize>), at: usize, facts: &mut Facts) -> Result<Option<usize>, Exhausted> {
    // A dictionary without a heading, as a trailer is, has no number.
    if heading.is_some() || number == 0 {
        facts.objects.push((number, at));
    }
    let mut ear = Ear { bytes: text.bytes, facts, head: Head { number, heading, object: at, ..Head::default() }, size: 0 };
    let Some((end, value)) = text.object(at, &mut ear)? else { return Ok(None) };
    let Ear { mut head, size, .. } = ear;
    facts.contents += usize::from(head.page == (true, true));
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

/// Goes through the objects packed in a stream, of which the first begins at an offset.
///
/// # Errors
/// When that would take too long.
pub(super) fn packed(text: &mut Text<'_>, first: i64, facts: &mut Facts) -> Result<(), Exhausted> {
    let mut at = text.blank(0);
    let mut next = |text: &Text<'_>| {
        let (number, end) = text.number(at)?;
        at = text.blank(end);
        Some(number)
    };
    let mut places = Vec::new();
    while let Some((number, offset)) = next(text).zip(next(text)) {
        places.push((u32::try_from(number).unwrap_or(0), usize::try_from(first.saturating_add(offset)).unwrap_or(usize::MAX)));
    }
    for (number, at) in places {
        if at < text.bytes.len() {
            let place = text.blank(at);
            text.charge(place - at + 1)?;
            object(text, (number, None), place, facts)?;
        }
    }
    facts.streams.clear();
    facts.objects.clear();
    Ok(())
}

impl Facts {
    /// Takes over what was found in packed objects.
    pub(super) fn absorb(&mut self, other: Facts) {
        self.widest = self.widest.max(other.widest);
        self.columns = self.columns.max(other.columns);
        self.kids = self.kids.saturating_add(other.kids);
        self.contents += other.contents;
        for (mine, others) in self.resources.iter_mut().zip(other.resources) {
            *mine = others.max(*mine);
        }
        self.awaited.extend(other.awaited);
        for (number, size) in other.sizes {
            let known = self.sizes.entry(number).or_default();
            *known = size.max(*known);
        }
        self.settle();
    }

    /// Takes the sizes of objects for what they are used as, once all of them are known.
    fn settle(&mut self) {
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
pub(super) fn unescaped<'n>(name: &'n [u8], plain: &'n mut [u8; 24]) -> &'n [u8] {
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
