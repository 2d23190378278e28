//! What is known of Spanish without the document: its short words, the parts of compounds, long words of public offices, and what words can end in.
//!
//! Only where a line ends inside a word, or may, is any of this asked; what the document itself says comes first. All is folded: small letters, no
//! accents but the tilde of `ñ`, written `n` as well.

/// Words so short that a broken word could end in them by chance. Sorted.
const SHORT: [&str; 61] = [
    "a", "al", "ano", "anos", "asi", "cada", "como", "con", "cual", "de", "del", "desde", "dia", "dias", "e", "el", "en", "entre", "esta",
    "este", "fin", "gad", "ha", "hasta", "la", "las", "le", "les", "lo", "los", "mas", "mes", "no", "o", "para", "pero", "plan", "poa",
    "por", "que", "red", "se", "sea", "segun", "ser", "si", "sin", "sobre", "son", "su", "sus", "tal", "u", "un", "una", "uno", "uso",
    "via", "vias", "y", "ya",
];

/// What stands before the hyphen of a compound that keeps it. Sorted.
const FORMERS: [&str; 33] = [
    "anti",
    "bio",
    "cientifico",
    "economico",
    "ex",
    "extra",
    "fisico",
    "hidro",
    "historico",
    "intra",
    "juridico",
    "legal",
    "medico",
    "mini",
    "no",
    "norte",
    "off",
    "on",
    "politico",
    "pos",
    "post",
    "practico",
    "pre",
    "semi",
    "social",
    "socio",
    "sur",
    "tecnico",
    "teorico",
    "turistico",
    "urbano",
    "vice",
    "video",
];

/// Endings of long words, which alone on a line are no words. Their own ends count as well: `ciones`, `ones`, `s`.
const ENDINGS: [&str; 36] = [
    "abilidades",
    "abilidad",
    "aciones",
    "acion",
    "adores",
    "adoras",
    "adora",
    "ales",
    "amientos",
    "amiento",
    "ancias",
    "ancia",
    "ariamente",
    "arias",
    "arios",
    "aria",
    "ativas",
    "ativos",
    "ativa",
    "ativo",
    "ecimientos",
    "ecimiento",
    "encias",
    "encia",
    "icaciones",
    "icas",
    "icos",
    "idades",
    "idad",
    "imientos",
    "imiento",
    "istrativamente",
    "izaciones",
    "izacion",
    "ologias",
    "uciones",
];

