//! A declared inverse that leads to another model.

use super::facts::{Side, kinds_pair, place};
use super::offer;
use super::wrong_target::mistargeted_by;
use crate::findings::Finding;
use crate::findings::wording::{NAMED, listed, quoted};
use crate::graph::Graph;
use crate::record::Form;
use crate::rule::Rule;
use crate::rules::verdict::{Item, Verdict};
use crate::rules::words;

/// Tells of the sides of one relation whose inverse leads to another model.
pub(super) fn report(verdict: &mut Verdict<'_>, sides: &[Side]) {
    let graph = verdict.graph;
    if let [side] = *sides
        && let Some(crossed) = Crossed::of(graph, side)
    {
        return crossed.report(verdict);
    }
    let mut sides = sides.to_vec();
    // One whose own target is not found may mean this model: that is its finding.
    sides.retain(|side| {
        let is_told = side.inverse.is_some_and(|it| is_resolved(graph, it));
        if !is_told {
            verdict.precedence.explained(side.relation);
        }
        is_told
    });
    sides.retain(|side| {
        let both = [side.relation, side.inverse.unwrap_or(side.relation)];
        !verdict.silences(Rule::InverseElsewhere, &both.map(Item::Relation))
    });
    let inverses: Vec<u32> = sides.iter().filter_map(|side| side.inverse).collect();
    let Some(first) = sides.first().copied() else {
        return;
    };
    let target = retarget(graph, first, inverses[0]).filter(|_| inverses.len() == 1);
    verdict.report(Rule::InverseElsewhere, &[], |graph| {
        let finding = describe(graph, first, &inverses);
        match target {
            Some(help) => {
                let (name, model) = (graph.relation_name(inverses[0]), graph.shown(first.model));
                let own = &graph.relation(first.relation).name;
                finding
                    .note(format!(
                        "`{name}` names `{own}` back, which is a relation of `{model}`"
                    ))
                    .with_help(help)
            }
            None => offer::add(finding, graph, first.relation, &[]),
        }
    });
}

/// Two relations to one model from two others, each naming as its inverse what leads back to the other.
struct Crossed {
    side: Side,
    other: Side,
    /// What each of them names.
    named: [u32; 2],
}

impl Crossed {
    fn of(graph: &Graph, side: Side) -> Option<Self> {
        let is_single = |relation: u32| graph.targets_of(relation).len() == 1;
        let only = |relation: u32| {
            Side::of(graph, relation)
                .next()
                .filter(|_| is_single(relation))
        };
        let named = side.inverse?;
        let other = only(only(named)?.inverse?)?;
        let named_by_other = other.inverse?;
        let is_crossed = is_single(side.relation)
            && other.relation != side.relation
            && other.target == side.target
            && only(named_by_other)?.inverse == Some(side.relation)
            && kinds_pair(graph, side.relation, named_by_other)
            && kinds_pair(graph, other.relation, named);
        is_crossed.then_some(Crossed {
            side,
            other,
            named: [named, named_by_other],
        })
    }

    /// Tells it at the first of the two.
    fn report(self, verdict: &mut Verdict<'_>) {
        let Crossed { side, other, named } = self;
        let graph = verdict.graph;
        let order = |side: Side| (place(graph, side.relation), side.relation);
        if order(other) < order(side) {
            return;
        }
        let subjects = [side.relation, named[0], other.relation, named[1]];
        let subjects = subjects.map(Item::Relation);
        verdict.report(Rule::InverseElsewhere, &subjects, |graph| {
            let name = |relation: u32| graph.relation_name(relation);
            let short = |relation: u32| &graph.relation(relation).name;
            let told = |side: Side, named: u32| {
                format!("`{}` names `{}`", name(side.relation), name(named))
            };
            let headline = format!(
                "the inverses of `{}` and `{}` are exchanged",
                name(side.relation),
                name(other.relation)
            );
            let declared = named.map(|it| (graph.relation_place(it), name(it)));
            Finding::new(
                Rule::InverseElsewhere,
                words::relation(graph, side.relation),
                headline,
            )
            .with_other(words::relation(graph, other.relation))
            .related(words::relations(graph, &named))
            .at(place(graph, side.relation))
            .note_at(place(graph, other.relation), told(other, named[1]))
            .all_declared(declared.into_iter(), "relation")
            .note(told(side, named[0]))
            .note(format!(
                "`{}` leads to `{}`, and `{}` to `{}`",
                name(named[0]),
                graph.shown(other.model),
                name(named[1]),
                graph.shown(side.model)
            ))
            .with_help(format!(
                "write `inverse = {}` at `{}` and `inverse = {}` at `{}`",
                short(named[1]),
                name(side.relation),
                short(named[0]),
                name(other.relation)
            ))
        });
    }
}

fn is_resolved(graph: &Graph, relation: u32) -> bool {
    graph.targets_of(relation).iter().all(|target| {
        target
            .model
            .model()
            .is_some_and(|model| !graph.model(model).is_abstract)
    })
}

/// The target that the inverse must have had, if the two name each other and it has but one.
fn retarget(graph: &Graph, side: Side, inverse: u32) -> Option<String> {
    let names_back = &graph.relation(inverse).inverse;
    let [_] = graph.targets_of(inverse) else {
        return None;
    };
    let fits = *names_back == graph.relation(side.relation).name
        && mistargeted_by(graph, inverse).next().is_some()
        && mistargeted_by(graph, side.relation).next().is_none()
        && kinds_pair(graph, side.relation, inverse)
        && Side::of(graph, inverse).all(|side| side.fault(graph).is_some());
    let target = graph.written_targets(inverse).first().filter(|_| fits)?;
    let new = match target.form {
        Form::Name => graph.shown(side.model),
        Form::Type | Form::Underived => graph.model(side.model).type_name(),
    };
    let old = match target.form {
        Form::Type if crate::name::last_segment(&target.text) != new => {
            crate::name::last_segment(&target.text)
        }
        _ => &target.text,
    };
    Some(format!(
        "write `{new}` in place of `{old}` at `{}`",
        graph.relation_name(inverse)
    ))
}

fn describe(graph: &Graph, side: Side, inverses: &[u32]) -> Finding {
    let name = graph.relation_name(side.relation);
    let inverse_name = graph.relation_name(inverses[0]);
    let targets = graph.targets_of(inverses[0]).iter();
    let targets = targets.filter_map(|target| target.model.model());
    let targets = listed(quoted(targets.map(|target| graph.shown(target))));
    let model = graph.shown(side.model);
    let headline = format!(
        "`{name}` names `{inverse_name}` as its inverse, but that leads to {targets}, not to `{model}`"
    );
    let finding = Finding::new(
        Rule::InverseElsewhere,
        words::relation(graph, side.relation),
        headline,
    )
    .with_other(words::relation(graph, inverses[0]))
    .at(place(graph, side.relation));
    let declared = inverses.iter().map(|inverse| {
        (
            graph.relation_place(*inverse),
            graph.relation_name(*inverse),
        )
    });
    let finding = finding.all_declared(declared, "relation");
    let finding = finding.related(words::relations(graph, &inverses[1..]));
    let others = inverses[1..].iter().take(NAMED);
    let finding = others.fold(finding, |finding, inverse| {
        let name = graph.relation_name(*inverse);
        finding.note(format!("nor does `{name}` lead to `{model}`"))
    });
    offer::what_leads_back(finding, graph, side.target, side.model)
}
