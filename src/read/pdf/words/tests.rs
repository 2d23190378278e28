//! Pages made up sign by sign.

use super::*;

/// A page on which signs are drawn one by one.
#[derive(Default)]
struct Page {
    ink: Ink,
    size: f32,
    apart: f32,
}

impl Page {
    fn new() -> Page {
        Page { ink: Ink { width: 600.0, height: 400.0, ..Ink::default() }, size: 10.0, apart: 0.0 }
    }

    /// Draws a sign; where it ends.
    fn sign(&mut self, text: &str, left: f32, base: f32, advance: f32) -> f32 {
        let start = u32::try_from(self.ink.text.len()).unwrap_or(0);
        self.ink.text.push_str(text);
        let end = u32::try_from(self.ink.text.len()).unwrap_or(0);
        let right = left + advance * self.size;
        self.ink.glyphs.push(Glyph { text: (start, end), left, right, base, size: self.size, mark: -1, heading: 0 });
        right + self.apart * self.size
    }

    /// Draws a text in one go; where it ends. A `_` is room without a sign.
    fn draw(&mut self, text: &str, left: f32, base: f32) -> f32 {
        let mut at = left;
        for sign in text.chars() {
            let advance = match sign {
                ' ' | '_' => 0.28,
                'i' | 'l' => 0.22,
                _ => 0.55,
            };
            at = if sign == '_' { at + advance * self.size } else { self.sign(&sign.to_string(), at, base, advance) };
        }
        at
    }

    /// The lines of all its words.
    fn lines(&self) -> Vec<String> {
        lines(0, words(&self.ink)).into_iter().map(|line| line.text).collect()
    }
}

fn page(draw: impl FnOnce(&mut Page)) -> Vec<String> {
    let mut page = Page::new();
    draw(&mut page);
    page.lines()
}

#[test]
fn spaces_may_be_written_or_left() {
    assert_eq!(page(|page| _ = page.draw("dos palabras", 10.0, 50.0)), ["dos palabras"]);
    assert_eq!(page(|page| _ = page.draw("dos_palabras", 10.0, 50.0)), ["dos palabras"]);
    // Room of 1.4 of the size, as in justified text.
    assert_eq!(page(|page| _ = page.draw("dos_____palabras", 10.0, 50.0)), ["dos palabras"]);
    let spaced = lines(
        0,
        words(&{
            let mut page = Page::new();
            page.draw("fin ", 10.0, 50.0);
            page.ink
        }),
    );
    assert!(spaced[0].space);
}

#[test]
fn letters_set_apart_are_words() {
    for apart in [0.1, 0.2, 0.4] {
        let text = page(|page| {
            page.apart = apart;
            page.draw("CONCEJO CANTONAL", 10.0, 50.0);
            page.draw("03/25", 300.0, 50.0);
            page.draw("No.", 10.0, 80.0);
        });
        assert_eq!(text, ["CONCEJO CANTONAL 03/25", "No."], "{apart}");
        let text = page(|page| {
            page.apart = apart;
            page.draw("CONCEJO_CANTONAL", 10.0, 50.0);
        });
        assert_eq!(text, ["CONCEJO CANTONAL"], "{apart}");
    }
}

#[test]
fn squeezed_letters_are_words() {
    let text = page(|page| {
        let mut at = 10.0;
        for sign in "calle_larga".chars() {
            at = if sign == '_' { at + 1.4 } else { page.sign(&sign.to_string(), at, 50.0, if sign == 'l' { 0.11 } else { 0.27 }) };
        }
    });
    assert_eq!(text, ["calle larga"]);
}

#[test]
fn bold_by_printing_twice() {
    // Whole lines, a short word, sign by sign, and four times.
    let lines = page(|page| {
        page.draw("ALCALDÍA li", 10.0, 50.0);
        page.draw("ALCALDÍA li", 10.3, 50.0);
        page.draw("li", 10.0, 80.0);
        page.draw("li", 10.3, 80.0);
        let mut at = 10.0;
        for sign in ["c", "a", "l", "l", "e"] {
            let next = page.sign(sign, at, 110.0, 0.5);
            page.sign(sign, at + 0.3, 110.0, 0.5);
            at = next;
        }
        for shift in [0.0, 0.2, 0.4, 0.6] {
            page.draw("META", 10.0 + shift, 140.0);
        }
    });
    assert_eq!(lines, ["ALCALDÍA li", "li", "calle", "META"]);
}

