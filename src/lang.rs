//! The two languages: how dates, numbers and lists are written, what fields are called, and the interface's own sentences.
//!
//! Sentences about rules are in the rule files, and what the generated pages say besides is in `docs`. No sentence that the program says stands anywhere
//! else; what an error says to a programmer, with `Display`, is English and stands beside it.

use chrono::{Datelike, NaiveDate};

use crate::columns::crop;
use crate::diagnostic::Hole;
use crate::period::Month;
use crate::report::field::{Column, Field, FooterField};

pub(crate) mod exchange;
mod gate;
mod help;
mod page;
mod setup;
mod start;
mod text;

pub use exchange::Exchange;
pub use gate::Gate;
pub use help::Help;
pub use page::Page;
pub use setup::Setup;
pub use start::Start;
pub use text::Text;

/// A sentence or a word of the interface, of any of the sets.
pub trait Sentence: Copy {
    /// It in a language.
    fn say(self, lang: Lang) -> &'static str;
}

/// The language of what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Spanish.
    #[default]
    Es,
    /// English.
    En,
}

/// The most that a sentence says of a unit's name, in columns.
const UNIT_NAME: usize = 60;

const MONTHS_ES: [&str; 12] =
    ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];
const MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

impl Lang {
    /// Its name in options and JSON.
    pub fn id(self) -> &'static str {
        match self {
            Lang::Es => "es",
            Lang::En => "en",
        }
    }

    /// The language a locale name asks for: `en*` is English, anything else Spanish.
    pub fn of_locale(locale: &str) -> Lang {
        if locale.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en")) { Lang::En } else { Lang::Es }
    }

    /// One of two words or sentences.
    pub fn pick<T>(self, es: T, en: T) -> T {
        match self {
            Lang::Es => es,
            Lang::En => en,
        }
    }

    /// A day in words: «31 de octubre de 2021», “31 October 2021”.
    pub fn date(self, date: NaiveDate) -> String {
        let month = date.month0() as usize;
        match self {
            Lang::Es => format!("{} de {} de {}", date.day(), MONTHS_ES[month], date.year()),
            Lang::En => format!("{} {} {}", date.day(), MONTHS_EN[month], date.year()),
        }
    }

    /// A month in words: «octubre de 2021», “October 2021”.
    pub fn month(self, month: Month) -> String {
        let index = month.month().saturating_sub(1) as usize;
        match self {
            Lang::Es => format!("{} de {}", MONTHS_ES[index], month.year()),
            Lang::En => format!("{} {}", MONTHS_EN[index], month.year()),
        }
    }

    /// A number as prose writes it: from five digits on in groups, with a no-break space in Spanish and a comma in English.
    pub fn number(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let sign = if number < 0 { "-" } else { "" };
        if digits.len() < 5 {
            return format!("{sign}{digits}");
        }
        let separator = self.pick("\u{A0}", ",");
        let mut out = sign.to_owned();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push_str(separator);
            }
            out.push(digit);
        }
        out
    }

    /// How many there are, as prose writes it; see [`Lang::number`].
    pub fn amount(self, number: usize) -> String {
        self.number(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// A count with its noun, or a verb in its number: «1 error», «2 errores».
    pub fn count(self, number: usize, noun: impl Sentence) -> String {
        format!("{} {}", self.amount(number), self.form(number, noun))
    }

    /// A word in the number of a count; the text has it in both, parted by a bar.
    pub fn form(self, number: usize, word: impl Sentence) -> &'static str {
        let words = word.say(self);
        let (one, many) = words.split_once('|').unwrap_or((words, words));
        if number == 1 { one } else { many }
    }

    /// A list in prose: «a, b y c», “a, b and c”.
    pub fn list<S: AsRef<str>>(self, items: &[S]) -> String {
        let Some((last, before)) = items.split_last() else { return String::new() };
        let last = last.as_ref();
        if before.is_empty() {
            return last.to_owned();
        }
        let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
        format!("{} {} {last}", before.join(", "), self.and(last))
    }

    /// The conjunction before a word: «e» before the sound of an i in Spanish.
    fn and(self, next: &str) -> &'static str {
        let start: String = next.chars().take(2).flat_map(char::to_lowercase).collect();
        let sounds_i = start.starts_with(['i', 'í']) || start == "hi" || start == "hí";
        self.pick(if sounds_i { "e" } else { "y" }, "and")
    }

    /// A value that fills a hole.
    pub fn hole(self, hole: &Hole) -> String {
        match hole {
            Hole::Text(text) | Hole::Law(text) => text.clone(),
            // A number in a message is a count, a year or a row number: written plainly.
            Hole::Number(number) => number.to_string(),
            Hole::Date(date) => self.date(*date),
            Hole::Month(month) => self.month(*month),
            Hole::List(items) => items.join(" · "),
        }
    }

    /// What a field is called, with its article.
    pub fn field(self, field: Field) -> &'static str {
        match field {
            Field::Document => self.pick("el documento", "the document"),
            Field::LegalBasis => self.pick("la cita de la ley", "the citation of the law"),
            Field::Literal => self.pick("el título del literal", "the title of the literal"),
            Field::Columns => self.pick("la fila de títulos de columna", "the row of column names"),
            Field::Column(_) => self.pick("el título de la columna", "the column's name"),
            Field::Sections => self.pick("las secciones", "the sections"),
            Field::SectionTitle => self.pick("el título de la sección", "the section's title"),
            Field::Units => self.pick("las unidades", "the units"),
            Field::Unit(Column::Number) => self.pick("el número", "the number"),
            Field::Unit(Column::Name) => self.pick("el nombre de la unidad", "the unit's name"),
            Field::Unit(Column::Objective) => self.pick("el objetivo", "the objective"),
            Field::Unit(Column::Indicator) => self.pick("el indicador", "the indicator"),
            Field::Unit(Column::Target) => self.pick("la meta cuantificable", "the quantifiable target"),
            Field::Footer(FooterField::Gpr) => self.pick("el enlace al reporte GPR", "the link to the GPR report"),
            Field::Footer(FooterField::UpdateDate) => self.pick("la fecha de actualización", "the update date"),
            Field::Footer(FooterField::Periodicity) => self.pick("la periodicidad", "the periodicity"),
            Field::Footer(FooterField::Holder) => self.pick("la unidad poseedora", "the holding unit"),
            Field::Footer(FooterField::Responsible) => self.pick("la persona responsable", "the person responsible"),
            Field::Footer(FooterField::Email) => self.pick("el correo electrónico", "the e-mail address"),
            Field::Footer(FooterField::Phone) => self.pick("el número telefónico", "the telephone number"),
        }
    }

    /// A unit, with its article: «la unidad 5, «DIRECCIÓN DE…»».
    pub fn unit(self, number: &str, name: &str) -> String {
        let name = crop(name, UNIT_NAME);
        match (number.is_empty(), name.is_empty(), self) {
            (false, false, Lang::Es) => format!("la unidad {number}, «{name}»"),
            (false, false, Lang::En) => format!("unit {number}, “{name}”"),
            (false, true, Lang::Es) => format!("la unidad {number}"),
            (false, true, Lang::En) => format!("unit {number}"),
            (true, false, Lang::Es) => format!("la unidad «{name}»"),
            (true, false, Lang::En) => format!("the unit “{name}”"),
            (true, true, Lang::Es) => "una unidad sin número ni nombre".to_owned(),
            (true, true, Lang::En) => "a unit without number or name".to_owned(),
        }
    }

    /// A row or cell of a table in a word-processor file, with or without the table; numbers count from 1.
    pub(crate) fn table_cell(self, table: Option<u32>, row: u32, column: Option<u32>) -> String {
        let (table_word, row_word, column_word) = self.pick(("tabla", "fila", "columna"), ("table", "row", "column"));
        let table = table.map_or(String::new(), |table| format!("{table_word} {table}, "));
        let column = column.map_or(String::new(), |column| format!(", {column_word} {column}"));
        format!("{table}{row_word} {row}{column}")
    }

    /// A paragraph; numbers count from 1.
    pub(crate) fn paragraph(self, number: u32) -> String {
        format!("{} {number}", self.pick("párrafo", "paragraph"))
    }

    /// A page; numbers count from 1.
    pub(crate) fn page(self, page: u32) -> String {
        format!("{} {page}", self.pick("página", "page"))
    }

    /// Pages by their numbers, in order, with their article: «la página 2», «las páginas 2 a 5, 8 y 9».
    pub(crate) fn pages(self, pages: &[u32]) -> String {
        if let [page] = pages {
            return format!("{}{}", self.pick("la ", ""), self.page(*page));
        }
        let runs: Vec<String> = pages
            .chunk_by(|one, next| next.checked_sub(*one) == Some(1))
            .flat_map(|run| match run {
                [first, _, .., last] => vec![format!("{first}{}{last}", self.pick(" a ", " to "))],
                few => few.iter().map(u32::to_string).collect(),
            })
            .collect();
        format!("{} {}", self.pick("las páginas", "pages"), self.list(&runs))
    }

    /// A row of a page, with or without the page; numbers count from 1.
    pub(crate) fn page_row(self, page: Option<u32>, row: u32) -> String {
        let page = page.map_or(String::new(), |page| format!("{}, ", self.page(page)));
        format!("{page}{} {row}", self.pick("fila", "row"))
    }

    /// Text in the quotation marks of the language.
    pub fn quote(self, text: &str) -> String {
        match self {
            Lang::Es => format!("«{text}»"),
            Lang::En => format!("“{text}”"),
        }
    }
}

