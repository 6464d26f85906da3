//! The input of a command: the given files, or the targets that cargo builds.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use relata::source::{Models, Source};
use relata::{Options, Records, Registry, Rule};

use crate::compile::{self, Built};
use crate::failure::Failure;
use crate::given::Given;
use crate::name::first_segment;
use crate::options::Input;
use crate::reading::{executable_records, records_of};
use crate::scan::{self, Why};
use crate::selection::{self, Selection, Target};
use crate::terminal::Terminal;
use crate::text::{enumerated_briefly, listed, quoted};

/// The end of the name of a system as cargo builds it when it builds nothing else.
pub(crate) const BUILT_ALONE: &str = ", built alone";

/// All systems to check.
#[derive(Debug)]
pub(crate) struct Systems {
    pub(crate) all: Vec<System>,
    pub(crate) skipped: Vec<Skipped>,
    /// The folder that the files of places are relative to.
    pub(crate) root: PathBuf,
    /// Whether the systems were built by this command.
    pub(crate) is_built_here: bool,
}

/// A selected target that is not checked.
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
    /// The quoted names of the input files that the records come from, in this order; empty if the system was built here.
    pub(crate) files: Vec<String>,
    pub(crate) records: Vec<Records>,
    /// The source of a system that was built here.
    pub(crate) source: Option<Source>,
    /// Crates whose models a library on its own does not link.
    pub(crate) outside: Vec<String>,
    /// The models of a system that was read from source.
    pub(crate) models: Option<Models>,
    /// The source of a system that was built here, for its tables of Diesel.
    pub(crate) tables: Option<Rc<scan::Lazy>>,
}

impl Systems {
    /// Reads the files, or builds the selected targets.
    pub(crate) fn read(input: &Input, terminal: Terminal) -> Result<Self, Failure> {
        if input.source.no_build {
            return scan::read(input, terminal, Why::Asked).map(Systems::of_source);
        }
        if input.files.is_empty() {
            return Systems::build(input, terminal);
        }
        let names = input.files.iter().map(|it| it.display().to_string());
        let names: Vec<String> = names.collect();
        let missing = input.files.iter().filter(|it| !it.exists());
        let misplaced = missing.map(|it| Failure::not_found(it));
        let mut misplaced = misplaced.filter(Failure::is_misplaced);
        if let Some(failure) = misplaced.next() {
            return Err(failure);
        }
        let given = Given::read(input, terminal)?;
        let mut records = Vec::new();
        for (path, name) in input.files.iter().zip(&names) {
            let read = records_of(path)?;
            if input.files.len() > 1 && read.to_bytes().is_empty() {
                terminal.warn(&format!("{} registers no models", quoted(name)));
            }
            records.push(read);
        }
        let mut systems = Systems {
            all: vec![System {
                name: listed(names.iter().map(String::as_str)),
                files: names.iter().map(|it| quoted(it)).collect(),
                records,
                source: None,
                outside: Vec::new(),
                models: None,
                tables: None,
            }],
            skipped: Vec::new(),
            root: std::env::current_dir().unwrap_or_default(),
            is_built_here: false,
        };
        if let Some(given) = given {
            systems.root = given.root;
            systems.all[0].source = Some(given.source);
            systems.all[0].tables = Some(given.tables);
        }
        Ok(systems)
    }

    fn of_source(models: Models) -> Self {
        Systems {
            root: models.root().to_owned(),
            all: vec![System {
                name: "source".to_owned(),
                files: Vec::new(),
                records: vec![models.records().clone()],
                source: None,
                outside: Vec::new(),
                models: Some(models),
                tables: None,
            }],
            skipped: Vec::new(),
            is_built_here: true,
        }
    }

