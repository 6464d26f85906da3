//! The formats for programs, and baselines. The tests check documents, which need no build, and compare the complete output.

mod run;

#[path = "formats/baseline.rs"]
mod baseline;
#[path = "formats/coverage.rs"]
mod coverage;
#[path = "formats/documents.rs"]
mod documents;
#[path = "formats/github.rs"]
mod github;
#[path = "formats/guide.rs"]
mod guide;
#[path = "formats/json.rs"]
mod json;
#[path = "formats/origin.rs"]
mod origin;
#[path = "formats/sarif.rs"]
mod sarif;
