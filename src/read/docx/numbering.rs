//! Automatic numbering: what Word writes before a paragraph of a list, which stands in no run.
//!
//! A person sees 1, 2, 3 in the first column of many a matrix whose cells hold nothing. Counters belong to a list's definition, so two lists made from
//! one definition go on counting, except where one starts over. Bullets are signs, not text, and are left out.

use std::collections::HashMap;

use super::styles::value;
use crate::limits::MAX_LISTS;
use crate::read::ReadError;
use crate::read::ordinal::roman;
use crate::read::xml::{Ns, Piece, Xml};

/// How many levels a list has.
const LEVELS: usize = 9;

/// The longest text of a level, in bytes, that is taken for one.
const MAX_TEXT: usize = 200;

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: Vec<List>,
    numbers: HashMap<i64, Number>,
}

/// A definition of a list.
#[derive(Debug, Default)]
struct List {
    levels: [Level; LEVELS],
    counters: [Option<u32>; LEVELS],
    /// The style by which other lists name this one, and the one by which this list names another.
    named: Option<String>,
    refers: Option<String>,
}

/// A list as paragraphs name it: a definition, and what differs from it.
#[derive(Debug, Default)]
struct Number {
    list: usize,
    starts: [Option<u32>; LEVELS],
    levels: Vec<(usize, Level)>,
    /// Which levels have already started over, a bit for each.
    started: u16,
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    form: Form,
    /// The text with `%1` to `%9` for the numbers.
    text: String,
    legal: bool,
    /// Whether a blank sets the number apart from the text.
    apart: bool,
    /// The level, from 1, after which this one starts over; 0 for none, `None` for any above.
    restart: Option<usize>,
    /// The paragraph style that stands for this level.
    style: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Decimal,
    Padded,
    Roman { upper: bool },
    Letter { upper: bool },
    Ordinal,
    Nothing,
    Bullet,
}

impl Default for Level {
    fn default() -> Self {
        Level { start: 1, form: Form::Decimal, text: String::new(), legal: false, apart: true, restart: None, style: None }
    }
}

impl Numbering {
    /// Reads the part that holds the lists.
    ///
    /// # Errors
    /// When it is no XML.
    pub(super) fn read(text: &str, format: &'static str) -> Result<Numbering, ReadError> {
        let mut numbering = Numbering::default();
        let mut indices = HashMap::new();
        let mut xml = Xml::new(text, format);
        let (mut number, mut level) = (None::<i64>, None::<usize>);
        loop {
            match xml.next()? {
                Piece::Open if xml.ns() == Ns::Word => match xml.local() {
                    // What comes after the bound numbers nothing.
                    "abstractNum" | "num" if numbering.lists.len().max(numbering.numbers.len()) >= MAX_LISTS => xml.skip()?,
                    "abstractNum" => {
                        indices.insert(integer(xml.attribute(Ns::Word, "abstractNumId").as_deref()), numbering.lists.len());
                        numbering.lists.push(List::default());
                        number = None;
                    }
                    "num" => {
                        let id = integer(xml.attribute(Ns::Word, "numId").as_deref());
                        numbering.numbers.insert(id, Number { list: usize::MAX, ..Number::default() });
                        number = Some(id);
                    }
                    "lvl" | "lvlOverride" => {
                        let at = integer(xml.attribute(Ns::Word, "ilvl").as_deref());
                        level = usize::try_from(at).ok().filter(|level| *level < LEVELS);
                        if let (true, Some(at), Some(number)) =
                            (xml.local() == "lvl", level, number.and_then(|id| numbering.numbers.get_mut(&id)))
                        {
                            number.levels.retain(|(other, _)| *other != at);
                            number.levels.push((at, Level::default()));
                        }
                    }
                    _ => numbering.property(&xml, &indices, number, level),
                },
                Piece::End => break,
                Piece::Open | Piece::Close | Piece::Text(_) => {}
            }
        }
        numbering.resolve();
        Ok(numbering)
    }

