//! How a spreadsheet shows a number: its number formats, as XLSX and XLS files write them.
//!
//! What is shown is what a person in Ecuador reads: a comma before decimals and dots between thousands, only where the format or the value has them.
//! Dates are the exception: they are always shown `dd/mm/yyyy`, whatever the format (even `mmm-yy`), since the form asks for dates in that form and
//! the cell holds the whole date. A number without a format of its own (General) is shown in full, with at most 15 digits that count, so telephone
//! numbers never turn into powers of ten and `0.1 + 0.2` is `0,3`. Values come from the readers; what they mean is not known here.

mod decimal;
mod digits;
mod fraction;
mod lexer;
mod moment;

use std::borrow::Cow;

use decimal::Decimal;
use digits::Digits;
use fraction::Fraction;
use lexer::Token;
use moment::Moment;

/// A number format, taken apart once and then used for all cells that have it.
#[derive(Debug, Clone)]
pub(super) struct NumberFormat {
    /// The sections for numbers, at most three.
    sections: Vec<Section>,
    /// The section for texts.
    text: Option<Section>,
}

/// What a format says of the numbers that meet a condition.
#[derive(Debug, Clone)]
struct Section {
    condition: Option<Condition>,
    shape: Shape,
}

#[derive(Debug, Clone)]
enum Shape {
    /// The number (or text) as it is, between words.
    General { before: String, after: String },
    /// Digit by digit.
    Digits(Digits),
    /// As a fraction.
    Fraction(Fraction),
    /// As a date, a time of day or a duration.
    Moment(Moment),
    /// Words in place of the number; none where the format hides it.
    Words(String),
}

/// `[>=100]`
#[derive(Debug, Clone, Copy)]
struct Condition {
    operator: Operator,
    bound: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

/// Formats that files name by a number alone (ECMA-376 part 1, 18.8.30, and the built-in formats of BIFF8). Those that depend on the language of the
/// program (27–36, 50–58) are dates in every language that uses them.
const BUILT_IN: [(u16, &str); 43] = [
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (5, "$#,##0_);($#,##0)"),
    (6, "$#,##0_);($#,##0)"),
    (7, "$#,##0.00_);($#,##0.00)"),
    (8, "$#,##0.00_);($#,##0.00)"),
    (9, "0%"),
    (10, "0.00%"),
    (11, "0.00E+00"),
    (12, "# ?/?"),
    (13, "# ??/??"),
    (14, "dd/mm/yyyy"),
    (15, "d-mmm-yy"),
    (16, "d-mmm"),
    (17, "mmm-yy"),
    (18, "h:mm AM/PM"),
    (19, "h:mm:ss AM/PM"),
    (20, "h:mm"),
    (21, "h:mm:ss"),
    (22, "dd/mm/yyyy h:mm"),
    (27, "d"),
    (28, "d"),
    (29, "d"),
    (30, "d"),
    (31, "d"),
    (36, "d"),
    (37, "#,##0_);(#,##0)"),
    (38, "#,##0_);(#,##0)"),
    (39, "#,##0.00_);(#,##0.00)"),
    (40, "#,##0.00_);(#,##0.00)"),
    (41, "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)"),
    (42, "_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)"),
    (43, "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)"),
    (44, "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)"),
    (45, "mm:ss"),
    (46, "[h]:mm:ss"),
    (47, "mm:ss.0"),
    (48, "##0.0E+0"),
    (50, "d"),
    (57, "d"),
    (58, "d"),
];

/// The longest code that is taken apart, in bytes; Excel allows 255 letters.
const MAX_CODE: usize = 1024;

impl NumberFormat {
    /// Takes a format's code apart: `#,##0.00`, `dd/mm/yyyy;@`. What makes no sense in it is shown as it stands; an empty code is General.
    pub(super) fn parse(code: &str) -> NumberFormat {
        if code.trim_ascii().is_empty() || code.len() > MAX_CODE {
            return NumberFormat { sections: vec![Section { condition: None, shape: Shape::GENERAL }], text: None };
        }
        let tokens = lexer::sections(code);
        // The fourth section is for texts, and so is the last one where it says where the text goes.
        let for_text = tokens.len() == 4 || tokens.last().is_some_and(|last| last.contains(&Token::Symbol('@')));
        let mut sections: Vec<Section> = tokens.iter().map(|tokens| Section::of(tokens)).collect();
        let text = match sections.len() {
            _ if !for_text => None,
            1 => sections.first().cloned(),
            _ => sections.pop(),
        };
        NumberFormat { sections, text }
    }

