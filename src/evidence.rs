//! Why no model has a name, decided by evidence, for every rule that finds one absent.
//!
//! In: the name and the graph. Out: notes and at most one help, added to the finding. A change is offered only where
//! what is registered speaks for it; otherwise the facts are told.

mod candidates;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

use self::candidates::{Candidates, Difference};
use crate::collect::Origin;
use crate::finding::Finding;
use crate::graph::Graph;
use crate::name::{self, Fit};
use crate::similar;
use crate::wording::{NAMED, counted, listed, quoted};

/// So many names are compared in one check to find those that may be meant: nobody reads more findings than that is
/// enough for.
const COMPARISONS: usize = 5_000_000;

/// The names that models have, looked up in ways that a sound registry never needs.
pub(crate) struct Names<'g> {
    graph: &'g Graph,
    /// By the last segment of the path, in small letters; each list by path.
    by_name: HashMap<String, Vec<u32>>,
    all: Vec<similar::Name<'g>>,
    /// Every crate, with how many models it contributes.
    crates: HashMap<&'g str, usize>,
    /// Every crate and module that a path goes through.
    modules: HashSet<&'g str>,
    /// The same, with the crate that the path begins with.
    modules_of: HashSet<(&'g str, &'g str)>,
    compared: Cell<usize>,
    /// The modules, to be compared, and whether one is nearly called so of each name that was asked about.
    modules_compared: OnceCell<Vec<similar::Name<'g>>>,
    asked: RefCell<HashMap<String, bool>>,
    /// How many models there are, of which crates.
    registered: OnceCell<String>,
}

impl<'g> Names<'g> {
    pub(crate) fn new(graph: &'g Graph) -> Self {
        let mut found = Names {
            graph,
            by_name: HashMap::new(),
            all: Vec::new(),
            crates: HashMap::new(),
            modules: HashSet::new(),
            modules_of: HashSet::new(),
            compared: Cell::new(0),
            modules_compared: OnceCell::new(),
            asked: RefCell::default(),
            registered: OnceCell::new(),
        };
        let mut names = HashSet::new();
        let (mut last_path, mut last_qualifier) = ("", None);
        for model in graph.model_indices() {
            let path = found.path(model);
            let krate = name::first_segment(path);
            let is_real = !graph.model(model).external;
            *found.crates.entry(krate).or_default() += usize::from(is_real);
            // Several of one path are one name, and the models of a module stand together.
            if path == last_path {
                continue;
            }
            last_path = path;
            let name = name::last_segment(path);
            let folded = name.to_lowercase();
            found.by_name.entry(folded).or_default().push(model);
            names.insert(name);
            let qualifier = name::qualifier(path);
            if qualifier != last_qualifier {
                last_qualifier = qualifier;
                for module in qualifier.into_iter().flat_map(|it| it.split("::")) {
                    let module = name::last_segment(module);
                    found.modules.insert(module);
                    found.modules_of.insert((krate, module));
                }
            }
        }
        found.all = names.into_iter().map(similar::Name::new).collect();
        found
    }

