//! Texts of others in Markdown as GitHub reads it: nothing in them becomes markup, HTML, a link, a picture, a formula, a mention or a reference.
//!
//! A backslash keeps a sign from being markup, but not from what is looked for in the finished text: addresses, `@somebody`, `#12`, `:smile:`. There
//! `<wbr>`, which shows nothing and is not copied, parts what would be taken together.

use crate::columns::printable;

/// A text within a line.
pub(super) fn text(text: &str) -> String {
    let shown = printable(text);
    let mut out = String::with_capacity(shown.len() + shown.len() / 8);
    let mut chars = shown.chars().peekable();
    // How much of «www» has just gone by.
    let mut www = 0;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let joins = next.is_some_and(|next| !next.is_whitespace());
        match c {
            '$' => out.push_str("<span>$</span>"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '!' | '^' | '=' => {
                out.push('\\');
                out.push(c);
                if joins && matches!(c, '#' | '!' | '~' | '&') {
                    out.push_str("<wbr>");
                }
            }
            // Some readers take two slashes for an address, with nothing before them.
            '@' | ':' | '/' if joins && (c != '/' || next == Some('/')) => {
                out.push(c);
                out.push_str("<wbr>");
            }
            '.' if www == 3 => out.push_str("<wbr>."),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
        www = if c.eq_ignore_ascii_case(&'w') { (www + 1).min(3) } else { 0 };
    }
    out
}

/// The same in a cell of a table, where a bar would end the cell even in the type of code.
pub(super) fn code_in_cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// A text in the type of code, within a line: the name of a file, a place.
pub(super) fn code(text: &str) -> String {
    let shown = printable(text);
    let longest = shown.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // What begins or ends with a backtick, or with blanks on both sides, which would be taken away, is set apart by a blank.
    let apart = shown.starts_with(['`', ' ']) || shown.ends_with(['`', ' ']);
    let pad = if apart { " " } else { "" };
    if shown.is_empty() { String::new() } else { format!("{fence}{pad}{shown}{pad}{fence}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_signs_and_words_stay_as_they_are() {
        for (given, shown) in [
            ("80 % de cumplimiento: año 2021", "80 % de cumplimiento: año 2021"),
            ("<img src=x onerror=alert(1)>", r"\<img src\=x onerror\=alert(1)\>"),
            ("[x](https://a.b) ![y](z)", r"\[x\](https:<wbr>/<wbr>/a.b) \!<wbr>\[y\](z)"),
            ("@alguien a@b.ec @ c", "@<wbr>alguien a@<wbr>b.ec @ c"),
            ("#12 :smile: WWW.a.b wwww.a", r"\#<wbr>12 :<wbr>smile: WWW<wbr>.a.b wwww<wbr>.a"),
            ("$x$", "<span>$</span>x<span>$</span>"),
            ("a|b `c` **d** ~~e~~ &lt;", r"a\|b \`c\` \*\*d\*\* \~<wbr>\~<wbr>e\~<wbr>\~ \&<wbr>lt;"),
            ("\u{1b}[31m", r"\\u\{1b}\[31m"),
        ] {
            assert_eq!(text(given), shown.replace(r"\u\{", r"\u{"), "{given}");
        }
    }

    #[test]
    fn code_holds_any_name() {
        for (given, shown) in
            [("2021/10/a4.txt", "`2021/10/a4.txt`"), ("a`b``c", "```a`b``c```"), ("`a", "`` `a ``"), ("a|b", r"`a\|b`"), (" a ", "`  a  `"), ("", "")]
        {
            assert_eq!(code_in_cell(given), shown);
        }
    }
}
