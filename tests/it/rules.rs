//! Rule files as tests: each example is checked with every rule of the pack.

use lotaip::rules::{self, Ruleset};

#[test]
fn every_example_marks_what_it_says_and_nothing_else() {
    let ruleset = Ruleset::embedded();
    let mut wrong = Vec::new();
    for (index, rule) in ruleset.rules.iter().enumerate() {
        for example in &rule.file().examples {
            let outcome = match lotaip::examples::check(example, &ruleset) {
                Ok(outcome) => outcome,
                Err((words, times)) => {
                    wrong.push(format!("{} «{}»: {words:?} stands {times} times in the model", rule.head.code, example.es));
                    continue;
                }
            };
            let marked = |d: &lotaip::diagnostic::Diagnostic| outcome.document().map_or("", |document| document.marked(d.at)).to_owned();
            let (own, other): (Vec<_>, Vec<_>) = outcome.diagnostics.iter().partition(|d| d.rule == index);
            let own: Vec<String> = own.into_iter().map(marked).collect();
            let mut other: Vec<String> = other.iter().map(|d| format!("{} {:?}", ruleset.rules[d.rule].head.code, marked(d))).collect();
            let spoke = |code: &String| other.iter().any(|found| found.starts_with(code.as_str()));
            let silent: Vec<&String> = example.also.iter().filter(|code| !spoke(code)).collect();
            assert!(silent.is_empty(), "{} «{}»: {silent:?} no longer speak", rule.head.code, example.es);
            other.retain(|found| !example.also.iter().any(|code| found.starts_with(code.as_str())));
            if own != example.underlined || !other.is_empty() {
                wrong.push(format!(
                    "{} «{}»\n    marks {own:?}\n    wants {:?}\n    others {other:?}",
                    rule.head.code, example.es, example.underlined
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_model_has_no_fault() {
    let ruleset = Ruleset::embedded();
    let selection = rules::select::Selection::all(&ruleset);
    for period in [None, Some("2021-10".parse().unwrap())] {
        let options = lotaip::engine::Options { period, ..lotaip::engine::Options::new(rules::example::DAY.unwrap(), &selection) };
        let outcome = lotaip::engine::check(lotaip::source::Source::named("a4.txt", rules::MODEL), &ruleset, &options);
        assert_eq!(outcome.diagnostics, [], "{period:?}");
    }
}

#[test]
fn every_rule_file_is_whole() {
    let ruleset = Ruleset::embedded();
    for rule in &ruleset.rules {
        if let Err(error) = rules::prove(&ruleset, rule) {
            panic!("{error}");
        }
    }
}
