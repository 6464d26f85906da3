//! What is plainly sound, seen from the nodes of the graph alone: nearly every relation of a sound registry. The rules of
//! inverses and of keys look at all others, and would find nothing here.
//!
//! In: the graph. Out: the relations that are to be judged. Whoever changes what those rules find must see to it that it
//! is not taken for sound here; where that is hard to tell, a relation is not plain.

use crate::graph::{Graph, RelationNode, Resolved, TargetNode, TypeNumber, Written};
use crate::record::Kind;

/// The relations that are not plainly sound, in order.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// By what they say of their inverse.
    pub(super) inverses: Vec<u32>,
    /// By their key.
    pub(super) keys: Vec<u32>,
    /// Those whose key is one that must be there, as far as is seen.
    pub(super) required: Vec<u32>,
}

impl Judged {
    // Into the one that calls it, which saves a twentieth of the instructions of `init`.
    #[inline]
    pub(super) fn of(graph: &Graph) -> Self {
        let mut judged = Judged::default();
        for (relation, node) in (0..).zip(&graph.relations) {
            let only = only_target(graph, node);
            let has_plain_inverse = match only.and_then(|only| only.inverse) {
                // Of two that name each other neither or both are plain, and the first was looked at.
                Some(inverse) if inverse < relation => {
                    only_target(graph, &graph.relations[inverse as usize])
                        .is_some_and(|back| back.inverse == Some(relation))
                        && judged.inverses.binary_search(&inverse).is_err()
                }
                _ => has_plain_inverse(graph, relation, node, only),
            };
            if !has_plain_inverse {
                judged.inverses.push(relation);
            }
            // One that leads back alone is not open.
            let is_known = has_plain_inverse && node.key == Written::Nothing;
            if !is_known && !has_plain_key(graph, relation, node, only) {
                judged.keys.push(relation);
            }
            if !matches!(
                node.key,
                Written::Nothing | Written::Field { optional: true, .. }
            ) {
                judged.required.push(relation);
            }
        }
        judged
    }
}

/// The target of a relation, if it can lead nowhere else.
type Only<'g> = Option<&'g TargetNode>;

fn only_target<'g>(graph: &'g Graph, node: &RelationNode) -> Only<'g> {
    let target = graph.targets.get(node.first_target as usize);
    target.filter(|_| node.is_single)
}

/// Whether a relation declares no inverse, or one that declares it back, each leading to the other's model alone.
fn has_plain_inverse(graph: &Graph, relation: u32, node: &RelationNode, only: Only) -> bool {
    if node.through.is_some() || !node.declares_inverse {
        return node.through.is_none();
    }
    let Some(&TargetNode {
        model: Resolved::Model(other),
        inverse: Some(inverse),
    }) = only
    else {
        return false;
    };
    let leads_back = |back: &TargetNode| {
        back.model == Resolved::Model(node.model) && back.inverse == Some(relation)
    };
    let inverse_node = &graph.relations[inverse as usize];
    let pairs = match (node.kind, inverse_node.kind) {
        // Only what both write can differ.
        (Kind::BelongsTo, Kind::HasOne | Kind::HasMany)
        | (Kind::HasOne | Kind::HasMany, Kind::BelongsTo) => {
            node.key == Written::Nothing || inverse_node.key == Written::Nothing
        }
        (one, other) => one == Kind::RefersTo && other == Kind::RefersTo,
    };
    pairs
        && inverse != relation
        && inverse_node.through.is_none()
        && only_target(graph, inverse_node).is_some_and(leads_back)
        && !graph.models[node.model as usize].is_unknown()
        && !graph.models[other as usize].is_unknown()
}

/// Whether nothing is written of the key and none is taken from an inverse, or it is one field of the type of the one
/// that is the target's primary key.
fn has_plain_key(graph: &Graph, relation: u32, node: &RelationNode, only: Only) -> bool {
    match (node.kind, node.key) {
        (Kind::ManyToMany, _) | (Kind::BelongsTo | Kind::RefersTo, Written::Nothing) => true,
        (Kind::HasOne | Kind::HasMany, Written::Nothing) => {
            let is_open = |inverse: u32| graph.targets_of(inverse).is_empty();
            let mut targets = graph.targets_of(relation).iter();
            targets.all(|target| !target.inverse.is_some_and(is_open))
        }
        (Kind::BelongsTo | Kind::RefersTo, Written::Field { ty: Some(ty), .. }) => only
            .and_then(|only| only.model.model())
            .is_some_and(|other| has_primary_key_of(graph, other, ty, node.model)),
        _ => false,
    }
}

/// Whether the primary key of a model is one field, of the type that this number stands for in another.
fn has_primary_key_of(graph: &Graph, model: u32, ty: TypeNumber, other: u32) -> bool {
    let Written::Field {
        ty: Some(own_ty), ..
    } = graph.primary_keys[model as usize]
    else {
        return false;
    };
    let (own, other) = (&graph.models[model as usize], &graph.models[other as usize]);
    let is_known = !own.is_unknown() && own.entry.is_some() && other.entry.is_some();
    let is_same = || other.ty(ty).is_some_and(|ty| own.ty(own_ty) == Some(ty));
    is_known && (ty == own_ty && ty.is_primitive() || is_same())
}
