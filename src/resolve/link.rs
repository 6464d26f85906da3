//! The relations of the models, with their targets and inverses looked up.
//!
//! In: the models in order. Out: what the graph holds of their relations. Each record is gone through once, and its texts
//! stay bytes: none is needed but to compare it.

use std::collections::HashMap;

use super::UNREADABLE;
use super::fields::Fields;
use super::hashing::Seeded;
use super::names::Names;
use crate::graph::{
    ModelNode, NARROW, RelationNode, Resolved, TargetNode, Written, index, relations_of,
};
use crate::record::{Body, Form, Kind, List, Listener, RelationScan, TargetScan};

/// What the graph holds of the relations of these models.
pub(super) struct Linked {
    /// For each model the first of its relations.
    pub(super) first_relations: Vec<u32>,
    /// For each model its primary key.
    pub(super) primary_keys: Vec<Written>,
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
        named: Vec::with_capacity(room),
        linked: Linked {
            first_relations: Vec::with_capacity(models.len()),
            primary_keys: Vec::with_capacity(models.len()),
            relations: Vec::with_capacity(room),
            targets: Vec::with_capacity(room),
            with_allows: Vec::new(),
            unresolved: Vec::new(),
        },
        model: 0,
        listed: Vec::new(),
        fields: Fields::default(),
        has_allow: false,
        first_target: 0,
        through: None,
        is_resolved: true,
    };
    for (model, node) in (0..).zip(models) {
        linking.model(model, node).expect(UNREADABLE);
    }
    let Linking {
        named, mut linked, ..
    } = linking;
    link_inverses(&mut linked, &named, hashing);
    linked
}

struct Linking<'m> {
    names: Names<'m>,
    /// For each relation.
    named: Vec<Named<'m>>,
    linked: Linked,
    /// The model that is read, what the paths that it lists mean, and its fields.
    model: u32,
    listed: Vec<Resolved>,
    fields: Fields<'m>,
    has_allow: bool,
    /// Of the relation that is read.
    first_target: u32,
    through: Option<Resolved>,
    is_resolved: bool,
}

/// A relation's own name, and that of its inverse, empty if it declares none.
struct Named<'m> {
    name: &'m [u8],
    inverse: &'m [u8],
}

impl<'m> Linking<'m> {
    /// Adds the relations of a model.
    fn model(&mut self, model: u32, node: &'m ModelNode) -> Option<()> {
        self.model = model;
        self.listed.clear();
        let record = Body::of(&node.bytes, node.flags_before_end as usize, |path| {
            self.listed.push(self.names.find(Form::Type, path, model));
        })?;
        self.fields.turn_to(&record);
        self.has_allow = record.has_allow;
        let key = self.written(record.key);
        let first = index(self.linked.relations.len());
        self.linked.first_relations.push(first);
        self.linked.primary_keys.push(key);
        record.relations.tell(self)?;
        if self.has_allow {
            self.linked.with_allows.push(model);
        }
        Some(())
    }

    #[inline]
    fn find(&mut self, target: TargetScan<'m>) -> Resolved {
        let found = match target {
            TargetScan::Own => self.names.own(self.model),
            TargetScan::Listed(nth) => self.listed[nth as usize],
            TargetScan::Written(form, text) => self.names.find(form, text, self.model),
        };
        if found.model().is_none() {
            self.is_resolved = false;
        }
        found
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

    #[inline]
    fn written(&mut self, list: List<'m>) -> Written {
        if list.is_empty() {
            return Written::Nothing;
        }
        let field = list.only().and_then(|name| self.fields.key(name));
        field.unwrap_or(Written::Other)
    }
}

impl<'m> Listener<'m> for Linking<'m> {
    #[inline]
    fn target(&mut self, target: TargetScan<'m>) {
        let model = self.find(target);
        self.linked.targets.push(TargetNode {
            model,
            inverse: None,
        });
    }

    fn through(&mut self, through: TargetScan<'m>) {
        self.through = Some(self.find(through));
    }

    #[inline]
    fn relation(&mut self, relation: RelationScan<'m>) {
        let key = self.key(&relation);
        let linked = &mut self.linked;
        if !self.is_resolved {
            linked.unresolved.push(index(linked.relations.len()));
            self.is_resolved = true;
        }
        linked.relations.push(RelationNode {
            model: self.model,
            before_end: index(relation.before_end),
            first_target: self.first_target,
            key,
            through: self.through.take(),
            declares_inverse: !relation.inverse.is_empty(),
            is_single: linked.targets.len() == self.first_target as usize + 1,
            kind: relation.kind,
        });
        self.first_target = index(linked.targets.len());
        self.has_allow |= relation.rest.has_allow;
        self.named.push(Named {
            name: relation.name,
            inverse: relation.inverse,
        });
    }
}

/// Finds, for each target of a relation that declares an inverse, the relation it names there.
fn link_inverses(linked: &mut Linked, named: &[Named<'_>], hashing: Seeded) {
    let wide = Wide::of(linked, named, hashing);
    let Linked {
        first_relations,
        relations,
        targets,
        ..
    } = linked;
    for (at, Named { inverse, .. }) in named.iter().enumerate() {
        if inverse.is_empty() {
            continue;
        }
        let first = relations[at].first_target as usize;
        let after = relations.get(at + 1);
        let after = after.map_or(targets.len(), |next| next.first_target as usize);
        for target in &mut targets[first..after] {
            target.inverse = target.model.model().and_then(|model| {
                let mut all = relations_of(first_relations, model, named.len());
                if all.len() > NARROW {
                    return wide.find(model, inverse);
                }
                all.find(|at| named[*at as usize].name == *inverse)
            });
        }
    }
}

/// The relations of the models that have many, by their model and name.
struct Wide<'m>(HashMap<(u32, &'m [u8]), u32, Seeded>);

impl<'m> Wide<'m> {
    fn of(linked: &Linked, named: &[Named<'m>], hashing: Seeded) -> Self {
        let mut table = HashMap::with_hasher(hashing);
        for model in 0..index(linked.first_relations.len()) {
            let all = relations_of(&linked.first_relations, model, named.len());
            if all.len() > NARROW {
                for at in all {
                    table.entry((model, named[at as usize].name)).or_insert(at);
                }
            }
        }
        Wide(table)
    }

    #[inline(never)]
    fn find(&self, model: u32, name: &[u8]) -> Option<u32> {
        self.0.get(&(model, name)).copied()
    }
}
