//! Structs with lifetimes are registered as their `'static` selves.

use std::borrow::Cow;
use std::marker::PhantomData;

use relata::Model;

use crate::harness::{fields, recorded};

#[derive(Model)]
#[relata(unique(name, nick), belongs_to(friend: User))]
struct User<'a> {
    #[relata(key)]
    name: &'a str,
    nick: Cow<'a, str>,
    friend_id: Option<&'a str>,
}

#[derive(Model)]
#[relata(unique(a, b))]
struct Bounded<'long, 'short: 'long>
where
    'long: 'short,
    &'short str: Into<String>,
    String: Clone,
{
    #[relata(unique)]
    a: &'long &'short str,
    b: &'static str,
}

#[derive(Model)]
struct OnlyClause<'a>
where
    String: Clone,
{
    #[relata(unique)]
    a: PhantomData<&'a ()>,
}

#[derive(Model)]
struct Functions<'a> {
    #[relata(unique)]
    a: for<'b> fn(&'b str, &'a str) -> &'b str,
    #[relata(unique)]
    b: Box<dyn Fn(&str) -> &str>,
    #[relata(unique)]
    c: Box<dyn for<'b, 'c> Fn(&'b &'c str) -> &'b str + 'a>,
    #[relata(unique)]
    d: fn(&'_ str) -> Option<&str>,
    #[relata(unique)]
    e: Option<&'a dyn Fn(Cow<'_, str>)>,
}

#[derive(Model)]
#[relata(has_many(children: Node, inverse = parent))]
struct Node<'r#type> {
    #[relata(key, as = &'static str)]
    name: Cow<'r#type, str>,
    #[relata(belongs_to(Node<'r#type>, key = name, inverse = children))]
    parent: Option<&'r#type Self>,
}

#[derive(Model)]
struct Hinted<'static_, '_a> {
    #[relata(unique)]
    a: &'static_ &'_a str,
}

#[test]
fn each_is_a_model_of_any_lifetime() {
    fn find<'a>(_: &'a str) {
        let models = relata::models![
            User,
            User<'a>,
            Bounded<'a, 'a>,
            OnlyClause<'a>,
            Functions<'_>,
            Node,
            Hinted<'a, 'a>
        ];
        let registry = recorded(&models);
        assert_eq!(registry.len(), 6);
        assert!(registry.get::<User<'static>>().is_some());
        assert!(registry.get::<Bounded<'static, 'static>>().is_some());
        assert!(registry.get::<Node>().is_some());
    }
    find("a text");
}

#[test]
fn their_types_stand_as_written() {
    assert_eq!(
        fields::<User<'static>>(),
        [
            "name: &'a str",
            "nick: Cow<'a, str>",
            "friend_id: &'a str, optional"
        ]
    );
    assert_eq!(
        fields::<Functions<'static>>(),
        [
            "a: for<'b> fn(&'b str, &'a str) -> &'b str, unique",
            "b: Box<dyn Fn(&str) -> &str>, unique",
            "c: Box<dyn for<'b, 'c> Fn(&'b &'c str) -> &'b str + 'a>, unique",
            "d: fn(&'_ str) -> Option<&str>, unique",
            "e: &'a dyn Fn(Cow<'_, str>), optional, unique",
        ]
    );
}
