//! What is written once and meant many times: bytes that streams share, and words and lines that each is held against all others.

use std::fmt::Write;

use super::files::{
    Fate::{Answered, Opened, Refused},
    Hostile, LINE, fonts, listed,
};
use super::raw::{CONTENT, PAGE, PAGES, Raw, deflated};

/// A file of one line with bytes of one's own after its objects, and more in its trailer.
fn with_tail(tail: &str, more: &str) -> Vec<u8> {
    Raw::new(LINE, &fonts())
        .ending(|places, start| format!("{tail}\ntrailer\n<</Size {}/Root 1 0 R{more}>>\nstartxref\n{start}\n%%EOF\n", places.len() + 1))
}

/// A file of so many pages with one content.
fn pages(content: &str, count: usize, width: usize) -> Vec<u8> {
    let mut raw = Raw::new(content, &fonts());
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} 595]/Contents {CONTENT} 0 R/Resources<<{}>>>>", fonts());
    let kids = listed(count, |_| format!("{} 0 R ", raw.add(&page)));
    raw.set(PAGES, &format!("<</Type/Pages/Kids[{kids}]/Count {count}>>"));
    raw.file()
}

/// Streams that share their bytes, their lengths or their filters.
pub(super) fn streams() -> Vec<Hostile> {
    let mut files = Vec::new();
    let lock = format!("/Encrypt<</Filter/Standard/V 1/R 2/O({})/U({})/P -4>>/ID[(a)(a)]", "a".repeat(32), "b".repeat(32));
    let heads = listed(20_000, |n| format!("{} 0 obj<</Type/ObjStm>>stream\n", n + 100));
    files.push(("ciphers-with-one-end", with_tail(&format!("{heads}\nendstream endobj"), &lock), Refused));
    let same = "100 0 obj<</Type/ObjStm>>stream\nx\nendstream endobj\n".repeat(20_000);
    files.push(("ciphers-of-one-number", with_tail(&same, &lock), Refused));
    let tables = listed(5_000, |n| format!("{} 0 obj<</Type/XRef/W[1 2 1]>>stream\n", n + 100));
    files.push(("tables-with-one-end", with_tail(&format!("{tables}\nendstream endobj"), ""), Refused));
    // Each head says that it ends where the blanks begin.
    let each = 60;
    let heads = listed(3_000, |n| {
        let head = |length: usize| format!("{:06} 0 obj<</Length {length:09}>>stream\n", n + 100);
        let length = (3_000 - n) * each - head(0).len();
        format!("{:x<each$}", head(length))
    });
    files.push(("blanks-after-lengths", with_tail(&format!("{heads}{}Q\nendobj", "\n".repeat(2_000_000)), ""), Opened));
    let lengths = "5 0 obj 7 endobj\n".repeat(20_000);
    let heads = listed(20_000, |n| format!("{} 0 obj<</Length 5 0 R>>stream\nx\nendstream endobj\n", n + 100));
    files.push(("lengths-of-one-number", with_tail(&format!("{lengths}{heads}"), ""), Refused));
    let heads = listed(20_000, |n| format!("{} 0 obj<</Filter 5 0 R>>stream\nx\nendstream endobj\n", n + 100));
    files.push(("filters-of-one-number", with_tail(&format!("5 0 obj [{}\n{heads}", " ".repeat(500_000)), ""), Refused));
    // What fills memory only where its filters are counted, or read, in a wrong way.
    let bomb = deflated(b"q", 100 << 20);
    let with_filters = |filters: &str, object: &str| {
        let mut raw = Raw::new("", &fonts());
        raw.set_stream(CONTENT, filters, &bomb);
        raw.set(5, object);
        raw.file()
    };
    let many = format!("{}/Filter/FlateDecode", "/Filter/ASCIIHexDecode".repeat(255));
    files.push(("filters-256", with_filters(&many, "null"), Refused));
    let many = format!("{}/Filter/FlateDecode", "/Filter/None".repeat(255));
    files.push(("filters-256-unknown", with_filters(&many, "null"), Refused));
    files.push(("filters-far-away", with_filters("/Filter 5 0 R", &format!("[{}/FlateDecode]", " ".repeat(2_000))), Refused));
    files.push(("filters-of-filters", with_filters("/Filter 5 0 R", "[6 0 R] 6 0 obj /FlateDecode"), Refused));
    files
}

/// Words and lines of which each might be held against all others.
pub(super) fn words() -> Vec<Hostile> {
    let mut files = Vec::new();
    let title = "BT /F 10 Tf 50 300 Td (PLAN OPERATIVO ANUAL) Tj ET\n";
    let line_of_words = format!("BT /F .6 Tf 1 0 0 1 0 590 Tm ({}) Tj ET\n", "a ".repeat(30_000));
    let rules = listed(20_000, |n| format!("0 {0} m 9 {0} l S\n", 100 + n % 190));
    let down = listed(20_000, |n| format!("{0} 0 m {0} 9 l S\n", n % 800));
    files.push(("edges-of-many-words", pages(&format!("{line_of_words}{rules}{down}{title}"), 4, 60_000), Answered));
    // One cell, whose lines have no spaces.
    let mut cell = String::new();
    for (x, y) in [(0, 0), (200, 7_000), (400, 9_000), (800, 14_000)] {
        let _ = write!(cell, "{x} 0 m {x} 14000 l S 0 {y} m 800 {y} l S ");
    }
    let lines = listed(20_000, |n| format!("1 0 0 1 5 {:.2} Tm (ab) Tj ", 10.0 + 0.33 * f64::from(u32::try_from(n).unwrap_or(0))));
    let mut raw = Raw::new(&format!("{cell}BT /F .6 Tf {lines} ET"), &fonts());
    raw.set(PAGE, &format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 14400]/Contents {CONTENT} 0 R/Resources<<{}>>>>", fonts()));
    files.push(("cell-of-many-lines", raw.file(), Answered));
    // One letter as large as the page makes every word near every line.
    let words = listed(20_000, |n| format!("1 0 0 1 {} {} Tm (a) Tj ", n * 7919 % 842, n * 19 % 595));
    let rules = listed(20_000, |n| format!("{0} {1} m {2} {1} l S\n", n % 800, n % 590, n % 800 + 9));
    let large = format!("BT /F 5000 Tf (a) Tj /F 1 Tf {words} ET {rules}");
    files.push(("letter-as-large-as-the-page", Raw::new(&large, &fonts()).file(), Answered));
    let many = listed(1_000, |n| format!("1 0 0 1 {} {} Tm ({}) Tj ", n % 800, n % 590, "a ".repeat(190)));
    files.push(("words-of-many-pages", pages(&format!("BT /F 1 Tf {many} ET"), 30, 842), Refused));
    // A text in place of glyphs, opened many times.
    for (name, size, times) in [("actual-text", 1 << 20, 30_000), ("actual-text-short", 4_000, 60_000)] {
        let mut raw = Raw::new(&format!("{LINE}{}", "/P /M BDC ".repeat(times)), &format!("{}/Properties<</M 5 0 R>>", fonts()));
        raw.set(5, &format!("<</ActualText({})>>", "a".repeat(size)));
        files.push((name, raw.file(), Refused));
    }
    files
}

/// Offsets that are as large as a number can be.
pub(super) fn offsets() -> Vec<Hostile> {
    let mut file = b"%!PS\n".to_vec();
    file.extend(Raw::new(LINE, &fonts()).ending(|_, _| format!("trailer\n<</Root 1 0 R>>\nstartxref\n{}\n%%EOF\n", u64::MAX)));
    vec![("offset-without-end", file, Opened)]
}
