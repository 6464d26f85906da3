//! The graph: all models and relations, with resolved targets and inverses. Text stays in the tables; the rest of the
//! graph holds indices.

mod link;
mod names;
pub(crate) mod pairs;
mod wide;

use std::any::TypeId;
use std::fmt;
use std::ops::Range;

use relata_record::channels::Channel;

use crate::circles::Edges;
use crate::index::Index;
use crate::model::key_types::KeyTypes;
use crate::model::read::Twins;
use crate::model::types::Types;
use crate::model::{Field, Link, Model, Orphan, Relation, Rest, Run, Tables, Target, Text, index};
use crate::name;
use crate::once::Once;
use crate::place::Spot;
use crate::record::{Kind, Mark};
use crate::sorted::{distinct, equal};
use wide::Wide;
pub(crate) use wide::{COMPARED, NARROW};

/// All registered models and relations, resolved. The graph depends only on the records, not on their order or on
/// options.
#[derive(Debug)]
pub(crate) struct Graph {
    pub(crate) tables: Tables,
    pub(crate) channels: Vec<Channel>,
    /// The `link!` entries, sorted by crate, then by place.
    pub(crate) links: Vec<Link>,
    /// Parts whose model is absent, sorted by path and place.
    pub(crate) orphans: Vec<Orphan>,
    /// Further compilations of models, by model. Types of all compilations count as the model's types.
    pub(crate) twins: Twins,
    pub(crate) key_types: KeyTypes,
    /// The resolution of each row of targets.
    targets: Vec<Lead>,
    /// The resolved through model of each row of [`Rest`].
    throughs: Vec<Option<Resolved>>,
    /// The models with an allow, on themselves or on a relation.
    pub(crate) with_allows: Vec<u32>,
    /// The relations with an unresolved target or through model.
    pub(crate) unresolved: Vec<u32>,
    /// The number of models, without external ones.
    pub(crate) real_model_count: usize,
    /// The relations that name each relation as their inverse. Computed on first use.
    claims: Once<Edges>,
    /// Indexes for models and relations with unusually many entries.
    wide: Wide,
    /// Pairs of relations that name no inverse.
    pairs: Pairs,
    /// All crates that `link!` names or that contain a `link!`. Computed on first use.
    linked: Once<Vec<String>>,
    /// Whether another model has the same name, for each model. Computed on first use.
    shares_name: Once<Vec<bool>>,
}

/// A resolved target.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lead {
    pub(crate) model: Resolved,
    /// The relation of the model that the declared inverse names.
    pub(crate) inverse: Option<u32>,
}

/// The resolution of a written name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resolved {
    Model(u32),
    Missing,
    Ambiguous,
}

/// `Model.relation`, as it is printed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RelationName<'g> {
    model: &'g str,
    name: &'g str,
}

impl fmt::Display for RelationName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.model, self.name)
    }
}

impl Resolved {
    pub(crate) fn model(self) -> Option<u32> {
        match self {
            Resolved::Model(model) => Some(model),
            Resolved::Missing | Resolved::Ambiguous => None,
        }
    }
}

/// What relations without an inverse are paired with, each part computed on first use.
#[derive(Debug, Default)]
struct Pairs {
    /// A model, a target and a relation between them, for each [`Ends`](pairs::Ends).
    ends: Once<Vec<[u32; 3]>>,
    /// A relation and the one that it is paired with, in both directions.
    both: Once<Vec<(u32, u32)>>,
    /// The models by the letters of their names.
    by_letters: Once<Vec<(String, u32)>>,
}

// Look-ups that hundreds of places need are out of line: few of these places are hot, and those index the tables directly.
impl Graph {
    #[inline(never)]
    pub(crate) fn model(&self, model: u32) -> &Model {
        &self.tables.models[model as usize]
    }

    /// Whether no more models can be registered: before `main`, `inventory` has not registered all, nor its canary. The other
    /// channel is complete from the start, or never.
    pub(crate) fn is_complete(&self) -> bool {
        let mut channels = self.channels.iter();
        channels.all(|channel| channel.alive || channel.name != "inventory")
    }

    pub(crate) fn models(&self) -> &[Model] {
        &self.tables.models
    }

    pub(crate) fn fields(&self, model: u32) -> &[Field] {
        self.models()[model as usize].fields.of(&self.tables.fields)
    }

