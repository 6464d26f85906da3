//! The graph: every model and relation, with each target and inverse looked up, as plain indices.
//!
//! In: what [`crate::resolve`] found. Out: look-ups by index, the records behind them read in place. This module must
//! not know what is right or wrong, and holds no text of its own.

mod nodes;
mod wide;

use std::any::TypeId;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use once_cell::sync::OnceCell;

use crate::collect::{Channel, Entry};
use crate::name;
use crate::place::Place;
use crate::record::{Mark, ModelRecord, RelationRecord};

pub(crate) use nodes::{
    LinkNode, ModelNode, PartNode, RelationNode, Resolved, TargetNode, TypeNumber, Written,
};
pub(crate) use wide::{NARROW, Wide};

/// Everything that is registered, resolved. It depends on the records alone, never on their order or on options.
#[derive(Debug)]
pub(crate) struct Graph {
    pub(crate) channels: Vec<Channel>,
    /// The models of which an ORM declares relations that are not registered.
    pub(crate) unread: Vec<u32>,
    /// Parts of models that are not there, by path and place.
    pub(crate) orphans: Vec<PartNode>,
    /// By crate, then by place.
    pub(crate) links: Vec<LinkNode>,
    /// By path, then by place.
    pub(crate) models: Vec<ModelNode>,
    /// For each model the first of its relations.
    pub(crate) first_relations: Vec<u32>,
    /// For each model its primary key.
    pub(crate) primary_keys: Vec<Written>,
    /// By model, then as declared.
    pub(crate) relations: Vec<RelationNode>,
    /// By relation, then as written.
    pub(crate) targets: Vec<TargetNode>,
    /// The same model from another compilation of its package: any of its types counts. By model.
    pub(crate) twins: Vec<(u32, &'static Entry)>,
    /// The models whose record has an allow, on itself or on a relation.
    pub(crate) with_allows: Vec<u32>,
    /// The relations with a target or a through that did not resolve.
    pub(crate) unresolved: Vec<u32>,
    /// How many models there are, those aside that only stand for one.
    pub(crate) real_model_count: usize,
    /// Which relations name each as their inverse. Made when the first fault asks for it.
    pub(crate) claims: OnceCell<HashMap<u32, Vec<u32>>>,
    /// Look-ups in what is unusually wide.
    pub(crate) wide: Wide,
    /// Every crate that `link!` names or stands in. Made when the first finding asks for it.
    pub(crate) linked: OnceCell<HashSet<String>>,
    /// The names that several models have. Made when the first finding is told.
    pub(crate) shared_names: OnceCell<HashSet<String>>,
}

impl Graph {
    /// The record of a model. Every record was read whole before it came here.
    pub(crate) fn model(&self, model: u32) -> ModelRecord<'_> {
        ModelRecord::open(&self.models[model as usize].bytes).expect(READ_BEFORE)
    }

