//! The streams of a file before it is opened: how large each becomes, how large the packed objects become together, and how long the tables of objects are.
//!
//! Pictures and attached files are not unpacked by anything here, however large they are: where one could become too large, the name of its filter is
//! struck out in the bytes, and what a hostile file might still unpack it for gets it as it is.

use hayro_syntax::object::{FromBytes, Stream};

use std::collections::HashMap;

use super::budget::Watch;
use super::lexis::{Text, Value, is_blank};
use super::locked::Plain;
use super::survey::{Facts, Head};
use super::unpack::{Excess, Packing, measure, possible};
use crate::limits::{MAX_PDF_FUNCTION, MAX_PDF_OBJECTS, MAX_PDF_PACKED, MAX_PDF_STREAM};
use crate::read::ReadError;

/// The streams of a file.
pub(super) struct Streams<'a> {
    bytes: &'a [u8],
    facts: &'a Facts,
    watch: &'a Watch,
    /// Where streams end, and where the blanks before that begin.
    ends: Vec<(usize, usize)>,
    /// What stands in the objects that streams name for their lengths; nothing where there are too many of a number.
    lengths: HashMap<u32, Option<Vec<i64>>>,
    /// What stands in the objects that streams name for their filters; nothing where it cannot be told.
    filters: HashMap<u32, Option<Vec<Packing>>>,
    /// Streams without their cipher.
    plain: Plain,
}

