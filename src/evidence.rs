//! Why no model has a name, decided by evidence, for every rule that finds one absent.
//!
//! In: the name and the graph. Out: notes and at most one help, added to the finding. A change is offered only where
//! what is registered speaks for it; otherwise the facts are told.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use crate::graph::Graph;
use crate::name::{self, Fit};
use crate::record::ModelRecord;
use crate::report::Finding;
use crate::similar;
use crate::wording::{NAMED, counted, listed, quoted};

/// Near names are looked for so many times in one check: nobody reads more findings, and each look goes through all
/// the names there are.
const LOOKS: usize = 1_000;

/// The names that models have, looked up in ways that a sound registry never needs.
pub(crate) struct Names<'g> {
    graph: &'g Graph,
    /// By the last segment of the path, in small letters.
    by_name: HashMap<String, Vec<u32>>,
    names: Vec<similar::Name<'g>>,
    /// Every crate and module that a path goes through.
    modules: HashSet<&'g str>,
    looks: Cell<usize>,
}

impl<'g> Names<'g> {
    pub(crate) fn new(graph: &'g Graph) -> Self {
        let mut by_name: HashMap<String, Vec<u32>> = HashMap::new();
        let mut modules = HashSet::new();
        let mut names = HashSet::new();
        for model in graph.model_indices() {
            let path = ModelRecord::path_of(&graph.models[model as usize].bytes);
            let name = name::last_segment(path);
            by_name.entry(name.to_lowercase()).or_default().push(model);
            names.insert(name);
            modules.extend(
                name::qualifier(path)
                    .into_iter()
                    .flat_map(|qualifier| qualifier.split("::"))
                    .map(name::last_segment),
            );
        }
        let names = names.into_iter().map(similar::Name::new).collect();
        Names {
            graph,
            by_name,
            names,
            modules,
            looks: Cell::new(0),
        }
    }

    /// The models that a written name means: the one whose whole path it is, or else all whose tail it is.
    pub(crate) fn called(&self, written: &str) -> Vec<u32> {
        let path = |model: &u32| ModelRecord::path_of(&self.graph.models[*model as usize].bytes);
        let fits = self
            .with_name(written)
            .iter()
            .map(|model| (*model, name::fit(written, path(model))));
        let fits: Vec<_> = fits.filter(|(_, fit)| *fit != Fit::No).collect();
        match fits.iter().find(|(_, fit)| *fit == Fit::Exact) {
            Some((model, _)) => vec![*model],
            None => fits.into_iter().map(|(model, _)| model).collect(),
        }
    }

    /// The models whose name is the last segment of this, case aside.
    fn with_name(&self, written: &str) -> &[u32] {
        self.by_name
            .get(&name::last_segment(written).to_lowercase())
            .map_or(&[], Vec::as_slice)
    }

    fn similar(&self, written: &str) -> Option<u32> {
        if self.looks.replace(self.looks.get() + 1) >= LOOKS {
            return None;
        }
        let similar = similar::nearest_of(name::last_segment(written), &self.names)?;
        self.with_name(similar)
            .iter()
            .copied()
            .find(|model| self.graph.model(*model).name() == similar)
    }
}

/// What the registry holds in place of an absent model.
enum Evidence<'w> {
    /// The same path but for capitals.
    OtherCase(u32),
    /// Models of that name, in other modules.
    Elsewhere(Vec<u32>),
    /// A model with a similar name.
    Similar(u32),
    /// Nothing, not even a model of the crate or module that the name begins with.
    NoSuchCrate(&'w str),
    /// Nothing.
    Nothing,
}