    /// The record of a relation.
    pub(crate) fn relation(&self, relation: u32) -> RelationRecord<'_> {
        let node = self.relations[relation as usize];
        RelationRecord::read_at(
            &self.models[node.model as usize].bytes,
            node.before_end as usize,
        )
        .expect(READ_BEFORE)
    }

    /// The model that declares a relation.
    pub(crate) fn owner(&self, relation: u32) -> u32 {
        self.relations[relation as usize].model
    }

    pub(crate) fn model_indices(&self) -> Range<u32> {
        0..index(self.models.len())
    }

    pub(crate) fn relation_indices(&self) -> Range<u32> {
        0..index(self.relations.len())
    }

    /// The relations that a model declares.
    pub(crate) fn relations_of(&self, model: u32) -> Range<u32> {
        relations_of(&self.first_relations, model, self.relations.len())
    }

    /// The targets of a relation; none if it is open.
    pub(crate) fn targets_of(&self, relation: u32) -> &[TargetNode] {
        let after = self
            .relations
            .get(relation as usize + 1)
            .map_or(self.targets.len(), |next| next.first_target as usize);
        &self.targets[self.relations[relation as usize].first_target as usize..after]
    }

    /// The models of one path, by place. More than one is a finding.
    pub(crate) fn models_at(&self, path: &str) -> Range<u32> {
        fn of(model: &ModelNode) -> &str {
            ModelRecord::path_of(&model.bytes)
        }
        let start = self.models.partition_point(|model| of(model) < path);
        let end = start + self.models[start..].partition_point(|model| of(model) == path);
        index(start)..index(end)
    }

    /// The models that a written name means: the one whose whole path it is, or else all whose tail it is.
    pub(crate) fn models_called(&self, written: &str) -> Vec<u32> {
        let mut tails = Vec::new();
        for model in self.model_indices() {
            let node = &self.models[model as usize];
            match name::fit(written, ModelRecord::path_of(&node.bytes)) {
                name::Fit::Exact => return vec![model],
                name::Fit::Tail => tails.push(model),
                name::Fit::No if node.is_type_called(written) => tails.push(model),
                name::Fit::No => {}
            }
        }
        tails
    }

    /// Whether a type is this model's, in any of its compilations.
    pub(crate) fn has_type(&self, model: u32, ty: TypeId) -> bool {
        self.entries(model).any(|entry| entry.own == ty)
    }

    /// What has the types of a model, once for each compilation of it into this program.
    pub(crate) fn entries(&self, model: u32) -> impl Iterator<Item = &'static Entry> {
        let start = self.twins.partition_point(|(of, _)| *of < model);
        let twins = self.twins[start..].iter();
        let twins = twins.take_while(move |(of, _)| *of == model);
        let first = self.models[model as usize].entry.into_iter();
        first.chain(twins.map(|(_, entry)| *entry))
    }

    /// The relations that are the other side of this one, as it says or as they do.
    pub(crate) fn other_sides(&self, relation: u32) -> impl Iterator<Item = u32> {
        let targets = self.targets_of(relation).iter();
        let named = targets.filter_map(|target| target.inverse);
        named.chain(self.claimers(relation).iter().copied())
    }

    /// The relations that name this one as their inverse.
    pub(crate) fn claimers(&self, inverse: u32) -> &[u32] {
        let claims = self.claims.get_or_init(|| {
            let mut claims: HashMap<u32, Vec<u32>> = HashMap::new();
            for relation in self.relation_indices() {
                for inverse in self
                    .targets_of(relation)
                    .iter()
                    .filter_map(|target| target.inverse)
                {
                    claims.entry(inverse).or_default().push(relation);
                }
            }
            claims
        });
        claims.get(&inverse).map_or(&[], Vec::as_slice)
    }

    /// Where a mark of a model's record stands.
    pub(crate) fn place(&self, model: u32, mark: Mark) -> Place {
        let record = self.model(model);
        let Mark { line, column } = record.resolve_mark(mark);
        Place::new(record.file, line, column)
    }

    /// Where the model is declared.
    pub(crate) fn model_place(&self, model: u32) -> Place {
        self.place(model, Mark::default())
    }

    /// Where a mark of a relation stands; where the relation does if the mark is not known.
    pub(crate) fn place_in(&self, relation: u32, mark: Mark) -> Place {
        let record = self.relation(relation);
        let mark = if mark.line == 0 { record.mark } else { mark };
        if record.file.is_empty() {
            self.place(self.owner(relation), mark)
        } else {
            Place::new(record.file, mark.line, mark.column)
        }
    }

    /// Where the relation is declared.
    pub(crate) fn relation_place(&self, relation: u32) -> Place {
        self.place_in(relation, Mark::default())
    }

    /// The model that a relation goes through, if it goes through one and that is there.
    pub(crate) fn through(&self, relation: u32) -> Option<u32> {
        self.relations[relation as usize]
            .through
            .and_then(Resolved::model)
    }

    /// What a model is called where people read it: its name, or its path where several models have that name.
    pub(crate) fn shown(&self, model: u32) -> &str {
        let names = self.shared_names.get_or_init(|| {
            let names = self
                .models
                .iter()
                .map(|model| ModelRecord::name_of(&model.bytes));
            let mut seen = HashSet::with_capacity(self.models.len());
            names
                .filter(|name| !seen.insert(*name))
                .map(str::to_owned)
                .collect()
        });
        let bytes = &self.models[model as usize].bytes;
        let name = ModelRecord::name_of(bytes);
        if names.contains(name) {
            ModelRecord::path_of(bytes)
        } else {
            name
        }
    }

    /// `Model.relation`.
    pub(crate) fn relation_name(&self, relation: u32) -> String {
        format!(
            "{}.{}",
            self.shown(self.owner(relation)),
            self.relation(relation).name
        )
    }

    /// Whether code names this crate for certain: `link!` does, or stands in it.
    pub(crate) fn is_linked(&self, krate: &str) -> bool {
        let linked = self.linked.get_or_init(|| {
            let crates = self.links.iter();
            let crates = crates.flat_map(|link| [link.krate(), link.said_by()]);
            crates.map(str::to_owned).collect()
        });
        linked.contains(krate)
    }

    /// Whether a `link!` names this crate, wherever it stands.
    #[cfg(feature = "source")]
    pub(crate) fn is_named(&self, krate: &str) -> bool {
        self.links.iter().any(|link| link.krate() == krate)
    }

    /// The crates that contribute a model, in order.
    pub(crate) fn crates(&self) -> impl Iterator<Item = &str> {
        let is_inside = |krate: &str, model: &ModelNode| {
            let inside = ModelRecord::path_bytes(&model.bytes).strip_prefix(krate.as_bytes());
            inside.is_some_and(|inside| inside.starts_with(b"::"))
        };
        let mut rest = &self.models[..];
        let mut last: Option<&str> = None;
        std::iter::from_fn(move || {
            loop {
                let first = rest.iter().position(|model| !model.external)?;
                rest = &rest[first..];
                let krate = name::first_segment(ModelRecord::path_of(&rest[0].bytes));
                // Sorted by path, so the models of one crate stand together.
                let same = if is_inside(krate, &rest[0]) {
                    rest.partition_point(|model| is_inside(krate, model))
                } else {
                    1
                };
                rest = &rest[same..];
                if last.replace(krate) != Some(krate) {
                    return Some(krate);
                }
            }
        })
    }
}

/// The relations of a model, where this is the first of each model and there are so many in all.
pub(crate) fn relations_of(firsts: &[u32], model: u32, all: usize) -> Range<u32> {
    let after = firsts.get(model as usize + 1);
    firsts[model as usize]..after.map_or_else(|| index(all), |first| *first)
}

const READ_BEFORE: &str =
    "a record that was read once cannot be read again; this is a bug in relata";

/// An index into the graph: 4 bytes each, because there may be millions.
pub(crate) fn index(at: usize) -> u32 {
    u32::try_from(at).expect("more than 4 billion models or relations do not fit into one program")
}
