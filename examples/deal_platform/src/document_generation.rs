//! Documents that are made from templates, and their way out as files.

// The one line that was missing. Without it the file is not part of the program, and the compiler does not report that.
#[cfg(not(feature = "forgotten-module"))]
mod document_export_job;
pub mod document_template;
pub mod generated_document;
