//! The names in a part, spelled as its model and its targets do.
//!
//! In: whole models. Out: the same, where a column `AuthorId` is the field `author_id`, and a variant `Author` the relation
//! that it stands for. A column that is no field known here is left out: the compiler has seen that it is there.

use std::borrow::Cow;

use super::{Models, Whole};
use crate::record::{Kind, ModelRecord, NewRelation};

pub(super) fn spell<'s>(models: &Models<'s>, mut wholes: Vec<Whole<'s>>) -> Vec<Whole<'s>> {
    let inverses: Vec<_> = wholes
        .iter()
        .map(|whole| named(models, &wholes, whole))
        .collect();
    for (whole, named) in wholes.iter_mut().zip(inverses) {
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
            if let (Some(inverse), Some((text, _))) = (named.inverse, &mut relation.inverse) {
                *text = inverse;
            }
            if let (Some((own, other)), Some(via)) = (named.via, &mut relation.via) {
                (via.0, via.1) = (own, other);
            }
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
    fn letters(name: &str) -> impl Iterator<Item = char> {
        let letters = name.chars().filter(|letter| *letter != '_');
        letters.flat_map(char::to_lowercase)
    }
    letters(one).eq(letters(other))
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

/// What a relation names other relations.
#[derive(Default)]
struct Named<'s> {
    inverse: Option<Cow<'s, str>>,
    via: Option<(Cow<'s, str>, Cow<'s, str>)>,
}

fn named<'s>(models: &Models<'s>, wholes: &[Whole<'s>], whole: &Whole<'s>) -> Vec<Named<'s>> {
    let of = |relation: &NewRelation<'s>| {
        let at = |path: Option<&str>| path.and_then(|path| models.at(path, whole.at));
        let variant = |model: Option<usize>, name: &str| {
            let found = model.and_then(|model| relation_of(models, wholes, model, name));
            found.map_or_else(|| snake(name).into(), Cow::Borrowed)
        };
        let target = at(relation.only_type());
        let inverse = relation.inverse.as_ref().map(|(name, _)| name);
        let inverse = inverse.filter(|name| is_variant(name));
        let through = at(relation.through.as_ref().map(|through| through.text));
        let via = relation.via.as_ref();
        Named {
            inverse: inverse.map(|name| variant(target, name)),
            via: via.map(|(own, other, _)| (variant(through, own), variant(through, other))),
        }
    };
    let all = whole.relations.iter().zip(&whole.from_part);
    all.map(|(relation, from_part)| {
        if *from_part {
            of(relation)
        } else {
            Named::default()
        }
    })
    .collect()
}

/// The relation of a model that a variant stands for: the one of its name, or else the only one that leads to a model in
/// a module of its name, for that is what a variant is called where nothing else is said.
fn relation_of<'s>(
    models: &Models<'s>,
    wholes: &[Whole<'s>],
    model: usize,
    variant: &str,
) -> Option<&'s str> {
    let whole = models.wholes.get(&model)?;
    let relations = &wholes[*whole].relations;
    let called = relations.iter().find(|it| same_letters(it.name, variant));
    let by_module = || {
        let mut leading = relations.iter().filter(|it| {
            let module = it.only_type().map(crate::name::last_segment);
            module.is_some_and(|module| same_letters(module, variant))
        });
        leading.next().filter(|_| leading.next().is_none())
    };
    called.or_else(by_module).map(|it| it.name)
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
