//! The closed vocabulary of fields that rules and outputs speak of, and the subjects that findings are about.

use std::fmt;

use serde::{Deserialize, Deserializer, de};

/// A field of the matrix. Rules name fields, never cells or lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The document as a whole.
    Document,
    /// The line citing the law (*base legal*).
    LegalBasis,
    /// The line naming the literal, with its words.
    Literal,
    /// The row of column names.
    Columns,
    /// One column's name.
    Column(Column),
    /// The sections as a whole.
    Sections,
    /// A section's title.
    SectionTitle,
    /// The units as a whole.
    Units,
    /// A cell of a unit (*unidad administrativa*).
    Unit(Column),
    /// A value of the footer.
    Footer(FooterField),
}

/// The five columns of the form, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// *No.*
    Number,
    /// *Descripción de la unidad*
    Name,
    /// *Objetivo de la unidad*
    Objective,
    /// *Indicador*
    Indicator,
    /// *Meta cuantificable*
    Target,
}

/// The seven fields of the footer, in the form's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FooterField {
    /// *Link para descargar el reporte de Gobierno por Resultados (GPR)*
    Gpr,
    /// *Fecha actualización de la información*
    UpdateDate,
    /// *Periodicidad de actualización de la información*
    Periodicity,
    /// *Unidad poseedora de la información*
    Holder,
    /// *Responsable de la unidad poseedora*
    Responsible,
    /// *Correo electrónico del o la responsable*
    Email,
    /// *Número telefónico del o la responsable*
    Phone,
}

impl Column {
    /// All columns, in the form's order.
    pub const ALL: [Column; 5] = [Column::Number, Column::Name, Column::Objective, Column::Indicator, Column::Target];

    /// Position in the form, from 0.
    pub fn index(self) -> usize {
        self as usize
    }
}

impl FooterField {
    /// All fields, in the form's order.
    pub const ALL: [FooterField; 7] = [
        FooterField::Gpr,
        FooterField::UpdateDate,
        FooterField::Periodicity,
        FooterField::Holder,
        FooterField::Responsible,
        FooterField::Email,
        FooterField::Phone,
    ];

    /// Position in the form, from 0.
    pub fn index(self) -> usize {
        self as usize
    }
}

/// Every field with the name that rule files, JSON and ignores use; `[]` stands for the number of the section or unit.
const NAMES: [(Field, &str); 24] = [
    (Field::Document, "document"),
    (Field::LegalBasis, "heading.legal_basis"),
    (Field::Literal, "heading.literal"),
    (Field::Columns, "columns"),
    (Field::Column(Column::Number), "columns.number"),
    (Field::Column(Column::Name), "columns.name"),
    (Field::Column(Column::Objective), "columns.objective"),
    (Field::Column(Column::Indicator), "columns.indicator"),
    (Field::Column(Column::Target), "columns.target"),
    (Field::Sections, "sections"),
    (Field::SectionTitle, "sections[].title"),
    (Field::Units, "units"),
    (Field::Unit(Column::Number), "units[].number"),
    (Field::Unit(Column::Name), "units[].name"),
    (Field::Unit(Column::Objective), "units[].objective"),
    (Field::Unit(Column::Indicator), "units[].indicator"),
    (Field::Unit(Column::Target), "units[].target"),
    (Field::Footer(FooterField::Gpr), "footer.gpr"),
    (Field::Footer(FooterField::UpdateDate), "footer.update_date"),
    (Field::Footer(FooterField::Periodicity), "footer.periodicity"),
    (Field::Footer(FooterField::Holder), "footer.holder"),
    (Field::Footer(FooterField::Responsible), "footer.responsible"),
    (Field::Footer(FooterField::Email), "footer.email"),
    (Field::Footer(FooterField::Phone), "footer.phone"),
];

impl Field {
    /// All fields, in the order of the form.
    pub fn all() -> impl Iterator<Item = Field> {
        NAMES.iter().map(|(field, _)| *field)
    }

    /// The name of the field, `[]` standing for a number.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(field, _)| *field == self).map_or("document", |(_, name)| name)
    }

    /// The field of that name.
    pub fn named(name: &str) -> Option<Field> {
        NAMES.iter().find(|(_, known)| *known == name).map(|(field, _)| *field)
    }

    /// The known name nearest to a mistyped one, where one is near.
    pub fn nearest(name: &str) -> Option<&'static str> {
        crate::near::nearest(name, NAMES.iter().map(|(_, known)| *known))
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Field, D::Error> {
        let name = String::deserialize(deserializer)?;
        Field::named(&name).ok_or_else(|| unknown(&name))
    }
}

/// A list of fields; `units[].*` and `footer.*` stand for all of their kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields(pub Vec<Field>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fields, D::Error> {
        let names = Vec::<String>::deserialize(deserializer)?;
        let mut fields = Vec::with_capacity(names.len());
        for name in names {
            match name.as_str() {
                "units[].*" => fields.extend(Column::ALL.map(Field::Unit)),
                "footer.*" => fields.extend(FooterField::ALL.map(Field::Footer)),
                name => fields.push(Field::named(name).ok_or_else(|| unknown(name))?),
            }
        }
        Ok(Fields(fields))
    }
}

fn unknown<E: de::Error>(name: &str) -> E {
    match Field::nearest(name) {
        Some(near) => E::custom(format_args!("unknown field `{name}`, did you mean `{near}`?")),
        None => E::custom(format_args!("unknown field `{name}`")),
    }
}

/// What a finding is about: a field, and which one where there are several. Stable when rows move or the file changes format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// The field.
    pub field: Field,
    /// Which section or unit, from 0; 0 for fields that occur once.
    pub index: u32,
}

impl Subject {
    /// The only field of its kind.
    pub fn only(field: Field) -> Subject {
        Subject { field, index: 0 }
    }

    /// Which unit it is about, from 0, where it is about one.
    pub fn unit(self) -> Option<usize> {
        matches!(self.field, Field::Unit(_)).then_some(self.index as usize)
    }
}

impl fmt::Display for Subject {
    /// As in `units[4].objective`, counted from 1.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field.name().split_once("[]") {
            Some((before, after)) => write!(f, "{before}[{}]{after}", self.index + 1),
            None => f.write_str(self.field.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_fields() {
        for field in Field::all() {
            assert_eq!(Field::named(field.name()), Some(field));
        }
        assert_eq!(Field::nearest("footer.emial"), Some("footer.email"));
        assert_eq!(Subject { field: Field::Unit(Column::Objective), index: 3 }.to_string(), "units[4].objective");
    }
}
