//! The readers of PDFs contain what a library panics with: that is an answer about the file. A panic in code of our own is a failure all the same.

/// Tells panics of our own from those of libraries that are contained, before the first input.
pub fn watch() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let library = panic.location().is_some_and(|place| place.file().contains("registry"));
        if !(library && lotaip::read::is_contained()) {
            report(panic);
        }
    }));
}