/// Words of the names and tasks of public offices, in the singular and the masculine where they have one. Sorted.
const OFFICE: [&str; 344] = [
    "abastecimiento",
    "academico",
    "actividad",
    "actualizacion",
    "adecuado",
    "adjetivo",
    "adjudicado",
    "administracion",
    "administrado",
    "administrativo",
    "adolescente",
    "adquisicion",
    "afluencia",
    "agregador",
    "agropecuario",
    "agua",
    "alcalde",
    "alcaldia",
    "alcantarillado",
    "almacenamiento",
    "ambiental",
    "ambiente",
    "anual",
    "apoyo",
    "aprobado",
    "aprovechamiento",
    "archivo",
    "arido",
    "arquitectura",
    "articulacion",
    "asamblea",
    "asentamiento",
    "aseo",
    "asesoria",
    "asignacion",
    "asistencia",
    "atencion",
    "atribucion",
    "auditoria",
    "autonomo",
    "autoridad",
    "avaluo",
    "avance",
    "ayudantia",
    "bachillerato",
    "banco",
    "beneficiario",
    "biblioteca",
    "bienes",
    "bienestar",
    "biodiversidad",
    "bodega",
    "bombero",
    "bonificacion",
    "calificacion",
    "camal",
    "canton",
    "cantonal",
    "capacitacion",
    "cartografia",
    "catastral",
    "catastro",
    "cementerio",
    "certificacion",
    "certificado",
    "ciudadania",
    "ciudadano",
    "coactiva",
    "comercializacion",
    "comisaria",
    "compensacion",
    "competencia",
    "competitividad",
    "compra",
    "comunicacion",
    "comunidad",
    "comunitario",
    "concejo",
    "consejo",
    "conservacion",
    "constitucional",
    "construccion",
    "consultoria",
    "contabilidad",
    "contractual",
    "contratacion",
    "contribucion",
    "control",
    "convivencia",
    "cooperacion",
    "coordinacion",
    "correo",
    "cuantificable",
    "cuenca",
    "cuerpo",
    "cultura",
    "cultural",
    "cumplimiento",
    "departamento",
    "deporte",
    "deportivo",
    "derecho",
    "desarrollo",
    "descargar",
    "descentralizado",
    "desconcentrado",
    "descripcion",
    "desecho",
    "designacion",
    "direccion",
    "directivo",
    "discapacidad",
    "disposicion",
    "distribucion",
    "documentacion",
    "documental",
    "drenaje",
    "economico",
    "educacion",
    "ejecucion",
    "elaboracion",
    "electrico",
    "electronico",
    "emergencia",
    "emprendimiento",
    "energetico",
    "equipamiento",
    "equipo",
    "especializado",
    "establecimiento",
    "estadistico",
    "estrategico",
    "estructuracion",
    "evaluacion",
    "exoneracion",
    "expropiacion",
    "extension",
    "externo",
    "facturacion",
    "fecha",
    "financiamiento",
    "financiero",
    "fiscalizacion",
    "fomento",
    "forestacion",
    "forestal",
    "formulacion",
    "fortalecimiento",
    "funcionamiento",
    "fundacion",
    "generacion",
    "general",
    "gestion",
    "gobernante",
    "gobernanza",
    "gobierno",
    "grupo",
    "habilitante",
    "habitat",
    "hidrografico",
    "higiene",
    "humano",
    "identificacion",
    "implementacion",
    "inclusion",
    "indicador",
    "informacion",
    "informatico",
    "infraestructura",
    "inspeccion",
    "institucion",
    "institucional",
    "instruccion",
    "integracion",
    "intercambio",
    "intercultural",
    "interculturalidad",
    "intergeneracional",
    "interinstitucional",
    "internacional",
    "interno",
    "interparroquial",
    "intersectorial",
    "intervencion",
    "inventario",
    "investigacion",
    "jardin",
    "jefatura",
    "junta",
    "juridico",
    "jurisdiccion",
    "justicia",
    "juventud",
    "laboral",
    "laboratorio",
    "legalizacion",
    "legislacion",
    "limpieza",
    "link",
    "literal",
    "logistico",
    "mancomunidad",
    "mantenimiento",
    "maquinaria",
    "matriculacion",
    "mecanico",
    "medioambiental",
    "mejoramiento",
    "mensual",
    "mercado",
    "mercantil",
    "meta",
    "minas",
    "movilidad",
    "municipal",
    "municipalidad",
    "municipio",
    "nino",
    "nivel",
    "nomina",
    "normativo",
    "notificacion",
    "numero",
    "objetivo",
    "obra",
    "operacion",
    "operativo",
    "ordenamiento",
    "ordenanza",
    "organizacion",
    "organizacional",
    "ornato",
    "parque",
    "parroquial",
    "participacion",
    "participativo",
    "patrimonial",
    "patrimonio",
    "periodicidad",
    "permanente",
    "persona",
    "petreo",
    "plan",
    "planeacion",
    "planeamiento",
    "planificacion",
    "policia",
    "porcentaje",
    "poseedora",
    "potable",
    "prefectura",
    "presupuestario",
    "presupuesto",
    "prevencion",
    "prioritario",
    "proceso",
    "procuraduria",
    "productivo",
    "programa",
    "promocion",
    "propiedad",
    "proteccion",
    "provincial",
    "proyecto",
    "publicacion",
    "publico",
    "recaudacion",
    "recoleccion",
    "recreacion",
    "recurso",
    "regeneracion",
    "registro",
    "regulacion",
    "rehabilitacion",
    "relacion",
    "remuneracion",
    "renovacion",
    "rentas",
    "reporte",
    "representacion",
    "residuo",
    "responsabilidad",
    "responsable",
    "restauracion",
    "resultado",
    "riego",
    "riesgo",
    "rural",
    "salud",
    "saneamiento",
    "secretaria",
    "seguimiento",
    "seguridad",
    "senalizacion",
    "servicio",
    "simplificacion",
    "sindicatura",
    "sindico",
    "sistema",
    "sistematizacion",
    "social",
    "socioeconomico",
    "solido",
    "sostenible",
    "subdireccion",
    "subproceso",
    "sustantivo",
    "sustentable",
    "talento",
    "taller",
    "tecnico",
    "tecnologia",
    "tecnologico",
    "telecomunicacion",
    "telefonico",
    "telefono",
    "terminal",
    "terrestre",
    "territorial",
    "tesoreria",
    "transferencia",
    "transito",
    "transparencia",
    "transportacion",
    "transporte",
    "tratamiento",
    "turismo",
    "turistico",
    "unidad",
    "urbanistico",
    "urbanizacion",
    "urbano",
    "usuario",
    "valor",
    "vecinal",
    "vehicular",
    "veterinario",
    "vial",
    "vialidad",
    "vicealcaldia",
    "viceprefectura",
    "vinculacion",
    "vivienda",
    "vulnerable",
];

