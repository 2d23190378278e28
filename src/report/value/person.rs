//! Whether a text can name a person: a given name and a surname, with or without titles and a post.
//!
//! The reader does not know names; it knows titles, posts and the words that units are called by, and counts what is left.
//! What is said about an implausible name is left to the rules.

use std::ops::Range;

use super::fold::Key;
use super::person_words::{GIVEN_NAMES, PARTICLES, TITLES, UNIT_HEADS, UNIT_WORDS};

/// Why a text names no person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonFault {
    /// Digits stand in it.
    Digits {
        /// Bytes of the first run of digits.
        span: Range<usize>,
    },
    /// An e-mail address stands in it.
    Email {
        /// Bytes of the address.
        span: Range<usize>,
    },
    /// Fewer than two names are left once titles are taken off.
    TooFewNames,
    /// It names a unit, an institution or a post, and nobody.
    UnitName {
        /// Bytes from the first to the last word of the unit or post.
        span: Range<usize>,
    },
}

/// Checks that the text names at least one person.
///
/// Several people, and posts beside their names, are fine. Initials do not count as names; hyphenated names count once.
///
/// # Errors
///
/// The reason why it does not, the plainest first: an e-mail address, digits, a unit's name, too few names.
pub fn plausible(text: &str) -> Result<(), PersonFault> {
    if let Some(at) = text.find('@') {
        let start = text.get(..at).and_then(|lead| lead.rfind([' ', '<', '(', ':'])).map_or(0, |i| i + 1);
        let tail = text.get(at..).unwrap_or("");
        let end = at + tail.find([' ', '>', ')', ',', ';']).unwrap_or(tail.len());
        return Err(PersonFault::Email { span: start..end });
    }
    if let Some(start) = text.find(|c: char| c.is_ascii_digit()) {
        let tail = text.get(start..).unwrap_or("");
        let length = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        return Err(PersonFault::Digits { span: start..start + length });
    }
    let mut count = Count::default();
    let mut end = 0;
    for (span, word) in tokens(text) {
        count.pause(text.get(end..span.start).unwrap_or(""));
        end = span.end;
        count.take(span, word);
        if count.names >= 2 {
            return Ok(());
        }
    }
    match count.unit {
        Some(span) if !count.titled => Err(PersonFault::UnitName { span }),
        _ => Err(PersonFault::TooFewNames),
    }
}

/// What has been counted so far of the person being read.
#[derive(Default)]
struct Count {
    names: usize,
    /// Within the name of a unit, where unknown words are parts of that name.
    in_unit: bool,
    titled: bool,
    unit: Option<Range<usize>>,
}

impl Count {
    /// Punctuation before a word: it ends a unit's name, and a slash or semicolon begins another person.
    fn pause(&mut self, gap: &str) {
        let dashed = gap.contains([' ', '\t']) && gap.contains(['-', '–', '—']);
        if dashed || gap.contains([',', ';', '/', '|', '(', ')', ':']) {
            self.in_unit = false;
        }
        if gap.contains(['/', ';', '|']) {
            self.names = 0;
        }
    }

    fn take(&mut self, span: Range<usize>, word: &str) {
        let key = Key::of(word);
        match role(key.as_str(), word) {
            Role::Title => {
                self.titled = true;
                self.in_unit = false;
            }
            Role::And if !self.in_unit => self.names = 0,
            Role::And | Role::Particle => {}
            Role::UnitHead => {
                self.in_unit = true;
                self.mark(span);
            }
            Role::UnitWord => self.mark(span),
            Role::Name if self.in_unit => self.mark(span),
            Role::Name => self.names += usize::from(word.chars().count() >= 2),
        }
    }

    fn mark(&mut self, span: Range<usize>) {
        self.unit = Some(self.unit.as_ref().map_or(span.start, |unit| unit.start)..span.end);
    }
}

/// Words of a name: letters, with hyphens and apostrophes between letters.
fn tokens(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let inner = |c: char| matches!(c, '-' | '\'' | '’' | '´' | '`');
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(char::is_alphabetic)?;
        let tail = text.get(start..)?;
        let length = tail.find(|c: char| !c.is_alphabetic() && !inner(c)).unwrap_or(tail.len());
        at = start + length;
        let word = tail.get(..length)?.trim_end_matches(inner);
        Some((start..start + word.len(), word))
    })
}

