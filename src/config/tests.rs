//! Tests of configurations: what they come to, and where their mistakes are.

mod schema;

use std::path::{Path, PathBuf};

use super::*;
use crate::rules::Ruleset;

fn parsed(path: &str, text: &str) -> Parsed {
    Parsed::new(PathBuf::from(path), text.to_owned()).unwrap_or_else(|error| panic!("{error}"))
}

fn config(text: &str) -> Config {
    Config::new(&[parsed("/entidad/lotaip.toml", text)], &Ruleset::embedded()).unwrap_or_else(|error| panic!("{error}"))
}

const NOTHING: Wishes<'_> = Wishes { select: &[], ignore: &[], severities: &[], fail_on: None };

fn settings(config: &Config, path: &str) -> Settings {
    config.settings(Path::new(path), NOTHING, &Ruleset::embedded()).unwrap()
}

fn level(settings: &Settings, code: &str) -> Option<Severity> {
    settings.selection.0[Ruleset::embedded().find(code).unwrap()]
}

/// The mistake of a configuration: the marked words, and what may have been meant.
fn mistake(text: &str) -> (String, Option<String>) {
    let path = PathBuf::from("/entidad/lotaip.toml");
    let error = Parsed::new(path, text.to_owned()).and_then(|parsed| Config::new(&[parsed], &Ruleset::embedded())).unwrap_err();
    let marked = error.span.clone().and_then(|span| error.text.get(span)).unwrap_or_default().to_owned();
    (marked, error.suggestion.clone())
}

#[test]
fn overrides_win_over_what_holds_for_all_and_the_command_line_over_both() {
    let config = config(
        "ignore = ['A4-S']\nfail-on = 'warning'\n[severity]\nA4-F = 'warning'\nA4-F14 = 'advice'\n\
         [[override]]\npaths = ['2021']\nignore = ['A4-F17']\nfail-on = 'never'\n[override.severity]\nA4-F14 = 'error'\n",
    );
    let all = settings(&config, "/entidad/2022/10/a4.txt");
    assert_eq!(
        (level(&all, "A4-S01"), level(&all, "A4-F13"), level(&all, "A4-F14")),
        (None, Some(Severity::Warning), Some(Severity::Advice))
    );
    assert_eq!(all.fail_on, FailOn::Warning);
    let old = settings(&config, "/entidad/2021/10/a4.txt");
    assert_eq!((level(&old, "A4-F17"), level(&old, "A4-F14"), old.fail_on), (None, Some(Severity::Error), FailOn::Never));
    let names = ["A4-S01".to_owned()];
    let wishes = Wishes { select: &names, fail_on: Some(FailOn::Error), ..NOTHING };
    let asked = config.settings(Path::new("/entidad/2021/10/a4.txt"), wishes, &Ruleset::embedded()).unwrap();
    assert!(level(&asked, "A4-S01").is_some() && level(&asked, "A4-F14").is_none() && asked.fail_on == FailOn::Error);
}

#[test]
fn what_is_nearer_wins_over_what_it_extends() {
    let near = parsed("/pais/entidad/lotaip.toml", "extend = '../lotaip.toml'\n[institution]\ncanton = 'Monteluz'\n");
    let far = parsed("/pais/lotaip.toml", "fail-on = 'advice'\n[institution]\nname = 'GAD'\ncanton = 'Otro'\ngpr = false\n");
    assert_eq!(near.extends(), Some(PathBuf::from("/pais/entidad/../lotaip.toml")));
    let config = Config::new(&[near, far], &Ruleset::embedded()).unwrap();
    let settings = settings(&config, "/pais/entidad/a4.txt");
    assert_eq!(settings.fail_on, FailOn::Advice);
    let institution = settings.institution;
    assert_eq!((institution.name.as_deref(), institution.canton.as_deref(), institution.gpr), (Some("GAD"), Some("Monteluz"), Some(false)));
}

#[test]
fn paths_are_seen_from_the_folder_of_their_configuration() {
    let config = config("[[exception]]\nrule = 'A4-F14'\npath = '2021/*.txt'\nreason = 'x'\nuntil = 2026-12-31\n");
    let exception = &config.exceptions[0];
    for (path, expected) in
        [("/entidad/2021/a4.txt", true), ("/entidad/2021/10/a4.txt", false), ("/entidad/2022/a4.txt", false), ("/otra/2021/a4.txt", false)]
    {
        assert_eq!(exception.paths.contain(Path::new(path)), expected, "{path}");
    }
    assert_eq!(exception.until, NaiveDate::from_ymd_opt(2026, 12, 31));
}

#[test]
fn subjects_are_one_field_or_all_of_a_kind() {
    let is = |pattern: &str, field: &str, index| {
        let subject = Subject { field: Field::named(field).unwrap(), index };
        SubjectPattern::parse(pattern).unwrap().is(subject)
    };
    assert!(is("footer.email", "footer.email", 0) && !is("footer.email", "footer.phone", 0));
    assert!(is("units[4].target", "units[].target", 3) && !is("units[4].target", "units[].target", 4));
    assert!(is("units[].target", "units[].target", 9) && is("units[*].target", "units[].target", 9));
    for text in ["units[0].target", "units[4]", "footer", "units[a].target", "footer.mail"] {
        assert_eq!(SubjectPattern::parse(text), None, "{text}");
    }
}

#[test]
fn mistakes_are_underlined_and_a_near_word_suggested() {
    for (text, marked, suggested) in [
        ("ingore = ['A4-F']", "ingore", Some("ignore")),
        ("[institution]\nemail-domain = ['x.ec']", "email-domain", Some("email-domains")),
        ("[[exception]]\nrule = 'A4-F14'\nreson = 'x'", "reson", Some("reason")),
        ("lang = 'sp'", "'sp'", None),
        ("select = ['A4-F144']", "'A4-F144'", Some("A4-F14")),
        ("[severity]\nemail-malfromed = 'error'", "email-malfromed", Some("email-malformed")),
        ("[[exception]]\nrule = 'A4-F14'\nreason = ' '", "' '", None),
        ("[[exception]]\nrule = 'A4-F14'\nreason = 'x'\nsubject = 'footer.emial'", "'footer.emial'", Some("footer.email")),
        ("[[exception]]\nrule = 'A4-F14'\nreason = 'x'\nuntil = '2026-02-31'", "'2026-02-31'", None),
        ("[[override]]\npaths = ['2021/[']", "'2021/['", None),
        ("period-pattern = '{year}'", "'{year}'", None),
    ] {
        let found = mistake(text);
        assert_eq!((found.0.as_str(), found.1.as_deref()), (marked, suggested), "{text}");
    }
}

#[test]
fn months_are_told_by_the_pattern_from_the_folder_of_the_configuration() {
    let config = config("period-pattern = '{month}-{year}/*'");
    assert_eq!(config.period(Path::new("/entidad/oct-2021/a4.txt")).map(|month| month.to_string()).as_deref(), Some("2021-10"));
    assert_eq!(config.period(Path::new("/otra/oct-2021/a4.txt")), None);
}