    /// One property of a list, a number or a level.
    fn property(&mut self, xml: &Xml<'_>, indices: &HashMap<i64, usize>, number: Option<i64>, level: Option<usize>) {
        let text = value(xml);
        let text = text.as_deref();
        let number = number.and_then(|id| self.numbers.get_mut(&id));
        match (xml.local(), number, level) {
            ("abstractNumId", Some(number), _) => number.list = indices.get(&integer(text)).copied().unwrap_or(usize::MAX),
            ("startOverride", Some(number), Some(level)) => number.starts[level] = whole(text),
            ("styleLink", None, _) => self.newest(|list| list.named = text.map(str::to_owned)),
            ("numStyleLink", None, _) => self.newest(|list| list.refers = text.map(str::to_owned)),
            (name, Some(number), Some(at)) => {
                if let Some((_, level)) = number.levels.iter_mut().find(|(level, _)| *level == at) {
                    level.property(name, text);
                }
            }
            (name, None, Some(at)) => self.newest(|list| list.levels[at].property(name, text)),
            _ => {}
        }
    }

    fn newest(&mut self, change: impl FnOnce(&mut List)) {
        if let Some(list) = self.lists.last_mut() {
            change(list);
        }
    }

    /// Leads numbers of lists that only name another list to that one.
    fn resolve(&mut self) {
        let named: HashMap<&str, usize> =
            self.lists.iter().enumerate().filter_map(|(at, list)| Some((list.named.as_deref()?, at))).collect();
        for number in self.numbers.values_mut() {
            let refers = self.lists.get(number.list).and_then(|list| list.refers.as_deref());
            if let Some(at) = refers.and_then(|name| named.get(name)) {
                number.list = *at;
            }
        }
    }

    /// The level that a paragraph style stands for in a list.
    pub(super) fn level_of_style(&self, number: i64, style: &str) -> Option<usize> {
        let list = self.lists.get(self.numbers.get(&number)?.list)?;
        list.levels.iter().position(|level| level.style.as_deref() == Some(style))
    }

    /// Counts one more paragraph of a list and writes what stands before it.
    pub(super) fn count(&mut self, number: i64, level: usize, out: &mut String) {
        let level = level.min(LEVELS - 1);
        let Some(number) = self.numbers.get_mut(&number) else { return };
        let Some(list) = self.lists.get_mut(number.list) else { return };
        let own = |at: usize| number.levels.iter().find(|(level, _)| *level == at).map_or(&list.levels[at], |(_, level)| level);
        let start = |at: usize| number.starts[at].unwrap_or_else(|| own(at).start);
        let fresh = number.starts[level].is_some() && number.started & (1 << level) == 0;
        let counter = list.counters[level].filter(|_| !fresh);
        list.counters[level] = Some(counter.map_or_else(|| start(level), |count| count.saturating_add(1)));
        for above in 0..level {
            list.counters[above].get_or_insert_with(|| start(above));
        }
        for below in level + 1..LEVELS {
            if own(below).restart.is_none_or(|after| after != 0 && level < after) {
                list.counters[below] = None;
            }
        }
        let shown = own(level);
        if shown.form != Form::Bullet {
            shown.write(|at| (list.counters[at].unwrap_or_else(|| start(at)), own(at).form), out);
        }
        if fresh {
            number.started |= 1 << level;
        }
    }
}

impl Level {
    fn property(&mut self, name: &str, text: Option<&str>) {
        match name {
            "start" => self.start = whole(text).unwrap_or(1),
            "numFmt" => self.form = Form::of(text.unwrap_or("")),
            "lvlText" => text.filter(|text| text.len() <= MAX_TEXT).unwrap_or("").clone_into(&mut self.text),
            "isLgl" => self.legal = text.is_none_or(super::styles::is_on),
            "suff" => self.apart = text != Some("nothing"),
            "lvlRestart" => self.restart = whole(text).and_then(|after| usize::try_from(after).ok()),
            "pStyle" => self.style = text.map(str::to_owned),
            _ => {}
        }
    }

    fn write(&self, counter: impl Fn(usize) -> (u32, Form), out: &mut String) {
        let before = out.len();
        let mut rest = self.text.as_str();
        while let Some((text, after)) = rest.split_once('%') {
            out.push_str(text);
            rest = after;
            let Some(digit @ 1..=9) = rest.chars().next().and_then(|c| c.to_digit(10)) else {
                out.push('%');
                continue;
            };
            rest = &rest[1..];
            let (count, form) = counter(digit as usize - 1);
            if self.legal { Form::Decimal } else { form }.write(count, out);
        }
        out.push_str(rest);
        if self.apart && out.len() > before {
            out.push(' ');
        }
    }
}

