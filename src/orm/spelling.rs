//! Translates names in a part to the spelling of its model and targets: a column `AuthorId` becomes the field
//! `author_id`, or the field with that `enum_name`, and a variant `Author` becomes its relation. A column that is not a known field is left out, since the
//! compiler has checked it.

use std::cell::OnceCell;

use relata_record::spelling::{is_variant, letters, snake};

use super::whole::{Draft, Whole, find, model_at};
use crate::model::{Tables, Text, Via};
use crate::name;
use crate::sorted::{equal, sort};

pub(super) fn spell(tables: &Tables, wholes: &mut [Whole]) {
    let variants = Variants {
        tables,
        wholes,
        of: vec![OnceCell::new(); wholes.len()],
    };
    let mut named = Vec::new();
    for whole in wholes.iter() {
        for relation in &whole.relations {
            named.push(variants.named_by(whole, relation));
        }
    }
    let mut named = named.into_iter();
    for whole in wholes {
        let own = whole.at;
        for (relation, named) in whole.relations.iter_mut().zip(&mut named) {
            let target = relation.only_type(tables);
            let target = target.and_then(|path| model_at(tables, path, own));
            let (holder, other) = if relation.row.holds_key() {
                (Some(own), target)
            } else {
                (target, Some(own))
            };
            fields(&mut relation.key, tables, holder);
            fields(&mut relation.references, tables, other);
            (relation.row.inverse, relation.rest.via) = named;
        }
    }
}

/// Replaces columns with fields, all of them or none.
fn fields(columns: &mut Vec<Text>, tables: &Tables, model: Option<u32>) {
    if !columns.iter().any(|name| is_variant(name)) {
        return;
    }
    let model = model.map(|model| &tables.models[model as usize]);
    let fields = model.map_or(&[][..], |model| model.fields.of(&tables.fields));
    for column in &mut *columns {
        let variant = letters(column);
        let mut fields = fields.iter();
        match fields.find(|it| letters(tables.variant(it)) == variant) {
            Some(field) => column.clone_from(&field.name),
            None => return columns.clear(),
        }
    }
}

/// The meaning of a variant.
enum Meant {
    Relation(Text),
    /// One of several relations.
    Unknown,
    Nothing,
}

/// The relations of joined models by the names of their variants.
struct Variants<'w> {
    tables: &'w Tables,
    wholes: &'w [Whole],
    of: Vec<OnceCell<ByLetters>>,
}

/// The relations of one model by the letters of a variant, sorted. Relations with that name are marked with 0.
/// Relations to a model in a module of that name, which is the default name of a variant, are marked with 1.
type ByLetters = Vec<(String, usize, usize)>;

impl Variants<'_> {
    /// Returns the inverse and the `via` that a relation names, if they are known.
    fn named_by(&self, whole: &Whole, relation: &Draft) -> (Text, Option<Via>) {
        let tables = self.tables;
        let own = &*tables.models[whole.at as usize].path;
        let at = |path: Option<&str>| path.and_then(|path| model_at(tables, path, whole.at));
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
        let target = at(relation.only_type(tables));
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
        (inverse.unwrap_or_default(), via)
    }

    /// Returns the relation that a variant means. With `back`, one that leads to that path takes priority.
    fn relation_of(&self, model: u32, variant: &str, back: Option<&str>) -> Meant {
        let Some(nth) = find(self.wholes, model) else {
            return Meant::Nothing;
        };
        let relations = &self.wholes[nth].relations;
        let by_letters = self.of[nth].get_or_init(|| self.by_letters(relations));
        let variant = letters(variant);
        let (mut all, mut leading) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
        for (_, which, at) in equal(by_letters, |(letters, ..)| letters.cmp(&variant)) {
            all[*which].push(*at);
            if back.is_some_and(|path| relations[*at].leads_to(self.tables, path)) {
                leading[*which].push(*at);
            }
        }
        let found = match (&*leading[0], &*leading[1], &*all[0], &*all[1]) {
            ([found, ..], ..) | ([], [found], ..) => found,
            // It is unknown here which of them has no variant of its own.
            ([], [_, _, ..], ..) => return Meant::Unknown,
            ([], [], [first, ..], _) | ([], [], [], [first]) => first,
            _ => return Meant::Nothing,
        };
        Meant::Relation(relations[*found].row.name.clone())
    }

    fn by_letters(&self, relations: &[Draft]) -> ByLetters {
        let mut by_letters = ByLetters::new();
        for (at, relation) in relations.iter().enumerate() {
            by_letters.push((letters(&relation.row.name), 0, at));
            if let Some(path) = relation.only_type(self.tables) {
                by_letters.push((letters(name::last_segment(path)), 1, at));
            }
        }
        sort(&mut by_letters);
        by_letters
    }
}
