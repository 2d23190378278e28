//! The program through its door: whole command lines in a world made for the test.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io;

use chrono::NaiveDate;
use serde_json::Value;

use super::*;
use crate::lang::Help;
use crate::rules::MODEL;

/// What came of a run.
pub(crate) struct Ran {
    pub(crate) status: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs a command line with some input and environment.
pub(crate) fn run_with(line: &str, input: &[u8], env: &[(&str, &str)], width: Option<usize>) -> Ran {
    let env: HashMap<&str, &str> = env.iter().copied().collect();
    let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), input);
    let mut world = World {
        out: &mut out,
        err: &mut err,
        input: &mut input,
        env: &|name| env.get(name).map(OsString::from),
        out_is_terminal: width.is_some(),
        err_is_terminal: width.is_some(),
        width,
        today: NaiveDate::from_ymd_opt(2021, 11, 8).unwrap(),
    };
    let args = std::iter::once("lotaip").chain(line.split_whitespace()).map(OsString::from);
    let status = run(args, &mut world);
    Ran { status, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

fn ran(line: &str) -> Ran {
    run_with(line, b"", &[], None)
}

/// Words that clap says in English, none of which may be in Spanish output.
const ENGLISH: [&str; 22] = [
    "Usage",
    "Options",
    "Commands",
    "Arguments",
    "error: un",
    "unexpected",
    "argument",
    "tip:",
    "similar",
    "possible values",
    "invalid",
    "required",
    "For more",
    "try '",
    "help for",
    "Print",
    "default:",
    "aliases",
    "cannot",
    "[OPTIONS]",
    "<FILE>",
    "value is",
];

fn assert_spanish(line: &str, text: &str) {
    for word in ENGLISH {
        assert!(!text.contains(word), "{line}: {word}\n{text}");
    }
}

#[test]
fn help_is_wholly_in_its_language_and_fits_eighty_columns() {
    for command in ["", "check", "explain", "rules", "inspect", "completions", "man"] {
        for flag in ["-h", "--help"] {
            for lang in ["es", "en"] {
                let line = format!("{command} {flag} --lang {lang}");
                let Ran { status, out, err } = ran(&line);
                assert_eq!((status, err.as_str()), (0, ""), "{line}");
                assert!(out.lines().all(|l| unicode_width::UnicodeWidthStr::width(l) <= 80), "{line}\n{out}");
                if lang == "es" {
                    assert_spanish(&line, &out);
                    assert!(out.contains("Uso: lotaip"), "{out}");
                } else {
                    assert!(out.contains("Usage: lotaip") && !out.contains("Uso:"), "{out}");
                }
            }
        }
    }
    assert_eq!(ran("check --help").out, ran("help check").out);
    assert_eq!(ran("revisar -h").out, ran("check -h").out);
    assert!(ran("check --help").out.contains(Help::StatusTable.say(Lang::Es)));
    assert_eq!(ran("--version").out, format!("lotaip {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn no_command_shows_the_help_as_a_mistake() {
    let Ran { status, out, err } = ran("");
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("check, revisar"));
}

#[test]
fn mistakes_say_what_where_and_what_to_do() {
    let cases = [
        ("check --fromat json", "no existe la opción «--fromat»", "^^^^^^^^", "«--format»"),
        ("check --format jsn", "«jsn» no es un valor de --format", "^^^", "human, brief, json, json-lines, github, gitlab, markdown"),
        ("check --as-of 2021-13-01", "no hay mes 13", "^^^^^^^^^^", "AAAA-MM-DD"),
        ("check --as-of=2021-02-30", "febrero de 2021 no tiene día 30", "^^^^^^^^^^", "2021-02-28"),
        ("check --period 10-2021", "no es un mes", "^^^^^^^", "«2021-10»"),
        ("check --severity A4-F14=grave,A4-F15=error", "no hay nivel «grave»", "^^^^^^^^^^^^", "advice"),
        ("check --fail-on todo", "no hay nivel «todo»", "^^^^", "never"),
        ("check -j0", "no es un número desde 1", "^", "4"),
        ("check --as-of", "falta el valor de --as-of", "^^^^^^^", "lotaip check --help"),
        ("check --quiet=si", "--quiet no lleva valor", "^^^^^^^", ""),
        ("check -q -v", "--quiet y --verbose no van juntas", "", "deje solo una"),
        ("check --as-of 2021-01-01 --as-of 2021-01-02", "--as-of está dos veces", "^^^^^^^", "deje solo una"),
        ("check --zzz x.toml", "no existe la opción «--zzz»", "^^^^^", "-- --zzz"),
        ("check --config x.toml", "No se puede leer", "", "ruta que dio con --config"),
        ("baseline borrar", "«borrar» no es un valor de <PASO>", "^^^^^^", "create (crear), prune (podar), show (mostrar)"),
        ("chek", "no existe la orden «chek»", "^^^^", "«lotaip check»"),
        ("2021/a4.txt", "no existe la orden", "", "lotaip check 2021/a4.txt"),
        ("explain", "falta <REGLA>", "", "lotaip explain --help"),
        ("rules sobra", "sobra «sobra»", "^^^^^", ""),
        ("completions csh", "«csh» no es un valor de <INTÉRPRETE>", "^^^", "fish"),
        ("--lang fr rules", "«fr» no es un valor de --lang", "^^", "es, en"),
        ("explain email-malfromed", "no hay ninguna regla llamada «email-malfromed»", "", "«email-malformed»"),
        ("inspect no-existe.txt", "no existe", "", "comillas"),
        ("rules --rules no-existe", "No se puede leer «no-existe»", "", ""),
    ];
    for (line, what, mark, advice) in cases {
        let Ran { status, out, err } = ran(line);
        assert_eq!((status, out.as_str()), (2, ""), "{line}\n{err}");
        assert!(err.starts_with("error: ") && err.contains(what) && err.contains(mark) && err.contains(advice), "{line}\n{err}");
        assert_spanish(line, &err);
    }
}

#[test]
fn the_language_is_found_even_where_parsing_fails() {
    let lang = |line: &str, env: &[(&str, &str)]| {
        if run_with(line, b"", env, None).err.contains("there is no option") { Lang::En } else { Lang::Es }
    };
    assert_eq!(lang("check --nope --lang en", &[]), Lang::En);
    assert_eq!(lang("--lang=en check --nope", &[("LOTAIP_LANG", "es")]), Lang::En);
    assert_eq!(lang("check --nope", &[("LOTAIP_LANG", "en")]), Lang::En);
    assert_eq!(lang("check --nope", &[("LC_ALL", ""), ("LANG", "en_US.UTF-8")]), Lang::En);
    assert_eq!(lang("check --nope", &[("LC_ALL", "es_EC.UTF-8"), ("LANG", "en_US.UTF-8")]), Lang::Es);
    assert_eq!(lang("check --nope", &[]), Lang::Es);
}

#[test]
fn colors_are_only_used_where_they_are_wanted() {
    let colored = |line: &str, env: &[(&str, &str)], width| run_with(line, b"", env, width).out.contains('\u{1b}');
    assert!(colored("rules", &[], Some(80)) && colored("rules --color always", &[("NO_COLOR", "1")], None));
    assert!(!colored("rules", &[], None) && !colored("rules --color never", &[], Some(80)));
    assert!(!colored("rules", &[("NO_COLOR", "1")], Some(80)) && !colored("rules", &[("TERM", "dumb")], Some(80)));
    assert!(colored("rules", &[("NO_COLOR", "")], Some(80)));
    assert!(colored("-h", &[], Some(80)) && !colored("-h", &[], None));
}

#[test]
fn every_rule_is_explained_in_both_languages() {
    // Those on configurations rest on no law.
    for rule in Ruleset::embedded().rules.iter().filter(|rule| !rule.file().law.is_empty()) {
        for (lang, sections) in [
            ("es", ["Cuándo habla", "En qué se apoya", "Ejemplo con la falta"]),
            ("en", ["When it speaks", "What it rests on", "Example of the fault"]),
        ] {
            let Ran { status, out, .. } = ran(&format!("explain {} --lang {lang}", rule.head.code.to_lowercase()));
            assert_eq!(status, 0);
            assert!(sections.iter().all(|section| out.contains(section)), "{out}");
            assert!(!out.split(sections[2]).next().unwrap().contains('{'), "{out}");
            let fits = |line: &str| unicode_width::UnicodeWidthStr::width(line) <= 80 || !line.trim().contains(' ');
            assert!(out.lines().all(fits), "{out}");
        }
    }
    let json: Value = serde_json::from_str(&ran("explicar Email-Malformed A4-F14 -f json").out).unwrap();
    assert_eq!((json["rules"].as_array().map(Vec::len), json["rules"][0]["examples"].is_array()), (Some(1), true));
}

#[test]
fn rules_are_listed_in_three_forms() {
    let count = Ruleset::embedded().rules.len();
    let table = ran("rules").out;
    assert_eq!(table.lines().filter(|line| line.starts_with("  A4-") || line.starts_with("  CFG-")).count(), count);
    assert!(table.starts_with("A4-R · lectura del documento\n"));
    assert_eq!(ran("reglas -f markdown").out.lines().filter(|line| line.starts_with("| A4-") || line.starts_with("| CFG-")).count(), count);
    let json: Value = serde_json::from_str(&ran("rules -f json --lang en").out).unwrap();
    assert_eq!((json["version"].as_u64(), json["rules"].as_array().map(Vec::len)), (Some(1), Some(count)));
    assert!(json["rules"][0].get("examples").is_none());
}

#[test]
fn inspect_shows_what_was_understood() {
    let text = MODEL.replacen("Mensual\t", "\t", 1).replacen("<b>PERIODICIDAD", "no es nada\n<b>PERIODICIDAD", 1);
    let shown = run_with("inspect - --stdin-filename 2021/10/a4.txt", text.as_bytes(), &[], None);
    assert_eq!((shown.status, shown.err.as_str()), (0, ""));
    for words in ["2021/10/a4.txt · text · 8 unidades y 4 secciones", "«vacío»", "31/10/2021 → 2021-10-31", "30:49", "nota: No constan"]
    {
        assert!(shown.out.contains(words), "{words}\n{}", shown.out);
    }
    assert!(shown.out.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80));
    let json: Value = serde_json::from_str(&run_with("ver - -f json", text.as_bytes(), &[], None).out).unwrap();
    let keys = |value: &Value| value.as_object().map(|map| map.keys().cloned().collect::<Vec<_>>()).unwrap_or_default().join(" ");
    assert_eq!(keys(&json), "certainty columns footer format heading method notes path sections strays version");
    assert_eq!(keys(&json["footer"]), "email gpr holder periodicity phone responsible update_date");
    assert_eq!(keys(&json["sections"][0]["units"][0]), "indicator name number objective target");
    assert_eq!(keys(&json["columns"][4]), "link place state text value");
    let footer = |field: &str, key: &str| json["footer"][field][key].clone();
    assert_eq!(
        [footer("email", "value"), footer("phone", "value")],
        [Value::from("ines.quishpe@sanaurelio.gob.ec"), Value::from("032555014")]
    );
    assert_eq!(
        [footer("email", "link"), footer("periodicity", "state"), footer("gpr", "state")],
        [Value::from("mailto:ines.quishpe@sanaurelio.gob.ec"), Value::from("blank"), Value::from("not_applicable")]
    );
    assert_eq!(json["sections"][0]["units"][1]["number"]["value"], Value::from(2));
}

#[test]
fn what_cannot_be_inspected_is_told_as_check_tells_it() {
    let empty = run_with("inspect -", b"", &[], None);
    assert_eq!((empty.status, empty.out.as_str()), (4, ""));
    assert!(empty.err.contains("A4-R01"));
    let other = run_with("inspect - --lang en", b"hola\n", &[], None);
    assert!(other.status == 4 && other.out.contains("hola") && other.err.contains("A4-R03"));
}

#[test]
fn scripts_are_written_in_the_language_asked_for() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let Ran { status, out, .. } = ran(&format!("completions {shell}"));
        assert!(status == 0 && out.contains("revisar") && out.contains("json"), "{shell}");
    }
    assert!(ran("completions fish").out.contains("Lista las reglas") && ran("completions fish --lang en").out.contains("List the rules"));
    let page = ran("man").out;
    assert!(
        page.contains(".SH \"NOMBRE\"") && page.contains("2021/10/a4.txt") && !page.contains("SYNOPSIS") && !page.contains("OPTIONS"),
        "{page}"
    );
    assert!(ran("man --lang en").out.contains(".SH \"SYNOPSIS\""));
}

#[test]
fn a_closed_pipe_is_quiet_and_a_full_disk_is_told() {
    struct Broken(io::ErrorKind);
    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for (kind, status, words) in [(io::ErrorKind::BrokenPipe, 0, ""), (io::ErrorKind::StorageFull, 2, "no queda espacio en el disco")] {
        let mut err = Vec::new();
        let mut world = World {
            out: &mut Broken(kind),
            err: &mut err,
            input: &mut io::empty(),
            env: &|_| None,
            out_is_terminal: false,
            err_is_terminal: false,
            width: None,
            today: NaiveDate::default(),
        };
        assert_eq!(run(["lotaip", "rules"].map(OsString::from), &mut world), status);
        let err = String::from_utf8(err).unwrap();
        assert!(err.contains(words) && err.is_empty() == words.is_empty(), "{err}");
    }
}
