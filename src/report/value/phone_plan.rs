//! Ecuador's numbering plan: what a string of digits can be.
//!
//! Fixed numbers, mobiles and toll-free numbers after the plan in force since 30 September 2012 (mobiles took a tenth digit
//! that day). How people group and list numbers is left to `phone`.

/// What a telephone number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneKind {
    /// A fixed number with its area code.
    Fixed {
        /// The area, 2 to 7, without the trunk prefix.
        area: u8,
    },
    /// A mobile: 9 and eight digits, written with the trunk prefix 0, the country code, or neither.
    Mobile,
    /// A mobile as written before 30 September 2012: nine digits beginning 08 or 09.
    MobileOld,
    /// 1800 with six or seven further digits, or 1700 with six.
    Toll,
    /// Seven digits of a fixed number without the area code.
    Local,
    /// No number of Ecuador, and why.
    Malformed(PhoneError),
}

/// Why digits are no telephone number of Ecuador.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneError {
    /// The text holds no digit.
    NoDigits,
    /// The text holds an extension and no number that it belongs to.
    OnlyExtension,
    /// A letter stands among the digits (`293O153`).
    Letter,
    /// Fewer digits than any number of its beginning has.
    TooShort,
    /// More digits than any number of its beginning has.
    TooLong,
    /// As many digits as a number has, but no number begins so.
    NoSuchPrefix,
    /// A country code other than 593.
    Foreign,
    /// An emergency or service number of three digits, which reaches no person.
    ShortCode,
}

/// Digits of the longest way of writing a number (`011 593 0 99…`), with one to spare.
pub(super) const MAX_DIGITS: usize = 18;

/// What the digits are; `plus` when a plus sign stands before them.
///
/// The plan: country code 593, trunk prefix 0; fixed numbers have an area of 2–7 and seven digits beginning 2–7
/// (as in libphonenumber's pattern `[2-7][2-7]\d{6}`); mobiles have 9 and eight digits.
pub(super) fn kind_of(digits: &[u8], plus: bool) -> PhoneKind {
    let (national, country) = match strip_country(digits) {
        Some(rest) => (rest, true),
        None if plus && digits.first() != Some(&b'0') => {
            return PhoneKind::Malformed(PhoneError::Foreign);
        }
        None => (digits, false),
    };
    if !country && let Some(kind) = service(national) {
        return kind;
    }
    let (significant, trunk) = match national {
        [b'0', rest @ ..] => (rest, true),
        all => (all, false),
    };
    match significant {
        [] => PhoneKind::Malformed(PhoneError::TooShort),
        [b'9', ..] => match significant.len() {
            9 => PhoneKind::Mobile,
            8 if trunk || country => PhoneKind::MobileOld,
            n => wrong_length(n, 9),
        },
        [b'8', ..] if trunk || country => match significant.len() {
            8 => PhoneKind::MobileOld,
            9 => PhoneKind::Malformed(PhoneError::NoSuchPrefix),
            n => wrong_length(n, 9),
        },
        [area @ b'2'..=b'7', rest @ ..] => match (significant.len(), rest) {
            (8, [b'2'..=b'7', ..]) => PhoneKind::Fixed { area: area - b'0' },
            (7, _) if !trunk => PhoneKind::Local,
            (8, _) => PhoneKind::Malformed(PhoneError::NoSuchPrefix),
            (n, _) => wrong_length(n, 8),
        },
        _ => match significant.len() {
            0..=6 => PhoneKind::Malformed(PhoneError::TooShort),
            7..=9 => PhoneKind::Malformed(PhoneError::NoSuchPrefix),
            _ => PhoneKind::Malformed(PhoneError::TooLong),
        },
    }
}

fn wrong_length(length: usize, right: usize) -> PhoneKind {
    PhoneKind::Malformed(if length < right { PhoneError::TooShort } else { PhoneError::TooLong })
}

/// The national part behind 593, 00593, 0593 or 011593; a local number that begins 593 is too short to hold one.
fn strip_country(digits: &[u8]) -> Option<&[u8]> {
    for prefix in [b"011593".as_slice(), b"00593", b"0593", b"593"] {
        if let Some(rest) = digits.strip_prefix(prefix) {
            let enough = if prefix == b"0593" { 8 } else { 7 };
            return (rest.len() >= enough).then_some(rest);
        }
    }
    None
}

/// Toll-free numbers and short codes, which take no trunk prefix.
fn service(digits: &[u8]) -> Option<PhoneKind> {
    match digits {
        [b'9', b'1', b'1'] | [b'1', _, _] => Some(PhoneKind::Malformed(PhoneError::ShortCode)),
        [b'1', b'8', b'0', b'0', rest @ ..] => Some(match rest.len() {
            6 | 7 => PhoneKind::Toll,
            n => wrong_length(n, 6),
        }),
        [b'1', b'7', b'0', b'0', rest @ ..] => Some(match rest.len() {
            6 => PhoneKind::Toll,
            n => wrong_length(n, 6),
        }),
        _ => None,
    }
}
