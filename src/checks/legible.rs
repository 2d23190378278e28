//! `legible`: no text was garbled by a wrong encoding on its way into the file.
//!
//! A file most of whose accented cells are garbled has one fault, not one for each cell.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::document::{Anchor, CellId};
use crate::report::field::{Field, Subject};
use crate::report::value::mojibake::{self, Garbled};

/// How many garbled cells make it the file's fault, when they are also more than half of the cells that hold more than ASCII.
const MANY: usize = 5;

/// Takes no parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Legible {}

impl Check for Legible {
    fn cases(&self) -> &'static [Case] {
        const { &[case("repaired", &["repaired", "count"]), case("unknown", &["count"]), case("whole", &["count", "repaired"]), case("whole-unknown", &["count"])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        out.examined();
        let plain = if ctx.known.remembers() {
            ctx.document.all_cells().all(|cell| ctx.known.cell(cell).is_plain())
        } else {
            mojibake::is_plain(ctx.document.all_text().as_bytes())
        };
        if plain {
            return;
        }
        let mut garbled: Vec<(CellId, Garbled)> = Vec::new();
        let mut accented = 0;
        for cell in ctx.document.all_cells() {
            let text = ctx.document.text(cell);
            if text.is_ascii() {
                continue;
            }
            accented += 1;
            garbled.extend(mojibake::looks_garbled(text).map(|found| (cell, found)));
        }
        let count = garbled.len();
        if count > MANY && count * 2 > accented {
            let Some((cell, found)) = garbled.first() else { return };
            let word = repaired_word(ctx.document.text(*cell), found);
            let at = Anchor::Cell(*cell).part(&found.span);
            match word {
                Some(word) => _ = out.report("whole", Subject::only(Field::Document), at).whole().number("count", count).text("repaired", word),
                None => _ = out.report("whole-unknown", Subject::only(Field::Document), at).whole().number("count", count),
            }
            return;
        }
        for (cell, found) in &garbled {
            let subject = ctx.report.subject_of(ctx.document, *cell);
            let at = Anchor::Cell(*cell).part(&found.span);
            match repaired_word(ctx.document.text(*cell), found) {
                Some(word) => _ = out.report("repaired", subject, at).number("count", count).text("repaired", word),
                None => _ = out.report("unknown", subject, at).number("count", count),
            }
        }
    }
}

/// The garbled word as it should read: what differs between the text and its repaired copy, out to the ends of the word.
fn repaired_word(text: &str, found: &Garbled) -> Option<String> {
    let repaired = found.repaired.as_deref()?;
    let before = text.get(..found.span.start)?;
    // Words before the first garbled one are the same in both.
    let rest = repaired.strip_prefix(before)?;
    let word = rest.split(char::is_whitespace).next().unwrap_or(rest);
    Some(word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned())
}
