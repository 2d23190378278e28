//! Numbers shown digit by digit: leading zeros, thousands, decimals, percentages, exponents.

use std::fmt::Write as _;

use super::decimal::{Decimal, GROUP, POINT};
use super::lexer::{Token, currency};

/// A section that shows a number digit by digit.
#[derive(Debug, Clone, Default)]
pub(super) struct Digits {
    /// What stands before the decimal sign, in order.
    whole: Vec<Piece>,
    /// What stands after it.
    fraction: Vec<Piece>,
    /// What stands after the exponent.
    after: String,
    /// How many decimals are shown at least, zeros at the end included.
    least: usize,
    /// Whether dots go between thousands.
    grouped: bool,
    /// By which power of ten the number is shown larger: 2 for percentages, −3 for each comma at the end.
    scale: i32,
    exponent: Option<Exponent>,
}

/// A piece of the number's picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// A character that is shown as it is.
    Literal(char),
    /// Room for a digit: `0` shows a zero where there is none, `#` nothing, `?` a blank.
    Digit(char),
}

/// `E+00`
#[derive(Debug, Clone, Copy)]
struct Exponent {
    /// Whether a plus sign is shown.
    plus: bool,
    /// How many digits at least.
    width: usize,
}

impl Digits {
    /// What a section shows, where it has room for digits.
    pub(super) fn of(tokens: &[Token]) -> Option<Digits> {
        let mut digits = Digits::default();
        let (mut found, mut in_fraction, mut commas) = (false, false, 0);
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            let piece = match token {
                Token::Symbol(c @ ('0' | '#' | '?')) if digits.exponent.is_none() => {
                    digits.grouped |= found && commas > 0 && !in_fraction;
                    found = true;
                    commas = 0;
                    Piece::Digit(*c)
                }
                Token::Symbol(',') if found => {
                    commas += 1;
                    continue;
                }
                Token::Symbol('.') if !in_fraction => {
                    in_fraction = true;
                    continue;
                }
                Token::Symbol('E' | 'e') if found && digits.exponent.is_none() => match exponent(&tokens[at..]) {
                    Some((exponent, length)) => {
                        digits.exponent = Some(exponent);
                        at += length;
                        continue;
                    }
                    None => Piece::Literal('E'),
                },
                Token::Symbol('%') => {
                    digits.scale += 2;
                    Piece::Literal('%')
                }
                Token::Symbol(c) | Token::Literal(c) => Piece::Literal(*c),
                Token::Bracket(inside) => {
                    for c in currency(inside).chars() {
                        digits.push(in_fraction, Piece::Literal(c));
                    }
                    continue;
                }
                Token::General | Token::Meridiem => continue,
            };
            digits.scale -= 3 * std::mem::take(&mut commas);
            digits.push(in_fraction, piece);
        }
        digits.scale -= 3 * commas;
        let places = digits.fraction.iter().filter(|piece| matches!(piece, Piece::Digit(_)));
        digits.least = places.enumerate().filter(|(_, piece)| **piece == Piece::Digit('0')).last().map_or(0, |(at, _)| at + 1);
        found.then_some(digits)
    }

    /// The absolute value of a number, as the section shows it.
    pub(super) fn show(&self, value: f64) -> String {
        let decimal = Decimal::of(value).shifted(self.scale);
        let decimals = count(&self.fraction);
        let Some(exponent) = self.exponent else { return self.picture(&decimal.rounded(decimals)) };
        // With several places before the decimal sign, the exponent goes in steps of so many.
        let step = count(&self.whole).max(1);
        let power = |decimal: &Decimal| if step == 1 { decimal.exponent() } else { decimal.exponent().div_euclid(step) * step };
        let rounded = decimal.clone().shifted(-power(&decimal)).rounded(decimals);
        let power = power(&decimal) + power(&rounded);
        let mut shown = self.picture(&decimal.shifted(-power).rounded(decimals));
        let sign = match power {
            ..0 => "-",
            _ if exponent.plus => "+",
            _ => "",
        };
        // Writing to a string does not fail.
        let _ = write!(shown, "E{sign}{:0width$}{}", power.abs(), self.after, width = exponent.width);
        shown
    }

    fn push(&mut self, in_fraction: bool, piece: Piece) {
        match piece {
            Piece::Literal(c) if self.exponent.is_some() => self.after.push(c),
            _ if in_fraction => self.fraction.push(piece),
            _ => self.whole.push(piece),
        }
    }

    /// The number in the places for it.
    fn picture(&self, decimal: &Decimal) -> String {
        let digits = decimal.whole();
        // From the right: each place takes one digit, the first place all that are left.
        let mut left = digits.chars().rev().peekable();
        let first = self.whole.iter().position(|piece| matches!(piece, Piece::Digit(_)));
        let mut backward: Vec<char> = Vec::with_capacity(self.whole.len() + digits.len());
        if first.is_none() {
            backward.extend(left.by_ref());
        }
        let mut written = 0;
        for (at, piece) in self.whole.iter().enumerate().rev() {
            let place = match piece {
                Piece::Literal(c) => {
                    backward.push(*c);
                    continue;
                }
                Piece::Digit(place) => *place,
            };
            loop {
                let digit = match (left.next(), place) {
                    (Some(digit), _) => digit,
                    (None, '0') => '0',
                    (None, '?') => ' ',
                    (None, _) => break,
                };
                if self.grouped && written > 0 && written % 3 == 0 && digit != ' ' {
                    backward.push(GROUP);
                }
                backward.push(digit);
                written += 1;
                if Some(at) != first || left.peek().is_none() {
                    break;
                }
            }
        }
        let mut shown: String = backward.iter().rev().collect();
        self.decimals(decimal, &mut shown);
        shown
    }

    /// Zeros at the end are shown where the format asks for them; without any decimal there is no decimal sign.
    fn decimals(&self, decimal: &Decimal, shown: &mut String) {
        let digits = decimal.fraction(count(&self.fraction));
        let kept = digits.trim_end_matches('0').len().max(self.least);
        let mut digits = digits.chars().take(kept);
        let mut sign = Some(POINT);
        for piece in &self.fraction {
            match piece {
                Piece::Literal(c) => shown.push(*c),
                Piece::Digit(_) => {
                    if let Some(digit) = digits.next() {
                        shown.extend(sign.take());
                        shown.push(digit);
                    }
                }
            }
        }
    }
}

/// How many digits there is room for.
fn count(pieces: &[Piece]) -> i32 {
    let count = pieces.iter().filter(|piece| matches!(piece, Piece::Digit(_))).count();
    i32::try_from(count).unwrap_or(0)
}

/// What follows the `E` of an exponent, and how many tokens that takes.
fn exponent(tokens: &[Token]) -> Option<(Exponent, usize)> {
    let plus = match tokens.first()? {
        Token::Symbol('+') => true,
        Token::Symbol('-') => false,
        _ => return None,
    };
    let width = tokens[1..].iter().take_while(|token| matches!(token, Token::Symbol('0' | '#' | '?'))).count();
    (width > 0).then_some((Exponent { plus, width }, width + 1))
}
