//! The registry as users see it: models, their fields and relations, and what each relation leads to.
//!
//! In: a graph that was judged sound. Out: views that borrow from it. This module must not know of rules or options.

use std::sync::Arc;

use crate::Registered;
use crate::collect::{Channel, Collected, Entry};
use crate::graph::Graph;
use crate::place::Place;
use crate::record::{FieldRecord, Kind, List, ModelRecord, OnDelete, RelationRecord, flag};
use crate::report::{Findings, Level, Report};

/// Every model of a program, each relation resolved.
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// #[derive(Model)]
/// #[relata(has_many(posts: Post, inverse = author))]
/// struct User {
///     id: i64,
/// }
///
/// #[derive(Model)]
/// struct Post {
///     id: i64,
///     #[relata(belongs_to(User, inverse = posts))]
///     author_id: i64,
/// }
///
/// let registry = relata::init()?;
/// let author = registry.get::<Post>().unwrap().relation("author").unwrap();
/// assert_eq!(author.targets().next(), registry.get::<User>());
/// assert_eq!(author.inverse(), registry.model("User").unwrap().relation("posts"));
/// # Ok::<(), relata::Report>(())
/// ```
#[derive(Clone, Debug)]
pub struct Registry {
    graph: Arc<Graph>,
    warnings: Findings,
}

impl Registry {
    /// The registry of a graph in which nothing denied was found.
    pub(crate) fn of(graph: Arc<Graph>, findings: &Findings) -> Result<Self, Report> {
        Report::of(findings)?;
        Ok(Registry {
            graph,
            warnings: findings.only(Level::Warn),
        })
    }

    /// All models, sorted by path.
    pub fn models(&self) -> impl Iterator<Item = Model<'_>> {
        self.graph
            .model_indices()
            .map(|index| Model::new(&self.graph, index))
    }

    /// The model of this name: `Name`, `module::Name` or `krate::module::Name`; none if no model or several have it.
    pub fn model(&self, name: &str) -> Option<Model<'_>> {
        match *self.graph.models_called(name) {
            [index] => Some(Model::new(&self.graph, index)),
            _ => None,
        }
    }

    /// The model that this type is.
    pub fn get<T: Registered + 'static>(&self) -> Option<Model<'_>> {
        let ty = std::any::TypeId::of::<T>();
        let index = self
            .graph
            .models_at(T::PATH)
            .find(|model| self.graph.has_type(*model, ty))?;
        Some(Model::new(&self.graph, index))
    }

    /// The models in an order in which their rows can be created: each after those that its keys point at.
    ///
    /// Models whose keys lead around in a circle stand in one group, sorted by path; every other group is one model.
    /// A key that may be null counts like any other, because a table that has it still refers to the other table.
    /// Models that have no rows here, because they live elsewhere or are abstract, are left out. Backwards, it is the
    /// order in which rows can be deleted.
    pub fn creation_order(&self) -> Vec<Vec<Model<'_>>> {
        let groups = crate::creation_order::groups(&self.graph).into_iter();
        let has_rows = |index: &u32| !self.graph.models[*index as usize].is_unknown();
        let views = groups.map(|group| {
            let with_rows = group.into_iter().filter(has_rows);
            with_rows
                .map(|index| Model::new(&self.graph, index))
                .collect::<Vec<_>>()
        });
        views.filter(|group| !group.is_empty()).collect()
    }

    /// What was found and did not make the check fail.
    pub fn warnings(&self) -> &Findings {
        &self.warnings
    }

    /// How many models there are.
    pub fn len(&self) -> usize {
        self.graph.models.len()
    }

    /// Whether there is no model, which no check lets pass unless its options say so.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A list of models picked by hand, for a registry of their own: see [`models!`](crate::models).
#[derive(Clone, Debug, Default)]
pub struct Models {
    entries: Vec<&'static Entry>,
}

impl Models {
    /// No model yet.
    pub fn new() -> Self {
        Models::default()
    }

    /// These and one more.
    #[must_use]
    pub fn with<T: Registered>(mut self) -> Self {
        self.entries.push(T::ENTRY);
        self
    }

