//! What is drawn on a page: glyphs with their letters and places, straight lines, filled rectangles.
//!
//! The interpreter tells a [`Device`] everything a page draws; this one keeps what a table can be read from and counts the rest.

use hayro_interpret::font::{Glyph as Sign, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect as Shape, Shape as _};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask};
use hayro_syntax::object::{Dict, String as PdfString};

use super::guard::Budget;
use super::letters::{self, Spelled};
use super::page::{Glyph, Ink, Rect, Rule};

/// The thickest filled rectangle that is taken for a line, in points.
const THICKEST: f64 = 3.0;

/// The shortest stroke or thin rectangle that is kept, in points. Dots and dashes that are drawn one by one are joined later.
const SHORTEST: f32 = 0.2;

/// The longest replacement text that is believed of signs that have letters of their own, in characters.
const LONGEST_ACTUAL: usize = 8;

/// The longest replacement text that is looked at, in bytes.
pub(super) const LONGEST_SAID: usize = 4096;

/// Collects the ink of a page.
pub(super) struct Collector<'b> {
    ink: Ink,
    budget: &'b mut Budget,
    marks: Vec<Mark>,
    /// How many groups round the drawing at hand are not shown.
    faint: usize,
    groups: Vec<bool>,
    clips: Vec<Clip>,
}

/// Outside of what nothing is shown, while it is open.
struct Clip {
    bounds: Shape,
    /// The first glyph drawn in it.
    first: usize,
    /// How many glyphs before it have no letters.
    unmapped: u32,
    /// Whether any glyph in it is seen.
    seen: bool,
}

/// A part of a filled path.
struct Part {
    bounds: Shape,
    corners: usize,
    curved: bool,
}

/// Marked content that is open.
struct Mark {
    id: Option<i32>,
    /// What the content says, in place of its glyphs.
    actual: Option<String>,
    /// The first glyph in it.
    first: usize,
}

impl<'b> Collector<'b> {
    /// Starts a page of this size, which may cost what the budget allows.
    pub(super) fn new((width, height): (f32, f32), budget: &'b mut Budget) -> Collector<'b> {
        budget.page();
        Collector { budget, ink: Ink { width, height, ..Ink::default() }, marks: Vec::new(), faint: 0, groups: Vec::new(), clips: Vec::new() }
    }

    /// What was drawn.
    pub(super) fn finish(mut self) -> Ink {
        upright(&mut self.ink);
        self.ink
    }

    fn rule(&mut self, shown: bool, across: bool, at: f64, from: f64, to: f64) {
        let (from, to) = (from.min(to), from.max(to));
        let (width, height) = (f64::from(self.ink.width), f64::from(self.ink.height));
        let (length, depth) = if across { (width, height) } else { (height, width) };
        if !(-1.0..=depth + 1.0).contains(&at) || to < 0.0 || from > length {
            return;
        }
        let rule = Rule { across, at: narrow(at), from: narrow(from.max(0.0)), to: narrow(to.min(length)) };
        if rule.to - rule.from >= SHORTEST {
            if shown {
                self.ink.rules.push(rule);
            } else {
                self.ink.pale.push(rule);
            }
        }
    }

    fn fill(&mut self, shape: Shape, shown: bool) {
        let (width, height) = (shape.width(), shape.height());
        if width <= THICKEST && height <= THICKEST {
            // A dot of a dotted line, or a dash of one: its longer side tells which way it runs; a square one may run both ways.
            if width * 1.4 >= height {
                self.rule(shown, true, shape.center().y, shape.x0, shape.x1);
            }
            if height * 1.4 >= width {
                self.rule(shown, false, shape.center().x, shape.y0, shape.y1);
            }
        } else if height <= THICKEST {
            self.rule(shown, true, shape.center().y, shape.x0, shape.x1);
        } else if width <= THICKEST {
            self.rule(shown, false, shape.center().x, shape.y0, shape.y1);
        } else {
            let page = Shape::new(0.0, 0.0, f64::from(self.ink.width), f64::from(self.ink.height));
            let seen = shape.intersect(page);
            if seen.width() > 0.0 && seen.height() > 0.0 && seen.area() < 0.95 * page.area() {
                let tiles = if shown { &mut self.ink.fills } else { &mut self.ink.blanks };
                tiles.push(rect(seen));
            }
        }
    }

    fn stroke(&mut self, path: &BezPath, transform: Affine, shown: bool) {
        let mut start = Point::ZERO;
        let mut last = Point::ZERO;
        for element in path.elements() {
            let (from, to) = match *element {
                PathEl::MoveTo(point) => {
                    start = transform * point;
                    last = start;
                    continue;
                }
                PathEl::LineTo(point) => (last, transform * point),
                PathEl::ClosePath => (last, start),
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                    self.ink.shapes = self.ink.shapes.saturating_add(1);
                    last = transform * point;
                    continue;
                }
            };
            last = to;
            let (dx, dy) = ((to.x - from.x).abs(), (to.y - from.y).abs());
            if dy <= 0.5 && dx > dy {
                self.rule(shown, true, f64::midpoint(from.y, to.y), from.x, to.x);
            } else if dx <= 0.5 && dy > dx {
                self.rule(shown, false, f64::midpoint(from.x, to.x), from.y, to.y);
            }
        }
    }

