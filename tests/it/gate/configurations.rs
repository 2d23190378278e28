//! Configurations as files: what is documented loads, what cannot be read is refused, and what is wrong is said in our words in both languages.

use std::fs;

use lotaip::rules::MODEL;

use super::{Folder, counted, done, faulty};
use crate::generated::root;

#[test]
fn the_configuration_of_the_page_loads() {
    let page = fs::read_to_string(root().join("docs/config.md")).expect("the page");
    let example = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let baseline = "{\"version\": 1, \"findings\": []}";
    let folder = Folder::of(&[("lotaip.toml", example), ("lotaip-baseline.json", baseline), ("2021/10/a4.txt", MODEL)]);
    let ran = folder.run("check --ignore CFG --verbose");
    assert!(ran.err.contains("lotaip.toml") && !ran.err.contains("error"), "{}", ran.err);
    let json = folder.run("check --format json").out;
    assert!(json.contains("\"period\":\"2021-10\",\"period_from\":\"config\""), "{json}");
}

#[test]
fn mistakes_are_told_in_our_words() {
    for (config, es, en) in [
        ("extend = 'nope.toml'", ["/nope.toml»: no existe", "«extend»"], ["/nope.toml”: it does not exist", "“extend”"]),
        ("[[exception]]\nrule = 'A4-F14'", ["Falta la clave «reason»", "por qué"], ["The key “reason” is missing", "why"]),
        ("[[override]]\nignore = ['A4-T']", ["Falta la clave «paths»", "para qué archivos"], ["key “paths” is missing", "which files"]),
        ("[[exception]]\nreason = 'x'", ["Falta la clave «rule»", "rule = \"A4-F18\""], ["key “rule” is missing", "rule = \"A4-F18\""]),
        ("[calendar]\nholidays = [{on = '11-13'}]", ["Falta la clave «source»", "ordenanza"], ["key “source” is missing", "ordinance"]),
        ("[calendar]\nholidays = ['2021-11-13']", ["cada elemento es un grupo", "source ="], ["each element is a group", "source ="]),
        ("ignore = 'A4-S01'", ["va una lista de textos", "[\"A4-S03\"]"], ["takes a list of texts", "[\"A4-S03\"]"]),
        ("[institution]\ngpr = 'no'", ["true (sí) o false (no)", "gpr = false"], ["true or false", "gpr = false"]),
        ("ignore = ['A4-T99']", ["ninguna regla «A4-T99»", "lotaip reglas"], ["no rule “A4-T99”", "lotaip rules"]),
        ("ñandú = 1", ["No se conoce «ñandú»", "«extend»"], ["“ñandú” is not known", "“extend”"]),
        ("[institución]\nname = 'x'", ["No se conoce «institución»", "«institution»"], ["“institución” is not known", "“institution”"]),
        ("select = []", ["La lista «select» está vacía", "todas las reglas"], ["The list “select” is empty", "all rules"]),
        ("[[override]]\npaths = []", ["La lista de rutas está vacía", "2021/**"], ["The list of paths is empty", "2021/**"]),
    ] {
        let folder = Folder::of(&[("lotaip.toml", config), ("2021/10/a4.txt", MODEL)]);
        for (lang, words) in [("es", es), ("en", en)] {
            let ran = folder.run(&format!("check --lang {lang}"));
            assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{config}");
            let err = ran.err.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.iter().all(|word| err.contains(word)), "{config}: {}", ran.err);
            assert!(!err.contains("rules/README") && !err.contains("TOML"), "{config}: {}", ran.err);
        }
    }
}

#[test]
fn a_configuration_that_is_not_there_is_told_by_its_option() {
    let folder = Folder::of(&[("2021/10/a4.txt", MODEL)]);
    for (given, es, en) in
        [("nohay.toml", "«nohay.toml»: no existe", "it does not exist"), ("2021", "«2021»: es una carpeta", "it is a folder")]
    {
        for (lang, words) in [("es", es), ("en", en)] {
            let ran = folder.run(&format!("check --config {given} --lang {lang}"));
            assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{given}");
            assert!(ran.err.contains(words) && ran.err.contains("--config") && !ran.err.contains("docs/config.md"), "{}", ran.err);
        }
    }
    fs::write(folder.path().join("lotaip.toml"), b"lang = '\xff'").expect("written");
    let err = folder.run("check").err;
    assert!(err.contains("UTF-8") && !err.contains("--config"), "{err}");
}

#[test]
fn a_point_means_all_files() {
    for path in [".", "./", "./2021", "2021/./10"] {
        let config = format!("[[exception]]\nrule = 'A4-T07'\npath = '{path}'\nreason = 'x'\n");
        let folder = Folder::of(&[("lotaip.toml", config.as_str()), ("2021/10/a4.txt", &faulty())]);
        assert_eq!(counted(&folder, "."), ["2021/10/a4.txt A4-F14 footer.email"], "{path}");
    }
}

#[test]
fn an_exception_is_marked_where_its_rule_is_written() {
    let config = "exception=[{rule=\"A4-F18\",reason=\"uno\"},\t{rule=\"A4-F13\",reason=\"dos\"}]\n";
    let folder = Folder::of(&[("lotaip.toml", config), ("2021/10/a4.txt", MODEL)]);
    let ran = folder.run("check --format json");
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let found: Vec<&serde_json::Value> = json["configurations"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|document| document["diagnostics"].as_array().into_iter().flatten())
        .collect();
    let marked: Vec<(&serde_json::Value, u64)> =
        found.iter().map(|d| (&d["found"], d["place"]["column"].as_u64().unwrap_or_default())).collect();
    assert_eq!(marked, [(&"\"A4-F18\"".into(), 18), (&"\"A4-F13\"".into(), 48)]);
}

#[cfg(unix)]
#[test]
fn what_has_no_end_or_no_beginning_is_not_read() {
    let folder =
        Folder::of(&[("sin-fin/lotaip.toml", "extend = '/dev/zero'"), ("sin-fin/2021/10/a4.txt", MODEL), ("2021/10/a4.txt", MODEL)]);
    let pipe = std::process::Command::new("mkfifo").arg(folder.path().join("tubo")).status();
    assert!(pipe.is_ok_and(|status| status.success()), "mkfifo");
    for line in ["2021 --config /dev/zero", "2021 --baseline /dev/zero", "2021 --config tubo", "2021 --baseline tubo", "sin-fin"] {
        let ran = folder.run(&format!("check {line}"));
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{line}");
        assert!(ran.err.contains("no es un archivo corriente"), "{line}: {}", ran.err);
    }
    assert!(done(&folder, "check 2021 --no-config").contains("cumple"));
}
