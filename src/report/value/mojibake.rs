//! Text that was decoded with the wrong table somewhere on its way: `InformaciÃ³n`, `Instituci¢n`, `Informaci�n`.
//!
//! The reader points at the first garbled word and repairs the whole text where that leaves no doubt. Reading files in
//! their right encoding is left to the document readers, and what is reported to the rules.

use std::ops::Range;

use super::mojibake_repair::{lost_letters, misread_pages, misread_utf8};

/// A text that holds garbled letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Garbled {
    /// Bytes of the first garbled word, without punctuation around it.
    pub span: Range<usize>,
    /// The whole text repaired; `None` where a letter is lost and cannot be known.
    pub repaired: Option<String>,
}

/// Looks for letters garbled by a wrong decoding.
///
/// Three kinds are known: UTF-8 read as Windows-1252, a DOS page or Mac Roman, once or twice; these read as one another; and letters replaced by U+FFFD.
/// Signs that are also plain text (`¡`, `£`, `—`) count only between letters where no writer would put them.
pub fn looks_garbled(text: &str) -> Option<Garbled> {
    if is_plain(text.as_bytes()) {
        return None;
    }
    let mut current: Option<String> = None;
    let mut known = true;
    // Twice garbled text needs two turns, and after a third there is nothing left that a person could have typed.
    for _ in 0..3 {
        let Some(better) = misread_utf8(current.as_deref().unwrap_or(text)) else {
            break;
        };
        current = Some(better);
    }
    if let Some(better) = misread_pages(current.as_deref().unwrap_or(text)) {
        current = Some(better);
    }
    let now = current.as_deref().unwrap_or(text);
    let mut first = first_difference(text, now);
    if now.contains('\u{fffd}') {
        first = [first, text.find('\u{fffd}')].into_iter().flatten().min();
        match lost_letters(now) {
            Some(better) => current = Some(better),
            None => known = false,
        }
    }
    Some(Garbled { span: word_around(text, first?), repaired: if known { current } else { None } })
}

/// Where a text begins to differ from its repaired copy.
fn first_difference(text: &str, repaired: &str) -> Option<usize> {
    let mut others = repaired.chars();
    text.char_indices().find(|(_, c)| others.next() != Some(*c)).map(|(at, _)| at)
}

/// Whether a text holds nothing but ASCII and accented Spanish letters, as nearly every cell does, and many a document.
pub fn is_plain(bytes: &[u8]) -> bool {
    // Straight comparisons first, which the compiler turns into vector instructions: no lead byte but C3.
    let foreign = bytes.iter().fold(false, |found, byte| found | matches!(byte, 0xC2 | 0xC4..));
    // The second bytes of Á É Í Ñ Ó Ú Ü in UTF-8; those of á é í ñ ó ú ü have one bit more.
    let is_spanish = |byte: u8| matches!(byte & !0x20, 0x81 | 0x89 | 0x8D | 0x91 | 0x93 | 0x9A | 0x9C);
    let next = bytes.get(1..).unwrap_or(&[]);
    let other = |found: bool, (lead, second): (&u8, &u8)| found | ((*lead == 0xC3) & !is_spanish(*second));
    !foreign && !bytes.iter().zip(next).fold(false, other)
}

