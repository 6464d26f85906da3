//! Evidence for why no model has a name. It is shared by all rules about absent models. A fix is offered only if the
//! registered models support it; otherwise the facts are listed.

use relata_record::channels::Origin;

use crate::candidates::{Candidates, Difference, Names};
use crate::declared::Declared;
use crate::rules::prelude::*;

/// Explains why the models of a crate that no code refers to are absent.
pub(in crate::rules) const LEFT_OUT: &str =
    "the compiler does not link a crate that no code refers to, so its models are not registered";

/// Explains how a model can be lost although code refers to its crate.
const DROPPING_NOTE: &str = "the WebAssembly linker drops the parts of a crate that no code refers to, unless the profile sets `lto = true`";

/// The fix for models that the linker drops.
pub(in crate::rules) const WITH_LTO: &str =
    "set `lto = true` in the profile that builds the program";

/// Returns the crate that a name begins with, if it has no models and its name does not resemble a crate or module with
/// models.
pub(in crate::rules) fn absent_crate<'g>(names: &Names<'g>, written: &'g str) -> Option<&'g str> {
    name::qualifier(written)?;
    let first = name::first_segment(written);
    let is_known = names.crates.contains_key(first) || names.modules.contains_key(first);
    let may_be = !is_relative(first) && !is_known && !is_picked(names.graph);
    (may_be && !names.is_nearly_a_module(first)).then_some(first)
}

/// Adds the evidence for why no model has this name. `asking` are the references to it.
pub(super) fn explain(
    mut finding: Finding,
    verdict: &Verdict<'_>,
    written: &str,
    asking: &[Reference],
) -> Finding {
    let names = verdict.names();
    let mut candidates = Candidates::of(names, written);
    if candidates.differ == Difference::Name {
        // A relation to a name that is similar to that of its own model more often means another model.
        let is_asking = |model| {
            asking
                .iter()
                .any(|it| names.graph.owner(it.relation) == model)
        };
        candidates.models.retain(|model| !is_asking(*model));
    }
    for model in candidates.models.iter().take(NAMED) {
        let path = names.path(*model);
        let text = match candidates.differ {
            Difference::Case => format!("a model whose name differs only in case exists: `{path}`"),
            Difference::Modules => {
                let name = name::last_segment(path);
                format!("a model named `{name}` exists at another path: `{path}`")
            }
            Difference::Name => format!("a model with a similar name exists: `{path}`"),
        };
        finding = finding.note_at(names.graph.model_place(*model), text);
    }
    finding = finding.and_others(candidates.models.len(), "other model");
    let first = name::first_segment(written);
    match (&*candidates.models, candidates.close) {
        ([only], true) => write(finding, text_for(names, *only, written)),
        ([first, ..], true) => finding.with_help(write_path(names.path(*first))),
        ([model, others @ ..], _)
            if is_relative(first) && candidates.differ == Difference::Modules =>
        {
            let write = match others {
                [] => format!("write `{}`", names.path(*model)),
                _ => write_path(names.path(*model)),
            };
            finding.with_help(format!("{write}; {}", not_relative(first)))
        }
        _ => {
            if let Some(declared) = declared_similar(verdict, written) {
                return explain_declared(finding, names, declared, written);
            }
            let finding = note_dropping(explain_absence(finding, names, written), names.graph);
            note_outside(finding, written, &verdict.criteria.outside)
        }
    }
}

/// Adds the declaration that a name probably means. That its model is not registered is a finding of its own.
fn explain_declared(
    finding: Finding,
    names: &Names<'_>,
    declared: &Declared,
    written: &str,
) -> Finding {
    let path = &*declared.path;
    let text = format!("a model with a similar name is declared, but not registered: `{path}`");
    let name = name::last_segment(path);
    let enough = name::qualifier(written).is_none() && names.called(name).is_empty();
    let finding = finding.note_at(Spot::from(&declared.place), text);
    write(finding, if enough { name } else { path })
}

