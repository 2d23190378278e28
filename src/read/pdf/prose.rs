//! From the lines of a cell to its text: what the source said before a program broke it into lines.
//!
//! Lines are joined by a space, but for words that were broken: at a hyphen that a program put in, at one that was there, in the middle of an address,
//! or anywhere in a column too narrow for them. What a program does it does throughout, so [`Habits`] are gathered over the whole document first; then
//! the room on the line and the words seen elsewhere decide. Where nothing tells, it is a space.

mod gaps;
mod letters;
mod lexicon;
mod seam;

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use self::gaps::Gaps;
use self::letters::{hash, last_letters, stem};
use self::seam::{Joint, Seam};
use super::page::Line;

/// The most words that are remembered. A report of 500 pages has some 10 000.
const MAX_WORDS: usize = 200_000;

/// The most ends of lines that are remembered because a word may be broken there.
const MAX_SPLITS: usize = 8192;

/// How wide a space is at most, in parts of the font's size.
const SPACE: f32 = 0.34;

/// How exactly the room of a cell is known, in parts of the font's size.
const EXACT: f32 = 0.15;

/// From how many lines on that are followed by others the widest one of a column says about how much room there is.
const ENOUGH: u32 = 6;

/// How much room the fullest of so many lines leaves on average, in parts of the font's size: half the width of a word.
const SLACK: f32 = 1.5;

/// How clearly there was room for more where a word surely ends with its line, in parts of the font's size.
const CLEAR: f32 = 1.5;

/// The most columns that are told apart.
const MAX_ROOMS: usize = 50_000;

/// How many bytes of the text so far tell how it goes on: more than the longest address.
const LOOKED_AT: usize = 1024;

/// What can be told of a document's lines all together: how its program breaks them, and the words it is written in.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// Words that were seen whole, folded.
    words: HashSet<u64>,
    /// Those words without their last vowel.
    stems: HashSet<u64>,
    /// Words that were seen whole, with their accents.
    accented: HashSet<u64>,
    /// Words with a hyphen inside.
    compounds: HashSet<u64>,
    /// Words with a hyphen, dash or slash at their end and a space after it.
    loose: HashSet<u64>,
    /// Columns, by the room they leave and by where their text begins, or by its middle.
    rooms: HashMap<Key, Room>,
    ends: Ends,
    /// How wide lines of one word are drawn, and how wide they would be at a thousandth of their size; tells how wide the document's font is.
    drawn: f32,
    reckoned: f32,
    /// Lines that end with a hyphen.
    hyphens: Vec<Split>,
    /// Lines after which nothing more would have fit.
    splits: Vec<Split>,
    /// Whether soft hyphens, and those of Unicode, stand inside words.
    soft_inside: bool,
    hyphen_inside: bool,
    /// What stands between letters, where lines are broken anywhere.
    gaps: Gaps,
    settled: OnceCell<Settled>,
}

/// What the lines of a column have in common.
#[derive(Debug, Default, Clone, Copy)]
struct Room {
    /// The widest that is not wider than the room.
    widest: f32,
    lines: u32,
}

/// How wide the lines of a cell can be, as far as is known.
struct Space {
    room: f32,
    /// What its column shows.
    seen: Room,
    /// The width of its widest line.
    widest: f32,
}

impl Space {
    /// How wide this line of the cell can be.
    fn limit(&self, line: &Line) -> f32 {
        let Space { room, seen, widest } = self;
        let limit = room - EXACT * line.size;
        #[expect(clippy::cast_precision_loss, reason = "a share of a point matters with few lines only")]
        let limit = if seen.lines >= ENOUGH { limit.min(seen.widest + SLACK / seen.lines as f32 * line.size) } else { limit };
        if limit.is_finite() { limit.max(seen.widest - EXACT * line.size) } else { widest - 0.05 }
    }
}

