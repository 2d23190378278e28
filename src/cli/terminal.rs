//! What the terminal can show: colors, links, widths. How text is laid out in columns is left to [`crate::columns`].

use unicode_width::UnicodeWidthStr;

use super::{ColorChoice, Common, World};
pub(crate) use crate::columns::{crop, set as wrap};
use crate::render::Style;

/// The width of what is no terminal, in columns.
const USUAL_WIDTH: usize = 80;
/// The widest that prose and help are set, in columns: longer lines are hard to read.
pub(crate) const MAX_PROSE: usize = 100;
/// The narrowest that anything is laid out for, in columns.
const MIN_WIDTH: usize = 40;

/// What standard output can show.
pub(crate) fn out_style(common: &Common, world: &World<'_>) -> Style {
    resolve(common.color, world.out_is_terminal, world)
}

/// What standard error can show.
pub(crate) fn err_style(common: &Common, world: &World<'_>) -> Style {
    resolve(common.color, world.err_is_terminal, world)
}

/// Colors where they are forced, or where a terminal shows them and nobody objects. The option decides first, then `NO_COLOR` (see no-color.org), then
/// `CLICOLOR_FORCE` and `CLICOLOR` (see bixense.com/clicolors), then `TERM=dumb`.
fn resolve(choice: ColorChoice, is_terminal: bool, world: &World<'_>) -> Style {
    let color = match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let set = |name: &str| (world.env)(name).filter(|value| !value.is_empty());
            let objects = || set("CLICOLOR").is_some_and(|value| value == "0") || set("TERM").is_some_and(|value| value == "dumb");
            let forced = || set("CLICOLOR_FORCE").is_some_and(|value| value != "0");
            set("NO_COLOR").is_none() && (forced() || is_terminal && !objects())
        }
    };
    Style { color, links: color && is_terminal, width: width(is_terminal, world) }
}

fn width(is_terminal: bool, world: &World<'_>) -> usize {
    let columns = || (world.env)("COLUMNS")?.to_str()?.parse().ok();
    let known = if is_terminal { world.width.or_else(columns) } else { columns() };
    known.filter(|columns| *columns > 0).unwrap_or(USUAL_WIDTH).max(MIN_WIDTH)
}

/// The width of help and prose.
pub(crate) fn help_width(world: &World<'_>) -> usize {
    width(world.out_is_terminal, world).min(MAX_PROSE)
}

/// Text filled with spaces up to so many columns.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}

/// Words of a document or of a person, without what could move the cursor.
pub(crate) fn shown(text: &str) -> String {
    crate::columns::printable(text)
}
