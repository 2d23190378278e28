//! What the name of a file says it is: the report of this literal, that of another, or nothing. In a folder that decides about files in which no matrix
//! can be read; where there is one, its content decides.

use std::path::Path;

use crate::report::label::{literal_id, literal_in};
use crate::report::value::fold::{fold, words};

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
