//! The words of a PDF file: where an object ends, and what its dictionaries and arrays hold, without reading any of it into memory.
//!
//! The library that reads PDF files takes objects for what they are in a lenient way of its own, and this follows it step by step, so that what is
//! counted here is what it will meet. Every byte passed over is charged: a library that starts again at each of a million unclosed brackets would
//! never come back, and here that shows as a bill. What the counts mean is for [`super::survey`].

use std::ops::ControlFlow;

/// How deep objects may stand inside one another before the library takes them for none.
const DEEPEST: usize = 512;

/// What is told of the values that an object holds.
pub(super) trait Listener {
    /// A dictionary or array, or a plain value, stands under a key of a dictionary. Only keys of the outermost one are of depth 1.
    fn value(&mut self, key: &[u8], at: usize, depth: usize, value: Value);
    /// A dictionary ends, and has so many entries.
    fn dict(&mut self, key: &[u8], entries: usize);
    /// An array ends, and has so many items.
    fn array(&mut self, key: &[u8], items: usize);
}

/// A value, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// The object of this number.
    Reference(u32),
    /// A number.
    Number(i64),
    /// Anything else; where it begins and ends is known.
    Other,
    /// A dictionary begins.
    Dict,
    /// An array begins.
    Array,
}

/// The bytes of a file, or of objects packed in it, and how many have been passed over.
pub(super) struct Text<'a> {
    /// The bytes.
    pub(super) bytes: &'a [u8],
    /// How many bytes may still be passed over, each time anew.
    pub(super) left: usize,
}

/// A dictionary or array that is open.
struct Open<'a> {
    is_dict: bool,
    count: usize,
    /// The key that it stands under.
    under: &'a [u8],
    /// The key whose value comes next.
    key: &'a [u8],
}

/// More was passed over than may be.
#[derive(Debug)]
pub(super) struct Exhausted;

impl<'a> Text<'a> {
    /// The object at an offset: where it ends and what it is, or nothing where the library finds none.
    ///
    /// # Errors
    /// When the bytes that may be passed over are used up.
    pub(super) fn object(&mut self, start: usize, listener: &mut impl Listener) -> Result<Option<(usize, Value)>, Exhausted> {
        let mut open: Vec<Open<'a>> = Vec::new();
        let mut at = start;
        let mut first = None;
        let whole = loop {
            match self.step(&mut at, &mut open, listener) {
                ControlFlow::Continue(value) => {
                    let value = first.get_or_insert(value);
                    if open.is_empty() {
                        break Some((at, *value));
                    }
                }
                ControlFlow::Break(()) => break None,
            }
        };
        self.charge(at.saturating_sub(start))?;
        Ok(whole)
    }

    /// Takes the next value, or closes what is open.
    fn step(&self, at: &mut usize, open: &mut Vec<Open<'a>>, listener: &mut impl Listener) -> ControlFlow<(), Value> {
        let depth = open.len();
        let mut may_refer = true;
        let mut key: &[u8] = b"";
        match open.last_mut() {
            None => may_refer = false,
            Some(inner) => {
                *at = self.blank(*at);
                let closing: &[u8] = if inner.is_dict { b">>" } else { b"]" };
                if self.bytes[*at..].starts_with(closing) {
                    *at += closing.len();
                    let (under, count) = (inner.under, inner.count);
                    if inner.is_dict {
                        listener.dict(under, count);
                    } else {
                        listener.array(under, count);
                    }
                    open.pop();
                    return ControlFlow::Continue(Value::Other);
                }
                if !inner.is_dict {
                    inner.count += 1;
                    key = inner.under;
                } else if self.bytes.get(*at) == Some(&b'/') {
                    let end = self.regular(*at + 1);
                    inner.count += 1;
                    inner.key = &self.bytes[*at + 1..end];
                    key = inner.key;
                    *at = self.blank(end);
                } else {
                    // What stands where a key should is passed over.
                    may_refer = false;
                }
            }
        }
        let begin = *at;
        let value = self.plain(at, may_refer);
        let tell = |listener: &mut _, value| Listener::value(listener, key, begin, depth, value);
        match value {
            Some(value @ (Value::Dict | Value::Array)) => {
                if depth >= DEEPEST {
                    return ControlFlow::Break(());
                }
                tell(listener, value);
                open.push(Open { is_dict: value == Value::Dict, count: 0, under: key, key: b"" });
                ControlFlow::Continue(value)
            }
            Some(value) => {
                tell(listener, value);
                ControlFlow::Continue(value)
            }
            None => ControlFlow::Break(()),
        }
    }

    /// A value that is no dictionary and no array, or the beginning of one.
    fn plain(&self, at: &mut usize, may_refer: bool) -> Option<Value> {
        let begin = *at;
        if may_refer && let Some((number, end)) = self.reference(begin) {
            *at = end;
            return Some(Value::Reference(number));
        }
        let rest = &self.bytes[begin.min(self.bytes.len())..];
        let (value, end) = match *rest.first()? {
            b'<' if rest.get(1) == Some(&b'<') => (Value::Dict, begin + 2),
            b'[' => (Value::Array, begin + 1),
            b'<' => (Value::Other, self.hex(at)?),
            b'(' => (Value::Other, self.literal(at)?),
            b'/' => (Value::Other, self.regular(begin + 1)),
            b'n' => (Value::Other, self.word(begin, b"null")?),
            b't' => (Value::Other, self.word(begin, b"true")?),
            b'f' => (Value::Other, self.word(begin, b"false")?),
            b'.' | b'+' | b'-' | b'0'..=b'9' => {
                let (number, end) = self.number(begin)?;
                (Value::Number(number), end)
            }
            _ => (Value::Other, Some(self.regular(begin)).filter(|end| *end > begin)?),
        };
        *at = end;
        Some(value)
    }

