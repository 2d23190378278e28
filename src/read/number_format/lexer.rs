//! The signs of a number format's code, sorted into literal words, placeholders and what stands in brackets.

/// Codes are cut off after so many characters: no office program takes more.
const MAX_CODE: usize = 255;

/// A sign of a format's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A character that is shown as it is.
    Literal(char),
    /// A character that may mean something: a placeholder, a sign, a letter of a date.
    Symbol(char),
    /// What stands between brackets: a color, a condition, a currency, a duration's unit.
    Bracket(String),
    /// The word `General`.
    General,
    /// `AM/PM`, `A/P`.
    Meridiem,
}

/// Words that stand for a sign, in any case.
const WORDS: [(&str, Token); 3] = [("general", Token::General), ("am/pm", Token::Meridiem), ("a/p", Token::Meridiem)];

/// The sections of a format's code, at most four.
pub(super) fn sections(code: &str) -> Vec<Vec<Token>> {
    let code = code.char_indices().nth(MAX_CODE).map_or(code, |(end, _)| &code[..end]);
    let mut sections = vec![Vec::new()];
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let mut section = sections.pop().unwrap_or_default();
        let word = WORDS.iter().find(|(word, _)| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)));
        if let Some((word, token)) = word {
            section.push(token.clone());
            rest = &rest[word.len()..];
            sections.push(section);
            continue;
        }
        rest = &rest[c.len_utf8()..];
        let next = rest.chars().next();
        match c {
            '"' => {
                let (words, after) = rest.split_once('"').unwrap_or((rest, ""));
                section.extend(words.chars().map(Token::Literal));
                rest = after;
            }
            '[' => {
                let (inside, after) = rest.split_once(']').unwrap_or((rest, ""));
                section.push(Token::Bracket(inside.into()));
                rest = after;
            }
            '\\' | '!' => {
                section.extend(next.map(Token::Literal));
                rest = &rest[next.map_or(0, char::len_utf8)..];
            }
            // Room as wide as the next character.
            '_' => {
                section.push(Token::Literal(' '));
                rest = &rest[next.map_or(0, char::len_utf8)..];
            }
            // The next character fills the cell: blanks set apart what stands beside them, others are ornament.
            '*' => {
                section.extend(next.filter(|fill| *fill == ' ').map(Token::Literal));
                rest = &rest[next.map_or(0, char::len_utf8)..];
            }
            ';' if sections.len() == 3 => rest = "",
            ';' => {
                sections.push(section);
                section = Vec::new();
            }
            _ => section.push(Token::Symbol(c)),
        }
        sections.push(section);
    }
    sections
}

/// What tokens show by themselves, those that mean something else left out.
pub(super) fn words(tokens: &[Token]) -> String {
    let mut words = String::new();
    for token in tokens {
        match token {
            Token::Literal(c) | Token::Symbol(c) => words.push(*c),
            Token::Bracket(inside) => words.push_str(currency(inside)),
            Token::General | Token::Meridiem => {}
        }
    }
    words
}

/// The sign of a currency in brackets: `$-300A` has none, `$USD` and `$€-2` have one.
pub(super) fn currency(inside: &str) -> &str {
    let Some(inside) = inside.strip_prefix('$') else { return "" };
    inside.split_once('-').map_or(inside, |(sign, _)| sign)
}
