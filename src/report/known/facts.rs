//! What one text says by itself, worked out when it is first asked for.
//!
//! Every fact follows from the text and the form alone: nothing here may look at the document, the day, or the institution.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::ops::Range;

use super::digest;
use crate::report::State;
use crate::report::label::{self, ColumnMatch, LabelMatch};
use crate::report::matrix::Matrix;
use crate::report::recognize;
use crate::report::value::email::{self, EmailReading};
use crate::report::value::fold::{fold, fold_name};
use crate::report::value::mojibake;
use crate::report::value::percentage::{self, Percentage};
use crate::report::value::plan_year::{self, PlanYear};
use crate::report::value::quantity;

/// What is known of a text so far.
#[derive(Debug, Default)]
pub(super) struct Facts {
    folded: OnceCell<Box<str>>,
    name: OnceCell<u64>,
    plain: OnceCell<bool>,
    repaired: OnceCell<Option<Box<str>>>,
    state: OnceCell<State>,
    number: OnceCell<Option<i64>>,
    quantity: OnceCell<bool>,
    percentages: OnceCell<Box<[Percentage]>>,
    plan_years: OnceCell<Box<[PlanYear]>>,
    email: OnceCell<Box<EmailReading>>,
    label: OnceCell<Option<Box<LabelMatch>>>,
    column: OnceCell<Option<ColumnMatch>>,
    title: OnceCell<Option<Box<TitleWords>>>,
    law: OnceCell<bool>,
    section: OnceCell<SectionWords>,
    /// The rules that judge a text by itself and found nothing in it, a bit for each.
    clean: Cell<u64>,
}

/// A text and what is known of it. Where nothing is kept of it, everything but its folded form is worked out whenever it is asked for.
#[derive(Debug)]
pub(crate) struct Said<'a> {
    /// The text.
    pub(crate) text: &'a str,
    matrix: &'a Matrix,
    kept: Option<&'a Facts>,
    folded: OnceCell<Box<str>>,
}

/// The words of a line that names a literal or has the words of a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TitleWords {
    /// Which part names the literal, and its short name, where one is named.
    pub(crate) literal: Option<(Range<usize>, String)>,
    /// Which part holds the words of a title.
    pub(crate) words: Option<Range<usize>>,
    /// Whether the words are those of this matrix.
    pub(crate) own_words: bool,
    /// Whether it is the title of this matrix whole: its literal, and the words of the form.
    pub(crate) own: bool,
}

/// What the words of a section's title would say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that the words are or are not")]
pub(crate) struct SectionWords {
    /// Which of the official sections they stand for.
    pub(crate) official: Option<usize>,
    /// Whether they are those of a section for sure.
    pub(crate) titled: bool,
    /// Whether they stand in capitals and may be the name of a section of an institution's own.
    pub(crate) own: bool,
    /// Whether they state something, and so are a note.
    pub(crate) statement: bool,
    /// Whether a note follows them.
    pub(crate) noted: bool,
}

