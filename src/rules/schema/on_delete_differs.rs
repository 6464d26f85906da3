//! A relation whose action on deletion is not that of its foreign key.

use super::facts::{Facts, declared};
use super::keys::{Held, Keys, with_same_key};
use crate::record::OnDelete;
use crate::rules::prelude::*;
use crate::schema::{Fact, ForeignKey};

const RULE: Rule = Rule::OnDeleteDiffers;

pub(super) fn check<'g>(verdict: &mut Verdict<'g>, facts: &Facts<'g>, keys: &Keys<'g>) {
    if verdict.level(RULE) == Level::Allow || !facts.schema.knows(Fact::Actions) {
        return;
    }
    for (key, relations) in keys.faults(verdict, RULE, &|key| differing(facts, key).is_some()) {
        // Two sides that disagree are reported as such.
        let disagrees = |it: &u32| verdict.precedence.is_found(*it, Rule::OnDeleteDisagrees);
        let is_explained = relations.iter().any(disagrees);
        if let Some(foreign) = differing(facts, key).filter(|_| !is_explained) {
            verdict.report(RULE, &[], || describe(facts, key, foreign, &relations));
        }
    }
}

/// Returns the foreign key of a relation with another action than the relation declares.
fn differing<'g>(facts: &Facts<'g>, key: &Held<'g>) -> Option<&'g ForeignKey> {
    let declared = facts.graph.rest(key.relation).on_delete?;
    let is_its_own = |it: &&ForeignKey| {
        let target = facts.tables.target(it).one();
        key.has(&it.columns) && target.is_some_and(|it| it.is(key.to))
    };
    let foreign = only(key.from.foreign_keys.iter().filter(is_its_own))?;
    let is_known = !key.is_polymorphic && !key.from.view && !key.to.view;
    (is_known && !are_equal(declared, foreign)).then_some(foreign)
}

/// Whether a foreign key has this action. Both that refuse a deletion are equal, unless one of them waits for the end of the
/// transaction.
fn are_equal(declared: OnDelete, foreign: &ForeignKey) -> bool {
    let refuses = |it: OnDelete| matches!(it, OnDelete::Restrict | OnDelete::NoAction);
    let own = action(foreign);
    declared == own || !foreign.deferrable && refuses(declared) && refuses(own)
}

fn action(foreign: &ForeignKey) -> OnDelete {
    foreign.on_delete.unwrap_or(OnDelete::NoAction)
}

fn describe(facts: &Facts<'_>, key: &Held<'_>, foreign: &ForeignKey, relations: &[u32]) -> Finding {
    let graph = facts.graph;
    let name = graph.relation_name(key.relation);
    let own = graph
        .rest(key.relation)
        .on_delete
        .map_or("", OnDelete::name);
    let other = action(foreign).name();
    let (from, columns) = (key.from.shown(), listed(&quoted(&foreign.columns)));
    let headline = format!(
        "`{name}` has `on_delete = {own}`, but the foreign key {columns} of `{from}` has `{other}`"
    );
    let finding = words::finding(graph, RULE, key.relation, headline)
        .with_other(Subject::Name(from))
        .at(graph.relation_place(key.relation));
    let constraint = foreign.name.as_ref();
    let finding = declared(finding, foreign.at.as_ref(), "the foreign key")
        .note_if(constraint.map(|it| format!("the name of the foreign key is `{it}`")))
        .note_if((foreign.deferrable).then_some("the foreign key is deferrable"));
    with_same_key(finding, graph, relations).with_help(format!(
        "change `on_delete` of `{name}` to `{other}`, or change the foreign key in a migration"
    ))
}
