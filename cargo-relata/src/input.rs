//! The input of a command: the files that it names, or what cargo builds of the package in this folder.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use relata::document::Document;
use relata::source::Source;
use relata::{Options, Records, Registry, Rule};

use crate::compile::{self, Built};
use crate::failure::Failure;
use crate::flags;
use crate::name::first_segment;
use crate::options::Input;
use crate::selection::{self, Selection, Target};
use crate::terminal::Terminal;
use crate::text::{enumerated, listed};

/// No executable is larger.
const LARGEST: u64 = 4 << 30;

/// No document is larger, and what is no file, as a pipe is not, may never end.
const LARGEST_STREAM: u64 = 256 << 20;

/// So many bytes tell a document.
const BEGINNING: u64 = 4096;

/// All systems to check.
#[derive(Debug)]
pub(crate) struct Systems {
    pub(crate) all: Vec<System>,
    pub(crate) skipped: Vec<Skipped>,
    /// From where the files of places are named.
    pub(crate) root: PathBuf,
    /// Whether it was built here.
    pub(crate) is_own: bool,
}

/// A target that was selected and is not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Skipped {
    pub(crate) name: String,
    pub(crate) reason: String,
}

/// The records that are checked together.
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
        let names = input.files.iter().map(|it| it.display().to_string());
        let names: Vec<String> = names.collect();
        let absent = input.files.iter().filter(|it| !it.exists());
        let misplaced = absent.map(|it| Failure::not_there(it));
        let mut misplaced = misplaced.filter(Failure::is_misplaced);
        if let Some(failure) = misplaced.next() {
            return Err(failure);
        }
        if let Some(flag) = flags::flag(input) {
            return Err(Failure::FlagBesideFiles { flag });
        }
        let mut records = Vec::new();
        for (path, name) in input.files.iter().zip(&names) {
            let read = records_of(path)?;
            if input.files.len() > 1 && read.to_bytes().is_empty() {
                terminal.warn(&format!("{} registers no model", listed([&**name])));
            }
            records.push(read);
        }
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
        let selection = selection::select(input)?;
        let built = compile::build(&selection.targets, input, terminal)?;
        let (mut all, mut skipped) = (Vec::new(), Vec::new());
        for target in &selection.targets {
            match System::of(target, &built, &selection, input, terminal)? {
                Ok(system) => all.push(system),
                Err(reason) => skipped.push(Skipped {
                    name: target.to_string(),
                    reason,
                }),
            }
        }
        if all.is_empty() {
            return Err(nothing(&skipped));
        }
        skipped.extend(unused_libraries(&selection, &all));
        Ok(Systems {
            all,
            skipped,
            root: selection.root,
            is_own: true,
        })
    }

    /// All as one registry, whatever is wrong with it.
    pub(crate) fn registry(&self) -> Registry {
        let records = self.all.iter().flat_map(|it| &it.records);
        unjudged(&records.cloned().collect::<Vec<_>>())
    }

    /// The same, if each name means in it what it means in each of the programs.
    pub(crate) fn one_registry(&self) -> Result<Registry, Failure> {
        let registry = self.registry();
        if self.all.len() == 1 {
            return Ok(registry);
        }
        let meant = meanings(&registry);
        let agrees = |system: &System| {
            let registry = system.registry();
            let own = meanings(&registry);
            own.iter().all(|(name, it)| meant.get(name) == Some(it))
        };
        if self.all.iter().all(agrees) {
            return Ok(registry);
        }
        let names: Vec<&str> = self.all.iter().map(|it| &*it.name).collect();
        Err(Failure::Usage(format!(
            "these programs are no one system, since a name means different models in them: {}; choose one",
            enumerated(&names)
        )))
    }
}

/// What each written name of a registry means, by the model, its place, the relation and the name.
fn meanings(registry: &Registry) -> HashMap<[String; 4], String> {
    let relations = registry.models().flat_map(|model| model.relations());
    let resolved = relations.flat_map(|relation| {
        relation.resolutions().filter_map(move |it| {
            let model = relation.model();
            let (path, place) = (model.path().to_owned(), model.place().to_string());
            let key = [
                path,
                place,
                relation.name().to_owned(),
                it.written().to_owned(),
            ];
            Some((key, it.model()?.path().to_owned()))
        })
    });
    resolved.collect()
}

impl System {
    /// What was built of a target, or why it is not judged.
    fn of(
        target: &Target,
        built: &Built,
        selection: &Selection,
        input: &Input,
        terminal: Terminal,
    ) -> Result<Result<Self, String>, Failure> {
        let Some(executable) = built.executable(target) else {
            let needed = target.required_features.iter().map(String::as_str);
            return Ok(Err(if target.required_features.is_empty() {
                "it is no executable".to_owned()
            } else {
                format!("it needs {}", listed(needed))
            }));
        };
        if built.is_shared(executable) {
            compile::build(std::slice::from_ref(target), input, terminal)?;
        }
        let source = Source::read(&target.source(input, selection.platform.as_deref()))?;
        if !selection.is_named && !source.depends_on_relata() {
            return Ok(Err("it does not depend on relata".to_owned()));
        }
        let records = executable_records(executable)?;
        let outside = if target.is_library() {
            absent_crates(&records, &source, &selection.libraries)
        } else {
            Vec::new()
        };
        Ok(Ok(System {
            name: target.to_string(),
            records: vec![records],
            source: Some(source),
            outside,
        }))
    }

