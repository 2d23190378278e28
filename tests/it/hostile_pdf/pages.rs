//! What pages draw, and how that costs those who look for tables in it.

use std::fmt::Write;

use super::files::{
    Fate::{Answered, Opened, Refused},
    Hostile, LINE, fonts, listed,
};
use super::raw::{CATALOG, PAGE, Raw, deflated};

/// What pages draw.
pub(super) fn contents() -> Vec<Hostile> {
    let mut files = Vec::new();
    let packed = |piece: &[u8], times: usize| {
        let mut raw = Raw::new("", &fonts());
        let start = raw.add_stream("", b"BT /F 1 Tf 0 0 m\n");
        let rest = raw.add_stream("/Filter/FlateDecode", &deflated(piece, times));
        raw.set(PAGE, &format!("<</Type/Page/Parent 2 0 R/Contents[{start} 0 R {rest} 0 R]/Resources<<{}>>>>", fonts()));
        raw.file()
    };
    for (name, piece, times, fate) in [
        ("saves", &b"q "[..], 10 << 20, Refused),
        ("saves-some", b"q ", 1 << 20, Answered),
        ("glyphs", b"(aaaaaaaa)Tj\n", 1 << 21, Refused),
        ("glyphs-on-a-page", b"(aaaaaaaa)Tj\n", 300_000, Refused),
        ("paths", b"1 1 l", 6 << 20, Refused),
        ("lines", b"9 9 l S\n\n\n\n\n\n", 300_000, Refused),
        ("clips", b"0 0 9 9 re W ", 300_000, Answered),
        ("marks", b"/P BMC\n", 600_000, Refused),
        ("nothings", b"n ", 2 << 20, Answered),
        ("strings", b"((", 2 << 20, Answered),
        ("arrays-in-content", b"[", 4 << 20, Answered),
        ("clip-by-text", b"7 Tr (@@@)Tj\n", 200_000, Refused),
    ] {
        files.push((name, packed(piece, times), fate));
    }
    // One content many times.
    let mut raw = Raw::new("", &fonts());
    let piece = raw.add_stream("/Filter/FlateDecode", &deflated(b"q", 3 << 20));
    raw.set(PAGE, &format!("<</Type/Page/Parent 2 0 R/Contents[{}]/Resources<<>>>>", format!("{piece} 0 R ").repeat(2_000)));
    files.push(("content-2000-times", raw.file(), Refused));
    // Pictures in the content, whose ends are looked for in all that follows.
    let pictures = format!("{LINE}BI /W 1 /H 1 ID x EI {}", "BI/a(".repeat(300_000));
    files.push(("pictures-in-line", Raw::new(&pictures, &fonts()).file(), Refused));
    let some = format!("{LINE}{}", "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI\n".repeat(100));
    files.push(("pictures-in-line-some", Raw::new(&some, &fonts()).file(), Opened));
    // Places that are no places.
    let far = format!("1{}", "0".repeat(300));
    let wild = format!(
        "BT /F {far} Tf {far} 0 0 {far} -{far} {far} Tm (a) Tj 0 0 0 0 0 0 Tm (b) Tj ET {far} {far} m -{far} 0 l S 0 0 {far} .{far} re f"
    );
    let mut raw = Raw::new(&format!("{LINE}{wild}"), &fonts());
    raw.set(
        PAGE,
        &format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[-{far} 0 {far} 99999999999999999999]/UserUnit {far}/Contents 4 0 R/Resources<<{}>>>>",
            fonts()
        ),
    );
    files.push(("wild-places", raw.file(), Answered));
    files
}

/// Trees of tags, and texts laid out so that tables cost much.
pub(super) fn texts() -> Vec<Hostile> {
    let mut files = Vec::new();
    let tagged = |levels: usize, kids: &str, last: &str| {
        let mut raw = Raw::new(&format!("/TD <</MCID 0>> BDC {LINE} EMC"), &fonts());
        raw.set(CATALOG, "<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R>>");
        raw.set(5, "<</Type/StructTreeRoot/K 6 0 R>>");
        for level in 6..6 + levels {
            let kids = kids.replace("NEXT", &format!("{} 0 R", level + 1));
            raw.set(level, &format!("<</Type/StructElem/S/{}/Pg 3 0 R/K[{kids}]>>", ["Table", "TR", "TD"][level % 3]));
        }
        raw.set(6 + levels, last);
        raw.file()
    };
    files.push(("tags-doubled", tagged(30, "NEXT NEXT", "<</Type/StructElem/S/TD/Pg 3 0 R/K 0>>"), Answered));
    files.push(("tags-deep", tagged(100_000, "NEXT", "<</Type/StructElem/S/TD/Pg 3 0 R/K 0>>"), Answered));
    files.push(("tags-in-circles", tagged(3, "NEXT 6 0 R", "<</Type/StructElem/S/TD/Pg 3 0 R/K 6 0 R>>"), Answered));
    files.push(("tags-many", tagged(1, &"0 ".repeat(1_000_000), "null"), Answered));
    let wide = |span: &str| {
        let mut raw = Raw::new(&format!("/TD <</MCID 0>> BDC {LINE} EMC"), &fonts());
        raw.set(CATALOG, "<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R>>");
        raw.set(
            5,
            &format!(
                "<</Type/StructTreeRoot/K<</S/Table/K[{}]>>>>",
                format!("<</S/TR/K[<</S/TD/Pg 3 0 R/K 0/A<</O/Table{span}>>>>]>>").repeat(50)
            ),
        );
        raw.file()
    };
    files.push(("span-of-columns", wide("/ColSpan 2000000000"), Answered));
    files.push(("span-of-rows", wide("/RowSpan 2000000000/ColSpan 60000"), Answered));
    // A grid of as many lines as a page may draw, with a word in each corner.
    let mut grid = String::new();
    for at in 0..4_000 {
        let _ = write!(grid, "{0} 0 m {0} 595 l 0 {0} m 842 {0} l S ", f64::from(at) * 0.2);
    }
    files.push(("grid", Raw::new(&format!("{LINE}{grid}"), &fonts()).file(), Answered));
    let mut words = String::from("BT /F 1 Tf ");
    for at in 0..30_000 {
        let _ = write!(words, "1 0 0 1 {} {} Tm (a) Tj ", at * 7919 % 842, at * 19 % 595);
    }
    files.push(("words-anywhere", Raw::new(&format!("{words} ET"), &fonts()).file(), Answered));
    let one_line = format!("BT /F 1 Tf 0 300 Td ({}) Tj ET", "a ".repeat(60_000));
    files.push(("words-on-a-line", Raw::new(&one_line, &fonts()).file(), Answered));
    let one_word = format!("BT /F 1 Tf 0 300 Td ({}) Tj ET", "a".repeat(300_000));
    files.push(("one-word", Raw::new(&one_word, &fonts()).file(), Answered));
    files.push((
        "tiles",
        Raw::new(&format!("{LINE}{}", listed(30_000, |n| format!("{} {} 4 4 re f ", n % 200 * 5, n / 200 * 5))), &fonts()).file(),
        Answered,
    ));
    let mut raw = Raw::new(LINE, &fonts());
    let links = listed(30_000, |n| format!("<</Subtype/Link/Rect[0 {n} 9 9]/A<</S/URI/URI(mailto:{n}@x.ec)>>>>"));
    raw.set(PAGE, &format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<{}>>/Annots[{links}]>>", fonts()));
    files.push(("links", raw.file(), Answered));
    files
}
