//! What the formats say that are made for other programs (SARIF, `JUnit`), beside the findings themselves: why something is held back or was left out.

use super::Lang;
use super::text::sentences;
use crate::diagnostic::Suppression;

sentences! {
    /// A sentence of an output for other programs.
    enum Exchange {
        /// What the tool is, for who meets it in a list of tools.
        Tool {
            es: "Revisa la matriz de transparencia del literal a4): qué celda está mal, por qué norma y qué escribir en su lugar.",
            en: "Checks the transparency matrix of literal a4): which cell is wrong, by which provision, and what to write instead.",
        }
        /// What the paths of a report start from.
        Root {
            es: "La carpeta desde la que se dieron las rutas.",
            en: "The folder that the paths start from.",
        }
        /// The language that a translation is into.
        Translation { es: "español", en: "English" }
        /// What a rule's help says last; `{command}` is a command line.
        Explain {
            es: "Con ejemplos de lo que está mal y de lo que está bien: {command}",
            en: "With examples of what is wrong and of what is right: {command}",
        }
        /// Why a finding does not count: an exception, and its reason.
        Excepted { es: "Exceptuada: {reason}", en: "Excepted: {reason}" }
        /// Who answers for an exception.
        Answers { es: "Responde {name}", en: "{name} answers for it" }
        /// The last day of an exception.
        Until { es: "Vale hasta el {day}", en: "It holds until {day}" }
        /// Why a finding does not count: it is in the baseline.
        InBaseline { es: "Ya constaba en la línea base", en: "It was already in the baseline" }
        /// A finding that does not count, and why.
        HeldBack { es: "{why}. No cuenta: {finding}", en: "{why}. Does not count: {finding}" }
        /// A rule all of whose findings are held back.
        AllHeldBack { es: "Lo observado no cuenta. {why}", en: "What was found does not count. {why}" }
        /// A rule without anything to judge.
        NothingToJudge { es: "No se aplica: no hay en el documento nada que esta regla juzgue", en: "Does not apply: there is nothing in it for this rule to judge" }
        /// A rule that could not be evaluated.
        NotKnown {
            es: "No se pudo evaluar: no se sabe algo que la regla necesita, como el mes del informe",
            en: "Could not be evaluated: something it needs is not known, such as the month of the report",
        }
        /// A rule that could not be evaluated, because nothing was read.
        NotRead { es: "No se pudo evaluar: en el archivo no se pudo leer la matriz", en: "Could not be evaluated: no matrix could be read in this file" }
        /// More than one finding of a rule; `{count}` is their number.
        AndMore { es: "{first} (y {count} más)", en: "{first} (and {count} more)" }
        /// The provisions that a finding rests on.
        Law { es: "Base legal: {law}", en: "Legal basis: {law}" }
        /// What to write instead.
        Help { es: "Ayuda: {help}", en: "Help: {help}" }
    }
}

/// Why a finding does not count, in phrases.
pub(crate) fn why(by: &Suppression, lang: Lang) -> Vec<String> {
    match by {
        Suppression::Baseline => vec![Exchange::InBaseline.say(lang).to_owned()],
        Suppression::Exception { reason, responsible, until } => {
            let mut phrases = vec![Exchange::Excepted.with(lang, &[("reason", reason)])];
            phrases.extend(responsible.as_ref().map(|name| Exchange::Answers.with(lang, &[("name", name)])));
            phrases.extend(until.map(|day| Exchange::Until.with(lang, &[("day", &lang.date(day))])));
            phrases
        }
    }
}
