//! What was written, read: past this point only names, types and spans are left of the input.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Generics, Ident, LitStr, Path, Type};

use crate::types;

/// A struct or an enum that derives `Model`, or a part of one: what adds relations to a model that stands beside it.
pub(crate) struct Model<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) generics: &'a Generics,
    /// Where relata is, if not at `::relata`.
    pub(crate) krate: Option<Path>,
    /// Where it says that it is no model of its own.
    pub(crate) skip: Option<Span>,
    pub(crate) name: Option<LitStr>,
    pub(crate) table: Option<LitStr>,
    pub(crate) key: Option<Names>,
    pub(crate) uniques: Vec<Names>,
    pub(crate) allows: Vec<Allow>,
    pub(crate) fields: Vec<Field<'a>>,
    pub(crate) relations: Vec<Relation>,
    /// What an ORM's attributes say, until relata's are known to be sound.
    pub(crate) said: Vec<Relation>,
    /// The model that this is a part of.
    pub(crate) part: Option<Type>,
    /// Whether all its relations are known; only asked of a part.
    pub(crate) complete: bool,
    /// It is known by its module.
    pub(crate) by_module: bool,
    /// What declares its relations beside it, which may not be registered.
    pub(crate) beside: Option<Ident>,
}

impl<'a> Model<'a> {
    /// A model of which nothing is said yet.
    pub(crate) fn new(ident: &'a Ident, generics: &'a Generics) -> Self {
        Model {
            ident,
            generics,
            krate: None,
            skip: None,
            name: None,
            table: None,
            key: None,
            uniques: Vec::new(),
            allows: Vec::new(),
            fields: Vec::new(),
            relations: Vec::new(),
            said: Vec::new(),
            part: None,
            complete: true,
            by_module: false,
            beside: None,
        }
    }

    /// The fields of the primary key: those that are marked, or the field `id`, or none that are known.
    pub(crate) fn primary_key(&self) -> Vec<&str> {
        if let Some(key) = &self.key {
            return key.texts().collect();
        }
        let marked = self.fields.iter().filter(|field| field.key.is_some());
        let marked: Vec<_> = marked.map(|field| field.name.text.as_str()).collect();
        if marked.is_empty() {
            let id = self.field("id").into_iter();
            id.map(|field| field.name.text.as_str()).collect()
        } else {
            marked
        }
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Field<'a>> {
        self.fields.iter().find(|field| field.name.text == name)
    }

    /// The fields that hold a relation's key in this model: those that are written, or else `NAME_id`.
    pub(crate) fn own_key<'m>(&'m self, relation: &'m Relation) -> Vec<&'m str> {
        match (&relation.key, relation.kind) {
            (Some(key), _) => key.texts().collect(),
            (None, Kind::BelongsTo) => {
                let default = self.field(&format!("{}_id", relation.name.text));
                let name = default.map(|field| field.name.text.as_str());
                name.into_iter().collect()
            }
            (None, _) => Vec::new(),
        }
    }
}

/// A name, without `r#`, and where it stands.
#[derive(Clone)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Span,
}

impl Name {
    /// Whether it is the number of a field that has no name.
    pub(crate) fn is_number(&self) -> bool {
        self.text.starts_with(|first: char| first.is_ascii_digit())
    }

    /// The name of the relation that a key field of this name holds.
    pub(crate) fn without_id(&self) -> Name {
        let name = self.text.strip_suffix("_id");
        let name = name.filter(|name| !name.is_empty());
        Name {
            text: name.unwrap_or(&self.text).to_owned(),
            span: self.span,
        }
    }
}

/// Names that belong together: the fields of a key.
pub(crate) struct Names {
    pub(crate) items: Vec<Name>,
    /// The argument that they are given to.
    pub(crate) argument: Span,
    /// The smallest thing that holds them all: the name, if it is one, or else the argument.
    pub(crate) span: Span,
}

impl Names {
    /// None that are known, so that no default is taken for them.
    pub(crate) fn none(span: Span) -> Self {
        Names {
            items: Vec::new(),
            argument: span,
            span,
        }
    }

