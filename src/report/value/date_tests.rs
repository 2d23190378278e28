//! Table tests of `date`, apart because there are many ways of writing a day.

use chrono::NaiveDate;

use super::date::{DateError, read};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn canonical_form() {
    let reading = read("31/10/2021").unwrap();
    assert_eq!(reading.date, day(2021, 10, 31));
    assert!(reading.canonical);
    assert_eq!(reading.span, 0..10);
    assert!(!read("31/10/2021.").unwrap().canonical);
    assert!(!read("1/1/2025").unwrap().canonical);
}

#[test]
fn ways_of_writing_one_day() {
    for (text, written) in [
        ("31-10-2021", "31-10-2021"),
        ("31.10.2021", "31.10.2021"),
        ("31 10 2021", "31 10 2021"),
        ("31 / 10 / 2021", "31 / 10 / 2021"),
        ("31/10/21", "31/10/21"),
        ("2021-10-31", "2021-10-31"),
        ("2021/10/31", "2021/10/31"),
        ("2021-10-31 00:00:00", "2021-10-31"),
        ("2021-10-31T00:00:00", "2021-10-31"),
        ("31/10/2021 10:30", "31/10/2021"),
        ("10:30 31/10/2021", "31/10/2021"),
        ("31 de octubre de 2021", "31 de octubre de 2021"),
        ("31 de OCTUBRE del 2021.", "31 de OCTUBRE del 2021"),
        ("31 de octubre del año 2021", "31 de octubre del año 2021"),
        ("31 de octubre de 2.021", "31 de octubre de 2.021"),
        ("31 octubre 2021", "31 octubre 2021"),
        ("octubre 31 de 2021", "octubre 31 de 2021"),
        ("Octubre 31, 2021", "Octubre 31, 2021"),
        ("31-oct-2021", "31-oct-2021"),
        ("31-oct-21", "31-oct-21"),
        ("31-oct.-2021", "31-oct.-2021"),
        ("oct-31-2021", "oct-31-2021"),
        ("2021-oct-31", "2021-oct-31"),
        ("31oct2021", "31oct2021"),
        ("domingo, 31 de octubre de 2021", "31 de octubre de 2021"),
        ("Monteluz, 31 de octubre de 2021", "31 de octubre de 2021"),
        ("al 31/10/2021", "31/10/2021"),
        ("a los 31 días del mes de octubre de 2021", "31 días del mes de octubre de 2021"),
        ("31/10/2021 y 31/10/2021", "31/10/2021"),
        ("31/10/2021 (30/09/2021)", "31/10/2021"),
        ("1 2 31/10/2021", "31/10/2021"),
    ] {
        let reading = read(text).unwrap_or_else(|e| panic!("{text:?}: {e:?}"));
        assert_eq!(reading.date, day(2021, 10, 31), "{text:?}");
        assert_eq!(&text[reading.span], written, "{text:?}");
        assert!(!reading.canonical, "{text:?}");
    }
}

#[test]
fn other_days() {
    for (text, date) in [
        ("3/2/2025", day(2025, 2, 3)),
        ("30 de setiembre de 2021", day(2021, 9, 30)),
        ("1ro. de mayo de 2021", day(2021, 5, 1)),
        ("1º de mayo de 2021", day(2021, 5, 1)),
        ("Primero de mayo de 2021", day(2021, 5, 1)),
        ("29/02/2020", day(2020, 2, 29)),
        ("del 1 al 30 de abril de 2021", day(2021, 4, 30)),
        ("Resolución 12-99-2021 de 31/10/2021", day(2021, 10, 31)),
    ] {
        assert_eq!(read(text).map(|r| r.date), Ok(date), "{text:?}");
    }
}

#[test]
fn days_that_do_not_exist() {
    for (text, exchanged) in [
        ("31/09/2021", None),
        ("29/02/2021", None),
        ("31 de septiembre de 2021", None),
        ("00/10/2021", None),
        ("10/31/2021", Some(day(2021, 10, 31))),
        ("31/13/2021", None),
        ("31/10/0021", None),
        ("31/10/1021", None),
        ("2021-31-10", Some(day(2021, 10, 31))),
    ] {
        assert_eq!(read(text), Err(DateError::Impossible { span: 0..text.len(), month_first: exchanged }), "{text:?}");
    }
}

#[test]
fn not_dates() {
    for text in [
        "",
        "octubre 2021",
        "oct-21",
        "2021",
        "44500",
        "mensual",
        "31/10/20211",
        "31/10/221",
        "31/10",
        "10/2021",
        "2021-10",
        "1/31/10/2021",
        "octubre 31 10:30",
        "31 de octubre",
        "31 de octubre 10:30",
        "12345678901234567890",
        "31 de ocutbre de 2021",
        "°",
        "de de de",
    ] {
        assert_eq!(read(text), Err(DateError::NotADate), "{text:?}");
    }
}
