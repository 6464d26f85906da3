//! What a type declares as a model, as plain data: unlike tokens, it can be sent to another thread.

use relata_record::{Kind, Mark, OnDelete, Orm};
use relata_syntax as syntax;
use syn::{DeriveInput, Generics};

use super::field_type::FieldType;
use super::mistake::{Mistake, mark};
use super::type_path::TypePath;

/// A model or a part of one, as its attributes declare it.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one fact that an attribute declares"
)]
pub(in crate::source) struct Declaration {
    pub(in crate::source) mark: Mark,
    pub(in crate::source) skip: bool,
    pub(in crate::source) name: Option<String>,
    pub(in crate::source) by_module: bool,
    /// The table as written, if an attribute names one.
    pub(in crate::source) table: Option<String>,
    /// The module of Diesel's `table!`, if an attribute names one.
    pub(in crate::source) table_module: Option<TypePath>,
    /// Whether an attribute declares the primary key.
    pub(in crate::source) is_keyed: bool,
    pub(in crate::source) key: Vec<String>,
    pub(in crate::source) uniques: Vec<Vec<String>>,
    pub(in crate::source) allows: Vec<Allow>,
    pub(in crate::source) fields: Vec<Field>,
    pub(in crate::source) relations: Vec<Relation>,
    /// Whether it is a part of the model next to it.
    pub(in crate::source) is_part: bool,
    /// Whether all relations of a part are known.
    pub(in crate::source) complete: bool,
    /// The name of the type next to it that declares its relations.
    pub(in crate::source) beside: Option<String>,
    /// The flags of the ORMs whose attributes it has.
    pub(in crate::source) drivers: u32,
    /// The mistakes in relata's attributes, which the derive reports as compile errors.
    pub(in crate::source) mistakes: Vec<Mistake>,
}

#[derive(Debug)]
pub(in crate::source) struct Allow {
    pub(in crate::source) rule: String,
    pub(in crate::source) reason: String,
    pub(in crate::source) mark: Mark,
}

#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
#[derive(Debug)]
pub(in crate::source) struct Field {
    pub(in crate::source) name: String,
    pub(in crate::source) mark: Mark,
    pub(in crate::source) ty: FieldType,
    pub(in crate::source) as_types: Option<Vec<FieldType>>,
    pub(in crate::source) unique: bool,
    /// The column, if an attribute names it.
    pub(in crate::source) column: Option<String>,
    /// The name in an ORM's enum of columns, if an attribute sets it.
    pub(in crate::source) variant: Option<String>,
    /// Whether it is not filled from a column.
    pub(in crate::source) computed: bool,
    /// Whether it is filled from columns of another struct.
    pub(in crate::source) embedded: bool,
    /// Whether its column has another type.
    pub(in crate::source) converted: bool,
    /// Whether rows may lack its column.
    pub(in crate::source) defaulted: bool,
}

#[derive(Debug)]
pub(in crate::source) struct Relation {
    pub(in crate::source) name: String,
    pub(in crate::source) mark: Mark,
    pub(in crate::source) kind: Kind,
    pub(in crate::source) targets: Vec<Target>,
    pub(in crate::source) inverse: Option<(String, Mark)>,
    pub(in crate::source) key: Vec<String>,
    pub(in crate::source) key_mark: Mark,
    pub(in crate::source) references: Vec<String>,
    pub(in crate::source) references_mark: Mark,
    pub(in crate::source) tag: String,
    pub(in crate::source) through: Option<Target>,
    pub(in crate::source) via: Option<([String; 2], Mark)>,
    pub(in crate::source) on_delete: Option<OnDelete>,
    pub(in crate::source) filtered: bool,
    pub(in crate::source) orm: Option<Orm>,
    pub(in crate::source) allows: Vec<Allow>,
}

#[derive(Debug)]
pub(in crate::source) struct Target {
    pub(in crate::source) named: Named,
    pub(in crate::source) text: String,
    pub(in crate::source) mark: Mark,
}

#[derive(Debug)]
pub(in crate::source) enum Named {
    /// `Self`
    Own,
    /// A quoted name.
    Name,
    /// A type; none if it is not a path.
    Type(Option<TypePath>),
}

impl Declaration {
    /// Reads what a struct or an enum declares.
    pub(super) fn of(input: &DeriveInput) -> Self {
        let (model, mistakes) = syntax::model(input);
        Declaration::new(&model, &mistakes)
    }

    /// Reads the relations that the variants of an enum declare.
    pub(super) fn of_variants(input: &DeriveInput) -> Self {
        let (mut part, errors) = syntax::read_relations(input);
        let mistakes = errors.finish();
        if mistakes.is_empty() {
            syntax::add_orm(&mut part, input);
        }
        Declaration::new(&part, &mistakes)
    }

