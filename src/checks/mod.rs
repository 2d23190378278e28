//! Checks: algorithms with parameters. A rule file names one of these kinds and sets its parameters; the kind knows no law, no sentence, no severity.
//!
//! A kind is one file here and one line in the list below. Its struct's fields are the parameters a rule file may set, its method is the algorithm.

use std::borrow::Cow;
use std::cell::OnceCell;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::calendar::Calendar;
use crate::diagnostic::{Hole, PeriodFrom, Verdict};
use crate::document::{Anchor, Document};
use crate::institution::Institution;
use crate::period::Month;
use crate::read::ReadError;
use crate::report::field::{Field, FooterField, Subject};
use crate::report::known::{Known, Said};
use crate::report::matrix::Matrix;
use crate::report::value;
use crate::report::{Report, Slot, State};

/// One of the ways a check can speak: its name in rule files, and the holes it fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// Its name; empty where the kind has only one.
    pub name: &'static str,
    /// The holes a message for it may use, besides `found`, `unit` and `field`.
    pub holes: &'static [&'static str],
}

/// Shorthand for the lists of cases.
pub(crate) const fn case(name: &'static str, holes: &'static [&'static str]) -> Case {
    Case { name, holes }
}

/// An algorithm with parameters.
pub(crate) trait Check {
    /// The ways it can speak with these parameters.
    fn cases(&self) -> &'static [Case];

    /// Judges a report.
    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>);
}

/// Declares the kinds: a module each, and one variant that a rule file names in kebab case.
macro_rules! kinds {
    ($($module:ident::$kind:ident),* $(,)?) => {
        $(mod $module;)*

        /// A kind with its parameters, as `[check.<kind>]` of a rule file sets them.
        #[derive(Debug, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Kind {
            $(#[doc = concat!("See `src/checks/", stringify!($module), ".rs`.")] $kind($module::$kind),)*
        }

        impl Kind {
            /// The ways it can speak.
            pub fn cases(&self) -> &'static [Case] {
                match self { $(Kind::$kind(check) => check.cases(),)* }
            }

            /// Judges a report.
            pub(crate) fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
                match self { $(Kind::$kind(check) => check.run(ctx, out),)* }
            }
        }
    };
}

pub use exception::Fault;

kinds! {
    absence_explained::AbsenceExplained,
    column_named::ColumnNamed,
    column_present::ColumnPresent,
    columns_ordered::ColumnsOrdered,
    computed::Computed,
    consistent::Consistent,
    date::Date,
    distinct::Distinct,
    exception::Exception,
    email::Email,
    footer_ordered::FooterOrdered,
    free_of::FreeOf,
    in_sequence::InSequence,
    label_official::LabelOfficial,
    legible::Legible,
    linked::Linked,
    literal::Literal,
    monthly::Monthly,
    numbered::Numbered,
    pages_alike::PagesAlike,
    percentage_possible::PercentagePossible,
    person::Person,
    phone::Phone,
    plan_year_current::PlanYearCurrent,
    plan_years_agree::PlanYearsAgree,
    present::Present,
    quantified::Quantified,
    reading::Reading,
    regime::Regime,
    section_filled::SectionFilled,
    section_present::SectionPresent,
    title_words::TitleWords,
    unit_sectioned::UnitSectioned,
    units_present::UnitsPresent,
    varied::Varied,
}

impl Kind {
    /// A pattern among the parameters that is no regular expression, and what is wrong with it.
    pub(crate) fn broken_pattern(&self) -> Option<(&str, String)> {
        match self {
            Kind::FreeOf(check) => check.broken_pattern(),
            _ => None,
        }
    }
}

/// What a check may look at. Values that several rules ask for are read once.
pub struct Context<'a> {
    /// The document.
    pub document: &'a Document,
    /// What it says.
    pub report: &'a Report,
    /// The layout of the matrix.
    pub matrix: &'a Matrix,
    /// Working days and due dates.
    pub calendar: &'a Calendar,
    /// The day of the check.
    pub today: NaiveDate,
    /// The institution, where a configuration says something of it.
    pub institution: Option<&'a Institution>,
    /// The month reported, where it is known otherwise than from the date.
    pub period: Option<(Month, PeriodFrom)>,
    /// What is known of the document's texts.
    pub(crate) known: &'a Known<'a>,
    pub(crate) date: OnceCell<Option<(Slot, Result<value::date::DateReading, value::date::DateError>)>>,
    pub(crate) email: OnceCell<Option<(Slot, Cow<'a, value::email::EmailReading>)>>,
    pub(crate) phone: OnceCell<Option<(Slot, value::phone::PhoneReading)>>,
}

