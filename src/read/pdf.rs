//! PDF: what is drawn on its pages is read back into lines of text and tables.
//!
//! Page by page, the drawing becomes glyphs and lines ([`ink`]), glyphs become words ([`words`]), running heads go ([`heads`]), and words become the rows of a table: by the structure tree
//! where there is one ([`tags`]), else by its lines ([`ruled`]), else by white space ([`spaced`]). Rows are joined over pages ([`stitch`]), texts over
//! lines ([`prose`]), and all is written into the document with its boxes ([`emit`]). What the rows mean is for the recognizer.

mod aside;
mod emit;
mod guard;
mod heads;
mod ink;
mod letters;
mod links;
mod page;
mod picture;
mod prose;
mod ruled;
mod spaced;
mod state;
mod stitch;
mod tags;
mod words;

use std::sync::Arc;

use hayro_interpret::util::TransformExt;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings};
use hayro_syntax::page::Page;

use self::emit::{Lie, Writer};
use self::guard::{Budget, Contents, Watch, contained};
use self::page::{Block, Ink, Method, Table, Word};
use self::state::State;
use self::stitch::Laid;
use self::tags::Tree;
use super::builder::Builder;
use super::sight::Sight;
use super::{Format, ReadError, Reader};
use crate::document::{Document, ReadNote};
use crate::source::Source;

pub(crate) use guard::is_contained;
pub(crate) use picture::{Picture, pictures};

/// The portable document format.
pub(super) struct Pdf;

const FORMAT: Format = Format { id: "pdf", extensions: &["pdf"], media_type: "application/pdf", method: "ruled" };

/// How many bytes may stand before the beginning of a PDF.
const PREFIX: usize = 1024;

impl Reader for Pdf {
    fn format(&self) -> &'static Format {
        &FORMAT
    }

    fn knows(&self, sight: &Sight<'_>) -> bool {
        let head = sight.head();
        super::sight::contains(&head[..head.len().min(PREFIX + 5)], b"%PDF-")
    }

    fn read(&self, source: Source) -> Result<Document, ReadError> {
        contained(move || document(source.bytes))
    }
}

fn document(bytes: Vec<u8>) -> Result<Document, ReadError> {
    let ending = state::ending(&bytes);
    let watch = Watch::new();
    let pdf = guard::open(bytes, &watch)?;
    if pdf.pages().is_empty() {
        return Err(state::DAMAGED);
    }
    let mut builder = Builder::new(&FORMAT, 0);
    let mut state = State::default();
    let Found { blocks, lies, links, passed } = blocks(&pdf, &watch, &mut state)?;
    if let Some(cover) = state.cover(&pdf) {
        return Err(cover);
    }
    state.judge(ending, &mut builder)?;
    let method = method(&blocks);
    if method == Method::Spaced {
        builder.note(ReadNote::Guessed);
    }
    builder.method(match method {
        Method::Tags => "tags",
        Method::Ruled => "ruled",
        Method::Spaced => "spaced",
    });
    let mut habits = prose::Habits::default();
    let tables = || blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    for table in tables() {
        let padding = emit::padding(table);
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            habits.see(&cell.lines, emit::room(cell, padding));
            watch.time();
        }
    }
    if habits.breaks_anywhere() {
        for cell in tables().flat_map(|table| &table.rows).flat_map(|row| &row.cells) {
            habits.compare(&cell.lines);
            watch.time();
        }
    }
    Writer { lies: &lies, links: &links, passed: &passed, habits: &habits, watch: &watch }.write(blocks, &mut builder)?;
    Ok(builder.finish(String::new()))
}

/// The links of each page.
type Links = Vec<Vec<(page::Rect, String)>>;

/// What stands in a file.
struct Found {
    /// What stands in it, in reading order.
    blocks: Vec<Block>,
    /// How its pages lie.
    lies: Vec<Lie>,
    /// The links on them.
    links: Links,
    /// How many rows are seen at the top of each that are none of its own.
    passed: Vec<u32>,
}