    /// A filled path: each part of it that is a rectangle, or the slanted end of a border, is one; two of which one is in the other are a frame.
    fn paint(&mut self, path: &BezPath, transform: Affine, seen: bool) {
        let mut part: Option<Part> = None;
        let mut outer: Option<Shape> = None;
        for element in path.elements() {
            let (point, curved) = match *element {
                PathEl::MoveTo(point) => {
                    self.part(part.as_ref(), &mut outer, seen);
                    let point = transform * point;
                    part = Some(Part { bounds: Shape::from_points(point, point), corners: 0, curved: false });
                    continue;
                }
                PathEl::LineTo(point) => (point, false),
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => (point, true),
                PathEl::ClosePath => continue,
            };
            if let Some(part) = &mut part {
                part.corners += 1;
                part.curved |= curved;
                part.bounds = part.bounds.union_pt(transform * point);
            }
        }
        self.part(part.as_ref(), &mut outer, seen);
        self.part(None, &mut outer, seen);
    }

    /// One part of a filled path. `outer` is the rectangle before it, which waits to be told from the outside of a frame.
    fn part(&mut self, part: Option<&Part>, outer: &mut Option<Shape>, seen: bool) {
        let Some(&Part { bounds, corners, curved }) = part else {
            if let Some(outer) = outer.take() {
                self.fill(outer, seen);
            }
            return;
        };
        let thin = bounds.width() <= THICKEST || bounds.height() <= THICKEST;
        if !thin && (curved || corners > 6) {
            self.ink.shapes = self.ink.shapes.saturating_add(1);
            return;
        }
        if corners == 0 {
            return;
        }
        match outer.take() {
            Some(around) if is_frame(around, bounds) || is_frame(bounds, around) => {
                let (around, within) = if around.area() >= bounds.area() { (around, bounds) } else { (bounds, around) };
                self.frame(around, within, seen);
            }
            before => {
                if let Some(before) = before {
                    self.fill(before, seen);
                }
                *outer = Some(bounds);
            }
        }
    }

    /// A frame between two rectangles: a line on every side where they are apart.
    fn frame(&mut self, around: Shape, within: Shape, shown: bool) {
        let sides = [
            (true, around.y0, within.y0, around.x0, around.x1),
            (true, within.y1, around.y1, around.x0, around.x1),
            (false, around.x0, within.x0, around.y0, around.y1),
            (false, within.x1, around.x1, around.y0, around.y1),
        ];
        for (across, from, to, start, end) in sides {
            if to - from > 0.01 {
                self.rule(shown, across, f64::midpoint(from, to), start, end);
            }
        }
    }

