//! Any drawing on the page of a PDF, with any tags and any map of its letters, so that what is changed lies behind the packing and the table of objects: as
//! [`bytes_of_any_format`](../bytes_of_any_format.rs).
//!
//! Four parts with a byte 1E between them: what the page draws, the character map of its second font, the structure tree, and what else the page says.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../contained.rs"]
mod contained;
#[allow(dead_code)]
#[path = "../../tests/it/office.rs"]
mod office;
#[allow(dead_code)]
#[path = "../../tests/it/hostile_pdf/raw.rs"]
mod raw;
#[allow(dead_code)]
#[path = "../../tests/it/whole.rs"]
mod whole;

use raw::{CATALOG, FONT, PAGE, Raw};

fuzz_target!(
    init: contained::watch(),
    |bytes: &[u8]| {
        let mut parts = bytes.split(|byte| *byte == 0x1E);
        let mut part = || parts.next().unwrap_or_default();
        let mut raw = Raw::new("", "");
        raw.set_stream(4, "", part());
        raw.set_stream(5, "", part());
        raw.set(
            6,
            "<</Type/Font/Subtype/Type0/BaseFont/Helvetica/Encoding/Identity-H/ToUnicode 5 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2\
             /BaseFont/Helvetica/DW 500/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>",
        );
        raw.set(7, &format!("<</Type/StructTreeRoot/K[{}]>>", String::from_utf8_lossy(part())));
        raw.set(CATALOG, "<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 7 0 R>>");
        let more = String::from_utf8_lossy(part());
        raw.set(
            PAGE,
            &format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R/Resources<</Font<</F0 {FONT}/F1 6 0 R>>>>{more}>>"),
        );
        office::sound(&office::same_again("a4.pdf", &raw.file(), Some("pdf")));
    }
);
