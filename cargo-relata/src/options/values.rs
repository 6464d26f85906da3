//! The values of options that have a fixed set of them.

use clap::ValueEnum;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Warn,
    Deny,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOnChange {
    Removed,
    Changed,
}

/// A command of cargo that looks for errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum With {
    Check,
    Clippy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// Source lines with labels, and a summary
    Human,
    /// `relata-check/1`, for programs
    Json,
    /// The messages of `cargo check --message-format json`, for editors
    Cargo,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations for GitHub Actions
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormat {
    /// Text that renders in Markdown
    Mermaid,
    /// The language of Graphviz
    Dot,
    /// A single page that works offline
    Html,
    /// A picture
    Svg,
    /// Tables and references, for dbdiagram.io and other tools
    Dbml,
}