    fn is_seen(&self, paint: &Paint<'_>) -> bool {
        if self.faint > 0 {
            return false;
        }
        match paint {
            Paint::Color(color) => {
                let [red, green, blue, alpha] = color.to_rgba().components();
                alpha > 0.02 && !(red > 0.98 && green > 0.98 && blue > 0.98)
            }
            Paint::Pattern(_) => true,
        }
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.budget.path(path.elements().len());
        let seen = self.is_seen(&props.paint);
        if matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            self.paint(path, props.transform, seen);
        }
        if matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..)) {
            self.stroke(path, props.transform, seen);
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.budget.path(clip.path.elements().len());
        self.clip(clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, clip: &Shape) {
        self.budget.path(4);
        self.clip(*clip);
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.budget.group();
        let faint = opacity <= 0.02;
        self.faint += usize::from(faint);
        self.groups.push(faint);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.budget.glyphs(run.glyphs().len());
        let mark = self.marks.iter().rev().find_map(|mark| mark.id).unwrap_or(-1);
        let hidden = matches!(mode, DrawMode::Invisible) || self.faint > 0;
        for glyph in run.glyphs() {
            let transform = props.transform * glyph.transform();
            let advance = match &**glyph {
                Sign::Outline(outline) => outline.advance_width(),
                Sign::Type3(sign) => sign.advance_width(),
            };
            let from = transform * Point::ZERO;
            let to = transform * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0);
            let up = transform * Point::new(0.0, 1000.0) - from;
            let size = up.hypot();
            let start = self.ink.text.len();
            if !self.letters(glyph.as_unicode()) {
                self.ink.unmapped += 1;
                self.ink.text.push(char::REPLACEMENT_CHARACTER);
            }
            self.budget.letters(self.ink.text.len() - start);
            self.ink.hidden += u32::from(hidden);
            let heading = heading(to - from, up);
            let (left, right, base) = match heading {
                1 | 3 => (from.y, to.y, from.x),
                _ => (from.x, to.x, from.y),
            };
            if !(left.is_finite() && right.is_finite() && base.is_finite() && size.is_finite()) {
                continue;
            }
            if let Some(clip) = self.clips.last_mut().filter(|clip| !clip.seen) {
                let shape = Shape::from_points(from, to).union(Shape::from_points(from + up, to + up));
                clip.seen = shape.overlaps(clip.bounds);
            }
            let text = (offset(start), offset(self.ink.text.len()));
            self.ink.glyphs.push(Glyph {
                text,
                left: narrow(left),
                right: narrow(right),
                base: narrow(base),
                size: narrow(size),
                mark,
                heading,
            });
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.budget.group();
        // The transform takes pixels to the page.
        let bounds = Shape::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let shape = props.transform.transform_rect_bbox(bounds);
        let page = f64::from(self.ink.width) * f64::from(self.ink.height);
        let seen = shape.intersect(Shape::new(0.0, 0.0, f64::from(self.ink.width), f64::from(self.ink.height)));
        if shape.width() <= THICKEST || shape.height() <= THICKEST {
            self.fill(shape, true);
        } else if page > 0.0 && seen.width() > 0.0 && seen.height() > 0.0 {
            self.ink.pictures += narrow(seen.area() / page);
        }
    }

    fn pop_clip(&mut self) {
        let Some(clip) = self.clips.pop() else { return };
        if clip.seen {
            if let Some(outer) = self.clips.last_mut() {
                outer.seen = true;
            }
        } else if clip.first < self.ink.glyphs.len() {
            self.ink.glyphs.truncate(clip.first);
            self.ink.unmapped = self.ink.unmapped.min(clip.unmapped);
        }
    }

    fn pop_transparency_group(&mut self) {
        self.faint -= usize::from(self.groups.pop().unwrap_or(false));
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.budget.group();
        // The library goes through all of a dictionary to find a key.
        self.budget.glyphs(properties.map_or(0, |dict| dict.data().len() / 64));
        let id = properties.and_then(|dict| dict.get::<i32>(b"MCID"));
        let actual = properties.and_then(|dict| dict.get::<PdfString<'_>>(b"ActualText"));
        let actual = actual.filter(|text| text.as_bytes().len() <= LONGEST_SAID).map(|text| words_of(text.as_bytes()));
        self.budget.letters(actual.as_ref().map_or(0, String::len));
        self.marks.push(Mark { id, actual, first: self.ink.glyphs.len() });
    }

    fn end_marked_content(&mut self) {
        let Some(Mark { actual: Some(actual), first, .. }) = self.marks.pop() else { return };
        self.replace(first, &actual);
    }
}

impl Collector<'_> {
    /// Opens a clip. Text may run over it, as that of a cell does which is too narrow, and is kept; text of which nothing at all is seen is not.
    fn clip(&mut self, bounds: Shape) {
        let bounds = self.clips.last().map_or(bounds, |outer| outer.bounds.intersect(bounds)).inflate(0.5, 0.5);
        self.clips.push(Clip { bounds, first: self.ink.glyphs.len(), unmapped: self.ink.unmapped, seen: false });
    }

    /// Writes down the letters of a glyph; whether it has any.
    fn letters(&mut self, unicode: Option<BfString>) -> bool {
        let Some(unicode) = unicode else { return false };
        let mut one = [0; 4];
        let letters: &str = match &unicode {
            BfString::Char(letter) => letter.encode_utf8(&mut one),
            BfString::String(letters) => letters,
        };
        let spelled = letters::spell(letters, &mut self.ink.text);
        self.ink.mended += u32::from(spelled == Spelled::Mended);
        spelled != Spelled::Nothing
    }

    /// Puts what marked content says in place of the letters that its glyphs have.
    fn replace(&mut self, first: usize, actual: &str) {
        let Some(glyphs) = self.ink.glyphs.get(first..).filter(|glyphs| !glyphs.is_empty()) else { return };
        // Marked contents that stand inside one another go over the same glyphs.
        self.budget.glyphs(glyphs.len() / 8);
        let text = |glyph: &Glyph| self.ink.text.get(glyph.text.0 as usize..glyph.text.1 as usize).unwrap_or("");
        let own: String = glyphs.iter().map(text).collect();
        if own == actual {
            return;
        }
        // A text that says something quite different is not what the page shows.
        let unmapped = glyphs.iter().filter(|glyph| text(glyph).contains(char::REPLACEMENT_CHARACTER)).count();
        if unmapped == 0 && actual.chars().count() > LONGEST_ACTUAL {
            return;
        }
        let same_line = |glyph: &&Glyph| (glyph.base - glyphs[0].base).abs() < 0.1;
        let right = glyphs.iter().filter(same_line).map(|glyph| glyph.right).fold(glyphs[0].right, f32::max);
        self.ink.unmapped -= u32::try_from(unmapped).unwrap_or(0).min(self.ink.unmapped);
        let start = self.ink.text.len();
        self.ink.text.push_str(actual);
        let whole = Glyph { text: (offset(start), offset(self.ink.text.len())), right, ..glyphs[0] };
        self.ink.glyphs.truncate(first);
        self.ink.glyphs.push(whole);
    }
}