/// Adds to the finding what speaks for a cause. `crates_elsewhere` are those that the options put outside.
pub(crate) fn explain(
    finding: Finding,
    names: &Names<'_>,
    written: &str,
    crates_elsewhere: &[String],
) -> Finding {
    let graph = names.graph;
    let path = |model: u32| graph.model(model).path;
    let finding = match weigh(names, written) {
        Evidence::OtherCase(model) => finding
            .note_at(graph.model_place(model), format!("only the case differs from `{}`, which is a model", path(model)))
            .with_help(format!("write `{}`", text_for(names, model, written))),
        Evidence::Similar(model) => finding
            .note_at(graph.model_place(model), format!("a model with a similar name exists: `{}`", path(model)))
            .with_help(format!("write `{}`", text_for(names, model, written))),
        Evidence::Elsewhere(models) => {
            let finding = with_models_of_that_name(finding, graph, &models);
            match unknown_crate(names, written) {
                Some(krate) => no_such_crate(finding, krate),
                None if models.len() == 1 => finding.with_help(format!("write `{}`", path(models[0]))),
                None => finding.with_help(format!("write the path of the one that is meant, as in `{}`", path(models[0]))),
            }
        }
        Evidence::NoSuchCrate(krate) => no_such_crate(registered(finding, graph), krate),
        Evidence::Nothing => registered(finding, graph).with_help(format!(
            "see that `{}` derives `relata::Model`, that a `mod` declares its file, and that code names its crate",
            name::last_segment(written)
        )),
    };
    if crates_elsewhere.is_empty() || name::qualifier(written).is_some() {
        finding
    } else {
        let crates = listed(&quoted(crates_elsewhere));
        finding.note(format!("the models of {crates} are outside, but a name without its crate is not known to be theirs"))
    }
}

fn weigh<'w>(names: &Names<'_>, written: &'w str) -> Evidence<'w> {
    let path = |model: u32| ModelRecord::path_of(&names.graph.models[model as usize].bytes);
    let folded = written.to_lowercase();
    let elsewhere = names.with_name(written);
    let other_case = |model: &&u32| name::fit(&folded, &path(**model).to_lowercase()) != Fit::No;
    if let Some(model) = elsewhere.iter().find(other_case) {
        return Evidence::OtherCase(*model);
    }
    if !elsewhere.is_empty() {
        return Evidence::Elsewhere(elsewhere.to_vec());
    }
    if let Some(krate) = unknown_crate(names, written) {
        return Evidence::NoSuchCrate(krate);
    }
    names
        .similar(written)
        .map_or(Evidence::Nothing, Evidence::Similar)
}

/// What a qualified name begins with, if no path of any model has such a crate or module.
fn unknown_crate<'w>(names: &Names<'_>, written: &'w str) -> Option<&'w str> {
    name::qualifier(written)?;
    let first = name::first_segment(written);
    (!names.modules.contains(first)).then_some(first)
}

/// What a relation must write for this model: its name where that is enough and the name was written alone before.
fn text_for<'g>(names: &Names<'g>, model: u32, written: &str) -> &'g str {
    let record = names.graph.model(model);
    let enough = name::qualifier(written).is_none() && names.called(record.name()).len() == 1;
    if enough { record.name() } else { record.path }
}

fn with_models_of_that_name(mut finding: Finding, graph: &Graph, models: &[u32]) -> Finding {
    for model in models.iter().take(NAMED) {
        let text = format!("a model of that name is `{}`", graph.model(*model).path);
        finding = finding.note_at(graph.model_place(*model), text);
    }
    if models.len() > NAMED {
        finding = finding.note(format!(
            "and {}",
            counted(models.len() - NAMED, "other model")
        ));
    }
    finding
}

fn no_such_crate(finding: Finding, krate: &str) -> Finding {
    finding
        .note(format!(
            "no registered model is in a crate or module `{krate}`"
        ))
        .note("the compiler leaves out a crate that no code names, and its models with it")
        .with_help(format!(
            "if `{krate}` is a crate, name it in the root of the program, as in `use {krate} as _;`"
        ))
}

fn registered(finding: Finding, graph: &Graph) -> Finding {
    let crates: Vec<_> = quoted(graph.crates());
    let models = graph.real_model_count();
    let are = if models == 1 { "is" } else { "are" };
    let from = if crates.is_empty() {
        String::new()
    } else {
        format!(
            ", from {}: {}",
            counted(crates.len(), "crate"),
            listed(&crates)
        )
    };
    finding.note(format!(
        "{} {are} registered{from}",
        counted(models, "model")
    ))
}
