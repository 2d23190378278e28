//! What each key of a configuration holds, with a line that shows it: for whoever wrote something else there, or left out what must be there.
//!
//! Which keys there are is said in the configuration's own types; here the parser's words on them are put into ours.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::lang::{Lang, Setup};

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// `true` or `false`.
    Switch,
    /// A list of groups of keys, written in one line.
    Days,
    /// A group of keys below its name.
    Group,
    /// Such a group, of which there may be several.
    Groups,
}

/// A key.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Key {
    name: &'static str,
    form: Form,
    /// A line that may be written; for a group, one that may stand in it.
    example: &'static str,
}

/// Something of another kind than belongs to a key.
#[derive(Debug, Clone, Copy)]
pub struct Misfit {
    key: &'static Key,
    /// What was written, as a sentence's part.
    given: Setup,
    /// Whether it stands in what the key holds, and not in its place.
    is_inside: bool,
}

/// A holiday, in the one way in which all of its keys are seen.
const HOLIDAY: &str = r#"holidays = [{ on = "11-13", name = "Cantonización", source = "Ordenanza 12-1998" }]"#;

/// All keys. One that stands in several groups holds the same in each.
const KEYS: [Key; 28] = [
    key("extend", Form::Text, r#"extend = "../lotaip.toml""#),
    key("lang", Form::Text, r#"lang = "es""#),
    key("fail-on", Form::Text, r#"fail-on = "error""#),
    key("select", Form::Texts, r#"select = ["A4"]"#),
    key("ignore", Form::Texts, r#"ignore = ["A4-S03"]"#),
    key("severity", Form::Group, r#""A4-F13" = "error""#),
    key("exclude", Form::Texts, r#"exclude = ["oficios", "**/borrador*"]"#),
    key("rules", Form::Texts, r#"rules = ["reglas"]"#),
    key("period-pattern", Form::Text, r#"period-pattern = "{year}/{month}/*""#),
    key("baseline", Form::Text, r#"baseline = "lotaip-baseline.json""#),
    key("institution", Form::Group, r#"name = "GAD Municipal de Monteluz""#),
    key("name", Form::Text, r#"name = "GAD Municipal de Monteluz""#),
    key("canton", Form::Text, r#"canton = "Monteluz""#),
    key("email-domains", Form::Texts, r#"email-domains = ["monteluz.gob.ec"]"#),
    key("gpr", Form::Switch, "gpr = false"),
    key("calendar", Form::Group, HOLIDAY),
    key("holidays", Form::Days, HOLIDAY),
    key("worked", Form::Days, r#"worked = [{ on = "2022-01-08", source = "Decreto Ejecutivo" }]"#),
    key("on", Form::Text, r#"on = "11-13""#),
    key("source", Form::Text, r#"source = "Ordenanza 12-1998""#),
    key("override", Form::Groups, r#"paths = ["2019/**"]"#),
    key("paths", Form::Texts, r#"paths = ["2019/**"]"#),
    key("exception", Form::Groups, r#"rule = "A4-F18""#),
    key("rule", Form::Text, r#"rule = "A4-F18""#),
    key("path", Form::Text, r#"path = "2021/**""#),
    key("subject", Form::Text, r#"subject = "footer.phone""#),
    key("reason", Form::Text, r#"reason = "La central telefónica cambió; se corrige en la próxima publicación""#),
    key("responsible", Form::Text, r#"responsible = "Dirección de Planificación""#),
];

/// What is of the wrong kind at a place of a configuration that is well-formed TOML.
pub(crate) fn misfit(text: &str, at: &Range<usize>) -> Option<Misfit> {
    let table = DeTable::parse(text).ok()?;
    let mut found: Option<(usize, Misfit)> = None;
    // What is still to be looked at: a value, the last key that is known on the way to it, and whether it stands inside of what that one holds.
    let mut left: Vec<(&toml::Spanned<DeValue<'_>>, Option<&'static Key>, bool)> = Vec::new();
    let of = |name: &str, above: Option<&'static Key>| named(name).map_or((above, true), |key| (Some(key), false));
    for (name, value) in table.get_ref() {
        let (key, is_inside) = of(name.get_ref(), None);
        left.push((value, key, is_inside));
    }
    while let Some((value, above, is_inside)) = left.pop() {
        let span = value.span();
        let is_nearer = found.as_ref().is_none_or(|(length, _)| span.len() <= *length);
        if let Some(key) = above.filter(|_| is_nearer && span.start <= at.start && at.end <= span.end) {
            found = Some((span.len(), Misfit { key, given: kind_of(value.get_ref()), is_inside }));
        }
        match value.get_ref() {
            DeValue::Table(inner) => {
                for (name, value) in inner {
                    let (key, is_inside) = of(name.get_ref(), above);
                    left.push((value, key, is_inside));
                }
            }
            DeValue::Array(list) => left.extend(list.iter().map(|value| (value, above, true))),
            _ => {}
        }
    }
    found.map(|(_, misfit)| misfit)
}

impl Misfit {
    /// What is wrong, in one language.
    pub(crate) fn message(&self, lang: Lang) -> String {
        let wanted = match (self.key.form, self.is_inside) {
            (Form::Texts, false) => Setup::KindTexts,
            (Form::Switch, _) => Setup::KindSwitch,
            (Form::Days | Form::Groups, true) | (Form::Group, false) => Setup::KindGroup,
            (Form::Days | Form::Groups, false) => Setup::KindGroups,
            (Form::Text, _) | (Form::Texts | Form::Group, true) => Setup::KindText,
        };
        let said = if self.is_inside { Setup::WrongKindInside } else { Setup::WrongKind };
        said.with(lang, &[("key", &lang.quote(self.key.name)), ("wanted", wanted.say(lang)), ("given", self.given.say(lang))])
    }

    /// What to write, in one language.
    pub(crate) fn help(&self, lang: Lang) -> String {
        let header = match self.key.form {
            Form::Group => format!("[{}]", self.key.name),
            Form::Groups => format!("[[{}]]", self.key.name),
            _ => return Setup::WriteLine.with(lang, &[("example", self.key.example)]),
        };
        Setup::WriteGroup.with(lang, &[("header", &header), ("example", self.key.example)])
    }
}

/// What to do about a key that is missing, in one language.
pub(crate) fn missing_help(name: &str, lang: Lang) -> Option<String> {
    let said = match name {
        "rule" => Setup::MissingRule,
        "reason" => Setup::MissingReason,
        "paths" => Setup::MissingPaths,
        "source" => Setup::MissingSource,
        "on" => Setup::MissingDay,
        _ => return None,
    };
    Some(said.with(lang, &[("example", named(name)?.example)]))
}

const fn key(name: &'static str, form: Form, example: &'static str) -> Key {
    Key { name, form, example }
}

fn named(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// What a value is, as a sentence's part.
fn kind_of(value: &DeValue<'_>) -> Setup {
    match value {
        DeValue::String(_) => Setup::GivenText,
        DeValue::Integer(_) | DeValue::Float(_) => Setup::GivenNumber,
        DeValue::Boolean(_) => Setup::GivenSwitch,
        DeValue::Datetime(_) => Setup::GivenDay,
        DeValue::Array(_) => Setup::GivenList,
        DeValue::Table(_) => Setup::GivenGroup,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::config::Parsed;

    /// Something of every kind; what fits a key is no mistake of its.
    const VALUES: [&str; 6] = ["1", "true", "2026-12-31", "'x'", "[]", "{}"];

    /// A configuration with one key, in the group that it belongs to.
    fn text(name: &str, value: &str) -> String {
        let day = |rest: &str| format!("[calendar]\nholidays = [{{ {name} = {value}, {rest} }}]");
        match name {
            "canton" | "email-domains" | "gpr" | "name" => format!("[institution]\n{name} = {value}"),
            "holidays" | "worked" => format!("[calendar]\n{name} = {value}"),
            "on" => day("source = 'x'"),
            "source" => day("on = '11-13'"),
            "paths" => format!("[[override]]\n{name} = {value}"),
            "rule" => format!("[[exception]]\n{name} = {value}\nreason = 'x'"),
            "reason" => format!("[[exception]]\n{name} = {value}\nrule = 'A4-F18'"),
            "path" | "subject" | "responsible" => format!("[[exception]]\n{name} = {value}\nrule = 'A4-F18'\nreason = 'x'"),
            _ => format!("{name} = {value}"),
        }
    }

    #[test]
    fn what_is_of_another_kind_is_told_of_every_key() {
        let mut told = BTreeSet::new();
        for key in &KEYS {
            for value in VALUES {
                let text = text(key.name, value);
                let Err(error) = Parsed::new("/entidad/lotaip.toml".into(), text.clone()) else { continue };
                for lang in [Lang::Es, Lang::En] {
                    let (message, help) = (error.message(lang), error.help(lang));
                    let in_our_words = !message.contains("TOML") && !message.contains("expected");
                    assert!(in_our_words, "{text}: {message}");
                    // An empty group may lack a key, and a text may be none of those that are known.
                    let of_another_kind = message.contains(&lang.quote(key.name)) && help.contains(key.example);
                    assert!(of_another_kind || value == "{}" || value == "'x'", "{text}: {message} / {help}");
                }
                told.insert(key.name);
            }
        }
        let untold: Vec<&str> = KEYS.iter().map(|key| key.name).filter(|name| !told.contains(name)).collect();
        // A day takes any value: that it is none is said later, in words of its own.
        assert_eq!(untold, ["on"]);
    }

    #[test]
    fn every_example_may_be_written() {
        for key in &KEYS {
            let value = key.example.split_once(" = ").map(|(_, value)| value).unwrap_or_default();
            let whole = match key.form {
                Form::Group => format!("[{}]\n{}", key.name, key.example),
                Form::Groups if key.name == "exception" => format!("[[exception]]\n{}\nreason = 'x'", key.example),
                Form::Groups => format!("[[{}]]\n{}", key.name, key.example),
                _ => text(key.name, value),
            };
            assert!(Parsed::new("/entidad/lotaip.toml".into(), whole.clone()).is_ok(), "{whole}");
        }
    }

    #[test]
    fn what_stands_inside_is_told_of_the_key_round_it() {
        for (text, name, message) in [
            ("ignore = [1]", "ignore", "En «ignore», cada elemento es un texto entre comillas, y no un número"),
            ("[calendar]\nholidays = ['2021-11-13']", "holidays", "En «holidays», cada elemento es un grupo de claves, y no un texto"),
            ("[severity]\nA4-F13 = 1", "severity", "En «severity», cada elemento es un texto entre comillas, y no un número"),
            ("[exception]\nrule = 'x'", "exception", "En «exception» va una lista de grupos de claves, y no un grupo de claves"),
            ("exception = [1]", "exception", "En «exception», cada elemento es un grupo de claves, y no un número"),
        ] {
            let error = Parsed::new("/entidad/lotaip.toml".into(), text.to_owned()).err().unwrap_or_else(|| panic!("{text}"));
            assert_eq!(error.message(Lang::Es), message, "{text}");
            assert!(error.help(Lang::Es).contains(named(name).unwrap().example), "{text}: {}", error.help(Lang::Es));
        }
    }
}
