//! A number in decimal digits, rounded as spreadsheets do: from the 15 digits that count in them, halves away from zero.

/// The sign before decimals, as Ecuador writes it.
pub(super) const POINT: char = ',';

/// The sign between thousands.
pub(super) const GROUP: char = '.';

/// Powers of ten from which on a number without a format is shown with an exponent.
const LARGE: i32 = 15;

/// Powers of ten below which it is.
const SMALL: i32 = -8;

/// The absolute value of a number: `0.d₁d₂d₃… × 10^point`, without zeros at its ends; zero has no digits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    /// The first 15 digits of a finite number.
    pub(super) fn of(value: f64) -> Decimal {
        let written = format!("{:.14e}", value.abs());
        let Some((mantissa, exponent)) = written.split_once('e') else { return Decimal::default() };
        let digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        let point = exponent.parse::<i32>().map_or(0, |exponent| exponent + 1);
        Decimal { digits, point }.trimmed()
    }

    /// The number times a power of ten.
    pub(super) fn shifted(mut self, by: i32) -> Decimal {
        if !self.digits.is_empty() {
            self.point = self.point.saturating_add(by);
        }
        self
    }

    /// The power of ten of its first digit.
    pub(super) fn exponent(&self) -> i32 {
        if self.digits.is_empty() { 0 } else { self.point - 1 }
    }

    /// Rounded to so many decimals.
    pub(super) fn rounded(mut self, decimals: i32) -> Decimal {
        let keep = self.point.saturating_add(decimals);
        let Ok(keep) = usize::try_from(keep) else { return Decimal::default() };
        if keep >= self.digits.len() {
            return self;
        }
        let up = self.digits[keep] >= 5;
        self.digits.truncate(keep);
        if up {
            while self.digits.last() == Some(&9) {
                self.digits.pop();
            }
            if let Some(last) = self.digits.last_mut() {
                *last += 1;
            } else {
                self.digits.push(1);
                self.point += 1;
            }
        }
        self.trimmed()
    }

    /// The digits before the point, without leading zeros: none for numbers below one.
    pub(super) fn whole(&self) -> String {
        (0..self.point).map(|place| self.digit(place)).collect()
    }

    /// The digits after the point, so many.
    pub(super) fn fraction(&self, decimals: i32) -> String {
        (0..decimals).map(|place| self.digit(self.point + place)).collect()
    }

    /// As it is shown without a format.
    pub(super) fn general(&self) -> String {
        if self.digits.is_empty() {
            return "0".into();
        }
        let exponent = self.exponent();
        if (SMALL..LARGE).contains(&exponent) {
            return self.plain();
        }
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{}E{sign}{}", self.clone().shifted(-exponent).plain(), exponent.abs())
    }

    fn plain(&self) -> String {
        let whole = self.whole();
        let decimals = i32::try_from(self.digits.len()).unwrap_or(0) - self.point;
        let mut shown = if whole.is_empty() { "0".into() } else { whole };
        if decimals > 0 {
            shown.push(POINT);
            shown.push_str(&self.fraction(decimals));
        }
        shown
    }

    fn digit(&self, place: i32) -> char {
        let digit = usize::try_from(place).ok().and_then(|place| self.digits.get(place));
        char::from(b'0' + digit.copied().unwrap_or(0))
    }

    fn trimmed(mut self) -> Decimal {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
        self
    }
}
