//! From a [`Document`] to a [`Report`]: every row is taken for what it is. Total: it never fails, and keeps what it did not understand in `strays`.
//!
//! Rows are told apart by what stands in them, never by where: a footer value is found by its label, a column by its name. Values are judged by the
//! checks; here they are only given, blank, absent or declared not to apply.

use super::field::{Column, Field};
use super::footer::{self, FooterRows};
use super::label::{self, LabelMatch};
use super::matrix::Matrix;
use super::value::{absence, fold::fold, fold::fold_into, fold::words, formula, mojibake, quantity};
use super::{Heading, Repeat, Report, Section, Slot, State, Title, Unit};
use crate::document::{Anchor, CellId, Document, RowId};
use crate::limits::MAX_LABEL;

/// What a document says, in the terms of the matrix.
pub fn recognize(document: &Document, matrix: &Matrix) -> Report {
    let mut recognizer = Recognizer::new(document, matrix);
    for row in document.rows() {
        recognizer.row(row);
    }
    recognizer.finish()
}

struct Recognizer<'d> {
    document: &'d Document,
    matrix: &'d Matrix,
    report: Report,
    footer: FooterRows,
    /// The first cell of the row at hand, folded.
    folded: String,
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
    fn new(document: &'d Document, matrix: &'d Matrix) -> Self {
        let absent = Slot::absent(None);
        let report = Report {
            heading: Heading { legal_basis: absent, literal: absent, title: None },
            header: absent,
            columns: [absent; 5],
            positions: [Some(0), Some(1), Some(2), Some(3), Some(4)],
            repeats: Vec::new(),
            sections: Vec::new(),
            units: Vec::new(),
            footer: [absent; 7],
            footer_rows: Vec::new(),
            strays: Vec::new(),
            last_row: None,
            found: false,
            other: None,
        };
        Recognizer {
            document,
            matrix,
            report,
            footer: FooterRows::default(),
            folded: String::new(),
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
        if filled.text.len() <= MAX_LABEL {
            let repaired = mojibake::looks_garbled(filled.text).and_then(|g| g.repaired);
            let text = repaired.as_deref().unwrap_or(filled.text);
            let mut folded = std::mem::take(&mut self.folded);
            fold_into(text, &mut folded);
            let taken = self.labelled(row, &filled, text, &folded);
            self.folded = folded;
            if taken {
                return;
            }
        }
        let in_table = self.report.header.is_given() || self.report.heading.title.is_some();
        if in_table && filled.count <= 2 && self.is_aside(&filled) {
            let cells = self.document.cells(row).filter(|cell| !self.document.text(*cell).is_empty());
            self.report.strays.extend(cells);
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
    fn labelled(&mut self, row: RowId, filled: &Filled<'d>, text: &str, folded: &str) -> bool {
        if let Some(found) = label::exact(self.matrix, text, folded).filter(|found| self.is_label(found, filled)) {
            self.footer_row(row, filled, found, text);
            return true;
        }
        if (2..=3).contains(&filled.count) && self.heading_beside(row, filled) {
            return true;
        }
        if filled.count == 2 && is_roman(text) && self.numbered_section(row, filled) {
            return true;
        }
        if filled.count >= 2 && self.header(row)
            || filled.count == 1 && (self.heading(row, filled, text, folded) || self.section(filled, text, folded))
        {
            return true;
        }
        let plausible = filled.count <= 3 && !text.starts_with(|c: char| c.is_ascii_digit());
        if !plausible {
            return false;
        }
        let below = self.in_footer || !self.report.units.is_empty();
        let by_words = || label::begins(self.matrix, text, folded).filter(|found| below && !self.footer.has(found.field));
        let found = label::near(self.matrix, text, folded).or_else(|| label::followed(self.matrix, text, folded)).or_else(by_words);
        let taken = found.is_some();
        if let Some(found) = found {
            self.footer_row(row, filled, found, text);
        }
        taken
    }

    /// Whether a row is a remark beside the table: a signature, a total.
    fn is_aside(&self, filled: &Filled<'_>) -> bool {
        let folded = fold(filled.text);
        let word = folded.split(' ').next().unwrap_or("");
        self.matrix.asides.words.iter().any(|aside| aside.0 == word)
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

    /// A heading that shares its row with the name of the institution or the like.
    fn heading_beside(&mut self, row: RowId, filled: &Filled<'d>) -> bool {
        let mut found = false;
        for cell in self.document.cells(row) {
            let text = self.document.text(cell);
            if text.is_empty() || text.len() > MAX_LABEL {
                continue;
            }
            let folded = fold(text);
            // Only what begins as a heading does: the words may stand in an objective as well.
            if folded.starts_with("art") && names_the_law(&folded) || folded.starts_with("literal ") && label::literal_in(text).is_some() {
                let alone = Filled { first: cell, column: filled.column, text, count: 1 };
                found |= self.heading(row, &alone, text, &folded);
            }
        }
        found
    }

    /// A section whose title stands beside a Roman number of its own: `I │ PROCESOS GOBERNANTES`.
    fn numbered_section(&mut self, row: RowId, filled: &Filled<'d>) -> bool {
        let second = self.document.cells(row).find(|cell| *cell > filled.first && !self.document.text(*cell).is_empty());
        let Some(second) = second else { return false };
        let text = self.document.text(second);
        let title = Filled { first: second, column: 0, text, count: 1 };
        label::section(self.matrix, &fold(text)).is_some() && self.section(&title, text, &fold(text))
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
        if Some(filled.column) != number || !is_number(filled.text) {
            return false;
        }
        filled.count >= 3 || self.report.header.is_given() && !self.in_footer && self.document.row(row).cell_count >= 3
    }

    /// Whether a label match can be a footer row: known short labels («Correo») mean it only below the table.
    fn is_label(&self, found: &LabelMatch, filled: &Filled<'_>) -> bool {
        !found.near || filled.count <= 3 && (!self.report.units.is_empty() || self.in_footer || !self.report.sections.is_empty())
    }

    fn heading(&mut self, row: RowId, filled: &Filled<'d>, text: &str, folded: &str) -> bool {
        let mut taken = false;
        let continues = self.last_law.is_some_and(|last| last.0 + 1 == row.0) && !folded.starts_with("art");
        if names_the_law(folded) && continues {
            // The citation runs over two lines; the first of them speaks for it.
            taken = true;
        } else if names_the_law(folded) {
            self.last_law = Some(row);
            let state = if cites_article_7(folded) { State::Given } else { State::Unreadable };
            self.heading_slot(Field::LegalBasis, Slot { state, at: Anchor::Cell(filled.first) });
            taken = true;
        }
        if let Some(title) = self.title(filled, text, folded, taken) {
            let names_literal = title.literal.is_some();
            if self.report.heading.title.is_none() {
                self.report.heading.title = Some(title);
            }
            if let Some(article) = self.other_article.take().filter(|_| self.last_law.is_none_or(|law| law.0 < row.0.saturating_sub(3))) {
                // An article of some other law, where the first page cites this one.
                self.report.repeats.push(Repeat { field: Field::LegalBasis, at: Anchor::Cell(article) });
            }
            if names_literal {
                self.heading_slot(Field::Literal, Slot { state: State::Given, at: Anchor::Cell(filled.first) });
            }
            taken = true;
        }
        // Words on a line of their own complete the title above: «Literal a4)» and below it «Las metas y objetivos…».
        if !taken
            && let Some(title) = &mut self.report.heading.title
            && title.words.is_none()
            && self.report.units.is_empty()
            && is_title_words(self.matrix, folded)
        {
            title.words = Some(Anchor::Cell(filled.first));
            taken = true;
        }
        if !taken && folded.starts_with("art ") && !self.report.units.is_empty() {
            self.other_article = Some(filled.first);
        }
        if taken {
            self.in_footer = false;
            self.at_page_head = true;
            self.drop_page_line();
            if !self.report.header.is_given() && self.report.units.is_empty() {
                self.last_heading = Some(row);
            }
        }
        taken
    }

    /// A line in capitals right above a repeated title is the page's, not a section of the matrix.
    fn drop_page_line(&mut self) {
        let empty = |s: &Section| s.official.is_none() && s.units.is_empty() && s.notes.is_empty() && s.title.is_given();
        if self.report.sections.last().is_some_and(empty)
            && let Some(Section { title: Slot { at: Anchor::Cell(cell), .. }, .. }) = self.report.sections.pop()
        {
            self.report.strays.push(cell);
        }
    }

    fn heading_slot(&mut self, field: Field, slot: Slot) {
        let first = if field == Field::LegalBasis { &mut self.report.heading.legal_basis } else { &mut self.report.heading.literal };
        if first.state == State::Absent {
            *first = slot;
        } else {
            self.report.repeats.push(Repeat { field, at: slot.at });
        }
    }

    /// Reads a line that names a literal or has the words of this matrix's title.
    fn title(&mut self, filled: &Filled<'_>, text: &str, folded: &str, after_law: bool) -> Option<Title> {
        let cell = Anchor::Cell(filled.first);
        // The text may be a repaired copy: its parts can be marked only where it is the cell's own.
        let own = text == filled.text;
        let part = |range: &std::ops::Range<usize>| if own { cell.part(range) } else { cell };
        let rest_from = |end: usize| {
            let rest = text.get(end..).unwrap_or("");
            let skip = rest.chars().take_while(|c| !c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
            (end + skip < text.len()).then_some(end + skip..text.len())
        };
        if folded.starts_with("literal ") || folded.starts_with("art") || after_law {
            let (range, id) = label::literal_in(text)?;
            let words = rest_from(range.end);
            // «Art. 7 literal a) de la Ley…» cites the law, whose own literal is a); the matrix's title names a4), or goes on with the words of a title.
            let titled = |words: &str| is_title_words(self.matrix, words) || self.matrix.other_titled(words).is_some();
            if after_law && id != self.matrix.title.literal && !words.as_ref().is_some_and(|w| titled(&fold(&text[w.clone()]))) {
                return None;
            }
            self.judge_title(&id, words.as_ref().map(|w| &text[w.clone()]));
            return Some(Title { literal: Some(part(&range)), words: words.map(|w| part(&w)) });
        }
        // «a4) Metas y objetivos…» without the word «literal»: a title only with the words of a title.
        let tokens: Vec<_> = words(text).take(3).collect();
        let Some((id, end)) = label::literal_id(&tokens) else {
            let own_words = is_title_words(self.matrix, folded);
            self.report.found |= own_words;
            return own_words.then_some(Title { literal: None, words: Some(cell) });
        };
        let range = rest_from(end)?;
        let rest = fold(&text[range.clone()]);
        if !is_title_words(self.matrix, &rest) && self.matrix.other_titled(&rest).is_none() {
            return None;
        }
        self.judge_title(&id, Some(&rest));
        let close = text.get(end..).and_then(|t| t.chars().next()).filter(|c| matches!(c, ')' | '.')).map_or(0, char::len_utf8);
        Some(Title { literal: Some(part(&(0..end + close))), words: Some(part(&range)) })
    }

    /// Notes whether a title is this matrix's or another's.
    fn judge_title(&mut self, id: &str, rest: Option<&str>) {
        let own_words = rest.is_some_and(|words| is_title_words(self.matrix, &fold(words)));
        if id == self.matrix.title.literal || own_words {
            self.report.found = true;
        } else if self.report.other.is_none() {
            self.report.other = Some(id.to_owned());
        }
    }

    /// Takes a row of column names; false where it is none.
    fn header(&mut self, row: RowId) -> bool {
        let mut found: [Option<(usize, CellId, bool)>; 5] = [None; 5];
        let mut unknown = Vec::new();
        let mut exact = 0;
        for (position, cell) in self.document.cells(row).enumerate().take(64) {
            let text = self.document.text(cell);
            let repaired = mojibake::looks_garbled(text).and_then(|g| g.repaired);
            match label::column(self.matrix, repaired.as_deref().unwrap_or(text)) {
                Some(m) if found[m.column.index()].is_none() => {
                    found[m.column.index()] = Some((position, cell, m.near));
                    exact += usize::from(!m.near);
                }
                _ if !text.is_empty() => unknown.push((position, cell)),
                _ => {}
            }
        }
        // Names that are only alike are looked for where a name is known for sure, or there is no header yet.
        if exact > 0 || !self.report.header.is_given() && self.report.units.is_empty() {
            unknown.retain(|(position, cell)| match label::column_alike(self.matrix, self.document.text(*cell)) {
                Some(m) if found[m.column.index()].is_none() => {
                    found[m.column.index()] = Some((*position, *cell, true));
                    false
                }
                _ => true,
            });
        }
        let known = found.iter().flatten().count();
        if !(exact >= 2 || known >= 3) {
            return false;
        }
        adopt_by_position(&mut found, &unknown);
        self.in_footer = false;
        self.at_page_head = false;
        if self.report.header.is_given() {
            for (position, cell) in found.iter().flatten().map(|(position, cell, _)| (*position, *cell)) {
                // What is compared is what stood in the same place on the first page.
                if let Some(index) = self.report.positions.iter().position(|first| *first == Some(position)) {
                    self.report.repeats.push(Repeat { field: Field::Column(Column::ALL[index]), at: Anchor::Cell(cell) });
                }
            }
            return true;
        }
        self.report.found |= known >= 3;
        self.report.header = Slot { state: State::Given, at: self.document.cells(row).next().map_or(Anchor::Document, Anchor::Cell) };
        for (index, slot) in self.report.columns.iter_mut().enumerate() {
            self.report.positions[index] = found[index].map(|(position, _, _)| position);
            *slot = found[index].map_or(Slot::absent(Some(row)), |(_, cell, _)| Slot { state: State::Given, at: Anchor::Cell(cell) });
        }
        self.report.last_row = Some(row);
        true
    }

    fn section(&mut self, filled: &Filled<'_>, text: &str, folded: &str) -> bool {
        let (title, note) = text.split_once(':').map_or((text, ""), |(title, note)| (title.trim(), note.trim()));
        let shorter = if note.is_empty() { None } else { Some(fold(title)) };
        let folded = shorter.as_deref().unwrap_or(folded);
        let official = label::section(self.matrix, folded);
        let shaped = ["proceso ", "procesos ", "nivel "].iter().any(|start| folded.starts_with(start));
        let upper = title.len() <= 120 && title.chars().any(char::is_alphabetic) && !title.chars().any(char::is_lowercase);
        let exact = || self.matrix.sections.iter().any(|s| s.folded == folded) || label::is_near_section(self.matrix, folded);
        let in_table = self.report.header.is_given() || self.report.heading.title.is_some();
        // A sentence that begins like a title («Nivel de avance del plan») is a note; a title is short and stands in capitals or says «procesos».
        let titled = shaped && (official.is_some() || upper) && title.len() <= 120 || upper && official.is_some() || exact();
        let own = upper && folded.split(' ').count() >= 2 && filled.column == 0 && self.report.header.is_given() && !self.at_page_head;
        if !in_table || self.in_footer || !(titled || own) || is_statement(folded) || absence::read(title).is_some() {
            return false;
        }
        let start = self.report.units.len();
        let notes = if words(note).count() >= 2 { vec![filled.first] } else { Vec::new() };
        let title = Slot { state: State::Given, at: Anchor::Cell(filled.first) };
        self.report.sections.push(Section { title, official, notes, units: start..start });
        self.report.last_row = Some(self.document.row_of(filled.first));
        true
    }

    fn footer_row(&mut self, row: RowId, filled: &Filled<'_>, found: LabelMatch, text: &str) {
        let garbled = text != filled.text;
        self.in_footer = true;
        self.footer.push(self.document, self.matrix, row, filled.first, found, garbled);
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
        let Some(cell) = self.document.cell_at(row, position) else {
            return Slot { state: State::Blank, at: Anchor::Past { row, column: u16::try_from(position).unwrap_or(u16::MAX) } };
        };
        Slot { state: state_of(self.document.text(cell)), at: Anchor::Cell(cell) }
    }

    /// Where the names of the columns stand in another order than the form's, the cells below may or may not have moved with them: the order in which more
    /// rows make sense is the one they are read in.
    fn settle_columns(&mut self) {
        let named = self.report.positions;
        let mut sorted = named;
        sorted.sort_unstable();
        if sorted == named || named.contains(&None) {
            return;
        }
        let by_name = self.sensible_cells();
        self.reread(sorted);
        if by_name >= self.sensible_cells() {
            self.reread(named);
        }
        self.report.positions = named;
    }

    /// How many cells hold what their column asks for: a number, a quantity in the target, an indicator without one.
    fn sensible_cells(&self) -> usize {
        let text = |unit: &Unit, column: Column| self.document.marked(unit.cell(column).at);
        let fits = |unit: &Unit| {
            let numbered = is_number(text(unit, Column::Number));
            let target = quantity::has_quantity(text(unit, Column::Target));
            let indicator = !quantity::has_quantity(text(unit, Column::Indicator));
            let longest = text(unit, Column::Objective).len() >= text(unit, Column::Name).len();
            [numbered, target, indicator, longest].into_iter().filter(|fits| *fits).count()
        };
        self.report.units.iter().map(fits).sum()
    }

    /// Reads the cells of every unit again, with the columns at these positions.
    fn reread(&mut self, positions: [Option<usize>; 5]) {
        self.report.positions = positions;
        let units = std::mem::take(&mut self.report.units);
        let again = |unit: Unit| {
            if unit.continues { unit } else { Unit { cells: [0, 1, 2, 3, 4].map(|index| self.cell_slot(unit.row, index)), ..unit } }
        };
        self.report.units = units.into_iter().map(again).collect();
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

/// Gives a column that was not found the unknown name standing where it belongs, between its neighbours.
fn adopt_by_position(found: &mut [Option<(usize, CellId, bool)>; 5], unknown: &[(usize, CellId)]) {
    for index in 0..5 {
        if found[index].is_some() {
            continue;
        }
        let before = found[..index].iter().flatten().map(|(p, _, _)| *p).max();
        let after = found[index + 1..].iter().flatten().map(|(p, _, _)| *p).min();
        let fits = |p: usize| {
            before.is_none_or(|b| p > b) && after.is_none_or(|a| p < a) && !found.iter().flatten().any(|(taken, _, _)| *taken == p)
        };
        let nearest = unknown.iter().find(|(p, _)| fits(*p) && (before.is_some_and(|b| *p == b + 1) || after.is_some_and(|a| *p + 1 == a)));
        if let Some((position, cell)) = nearest {
            found[index] = Some((*position, *cell, true));
        }
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

fn is_title_words(matrix: &Matrix, folded: &str) -> bool {
    let begins = ["las metas y objetivos", "metas y objetivos", "los objetivos y metas", "objetivos y metas"];
    let objective = begins.iter().any(|words| folded.starts_with(words));
    folded == matrix.title.folded
        || matrix.title.accepted.iter().any(|s| s.0 == folded)
        || objective && folded.contains("unidades administrativas")
}

fn names_the_law(folded: &str) -> bool {
    folded.contains("lotaip")
        || folded.contains("ley organica de transparencia")
        || folded.starts_with("art") && folded.contains("transparencia y acceso a la informacion")
}

/// Whether a folded line cites article 7 of the law.
pub(crate) fn is_citation(folded: &str) -> bool {
    names_the_law(folded) && cites_article_7(folded)
}

/// Whether a line cites article 7: «Art. 7», «Artículo 7», «art.7».
fn cites_article_7(folded: &str) -> bool {
    let mut last = "";
    folded.split(' ').any(|word| {
        let article = matches!(last, "art" | "articulo" | "arts" | "articulos") && word == "7" || matches!(word, "art7" | "articulo7");
        last = word;
        article
    })
}
