//! Two sides of one relationship that name different keys, or go through different models.

use super::facts::{Side, further, place};
use crate::findings::Finding;
use crate::graph::Graph;
use crate::model::Text;
use crate::record::Kind;
use crate::rule::Rule;
use crate::rules::words;

/// What the two sides say differently.
#[derive(Clone, Copy)]
enum Difference {
    Key,
    References,
    Through,
    Via,
}

pub(super) fn is_found(graph: &Graph, side: Side) -> bool {
    side.inverse
        .is_some_and(|inverse| difference(graph, side.relation, inverse).is_some())
}

fn difference(graph: &Graph, one: u32, other: u32) -> Option<Difference> {
    // A relation that is its own inverse goes both ways through the same model.
    if one == other {
        return None;
    }
    let both = [one, other];
    if both.iter().any(|it| graph.written_through(*it).is_some()) {
        let (through, other_through) = (graph.through(one)?, graph.through(other)?);
        if through != other_through {
            return Some(Difference::Through);
        }
        // The own end of the one side is the other end of the other side.
        let (via, other_via) = (graph.via(one)?, graph.via(other)?);
        return ((via.0, via.1) != (other_via.1, other_via.0)).then_some(Difference::Via);
    }
    // Two that mention each other have a key each.
    if both.iter().all(|it| graph.kind(*it) == Kind::RefersTo) {
        return None;
    }
    // Only what both write can differ.
    let differ =
        |one: &[Text], other: &[Text]| !one.is_empty() && !other.is_empty() && one != other;
    if differ(graph.key(one), graph.key(other)) {
        Some(Difference::Key)
    } else {
        differ(graph.references(one), graph.references(other)).then_some(Difference::References)
    }
}

/// What is told of two sides that differ; `others` are the same relation's with its other targets.
pub(super) fn describe(graph: &Graph, side: Side, others: &[Side]) -> Finding {
    let inverse = side.inverse.unwrap_or(side.relation);
    let (name, inverse_name) = (
        graph.relation_name(side.relation),
        graph.relation_name(inverse),
    );
    let both = [side.relation, inverse];
    let difference = difference(graph, side.relation, inverse).unwrap_or(Difference::Key);
    let says = |relation: u32| match difference {
        Difference::Key => format!("has the key {}", fields(graph.key(relation))),
        Difference::References => {
            format!("references {}", fields(graph.references(relation)))
        }
        Difference::Through => format!("goes through `{}`", through(graph, relation)),
        Difference::Via => format!("goes via `{}`", via(graph, relation)),
    };
    let headline = format!(
        "`{name}` {}, but its inverse `{inverse_name}` {}",
        says(side.relation),
        says(inverse)
    );
    let finding = Finding::new(
        Rule::InverseKey,
        words::relation(graph, side.relation),
        headline,
    )
    .with_other(words::relation(graph, inverse))
    .at(place(graph, side.relation))
    .declared(graph.relation_place(inverse), &inverse_name);
    let others = further(side, others);
    let finding = finding.related(words::relations(graph, &others));
    let others = others.into_iter().map(|other| {
        let name = graph.relation_name(other);
        let text = format!("so it is with `{name}`, which {}", says(other));
        (graph.relation_place(other), text)
    });
    let finding = finding.notes_at(others, "relation");
    match difference {
        Difference::Key if same_fields(both.map(|it| graph.key(it))) => {
            finding.note("only the order of the fields differs")
        }
        Difference::Key => match borrowed(graph, side, inverse) {
            Some((borrower, lender, key)) => {
                let borrower_name = graph.relation_name(borrower);
                let used = fields(graph.key(borrower));
                let lender = graph.relation_name(lender);
                finding
                    .note(format!("{used} is also the key of `{lender}`"))
                    .with_help(format!(
                        "write `key({})` at `{borrower_name}`",
                        key.join(", ")
                    ))
            }
            None => finding,
        },
        Difference::References if same_fields(both.map(|it| graph.references(it))) => {
            finding.note("only the order of the fields differs")
        }
        Difference::References | Difference::Through => finding,
        Difference::Via => finding
            .note("what leads to this end on one side leads to the other end on the other side")
            .with_help(format!(
                "write `via({1}, {0})` at `{inverse_name}`",
                via_of(graph, side.relation).0,
                via_of(graph, side.relation).1
            )),
    }
}

/// The one of the two sides whose key another relation of the model has too, that relation, and the key of the other
/// side, which none has.
fn borrowed(graph: &Graph, side: Side, inverse: u32) -> Option<(u32, u32, &[Text])> {
    let both = [side.relation, inverse];
    let lender = |relation: u32| {
        let key = graph.key(relation);
        let holders = both.map(|relation| graph.relation(relation));
        let holder = holders
            .into_iter()
            .find(|node| node.kind == Kind::BelongsTo)?;
        let mut others = graph
            .relations_of(holder.model)
            .filter(|other| !both.contains(other));
        others.find(|other| {
            let is_key = graph.relation(*other).kind == Kind::BelongsTo;
            is_key && graph.key(*other) == key
        })
    };
    match both.map(lender) {
        [Some(lender), None] => Some((both[0], lender, graph.key(both[1]))),
        [None, Some(lender)] => Some((both[1], lender, graph.key(both[0]))),
        _ => None,
    }
}

/// The field of a key, or all of them.
fn fields(key: &[Text]) -> String {
    match key {
        [only] => format!("`{only}`"),
        _ => format!("`({})`", key.join(", ")),
    }
}

fn same_fields(both: [&[Text]; 2]) -> bool {
    let [one, other] = both.map(|names| {
        let mut names = names.to_vec();
        names.sort_unstable();
        names
    });
    one == other
}

fn through(graph: &Graph, relation: u32) -> &str {
    graph
        .through(relation)
        .map_or("", |model| &graph.model(model).path)
}

fn via_of(graph: &Graph, relation: u32) -> (&str, &str) {
    graph.via(relation).unwrap_or_default()
}

fn via(graph: &Graph, relation: u32) -> String {
    let (own, other) = via_of(graph, relation);
    format!("({own}, {other})")
}
