//! Every bound on what one document may ask of the program, in one place.
//!
//! Peak memory of one check stays below about four times the file and what is unpacked of it (at most [`MAX_UNPACKED`]), plus at most 160 bytes for each
//! of [`MAX_CELLS`] cells, 16 for each of [`MAX_SEGMENTS`] segments, [`MAX_SHOWN`] for texts, and what the findings themselves need.
//! `tests/it/hostile.rs`, `hostile_formats.rs` and `hostile_pdf.rs` hold documents at these bounds.

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

/// How many elements of the structure tree of a PDF, and pieces of content that they name, are looked at; with more, its tables are read by their
/// lines. A row of the matrix takes some thirty.
pub const MAX_ELEMENTS: usize = 600_000;

/// The longest markup tag that is recognized, in bytes; a longer `<…>` is text.
pub const MAX_TAG: usize = 4096;

/// The longest label or title, in bytes, that is compared letter by letter with the official ones; anything longer is no label.
pub const MAX_LABEL: usize = 400;

/// The most bytes of the pages of a PDF, all together, as `inspect --draw` draws them; what is past it stays white. A page of a report takes some 400 KB.
pub const MAX_PICTURE: usize = 64 << 20;

/// How deep clips and groups of such a page may stand inside one another; deeper ones have no effect. What shows such a picture may go through it by
/// recursion.
pub const MAX_PICTURE_DEPTH: usize = 100;

// PDF: a file of a kilobyte may ask for gigabytes, or for years. Within these bounds a hostile one has its answer in less than two seconds and 256 MB.

/// The most pages of a PDF.
pub const MAX_PDF_PAGES: usize = 2_000;

/// The most bytes of one stream of a PDF when unpacked. Pictures and attached files are never unpacked.
pub const MAX_PDF_STREAM: usize = 32 << 20;

/// The most bytes that the objects packed in streams may take, all together. A tagged report of 2 000 pages has some 30 MB of them.
pub const MAX_PDF_PACKED: usize = 64 << 20;

/// The most objects that the tables of a PDF may list in streams.
pub const MAX_PDF_OBJECTS: usize = 1_500_000;

/// The most entries of one dictionary of a PDF.
pub const MAX_PDF_ENTRIES: usize = 100_000;

/// The most items that the nodes of the trees of a PDF may have together. Those of its pages are among them.
pub const MAX_PDF_KIDS: usize = 100_000;

/// How many entries the resources of all pages may have, where each page has the largest that there are.
pub const MAX_PDF_RESOURCES: usize = 4_000_000;

/// The widest row, in columns, that may be said to have been packed.
pub const MAX_PDF_COLUMNS: i64 = 1 << 20;

/// The most bytes of a function that is given by samples or by a program; a larger one is left out.
pub const MAX_PDF_FUNCTION: usize = 64 << 10;

/// The most bytes that one page, or a form on it, may draw. A dense page has some 100 KB.
pub const MAX_PDF_CONTENT: usize = 4 << 20;

/// The most bytes that all pages may draw, besides what each may.
pub const MAX_PDF_CONTENTS: usize = 32 << 20;

/// What each page adds to [`MAX_PDF_CONTENTS`].
pub const MAX_PDF_CONTENTS_PAGE: usize = 128 << 10;

/// The most bytes of forms large enough to matter that may stand inside one another.
pub const MAX_PDF_LARGE_FORMS: usize = 64 << 20;

/// The most bytes of all embedded fonts of a PDF when unpacked.
pub const MAX_PDF_FONTS: usize = 64 << 20;

/// The most bytes of all character maps of a PDF when unpacked. A font with all signs of Unicode has some 2 MB.
pub const MAX_PDF_MAPS: usize = 16 << 20;

/// The most widths of glyphs that all fonts of a PDF may give. A font with all signs of Unicode has 65 536.
pub const MAX_PDF_WIDTHS: usize = 2_000_000;

/// The most bytes of the dictionary of a font.
pub const MAX_PDF_FONT_DICT: usize = 64 << 10;

/// The most bytes that the search for the ends of the pictures in one content may pass over.
pub const MAX_PDF_PICTURES_IN_LINE: usize = 256 << 20;

/// How much one page may draw: glyphs, points of paths, pictures. A dense page has some 10 000.
pub const MAX_PDF_DRAWN_PAGE: u64 = 400_000;

/// How much all pages may draw. Two thousand dense pages draw some 10 million.
pub const MAX_PDF_DRAWN: u64 = 12_000_000;

/// The most cells and lines of text of all pages that are kept until the tables are put together, some 180 bytes each. Two thousand dense pages have some
/// 300 000.
pub const MAX_PDF_PIECES: usize = 600_000;

/// The most bytes that the words, lines and backgrounds of all pages may take until tables are looked for. A word takes some 100, and two thousand dense
/// pages have some 1.4 million of them.
pub const MAX_PDF_SEEN: usize = 144 << 20;

/// The most bytes of letters of one page. A dense page has some 5 000.
pub const MAX_PDF_LETTERS: usize = 4 << 20;

/// How often objects may be looked up while a PDF is opened.
pub const MAX_PDF_LOOKUPS: u64 = 2_000_000;

/// How often objects may be looked up for each page, besides.
pub const MAX_PDF_LOOKUPS_PAGE: u64 = 50_000;

/// How deep the stack may grow while a PDF is read, in bytes.
pub const MAX_PDF_STACK: usize = 16 << 20;

/// How long a PDF may take, where nothing else stops it.
pub const MAX_PDF_TIME: std::time::Duration = std::time::Duration::from_millis(1_400);

/// How much longer it may take for each page that was reached. A dense page takes some 1.2.
pub const MAX_PDF_TIME_PAGE: std::time::Duration = std::time::Duration::from_millis(3);

/// The most cells of a document whose texts are remembered for the next one. One of thousands of units would only push out what comes again.
pub const MAX_KNOWN_CELLS: usize = 4096;

/// The longest text of a cell that is remembered, in bytes. A longer one is worked out anew.
pub const MAX_KNOWN_TEXT: usize = 512;

/// The most links of one page of a PDF. A dense page has some ten.
pub const MAX_PDF_LINKS: usize = 2048;