impl<'a> Said<'a> {
    /// A text of which nothing is known.
    pub(crate) fn new(text: &'a str, matrix: &'a Matrix) -> Said<'a> {
        Said { text, matrix, kept: None, folded: OnceCell::new() }
    }

    /// A text and what is kept of it.
    pub(super) fn kept(text: &'a str, matrix: &'a Matrix, facts: &'a Facts) -> Said<'a> {
        Said { text, matrix, kept: Some(facts), folded: OnceCell::new() }
    }

    /// Whether what is worked out will be kept.
    #[cfg(test)]
    pub(super) fn is_kept(&self) -> bool {
        self.kept.is_some()
    }

    /// A fact that is small.
    fn fact<T: Copy + 'a>(&self, fact: impl FnOnce(&'a Facts) -> &'a OnceCell<T>, work: impl FnOnce() -> T) -> T {
        match self.kept {
            Some(facts) => *fact(facts).get_or_init(work),
            None => work(),
        }
    }

    /// A fact that is a list.
    fn list<T: Clone + 'a>(&self, fact: impl FnOnce(&'a Facts) -> &'a OnceCell<Box<[T]>>, work: impl FnOnce() -> Vec<T>) -> Cow<'a, [T]> {
        match self.kept {
            Some(facts) => Cow::Borrowed(fact(facts).get_or_init(|| work().into())),
            None => Cow::Owned(work()),
        }
    }

    /// A fact that most texts lack.
    fn rare<T: Clone + 'a>(
        &self,
        fact: impl FnOnce(&'a Facts) -> &'a OnceCell<Option<Box<T>>>,
        work: impl FnOnce() -> Option<T>,
    ) -> Option<Cow<'a, T>> {
        match self.kept {
            Some(facts) => fact(facts).get_or_init(|| work().map(Box::new)).as_deref().map(Cow::Borrowed),
            None => work().map(Cow::Owned),
        }
    }

    /// See [`fold`].
    pub(crate) fn folded(&self) -> &str {
        self.kept.map_or(&self.folded, |facts| &facts.folded).get_or_init(|| fold(self.text).into())
    }

    /// A digest of the text as [`fold_name`] leaves it. Two names with one digest may still differ.
    pub(crate) fn name_digest(&self) -> u64 {
        let name = || {
            let mut name = String::new();
            fold_name(self.text, &mut name);
            digest(name.as_bytes())
        };
        self.fact(|facts| &facts.name, name)
    }

    /// See [`mojibake::is_plain`].
    pub(crate) fn is_plain(&self) -> bool {
        self.fact(|facts| &facts.plain, || mojibake::is_plain(self.text.as_bytes()))
    }

    /// The text with its garbled letters repaired, where it has some and all can be.
    pub(crate) fn repaired(&self) -> Option<Cow<'a, str>> {
        let repair = || mojibake::looks_garbled(self.text).and_then(|garbled| garbled.repaired);
        match self.kept {
            Some(facts) => facts.repaired.get_or_init(|| repair().map(Into::into)).as_deref().map(Cow::Borrowed),
            None => repair().map(Cow::Owned),
        }
    }

    /// What a cell of the table with this text says about itself.
    pub(crate) fn state(&self) -> State {
        self.fact(|facts| &facts.state, || recognize::state_of(self.text))
    }

    /// See [`recognize::number`].
    pub(crate) fn number(&self) -> Option<i64> {
        self.fact(|facts| &facts.number, || recognize::number(self.text))
    }

    /// See [`quantity::has_quantity`].
    pub(crate) fn has_quantity(&self) -> bool {
        self.fact(|facts| &facts.quantity, || quantity::has_quantity(self.text))
    }

    /// See [`percentage::percentages`].
    pub(crate) fn percentages(&self) -> Cow<'a, [Percentage]> {
        self.list(|facts| &facts.percentages, || percentage::percentages(self.text))
    }

    /// See [`plan_year::plan_years`].
    pub(crate) fn plan_years(&self) -> Cow<'a, [PlanYear]> {
        self.list(|facts| &facts.plan_years, || plan_year::plan_years(self.text))
    }

    /// See [`email::read`].
    pub(crate) fn email(&self) -> Cow<'a, EmailReading> {
        match self.kept {
            Some(facts) => Cow::Borrowed(facts.email.get_or_init(|| Box::new(email::read(self.text)))),
            None => Cow::Owned(email::read(self.text)),
        }
    }

    /// See [`label::exact`].
    pub(crate) fn label(&self) -> Option<Cow<'a, LabelMatch>> {
        self.rare(|facts| &facts.label, || label::exact(self.matrix, self.text, self.folded()))
    }

    /// See [`label::column`].
    pub(crate) fn column(&self) -> Option<ColumnMatch> {
        self.fact(|facts| &facts.column, || label::column(self.matrix, self.text))
    }

    /// Whether a line names the law.
    pub(crate) fn names_the_law(&self) -> bool {
        self.fact(|facts| &facts.law, || recognize::names_the_law(self.folded()))
    }

    /// See [`recognize::title_words`].
    pub(crate) fn title(&self) -> Option<Cow<'a, TitleWords>> {
        self.rare(|facts| &facts.title, || recognize::title_words(self.matrix, self.text, self.folded(), self.names_the_law()))
    }

    /// See [`recognize::section_words`].
    pub(crate) fn section(&self) -> SectionWords {
        self.fact(|facts| &facts.section, || recognize::section_words(self.matrix, self.text, self.folded()))
    }

    /// Whether a rule that judges texts by themselves found nothing in this one before.
    pub(crate) fn is_clean(&self, rule: usize) -> bool {
        bit(rule).zip(self.kept).is_some_and(|(bit, facts)| facts.clean.get() & bit != 0)
    }

    /// Notes that such a rule finds nothing in this text.
    pub(crate) fn note_clean(&self, rule: usize) {
        if let Some((bit, facts)) = bit(rule).zip(self.kept) {
            facts.clean.set(facts.clean.get() | bit);
        }
    }
}

/// The bit of a rule by its index; a pack may have more rules than there are bits, and those after them note nothing.
fn bit(rule: usize) -> Option<u64> {
    u32::try_from(rule).ok().and_then(|rule| 1u64.checked_shl(rule))
}
