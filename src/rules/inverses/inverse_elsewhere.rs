//! A declared inverse that points at another model.

use super::facts::{Side, kinds_pair, order};
use super::offer;
use super::words::{both_names, finding, swapped_inverses, write_inverses};
use super::wrong_target::misses_inverse;
use crate::model::Model;
use crate::rules::prelude::*;

/// Reports the sides of one relation whose inverse points at another model.
pub(super) fn report(verdict: &mut Verdict<'_>, sides: &mut Vec<Side>) {
    let graph = verdict.graph;
    if let [side] = **sides
        && let Some(crossed) = crossed(graph, side)
    {
        // Both relations have the fault; it is reported at the first.
        if order(graph, crossed[0]) <= order(graph, crossed[2]) {
            let subjects = crossed.map(Item::Relation);
            let describe = || describe_crossed(graph, crossed);
            verdict.report(Rule::InverseElsewhere, &subjects, describe);
        }
        return;
    }
    sides.retain(|side| {
        let both @ [relation, inverse] = side.both();
        // An inverse with an unresolved target may refer to this model, and has its own finding.
        let is_found = graph.leads_to_rows(inverse);
        if !is_found {
            verdict.precedence.mark_explained(relation);
        }
        is_found && !verdict.silences(Rule::InverseElsewhere, &both.map(Item::Relation))
    });
    if !sides.is_empty() {
        verdict.report(Rule::InverseElsewhere, &[], || describe(graph, sides));
    }
}

/// Detects two relations from different models to one model, each naming the inverse of the other. Returns the first
/// relation, the inverse it names, the second relation, and the inverse it names.
fn crossed(graph: &Graph, side: Side) -> Option<[u32; 4]> {
    let only_side = |relation: u32| match graph.targets_of(relation) {
        [_] => Side::of(graph, relation).pop(),
        _ => None,
    };
    let (one, named) = (only_side(side.relation)?.relation, side.inverse?);
    let other_side = only_side(only_side(named)?.inverse?)?;
    let (other, named_by_other) = (other_side.relation, other_side.inverse?);
    let is_crossed = other != one
        && other_side.target == side.target
        && only_side(named_by_other)?.inverse == Some(one)
        && kinds_pair(graph, one, named_by_other)
        && kinds_pair(graph, other, named);
    is_crossed.then_some([one, named, other, named_by_other])
}

fn describe_crossed(graph: &Graph, relations: [u32; 4]) -> Finding {
    let [one, named, other, named_by_other] = relations;
    let inverses = [named, named_by_other];
    let [name, name_of_other] = both_names(graph, inverses);
    let [model, other_model] = [one, other].map(|it| graph.shown(graph.owner(it)));
    let points = format!("`{name}` points at `{other_model}`, and `{name_of_other}` at `{model}`");
    let help = write_inverses(graph, &[(one, named_by_other), (other, named)]);
    let finding = swapped_inverses(graph, Rule::InverseElsewhere, relations);
    words::all_declared(finding, graph, &inverses)
        .note(points)
        .with_help(help)
}

fn describe(graph: &Graph, sides: &[Side]) -> Finding {
    let both @ [relation, inverse] = sides[0].both();
    let [name, inverse_name] = both_names(graph, both);
    let model = graph.shown(sides[0].model);
    let targets = graph.targets_of(inverse).iter();
    let targets: Vec<u32> = targets.filter_map(|target| target.model.model()).collect();
    let targets = words::list_models(graph, &targets);
    let headline = format!(
        "`{name}` names `{inverse_name}` as its inverse, but `{inverse_name}` points at {targets}, not at `{model}`"
    );
    let inverses: Vec<u32> = sides.iter().map(|side| side.both()[1]).collect();
    let others = &inverses[1..];
    let finding = finding(graph, Rule::InverseElsewhere, both, headline);
    let mut finding =
        words::all_declared(finding, graph, &inverses).related(words::relations(graph, others));
    for other in others.iter().take(NAMED) {
        let other = graph.relation_name(*other);
        finding = finding.note(format!("`{other}` does not point at `{model}` either"));
    }
    let finding = offer::note_ways_back(finding, graph, sides[0].target, sides[0].model);
    if let [side] = sides
        && let Some(help) = retarget(graph, *side, inverse)
    {
        let own = &graph.relation(relation).name;
        let note = format!("`{inverse_name}` names `{own}` back, which is a relation of `{model}`");
        return finding.note(note).with_help(help);
    }
    offer::add(finding, graph, &[relation])
}

/// Describes the correct target of the inverse, if the two relations name each other and the inverse has only one
/// target.
fn retarget(graph: &Graph, side: Side, inverse: u32) -> Option<String> {
    let fits = graph.relation(inverse).inverse == graph.relation(side.relation).name
        && misses_inverse(graph, inverse)
        && !misses_inverse(graph, side.relation)
        && kinds_pair(graph, side.relation, inverse)
        && (Side::of(graph, inverse).iter()).all(|side| side.fault(graph).is_some());
    let target = only(graph.written_targets(inverse).iter()).filter(|_| fits)?;
    let new = graph.model(side.model);
    let [old, new] = match target.form {
        Form::Name => [target.text.to_string(), graph.shown(side.model).to_owned()],
        Form::Underived => [target.text.to_string(), new.type_name().to_owned()],
        Form::Type => {
            let old = only(graph.targets_of(inverse).iter())?.model.model()?;
            type_names([graph.model(old), new])
        }
    };
    let name = graph.relation_name(inverse);
    Some(format!("replace `{old}` with `{new}` on `{name}`"))
}

/// Returns the names of the types of two models, or their paths if the names are the same.
fn type_names(models: [&Model; 2]) -> [String; 2] {
    let [old, new] = models.map(Model::type_name);
    if old == new {
        return models.map(Model::type_path);
    }
    [old, new].map(str::to_owned)
}
