//! The five kinds, on the struct and on a field, and what they take where nothing is written.

use relata::{Kind, Model};

use crate::harness::{recorded, relations};

#[derive(Model)]
struct Tag {
    id: i64,
}

#[test]
fn each_kind_on_the_struct() {
    #[derive(Model)]
    #[relata(belongs_to(author: Tag))]
    #[relata(has_one(cover: Tag), has_many(comments: Tag))]
    #[relata(many_to_many(tags: Tag))]
    #[relata(refers_to(event: Tag))]
    struct Post {
        id: i64,
    }

    assert_eq!(
        relations::<Post>(&relata::models![Post, Tag]),
        [
            "belongs_to author: Tag",
            "has_one cover: Tag",
            "has_many comments: Tag",
            "many_to_many tags: Tag",
            "refers_to event: Tag",
        ]
    );
    let registry = recorded(&relata::models![Post, Tag]);
    let kinds = registry.get::<Post>().unwrap().relations();
    assert_eq!(
        kinds.map(|relation| relation.kind()).collect::<Vec<_>>(),
        [
            Kind::BelongsTo,
            Kind::HasOne,
            Kind::HasMany,
            Kind::ManyToMany,
            Kind::RefersTo,
        ]
    );
}

#[test]
fn each_kind_on_a_field() {
    #[derive(Model)]
    struct Post {
        #[relata(belongs_to(Tag))]
        author_id: i64,
        #[relata(has_one(Tag))]
        cover: (),
        #[relata(has_many(Tag))]
        comments: (),
        #[relata(many_to_many(Tag))]
        tags: (),
        #[relata(refers_to(Tag))]
        event: (),
    }

    assert_eq!(
        relations::<Post>(&relata::models![Post, Tag]),
        [
            "belongs_to author: Tag, key author_id",
            "has_one cover: Tag",
            "has_many comments: Tag",
            "many_to_many tags: Tag",
            "refers_to event: Tag",
        ]
    );
}

#[test]
fn those_on_the_struct_come_before_those_on_fields() {
    #[derive(Model)]
    #[relata(has_many(first: Tag))]
    struct Post {
        #[relata(refers_to(third: Tag), refers_to(fourth: Tag))]
        #[relata(refers_to(fifth: Tag))]
        id: i64,
        #[relata(refers_to(Tag))]
        sixth: i64,
    }

    let names: Vec<_> = relations::<Post>(&relata::models![Post, Tag]);
    assert_eq!(
        names,
        [
            "has_many first: Tag",
            "refers_to third: Tag",
            "refers_to fourth: Tag",
            "refers_to fifth: Tag",
            "refers_to sixth: Tag",
        ]
    );
}

#[test]
fn a_name_on_a_field_is_the_fields_without_id() {
    #[derive(Model)]
    struct Post {
        #[relata(belongs_to(Tag))]
        author_id: i64,
        #[relata(belongs_to(Tag))]
        editor: i64,
        #[relata(belongs_to(Tag))]
        _id: i64,
        #[relata(belongs_to(Tag))]
        id_of_id_id: i64,
        #[relata(belongs_to(owner: Tag))]
        user_id: i64,
    }

    assert_eq!(
        relations::<Post>(&relata::models![Post, Tag]),
        [
            "belongs_to author: Tag, key author_id",
            "belongs_to editor: Tag, key editor",
            "belongs_to _id: Tag, key _id",
            "belongs_to id_of_id: Tag, key id_of_id_id",
            "belongs_to owner: Tag, key user_id",
        ]
    );
}

/// Two keys to one model, of which one is a `Uuid`, need no names by hand.
#[test]
fn a_uuid_stays_in_a_name_next_to_an_id() {
    #[derive(Model)]
    struct Post {
        #[relata(belongs_to(Tag))]
        user_uuid: i64,
        #[relata(belongs_to(Tag))]
        user_id: i64,
        #[relata(belongs_to(Tag))]
        editor_uuid: i64,
        #[relata(belongs_to(Tag))]
        owner_uuid: i64,
        #[relata(belongs_to(Tag))]
        owner: i64,
    }

    assert_eq!(
        relations::<Post>(&relata::models![Post, Tag]),
        [
            "belongs_to user_uuid: Tag, key user_uuid",
            "belongs_to user: Tag, key user_id",
            "belongs_to editor: Tag, key editor_uuid",
            "belongs_to owner_uuid: Tag, key owner_uuid",
            "belongs_to owner: Tag, key owner",
        ]
    );
}

#[test]
fn a_key_is_the_field_it_is_on_or_its_name_with_id_or_unknown() {
    #[derive(Model)]
    #[relata(belongs_to(author: Tag), belongs_to(editor: Tag))]
    #[relata(belongs_to(owner: Tag, key = user_id), has_many(parent: Tag), refers_to(topic: Tag))]
    struct Post {
        author_id: i64,
        editor: i64,
        #[relata(belongs_to(Tag), belongs_to(pair: Tag, key(author_id, user_id)))]
        #[relata(refers_to(mention: Tag))]
        user_id: i64,
        owner_id: i64,
        parent_id: i64,
        topic_id: i64,
    }

    assert_eq!(
        relations::<Post>(&relata::models![Post, Tag]),
        [
            "belongs_to author: Tag, key author_id",
            "belongs_to editor: Tag",
            "belongs_to owner: Tag, key user_id",
            "has_many parent: Tag",
            "refers_to topic: Tag",
            "belongs_to user: Tag, key user_id",
            "belongs_to pair: Tag, key author_id user_id",
            "refers_to mention: Tag",
        ]
    );
}
