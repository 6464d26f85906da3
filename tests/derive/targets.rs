//! The targets of relations, in every form.

use relata::Model;

use crate::harness::{recorded, relations};

mod auth {
    pub mod r#type {
        #[derive(relata::Model)]
        pub struct User {
            id: i64,
        }
    }

    pub use r#type::User as Account;
}

use auth::r#type::User;

#[derive(Model)]
#[relata(name = "Crew")]
struct Team<'a> {
    name: &'a str,
}

#[test]
fn a_type() {
    type Owner = User;

    #[derive(Model)]
    #[relata(belongs_to(a: User), belongs_to(b: auth::Account))]
    #[relata(belongs_to(c: crate::targets::auth::r#type::User), belongs_to(d: Owner))]
    #[relata(belongs_to(e: Team), belongs_to(f: Team<'static>), belongs_to(g: Team<'_>))]
    #[relata(belongs_to(h: <i64 as Owned>::Owner))]
    struct Post {
        id: i64,
    }

    let registry = recorded(&relata::models![Post, User, Team]);
    let post = registry.get::<Post>().unwrap();
    let targets = post.relations().flat_map(|relation| relation.targets());
    let user = registry.get::<User>().unwrap();
    let team = registry.get::<Team>().unwrap();
    assert_eq!(
        targets.collect::<Vec<_>>(),
        [user, user, user, user, team, team, team, user]
    );
    assert_eq!(team.path(), "derive::targets::Crew");
}

trait Owned {
    type Owner;
}

impl Owned for i64 {
    type Owner = User;
}

#[test]
fn itself() {
    #[derive(Model)]
    #[relata(has_many(children: Self, inverse = parent), refers_to(other: Node<'a>))]
    #[relata(name = "Knot")]
    struct Node<'a> {
        name: &'a str,
        #[relata(belongs_to(Self, inverse = children))]
        parent_id: Option<i64>,
    }

    assert_eq!(
        relations::<Node>(&relata::models![Node]),
        [
            "has_many children: Knot, key parent_id, inverse parent",
            "refers_to other: Knot",
            "belongs_to parent: Knot, key parent_id, inverse children",
        ]
    );
}

#[test]
fn a_name_in_quotes() {
    #[derive(Model)]
    #[relata(belongs_to(a: "User"), belongs_to(b: "type::User"), belongs_to(c: "r#type::User"))]
    #[relata(belongs_to(d: "derive::targets::auth::type::User"))]
    #[relata(belongs_to(e: "::derive::targets::auth::type::User"), belongs_to(f: "auth::type::User"))]
    #[relata(belongs_to(g: "::targets::auth::type::User"), belongs_to(h: "Benutzer_Größe"))]
    #[relata(belongs_to(i: r"User"), belongs_to(j: "match::fn::r#User"))]
    struct Post {
        id: i64,
    }

    let registry = recorded(&relata::models![Post, User]);
    let post = registry.get::<Post>().unwrap();
    let written = post
        .relations()
        .flat_map(|relation| relation.written_targets());
    assert_eq!(
        written.collect::<Vec<_>>(),
        [
            "User",
            "type::User",
            "r#type::User",
            "derive::targets::auth::type::User",
            "::derive::targets::auth::type::User",
            "auth::type::User",
            "::targets::auth::type::User",
            "Benutzer_Größe",
            "User",
            "match::fn::r#User",
        ]
    );
    let resolved = post
        .relations()
        .filter(|relation| relation.targets().next().is_some());
    let resolved: String = resolved
        .map(|relation| relation.name().to_owned())
        .collect();
    assert_eq!(resolved, "abcdefi");
}

#[test]
fn one_of_several_or_any() {
    #[derive(Model)]
    #[relata(belongs_to(a: any), belongs_to(b: any(User)))]
    #[relata(belongs_to(c: any(User, "Team", Self, "derive::Team", Team<'static>,)))]
    #[relata(belongs_to(any: any), belongs_to(d: any::Thing))]
    struct Post {
        id: i64,
    }

    mod any {
        #[derive(relata::Model)]
        pub struct Thing;
    }

    assert_eq!(
        relations::<Post>(&relata::models![Post, User]),
        [
            "belongs_to a: any",
            "belongs_to b: auth::r#type::User",
            "belongs_to c: auth::r#type::User Team Post Team Crew",
            "belongs_to any: any",
            "belongs_to d: any::Thing",
        ]
    );
    let registry = recorded(&relata::models![Post]);
    let post = registry.get::<Post>().unwrap();
    let open: Vec<_> = post
        .relations()
        .map(|relation| relation.is_open())
        .collect();
    assert_eq!(open, [true, false, false, true, false]);
}

/// A record lists the path of each type once, and its relations name it by number.
#[test]
fn several_relations_to_one_type() {
    #[derive(Model)]
    #[relata(has_many(posts: Post, inverse = author), has_many(edited: Post, inverse = editor))]
    struct Author {
        id: i64,
    }

    #[derive(Model)]
    #[relata(has_many(posts: Post, inverse = language))]
    struct Language {
        id: i64,
    }

    #[derive(Model)]
    struct Labelling {
        #[relata(belongs_to(Post))]
        post_id: i64,
        #[relata(belongs_to(Author))]
        author_id: i64,
    }

    #[derive(Model)]
    #[relata(many_to_many(readers: Author, through = Labelling))]
    #[relata(has_many(answers: Self, inverse = answered))]
    struct Post {
        id: i64,
        #[relata(belongs_to(Author, inverse = posts))]
        author_id: i64,
        #[relata(belongs_to(Author, inverse = edited))]
        editor_id: i64,
        #[relata(belongs_to(Language, inverse = texts))]
        language_id: i64,
        #[relata(belongs_to(Self, inverse = answers))]
        answered_id: Option<i64>,
    }

    let models = relata::models![Post, Author, Language, Labelling];
    let registry = recorded(&models);
    let post = registry.get::<Post>().unwrap();
    let led = post.relations().map(|relation| {
        let through = relation.through_resolution().and_then(|it| it.model());
        let models = relation.targets().chain(through);
        let names: Vec<&str> = models.map(|model| model.name()).collect();
        format!("{}: {}", relation.name(), names.join(" through "))
    });
    assert_eq!(
        led.collect::<Vec<_>>(),
        [
            "readers: Author through Labelling",
            "answers: Post",
            "author: Author",
            "editor: Author",
            "language: Language",
            "answered: Post",
        ]
    );
    // One is read by itself, out of the middle, where a rule tells of it.
    let found = relata::options().check_isolated(&models);
    let headlines: Vec<&str> = found.iter().map(relata::Finding::headline).collect();
    assert_eq!(
        headlines,
        ["`Language` has no relation `texts`, which `Post.language` names as its inverse"]
    );
}

/// What declares relations of a model means that model where it is as a target, read or not.
#[test]
fn an_enum_of_relations_is_its_model() {
    mod cake {
        #[derive(relata::Model)]
        pub struct Model {
            id: i64,
        }

        #[derive(relata::Relations)]
        #[relata(skip)]
        pub enum Relation {}
    }

    #[derive(relata::Model)]
    #[relata(belongs_to(cake: cake::Relation))]
    struct Fruit {
        id: i64,
        cake_id: i64,
    }

    let registry = recorded(&relata::models![cake::Model, Fruit]);
    let cake = registry.model("Fruit").unwrap().relation("cake").unwrap();
    assert_eq!(cake.targets().next(), registry.get::<cake::Model>());
}
