//! What a cell shows, from the value it keeps and the text that stands in it.

use std::borrow::Cow;

use crate::read::number_format::NumberFormat;
use crate::read::xml::{Ns, Xml};

/// The value that a cell keeps beside its text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Value {
    kind: Kind,
    /// As the file writes it.
    raw: Option<String>,
    /// The formula that gives it, with its sign and without the name of its language.
    pub(super) formula: Option<String>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Kind {
    #[default]
    None,
    Number,
    Percentage,
    Date,
    Time,
    Boolean,
    Text,
    /// The formula failed.
    Error,
}

impl Value {
    /// Reads the attributes of the cell that has just begun.
    pub(super) fn of(xml: &Xml<'_>) -> Value {
        let formula = xml.attribute(Ns::Table, "formula").map(|formula| without_language(&formula).to_owned());
        let kind = match xml.attribute(Ns::Office, "value-type").as_deref() {
            // Office programs say of errors that they are texts, and beside it what they are.
            _ if formula.is_some() && xml.attribute(Ns::Other, "value-type").is_some_and(|kind| kind == "error") => Kind::Error,
            Some("float" | "currency") => Kind::Number,
            Some("percentage") => Kind::Percentage,
            Some("date") => Kind::Date,
            Some("time") => Kind::Time,
            Some("boolean") => Kind::Boolean,
            Some("string") => Kind::Text,
            _ => Kind::None,
        };
        let attribute = match kind {
            Kind::None | Kind::Error => return Value { kind, raw: None, formula },
            Kind::Number | Kind::Percentage => "value",
            Kind::Date => "date-value",
            Kind::Time => "time-value",
            Kind::Boolean => "boolean-value",
            Kind::Text => "string-value",
        };
        Value { kind, raw: xml.attribute(Ns::Office, attribute).map(Cow::into_owned), formula }
    }

    /// What the cell shows, where its paragraphs say `text`.
    pub(super) fn shown<'t>(&'t self, text: &'t str) -> Cow<'t, str> {
        let raw = self.raw.as_deref().unwrap_or("").trim();
        if self.kind == Kind::Date
            && let Some(day) = day(raw)
        {
            return Cow::Owned(day);
        }
        let text = text.trim();
        if self.kind == Kind::Error && !text.starts_with('#') || self.formula.is_some() && is_error_code(text) {
            return Cow::Borrowed("#VALUE!");
        }
        if !text.is_empty() {
            return Cow::Borrowed(text);
        }
        match (self.kind, &self.raw, &self.formula) {
            // Nothing was computed.
            (_, None, Some(formula)) => Cow::Owned(plain_formula(formula)),
            (Kind::Number | Kind::Percentage, Some(_), _) => number(raw, self.kind == Kind::Percentage),
            (Kind::Boolean, Some(_), _) => Cow::Borrowed(if raw == "true" { "VERDADERO" } else { "FALSO" }),
            (Kind::Time, Some(_), _) => time(raw).map_or(Cow::Borrowed(raw), Cow::Owned),
            _ => Cow::Borrowed(raw),
        }
    }
}

/// A formula without the name of the language it is written in: `of:=SUM([.A1])`.
fn without_language(formula: &str) -> &str {
    let named = formula.split_once(':').filter(|(name, _)| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    named.map_or(formula, |(_, formula)| formula)
}

/// `Err:508`, as Calc numbers errors that have no name.
fn is_error_code(text: &str) -> bool {
    text.strip_prefix("Err:")
        .or_else(|| text.strip_prefix("Error:"))
        .is_some_and(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()))
}

/// A formula as whoever opens the file sees it: `=SUM(B2:B9)` for `=SUM([.B2:.B9])`, `=Hoja1!A1` for `=[$Hoja1.A1]`.
fn plain_formula(formula: &str) -> String {
    let mut plain = String::with_capacity(formula.len() + 1);
    if !formula.starts_with('=') {
        plain.push('=');
    }
    let mut rest = formula;
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        rest = after;
        let Some((reference, after)) = after.split_once(']') else { break };
        for (index, cell) in reference.split(':').enumerate() {
            if index > 0 {
                plain.push(':');
            }
            let (sheet, cell) = cell.rsplit_once('.').unwrap_or(("", cell));
            let sheet = sheet.trim_start_matches('$');
            if !sheet.is_empty() && sheet.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
                plain.push_str(sheet);
                plain.push('!');
            }
            plain.push_str(cell);
        }
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// A number without a text beside it, as a program shows it that was told nothing more.
fn number(raw: &str, percentage: bool) -> Cow<'_, str> {
    match raw.parse::<f64>() {
        Ok(value) if value.is_finite() => {
            let value = if percentage { value * 100.0 } else { value };
            let shown = NumberFormat::builtin(0).show(value, false);
            Cow::Owned(if percentage { shown + "%" } else { shown })
        }
        _ => Cow::Borrowed(raw),
    }
}