/// Whether it is one of the short words that stand in every text.
pub(super) fn is_short(word: &str) -> bool {
    SHORT.binary_search(&word).is_ok()
}

/// Whether a compound that keeps its hyphen may begin so.
pub(super) fn is_former(word: &str) -> bool {
    FORMERS.binary_search(&word).is_ok()
}

/// Whether it is a word of public offices, or another form of one.
pub(super) fn is_office(word: &str) -> bool {
    let is_listed = |word: &str| OFFICE.binary_search(&word).is_ok();
    let is_one = |word: &str| {
        is_listed(word)
            || word.strip_suffix('a').is_some_and(|stem| is_listed(&format!("{stem}o")) || stem.ends_with("or") && is_listed(stem))
    };
    is_one(word) || word.strip_suffix('s').is_some_and(is_one) || word.strip_suffix("es").is_some_and(is_listed)
}

/// Whether it is nothing but the end of a long word.
pub(super) fn is_ending(word: &str) -> bool {
    !is_short(word) && ENDINGS.iter().any(|ending| ending.ends_with(word))
}

/// Whether a Spanish word of some length can end so: not in two consonants, and in `ad` only as «calidad» does.
pub(super) fn ends_well(word: &str) -> bool {
    let mut letters = word.chars().rev();
    let (Some(last), before) = (letters.next(), letters.next()) else { return false };
    let apart = is_vowel(last) || before.is_none_or(is_vowel);
    let odd = word.len() > 4 && (word.ends_with("ad") || word.ends_with("id")) && !(word.ends_with("dad") || word.ends_with("tad"));
    is_last(last) && apart && !odd
}

/// Whether a Spanish word can end in this letter.
fn is_last(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'o' | 'd' | 'l' | 'n' | 'r' | 's' | 'x' | 'y' | 'z')
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

/// Whether small letters on two lines cannot be words for themselves: the first ends as none does, or the second is a lone consonant.
pub(super) fn is_odd(left: &str, right: &str) -> bool {
    let is_small = |text: &str| text.chars().all(char::is_lowercase);
    if !is_small(left) || !is_small(right) {
        return false;
    }
    left.chars().count() > 2 && !ends_well(&super::letters::fold(left))
        || right.chars().count() == 1 && !is_short(&super::letters::fold(right))
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
        for list in [&SHORT[..], &FORMERS, &OFFICE] {
            assert!(list.is_sorted(), "{:?}", list.windows(2).find(|pair| pair[0] >= pair[1]));
            assert!(list.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())));
        }
    }

    #[test]
    fn forms_of_words_are_known() {
        for (word, expected) in [
            ("administrativas", true),
            ("financiera", true),
            ("financier", false),
            ("auditori", false),
            ("auditorias", true),
            ("contrataciones", true),
            ("contratacio", false),
            ("unidades", true),
            ("unidade", false),
            ("poseedora", true),
        ] {
            assert_eq!(is_office(word), expected, "{word}");
        }
    }

    #[test]
    fn ends_of_words_are_told_from_words() {
        for (word, expected) in [("ciones", true), ("s", true), ("dad", true), ("es", true), ("de", false), ("obras", false), ("y", false)]
        {
            assert_eq!(is_ending(word), expected, "{word}");
        }
    }

    #[test]
    fn beginnings_of_words_are_told() {
        for (word, expected) in
            [("cion", true), ("trabajo", true), ("nto", false), ("ncia", false), ("llave", true), ("n", true), ("ado", true)]
        {
            assert_eq!(is_first(word), expected, "{word}");
        }
    }
}
