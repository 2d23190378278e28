//! What stood between the last piece of one line and the first of the next.

use super::super::page::Line;
use super::letters::{first_letters, fold, last_letters};
use super::lexicon::{ends_well, is_ending, is_first, is_former, is_inseparable, is_office, is_short, is_vowel};
use super::{EXACT, Habits, SPACE, Settled, is_hyphen};

/// How a line is joined to the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// With a space.
    Space,
    /// Without.
    Close,
    /// Without, and without the last sign before it: a hyphen that only divided the word.
    Drop,
    /// Without, and without its first sign: a hyphen that was written on both lines.
    Once,
}

/// The end of a line and the beginning of the next, and all that can be asked to tell what stood between.
pub(super) struct Seam<'s> {
    /// The document.
    pub(super) habits: &'s Habits,
    /// What it does throughout.
    pub(super) settled: Settled,
    /// The text so far.
    pub(super) text: &'s str,
    /// Its last line.
    pub(super) line: &'s Line,
    /// The next line.
    pub(super) next: &'s Line,
    /// Those after it.
    pub(super) after: &'s [Line],
    /// How wide a line can be, as far as is known.
    pub(super) limit: f32,
    /// How much room the cell is said to leave.
    pub(super) room: f32,
}

impl Seam<'_> {
    /// How the two lines are joined.
    pub(super) fn joint(&self) -> Joint {
        let (tail, head) = (self.tail(), self.head());
        let (Some(last), Some(first)) = (tail.chars().next_back(), head.chars().next()) else { return Joint::Space };
        if self.line.space && self.settled.meant {
            return Joint::Space;
        }
        let before = tail.strip_suffix(last).unwrap_or("");
        if is_hyphen(last) && !before.is_empty() {
            return self.at_hyphen(before, last, head);
        }
        if matches!(last, '/' | '–' | '—') {
            return if before.is_empty() || self.habits.is_loose(tail) { Joint::Space } else { Joint::Close };
        }
        if let Some(joint) = self.in_address(tail, head) {
            return joint;
        }
        if self.is_surely_inside(last, first) {
            return Joint::Close;
        }
        if !self.is_full() || !(self.is_alone() || self.settled.anywhere || self.is_too_wide(tail)) {
            return Joint::Space;
        }
        // A program that lets words run over never breaks them.
        if self.room.is_finite() && self.line.rect.width() > self.room + 3.0 * EXACT * self.line.size {
            return Joint::Space;
        }
        let broken = match (last.is_alphabetic(), first.is_alphabetic()) {
            (true, true) => self.is_broken_word(tail, head),
            _ if last.is_numeric() && first.is_numeric() => {
                // A number alone in its column, each of whose lines fits there.
                let is_bare = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                let is_number = is_bare(self.text)
                    && is_bare(head)
                    && self.next.text.trim() == head
                    && self.next.rect.width() <= self.limit + 3.0 * EXACT * self.line.size;
                self.is_surely_bare() || self.settled.anywhere || is_number || tail.contains(['-', '/', '.', ','])
            }
            _ if last.is_alphanumeric() && first.is_alphanumeric() => self.is_surely_bare(),
            _ if matches!(last, '(' | '«' | '“' | '¿' | '¡' | '@') => true,
            _ if is_hyphen(first) => head.chars().nth(1).is_some_and(char::is_alphanumeric),
            _ => (last.is_alphanumeric() || last == '%') && (is_closing(first) || first == '@'),
        };
        if broken { Joint::Close } else { Joint::Space }
    }

    /// The last piece of the text so far.
    fn tail(&self) -> &str {
        self.text.rsplit(' ').next().unwrap_or("")
    }

    /// The first piece of the next line.
    fn head(&self) -> &str {
        self.next.text.split_ascii_whitespace().next().unwrap_or("")
    }

    /// Whether a line that is about full ends within a word by what stands between the same letters elsewhere: its room may be less than was reckoned.
    fn is_surely_inside(&self, last: char, first: char) -> bool {
        let same = last.is_alphabetic() && first.is_alphabetic() && (last.is_uppercase() == first.is_uppercase());
        let about_full = || self.line.rect.width() + self.next.first + 0.6 * self.line.size > self.limit;
        self.settled.anywhere && same && about_full() && self.habits.gaps.between(self.text, &self.following()) == Some(false)
    }

    /// The beginning of what follows, over lines.
    fn following(&self) -> String {
        let mut text = self.next.text.clone();
        if text.len() < 12 && let Some(after) = self.after.first() {
            text.push_str(&after.text);
        }
        text
    }

    /// Whether not even the next sign would have fit on the line.
    fn is_full(&self) -> bool {
        // A sign that cannot begin a line takes the one before it along.
        let head = self.head();
        let first = head.chars().next().map_or(0, char::len_utf8);
        let along = head[first..].find(|sign: char| !is_closing(sign)).unwrap_or(head.len() - first);
        let along = if along == 0 { 0.0 } else { self.habits.width(&head[first..first + along], self.next.size) };
        self.line.rect.width() + self.next.first + along > self.limit
    }

    /// Whether the line holds nothing but the piece it ends with.
    fn is_alone(&self) -> bool {
        self.is_only_word() || self.tail().len() > self.line.text.trim().rsplit(' ').next().unwrap_or("").len()
    }

    fn is_only_word(&self) -> bool {
        !self.line.text.trim().contains(' ')
    }

    /// Whether the file writes a space where there was one, there was room for it, and none was written.
    fn is_surely_bare(&self) -> bool {
        self.settled.spaces && self.line.rect.width() + SPACE * self.line.size < self.limit
    }

    /// Whether the piece with what follows would be too wide for any line of its own.
    fn is_too_wide(&self, tail: &str) -> bool {
        let reckon = |text: &str| self.habits.width(text, self.line.size);
        let mut width = reckon(tail) + reckon(self.head());
        let mut line = self.next;
        for after in self.after.iter().take(2) {
            if line.text.trim().contains(' ') || line.rect.width() + after.first <= self.limit {
                break;
            }
            width += reckon(after.text.split_ascii_whitespace().next().unwrap_or(""));
            line = after;
        }
        width > self.limit * 0.97
    }

    /// After a hyphen that is attached to what stands before it.
    fn at_hyphen(&self, before: &str, hyphen: char, head: &str) -> Joint {
        let inside = match hyphen {
            '\u{AD}' => self.habits.soft_inside,
            '\u{2010}' => self.habits.hyphen_inside,
            _ => true,
        };
        if !inside {
            return Joint::Drop;
        }
        // Some programs write the hyphen again where the next line begins, as is the rule in Spanish.
        let mut signs = head.chars();
        if signs.next().is_some_and(is_hyphen) {
            return if signs.next().is_some_and(char::is_alphabetic) { Joint::Once } else { Joint::Space };
        }
        if self.habits.is_loose(self.tail()) {
            return Joint::Space;
        }
        if before.contains('@') || before.contains("://") || before.starts_with("www.") || head.contains('@') {
            // A page's address may have letters with a hyphen of its own, as in «literal-a4».
            let least = usize::from(before.contains("://") || before.starts_with("www."));
            let letters = last_letters(before).len() > least && first_letters(head).len() > least;
            let put_in = self.settled.hyphenates && letters && !self.habits.is_seen_compound(last_letters(before), first_letters(head));
            return if put_in || before.ends_with(['.', '@', '_', '/']) { Joint::Drop } else { Joint::Close };
        }
        if before.ends_with(['.', '@', '_']) && head.starts_with(|sign: char| sign.is_ascii_lowercase()) {
            return Joint::Drop;
        }
        let (left, right) = (last_letters(before), first_letters(head));
        let (Some(last), Some(first)) = (left.chars().next_back(), right.chars().next()) else { return Joint::Close };
        if last.is_lowercase() && first.is_uppercase() || last.is_uppercase() && left.chars().nth(1).is_some() && first.is_lowercase() {
            return Joint::Close;
        }
        // What follows may itself be broken where its line ends.
        let longer = format!("{right}{}", self.further(head, right));
        if self.is_divided(left, right, &longer) { Joint::Drop } else { Joint::Close }
    }

    /// How the word `right` that fills the next line goes on in the line after it, if it may.
    fn further(&self, head: &str, right: &str) -> &str {
        match self.after.first() {
            Some(after) if head == right && self.next.text.trim() == head && self.next.rect.width() + after.first > self.limit => {
                first_letters(after.text.trim_start())
            }
            _ => "",
        }
    }

    /// Whether a hyphen between these letters was put in by a program; `longer` is what the second piece may be the beginning of.
    fn is_divided(&self, left: &str, right: &str, longer: &str) -> bool {
        if self.habits.is_seen_compound(left, right) || self.habits.is_seen_compound(left, longer) {
            return false;
        }
        let (one, other, longer) = (fold(left), fold(right), fold(longer));
        let is_known = |word: &str| word.len() > 3 && self.is_word(word, word);
        let known = is_known(&other) || is_known(&longer);
        let kept = known && (is_former(&one) || one.len() > 3 && self.is_word(left, &one));
        let wholes = [format!("{one}{other}"), format!("{one}{longer}")];
        if wholes.iter().any(|whole| self.habits.is_seen(whole)) {
            return true;
        }
        if !is_syllable_end(&one, &other) {
            // «inte-» and «r-institucional».
            return self.settled.hyphenates
                && other.len() == 1
                && right.chars().all(|letter| letter.is_lowercase() && !is_vowel(letter))
                && one.len() > 1;
        }
        if !self.settled.hyphenates && known {
            return false;
        }
        if wholes.iter().any(|whole| self.habits.is_seen_stem(whole) || is_office(whole)) {
            return true;
        }
        if self.settled.hyphenates { !kept } else { is_ending(&other) }
    }

    /// Inside an address of mail or of a page.
    fn in_address(&self, tail: &str, head: &str) -> Option<Joint> {
        let close = |close: bool| Some(if close { Joint::Close } else { Joint::Space });
        let small = |text: &str| text.chars().next().is_some_and(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit());
        let is_page = tail.contains("://") || tail.trim_start_matches('(').starts_with("www.");
        let stuck = self.is_full() && (self.is_alone() || self.settled.anywhere || self.is_too_wide(tail));
        if is_page {
            let goes_on = tail.ends_with(['.', '/', '=', '?', '&', '_', '%']) && small(head);
            let is_rest = self.is_alone() && head.trim_end_matches(['.', '/']).contains(['/', '.', '_', '=']) && small(head);
            return close(goes_on || stuck || is_rest || head.starts_with(['/', '.', '?', '&', '=', '_', '#']) && head.len() > 1);
        }
        if let Some((user, host)) = tail.rsplit_once('@') {
            if user.is_empty() || host.is_empty() {
                return close(small(head) && !head.contains('@'));
            }
            if head.starts_with('.') && head.len() > 2 {
                return close(true);
            }
            if !small(head) || head.contains('@') {
                return close(false);
            }
            let label = host.rsplit('.').next().unwrap_or("");
            let whole = host.contains('.') && is_domain(label);
            let end = format!("{label}{}", head.trim_end_matches(|sign: char| !sign.is_ascii_alphabetic()));
            let goes_on = label.is_empty() && !is_domain(host.trim_end_matches('.').rsplit('.').next().unwrap_or(""));
            return close(goes_on || !whole && (stuck || !host.contains('.') && head.contains('.')) || stuck && is_domain(&end));
        }
        let is_user = |text: &str| {
            !text.is_empty()
                && text.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || matches!(sign, '.' | '_' | '-' | '+'))
        };
        let Some(at) = head.find('@') else {
            // The user's name may itself run over lines.
            let is_begun =
                is_user(tail) && tail.trim_end_matches('.').contains('.') && tail.contains(|sign: char| sign.is_ascii_lowercase());
            return (is_begun && is_user(head) && stuck && head.len() > 2).then_some(Joint::Close);
        };
        if !is_user(tail) || at > 0 && !is_user(&head[..at]) {
            return close(false);
        }
        let telling = at == 0
            || head.starts_with(['.', '_'])
            || tail.contains(['.', '_'])
            || !self.is_word(last_letters(tail), &fold(last_letters(tail))) && stuck;
        close(telling && (stuck || at == 0 || tail.ends_with(['.', '_']) || head.starts_with(['.', '_'])))
    }

    /// Whether letters on two lines are one word that was too wide, or a line that was broken wherever it was full.
    fn is_broken_word(&self, tail: &str, head: &str) -> bool {
        let (left, right) = (last_letters(tail), first_letters(head));
        let (Some(last), Some(first)) = (left.chars().next_back(), right.chars().next()) else { return false };
        if last.is_lowercase() && first.is_uppercase() || last.is_uppercase() && left.chars().nth(1).is_some() && first.is_lowercase() {
            return false;
        }
        let is_capital = last.is_uppercase();
        let (one, other) = (fold(left), fold(right));
        let wholes = [format!("{one}{other}"), format!("{one}{other}{}", fold(self.further(head, right)))];
        if wholes.iter().any(|whole| self.habits.is_seen(whole)) {
            return true;
        }
        let (one_known, other_known) = (self.is_word(left, &one), self.is_word(right, &other));
        if self.settled.anywhere
            && let Some(space) = self.habits.gaps.between(self.text, &self.following())
        {
            return !space;
        }
        let is_in_brackets = is_capital && tail.starts_with('(') && head.ends_with(')') && !one_known && !other_known;
        if self.is_surely_bare() || is_in_brackets {
            return !(one_known && other_known);
        }
        if one_known && other_known {
            return false;
        }
        let is_form = |whole: &str| self.habits.is_seen_stem(whole) && whole.len() > 5 && !(one_known && is_short(&other));
        if wholes.iter().any(|whole| is_form(whole) || is_office(whole)) {
            return true;
        }
        let ends = one_known || ends_well(&one) || one.len() < 5 && is_capital && !self.settled.anywhere;
        if one.len() == 1 && !is_short(&one) {
            return true;
        }
        if other.len() == 1 || is_short(&other) {
            // «ALCALDÍ», and «florid» before «o».
            let is_end = matches!(last, 'í' | 'Í') && !is_short(&one) || head.chars().nth(1).is_some_and(is_closing);
            return !ends || !is_short(&other) || other.len() == 1 && is_end;
        }
        let has_vowel = |text: &str| text.chars().any(is_vowel);
        if !ends || !is_first(&other) || !(is_capital || has_vowel(&one) && has_vowel(&other)) || is_ending(&other) {
            return true;
        }
        if self.settled.anywhere {
            return self.habits.gaps.begins(&self.following()).map_or(!one_known, |begins| !begins);
        }
        // Few words have more letters than 16.
        !one_known
            && !other_known
            && one.len() + other.len() < 17
            && self.settled.breaks
            && (self.is_alone() || self.settled.midway && one.len() < 5)
    }

    /// Whether a word is one, by the document or by itself. `folded` is the same without accents.
    fn is_word(&self, word: &str, folded: &str) -> bool {
        // «institucion» is none: it is the beginning of «institucional».
        let bare = word.len() > 3 && word.ends_with("on");
        self.habits.is_seen_so(word) || is_short(folded) || !bare && is_office(folded)
    }
}

/// Whether a Spanish word may be divided between these folded letters: the second piece begins with one consonant and a vowel, or two that never part.
fn is_syllable_end(left: &str, right: &str) -> bool {
    let mut letters = right.chars();
    let (Some(first), Some(second)) = (letters.next(), letters.next()) else { return false };
    let Some(last) = left.chars().next_back() else { return false };
    if !left.chars().any(is_vowel) || !right.chars().any(is_vowel) {
        return false;
    }
    if is_vowel(first) {
        // Prefixes are the exception.
        return is_vowel(last) || matches!(left, "des" | "in" | "sub" | "nos" | "vos" | "bien" | "mal" | "inter" | "super");
    }
    if is_inseparable(last, first) && !matches!(left, "sub") {
        return false;
    }
    is_vowel(second) || is_inseparable(first, second)
}

/// Whether a sign belongs to what stands before it.
fn is_closing(sign: char) -> bool {
    matches!(sign, '.' | ',' | ';' | ':' | ')' | '»' | '”')
}

/// Whether a name of a host can end so.
fn is_domain(label: &str) -> bool {
    matches!(label, "ec" | "com" | "org" | "net" | "edu" | "gov" | "info" | "es" | "co" | "pe")
}
