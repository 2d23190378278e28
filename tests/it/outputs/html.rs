//! The web page: well formed, without anything from outside, with every finding, and with nothing that a file could smuggle in.

use lotaip::diagnostic::{Outcome, Suppressed, Suppression};
use lotaip::lang::Lang;
use lotaip::rules::MODEL;

use crate::cli::{Given, run};
use crate::generated::root;
use crate::whole::{check, rendered};

fn page(outcome: &Outcome, lang: Lang) -> String {
    let all = rendered(outcome, lang);
    let (_, page) = all.into_iter().find(|(name, _)| *name == "html").expect("the format is there");
    String::from_utf8(page).expect("UTF-8")
}

fn on(words: &[&str], path: &str) -> String {
    let path = root().join(path).to_string_lossy().into_owned();
    let words: Vec<&str> = ["check", "-f", "html"].iter().chain(words).copied().chain([path.as_str()]).collect();
    run(words, Given::default()).out
}

/// The names of a page's elements, after a look at how they stand in one another.
fn elements(page: &str) -> Vec<String> {
    const VOID: [&str; 4] = ["meta", "br", "wbr", "!DOCTYPE"];
    let (mut open, mut all) = (Vec::new(), Vec::new());
    for part in page.split('<').skip(1) {
        let (tag, _) = part.split_once('>').expect("a tag ends");
        let name = tag.split_whitespace().next().expect("a tag has a name").to_owned();
        if let Some(closed) = name.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(closed), "{tag}");
        } else {
            if !VOID.contains(&name.as_str()) {
                open.push(name.clone());
            }
            all.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    all
}

#[test]
fn the_page_is_well_formed_and_asks_for_nothing() {
    for (words, path) in [(vec![], "fixtures/ejemplo"), (vec!["--lang", "en"], "fixtures/formats/same"), (vec![], "fixtures/reports")] {
        let page = on(&words, path);
        let all = elements(&page);
        for forbidden in ["script", "link", "img", "iframe", "object", "svg", "form", "base"] {
            assert!(!all.iter().any(|name| name == forbidden), "{path} holds {forbidden}");
        }
        for forbidden in ["src=", "url(", "@import", "http://", "https://", "file://", "style=\""] {
            assert!(!page.contains(forbidden), "{path} holds {forbidden}");
        }
        assert!(page.contains("default-src 'none'"));
        assert_eq!(all.iter().filter(|name| *name == "h1").count(), 1);
        // Levels of headings are never skipped.
        let levels = all.iter().filter_map(|name| name.strip_prefix('h')?.parse::<u32>().ok());
        let levels: Vec<u32> = levels.collect();
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{path}: {levels:?}");
        let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        for target in page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let id = target.strip_prefix('#').expect("links lead within the page");
            assert_eq!(ids.iter().filter(|known| **known == id).count(), 1, "{path}: {target}");
        }
    }
}

#[test]
fn every_finding_of_the_json_is_there() {
    for path in ["fixtures/ejemplo", "fixtures/reports", "fixtures/formats/same"] {
        let words = |format| vec!["check".to_owned(), "-f".to_owned(), format, root().join(path).to_string_lossy().into_owned()];
        let json = run(words("json".to_owned()), Given::default()).out;
        let page = run(words("html".to_owned()), Given::default()).out;
        assert_eq!(page.matches("<section class=\"finding ").count(), json.matches("\"fingerprint\":").count(), "{path}");
    }
}

#[test]
fn threads_change_nothing() {
    let one = on(&["-j", "1"], "fixtures");
    assert!(one == on(&["-j", "4"], "fixtures"), "the same bytes");
}

#[test]
fn nothing_is_smuggled_in() {
    let bad = "<script>alert(1)</script>\"'&amp;\u{1b}[31m\u{1f}\u{1e}\u{2028}\u{202e}\u{ffff}</td></table>";
    for place in ["ines.quishpe@sanaurelio.gob.ec</a>", "ALCALDÍA"] {
        let outcome = check(MODEL.replacen("12 ordenanzas", "", 1).replacen(place, &format!("{bad}</a>"), 1));
        assert!(!outcome.diagnostics.is_empty(), "{place}");
        let page = page(&outcome, Lang::Es);
        assert!(!elements(&page).iter().any(|name| name == "script"));
        assert!(!page.contains(['\u{1b}', '\u{1f}', '\u{1e}', '\u{2028}', '\u{202e}', '\u{ffff}']), "{place}");
    }
    let mut outcome = check(MODEL);
    outcome.name = "a\"><script>\u{1f}\n/b.txt".to_owned();
    let page = page(&outcome, Lang::Es);
    assert!(page.contains("a&quot;&gt;&lt;script&gt;") && !page.contains('\u{1f}'));
    elements(&page);
}

#[test]
fn what_is_held_back_is_folded_with_its_reason_and_is_no_finding() {
    let mut outcome = check(MODEL.replacen("ines.quishpe@sanaurelio.gob.ec</a>", "ines.quishpe@</a>", 1));
    let found = outcome.diagnostics.len();
    let diagnostic = outcome.diagnostics.pop().expect("a finding");
    let by =
        Suppression::Exception {
            reason: "El <b>buzón</b> se cambia".to_owned(), responsible: Some("Secretaría".to_owned()), until: None
        };
    outcome.suppressed = vec![Suppressed { diagnostic: diagnostic.clone(), by }, Suppressed { diagnostic, by: Suppression::Baseline }];
    let page = page(&outcome, Lang::Es);
    assert_eq!(page.matches("<section class=\"finding ").count(), found - 1);
    assert!(page.contains("2 observaciones más no cuentan") && page.contains("2 observaciones sin contar, y por qué"));
    assert!(page.contains("Exceptuada: El &lt;b&gt;buzón&lt;/b&gt; se cambia · Responde Secretaría") && page.contains("línea base"));
}

#[test]
fn marks_and_places_are_those_of_the_file() {
    let page = on(&[], "fixtures/ejemplo");
    let mark = "<mark><span class=\"heard\">señalado: </span>marta.chicaiza@monteluz.gob,ec</mark>";
    assert!(
        page.contains(mark)
            && page.contains("línea 20, columna 92")
            && page.contains("<th scope=\"row\"><span class=\"narrow\">Línea </span>20</th>")
    );
    let page = on(&[], "fixtures/formats/same/openpyxl.xlsx");
    assert!(page.contains("hoja «Literal a4», celda E9") && page.contains("<th class=\"marked\" scope=\"col\">E</th>"));
}
