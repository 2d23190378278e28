//! Table tests of `email` and `email_fault`.

use super::email::{EmailFault, domain, read, same};

use EmailFault::{Accent, BadDomain, BadLocal, BadTld, Blank, Comma, NoAt, NoTld, StrangeCharacter, TwoAts};

fn spans(text: &str) -> Vec<(&str, Option<EmailFault>)> {
    read(text).addresses.into_iter().map(|a| (&text[a.span], a.fault)).collect()
}

#[test]
fn good_addresses() {
    for text in [
        "ana.paz@ejemplo.gob.ec",
        "ANA.PAZ@EJEMPLO.GOB.EC",
        "ana_paz@ejemplo.gob.ec",
        "ana+a4@ejemplo.com",
        "ana-paz2021@sub.ejemplo.com.ec",
        "a@b.ec",
        "planificacion@gad-ejemplo.gob.ec",
        "1@2021.ec",
        "ana@ejemplo.travel",
        "ana@gmail.com",
        "o'neil@ejemplo.ec",
        "ana@ejemplo.gov.ec",
        "ana@ejemplo.ex.co",
    ] {
        assert_eq!(spans(text), [(text, None)], "{text:?}");
        assert_eq!(read(text).addresses[0].suggestion, None);
    }
}

#[test]
fn addresses_in_company() {
    for (text, found) in [
        ("mailto:ana@ejemplo.ec", vec!["ana@ejemplo.ec"]),
        ("MAILTO:ana@ejemplo.ec?subject=a4", vec!["ana@ejemplo.ec"]),
        ("Ana Paz <ana@ejemplo.ec>", vec!["ana@ejemplo.ec"]),
        ("Ana Paz ana@ejemplo.ec", vec!["ana@ejemplo.ec"]),
        ("Correo: ana@ejemplo.ec.", vec!["ana@ejemplo.ec"]),
        ("correo ana@ejemplo.ec", vec!["ana@ejemplo.ec"]),
        ("ana@ejemplo.ec / luis@ejemplo.ec", vec!["ana@ejemplo.ec", "luis@ejemplo.ec"]),
        ("ana@ejemplo.ec/luis@ejemplo.ec", vec!["ana@ejemplo.ec", "luis@ejemplo.ec"]),
        ("ana@ejemplo.ec; luis@ejemplo.ec", vec!["ana@ejemplo.ec", "luis@ejemplo.ec"]),
        ("ana@ejemplo.ec,luis@ejemplo.ec", vec!["ana@ejemplo.ec", "luis@ejemplo.ec"]),
        ("ana@ejemplo.ec, luis@ejemplo.ec", vec!["ana@ejemplo.ec", "luis@ejemplo.ec"]),
        ("ana@ejemplo.ec luis@ejemplo.ec", vec!["ana@ejemplo.ec", "luis@ejemplo.ec"]),
        ("ana@ejemplo.ec y luis@ejemplo.ec", vec!["ana@ejemplo.ec", "luis@ejemplo.ec"]),
        ("ana@ejemplo.ec - luis@ejemplo.ec", vec!["ana@ejemplo.ec", "luis@ejemplo.ec"]),
        ("ana@ejemplo.ec (www.ejemplo.ec)", vec!["ana@ejemplo.ec"]),
        ("ana@ejemplo.ec https://ejemplo.ec", vec!["ana@ejemplo.ec"]),
        ("ana@ejemplo.ec @ejemplo", vec!["ana@ejemplo.ec"]),
        ("«ana@ejemplo.ec»", vec!["ana@ejemplo.ec"]),
        ("ana@ejemplo.ec Ext. 204", vec!["ana@ejemplo.ec"]),
    ] {
        let expected: Vec<_> = found.into_iter().map(|a| (a, None)).collect();
        assert_eq!(spans(text), expected, "{text:?}");
    }
}

