//! What is known of single texts, so that none is read twice: the cells of a document, and those of the documents that a thread met before it.
//!
//! The reports of a country, and of the months of one institution, repeat their cells word for word. What the parsers of [`super::value`] and the labels
//! of the form make of a text depends on nothing else, so a [`Memory`] keeps it with the text. Verdicts are the same with and without one: a text is
//! found by comparing all of it, and what is not kept is worked out where it is asked for.

mod facts;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use super::matrix::Matrix;
use crate::document::{Anchor, CellId, Document};
use crate::limits::{MAX_KNOWN_CELLS, MAX_KNOWN_TEXT};
use facts::Facts;
pub(crate) use facts::{Said, SectionWords, TitleWords};

/// How many texts share a place in the memory; the one that was not asked for longest gives way.
const WAYS: usize = 4;

/// How many such places there are: a power of two. With [`WAYS`] and [`MAX_KNOWN_TEXT`] this bounds the memory to a few megabytes.
const PLACES: usize = 1024;

/// How many texts that were met once are remembered by their digest alone, so that one that never comes again costs no allocation.
const MET: usize = 8192;

/// What a thread knows of the texts that it met, for one form. It is bounded, and where nothing repeats it stays empty.
#[derive(Debug)]
pub struct Memory<'m> {
    matrix: &'m Matrix,
    kept: RefCell<Vec<[Option<Rc<Kept>>; WAYS]>>,
    /// Digests of texts that were met, each with the document where.
    met: RefCell<Vec<(u32, u32)>>,
    /// How many documents were begun.
    turn: Cell<u32>,
    /// The list of the last document, for the next.
    spare: RefCell<Vec<Place>>,
}

impl<'m> Memory<'m> {
    /// An empty memory for what is read with this form.
    pub fn new(matrix: &'m Matrix) -> Memory<'m> {
        let kept = std::iter::repeat_with(|| [const { None }; WAYS]).take(PLACES).collect();
        Memory { matrix, kept: RefCell::new(kept), met: RefCell::new(vec![(0, 0); MET]), turn: Cell::new(0), spare: RefCell::default() }
    }

    /// What is kept of a text. One that was met in an earlier document is kept from now on.
    fn look_up(&self, text: &str) -> Option<Rc<Kept>> {
        if text.len() > MAX_KNOWN_TEXT {
            return None;
        }
        let digest = digest(text.as_bytes());
        let mut kept = self.kept.try_borrow_mut().ok()?;
        let ways = kept.get_mut(index(digest, PLACES))?;
        if let Some(way) = ways.iter().position(|kept| kept.as_ref().is_some_and(|kept| *kept.text == *text)) {
            ways[..=way].rotate_right(1);
            return ways[0].clone();
        }
        let mut met = self.met.try_borrow_mut().ok()?;
        let met = met.get_mut(index(digest >> 10, MET))?;
        let (mark, turn) = (index_bits(digest), self.turn.get());
        if met.0 != mark || met.1 == turn {
            *met = (mark, turn);
            return None;
        }
        ways.rotate_right(1);
        ways[0] = Some(Rc::new(Kept { text: text.into(), facts: Facts::default() }));
        ways[0].clone()
    }
}

/// A text and what is known of it.
#[derive(Debug)]
struct Kept {
    text: Box<str>,
    facts: Facts,
}

/// What is kept of a cell's text, once somebody asked; nothing of one that was not met before.
type Place = OnceCell<Option<Rc<Kept>>>;

/// What was found in the memory for the cells of one document, for whoever looks at it next.
#[derive(Debug, Default)]
pub struct Places(Vec<Place>);

/// The texts of one document, and what is known of them.
#[derive(Debug)]
pub(crate) struct Known<'a> {
    /// The document.
    pub(crate) document: &'a Document,
    /// The form.
    pub(crate) matrix: &'a Matrix,
    memory: Option<&'a Memory<'a>>,
    places: Vec<Place>,
}

impl<'a> Known<'a> {
    /// A look at a document. Without a memory, with that of another form, or for a document that would only fill it with what never comes again,
    /// everything is worked out where it is asked for.
    pub(crate) fn new(document: &'a Document, matrix: &'a Matrix, memory: Option<&'a Memory<'a>>) -> Known<'a> {
        Known::again(document, matrix, memory, Places::default())
    }

    /// A further look at a document, with the places that the first one left.
    pub(crate) fn again(document: &'a Document, matrix: &'a Matrix, memory: Option<&'a Memory<'a>>, places: Places) -> Known<'a> {
        let Places(mut places) = places;
        let cells = document.all_cells().len();
        let memory = memory.filter(|memory| std::ptr::eq(memory.matrix, matrix) && cells <= MAX_KNOWN_CELLS);
        if let Some(memory) = memory
            && places.len() != cells
        {
            memory.turn.set(memory.turn.get().wrapping_add(1));
            places = memory.spare.take();
            places.resize_with(cells, Place::new);
        }
        Known { document, matrix, memory, places }
    }

    /// Leaves the places to a further look at the same document.
    pub(crate) fn into_places(mut self) -> Places {
        Places(std::mem::take(&mut self.places))
    }

    /// Whether texts are remembered. Where they are not, one look at the whole document is quicker than one at each cell.
    pub(crate) fn remembers(&self) -> bool {
        self.memory.is_some()
    }

    /// What an anchor marks.
    pub(crate) fn marked(&self, at: Anchor) -> Said<'_> {
        match at {
            Anchor::Cell(cell) => self.cell(cell),
            _ => Said::new(self.document.marked(at), self.matrix),
        }
    }

    /// What a cell says.
    pub(crate) fn cell(&self, cell: CellId) -> Said<'_> {
        let text = self.document.text(cell);
        let place = self.places.get(cell.0 as usize).filter(|_| !text.is_empty());
        let kept = self.memory.zip(place).and_then(|(memory, place)| place.get_or_init(|| memory.look_up(text)).as_ref());
        kept.map_or_else(|| Said::new(text, self.matrix), |kept| Said::kept(text, self.matrix, &kept.facts))
    }
}

