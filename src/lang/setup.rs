//! The sentences about configurations, exceptions and baselines.

use super::Lang;
use super::text::sentences;

sentences! {
    /// A sentence about what keeps a repository of reports.
    enum Setup {
        /// Anything else about a configuration, in the words of its parser.
        ConfigToml {
            es: "El archivo no es una configuración bien escrita; el analizador de TOML dice, en inglés: {name}",
            en: "The file is not a well-formed configuration; the TOML parser says: {name}",
        }
        /// Where it says how a configuration is written.
        ConfigFormat {
            es: "Las claves de lotaip.toml están en docs/config.md; «lotaip init» escribe una configuración comentada",
            en: "The keys of lotaip.toml are in docs/config.md; “lotaip init” writes a configuration with comments",
        }
        /// Which configuration was used.
        ConfigUsed { es: "Configuración de {count}: {path}", en: "Configuration of {count}: {path}" }
        /// A pattern of paths that is none.
        BadGlob {
            es: "El patrón de rutas no está bien escrito; el analizador dice, en inglés: {name}",
            en: "The pattern of paths is not well-formed; the parser says: {name}",
        }
        /// A pattern of months without a year.
        PatternYear { es: "El patrón debe tener {year} una vez", en: "The pattern must have {year} once" }
        /// A pattern of months without a month.
        PatternMonth { es: "El patrón debe tener {month} una vez", en: "The pattern must have {month} once" }
        /// A pattern of months with other braces.
        PatternBrace {
            es: "Entre llaves solo pueden ir {year} y {month}",
            en: "Only {year} and {month} may stand in braces",
        }
        /// A pattern of months that is too long.
        PatternLong { es: "El patrón es demasiado largo", en: "The pattern is too long" }
        /// How a pattern of months is written.
        PatternHelp {
            es: "Escriba la ruta como la ve desde la carpeta de este archivo, por ejemplo {year}/{month}/* para 2021/10/a4.pdf",
            en: "Write the path as seen from this file's folder, for example {year}/{month}/* for 2021/10/a4.pdf",
        }
        /// A subject that names no field.
        NoSuchSubject { es: "No hay ningún campo {name}", en: "There is no field {name}" }
        /// How a subject is written.
        NoSuchSubjectHelp {
            es: "Escriba el campo como lo da --format json, por ejemplo footer.email, units[4].target o units[].target",
            en: "Write the field as --format json gives it, for example footer.email, units[4].target or units[].target",
        }
        /// An exception without a reason.
        NoReason { es: "La excepción no dice por qué", en: "The exception does not say why" }
        /// What to write.
        NoReasonHelp {
            es: "Escriba en «reason» por qué la observación no cuenta: quien lo lea en un año debe poder juzgarlo",
            en: "Write in “reason” why the finding does not count: whoever reads it in a year must be able to judge it",
        }
        /// A day that is none.
        NotADay { es: "{name} no es un día", en: "{name} is not a day" }
        /// How a day is written.
        NotADayHelp { es: "Escriba el día como 2026-12-31", en: "Write the day as 2026-12-31" }
        /// A configuration that extends itself.
        ExtendsItself {
            es: "La configuración parte de sí misma, o de demasiadas otras: {name}",
            en: "The configuration extends itself, or too many others: {name}",
        }
        /// What to do about it.
        ExtendsItselfHelp {
            es: "Quite la clave «extend» de uno de los archivos",
            en: "Remove the key “extend” from one of the files",
        }
        /// A baseline that cannot be read.
        BaselineUnreadable { es: "No se puede leer la línea base «{path}»: {why}", en: "Cannot read the baseline “{path}”: {why}" }
        /// Why it cannot.
        BaselineMalformed {
            es: "no tiene la forma que escribe «lotaip baseline create»; el analizador dice, en inglés: {why}",
            en: "it does not have the form that “lotaip baseline create” writes; the parser says: {why}",
        }
        /// Why it cannot.
        BaselineVersion { es: "es de la versión {version}, que este programa no conoce", en: "it is of version {version}, which this program does not know" }
        /// What to do about it.
        BaselineHelp {
            es: "Créela otra vez con «lotaip baseline create», o quite la clave «baseline» de lotaip.toml",
            en: "Create it anew with “lotaip baseline create”, or remove the key “baseline” from lotaip.toml",
        }
        /// A baseline was written.
        BaselineCreated { es: "{path}: {count} de {documents}", en: "{path}: {count} of {documents}" }
        /// A baseline was pruned.
        BaselinePruned { es: "{path}: {gone} menos, quedan {count}", en: "{path}: {gone} fewer, {count} left" }
        /// How a baseline is used.
        BaselineUse {
            es: "Para que no cuenten, escriba baseline = '{path}' en lotaip.toml, o use --baseline {path}",
            en: "So that they do not count, write baseline = '{path}' in lotaip.toml, or use --baseline {path}",
        }
        /// A baseline that was left as it is.
        BaselineUntouched { es: "La línea base queda como estaba", en: "The baseline is left as it was" }
        /// A rule that no law stands behind.
        NoLaw {
            es: "Ninguna norma: la regla trata de la configuración, no del informe.",
            en: "No provision: the rule is about the configuration, not about the report.",
        }
    }
}
