//! What is to be judged: files that are there, or what cargo builds of the package here.
//!
//! In: the options. Out: systems, each the records of one program, or of several files that are judged as one. This module
//! must not know what is right or wrong with them.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use relata::document::Document;
use relata::source::Source;
use relata::{Options, Records, Registry, Rule};

use crate::compile;
use crate::failure::Failure;
use crate::options::Input;
use crate::selection::{self, Selection};
use crate::terminal::Terminal;
use crate::text::{listed, shown};
use crate::verdict::Skipped;

/// No executable is larger.
const LARGEST: u64 = 4 << 30;

/// What is no file, as a pipe is not, may never end.
const LARGEST_STREAM: u64 = 256 << 20;

/// All that is to be judged.
#[derive(Debug)]
pub(crate) struct Systems {
    pub(crate) all: Vec<System>,
    pub(crate) skipped: Vec<Skipped>,
    /// From where the files of places are named.
    pub(crate) root: PathBuf,
    /// Whether it was built here.
    pub(crate) is_own: bool,
}

/// What is judged as one.
#[derive(Debug)]
pub(crate) struct System {
    /// As in ``bin `server` ``.
    pub(crate) name: String,
    pub(crate) records: Vec<Records>,
    /// What its source declares, if it was built here.
    pub(crate) source: Option<Source>,
    /// Crates of whose models a library alone is to be without.
    pub(crate) outside: Vec<String>,
}

impl Systems {
    /// Reads the files, or builds the package here.
    pub(crate) fn read(input: &Input, terminal: Terminal) -> Result<Self, Failure> {
        if input.files.is_empty() {
            return Systems::build(input, terminal);
        }
        if let Some(flag) = selection::flag(input) {
            return Err(Failure::FlagBesideFiles { flag });
        }
        let mut records = Vec::new();
        for path in &input.files {
            let read = records_of(path)?;
            if input.files.len() > 1 && read.to_bytes().is_empty() {
                terminal.warn(&format!("{} registers no model", name(path)));
            }
            records.push(read);
        }
        let names: Vec<String> = input
            .files
            .iter()
            .map(|it| it.display().to_string())
            .collect();
        let system = System {
            name: listed(names.iter().map(String::as_str)),
            records,
            source: None,
            outside: Vec::new(),
        };
        Ok(Systems {
            all: vec![system],
            skipped: Vec::new(),
            root: std::env::current_dir().unwrap_or_default(),
            is_own: false,
        })
    }

    fn build(input: &Input, terminal: Terminal) -> Result<Self, Failure> {
        let Selection {
            targets,
            root,
            libraries,
            is_named,
        } = selection::select(input)?;
        let built = compile::build(&targets, input, terminal)?;
        let (mut all, mut skipped) = (Vec::new(), Vec::new());
        for target in targets {
            let name = target.to_string();
            let skip = |reason: String| Skipped {
                name: name.clone(),
                reason,
            };
            let Some(executable) = built.executable(&target) else {
                let needed = target.required_features.iter().map(String::as_str);
                skipped.push(skip(format!("it needs {}", listed(needed))));
                continue;
            };
            let source = Source::read(&target.source(input))?;
            if !is_named && !source.depends_on_relata() {
                skipped.push(skip("it does not depend on relata".to_owned()));
                continue;
            }
            let records = executable_records(executable)?;
            let outside = if target.is_library() {
                absent_crates(&records, &source, &libraries)
            } else {
                Vec::new()
            };
            all.push(System {
                name,
                records: vec![records],
                source: Some(source),
                outside,
            });
        }
        if all.is_empty() {
            return Err(nothing(&skipped));
        }
        Ok(Systems {
            all,
            skipped,
            root,
            is_own: true,
        })
    }

    /// All as one registry, whatever is wrong with it.
    pub(crate) fn registry(&self) -> Registry {
        let records: Vec<Records> = self
            .all
            .iter()
            .flat_map(|it| &it.records)
            .cloned()
            .collect();
        unjudged(&records)
    }
}

