//! Every option of a relation.

use relata::{Level, Model, OnDelete, Rule};

use crate::harness::{recorded, relations};

#[derive(Model)]
#[relata(has_many(posts: "Post"))]
struct User {
    id: i64,
    tenant: i64,
}

#[derive(Model)]
struct Label {
    id: i64,
}

#[test]
fn inverse() {
    #[derive(Model)]
    struct Post {
        #[relata(belongs_to(User, inverse = posts))]
        author_id: i64,
    }

    let registry = recorded(&relata::models![Post, User]);
    let inverse = registry
        .get::<Post>()
        .unwrap()
        .relation("author")
        .unwrap()
        .inverse();
    assert_eq!(inverse, registry.get::<User>().unwrap().relation("posts"));
    assert!(inverse.is_some());
}

#[test]
fn key_and_references() {
    #[derive(Model)]
    #[relata(belongs_to(a: User, key = author, references = id))]
    #[relata(belongs_to(b: User, key(author), references(id)))]
    #[relata(belongs_to(c: User, key(tenant, author), references(tenant, id)))]
    #[relata(has_many(d: User, key(post_tenant, post_id,), references(tenant, author)))]
    #[relata(refers_to(e: User, key = author, references = id))]
    struct Post {
        tenant: i64,
        author: i64,
    }

    assert_eq!(
        relations::<Post>(&relata::models![Post, User]),
        [
            "belongs_to a: User, key author, references id",
            "belongs_to b: User, key author, references id",
            "belongs_to c: User, key tenant author, references tenant id",
            "has_many d: User, key post_tenant post_id, references tenant author",
            "refers_to e: User, key author, references id",
        ]
    );
}

#[test]
fn tag() {
    #[derive(Model)]
    #[relata(belongs_to(subject: any, tag = subject_type))]
    #[relata(has_one(comment: User, key = subject_id, tag = kind_there))]
    #[relata(refers_to(other: any, tag = subject_type))]
    struct Comment {
        subject_id: i64,
        subject_type: String,
    }

    assert_eq!(
        relations::<Comment>(&relata::models![Comment, User]),
        [
            "belongs_to subject: any, key subject_id, tag subject_type",
            "has_one comment: User, key subject_id, tag kind_there",
            "refers_to other: any, tag subject_type",
        ]
    );
}

#[test]
fn through_and_via() {
    #[derive(Model)]
    #[relata(many_to_many(a: User, through = Label))]
    #[relata(many_to_many(b: User, through = "tags::Label", via(post, user)))]
    #[relata(has_many(c: User, through = Self, via(own, other)))]
    #[relata(has_one(d: User, through = crate::options::Label))]
    struct Post {
        id: i64,
    }

    assert_eq!(
        relations::<Post>(&relata::models![Post, User]),
        [
            "many_to_many a: User, through Label",
            "many_to_many b: User, through tags::Label, via post user",
            "has_many c: User, through Post, via own other",
            "has_one d: User, through Label",
        ]
    );
}

#[test]
fn on_delete() {
    #[derive(Model)]
    #[relata(belongs_to(a: User, on_delete = cascade), belongs_to(b: User, on_delete = restrict))]
    #[relata(belongs_to(c: User, on_delete = set_null), belongs_to(d: User, on_delete = set_default))]
    #[relata(belongs_to(e: User, on_delete = no_action), belongs_to(f: User))]
    #[relata(has_many(g: User, on_delete = cascade))]
    struct Post {
        id: i64,
    }

    let registry = recorded(&relata::models![Post, User]);
    let post = registry.get::<Post>().unwrap();
    let written = post.relations().filter_map(|it| it.on_delete());
    assert_eq!(
        written.map(|it| it.to_string()).collect::<Vec<_>>(),
        [
            "cascade",
            "restrict",
            "set_null",
            "set_default",
            "no_action",
            "cascade"
        ]
    );
    assert_eq!(
        post.relations()
            .map(|relation| relation.on_delete())
            .collect::<Vec<_>>(),
        [
            Some(OnDelete::Cascade),
            Some(OnDelete::Restrict),
            Some(OnDelete::SetNull),
            Some(OnDelete::SetDefault),
            Some(OnDelete::NoAction),
            None,
            Some(OnDelete::Cascade),
        ]
    );
}