/// A text, the faulty address in it, the fault, and the address suggested.
type Bad = (&'static str, &'static str, EmailFault, Option<&'static str>);

const BAD: &[Bad] = &[
    ("ana@ejemplo", "ana@ejemplo", NoTld, None),
    ("maria.perez@ejemplo", "maria.perez@ejemplo", NoTld, None),
    ("ana@ejemplo.", "ana@ejemplo", NoTld, None),
    ("ana@gmailcom", "ana@gmailcom", NoTld, Some("ana@gmail.com")),
    ("ana @ejemplo.gob.ec", "ana @ejemplo.gob.ec", Blank, Some("ana@ejemplo.gob.ec")),
    ("ana@ ejemplo.gob.ec", "ana@ ejemplo.gob.ec", Blank, Some("ana@ejemplo.gob.ec")),
    ("ana @ ejemplo.gob.ec", "ana @ ejemplo.gob.ec", Blank, Some("ana@ejemplo.gob.ec")),
    ("ana@ejemplo .gob.ec", "ana@ejemplo .gob.ec", Blank, Some("ana@ejemplo.gob.ec")),
    ("ana@ejemplo. gob.ec", "ana@ejemplo. gob.ec", Blank, Some("ana@ejemplo.gob.ec")),
    ("ana paz@ejemplo.gob.ec", "ana paz@ejemplo.gob.ec", Blank, None),
    ("ana@ejemplo,gob.ec", "ana@ejemplo,gob.ec", Comma, Some("ana@ejemplo.gob.ec")),
    ("ana@ejemplo.gob,ec", "ana@ejemplo.gob,ec", Comma, Some("ana@ejemplo.gob.ec")),
    ("ana,paz@ejemplo.gob.ec", "ana,paz@ejemplo.gob.ec", Comma, Some("ana.paz@ejemplo.gob.ec")),
    ("ana@@ejemplo.gob.ec", "ana@@ejemplo.gob.ec", TwoAts, Some("ana@ejemplo.gob.ec")),
    ("ana@paz@ejemplo.gob.ec", "ana@paz@ejemplo.gob.ec", TwoAts, None),
    ("josé@ejemplo.gob.ec", "josé@ejemplo.gob.ec", Accent, Some("jose@ejemplo.gob.ec")),
    ("ana@niñez.gob.ec", "ana@niñez.gob.ec", Accent, Some("ana@ninez.gob.ec")),
    ("ana@gad–x.gob.ec", "ana@gad–x.gob.ec", StrangeCharacter, Some("ana@gad-x.gob.ec")),
    ("ana.ejemplo.gob.ec", "ana.ejemplo.gob.ec", NoAt, None),
    ("ana(at)ejemplo.gob.ec", "ana(at)ejemplo.gob.ec", NoAt, Some("ana@ejemplo.gob.ec")),
    ("ana [arroba] ejemplo.gob.ec", "ana [arroba] ejemplo.gob.ec", NoAt, Some("ana@ejemplo.gob.ec")),
    ("Correo: ana arroba ejemplo.ec", "ana arroba ejemplo.ec", NoAt, Some("ana@ejemplo.ec")),
    ("", "", NoAt, None),
    (" no tiene ", "no tiene", NoAt, None),
    ("ana@gmail.con", "ana@gmail.con", BadTld, Some("ana@gmail.com")),
    ("ana@ejemplo.gob.e", "ana@ejemplo.gob.e", BadTld, Some("ana@ejemplo.gob.ec")),
    ("ana@ejemplo.gob.ce", "ana@ejemplo.gob.ce", BadTld, Some("ana@ejemplo.gob.ec")),
    ("ana@ejemplo.gob", "ana@ejemplo.gob", BadTld, Some("ana@ejemplo.gob.ec")),
    ("ana@ejemplo.123", "ana@ejemplo.123", BadTld, None),
    ("ana@ejemplo..gob.ec", "ana@ejemplo..gob.ec", BadDomain, Some("ana@ejemplo.gob.ec")),
    ("ana@.gob.ec", "ana@.gob.ec", BadDomain, None),
    ("ana@eje_mplo.gob.ec", "ana@eje_mplo.gob.ec", BadDomain, None),
    ("ana@-ejemplo.gob.ec", "ana@-ejemplo.gob.ec", BadDomain, None),
    ("@ejemplo.gob.ec", "@ejemplo.gob.ec", BadLocal, None),
    ("ana..paz@ejemplo.gob.ec", "ana..paz@ejemplo.gob.ec", BadLocal, Some("ana.paz@ejemplo.gob.ec")),
    ("ana.@ejemplo.gob.ec", "ana.@ejemplo.gob.ec", BadLocal, Some("ana@ejemplo.gob.ec")),
    ("@", "@", BadLocal, None),
];

#[test]
fn bad_addresses() {
    for &(text, written, fault, suggestion) in BAD {
        assert_eq!(spans(text), [(written, Some(fault))], "{text:?}");
        assert_eq!(read(text).addresses[0].suggestion.as_deref(), suggestion, "{text:?}");
    }
}

#[test]
fn one_bad_among_good() {
    assert_eq!(spans("ana@ejemplo.gob.ec / luis@ejemplo"), [("ana@ejemplo.gob.ec", None), ("luis@ejemplo", Some(NoTld))]);
    assert_eq!(spans("luis.ejemplo.gob.ec / ana@ejemplo.gob.ec"), [("luis.ejemplo.gob.ec", Some(NoAt)), ("ana@ejemplo.gob.ec", None)]);
}

#[test]
fn domains_and_sameness() {
    assert_eq!(domain("ana@ejemplo.ec"), Some("ejemplo.ec"));
    assert_eq!(domain("mailto:ana@ejemplo.ec?subject=x"), Some("ejemplo.ec"));
    assert_eq!(domain("ana@"), None);
    assert_eq!(domain("ana"), None);
    assert!(same("mailto:Ana@Ejemplo.ec?subject=x", "ana@ejemplo.EC"));
    assert!(same("mailto:ana%40ejemplo.ec", "ana@ejemplo.ec"));
    assert!(same("MAILTO:%20ana@ejemplo.ec", "ana@ejemplo.ec"));
    assert!(!same("mailto:ana@ejemplo.ec", "luis@ejemplo.ec"));
    assert!(!same("a%zz@b.ec", "a@b.ec"));
    assert!(!same("ñañañañ", "ana"));
}

#[test]
fn long_input_is_no_trouble() {
    for text in ["@ ".repeat(3000), "a,".repeat(3000), "a@b ".repeat(3000), "@".repeat(3000)] {
        assert!(!read(&text).addresses.is_empty());
    }
}
