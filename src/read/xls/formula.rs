//! Formulas whose results were never computed, written out from their tokens (\[MS-XLS\] 2.5.198), so that whoever reads the report sees that a formula
//! stands there. What is not understood is written `FORMULA()`. The one thing computed is texts joined together, which `LibreOffice` leaves without a
//! result when it saves a workbook that it has not computed anew.

use super::records::{Data, Script};
use crate::place::cell_name;

/// What a formula is called that cannot be written out.
const UNKNOWN: &str = "FORMULA()";

/// `SUM`.
const SUM: u16 = 4;

/// How many bytes may be moved about to write one formula: operators without end would copy the same words again and again.
const WORK: usize = 1 << 16;

/// Functions by number, with how many values they take where that is fixed.
const FUNCTIONS: [(u16, &str, usize); 44] = [
    (0, "COUNT", 1),
    (1, "IF", 1),
    (2, "ISNA", 1),
    (3, "ISERROR", 1),
    (4, "SUM", 1),
    (5, "AVERAGE", 1),
    (6, "MIN", 1),
    (7, "MAX", 1),
    (10, "NA", 0),
    (19, "PI", 0),
    (24, "ABS", 1),
    (25, "INT", 1),
    (27, "ROUND", 2),
    (30, "REPT", 2),
    (31, "MID", 3),
    (32, "LEN", 1),
    (33, "VALUE", 1),
    (34, "TRUE", 0),
    (35, "FALSE", 0),
    (36, "AND", 1),
    (37, "OR", 1),
    (38, "NOT", 1),
    (48, "TEXT", 2),
    (65, "DATE", 3),
    (67, "DAY", 1),
    (68, "MONTH", 1),
    (69, "YEAR", 1),
    (74, "NOW", 0),
    (101, "HLOOKUP", 3),
    (102, "VLOOKUP", 3),
    (112, "LOWER", 1),
    (113, "UPPER", 1),
    (114, "PROPER", 1),
    (115, "LEFT", 1),
    (116, "RIGHT", 1),
    (118, "TRIM", 1),
    (120, "SUBSTITUTE", 3),
    (169, "COUNTA", 1),
    (212, "ROUNDUP", 2),
    (221, "TODAY", 0),
    (336, "CONCATENATE", 1),
    (345, "SUMIF", 2),
    (346, "COUNTIF", 2),
    (359, "HYPERLINK", 1),
];

/// Operators between two values, from token 3 on.
const OPERATORS: [&str; 15] = ["+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":"];

/// Functions whose results are always texts, by number.
const TEXT_FUNCTIONS: [u16; 11] = [30, 31, 48, 112, 113, 114, 115, 116, 118, 120, JOIN];

/// `CONCATENATE`.
const JOIN: u16 = 336;

/// A formula, or a part of one.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// As it is written in a cell, without the sign of equality.
    pub(super) written: String,
    /// What it comes to, where that could be told.
    pub(super) value: Option<String>,
    /// Whether it comes to a text, whatever it comes to.
    pub(super) is_text: bool,
}

/// Reads a formula; `cell` tells what a cell of the same sheet shows, by row and column.
pub(super) fn read(tokens: &[u8], script: Script, cell: &dyn Fn(u32, u16) -> Option<String>) -> Term {
    let unknown = || Term { written: UNKNOWN.into(), ..Term::default() };
    let mut reader = Reader { data: Data::of(tokens), script, cell, terms: Vec::new(), work: WORK };
    while !reader.data.rest().is_empty() {
        if reader.token().is_none() {
            return unknown();
        }
    }
    match (reader.terms.pop(), reader.terms.is_empty()) {
        (Some(whole), true) => whole,
        _ => unknown(),
    }
}

/// What a cell shows where a formula went wrong.
pub(super) fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

struct Reader<'a> {
    data: Data<'a>,
    script: Script,
    cell: &'a dyn Fn(u32, u16) -> Option<String>,
    /// The parts that wait for an operator.
    terms: Vec<Term>,
    /// How many bytes may still be moved.
    work: usize,
}

