//! The other sides of relations: those that name each other, and pairs that name no inverse, where a `has_one` or `has_many`
//! belongs to the only `belongs_to` that leads back.

use relata_record::spelling::letters;

use super::Graph;
use crate::circles::Edges;
use crate::model::Text;
use crate::record::Kind;
use crate::sorted::{distinct, equal, sort};

/// All direct `has_one` and `has_many` relations of one model to one target. At least one of them names no inverse.
#[derive(Clone, Copy)]
pub(crate) struct Ends<'g> {
    pub(crate) own: u32,
    pub(crate) target: u32,
    rows: &'g [[u32; 3]],
}

impl<'g> Ends<'g> {
    /// Returns the relations of the model to the target.
    pub(crate) fn relations(self) -> impl Iterator<Item = u32> + use<'g> {
        self.rows.iter().map(|row| row[2])
    }

    /// Returns the other relations of the target that lead to the model.
    pub(crate) fn back(self, graph: &'g Graph) -> impl Iterator<Item = u32> {
        let own = [self.own, self.target];
        let is_here = move |it: u32| self.rows.binary_search(&[own[0], own[1], it]).is_ok();
        let back = graph.relations_to(self.target, self.own);
        back.filter(move |it| !is_here(*it))
    }

    /// Returns the relations of the target that lead back to all rows of the model.
    pub(crate) fn back_to_all(self, graph: &'g Graph) -> impl Iterator<Item = u32> {
        self.back(graph).filter(|it| !graph.rest(*it).filtered)
    }

    /// Whether all relations that lead back are known.
    pub(crate) fn are_known(self, graph: &Graph) -> bool {
        let (own, target) = (graph.model(self.own), graph.model(self.target));
        let there = graph.relations_of(self.target);
        let first = graph.unresolved.partition_point(|it| *it < there.start);
        let is_unresolved = graph
            .unresolved
            .get(first)
            .is_some_and(|it| *it < there.end);
        !own.is_unknown()
            && !target.is_unknown()
            && !target.may_have_more_relations()
            && !is_unresolved
    }
}

impl Graph {
    /// Returns the other sides of a relation: the relations it names as its inverse, and those that name it.
    pub(crate) fn other_sides(&self, relation: u32) -> impl Iterator<Item = u32> {
        let targets = self.targets_of(relation).iter();
        let named = targets.filter_map(|target| target.inverse);
        named.chain(self.claimers(relation).iter().copied())
    }

    /// Returns the relations that name this relation as their inverse.
    pub(crate) fn claimers(&self, inverse: u32) -> &[u32] {
        let claims = self.claims.get_or_init(|| {
            let mut claims = Vec::new();
            for (relation, row) in (0..).zip(self.relations()) {
                for target in row.targets.of(&self.targets) {
                    claims.extend(target.inverse.map(|inverse| (inverse, relation)));
                }
            }
            Edges::new(self.relations().len(), claims)
        });
        claims.of(inverse as usize)
    }

    /// Returns the relation that a relation is paired with, although neither needs to name the other.
    pub(crate) fn paired(&self, relation: u32) -> Option<u32> {
        let both = self.pairs.both.get_or_init(|| {
            let mut both = Vec::new();
            for (one, other) in self.ends().filter_map(|ends| self.pair_of(ends)) {
                both.extend([(one, other), (other, one)]);
            }
            sort(&mut both);
            both
        });
        let pair = equal(both, |(one, _)| one.cmp(&relation)).first()?;
        Some(pair.1)
    }

    /// Returns the models between which a `has_one` or `has_many` names no inverse.
    pub(crate) fn ends(&self) -> impl Iterator<Item = Ends<'_>> {
        let rows = self.pairs.ends.get_or_init(|| self.rows_of_ends());
        let ends = rows.chunk_by(|one, other| one[..2] == other[..2]);
        let ends = ends.map(|rows| Ends {
            own: rows[0][0],
            target: rows[0][1],
            rows,
        });
        ends.filter(|ends| ends.relations().any(|it| self.names_no_inverse(it)))
    }

    fn rows_of_ends(&self) -> Vec<[u32; 3]> {
        let is_direct = |it: &u32| {
            let row = &self.relations()[*it as usize];
            matches!(row.kind, Kind::HasOne | Kind::HasMany)
                && self.tables.rest(row).through.is_none()
        };
        let mut rows = Vec::new();
        for model in self.model_indices() {
            let direct = self.relations_of(model).filter(is_direct);
            if direct.clone().any(|it| self.names_no_inverse(it)) {
                for relation in direct {
                    let targets = self.targets_of(relation).iter();
                    let models = targets.filter_map(|it| it.model.model());
                    rows.extend(models.map(|target| [model, target, relation]));
                }
            }
        }
        distinct(rows)
    }

    fn names_no_inverse(&self, relation: u32) -> bool {
        !self.relation(relation).declares_inverse()
    }

    /// Returns the pair among these relations, if there is only one way to pair them.
    fn pair_of(&self, ends: Ends<'_>) -> Option<(u32, u32)> {
        let mut all_back = ends.back_to_all(self);
        let (back, more) = (all_back.next()?, all_back.next());
        let mut relations: Vec<u32> = ends.relations().collect();
        relations.retain(|it| !self.rest(*it).filtered);
        if relations.len() > 1 {
            relations.retain(|it| self.meant_instead(*it).is_none());
        }
        let [relation] = *relations else { return None };
        let named_back = self.target(back, ends.own).and_then(|it| it.inverse);
        let agree =
            |one: &[Text], other: &[Text]| one.is_empty() || other.is_empty() || one == other;
        let referenced = |it: u32| match self.key(it) {
            [] => self.references(it),
            _ => self.referenced(it, ends.own),
        };
        let is_pair = more.is_none()
            && ends.are_known(self)
            && self.kind(back) == Kind::BelongsTo
            && !self.targets_of(back).is_empty()
            && self.names_no_inverse(relation)
            && self.targets_of(relation).len() == 1
            && (self.names_no_inverse(back) || named_back == Some(relation))
            && agree(self.key(relation), self.key(back))
            && agree(referenced(relation), referenced(back));
        is_pair.then_some((relation, back))
    }

    /// Returns the model that a `has_one` or `has_many` has the name of, if it leads back and the model of the relation has
    /// no relation to it: the target of the relation may be wrong.
    pub(crate) fn meant_instead(&self, relation: u32) -> Option<u32> {
        let (own, name) = (self.owner(relation), letters(&self.relation(relation).name));
        let without = |end: &str, new: &str| Some(format!("{}{new}", name.strip_suffix(end)?));
        let singular = [without("s", ""), without("es", ""), without("ies", "y")];
        let by_letters = self.pairs.by_letters.get_or_init(|| {
            let names = self.model_indices();
            distinct(
                names
                    .map(|it| (letters(self.model(it).name()), it))
                    .collect(),
            )
        });
        let names = singular.iter().flatten().chain([&name]);
        let mut models = names.flat_map(|name| equal(by_letters, |(other, _)| other.cmp(name)));
        let is_meant = |model: u32| {
            self.target(relation, model).is_none()
                && self
                    .relations_to(model, own)
                    .any(|it| !self.targets_of(it).is_empty())
                && self.relations_to(own, model).next().is_none()
        };
        models
            .find(|(_, it)| is_meant(*it))
            .map(|(_, model)| *model)
    }
}
