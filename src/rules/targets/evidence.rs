//! The evidence for why no model has a name, for every rule that finds one absent. A change is offered only where what is
//! registered speaks for it; otherwise the facts are listed.

use crate::candidates::{Candidates, Difference, Names};
use crate::findings::Finding;
use crate::findings::wording::{NAMED, counted, listed, quoted};
use crate::graph::Graph;
use crate::name;
use relata_record::channels::Origin;

/// The crate that a name begins with, if it is none of which there is a model, nor is it nearly called like one.
pub(in crate::rules) fn absent_crate<'w>(names: &Names<'_>, written: &'w str) -> Option<&'w str> {
    name::qualifier(written)?;
    let first = name::first_segment(written);
    let is_known = names.crates.contains_key(first) || names.modules.contains(first);
    let may_be = !is_relative(first) && !is_known && !is_picked(names.graph);
    (may_be && !names.is_nearly_a_module(first)).then_some(first)
}

/// Adds to the finding what speaks for a cause. `crates_elsewhere` are those that the options put outside.
pub(in crate::rules) fn explain(
    finding: Finding,
    names: &Names<'_>,
    written: &str,
    crates_elsewhere: &[String],
) -> Finding {
    let candidates = Candidates::of(names, written);
    let finding = with_candidates(finding, names, &candidates);
    match (&*candidates.models, candidates.close) {
        ([only], true) => finding.with_help(format!("write `{}`", text_for(names, *only, written))),
        ([first, ..], true) => finding.with_help(format!(
            "write the path of the one that is meant, as in `{}`",
            names.path(*first)
        )),
        _ => {
            let finding = spared(absent(finding, names, written), names.graph);
            outside(finding, written, crates_elsewhere)
        }
    }
}

/// Why the model is not one of those that the options put outside.
fn outside(mut finding: Finding, written: &str, crates_elsewhere: &[String]) -> Finding {
    let is_crate = |name: &&String| !name.is_empty() && !name.contains([':', ' ']);
    let (crates, others): (Vec<_>, Vec<_>) = crates_elsewhere.iter().partition(is_crate);
    if !crates.is_empty() && name::qualifier(written).is_none() {
        finding = finding.note(format!(
            "the models of {} are outside, but a name without its crate is not known to be theirs",
            listed(quoted(crates))
        ));
    }
    if !others.is_empty() {
        let are = if others.len() == 1 { "is" } else { "are" };
        finding = finding.note(format!(
            "`outside` takes the name of a crate, which {} {are} not",
            listed(quoted(others))
        ));
    }
    finding
}

/// The same for a model that is named by its type: the compiler has seen it, so only its registration is absent.
pub(in crate::rules) fn explain_type(finding: Finding, graph: &Graph, path: &str) -> Finding {
    let finding = finding.note(format!(
        "`{path}` is a type that derives `relata::Model`, so only its registration is absent"
    ));
    if is_picked(graph) {
        return finding.with_help(picking(path));
    }
    if is_sparing(graph) {
        return finding.note(SPARING).with_help(WITH_LTO);
    }
    let finding = finding
        .note("the linker did not hand it over, as can happen with models in a dynamic library");
    match &graph.channels[..] {
        [only] if only.name == "linkme" => finding.with_help(
            "turn on the feature `inventory` of relata, which sees models in dynamic libraries too",
        ),
        _ => finding,
    }
}

fn with_candidates(mut finding: Finding, names: &Names<'_>, candidates: &Candidates) -> Finding {
    for model in candidates.models.iter().take(NAMED) {
        let path = names.path(*model);
        let text = match candidates.differ {
            Difference::Case => format!("only the case differs from `{path}`, which is a model"),
            Difference::Modules => format!("a model of that name is `{path}`"),
            Difference::Name => format!("a model with a similar name exists: `{path}`"),
        };
        finding = finding.note_at(names.graph.model_place(*model), text);
    }
    let others = candidates.models.len().saturating_sub(NAMED);
    if others > 0 {
        finding = finding.note(format!("and {}", counted(others, "other model")));
    }
    finding
}

/// What a relation must write for this model: its name where that is enough and the name was written alone before.
fn text_for<'g>(names: &Names<'g>, model: u32, written: &str) -> &'g str {
    let path = names.path(model);
    let name = name::last_segment(path);
    let enough = name::qualifier(written).is_none() && names.called(name) == [model];
    if enough { name } else { path }
}

