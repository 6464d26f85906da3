//! Graphs of any size, as records and as plain lists.
//!
//! In: how many models, how their targets are written, whether one is misspelt. Out: what the derive would leave of them in
//! a program, written here because no compiler takes a million structs; and the names alone, for the floor.

use std::any::TypeId;

use relata::__private::{Channel, Collected, Entry};

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

#[derive(Debug, Default)]
pub struct Relation {
    pub name: &'static str,
    pub target: String,
    /// Empty if none is declared.
    pub inverse: &'static str,
    kind: u8,
    key: &'static str,
}

impl Relation {
    /// For the floor alone, which knows no more.
    #[allow(dead_code, reason = "for graphs that are read from documents")]
    pub fn named(name: &'static str, target: String, inverse: &'static str) -> Self {
        Relation {
            name,
            target,
            inverse,
            ..Relation::default()
        }
    }
}

const BELONGS_TO: u8 = 1;
const HAS_MANY: u8 = 3;

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
                BELONGS_TO,
                "parent_id",
            ),
            one(
                "owner",
                other(model, seventh),
                "owned",
                BELONGS_TO,
                "owner_id",
            ),
            one("children", other(model, previous), "parent", HAS_MANY, ""),
            one("owned", other(model, back), "owner", HAS_MANY, ""),
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
    handed_over(records.map(|(nth, model)| entry(Record::of(nth, model, targets))))
}

/// The same, with one target that nothing is called like.
pub fn with_one_misspelt(sound: &Collected, models: &mut [Model], targets: Targets) -> Collected {
    let target = &mut models[0].relations[0].target;
    target.push('x');
    let mut broken = sound.clone();
    broken.entries[0] = entry(Record::of(0, &models[0], targets));
    broken
}

pub fn handed_over(entries: impl Iterator<Item = &'static Entry>) -> Collected {
    Collected {
        channels: vec![Channel::linked("benchmark", true)],
        entries: entries.collect(),
    }
}

/// It is never freed, as what stands in a program is not.
pub fn entry(record: Vec<u8>) -> &'static Entry {
    Box::leak(Box::new(Entry::new(
        record.leak(),
        TypeId::of::<Model>(),
        &[],
    )))
}

const FIELDS: [&str; 5] = ["id", "parent_id", "owner_id", "name", "created_at"];

/// The bytes of a record in the making, as `src/record.rs` says.
struct Record(Vec<u8>);

impl Record {
    fn of(nth: usize, model: &Model, targets: Targets) -> Vec<u8> {
        let mut record = Record(Vec::with_capacity(512));
        let (krate, _) = model.path.split_once("::").unwrap_or_default();
        record.text(&model.path);
        record.text(&format!("{krate}/src/module{}.rs", nth / 20 % 10));
        let line = 1 + nth % 20 * 20;
        record.numbers([line, 12]);
        record.number(1 | 16); // the marks hold, the fields are known
        record.numbers([2, 1, 1]); // two fields may be an `Option`, and both are
        let types = targets == Targets::Types;
        record.number(if types { model.relations.len() } else { 0 });
        for relation in model.relations.iter().filter(|_| types) {
            record.text(&relation.target);
        }
        record.sized(|record| {
            record.texts(["", krate, "1.0.0", ""]);
            record.number(0); // unique sets
            for field in 0..FIELDS.len() {
                record.numbers([line + field, 5]);
            }
        });
        record.number(1);
        record.text("id");
        record.number(0); // allows
        record.sized(|fields| {
            fields.number(FIELDS.len());
            for (nth, name) in FIELDS.into_iter().enumerate() {
                fields.text(name);
                // `i64` or `String`, by number; a key is of the language's own type, and two may be an `Option`
                fields.numbers(match nth {
                    0 => [4, 16],
                    1 | 2 => [4, 16 | 8],
                    _ => [17, 0],
                });
            }
        });
        record.number(model.relations.len());
        for (nth, relation) in model.relations.iter().enumerate() {
            record.relation(nth, relation, line, targets);
        }
        record.0.resize(record.0.len().next_multiple_of(4), 0);
        record.0
    }

    fn relation(&mut self, nth: usize, relation: &Relation, line: usize, targets: Targets) {
        self.text(relation.name);
        self.0.push(relation.kind);
        self.number(1);
        match targets {
            Targets::Types => self.numbers([2, nth + 1]),
            Targets::Names => {
                self.0.push(1);
                self.text(&relation.target);
            }
        }
        self.text(relation.inverse);
        if relation.key.is_empty() {
            self.number(0);
        } else {
            self.number(1);
            self.text(relation.key);
        }
        let mut marks = Record(Vec::new());
        // Of its name, its inverse, its key and its target.
        marks.numbers([line, 15, line, 40, 0, 0, line, 25]);
        self.number(2 * marks.0.len()); // nothing more
        self.0.extend(marks.0);
    }

    /// What `write` adds, behind the number of its bytes.
    fn sized(&mut self, write: impl FnOnce(&mut Self)) {
        let mut bytes = Record(Vec::new());
        write(&mut bytes);
        self.number(bytes.0.len());
        self.0.extend(bytes.0);
    }

    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.0.push((number % 0x80) as u8 | 0x80);
            number /= 0x80;
        }
        self.0.push(number as u8);
    }

    fn numbers<const N: usize>(&mut self, numbers: [usize; N]) {
        for number in numbers {
            self.number(number);
        }
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend(text.as_bytes());
    }

    fn texts<const N: usize>(&mut self, texts: [&str; N]) {
        for text in texts {
            self.text(text);
        }
    }
}
