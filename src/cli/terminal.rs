//! What the terminal can show, and text laid out for it: widths, wrapping, cropping.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{ColorChoice, Common, World};
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

/// Text set in lines of at most so many columns, every line with an indent. A word longer than a line stands alone.
pub(crate) fn wrap(text: &str, width: usize, indent: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for paragraph in text.lines() {
        let mut column = 0;
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            let wide = word.width();
            if column > 0 && column + 1 + wide > width {
                out.push('\n');
                column = 0;
            }
            out.push_str(if column == 0 { indent } else { " " });
            column += if column == 0 { indent.width() } else { 1 } + wide;
            out.push_str(word);
        }
        out.push('\n');
    }
    out
}

/// Text cut to so many columns, with an ellipsis where something was cut.
pub(crate) fn crop(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut left = columns.saturating_sub(1);
    let fits = |c: &char| {
        let wide = c.width().unwrap_or(0);
        let fits = wide <= left;
        left = if fits { left - wide } else { 0 };
        fits
    };
    let cut: String = text.chars().take_while(fits).collect();
    format!("{}…", cut.trim_end())
}

/// Text filled with spaces up to so many columns.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}

/// Words of a document or of a person, without what could move the cursor.
pub(crate) fn shown(text: &str) -> String {
    crate::render::printable(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_and_cropped_by_columns() {
        assert_eq!(wrap("uno dos tres cuatro", 10, "  "), "  uno dos\n  tres\n  cuatro\n");
        assert_eq!([crop("Dirección", 9), crop("Dirección de", 9), crop("日本語", 5)], ["Dirección", "Direcció…", "日本…"]);
    }
}
