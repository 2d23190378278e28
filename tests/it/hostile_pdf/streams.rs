//! Streams that become large.

use super::files::{
    Fate::{Answered, Opened, Refused},
    Hostile, LINE, fonts,
};
use super::raw::{CONTENT, Raw, deflated, stored};

/// Streams that become large.
pub(super) fn streams() -> Vec<Hostile> {
    let with_content = |dict: &str, data: &[u8]| {
        let mut raw = Raw::new("", &fonts());
        raw.set_stream(CONTENT, dict, data);
        raw.file()
    };
    let flate = "/Filter/FlateDecode";
    let bomb = deflated(b"q", 64 << 20);
    let mut files = vec![
        ("flate", with_content(flate, &deflated(b"q", 512 << 20)), Refused),
        ("flate-abbreviated", with_content("/F/Fl", &bomb), Refused),
        ("flate-escaped", with_content("/Fil#74er/Flate#44ecode", &bomb), Refused),
        ("flate-stored-flate", with_content("/Filter[/FlateDecode/FlateDecode]", &stored(&bomb)), Refused),
        ("flate-without-end", with_content(flate, &bomb[..bomb.len() - 8]), Refused),
        ("flate-wrong-distance", with_content(flate, &wrong_distance(&bomb)), Refused),
        ("flate-of-hexadecimal", with_content("/Filter[/ASCIIHexDecode/FlateDecode]", hexadecimal(&bomb).as_bytes()), Refused),
        (
            "runs",
            with_content("/Filter[/RunLengthDecode/RunLengthDecode/RunLengthDecode]", &runs(&runs(&runs(&[b'q'; 256 << 10])))),
            Answered,
        ),
        ("runs-of-flate", with_content("/Filter[/RunLengthDecode/FlateDecode]", &runs(&bomb)), Refused),
        ("lzw", with_content("/Filter/LZWDecode", &lzw(120_000)), Refused),
        ("base-85", with_content("/Filter[/ASCII85Decode/ASCII85Decode]", "z".repeat(12 << 20).as_bytes()), Refused),
        (
            "columns",
            with_content("/Filter/FlateDecode/DecodeParms<</Predictor 2/BitsPerComponent 4/Columns 1099511627776>>", &stored(b"q Q")),
            Refused,
        ),
        (
            "columns-elsewhere",
            {
                let mut raw = Raw::new("", &fonts());
                let columns = raw.add("1099511627776");
                raw.set_stream(
                    CONTENT,
                    &format!("{flate}/DecodeParms<</Predictor 2/BitsPerComponent 4/Columns {columns} 0 R>>"),
                    &stored(b"q"),
                );
                raw.file()
            },
            Refused,
        ),
    ];
    // The same, where the length or the filter stands in an object of its own.
    let mut raw = Raw::new("", &fonts());
    let filter = raw.add("/FlateDecode");
    raw.set_stream(CONTENT, &format!("/Filter {filter} 0 R"), &bomb);
    files.push(("filter-elsewhere", raw.file(), Refused));
    // A picture may be as large as it likes, but nothing else may pass for one.
    let image = "/Type/XObject/Subtype/Image/Width 100000/Height 100000/ColorSpace/DeviceGray/BitsPerComponent 8";
    let mut raw = Raw::new(&format!("{LINE}q 800 0 0 500 0 0 cm /I Do Q"), &format!("{}/XObject<</I 5 0 R>>", fonts()));
    raw.set_stream(5, &format!("{image}{flate}"), &bomb);
    files.push(("image", raw.file(), Opened));
    let mut raw = Raw::new("", &fonts());
    raw.set_stream(CONTENT, &format!("{image}{flate}"), &bomb);
    files.push(("image-as-content", raw.file(), Answered));
    for (name, filter, data) in [
        ("image-jbig2", "JBIG2Decode", &b"\0\0\0\0\x30\0\x01\0\0\0\x13\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0\0\0\0\0\0\0\0\0\0"[..]),
        ("image-fax", "CCITTFaxDecode", b"\0\x01"),
        ("image-jpeg", "DCTDecode", b"\xFF\xD8\xFF\xC0\0\x11\x08\xFF\xFF\xFF\xFF\x03\x01\x11\0\x02\x11\0\x03\x11\0"),
        ("image-jpeg2000", "JPXDecode", b"\0\0\0\x0CjP  \r\n\x87\n"),
    ] {
        let mut raw = Raw::new(&format!("{LINE}q 800 0 0 500 0 0 cm /I Do Q"), &format!("{}/XObject<</I 5 0 R>>", fonts()));
        raw.set_stream(5, &format!("{image}/Filter/{filter}"), data);
        files.push((name, raw.file(), Opened));
    }
    files
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// Runs of equal bytes, packed.
fn runs(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut rest = bytes;
    while let [first, ..] = rest {
        let length = rest.iter().take(128).take_while(|byte| *byte == first).count();
        packed.extend_from_slice(&if length == 1 { [0, *first] } else { [u8::try_from(257 - length).expect("a length"), *first] });
        rest = &rest[length..];
    }
    packed.push(128);
    packed
}

/// LZW of so many codes of the longest entries, each one longer than the last until the table is full.
fn lzw(codes: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut bits, mut filled) = (0_u64, 0);
    let mut put = |code: u32, width: u32| {
        bits = bits << width | u64::from(code);
        filled += width;
        while filled >= 8 {
            filled -= 8;
            bytes.push(u8::try_from(bits >> filled & 255).expect("a byte"));
        }
    };
    put(256, 9);
    put(u32::from(b'q'), 9);
    let mut entries = 258_u32;
    for _ in 0..codes {
        let width = match entries + 1 {
            2048.. => 12,
            1024.. => 11,
            512.. => 10,
            _ => 9,
        };
        put(entries.min(4095), width);
        entries = (entries + 1).min(4096);
    }
    put(0, 16);
    bytes
}

/// The first distance of a stream changed to one that reaches before its beginning, after which strict readers stop and lenient ones go on.
fn wrong_distance(packed: &[u8]) -> Vec<u8> {
    let mut changed = packed.to_vec();
    changed[4] ^= 0x20;
    changed
}
