//! Values of options: read strictly, and refused with what is wrong and what to write instead.

use std::fmt;
use std::path::PathBuf;

use chrono::NaiveDate;

use crate::config::FailOn;
use crate::diagnostic::Severity;
use crate::lang::{Lang, Text};
use crate::period::{Month, ParseMonthError};
use crate::render;
use crate::report::value::date;

/// Why a value is refused, in the language of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ValueError {
    /// What is wrong with it.
    pub(crate) why: String,
    /// What to write.
    pub(crate) help: String,
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for ValueError {}

/// Reads values of one kind; a function of the language.
pub(crate) type Read<T> = Result<T, ValueError>;

/// Reads a day written `YYYY-MM-DD`.
pub(crate) fn day(lang: Lang) -> impl Fn(&str) -> Read<NaiveDate> + Clone + Send + Sync + 'static {
    move |text| {
        let parts = (text.len() == 10 && text.is_ascii()).then(|| (text.get(..7), text.get(7..8), text.get(8..).and_then(two_digits)));
        let Some((Some(month), Some("-"), Some(day))) = parts else { return Err(not_a_day(text, lang)) };
        let month: Month = month.parse().map_err(|error| match error {
            ParseMonthError::Malformed => not_a_day(text, lang),
            other => ValueError { why: month_fault(other, lang), help: Text::WriteDay.say(lang).to_owned() },
        })?;
        let last = month.last_day();
        NaiveDate::from_ymd_opt(month.year(), month.month(), day).filter(|_| month.year() >= 1).ok_or_else(|| ValueError {
            why: Text::NoSuchDay.with(lang, &[("day", &day.to_string()), ("month", &lang.month(month))]),
            help: Text::LastDay.with(lang, &[("date", &last.to_string())]),
        })
    }
}

/// Reads a month written `YYYY-MM`.
pub(crate) fn month(lang: Lang) -> impl Fn(&str) -> Read<Month> + Clone + Send + Sync + 'static {
    move |text| {
        text.parse().map_err(|error| match error {
            ParseMonthError::Malformed => ValueError {
                why: Text::NotAMonth.say(lang).to_owned(),
                help: match Month::from_path(text) {
                    Some(meant) => Text::DidYouMean.with(lang, &[("name", &lang.quote(&meant.to_string()))]),
                    None => Text::WriteMonth.say(lang).to_owned(),
                },
            },
            other => ValueError { why: month_fault(other, lang), help: Text::WriteMonth.say(lang).to_owned() },
        })
    }
}

/// Reads `RULE=LEVEL`.
pub(crate) fn level_of_rule(lang: Lang) -> impl Fn(&str) -> Read<(String, Severity)> + Clone + Send + Sync + 'static {
    move |text| {
        let help = || Text::WriteLevelOfRule.say(lang).to_owned();
        let Some((rule, level)) = text.split_once('=').filter(|(rule, _)| !rule.trim().is_empty()) else {
            return Err(ValueError { why: Text::NoLevelOfRule.say(lang).to_owned(), help: help() });
        };
        match severity(level.trim()) {
            Some(level) => Ok((rule.trim().to_owned(), level)),
            None => Err(ValueError { why: Text::NoSuchLevel.with(lang, &[("name", &lang.quote(level.trim()))]), help: help() }),
        }
    }
}

/// Reads the name of an SVG that is to be written.
pub(crate) fn svg(lang: Lang) -> impl Fn(&str) -> Read<PathBuf> + Clone + Send + Sync + 'static {
    move |text| {
        let path = PathBuf::from(text);
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("svg")) {
            return Ok(path);
        }
        Err(ValueError { why: Text::NotAnSvg.say(lang).to_owned(), help: Text::WriteSvg.say(lang).to_owned() })
    }
}

