//! The fields of the record of a model.

use relata_record::{self as written, flag};

use super::candidate::Candidate;
use super::records::Writer;
use super::types::{Type, primitive};
use crate::model::types::RawId;
use crate::source::modules::ScopeId;
use crate::source::outline::{Field, FieldType};

impl<'s> Writer<'_, 's> {
    /// Returns a field, and adds the ids of its types.
    pub(super) fn field<'f>(
        &mut self,
        model: &Candidate<'s>,
        field: &'s Field,
        types: &mut Vec<RawId>,
    ) -> written::Field<'f>
    where
        's: 'f,
    {
        let resolved = self
            .ids
            .resolve(self.tree, self.names, model.scope, &field.ty);
        let as_types = field.as_types.iter().flatten();
        let others: Vec<Option<RawId>> = as_types.map(|it| self.id(model.scope, it)).collect();
        // With an unknown type among them, the field is compared by text.
        let is_known = !others.contains(&None);
        let own = match resolved.ty {
            Type::Id(id) if is_known => Some(id),
            _ => None,
        };
        types.extend(own);
        for other in others {
            types.push(other.unwrap_or_else(|| self.ids.unique()));
        }
        let is_unique = |names: &Vec<String>| *names == [&*field.name];
        let in_unique = model.declaration.uniques.iter().any(is_unique);
        // What may be an `Option` is not required.
        let is_optional = resolved.is_option || resolved.maybe_option;
        let is_primitive = resolved.ty == Type::Primitive && is_known;
        written::Field {
            name: &field.name,
            ty: &field.ty.text,
            flags: flag::sum(&[
                (flag::FIELD_UNIQUE, field.unique || in_unique),
                (flag::FIELD_TYPED, own.is_some()),
                (flag::FIELD_AS, field.as_types.is_some()),
                (flag::FIELD_MAYBE_OPTION, is_optional),
                (flag::FIELD_UNSURE_OPTION, resolved.maybe_option),
                (flag::FIELD_PRIMITIVE, is_primitive),
                (flag::FIELD_COMPUTED, field.computed),
                (flag::FIELD_EMBEDDED, field.embedded),
                (flag::FIELD_CONVERTED, field.converted),
                (flag::FIELD_DEFAULTED, field.defaulted),
            ]),
            as_types: (field.as_types.iter().flatten())
                .map(|it| &*it.text)
                .collect(),
            mark: field.mark,
            optional: is_optional,
            column: other(field.column.as_ref(), &field.name),
            variant: other(field.variant.as_ref(), &field.name),
        }
    }

    /// Returns the id of a type, if it is known.
    pub(super) fn id(&mut self, scope: ScopeId, ty: &'s FieldType) -> Option<RawId> {
        match self.ids.resolve(self.tree, self.names, scope, ty).ty {
            Type::Id(id) => Some(id),
            Type::Primitive => primitive(&ty.text),
            Type::Unknown => None,
        }
    }
}

/// Returns the name that a field has elsewhere, if it is another one.
fn other<'n>(name: Option<&'n String>, field: &str) -> &'n str {
    let name = name.filter(|it| *it != field);
    name.map_or("", String::as_str)
}