impl Form {
    fn of(name: &str) -> Form {
        match name {
            "bullet" => Form::Bullet,
            "none" => Form::Nothing,
            "decimalZero" => Form::Padded,
            "upperRoman" => Form::Roman { upper: true },
            "lowerRoman" => Form::Roman { upper: false },
            "upperLetter" => Form::Letter { upper: true },
            "lowerLetter" => Form::Letter { upper: false },
            "ordinal" => Form::Ordinal,
            // Numbers in words and in other scripts do not occur in these reports.
            _ => Form::Decimal,
        }
    }

    fn write(self, count: u32, out: &mut String) {
        match self {
            Form::Roman { upper } if (1..4000).contains(&count) => push_cased(&roman(count), upper, out),
            Form::Letter { upper } if (1..=26 * 5).contains(&count) => {
                // After z comes aa, then bb.
                let letter = char::from(b'a' + u8::try_from((count - 1) % 26).unwrap_or(0));
                let times = (count - 1) / 26 + 1;
                (0..times).for_each(|_| out.push(if upper { letter.to_ascii_uppercase() } else { letter }));
            }
            Form::Padded if count < 10 => {
                out.push('0');
                out.push_str(&count.to_string());
            }
            Form::Ordinal => {
                out.push_str(&count.to_string());
                out.push('º');
            }
            Form::Nothing | Form::Bullet => {}
            _ => out.push_str(&count.to_string()),
        }
    }
}

fn push_cased(text: &str, upper: bool, out: &mut String) {
    if upper { out.push_str(text) } else { out.push_str(&text.to_ascii_lowercase()) }
}

fn integer(text: Option<&str>) -> i64 {
    text.and_then(|text| text.trim().parse().ok()).unwrap_or(-1)
}

fn whole(text: Option<&str>) -> Option<u32> {
    text.and_then(|text| text.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering(inside: &str) -> Numbering {
        let text = format!(r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{inside}</w:numbering>"#);
        Numbering::read(&text, "DOCX").unwrap()
    }

    fn counted(numbering: &mut Numbering, steps: &[(i64, usize)]) -> Vec<String> {
        let labels = steps.iter().map(|(number, level)| {
            let mut label = String::new();
            numbering.count(*number, *level, &mut label);
            label
        });
        labels.collect()
    }

    fn level(at: usize, form: &str, text: &str) -> String {
        format!(r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>"#)
    }

    #[test]
    fn levels_count_and_start_over() {
        let levels = level(0, "upperRoman", "%1.") + &level(1, "decimal", "%1.%2") + &level(2, "lowerLetter", "%3)");
        let mut found = numbering(&format!(
            r#"<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride
            w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>"#
        ));
        let steps = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (2, 0), (3, 0), (3, 0), (4, 0), (1, 8)];
        assert_eq!(counted(&mut found, &steps), ["I. ", "I.1 ", "I.2 ", "a) ", "II. ", "II.1 ", "III. ", "IX. ", "X. ", "", ""]);
    }

    #[test]
    fn forms_are_those_a_person_sees() {
        for (form, count, shown) in [
            ("decimal", 12, "12"),
            ("decimalZero", 7, "07"),
            ("lowerRoman", 4, "iv"),
            ("upperRoman", 1994, "MCMXCIV"),
            ("upperLetter", 28, "BB"),
            ("upperLetter", u32::MAX, "4294967295"),
            ("ordinal", 3, "3º"),
            ("none", 3, ""),
        ] {
            let mut out = String::new();
            Form::of(form).write(count, &mut out);
            assert_eq!(out, shown, "{form}");
        }
    }

    #[test]
    fn a_list_may_be_named_through_a_style_and_bullets_are_no_text() {
        let bullet = level(0, "bullet", "•");
        let decimal = level(0, "decimal", "%1").replace("</w:lvl>", r#"<w:pStyle w:val="Fila"/><w:suff w:val="nothing"/></w:lvl>"#);
        let mut found = numbering(&format!(
            r#"<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>{decimal}
            </w:abstractNum><w:abstractNum w:abstractNumId="2">{bullet}</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>
            <w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>"#
        ));
        assert_eq!(counted(&mut found, &[(5, 0), (6, 0), (5, 0)]), ["1", "", "2"]);
        assert_eq!(found.level_of_style(5, "Fila"), Some(0));
        assert_eq!(found.level_of_style(5, "Otra"), None);
    }
}
