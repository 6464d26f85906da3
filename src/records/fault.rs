//! What can be wrong with bytes or a file of records.

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    #[cfg(feature = "executable")]
    #[error("not a readable executable: {0}")]
    File(String),
    #[cfg(feature = "executable")]
    #[error("not a readable executable: its sections overlap")]
    Overlap,
    #[cfg(feature = "executable")]
    #[error("not a readable executable: a segment lies outside the file")]
    Segment,
    #[cfg(feature = "executable")]
    #[error("not a readable executable: its data is damaged")]
    Data,
    #[error("the record at byte {at} of the records is cut off")]
    Cut { at: usize },
    #[error("the record at byte {at} of the records is damaged")]
    Damaged { at: usize },
    #[error(
        "the record at byte {at} of the records has layout {version}, and this version of relata reads layout {known}"
    )]
    Version { at: usize, version: u32, known: u32 },
}
