//! Working days and due dates of Ecuador, computed from `rules/calendar`. Pure: the day of the
//! check comes in as an argument, and it is Ecuador's day (UTC−5). Reading the files, and asking a
//! clock for the day, are left to others.
//!
//! Nothing is cached. A day is judged by looking at the few national days near it, which costs some
//! tens of nanoseconds, so a due date is cheap enough to be asked for with every report.

pub mod holiday;
pub mod regime;

use chrono::{Datelike, NaiveDate, Weekday};

pub use holiday::{Holiday, Holidays, Name, When};
pub use regime::{Form, Regime, Regimes};

use crate::period::Month;

/// The holidays and the regimes, ready to answer.
#[derive(Debug, Clone)]
pub struct Calendar {
    holidays: Holidays,
    regimes: Regimes,
}

/// A day that is not a working day, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOff<'a> {
    /// The day.
    pub date: NaiveDate,
    /// Why nobody works on it.
    pub reason: Reason<'a>,
}

/// Why a day is not a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason<'a> {
    /// A Saturday or a Sunday.
    Weekend,
    /// A holiday, national or added.
    Holiday {
        /// What it is called.
        name: &'a Name,
        /// The named day, if its rest was moved from another date to this one.
        moved_from: Option<NaiveDate>,
        /// The law, decree or person that makes it a holiday.
        source: &'a str,
    },
}

/// By when a report must be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due<'a> {
    /// The last day on which the report is in time.
    pub date: NaiveDate,
    /// The day the law names, before it was moved to a working day.
    pub nominal: NaiveDate,
    /// The days off from `nominal` to the day before `date`, in order; empty if the day was not
    /// moved.
    pub moved_because: Vec<DayOff<'a>>,
    /// The id of the provision, as in the rule pack.
    pub law: &'a str,
}

impl Calendar {
    /// A calendar from the two files of `rules/calendar`, with whatever a configuration added to
    /// them.
    pub fn from_parts(holidays: Holidays, regimes: Regimes) -> Self {
        Self { holidays, regimes }
    }

    /// This calendar with days of rest and days worked besides.
    #[must_use]
    pub fn with_local(&self, holidays: &[holiday::Added], worked: &[holiday::Decreed]) -> Self {
        let mut local = self.clone();
        local.holidays.added.extend_from_slice(holidays);
        local.holidays.removed.extend_from_slice(worked);
        local
    }

    /// Whether people work on `date`.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        self.day_off(date).is_none()
    }

    /// Why people do not work on `date`; `None` if they do. A holiday on a weekend counts as the
    /// weekend.
    pub fn day_off(&self, date: NaiveDate) -> Option<DayOff<'_>> {
        if self.holidays.removed.iter().any(|removed| removed.on.is(date)) {
            return None;
        }
        let reason = if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
            Reason::Weekend
        } else {
            self.added_on(date).or_else(|| self.national_on(date))?
        };
        Some(DayOff { date, reason })
    }

    /// The last working day of a month; its last day, should nobody work in it at all.
    pub fn last_working_day(&self, month: Month) -> NaiveDate {
        std::iter::successors(Some(month.last_day()), NaiveDate::pred_opt)
            .take_while(|day| month.contains(*day))
            .find(|day| self.is_working_day(*day))
            .unwrap_or_else(|| month.last_day())
    }

    /// The regime under which a report of this month is judged.
    pub fn regime_of(&self, reported: Month) -> &Regime {
        self.regimes.of(reported)
    }

    /// All regimes, oldest first.
    pub fn regimes(&self) -> impl Iterator<Item = &Regime> {
        self.regimes.iter()
    }

    /// By when the report of a month must be published: the regime's day of the next month, or the
    /// next working day after it. `None` where no deadline is known (months of February 2023 to
    /// April 2024).
    pub fn due_date(&self, reported: Month) -> Option<Due<'_>> {
        let due = self.regime_of(reported).due.as_ref()?;
        let nominal = reported.next().first_day().with_day(due.day)?;
        let mut date = nominal;
        let mut moved_because = Vec::new();
        while let Some(off) = self.day_off(date) {
            moved_because.push(off);
            date = date.succ_opt()?;
        }
        Some(Due { date, nominal, moved_because, law: &due.law })
    }

    /// The last month whose due date had passed on `today`, that is, lies strictly before it, among
    /// the months with a known due date. On the due day itself the report is still in time.
    pub fn last_month_due(&self, today: NaiveDate) -> Option<(Month, Due<'_>)> {
        // A report is due in the month after the one it reports, so no later month than the last
        // can be due.
        let mut reported = Month::of(today).previous();
        while reported > Month::FIRST {
            let regime = self.regime_of(reported);
            if regime.due.is_none() {
                // No month of this regime has a due date: go on with the one before it.
                reported = regime.from?.previous();
                continue;
            }
            if let Some(due) = self.due_date(reported).filter(|due| due.date < today) {
                return Some((reported, due));
            }
            reported = reported.previous();
        }
        None
    }

    /// Whether the working days of `year` are known: since 2017 the law of 20 December 2016 holds;
    /// the years before followed other rules. A decree that nobody has entered can still be
    /// missing.
    pub fn certain(&self, year: i32) -> bool {
        year >= self.holidays.certain_from
    }

    fn added_on(&self, date: NaiveDate) -> Option<Reason<'_>> {
        let added = self.holidays.added.iter().find(|added| added.on.is(date))?;
        Some(Reason::Holiday { name: &added.name, moved_from: None, source: &added.source })
    }

    fn national_on(&self, date: NaiveDate) -> Option<Reason<'_>> {
        self.holidays.days.iter().find_map(|day| {
            let year = year_to_look_at(day.on, date)?;
            let (named, kept) = self.holidays.kept(day, year)?;
            (kept == date).then(|| self.reason(day, named, kept))
        })
    }

    fn reason<'a>(&'a self, day: &'a Holiday, named: NaiveDate, kept: NaiveDate) -> Reason<'a> {
        let moved_from = (named != kept).then_some(named);
        let mut stays = self.holidays.stays.iter();
        let decree = stays.find(|stay| stay.on.is(named)).map(|stay| stay.source.as_str());
        let source = decree.unwrap_or(&self.holidays.source);
        Reason::Holiday { name: &day.name, moved_from, source }
    }
}

/// The year in which `when` can have a named day that is kept on `date`; `None` if it is months
/// away. A rest moves by two days at most, so 1 January may be kept in December, and a day at the
/// end of December in January.
fn year_to_look_at(when: When, date: NaiveDate) -> Option<i32> {
    let When::Yearly { month, .. } = when else {
        return Some(date.year());
    };
    match (month, date.month()) {
        (1, 12) => date.year().checked_add(1),
        (12, 1) => date.year().checked_sub(1),
        (named, kept) => (named.abs_diff(kept) <= 1).then(|| date.year()),
    }
}

#[cfg(test)]
pub(crate) mod tests;
