//! From a [`Document`] to a [`Report`]: every row is taken for what it is. Total: it never fails, and keeps what it did not understand in `strays`.
//!
//! Rows are told apart by what stands in them, never by where: a footer value is found by its label, a column by its name. Values are judged by the
//! checks; here they are only given, blank, absent or declared not to apply.

mod columns;
mod heading;

pub(crate) use heading::{Headline, headline, is_citation, names_the_law, title_words};

use super::field::Column;
use super::footer::{self, FooterRows};
use super::known::{Known, Said, SectionWords};
use super::label::{self, LabelMatch};
use super::matrix::Matrix;
use super::value::{absence, fold::Key, fold::fold, fold::words, formula};
use super::{Heading, Report, Section, Slot, State, Unit};
use crate::document::{Anchor, CellId, Document, RowId};
use crate::limits::MAX_LABEL;

/// What a document says, in the terms of the matrix.
pub fn recognize(document: &Document, matrix: &Matrix) -> Report {
    recognize_known(&Known::new(document, matrix, None))
}

/// What a document says, with what is known of its texts.
pub(crate) fn recognize_known(known: &Known<'_>) -> Report {
    let mut recognizer = Recognizer::new(known);
    for row in known.document.rows() {
        recognizer.row(row);
    }
    recognizer.finish()
}

struct Recognizer<'d> {
    document: &'d Document,
    matrix: &'d Matrix,
    known: &'d Known<'d>,
    report: Report,
    footer: FooterRows,
    /// Whether the title of this matrix was met, literal and words.
    has_own_title: bool,
    /// Whether the row at hand stands between a title and the columns' names.
    at_page_head: bool,
    /// The last line that cites the law.
    last_law: Option<RowId>,
    /// A line since the last unit that begins with some other article.
    other_article: Option<CellId>,
    /// The last line above the table, after which the column names belong.
    last_heading: Option<RowId>,
    in_footer: bool,
}

/// The cells of a row that hold something.
struct Filled<'d> {
    first: CellId,
    column: usize,
    text: &'d str,
    /// How many cells hold something; cells that all say the same (a merged cell written out) count as one.
    count: usize,
}

impl<'d> Recognizer<'d> {
    fn new(known: &'d Known<'d>) -> Self {
        let (document, matrix) = (known.document, known.matrix);
        let absent = Slot::absent(None);
        let report = Report {
            heading: Heading { legal_basis: absent, literal: absent, title: None },
            header: absent,
            columns: [absent; 5],
            positions: [Some(0), Some(1), Some(2), Some(3), Some(4)],
            repeats: Vec::with_capacity(8),
            sections: Vec::with_capacity(8),
            units: Vec::with_capacity(document.rows().len()),
            footer: [absent; 7],
            footer_rows: Vec::with_capacity(7),
            strays: Vec::new(),
            last_row: None,
            found: false,
            other: None,
        };
        Recognizer {
            document,
            matrix,
            known,
            report,
            footer: FooterRows::default(),
            has_own_title: false,
            at_page_head: false,
            last_law: None,
            other_article: None,
            last_heading: None,
            in_footer: false,
        }
    }

    fn row(&mut self, row: RowId) {
        let Some(filled) = self.filled(row) else { return };
        if self.is_plainly_a_unit(row, &filled) {
            return self.unit(row);
        }
        // A lone cell where the numbers stand is a title across the table, even where a column beside it is merged past it.
        let is_title = filled.count == 1 && self.report.positions[Column::Number.index()] == Some(filled.column);
        if self.document.has_tall_cells() && !self.in_footer && !is_title && self.is_beside_a_unit(row) {
            return self.unit(row);
        }
        if filled.text.len() <= MAX_LABEL {
            let said = self.known.cell(filled.first);
            let repaired = said.repaired();
            let repaired = repaired.as_ref().map(|text| Said::new(text, self.matrix));
            if self.labelled(row, &filled, repaired.as_ref().unwrap_or(&said)) {
                return;
            }
        }
        let in_table = self.report.header.is_given() || self.report.heading.title.is_some();
        if in_table && filled.count <= 2 && self.is_aside(&filled) {
            let cells = self.document.cells(row).filter(|cell| !self.document.text(*cell).is_empty());
            self.report.strays.extend(cells);
            return;
        }
        let is_rest = filled.count == 1 && filled.text.ends_with(':') && filled.text.len() <= MAX_LABEL;
        if is_rest && self.footer.completes(self.document, self.matrix, filled.text) {
            return;
        }
        let lone = self.lone_words(row);
        let named = filled.column > 0 && Some(filled.column) == self.report.positions[Column::Name.index()];
        let is_unit = match lone {
            Some(cell) if self.is_note(cell) => false,
            _ => filled.count > 1 || named,
        };
        if in_table && !self.in_footer && is_unit {
            self.unit(row);
        } else if in_table
            && !self.in_footer
            && self.document.text(lone.unwrap_or(filled.first)).contains(char::is_alphabetic)
            && let Some(section) = self.report.sections.last_mut()
        {
            section.notes.push(lone.unwrap_or(filled.first));
            self.report.last_row = Some(row);
        } else {
            let cells = self.document.cells(row).filter(|cell| !self.document.text(*cell).is_empty());
            self.report.strays.extend(cells);
        }
    }

