//! What a finding is known by: what moves is the same finding, and a new one is never taken for one that was mended.

use std::fmt::Write as _;
use std::fs;

use lotaip::rules::MODEL;

use super::{TARGET, changed, counted, done, folder, lotaip};
use crate::cli::write;
use crate::office::{docx, model_word, pack};

/// A change to the row of a unit.
type Change<'c> = &'c dyn Fn(&mut Vec<String>);

/// The model with rows of units changed: what becomes of the row with each number.
fn rows(change: &dyn Fn(i64, &str) -> Vec<String>) -> String {
    let row = |line: &str| match line.split_once('\t').and_then(|(number, _)| number.parse().ok()) {
        Some(number) => change(number, line),
        None => vec![line.to_owned()],
    };
    let lines: Vec<String> = MODEL.lines().flat_map(row).collect();
    lines.join("\n") + "\n"
}

/// The model with one row changed.
fn with(number: i64, change: Change<'_>) -> String {
    rows(&|at, line| if at == number { edited(line, change) } else { vec![line.to_owned()] })
}

fn edited(line: &str, change: Change<'_>) -> Vec<String> {
    let mut cells = line.split('\t').map(str::to_owned).collect();
    change(&mut cells);
    vec![cells.join("\t")]
}

/// The same with a unit before all others, and the others numbered anew.
fn below_another(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        match line.split_once('\t').and_then(|(number, rest)| Some((number.parse::<i64>().ok()?, rest))) {
            Some((number, rest)) => {
                if number == 1 {
                    out.push_str("1\tAUDITORÍA INTERNA\tControlar los recursos de la institución.\tInformes de auditoría\t4 informes\n");
                }
                let _ = writeln!(out, "{}\t{rest}", number + 1);
            }
            None => {
                let _ = writeln!(out, "{line}");
            }
        }
    }
    out
}

/// The findings that count once those of a report are in the baseline and it has become another.
fn new(before: &str, after: &str) -> Vec<String> {
    let folder = folder(&[("2021/10/a4.txt", before)]);
    done(&folder, "baseline create");
    assert_eq!(counted(&folder, ". --baseline lotaip-baseline.json"), Vec::<String>::new());
    fs::write(folder.path().join("2021/10/a4.txt"), after).expect("written");
    let found = counted(&folder, ". --baseline lotaip-baseline.json");
    found.iter().filter_map(|finding| finding.strip_prefix("2021/10/a4.txt ")).map(str::to_owned).collect()
}

#[test]
fn two_goals_of_a_unit_are_two() {
    let goals = |first: &str, second: &str| {
        let (first, second) = (first.to_owned(), second.to_owned());
        rows(&move |number, line| {
            if number != 4 {
                return vec![line.to_owned()];
            }
            let goal = |text: &str, target: &str| {
                let (text, target) = (text.to_owned(), target.to_owned());
                edited(line, &move |cells| {
                    if !text.is_empty() {
                        text.clone_into(&mut cells[2]);
                        cells[3] = "Metros de bordillo construidos".to_owned();
                    }
                    target.clone_into(&mut cells[4]);
                })
            };
            [goal("", &first), goal("Otro objetivo de la misma unidad", &second)].concat()
        })
    };
    assert_eq!(new(&goals("", "300 metros de bordillo"), &goals("35 km de vía rural", "")), ["A4-U05 units[5].target"]);
    assert_eq!(new(&goals("", ""), &goals("35 km de vía rural", "")), Vec::<String>::new());
}

#[test]
fn mending_another_cell_of_the_row_changes_nothing() {
    for column in [0, 2, 3] {
        let both = with(4, &|cells| (cells[column], cells[4]) = (String::new(), String::new()));
        assert_eq!(new(&both, &with(4, &|cells| cells[4] = String::new())), Vec::<String>::new(), "{column}");
    }
}

#[test]
fn units_may_move_and_be_numbered_anew() {
    let nameless: Change<'_> = &|cells| cells[1] = String::new();
    let repeated: Change<'_> = &|cells| cells[1] = "DIRECCIÓN DE OBRAS PÚBLICAS".to_owned();
    let untargeted: Change<'_> = &|cells| cells[4] = String::new();
    let unplaced: Change<'_> = &|cells| (cells[1], cells[4]) = (String::new(), String::new());
    for (number, change) in [(4, nameless), (5, repeated), (4, untargeted), (4, unplaced)] {
        let text = with(number, change);
        assert_eq!(new(&text, &below_another(&text)), Vec::<String>::new(), "{number}");
    }
    // The fault of another unit is another.
    assert_eq!(new(&with(4, nameless), &with(5, nameless)), ["A4-U02 units[5].name"]);
    assert_eq!(new(&with(4, untargeted), &with(5, untargeted)), ["A4-U05 units[5].target"]);
}

