//! Small files of every format that hold given bytes in the section of records.

use std::sync::OnceLock;

use object::write::{Object, pe};
use object::{Architecture, BinaryFormat, Endianness, ObjectSection, SectionKind};

/// The section of records in the file of this test.
pub(crate) fn own_section() -> Vec<u8> {
    static SECTION: OnceLock<Vec<u8>> = OnceLock::new();
    SECTION.get_or_init(read_own_section).clone()
}

fn read_own_section() -> Vec<u8> {
    use object::Object as _;
    let own = crate::own();
    let file = object::File::parse(&*own).unwrap();
    let mut sections = file.sections();
    let section = sections.find(|it| it.name().is_ok_and(|name| name.contains("relata")));
    section.unwrap().data().unwrap().to_vec()
}

/// An object file.
fn object(
    format: BinaryFormat,
    architecture: Architecture,
    endian: Endianness,
    [segment, section]: [&str; 2],
    bytes: &[u8],
) -> Vec<u8> {
    let mut file = Object::new(format, architecture, endian);
    let kind = SectionKind::ReadOnlyData;
    let section = file.add_section(segment.into(), section.into(), kind);
    file.append_section_data(section, bytes, 4);
    file.write().unwrap()
}

pub(crate) fn elf(bytes: &[u8]) -> Vec<u8> {
    let little = Endianness::Little;
    object(
        BinaryFormat::Elf,
        Architecture::Aarch64,
        little,
        ["", ".note.relata"],
        bytes,
    )
}

/// Of 32 bits and without section headers: a segment of notes, of which the first is another owner's, and one of bytes
/// that are no notes.
pub(crate) fn elf_of_segments(bytes: &[u8]) -> Vec<u8> {
    segments(bytes, 4)
}

/// The same as mold makes it, which aligns all notes as those that need it most.
pub(crate) fn elf_of_mold(bytes: &[u8]) -> Vec<u8> {
    segments(bytes, 8)
}

fn segments(bytes: &[u8], alignment: u32) -> Vec<u8> {
    let others = b"\x04\0\0\0\x05\0\0\0\x01\0\0\0GNU\0hello\0\0\0";
    let notes = [others, bytes].concat();
    let size = u32::try_from(notes.len()).unwrap();
    let mut file = b"\x7fELF\x01\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x03\0\x01\0\0\0".to_vec();
    file.extend([0_u32, 52, 0, 0].into_iter().flat_map(u32::to_le_bytes));
    file.extend(
        [52_u16, 32, 2, 0, 0, 0]
            .into_iter()
            .flat_map(u16::to_le_bytes),
    );
    for [offset, size, alignment] in [[52 + 64, size, alignment], [0, 64, 8]] {
        let segment = [4, offset, 0, 0, size, size, 4, alignment];
        file.extend(segment.into_iter().flat_map(u32::to_le_bytes));
    }
    file.extend(notes);
    file
}

/// Of 32 bits, with the highest byte of a number first.
pub(crate) fn elf_big_endian(bytes: &[u8]) -> Vec<u8> {
    let big = Endianness::Big;
    object(
        BinaryFormat::Elf,
        Architecture::PowerPc,
        big,
        ["", ".note.relata"],
        bytes,
    )
}

pub(crate) fn mach_o(bytes: &[u8]) -> Vec<u8> {
    let little = Endianness::Little;
    object(
        BinaryFormat::MachO,
        Architecture::Aarch64,
        little,
        ["__DATA", "__relata"],
        bytes,
    )
}

/// A file for several architectures, of which this is one.
pub(crate) fn mach_o_universal(bytes: &[u8]) -> Vec<u8> {
    let one = mach_o(bytes);
    let offset = 0x100;
    let arch = [0x0100_000c, 0, offset, u32::try_from(one.len()).unwrap(), 3];
    let header = [0xcafe_babe, 1].into_iter().chain(arch);
    let mut file: Vec<u8> = header.flat_map(u32::to_be_bytes).collect();
    file.resize(offset as usize, 0);
    file.extend(one);
    file
}

/// The same with places of 64 bits.
pub(crate) fn mach_o_universal_64(bytes: &[u8]) -> Vec<u8> {
    let one = mach_o(bytes);
    let offset = 0x100;
    let mut file: Vec<u8> = [0xcafe_babf, 1, 0x0100_000c, 0]
        .into_iter()
        .flat_map(u32::to_be_bytes)
        .collect();
    file.extend(
        [offset, one.len() as u64]
            .into_iter()
            .flat_map(u64::to_be_bytes),
    );
    file.extend([3, 0].into_iter().flat_map(u32::to_be_bytes));
    file.resize(0x100, 0);
    file.extend(one);
    file
}

pub(crate) fn coff(bytes: &[u8]) -> Vec<u8> {
    let little = Endianness::Little;
    object(
        BinaryFormat::Coff,
        Architecture::X86_64,
        little,
        ["", ".relata"],
        bytes,
    )
}