impl Reader<'_> {
    /// Takes a token; `None` where it is not understood.
    fn token(&mut self) -> Option<()> {
        let token = self.data.u8()?;
        // Most tokens come in three classes that mean the same here.
        let token = if token >= 0x20 { token & 0x1F | 0x20 } else { token };
        let eight = matches!(self.script, Script::Unicode);
        let written = match token {
            0x03..=0x11 => return self.between(OPERATORS[usize::from(token) - 3]),
            0x12 => return self.around("+", ""),
            0x13 => return self.around("-", ""),
            0x14 => return self.around("", "%"),
            0x15 => {
                let inside = self.terms.pop()?;
                return self.push(Term { written: format!("({})", inside.written), ..inside });
            }
            0x16 => String::new(),
            0x17 => {
                let text = self.data.text(self.script, true)?;
                return self.push(Term { written: format!("\"{}\"", text.replace('"', "\"\"")), value: Some(text), is_text: true });
            }
            0x19 => return self.attribute(),
            0x1C => error(self.data.u8()?).into(),
            0x1D => if self.data.u8()? == 0 { "FALSE" } else { "TRUE" }.into(),
            0x1E => {
                let number = self.data.u16()?.to_string();
                return self.push(Term { value: Some(number.clone()), written: number, is_text: false });
            }
            0x1F => f64::from_le_bytes(self.data.array()?).to_string(),
            0x21 => {
                let number = self.data.u16()?;
                let (_, _, count) = FUNCTIONS.iter().find(|(known, ..)| *known == number)?;
                return self.call(number, *count);
            }
            0x22 => {
                let count = usize::from(self.data.u8()? & 0x7F);
                let number = self.data.u16()? & 0x7FFF;
                return self.call(number, count);
            }
            0x24 => {
                let (row, column) = self.place()?;
                return self.push(Term { written: cell_name(row, column), value: (self.cell)(row, column), is_text: false });
            }
            0x2C => self.cell(0)?,
            0x25 | 0x2D => self.area(0)?,
            0x3A => self.cell(if eight { 2 } else { 14 })?,
            0x3B => self.area(if eight { 2 } else { 14 })?,
            0x2A => self.missing(if eight { 4 } else { 3 })?,
            0x2B => self.missing(if eight { 8 } else { 6 })?,
            0x3C => self.missing(if eight { 6 } else { 17 })?,
            0x3D => self.missing(if eight { 10 } else { 20 })?,
            _ => return None,
        };
        self.push(Term { written, ..Term::default() })
    }

    /// Row and column of a reference.
    fn place(&mut self) -> Option<(u32, u16)> {
        let row = self.data.u16()?;
        Some(match self.script {
            Script::Unicode => (row.into(), self.data.u16()? & 0x3FFF),
            Script::Bytes(_) => (u32::from(row & 0x3FFF), self.data.u8()?.into()),
        })
    }

    fn cell(&mut self, skip: usize) -> Option<String> {
        self.data.skip(skip)?;
        let (row, column) = self.place()?;
        Some(cell_name(row, column))
    }

    fn area(&mut self, skip: usize) -> Option<String> {
        self.data.skip(skip)?;
        let mask = if matches!(self.script, Script::Unicode) { u16::MAX } else { 0x3FFF };
        let rows = [self.data.u16()? & mask, self.data.u16()? & mask];
        let mut column = || match self.script {
            Script::Unicode => self.data.u16().map(|column| column & 0x3FFF),
            Script::Bytes(_) => self.data.u8().map(u16::from),
        };
        let columns = [column()?, column()?];
        Some(format!("{}:{}", cell_name(rows[0].into(), columns[0]), cell_name(rows[1].into(), columns[1])))
    }

    /// A reference to cells that are no longer there.
    fn missing(&mut self, skip: usize) -> Option<String> {
        self.data.skip(skip)?;
        Some("#REF!".into())
    }

    /// Hints for the program that computes; one of them is a sum.
    fn attribute(&mut self) -> Option<()> {
        let kind = self.data.u8()?;
        let value = self.data.u16()?;
        if kind & 0x04 != 0 {
            self.data.skip((usize::from(value) + 1) * 2)?;
        }
        if kind & 0x10 != 0 { self.call(SUM, 1) } else { Some(()) }
    }

    fn between(&mut self, operator: &str) -> Option<()> {
        let right = self.terms.pop()?;
        let left = self.terms.pop()?;
        let joins = operator == "&";
        let value = left.value.zip(right.value).filter(|_| joins).map(|(left, right)| left + &right);
        self.push(Term { written: [&left.written, operator, &right.written].concat(), value, is_text: joins })
    }

    fn around(&mut self, before: &str, after: &str) -> Option<()> {
        let term = self.terms.pop()?;
        self.push(Term { written: [before, &term.written, after].concat(), ..Term::default() })
    }

    fn call(&mut self, number: u16, count: usize) -> Option<()> {
        let first = self.terms.len().checked_sub(count)?;
        let arguments = self.terms.split_off(first);
        let name = FUNCTIONS.iter().find(|(known, ..)| *known == number).map_or("FORMULA", |(_, name, _)| name);
        let words: Vec<&str> = arguments.iter().map(|argument| argument.written.as_str()).collect();
        let written = format!("{name}({})", words.join(","));
        let value = if number == JOIN { arguments.into_iter().map(|argument| argument.value).collect() } else { None };
        self.push(Term { written, value, is_text: TEXT_FUNCTIONS.contains(&number) })
    }

    fn push(&mut self, term: Term) -> Option<()> {
        self.work = self.work.checked_sub(term.written.len() + term.value.as_ref().map_or(0, String::len) + 1)?;
        self.terms.push(term);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_written_out_as_far_as_they_are_understood() {
        let write = |tokens: &[u8]| read(tokens, Script::Unicode, &|_, _| None).written;
        for (tokens, expected) in [
            (&b"\x17\x01\0a\x17\x01\0b\x42\x02\x67\x01"[..], "HYPERLINK(\"a\",\"b\")"),
            (b"\x17\x02\0\"a\x1E\x05\0\x08", "\"\"\"a\"&5"),
            (b"\x25\x01\0\x08\0\x01\xC0\x01\xC0\x19\x10\0\0", "SUM(B2:B9)"),
            (b"\x44\x01\0\x01\xC0\x14\x15\x13", "-(B2%)"),
            (b"\x44\x01\0\x01\xC0\x1E\x02\0\x41\x1B\0", "ROUND(B2,2)"),
            (b"\x2A\0\0\0\0", "#REF!"),
            (b"\x1E\x01\0\x1E\x02\0", UNKNOWN),
            (b"\x41\xFF\xFF", UNKNOWN),
            (b"\x42\x05\x04\0", UNKNOWN),
            (b"\x17\xFF\0a", UNKNOWN),
            (b"\x03", UNKNOWN),
            (b"", UNKNOWN),
        ] {
            assert_eq!(write(tokens), expected, "{tokens:02X?}");
        }
        let long = [&b"\x17\xFF\0"[..], &[b'a'; 255], &[0x12; 9000]].concat();
        assert_eq!(write(&long), UNKNOWN);
    }

    #[test]
    fn texts_are_joined_where_all_of_them_are_known() {
        let value = |tokens: &[u8]| read(tokens, Script::Unicode, &|row, column| (row == 1).then(|| column.to_string()));
        for (tokens, value_of, is_text) in [
            (&b"\x1E\x5F\0\x17\x02\0 %\x42\x02\x50\x01"[..], Some("95 %"), true),
            (b"\x44\x01\0\x03\xC0\x17\x02\0 %\x08\x15", Some("3 %"), true),
            (b"\x44\x02\0\x03\xC0\x17\x02\0 %\x08", None, true),
            (b"\x1E\x5F\0\x1E\x05\0\x03", None, false),
            (b"\x44\x01\0\x03\xC0", Some("3"), false),
            (b"\x44\x01\0\x03\xC0\x41\x71\0", None, true),
        ] {
            let term = value(tokens);
            assert_eq!((term.value.as_deref(), term.is_text), (value_of, is_text), "{tokens:02X?}");
        }
    }
}