#[test]
fn a_sheet_is_the_same_when_another_comes_to_its_workbook() {
    let sheet = |name: &str, text: &str| {
        let cell = |cell: &str| {
            let plain = cell.replace("<b>", "").replace("</b>", "").replace('<', "&lt;");
            format!("<table:table-cell office:value-type=\"string\"><text:p>{plain}</text:p></table:table-cell>")
        };
        let row = |line: &str| format!("<table:table-row>{}</table:table-row>", line.split('\t').map(cell).collect::<String>());
        format!("<table:table table:name=\"{name}\">{}</table:table>", text.lines().map(row).collect::<String>())
    };
    let book = |sheets: &str| {
        format!(
            "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
             xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
             office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:body><office:spreadsheet>{sheets}\
             </office:spreadsheet></office:body></office:document>"
        )
    };
    let (october, november) = (changed(&[TARGET]), changed(&[("31/10/2021", "30/11/2021")]));
    let first = sheet("Octubre", &october);
    let folder = folder(&[("2021/a4.fods", &book(&first))]);
    done(&folder, "baseline create");
    let prints = |format: &str, key: &str| -> Vec<String> {
        let out = lotaip(&folder, &format!("check --select A4-U05 --format {format}")).out;
        out.split(key).skip(1).map(|rest| rest.chars().take(70).collect()).collect()
    };
    let keys = [("gitlab", "\"fingerprint\":"), ("sarif", "\"primaryLocationLineHash\":")];
    let before = keys.map(|(format, key)| prints(format, key));
    assert!(before.iter().all(|prints| prints.len() == 1), "{before:?}");
    let both = format!("{first}{}", sheet("Noviembre", &november));
    fs::write(folder.path().join("2021/a4.fods"), book(&both)).expect("written");
    let line = ". --select A4-U --baseline lotaip-baseline.json";
    assert_eq!(counted(&folder, line), Vec::<String>::new());
    assert_eq!(keys.map(|(format, key)| prints(format, key)), before);
    // The same fault in the other sheet is another.
    let swapped = format!("{}{}", sheet("Octubre", MODEL), sheet("Noviembre", &changed(&[TARGET, ("31/10/2021", "30/11/2021")])));
    fs::write(folder.path().join("2021/a4.fods"), book(&swapped)).expect("written");
    assert_eq!(counted(&folder, line), ["2021/a4.fods A4-U05 units[4].target"]);
}

#[test]
fn two_matrices_of_one_text_are_two() {
    let (september, october) = (model_word().replace("31/10/2021", "30/09/2021"), model_word());
    let fault = |rows: &str| rows.replace("Mensual", "Trimestral");
    let folder = folder(&[]);
    let put = |tables: &[&str]| {
        let body: Vec<String> = tables.iter().map(|rows| format!("<w:tbl>{rows}</w:tbl><w:p/>")).collect();
        write(&folder, "a4.docx", pack(&docx(&body.concat()), true));
    };
    put(&[&fault(&september)]);
    done(&folder, "baseline create --select A4-T07");
    let line = ". --select A4-T07 --baseline lotaip-baseline.json";
    // The first stays what it was when another month comes after it.
    put(&[&fault(&september), &october]);
    assert_eq!(counted(&folder, line), Vec::<String>::new());
    put(&[&september, &fault(&october)]);
    assert_eq!(counted(&folder, line), ["a4.docx A4-T07 footer.periodicity"]);
    put(&[&fault(&september), &fault(&october)]);
    assert_eq!(counted(&folder, line), ["a4.docx A4-T07 footer.periodicity"]);
    let gitlab = lotaip(&folder, "check --select A4-T07 --format gitlab").out;
    let prints: Vec<&str> = gitlab.split("\"fingerprint\":\"").skip(1).filter_map(|rest| rest.get(..32)).collect();
    assert!(prints.len() == 2 && prints[0] != prints[1], "{gitlab}");
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_are_as_many_as_there_are_files() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = folder(&[]);
    let path = |byte: u8| folder.path().join(OsStr::from_bytes(&[b"a4-".as_slice(), &[byte], b".txt"].concat()));
    let fault = changed(&[("Mensual", "Trimestral")]);
    if fs::write(path(0xFE), MODEL).is_err() {
        // Some file systems take only text for names.
        return;
    }
    fs::write(path(0xFF), &fault).expect("written");
    done(&folder, "baseline create --select A4-T07");
    // One is mended, the other gets the same fault.
    fs::write(path(0xFE), &fault).expect("written");
    fs::write(path(0xFF), MODEL).expect("written");
    let line = ". --select A4-T07 --baseline lotaip-baseline.json";
    assert_eq!(counted(&folder, line), ["a4-\u{FFFD}FE.txt A4-T07 footer.periodicity"]);
    assert!(done(&folder, "baseline prune --select A4-T07").contains("1 menos"));
    // Outputs tell them apart too.
    fs::write(path(0xFF), &fault).expect("written");
    let gitlab = lotaip(&folder, "check --select A4-T07 --format gitlab").out;
    let prints: Vec<&str> = gitlab.split("\"fingerprint\":\"").skip(1).filter_map(|rest| rest.get(..32)).collect();
    assert!(prints.len() == 2 && prints[0] != prints[1], "{gitlab}");
    let sarif = lotaip(&folder, "check --select A4-T07 --format sarif").out;
    assert!(["\"a4-%FE.txt\"", "\"a4-%FF.txt\""].iter().all(|uri| sarif.contains(uri)), "{sarif}");
}