    /// Takes a row whose first cell says what it is: a label, a title, a column's name, a section.
    fn labelled(&mut self, row: RowId, filled: &Filled<'d>, said: &Said<'_>) -> bool {
        let text = said.text;
        let exact = said.label().filter(|found| self.is_label(found, filled));
        if let Some(found) = exact.filter(|found| !self.is_past(found)) {
            self.footer_row(row, filled, &found, text);
            return true;
        }
        if (2..=3).contains(&filled.count) && self.heading_beside(row, filled) {
            return true;
        }
        if filled.count == 2 && is_roman(text) && self.numbered_section(row, filled) {
            return true;
        }
        if filled.count >= 2 && self.header(row) || filled.count == 1 && (self.heading(row, filled, said) || self.section(filled, said)) {
            return true;
        }
        let plausible = filled.count <= 3 && !text.starts_with(|c: char| c.is_ascii_digit());
        if !plausible {
            return false;
        }
        let below = self.in_footer || !self.report.units.is_empty();
        let folded = said.folded();
        let by_words = || label::begins(self.matrix, text, folded).filter(|found| below && !self.footer.has(found.field));
        let found = label::near(self.matrix, text, folded).or_else(|| label::followed(self.matrix, text, folded)).or_else(by_words);
        let found = found.filter(|found| !self.is_past(found));
        let taken = found.is_some();
        if let Some(found) = found {
            self.footer_row(row, filled, &found, text);
        }
        taken
    }

    /// Whether words like a label come after the field itself, under its own label: the address of the institution below the footer, the day of signing.
    fn is_past(&self, found: &LabelMatch) -> bool {
        found.near && self.footer.has_exactly(found.field)
    }

    /// Whether a row is a remark beside the table: a signature, a total.
    fn is_aside(&self, filled: &Filled<'_>) -> bool {
        let Some((_, word)) = words(filled.text).next() else { return false };
        let word = Key::of(word);
        self.matrix.asides.words.iter().any(|aside| aside.0 == word.as_str())
    }

    /// The only cell of a row that holds more than signs, where there is only one.
    fn lone_words(&self, row: RowId) -> Option<CellId> {
        let mut cells = self.document.cells(row).filter(|cell| self.document.text(*cell).contains(char::is_alphanumeric));
        let first = cells.next()?;
        cells.next().is_none().then_some(first)
    }

    /// Whether a lone cell explains why a section has no units, rather than naming one.
    fn is_note(&self, cell: CellId) -> bool {
        let text = self.document.text(cell);
        let empty = self.report.sections.last().is_some_and(|section| section.units.is_empty() && section.title.is_given());
        let prose = text.chars().any(char::is_lowercase) && words(text).count() >= 4;
        empty && !is_number(text) && (prose || is_statement(&fold(text)) || absence::read(text).is_some())
    }

    /// A section whose title stands beside a Roman number of its own: `I │ PROCESOS GOBERNANTES`.
    fn numbered_section(&mut self, row: RowId, filled: &Filled<'d>) -> bool {
        let second = self.document.cells(row).find(|cell| *cell > filled.first && !self.document.text(*cell).is_empty());
        let Some(second) = second else { return false };
        let said = self.known.cell(second);
        let title = Filled { first: second, column: 0, text: said.text, count: 1 };
        label::section(self.matrix, said.folded()).is_some() && self.section(&title, &said)
    }

