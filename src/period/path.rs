//! Which month a path speaks of. One folder or file name at a time is read, from the file outward,
//! and the first that names a month decides; a folder that names a year (`2021`) gives it to a
//! folder or file right below it that names a month (`10`, `octubre`). Cutting a name into words
//! and numbers is left to the module `words`.
//!
//! Being wrong is worse than knowing nothing: without a period a report is only compared with the
//! day of the check, but under a wrong one a good report is called late. So whatever speaks of two
//! months, or of a canton or a street that is called after a date (24 de Mayo, 9 de Octubre),
//! speaks of none.

use super::Month;
use super::words::{Word, Words};

/// The month named closest to the file. Linear in the length of the path, and it does not allocate.
pub(super) fn month_of(path: &str) -> Option<Month> {
    let mut sent: Option<Month> = None;
    let mut below: Option<u32> = None;
    for (name, has_extension) in names_from_the_file_outward(path) {
        let said = Said::by(name);
        let of_year = || match (said.years, below) {
            (Only::One(year), Some(month)) => Month::new(year, month),
            _ => None,
        };
        if let Some(month) = said.month().or_else(of_year) {
            match sent {
                // `2021/10/a4_08-11-2021.pdf`: the report of October, sent in November, when it is
                // due.
                Some(sent) => return Some(if month.next() == sent { month } else { sent }),
                None if said.is_day_of_sending() => sent = Some(month),
                None => return Some(month),
            }
        }
        below = said.month_of_a_year(has_extension);
    }
    sent
}

/// The names of the file and of its folders, and whether an extension was taken off.
fn names_from_the_file_outward(path: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut names = path.rsplit(['/', '\\']);
    let file = names.next().map(without_extension);
    file.into_iter().chain(names.map(|name| (name, false))).filter(|(name, _)| !name.is_empty() && *name != ".")
}

/// A file's name without its extension, and whether there was one. A folder's name has none, and an
/// extension begins with a letter, so `2021.10` keeps its month.
fn without_extension(name: &str) -> (&str, bool) {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.starts_with(|first: char| first.is_ascii_alphabetic()) => (stem, true),
        _ => (name, false),
    }
}

/// The day up to which the report of the month before can be due: the 15th, moved past Carnival to
/// the 18th.
const LAST_DAY_OF_SENDING: u32 = 18;

/// None, one, or several different values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Only<T> {
    None,
    One(T),
    Several,
}

impl<T: PartialEq> Only<T> {
    /// Notes a value; the same value twice is one.
    fn note(&mut self, value: T) {
        match self {
            Self::None => *self = Self::One(value),
            Self::One(noted) if *noted == value => {}
            Self::One(_) | Self::Several => *self = Self::Several,
        }
    }
}

/// What one folder or file name says about time.
#[derive(Debug)]
struct Said {
    /// Years on their own.
    years: Only<i32>,
    /// Months in digits, with their year: `2021-10`.
    digits: Only<Month>,
    /// Months of full dates: `31-10-2021`. A month on its own counts for more, for a day is often
    /// that of sending.
    dates: Only<Month>,
    /// Whether one of these dates lies in the days in which the month before is published.
    early_date: bool,
    /// Months by name, wherever their year is; an abbreviation only beside a year or another
    /// month.
    names: Only<u32>,
    /// Months by name with a year right beside them: `octubre de 2021`.
    dated_names: Only<Month>,
    /// Abbreviated months, wherever they stand.
    abbreviations: Only<u32>,
    /// Numbers of one or two digits, with the number of digits.
    numbers: Only<(u32, usize)>,
    /// Whether there are words that usually accompany a month in such names (`lotaip-octubre`).
    usual_words: bool,
    /// Whether there is anything else.
    other_words: bool,
}

