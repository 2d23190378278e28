//! `inspect --draw`: what is written where, and what is refused.

use std::fs;

use super::{Given, on, run};

/// A PDF of one page with a line of text on it.
fn pdf() -> String {
    let content = "BT /F 10 Tf 40 200 Td (Reglamento interno) Tj 0 -20 Td (Las metas y objetivos de las unidades) Tj ET";
    format!(
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 \
         R/MediaBox[0 0 400 300]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Contents 4 0 R>>\nendobj\n4 0 \
         obj\n<</Length {}>>\nstream\n{content}\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n",
        content.len()
    )
}

#[test]
fn a_pdf_is_drawn_even_where_no_matrix_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let (file, drawing) = (folder.path().join("a4.pdf"), folder.path().join("a4.svg"));
    fs::write(&file, pdf()).unwrap();
    let ran = on(&format!("inspect --draw {}", drawing.display()), &file);
    assert_eq!(ran.status, 4, "{ran:?}");
    let drawn = fs::read_to_string(&drawing).unwrap();
    assert!(
        drawn.starts_with("<svg ") && drawn.ends_with("</svg>\n") && drawn.contains("Las metas y objetivos de las unidades"),
        "{drawn}"
    );
    // What is there is replaced as a whole, and nothing is left beside it.
    assert_eq!(on(&format!("inspect --draw {} --lang en", drawing.display()), &file).status, 4);
    assert!(fs::read_to_string(&drawing).unwrap().contains("page 1"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    let piped = run(["inspect", "-", "--draw", &drawing.display().to_string()], Given { input: pdf().as_bytes(), ..Given::default() });
    assert_eq!(piped.status, 4, "{piped:?}");
}

#[test]
fn what_cannot_be_drawn_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let in_folder = |name: &str| folder.path().join(name).display().to_string();
    fs::write(in_folder("a4.txt"), lotaip::rules::MODEL).unwrap();
    fs::write(in_folder("a4.pdf"), pdf()).unwrap();
    fs::write(in_folder("pdf.svg"), pdf()).unwrap();
    for (file, drawing, words, advice) in [
        ("a4.txt", "a4.svg", "es text", "quite --draw"),
        ("a4.pdf", "a4.png", "lo que se dibuja es un SVG", "termine en «.svg»"),
        ("a4.pdf", "nada/a4.svg", "no se puede escribir el dibujo", "una carpeta en la que pueda escribir"),
        ("pdf.svg", "pdf.svg", "es el archivo que se mira", "otro nombre"),
    ] {
        let ran = run(["inspect", &in_folder(file), "--draw", &in_folder(drawing)], Given::default());
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{drawing}: {ran:?}");
        assert!(ran.err.contains(words) && ran.err.contains(advice), "{drawing}: {}", ran.err);
    }
    assert_eq!(fs::read_to_string(in_folder("pdf.svg")).unwrap(), pdf());
    // A file that cannot be read is refused as ever, and nothing is written.
    fs::write(in_folder("a4.pdf"), "%PDF-1.4").unwrap();
    assert_eq!(run(["inspect", &in_folder("a4.pdf"), "--draw", &in_folder("a4.svg")], Given::default()).status, 4);
    assert!(!folder.path().join("a4.svg").exists());
}
