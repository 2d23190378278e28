//! The interface's own sentences, in both languages, side by side.

use super::Lang;

/// Declares a set of sentences: a variant each, with its Spanish and its English.
macro_rules! sentences {
    ($(#[$about:meta])* enum $set:ident { $($(#[$doc:meta])* $name:ident { es: $es:literal, en: $en:literal $(,)? })* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $set {
            $($(#[$doc])* $name,)*
        }

        impl $set {
            /// Every sentence, for tests.
            pub const ALL: &'static [$set] = &[$($set::$name,)*];

            /// The sentence in a language. Holes are written `{name}`.
            pub fn say(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $(($set::$name, Lang::Es) => $es, ($set::$name, Lang::En) => $en,)*
                }
            }

            /// The sentence with its holes filled.
            pub fn with(self, lang: Lang, holes: &[(&str, &str)]) -> String {
                let mut out = self.say(lang).to_owned();
                for (name, value) in holes {
                    out = out.replace(&format!("{{{name}}}"), value);
                }
                out
            }
        }

        impl $crate::lang::Sentence for $set {
            fn say(self, lang: Lang) -> &'static str {
                $set::say(self, lang)
            }
        }
    };
}

pub(super) use sentences;

sentences! {
    /// A sentence of the interface.
    enum Text {
        /// What to do about an option given twice, or two that exclude each other.
        KeepOne { es: "deje solo una", en: "keep only one" }
        /// Section of `explain`.
        ExplainWhen { es: "Cuándo habla", en: "When it speaks" }
        /// Section of `explain`.
        ExplainWhy { es: "Por qué importa", en: "Why it matters" }
        /// Section of `explain`.
        ExplainLaw { es: "En qué se apoya", en: "What it rests on" }
        /// Section of `explain`.
        ExplainSays { es: "Qué dice y qué propone", en: "What it says and proposes" }
        /// Section of `explain`.
        ExplainBad { es: "Ejemplo con la falta", en: "Example of the fault" }
        /// Section of `explain`.
        ExplainGood { es: "Ejemplo sin la falta", en: "Example without the fault" }
        /// The day of an example's check.
        ExampleDay { es: "revisado el {day}", en: "checked on {day}" }
        /// The month an example reports.
        ExamplePeriod { es: "informe de {month}", en: "report of {month}" }
        /// What stands before a line of the model report.
        ExampleModel { es: "modelo", en: "model" }
        /// What stands before a line of the example.
        ExampleItself { es: "ejemplo", en: "example" }
        /// In place of a line that is not there.
        ExampleNoLine { es: "(no está)", en: "(not there)" }
        /// An example that is the model report.
        ExampleUnchanged { es: "(la matriz modelo, sin cambios)", en: "(the model matrix, unchanged)" }
        /// An example without any text.
        ExampleEmpty { es: "(un archivo sin texto)", en: "(a file without text)" }
        /// Family of rules.
        FamilyReading { es: "lectura del documento", en: "reading the document" }
        /// Family of rules.
        FamilyHeading { es: "encabezado", en: "heading" }
        /// Family of rules.
        FamilyColumns { es: "columnas", en: "columns" }
        /// Family of rules.
        FamilySections { es: "secciones", en: "sections" }
        /// Family of rules.
        FamilyUnits { es: "unidades", en: "units" }
        /// Family of rules.
        FamilyFooter { es: "datos del pie", en: "footer" }
        /// Family of rules.
        FamilyTime { es: "fechas y plazos", en: "dates and due dates" }
        /// Rules on exceptions.
        FamilyExceptions { es: "Excepciones de la configuración", en: "Exceptions of the configuration" }
        /// The last line of the table of rules.
        RulesCount {
            es: "{rules} reglas: {errors} de nivel error, {warnings} avisos, {advice} consejos. «lotaip explicar CÓDIGO» explica una.",
            en: "{rules} rules: {errors} errors, {warnings} warnings, {advice} pieces of advice. “lotaip explain CODE” explains one.",
        }
        /// Title of a column.
        HeadCode { es: "Código", en: "Code" }
        /// Title of a column.
        HeadSlug { es: "Nombre", en: "Name" }
        /// Title of a column.
        HeadLevel { es: "Nivel", en: "Level" }
        /// Title of a column.
        HeadTitle { es: "Qué señala", en: "What it points out" }
        /// A file that `inspect` cannot show.
        CannotShow { es: "no se puede mostrar «{path}»: {why}", en: "cannot show “{path}”: {why}" }
        /// What to do about it.
        OneFileHelp { es: "nombre un solo archivo de la carpeta", en: "name one file of the folder" }
        /// State of a field.
        StateBlank { es: "vacío", en: "blank" }
        /// State of a field.
        StateAbsent { es: "no está", en: "not there" }
        /// State of a field.
        StateNotApplicable { es: "no aplica", en: "not applicable" }
        /// State of a field.
        StateUnreadable { es: "no es un valor", en: "not a value" }
        /// Part of the report.
        PartHeading { es: "Encabezado", en: "Heading" }
        /// Part of the report.
        PartColumns { es: "Columnas", en: "Columns" }
        /// Part of the report.
        PartFooter { es: "Pie", en: "Footer" }
        /// Part of the report.
        PartStrays { es: "Lo que no se entendió", en: "What was not understood" }
        /// Part of the report: units before any section.
        PartNoSection { es: "(sin título de sección)", en: "(no section title)" }
        /// Before a note.
        PartNote { es: "nota:", en: "note:" }
        /// What stands over the drawing of a PDF.
        DrawTitle { es: "{path}: qué se entendió ({method})", en: "{path}: what was understood ({method})" }
        /// How the table of a PDF was found.
        DrawTags { es: "tabla según las etiquetas del PDF", en: "table by the tags of the PDF" }
        /// How the table of a PDF was found.
        DrawRuled { es: "tabla según sus líneas", en: "table by its lines" }
        /// How the table of a PDF was found.
        DrawSpaced { es: "tabla según los espacios, sin líneas", en: "table by white space, without lines" }
        /// What a box holds.
        DrawColumns { es: "Títulos de columna", en: "Column names" }
        /// What a box holds.
        DrawSection { es: "Sección", en: "Section" }
        /// What a box holds.
        DrawNumber { es: "Número de la unidad", en: "Number of the unit" }
        /// What a box holds.
        DrawName { es: "Nombre de la unidad", en: "Name of the unit" }
        /// What a box holds.
        DrawObjective { es: "Objetivo", en: "Objective" }
        /// What a box holds.
        DrawIndicator { es: "Indicador", en: "Indicator" }
        /// What a box holds.
        DrawTarget { es: "Meta cuantificable", en: "Quantifiable target" }
        /// What a box holds.
        DrawNote { es: "Nota de una sección", en: "Note of a section" }
        /// What a box holds.
        DrawRead { es: "Leído, pero no es un dato", en: "Read, but no value" }
        /// A file of another format than those that can be drawn.
        CannotDraw { es: "--draw dibuja las páginas de un PDF, y «{path}» es {format}", en: "--draw draws the pages of a PDF, and “{path}” is {format}" }
        /// What to do instead.
        CannotDrawHelp {
            es: "quite --draw: la tabla y --format json dicen en qué lugar del archivo está cada campo",
            en: "leave out --draw: the table and --format json say where in the file each field stands",
        }
        /// Why the name of a drawing is refused.
        NotAnSvg { es: "lo que se dibuja es un SVG", en: "what is drawn is an SVG" }
        /// How it is named.
        WriteSvg { es: "escriba un nombre que termine en «.svg», por ejemplo «a4.svg»", en: "write a name that ends in “.svg”, for example “a4.svg”" }
        /// The drawing would be written over the file.
        DrawIsInput { es: "el dibujo no se escribe en «{path}»: es el archivo que se mira, y se perdería", en: "the drawing is not written to “{path}”: it is the file at hand, and would be lost" }
        /// What to do about it.
        DrawIsInputHelp { es: "elija otro nombre con --draw", en: "choose another name with --draw" }
        /// The drawing cannot be written.
        CannotWriteDrawing { es: "no se puede escribir el dibujo en «{path}»: {why}", en: "cannot write the drawing to “{path}”: {why}" }
        /// What to do about it.
        CannotWriteDrawingHelp { es: "elija con --draw una carpeta en la que pueda escribir, en un disco donde haya espacio", en: "choose with --draw a folder that you can write to, on a disk with room" }
        /// What opens a mistake told.
        ErrorWord { es: "error:", en: "error:" }
        /// What opens advice on a mistake.
        HelpWord { es: "ayuda:", en: "help:" }
        /// Standard output cannot be written.
        CannotWrite { es: "no se puede escribir en la salida: {reason}", en: "cannot write the output: {reason}" }
        /// A panic.
        Bug {
            es: "Esta es una falla de lotaip, no de su archivo. Por favor avise con las líneas que siguen y, si puede, el archivo.",
            en: "This is a bug of lotaip, not a fault of your file. Please report it with the lines below and, if you can, the file.",
        }
        /// An option that does not exist.
        UnknownOption { es: "no existe la opción {name}", en: "there is no option {name}" }
        /// How to write a value that looks like an option.
        AfterHyphens { es: "si es el nombre de un archivo, escriba -- antes: -- {option}", en: "if it is the name of a file, write -- before it: -- {option}" }
        /// A word more than a command takes.
        TooMuch { es: "sobra {name}: aquí no se espera nada más", en: "{name} is too much: nothing more is expected here" }
        /// A command that does not exist.
        UnknownCommand { es: "no existe la orden {name}", en: "there is no command {name}" }
        /// A path where a command belongs.
        CheckIt { es: "para revisar un archivo: lotaip check {name}", en: "to check a file: lotaip check {name}" }
        /// The commands.
        CommandsAre { es: "las órdenes son {list}", en: "the commands are {list}" }
        /// An option without its value.
        ValueMissing { es: "falta el valor de {option}", en: "{option} needs a value" }
        /// A value that is none of those possible.
        NoSuchChoice { es: "{value} no es un valor de {option}", en: "{value} is not a value of {option}" }
        /// The possible values.
        Choices { es: "puede ser: {list}", en: "it can be: {list}" }
        /// A value of the wrong form, and why.
        BadValue { es: "{value} no sirve para {option}: {why}", en: "{value} will not do for {option}: {why}" }
        /// A value for an option that takes none.
        NoValueWanted { es: "{option} no lleva valor", en: "{option} takes no value" }
        /// An option given twice.
        GivenTwice { es: "{option} está dos veces", en: "{option} is given twice" }
        /// Two options that exclude each other.
        NotTogether { es: "{option} y {other} no van juntas", en: "{option} and {other} do not go together" }
        /// What must be given and is not.
        Missing { es: "falta {list}", en: "{list} is missing" }
        /// A word of the command line that is no text.
        NotUtf8 { es: "una parte de la orden no es texto UTF-8", en: "a part of the command is not UTF-8 text" }
        /// Any other mistake in the command line.
        NotUnderstood { es: "no se entiende la orden", en: "the command cannot be understood" }
        /// Why a day is refused.
        NotADay { es: "no es un día", en: "it is not a day" }
        /// How a day is written.
        WriteDay { es: "escriba el día como AAAA-MM-DD, por ejemplo 2021-11-08", en: "write the day as YYYY-MM-DD, for example 2021-11-08" }
        /// Why a day is refused; `{month}` is in words.
        NoSuchDay { es: "{month} no tiene día {day}", en: "{month} has no day {day}" }
        /// What to write instead; `{date}` is the last day of the month.
        LastDay { es: "el último día de ese mes es {date}", en: "the last day of that month is {date}" }
        /// Why a month is refused.
        NotAMonth { es: "no es un mes", en: "it is not a month" }
        /// How a month is written.
        WriteMonth { es: "escriba el mes como AAAA-MM, por ejemplo 2021-10", en: "write the month as YYYY-MM, for example 2021-10" }
        /// Why a month is refused.
        NoYearZero { es: "no hay año 0000", en: "there is no year 0000" }
        /// Why a month is refused; `{month}` is its number.
        NoSuchMonth { es: "no hay mes {month}", en: "there is no month {month}" }
        /// Why `--severity` is refused.
        NoLevelOfRule { es: "falta la regla o el nivel", en: "the rule or the level is missing" }
        /// How `--severity` is written.
        WriteLevelOfRule {
            es: "escriba la regla, un signo igual y error, warning (aviso) o advice (consejo), por ejemplo A4-F14=warning",
            en: "write the rule, an equals sign and error, warning or advice, for example A4-F14=warning",
        }
        /// Why `--report` is refused.
        NoReportFile { es: "falta el formato o el archivo", en: "the format or the file is missing" }
        /// Why `--report` is refused.
        NoSuchFormat { es: "no hay formato {name}", en: "there is no format {name}" }
        /// How `--report` is written.
        WriteReport {
            es: "escriba el formato, un signo igual y el archivo, por ejemplo json=informe.json; hay: {list}",
            en: "write the format, an equals sign and the file, for example json=report.json; there are: {list}",
        }
        /// Why a level is refused.
        NoSuchLevel { es: "no hay nivel {name}", en: "there is no level {name}" }
        /// How `--fail-on` is written.
        WriteFailOn { es: "escriba error, warning (aviso), advice (consejo) o never (nunca)", en: "write error, warning, advice or never" }
        /// Why `--jobs` is refused.
        NotACount { es: "no es un número desde 1", en: "it is not a number from 1 on" }
        /// How `--jobs` is written.
        WriteCount { es: "escriba cuántos archivos se revisan a la vez, por ejemplo 4", en: "write how many files are checked at once, for example 4" }
        /// A name that no rule bears.
        UnknownRule { es: "no hay ninguna regla llamada {name}", en: "there is no rule called {name}" }
        /// The nearest known name.
        DidYouMean { es: "¿quiso escribir {name}?", en: "did you mean {name}?" }
        /// Where to find the names of rules.
        ListTheRules { es: "«lotaip reglas» muestra los códigos y nombres de todas", en: "“lotaip rules” lists the codes and names of all" }
        /// The options leave no rule to check.
        NoRuleLeft {
            es: "con estas opciones no queda ninguna regla sobre los informes, y no se puede decir que cumplan sin revisarlos",
            en: "these options leave no rule on reports, and nobody can say that they comply without checking them",
        }
        /// What to do about it.
        NoRuleLeftHelp {
            es: "elija con --select al menos una regla de las que da «lotaip rules», por ejemplo A4, y no la quite con --ignore; lo mismo en lotaip.toml",
            en: "choose with --select at least one of the rules that “lotaip rules” gives, for example A4, and do not take it out with --ignore; the same in lotaip.toml",
        }
        /// A path on the command line that cannot be looked up.
        NoSuchPath { es: "no se puede revisar «{path}»: {why}", en: "cannot check “{path}”: {why}" }
        /// What to do about it.
        NoSuchPathHelp { es: "revise cómo está escrita la ruta; si lleva espacios, póngala entre comillas", en: "see how the path is written; if it has blanks, put it in quotation marks" }
        /// No file to check.
        NothingToCheck { es: "no hay nada que revisar", en: "there is nothing to check" }
        /// What is looked for.
        NothingToCheckHelp { es: "en una carpeta se buscan archivos {formats} con una matriz a4; si no debe haber ninguno, use --allow-empty", en: "in a folder, files {formats} with an a4 matrix are looked for; if there should be none, use --allow-empty" }
        /// The bar that tells how far a run has come; its holes are filled by the library that draws it.
        Progress { es: "{bar} {pos} de {len} archivos · quedan {eta_precise}", en: "{bar} {pos} of {len} files · {eta_precise} left" }
        /// Files of a folder that are no a4 matrices.
        OthersLeftAlone { es: "{count} más en la carpeta sin una matriz a4: sin revisar", en: "{count} more in the folder without an a4 matrix: not checked" }
        /// Files that the configuration leaves out.
        ExcludedLeftAlone { es: "{count} que la configuración deja fuera: sin revisar", en: "{count} that the configuration leaves out: not checked" }
        /// The output file cannot be written.
        CannotWriteFile { es: "no se puede escribir el resultado en «{path}»: {why}", en: "cannot write the results to “{path}”: {why}" }
        /// What to do about it; `{option}` names the file.
        CannotWriteFileHelp { es: "elija con {option} una carpeta en la que pueda escribir, en un disco donde haya espacio", en: "choose with {option} a folder that you can write to, on a disk with room" }
        /// Why an output file cannot be written.
        NoSuchFolder { es: "la carpeta «{folder}» no existe", en: "the folder “{folder}” does not exist" }
        /// What to do about it.
        NoSuchFolderHelp { es: "cree esa carpeta, o elija con {option} una que exista", en: "create that folder, or choose with {option} one that exists" }
        /// The output file is one of the files to check.
        OutputIsInput {
            es: "no se escribe el resultado en «{path}»: es uno de los archivos por revisar, y se perdería",
            en: "the results are not written to “{path}”: it is one of the files to check, and would be lost",
        }
        /// What to do about it.
        OutputIsInputHelp {
            es: "elija con --output-file otro nombre, o una carpeta que no se revise",
            en: "choose with --output-file another name, or a folder that is not checked",
        }
        /// An output would wipe out a configuration or a baseline.
        OutputIsSetting {
            es: "no se escribe el resultado en «{path}»: es la configuración o la línea base de esta revisión, y se perdería",
            en: "the results are not written to “{path}”: it is the configuration or the baseline of this run, and would be lost",
        }
        /// Two outputs of a run go to one file.
        OutputTwice {
            es: "dos resultados irían al mismo archivo «{path}», y el segundo borraría el primero",
            en: "two results would go to the same file “{path}”, and the second would wipe out the first",
        }
        /// What to do about it.
        OutputTwiceHelp { es: "elija otro nombre para uno de ellos", en: "choose another name for one of them" }
        /// Findings, counted.
        Findings { es: "observación|observaciones", en: "finding|findings" }
        /// Findings held back, counted.
        SuppressedCount { es: "observación que no cuenta|observaciones que no cuentan", en: "finding that does not count|findings that do not count" }
        /// The findings that most documents have.
        Commonest { es: "Lo más frecuente: {list}", en: "Most frequent: {list}" }
        /// One of them.
        CommonestOne { es: "{code} {title} (en {count})", en: "{code} {title} (in {count})" }
        /// Files, counted.
        Files { es: "archivo|archivos", en: "file|files" }
        /// Lines that are not shown, counted.
        MoreLines { es: "línea más|líneas más", en: "more line|more lines" }
        /// A severity; the others are called as one finding of theirs.
        LevelAdvice { es: "consejo", en: "advice" }
        /// Findings that are errors, counted.
        Errors { es: "error|errores", en: "error|errors" }
        /// Findings that are warnings, counted.
        Warnings { es: "aviso|avisos", en: "warning|warnings" }
        /// Findings that are advice, counted.
        PiecesOfAdvice { es: "consejo|consejos", en: "piece of advice|pieces of advice" }
        /// In place of counts, where nothing was found.
        NoFindings { es: "sin observaciones", en: "no findings" }
        /// The same, where some do not count.
        NoneCount { es: "ninguna observación que cuente", en: "no findings that count" }
        /// A rule file or its folder cannot be read.
        PackUnreadable { es: "No se puede leer {name}: {why}", en: "Cannot read {name}: {why}" }
        /// A folder of rules without any.
        PackEmpty { es: "No hay reglas (archivos «.toml») en {name}", en: "There are no rules (“.toml” files) in {name}" }
        /// A key or value of a rule file that means nothing.
        PackUnknown { es: "No se conoce {name}", en: "{name} is not known" }
        /// A key that a rule file must have.
        PackKeyMissing { es: "Falta la clave {name}", en: "The key {name} is missing" }
        /// Anything else about a rule file, in the words of its parser.
        PackToml { es: "El archivo no es una regla bien escrita; el analizador de TOML dice, en inglés: {name}", en: "The file is not a well-formed rule; the TOML parser says: {name}" }
        /// A code or slug that is taken.
        PackTaken { es: "Otra regla ya se llama {name}", en: "Another rule is already called {name}" }
        /// A code that is none.
        PackBadCode { es: "{name} no tiene la forma de un código de regla", en: "{name} does not have the form of a rule code" }
        /// A provision that is nowhere.
        PackNoProvision { es: "Ningún paquete define la norma {name}", en: "No pack defines the provision {name}" }
        /// A rule to yield to that is nowhere.
        PackNoRule { es: "No hay ninguna regla {name}", en: "There is no rule {name}" }
        /// Words for a case that does not exist.
        PackNoCase { es: "Este tipo de verificación no tiene el caso {name}", en: "This kind of check has no case {name}" }
        /// A case without words.
        PackNoWords { es: "Faltan las palabras para el caso {name}", en: "There are no words for the case {name}" }
        /// A hole that nothing fills.
        PackNoHole { es: "Este caso no llena el espacio {name}", en: "This case does not fill the hole {name}" }
        /// A pattern that is none.
        PackBadPattern { es: "El patrón no es una expresión regular; el analizador dice, en inglés: {name}", en: "The pattern is not a regular expression; the parser says: {name}" }
        /// A rule without examples.
        PackNoExamples {
            es: "Faltan ejemplos: al menos uno con la falta y uno sin ella",
            en: "Examples are missing: at least one with the fault and one without",
        }
        /// The words that may stand where one is not known.
        PackOneOf { es: "Se admite: {names}", en: "What may stand here: {names}" }
        /// What may have been meant in a rule file.
        PackDidYouMean { es: "¿Quiso escribir {name}?", en: "Did you mean {name}?" }
        /// Where it says how a rule file is written.
        PackFormat {
            es: "El formato de una regla, clave por clave, está en rules/README.md",
            en: "The format of a rule, key by key, is in rules/README.md",
        }
        /// The last line of the brief output.
        BriefSummary { es: "{documents} · {counts} · revisado con fecha {day}", en: "{documents} · {counts} · checked as of {day}" }

        /// Before the provisions a finding rests on.
        Law { es: "ley", en: "law" }
        /// Before what to do about a finding.
        Help { es: "ayuda", en: "help" }
        /// Before what a person should know about the reading of a document.
        Note { es: "nota", en: "note" }
        /// Between two rows where something is missing, when the rule has no words of its own.
        GapHere { es: "aquí falta algo", en: "something is missing here" }
        /// Where the reported month is known from: `--period`.
        PeriodGiven { es: "{month}, indicado con --period", en: "{month}, given with --period" }
        /// Where the reported month is known from: the path.
        PeriodOfPath { es: "{month}, según la ruta", en: "{month}, from the path" }
        /// Where the reported month is known from: the name of the sheet.
        PeriodOfSheet { es: "{month}, según la hoja", en: "{month}, from the sheet" }
        /// Where the reported month is known from: the update date.
        PeriodOfDate { es: "{month}, según su fecha", en: "{month}, from its own date" }
        /// The byte order mark was missing and the text is not UTF-8.
        AssumedEncoding {
            es: "el texto no está en UTF-8; se leyó como {encoding}",
            en: "the text is not UTF-8; it was read as {encoding}",
        }
        /// Matrices, counted.
        Matrices { es: "matriz a4|matrices a4", en: "a4 matrix|a4 matrices" }
        /// A workbook with several matrices, of which JSON shows one.
        FirstMatrixOnly {
            es: "{path} tiene {count}; aquí se ve solo la de la hoja {sheet}, y sin --format json se ven todas",
            en: "{path} holds {count}; only that of sheet {sheet} is shown here, and all of them without --format json",
        }
        /// Rows and columns of a sheet that whoever opens the file does not see were passed over.
        HiddenInSheet {
            es: "la hoja {sheet} tiene {what}; lo oculto no se lee, porque quien abre el archivo no lo ve",
            en: "sheet {sheet} has {what}; what is hidden is not read, since whoever opens the file does not see it",
        }
        /// The same, where there are no sheets.
        HiddenInFile {
            es: "el archivo tiene {what}; lo oculto no se lee, porque quien abre el archivo no lo ve",
            en: "the file has {what}; what is hidden is not read, since whoever opens the file does not see it",
        }
        /// Rows, counted.
        HiddenRows { es: "fila oculta|filas ocultas", en: "hidden row|hidden rows" }
        /// Columns, counted.
        HiddenColumns { es: "columna oculta|columnas ocultas", en: "hidden column|hidden columns" }
        /// Some bytes are not UTF-8.
        InvalidUtf8 {
            es: "caracteres que no se pudieron leer como UTF-8: {count}; en su lugar se ve «\u{FFFD}»",
            en: "characters that could not be read as UTF-8: {count}; “\u{FFFD}” stands in their place",
        }
        /// A PDF that was damaged.
        NoteRepaired {
            es: "el PDF está dañado y se leyó lo que se pudo rescatar; ábralo y compruebe que no le falte ninguna página, y mejor expórtelo otra vez",
            en: "the PDF is damaged, and what could be saved of it was read; open it and see that no page is missing, or better, export it again",
        }
        /// Pages of a PDF that were damaged.
        NoteDamaged {
            es: "el PDF está dañado, y de {pages} se leyó solo lo que se pudo rescatar; ábralo y compare cada observación con lo que se ve, y mejor expórtelo otra vez",
            en: "the PDF is damaged, and of {pages} only what could be saved was read; open it and compare each finding with what is to be seen, or better, export it again",
        }
        /// A PDF with a text under pictures.
        NoteRecognized {
            es: "{what} con texto que un programa reconoció en una imagen y que puede tener letras cambiadas; antes de corregir, compare cada observación con la imagen",
            en: "{what} with text that a program recognized in a picture and that may have wrong letters; compare each finding with the picture before mending anything",
        }
        /// A PDF whose table has no lines.
        NoteGuessed {
            es: "la tabla del PDF no tiene líneas; sus filas y columnas se dedujeron de los espacios entre las palabras, y las observaciones que dependen de ellas lo dicen",
            en: "the table of the PDF has no lines; its rows and columns were told by the white space between the words, and findings that depend on them say so",
        }
        /// Signs that were mended.
        NoteLigatures {
            es: "hay en el PDF {what} de varias letras («ti», «fi»…) con las letras mal anotadas; se corrigieron al leer, y ninguna observación se debe a eso, pero quien busque o copie ese texto no lo hallará bien escrito",
            en: "the PDF holds {what} for several letters (“ti”, “fi”…) with the letters noted wrongly; they were mended in reading, and no finding comes from them, but whoever searches or copies that text will not find it spelled right",
        }
        /// Signs without letters.
        NoteUnmapped {
            es: "hay en el PDF {what} sin su letra; en su lugar se ve «\u{FFFD}», y una observación sobre ese texto puede deberse solo a eso",
            en: "the PDF holds {what} without a letter; “\u{FFFD}” stands in their place, and a finding on such text may come from that alone",
        }
        /// Pages that are too narrow for their table.
        NoteBeyond {
            es: "parte de la tabla queda fuera de {pages}, donde no se ve ni se lee; revise la configuración de página (tamaño, orientación, escala) y expórtela otra vez",
            en: "part of the table lies beyond the edge of {pages}, where it is neither seen nor read; see to the page setup (size, orientation, scale) and export it again",
        }
        /// Pages that were not read.
        NotePictures {
            es: "{pages} {what}; lo que solo esté allí se señala como si faltara",
            en: "{pages} {what}; what stands only there is reported as missing",
        }
        /// Pages, counted.
        Pages { es: "página|páginas", en: "page|pages" }
        /// Signs, counted.
        Signs { es: "signo|signos", en: "sign|signs" }
        /// What pages that are pictures are, by their number.
        PicturePages {
            es: "es una imagen sin texto y no se leyó|son imágenes sin texto y no se leyeron",
            en: "is a picture without text and was not read|are pictures without text and were not read",
        }
        /// What to see to before a finding on an empty cell is believed.
        CautionBlank {
            es: "el PDF no tiene líneas de tabla: compruebe en él que la celda esté de verdad vacía",
            en: "the PDF has no table lines: see in it that the cell is really empty",
        }
        /// What to see to before a finding on what is missing is believed.
        CautionAbsent {
            es: "el PDF no tiene líneas de tabla: compruebe en él que de verdad falte",
            en: "the PDF has no table lines: see in it that this is really missing",
        }
        /// What to see to before a finding on a cell is believed.
        CautionCell {
            es: "el PDF no tiene líneas de tabla: compruebe en él que la celda diga esto, y nada más",
            en: "the PDF has no table lines: see in it that the cell says this and nothing else",
        }
        /// What to see to before a finding is believed.
        CautionRecognized {
            es: "texto reconocido de una imagen, que puede tener letras cambiadas: compárelo con la imagen",
            en: "text recognized in a picture, which may have wrong letters: compare it with the picture",
        }
        /// What to see to before a finding on something absent is believed, in a damaged file.
        CautionDamaged {
            es: "el archivo está dañado: compruébelo en el PDF antes de corregir",
            en: "the file is damaged: see the PDF before mending anything",
        }
        /// What to see to before a finding on something absent is believed, where some pages were not read.
        CautionPictures {
            es: "hay páginas que son imágenes y no se leyeron: compruébelo en el PDF antes de corregir",
            en: "some pages are pictures and were not read: see the PDF before mending anything",
        }
        /// What to see to before a finding on something absent is believed, where lines go on beyond the page.
        CautionBeyond {
            es: "parte de la tabla queda fuera de la página: revise la configuración de página antes de corregir",
            en: "part of the table lies beyond the page: see to the page setup before mending anything",
        }
        /// After a finding, on one line.
        RemarkPartial { es: "no se leyó todo el archivo: compruébelo en el PDF", en: "not all of the file was read: see the PDF" }
        /// After a finding, on one line.
        RemarkGuessed { es: "tabla sin líneas: compruébelo en el PDF", en: "table without lines: see the PDF" }
        /// After a finding, on one line.
        RemarkRecognized { es: "texto reconocido de una imagen", en: "text recognized in a picture" }
        /// What was checked in a document without findings.
        Checked { es: "Revisado: {what} · {regime}", en: "Checked: {what} · {regime}" }
        /// As `Checked`, when the month is not known.
        CheckedSomeMonth { es: "Revisado: {what}", en: "Checked: {what}" }
        /// What became of the rules.
        RuleCounts { es: "De {rules}, {counts}", en: "Of {rules}, {counts}" }
        /// Rules, counted.
        Rules { es: "regla|reglas", en: "rule|rules" }
        /// Documents that are only counted.
        QuietOnes {
            es: "Los que cumplen sin observaciones no se nombran; con --verbose, también",
            en: "Those that comply without findings are not named; with --verbose, they are",
        }
        /// Rules that need the month.
        NeedPeriod {
            es: "{codes}: sin evaluar, porque no se conoce el mes que se informa; indíquelo con --period AAAA-MM",
            en: "{codes}: not evaluated, because the month reported is not known; give it with --period YYYY-MM",
        }
        /// The same, where only the update date itself tells one.
        NeedOtherPeriod {
            es: "{codes}: sin evaluar, porque el mes que se informa solo se conoce por la propia fecha; indíquelo con --period AAAA-MM o en la ruta",
            en: "{codes}: not evaluated, because the month reported is known from the date alone; give it with --period YYYY-MM or in the path",
        }
        /// Rules that need something else.
        NeedMore {
            es: "{codes}: sin evaluar, porque falta un dato que necesitan",
            en: "{codes}: not evaluated, because something they need is not known",
        }
        /// Title of the list of rules that hold.
        ListPassed { es: "Se revisó y no se encontró", en: "Checked and not found" }
        /// Title of the list of rules with nothing to judge.
        ListNotApplicable { es: "No había qué revisar para", en: "Nothing to check for" }
        /// Title of the list of rules that could not be evaluated.
        ListNotEvaluated { es: "No se pudo evaluar", en: "Could not be evaluated" }
        /// The end of a run.
        AsOf { es: "Revisado con fecha {day} · {pack}", en: "Checked as of {day} · {pack}" }
        /// Where to read more, once there are findings.
        More {
            es: "lotaip explicar CÓDIGO (condición, razón, norma y ejemplos)",
            en: "lotaip explain CODE (condition, reason, law and examples)",
        }
        /// Units, counted.
        Units { es: "unidad|unidades", en: "unit|units" }
        /// Sections, counted.
        Sections { es: "sección|secciones", en: "section|sections" }
        /// Fields of the footer, counted.
        FooterFields { es: "campo del pie|campos del pie", en: "footer field|footer fields" }
        /// Rules that hold, counted.
        Hold { es: "se cumple|se cumplen", en: "holds|hold" }
        /// Rules with nothing to judge, counted.
        DoNotApply { es: "no aplica|no aplican", en: "does not apply|do not apply" }
        /// Rules that could not be evaluated, counted.
        NotEvaluated { es: "no se evaluó|no se evaluaron", en: "was not evaluated|were not evaluated" }
        /// Documents, counted.
        Documents { es: "documento|documentos", en: "document|documents" }
        /// Documents without an error, counted.
        Comply { es: "cumple|cumplen", en: "complies|comply" }
        /// Documents with an error, counted.
        Fail { es: "no cumple|no cumplen", en: "fails|fail" }
        /// Documents that could not be read as an a4 matrix, counted.
        Unverifiable { es: "no se pudo verificar|no se pudieron verificar", en: "could not be verified|could not be verified" }
        /// Before where to read more.
        MoreWord { es: "más", en: "more" }
    }
}
