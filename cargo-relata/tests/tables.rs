//! The tables of Diesel in the source of a program that is built. The package `diesel` of the fixture is as much of Diesel as
//! relata's derive asks.

mod run;

use expect_test::expect;
use run::{fixture, run};

/// Each model is compared with its own table, also next to another database.
#[test]
fn are_compared_with_the_models_of_diesel() {
    expect![[r#"
        $ cargo relata check -q --workspace
        warning[column_null]: `Post.title` is not an `Option`, but its column `posts.title` can be `NULL`
          --> src/main.rs:12:9
           |
        12 |     pub title: String,
           |         ^^^^^
           |
           = help: make `title` of `Post` an `Option`
        note: column `posts.title` is declared here
          --> src/schema.rs:4:9
           |
         4 |         title -> Nullable<Text>,
           |         ^^^^^

        warning[missing_column]: `Post.text` holds the column `text`, but table `posts` has no such column
          --> src/main.rs:13:9
           |
        13 |     pub text: String,
           |         ^^^^
           |
           = note: `posts` has 2 columns: `id` and `title`
        note: table `posts` is declared here
          --> src/schema.rs:2:5
           |
         2 |     posts (id) {
           |     ^^^^^

        bin `tables`: 2 warnings in 3 models from 1 crate
        for more information: cargo relata explain column_null
        coverage: 3 models, no relation is declared; 2 columns compared, 2 tables not known
        exit 0
    "#]].assert_eq(&run(&fixture("tables"), &["check", "-q", "--workspace"]));
}
