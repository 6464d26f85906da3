//! The types of fields, as written.

use relata_syntax::Spelling;
use syn::visit::{self, Visit};
use syn::{Fields, Generics, ItemStruct, Type};

use super::attributes::Attributes;
use super::type_path::TypePath;
use crate::source::condition::Facts;

/// The type of a field.
#[derive(Debug)]
pub(in crate::source) struct FieldType {
    /// The text, without the `Option` around it.
    pub(in crate::source) text: String,
    pub(in crate::source) is_option: bool,
    /// The path, if the type is only a path.
    pub(in crate::source) path: Option<TypePath>,
    /// The path without its arguments, if it has some.
    pub(in crate::source) applied: Option<TypePath>,
    /// Whether it depends on a parameter, or on conditions that only the compiler knows.
    pub(in crate::source) is_open: bool,
    /// Whether it is not known to be an `Option` or not.
    pub(in crate::source) maybe_option: bool,
}

impl FieldType {
    pub(super) fn of(ty: &Type) -> Self {
        let Spelling {
            text, is_option, ..
        } = Spelling::of(ty);
        let path = TypePath::of(&text);
        let (applied, path) = if text.contains('<') {
            (path, None)
        } else {
            (None, path)
        };
        FieldType {
            text,
            is_option,
            path,
            applied,
            is_open: false,
            maybe_option: false,
        }
    }

    /// Reads the type in an item with parameters.
    pub(super) fn within(generics: &Generics, ty: &Type) -> Self {
        let mut search = ParameterSearch {
            generics,
            found: false,
        };
        search.visit_type(ty);
        let read = FieldType::of(ty);
        FieldType {
            is_open: search.found,
            maybe_option: search.found && !read.is_option,
            ..read
        }
    }

    /// Reads the type of the only field of a struct, if a derive stores it in place of the struct.
    pub(super) fn of_newtype(
        attributes: &Attributes,
        item: &ItemStruct,
        facts: &Facts,
    ) -> Option<Box<Self>> {
        let mut derives = attributes.derives.iter();
        let is_stored = derives.any(|it| {
            matches!(it.last(), "DeriveValueType" | "DieselNewType") && !facts.fails(&it.conditions)
        });
        match &item.fields {
            Fields::Unnamed(fields) if is_stored && fields.unnamed.len() == 1 => {
                let ty = &fields.unnamed[0].ty;
                Some(Box::new(FieldType::within(&item.generics, ty)))
            }
            _ => None,
        }
    }

    /// Adds the type that the field has under other conditions.
    pub(super) fn join(&mut self, other: &FieldType) {
        self.maybe_option |= other.maybe_option || self.is_option != other.is_option;
        self.is_open |= other.is_open;
        if self.text != other.text {
            "_".clone_into(&mut self.text);
            self.is_open = true;
        }
    }
}

/// Searches a type for the type parameters of its item.
struct ParameterSearch<'g> {
    generics: &'g Generics,
    found: bool,
}

impl<'t> Visit<'t> for ParameterSearch<'_> {
    fn visit_path(&mut self, path: &'t syn::Path) {
        let mut parameters = self.generics.type_params();
        let is_plain = path.leading_colon.is_none();
        let first = path.segments.first().filter(|_| is_plain);
        self.found |= first.is_some_and(|first| parameters.any(|it| it.ident == first.ident));
        visit::visit_path(self, path);
    }
}
