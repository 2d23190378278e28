//! The pages of a PDF as pictures: what is drawn on them as the elements of an SVG, for a person who wants to see what was read where.
//!
//! Letters, lines and areas keep their shapes and colors; photographs become gray areas, and patterns one gray, so that nothing has to be decoded that the
//! reading does not decode. What a picture may take is bounded: past [`MAX_PICTURE`] the rest of the pages stays white. Nothing of the file's own text
//! gets in, only numbers.

use std::collections::HashMap;
use std::fmt::Write as _;

use hayro_interpret::font::{Glyph as Sign, GlyphRun};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _};
use hayro_interpret::util::TransformExt;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, FillRule, Image, ImageDrawProps, InterpreterCache,
    Paint, SoftMask, StrokeProps,
};
use hayro_syntax::object::Dict;

use super::guard::{self, Budget, Contents, Watch};
use crate::limits::{MAX_PICTURE, MAX_PICTURE_DEPTH};

/// The gray of what is not drawn as it is.
const GRAY: &str = "#c8c8c8";

/// A page as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Picture {
    /// Its width in points.
    pub(crate) width: f32,
    /// Its height in points.
    pub(crate) height: f32,
    /// Elements of an SVG, in points from the top left corner; their identifiers are the same in no two pages.
    pub(crate) elements: String,
}

/// The pages of a PDF that could be read, as far as it can be drawn.
pub(crate) fn pictures(bytes: Vec<u8>) -> Vec<Picture> {
    let mut pictures = Vec::new();
    // That it cannot be drawn has been said when it was read.
    let _ = guard::contained(|| {
        let watch = Watch::new();
        let pdf = guard::open(bytes, &watch)?;
        let cache = InterpreterCache::new();
        let settings = guard::settings();
        let (mut painter, mut contents) = (Painter::new(Budget::new(&watch)), Contents::default());
        for page in pdf.pages().iter() {
            painter.budget.page();
            let (width, height) = page.render_dimensions();
            let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
            let mut context = Context::new(page.initial_transform(true).to_kurbo(), area, &cache, pdf.xref(), settings.clone());
            contents.draw(page, &mut context, &mut painter)?;
            pictures.push(Picture { width, height, elements: painter.page() });
        }
        Ok(())
    });
    pictures
}

/// Draws what the interpreter tells it.
struct Painter {
    budget: Budget,
    out: String,
    /// How many bytes may still be written.
    left: usize,
    /// For each clip and group that is open, whether it is an element.
    open: Vec<bool>,
    /// How many of them are.
    depth: usize,
    /// The shapes of letters that were drawn before, each with its identifier.
    letters: HashMap<u128, usize>,
    /// How many shapes of letters, and how many clips, have an identifier.
    shapes: usize,
    clips: usize,
}

impl Painter {
    fn new(budget: Budget) -> Painter {
        let (out, open, letters) = (String::new(), Vec::new(), HashMap::new());
        Painter { budget, out, left: MAX_PICTURE, open, depth: 0, letters, shapes: 0, clips: 0 }
    }

    /// What was drawn on the page at hand.
    fn page(&mut self) -> String {
        while let Some(open) = self.open.pop() {
            if open {
                self.out.push_str("</g>");
            }
        }
        self.depth = 0;
        // The next page may not stand beside this one, so it has letters of its own.
        self.letters.clear();
        std::mem::take(&mut self.out)
    }

    /// Adds an element, where there is room for it.
    fn put(&mut self, element: &str) -> bool {
        let fits = element.len() <= self.left;
        if fits {
            self.left -= element.len();
            self.out.push_str(element);
            self.out.push('\n');
        } else {
            // Nothing that comes later is drawn over what is missing here.
            self.left = 0;
        }
        fits
    }

    /// Opens an element that clips or fades what follows.
    fn enter(&mut self, element: impl FnOnce(&mut Painter) -> Option<String>) {
        let opened = self.depth < MAX_PICTURE_DEPTH && self.left > 0;
        let element = if opened { element(self) } else { None };
        let opened = element.is_some_and(|element| self.put(&element));
        self.depth += usize::from(opened);
        self.open.push(opened);
    }

