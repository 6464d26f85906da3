//! The command line. Flags that cargo also has keep cargo's names and meanings.

mod compared;
mod schema;
mod values;

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use relata::Rule;

pub(crate) use self::compared::Schemas;
pub(crate) use self::schema::{Dump, Schema};
pub(crate) use self::values::{FailOn, FailOnChange, GraphFormat, ListFormat, MessageFormat, With};

const PACKAGES: &str = "Package Selection";
const TARGETS: &str = "Target Selection";
const FEATURES: &str = "Feature Selection";
const COMPILATION: &str = "Compilation Options";
const MANIFEST: &str = "Manifest Options";
const SOURCE: &str = "Source Options";
const RULES: &str = "Rule Options";
const GRAPH: &str = "Graph Options";
const OUTPUT: &str = "Output Options";

/// Check the relations between the models of a program without running it
#[derive(Debug, Parser)]
#[command(
    name = "cargo-relata",
    bin_name = "cargo relata",
    version,
    styles = clap_cargo::style::CLAP_STYLING,
    args_conflicts_with_subcommands = true,
    after_help = "The default command is `check`. Run `cargo relata help <COMMAND>` for more information on a command.",
)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    check: Check,
    #[command(flatten, next_help_heading = OUTPUT)]
    pub(crate) color: colorchoice_clap::Color,
    /// Print only findings and errors, without status messages
    #[arg(short, long, global = true, help_heading = OUTPUT)]
    pub(crate) quiet: bool,
}

impl Options {
    /// The command; `check` by default.
    pub(crate) fn into_command(self) -> Command {
        self.command.unwrap_or(Command::Check(self.check))
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build the targets, check their models and relations, and report findings
    Check(Check),
    /// List the models and relations
    List(List),
    /// Draw a graph of the models and relations
    Graph(Graph),
    /// Show how the names in a relation were resolved, and which candidates were considered
    Why(Why),
    /// Explain a rule: what it reports, why it matters and how to fix it
    Explain(Explain),
    /// Show what changed between two registries; exit with status 1 if anything was removed
    Diff(Diff),
    /// Record the current errors, so that only new errors fail the check
    Baseline(Baseline),
    /// Work with the schemas that models are compared with
    #[command(subcommand)]
    Schema(Schema),
    /// Print a shell completion script
    Completions(Completions),
}

impl Command {
    /// The output file and the files that are read, of a command that writes a file.
    pub(crate) fn output(&self) -> Option<(&Path, Vec<&Path>)> {
        let (output, input, policy, old) = match self {
            Command::Check(it) => (&it.output, &it.input, Some(&it.policy), None),
            Command::List(it) => (&it.output, &it.input, None, None),
            Command::Graph(it) => (&it.output, &it.input, Some(&it.policy), it.diff.as_ref()),
            Command::Diff(it) => (&it.output, &it.input, None, Some(&it.old)),
            Command::Baseline(it) => (&it.output, &it.input, Some(&it.policy), None),
            Command::Schema(Schema::Dump(it)) => (&it.output, &it.input, None, None),
            Command::Why(_) | Command::Explain(_) | Command::Completions(_) => return None,
        };
        let baseline = policy.and_then(|it| it.baseline.as_ref());
        let others = [baseline, input.manifest.path.as_ref(), old];
        let schemas = match self {
            Command::List(it) => &it.schemas.schema[..],
            _ => policy.map_or(&[][..], |it| &it.schemas.schema),
        };
        let files = input.files.iter().chain(others.into_iter().flatten());
        let files = files.chain(schemas);
        Some((output.as_deref()?, files.map(PathBuf::as_path).collect()))
    }
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) policy: PolicyOptions,
    /// Lowest level that fails the command
    #[arg(long, value_name = "LEVEL", default_value = "deny", help_heading = RULES)]
    pub(crate) fail_on: FailOn,
    /// Output format
    #[arg(
        long,
        help_heading = OUTPUT,
        visible_alias = "format",
        value_name = "FMT",
        default_value = "human"
    )]
    pub(crate) message_format: MessageFormat,
    /// Write the output to this file
    #[arg(short, long, value_name = "FILE", help_heading = OUTPUT)]
    pub(crate) output: Option<PathBuf>,
    /// Then run this command of cargo and pass on what it prints, so that an editor shows both
    #[arg(long, value_name = "COMMAND", help_heading = OUTPUT, conflicts_with = "output")]
    pub(crate) with: Option<With>,
    /// Run that command only for the package of this file
    #[arg(long, value_name = "FILE", help_heading = OUTPUT, requires = "with")]
    pub(crate) saved_file: Option<PathBuf>,
    /// Arguments for that command
    #[arg(last = true, value_name = "ARGS", requires = "with")]
    pub(crate) arguments: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Output format; `json` is a `relata/1` document, which can be used as an input
    #[arg(
        long,
        help_heading = OUTPUT,
        visible_alias = "format",
        value_name = "FMT",
        default_value = "human"
    )]
    pub(crate) message_format: ListFormat,
    #[command(flatten)]
    pub(crate) schemas: Schemas,
    /// Omit places and versions, so that the document changes only if models or relations change
    #[arg(long, help_heading = OUTPUT)]
    pub(crate) without_places: bool,
    /// Write the output to this file
    #[arg(short, long, value_name = "FILE", help_heading = OUTPUT)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Graph {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) policy: PolicyOptions,
    /// Output format
    #[arg(
        long,
        help_heading = OUTPUT,
        visible_alias = "message-format",
        value_name = "FMT",
        default_value = "mermaid"
    )]
    pub(crate) format: GraphFormat,
    /// Mark what changed since this old registry: a document or an executable, `-` for standard input
    #[arg(long, value_name = "OLD", help_heading = GRAPH)]
    pub(crate) diff: Option<PathBuf>,
    /// Draw only this model and its neighbours
    #[arg(long, value_name = "MODEL", help_heading = GRAPH)]
    pub(crate) model: Option<String>,
    /// Maximum distance from that model, in relations
    #[arg(long, value_name = "STEPS", default_value_t = 1, requires = "model", help_heading = GRAPH)]
    pub(crate) depth: usize,
    /// Draw only the models of this crate and their neighbours
    #[arg(long = "crate", value_name = "CRATE", help_heading = GRAPH)]
    pub(crate) crates: Vec<String>,
    /// Write the output to this file
    #[arg(short, long, value_name = "FILE", help_heading = OUTPUT)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Why {
    /// Relation to explain, for example `Invoice.customer` or `billing::Invoice.customer`
    #[arg(value_name = "MODEL.RELATION")]
    pub(crate) relation: String,
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) policy: PolicyOptions,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Rule to explain, for example `missing_target`; if omitted, all rules are listed
    #[arg(value_parser = rule(), hide_possible_values = true)]
    pub(crate) rule: Option<Rule>,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// Old registry: a document or an executable, `-` for standard input
    pub(crate) old: PathBuf,
    /// The new registry.
    #[command(flatten)]
    pub(crate) input: Input,
    /// What fails the command: only removals, or also changes, for example of a key's type, a target or an inverse
    #[arg(long, value_name = "CHANGES", default_value = "removed")]
    pub(crate) fail_on: FailOnChange,
    /// Output format
    #[arg(
        long,
        help_heading = OUTPUT,
        visible_alias = "format",
        value_name = "FMT",
        default_value = "human"
    )]
    pub(crate) message_format: ListFormat,
    /// Write the output to this file
    #[arg(short, long, value_name = "FILE", help_heading = OUTPUT)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Baseline {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) policy: PolicyOptions,
    /// Rewrite this baseline in the current format, without the entries that no longer occur
    #[arg(long, value_name = "FILE", help_heading = OUTPUT, conflicts_with_all = ["output", "baseline"])]
    pub(crate) upgrade: Option<PathBuf>,
    /// Write the output to this file
    #[arg(short, long, value_name = "FILE", help_heading = OUTPUT)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// Shell to complete for
    pub(crate) shell: clap_complete::Shell,
}

