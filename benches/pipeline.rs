//! What each stage costs by itself: `cargo bench`. How whole runs compare with only reading the files is for `scripts/bench`.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use lotaip::diagnostic::Outcome;
use lotaip::document::Document;
use lotaip::engine::{self, Options};
use lotaip::lang::Lang;
use lotaip::render::{self, Run, Style};
use lotaip::rules::select::Selection;
use lotaip::rules::{MODEL, Ruleset};
use lotaip::source::Source;
use lotaip::{read, report};

fn main() {
    divan::main();
}

/// The units of the large report.
const UNITS: usize = 50_000;

/// The model with very many units in place of its own.
fn large() -> String {
    let (head, rest) = MODEL.split_at(MODEL.find("1\tCONCEJO").expect("the first unit"));
    let foot = &rest[rest.find("<b>LINK PARA").expect("the footer")..];
    let unit = |n| {
        format!(
            "{n}\tDIRECCIÓN DE GESTIÓN NÚMERO {n}\tAtender con oportunidad los trámites de la ciudadanía\tTrámites atendidos en el año\t{n} trámites\n"
        )
    };
    head.to_owned() + &(1..=UNITS).map(unit).collect::<Vec<_>>().concat() + foot
}

/// The model with a fault in most of its fields.
fn faulty() -> String {
    MODEL
        .replace("31/10/2021", "31/13/2021")
        .replace("Mensual", "")
        .replace("12 ordenanzas aprobadas", "por definir")
        .replace("\t3 días", "\t")
        .replace(".gob.ec", "")
}

fn document(text: &str) -> Document {
    read::read(Source::named("a4.txt", text), None).expect("it is text")
}

fn check(text: Vec<u8>, ruleset: &Ruleset, selection: &Selection) -> Outcome {
    let as_of = chrono::NaiveDate::from_ymd_opt(2021, 11, 8).expect("a day");
    let options = Options::new(as_of, selection);
    engine::check(Source::named("2021/10/a4.txt", text), ruleset, &options)
}

/// What every run of the program pays before the first file.
#[divan::bench]
fn start() -> Ruleset {
    Ruleset::embedded()
}

#[divan::bench]
fn read_one(bencher: Bencher) {
    bencher.counter(BytesCount::of_str(MODEL)).bench(|| document(black_box(MODEL)));
}

#[divan::bench]
fn recognize_one(bencher: Bencher) {
    let (ruleset, document) = (Ruleset::embedded(), document(MODEL));
    bencher.bench(|| report::recognize(black_box(&document), &ruleset.matrix));
}

/// Read, recognized and checked.
#[divan::bench(args = ["good", "faulty"])]
fn check_one(bencher: Bencher, which: &str) {
    let ruleset = Ruleset::embedded();
    let selection = Selection::all(&ruleset);
    let text = if which == "good" { MODEL.to_owned() } else { faulty() };
    bencher.with_inputs(|| text.clone().into_bytes()).bench_values(|bytes| check(bytes, &ruleset, &selection));
}

/// One report as the programs that officials use write it: files of `fixtures/formats/same`.
const FORMATS: [&str; 9] = [
    "libreoffice.xlsx",
    "openpyxl.xlsx",
    "libreoffice.xls",
    "libreoffice.ods",
    "python-docx.docx",
    "odfpy.odt",
    "sheetjs.html",
    "hand-bom-semicolon.csv",
    "tabulate-pipe.md",
];

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/fixtures/formats/same/{name}", env!("CARGO_MANIFEST_DIR"))).expect("the fixture is there")
}

/// The same report in every format: read only.
#[divan::bench(args = FORMATS)]
fn read_format(bencher: Bencher, name: &str) {
    let bytes = fixture(name);
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .with_inputs(|| Source::named(name, bytes.clone()))
        .bench_values(|source| read::read(source, None).expect("it is a report"));
}

/// The same report in every format: from its bytes to findings.
#[divan::bench(args = FORMATS)]
fn check_format(bencher: Bencher, name: &str) {
    let ruleset = Ruleset::embedded();
    let selection = Selection::all(&ruleset);
    let as_of = chrono::NaiveDate::from_ymd_opt(2021, 11, 8).expect("a day");
    let bytes = fixture(name);
    bencher
        .with_inputs(|| Source::named(name, bytes.clone()))
        .bench_values(|source| engine::check(source, &ruleset, &Options::new(as_of, &selection)));
}

#[divan::bench(args = ["human", "brief", "json"])]
fn render_faulty(bencher: Bencher, format: &str) {
    let ruleset = Ruleset::embedded();
    let selection = Selection::all(&ruleset);
    let outcome = check(faulty().into_bytes(), &ruleset, &selection);
    let as_of = chrono::NaiveDate::from_ymd_opt(2021, 11, 8).expect("a day");
    let style = Style { color: false, links: false, width: 100 };
    let run =
        Run { ruleset: &ruleset, selection: &selection, lang: Lang::Es, as_of, style, quiet: false, verbose: false, pages: None, files: 1 };
    let renderer = render::named(format).expect("a known format");
    bencher.bench(|| {
        let mut out = Vec::new();
        renderer.document(&run, black_box(&outcome), &mut out);
        out
    });
}

#[divan::bench(sample_count = 10)]
fn read_large(bencher: Bencher) {
    let text = large();
    bencher.counter(BytesCount::of_str(&text)).bench(|| document(black_box(&text)));
}

#[divan::bench(sample_count = 10)]
fn recognize_large(bencher: Bencher) {
    let (ruleset, document) = (Ruleset::embedded(), document(&large()));
    bencher.counter(ItemsCount::new(UNITS)).bench(|| report::recognize(black_box(&document), &ruleset.matrix));
}

#[divan::bench(sample_count = 10)]
fn check_large(bencher: Bencher) {
    let ruleset = Ruleset::embedded();
    let selection = Selection::all(&ruleset);
    let text = large();
    bencher
        .counter(ItemsCount::new(UNITS))
        .with_inputs(|| text.clone().into_bytes())
        .bench_values(|bytes| check(bytes, &ruleset, &selection));
}
