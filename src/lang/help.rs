//! The words of `--help`, the man page and the completions, in both languages, side by side.

use super::Lang;
use super::text::sentences;

sentences! {
    /// A sentence of the help.
    enum Help {
        /// What the program is for.
        About {
            es: "Revisa la matriz de transparencia «literal a4)» de la LOTAIP: dice qué celda está mal, por qué norma y qué escribir en su lugar.",
            en: "Checks the transparency matrix “literal a4)” of Ecuador's LOTAIP: which cell is wrong, why by law, and what to write instead.",
        }
        /// About `check`.
        Check {
            es: "Revisa matrices y dice qué está mal y cómo corregirlo",
            en: "Check matrices: what is wrong and how to mend it",
        }
        /// About `explain`.
        Explain {
            es: "Explica una regla: cuándo habla, por qué norma, ejemplos",
            en: "Explain a rule: when it speaks, on what ground, examples",
        }
        /// About `rules`.
        Rules {
            es: "Lista las reglas",
            en: "List the rules",
        }
        /// About `inspect`.
        Inspect {
            es: "Muestra qué se entendió de un archivo, campo por campo",
            en: "Show what was understood of a file, field by field",
        }
        /// About `init`.
        Init {
            es: "Prepara una carpeta: configuración y revisión automática",
            en: "Set up a folder: configuration and automatic checks",
        }
        /// About `completions`.
        Completions {
            es: "Escribe el autocompletado para su intérprete de comandos",
            en: "Write the completions for your shell",
        }
        /// About `man`.
        Man {
            es: "Escribe la página de manual",
            en: "Write the manual page",
        }
        /// About `help`.
        HelpCommand {
            es: "Muestra la ayuda de una orden",
            en: "Show the help of a command",
        }
        /// What `check` does, at length.
        CheckLong {
            es: "Revisa matrices y dice qué celda está mal, por qué norma y qué escribir en su lugar. Lo encontrado va a la salida estándar; todo lo demás, a la de errores.",
            en: "Check matrices: which cell is wrong, why by law, and what to write instead. Findings go to standard output, everything else to standard error.",
        }
        /// What `explain` does, at length.
        ExplainLong {
            es: "Explica reglas, sin conexión: cuándo habla cada una, por qué, en qué norma se apoya y con qué palabras, qué dice y qué propone escribir, y un ejemplo con la falta y otro sin ella.",
            en: "Explain rules, offline: when each speaks, why, on what law it rests and in which words, what it says and what it proposes to write instead, with an example of the fault and one without it.",
        }
        /// What `inspect` does, at length.
        InspectLong {
            es: "Muestra qué se entendió de un archivo, sin juzgarlo: cada campo de la matriz con su estado, su texto, su valor y su lugar en el archivo. Sirve para saber si una observación se debe al informe o a su lectura. De un PDF, --draw dibuja además las páginas con un recuadro alrededor de cada cosa que se entendió.",
            en: "Show what was understood of a file, without judging it: each field of the matrix with its state, its text, its value and its place in the file. It tells whether a finding is due to the report or to its reading. Of a PDF, --draw draws the pages as well, with a box round each thing that was understood.",
        }
        /// Heading.
        Usage { es: "Uso:", en: "Usage:" }
        /// Heading.
        Commands { es: "Órdenes:", en: "Commands:" }
        /// Heading.
        Examples { es: "Ejemplos:", en: "Examples:" }
        /// Heading.
        ExitStatus { es: "Estado de salida:", en: "Exit status:" }
        /// Heading.
        What { es: "Qué se da", en: "Arguments" }
        /// Heading.
        Output { es: "Salida", en: "Output" }
        /// Heading.
        When { es: "Fecha y mes", en: "Day and month" }
        /// Heading.
        WhichRules { es: "Reglas", en: "Rules" }
        /// Heading.
        Input { es: "Entrada", en: "Input" }
        /// Heading.
        General { es: "Opciones generales", en: "General options" }
        /// What stands for options in a usage line.
        OptionsWord { es: "[OPCIONES]", en: "[OPTIONS]" }
        /// What stands for the command in a usage line.
        CommandWord { es: "<ORDEN>", en: "<COMMAND>" }
        /// Value name.
        NameFile { es: "ARCHIVO", en: "FILE" }
        /// Value name.
        NameFolder { es: "CARPETA", en: "DIR" }
        /// Value name.
        NamePath { es: "RUTA", en: "PATH" }
        /// Value name.
        NameRule { es: "REGLA", en: "RULE" }
        /// Value name.
        NameRules { es: "REGLAS", en: "RULES" }
        /// Value name.
        NameReport { es: "FORMATO=ARCHIVO", en: "FORMAT=FILE" }
        /// Value name.
        NameRuleLevel { es: "REGLA=NIVEL", en: "RULE=LEVEL" }
        /// Value name.
        NameLevel { es: "NIVEL", en: "LEVEL" }
        /// Value name.
        NameFormat { es: "FORMATO", en: "FORMAT" }
        /// Value name.
        NameDay { es: "AAAA-MM-DD", en: "YYYY-MM-DD" }
        /// Value name.
        NameMonth { es: "AAAA-MM", en: "YYYY-MM" }
        /// Value name.
        NameLang { es: "IDIOMA", en: "LANG" }
        /// Value name.
        NameWhen { es: "CUÁNDO", en: "WHEN" }
        /// Value name.
        NameShell { es: "INTÉRPRETE", en: "SHELL" }
        /// Value name.
        NameGate { es: "DÓNDE", en: "WHERE" }
        /// Value name; a number.
        Number { es: "N", en: "N" }
        /// Value name.
        NameCommand { es: "ORDEN", en: "COMMAND" }
        /// Argument of `check`.
        Paths {
            es: "Archivos o carpetas; «-» es la entrada estándar, y sin nada se revisa la carpeta actual",
            en: "Files or folders; “-” is standard input, and nothing means the current folder",
        }
        /// Argument of `explain`.
        RuleNames {
            es: "Códigos o nombres de reglas: A4-F14 o email-malformed",
            en: "Codes or names of rules: A4-F14 or email-malformed",
        }
        /// Argument of `inspect`.
        OneFile { es: "El archivo; «-» es la entrada estándar", en: "The file; “-” is standard input" }
        /// Argument of `help`.
        WhichCommand { es: "La orden", en: "The command" }
        /// Option; `{list}` are the formats, the first being the default.
        Format { es: "Cómo se muestra: {list} [por defecto, {default}]", en: "How it is shown: {list} [default: {default}]" }
        /// Option.
        Draw {
            es: "Dibuja además en este archivo (.svg) las páginas de un PDF, con recuadros alrededor de lo que se entendió",
            en: "Also draw to this file (.svg) the pages of a PDF, with boxes round what was understood",
        }
        /// Option.
        OutputFile { es: "Escribe en este archivo en vez de la salida estándar", en: "Write to this file instead of standard output" }
        /// About `baseline`.
        BaselineCommand {
            es: "Guarda lo que ya está, para que solo cuente lo nuevo",
            en: "Keep what is there already: only what is new counts",
        }
        /// About `baseline`, at length.
        BaselineLong {
            es: "Guarda las observaciones que ya están en un archivo, la línea base, para que solo cuenten las nuevas:\n\n  create (crear): la escribe de nuevo, con todo lo que se encuentra\n  prune (podar): quita de ella lo que se revisó y ya no se encuentra\n  show (mostrar): dice qué tiene, y no escribe nada\n\nCada informe va al archivo de la clave «baseline» del lotaip.toml que vale para él; --baseline da uno para todos, y si nadie lo da es lotaip-baseline.json. Una observación se reconoce por lo que dice y de qué campo, no por la fila en que está: mover filas o insertar líneas no la hace nueva, y una nueva nunca pasa por una corregida.",
            en: "Keep the findings that are there already in a file, the baseline, so that only new ones count:\n\n  create: writes it anew, with all that is found\n  prune: takes out of it what was checked and is no longer found\n  show: says what it holds, and writes nothing\n\nEach report goes to the file of the key “baseline” in the lotaip.toml that holds for it; --baseline gives one for all, and where nobody gives one it is lotaip-baseline.json. A finding is known by what it says and of which field, not by the row it stands in: moving rows or inserting lines does not make it new, and a new one is never taken for one that was mended.",
        }
        /// About `--baseline` of `baseline`.
        BaselineFile {
            es: "La línea base de todos los archivos, en vez de la que nombra la configuración de cada uno",
            en: "The baseline of all files, instead of the one that the configuration of each names",
        }
        /// What can be done with a baseline.
        BaselineSteps {
            es: "create (crear) la escribe de nuevo con todo lo que se encuentra; prune (podar) quita lo que se revisó y ya no se encuentra; show (mostrar) dice qué tiene",
            en: "create writes it anew with all that is found; prune takes out what was checked and is no longer found; show says what it holds",
        }
        /// Value name.
        NameStep { es: "PASO", en: "STEP" }
        /// About `init`, at length.
        InitLong {
            es: "Prepara una carpeta de informes: escribe lotaip.toml, con cada clave explicada y ninguna en uso, y el archivo con que GitHub, GitLab o pre-commit revisan cada cambio. La revisión automática va en la raíz del repositorio git, aunque la carpeta esté más adentro; donde no hay repositorio, se escribe solo si se pide con --ci. Un archivo que ya existe nunca se cambia.",
            en: "Set up a folder of reports: write lotaip.toml, each key explained and none in use, and the file by which GitHub, GitLab or pre-commit check every change. The automatic check goes to the root of the git repository, even where the folder is further in; where there is no repository, it is written only if --ci asks for it. A file that exists is never changed.",
        }
        /// Argument of `init`.
        InitFolder {
            es: "La carpeta de los informes [por defecto, la actual]",
            en: "The folder of the reports [default: the current one]",
        }
        /// Option.
        Ci {
            es: "Qué revisa cada cambio: github, gitlab, pre-commit o none (ninguno); se puede repetir [por defecto, gitlab si el repositorio es de ahí; si no, github; y none si no hay repositorio]",
            en: "What checks every change: github, gitlab, pre-commit or none; may be given again [default: gitlab where the repository is there, else github; none where there is no repository]",
        }
        /// Option.
        DryRun { es: "Muestra lo que se escribiría, y no escribe nada", en: "Show what would be written, and write nothing" }
        /// About `--config`.
        Config {
            es: "Usa esta configuración para todos los archivos, en vez de buscar «lotaip.toml» hacia arriba desde cada uno",
            en: "Use this configuration for all files, instead of looking for “lotaip.toml” upward from each",
        }
        /// About `--no-config`.
        NoConfig { es: "No busca ninguna configuración", en: "Look for no configuration" }
        /// About `--baseline`.
        Baseline {
            es: "No cuenta las observaciones que están en este archivo, hecho con «lotaip baseline create»",
            en: "Do not count the findings in this file, made by “lotaip baseline create”",
        }
        /// About `--report`.
        Report {
            es: "Escribe además este formato en este archivo; se puede repetir",
            en: "Also write this format to this file; may be given again",
        }
        /// Option.
        AsOf {
            es: "El día de la revisión [por defecto, hoy en Ecuador]",
            en: "The day of the check [default: today in Ecuador]",
        }
        /// Option.
        Period {
            es: "El mes que el informe debe cubrir [por defecto, el que diga la ruta]",
            en: "The month the report must cover [default: the one its path tells]",
        }
        /// Option.
        Select {
            es: "Solo estas reglas: códigos, nombres o comienzos de código (A4-F)",
            en: "Only these rules: codes, names or beginnings of codes (A4-F)",
        }
        /// Option.
        Ignore { es: "Todas menos estas reglas", en: "All but these rules" }
        /// Option.
        Severity {
            es: "Cambia el nivel de una regla: error, warning (aviso) o advice (consejo)",
            en: "Change a rule's level: error, warning or advice",
        }
        /// Option.
        RulesFolder {
            es: "Agrega las reglas de esta carpeta; se puede repetir",
            en: "Add the rules of this folder; may be repeated",
        }
        /// Option.
        FailOn {
            es: "Desde qué nivel se sale con estado 1: error, warning, advice o never [por defecto, error]",
            en: "The level from which to exit with status 1: error, warning, advice or never [default: error]",
        }
        /// Option.
        StdinFilename {
            es: "Cómo se llama lo que llega por la entrada estándar; la ruta puede decir el mes",
            en: "What standard input is called; its path can tell the month",
        }
        /// Option; `{list}` are the formats.
        InputFormat {
            es: "Lee los archivos como: {list} [por defecto, según su contenido]",
            en: "Read files as: {list} [default: by their content]",
        }
        /// Option.
        SkipOthers {
            es: "Deja en paz también los archivos nombrados que no tienen una matriz a4, como los de una carpeta",
            en: "Leave named files without an a4 matrix alone too, as those of a folder are",
        }
        /// Option.
        AllowEmpty { es: "No es un error que no haya nada que revisar", en: "Having nothing to check is no error" }
        /// Option.
        Quiet { es: "Muestra solo lo encontrado, sin resumen", en: "Show findings only, without a summary" }
        /// Option.
        Verbose { es: "Muestra también lo que está bien", en: "Show also what is right" }
        /// Option.
        Jobs { es: "Cuántos archivos a la vez [por defecto, uno por núcleo]", en: "How many files at once [default: one per core]" }
        /// Option.
        Language {
            es: "Idioma de los textos: es o en [por defecto, según LOTAIP_LANG o el sistema]",
            en: "Language of texts: es or en [default: by LOTAIP_LANG or the system]",
        }
        /// Option.
        Color { es: "Colores: auto, always (siempre) o never (nunca)", en: "Colors: auto, always or never" }
        /// Option.
        HelpFlag { es: "Muestra la ayuda: -h, breve; --help, entera", en: "Show the help: -h the short form, --help the long one" }
        /// Option.
        Version { es: "Muestra la versión", en: "Show the version" }
        /// Section of the long help.
        StatusTable {
            es: "  0   todo se revisó y no hay nada del nivel de --fail-on o más grave\n  1   hay observaciones de ese nivel o más graves\n  2   la orden, una ruta, una configuración, una línea base o un paquete de\n      reglas está mal, o no se pudo escribir la salida\n  3   no hay nada que revisar (0 con --allow-empty)\n  4   algún documento no se pudo leer, y no lo cubre ninguna excepción ni la\n      línea base; el 1 prevalece sobre el 4\n  70  una falla de este programa",
            en: "  0   everything was checked, with nothing at or above --fail-on\n  1   there are findings at or above that level\n  2   the command, a path, a configuration, a baseline or a rule pack is wrong,\n      or the output could not be written\n  3   there was nothing to check (0 with --allow-empty)\n  4   some document could not be read and no exception nor the baseline covers\n      it; 1 wins over 4\n  70  a bug of this program",
        }
        /// Section of the long help of commands that do not check.
        StatusShort {
            es: "  0   se hizo\n  2   la orden o un paquete de reglas está mal escrito, o no se pudo escribir\n      la salida\n  70  una falla de este programa",
            en: "  0   done\n  2   the command or a rule pack is wrong, or the output could not be written\n  70  a bug of this program",
        }
        /// Section of the long help of `inspect`.
        StatusInspect {
            es: "  0   se reconoció una matriz\n  2   la orden está mal escrita, el archivo no existe, o no se pudo escribir\n      la salida\n  4   no se pudo leer, o no contiene una matriz a4\n  70  una falla de este programa",
            en: "  0   a matrix was recognized\n  2   the command is wrong, the file does not exist, or the output could not be\n      written\n  4   it could not be read, or holds no a4 matrix\n  70  a bug of this program",
        }
        /// Section of the long help of `init`.
        StatusInit {
            es: "  0   se hizo, o ya estaba todo\n  2   la orden está mal escrita, la carpeta no existe, o no se pudo escribir\n  70  una falla de este programa",
            en: "  0   done, or all of it was there already\n  2   the command is wrong, the folder does not exist, or it could not be\n      written\n  70  a bug of this program",
        }
        /// Section of the long help of `baseline`.
        StatusBaseline {
            es: "  0   se hizo; lo que encuentra no cambia el código de salida\n  2   la orden, una configuración o la línea base está mal escrita, o no se\n      pudo escribir\n  3   no hay nada que revisar, y la línea base queda como estaba\n      (0 con --allow-empty)\n  70  una falla de este programa",
            en: "  0   done; what is found does not change the exit status\n  2   the command, a configuration or the baseline is wrong, or could not be\n      written\n  3   there was nothing to check, and the baseline is left as it was\n      (0 with --allow-empty)\n  70  a bug of this program",
        }
        /// Examples of `check`.
        CheckExamples {
            es: "  lotaip check                                  # la carpeta actual\n  lotaip check 2021/10/a4.txt --as-of 2021-11-08\n  lotaip check . --ignore A4-T --fail-on warning\n  lotaip check - --stdin-filename 2021/10/a4.txt < a4.txt\n  lotaip check . -f json -o resultado.json",
            en: "  lotaip check                                  # the current folder\n  lotaip check 2021/10/a4.txt --as-of 2021-11-08\n  lotaip check . --ignore A4-T --fail-on warning\n  lotaip check - --stdin-filename 2021/10/a4.txt < a4.txt\n  lotaip check . -f json -o result.json",
        }
        /// Examples of `explain`.
        ExplainExamples {
            es: "  lotaip explain A4-F14\n  lotaip explain email-malformed date-outdated",
            en: "  lotaip explain A4-F14\n  lotaip explain email-malformed date-outdated",
        }
        /// Examples of `rules`.
        RulesExamples {
            es: "  lotaip rules\n  lotaip rules -f json\n  lotaip rules --rules mis-reglas/",
            en: "  lotaip rules\n  lotaip rules -f json\n  lotaip rules --rules my-rules/",
        }
        /// Examples of `inspect`.
        InspectExamples {
            es: "  lotaip inspect 2021/10/a4.txt\n  lotaip inspect 2021/10/a4.txt -f json\n  lotaip inspect 2021/10/a4.pdf --draw a4.svg",
            en: "  lotaip inspect 2021/10/a4.txt\n  lotaip inspect 2021/10/a4.txt -f json\n  lotaip inspect 2021/10/a4.pdf --draw a4.svg",
        }
        /// Examples of `init`.
        InitExamples {
            es: "  lotaip init                                   # la carpeta actual\n  lotaip init informes --ci gitlab --ci pre-commit\n  lotaip init --dry-run                         # solo mostrar",
            en: "  lotaip init                                   # the current folder\n  lotaip init reports --ci gitlab --ci pre-commit\n  lotaip init --dry-run                         # only show",
        }
        /// Examples of `baseline`.
        BaselineExamples {
            es: "  lotaip baseline create                       # la carpeta actual\n  lotaip baseline prune 2021\n  lotaip baseline show\n  lotaip check --baseline lotaip-baseline.json",
            en: "  lotaip baseline create                       # the current folder\n  lotaip baseline prune 2021\n  lotaip baseline show\n  lotaip check --baseline lotaip-baseline.json",
        }
        /// Examples of `completions`.
        CompletionsExamples {
            es: "  lotaip completions bash > ~/.local/share/bash-completion/completions/lotaip\n  lotaip completions fish > ~/.config/fish/completions/lotaip.fish",
            en: "  lotaip completions bash > ~/.local/share/bash-completion/completions/lotaip\n  lotaip completions fish > ~/.config/fish/completions/lotaip.fish",
        }
        /// Examples of `man`.
        ManExamples {
            es: "  lotaip man > lotaip.1\n  man ./lotaip.1",
            en: "  lotaip man > lotaip.1\n  man ./lotaip.1",
        }
        /// Last line of the short help; `{command}` is the command so far.
        More { es: "Con más detalle: {command} --help", en: "In more detail: {command} --help" }
        /// Last line of the long help of the program.
        MoreCommand {
            es: "La ayuda de cada orden: lotaip <ORDEN> --help",
            en: "The help of each command: lotaip <COMMAND> --help",
        }
        /// Section of the man page.
        ManName { es: "NOMBRE", en: "NAME" }
        /// Section of the man page.
        ManSynopsis { es: "SINOPSIS", en: "SYNOPSIS" }
        /// Section of the man page.
        ManOptions { es: "OPCIONES GENERALES", en: "GENERAL OPTIONS" }
        /// Section of the man page.
        ManCommands { es: "ÓRDENES", en: "COMMANDS" }
        /// Section of the man page.
        ManStatus { es: "ESTADO DE SALIDA", en: "EXIT STATUS" }
        /// Section of the man page.
        ManExamplesTitle { es: "EJEMPLOS", en: "EXAMPLES" }
        /// Section of the man page.
        ManEnvironment { es: "ENTORNO", en: "ENVIRONMENT" }
        /// Environment variables, one a line: name, tab, meaning.
        Environment {
            es: "LOTAIP_LANG\tIdioma de los textos (es, en), si no se da --lang.\nLC_ALL, LC_MESSAGES, LANG\tIdioma del sistema: el que empieza con en es inglés; cualquier otro, español.\nNO_COLOR\tSi no está vacía, no se usan colores.\nCLICOLOR_FORCE, CLICOLOR\tCon la primera distinta de 0 hay colores aunque no haya terminal; con la segunda en 0, no hay.\nCOLUMNS\tAncho de la salida cuando no se conoce el del terminal.",
            en: "LOTAIP_LANG\tLanguage of texts (es, en) where --lang is not given.\nLC_ALL, LC_MESSAGES, LANG\tThe system's language: English where it begins with en, else Spanish.\nNO_COLOR\tWhere it is not empty, no colors are used.\nCLICOLOR_FORCE, CLICOLOR\tThe first, where it is not 0, asks for colors even without a terminal; the second, where it is 0, for none.\nCOLUMNS\tWidth of the output where that of the terminal is not known.",
        }
    }
}
