//! The models of a program as flat tables. Each source decodes into these rows once, and all that follows reads only them.

pub(crate) mod key_types;
pub(crate) mod read;
pub(crate) mod stored;
pub(crate) mod types;

use std::borrow::Cow;
use std::ops::Range;

use relata_record::Entry;

pub(crate) use self::stored::OtherNames;
#[cfg(feature = "document")]
pub(crate) use self::stored::Stored;
use self::types::Types;
use crate::name;
use crate::place::Spot;
use crate::record::{Kind, Mark, OnDelete, Orm};
use crate::sorted::equal_range;

/// A text of a row: borrowed from the program where it is linked into it.
pub(crate) type Text = Cow<'static, str>;

/// Rows that are next to each other in another table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Run {
    first: u32,
    end: u32,
}

impl Run {
    pub(crate) fn new(first: usize, end: usize) -> Self {
        let (first, end) = (index(first), index(end));
        Run { first, end }
    }

    pub(crate) fn of<T>(self, table: &[T]) -> &[T] {
        &table[self.first as usize..self.end as usize]
    }

    pub(crate) fn indices(self) -> Range<u32> {
        self.first..self.end
    }

    pub(crate) fn is_empty(self) -> bool {
        self.first == self.end
    }
}

/// Every model with what belongs to it. Models are sorted by path, then by place; the rest by model, then as declared.
#[derive(Debug)]
pub(crate) struct Tables {
    pub(crate) models: Vec<Model>,
    pub(crate) fields: Vec<Field>,
    pub(crate) relations: Vec<Relation>,
    pub(crate) targets: Vec<Target>,
    /// The names of fields in keys, references and unique sets, and what fields count as.
    pub(crate) names: Vec<Text>,
    pub(crate) uniques: Vec<Run>,
    pub(crate) allows: Vec<Allow>,
    pub(crate) other_names: Vec<OtherNames>,
    /// The first row is that of the relations that have no other.
    pub(crate) rest: Vec<Rest>,
    /// The number of parts of records that a later version wrote and this version does not know.
    pub(crate) skipped: usize,
    /// The number of records that cannot be read.
    pub(crate) damaged: usize,
}

/// One model.
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    /// `krate::module::Name`.
    pub(crate) path: Text,
    pub(crate) file: Text,
    pub(crate) mark: Mark,
    /// The name of the type, if it is not the last segment of the path.
    pub(crate) type_name: Text,
    pub(crate) package: Text,
    pub(crate) version: Text,
    /// Empty if it names none.
    pub(crate) table: Text,
    /// The primary key; empty if it is unknown.
    pub(crate) key: Run,
    /// The sets of several fields that are unique together.
    pub(crate) uniques: Run,
    pub(crate) allows: Run,
    pub(crate) fields: Run,
    pub(crate) relations: Run,
    /// The types next to its record, if they are known.
    pub(crate) types: Option<Types>,
    pub(crate) fields_known: bool,
    /// It represents a model that is defined elsewhere: only its path is known.
    pub(crate) external: bool,
    /// It is only a base that others build on.
    pub(crate) is_abstract: bool,
    /// Another model has the same path, so a name can refer to either.
    pub(crate) shares_path: bool,
    /// It has the name of its module: `cake::Model` is the model `cake`.
    pub(crate) by_module: bool,
    /// An ORM declares relations of it that are not registered.
    pub(crate) unread: bool,
    /// An ORM writes rows from it and reads none into it.
    #[cfg(feature = "document")]
    pub(crate) write_only: bool,
    #[cfg(feature = "schema")]
    pub(crate) drivers: stored::Drivers,
    /// An ORM declares some relations of it in code that is not read.
    pub(crate) partial: bool,
}

impl Model {
    /// The last segment of the path, by which relations name the model.
    pub(crate) fn name(&self) -> &str {
        name::last_segment(&self.path)
    }

    /// The name of the type in the source.
    pub(crate) fn type_name(&self) -> &str {
        if self.type_name.is_empty() {
            self.name()
        } else {
            &self.type_name
        }
    }

