//! Holidays as data, and the rule that moves a day's rest: the types of
//! `rules/calendar/holidays.toml`, the date of Easter, and on which day a named day is really kept.
//! Weekends and due dates are left to the parent module.
//!
//! The rule is that of the Ley Orgánica Reformatoria a la LOSEP y al Código del Trabajo (Registro
//! Oficial Suplemento 906, 20 December 2016). It is code, because it is an algorithm; the days,
//! their exceptions and the decrees are data, because they change.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};
use serde::Deserialize;

/// A name in both languages of the program.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// The name in Spanish.
    pub es: String,
    /// The name in English.
    pub en: String,
}

/// The whole of `holidays.toml`. Its lists are public so that a configuration can add and remove
/// days.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Holidays {
    /// The first year whose rests follow the moving rule. In earlier years nothing is moved, and
    /// nothing is certain.
    pub certain_from: i32,
    /// The instrument that names the days and the moving rule.
    pub source: String,
    /// The national days.
    #[serde(rename = "day")]
    pub days: Vec<Holiday>,
    /// Named days whose rest a decree kept in its place.
    #[serde(default, rename = "stay")]
    pub stays: Vec<Decreed>,
    /// Days of rest besides the national ones: bridges, cantonal days. They are taken as written
    /// and never move.
    #[serde(default)]
    pub added: Vec<Added>,
    /// Days that were worked although a rule or a weekend says otherwise. They win over everything
    /// else.
    #[serde(default)]
    pub removed: Vec<Decreed>,
}

/// One national day.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Holiday {
    /// When the named day falls, before its rest is moved.
    pub on: When,
    /// What it is called.
    pub name: Name,
    /// Whether the rest stays on a Tuesday, Wednesday or Thursday. From a weekend it moves all the
    /// same.
    #[serde(default)]
    pub stays_midweek: bool,
    /// Which of two neighboring days it is, if it is one of such a pair.
    #[serde(default)]
    pub pair: Option<Pair>,
}

/// Which of two neighboring days a day is. The pair of 2 and 3 November moves by a rule of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pair {
    /// The earlier day; the other one follows it.
    First,
    /// The later day; the other one precedes it.
    Second,
}

/// A day that is one of rest by decree, by ordinance or by the user's word.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Added {
    /// The day or days.
    pub on: When,
    /// What it is called.
    pub name: Name,
    /// The decree, ordinance or person that says so.
    pub source: String,
}

/// A day about which a decree, or the user, says something that the rule does not.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decreed {
    /// The day or days.
    pub on: When,
    /// The decree or person that says so.
    pub source: String,
}

/// When a day falls. Written `"2018-05-01"` (once), `"05-24"` (every year), `"easter-48"` (days
/// from Easter Sunday).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum When {
    /// Once, on this date.
    Once(NaiveDate),
    /// Every year, on this day. The 29 February falls in leap years only.
    Yearly {
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
    },
    /// Every year, this number of days after Easter Sunday (before it, if negative).
    Easter(i16),
}

/// A date in a holiday file has none of the three forms of [`When`], or does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhenError {
    /// The text as it was written.
    pub found: String,
}

impl Holidays {
    /// The named date of `day` in `year`, and the date on which it is kept. `None` if it does not
    /// fall in that year.
    pub fn kept(&self, day: &Holiday, year: i32) -> Option<(NaiveDate, NaiveDate)> {
        let named = day.on.in_year(year)?;
        if year < self.certain_from || self.stays.iter().any(|stay| stay.on.is(named)) {
            return Some((named, named));
        }
        let shift = TimeDelta::days(day.shift(named.weekday()));
        Some((named, named.checked_add_signed(shift)?))
    }
}

impl Holiday {
    /// By how many days the rest moves when the named day falls on `weekday`: at most two, either
    /// way.
    fn shift(&self, weekday: Weekday) -> i64 {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        match (self.pair, weekday) {
            (Some(pair), _) => pair.shift(weekday),
            (None, Tue | Wed | Thu) if self.stays_midweek => 0,
            (None, Mon | Fri) => 0,
            (None, Tue | Sat) => -1,
            (None, Thu | Sun) => 1,
            (None, Wed) => 2,
        }
    }
}