    /// Returns the primary key of a model; empty if it is unknown.
    #[inline(never)]
    pub(crate) fn primary_key(&self, model: u32) -> &[Text] {
        self.names(self.models()[model as usize].key)
    }

    /// Returns the sets of several fields of a model that are unique together.
    pub(crate) fn uniques(&self, model: u32) -> impl Iterator<Item = &[Text]> {
        let sets = self.model(model).uniques.of(&self.tables.uniques);
        sets.iter().map(|names| self.names(*names))
    }

    fn names(&self, run: Run) -> &[Text] {
        run.of(&self.tables.names)
    }

    /// Returns the types that a field also counts as.
    pub(crate) fn as_types(&self, field: &Field) -> &[Text] {
        self.names(field.as_types)
    }

    /// Returns the column of a field.
    pub(crate) fn column<'g>(&'g self, field: &'g Field) -> &'g str {
        self.tables.column(field)
    }

    #[inline(never)]
    pub(crate) fn relation(&self, relation: u32) -> &Relation {
        &self.tables.relations[relation as usize]
    }

    pub(crate) fn relations(&self) -> &[Relation] {
        &self.tables.relations
    }

    /// Returns the rare attributes of a relation.
    #[inline(never)]
    pub(crate) fn rest(&self, relation: u32) -> &Rest {
        self.tables.rest(&self.relations()[relation as usize])
    }

    /// Whether any relation has a rare attribute.
    pub(crate) fn has_rare_attributes(&self) -> bool {
        self.tables.rest.len() > 1
    }

    pub(crate) fn kind(&self, relation: u32) -> Kind {
        self.relation(relation).kind
    }

    #[inline(never)]
    pub(crate) fn key(&self, relation: u32) -> &[Text] {
        self.names(self.relations()[relation as usize].key)
    }

    /// Returns the fields in the `references` of a relation.
    #[cold]
    pub(crate) fn references(&self, relation: u32) -> &[Text] {
        self.names(self.rest(relation).references)
    }

    /// Returns the fields that a relation references if its key points at this model: the primary key if it declares none.
    #[inline(never)]
    pub(crate) fn referenced(&self, relation: u32, pointee: u32) -> &[Text] {
        match self.references(relation) {
            [] => self.primary_key(pointee),
            written => written,
        }
    }

    /// Returns the names in `via`: the through model's relations to the own end and to the other end.
    pub(crate) fn via(&self, relation: u32) -> Option<(&str, &str)> {
        let via = self.rest(relation).via.as_ref()?;
        Some((&via.own, &via.other))
    }

    /// Returns the model that declares a relation.
    pub(crate) fn owner(&self, relation: u32) -> u32 {
        self.relation(relation).model
    }

    pub(crate) fn model_indices(&self) -> Range<u32> {
        0..index(self.models().len())
    }

    pub(crate) fn relation_indices(&self) -> Range<u32> {
        0..index(self.relations().len())
    }

    /// Returns the relations that a model declares.
    #[inline(never)]
    pub(crate) fn relations_of(&self, model: u32) -> Range<u32> {
        self.models()[model as usize].relations.indices()
    }

    /// Returns the targets of a relation; empty if it is open.
    #[inline(never)]
    pub(crate) fn targets_of(&self, relation: u32) -> &[Lead] {
        self.leads(&self.relations()[relation as usize])
    }

    /// Returns the targets of a relation by its row, for code that looks at all relations.
    pub(crate) fn leads(&self, relation: &Relation) -> &[Lead] {
        relation.targets.of(&self.targets)
    }

    /// Returns the targets of a relation as written.
    #[cold]
    pub(crate) fn written_targets(&self, relation: u32) -> &[Target] {
        self.relation(relation).targets.of(&self.tables.targets)
    }

    /// Returns the resolution of the through model, if the relation has one.
    #[inline(never)]
    pub(crate) fn written_through(&self, relation: u32) -> Option<Resolved> {
        self.throughs[self.relations()[relation as usize].rest as usize]
    }

    /// Returns the through model of a relation, if it has one and it is registered.
    pub(crate) fn through(&self, relation: u32) -> Option<u32> {
        self.written_through(relation).and_then(Resolved::model)
    }

    /// Whether all targets of a relation resolve to models with rows.
    pub(crate) fn leads_to_rows(&self, relation: u32) -> bool {
        self.targets_of(relation).iter().all(|target| {
            let model = target.model.model();
            model.is_some_and(|model| !self.model(model).is_abstract)
        })
    }

