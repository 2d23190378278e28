//! Table tests of `phone` and `phone_plan`, apart because there are many ways of writing a number.

use super::phone::{ExtensionFault, PhoneKind, PhoneReading, read};
use super::phone_plan::PhoneError;

use PhoneKind::{Fixed, Local, Malformed, Mobile, MobileOld, Toll};

fn numbers(text: &str) -> Vec<(&str, PhoneKind)> {
    read(text).numbers.into_iter().map(|n| (&text[n.span], n.kind)).collect()
}

fn is_well_formed(reading: &PhoneReading) -> bool {
    !reading.numbers.iter().any(|number| matches!(number.kind, Malformed(_)))
}

#[test]
fn one_number() {
    let chimborazo = Fixed { area: 3 };
    for (text, written, kind) in [
        ("(03) 2555-014", "(03) 2555-014", chimborazo),
        ("(032) 555-014", "(032) 555-014", chimborazo),
        ("03 2555014", "03 2555014", chimborazo),
        ("03-2555-014", "03-2555-014", chimborazo),
        ("032555014", "032555014", chimborazo),
        ("32555014", "32555014", chimborazo),
        ("(03)2555014", "(03)2555014", chimborazo),
        ("(032555014)", "(032555014)", chimborazo),
        ("03/2555-014", "03/2555-014", chimborazo),
        ("593 (0)3 2555014", "593 (0)3 2555014", chimborazo),
        ("+593 (03) 2555014", "+593 (03) 2555014", chimborazo),
        ("(+593) 3 2555014", "(+593) 3 2555014", chimborazo),
        ("0059332555014", "0059332555014", chimborazo),
        ("(593-3) 2555-014", "(593-3) 2555-014", chimborazo),
        ("Teléfono: 03 2555-014.", "03 2555-014", chimborazo),
        ("(042) 382808", "(042) 382808", Fixed { area: 4 }),
        ("(022) 895741", "(022) 895741", Fixed { area: 2 }),
        ("+593-4-211-1111", "+593-4-211-1111", Fixed { area: 4 }),
        ("(593) 2 3978900", "(593) 2 3978900", Fixed { area: 2 }),
        ("02 3100244", "02 3100244", Fixed { area: 2 }),
        ("011-593-7-2-677-631", "011-593-7-2-677-631", Fixed { area: 7 }),
        ("07-288-5555", "07-288-5555", Fixed { area: 7 }),
        ("0991234567", "0991234567", Mobile),
        ("09 9123 4567", "09 9123 4567", Mobile),
        ("991234567", "991234567", Mobile),
        ("+593 99 123 4567", "+593 99 123 4567", Mobile),
        ("Cel. 099-123-4567", "099-123-4567", Mobile),
        ("(097) 004967", "(097) 004967", MobileOld),
        ("098 852444", "098 852444", MobileOld),
        ("088-13-55-55", "088-13-55-55", MobileOld),
        ("1800 253253", "1800 253253", Toll),
        ("1-800-253-253", "1-800-253-253", Toll),
        ("1700 123456", "1700 123456", Toll),
        ("1800 ECUADOR", "1800 ECUADOR", Toll),
        ("2555-014", "2555-014", Local),
        ("25-55-134", "25-55-134", Local),
        ("+593 2555014", "+593 2555014", Local),
        ("593-2121", "593-2121", Local),
    ] {
        assert_eq!(numbers(text), [(written, kind)], "{text:?}");
        assert!(is_well_formed(&read(text)));
    }
}

#[test]
fn malformed() {
    for (text, written, error) in [
        ("", "", PhoneError::NoDigits),
        (" sin teléfono ", "sin teléfono", PhoneError::NoDigits),
        ("Ext. 204", "Ext. 204", PhoneError::OnlyExtension),
        ("885-555", "885-555", PhoneError::TooShort),
        ("(03) 2555-15", "(03) 2555-15", PhoneError::TooShort),
        ("(03) 2555-0144", "(03) 2555-0144", PhoneError::TooLong),
        ("099123456789", "099123456789", PhoneError::TooLong),
        ("099 123 456 78", "099 123 456 78", PhoneError::TooLong),
        ("99123456", "99123456", PhoneError::TooShort),
        ("0891234567", "0891234567", PhoneError::NoSuchPrefix),
        ("(01) 2555-014", "(01) 2555-014", PhoneError::NoSuchPrefix),
        ("(03) 8555-014", "(03) 8555-014", PhoneError::NoSuchPrefix),
        ("8555-014", "8555-014", PhoneError::NoSuchPrefix),
        ("911", "911", PhoneError::ShortCode),
        ("ECU 911", "911", PhoneError::ShortCode),
        ("03 293O153", "03 293O153", PhoneError::Letter),
        ("+57 601 5932500", "+57 601 5932500", PhoneError::Foreign),
        ("1800 25", "1800 25", PhoneError::TooShort),
        ("00000000000000000000000000", "00000000000000000000000000", PhoneError::TooLong),
        ("000000000", "000000000", PhoneError::NoSuchPrefix),
    ] {
        assert_eq!(numbers(text), [(written, Malformed(error))], "{text:?}");
        assert!(!is_well_formed(&read(text)));
    }
}