    fn leave(&mut self) {
        if self.open.pop() == Some(true) {
            self.depth -= 1;
            self.out.push_str("</g>\n");
        }
    }

    fn clip(&mut self, path: &BezPath, rule: FillRule) {
        self.enter(|painter| {
            painter.clips += 1;
            let (id, path) = (painter.clips, data(path, Affine::IDENTITY)?);
            let rule = if rule == FillRule::EvenOdd { " clip-rule=\"evenodd\"" } else { "" };
            Some(format!("<clipPath id=\"c{id}\"><path d=\"{path}\"{rule}/></clipPath><g clip-path=\"url(#c{id})\">"))
        });
    }

    /// A letter, whose shape is written once.
    fn letter(&mut self, sign: &Sign<'_>, transform: Affine, style: &str) {
        let Sign::Outline(glyph) = sign else {
            // A letter that is a drawing of its own: its place is all that is shown of it.
            let Sign::Type3(drawing) = sign else { return };
            let advance = f64::from(drawing.advance_width().unwrap_or(0.0)).abs();
            let area = Rect::new(0.0, 0.0, advance, 700.0).to_path(0.1);
            if let Some(path) = data(&area, transform) {
                self.put(&format!("<path d=\"{path}\" fill=\"{GRAY}\"/>"));
            }
            return;
        };
        let key = glyph.identifier().cache_key();
        let id = if let Some(id) = self.letters.get(&key) {
            *id
        } else {
            let Some(path) = data(&glyph.outline(), Affine::IDENTITY) else { return };
            self.shapes += 1;
            let id = self.shapes;
            if !path.is_empty() && !self.put(&format!("<defs><path id=\"g{id}\" d=\"{path}\"/></defs>")) {
                return;
            }
            let id = if path.is_empty() { 0 } else { id };
            self.letters.insert(key, id);
            id
        };
        let c = transform.as_coeffs();
        if id > 0 && c.iter().all(|number| number.is_finite()) {
            let matrix = c.map(|number| format!("{number:.5}")).join(" ");
            self.put(&format!("<use href=\"#g{id}\" transform=\"matrix({matrix})\" {style}/>"));
        }
    }
}

