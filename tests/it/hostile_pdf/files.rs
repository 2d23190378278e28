//! The hostile files, each with what it tries.

use std::fmt::Write;

use super::raw::{CATALOG, CONTENT, FONT, PAGE, PAGES, Raw, deflated, stored};

/// What a file should come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is refused as one that asks for too much, is too large, or damaged: A4-R01.
    Refused,
    /// It is opened: nothing in it is an a4 matrix, or no text at all. Which of both depends on what is left of it.
    Opened,
    /// Either, as long as there is an answer.
    Answered,
}

use Fate::{Answered, Opened, Refused};

/// A line of text that a page with a font can show.
const LINE: &str = "BT /F 10 Tf 50 500 Td (PLAN OPERATIVO ANUAL) Tj ET\n";

/// The resources of a page with a font.
fn fonts() -> String {
    format!("/Font<</F {FONT}>>")
}

/// All files: what each is called, its bytes, and what it should come to.
pub(super) fn all() -> Vec<(&'static str, Vec<u8>, Fate)> {
    let mut files = streams();
    files.extend(tables());
    files.extend(fonts_and_forms());
    files.extend(contents());
    files.extend(texts());
    files
}

/// Streams that become large.
fn streams() -> Vec<(&'static str, Vec<u8>, Fate)> {
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
        ("runs", with_content("/Filter[/RunLengthDecode/RunLengthDecode/RunLengthDecode]", &runs(&runs(&runs(&[b'q'; 256 << 10])))), Answered),
        ("runs-of-flate", with_content("/Filter[/RunLengthDecode/FlateDecode]", &runs(&bomb)), Refused),
        ("lzw", with_content("/Filter/LZWDecode", &lzw(120_000)), Refused),
        ("base-85", with_content("/Filter[/ASCII85Decode/ASCII85Decode]", "z".repeat(12 << 20).as_bytes()), Refused),
        ("columns", with_content("/Filter/FlateDecode/DecodeParms<</Predictor 2/BitsPerComponent 4/Columns 1099511627776>>", &stored(b"q Q")), Refused),
        (
            "columns-elsewhere",
            {
                let mut raw = Raw::new("", &fonts());
                let columns = raw.add("1099511627776");
                raw.set_stream(CONTENT, &format!("{flate}/DecodeParms<</Predictor 2/BitsPerComponent 4/Columns {columns} 0 R>>"), &stored(b"q"));
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

/// Tables of objects, trees of pages, packed objects, and what the library does where they are wrong.
fn tables() -> Vec<(&'static str, Vec<u8>, Fate)> {
    let mut files = Vec::new();
    let trailer = |extra: &'static str| {
        move |_: &[usize], start: usize| {
            format!("trailer\n<</Size 5/Root 1 0 R{}>>\nstartxref\n{start}\n%%EOF\n", extra.replace("HERE", &start.to_string()))
        }
    };
    files.push(("table-names-itself", Raw::new(LINE, &fonts()).ending(trailer("/Prev HERE")), Opened));
    files.push(("table-names-itself-as-stream", Raw::new(LINE, &fonts()).ending(trailer("/XRefStm HERE/Prev HERE")), Opened));
    files.push(("table-of-nothing", Raw::new(LINE, &fonts()).ending(|_, _| "startxref\n99999999999999999999\n%%EOF".into()), Answered));
    files.push(("table-too-long", Raw::new(LINE, &fonts()).ending(|_, start| format!("xref\n0 4294967295\ntrailer\n<</Root 1 0 R>>\nstartxref\n{start}\n")), Answered));
    // A table of 30 million entries of one byte.
    let mut raw = Raw::new(LINE, &fonts());
    let table = raw.add_stream("/Type/XRef/Size 30000000/W[0 1 0]/Root 1 0 R/Filter/FlateDecode", &deflated(b"\x01", 30_000_000));
    files.push(("table-of-millions", raw.ending(|places, _| format!("startxref\n{}\n%%EOF\n", places[table - 1])), Refused));
    // Packed objects, many times over.
    let mut raw = Raw::new(LINE, &fonts());
    for _ in 0..12 {
        raw.add_stream("/Type/ObjStm/N 1/First 8/Filter/FlateDecode", &deflated(b" ", 30 << 20));
    }
    files.push(("packed-objects", raw.file(), Refused));
    // Pages inside the list of pages, each with the resources of all.
    let entries = listed(8_000, |n| format!("/F{n} 0 0 R"));
    let mut raw = Raw::new(LINE, "");
    raw.set(PAGES, &format!("<</Type/Pages/Resources<</Font<<{entries}>>>>/Kids[{}]>>", "<<>>".repeat(20_000)));
    files.push(("pages-share-resources", raw.file(), Refused));
    let mut raw = Raw::new(LINE, "");
    let kids = raw.add(&format!("[{}]", "<<>> ".repeat(20_000)));
    let font = raw.add(&format!("<<{entries}>>"));
    raw.set(PAGES, &format!("<</Type/Pages/Resources<</Font {font} 0 R>>/Kids {kids} 0 R>>"));
    files.push(("pages-elsewhere", raw.file(), Refused));
    let mut raw = Raw::new(LINE, "");
    raw.set(PAGES, &format!("<</Type/Pages/Kids[{}]>>", "<</Type/Page>>".repeat(2_500)));
    files.push(("pages-too-many", raw.file(), Refused));
    let mut raw = Raw::new(LINE, "");
    raw.set(PAGES, &format!("<</Type/Pages/Kids[{}]>>", "<<>>".repeat(2_000_000)));
    files.push(("pages-by-the-million", raw.file(), Refused));
    let mut raw = Raw::new(LINE, &fonts());
    raw.set(PAGES, "<</Type/Pages/Kids[2 0 R 3 0 R 5 0 R]/Count 9>>");
    raw.set(5, "<</Type/Pages/Kids[2 0 R 5 0 R 3 0 R]/Count 9>>");
    files.push(("page-tree-in-circles", raw.file(), Opened));
    let mut raw = Raw::new(LINE, &fonts());
    raw.set(PAGES, &format!("<</Type/Pages/Kids[{}]/Count 300000>>", "3 0 R ".repeat(300_000)));
    files.push(("page-300-000-times", raw.file(), Answered));
    let mut raw = Raw::new(LINE, "");
    for next in 5..60_000 {
        raw.set(next, &format!("<</Type/Pages/Kids[{} 0 R]>>", next + 1));
    }
    raw.set(PAGES, "<</Type/Pages/Kids[5 0 R]>>");
    files.push(("page-tree-deep", raw.file(), Answered));
    // What has no end, again and again: the library starts anew at each.
    for (name, piece) in [
        ("strings-without-end", "1 0 obj ("),
        ("dictionaries-without-end", "<< ( "),
        ("comments-without-end", "1 % "),
        ("arrays-without-end", "1 0 obj ["),
        ("arrays", "["),
        ("dictionaries", "<</a"),
        ("dictionaries-alone", "<<"),
        ("hexadecimal", "1 0 obj <"),
        ("headings", "1 0 obj "),
        ("references", "1 0 R "),
        ("streams-without-end", "1 0 obj <<>> stream\n"),
        ("packed-objects-without-end", "1 0 obj <</Type/ObjStm>> stream\n"),
    ] {
        let mut file = b"%PDF-1.7\n".to_vec();
        file.extend_from_slice(piece.repeat((3 << 20) / piece.len()).as_bytes());
        file.extend_from_slice(&Raw::new(LINE, &fonts()).ending(|_, _| "trailer<</Root 1 0 R>>".into()));
        files.push((name, file, Answered));
    }
    let mut raw = Raw::new(LINE, &fonts());
    raw.set(CATALOG, &format!("<</Type/Catalog/Pages 2 0 R/Names<<{}>>>>", listed(600_000, |n| format!("/N{n} 0"))));
    files.push(("dictionary-of-600-000", raw.file(), Refused));
    files
}

/// Fonts, forms, functions and colors.
fn fonts_and_forms() -> Vec<(&'static str, Vec<u8>, Fate)> {
    let mut files = Vec::new();
    let with_font = |font: &str, content: &str| {
        let mut raw = Raw::new(content, "/Font<</F 5 0 R>>");
        raw.set(5, font);
        raw
    };
    let composite = |more: &str| {
        format!("<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/A{more}>>]>>")
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
    let mut raw = with_font("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>", &format!("BT /F 10 Tf ({}) Tj ET", "a".repeat(5_000)));
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
    files.extend(colors());
    files
}

/// Functions, shadings and colors.
fn colors() -> Vec<(&'static str, Vec<u8>, Fate)> {
    let mut files = Vec::new();
    let shading = |shading: &str, content: &str| {
        let mut raw = Raw::new(content, &format!("{}/Shading<</S 5 0 R>>/Pattern<</P<</PatternType 2/Shading 5 0 R>>>>/ColorSpace<</C 6 0 R>>", fonts()));
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
    raw.set_stream(7, "/FunctionType 0/Domain[0 1]/Range[0 1]/Size[200000000]/BitsPerSample 1/Filter/FlateDecode", &deflated(b"q", 30 << 20));
    files.push(("function-of-samples", raw.file(), Opened));
    let mesh = "/ShadingType 4/ColorSpace/DeviceGray/BitsPerCoordinate 1/BitsPerComponent 1/BitsPerFlag 2/Decode[0 1 0 1 0 1]/Filter/FlateDecode";
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
    let mut raw = Raw::new(&format!("{LINE}{}", "/G gs ".repeat(600_000)), &format!("{}/ExtGState<</G<</SMask<</S/Alpha/G 5 0 R>>>>>>", fonts()));
    raw.set_stream(5, "/BBox[0 0 9 9]/Filter/FlateDecode", &deflated(b"q", 30 << 20));
    files.push(("masks", raw.file(), Refused));
    let mut raw = Raw::new(&format!("{LINE}/Pattern cs {} f", "/P scn 0 0 900 900 re f ".repeat(20_000)), &format!("{}/Pattern<</P 5 0 R>>", fonts()));
    raw.set_stream(5, "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .001/YStep .001/Resources<</Pattern<</P 5 0 R>>>>", b"/Pattern cs /P scn 0 0 9 9 re f");
    files.push(("tiles-of-tiles", raw.file(), Answered));
    files
}

/// What pages draw.
fn contents() -> Vec<(&'static str, Vec<u8>, Fate)> {
    let mut files = Vec::new();
    let packed = |piece: &[u8], times: usize| {
        let mut raw = Raw::new("", &fonts());
        let start = raw.add_stream("", b"BT /F 1 Tf 0 0 m\n");
        let rest = raw.add_stream("/Filter/FlateDecode", &deflated(piece, times));
        raw.set(PAGE, &format!("<</Type/Page/Parent 2 0 R/Contents[{start} 0 R {rest} 0 R]/Resources<<{}>>>>", fonts()));
        raw.file()
    };
    for (name, piece, times, fate) in [
        ("saves", &b"q "[..], 10 << 20, Refused),
        ("saves-some", b"q ", 1 << 20, Answered),
        ("glyphs", b"(aaaaaaaa)Tj\n", 1 << 21, Refused),
        ("glyphs-on-a-page", b"(aaaaaaaa)Tj\n", 300_000, Refused),
        ("paths", b"1 1 l", 6 << 20, Refused),
        ("lines", b"9 9 l S\n\n\n\n\n\n", 300_000, Refused),
        ("clips", b"0 0 9 9 re W ", 300_000, Answered),
        ("marks", b"/P BMC\n", 600_000, Refused),
        ("nothings", b"n ", 2 << 20, Answered),
        ("strings", b"((", 2 << 20, Answered),
        ("arrays-in-content", b"[", 4 << 20, Answered),
        ("clip-by-text", b"7 Tr (@@@)Tj\n", 200_000, Refused),
    ] {
        files.push((name, packed(piece, times), fate));
    }
    // One content many times.
    let mut raw = Raw::new("", &fonts());
    let piece = raw.add_stream("/Filter/FlateDecode", &deflated(b"q", 3 << 20));
    raw.set(PAGE, &format!("<</Type/Page/Parent 2 0 R/Contents[{}]/Resources<<>>>>", format!("{piece} 0 R ").repeat(2_000)));
    files.push(("content-2000-times", raw.file(), Refused));
    // Pictures in the content, whose ends are looked for in all that follows.
    let pictures = format!("{LINE}BI /W 1 /H 1 ID x EI {}", "BI/a(".repeat(300_000));
    files.push(("pictures-in-line", Raw::new(&pictures, &fonts()).file(), Refused));
    let some = format!("{LINE}{}", "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI\n".repeat(100));
    files.push(("pictures-in-line-some", Raw::new(&some, &fonts()).file(), Opened));
    // Places that are no places.
    let far = format!("1{}", "0".repeat(300));
    let wild = format!("BT /F {far} Tf {far} 0 0 {far} -{far} {far} Tm (a) Tj 0 0 0 0 0 0 Tm (b) Tj ET {far} {far} m -{far} 0 l S 0 0 {far} .{far} re f");
    let mut raw = Raw::new(&format!("{LINE}{wild}"), &fonts());
    raw.set(PAGE, &format!("<</Type/Page/Parent 2 0 R/MediaBox[-{far} 0 {far} 99999999999999999999]/UserUnit {far}/Contents 4 0 R/Resources<<{}>>>>", fonts()));
    files.push(("wild-places", raw.file(), Answered));
    files
}

/// Trees of tags, and texts laid out so that tables cost much.
fn texts() -> Vec<(&'static str, Vec<u8>, Fate)> {
    let mut files = Vec::new();
    let tagged = |levels: usize, kids: &str, last: &str| {
        let mut raw = Raw::new(&format!("/TD <</MCID 0>> BDC {LINE} EMC"), &fonts());
        raw.set(CATALOG, "<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R>>");
        raw.set(5, "<</Type/StructTreeRoot/K 6 0 R>>");
        for level in 6..6 + levels {
            let kids = kids.replace("NEXT", &format!("{} 0 R", level + 1));
            raw.set(level, &format!("<</Type/StructElem/S/{}/Pg 3 0 R/K[{kids}]>>", ["Table", "TR", "TD"][level % 3]));
        }
        raw.set(6 + levels, last);
        raw.file()
    };
    files.push(("tags-doubled", tagged(30, "NEXT NEXT", "<</Type/StructElem/S/TD/Pg 3 0 R/K 0>>"), Answered));
    files.push(("tags-deep", tagged(100_000, "NEXT", "<</Type/StructElem/S/TD/Pg 3 0 R/K 0>>"), Answered));
    files.push(("tags-in-circles", tagged(3, "NEXT 6 0 R", "<</Type/StructElem/S/TD/Pg 3 0 R/K 6 0 R>>"), Answered));
    files.push(("tags-many", tagged(1, &"0 ".repeat(1_000_000), "null"), Answered));
    let wide = |span: &str| {
        let mut raw = Raw::new(&format!("/TD <</MCID 0>> BDC {LINE} EMC"), &fonts());
        raw.set(CATALOG, "<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R>>");
        raw.set(5, &format!("<</Type/StructTreeRoot/K<</S/Table/K[{}]>>>>", format!("<</S/TR/K[<</S/TD/Pg 3 0 R/K 0/A<</O/Table{span}>>>>]>>").repeat(50)));
        raw.file()
    };
    files.push(("span-of-columns", wide("/ColSpan 2000000000"), Answered));
    files.push(("span-of-rows", wide("/RowSpan 2000000000/ColSpan 60000"), Answered));
    // A grid of as many lines as a page may draw, with a word in each corner.
    let mut grid = String::new();
    for at in 0..4_000 {
        let _ = write!(grid, "{0} 0 m {0} 595 l 0 {0} m 842 {0} l S ", f64::from(at) * 0.2);
    }
    files.push(("grid", Raw::new(&format!("{LINE}{grid}"), &fonts()).file(), Answered));
    let mut words = String::from("BT /F 1 Tf ");
    for at in 0..30_000 {
        let _ = write!(words, "1 0 0 1 {} {} Tm (a) Tj ", at * 7919 % 842, at * 104_729 % 595);
    }
    files.push(("words-anywhere", Raw::new(&format!("{words} ET"), &fonts()).file(), Answered));
    let one_line = format!("BT /F 1 Tf 0 300 Td ({}) Tj ET", "a ".repeat(60_000));
    files.push(("words-on-a-line", Raw::new(&one_line, &fonts()).file(), Answered));
    let one_word = format!("BT /F 1 Tf 0 300 Td ({}) Tj ET", "a".repeat(300_000));
    files.push(("one-word", Raw::new(&one_word, &fonts()).file(), Answered));
    files.push(("tiles", Raw::new(&format!("{LINE}{}", listed(30_000, |n| format!("{} {} 4 4 re f ", n % 200 * 5, n / 200 * 5))), &fonts()).file(), Answered));
    let mut raw = Raw::new(LINE, &fonts());
    let links = listed(30_000, |n| format!("<</Subtype/Link/Rect[0 {n} 9 9]/A<</S/URI/URI(mailto:{n}@x.ec)>>>>"));
    raw.set(PAGE, &format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<{}>>/Annots[{links}]>>", fonts()));
    files.push(("links", raw.file(), Answered));
    files
}

/// What is made for each number below a bound, together.
fn listed(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
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
