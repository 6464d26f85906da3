//! `Related` and `RelatedSelfVia`.

use super::read;

/// Returns what is read of an impl of `Related`.
fn related(target: &str, to: &str, via: &str) -> Vec<String> {
    let via = if via.is_empty() {
        String::new()
    } else {
        format!("fn via() -> Option<RelationDef> {{ {via} }}")
    };
    read(&format!(
        "impl Related<{target}> for Entity {{ fn to() -> RelationDef {{ {to} }} {via} }}"
    ))
}

#[test]
fn the_relation_to_a_target() {
    let of = |to: &str| related("super::user::Entity", to, "").remove(1);
    for (to, line) in [
        ("Relation::Author.def()", "to Author of Entity, own"),
        (
            "self::Relation::Author.def().into()",
            "to Author of self::Entity, own",
        ),
        (
            "{ return Relation::Author.def().rev().rev(); }",
            "to Author of Entity, own",
        ),
        (
            "(super::user::Relation::Post.def()).rev()",
            "to Post of super::user::Entity, reversed",
        ),
        (
            "super::user::Relation::Post.def().from_alias(Alias::new(\"a\")).on_condition(|_, _| all()).condition_type(Any)",
            "to Post of super::user::Entity, filtered",
        ),
        ("PostRelation::Author.def()", "to Author of ?, own"),
    ] {
        assert_eq!(of(to), line);
    }
    for to in [
        "Author.def()",
        "Relation::Author",
        "Relation::Author.name()",
        "Relation::Author.def().reversed()",
        "relation().def()",
        "<Entity as EntityTrait>::Relation::Author.def()",
        "Entity::has_many(super::user::Entity).into()",
    ] {
        assert_eq!(of(to), format!("to unread {to}"));
    }
    for to in ["panic!()", "let it = Relation::Author; it.def()", ""] {
        assert_eq!(of(to), "to unread Entity");
    }
    assert_eq!(
        read("impl sea_orm::entity::Related<prelude::User> for super::post::Entity {}"),
        [
            "super::post::Entity to prelude::User",
            "to unread super::post::Entity"
        ]
    );
}

#[test]
fn no_through_model() {
    let lines = related("super::user::Entity", "Relation::User.def()", "None");
    assert_eq!(
        lines,
        ["Entity to super::user::Entity", "to User of Entity, own"]
    );
}

#[test]
fn a_through_model_with_both_relations() {
    let lines = related(
        "super::Tag::Entity",
        "super::post_tag::Relation::Tag.def()",
        "Some(super::post_tag::Relation::Post.def().rev())",
    );
    assert_eq!(
        lines,
        [
            "Entity to super::Tag::Entity",
            "to Tag of super::post_tag::Entity",
            "via Post of super::post_tag::Entity, reversed",
            "tag: many_to_many super::Tag::Entity, through super::post_tag::Entity, own Post, other Tag",
        ]
    );
}

#[test]
fn a_through_model_with_one_relation() {
    // The other relation is one of this model, or of the target, to the through model.
    let lines = related(
        "prelude::Tag",
        "super::post_tag::Relation::Tag.def()",
        "Some(Relation::PostTag.def())",
    );
    assert_eq!(
        lines,
        [
            "Entity to prelude::Tag",
            "to Tag of super::post_tag::Entity",
            "via PostTag of Entity, own",
            "tag: many_to_many prelude::Tag, through super::post_tag::Entity"
        ]
    );
    let lines = related(
        "prelude::Tag",
        "super::tag::Relation::PostTag.def().rev()",
        "Option::Some(super::post_tag::Relation::Post.def().rev())",
    );
    assert_eq!(
        lines,
        [
            "Entity to prelude::Tag",
            "to PostTag of super::tag::Entity, reversed",
            "via Post of super::post_tag::Entity, reversed",
            "tag: many_to_many prelude::Tag, through super::post_tag::Entity"
        ]
    );
}

#[test]
fn a_through_model_with_a_condition() {
    let lines = related(
        "prelude::Tag",
        "super::post_tag::Relation::Tag.def()",
        "Some(super::post_tag::Relation::Post.def().rev().on_condition(|_, _| visible()))",
    );
    assert_eq!(
        lines,
        [
            "Entity to prelude::Tag",
            "to Tag of super::post_tag::Entity",
            "via Post of super::post_tag::Entity, reversed, filtered",
            "tag: many_to_many prelude::Tag, through super::post_tag::Entity, own Post, other Tag, filtered on_condition"
        ]
    );
}

#[test]
fn the_name_of_a_many_to_many_relation() {
    for (target, name) in [
        ("super::tag::Entity", "tag"),
        ("super::BigTag::Entity", "big_tag"),
        ("super::r#type::Entity", "type"),
        ("super::prelude::BigTag", "big_tag"),
        ("tag::Entity", "tag"),
        ("Entity", "post_tag"),
        ("super::Entity", "post_tag"),
    ] {
        let lines = related(
            target,
            "super::post_tag::Relation::Tag.def()",
            "Some(super::post_tag::Relation::Post.def().rev())",
        );
        let start = format!("{name}: many_to_many {target}, ");
        assert!(lines[3].starts_with(&start), "{lines:?}");
    }
}

#[test]
fn an_entity_with_itself() {
    let lines = read(
        "impl RelatedSelfVia<super::follower::Entity> for Entity {
            fn to() -> RelationDef { super::follower::Relation::Follower.def() }
            fn via() -> RelationDef { super::follower::Relation::User.def().rev() }
        }",
    );
    assert_eq!(
        lines,
        [
            "Entity to Entity",
            "to Follower of super::follower::Entity",
            "via User of super::follower::Entity, reversed",
            "follower: many_to_many Entity, through super::follower::Entity, own User, other Follower",
        ]
    );
}

#[test]
fn an_unknown_through_model() {
    for (to, via) in [
        // Of this model, which SeaORM does not join.
        ("Relation::Tags.def()", "Some(Relation::PostTags.def())"),
        (
            "Relation::Tags.def()",
            "Some(super::post_tag::Relation::Post.def().rev())",
        ),
        // In the wrong direction.
        (
            "super::post_tag::Relation::Tag.def()",
            "Some(super::post_tag::Relation::Post.def())",
        ),
        (
            "super::post_tag::Relation::Tag.def().rev()",
            "Some(super::post_tag::Relation::Post.def())",
        ),
        (
            "super::post_tag::Relation::Tag.def()",
            "Some(Relation::PostTags.def().rev())",
        ),
        // Two through models.
        (
            "super::a::Relation::Tag.def()",
            "Some(super::b::Relation::Post.def().rev())",
        ),
        // An enum with another name, and other expressions.
        (
            "super::post_tag::ToTag::Tag.def()",
            "Some(super::post_tag::ToTag::Post.def().rev())",
        ),
        (
            "to_tag()",
            "Some(super::post_tag::Relation::Post.def().rev())",
        ),
        ("super::post_tag::Relation::Tag.def()", "Some(of_post())"),
        ("super::post_tag::Relation::Tag.def()", "of_post()"),
        ("super::post_tag::Relation::Tag.def()", "of_post"),
        (
            "super::post_tag::Relation::Tag.def()",
            "let it = of_post(); Some(it)",
        ),
    ] {
        let lines = related("super::tag::Entity", to, via);
        assert_eq!(lines.len(), 3, "{lines:#?}");
        assert!(lines[2].starts_with("via "), "{lines:#?}");
    }
}