impl Said {
    fn by(name: &str) -> Self {
        let mut said = Self {
            years: Only::None,
            digits: Only::None,
            dates: Only::None,
            early_date: false,
            names: Only::None,
            dated_names: Only::None,
            abbreviations: Only::None,
            numbers: Only::None,
            usual_words: false,
            other_words: false,
        };
        let mut words = Words::of(name);
        let (mut before_last, mut last) = (Word::Other, Word::Other);
        while let Some(word) = words.next() {
            match word {
                Word::Year(year) => said.years.note(year),
                // «Resolución 10-2021» is the tenth resolution of a year.
                Word::YearMonth(_) if last == Word::Numbering => said.other_words = true,
                Word::YearMonth(month) => said.digits.note(month),
                Word::Date(month, day) => {
                    said.dates.note(month);
                    said.early_date |= day <= LAST_DAY_OF_SENDING;
                }
                Word::Number(number, digits) => said.numbers.note((number, digits)),
                Word::Month(month) => {
                    said.note_name(month, (before_last, last), words.clone(), true);
                }
                Word::Abbreviation(month) => {
                    said.abbreviations.note(month);
                    said.note_name(month, (before_last, last), words.clone(), false);
                }
                Word::Usual => said.usual_words = true,
                Word::Numbering | Word::SpelledDay | Word::Other => said.other_words = true,
                Word::Of | Word::Mes => {}
                // «enero a marzo» reads like «enero marzo».
                Word::Through => continue,
            }
            (before_last, last) = (last, word);
        }
        said
    }

    /// Notes the name of a month that stands between `before` and `after`, unless a place is called
    /// so.
    fn note_name(&mut self, month: u32, before: (Word, Word), after: Words<'_>, in_full: bool) {
        let mut after = after.filter(|word| *word != Word::Through);
        let next = after.next();
        let (year, of_year) = match (next, after.next()) {
            (Some(Word::Year(year)), _) => (Some(year), false),
            (Some(Word::Of), Some(Word::Year(year))) => (Some(year), true),
            _ => (None, false),
        };
        // «9 de octubre» is a day of some year only if «de 2021» follows; else it is a canton, a
        // parish or a street.
        let is_place = before.1 == Word::Of && matches!(before.0, Word::SpelledDay | Word::Number(1..=31, _));
        if is_place && !of_year {
            self.other_words = true;
            return;
        }
        let preceding_year = if let Word::Year(year) = before.1 { Some(year) } else { None };
        let beside_time = year.is_some()
            || matches!(before.1, Word::Year(_) | Word::YearMonth(_) | Word::Month(_) | Word::Abbreviation(_))
            || matches!(next, Some(Word::Month(_) | Word::Abbreviation(_)));
        if in_full || beside_time {
            self.names.note(month);
        }
        if let Some(dated) = year.or(preceding_year).and_then(|year| Month::new(year, month)) {
            self.dated_names.note(dated);
        }
    }

    /// The month named with its year, if there is exactly one.
    fn month(&self) -> Option<Month> {
        let by_name = match (self.dated_names, self.names, self.years) {
            (Only::One(month), _, _) => Only::One(month),
            (Only::None, Only::One(name), Only::One(year)) if self.is_plain(name) => Month::new(year, name).map_or(Only::None, Only::One),
            (Only::Several, _, _) => Only::Several,
            _ => Only::None,
        };
        let said = match (by_name, self.digits, self.dates) {
            (Only::None, Only::None, Only::One(date)) => date,
            (Only::One(month), Only::None, _) | (Only::None, Only::One(month), _) => month,
            (Only::One(name), Only::One(digits), _) if name == digits => name,
            _ => return None,
        };
        // A name elsewhere that disagrees leaves the month in doubt.
        match self.names {
            Only::None => Some(said),
            Only::One(name) if name == said.month() => Some(said),
            Only::One(_) | Only::Several => None,
        }
    }

    /// Whether the month comes from a full date that may well be the one on which the month before
    /// was published.
    fn is_day_of_sending(&self) -> bool {
        self.early_date && (self.digits, self.dated_names, self.names) == (Only::None, Only::None, Only::None)
    }