    pub(crate) fn texts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.items.iter().map(|name| name.text.as_str())
    }
}

/// A rule that does not count here.
pub(crate) struct Allow {
    pub(crate) rule: Name,
    pub(crate) reason: String,
}

pub(crate) struct Field<'a> {
    pub(crate) name: Name,
    pub(crate) ty: &'a Type,
    /// Where it is marked as (part of) the primary key.
    pub(crate) key: Option<Span>,
    pub(crate) unique: Option<Span>,
    /// The type it counts as where keys are compared.
    pub(crate) as_ty: Option<Type>,
}

pub(crate) use relata_record::Kind;

/// Why a relation of this kind has no such option; none if it has it.
pub(crate) fn lacks(kind: Kind, option: &str) -> Option<&'static str> {
    match (kind, option) {
        (Kind::BelongsTo, "through" | "via") => Some("it leads to its target directly"),
        (Kind::ManyToMany, "key" | "references" | "tag") => {
            Some("its `through` model holds the keys")
        }
        (Kind::RefersTo, "through" | "via" | "on_delete") => Some("it is a mention, without rows"),
        _ => None,
    }
}
pub(crate) enum Target {
    Type(Box<Type>),
    /// `Self`, and where it stands.
    Own(Span),
    Name(LitStr),
    /// A type that only an ORM's attribute names: it may lack the derive.
    Said {
        ty: Box<Type>,
        written: String,
        span: Span,
    },
}

impl Target {
    pub(crate) fn span(&self) -> Span {
        match self {
            Target::Type(ty) => ty.span(),
            Target::Own(span) | Target::Said { span, .. } => *span,
            Target::Name(name) => name.span(),
        }
    }

    /// A type that an ORM's attribute names as it is.
    pub(crate) fn said(ty: Type) -> Self {
        Target::Said {
            written: types::text(&ty),
            span: ty.span(),
            ty: Box::new(ty),
        }
    }

    /// As it is written.
    pub(crate) fn text(&self) -> String {
        match self {
            Target::Type(ty) => types::text(ty),
            Target::Own(_) => "Self".to_owned(),
            Target::Name(name) => name.token().to_string(),
            Target::Said { written, .. } => written.clone(),
        }
    }
}

pub(crate) struct OnDelete {
    pub(crate) action: relata_record::OnDelete,
    pub(crate) span: Span,
    /// An ORM's attribute says it: whether the key can be null is then no mistake of relata's attributes.
    pub(crate) by_orm: bool,
}

/// The relations of a through model that lead to the two ends.
pub(crate) struct Via {
    pub(crate) own: Name,
    pub(crate) other: Name,
    /// The argument.
    pub(crate) span: Span,
}

pub(crate) struct Relation {
    pub(crate) name: Name,
    pub(crate) kind: Kind,
    /// None is `any`: open.
    pub(crate) targets: Vec<Target>,
    pub(crate) inverse: Option<Name>,
    /// Where it was not written, what it is by default.
    pub(crate) key: Option<Names>,
    pub(crate) references: Option<Names>,
    pub(crate) tag: Option<Name>,
    pub(crate) through: Option<Target>,
    pub(crate) via: Option<Via>,
    pub(crate) on_delete: Option<OnDelete>,
    pub(crate) allows: Vec<Allow>,
}

impl Relation {
    /// Whether more is said than few relations do.
    pub(crate) fn says_more(&self) -> bool {
        self.references.is_some()
            || self.tag.is_some()
            || self.through.is_some()
            || self.via.is_some()
            || self.on_delete.is_some()
            || !self.allows.is_empty()
    }

    /// A relation of which nothing more is said.
    pub(crate) fn new(name: Name, kind: Kind, targets: Vec<Target>) -> Self {
        Relation {
            name,
            kind,
            targets,
            inverse: None,
            key: None,
            references: None,
            tag: None,
            through: None,
            via: None,
            on_delete: None,
            allows: Vec::new(),
        }
    }
}
