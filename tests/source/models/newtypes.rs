//! Newtypes that columns hold as the type inside them.

use expect_test::expect;
use relata::source::{Models, Workspace};

use super::{WITHOUT, package};

const IDS: &str = r#"
pub use prelude::*;
#[cfg_attr(feature = "db", derive(DieselNewType))]
pub struct UserId(pub i32);
#[derive(Clone, DieselNewType)]
pub struct Email(pub String);
#[derive(DieselNewType)]
pub struct Address(Email);
pub type Key = uuid::Uuid;
#[derive(DieselNewType)]
pub struct Token(Key);
#[cfg_attr(feature = "api", derive(DieselNewType))]
pub struct Off(pub i32);
#[derive(Clone)]
pub struct Custom(pub i32);
#[derive(DieselNewType)]
pub struct Maybe(pub Option<i32>);
#[derive(DieselNewType)]
pub struct Endless(pub Endless);
#[derive(DieselNewType)]
pub struct Two(pub i32, pub i32);
mod prelude {}
"#;

const MODELS: &str = r#"
mod ids;
use ids::*;
diesel::table! {
    users (id) {
        id -> Int8,
        email -> Text,
        address -> Int4,
        token -> Uuid,
        key -> Timestamptz,
        off -> Int8,
        custom -> Int8,
        maybe -> Nullable<Int8>,
        never -> Int8,
        endless -> Int8,
        two -> Int8,
    }
}
#[derive(Identifiable, Queryable)]
#[diesel(table_name = users)]
pub struct User {
    pub id: UserId,
    pub email: Email,
    pub address: Option<Address>,
    pub token: Token,
    pub key: Key,
    pub off: Off,
    pub custom: Custom,
    pub maybe: Maybe,
    pub never: Option<Maybe>,
    pub endless: Endless,
    pub two: Two,
}
"#;

/// Returns the findings and the coverage of a package.
fn checked(name: &str, files: &[(&str, &str)]) -> String {
    let models = Models::read(&Workspace::new(package(name, files))).unwrap();
    let findings = relata::options().check_models(&models);
    format!("{findings}{}", findings.coverage())
}

#[test]
fn are_compared_with_their_columns() {
    let files = [
        ("Cargo.toml", WITHOUT),
        ("src/ids.rs", IDS),
        ("src/lib.rs", MODELS),
    ];
    expect![[r#"
        relata: 2 errors and 3 warnings in 1 model from 1 crate

        error[column_type]: `User.id` is `UserId`, but its column `users.id` is `Int8`
          --> src/lib.rs:22:9
        note: column `users.id` is declared here
          --> src/lib.rs:6:9
          = note: `UserId` is stored as `i32`
          = note: `Int8` is read into `i64`
          = note: different widths: 32 bits and 64 bits
          = help: change the type in `UserId` or the type of `User.id` to `i64`

        error[column_type]: `User.address` is `Address`, but its column `users.address` is `Int4`
          --> src/lib.rs:24:9
        note: column `users.address` is declared here
          --> src/lib.rs:8:9
          = note: `Address` is stored as `String`
          = note: `Int4` is read into `i32`
          = help: change the type in `Address` or the type of `User.address` to `i32`

        warning[column_null]: `User.address` is an `Option`, but its column `users.address` is never `NULL`
          --> src/lib.rs:24:9
        note: column `users.address` is declared here
          --> src/lib.rs:8:9

        warning[column_type]: `User.key` is `Key`, but its column `users.key` is `Timestamptz`
          --> src/lib.rs:26:9
        note: column `users.key` is declared here
          --> src/lib.rs:10:9
          = note: `Key` is `Uuid`

        warning[column_null]: `User.never` is an `Option`, but its column `users.never` is never `NULL`
          --> src/lib.rs:30:9
        note: column `users.never` is declared here
          --> src/lib.rs:14:9
          = help: remove the `Option` of `User.never`

        for more information: cargo relata explain column_type
        1 model, no relation is declared; 5 columns compared, 6 types not known"#]].assert_eq(&checked("newtypes", &files));
}

/// Types of the workspace with the names of known ones, and types that may read `NULL` themselves.
#[test]
fn other_types_are_unknown() {
    let lib = "
        mod types;
        use types::{Decimal, Uuid};
        diesel::table! { events (id) { id -> Text, price -> BigInt, note -> Nullable<Text>, text -> Nullable<Text>, other -> Nullable<Text> } }
        #[derive(Queryable, Selectable)]
        #[diesel(table_name = events)]
        pub struct Event {
            id: Uuid,
            price: Decimal,
            #[diesel(deserialize_as = StringOrEmpty)] note: String,
            text: types::Text,
            other: elsewhere::Maybe,
        }
        pub struct StringOrEmpty(String);
    ";
    let files = [
        ("Cargo.toml", WITHOUT),
        (
            "src/types.rs",
            "pub struct Uuid([u8; 16]); pub struct Decimal(i64); pub enum Text { Empty }",
        ),
        ("src/lib.rs", lib),
    ];
    expect![[r#"
        relata: no findings in 1 model from 1 crate
        1 model, no relation is declared; nothing was compared; 5 types not known"#]]
    .assert_eq(&checked("newtypes_other", &files));
}

/// `Queryable` alone reads a row in the order of the fields, whose names then mean nothing.
#[test]
fn queries_by_position() {
    let lib = "
        diesel::table! { users (id) { id -> Int8, org_id -> Int8 } }
        diesel::table! { stats (id) { id -> Int8, total -> Int4, day -> Date } }
        diesel::table! { notes (id) { id -> Int8, text -> Text } }
        #[derive(Queryable, Identifiable)] #[diesel(primary_key(uid))]
        pub struct User { uid: i64, organisation: i64 }
        #[derive(Queryable)] #[diesel(table_name = stats)]
        pub struct Stat { id: i64, total: i64 }
        #[derive(Queryable, Identifiable)]
        pub struct Note { id: i32, text: String }
    ";
    let files = [("Cargo.toml", WITHOUT), ("src/lib.rs", lib)];
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[column_type]: `Note.id` is `i32`, but its column `notes.id` is `Int8`
          --> src/lib.rs:10:27
        note: column `notes.id` is declared here
          --> src/lib.rs:4:39
          = note: `Int8` is read into `i64`
          = note: different widths: 32 bits and 64 bits
          = help: change the type of `Note.id` to `i64`

        for more information: cargo relata explain column_type
        3 models, no relation is declared; 2 columns compared, 2 tables not known"#]]
    .assert_eq(&checked("newtypes_position", &files));
}
