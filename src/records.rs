//! Sets of records: linked into this program, or read from bytes and files, which are not trusted. Several sets can be
//! checked together.

#[cfg(feature = "executable")]
mod executable;
mod fault;
mod notes;
#[cfg(feature = "executable")]
mod types;
#[cfg(feature = "executable")]
mod wasm;

#[cfg(feature = "executable")]
use std::collections::HashSet;
use std::fmt;

use self::fault::Fault;
use self::notes::{Among, Content, ReadNumber};
use crate::model::read::Source;
use crate::sorted::distinct;
use relata_record::channels::{self, Channel, Collected};

/// The models that a program or library registers, as data: those of this program, of a plugin that it loaded, of an
/// executable that is not run, or of a document.
///
/// A plugin has its own registry, since it is linked separately from its host. It passes its records as bytes, and the host
/// checks both together:
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
/// // In the plugin, whose models have relations to those of the host:
/// let bytes: Vec<u8> = Records::linked().to_bytes();
///
/// // In the host:
/// let plugin = Records::from_bytes(&bytes)?;
/// let registry = relata::options().init_records(&[Records::linked(), plugin])?;
/// assert_eq!(registry.len(), 1); // one and the same model
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A model that both are built with is recognized as the same if its package, version and attributes are equal.
///
/// Key types are compared by type within one program, linked or read from its file. In bytes and documents and between two
/// files, they are compared by the spelling of the type, where that is certain.
#[derive(Clone, Default)]
pub struct Records {
    /// The channels of a linker; records from elsewhere have none.
    channels: Vec<Channel>,
    sources: Vec<Source>,
    skipped: usize,
}

impl Records {
    /// The records that are linked into this program or library, which [`init`](crate::init) checks.
    pub fn linked() -> Self {
        Records::collected(channels::collect())
    }

    /// Reads the result of [`to_bytes`](Records::to_bytes), which may come from another program. Empty bytes contain no
    /// records: only [`check`](crate::check) in that program can find out whether registering works there.
    ///
    /// # Errors
    ///
    /// Returns an error if a record is cut off, damaged or has a layout that this version of relata does not know.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, UnreadableRecords> {
        Ok(Records::read(
            &[bytes],
            u32::from_le_bytes,
            Among::Records,
            &mut |_, _| {},
        )?)
    }

    /// Reads the records in an executable, a library or an object file: ELF, PE, COFF, Mach-O or WebAssembly. The program
    /// is not run; its symbols may be stripped and its section headers removed. In a file with several architectures the
    /// first is read.
    ///
    /// Only this file is read: the models of dynamic libraries are in the files of those libraries. A file without records
    /// registers nothing: a program that uses relata without models looks like one that does not use it.
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
    /// Returns an error if the file has none of these formats or is damaged, or for the reasons of
    /// [`from_bytes`](Records::from_bytes).
    #[cfg(feature = "executable")]
    pub fn of_executable(file: &[u8]) -> Result<Self, UnreadableRecords> {
        let found = executable::Sections::of(file)?;
        let mut types = types::Found::default();
        let mut add = |records, note: Content<'_>| types.add(records, &note);
        let mut records = Records::read(&found.parts, found.number, found.among, &mut add)?;
        types.attach(&mut records.sources);
        if !found.copies.is_empty() {
            let among = Among::Records;
            let copies = Records::read(&found.copies, found.number, among, &mut |_, _| {})?;
            records.add_absent(copies);
        }
        if found.sparing {
            records.channels.push(Channel::read().sparing());
        }
        Ok(records)
    }

    /// The records of the models in a document. A document does not have the places of single tokens, so the models of this
    /// program and of its document are not recognized as the same.
    #[cfg(feature = "document")]
    pub fn of_document(document: &crate::document::Document) -> Self {
        let models = document.models().iter();
        let sources = models.map(|model| Source::read(model.encode(), None));
        Records {
            channels: Vec::new(),
            sources: sources.collect(),
            skipped: 0,
        }
    }

    /// The records of models that were read from source.
    #[cfg(feature = "source")]
    pub(crate) fn of_source(sources: Vec<Source>) -> Self {
        Records {
            channels: Vec::new(),
            sources,
            skipped: 0,
        }
    }

    /// The records as bytes, without duplicates and sorted, so that the result does not depend on link order.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for record in distinct(self.sources.iter().map(Source::bytes).collect()) {
            notes::write(&mut bytes, record);
        }
        bytes
    }

    /// The number of parts that a later version of relata wrote and this version does not know.
    #[doc(hidden)]
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    /// The records of models whose paths fulfil a condition, with everything that belongs to them.
    #[cfg(feature = "source")]
    pub(crate) fn filtered(&self, is_kept: impl Fn(&str) -> bool) -> Self {
        let mut records = self.clone();
        records.sources.retain(|it| is_kept(it.path()));
        records
    }

    #[cfg(feature = "source")]
    pub(crate) fn len(&self) -> usize {
        self.sources.len()
    }

    /// Records that were collected in another way.
    #[doc(hidden)]
    pub fn collected(collected: Collected) -> Self {
        Records {
            sources: collected.entries.into_iter().map(Source::Linked).collect(),
            channels: collected.channels,
            skipped: 0,
        }
    }

    /// Reads records. Other notes are handed over with the number of records before them.
    fn read(
        sections: &[impl AsRef<[u8]>],
        number: ReadNumber,
        among: Among,
        add_other: &mut dyn FnMut(usize, Content<'_>),
    ) -> Result<Self, Fault> {
        let mut records = Records::default();
        for section in sections {
            for content in notes::read(section.as_ref(), number, among, &mut records.skipped) {
                match content? {
                    Content::Record(record) => {
                        records.sources.push(Source::read(record, None));
                    }
                    other => add_other(records.sources.len(), other),
                }
            }
        }
        Ok(records)
    }

    /// Adds the records that these do not contain.
    #[cfg(feature = "executable")]
    fn add_absent(&mut self, mut others: Records) {
        let known: HashSet<&[u8]> = self.sources.iter().map(Source::bytes).collect();
        others.sources.retain(|it| !known.contains(it.bytes()));
        if !others.sources.is_empty() {
            self.sources.append(&mut others.sources);
            self.skipped += others.skipped;
        }
    }

    /// All records together, with the channels that delivered them and the number of parts that were skipped.
    pub(crate) fn merge(
        all: impl IntoIterator<Item = Records>,
    ) -> (Vec<Channel>, Vec<Source>, usize) {
        let (mut channels, mut sources) = (Vec::new(), Vec::<Source>::new());
        let mut skipped = 0;
        for records in all {
            skipped += records.skipped;
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
        (channels, sources, skipped)
    }
}

impl fmt::Debug for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records")
            .field("records", &self.sources.len())
            .finish_non_exhaustive()
    }
}

/// The error of bytes or a file that cannot be read as records.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct UnreadableRecords(#[from] Fault);
