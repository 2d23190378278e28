//! Which of the files found in a folder are reports of this literal: by what can be read in them, by what their titles and labels say, and by their names.

use std::path::Path;

use crate::diagnostic::{Outcome, Recognized};
use crate::period::Month;
use crate::read::ReadError;
use crate::report::label::{literal_id, literal_in};
use crate::report::matrix::Matrix;
use crate::report::value::fold::{fold, words};
use crate::report::{Report, Slot};

/// Whether a file found in a folder is checked. One that nobody can read is, unless its name says that it is of another literal: somebody should know. One
/// that can be read is if it holds the matrix, or if its name says that it should.
pub(super) fn is_report(path: &Path, outcome: &Outcome, matrix: &Matrix) -> bool {
    let named = || named_as(path, &matrix.title.literal);
    match &outcome.reading {
        // Of an empty file only its path tells anything.
        Err(ReadError::Empty) => match named() {
            NamedAs::Own => true,
            NamedAs::Other => false,
            NamedAs::Nothing => Month::from_path(&path.to_string_lossy()).is_some(),
        },
        Err(_) => named() != NamedAs::Other,
        Ok(Recognized { report, .. }) => has_own_title(report) && report.has_table() || is_matrix(report, named()),
    }
}

/// Whether what was read is the matrix of this literal, or should be. Columns and footers of several literals are alike, so that its title, the labels of
/// its footer and its name are asked; a title of another literal alone is a fault of this one.
fn is_matrix(report: &Report, named: NamedAs) -> bool {
    let labels = || report.footer_rows.iter().filter_map(|row| row.literal);
    let own_label = labels().any(|(_, own)| own);
    let all_columns = report.columns.iter().all(Slot::is_given);
    match named {
        NamedAs::Own => true,
        _ if !report.has_table() => false,
        NamedAs::Other => own_label,
        NamedAs::Nothing if report.other.is_some() => own_label || all_columns && labels().next().is_none(),
        NamedAs::Nothing => report.footer_rows.len() >= 2 || all_columns && !report.units.is_empty(),
    }
}

fn has_own_title(report: &Report) -> bool {
    report.heading.literal.is_given() && report.other.is_none()
}

/// What a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NamedAs {
    /// The literal that is checked.
    Own,
    /// Another one.
    Other,
    /// Neither.
    Nothing,
}

/// What a path says: the file's name, else the nearest folder that names another literal. A folder of this literal holds other things as well, so only a
/// file's own name makes it a report.
pub(super) fn named_as(path: &Path, literal: &str) -> NamedAs {
    let mut names = path.ancestors().filter_map(Path::file_name).map(|name| name.to_string_lossy());
    match names.next().map(|file| of_name(&file, literal)) {
        None | Some(NamedAs::Nothing) => {}
        Some(said) => return said,
    }
    match names.map(|folder| of_name(&folder, literal)).find(|said| *said != NamedAs::Nothing) {
        Some(NamedAs::Other) => NamedAs::Other,
        _ => NamedAs::Nothing,
    }
}

/// What one name says: «Literal_b1-Directorio.pdf», «a4.- Metas y objetivos.xlsx», «10 a4.txt». A paper size is no literal: of «hoja a4.pdf» nothing is
/// known.
fn of_name(name: &str, literal: &str) -> NamedAs {
    let says = |id: &str| if id == literal { NamedAs::Own } else { NamedAs::Other };
    // What joins words in names of files parts them here.
    let name = name.replace('_', " ");
    if let Some((_, id)) = literal_in(&name) {
        return says(&id);
    }
    let tokens: Vec<_> = words(&name).skip_while(|(_, word)| word.bytes().all(|byte| byte.is_ascii_digit())).take(3).collect();
    let first = tokens.first().map(|(_, word)| fold(word));
    let tokens = if first.is_some_and(|word| word == "lit") { tokens.get(1..).unwrap_or_default() } else { &tokens[..] };
    // A letter alone is no literal, nor is one with a number after it: «c.txt», «a 4 manos.txt».
    let own_word = tokens.first().is_some_and(|(_, word)| word.len() > 1);
    match literal_id(tokens).filter(|_| own_word) {
        Some((id, _)) if id == literal || LETTERED.contains(&id.as_str()) => says(&id),
        _ => {
            let folded = fold(&name);
            let speaks_of = |word: &str| folded.split(' ').any(|other| other == word);
            if speaks_of("metas") && speaks_of("objetivos") { NamedAs::Own } else { NamedAs::Nothing }
        }
    }
}

/// Literals of a letter and a number, as public bodies name their files; what else looks so («v2», «t1») is none.
const LETTERED: [&str; 7] = ["a1", "a2", "a3", "b1", "b2", "f1", "f2"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_given_to_files() {
        for (path, expected) in [
            ("2021/10/a4.txt", NamedAs::Own),
            ("Literal_a4-Metas_y_objetivos.pdf", NamedAs::Own),
            ("LITERAL A 4.xlsx", NamedAs::Own),
            ("literal-a4).docx", NamedAs::Own),
            ("10 a4 octubre.ods", NamedAs::Own),
            ("lit. a4.pdf", NamedAs::Own),
            ("metas y objetivos octubre.pdf", NamedAs::Own),
            ("literal b1/a4.txt", NamedAs::Own),
            ("Literal_b1-Directorio.pdf", NamedAs::Other),
            ("literal_c-Remuneración.pdf", NamedAs::Other),
            ("a2 base legal.pdf", NamedAs::Other),
            ("Literal a3/octubre.pdf", NamedAs::Other),
            ("literal a4/octubre.pdf", NamedAs::Nothing),
            ("hoja a4.pdf", NamedAs::Nothing),
            ("a 4 manos.txt", NamedAs::Nothing),
            ("c.txt", NamedAs::Nothing),
            ("v2.pdf", NamedAs::Nothing),
            ("octubre 2021.xlsx", NamedAs::Nothing),
            ("en sentido literal.txt", NamedAs::Nothing),
            ("2021/10/11.pdf", NamedAs::Nothing),
            ("", NamedAs::Nothing),
        ] {
            assert_eq!(named_as(Path::new(path), "a4"), expected, "{path}");
        }
    }
}