    fn build(input: &Input, terminal: Terminal) -> Result<Self, Failure> {
        let selection = match selection::select(input) {
            Ok(selection) if selection.has_relata || selection.is_named => selection,
            Ok(_) => return scan::read(input, terminal, Why::NoRelata).map(Systems::of_source),
            // Source can be read without what cargo lacks here. A program that uses relata must be built.
            Err(failure @ Failure::Metadata(_)) => {
                let models = scan::read_without_relata(input, terminal).unwrap_or(Err(failure));
                return models.map(Systems::of_source);
            }
            Err(failure) => return Err(failure),
        };
        let built = compile::build(&selection.targets, input, terminal)?;
        let tables = scan::tables(input, terminal);
        let (mut all, mut skipped) = (Vec::new(), Vec::new());
        let mut features = BTreeSet::new();
        for target in &selection.targets {
            if built.executable(target).is_none() {
                features.extend(target.required_features.iter().map(String::as_str));
            }
            match System::load(target, &built, &selection, input, terminal)? {
                Ok(system) => all.push(System {
                    tables: Some(tables.clone()),
                    ..system
                }),
                Err(reason) => skipped.push(Skipped {
                    name: target.to_string(),
                    reason,
                }),
            }
        }
        if all.is_empty() {
            return Err(nothing_to_check(&skipped, features));
        }
        skipped.extend(unused_libraries(&selection, &all));
        Ok(Systems {
            all,
            skipped,
            root: selection.root,
            is_built_here: true,
        })
    }

    /// Adds each system as it is when cargo builds nothing else, if it has fewer models then.
    pub(crate) fn with_each_alone(mut self) -> Self {
        // A file that was linked elsewhere is what it is.
        if !self.is_built_here {
            return self;
        }
        let systems = self.all.into_iter();
        let systems = systems.flat_map(|it| {
            let alone = it.built_alone();
            [it].into_iter().chain(alone)
        });
        self.all = systems.collect();
        self
    }

    /// One registry of all systems, even if it has errors.
    pub(crate) fn registry(&self) -> Registry {
        let records = self.all.iter().flat_map(|it| &it.records);
        unchecked_registry(&records.cloned().collect::<Vec<_>>())
    }

    /// One registry of all systems, provided that each name resolves to the same model in it and in every system.
    pub(crate) fn combined_registry(&self) -> Result<Registry, Failure> {
        let registry = self.registry();
        if self.all.len() == 1 {
            return Ok(registry);
        }
        let combined = resolutions(&registry);
        let agrees = |system: &System| {
            let registry = system.registry();
            let own = resolutions(&registry);
            own.iter().all(|(name, it)| combined.get(name) == Some(it))
        };
        if self.all.iter().all(agrees) {
            return Ok(registry);
        }
        let names: Vec<&str> = self.all.iter().map(|it| &*it.name).collect();
        Err(Failure::Usage(format!(
            "these programs cannot be combined: the same name refers to different models; select one of {}",
            enumerated_briefly(&names)
        )))
    }
}

/// The model that each written name resolves to, by the path and place of the declaring model, the relation and the name.
fn resolutions(registry: &Registry) -> HashMap<[String; 4], String> {
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
    /// Reads the built target, or returns the reason why it is not checked.
    fn load(
        target: &Target,
        built: &Built,
        selection: &Selection,
        input: &Input,
        terminal: Terminal,
    ) -> Result<Result<Self, String>, Failure> {
        let Some(executable) = built.executable(target) else {
            let required = target.required_features.iter().map(String::as_str);
            return Ok(Err(match target.required_features.len() {
                0 => "cargo built no executable for it".to_owned(),
                1 => format!("requires feature {}", listed(required)),
                _ => format!("requires features {}", listed(required)),
            }));
        };
        if built.is_shared(executable) {
            compile::build(std::slice::from_ref(target), input, terminal)?;
        }
        let source = target.source(input, selection.platform.as_deref());
        let source = Source::read(&source.executable(from_here(executable)))?;
        if !selection.is_named && !source.depends_on_relata() {
            return Ok(Err("does not depend on relata".to_owned()));
        }
        let records = executable_records(executable)?;
        let outside = if target.is_library() {
            unlinked_crates(&records, &source, &selection.libraries)
        } else {
            Vec::new()
        };
        Ok(Ok(System {
            name: target.to_string(),
            files: Vec::new(),
            records: vec![records],
            source: Some(source),
            outside,
            models: None,
            tables: None,
        }))
    }

    /// The system as cargo builds it when it builds nothing else, if that has fewer models.
    fn built_alone(&self) -> Option<Self> {
        let (source, [records]) = (self.source.as_ref()?, &*self.records) else {
            return None;
        };
        let (records, source) = source.built_alone(records)?;
        Some(System {
            name: format!("{}{BUILT_ALONE}", self.name),
            files: Vec::new(),
            records: vec![records],
            source: Some(source),
            outside: self.outside.clone(),
            models: None,
            tables: self.tables.clone(),
        })
    }

    /// The name in a summary line: lists at most three files.
    pub(crate) fn label(&self) -> String {
        if self.files.is_empty() {
            self.name.clone()
        } else {
            enumerated_briefly(&self.files)
        }
    }

    /// The registry of this system, even if it has errors.
    pub(crate) fn registry(&self) -> Registry {
        unchecked_registry(&self.records)
    }

    /// All findings in this system.
    pub(crate) fn check(&self, options: &Options) -> relata::Findings {
        let outside = self.outside.iter();
        let options = outside.fold(options.clone(), |options, krate| options.outside(krate));
        if let Some(models) = &self.models {
            return options.check_models(models);
        }
        let tables = self.tables.as_ref().and_then(|it| (***it).as_ref());
        let options = match tables {
            Some(tables) => options.schema_of_source(tables),
            None => options,
        };
        match &self.source {
            Some(source) => options.check_source(&self.records, source),
            None => options.check_records(&self.records),
        }
    }
}