/// How many lines end with a space.
#[derive(Debug, Default)]
struct Ends {
    /// All lines that are not the last of their cell.
    all: u32,
    /// Those that have room for a space.
    inner: u32,
    inner_spaced: u32,
    /// Last lines of cells.
    last: u32,
    last_spaced: u32,
}

/// Two pieces of text at the end of one line and the beginning of the next that may be one word.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that was or was not seen")]
#[derive(Debug, Clone, Copy)]
struct Split {
    left: u64,
    right: u64,
    whole: u64,
    stem: u64,
    /// Whether it is a word that is known without the document.
    listed: bool,
    right_listed: bool,
    /// Whether the first piece stands alone on its line, or both would be too wide for one.
    alone: bool,
    /// Whether both would be too wide for a line, and the first stands at the end of one.
    midway: bool,
    /// Whether neither can be a word for itself.
    odd: bool,
}

/// What the habits come to.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that was or was not seen")]
#[derive(Debug, Clone, Copy)]
struct Settled {
    /// Whether a space is written at the end of a line where there was one.
    spaces: bool,
    /// Whether a space at the end of a line means anything.
    meant: bool,
    /// Whether words are divided by a hyphen.
    hyphenates: bool,
    /// Whether words too wide for a line are broken.
    breaks: bool,
    /// Whether such words begin on the line that other words left room on.
    midway: bool,
    /// Whether lines are broken wherever they are full.
    anywhere: bool,
}