    /// The format that files name by a number alone; General for those that are none of the known ones.
    pub(super) fn builtin(id: u16) -> NumberFormat {
        let code = BUILT_IN.iter().find(|(known, _)| *known == id).map_or("", |(_, code)| *code);
        NumberFormat::parse(code)
    }

    /// What stands in a cell with this format and this value; `epoch_1904` where the workbook counts its days from 1904. May be empty: some formats hide
    /// what they show.
    pub(super) fn show(&self, value: f64, epoch_1904: bool) -> String {
        if !value.is_finite() {
            return "#NUM!".into();
        }
        let (section, sign) = self.choose(value);
        let sign = if value < 0.0 && sign { "-" } else { "" };
        let shown = match &section.shape {
            Shape::General { before, after } => return signed(sign, &[before, &Decimal::of(value).general(), after]),
            Shape::Digits(digits) => digits.show(value),
            Shape::Fraction(fraction) => fraction.show(value.abs()),
            Shape::Words(words) => return words.clone(),
            Shape::Moment(moment) => match moment.show(value, epoch_1904) {
                Some(shown) => return shown,
                None => return signed(if value < 0.0 { "-" } else { "" }, &[&Decimal::of(value).general()]),
            },
        };
        signed(sign, &[&shown])
    }

    /// What stands in a cell with this format and this text: mostly the text itself.
    pub(super) fn show_text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.text.as_ref().map(|section| &section.shape) {
            Some(Shape::General { before, after }) if !before.trim().is_empty() || !after.trim().is_empty() => {
                Cow::Owned([before.as_str(), text, after].concat())
            }
            Some(Shape::Words(words)) => Cow::Owned(words.clone()),
            _ => Cow::Borrowed(text),
        }
    }

    /// The section for a value, and whether a minus sign goes before what a negative one shows.
    fn choose(&self, value: f64) -> (&Section, bool) {
        let count = self.sections.len();
        for (index, section) in self.sections.iter().enumerate() {
            let (applies, sign) = match section.condition {
                Some(condition) => (condition.holds(value), !condition.is_negative()),
                None if index + 1 == count && (index > 0 || count == 1) => (true, index != 1 || self.sections[0].condition.is_some()),
                None if index == 0 => (if count > 2 { value > 0.0 } else { value >= 0.0 }, true),
                None => (value < 0.0, false),
            };
            if applies {
                return (section, sign);
            }
        }
        // Conditions that leave a number out: the last section is as good as any.
        (&self.sections[count - 1], true)
    }
}

impl Shape {
    const GENERAL: Shape = Shape::General { before: String::new(), after: String::new() };
}

impl Section {
    fn of(tokens: &[Token]) -> Section {
        let condition = tokens.iter().find_map(|token| match token {
            Token::Bracket(inside) => Condition::of(inside),
            _ => None,
        });
        let value_at = tokens.iter().position(|token| matches!(token, Token::General | Token::Symbol('@')));
        let shape = if let Some(at) = value_at {
            Shape::General { before: lexer::words(&tokens[..at]), after: lexer::words(&tokens[at + 1..]) }
        } else if let Some(moment) = Moment::of(tokens) {
            Shape::Moment(moment)
        } else if let Some(fraction) = Fraction::of(tokens) {
            Shape::Fraction(fraction)
        } else if let Some(digits) = Digits::of(tokens) {
            Shape::Digits(digits)
        } else {
            Shape::Words(lexer::words(tokens))
        };
        Section { condition, shape }
    }
}

impl Condition {
    fn of(inside: &str) -> Option<Condition> {
        let operators = [
            ("<=", Operator::LessOrEqual),
            (">=", Operator::GreaterOrEqual),
            ("<>", Operator::NotEqual),
            ("<", Operator::Less),
            (">", Operator::Greater),
            ("=", Operator::Equal),
        ];
        let (sign, operator) = operators.into_iter().find(|(sign, _)| inside.starts_with(sign))?;
        let bound = inside[sign.len()..].trim().parse().ok()?;
        Some(Condition { operator, bound })
    }

    #[expect(clippy::float_cmp, reason = "a format compares exactly")]
    fn holds(self, value: f64) -> bool {
        match self.operator {
            Operator::Less => value < self.bound,
            Operator::LessOrEqual => value <= self.bound,
            Operator::Equal => value == self.bound,
            Operator::NotEqual => value != self.bound,
            Operator::GreaterOrEqual => value >= self.bound,
            Operator::Greater => value > self.bound,
        }
    }

