//! What is known of Spanish without the document: its short words, the parts of compounds, long words of public offices, and what words can end in.
//!
//! Only where a line ends inside a word, or may, is any of this asked; what the document itself says comes first. All is folded: small letters, no
//! accents but the tilde of `ñ`, written `n` as well.

/// Words so short that a broken word could end in them by chance. Sorted.
const SHORT: [&str; 61] = [
    "a", "al", "ano", "anos", "asi", "cada", "como", "con", "cual", "de", "del", "desde", "dia", "dias", "e", "el", "en", "entre", "esta",
    "este", "fin", "gad", "ha", "hasta", "la", "las", "le", "les", "lo", "los", "mas", "mes", "no", "o", "para", "pero", "plan", "poa", "por",
    "que", "red", "se", "sea", "segun", "ser", "si", "sin", "sobre", "son", "su", "sus", "tal", "u", "un", "una", "uno", "uso", "via", "vias",
    "y", "ya",
];

/// What stands before the hyphen of a compound that keeps it. Sorted.
const FORMERS: [&str; 34] = [
    "anti", "bio", "cientifico", "economico", "ex", "extra", "fisico", "hidro", "historico", "intra", "juridico", "legal", "medico", "mini",
    "no", "norte", "off", "on", "politico", "pos", "post", "practico", "pre", "pro", "semi", "social", "socio", "sur", "tecnico", "teorico",
    "turistico", "urbano", "vice", "video",
];

/// Endings of long words, which alone on a line are no words. Their own ends count as well: `ciones`, `ones`, `s`.
const ENDINGS: [&str; 36] = [
    "abilidades", "abilidad", "aciones", "acion", "adores", "adoras", "adora", "ales", "amientos", "amiento", "ancias", "ancia", "ariamente",
    "arias", "arios", "aria", "ativas", "ativos", "ativa", "ativo", "ecimientos", "ecimiento", "encias", "encia", "icaciones", "icas", "icos",
    "idades", "idad", "imientos", "imiento", "istrativamente", "izaciones", "izacion", "ologias", "uciones",
];

/// Long words of the names and tasks of public offices, without their last vowel and their plural. Sorted.
const LONG: [&str; 239] = [
    "abastecimient", "academic", "actividad", "actualizacion", "adecuad", "adjudicad", "administracion", "administrad", "administrativ",
    "adquisicion", "afluenci", "agropecuari", "alcaldi", "alcantarillad", "almacenamient", "ambiental", "ambiente", "aprobad",
    "aprovechamient", "archiv", "arquitectur", "articulacion", "asamble", "asentamient", "asesori", "asignacion", "asistenci", "atencion",
    "atribucion", "auditori", "autonom", "autoridad", "avalu", "ayudanti", "bachillerat", "beneficiari", "bibliotec", "biodiversidad",
    "bomber", "bonificacion", "calificacion", "canton", "cantonal", "capacitacion", "cartografi", "catastr", "catastral", "cementeri",
    "certificacion", "certificad", "ciudadan", "ciudadani", "comercializacion", "comisari", "compensacion", "competenci", "competitividad",
    "comunicacion", "comunidad", "comunitari", "concej", "conservacion", "constitucional", "construccion", "consultori", "contabilidad",
    "contratacion", "contribucion", "control", "convenci", "convivenci", "cooperacion", "coordinacion", "cuantificabl", "cultural",
    "cumplimient", "departament", "deportiv", "desarroll", "descentralizad", "desconcentrad", "descripcion", "designacion", "direccion",
    "directiv", "discapacidad", "disposicion", "distribucion", "documentacion", "documental", "economic", "educacion", "ejecucion",
    "elaboracion", "electronic", "emergenci", "emprendimient", "energetic", "equipamient", "especializad", "establecimient", "estadistic",
    "estrategic", "estructuracion", "evaluacion", "exoneracion", "expropiacion", "extension", "facturacion", "financiamient", "financier",
    "fiscalizacion", "forestacion", "formulacion", "fortalecimient", "funcionamient", "fundacion", "generacion", "gobernant", "gobernanz",
    "habilitant", "identificacion", "implementacion", "inclusion", "indicador", "informacion", "informatic", "infraestructur", "inspeccion",
    "institucion", "institucional", "instruccion", "integracion", "intercambi", "intercultural", "interculturalidad", "intergeneracional",
    "interinstitucional", "internacional", "interparroquial", "intersectorial", "intervencion", "inventari", "investigacion", "jurisdiccion",
    "juventud", "laboratori", "legalizacion", "legislacion", "logistic", "mancomunidad", "mantenimient", "matriculacion", "mecanic",
    "medioambiental", "mejoramient", "mercad", "movilidad", "municipal", "municipalidad", "normativ", "notificacion", "objetiv", "operacion",
    "operativ", "ordenamient", "ordenanz", "organizacion", "organizacional", "parroquial", "participacion", "participativ", "patrimoni",
    "patrimonial", "periodicidad", "permanent", "planeacion", "planeamient", "planificacion", "poseedor", "prefectur", "presupuest",
    "presupuestari", "prevencion", "procuraduri", "productiv", "promocion", "proteccion", "provincial", "publicacion", "recaudacion",
    "recoleccion", "recreacion", "regeneracion", "registr", "regulacion", "rehabilitacion", "relacion", "remuneracion", "renovacion",
    "representacion", "responsabilidad", "responsabl", "restauracion", "saneamient", "secretari", "seguimient", "seguridad", "senalizacion",
    "servici", "simplificacion", "sindicatur", "sistematizacion", "socioeconomic", "sostenibl", "subdireccion", "sustentabl", "tecnic",
    "tecnologi", "tecnologic", "telecomunicacion", "telefonic", "territorial", "tesoreri", "transferenci", "transit", "transparenci",
    "transport", "transportacion", "tratamient", "turism", "turistic", "unidad", "urbanistic", "urbanizacion", "veterinari", "vicealcaldi",
    "vinculacion", "vulnerabl",
];

