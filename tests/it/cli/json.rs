//! What programs rely on in the JSON of `check` and `inspect`: keys, their order, types and nulls, by the schemas in `fixtures/schemas`.
//!
//! A small validator of our own: it knows the few words of JSON Schema that those two use, refuses any other, and asks one thing more than the standard,
//! that keys come in the order of the schema.

#![expect(clippy::cast_precision_loss, clippy::float_cmp, reason = "the numbers here are small and whole")]

use std::fmt;
use std::fs;

use regex::Regex;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Given, on, reports, run, write};
use crate::generated::root;

/// JSON with its keys in the order in which they stand.
#[derive(Debug, Clone, PartialEq)]
enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Json, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Json;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON")
            }
            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }
            fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
                Ok(Json::Bool(value))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
                Ok(Json::Number(value as f64))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
                Ok(Json::Number(value as f64))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
                Ok(Json::Number(value))
            }
            fn visit_str<E>(self, value: &str) -> Result<Json, E> {
                Ok(Json::Text(value.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Json::List(list))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
                let mut map = Vec::new();
                while let Some(entry) = entries.next_entry()? {
                    map.push(entry);
                }
                Ok(Json::Map(map))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

impl Json {
    fn read(text: &str) -> Json {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("no JSON: {error}\n{text}"))
    }

    /// The value of a key; panics where it is missing, as tests do.
    fn get(&self, key: &str) -> &Json {
        self.find(key).unwrap_or_else(|| panic!("no {key} in {self:?}"))
    }

    fn find(&self, key: &str) -> Option<&Json> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    fn entries(&self) -> &[(String, Json)] {
        if let Json::Map(entries) = self { entries } else { &[] }
    }

    fn items(&self) -> &[Json] {
        if let Json::List(items) = self { items } else { &[] }
    }

    fn text(&self) -> &str {
        if let Json::Text(text) = self { text } else { "" }
    }

    fn number(&self) -> Option<f64> {
        if let Json::Number(number) = self { Some(*number) } else { None }
    }

    fn is_of(&self, kind: &str) -> bool {
        match self {
            Json::Null => kind == "null",
            Json::Bool(_) => kind == "boolean",
            Json::Number(number) => kind == "number" || kind == "integer" && number.fract() == 0.0,
            Json::Text(_) => kind == "string",
            Json::List(_) => kind == "array",
            Json::Map(_) => kind == "object",
        }
    }
}

/// What in a value is against a schema, each with the path to it.
fn faults(value: &Json, schema: &Json, whole: &Json, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut complain = |what: &str| found.push(format!("{at}: {what}"));
    let mut inside = Vec::new();
    for (word, rule) in schema.entries() {
        match word.as_str() {
            "$ref" => {
                let name = rule.text().strip_prefix("#/$defs/").expect("a reference inside");
                inside.extend(faults(value, whole.get("$defs").get(name), whole, at));
            }
            "type" => {
                let kinds = if rule.items().is_empty() { std::slice::from_ref(rule) } else { rule.items() };
                if !kinds.iter().any(|kind| value.is_of(kind.text())) {
                    complain(&format!("{value:?} is not of {kinds:?}"));
                }
            }
            "const" if value != rule => complain(&format!("{value:?} is not {rule:?}")),
            "enum" if !rule.items().contains(value) => complain(&format!("{value:?} is none of {rule:?}")),
            "minimum" if value.number().zip(rule.number()).is_some_and(|(number, least)| number < least) => complain("too small"),
            "minItems" if value.is_of("array") && (value.items().len() as f64) < rule.number().expect("a number") => complain("too few"),
            "maxItems" if value.is_of("array") && (value.items().len() as f64) > rule.number().expect("a number") => complain("too many"),
            "pattern" if value.is_of("string") && !Regex::new(rule.text()).expect("a pattern").is_match(value.text()) => {
                complain(&format!("{value:?} does not match {}", rule.text()));
            }
            "anyOf" if rule.items().iter().all(|way| !faults(value, way, whole, at).is_empty()) => {
                complain(&format!("{value:?} is none of these"));
            }
            // Kept, or no rule for a value.
            "const"
            | "enum"
            | "minimum"
            | "minItems"
            | "maxItems"
            | "pattern"
            | "anyOf"
            | "$schema"
            | "$defs"
            | "title"
            | "additionalProperties" => {}
            "required" => {
                let wanted: Vec<&str> = rule.items().iter().map(Json::text).collect();
                let keys: Vec<&str> = value.entries().iter().map(|(key, _)| key.as_str()).collect();
                // The standard would ask for each key and no other; here the order counts as well.
                if value.is_of("object") && keys != wanted {
                    complain(&format!("the keys are {keys:?}, not {wanted:?}"));
                }
            }
            "properties" => {
                for (key, schema) in rule.entries() {
                    inside.extend(value.find(key).map(|value| faults(value, schema, whole, &format!("{at}.{key}"))).unwrap_or_default());
                }
            }
            "items" => {
                for (index, item) in value.items().iter().enumerate() {
                    inside.extend(faults(item, rule, whole, &format!("{at}[{index}]")));
                }
            }
            _ => panic!("the validator does not know {word:?}"),
        }
    }
    found.extend(inside);
    found
}

fn schema(name: &str) -> Json {
    Json::read(&fs::read_to_string(root().join("fixtures/schemas").join(name)).expect("a schema"))
}

fn assert_valid(text: &str, schema: &Json) -> Json {
    let value = Json::read(text);
    let faults = faults(&value, schema, schema, "$");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    value
}

#[test]
fn check_gives_what_its_schema_says() {
    let schema = schema("check-v1.json");
    let folder = reports(2);
    write(&folder, "vacio.txt", "");
    let unread = write(&folder, "mal/otro.pdf", "%PDF-1.4\n");
    let runs = [
        on("check -f json", &root().join("fixtures")),
        on("check -f json --lang en --as-of 2024-08-15", &root().join("fixtures/reports")),
        on("check -f json --period 2021-10", &root().join("fixtures/san-aurelio-2021-10")),
        on("check -f json --select A4-X99,A4-F14", &folder.path().join("bien")),
        on("check -f json", folder.path()),
        on("check -f json", &unread),
        run(["check", "-", "-f", "json"], Given { input: b"hola", ..Given::default() }),
        on("check -f json --allow-empty", &root().join("fixtures/packs")),
    ];
    for (index, ran) in runs.iter().enumerate() {
        if index == 3 {
            assert_eq!((ran.status, ran.out.as_str()), (2, ""), "an unknown rule");
            continue;
        }
        let value = assert_valid(&ran.out, &schema);
        let documents = value.get("documents").items();
        assert_eq!(value.get("summary").get("documents").number(), Some(documents.len() as f64), "{index}");
        assert!(ran.out.ends_with('\n'));
    }
}

#[test]
fn json_lines_are_what_the_schema_says_of_a_line() {
    let schema = schema("check-v1.json");
    let kinds = ["head", "document", "last"].map(|name| schema.get("$defs").get(name));
    let folder = reports(2);
    write(&folder, "vacio.txt", "");
    for path in [root().join("fixtures/reports"), folder.path().to_owned(), root().join("fixtures/packs")] {
        let out = on("check -f json-lines --allow-empty", &path).out;
        let last = out.lines().count() - 1;
        for (index, line) in out.lines().enumerate() {
            let value = Json::read(line);
            let kind = kinds[if index == 0 {
                0
            } else if index == last {
                2
            } else {
                1
            }];
            let faults = [kind, schema.get("$defs").get("line")].map(|kind| faults(&value, kind, &schema, "$")).concat();
            assert!(faults.is_empty(), "line {}: {}", index + 1, faults.join("\n"));
        }
    }
}

#[test]
fn what_check_says_of_a_document_agrees_with_itself() {
    let ran = on("check -f json --as-of 2024-08-15", &root().join("fixtures"));
    let value = Json::read(&ran.out);
    let mut counts = [("error", 0.0), ("warning", 0.0), ("advice", 0.0)];
    for document in value.get("documents").items() {
        let path = document.get("path").text();
        let bytes = fs::read(path).unwrap_or_default();
        let diagnostics = document.get("diagnostics").items();
        let errors = diagnostics.iter().any(|d| d.get("severity").text() == "error");
        let unread = diagnostics.iter().any(|d| ["A4-R01", "A4-R02", "A4-R03"].contains(&d.get("code").text()));
        let verdict = if unread {
            "unverifiable"
        } else if errors {
            "fails"
        } else {
            "complies"
        };
        assert_eq!(document.get("verdict").text(), verdict, "{path}");
        let rules = document.get("rules");
        let mut failed: Vec<&str> = diagnostics.iter().map(|d| d.get("code").text()).collect();
        failed.sort_unstable();
        failed.dedup();
        assert_eq!(rules.get("failed").items().iter().map(Json::text).collect::<Vec<_>>(), failed, "{path}");
        let mut all: Vec<&str> = rules.entries().iter().flat_map(|(_, codes)| codes.items()).map(Json::text).collect();
        let asked = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), asked, "{path}: every rule is in one list");
        for diagnostic in diagnostics {
            let place = diagnostic.get("place");
            let number = |key: &str| place.get(key).number().unwrap_or_default();
            let name = place.get("name").text();
            if place.get("line").is_of("null") {
                // A format without lines has places of its own, and a file that cannot be read has none.
                assert!(name == path || name.strip_prefix(path).is_some_and(|rest| rest.starts_with(" › ")), "{name}");
            } else {
                assert_eq!(name, format!("{path}:{}:{}", number("line"), number("column")));
                assert!(number("byte") <= number("end_byte") && number("end_byte") <= bytes.len() as f64 * 2.0, "{path}");
            }
            for (severity, count) in &mut counts {
                *count += f64::from(u8::from(diagnostic.get("severity").text() == *severity));
            }
        }
    }
    let summary = value.get("summary");
    let told = ["errors", "warnings", "advice"].map(|key| summary.get(key).number().unwrap());
    assert_eq!(told, counts.map(|(_, count)| count));
    assert!(told.iter().all(|count| *count > 0.0), "the fixtures hold every severity: {told:?}");
}

