//! The sentences of what a gate shows: annotations on GitHub and the summary of a job, in both languages.

use super::Lang;
use super::text::sentences;

sentences! {
    /// A sentence of an output for a gate. Words that are counted have both numbers, parted by a bar.
    enum Gate {
        /// Title of the annotation that says what is not shown.
        MoreThanShown { es: "Más de lo que GitHub muestra", en: "More than GitHub shows" }
        /// Title of the annotation that says what does not count.
        NotCounted { es: "Observaciones que no cuentan", en: "Findings that do not count" }
        /// What GitHub does not show.
        Beyond {
            es: "GitHub muestra de cada paso hasta diez anotaciones de cada clase; no se ven: {counts}. Todas están en el registro de este paso; con --report markdown=$GITHUB_STEP_SUMMARY también en el resumen",
            en: "GitHub shows up to ten annotations of each kind for each step; not shown: {counts}. All of them are in the log of this step, and with --report markdown=$GITHUB_STEP_SUMMARY in its summary",
        }
        /// What an exception or the baseline holds back.
        HeldBack {
            es: "{count} por una excepción o por la línea base",
            en: "{count}, because of an exception or the baseline",
        }
        /// Findings that do not count, counted.
        DoNotCount { es: "observación no cuenta|observaciones no cuentan", en: "finding does not count|findings do not count" }
        /// Findings, counted.
        Findings { es: "observación|observaciones", en: "finding|findings" }
        /// Where in a text.
        LineColumn { es: "línea {line}, columna {column}", en: "line {line}, column {column}" }
        /// Title of the part with a row for each document.
        TitleDocuments { es: "Documentos", en: "Documents" }
        /// Title of the part with the rules that speak most.
        TitleCommonest { es: "Lo más frecuente", en: "What is most frequent" }
        /// What is folded away: documents without findings, counted.
        QuietOnes { es: "documento cumple sin observaciones|documentos cumplen sin observaciones", en: "document complies without findings|documents comply without findings" }
        /// Title of the part with the findings.
        TitleFindings { es: "Observaciones", en: "Findings" }
        /// Title of a column: the document.
        HeadDocument { es: "Documento", en: "Document" }
        /// Title of a column: the month reported.
        HeadMonth { es: "Mes", en: "Month" }
        /// Title of a column: what became of the document.
        HeadResult { es: "Resultado", en: "Result" }
        /// Title of a column.
        HeadComply { es: "Cumplen", en: "Comply" }
        /// Title of a column.
        HeadFail { es: "No cumplen", en: "Fail" }
        /// Title of a column.
        HeadUnverifiable { es: "Sin verificar", en: "Not verified" }
        /// Title of a column.
        HeadErrors { es: "Errores", en: "Errors" }
        /// Title of a column.
        HeadWarnings { es: "Avisos", en: "Warnings" }
        /// Title of a column.
        HeadAdvice { es: "Consejos", en: "Advice" }
        /// Title of a column: findings that do not count.
        HeadHeld { es: "No cuentan", en: "Do not count" }
        /// What that column holds.
        HeldFootnote {
            es: "No cuentan las observaciones que cubre una excepción o la línea base.",
            en: "Findings covered by an exception or the baseline do not count.",
        }
        /// Files of folders that were left alone.
        LeftAlone { es: "Sin revisar, por no tener una matriz a4: {count}.", en: "Not checked, being without an a4 matrix: {count}." }
        /// Files that the configuration leaves out.
        Excluded { es: "Sin revisar, porque la configuración lo deja fuera: {count}.", en: "Not checked, since the configuration leaves it out: {count}." }
        /// Title of a column: the rule.
        HeadRule { es: "Regla", en: "Rule" }
        /// The verdict, where nothing was checked.
        NothingChecked { es: "No había nada que revisar", en: "There was nothing to check" }
        /// Documents without room.
        NoRoomDocuments {
            es: "No se muestran, porque GitHub admite 1 MiB: {count}.",
            en: "Not shown, since GitHub takes 1 MiB: {count}.",
        }
        /// Findings without room.
        NoRoomFindings {
            es: "No se muestran, porque GitHub admite 1 MiB: {count}. Todas están en los demás formatos, por ejemplo con --report json=lotaip.json",
            en: "Not shown, since GitHub takes 1 MiB: {count}. All of them are in the other formats, for example with --report json=lotaip.json",
        }
        /// Before what to write instead.
        WriteInstead { es: "Qué hacer", en: "What to do" }
        /// Before the provisions.
        BasedOn { es: "Norma", en: "Law" }
        /// Before what to see to before a finding is believed.
        ToVerify { es: "Por comprobar", en: "To be verified" }
    }
}

impl Gate {
    /// That so many findings do not count, and why.
    pub fn held_back(number: usize, lang: Lang) -> String {
        Gate::HeldBack.with(lang, &[("count", &lang.count(number, Gate::DoNotCount))])
    }
}