/// The input: files, or targets to build.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// Executables, libraries and documents, taken together; `-` for standard input; if omitted, the current package. With
    /// `--package`, they are compared with its source
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
    #[command(flatten, next_help_heading = SOURCE)]
    pub(crate) source: Source,
}

#[derive(Debug, Args)]
pub(crate) struct Source {
    /// Read the models from source without building anything; the default if no package depends on relata
    #[arg(long, conflicts_with = "files")]
    pub(crate) no_build: bool,
    /// Read the manifests without running `cargo metadata`
    #[arg(long, requires = "no_build")]
    pub(crate) no_metadata: bool,
    /// Whether each `joinable!` of Diesel is a relation; by default only in packages that do not depend on relata
    #[arg(long, value_name = "BOOL", conflicts_with = "files")]
    pub(crate) relations_from_schema: Option<bool>,
}

#[derive(Debug, Args)]
pub(crate) struct Targets {
    /// Check only the library, as linked into its unit tests
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
#[command(next_help_heading = RULES)]
pub(crate) struct PolicyOptions {
    /// Report all rules except `isolated_model` and `incomplete_coverage` as errors
    #[arg(long)]
    pub(crate) strict: bool,
    /// Report an error for each relation that could not be compared
    #[arg(long)]
    pub(crate) require_coverage: bool,
    /// Do not report this rule
    #[arg(short = 'A', long, value_name = "RULE", value_parser = rule(), hide_possible_values = true)]
    pub(crate) allow: Vec<Rule>,
    /// Report this rule as a warning
    #[arg(short = 'W', long, value_name = "RULE", value_parser = rule(), hide_possible_values = true)]
    pub(crate) warn: Vec<Rule>,
    /// Report this rule as an error; the strictest of -A, -W and -D wins
    #[arg(short = 'D', long, value_name = "RULE", value_parser = rule(), hide_possible_values = true)]
    pub(crate) deny: Vec<Rule>,
    /// Do not require the models of this crate to be registered
    #[arg(long, value_name = "CRATE", value_parser = krate)]
    pub(crate) outside: Vec<String>,
    /// Downgrade the findings listed in this file to warnings
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) schemas: Schemas,
}

/// Parses the name of a crate or of its package.
fn krate(name: &str) -> Result<String, &'static str> {
    let is_name_char = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-');
    if name.is_empty() || !name.chars().all(is_name_char) {
        return Err("not a valid crate name");
    }
    Ok(name.to_owned())
}

/// Parses the name of a rule; for other words clap suggests a similar one.
fn rule() -> impl TypedValueParser<Value = Rule> {
    let names = Rule::ALL.iter().map(|rule| rule.name());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Rule>())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    /// Clap rejects duplicate flags and defaults that do not parse.
    #[test]
    fn the_command_line_is_valid() {
        super::Options::command().debug_assert();
    }
}
