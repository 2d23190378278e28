//! Links: the addresses that parts of a page lead to, which stand beside what is drawn, with a rectangle of their own.
//!
//! Only addresses are read, never what would start a program or leave the file in another way. Which cell a link belongs to is told by where its lines
//! are.

use hayro_interpret::util::TransformExt;
use hayro_syntax::object::{Array, Dict, Name, String as PdfString};
use hayro_syntax::page::Page;

use hayro_interpret::kurbo::{Point, Rect as Shape};

use super::page::{Line, Rect};
use crate::limits::{MAX_ADDRESS, MAX_PDF_LINKS};

/// The flag of an annotation that is not shown.
const HIDDEN: i32 = 2;

/// The most lines that one link is said to run over.
const MAX_QUADS: usize = 64;

/// The links of a page with where they are, in points from the top left of the page as it is displayed, which is before its text is turned upright.
/// A link that runs over several lines is there once for each.
pub(super) fn links(page: &Page<'_>) -> Vec<(Rect, String)> {
    let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else { return Vec::new() };
    let transform = page.initial_transform(true).to_kurbo();
    let mut links = Vec::new();
    for annotation in annotations.iter::<Dict<'_>>().take(MAX_PDF_LINKS) {
        let Some(target) = target(&annotation) else { continue };
        let quads = quads(&annotation);
        let shapes = if quads.is_empty() { whole(&annotation).into_iter().collect() } else { quads };
        for shape in shapes {
            if links.len() >= MAX_PDF_LINKS {
                return links;
            }
            links.push((rect(transform.transform_rect_bbox(shape)), target.clone()));
        }
    }
    links
}

/// Where the lines of a cell on a page lead to: the first link at least half of which lies over them, or that fills the cell behind them.
pub(super) fn covering<'l>(links: &'l [(Rect, String)], cell: Rect, text: &[Line], page: u16) -> Option<&'l str> {
    let here = || text.iter().filter(|line| line.page == page);
    let drawn: f32 = here().map(|line| area(line.rect)).sum();
    if drawn <= 0.0 {
        return None;
    }
    let covers = |link: Rect| {
        let over: f32 = here().map(|line| common(link, line.rect)).sum();
        let whole = area(link);
        over * 2.0 >= whole && over > 0.0 || over * 2.0 >= drawn && common(link, cell) * 2.0 >= whole
    };
    links.iter().find(|(link, _)| covers(*link)).map(|(_, target)| target.as_str())
}

/// The address an annotation leads to, if it is a link that can be seen.
fn target(annotation: &Dict<'_>) -> Option<String> {
    let is = |dict: &Dict<'_>, key: &[u8], name: &[u8]| dict.get::<Name<'_>>(key).is_some_and(|found| *found == *name);
    if !is(annotation, b"Subtype", b"Link") || annotation.get::<i32>(b"F").is_some_and(|flags| flags & HIDDEN != 0) {
        return None;
    }
    let action = annotation.get::<Dict<'_>>(b"A")?;
    if !is(&action, b"S", b"URI") {
        return None;
    }
    let address = action.get::<PdfString<'_>>(b"URI")?;
    let bytes = address.as_bytes();
    if bytes.len() > MAX_ADDRESS {
        return None;
    }
    // By the book an address is ASCII; some write UTF-8, others a text string.
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => super::ink::words_of(bytes),
    };
    let text = text.trim_matches(|sign: char| sign.is_whitespace() || sign.is_control() || sign == '\u{FEFF}');
    (!text.is_empty() && text.len() <= MAX_ADDRESS).then(|| text.to_owned())
}

/// The lines that a link runs over, where it says so and they lie within its rectangle.
fn quads(annotation: &Dict<'_>) -> Vec<Shape> {
    let Some(points) = annotation.get::<Array<'_>>(b"QuadPoints") else { return Vec::new() };
    let bounds = whole(annotation).map(|shape| shape.inflate(1.0, 1.0));
    let numbers: Vec<f64> = points.iter::<f64>().take(8 * MAX_QUADS).collect();
    let corners = |quad: &[f64]| {
        let mut points = quad.chunks_exact(2).map(|pair| Point::new(pair[0], pair[1]));
        let first = points.next()?;
        let shape = points.fold(Shape::from_points(first, first), |shape, point| shape.union_pt(point));
        let inside = bounds.is_none_or(|bounds| bounds.intersect(shape).area() * 2.0 >= shape.area());
        (inside && shape.is_finite() && shape.area() > 0.0).then_some(shape)
    };
    numbers.chunks_exact(8).filter_map(corners).collect()
}

/// The rectangle of an annotation, whichever of its corners come first.
fn whole(annotation: &Dict<'_>) -> Option<Shape> {
    let numbers: Vec<f64> = annotation.get::<Array<'_>>(b"Rect")?.iter::<f64>().take(4).collect();
    let [x0, y0, x1, y1] = numbers[..] else { return None };
    let shape = Shape::from_points(Point::new(x0, y0), Point::new(x1, y1));
    (shape.is_finite() && shape.area() > 0.0).then_some(shape)
}

