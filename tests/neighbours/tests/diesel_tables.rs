//! The table of a Diesel model is that of the module that `table!` generates, whatever its name where the model is.

#![allow(
    dead_code,
    unused_qualifications,
    reason = "only the attributes count; Diesel repeats a path that is longer than it must be"
)]

use diesel::prelude::*;
use expect_test::expect;
use neighbours::known;

mod schema {
    diesel::table! {
        #[sql_name = "the_posts"]
        posts (id) { id -> Integer, title -> Text }
    }
    diesel::table! {
        crm.notes (id) { id -> Integer }
    }
    /// As `diesel print-schema --schema crm` writes it.
    pub(crate) mod crm {
        diesel::table! {
            #[sql_name = "the_posts"]
            crm.posts (number) { number -> Integer }
        }
    }
    diesel::table! {
        codes (code) { code -> Text, id -> Integer }
    }
    diesel::table! {
        likes (person, post) { person -> Integer, post -> Integer, at -> Integer }
    }
    diesel::table! {
        threes (a, b, c) { a -> Integer, b -> Integer, c -> Integer }
    }
    diesel::table! {
        fours (a, b, c, d) { a -> Integer, b -> Integer, c -> Integer, d -> Integer }
    }
    diesel::table! {
        fives (a, b, c, d, e) { a -> Integer, b -> Integer, c -> Integer, d -> Integer, e -> Integer }
    }
    diesel::table! {
        spelled (id, kind_) {
            #[sql_name = "ID"]
            id -> Integer,
            #[sql_name = "kind"]
            kind_ -> Integer,
        }
    }
    diesel::table! {
        renamed (uuid) { uuid -> Integer }
    }
}

mod aliased {
    use diesel::prelude::*;

    use super::schema::posts as posts_table;

    /// The name of the table is not that of its module, which has another name here.
    #[derive(Identifiable, relata::Model)]
    #[diesel(table_name = posts_table)]
    pub(crate) struct Post {
        pub(crate) id: i32,
    }

    /// relata's own attribute is not questioned.
    #[derive(Identifiable, relata::Model)]
    #[diesel(table_name = posts_table)]
    #[relata(table = "archive")]
    pub(crate) struct Old {
        pub(crate) id: i32,
    }
}

/// Diesel does not show the name of a table in a schema.
#[derive(Identifiable, relata::Model)]
#[diesel(table_name = schema::notes)]
struct Note {
    id: i32,
}

/// It is not taken for the table of the same name without a schema.
#[derive(Queryable, Selectable, relata::Model)]
#[diesel(table_name = crate::schema::crm::posts)]
struct CrmPost {
    number: i32,
}

/// relata's own attribute says it.
#[derive(Queryable, Selectable, relata::Model)]
#[diesel(table_name = crate::schema::crm::posts)]
#[relata(table = "crm.the_posts")]
struct NamedPost {
    number: i32,
}

#[test]
fn a_table_in_a_schema_is_not_one_without() {
    let models = relata::models![CrmPost, aliased::Post];
    let findings = relata::options().strict().check_isolated(&models);
    let mut rules = findings.iter().map(relata::Finding::rule);
    assert!(
        !rules.any(|it| it == relata::Rule::DuplicateTable),
        "{findings}"
    );
}

/// The key is that of the table, not the field `id`.
#[derive(Queryable, Selectable, relata::Model)]
#[diesel(table_name = schema::codes)]
struct Code<'a> {
    #[diesel(deserialize_as = String)]
    code: std::borrow::Cow<'a, str>,
    id: i32,
}

#[derive(Queryable, Selectable, relata::Model)]
#[diesel(table_name = schema::likes)]
struct Like {
    at: i32,
    post: i32,
    person: i32,
}

/// One of the columns of the key is not a field.
#[derive(Queryable, Selectable, relata::Model)]
#[diesel(table_name = schema::likes)]
struct LikeOfPost {
    post: i32,
}

#[derive(Insertable, relata::Model)]
#[diesel(table_name = schema::threes)]
struct Three {
    a: i32,
    b: i32,
    c: i32,
}

