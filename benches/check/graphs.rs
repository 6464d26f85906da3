//! Graphs of any size, as records and as plain lists.
//!
//! In: how many models, how their targets are written, whether one is misspelt. Out: what the derive would leave of them in
//! a program, written here because no compiler takes a million structs; and only the names, for the floor.

use std::any::TypeId;

use relata::__private::{Channel, Collected, Entry};
use relata_record::{self as written, Field, Head, Kind, Mark, Named, Target, flag};

/// How targets are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Targets {
    /// By type: the record holds the whole path.
    Types,
    /// By name, in quotes.
    Names,
}

impl Targets {
    /// Those that are called so.
    pub fn named(name: &str) -> Self {
        let both = [Targets::Types, Targets::Names];
        let mut both = both.into_iter();
        both.find(|it| format!("{it:?}") == name).expect("targets")
    }
}

/// A model with the names that its relations write, which is all that the floor needs.
#[derive(Debug)]
pub struct Model {
    pub path: String,
    pub relations: Vec<Relation>,
}

#[derive(Debug)]
pub struct Relation {
    pub name: &'static str,
    pub target: String,
    /// Empty if none is declared.
    pub inverse: &'static str,
    kind: Kind,
    key: &'static str,
}

impl Relation {
    /// Only for the floor, which knows no more.
    #[allow(dead_code, reason = "for graphs that are read from documents")]
    pub fn named(name: &'static str, target: String, inverse: &'static str) -> Self {
        Relation {
            name,
            target,
            inverse,
            kind: Kind::RefersTo,
            key: "",
        }
    }
}

/// Each model belongs to two others and has many of two others: 4 relations, in 20 models a module and 10 modules a crate.
pub fn models(count: usize, targets: Targets) -> Vec<Model> {
    let other = |model: usize, by: usize| {
        let other = (model + by) % count;
        match targets {
            Targets::Types => path(other),
            Targets::Names => format!("Model{other}"),
        }
    };
    let one = |name, target, inverse, kind, key| Relation {
        name,
        target,
        inverse,
        kind,
        key,
    };
    let (next, previous) = (1, count - 1);
    let (seventh, back) = (7 % count, count - 7 % count);
    let model = |model: usize| Model {
        path: path(model),
        relations: vec![
            one(
                "parent",
                other(model, next),
                "children",
                Kind::BelongsTo,
                "parent_id",
            ),
            one(
                "owner",
                other(model, seventh),
                "owned",
                Kind::BelongsTo,
                "owner_id",
            ),
            one(
                "children",
                other(model, previous),
                "parent",
                Kind::HasMany,
                "",
            ),
            one("owned", other(model, back), "owner", Kind::HasMany, ""),
        ],
    };
    (0..count).map(model).collect()
}

fn path(model: usize) -> String {
    format!(
        "crate{}::module{}::Model{model}",
        model / 200,
        model / 20 % 10
    )
}

/// What a linker would hand over.
pub fn collected(models: &[Model], targets: Targets) -> Collected {
    let records = models.iter().enumerate();
    handed_over(records.map(|(nth, model)| entry(record(nth, model, targets))))
}

/// The same, with one target that nothing is named like.
pub fn with_one_misspelt(sound: &Collected, models: &mut [Model], targets: Targets) -> Collected {
    let target = &mut models[0].relations[0].target;
    target.push('x');
    let mut broken = sound.clone();
    broken.entries[0] = entry(record(0, &models[0], targets));
    broken
}

pub fn handed_over(entries: impl Iterator<Item = &'static Entry>) -> Collected {
    Collected {
        channels: vec![Channel::linked("benchmark", true)],
        entries: entries.collect(),
    }
}

/// It is never freed, like the statics of a program.
pub fn entry(record: Vec<u8>) -> &'static Entry {
    Box::leak(Box::new(Entry::new(
        record.leak(),
        TypeId::of::<Model>(),
        &[],
    )))
}

const FIELDS: [&str; 5] = ["id", "parent_id", "owner_id", "name", "created_at"];

/// The record of a model as the derive writes it.
fn record(nth: usize, model: &Model, targets: Targets) -> Vec<u8> {
    let (krate, _) = model.path.split_once("::").unwrap_or_default();
    let line = 1 + nth as u32 % 20 * 20;
    let at = |column| Mark { line, column };
    let fields = FIELDS.iter().zip(line..).enumerate();
    let fields = fields.map(|(nth, (name, line))| Field {
        name,
        ty: if nth < 3 { "i64" } else { "String" },
        // A key is of a primitive type, and two may be an `Option`.
        flags: match nth {
            0 => flag::FIELD_PRIMITIVE,
            1 | 2 => flag::FIELD_PRIMITIVE | flag::FIELD_MAYBE_OPTION,
            _ => 0,
        },
        mark: Mark { line, column: 5 },
        optional: true,
        ..Field::default()
    });
    let relations = model.relations.iter().enumerate();
    let relations = relations.map(|(nth, relation)| {
        let named = match targets {
            Targets::Types => Named::Type(nth + 1),
            Targets::Names => Named::Name(&relation.target),
        };
        written::Relation {
            mark: at(15),
            targets: vec![Target {
                named,
                mark: at(25),
            }],
            inverse: relation.inverse,
            inverse_mark: at(40),
            key: Some(relation.key)
                .into_iter()
                .filter(|key| !key.is_empty())
                .collect(),
            name: relation.name,
            kind: relation.kind,
            ..Default::default()
        }
    });
    let listed = model.relations.iter().map(|it| &*it.target);
    let listed = listed.filter(|_| targets == Targets::Types);
    written::Record {
        head: Head {
            path: &model.path,
            file: &format!("{krate}/src/module{}.rs", nth / 20 % 10),
            mark: at(12),
            flags: flag::FIELDS_KNOWN,
        },
        paths: listed.collect(),
        package: krate,
        version: "1.0.0",
        key: vec!["id"],
        fields: fields.collect(),
        relations: relations.collect(),
        ..Default::default()
    }
    .to_bytes()
}
