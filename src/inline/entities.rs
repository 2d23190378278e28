//! Named character references: `&ntilde;`, `&nbsp;`, `&ldquo;`.
//!
//! All that a Latin keyboard or an office program writes is here; the thousands that only mathematicians use are not. The names and what they stand
//! for are those of the HTML standard (section 13.5). Both tables are in the order of their bytes, since they are searched by halves.

/// Names that browsers read without a semicolon as well, for they are older than it. No-break spaces are spaces like any other here.
#[rustfmt::skip]
const OLD: [(&str, char); 106] = [
    ("AElig", 'Æ'), ("AMP", '&'), ("Aacute", 'Á'), ("Acirc", 'Â'), ("Agrave", 'À'), ("Aring", 'Å'), ("Atilde", 'Ã'), ("Auml", 'Ä'),
    ("COPY", '©'), ("Ccedil", 'Ç'), ("ETH", 'Ð'), ("Eacute", 'É'), ("Ecirc", 'Ê'), ("Egrave", 'È'), ("Euml", 'Ë'), ("GT", '>'),
    ("Iacute", 'Í'), ("Icirc", 'Î'), ("Igrave", 'Ì'), ("Iuml", 'Ï'), ("LT", '<'), ("Ntilde", 'Ñ'), ("Oacute", 'Ó'), ("Ocirc", 'Ô'),
    ("Ograve", 'Ò'), ("Oslash", 'Ø'), ("Otilde", 'Õ'), ("Ouml", 'Ö'), ("QUOT", '"'), ("REG", '®'), ("THORN", 'Þ'), ("Uacute", 'Ú'),
    ("Ucirc", 'Û'), ("Ugrave", 'Ù'), ("Uuml", 'Ü'), ("Yacute", 'Ý'), ("aacute", 'á'), ("acirc", 'â'), ("acute", '\u{B4}'),
    ("aelig", 'æ'), ("agrave", 'à'), ("amp", '&'), ("aring", 'å'), ("atilde", 'ã'), ("auml", 'ä'), ("brvbar", '¦'), ("ccedil", 'ç'),
    ("cedil", '\u{B8}'), ("cent", '¢'), ("copy", '©'), ("curren", '¤'), ("deg", '°'), ("divide", '÷'), ("eacute", 'é'), ("ecirc", 'ê'),
    ("egrave", 'è'), ("eth", 'ð'), ("euml", 'ë'), ("frac12", '½'), ("frac14", '¼'), ("frac34", '¾'), ("gt", '>'), ("iacute", 'í'),
    ("icirc", 'î'), ("iexcl", '¡'), ("igrave", 'ì'), ("iquest", '¿'), ("iuml", 'ï'), ("laquo", '«'), ("lt", '<'), ("macr", '\u{AF}'),
    ("micro", 'µ'), ("middot", '·'), ("nbsp", ' '), ("not", '¬'), ("ntilde", 'ñ'), ("oacute", 'ó'), ("ocirc", 'ô'), ("ograve", 'ò'),
    ("ordf", 'ª'), ("ordm", 'º'), ("oslash", 'ø'), ("otilde", 'õ'), ("ouml", 'ö'), ("para", '¶'), ("plusmn", '±'), ("pound", '£'),
    ("quot", '"'), ("raquo", '»'), ("reg", '®'), ("sect", '§'), ("shy", '\u{AD}'), ("sup1", '¹'), ("sup2", '²'), ("sup3", '³'),
    ("szlig", 'ß'), ("thorn", 'þ'), ("times", '×'), ("uacute", 'ú'), ("ucirc", 'û'), ("ugrave", 'ù'), ("uml", '\u{A8}'), ("uuml", 'ü'),
    ("yacute", 'ý'), ("yen", '¥'), ("yuml", 'ÿ'),
];