#[derive(Insertable, relata::Model)]
#[diesel(table_name = schema::fours)]
struct Four {
    a: i32,
    b: i32,
    c: i32,
    d: i32,
}

/// A key of more columns is unknown.
#[derive(Insertable, relata::Model)]
#[diesel(table_name = schema::fives)]
struct Five {
    a: i32,
    b: i32,
    c: i32,
    d: i32,
    e: i32,
}

/// The database spells the columns of the key in another way.
#[derive(Insertable, relata::Model)]
#[diesel(table_name = schema::spelled)]
struct Spelled {
    id: i32,
    kind_: i32,
}

#[derive(Insertable, relata::Model)]
#[diesel(table_name = schema::renamed)]
struct Renamed {
    #[diesel(column_name = uuid)]
    id: i32,
}

/// relata as an application has it whose crates all use one of their own.
mod platform {
    pub(crate) use relata as checks;
}

/// What Diesel's attribute declares counts.
#[derive(Queryable, Selectable, relata::Model)]
#[diesel(table_name = schema::codes, primary_key(id))]
struct CodeById {
    code: String,
    id: i32,
}

mod elsewhere {
    pub(crate) use super::platform;

    /// In a strict crate.
    #[deny(
        warnings,
        unsafe_code,
        missing_docs,
        single_use_lifetimes,
        missing_debug_implementations,
        unreachable_pub,
        unused_qualifications,
        clippy::pedantic
    )]
    pub(crate) mod strict {
        use diesel::Identifiable;

        use super::super::schema::posts as posts_table;

        /// A post.
        #[derive(Debug, Identifiable, super::platform::checks::Model)]
        #[diesel(table_name = posts_table)]
        #[relata(crate = super::platform::checks)]
        pub(crate) struct Post {
            /// Its number.
            pub(crate) id: i32,
        }
    }
}

#[test]
fn a_local_module_is_that_of_the_table() {
    use schema::posts as local;

    #[derive(Insertable, relata::Model)]
    #[diesel(table_name = local)]
    struct Post {
        title: String,
    }

    let models = relata::models![Post];
    let registry = relata::options().init_isolated(&models).unwrap();
    let post = registry.model("Post").unwrap();
    assert_eq!(post.table(), Some("the_posts"));
    assert_eq!(post.key().count(), 0);
}

#[test]
fn the_compiler_knows_tables_and_their_keys() {
    expect![[r#"
        diesel_tables::Code, table codes, key code
          code: std::borrow::Cow<'a, str>
          id: i32
        diesel_tables::CodeById, table codes, key id
          code: String
          id: i32
        diesel_tables::CrmPost, key number
          number: i32
        diesel_tables::Five, table fives
          a: i32
          b: i32
          c: i32
          d: i32
          e: i32
        diesel_tables::Four, table fours, key a and b and c and d
          a: i32
          b: i32
          c: i32
          d: i32
        diesel_tables::Like, table likes, key person and post
          at: i32
          post: i32
          person: i32
        diesel_tables::LikeOfPost, table likes
          post: i32
        diesel_tables::NamedPost, table crm.the_posts
          number: i32
        diesel_tables::Note, key id
          id: i32
        diesel_tables::Renamed, table renamed, key id
          id: i32, column uuid
        diesel_tables::Spelled, table spelled, key id and kind_
          id: i32
          kind_: i32
        diesel_tables::Three, table threes, key a and b and c
          a: i32
          b: i32
          c: i32
        diesel_tables::aliased::Old, table archive, key id
          id: i32
        diesel_tables::aliased::Post, table the_posts, key id
          id: i32
        diesel_tables::elsewhere::strict::Post, table the_posts, key id
          id: i32
    "#]]
    .assert_eq(&known(&relata::models![
        aliased::Post,
        aliased::Old,
        Note,
        CrmPost,
        NamedPost,
        Code<'_>,
        Like,
        LikeOfPost,
        Three,
        Four,
        Five,
        Spelled,
        Renamed,
        CodeById,
        elsewhere::strict::Post
    ]));
}