    /// The entry of the model, if it is linked into this program.
    pub(crate) fn entry(&self) -> Option<&'static Entry> {
        self.types.as_ref().and_then(Types::entry)
    }

    /// The path of the type in the source.
    pub(crate) fn type_path(&self) -> String {
        let type_name = self.type_name();
        match name::qualifier(&self.path) {
            _ if self.by_module => format!("{}::{type_name}", self.path),
            Some(qualifier) => format!("{qualifier}::{type_name}"),
            None => type_name.to_owned(),
        }
    }

    pub(crate) fn krate(&self) -> &str {
        name::first_segment(&self.path)
    }

    /// Whether both come from one version of one package.
    pub(crate) fn is_of_version(&self, other: &Model) -> bool {
        (&self.package, &self.version) == (&other.package, &other.version)
    }

    /// Whether its fields and relations do not show what relations to it can name.
    pub(crate) fn is_unknown(&self) -> bool {
        !self.has_rows() || self.shares_path
    }

    /// Whether it may have relations that are not registered.
    pub(crate) fn may_have_more_relations(&self) -> bool {
        self.unread || self.partial
    }

    /// Whether there are rows of it in this program.
    pub(crate) fn has_rows(&self) -> bool {
        !self.external && !self.is_abstract
    }

    /// Whether a name that ends with the name of its type can refer to it: it has the name of its module.
    pub(crate) fn is_type_called(&self, written: &str) -> bool {
        self.by_module
            && self.type_name() == name::last_segment(written)
            && name::qualifier(written)
                .is_some_and(|module| name::fit(module, &self.path) != name::Fit::No)
    }
}

/// A field of a model.
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// Without `r#`; the number of a field without a name.
    pub(crate) name: Text,
    /// The type as it is written, without the `Option` around it.
    pub(crate) ty: Text,
    pub(crate) mark: Mark,
    /// The types that it also counts as where keys are compared.
    pub(crate) as_types: Run,
    /// Its first type next to the record of its model.
    pub(crate) first_type: u32,
    /// The number of these types: its own and those that it declares to count as.
    pub(crate) types: u32,
    /// Its own type is next to the record.
    pub(crate) is_typed: bool,
    /// Its type is the primitive type of that name.
    pub(crate) is_primitive: bool,
    pub(crate) optional: bool,
    /// It is not known whether it is an `Option`. It counts as one.
    #[cfg(feature = "document")]
    pub(crate) maybe_option: bool,
    pub(crate) unique: bool,
    /// An ORM does not fill it from a column.
    #[cfg(feature = "document")]
    pub(crate) computed: bool,
    #[cfg(feature = "document")]
    pub(crate) stored: Stored,
    /// The number of its other names, starting at 1; 0 if it has none.
    pub(crate) other_names: u32,
}

/// A relation as its model declares it.
#[derive(Clone, Debug)]
pub(crate) struct Relation {
    /// The model that declares it.
    pub(crate) model: u32,
    pub(crate) kind: Kind,
    pub(crate) name: Text,
    pub(crate) mark: Mark,
    /// Empty if it declares none.
    pub(crate) inverse: Text,
    pub(crate) inverse_mark: Mark,
    /// The inverse is not written: it follows from the ORM's attributes.
    pub(crate) inverse_assumed: bool,
    pub(crate) key: Run,
    pub(crate) key_mark: Mark,
    /// None is an open polymorphic relation.
    pub(crate) targets: Run,
    /// What few relations have, in a table of its own.
    pub(crate) rest: u32,
}

impl Relation {
    pub(crate) fn declares_inverse(&self) -> bool {
        !self.inverse.is_empty()
    }

    /// Whether the model that declares it holds its key, and not the target.
    pub(crate) fn holds_key(&self) -> bool {
        matches!(self.kind, Kind::BelongsTo | Kind::RefersTo)
    }
}

/// What few relations have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rest {
    /// Empty: the file of the model.
    pub(crate) file: Text,
    pub(crate) references: Run,
    pub(crate) references_mark: Mark,
    /// The field that names the target of a row, if there are several targets; empty if there is none.
    pub(crate) tag: Text,
    pub(crate) through: Option<Target>,
    pub(crate) via: Option<Via>,
    pub(crate) on_delete: Option<OnDelete>,
    /// It points at only some of the rows.
    pub(crate) filtered: bool,
    /// The ORM whose attribute declares the relation, if no attribute of relata does.
    pub(crate) orm: Option<Orm>,
    pub(crate) allows: Run,
}