/// Whether one rectangle stands in another, a little apart from it on one side at least.
fn is_frame(around: Shape, within: Shape) -> bool {
    let apart = [within.x0 - around.x0, within.y0 - around.y0, around.x1 - within.x1, around.y1 - within.y1];
    apart.iter().all(|apart| (-0.05..=THICKEST * 1.5).contains(apart)) && apart.iter().any(|apart| *apart > 0.05)
}

/// Into which quarter a text runs; 4 if askew, or mirrored.
fn heading(along: hayro_interpret::kurbo::Vec2, up: hayro_interpret::kurbo::Vec2) -> u8 {
    let (dx, dy) = (along.x, along.y);
    let (flat, length) = (dx.abs().max(dy.abs()), dx.abs().min(dy.abs()));
    if length > 0.05 * flat {
        return 4;
    }
    // A sign without advance tells its direction by its height.
    if flat == 0.0 {
        return if up.y.abs() >= up.x.abs() { if up.y <= 0.0 { 0 } else { 2 } } else if up.x > 0.0 { 1 } else { 3 };
    }
    if dx.abs() >= dy.abs() {
        if dx > 0.0 { 0 } else { 2 }
    } else if dy > 0.0 {
        1
    } else {
        3
    }
}

/// Turns a page whose text runs up, down or upside down, so that it runs from left to right. What is askew, a watermark, is left out.
fn upright(ink: &mut Ink) {
    let mut counts = [0_usize; 5];
    for glyph in &ink.glyphs {
        counts[usize::from(glyph.heading.min(4))] += 1;
    }
    let most = (0..4).rev().max_by_key(|heading| counts[*heading]).unwrap_or(0);
    ink.glyphs.retain(|glyph| glyph.heading < 4);
    let turned = u8::try_from(most).unwrap_or(0);
    ink.turned = turned;
    let (width, height) = (ink.width, ink.height);
    for glyph in &mut ink.glyphs {
        // What runs down the page was measured from its top, what runs up from there as well.
        let (x, y, to) = match glyph.heading {
            1 | 3 => (glyph.base, glyph.left, (glyph.base, glyph.right)),
            _ => (glyph.left, glyph.base, (glyph.right, glyph.base)),
        };
        let (from, to) = (turn((x, y), turned, width, height), turn(to, turned, width, height));
        glyph.heading = (glyph.heading + 4 - turned) % 4;
        (glyph.left, glyph.right, glyph.base) = match glyph.heading {
            1 | 3 => (from.1, to.1, from.0),
            _ => (from.0, to.0, from.1),
        };
    }
    if turned == 0 {
        return;
    }
    for rule in ink.rules.iter_mut().chain(&mut ink.pale) {
        let (from, to) = if rule.across { ((rule.from, rule.at), (rule.to, rule.at)) } else { ((rule.at, rule.from), (rule.at, rule.to)) };
        let (from, to) = (turn(from, turned, width, height), turn(to, turned, width, height));
        rule.across ^= turned % 2 == 1;
        (rule.at, rule.from, rule.to) =
            if rule.across { (from.1, from.0.min(to.0), from.0.max(to.0)) } else { (from.0, from.1.min(to.1), from.1.max(to.1)) };
    }
    for fill in ink.fills.iter_mut().chain(&mut ink.blanks) {
        *fill = turned_rect(*fill, turned, width, height);
    }
    if turned % 2 == 1 {
        (ink.width, ink.height) = (height, width);
    }
}

