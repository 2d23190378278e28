//! Dates, times of day and durations: days since an epoch, as spreadsheets keep them.

use chrono::{Datelike, Days, NaiveDate};

use super::lexer::Token;

const SECONDS_PER_DAY: f64 = 86_400.0;

/// The last day that has a date, 31/12/9999, counted from 1900.
const LAST_DAY: i64 = 2_958_465;

/// How many days the epoch of 1904 comes after that of 1900.
const DAYS_1904: i64 = 1462;

/// The longest duration that is shown as one, in days.
const LONGEST: f64 = 1e7;

/// What a format shows of a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// The day. The form asks for one: what hour a program adds to it is not read.
    Date,
    /// The time of day: hours and minutes.
    Clock,
    /// Minutes and seconds of the hour.
    MinutesSeconds,
    /// A duration in hours, minutes or seconds that do not stop at 24 or 60.
    Elapsed {
        /// The unit that does not stop.
        unit: Unit,
        /// Whether the next smaller unit is shown too.
        rest: bool,
    },
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Hour,
    Minute,
    Second,
}

impl Moment {
    /// What a section shows, where it is one of dates or times: its first placeholder is a letter of one.
    pub(super) fn of(tokens: &[Token]) -> Option<Moment> {
        let letters = letters(tokens)?;
        let elapsed = letters.iter().find(|(_, _, elapsed)| *elapsed).map(|(letter, ..)| *letter);
        let (mut date, mut hours) = (false, false);
        for (at, (letter, count, elapsed)) in letters.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| letters[before].0);
            let after = letters.get(at + 1).map(|(letter, ..)| *letter);
            // After hours and before seconds, `m` and `mm` are minutes.
            let minutes = *letter == 'm' && *count <= 2 && (before == Some('h') || after == Some('s'));
            hours |= *letter == 'h';
            date |= !(matches!(letter, 'h' | 's') || minutes || *elapsed);
        }
        let rest = letters.len() > 1;
        Some(match elapsed {
            _ if date => Moment::Date,
            Some('h') => Moment::Elapsed { unit: Unit::Hour, rest },
            Some('m') => Moment::Elapsed { unit: Unit::Minute, rest },
            Some(_) => Moment::Elapsed { unit: Unit::Second, rest: false },
            None if hours => Moment::Clock,
            None => Moment::MinutesSeconds,
        })
    }

    /// The moment that a value stands for; `None` where it stands for none.
    pub(super) fn show(self, value: f64, epoch_1904: bool) -> Option<String> {
        if !(0.0..LONGEST).contains(&value) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
        let seconds = (value * SECONDS_PER_DAY).round() as i64;
        let (day, second) = (seconds / 86_400, seconds % 86_400);
        let clock = format!("{:02}:{:02}", second / 3600, second / 60 % 60);
        Some(match self {
            Moment::Date => date(day, epoch_1904)?,
            Moment::Clock => clock,
            Moment::MinutesSeconds => format!("{:02}:{:02}", second / 60 % 60, second % 60),
            Moment::Elapsed { unit: Unit::Hour, rest: true } => format!("{}:{:02}", seconds / 3600, second / 60 % 60),
            Moment::Elapsed { unit: Unit::Hour, .. } => (seconds / 3600).to_string(),
            Moment::Elapsed { unit: Unit::Minute, rest: true } => format!("{}:{:02}", seconds / 60, second % 60),
            Moment::Elapsed { unit: Unit::Minute, .. } => (seconds / 60).to_string(),
            Moment::Elapsed { unit: Unit::Second, .. } => seconds.to_string(),
        })
    }
}

/// The runs of letters that stand for parts of dates and times: letter, length, and whether it stood in brackets. `None` where there are none, or digits
/// come before them, which makes the letters words that lack their quotation marks: `0 días`.
fn letters(tokens: &[Token]) -> Option<Vec<(char, usize, bool)>> {
    let mut runs: Vec<(char, usize, bool)> = Vec::new();
    let mut previous = None;
    for token in tokens {
        let letter = match token {
            Token::Symbol('0' | '#' | '?') if runs.is_empty() => return None,
            Token::Symbol(c) => Some(c.to_ascii_lowercase()).filter(|c| matches!(c, 'y' | 'm' | 'd' | 'h' | 's' | 'a')),
            Token::Bracket(inside) => {
                let first = inside.chars().next().map(|c| c.to_ascii_lowercase()).filter(|c| matches!(c, 'h' | 'm' | 's'));
                let unit = first.filter(|first| inside.chars().all(|c| c.eq_ignore_ascii_case(first)));
                runs.extend(unit.map(|unit| (unit, inside.len(), true)));
                None
            }
            _ => None,
        };
        match (letter, runs.last_mut()) {
            (Some(letter), Some(run)) if previous == Some(letter) => run.1 += usize::from(run.0 == letter),
            (Some(letter), _) => runs.push((letter, 1, false)),
            _ => {}
        }
        previous = letter;
    }
    // Years are «aaaa» in Spanish; a lone «a» is a word.
    runs.retain(|(letter, count, _)| *letter != 'a' || *count > 1);
    (!runs.is_empty()).then_some(runs)
}

/// A day as `dd/mm/yyyy`; `None` where the epoch has no such day.
fn date(day: i64, epoch_1904: bool) -> Option<String> {
    let day = if epoch_1904 { day + DAYS_1904 } else { day };
    if !(1..=LAST_DAY).contains(&day) {
        return None;
    }
    // Spreadsheets count a 29 February 1900, which never was.
    if day == 60 {
        return Some("29/02/1900".into());
    }
    let epoch = NaiveDate::from_ymd_opt(1899, 12, if day < 60 { 31 } else { 30 })?;
    let date = epoch.checked_add_days(Days::new(u64::try_from(day).ok()?))?;
    Some(format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year()))
}
