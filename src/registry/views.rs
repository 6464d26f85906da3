//! The public views of the registry: a model, its fields and its relations, borrowed from the graph.

use std::fmt;

use crate::graph::Graph;
use crate::model;
use crate::place::Place;
use crate::record::{Kind, OnDelete, Orm};

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

    /// The last segment of the path: the name of the type, unless `name` sets another.
    pub fn name(&self) -> &'r str {
        self.row().name()
    }

    /// The name of the type in the source.
    pub fn type_name(&self) -> &'r str {
        self.row().type_name()
    }

    /// The package that declares it.
    pub fn package(&self) -> &'r str {
        &self.row().package
    }

    /// The version of that package.
    pub fn version(&self) -> &'r str {
        &self.row().version
    }

    /// Whether it is an abstract base without rows. Only documents declare this.
    pub fn is_abstract(&self) -> bool {
        self.row().is_abstract
    }

    /// Whether it is external: it is defined elsewhere, and only its path is known.
    pub fn is_external(&self) -> bool {
        self.row().external
    }

    /// Whether its fields are known; a document may omit them.
    pub fn fields_known(&self) -> bool {
        self.row().fields_known
    }

    pub(super) fn row(&self) -> &'r model::Model {
        self.graph.model(self.index)
    }

    /// Its table, if it is declared.
    pub fn table(&self) -> Option<&'r str> {
        not_empty(&self.row().table)
    }

    /// The fields of its primary key; empty if it is unknown.
    pub fn key(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        texts(self.graph.primary_key(self.index))
    }

    /// The sets of fields that are unique together.
    pub fn unique(&self) -> impl Iterator<Item = Vec<&'r str>> + use<'r> {
        let sets = self.graph.uniques(self.index);
        sets.map(|fields| texts(fields).collect())
    }

    /// Its fields, in the order of the source.
    pub fn fields(&self) -> impl Iterator<Item = Field<'r>> + use<'r> {
        let (graph, model) = (self.graph, self.index);
        let rows = graph.fields(model).iter();
        rows.map(move |row| Field { graph, model, row })
    }

    /// Its relations, in the order of the source.
    pub fn relations(&self) -> impl Iterator<Item = Relation<'r>> + use<'r> {
        let Model { graph, index } = *self;
        let relations = graph.relations_of(index);
        relations.map(move |index| Relation { graph, index })
    }

    /// Its relation with this name.
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

    /// Its type in the spelling of the source, without an outer `Option`.
    pub fn ty(&self) -> &'r str {
        &self.row.ty
    }

    /// Its column: the one that an attribute or a document names, or else its own name.
    pub fn column(&self) -> &'r str {
        self.graph.column(self.row)
    }

    /// The types that it also counts as when keys are compared: those of `as`, and those that
    /// [`key_type!`](crate::key_type) declares for its type.
    pub fn as_types(&self) -> impl Iterator<Item = &'r str> {
        self.graph.as_types(self.row).iter().map(|it| &**it)
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

    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.row().kind
    }

    /// The model that declares it.
    pub fn model(&self) -> Model<'r> {
        Model::new(self.graph, self.graph.owner(self.index))
    }

    /// The models that it leads to: several for a closed polymorphic relation, none for an open one. Targets in crates that
    /// are declared as outside are omitted.
    pub fn targets(&self) -> impl Iterator<Item = Model<'r>> + use<'r> {
        let graph = self.graph;
        let targets = graph.targets_of(self.index).iter();
        let models = targets.filter_map(|target| target.model.model());
        models.map(move |index| Model { graph, index })
    }

    /// Its targets in the spelling of the source.
    pub fn written_targets(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        let targets = self.graph.written_targets(self.index);
        targets.iter().map(|target| &*target.text)
    }

    /// Whether it is an open polymorphic relation, which may lead to any model.
    pub fn is_open(&self) -> bool {
        self.row().targets.is_empty()
    }

    /// The declared name of its inverse, even if no such relation exists.
    pub fn written_inverse(&self) -> Option<&'r str> {
        not_empty(&self.row().inverse)
    }

    /// The fields of its own key, declared or by default.
    pub fn written_key(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        texts(self.graph.key(self.index))
    }

    /// The relation that it declares as its inverse: the first one for a polymorphic relation, which has one in each target.
    pub fn inverse(&self) -> Option<Relation<'r>> {
        self.inverses().next()
    }

    /// The relations that it declares as its inverse, one in each target.
    pub fn inverses(&self) -> impl Iterator<Item = Relation<'r>> + use<'r> {
        let graph = self.graph;
        let targets = graph.targets_of(self.index).iter();
        let inverses = targets.filter_map(|target| target.inverse);
        inverses.map(move |index| Relation { graph, index })
    }

    /// The relation that it is paired with, if it declares no inverse: a `has_one` or `has_many` with the only `belongs_to`
    /// that points back.
    pub fn paired(&self) -> Option<Relation<'r>> {
        let graph = self.graph;
        let paired = graph
            .paired(self.index)
            .filter(|_| self.written_inverse().is_none());
        paired.map(|index| Relation { graph, index })
    }

    /// The fields that hold its key: in this model for a `belongs_to`, in the target for a `has_one` or `has_many`. A
    /// `has_one` or `has_many` that does not declare them has those of its inverse, or of the relation that it is paired
    /// with. Empty if they are unknown.
    pub fn key(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        texts(self.graph.key(self.keyed()))
    }

    /// The fields that its key points at, if declared; empty if it is the primary key. A `has_one` or `has_many` that
    /// declares neither them nor a key has those of the relation that declares its key.
    pub fn references(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        let own = self.graph.references(self.index);
        texts(if own.is_empty() {
            self.graph.references(self.keyed())
        } else {
            own
        })
    }

    /// The relation that declares its key: for a `has_one` or `has_many` without a key its inverse, or the relation that it
    /// is paired with.
    fn keyed(&self) -> u32 {
        let is_pointed_at = matches!(self.kind(), Kind::HasOne | Kind::HasMany);
        let is_derived = is_pointed_at && self.graph.key(self.index).is_empty();
        let inverse = self.inverse().or_else(|| self.paired());
        let inverse = inverse.filter(|_| is_derived);
        inverse.map_or(self.index, |inverse| inverse.index)
    }

    /// The through model in the spelling of the source.
    pub fn through(&self) -> Option<&'r str> {
        let through = self.graph.rest(self.index).through.as_ref()?;
        Some(&through.text)
    }

    /// The through model's relations to this end and to the other end, if declared.
    pub fn via(&self) -> Option<(&'r str, &'r str)> {
        self.graph.via(self.index)
    }

    /// The field that says which of several targets a row refers to.
    pub fn tag(&self) -> Option<&'r str> {
        not_empty(&self.graph.rest(self.index).tag)
    }

    /// What happens to its rows when the target's row is deleted.
    pub fn on_delete(&self) -> Option<OnDelete> {
        self.graph.rest(self.index).on_delete
    }

    /// Whether Diesel's `joinable!` declares it, and no attribute does. Only models that were read from source have such relations.
    pub fn is_from_schema(&self) -> bool {
        self.graph.rest(self.index).orm == Some(Orm::Joinable)
    }

    /// Whether it points only at some of the rows.
    pub fn is_filtered(&self) -> bool {
        self.graph.rest(self.index).filtered
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