/// What the system says went wrong with a file, in words a person knows.
pub fn io_error(error: &std::io::Error, lang: Lang) -> String {
    use std::io::ErrorKind as Kind;
    let (es, en) = match error.kind() {
        Kind::NotFound => ("no existe", "it does not exist"),
        Kind::PermissionDenied => ("no hay permiso", "permission is denied"),
        Kind::IsADirectory => ("es una carpeta", "it is a folder"),
        Kind::StorageFull | Kind::QuotaExceeded => ("no queda espacio en el disco", "the disk is full"),
        Kind::ReadOnlyFilesystem => ("el disco es de solo lectura", "the disk is read-only"),
        Kind::FileTooLarge => ("es demasiado grande", "it is too large"),
        Kind::InvalidData => ("no es texto UTF-8", "it is not UTF-8 text"),
        Kind::NotSeekable => ("no es un archivo corriente", "it is not a regular file"),
        Kind::InvalidFilename => ("el nombre no es válido", "the name is not valid"),
        Kind::NotADirectory => ("una parte de la ruta no es una carpeta", "a part of the path is not a folder"),
        _ => return error.to_string(),
    };
    lang.pick(es, en).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_numbers_and_lists_are_written_as_each_language_does() {
        let date = NaiveDate::from_ymd_opt(2021, 10, 31).unwrap();
        assert_eq!((Lang::Es.date(date).as_str(), Lang::En.date(date).as_str()), ("31 de octubre de 2021", "31 October 2021"));
        assert_eq!(Lang::Es.month(Month::of(date)), "octubre de 2021");
        assert_eq!([Lang::Es.number(1234), Lang::Es.number(50_000), Lang::En.number(50_000)], ["1234", "50\u{A0}000", "50,000"]);
        assert_eq!([Lang::Es.count(1, Text::Errors), Lang::Es.count(0, Text::Errors)], ["1 error", "0 errores"]);
        assert_eq!(Lang::Es.list(&["objetivo", "indicador", "meta"]), "objetivo, indicador y meta");
        assert_eq!(Lang::Es.list(&["objetivo", "indicador"]), "objetivo e indicador");
        assert_eq!(Lang::En.list(&["a", "b"]), "a and b");
    }

    #[test]
    fn no_field_has_one_name_in_both_languages() {
        for field in Field::all() {
            assert_ne!(Lang::Es.field(field), Lang::En.field(field));
        }
    }

    #[test]
    fn locales_choose_the_language() {
        for (locale, lang) in [("en_US.UTF-8", Lang::En), ("es_EC.UTF-8", Lang::Es), ("C", Lang::Es), ("", Lang::Es), ("EN", Lang::En)] {
            assert_eq!(Lang::of_locale(locale), lang);
        }
    }
}
