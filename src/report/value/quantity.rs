//! Whether a target names a quantity at all.
//!
//! A target such as "Cumplimiento del POA 2021" cannot be verified: the year is no quantity. The percentages and plan
//! years of a target are read by the neighbouring modules; which target is faulty is left to the rules.

pub use super::percentage::{Percentage, is_only_percentage, percentages};
pub use super::plan_year::{Plan, PlanYear, plan_years};

use super::fold::{Key, words};

/// Whether the text names a quantity: a number, a percentage or a number word.
///
/// A year (1900–2099) or a range of years is no quantity, unless the thing counted follows it (`2000 plantas`).
/// `un` and `una` count only as the first word, or after a verb of producing (`elaborar un plan`): elsewhere they are articles.
pub fn has_quantity(text: &str) -> bool {
    // The lead bytes of these signs: few texts have them, and looking for bytes is quicker.
    if memchr::memchr2(0xC2, 0xE2, text.as_bytes()).is_some() && text.contains(['½', '¼', '¾', '⅓', '⅔']) {
        return true;
    }
    let mut before: Option<Key> = None;
    let mut found = words(text).peekable();
    while let Some((span, word)) = found.next() {
        let first_byte = word.as_bytes().first().copied().unwrap_or(0);
        let key = Key::of(word);
        let next = found.peek().map(|(_, next)| Key::of(next));
        let after = text.get(span.end..).unwrap_or("");
        let counted = if first_byte.is_ascii_digit() {
            let lead = text.get(..span.start).unwrap_or("");
            !is_year(word) || is_grouped(lead, after) || counts_things(lead, after, before.as_ref(), next.as_ref())
        } else {
            is_number_word(&key, before.as_ref(), next.as_ref())
        };
        if counted && !is_year_tail(text.get(..span.start).unwrap_or(""), word) {
            return true;
        }
        before = Some(key);
    }
    false
}

/// Four digits that can be a year.
pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) && (word.starts_with("19") || word.starts_with("20"))
}

/// The second half of `2021-22`: part of a range of years.
fn is_year_tail(lead: &str, word: &str) -> bool {
    word.len() == 2
        && word.bytes().all(|b| b.is_ascii_digit())
        && lead.strip_suffix(['-', '/', '–']).and_then(|lead| lead.get(lead.len().checked_sub(4)?..)).is_some_and(is_year)
}

/// Whether four digits are one group of a longer number: `2000,50`, `1,2000`.
fn is_grouped(lead: &str, after: &str) -> bool {
    let mut next = after.chars();
    let joined_after = matches!(next.next(), Some(',' | '.')) && next.next().is_some_and(|c| c.is_ascii_digit());
    let mut last = lead.chars().rev();
    let joined_before = matches!(last.next(), Some(',' | '.')) && last.next().is_some_and(|c| c.is_ascii_digit());
    joined_after || joined_before
}

/// Whether what stands around a number shaped like a year shows that it counts something.
fn counts_things(lead: &str, after: &str, before: Option<&Key>, next: Option<&Key>) -> bool {
    let after = after.trim_start();
    if after.starts_with(['%', '$']) || lead.trim_end().ends_with(['$', '<', '>', '≥', '≤', '+']) {
        return true;
    }
    if matches!(before.map(Key::as_str), Some("usd")) {
        return true;
    }
    // A noun counted stands directly behind the number; a comma or a bracket ends what the number says.
    if !after.starts_with(char::is_alphanumeric) {
        return false;
    }
    let Some(next) = next.map(Key::as_str) else {
        return false;
    };
    if matches!(next, "m" | "m2" | "m3" | "ml" | "km" | "km2" | "ha" | "kg" | "tm" | "usd" | "mil" | "por") {
        return true;
    }
    let introduced = matches!(
        before.map(Key::as_str),
        Some(
            "poa"
                | "pac"
                | "pei"
                | "pdot"
                | "plan"
                | "anual"
                | "ano"
                | "operativo"
                | "fiscal"
                | "periodo"
                | "institucional"
                | "presupuesto"
                | "proforma"
                | "del"
                | "en"
                | "agenda"
                | "territorial"
                | "enero"
                | "febrero"
                | "marzo"
                | "abril"
                | "mayo"
                | "junio"
                | "julio"
                | "agosto"
                | "septiembre"
                | "octubre"
                | "noviembre"
                | "diciembre"
                | "y"
                | "a"
                | "al"
        )
    ) || before.is_some_and(|key| is_year(key.as_str()));
    let plural = next.len() >= 4
        && next.ends_with('s')
        && next.bytes().all(|b| b.is_ascii_alphabetic())
        && !matches!(next, "menos" | "tras" | "entonces" | "ademas" | "segun" | "antes" | "despues");
    plural && !introduced
}

