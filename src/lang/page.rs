//! The words of the web page that a run can be written as, in both languages, side by side. Whoever reads it may never have seen a terminal.

use super::Lang;
use super::text::sentences;

sentences! {
    /// A sentence of the page.
    enum Page {
        /// The title of the page.
        Title { es: "Revisión de la matriz de transparencia a4", en: "Check of the a4 transparency matrix" }
        /// The title of the window and of the printed pages.
        WindowTitle { es: "{verdict}: revisión de la matriz a4 el {day}", en: "{verdict}: check of the a4 matrix on {day}" }
        /// The first link, for whoever uses a keyboard or hears the page.
        Skip { es: "Ir al resultado", en: "Go to the result" }
        /// Documents, counted.
        Reports { es: "informe|informes", en: "report|reports" }
        /// No document.
        NoReports { es: "No había ningún informe que revisar.", en: "There was no report to check." }
        /// One document without an error.
        OneComplies { es: "El informe cumple.", en: "The report complies." }
        /// One document with errors.
        OneFails { es: "El informe no cumple.", en: "The report does not comply." }
        /// One document that could not be read as an a4 matrix.
        OneUnverifiable { es: "El informe no se pudo verificar.", en: "The report could not be verified." }
        /// All documents have the same fate.
        AllOne { es: "Los {reports} {fate}.", en: "All {reports} {fate}." }
        /// Several fates.
        Several { es: "De {reports}, {fates}.", en: "Of {reports}, {fates}." }
        /// What was found, under the verdict.
        Found { es: "Hay {counts}.", en: "There are {counts}." }
        /// Nothing was found.
        FoundNothing { es: "No hay ninguna observación.", en: "There are no findings." }
        /// Findings that do not count.
        Suppressed {
            es: "observación más no cuenta, por una excepción o porque ya estaba en la línea base|observaciones más no cuentan, por una excepción o porque ya estaban en la línea base",
            en: "further finding does not count, by an exception or because it was in the baseline already|further findings do not count, by an exception or because they were in the baseline already",
        }
        /// Files that are no a4 matrix.
        LeftAlone {
            es: "archivo de las carpetas no es una matriz a4 y no se revisó|archivos de las carpetas no son matrices a4 y no se revisaron",
            en: "file of the folders is no a4 matrix and was not checked|files of the folders are no a4 matrices and were not checked",
        }
        /// Files that the configuration leaves out.
        Excluded {
            es: "archivo que la configuración deja fuera no se revisó|archivos que la configuración deja fuera no se revisaron",
            en: "file that the configuration leaves out was not checked|files that the configuration leaves out were not checked",
        }
        /// The day of the check.
        Day { es: "Día de la revisión", en: "Day of the check" }
        /// What it was checked against.
        Against { es: "Se revisó", en: "What was checked" }
        /// By which norms.
        Norms { es: "Según", en: "By" }
        /// The norms under which documents are judged.
        NormsByMonth { es: "la norma del mes que informa cada uno; se nombra en su apartado", en: "the norm of the month that each reports; it is named with each" }
        /// What made the page.
        MadeBy { es: "Hecho con", en: "Made with" }
        /// What the words mean.
        Meaning {
            es: "«Cumple» quiere decir que no se encontró ningún error. Un error va contra el texto de la norma o la matriz oficial; un aviso, contra una costumbre firme; un consejo es una buena práctica, y nadie está obligado a seguirlo.",
            en: "“Complies” means that no error was found. An error goes against the text of the law or the official matrix; a warning, against firm habit; advice is good practice that nobody is obliged to follow.",
        }
        /// What the first of these words means where some findings do not count.
        MeaningHeld {
            es: "Las observaciones que cubre una excepción o la línea base siguen ahí, pero no cuentan: un informe con ellas solas también «cumple».",
            en: "Findings covered by an exception or the baseline are still there, but do not count: a report with no others “complies” as well.",
        }
        /// The heading of the table of documents.
        Documents { es: "Resultado de cada informe", en: "Result of each report" }
        /// The caption of that table.
        DocumentsCaption { es: "Los informes y sus observaciones", en: "The reports and their findings" }
        /// A column.
        Document { es: "Informe", en: "Report" }
        /// A column.
        Month { es: "Mes", en: "Month" }
        /// A column.
        Verdict { es: "Resultado", en: "Result" }
        /// A column.
        ErrorsColumn { es: "Errores", en: "Errors" }
        /// A column.
        WarningsColumn { es: "Avisos", en: "Warnings" }
        /// A column.
        AdviceColumn { es: "Consejos", en: "Advice" }
        /// The month is not known.
        NoMonth { es: "no se conoce", en: "not known" }
        /// A document without an error.
        Complies { es: "Cumple", en: "Complies" }
        /// A document with errors.
        Fails { es: "No cumple", en: "Does not comply" }
        /// A document that could not be read as an a4 matrix.
        Unverifiable { es: "No se pudo verificar", en: "Could not be verified" }
        /// Findings of a document that do not count.
        NotCounted { es: "{count} sin contar", en: "{count} not counted" }
        /// In place of a verdict: a configuration.
        Configuration { es: "Configuración", en: "Configuration" }
        /// The documents without findings.
        QuietOnes { es: "{reports} sin observaciones", en: "{reports} without findings" }
        /// So many of them are not named.
        QuietMore { es: "y otros {count}, que no se nombran aquí", en: "and {count} others, not named here" }
        /// Documents with findings that only stand in the table.
        RowsOnly {
            es: "Para que esta página se pueda abrir, solo {full} de arriba se muestran con sus observaciones; de {rest} queda su fila. Para verlos, revise menos carpetas a la vez.",
            en: "So that this page can be opened, only {full} at the top are shown with their findings; of {rest} there is a row. To see them, check fewer folders at a time.",
        }
        /// Documents with findings that do not even stand in the table.
        NoRows { es: "La tabla tiene {rows}; faltan en ella {rest} con observaciones.", en: "The table has {rows}; {rest} with findings are left out." }
        /// Rows, counted.
        Rows { es: "fila|filas", en: "row|rows" }
        /// The heading of the commonest findings.
        Commonest { es: "Observaciones más frecuentes", en: "Commonest findings" }
        /// The caption of their table.
        CommonestCaption { es: "Qué se observó, y en cuántos informes", en: "What was found, and in how many reports" }
        /// A column.
        What { es: "Observación", en: "Finding" }
        /// A column.
        InReports { es: "Informes", en: "Reports" }
        /// A column.
        Times { es: "Veces", en: "Times" }
        /// A column.
        Code { es: "Código", en: "Code" }
        /// Rules that are left out of that table.
        CommonestMore { es: "Hay {count} más, menos frecuentes.", en: "There are {count} more, less common ones." }
        /// The heading of the details.
        Details { es: "Observaciones de cada informe", en: "Findings of each report" }
        /// The same, of a single document.
        DetailsOfOne { es: "El informe, observación por observación", en: "The report, finding by finding" }
        /// What the links at the top are.
        Contents { es: "En esta página", en: "On this page" }
        /// The month of a document.
        Reported { es: "Mes que informa", en: "Month reported" }
        /// A note on the reading of a document.
        Note { es: "Sobre la lectura del archivo:", en: "About the reading of the file:" }
        /// What to write instead.
        Write { es: "Qué hacer:", en: "What to do:" }
        /// Why it matters.
        Why { es: "Por qué importa:", en: "Why it matters:" }
        /// The provisions a finding rests on.
        RestsOn { es: "Se apoya en:", en: "It rests on:" }
        /// What to see to before a finding is believed.
        Careful { es: "Antes de corregir:", en: "Before mending:" }
        /// A place in a text.
        Line { es: "línea {line}, columna {column}", en: "line {line}, column {column}" }
        /// A cell of a sheet.
        SheetCell { es: "hoja {sheet}, celda {cell}", en: "sheet {sheet}, cell {cell}" }
        /// No place of its own.
        Whole { es: "el documento entero", en: "the whole document" }
        /// The caption of the rows round a finding.
        Around { es: "Las filas alrededor: {place}", en: "The rows around it: {place}" }
        /// Over the numbers of lines.
        LineHead { es: "Línea", en: "Line" }
        /// Over the numbers of rows.
        RowHead { es: "Fila", en: "Row" }
        /// What is heard before marked words.
        Marked { es: "señalado:", en: "marked:" }
        /// In a cell that is marked and empty.
        Empty { es: "vacío", en: "empty" }
        /// In place of rows that are left out.
        LeftOut { es: "filas que no se muestran", en: "rows that are not shown" }
        /// A document without findings.
        NothingFound { es: "No se encontró nada que observar.", en: "Nothing was found." }
        /// Findings of a document beyond those that are shown with their rows.
        Further { es: "Y además, sin mostrar las filas", en: "And further, without the rows" }
        /// Findings of a document that are not shown.
        FurtherLeftOut { es: "Quedan {count} más en este informe, que no se muestran aquí.", en: "There are {count} more in this report that are not shown here." }
        /// Findings, counted.
        FindingsCounted { es: "observación|observaciones", en: "finding|findings" }
        /// The findings of a document that do not count.
        SuppressedOnes { es: "{count} sin contar, y por qué", en: "{count} not counted, and why" }
        /// What passed.
        Rest { es: "Qué más se revisó: de {rules}, {counts}", en: "What else was checked: of {rules}, {counts}" }
        /// Back to the table.
        Back { es: "Volver al resultado", en: "Back to the result" }
        /// The heading of the norms.
        Law { es: "Normas en que se apoyan las observaciones", en: "Norms that the findings rest on" }
        /// Where to read more.
        More {
            es: "Cada código, como {code}, nombra una regla. Quien maneja el programa puede leerla entera, con ejemplos, escribiendo: {command}",
            en: "Each code, such as {code}, names a rule. Whoever runs the program can read it whole, with examples, by writing: {command}",
        }
        /// The command that explains a rule.
        Explain { es: "lotaip explicar {code}", en: "lotaip explain {code}" }
        /// What the page is not.
        NotOfficial {
            es: "Esta página la hizo un programa a partir de los archivos; no es un pronunciamiento de ninguna autoridad.",
            en: "A program made this page from the files; it is no statement of any authority.",
        }
    }
}
