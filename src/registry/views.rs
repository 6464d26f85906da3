//! What the registry shows: a model, its fields and its relations, each borrowing from the graph.

use std::fmt;

use crate::graph::Graph;
use crate::model;
use crate::place::Place;
use crate::record::{Kind, OnDelete};

/// A model of a registry.
#[derive(Clone, Copy)]
pub struct Model<'r> {
    graph: &'r Graph,
    index: u32,
}

impl<'r> Model<'r> {
    pub(super) fn new(graph: &'r Graph, index: u32) -> Self {
        Model { graph, index }
    }

    /// `krate::module::Name`.
    pub fn path(&self) -> &'r str {
        &self.row().path
    }

    /// The last segment of the path: the type's name, unless the model was given another.
    pub fn name(&self) -> &'r str {
        self.row().name()
    }

    /// What the type is called in the source.
    pub fn type_name(&self) -> &'r str {
        self.row().type_name()
    }

    /// The package it comes from.
    pub fn package(&self) -> &'r str {
        &self.row().package
    }

    /// The version of that package.
    pub fn version(&self) -> &'r str {
        &self.row().version
    }

    /// Whether it is only a base that others build on, which no relation can lead to. Only a document can say so.
    pub fn is_abstract(&self) -> bool {
        self.row().is_abstract
    }

    /// Whether it only stands for a model that lives elsewhere: nothing but its path is known.
    pub fn is_external(&self) -> bool {
        self.row().external
    }

    /// Whether its fields are known; a document may leave them out.
    pub fn fields_known(&self) -> bool {
        self.row().fields_known
    }

    pub(super) fn row(&self) -> &'r model::Model {
        self.graph.model(self.index)
    }

    /// The table it stands for, if it says so.
    pub fn table(&self) -> Option<&'r str> {
        not_empty(&self.row().table)
    }

    /// The fields of its primary key; none if that is unknown.
    pub fn key(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        texts(self.graph.primary_key(self.index))
    }

    /// The sets of fields that are unique together.
    pub fn unique(&self) -> impl Iterator<Item = Vec<&'r str>> + use<'r> {
        let sets = self.graph.uniques(self.index);
        sets.map(|fields| texts(fields).collect())
    }

    /// Its fields, as declared.
    pub fn fields(&self) -> impl Iterator<Item = Field<'r>> + use<'r> {
        let (graph, model) = (self.graph, self.index);
        let rows = graph.fields(model).iter();
        rows.map(move |row| Field { graph, model, row })
    }

    /// Its relations, as declared.
    pub fn relations(&self) -> impl Iterator<Item = Relation<'r>> + use<'r> {
        let Model { graph, index } = *self;
        let relations = graph.relations_of(index);
        relations.map(move |index| Relation { graph, index })
    }

    /// Its relation of this name.
    pub fn relation(&self, name: &str) -> Option<Relation<'r>> {
        let graph = self.graph;
        let index = graph.relation_called(self.index, name)?;
        Some(Relation { graph, index })
    }

    /// Where it is declared.
    pub fn place(&self) -> Place {
        self.graph.model_place(self.index).into()
    }
}

/// A field of a model.
#[derive(Clone, Copy)]
pub struct Field<'r> {
    graph: &'r Graph,
    model: u32,
    row: &'r model::Field,
}

impl<'r> Field<'r> {
    /// Its name, without `r#`.
    pub fn name(&self) -> &'r str {
        &self.row.name
    }

    /// Its type as it is written, without the `Option` around it.
    pub fn ty(&self) -> &'r str {
        &self.row.ty
    }

    /// The type it counts as where keys are compared, if it says so.
    pub fn as_ty(&self) -> Option<&'r str> {
        self.graph.as_ty(self.row)
    }

    /// Whether its type is an `Option`.
    pub fn is_optional(&self) -> bool {
        self.row.optional
    }

    /// Whether it is unique by itself.
    pub fn is_unique(&self) -> bool {
        self.row.unique
    }

    /// Where it is declared.
    pub fn place(&self) -> Place {
        self.graph.place(self.model, self.row.mark).into()
    }
}

/// A relation of a model, resolved.
#[derive(Clone, Copy)]
pub struct Relation<'r> {
    pub(super) graph: &'r Graph,
    pub(super) index: u32,
}

