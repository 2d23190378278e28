//! From bytes to a [`Document`]: the list of readers, and the choice among them.
//!
//! A reader is one file here and one line in the list below. It says which inputs it knows by their first bytes and their name, and turns bytes
//! into rows of cells. What the cells mean is for [`crate::report`].

mod builder;
mod decode;
mod foreign;
mod heading;
mod hyperlink;
mod number_format;
mod odf;
mod ordinal;
mod relations;
mod separated;
mod sight;
mod xml;
mod zipped;

use crate::document::Document;
use crate::limits::MAX_BYTES;
use crate::source::Source;
pub(crate) use foreign::UNREAD;
pub(crate) use pdf::{Picture, pictures};
pub use sight::Sight;

/// An input format: what it is called and how files of it are named.
#[derive(Debug, PartialEq, Eq)]
pub struct Format {
    /// The stable name, as `--input-format` takes it and JSON gives it.
    pub id: &'static str,
    /// Extensions of its files, lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// Media type.
    pub media_type: &'static str,
    /// How a reader of this kind finds the table, unless its document says otherwise; what `inspect` calls the method.
    pub method: &'static str,
}

/// Turns the bytes of one kind of file into a [`Document`].
pub trait Reader: Sync {
    /// The format it reads.
    fn format(&self) -> &'static Format;

    /// Whether what is seen of a file is for this reader. Content speaks first, the name second.
    fn knows(&self, sight: &Sight<'_>) -> bool;

    /// Reads the document.
    ///
    /// # Errors
    /// When the bytes cannot be opened as what they claim to be; a bad report is not an error.
    fn read(&self, source: Source) -> Result<Document, ReadError>;
}

/// Why a file could not be opened as what it claims to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// Nothing in it.
    Empty,
    /// Bytes that are no text and no known format.
    Binary,
    /// A web page where a report was announced.
    Html,
    /// Larger than [`crate::limits::MAX_BYTES`].
    TooLarge,
    /// Packed so that unpacking it passes [`crate::limits::MAX_UNPACKED`].
    Bomb,
    /// More cells than [`crate::limits::MAX_CELLS`].
    TooManyCells,
    /// More sheets than [`crate::limits::MAX_SHEETS`].
    TooManySheets,
    /// Tables or tags inside one another deeper than [`crate::limits::MAX_DEPTH`].
    TooDeep,
    /// A PDF that asks for more memory or work than a report does, within the bounds of [`crate::limits`].
    TooMuchWork,
    /// A PDF of more pages than [`crate::limits::MAX_PDF_PAGES`].
    TooManyPages,
    /// Text that breaks off or contradicts itself: UTF-16 with half a character.
    Damaged,
    /// An office file that is cut short or whose parts do not fit together.
    DamagedFile {
        /// What the file is called: `XLSX`, `ODS`…
        name: &'static str,
    },
    /// Locked with a password.
    Encrypted,
    /// An XML file that declares entities of its own, which no office program writes.
    Entities,
    /// A format that is recognized but not read.
    Unsupported {
        /// What it is called.
        name: &'static str,
        /// What to save it as.
        instead: &'static str,
    },
    /// A PDF whose pages are pictures without text.
    Scanned,
    /// A PDF whose letters were turned into drawn shapes.
    Outlined,
    /// A PDF whose fonts do not say which letters their signs are.
    NoUnicode,
    /// A PDF without anything on its pages.
    BlankPages,
    /// The system does not let it be read.
    NoPermission,
    /// The system failed to read it, in the system's words.
    Io {
        /// What the system says.
        message: String,
    },
}

impl ReadError {
    /// What a failure of the system comes to.
    pub fn of(error: &std::io::Error) -> ReadError {
        if error.kind() == std::io::ErrorKind::PermissionDenied {
            ReadError::NoPermission
        } else {
            ReadError::Io { message: error.to_string() }
        }
    }
}

/// Declares the readers: a module each, and its entry in the list, so that the one line cannot be half written.
macro_rules! readers {
    ($($module:ident::$reader:ident),* $(,)?) => {
        $(mod $module;)*

        /// The readers, in the order they are asked.
        const READERS: &[&dyn Reader] = &[$(&$module::$reader),*];
    };
}

readers! {
    xlsx::Xlsx,
    xls::Xls,
    ods::Ods,
    fods::Fods,
    docx::Docx,
    odt::Odt,
    fodt::Fodt,
    pdf::Pdf,
    html::Html,
    markdown::Markdown,
    csv::Csv,
    text::Text,
}

/// Whether this thread works on a stranger's file with a library that may panic: a panic there is an answer about the file, and no bug of ours.
pub fn is_contained() -> bool {
    pdf::is_contained()
}

/// The formats that can be read.
pub fn formats() -> impl Iterator<Item = &'static Format> {
    READERS.iter().map(|reader| reader.format())
}

/// Reads a source with the reader that knows it, or with the one for `format`.
///
/// # Errors
/// As [`Reader::read`]; also when no reader knows the source.
pub fn read(source: Source, format: Option<&str>) -> Result<Document, ReadError> {
    if source.bytes.len() as u64 > MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    let sight = Sight::of(&source);
    if sight.is_blank() {
        return Err(ReadError::Empty);
    }
    let wanted = |reader: &&&dyn Reader| match format {
        Some(id) => reader.format().id == id,
        None => reader.knows(&sight),
    };
    match READERS.iter().find(wanted) {
        Some(reader) => reader.read(source),
        None => Err(foreign::refusal(&sight).unwrap_or(ReadError::Binary)),
    }
}