/// What stands in the file.
fn blocks(pdf: &hayro_syntax::Pdf, watch: &Arc<Watch>, state: &mut State) -> Result<Found, ReadError> {
    let cache = InterpreterCache::new();
    let settings = guard::settings();
    let (mut budget, mut contents) = (Budget::new(watch), Contents::default());
    let mut tree = Tree::of(pdf);
    let (mut seen, mut lies, mut links, mut asides) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (number, page) in (0..u16::MAX).zip(pdf.pages().iter()) {
        let mut context = context(pdf, page, &cache, &settings);
        let mut collector = ink::Collector::new(page.render_dimensions(), &mut budget);
        let whole = contents.draw(page, &mut context, &mut collector)?;
        let mut ink = collector.finish();
        state.see(&ink, whole);
        let lie = Lie { turned: ink.turned, width: ink.width, height: ink.height };
        lies.push(lie);
        links.push(links::links(page).into_iter().map(|(rect, target)| (turned_link(rect, page, lie), target)).collect());
        let mut words = words::words(&ink);
        words.shrink_to_fit();
        if let Some(tree) = tree.as_mut().filter(|tree| tree.doubt().is_none()) {
            tree.page(number, words.clone(), &ink);
        }
        asides.push(aside::words(&ink));
        // Words are all that is read of the letters from here on.
        (ink.glyphs, ink.text) = (Vec::new(), String::new());
        budget.see(words.iter().map(Word::bytes).sum::<usize>() + ink.bytes());
        seen.push((ink, words));
        watch.time();
    }
    heads::drop_heads(&mut seen, watch);
    let mut laid = Vec::with_capacity(seen.len());
    let mut edges: Option<Vec<f32>> = None;
    for (number, (ink, words)) in (0..u16::MAX).zip(seen) {
        let blocks = by_sight(number, &ink, words, edges.as_deref());
        if let Some(Block::Table(table)) = blocks.iter().rev().find(|block| matches!(block, Block::Table(_))) {
            edges = Some(table.edges.clone());
        }
        budget.keep(blocks.iter().map(Block::pieces).sum());
        laid.push(Laid { height: ink.height, blocks, passed: 0 });
        watch.time();
    }
    if let Some(Ok((pages, passed))) = tree.map(Tree::finish) {
        let heights = laid.iter().map(|page| page.height).collect::<Vec<_>>();
        laid = pages
            .into_iter()
            .zip(heights)
            .zip(passed.into_iter().chain(std::iter::repeat(0)))
            .map(|((blocks, height), passed)| Laid { height, blocks, passed })
            .collect();
    }
    for ((number, page), asides) in (0..u16::MAX).zip(&mut laid).zip(asides) {
        aside::fill(number, &mut page.blocks, asides);
    }
    let (blocks, passed) = stitch::stitch(laid, watch);
    Ok(Found { blocks, lies, links, passed })
}

fn context<'a>(pdf: &'a hayro_syntax::Pdf, page: &Page<'_>, cache: &InterpreterCache<'a>, settings: &InterpreterSettings) -> Context<'a> {
    let (width, height) = page.render_dimensions();
    let area = hayro_interpret::kurbo::Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    Context::new(page.initial_transform(true).to_kurbo(), area, cache, pdf.xref(), settings.clone())
}

fn turned_link(rect: page::Rect, page: &Page<'_>, lie: Lie) -> page::Rect {
    let (width, height) = page.render_dimensions();
    ink::turned_rect(rect, lie.turned, width, height)
}