#[test]
fn inspect_gives_what_its_schema_says() {
    let schema = schema("inspect-v1.json");
    let formats = ["xlsx", "xls", "ods", "fods", "docx", "odt"].map(|format| format!("formats/same/libreoffice.{format}"));
    let texts =
        ["ejemplo/2021/10/a4.txt", "san-aurelio-2021-10/a4.txt", "reports/2021/09/a4.txt", "reports/2022/03/a4.txt"].map(str::to_owned);
    for path in texts.iter().chain(&formats) {
        let ran = on("inspect -f json", &root().join("fixtures").join(path));
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{path}");
        assert_valid(&ran.out, &schema);
    }
    for input in ["hola\n", "1\tUnidad\n\n<b>No</b>\t"] {
        let ran = run(["inspect", "-", "-f", "json"], Given { input: input.as_bytes(), ..Given::default() });
        assert_eq!(ran.status, 4);
        assert_valid(&ran.out, &schema);
    }
}

#[test]
fn the_validator_finds_what_is_wrong() {
    let schema = schema("check-v1.json");
    let good = on("check -f json", &root().join("fixtures/ejemplo")).out;
    for (from, to) in [
        ("\"version\":1", "\"version\":2"),
        ("\"as_of\":\"2021-11-08\",\"lang\":\"es\"", "\"lang\":\"es\",\"as_of\":\"2021-11-08\""),
        (",\"page\":null", ""),
        ("\"severity\":\"error\"", "\"severity\":\"aviso\""),
        ("\"related\":[]", "\"related\":null"),
        ("\"line\":9", "\"line\":0"),
        ("\"box\":null", "\"box\":[1,2]"),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good, "{from}");
        assert!(!faults(&Json::read(&bad), &schema, &schema, "$").is_empty(), "{to}");
    }
}