    pub(crate) fn collected(&self) -> Collected {
        let entries = self
            .entries
            .iter()
            .copied()
            .filter(|entry| !entry.record().is_empty())
            .collect();
        Collected {
            channels: vec![Channel {
                name: "models!",
                alive: true,
            }],
            entries,
        }
    }
}

/// Picks models by hand, for a registry of their own: tests of a few models, apart from what else is linked.
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// #[derive(Model)]
/// #[relata(has_many(posts: "Post", inverse = author))]
/// struct User {
///     id: i64,
/// }
///
/// let report = relata::options().init_isolated(&relata::models![User]).unwrap_err();
/// assert_eq!(report.findings().iter().next().unwrap().subject(), "User.posts");
/// ```
#[macro_export]
macro_rules! models {
    ($($model:ty),* $(,)?) => {
        $crate::registry::Models::new()$(.with::<$model>())*
    };
}

/// A model of a registry.
#[derive(Clone, Copy)]
pub struct Model<'r> {
    graph: &'r Graph,
    index: u32,
}

impl<'r> Model<'r> {
    fn new(graph: &'r Graph, index: u32) -> Self {
        Model { graph, index }
    }

    /// `krate::module::Name`.
    pub fn path(&self) -> &'r str {
        self.record().path
    }

    /// The last segment of the path: the type's name, unless the model was given another.
    pub fn name(&self) -> &'r str {
        self.record().name()
    }

    /// What the type is called in the source.
    pub fn type_name(&self) -> &'r str {
        self.record().type_name()
    }

    /// The package it comes from.
    pub fn package(&self) -> &'r str {
        self.record().package
    }

    /// The version of that package.
    pub fn version(&self) -> &'r str {
        self.record().version
    }

    /// Whether it is only a base that others build on, which no relation can lead to. Only a document can say so.
    pub fn is_abstract(&self) -> bool {
        self.record().is(flag::ABSTRACT)
    }

    /// Whether it only stands for a model that lives elsewhere: nothing but its path is known.
    pub fn is_external(&self) -> bool {
        self.record().is(flag::EXTERNAL)
    }

    /// Whether its fields are known; a document may leave them out.
    pub fn fields_known(&self) -> bool {
        self.record().is(flag::FIELDS_KNOWN)
    }

    pub(crate) fn record(&self) -> ModelRecord<'r> {
        self.graph.model(self.index)
    }

    /// The table it stands for, if it says so.
    pub fn table(&self) -> Option<&'r str> {
        Some(self.record().table).filter(|table| !table.is_empty())
    }

    /// The fields of its primary key; none if that is unknown.
    pub fn key(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        self.record().key.into_iter()
    }

    /// The sets of fields that are unique together.
    pub fn unique(&self) -> impl Iterator<Item = Vec<&'r str>> + use<'r> {
        self.record()
            .uniques()
            .map(|fields| fields.into_iter().collect())
    }

    /// Its fields, as declared.
    pub fn fields(&self) -> impl Iterator<Item = Field<'r>> + use<'r> {
        let Model { graph, index } = *self;
        self.record().fields().map(move |record| Field {
            graph,
            model: index,
            record,
        })
    }

    /// Its relations, as declared.
    pub fn relations(&self) -> impl Iterator<Item = Relation<'r>> + use<'r> {
        let graph = self.graph;
        graph
            .relations_of(self.index)
            .map(|index| Relation::new(graph, index))
    }

    /// Its relation of this name.
    pub fn relation(&self, name: &str) -> Option<Relation<'r>> {
        self.graph
            .relation_called(self.index, name)
            .map(|index| Relation::new(self.graph, index))
    }

    /// Where it is declared.
    pub fn place(&self) -> Place {
        self.graph.model_place(self.index)
    }
}

/// A field of a model.
#[derive(Clone, Copy)]
pub struct Field<'r> {
    graph: &'r Graph,
    model: u32,
    record: FieldRecord<'r>,
}