#[test]
fn signs_in_any_order() {
    let mut whole = Page::new();
    for row in 0_u8..4 {
        whole.draw("Plan Operativo_Anual", 10.0, 50.0 + 12.0 * f32::from(row));
    }
    // 37 is a prime that does not divide their number.
    let count = whole.ink.glyphs.len();
    assert!(!count.is_multiple_of(37));
    whole.ink.glyphs = (0..count).map(|index| whole.ink.glyphs[index * 37 % count]).collect();
    assert_eq!(whole.lines(), ["Plan Operativo Anual"; 4]);
}

#[test]
fn accents_drawn_apart() {
    // Before the letter, after it, as a combining sign without width, and over a dotless i.
    for (first, second, expected) in [
        (("´", 0.1, 0.33), ("o", 0.0, 0.55), "aón"),
        (("o", 0.0, 0.55), ("´", 0.1, 0.33), "aón"),
        (("o", 0.0, 0.55), ("\u{301}", 0.55, 0.0), "aón"),
        (("´", 0.0, 0.33), ("ı", 0.0, 0.28), "aín"),
        (("n", 0.0, 0.55), ("˜", 0.1, 0.33), "añn"),
    ] {
        let text = page(|page| {
            let at = page.draw("a", 10.0, 50.0);
            page.sign(first.0, at + first.1 * 10.0, 50.0, first.2);
            page.sign(second.0, at + second.1 * 10.0, 50.0, second.2);
            let width = if matches!(second.0, "´" | "\u{301}" | "˜") { first.2 } else { second.2 };
            page.draw("n", at + width * 10.0, 50.0);
        });
        assert_eq!(text, [expected], "{first:?} {second:?}");
    }
    assert_eq!(page(|page| _ = page.draw("a´ b", 10.0, 50.0)), ["a´ b"]);
}

#[test]
fn raised_letters_stay_on_their_line() {
    let text = page(|page| {
        let at = page.draw("N.", 10.0, 50.0);
        page.size = 6.0;
        let at = page.draw("o", at, 46.0);
        page.size = 10.0;
        page.draw(" 12", at, 50.0);
        page.draw("otra", 10.0, 62.0);
    });
    assert_eq!(text, ["N.o 12", "otra"]);
}

#[test]
fn soft_hyphens_that_are_not_drawn() {
    let text = page(|page| {
        let at = page.draw("me", 10.0, 50.0);
        page.sign("\u{AD}", at, 50.0, 0.3);
        let at = page.draw("tas", at, 50.0);
        page.sign("\u{AD}", at, 50.0, 0.3);
        page.sign("-", at, 50.0, 0.3);
        let at = page.draw("obje", 10.0, 62.0);
        page.sign("\u{AD}", at, 62.0, 0.3);
    });
    assert_eq!(text, ["metas\u{AD}", "obje\u{AD}"]);
}

#[test]
fn many_words_in_one_place_are_soon_read() {
    let mut page = Page::new();
    for index in 0_u16..20_000 {
        page.sign(&format!("{index}"), 10.0, 50.0, 0.5);
        page.sign("x", 10.0 + f32::from(index % 7) * 1.0, 50.0, 0.5);
    }
    let start = std::time::Instant::now();
    assert!(!words(&page.ink).is_empty());
    assert!(start.elapsed() < std::time::Duration::from_secs(2));
}

#[test]
fn a_ligature_round_a_soft_hyphen() {
    let text = page(|page| {
        let at = page.draw("Gri", 10.0, 50.0);
        let at = page.sign("f\u{AD}fi", at, 50.0, 0.8);
        let at = page.draw("th o", at, 50.0);
        let at = page.sign("f\u{AD}", at, 50.0, 0.3);
        page.draw("-", at, 50.0);
    });
    assert_eq!(text, ["Griffith of\u{AD}"]);
}
