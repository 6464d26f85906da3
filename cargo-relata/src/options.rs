//! The command line: flags with cargo's own names and meanings wherever cargo has them.
//!
//! In: arguments. Out: what is asked, unchecked but for its form. This module must not know how anything is done.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use relata::Rule;

const PACKAGES: &str = "Package Selection";
const TARGETS: &str = "Target Selection";
const FEATURES: &str = "Feature Selection";
const COMPILATION: &str = "Compilation Options";
const MANIFEST: &str = "Manifest Options";
const POLICY: &str = "Judging Options";

/// Checks the relationships between the models of a program, without running it
#[derive(Debug, Parser)]
#[command(
    name = "cargo-relata",
    bin_name = "cargo relata",
    version,
    styles = clap_cargo::style::CLAP_STYLING,
    args_conflicts_with_subcommands = true,
    after_help = "Without a command it checks. See `cargo relata help check` for its options.",
)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    check: Check,
    #[command(flatten)]
    pub(crate) color: colorchoice_clap::Color,
    /// Print neither what cargo and this command are doing nor warnings about it
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

impl Options {
    /// The command, which is `check` where none is written.
    pub(crate) fn into_command(self) -> Command {
        self.command.unwrap_or(Command::Check(self.check))
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build, read what is linked, judge it and compare it with what the source declares
    Check(Check),
    /// List the models and relations
    List(List),
    /// Draw the models and relations
    Graph(Graph),
    /// Tell how the names of a relation were resolved, and which candidates were weighed
    Why(Why),
    /// Explain a rule: what it finds, why that hurts, how it is mended
    Explain(Explain),
    /// Tell what changed from one registry to another; exit with 1 if something was removed
    Diff(Diff),
    /// Write down the errors that there are, so that only new ones fail
    Baseline(Baseline),
    /// Print a script that completes this command in a shell
    Completions(Completions),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) policy: PolicyOptions,
    /// The least level that makes the exit status 1
    #[arg(long, value_name = "LEVEL", default_value = "deny", help_heading = POLICY)]
    pub(crate) fail_on: FailOn,
    /// How to tell what is found
    #[arg(
        long,
        visible_alias = "format",
        value_name = "FMT",
        default_value = "human"
    )]
    pub(crate) message_format: MessageFormat,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) input: Input,
    /// `json` is a `relata/1` document, which every command reads
    #[arg(
        long,
        visible_alias = "format",
        value_name = "FMT",
        default_value = "human"
    )]
    pub(crate) message_format: ListFormat,
    /// Leave out places and versions, so that the document changes only when what is registered does
    #[arg(long)]
    pub(crate) without_places: bool,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Graph {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) policy: PolicyOptions,
    /// How to draw it: `html` is one page that needs no network
    #[arg(
        long,
        visible_alias = "message-format",
        value_name = "FMT",
        default_value = "mermaid"
    )]
    pub(crate) format: GraphFormat,
    /// Only this model and its neighbours
    #[arg(long, value_name = "MODEL")]
    pub(crate) model: Option<String>,
    /// How many steps from that model count as near
    #[arg(long, value_name = "STEPS", default_value_t = 1, requires = "model")]
    pub(crate) depth: usize,
    /// Only the models of this crate, and what they lead to
    #[arg(long = "crate", value_name = "CRATE")]
    pub(crate) crates: Vec<String>,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Why {
    /// The relation, as in `Invoice.customer` or `billing::Invoice.customer`
    #[arg(value_name = "MODEL.RELATION")]
    pub(crate) relation: String,
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) policy: PolicyOptions,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The rule, as in `missing_target`; without one, all are listed
    #[arg(value_parser = rule(), hide_possible_values = true)]
    pub(crate) rule: Option<Rule>,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// A document or an executable
    pub(crate) old: PathBuf,
    /// A document or an executable
    pub(crate) new: PathBuf,
    #[arg(
        long,
        visible_alias = "format",
        value_name = "FMT",
        default_value = "human"
    )]
    pub(crate) message_format: ListFormat,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Baseline {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) policy: PolicyOptions,
    /// Rewrite this baseline in the current format, without the entries that no longer occur
    #[arg(long, value_name = "FILE", conflicts_with_all = ["output", "baseline"])]
    pub(crate) upgrade: Option<PathBuf>,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    pub(crate) shell: clap_complete::Shell,
}