/// Offers another name. An expected model has the place of a call, where no name is.
fn write(finding: Finding, name: &str) -> Finding {
    if finding.rule() == Rule::MissingTarget {
        return finding.with_replacement(name);
    }
    finding.with_help(format!("write `{name}`"))
}

/// Returns the model with a similar name that the source declares and that is not registered, if there is only one. A crate in
/// the written name must be its crate.
fn declared_similar<'v>(verdict: &Verdict<'v>, written: &str) -> Option<&'v Declared> {
    let absent = &verdict.criteria.declarations.absent;
    // Only source declares models that are not registered.
    if cfg!(not(feature = "source")) || !verdict.names().may_compare(absent.len(), 4) {
        return None;
    }
    let fits = |it: &&Declared| {
        let krate = name::first_segment(&it.path);
        let may_be_of_it =
            name::qualifier(written).is_none() || name::first_segment(written) == krate;
        may_be_of_it && name::fit(written, &it.path) == Fit::No
    };
    let declared: Vec<&Declared> = absent.iter().filter(fits).collect();
    let names = declared.iter().map(|it| name::last_segment(&it.path));
    let nearest = similar::nearest(name::last_segment(written), names)?;
    let has_it = |it: &&&Declared| name::last_segment(&it.path) == nearest;
    only(declared.iter().filter(has_it)).copied()
}

/// States that names are not relative to a crate or module.
fn not_relative(first: &str) -> String {
    format!("a name cannot start with `{first}`")
}

/// Help text for a name that matches several models.
pub(super) fn write_path(example: &str) -> String {
    format!("write the path of the intended model, as in `{example}`")
}

/// Adds notes on why `outside` does not cover the model.
fn note_outside(finding: Finding, written: &str, outside: &[String]) -> Finding {
    let is_crate = |name: &&String| !name.is_empty() && !name.contains([':', ' ']);
    let (crates, others): (Vec<_>, Vec<_>) = outside.iter().partition(is_crate);
    let may_be_theirs = !crates.is_empty() && name::qualifier(written).is_none();
    let crates = listed(&quoted(&crates));
    let of_crates = format!(
        "the models of {crates} are declared as outside, but a name without a crate is not matched to them"
    );
    let (is_other, are) = (!others.is_empty(), one_or(others.len(), "is", "are"));
    let others = listed(&quoted(&others));
    let no_crate = format!("`outside` expects the name of a crate, which {others} {are} not");
    finding
        .note_if(may_be_theirs.then_some(of_crates))
        .note_if(is_other.then_some(no_crate))
}

/// Adds the evidence for a model that is referenced by its type: the type compiles, so only its registration is
/// missing.
pub(in crate::rules) fn explain_type(finding: Finding, graph: &Graph, path: &str) -> Finding {
    let finding = finding.note(format!(
        "`{path}` derives `relata::Model`, so only its registration is missing"
    ));
    if is_picked(graph) {
        return finding.with_help(listing(path));
    }
    if linker_drops(graph) {
        return finding.note(DROPPING_NOTE).with_help(WITH_LTO);
    }
    let finding = finding
        .note("the linker did not pass the registration on, which can happen to models in a dynamic library");
    let is_linkme = matches!(&graph.channels[..], [only] if only.name == "linkme");
    let help =
        "enable the feature `inventory` of relata, which also finds models in dynamic libraries";
    words::with_help(finding, is_linkme.then_some(help))
}

/// Returns the text with which a relation can name this model: the name if it is unambiguous and was written without a
/// path, otherwise the path.
fn text_for<'g>(names: &Names<'g>, model: u32, written: &str) -> &'g str {
    let path = names.path(model);
    let name = name::last_segment(path);
    let enough = name::qualifier(written).is_none() && names.called(name) == [model];
    if enough { name } else { path }
}

