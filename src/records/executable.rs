//! The sections of a finished executable that hold records, whichever format it has.
//!
//! It returns the bytes of these sections and the byte order. Nothing in the file is trusted.
//!
//! The section is `.note.relata` in ELF files, `.relata` in PE and COFF, and `__relata` in Mach-O. An ELF file whose section
//! headers were removed still has it in its segments of notes. WebAssembly has marked records in its data, or a custom
//! section `relata` whose records have no types.

use std::borrow::Cow;

use object::read::elf::{ElfFile, FileHeader, ProgramHeader};
use object::read::macho::{FatArch, MachOFatFile32, MachOFatFile64};
use object::{Endianness, File, FileKind, Object, ObjectSection, SectionIndex};

use super::fault::Fault;
use super::notes::{Among, ReadNumber};
use super::wasm;

/// How the section is called, on every platform.
const SECTIONS: [&str; 4] = [".note.relata", ".relata", "__relata", "relata"];

/// Names may take so many times the size of the file, which only names that overlap on purpose do.
const NAMES: usize = 16;

/// The section of data in WebAssembly.
const WASM_DATA: SectionIndex = SectionIndex(11);

/// Where the records of a file are.
pub(super) struct Sections<'d> {
    pub(super) parts: Vec<Cow<'d, [u8]>>,
    pub(super) among: Among,
    /// Sections of records that the others may contain too.
    pub(super) copies: Vec<Cow<'d, [u8]>>,
    pub(super) number: ReadNumber,
    /// Whether the linker of the format leaves out the parts of a crate that no code refers to.
    pub(super) sparing: bool,
}

impl<'d> Sections<'d> {
    pub(super) fn of(bytes: &'d [u8]) -> Result<Self, Fault> {
        let file = File::parse(first_architecture(wasm::first_module(bytes))?)?;
        let named = named_sections(&file, bytes.len())?;
        let (mut parts, mut among, mut copies) = (named, Among::Records, Vec::new());
        match &file {
            File::Wasm(module) => {
                (copies, among) = (parts, Among::Marked);
                parts = match module.section_by_index(WASM_DATA) {
                    Ok(data) => wasm::marked(data.data()?)?,
                    Err(_) => Vec::new(),
                };
            }
            File::Elf32(elf) if parts.is_empty() => {
                (parts, among) = (note_segments(elf)?, Among::Others);
            }
            File::Elf64(elf) if parts.is_empty() => {
                (parts, among) = (note_segments(elf)?, Among::Others);
            }
            _ => {}
        }
        // Else a small file could say the same bytes again and again. Data in memory also has the zeros that the file omits.
        let most = bytes.len() * if among == Among::Marked { 2 } else { 1 };
        if parts
            .iter()
            .chain(&copies)
            .map(|it| it.len())
            .sum::<usize>()
            > most
        {
            return Err(Fault::Overlap);
        }
        let number = match file.endianness() {
            Endianness::Little => u32::from_le_bytes,
            Endianness::Big => u32::from_be_bytes,
        };
        Ok(Sections {
            parts,
            among,
            copies,
            number,
            sparing: matches!(file, File::Wasm(_)),
        })
    }
}

/// The sections that are called as those of records are.
fn named_sections<'d>(file: &File<'d>, size: usize) -> Result<Vec<Cow<'d, [u8]>>, Fault> {
    let (mut sections, mut names) = (Vec::new(), 0);
    for section in file.sections() {
        // One that cannot be read was looked for to the end.
        let name = section.name_bytes();
        names += name.as_ref().map_or(size, |name| name.len());
        if names > NAMES * size {
            return Err(Fault::Overlap);
        }
        if let Ok(name) = name
            && SECTIONS.iter().any(|it| it.as_bytes() == name)
        {
            sections.push(section.data()?.into());
        }
    }
    Ok(sections)
}

/// The file, or the first of those in it that are each for one architecture.
fn first_architecture(bytes: &[u8]) -> object::Result<&[u8]> {
    fn first<'d>(arches: &[impl FatArch], bytes: &'d [u8]) -> object::Result<&'d [u8]> {
        arches.first().map_or(Ok(bytes), |arch| arch.data(bytes))
    }
    match FileKind::parse(bytes)? {
        FileKind::MachOFat32 => first(MachOFatFile32::parse(bytes)?.arches(), bytes),
        FileKind::MachOFat64 => first(MachOFatFile64::parse(bytes)?.arches(), bytes),
        _ => Ok(bytes),
    }
}

/// The segments of notes, of an ELF file without sections. Some contain notes of others too, aligned to 4 or 8 bytes.
fn note_segments<'d, E>(elf: &ElfFile<'d, E>) -> Result<Vec<Cow<'d, [u8]>>, Fault>
where
    E: FileHeader<Endian = Endianness>,
{
    let endian = elf.endian();
    let segments = elf.elf_program_headers().iter();
    let notes = segments.filter(|it| it.p_type(endian) == object::elf::PT_NOTE);
    let data = |it: &E::ProgramHeader| it.data(endian, elf.data());
    notes
        .map(|it| data(it).map(Cow::from).map_err(|()| Fault::Segment))
        .collect()
}

impl From<object::read::Error> for Fault {
    fn from(error: object::read::Error) -> Self {
        Fault::File(error.to_string())
    }
}