/// A point of a page of this size on the page turned by some quarters counterclockwise.
pub(super) fn turn((x, y): (f32, f32), quarters: u8, width: f32, height: f32) -> (f32, f32) {
    match quarters % 4 {
        1 => (y, width - x),
        2 => (width - x, height - y),
        3 => (height - y, x),
        _ => (x, y),
    }
}

/// A rectangle of a page of this size on the page turned by some quarters counterclockwise.
pub(super) fn turned_rect(rect: Rect, quarters: u8, width: f32, height: f32) -> Rect {
    let (one, other) = (turn((rect.left, rect.top), quarters, width, height), turn((rect.right, rect.bottom), quarters, width, height));
    Rect { left: one.0.min(other.0), top: one.1.min(other.1), right: one.0.max(other.0), bottom: one.1.max(other.1) }
}

fn rect(shape: Shape) -> Rect {
    Rect { left: narrow(shape.x0), top: narrow(shape.y0), right: narrow(shape.x1), bottom: narrow(shape.y1) }
}

/// The words of a text string of a PDF: UTF-16 or UTF-8 by their mark, else Latin letters.
pub(super) fn words_of(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        other => other.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Places on a page need no more than some seven digits.
#[expect(clippy::cast_possible_truncation, reason = "a point on a page, to a hundredth")]
fn narrow(measure: f64) -> f32 {
    measure as f32
}

/// Offsets fit 32 bits because the letters of a page are bounded.
fn offset(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