#[test]
fn filtered() {
    #[derive(Model)]
    #[relata(has_many(a: User), has_many(b: User, filtered, inverse = x), belongs_to(c: User, filtered))]
    struct Post {
        id: i64,
    }

    let registry = recorded(&relata::models![Post, User]);
    let post = registry.get::<Post>().unwrap();
    let filtered = post
        .relations()
        .filter(relata::registry::Relation::is_filtered);
    assert_eq!(filtered.map(|it| it.name()).collect::<Vec<_>>(), ["b", "c"]);
}

#[test]
fn allow_on_a_relation() {
    #[derive(Model)]
    struct Post {
        #[relata(belongs_to(
            "Nobody",
            allow(missing_target, reason = "comes with the next release")
        ))]
        author_id: i64,
        #[relata(belongs_to("Nowhere"))]
        place_id: i64,
    }

    let findings = relata::options().check_isolated(&relata::models![Post]);
    let found: Vec<_> = findings
        .iter()
        .map(|finding| (finding.rule(), finding.subject().to_string()))
        .collect();
    assert_eq!(found, [(Rule::MissingTarget, "Post.place".to_owned())]);
}

#[test]
fn allow_on_a_model_and_its_reason() {
    #[derive(Model)]
    #[relata(allow(missing_target, reason = "comes with the next release"))]
    #[relata(allow(duplicate_model, reason = "there were two"), belongs_to(author: "Nobody"))]
    struct Post {
        id: i64,
    }

    let findings = relata::options().check_isolated(&relata::models![Post]);
    let found: Vec<_> = findings
        .iter()
        .map(|finding| (finding.rule(), finding.level()))
        .collect();
    assert_eq!(found, [(Rule::UnusedAllow, Level::Warn)]);
    let text = findings.to_string();
    assert!(text.contains("there were two"), "{text}");
}

#[test]
fn options_stand_in_any_order_and_may_end_with_a_comma() {
    #[derive(Model)]
    #[relata(belongs_to(author: User, on_delete = cascade, references = id, key = author, inverse = posts,),)]
    struct Post {
        author: i64,
    }

    assert_eq!(
        relations::<Post>(&relata::models![Post, User]),
        ["belongs_to author: User, key author, references id, inverse posts, on_delete cascade"]
    );
}

/// A model and a relation that allow each rule of the table that is about them, and the names of these.
macro_rules! allow_each {
    (@ [$($rule:ident)*]) => {
        #[derive(Model)]
        #[relata($(allow($rule, reason = "it is known")),*)]
        #[relata(refers_to(other: Self, $(allow($rule, reason = "it is known")),*))]
        struct Allowed;

        const ALLOWED: &[&str] = &[$(stringify!($rule)),*];
    };
    (@ [$($known:ident)*] $variant:ident $rule:ident $family:ident $level:ident registry $($rest:ident)*) => {
        allow_each!(@ [$($known)*] $($rest)*);
    };
    (@ [$($known:ident)*] $variant:ident $rule:ident $family:ident $level:ident $about:ident $($rest:ident)*) => {
        allow_each!(@ [$($known)* $rule] $($rest)*);
    };
    ($($table:ident)*) => {
        allow_each!(@ [] $($table)*);
    };
}
relata_record::rules!(1, allow_each);

#[test]
fn every_rule_can_be_allowed_but_those_about_the_whole_registry() {
    let rules = Rule::ALL.iter().map(|rule| rule.name());
    let others: Vec<_> = rules.filter(|rule| !ALLOWED.contains(rule)).collect();
    let whole = [
        "registration_unavailable",
        "empty_registry",
        "missing_crate",
        "missing_model",
        "table_without_model",
        "unread_source",
        "unused_allow",
    ];
    assert!(others.iter().all(|rule| whole.contains(rule)), "{others:?}");
}
