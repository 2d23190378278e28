//! What a spreadsheet leaves behind instead of a value: an error (`#REF!`) or the formula itself (`=SUMA(B2)`).

/// Errors as spreadsheets write them, in English and in Spanish.
const ERRORS: [&str; 20] = [
    "#REF!",
    "#¡REF!",
    "#N/A",
    "#N/D",
    "#VALUE!",
    "#¡VALOR!",
    "#VALOR!",
    "#NAME?",
    "#¿NOMBRE?",
    "#NOMBRE?",
    "#DIV/0!",
    "#¡DIV/0!",
    "#NUM!",
    "#¡NUM!",
    "#NULL!",
    "#¡NULO!",
    "#SPILL!",
    "#DESBORDAMIENTO!",
    "#CALC!",
    "#¡CALC!",
];

/// What was left instead of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// A formula's error.
    Error,
    /// The formula itself.
    Source,
}

/// Whether the text, as a whole, is an error or a formula.
pub fn read(text: &str) -> Option<Formula> {
    match text.as_bytes().first()? {
        // A column too narrow for its number is printed as a row of signs.
        b'#' if text.len() >= 3 && text.bytes().all(|b| b == b'#') => Some(Formula::Error),
        b'#' => ERRORS.iter().any(|error| text.eq_ignore_ascii_case(error) || contains_error(text, error)).then_some(Formula::Error),
        b'=' if is_computation(&text[1..]) => Some(Formula::Source),
        b'=' | b'+' => is_formula(&text[1..]).then_some(Formula::Source),
        // An error may stand after other words: «#REF! % de cumplimiento» is caught above, «80 #REF!» here.
        _ if text.contains('#') => ERRORS.iter().any(|error| contains_error(text, error)).then_some(Formula::Error),
        _ => None,
    }
}

fn contains_error(text: &str, error: &str) -> bool {
    // The errors without a final mark («#N/A») are short enough to be something else inside a sentence.
    error.ends_with(['!', '?']) && text.contains(error)
}

/// `40/100`, `(8+2)*5`, `"80 %"&" de avance"`: a computation without any cell, as it stands right after its sign.
fn is_computation(body: &str) -> bool {
    let joined = body.starts_with('"') && body.contains(['&', '"']);
    let signs = body.bytes().all(|b| b.is_ascii_digit() || b"+-*/^().,%".contains(&b));
    let after_digit = |at: usize| body.as_bytes().get(at.wrapping_sub(1)).is_some_and(|b| b.is_ascii_digit() || matches!(b, b')' | b'%'));
    joined || signs && body.bytes().enumerate().any(|(at, b)| b"+-*/^".contains(&b) && after_digit(at))
}

/// `SUMA(B2:B9)`, `B2`, `$B$2+1`, `Hoja1!A1`: a name before a bracket, or a cell's name.
fn is_formula(body: &str) -> bool {
    let body = body.trim_start_matches(['=', '+', '-', '@']);
    let name: usize = body.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'$' | b'!' | b'\'')).count();
    let (head, rest) = (body.get(..name).unwrap_or(""), body.get(name..).unwrap_or(""));
    let calls = rest.starts_with('(') && head.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
    let cell = head.rsplit('!').next().unwrap_or("").replace('$', "");
    let letters = cell.bytes().take_while(u8::is_ascii_uppercase).count();
    let refers = (1..=3).contains(&letters) && cell.len() > letters && cell.bytes().skip(letters).all(|b| b.is_ascii_digit());
    calls || refers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_and_formulas_are_told_from_text() {
        for text in ["#REF!", "#N/A", "#¡VALOR!", "80 #REF!", "#######"] {
            assert_eq!(read(text), Some(Formula::Error), "{text}");
        }
        for text in ["=SUMA(B2:B9)", "=B2", "=+$C$4*2", "=Hoja1!A1", "=CONCATENAR(A1;\" %\")", "=40/100", "=(8+2)*5", "=\"80\"&\" %\""] {
            assert_eq!(read(text), Some(Formula::Source), "{text}");
        }
        for text in [
            "# de informes",
            "#1",
            "= 80 %",
            "+593 3 2555014",
            "=",
            "100 % = meta",
            "Meta #N/A posible",
            "+5 %",
            "=5",
            "=80%",
            "=80 % de avance",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