/// Whether it is one of the short words that stand in every text.
pub(super) fn is_short(word: &str) -> bool {
    SHORT.binary_search(&word).is_ok()
}

/// Whether a compound that keeps its hyphen may begin so.
pub(super) fn is_former(word: &str) -> bool {
    FORMERS.binary_search(&word).is_ok()
}

/// Whether a long word with this stem is known.
pub(super) fn is_long(stem: &str) -> bool {
    LONG.binary_search(&stem).is_ok()
}

/// Whether it is nothing but the end of a long word.
pub(super) fn is_ending(word: &str) -> bool {
    !is_short(word) && ENDINGS.iter().any(|ending| ending.ends_with(word))
}

/// Whether a Spanish word can end in this letter.
pub(super) fn is_last(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'd' | 'l' | 'n' | 'r' | 's' | 'x' | 'y' | 'z')
}

/// Whether a Spanish word, or a syllable of one, can begin so.
pub(super) fn is_first(word: &str) -> bool {
    let mut letters = word.chars();
    let (Some(first), second) = (letters.next(), letters.next()) else { return false };
    let Some(second) = second else { return true };
    if is_vowel(first) || is_vowel(second) {
        return true;
    }
    is_inseparable(first, second)
}

/// Whether two consonants always stand in one syllable.
pub(super) fn is_inseparable(first: char, second: char) -> bool {
    match second {
        'l' => matches!(first, 'b' | 'c' | 'f' | 'g' | 'k' | 'l' | 'p'),
        'r' => matches!(first, 'b' | 'c' | 'd' | 'f' | 'g' | 'k' | 'p' | 'r' | 't'),
        'h' => first == 'c',
        _ => false,
    }
}

/// Whether a folded letter is a vowel.
pub(super) fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_folded() {
        for list in [&SHORT[..], &FORMERS, &LONG] {
            assert!(list.is_sorted(), "{:?}", list.windows(2).find(|pair| pair[0] >= pair[1]));
            assert!(list.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())));
        }
    }

    #[test]
    fn ends_of_words_are_told_from_words() {
        for (word, expected) in [("ciones", true), ("s", true), ("dad", true), ("es", true), ("de", false), ("obras", false), ("y", false)] {
            assert_eq!(is_ending(word), expected, "{word}");
        }
    }

    #[test]
    fn beginnings_of_words_are_told() {
        for (word, expected) in [("cion", true), ("trabajo", true), ("nto", false), ("ncia", false), ("llave", true), ("n", true), ("ado", true)] {
            assert_eq!(is_first(word), expected, "{word}");
        }
    }
}
