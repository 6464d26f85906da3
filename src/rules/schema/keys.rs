//! The keys of relations as columns of tables.

use super::facts::{Facts, are_same};
use crate::rules::prelude::*;
use crate::schema::Table;
use crate::sorted::equal;

/// A key that a relation declares, from a table to the table that it points at.
pub(crate) struct Held<'g> {
    pub(crate) relation: u32,
    pub(super) from: &'g Table,
    pub(super) to: &'g Table,
    /// The columns of the key; empty if the relation declares none, or if one of its fields has no column.
    pub(super) columns: Vec<&'g str>,
    /// The columns that it points at; empty if they are not known.
    pub(super) references: Vec<&'g str>,
    /// Whether one row can point at rows of other tables by the same key.
    pub(super) is_polymorphic: bool,
}

impl Held<'_> {
    /// Whether it is a key of these columns.
    pub(crate) fn has(&self, columns: &[String]) -> bool {
        !self.columns.is_empty() && are_same(&self.columns, columns)
    }

    /// Returns the place of the key.
    pub(super) fn place<'g>(&self, graph: &'g Graph) -> Spot<'g> {
        place(graph, self.relation)
    }
}

/// Returns the place of the key of a relation.
fn place(graph: &Graph, relation: u32) -> Spot<'_> {
    graph.place_in(relation, graph.relation(relation).key_mark)
}

/// Adds the other relations of one key to a finding about the first.
pub(super) fn with_same_key(finding: Finding, graph: &Graph, relations: &[u32]) -> Finding {
    words::with_related(finding, graph, &relations[1..], &|relation| {
        let name = graph.relation_name(relation);
        let text = format!("`{name}` uses the same key");
        (place(graph, relation), text)
    })
}

/// The keys of all relations between models with tables, by the table that holds them.
pub(crate) struct Keys<'g>(Vec<Held<'g>>);

impl<'g> Keys<'g> {
    pub(crate) fn new(facts: &Facts<'g>) -> Self {
        let mut keys = collect(facts);
        sort_by_key(&mut keys, |it| (it.from.identity(), it.relation));
        Keys(keys)
    }

    /// Returns the keys that a table holds.
    pub(crate) fn of(&self, table: &Table) -> &[Held<'g>] {
        equal(&self.0, |it| it.from.identity().cmp(&table.identity()))
    }

    /// Returns the keys with a fault, each with the relations that share it, sorted by place. Relations that allow the rule
    /// are left out.
    pub(super) fn faults(
        &self,
        verdict: &mut Verdict<'g>,
        rule: Rule,
        is_found: &dyn Fn(&Held<'g>) -> bool,
    ) -> Vec<(&Held<'g>, Vec<u32>)> {
        let graph = verdict.graph;
        let mut found = Vec::new();
        for (nth, key) in self.0.iter().enumerate() {
            // A key that is wrong is reported as such.
            if verdict.precedence.wrong_key(key.relation).is_none() && is_found(key) {
                let columns = key.columns.join(", ");
                let identity = (key.from.shown(), columns, key.to.shown());
                found.push((identity, nth));
            }
        }
        let mut faults = Vec::new();
        for (_, same) in grouped(found) {
            let relations = same.iter().map(|nth| self.0[*nth].relation).collect();
            let relations = verdict.without_allowed(rule, relations, &|it| place(graph, it));
            let first = relations.first().copied();
            let mut keys = same.iter().map(|nth| &self.0[*nth]);
            let key = keys.find(|key| first == Some(key.relation));
            faults.extend(key.map(|key| (key, relations)));
        }
        faults
    }
}

fn collect<'g>(facts: &Facts<'g>) -> Vec<Held<'g>> {
    let graph = facts.graph;
    let mut keys = Vec::new();
    for relation in graph.relation_indices() {
        let row = graph.relation(relation);
        if row.kind == Kind::ManyToMany || graph.written_through(relation).is_some() {
            continue;
        }
        let targets = graph.targets_of(relation);
        for target in targets.iter().filter_map(|it| it.model.model()) {
            let (holder, pointee) = if row.holds_key() {
                (row.model, target)
            } else {
                (target, row.model)
            };
            let Some((from, to)) = facts.table(holder).zip(facts.table(pointee)) else {
                continue;
            };
            let columns = facts.columns(holder, graph.key(relation));
            let references = facts.columns(pointee, graph.referenced(relation, pointee));
            keys.push(Held {
                relation,
                from,
                to,
                columns: columns.unwrap_or_default(),
                references: references.unwrap_or_default(),
                is_polymorphic: targets.len() > 1 || !graph.rest(relation).tag.is_empty(),
            });
        }
    }
    keys
}
