//! Words that say "there is nothing to put here", and the reason given for it.
//!
//! Only whole cells count: `NAPA MENDOZA` is a name and `0` is data. Whether an absence is allowed without a
//! reason is left to the rules.

use std::ops::Range;

use super::fold::{Key, words};

/// An absence that a cell declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absence {
    /// The words of absence alone.
    Bare,
    /// The words of absence and why.
    Explained {
        /// Bytes of the reason, without the brackets and punctuation around it.
        reason: Range<usize>,
    },
}

/// Reads a whole cell as a declared absence; `None` when the cell says something else, or nothing.
///
/// A reason has at least two words of two letters or more: `No aplica (-)` and `NO APLICA (N/A)` give none.
pub fn read(text: &str) -> Option<Absence> {
    let Some(first) = text.find(char::is_alphanumeric) else {
        // Rulings and brackets left to be filled in are placeholders, not answers.
        let placeholder = text.contains(['_', '[', '<', '{']);
        return (!placeholder && !text.trim().is_empty()).then_some(Absence::Bare);
    };
    // Every declaration begins with one of a few words; most cells are told from one by their first letters.
    let start = text.as_bytes().get(first..).unwrap_or(&[]);
    let letter = |at: usize| start.get(at).map_or(0, u8::to_ascii_lowercase);
    let may_declare = match letter(0) {
        b'n' => !matches!(letter(1), b'e' | b'u'),
        b's' => !matches!(letter(1), b'e' | b'u' | b'a' | b'o'),
        b'i' => (letter(1), letter(2)) == (b'n', b'f'),
        b'd' => (letter(1), letter(2)) == (b'a', b't'),
        _ => false,
    };
    if !may_declare {
        return None;
    }
    // Each turn takes one declaration off the front, so that `NO APLICA - N/A` is bare.
    let mut at = 0;
    let mut declared = false;
    loop {
        let rest = text.get(at..)?;
        let Some((end, reach)) = declaration(rest) else {
            return if declared { Some(explanation(text, at)) } else { None };
        };
        let tail = rest.get(end..)?;
        if !tail.contains(char::is_alphanumeric) {
            return Some(Absence::Bare);
        }
        if reach == Reach::Whole {
            return declared.then_some(Absence::Bare);
        }
        if reach == Reach::Connected && !declared && !connected(tail) {
            return None;
        }
        declared = true;
        at += end;
    }
}

/// What may follow a declaration for the cell still to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Nothing (`NA`, which is also the beginning of names).
    Whole,
    /// A reason joined by punctuation or a conjunction: `No existe un plan` is an answer, `No existe, porque…` an absence.
    Connected,
    /// Any words: `No aplica la institución no…`.
    Open,
}

/// The declaration a text begins with: where it ends, and what may follow it.
fn declaration(text: &str) -> Option<(usize, Reach)> {
    let mut found = words(text);
    let mut spans = [const { 0..0 }; 3];
    let mut keys = [const { None::<Key> }; 3];
    for (i, (span, word)) in found.by_ref().take(3).enumerate() {
        *spans.get_mut(i)? = span;
        *keys.get_mut(i)? = Some(Key::of(word));
    }
    let key = |i: usize| keys.get(i).and_then(Option::as_ref).map_or("", Key::as_str);
    let end = |i: usize| spans.get(i).map_or(0, |span: &Range<usize>| span.end);
    let between = text.get(end(0)..spans[1].start).unwrap_or("");
    Some(match (key(0), key(1), key(2)) {
        ("no", "aplica" | "aplicable" | "aplican" | "disponible" | "disponibles" | "corresponde", _) => (end(1), Reach::Open),
        ("informacion" | "dato" | "datos", "no", "disponible" | "disponibles") => (end(2), Reach::Open),
        ("noaplica", _, _) => (end(0), Reach::Open),
        ("n" | "s", "a" | "d" | "n" | "i", _) if between.contains(['/', '.', '\\', '-']) => (end(1), Reach::Connected),
        ("n", "a", _) => (end(1), Reach::Whole),
        ("no", "existe" | "existen" | "hay" | "tiene" | "posee" | "registra", "informacion" | "datos") | ("no", "se", "dispone") => {
            (end(2), Reach::Connected)
        }
        ("no", "existe" | "existen" | "hay" | "tiene" | "tienen" | "posee" | "registra", _)
        | ("sin", "informacion" | "datos" | "dato", _) => (end(1), Reach::Connected),
        ("ninguno" | "ninguna", _, _) => (end(0), Reach::Connected),
        ("na" | "nd" | "sn" | "sd", _, _) => (end(0), Reach::Whole),
        _ => return None,
    })
}