    /// The month named without a year, which a folder right above may give.
    fn month_of_a_year(&self, has_extension: bool) -> Option<u32> {
        let alone = !self.usual_words && !self.other_words;
        match (self.names, self.abbreviations, self.numbers) {
            (Only::One(name), _, _) => self.is_plain(name).then_some(name),
            (Only::None, Only::One(name), _) if alone => Some(name),
            (Only::None, Only::None, Only::One((number @ 1..=12, digits))) if alone && (digits == 2 || !has_extension) => Some(number),
            _ => None,
        }
    }

    /// Whether the name of a month cannot be a person's among the other words: people are called
    /// Abril and Julio.
    fn is_plain(&self, month: u32) -> bool {
        !self.other_words || !matches!(month, 4 | 7)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_its_month() {
        let paths = [
            // A year's folder with a month's folder or file right below it.
            ("2021/10/a4.txt", "2021-10"),
            ("./gad/2021/10/", "2021-10"),
            ("2021/9/a4.txt", "2021-09"),
            ("2021/9/", "2021-09"),
            ("2021/octubre", "2021-10"),
            ("2021/10-octubre/a4.csv", "2021-10"),
            ("2021/Octubre 2021/a4.txt", "2021-10"),
            ("C:\\lotaip\\2021\\Octubre\\a4.xlsx", "2021-10"),
            ("2021/oct/a4.txt", "2021-10"),
            ("2021/02_feb/a4.txt", "2021-02"),
            ("2021/mes 10/a4.txt", "2021-10"),
            ("2021/mes de octubre/a4.txt", "2021-10"),
            ("2021/10Octubre/a4.txt", "2021-10"),
            ("2021//./10/a4.txt", "2021-10"),
            ("2021/10/anexos/2/a4.txt", "2021-10"),
            ("lotaip-2021/10/a4.txt", "2021-10"),
            ("2021/octubre.txt", "2021-10"),
            ("2021/10.txt", "2021-10"),
            ("2021/metas-y-objetivos-octubre.pdf", "2021-10"),
            ("2021/julio/a4.txt", "2021-07"),
            ("2021/lotaip-julio/a4.txt", "2021-07"),
            ("Año 2021/Septiembre/a4.txt", "2021-09"),
            ("2019-2023/2021/10/a4.txt", "2021-10"),
            ("2021/11-octubre/a4.txt", "2021-10"),
            ("2021/31-octubre/a4.txt", "2021-10"),
            ("gad-24-de-mayo/2021/10/a4.txt", "2021-10"),
            ("gad-9-de-octubre-2021/11/a4.txt", "2021-11"),
            // One name with year and month in digits.
            ("2021-10", "2021-10"),
            ("2021_10/a4.txt", "2021-10"),
            ("2021.10/a4.txt", "2021-10"),
            ("2021.10.csv", "2021-10"),
            ("10-2021/a4.txt", "2021-10"),
            ("a4 10 2021.txt", "2021-10"),
            ("a4_202110.txt", "2021-10"),
            ("31-10-2021.pdf", "2021-10"),
            ("a4-2021-10-31.pdf", "2021-10"),
            ("a4_10-2021-1.pdf", "2021-10"),
            ("a4-10-2021 (1).pdf", "2021-10"),
            ("a4_1_2021-10.pdf", "2021-10"),
            ("anexo 3 2021-10.pdf", "2021-10"),
            ("2021-10-31 08.15.00.pdf", "2021-10"),
            ("2021/11/a4-31-10-2021.pdf", "2021-10"),
            ("a4-2021-10_2021-11-08.pdf", "2021-10"),
            // One name with the month's name.
            ("octubre-2021", "2021-10"),
            ("oct_2021/a4.txt", "2021-10"),
            ("a4_octubre_2021.txt", "2021-10"),
            ("octubre de 2021/a4.txt", "2021-10"),
            ("OCTUBRE2021/a4.txt", "2021-10"),
            ("31octubre2021.txt", "2021-10"),
            ("Setiembre del 2021/a4.txt", "2021-09"),
            ("sept. 2021/a4.txt", "2021-09"),
            ("2021-oct/a4.txt", "2021-10"),
            ("2021-10-oct.txt", "2021-10"),
            ("31 de octubre de 2021.pdf", "2021-10"),
            ("9-de-octubre-de-2021.pdf", "2021-10"),
            ("literal-a4-octubre-2021-1.pdf", "2021-10"),
            ("octubre-lotaip-2021.pdf", "2021-10"),
            ("O\u{301}ctubre 2021.txt", "2021-10"),
            ("ÓCTUBRE-2021.txt", "2021-10"),
            ("lotaip-2021-octubre-2022.txt", "2022-10"),
            ("julio-2021/a4.txt", "2021-07"),
            ("octubre-2021-publicado-08-11-2021.pdf", "2021-10"),
            ("wp/uploads/2021/11/a4-octubre-2021.pdf", "2021-10"),
            ("2021/10/a4_08-11-2021.pdf", "2021-10"),
            ("2021/10/a4_2021-11-30.pdf", "2021-11"),
            ("2021/08/a4_2021-10-10.pdf", "2021-10"),
            ("08-11-2021.pdf", "2021-11"),
            ("2020/12/octubre-2021/a4.txt", "2021-10"),
            ("2021-2022/enero-2022/a4.txt", "2022-01"),
        ];
        for (path, month) in paths {
            assert_eq!(month_of(path).map(|month| month.to_string()).as_deref(), Some(month), "{path}");
        }
    }

    #[test]
    fn what_only_looks_like_a_month_is_none() {
        let paths = [
            "",
            "/",
            "a4.txt",
            "../informes/monteluz-a4.txt",
            "informe-2021.txt",
            "literal-a4-1.txt",
            "2021/a4.txt",
            "2021/a4-10.txt",
            // No such month, no such year.
            "2021/13/a4.txt",
            "2021/00/a4.txt",
            "2021-13.txt",
            "00-2021.txt",
            "202113.txt",
            "1989-10.txt",
            "2100-10.txt",
            "1989/10/a4.txt",
            // Months of one digit outside a folder of their own.
            "a4-9-2021.txt",
            "2021/9.txt",
            "2021-9.txt",
            // Numbers of other things.
            "2015-2019/10/a4.txt",
            "0987-2021-10.txt",
            "593-2021-10/a4.txt",
            "res-007-2015-10x.txt",
            "resolucion-10-2021.pdf",
            "1.2021.10/a4.txt",
            "v2021-10x.txt",
            "120211031.txt",
            "lotaip-0.1.10/a4.txt",
            "2555-014.txt",
            "x2021/10/a4.txt",
            "2021/10x/a4.txt",
            // Places and people.
            "gad-24-de-mayo/a4.txt",
            "9 de octubre/2021/a4.txt",
            "2021/9 de octubre/a4.txt",
            "2021/11-de-noviembre/a4.txt",
            "9-de-octubre-2021/a4.txt",
            "2021/diez-de-agosto/a4.txt",
            "11denoviembre/2021/a4.txt",
            "2021/julio-perez/a4.txt",
            "mayor-2021/a4.txt",
            "2021/marzocapital/a4.txt",
            "2021/santa-elena-mar/a4.txt",
            "gad-mar-lotaip-2021/a4.txt",
            "oct2021.txt",
            // More than one month, or one in doubt.
            "enero-diciembre-2021/a4.txt",
            "enero a marzo 2021.txt",
            "ene-dic-2021.txt",
            "ene a dic 2021.txt",
            "2021-01_2021-06/a4.txt",
            "2021/enero-marzo/a4.txt",
            "2021/10-11/a4.txt",
            "octubre-2021-11.pdf",
            "octubre-2015-2019.pdf",
            "01-2022-diciembre.pdf",
            // A folder between the year and the number.
            "2021/lotaip/10/a4.txt",
        ];
        for path in paths {
            assert_eq!(month_of(path), None, "{path}");
        }
    }

    #[test]
    fn a_long_path_is_read_in_linear_time() {
        for part in ["1-", "octubre a ", "2021/", "9-de-octubre-", "1 2_3-", "ñ\u{301}", "octubre2021"] {
            let _ = month_of(&part.repeat(100_000));
        }
    }
}
