//! Records to graph: puts them in order, merges what is one model, and looks up every target and inverse.
//!
//! In: records in any order. Out: the [`Graph`], the same for every order. This module must not know of options or
//! rules, and makes no text: what it cannot resolve it marks.

mod order;

use std::collections::HashMap;

use once_cell::sync::OnceCell;

use self::order::{Ordered, put_in_order};
use crate::collect::Channel;
use crate::graph::{Graph, ModelNode, RelationNode, Resolved, TargetNode, Wide, index};
use crate::name::{self, Fit};
use crate::record::{Form, ModelRecord, TargetRecord};
use crate::records::{Records, Source};

impl Graph {
    /// The graph of these records, as one.
    pub(crate) fn of(records: impl IntoIterator<Item = Records>) -> Self {
        let (channels, sources) = Records::merge(records);
        Graph::resolve(channels, sources)
    }

    /// The graph of these records.
    ///
    /// # Panics
    ///
    /// If a record cannot be read. The derive wrote it, so that is a bug; records from elsewhere are read before.
    fn resolve(channels: Vec<Channel>, sources: Vec<Source>) -> Self {
        let Ordered {
            links,
            models,
            twins,
            counts,
        } = put_in_order(sources);
        let mut graph = Graph {
            channels,
            links,
            relations: Vec::with_capacity(counts.relations),
            targets: Vec::with_capacity(counts.targets),
            with_allows: Vec::new(),
            claims: OnceCell::new(),
            wide: Wide::default(),
            linked: OnceCell::new(),
            shared_names: OnceCell::new(),
            models,
            twins,
        };
        graph.link_targets();
        graph.link_inverses();
        graph
    }

    /// Lists every relation and looks up its targets.
    fn link_targets(&mut self) {
        let names = Names::new(&self.models);
        let mut starts = Vec::with_capacity(self.models.len());
        for (model, node) in (0..).zip(&self.models) {
            let record = open(&node.bytes);
            starts.push(index(self.relations.len()));
            let mut has_allow = record.allows.iter().next().is_some();
            for (before_end, relation) in record.relations_with_offsets() {
                self.relations.push(RelationNode {
                    model,
                    before_end: index(before_end),
                    first_target: index(self.targets.len()),
                    declares_inverse: relation.inverse().is_some(),
                    through: relation
                        .through
                        .map(|through| names.find(&through, &record)),
                    kind: relation.kind,
                });
                let found = relation
                    .targets()
                    .map(|target| names.find(&target, &record));
                self.targets.extend(found.map(|model| TargetNode {
                    model,
                    inverse: None,
                }));
                has_allow |= relation.allows.iter().next().is_some();
            }
            if has_allow {
                self.with_allows.push(model);
            }
        }
        for (node, start) in self.models.iter_mut().zip(starts) {
            node.first_relation = start;
        }
    }

    /// Finds, for each target of a relation that declares an inverse, the relation it names there.
    fn link_inverses(&mut self) {
        let mut targets = std::mem::take(&mut self.targets);
        for (at, node) in self.relations.iter().enumerate() {
            if !node.declares_inverse {
                continue;
            }
            let record = self.relation(index(at));
            let (inverse, _) = record.inverse().unwrap_or_default();
            let own = targets[node.first_target as usize..].iter_mut();
            for target in own.take(record.target_count()) {
                let called = |model| self.relation_called(model, inverse);
                target.inverse = target.model.model().and_then(called);
            }
        }
        self.targets = targets;
    }
}

/// A record that was read whole before.
fn open(bytes: &[u8]) -> ModelRecord<'_> {
    ModelRecord::open(bytes).expect(UNREADABLE)
}

const UNREADABLE: &str = "a record that the derive wrote cannot be read; this is a bug in relata";

/// The models by their path, and by the last segment of it: the first of each in a table, the others chained behind.
struct Names<'a> {
    models: &'a [ModelNode],
    by_path: HashMap<&'a str, u32>,
    by_name: HashMap<&'a str, u32>,
    next: Vec<Option<u32>>,
    /// The models of each name that many have, by their path read from its end.
    crowds: HashMap<&'a str, Vec<u32>>,
}

