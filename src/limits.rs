//! Every bound on what one document may ask of the program, in one place.
//!
//! Peak memory of one check stays below about four times the file and what is unpacked of it (at most [`MAX_UNPACKED`]), plus at most 160 bytes for each
//! of [`MAX_CELLS`] cells, 16 for each of [`MAX_SEGMENTS`] segments, [`MAX_SHOWN`] for texts, and what the findings themselves need.
//! `tests/it/hostile.rs` and `tests/it/hostile_formats.rs` hold documents at these bounds.

/// The largest file that is read, in bytes. Above it the answer is A4-R01. A real report has some thousands of bytes.
pub const MAX_BYTES: u64 = 256 << 20;

/// The most cells of one document. 50 000 units need 250 000.
pub const MAX_CELLS: usize = 2_000_000;

/// The most stretches of clean text of one document whose raw bytes are remembered one by one. A cell with a tag at each end has one.
pub const MAX_SEGMENTS: usize = 4_000_000;

/// The most bytes that the parts of a packed file (XLSX, ODS, DOCX, ODT) may take when unpacked, all together. A report of 50 000 units needs about 60 MB.
pub const MAX_UNPACKED: usize = 256 << 20;

/// The most bytes of text that the cells of a packed file may show, all together: cells may share one text, and each counts. A report of 50 000 units
/// shows some 20 MB.
pub const MAX_SHOWN: usize = 128 << 20;

/// The most bytes of text that are kept of a file, whether a cell shows them or not. What is larger than all that may be unpacked cannot be.
pub const MAX_STORED: usize = MAX_UNPACKED;

/// The most sheets of a workbook.
pub const MAX_SHEETS: usize = 1024;

/// The most kinds of lists of a word-processor file, each of which says how its levels are numbered.
pub const MAX_LISTS: usize = 10_000;

/// The most styles of an ODF file that are looked at.
pub const MAX_STYLES: usize = 100_000;

/// The longest name of a sheet that is kept, in bytes; Excel allows 31 letters.
pub const MAX_NAME: usize = 256;

/// The most parts of a packed file. A workbook with a thousand sheets has some two thousand.
pub const MAX_MEMBERS: usize = 10_000;

/// How many prefixes an XML file may declare at a time. Office programs declare some forty.
pub const MAX_BINDINGS: usize = 128;

/// The longest address of a link, in bytes; a longer one is dropped. Browsers open some thousands.
pub const MAX_ADDRESS: usize = 4096;

/// How deep the elements of an XML file, or the tables of a web page, may stand inside one another. Office programs write some twenty.
pub const MAX_DEPTH: usize = 256;

/// How much the tags of one XML part may cost, where each costs 1 and another 1 for every [`TAG_BYTES`] of it. A report of 50 000 units needs some
/// 4 million.
pub const MAX_TAGS: usize = 12_000_000;

/// How many bytes of a tag cost as much as another tag.
pub const TAG_BYTES: usize = 16;

/// The longest markup tag that is recognized, in bytes; a longer `<…>` is text.
pub const MAX_TAG: usize = 4096;

/// The longest label or title, in bytes, that is compared letter by letter with the official ones; anything longer is no label.
pub const MAX_LABEL: usize = 400;
