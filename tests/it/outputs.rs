//! Outputs for other programs: what each must hold however hostile a name or a text is, and that all of them show the same findings.

mod github;
mod gitlab;
mod html;
mod json_lines;
mod markdown;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use lotaip::diagnostic::{Outcome, Suppressed, Suppression};
use lotaip::engine::{self, Options};
use lotaip::lang::Lang;
use lotaip::render::{self, Run, Style, Summary};
use lotaip::rules::select::Selection;
use lotaip::rules::{MODEL, Ruleset};
use lotaip::source::Source;
use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{Given, Ran, run};

/// Texts that would like to be something else.
const HOSTILE: [&str; 9] = [
    "80 %\u{1b}[31m de\u{2028}avance",
    "::error file=x.txt::y",
    "##[error]x %0A::warning::y",
    "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "[x](https://ejemplo.invalid) ![y](https://ejemplo.invalid/y.png) <https://ejemplo.invalid>",
    "@alguien #12 :smile: alguien@ejemplo.ec www.ejemplo.ec https://ejemplo.ec $x$",
    "`a` ``b`` **c** __d__ ~~e~~ | f || g &lt; \\` [^1] - h # i",
    "\u{202E}revés\u{202C} ñandu\u{301} 😀\u{200B}",
    "\"comillas\" '],}{[ \\u0041 \\n",
];

/// Names of files that would like to be something else.
const NAMES: [&str; 7] = [
    "80 %, a:b.txt",
    "a\n::error::b.txt",
    "[x](javascript:alert(1))<img src=x>.txt",
    "@alguien|`b`.txt",
    "\u{1b}[2J\u{202E}\u{2028}.txt",
    "\"'\\{}.txt",
    "-- ñu\u{301} 😀.txt",
];

/// Runs a line of words without blanks in them, and a path after them.
fn on(line: &str, path: &Path) -> Ran {
    run(line.split_whitespace().map(OsString::from).chain([path.into()]), Given::default())
}

/// The model report with its e-mail address, the name of a unit and a target exchanged for this text.
fn with(text: &str) -> String {
    let changes =
        [("ines.quishpe@sanaurelio.gob.ec</a>", format!("{text}</a>")), ("ALCALDÍA", text.to_owned()), ("12 ordenanzas", text.to_owned())];
    changes.iter().fold(MODEL.to_owned(), |report, (old, new)| {
        assert!(report.contains(old), "the model report holds {old}");
        report.replace(old, new)
    })
}

/// A folder with each hostile text under each hostile name, with line ends and a byte order mark as some editors leave them.
fn hostile() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (index, text) in HOSTILE.iter().enumerate() {
        let report = with(text);
        let report = match index % 3 {
            0 => report,
            1 => report.replace('\n', "\r\n"),
            _ => format!("\u{FEFF}{report}"),
        };
        let path: PathBuf = folder.path().join(format!("{index}")).join(NAMES[index % NAMES.len()]);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, report).expect("a file");
    }
    folder
}

/// The findings of a run by its JSON: the path of each, and the finding.
fn findings(path: &Path) -> Vec<(String, Value)> {
    let json: Value = serde_json::from_str(&on("check -f json", path).out).expect("JSON");
    let documents = json["documents"].as_array().expect("documents");
    let each = |document: &Value| {
        let path = document["path"].as_str().expect("a path").to_owned();
        document["diagnostics"].as_array().expect("findings").iter().map(|found| (path.clone(), found.clone())).collect::<Vec<_>>()
    };
    documents.iter().flat_map(each).collect()
}

/// Outcomes as a format writes them, whole.
fn written(format: &str, outcomes: &[Outcome], lang: Lang) -> String {
    let ruleset = Ruleset::embedded();
    let selection = Selection::all(&ruleset);
    let style = Style { color: false, links: false, width: 80 };
    let run =
        Run { ruleset: &ruleset, selection: &selection, lang, as_of: day(), style, quiet: false, verbose: false, pages: None, files: 1 };
    let renderer = render::named(format).expect("a format");
    let mut summary = Summary::default();
    let mut documents = Vec::new();
    for outcome in outcomes {
        summary.add(outcome);
        let mut bytes = Vec::new();
        renderer.document(&run, outcome, &mut bytes);
        documents.push(bytes);
    }
    let mut out = Vec::new();
    renderer.begin(&run, renderer.waits().then_some(&summary), &mut out).expect("memory takes every byte");
    let documents = if renderer.waits() { renderer.arrange(&run, &summary, documents) } else { documents };
    out.extend_from_slice(&documents.join(renderer.separator()));
    renderer.end(&run, &summary, &mut out).expect("memory takes every byte");
    String::from_utf8(out).expect("UTF-8")
}

/// The day of every check here.
fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 11, 8).expect("a day")
}

/// A report with the same fault in two places, and one more that an exception may cover.
fn checked(text: &str) -> Outcome {
    let ruleset = Ruleset::embedded();
    let selection = Selection::all(&ruleset);
    let options = Options { digest: false, ..Options::new(day(), &selection) };
    engine::check(Source::named("2021/10/a4.txt", text), &ruleset, &options)
}

/// The outcome with its last finding held back.
fn held(mut outcome: Outcome) -> Outcome {
    let diagnostic = outcome.diagnostics.pop().expect("a finding");
    let by = Suppression::Exception { reason: "Reforma en curso".to_owned(), responsible: None, until: None };
    outcome.suppressed.push(Suppressed { diagnostic, by });
    outcome
}
