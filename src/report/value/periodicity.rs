//! Whether a periodicity says "monthly", the only one that the law allows.
//!
//! Art. 5 of Resolución 007-DPE-CGAJ orders the information to be updated every month; how a departure from
//! it is reported is left to the rules.

use super::fold::fold;

/// Whether the text says that the information is updated every month, and nothing that contradicts it.
///
/// `Mensual`, `MENSUAL.`, `Mensualmente`, `Actualización mensual` and `Cada mes` say so; `Bimensual`, `Mensual y anual`
/// and `No mensual` do not.
pub fn is_monthly(text: &str) -> bool {
    let bare = text.trim().trim_end_matches('.');
    if bare.eq_ignore_ascii_case("mensual") {
        return true;
    }
    let folded = fold(text);
    let mut monthly = false;
    let mut before = ["", ""];
    for word in folded.split(' ') {
        monthly |= match word {
            "mensual" | "mensuales" | "mensualmente" | "mensualidad" => true,
            "mes" => matches!(before, [_, "cada"] | ["cada", "1" | "un"] | ["vez", "al" | "por"]),
            "meses" => before == ["todos", "los"],
            _ if is_contrary(word) => return false,
            _ => false,
        };
        before = [before[1], word];
    }
    monthly
}

/// Words of another period, and denials: beside any of them the text does not plainly say "monthly".
fn is_contrary(word: &str) -> bool {
    const STEMS: [&str; 14] = [
        "anual",
        "bianual",
        "bienal",
        "trienal",
        "trimestr",
        "bimestr",
        "bimensual",
        "semestr",
        "cuatrimestr",
        "quincenal",
        "semanal",
        "diari",
        "esporadic",
        "eventual",
    ];
    matches!(word, "no" | "ni" | "nunca" | "jamas" | "sin" | "veces" | "ano" | "anos") || STEMS.iter().any(|stem| word.starts_with(stem))
}

#[cfg(test)]
mod tests {
    use super::is_monthly;

    #[test]
    fn monthly() {
        for text in [
            "Mensual",
            "MENSUAL",
            "mensual.",
            "Mensualmente",
            "Actualización mensual",
            "Cada mes",
            "De manera mensual",
            "Periodicidad mensual",
            "Mensual (cada mes)",
            "Cada 1 mes",
            "Una vez al mes",
            "Todos los meses",
            "Mensual, hasta el 10 de cada mes",
            "MENSUAL - 2021",
        ] {
            assert!(is_monthly(text), "{text:?}");
        }
    }

    #[test]
    fn not_monthly() {
        for text in [
            "",
            "Bimensual",
            "Trimestral",
            "Mensual y anual",
            "No mensual",
            "Semestral",
            "Anual",
            "cada dos meses",
            "Dos veces al mes",
            "Mensual / Trimestral",
            "mes",
            "Quincenal",
            "Diario",
            "No aplica",
            "Permanente",
            "-",
            "Una vez al año",
        ] {
            assert!(!is_monthly(text), "{text:?}");
        }
    }
}