    /// The end of a string in angle brackets. Where there is none, the offset says how far the search went.
    fn hex(&self, at: &mut usize) -> Option<usize> {
        *at += 1;
        while self.bytes.get(*at).is_some_and(|byte| byte.is_ascii_hexdigit() || is_blank(*byte)) {
            *at += 1;
        }
        (self.bytes.get(*at) == Some(&b'>')).then_some(*at + 1)
    }

    /// The end of a string in round brackets. Where there is none, the offset says how far the search went.
    fn literal(&self, at: &mut usize) -> Option<usize> {
        let mut depth = 0_usize;
        loop {
            match self.bytes.get(*at)? {
                b'\\' => *at += 1,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            *at += 1;
            if depth == 0 {
                return Some(*at);
            }
        }
    }

    fn word(&self, at: usize, word: &[u8]) -> Option<usize> {
        let end = at + word.len();
        (self.bytes[at..].starts_with(word) && !self.is_regular(end)).then_some(end)
    }

    /// A number as lenient readers take it, without its fraction.
    pub(super) fn number(&self, at: usize) -> Option<(i64, usize)> {
        let signed = matches!(self.bytes.get(at)?, b'+' | b'-');
        let digits = at + usize::from(signed);
        let is_digit = |at: usize| self.bytes.get(at).is_some_and(|byte| byte.is_ascii_digit() || *byte == b'-');
        let mut end = digits;
        let mut number = 0_i64;
        while is_digit(end) {
            number = number.saturating_mul(10).saturating_add(i64::from(self.bytes[end].saturating_sub(b'0')));
            end += 1;
        }
        let whole = end;
        if self.bytes.get(end) == Some(&b'.') {
            end += 1;
            while is_digit(end) {
                end += 1;
            }
        }
        if whole == digits && end == whole {
            // A sign alone is taken for zero.
            let next = *self.bytes.get(end)?;
            return (signed && (is_blank(next) || matches!(next, b'(' | b'<'))).then_some((0, end));
        }
        let negative = signed && self.bytes[at] == b'-';
        (!self.is_regular(end)).then_some((if negative { -number } else { number }, end))
    }

    /// The number of the object that a reference names, and where the reference ends.
    pub(super) fn reference(&self, at: usize) -> Option<(u32, usize)> {
        let (number, end) = self.whole(at)?;
        let (_, end) = self.whole(self.white(end))?;
        let end = self.white(end);
        (self.bytes.get(end) == Some(&b'R')).then_some((number, end + 1))
    }

    fn whole(&self, at: usize) -> Option<(u32, usize)> {
        let signed = matches!(self.bytes.get(at)?, b'+' | b'-');
        if !self.bytes.get(at + usize::from(signed))?.is_ascii_digit() {
            return None;
        }
        let (number, end) = self.number(at)?;
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        Some((number, end))
    }

    /// The number before `obj`, and the offset after it. What was passed over is charged.
    pub(super) fn heading(&mut self, at: usize) -> Result<Option<(u32, usize)>, Exhausted> {
        let mut reached = at;
        let heading = (|| {
            let (number, end) = self.number(at)?;
            reached = self.blank(end);
            let (_, end) = self.number(reached)?;
            reached = self.blank(end);
            self.bytes[reached..].starts_with(b"obj").then_some((u32::try_from(number).ok()?, reached + 3))
        })();
        self.charge(reached - at)?;
        Ok(heading)
    }

    /// The offset after white space.
    fn white(&self, mut at: usize) -> usize {
        while self.bytes.get(at).is_some_and(|byte| is_blank(*byte)) {
            at += 1;
        }
        at
    }

    /// The offset after white space and comments.
    pub(super) fn blank(&self, mut at: usize) -> usize {
        loop {
            at = self.white(at);
            if self.bytes.get(at) != Some(&b'%') {
                return at.min(self.bytes.len());
            }
            at = memchr::memchr2(b'\n', b'\r', &self.bytes[at..]).map_or(self.bytes.len(), |length| at + length);
        }
    }

    /// The offset after the regular characters of a name or word.
    fn regular(&self, mut at: usize) -> usize {
        while self.is_regular(at) {
            at += 1;
        }
        at
    }

    fn is_regular(&self, at: usize) -> bool {
        self.bytes.get(at).is_some_and(|byte| REGULAR[usize::from(*byte)])
    }

    /// Notes that bytes were passed over.
    pub(super) fn charge(&mut self, bytes: usize) -> Result<(), Exhausted> {
        self.left = self.left.checked_sub(bytes).ok_or(Exhausted)?;
        Ok(())
    }
}

/// The characters of names and words: all but white space and brackets.
const REGULAR: [bool; 256] = {
    let mut table = [true; 256];
    let others = b"\0\t\n\x0C\r ()<>[]{}/%";
    let mut index = 0;
    while index < others.len() {
        table[others[index] as usize] = false;
        index += 1;
    }
    table
};

/// White space, as PDF has it.
const BLANK: [bool; 256] = {
    let mut table = [false; 256];
    let blanks = b"\0\t\n\x0C\r ";
    let mut index = 0;
    while index < blanks.len() {
        table[blanks[index] as usize] = true;
        index += 1;
    }
    table
};

/// Whether a byte is white space, as PDF has it.
pub(super) fn is_blank(byte: u8) -> bool {
    BLANK[usize::from(byte)]
}
