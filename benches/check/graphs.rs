//! Graphs of any size, as records and as plain lists.
//!
//! In: how many models, how their targets are written, how many are at fault. Out: what the derive would leave of them in a
//! program, written here because no compiler takes a million structs; and the names alone, for the floor.

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
    pub inverse: &'static str,
    kind: u8,
    key: &'static str,
}

const BELONGS_TO: u8 = 1;
const HAS_MANY: u8 = 3;

/// Each model belongs to two others and has many of two others: 4 relations, in 20 models a module and 10 modules a crate.
/// The target of each of the first `faults` is misspelt.
pub fn models(count: usize, targets: Targets, faults: usize) -> Vec<Model> {
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
    let model = |model: usize| {
        let mut first = other(model, 1);
        if model < faults {
            first.push('x');
        }
        Model {
            path: path(model),
            relations: vec![
                one("parent", first, "children", BELONGS_TO, "parent_id"),
                one(
                    "owner",
                    other(model, 7 % count),
                    "owned",
                    BELONGS_TO,
                    "owner_id",
                ),
                one("children", other(model, count - 1), "parent", HAS_MANY, ""),
                one(
                    "owned",
                    other(model, count - 7 % count),
                    "owner",
                    HAS_MANY,
                    "",
                ),
            ],
        }
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

/// What a linker would hand over. It is never freed, as what stands in a program is not.
pub fn collected(models: &[Model], targets: Targets) -> Collected {
    let types: &'static [TypeId] = vec![
        TypeId::of::<Model>(),
        TypeId::of::<i64>(),
        TypeId::of::<i64>(),
        TypeId::of::<i64>(),
    ]
    .leak();
    let entries = models.iter().enumerate().map(|(nth, model)| {
        let record = Record::of(nth, model, targets).leak();
        &*Box::leak(Box::new(Entry::new(record, types)))
    });
    Collected {
        channels: vec![Channel::linked("benchmark", true)],
        entries: entries.collect(),
    }
}

/// The bytes of a record in the making, as `src/record.rs` says.
struct Record(Vec<u8>);

impl Record {
    fn of(nth: usize, model: &Model, targets: Targets) -> Vec<u8> {
        let mut record = Record(Vec::with_capacity(512));
        let (krate, _) = model.path.split_once("::").unwrap_or_default();
        record.text(&model.path);
        record.texts(["", krate, "1.0.0"]);
        record.text(&format!("{krate}/src/module{}.rs", nth / 20 % 10));
        let line = 1 + nth % 20 * 20;
        record.numbers([line, 12]);
        record.number(1 | 16); // the marks hold, the fields are known
        record.text("");
        record.number(1);
        record.text("id");
        record.numbers([0, 0]); // unique sets, allows
        let mut fields = Record(Vec::new());
        let names = ["id", "parent_id", "owner_id", "name", "created_at"];
        fields.number(names.len());
        for (nth, name) in names.into_iter().enumerate() {
            let is_key = nth < 3;
            fields.text(name);
            fields.texts([if is_key { "i64" } else { "String" }, ""]);
            fields.number(if is_key { 2 } else { 0 }); // it has a type id
            fields.numbers([line + nth, 5]);
        }
        record.number(fields.0.len());
        record.0.extend(fields.0);
        record.number(names.len());
        record.0.extend([0, 1, 1, 0, 0]);
        record.number(model.relations.len());
        for relation in &model.relations {
            record.relation(relation, line, targets);
        }
        record.0.resize(record.0.len().next_multiple_of(4), 0);
        record.0
    }

    fn relation(&mut self, relation: &Relation, line: usize, targets: Targets) {
        self.texts([relation.name, ""]);
        self.numbers([line, 15]);
        self.0.push(relation.kind);
        self.number(1);
        self.0.push(if targets == Targets::Types { 2 } else { 1 });
        self.text(&relation.target);
        self.numbers([line, 25]);
        self.text(relation.inverse);
        self.numbers([line, 40]);
        if relation.key.is_empty() {
            self.number(0);
        } else {
            self.number(1);
            self.text(relation.key);
        }
        self.numbers([0, 0]);
        self.numbers([0, 0, 0]); // references
        self.text(""); // tag
        self.0.push(0); // through
        self.texts(["", ""]); // via
        self.numbers([0, 0]);
        self.0.push(0); // on delete
        self.number(0); // allows
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
