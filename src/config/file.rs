//! `lotaip.toml` as it is written: every key, what it may hold, and nothing else. What the keys mean together is for [`super`].
//!
//! The doc comments of the keys are what an editor shows: the JSON Schema is made of them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::diagnostic::Severity;

/// Settings of lotaip for the reports in this folder and below. · Configuración de lotaip para los informes de esta carpeta y de las que contiene.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ConfigFile {
    /// Another configuration that this one goes on from; relative to this file. · Otra configuración de la que parte esta; relativa a este archivo.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) extend: Option<Spanned<String>>,
    /// The language of texts; holds for a whole run. · El idioma de los textos; vale para toda la revisión.
    pub(super) lang: Option<Language>,
    /// From which level on findings decide the exit status. · Desde qué nivel las observaciones deciden el código de salida.
    pub(super) fail_on: Option<FailOn>,
    /// Only these rules: codes, slugs, or beginnings of codes. · Solo estas reglas: códigos, nombres o comienzos de códigos.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>", length(min = 1)))]
    pub(super) select: Option<Spanned<Vec<Spanned<String>>>>,
    /// Not these rules. · Estas reglas no.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) ignore: Vec<Spanned<String>>,
    /// Which files of folders are left alone: patterns relative to this file. · Qué archivos de las carpetas no se revisan: patrones relativos a este archivo.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) exclude: Vec<Spanned<String>>,
    /// Levels of rules. · Niveles de reglas.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "BTreeMap<String, Severity>"))]
    pub(super) severity: BTreeMap<Spanned<String>, Severity>,
    /// Folders of further rules, relative to this file; hold for a whole run. · Carpetas de más reglas, relativas a este archivo; valen para toda la revisión.
    #[serde(default)]
    pub(super) rules: Vec<String>,
    /// How paths name the month reported, relative to this file: `{year}/{month}/*`. · Cómo nombran las rutas el mes que se informa: `{year}/{month}/*`.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) period_pattern: Option<Spanned<String>>,
    /// The file with the findings that were there already, relative to this file. · El archivo con las observaciones que ya estaban, relativo a este archivo.
    pub(super) baseline: Option<String>,
    /// The institution that publishes the reports. · La institución que publica los informes.
    #[serde(default)]
    pub(super) institution: InstitutionFile,
    /// Days that the national calendar does not know. · Días que el calendario nacional no conoce.
    #[serde(default)]
    pub(super) calendar: CalendarFile,
    /// Settings for some of the reports; later ones win. · Ajustes para algunos de los informes; vale el último.
    #[serde(default, rename = "override")]
    pub(super) overrides: Vec<OverrideFile>,
    /// Findings that do not count, each with its reason. · Observaciones que no cuentan, cada una con su motivo.
    #[serde(default, rename = "exception")]
    #[cfg_attr(test, schemars(with = "Vec<ExceptionFile>"))]
    pub(super) exceptions: Vec<Spanned<ExceptionFile>>,
}

/// A language.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(super) enum Language {
    /// Spanish · español
    Es,
    /// English · inglés
    En,
}

/// From which level on findings decide the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Errors.
    #[default]
    Error,
    /// Warnings and errors.
    Warning,
    /// Any finding.
    Advice,
    /// None.
    Never,
}

/// The institution.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct InstitutionFile {
    /// Its name, as reports for people show it. · Su nombre, como lo muestran los informes para personas.
    pub(super) name: Option<String>,
    /// Its canton. · Su cantón.
    pub(super) canton: Option<String>,
    /// The domains of its e-mail addresses; others get A4-F16. · Los dominios de sus correos; los demás reciben A4-F16.
    pub(super) email_domains: Option<Vec<String>>,
    /// Whether it reports in the GPR system; with `true`, «No aplica» gets A4-F12. · Si informa en el sistema GPR; con `true`, «No aplica» recibe A4-F12.
    pub(super) gpr: Option<bool>,
}

/// Days off and days worked.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CalendarFile {
    /// Local holidays and days off by decree. · Feriados locales y días de descanso por decreto.
    #[serde(default)]
    pub(super) holidays: Vec<DayFile>,
    /// Days worked although a weekend or a holiday says otherwise. · Días laborados aunque sean fin de semana o feriado.
    #[serde(default)]
    pub(super) worked: Vec<DayFile>,
}

/// A day about which the national calendar is wrong.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DayFile {
    /// `"2026-11-13"` once, `"11-13"` every year. · `"2026-11-13"` una vez, `"11-13"` cada año.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) on: Spanned<Day>,
    /// What it is called. · Cómo se llama.
    pub(super) name: Option<String>,
    /// The ordinance or decree that says so. · La ordenanza o el decreto que lo dice.
    pub(super) source: String,
}

/// Settings for some of the reports.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct OverrideFile {
    /// Which files: patterns relative to this file. · Qué archivos: patrones relativos a este archivo.
    #[cfg_attr(test, schemars(with = "Vec<String>", length(min = 1)))]
    pub(super) paths: Spanned<Vec<Spanned<String>>>,
    /// Only these rules. · Solo estas reglas.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>", length(min = 1)))]
    pub(super) select: Option<Spanned<Vec<Spanned<String>>>>,
    /// Not these rules. · Estas reglas no.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) ignore: Vec<Spanned<String>>,
    /// Levels of rules. · Niveles de reglas.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "BTreeMap<String, Severity>"))]
    pub(super) severity: BTreeMap<Spanned<String>, Severity>,
    /// From which level on findings decide the exit status. · Desde qué nivel las observaciones deciden el código de salida.
    pub(super) fail_on: Option<FailOn>,
    /// The institution of these reports. · La institución de estos informes.
    #[serde(default)]
    pub(super) institution: InstitutionFile,
}

/// A finding that does not count.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ExceptionFile {
    /// The rule: a code or a slug. · La regla: un código o un nombre.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) rule: Spanned<String>,
    /// Which files: a pattern relative to this file; without it, all. · Qué archivos: un patrón relativo a este archivo; sin él, todos.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) path: Option<Spanned<String>>,
    /// The field: `footer.email`, `units[4].target`, `units[].target`. · El campo: `footer.email`, `units[4].target`, `units[].target`.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) subject: Option<Spanned<String>>,
    /// Why it does not count. · Por qué no cuenta.
    #[cfg_attr(test, schemars(with = "String", length(min = 1)))]
    pub(super) reason: Spanned<String>,
    /// Who answers for it. · Quién responde por ella.
    pub(super) responsible: Option<String>,
    /// Its last day, `2026-12-31`; afterwards the finding counts again. · Su último día; después la observación vuelve a contar.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) until: Option<Spanned<Day>>,
}

/// A day, as a TOML date or in quotes.
#[derive(Debug, Clone)]
pub(super) enum Day {
    /// `2026-12-31`
    Date(NaiveDate),
    /// `"2026-12-31"`, and what else may stand in quotes.
    Text(String),
    /// Something else, which is no day, as it is written.
    Other(String),
}

impl<'de> Deserialize<'de> for Day {
    /// Takes any value: that one is no day is said in our words, with its place.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        Ok(match toml::Value::deserialize(deserializer)? {
            toml::Value::String(text) => Day::Text(text),
            toml::Value::Datetime(date) => date_of(&date).map_or_else(|| Day::Other(date.to_string()), Day::Date),
            other => Day::Other(other.to_string()),
        })
    }
}

fn date_of(date: &toml::value::Datetime) -> Option<NaiveDate> {
    let day = date.date.filter(|_| date.time.is_none())?;
    NaiveDate::from_ymd_opt(i32::from(day.year), u32::from(day.month), u32::from(day.day))
}
