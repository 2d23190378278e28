//! `date`: the update date is one, is well written, and belongs to the month reported.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::calendar::{Due, Form};
use crate::diagnostic::Hole;
use crate::document::Anchor;
use crate::period::Month;
use crate::report::field::{Field, FooterField, Subject};
use crate::report::value::date::DateError;

/// What is asked of the footer's date.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Date {
    must: Must,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Must {
    BeValid,
    BeCanonical,
    NotBeFuture,
    BeFresh,
    BeInPeriod,
    BeClosingDay,
}

impl Check for Date {
    fn cases(&self) -> &'static [Case] {
        match self.must {
            Must::BeValid => const { &[case("not-a-date", &[]), case("impossible", &[]), case("month-first", &["suggestion"])] },
            Must::BeCanonical => const { &[case("", &["canonical"])] },
            Must::NotBeFuture => const { &[case("", &["date", "today"])] },
            Must::BeFresh => {
                const HOLES: &[&str] = &["date", "month", "due", "law"];
                const { &[case("", HOLES), case("three-files", HOLES), case("uncertain", HOLES)] }
            }
            Must::BeInPeriod => {
                const DUE: &[&str] = &["date", "period", "due", "law", "closing"];
                const { &[case("before", &["date", "period", "closing"]), case("after", DUE), case("after-uncertain", DUE), case("last-year", &["date", "period", "suggestion"])] }
            }
            Must::BeClosingDay => const { &[case("", &["date", "period", "closing"])] },
        }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        let Some((slot, reading)) = ctx.update_date() else { return };
        let subject = Subject::only(Field::Footer(FooterField::UpdateDate));
        let reading = match reading {
            Ok(reading) => reading,
            Err(error) => {
                if self.must == Must::BeValid {
                    invalid(subject, slot.at, error, out);
                }
                return;
            }
        };
        let at = slot.at.part(&reading.span);
        let date = reading.date;
        match self.must {
            Must::BeValid => out.examined(),
            Must::BeCanonical => {
                out.examined();
                if !reading.canonical {
                    out.report("", subject, slot.at).text("canonical", written(date));
                }
            }
            Must::NotBeFuture => {
                out.examined();
                if date > ctx.today {
                    out.report("", subject, at).fill("date", Hole::Date(date)).fill("today", Hole::Date(ctx.today));
                }
            }
            Must::BeFresh => fresh(ctx, subject, at, date, out),
            Must::BeInPeriod => in_period(ctx, subject, at, date, out),
            Must::BeClosingDay => closing_day(ctx, subject, at, date, out),
        }
    }
}

/// A day as the form wants it written.
fn written(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

fn invalid(subject: Subject, at: Anchor, error: &DateError, out: &mut Findings<'_>) {
    match error {
        DateError::NotADate => _ = out.report("not-a-date", subject, at),
        DateError::Impossible { span, month_first: None } => _ = out.report("impossible", subject, at.part(span)),
        DateError::Impossible { span, month_first: Some(date) } => {
            out.report("month-first", subject, at.part(span)).text("suggestion", written(*date));
        }
    }
}

/// Without a known period: the date's month is not earlier than the last month whose due date has passed. With one, another rule judges.
fn fresh(ctx: &Context<'_>, subject: Subject, at: Anchor, date: NaiveDate, out: &mut Findings<'_>) {
    if ctx.period.is_some() {
        return;
    }
    let Some((month, due)) = ctx.calendar.last_month_due(ctx.today) else { return out.unknown() };
    out.examined();
    if Month::of(date) < month {
        let name = match () {
            () if ctx.calendar.regime_of(month).form == Form::ThreeFiles => "three-files",
            () if !ctx.calendar.certain(due.date.year()) => "uncertain",
            () => "",
        };
        let finding = out.report(name, subject, at).fill("date", Hole::Date(date)).fill("month", Hole::Month(month));
        finding.fill("due", Hole::Date(due.date)).fill("law", Hole::Law(due.law.to_owned()));
    }
}

/// With a known period: not before the first day of the month reported, nor after its due date and in another month.
fn in_period(ctx: &Context<'_>, subject: Subject, at: Anchor, date: NaiveDate, out: &mut Findings<'_>) {
    let Some((period, _)) = ctx.period else { return out.unknown() };
    out.examined();
    let due = ctx.calendar.due_date(period);
    let before = date < period.first_day();
    if is_allowed(period, due.as_ref(), date) {
        return;
    }
    // The real classic: the right day and month with last year's year kept.
    let name = match () {
        () if date.month() == period.month() && date.year() != period.year() => "last-year",
        () if before => "before",
        () if due.as_ref().is_some_and(|due| !ctx.calendar.certain(due.date.year())) => "after-uncertain",
        () => "after",
    };
    let finding = out.report(name, subject, at).fill("date", Hole::Date(date)).fill("period", Hole::Month(period));
    finding.text("closing", written(period.last_day()));
    // Which term holds depends on the month; where none is known, none is cited.
    finding.fill("law", term(due.as_ref()));
    match (name, due) {
        ("last-year", _) => {
            let last = period.last_day();
            let suggestion = date.with_year(period.year()).unwrap_or(last);
            finding.text("suggestion", written(suggestion));
        }
        ("after" | "after-uncertain", Some(due)) => _ = finding.fill("due", Hole::Date(due.date)),
        _ => {}
    }
}

/// Whether a report of this month may bear this date: not before its first day, nor after the due date and in another month.
fn is_allowed(period: Month, due: Option<&Due<'_>>, date: NaiveDate) -> bool {
    let late = due.is_some_and(|due| date > due.date) && Month::of(date) != period;
    date >= period.first_day() && !late
}

/// The provision that sets a due date; none where no due date is known.
fn term(due: Option<&Due<'_>>) -> Hole {
    Hole::Law(due.map_or(String::new(), |due| due.law.to_owned()))
}

/// With a known period, and a date that it allows: the last day, or the last working day, of the month reported.
fn closing_day(ctx: &Context<'_>, subject: Subject, at: Anchor, date: NaiveDate, out: &mut Findings<'_>) {
    let Some((period, _)) = ctx.period else { return out.unknown() };
    let due = ctx.calendar.due_date(period);
    if !is_allowed(period, due.as_ref(), date) {
        return;
    }
    out.examined();
    let closing = period.last_day();
    if date != closing && date != ctx.calendar.last_working_day(period) {
        let finding = out.report("", subject, at).fill("date", Hole::Date(date)).fill("period", Hole::Month(period));
        finding.text("closing", written(closing)).fill("law", term(due.as_ref()));
    }
}
