//! Any contents of the parts of an office file, so that what is changed lies behind the packing: as [`bytes_of_any_format`](../bytes_of_any_format.rs).
//!
//! The first byte says which format; the parts follow, with a byte 1E between them. A part that is not given is the model's.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;

#[allow(dead_code)]
#[path = "../../tests/it/office.rs"]
mod office;
#[allow(dead_code)]
#[path = "../../tests/it/whole.rs"]
mod whole;

/// The parts of each format, in the order in which they are given. `seeds` has the same list.
const PARTS: [(&str, &[&str]); 4] = [
    (
        "xlsx",
        &[
            "xl/worksheets/sheet1.xml",
            "xl/sharedStrings.xml",
            "xl/styles.xml",
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/worksheets/_rels/sheet1.xml.rels",
        ],
    ),
    ("docx", &["word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml", "word/numbering.xml", "word/header1.xml"]),
    ("ods", &["content.xml", "styles.xml"]),
    ("odt", &["content.xml", "styles.xml"]),
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let (format, file) = match PARTS.get(usize::from(*first) % (PARTS.len() + 1)) {
        Some((format, names)) => {
            let mut parts = office::model_in(format);
            for (name, part) in names.iter().zip(bytes.split(|byte| *byte == 0x1E)).filter(|(_, part)| !part.is_empty()) {
                parts.retain(|(other, _)| other != name);
                parts.push(((*name).to_owned(), part.to_vec()));
            }
            (*format, office::pack(&parts, false))
        }
        None => ("xls", compound(bytes)),
    };
    office::sound(&office::same_again(&format!("a4.{format}"), &file, Some(format)));
});

/// A stream of records in the compound file that holds an XLS workbook.
fn compound(stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory takes every byte");
    let mut workbook = file.create_stream("Workbook").expect("the first stream");
    workbook.write_all(stream).expect("memory takes every byte");
    drop(workbook);
    file.into_inner().into_inner()
}