    fn path(&self, model: u32) -> &'g str {
        &*self.graph.model(model).path
    }

    /// The models that a written name means, the first of each path: the one whose whole path it is, or else all whose
    /// tail it is.
    pub(crate) fn called(&self, written: &str) -> Vec<u32> {
        let fits = self
            .with_name(written)
            .iter()
            .map(|model| (*model, name::fit(written, self.path(*model))));
        let fits: Vec<_> = fits.filter(|(_, fit)| *fit != Fit::No).collect();
        match fits.iter().find(|(_, fit)| *fit == Fit::Exact) {
            Some((model, _)) => vec![*model],
            None => fits.into_iter().map(|(model, _)| model).collect(),
        }
    }

    /// The models that somebody who wrote a name that no model has is taken to have meant.
    pub(crate) fn meant(&self, written: &str) -> Vec<u32> {
        let candidates = Candidates::of(self, written);
        if candidates.close {
            candidates.models
        } else {
            Vec::new()
        }
    }

    /// The models whose name is the last segment of this, case aside.
    fn with_name(&self, written: &str) -> &[u32] {
        self.by_name
            .get(&name::last_segment(written).to_lowercase())
            .map_or(&[], Vec::as_slice)
    }

    /// Whether so many names may be compared again, each as dear as so many.
    pub(crate) fn may_compare(&self, among: usize, dear: usize) -> bool {
        let compared = self.compared.get();
        let may = compared < COMPARISONS;
        if may {
            self.compared.set(compared + among * dear);
        }
        may
    }

    /// Whether a crate or module is nearly called so. After very many names it is taken for granted, which tells each
    /// model on its own.
    fn is_nearly_a_module(&self, first: &str) -> bool {
        let modules = self.modules_compared.get_or_init(|| {
            let modules = self.modules.iter().copied();
            modules.map(similar::Name::new).collect()
        });
        let mut asked = self.asked.borrow_mut();
        let may_compare = asked.len() * modules.len() < COMPARISONS;
        let nearly = || !may_compare || similar::nearest_of(first, modules).is_some();
        *asked.entry(first.to_owned()).or_insert_with(nearly)
    }

    /// The models with the nearest name to the last segment of this.
    pub(crate) fn similar(&self, written: &str) -> Vec<u32> {
        if !self.may_compare(self.all.len(), 1) {
            return Vec::new();
        }
        let Some(similar) = similar::nearest_of(name::last_segment(written), &self.all) else {
            return Vec::new();
        };
        let named = self.with_name(similar).iter().copied();
        named
            .filter(|model| name::last_segment(self.path(*model)) == similar)
            .collect()
    }
}

/// The crate that a name begins with, if it is none of which there is a model, nor is it nearly called like one.
pub(crate) fn absent_crate<'w>(names: &Names<'_>, written: &'w str) -> Option<&'w str> {
    name::qualifier(written)?;
    let first = name::first_segment(written);
    let is_known = names.crates.contains_key(first) || names.modules.contains(first);
    let may_be = !is_relative(first) && !is_known && !is_picked(names.graph);
    (may_be && !names.is_nearly_a_module(first)).then_some(first)
}

/// Adds to the finding what speaks for a cause. `crates_elsewhere` are those that the options put outside.
pub(crate) fn explain(
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
pub(crate) fn explain_type(finding: Finding, graph: &Graph, path: &str) -> Finding {
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
pub(crate) fn see_that(models: &str) -> String {
    format!(
        "see that {models} derive `relata::Model`, that a `mod` declares their files, and that no feature leaves them out"
    )
}

/// Whether a path begins where it stands, and not with a crate.
fn is_relative(first: &str) -> bool {
    ["crate", "self", "super"].contains(&first)
}

/// Whether somebody listed the models by hand, so that nothing was linked or lost.
pub(crate) fn is_picked(graph: &Graph) -> bool {
    graph.channels.iter().any(|it| it.origin == Origin::Picked)
}

/// Whether the models were handed over by a linker, and not read from somewhere.
pub(crate) fn is_linked(graph: &Graph) -> bool {
    graph.channels.iter().any(|it| it.origin == Origin::Linker)
}

/// How a model is lost of a crate that code names.
const SPARING: &str = "a linker for WebAssembly leaves out the parts of a crate that no code refers to, unless the profile says `lto = true`";

/// What keeps it.
pub(crate) const WITH_LTO: &str =
    "write `lto = true` in the profile that the program is built with";

/// Whether the linker leaves out what no code refers to.
pub(crate) fn is_sparing(graph: &Graph) -> bool {
    graph.channels.iter().any(|it| it.sparing)
}

/// Adds that the linker may have left it out, where it is one that does.
pub(crate) fn spared(finding: Finding, graph: &Graph) -> Finding {
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
pub(crate) fn registered(finding: Finding, names: &Names<'_>) -> Finding {
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