impl<'a> Streams<'a> {
    /// The streams that were found.
    pub(super) fn new(bytes: &'a [u8], facts: &'a Facts, watch: &'a Watch) -> Streams<'a> {
        let blanks = |end: usize| bytes[..end].iter().rev().take_while(|byte| is_blank(**byte)).count();
        let ends = memchr::memmem::find_iter(bytes, b"endstream").map(|end| (end - blanks(end), end)).collect();
        let (lengths, filters) = (HashMap::new(), HashMap::new());
        let mut streams = Streams { bytes, facts, watch, ends, lengths, filters, plain: Plain::new() };
        // Many streams may name the same object, which is looked at once.
        let text = Text { bytes, left: 0 };
        for head in &facts.streams {
            if let Some(Value::Reference(number)) = head.length
                && !streams.lengths.contains_key(&number)
            {
                let known = || streams.places(number).filter_map(|at| Some(text.number(at)?.0)).collect();
                let known = streams.places(number).nth(MOST_VERSIONS).is_none().then(known);
                streams.lengths.insert(number, known);
            }
            for (_, value) in head.filters.iter().take(MOST_FILTERS) {
                if let Value::Reference(number) = value
                    && !streams.filters.contains_key(number)
                {
                    let all: Vec<_> = streams.places(*number).take(MOST_VERSIONS + 1).map(|at| streams.filters_at(at)).collect();
                    // Whichever of them the library finds, it is to be the same.
                    let known = if all.len() <= MOST_VERSIONS && all.windows(2).all(|pair| pair[0] == pair[1]) { all.into_iter().next().flatten() } else { None };
                    streams.filters.insert(*number, known);
                }
            }
            watch.time();
        }
        streams
    }

    /// Takes the cipher off the streams that must be looked at, where the file has one.
    ///
    /// # Errors
    /// When the file needs a password, or it cannot be told which of its parts are encrypted.
    pub(super) fn unlock(&mut self) -> Result<(), ReadError> {
        if self.facts.locks.is_empty() {
            return Ok(());
        }
        if self.facts.locks.len() != self.facts.roots {
            return Err(ReadError::DamagedFile { name: "PDF" });
        }
        let named = self.named()?;
        let is_long = |head: &Head| possible(self.raw(head).len(), &self.packings(head).unwrap_or_default()) > MAX_PDF_STREAM;
        let wanted = |head: &&Head| {
            let holds = head.packed || named.binary_search(&head.number).is_ok();
            head.widths.is_none() && (holds || head.function.is_some() || !head.aside && is_long(head))
        };
        self.plain = super::locked::plain(self.bytes, self.facts, self.facts.streams.iter().filter(wanted), self)?;
        Ok(())
    }

    /// Whether each stays within its bound, and where bytes of the file are to be struck out for that.
    ///
    /// # Errors
    /// When one does not, or is so damaged that it cannot be told.
    pub(super) fn verify(&self) -> Result<Vec<usize>, ReadError> {
        let mut struck = Vec::new();
        // Streams stand one after the other; where they do not, the library takes as long as if they did.
        let mut left = self.bytes.len().saturating_mul(4);
        for head in &self.facts.streams {
            self.watch.time();
            left = left.checked_sub(self.raw(head).len()).ok_or(ReadError::TooMuchWork)?;
            let Some(packings) = self.packings(head) else { return Err(ReadError::DamagedFile { name: "PDF" }) };
            let raw = self.plain(head);
            // Meshes and large sampled functions fill memory to color what nobody reads.
            if let Some(at) = head.shading {
                struck.push(at);
            }
            if let Some(at) = head.function
                && (measure(raw, &packings, MAX_PDF_FUNCTION).is_err() || self.unpacked(head).is_some_and(|text| depth(&text) > DEEPEST))
            {
                struck.push(at);
            }
            let most = possible(raw.len(), &packings);
            if most <= MAX_PDF_STREAM || raw.is_empty() {
                continue;
            }
            if head.aside {
                struck.extend(head.filters.iter().map(|(at, _)| *at + 1));
                continue;
            }
            // Two filters of which the first rearranges rows, or filters named twice: nobody writes them, and they are not followed.
            let odd = head.filtered > 1
                || packings.iter().filter(|packing| matches!(packing, Packing::Flate | Packing::Lzw)).count() > 1 && head.predicted;
            let length = if odd { Err(Excess::Over) } else { measure(raw, &packings, MAX_PDF_STREAM) };
            length.map_err(refusal)?;
        }
        Ok(struck)
    }

    /// The packed objects, unpacked, and where the first of them begins.
    ///
    /// # Errors
    /// When they are too many or too large.
    pub(super) fn packed(&self) -> Result<Vec<(Vec<u8>, i64)>, ReadError> {
        let named = self.named()?;
        let mut left = MAX_PDF_PACKED;
        let mut texts = Vec::new();
        for head in self.facts.streams.iter().filter(|head| head.packed || named.binary_search(&head.number).is_ok()) {
            let most = measure(self.plain(head), &self.packings(head).unwrap_or_default(), left).map_err(refusal)?;
            let text = self.unpacked(head);
            left = left.saturating_sub(text.as_ref().map_or(most, Vec::len));
            texts.extend(text.map(|text| (text, head.first)));
        }
        Ok(texts)
    }

    /// The streams that tables of objects say hold objects, in order.
    fn named(&self) -> Result<Vec<u32>, ReadError> {
        let mut named = Vec::new();
        let mut entries = 0;
        // Tables may share their bytes.
        let mut left = self.bytes.len().saturating_mul(4);
        for head in self.facts.streams.iter().filter(|head| head.widths.is_some()) {
            self.watch.time();
            left = left.checked_sub(self.raw(head).len()).ok_or(ReadError::TooMuchWork)?;
            self.table(head, &mut named, &mut entries)?;
        }
        named.sort_unstable();
        named.dedup();
        Ok(named)
    }

    /// Which streams a table of objects says hold objects.
    fn table(&self, head: &Head, named: &mut Vec<u32>, entries: &mut usize) -> Result<(), ReadError> {
        let Some(widths) = head.widths.as_ref().filter(|widths| widths.len() == 3) else { return Ok(()) };
        let mut fields = widths.iter().map(|width| usize::try_from(*width).unwrap_or(0));
        let (kind, place, index) = (fields.next().unwrap_or(0).min(1), fields.next().unwrap_or(0), fields.next().unwrap_or(0));
        let width = kind.saturating_add(place).saturating_add(index);
        if place == 0 || place > 8 || width > 24 {
            return Ok(());
        }
        let most = MAX_PDF_OBJECTS.saturating_sub(*entries).saturating_mul(width);
        let packings = self.packings(head).unwrap_or_default();
        measure(self.raw(head), &packings, most.min(MAX_PDF_STREAM)).map_err(refusal)?;
        let Some(table) = self.unpacked(head) else { return Ok(()) };
        *entries += table.len() / width;
        if *entries > MAX_PDF_OBJECTS {
            return Err(ReadError::TooMuchWork);
        }
        if kind == 1 {
            let stream =
                |entry: &[u8]| entry.get(1..=place).map(|bytes| bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)));
            named.extend(table.chunks_exact(width).filter(|entry| entry[0] == 2).filter_map(stream));
        }
        Ok(())
    }

    /// The bytes of a stream without their cipher.
    fn plain(&self, head: &Head) -> &[u8] {
        self.plain.get(&head.data).map_or_else(|| self.raw(head), Vec::as_slice)
    }

    /// What the library makes of a stream.
    fn unpacked(&self, head: &Head) -> Option<Vec<u8>> {
        if let Some(plain) = self.plain.get(&head.data) {
            let flate = self.packings(head)?.contains(&Packing::Flate);
            let mut file = format!("<</Length {}{}>>stream\n", plain.len(), if flate { "/Filter/FlateDecode" } else { "" }).into_bytes();
            file.extend_from_slice(plain);
            file.extend_from_slice(b"\nendstream");
            return Stream::from_bytes(&file)?.decoded_data().ok().map(std::borrow::Cow::into_owned);
        }
        let stream = Stream::from_bytes(self.bytes.get(head.object..)?)?;
        stream.decoded_data().ok().map(std::borrow::Cow::into_owned)
    }

    /// How a stream is packed; nothing where that stands in an object that is not found.
    pub(super) fn packings(&self, head: &Head) -> Option<Vec<Packing>> {
        if head.filters.len() > MOST_FILTERS {
            return None;
        }
        let mut packings = Vec::new();
        for (at, value) in &head.filters {
            match value {
                Value::Reference(number) => packings.extend(self.filters.get(number)?.as_ref()?),
                _ => packings.extend(self.filters_at(*at)?),
            }
        }
        Some(packings)
    }

    /// The filters named at a place: one, or several in brackets. Nothing where the brackets are not closed soon, or what stands there is again named
    /// by its number only.
    fn filters_at(&self, at: usize) -> Option<Vec<Packing>> {
        let rest = &self.bytes[at.min(self.bytes.len())..];
        let mut rest = &rest[..rest.len().min(LONGEST_FILTERS)];
        let is_list = rest.first() == Some(&b'[');
        if is_list {
            rest = &rest[..rest.iter().position(|byte| *byte == b']')?];
            let mut words = rest.split(|byte| is_blank(*byte) || b"[/".contains(byte));
            if words.any(|word| !word.is_empty() && word.iter().all(u8::is_ascii_digit)) {
                return None;
            }
        } else if rest.first() != Some(&b'/') {
            let refers = Text { bytes: self.bytes, left: 0 }.reference(at).is_some();
            return (!refers).then(Vec::new);
        }
        // A name that is no filter counts as well where there is but one.
        let names = rest.split(|byte| *byte == b'/').skip(1).take(if is_list { MOST_FILTERS } else { 1 });
        let known = names.filter_map(|name| {
            let name = name.split(|byte| is_blank(*byte) || b"()<>[]{}%".contains(byte)).next().unwrap_or_default();
            let mut plain = [0; 24];
            Packing::named(super::survey::unescaped(name, &mut plain))
        });
        Some(known.collect())
    }

    /// The clock.
    pub(super) fn watch(&self) -> &'a Watch {
        self.watch
    }

    /// The places of the objects of a number.
    fn places(&self, number: u32) -> impl Iterator<Item = usize> {
        let from = self.facts.objects.partition_point(|(other, _)| *other < number);
        self.facts.objects[from..].iter().take_while(move |(other, _)| *other == number).map(|(_, at)| *at)
    }

    /// The bytes of a stream, at the most.
    pub(super) fn raw(&self, head: &Head) -> &'a [u8] {
        let rest = &self.bytes[head.data.min(self.bytes.len())..];
        let from = match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        let rest = &rest[from..];
        let start = self.bytes.len() - rest.len();
        let ends = |length: i64| {
            let length = usize::try_from(length).ok()?;
            let at = start.checked_add(length)?;
            let (blanks, _) = self.ends.get(self.ends.partition_point(|(_, end)| *end < at))?;
            (*blanks <= at).then_some(length)
        };
        let longest = || self.ends.last().and_then(|(_, end)| end.checked_sub(start));
        let said = match head.length {
            Some(Value::Number(length)) => ends(length),
            Some(Value::Reference(number)) => {
                let lengths = self.lengths.get(&number).and_then(Option::as_ref);
                match lengths.map(|lengths| lengths.iter().filter_map(|length| ends(*length)).max()) {
                    Some(None) if self.places(number).next().is_none() => longest(),
                    Some(known) => known,
                    // What stands in a packed object, or was written anew time and again, may be any length that fits.
                    None => longest(),
                }
            }
            _ => None,
        };
        let next = || self.ends.get(self.ends.partition_point(|(_, end)| *end < start)).map(|(_, end)| end - start);
        let length = said.or_else(next).unwrap_or(0);
        &rest[..length]
    }
}

