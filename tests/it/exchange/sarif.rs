//! SARIF: regions in characters, addresses, suppressions, the law, both languages; and that its references lead somewhere.

use std::fs;

use lotaip::diagnostic::Suppression;
use lotaip::lang::Lang;
use lotaip::rules::MODEL;
use serde_json::Value;

use super::{HOSTILE, codes, exception, faulty, hold_back, shown};
use crate::cli::{Given, run};
use crate::generated::root;

fn sarif(lang: Lang, files: &[(&str, Vec<u8>)], change: impl Fn(&mut lotaip::diagnostic::Outcome)) -> Value {
    let text = shown("sarif", lang, files, change);
    let json: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("no JSON: {error}\n{text}"));
    assert_eq!(json["version"], "2.1.0");
    json["runs"][0].clone()
}

fn results(run: &Value) -> &Vec<Value> {
    run["results"].as_array().expect("results")
}

fn of_rule<'r>(run: &'r Value, code: &str) -> &'r Value {
    results(run).iter().find(|result| result["ruleId"] == code).unwrap_or_else(|| panic!("{code} is not among {run:#}"))
}

/// The text of a region, told by its lines and columns alone, as a reader of SARIF would.
fn cut(text: &str, region: &Value) -> String {
    let number = |key: &str| usize::try_from(region[key].as_u64().expect(key)).expect("small") - 1;
    assert_eq!(region["startLine"], region["endLine"]);
    let line = text.split('\n').nth(number("startLine")).expect("the line is there");
    line.chars().skip(number("startColumn")).take(number("endColumn") - number("startColumn")).collect()
}