impl<'a> Context<'a> {
    /// The text a slot marks.
    pub(crate) fn text(&self, slot: &Slot) -> &'a str {
        self.document.marked(slot.at)
    }

    /// The text a slot marks, and what is known of it.
    pub(crate) fn said(&self, slot: &Slot) -> Said<'a> {
        self.known.marked(slot.at)
    }

    /// The occurrences of a field that have a value.
    pub(crate) fn given(&self, field: Field) -> impl Iterator<Item = (Subject, Slot)> {
        self.report.slots(field).filter(|(_, slot)| slot.is_given())
    }

    /// A field that occurs once, where it has a value.
    pub(crate) fn value(&self, field: Field) -> Option<(Slot, &'a str)> {
        let slot = self.report.slot(Subject::only(field));
        slot.is_given().then(|| (slot, self.text(&slot)))
    }

    /// The update date as read, where the footer gives one.
    pub(crate) fn update_date(&self) -> Option<&(Slot, Result<value::date::DateReading, value::date::DateError>)> {
        let read = || self.value(Field::Footer(FooterField::UpdateDate)).map(|(slot, text)| (slot, value::date::read(text)));
        self.date.get_or_init(read).as_ref()
    }

    /// The update date, where it could be read.
    pub(crate) fn date(&self) -> Option<NaiveDate> {
        self.update_date().and_then(|(_, reading)| reading.as_ref().ok()).map(|reading| reading.date)
    }

    /// The update date, where it can be that of the report: neither in the future nor of a month already superseded.
    pub(crate) fn credible_date(&self) -> Option<NaiveDate> {
        let superseded = |date| self.calendar.last_month_due(self.today).is_some_and(|(month, _)| Month::of(date) < month);
        self.date().filter(|date| *date <= self.today && !superseded(*date))
    }

    /// The month reported: the period where it is known, else the month of the update date.
    pub(crate) fn month(&self) -> Option<Month> {
        self.period.map(|(month, _)| month).or_else(|| self.date().map(Month::of))
    }

    /// The e-mail address as read, where the footer gives one.
    pub(crate) fn email(&self) -> Option<(Slot, &value::email::EmailReading)> {
        let read = || self.value(Field::Footer(FooterField::Email)).map(|(slot, _)| (slot, self.said(&slot).email()));
        self.email.get_or_init(read).as_ref().map(|(slot, reading)| (*slot, &**reading))
    }

    /// The telephone as read, where the footer gives one.
    pub(crate) fn phone(&self) -> Option<&(Slot, value::phone::PhoneReading)> {
        let read = || self.value(Field::Footer(FooterField::Phone)).map(|(slot, text)| (slot, value::phone::read(text)));
        self.phone.get_or_init(read).as_ref()
    }
}

/// A finding as a check makes it; the engine adds what the rule knows.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) case: u8,
    pub(crate) subject: Subject,
    pub(crate) at: Anchor,
    pub(crate) also: Option<Anchor>,
    pub(crate) holes: Vec<(&'static str, Hole)>,
    /// Whether it is about the file as a whole, and so explains what follows from it anywhere.
    pub(crate) whole: bool,
}

impl Finding {
    /// Says that the fault is the whole file's.
    pub(crate) fn whole(&mut self) -> &mut Finding {
        self.whole = true;
        self
    }

    /// Marks a second place.
    pub(crate) fn also(&mut self, at: Anchor) -> &mut Finding {
        self.also = Some(at);
        self
    }

    /// Fills a hole with text.
    pub(crate) fn text(&mut self, hole: &'static str, text: impl Into<String>) -> &mut Finding {
        self.fill(hole, Hole::Text(text.into()))
    }

    /// Fills a hole with a count.
    pub(crate) fn number(&mut self, hole: &'static str, number: impl TryInto<i64>) -> &mut Finding {
        self.fill(hole, Hole::Number(number.try_into().unwrap_or(i64::MAX)))
    }

    /// Fills a hole.
    pub(crate) fn fill(&mut self, hole: &'static str, value: Hole) -> &mut Finding {
        self.holes.push((hole, value));
        self
    }
}

/// What one check says: findings, and whether there was anything to judge.
pub(crate) struct Findings<'o> {
    pub(crate) list: &'o mut Vec<Finding>,
    pub(crate) cases: &'static [Case],
    /// The index of the rule that asks.
    pub(crate) rule: usize,
    pub(crate) examined: bool,
    pub(crate) unknown: bool,
}

impl Findings<'_> {
    /// Something was there to judge.
    pub(crate) fn examined(&mut self) {
        self.examined = true;
    }

    /// Something the rule needs is not known, so it cannot be evaluated.
    pub(crate) fn unknown(&mut self) {
        self.unknown = true;
    }

    /// Reports a finding in one of the kind's cases.
    pub(crate) fn report(&mut self, case: &str, subject: Subject, at: Anchor) -> &mut Finding {
        self.examined = true;
        let index = self.cases.iter().position(|known| known.name == case);
        debug_assert!(index.is_some(), "no case `{case}` in {:?}", self.cases);
        let start = self.list.len();
        let case = u8::try_from(index.unwrap_or(0)).unwrap_or(0);
        self.list.push(Finding { case, subject, at, also: None, holes: Vec::new(), whole: false });
        &mut self.list[start]
    }
}

/// What the engine asks of a document that could not be recognized: only the `reading` kind has an answer.
pub(crate) enum Unread<'a> {
    /// The bytes could not be opened as what they claim to be.
    Error(&'a ReadError),
    /// Readable, but no a4 matrix; the literal of the other matrix it names, if any.
    NoMatrix(Option<&'a str>),
}

/// The verdict that follows from what a check did.
pub(crate) fn verdict(findings: usize, out_examined: bool, out_unknown: bool) -> Verdict {
    match (findings, out_unknown, out_examined) {
        (1.., _, _) => Verdict::Failed,
        (0, true, _) => Verdict::NotEvaluated,
        (0, false, true) => Verdict::Passed,
        (0, false, false) => Verdict::NotApplicable,
    }
}

/// Whether a slot's field can be judged for being empty: its column is there.
pub(crate) fn column_is_there(report: &Report, field: Field) -> bool {
    match field {
        Field::Unit(column) => !report.header.is_given() || report.positions[column.index()].is_some(),
        _ => true,
    }
}

/// Whether something is there that is meant as an answer, even «No aplica».
pub(crate) fn is_answered(state: State) -> bool {
    !matches!(state, State::Blank | State::Absent)
}