/// Whether what follows a declaration is joined to it as a reason.
fn connected(tail: &str) -> bool {
    let trimmed = tail.trim_start();
    if trimmed.starts_with(['(', ':', ',', ';', '-', '–', '—', '.', '/']) {
        return true;
    }
    words(tail).next().is_some_and(|(_, word)| {
        matches!(Key::of(word).as_str(), "ya" | "porque" | "debido" | "pues" | "puesto" | "dado" | "por" | "toda" | "en" | "al")
    })
}

/// The rest of the cell as a reason, if it is one.
fn explanation(text: &str, from: usize) -> Absence {
    let rest = text.get(from..).unwrap_or("");
    let mut first = None;
    let mut last = 0;
    let mut said = 0_usize;
    for (span, word) in words(rest) {
        first.get_or_insert(span.start);
        last = span.end;
        said += usize::from(word.chars().filter(|c| c.is_alphabetic()).count() >= 2);
    }
    match first {
        Some(first) if said >= 2 => Absence::Explained { reason: from + first..from + last },
        _ => Absence::Bare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare() {
        for text in [
            "No aplica",
            "NO  APLICA",
            "N/A",
            "n.a.",
            "NA",
            "N.A.",
            "n/a",
            "-",
            "--",
            "—",
            ".",
            "S/N",
            "S/D",
            "no disponible",
            "Información no disponible",
            "no existe",
            "Ninguno",
            "NINGUNA.",
            "no tiene",
            "no posee",
            "sin información",
            "No hay",
            "No corresponde",
            "No aplica.",
            "No aplica (-)",
            "No aplica ()",
            "NO APLICA (N/A)",
            "NO APLICA - NO APLICA",
            "No aplica GPR",
            "- No aplica -",
            "No hay información",
            "N/D",
            "(No aplica)",
            "%",
            "N A",
            "NO APLICA / N A",
        ] {
            assert_eq!(read(text), Some(Absence::Bare), "{text:?}");
        }
    }

    #[test]
    fn explained() {
        for (text, why) in [
            ("No aplica (Ya que el GAD no se encuentra enlazado)", "Ya que el GAD no se encuentra enlazado"),
            ("No aplica porque la institución no usa GPR.", "porque la institución no usa GPR"),
            ("No aplica, la institución no usa", "la institución no usa"),
            ("NO APLICA: municipio autónomo", "municipio autónomo"),
            ("No aplica - el GAD no está enlazado", "el GAD no está enlazado"),
            ("No aplica debido a la ley", "debido a la ley"),
            ("No aplica la institución no usa GPR", "la institución no usa GPR"),
            ("N/A (no está enlazado)", "no está enlazado"),
            ("No posee, por ser municipio", "por ser municipio"),
            ("Información no disponible en este mes", "en este mes"),
        ] {
            let Some(Absence::Explained { reason }) = read(text) else {
                panic!("{text:?}: {:?}", read(text));
            };
            assert_eq!(&text[reason], why);
        }
    }

    #[test]
    fn data() {
        for text in [
            "",
            " ",
            "0",
            "0 %",
            "NAPA MENDOZA",
            "NA MENDOZA",
            "El GAD no está enlazado al sistema GPR",
            "____",
            "[…]",
            "No existe un plan aprobado",
            "Ninguna observación pendiente",
            "N 4",
            "no",
            "Nadie",
            "S Avenida",
            "NATALIA PAZ",
            "Sin techo",
            "1",
            "http://gpr.gob.ec",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