/// The word around a place: up to the blanks, without ASCII punctuation at its ends.
fn word_around(text: &str, at: usize) -> Range<usize> {
    let start = text.get(..at).and_then(|lead| lead.rfind(' ')).map_or(0, |i| i + 1);
    let tail = text.get(at..).unwrap_or("");
    let end = at + tail.find(' ').unwrap_or(tail.len());
    let word = text.get(start..end).unwrap_or("");
    let punctuation = |c: char| c.is_ascii_punctuation();
    let lead = word.len() - word.trim_start_matches(punctuation).len();
    start + lead..start + word.trim_end_matches(punctuation).len().max(lead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repaired() {
        let mut wrong = Vec::new();
        for (text, word, better) in [
            ("InformaciÃ³n mensual", "InformaciÃ³n", "Información mensual"),
            ("la (informaciÃ³n), aÃ±o", "informaciÃ³n", "la (información), año"),
            ("INFORMACIÃ“N", "INFORMACIÃ“N", "INFORMACIÓN"),
            ("NIÃ‘EZ", "NIÃ‘EZ", "NIÑEZ"),
            ("polÃ\u{ad}tica", "polÃ\u{ad}tica", "política"),
            ("polÃtica", "polÃtica", "política"),
            ("Ã\u{81}rea", "Ã\u{81}rea", "Área"),
            ("Ãrea", "Ãrea", "Área"),
            ("1Â° piso", "1Â°", "1° piso"),
            ("2019â€“2023", "2019â€“2023", "2019–2023"),
            ("â€œPlanâ€\u{9d}", "â€œPlanâ€\u{9d}", "“Plan”"),
            ("InformaciÃƒÂ³n", "InformaciÃƒÂ³n", "Información"),
            ("80Â %", "80Â", "80 %"),
            ("Instituci¢n p£blica", "Instituci¢n", "Institución pública"),
            ("pol¡tica de a¤os", "pol¡tica", "política de años"),
            ("t‚cnico", "t‚cnico", "técnico"),
            ("A¥O de GESTIàN", "A¥O", "AÑO de GESTIÓN"),
            ("SECRETARÖA", "SECRETARÖA", "SECRETARÍA"),
            ("µREA t\u{82}cnica", "µREA", "ÁREA técnica"),
            ("T\u{90}CNICO", "T\u{90}CNICO", "TÉCNICO"),
            ("Informaci—n pœblica", "Informaci—n", "Información pública"),
            ("planificaci—n del a–o", "planificaci—n", "planificación del año"),
            ("estrat‡gico", "estrat‡gico", "estratágico"),
            ("Informaci├│n p├║blica", "Informaci├│n", "Información pública"),
            ("A├æO t├®cnico", "A├æO", "AÑO técnico"),
            ("t├⌐cnica del ├írea", "t├⌐cnica", "técnica del área"),
            ("DIRECCI├ôN JUR├ìDICA N┬░ 3", "DIRECCI├ôN", "DIRECCIÓN JURÍDICA N° 3"),
            ("2019ÔÇô2023", "2019ÔÇô2023", "2019–2023"),
            ("ΓÇ£PlanΓÇ¥", "ΓÇ£PlanΓÇ¥", "“Plan”"),
            ("´╗┐Art. 7", "´╗┐Art", "Art. 7"),
            ("Informaci√≥n p√∫blica", "Informaci√≥n", "Información pública"),
            ("A√ëO, 1¬∫ t√©cnico", "A√ëO", "AÑO, 1º técnico"),
            ("‚ÄúPlan‚Äù", "‚ÄúPlan‚Äù", "“Plan”"),
            ("Ôªøa√±o", "Ôªøa√±o", "año"),
            ("polÃƒÂtica y ÃƒÂrea", "polÃƒÂtica", "política y Área"),
            ("ALCALDÃƒÂ\u{8D}A", "ALCALDÃƒÂ\u{8D}A", "ALCALDÍA"),
            ("ALCALDÃƒÂA DE PROCURADURÃA", "ALCALDÃƒÂA", "ALCALDÍA DE PROCURADURÍA"),
            ("NÃƒÅ¡MERO", "NÃƒÅ¡MERO", "NÚMERO"),
            ("ELECTRÃƒâ€œNICO", "ELECTRÃƒâ€œNICO", "ELECTRÓNICO"),
            ("DISEÃƒâ€˜O TÃƒâ€°CNICO", "DISEÃƒâ€˜O", "DISEÑO TÉCNICO"),
            ("LINGÃƒÅ“ÃƒÂ\u{8D}STICA", "LINGÃƒÅ“ÃƒÂ\u{8D}STICA", "LINGÜÍSTICA"),
            ("InformaciÃƒÆ’Ã‚Â³n", "InformaciÃƒÆ’Ã‚Â³n", "Información"),
            ("Informaciâ”œâ”‚n", "Informaciâ”œâ”‚n", "Información"),
            ("Instituci¾n p·blica", "Instituci¾n", "Institución pública"),
            ("tÚcnico del a±o", "tÚcnico", "técnico del año"),
            ("prßctica polÝtica, aquÝ estß", "prßctica", "práctica política, aquí está"),
            ("DIRECCIËN DEL AÐO, JUR═DICA", "DIRECCIËN", "DIRECCIÓN DEL AÑO, JURÍDICA"),
            ("┴rea P┌BLICA N░ 3, 1║", "┴rea", "Área PÚBLICA N° 3, 1º"),
            ("Instituci≤n", "Instituci≤n", "Institución"),
            ("InformaciÛn p˙blica, pr·ctica del aÒo", "InformaciÛn", "Información pública, práctica del año"),
            ("polÌtica tÈcnica", "polÌtica", "política técnica"),
            ("GESTI”N DE LA ALCALDÕA", "GESTI”N", "GESTIÓN DE LA ALCALDÍA"),
            ("ACTUALIZACIÃƒÆ’Ã¢â‚¬Å“N", "ACTUALIZACIÃƒÆ’Ã¢â‚¬Å“N", "ACTUALIZACIÓN"),
            ("Informaciùn de la ALCALDÛA, prçctica", "Informaciùn", "Información de la ALCALDÍA, práctica"),
            ("INFORMACIàN PéBLICA", "INFORMACIàN", "INFORMACIÓN PÚBLICA"),
            ("ALCALDêA PòBLICA", "ALCALDêA", "ALCALDÍA PÚBLICA"),
            ("tŽcnica", "tŽcnica", "técnica"),
            ("Informaci\u{fffd}n", "Informaci\u{fffd}n", "Información"),
            ("Informaci\u{fffd}\u{fffd}n", "Informaci\u{fffd}\u{fffd}n", "Información"),
            ("A\u{fffd}O P\u{fffd}BLICO", "A\u{fffd}O", "AÑO PÚBLICO"),
            ("tambi\u{fffd}n seg\u{fffd}n", "tambi\u{fffd}n", "también según"),
            ("Direcci\u{fffd}n Jur\u{fffd}dica", "Direcci\u{fffd}n", "Dirección Jurídica"),
            ("Alcald\u{fffd}a y ni\u{fffd}ez", "Alcald\u{fffd}a", "Alcaldía y niñez"),
        ] {
            let found = looks_garbled(text);
            let seen = found.as_ref().map(|found| (&text[found.span.clone()], found.repaired.as_deref()));
            if seen != Some((word, Some(better))) {
                wrong.push((text, seen.map(|(word, better)| (word.to_owned(), better.map(str::to_owned)))));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    /// Every cell of the form's model, garbled once and more, by every table that shows UTF-8 byte by byte.
    #[test]
    fn what_utf8_was_taken_for_is_taken_back() {
        use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};
        let shown = |text: &str, table: &'static Encoding| table.decode_without_bom_handling(text.as_bytes()).0.into_owned();
        for cell in crate::rules::MODEL.split(['\t', '\n']).filter(|cell| !cell.is_ascii()) {
            for tables in [
                &[WINDOWS_1252][..],
                &[MACINTOSH],
                &[WINDOWS_1252, WINDOWS_1252],
                &[MACINTOSH, WINDOWS_1252],
                &[WINDOWS_1252, WINDOWS_1252, WINDOWS_1252],
            ] {
                let garbled = tables.iter().fold(cell.to_owned(), |text, table| shown(&text, table));
                let repaired = looks_garbled(&garbled).and_then(|found| found.repaired);
                assert_eq!(repaired.as_deref(), Some(cell), "{garbled:?}");
            }
        }
    }

    #[test]
    fn lost_for_good() {
        for (text, word) in
            [("Xq\u{fffd}zt", "Xq\u{fffd}zt"), ("\u{fffd}", "\u{fffd}"), ("Informaci\u{fffd}n zz\u{fffd}zz", "Informaci\u{fffd}n")]
        {
            let found = looks_garbled(text).unwrap();
            assert_eq!(&text[found.span], word);
            assert_eq!(found.repaired, None, "{text:?}");
        }
    }

    #[test]
    fn plain_text() {
        for text in [
            "",
            "Información pública de años, PINGÜINO Ñandú",
            "¡Atención!",
            "¿Qué?",
            "¢50",
            "50¢",
            "£ 20",
            "£20",
            "1° piso",
            "Nº 3",
            "2.ª",
            "«años»",
            "“Plan”",
            "2019–2023",
            "norte—sur",
            "Quito — Guayaquil",
            "D’Angelo",
            "São Paulo",
            "SÃO JOÃO",
            "GUIMARÃES",
            "CHÂTEAU",
            "Ângela",
            "crème brûlée",
            "façade",
            "KÖNIG",
            "cœur",
            "sœur",
            "10 µm",
            "µg",
            "m²",
            "½",
            "80 €",
            "señor‚",
            "• uno",
            "Plan… 2021",
            "Dvořák",
            "naïve",
            "Œuvre",
            "‡ nota",
            "Žižek",
            "hola¡Adiós",
            "él—ella",
            "así—dijo—fue",
            "Ü",
            "Â",
            "ô",
            "日本",
            "2¾ kg",
            "x ≤ 5",
            "±5 %",
            "5 ± 1",
            "Straße",
            "Weiß",
            "COL·LEGI",
            "col·lecció",
            "Pekín · Quito",
            "5 m³ y 3 km³",
            "NOËL",
            "ISRAËL",
            "┌──┬┐ ├─┤",
            "═══ Título ═══",
            "Ella es Úrsula",
            "TéCNICO",
            "SECRETARIA «GÈNÈRALE»",
            "AVIÕES",
            "FRANçOIS",
            "√2",
            "¬ no",
            "tope ≤5",
            "´´",
            "§ 5",
            "25°C",
            "20 °C a 25°c",
            "Ångström",
            "Ægir",
            "où",
            "sûr",
            "garçon",
        ] {
            assert_eq!(looks_garbled(text), None, "{text:?}");
        }
    }
}
