//! The relations of the models, with their targets and inverses looked up.
//!
//! In: the models in order. Out: what the graph holds of their relations. Each record is gone through once, and its texts
//! stay bytes: none is needed but to compare it.

use std::collections::HashMap;

use once_cell::unsync::OnceCell;

use super::fields::Fields;
use super::hashing::Seeded;
use super::names::Names;
use super::{UNREADABLE, head};
use crate::graph::{ModelNode, NARROW, RelationNode, TargetNode, Written, index};
use crate::record::{Head, Kind, List, RelationScan, TargetScan};

/// What the graph holds of the relations of these models.
pub(super) struct Linked {
    /// For each model its first relation, and its primary key.
    pub(super) of_models: Vec<(u32, Written)>,
    pub(super) relations: Vec<RelationNode>,
    pub(super) targets: Vec<TargetNode>,
    pub(super) with_allows: Vec<u32>,
    pub(super) unresolved: Vec<u32>,
}

/// So many bytes of a record are taken to be enough for a relation, so that nearly every graph has the room from the first.
const BYTES_OF_RELATION: usize = 64;

/// Reads every record, and looks up what its relations name. The records have so many bytes in all; some models may be
/// known by their module.
pub(super) fn link(models: &[ModelNode], has_modules: bool, bytes: usize) -> Linked {
    let hashing = Seeded::new();
    let room = bytes / BYTES_OF_RELATION;
    let mut linking = Linking {
        names: Names::new(models, has_modules, hashing),
        fields: Fields::default(),
        named: Vec::with_capacity(room),
        linked: Linked {
            of_models: Vec::with_capacity(models.len()),
            relations: Vec::with_capacity(room),
            targets: Vec::with_capacity(room),
            with_allows: Vec::new(),
            unresolved: Vec::new(),
        },
    };
    for (model, node) in (0..).zip(models) {
        linking.model(model, &head(&node.bytes));
    }
    let Linking {
        named, mut linked, ..
    } = linking;
    link_inverses(&mut linked, &named, hashing);
    linked
}

struct Linking<'m> {
    names: Names<'m>,
    /// Those of the model that is read.
    fields: Fields<'m>,
    /// For each relation.
    named: Vec<Named<'m>>,
    linked: Linked,
}

/// A relation's own name, and that of its inverse, empty if it declares none.
struct Named<'m> {
    name: &'m [u8],
    inverse: &'m [u8],
}

impl<'m> Linking<'m> {
    /// Adds the relations of a model.
    fn model(&mut self, model: u32, record: &Head<'m>) {
        self.fields.turn_to(record);
        let first = self.linked.relations.len();
        let key = self.written(record.key);
        self.linked.of_models.push((index(first), key));
        let mut has_allow = record.has_allow;
        for relation in record.relations.clone() {
            self.relation(model, record, &relation);
            has_allow |= relation.rest.has_allow;
        }
        let read = self.linked.relations.len() - first;
        assert!(read == record.relations.left(), "{UNREADABLE}");
        if has_allow {
            self.linked.with_allows.push(model);
        }
    }

    fn relation(&mut self, model: u32, record: &Head<'m>, relation: &RelationScan<'m>) {
        let key = self.key(relation);
        let linked = &mut self.linked;
        let at = index(linked.relations.len());
        let first_target = index(linked.targets.len());
        let mut is_resolved = true;
        let mut find = |target: &TargetScan<'m>| {
            let found = self.names.find(target, record);
            is_resolved &= found.model().is_some();
            found
        };
        let mut add = |target: TargetScan<'m>| {
            linked.targets.push(TargetNode {
                model: find(&target),
                inverse: None,
            });
        };
        if let Some(first) = relation.first_target {
            add(first);
            relation.other_targets().for_each(add);
        }
        let through = relation.rest.through.as_ref().map(find);
        if !is_resolved {
            linked.unresolved.push(at);
        }
        self.named.push(Named {
            name: relation.name,
            inverse: relation.inverse,
        });
        linked.relations.push(RelationNode {
            model,
            before_end: index(relation.before_end),
            first_target,
            key,
            through,
            declares_inverse: !relation.inverse.is_empty(),
            kind: relation.kind,
        });
    }

    /// The key that a relation writes. What one holds that holds none itself are fields of another model.
    fn key(&mut self, relation: &RelationScan<'m>) -> Written {
        let is_alone = !relation.rest.adds_to_key;
        let holds_key = matches!(relation.kind, Kind::BelongsTo | Kind::RefersTo);
        if is_alone && (holds_key || relation.key.is_empty()) {
            self.written(relation.key)
        } else {
            Written::Other
        }
    }

    fn written(&mut self, list: List<'m>) -> Written {
        if list.is_empty() {
            return Written::Nothing;
        }
        let field = list.only().and_then(|name| self.fields.key(name));
        field.unwrap_or(Written::Other)
    }
}

/// Finds, for each target of a relation that declares an inverse, the relation it names there.
fn link_inverses(linked: &mut Linked, named: &[Named<'_>], hashing: Seeded) {
    let Linked {
        of_models,
        relations,
        targets,
        ..
    } = linked;
    let relations_of = |model: u32| {
        let after = of_models.get(model as usize + 1);
        let after = after.map_or(named.len(), |(first, _)| *first as usize);
        of_models[model as usize].0 as usize..after
    };
    // In a model with many relations they are looked up by their name.
    let wide = OnceCell::new();
    let in_wide = |model: u32, name: &[u8]| {
        let table = wide.get_or_init(|| {
            let mut table = HashMap::with_hasher(hashing);
            for (at, (node, named)) in relations.iter().zip(named).enumerate() {
                if relations_of(node.model).len() > NARROW {
                    table.entry((node.model, named.name)).or_insert(index(at));
                }
            }
            table
        });
        table.get(&(model, name)).copied()
    };
    for (at, Named { inverse, .. }) in named.iter().enumerate() {
        if inverse.is_empty() {
            continue;
        }
        let first = relations[at].first_target as usize;
        let after = relations.get(at + 1);
        let after = after.map_or(targets.len(), |next| next.first_target as usize);
        for target in &mut targets[first..after] {
            target.inverse = target.model.model().and_then(|model| {
                let all = relations_of(model);
                if all.len() > NARROW {
                    return in_wide(model, inverse);
                }
                let first = all.start;
                let at = named[all].iter().position(|it| it.name == *inverse)?;
                Some(index(first + at))
            });
        }
    }
}
