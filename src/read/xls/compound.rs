//! The container of office files before 2007 (\[MS-CFB\]): which streams lie in its root, and the bytes of one of them.
//!
//! A file is cut into sectors of one size; a table of 32-bit numbers, the FAT, says for each sector which one comes after it. Streams below a size have
//! small sectors of their own, which lie in one larger stream. All of it is read in place and each chain is followed for at most as many steps as the
//! file has sectors, so that no chain of a damaged file goes in circles.

use std::borrow::Cow;

/// The first number that does not name a sector: ends of chains and free sectors lie above it.
const FIRST_SPECIAL: u32 = 0xFFFF_FFFA;

/// How many sectors of the FAT are named in the header itself.
const HEADER_FAT: usize = 109;

/// The length of an entry of the directory.
const ENTRY: usize = 128;

/// The number of an entry that is not there.
const NO_ENTRY: u32 = 0xFFFF_FFFF;

/// A compound file.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    /// Binary logarithm of the size of a sector.
    shift: u32,
    /// The sectors that hold the FAT.
    fat: Vec<u32>,
    directory: Cow<'a, [u8]>,
    small: Small,
}

/// Where streams lie that are too small for sectors of their own.
struct Small {
    /// Binary logarithm of the size of a small sector.
    shift: u32,
    /// Streams below this size are small.
    below: u64,
    /// The first sector of the FAT of small sectors.
    fat: u32,
}

/// A stream or the root, as the directory describes it.
#[derive(Debug, Clone, Copy)]
struct Entry {
    first: u32,
    size: u64,
}