impl<'a> Device<'a> for Painter {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.budget.path(path.elements().len());
        if self.left == 0 {
            return;
        }
        if let (Some(style), Some(path)) = (style(&props.paint, mode, props.transform), data(path, props.transform)) {
            self.put(&format!("<path d=\"{path}\" {style}/>"));
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.budget.path(clip.path.elements().len());
        self.clip(&clip.path, clip.fill);
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.budget.group();
        self.enter(|_| Some(format!("<g opacity=\"{opacity:.3}\">")));
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.budget.glyphs(run.glyphs().len());
        if self.left == 0 {
            return;
        }
        for glyph in run.glyphs() {
            let transform = props.transform * glyph.transform();
            if let Some(style) = style(&props.paint, mode, Affine::IDENTITY) {
                self.letter(glyph, transform, &style);
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.budget.group();
        let area = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        if let Some(path) = data(&area.to_path(0.1), props.transform) {
            self.put(&format!("<path d=\"{path}\" fill=\"{GRAY}\" fill-opacity=\"0.5\"/>"));
        }
    }

    fn pop_clip(&mut self) {
        self.leave();
    }

    fn pop_transparency_group(&mut self) {
        self.leave();
    }

    fn begin_marked_content(&mut self, _: &[u8], _: Option<&Dict<'_>>) {
        self.budget.group();
    }
}

/// How something is painted; `None` where nothing is to be seen of it.
fn style(paint: &Paint<'_>, mode: &DrawMode, transform: Affine) -> Option<String> {
    let (color, alpha) = match paint {
        Paint::Color(color) => {
            let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
            (format!("#{red:02x}{green:02x}{blue:02x}"), f32::from(alpha) / 255.0)
        }
        Paint::Pattern(_) => (GRAY.to_owned(), 1.0),
    };
    let alpha = |what: &str| if alpha < 1.0 { format!(" {what}-opacity=\"{alpha:.3}\"") } else { String::new() };
    let fill = |rule: FillRule| {
        let rule = if rule == FillRule::EvenOdd { " fill-rule=\"evenodd\"" } else { "" };
        format!("fill=\"{color}\"{rule}{}", alpha("fill"))
    };
    let stroke = |props: &StrokeProps| {
        // A line without width is as thin as a line can be.
        let width = f64::from(props.line_width) * transform.determinant().abs().sqrt();
        let width = if width.is_finite() { width.clamp(0.1, 1000.0) } else { 0.1 };
        format!("stroke=\"{color}\" stroke-width=\"{width:.2}\"{}", alpha("stroke"))
    };
    match mode {
        DrawMode::Fill(rule) => Some(fill(*rule)),
        DrawMode::Stroke(props) => Some(format!("fill=\"none\" {}", stroke(props))),
        DrawMode::FillAndStroke(rule, props) => Some(format!("{} {}", fill(*rule), stroke(props))),
        DrawMode::Invisible => None,
    }
}

/// A path as SVG writes it, to a hundredth of a point; `None` where a number in it is none.
fn data(path: &BezPath, transform: Affine) -> Option<String> {
    let mut out = String::new();
    let mut finite = true;
    let mut write = |letter: char, points: &[Point]| {
        out.push(letter);
        for (index, point) in points.iter().enumerate() {
            let point = transform * *point;
            finite &= point.x.is_finite() && point.y.is_finite();
            // Writing to memory cannot fail.
            let _ = write!(out, "{}{:.2} {:.2}", if index > 0 { " " } else { "" }, point.x, point.y);
        }
    };
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(to) => write('M', &[to]),
            PathEl::LineTo(to) => write('L', &[to]),
            PathEl::QuadTo(by, to) => write('Q', &[by, to]),
            PathEl::CurveTo(by, and, to) => write('C', &[by, and, to]),
            PathEl::ClosePath => write('Z', &[]),
        }
    }
    finite.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PDF of one page with this content.
    fn pdf(content: &str) -> Vec<u8> {
        let length = content.len();
        format!(
            "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent \
             2 0 R/MediaBox[0 0 100 50]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Contents 4 0 R>>\nendobj\n4 0 \
             obj\n<</Length {length}>>\nstream\n{content}\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
        )
        .into_bytes()
    }

    fn elements(content: &str) -> String {
        let pages = pictures(pdf(content));
        assert_eq!(pages.len(), 1);
        assert_eq!((pages[0].width, pages[0].height), (100.0, 50.0));
        pages[0].elements.clone()
    }

    #[test]
    fn lines_areas_and_letters_are_drawn_in_their_colors() {
        let drawn = elements("1 0 0 rg 10 10 20 5 re f 0 0 1 RG 2 w 0 0 m 50 50 l S BT /F 10 Tf 0 g 5 20 Td (AA) Tj ET");
        assert!(drawn.contains("fill=\"#ff0000\"") && drawn.contains("stroke=\"#0000ff\" stroke-width=\"2.00\""), "{drawn}");
        assert!(drawn.contains("M0.00 50.00L50.00 0.00"), "{drawn}");
        assert_eq!((drawn.matches("<defs>").count(), drawn.matches("<use ").count()), (1, 2), "{drawn}");
    }

    #[test]
    fn invisible_letters_are_not_drawn() {
        assert_eq!(elements("BT 3 Tr /F 10 Tf 5 20 Td (A) Tj ET"), "");
    }

    #[test]
    fn every_element_that_is_opened_is_closed() {
        for content in ["q 0 0 9 9 re W n 0 0 5 5 re f", &"q 0 0 9 9 re W n ".repeat(500), "Q Q 0 0 5 5 re f Q"] {
            let drawn = elements(content);
            assert_eq!(drawn.matches("<g").count(), drawn.matches("</g>").count(), "{drawn}");
            assert!(drawn.matches("<g").count() <= MAX_PICTURE_DEPTH, "{drawn}");
        }
    }

    #[test]
    fn a_page_that_costs_too_much_is_not_drawn() {
        assert_eq!(pictures(pdf(&"0 0 1 1 re f ".repeat(100_000))), Vec::new());
    }
}