fn is_number_word(key: &Key, before: Option<&Key>, next: Option<&Key>) -> bool {
    let before = before.map(Key::as_str);
    let next = next.map_or("", Key::as_str);
    match key.as_str() {
        // `cada uno de los procesos` distributes, it does not count.
        "uno" => before != Some("cada"),
        "un" => before.is_none_or(counts_one) || matches!(next, "cuarto" | "tercio" | "medio"),
        "una" => before.is_none_or(counts_one),
        "cero" | "dos" | "tres" | "cuatro" | "cinco" | "seis" | "siete" | "ocho" | "nueve" | "diez" | "once" | "doce" | "trece"
        | "catorce" | "quince" | "veinte" | "treinta" | "cuarenta" | "cincuenta" | "sesenta" | "setenta" | "ochenta" | "noventa"
        | "cien" | "cientos" | "mil" | "miles" | "millon" | "millones" | "mitad" | "tercio" | "tercios" | "doble" | "triple"
        | "totalidad" | "decena" | "decenas" | "docena" | "docenas" | "centena" | "centenas" | "centenar" | "centenares" | "millar"
        | "millares" => true,
        // `por ciento` without a number before it says nothing.
        "ciento" => before != Some("por"),
        "tercera" | "cuarta" | "quinta" | "decima" => next == "parte",
        "medio" | "media" => is_half(before, next),
        word => {
            word.starts_with("dieci")
                || (word.starts_with("veinti") && word.len() > 7)
                || ((word.ends_with("cientos") || word.ends_with("cientas")) && word.len() > 8)
                || matches!(word, "quinientos" | "quinientas")
        }
    }
}

/// `medio kilómetro` is a quantity; `medio ambiente`, `por medio de` and `clase media` are not.
fn is_half(before: Option<&str>, next: &str) -> bool {
    !matches!(before, Some("por" | "en" | "a" | "educacion" | "clase" | "la" | "el" | "al" | "del" | "entre" | "edad"))
        && !matches!(
            next,
            "" | "ambiente"
                | "ambiental"
                | "ambientales"
                | "de"
                | "del"
                | "magnetico"
                | "digital"
                | "fisico"
                | "fisica"
                | "electronico"
                | "social"
                | "comunitario"
                | "impreso"
                | "alta"
                | "baja"
                | "y"
                | "o"
                | "tension"
                | "escrito"
                | "verificable"
                | "oficial"
        )
}

/// Words after which `un` and `una` say "one": verbs of producing, and limits.
fn counts_one(before: &str) -> bool {
    matches!(
        before,
        "elaborar"
            | "realizar"
            | "entregar"
            | "aprobar"
            | "presentar"
            | "emitir"
            | "publicar"
            | "construir"
            | "adquirir"
            | "ejecutar"
            | "implementar"
            | "contratar"
            | "capacitar"
            | "formular"
            | "actualizar"
            | "suscribir"
            | "generar"
            | "cumplir"
            | "desarrollar"
            | "crear"
            | "disenar"
            | "instalar"
            | "organizar"
            | "producir"
            | "redactar"
            | "levantar"
            | "obtener"
            | "efectuar"
            | "dictar"
            | "impartir"
            | "expedir"
            | "socializar"
            | "rehabilitar"
            | "reparar"
            | "comprar"
            | "firmar"
            | "inaugurar"
            | "convocar"
            | "celebrar"
            | "preparar"
            | "lograr"
            | "tener"
            | "contar"
            | "entregado"
            | "elaborado"
            | "aprobado"
            | "menos"
            | "minimo"
            | "maximo"
            | "solo"
            | "es"
    )
}

#[cfg(test)]
mod tests {
    use super::has_quantity;

    #[test]
    fn quantities() {
        for text in [
            "80 % de cumplimiento del Plan Operativo Anual - POA 2021",
            "100%",
            "0",
            "5 informes",
            "2.021",
            "2 000",
            "2,5",
            "12 000 usuarios",
            "un informe",
            "Una ordenanza aprobada",
            "Elaborar un plan",
            "Realizar una feria",
            "dos talleres",
            "Cien por ciento",
            "ciento diez",
            "doscientas familias",
            "mil árboles",
            "un millón",
            "medio kilómetro de vía",
            "la mitad de los predios",
            "dos tercios",
            "el doble",
            "totalidad de trámites",
            "una docena",
            "veintiún informes",
            "dieciséis talleres",
            "tres cuartos",
            "un cuarto de",
            "2000 plantas sembradas",
            "Sembrar 2050 árboles",
            "2000 m2",
            "$ 2000",
            "USD 2000",
            "2000 %",
            "Al menos un taller",
            "1er informe",
            "½ día",
            "2000,50",
            "POA 2021: 3 informes",
            "Hasta el 31 de diciembre de 2021",
            "10km de vía",
            "la tercera parte",
            "Veintidós",
            "TRES",
            "mantenimiento de 2000 metros de canal",
            "uno",
        ] {
            assert!(has_quantity(text), "{text:?}");
        }
    }

    #[test]
    fn no_quantities() {
        for text in [
            "",
            "Cumplimiento del Plan Operativo Anual - POA 2021",
            "% de cumplimiento del POA 2021",
            "POA2021",
            "2021",
            "Plan 2021-2023 ejecutado",
            "PDOT 2019/2023",
            "Gestión 2021-22",
            "Mejorar la atención a la ciudadanía",
            "Lograr la eficiencia mediante una gestión ágil",
            "Cuidar el medio ambiente",
            "por medio de talleres",
            "cada uno de los procesos",
            "garantizar un servicio",
            "porcentaje de avance por ciento",
            "Medios de comunicación",
            "Ejecutar el POA 2021 acciones municipales",
            "literal a4",
            "Agenda 2030",
            "Cumplir en 2021 metas",
            "Todos los trámites",
            "—",
            "Año 2021, obras",
            "DIRECCIÓN DE MEDIO AMBIENTE",
            "m2 de vía",
        ] {
            assert!(!has_quantity(text), "{text:?}");
        }
    }
}