/// Names that are read with their semicolon only.
#[rustfmt::skip]
const NEW: [(&str, char); 304] = [
    ("Alpha", 'Α'), ("Amacr", 'Ā'), ("Beta", 'Β'), ("Breve", '\u{2D8}'), ("Ccaron", 'Č'), ("Cedilla", '\u{B8}'), ("CenterDot", '·'),
    ("Chi", 'Χ'), ("CloseCurlyDoubleQuote", '”'), ("CloseCurlyQuote", '’'), ("Dagger", '‡'), ("Delta", 'Δ'),
    ("DiacriticalAcute", '\u{B4}'), ("DiacriticalTilde", '\u{2DC}'), ("Dot", '\u{A8}'), ("DownArrow", '↓'), ("Ecaron", 'Ě'),
    ("Emacr", 'Ē'), ("EmptySmallSquare", '◻'), ("Epsilon", 'Ε'), ("Eta", 'Η'), ("FilledSmallSquare", '◼'), ("Gamma", 'Γ'),
    ("Hat", '\u{5E}'), ("Imacr", 'Ī'), ("Iota", 'Ι'), ("Kappa", 'Κ'), ("Lambda", 'Λ'), ("LeftArrow", '←'), ("MediumSpace", '\u{205F}'),
    ("Mu", 'Μ'), ("Ncaron", 'Ň'), ("NewLine", '\n'), ("NoBreak", '\u{2060}'), ("NonBreakingSpace", ' '), ("Nu", 'Ν'), ("OElig", 'Œ'),
    ("Omacr", 'Ō'), ("Omega", 'Ω'), ("Omicron", 'Ο'), ("OpenCurlyDoubleQuote", '“'), ("OpenCurlyQuote", '‘'), ("Phi", 'Φ'), ("Pi", 'Π'),
    ("PlusMinus", '±'), ("Prime", '″'), ("Psi", 'Ψ'), ("Rcaron", 'Ř'), ("Rho", 'Ρ'), ("RightArrow", '→'), ("Scaron", 'Š'),
    ("Sigma", 'Σ'), ("Square", '□'), ("TRADE", '™'), ("Tab", '\t'), ("Tau", 'Τ'), ("Theta", 'Θ'), ("ThinSpace", '\u{2009}'),
    ("Umacr", 'Ū'), ("UnderBar", '_'), ("UpArrow", '↑'), ("Upsilon", 'Υ'), ("Verbar", '‖'), ("Vert", '‖'), ("VerticalLine", '|'),
    ("VeryThinSpace", '\u{200A}'), ("Xi", 'Ξ'), ("Yuml", 'Ÿ'), ("Zcaron", 'Ž'), ("ZeroWidthSpace", '\u{200B}'), ("Zeta", 'Ζ'),
    ("alefsym", 'ℵ'), ("alpha", 'α'), ("amacr", 'ā'), ("and", '∧'), ("ang", '∠'), ("angst", 'Å'), ("apos", '\''), ("approx", '≈'),
    ("ast", '*'), ("asymp", '≈'), ("bdquo", '„'), ("beta", 'β'), ("blacksquare", '▪'), ("blk12", '▒'), ("blk14", '░'), ("block", '█'),
    ("bprime", '‵'), ("breve", '\u{2D8}'), ("bsol", '\\'), ("bull", '•'), ("bullet", '•'), ("cap", '∩'), ("caron", '\u{2C7}'),
    ("ccaron", 'č'), ("centerdot", '·'), ("check", '✓'), ("checkmark", '✓'), ("chi", 'χ'), ("cir", '○'), ("circ", '\u{2C6}'),
    ("circledR", '®'), ("clubs", '♣'), ("colon", ':'), ("comma", ','), ("commat", '@'), ("cong", '≅'), ("copysr", '℗'), ("crarr", '↵'),
    ("cross", '✗'), ("cup", '∪'), ("dArr", '⇓'), ("dagger", '†'), ("darr", '↓'), ("dash", '‐'), ("delta", 'δ'), ("diams", '♦'),
    ("die", '\u{A8}'), ("dollar", '$'), ("dot", '\u{2D9}'), ("ecaron", 'ě'), ("ell", 'ℓ'), ("emacr", 'ē'), ("empty", '∅'),
    ("emsp", '\u{2003}'), ("emsp13", '\u{2004}'), ("emsp14", '\u{2005}'), ("ensp", '\u{2002}'), ("epsilon", 'ε'), ("equals", '='),
    ("equiv", '≡'), ("eta", 'η'), ("euro", '€'), ("excl", '!'), ("exist", '∃'), ("female", '♀'), ("fnof", 'ƒ'), ("forall", '∀'),
    ("frac13", '⅓'), ("frac15", '⅕'), ("frac16", '⅙'), ("frac18", '⅛'), ("frac23", '⅔'), ("frac25", '⅖'), ("frac35", '⅗'),
    ("frac38", '⅜'), ("frac45", '⅘'), ("frac56", '⅚'), ("frac58", '⅝'), ("frac78", '⅞'), ("frasl", '⁄'), ("gamma", 'γ'), ("ge", '≥'),
    ("geq", '≥'), ("grave", '\u{60}'), ("hArr", '⇔'), ("hairsp", '\u{200A}'), ("half", '½'), ("harr", '↔'), ("hearts", '♥'),
    ("hellip", '…'), ("horbar", '―'), ("hyphen", '‐'), ("iinfin", '⧜'), ("imacr", 'ī'), ("image", 'ℑ'), ("imath", 'ı'), ("incare", '℅'),
    ("infin", '∞'), ("inodot", 'ı'), ("int", '∫'), ("iota", 'ι'), ("isin", '∈'), ("kappa", 'κ'), ("lArr", '⇐'), ("lambda", 'λ'),
    ("lang", '⟨'), ("larr", '←'), ("lbrace", '{'), ("lbrack", '['), ("lceil", '⌈'), ("lcub", '{'), ("ldquo", '“'), ("ldquor", '„'),
    ("le", '≤'), ("leq", '≤'), ("lfloor", '⌊'), ("lowast", '∗'), ("lowbar", '_'), ("loz", '◊'), ("lozf", '⧫'), ("lpar", '('),
    ("lrm", '\u{200E}'), ("lsaquo", '‹'), ("lsqb", '['), ("lsquo", '‘'), ("lsquor", '‚'), ("male", '♂'), ("mdash", '—'),
    ("midast", '*'), ("minus", '−'), ("mldr", '…'), ("mu", 'μ'), ("nabla", '∇'), ("ncaron", 'ň'), ("ndash", '–'), ("ne", '≠'),
    ("ni", '∋'), ("nldr", '‥'), ("notin", '∉'), ("nsub", '⊄'), ("nu", 'ν'), ("num", '#'), ("numero", '№'), ("numsp", '\u{2007}'),
    ("oelig", 'œ'), ("ohm", 'Ω'), ("oline", '‾'), ("omacr", 'ō'), ("omega", 'ω'), ("omicron", 'ο'), ("oplus", '⊕'), ("or", '∨'),
    ("otimes", '⊗'), ("part", '∂'), ("percnt", '%'), ("period", '.'), ("permil", '‰'), ("perp", '⊥'), ("pertenk", '‱'), ("phi", 'φ'),
    ("phone", '☎'), ("pi", 'π'), ("piv", 'ϖ'), ("plus", '+'), ("pm", '±'), ("prime", '′'), ("prod", '∏'), ("prop", '∝'), ("psi", 'ψ'),
    ("puncsp", '\u{2008}'), ("quest", '?'), ("rArr", '⇒'), ("radic", '√'), ("rang", '⟩'), ("rarr", '→'), ("rbrace", '}'),
    ("rbrack", ']'), ("rcaron", 'ř'), ("rceil", '⌉'), ("rcub", '}'), ("rdquo", '”'), ("real", 'ℜ'), ("rect", '▭'), ("rfloor", '⌋'),
    ("rho", 'ρ'), ("ring", '\u{2DA}'), ("rlm", '\u{200F}'), ("rpar", ')'), ("rsaquo", '›'), ("rsqb", ']'), ("rsquo", '’'),
    ("rsquor", '’'), ("sbquo", '‚'), ("scaron", 'š'), ("sdot", '⋅'), ("semi", ';'), ("sigma", 'σ'), ("sigmaf", 'ς'), ("sim", '∼'),
    ("sol", '/'), ("spades", '♠'), ("squ", '□'), ("square", '□'), ("squarf", '▪'), ("squf", '▪'), ("star", '☆'), ("starf", '★'),
    ("strns", '\u{AF}'), ("sub", '⊂'), ("sube", '⊆'), ("sum", '∑'), ("sup", '⊃'), ("supe", '⊇'), ("tau", 'τ'), ("there4", '∴'),
    ("theta", 'θ'), ("thetasym", 'ϑ'), ("thinsp", '\u{2009}'), ("tilde", '\u{2DC}'), ("trade", '™'), ("uArr", '⇑'), ("uarr", '↑'),
    ("umacr", 'ū'), ("upsih", 'ϒ'), ("upsilon", 'υ'), ("verbar", '|'), ("vert", '|'), ("weierp", '℘'), ("xi", 'ξ'), ("zcaron", 'ž'),
    ("zeta", 'ζ'), ("zwj", '\u{200D}'), ("zwnj", '\u{200C}'),
];