/// What is read: files, or the package here.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// Executables and documents, judged as one system, `-` for standard input; without any, the package here is built
    #[arg(value_name = "INPUT")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten, next_help_heading = PACKAGES)]
    pub(crate) workspace: clap_cargo::Workspace,
    #[command(flatten, next_help_heading = TARGETS)]
    pub(crate) targets: Targets,
    #[command(flatten, next_help_heading = FEATURES)]
    pub(crate) features: clap_cargo::Features,
    #[command(flatten, next_help_heading = COMPILATION)]
    pub(crate) compilation: Compilation,
    #[command(flatten, next_help_heading = MANIFEST)]
    pub(crate) manifest: Manifest,
}

#[derive(Debug, Args)]
pub(crate) struct Targets {
    /// Check the library alone, as its unit tests link it
    #[arg(long)]
    pub(crate) lib: bool,
    /// Check all binaries
    #[arg(long)]
    pub(crate) bins: bool,
    /// Check the specified binary
    #[arg(long, value_name = "NAME")]
    pub(crate) bin: Vec<String>,
    /// Check the specified example
    #[arg(long, value_name = "NAME")]
    pub(crate) example: Vec<String>,
    /// Check the specified test target
    #[arg(long, value_name = "NAME")]
    pub(crate) test: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Compilation {
    /// Build artifacts in release mode, with optimizations
    #[arg(short, long, conflicts_with = "profile")]
    pub(crate) release: bool,
    /// Build artifacts with the specified profile
    #[arg(long, value_name = "PROFILE-NAME")]
    pub(crate) profile: Option<String>,
    /// Build for the target triple
    #[arg(long, value_name = "TRIPLE")]
    pub(crate) target: Option<String>,
    /// Directory for all generated artifacts
    #[arg(long, value_name = "DIRECTORY")]
    pub(crate) target_dir: Option<PathBuf>,
    /// Number of parallel jobs, defaults to # of CPUs
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Manifest {
    /// Path to Cargo.toml
    #[arg(long = "manifest-path", value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
    /// Assert that `Cargo.lock` will remain unchanged
    #[arg(long)]
    pub(crate) locked: bool,
    /// Run without accessing the network
    #[arg(long)]
    pub(crate) offline: bool,
    /// Equivalent to specifying both --locked and --offline
    #[arg(long)]
    pub(crate) frozen: bool,
}

/// Which findings are reported, and at what level.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = POLICY)]
pub(crate) struct PolicyOptions {
    /// Deny all that is otherwise warned of or allowed, but for `isolated_model`
    #[arg(long)]
    pub(crate) strict: bool,
    /// Do not tell what this rule finds
    #[arg(short = 'A', long, value_name = "RULE", value_parser = rule(), hide_possible_values = true)]
    pub(crate) allow: Vec<Rule>,
    /// Tell what this rule finds as a warning
    #[arg(short = 'W', long, value_name = "RULE", value_parser = rule(), hide_possible_values = true)]
    pub(crate) warn: Vec<Rule>,
    /// Tell what this rule finds as an error; of the three the strictest counts
    #[arg(short = 'D', long, value_name = "RULE", value_parser = rule(), hide_possible_values = true)]
    pub(crate) deny: Vec<Rule>,
    /// The models of this crate live elsewhere
    #[arg(long, value_name = "CRATE", value_parser = krate)]
    pub(crate) outside: Vec<String>,
    /// The findings that this file lists are warnings
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Warn,
    Deny,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// For people: source lines with labels, and a summary
    Human,
    /// For programs: `relata-check/1`
    Json,
    /// For code scanning: SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormat {
    Mermaid,
    Dot,
    Html,
}

/// A crate by its name, or by that of its package.
fn krate(name: &str) -> Result<String, &'static str> {
    let is_of_a_name = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-');
    if name.is_empty() || !name.chars().all(is_of_a_name) {
        return Err("it is not the name of a crate");
    }
    Ok(name.to_owned())
}

/// A rule by its name; for another word clap tells the nearest.
fn rule() -> impl TypedValueParser<Value = Rule> {
    let names = Rule::ALL.iter().map(|rule| rule.name());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Rule>())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    /// Clap judges what is declared above: a flag that stands twice, a default that does not parse.
    #[test]
    fn the_command_line_is_sound() {
        super::Options::command().debug_assert();
    }
}
