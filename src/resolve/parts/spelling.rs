//! The names in a part, spelled as its model and its targets do.
//!
//! In: whole models. Out: the same, where a column `AuthorId` is the field `author_id`, and a variant `Author` the relation
//! that it stands for. A column that is no field known here is left out: the compiler has seen that it is there.

use std::borrow::Cow;
use std::collections::HashMap;

use once_cell::unsync::OnceCell;

use super::{Models, Whole};
use crate::record::{Kind, ModelRecord, NewRelation};

pub(super) fn spell<'s>(models: &Models<'s>, mut wholes: Vec<Whole<'s>>) -> Vec<Whole<'s>> {
    let variants: Vec<_> = wholes.iter().map(|_| OnceCell::new()).collect();
    let variants = Variants {
        models,
        wholes: &wholes,
        of: &variants,
    };
    let named: Vec<_> = wholes.iter().map(|whole| variants.named(whole)).collect();
    for (whole, named) in wholes.iter_mut().zip(named) {
        let own = models.records[whole.at];
        for (relation, named) in whole.relations.iter_mut().zip(named) {
            let target = relation.only_type();
            let target = target.and_then(|path| models.at(path, whole.at));
            let target = target.map(|at| models.records[at]);
            let (holder, other) = match relation.kind {
                Kind::BelongsTo | Kind::RefersTo => (Some(own), target),
                _ => (target, Some(own)),
            };
            fields(&mut relation.key.0, holder.as_ref());
            fields(&mut relation.references.0, other.as_ref());
            let inverse = relation.inverse.take().zip(named.inverse);
            relation.inverse = inverse.map(|((_, mark), name)| (name, mark));
            let via = relation.via.take().zip(named.via);
            relation.via = via.map(|((_, _, mark), (own, other))| (own, other, mark));
        }
    }
    wholes
}

/// A name in the spelling of a variant.
fn is_variant(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

/// Whether two names are one in the spellings of a field and of a variant.
pub(super) fn same_letters(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    let letters = name.chars().filter(|letter| *letter != '_');
    letters.flat_map(char::to_lowercase)
}

/// Puts fields in place of columns, all of them or none.
fn fields<'s>(columns: &mut Vec<&'s str>, model: Option<&ModelRecord<'s>>) {
    if !columns.iter().any(|name| is_variant(name)) {
        return;
    }
    let field = |column: &&'s str| {
        let mut fields = model?.fields().map(|field| field.name);
        fields.find(|field| same_letters(field, column))
    };
    let found: Option<Vec<_>> = columns.iter().map(field).collect();
    *columns = found.unwrap_or_default();
}

/// What a variant turned out to mean.
enum Meant<'s> {
    Relation(&'s str),
    /// One of several.
    Unknown,
    Nothing,
}

/// What a relation names other relations, as far as that is known.
struct Named<'s> {
    inverse: Option<Cow<'s, str>>,
    via: Option<(Cow<'s, str>, Cow<'s, str>)>,
}

/// The relations of whole models by what their variants are called.
struct Variants<'w, 's> {
    models: &'w Models<'s>,
    wholes: &'w [Whole<'s>],
    of: &'w [OnceCell<ByLetters>],
}

/// The relations of one model by the letters of a variant: those of that name, then those that lead to a model in a module
/// of that name, for that is what a variant is called where nothing else is said.
type ByLetters = HashMap<String, [Vec<usize>; 2]>;

impl<'s> Variants<'_, 's> {
    fn named(&self, whole: &Whole<'s>) -> Vec<Named<'s>> {
        let own_path = self.models.records[whole.at].path;
        let relations = whole.relations.iter().zip(&whole.from_part);
        relations
            .map(|(relation, from_part)| self.named_by(whole, relation, *from_part, own_path))
            .collect()
    }

    fn named_by(
        &self,
        whole: &Whole<'s>,
        relation: &NewRelation<'s>,
        from_part: bool,
        own: &str,
    ) -> Named<'s> {
        let at = |path: Option<&str>| path.and_then(|path| self.models.at(path, whole.at));
        let variant = |model: Option<usize>, name: &str, back: Option<&str>| {
            if !from_part || !is_variant(name) {
                return Some(Cow::Owned(name.to_owned()));
            }
            match model.map(|model| self.relation_of(model, name, back)) {
                Some(Meant::Relation(name)) => Some(name.into()),
                Some(Meant::Unknown) => None,
                Some(Meant::Nothing) | None => Some(snake(name).into()),
            }
        };
        let target = at(relation.only_type());
        let through = at(relation.through.as_ref().map(|through| through.text));
        let inverse = relation.inverse.as_ref();
        let via = relation.via.as_ref();
        Named {
            inverse: inverse.and_then(|(name, _)| variant(target, name, Some(own))),
            via: via.and_then(|(own, other, _)| {
                Some((variant(through, own, None)?, variant(through, other, None)?))
            }),
        }
    }

    /// The relation of a model that a variant stands for; rather one that leads back, where that is asked.
    fn relation_of(&self, model: usize, variant: &str, back: Option<&str>) -> Meant<'s> {
        let Some(nth) = self.models.wholes.get(&model).copied() else {
            return Meant::Nothing;
        };
        let relations = &self.wholes[nth].relations;
        let by_letters = self.of[nth].get_or_init(|| by_letters(relations));
        let Some([called, by_module]) = by_letters.get(&letters(variant).collect::<String>())
        else {
            return Meant::Nothing;
        };
        let leads_back = |at: &&usize| back.is_some_and(|path| relations[**at].leads_to(path));
        let mut modules = by_module.iter().filter(leads_back);
        let found = called.iter().find(leads_back);
        let found = match (found, modules.next(), modules.next()) {
            (Some(found), _, _) | (None, Some(found), None) => found,
            // Which of them has no variant of its own is not known here.
            (None, Some(_), Some(_)) => return Meant::Unknown,
            (None, None, _) => match (&**called, &**by_module) {
                ([first, ..], _) | ([], [first]) => first,
                _ => return Meant::Nothing,
            },
        };
        Meant::Relation(relations[*found].name)
    }
}

fn by_letters(relations: &[NewRelation<'_>]) -> ByLetters {
    let mut by_letters = ByLetters::new();
    let mut add = |name: &str, which: usize, at| {
        let of_name = by_letters.entry(letters(name).collect()).or_default();
        of_name[which].push(at);
    };
    for (at, relation) in relations.iter().enumerate() {
        add(relation.name, 0, at);
        if let Some(path) = relation.only_type() {
            add(crate::name::last_segment(path), 1, at);
        }
    }
    by_letters
}

/// The spelling of a field or a relation, as the derive has it.
pub(super) fn snake(variant: &str) -> String {
    let letters: Vec<char> = variant.chars().collect();
    let mut snake = String::with_capacity(variant.len() + 4);
    for (nth, letter) in letters.iter().enumerate() {
        let before = nth.checked_sub(1).map(|nth| letters[nth]);
        let begins = before.is_some_and(|before| {
            let word_follows = letters.get(nth + 1).is_some_and(|next| next.is_lowercase());
            before != '_' && (!before.is_uppercase() || word_follows)
        });
        if letter.is_uppercase() && begins {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}
