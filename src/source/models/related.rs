//! What SeaORM's impls declare about the relations of entities: which relation of the target a `has_many` goes back along, and
//! which relations go through another model.

use std::collections::{BTreeMap, HashMap, HashSet};

use relata_record::Kind;

use super::candidate::Candidate;
use super::choose::Chosen;
use super::counted::Counted;
use super::targets::{Meant, meant, model_of};
use crate::source::modules::{ScopeId, Tree};
use crate::source::names::Names;
use crate::source::outline::{self, RelatedImpl, Relation, RelationImpl};

/// What impls declare, by the scope of the entity.
#[derive(Debug, Default)]
pub(super) struct Impls<'s> {
    /// The relations of hand-written impls, each with the part of the tree that contains it.
    pub(super) relations: HashMap<ScopeId, (usize, &'s RelationImpl)>,
    /// The relations through other models.
    pub(super) through: HashMap<ScopeId, Vec<&'s Relation>>,
    /// The inverses of relations.
    pub(super) inverses: HashMap<(ScopeId, &'s str), String>,
    /// What items next to an entity declare of it.
    pub(super) entities: HashMap<ScopeId, Vec<&'s outline::Entity>>,
    /// The entities with relations that lead back to others in a way that is not known.
    pub(super) open: HashSet<ScopeId>,
}

/// The relations of an entity, each with the path of its target.
struct Entity<'s> {
    scope: ScopeId,
    path: String,
    relations: Vec<(&'s Relation, String)>,
}

impl Entity<'_> {
    /// Whether the relation with this name leads to a target.
    fn leads(&self, name: &str, to: &str) -> bool {
        let mut relations = self.relations.iter();
        relations.any(|(it, target)| it.name == name && target == to)
    }
}

impl<'s> Impls<'s> {
    /// Reads the impls next to entities in packages without relata: elsewhere a program does not know them either.
    pub(super) fn new(counted: Counted<'s>, names: &mut Names<'s>, chosen: &Chosen<'s>) -> Self {
        let (tree, files) = (counted.tree, counted.files);
        let mut impls = Impls::default();
        let mut related: HashMap<(String, String), &'s RelatedImpl> = HashMap::new();
        let own = chosen.models.iter().filter(|it| !it.has_relata);
        let own: Vec<&Candidate<'s>> = own.collect();
        let scopes: HashMap<&str, ScopeId> = (own.iter())
            .filter_map(|it| Some((&**chosen.paths.get(&it.item)?, it.scope)))
            .collect();
        for (part, in_tree) in tree.parts.iter().enumerate() {
            let Some(outline) = files.outline(in_tree.file) else {
                continue;
            };
            for written in &outline.entities {
                let scope = in_tree.scopes[written.scope];
                impls.entities.entry(scope).or_default().push(written);
            }
            for written in &outline.relation_impls {
                let scope = in_tree.scopes[written.scope];
                if counted.has(part, scope, &written.conditions) {
                    impls.relations.entry(scope).or_insert((part, written));
                }
            }
            for written in &outline.related_impls {
                let scope = in_tree.scopes[written.scope];
                if !counted.has(part, scope, &written.conditions) {
                    continue;
                }
                let mut model = |path| model_of(names, chosen, scope, path);
                let ends = (model(&written.of), model(&written.target));
                let (Some(of), Some(target)) = ends else {
                    continue;
                };
                if let (Some(through), Some(own)) = (&written.through, scopes.get(&*of)) {
                    impls.through.entry(*own).or_default().push(through);
                }
                related.insert((of, target), written);
            }
        }
        let entities = impls.entities(tree, names, chosen, &own);
        impls.pair(&entities, &scopes, &related);
        impls
    }

    fn entities(
        &self,
        tree: &Tree,
        names: &mut Names<'s>,
        chosen: &Chosen<'s>,
        models: &[&Candidate<'s>],
    ) -> Vec<Entity<'s>> {
        let mut entities = Vec::new();
        for &model in models.iter().filter(|it| it.ty.is_sea_orm()) {
            let parts = chosen.parts_in(model.scope);
            let derived = parts.chain([model]);
            let derived = derived.flat_map(|it| &it.declaration.relations);
            let written = self.relations.get(&model.scope);
            let written = written.into_iter().flat_map(|(_, it)| &it.relations);
            let mut relations = Vec::new();
            for relation in derived.chain(written) {
                let [target] = &*relation.targets else {
                    continue;
                };
                if let Meant::Model(path) = meant(tree, names, chosen, model.scope, target) {
                    relations.push((relation, path));
                }
            }
            entities.push(Entity {
                scope: model.scope,
                path: chosen.paths[&model.item].clone(),
                relations,
            });
        }
        entities
    }

    /// Names the inverses of relations where the target has several relations to the model.
    fn pair(
        &mut self,
        entities: &[Entity<'s>],
        scopes: &HashMap<&str, ScopeId>,
        related: &HashMap<(String, String), &'s RelatedImpl>,
    ) {
        // Of several in one scope, the first.
        let in_scope = entities.iter().rev().map(|it| (it.scope, it));
        let in_scope: HashMap<ScopeId, &Entity<'s>> = in_scope.collect();
        // The relations that go back along one relation of another entity.
        let mut claims: BTreeMap<(ScopeId, &'s str), Vec<(ScopeId, &'s str)>> = BTreeMap::new();
        for entity in entities {
            for (relation, target) in &entity.relations {
                let is_direct = relation.through.is_none() && relation.inverse.is_none();
                let is_pointed_at = matches!(relation.kind, Kind::HasOne | Kind::HasMany);
                if !is_direct || !is_pointed_at || !relation.key.is_empty() {
                    continue;
                }
                let Some(other) = scopes.get(&**target).and_then(|it| in_scope.get(it)) else {
                    continue;
                };
                let Some(back) = related.get(&(target.clone(), entity.path.clone())) else {
                    continue;
                };
                match &back.own {
                    Some(own) if other.leads(own, &entity.path) => {
                        let claim = (entity.scope, &*relation.name);
                        claims.entry((other.scope, own)).or_default().push(claim);
                    }
                    _ => drop(self.open.insert(other.scope)),
                }
            }
        }
        for ((scope, name), claims) in claims {
            let [(claimant, claim)] = *claims else {
                continue;
            };
            let ends = (in_scope.get(&claimant), in_scope.get(&scope));
            let (Some(own), Some(other)) = ends else {
                continue;
            };
            let leading = other.relations.iter().filter(|(_, it)| *it == own.path);
            let mut named = leading.clone().filter(|(it, _)| it.name == name);
            // Two relations without a key are not each other's inverse.
            let holds_key = named.any(|(it, _)| it.kind == Kind::BelongsTo);
            if holds_key && leading.count() > 1 {
                self.inverses.insert((claimant, claim), name.to_owned());
                self.inverses.insert((scope, name), claim.to_owned());
            }
        }
    }
}