enum Role {
    Title,
    And,
    Particle,
    /// The first word of a unit's or institution's name; all that follows belongs to it.
    UnitHead,
    /// A post, or a word that units are called by: it is no name, but a name may follow it.
    UnitWord,
    Name,
}

fn role(key: &str, word: &str) -> Role {
    let among = |table: &[&str]| table.binary_search(&key).is_ok();
    match key {
        "y" | "e" => Role::And,
        // `SECRETARÍA` is a unit, `Secretaria` a post; only the accent tells them apart.
        "secretaria" if !word.contains(['í', 'Í']) => Role::UnitWord,
        _ if among(TITLES) => Role::Title,
        _ if among(PARTICLES) => Role::Particle,
        _ if among(UNIT_HEADS) => Role::UnitHead,
        _ if among(UNIT_WORDS) => Role::UnitWord,
        // Nearly every other word for what a unit does ends in -ción or -sión; a few given names do too.
        _ if is_process(key) && !among(GIVEN_NAMES) => Role::UnitWord,
        _ => Role::Name,
    }
}

fn is_process(key: &str) -> bool {
    key.ends_with("cion") || key.ends_with("sion")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people() {
        for text in [
            "Julio Mateo Salas Vera, Ing.",
            "Ing. Julio Salas",
            "Salas Vera Julio",
            "SALAS VERA JULIO MATEO",
            "Ana M. Paz",
            "Ana Paz / Luis Mora",
            "Ana Paz y Luis Mora",
            "Ana Paz Vela - Directora de Planificación",
            "Ing. Ana Paz, MSc.",
            "Dra. Ana Paz, Ph.D.",
            "Lcda. María de los Ángeles Ñato",
            "Juan De la Cruz Peña",
            "Salas, Julio",
            "Ana-María D’Angelo",
            "Inés O'Neil",
            "Directora: Ana Paz",
            "Director Juan Mora",
            "Alcaldesa Ana Paz Vela",
            "Dirección de Planificación, Ing. Ana Paz",
            "Dirección Zonal Ing. Ana Paz",
            "Dirección de Planificación - Ana Paz",
            "Ana Paz (Dirección de Planificación)",
            "Ing.Ana Paz",
            "Abg. Juan Coronel",
            "Concepción Mora",
            "Econ. Luis Abad",
            "Ana Paz / Planificación",
            "Secretaria Ana Paz",
            "Mgs. Alex Cruz Mayor",
            "Tnlga. Eva Sol",
            "Ana Paz, Jefa de Talento Humano",
            "José Ortega y Gasset",
        ] {
            assert_eq!(plausible(text), Ok(()), "{text:?}");
        }
    }

    #[test]
    fn half_names() {
        for text in [
            "",
            "Ing. Salas",
            "Salas",
            "Lic.",
            "A. Paz",
            "Dr. Paz, MSc.",
            "-",
            "Ing. Salas-Vera",
            "Ana y Luis",
            "Ana / Luis",
            "Dirección de Planificación, Ing. Salas",
            "M.Sc. Ing. Paz",
            "de la Paz",
            "Sin nombre",
            "No disponible",
        ] {
            assert_eq!(plausible(text), Err(PersonFault::TooFewNames), "{text:?}");
        }
    }

    #[test]
    fn units_and_posts() {
        for text in [
            "DIRECCIÓN DE PLANIFICACIÓN",
            "Director de Planificación",
            "Planificación Institucional y Seguimiento",
            "Unidad de Talento Humano",
            "GAD Municipal",
            "Jefatura Zonal Amazónica",
            "Secretaría General",
            "SECRETARIA GENERAL",
            "DIRECCIÓN DE MOVILIDAD, TRÁNSITO Y TRANSPORTE TERRESTRE",
            "Analista de Proyectos",
            "Coordinación Administrativa Financiera",
            "Director Zonal",
            "Cultura, Deportes y Recreación",
        ] {
            assert!(matches!(plausible(text), Err(PersonFault::UnitName { .. })), "{text:?} {:?}", plausible(text));
        }
        assert_eq!(plausible("La Dirección de Obras."), Err(PersonFault::UnitName { span: 3..22 }));
    }

    #[test]
    fn digits_and_addresses() {
        assert_eq!(plausible("Ana Paz 2555"), Err(PersonFault::Digits { span: 8..12 }));
        assert_eq!(plausible("Ana Paz ana@ejemplo.ec, x"), Err(PersonFault::Email { span: 8..22 }));
    }
}
