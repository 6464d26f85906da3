//! A model, as its attributes declare it.

use proc_macro2::Span;
use relata_record::Kind;
use relata_record::relation::default_key;
use syn::{DeriveInput, Generics, Ident, LitStr, Path, Result, Type};

use crate::allow::{self, Allow};
use crate::arguments::{Argument, arguments, is_not_blank};
use crate::field::Field;
use crate::level::Level;
use crate::name::Names;
use crate::relation::{self, Relation};
use crate::target::is_identifier;

/// A struct or an enum that is a model, or a part of a model: a type that adds relations to the model next to it.
pub struct Model<'a> {
    /// The name of the type.
    pub ident: &'a Ident,
    /// The parameters of the type.
    pub generics: &'a Generics,
    /// The path of relata, if not `::relata`.
    pub krate: Option<Path>,
    /// The place of `skip`, which means that this is not a model of its own.
    pub skip: Option<Span>,
    /// The name that relations use, if not the name of the type.
    pub name: Option<LitStr>,
    /// The table.
    pub table: Option<LitStr>,
    /// The module that Diesel's `table!` generates. The compiler is asked for the name of its table and for its primary key.
    pub table_module: Option<Path>,
    /// The primary key, if it is not marked on fields.
    pub key: Option<Names>,
    /// The sets of fields that are unique together.
    pub uniques: Vec<Names>,
    /// The rules that are allowed for the model.
    pub allows: Vec<Allow>,
    /// The fields, except those that only hold related models.
    pub fields: Vec<Field<'a>>,
    /// The relations.
    pub relations: Vec<Relation>,
    /// The relations that an ORM's attributes declare, until [`add_orm`](crate::add_orm) adds them to the others.
    pub(crate) from_orm: Vec<Relation>,
    /// The model that this is a part of.
    pub part: Option<Type>,
    /// Whether all relations of a part are known.
    pub complete: bool,
    /// Whether the model is named by its module instead of its type.
    pub by_module: bool,
    /// The type next to it that declares its relations. The compiler is asked whether it is registered.
    pub beside: Option<Ident>,
    /// The flags of the ORMs whose attributes it has.
    pub drivers: u32,
}

pub(crate) const LEVEL: Level = Level {
    arguments: &[ARGUMENTS, Kind::NAMES],
    here: "on a model",
    to_move: "write it on the model",
    example: "#[relata(table = \"…\")]",
};

arguments! { it: Model<'_>, argument {
    "name" => argument.once(&mut it.name, name),
    "table" => argument.once(&mut it.table, table),
    "key" => argument.once(&mut it.key, Argument::fields),
    "unique" => argument.fields().map(|fields| it.uniques.push(fields)),
    "allow" => allow::read(&mut it.allows, argument),
    "skip" => argument.once(&mut it.skip, Argument::flag),
    "crate" => argument.once(&mut it.krate, Argument::path),
} }

fn name(argument: &Argument<'_>) -> Result<LitStr> {
    let message = "a model name must be a single identifier, as in `Invoice`";
    argument.text(is_identifier, message)
}

fn table(argument: &Argument<'_>) -> Result<LitStr> {
    let message = "the table name is empty; add a name or remove `table`";
    argument.text(is_not_blank, message)
}

impl<'a> Model<'a> {
    /// Returns a model without attributes.
    pub(crate) fn new(input: &'a DeriveInput) -> Self {
        Model {
            ident: &input.ident,
            generics: &input.generics,
            krate: None,
            skip: None,
            name: None,
            table: None,
            table_module: None,
            key: None,
            uniques: Vec::new(),
            allows: Vec::new(),
            fields: Vec::new(),
            relations: Vec::new(),
            from_orm: Vec::new(),
            part: None,
            complete: true,
            by_module: false,
            beside: None,
            drivers: 0,
        }
    }

    /// Reads the value of an argument on the struct.
    pub(crate) fn read(&mut self, argument: &Argument<'_>) -> Result<()> {
        if let Some(kind) = relation::kind(argument) {
            self.relations
                .extend(relation::of_kind(kind, argument, None)?);
            return Ok(());
        }
        read_argument(self, argument)
    }

    /// Gives relations on `NAME_uuid` the whole name of their field if another one is named after `NAME` or `NAME_id`.
    pub(crate) fn keep_uuid(&mut self) {
        let relations = self.relations.iter().chain(&self.from_orm);
        let named_after = relations.filter_map(|it| {
            let field = it.named_after.as_ref()?;
            Some((it.name.text.clone(), field.text.clone()))
        });
        let named_after: Vec<_> = named_after.collect();
        for relation in self.relations.iter_mut().chain(&mut self.from_orm) {
            let Some(whole) = &relation.named_after else {
                continue;
            };
            let name = &mut relation.name.text;
            let mut others = named_after.iter().filter(|(_, field)| *field != whole.text);
            if whole.text.ends_with("_uuid") && others.any(|(other, _)| other == name) {
                name.clone_from(&whole.text);
            }
        }
    }

    /// Returns the fields of the primary key: the marked ones, or else the field `id`. Empty if the key is unknown.
    pub fn primary_key(&self) -> Vec<&str> {
        if let Some(key) = &self.key {
            return key.texts().collect();
        }
        let is_marked = self.is_keyed();
        let is_key = |it: &&Field<'_>| it.key.is_some() || !is_marked && it.name.text == "id";
        let key = self.fields.iter().filter(is_key);
        key.map(|field| field.name.text.as_str()).collect()
    }

    /// Returns whether an attribute declares the primary key.
    pub fn is_keyed(&self) -> bool {
        self.key.is_some() || self.fields.iter().any(|field| field.key.is_some())
    }

    /// Returns the field with this name.
    pub fn field(&self, name: &str) -> Option<&Field<'a>> {
        self.fields.iter().find(|field| field.name.text == name)
    }

    /// Returns the fields that hold a relation's key in this model: those that are declared, or else `NAME_id`.
    pub fn own_key<'m>(&'m self, relation: &'m Relation) -> Vec<&'m str> {
        if let Some(key) = &relation.key {
            return key.texts().collect();
        }
        let default = default_key(relation.kind, &relation.name.text);
        let field = default.and_then(|name| self.field(&name));
        field.iter().map(|it| it.name.text.as_str()).collect()
    }
}
