//! A model that the options expect and that is not there.

use super::{Asker, Rule, Verdict, missing_target};
use crate::graph::{Graph, Resolved};
use crate::name::{self, Fit};
use crate::options::Expected;
use crate::report::Finding;
use crate::wording::{counted, listed};

/// Gives the expected names that are absent: relations that need them are told here, once.
pub(super) fn check<'g>(verdict: &mut Verdict<'g>) -> Vec<&'g str> {
    let (graph, options) = (verdict.graph, verdict.options);
    let mut absent: Vec<&Expected> = options.expected.iter().filter(|expected| !is_there(graph, expected)).collect();
    absent.dedup_by_key(|expected| &expected.name);
    if graph.models.is_empty() || verdict.silences(Rule::MissingModel, &[]) {
        return Vec::new();
    }
    for expected in &absent {
        let finding = verdict.explain(words(graph, expected), &expected.name);
        verdict.tell(Rule::MissingModel, &[], |_| finding);
    }
    absent.iter().map(|expected| expected.name.as_str()).collect()
}

fn is_there(graph: &Graph, expected: &Expected) -> bool {
    match expected.ty {
        Some(ty) => graph.models_at(&expected.name).any(|model| graph.has_type(model, ty)),
        None => !graph.models_called(&expected.name).is_empty(),
    }
}

/// Whether a relation that writes this name may mean that model.
pub(super) fn may_mean(written: &str, expected: &str) -> bool {
    name::fit(written, expected) != Fit::No || name::fit(expected, written) != Fit::No
}

fn words(graph: &Graph, expected: &Expected) -> Finding {
    let name = &expected.name;
    let headline = format!("model `{name}` is expected, but no model has that {}", missing_target::noun(name));
    let mut finding = Finding::new(Rule::MissingModel, name, headline).at(expected.place.clone());
    let mut askers: Vec<_> = Asker::all(graph, Resolved::Missing)
        .filter(|asker| may_mean(asker.target(graph).text, name))
        .collect();
    askers.sort_by_key(|asker| asker.place(graph));
    if !askers.is_empty() {
        let named: Vec<_> = askers.iter().map(|asker| asker.named_with_place(graph)).collect();
        let need = if named.len() == 1 { "needs" } else { "need" };
        finding = finding.note(format!("{} {need} it: {}", counted(named.len(), "relation"), listed(&named)));
    }
    finding
}
