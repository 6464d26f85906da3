//! Sets of records, from this program or from elsewhere: several of them are judged as one system.
//!
//! In: what is linked here, or bytes and files of which nothing is trusted. Out: records, each read whole. This module
//! must not know what a name means, nor what is right or wrong.

#[cfg(feature = "executable")]
mod executable;
mod fault;
mod notes;

use std::fmt;

use self::fault::Fault;
use self::notes::{Among, ReadNumber};
use crate::model::read::Source;
use crate::sorted::distinct;
use relata_record::channels::{self, Channel, Collected};

/// The models that one program or library registers, as data: of this program, of a plugin that it has loaded, of an
/// executable that is not run, or of a document.
///
/// A plugin has a registry of its own, since the linker never saw it together with its host. It hands its records over
/// as bytes, and the host checks both as one:
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// use relata::Records;
///
/// #[derive(Model)]
/// struct Post {
///     id: i64,
/// }
///
/// // In the plugin, where models relate to those of the host:
/// let bytes: Vec<u8> = Records::linked().to_bytes();
///
/// // In the host:
/// let plugin = Records::from_bytes(&bytes)?;
/// let registry = relata::options().init_records(&[Records::linked(), plugin])?;
/// assert_eq!(registry.len(), 1); // one and the same model
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A crate of models that both are built with is the same in both if its package, its version and what its models say are.
/// Only the identity of types is lost where records leave their program: keys are compared by type in the program itself,
/// and elsewhere by what is written, as far as that is certain.
#[derive(Clone, Default)]
pub struct Records {
    /// Of a linker; what comes from elsewhere has none.
    channels: Vec<Channel>,
    sources: Vec<Source>,
    skipped: usize,
}

impl Records {
    /// Those of everything that is linked into this program or library, which is what [`init`](crate::init) checks.
    pub fn linked() -> Self {
        Records::collected(channels::collect())
    }

    /// Reads what [`to_bytes`](Records::to_bytes) gave, perhaps in another program. No bytes are no records: whether
    /// registering works where they come from can only be asked there, by [`check`](crate::check).
    ///
    /// # Errors
    ///
    /// A record is cut, damaged or of a layout that this version of relata does not know.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, UnreadableRecords> {
        Ok(Records::read(&[bytes], u32::from_le_bytes, Among::Records)?)
    }

    /// Reads the records in the file of an executable, a library or an object: ELF, PE, COFF, Mach-O or WebAssembly. The
    /// program is not run; its symbols may be stripped and its section headers removed. Of several architectures in one
    /// file the first is read.
    ///
    /// What counts is what stands in this one file: the models in dynamic libraries that the program loads are in theirs.
    /// A file without records is one that registers nothing: what uses relata and has no model cannot be told from what
    /// does not use it.
    ///
    /// ```rust,standalone_crate
    /// # use relata::Model;
    /// use relata::Records;
    ///
    /// #[derive(Model)]
    /// #[relata(belongs_to(author: "Author"))]
    /// struct Post {
    ///     id: i64,
    ///     author_id: i64,
    /// }
    ///
    /// let file = std::fs::read(std::env::current_exe()?)?;
    /// let findings = relata::options().check_records(&[Records::of_executable(&file)?]);
    /// assert_eq!(findings.to_string(), relata::check().to_string());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The file is of none of these formats or broken, or as [`from_bytes`](Records::from_bytes).
    #[cfg(feature = "executable")]
    pub fn of_executable(file: &[u8]) -> Result<Self, UnreadableRecords> {
        let found = executable::Sections::of(file)?;
        let mut records = Records::read(&found.parts, found.number, found.among)?;
        if found.sparing {
            records.channels.push(Channel::read().sparing());
        }
        Ok(records)
    }

    /// Those of the models in a document. A document leaves out where the single words of a model stand, so the models of
    /// this program and a document of them are not recognised as the same.
    #[cfg(feature = "document")]
    pub fn of_document(document: &crate::document::Document) -> Self {
        let models = document.models().iter();
        let sources = models.map(|model| Source::Read(model.encode().into()));
        Records {
            channels: Vec::new(),
            sources: sources.collect(),
            skipped: 0,
        }
    }

    /// The records as bytes, each once and in the order of their own bytes, so that link order does not show.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for record in distinct(self.sources.iter().map(Source::bytes).collect()) {
            notes::write(&mut bytes, record);
        }
        bytes
    }

    /// The number of things in these bytes that a later version of relata wrote and this one does not know.
    #[doc(hidden)]
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    pub(crate) fn collected(collected: Collected) -> Self {
        Records {
            sources: collected.entries.into_iter().map(Source::Linked).collect(),
            channels: collected.channels,
            skipped: 0,
        }
    }

    fn read(sections: &[&[u8]], number: ReadNumber, among: Among) -> Result<Self, Fault> {
        let mut records = Records::default();
        for section in sections {
            for record in notes::read(section, number, among, &mut records.skipped) {
                records.sources.push(Source::Read(record?.into()));
            }
        }
        Ok(records)
    }

    /// All as one, and the channels that brought them; where none did, nothing can be lost on the way.
    pub(crate) fn merge(all: impl IntoIterator<Item = Records>) -> (Vec<Channel>, Vec<Source>) {
        let (mut channels, mut sources) = (Vec::new(), Vec::<Source>::new());
        for records in all {
            for channel in records.channels {
                if !channels.contains(&channel) {
                    channels.push(channel);
                }
            }
            if sources.is_empty() {
                sources = records.sources;
            } else {
                sources.extend(records.sources);
            }
        }
        if channels.is_empty() {
            channels.push(Channel::read());
        }
        (channels, sources)
    }
}

impl fmt::Debug for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records")
            .field("records", &self.sources.len())
            .finish_non_exhaustive()
    }
}

/// Why bytes or a file could not be read as records.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct UnreadableRecords(#[from] Fault);
