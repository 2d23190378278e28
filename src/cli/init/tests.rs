//! The configuration that `init` writes: as it is, it changes nothing; each of its keys can be used, and no key is forgotten.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::config::{Config, Parsed, Wishes};
use crate::rules::Ruleset;

const TEXTS: [&str; 2] = [include_str!("es/lotaip.toml"), include_str!("en/lotaip.toml")];

/// Keys without which their table says nothing.
const REQUIRED: [&str; 3] = ["paths", "rule", "reason"];

fn config(text: &str) -> Config {
    let parsed = Parsed::new(PathBuf::from("/entidad/lotaip.toml"), text.to_owned()).unwrap_or_else(|error| panic!("{error}\n{text}"));
    Config::new(&[parsed], &Ruleset::embedded()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// A line that a person would use, without its mark; comments have a blank after theirs.
fn used(line: &str) -> Option<&str> {
    line.strip_prefix('#').filter(|rest| !rest.is_empty() && !rest.starts_with(' '))
}

/// The key of a line.
fn key(line: &str) -> &str {
    line.split(" =").next().unwrap_or_default().trim_matches('"')
}

#[test]
fn as_it_is_it_changes_nothing() {
    let path = Path::new("/entidad/2021/10/a4.txt");
    let wishes = Wishes { select: &[], ignore: &[], severities: &[], fail_on: None };
    let ruleset = Ruleset::embedded();
    for text in TEXTS {
        let config = config(text);
        assert_eq!(config.settings(path, wishes, &ruleset).unwrap(), Config::default().settings(path, wishes, &ruleset).unwrap());
        assert!(config.exceptions.is_empty() && config.holidays.is_empty() && config.worked.is_empty());
        assert!(config.baseline.is_none() && config.period.is_none() && !config.has_overrides());
        assert!(text.lines().all(|line| line.is_empty() || line.starts_with('#')), "a key is in use");
    }
}

#[test]
fn every_key_can_be_used_together_and_alone() {
    for text in TEXTS {
        let lines: Vec<&str> = text.lines().filter_map(used).collect();
        let whole = config(&lines.join("\n"));
        assert!(whole.exceptions.len() == 1 && whole.holidays.len() == 1 && whole.has_overrides());
        let mut table: Vec<&str> = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            if line.starts_with('[') {
                table = vec![line];
                let of_table = lines[index + 1..].iter().take_while(|line| !line.starts_with('['));
                table.extend(of_table.filter(|line| REQUIRED.contains(&key(line))));
            } else if !table.contains(line) {
                config(&[table.join("\n").as_str(), line].join("\n"));
            }
        }
    }
}

#[test]
fn no_key_is_forgotten_and_both_languages_have_the_same() {
    let schema = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/lotaip.schema.json")).unwrap();
    let mut known = BTreeSet::new();
    properties(&serde_json::from_str(&schema).unwrap(), &mut known);
    assert!(known.contains("email-domains") && known.contains("until"), "{known:?}");
    for text in TEXTS {
        let lines: Vec<&str> = text.lines().filter_map(used).collect();
        let mut shown = BTreeSet::new();
        keys(&toml::from_str(&lines.join("\n")).unwrap(), &mut shown);
        let missing: Vec<&String> = known.difference(&shown).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
    let order = TEXTS.map(|text| text.lines().filter_map(used).map(key).collect::<Vec<_>>());
    assert_eq!(order[0], order[1]);
}

/// The names of all properties of a schema.
fn properties(schema: &serde_json::Value, found: &mut BTreeSet<String>) {
    match schema {
        serde_json::Value::Object(object) => {
            for (name, value) in object {
                if let ("properties", Some(inner)) = (name.as_str(), value.as_object()) {
                    found.extend(inner.keys().cloned());
                }
                properties(value, found);
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| properties(value, found)),
        _ => {}
    }
}

/// The names of all keys of a table.
fn keys(table: &toml::Table, found: &mut BTreeSet<String>) {
    for (name, value) in table {
        found.insert(name.clone());
        match value {
            toml::Value::Table(inner) => keys(inner, found),
            toml::Value::Array(list) => list.iter().filter_map(toml::Value::as_table).for_each(|inner| keys(inner, found)),
            _ => {}
        }
    }
}
