//! Tests of the calendar against the days and due dates of 2017 to 2030. The table of moved rests
//! was compared with an independent list; where the two differ, the law decides, and the comment
//! says so.

use super::*;

/// Ecuador's calendar from `rules/calendar`, by way of JSON, as the program embeds it.
pub(crate) fn ecuador() -> Calendar {
    let holidays: toml::Value = toml::from_str(include_str!("../../rules/calendar/holidays.toml")).unwrap();
    let regimes: toml::Value = toml::from_str(include_str!("../../rules/calendar/regimes.toml")).unwrap();
    let holidays = serde_json::to_string(&holidays).unwrap();
    let regimes = serde_json::to_string(&regimes).unwrap();
    Calendar::from_parts(serde_json::from_str(&holidays).unwrap(), serde_json::from_str(&regimes).unwrap())
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn months(from: &str, to: &str) -> impl Iterator<Item = Month> + use<> {
    let to = month(to);
    std::iter::successors(Some(month(from)), |month| Some(month.next())).take_while(move |month| *month <= to)
}

#[test]
fn the_files_read_the_same_as_toml_and_as_json() {
    let toml: Holidays = toml::from_str(include_str!("../../rules/calendar/holidays.toml")).unwrap();
    assert_eq!(format!("{toml:?}"), format!("{:?}", ecuador().holidays));
    let toml: Regimes = toml::from_str(include_str!("../../rules/calendar/regimes.toml")).unwrap();
    assert_eq!(format!("{toml:?}"), format!("{:?}", ecuador().regimes));
}

#[test]
fn rests_move_as_the_law_says() {
    // The named day, and the day on which it is kept. All others from 2017 to 2030 are kept where
    // they are.
    let moved = [
        ("2017-01-01", "2017-01-02"),
        ("2017-05-24", "2017-05-26"),
        ("2017-08-10", "2017-08-11"),
        ("2018-05-24", "2018-05-25"),
        ("2018-10-09", "2018-10-08"),
        // A Saturday after a Friday: the Saturday goes to Thursday. The independent list leaves
        // it.
        ("2018-11-03", "2018-11-01"),
        ("2029-11-03", "2029-11-01"),
        ("2019-05-01", "2019-05-03"),
        ("2019-08-10", "2019-08-09"),
        ("2019-10-09", "2019-10-11"),
        ("2019-11-02", "2019-11-01"),
        ("2019-11-03", "2019-11-04"),
        ("2020-05-24", "2020-05-25"),
        ("2021-05-01", "2021-04-30"),
        ("2021-08-10", "2021-08-09"),
        ("2021-10-09", "2021-10-08"),
        // A Wednesday after a Tuesday: the Wednesday goes to Monday. The independent list calls
        // the Monday the Tuesday's.
        ("2021-11-03", "2021-11-01"),
        ("2027-11-03", "2027-11-01"),
        ("2021-12-25", "2021-12-24"),
        ("2022-01-01", "2021-12-31"),
        ("2022-05-01", "2022-05-02"),
        ("2022-05-24", "2022-05-23"),
        ("2022-08-10", "2022-08-12"),
        ("2022-10-09", "2022-10-10"),
        ("2022-11-02", "2022-11-04"),
        ("2022-12-25", "2022-12-26"),
        ("2023-01-01", "2023-01-02"),
        ("2023-05-24", "2023-05-26"),
        ("2023-08-10", "2023-08-11"),
        ("2024-05-01", "2024-05-03"),
        ("2024-08-10", "2024-08-09"),
        ("2024-10-09", "2024-10-11"),
        ("2024-11-02", "2024-11-01"),
        ("2024-11-03", "2024-11-04"),
        ("2025-05-01", "2025-05-02"),
        ("2025-05-24", "2025-05-23"),
        ("2025-08-10", "2025-08-11"),
        ("2025-10-09", "2025-10-10"),
        ("2025-11-02", "2025-11-04"),
        ("2026-05-24", "2026-05-25"),
        ("2027-05-01", "2027-04-30"),
        ("2027-08-10", "2027-08-09"),
        ("2027-10-09", "2027-10-08"),
        ("2027-12-25", "2027-12-24"),
        ("2028-01-01", "2027-12-31"),
        ("2028-05-24", "2028-05-26"),
        ("2028-08-10", "2028-08-11"),
        ("2029-05-01", "2029-04-30"),
        ("2029-05-24", "2029-05-25"),
        ("2029-10-09", "2029-10-08"),
        ("2030-05-01", "2030-05-03"),
        ("2030-08-10", "2030-08-09"),
        ("2030-10-09", "2030-10-11"),
        ("2030-11-02", "2030-11-01"),
        ("2030-11-03", "2030-11-04"),
    ];
    let calendar = ecuador();
    let mut expected: Vec<_> = moved.iter().map(|(named, kept)| (date(named), date(kept))).collect();
    let mut found = Vec::new();
    for year in 2017..=2030 {
        // One of them may be kept in the year before: 1 January 2022 was kept on 31 December 2021.
        let national: Vec<DayOff<'_>> = calendar
            .holidays
            .days
            .iter()
            .filter_map(|day| {
                let (named, kept) = calendar.holidays.kept(day, year)?;
                Some(DayOff { date: kept, reason: calendar.reason(day, named, kept) })
            })
            .collect();
        assert_eq!(national.len(), 11);
        for off in national {
            assert_eq!(calendar.day_off(off.date), Some(off), "each rest is found from its own day");
            assert!(!matches!(off.date.weekday(), Weekday::Sat | Weekday::Sun), "{off:?}");
            if let Reason::Holiday { moved_from: Some(named), .. } = off.reason {
                found.push((named, off.date));
                let weekend = matches!(named.weekday(), Weekday::Sat | Weekday::Sun);
                assert_eq!(calendar.is_working_day(named), !weekend, "{named} is not kept twice");
            }
        }
    }
    expected.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn single_days_are_what_people_remember() {
    let calendar = ecuador();
    for day in ["2017-08-10", "2021-08-10", "2022-08-10", "2023-08-10", "2018-04-30", "2021-11-03", "2022-11-02", "2021-10-11"] {
        assert!(calendar.is_working_day(date(day)), "{day}");
    }
    for day in ["2018-05-01", "2021-02-15", "2021-02-16", "2020-04-10", "2021-12-31", "2024-12-25", "2019-01-01", "2022-11-03"] {
        assert!(!calendar.is_working_day(date(day)), "{day}");
    }
    let Some(DayOff { reason: Reason::Holiday { name, moved_from, source }, .. }) = calendar.day_off(date("2021-08-09")) else {
        panic!("9 August 2021 was a holiday");
    };
    assert_eq!((name.es.as_str(), moved_from), ("Primer Grito de Independencia", Some(date("2021-08-10"))));
    assert!(source.contains("906"));
    let decreed = calendar.day_off(date("2018-05-01")).unwrap();
    assert!(matches!(decreed.reason, Reason::Holiday { moved_from: None, source: "Decreto 379", .. }));
}

#[test]
fn years_before_the_law_are_uncertain_and_move_nothing() {
    let calendar = ecuador();
    assert!(!calendar.certain(2016) && calendar.certain(2017) && calendar.certain(2030));
    // 9 October 2016 was a Sunday, 10 August a Wednesday, 24 May a Tuesday.
    assert!(calendar.is_working_day(date("2016-10-10")) && calendar.is_working_day(date("2016-08-12")));
    assert!(!calendar.is_working_day(date("2016-08-10")) && !calendar.is_working_day(date("2016-05-24")));
}

#[test]
fn months_end_with_a_working_day() {
    let ends = [
        ("2021-10", "2021-10-29"),
        ("2021-12", "2021-12-30"),
        ("2021-04", "2021-04-29"),
        ("2018-03", "2018-03-29"),
        ("2021-09", "2021-09-30"),
    ];
    for (reported, last) in ends {
        assert_eq!(ecuador().last_working_day(month(reported)), date(last), "{reported}");
    }
}

#[test]
fn holidays_move_exactly_the_due_dates_the_law_page_lists() {
    let calendar = ecuador();
    let by_holiday = |due: &Due<'_>| due.moved_because.iter().any(|off| matches!(off.reason, Reason::Holiday { .. }));
    let moved = |from, to| -> Vec<NaiveDate> {
        months(from, to).filter_map(|month| calendar.due_date(month)).filter(by_holiday).map(|due| due.date).collect()
    };
    let tenth = ["2018-02-14", "2018-08-13", "2020-04-13", "2020-08-11", "2022-10-11"];
    assert_eq!(moved("2016-12", "2023-01"), tenth.map(date));
    assert_eq!(moved("2024-05", "2027-11"), ["2026-02-18"].map(date));
}

#[test]
fn a_report_is_due_on_its_regimes_day_or_the_next_working_day() {
    let calendar = ecuador();
    let dues = [
        ("2021-09", "2021-10-11"),
        ("2021-10", "2021-11-10"),
        ("2021-12", "2022-01-10"),
        ("2023-01", "2023-02-10"),
        ("2024-05", "2024-06-17"),
        ("2024-06", "2024-07-15"),
        ("2025-05", "2025-06-16"),
        ("2025-12", "2026-01-15"),
    ];
    for (reported, due) in dues {
        let found = calendar.due_date(month(reported)).unwrap();
        assert_eq!(found.date, date(due), "{reported}");
        assert_eq!(found.law, if reported < "2024" { "res-007-dpe.art-6" } else { "res-015-dpe-2024.term" });
        assert!(found.nominal <= found.date && Month::of(found.nominal) == month(reported).next());
        assert_eq!(i64::try_from(found.moved_because.len()), Ok((found.date - found.nominal).num_days()), "{reported}");
    }
    assert_eq!(months("2023-02", "2024-04").find(|month| calendar.due_date(*month).is_some()), None);
    let carnival = calendar.due_date(month("2018-01")).unwrap();
    let reasons: Vec<_> = carnival.moved_because.iter().map(|off| off.reason == Reason::Weekend).collect();
    assert_eq!((carnival.nominal, reasons), (date("2018-02-10"), vec![true, true, false, false]));
    let forms = [("2023-01", Form::A4Matrix), ("2023-02", Form::Either), ("2024-04", Form::Either), ("2024-05", Form::ThreeFiles)];
    for (reported, form) in forms {
        assert_eq!(calendar.regime_of(month(reported)).form, form, "{reported}");
    }
    assert_eq!(calendar.regimes().count(), 3);
}

#[test]
fn the_last_month_due_changes_the_day_after_its_due_date() {
    let calendar = ecuador();
    let days = [
        // The examples of rule A4-T04.
        ("2021-11-05", "2021-09"),
        ("2021-11-08", "2021-09"),
        ("2021-11-10", "2021-09"),
        ("2021-11-11", "2021-10"),
        // The 10th was a Sunday.
        ("2021-10-11", "2021-08"),
        ("2021-10-12", "2021-09"),
        // Months whose due date nobody knows are passed over.
        ("2023-02-10", "2022-12"),
        ("2023-02-11", "2023-01"),
        ("2024-01-20", "2023-01"),
        ("2024-06-17", "2023-01"),
        ("2024-06-18", "2024-05"),
        ("2026-02-18", "2025-12"),
        ("2026-02-19", "2026-01"),
    ];
    for (today, reported) in days {
        let (found, due) = calendar.last_month_due(date(today)).unwrap();
        assert_eq!(found, month(reported), "{today}");
        assert!(due.date < date(today));
    }
    assert_eq!(calendar.last_month_due(NaiveDate::MIN), None);
    assert!(calendar.last_month_due(NaiveDate::MAX).is_some());
}

#[test]
fn days_can_be_added_and_removed() {
    let mut calendar = ecuador();
    let canton: Holidays = toml::from_str(
        r#"
        certain-from = 2017
        source = ""
        day = []
        added = [{ on = "03-10", name = { es = "Cantonización de Saraguro", en = "Saraguro Day" }, source = "cantón" }]
        removed = [{ on = "2022-11-04", source = "decreto" }, { on = "2022-11-12", source = "decreto" }]
        "#,
    )
    .unwrap();
    calendar.holidays.added.extend(canton.added);
    calendar.holidays.removed.extend(canton.removed);
    assert_eq!(calendar.due_date(month("2021-02")).unwrap().date, date("2021-03-10").succ_opt().unwrap());
    assert!(calendar.is_working_day(date("2022-11-04")), "a holiday that was worked");
    assert!(calendar.is_working_day(date("2022-11-12")), "a Saturday that was worked");
}
