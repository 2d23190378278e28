//! Where baselines are written: each configuration has its own, and what is created is what is held back.

use std::fs;

use super::{Folder, changed, counted, done, faulty, kept};

const NAMES_ONE: &str = "baseline = 'lotaip-baseline.json'\n";

#[test]
fn each_configuration_has_the_findings_below_it_in_its_own_file() {
    let files = [
        ("lotaip.toml", NAMES_ONE),
        ("a/2021/10/a4.txt", &faulty()),
        ("b/lotaip.toml", "baseline = 'b.json'\n"),
        ("b/2021/10/a4.txt", &faulty()),
        ("c/lotaip.toml", "extend = '../lotaip.toml'\nfail-on = 'never'\n"),
        ("c/2021/10/a4.txt", &faulty()),
    ];
    let folder = Folder::of(&files);
    let said = done(&folder, "baseline create .");
    assert_eq!(said, "b/b.json: 2 observaciones de 1 documento\nlotaip-baseline.json: 4 observaciones de 2 documentos\n");
    assert_eq!(kept(&folder, "b/b.json"), ["2021/10/a4.txt A4-T07", "2021/10/a4.txt A4-F14"]);
    assert_eq!(kept(&folder, "lotaip-baseline.json").len(), 4);
    assert_eq!(counted(&folder, "."), Vec::<String>::new());
    // One file on the command line wins over all of them.
    done(&folder, "baseline create . --baseline todo.json");
    assert_eq!(kept(&folder, "todo.json").len(), 6);
    assert_eq!(counted(&folder, ". --baseline todo.json"), Vec::<String>::new());
}

#[test]
fn the_file_is_that_of_the_reports_and_not_that_of_where_the_program_was_started() {
    let folder = Folder::of(&[("inf/lotaip.toml", NAMES_ONE), ("inf/2021/10/a4.txt", &faulty())]);
    done(&folder, "baseline create inf");
    assert!(!folder.path().join("lotaip-baseline.json").exists());
    assert_eq!(kept(&folder, "inf/lotaip-baseline.json").len(), 2);
    assert_eq!(counted(&folder, "inf"), Vec::<String>::new());
    assert!(done(&folder, "baseline show inf").ends_with("2 observaciones\n"));
}

#[test]
fn what_goes_to_no_baseline_is_told() {
    let files = [
        ("lotaip.toml", NAMES_ONE),
        ("a/2021/10/a4.txt", &faulty()),
        ("b/lotaip.toml", "fail-on = 'warning'\n"),
        ("b/2021/10/a4.txt", &faulty()),
    ];
    let folder = Folder::of(&files);
    let ran = folder.run("baseline create .");
    assert_eq!((ran.status, ran.out.as_str()), (0, "lotaip-baseline.json: 2 observaciones de 1 documento\n"));
    assert!(ran.err.starts_with("2 observaciones de 1 documento no entran en ninguna línea base, porque b/lotaip.toml"), "{}", ran.err);
    assert!(kept(&folder, "lotaip-baseline.json").iter().all(|finding| finding.starts_with("a/")));
}

/// Does what `baseline create` says at its end: the line that it shows, at the beginning of the file that it names, or the command that it shows.
fn followed(folder: &Folder, said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    let at = lines.iter().position(|line| line.starts_with("Para que no cuenten")).unwrap_or_else(|| panic!("{said}"));
    let shown = lines[at + 1].trim();
    if let Some(command) = shown.strip_prefix("lotaip ") {
        done(folder, command);
        return command.to_owned();
    }
    let config = lines[at].split_whitespace().find(|word| word.ends_with("lotaip.toml")).unwrap_or_else(|| panic!("{said}"));
    let before = fs::read_to_string(folder.path().join(config)).unwrap_or_default();
    fs::write(folder.path().join(config), format!("{shown}\n{before}")).expect("written");
    format!("{config}: {shown}")
}

#[test]
fn what_is_said_at_the_end_puts_it_to_use() {
    let table = "[institution]\ngpr = false\n";
    for (files, line, advice) in [
        (vec![], "create", "init"),
        (vec![], "create inf", "init inf"),
        (vec![], "create inf --baseline inf/lotaip-baseline.json", "init inf"),
        (vec![], "create inf --baseline otra.json", "inf/lotaip.toml: baseline = \"../otra.json\""),
        (vec![("lotaip.toml", table)], "create inf", "lotaip.toml: baseline = \"lotaip-baseline.json\""),
        (vec![("inf/lotaip.toml", table)], "create inf", "inf/lotaip.toml: baseline = \"../lotaip-baseline.json\""),
        (
            vec![("inf/lotaip.toml", table)],
            "create inf --baseline inf/lotaip-baseline.json",
            "inf/lotaip.toml: baseline = \"lotaip-baseline.json\"",
        ),
    ] {
        let folder = Folder::of(&[("inf/2021/10/a4.txt", &faulty())]);
        for (path, text) in files {
            folder.put(path, text);
        }
        let said = done(&folder, &format!("baseline {line}"));
        assert_eq!(counted(&folder, "inf").len(), 2, "{line}");
        assert_eq!(followed(&folder, &said), advice, "{line}: {said}");
        assert_eq!(counted(&folder, "inf"), Vec::<String>::new(), "{line}");
        // From then on nothing more needs to be done.
        assert!(!done(&folder, "baseline create inf").contains("Para que"), "{line}");
    }
}

