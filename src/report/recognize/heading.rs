//! The lines above the table: the citation of the law and the title of the literal, on the first page and on those after it.

use std::ops::Range;

use super::{Filled, Recognizer};
use crate::document::{Anchor, RowId};
use crate::limits::MAX_LABEL;
use crate::report::field::Field;
use crate::report::known::{Said, TitleWords};
use crate::report::label;
use crate::report::matrix::Matrix;
use crate::report::value::fold::{fold, words};
use crate::report::{Repeat, Section, Slot, State, Title};

impl<'d> Recognizer<'d> {
    pub(super) fn heading(&mut self, row: RowId, filled: &Filled<'d>, said: &Said<'_>) -> bool {
        let folded = said.folded();
        let mut taken = false;
        let continues = self.last_law.is_some_and(|last| last.0 + 1 == row.0) && !folded.starts_with("art");
        if said.names_the_law() && continues {
            // The citation runs over two lines; the first of them speaks for it.
            taken = true;
        } else if said.names_the_law() {
            self.last_law = Some(row);
            let state = if cites_article_7(folded) { State::Given } else { State::Unreadable };
            if state == State::Given && self.report.heading.legal_basis.state == State::Unreadable && self.report.units.is_empty() {
                self.forget(Field::LegalBasis);
            }
            self.heading_slot(Field::LegalBasis, Slot { state, at: Anchor::Cell(filled.first) });
            taken = true;
        }
        if let Some(words) = said.title() {
            let title = self.title(filled, said.text, &words);
            let names_literal = title.literal.is_some();
            if words.own && !self.has_own_title && self.report.units.is_empty() {
                // A banner, a menu or a covering letter may name a literal before the matrix does.
                self.has_own_title = true;
                self.forget(Field::Literal);
                self.report.heading.title = None;
            }
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

    /// A heading that shares its row with the name of the institution or the like.
    pub(super) fn heading_beside(&mut self, row: RowId, filled: &Filled<'d>) -> bool {
        let mut found = false;
        for cell in self.document.cells(row) {
            let said = self.known.cell(cell);
            let text = said.text;
            if text.is_empty() || text.len() > MAX_LABEL {
                continue;
            }
            // Only what begins as a heading does: the words may stand in an objective as well.
            if said.folded().starts_with("art") && said.names_the_law() || self.is_whole_title(text, said.folded()) {
                let alone = Filled { first: cell, column: filled.column, text, count: 1 };
                found |= self.heading(row, &alone, &said);
            }
        }
        found
    }

    /// A line in capitals right above a repeated title is the page's, not a section of the matrix.
    pub(super) fn drop_page_line(&mut self) {
        let empty = |s: &Section| s.official.is_none() && s.units.is_empty() && s.notes.is_empty() && s.title.is_given();
        if self.report.sections.last().is_some_and(empty)
            && let Some(Section { title: Slot { at: Anchor::Cell(cell), .. }, .. }) = self.report.sections.pop()
        {
            self.report.strays.push(cell);
        }
    }

    /// Takes back what was taken for a line of the heading, since the line itself has come.
    fn forget(&mut self, field: Field) {
        let slot = if field == Field::LegalBasis { &mut self.report.heading.legal_basis } else { &mut self.report.heading.literal };
        *slot = Slot::absent(None);
        self.report.repeats.retain(|repeat| repeat.field != field);
    }

    pub(super) fn heading_slot(&mut self, field: Field, slot: Slot) {
        let first = if field == Field::LegalBasis { &mut self.report.heading.legal_basis } else { &mut self.report.heading.literal };
        if first.state == State::Absent {
            *first = slot;
        } else {
            self.report.repeats.push(Repeat { field, at: slot.at });
        }
    }

    /// Takes a line for a title, and notes whether it is this matrix's or another's.
    fn title(&mut self, filled: &Filled<'_>, text: &str, words: &TitleWords) -> Title {
        let id = words.literal.as_ref().map(|(_, id)| id);
        if words.own_words || id.is_some_and(|id| *id == self.matrix.title.literal) {
            self.report.found = true;
        } else if self.report.other.is_none() {
            self.report.other = id.cloned();
        }
        let cell = Anchor::Cell(filled.first);
        // The text may be a repaired copy: its parts can be marked only where it is the cell's own.
        let own = text == filled.text;
        let part = |range: &Range<usize>| if own { cell.part(range) } else { cell };
        // Words without a literal are the whole line.
        let rest = words.words.as_ref().map(|range| if words.literal.is_some() { part(range) } else { cell });
        Title { literal: words.literal.as_ref().map(|(range, _)| part(range)), words: rest }
    }

    /// Whether a cell has a literal and the words of a title after it.
    pub(super) fn is_whole_title(&self, text: &str, folded: &str) -> bool {
        let Some((range, _)) = folded.starts_with("literal ").then(|| label::literal_in(text)).flatten() else { return false };
        let words = fold(text.get(range.end..).unwrap_or(""));
        is_title_words(self.matrix, &words) || self.matrix.other_titled(&words).is_some()
    }
}

/// Reads a line that names a literal or has the words of this matrix's title; `folded` is the text, folded, and `names_law` whether it names the law.
pub(crate) fn title_words(matrix: &Matrix, text: &str, folded: &str, names_law: bool) -> Option<TitleWords> {
    let rest_from = |end: usize| {
        let rest = text.get(end..).unwrap_or("");
        let skip = rest.chars().take_while(|c| !c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
        (end + skip < text.len()).then_some(end + skip..text.len())
    };
    let own = || {
        let Some((range, id)) = label::literal_in(text) else { return false };
        id == matrix.title.literal && is_title_words(matrix, &fold(text.get(range.end..).unwrap_or("")))
    };
    if folded.starts_with("literal ") || folded.starts_with("art") || names_law {
        let (range, id) = label::literal_in(text)?;
        let words = rest_from(range.end);
        let rest = words.clone().map(|words| fold(&text[words]));
        let own_words = rest.as_ref().is_some_and(|rest| is_title_words(matrix, rest));
        // «Art. 7 literal a) de la Ley…» cites the law, whose own literal is a); the matrix's title names a4), or goes on with the words of a title.
        let titled = own_words || rest.is_some_and(|rest| matrix.other_titled(&rest).is_some());
        if names_law && id != matrix.title.literal && !titled {
            return None;
        }
        return Some(TitleWords { literal: Some((range, id)), words, own_words, own: own() });
    }
    // «a4) Metas y objetivos…» without the word «literal»: a title only with the words of a title.
    let tokens: Vec<_> = words(text).take(3).collect();
    let Some((id, end)) = label::literal_id(&tokens) else {
        let own_words = is_title_words(matrix, folded);
        return own_words.then(|| TitleWords { literal: None, words: Some(0..text.len()), own_words, own: own() });
    };
    let range = rest_from(end)?;
    let rest = fold(&text[range.clone()]);
    let own_words = is_title_words(matrix, &rest);
    if !own_words && matrix.other_titled(&rest).is_none() {
        return None;
    }
    let close = text.get(end..).and_then(|t| t.chars().next()).filter(|c| matches!(c, ')' | '.')).map_or(0, char::len_utf8);
    Some(TitleWords { literal: Some((0..end + close, id)), words: Some(range), own_words, own: own() })
}

/// What a line is that may stand above a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Headline {
    /// It cites the law.
    Citation,
    /// It is the title of a literal.
    Title {
        /// Whether it is that of this matrix.
        own: bool,
    },
}

/// What a line is by itself, whatever stands around it; `folded` is the text, folded.
pub(crate) fn headline(matrix: &Matrix, text: &str, folded: &str) -> Option<Headline> {
    let law = names_the_law(folded);
    let title = || {
        // «Art. 7 literal a) de la Ley…» names a literal of the law, not one of its matrices.
        let named = (law || folded.starts_with("literal ")).then(|| label::literal_in(text)).flatten();
        if let Some((range, id)) = named {
            let words = fold(text.get(range.end..).unwrap_or(""));
            let own = id == matrix.title.literal || is_title_words(matrix, &words);
            let titled = own || !(words.is_empty() || words.starts_with("de ") || words.starts_with("del ") || names_the_law(&words));
            return titled.then_some(Headline::Title { own });
        }
        if is_title_words(matrix, folded) {
            return Some(Headline::Title { own: true });
        }
        let (_, rest) = folded.split_once(' ')?;
        let id = label::literal_named(text)?;
        let own = is_title_words(matrix, rest);
        (own || matrix.other_titled(rest).is_some_and(|other| other.literal == id)).then_some(Headline::Title { own })
    };
    if folded.is_empty() { None } else { title().or(law.then_some(Headline::Citation)) }
}

fn is_title_words(matrix: &Matrix, folded: &str) -> bool {
    let begins = ["las metas y objetivos", "metas y objetivos", "los objetivos y metas", "objetivos y metas"];
    let objective = begins.iter().any(|words| folded.starts_with(words));
    folded == matrix.title.folded
        || matrix.title.accepted.iter().any(|s| s.0 == folded)
        || objective && folded.contains("unidades administrativas")
}

/// Whether a folded line names the law.
pub(crate) fn names_the_law(folded: &str) -> bool {
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
