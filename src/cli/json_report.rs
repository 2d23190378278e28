//! `inspect --format json`, version 1: structs of its own, so that the inside can change without the outside.

use serde::Serialize;
use serde_json::Value;

use super::inspect::{Seen, View};
use crate::render::certainty::{self, Certainty, JsonNote};
use crate::render::json_place::JsonPlace;
use crate::report::State;
use crate::report::field::{Column, Field, FooterField};
use crate::report::{Section, Unit};

#[derive(Serialize)]
struct JsonReport<'a> {
    version: u32,
    path: &'a str,
    format: &'a str,
    method: &'a str,
    certainty: &'a str,
    notes: Vec<JsonNote>,
    heading: Heading<'a>,
    columns: Vec<JsonField<'a>>,
    sections: Vec<JsonSection<'a>>,
    footer: Footer<'a>,
    strays: Vec<JsonField<'a>>,
}

#[derive(Serialize)]
struct Heading<'a> {
    legal_basis: JsonField<'a>,
    literal: JsonField<'a>,
}

#[derive(Serialize)]
struct JsonSection<'a> {
    title: JsonField<'a>,
    notes: Vec<JsonField<'a>>,
    units: Vec<JsonUnit<'a>>,
}

#[derive(Serialize)]
struct JsonUnit<'a> {
    number: JsonField<'a>,
    name: JsonField<'a>,
    objective: JsonField<'a>,
    indicator: JsonField<'a>,
    target: JsonField<'a>,
}

#[derive(Serialize)]
struct Footer<'a> {
    gpr: JsonField<'a>,
    update_date: JsonField<'a>,
    periodicity: JsonField<'a>,
    holder: JsonField<'a>,
    responsible: JsonField<'a>,
    email: JsonField<'a>,
    phone: JsonField<'a>,
}

#[derive(Serialize)]
struct JsonField<'a> {
    state: &'static str,
    text: Option<&'a str>,
    value: Option<Value>,
    link: Option<&'a str>,
    place: Option<JsonPlace>,
}

/// The report as a document.
pub(crate) fn document(view: &View<'_>) -> String {
    let report = &view.recognized.report;
    let document = view.document();
    let footer = |field: FooterField| json(view, &view.seen(report.footer[field.index()], Field::Footer(field)));
    let whole = JsonReport {
        version: 1,
        path: view.name,
        format: document.format.id,
        method: document.method,
        certainty: Certainty::of(document).name(),
        notes: certainty::json(document, view.lang),
        heading: Heading {
            legal_basis: json(view, &view.seen(report.heading.legal_basis, Field::LegalBasis)),
            literal: json(view, &view.seen(report.heading.literal, Field::Literal)),
        },
        columns: Column::ALL.map(|column| json(view, &view.seen(report.columns[column.index()], Field::Column(column)))).into(),
        sections: report.sections.iter().map(|found| section(view, found)).collect(),
        footer: Footer {
            gpr: footer(FooterField::Gpr),
            update_date: footer(FooterField::UpdateDate),
            periodicity: footer(FooterField::Periodicity),
            holder: footer(FooterField::Holder),
            responsible: footer(FooterField::Responsible),
            email: footer(FooterField::Email),
            phone: footer(FooterField::Phone),
        },
        strays: report.strays.iter().map(|cell| json(view, &view.cell(*cell))).collect(),
    };
    // No map here has keys that are not strings, so that nothing can fail.
    serde_json::to_string_pretty(&whole).map(|text| text + "\n").unwrap_or_default()
}

fn section<'a>(view: &View<'a>, section: &Section) -> JsonSection<'a> {
    let units = view.recognized.report.units.get(section.units.clone()).unwrap_or_default();
    JsonSection {
        title: json(view, &view.seen(section.title, Field::SectionTitle)),
        notes: section.notes.iter().map(|cell| json(view, &view.cell(*cell))).collect(),
        units: units.iter().map(|found| unit(view, found)).collect(),
    }
}

fn unit<'a>(view: &View<'a>, unit: &Unit) -> JsonUnit<'a> {
    let field = |column: Column| json(view, &view.seen(unit.cell(column), Field::Unit(column)));
    JsonUnit {
        number: field(Column::Number),
        name: field(Column::Name),
        objective: field(Column::Objective),
        indicator: field(Column::Indicator),
        target: field(Column::Target),
    }
}

fn json<'a>(view: &View<'a>, seen: &Seen<'a>) -> JsonField<'a> {
    let document = view.document();
    JsonField {
        state: match seen.state {
            State::Given => "given",
            State::Blank => "blank",
            State::Absent => "absent",
            State::NotApplicable { .. } => "not_applicable",
            State::Unreadable => "unreadable",
        },
        text: seen.text,
        value: seen.value.clone(),
        link: seen.link,
        place: document.place(seen.at).map(|_| JsonPlace::new(view.name, Some(document), seen.at, view.lang)),
    }
}
