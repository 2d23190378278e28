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
        /// What to do where there is much to mend.
        NextBaseline {
            es: "Si hay mucho que corregir, «{command}» guarda lo que ya está, para que solo cuente lo nuevo",
            en: "If there is much to mend, “{command}” keeps what is there already, so that only new findings count",
        }
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