    fn new(model: &syntax::Model<'_>, mistakes: &[syn::Error]) -> Self {
        let uniques = model.uniques.iter().map(|names| texts(Some(names)));
        let mut key: Vec<String> = model.primary_key().into_iter().map(str::to_owned).collect();
        key.dedup();
        let path = model.table_module.as_ref().map(text_of);
        Declaration {
            mark: mark(model.ident.span()),
            skip: model.skip.is_some(),
            name: model.name.as_ref().map(syn::LitStr::value),
            by_module: model.by_module,
            table: model.table.as_ref().map(syn::LitStr::value),
            table_module: path.as_deref().and_then(TypePath::of),
            is_keyed: model.is_keyed(),
            key,
            uniques: uniques.collect(),
            allows: model.allows.iter().map(Allow::of).collect(),
            fields: Field::all(model),
            relations: model
                .relations
                .iter()
                .map(|it| Relation::of(model, it))
                .collect(),
            is_part: model.part.is_some(),
            complete: model.complete,
            beside: model.beside.as_ref().map(ToString::to_string),
            drivers: model.drivers,
            mistakes: mistakes.iter().map(Mistake::of).collect(),
        }
    }

    /// Returns the field that holds a column.
    pub(in crate::source) fn field_of(&self, column: &str) -> Option<&Field> {
        let holds = |it: &&Field| it.column.as_ref().unwrap_or(&it.name) == column;
        self.fields.iter().find(holds)
    }
}

impl Field {
    /// Reads all fields. Fields of one name, from which conditions choose, are one field.
    fn all(model: &syntax::Model<'_>) -> Vec<Self> {
        let mut all: Vec<Field> = Vec::with_capacity(model.fields.len());
        for field in &model.fields {
            let read = Field::of(field, model.generics);
            match all.iter_mut().find(|it| it.name == read.name) {
                Some(known) => known.ty.join(&read.ty),
                None => all.push(read),
            }
        }
        all
    }

    fn of(field: &syntax::Field<'_>, generics: &Generics) -> Self {
        let as_types = field.as_types.as_ref();
        let read_as = field.read_as.as_ref().unwrap_or(field.ty);
        Field {
            name: field.name.text.clone(),
            mark: mark(field.name.span),
            ty: FieldType::within(generics, read_as),
            as_types: as_types.map(|it| it.iter().map(FieldType::of).collect()),
            unique: field.unique.is_some(),
            column: field.column.clone(),
            variant: field.variant.clone(),
            computed: field.computed,
            embedded: field.embedded,
            converted: field.converted,
            defaulted: field.defaulted,
        }
    }
}

impl Relation {
    pub(super) fn of(model: &syntax::Model<'_>, relation: &syntax::Relation) -> Self {
        let mut own = Relation::alone(relation);
        own.key = model
            .own_key(relation)
            .into_iter()
            .map(str::to_owned)
            .collect();
        own
    }

    /// Returns a relation that is not declared next to the fields of its model.
    pub(super) fn alone(relation: &syntax::Relation) -> Self {
        let span_of = |names: &Option<syntax::Names>| names.as_ref().map(|it| mark(it.span));
        let inverse = relation.inverse.as_ref();
        let via = relation.via.as_ref();
        Relation {
            name: relation.name.text.clone(),
            mark: mark(relation.name.span),
            kind: relation.kind,
            targets: relation.targets.iter().map(Target::of).collect(),
            inverse: inverse.map(|it| (it.text.clone(), mark(it.span))),
            key: texts(relation.key.as_ref()),
            key_mark: span_of(&relation.key).unwrap_or_default(),
            references: texts(relation.references.as_ref()),
            references_mark: span_of(&relation.references).unwrap_or_default(),
            tag: relation
                .tag
                .as_ref()
                .map_or_else(String::new, |it| it.text.clone()),
            through: relation.through.as_ref().map(Target::of),
            via: via.map(|it| {
                let names = [&it.own, &it.other].map(|name| name.text.clone());
                (names, mark(it.other.span))
            }),
            on_delete: relation.on_delete.as_ref().map(|it| it.action),
            filtered: relation.filtered.is_some(),
            orm: relation.orm,
            allows: relation.allows.iter().map(Allow::of).collect(),
        }
    }
}

impl Target {
    fn of(target: &syntax::Target) -> Self {
        let (named, text) = match target {
            syntax::Target::Own(_) => (Named::Own, String::new()),
            syntax::Target::Name(name) => (Named::Name, name.value()),
            syntax::Target::Type(_) | syntax::Target::FromOrm { .. } => {
                let text = target.text();
                (Named::Type(TypePath::of(&text)), text)
            }
        };
        Target {
            named,
            text,
            mark: mark(target.span()),
        }
    }
}

impl Allow {
    fn of(allow: &syntax::Allow) -> Self {
        Allow {
            rule: allow.rule.text.clone(),
            reason: allow.reason.clone(),
            mark: mark(allow.rule.span),
        }
    }
}

fn texts(names: Option<&syntax::Names>) -> Vec<String> {
    let texts = names.into_iter().flat_map(syntax::Names::texts);
    texts.map(str::to_owned).collect()
}

/// Returns a path as text, without arguments.
pub(super) fn text_of(path: &syn::Path) -> String {
    let names = path.segments.iter().map(|it| it.ident.to_string());
    let names: Vec<String> = names.collect();
    let start = path.leading_colon.map_or("", |_| "::");
    format!("{start}{}", names.join("::"))
}
