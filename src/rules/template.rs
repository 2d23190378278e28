//! Message templates: words with holes, `«{found}» no es una fecha`, and plurals, `{count:celda|celdas}`.
//!
//! Filling cannot fail: every hole of a template is checked, in both languages, when a pack is loaded.

use std::fmt::Write as _;

use crate::diagnostic::Hole;
use crate::lang::Lang;

/// A piece of a template.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'t> {
    Text(&'t str),
    Hole { name: &'t str, plural: Option<(&'t str, &'t str)> },
}

/// Splits a template; an opening brace without its closing one is text.
fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(inside) = rest.strip_prefix('{')
            && let Some(end) = inside.find('}')
        {
            let hole = &inside[..end];
            rest = &inside[end + 1..];
            let (name, plural) = hole.split_once(':').map_or((hole, None), |(name, forms)| (name, forms.split_once('|')));
            return Some(Piece::Hole { name, plural });
        }
        let from = usize::from(rest.starts_with('{'));
        let end = rest[from..].find('{').map_or(rest.len(), |at| at + from);
        let text = &rest[..end];
        rest = &rest[end..];
        Some(Piece::Text(text))
    })
}

/// The names of a template's holes, in order.
pub fn holes(template: &str) -> impl Iterator<Item = &str> {
    pieces(template).filter_map(|piece| match piece {
        Piece::Hole { name, .. } => Some(name),
        Piece::Text(_) => None,
    })
}

/// Fills a template. A sentence that begins with a hole begins with a capital.
pub fn fill<'h>(template: &str, lang: Lang, value: impl Fn(&str) -> Option<&'h Hole>, words: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    for piece in pieces(template) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Hole { name, plural } => {
                let starts = out.is_empty();
                match (value(name), plural) {
                    (Some(Hole::Number(n)), Some((one, many))) => {
                        let _ = write!(out, "{} {}", lang.number(*n), if *n == 1 { one } else { many });
                    }
                    (Some(hole), _) => out.push_str(&lang.hole(hole)),
                    (None, _) => out.push_str(&words(name).unwrap_or_default()),
                }
                if starts {
                    capitalize(&mut out);
                }
            }
        }
    }
    out
}

fn capitalize(text: &mut String) {
    let Some(first) = text.chars().next() else { return };
    let upper: String = first.to_uppercase().collect();
    text.replace_range(..first.len_utf8(), &upper);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_and_plurals_are_filled() {
        let count = Hole::Number(1);
        let many = Hole::Number(1234);
        let value = |name: &str| match name {
            "count" => Some(&count),
            "many" => Some(&many),
            _ => None,
        };
        let words = |name: &str| (name == "unit").then(|| "la unidad 5".to_owned());
        let filled = |template| fill(template, Lang::Es, value, words);
        assert_eq!(filled("{unit} tiene {count:celda|celdas}"), "La unidad 5 tiene 1 celda");
        assert_eq!(filled("hay {many:celda|celdas} { y }"), "hay 1234 celdas ");
        assert_eq!(filled("sin cierre {count"), "sin cierre {count");
        assert_eq!(holes("{a} y {b:x|y}").collect::<Vec<_>>(), ["a", "b"]);
    }
}
