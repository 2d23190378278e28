//! Any bytes, read as any format, give an outcome and every output without a panic, places that can be told, and the same again the second time.
//!
//! The first byte says which format the others are read as; 0 leaves it to what the bytes look like.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../contained.rs"]
mod contained;
#[allow(dead_code)]
#[path = "../../tests/it/office.rs"]
mod office;
#[allow(dead_code)]
#[path = "../../tests/it/whole.rs"]
mod whole;

fuzz_target!(
    init: contained::watch(),
    |bytes: &[u8]| {
        let Some((first, bytes)) = bytes.split_first() else { return };
        let formats: Vec<_> = lotaip::read::formats().map(|format| format.id).collect();
        let format = usize::from(*first).checked_sub(1).map(|index| formats[index % formats.len()]);
        office::sound(&office::same_again("a4", bytes, format));
    }
);
