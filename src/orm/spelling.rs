//! The names in a part in the spelling of its model and its targets: a column `AuthorId` is the field `author_id`, a variant
//! `Author` the relation that it stands for. A column that is not a known field is left out: the compiler has seen it.

use std::cell::OnceCell;
use std::collections::HashMap;

use relata_record::spelling::{is_variant, letters, same_letters, snake};

use super::whole::{Draft, Models, Whole};
use crate::model::{Model, Text, Via};

pub(super) fn spell(models: &Models<'_>, wholes: &mut [Whole]) {
    let variants = Variants {
        models,
        wholes,
        of: wholes.iter().map(|_| OnceCell::new()).collect(),
    };
    let named: Vec<Vec<Named>> = wholes.iter().map(|whole| variants.named(whole)).collect();
    for (whole, named) in wholes.iter_mut().zip(named) {
        let own = whole.at;
        for (relation, named) in whole.relations.iter_mut().zip(named) {
            let target = relation.only_type(models.tables);
            let target = target.and_then(|path| models.at(path, own));
            let (holder, other) = if relation.row.holds_key() {
                (Some(own), target)
            } else {
                (target, Some(own))
            };
            fields(&mut relation.key, models, holder);
            fields(&mut relation.references, models, other);
            relation.row.inverse = named.inverse;
            relation.rest.via = named.via;
        }
    }
}

/// Puts fields in place of columns, all of them or none.
fn fields(columns: &mut Vec<Text>, models: &Models<'_>, model: Option<u32>) {
    if !columns.iter().any(|name| is_variant(name)) {
        return;
    }
    let field = |column: &Text| {
        let model: &Model = models.model(model?);
        let mut fields = model.fields.of(&models.tables.fields).iter();
        let field = fields.find(|field| same_letters(&field.name, column))?;
        Some(field.name.clone())
    };
    let found: Option<Vec<_>> = columns.iter().map(field).collect();
    *columns = found.unwrap_or_default();
}

/// What a variant turned out to mean.
enum Meant {
    Relation(Text),
    /// One of several.
    Unknown,
    Nothing,
}

/// The relations that a relation names, as far as they are known.
struct Named {
    inverse: Text,
    via: Option<Via>,
}

/// The relations of whole models by the names of their variants.
struct Variants<'w> {
    models: &'w Models<'w>,
    wholes: &'w [Whole],
    of: Vec<OnceCell<ByLetters>>,
}

/// The relations of one model by the letters of a variant: those of that name, then those that lead to a model in a module
/// of that name, which is the name of a variant by default.
type ByLetters = HashMap<String, [Vec<usize>; 2]>;

impl Variants<'_> {
    fn named(&self, whole: &Whole) -> Vec<Named> {
        let relations = whole.relations.iter();
        let named = relations.map(|relation| self.named_by(whole, relation));
        named.collect()
    }

    fn named_by(&self, whole: &Whole, relation: &Draft) -> Named {
        let own = &*self.models.model(whole.at).path;
        let at = |path: Option<&str>| path.and_then(|path| self.models.at(path, whole.at));
        let variant = |model: Option<u32>, name: &Text, back: Option<&str>| {
            if !relation.from_part || !is_variant(name) {
                return Some(name.clone());
            }
            match model.map(|model| self.relation_of(model, name, back)) {
                Some(Meant::Relation(name)) => Some(name),
                Some(Meant::Unknown) => None,
                Some(Meant::Nothing) | None => Some(snake(name).into()),
            }
        };
        let target = at(relation.only_type(self.models.tables));
        let through = at(relation.rest.through.as_ref().map(|through| &*through.text));
        let via = relation.rest.via.as_ref().and_then(|via| {
            Some(Via {
                own: variant(through, &via.own, None)?,
                other: variant(through, &via.other, None)?,
                mark: via.mark,
            })
        });
        let inverse = Some(&relation.row.inverse).filter(|name| !name.is_empty());
        let inverse = inverse.and_then(|name| variant(target, name, Some(own)));
        Named {
            inverse: inverse.unwrap_or_default(),
            via,
        }
    }

    /// The relation of a model that a variant stands for; one that leads back, where that is asked.
    fn relation_of(&self, model: u32, variant: &str, back: Option<&str>) -> Meant {
        let Some(nth) = self.models.wholes.get(&model).copied() else {
            return Meant::Nothing;
        };
        let tables = self.models.tables;
        let relations = &self.wholes[nth].relations;
        let by_letters = self.of[nth].get_or_init(|| self.by_letters(relations));
        let variant: String = letters(variant).collect();
        let Some([called, by_module]) = by_letters.get(&variant) else {
            return Meant::Nothing;
        };
        let leads = |at: &&usize| back.is_some_and(|path| relations[**at].leads_to(tables, path));
        let modules: Vec<usize> = by_module.iter().filter(leads).copied().collect();
        let found = match (called.iter().find(leads), &*modules) {
            (Some(found), _) | (None, [found]) => found,
            // Which of them has no variant of its own is not known here.
            (None, [_, _, ..]) => return Meant::Unknown,
            (None, []) => match (&**called, &**by_module) {
                ([first, ..], _) | ([], [first]) => first,
                _ => return Meant::Nothing,
            },
        };
        Meant::Relation(relations[*found].row.name.clone())
    }

    fn by_letters(&self, relations: &[Draft]) -> ByLetters {
        let mut by_letters = ByLetters::new();
        let mut add = |name: &str, which: usize, at| {
            let of_name = by_letters.entry(letters(name).collect()).or_default();
            of_name[which].push(at);
        };
        for (at, relation) in relations.iter().enumerate() {
            add(&relation.row.name, 0, at);
            if let Some(path) = relation.only_type(self.models.tables) {
                add(crate::name::last_segment(path), 1, at);
            }
        }
        by_letters
    }
}
