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
        /// A pattern of paths that says nothing.
        NoPath { es: "El patrón de rutas está vacío", en: "The pattern of paths is empty" }
        /// A list of paths without any.
        NoPaths { es: "La lista de rutas está vacía: no vale para ningún archivo", en: "The list of paths is empty: it holds for no file" }
        /// What to write.
        NoPathHelp {
            es: "Escriba una carpeta o un patrón, por ejemplo '2021/**'; '.' son todos los archivos",
            en: "Write a folder or a pattern, for example '2021/**'; '.' are all files",
        }
        /// A pattern of paths that begins at the root.
        AbsolutePath {
            es: "El patrón de rutas empieza en la raíz del disco, y así no corresponde a ningún archivo",
            en: "The pattern of paths begins at the root of the disk, and so matches no file",
        }
        /// A pattern of paths that leaves the folder.
        PathOutside {
            es: "El patrón de rutas sale de la carpeta de este archivo, que solo vale para lo que contiene",
            en: "The pattern of paths leaves the folder of this file, which holds only for what is in it",
        }
        /// What to write.
        PathHelp {
            es: "Escriba la ruta como se ve desde la carpeta de este archivo, por ejemplo '2021/**'",
            en: "Write the path as seen from this file's folder, for example '2021/**'",
        }
        /// A list of rules to keep to without any.
        SelectsNothing {
            es: "La lista «select» está vacía: no quedaría ninguna regla",
            en: "The list “select” is empty: no rule would be left",
        }
        /// What to do about it.
        SelectsNothingHelp {
            es: "Quite la clave, y se aplican todas las reglas, o nombre las que quiere; «lotaip reglas» las muestra",
            en: "Remove the key, and all rules run, or name those that you want; “lotaip rules” lists them",
        }
        /// Where the rules are listed.
        RulesAre {
            es: "«lotaip reglas» muestra los códigos y nombres de todas las reglas",
            en: "“lotaip rules” lists the codes and names of all rules",
        }
        /// Something of another kind than belongs to a key.
        WrongKind { es: "En {key} va {wanted}, y no {given}", en: "{key} takes {wanted}, not {given}" }
        /// The same of what stands inside.
        WrongKindInside {
            es: "En {key}, cada elemento es {wanted}, y no {given}",
            en: "In {key}, each element is {wanted}, not {given}",
        }
        /// What belongs to a key.
        KindText { es: "un texto entre comillas", en: "a text in quotation marks" }
        /// What belongs to a key.
        KindTexts { es: "una lista de textos, entre corchetes", en: "a list of texts, in brackets" }
        /// What belongs to a key.
        KindSwitch { es: "true (sí) o false (no), sin comillas", en: "true or false, without quotation marks" }
        /// What belongs to a key.
        KindGroup { es: "un grupo de claves", en: "a group of keys" }
        /// What belongs to a key.
        KindGroups { es: "una lista de grupos de claves", en: "a list of groups of keys" }
        /// What was written.
        GivenText { es: "un texto", en: "a text" }
        /// What was written.
        GivenNumber { es: "un número", en: "a number" }
        /// What was written.
        GivenSwitch { es: "true o false", en: "true or false" }
        /// What was written.
        GivenDay { es: "una fecha", en: "a date" }
        /// What was written.
        GivenList { es: "una lista", en: "a list" }
        /// What was written.
        GivenGroup { es: "un grupo de claves", en: "a group of keys" }
        /// What to write.
        WriteLine { es: "Escriba, por ejemplo: {example}", en: "Write, for example: {example}" }
        /// What to write.
        WriteGroup {
            es: "Escriba en una línea {header} y debajo sus claves, por ejemplo: {example}",
            en: "Write {header} on a line of its own and its keys below, for example: {example}",
        }
        /// What to do about a key that is missing.
        MissingRule {
            es: "Escriba a qué regla se refiere la excepción, por ejemplo: {example}",
            en: "Write which rule the exception is about, for example: {example}",
        }
        /// What to do about a key that is missing.
        MissingReason {
            es: "Escriba por qué la observación no cuenta, para que quien lo lea en un año pueda juzgarlo; por ejemplo: {example}",
            en: "Write why the finding does not count, so that whoever reads it in a year can judge it; for example: {example}",
        }
        /// What to do about a key that is missing.
        MissingPaths {
            es: "Escriba para qué archivos valen estos ajustes, por ejemplo: {example}",
            en: "Write which files these settings are for, for example: {example}",
        }
        /// What to do about a key that is missing.
        MissingSource {
            es: "Escriba qué ordenanza o decreto establece ese día, por ejemplo: {example}",
            en: "Write the ordinance or decree that sets this day, for example: {example}",
        }
        /// What to do about a key that is missing.
        MissingDay {
            es: "Escriba qué día es, '11-13' si es cada año o '2026-11-13' si es uno solo; por ejemplo: {example}",
            en: "Write which day it is, '11-13' for every year or '2026-11-13' for one only; for example: {example}",
        }
        /// What to do about a configuration that is not where it is said to be.
        ConfigPathHelp {
            es: "Revise la ruta que dio con --config, que se mira desde la carpeta actual; sin --config se busca lotaip.toml, y «lotaip init» escribe uno",
            en: "See to the path given with --config, which is taken from the current folder; without --config, lotaip.toml is looked for, and “lotaip init” writes one",
        }
        /// What to do about a configuration that is there and cannot be read.
        ConfigUnreadableHelp {
            es: "Guarde el archivo como texto en UTF-8, en una carpeta que usted pueda leer; con --no-config se revisa sin él",
            en: "Save the file as text in UTF-8, in a folder that you can read; --no-config checks without it",
        }
        /// What to do about a configuration that is not there.
        ExtendHelp {
            es: "Corrija en «extend» la ruta de la otra configuración, que se mira desde la carpeta de este archivo",
            en: "Correct in “extend” the path of the other configuration, which is taken from this file's folder",
        }
        /// How a day of the calendar is written.
        NotADayOfYearsHelp {
            es: "Escriba la fecha como '2026-11-13', o '11-13' si es cada año",
            en: "Write the date as '2026-11-13', or '11-13' if it is every year",
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
        /// Why it cannot: a count that no document has.
        BaselineCount {
            es: "dice de «{path}» que una observación está {count} veces; deben ser de 1 a 2 000 000",
            en: "it says of “{path}” that a finding is there {count} times; it must be from 1 to 2,000,000",
        }
        /// What to do about it, where the command line names it.
        BaselineOptionHelp {
            es: "corrija la ruta de --baseline o, si es la línea base, créela con: lotaip baseline create --baseline {word}",
            en: "correct the path of --baseline or, if it is the baseline, create it with: lotaip baseline create --baseline {word}",
        }
        /// What to do about it, where a configuration names it.
        BaselineKeyHelp {
            es: "la nombra la clave «baseline» de {config}: créela con «lotaip baseline create», o corrija o quite esa clave",
            en: "the key “baseline” of {config} names it: create it with “lotaip baseline create”, or correct or remove that key",
        }
        /// What to do about it, where nobody names it.
        BaselineUsualHelp {
            es: "se buscó ahí porque ninguna configuración nombra otra: créela con «lotaip baseline create», o diga con --baseline dónde está",
            en: "it was looked for there since no configuration names another: create it with “lotaip baseline create”, or say with --baseline where it is",
        }
        /// A baseline was written.
        BaselineCreated { es: "{path}: {count} de {documents}", en: "{path}: {count} of {documents}" }
        /// A baseline was pruned.
        BaselinePruned { es: "{path}: {count}, {gone} menos que antes", en: "{path}: {count}, {gone} fewer than before" }
        /// Findings that go to no baseline, since their configuration names none while others do.
        BaselineNotNamed {
            es: "{count} de {documents} no entran en ninguna línea base, porque {path} no nombra ninguna",
            en: "{count} of {documents} go to no baseline, since {path} names none",
        }
        /// What to do about it.
        BaselineNotNamedHelp {
            es: "Escriba en ese archivo baseline = 'lotaip-baseline.json', o extend = '../lotaip.toml' si parte de otro que la nombra",
            en: "Write baseline = 'lotaip-baseline.json' in that file, or extend = '../lotaip.toml' if it goes on from one that names it",
        }
        /// The same of documents that have no configuration.
        BaselineNoConfig {
            es: "{count} de {documents} no entran en ninguna línea base, porque no tienen un lotaip.toml que la nombre",
            en: "{count} of {documents} go to no baseline, since they have no lotaip.toml that names one",
        }
        /// What to do about it.
        BaselineNoConfigHelp {
            es: "Escriba un lotaip.toml en su carpeta, con baseline = 'lotaip-baseline.json'",
            en: "Write a lotaip.toml in their folder, with baseline = 'lotaip-baseline.json'",
        }
        /// What a baseline created anew keeps of the one before.
        BaselineKept {
            es: "De antes se conserva lo que esta vez no se buscó: {count}",
            en: "What was not looked for this time is kept from before: {count}",
        }
        /// A baseline would overwrite a report.
        BaselineIsInput {
            es: "no se escribe la línea base en «{path}»: es uno de los archivos por revisar, y se perdería",
            en: "the baseline is not written to “{path}”: it is one of the files to check, and would be lost",
        }
        /// A baseline would overwrite a configuration.
        BaselineIsConfig {
            es: "no se escribe la línea base en «{path}»: es la configuración de esta revisión, y se perdería",
            en: "the baseline is not written to “{path}”: it is the configuration of this run, and would be lost",
        }
        /// What to do about it.
        BaselineElsewhere {
            es: "dé otro nombre a la línea base, en --baseline o en la clave «baseline» de lotaip.toml",
            en: "give the baseline another name, in --baseline or in the key “baseline” of lotaip.toml",
        }
        /// A baseline would overwrite something else.
        BaselineIsOther {
            es: "no se escribe la línea base en «{path}»: ese archivo ya existe, no es una línea base, y se perdería",
            en: "the baseline is not written to “{path}”: that file exists already, is no baseline, and would be lost",
        }
        /// A baseline would overwrite what cannot be read.
        BaselineIsClosed {
            es: "no se escribe la línea base en «{path}»: ese archivo ya existe y no se puede leer ({why}); quizá no es una línea base",
            en: "the baseline is not written to “{path}”: that file exists already and cannot be read ({why}); it may be no baseline",
        }
        /// What to do about it.
        BaselineOtherHelp {
            es: "dé otro nombre a la línea base, en --baseline o en lotaip.toml; si el archivo ya no hace falta, bórrelo antes",
            en: "give the baseline another name, in --baseline or in lotaip.toml; if the file is not needed any more, delete it first",
        }
        /// How a baseline is used, where there is a configuration; the line follows.
        BaselineUse {
            es: "Para que no cuenten, escriba al comienzo de {config} esta línea:",
            en: "So that they do not count, write this line at the beginning of {config}:",
        }
        /// The same, where there is none that `init` would not write with the key in use; the command follows.
        BaselineInit {
            es: "Para que no cuenten, escriba un lotaip.toml que la use, con esta orden:",
            en: "So that they do not count, write a lotaip.toml that uses it, by this command:",
        }
        /// The same, where there is none.
        BaselineNewConfig {
            es: "Para que no cuenten, escriba un archivo {config} con esta línea:",
            en: "So that they do not count, write a file {config} with this line:",
        }
        /// How a baseline is used for once.
        BaselineOnce { es: "O, cada vez que revise, agregue: --baseline {word}", en: "Or add, whenever you check: --baseline {word}" }
        /// A baseline that was left as it is.
        BaselineUntouched { es: "La línea base queda como estaba", en: "The baseline is left as it was" }
        /// A rule that no law stands behind.
        NoLaw {
            es: "Ninguna norma: la regla trata de la configuración, no del informe.",
            en: "No provision: the rule is about the configuration, not about the report.",
        }
    }
}