/// Nothing that is registered is meant: how a model comes to be absent.
fn absent(finding: Finding, names: &Names<'_>, written: &str) -> Finding {
    let name = name::last_segment(written);
    let first = name::first_segment(written);
    let qualified = name::qualifier(written).is_some();
    let no_such_crate = qualified && !is_relative(first) && !names.modules.contains(first);
    if !name::is_path_of_rust(written) {
        let text = format!("`{written}` is not the path of a Rust type, so no derive registers it");
        return registered(finding, names).note(text);
    }
    if is_picked(names.graph) {
        let picking = picking(name);
        let help = if no_such_crate {
            format!(
                "say that the models of `{first}` live elsewhere, as in `outside(\"{first}\")`, or {picking}"
            )
        } else {
            picking
        };
        return registered(finding, names).with_help(help);
    }
    if let Some(&models) = names.crates.get(first).filter(|_| qualified) {
        if models == 0 {
            return finding.note(format!(
                "of crate `{first}` only external models are known, and none has that path"
            ));
        }
        let models = counted(models, "model");
        return finding
            .note(format!(
                "crate `{first}` has {models}, and none has that path"
            ))
            .with_help(format!(
                "see that `{name}` derives `relata::Model`, and that a `mod` declares its file"
            ));
    }
    let finding = registered(finding, names);
    if no_such_crate {
        return absent_with_its_crate(finding, names, name, first);
    }
    finding.with_help(format!(
        "see that `{name}` derives `relata::Model`, that a `mod` declares its file, and that code names its crate"
    ))
}

/// No model of the crate that a name begins with is there, if it is a crate.
fn absent_with_its_crate(finding: Finding, names: &Names<'_>, name: &str, first: &str) -> Finding {
    if names.graph.is_linked(first) {
        return finding
            .note(format!("`{first}` is linked, and none of its models is registered"))
            .with_help(format!(
                "see that `{name}` derives `relata::Model`, that a `mod` declares its file, and that no feature leaves it out"
            ));
    }
    finding
        .note(format!(
            "no registered model is in a crate or module `{first}`"
        ))
        .note("the compiler leaves out a crate that no code names, and its models with it")
        .with_help(format!(
            "if `{first}` is a crate, name it in the root of the program, as in `relata::link!({first});`"
        ))
}

/// What to look at where crates are linked and have no models: `models` are those that are to be there.
pub(in crate::rules) fn see_that(models: &str) -> String {
    format!(
        "see that {models} derive `relata::Model`, that a `mod` declares their files, and that no feature leaves them out"
    )
}

/// Whether a path begins where it stands, and not with a crate.
fn is_relative(first: &str) -> bool {
    ["crate", "self", "super"].contains(&first)
}

/// Whether somebody listed the models by hand, so that nothing was linked or lost.
pub(in crate::rules) fn is_picked(graph: &Graph) -> bool {
    graph.channels.iter().any(|it| it.origin == Origin::Picked)
}

/// Whether the models were handed over by a linker, and not read from somewhere.
pub(in crate::rules) fn is_linked(graph: &Graph) -> bool {
    graph.channels.iter().any(|it| it.origin == Origin::Linker)
}

/// How a model is lost of a crate that code names.
const SPARING: &str = "a linker for WebAssembly leaves out the parts of a crate that no code refers to, unless the profile says `lto = true`";

/// What keeps it.
pub(in crate::rules) const WITH_LTO: &str =
    "write `lto = true` in the profile that the program is built with";

/// Whether the linker leaves out what no code refers to.
pub(in crate::rules) fn is_sparing(graph: &Graph) -> bool {
    graph.channels.iter().any(|it| it.sparing)
}

/// Adds that the linker may have left it out, where it is one that does.
pub(in crate::rules) fn spared(finding: Finding, graph: &Graph) -> Finding {
    if is_sparing(graph) {
        finding.note(SPARING)
    } else {
        finding
    }
}

fn picking(path: &str) -> String {
    format!(
        "add `{}` to the `relata::models![…]` that is checked",
        name::last_segment(path)
    )
}

/// How many models there are, of which crates.
pub(in crate::rules) fn registered(finding: Finding, names: &Names<'_>) -> Finding {
    let text = names.registered.get_or_init(|| {
        let graph = names.graph;
        let crates: Vec<_> = quoted(graph.crates());
        let models = graph.real_model_count;
        let are = if models == 1 { "is" } else { "are" };
        let models = counted(models, "model");
        if crates.is_empty() {
            return format!("{models} {are} registered");
        }
        let (count, crates) = (counted(crates.len(), "crate"), listed(&crates));
        format!("{models} {are} registered, from {count}: {crates}")
    });
    finding.note(text)
}
