//! A calendar month, as in "the month reported": parsing, printing, first and last day, neighbors.
//! Which day its report is due is left to the calendar; how a month is found in a file's path is
//! told in the submodule `path`, and how that cuts names into words in `words`.

mod path;
mod words;

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate};
use serde::Deserialize;

/// A month of a year between 1 and 9999. Months are ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Month {
    year: i32,
    month: u32,
}

/// Why a text is not a month written `YYYY-MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParseMonthError {
    /// It is not four digits, a hyphen and two digits.
    Malformed,
    /// The year is 0000.
    YearOutOfRange,
    /// The number of the month, given here, is not 1 to 12.
    MonthOutOfRange(u32),
}

impl Month {
    /// The earliest month there is, 0001-01.
    pub const FIRST: Self = Self { year: 1, month: 1 };
    /// The latest month there is, 9999-12.
    pub const LAST: Self = Self { year: 9999, month: 12 };

    /// A month of a year from 1 to 9999, counted from 1 (January) to 12; `None` for other numbers.
    pub const fn new(year: i32, month: u32) -> Option<Self> {
        if year >= 1 && year <= 9999 && month >= 1 && month <= 12 { Some(Self { year, month }) } else { None }
    }

    /// The month a date lies in; for dates before or after all months, the first or the last of
    /// them.
    pub fn of(date: NaiveDate) -> Self {
        match date.year() {
            ..1 => Self::FIRST,
            10_000.. => Self::LAST,
            year => Self { year, month: date.month() },
        }
    }

    /// The month which a path says a report is about, as in `2021/10/a4.txt` or
    /// `a4_octubre_2021.pdf`; `None` if it says none, or says it in a way that a person could
    /// read otherwise. Both `/` and `\` separate folders, and what stands closest to the file
    /// counts. Only the years 1990 to 2099 are taken for years.
    pub fn from_path(path: &str) -> Option<Self> {
        path::month_of(path)
    }

    /// The year, 1 to 9999.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The number of the month, 1 (January) to 12.
    pub const fn month(self) -> u32 {
        self.month
    }

    /// The first day.
    pub fn first_day(self) -> NaiveDate {
        // The first of a month exists in each of these years, so the default is never taken.
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or_default()
    }

    /// The last day: the 28th to the 31st.
    pub fn last_day(self) -> NaiveDate {
        let first = self.first_day();
        let days = u64::from(first.num_days_in_month()) - 1;
        first.checked_add_days(Days::new(days)).unwrap_or(first)
    }

    /// The month after this one; the last month has none and is its own.
    #[must_use]
    pub const fn next(self) -> Self {
        match (self.year, self.month) {
            (9999, 12) => self,
            (year, 12) => Self { year: year + 1, month: 1 },
            (year, month) => Self { year, month: month + 1 },
        }
    }

    /// The month before this one; the first month has none and is its own.
    #[must_use]
    pub const fn previous(self) -> Self {
        match (self.year, self.month) {
            (1, 1) => self,
            (year, 1) => Self { year: year - 1, month: 12 },
            (year, month) => Self { year, month: month - 1 },
        }
    }

    /// Whether a date lies in this month.
    pub fn contains(self, date: NaiveDate) -> bool {
        (date.year(), date.month()) == (self.year, self.month)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = ParseMonthError;

    /// Reads `YYYY-MM`, and nothing else.
    ///
    /// # Errors
    ///
    /// See [`ParseMonthError`].
    fn from_str(text: &str) -> Result<Self, ParseMonthError> {
        let (year, month) = text.split_once('-').ok_or(ParseMonthError::Malformed)?;
        let year = number(year, 4).ok_or(ParseMonthError::Malformed)?;
        let month = number(month, 2).ok_or(ParseMonthError::Malformed)?;
        if !(1..=12).contains(&month) {
            return Err(ParseMonthError::MonthOutOfRange(month));
        }
        let year = i32::try_from(year).map_err(|_| ParseMonthError::YearOutOfRange)?;
        Self::new(year, month).ok_or(ParseMonthError::YearOutOfRange)
    }
}

impl TryFrom<String> for Month {
    type Error = ParseMonthError;

    fn try_from(text: String) -> Result<Self, ParseMonthError> {
        text.parse()
    }
}

impl fmt::Display for ParseMonthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => write!(f, "a month is written YYYY-MM, such as 2021-10"),
            Self::YearOutOfRange => write!(f, "there is no year 0000"),
            Self::MonthOutOfRange(month) => {
                write!(f, "there is no month {month:02}: it must be 01 to 12")
            }
        }
    }
}

impl std::error::Error for ParseMonthError {}

/// A number of exactly `digits` ASCII digits; a sign is none.
fn number(text: &str, digits: usize) -> Option<u32> {
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_is_read_and_printed() {
        for text in ["2021-10", "0001-01", "9999-12"] {
            assert_eq!(month(text).to_string(), text);
        }
        assert_eq!("2021-13".parse::<Month>(), Err(ParseMonthError::MonthOutOfRange(13)));
        assert_eq!("2021-00".parse::<Month>(), Err(ParseMonthError::MonthOutOfRange(0)));
        assert_eq!("0000-01".parse::<Month>(), Err(ParseMonthError::YearOutOfRange));
        for wrong in ["", "2021", "2021-1", "21-10", "2021/10", "2021-10-31", " 2021-10", "+021-10", "２０２１-10"] {
            assert_eq!(wrong.parse::<Month>(), Err(ParseMonthError::Malformed), "{wrong}");
        }
    }

    #[test]
    fn months_have_days_and_neighbors() {
        let days = [("2021-02", 28), ("2020-02", 29), ("1900-02", 28), ("2021-10", 31), ("2021-12", 31), ("9999-12", 31)];
        for (text, last) in days {
            assert_eq!(month(text).last_day().day(), last, "{text}");
            assert!(month(text).contains(month(text).last_day()) && month(text).contains(month(text).first_day()));
        }
        assert_eq!((month("2021-12").next(), month("2021-01").previous()), (month("2022-01"), month("2020-12")));
        assert_eq!((Month::LAST.next(), Month::FIRST.previous()), (Month::LAST, Month::FIRST));
        assert!(month("2020-12") < month("2021-01"));
        assert!(!month("2021-10").contains(NaiveDate::from_ymd_opt(2020, 10, 1).unwrap()));
        assert_eq!((Month::of(NaiveDate::MIN), Month::of(NaiveDate::MAX)), (Month::FIRST, Month::LAST));
    }
}
