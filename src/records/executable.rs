//! The sections of a finished executable that hold records, whichever format it has.
//!
//! In: the bytes of a file, of which nothing is trusted. Out: the bytes of its sections of records, and how its numbers
//! are written. This module must not know what a record says.
//!
//! The section is `.note.relata` in ELF files, `.relata` in PE and COFF, `__relata` in Mach-O, and the custom section
//! `relata` in WebAssembly. An ELF file whose section headers were removed still has it in its segments of notes.

use object::read::elf::{ElfFile, FileHeader, ProgramHeader};
use object::read::macho::{FatArch, MachOFatFile32, MachOFatFile64};
use object::{Endianness, File, FileKind, Object, ObjectSection};

use super::Fault;
use super::notes::ReadNumber;

/// How the section is called, on every platform.
const SECTIONS: [&str; 4] = [".note.relata", ".relata", "__relata", "relata"];

/// The sections of records in a file, and how to read their numbers.
pub(super) fn sections(bytes: &[u8]) -> Result<(Vec<&[u8]>, ReadNumber), Fault> {
    let file = File::parse(first_architecture(bytes)?)?;
    let mut sections = Vec::new();
    for section in file.sections() {
        if section.name().is_ok_and(|name| SECTIONS.contains(&name)) {
            sections.push(section.data()?);
        }
    }
    if sections.is_empty() {
        sections = match &file {
            File::Elf32(elf) => note_segments(elf)?,
            File::Elf64(elf) => note_segments(elf)?,
            _ => sections,
        };
    }
    // Else a small file could say the same bytes again and again.
    if sections.iter().map(|it| it.len()).sum::<usize>() > bytes.len() {
        return Err(Fault::Overlap);
    }
    let number = match file.endianness() {
        Endianness::Little => u32::from_le_bytes,
        Endianness::Big => u32::from_be_bytes,
    };
    Ok((sections, number))
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

/// The segments of notes, of an ELF file without sections. Records are aligned to 4 bytes; some other notes to 8.
fn note_segments<'d, E>(elf: &ElfFile<'d, E>) -> Result<Vec<&'d [u8]>, Fault>
where
    E: FileHeader<Endian = Endianness>,
{
    let endian = elf.endian();
    let segments = elf.elf_program_headers().iter();
    let notes = segments
        .filter(|it| it.p_type(endian) == object::elf::PT_NOTE && it.p_align(endian).into() <= 4);
    let data = |it: &E::ProgramHeader| it.data(endian, elf.data());
    notes
        .map(|it| data(it).map_err(|()| Fault::Segment))
        .collect()
}

impl From<object::read::Error> for Fault {
    fn from(error: object::read::Error) -> Self {
        Fault::File(error.to_string())
    }
}
