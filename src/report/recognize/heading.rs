//! The lines above the table: the citation of the law and the title of the literal, on the first page and on those after it.

use super::{Filled, Recognizer};
use crate::document::{Anchor, RowId};
use crate::limits::MAX_LABEL;
use crate::report::field::Field;
use crate::report::label;
use crate::report::matrix::Matrix;
use crate::report::value::fold::{fold, words};
use crate::report::{Repeat, Section, Slot, State, Title};

impl<'d> Recognizer<'d> {
    pub(super) fn heading(&mut self, row: RowId, filled: &Filled<'d>, text: &str, folded: &str) -> bool {
        let mut taken = false;
        let continues = self.last_law.is_some_and(|last| last.0 + 1 == row.0) && !folded.starts_with("art");
        if names_the_law(folded) && continues {
            // The citation runs over two lines; the first of them speaks for it.
            taken = true;
        } else if names_the_law(folded) {
            self.last_law = Some(row);
            let state = if cites_article_7(folded) { State::Given } else { State::Unreadable };
            if state == State::Given && self.report.heading.legal_basis.state == State::Unreadable && self.report.units.is_empty() {
                self.forget(Field::LegalBasis);
            }
            self.heading_slot(Field::LegalBasis, Slot { state, at: Anchor::Cell(filled.first) });
            taken = true;
        }
        if let Some(title) = self.title(filled, text, folded, taken) {
            let names_literal = title.literal.is_some();
            if self.is_own_title(text) && !self.has_own_title && self.report.units.is_empty() {
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
            let text = self.document.text(cell);
            if text.is_empty() || text.len() > MAX_LABEL {
                continue;
            }
            let folded = fold(text);
            // Only what begins as a heading does: the words may stand in an objective as well.
            if folded.starts_with("art") && names_the_law(&folded) || self.is_whole_title(text, &folded) {
                let alone = Filled { first: cell, column: filled.column, text, count: 1 };
                found |= self.heading(row, &alone, text, &folded);
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

    /// Whether a line is this matrix's title: its literal, and the words of the form.
    fn is_own_title(&self, text: &str) -> bool {
        let Some((range, id)) = label::literal_in(text) else { return false };
        id == self.matrix.title.literal && is_title_words(self.matrix, &fold(text.get(range.end..).unwrap_or("")))
    }

    pub(super) fn heading_slot(&mut self, field: Field, slot: Slot) {
        let first = if field == Field::LegalBasis { &mut self.report.heading.legal_basis } else { &mut self.report.heading.literal };
        if first.state == State::Absent {
            *first = slot;
        } else {
            self.report.repeats.push(Repeat { field, at: slot.at });
        }
    }

    /// Reads a line that names a literal or has the words of this matrix's title.
    pub(super) fn title(&mut self, filled: &Filled<'_>, text: &str, folded: &str, after_law: bool) -> Option<Title> {
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

    /// Whether a cell has a literal and the words of a title after it.
    pub(super) fn is_whole_title(&self, text: &str, folded: &str) -> bool {
        let Some((range, _)) = folded.starts_with("literal ").then(|| label::literal_in(text)).flatten() else { return false };
        let words = fold(text.get(range.end..).unwrap_or(""));
        is_title_words(self.matrix, &words) || self.matrix.other_titled(&words).is_some()
    }

    /// Notes whether a title is this matrix's or another's.
    pub(super) fn judge_title(&mut self, id: &str, rest: Option<&str>) {
        let own_words = rest.is_some_and(|words| is_title_words(self.matrix, &fold(words)));
        if id == self.matrix.title.literal || own_words {
            self.report.found = true;
        } else if self.report.other.is_none() {
            self.report.other = Some(id.to_owned());
        }
    }
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
