//! Why no model has a name, decided by evidence, for every rule that finds one absent.
//!
//! In: the name and the graph. Out: notes and at most one help, added to the finding. A change is offered only where
//! what is registered speaks for it; otherwise the facts are told.

use crate::graph::Graph;
use crate::name::{self, Fit};
use crate::record::ModelRecord;
use crate::report::Finding;
use crate::similar;
use crate::wording::{NAMED, counted, listed, quoted};

/// What the registry holds in place of an absent model.
enum Evidence<'g> {
    /// The same path but for capitals.
    OtherCase(u32),
    /// Models of that name, in other modules.
    Elsewhere(Vec<u32>),
    /// A model with a similar name.
    Similar(u32),
    /// Nothing, not even a model of the crate or module that the name begins with.
    NoSuchCrate(&'g str),
    /// Nothing.
    Nothing,
}

/// Adds to the finding what speaks for a cause. `crates_elsewhere` are those that the options put outside.
pub(crate) fn explain(
    finding: Finding,
    graph: &Graph,
    written: &str,
    crates_elsewhere: &[String],
) -> Finding {
    let path = |model: u32| graph.model(model).path;
    let finding = match weigh(graph, written) {
        Evidence::OtherCase(model) => finding
            .note_at(graph.model_place(model), format!("only the case differs from `{}`, which is a model", path(model)))
            .with_help(format!("write `{}`", text_for(graph, model, written))),
        Evidence::Similar(model) => finding
            .note_at(graph.model_place(model), format!("a model with a similar name exists: `{}`", path(model)))
            .with_help(format!("write `{}`", text_for(graph, model, written))),
        Evidence::Elsewhere(models) => {
            let finding = with_models_of_that_name(finding, graph, &models);
            match unknown_crate(graph, written) {
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

fn weigh<'g>(graph: &'g Graph, written: &'g str) -> Evidence<'g> {
    let path = |model: u32| ModelRecord::path_of(&graph.models[model as usize].bytes);
    let folded = written.to_lowercase();
    if let Some(model) = graph
        .model_indices()
        .find(|model| name::fit(&folded, &path(*model).to_lowercase()) != Fit::No)
    {
        return Evidence::OtherCase(model);
    }
    let last = name::last_segment(written);
    let elsewhere: Vec<_> = graph
        .model_indices()
        .filter(|model| name::last_segment(path(*model)).eq_ignore_ascii_case(last))
        .collect();
    if !elsewhere.is_empty() {
        return Evidence::Elsewhere(elsewhere);
    }
    if let Some(krate) = unknown_crate(graph, written) {
        return Evidence::NoSuchCrate(krate);
    }
    let names = graph
        .model_indices()
        .map(|model| name::last_segment(path(model)));
    let similar = similar::nearest(last, names);
    let model = similar.and_then(|name| {
        graph
            .model_indices()
            .find(|model| name::last_segment(path(*model)) == name)
    });
    model.map_or(Evidence::Nothing, Evidence::Similar)
}

/// What a qualified name begins with, if no path of any model has such a crate or module.
fn unknown_crate<'g>(graph: &Graph, written: &'g str) -> Option<&'g str> {
    name::qualifier(written)?;
    let first = name::first_segment(written);
    let known = graph.models.iter().any(|model| {
        let path = ModelRecord::path_of(&model.bytes);
        name::qualifier(path).is_some_and(|qualifier| {
            qualifier
                .split("::")
                .any(|segment| name::same(segment, first))
        })
    });
    (!known).then_some(first)
}

/// What a relation must write for this model: its name where that is enough and the name was written alone before.
fn text_for<'g>(graph: &'g Graph, model: u32, written: &str) -> &'g str {
    let record = graph.model(model);
    let enough =
        name::qualifier(written).is_none() && graph.models_called(record.name()).len() == 1;
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
