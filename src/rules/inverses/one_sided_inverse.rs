//! An inverse that does not name the relation back. This is legal and common, so the rule is off by default.

use super::facts::{Side, place};
use super::words::{both_names, finding, write_inverses};

use crate::rules::prelude::*;

pub(super) fn is_found(graph: &Graph, side: Side) -> bool {
    // An open relation cannot name an inverse, and is the inverse of any relation that names it.
    // An inverse that is not written need not be named back. The inverse of a filtered relation names the relation without a
    // filter, if there is one.
    side.inverse.is_some_and(|inverse| {
        !graph.relation(inverse).declares_inverse()
            && !graph.targets_of(inverse).is_empty()
            && !graph.relation(side.relation).inverse_assumed
            && !graph.rest(side.relation).filtered
    })
}

/// Creates the finding about an inverse that names no inverse. `others` name it too.
pub(super) fn describe(graph: &Graph, side: Side, others: &[Side]) -> Finding {
    let both @ [relation, inverse] = side.both();
    let [name, inverse_name] = both_names(graph, both);
    let headline = format!(
        "`{name}` names `{inverse_name}` as its inverse, but `{inverse_name}` names no inverse"
    );
    let finding = finding(graph, Rule::OneSidedInverse, both, headline)
        .declared(graph.relation_place(inverse), &inverse_name);
    let mut naming: Vec<u32> = others.iter().map(|other| other.relation).collect();
    let finding = words::with_related(finding, graph, &naming, &|it| {
        let text = format!("`{}` also names this inverse", graph.relation_name(it));
        (place(graph, it), text)
    });
    let own = &*graph.relation(relation).name;
    naming.push(relation);
    let naming = distinct(naming);
    let names_none = |model: &Option<u32>| {
        let there = model.and_then(|model| graph.relation_called(model, own));
        there.is_none_or(|there| naming.binary_search(&there).is_err())
    };
    let targets = graph.targets_of(inverse).iter();
    let models = targets.map(|target| target.model.model());
    let without: Vec<Option<u32>> = models.filter(names_none).collect();
    if without.is_empty() {
        return finding.with_help(write_inverses(graph, &[(inverse, relation)]));
    }
    let models: Vec<u32> = without.into_iter().flatten().collect();
    let fact = if models.is_empty() {
        format!("`{inverse_name}` also has a target that is not resolved")
    } else {
        let models = words::list_models(graph, &models);
        format!("no relation `{own}` of {models} names `{inverse_name}`")
    };
    finding.note(format!(
        "{fact}, and an inverse has the same name in every target"
    ))
}
