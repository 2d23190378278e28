//! What one text says by itself, worked out when it is first asked for.
//!
//! Every fact follows from the text and the form alone: nothing here may look at the document, the day, or the institution.

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

/// A text and what is known of it.
#[derive(Debug)]
pub(crate) struct Said<'a> {
    /// The text.
    pub(crate) text: &'a str,
    matrix: &'a Matrix,
    facts: Held<'a>,
}

/// Where the facts are kept.
#[derive(Debug)]
enum Held<'a> {
    Here(Facts),
    Kept(&'a Facts),
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
        Said { text, matrix, facts: Held::Here(Facts::default()) }
    }

    /// A text and what is kept of it.
    pub(super) fn kept(text: &'a str, matrix: &'a Matrix, facts: &'a Facts) -> Said<'a> {
        Said { text, matrix, facts: Held::Kept(facts) }
    }

    fn facts(&self) -> &Facts {
        match &self.facts {
            Held::Here(facts) => facts,
            Held::Kept(facts) => facts,
        }
    }

    /// See [`fold`].
    pub(crate) fn folded(&self) -> &str {
        self.facts().folded.get_or_init(|| fold(self.text).into())
    }

    /// A digest of the text as [`fold_name`] leaves it. Two names with one digest may still differ.
    pub(crate) fn name_digest(&self) -> u64 {
        let name = || {
            let mut name = String::new();
            fold_name(self.text, &mut name);
            digest(name.as_bytes())
        };
        *self.facts().name.get_or_init(name)
    }

    /// See [`mojibake::is_plain`].
    pub(crate) fn is_plain(&self) -> bool {
        *self.facts().plain.get_or_init(|| mojibake::is_plain(self.text.as_bytes()))
    }

    /// The text with its garbled letters repaired, where it has some and all can be.
    pub(crate) fn repaired(&self) -> Option<&str> {
        let repair = || mojibake::looks_garbled(self.text).and_then(|garbled| garbled.repaired).map(Into::into);
        self.facts().repaired.get_or_init(repair).as_deref()
    }

    /// What a cell of the table with this text says about itself.
    pub(crate) fn state(&self) -> State {
        *self.facts().state.get_or_init(|| recognize::state_of(self.text))
    }

    /// See [`recognize::number`].
    pub(crate) fn number(&self) -> Option<i64> {
        *self.facts().number.get_or_init(|| recognize::number(self.text))
    }

    /// See [`quantity::has_quantity`].
    pub(crate) fn has_quantity(&self) -> bool {
        *self.facts().quantity.get_or_init(|| quantity::has_quantity(self.text))
    }

    /// See [`percentage::percentages`].
    pub(crate) fn percentages(&self) -> &[Percentage] {
        self.facts().percentages.get_or_init(|| percentage::percentages(self.text).into())
    }

    /// See [`plan_year::plan_years`].
    pub(crate) fn plan_years(&self) -> &[PlanYear] {
        self.facts().plan_years.get_or_init(|| plan_year::plan_years(self.text).into())
    }

    /// See [`email::read`].
    pub(crate) fn email(&self) -> &EmailReading {
        self.facts().email.get_or_init(|| Box::new(email::read(self.text)))
    }

    /// See [`label::exact`].
    pub(crate) fn label(&self) -> Option<&LabelMatch> {
        let exact = || label::exact(self.matrix, self.text, self.folded()).map(Box::new);
        self.facts().label.get_or_init(exact).as_deref()
    }

    /// See [`label::column`].
    pub(crate) fn column(&self) -> Option<ColumnMatch> {
        *self.facts().column.get_or_init(|| label::column(self.matrix, self.text))
    }

    /// Whether a line names the law.
    pub(crate) fn names_the_law(&self) -> bool {
        *self.facts().law.get_or_init(|| recognize::names_the_law(self.folded()))
    }

    /// See [`recognize::title_words`].
    pub(crate) fn title(&self) -> Option<&TitleWords> {
        let read = || recognize::title_words(self.matrix, self.text, self.folded(), self.names_the_law()).map(Box::new);
        self.facts().title.get_or_init(read).as_deref()
    }

    /// See [`recognize::section_words`].
    pub(crate) fn section(&self) -> SectionWords {
        *self.facts().section.get_or_init(|| recognize::section_words(self.matrix, self.text, self.folded()))
    }

    /// Whether a rule that judges texts by themselves found nothing in this one before.
    pub(crate) fn is_clean(&self, rule: usize) -> bool {
        bit(rule).is_some_and(|bit| self.facts().clean.get() & bit != 0)
    }

    /// Notes that such a rule finds nothing in this text.
    pub(crate) fn note_clean(&self, rule: usize) {
        if let Some(bit) = bit(rule) {
            self.facts().clean.set(self.facts().clean.get() | bit);
        }
    }
}

/// The bit of a rule by its index; a pack may have more rules than there are bits, and those after them note nothing.
fn bit(rule: usize) -> Option<u64> {
    u32::try_from(rule).ok().and_then(|rule| 1u64.checked_shl(rule))
}
