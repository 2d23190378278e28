//! Regimes: which rules a report is judged under, by the month it reports; the types of
//! `rules/calendar/regimes.toml`. Turning a due day into a date, past weekends and holidays, is
//! left to the parent module.

use std::fmt;

use serde::Deserialize;

use super::holiday::Name;
use crate::period::Month;

/// The regimes, from the oldest to the one in force. There is always one for every month.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "File")]
pub struct Regimes {
    /// The oldest, which has no beginning.
    first: Regime,
    /// Those after it, each with its beginning, in order.
    later: Vec<Regime>,
}

/// The rules that hold for the reports of a stretch of months.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    /// A stable name for configurations and tests, such as `lotaip-2004`.
    pub id: String,
    /// What to call it.
    pub name: Name,
    /// The first month reported under it; `None` for the oldest.
    #[serde(default)]
    pub from: Option<Month>,
    /// The shape of a report.
    pub form: Form,
    /// When a report is due; `None` where that is not known, and then nothing is late.
    #[serde(default)]
    pub due: Option<DueDay>,
    /// The instrument it rests on.
    pub source: String,
}

/// The shape a report has under a regime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// The homologated matrix of literal a4.
    A4Matrix,
    /// The matrix or the three files: both were in use.
    Either,
    /// Data set, metadata and dictionary.
    ThreeFiles,
}

/// The day by which a report is due.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DueDay {
    /// The day of the month after the month reported, 1 to 28.
    pub day: u32,
    /// The id of the provision that says so, as in the rule pack.
    pub law: String,
}

/// Why a list of regimes cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegimesError {
    /// There is none.
    Empty,
    /// The first has a beginning, so that the months before it would have no regime. Holds its id.
    FirstHasBeginning(String),
    /// A later one has no beginning. Holds its id.
    BeginningMissing(String),
    /// One does not begin after the one before it. Holds its id.
    OutOfOrder(String),
    /// A due day that not every month has. Holds the id of the regime and the day.
    DueDayImpossible(String, u32),
}

impl Regimes {
    /// The regime of the month reported.
    pub fn of(&self, reported: Month) -> &Regime {
        let begun = |regime: &&Regime| regime.from.is_some_and(|from| from <= reported);
        self.later.iter().rev().find(begun).unwrap_or(&self.first)
    }

    /// All of them, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Regime> {
        std::iter::once(&self.first).chain(&self.later)
    }
}

/// The file as it is written, before its order has been checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "regime")]
    regimes: Vec<Regime>,
}

impl TryFrom<File> for Regimes {
    type Error = RegimesError;

    fn try_from(file: File) -> Result<Self, RegimesError> {
        for regime in &file.regimes {
            if let Some(due) = regime.due.as_ref().filter(|due| !(1..=28).contains(&due.day)) {
                return Err(RegimesError::DueDayImpossible(regime.id.clone(), due.day));
            }
        }
        let mut regimes = file.regimes.into_iter();
        let first = regimes.next().ok_or(RegimesError::Empty)?;
        if first.from.is_some() {
            return Err(RegimesError::FirstHasBeginning(first.id));
        }
        let later: Vec<Regime> = regimes.collect();
        let mut before = None;
        for regime in &later {
            if regime.from.is_none() {
                return Err(RegimesError::BeginningMissing(regime.id.clone()));
            }
            if regime.from <= before {
                return Err(RegimesError::OutOfOrder(regime.id.clone()));
            }
            before = regime.from;
        }
        Ok(Self { first, later })
    }
}

impl fmt::Display for RegimesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "there is no regime"),
            Self::FirstHasBeginning(id) => {
                write!(f, "the first regime, `{id}`, must not have a `from`")
            }
            Self::BeginningMissing(id) => write!(f, "the regime `{id}` needs a `from`"),
            Self::OutOfOrder(id) => {
                write!(f, "the regime `{id}` must begin after the one before it")
            }
            Self::DueDayImpossible(id, day) => {
                write!(f, "the due day of `{id}` is {day}, and must be 1 to 28")
            }
        }
    }
}

impl std::error::Error for RegimesError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn regime(id: &str, from: Option<&str>, day: u32) -> Regime {
        Regime {
            id: id.to_owned(),
            name: Name { es: id.to_owned(), en: id.to_owned() },
            from: from.map(|month| month.parse().unwrap()),
            form: Form::A4Matrix,
            due: Some(DueDay { day, law: String::new() }),
            source: String::new(),
        }
    }

    #[test]
    fn every_month_has_the_regime_that_began_last() {
        let regimes = vec![regime("a", None, 10), regime("b", Some("2023-02"), 1), regime("c", Some("2024-05"), 28)];
        let regimes = Regimes::try_from(File { regimes }).unwrap();
        for (month, id) in [("1990-01", "a"), ("2023-01", "a"), ("2023-02", "b"), ("2024-04", "b"), ("2024-05", "c")] {
            assert_eq!(regimes.of(month.parse().unwrap()).id, id, "{month}");
        }
        assert_eq!(regimes.iter().count(), 3);
    }

    #[test]
    fn a_list_with_a_hole_is_refused() {
        let error = |regimes| Regimes::try_from(File { regimes }).unwrap_err();
        assert_eq!(error(vec![]), RegimesError::Empty);
        assert_eq!(error(vec![regime("a", Some("2020-01"), 10)]), RegimesError::FirstHasBeginning("a".to_owned()));
        let two = |from| vec![regime("a", None, 10), regime("b", Some("2023-02"), 10), regime("c", from, 10)];
        assert_eq!(error(two(None)), RegimesError::BeginningMissing("c".to_owned()));
        assert_eq!(error(two(Some("2023-02"))), RegimesError::OutOfOrder("c".to_owned()));
        assert_eq!(error(vec![regime("a", None, 31)]), RegimesError::DueDayImpossible("a".to_owned(), 31));
        assert_eq!(error(vec![regime("a", None, 0)]), RegimesError::DueDayImpossible("a".to_owned(), 0));
    }
}