    /// Its own registry, whatever is wrong with it.
    pub(crate) fn registry(&self) -> Registry {
        unjudged(&self.records)
    }

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

/// The records of a document or an executable; `-` is the standard input.
pub(crate) fn records_of(path: &Path) -> Result<Records, Failure> {
    let bytes = read(path)?;
    if bytes.is_empty() {
        return Err(Failure::input(path, "it is empty"));
    }
    if !is_document(&bytes) {
        return Records::of_executable(&bytes).map_err(|error| {
            let reason = format!("it does not begin with `{{` as a document does, and {error}");
            Failure::input(path, &reason)
        });
    }
    let text =
        std::str::from_utf8(&bytes).map_err(|error| Failure::input(path, &error.to_string()))?;
    let document = Document::parse(text.trim_start_matches('\u{feff}'));
    let document = document.map_err(|error| Failure::input(path, &error.to_string()))?;
    Ok(Records::of_document(&document))
}

fn is_document(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{") || bytes.starts_with(b"\xef\xbb\xbf")
}

fn executable_records(path: &Path) -> Result<Records, Failure> {
    Records::of_executable(&read(path)?).map_err(|error| Failure::input(path, &error.to_string()))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: io::Error| Failure::File {
        file: path.to_owned(),
        error,
    };
    if path.as_os_str() == "-" {
        return read_at_most(io::stdin().lock(), LARGEST_STREAM, path).map_err(failed)?;
    }
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Failure::not_there(path));
        }
        opened => opened.map_err(failed)?,
    };
    let metadata = file.metadata().map_err(failed)?;
    if metadata.is_file() && metadata.len() > LARGEST {
        return Err(too_large(path, LARGEST));
    }
    let limit = if metadata.is_file() {
        LARGEST
    } else {
        LARGEST_STREAM
    };
    read_at_most(file, limit, path).map_err(failed)?
}

/// Reads it to its end. What begins as a document is read no further than a document is long.
fn read_at_most(
    mut from: impl Read,
    limit: u64,
    path: &Path,
) -> io::Result<Result<Vec<u8>, Failure>> {
    let mut bytes = Vec::new();
    from.by_ref().take(BEGINNING).read_to_end(&mut bytes)?;
    let limit = if is_document(&bytes) {
        LARGEST_STREAM
    } else {
        limit
    };
    from.take(limit).read_to_end(&mut bytes)?;
    Ok(if bytes.len() as u64 > limit {
        Err(too_large(path, limit))
    } else {
        Ok(bytes)
    })
}

fn too_large(path: &Path, limit: u64) -> Failure {
    Failure::input(path, &format!("it is larger than {} MiB", limit >> 20))
}

/// The crates that the library depends on, and the other ones of the workspace, of which nothing is linked into its tests:
/// no code there names them, so their models are of the programs that use both.
fn absent_crates(records: &Records, source: &Source, libraries: &[String]) -> Vec<String> {
    let registry = unjudged(std::slice::from_ref(records));
    let linked = registry.models().map(|model| first_segment(model.path()));
    let linked: BTreeSet<&str> = linked.collect();
    let (own, below) = source.packages().split_at(1);
    let below = below.iter().map(relata::source::Package::crate_name);
    let others: BTreeSet<&str> = below.chain(libraries.iter().map(String::as_str)).collect();
    let is_own = |krate: &str| own.iter().any(|it| it.crate_name() == krate);
    let others = others.into_iter().filter(|it| !is_own(it));
    others
        .filter(|it| !linked.contains(it))
        .map(str::to_owned)
        .collect()
}

/// The libraries with models that none of the programs has, where all of a workspace is checked.
fn unused_libraries(selection: &Selection, all: &[System]) -> Vec<Skipped> {
    let is_used = |krate: &str| {
        let sources = all.iter().filter_map(|it| it.source.as_ref());
        let mut packages = sources.flat_map(Source::packages);
        packages.any(|it| it.crate_name() == krate)
    };
    let unused = selection.with_models.iter().filter(|it| !is_used(it));
    let skipped = unused.map(|krate| Skipped {
        name: format!("lib `{krate}`"),
        reason: "no program that is checked depends on it".to_owned(),
    });
    skipped.collect()
}

fn nothing(skipped: &[Skipped]) -> Failure {
    let all: Vec<String> = skipped
        .iter()
        .map(|it| format!("{}: {}", it.name, it.reason))
        .collect();
    Failure::Nothing(format!("nothing is left to check; {}", all.join("; ")))
}