impl Drop for Known<'_> {
    fn drop(&mut self) {
        if let Some(memory) = self.memory
            && !self.places.is_empty()
        {
            let mut places = std::mem::take(&mut self.places);
            places.clear();
            memory.spare.replace(places);
        }
    }
}

/// A digest of a text. Whoever makes two texts share one only makes them share a place.
pub(super) fn digest(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let (eights, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mix = |sum: u64, eight: &[u8; 8]| (sum.rotate_left(23) ^ u64::from_le_bytes(*eight)).wrapping_mul(FACTOR);
    let sum = eights.iter().chain([&last]).fold(bytes.len() as u64, mix);
    sum ^ (sum >> 32)
}

/// A place among so many, a power of two.
fn index(digest: u64, places: usize) -> usize {
    usize::try_from(digest & (places as u64 - 1)).unwrap_or(0)
}

/// The bits of a digest that say which of the texts of one place it is.
fn index_bits(digest: u64) -> u32 {
    u32::try_from(digest >> 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;
    use crate::rules::{MODEL, Ruleset};
    use crate::source::Source;

    fn document(text: &str) -> Document {
        read::read(Source::named("a4.txt", text), None).expect("it is text")
    }

    fn kept(memory: &Memory<'_>) -> usize {
        memory.kept.borrow().iter().flatten().flatten().count()
    }

    #[test]
    fn a_text_is_kept_from_the_second_document_on_and_says_what_it_says_by_itself() {
        let ruleset = Ruleset::embedded();
        let memory = Memory::new(&ruleset.matrix);
        let model = document(MODEL);
        for turn in 0..3 {
            let known = Known::new(&model, &ruleset.matrix, Some(&memory));
            for cell in model.all_cells().filter(|cell| !model.text(*cell).is_empty()) {
                let (said, alone) = (known.cell(cell), Said::new(model.text(cell), &ruleset.matrix));
                assert_eq!(said.is_kept(), turn > 0, "{}", said.text);
                assert_eq!(said.folded(), alone.folded());
                assert_eq!((said.state(), said.number(), said.has_quantity()), (alone.state(), alone.number(), alone.has_quantity()));
                assert_eq!((said.label(), said.column(), said.title()), (alone.label(), alone.column(), alone.title()), "{}", said.text);
                assert_eq!((said.section(), said.names_the_law()), (alone.section(), alone.names_the_law()), "{}", said.text);
                assert_eq!((said.plan_years(), said.percentages()), (alone.plan_years(), alone.percentages()));
                said.note_clean(3);
                assert_eq!((said.is_clean(3), said.is_clean(4)), (turn > 0, false));
            }
        }
    }

    #[test]
    fn it_does_not_grow_and_takes_in_nothing_that_does_not_come_again() {
        let ruleset = Ruleset::embedded();
        let memory = Memory::new(&ruleset.matrix);
        let others = |from: usize| (from..from + 1500).map(|n| format!("dato {n}\t{n}\n")).collect::<Vec<_>>().concat();
        for from in [0, 10_000, 20_000] {
            let document = document(&others(from));
            let known = Known::new(&document, &ruleset.matrix, Some(&memory));
            document.all_cells().for_each(|cell| assert!(!known.cell(cell).is_kept()));
        }
        assert_eq!(kept(&memory), 0);
        for from in (0..12).map(|n| n * 1500) {
            for _ in 0..2 {
                let document = document(&others(from));
                let known = Known::new(&document, &ruleset.matrix, Some(&memory));
                document.all_cells().for_each(|cell| drop(known.cell(cell)));
            }
        }
        assert!((PLACES..=PLACES * WAYS).contains(&kept(&memory)), "{}", kept(&memory));
    }

    #[test]
    fn what_is_too_long_too_much_or_of_another_form_is_left_alone() {
        let (ruleset, other) = (Ruleset::embedded(), Ruleset::embedded());
        let memory = Memory::new(&ruleset.matrix);
        let long = document(&"x".repeat(MAX_KNOWN_TEXT + 1));
        let many = document(&"a\n".repeat(MAX_KNOWN_CELLS + 1));
        let foreign = document("a");
        for (document, matrix) in [(&long, &ruleset.matrix), (&many, &ruleset.matrix), (&foreign, &other.matrix)] {
            for _ in 0..3 {
                assert!(!Known::new(document, matrix, Some(&memory)).cell(CellId(0)).is_kept());
            }
        }
    }
}