impl<'r> Relation<'r> {
    fn row(&self) -> &'r model::Relation {
        self.graph.relation(self.index)
    }

    /// Its name.
    pub fn name(&self) -> &'r str {
        &self.row().name
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        self.row().kind
    }

    /// The model that declares it.
    pub fn model(&self) -> Model<'r> {
        Model::new(self.graph, self.graph.owner(self.index))
    }

    /// The models it leads to. More than one for a closed polymorphic relation, none for an open one, and a target
    /// that lives outside is left out.
    pub fn targets(&self) -> impl Iterator<Item = Model<'r>> + use<'r> {
        let graph = self.graph;
        let targets = graph.targets_of(self.index).iter();
        let models = targets.filter_map(|target| target.model.model());
        models.map(move |index| Model { graph, index })
    }

    /// Its targets as they are written.
    pub fn written_targets(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        let targets = self.graph.written_targets(self.index);
        targets.iter().map(|target| &*target.text)
    }

    /// Whether it is polymorphic and open: it may lead to any model.
    pub fn is_open(&self) -> bool {
        self.row().targets.is_empty()
    }

    /// The name of its inverse as it is written, whether there is such a relation or not.
    pub fn written_inverse(&self) -> Option<&'r str> {
        not_empty(&self.row().inverse)
    }

    /// The fields of its key, if they are its own: written, or those that the derive takes them from.
    pub fn written_key(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        texts(self.graph.key(self.index))
    }

    /// The relation it declares as its inverse. Of a polymorphic relation with an inverse in each target, the first.
    pub fn inverse(&self) -> Option<Relation<'r>> {
        self.inverses().next()
    }

    /// The relations it declares as its inverse, one in each target.
    pub fn inverses(&self) -> impl Iterator<Item = Relation<'r>> + use<'r> {
        let graph = self.graph;
        let targets = graph.targets_of(self.index).iter();
        let inverses = targets.filter_map(|target| target.inverse);
        inverses.map(move |index| Relation { graph, index })
    }

    /// The fields that hold its key: of this model in a `belongs_to`, of the target in a `has_one` or `has_many`. A
    /// `has_one` or `has_many` that does not write them has those of its inverse. None if they are unknown.
    pub fn key(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        let key = self.graph.key(self.index);
        let is_derived = key.is_empty() && matches!(self.kind(), Kind::HasOne | Kind::HasMany);
        let inverse = self.inverse().filter(|_| is_derived);
        texts(inverse.map_or(key, |inverse| self.graph.key(inverse.index)))
    }

    /// The fields its key points at, as they are written; none if it is the primary key.
    pub fn references(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        texts(self.graph.references(self.index))
    }

    /// The association model as it is written.
    pub fn through(&self) -> Option<&'r str> {
        let through = self.graph.rest(self.index).through.as_ref()?;
        Some(&through.text)
    }

    /// The association's relations to this end and to the other, as they are written.
    pub fn via(&self) -> Option<(&'r str, &'r str)> {
        self.graph.via(self.index)
    }

    /// The field that tells which of several targets a key means.
    pub fn tag(&self) -> Option<&'r str> {
        not_empty(&self.graph.rest(self.index).tag)
    }

    /// What a deletion does.
    pub fn on_delete(&self) -> Option<OnDelete> {
        self.graph.rest(self.index).on_delete
    }

    /// Where it is declared.
    pub fn place(&self) -> Place {
        self.graph.relation_place(self.index).into()
    }
}

fn texts(texts: &[model::Text]) -> impl Iterator<Item = &str> {
    texts.iter().map(|text| &**text)
}

fn not_empty(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

impl PartialEq for Model<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.graph, other.graph) && self.index == other.index
    }
}

impl Eq for Model<'_> {}

impl PartialEq for Relation<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.graph, other.graph) && self.index == other.index
    }
}

impl Eq for Relation<'_> {}

impl fmt::Debug for Model<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.path(), self.place())
    }
}

impl fmt::Debug for Relation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let model = self.model().path();
        write!(f, "{model}.{} at {}", self.name(), self.place())
    }
}

impl fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} at {}", self.name(), self.ty(), self.place())
    }
}
