//! How paths name the month reported, in the words of a configuration: `{year}/{month}/*`.

use regex::Regex;

use crate::period::Month;
use crate::toml_mistake::PatternFault;

/// A pattern with `{year}` and `{month}` in it; `*` stands for anything but `/`, `**` for anything.
///
/// Its regular expression keeps to the tables of letters that the program is built with; `.ci/run program` runs it as it is installed.
#[derive(Debug, Clone)]
pub struct PeriodPattern {
    regex: Regex,
}

/// A month: digits, or letters. `\p{L}` would need tables that nothing else here asks for.
const MONTH: &str = r"(?<month>[0-9]{1,2}|[^\W\d_]+)";

/// The longest pattern, in bytes.
const LONGEST: usize = 500;

impl PeriodPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<PeriodPattern, PatternFault> {
        let once = |word: &str, other: &str| text.matches(word).count() + text.matches(other).count() == 1;
        if text.len() > LONGEST {
            return Err(PatternFault::Long);
        }
        if !once("{year}", "{año}") {
            return Err(PatternFault::Year);
        }
        if !once("{month}", "{mes}") {
            return Err(PatternFault::Month);
        }
        let mut regex = String::from("(?i)^");
        let mut rest = text.trim_start_matches("./");
        while let Some(letter) = rest.chars().next() {
            let known = [
                ("{year}", r"(?<year>[0-9]{4})"),
                ("{año}", r"(?<year>[0-9]{4})"),
                ("{month}", MONTH),
                ("{mes}", MONTH),
                ("**/", r"(?:.*/)?"),
                ("**", r".*"),
                ("*", r"[^/]*"),
                ("?", r"[^/]"),
            ];
            let found = known.iter().find(|(word, _)| rest.starts_with(word));
            let length = match found {
                Some((word, meant)) => {
                    regex.push_str(meant);
                    word.len()
                }
                None if matches!(letter, '{' | '}') => return Err(PatternFault::Brace),
                None => {
                    regex.push_str(&regex::escape(letter.encode_utf8(&mut [0; 4])));
                    letter.len_utf8()
                }
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        regex.push('$');
        // Every piece of it is well-formed: what is refused here is only its size.
        Regex::new(&regex).map(|regex| PeriodPattern { regex }).map_err(|_| PatternFault::Long)
    }

    /// The month that a path names, `/` between its parts.
    pub fn month(&self, path: &str) -> Option<Month> {
        let found = self.regex.captures(path)?;
        let (year, month) = (found.name("year")?.as_str(), found.name("month")?.as_str());
        match month.parse() {
            Ok(number) => Month::new(year.parse().ok()?, number),
            Err(_) => Month::from_path(&format!("{year}/{month}/-")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_name_their_month() {
        for (pattern, path, month) in [
            ("{year}/{month}/*", "2021/10/a4.txt", Some("2021-10")),
            ("{year}/{month}/*", "2021/Octubre/a4.txt", Some("2021-10")),
            ("**/a4_{mes}_{año}.*", "gad/literales/a4_oct_2021.pdf", Some("2021-10")),
            ("**/a4_{mes}_{año}.*", "a4_2_2021.pdf", Some("2021-02")),
            ("{year}/{month}/*", "2021/OCTUBRE/a4.txt", Some("2021-10")),
            ("{year}/{month}/*", "2021/10_/a4.txt", None),
            ("{year}/{month}/*", "2021/13/a4.txt", None),
            ("{year}/{month}/*", "2021/varios/a4.txt", None),
            ("{year}/{month}/*", "x/2021/10/a4.txt", None),
            ("{year}.{month}/*", "2021x10/a4.txt", None),
        ] {
            let found = PeriodPattern::parse(pattern).unwrap().month(path);
            assert_eq!(found.map(|month| month.to_string()).as_deref(), month, "{pattern} {path}");
        }
    }

    #[test]
    fn a_pattern_as_long_as_may_be_is_taken_and_a_longer_one_is_too_long() {
        for filling in ["?", "*x", "**/", "ñ", "a", "[.+"] {
            let room = LONGEST - "{year}{month}".len();
            let text = format!("{{year}}{{month}}{}", filling.repeat(room / filling.len()));
            assert!(PeriodPattern::parse(&text).is_ok(), "{filling}");
            assert_eq!(PeriodPattern::parse(&format!("{text}{filling}")).unwrap_err(), PatternFault::Long, "{filling}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for (text, fault) in [
            ("{year}/a4.txt", PatternFault::Month),
            ("{month}/a4.txt", PatternFault::Year),
            ("{year}/{year}/{month}", PatternFault::Year),
            ("{year}/{month}/{entity}", PatternFault::Brace),
        ] {
            assert_eq!(PeriodPattern::parse(text).unwrap_err(), fault, "{text}");
        }
    }
}
