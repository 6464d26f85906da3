//! The members of cargo's messages and of the compiler's diagnostics, in their order.

use cargo_metadata::camino::Utf8Path;
use cargo_metadata::{Package, PackageId, Target};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct CompilerMessage<'m> {
    reason: &'static str,
    package_id: &'m PackageId,
    manifest_path: &'m Utf8Path,
    target: &'m Target,
    message: Diagnostic,
}

impl<'m> CompilerMessage<'m> {
    pub(super) fn new(package: &'m Package, target: &'m Target, message: Diagnostic) -> Self {
        CompilerMessage {
            reason: "compiler-message",
            package_id: &package.id,
            manifest_path: &package.manifest_path,
            target,
            message,
        }
    }
}

#[derive(Serialize)]
pub(super) struct Diagnostic {
    pub(super) rendered: String,
    #[serde(rename = "$message_type")]
    pub(super) message_type: &'static str,
    pub(super) children: Vec<Child>,
    pub(super) level: &'static str,
    pub(super) message: String,
    pub(super) spans: Vec<Span>,
    pub(super) code: Code,
}

#[derive(Serialize)]
pub(super) struct Code {
    code: String,
    explanation: Option<()>,
}

impl Code {
    /// An editor takes the part before `::` for the name of the tool.
    pub(super) fn new(code: &str) -> Self {
        Code {
            code: code.to_owned(),
            explanation: None,
        }
    }
}

/// A note or a help of a diagnostic.
#[derive(Serialize)]
pub(super) struct Child {
    children: [(); 0],
    code: Option<Code>,
    level: &'static str,
    message: String,
    rendered: Option<String>,
    spans: Vec<Span>,
}

impl Child {
    pub(super) fn new(level: &'static str, message: String) -> Self {
        Child {
            children: [],
            code: None,
            level,
            message,
            rendered: None,
            spans: Vec::new(),
        }
    }

    /// Adds the spans of the change that an editor offers.
    pub(super) fn with_spans(mut self, spans: Option<Vec<Span>>) -> Self {
        self.spans.extend(spans.into_iter().flatten());
        self
    }
}

/// A range in a file. Bytes begin at 0, lines and columns at 1; the end is behind the last character.
#[derive(Default, Serialize)]
pub(super) struct Span {
    pub(super) byte_end: usize,
    pub(super) byte_start: usize,
    pub(super) column_end: u32,
    pub(super) column_start: u32,
    pub(super) expansion: Option<()>,
    pub(super) file_name: String,
    pub(super) is_primary: bool,
    pub(super) label: Option<String>,
    pub(super) line_end: u32,
    pub(super) line_start: u32,
    pub(super) suggested_replacement: Option<String>,
    pub(super) suggestion_applicability: Option<&'static str>,
    pub(super) text: Vec<Line>,
}

impl Span {
    pub(super) fn start_of(file_name: String) -> Self {
        Span {
            file_name,
            line_start: 1,
            line_end: 1,
            column_start: 1,
            column_end: 1,
            is_primary: true,
            ..Span::default()
        }
    }
}

/// A line of source. The highlighted part is counted in characters from 1.
#[derive(Serialize)]
pub(super) struct Line {
    pub(super) highlight_end: u32,
    pub(super) highlight_start: u32,
    pub(super) text: String,
}

#[derive(Serialize)]
pub(super) struct CompilerArtifact<'m> {
    pub(super) reason: &'static str,
    pub(super) package_id: &'m PackageId,
    pub(super) manifest_path: &'m Utf8Path,
    pub(super) target: &'m Target,
    pub(super) profile: Profile,
    pub(super) features: [(); 0],
    pub(super) filenames: [(); 0],
    pub(super) executable: Option<()>,
    pub(super) fresh: bool,
}

/// The profile of an artifact. Nothing is compiled, so it says nothing.
#[derive(Serialize)]
pub(super) struct Profile {
    opt_level: &'static str,
    debuginfo: u32,
    debug_assertions: bool,
    overflow_checks: bool,
    test: bool,
}

impl Default for Profile {
    fn default() -> Self {
        Profile {
            opt_level: "0",
            debuginfo: 0,
            debug_assertions: true,
            overflow_checks: true,
            test: false,
        }
    }
}

#[derive(Serialize)]
pub(super) struct Finished {
    reason: &'static str,
    success: bool,
}

impl Finished {
    pub(super) fn new(success: bool) -> Self {
        Finished {
            reason: "build-finished",
            success,
        }
    }
}
