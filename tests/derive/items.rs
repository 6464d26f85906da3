//! Every form of item that can be a model, and each place where it can be.

use relata::Model;
use relata::registry::Models;

use crate::harness::{fields, recorded, relations};

#[test]
fn a_tuple_struct() {
    #[derive(Model)]
    #[relata(key = 0, unique(1, 0))]
    #[relata(belongs_to(owner: Self, key(0, 1), references(0, 1)), belongs_to(kind: any, key = 1, tag = 2))]
    struct Pair(
        i64,
        #[relata(unique, belongs_to(other: Self))] Option<i64>,
        String,
    );

    assert_eq!(
        fields::<Pair>(),
        ["0: i64", "1: i64, optional, unique", "2: String"]
    );
    assert_eq!(
        relations::<Pair>(&relata::models![Pair]),
        [
            "belongs_to owner: Pair, key 0 1, references 0 1",
            "belongs_to kind: any, key 1, tag 2",
            "belongs_to other: Pair, key 1",
        ]
    );
    let registry = recorded(&relata::models![Pair]);
    let pair = registry.get::<Pair>().unwrap();
    assert_eq!(pair.key().collect::<Vec<_>>(), ["0"]);
    assert_eq!(pair.unique().collect::<Vec<_>>(), [["1", "0"]]);
}

#[test]
fn without_fields() {
    #[derive(Model)]
    struct Unit;

    #[derive(Model)]
    struct Braces {}

    #[derive(Model)]
    struct Parentheses();

    #[derive(Model)]
    #[relata(refers_to(event: Unit))]
    struct Handler;

    let registry = recorded(&relata::models![Unit, Braces, Parentheses, Handler]);
    assert_eq!(registry.len(), 4);
    assert!(
        registry
            .models()
            .all(|model| model.fields().next().is_none())
    );
    assert!(registry.models().all(|model| model.key().next().is_none()));
}

#[test]
fn an_enum() {
    #[derive(Model)]
    #[relata(table = "events", refers_to(order: Order), has_many(next: Self, inverse = last))]
    #[relata(refers_to(last: Self, inverse = next))]
    enum Event<'a> {
        Created { id: i64 },
        Renamed(&'a str),
        Deleted,
    }

    #[derive(Model)]
    struct Order;

    #[derive(Model)]
    enum Never {}

    assert_eq!(fields::<Event<'static>>(), [""; 0]);
    assert_eq!(
        relations::<Event<'static>>(&relata::models![Event<'static>, Order]),
        [
            "refers_to order: Order",
            "has_many next: Event, inverse last",
            "refers_to last: Event, inverse next",
        ]
    );
    assert_eq!(recorded(&relata::models![Never]).len(), 1);
}

#[allow(
    non_camel_case_types,
    reason = "a type may be called by a word of the language"
)]
mod r#type {
    #[derive(relata::Model)]
    #[relata(belongs_to(r#loop: r#match, key = r#for, inverse = fn))]
    #[relata(unique(r#type, r#for))]
    pub struct r#match {
        #[relata(key)]
        r#type: i64,
        r#for: i64,
        #[relata(belongs_to(Self))]
        r#move_id: i64,
        #[relata(has_many("match"))]
        r#fn: (),
    }
}

#[test]
fn names_that_are_words_of_the_language() {
    let registry = recorded(&relata::models![r#type::r#match]);
    let model = registry.get::<r#type::r#match>().unwrap();
    assert_eq!((model.name(), model.type_name()), ("match", "match"));
    assert_eq!(registry.model("type::match"), Some(model));
    assert_eq!(registry.model("derive::items::r#type::match"), Some(model));
    assert_eq!(model.key().collect::<Vec<_>>(), ["type"]);
    assert_eq!(model.unique().collect::<Vec<_>>(), [["type", "for"]]);
    assert_eq!(
        fields::<r#type::r#match>(),
        ["type: i64", "for: i64", "move_id: i64", "fn: ()"]
    );
    assert_eq!(
        model.relation("loop").unwrap().inverse(),
        model.relation("fn")
    );
    assert_eq!(
        model.relation("move").unwrap().targets().next(),
        Some(model)
    );
    assert_eq!(model.relation("fn").unwrap().targets().next(), Some(model));
}

trait Module {
    fn models() -> Models;
}

struct Billing;

impl Module for Billing {
    fn models() -> Models {
        #[derive(Model)]
        struct Invoice {
            #[relata(belongs_to(Self))]
            id: i64,
        }

        let declared_in_a_closure = || {
            #[derive(Model)]
            #[relata(belongs_to(invoice: Invoice))]
            struct Line;

            relata::models![Invoice, Line]
        };
        declared_in_a_closure()
    }
}

const _: () = {
    #[derive(Model)]
    struct Hidden;
};

#[test]
fn in_bodies() {
    let registry = recorded(&Billing::models());
    let paths: Vec<_> = registry.models().map(|model| model.path()).collect();
    assert_eq!(paths, ["derive::items::Invoice", "derive::items::Line"]);
    let line = registry.model("Line").unwrap();
    assert_eq!(
        line.relation("invoice").unwrap().targets().next(),
        registry.model("Invoice")
    );
}

fn first() -> Models {
    #[derive(Model)]
    struct Local {
        first: i64,
    }
    let models = relata::models![Local];
    assert_eq!(fields::<Local>(), ["first: i64"]);
    models
}

fn second(models: Models) {
    #[derive(Model)]
    struct Local {
        second: i64,
    }
    let registry = recorded(&models.with::<Local>());
    assert_eq!(registry.len(), 2);
    let local = registry.get::<Local>().unwrap();
    assert_eq!(local.fields().next().unwrap().name(), "second");
    assert!(
        registry
            .models()
            .all(|model| model.path() == "derive::items::Local")
    );
}

#[test]
fn two_of_one_name_in_two_bodies() {
    second(first());
}
