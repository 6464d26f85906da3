//! Models that a macro declares: every form in which it can take their parts. Findings are reported at the call.

use relata::Model;

use crate::harness::{fields, recorded, relations, unjudged};

#[derive(Model)]
struct User {
    id: i64,
}

macro_rules! model {
    ($name:ident, $target:ty, $inner:ty, $text:literal, $field:ident, $through:path) => {
        #[derive(Model)]
        #[relata(table = $text, unique($field), crate = $crate::macros::platform::relata)]
        #[relata(belongs_to(a: $target), belongs_to(b: any($target, $text, Self)), refers_to(c: $text))]
        #[relata(many_to_many(d: $target, through = $through, via($field, other)))]
        struct $name {
            id: i64,
            $field: Option<$inner>,
            #[relata(as = $inner)]
            given: $inner,
            maybe: $target,
            list: &'static $inner,
        }
    };
}

pub mod platform {
    pub use relata;
}

model!(Post, User, i64, "posts", owner, crate::macros::User);

#[test]
fn fragments_are_read_like_what_they_hold() {
    assert_eq!(
        fields::<Post>(),
        [
            "id: i64",
            "owner: i64, optional, unique",
            "given: i64, as i64",
            "maybe: User",
            "list: &'static i64",
        ]
    );
    assert_eq!(
        relations::<Post>(&relata::models![Post, User]),
        [
            "belongs_to a: User",
            "belongs_to b: User posts Post",
            "refers_to c: posts",
            "many_to_many d: User, through User, via owner other",
        ]
    );
    let registry = recorded(&relata::models![Post]);
    assert_eq!(registry.get::<Post>().unwrap().table(), Some("posts"));
}

macro_rules! optional {
    ($ty:ty) => {
        #[derive(Model)]
        #[relata(belongs_to(parent: "User", key = parent, on_delete = set_null))]
        struct Given {
            parent: $ty,
        }
    };
}

optional!(Option<i64>);

#[test]
fn an_option_that_a_macro_was_given() {
    assert_eq!(fields::<Given>(), ["parent: i64, optional"]);
}

macro_rules! called {
    ($($name:ident)*) => {
        $(#[derive(Model)]
        #[relata(has_many(made: User))]
        struct $name {
            id: i64,
        })*
    };
}

macro_rules! made {
    ($target:ty) => {
        #[derive(Model)]
        #[relata(has_many(made: $target))]
        struct Made {
            id: i64,
        }
    };
}

/// The line of the macro that leaves the name of its models to the call.
const DEFINITION: u32 = line!() - 21;

#[rustfmt::skip]
mod calls {
    use super::{Model, User};

    pub const LINE: u32 = line!();
    called!(First
      Second);
      made!(User);
}

/// `line:column` of what a name represents: a model, or a relation of one.
fn place(name: &str) -> String {
    let registry = unjudged().init().unwrap();
    let place = match name.split_once('.') {
        Some((model, relation)) => registry
            .model(model)
            .unwrap()
            .relation(relation)
            .unwrap()
            .place(),
        None => registry.model(name).unwrap().place(),
    };
    assert_eq!(place.file(), file!());
    format!("{}:{}", place.line(), place.column())
}

#[test]
fn a_model_is_reported_where_its_name_is_or_where_the_macro_is_called() {
    assert_eq!(place("calls::First"), format!("{}:13", calls::LINE + 1));
    assert_eq!(place("calls::Second"), format!("{}:7", calls::LINE + 2));
    assert_eq!(place("calls::Made"), format!("{}:7", calls::LINE + 3));
}

#[test]
fn a_relation_is_reported_where_it_is_or_with_its_model() {
    // Its tokens are in the definition of the macro, in this file.
    assert_eq!(place("calls::First.made"), format!("{}:27", DEFINITION + 3));
    assert_eq!(place("calls::Made.made"), place("calls::Made"));
}