#[expect(clippy::cast_possible_truncation, reason = "a point on a page, to a hundredth")]
fn rect(shape: Shape) -> Rect {
    Rect { left: shape.x0 as f32, top: shape.y0 as f32, right: shape.x1 as f32, bottom: shape.y1 as f32 }
}

fn area(rect: Rect) -> f32 {
    rect.width().max(0.0) * rect.height().max(0.0)
}

/// The area that two rectangles have in common.
fn common(one: Rect, other: Rect) -> f32 {
    let width = one.right.min(other.right) - one.left.max(other.left);
    let height = one.bottom.min(other.bottom) - one.top.max(other.top);
    width.max(0.0) * height.max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of 200 by 100 points with these annotations.
    fn page(more: &str, annotations: &str) -> Vec<u8> {
        format!(
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
             3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]{more}/Annots[{annotations}]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
        )
        .into_bytes()
    }

    fn found(more: &str, annotations: &str) -> Vec<([f32; 4], String)> {
        let pdf = hayro_syntax::Pdf::new(page(more, annotations)).expect("a readable file");
        links(&pdf.pages()[0]).into_iter().map(|(rect, target)| ([rect.left, rect.top, rect.right, rect.bottom], target)).collect()
    }

    #[test]
    fn links_are_read_with_their_place() {
        let link = |rest: &str| format!("<</Subtype/Link/Rect[20 10 60 30]{rest}>>");
        let uri = "/A<</S/URI/URI(mailto:ana@x.ec)>>";
        let plain = ([20.0, 70.0, 60.0, 90.0], "mailto:ana@x.ec".to_owned());
        for (more, rest, expected) in [
            ("", uri.to_owned(), vec![plain.clone()]),
            // Two lines: each has its own place. A quadrangle elsewhere is not believed.
            (
                "",
                format!("{uri}/QuadPoints[20 30 60 30 20 20 60 20  20 20 40 20 20 10 40 10]"),
                vec![([20.0, 70.0, 60.0, 80.0], plain.1.clone()), ([20.0, 80.0, 40.0, 90.0], plain.1.clone())],
            ),
            ("", format!("{uri}/QuadPoints[120 30 160 30 120 20 160 20]"), vec![plain.clone()]),
            // A page that is turned for display, and one whose corner is elsewhere.
            ("/Rotate 90", uri.to_owned(), vec![([10.0, 20.0, 30.0, 60.0], plain.1.clone())]),
            ("/CropBox[10 5 200 95]", uri.to_owned(), vec![([10.0, 65.0, 50.0, 85.0], plain.1.clone())]),
            ("", format!("{uri}/F 2"), vec![]),
            ("", "/A<</S/Launch/F(x.exe)/URI(mailto:ana@x.ec)>>".to_owned(), vec![]),
            ("", "/A<</S/URI/URI()>>".to_owned(), vec![]),
        ] {
            assert_eq!(found(more, &link(&rest)), expected, "{more} {rest}");
        }
        assert_eq!(found("", "<</Subtype/Text/Rect[20 10 60 30]/A<</S/URI/URI(x)>>>>"), vec![]);
        assert_eq!(found("", "<</Subtype/Link/Rect[60 30 20 10]/A<</S/URI/URI<FEFF006D0061006E> >>>>")[0].1, "man");
    }

    #[test]
    fn links_are_bounded() {
        let one = "<</Subtype/Link/Rect[20 10 60 30]/A<</S/URI/URI(x)>>>>";
        assert_eq!(found("", &one.repeat(MAX_PDF_LINKS + 5)).len(), MAX_PDF_LINKS);
        let long = format!("<</Subtype/Link/Rect[20 10 60 30]/A<</S/URI/URI({})>>>>", "x".repeat(MAX_ADDRESS + 1));
        assert_eq!(found("", &long), vec![]);
    }

    #[test]
    fn a_link_belongs_to_the_cell_whose_lines_it_covers() {
        let rect = |left: f32, top: f32, right: f32, bottom: f32| Rect { left, top, right, bottom };
        let links = [(rect(100.0, 50.0, 160.0, 62.0), "mailto:ana@x.ec".to_owned())];
        let line = |left: f32, top: f32| Line { rect: rect(left, top, left + 60.0, top + 10.0), page: 3, ..Line::default() };
        let cell = rect(98.0, 40.0, 170.0, 70.0);
        for (lines, page, expected) in [
            (vec![line(100.0, 51.0)], 3, true),
            (vec![line(100.0, 51.0)], 2, false),
            (vec![line(135.0, 51.0)], 3, false),
            (vec![line(100.0, 40.0), line(100.0, 51.0)], 3, true),
            (vec![line(100.0, 64.0)], 3, false),
        ] {
            assert_eq!(covering(&links, cell, &lines, page).is_some(), expected, "{lines:?}");
        }
        // A link on the whole cell, as spreadsheets have it.
        let links = [(cell, "mailto:ana@x.ec".to_owned())];
        assert!(covering(&links, cell, &[line(100.0, 51.0)], 3).is_some());
        assert!(covering(&links, rect(0.0, 40.0, 97.0, 70.0), &[line(30.0, 51.0)], 3).is_none());
    }
}