    fn filled(&self, row: RowId) -> Option<Filled<'d>> {
        let mut cells = self.document.cells(row).enumerate().filter(|(_, cell)| !self.document.text(*cell).is_empty());
        let (column, first) = cells.next()?;
        let text = self.document.text(first);
        let (mut count, mut same) = (1, true);
        for (_, cell) in cells {
            count += 1;
            same &= self.document.text(cell) == text;
        }
        Some(Filled { first, column, text, count: if same { 1 } else { count } })
    }

    /// A row that begins with a number and has two more cells is a unit whatever else is known: the common case, decided without folding any text.
    fn is_plainly_a_unit(&self, row: RowId, filled: &Filled<'_>) -> bool {
        let number = self.report.positions[Column::Number.index()];
        if Some(filled.column) != number || self.known.cell(filled.first).number().is_none() {
            return false;
        }
        filled.count >= 3 || self.report.header.is_given() && !self.in_footer && self.document.row(row).cell_count >= 3
    }

    /// Whether a cell of the unit above is merged down into this row.
    fn is_beside_a_unit(&self, row: RowId) -> bool {
        self.report.units.last().is_some_and(|unit| unit.cells.iter().any(|slot| self.reaches(slot, row)))
    }

    /// Whether the cell of a slot is merged down to a row or beyond.
    fn reaches(&self, slot: &Slot, row: RowId) -> bool {
        matches!(slot.at, Anchor::Cell(cell) if self.document.row_of(cell) < row && self.document.reach(cell) >= row)
    }

    /// Whether a label match can be a footer row: known short labels («Correo») mean it only below the table.
    fn is_label(&self, found: &LabelMatch, filled: &Filled<'_>) -> bool {
        !found.near || filled.count <= 3 && (!self.report.units.is_empty() || self.in_footer || !self.report.sections.is_empty())
    }

    fn section(&mut self, filled: &Filled<'_>, said: &Said<'_>) -> bool {
        let words = said.section();
        let in_table = self.report.header.is_given() || self.report.heading.title.is_some();
        let first_column = self.report.positions.iter().flatten().min();
        let at_start = first_column.is_none_or(|first| filled.column <= *first);
        let own = words.own && at_start && self.report.header.is_given() && !self.at_page_head;
        if !in_table || self.in_footer || !(words.titled || own) || words.statement || self.is_aside(filled) {
            return false;
        }
        let start = self.report.units.len();
        let notes = if words.noted { vec![filled.first] } else { Vec::new() };
        let title = Slot { state: State::Given, at: Anchor::Cell(filled.first) };
        self.report.sections.push(Section { title, official: words.official, notes, units: start..start });
        self.report.last_row = Some(self.document.row_of(filled.first));
        true
    }

    fn footer_row(&mut self, row: RowId, filled: &Filled<'_>, found: &LabelMatch, text: &str) {
        let garbled = text != filled.text;
        self.in_footer = true;
        self.footer.push(self.known, row, filled.first, found, garbled);
    }

    fn unit(&mut self, row: RowId) {
        self.in_footer = false;
        let cells = [0, 1, 2, 3, 4].map(|index| self.cell_slot(row, index));
        self.other_article = None;
        let (cells, continues) = self.as_further_goal(cells);
        self.report.units.push(Unit { row, cells, continues });
        self.report.last_row = Some(row);
        let end = self.report.units.len();
        match self.report.sections.last_mut() {
            Some(section) => section.units.end = end,
            None => self.report.sections.push(Section {
                title: Slot::absent(self.last_heading),
                official: None,
                notes: Vec::new(),
                units: end - 1..end,
            }),
        }
    }

    /// Whether a row is one more goal of the unit above: its number and name are left blank, or repeated beside another goal.
    fn as_further_goal(&self, mut cells: [Slot; 5]) -> ([Slot; 5], bool) {
        let Some(last) = self.report.units.last() else { return (cells, false) };
        let blank = |slot: &Slot| slot.state == State::Blank;
        let same = |index: usize| self.document.marked(cells[index].at) == self.document.marked(last.cells[index].at);
        if blank(&cells[0]) && blank(&cells[1]) {
            // Merged cells leave their text in the first row only; an objective may be merged over several indicators as well.
            let merged = if blank(&cells[2]) && !(blank(&cells[3]) && blank(&cells[4])) { 3 } else { 2 };
            cells[..merged].copy_from_slice(&last.cells[..merged]);
            return (cells, true);
        }
        let named = !blank(&cells[0]) && !blank(&cells[1]);
        let continues = named && same(0) && same(1) && !(same(2) && same(3) && same(4));
        (cells, continues)
    }

    /// The slot of one column in a unit's row.
    fn cell_slot(&self, row: RowId, column: usize) -> Slot {
        let Some(position) = self.report.positions[column] else { return Slot::absent(Some(row)) };
        if self.document.has_tall_cells()
            && let Some(above) = self.report.units.last().map(|unit| unit.cells[column])
            && self.reaches(&above, row)
        {
            return above;
        }
        let Some(cell) = self.document.cell_at(row, position) else {
            return Slot { state: State::Blank, at: Anchor::Past { row, column: u16::try_from(position).unwrap_or(u16::MAX) } };
        };
        Slot { state: self.known.cell(cell).state(), at: Anchor::Cell(cell) }
    }

    fn finish(mut self) -> Report {
        let anchor_after = self.last_heading;
        let rows = self.document.rows();
        self.report.last_row = self.report.last_row.or(anchor_after);
        if self.report.heading.legal_basis.state == State::Absent
            && let Anchor::Cell(cell) = self.report.heading.literal.at
        {
            // The citation belongs right above the literal.
            let above = self.document.row_of(cell).0.checked_sub(1).map(RowId);
            self.report.heading.legal_basis = Slot::absent(above);
        }
        for slot in [&mut self.report.heading.literal, &mut self.report.header] {
            if slot.state == State::Absent {
                *slot = Slot::absent(anchor_after);
            }
        }
        if !self.report.header.is_given() {
            self.report.columns = [Slot::absent(anchor_after); 5];
        }
        let last = self.report.last_row.or_else(|| rows.last());
        self.settle_columns();
        self.footer.finish(&mut self.report, last);
        footer::mend_blanks(self.document, &mut self.report);
        self.report
    }
}

