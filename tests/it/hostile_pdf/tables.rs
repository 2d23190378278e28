//! Tables of objects, trees of pages, packed objects, and what has no end.

use super::files::{
    Fate::{Answered, Opened, Refused},
    Hostile, LINE, fonts, listed,
};
use super::raw::{CATALOG, PAGES, Raw, deflated};

/// Tables of objects, trees of pages, packed objects, and what the library does where they are wrong.
pub(super) fn tables() -> Vec<Hostile> {
    let mut files = Vec::new();
    let trailer = |extra: &'static str| {
        move |_: &[usize], start: usize| {
            format!("trailer\n<</Size 5/Root 1 0 R{}>>\nstartxref\n{start}\n%%EOF\n", extra.replace("HERE", &start.to_string()))
        }
    };
    files.push(("table-names-itself", Raw::new(LINE, &fonts()).ending(trailer("/Prev HERE")), Opened));
    files.push(("table-names-itself-as-stream", Raw::new(LINE, &fonts()).ending(trailer("/XRefStm HERE/Prev HERE")), Opened));
    files.push(("table-of-nothing", Raw::new(LINE, &fonts()).ending(|_, _| "startxref\n99999999999999999999\n%%EOF".into()), Answered));
    files.push((
        "table-too-long",
        Raw::new(LINE, &fonts()).ending(|_, start| format!("xref\n0 4294967295\ntrailer\n<</Root 1 0 R>>\nstartxref\n{start}\n")),
        Answered,
    ));
    // A table of 30 million entries of one byte.
    let mut raw = Raw::new(LINE, &fonts());
    let table = raw.add_stream("/Type/XRef/Size 30000000/W[0 1 0]/Root 1 0 R/Filter/FlateDecode", &deflated(b"\x01", 30_000_000));
    files.push(("table-of-millions", raw.ending(|places, _| format!("startxref\n{}\n%%EOF\n", places[table - 1])), Refused));
    // Packed objects, many times over.
    let mut raw = Raw::new(LINE, &fonts());
    for _ in 0..12 {
        raw.add_stream("/Type/ObjStm/N 1/First 8/Filter/FlateDecode", &deflated(b" ", 30 << 20));
    }
    files.push(("packed-objects", raw.file(), Refused));
    // Pages inside the list of pages, each with the resources of all.
    let entries = listed(8_000, |n| format!("/F{n} 0 0 R"));
    let mut raw = Raw::new(LINE, "");
    raw.set(PAGES, &format!("<</Type/Pages/Resources<</Font<<{entries}>>>>/Kids[{}]>>", "<<>>".repeat(20_000)));
    files.push(("pages-share-resources", raw.file(), Refused));
    let mut raw = Raw::new(LINE, "");
    let kids = raw.add(&format!("[{}]", "<<>> ".repeat(20_000)));
    let font = raw.add(&format!("<<{entries}>>"));
    raw.set(PAGES, &format!("<</Type/Pages/Resources<</Font {font} 0 R>>/Kids {kids} 0 R>>"));
    files.push(("pages-elsewhere", raw.file(), Refused));
    let mut raw = Raw::new(LINE, "");
    raw.set(PAGES, &format!("<</Type/Pages/Kids[{}]>>", "<</Type/Page>>".repeat(2_500)));
    files.push(("pages-too-many", raw.file(), Refused));
    let mut raw = Raw::new(LINE, "");
    raw.set(PAGES, &format!("<</Type/Pages/Kids[{}]>>", "<<>>".repeat(2_000_000)));
    files.push(("pages-by-the-million", raw.file(), Refused));
    let mut raw = Raw::new(LINE, &fonts());
    raw.set(PAGES, "<</Type/Pages/Kids[2 0 R 3 0 R 5 0 R]/Count 9>>");
    raw.set(5, "<</Type/Pages/Kids[2 0 R 5 0 R 3 0 R]/Count 9>>");
    files.push(("page-tree-in-circles", raw.file(), Opened));
    let mut raw = Raw::new(LINE, &fonts());
    raw.set(PAGES, &format!("<</Type/Pages/Kids[{}]/Count 300000>>", "3 0 R ".repeat(300_000)));
    files.push(("page-300-000-times", raw.file(), Answered));
    let mut raw = Raw::new(LINE, "");
    for next in 5..60_000 {
        raw.set(next, &format!("<</Type/Pages/Kids[{} 0 R]>>", next + 1));
    }
    raw.set(PAGES, "<</Type/Pages/Kids[5 0 R]>>");
    files.push(("page-tree-deep", raw.file(), Answered));
    let mut raw = Raw::new(LINE, &fonts());
    raw.set(CATALOG, &format!("<</Type/Catalog/Pages 2 0 R/Names<<{}>>>>", listed(600_000, |n| format!("/N{n} 0"))));
    files.push(("dictionary-of-600-000", raw.file(), Refused));
    files
}

/// What has no end, again and again: the library starts anew at each.
pub(super) fn endless() -> Vec<Hostile> {
    let mut files = Vec::new();
    for (name, piece) in [
        ("strings-without-end", "1 0 obj ("),
        ("dictionaries-without-end", "<< ( "),
        ("comments-without-end", "1 % "),
        ("arrays-without-end", "1 0 obj ["),
        ("arrays", "["),
        ("dictionaries", "<</a"),
        ("dictionaries-alone", "<<"),
        ("hexadecimal", "1 0 obj <"),
        ("headings", "1 0 obj "),
        ("references", "1 0 R "),
        ("streams-without-end", "1 0 obj <<>> stream\n"),
        ("packed-objects-without-end", "1 0 obj <</Type/ObjStm>> stream\n"),
    ] {
        let mut file = b"%PDF-1.7\n".to_vec();
        file.extend_from_slice(piece.repeat((3 << 20) / piece.len()).as_bytes());
        file.extend_from_slice(&Raw::new(LINE, &fonts()).ending(|_, _| "trailer<</Root 1 0 R>>".into()));
        files.push((name, file, Answered));
    }
    files
}
