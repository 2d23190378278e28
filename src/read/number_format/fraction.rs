//! Numbers shown as fractions: `3 1/2`.

use super::decimal::Decimal;
use super::lexer::Token;

/// Numbers from which on there are no halves and quarters worth showing.
const LARGEST: f64 = 1e9;

/// A section that shows a number as a fraction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fraction {
    /// Whether whole numbers stand before the fraction.
    whole: bool,
    /// The largest denominator, or the only one.
    denominator: u32,
    /// Whether it is the only one.
    fixed: bool,
}

impl Fraction {
    /// What a section shows, where it has a stroke between places for digits: `# ?/?`, `# ??/16`.
    pub(super) fn of(tokens: &[Token]) -> Option<Fraction> {
        let stroke = tokens.iter().position(|token| *token == Token::Symbol('/'))?;
        let is_place = |token: &Token| matches!(token, Token::Symbol('0' | '#' | '?'));
        let (before, after) = (&tokens[..stroke], &tokens[stroke + 1..]);
        if !before.last().is_some_and(is_place) {
            return None;
        }
        let groups = before.split(|token| !is_place(token)).filter(|group| !group.is_empty()).count();
        let places = after.iter().take_while(|token| is_place(token)).count();
        let digits = after.iter().map_while(|token| if let Token::Symbol(c) = token { c.to_digit(10) } else { None });
        let only = digits.take(4).fold(0, |number, digit| number * 10 + digit);
        let (denominator, fixed) = match places {
            _ if only > 0 => (only, true),
            0 => return None,
            1 => (9, false),
            // Three places ask for up to a thousand tries on every number, and no person wants them.
            _ => (99, false),
        };
        Some(Fraction { whole: groups > 1, denominator, fixed })
    }

    /// A number that is not negative, as the section shows it.
    pub(super) fn show(self, value: f64) -> String {
        if value >= LARGEST {
            return Decimal::of(value).general();
        }
        let whole = if self.whole { value.trunc() } else { 0.0 };
        let rest = value - whole;
        let (numerator, denominator) =
            if self.fixed { ((rest * f64::from(self.denominator)).round(), f64::from(self.denominator)) } else { self.nearest(rest) };
        if self.whole && (numerator == 0.0 || numerator >= denominator) {
            return format!("{:.0}", whole + (numerator / denominator).round());
        }
        if whole > 0.0 { format!("{whole:.0} {numerator:.0}/{denominator:.0}") } else { format!("{numerator:.0}/{denominator:.0}") }
    }

    /// The nearest fraction whose denominator is not too large, by continued fractions: each step comes nearer, with a larger denominator.
    fn nearest(self, rest: f64) -> (f64, f64) {
        let largest = f64::from(self.denominator);
        let (mut before, mut best) = ((0.0, 1.0), (1.0, 0.0));
        let mut left = rest;
        loop {
            let most = if best.1 > 0.0 { ((largest - before.1) / best.1).floor() } else { f64::INFINITY };
            let times = left.floor();
            let step = |times: f64| (times * best.0 + before.0, times * best.1 + before.1);
            if times > most {
                // The last step is too long; a shorter one may still come nearer.
                let error = |(numerator, denominator): (f64, f64)| (rest - numerator / denominator).abs();
                let shorter = step(most);
                return if most > 0.0 && error(shorter) < error(best) { shorter } else { best };
            }
            (before, best) = (best, step(times));
            if left - times < 1e-9 {
                return best;
            }
            left = 1.0 / (left - times);
        }
    }
}
