//! Two sides of one relationship with different keys or different through models.

use super::facts::Side;
use super::words::{both_names, finding, with_further};
use crate::rules::prelude::*;

/// The attribute in which two sides differ.
#[derive(Clone, Copy)]
pub(super) enum Difference {
    Key,
    References,
    Through,
    Via,
}

/// Returns the first attribute in which two sides differ.
pub(super) fn difference(graph: &Graph, both: [u32; 2]) -> Option<Difference> {
    let [one, other] = both;
    // A relation that is its own inverse uses the same through model in both directions.
    if one == other {
        return None;
    }
    if both.iter().any(|it| graph.written_through(*it).is_some()) {
        if graph.through(one)? != graph.through(other)? {
            return Some(Difference::Through);
        }
        // The own end of one side is the other end of the other side.
        let (via, (other_end, own_end)) = (graph.via(one)?, graph.via(other)?);
        return (via != (own_end, other_end)).then_some(Difference::Via);
    }
    // Two `refers_to` relations have separate keys.
    if both.iter().all(|it| graph.kind(*it) == Kind::RefersTo) {
        return None;
    }
    // Attributes differ only if both sides have them.
    let differ = |[one, other]: [&[Text]; 2]| !one.is_empty() && !other.is_empty() && one != other;
    if differ(both.map(|it| graph.key(it))) {
        return Some(Difference::Key);
    }
    let is_primary = both.iter().all(|it| graph.relation(*it).rest == 0);
    let differ = !is_primary && differ(both.map(|it| references(graph, it, both)));
    differ.then_some(Difference::References)
}

/// Returns the fields that the key of a side references; empty if they are unknown. A side that declares a key without
/// references means the primary key. A side without a key takes both from the other side. `both` are two sides, one of
/// which belongs to the model that the key points at.
fn references(graph: &Graph, relation: u32, both: [u32; 2]) -> &[Text] {
    let is_pointed_at = |it: &u32| !graph.relation(*it).holds_key();
    let mut sides = [relation].into_iter().chain(both);
    match sides.find(is_pointed_at) {
        Some(side) if !graph.key(relation).is_empty() => {
            graph.referenced(relation, graph.owner(side))
        }
        _ => graph.references(relation),
    }
}

/// Creates the finding about two sides that differ. `others` are sides with the same fault.
pub(super) fn describe(graph: &Graph, side: Side, others: &[Side]) -> Finding {
    let both @ [relation, inverse] = side.both();
    let [name, inverse_name] = both_names(graph, both);
    let difference = difference(graph, both).unwrap_or(Difference::Key);
    let [this, that] = both.map(|it| detail(graph, difference, it, both));
    let headline = format!("`{name}` {this}, but its inverse `{inverse_name}` {that}");
    let finding = finding(graph, Rule::InverseKey, both, headline)
        .declared(graph.relation_place(inverse), &inverse_name);
    let finding = with_further(finding, graph, side, others, &|it| {
        let name = graph.relation_name(it);
        let says = detail(graph, difference, it, both);
        format!("the same applies to `{name}`, which {says}")
    });
    let lists = match difference {
        Difference::Key => both.map(|it| graph.key(it)),
        Difference::References => both.map(|it| references(graph, it, both)),
        Difference::Through => return finding,
        Difference::Via => {
            let (own, other) = graph.via(relation).unwrap_or_default();
            return finding
                .note("the `via` of one side must be the reverse of the `via` of the other side")
                .with_help(write_on(graph, inverse, format!("via({other}, {own})")));
        }
    };
    let [one, other] = lists.map(|names| {
        let mut names: Vec<&str> = names.iter().map(|it| &**it).collect();
        sort(&mut names);
        names
    });
    match difference {
        _ if one == other => finding.note("only the order of the fields differs"),
        Difference::Key => note_key_reuse(finding, graph, both),
        _ => {
            let sides = [&[side], others].concat();
            words::with_help(finding, write_references(graph, &sides))
        }
    }
}

/// Describes the differing attribute of a relation.
fn detail(graph: &Graph, difference: Difference, relation: u32, both: [u32; 2]) -> String {
    match difference {
        Difference::Key => format!(
            "has the key `{}`",
            words::fields(graph, None, graph.key(relation))
        ),
        Difference::References => {
            let references = words::fields(graph, None, references(graph, relation, both));
            if graph.references(relation).is_empty() {
                return format!("references the primary key `{references}`");
            }
            format!("references `{references}`")
        }
        Difference::Through => {
            let through = graph.through(relation);
            let path = through.map_or("", |model| &graph.model(model).path);
            format!("goes through `{path}`")
        }
        Difference::Via => {
            let (own, other) = graph.via(relation).unwrap_or_default();
            format!("has `via({own}, {other})`")
        }
    }
}

/// Describes the change of each side that means the primary key, if it is the same for all.
fn write_references(graph: &Graph, sides: &[Side]) -> Option<String> {
    let mut lacking = Vec::new();
    for side in sides {
        let [one, other] = side.both();
        match [graph.references(one), graph.references(other)] {
            [[], written] => lacking.push((one, written)),
            [written, []] => lacking.push((other, written)),
            _ => return None,
        }
    }
    keep_first(&mut lacking, |it| it.0);
    let written = lacking[0].1;
    let is_same = lacking.iter().all(|it| it.1 == written);
    let references = format!("references({})", written.join(", "));
    let lacking: Vec<_> = lacking
        .iter()
        .map(|it| (it.0, references.clone()))
        .collect();
    let is_short = is_same && lacking.len() <= NAMED;
    is_short.then(|| words::write(graph, &lacking, true))
}

/// Adds a note if another relation has the same key as one side and none has the key of the other side.
fn note_key_reuse(finding: Finding, graph: &Graph, both: [u32; 2]) -> Finding {
    let is_holder = |it: &u32| graph.kind(*it) == Kind::BelongsTo;
    let holder = both.into_iter().find(is_holder);
    let lender = |relation: u32| {
        let key = graph.key(relation);
        let mut others = graph.relations_with_key(graph.owner(holder?), key.first()?);
        let is_lender = |it: &u32| !both.contains(it) && is_holder(it) && graph.key(*it) == key;
        others.find(is_lender)
    };
    let (borrower, lender, other) = match both.map(lender) {
        [Some(lender), None] => (both[0], lender, both[1]),
        [None, Some(lender)] => (both[1], lender, both[0]),
        _ => return finding,
    };
    let used = words::fields(graph, None, graph.key(borrower));
    let key = graph.key(other).join(", ");
    let lender = graph.relation_name(lender);
    finding
        .note(format!("`{used}` is also the key of `{lender}`"))
        .with_help(write_on(graph, borrower, format!("key({key})")))
}

fn write_on(graph: &Graph, relation: u32, argument: String) -> String {
    words::write(graph, &[(relation, argument)], true)
}
