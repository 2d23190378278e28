//! Small workbooks put together record by record, odd and hostile ones among them.

use super::records::id;
use super::*;
use crate::document::{Anchor, ReadNote};
use crate::lang::Lang;

/// A record as it stands in a stream.
fn record(id: u16, data: &[u8]) -> Vec<u8> {
    [&id.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

/// A record of a cell: its place, its style, its value.
fn cell(id: u16, row: u16, column: u16, style: u16, value: &[u8]) -> Vec<u8> {
    record(id, &[&numbers(&[row, column, style]), value].concat())
}

fn numbers(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A text with 16 bits of length.
fn text(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [&u16::try_from(units.len()).unwrap().to_le_bytes()[..], &[1], &numbers(&units)].concat()
}

fn label(row: u16, column: u16, words: &str) -> Vec<u8> {
    cell(id::LABEL, row, column, 0, &text(words))
}

/// A formula with its result and tokens.
fn formula(row: u16, column: u16, result: [u8; 8], tokens: &[u8]) -> Vec<u8> {
    cell(id::FORMULA, row, column, 0, &[&result[..], &[0; 6], &numbers(&[u16::try_from(tokens.len()).unwrap()]), tokens].concat())
}

/// A result that is no number.
fn no_number(kind: u8, value: u8) -> [u8; 8] {
    [kind, 0, value, 0, 0, 0, 0xFF, 0xFF]
}

fn bof(version: u16, kind: u16) -> Vec<u8> {
    record(id::BOF, &[numbers(&[version, kind]), vec![0; 12]].concat())
}

/// A worksheet alone, without a workbook around it.
fn sheet(records: &[Vec<u8>]) -> Vec<u8> {
    [bof(0x0600, 0x0010), records.concat(), record(id::EOF, &[])].concat()
}

fn read(bytes: Vec<u8>) -> Result<Document, ReadError> {
    crate::read::read(Source::named("a4.xls", bytes), None)
}

/// What stands where.
#[track_caller]
fn shown(bytes: Vec<u8>) -> String {
    let document = read(bytes).unwrap();
    let filled = document.all_cells().filter(|cell| !document.text(*cell).is_empty());
    let cells = filled.map(|cell| {
        let name = document.place_name(Anchor::Cell(cell), Lang::Es).unwrap();
        let link = document.links(cell).first().map_or(String::new(), |link| format!(" -> {}", link.target));
        format!("{}={}{link}", name.trim_start_matches("Hoja1!"), document.text(cell))
    });
    cells.collect::<Vec<_>>().join("|")
}

#[test]
fn every_kind_of_cell_shows_its_value() {
    let date = 44500f64.to_le_bytes();
    let bytes = sheet(&[
        record(id::FORMAT, &[numbers(&[164]), text("0\" %\"")].concat()),
        record(id::XF, &numbers(&[0, 0])),
        record(id::XF, &numbers(&[0, 14])),
        record(id::XF, &numbers(&[0, 164])),
        record(id::SST, &[&[9, 0, 0, 0, 2, 0, 0, 0][..], b"\x01\0\0a", &text("Dirección")].concat()),
        cell(id::LABELSST, 0, 0, 0, &1u32.to_le_bytes()),
        cell(id::LABELSST, 0, 1, 0, &7u32.to_le_bytes()),
        label(0, 2, " una  meta\n"),
        cell(id::RSTRING, 0, 3, 0, &[text("rico"), vec![1, 0, 0, 0, 0, 0]].concat()),
        cell(id::NUMBER, 1, 0, 1, &date),
        cell(id::RK, 1, 1, 2, &(80u32 << 2 | 2).to_le_bytes()),
        record(
            id::MULRK,
            &[
                numbers(&[1, 2, 0]),
                (850u32 << 2 | 3).to_le_bytes().to_vec(),
                numbers(&[0]),
                0x3FF0_0000u32.to_le_bytes().to_vec(),
                numbers(&[3]),
            ]
            .concat(),
        ),
        cell(id::BOOLERR, 2, 0, 0, &[1, 0]),
        cell(id::BOOLERR, 2, 1, 0, &[0x17, 1]),
        formula(2, 2, 0.5f64.to_le_bytes(), &[]),
        formula(2, 3, no_number(0, 0), &[]),
        record(id::STRING, &text("80 % de avance")),
        formula(2, 4, no_number(1, 0), &[]),
        formula(2, 5, no_number(2, 0x07), &[]),
        // Out of order, and once more.
        label(3, 1, "antes"),
        label(3, 0, "luego"),
        label(3, 1, "después"),
    ]);
    assert_eq!(
        shown(bytes),
        "A1=Dirección|C1=una meta|D1=rico|A2=31/10/2021|B2=80 %|C2=8,5|D2=1|A3=VERDADERO|B3=#REF!|C3=0,5|D3=80 % de avance|E3=FALSO|F3=#DIV/0!|A4=luego|B4=después"
    );
}

#[test]
fn links_are_read_from_records_and_formulas() {
    let mut link = numbers(&[0, 0, 0, 1]);
    link.extend([[0; 16].as_slice(), &2u32.to_le_bytes(), &0x17u32.to_le_bytes()].concat());
    let wide = |text: &str| numbers(&text.encode_utf16().chain([0]).collect::<Vec<_>>());
    link.extend([&2u32.to_le_bytes()[..], &wide("a")].concat());
    let address = wide("mailto:a@x.ec");
    link.extend([&b"\xE0\xC9\xEA\x79\xF9\xBA\xCE\x11\x8C\x82\x00\xAA\x00\x4B\xA9\x0B"[..], &28u32.to_le_bytes(), &address].concat());
    let hyperlink = b"\x17\x01\0a\x17\x01\0b\x42\x02\x67\x01";
    let bytes = sheet(&[
        label(0, 0, "a@x.ec"),
        formula(1, 0, no_number(3, 0), hyperlink),
        formula(2, 0, [0; 8], hyperlink),
        formula(3, 0, no_number(0, 0), hyperlink),
        record(id::STRING, &text("c")),
        record(id::HLINK, &link),
        record(id::HLINK, &link[..40]),
    ]);
    assert_eq!(shown(bytes), "A1=a@x.ec -> mailto:a@x.ec|A2=b -> a|A3=b -> a|A4=c -> a");
}

#[test]
fn formulas_are_shown_where_nothing_was_computed() {
    let sum = b"\x25\x01\0\x08\0\x01\xC0\x01\xC0\x19\x10\0\0";
    let never = [formula(0, 0, no_number(3, 0), sum), formula(0, 1, no_number(3, 0), b"\x17\0\0"), formula(0, 2, no_number(3, 0), b"\x01")];
    assert_eq!(shown(sheet(&never)), "A1==SUM(B2:B9)|C1==FORMULA()");
    // Where another formula has a result, those without have come to nothing.
    let computed = [never.concat(), formula(0, 3, 2f64.to_le_bytes(), sum)];
    assert_eq!(shown(sheet(&computed)), "D1=2");
}

#[test]
fn texts_that_were_not_joined_are_joined() {
    let joined = [&b"\x44\x02\0\x03\xC0"[..], b"\x17\x02\0 %\x08"].concat();
    let percent = record(id::FORMAT, &[numbers(&[164]), text("0%")].concat());
    let styles = [record(id::XF, &numbers(&[0, 0])), record(id::XF, &numbers(&[0, 164]))].concat();
    let number = |style: u16, value: f64| cell(id::NUMBER, 2, 3, style, &value.to_le_bytes());
    let of = |cell: Vec<u8>| shown(sheet(&[percent.clone(), styles.clone(), formula(0, 0, [0; 8], &joined), cell]));
    assert_eq!(of(number(0, 95.0)), "A1=95 %|D3=95");
    assert_eq!(of(number(1, 0.95)), "A1==D3&\" %\"|D3=95%");
    assert_eq!(of(label(2, 3, "Ω 95")), "A1=Ω 95 %|D3=Ω 95");
    assert_eq!(of(vec![]), "A1==D3&\" %\"");
}

#[test]
fn what_is_hidden_is_not_read_and_merged_cells_are_one() {
    let bytes = sheet(&[
        record(id::COLINFO, &numbers(&[0, 0, 2560, 0, 1])),
        record(id::COLINFO, &numbers(&[3, 3, 0, 0, 0])),
        record(id::ROW, &numbers(&[1, 0, 9, 0, 0, 0, 0x20, 0])),
        record(id::ROW, &numbers(&[2, 0, 9, 0, 0, 0, 0x100, 0])),
        label(0, 0, "título"),
        label(0, 1, "debajo"),
        label(1, 1, "oculta"),
        label(2, 0, "oculto"),
        label(2, 1, "visto"),
        label(2, 3, "estrecho"),
        label(2, 4, "alto"),
        label(3, 4, "debajo"),
        label(3, 1, "más"),
        record(id::MERGEDCELLS, &numbers(&[3, 0, 0, 0, 4, 2, 3, 4, 4, 9, 8, 0, 0])),
    ]);
    let document = read(bytes.clone()).unwrap();
    assert_eq!(document.notes, [ReadNote::Hidden { part: 0, rows: 1, columns: 2 }]);
    assert_eq!(shown(bytes), "B1=título|B3=visto|E3=alto|B4=más");
    let tall = document.cell_at(crate::document::RowId(1), 4).unwrap();
    assert_eq!(document.reach(tall), crate::document::RowId(2));
}

/// A workbook of sheets: name, state, kind, records.
fn workbook(sheets: &[(&str, u8, u8, Vec<u8>)]) -> Vec<u8> {
    let head = |(name, state, kind, _): &(&str, u8, u8, Vec<u8>), start: usize| {
        let name = [&[u8::try_from(name.len()).unwrap(), 0], name.as_bytes()].concat();
        record(id::BOUNDSHEET, &[&u32::try_from(start).unwrap().to_le_bytes()[..], &[*state, *kind], &name].concat())
    };
    let length = 20 + sheets.iter().map(|one| head(one, 0).len()).sum::<usize>() + 4;
    let mut bytes = bof(0x0600, 0x0005);
    let mut start = length;
    for one in sheets {
        bytes.extend(head(one, start));
        start += one.3.len();
    }
    bytes.extend(record(id::EOF, &[]));
    bytes.extend(sheets.iter().flat_map(|one| one.3.clone()));
    bytes
}

#[test]
fn worksheets_are_read_in_their_order() {
    let chart = [bof(0x0600, 0x0020), label(0, 0, "gráfico"), record(id::EOF, &[])].concat();
    let bytes = workbook(&[
        ("a4", 0, 0, sheet(&[label(0, 0, "uno"), chart.clone(), label(1, 0, "dos")])),
        ("Chart", 0, 2, chart),
        ("old", 2, 0, sheet(&[label(0, 0, "tres")])),
    ]);
    let document = read(bytes.clone()).unwrap();
    let parts: Vec<_> = document.parts.iter().map(|part| (part.name.as_str(), part.hidden)).collect();
    assert_eq!(parts, [("a4", false), ("old", true)]);
    assert_eq!(shown(bytes), "a4!A1=uno|a4!A2=dos|old!A1=tres");
}

#[test]
fn workbooks_of_1995_and_bare_sheets_have_a_code_page() {
    let old = |version: u16, page: &[u8], words: &[u8]| {
        let label = [&numbers(&[u16::try_from(words.len()).unwrap()])[..], words].concat();
        [record(id::BOF, &numbers(&[version, 0x0010, 0, 0])), page.to_vec(), cell(id::LABEL, 0, 0, 0, &label), record(id::EOF, &[])]
            .concat()
    };
    assert_eq!(shown(old(0, &[], b"Direcci\xF3n")), "A1=Dirección");
    assert_eq!(shown(old(0x0500, &record(id::CODEPAGE, &numbers(&[850])), b"Direcci\xA2n")), "A1=Dirección");
    assert_eq!(shown(old(0x0500, &record(id::CODEPAGE, &numbers(&[10000])), b"Direcci\x97n")), "A1=Dirección");
}

#[test]
fn damaged_and_hostile_workbooks_are_refused_or_read_in_part() {
    let damaged = Err(ReadError::DamagedFile { name: "XLS" });
    let refusal = |bytes: Vec<u8>| read(bytes).map(|_| ());
    let locked = [bof(0x0600, 0x0005), record(id::FILEPASS, &[0; 6]), record(id::EOF, &[])].concat();
    assert_eq!(refusal(locked), Err(ReadError::Encrypted));
    let mut cut = sheet(&[label(0, 0, "uno")]);
    cut.truncate(cut.len() - 6);
    assert_eq!(refusal(cut), damaged);
    assert_eq!(refusal(sheet(&[record(id::SST, b"\x01\0\0\0\xFF\xFF\xFF\xFF\x09\0\0a")])), damaged);
    // A sheet that is not where it is said to be, and one that is said to be there a thousand times.
    let mut lost = workbook(&[("a4", 0, 0, sheet(&[label(0, 0, "uno")]))]);
    lost[24] += 2;
    assert_eq!(refusal(lost), damaged);
    let again = record(id::BOUNDSHEET, b"\x00\0\0\0\0\0\x01\0a");
    let bytes = [bof(0x0600, 0x0005), again.repeat(1000), record(id::EOF, &[])].concat();
    assert_eq!(read(bytes).unwrap().parts.len(), 1000);
    // Charts within charts without end.
    assert_eq!(refusal(sheet(&[bof(0x0600, 0x0020).repeat(50_000)])), Ok(()));
    // The last cell there can be, and one that cannot be.
    assert_eq!(shown(sheet(&[label(65535, 255, "último"), label(0, 256, "fuera")])), "IV65536=último");
    // Every row begins at the last column: more cells than are kept.
    let far: Vec<Vec<u8>> = (0..10_000).map(|row| label(row, 255, "x")).collect();
    assert_eq!(refusal(sheet(&far)), Err(ReadError::TooManyCells));
}