/// The through model's relations to the own end and to the other one.
#[derive(Clone, Debug)]
pub(crate) struct Via {
    pub(crate) own: Text,
    pub(crate) other: Text,
    pub(crate) mark: Mark,
}

/// How a target is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A name, bound when the registry is resolved.
    Name,
    /// A type; the text is its path.
    Type,
    /// A type that only an ORM's attribute names and that has no derive; the text is the written one.
    Underived,
}

/// A target of a relation, or its through.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) form: Form,
    /// A name, the path of a type, or the written text of a type that is not a model.
    pub(crate) text: Text,
    pub(crate) mark: Mark,
}

/// A rule that does not count here, and why.
#[derive(Clone, Debug)]
pub(crate) struct Allow {
    pub(crate) rule: Text,
    pub(crate) reason: Text,
    pub(crate) mark: Mark,
}

/// A crate that must contribute a model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    /// The crate, by the name that `link!` expects it to have.
    pub(crate) krate: Text,
    pub(crate) file: Text,
    pub(crate) mark: Mark,
    /// The module that names it.
    pub(crate) module: Text,
}

impl Link {
    /// The crate that names it.
    pub(crate) fn named_by(&self) -> &str {
        name::first_segment(&self.module)
    }

    pub(crate) fn place(&self) -> Spot<'_> {
        Spot::new(&self.file, self.mark)
    }
}

/// A part whose model is absent.
#[derive(Clone, Debug)]
pub(crate) struct Orphan {
    /// The path of the model.
    pub(crate) model: Text,
    /// The type that declares relations of it.
    pub(crate) type_name: Text,
    pub(crate) file: Text,
    pub(crate) mark: Mark,
}

impl Orphan {
    pub(crate) fn place(&self) -> Spot<'_> {
        Spot::new(&self.file, self.mark)
    }
}

impl Tables {
    pub(crate) fn with_room(models: usize, bytes: usize) -> Self {
        // Enough for nearly every program, so that tables do not grow one step after the other.
        let relations = bytes / 64;
        Tables {
            models: Vec::with_capacity(models),
            fields: Vec::with_capacity(bytes / 16),
            relations: Vec::with_capacity(relations),
            targets: Vec::with_capacity(relations),
            names: Vec::with_capacity(relations + models),
            uniques: Vec::new(),
            allows: Vec::new(),
            other_names: Vec::new(),
            rest: vec![Rest::default()],
            skipped: 0,
            damaged: 0,
        }
    }

    /// The models of one path, by place.
    pub(crate) fn models_at(&self, path: &str) -> Range<u32> {
        let same = equal_range(&self.models, |model| (*model.path).cmp(path));
        index(same.start)..index(same.end)
    }

    pub(crate) fn rest(&self, relation: &Relation) -> &Rest {
        &self.rest[relation.rest as usize]
    }

    /// The column of a field.
    pub(crate) fn column<'t>(&'t self, field: &'t Field) -> &'t str {
        self.name_or(field, |it| &it.column)
    }

    /// The name of a field in an ORM's enum of columns, if it is not only the spelling of a variant.
    pub(crate) fn variant<'t>(&'t self, field: &'t Field) -> &'t str {
        self.name_or(field, |it| &it.variant)
    }

    /// One of the other names of a field, or else its own.
    fn name_or<'t>(&'t self, field: &'t Field, name: fn(&OtherNames) -> &Text) -> &'t str {
        let number = (field.other_names as usize).checked_sub(1);
        let other = number.map(|at| name(&self.other_names[at]));
        other.filter(|it| !it.is_empty()).unwrap_or(&field.name)
    }

    /// The names of these, as a run.
    pub(crate) fn add_names(&mut self, names: impl IntoIterator<Item = Text>) -> Run {
        let first = self.names.len();
        self.names.extend(names);
        Run::new(first, self.names.len())
    }

    /// Adds what few relations have.
    pub(crate) fn add_rest(&mut self, rest: Rest) -> u32 {
        self.rest.push(rest);
        index(self.rest.len() - 1)
    }
}

/// The number of a row: 4 bytes, because there may be millions.
pub(crate) fn index(at: usize) -> u32 {
    u32::try_from(at).expect("more than 4 billion models or relations do not fit into one program")
}
