//! The lines above and below the table that some put where a text has no lines of its own: into the page header or footer, or both into one cell.
//!
//! What a line means is for the recognizer; but only by how a line begins can a heading be told from a letterhead, and two headings in one cell from one
//! that is broken over two lines.

/// The two lines above the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Heading {
    /// «Art. 7 de la Ley…»
    Law,
    /// «Literal a4)…»
    Literal,
}

impl Heading {
    /// How many there are.
    pub(super) const COUNT: usize = 2;

    /// Which of them a line begins as.
    pub(super) fn of(line: &str) -> Option<Heading> {
        // Nearly every line is told by its first letter.
        let start = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        if !start.starts_with(['A', 'a', 'L', 'l']) {
            return None;
        }
        match first_word(start)?.as_str() {
            "ART" | "ARTÍCULO" | "ARTICULO" => Some(Heading::Law),
            "LITERAL" | "A4" => Some(Heading::Literal),
            _ => None,
        }
    }

    /// Whether a line within a paragraph or cell is a heading of its own. «LITERAL a4):» ends a label that is broken over two lines.
    pub(super) fn stands_apart(line: &str) -> bool {
        Heading::of(line).is_some() && !line.contains(':')
    }

    /// Whether a heading of so many words goes on after a tab. «Literal a4)» does, and so does a sentence; a month set apart does not.
    pub(super) fn goes_on(self, words: usize, after: &str) -> bool {
        self == Heading::Law || words < 4 || after.trim_start().starts_with(char::is_lowercase)
    }
}

/// The first word of a line, in capitals.
fn first_word(line: &str) -> Option<String> {
    let word = words(line).next()?;
    (word.len() <= 40).then(|| word.to_uppercase())
}

/// The first two words of a line, in capitals: by them labels are told apart.
pub(super) fn first_words(line: &str) -> Option<String> {
    let mut words = words(line);
    let both = [words.next()?, words.next()?].join(" ");
    (both.len() <= 80).then(|| both.to_uppercase())
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a line has a label of three words at least, and something after it. The footer of the form has such; «Teléfono: …» is the paper's.
pub(super) fn is_labelled(line: &str) -> bool {
    let split = line.find([':', '\t']).map(|at| line.split_at(at));
    split.is_some_and(|(label, value)| label.split_whitespace().count() >= 3 && value.contains(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_by_their_first_word() {
        for (line, heading) in [
            ("Art. 7 de la Ley", Some(Heading::Law)),
            ("  «ARTÍCULO 7»", Some(Heading::Law)),
            ("literal a4) Las metas", Some(Heading::Literal)),
            ("a4) Metas y objetivos", Some(Heading::Literal)),
            ("LOTAIP 2021", None),
            ("Arte y cultura", None),
            ("", None),
        ] {
            assert_eq!(Heading::of(line), heading, "{line}");
        }
        assert!(Heading::stands_apart("Literal a4) Las metas") && !Heading::stands_apart("LITERAL a4):"));
    }

    #[test]
    fn labels_of_the_form_are_long() {
        assert!(is_labelled("FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:\t31/10/2021"));
        assert!(!is_labelled("FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:\t"));
        assert!(!is_labelled("Teléfono: (03) 255-514. Correo: info@x.ec"));
        assert!(!is_labelled("Página 1 de 3"));
    }
}