impl<'a> Compound<'a> {
    /// Opens a compound file; `None` where it is none, or its tables are damaged.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            return None;
        }
        let shift = u32::from(u16_at(bytes, 30)?);
        let small_shift = u32::from(u16_at(bytes, 32)?);
        // Sectors have 512 or 4096 bytes; the bounds only keep the arithmetic sound.
        if !(7..=16).contains(&shift) || small_shift >= shift {
            return None;
        }
        let small = Small { shift: small_shift, below: u64::from(u32_at(bytes, 56)?), fat: u32_at(bytes, 60)? };
        let mut file = Compound { bytes, shift, fat: Vec::new(), directory: Cow::Borrowed(&[]), small };
        file.fat = file.fat_sectors()?;
        file.directory = file.chain(u32_at(bytes, 48)?, None)?;
        Some(file)
    }

    /// The bytes of a stream of the root; `None` where there is no such stream, or it is cut off.
    pub(super) fn stream(&self, name: &str) -> Option<Cow<'a, [u8]>> {
        let entry = self.find(name)?;
        if entry.size < self.small.below { self.small_stream(entry).map(Cow::Owned) } else { self.chain(entry.first, Some(entry.size)) }
    }

    /// Whether the root has a stream of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The sectors that hold the FAT: some named in the header, more in a chain of sectors for that purpose.
    fn fat_sectors(&self) -> Option<Vec<u32>> {
        let per_sector = self.sector_size() / 4;
        let most = self.sector_count() / per_sector + 1;
        let mut fat: Vec<u32> = (0..HEADER_FAT).map_while(|at| u32_at(self.bytes, 76 + 4 * at)).collect();
        let mut next = u32_at(self.bytes, 68)?;
        while next < FIRST_SPECIAL && fat.len() <= most + HEADER_FAT {
            let sector = self.sector(next)?;
            fat.extend((0..per_sector - 1).map_while(|at| u32_at(sector, 4 * at)));
            next = u32_at(sector, 4 * (per_sector - 1))?;
        }
        // A file needs no more of them than its sectors take; what comes after is padding.
        fat.truncate(most);
        while fat.last().is_some_and(|sector| *sector >= FIRST_SPECIAL) {
            fat.pop();
        }
        Some(fat)
    }

    /// The bytes of a chain of sectors: the first `size` of them where that is known, which then have to be there.
    fn chain(&self, first: u32, size: Option<u64>) -> Option<Cow<'a, [u8]>> {
        let wanted = size.map_or(Some(usize::MAX), |size| usize::try_from(size).ok())?;
        let mut whole: Cow<'a, [u8]> = Cow::Borrowed(&[]);
        let mut left = self.sector_count();
        let mut next = first;
        while next < FIRST_SPECIAL && whole.len() < wanted {
            // Most streams lie in one piece, which then need not be copied.
            let from = next;
            let mut to = from;
            loop {
                left = left.checked_sub(1)?;
                to += 1;
                if whole.len() + (to - from) as usize * self.sector_size() >= wanted {
                    break;
                }
                next = self.after(to - 1)?;
                if next != to {
                    break;
                }
            }
            let piece = self.run(from, to)?;
            let is_short = piece.len() < (to - from) as usize * self.sector_size();
            if is_short && size.is_some() && whole.len() + piece.len() < wanted {
                return None;
            }
            if whole.is_empty() {
                whole = Cow::Borrowed(piece);
            } else {
                whole.to_mut().extend_from_slice(piece);
            }
            if next == to {
                break;
            }
        }
        if size.is_none() {
            return Some(whole);
        }
        match whole {
            _ if whole.len() < wanted => None,
            Cow::Borrowed(bytes) => Some(Cow::Borrowed(&bytes[..wanted])),
            Cow::Owned(mut bytes) => {
                bytes.truncate(wanted);
                Some(Cow::Owned(bytes))
            }
        }
    }

    fn small_stream(&self, entry: Entry) -> Option<Vec<u8>> {
        let size = usize::try_from(entry.size).ok().filter(|size| *size <= self.bytes.len())?;
        let fat = self.chain(self.small.fat, None)?;
        let container = self.chain(self.entry(0)?.first, None)?;
        let mut bytes = Vec::with_capacity(size);
        let mut left = fat.len() / 4;
        let mut next = entry.first;
        while bytes.len() < size {
            left = left.checked_sub(1)?;
            let start = (next as usize) << self.small.shift;
            // The last sector of a file may be cut short where nothing of it is used.
            let end = start + (size - bytes.len()).min(1 << self.small.shift);
            bytes.extend_from_slice(container.get(start..end)?);
            next = u32_at(&fat, next as usize * 4)?;
        }
        Some(bytes)
    }

    /// The entry of a stream in the root. The root's entries are a search tree, but programs disagree on its order, so all of it is looked at.
    fn find(&self, name: &str) -> Option<Entry> {
        let count = self.directory.len() / ENTRY;
        let mut seen = vec![false; count];
        let mut open = vec![u32_at(&self.directory, 76)?];
        while let Some(index) = open.pop() {
            let at = index as usize;
            if index == NO_ENTRY || at >= count || std::mem::replace(&mut seen[at], true) {
                continue;
            }
            let entry = &self.directory[at * ENTRY..(at + 1) * ENTRY];
            if entry[66] == 2 && is_named(entry, name) {
                return self.entry(at);
            }
            open.extend([u32_at(entry, 68)?, u32_at(entry, 72)?]);
        }
        None
    }

    fn entry(&self, index: usize) -> Option<Entry> {
        let entry = self.directory.get(index * ENTRY..(index + 1) * ENTRY)?;
        let (low, high) = (u32_at(entry, 120)?, u32_at(entry, 124)?);
        // Files with sectors of 512 bytes have 32-bit sizes, and some programs leave rubbish in the other half.
        let high = if self.shift > 9 { high } else { 0 };
        Some(Entry { first: u32_at(entry, 116)?, size: u64::from(high) << 32 | u64::from(low) })
    }

    /// Which sector comes after one.
    fn after(&self, sector: u32) -> Option<u32> {
        let per_sector = self.sector_size() / 4;
        let table = self.sector(*self.fat.get(sector as usize / per_sector)?)?;
        u32_at(table, 4 * (sector as usize % per_sector))
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        self.run(number, number.checked_add(1)?)
    }

    /// The bytes of neighbouring sectors; the last one of the file may be cut short.
    fn run(&self, from: u32, to: u32) -> Option<&'a [u8]> {
        let start = (from as usize + 1).checked_mul(self.sector_size())?;
        let end = (to as usize + 1).checked_mul(self.sector_size())?;
        self.bytes.get(start..end.min(self.bytes.len()))
    }

    fn sector_size(&self) -> usize {
        1 << self.shift
    }

    /// How many sectors the file has, counting one that is cut short.
    fn sector_count(&self) -> usize {
        self.bytes.len() >> self.shift
    }
}

