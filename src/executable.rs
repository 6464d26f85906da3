//! The records of a finished executable, read from its file without running it.
//!
//! In: the bytes of a file, of which nothing is trusted. Out: its records, each read whole. This module must not know
//! what a name means, nor what is right or wrong.
//!
//! The records stand in a section of their own: `.note.relata` in ELF files, `.relata` in PE and COFF, `__relata` in
//! Mach-O and the custom section `relata` in WebAssembly. An ELF file whose section headers were removed still has them in
//! its note segments.

mod notes;

use std::fmt;

use object::read::elf::{ElfFile, FileHeader, ProgramHeader};
use object::read::macho::{FatArch, MachOFatFile32, MachOFatFile64};
use object::{Endianness, File, FileKind, Object, ObjectSection};

/// How the section is called, on every platform.
const SECTIONS: [&str; 4] = [".note.relata", ".relata", "__relata", "relata"];

/// What an executable registers, as it stands in its file: what is really linked, read without running it. Symbols may
/// be stripped and section headers removed.
///
/// [`Options::check_executables`](crate::Options::check_executables) judges it by the same rules as a program judges
/// itself. Only the identity of types is lost on the way: they are compared as in a
#[cfg_attr(feature = "document", doc = "[document](crate::document).")]
#[cfg_attr(not(feature = "document"), doc = "document.")]
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// use relata::executable::Executable;
///
/// #[derive(Model)]
/// #[relata(belongs_to(author: "Author"))]
/// struct Post {
///     id: i64,
///     author_id: i64,
/// }
///
/// let file = std::fs::read(std::env::current_exe()?)?;
/// let findings = relata::options().check_executables(&[Executable::parse(&file)?]);
/// assert_eq!(findings.to_string(), relata::check().to_string());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Executable {
    records: Vec<Box<[u8]>>,
}

impl Executable {
    /// Reads the file of an executable, a library or an object: ELF, PE, COFF, Mach-O or WebAssembly. Of several
    /// architectures in one file the first is read.
    ///
    /// A file without records is read as one that registers nothing: what links relata and has no model cannot be told
    /// from what does not link it.
    ///
    /// # Errors
    ///
    /// The file is of none of these kinds or broken, or a record in it is cut, damaged or of a layout that this version
    /// of relata does not know.
    pub fn parse(bytes: &[u8]) -> Result<Self, UnreadableExecutable> {
        let file = File::parse(first_architecture(bytes)?)?;
        let mut parts = Vec::new();
        for section in file.sections() {
            if section.name().is_ok_and(|name| SECTIONS.contains(&name)) {
                parts.push(section.data()?);
            }
        }
        if parts.is_empty() {
            parts = match &file {
                File::Elf32(elf) => note_segments(elf)?,
                File::Elf64(elf) => note_segments(elf)?,
                _ => parts,
            };
        }
        // Else a small file could say the same bytes again and again.
        if parts.iter().map(|part| part.len()).sum::<usize>() > bytes.len() {
            return Err(Fault::Overlap.into());
        }
        let mut records = Vec::new();
        for part in parts {
            for record in notes::records(part, file.endianness()) {
                records.push(record?.into());
            }
        }
        Ok(Executable { records })
    }

    pub(crate) fn records(&self) -> impl Iterator<Item = &[u8]> {
        self.records.iter().map(|record| &**record)
    }
}

impl fmt::Debug for Executable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let records = self.records.len();
        f.debug_struct("Executable")
            .field("records", &records)
            .finish_non_exhaustive()
    }
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

/// Why a file could not be read as an executable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct UnreadableExecutable(#[from] Fault);

impl From<object::read::Error> for UnreadableExecutable {
    fn from(error: object::read::Error) -> Self {
        Fault::File(error.to_string()).into()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Fault {
    #[error("it is no executable that can be read: {0}")]
    File(String),
    #[error("it is no executable that can be read: its sections overlap")]
    Overlap,
    #[error("it is no executable that can be read: a segment lies outside of it")]
    Segment,
    #[error("the record of a model is cut off, {at} bytes into the section of records")]
    Cut { at: usize },
    #[error("the record of a model is damaged, {at} bytes into the section of records")]
    Damaged { at: usize },
    #[error(
        "the record of a model has layout {version}, and this version of relata reads layout {known}"
    )]
    Version { version: u32, known: u32 },
}