/// What stands on a page as a person sees it: the tables that its lines make, and what is left by white space.
fn by_sight(number: u16, ink: &Ink, mut words: Vec<Word>, edges: Option<&[f32]>) -> Vec<Block> {
    let all = words.clone();
    let tables = ruled::tables(number, ink, &mut words);
    if !tables.is_empty() && !tables.iter().any(|table| table.columns >= 3 || goes_on(table, edges)) {
        return spaced::blocks(number, ink, all, edges);
    }
    let hidden = spaced::hidden(&tables, &all);
    if !tables.is_empty() && (hidden || words.len() * 5 > all.len() || tables.iter().any(|table| table.rows.len() <= 3)) {
        // Lines round the header or the whole table, or backgrounds of some rows, are no grid of all its cells.
        let spaced = spaced::blocks(number, ink, all, edges);
        let is_more = |count: fn(&Table) -> usize| {
            let seen = spaced.iter().map(|block| if let Block::Table(table) = block { count(table) } else { 0 });
            seen.sum::<usize>() > tables.iter().map(count).sum()
        };
        if is_more(spaced::numbered) || hidden && is_more(spaced::filled) {
            return spaced;
        }
    }
    let mut blocks = spaced::blocks(number, ink, words, edges);
    if !tables.is_empty() {
        blocks = blocks.into_iter().flat_map(unless_column).collect();
    }
    blocks.extend(tables.into_iter().map(Block::Table));
    let top = |block: &Block| match block {
        Block::Line(line) => line.rect.top,
        Block::Table(table) => table.rect.top,
    };
    blocks.sort_by(|one, other| top(one).total_cmp(&top(other)));
    blocks
}

/// A block beside tables with lines; as lines of text if it seems to be a table, but nothing in it stands beside anything.
fn unless_column(block: Block) -> Vec<Block> {
    match block {
        Block::Table(table) if table.rows.iter().all(|row| row.cells.iter().filter(|cell| !cell.lines.is_empty()).count() < 2) => {
            table.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.lines).map(Block::Line).collect()
        }
        other => vec![other],
    }
}

/// Whether the columns of a table are some of those that the page before ends with.
fn goes_on(table: &Table, edges: Option<&[f32]>) -> bool {
    let near = |edge: &f32| edges.is_some_and(|edges| edges.iter().any(|known| (known - edge).abs() <= 6.0));
    table.columns >= 2 && table.edges.iter().all(near)
}

/// How the table was found that most rows stand in.
fn method(blocks: &[Block]) -> Method {
    let mut rows = [(Method::Tags, 0), (Method::Ruled, 0), (Method::Spaced, 0)];
    for block in blocks {
        if let Block::Table(table) = block {
            rows.iter_mut().filter(|(method, _)| *method == table.method).for_each(|(_, count)| *count += table.rows.len());
        }
    }
    rows.iter().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0).map_or(Method::Spaced, |(method, _)| *method)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of a page with this content.
    fn texts(content: &str) -> Vec<String> {
        let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
        let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]/Resources<</Font<</F {font}>>>>/Contents 4 0 R>>");
        let stream = format!("<</Length {}>>stream\n{content}\nendstream", content.len());
        let objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", &page, &stream];
        let body: Vec<String> = (1..).zip(objects).map(|(number, object)| format!("{number} 0 obj\n{object}\nendobj\n")).collect();
        let file = format!("%PDF-1.4\n{}", body.concat());
        let found = document(file.into_bytes()).expect("it is read");
        found.all_cells().map(|cell| found.text(cell).to_owned()).collect()
    }

    #[test]
    fn text_that_is_not_shown_is_not_read() {
        let shown = "BT /F 10 Tf 100 300 Td (lo que se ve) Tj ET";
        let draw = |x: i32, text: &str| format!("BT /F 10 Tf {x} 200 Td ({text}) Tj ET");
        let out = draw(200, "recortado");
        assert_eq!(texts(&format!("{shown} q 0 0 1 1 re W n {out} Q")), ["lo que se ve"]);
        assert_eq!(texts(&format!("{shown} q 0 0 1 1 re W n q 150 150 100 100 re W n {out} Q Q")), ["lo que se ve"]);
        assert_eq!(texts(&format!("{shown} {}", draw(-300, "fuera"))), ["lo que se ve"]);
        // A text that is too long for its cell is read whole, and so is what comes after a clip.
        assert_eq!(texts(&format!("{shown} q 150 190 70 20 re W n {out} Q")), ["lo que se ve", "recortado"]);
        assert_eq!(texts(&format!("{shown} q 0 0 1 1 re W n Q {out}")), ["lo que se ve", "recortado"]);
    }
}