    /// Returns the models with this path, by place. More than one is a finding.
    pub(crate) fn models_at(&self, path: &str) -> Range<u32> {
        self.tables.models_at(path)
    }

    /// Returns the models that a name matches: the model with exactly this path, or else all models whose path ends
    /// with it.
    pub(crate) fn models_called(&self, written: &str) -> Vec<u32> {
        let mut tails = Vec::new();
        for (at, model) in (0..).zip(self.models()) {
            match name::fit(written, &model.path) {
                name::Fit::Exact => return vec![at],
                name::Fit::Tail => tails.push(at),
                name::Fit::No if model.is_type_called(written) => tails.push(at),
                name::Fit::No => {}
            }
        }
        tails
    }

    /// Whether a type is the type of this model, in any of its compilations.
    pub(crate) fn has_type(&self, model: u32, ty: TypeId) -> bool {
        let mut entries = self.types(model).filter_map(Types::entry);
        entries.any(|entry| entry.own() == ty)
    }

    /// Returns the types of a model, one item for each compilation of it into a program.
    pub(crate) fn types(&self, model: u32) -> impl Iterator<Item = &Types> {
        let twins = equal(&self.twins, |(of, _)| of.cmp(&model)).iter();
        let first = self.model(model).types.iter();
        first.chain(twins.map(|(_, types)| types))
    }

    /// Returns the place of a mark inside a model, or of the model if the mark is unknown.
    #[cold]
    pub(crate) fn place(&self, model: u32, mark: Mark) -> Spot<'_> {
        let model = self.model(model);
        let mark = if mark.line == 0 { model.mark } else { mark };
        Spot::new(&model.file, mark)
    }

    /// Returns the place where a model is declared.
    pub(crate) fn model_place(&self, model: u32) -> Spot<'_> {
        self.place(model, Mark::default())
    }

    /// Returns the place of a mark inside a relation, or of the relation if the mark is unknown.
    #[cold]
    pub(crate) fn place_in(&self, relation: u32, mark: Mark) -> Spot<'_> {
        let row = self.relation(relation);
        let mark = if mark.line == 0 { row.mark } else { mark };
        match &*self.tables.rest(row).file {
            "" => self.place(row.model, mark),
            file => Spot::new(file, mark),
        }
    }

    /// Returns the place where a relation is declared.
    pub(crate) fn relation_place(&self, relation: u32) -> Spot<'_> {
        self.place_in(relation, Mark::default())
    }

    /// Returns the name of a model for reports: its path if several models have its name.
    #[cold]
    pub(crate) fn shown(&self, model: u32) -> &str {
        let shares_name = self.shares_name.get_or_init(|| {
            let mut shares = vec![false; self.models().len()];
            let mut last = Index::with_capacity(self.models().len());
            for (at, model) in (0..).zip(self.models()) {
                if let Some(other) = last.insert(model.name(), at) {
                    shares[at as usize] = true;
                    shares[other as usize] = true;
                }
            }
            shares
        });
        let row = self.model(model);
        if shares_name[model as usize] {
            &row.path
        } else {
            row.name()
        }
    }

    /// Returns `Model.relation`.
    pub(crate) fn relation_name(&self, relation: u32) -> RelationName<'_> {
        let row = self.relation(relation);
        let model = self.shown(row.model);
        RelationName {
            model,
            name: &row.name,
        }
    }

    /// Whether code certainly refers to this crate: `link!` names it, or the crate contains a `link!`.
    pub(crate) fn is_linked(&self, krate: &str) -> bool {
        let linked = self.linked.get_or_init(|| {
            let mut crates = Vec::new();
            for link in &self.links {
                crates.extend([link.krate.to_string(), link.named_by().to_owned()]);
            }
            distinct(crates)
        });
        linked.binary_search_by(|it| (**it).cmp(krate)).is_ok()
    }

    /// Whether any `link!` names this crate.
    #[cfg(feature = "source")]
    pub(crate) fn is_named(&self, krate: &str) -> bool {
        self.links.iter().any(|link| link.krate == krate)
    }

    /// Returns the crates that have models, sorted.
    pub(crate) fn crates(&self) -> impl Iterator<Item = &str> {
        let mut last = "";
        let mut models = self.models().iter().filter(|it| !it.external);
        // Models are sorted by path, so models of one crate are adjacent.
        std::iter::from_fn(move || {
            last = models.find(|it| it.krate() != last)?.krate();
            Some(last)
        })
    }
}