impl Habits {
    /// Learns from the lines of a cell, or of a paragraph outside all tables. `room` is how wide its lines may be, in points; infinite where unknown.
    pub(super) fn see(&mut self, lines: &[Line], room: f32) {
        self.settled = OnceCell::new();
        for key in keys(lines, room) {
            if self.rooms.len() >= MAX_ROOMS && !self.rooms.contains_key(&key) {
                continue;
            }
            let entry = self.rooms.entry(key).or_default();
            for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.rect.width() <= room + EXACT * line.size) {
                entry.widest = entry.widest.max(line.rect.width());
                entry.lines = entry.lines.saturating_add(u32::from(index + 1 < lines.len()));
            }
        }
        let mut open = false;
        let space = self.space(lines, room);
        for (index, line) in lines.iter().enumerate() {
            let next = lines.get(index + 1);
            let limit = space.limit(line);
            let full = next.is_some_and(|next| !line.space && line.rect.width() + next.first + CLEAR * line.size > limit);
            self.count(line, next, limit);
            if !line.text.contains(' ') && line.text.len() > 3 && self.reckoned < 1.0e6 {
                self.drawn += line.rect.width();
                self.reckoned += letters::breadth(&line.text) * line.size / 1000.0;
            }
            let ends_open = next.is_some() && (full || line.text.ends_with(is_hyphen) || line.text.ends_with('/'));
            let mut words = line.text.split(' ').filter(|word| !word.is_empty()).peekable();
            let mut first = true;
            while let Some(word) = words.next() {
                let last = words.peek().is_none();
                if !(first && open || last && ends_open) {
                    self.learn(word, last);
                }
                first = false;
            }
            if let Some(next) = next.filter(|_| ends_open) {
                self.split(line, next, lines.get(index + 2), limit);
            }
            open = ends_open;
        }
    }

    /// Whether lines are broken wherever they are full, as far as was seen: then [`Habits::compare`] tells more.
    pub(super) fn breaks_anywhere(&self) -> bool {
        self.settled().anywhere
    }

    /// Learns what stands between letters within the lines of a cell.
    pub(super) fn compare(&mut self, lines: &[Line]) {
        for line in lines {
            self.gaps.see(&line.text);
        }
    }

    /// The text of a cell whose lines these are, as its source had it.
    pub(super) fn join(&self, lines: &[Line], room: f32) -> String {
        let Some(first) = lines.first() else { return String::new() };
        let space = self.space(lines, room);
        let length = lines.iter().map(|line| line.text.len() + 1).sum();
        let mut text = String::with_capacity(length);
        text.push_str(first.text.trim());
        for (index, pair) in lines.windows(2).enumerate() {
            let [line, next] = pair else { continue };
            let head = next.text.trim();
            if head.is_empty() {
                continue;
            }
            let seam = Seam {
                habits: self,
                settled: self.settled(),
                text: &text[text.ceil_char_boundary(text.len().saturating_sub(LOOKED_AT))..],
                line,
                next,
                after: &lines[index + 2..],
                limit: space.limit(line),
                room,
            };
            match seam.joint() {
                Joint::Space if text.is_empty() => text.push_str(head),
                Joint::Space => {
                    text.push(' ');
                    text.push_str(head);
                }
                Joint::Close => text.push_str(head),
                Joint::Drop => {
                    text.pop();
                    text.push_str(head);
                }
                Joint::Once => text.push_str(head.trim_start_matches(is_hyphen)),
            }
        }
        if self.soft_inside { text.replace('\u{AD}', "-") } else { text }
    }

    /// What is known of how wide the lines of a cell can be.
    fn space(&self, lines: &[Line], room: f32) -> Space {
        let rooms = keys(lines, room).map(|key| self.rooms.get(&key).copied().unwrap_or_default());
        let seen = if rooms[1].lines > rooms[0].lines { rooms[1] } else { rooms[0] };
        Space { room, seen, widest: lines.iter().map(|line| line.rect.width()).fold(0.0, f32::max) }
    }

    fn count(&mut self, line: &Line, next: Option<&Line>, limit: f32) {
        let ends = &mut self.ends;
        ends.all += u32::from(next.is_some());
        if next.is_none() {
            ends.last += 1;
            ends.last_spaced += u32::from(line.space);
        } else if !line.text.ends_with(is_hyphen) && line.text.contains(' ') && line.rect.width() + SPACE * line.size < limit {
            ends.inner += 1;
            ends.inner_spaced += u32::from(line.space);
        }
    }

    fn learn(&mut self, token: &str, last: bool) {
        if self.words.len() >= MAX_WORDS {
            return;
        }
        if !last && token.len() > 1 && token.ends_with(|sign| is_hyphen(sign) || sign == '/') {
            self.loose.insert(hash(token.chars()));
        }
        let core = token.trim_matches(|sign: char| !sign.is_alphanumeric());
        self.soft_inside |= core.contains('\u{AD}');
        self.hyphen_inside |= core.contains('\u{2010}');
        if core.contains(is_hyphen) {
            self.compounds.insert(hash(core.chars()));
        }
        for word in core.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()) {
            self.words.insert(hash(word.chars()));
            self.accented.insert(letters::exact_hash(word));
            self.stems.insert(hash(stem(word).chars()));
        }
    }

    fn split(&mut self, line: &Line, next: &Line, after: Option<&Line>, limit: f32) {
        let tail = line.text.rsplit(' ').next().unwrap_or("");
        let bare = tail.trim_end_matches(is_hyphen);
        let (left, right) = (last_letters(bare), letters::first_letters(next.text.trim_start()));
        if left.is_empty() || right.is_empty() {
            return;
        }
        let hyphen = bare.len() < tail.len();
        let head = next.text.split(' ').next().unwrap_or("");
        let wide = self.width(tail, line.size) + self.width(head, line.size) > limit;
        let splits = if hyphen { &mut self.hyphens } else { &mut self.splits };
        if splits.len() >= MAX_SPLITS {
            return;
        }
        // The second piece may itself be broken.
        let more = after.filter(|after| !next.text.contains(' ') && right == next.text && next.rect.width() + after.first > limit);
        let right = more.map_or(right.to_owned(), |after| right.to_owned() + letters::first_letters(&after.text));
        let whole = letters::fold(left) + &letters::fold(&right);
        let stem = stem(&whole);
        let split = Split {
            left: hash(left.chars()),
            right: hash(right.chars()),
            whole: hash(whole.chars()),
            stem: hash(stem.chars()),
            listed: lexicon::is_office(&whole),
            right_listed: lexicon::is_office(&letters::fold(&right)),
            alone: wide || !line.text.contains(' '),
            midway: wide && line.text.contains(' '),
            odd: lexicon::is_odd(left, &right),
        };
        if !hyphen || !splits.iter().rev().take(64).any(|other| other.whole == split.whole) {
            splits.push(split);
        }
    }

    fn settled(&self) -> Settled {
        *self.settled.get_or_init(|| self.settle())
    }

    fn settle(&self) -> Settled {
        let ends = &self.ends;
        let meant = ends.last < 4 || ends.last_spaced * 2 < ends.last;
        let spaces = meant && ends.inner >= 3 && ends.inner_spaced * 2 >= ends.inner;
        let known = |split: &&Split| self.words.contains(&split.whole) || self.stems.contains(&split.stem) || split.listed;
        let apart = |split: &&Split| self.words.contains(&split.left) && self.words.contains(&split.right);
        // The second part of a compound is mostly a word, that of a divided word is not.
        let doubtful = || self.hyphens.iter().filter(|split| !self.words.contains(&split.right) && !split.right_listed);
        let divided = doubtful().filter(known).count();
        let broken = |alone: bool| {
            self.splits.iter().filter(move |split| split.alone == alone).filter(|split| known(split) && !apart(split) || split.odd).count()
        };
        let mixed = self.splits.iter().filter(|split| !split.alone).count();
        Settled {
            spaces,
            meant,
            hyphenates: divided >= 1 || doubtful().count() >= 3 && doubtful().count() * 50 >= self.ends.all as usize,
            breaks: broken(true) >= 1,
            midway: self.splits.iter().filter(|split| split.midway && (known(split) && !apart(split) || split.odd)).count() >= 2,
            anywhere: broken(false) >= 4 && broken(false) * 7 >= mixed,
        }
    }

    /// How wide a text would be at this size, in points.
    fn width(&self, text: &str, size: f32) -> f32 {
        let scale = if self.reckoned > 0.0 { self.drawn / self.reckoned } else { 1.0 };
        letters::breadth(text) * size / 1000.0 * scale
    }

    fn is_seen(&self, word: &str) -> bool {
        self.words.contains(&hash(word.chars()))
    }

    fn is_seen_so(&self, word: &str) -> bool {
        self.accented.contains(&letters::exact_hash(word))
    }

    fn is_seen_compound(&self, left: &str, right: &str) -> bool {
        self.compounds.contains(&hash(left.chars().chain(std::iter::once('-')).chain(right.chars())))
    }

    fn is_loose(&self, token: &str) -> bool {
        self.loose.contains(&hash(token.chars()))
    }

    fn is_seen_stem(&self, word: &str) -> bool {
        self.stems.contains(&hash(stem(word).chars()))
    }
}

/// Whether a sign is a hyphen: the one of keyboards, the soft one, or the one of Unicode.
fn is_hyphen(sign: char) -> bool {
    matches!(sign, '-' | '\u{AD}' | '\u{2010}')
}

/// A column: the room it leaves, in thirds of a point, and where its text begins or has its middle, in steps of 2 points.
type Key = (u32, u32, bool);

/// The columns that a cell may belong to: text begins where that of the other cells does, or has its middle there.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page has some thousands of points; what is below 0 counts as 0")]
fn keys(lines: &[Line], room: f32) -> [Key; 2] {
    let left = lines.iter().map(|line| line.rect.left).fold(f32::MAX, f32::min);
    let right = lines.iter().map(|line| line.rect.right).fold(f32::MIN, f32::max);
    let room = (room * 3.0) as u32;
    [(room, (left / 2.0).round() as u32, false), (room, (f32::midpoint(left, right) / 2.0).round() as u32, true)]
}

#[cfg(test)]
mod tests;
