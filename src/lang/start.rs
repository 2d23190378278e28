//! The sentences of `init`: what was written, what was there, and what to do next.

use super::Lang;
use super::text::sentences;

sentences! {
    /// A sentence about setting up a repository of reports.
    enum Start {
        /// The configuration was written.
        Config {
            es: "{path}: la configuración, con cada clave explicada y ninguna en uso",
            en: "{path}: the configuration, each key explained and none in use",
        }
        /// The configuration was written with keys in use.
        ConfigUses {
            es: "{path}: la configuración, con cada clave explicada y en uso solo {keys}",
            en: "{path}: the configuration, each key explained and only {keys} in use",
        }
        /// The workflow was written.
        Github {
            es: "{path}: la revisión en GitHub, en cada cambio",
            en: "{path}: the check on GitHub, on every change",
        }
        /// The job was written.
        Gitlab {
            es: "{path}: la revisión en GitLab, en cada cambio",
            en: "{path}: the check on GitLab, on every change",
        }
        /// The hook was written.
        PreCommit {
            es: "{path}: la revisión antes de cada «git commit»",
            en: "{path}: the check before each “git commit”",
        }
        /// A file that was there.
        Exists { es: "{path}: ya existe y queda como está", en: "{path}: exists already and is left as it is" }
        /// A file that was there and leaves the folder out.
        ExistsWithout {
            es: "{path}: ya existe y queda como está, pero no revisa {folder}",
            en: "{path}: exists already and is left as it is, but does not check {folder}",
        }
        /// How to add the folder to its command; the line follows.
        GapLine {
            es: "En {path}, cambie la línea que dice «lotaip check» por esta:",
            en: "In {path}, change the line that says “lotaip check” to this one:",
        }
        /// How to add the folder to its pattern.
        GapPattern {
            es: "En {path}, en la línea «files», escriba {to} en vez de {from}",
            en: "In {path}, on the line “files”, write {to} instead of {from}",
        }
        /// How to add the folder, where nobody can tell to what.
        GapSomewhere {
            es: "En {path}, agregue {folder} a lo que se revisa",
            en: "In {path}, add {folder} to what is checked",
        }
        /// A file that was there, in place of one to be shown.
        WouldStay {
            es: "{path} ya existe y quedaría como está; el nuevo sería así:",
            en: "{path} exists already and would be left as it is; the new one would be:",
        }
        /// A file that would be written.
        WouldBe { es: "{path} se escribiría así:", en: "{path} would be written:" }
        /// How to add the job to what is there.
        GitlabInclude {
            es: "En {file}, agregue a «include» esta línea: {line}",
            en: "In {file}, add this line to “include”: {line}",
        }
        /// What was left alone of the files named.
        OthersNamed { es: "{count} sin una matriz a4: sin revisar", en: "{count} without an a4 matrix: not checked" }
        /// How to add the hook to what is there.
        PreCommitAdd {
            es: "Para agregar la revisión a {file}, copie las líneas que muestra «lotaip init --ci pre-commit --dry-run»",
            en: "To add the check to {file}, copy the lines that “lotaip init --ci pre-commit --dry-run” shows",
        }
        /// How the hook is switched on.
        PreCommitInstall {
            es: "Para activarla en esta copia del repositorio: pre-commit install",
            en: "To switch it on in this clone of the repository: pre-commit install",
        }
        /// Nothing had to be written.
        Nothing { es: "No se escribió nada", en: "Nothing was written" }
        /// What to do next.
        Next {
            es: "Siga con: {command}",
            en: "Go on with: {command}",
        }
        /// What to do where there is much to mend; the steps follow.
        NextBaseline {
            es: "Si hay mucho que corregir, guarde lo que ya está, y solo contará lo nuevo:",
            en: "If there is much to mend, keep what is there already, and only new findings will count:",
        }
        /// The step that puts to use what was kept; the line follows.
        BaselineUncomment { es: "en {config}, quite el # de esta línea:", en: "in {config}, take the # off this line:" }
        /// The same, where there is no such line.
        BaselineWrite { es: "al comienzo de {config}, escriba esta línea:", en: "at the beginning of {config}, write this line:" }
        /// No repository, and nothing that checks every change.
        NoRepository {
            es: "No hay ningún repositorio git aquí; cuando lo haya, repita «lotaip init», y escribirá también la revisión de cada cambio",
            en: "There is no git repository here; once there is, give “lotaip init” again, and it will write the check of every change as well",
        }
        /// No repository, and something that works at the root of one only.
        AtTheRoot {
            es: "No hay ningún repositorio git aquí, y {path} solo funciona en la raíz de uno: si la raíz va a ser otra carpeta, borre ese archivo, cree ahí el repositorio y repita esta orden",
            en: "There is no git repository here, and {path} works at the root of one only: if the root is to be another folder, delete that file, create the repository there and give this command again",
        }
        /// Where the program comes from.
        Unpublished {
            es: "Antes de usar {path}, compruebe que el paquete «lotaip» del registro de Rust, que ahí se instala, sea de quienes hacen lotaip: mientras ellos no lo publiquen, cualquiera puede tomar ese nombre. Qué escribir hasta entonces está al comienzo del archivo",
            en: "Before you use {path}, see that the package “lotaip” of the Rust registry, which is installed there, is by those who make lotaip: as long as they have not published it, anybody can take that name. What to write until then stands at the beginning of the file",
        }
        /// The whole of a repository, where a folder of it is named otherwise.
        Whole { es: "todo el repositorio", en: "the whole repository" }
        /// The folder will not do.
        NoFolder { es: "no se puede preparar «{path}»: {why}", en: "cannot set up “{path}”: {why}" }
        /// It is a file.
        NotAFolder { es: "no es una carpeta", en: "it is not a folder" }
        /// What to do about it.
        NoFolderHelp {
            es: "dé la carpeta donde están los informes; si todavía no existe, créela primero",
            en: "give the folder that the reports are in; if it does not exist yet, create it first",
        }
        /// A file could not be written.
        CannotWrite { es: "no se puede escribir «{path}»: {why}", en: "cannot write “{path}”: {why}" }
        /// What to do about it.
        CannotWriteHelp {
            es: "pida permiso para escribir en esa carpeta, o vea con --dry-run qué se escribiría y dónde",
            en: "ask for permission to write to that folder, or see with --dry-run what would be written and where",
        }
        /// `none` was given with another.
        NoneAlone {
            es: "--ci none no va con otro valor: quiere decir que no se escribe ninguna revisión automática",
            en: "--ci none does not go with another value: it means that no automatic check is written",
        }
    }
}