#[test]
fn several_numbers() {
    let area = Fixed { area: 3 };
    let cases: [(&str, &[(&str, PhoneKind)]); 15] = [
        ("03 2555-014 / 2555-015", &[("03 2555-014", area), ("2555-015", area)]),
        ("0991234567 / 032555014", &[("0991234567", Mobile), ("032555014", area)]),
        ("0991234567 032555014", &[("0991234567", Mobile), ("032555014", area)]),
        ("2555-014 2555-015", &[("2555-014", Local), ("2555-015", Local)]),
        ("(03) 2555-014 (03) 2555-015", &[("(03) 2555-014", area), ("(03) 2555-015", area)]),
        ("032555014 - 0991234567", &[("032555014", area), ("0991234567", Mobile)]),
        ("032555014 y 0991234567", &[("032555014", area), ("0991234567", Mobile)]),
        ("25-55-134 , 25-56-670 ext 2525 / 2528", &[("25-55-134", Local), ("25-56-670", Local)]),
        ("Tel: (593) 2 3978900 Fax: (593) 2 2563332", &[("(593) 2 3978900", Fixed { area: 2 }), ("(593) 2 2563332", Fixed { area: 2 })]),
        ("(03) 2555-014 / 154", &[("(03) 2555-014", area), ("154", area)]),
        ("032555014-154", &[("032555014", area), ("154", area)]),
        ("0991234567 / 03255515", &[("0991234567", Mobile), ("03255515", Malformed(PhoneError::TooShort))]),
        ("0991234567 - 03255515", &[("0991234567", Mobile), ("03255515", Malformed(PhoneError::TooShort))]),
        ("03 2555014 oficina 204", &[("03 2555014", area)]),
        ("0991234567 / 0329", &[("0991234567", Mobile), ("0329", Malformed(PhoneError::TooShort))]),
    ];
    for (text, expected) in cases {
        assert_eq!(numbers(text), expected, "{text:?}");
    }
}

/// A text, and the extensions with their faults that it holds.
type Case<'a> = (&'a str, &'a [(&'a str, Option<ExtensionFault>)]);

#[test]
fn extensions() {
    use ExtensionFault::{NoDigits, NotDigits, TooLong};
    let cases: [Case<'_>; 20] = [
        ("(03) 2555-014 EXTENSIÓN 204", &[("EXTENSIÓN 204", None)]),
        ("2555-014 Ext. 204", &[("Ext. 204", None)]),
        ("2555-014 Ext: 204-205", &[("Ext: 204", None), ("205", None)]),
        ("2555-014 ext. 204 y 205", &[("ext. 204", None), ("205", None)]),
        ("25-55-134 ext 2525 / 2528 y 2531", &[("ext 2525", None), ("2528", None), ("2531", None)]),
        ("2555-014 ext 2525 / 2528 / 0991234567", &[("ext 2525", None), ("2528", None)]),
        ("2555-014 ext. 204, 2555-015", &[("ext. 204", None)]),
        ("2555-014 ext. 204 (03) 2555-015", &[("ext. 204", None)]),
        ("2555-014 ext. 204 - 099 123 4567", &[("ext. 204", None)]),
        ("2555014ext204", &[("ext204", None)]),
        ("2555014 x204", &[("x204", None)]),
        ("2555-014 (ext. 204)", &[("ext. 204", None)]),
        ("2555-014 anexo Nº 7", &[("anexo Nº 7", None)]),
        ("2555-014 opción 2", &[("opción 2", None)]),
        ("2555-014 int. 12", &[("int. 12", None)]),
        ("Teléfono interno: 2555-014", &[]),
        ("2555-014 sin extensión", &[]),
        ("2555-014 EXT.", &[("EXT", Some(NoDigits))]),
        ("2555-014 ext. Planificación", &[("ext. Planificación", Some(NotDigits))]),
        ("2555-014 ext. 2041234", &[("ext. 2041234", Some(TooLong))]),
    ];
    for (text, expected) in cases {
        let reading = read(text);
        let found: Vec<_> = reading.extensions.iter().map(|e| (&text[e.span.clone()], e.fault)).collect();
        assert_eq!(found, expected, "{text:?}");
        assert!(is_well_formed(&reading), "{text:?} {reading:?}");
    }
    assert_eq!(read("2555-014 ext 20A").extensions[0].fault, Some(NotDigits));
}

#[test]
fn long_input_is_no_trouble() {
    for text in ["0 ".repeat(5000), "ext 1/".repeat(5000), "(".repeat(5000), "2555014 ".repeat(3000)] {
        assert!(!read(&text).numbers.is_empty());
    }
}