/// How often an object that says the length of a stream may stand in a file: once for each time that the file was saved.
const MOST_VERSIONS: usize = 64;

/// The most filters of one stream. Programs use one or two.
const MOST_FILTERS: usize = 64;

/// How many bytes the names of a stream's filters may take.
const LONGEST_FILTERS: usize = 1024;

/// How deep procedures may stand inside one another in a function.
const DEEPEST: usize = 32;

/// How deep the braces of a function go.
fn depth(text: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = depth.max(deepest);
    }
    deepest
}

/// What a stream that is too large is refused as.
pub(super) fn refusal(excess: Excess) -> ReadError {
    match excess {
        Excess::Over => ReadError::TooMuchWork,
        Excess::Doubtful => ReadError::DamagedFile { name: "PDF" },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filters(filter: &str) -> Option<Vec<Packing>> {
        let file = format!("%PDF-1.4\n1 0 obj<</Length 1{filter}>>stream\nx\nendstream\nendobj\n");
        let mut text = Text { bytes: file.as_bytes(), left: 1 << 20 };
        let facts = super::super::survey::of(&mut text).expect("it is short");
        let watch = Watch::new();
        let streams = Streams::new(file.as_bytes(), &facts, &watch);
        streams.packings(facts.streams.first().expect("a stream"))
    }

    #[test]
    fn a_filter_is_the_one_that_is_named() {
        assert_eq!(filters("/Filter/FlateDecode"), Some(vec![Packing::Flate]));
        assert_eq!(filters("/Filter[/A85/Fl]"), Some(vec![Packing::Base85, Packing::Flate]));
        assert_eq!(filters("/Filter/None/Other/FlateDecode"), Some(vec![]), "the next name is no filter");
        assert_eq!(filters(&"/Filter/FlateDecode".repeat(MOST_FILTERS + 1)), None);
        let with = |object: &str| filters(&format!("/Filter 7 0 R>>endobj 7 0 obj {object} endobj 1 0 obj<</Length 1/Filter 7 0 R"));
        assert_eq!(with("[/A85 /Fl]"), Some(vec![Packing::Base85, Packing::Flate]));
        assert_eq!(with("/Fl"), Some(vec![Packing::Flate]));
        for doubtful in ["[8 0 R]", "8 0 R", &format!("[{}/Fl]", " ".repeat(LONGEST_FILTERS)), "/Fl endobj 7 0 obj /A85"] {
            assert_eq!(with(doubtful), None, "{doubtful}");
        }
    }

    #[test]
    fn blanks_may_stand_before_the_end() {
        let file = b"1 0 obj<</Length 3>>stream\nabc \n\n endstream endobj 2 0 obj<</Length 2>>stream\nabc\nendstream";
        let facts = super::super::survey::of(&mut Text { bytes: file, left: 1 << 20 }).expect("it is short");
        let watch = Watch::new();
        let streams = Streams::new(file, &facts, &watch);
        let raw: Vec<&[u8]> = facts.streams.iter().map(|head| streams.raw(head)).collect();
        assert_eq!(raw, [&b"abc"[..], b"abc\n"]);
    }
}
