//! How the names of a table are meant in the schema that it is in.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Naming {
    /// Whether the search path leads to the table, so that its name without a schema means it.
    pub(super) is_found: bool,
    /// Whether the case of the names of its columns does not count.
    pub(super) folds_columns: bool,
}
