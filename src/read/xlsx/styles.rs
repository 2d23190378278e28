//! Which number format each style of cell has.

use std::collections::HashMap;

use crate::read::ReadError;
use crate::read::number_format::NumberFormat;
use crate::read::xml::{Ns, Piece, Xml};

/// The styles of a workbook, as far as they decide how a number is shown.
#[derive(Debug, Default)]
pub(super) struct Styles {
    formats: Vec<NumberFormat>,
    /// For each style, its format.
    indices: Vec<usize>,
    epoch_1904: bool,
}

impl Styles {
    /// Reads the part that holds them.
    ///
    /// # Errors
    /// When it is damaged.
    pub(super) fn read(text: &str, epoch_1904: bool) -> Result<Styles, ReadError> {
        let mut xml = Xml::new(text, super::NAME);
        let mut styles = Styles { epoch_1904, ..Styles::default() };
        let mut codes: HashMap<u32, String> = HashMap::new();
        let mut known: HashMap<u32, usize> = HashMap::new();
        let mut in_cell_styles = false;
        loop {
            match xml.next()? {
                Piece::Open if xml.is(Ns::Sheet, "numFmt") => {
                    let id = xml.attribute(Ns::None, "numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, xml.attribute(Ns::None, "formatCode")) {
                        codes.insert(id, code.into_owned());
                    }
                }
                Piece::Open if xml.is(Ns::Sheet, "cellXfs") => in_cell_styles = true,
                Piece::Close if xml.is(Ns::Sheet, "cellXfs") => in_cell_styles = false,
                Piece::Open if in_cell_styles && xml.is(Ns::Sheet, "xf") => {
                    let id = xml.attribute(Ns::None, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    let index = *known.entry(id).or_insert_with(|| {
                        let builtin = || NumberFormat::builtin(u16::try_from(id).unwrap_or(0));
                        styles.formats.push(codes.get(&id).map_or_else(builtin, |code| NumberFormat::parse(code)));
                        styles.formats.len() - 1
                    });
                    styles.indices.push(index);
                }
                Piece::End => return Ok(styles),
                _ => {}
            }
        }
    }

    /// A number as a cell of a style shows it.
    pub(super) fn show(&self, style: usize, value: f64) -> String {
        match self.indices.get(style).and_then(|format| self.formats.get(*format)) {
            Some(format) => format.show(value, self.epoch_1904),
            None => NumberFormat::builtin(0).show(value, self.epoch_1904),
        }
    }
}