/// The longest name of [`OLD`], in bytes.
const LONGEST_OLD: usize = 6;

/// The longest name of [`NEW`], in bytes.
pub(super) const LONGEST: usize = 21;

/// What a name stands for that is followed by its semicolon.
pub(super) fn named(name: &str) -> Option<char> {
    old(name).or_else(|| NEW.binary_search_by_key(&name, |(known, _)| known).ok().map(|index| NEW[index].1))
}

/// What the beginning of a name stands for that lacks its semicolon, and how long that beginning is: the longest one that is known.
pub(super) fn beginning(name: &str) -> Option<(char, usize)> {
    (2..=name.len().min(LONGEST_OLD)).rev().find_map(|len| Some((old(name.get(..len)?)?, len)))
}

fn old(name: &str) -> Option<char> {
    OLD.binary_search_by_key(&name, |(known, _)| known).ok().map(|index| OLD[index].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_can_be_searched_by_halves() {
        assert!(OLD.is_sorted_by(|a, b| a.0 < b.0) && NEW.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(OLD.iter().map(|(name, _)| name.len()).max(), Some(LONGEST_OLD));
        assert_eq!(NEW.iter().map(|(name, _)| name.len()).max(), Some(LONGEST));
    }

    #[test]
    fn names_stand_for_what_they_say() {
        for (name, c) in [("ntilde", 'ñ'), ("Aacute", 'Á'), ("nbsp", ' '), ("ldquo", '“'), ("numero", '№'), ("check", '✓'), ("ordm", 'º')]
        {
            assert_eq!(named(name), Some(c), "{name}");
        }
        assert_eq!(named("nada"), None);
        assert_eq!(beginning("oacuten"), Some(('ó', 6)));
        assert_eq!(beginning("notit"), Some(('¬', 3)));
        assert_eq!((beginning("ldquo"), beginning("x"), beginning("ñ")), (None, None, None));
    }
}
