//! Fonts and forms of an open file: what the library would load of them, and how often what is drawn could start again.
//!
//! A range of four billion widths takes twenty bytes; a form that draws itself is drawn fifty times, each inside the last.

use std::collections::{HashMap, HashSet};

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, Stream};
use hayro_syntax::page::Resources;

use super::unpack::{Packing, measure, possible};
use crate::limits::{MAX_PDF_CONTENT, MAX_PDF_FONT_DICT, MAX_PDF_FONTS, MAX_PDF_LARGE_FORMS, MAX_PDF_MAPS, MAX_PDF_STREAM, MAX_PDF_WIDTHS};
use crate::read::ReadError;

/// A form below this size may stand inside itself as often as the library lets it.
const LARGE: usize = 256 << 10;

/// A form below this size cannot hide much work.
const SMALL: usize = 4 << 10;

/// Looks at all fonts and forms that pages name.
///
/// # Errors
/// When one asks for more than it may.
pub(super) fn verify(pdf: &Pdf) -> Result<(), ReadError> {
    let mut walk = Walk::default();
    for page in pdf.pages().iter() {
        walk.resources(page.resources(), 0)?;
        let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else { continue };
        for annotation in annotations.raw_iter() {
            let annotation = match annotation {
                MaybeRef::Ref(id) if walk.known.insert((id.obj_number, id.gen_number), 0).is_some() => None,
                MaybeRef::Ref(id) => pdf.xref().get::<Dict<'_>>(id.into()),
                MaybeRef::NotRef(object) => object.into_dict(),
            };
            if let Some(annotation) = annotation {
                walk.annotation(&annotation);
            }
        }
    }
    while let Some((form, stream)) = walk.forms.pop() {
        walk.form(form, &stream)?;
    }
    walk.nested()
}

/// What has been looked at.
#[derive(Default)]
struct Walk<'a> {
    /// Where the dictionaries, fonts and forms that were looked at stand in memory.
    seen: HashSet<usize>,
    /// Objects that were looked at, by their numbers.
    known: HashMap<(u32, i32), usize>,
    /// Forms that are to be looked at.
    forms: Vec<(usize, Stream<'a>)>,
    /// Which forms each form names; itself, where it uses the resources of whoever draws it.
    inside: HashMap<usize, Vec<usize>>,
    large: Vec<(usize, usize)>,
    widths: usize,
    fonts: usize,
    maps: usize,
}

impl<'a> Walk<'a> {
    /// The fonts and forms of a page, or of the form of this key.
    fn resources(&mut self, resources: &Resources<'a>, form: usize) -> Result<(), ReadError> {
        if self.seen.insert(place(&resources.fonts)) {
            for name in resources.fonts.keys() {
                if self.is_new(&resources.fonts, &name)
                    && let Some(font) = resources.fonts.get::<Dict<'_>>(&name)
                {
                    self.font(&font)?;
                }
            }
        }
        if self.seen.insert(place(&resources.ext_g_states)) {
            for name in resources.ext_g_states.keys() {
                if self.is_new(&resources.ext_g_states, &name)
                    && let Some(state) = resources.ext_g_states.get::<Dict<'_>>(&name)
                {
                    self.state(&state)?;
                }
            }
        }
        let forms = &resources.x_objects;
        if form == 0 && !self.seen.insert(place(forms)) {
            return Ok(());
        }
        for name in forms.keys() {
            let id = forms.get_ref(&name).map(|reference| (reference.obj_number, reference.gen_number));
            if let Some(key) = id.and_then(|id| self.known.get(&id)) {
                self.inside.entry(form).or_default().push(*key);
                continue;
            }
            let Some(stream) = forms.get::<Stream<'_>>(&name) else { continue };
            let key = self.found(stream);
            self.known.extend(id.map(|id| (id, key)));
            self.inside.entry(form).or_default().push(key);
        }
        Ok(())
    }

    /// Whether what a dictionary names has not been looked at.
    fn is_new(&mut self, dict: &Dict<'a>, name: &Name<'_>) -> bool {
        let Some(reference) = dict.get_ref(name) else { return true };
        self.known.insert((reference.obj_number, reference.gen_number), 0).is_none()
    }

    /// Notes a form, and gives its key.
    fn found(&mut self, stream: Stream<'a>) -> usize {
        let key = place(stream.dict());
        let is_form = stream.dict().get::<Name<'_>>(b"Subtype").as_deref() == Some(b"Form");
        if is_form && self.seen.insert(key) {
            self.forms.push((key, stream));
        }
        key
    }