/// Reads `FORMAT=FILE`.
pub(crate) fn report(lang: Lang) -> impl Fn(&str) -> Read<(String, PathBuf)> + Clone + Send + Sync + 'static {
    move |text| {
        let names: Vec<&str> = render::RENDERERS.iter().map(|renderer| renderer.name()).collect();
        let help = || Text::WriteReport.with(lang, &[("list", &names.join(", "))]);
        let Some((format, file)) = text.split_once('=').filter(|(_, file)| !file.is_empty()) else {
            return Err(ValueError { why: Text::NoReportFile.say(lang).to_owned(), help: help() });
        };
        if render::named(format).is_none() {
            let nearest = crate::near::nearest(format, names.iter().copied());
            let help = nearest.map_or_else(help, |name| Text::DidYouMean.with(lang, &[("name", &lang.quote(name))]));
            return Err(ValueError { why: Text::NoSuchFormat.with(lang, &[("name", &lang.quote(format))]), help });
        }
        Ok((format.to_owned(), PathBuf::from(file)))
    }
}

/// Reads a level for `--fail-on`.
pub(crate) fn fail_on(lang: Lang) -> impl Fn(&str) -> Read<FailOn> + Clone + Send + Sync + 'static {
    move |text| match severity(text) {
        Some(Severity::Error) => Ok(FailOn::Error),
        Some(Severity::Warning) => Ok(FailOn::Warning),
        Some(Severity::Advice) => Ok(FailOn::Advice),
        None if matches!(text.to_lowercase().as_str(), "never" | "nunca") => Ok(FailOn::Never),
        None => Err(ValueError {
            why: Text::NoSuchLevel.with(lang, &[("name", &lang.quote(text))]),
            help: Text::WriteFailOn.say(lang).to_owned(),
        }),
    }
}

/// Reads a count of at least 1.
pub(crate) fn count(lang: Lang) -> impl Fn(&str) -> Read<usize> + Clone + Send + Sync + 'static {
    move |text| match text.parse() {
        Ok(count) if count > 0 => Ok(count),
        _ => Err(ValueError { why: Text::NotACount.say(lang).to_owned(), help: Text::WriteCount.say(lang).to_owned() }),
    }
}

/// A level by its name in either language.
fn severity(name: &str) -> Option<Severity> {
    Some(match name.to_lowercase().as_str() {
        "error" => Severity::Error,
        "warning" | "aviso" => Severity::Warning,
        "advice" | "consejo" => Severity::Advice,
        _ => return None,
    })
}

fn two_digits(text: &str) -> Option<u32> {
    (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// Another way of writing a day is recognized, so that the right one can be offered.
fn not_a_day(text: &str, lang: Lang) -> ValueError {
    let help = match date::read(text) {
        Ok(reading) => Text::DidYouMean.with(lang, &[("name", &lang.quote(&reading.date.to_string()))]),
        Err(_) => Text::WriteDay.say(lang).to_owned(),
    };
    ValueError { why: Text::NotADay.say(lang).to_owned(), help }
}

fn month_fault(error: ParseMonthError, lang: Lang) -> String {
    match error {
        ParseMonthError::Malformed => Text::NotAMonth.say(lang).to_owned(),
        ParseMonthError::YearOutOfRange => Text::NoYearZero.say(lang).to_owned(),
        ParseMonthError::MonthOutOfRange(month) => Text::NoSuchMonth.with(lang, &[("month", &month.to_string())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_strictly_and_the_right_form_is_offered() {
        let read = day(Lang::Es);
        assert_eq!(read("2021-11-08").unwrap().to_string(), "2021-11-08");
        for (text, word) in [
            ("08/11/2021", "2021-11-08"),
            ("2021-02-29", "2021-02-28"),
            ("hoy", "AAAA-MM-DD"),
            ("2021-13-01", "AAAA-MM-DD"),
            ("2021-1é-01", "AAAA-MM-DD"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.help.contains(word), "{text}: {error:?}");
        }
        assert!(day(Lang::En)("2021-13-01").unwrap_err().why.contains("13"));
    }

    #[test]
    fn months_levels_and_counts_are_read() {
        assert!(month(Lang::Es)("octubre-2021").unwrap_err().help.contains("2021-10"));
        assert_eq!(level_of_rule(Lang::Es)("A4-F14=aviso").unwrap(), ("A4-F14".to_owned(), Severity::Warning));
        assert!(level_of_rule(Lang::Es)("A4-F14").is_err() && level_of_rule(Lang::Es)("=error").is_err());
        assert_eq!(fail_on(Lang::Es)("nunca").unwrap(), FailOn::Never);
        assert!(count(Lang::Es)("0").is_err() && count(Lang::Es)("-1").is_err());
    }
}
