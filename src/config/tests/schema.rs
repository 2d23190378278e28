//! The JSON Schema of `lotaip.toml`, made of the types that read it: `docs/lotaip.schema.json`.

use std::path::Path;

use super::super::file::ConfigFile;

/// The schema as it is committed.
fn schema() -> String {
    let mut schema = schemars::schema_for!(ConfigFile);
    schema.insert("title".to_owned(), "lotaip.toml".into());
    let mut text = serde_json::to_string_pretty(&schema).unwrap();
    text.push('\n');
    text
}

#[test]
fn the_schema_is_what_the_types_give() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/lotaip.schema.json");
    if std::env::var_os("UPDATE").is_some_and(|value| !value.is_empty()) {
        std::fs::write(&path, schema()).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == schema(), "docs/lotaip.schema.json is not what the types give; UPDATE=1 cargo test writes it");
}

#[test]
fn the_schema_refuses_what_the_types_refuse() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
    assert_eq!(schema["additionalProperties"], false);
    let keys: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    for key in ["extend", "institution", "period-pattern", "override", "exception", "fail-on"] {
        assert!(keys.iter().any(|known| *known == key), "{key}: {keys:?}");
    }
}