/// Whether an entry of the directory has a name. Names are UTF-16 and differ in more than capitals.
fn is_named(entry: &[u8], name: &str) -> bool {
    let units = name.encode_utf16().chain([0]);
    units.enumerate().all(|(at, unit)| {
        let found = entry.get(2 * at..2 * at + 2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        found == Some(unit) || found.zip(u8::try_from(unit).ok()).is_some_and(|(found, unit)| found == u16::from(unit.to_ascii_uppercase()))
    })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).map(|two| u16::from_le_bytes([two[0], two[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const END: u32 = 0xFFFF_FFFE;

    /// A file of sectors of 512 bytes: the FAT in sector 0, the directory in sector 1, then the given ones.
    fn file(fat: &[u32], entries: &[(&str, u8, u32, u32)], sectors: &[u8]) -> Vec<u8> {
        let mut head = vec![0; 512];
        head[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        head[30..34].copy_from_slice(&[9, 0, 6, 0]);
        for (at, value) in [(48, 1), (56, 4096), (60, 2), (68, END), (76, 0)] {
            head[at..at + 4].copy_from_slice(&u32::to_le_bytes(value));
        }
        for byte in &mut head[80..] {
            *byte = 0xFF;
        }
        let mut table: Vec<u8> = fat.iter().flat_map(|next| next.to_le_bytes()).collect();
        table.resize(512, 0xFF);
        let mut directory = Vec::new();
        for (at, (name, kind, first, size)) in entries.iter().enumerate() {
            let mut entry = vec![0; ENTRY];
            for (at, unit) in name.encode_utf16().enumerate() {
                entry[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
            }
            entry[66] = *kind;
            // The root names the first stream, each stream the next one as its neighbour.
            let next = if at + 1 < entries.len() { u32::try_from(at).unwrap() + 1 } else { NO_ENTRY };
            let (left, child) = if at == 0 { (NO_ENTRY, next) } else { (next, NO_ENTRY) };
            for (at, value) in [(68, left), (72, NO_ENTRY), (76, child), (116, *first), (120, *size)] {
                entry[at..at + 4].copy_from_slice(&value.to_le_bytes());
            }
            directory.extend(entry);
        }
        directory.resize(512, 0);
        [head, table, directory, sectors.to_vec()].concat()
    }

    #[test]
    fn streams_large_and_small_are_found_by_name() {
        // Sector 2 is the FAT of small sectors, 3 holds them; 4, 6 and 5 are one large stream, of which the file has the last only in part.
        let mut sectors: Vec<u8> = [1u32, END, 0xFFFF_FFFF].iter().flat_map(|next| next.to_le_bytes()).collect();
        sectors.resize(512, 0xFF);
        sectors.extend([b'a'; 64].iter().chain(&[b'b'; 448]));
        sectors.extend([vec![b'x'; 512], vec![b'z'; 512], vec![b'y'; 300]].concat());
        let fat = [0xFFFF_FFFD, END, END, END, 6, END, 5];
        let entries = [("Root Entry", 5, 3, 512), ("small", 2, 0, 70), ("WORKBOOK", 2, 4, 5000), ("cut", 2, 4, 9000)];
        let mut bytes = file(&fat, &entries, &sectors);
        bytes[56..60].copy_from_slice(&1000u32.to_le_bytes());
        bytes[1024 + 2 * ENTRY + 120..][..4].copy_from_slice(&1324u32.to_le_bytes());
        let found = Compound::open(&bytes).unwrap();
        assert_eq!(found.stream("small").unwrap().as_ref(), [vec![b'a'; 64], vec![b'b'; 6]].concat());
        assert_eq!(found.stream("cut"), None);
        assert!(found.has("Workbook") && !found.has("Book") && !found.has("Root Entry"));
        // The middle of the three is the one that is cut short: the piece after it is missing as well.
        assert_eq!(found.stream("Workbook"), None);
        let straight = [0xFFFF_FFFD, END, END, END, 5, 6, END];
        bytes[512..512 + 28].copy_from_slice(&straight.iter().flat_map(|next: &u32| next.to_le_bytes()).collect::<Vec<u8>>());
        let found = Compound::open(&bytes).unwrap();
        let Some(Cow::Borrowed(whole)) = found.stream("Workbook") else { panic!("copied") };
        assert_eq!((whole.len(), whole[1023], whole[1323]), (1324, b'z', b'y'));
    }

    #[test]
    fn no_chain_goes_in_circles() {
        for next in [2, 3, 1, 99, 0xFFFF_FFFC] {
            let bytes =
                file(&[0xFFFF_FFFD, END, next, 2], &[("Root Entry", 5, 2, 512), ("Book", 2, 2, 90_000), ("b", 2, 0, 90)], &[0; 1024]);
            let found = Compound::open(&bytes).unwrap();
            assert_eq!(found.stream("Book"), None);
            assert!(found.stream("b").is_none_or(|bytes| bytes.len() == 90));
        }
        // A directory without end, and a table of tables without end.
        for (at, value) in [(512 + 4, 1u32), (68, 1), (68, 0), (48, 77), (76, 0xFFFF), (30, 0x0006_FFFF), (30, 0x0006_0000)] {
            let mut bytes = file(&[0xFFFF_FFFD, END], &[("Root Entry", 5, 2, 512)], &[0; 1024]);
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
            assert!(Compound::open(&bytes).is_none_or(|found| found.stream("Book").is_none()));
        }
        // Entries that name one another.
        let mut bytes = file(&[0xFFFF_FFFD, END], &[("Root Entry", 5, 2, 512), ("a", 2, 2, 9), ("b", 2, 2, 9)], &[0; 1024]);
        bytes[1024 + 2 * ENTRY + 68] = 1;
        bytes[1024 + 2 * ENTRY + 72] = 2;
        assert!(!Compound::open(&bytes).unwrap().has("Book"));
    }
}
