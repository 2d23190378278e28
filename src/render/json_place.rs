//! A place as JSON version 1 gives it, shared by findings and by `inspect`.

use serde::Serialize;

use crate::document::{Anchor, Document};
use crate::lang::Lang;
use crate::place::{Place, cell_name};

/// A place in every term that some format has; the others are `null`.
#[derive(Debug, Serialize)]
pub struct JsonPlace {
    name: String,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
    byte: Option<u32>,
    end_byte: Option<u32>,
    sheet: Option<String>,
    cell: Option<CellName>,
    table: Option<u32>,
    row: Option<u32>,
    page: Option<u32>,
    r#box: Option<[f64; 4]>,
}

/// A cell: `E14` in a spreadsheet, the number of its column in a word-processor table.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum CellName {
    Name(String),
    Column(u32),
}

impl JsonPlace {
    /// The place of an anchor under a file's name.
    pub fn new(file: &str, document: Option<&Document>, at: Anchor, lang: Lang) -> JsonPlace {
        let mut json = JsonPlace {
            name: file.to_owned(),
            line: None,
            column: None,
            end_line: None,
            end_column: None,
            byte: None,
            end_byte: None,
            sheet: None,
            cell: None,
            table: None,
            row: None,
            page: None,
            r#box: None,
        };
        let Some((document, place)) = document.and_then(|d| Some((d, d.place(at)?))) else { return json };
        let name = document.place_name(at, lang).unwrap_or_default();
        match place {
            Place::Text(range) => {
                let (start, end) = (document.line_column(range.start), document.line_column(range.end));
                json.name = format!("{file}:{name}");
                (json.line, json.column) = (Some(start.line), Some(start.column));
                (json.end_line, json.end_column) = (Some(end.line), Some(end.column));
                (json.byte, json.end_byte) = (Some(range.start), Some(range.end));
            }
            Place::Sheet { sheet, row, col } => {
                json.name = format!("{file} › {name}");
                json.sheet = document.parts.get(usize::from(sheet)).map(|part| part.name.clone());
                json.cell = Some(CellName::Name(cell_name(row, col)));
                json.row = Some(row + 1);
            }
            Place::Table { table, row, col } => {
                json.name = format!("{file} › {name}");
                (json.table, json.row) = (Some(u32::from(table) + 1), Some(row + 1));
                json.cell = Some(CellName::Column(u32::from(col) + 1));
            }
            Place::Paragraph { .. } => json.name = format!("{file} › {name}"),
            Place::Page { page, area } => {
                json.name = format!("{file} › {name}");
                json.page = Some(u32::from(page) + 1);
                json.r#box = Some([area.x, area.y, area.width, area.height].map(|tenths| f64::from(tenths) / 10.0));
            }
        }
        json
    }
}