/// The path of a file, from the current folder if it is there.
fn from_here(file: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    file.strip_prefix(here)
        .unwrap_or(file)
        .display()
        .to_string()
}

/// The registry of these records, without checking any rule.
pub(crate) fn unchecked_registry(records: &[Records]) -> Registry {
    let rules = Rule::ALL.iter();
    let options = rules.fold(relata::options(), |options, rule| {
        options.level(*rule, relata::Level::Allow)
    });
    let registry = options.init_records(records);
    registry.expect("no rule is denied if all are allowed; this is a bug in relata")
}

/// The dependencies of a library, and the other libraries of the workspace, that its unit tests do not link. Their models are
/// registered in the programs that use both.
fn unlinked_crates(records: &Records, source: &Source, libraries: &[String]) -> Vec<String> {
    let registry = unchecked_registry(std::slice::from_ref(records));
    let linked = registry.models().map(|model| first_segment(model.path()));
    let linked: BTreeSet<&str> = linked.collect();
    let (own, dependencies) = source.packages().split_at(1);
    let dependencies = dependencies.iter().map(relata::source::Package::crate_name);
    let libraries = libraries.iter().map(String::as_str);
    let others: BTreeSet<&str> = dependencies.chain(libraries).collect();
    let is_own = |krate: &str| own.iter().any(|it| it.crate_name() == krate);
    let others = others.into_iter().filter(|it| !is_own(it));
    others
        .filter(|it| !linked.contains(it))
        .map(str::to_owned)
        .collect()
}

/// The libraries of the workspace that may have models and that no checked program depends on.
fn unused_libraries(selection: &Selection, all: &[System]) -> Vec<Skipped> {
    let is_used = |krate: &str| {
        let sources = all.iter().filter_map(|it| it.source.as_ref());
        let mut packages = sources.flat_map(Source::packages);
        packages.any(|it| it.crate_name() == krate)
    };
    let unused = selection.with_models.iter().filter(|it| !is_used(it));
    let skipped = unused.map(|krate| Skipped {
        name: format!("lib `{krate}`"),
        reason: "no checked program depends on it".to_owned(),
    });
    skipped.collect()
}

/// The failure if no target is checked. With `features`, more targets can be built.
fn nothing_to_check(skipped: &[Skipped], features: BTreeSet<&str>) -> Failure {
    let all = skipped.iter();
    let all: Vec<String> = all
        .map(|it| format!("{} ({})", it.name, it.reason))
        .collect();
    let all = enumerated_briefly(&all);
    let mut message = format!("no targets to check; not checked: {all}");
    if !features.is_empty() {
        let it = if skipped.len() == 1 { "it" } else { "more" };
        let features: Vec<&str> = features.into_iter().collect();
        let features = features.join(",");
        message = format!("{message}; enable {it} with `--features {features}`");
    }
    Failure::Nothing(message)
}
