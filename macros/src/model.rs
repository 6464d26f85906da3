//! What was written, read: past this point only names, types and spans are left of the input.

use proc_macro2::Span;
use syn::{Generics, Ident, LitStr, Path, Type};

/// A struct or an enum that derives `Model`.
pub(crate) struct Model {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    /// Where relata is.
    pub(crate) krate: Path,
    pub(crate) name: Option<LitStr>,
    pub(crate) table: Option<LitStr>,
    pub(crate) key: Option<Names>,
    pub(crate) uniques: Vec<Names>,
    pub(crate) allows: Vec<Allow>,
    pub(crate) fields: Vec<Field>,
    pub(crate) relations: Vec<Relation>,
}

/// A name, without `r#`, and where it stands.
#[derive(Clone)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// Names that belong together: the fields of a key.
#[derive(Clone)]
pub(crate) struct Names {
    pub(crate) items: Vec<Name>,
    /// The argument that lists them.
    pub(crate) span: Span,
}

/// A rule that does not count here.
pub(crate) struct Allow {
    pub(crate) rule: Name,
    pub(crate) reason: String,
}

pub(crate) struct Field {
    pub(crate) name: Name,
    pub(crate) ty: Type,
    /// Where it is marked as (part of) the primary key.
    pub(crate) key: Option<Span>,
    pub(crate) unique: Option<Span>,
    /// The type it counts as where keys are compared.
    pub(crate) as_ty: Option<Type>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    BelongsTo = 1,
    HasOne = 2,
    HasMany = 3,
    ManyToMany = 4,
    RefersTo = 5,
}

impl Kind {
    pub(crate) const ALL: [(&'static str, Kind); 5] = [
        ("belongs_to", Kind::BelongsTo),
        ("has_one", Kind::HasOne),
        ("has_many", Kind::HasMany),
        ("many_to_many", Kind::ManyToMany),
        ("refers_to", Kind::RefersTo),
    ];

    pub(crate) fn name(self) -> &'static str {
        Kind::ALL
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(name, _)| name)
    }
}

pub(crate) enum Target {
    Type(Type),
    /// `Self`, and where it stands.
    Own(Span),
    Name(LitStr),
}

pub(crate) struct OnDelete {
    pub(crate) action: u8,
    pub(crate) span: Span,
}

impl OnDelete {
    /// In the order of the numbers that a record holds, from 1.
    pub(crate) const ACTIONS: [&'static str; 5] = [
        "cascade",
        "restrict",
        "set_null",
        "set_default",
        "no_action",
    ];

    pub(crate) fn is_set_null(&self) -> bool {
        self.action == 3
    }
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
    pub(crate) via: Option<(Name, Name)>,
    pub(crate) on_delete: Option<OnDelete>,
    pub(crate) allows: Vec<Allow>,
}
