//! The layout of the a4 matrix as data: `rules/a4/matrix.toml` as types, with its spellings folded once.

use serde::Deserialize;

use super::field::{Column, FooterField};
use super::value::fold::fold;

/// The official layout and the spellings that mean the same. Source: the official form, and habits seen in published files.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matrix {
    /// The title line.
    pub title: TitleSpec,
    /// Titles of other matrices.
    #[serde(rename = "other")]
    pub others: Vec<Other>,
    /// Rows that are neither units nor part of the footer.
    pub asides: Asides,
    /// The columns, in the form's order.
    #[serde(rename = "column")]
    pub columns: Vec<Named<Column>>,
    /// The sections, in the form's order.
    #[serde(rename = "section")]
    pub sections: Vec<SectionSpec>,
    /// The footer's fields, in the form's order.
    #[serde(rename = "field")]
    pub fields: Vec<Named<FooterField>>,
}

/// The title of the matrix.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleSpec {
    /// The literal's short name, `a4`.
    pub literal: String,
    /// The words after it.
    pub official: String,
    /// Other words that are as good.
    #[serde(default)]
    pub accepted: Vec<Spelling>,
    /// `official`, folded.
    #[serde(skip)]
    pub folded: String,
}

/// First words of rows that are remarks beside the table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asides {
    /// One word each.
    pub words: Vec<Spelling>,
}

/// Another matrix, known by the words of its title.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Other {
    /// Its literal.
    pub literal: String,
    /// Words of its title.
    pub words: Vec<Spelling>,
}

/// A column or footer field with its names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named<Id> {
    /// Which it is.
    pub id: Id,
    /// The form's own name.
    pub official: String,
    /// Names that are as good.
    #[serde(default)]
    pub accepted: Vec<Spelling>,
    /// Names that are understood.
    #[serde(default)]
    pub near: Vec<Spelling>,
    /// First words that are understood where nothing else fits.
    #[serde(default)]
    pub begins: Vec<Spelling>,
    /// `official`, folded, without the words that name the literal.
    #[serde(skip)]
    pub folded: String,
}

/// An official section.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionSpec {
    /// Its name in rule files.
    pub id: String,
    /// The form's own title.
    pub official: String,
    /// Word stems that mean the same in entities' own statutes, folded.
    pub stems: Vec<String>,
    /// `official`, folded.
    #[serde(skip)]
    pub folded: String,
}

/// A spelling, kept folded.
#[derive(Debug, Deserialize)]
#[serde(from = "String")]
pub struct Spelling(pub String);

impl From<String> for Spelling {
    fn from(text: String) -> Spelling {
        Spelling(fold(&text))
    }
}

impl Matrix {
    /// Folds the official names, which are kept as printed as well.
    pub(crate) fn prepare(mut self) -> Matrix {
        self.title.folded = fold(&self.title.official);
        for column in &mut self.columns {
            column.folded = fold(&column.official);
        }
        for section in &mut self.sections {
            section.folded = fold(&section.official);
        }
        for field in &mut self.fields {
            let folded = fold(&field.official);
            super::label::without_literal(&folded).clone_into(&mut field.folded);
        }
        self
    }

    /// The official name of a column, as printed.
    pub fn column(&self, column: Column) -> &str {
        self.columns.iter().find(|c| c.id == column).map_or("", |c| &c.official)
    }

    /// The official label of a footer field, as printed.
    pub fn field(&self, field: FooterField) -> &str {
        self.fields.iter().find(|f| f.id == field).map_or("", |f| &f.official)
    }

    /// The other matrix whose title these folded words are.
    pub fn other_titled(&self, folded: &str) -> Option<&Other> {
        self.others.iter().find(|other| other.words.iter().any(|words| words.0 == folded))
    }
}