impl Pair {
    /// The same for a day with a neighbor: where the other one falls is plain from where this one
    /// does.
    fn shift(self, weekday: Weekday) -> i64 {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        match (self, weekday) {
            // Both fall on working days that already touch a weekend, or the other one is brought
            // to this one.
            (_, Mon | Tue | Thu | Fri) => 0,
            // Before a Thursday, the Wednesday goes to Friday. Before a Monday, the Sunday goes to
            // Tuesday.
            (Self::First, Wed | Sun) => 2,
            // After a Tuesday, the Wednesday goes to Monday. After a Friday, the Saturday goes to
            // Thursday.
            (Self::Second, Wed | Sat) => -2,
            // On a Saturday and a Sunday the law has no rule for pairs, so each goes its own way.
            (Self::First, Sat) => -1,
            (Self::Second, Sun) => 1,
        }
    }
}

impl When {
    /// The date in the Gregorian `year`, if the day falls in that year.
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        match self {
            Self::Once(date) => (date.year() == year).then_some(date),
            Self::Yearly { month, day } => NaiveDate::from_ymd_opt(year, month, day),
            Self::Easter(days) => easter(year)?.checked_add_signed(TimeDelta::days(i64::from(days))).filter(|date| date.year() == year),
        }
    }

    /// Whether the day falls on `date`.
    pub fn is(self, date: NaiveDate) -> bool {
        match self {
            Self::Once(once) => once == date,
            Self::Yearly { month, day } => (date.month(), date.day()) == (month, day),
            Self::Easter(_) => self.in_year(date.year()) == Some(date),
        }
    }
}

/// Easter Sunday of a Gregorian year, by the anonymous Gregorian computus in the form of New
/// Scientist, 30 March 1961, whose letters are kept. `None` outside chrono's years.
#[expect(clippy::many_single_char_names, reason = "the names of the published algorithm")]
pub fn easter(year: i32) -> Option<NaiveDate> {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let g = (8 * b + 13).div_euclid(25);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 19 * l) / 433;
    let sum = h + l - 7 * m;
    let month = (sum + 90).div_euclid(25);
    let day = (sum + 33 * month + 19).rem_euclid(32);
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

impl FromStr for When {
    type Err = WhenError;

    fn from_str(text: &str) -> Result<Self, WhenError> {
        let parsed = if let Some(days) = text.strip_prefix("easter") {
            if days.is_empty() { Some(Self::Easter(0)) } else { days.parse().ok().map(Self::Easter) }
        } else if text.len() == "YYYY-MM-DD".len() {
            NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Self::Once)
        } else {
            month_and_day(text)
        };
        parsed.ok_or_else(|| WhenError { found: text.to_owned() })
    }
}

impl TryFrom<String> for When {
    type Error = WhenError;

    fn try_from(text: String) -> Result<Self, WhenError> {
        text.parse()
    }
}

impl fmt::Display for WhenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a day: write \"YYYY-MM-DD\", \"MM-DD\" or \"easter-48\"", self.found)
    }
}

impl std::error::Error for WhenError {}

/// Reads `MM-DD`; any day that exists in some year.
fn month_and_day(text: &str) -> Option<When> {
    const LEAP_YEAR: i32 = 2000;
    let (month, day) = text.split_once('-')?;
    let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !two_digits(month) || !two_digits(day) {
        return None;
    }
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    NaiveDate::from_ymd_opt(LEAP_YEAR, month, day).map(|_| When::Yearly { month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_church_tables_have_it() {
        let known = [
            "1990-04-15",
            "1999-04-04",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2016-03-27",
            "2017-04-16",
            "2018-04-01",
            "2019-04-21",
            "2020-04-12",
            "2021-04-04",
            "2022-04-17",
            "2023-04-09",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2038-04-25",
            "2049-04-18",
            "2076-04-19",
            "2100-03-28",
        ];
        for text in known {
            let date: NaiveDate = text.parse().unwrap();
            assert_eq!(easter(date.year()), Some(date), "{text}");
        }
        for year in 1583..4000 {
            let date = easter(year).unwrap();
            assert_eq!(date.weekday(), Weekday::Sun, "{year}");
            assert!((81..=116).contains(&date.ordinal()), "{date} is not between 22 March and 25 April");
        }
    }

    #[test]
    fn a_day_is_written_in_one_of_three_ways() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!("2018-05-01".parse(), Ok(When::Once(date("2018-05-01"))));
        assert_eq!("02-29".parse(), Ok(When::Yearly { month: 2, day: 29 }));
        assert_eq!("easter-48".parse(), Ok(When::Easter(-48)));
        assert_eq!("easter".parse(), Ok(When::Easter(0)));
        assert_eq!("easter+60".parse(), Ok(When::Easter(60)));
        for wrong in ["", "02-30", "13-01", "+1-05", "2018-02-29", "easter-", "Pascua", "99999-01-01", "ñ"] {
            assert!(wrong.parse::<When>().is_err(), "{wrong}");
        }
    }
}
