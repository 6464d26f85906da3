//! The compiler decides whether a field is an `Option`, so its name does not count; only a name of a type of
//! the language, or `String`, is taken to be none.

use relata::Model;

use crate::harness::fields;

type Maybe<T> = Option<T>;
type Parent = Maybe<i64>;

#[test]
fn an_option_by_any_name() {
    use std::option::Option as Perhaps;

    #[derive(Model)]
    struct Post {
        a: Option<i64>,
        b: std::option::Option<i64>,
        c: ::core::option::Option<Vec<u8>>,
        d: Maybe<i64>,
        e: Parent,
        f: Perhaps<i64>,
        g: Option<Option<i64>>,
    }

    assert_eq!(
        fields::<Post>(),
        [
            "a: i64, optional",
            "b: i64, optional",
            "c: Vec<u8>, optional",
            "d: Maybe<i64>, optional",
            "e: Parent, optional",
            "f: Perhaps<i64>, optional",
            "g: Option<i64>, optional",
        ]
    );
}

mod choice {
    pub struct Option<T>(pub T);
}

#[test]
fn another_type_of_that_name() {
    mod shadowing {
        use super::choice::Option;

        #[derive(relata::Model)]
        pub struct Post {
            a: Option<i64>,
            b: super::choice::Option<i64>,
            c: std::option::Option<i64>,
        }
    }

    let optional: Vec<_> = fields::<shadowing::Post>();
    let optional = optional.iter().filter(|field| field.contains(", optional"));
    assert_eq!(optional.collect::<Vec<_>>(), ["c: i64, optional"]);
}

#[test]
fn what_only_holds_an_option() {
    #[derive(Model)]
    struct Post<'a> {
        a: Vec<Option<i64>>,
        b: &'a Option<i64>,
        c: (Option<i64>,),
        d: Box<Option<i64>>,
        e: Result<i64, ()>,
    }

    assert!(
        fields::<Post<'static>>()
            .iter()
            .all(|field| !field.contains("optional"))
    );
}

#[test]
fn null_is_set_where_the_key_can_be_null() {
    #[derive(Model)]
    #[relata(belongs_to(owner: "User", key = owned, on_delete = set_null))]
    #[relata(belongs_to(pair: "User", key(owned, author_id), on_delete = set_null))]
    struct Post<'a> {
        owned: Maybe<&'a str>,
        #[relata(belongs_to("User", on_delete = set_null))]
        author_id: Parent,
    }

    assert_eq!(fields::<Post<'static>>().len(), 2);
}