/// So many models of one name are gone through in order.
const FEW: usize = 16;

impl<'a> Names<'a> {
    fn new(models: &'a [ModelNode]) -> Self {
        let mut names = Names {
            models,
            by_path: HashMap::with_capacity(models.len()),
            by_name: HashMap::with_capacity(models.len()),
            next: vec![None; models.len()],
            crowds: HashMap::new(),
        };
        // From the last to the first, so that a chain runs in order and a table holds the first.
        for (model, node) in models.iter().enumerate().rev() {
            let path = ModelRecord::path_of(&node.bytes);
            names.by_path.insert(path, index(model));
            let name = name::last_segment(path);
            names.next[model] = names.by_name.insert(name, index(model));
        }
        let crowded = names.by_name.values().copied();
        let crowded = crowded.filter(|first| names.chain(Some(*first)).nth(FEW).is_some());
        let crowded: Vec<u32> = crowded.collect();
        for first in crowded {
            let mut crowd: Vec<u32> = names.chain(Some(first)).collect();
            crowd.sort_by(|one, other| {
                name::cmp_from_end(names.path(*one), names.path(*other)).then(one.cmp(other))
            });
            let name = name::last_segment(names.path(first));
            names.crowds.insert(name, crowd);
        }
        names
    }

    /// A model, and those of the same name behind it.
    fn chain(&self, first: Option<u32>) -> impl Iterator<Item = u32> {
        std::iter::successors(first, |model| self.next[*model as usize])
    }

    /// The model that a target means, seen from the model that names it.
    fn find(&self, target: &TargetRecord<'_>, asker: &ModelRecord<'_>) -> Resolved {
        if target.form == Form::Underived {
            return Resolved::Missing;
        }
        let found = match (self.by_path.get(target.text), target.form) {
            (Some(model), _) => Resolved::Model(*model),
            (None, Form::Name) => self.called(target.text),
            // The path of a type is all of it: a model whose path ends so is another.
            (None, Form::Type | Form::Underived) => Resolved::Missing,
        };
        found
            .model()
            .map_or(found, |model| Resolved::Model(self.nearest(model, asker)))
    }

    /// The first model of the path that a name means: the one that it spells out, or else the only one whose tail it is.
    fn called(&self, written: &str) -> Resolved {
        let name = name::last_segment(written);
        if let Some(crowd) = self.crowds.get(name) {
            // One that is spelled out comes first, and equal paths stand together, so the ends tell it all.
            let ends = name::with_tail(crowd, written, |model| self.path(*model));
            return self.among(
                written,
                [ends.first(), ends.last()].into_iter().flatten().copied(),
            );
        }
        self.among(written, self.chain(self.by_name.get(name).copied()))
    }

    fn among(&self, written: &str, models: impl Iterator<Item = u32>) -> Resolved {
        let mut found = Resolved::Missing;
        for model in models {
            match (name::fit(written, self.path(model)), found) {
                (Fit::Exact, _) => return Resolved::Model(model),
                (Fit::Tail, Resolved::Missing) => found = Resolved::Model(model),
                // Two of one path: that is the finding, and not that the name does not choose between them.
                (Fit::Tail, Resolved::Model(first)) if self.path(first) != self.path(model) => {
                    found = Resolved::Ambiguous;
                }
                (Fit::Tail | Fit::No, _) => {}
            }
        }
        found
    }

    fn path(&self, model: u32) -> &'a str {
        ModelRecord::path_of(&self.models[model as usize].bytes)
    }

    /// Of the models that share the path of `first`, the one from the asker's own version of its package, or `first`.
    fn nearest(&self, first: u32, asker: &ModelRecord<'_>) -> u32 {
        let same = (first..index(self.models.len()))
            .take_while(|model| self.path(*model) == self.path(first));
        let mut others = same.skip(1).peekable();
        if others.peek().is_none() {
            return first;
        }
        let own = |model: &u32| {
            let record = open(&self.models[*model as usize].bytes);
            (record.package, record.version) == (asker.package, asker.version)
        };
        std::iter::once(first)
            .chain(others)
            .find(own)
            .unwrap_or(first)
    }
}
