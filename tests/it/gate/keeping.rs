//! What `baseline create` leaves as it is: files that are no baseline, and what the baseline before knew of what was not looked at this time.

use std::fs;

use super::{Folder, changed, counted, done, faulty, kept};

const FILE: &str = "lotaip-baseline.json";

/// Two folders, each with two findings each.
fn two_folders() -> Folder {
    Folder::of(&[("a/2021/10/a4.txt", &faulty()), ("b/2021/10/a4.txt", &faulty())])
}

#[test]
fn nothing_but_a_baseline_is_written_over() {
    let base = ("base.toml", "lang = 'es'\n");
    for (config, line, lost) in [
        ("", "--baseline lotaip.toml", "lotaip.toml"),
        ("baseline = 'lotaip.toml'\n", "", "lotaip.toml"),
        ("extend = 'base.toml'\nbaseline = 'base.toml'\n", "", "base.toml"),
        ("extend = 'base.toml'\n", "--baseline ./2021/../base.toml", "base.toml"),
        ("", "--config otra.toml --baseline otra.toml", "otra.toml"),
        ("", "--baseline oficio.docx", "oficio.docx"),
        ("", "--baseline notas.md", "notas.md"),
        ("", "--baseline salida.json", "salida.json"),
        ("", "--baseline 2021/10/a4.txt", "2021/10/a4.txt"),
    ] {
        let files = [("lotaip.toml", config), base, ("otra.toml", "fail-on = 'never'\n"), ("2021/10/a4.txt", &faulty())];
        let folder = Folder::of(&files);
        folder.put("oficio.docx", b"PK\x03\x04\xFF");
        folder.put("notas.md", "# Notas\n");
        folder.put("salida.json", folder.run("check --no-config --format json").out);
        let before = folder.read_bytes(lost);
        let ran = folder.run(&format!("baseline create 2021 {line}"));
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{config:?} {line}");
        assert!(ran.err.contains(&format!("no se escribe la línea base en «{lost}»")) && ran.err.contains("otro nombre"), "{}", ran.err);
        assert_eq!(folder.read_bytes(lost), before, "{config:?} {line}");
    }
}

#[test]
fn a_baseline_is_written_over_also_when_it_is_damaged_or_of_another_version() {
    for text in [
        "",
        "{\n  \"version\": 1,\n  \"findings\": [\n<<<<<<< HEAD\n",
        "{\"version\":7,\"findings\":[],\"more\":{}}",
        "{\"findings\":3,\"version\":1}",
    ] {
        let folder = Folder::of(&[("2021/10/a4.txt", &faulty()), (FILE, text)]);
        done(&folder, "baseline create");
        assert_eq!(counted(&folder, ". --baseline lotaip-baseline.json"), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_later_version_is_told_as_such() {
    let folder = Folder::of(&[("2021/10/a4.txt", &faulty()), (FILE, "{\"version\":2,\"findings\":[],\"more\":{}}")]);
    let ran = folder.run("check --baseline lotaip-baseline.json");
    assert!(ran.status == 2 && ran.err.contains("es de la versión 2, que este programa no conoce"), "{}", ran.err);
}

#[test]
fn what_is_not_looked_at_stays_in_the_baseline() {
    for (line, said, keeps) in [
        ("a", "2 observaciones de 1 documento", true),
        (". --select A4-F14", "2 observaciones de 2 documentos", true),
        (". --ignore A4-T07", "2 observaciones de 2 documentos", true),
        (".", "4 observaciones de 2 documentos", false),
    ] {
        let folder = two_folders();
        done(&folder, "baseline create");
        let before = folder.read(FILE);
        let told = done(&folder, &format!("baseline create {line}"));
        assert_eq!(told.lines().next(), Some(format!("{FILE}: {said}").as_str()));
        assert_eq!(told.contains("\nDe antes se conserva lo que esta vez no se buscó: 2 observaciones\n"), keeps, "{told}");
        assert_eq!(folder.read(FILE), before, "{line}");
    }
}

#[test]
fn what_is_looked_at_and_mended_or_gone_does_not_stay() {
    let folder = two_folders();
    done(&folder, "baseline create");
    fs::write(folder.path().join("a/2021/10/a4.txt"), changed(&[])).expect("written");
    done(&folder, "baseline create a");
    assert_eq!(kept(&folder, FILE), ["b/2021/10/a4.txt A4-T07", "b/2021/10/a4.txt A4-F14"]);
    fs::rename(folder.path().join("b"), folder.path().join("c")).expect("renamed");
    done(&folder, "baseline create c");
    assert_eq!(kept(&folder, FILE).len(), 4, "the folder b was not looked at");
    done(&folder, "baseline create");
    assert!(kept(&folder, FILE).iter().all(|finding| finding.starts_with("c/")), "{:?}", kept(&folder, FILE));
}

#[test]
fn a_file_is_one_however_its_path_is_written() {
    let folder = two_folders();
    let whole = folder.path().to_string_lossy().into_owned();
    let line = format!(". {whole} a/../b ./b/2021/10/a4.txt {whole}/b/2021/10/a4.txt");
    let said = done(&folder, &format!("baseline create {line}"));
    assert!(said.starts_with("lotaip-baseline.json: 4 observaciones de 2 documentos\n"), "{said}");
    assert_eq!(folder.json(&line)["summary"]["documents"], 2);
}