    /// Whether it lets only negative numbers through: what it shows then says so by itself.
    fn is_negative(self) -> bool {
        matches!(self.operator, Operator::Less if self.bound <= 0.0) || matches!(self.operator, Operator::LessOrEqual if self.bound < 0.0)
    }
}

/// Puts pieces together; what shows nothing but zeros has no sign.
fn signed(sign: &str, pieces: &[&str]) -> String {
    let shown = pieces.concat();
    if sign.is_empty() || !shown.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
        return shown;
    }
    [sign, &shown].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn shows(code: &str, value: f64, expected: &str) {
        assert_eq!(NumberFormat::parse(code).show(value, false).trim(), expected, "«{code}» of {value}");
    }

    #[test]
    fn numbers_without_a_format_are_shown_in_full() {
        for (value, expected) in [
            (1.0, "1"),
            (0.0, "0"),
            (-0.0, "0"),
            (-2.5, "-2,5"),
            (0.1 + 0.2, "0,3"),
            (80.0, "80"),
            (1e-5, "0,00001"),
            (593_987_654_321.0, "593987654321"),
            (999_999_999_999_999.0, "999999999999999"),
            (1.5e20, "1,5E+20"),
            (1e-30, "1E-30"),
            (f64::NAN, "#NUM!"),
            (f64::MAX, "1,79769313486232E+308"),
        ] {
            shows("General", value, expected);
            shows("", value, expected);
            shows("@", value, expected);
        }
        shows("General\" días\"", 5.0, "5 días");
        assert_eq!(NumberFormat::builtin(0).show(12.0, false), "12");
    }

    #[test]
    fn digits_stand_where_the_format_puts_them() {
        for (code, value, expected) in [
            ("0%", 0.8, "80%"),
            ("0.0%", 0.0, "0,0%"),
            ("0.00%", 0.125, "12,50%"),
            ("0.0#%", 0.125, "12,5%"),
            ("0.##%", 0.8, "80%"),
            ("0\" %\"", 80.0, "80 %"),
            ("0\\ %", 0.8, "80 %"),
            ("0 %", 0.07, "7 %"),
            ("#,##0", 1_234_567.0, "1.234.567"),
            ("#,##0", 12.0, "12"),
            ("#,##0.00", 1234.5, "1.234,50"),
            ("#,##0,", 1_234_567.0, "1.235"),
            ("0.0,,\" M\"", 1_250_000.0, "1,3 M"),
            ("0.00", 1.005, "1,01"),
            ("0", 0.5, "1"),
            ("0", -0.4, "0"),
            ("0.0", -0.04, "0,0"),
            ("0000000000", 32_930_153.0, "0032930153"),
            ("000-0000", 2_930_153.0, "293-0153"),
            ("(00) 000-0000", 32_930_153.0, "(03) 293-0153"),
            ("[<=9999999]###-####;(##) ###-####", 2_930_153.0, "293-0153"),
            ("[<=9999999]###-####;(##) ###-####", 322_930_153.0, "(32) 293-0153"),
            ("#", 0.0, ""),
            ("#.##", 5.0, "5"),
            ("0.00E+00", 12345.0, "1,23E+04"),
            ("##0.0E+0", 12345.0, "12,3E+3"),
            ("0E-0", 0.002, "2E-3"),
            ("# ?/?", 3.5, "3 1/2"),
            ("# ?/?", 0.25, "1/4"),
            ("# ??/??", 2.0, "2"),
            ("# ?/8", 1.5, "1 4/8"),
            ("0 días", 3.0, "3 días"),
            ("\"Meta: \"0", 3.0, "Meta: 3"),
            ("0", 123_456_789_012_345_680_000.0, "123456789012346000000"),
        ] {
            shows(code, value, expected);
        }
    }

    #[test]
    fn sections_conditions_and_decoration() {
        for (code, value, expected) in [
            ("0;(0);\"nada\"", 5.0, "5"),
            ("0;(0);\"nada\"", -5.0, "(5)"),
            ("0;(0);\"nada\"", 0.0, "nada"),
            ("0;-0", -5.0, "-5"),
            ("0;-0", 0.0, "0"),
            ("[Red]0;[Blue]-0;;@", 0.0, ""),
            (";;;", 80.0, ""),
            ("[>=1]0%;0.0%", 0.5, "50,0%"),
            ("[=1]\"sí\";[=0]\"no\";0", 1.0, "sí"),
            ("[=1]\"sí\";[=0]\"no\";0", 0.0, "no"),
            ("[=1]\"sí\";[=0]\"no\";0", -3.0, "-3"),
            ("[>100]0;0", -3.0, "-3"),
            ("[$$-300A]#,##0.00", 1500.0, "$1.500,00"),
            ("[$USD] 0", 5.0, "USD 5"),
            ("[$-300A]0.0", 5.0, "5,0"),
            ("_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)", 1500.0, "$ 1.500,00"),
            ("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", -7.0, "(7)"),
            ("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", 0.0, "-"),
            ("\"sin cerrar", 5.0, "sin cerrar"),
            ("[sin cerrar", 5.0, ""),
            ("0\\", 5.0, "5"),
            ("0_", 5.0, "5"),
            ("0*", 5.0, "5"),
        ] {
            shows(code, value, expected);
        }
    }

    #[test]
    fn dates_are_always_shown_alike() {
        for code in [
            "dd/mm/yyyy",
            "d-mmm-yy",
            "mmm-yy",
            "[$-300A]dddd\\, d\" de \"mmmm\" de \"yyyy;@",
            "yyyy\\-mm\\-dd",
            "dd/mm/aaaa",
            "m/d/yy;@",
            "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
        ] {
            shows(code, 44500.0, "31/10/2021");
            shows(code, 44500.75, "31/10/2021");
        }
        for (code, value, expected) in [
            ("dd/mm/yyyy hh:mm", 44500.0, "31/10/2021"),
            ("dd/mm/yyyy hh:mm", 44500.5, "31/10/2021"),
            ("m/d/yy h:mm AM/PM", 44500.75, "31/10/2021"),
            ("d/m/yy", -1.0, "-1"),
            ("d/m/yy", 0.0, "0"),
            ("d/m/yy", 1.0, "01/01/1900"),
            ("d/m/yy", 59.0, "28/02/1900"),
            ("d/m/yy", 60.0, "29/02/1900"),
            ("d/m/yy", 61.0, "01/03/1900"),
            ("d/m/yy", 2_958_465.0, "31/12/9999"),
            ("d/m/yy", 2_958_466.0, "2958466"),
            ("d/m/yy", 1e300, "1E+300"),
            ("h:mm", 0.5, "12:00"),
            ("h:mm:ss AM/PM", 44_500.999_999, "00:00"),
            ("mm:ss", 0.5 / 24.0, "30:00"),
            ("[h]:mm", 1.5, "36:00"),
            ("[mm]:ss", 1.0 / 24.0, "60:00"),
            ("[s]", 1.0 / 24.0, "3600"),
            ("General", 44500.0, "44500"),
        ] {
            shows(code, value, expected);
        }
        assert_eq!(NumberFormat::builtin(14).show(43038.0, true), "31/10/2021");
        assert_eq!(NumberFormat::builtin(22).show(44500.5, false), "31/10/2021");
        for (id, expected) in [(9, "4450000%"), (20, "00:00"), (46, "1068000:00"), (57, "31/10/2021"), (49, "44500"), (900, "44500")] {
            assert_eq!(NumberFormat::builtin(id).show(44500.0, false), expected, "{id}");
        }
        shows("[Red]0\" meses\"", 44500.0, "44500 meses");
    }

    #[test]
    fn texts_are_shown_unless_the_format_hides_them() {
        for (code, expected) in [
            ("General", "Meta"),
            ("0;;;", ""),
            ("0;-0;0", "Meta"),
            ("@\" %\"", "Meta %"),
            ("_(* 0_);_(@_)", "Meta"),
            ("dd/mm/yyyy;@", "Meta"),
        ] {
            assert_eq!(NumberFormat::parse(code).show_text("Meta"), expected, "{code}");
        }
    }

    #[test]
    fn no_code_is_too_odd() {
        let repeated =
            [("0", 100_000), ("[", 9999), ("\"", 999), (";", 999), ("0,", 9999), ("#/", 999), ("?.?", 999), ("m", 999), ("@", 999)];
        let long = repeated.into_iter().map(|(sign, count)| sign.repeat(count));
        let short = ["E+E+0E+", "?/0", "0/0", "0E+", "[h", "[<]0", "[<x]0", "[ñ]", "*ñ_ñ\\ñ", "0%%%%%%%%"].map(String::from);
        for code in long.chain(short) {
            for value in [0.0, -1.5, 44500.25, 1e300, 5e-324] {
                assert!(NumberFormat::parse(&code).show(value, true).len() < 3000);
            }
        }
    }
}