/// An executable of Windows.
pub(crate) fn pe(bytes: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut writer = pe::Writer::new(true, 0x1000, 0x200, &mut file);
    writer.reserve_dos_header();
    writer.reserve_nt_headers(0);
    writer.reserve_section_headers(1);
    let size = u32::try_from(bytes.len()).unwrap();
    let readable = object::pe::IMAGE_SCN_CNT_INITIALIZED_DATA | object::pe::IMAGE_SCN_MEM_READ;
    let section = writer.reserve_section(*b".relata\0", readable, size, size);
    writer.write_empty_dos_header().unwrap();
    writer.write_nt_headers(pe::NtHeaders {
        machine: object::pe::IMAGE_FILE_MACHINE_AMD64,
        time_date_stamp: 0,
        characteristics: object::pe::IMAGE_FILE_EXECUTABLE_IMAGE,
        major_linker_version: 0,
        minor_linker_version: 0,
        address_of_entry_point: 0,
        image_base: 0x1_4000_0000,
        major_operating_system_version: 0,
        minor_operating_system_version: 0,
        major_image_version: 0,
        minor_image_version: 0,
        major_subsystem_version: 0,
        minor_subsystem_version: 0,
        subsystem: object::pe::IMAGE_SUBSYSTEM_WINDOWS_CUI,
        dll_characteristics: object::pe::DllFlags::default(),
        size_of_stack_reserve: 0,
        size_of_stack_commit: 0,
        size_of_heap_reserve: 0,
        size_of_heap_commit: 0,
    });
    writer.write_section_headers();
    writer.write_section(section.file_offset, bytes);
    file
}

/// A custom section, where records were before they had a mark.
pub(crate) fn wasm(bytes: &[u8]) -> Vec<u8> {
    module(&[custom(bytes)])
}

/// Data of one segment: each record with the types after it behind a mark, between other data.
pub(crate) fn wasm_data(bytes: &[u8]) -> Vec<u8> {
    module(&[data(&[(Some(1 << 20), marked(bytes))])])
}

/// The same as tools make it that leave out zeros: the last segment comes first, and one of other data has no address.
pub(crate) fn wasm_packed(bytes: &[u8]) -> Vec<u8> {
    let (bytes, mut segments) = (marked(bytes), vec![(None, b"other data".to_vec())]);
    let mut start = 0;
    while let Some(first) = bytes[start..].iter().position(|byte| *byte != 0) {
        start += first;
        let is_end = |it: &[u8]| it.iter().all(|byte| *byte == 0);
        let size = bytes[start..].windows(4).position(is_end);
        let end = size.map_or(bytes.len(), |size| start + size);
        segments.insert(0, (Some((1 << 20) + start), bytes[start..end].to_vec()));
        start = end;
    }
    module(&[data(&segments)])
}

/// A component: a section, a module, and another one.
pub(crate) fn wasm_component(bytes: &[u8]) -> Vec<u8> {
    let modules = [wasm_data(bytes), module(&[])];
    let modules = modules.map(|it| [&[1][..], &leb(it.len()), &it].concat());
    [&b"\0asm\x0d\0\x01\0\x07\x01\0"[..], &modules.concat()].concat()
}

/// Both, each with all records.
pub(crate) fn wasm_both(bytes: &[u8]) -> Vec<u8> {
    let data = data(&[(Some(1 << 20), marked(bytes))]);
    module(&[custom(bytes), data, custom(bytes)])
}

pub(crate) fn module(sections: &[Vec<u8>]) -> Vec<u8> {
    [b"\0asm\x01\0\0\0", &*sections.concat()].concat()
}

fn custom(bytes: &[u8]) -> Vec<u8> {
    let payload = [&leb(6), &b"relata"[..], bytes].concat();
    [&[0][..], &leb(payload.len()), &payload].concat()
}

/// A section of data: segments with their address, if it is a constant.
pub(crate) fn data(segments: &[(Option<usize>, Vec<u8>)]) -> Vec<u8> {
    let mut payload = leb(segments.len());
    for (address, bytes) in segments {
        match address {
            Some(address) => payload.extend([&[0, 0x41][..], &leb(*address), &[0x0b]].concat()),
            None => payload.push(1),
        }
        payload.extend(leb(bytes.len()));
        payload.extend(bytes);
    }
    [&[11][..], &leb(payload.len()), &payload].concat()
}

fn leb(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
    bytes
}

/// Notes with a mark and other data before each, except the types after a record.
pub(crate) fn marked(notes: &[u8]) -> Vec<u8> {
    const OTHER: &[u8] = b"relata\0\0\0\0\0\0 reads notes";
    let mark = relata_record::facts::MARK;
    let mut bytes = [OTHER, &mark, OTHER].concat();
    for (at, byte) in notes.iter().enumerate() {
        let begins = |kind: u8| {
            let header = notes.get(at..at + 24);
            header.is_some_and(|it| it[8..] == *[&[kind, 0, 0, 0], &OTHER[..12]].concat())
        };
        if begins(1) || begins(3) {
            bytes.extend(OTHER);
            bytes.extend(mark);
        }
        bytes.push(*byte);
    }
    bytes.extend(OTHER);
    bytes
}

/// Its name, and what makes a file of it.
type Format = (&'static str, fn(&[u8]) -> Vec<u8>);

/// Every format with the numbers of its headers lowest byte first, by its name.
pub(crate) const ALL: [Format; 13] = [
    ("ELF", elf),
    ("ELF without sections", elf_of_segments),
    ("ELF of mold", elf_of_mold),
    ("Mach-O", mach_o),
    ("universal Mach-O", mach_o_universal),
    ("universal Mach-O of 64 bits", mach_o_universal_64),
    ("COFF", coff),
    ("PE", pe),
    ("WebAssembly", wasm),
    ("WebAssembly with marks", wasm_data),
    ("WebAssembly with marks, packed", wasm_packed),
    ("WebAssembly with both", wasm_both),
    ("WebAssembly component", wasm_component),
];