#[test]
fn init_puts_to_use_what_is_about_its_folder_only() {
    let folder = Folder::of(&[("uno/2021/10/a4.txt", &faulty()), ("dos/2021/10/a4.txt", &faulty())]);
    done(&folder, "baseline create uno");
    done(&folder, "init dos");
    assert_eq!(counted(&folder, "dos").len(), 2);
    assert!(!fs::read_to_string(folder.path().join("dos/lotaip.toml")).expect("read").contains("\nbaseline ="));
}

#[test]
fn a_baseline_that_is_not_there_is_told_by_who_names_it() {
    let key = ("con/lotaip.toml", "baseline = 'nohay.json'\n");
    let folder = Folder::of(&[key, ("con/2021/10/a4.txt", &faulty()), ("sin/2021/10/a4.txt", &faulty())]);
    for (line, words, other) in [
        ("check sin --baseline nohay.json", "lotaip baseline create --baseline nohay.json", "clave"),
        ("baseline prune sin --baseline nohay.json", "ruta de --baseline", "clave"),
        ("baseline show --baseline nohay.json", "ruta de --baseline", "clave"),
        ("check con", "clave «baseline» de con/lotaip.toml", "--baseline"),
        ("baseline show con", "clave «baseline» de con/lotaip.toml", "--baseline"),
        ("baseline prune sin", "ninguna configuración nombra otra", "clave"),
        ("baseline show sin", "ninguna configuración nombra otra", "clave"),
    ] {
        let ran = folder.run(line);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{line}");
        assert!(ran.err.contains(words) && !ran.err.contains(other), "{line}: {}", ran.err);
    }
}

#[test]
fn an_output_that_cannot_be_written_is_told_by_its_option() {
    let folder = Folder::of(&[("2021/10/a4.txt", &faulty())]);
    for (line, option) in [
        ("check --report html=nohay/x.html", "--report"),
        ("check --report json=x.json --report html=nohay/x.html", "--report"),
        ("check --output-file nohay/x.txt", "--output-file"),
        ("baseline create --baseline nohay/b.json", "--baseline"),
    ] {
        let ran = folder.run(line);
        assert_eq!(ran.status, 2, "{line}");
        let told = ran.err.contains("la carpeta «nohay» no existe") && ran.err.contains(&format!("elija con {option} "));
        assert!(told, "{line}: {}", ran.err);
    }
}

#[test]
fn paths_are_seen_from_the_folder_of_the_baseline() {
    let files = [("gad/lotaip.toml", "baseline = '.lotaip/b.json'\n"), ("gad/.lotaip/leame.txt", ""), ("gad/2021/10/a4.txt", &faulty())];
    let folder = Folder::of(&files);
    done(&folder, "baseline create gad");
    assert_eq!(kept(&folder, "gad/.lotaip/b.json"), ["../2021/10/a4.txt A4-T07", "../2021/10/a4.txt A4-F14"]);
    // Another clone, elsewhere.
    fs::rename(folder.path().join("gad"), folder.path().join("copia")).expect("renamed");
    assert_eq!(counted(&folder, "copia"), Vec::<String>::new());
    let said = done(&folder, "baseline prune copia");
    assert_eq!(said, "copia/.lotaip/b.json: 2 observaciones, 0 menos que antes\n");
}

#[test]
fn what_is_damaged_can_be_created_anew_and_says_what_is_wrong() {
    let line = r#"{"path":"a4.txt","code":"A4-F14","subject":"footer.email","fingerprint":"00","count":COUNT}"#;
    let text = |count: &str| format!("{{\"version\":1,\"findings\":[{}]}}", line.replace("COUNT", count));
    let folder = Folder::of(&[("lotaip.toml", NAMES_ONE), ("2021/10/a4.txt", &changed(&[]))]);
    for count in ["0", "18446744073709551615", "-1"] {
        fs::write(folder.path().join("lotaip-baseline.json"), text(count)).expect("written");
        let ran = folder.run("check");
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{count}");
        assert!(ran.err.contains(count), "{count}: {}", ran.err);
        done(&folder, "baseline create");
        assert_eq!(counted(&folder, "."), Vec::<String>::new());
    }
}

#[test]
fn a_report_is_never_overwritten() {
    let folder = Folder::of(&[("2021/10/a4.txt", &faulty())]);
    let ran = folder.run("baseline create --baseline 2021/10/a4.txt");
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert_eq!(fs::read_to_string(folder.path().join("2021/10/a4.txt")).expect("read"), faulty());
}

#[test]
fn findings_on_configurations_are_never_in_a_baseline() {
    let exception = "[[exception]]\nrule = 'A4-F18'\npath = '2021'\nreason = 'x'\n";
    let folder = Folder::of(&[("lotaip.toml", &format!("{NAMES_ONE}{exception}")), ("2021/10/a4.txt", &faulty())]);
    done(&folder, "baseline create");
    assert_eq!(kept(&folder, "lotaip-baseline.json").len(), 2);
    assert_eq!(counted(&folder, "."), ["lotaip.toml CFG-E02 document"]);
}

#[test]
fn only_options_that_mean_something_are_taken() {
    let folder = Folder::of(&[("2021/10/a4.txt", &faulty())]);
    for option in ["--format json", "--output-file x", "--report json=x", "--fail-on never", "--quiet", "--verbose"] {
        let ran = folder.run(&format!("baseline create {option}"));
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{option}");
        assert!(ran.err.contains("Uso: lotaip baseline [OPCIONES] <PASO> [RUTA]..."), "{}", ran.err);
    }
    let help = done(&folder, "baseline --help");
    assert!(help.contains("Uso: lotaip baseline [OPCIONES] <PASO> [RUTA]...\n"), "{help}");
    assert!(help.find("  <PASO>") < help.find("  [RUTA]"), "{help}");
}