impl System {
    /// What is found in it.
    pub(crate) fn check(&self, options: &Options) -> relata::Findings {
        let outside = self.outside.iter();
        let options = outside.fold(options.clone(), |options, krate| options.outside(krate));
        match &self.source {
            Some(source) => options.check_source(&self.records, source),
            None => options.check_records(&self.records),
        }
    }
}

/// The registry of these records, with nothing asked of them.
pub(crate) fn unjudged(records: &[Records]) -> Registry {
    let rules = Rule::ALL.iter();
    let options = rules.fold(relata::options(), |options, rule| {
        options.level(*rule, relata::Level::Allow)
    });
    let registry = options.init_records(records);
    registry.expect("with every rule allowed nothing is denied; this is a bug in relata")
}

/// The records of a document or an executable.
pub(crate) fn records_of(path: &Path) -> Result<Records, Failure> {
    let bytes = read(path)?;
    let is_document =
        bytes.trim_ascii_start().starts_with(b"{") || bytes.starts_with(b"\xef\xbb\xbf");
    if !is_document {
        return Records::of_executable(&bytes).map_err(|error| {
            let reason = format!("it does not begin with `{{` as a document does, and {error}");
            unreadable(path, &reason)
        });
    }
    let text = std::str::from_utf8(&bytes).map_err(|error| unreadable(path, &error.to_string()))?;
    let document = Document::parse(text.trim_start_matches('\u{feff}'));
    let document = document.map_err(|error| unreadable(path, &error.to_string()))?;
    Ok(Records::of_document(&document))
}

fn executable_records(path: &Path) -> Result<Records, Failure> {
    Records::of_executable(&read(path)?).map_err(|error| unreadable(path, &error.to_string()))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: io::Error| Failure::File {
        file: path.to_owned(),
        error,
    };
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Failure::not_there(path));
        }
        opened => opened.map_err(failed)?,
    };
    let is_file = file.metadata().map_err(failed)?.is_file();
    let limit = if is_file { LARGEST } else { LARGEST_STREAM };
    let mut bytes = Vec::new();
    let size = file.take(limit + 1).read_to_end(&mut bytes);
    if size.map_err(failed)? as u64 > limit {
        let reason = format!("it is larger than {} MiB", limit >> 20);
        return Err(unreadable(path, &reason));
    }
    Ok(bytes)
}

fn unreadable(path: &Path, reason: &str) -> Failure {
    Failure::Input {
        file: path.to_owned(),
        reason: shown(reason),
    }
}

/// The crates that the library depends on, and the other ones of the workspace, of which nothing is linked into its tests:
/// no code there names them, so their models are of the programs that use both.
fn absent_crates(records: &Records, source: &Source, libraries: &[String]) -> Vec<String> {
    let registry = unjudged(std::slice::from_ref(records));
    let is_linked = |krate: &str| {
        let mut paths = registry.models().map(|model| model.path());
        paths.any(|path| path.split("::").next() == Some(krate))
    };
    let (own, below) = source.packages().split_at(1);
    let below = below.iter().map(relata::source::Package::crate_name);
    let others: BTreeSet<&str> = below.chain(libraries.iter().map(String::as_str)).collect();
    let is_own = |krate: &str| own.iter().any(|it| it.crate_name() == krate);
    let others = others.into_iter().filter(|it| !is_own(it));
    others
        .filter(|it| !is_linked(it))
        .map(str::to_owned)
        .collect()
}

fn nothing(skipped: &[Skipped]) -> Failure {
    let all: Vec<String> = skipped
        .iter()
        .map(|it| format!("{}: {}", it.name, it.reason))
        .collect();
    Failure::Nothing(format!("nothing is left to check; {}", all.join("; ")))
}

fn name(path: &Path) -> String {
    format!("`{}`", shown(&path.display().to_string()))
}
