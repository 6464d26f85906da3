//! The table and the primary key of an entity in SeaORM's expanded form.

use relata_record::spelling::snake;

use super::candidate::Candidate;
use super::records::Writer;
use crate::source::outline::{Entity, Field};

impl<'s> Writer<'_, 's> {
    /// Returns what items next to an entity declare of it. A program with relata's derive does not know them.
    fn entity(&self, model: &Candidate<'s>) -> impl Iterator<Item = &'s Entity> {
        let is_read = !model.has_relata && model.ty.is_sea_orm();
        let entities = self.impls.entities.get(&model.scope).filter(|_| is_read);
        entities.into_iter().flatten().copied()
    }

    /// Returns the table that an item next to an entity declares.
    pub(super) fn entity_table(&self, model: &Candidate<'s>) -> Option<String> {
        let table = self.entity(model).find_map(|it| it.table.as_ref())?;
        let schema = self.entity(model).find_map(|it| it.schema.as_ref());
        Some(schema.map_or_else(|| table.clone(), |it| format!("{it}.{table}")))
    }

    /// Returns the primary key that an item next to an entity declares.
    pub(super) fn entity_key(&self, model: &Candidate<'s>) -> Option<Vec<String>> {
        if model.declaration.is_keyed {
            return None;
        }
        let mut entities = self.entity(model);
        let key = entities.find(|it| !it.key.is_empty())?.key.iter();
        let field = |variant: &String| {
            let mut fields = model.declaration.fields.iter();
            let is_meant = |it: &Field| match &it.variant {
                Some(renamed) => renamed == variant,
                None => it.name == snake(variant),
            };
            fields.find(|it| is_meant(it)).map(|it| it.name.clone())
        };
        let key: Option<Vec<String>> = key.map(field).collect();
        Some(key.unwrap_or_default())
    }
}