#[test]
fn regions_count_characters_whatever_the_line_ends_and_marks() {
    let text = faulty();
    let wide = text.encode_utf16().flat_map(u16::to_le_bytes);
    let forms: [Vec<u8>; 4] = [
        text.clone().into_bytes(),
        text.replace('\n', "\r\n").into_bytes(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        [0xFF, 0xFE].into_iter().chain(wide).collect(),
    ];
    for form in forms {
        let run = sarif(Lang::Es, &[("2021/10/a4.txt", form)], |_| {});
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let place = &of_rule(&run, "A4-F14")["locations"][0]["physicalLocation"];
        let marked = cut(&text, &place["region"]);
        assert_eq!(place["region"]["snippet"]["text"], marked.as_str());
        assert!(marked.starts_with("ines.quishpe@ñandú\u{301}😀"), "{marked}");
    }
}

#[test]
fn hostile_names_and_texts_stay_text() {
    let name = format!("año 1/{HOSTILE}/a:b?#%.txt");
    let run = sarif(Lang::Es, &[(&name, faulty().into_bytes()), ("/srv/x.txt", b"nada".to_vec())], |_| {});
    let uri = run["artifacts"][0]["location"]["uri"].as_str().expect("an address");
    assert!(uri.starts_with("a%C3%B1o%201/%1B%5B31m%250A") && uri.bytes().all(|byte| byte.is_ascii_graphic()), "{uri}");
    assert_eq!(run["artifacts"][0]["location"]["uriBaseId"], "%SRCROOT%");
    assert_eq!(run["artifacts"][1]["location"]["uri"], "file:///srv/x.txt");
    assert_eq!(run["artifacts"][1]["location"]["uriBaseId"], Value::Null);
    for result in results(&run) {
        let message = result["message"]["text"].as_str().expect("a text");
        assert!(!message.contains("[x]("), "a document made a link: {message}");
        assert!(message.ends_with(['.', '!', '?', '…']), "{message}");
    }
}

#[test]
fn only_texts_have_lines() {
    let bytes = fs::read(root().join("fixtures/formats/quirks/absolute-targets.xlsx")).expect("the fixture");
    let size = bytes.len();
    let run = sarif(Lang::En, &[("a4.xlsx", bytes)], |_| {});
    let result = of_rule(&run, "A4-F14");
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!((&region["startLine"], region["byteLength"].as_u64()), (&Value::Null, u64::try_from(size).ok()));
    assert_eq!(result["properties"]["place"]["cell"], "D20");
    assert!(result["message"]["text"].as_str().is_some_and(|text| text.starts_with("Literal a4!D20: ")), "{result:#}");
    let run = sarif(Lang::En, &[("a4.pdf", b"%PDF-1.7 cut".to_vec())], |_| {});
    assert_eq!(of_rule(&run, "A4-R01")["locations"][0]["physicalLocation"]["region"]["byteLength"], 12);
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn what_is_held_back_is_suppressed_and_everything_else_says_that_it_is_not() {
    for (by, words) in [(exception(), "Excepted: el buzón se cambia"), (Suppression::Baseline, "baseline")] {
        let run = sarif(Lang::En, &[("2021/10/a4.txt", faulty().into_bytes())], |outcome| hold_back(outcome, "A4-F14", &by));
        assert_eq!(run["properties"]["summary"]["suppressed"], 1);
        for result in results(&run) {
            let suppressions = result["suppressions"].as_array().expect("never left out");
            assert_eq!(suppressions.len(), usize::from(result["ruleId"] == "A4-F14"), "{result:#}");
        }
        let suppression = &of_rule(&run, "A4-F14")["suppressions"][0];
        assert_eq!((&suppression["kind"], &suppression["status"]), (&"external".into(), &"accepted".into()));
        assert!(suppression["justification"].as_str().is_some_and(|why| why.contains(words)), "{suppression:#}");
    }
}

#[test]
fn references_lead_to_what_they_name() {
    let run = sarif(Lang::Es, &[("2021/10/a4.txt", faulty().into_bytes()), ("b.txt", MODEL.into())], |_| {});
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let taxonomies = run["taxonomies"].as_array().expect("taxonomies");
    let leads = |reference: &Value| {
        let component = &reference["toolComponent"];
        let found = taxonomies.iter().position(|taxonomy| taxonomy["name"] == component["name"]).expect("a taxonomy");
        assert!(component["index"].is_null() || component["index"] == found);
        let taxa = taxonomies[found]["taxa"].as_array().expect("taxa");
        let at = taxa.iter().position(|taxon| taxon["id"] == reference["id"]).expect("a taxon");
        assert!(reference["index"].is_null() || reference["index"] == at);
    };
    for rule in rules {
        rule["relationships"].as_array().into_iter().flatten().for_each(|relationship| leads(&relationship["target"]));
        assert!(rule["helpUri"].is_null(), "there is no address yet: {rule:#}");
    }
    for result in results(&run) {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        result["taxa"].as_array().into_iter().flatten().for_each(leads);
    }
    assert!(results(&run).iter().any(|result| result["taxa"].is_array()));
    let (mut own, mut other) = (Vec::new(), Vec::new());
    for (list, of) in [(&mut own, &run["tool"]["driver"]), (&mut other, &run["translations"][0])] {
        list.extend(of["rules"].as_array().expect("rules").iter().map(|rule| (rule["id"].clone(), rule["help"]["text"].clone())));
    }
    assert_eq!(own.len(), other.len());
    assert!(own.iter().zip(&other).all(|(one, two)| one.0 == two.0 && one.1 != two.1));
    assert_eq!((&run["language"], &run["translations"][0]["language"]), (&"es".into(), &"en".into()));
}

#[test]
fn the_findings_are_those_of_json_and_the_bytes_do_not_depend_on_threads() {
    let line = |format: &str, jobs: &str| {
        run(["check", "fixtures/reports", "fixtures/formats/quirks", "-f", format, "-j", jobs], Given::default())
    };
    let (one, four) = (line("sarif", "1"), line("sarif", "4"));
    assert!(one.out == four.out && one.status == 1);
    let sarif: Value = serde_json::from_str(&one.out).expect("JSON");
    let json: Value = serde_json::from_str(&line("json", "2").out).expect("JSON");
    let run = &sarif["runs"][0];
    assert_eq!(run["invocations"][0]["exitCode"], 1);
    let ours: Vec<&str> = results(run).iter().filter_map(|result| result["partialFingerprints"]["lotaip/v1"].as_str()).collect();
    let documents = json["documents"].as_array().expect("documents");
    let found = documents.iter().flat_map(|document| document["diagnostics"].as_array().expect("a list"));
    let theirs: Vec<&str> = found.filter_map(|finding| finding["fingerprint"].as_str()).collect();
    assert!(ours == theirs && ours.len() > 100);
    let artifacts = run["artifacts"].as_array().expect("artifacts").iter();
    let addresses: Vec<&str> = artifacts.filter_map(|artifact| artifact["location"]["uri"].as_str()).collect();
    assert_eq!(addresses.len(), codes(addresses.iter().copied()).len(), "a file is listed twice");
    for word in ["startTimeUtc", "endTimeUtc", env!("CARGO_MANIFEST_DIR"), "file:"] {
        assert!(!one.out.contains(word), "{word}");
    }
}

#[test]
fn severities_of_the_run_are_overrides() {
    let words = "check fixtures/ejemplo -f sarif --select A4-F14,A4-F17 --severity A4-F17=advice";
    let sarif: Value = serde_json::from_str(&run(words.split(' '), Given::default()).out).expect("JSON");
    let run = &sarif["runs"][0];
    assert_eq!(of_rule(run, "A4-F17")["level"], "note");
    let index = of_rule(run, "A4-F17")["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok()).expect("an index");
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "A4-F17");
    let change = &run["invocations"][0]["ruleConfigurationOverrides"];
    assert_eq!((&change[0]["descriptor"]["id"], &change[1]), (&"A4-F17".into(), &Value::Null));
}

#[test]
fn a_run_without_documents_is_whole() {
    let run = sarif(Lang::Es, &[], |_| {});
    assert!(results(&run).is_empty() && run["artifacts"].as_array().is_some_and(Vec::is_empty));
}
