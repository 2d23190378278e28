//! Any bytes give an outcome and every output without a panic, and every place in them leads back to the text that its finding marks.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code)]
#[path = "../../tests/it/whole.rs"]
mod whole;

fuzz_target!(|bytes: &[u8]| {
    let outcome = whole::hold(bytes);
    if let Some(document) = outcome.document() {
        whole::all_lead_back(document);
        whole::all_words_lead_back(document);
    }
});
