//! `JUnit`: one case for each rule that ran, counts that hold, characters that XML can hold, and what is held back.

use lotaip::diagnostic::Outcome;
use lotaip::lang::Lang;
use lotaip::rules::{MODEL, Ruleset};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{HOSTILE, exception, faulty, hold_back, shown};
use crate::cli::{Given, run};

/// An element: its name, its attributes, and the text in it.
#[derive(Debug, Default, Clone)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    inside: Vec<Element>,
}

impl Element {
    fn get(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.inside.iter().filter(move |element| element.name == name)
    }

    fn case(&self, code: &str) -> &Element {
        self.all("testcase").find(|case| case.get("name").starts_with(code)).unwrap_or_else(|| panic!("no {code}"))
    }
}

/// Parses, and refuses what XML 1.0 does not allow.
fn read(xml: &str) -> Element {
    let wrong = xml.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\r') || matches!(c, '\u{FFFE}' | '\u{FFFF}'));
    assert_eq!(wrong, None);
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}\n{xml}")) {
            Event::Eof => break,
            Event::Start(start) | Event::Empty(start) => {
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.expect("an attribute");
                    let value = quick_xml::escape::unescape(&attribute.value).expect("escaped").into_owned();
                    (attribute.key.0.to_owned(), value)
                });
                let attributes = attributes.collect();
                let name = start.name().0.to_owned();
                open.push(Element { name, attributes, ..Element::default() });
                let end = reader.buffer_position();
                if xml[..usize::try_from(end).expect("small")].ends_with("/>") {
                    let done = open.pop().expect("open");
                    open.last_mut().expect("open").inside.push(done);
                }
            }
            Event::End(_) => {
                let done = open.pop().expect("open");
                open.last_mut().expect("open").inside.push(done);
            }
            Event::Text(text) => {
                open.last_mut().expect("open").text.push_str(&text);
            }
            Event::GeneralRef(name) => {
                let text = quick_xml::escape::unescape(&format!("&{};", &*name)).expect("a reference").into_owned();
                open.last_mut().expect("open").text.push_str(&text);
            }
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "an element is not closed");
    open.remove(0).inside.remove(0)
}

fn junit(lang: Lang, files: &[(&str, Vec<u8>)], change: impl Fn(&mut Outcome)) -> Element {
    let suites = read(&shown("junit", lang, files, change));
    for suite in suites.all("testsuite") {
        let count = |inside: &str| suite.all("testcase").filter(|case| case.all(inside).next().is_some()).count().to_string();
        assert_eq!(suite.get("tests"), suite.all("testcase").count().to_string());
        assert_eq!(suite.get("failures"), count("failure"));
        assert_eq!(suite.get("skipped"), count("skipped"));
    }
    suites
}

#[test]
fn every_rule_is_a_case() {
    let suites = junit(Lang::Es, &[("2021/10/a4.txt", faulty().into_bytes()), ("b.pdf", b"%PDF-1.7 cut".to_vec())], |_| {});
    let rules = Ruleset::embedded().rules.iter().filter(|rule| rule.head.code.starts_with("A4-")).count();
    let suites: Vec<&Element> = suites.all("testsuite").collect();
    for suite in &suites {
        assert_eq!(suite.all("testcase").count(), rules);
    }
    let failed = suites[0].case("A4-F14");
    assert_eq!(failed.get("classname"), "lotaip.2021/10/a4·txt");
    let failure = failed.all("failure").next().expect("a failure");
    assert_eq!(failure.get("type"), "error");
    assert!(failure.text.contains("error[A4-F14]") && failure.text.contains("\nAyuda: ") && failure.text.contains("\nBase legal: "));
    assert!(suites[0].case("A4-H01").inside.is_empty());
    assert!(suites[1].case("A4-R01").all("failure").next().is_some());
    assert!(suites[1].case("A4-H01").all("skipped").next().is_some_and(|skipped| skipped.get("message").contains("no se pudo leer")));
}

#[test]
fn hostile_names_and_texts_are_one_line_and_come_back() {
    let name = format!("año/{HOSTILE}/a4.txt");
    let suites = junit(Lang::En, &[(&name, faulty().into_bytes())], |_| {});
    let suite = suites.all("testsuite").next().expect("a suite");
    assert!(suite.get("name").contains("\\u{1b}[31m%0A::error::\\u{7}<b>&\"'\\u{2028}") && suite.get("name").ends_with("/a4.txt"));
    let failure = suite.case("A4-F14").all("failure").next().expect("a failure");
    assert!(failure.get("message").contains("ñandú") && failure.text.contains("]]>"), "{failure:#?}");
}

#[test]
fn a_rule_whose_findings_are_held_back_is_skipped_and_says_why() {
    let suites = junit(Lang::Es, &[("a4.txt", faulty().into_bytes())], |outcome| hold_back(outcome, "A4-F14", &exception()));
    let suite = suites.all("testsuite").next().expect("a suite");
    let case = suite.case("A4-F14");
    assert!(case.all("failure").next().is_none());
    assert!(case.all("skipped").next().is_some_and(|skipped| skipped.get("message").contains("el buzón se cambia")));
    assert!(case.all("system-out").next().is_some_and(|out| out.text.contains("31 de diciembre de 2021")));
    assert!(
        suite
            .all("properties")
            .next()
            .is_some_and(|all| all.all("property").any(|one| one.get("name") == "suppressed" && one.get("value") == "1"))
    );
}

#[test]
fn the_same_bytes_on_any_number_of_threads_and_nothing_without_documents() {
    let line = |jobs: &str| run(["check", "fixtures/reports", "fixtures/formats/quirks", "-f", "junit", "-j", jobs], Given::default()).out;
    let one = line("1");
    assert!(one == line("4"));
    assert!(read(&one).all("testsuite").count() > 10);
    assert!(read(&shown("junit", Lang::Es, &[], |_| {})).inside.is_empty());
    assert!(junit(Lang::Es, &[("2021/10/a4.txt", MODEL.into())], |_| {}).inside[0].get("failures") == "0");
}
