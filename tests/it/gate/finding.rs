//! Which files of a folder are checked, and that the others are counted.

use lotaip::rules::MODEL;

use super::Folder;

/// The paths that were checked and the number of those left alone.
fn checked(folder: &Folder) -> (Vec<String>, u64) {
    let json = folder.json(".");
    let documents = json["documents"].as_array().cloned().unwrap_or_default();
    let paths = documents.iter().map(|document| document["path"].as_str().unwrap_or_default().to_owned());
    (paths.collect(), json["summary"]["left_alone"].as_u64().unwrap_or(u64::MAX))
}

/// A matrix of another literal whose columns are like those of a4).
fn of_literal(literal: &str) -> String {
    format!(
        "Art. 7 de la Ley Orgánica de Transparencia y Acceso a la Información Pública - LOTAIP\nLiteral {literal}) Los servicios que ofrece\n\
         No.\tDenominación del servicio\tObjetivo\tIndicador\tMeta\n1\tVentanilla\tAtender\tTrámites\t90 %\n\
         FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:\t31/10/2021\nPERIODICIDAD DE ACTUALIZACIÓN DE LA INFORMACIÓN:\tMensual\n\
         UNIDAD POSEEDORA DE LA INFORMACION - LITERAL {literal}):\tDirección\n"
    )
}

#[test]
fn other_literals_and_other_files_are_left_alone_and_counted() {
    let header = "No.\tDescripción de la unidad\tObjetivo de la unidad\tIndicador\tMeta cuantificable\n";
    let folder = Folder::of(&[
        ("2021/10/a4.txt", MODEL),
        ("2021/10/informe.txt", MODEL),
        ("2021/10/literal_d.txt", &of_literal("d")),
        ("2021/10/octubre.txt", &of_literal("m")),
        ("2021/10/plan.csv", "unidad;objetivo;indicador;meta\nDirección;Atender;Trámites;90 %\n"),
        ("leame.txt", header),
        ("notas.txt", ""),
        ("logo.png", "\u{89}PNG"),
    ]);
    assert_eq!(checked(&folder), (vec!["2021/10/a4.txt".to_owned(), "2021/10/informe.txt".to_owned()], 5));
}

#[test]
fn a_name_that_says_a4_makes_a_report_of_what_is_none_or_cannot_be_read() {
    let folder = Folder::of(&[
        ("2021/10/a4.txt", "Se está preparando.\n"),
        ("2021/11/literal_a4.doc", "\u{7}"),
        ("2021/12/literal_b1.xlsx", "PK\u{3}\u{4} xl/workbook.xml"),
        ("2022/01/informe.xlsx", "PK\u{3}\u{4} xl/workbook.xml"),
        ("2022/02/informe.txt", ""),
        ("hoja a4.txt", "Papel de 210 por 297 mm\n"),
    ]);
    let (paths, left) = checked(&folder);
    assert_eq!(paths, ["2021/10/a4.txt", "2021/11/literal_a4.doc", "2022/01/informe.xlsx", "2022/02/informe.txt"]);
    assert_eq!(left, 2);
    assert_eq!(folder.run("check .").status, 4);
}

#[test]
fn the_title_of_another_literal_is_a_fault_where_all_else_says_a4() {
    let wrong = MODEL.replace("Literal a4)", "Literal a3)");
    let folder = Folder::of(&[("2021/10/informe.txt", &wrong)]);
    assert!(folder.codes(".").iter().any(|code| code.ends_with("A4-H03")));
}

#[test]
fn where_all_rules_are_ignored_nothing_complies() {
    let folder = Folder::of(&[
        ("lotaip.toml", "[[override]]\npaths = [\"borradores/**\"]\nignore = [\"A4\"]\n"),
        ("borradores/2021/10/a4.txt", "nada"),
        ("2021/10/a4.txt", MODEL),
    ]);
    assert_eq!(checked(&folder), (vec!["2021/10/a4.txt".to_owned()], 1));
    let ran = folder.run("check borradores --allow-empty");
    assert_eq!((ran.status, ran.err.as_str()), (0, "1 archivo que la configuración deja fuera: sin revisar\n"));
    assert_eq!(folder.run("check borradores").status, 3);
    for line in ["check . --ignore A4", "check . --select CFG-E01"] {
        let ran = folder.run(line);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{line}");
    }
}

#[test]
fn what_is_excluded_is_left_alone_in_folders_and_checked_by_name() {
    let folder = Folder::of(&[
        ("lotaip.toml", "exclude = [\"oficios\", \"**/borrador*\"]\n"),
        ("2021/10/a4.txt", MODEL),
        ("2021/10/borrador.txt", MODEL),
        ("oficios/2021/10/oficio.xlsx", "PK\u{3}\u{4} xl/workbook.xml"),
    ]);
    assert_eq!(checked(&folder), (vec!["2021/10/a4.txt".to_owned()], 2));
    assert_eq!(folder.run("check oficios/2021/10/oficio.xlsx").status, 4);
    assert_eq!(folder.run("check oficios/2021/10/oficio.xlsx --skip-others --allow-empty").status, 0);
}