/// Explains why a model is absent if no registered model resembles it.
pub(in crate::rules) fn explain_absence(
    finding: Finding,
    names: &Names<'_>,
    written: &str,
) -> Finding {
    let (first, name) = (name::first_segment(written), name::last_segment(written));
    let is_qualified = name::qualifier(written).is_some();
    let no_such_crate = is_qualified && !is_relative(first) && !names.modules.contains_key(first);
    if !name::is_path_of_rust(written) {
        let text =
            format!("`{written}` is not the path of a Rust type, so no derive can register it");
        return note_registered(finding, names).note(text);
    }
    if is_picked(names.graph) {
        let outside = format!(
            "declare that the models of `{first}` are defined elsewhere, as in `outside(\"{first}\")`, or "
        );
        let outside = if no_such_crate { &*outside } else { "" };
        return note_registered(finding, names).with_help(format!("{outside}{}", listing(name)));
    }
    let is_relative = is_relative(first);
    let spelling = if is_relative { name } else { written };
    let finding = finding.note_if(is_relative.then(|| not_relative(first)));
    let check_that = |rest: &str| {
        format!(
            "check the spelling of `{spelling}`; if it is correct, check that `{name}` derives `relata::Model`{rest}"
        )
    };
    match names.crates.get(first).filter(|_| is_qualified) {
        Some(0) => finding.note(format!(
            "only external models of crate `{first}` are known, and none has that path"
        )),
        Some(models) => finding
            .note(format!("crate `{first}` has {}, and none has that path", counted(*models as usize, "model")))
            .with_help(check_that(", that a `mod` item declares its file, and that no disabled feature excludes it")),
        None if !no_such_crate => note_registered(finding, names)
            .with_help(check_that(", that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`")),
        None if names.graph.is_linked(first) => note_registered(finding, names)
            .note(format!("`{first}` is linked, but none of its models is registered"))
            .with_help(check_that(", that a `mod` item declares its file, and that no disabled feature excludes it")),
        None => note_registered(finding, names)
            .note(format!("no registered model is in a crate or module `{first}`"))
            .note(LEFT_OUT)
            .with_help(format!(
                "if `{first}` is a crate, add `relata::link!({first});` to the crate root of the program; otherwise check the spelling of `{written}`"
            )),
    }
}

/// Help text for linked crates without models. `models` describes the models that are expected.
pub(in crate::rules) fn check_that(models: &str) -> String {
    format!(
        "check that {models} derive `relata::Model`, that `mod` items declare their files, and that no disabled feature excludes them"
    )
}

/// Whether a path is relative to the current crate or module.
fn is_relative(first: &str) -> bool {
    ["crate", "self", "super"].contains(&first)
}

/// Whether the models were listed by hand, so that the linker is not involved.
pub(in crate::rules) fn is_picked(graph: &Graph) -> bool {
    graph.channels.iter().any(|it| it.origin == Origin::Picked)
}

/// Whether the models were registered through the linker.
pub(in crate::rules) fn is_linked(graph: &Graph) -> bool {
    graph.channels.iter().any(|it| it.origin == Origin::Linker)
}

/// Whether the linker drops parts that no code refers to.
pub(in crate::rules) fn linker_drops(graph: &Graph) -> bool {
    graph.channels.iter().any(|it| it.sparing)
}

/// Adds a note if the linker may have dropped the model.
pub(in crate::rules) fn note_dropping(finding: Finding, graph: &Graph) -> Finding {
    finding.note_if(linker_drops(graph).then_some(DROPPING_NOTE))
}

fn listing(path: &str) -> String {
    let name = name::last_segment(path);
    format!("add `{name}` to the checked `relata::models![…]`")
}

/// Adds a note with the number of registered models and their crates.
pub(in crate::rules) fn note_registered(finding: Finding, names: &Names<'_>) -> Finding {
    let text = names.registered.get_or_init(|| {
        let models = names.graph.real_model_count;
        let (count, are) = (counted(models, "model"), one_or(models, "is", "are"));
        let crates: Vec<&str> = names.graph.crates().collect();
        if crates.is_empty() {
            return format!("{count} {are} registered");
        }
        let of = counted(crates.len(), "crate");
        format!(
            "{count} {are} registered, from {of}: {}",
            listed(&quoted(&crates))
        )
    });
    finding.note(text)
}