impl<'r> Field<'r> {
    /// Its name, without `r#`.
    pub fn name(&self) -> &'r str {
        self.record.name
    }

    /// Its type as it is written, without the `Option` around it.
    pub fn ty(&self) -> &'r str {
        self.record.ty
    }

    /// The type it counts as where keys are compared, if it says so.
    pub fn as_ty(&self) -> Option<&'r str> {
        Some(self.record.as_ty).filter(|ty| !ty.is_empty())
    }

    /// Whether its type is an `Option`.
    pub fn is_optional(&self) -> bool {
        self.record.optional
    }

    /// Whether it is unique by itself.
    pub fn is_unique(&self) -> bool {
        self.record.flags & flag::FIELD_UNIQUE != 0
    }

    /// Where it is declared.
    pub fn place(&self) -> Place {
        self.graph.place(self.model, self.record.mark)
    }
}

/// A relation of a model, resolved.
#[derive(Clone, Copy)]
pub struct Relation<'r> {
    graph: &'r Graph,
    index: u32,
}

impl<'r> Relation<'r> {
    fn new(graph: &'r Graph, index: u32) -> Self {
        Relation { graph, index }
    }

    pub(crate) fn record(&self) -> RelationRecord<'r> {
        self.graph.relation(self.index)
    }

    /// Its name.
    pub fn name(&self) -> &'r str {
        self.record().name
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        self.record().kind
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
        targets
            .filter_map(|target| target.model.model())
            .map(|index| Model::new(graph, index))
    }

    /// Its targets as they are written.
    pub fn written_targets(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        self.record().targets().map(|target| target.text)
    }

    /// Whether it is polymorphic and open: it may lead to any model.
    pub fn is_open(&self) -> bool {
        self.record().target_count() == 0
    }

    /// The relation it declares as its inverse. Of a polymorphic relation with an inverse in each target, the first.
    pub fn inverse(&self) -> Option<Relation<'r>> {
        self.inverses().next()
    }

    /// The relations it declares as its inverse, one in each target.
    pub fn inverses(&self) -> impl Iterator<Item = Relation<'r>> + use<'r> {
        let graph = self.graph;
        let targets = graph.targets_of(self.index).iter();
        targets
            .filter_map(|target| target.inverse)
            .map(|index| Relation::new(graph, index))
    }

    /// The fields that hold its key: of this model in a `belongs_to`, of the target in a `has_one` or `has_many`. A
    /// `has_one` or `has_many` that does not write them has those of its inverse. None if they are unknown.
    pub fn key(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        let key = self.record().key.0;
        let of_inverse = || {
            self.inverse()
                .map_or_else(List::default, |inverse| inverse.record().key.0)
        };
        let derived = key.is_empty() && matches!(self.kind(), Kind::HasOne | Kind::HasMany);
        (if derived { of_inverse() } else { key }).into_iter()
    }

    /// The fields its key points at, as they are written; none if it is the primary key.
    pub fn references(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        self.record().references.0.into_iter()
    }

    /// The association model as it is written.
    pub fn through(&self) -> Option<&'r str> {
        self.record().through.map(|through| through.text)
    }

    /// The association's relations to this end and to the other, as they are written.
    pub fn via(&self) -> Option<(&'r str, &'r str)> {
        self.record().via().map(|(own, other, _)| (own, other))
    }

    /// The field that tells which of several targets a key means.
    pub fn tag(&self) -> Option<&'r str> {
        Some(self.record().tag).filter(|tag| !tag.is_empty())
    }

    /// What a deletion does.
    pub fn on_delete(&self) -> Option<OnDelete> {
        self.record().on_delete
    }

    /// Where it is declared.
    pub fn place(&self) -> Place {
        self.graph.relation_place(self.index)
    }
}

mod views {
    //! What every view can do: be compared and be shown.

    use std::fmt;

    use super::{Field, Model, Relation};

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
            write!(
                f,
                "{}.{} at {}",
                self.model().path(),
                self.name(),
                self.place()
            )
        }
    }

    impl fmt::Debug for Field<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{}: {} at {}", self.name(), self.ty(), self.place())
        }
    }
}
