//! Numbers as lists of word processors write them, where digits are not asked for.

/// A number in Roman numerals, in capitals; nothing for zero. The text grows with the number, so a caller bounds it.
pub(super) fn roman(mut count: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut text = String::new();
    for (worth, sign) in SIGNS {
        while count >= worth {
            count -= worth;
            text.push_str(sign);
        }
    }
    text
}