/// `31/10/2021` for `2021-10-31`; what hour a program adds to the day is not read.
fn day(raw: &str) -> Option<String> {
    let date = raw.split_once('T').map_or(raw, |(date, _)| date);
    let plain = date.len() == 10
        && date.bytes().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    let date = plain.then(|| chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()).flatten()?;
    Some(date.format("%d/%m/%Y").to_string())
}

/// `15:30` for `PT15H30M00S`.
fn time(raw: &str) -> Option<String> {
    let (hours, rest) = raw.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.split(['S', '.', ',']).next().unwrap_or("");
    let number = |part: &str| part.parse::<u32>().ok();
    let clock = format!("{:02}:{:02}", number(hours)?, number(minutes)?);
    Some(if number(seconds).unwrap_or(0) == 0 { clock } else { format!("{clock}:{:02}", number(seconds)?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_shown_as_people_read_them() {
        let of = |kind, raw: &str| Value { kind, raw: Some(raw.into()), formula: None };
        for (value, text, expected) in [
            (of(Kind::Date, "2021-10-31"), "31-oct-21", "31/10/2021"),
            (of(Kind::Date, "2021-10-31T00:00:00.000000000"), "", "31/10/2021"),
            (of(Kind::Date, "2021-10-31T15:30:05.25Z"), "31/10/21 15:30", "31/10/2021"),
            (of(Kind::Date, "2021-02-31"), "31/02/2021", "31/02/2021"),
            (of(Kind::Date, "mañana"), "", "mañana"),
            (of(Kind::Number, "12.50"), "", "12,5"),
            (of(Kind::Number, "0.30000000000000004"), "", "0,3"),
            (of(Kind::Number, "1e9"), "", "1000000000"),
            (of(Kind::Number, "NaN"), "", "NaN"),
            (of(Kind::Number, "1234"), "1.234,00", "1.234,00"),
            (of(Kind::Percentage, "0.07"), "", "7%"),
            (of(Kind::Percentage, "0.855"), "", "85,5%"),
            (of(Kind::Boolean, "true"), "", "VERDADERO"),
            (of(Kind::Boolean, "false"), "", "FALSO"),
            (of(Kind::Boolean, "true"), "TRUE", "TRUE"),
            (of(Kind::Time, "PT15H30M00S"), "", "15:30"),
            (of(Kind::Time, "PT26H05M09.5S"), "", "26:05:09"),
            (of(Kind::Time, "P1D"), "", "P1D"),
            (of(Kind::Text, "sí"), "", "sí"),
        ] {
            assert_eq!(value.shown(text), expected, "{value:?}");
        }
    }

    #[test]
    fn formulas_without_a_value_show_themselves() {
        let of = |formula: &str, raw: Option<&str>, kind| Value {
            kind,
            raw: raw.map(str::to_owned),
            formula: Some(without_language(formula).to_owned()),
        };
        for (formula, raw, text, expected) in [
            ("of:=SUM([.B2:.B9])", None, "", "=SUM(B2:B9)"),
            ("of:=[$Hoja1.A1]", None, "", "=Hoja1!A1"),
            ("oooc:=['Hoja 1'.$A$1]*2", None, "", "=$A$1*2"),
            ("=A1", None, "", "=A1"),
            ("of:=[.A1", None, "", "=.A1"),
            ("of:=\"a\"&\"b\"", None, "ab", "ab"),
            ("of:=A()", Some(""), "", ""),
            ("of:=A()", None, "Err:508", "#VALUE!"),
            ("of:=A()", None, "#¡REF!", "#¡REF!"),
        ] {
            assert_eq!(of(formula, raw, Kind::Text).shown(text), expected, "{formula}");
        }
        assert_eq!(of("of:=1/0", None, Kind::Error).shown("Err:503"), "#VALUE!");
        assert_eq!(of("of:=1/0", None, Kind::Error).shown("#DIV/0!"), "#DIV/0!");
        assert_eq!(of("of:=1/0", None, Kind::Error).shown(""), "#VALUE!");
    }
}
