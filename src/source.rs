//! A file or standard input: its bytes and its name.

use std::path::Path;

/// What came in.
#[derive(Debug)]
pub struct Source {
    /// How it is called in every output: the path as given, with `/` between its parts.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Source {
    /// A source under a name.
    pub fn named(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Source {
        Source { name: name.into(), bytes: bytes.into() }
    }

    /// The extension of its name, lower case, without the dot; empty where there is none.
    pub fn extension(&self) -> String {
        Path::new(&self.name).extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
    }
}
