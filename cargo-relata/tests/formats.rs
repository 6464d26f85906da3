//! The formats for programs and baselines, held to whole texts. What is checked are documents: they need no build.

mod run;

#[path = "formats/baseline.rs"]
mod baseline;
#[path = "formats/documents.rs"]
mod documents;
#[path = "formats/github.rs"]
mod github;
#[path = "formats/guide.rs"]
mod guide;
#[path = "formats/json.rs"]
mod json;
#[path = "formats/sarif.rs"]
mod sarif;