/// What the words of a lone cell say as a section's title; `folded` is the text, folded.
pub(super) fn section_words(matrix: &Matrix, text: &str, folded: &str) -> SectionWords {
    let (title, note) = text.split_once(':').map_or((text, ""), |(title, note)| (title.trim(), note.trim()));
    let shorter = if note.is_empty() { None } else { Some(fold(title)) };
    let folded = shorter.as_deref().unwrap_or(folded);
    let official = label::section(matrix, folded);
    let shaped = ["proceso ", "procesos ", "nivel "].iter().any(|start| folded.starts_with(start));
    let upper = title.len() <= 120 && title.chars().any(char::is_alphabetic) && !title.chars().any(char::is_lowercase);
    let exact = || matrix.sections.iter().any(|s| s.folded == folded) || label::is_near_section(matrix, folded);
    // A sentence that begins like a title («Nivel de avance del plan») is a note; a title is short and stands in capitals or says «procesos».
    let titled = shaped && (official.is_some() || upper) && title.len() <= 120 || upper && official.is_some() || exact();
    let own = upper && folded.split(' ').count() >= 2;
    let statement = (titled || own) && (is_statement(folded) || absence::read(title).is_some());
    SectionWords { official, titled, own, statement, noted: words(note).count() >= 2 }
}

/// What a cell of the table says about itself.
pub(super) fn state_of(text: &str) -> State {
    if text.is_empty() {
        return State::Blank;
    }
    if formula::read(text).is_some() {
        return State::Unreadable;
    }
    match absence::read(text) {
        Some(absence::Absence::Bare) => State::NotApplicable { explained: false },
        Some(absence::Absence::Explained { .. }) => State::NotApplicable { explained: true },
        None => State::Given,
    }
}

/// A whole number as a cell of the first column writes it: `12`, `12.`, `12)`, `N° 12`.
pub(crate) fn number(text: &str) -> Option<i64> {
    let bare = text.strip_prefix(['N', 'n', '#']).map_or(text, |rest| rest.trim_start_matches(['°', 'º', 'o', 'r', 'O', 'R', '.', ' ']));
    let digits = bare.strip_suffix(['.', ')', '-', '°', 'º']).unwrap_or(bare);
    let whole = !digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|b| b.is_ascii_digit());
    whole.then(|| digits.parse().ok()).flatten()
}

fn is_number(text: &str) -> bool {
    number(text).is_some()
}

/// A Roman number as some write before a section's title.
fn is_roman(text: &str) -> bool {
    let letters = text.trim_end_matches(['.', ')', '-']);
    !letters.is_empty() && letters.len() <= 5 && letters.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

/// Whether folded words state something («no existen procesos desconcentrados») and so are a note, in capitals or not.
fn is_statement(folded: &str) -> bool {
    let opens = matches!(folded.split(' ').next(), Some("no" | "sin" | "nota" | "ningun" | "ninguna" | "ninguno"));
    let verb = |word: &str| {
        matches!(
            word,
            "cuenta"
                | "cuentan"
                | "tiene"
                | "tienen"
                | "existe"
                | "existen"
                | "consta"
                | "constan"
                | "aplica"
                | "posee"
                | "poseen"
                | "dispone"
                | "mantiene"
        )
    };
    opens || folded.split(' ').any(verb)
}