    /// A state of drawing may choose a font, and masks are forms.
    fn state(&mut self, state: &Dict<'a>) -> Result<(), ReadError> {
        if let Some(mask) = state.get::<Dict<'_>>(b"SMask").and_then(|mask| mask.get::<Stream<'_>>(b"G")) {
            let key = place(mask.dict());
            if self.seen.insert(key) {
                self.forms.push((key, mask));
            }
        }
        let font = state.get::<Array<'_>>(b"Font").and_then(|pair| pair.flex_iter().next::<Dict<'_>>());
        font.map_or(Ok(()), |font| self.font(&font))
    }

    fn annotation(&mut self, annotation: &Dict<'a>) {
        let Some(appearance) = annotation.get::<Dict<'_>>(b"AP") else { return };
        let mut found = |stream: Stream<'a>| {
            let key = place(stream.dict());
            if self.seen.insert(key) {
                self.forms.push((key, stream));
            }
        };
        match appearance.get::<Object<'_>>(b"N") {
            Some(Object::Stream(stream)) => found(stream),
            Some(Object::Dict(states)) => states.keys().filter_map(|name| states.get::<Stream<'_>>(name)).for_each(found),
            _ => {}
        }
    }

    fn form(&mut self, key: usize, stream: &Stream<'a>) -> Result<(), ReadError> {
        let length = unpacked(stream, MAX_PDF_CONTENT).ok_or(ReadError::TooMuchWork)?;
        if length > LARGE {
            self.large.push((key, length));
        }
        if length > SMALL
            && let Ok(content) = stream.decoded_data()
        {
            super::content::verify(&content)?;
        }
        if let Some(resources) = stream.dict().get::<Dict<'_>>(b"Resources") {
            return self.resources(&Resources::new(resources), key);
        }
        self.inside.entry(key).or_default().push(key);
        Ok(())
    }

    /// Large forms are held all at once where they stand inside one another.
    fn nested(&self) -> Result<(), ReadError> {
        let mut left = MAX_PDF_LARGE_FORMS;
        for (key, length) in &self.large {
            left = left.checked_sub(*length).ok_or(ReadError::TooMuchWork)?;
            let mut reached = HashSet::new();
            let mut open: Vec<usize> = self.inside.get(key).cloned().unwrap_or_default();
            while let Some(next) = open.pop() {
                if next == *key {
                    return Err(ReadError::TooMuchWork);
                }
                if reached.insert(next) {
                    open.extend(self.inside.get(&next).into_iter().flatten());
                }
            }
        }
        Ok(())
    }

    fn font(&mut self, font: &Dict<'a>) -> Result<(), ReadError> {
        let too_much = || ReadError::TooMuchWork;
        // The library tells fonts apart by all of their bytes, each time one is chosen.
        if font.data().len() > MAX_PDF_FONT_DICT || font.get::<i64>(b"FirstChar").is_some_and(|first| first > i64::from(u16::MAX)) {
            return Err(too_much());
        }
        for key in [&b"ToUnicode"[..], b"Encoding"] {
            if let Some(map) = font.get::<Stream<'_>>(key) {
                self.maps += unpacked(&map, MAX_PDF_MAPS - self.maps).ok_or_else(too_much)?;
            }
        }
        let descendant = font.get::<Array<'_>>(b"DescendantFonts").and_then(|fonts| fonts.flex_iter().next::<Dict<'_>>());
        for font in [Some(font), descendant.as_ref()].into_iter().flatten() {
            for (key, each) in [(&b"W"[..], 1), (b"W2", 3)] {
                if let Some(widths) = font.get::<Array<'_>>(key) {
                    self.widths(&widths, each).ok_or_else(too_much)?;
                }
            }
            let Some(descriptor) = font.get::<Dict<'_>>(b"FontDescriptor") else { continue };
            for key in [&b"FontFile"[..], b"FontFile2", b"FontFile3"] {
                if let Some(program) = descriptor.get::<Stream<'_>>(key)
                    && self.seen.insert(place(program.dict()))
                {
                    self.fonts += unpacked(&program, MAX_PDF_FONTS - self.fonts).ok_or_else(too_much)?;
                }
            }
        }
        Ok(())
    }

    /// Counts the widths that an array stands for: lists of them, or ranges that share one.
    fn widths(&mut self, widths: &Array<'a>, each: usize) -> Option<()> {
        let mut items = widths.flex_iter();
        loop {
            let next = if let Some((_, list)) = items.next::<(u32, Array<'_>)>() {
                list.data().len() / 2 / each
            } else {
                let range = match each {
                    1 => items.next::<(u32, u32, f32)>().map(|(first, last, _)| (first, last)),
                    _ => items.next::<(u32, u32, f32, f32, f32)>().map(|(first, last, ..)| (first, last)),
                };
                let Some((first, last)) = range else { return Some(()) };
                usize::try_from(last.saturating_sub(first)).unwrap_or(usize::MAX)
            };
            self.widths = self.widths.saturating_add(next).saturating_add(1);
            if self.widths > MAX_PDF_WIDTHS {
                return None;
            }
        }
    }
}

/// Where a dictionary stands in memory, which tells it from others.
fn place(dict: &Dict<'_>) -> usize {
    dict.data().as_ptr().addr()
}

/// How long a stream is when unpacked, at the most.
fn unpacked(stream: &Stream<'_>, bound: usize) -> Option<usize> {
    let packings = packings(stream);
    let raw = stream.raw_data();
    if possible(raw.len(), &packings) > MAX_PDF_STREAM {
        return measure(&raw, &packings, bound).ok();
    }
    // What is not too large on the way was seen to before; here only the end counts.
    measure(&raw, &packings, bound.min(MAX_PDF_STREAM)).ok()
}

/// How a stream of an open file is packed.
pub(super) fn packings(stream: &Stream<'_>) -> Vec<Packing> {
    use hayro_syntax::Filter;
    stream
        .filters()
        .iter()
        .map(|filter| match filter {
            Filter::FlateDecode => Packing::Flate,
            Filter::LzwDecode => Packing::Lzw,
            Filter::RunLengthDecode => Packing::Runs,
            Filter::Ascii85Decode => Packing::Base85,
            Filter::AsciiHexDecode => Packing::Hex,
            _ => Packing::Opaque,
        })
        .collect()
}
