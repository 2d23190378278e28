//! Fonts, forms, functions and colors.

use super::files::{
    Fate::{Answered, Opened, Refused},
    Hostile, LINE, fonts,
};
use super::raw::{CATALOG, PAGE, Raw, deflated};

/// Fonts and forms.
pub(super) fn fonts_and_forms() -> Vec<Hostile> {
    let mut files = Vec::new();
    let with_font = |font: &str, content: &str| {
        let mut raw = Raw::new(content, "/Font<</F 5 0 R>>");
        raw.set(5, font);
        raw
    };
    let composite = |more: &str| {
        format!(
            "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/A{more}>>]>>"
        )
    };
    for (name, widths) in [
        ("widths", "/W[0 4294967295 500]"),
        ("widths-down", "/W2[0 4294967295 500 0 0]"),
        ("widths-again", &*format!("/W[{}]", "0 65535 1 ".repeat(2_000))),
        ("widths-elsewhere", "/W 6 0 R"),
    ] {
        let mut raw = with_font(&composite(widths), LINE);
        raw.set(6, "[7 0 R 8 0 R 9]");
        raw.set(7, "0");
        raw.set(8, "4000000000");
        // Widths that stand in objects of their own are not read at all.
        files.push((name, raw.file(), if name == "widths-elsewhere" { Answered } else { Refused }));
    }
    let simple = "<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 4000000000/LastChar 4000000001/Widths[500 500]>>";
    files.push(("first-char", with_font(simple, LINE).file(), Refused));
    // A font that only a state of drawing names.
    let mut raw = Raw::new("/G gs BT 50 500 Td (a) Tj ET", "/ExtGState<</G<</Font[5 0 R 10]>>>>");
    raw.set(5, &composite("/W[0 4294967295 500]"));
    files.push(("widths-of-a-state", raw.file(), Refused));
    // One letter that stands for a million.
    let map = format!("1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <61> <{}> endbfchar", "0041".repeat(1 << 20));
    let mut raw =
        with_font("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>", &format!("BT /F 10 Tf ({}) Tj ET", "a".repeat(5_000)));
    raw.set_stream(6, "", map.as_bytes());
    files.push(("letter-of-a-million", raw.file(), Refused));
    let map = "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange";
    let mut raw = with_font("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>", LINE);
    raw.set_stream(6, "", map.as_bytes());
    files.push(("map-of-all", raw.file(), Opened));
    let mut raw = with_font("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>", LINE);
    raw.set_stream(6, "/Filter/FlateDecode", &deflated(b"<1><2", 30 << 20));
    files.push(("map-of-150-mb", raw.file(), Refused));
    let large = format!("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[{}]>>>>", "0/a ".repeat(100_000));
    files.push(("font-dictionary", with_font(&large, &format!("BT {} ET", "/F 1 Tf ".repeat(100_000))).file(), Refused));
    // Forms that draw forms.
    for (name, inside) in [("forms-doubled", ""), ("forms-doubled-with-text", "BT /F 9 Tf (x) Tj ET ")] {
        let mut raw = Raw::new("/X Do", &format!("{}/XObject<</X 5 0 R>>", fonts()));
        for level in 5..30 {
            let next = format!("/BBox[0 0 9 9]/Type/XObject/Subtype/Form/Resources<<{}/XObject<</X {} 0 R>>>>", fonts(), level + 1);
            raw.set_stream(level, &next, format!("{inside}/X Do /X Do").as_bytes());
        }
        raw.set_stream(30, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]", inside.as_bytes());
        files.push((name, raw.file(), Refused));
    }
    let form = "/Type/XObject/Subtype/Form/BBox[0 0 842 595]/Resources<</XObject<</X 5 0 R>>>>";
    let mut raw = Raw::new(&format!("{LINE}/X Do"), &format!("{}/XObject<</X 5 0 R>>", fonts()));
    raw.set_stream(5, form, b"/X Do");
    files.push(("form-in-itself", raw.file(), Opened));
    let mut raw = Raw::new("/X Do", "/XObject<</X 5 0 R>>");
    raw.set_stream(5, form, b"/X Do /X Do");
    files.push(("form-twice-in-itself", raw.file(), Answered));
    let mut raw = Raw::new("/X Do", "/XObject<</X 5 0 R>>");
    raw.set_stream(5, &format!("{form}/Filter/FlateDecode"), &deflated(b"/X Do\n  q", 400_000));
    files.push(("large-form-in-itself", raw.file(), Refused));
    // A form that is not shown is unpacked all the same.
    let mut raw = Raw::new(&format!("/OC /H BDC {} EMC", "/X Do ".repeat(600_000)), "/XObject<</X 5 0 R>>/Properties<</H 6 0 R>>");
    raw.set(CATALOG, "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>>>");
    raw.set_stream(5, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/FlateDecode", &deflated(b"q", 3 << 20));
    raw.set(6, "<</Type/OCG/Name(x)>>");
    files.push(("hidden-forms", raw.file(), Refused));
    // What a hundred thousand annotations look like.
    let mut raw = Raw::new(LINE, &fonts());
    raw.set(PAGE, &format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<{}>>/Annots[{}]>>", fonts(), "5 0 R ".repeat(300_000)));
    raw.set(5, "<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]/AP<</N 6 0 R>>>>");
    raw.set_stream(6, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"0 0 m 1 1 l S");
    files.push(("annotations", raw.file(), Refused));
    files
}

/// Functions, shadings and colors.
pub(super) fn colors() -> Vec<Hostile> {
    let mut files = Vec::new();
    let shading = |shading: &str, content: &str| {
        let mut raw = Raw::new(
            content,
            &format!("{}/Shading<</S 5 0 R>>/Pattern<</P<</PatternType 2/Shading 5 0 R>>>>/ColorSpace<</C 6 0 R>>", fonts()),
        );
        raw.set(5, shading);
        raw
    };
    let axial = "<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 9 9]/Function 7 0 R>>";
    let mut raw = shading(axial, &format!("{LINE}/S sh"));
    raw.set(7, "<</FunctionType 3/Domain[0 1]/Functions[7 0 R]/Bounds[]/Encode[0 1]>>");
    files.push(("function-of-itself", raw.file(), Answered));
    let mut raw = shading(axial, &format!("{LINE}/S sh"));
    raw.set_stream(7, "/FunctionType 4/Domain[0 1]/Range[0 1]", "{".repeat(60_000).as_bytes());
    files.push(("function-in-braces", raw.file(), Opened));
    let mut raw = shading(axial, &format!("{LINE}{}", "q /Pattern cs /P scn ".repeat(1_000)));
    raw.set_stream(
        7,
        "/FunctionType 0/Domain[0 1]/Range[0 1]/Size[200000000]/BitsPerSample 1/Filter/FlateDecode",
        &deflated(b"q", 30 << 20),
    );
    files.push(("function-of-samples", raw.file(), Opened));
    let mesh =
        "/ShadingType 4/ColorSpace/DeviceGray/BitsPerCoordinate 1/BitsPerComponent 1/BitsPerFlag 2/Decode[0 1 0 1 0 1]/Filter/FlateDecode";
    let mut raw = shading("null", &format!("{LINE}/S sh"));
    raw.set_stream(5, mesh, &deflated(b"\0", 30 << 20));
    files.push(("mesh", raw.file(), Opened));
    let mut raw = shading("null", &format!("{LINE}/C cs"));
    raw.set(6, "[/Pattern 6 0 R]");
    files.push(("color-of-itself", raw.file(), Answered));
    let mut raw = shading("null", &format!("{LINE}/C cs"));
    raw.set(6, "[/Indexed 6 0 R 255 (x)]");
    files.push(("index-of-itself", raw.file(), Answered));
    // Masks are unpacked each time that they are named.
    let mut raw =
        Raw::new(&format!("{LINE}{}", "/G gs ".repeat(600_000)), &format!("{}/ExtGState<</G<</SMask<</S/Alpha/G 5 0 R>>>>>>", fonts()));
    raw.set_stream(5, "/BBox[0 0 9 9]/Filter/FlateDecode", &deflated(b"q", 30 << 20));
    files.push(("masks", raw.file(), Refused));
    let mut raw = Raw::new(
        &format!("{LINE}/Pattern cs {} f", "/P scn 0 0 900 900 re f ".repeat(20_000)),
        &format!("{}/Pattern<</P 5 0 R>>", fonts()),
    );
    raw.set_stream(
        5,
        "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .001/YStep .001/Resources<</Pattern<</P 5 0 R>>>>",
        b"/Pattern cs /P scn 0 0 9 9 re f",
    );
    files.push(("tiles-of-tiles", raw.file(), Answered));
    files
}
