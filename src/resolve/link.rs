//! The relations of the models, with their targets and inverses looked up.
//!
//! In: the models in order. Out: what the graph holds of their relations. Each record is gone through once, and its texts
//! stay bytes: none is needed but to compare it.

use std::collections::HashMap;

use once_cell::unsync::OnceCell;

use super::hashing::Seeded;
use super::names::Names;
use super::{UNREADABLE, head};
use crate::graph::{ModelNode, NARROW, RelationNode, TargetNode, TypeNumber, Written, index};
use crate::record::{Head, Kind, List, RelationScan, flag, text_at};

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
        fields: Vec::new(),
        inverses: Vec::with_capacity(room),
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
        inverses,
        mut linked,
        ..
    } = linking;
    link_inverses(models, &mut linked, &inverses, hashing);
    linked
}

struct Linking<'m> {
    names: Names<'m>,
    /// The fields of the model that is read.
    fields: Vec<Field<'m>>,
    /// For each relation where in its record the name of its inverse stands, or 0 if it declares none.
    inverses: Vec<u32>,
    linked: Linked,
}

struct Field<'m> {
    name: &'m [u8],
    ty: Option<TypeNumber>,
    optional: bool,
}

impl<'m> Linking<'m> {
    /// Adds the relations of a model.
    fn model(&mut self, model: u32, record: &Head<'m>) {
        self.read_fields(record);
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
        let linked = &mut self.linked;
        let at = index(linked.relations.len());
        let first_target = index(linked.targets.len());
        let mut is_resolved = true;
        for target in relation.targets() {
            let model = self.names.find(&target, record);
            is_resolved &= model.model().is_some();
            linked.targets.push(TargetNode {
                model,
                inverse: None,
            });
        }
        let through = relation.rest.through.as_ref();
        let through = through.map(|through| self.names.find(through, record));
        is_resolved &= through.is_none_or(|through| through.model().is_some());
        if !is_resolved {
            linked.unresolved.push(at);
        }
        self.inverses.push(relation.inverse.map_or(0, index));
        let key = self.key(relation);
        self.linked.relations.push(RelationNode {
            model,
            before_end: index(relation.before_end),
            first_target,
            key,
            through,
            declares_inverse: relation.inverse.is_some(),
            kind: relation.kind,
        });
    }

    fn read_fields(&mut self, record: &Head<'m>) {
        self.fields.clear();
        // What is not known to be all of them tells nothing of what is missing.
        if !record.is(flag::FIELDS_KNOWN) {
            return;
        }
        let mut types = 0;
        for field in record.fields.clone() {
            let has = |flag: u32| field.flags & flag != 0;
            self.fields.push(Field {
                name: field.name,
                ty: if has(flag::FIELD_TYPED) {
                    Some(TypeNumber::at(types))
                } else {
                    field.primitive().map(TypeNumber::primitive)
                },
                optional: field.is_optional,
            });
            types += u32::from(has(flag::FIELD_TYPED)) + u32::from(has(flag::FIELD_AS));
        }
    }

    /// The key that a relation writes. What one holds that holds none itself are fields of another model.
    fn key(&self, relation: &RelationScan<'m>) -> Written {
        let is_alone = !relation.rest.adds_to_key;
        let holds_key = matches!(relation.kind, Kind::BelongsTo | Kind::RefersTo);
        if is_alone && (holds_key || relation.key.is_empty()) {
            self.written(relation.key)
        } else {
            Written::Other
        }
    }

    fn written(&self, list: List<'m>) -> Written {
        if list.is_empty() {
            return Written::Nothing;
        }
        let only = list.only();
        let field = only.and_then(|name| self.fields.iter().find(|field| field.name == name));
        field.map_or(Written::Other, |field| Written::Field {
            ty: field.ty,
            optional: field.optional,
        })
    }
}

/// Finds, for each target of a relation that declares an inverse, the relation it names there.
fn link_inverses(models: &[ModelNode], linked: &mut Linked, inverses: &[u32], hashing: Seeded) {
    let Linked {
        of_models,
        relations,
        targets,
        ..
    } = linked;
    let relations_of = |model: u32| {
        let after = of_models.get(model as usize + 1);
        let after = after.map_or(inverses.len(), |(first, _)| *first as usize);
        of_models[model as usize].0 as usize..after
    };
    let text = |model: u32, before_end: u32| text_at(&models[model as usize].bytes, before_end);
    // In a model with many relations they are looked up by their name.
    let wide = OnceCell::new();
    let in_wide = |model: u32, name: &[u8]| {
        let table = wide.get_or_init(|| {
            let mut table = HashMap::with_hasher(hashing);
            for (at, node) in relations.iter().enumerate() {
                if relations_of(node.model).len() > NARROW {
                    let key = (node.model, text(node.model, node.before_end));
                    table.entry(key).or_insert(index(at));
                }
            }
            table
        });
        table.get(&(model, name)).copied()
    };
    for (at, inverse) in inverses.iter().enumerate() {
        if *inverse == 0 {
            continue;
        }
        let inverse = text(relations[at].model, *inverse);
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
                let called = |node: &RelationNode| text(model, node.before_end) == inverse;
                let at = relations[all].iter().position(called)?;
                Some(index(first + at))
            });
        }
    }
}
