//! The number formats of a workbook, and which style of cell has which.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::read::number_format::NumberFormat;

/// The most formats that a workbook may define; programs stop far below.
const MAX_FORMATS: usize = 4096;

/// How the cells of a workbook show their numbers.
#[derive(Debug, Default)]
pub(super) struct Formats {
    /// Whether its days are counted from 1904, as old Macintosh programs do.
    pub(super) epoch_1904: bool,
    codes: HashMap<u16, String>,
    /// For each style, the number of its format.
    styles: Vec<u16>,
    /// The formats that were used so far.
    parsed: HashMap<u16, NumberFormat>,
}

impl Formats {
    /// Defines a format.
    pub(super) fn define(&mut self, number: u16, code: String) {
        if self.codes.len() < MAX_FORMATS {
            self.codes.insert(number, code);
        }
    }

    /// Adds a style that has a format.
    pub(super) fn style(&mut self, format: u16) {
        if u16::try_from(self.styles.len()).is_ok() {
            self.styles.push(format);
        }
    }

    /// A number as a cell of a style shows it.
    pub(super) fn show(&mut self, style: u16, value: f64) -> String {
        let epoch_1904 = self.epoch_1904;
        self.of(style).show(value, epoch_1904)
    }

    /// A text as a cell of a style shows it.
    pub(super) fn show_text<'t>(&mut self, style: u16, text: &'t str) -> Cow<'t, str> {
        self.of(style).show_text(text)
    }

    fn of(&mut self, style: u16) -> &NumberFormat {
        let number = self.styles.get(usize::from(style)).copied().unwrap_or(0);
        let codes = &self.codes;
        self.parsed
            .entry(number)
            .or_insert_with(|| codes.get(&number).map_or_else(|| NumberFormat::builtin(number), |code| NumberFormat::parse(code)))
    }
}
