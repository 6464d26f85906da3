//! Findings as data until they are printed: what each is about, its facts, a report of them, and the baseline of the known
//! ones.

#[cfg(feature = "document")]
mod baseline;
mod coverage;
mod finding;
mod help_once;
#[cfg(feature = "document")]
mod json;
mod note;
mod report;
mod shown;
mod subject;
pub(crate) mod wording;

#[cfg(feature = "document")]
pub(crate) use baseline::{Baseline, Checked};
#[cfg(feature = "document")]
pub use baseline::{UnreadableBaseline, UpgradedBaseline};
pub use coverage::Coverage;
pub(crate) use coverage::NOTHING_COMPARED;
pub use finding::Finding;
pub(crate) use help_once::help_once;
pub use note::Note;
pub use report::{Findings, Report};
pub(crate) use subject::ModelPath;
pub use subject::Subject;
