//! What the styles of an ODF file say that bears on reading: what is not shown, how lists are numbered, which page a text begins.
//!
//! Everything else about styles (fonts, colors, widths, number formats) is passed over.

use std::collections::HashMap;

use crate::limits::{MAX_LISTS, MAX_STYLES};
use crate::read::ReadError;
use crate::read::xml::{Ns, Piece, Xml};

/// How many levels a list can have.
pub(super) const LEVELS: usize = 10;

/// How many parents of a style are followed; files whose styles are their own ancestors exist.
const ANCESTORS: usize = 16;

/// The styles of a file: those that all its parts share, and those of the part at hand.
#[derive(Debug, Default)]
pub(super) struct Styles {
    common: Sheet,
    automatic: Sheet,
    /// Whether any style hides what has it or shows it in capitals, so that most files need not look.
    dresses: bool,
}

#[derive(Debug, Default)]
struct Sheet {
    styles: HashMap<(Family, String), Style>,
    lists: HashMap<String, [Option<Level>; LEVELS]>,
}

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Family {
    Table,
    Paragraph,
    Text,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    /// Whether what has it is not shown, where the style says so or otherwise.
    hidden: Option<bool>,
    /// Whether what has it is shown in capitals.
    capitals: Option<bool>,
    list: Option<String>,
    master: Option<String>,
}

/// How one level of a list is numbered.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    /// `1`, `a`, `A`, `i` or `I`; empty where nothing is shown.
    pub(super) format: String,
    pub(super) prefix: String,
    pub(super) suffix: String,
    pub(super) start: u32,
    /// How many levels are shown, this one included.
    pub(super) shown: usize,
}

impl Styles {
    /// Forgets the styles of the part read before; each part has its own, under the same names.
    pub(super) fn begin_part(&mut self) {
        self.automatic = Sheet::default();
    }

    /// Reads the styles in the element that has just begun, up to its end; `automatic` where they are those of this part only.
    ///
    /// # Errors
    /// When the file is damaged.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, automatic: bool) -> Result<(), ReadError> {
        loop {
            match xml.next()? {
                Piece::Open if xml.is(Ns::Style, "style") => self.style(xml, automatic)?,
                Piece::Open if xml.is(Ns::Text, "list-style") => self.list_style(xml, automatic)?,
                Piece::Open => xml.skip()?,
                Piece::Text(_) => {}
                Piece::Close | Piece::End => return Ok(()),
            }
        }
    }

    /// Whether what has this style is not shown.
    pub(super) fn hide(&self, family: Family, name: Option<&str>) -> bool {
        let Some(name) = name.filter(|_| self.dresses) else { return false };
        self.first(family, name, |style| style.hidden).unwrap_or(false)
    }

    /// Whether what has this style is shown in capitals, where the style says so or otherwise.
    pub(super) fn capitals(&self, family: Family, name: Option<&str>) -> Option<bool> {
        let name = name.filter(|_| self.dresses)?;
        self.first(family, name, |style| style.capitals)
    }

    /// The list style that a paragraph style brings along.
    pub(super) fn list_of<'s>(&'s self, paragraph: &'s str) -> Option<&'s str> {
        self.first(Family::Paragraph, paragraph, |style| style.list.as_deref())
    }

    /// The page that what has this style begins, where it begins one.
    pub(super) fn master(&self, family: Family, name: &str) -> Option<&str> {
        self.find(family, name)?.master.as_deref()
    }

    /// How a level (from 0) of a list is numbered; `None` where it is not.
    pub(super) fn level(&self, list: &str, level: usize) -> Option<&Level> {
        let levels = self.automatic.lists.get(list).or_else(|| self.common.lists.get(list))?;
        levels.get(level)?.as_ref()
    }

    fn find(&self, family: Family, name: &str) -> Option<&Style> {
        let key = (family, name.to_owned());
        self.automatic.styles.get(&key).or_else(|| self.common.styles.get(&key))
    }

    /// What the style or the nearest of its ancestors says.
    fn first<'s, T>(&'s self, family: Family, name: &'s str, says: impl Fn(&'s Style) -> Option<T>) -> Option<T> {
        let mut name = name;
        for _ in 0..ANCESTORS {
            let style = self.find(family, name)?;
            if let Some(said) = says(style) {
                return Some(said);
            }
            name = style.parent.as_deref()?;
        }
        None
    }

    fn style(&mut self, xml: &mut Xml<'_>, automatic: bool) -> Result<(), ReadError> {
        let text = |name| xml.attribute(Ns::Style, name).map(std::borrow::Cow::into_owned).filter(|text| !text.is_empty());
        let family = match xml.attribute(Ns::Style, "family").as_deref() {
            Some("table") => Family::Table,
            Some("paragraph") => Family::Paragraph,
            Some("text") => Family::Text,
            _ => return xml.skip(),
        };
        let full = self.common.styles.len() + self.automatic.styles.len() >= MAX_STYLES;
        let Some(name) = text("name").filter(|_| !full) else { return xml.skip() };
        let (parent, list, master) = (text("parent-style-name"), text("list-style-name"), text("master-page-name"));
        let mut style = Style { parent, list, master, ..Style::default() };
        loop {
            match xml.next()? {
                Piece::Open => {
                    if family == Family::Table && xml.is(Ns::Style, "table-properties") {
                        style.hidden = xml.attribute(Ns::Table, "display").map(|shown| shown == "false");
                    } else if family != Family::Table && xml.is(Ns::Style, "text-properties") {
                        style.hidden = xml.attribute(Ns::Text, "display").map(|shown| shown == "none");
                        style.capitals = xml.attribute(Ns::Other, "text-transform").map(|transform| transform == "uppercase");
                    }
                    self.dresses |= style.hidden == Some(true) || style.capitals == Some(true);
                    xml.skip()?;
                }
                Piece::Text(_) => {}
                Piece::Close | Piece::End => break,
            }
        }
        self.sheet(automatic).styles.insert((family, name), style);
        Ok(())
    }

    fn list_style(&mut self, xml: &mut Xml<'_>, automatic: bool) -> Result<(), ReadError> {
        let name = xml.attribute(Ns::Style, "name").unwrap_or_default().into_owned();
        if self.common.lists.len() + self.automatic.lists.len() >= MAX_LISTS {
            return xml.skip();
        }
        let mut levels: [Option<Level>; LEVELS] = Default::default();
        loop {
            match xml.next()? {
                Piece::Open => {
                    let text = |name| xml.attribute(Ns::Style, name).unwrap_or_default().into_owned();
                    let number = |name| xml.attribute(Ns::Text, name).and_then(|number| number.parse::<u32>().ok());
                    let at = number("level").and_then(|level| usize::try_from(level).ok()?.checked_sub(1)).filter(|at| *at < LEVELS);
                    if xml.is(Ns::Text, "list-level-style-number")
                        && let Some(at) = at
                    {
                        let shown = number("display-levels").map_or(1, |shown| usize::try_from(shown).unwrap_or(LEVELS).clamp(1, at + 1));
                        let start = number("start-value").unwrap_or(1);
                        levels[at] = Some(Level {
                            format: text("num-format"),
                            prefix: text("num-prefix"),
                            suffix: text("num-suffix"),
                            start,
                            shown,
                        });
                    }
                    xml.skip()?;
                }
                Piece::Text(_) => {}
                Piece::Close | Piece::End => break,
            }
        }
        self.sheet(automatic).lists.insert(name, levels);
        Ok(())
    }

    fn sheet(&mut self, automatic: bool) -> &mut Sheet {
        if automatic { &mut self.automatic } else { &mut self.common }
    }
}
